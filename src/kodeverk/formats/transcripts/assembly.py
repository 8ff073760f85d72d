"""Lines that a format's reader found, put together into a source."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.formats.limits import CHARACTERS, EMPTY_LINES, LINES, PARAGRAPHS, refuse_over
from kodeverk.model.source import Comment, Paragraph, Source
from kodeverk.model.text import Span, normalise, words

_TOKEN = re.compile(r"\S+")


class CommentBorder(NamedTuple):
    """A border of a comment's passage: `place` code points into a line's raw text."""

    place: int
    comment: str


class Note(NamedTuple):
    """A comment as its file has it, before it is known which words it stands on.

    `answers` is the key of the comment it replies to, on whose passage it stands without its own.
    """

    author: str
    text: str
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Raw text of a reader, not yet normalised; every line end in it starts a new paragraph.

    `bold` is how many code points at its head are bold; voice, cue and time are those of a
    `Paragraph`, `numbered`, `row` and `heading` those of the first paragraph it makes, `look` and
    `in_row` those of all: all but the first that a row makes are in it. `marks`, in the order of
    their places, name the comments whose passages begin or end here.
    """

    text: str
    bold: int = 0
    voice: str | None = None
    cue: int | None = None
    milliseconds: int | None = None
    numbered: bool = False
    row: bool = False
    heading: bool = False
    look: int = 0
    in_row: bool = False
    marks: tuple[CommentBorder, ...] = ()


def assemble(
    lines: Iterable[Line],
    name: str,
    format_name: str,
    encoding: str | None = None,
    warnings: Iterable[str] = (),
    comments: Mapping[str, Note] | None = None,
    page_starts: Collection[int] = (),
) -> Source:
    """Return the source that `lines` make in order; `name` is the file's, for the error.

    Each line is normalised by itself: LF stands between them, and nothing composes across it.
    Blank paragraphs at the end are dropped, so that a blank line more makes no other transcript.
    A comment's passage runs from the first to the last of its marks; one that stands on no word is
    put on the word beside it, and one without a mark is counted in the warnings. `page_starts` are
    the numbers of the paragraphs that begin a page.
    Raises BadInput when there is no word in them.
    """
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    passages: dict[str, list[int]] = {}
    start = empty = 0
    is_plain = format_name in ("txt", "md")
    for line in lines:
        text = normalise(line.text)
        refuse_over(CHARACTERS, start + len(text), name)
        refuse_over(LINES, len(paragraphs) + text.count("\n") + 1, name)
        bold = _bold_length(line, text)
        in_row = line.in_row
        numbered, row, heading = line.numbered, line.row, line.heading
        if line.marks:
            for comment, place in _places(line, text):
                passages.setdefault(comment, []).append(start + place)
        pieces = text.split("\n")
        empty += sum(not piece or piece.isspace() for piece in pieces)
        refuse_over(EMPTY_LINES, 2 * empty - len(paragraphs) - len(pieces), name)
        if not is_plain:
            refuse_over(PARAGRAPHS, len(paragraphs) + len(pieces) - empty, name)
        for piece in pieces:
            end = start + len(piece)
            paragraphs.append(
                Paragraph(
                    start,
                    end,
                    start + min(bold, len(piece)) if bold else start,
                    line.voice,
                    line.cue,
                    line.milliseconds,
                    numbered,
                    row,
                    heading,
                    line.look,
                    in_row,
                    len(paragraphs) in page_starts,
                )
            )
            parts.append(piece)
            start = end + 1
            bold = max(0, bold - len(piece) - 1)
            in_row = in_row or line.row
            numbered = row = heading = False
    while parts and not parts[-1].strip():
        parts.pop()
    del paragraphs[len(parts) :]
    text = "\n".join(parts) + "\n"
    if next(words(text), None) is None:
        raise BadInput(
            f"{name}: there is not one word in this file",
            "Check that it is the right file and that its text is not a picture.",
        )
    all_warnings = list(warnings)
    placed = _comments(text, passages, comments or {})
    if comments and (homeless := len(comments) - len(placed)):
        all_warnings.append(f"left out: comments that stand on no words of the text ({homeless})")
    return Source(text, tuple(paragraphs), format_name, encoding, tuple(all_warnings), placed)


def _bold_length(line: Line, text: str) -> int:
    if not line.bold:
        return 0
    head = normalise(line.text[: line.bold])
    # A mark that composes across the border of bold and plain leaves no clear border.
    return len(head) if text.startswith(head) else 0


def _places(line: Line, text: str) -> Iterator[tuple[str, int]]:
    """Yield each mark's comment and its place in `text`, the line's normalised text."""
    raw = line.text
    before = reached = 0
    for mark in line.marks:
        place = mark.place
        # A border inside a letter and its accent is one behind both.
        while place < len(raw) and unicodedata.combining(raw[place]):
            place += 1
        reached += len(normalise(raw[before:place]))
        before = max(before, place)
        yield mark.comment, min(reached, len(text))


def _comments(
    text: str, passages: Mapping[str, list[int]], comments: Mapping[str, Note]
) -> tuple[Comment, ...]:
    placed: list[Comment] = []
    for key, note in comments.items():
        borders = passages.get(key) or passages.get(note.answers or "")
        if borders:
            start, end = _on_words(text, min(borders), max(borders))
            placed.append(Comment(start, end, note.author, note.text))
    # A stable sort: comments on one passage stay in the order of the file, replies behind.
    return tuple(sorted(placed, key=lambda comment: (comment.start, comment.end)))


def _on_words(text: str, start: int, end: int) -> Span:
    """Return the passage without white space at its ends, or the word beside an empty one."""
    passage = text[start:end]
    if passage.strip():
        head = len(passage) - len(passage.lstrip())
        return Span(start + head, start + len(passage.rstrip()))
    before = text[:start].rstrip()
    head = max(before.rfind(sign) for sign in " \t\n") + 1
    on_this_line = text.rfind("\n", 0, min(start, len(text) - 1)) < len(before)
    after = _TOKEN.search(text, start)
    if before and (on_this_line or after is None):
        return Span(head, len(before))
    assert after is not None
    return Span(*after.span())
