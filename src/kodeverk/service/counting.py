"""Frequencies: a project's codings counted by municipality, role, coder, transcript or variable.

`kodeverk.analysis.counting` counts; this gives it what counts and names what must be left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from kodeverk.analysis.counted import (
    CountedCoding,
    CountedTranscript,
    counted_turns,
)
from kodeverk.analysis.counting import Counts, count
from kodeverk.analysis.counting import FrequencyRow as Figures
from kodeverk.analysis.rules import RULES
from kodeverk.analysis.scope import Basis, Scope, Settled, not_coded
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.records import MAIN_ROUND, Role, Speaker, Turn
from kodeverk.service.grouping import By, Unit, group_names, units
from kodeverk.service.scoping import (
    Reading,
    Scoped,
    Selection,
    check_roles,
    chosen_codes,
    readings,
    scoped,
)
from kodeverk.store.project import Project
from kodeverk.store.reports import CountedRow, counted_rows, unpack_facets


class FrequencyRow(NamedTuple):
    """The measures of one code in one group and role; None, with a reason, where not known.

    `code` is the code's key, `group` what the table compares: a number, a name or a value.
    `of_speakers` persons of the role were read for the code; `left_out` transcripts were not.
    """

    code: str
    code_name: str
    group: str
    group_name: str
    role: Role
    codings: int | None
    passages: int | None
    turns: int | None
    transcripts: int | None
    speakers: int | None
    words: int | None
    of_speakers: int | None
    reason: str | None
    left_out: int


class Base(NamedTuple):
    """What is in scope in one group and role, coded or not."""

    group: str
    group_name: str
    role: Role
    transcripts: int
    speakers: int
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What stands in no figure: transcripts by name, and how many codings for which reason.

    `unfinished` are not finished by anybody who counts (in the scope `started` they may count
    nevertheless), `unsettled` have several finished coders and no main coder. Codings are of
    reserve codes, `elsewhere` (in an earlier version of their transcript), touch no turn, or are
    of a code that their transcript is not read for.
    """

    unfinished: tuple[str, ...]
    unsettled: tuple[str, ...]
    reserve: int
    elsewhere: int
    untouching: int
    unread: int


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """Frequencies of codes by group and role, with all that must stand beside them.

    Rows are in the order of the codebooks, then of the groups; `themes` are rows for the union of
    each theme's codes. `notes` say in sentences what was left out and how numbers were mapped.
    """

    by: By
    variable: str | None
    rows: tuple[FrequencyRow, ...]
    themes: tuple[FrequencyRow, ...]
    bases: tuple[Base, ...]
    scope: Scope
    basis: Basis
    round_name: str
    filters: dict[str, list[str]]
    rules: tuple[str, ...]
    left_out: LeftOut
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the table for `--json`, each row's group under the name of what is compared."""
        return {
            "rows": [self._row_as_json(row) for row in self.rows],
            "themes": [self._row_as_json(row) for row in self.themes],
            "by": self.by,
            "variable": self.variable,
            "scope": self.scope,
            "basis": self.basis,
            "round": self.round_name,
            "filters": self.filters,
            "unfinished": [*self.left_out.unfinished],
            "unsettled": [*self.left_out.unsettled],
            "notes": [*self.notes],
            "rules": [*self.rules],
        }

    def _row_as_json(self, row: FrequencyRow) -> dict[str, Any]:
        shown: dict[str, Any] = row._asdict()
        group, name = shown.pop("group"), shown.pop("group_name")
        if self.by != "role":
            shown[self.by] = group
        if self.by == "municipality":
            shown["municipality_name"] = name
        return shown


def frequencies(
    project: Project,
    *,
    by: By = "municipality",
    variable: str | None = None,
    roles: Sequence[str] = (),
    codes: Sequence[str] = (),
    municipalities: Sequence[str] = (),
    coders: Sequence[str] = (),
    scope: Scope = "finished",
    basis: Basis = "final",
    round_name: str = MAIN_ROUND,
    themes: bool = False,
) -> FrequencyTable:
    """Return how often codes are used in each group and role, after the counting rules.

    `codes` are keys, `municipalities` numbers or names, `coders` names or ids: those the basis
    takes. `variable` is what to group by with `by="variable"`. With `themes` there are rows for
    themes too. Raises NotFound, with suggestions, for a filter that fits nothing, and BadInput for
    choices that do not suit each other.
    """
    selection = Selection(
        tuple(roles), tuple(codes), tuple(municipalities), tuple(coders), scope, basis, round_name
    )
    with project.reading() as connection:
        found = scoped(connection, selection)
        wanted = _countable(found)
        counts, left_out = count_codings(connection, found, by, variable, themes=themes)
    names = group_names(found, by)
    rows = _shown(found, names, counts.codes, wanted)
    check_roles(roles, (base.role for base in counts.denominators))
    _check_used(found, wanted, counts)
    return FrequencyTable(
        by=by,
        variable=variable,
        rows=rows,
        themes=_shown(found, names, counts.themes, wanted),
        bases=tuple(
            Base(base.group, names.get(base.group, base.group), *base[1:])
            for base in counts.denominators
            if not roles or base.role in roles
        ),
        scope=scope,
        basis=basis,
        round_name=round_name,
        filters=selection.filters,
        rules=RULES,
        left_out=left_out,
        notes=notes(found, left_out),
    )


def count_codings(
    connection: Any,
    found: Scoped,
    by: By = "municipality",
    variable: str | None = None,
    *,
    themes: bool = False,
    facets: bool = False,
) -> tuple[Counts, LeftOut]:
    """Return all tables of a selection, codes by id, for every role and code, and what is in none.

    The filters for roles and codes are left to who shows the tables; the others apply.
    """
    counting: dict[str, list[Unit]] = {}
    out_of_scope: list[Unit] = []
    for unit in units(connection, found, by, variable):
        if unit.work:
            counting.setdefault(unit.transcript, []).append(unit)
        else:
            out_of_scope.append(unit)
    works = {unit.id: unit.work for unit in chain.from_iterable(counting.values())}
    taken = _Taken(found)
    counts = count(
        chain(
            _only_there(found, out_of_scope),
            taken.transcripts(
                readings(connection, found, counting, partial(counted_rows, facets=facets)),
                counting,
            ),
        ),
        [*found.codes.values()],
        not_coded=not_coded(Settled(works, (), ()), found.versions, found.codes.values()),
        facets=found.facets if facets else (),
        themes=themes,
    )
    return counts, LeftOut(
        found.names(found.settled.unfinished),
        found.names(found.settled.unsettled),
        taken.reserve,
        taken.elsewhere,
        counts.untouching,
        counts.unread,
    )


def notes(found: Scoped, left_out: LeftOut) -> tuple[str, ...]:
    """Return in sentences what a report leaves out, and how municipality numbers were mapped."""
    total = len(found.transcripts)
    said: list[str] = []
    if not total:
        said.append("There are no transcripts.")
    if left_out.unfinished:
        counted = "those started are counted" if found.selection.scope == "started" else "left out"
        said.append(
            f"{len(left_out.unfinished)} of {total} transcripts are not finished in the round "
            f"{found.selection.round_name}: {counted}."
        )
    if left_out.unsettled:
        said.append(
            f"{len(left_out.unsettled)} of {total} transcripts are unsettled (several coders, none "
            f"of them main) and left out: {', '.join(left_out.unsettled)}."
        )
    for number, reason in (
        (left_out.reserve, "of reserve codes"),
        (left_out.elsewhere, "in an earlier version of their transcript"),
        (left_out.untouching, "that touch no turn"),
        (left_out.unread, "of codes that their transcript was not read for"),
    ):
        if number:
            said.append(f"Codings {reason}, left out: {number}.")
    return (*said, *found.sentences)


class _Taken:
    """Transcripts made ready to be counted one by one, noting the codings that cannot be."""

    def __init__(self, found: Scoped) -> None:
        self._speakers = found.speakers
        self._reserve = {code.id for code in found.codes.values() if not code.counted}
        self.reserve = 0
        self.elsewhere = 0

    def transcripts(
        self, stream: Iterable[Reading[CountedRow]], counting: Mapping[str, Sequence[Unit]]
    ) -> Iterator[CountedTranscript]:
        for reading in stream:
            for unit in counting[reading.transcript.id]:
                turns = counted_turns(reading.version.turns, self._speakers, unit.group_of)
                codings = self._codings(reading, {one.coder for one in unit.work})
                yield CountedTranscript(unit.id, reading.version.text, turns, codings, unit.group)

    def _codings(self, reading: Reading[CountedRow], coders: set[str]) -> list[CountedCoding]:
        codings = []
        for _, version, code, start, end, coder, facets in reading.codings:
            if coder not in coders:
                continue
            if code in self._reserve:
                self.reserve += 1
            elif version != reading.version.id:
                self.elsewhere += 1
            else:
                codings.append(CountedCoding(code, start, end, unpack_facets(facets)))
        return codings


def _only_there(found: Scoped, out_of_scope: Iterable[Unit]) -> Iterator[CountedTranscript]:
    """Yield transcripts that show only which groups and roles there are."""
    speaking: defaultdict[str, list[Speaker]] = defaultdict(list)
    for speaker in found.speakers.values():
        speaking[speaker.transcript].append(speaker)
    for unit in out_of_scope:
        silent = [Turn(0, 0, 0, 0, speaker.id) for speaker in speaking[unit.transcript]]
        turns = counted_turns(silent, found.speakers, unit.group_of)
        yield CountedTranscript(unit.id, "", turns, (), unit.group, coded=False)


def _countable(found: Scoped) -> frozenset[str]:
    """Return the ids of the codes chosen. Raises BadInput for a reserve code."""
    wanted = chosen_codes(found.codes.values(), found.selection.codes)
    for code in wanted:
        if not found.codes[code].counted:
            raise BadInput(
                f"{found.codes[code].key} is a reserve code and in no frequency",
                "Its passages can be listed: kodeverk passages PROJECT --code KEY",
            )
    return wanted


def _check_used(found: Scoped, wanted: Iterable[str], counts: Counts) -> None:
    there = {row.code for row in counts.codes}
    for code in wanted:
        if there and code not in there:
            raise NotFound(
                f"{found.codes[code].key} is out of use and has no codings here",
                "Choose another code, or another scope.",
            )


def _shown(
    found: Scoped, names: Mapping[str, str], rows: Iterable[Figures], wanted: frozenset[str]
) -> tuple[FrequencyRow, ...]:
    """Return the rows of the codes and roles chosen, with keys and names for ids."""
    roles = found.selection.roles
    shown = {code.id: (code.key, name_of(code.name)) for code in found.codes.values()}
    return tuple(
        FrequencyRow._make((*shown[row.code], row.group, names.get(row.group, row.group), *row[2:]))
        for row in rows
        if (not wanted or row.code in wanted) and (not roles or row.role in roles)
    )


def name_of(names: Mapping[str, str]) -> str:
    """Return the Norwegian name, or where there is none the first one there is."""
    return names.get("nb") or next(iter(names.values()), "")
