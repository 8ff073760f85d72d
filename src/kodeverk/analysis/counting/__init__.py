"""Figures: which codings count, and what they come to.

`work` is what one coder did with one transcript, which a comparison of coders begins with too;
`scope` says whose work counts where several could. `frequencies` counts `transcripts`, in the
`tallies` of each cell, and gives `figures`. `passages` joins and masks spans, `words` and `shapes`
count words, `rules` are the counting rules as every export prints them.
"""
