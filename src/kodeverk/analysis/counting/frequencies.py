"""Frequencies: one pure function counts every table, one transcript at a time.

`rules` says what is counted, docs/counting.md with an example of each rule.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Generic, NamedTuple

from kodeverk.analysis.counting.figures import (
    NOT_CODED,
    UNSET,
    CodeFrequency,
    Counts,
    Denominator,
    FacetFrequency,
    NotRead,
)
from kodeverk.analysis.counting.tallies import (
    Cell,
    Cells,
    FacetValue,
    Ground,
    Key,
    Margins,
    Tallies,
    Tally,
    add,
    enter,
    no_margins,
)
from kodeverk.analysis.counting.transcripts import (
    ALL,
    CountedTranscript,
    Facets,
    PlainCoding,
    theme_of,
)
from kodeverk.model.codebook import carries
from kodeverk.model.records import ROLES, Code, Facet, Role


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
    of_words: int | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be counted, and in which transcripts codes and themes were not read for.

    `themes` maps each counted code of a counted theme to it, if themes are asked for. A theme is
    read for where all active codes under it are, or it itself where it has none: `needing` maps a
    code to the theme that needs it. `unread` has codes and themes, `unread_themes` the themes.
    """

    known: frozenset[str]
    counted: dict[str, Code]
    facets: Sequence[Facet]
    themes: dict[str, str]
    needing: dict[str, str]
    unread: dict[str, set[str]]
    unread_themes: dict[str, set[str]]

    def values(self, code: str, given: Facets) -> tuple[FacetValue, ...]:
        """Return the facet values that a coding of `code` with the values `given` counts for."""
        values: list[FacetValue] = []
        for facet in self.facets:
            own = {value for key, value in given if key == facet.key}
            if not own and carries(self.counted[code], facet):
                own = {UNSET}
            values += ((code, facet.key, value) for value in own)
        return tuple(values)

    def leave_out(self, transcript: str, code: str) -> None:
        """Note that a transcript is not read for a code, and so not for its theme."""
        self.unread[code].add(transcript)
        if code in self.needing:
            self.unread_themes[self.needing[code]].add(transcript)


Waits = Mapping[Cell, Set[str]]
"""The transcripts that a cell leaves out."""

_NOTHING: Waits = {}


class _Layer(Generic[Key]):
    """The tallies of codes, of themes or of facet values, and the cells in which a key only waits.

    A key is one code, theme or facet value. `waits` has, for each key with codings that wait for
    their place, the transcripts left out in a cell: those in which it has no other coding there.
    """

    def __init__(self) -> None:
        self.tallies: defaultdict[Key, Tallies] = defaultdict(Tallies)
        self.waits: dict[Key, defaultdict[Cell, set[str]]] = {}

    def leave_waiting(self, on: Ground, keys: Iterable[Key]) -> None:
        """Leave a transcript out for `keys` in the cells in which none of its codings counts."""
        for key in keys:
            there: Mapping[Cell, Tally] = self.tallies.get(key, {})
            for cell in on.cells:
                if cell not in there or there[cell].transcript != on.transcript:
                    waits = self.waits.setdefault(key, defaultdict(set))
                    waits[cell].add(on.transcript)


class Count:
    """Frequencies being counted: transcripts are added one by one, then the tables are read off.

    `codes` are all codes of the project; every code that is counted, and active or used, has a row
    for every group, there for `all` and for every role that speaks. `not_coded` are the
    (transcript, code) that nobody has read for. Rows for facets are made for `facets`, rows for
    themes if `themes`, and those for facets of themes if `theme_facets` too. What a group has is
    also counted in its `margins`, which have rows of their own. `untouching`, `elsewhere` and
    `unread` are those of `Counts`. Raises Damaged when codes are each other's parents.
    """

    def __init__(
        self,
        codes: Sequence[Code],
        *,
        not_coded: Iterable[tuple[str, str]] = (),
        facets: Sequence[Facet] = (),
        themes: bool = False,
        theme_facets: bool = False,
        margins: Margins = no_margins,
    ) -> None:
        self._plan = _plan(codes, facets, themes)
        for transcript, code in not_coded:
            if code in self._plan.counted:
                self._plan.leave_out(transcript, code)
        self._seen: set[str] = set()
        self._cells = Cells(margins)
        self._codes: _Layer[str] = _Layer()
        self._themes: _Layer[str] = _Layer()
        self._of_values: _Layer[FacetValue] = _Layer()
        self._of_theme_values: _Layer[FacetValue] = _Layer()
        self._theme_facets = theme_facets
        self._values = cache(self._plan.values)
        self.untouching = 0
        self.elsewhere = 0
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
        on = enter(transcript, self._cells)
        if transcript.coded:
            self._look_at(transcript, on)

    def _look_at(self, transcript: CountedTranscript, on: Ground) -> None:
        plan = self._plan
        waiting = self._waiting(transcript)
        codings = self._read(transcript)
        for start, end in add(on, codings, self._codes.tallies):
            if any(max(start, turn.start) < min(end, turn.end) for turn in transcript.turns):
                self.elsewhere += 1
            else:
                self.untouching += 1
        if plan.themes:
            of_themes = [
                (plan.themes[code], start, end, given)
                for code, start, end, given in codings
                if code in plan.themes
                and transcript.id not in plan.unread_themes[plan.themes[code]]
            ]
            add(on, sorted(of_themes), self._themes.tallies)
        if plan.facets:
            of_values: defaultdict[FacetValue, list[tuple[FacetValue, int, int, Facets]]]
            of_values = defaultdict(list)
            for code, start, end, given in codings:
                for value in self._values(code, given):
                    of_values[value].append((value, start, end, given))
            add(on, chain.from_iterable(of_values.values()), self._of_values.tallies)
            if self._theme_facets:
                of_themes_values = [
                    (self._of_theme(value), start, end, given)
                    for value, placed in of_values.items()
                    for _, start, end, given in placed
                    if value[0] in plan.themes
                    and transcript.id not in plan.unread_themes[plan.themes[value[0]]]
                ]
                add(on, sorted(of_themes_values), self._of_theme_values.tallies)
        if waiting:
            codes = {code for code, _ in waiting}
            values = {*chain.from_iterable(self._values(code, given) for code, given in waiting)}
            self._codes.leave_waiting(on, codes)
            self._themes.leave_waiting(on, {plan.themes[code] for code in codes & {*plan.themes}})
            self._of_values.leave_waiting(on, values)
            if self._theme_facets:
                of_themes_waiting = {self._of_theme(one) for one in values if one[0] in plan.themes}
                self._of_theme_values.leave_waiting(on, of_themes_waiting)

    def _of_theme(self, value: FacetValue) -> FacetValue:
        """Return the facet value of a code as one of its theme."""
        code, facet, of_facet = value
        return self._plan.themes[code], facet, of_facet

    def _waiting(self, transcript: CountedTranscript) -> list[tuple[str, Facets]]:
        """Return the codings of counted codes that wait; leave out what has no other codings."""
        waiting = [coding for coding in transcript.waiting if coding[0] in self._plan.counted]
        if waiting:
            for code in {code for code, _ in waiting}.difference(
                coding[0] for coding in transcript.codings
            ):
                self._plan.leave_out(transcript.id, code)
        return waiting

    def _read(self, transcript: CountedTranscript) -> list[PlainCoding]:
        """Return, in order, the codings of counted codes that the transcript is read for."""
        plan = self._plan
        read = {code for code in plan.counted if transcript.id not in plan.unread[code]}
        codings = [coding for coding in transcript.codings if coding[0] in read]
        codings.sort()
        for code, *_ in transcript.codings if len(codings) < len(transcript.codings) else ():
            if code not in plan.known:
                raise ValueError(
                    f"a coding in transcript {transcript.id} has the unknown code {code}"
                )
            if code in plan.counted and code not in read:
                self.unread += 1
                # Used is used: the code has rows, also when it is no longer active.
                self._codes.tallies.setdefault(code, Tallies())
        return codings

    def tables(self) -> Counts:
        """Return every table of what was added."""
        plan = self._plan
        shown = [
            code for code in plan.counted.values() if code.active or code.id in self._codes.tallies
        ]
        themes = dict.fromkeys(plan.themes[code.id] for code in shown if code.id in plan.themes)
        values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for code_id, facet_key, value in self._of_values.tallies:
            values[code_id, facet_key].append(value)
        table = _Table(
            sorted((own for own, *_ in self._cells.values() if own.present), key=_reading_order)
        )
        return Counts(
            codes=tuple(
                CodeFrequency(code.id, cell.group, cell.role, *figures)
                for code in shown
                for cell, figures in table.rows(self._codes, code.id, plan.unread[code.id])
            ),
            themes=tuple(
                CodeFrequency(theme, cell.group, cell.role, *figures)
                for theme in themes
                for cell, figures in table.rows(self._themes, theme, plan.unread_themes[theme])
            ),
            facets=tuple(
                FacetFrequency(code.id, cell.group, cell.role, facet.key, value, *figures)
                for code in shown
                for facet in plan.facets
                for value in _values_shown(code, facet, values[code.id, facet.key])
                for cell, figures in table.rows(
                    self._of_values,
                    (code.id, facet.key, value),
                    plan.unread[code.id],
                    self._codes.waits.get(code.id, {}),
                )
            ),
            theme_facets=tuple(
                FacetFrequency(theme, cell.group, cell.role, facet.key, value, *figures)
                for theme in themes
                if self._theme_facets
                for facet in plan.facets
                for value in _values_of_theme(
                    facet,
                    [
                        (code, values[code.id, facet.key])
                        for code in shown
                        if plan.themes.get(code.id) == theme
                    ],
                )
                for cell, figures in table.rows(
                    self._of_theme_values,
                    (theme, facet.key, value),
                    plan.unread_themes[theme],
                    self._themes.waits.get(theme, {}),
                )
            ),
            denominators=tuple(map(_denominator, table.cells)),
            codes_not_read=tuple(
                cell
                for code in shown
                for cell in table.not_read(self._codes, code.id, plan.unread[code.id])
            ),
            themes_not_read=tuple(
                cell
                for theme in themes
                for cell in table.not_read(self._themes, theme, plan.unread_themes[theme])
            ),
            untouching=self.untouching,
            elsewhere=self.elsewhere,
            unread=self.unread,
        )


class _Table:
    """The cells of every table, in their order, and what they show."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self._empty = cache(lambda unread: [_without_codings(cell, unread) for cell in cells])

    def rows(
        self, layer: _Layer[Key], key: Key, unread: set[str], above: Waits = _NOTHING
    ) -> Iterator[tuple[Cell, _Figures]]:
        """Yield what each cell shows for what `key` stands for.

        `unread` are the transcripts not read for it; `above` are left out in single cells besides
        those that its own waiting codings leave out.
        """
        tallies: Mapping[Cell, Tally] = layer.tallies.get(key, {})
        own = layer.waits.get(key, _NOTHING)
        for cell, empty in zip(self.cells, self._empty(frozenset(unread)), strict=True):
            figures = empty
            if cell in own or cell in above:
                waits = own.get(cell, frozenset()) | above.get(cell, frozenset())
                figures = _without_codings(cell, unread | waits)
            if figures.reason is None and cell in tallies:
                figures = _with_codings(cell, tallies, figures)
            yield cell, figures

    def not_read(self, layer: _Layer[str], key: str, unread: set[str]) -> Iterator[NotRead]:
        """Yield the transcripts in scope that cells leave out of what `key` stands for."""
        waits = layer.waits.get(key, _NOTHING)
        for cell in self.cells if unread or waits else ():
            left = cell.coded.keys() & (unread | waits.get(cell, frozenset()))
            yield from (NotRead(transcript, key, cell.role) for transcript in sorted(left))


def _plan(codes: Sequence[Code], facets: Sequence[Facet], themes: bool) -> _Plan:
    counted = {code.id: code for code in codes if code.counted}
    tops = theme_of(codes) if themes else {}
    of_theme = {code: tops[code] for code in counted if tops.get(code) in counted}
    needing = {
        code: theme for code, theme in of_theme.items() if code != theme and counted[code].active
    }
    without_codes = {*of_theme.values()} - {*needing.values()}
    return _Plan(
        known=frozenset(code.id for code in codes),
        counted=counted,
        facets=facets,
        themes=of_theme,
        needing=needing | {theme: theme for theme in without_codes},
        unread={code: set() for code in counted},
        unread_themes={theme: set() for theme in of_theme.values()},
    )


def _values_shown(code: Code, facet: Facet, used: Iterable[str]) -> Iterable[str]:
    """Return the values of `facet` that `code` has rows for: its own and `unset`, and any used."""
    own = [*(value.id for value in facet.values), UNSET] if carries(code, facet) else []
    return dict.fromkeys([*own, *sorted(used)])


def _values_of_theme(facet: Facet, of_codes: Iterable[tuple[Code, list[str]]]) -> Iterable[str]:
    """Return the values of `facet` that a theme has rows for: those of its codes, and any used."""
    shown = {value for code, used in of_codes for value in _values_shown(code, facet, used)}
    own = [value for value in (*(value.id for value in facet.values), UNSET) if value in shown]
    return dict.fromkeys([*own, *sorted(shown)])


def _reading_order(cell: Cell) -> tuple[str, bool, int, Role]:
    place = ROLES.index(cell.role) if cell.role in ROLES else len(ROLES)
    return cell.group, cell.role != ALL, place, cell.role


def _denominator(cell: Cell) -> Denominator:
    return Denominator(
        cell.group,
        cell.role,
        len(cell.coded),
        len(set().union(*cell.coded.values())),
        sum(member.turns for member in cell.members),
        sum(member.words for member in cell.members),
        len(cell.present) - len(cell.coded),
    )


def _without_codings(cell: Cell, unread: Collection[str]) -> _Figures:
    """Return what a cell shows for a code without codings: zeros, or that nobody has read for it.

    `unread` are the transcripts that are not read for the code.
    """
    read = [transcript for transcript in cell.coded if transcript not in unread]
    left_out = len(cell.present) - len(read)
    if not read:
        return _Figures(None, None, None, None, None, None, None, NOT_CODED, left_out, None)
    speakers = len(set().union(*map(cell.coded.__getitem__, read)))
    of_words = sum(map(cell.said.__getitem__, read))
    return _Figures(0, 0, 0, 0, 0, 0, speakers, None, left_out, of_words)


def _with_codings(cell: Cell, tallies: Mapping[Cell, Tally], empty: _Figures) -> _Figures:
    """Return what a cell shows for a code with codings; `empty` is what it shows without."""
    touching = tallies[cell]
    turns = words = 0
    speakers: set[str] = set()
    for member in cell.members:
        if member in tallies:
            reached = tallies[member]
            turns += reached.turns
            words += reached.words
            speakers |= reached.speakers
    return _Figures(
        touching.codings,
        touching.passages,
        turns,
        touching.transcripts,
        len(speakers),
        words,
        empty.of_speakers,
        None,
        empty.left_out,
        empty.of_words,
    )
