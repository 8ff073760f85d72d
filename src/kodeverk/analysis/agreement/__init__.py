"""Agreement: how far coders of the same transcripts put the same codes on the same words.

`units` says what can be coded, and `ratings` what each coder did with each unit. `nominal` and
`unitizing` are the statistics, each as sums over transcripts and a function of the sums, so that
`intervals` can draw transcripts again.
"""
