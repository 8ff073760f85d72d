"""Figures of agreement in words: those of a group of transcripts, and those of other programs."""

from collections.abc import Iterator, Mapping, Sequence

from kodeverk.analysis.agreement.comparison import ComparedTranscript, Comparison, Spans
from kodeverk.analysis.agreement.elsewhere import Elsewhere, atlas, maxqda, nvivo
from kodeverk.analysis.agreement.figures import (
    OF_CODES,
    OF_GROUPS,
    OF_PASSAGES,
    Figure,
    Statistic,
    figures,
)
from kodeverk.analysis.agreement.intervals import FEWEST_TRANSCRIPTS
from kodeverk.analysis.agreement.passage_figures import Passages, passage_figures
from kodeverk.analysis.agreement.units import UnitKind
from kodeverk.model.records import Code
from kodeverk.service.agreement_table import DEFAULT, SEED, AgreementOptions, AgreementRow
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import Material


class Cell:
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
        self._coders = len(coders)
        self.transcripts: list[str] = []
        kinds: tuple[UnitKind, ...] = (options.unit,)
        if "alpha" in options.statistics and options.unit != "transcript":
            kinds = (options.unit, "transcript")
        self._themes = _themes_of(material, codes)
        self._members = {
            code: None
            for of_book in self._themes.values()
            for each in of_book.values()
            for code in each
        }
        groups: dict[str, list[str]] = {}
        if any(each in OF_GROUPS for each in options.statistics):
            for of_book in self._themes.values():
                groups |= of_book
        self._comparisons = [Comparison(kind, coders, groups) for kind in kinds]
        self._passages = Passages(coders)
        self._has_passages = any(each in OF_PASSAGES for each in options.statistics)

    def add(self, transcript: ComparedTranscript) -> None:
        """Add a transcript of the group."""
        self.transcripts.append(transcript.id)
        for comparison in self._comparisons:
            comparison.add(transcript, self._codes)
        if self._has_passages:
            self._passages.add(transcript, self._members)

    def rows(self, group: str | None) -> Iterator[AgreementRow]:
        """Yield the figures, codebook after codebook."""
        of_units = [each for each in self._options.statistics if each not in OF_PASSAGES]
        of_passages = [each for each in self._options.statistics if each in OF_PASSAGES]
        for book, themes in self._themes.items():
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
                for figure in passage_figures(self._passages, of_passages, themes, SEED):
                    if figure.statistic not in OF_CODES or figure.code in self._codes:
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
            self._note(figure, unit),
            len(figure.coders) == self._coders,
        )

    def _note(self, figure: Figure, unit: UnitKind) -> str:
        if figure.overlapping is not None:
            coder = self._material.coder_names[figure.overlapping]
            what = "words" if unit == "character" else f"{unit}s"
            return f"its codes do not exclude each other: {coder} gave some {what} two of them"
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


class Other:
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


def _themes_of(material: Material, codes: Mapping[str, Code]) -> dict[str, dict[str, list[str]]]:
    """Return codebook -> theme -> its codes, of the themes that these codes are under.

    All codes of a theme are values of its figures, also where only some are asked for.
    """
    asked = {(code.codebook, material.themes[code.id]) for code in codes.values()}
    themes: dict[str, dict[str, list[str]]] = {}
    for code in material.codes.values():
        theme = material.themes[code.id]
        if code.counted and (code.codebook, theme) in asked:
            themes.setdefault(code.codebook, {}).setdefault(theme, []).append(code.id)
    return themes


def _declared(material: Material, book: str) -> int:
    """Return how many codes in use a codebook has, reserve codes not among them."""
    codes = material.codes.values()
    return sum(code.counted and code.active and code.codebook == book for code in codes)
