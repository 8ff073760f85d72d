"""Who speaks: the turns of a transcript, recognised over any format without changing the text.

`turns` chooses the reading that `evidence` weighs highest, out of the `conventions` that one
paragraph shows and the `layouts` that only the whole file shows. `labels`, `roles` and `times` say
what a piece of text looks like, `cover` where the interview begins, `nameless_turns` and `doubts`
what a person should look at, `page_furniture` what pages
were printed with, `persons` which labels are probably one person's.
"""
