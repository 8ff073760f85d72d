"""Agreement: how alike the coders of a project code, by what each had coded apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kodeverk.analysis.agreement.comparison import ComparedTranscript, Comparison, Spans
from kodeverk.analysis.agreement.differences import (
    DIFFERENCES,
    Differences,
    Faceted,
    FacetPairs,
)
from kodeverk.analysis.agreement.elsewhere import Elsewhere, atlas, maxqda, nvivo
from kodeverk.analysis.agreement.figures import OF_PASSAGES, Figure, Statistic, figures
from kodeverk.analysis.agreement.intervals import FEWEST_TRANSCRIPTS
from kodeverk.analysis.agreement.passage_figures import Passages, passage_figures
from kodeverk.analysis.agreement.units import UnitKind
from kodeverk.analysis.counting.transcripts import Voice, voices_of
from kodeverk.analysis.counting.work import CodesRead, by_coder, coder_codings
from kodeverk.errors import Refused
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.records import NOT_INFORMANTS, Assignment, Code, Turn
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.agreement_table import (
    DEFAULT,
    FEWEST_IN_CELL,
    SEED,
    AgreementOptions,
    AgreementRow,
    AgreementTable,
    CodeDifferences,
)
from kodeverk.service.phrases import are, number_of
from kodeverk.service.released_codings import ReleasedCodings, Releases, meanings, releases_of
from kodeverk.service.scoping import (
    Material,
    Reading,
    Selection,
    chosen_codes,
    material_of,
    readings,
)
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project


def agreement(project: Project, options: AgreementOptions) -> AgreementTable:
    """Return how far coders agree in the transcripts that two of them or more have finished.

    Codings are as they stood when each coder's work was released, or finished where nobody released
    it; `as_of="now"` takes those of now. Raises NotFound, with suggestions, for a coder or code
    that fits nothing, BadInput for a round without assignments and Refused for fewer than two
    coders to compare.
    """
    selection = Selection(
        codes=options.codes, coders=options.coders, basis="all", round_name=options.round_name
    )
    with derived_placements.reading(project) as connection:
        material = material_of(connection, selection)
        if len(options.coders) == 1:
            raise Refused("one coder alone agrees with nobody", "Name two coders or more.")
        compared = _Compared(connection, material, options)
        if options.compare and compared.coders > 2:
            raise Refused(
                "other programs compare two coders, and here are more",
                "Choose two of them, with --coders A,B.",
            )
        return compared.table()


class _Compared:
    """The transcripts that are compared, cell by cell, as they are read one after the other."""

    def __init__(
        self, connection: Connection, material: Material, options: AgreementOptions
    ) -> None:
        self._material = material
        self._options = options
        self._works = {
            transcript: works
            for transcript, works in material.work.counting.items()
            if len({work.coder for work in works}) > 1
        }
        everybody = {work.coder for works in self._works.values() for work in works}
        self._coders = sorted(everybody, key=lambda coder: material.coder_names[coder])
        self._codes = _countable(material)
        self._reserve = {code.id for code in material.codes.values() if not code.counted}
        self._read = CodesRead(material.versions, material.codes.values())
        self._when: Releases = {}
        if options.as_of == "release":
            works = (work for several in self._works.values() for work in several)
            self._when = releases_of(connection, works)
        self._meaning = meanings(connection, self._codes)
        self._released = ReleasedCodings(connection, self._when)
        self._waiting = 0
        self._unconfirmed = 0
        self._differing: dict[str, int] = {}
        self._cells: dict[str | None, _Cell] = {}
        self._differences = Differences()
        self._facets = FacetPairs([facet.key for facet in material.facets])
        self._other = _Other(material, self._coders, self._codes)
        for reading in readings(connection, material, self._works, self._released.reader):
            self._add(reading)

    @property
    def coders(self) -> int:
        """How many coders are compared."""
        return len(self._coders)

    def table(self) -> AgreementTable:
        """Return the figures of all that was read."""
        rows = [
            row
            for group, cell in sorted(self._cells.items(), key=lambda item: item[0] or "")
            if group is None or len(cell.transcripts) >= FEWEST_IN_CELL
            for row in cell.rows(group)
        ]
        names = tuple(self._material.coder_names[coder] for coder in self._coders)
        others = self._other.figures() if self._options.compare else ()
        return AgreementTable(
            self._options,
            tuple(rows),
            names,
            tuple(self._notes()),
            tuple(self._code_differences()),
            tuple(
                (self._key(first), self._key(second), times)
                for (first, second), times in self._differences.confused.most_common()
            ),
            tuple(self._facets.figures()),
            tuple(others),
        )

    def _key(self, code: str) -> str:
        return self._material.codes[code].key

    def _code_differences(self) -> Iterator[CodeDifferences]:
        for code, counts in self._differences.counts.items():
            yield CodeDifferences(self._key(code), *(counts[each] for each in DIFFERENCES))

    def _add(self, reading: Reading[CodingRow]) -> None:
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
        raters = {code: self._raters(transcript, code, works) for code in self._codes}
        if self._options.compare:
            whole = [Turn(0, 0, 0, len(version.text), "")]
            self._other.add(ComparedTranscript(transcript, version.text, whole, codings, raters))
        self._facets.add(faceted, raters)
        speaking = {turn.speaker for turn in version.turns}
        voices = voices_of(speaking, self._material.speakers, lambda _speaker: "")
        for group, turns in self._grouped(transcript, version.turns, voices):
            if group not in self._cells:
                self._cells[group] = _Cell(self._material, self._options, self._coders, self._codes)
            compared = ComparedTranscript(transcript, version.text, turns, codings, raters)
            self._cells[group].add(compared)
            self._differences.add(compared, self._codes)

    def _raters(self, transcript: str, code: str, works: Iterable[Assignment]) -> frozenset[str]:
        """Return who read a transcript for a code; nobody where it meant several things."""
        reading = [work.coder for work in works if code in self._read.by(work)]
        read_as = {self._meaning(code, self._when.get((transcript, coder))) for coder in reading}
        if len(read_as) > 1:
            self._differing[code] = self._differing.get(code, 0) + 1
            return frozenset()
        return frozenset(reading)

    def _grouped(
        self, transcript: str, turns: Sequence[Turn], voices: Mapping[str, Voice]
    ) -> Iterator[tuple[str | None, list[Turn]]]:
        """Yield the groups a transcript is in, each with the turns that are compared there."""
        said = [
            turn
            for turn in turns
            if self._options.include_interviewer or voices[turn.speaker].role not in NOT_INFORMANTS
        ]
        match self._options.by:
            case None:
                yield None, said
            case "municipality":
                yield self._material.places[transcript].name, said
            case "role":
                for role in dict.fromkeys(voices[turn.speaker].role for turn in said):
                    yield role, [turn for turn in said if voices[turn.speaker].role == role]

    def _notes(self) -> Iterator[str]:
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
        for code, transcripts in self._differing.items():
            yield (
                f"{material.codes[code].key} meant different things to its coders in "
                f"{number_of(transcripts, 'transcript')}, which {are(transcripts)} left out for it."
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
        small = sorted(
            group
            for group, cell in self._cells.items()
            if group is not None and len(cell.transcripts) < FEWEST_IN_CELL
        )
        if small:
            fewer = number_of(FEWEST_IN_CELL, "transcript")
            yield (
                f"Fewer than {fewer} that two coders finished, and so no figures: "
                f"{', '.join(small)}."
            )


class _Cell:
    """The transcripts of a group, or of all, and their figures."""

    def __init__(
        self,
        material: Material,
        options: AgreementOptions,
        coders: Sequence[str],
        codes: Mapping[str, Code],
    ) -> None:
        self._material = material
        self._options = options
        self._codes = codes
        self.transcripts: list[str] = []
        kinds: tuple[UnitKind, ...] = (options.unit,)
        if "alpha" in options.statistics and options.unit != "transcript":
            kinds = (options.unit, "transcript")
        self._comparisons = [Comparison(kind, coders) for kind in kinds]
        self._passages = Passages(coders)
        self._has_passages = any(each in OF_PASSAGES for each in options.statistics)

    def add(self, transcript: ComparedTranscript) -> None:
        """Add a transcript of the group."""
        self.transcripts.append(transcript.id)
        for comparison in self._comparisons:
            comparison.add(transcript, self._codes)
        if self._has_passages:
            self._passages.add(transcript, self._codes)

    def rows(self, group: str | None) -> Iterator[AgreementRow]:
        """Yield the figures, codebook after codebook."""
        of_units = [each for each in self._options.statistics if each not in OF_PASSAGES]
        of_passages = [each for each in self._options.statistics if each in OF_PASSAGES]
        books = dict.fromkeys(code.codebook for code in self._codes.values())
        for book in books:
            codes = [code.id for code in self._codes.values() if code.codebook == book]
            for comparison in self._comparisons:
                is_beside = comparison.kind != self._options.unit
                for figure in figures(
                    comparison,
                    ("alpha",) if is_beside else of_units,
                    codes,
                    declared=_declared(self._material, book),
                    seed=SEED,
                    with_pairs=not is_beside,
                    without_interval=self._without_interval(is_beside=is_beside),
                ):
                    yield self._row(figure, group, comparison.kind)
            if of_passages:
                themes: dict[str, list[str]] = {}
                for code in codes:
                    themes.setdefault(self._material.themes[code], []).append(code)
                for figure in passage_figures(self._passages, of_passages, themes, SEED):
                    yield self._row(figure, group, "character")

    def _without_interval(self, *, is_beside: bool) -> tuple[Statistic, ...]:
        """Return what stands beside alpha and needs no interval: it takes as long as alpha's."""
        if is_beside:
            return ("alpha",)
        return ("positive",) if self._options.statistics == DEFAULT else ()

    def _row(self, figure: Figure, group: str | None, unit: UnitKind) -> AgreementRow:
        low, high = figure.interval or (None, None)
        return AgreementRow(
            figure.statistic,
            None if figure.code is None else self._material.codes[figure.code].key,
            tuple(self._material.coder_names[coder] for coder in figure.coders),
            group,
            unit,
            figure.value,
            low,
            high,
            figure.transcripts,
            figure.pairs,
            figure.coded,
            figure.units,
            figure.coverage,
            figure.is_rare,
            self._note(figure),
        )

    def _note(self, figure: Figure) -> str:
        if figure.overlapping is not None:
            coder = self._material.coder_names[figure.overlapping]
            return f"its codes do not exclude each other: {coder} gave some words two of them"
        said: list[str] = []
        if not figure.coded:
            said.append("nobody coded it")
        elif figure.is_rare:
            said.append(f"too rare to judge: {number_of(figure.coded, 'coded unit')}")
        if figure.value is None and figure.coded:
            said.append("not defined: chance alone would always agree")
        if figure.statistic == "alpha-u":
            said.append("no interval is computed for it")
        elif figure.value is not None and figure.interval is None:
            few = figure.transcripts < FEWEST_TRANSCRIPTS
            said.append(
                "too few transcripts for an interval" if few else "not defined in most draws"
            )
        return "; ".join(said)


class _Other:
    """The same codings as other programs compare them: over the whole text of each file."""

    def __init__(
        self, material: Material, coders: Sequence[str], codes: Mapping[str, Code]
    ) -> None:
        self._material = material
        self._codes = codes
        self._characters = Comparison("character", coders)
        self._segments: dict[str, list[tuple[Spans, Spans]]] = {}

    def add(self, transcript: ComparedTranscript) -> None:
        """Add a transcript, its whole text being what is compared."""
        self._characters.add(transcript, self._codes)
        for code in self._codes:
            if len(transcript.raters[code]) == 2:
                first, second = (
                    transcript.codings[coder].get(code, ()) for coder in self._characters.coders
                )
                self._segments.setdefault(code, []).append((first, second))

    def figures(self) -> Iterator[tuple[str, Elsewhere]]:
        """Yield what other programs would say of each code that anybody gave."""
        for code, segments in self._segments.items():
            if any(first or second for first, second in segments):
                ratings = [*self._characters.ratings[code].values()]
                in_book = _declared(self._material, self._codes[code].codebook)
                yield (
                    self._codes[code].key,
                    Elsewhere(nvivo(ratings), maxqda(segments, in_book), atlas(ratings)),
                )


def _declared(material: Material, book: str) -> int:
    """Return how many codes in use a codebook has, reserve codes not among them."""
    codes = material.codes.values()
    return sum(code.counted and code.active and code.codebook == book for code in codes)


def _countable(material: Material) -> dict[str, Code]:
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
