"""`kodeverk coders`."""

import os
from collections.abc import Sequence
from dataclasses import asdict

import click

from kodeverk.cli.console import note, say, say_json, say_table
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, pairs_option, project_argument
from kodeverk.config import load_settings


@click.command
@project_argument
@pairs_option("--rename", "A=B", "The coder A is called B from now on. Repeatable.")
@pairs_option(
    "--join", "A=B", "The coders A and B are one person: A's name goes, B's stays. Repeatable."
)
@click.option(
    "--add",
    "added",
    metavar="NAME",
    multiple=True,
    help="Make a coder of this name, also where one is called alike. Repeatable.",
)
@coder_option
@json_option
def coders(
    project: str,
    rename: dict[str, str],
    join: dict[str, str],
    added: Sequence[str],
    coder: str | None,
    *,
    as_json: bool,
) -> None:
    """List the coders; rename them, and join those who are one person.

    A and B are names or ids; --join Kari=Kari is for all who are called Kari. What one of them did
    is the one person's from then on, in every figure and on every screen; kodeverk undo parts them.
    """
    from kodeverk.service import coder_list
    from kodeverk.service.coders import find_coder, known_coders

    with opened(project) as into:
        for name in added:
            made = coder_list.add_coder(into, load_settings(os.environ, coder), name)
            note(f"added {made.name}, {made.id}")
        for left, right in join.items():
            for goes, stays in coder_list.named_pair(into, left, right):
                author = author_in(into, coder, [stays.id, goes.id])
                coder_list.join_coders(into, author, goes, stays)
                note(f"{goes.name} {goes.id} is {stays.name} {stays.id} now")
        for left, right in rename.items():
            renamed = find_coder(known_coders(into), left)
            author = author_in(into, coder, [renamed.id])
            coder_list.rename_coder(into, author, renamed, right)
            note(f"{renamed.name} is called {right} now")
        rows = coder_list.list_coders(into)
    if as_json:
        say_json({"coders": [asdict(row) for row in rows]})
        return
    if not rows:
        say("nobody has coded yet")
        return
    shown = [(row.name, row.codings, row.assignments, len(row.joined), row.id) for row in rows]
    say_table(("coder", "codings", "assignments", "joined", "id"), shown)
