"""The CSV export: a row a coding, a row a memo, a row a frequency, and codes by municipalities."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from kodeverk.analysis.counting.figures import CodeFrequency, Counts, FacetFrequency
from kodeverk.analysis.counting.transcripts import ALL, Facets
from kodeverk.formats.reports.csv_folder import (
    CODINGS,
    FREQUENCIES,
    INFO,
    MATRIX,
    MATRIX_INFORMANTS,
    MEMOS,
    TEXTS,
    TURNS,
    new_csv_folder,
)
from kodeverk.formats.reports.table import Cell, Cells, Table, Tables
from kodeverk.model.codebook import norwegian_name
from kodeverk.model.coding_rows import CodingRow
from kodeverk.service.exports.content import (
    BETWEEN,
    VOICES_AND_ORIGIN,
    WORDING,
    Content,
    about_table,
    export_content,
    make_folder_above,
    published_wording,
    voices_and_origin,
)
from kodeverk.service.exports.memo_table import memo_table
from kodeverk.service.exports.options import PLAIN, Exported, ExportOptions
from kodeverk.service.memos import PlacedMemo
from kodeverk.service.passages import Passage, in_scope
from kodeverk.service.scoping import Material, Reading, TableMunicipality
from kodeverk.store.project import Project

CODE_COLUMNS = ("code", "code_name", "theme", "codebook")

MEASURES = ("codings", "passages", "turns", "transcripts", "speakers", "of_speakers", "words")


def export_csv(project: Project, folder: Path, options: ExportOptions = PLAIN) -> Exported:
    """Write codings, frequencies and matrices as CSV tables in `folder`, made where it is missing.

    Returns and raises what `export_sqlite` does.
    """
    options = options.as_counts()
    make_folder_above(project, folder)
    with (
        export_content(project, folder, options) as made_from,
        new_csv_folder(
            folder, excel=options.excel, replace=options.replace, rights=made_from.rights
        ) as tables,
    ):
        write_codings_and_counts(tables, made_from)
        tables.add(about_table(INFO), made_from.about())
    written = (*sorted(folder.glob("*.csv")), *made_from.logs(folder))
    return Exported(written, made_from.notes())


def write_codings_and_counts(tables: Tables, made_from: Content) -> Counts:
    """Write a row a coding, a row a memo, a row a frequency, and the matrices; return the counts.

    Each transcript is read once.
    """
    material, counting, options = made_from.material, made_from.counting, made_from.options
    listed = [] if options.counts_only else in_scope(material)
    placed: list[PlacedMemo] = []
    codings, memos = codings_table(material), memo_table(MEMOS)
    if not options.counts_only:
        tables.add(codings, ())
    for reading in made_from.readings(listed):
        counting.add(reading)
        placed += made_from.memos.of(reading)
        tables.add(codings, [*made_from.quoting.passages(reading)])
        if options.with_texts:
            _add_text(tables, made_from, reading)
    if options.with_memos:
        tables.add(memos, [*placed, *made_from.memos.others()])
    read = {*listed}
    others = [transcript for transcript in counting.transcripts if transcript not in read]
    for counted in made_from.counted_readings(others):
        counting.add(counted)
    counts = made_from.counts()
    tables.add(frequencies_table(material, counts), _with_themes(counts))
    for matrix in (passages_matrix(material), informants_matrix(material)):
        tables.add(matrix, by_code(counts))
    return counts


def _add_text(tables: Tables, made_from: Content, reading: Reading[CodingRow]) -> None:
    """Write the whole text of a transcript, and its turns."""
    transcript, voices = reading.transcript, made_from.quoting.voices(reading)
    text = made_from.quoting.whole_text(reading)
    tables.add(_TEXTS, [(transcript.name, transcript.exported_id, text)])
    tables.add(
        _TURNS,
        (
            (transcript.name, number, turn.start, turn.end, name, role)
            for number, turn in enumerate(reading.version.turns, 1)
            for role, _, name in [voices[turn.speaker]]
        ),
    )


_TEXTS: Table[Cells] = Table(TEXTS, {("transcript", "transcript_id", "text"): lambda row: row})
_TURNS: Table[Cells] = Table(
    TURNS, {("transcript", "turn", "start", "end", "speaker", "role"): lambda row: row}
)


def codings_table(material: Material) -> Table[Passage]:
    """Return the table of codings, a column for each facet.

    `service.codings_import` reads the same columns back.
    """
    facets = tuple(facet.key for facet in material.facets)
    codes = code_cells(material)
    coders = {coder.id: (coder.name, coder.id) for coder in material.people.values()}

    @cache
    def about(transcript: str) -> Cells:
        known, place = material.transcripts[transcript], material.places[transcript]
        return known.name, known.exported_id, place.number, place.name, place.county, known.date

    @cache
    def values(pairs: Facets) -> Cells:
        return tuple(
            BETWEEN.join(value for key, value in pairs if key == facet) for facet in facets
        )

    return Table(
        CODINGS,
        {
            "id": attrgetter("id"),
            (
                "transcript",
                "transcript_id",
                "municipality",
                "municipality_name",
                "county",
                "date",
            ): lambda passage: about(passage.transcript.id),
            CODE_COLUMNS: lambda passage: codes[passage.code.id],
            ("coder", "coder_id"): lambda passage: coders[passage.coder.id],
            "start": attrgetter("start"),
            "end": attrgetter("end"),
            "quote": attrgetter("quote"),
            ("memo", *facets): lambda passage: (passage.memo, *values(passage.facets)),
            VOICES_AND_ORIGIN: voices_and_origin,
            "created_at": attrgetter("created_at"),
            WORDING: published_wording,
        },
    )


def code_cells(material: Material) -> dict[str, Cells]:
    """Return what stands under `CODE_COLUMNS` for each code, by id."""
    return {
        code.id: (
            code.key,
            norwegian_name(code.name),
            material.codes[material.themes[code.id]].key,
            code.codebook,
        )
        for code in material.codes.values()
    }


def frequencies_table(material: Material, counts: Counts) -> Table[CodeFrequency]:
    """Return the table of frequencies by municipality, code and role."""
    places = {
        place.number: (place.number, place.name, place.county) for place in material.places.values()
    }
    codes, themes = code_cells(material), {row.code for row in counts.themes}
    return Table(
        FREQUENCIES,
        {
            ("municipality", "municipality_name", "county"): lambda row: places[row.group],
            CODE_COLUMNS: lambda row: codes[row.code],
            "role": attrgetter("role"),
            **{measure: measured(attrgetter(measure)) for measure in MEASURES},
            "reason": attrgetter("reason"),
            "left_out": attrgetter("left_out"),
            "level": lambda row: "theme" if row.code in themes else "code",
            "is_all": lambda row: int(row.role == ALL),
        },
    )


ByPlace = Mapping[str, CodeFrequency]
"""Number of a municipality -> the row of one code for all informants there."""


def passages_matrix(material: Material) -> Table[ByPlace]:
    """Return the table of codes × municipalities: how many passages."""
    return _matrix(MATRIX, material, {"": measured(attrgetter("passages"))})


def informants_matrix(material: Material) -> Table[ByPlace]:
    """Return the table of codes × municipalities: informants who have the code, of how many."""
    shares = {" n": attrgetter("speakers"), " of": attrgetter("of_speakers")}
    return _matrix(
        MATRIX_INFORMANTS, material, {about: measured(of) for about, of in shares.items()}
    )


def _matrix(
    name: str, material: Material, figures: Mapping[str, Callable[[CodeFrequency], Cell]]
) -> Table[ByPlace]:
    """Return codes × municipalities; each municipality has a column for each of `figures`.

    The keys of `figures` stand after the municipality in the column's name.
    """

    def under(
        place: TableMunicipality, figure: Callable[[CodeFrequency], Cell]
    ) -> Callable[[ByPlace], Cell]:
        return lambda row: figure(row[place.number])

    def code(row: ByPlace) -> Cells:
        shown = material.codes[next(iter(row.values())).code]
        return shown.key, norwegian_name(shown.name)

    shown: dict[str | tuple[str, ...], Callable[[ByPlace], Cell | Cells]] = {
        ("code", "code_name"): code
    }
    for place in sorted({material.places[transcript] for transcript in material.transcripts}):
        for about, figure in figures.items():
            shown[f"{place.number} {place.name}{about}"] = under(place, figure)
    return Table(name, shown)


def by_code(counts: Counts) -> list[ByPlace]:
    """Return the rows of all informants, code by code; a theme's is the union of its codes."""
    cells: dict[str, dict[str, CodeFrequency]] = {}
    for row in _with_themes(counts):
        if row.role == ALL:
            cells.setdefault(row.code, {})[row.group] = row
    return [*cells.values()]


def _with_themes(counts: Counts) -> Iterator[CodeFrequency]:
    """Yield the rows of the codes in their order, a theme's in place of those of its own codings.

    The theme's own codings alone would look like silence.
    """
    themes: dict[str, list[CodeFrequency]] = {}
    for row in counts.themes:
        themes.setdefault(row.code, []).append(row)
    for code, rows in groupby(counts.codes, attrgetter("code")):
        yield from themes.get(code, rows)


Row = TypeVar("Row", CodeFrequency, FacetFrequency)


def measured(figure: Callable[[Row], int | None]) -> Callable[[Row], Cell]:
    """Return what a cell shows: the figure, or the reason why it is not known, never a blank."""

    def shown(row: Row) -> Cell:
        known = figure(row)
        return row.reason if known is None else known

    return shown
