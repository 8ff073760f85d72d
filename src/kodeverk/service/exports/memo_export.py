"""Memos as a file: a table of them, or a text to read, by what they are on or by day."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from kodeverk.files import rights_of
from kodeverk.formats.reports.endings import (
    PROSE,
    TABLES,
    write_document,
    write_records,
)
from kodeverk.formats.reports.prose import Block, Document, Heading, RunningText
from kodeverk.service.exports.content import new_file_ending
from kodeverk.service.exports.memo_table import memo_table
from kodeverk.service.exports.options import Exported
from kodeverk.service.memos import PlacedMemo, on_what
from kodeverk.store.derived_files import remembered
from kodeverk.store.project import Project


def export_memos(
    project: Project,
    out: Path,
    memos: Sequence[PlacedMemo],
    *,
    by_day: bool = False,
    replace: bool = False,
) -> Exported:
    """Write memos, as `service.memos` lists them, to `out` as what its ending says.

    A text has them by what they are on, or `by_day`. Raises BadInput for another ending and where
    it cannot be written, and Refused for a project, and for a file that is there unless `replace`.
    """
    ending = new_file_ending(project, out, TABLES, PROSE, replace=replace)
    with remembered(project, out):
        if ending in TABLES:
            write_records(out, memo_table("memos"), memos, rights_of(project.path))
        else:
            document = Document("Diary" if by_day else "Memos", "en", [*_blocks(memos, by_day)])
            write_document(out, document, rights_of(project.path))
    return Exported((out,))


def _blocks(memos: Sequence[PlacedMemo], by_day: bool) -> Iterator[Block]:
    for heading, together in groupby(memos, _day if by_day else _where):
        yield Heading(1, heading)
        for memo in together:
            said_by = [memo.author or "-"] if by_day else [memo.author or "-", _day(memo)]
            yield Heading(2, " · ".join([_capital(on_what(memo)), memo.type, *said_by]))
            if memo.quote:
                yield RunningText(f"“{memo.quote}”")
            yield RunningText(memo.text)
    if not memos:
        yield RunningText("There are no memos.")


def _day(memo: PlacedMemo) -> str:
    return (memo.created_at or "")[:10] or "no date"


def _where(memo: PlacedMemo) -> str:
    """Return what a text has the memo under: its transcript, its place, or the whole project."""
    if memo.transcript is not None:
        return memo.transcript.name
    if memo.place is not None:
        return f"{memo.place.number} {memo.place.name}"
    return "The whole project"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
