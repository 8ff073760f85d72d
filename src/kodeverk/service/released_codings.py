"""Codings as they stood when their coder's work was released: what came later is taken back.

Coders who talk about a transcript change what they coded in it. What they had coded apart is what
their agreement is about.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.model.change import Folded, canonical
from kodeverk.model.coding_rows import ASIDE, HERE, UNCONFIRMED, WAITING, CodingRow
from kodeverk.model.records import Assignment, pack_facets
from kodeverk.service.derived_placements import derived, is_aside
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.placements import Anchor
from kodeverk.store.releases import History, Release, changed_since, histories_of, releases

_IDENTITY, _CODER, _PLACE = 6, 3, 4

Releases = Mapping[tuple[str, str], Release]
"""When work on a transcript was released: by transcript and coder."""

CodeMeaning = tuple[str, ...]
"""What a code means to who reads it: definition, use when and not when."""


def releases_of(connection: Connection, works: Iterable[Assignment]) -> Releases:
    """Return when each work was released, or finished where nobody released it."""
    by_id = {work.id: work for work in works}
    said = releases(connection, [*by_id])
    return {
        (by_id[identity].transcript, by_id[identity].coder): release
        for identity, release in said.items()
    }


class ReleasedCodings:
    """Reads the codings of transcripts as they stood when each coder's work was released.

    `changed` is how many codings have been made, changed or removed since; they are read as they
    were then, or not at all.
    """

    def __init__(self, connection: Connection, when: Releases) -> None:
        self._connection = connection
        self._when = when
        earliest = min((release.clock for release in when.values()), default=0)
        self._since = changed_since(connection, earliest) if when else {}
        self._stand_in = queries.stand_ins(connection)
        self.changed = 0

    def reader(self, connection: Connection, sure: float) -> coding_rows.Reader[CodingRow]:
        """Return what reads the rows of a transcript, as `coding_rows.coding_rows` does."""
        now = coding_rows.coding_rows(connection, sure)

        def read(transcript: str, version: str) -> Sequence[CodingRow]:
            rows = now(transcript, version)
            since = self._since.get(transcript)
            if not since:
                return rows
            then = self._then(transcript, version, histories_of(connection, since))
            here = {row[_IDENTITY]: row for row in rows}
            kept = [row for row in rows if row[_IDENTITY] not in since]
            self.changed += sum(
                here.get(identity) != then.get(identity)
                for identity in since
                if self._is_compared(transcript, here.get(identity) or then.get(identity))
            )
            return sorted([*kept, *then.values()], key=lambda row: row[:3])

        return read

    def _is_compared(self, transcript: str, row: CodingRow | None) -> bool:
        return row is not None and (transcript, row[_CODER]) in self._when

    def _then(
        self, transcript: str, version: str, changed: Mapping[str, History]
    ) -> dict[str, CodingRow]:
        """Return by id the codings of coders who are compared, as they were at their release."""
        folded: dict[str, Folded] = {}
        for identity, history in changed.items():
            coder = self._coder_of(history)
            release = self._when.get((transcript, coder))
            if release is not None and (was := history.at(release)) is not None:
                folded[identity] = was
        anchors = [_anchor(identity, was) for identity, was in folded.items()]
        places = {place.record: place for place in derived(self._connection, version, anchors)}
        rows: dict[str, CodingRow] = {}
        for anchor in anchors:
            was, place = folded[anchor.record], places[anchor.record]
            where = HERE if place.start is not None and place.confidence >= SURE else WAITING
            if is_aside(anchor):
                where = ASIDE
            elif where == HERE and _waits_to_be_confirmed(was.values):
                where = UNCONFIRMED
            start, end = (place.start, place.end) if where >= HERE else (anchor.start, anchor.end)
            rows[anchor.record] = self._row(anchor.record, was, start, end, where)
        return rows

    def _coder_of(self, history: History) -> str:
        coder = next(entry.value_of("coder") for entry in history.changes if entry.sets("coder"))
        return self._stand_in.get(str(coder), str(coder))

    def _row(
        self, identity: str, was: Folded, start: int | None, end: int | None, where: int
    ) -> CodingRow:
        values: Mapping[str, Any] = was.values
        return (
            self._stand_in.get(values["code"], values["code"]),
            start or 0,
            end or 0,
            self._stand_in.get(values["coder"], values["coder"]),
            where,
            pack_facets(was.values),
            identity,
            values["codebook_version"],
            values["origin"],
            was.born,
        )


def meanings(
    connection: Connection, codes: Iterable[str]
) -> Callable[[str, Release | None], CodeMeaning]:
    """Return what gives what a code meant at a release; with None what it means now."""
    known = histories_of(connection, [*codes])
    fixed: dict[str, CodeMeaning] = {}
    for code, history in known.items():
        if not any(entry.sets(name) for entry in history.changes[1:] for name in _MEANING):
            fixed[code] = _meaning(history.changes[0].value)

    def of(code: str, release: Release | None) -> CodeMeaning:
        if release is None or code in fixed or code not in known:
            return fixed.get(code, ())
        was = known[code].at(release)
        return () if was is None else _meaning(was.values)

    return of


_MEANING = ("definition", "use_when", "not_when")


def _meaning(values: Any) -> CodeMeaning:
    return tuple(canonical(values.get(name)) for name in _MEANING)


def _anchor(identity: str, was: Folded) -> Anchor:
    values: Mapping[str, Any] = was.values
    return Anchor(
        "coding", identity, values["version"], values["start"], values["end"], values.get("placed")
    )


def _waits_to_be_confirmed(values: Mapping[str, Any]) -> bool:
    return values["origin"] == "auto" and values.get("confirmed") is not True
