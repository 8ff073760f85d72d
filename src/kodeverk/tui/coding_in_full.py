"""All there is to know of one coding, in rows; and the codes, with how often each was used."""

from collections.abc import Iterator
from functools import lru_cache

from textual.content import Content

from kodeverk.model.codebook import norwegian_name
from kodeverk.model.records import Code, Coding
from kodeverk.model.text import Span
from kodeverk.tui.coded_transcript import CodedTranscript, code_in_words
from kodeverk.tui.keys import PINNED
from kodeverk.tui.signs import NOT_SAID, lacks
from kodeverk.tui.widgets.row_list import Row


def coding_rows(transcript: CodedTranscript, coding: Coding, width: int) -> list[Row]:
    """Return a coding in rows of at most `width` cells: what its code means, whose it is, memos."""
    code = transcript.code(coding)
    colour = transcript.colour(coding)
    first, *more = _wrapped(code_in_words(code), width - 2)
    rows = [Row(first, colour=colour, bold=True), *(Row(row, bold=True) for row in more)]
    for text in (*_said_of(transcript, coding), *_meaning(code)):
        rows.extend(map(Row, _wrapped(text, width)))
    return rows


def _said_of(transcript: CodedTranscript, coding: Coding) -> Iterator[str]:
    passage = Span(coding.start, coding.end)
    yield f"by {transcript.who(coding)} · {transcript.words_in_words(passage)}"
    if coding.proposal is not None:
        yield f"Proposes the code “{coding.proposal.name}”"
    code = transcript.code(coding)
    for facet in transcript.facets:
        values = [value for key, value in coding.facets if key == facet.key]
        if values:
            names = ", ".join(transcript.value_names(facet.key, values))
            yield f"{norwegian_name(facet.name)}: {names}"
        elif lacks(coding, code, facet):
            yield f"{norwegian_name(facet.name)}: {NOT_SAID} not said yet"
    if coding.wording is not None:
        yield f"Published as “{coding.wording.text}”, checked by {coding.wording.checked_by}"
    for memo in transcript.memos:
        if memo.target == coding.id:
            by = "" if transcript.is_own_memo(memo) else f" {transcript.about(memo)}"
            yield f"Memo{by}: {memo.text}"


def _meaning(code: Code) -> Iterator[str]:
    if definition := norwegian_name(code.definition):
        yield definition
    if code.not_when:
        yield f"Not when: {code.not_when}"


def codebook_rows(transcript: CodedTranscript) -> list[Row]:
    """Return a row for each code in use, with its digit and the coder's own codings here."""
    return [
        Row(
            f"{_digit(code.hotkey)} {code_in_words(code)}",
            f" {transcript.uses(code) or '·'}",
            transcript.colours.get(code.id),
            bold=code.parent is None,
            id=code.id,
        )
        for code in transcript.codes
    ]


def _digit(hotkey: str | None) -> str:
    return hotkey if hotkey and hotkey in PINNED else " "


@lru_cache(maxsize=512)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    return tuple(line.plain.rstrip() for line in Content(text).wrap(max(width, 1))) or ("",)
