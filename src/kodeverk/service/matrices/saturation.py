"""New codes with each finished transcript, in the order of finishing: when nothing new came."""

from collections import defaultdict
from collections.abc import Sequence

from kodeverk.analysis.counting.saturation import NewCodes, new_codes
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.counting import countable
from kodeverk.service.matrices.material import counted, grouped_units, passages_of, role_of
from kodeverk.service.matrices.table import (
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixOptions,
    MatrixRow,
)
from kodeverk.service.omissions import notes
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.phrases import time_in_files
from kodeverk.service.scoping import Material, check_roles
from kodeverk.store.engine import Connection
from kodeverk.store.releases import histories_of

_BETWEEN = "|"
FIELDS = (
    "transcript",
    "finished",
    "codebook_versions",
    "codes",
    "new",
    "not_in_the_codebook_before",
    "cumulative",
    "of_codes",
    "new_codes",
)
_NOT_FINISHED = ".."


def saturation(connection: Connection, material: Material, options: MatrixOptions) -> Matrix:
    """Return how many codes each transcript in scope was the first to have.

    Transcripts that are only begun come last, by name.
    """
    wanted = countable(material)
    role = role_of(material.selection)
    units = CountedUnits(material, grouped_units(material, lambda transcript: transcript))
    counts, count = counted(connection, material, units)
    check_roles(material.selection.roles, (base.role for base in counts.denominators))
    used: defaultdict[str, list[str]] = defaultdict(list)
    read: defaultdict[str, set[str]] = defaultdict(set)
    for row in counts.codes:
        if row.role == role and row.reason is None and (not wanted or row.code in wanted):
            read[row.group].add(row.code)
            if row.codings:
                used[row.group].append(row.code)
    finished = _finished(connection, material)
    ordered = sorted(
        (transcript for transcript in material.transcripts if transcript in material.work.counting),
        key=lambda one: (finished.get(one) is None, finished.get(one) or 0),
    )
    brought = [*new_codes((used[one], read[one]) for one in ordered)]
    most = max((len(one.new) for one in brought), default=0)
    records = [
        _record(material, transcript, finished.get(transcript), new)
        for transcript, new in zip(ordered, brought, strict=True)
    ]
    return Matrix(
        options,
        "codes that no transcript finished before had; of them, those that none before was read "
        "for; and how many codes there were by then, of those read for",
        "transcript",
        tuple(
            MatrixColumn(name, head, of_words=name in ("codebook_versions", "new_codes"))
            for name, head in zip(FIELDS[1:], _HEADS, strict=True)
        ),
        tuple(
            MatrixRow(transcript, str(record[0]), _cells(material, new, record, most))
            for transcript, new, record in zip(ordered, brought, records, strict=True)
        ),
        FIELDS,
        tuple(records),
        notes(material, units.left_out(count.untouching, count.elsewhere, count.unread)),
    )


_HEADS = ("finished", "codebook", "codes", "new", "added", "by then", "of", "new codes")

Record = tuple[str, str | None, str, int, int, int, int, int, str]


def _record(material: Material, transcript: str, at: int | None, new: NewCodes) -> Record:
    versions = dict.fromkeys(
        material.version_labels[version]
        for work in material.work.counting[transcript]
        for version in work.codebook_versions
    )
    return (
        material.transcripts[transcript].name,
        None if at is None else time_in_files((at >> 16) // 1000),
        _BETWEEN.join(versions),
        len(new.used),
        len(new.new),
        len(new.added),
        new.cumulative,
        new.known,
        _BETWEEN.join(material.codes[code].key for code in new.new),
    )


def _cells(material: Material, new: NewCodes, record: Record, most: int) -> tuple[MatrixCell, ...]:
    def query(codes: Sequence[str]) -> PassageQuery | None:
        if not codes:
            return None
        keys = [material.codes[code].key for code in codes]
        return passages_of(material.selection, keys, transcripts=(record[0],))

    leads = {"codes": new.used, "new": new.new, "new_codes": new.new}
    leads["not_in_the_codebook_before"] = new.added
    cells = []
    for name, value in zip(FIELDS[1:], record[1:], strict=True):
        text = _NOT_FINISHED if value is None else str(value)
        if name == "finished" and value is not None:
            text = text[:10]
        text = text.replace(_BETWEEN, ", ")
        heat = len(new.new) / most if name == "new" and most else 0.0
        cells.append(
            MatrixCell(text, text if value is None else value, heat, query(leads.get(name, ())))
        )
    return tuple(cells)


def _finished(connection: Connection, material: Material) -> dict[str, int]:
    """Return transcript -> the clock at which all whose work counts had first finished it."""
    works = {
        work.id: work
        for of in material.work.counting.values()
        for work in of
        if all(each.state in FINISHED for each in of)
    }
    clocks: dict[str, int] = {}
    for identity, history in histories_of(connection, works).items():
        work = works[identity]
        said = [
            change.clock
            for change in history.changes
            if change.sets("state") and change.value_of("state") in FINISHED
        ]
        if said:
            clocks[work.transcript] = max(clocks.get(work.transcript, 0), min(said))
    return clocks
