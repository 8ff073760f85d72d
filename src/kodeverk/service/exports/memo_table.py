"""Memos as a table: what they are on, where, whose, and their words."""

from operator import attrgetter

from kodeverk.formats.reports.table import Cells, Shown, Table
from kodeverk.service.memos import PlacedMemo

WORDS: Shown[PlacedMemo] = {
    ("start", "end", "quote", "coding", "code", "coder", "informant", "author", "type"): attrgetter(
        "start", "end", "quote", "coding", "code", "coder", "informant", "author", "type"
    ),
    "memo": attrgetter("text"),
    "created_at": attrgetter("created_at"),
}
"""What every list of memos says of one after where it is."""


def memo_table(name: str) -> Table[PlacedMemo]:
    """Return the table of memos as CSV and `kodeverk memos` have it."""
    return Table(
        name,
        {
            ("id", "about"): attrgetter("id", "about"),
            ("transcript", "transcript_id"): _transcript,
            ("municipality", "municipality_name"): _place,
            **WORDS,
        },
    )


def _transcript(memo: PlacedMemo) -> Cells:
    return (memo.transcript.name, memo.transcript.exported_id) if memo.transcript else (None, None)


def _place(memo: PlacedMemo) -> Cells:
    return (memo.place.number, memo.place.name) if memo.place else (None, None)
