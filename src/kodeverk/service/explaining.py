"""Explaining a figure: the rules it is counted by, the codings that make it, what is left out."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.rules import RULES
from kodeverk.analysis.counting.scope import not_coded
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.errors import BadInput
from kodeverk.model.coding_rows import ASIDE, HERE, UNCONFIRMED, CodingRow
from kodeverk.model.records import NOT_INFORMANTS, Coder
from kodeverk.model.text import text_hash
from kodeverk.service import derived_placements
from kodeverk.service.equal_codings import as_one
from kodeverk.service.finding import Finding, find_passages
from kodeverk.service.found_figures import count_passages
from kodeverk.service.frequency_table import FrequencyRow, Measure
from kodeverk.service.passage_query import PassageQuery, codes_needed
from kodeverk.service.quoting import Quoted, quote_places
from kodeverk.service.scoping import Material
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

_ALWAYS = (1, 2, 3, 16, 17)
_OF_MEASURE: dict[Measure, tuple[int, ...]] = {
    "informants": (6, 7, 12),
    "speakers": (6, 7, 12),
    "passages": (4, 5, 12),
    "codings": (4,),
    "turns": (6, 7),
    "transcripts": (7,),
    "words": (6,),
    "per-1000": (5, 6, 18),
}
"""The numbers of the counting rules that a measure comes from."""


class ExplainedCoding(NamedTuple):
    """A coding that makes a figure, with all that says where it is from.

    Offsets are in the text whose SHA-256 is `text_sha256`; `quote` has `[…]` for identifying words.
    """

    id: str
    transcript: str
    municipality: str
    start: int
    end: int
    text_sha256: str
    code: str
    coder: str
    codebook_version: str
    origin: str
    speakers: tuple[str, ...]
    roles: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    quote: str


class LeftOut(NamedTuple):
    """A coding of a code that is counted which is not in the figure, and why."""

    id: str
    transcript: str
    code: str
    coder: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure, the rules by which it is counted, what makes it, and what is left out of it.

    In `hidden` transcripts colleagues' codings are neither shown nor counted for this reader yet.
    """

    query: PassageQuery
    measure: Measure
    figures: FrequencyRow
    rules: tuple[str, ...]
    codings: tuple[ExplainedCoding, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    hidden: int

    @property
    def figure(self) -> str:
        """The figure as a table shows it."""
        return self.figures.figure(self.measure)

    def as_json(self) -> dict[str, Any]:
        """Return all of it for `--json`."""
        selection = self.query.selection
        own = self.figures
        figures = {name: getattr(own, name) for name in own._fields[5:-1]}
        return {
            "figure": self.figure,
            "measure": self.measure,
            "figures": {**figures, "per_1000": own.per_1000},
            "codings": [
                {**one._asdict(), "facets": [list(pair) for pair in one.facets]}
                for one in self.codings
            ],
            "left_out": [one._asdict() for one in self.left_out],
            "filters": self.query.filters,
            "scope": selection.scope,
            "basis": selection.basis,
            "round": selection.round_name,
            "hidden": self.hidden,
            "notes": [*self.notes],
            "rules": [*self.rules],
        }


def explain(
    project: Project, reader: Coder, query: PassageQuery, measure: Measure = "passages"
) -> Explanation:
    """Return what a figure is made of: that of the codes, places and people a query chooses.

    Raises BadInput where no code or theme is chosen, and as `find_passages` and `quote_places` do.
    """
    if not (query.selection.codes or query.selection.themes):
        raise BadInput(
            "a figure is of a code or a theme, and none is named", "Say --code C, or --theme T."
        )
    found = find_passages(project, reader, query, "transcript")
    _, total = count_passages(project, reader, found)
    quoted = [*quote_places(project, reader, found, found.places, memos=False)]
    made: list[ExplainedCoding] = []
    left_out: list[LeftOut] = []
    with derived_placements.reading(project) as connection:
        reasons = _Reasons(Finding(connection, found.material, reader, query, "transcript"))
        for one, coding in zip(quoted, _explained(connection, found.material, quoted), strict=True):
            reason = reasons.of_found(one)
            if reason:
                left_out.append(LeftOut(*coding[:2], coding.code, coding.coder, reason))
            else:
                made.append(coding)
        listed = {place.coding for place in found.places}
        left_out += reasons.of_others(connection, listed)
    numbers = sorted({*_ALWAYS, *_OF_MEASURE[measure]})
    return Explanation(
        query,
        measure,
        FrequencyRow._make(("", "", ALL, "", reasons.role, *total[3:], ())),
        tuple(RULES[number - 1] for number in numbers),
        tuple(made),
        tuple(left_out),
        found.notes,
        found.hidden,
    )


def _explained(
    connection: Connection, material: Material, quoted: Iterable[Quoted]
) -> Iterator[ExplainedCoding]:
    """Yield found codings with the hash of the text that they lie in."""
    hashed = cache(lambda version: text_hash(queries.version(connection, version).text))
    for one in quoted:
        assert one.code is not None
        assert one.coder is not None
        yield ExplainedCoding(
            one.place.coding or "",
            one.transcript.name,
            one.municipality.number,
            one.place.start,
            one.place.end,
            hashed(one.place.version),
            one.code.key,
            material.coder_names[one.coder.id],
            one.codebook_version,
            one.origin,
            one.speakers,
            one.roles,
            one.facets,
            one.text,
        )


class _Reasons:
    """Why codings of what is counted are not in the figure; of `role`, or of all informants."""

    def __init__(self, finding: Finding) -> None:
        self._finding, self._material = finding, finding.material
        roles = finding.material.selection.roles
        self.role = roles[0] if len(roles) == 1 else ALL
        needed = codes_needed(self._material, finding.wanted.codes)
        self._unread: dict[str, list[str]] = {}
        codes = self._material.codes
        for transcript, code in sorted(
            not_coded(
                self._material.work,
                self._material.versions,
                codes.values(),
                self._material.splits,
            )
        ):
            if code in needed:
                self._unread.setdefault(transcript, []).append(codes[code].key)

    def of_found(self, one: Quoted) -> str:
        """Return why a coding that counts is not in the figure; empty where it is."""
        if one.code is not None and not one.code.counted:
            return "a reserve code is in no figure"
        if unread := self._unread.get(one.transcript.id):
            return f"the transcript was not read for {', '.join(unread)}"
        if self.role != ALL:
            return "" if self.role in one.roles else f"it touches no turn of the role {self.role}"
        if all(role in NOT_INFORMANTS for role in one.roles):
            return "it touches no informant's turn"
        return ""

    def of_others(
        self, connection: Connection, listed: Collection[str | None]
    ) -> Iterator[LeftOut]:
        """Yield the other codings of the codes chosen that the reader may see, with the reason."""
        finding, material = self._finding, self._material
        read = coding_rows.coding_rows(connection, SURE, finding.wanted.codes)
        for transcript in material.transcripts.values():
            for row in as_one(read(transcript.id, transcript.version))[0]:
                hidden = finding.blindness.hides(transcript.id, row[3])
                if row[6] not in listed and not hidden and finding.has_facets(row):
                    yield LeftOut(
                        row[6],
                        transcript.name,
                        material.codes[row[0]].key,
                        material.coder_names[row[3]],
                        self._of_row(transcript.id, row),
                    )

    def _of_row(self, transcript: str, row: CodingRow) -> str:
        selection, work = self._material.selection, self._material.work
        names = self._material.coder_names
        whose = ", ".join(names[one.coder] for one in work.counting.get(transcript, ()))
        reasons = {
            "the transcript is unsettled: several coders, not one main coder": (
                transcript in work.unsettled
            ),
            f"nobody who counts has {selection.scope} it in the round {selection.round_name}": (
                transcript not in work.counting
            ),
            f"the codings of {whose} count there": not work.counts(transcript, row[3]),
            "it was set aside in the corrected text": row[4] == ASIDE,
            "it waits for its place in the corrected text": row[4] < HERE,
            "a search made it and nobody has confirmed it": (
                row[4] == UNCONFIRMED and selection.basis == "final"
            ),
            "it touches no turn of who was chosen": True,
        }
        return next(reason for reason, holds in reasons.items() if holds)
