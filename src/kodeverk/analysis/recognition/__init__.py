"""Who speaks: the turns of a transcript, recognised over any format without changing the text.

Each package is a stage that knows only those before it:

- `forms`: what a line or a paragraph shows by itself, a label, a time, a heading;
- `conventions`: the heads that each way of naming speakers reads in a text;
- `text`: a text before its turns are known, its pages, cover and legend (`SourceText`);
- `evidence`: which heads are speakers', and how well each convention fits (`weighing`);
- `zones`: what lies outside the interview, once the heads of turns are known (`interludes`);
- `decision`: the turns of the best convention and those beside them (`decided`, `blocks`);
- `nets`: the lines where such a reading may be wrong, each net a module;
- `doubts`: what a person is asked about them, in words, in one order (`gathered`).

`turns` goes through them. `paragraphs` tells of each line of a reading its zone and why;
`relabelled` and `lines` lay what a person answers over a reading.
"""
