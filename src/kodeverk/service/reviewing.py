"""Placements that wait for a person's word, and that word: accepted, moved, or set aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.errors import BadInput, NotFound, Refused, StaleWrite
from kodeverk.model.change import Value
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Coder
from kodeverk.model.text import Span, count_words
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.coding import check_span
from kodeverk.service.phrases import number_of
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import placements, queries
from kodeverk.store.engine import Connection
from kodeverk.store.placements import Placement
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

ReviewState = Literal["unsure", "gone", "aside"]
"""Placed with a doubt, its words gone, or set aside by a person."""


@dataclass(frozen=True, slots=True)
class ToReview:
    """A coding or a memo whose place in the current version of a text waits for a person.

    `old` is the passage in the version `old_version` it is placed from, `new` its likely place in
    the version `new_version`, None where its words are gone. `code` is a coding's key, `memo` a
    memo's text; `coder` is who made it, by name.
    """

    id: str
    kind: Literal["coding", "memo"]
    state: ReviewState
    transcript: str
    name: str
    code: str | None
    memo: str | None
    coder: str
    old_version: str
    old: Span
    old_words: str
    new_version: str
    new: Span | None
    new_words: str
    confidence: float


@dataclass(frozen=True, slots=True)
class WaitingList:
    """What waits for a person; `hidden` is how many are colleagues' that must not be seen yet."""

    waiting: tuple[ToReview, ...]
    hidden: int


def waiting_seen(
    project: Project,
    reader: Coder | None,
    transcript: str | None = None,
    *,
    aside: bool = False,
) -> WaitingList:
    """Return what waits as `reader` may see it; otherwise as `list_waiting`.

    Colleagues' codings and memos are hidden from whoever still codes their transcript apart. Where
    nobody knows who reads (None), none is.
    """
    only = None if transcript is None else find_transcript(project, transcript).id
    with derived_placements.reading(project) as connection:
        waiting = to_review(connection, only, aside=aside)
        seen = waiting if reader is None else seen_by(connection, waiting, reader)
        return WaitingList(seen, len(waiting) - len(seen))


def seen_by(
    connection: Connection, waiting: Sequence[ToReview], reader: Coder
) -> tuple[ToReview, ...]:
    """Return those that `reader` may see of what waits."""
    blindness = blindness_of(connection, reader)
    return tuple(
        each for each in waiting if not blindness.hides_record(connection, each.kind, each.id)
    )


def list_waiting(
    project: Project, transcript: str | None = None, *, aside: bool = False
) -> tuple[ToReview, ...]:
    """Return what waits for a person, in one transcript (by name or id) or in all, by passage.

    With `aside` what people have set aside follows. Raises NotFound for an unknown transcript.
    """
    return waiting_seen(project, None, transcript, aside=aside).waiting


def to_review(
    connection: Connection, transcript: str | None, *, aside: bool = False
) -> tuple[ToReview, ...]:
    """Return what waits for a person in one transcript, by id, or in all, as `list_waiting`."""
    chosen = placements.replaced_transcripts(connection) if transcript is None else [transcript]
    names = {transcript.id: transcript.name for transcript in queries.transcripts(connection)}
    known = _Known(connection)
    waiting: list[ToReview] = []
    for identity in sorted(chosen, key=lambda identity: names.get(identity, "")):
        places = [
            place
            for place in placements.kept(connection, identity).values()
            if KINDS[place.kind].is_decided
            and (place.confidence < SURE or (aside and _is_aside(place)))
        ]
        if places and identity in names:
            waiting += sorted(
                _described(connection, identity, names[identity], places, known),
                key=lambda that: (that.state == "aside", that.old_version, that.old, that.id),
            )
    return tuple(waiting)


def waiting_counts(project: Project) -> dict[str, int]:
    """Return how many codings and memos wait for a person, by the names of their transcripts."""
    with derived_placements.reading(project) as connection:
        return count_waiting(connection)


def count_waiting(connection: Connection) -> dict[str, int]:
    """Return what `waiting_counts` does, where placements are up to date."""
    counts = placements.waiting_by_transcript(connection, SURE)
    return {
        transcript.name: counts[transcript.id]
        for transcript in queries.transcripts(connection)
        if transcript.id in counts
    }


def accept(
    project: Project, author: Coder, ids: Sequence[str], *, version: str | None = None
) -> None:
    """Say that codings and memos lie where they were placed, as one step.

    `version` is the one whose text was looked at. Raises NotFound for an id that was not placed,
    BadInput for a record that has no place, and StaleWrite when that version is no longer current.
    """
    with derived_placements.writing(
        project, author, f"accepted {number_of(len(ids), 'place')}"
    ) as writer:
        for place in _chosen(writer, ids, version):
            if place.start is None:
                why = "set aside" if _is_aside(place) else "gone"
                raise BadInput(
                    f"{place.record} has no place in the current text: it is {why}",
                    "Move it to a passage, or set it aside.",
                )
            _decide(writer, place, {"start": place.start, "end": place.end})


def move(
    project: Project, author: Coder, identity: str, span: Span, *, version: str | None = None
) -> None:
    """Say where in the current version a coding or a memo lies.

    Raises as `accept` does, BadInput for offsets outside the text, and Refused where its coder has
    the same code on exactly these words already.
    """
    with derived_placements.writing(project, author, "moved a passage") as writer:
        (place,) = _chosen(writer, [identity], version)
        text = placements.texts(writer.connection, [place.version])[place.version]
        check_span(span, text)
        words = count_words(text[span.start : span.end])
        writer.summary = f"moved a passage to {number_of(words, 'word')}"
        if place.kind == "coding" and (place.start, place.end) != span:
            _refuse_twice(writer, place, span)
        _decide(writer, place, {"start": span.start, "end": span.end})


def set_aside(
    project: Project, author: Coder, ids: Sequence[str], *, version: str | None = None
) -> None:
    """Say that codings and memos have no place in the text, as one step.

    They stay in the project and in the list of `list_waiting`; a version they were made on has them
    still. Raises as `accept` does.
    """
    with derived_placements.writing(
        project, author, f"set aside {number_of(len(ids), 'passage')}"
    ) as writer:
        for place in _chosen(writer, ids, version):
            _decide(writer, place, {"aside": True})


def _chosen(writer: Writer, ids: Sequence[str], version: str | None) -> list[Placement]:
    """Return the placements that ids stand for, or beginnings of ids that fit one."""
    chosen = []
    for given in ids:
        fitting = placements.beginning(writer.connection, given) if given else []
        if len(fitting) != 1:
            said = "several" if fitting else "no"
            raise NotFound(
                f"{given!r} fits {said} coding or memo that has been placed in a corrected text",
                "See what waits, with ids: kodeverk place PROJECT",
            )
        if version not in (None, fitting[0].version):
            raise StaleWrite(
                "the transcript has got a new version meanwhile",
                "Look at the places in the text as it is now.",
            )
        chosen += fitting
    return chosen


def _decide(writer: Writer, place: Placement, decision: dict[str, Value]) -> None:
    writer.set(place.kind, place.record, "placed", {"version": place.version, **decision})


def _refuse_twice(writer: Writer, place: Placement, span: Span) -> None:
    (coding,) = queries.codings_as_made(writer.connection, [place.record])
    if queries.has_coding(writer.connection, coding.transcript, coding.coder, coding.code, span):
        raise Refused(
            "its coder has the same code on exactly these words already", "Set this one aside."
        )


def _is_aside(place: Placement) -> bool:
    return place.start is None and place.confidence >= SURE


class _Known:
    """What all codings and memos are named by."""

    def __init__(self, connection: Connection) -> None:
        self.codes = {code.id: code.key for code in queries.codes(connection)}
        self.coders = queries.coder_names(connection)
        self.memos = {memo.id: memo for memo in queries.memos(connection)}


def _described(
    connection: Connection,
    transcript: str,
    name: str,
    places: Sequence[Placement],
    known: _Known,
) -> Iterator[ToReview]:
    current = places[0].version
    anchors = {
        (anchor.kind, anchor.record): anchor
        for anchor in placements.anchors(connection, transcript, current)
    }
    texts = derived_placements.texts_of(connection, current, anchors.values())
    ids = [place.record for place in places if place.kind == "coding"]
    codings = {coding.id: coding for coding in queries.codings_as_made(connection, ids)}
    for place in places:
        old_version, start, end = derived_placements.anchored_words(
            anchors[place.kind, place.record], texts
        )
        new = None if place.start is None else Span(place.start, place.end or 0)
        state: ReviewState = "aside" if _is_aside(place) else "gone" if new is None else "unsure"
        coding, memo = codings.get(place.record), known.memos.get(place.record)
        coder = coding.coder if coding else memo.coder if memo else None
        yield ToReview(
            place.record,
            "coding" if coding else "memo",
            state,
            transcript,
            name,
            known.codes.get(coding.code) if coding else None,
            memo.text if memo else None,
            known.coders.get(coder or "", "-"),
            old_version,
            Span(start, end),
            texts[old_version][start:end],
            current,
            new,
            "" if new is None else texts[current][new.start : new.end],
            place.confidence,
        )
