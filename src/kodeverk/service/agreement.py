"""Agreement: how alike the coders of a project code, by what each had coded apart."""

import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kodeverk.analysis.agreement.comparison import ComparedTranscript
from kodeverk.analysis.agreement.differences import (
    DIFFERENCES,
    Differences,
    Faceted,
    FacetPairs,
)
from kodeverk.analysis.agreement.elsewhere import Elsewhere
from kodeverk.analysis.agreement.telling import Telling
from kodeverk.analysis.counting.transcripts import Voice, voices_of
from kodeverk.analysis.counting.work import CodesRead, by_coder, coder_codings
from kodeverk.errors import Refused
from kodeverk.model.codebook import carries
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.records import NOT_INFORMANTS, Assignment, Code, Turn
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.agreement_figures import Cell, Other
from kodeverk.service.agreement_table import (
    FEWEST_IN_CELL,
    AgreementOptions,
    AgreementRow,
    AgreementTable,
    CodeDifferences,
    RoundDates,
)
from kodeverk.service.coders import find_coder
from kodeverk.service.phrases import are, days_in_words, number_of
from kodeverk.service.released_codings import ReleasedCodings, Releases, meanings, releases_of
from kodeverk.service.scoping import (
    Material,
    Reading,
    Selection,
    chosen_codes,
    material_of,
    readings,
)
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project


def agreement(project: Project, options: AgreementOptions) -> AgreementTable:
    """Return how far coders agree in the transcripts that two of them or more have finished.

    Codings are as they stood when each coder's work was released, or finished where nobody released
    it; `as_of="now"` takes those of now. Raises NotFound, with suggestions, for a coder or code
    that fits nothing, BadInput for a round without assignments and Refused for fewer than two
    coders to compare, or more than two where other programs compare two.
    """
    with derived_placements.reading(project) as connection:
        return _table(connection, options)


def telling_disagreements(connection: Connection, options: AgreementOptions) -> Telling:
    """Return the disagreements in what `agreement` compares. Raises as that does."""
    telling = Telling()
    _compared(connection, options, telling)
    return telling


def _table(connection: Connection, options: AgreementOptions) -> AgreementTable:
    differences = Differences()
    codes, known = queries.codes(connection), queries.facets(connection)
    facets = FacetPairs(
        {code.id: [facet.key for facet in known if carries(code, facet)] for code in codes}
    )
    of_rounds = _compared(connection, options, differences, facets)
    keys = {code.id: code.key for code in codes}
    return AgreementTable(
        options,
        tuple(row for one in of_rounds for row in one.rows()),
        tuple(sorted({name for one in of_rounds for name in one.coder_names})),
        tuple(_notes(of_rounds)),
        tuple(
            CodeDifferences(keys[code], *(counts[each] for each in DIFFERENCES))
            for code, counts in differences.counts.items()
        ),
        tuple(
            (keys[first], keys[second], times)
            for (first, second), times in differences.confused.most_common()
        ),
        tuple(facets.figures()),
        tuple(row for one in of_rounds for row in one.elsewhere()),
        tuple(
            RoundDates(one.round_name, *(days_in_words(at)[0] for at in one.dates))
            for one in of_rounds
            if one.dates is not None
        ),
        frozenset(keys[code.parent] for code in codes if code.parent in keys)
        if not options.codes
        else frozenset(),
    )


def _compared(
    connection: Connection,
    options: AgreementOptions,
    differing: Differences | Telling,
    facets: FacetPairs | None = None,
) -> list["_Compared"]:
    """Return what is compared, round by round in order of date, when all of it is read.

    In what coders differ is added to `differing` and `facets`, for each transcript once: as it was
    in the last round.
    """
    of_rounds = [_Compared(connection, of_round) for of_round in _rounds(connection, options)]
    of_rounds.sort(key=lambda one: one.dates or (sys.maxsize, 0))
    told: set[str] = set()
    for one in reversed(of_rounds):
        one.read(connection, differing, facets, told)
        told |= one.transcripts
    return of_rounds


def _rounds(connection: Connection, options: AgreementOptions) -> Iterator[AgreementOptions]:
    """Yield what is asked of each round that is compared, with those of the coders who are in it.

    Raises NotFound for a coder there is not, and Refused for one alone.
    """
    people = queries.coders(connection)
    chosen = {find_coder(people, name).id for name in options.coders}
    if len(chosen) == 1:
        raise Refused("one coder alone agrees with nobody", "Name two coders or more.")
    if options.by != "round":
        yield options
        return
    at_work: dict[str, set[str]] = {}
    for work in queries.assignments(connection, round_name=None):
        at_work.setdefault(work.round, set()).add(work.coder)
    for name, coders in at_work.items():
        among = tuple(sorted(coders & chosen))
        if len(among) > 1 or not chosen:
            yield replace(options, coders=among, round_name=name)


def _notes(of_rounds: Sequence["_Compared"]) -> Iterator[str]:
    """Yield what is to be said of what was compared; what is so of one round alone, with its name.

    Of all rounds it is said once.
    """
    said = [(one.round_name, [*one.notes()]) for one in of_rounds]
    if len(said) == 1:
        yield from said[0][1]
        return
    each = [transcript for one in of_rounds for transcript in one.transcripts]
    if len({*each}) < len(each):
        yield "In what coders differ is told of each transcript once: as it was in its last round."
    for_all = set.intersection(*(set(sentences) for _, sentences in said)) if said else set()
    for name, sentences in said:
        for sentence in sentences:
            if sentence not in for_all:
                yield sentence if name in sentence else f"{name}: {sentence}"
    yield from (sentence for sentence in said[0][1] if sentence in for_all) if said else ()


class _Compared:
    """The transcripts of a round that are compared, as they are read one after the other.

    `dates` are when the first and the last of the work was released, or finished, in milliseconds
    since 1970.
    """

    def __init__(self, connection: Connection, options: AgreementOptions) -> None:
        self._options = options
        selection = Selection(
            codes=options.codes,
            coders=options.coders,
            basis="all",
            round_name=options.round_name,
        )
        material = self._material = material_of(connection, selection)
        self._works = {
            transcript: works
            for transcript, works in material.work.counting.items()
            if len({work.coder for work in works}) > 1
        }
        everybody = {work.coder for works in self._works.values() for work in works}
        self._coders = sorted(everybody, key=lambda coder: material.coder_names[coder])
        self.coder_names = [material.coder_names[coder] for coder in self._coders]
        if options.compare and len(self._coders) > 2:
            raise Refused(
                "other programs compare two coders, and here are more",
                "Choose two of them, with --coders A,B.",
            )
        self._codes = _chosen(material)
        # What one coder gave instead of a code that was chosen may be any other.
        self._countable = [code.id for code in material.codes.values() if code.counted]
        self._reserve = {code.id for code in material.codes.values() if not code.counted}
        self._read = CodesRead(material.versions, material.codes.values(), material.splits)
        finished = releases_of(
            connection, (work for works in self._works.values() for work in works)
        )
        clocks = [release.clock for release in finished.values()]
        self.dates = (min(clocks) >> 16, max(clocks) >> 16) if clocks else None
        self._when: Releases = finished if options.as_of == "release" else {}
        self._meaning = meanings(connection, self._countable)
        self._released = ReleasedCodings(connection, self._when)
        self._waiting = 0
        self._unconfirmed = 0
        self._differing: dict[str, int] = {}
        self._cells: dict[str | None, Cell] = {}
        self._other = Other(material, self._coders, self._codes)

    @property
    def round_name(self) -> str:
        """What the round is called."""
        return self._options.round_name

    @property
    def transcripts(self) -> set[str]:
        """The transcripts that are compared, by id."""
        return {*self._works}

    def read(
        self,
        connection: Connection,
        differing: Differences | Telling,
        facets: FacetPairs | None,
        told: Container[str],
    ) -> None:
        """Read all transcripts; add in what coders differ there, but for transcripts in `told`."""
        read = readings(connection, self._material, self._works, self._released.reader)
        for reading in read:
            compared, faceted = self._add(reading)
            if compared.id not in told:
                differing.add(compared, self._codes)
                if facets is not None:
                    facets.add(faceted, {code: compared.raters[code] for code in self._codes})

    def rows(self) -> Iterator[AgreementRow]:
        """Yield the figures of all that was read, group by group."""
        for group, cell in sorted(self._cells.items(), key=lambda item: item[0] or ""):
            if not self._has_few(group):
                yield from cell.rows(group)

    def elsewhere(self) -> Iterator[tuple[str, Elsewhere]]:
        """Yield what other programs would say, where that was asked."""
        if self._options.compare:
            yield from self._other.figures()

    def _has_few(self, group: str | None) -> bool:
        """Tell whether a municipality or a role has too few transcripts for figures."""
        is_cell = self._options.by in ("municipality", "role")
        return is_cell and len(self._cells[group].transcripts) < FEWEST_IN_CELL

    def _add(
        self, reading: Reading[CodingRow]
    ) -> tuple[ComparedTranscript, dict[str, dict[str, list[Faceted]]]]:
        """Add a transcript to its cells; return it, and its codings with their facet values."""
        transcript, version = reading.transcript.id, reading.version
        works = self._works[transcript]
        rows = by_coder(reading.codings)
        codings: dict[str, dict[str, list[tuple[int, int]]]] = {}
        faceted: dict[str, dict[str, list[Faceted]]] = {}
        for work in works:
            of_coder = coder_codings(rows.get(work.coder, []), self._reserve)
            self._waiting += len(of_coder.waiting)
            self._unconfirmed += len(of_coder.unconfirmed)
            by_code = codings.setdefault(work.coder, {})
            with_facets = faceted.setdefault(work.coder, {})
            for code, start, end, facets in of_coder.counted:
                by_code.setdefault(code, []).append((start, end))
                with_facets.setdefault(code, []).append((Span(start, end), facets))
        raters = {code: self._raters(transcript, code, works) for code in self._countable}
        if self._options.compare:
            whole = [Turn(0, 0, 0, len(version.text), "")]
            self._other.add(ComparedTranscript(transcript, version.text, whole, codings, raters))
        speaking = {turn.speaker for turn in version.turns}
        voices = voices_of(speaking, self._material.speakers, lambda _speaker: "")
        said = [
            turn
            for turn in version.turns
            if self._options.include_interviewer or voices[turn.speaker].role not in NOT_INFORMANTS
        ]
        for group, turns in self._grouped(transcript, said, voices):
            if group not in self._cells:
                self._cells[group] = Cell(self._material, self._options, self._coders, self._codes)
            compared = ComparedTranscript(transcript, version.text, turns, codings, raters)
            self._cells[group].add(compared)
        return ComparedTranscript(transcript, version.text, said, codings, raters), faceted

    def _raters(self, transcript: str, code: str, works: Iterable[Assignment]) -> frozenset[str]:
        """Return who read a transcript for a code; nobody where it meant several things."""
        reading = [work.coder for work in works if code in self._read.by(work)]
        read_as = {self._meaning(code, self._when.get((transcript, coder))) for coder in reading}
        if len(read_as) > 1:
            self._differing[code] = self._differing.get(code, 0) + 1
            return frozenset()
        return frozenset(reading)

    def _grouped(
        self, transcript: str, said: list[Turn], voices: Mapping[str, Voice]
    ) -> Iterator[tuple[str | None, list[Turn]]]:
        """Yield the groups a transcript is in, each with the turns of `said` that are there."""
        match self._options.by:
            case None:
                yield None, said
            case "round":
                yield self.round_name, said
            case "municipality":
                yield self._material.places[transcript].name, said
            case "role":
                for role in dict.fromkeys(voices[turn.speaker].role for turn in said):
                    yield role, [turn for turn in said if voices[turn.speaker].role == role]

    def notes(self) -> Iterator[str]:
        """Yield in sentences what the figures are of, and what is left out."""
        options, material = self._options, self._material
        total = len(material.transcripts)
        if not self._works:
            yield (
                "No transcript is finished by two of the coders compared in the round "
                f"{options.round_name}: see who codes what with kodeverk status PROJECT."
            )
            return
        finished = Counter(work.coder for works in self._works.values() for work in works)
        each = ", ".join(
            f"{material.coder_names[coder]} {finished[coder]}" for coder in self._coders
        )
        yield (
            f"{len(self._works)} of {number_of(total, 'transcript')} "
            f"{are(len(self._works))} finished by two coders or more in the round "
            f"{options.round_name}: {each}."
        )
        if options.as_of == "now":
            yield "Codings are as they are now, not as they stood at release."
        elif self._released.changed:
            changed = number_of(self._released.changed, "coding")
            yield (
                f"Codings are as they stood at release: {changed} changed since, and stood "
                "otherwise then (--as-of now takes those of now)."
            )
        yield (
            "Compared are the turns of everybody who speaks."
            if options.include_interviewer
            else "Compared are the turns of informants."
        )
        for code in self._codes.values():
            if transcripts := self._differing.get(code.id):
                yield (
                    f"{code.key} meant different things to its coders in "
                    f"{number_of(transcripts, 'transcript')}, which {are(transcripts)} left out "
                    "for it."
                )
        for number, why in (
            (
                self._waiting,
                "waiting for a place in a corrected text (kodeverk place PROJECT)",
            ),
            (self._unconfirmed, "that a search made and nobody had confirmed"),
        ):
            if number:
                yield f"Left out: {number_of(number, 'coding')} {why}."
        small = sorted(group for group in self._cells if group and self._has_few(group))
        if small:
            fewer = number_of(FEWEST_IN_CELL, "transcript")
            yield (
                f"Fewer than {fewer} that two coders finished, and so no figures: "
                f"{', '.join(small)}."
            )


def _chosen(material: Material) -> dict[str, Code]:
    """Return the codes chosen, or all that can be counted, by id."""
    wanted = chosen_codes(material.codes.values(), material.selection.codes)
    for code in wanted:
        if not material.codes[code].counted:
            raise Refused(
                f"{material.codes[code].key} is a reserve code and in no figure of agreement",
                "Choose another code.",
            )
    return {
        code.id: code
        for code in material.codes.values()
        if code.counted and (not wanted or code.id in wanted)
    }
