"""`kodeverk versions`."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kodeverk.cli import completing
from kodeverk.cli.console import say, say_json, say_table
from kodeverk.cli.opening import opened
from kodeverk.cli.options import json_option, project_argument
from kodeverk.service.phrases import local_time

if TYPE_CHECKING:
    from kodeverk.service.versions import Comparison, Stretch, VersionRow

_MARKS = {"deleted": "[-{}-]", "inserted": "{{+{}+}}"}
"""How words that went and words that came are shown in a line of the text."""


@click.command("versions")
@project_argument
@click.argument("transcript", shell_complete=completing.transcripts)
@click.argument("numbers", metavar="[OLD NEW]", nargs=-1, type=int)
@click.option(
    "--compare", is_flag=True, help="Show what differs; without numbers, from the version before."
)
@json_option
def versions(
    project: str, transcript: str, numbers: tuple[int, ...], *, compare: bool, as_json: bool
) -> None:
    """List the versions of a transcript's text, or compare two of them.

    A TRANSCRIPT is a name, the beginning of one, or an id. With --compare, words that went are
    shown as [-went-] and words that came as {+came+}.
    """
    from kodeverk.service import versions as service

    if numbers and not (compare and len(numbers) == 2):
        raise click.UsageError("two numbers of versions are given with --compare, none otherwise")
    with opened(project) as read:
        if compare:
            old, new = numbers or (None, None)
            _tell_comparison(service.comparison(read, transcript, old, new), as_json=as_json)
            return
        rows = service.list_versions(read, transcript)
    if as_json:
        say_json({"versions": [asdict(row) for row in rows]})
        return
    columns = ("version", "file", "made", "coder", "turns", "words", "codings", "")
    say_table(columns, list(map(_row, rows)))


def _row(row: "VersionRow") -> Sequence[str | int | None]:
    made = row.at and local_time(row.at)
    now = "current" if row.is_current else ""
    return row.number, row.file, made, row.coder, row.turns, row.words, row.codings, now


def _tell_comparison(compared: "Comparison", *, as_json: bool) -> None:
    if as_json:
        say_json(
            {
                "old": compared.old.number,
                "new": compared.new.number,
                "differences": [
                    {
                        "kind": stretch.kind,
                        "old": {"start": stretch.old.start, "end": stretch.old.end},
                        "new": {"start": stretch.new.start, "end": stretch.new.end},
                        "old_words": compared.old_text[stretch.old.start : stretch.old.end],
                        "new_words": compared.new_text[stretch.new.start : stretch.new.end],
                    }
                    for group in compared.differences
                    for stretch in group
                    if stretch.kind != "same"
                ],
            }
        )
        return
    say(
        f"version {compared.old.number} ({compared.old.file}) -> "
        f"{compared.new.number} ({compared.new.file})"
    )
    for group in compared.differences:
        say()
        shown = "".join(_marked(group, compared.old_text, compared.new_text))
        for line in shown.strip("\n").split("\n"):
            say(line)
    say()
    say(f"differences: {sum(stretch.kind != 'same' for stretch in compared.stretches)}")


def _marked(group: Sequence["Stretch"], old: str, new: str) -> Iterator[str]:
    """Yield the words of a difference with what is the same around it."""
    for stretch in group:
        gone, came = (
            old[stretch.old.start : stretch.old.end],
            new[stretch.new.start : stretch.new.end],
        )
        if stretch.kind == "same":
            yield gone
            continue
        if gone:
            yield _MARKS["deleted"].format(gone)
        if came:
            yield _MARKS["inserted"].format(came)
