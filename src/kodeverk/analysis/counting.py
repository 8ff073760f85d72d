"""Frequencies: one pure function counts every table, one transcript at a time.

`kodeverk.analysis.rules` says what is counted, docs/counting.md with an example of each rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from kodeverk.analysis.counted import ALL, CountedTranscript, Facets, PlainCoding, theme_of
from kodeverk.analysis.tallies import (
    Cell,
    Cells,
    FacetValue,
    Tallies,
    Tally,
    add,
    enter,
    ground,
)
from kodeverk.model.codebook import carries
from kodeverk.model.records import ROLES, Code, Facet, Role

UNSET = "unset"
"""The facet value of codings that could carry the facet and do not."""

NOT_CODED = ".."
"""The reason of a row without figures: nobody has read what it covers for its code."""


class FrequencyRow(NamedTuple):
    """The measures of one code or theme in one group and role.

    `of_speakers` is how many persons of the role are in scope and read for the code. `left_out` is
    how many transcripts of the group in which the role speaks are not: out of scope, unsettled, or
    not read for the code. Where no transcript is left, every measure is None and `reason` is `..`.
    """

    code: str
    group: str
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


class FacetRow(NamedTuple):
    """A `FrequencyRow` of one code's codings that carry `value` of `facet`, or none: `unset`."""

    code: str
    group: str
    role: Role
    facet: str
    value: str
    codings: int | None
    passages: int | None
    turns: int | None
    transcripts: int | None
    speakers: int | None
    words: int | None
    of_speakers: int | None
    reason: str | None
    left_out: int


class Denominator(NamedTuple):
    """What is in scope in one group and role: all of it, coded or not."""

    group: str
    role: Role
    transcripts: int
    speakers: int
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Every table of one count, and what stands in none of them.

    Rows are in the order of the codes as given, then of groups by code point, then `all` and the
    roles. `untouching` is how many codings of counted codes share no character with a turn of the
    table (they lie in a label, a preamble or a turn without group); `unread` how many belong to a
    code that their transcript is not read for.
    """

    codes: tuple[FrequencyRow, ...]
    themes: tuple[FrequencyRow, ...]
    facets: tuple[FacetRow, ...]
    denominators: tuple[Denominator, ...]
    untouching: int
    unread: int


class _Figures(NamedTuple):
    """What follows the key in a row."""

    codings: int | None
    passages: int | None
    turns: int | None
    transcripts: int | None
    speakers: int | None
    words: int | None
    of_speakers: int | None
    reason: str | None
    left_out: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be counted, and in which transcripts codes and themes were not read for.

    `themes` maps each counted code of a counted theme to it, if themes are asked for. A theme is
    read for where all active codes under it are, or it itself where it has none.
    """

    known: frozenset[str]
    counted: dict[str, Code]
    facets: Sequence[Facet]
    themes: dict[str, str]
    unread: dict[str, frozenset[str]]
    unread_themes: dict[str, frozenset[str]]

    def values(self, code: str, given: Facets) -> tuple[FacetValue, ...]:
        """Return the facet values that a coding of `code` with the values `given` counts for."""
        found: list[FacetValue] = []
        for facet in self.facets:
            own = {value for key, value in given if key == facet.key}
            if not own and carries(self.counted[code], facet):
                own = {UNSET}
            found += ((code, facet.key, value) for value in own)
        return tuple(found)


class Count:
    """Frequencies being counted: transcripts are added one by one, then the tables are read off.

    `codes` are all codes of the project; every code that is counted, and active or used, has a row
    for every group, there for `all` and for every role that speaks. `not_coded` are the
    (transcript, code) that nobody has read for. Rows for facets are made for `facets`, rows for
    themes if `themes`. `untouching` and `unread` are those of `Counts`. Raises BadProject when
    codes are each other's parents.
    """

    def __init__(
        self,
        codes: Sequence[Code],
        *,
        not_coded: Iterable[tuple[str, str]] = (),
        facets: Sequence[Facet] = (),
        themes: bool = False,
    ) -> None:
        self._plan = _plan(codes, not_coded, facets, themes)
        self._seen: set[str] = set()
        self._cells = Cells()
        self._by_code: dict[str, Tallies] = defaultdict(Tallies)
        self._by_theme: dict[str, Tallies] = defaultdict(Tallies)
        self._by_value: dict[FacetValue, Tallies] = defaultdict(Tallies)
        self._values = cache(self._plan.values)
        self.untouching = 0
        self.unread = 0

    def add(self, transcript: CountedTranscript) -> None:
        """Count one transcript more; its codings come in any order.

        Raises ValueError when the values do not belong together (a transcript twice, turns that
        overlap, a turn or a coding that counts outside its text, a code that is not among them).
        """
        if transcript.id in self._seen:
            raise ValueError(f"transcript {transcript.id} is given twice")
        if transcript.codings and not transcript.coded:
            raise ValueError(f"transcript {transcript.id} has codings and is not coded")
        self._seen.add(transcript.id)
        enter(transcript, self._cells)
        if transcript.coded:
            self._look_at(transcript)

    def _look_at(self, transcript: CountedTranscript) -> None:
        plan = self._plan
        on = ground(transcript, self._cells)
        codings = self._read(transcript)
        self.untouching += add(on, codings, self._by_code)
        if plan.themes:
            of_themes = [
                (plan.themes[code], start, end, given)
                for code, start, end, given in codings
                if code in plan.themes
                and transcript.id not in plan.unread_themes[plan.themes[code]]
            ]
            add(on, sorted(of_themes), self._by_theme)
        if plan.facets:
            of_values: defaultdict[FacetValue, list[tuple[FacetValue, int, int, Facets]]]
            of_values = defaultdict(list)
            for code, start, end, given in codings:
                for value in self._values(code, given):
                    of_values[value].append((value, start, end, given))
            add(on, chain.from_iterable(of_values.values()), self._by_value)

    def _read(self, transcript: CountedTranscript) -> list[PlainCoding]:
        """Return, in order, the codings of counted codes that the transcript is read for."""
        plan = self._plan
        read = {code for code in plan.counted if transcript.id not in plan.unread[code]}
        codings = [one for one in transcript.codings if one[0] in read]
        codings.sort()
        for code, *_ in transcript.codings if len(codings) < len(transcript.codings) else ():
            if code not in plan.known:
                raise ValueError(
                    f"a coding in transcript {transcript.id} has the unknown code {code}"
                )
            if code in plan.counted and code not in read:
                self.unread += 1
                # Used is used: the code has rows, also when it is no longer active.
                self._by_code.setdefault(code, Tallies())
        return codings

    def tables(self) -> Counts:
        """Return every table of what was added."""
        shown = [
            code for code in self._plan.counted.values() if code.active or code.id in self._by_code
        ]
        themes = dict.fromkeys(
            self._plan.themes[code.id] for code in shown if code.id in self._plan.themes
        )
        used: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for code_id, facet_key, value in self._by_value:
            used[code_id, facet_key].append(value)
        table = sorted((own for own, *_ in self._cells.values()), key=_reading_order)

        @cache
        def empty(unread: frozenset[str]) -> list[_Figures]:
            return [_without_codings(cell, unread) for cell in table]

        return Counts(
            codes=tuple(
                FrequencyRow(code.id, cell.group, cell.role, *figures)
                for code in shown
                for cell, figures in _rows(
                    table, self._by_code[code.id], empty(self._plan.unread[code.id])
                )
            ),
            themes=tuple(
                FrequencyRow(theme, cell.group, cell.role, *figures)
                for theme in themes
                for cell, figures in _rows(
                    table, self._by_theme[theme], empty(self._plan.unread_themes[theme])
                )
            ),
            facets=tuple(
                FacetRow(code.id, cell.group, cell.role, facet.key, value, *figures)
                for code in shown
                for facet in self._plan.facets
                for value in _values_shown(code, facet, used[code.id, facet.key])
                for cell, figures in _rows(
                    table,
                    self._by_value[code.id, facet.key, value],
                    empty(self._plan.unread[code.id]),
                )
            ),
            denominators=tuple(
                Denominator(
                    cell.group,
                    cell.role,
                    len(cell.coded),
                    len(set().union(*cell.coded.values())),
                    sum(member.turns for member in cell.members),
                    sum(member.words for member in cell.members),
                )
                for cell in table
            ),
            untouching=self.untouching,
            unread=self.unread,
        )


def _plan(
    codes: Sequence[Code],
    not_coded: Iterable[tuple[str, str]],
    facets: Sequence[Facet],
    themes: bool,
) -> _Plan:
    counted = {code.id: code for code in codes if code.counted}
    tops = theme_of(codes) if themes else {}
    of_theme = {code: tops[code] for code in counted if tops.get(code) in counted}
    unread: dict[str, set[str]] = {code: set() for code in counted}
    for transcript, code in not_coded:
        if code in counted:
            unread[code].add(transcript)
    under: dict[str, set[str]] = {theme: set() for theme in of_theme.values()}
    for code, theme in of_theme.items():
        if code != theme and counted[code].active:
            under[theme].add(code)
    return _Plan(
        known=frozenset(code.id for code in codes),
        counted=counted,
        facets=facets,
        themes=of_theme,
        unread={code: frozenset(unread[code]) for code in counted},
        unread_themes={
            theme: frozenset[str]().union(*(unread[code] for code in needed or {theme}))
            for theme, needed in under.items()
        },
    )


def _values_shown(code: Code, facet: Facet, used: Iterable[str]) -> Iterable[str]:
    """Return the values of `facet` that `code` has rows for: its own and `unset`, and any used."""
    own = [*(value.id for value in facet.values), UNSET] if carries(code, facet) else []
    return dict.fromkeys([*own, *sorted(used)])


def _reading_order(cell: Cell) -> tuple[str, bool, int, Role]:
    place = ROLES.index(cell.role) if cell.role in ROLES else len(ROLES)
    return cell.group, cell.role != ALL, place, cell.role


def _without_codings(cell: Cell, unread: frozenset[str]) -> _Figures:
    """Return what a cell shows for a code without codings: zeros, or that nobody has read for it.

    `unread` are the transcripts that are not read for the code.
    """
    read = [persons for transcript, persons in cell.coded.items() if transcript not in unread]
    left_out = len(cell.present) - len(read)
    if not read:
        return _Figures(None, None, None, None, None, None, None, NOT_CODED, left_out)
    return _Figures(0, 0, 0, 0, 0, 0, len(set().union(*read)), None, left_out)


def _rows(
    table: Sequence[Cell], tallies: Mapping[Cell, Tally], empty: Sequence[_Figures]
) -> Iterator[tuple[Cell, _Figures]]:
    """Yield the figures of every cell; `empty` are those of the cells without codings."""
    for cell, figures in zip(table, empty, strict=True):
        if figures.reason is not None or cell not in tallies:
            yield cell, figures
            continue
        touching = tallies[cell]
        turns = words = 0
        speakers: set[str] = set()
        for member in cell.members:
            if member in tallies:
                reached = tallies[member]
                turns += reached.turns
                words += reached.words
                speakers |= reached.speakers
        yield (
            cell,
            _Figures(
                touching.codings,
                touching.passages,
                turns,
                touching.transcripts,
                len(speakers),
                words,
                figures.of_speakers,
                None,
                figures.left_out,
            ),
        )
