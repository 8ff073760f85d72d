"""Memos with what they are on: for lists and exports."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.passages import mask
from kodeverk.analysis.municipalities import resolve
from kodeverk.errors import NotFound
from kodeverk.formats.register import load_register
from kodeverk.model.coding_rows import HERE, CodingRow
from kodeverk.model.records import (
    IN_MUNICIPALITY,
    ON_WORDS,
    Coder,
    Memo,
    Transcript,
    target_in_municipality,
    target_passage,
)
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.coders import find_coder
from kodeverk.service.passages import Quoting
from kodeverk.service.phrases import time_in_files
from kodeverk.service.scoping import (
    NO_MUNICIPALITY,
    Material,
    Reading,
    Selection,
    TableMunicipality,
    chosen_codes,
    chosen_places,
    material_of,
    readings,
    table_place,
)
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import coding_rows, placements
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project


class PlacedMemo(NamedTuple):
    """A memo with what it is on; offsets in the transcript's current text, `[start, end)`.

    `about` is the kind of what it is on. One on words or a coding has no offsets and no quote where
    its words are gone or their place is not sure. `place` is the municipality it is on, or of its
    transcript. `code` is the code it is on, or that of its coding, with its `theme`, and `coder`
    whose that is; a memo on a passage has them where it was written on a coding that has been
    removed. `coding` is the id of a coding that is there, `informant` the pseudonym of whom it is
    on. `author` is unknown (None) for no person's memo. `memo` is as it stands in the project, with
    nothing withheld.
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
    theme: str | None
    coder: str | None
    informant: str | None
    author: str | None
    type: str
    text: str
    created_at: str | None
    memo: Memo


@dataclass(frozen=True, slots=True)
class MemoList:
    """Memos by transcript and place; `hidden` is how many there are that must not be seen yet.

    `of` is how many may be seen, whatever was chosen.
    """

    memos: tuple[PlacedMemo, ...]
    hidden: int
    of: int


@dataclass(frozen=True, slots=True)
class MemoFilter:
    """Which memos are listed, in the words people use; an empty field chooses everything.

    Of a theme are also those on its codes, of a municipality those on what is in it. All `words`
    stand in the memo, in any case.
    """

    transcripts: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


EVERY = MemoFilter()


def list_memos(
    project: Project,
    reader: Coder,
    chosen: MemoFilter = EVERY,
    *,
    with_identifying: bool = False,
) -> MemoList:
    """Return the memos chosen, as `reader` may see them.

    Colleagues' memos in a transcript, whatever they are on, are hidden from whoever still codes it
    apart, as are those on who speaks in it and on its municipality. Raises NotFound for what is
    chosen and not there, and Refused where identifying words could slip through.
    """
    transcripts = {find_transcript(project, name).id for name in chosen.transcripts}
    with derived_placements.reading(project) as connection:
        material = material_of(connection, Selection(scope="started"))
        authors = {find_coder(material.people.values(), name).id for name in chosen.coders}
        codes = _with_their_codes(material, chosen.codes)
        places = {_place_named(material, name) for name in chosen.municipalities}
        quoting = Quoting(connection, material, memos=True, with_identifying=with_identifying)
        wanted = [
            memo
            for memo in quoting.memos
            if (not transcripts or memo.transcript in transcripts)
            and (not authors or memo.coder in authors)
            and (not chosen.types or memo.type in chosen.types)
            and (not chosen.about or memo.target_kind in chosen.about)
            and (not codes or _code_of(memo) in codes)
            and (not places or _number_of(material, memo) in places)
        ]
        blindness = blindness_of(connection, reader, material.assignments)
        shown = [memo for memo in wanted if not blindness.hides_memo(memo)]
        seen = sum(not blindness.hides_memo(memo) for memo in quoting.memos)
        listed = Memos(connection, material, quoting, shown)
        of_texts = readings(connection, material, listed.transcripts, coding_rows.coding_rows)
        memos = [memo for reading in of_texts for memo in listed.of(reading)]
        words = [word.casefold() for word in chosen.words]
        fitting = [
            memo
            for memo in (*memos, *listed.others())
            if all(word in memo.text.casefold() for word in words)
        ]
        return MemoList((*fitting,), len(wanted) - len(shown), seen)


def on_what(memo: PlacedMemo) -> str:
    """Return in words what a memo is on."""
    where = f"{memo.place.number} {memo.place.name}" if memo.place else ""
    # Whose first coding was undone is no coder of the project any more.
    whose = f"{memo.coder}'s" if memo.coder else "somebody's"
    match memo.about:
        case "coding":
            return f"on {whose} {memo.code}"
        case "passage" if memo.code:
            return f"on the passage of {whose} {memo.code}, which was removed"
        case "municipality":
            return f"on the municipality {where}"
        case "code-in-municipality":
            return f"on {memo.code} in {where}"
        case "informant":
            return f"on the informant {memo.informant or '-'}"
    return f"on the {memo.about} {memo.code or ''}".rstrip()


def diary_of(memos: Iterable[PlacedMemo]) -> list[PlacedMemo]:
    """Return the method memos among some, the oldest first: how the study came to be as it is."""
    of_method = (memo for memo in memos if memo.type == "method")
    return sorted(of_method, key=lambda memo: (memo.created_at or "", memo.id))


def _with_their_codes(material: Material, keys: Sequence[str]) -> frozenset[str]:
    """Return the codes of these keys, and those below them, by id. Raises NotFound."""
    codes = chosen_codes(material.codes.values(), keys)
    return frozenset(
        code.id
        for code in material.codes.values()
        if code.id in codes or material.themes[code.id] in codes
    )


def _place_named(material: Material, name: str) -> str:
    """Return the number under which a municipality of the country, or `-`, stands in tables."""
    if name == NO_MUNICIPALITY:
        return name
    register = load_register()
    try:
        known = (*material.transcripts.values(),)
        (place,) = chosen_places(register, known, material.places, [name])
    except NotFound:
        # A memo may be on a municipality from which there is no transcript yet.
        place, _ = table_place(register, resolve(register, name, None).number)
    return place.number


def _code_of(memo: Memo) -> str | None:
    """Return the id of the code a memo is on, or of its coding."""
    if memo.coding is not None:
        return memo.coding.code
    if memo.target_kind == IN_MUNICIPALITY:
        return target_in_municipality(str(memo.target))[0]
    return memo.target if memo.target_kind == "code" else None


def _number_of(material: Material, memo: Memo) -> str | None:
    """Return the number of the municipality a memo is on or in; None where it is in none."""
    if memo.transcript is not None:
        place = material.places.get(memo.transcript)
        return place.number if place else None
    place = _place_of(memo)
    return place.number if place else None


def _place_of(memo: Memo) -> TableMunicipality | None:
    """Return the municipality that a memo is on by itself."""
    if memo.target_kind == IN_MUNICIPALITY:
        return table_place(load_register(), target_in_municipality(str(memo.target))[1])[0]
    return (
        table_place(load_register(), memo.target)[0] if memo.target_kind == "municipality" else None
    )


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
            if memo.transcript in material.transcripts or (
                memo.transcript is None and self._is_chosen(memo)
            ):
                self._of.setdefault(memo.transcript, []).append(memo)

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
            made = self._made(memo, None, None, None, self._hidden(memo.text))
            yield made._replace(informant=made.informant and self._hidden(made.informant))

    def _hidden(self, words: str) -> str:
        """Return words without those marked as identifying in any of the transcripts."""
        return reduce(lambda left, hide: hide(left), self._hiding, words)

    def _is_chosen(self, memo: Memo) -> bool:
        """Tell whether a memo on no transcript is on what was chosen, or on the whole project."""
        material = self._material
        if not material.selection.municipalities:
            return True
        if memo.target_kind == "informant":
            heard = {
                speaker.informant
                for speaker in material.speakers.values()
                if speaker.transcript in material.transcripts
            }
            return memo.target in heard
        place = _place_of(memo)
        return place is None or place in {material.places[one] for one in material.transcripts}

    def _span(self, memo: Memo, version: str, codings: dict[str, Span]) -> Span | None:
        if memo.target_kind == "coding":
            return codings.get(memo.target or "")
        if memo.target_kind not in ON_WORDS or memo.id in self._unsure:
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
        code = material.codes.get(_code_of(memo) or "")
        of_informant = memo.target if memo.target_kind == "informant" else None
        return PlacedMemo(
            memo.id,
            memo.target_kind,
            transcript,
            material.places[transcript.id] if transcript else _place_of(memo),
            span.start if span else None,
            span.end if span else None,
            quote,
            coding.id if coding and memo.target_kind == "coding" else None,
            code.key if code else None,
            material.codes[material.themes[code.id]].key if code else None,
            material.coder_names.get(coding.coder) if coding else None,
            material.pseudonyms.get(of_informant or ""),
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
