"""Pure functions over model values, in four rooms: who speaks, two texts, figures, names.

`recognition` finds who says what in a transcript, `alignment` what became of a text in a newer
version, `counting` what the codings of a project come to, `identifying` what may name somebody.
`municipalities` and `suggestions` serve several of them.
"""
