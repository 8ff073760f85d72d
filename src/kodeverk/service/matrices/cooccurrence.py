"""Codes by codes: how often their passages are on the same words, in one turn, or near."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kodeverk.analysis.counting.cooccurrence import Cooccurrence, Meetings
from kodeverk.analysis.searching.nearness import Near
from kodeverk.errors import BadInput
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.counting import countable
from kodeverk.service.matrices.material import (
    apart,
    not_listed,
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
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import Material, readings
from kodeverk.store.coding_rows import counted_rows
from kodeverk.store.engine import Connection

FIELDS = (
    "code",
    "with",
    "meetings",
    "passages",
    "passages_with",
    "transcripts",
    "of_transcripts",
    "reason",
)

_HOW = {
    "words": "share at least one character",
    "turn": "touch one turn, or share a character",
}


def cooccurrence(connection: Connection, material: Material, options: MatrixOptions) -> Matrix:
    """Return how often each two codes occur together; chosen codes are the rows.

    Raises BadInput for `across_coders` where one coder of each transcript counts.
    """
    if options.across_coders and material.selection.basis != "all":
        raise BadInput(
            "only the basis 'all' has several coders of a transcript",
            "Count across coders with --basis all, or leave --across-coders out.",
        )
    wanted = countable(material)
    whole = transcript_units(material)
    units = CountedUnits(material, whole if options.across_coders else apart(whole))
    counting = Cooccurrence(
        [*material.codes.values()],
        options.near,
        not_coded=units.not_coded,
        role=role_of(material.selection),
    )
    for reading in readings(connection, material, units.transcripts, counted_rows):
        for transcript in units.of(reading):
            counting.add(transcript, reading.transcript.id)
    table = {(row.first, row.second): row for row in counting.table()}
    left_out = units.left_out(counting.untouching, 0, counting.unread)
    used = [first for (first, second), row in table.items() if first == second and row.meetings]
    columns = [code for code in material.codes if code in used or code in wanted]
    there = {first for first, _ in table}
    columns = [code for code in columns if code in there]
    rows = [code for code in columns if not wanted or code in wanted]
    most = max(
        (row.meetings or 0 for (first, second), row in table.items() if first != second), default=0
    )
    key = {code.id: code.key for code in material.codes.values()}
    return Matrix(
        options,
        _says(options.near, across_coders=options.across_coders),
        "code",
        tuple(MatrixColumn(key[code], key[code]) for code in columns),
        tuple(
            MatrixRow(
                key[first],
                key[first],
                tuple(_row(table, options, first, columns, key, most)),
            )
            for first in rows
        ),
        FIELDS,
        tuple(
            (key[row.first], key[row.second], *row[2:])
            for row in table.values()
            if not wanted or row.first in wanted or row.second in wanted
        ),
        (*not_listed(len(there) - len(columns)), *notes(material, left_out)),
    )


def _row(
    table: Mapping[tuple[str, str], Meetings],
    options: MatrixOptions,
    first: str,
    columns: Sequence[str],
    key: Mapping[str, str],
    most: int,
) -> Iterator[MatrixCell]:
    selection = replace(options.selection, codes=(key[first],))
    own = PassageQuery(selection)
    for second in columns:
        beside = PassageQuery(
            selection, beside=key[second], near=options.near, by_any=options.across_coders
        )
        row = table.get((first, second)) or table[second, first]
        yield _cell(row, most, own if first == second else beside)


def _cell(row: Meetings, most: int, query: PassageQuery) -> MatrixCell:
    if row.meetings is None:
        return MatrixCell(row.reason or "", row.reason, query=query)
    if row.first == row.second:
        return MatrixCell(f"({row.meetings})", row.meetings, query=query)
    heat = row.meetings / most if most else 0.0
    return MatrixCell(str(row.meetings), row.meetings, heat, query)


def _says(near: Near, *, across_coders: bool) -> str:
    if isinstance(near, int):
        how = f"share a character, or have at most {number_of(near, 'word')} between them"
    else:
        how = _HOW[near]
    whose = "of any coders together" if across_coders else "of one coder"
    return (
        f"pairs of a passage of the one code and a passage of the other, {whose}, that {how}; in "
        "brackets how many passages a code has"
    )
