"""`kodeverk coders`."""

import os
import re
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING

import click

from kodeverk.cli.console import note, say, say_json, say_table
from kodeverk.cli.layout import perhaps_one_lines
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument
from kodeverk.config import load_settings

if TYPE_CHECKING:
    from kodeverk.service.projects import Project


Ways = Sequence[tuple[str, str]]


def _all_ways(_ctx: click.Context, option: click.Parameter, given: Sequence[str]) -> list[Ways]:
    """Return, for each `A=B` given, what A and B are when it is parted at each sign."""
    all_ways: list[Ways] = []
    for pair in given:
        signs = [sign.start() for sign in re.finditer("=", pair)]
        ways = [(pair[:sign].strip(), pair[sign + 1 :].strip()) for sign in signs]
        all_ways.append([way for way in ways if all(way)])
        if not all_ways[-1]:
            raise click.BadParameter(f"{pair!r} is not A=B", param=option)
    return all_ways


@click.command
@project_argument
@click.option(
    "--rename",
    metavar="A=B",
    multiple=True,
    callback=_all_ways,
    help="The coder A is called B from now on. Repeatable.",
)
@click.option(
    "--join",
    metavar="A=B",
    multiple=True,
    callback=_all_ways,
    help="The coders A and B are one person: A's name goes, B's stays. Repeatable.",
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
    rename: Sequence[Ways],
    join: Sequence[Ways],
    added: Sequence[str],
    coder: str | None,
    *,
    as_json: bool,
) -> None:
    """List the coders; rename them, and join those who are one person.

    A and B are names or ids; --join Kari=Kari is for all who are called Kari. What one of them did
    is the one person's from then on, in every figure and on every screen; kodeverk undo parts them.
    Those who are called alike are told as perhaps one.
    """
    from kodeverk.service import coder_list
    from kodeverk.service.coders import checked_name, find_coder, known_coders, login_name

    with opened(project) as into:
        for name in added:
            settings = load_settings(os.environ, coder)
            own = checked_name(name) == checked_name(settings.coder or login_name())
            author = None if own else author_in(into, coder)
            made = coder_list.add_coder(into, settings, name, author)
            note(f"added {made.name}, {made.id}")
        for ways in join:
            left, right = _parted(into, ways, both=True)
            for goes, stays in coder_list.named_pair(into, left, right):
                author = author_in(into, coder, [stays.id, goes.id])
                coder_list.join_coders(into, author, goes, stays)
                note(f"{goes.name} {goes.id} is {stays.name} {stays.id} now")
        for ways in rename:
            left, right = _parted(into, ways)
            renamed = find_coder(known_coders(into), left)
            author = author_in(into, coder, [renamed.id])
            coder_list.rename_coder(into, author, renamed, right)
            note(f"{renamed.name} is called {right} now")
        rows = coder_list.list_coders(into)
        proposals = coder_list.coders_perhaps_one(into)
    if as_json:
        say_json({"coders": [asdict(row) for row in rows], "proposals": proposals})
        return
    if not rows:
        say("nobody has coded yet")
        return
    shown = [(row.name, row.codings, row.assignments, len(row.joined), row.id) for row in rows]
    say_table(("coder", "codings", "assignments", "joined", "id"), shown)
    for line in chain.from_iterable(map(perhaps_one_lines, proposals)):
        note(line)


def _parted(project: "Project", ways: Ways, *, both: bool = False) -> tuple[str, str]:
    """Return A and B, of the ways to part `A=B`: a name may have the sign in it, too.

    The way taken is the first that leaves a coder as A, with `both` also as B, else the first.
    """
    from kodeverk.service.coders import known_coders

    known = known_coders(project)
    coders = {called for coder in known for called in (coder.id, coder.name, *coder.also)}
    fitting = (way for way in ways if coders.issuperset(way if both else way[:1]))
    return next(fitting, ways[0])
