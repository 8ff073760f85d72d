"""The sheets of the CSV export: a row a coding, a row a frequency, and codes by municipalities."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, groupby
from operator import attrgetter

from kodeverk.analysis.counting.figures import CodeFrequency, Counts
from kodeverk.analysis.counting.transcripts import ALL, Facets
from kodeverk.formats.reports.csv_report import (
    FREQUENCIES,
    MATRIX,
    MATRIX_INFORMANTS,
    Sheet,
)
from kodeverk.model.coding_rows import CodingRow
from kodeverk.service.counting import norwegian_name
from kodeverk.service.memos import PlacedMemo
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.scoping import Reading, Scoped

BETWEEN = "|"
"""What stands between several names, roles or values in one cell."""

Cell = str | int | None
Cells = tuple[Cell, ...]
"""Cells that stand together in many rows."""

Figure = Callable[[CodeFrequency], int | None]

_BEFORE_FACETS = (
    "id",
    "transcript",
    "transcript_id",
    "municipality",
    "municipality_name",
    "county",
    "date",
    "code",
    "code_name",
    "theme",
    "codebook",
    "coder",
    "coder_id",
    "start",
    "end",
    "quote",
    "memo",
)
_AFTER_FACETS = (
    "speakers",
    "roles",
    "origin",
    "codebook_version",
    "counted",
    "created_at",
)


def codings_sheet(found: Scoped, quoting: Quoting, read: Iterable[Reading[CodingRow]]) -> Sheet:
    """Return the codings of what is read, a row each, with a column for each facet.

    `service.codings_import` reads the same columns back.
    """
    facets = [facet.key for facet in found.facets]
    codes = _code_cells(found)
    coders = {coder.id: (coder.name, coder.id) for coder in found.people.values()}

    @cache
    def values(pairs: Facets) -> tuple[str, ...]:
        return tuple(
            BETWEEN.join(value for key, value in pairs if key == facet) for facet in facets
        )

    def rows(one: Reading[CodingRow]) -> Iterator[tuple[object, ...]]:
        transcript, place = one.transcript, found.places[one.transcript.id]
        about = (
            transcript.name,
            transcript.exported_id,
            place.number,
            place.name,
            place.county,
            transcript.date,
        )
        for passage in quoting.passages(one):
            yield (
                passage.id,
                about,
                codes[passage.code.id],
                coders[passage.coder.id],
                passage.start,
                passage.end,
                passage.quote,
                (passage.memo, *values(passage.facets)),
                cells_of_voices_and_origin(passage),
                passage.created_at,
            )

    return Sheet([*_BEFORE_FACETS, *facets, *_AFTER_FACETS], chain.from_iterable(map(rows, read)))


def cells_of_voices_and_origin(one: Passage) -> Cells:
    """Return whose words a passage is, in which roles, how it came, under what, and if it counts.

    They stand in this order in every list of codings, and together in many rows.
    """
    return (
        BETWEEN.join(one.speakers),
        BETWEEN.join(one.roles),
        one.origin,
        one.codebook_version,
        int(one.counted),
    )


MEMO_COLUMNS = (
    "id",
    "about",
    "transcript",
    "transcript_id",
    "municipality",
    "municipality_name",
    "start",
    "end",
    "quote",
    "coding",
    "code",
    "coder",
    "author",
    "type",
    "memo",
    "created_at",
)


def memos_sheet(memos: Iterable[PlacedMemo]) -> Sheet:
    """Return memos, a row each, with what they are on."""
    return Sheet(MEMO_COLUMNS, map(memo_cells, memos))


def memo_cells(one: PlacedMemo) -> Cells:
    """Return the cells of a memo under `MEMO_COLUMNS`."""
    transcript, place = one.transcript, one.place
    return (
        one.id,
        one.about,
        *((transcript.name, transcript.exported_id) if transcript else (None, None)),
        *((place.number, place.name) if place else (None, None)),
        *one.cells,
    )


def _code_cells(found: Scoped) -> dict[str, Cells]:
    """Return the cells that stand for each code, by id: its key, name, theme and codebook."""
    return {
        code.id: (
            code.key,
            norwegian_name(code.name),
            found.codes[found.themes[code.id]].key,
            code.codebook,
        )
        for code in found.codes.values()
    }


def figure_sheets(found: Scoped, counts: Counts) -> Iterator[tuple[str, Sheet]]:
    """Yield the frequencies by municipality, and their matrices for all informants.

    A theme's row is that of the union of its codes.
    """
    yield FREQUENCIES, _frequencies(found, counts)
    yield MATRIX, _matrix(found, counts, {"": lambda row: row.passages})
    shares: dict[str, Figure] = {
        " n": lambda row: row.speakers,
        " of": lambda row: row.of_speakers,
    }
    yield MATRIX_INFORMANTS, _matrix(found, counts, shares)


def _frequencies(found: Scoped, counts: Counts) -> Sheet:
    measures = (
        "codings",
        "passages",
        "turns",
        "transcripts",
        "speakers",
        "of_speakers",
        "words",
    )
    places = {
        place.number: (place.number, place.name, place.county) for place in found.places.values()
    }
    codes, themes = _code_cells(found), {row.code for row in counts.themes}

    def row(one: CodeFrequency) -> tuple[object, ...]:
        figures = (_figure(one, getattr(one, name)) for name in measures)
        return (
            places[one.group],
            codes[one.code],
            one.role,
            *figures,
            one.reason,
            one.left_out,
            "theme" if one.code in themes else "code",
            int(one.role == ALL),
        )

    return Sheet(
        [
            "municipality",
            "municipality_name",
            "county",
            "code",
            "code_name",
            "theme",
            "codebook",
            "role",
            *measures,
            "reason",
            "left_out",
            "level",
            "is_all",
        ],
        map(row, _with_themes(counts)),
    )


def _with_themes(counts: Counts) -> Iterator[CodeFrequency]:
    """Yield the rows of the codes in their order, a theme's in place of those of its own codings.

    Its own alone would look like silence.
    """
    themes: dict[str, list[CodeFrequency]] = {}
    for row in counts.themes:
        themes.setdefault(row.code, []).append(row)
    for code, rows in groupby(counts.codes, attrgetter("code")):
        yield from themes.get(code, rows)


def _matrix(found: Scoped, counts: Counts, figures: dict[str, Figure]) -> Sheet:
    """Return codes × municipalities; each municipality has a column for each of `figures`.

    The keys of `figures` stand after the municipality in the column's name.
    """
    places = sorted({found.places[one] for one in found.transcripts})
    cells: dict[str, dict[str, CodeFrequency]] = {}
    for row in _with_themes(counts):
        if row.role == ALL:
            cells.setdefault(row.code, {})[row.group] = row

    def rows() -> Iterator[list[Cell]]:
        for code, by_place in cells.items():
            shown = found.codes[code]
            own = [by_place[place.number] for place in places]
            yield [
                shown.key,
                norwegian_name(shown.name),
                *(_figure(row, figure(row)) for row in own for figure in figures.values()),
            ]

    names = [f"{place.number} {place.name}{about}" for place in places for about in figures]
    return Sheet(["code", "code_name", *names], rows())


def _figure(row: CodeFrequency, figure: int | None) -> Cell:
    """Return what a cell shows: a figure that is not known is its reason, never a blank."""
    return row.reason if figure is None else figure
