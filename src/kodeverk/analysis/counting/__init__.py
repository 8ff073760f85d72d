"""Figures: which codings count, and what they come to.

`scope` says whose codings of which transcripts count, `transcripts` what is counted of one,
`frequencies` counts, in the `tallies` of each cell, and gives `figures`. `passages` joins and masks
spans, `words` and `shapes` count words, `rules` are the counting rules as every export prints them.
"""
