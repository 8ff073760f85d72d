"""The consensus as tables and JSON: what is open, and what was decided of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kodeverk.errors import BadInput
from kodeverk.formats.consensus_table import read_items, write_items
from kodeverk.service.consensus import Choice, ItemOfConsensus


def choices_in(path: Path) -> tuple[Choice | BadInput, ...]:
    """Return what was decided in a table, and what is wrong with rows that cannot be read.

    Raises BadInput naming file, line and remedy for what is no such table.
    """
    return tuple(
        row
        if isinstance(row, BadInput)
        else Choice(
            row.item,
            row.outcome,
            row.coder,
            row.span,
            row.deciders,
            row.reason,
            row.to_codebook,
            row.where,
        )
        for row in read_items(path)
    )


def write_queue(path: Path, items: Sequence[ItemOfConsensus]) -> int:
    """Write the open items to a new table; return how many. Raises Refused for a file there is."""
    return write_items(
        path,
        (
            (item.id, item.code.key, *item.span, item.quote, _by_coder(item), "", "", "", "")
            for item in items
            if item.state in ("open", "reopened")
        ),
    )


def item_as_json(item: ItemOfConsensus) -> dict[str, Any]:
    """Return an item for `--json`."""
    return {
        "item": item.id,
        "code": item.code.key,
        "start": item.span.start,
        "end": item.span.end,
        "text": item.quote,
        "state": item.state,
        "coders": {
            coder: [
                {
                    "start": passage.span.start,
                    "end": passage.span.end,
                    "text": passage.quote,
                    "memo": passage.memo,
                }
                for passage in passages
            ]
            for coder, passages in item.by_coder.items()
        },
        "outcome": item.decision.outcome if item.decision else None,
        "deciders": item.decision.deciders if item.decision else None,
        "reason": item.decision.reason if item.decision else None,
    }


def _by_coder(item: ItemOfConsensus) -> str:
    return "; ".join(
        f"{coder} {passage.span.start}-{passage.span.end}: {passage.quote}"
        for coder, passages in item.by_coder.items()
        for passage in passages
    )
