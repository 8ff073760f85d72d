"""The page of a document, put together piece by piece as its reader comes upon them.

Readers of different formats meet the same things: runs of text, bold or not, paragraphs, rows of
cells, text boxes and notes beside a paragraph, comments, tracked changes, hidden words.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from kodeverk.formats.limits import CHARACTERS, COMMENTS, EMPTY_LINES, refuse_over
from kodeverk.formats.transcripts.assembly import CommentBorder, Line, Note, assemble
from kodeverk.formats.transcripts.line_numbers import said_in_numbered
from kodeverk.model.source import Source
from kodeverk.model.text import normalise


@dataclass(slots=True)
class _Place:
    """Where text is being put: the page itself, something beside a paragraph, or a row of cells."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    bold: int = 0
    bold_goes_on: bool = True
    upright: bool = False
    marks: list[CommentBorder] = field(default_factory=list)
    beside: list[Line] = field(default_factory=list)
    cells: list[list[Line]] | None = None


class Page:
    """The lines so far, the paragraph being put together, and what is not in the text.

    `name` is the file's, for errors.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._characters = 0
        self._beyond = 0
        self.changes = 0
        """How many tracked changes were met."""
        self._comments: dict[str, Note] = {}
        self._warnings_given: list[str] = []
        self._left_out: Counter[str] = Counter()
        self._read: Counter[str] = Counter()
        self._here = _Place()
        self._outside: list[_Place] = []
        self._looks: dict[Hashable, int] = {(None, False): 0}

    def add(self, text: str, bold: bool = False, italic: bool = False) -> None:
        """Go on with `text` on the line, `italic` where it is underlined too.

        Raises BadInput when there is far too much of it.
        """
        self._characters += len(text)
        refuse_over(CHARACTERS, self._characters, self._name)
        here = self._here
        here.pieces.append(text)
        here.length += len(text)
        if here.bold_goes_on:
            if bold:
                here.bold = here.length
            elif text.strip():
                here.bold_goes_on = False
        if not (italic or here.upright or text.isspace()):
            here.upright = bool(text)

    def mark(self, comment: str) -> None:
        """Note that a passage with this comment begins or ends here."""
        self._here.marks.append(CommentBorder(self._here.length, comment))

    def comment(
        self, key: str, author: str, lines: Iterable[Line], answers: str | None = None
    ) -> None:
        """Keep a comment, whose marks have this key; `answers` is the key of one it replies to."""
        text = normalise("\n".join(line.text for line in lines)).strip()
        if text:
            refuse_over(COMMENTS, len(self._comments) + 1, self._name)
            self._comments[key] = Note(normalise(author).strip(), text, answers)
        else:
            self.count_left_out("comments without words")

    @property
    def is_begun(self) -> bool:
        """Whether the paragraph has anything in it yet."""
        return bool(self._here.pieces)

    def close(self, numbered: bool = False, heading: bool = False, style: Hashable = None) -> None:
        """End the paragraph; what stands beside it follows.

        With another `style`, or in italics or underlined from end to end, it has another look.
        """
        here = self._here
        if here.pieces or not here.beside:
            text = "".join(here.pieces)
            look = style, bool(here.pieces) and not here.upright
            self._beyond += -1 if text and not text.isspace() else 1
            refuse_over(EMPTY_LINES, self._beyond, self._name)
            here.lines.append(
                Line(
                    text,
                    here.bold,
                    numbered=numbered,
                    heading=heading,
                    look=self._looks.setdefault(look, len(self._looks)),
                    marks=tuple(here.marks),
                )
            )
            here.marks = []
        here.lines += here.beside
        here.pieces, here.beside = [], []
        here.length = here.bold = 0
        here.bold_goes_on = True
        here.upright = False

    def begin_beside(self) -> None:
        """Begin what stands beside the paragraph: a text box, a note, a comment."""
        self._outside.append(self._here)
        self._here = _Place()

    def end_beside(self) -> list[Line]:
        """End what stands beside the paragraph and return its lines; they are not in the text."""
        self._end_open_rows()
        if self.is_begun:
            self.close()
        beside = self._here
        self._here = self._outside.pop()
        self._hand_over(beside.marks)
        return beside.lines

    def follow(self, lines: Iterable[Line]) -> None:
        """Let `lines` stand in the text behind the paragraph."""
        self._here.beside += lines

    def begin_row(self) -> None:
        """Begin a row of a table."""
        if self.is_begun:
            self.close()
        self._outside.append(self._here)
        self._here = _Place(cells=[])

    def end_cell(self) -> None:
        """End a cell of the row."""
        if self.is_begun or self._here.beside:
            self.close()
        assert self._here.cells is not None
        self._here.cells.append(self._here.lines)
        self._here.lines = []

    def end_row(self) -> None:
        """End the row: its cells are one line with TAB between them.

        More paragraphs of a cell stay lines of their own within it.
        """
        if self.is_begun or self._here.lines:
            self.end_cell()
        row = self._here
        assert row.cells is not None
        self._here = self._outside.pop()
        if len(row.cells) == 1 and row.cells[0]:
            self._frame(row.cells[0])
            self._hand_over(row.marks)
            return
        texts: list[str] = []
        marks: list[CommentBorder] = []
        begins = 0
        for cell in row.cells:
            text = "\n".join(line.text for line in cell).rstrip("\n")
            place = begins
            for line in cell:
                for mark in line.marks:
                    at = min(place + mark.place, begins + len(text))
                    marks.append(mark._replace(place=at))
                place += len(line.text) + 1
            texts.append(text)
            begins += len(text) + 1
        bold = row.cells[0][0].bold if row.cells and row.cells[0] else 0
        self._here.lines.append(Line("\t".join(texts), bold, row=True, marks=tuple(marks)))
        self._hand_over(row.marks)

    def _frame(self, lines: list[Line]) -> None:
        """Let the lines of the only cell of a row stand as they are: it frames what is in it."""
        words = [place for place, line in enumerate(lines) if line.text]
        last = words[-1] if words else 0
        self._here.lines += lines[: last + 1]
        for line in lines[last + 1 :]:
            self._hand_over(line.marks)

    @property
    def in_row(self) -> bool:
        """Whether a row of a table is being read, and nothing beside a paragraph of it."""
        return self._here.cells is not None

    def warn(self, warning: str) -> None:
        """Note something else that a person should know."""
        self._warnings_given.append(warning)

    def count_left_out(self, what: str) -> None:
        """Note that `what` stands in the file and is not in the text."""
        self._left_out[what] += 1

    def count_read(self, what: str) -> None:
        """Note that `what` stands elsewhere on the page and was read into the text."""
        self._read[what] += 1

    def source(self, format_name: str, encoding: str | None = None) -> Source:
        """Return the source of all that was read; raises BadInput when there is no word in it."""
        while self._outside:
            if self.in_row:
                self.end_row()
            else:
                self.end_beside()
        if self.is_begun or self._here.beside:
            self.close()
        lines = self._here.lines
        if lines and self._here.marks:
            last = lines[-1]
            left = tuple(mark._replace(place=len(last.text)) for mark in self._here.marks)
            lines[-1] = replace(last, marks=(*last.marks, *left))
        lines = _without_numbers(lines)
        return assemble(lines, self._name, format_name, encoding, self._warnings(), self._comments)

    def _warnings(self) -> list[str]:
        warnings = [*self._warnings_given]
        warnings += [f"left out: {what} ({times})" for what, times in self._left_out.items()]
        warnings += [
            f"{what} were read into the text, each behind its paragraph ({times})"
            for what, times in self._read.items()
        ]
        if self.changes:
            warnings.append(f"tracked changes were read as accepted ({self.changes})")
        return warnings

    def _end_open_rows(self) -> None:
        while self.in_row:
            self.end_row()

    def _hand_over(self, marks: Iterable[CommentBorder]) -> None:
        """Let borders that stand behind the last line of something be borders here."""
        for mark in marks:
            self.mark(mark.comment)


def _without_numbers(lines: list[Line]) -> list[Line]:
    """Return the lines without their numbers, where they are numbered.

    The number of a table's row, and one that is a voice, is none.
    """
    said = said_in_numbered(["-" if line.row or line.voice else line.text for line in lines])
    kept = [*lines]
    for place, (start, end) in said.items():
        line = lines[place]
        text = line.text[start:end]
        bold = min(max(0, line.bold - start), len(text))
        marks = tuple(
            mark._replace(place=min(max(0, mark.place - start), len(text))) for mark in line.marks
        )
        kept[place] = replace(line, text=text, bold=bold, marks=marks)
    return kept
