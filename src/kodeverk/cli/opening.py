"""The project a command is about, and who runs the command."""

import gc
import os
import shlex
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kodeverk.cli.console import note, on_terminal
from kodeverk.config import Settings, load_settings
from kodeverk.errors import UnclearCoder
from kodeverk.files import is_open_to_all

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.projects import Project

Result = TypeVar("Result")


@contextmanager
def opened(location: str) -> Iterator["Project"]:
    """Give the open project at a path or address.

    Raises BadProject when it cannot be opened as one, and Damaged where a command fails because it
    is damaged.
    """
    from kodeverk.service.damage import failure_as_damage, open_or_advise

    with open_or_advise(location) as project, failure_as_damage(project):
        _tell_opened(project, location)
        yield project


def _tell_opened(project: "Project", location: str) -> None:
    # What has been imported stays: a search for cycles need not go through it.
    gc.freeze()
    if project.older_copy is not None:
        note(
            f"note: {project.name} was made by an older version and is brought up to date; as it "
            f"was, it is kept in {project.older_copy}"
        )
    warn_of_place(location)
    note_unclean(project)


def warn_of_place(location: str) -> None:
    """Note on stderr when other machines may write a project's file, or other people read it."""
    from kodeverk.service.addresses import is_address, unsafe_place

    if is_address(location):
        return
    if is_open_to_all(Path(location)):
        note(
            f"note: {location} can be read by everybody on this machine; "
            f"for you alone: chmod 600 {shlex.quote(location)}"
        )
    if place := unsafe_place(Path(location)):
        note(
            f"note: {location} is in {place}, where work can be lost: keep the project in a folder "
            "of this machine alone, and share copies made by kodeverk backup"
        )


def note_unclean(project: "Project") -> None:
    """Note on stderr when words that were withdrawn still lie in the file, and why."""
    if project.unclean:
        note(
            f"note: words that were withdrawn still lie in freed pages of {project.name}: "
            f"{project.unclean}; every opening tries again to empty them, and until then only "
            "copies made by kodeverk backup are without them"
        )


def author_in(project: "Project", coder: str | None, among: Collection[str] = ()) -> "Coder":
    """Return who writes: asked for once on a terminal, elsewhere the name logged in under.

    Where the name fits several coders or is like that of one, it is who is `among` the ids that the
    command is about, or who is chosen on a terminal. Raises UnclearCoder elsewhere.
    """
    from kodeverk.service.coders import (
        current_coder,
        find_coder,
        introduce,
        is_account,
        known_coders,
    )

    settings = load_settings(os.environ, coder)
    introduced = settings.coder is None and on_terminal()
    if introduced:
        name = click.prompt("Who codes? All you do carries this name", err=True)
        settings = introduce(settings, name)
        note(f"kept in {settings.path}")
    try:
        author = current_coder(project, settings, introduced=introduced)
    except UnclearCoder as unclear:
        involved = [person for _, person in unclear.fitting if person in among]
        if involved:
            return find_coder(known_coders(project), involved[0])
        author = meant(project, unclear, settings)
    if settings.coder is None:
        whose = (
            ", an account of the machine and no person's name" if is_account(author.name) else ""
        )
        note(
            f"note: coding as {author.name}, the name you are logged in under{whose}; "
            "say another with --coder NAME or KODEVERK_CODER"
        )
    return author


def reader_in(project: "Project", coder: str | None = None) -> "Coder":
    """Return who reads. Raises UnclearCoder as `author_in` does where nobody can be asked."""
    from kodeverk.service.coders import current_coder

    try:
        return current_coder(project, load_settings(os.environ, coder))
    except UnclearCoder as unclear:
        raise UnclearCoder(
            unclear.name, unclear.fitting, alike=unclear.alike, answer="KODEVERK_CODER={id}"
        ) from unclear


def known_reader_in(project: "Project", coder: str | None) -> "Coder | None":
    """Return who reads, None where nobody has said it and the account does not tell either.

    Raises UnclearCoder where what was said is not clear.
    """
    try:
        return reader_in(project, coder)
    except UnclearCoder:
        if load_settings(os.environ, coder).coder is not None:
            raise
        return None


def meant(project: "Project", unclear: UnclearCoder, settings: Settings) -> "Coder":
    """Return who is meant by a name, as chosen on a terminal. Raises `unclear` elsewhere."""
    from kodeverk.service.coder_list import list_coders, settle_coder
    from kodeverk.service.phrases import number_of

    if not on_terminal():
        raise unclear
    rows = {row.id: row for row in list_coders(project)}
    note(unclear.message)
    for number, (name, identity) in enumerate(unclear.fitting, 1):
        note(f"  {number}  {name}, {number_of(rows[identity].codings, 'coding')}, {identity}")
    last = len(unclear.fitting) + unclear.alike
    if unclear.alike:
        note(f"  {last}  somebody else, who becomes the coder {unclear.name}")
    place = click.prompt("Who is meant?", type=click.IntRange(1, last), err=True)
    chosen = unclear.fitting[place - 1][1] if place <= len(unclear.fitting) else None
    return settle_coder(project, settings, unclear.name, chosen)


def asking_who(
    project: "Project",
    answer: str,
    work: Callable[[Mapping[str, str]], Result],
    who: Mapping[str, str],
) -> Result:
    """Return what `work` gives once every name it is about is clear.

    `work` takes names -> who is meant by them, at first `who`, and raises UnclearCoder for what a
    person has to say; where nobody can be asked that is the end, naming the option `answer`.
    """
    known = dict(who)
    while True:
        try:
            return work(known)
        except UnclearCoder as unclear:
            if not on_terminal():
                raise UnclearCoder(
                    unclear.name, unclear.fitting, alike=unclear.alike, answer=answer
                ) from unclear
            others = replace(load_settings(os.environ), own_id=None)
            known[unclear.name] = meant(project, unclear, others).id
