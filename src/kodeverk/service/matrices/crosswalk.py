"""The crosswalk: codes of two codebooks side by side by their links, to read across.

What each has stands apart. Figures of codes of two codebooks are never added up.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kodeverk.analysis.counting.figures import CodeFrequency
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import NotFound
from kodeverk.formats.reports.table import Cells
from kodeverk.model.codebook import SHARED, Relation, norwegian_name
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.counting import countable
from kodeverk.service.matrices.material import (
    counted,
    in_words,
    passages_of,
    role_of,
    transcript_units,
)
from kodeverk.service.matrices.table import (
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixOptions,
    MatrixRow,
)
from kodeverk.service.omissions import notes
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import Material, check_roles
from kodeverk.store import queries
from kodeverk.store.engine import Connection

UNLINKED = "unlinked"
"""The relation of a code that is in no link."""

FIELDS = (
    "code",
    "codebook",
    "code_name",
    "relation",
    "with",
    "with_codebook",
    "with_name",
    "note",
    *("speakers", "of_speakers", "passages", "reason"),
    *("with_speakers", "with_of_speakers", "with_passages", "with_reason"),
)
_TURNED: Mapping[Relation, Relation] = {"broader": "narrower", "narrower": "broader"}


class _Line(NamedTuple):
    """What the code `first` is to the code `second`, by their ids."""

    id: str
    first: str
    second: str
    relation: Relation
    note: str


def crosswalk(connection: Connection, material: Material, options: MatrixOptions) -> Matrix:
    """Return a row for each link between codes of the codebooks chosen, or of all.

    Chosen codes are those of which a link has at least one. Raises NotFound, with suggestions, for
    a codebook that there is not.
    """
    wanted = countable(material)
    check_books(material, options.books)
    role = role_of(material.selection)
    units = CountedUnits(material, transcript_units(material))
    counts, count = counted(connection, material, units)
    check_roles(material.selection.roles, (base.role for base in counts.denominators))
    figures = {row.code: row for row in counts.codes if row.role == role}
    lines = [
        line
        for line in _lines(connection, material, options.books)
        if not wanted or wanted & {line.first, line.second}
    ]
    unlinked = [] if wanted else _unlinked(material, lines, options.books)
    most = max((row.passages or 0 for row in figures.values()), default=0)
    return Matrix(
        options,
        "for each of two linked codes, apart: informants who have it, of informants in scope · "
        "passages; what one code has and what the other has is never added up",
        "code",
        (
            MatrixColumn("relation", "relation", of_words=True),
            MatrixColumn("with", "with", of_words=True),
            MatrixColumn("first", "the first has"),
            MatrixColumn("second", "the second has"),
            MatrixColumn("note", "note", of_words=True),
        ),
        tuple(
            MatrixRow(line.id, _named(material, line.first), _cells(material, line, figures, most))
            for line in lines
        ),
        FIELDS,
        tuple(_records(material, lines, unlinked, figures)),
        (
            *_not_linked(material, lines, unlinked),
            *notes(material, units.left_out(count.untouching, count.elsewhere, count.unread)),
        ),
    )


def check_books(material: Material, books: Sequence[str]) -> None:
    """Raise NotFound, with suggestions, for a codebook that there is not."""
    there = dict.fromkeys(code.codebook for code in material.codes.values())
    known = [book for book in there if book != SHARED]
    for book in books:
        if book not in known:
            near = ", ".join(nearest(book, known))
            raise NotFound(
                f"there is no codebook {book!r}",
                f"Did you mean {near}?" if near else f"There are: {', '.join(known)}.",
            )


def _lines(connection: Connection, material: Material, books: Sequence[str]) -> list[_Line]:
    """Return the links in the order of their codes, as they were said.

    With `books` both codes are of these, and links are turned so that the first is of that which
    was named first. Codes that were joined are what they were joined into.
    """
    stand_in = queries.stand_ins(connection)
    place = {code: number for number, code in enumerate(material.codes)}
    rank = {book: number for number, book in enumerate(books)}
    lines = []
    for link in queries.links(connection):
        first, second = (stand_in.get(end, end) for end in (link.source, link.target))
        if first == second or not {first, second} <= material.codes.keys():
            continue
        relation = link.relation
        ends = [material.codes[end].codebook for end in (first, second)]
        if books and not {*ends} <= rank.keys():
            continue
        if rank.get(ends[0], 0) > rank.get(ends[1], 0):
            first, second = second, first
            relation = _TURNED.get(relation, relation)
        lines.append(_Line(link.id, first, second, relation, link.note or ""))
    return sorted(lines, key=lambda line: (place[line.first], place[line.second]))


def _unlinked(material: Material, lines: Sequence[_Line], books: Collection[str]) -> list[str]:
    """Return the codes in use of the codebooks that are in none of the lines; no theme is."""
    linked = {*chain.from_iterable((line.first, line.second) for line in lines)}
    above = {code.parent for code in material.codes.values()}
    chosen = books or {material.codes[code].codebook for code in linked}
    return [
        code.id
        for code in material.codes.values()
        if code.codebook in chosen
        and code.counted
        and code.active
        and code.id not in above
        and code.id not in linked
    ]


def _not_linked(
    material: Material, lines: Sequence[_Line], unlinked: Sequence[str]
) -> Iterator[str]:
    if not lines:
        yield (
            "No codes of two codebooks are linked here. Links come with a crosswalk: kodeverk "
            "codebook load PROJECT crosswalk.yaml"
        )
    of = Counter(material.codes[code].codebook for code in unlinked)
    if lines and of:
        counts = ", ".join(f"{book} {number_of(count, 'code')}" for book, count in of.items())
        yield f"Without a link: {counts}; --json and files name them."


def _named(material: Material, code: str) -> str:
    """Return a code with its codebook before it, as no key alone says that."""
    known = material.codes[code]
    return f"{known.codebook}:{known.key.rpartition(':')[2]}"


def _cells(
    material: Material, line: _Line, figures: Mapping[str, CodeFrequency], most: int
) -> tuple[MatrixCell, ...]:
    first, second = (material.codes[code].key for code in (line.first, line.second))
    both = passages_of(material.selection, [first, second])

    def figure(code: str, key: str) -> MatrixCell:
        row = figures.get(code)
        heat = (row.passages or 0) / most if row and most else 0.0
        text = in_words(row)
        return MatrixCell(text, text, heat, passages_of(material.selection, [key]))

    def words(text: str) -> MatrixCell:
        return MatrixCell(text, text, query=both)

    return (
        words(line.relation),
        words(_named(material, line.second)),
        figure(line.first, first),
        figure(line.second, second),
        words(line.note),
    )


def _records(
    material: Material,
    lines: Sequence[_Line],
    unlinked: Sequence[str],
    figures: Mapping[str, CodeFrequency],
) -> Iterator[Cells]:
    for line in lines:
        yield (
            *_about(material, line.first),
            line.relation,
            *_about(material, line.second),
            line.note or None,
            *_figures(figures, line.first),
            *_figures(figures, line.second),
        )
    for code in unlinked:
        apart = (*_about(material, code), UNLINKED, None, None, None, None)
        yield (*apart, *_figures(figures, code), None, None, None, None)


def _about(material: Material, code: str) -> Cells:
    known = material.codes[code]
    return known.key, known.codebook, norwegian_name(known.name)


def _figures(figures: Mapping[str, CodeFrequency], code: str) -> Cells:
    row = figures.get(code)
    if row is None:
        return None, None, None, "."
    return row.speakers, row.of_speakers, row.passages, row.reason
