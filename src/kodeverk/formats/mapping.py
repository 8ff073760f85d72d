"""The mapping: a table in which a person says which records of projects begun apart are one."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.files import refused, whole_file
from kodeverk.formats.limits import NAMES
from kodeverk.formats.tables import guarded, read_table, write_table
from kodeverk.model.allowed_values import is_id

COLUMNS = ("join", "kind", "goes", "into", "goes_name", "into_name", "does")
_NEEDED = ("join", "kind", "goes", "into")
_ANSWERS = {
    **dict.fromkeys(("yes", "y", "ja", "j"), True),
    **dict.fromkeys(("no", "n", "nei"), False),
}


class Pairing(NamedTuple):
    """A row: the record of a kind that goes into another, by ids; `where` is file and line.

    `is_one` tells whether that is so, or they are two.
    """

    kind: str
    goes: str
    into: str
    is_one: bool = True
    where: str = ""


def write_mapping(path: Path, rows: Iterable[tuple[str, ...]]) -> int:
    """Write a new mapping to be answered, rows as `COLUMNS`; return how many there are.

    It is answered with a spreadsheet: a colleague's names are never run as formulas.
    Raises Refused when the file is there: it may hold answers.
    """
    there = "Choose another name, or remove the file first."
    with refused(path, there), whole_file(path, replace=False) as part:
        return write_table(part, COLUMNS, (tuple(map(guarded, row)) for row in rows))


def read_mapping(path: Path, kinds: Iterable[str]) -> tuple[Pairing, ...]:
    """Return the rows that are answered. Raises BadInput naming file, line and remedy."""
    table, known = read_table(path, _NEEDED, NAMES), (*kinds,)
    pairings = []
    for line, cells in table.rows:
        where = f"{path}:{line}"
        if not (answer := cells["join"].strip().casefold()):
            continue
        if answer not in _ANSWERS:
            raise BadInput(
                f"{where}: join is {cells['join']!r}",
                "Write yes, no, or nothing to be asked again.",
            )
        kind, goes, into = (cells[name].strip() for name in ("kind", "goes", "into"))
        if kind not in known:
            raise BadInput(f"{where}: the kind is {kind!r}", f"It is one of {', '.join(known)}.")
        if not (is_id(goes) and is_id(into)):
            raise BadInput(
                f"{where}: goes or into is no id",
                "Leave both as they were written; only join is to be answered.",
            )
        pairings.append(Pairing(kind, goes, into, _ANSWERS[answer], where))
    return tuple(pairings)
