"""Who speaks: the turns of a transcript, recognised over any format without changing the text.

`turns` chooses the reading that `evidence` weighs highest by its `scores`, out of the `conventions`
that one paragraph shows (`possible_labels` and `speakers` tell which of these are labels) and the
`layouts` that only the whole file shows: `questions` with answers among them; `testimony` is both
at once. `labels`, `roles` and `times` say what a piece of text looks like, `cover` where the
interview begins, `zones` what lies outside it. `nameless_turns`, `known_labels`, `unseen_turns`,
`unlike_lines`, `last_turn` and `echoes` find what a person should look at, and `label_doubts` and
`line_doubts` say it; `relabelled` and `lines` lay what they answer over a reading.
`page_furniture` is what pages were printed with (`counted_pages`, over `printed_lines`), `persons`
which labels are probably one person's.
"""
