"""The framework matrix: municipalities or informants by themes, with passages and what they say.

A cell has the passages of a theme there, and the memo that says what it comes to.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kodeverk.analysis.counting.figures import CodeFrequency
from kodeverk.errors import BadInput
from kodeverk.model.records import IN_MUNICIPALITY, NOT_INFORMANTS, Code, Coder
from kodeverk.service import derived_placements
from kodeverk.service.copied_words import NOT_TO_QUOTE
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.counting import countable
from kodeverk.service.finding import NOBODY, find_passages
from kodeverk.service.matrices.material import (
    People,
    counted,
    in_words,
    person_units,
    place_units,
    role_of,
    words_of,
)
from kodeverk.service.matrices.table import (
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixOptions,
    MatrixRow,
)
from kodeverk.service.memos import MemoFilter, list_memos
from kodeverk.service.omissions import notes
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.quoting import Quoted, quote_places
from kodeverk.service.scoping import Material, check_roles, material_of
from kodeverk.store.project import Project

FIELDS = (
    "row",
    "row_name",
    "column",
    "kind",
    "text",
    "code",
    "transcript",
    "speakers",
    "roles",
    "coder",
    "quotation",
)
NOTED = "*"
"""What a cell shows where a memo says what it comes to."""

_BETWEEN = "|"

Key = tuple[str, str]
"""A row and a column."""


class _Cells(NamedTuple):
    """What stands in the cells: figures, passages and memos, by row and column."""

    figures: Mapping[Key, CodeFrequency]
    passages: Mapping[Key, Sequence[Quoted]]
    memos: Mapping[Key, Sequence[str]]


def framework(project: Project, reader: Coder, options: MatrixOptions) -> Matrix:
    """Return what each theme comes to in each municipality, or with each informant.

    `reader` sees what they may see. Chosen codes and themes are the columns, otherwise all themes.
    Raises BadInput for rows of informants of a role that is none of theirs, and Refused where
    identifying words could slip through.
    """
    by_place = options.by == "municipality"
    with derived_placements.reading(project) as connection:
        material = material_of(connection, options.selection)
        wanted = countable(material)
        units = CountedUnits(
            material, place_units(material) if by_place else person_units(material)
        )
        people = People(connection, material)
        counts, count = counted(connection, material, units, people, themes=True)
        left_out = units.left_out(count.untouching, count.elsewhere, count.unread)
    role = role_of(material.selection)
    check_roles(material.selection.roles, (base.role for base in counts.denominators))
    if not by_place and role in NOT_INFORMANTS:
        raise BadInput(
            f"who has the role {role!r} is no informant, and has no row of their own",
            "Take municipalities for rows (--by municipality), or another role.",
        )
    themes = {row.code for row in counts.themes}
    columns = [code for code in material.codes if code in (wanted or themes)]
    figures = {
        (row.group, row.code): row
        for row in (*counts.themes, *(one for one in counts.codes if one.code not in themes))
        if row.role == role and row.code in columns
    }
    rows = list(dict.fromkeys(base.group for base in counts.denominators if base.role == role))
    if not by_place:
        rows = [one for one in rows if any(figures[one, code].of_speakers for code in columns)]
        rows.sort(key=lambda one: (people[one].name, one))
    memos, hidden = _memos(project, reader, material, columns) if by_place else ({}, ())
    names = {one: _name(material, people, one, by_place=by_place) for one in rows}
    if not wanted:
        columns = [
            code
            for code in columns
            if any(figures[row, code].codings or (row, code) in memos for row in rows)
        ]
    passages, said = _passages(project, reader, material, columns, by_place=by_place)
    cells = _Cells(figures, passages, memos)
    return Matrix(
        options,
        "informants who have the theme, of informants in scope · passages; * where a memo says "
        "what it comes to",
        options.by,
        tuple(_column(material.codes[code]) for code in columns),
        tuple(
            MatrixRow(
                row,
                names[row],
                tuple(
                    _cell(cells, row, code, _query(material, people, row, code, by_place=by_place))
                    for code in columns
                ),
            )
            for row in rows
        ),
        FIELDS,
        tuple(_records(material, cells, names, columns)),
        (*(said or notes(material, left_out)), *hidden),
    )


def _column(code: Code) -> MatrixColumn:
    return MatrixColumn(code.key, code.key)


def _name(material: Material, people: People, row: str, *, by_place: bool) -> str:
    if not by_place:
        return people[row].name
    place = next(place for place in material.places.values() if place.number == row)
    return f"{place.number} {place.name}"


def _query(
    material: Material, people: People, row: str, code: str, *, by_place: bool
) -> PassageQuery:
    of_row: dict[str, Any]
    of_row = {"municipalities": (row,)} if by_place else words_of(material, people[row], row)
    return PassageQuery(replace(material.selection, **_asked(material, [code]), **of_row))


def _asked(material: Material, columns: Iterable[str]) -> dict[str, Any]:
    """Return what chooses the passages of columns: of a theme also those of its codes."""
    columns = [*columns]
    themes = [code for code in columns if material.themes[code] == code]
    return {
        "themes": tuple(material.codes[code].key for code in themes),
        "codes": tuple(material.codes[code].key for code in columns if code not in themes),
    }


def _passages(
    project: Project, reader: Coder, material: Material, columns: Sequence[str], *, by_place: bool
) -> tuple[dict[Key, list[Quoted]], tuple[str, ...]]:
    """Return the passages of each cell, and in sentences what is left out."""
    passages: defaultdict[Key, list[Quoted]] = defaultdict(list)
    said: dict[str, None] = {}
    # One codebook after another: what is found of several is never told together.
    for book in dict.fromkeys(material.codes[code].codebook for code in columns):
        own = [code for code in columns if material.codes[code].codebook == book]
        query = PassageQuery(replace(material.selection, **_asked(material, own)))
        found = find_passages(project, reader, query, "informant")
        said |= dict.fromkeys(found.notes)
        places = {
            place._replace(
                group=material.places[place.transcript].number if by_place else place.group
            )
            for place in found.places
            if place.group != NOBODY
        }
        ordered = sorted(places, key=lambda place: (place.transcript, *place[1:4], place.coding))
        for one in quote_places(project, reader, found, ordered, memos=False):
            assert one.code is not None
            for column in own if one.code.counted else ():
                if column in (one.code.id, material.themes[one.code.id]):
                    passages[one.place.group, column].append(one)
    return passages, (*said,)


def _memos(
    project: Project, reader: Coder, material: Material, columns: Sequence[str]
) -> tuple[dict[Key, list[str]], tuple[str, ...]]:
    """Return what memos say each cell comes to, and in a sentence how many must not be seen."""
    listed = list_memos(project, reader, MemoFilter(about=(IN_MUNICIPALITY,)))
    by_key = {material.codes[code].key: code for code in columns}
    memos: defaultdict[Key, list[str]] = defaultdict(list)
    for memo in listed.memos:
        column = by_key.get(memo.code or "") or by_key.get(memo.theme or "")
        if memo.place is not None and column is not None:
            on = "" if by_key.get(memo.code or "") else f"{memo.code}: "
            memos[memo.place.number, column].append(f"{on}{memo.text}")
    hidden = f"Memos of colleagues that you do not see yet: {listed.hidden}."
    return memos, (hidden,) if listed.hidden else ()


def _cell(cells: _Cells, row: str, code: str, query: PassageQuery) -> MatrixCell:
    figures = cells.figures.get((row, code))
    memos = cells.memos.get((row, code), ())
    text = in_words(figures)
    value = "\n\n".join(
        [text, *memos, *(said_with_source(one) for one in cells.passages.get((row, code), ()))]
    )
    share = (figures.speakers or 0) / figures.of_speakers if figures and figures.of_speakers else 0
    return MatrixCell(f"{text} {NOTED}" if memos else text, value, share, query)


def said_with_source(one: Quoted) -> str:
    """Return a passage with who says it, and that it is not to be quoted where that is so."""
    against = NOT_TO_QUOTE.get(one.quotation)
    source = ", ".join([*one.speakers, one.transcript.name, one.code.key if one.code else ""])
    not_quoted = f" (not to be quoted: {against})" if against else ""
    return f"“{one.text}” ({source}){not_quoted}"


def _records(
    material: Material, cells: _Cells, names: Mapping[str, str], columns: Sequence[str]
) -> Iterator[tuple[str | None, ...]]:
    for row, name in names.items():
        for code in columns:
            start = (row, name, material.codes[code].key)
            yield (*start, "figures", in_words(cells.figures.get((row, code))), *[None] * 6)
            for memo in cells.memos.get((row, code), ()):
                yield (*start, "memo", memo, *[None] * 6)
            for one in cells.passages.get((row, code), ()):
                yield (
                    *start,
                    "passage",
                    one.text,
                    one.code.key if one.code else None,
                    one.transcript.name,
                    _BETWEEN.join(one.speakers),
                    _BETWEEN.join(one.roles),
                    one.coder.name if one.coder else None,
                    one.quotation,
                )
