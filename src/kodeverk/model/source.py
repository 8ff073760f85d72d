"""What a transcript file gives: its text and its format's marks, before any turn is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from kodeverk.model.change import Value
from kodeverk.model.packed import Packed
from kodeverk.model.survey import Survey


class Paragraph(NamedTuple):
    """One line of a source's text: code-point offsets `[start, end)`, its LF not included.

    `bold_to` is where the bold run at its head ends (`start` when there is none), `voice` the
    speaker a cue names, whose name then stands at the head as `Name: `, `cue` the number of the cue
    from 0, `milliseconds` the time at which it begins. `numbered` tells an entry of a numbered
    list, whose number may be no part of the text, `row` a row of a table: its cells are separated
    by TAB, `heading` what the format marks as a heading. `look` is 0 where nothing is
    said of how a paragraph looks, and another number for each style, italics or underlining, and
    level of lists.
    `in_row` tells a further line of the row above: one of its cells has several paragraphs;
    `begins_page` what stands first behind the sign of a new page.
    """

    start: int
    end: int
    bold_to: int
    voice: str | None = None
    cue: int | None = None
    milliseconds: int | None = None
    numbered: bool = False
    row: bool = False
    heading: bool = False
    look: int = 0
    in_row: bool = False
    begins_page: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote in the margin of a source, on the words `[start, end)` of its text."""

    start: int
    end: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript file as it was read; it depends on the file's bytes and name alone.

    `text` is normalised (`kodeverk.model.text.normalise`), labels and preamble included, every
    paragraph ended by LF; `paragraphs` cover it in order. `format` is the format the content proved
    to have (`docx`, `txt`, …), `encoding` that of a text file, `warnings` what a person should
    know: what was left out, what was guessed. `comments` stand in the order of their passages and
    are no part of the text. A table that may be a survey is there as one too.
    """

    text: str
    paragraphs: Sequence[Paragraph]
    format: str
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    survey: Survey | None = None

    @property
    def has_cues(self) -> bool:
        """Tell whether the file is made of timed cues."""
        return any(paragraph.cue is not None for paragraph in self.paragraphs)

    @property
    def are_closed(self) -> bool:
        """Tell whether its utterances are closed: cues without times, as answers to a survey are.

        Nobody else speaks in one; a label in it is what somebody has written.
        """
        return self.has_cues and all(each.milliseconds is None for each in self.paragraphs)

    @property
    def has_pages(self) -> bool:
        """Tell whether the file itself says where its pages begin."""
        return any(paragraph.begins_page for paragraph in self.paragraphs)

    def line(self, place: int) -> str:
        """Return the text of paragraph number `place`."""
        paragraph = self.paragraphs[place]
        return self.text[paragraph.start : paragraph.end]

    def is_blank(self, place: int) -> bool:
        """Tell whether paragraph number `place` has no words, or is none of the file's."""
        if not 0 <= place < len(self.paragraphs):
            return True
        start, end = self.paragraphs[place][:2]
        return start == end or (self.text[start].isspace() and self.text[start:end].isspace())

    def packed(self) -> "Source":
        """Return the same source, its paragraphs packed while it waits."""
        return replace(self, paragraphs=Packed(Paragraph, self.paragraphs))


def pack_marks(source: Source) -> Value:
    """Return the marks of a source as the value of a version's field `marks`; None without any.

    With them and the text the turns can be recognised again, without the file. Each kind of mark is
    a list of runs: the number of a paragraph, then the marks of it and of those that follow. A
    voice is kept as the length of its name at the head of the paragraph: marks hold no names.
    """
    paragraphs = [*source.paragraphs]
    columns: dict[str, Value] = {
        "bold": _runs(paragraph.bold_to - paragraph.start or None for paragraph in paragraphs),
        "voice": _runs(
            len(paragraph.voice)
            if paragraph.voice and source.text.startswith(paragraph.voice, paragraph.start)
            else None
            for paragraph in paragraphs
        ),
        "cue": _runs(paragraph.cue for paragraph in paragraphs),
        "time": _runs(paragraph.milliseconds for paragraph in paragraphs),
        "numbered": _runs(int(paragraph.numbered) or None for paragraph in paragraphs),
        "row": _runs(int(paragraph.row) or None for paragraph in paragraphs),
        "heading": _runs(int(paragraph.heading) or None for paragraph in paragraphs),
        "look": _runs(paragraph.look or None for paragraph in paragraphs),
        "in_row": _runs(int(paragraph.in_row) or None for paragraph in paragraphs),
        "page": _runs(int(paragraph.begins_page) or None for paragraph in paragraphs),
    }
    return {kind: runs for kind, runs in columns.items() if runs} or None


def unpack_marks(text: str, value: Value, format_name: str) -> Source:
    """Return the source of a version's text, with the marks of its field `marks`.

    It has the paragraphs of the source that was packed; encoding, warnings and comments of the file
    are not kept.
    """
    columns: dict[str, Any] = value if isinstance(value, dict) else {}
    bold, voice, cue, time, numbered, row, heading, look, in_row, page = (
        {
            first + offset: mark
            for first, *run in columns.get(kind, [])
            for offset, mark in enumerate(run)
        }
        for kind in (
            *("bold", "voice", "cue", "time", "numbered", "row", "heading", "look", "in_row"),
            "page",
        )
    )
    paragraphs = []
    start = 0
    for number, line in enumerate(text.removesuffix("\n").split("\n")):
        paragraphs.append(
            Paragraph(
                start,
                start + len(line),
                start + bold.get(number, 0),
                line[: voice[number]] if number in voice else None,
                cue.get(number),
                time.get(number),
                number in numbered,
                number in row,
                number in heading,
                look.get(number, 0),
                number in in_row,
                number in page,
            )
        )
        start += len(line) + 1
    return Source(text, tuple(paragraphs), format_name)


def _runs(marks: Iterable[int | None]) -> list[Value]:
    """Return the marks of consecutive paragraphs, each run after the number of its first one."""
    runs: list[Value] = []
    run: list[Value] = []
    every = [*marks]
    is_marked = every.count(None) < len(every)  # most texts have few kinds of marks
    for number, mark in enumerate(every) if is_marked else ():
        if mark is None:
            run = []
            continue
        if not run:
            run.append(number)
            runs.append(run)
        run.append(mark)
    return runs
