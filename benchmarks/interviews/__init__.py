"""Constructed interviews, each with its truth: who says what, and what nobody says.

`plans` draws what a file is like, `casts` who speaks and how they are labelled, `matter` what
stands around the talk, `spoken` the words, `conventions` how labels are written; `building` puts
them together, `files` writes the formats, and `judging` compares with the truth what was read.
"""
