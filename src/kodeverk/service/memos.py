"""Memos with what they are on: for lists and exports."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.passages import mask
from kodeverk.model.coding_rows import HERE, CodingRow
from kodeverk.model.records import Coder, Memo, Transcript, target_passage
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.coders import find_coder
from kodeverk.service.passages import Quoting
from kodeverk.service.phrases import time_in_files
from kodeverk.service.scoping import (
    Material,
    Reading,
    Selection,
    TableMunicipality,
    material_of,
    readings,
)
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import coding_rows, placements
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

"""The states in which a coder has not yet made up their own mind of a transcript."""


class PlacedMemo(NamedTuple):
    """A memo with what it is on; offsets in the transcript's current text, `[start, end)`.

    `about` is the kind of what it is on. One on a coding or a passage has no offsets and no quote
    where its words are gone or their place is not sure. `code` and `coder` are those of the coding
    it is on; a memo on a passage has them where it was written on a coding that has been removed.
    `coding` is the id of a coding that is there. `author` is unknown (None) for no person's memo.
    `memo` is as it stands in the project, with nothing withheld.
    """

    id: str
    about: str
    transcript: Transcript | None
    place: TableMunicipality | None
    start: int | None
    end: int | None
    quote: str | None
    coding: str | None
    code: str | None
    coder: str | None
    author: str | None
    type: str
    text: str
    created_at: str | None
    memo: Memo


@dataclass(frozen=True, slots=True)
class MemoList:
    """Memos by transcript and place; `hidden` is how many there are that must not be seen yet."""

    memos: tuple[PlacedMemo, ...]
    hidden: int


def list_memos(
    project: Project,
    reader: Coder,
    *,
    transcripts: Sequence[str] = (),
    coders: Sequence[str] = (),
    types: Sequence[str] = (),
    with_identifying: bool = False,
) -> MemoList:
    """Return the memos as `reader` may see them: of these transcripts, authors and types, or all.

    Colleagues' memos in a transcript, whatever they are on, are hidden from whoever still codes it
    apart. Raises NotFound for a transcript or coder that is not there, and
    Refused where identifying words could slip through.
    """
    chosen = {find_transcript(project, name).id for name in transcripts}
    with derived_placements.reading(project) as connection:
        material = material_of(connection, Selection(scope="started"))
        authors = {find_coder(material.people.values(), name).id for name in coders}
        quoting = Quoting(connection, material, memos=True, with_identifying=with_identifying)
        wanted = [
            memo
            for memo in quoting.memos
            if (not chosen or memo.transcript in chosen)
            and (not authors or memo.coder in authors)
            and (not types or memo.type in types)
        ]
        blindness = blindness_of(connection, reader, material.assignments)
        shown = [memo for memo in wanted if not blindness.hides_memo(memo)]
        listed = Memos(connection, material, quoting, shown)
        of_texts = readings(connection, material, listed.transcripts, coding_rows.coding_rows)
        memos = [memo for reading in of_texts for memo in listed.of(reading)]
        return MemoList((*memos, *listed.others()), len(wanted) - len(shown))


def on_what(memo: PlacedMemo) -> str:
    """Return in words what a memo is on."""
    # Whose first coding was undone is no coder of the project any more.
    whose = f"{memo.coder}'s" if memo.coder else "somebody's"
    if memo.about == "coding":
        return f"on {whose} {memo.code}"
    if memo.about == "passage" and memo.code:
        return f"on the passage of {whose} {memo.code}, which was removed"
    if memo.about in ("passage", "transcript"):
        return f"on the {memo.about}"
    return f"on the {memo.about} {memo.code or ''}".rstrip()


class Memos:
    """Memos by the transcript they are on, to be placed as its text is read."""

    def __init__(
        self, connection: Connection, material: Material, quoting: Quoting, memos: Sequence[Memo]
    ) -> None:
        self._material = material
        self._quoting = quoting
        self._unsure = placements.unsure_memos(connection, SURE)
        self._of: dict[str | None, list[Memo]] = {}
        self._hiding: list[Callable[[str], str]] = []
        for memo in memos:
            there = memo.transcript if memo.transcript in material.transcripts else None
            if there is not None or memo.transcript is None:
                self._of.setdefault(there, []).append(memo)

    @property
    def transcripts(self) -> list[str]:
        """The transcripts, by name, that have to be read for the memos."""
        return [
            transcript
            for transcript in self._material.transcripts
            if transcript in self._of or None in self._of
        ]

    def of(self, reading: Reading[CodingRow]) -> Iterator[PlacedMemo]:
        """Yield the memos on a transcript and in it, those on the whole transcript first, by place.

        Words marked in it as identifying are withheld from `others` too. Raises Refused where words
        marked in an earlier version of the text could not be withheld.
        """
        memos = self._of.get(reading.transcript.id, [])
        if not (memos or None in self._of):
            return
        text, (identifying, hide) = reading.version.text, self._quoting.masking(reading)
        self._hiding += [hide] if identifying else []
        at = {row[6]: Span(row[1], row[2]) for row in reading.codings if row[4] >= HERE}
        stands = {coding: first for first, same in reading.same.items() for coding in same}
        at |= {coding: at[first] for coding, first in stands.items()}
        placed = [(self._span(memo, reading.version.id, at), memo) for memo in memos]
        for span, memo in sorted(placed, key=_order):
            quote = None if span is None else mask(text, *span, identifying)
            self._quoting.memos_left_out -= 1
            made = self._made(memo, reading.transcript, span, quote, hide(memo.text))
            yield made._replace(coding=stands.get(made.coding or "", made.coding))

    def others(self) -> Iterator[PlacedMemo]:
        """Yield the memos that are on no transcript, oldest first."""
        for memo in self._of.get(None, ()):
            self._quoting.memos_left_out -= 1
            text = reduce(lambda words, hide: hide(words), self._hiding, memo.text)
            yield self._made(memo, None, None, None, text)

    def _span(self, memo: Memo, version: str, codings: dict[str, Span]) -> Span | None:
        if memo.target_kind == "coding":
            return codings.get(memo.target or "")
        if memo.target_kind != "passage" or memo.id in self._unsure:
            return None
        there, span = target_passage(str(memo.target))
        return span if there == version else None

    def _made(
        self,
        memo: Memo,
        transcript: Transcript | None,
        span: Span | None,
        quote: str | None,
        text: str,
    ) -> PlacedMemo:
        material, coding = self._material, memo.coding
        code = material.codes.get(coding.code if coding else memo.target or "")
        return PlacedMemo(
            memo.id,
            memo.target_kind,
            transcript,
            material.places[transcript.id] if transcript else None,
            span.start if span else None,
            span.end if span else None,
            quote,
            coding.id if coding and memo.target_kind == "coding" else None,
            code.key if code else None,
            material.coder_names.get(coding.coder) if coding else None,
            material.coder_names.get(memo.coder or ""),
            memo.type,
            text,
            None if memo.at is None else time_in_files(memo.at // 1000),
            memo,
        )


def _order(placed: tuple[Span | None, Memo]) -> tuple[int, Span, int, str]:
    span, memo = placed
    first = 0 if memo.target_kind == "transcript" else 2 if span is None else 1
    return (first, span or Span(0, 0), memo.at or 0, memo.id)
