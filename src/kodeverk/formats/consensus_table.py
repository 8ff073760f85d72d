"""The table on which coders who meet write down what they decide, and as it is read back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.files import refused, whole_file
from kodeverk.formats.limits import NAMES
from kodeverk.formats.tables import guarded, read_table, write_table
from kodeverk.model.records import Outcome
from kodeverk.model.text import Span, normalise

COLUMNS = (
    *("item", "code", "start", "end", "words", "coders"),
    *("decision", "deciders", "reason", "codebook"),
)
_YES = ("yes", "ja", "x", "1")
_NO = ("", "no", "nei", "0")

_OFFSETS = re.compile(r"(\d{1,12})\s*[-–]\s*(\d{1,12})")


class WrittenDecision(NamedTuple):
    """A row that somebody has decided; `where` is file and line, `coder` whose was accepted.

    `to_codebook` tells whether its words are to be a boundary example.
    """

    where: str
    item: str
    outcome: Outcome
    coder: str
    span: Span | None
    deciders: str
    reason: str
    to_codebook: bool


def write_items(path: Path, rows: Iterable[Sequence[object]]) -> int:
    """Write a new table of items, rows as `COLUMNS`, that its owner alone can read.

    It is filled in with a spreadsheet: what is said of an item there, and not read back, is never
    run as a formula. Return how many there are. Raises Refused when the file is there: it may hold
    decisions.
    """
    there = "Choose another name, or remove the file first."
    with refused(path, there), whole_file(path, replace=False) as part:
        return write_table(part, COLUMNS, ((item, *map(_told, said)) for item, *said in rows))


def _told(said: object) -> object:
    return guarded(said) if isinstance(said, str) else said


def read_items(path: Path) -> tuple[WrittenDecision | BadInput, ...]:
    """Return the rows with a decision: a coder's name, both, neither, or offsets START-END.

    A row that cannot be read is what is wrong with it. Raises BadInput naming file and line for
    what is no such table.
    """
    table = read_table(path, ("item", "decision"), NAMES)
    return tuple(
        _decision(f"{path}:{line}: ", cells)
        for line, cells in table.rows
        if cells["decision"].strip()
    )


def _decision(where: str, cells: Mapping[str, str]) -> WrittenDecision | BadInput:
    decision = " ".join(normalise(cells["decision"]).split())
    item = cells["item"].strip()
    if not item:
        return BadInput(f"{where}no item", "Take the items from the table that was written.")
    outcome: Outcome = "accepted"
    span = None
    if decision.casefold() in ("both", "neither"):
        outcome = "both" if decision.casefold() == "both" else "neither"
    elif offsets := _OFFSETS.fullmatch(decision):
        outcome, span = "span", Span(int(offsets[1]), int(offsets[2]))
    wanted = cells.get("codebook", "").strip().casefold()
    if wanted not in (*_YES, *_NO):
        return BadInput(
            f"{where}the column codebook has {wanted!r}",
            "Write yes where the words are to be an example in the codebook, else nothing.",
        )
    return WrittenDecision(
        where,
        item,
        outcome,
        decision if outcome == "accepted" else "",
        span,
        " ".join(normalise(cells.get("deciders", "")).split()),
        normalise(cells.get("reason", "")).strip(),
        wanted in _YES,
    )
