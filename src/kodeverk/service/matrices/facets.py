"""Codes by the values of facets: with which value their passages are, or with none."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from kodeverk.analysis.counting.figures import UNSET, FacetFrequency
from kodeverk.model.codebook import norwegian_name
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.counting import countable
from kodeverk.service.matrices.material import (
    counted,
    in_words,
    not_listed,
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
from kodeverk.service.scoping import Material, check_roles
from kodeverk.store.engine import Connection

FIELDS = (
    "code",
    "code_name",
    "facet",
    "value",
    "codings",
    "passages",
    "turns",
    "transcripts",
    "speakers",
    "words",
    "of_speakers",
    "reason",
    "left_out",
    "of_words",
)


def facets(connection: Connection, material: Material, options: MatrixOptions) -> Matrix:
    """Return what each code has with each value of the facets it can carry."""
    wanted = countable(material)
    role = role_of(material.selection)
    units = CountedUnits(material, transcript_units(material))
    counts, count = counted(connection, material, units, facets=True)
    check_roles(material.selection.roles, (base.role for base in counts.denominators))
    rows = [row for row in counts.facets if row.role == role]
    rows = [row for row in rows if not wanted or row.code in wanted]
    by_code = {code: [*of] for code, of in groupby(rows, lambda row: row.code)}
    shown = {
        code: of for code, of in by_code.items() if code in wanted or any(row.codings for row in of)
    }
    columns = _columns(material, shown.values())
    most = max((row.passages or 0 for of in shown.values() for row in of), default=0)
    key = {code.id: code.key for code in material.codes.values()}
    return Matrix(
        options,
        "informants who have the code with this value, of informants in scope · passages; a "
        "passage may have several values",
        "code",
        tuple(MatrixColumn(f"{facet}:{value}", f"{facet} {value}") for facet, value in columns),
        tuple(
            MatrixRow(
                key[code],
                key[code],
                tuple(
                    _cell(material, next((row for row in of if row[3:5] == column), None), most)
                    for column in columns
                ),
            )
            for code, of in shown.items()
        ),
        FIELDS,
        tuple(
            (
                key[row.code],
                norwegian_name(material.codes[row.code].name),
                row.facet,
                row.value,
                *row[5:],
            )
            for row in rows
        ),
        (
            *not_listed(len(by_code) - len(shown)),
            *notes(material, units.left_out(count.untouching, count.elsewhere, count.unread)),
        ),
    )


def _columns(
    material: Material, shown: Iterable[Sequence[FacetFrequency]]
) -> list[tuple[str, str]]:
    """Return the facets and values that rows have, in the order of the codebooks."""
    known = {facet.key: [*(value.id for value in facet.values), UNSET] for facet in material.facets}
    there = {(row.facet, row.value) for of in shown for row in of}
    ordered = [(facet, value) for facet, values in known.items() for value in values]
    return [*(pair for pair in ordered if pair in there), *sorted(there.difference(ordered))]


def _cell(material: Material, row: FacetFrequency | None, most: int) -> MatrixCell:
    if row is None:
        return MatrixCell(".", ".")
    query = passages_of(
        material.selection, [material.codes[row.code].key], facets=((row.facet, row.value),)
    )
    text = in_words(row)
    return MatrixCell(text, text, (row.passages or 0) / most if most else 0.0, query)
