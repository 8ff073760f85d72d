"""Pure functions over model values, in five rooms: who speaks, two texts, figures, coders, names.

`recognition` finds who says what in a transcript, `alignment` what became of a text in a newer
version, `counting` what the codings of a project come to, `agreement`
how alike its coders code, `identifying` what may name somebody.
`municipalities` and `suggestions` serve several of them.
"""
