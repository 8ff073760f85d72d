"""`kodeverk memos`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli.console import note, say, say_csv, say_json
from kodeverk.cli.layout import shortened
from kodeverk.cli.opening import opened, reader_in
from kodeverk.cli.options import json_option, municipalities_option, project_argument
from kodeverk.model.records import MEMO_TARGETS
from kodeverk.model.text import visible

if TYPE_CHECKING:
    from kodeverk.service.memos import PlacedMemo

_TYPES = ("method", "case", "code", "free")


@click.command
@project_argument
@click.option(
    "--transcript",
    "transcripts",
    metavar="T",
    multiple=True,
    help="Only those on or in this transcript. Repeatable.",
)
@click.option(
    "--coder",
    "coders",
    metavar="NAME",
    multiple=True,
    help="Only those of this author. Repeatable.",
)
@click.option(
    "--type",
    "types",
    type=click.Choice(_TYPES),
    metavar="TYPE",
    multiple=True,
    help="Only this type: method, case, code or free. Repeatable.",
)
@click.option(
    "--on",
    "about",
    type=click.Choice(MEMO_TARGETS),
    metavar="WHAT",
    multiple=True,
    help=f"Only those on this: {', '.join(MEMO_TARGETS)}. Repeatable.",
)
@click.option(
    "--code",
    "codes",
    metavar="CODE",
    multiple=True,
    help="Only those on this code or theme, and on its codings. Repeatable.",
)
@municipalities_option
@click.option(
    "--words", metavar="WORD", multiple=True, help="Only those with this in them. Repeatable."
)
@click.option(
    "--with-identifying", is_flag=True, help="With the words marked X-IDENT, not […] for them."
)
@click.option(
    "--diary", is_flag=True, help="The method memos by date: how the study came to be as it is."
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write them to FILE as what its ending says: .csv, .xlsx, .docx, .md or .html.",
)
@click.option("--force", "replace", is_flag=True, help="Replace FILE if it exists.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV to stdout, a row a memo.")
@json_option
def memos(
    project: str,
    transcripts: tuple[str, ...],
    coders: tuple[str, ...],
    types: tuple[str, ...],
    about: tuple[str, ...],
    codes: tuple[str, ...],
    municipalities: tuple[str, ...],
    words: tuple[str, ...],
    *,
    with_identifying: bool,
    diary: bool,
    out: Path | None,
    replace: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """List the memos with what they are on, from one coding to the whole project.

    A memo on a coding that has been removed is on its passage. Colleagues' memos in a transcript
    that you code apart are hidden, and counted, until you have finished it.
    """
    from kodeverk.service.drafts import kept_drafts
    from kodeverk.service.exports.memo_export import export_memos
    from kodeverk.service.exports.memo_table import memo_table
    from kodeverk.service.memos import MemoFilter, diary_of, list_memos

    if sum((as_csv, as_json, out is not None)) > 1:
        raise click.UsageError("--csv, --json and --out exclude each other")
    with opened(project) as read:
        reader = reader_in(read)
        unwritten = len(kept_drafts(read, reader))
        listed_memos = list_memos(
            read,
            reader,
            MemoFilter(transcripts, coders, types, about, codes, municipalities, words),
            with_identifying=with_identifying,
        )
        shown = diary_of(listed_memos.memos) if diary else listed_memos.memos
        if out is not None:
            export_memos(read, out, shown, by_day=diary, replace=replace)
    table = memo_table("memos")
    rows = table.flat_rows(shown)
    if as_json:
        listed = [dict(zip(table.columns, row, strict=True)) for row in rows]
        say_json({"memos": listed, "hidden": listed_memos.hidden})
    elif as_csv:
        say_csv(table.columns, rows)
    else:
        if out is not None:
            say(str(out))
        else:
            for memo in shown:
                _tell(memo)
        said = f"memos: {len(shown)}" if shown else "no memos"
        say(said if len(shown) == listed_memos.of else f"{said} of {listed_memos.of}")
    if listed_memos.hidden:
        note(
            f"note: {listed_memos.hidden} of colleagues in transcripts you code apart: "
            "not shown before you have finished those"
        )
    if unwritten:
        note(f"note: of yours, typed and not written: {unwritten}; see: kodeverk open PROJECT")


def _tell(memo: "PlacedMemo") -> None:
    """Write a memo: where it is, by whom and when, the words it is on, and its own."""
    from kodeverk.service.memos import on_what

    where = [memo.transcript.name] if memo.transcript else []
    if memo.start is not None:
        where.append(f"{memo.start}–{memo.end}")
    say(
        "  ".join(
            [
                *where,
                on_what(memo),
                f"{memo.author or '-'} {(memo.created_at or '')[:10]}",
                memo.type,
            ]
        )
    )
    if memo.quote:
        say(f"  “{shortened(' '.join(memo.quote.split()))}”")
    for line in memo.text.splitlines():
        say(f"  {visible(line)}")
    say()
