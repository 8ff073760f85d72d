"""Withdrawal: words, interviews and people taken out of a project for good, in every copy of it.

docs/withdrawal.md says what is promised. The map of this package, from what was said to the disk:

- `marks`: what people said: these words here are to read so; this interview, this person is
  forgotten. Nothing that follows from it.
- `bodies`: what words are taken out of, texts and strings of the journal, in the offsets they had
  at first, with holes where words were.
- `traces`: what is kept of words that are out: where they stood, and a random number for each
  distinct one.
- `reach`: what marks reach, a function of the union of marks, traces and texts; `people`: the same
  for persons and interviews.
- `enforcement`: one project, or two that merge, brought to what is reached; `substitution`: texts,
  offsets and values rewritten in place or on their way in; `dependents`: records that go along;
  `log`: the lines of this file's log.
- `acts`: what a person does: `withdraw_text`, `forget`.
- `proof`: everything derived again, for `kodeverk verify`; `mark_faults`: what no mark and no trace
  is; `freed_pages`: what was freed is emptied.

Nothing changes place in the records: a transcript keeps its versions and their ids, a version keeps
the hash of the text as it was at first, a coding keeps its id. What changes, in place and in one
transaction, is what is kept: the words under that hash; the offsets of codings, memos, turns and
read-to marks in them; the strings of every change in the journal; the log. So no reader needs to
know of withdrawals, and no anchor lies in a text that is gone.
"""
