"""`kodeverk codebook`."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli.console import (
    agree,
    failed,
    note,
    on_terminal,
    problem,
    say,
    say_json,
    say_table,
    terminal_width,
)
from kodeverk.cli.export import export_command
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument
from kodeverk.errors import KodeverkError
from kodeverk.model.text import visible

if TYPE_CHECKING:
    from kodeverk.model.codebook import Codebook
    from kodeverk.model.records import Code
    from kodeverk.service.projects import Project
    from kodeverk.service.redefining import Meaning

_WIDTH = 100
_file_argument = click.argument("file", type=click.Path(path_type=Path))
_key_option = click.option("--codebook", "key", metavar="KEY", help="Which one, if several.")


@click.group
def codebook() -> None:
    """Show, check, load, export, compare and freeze codebooks."""


@codebook.command
@project_argument
@_key_option
def show(project: str, key: str | None) -> None:
    """Show the tree of codes with their definitions."""
    from kodeverk.service import codebooks, freezing

    with opened(project) as read:
        books = codebooks.project_codebooks(read)
        chosen = books if key is None and books else [codebooks.find_codebook(read, key)]
        frozen = {book.key for book in chosen if freezing.is_frozen(read, book.key)}
    for place, book in enumerate(chosen):
        if place:
            say()
        first, *lines = _tree(book, min(_WIDTH, terminal_width() or _WIDTH))
        say(f"{first} (frozen)" if book.key in frozen else first)
        for line in lines:
            say(line)


@codebook.command
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
def check(files: tuple[Path, ...]) -> None:
    """Check codebook files, each alone and all together.

    Problems are named FILE:LINE:COLUMN. The exit code is 1 if there are any.
    """
    from kodeverk.model.codebook import clashes, missing_references
    from kodeverk.service.codebooks import codebook_in, is_crosswalk, read_crosswalk
    from kodeverk.service.phrases import number_of

    books: list[Codebook] = []
    places: dict[str, Path] = {}
    good = True
    for path in files:
        try:
            if is_crosswalk(path):
                walk = read_crosswalk(path)
                say(f"{path}: crosswalk {walk.version}, {number_of(len(walk.links), 'link')}")
                continue
            book = codebook_in(path)
        except KodeverkError as error:
            problem(error.message, error.hint)
            good = False
            continue
        books.append(book)
        places[book.key] = path
        facets = ", ".join(facet.key for facet in book.facets) or "none"
        codes = number_of(len(book.codes), "code")
        say(f"{path}: {book.key} {book.version}, {codes}, facets: {facets}")
    for clash in clashes(books):
        both = f"{clash.kind} {clash.key} is in both {clash.first} and {clash.second}"
        if clash.warning:
            note(f"note: {both}")
            continue
        differing = f": they differ in {', '.join(clash.fields)}" if clash.fields else ""
        problem(f"the {both}{differing}", "Rename one of them, or make the two equal.")
        good = False
    for missing in missing_references(books):
        if missing.target.codebook in places:
            path = places[missing.source.codebook]
            note(
                f"note: {path}: {missing.field} of {missing.source} names {missing.target}, "
                "which is no code"
            )
    if not good:
        failed()


@codebook.command
@project_argument
@_file_argument
@click.option(
    "--overwrite",
    is_flag=True,
    help="Bring a codebook that is frozen, or was changed in the project, up to the file, too.",
)
@click.option(
    "--narrowed",
    metavar="CODE",
    multiple=True,
    help="A code that means less now: its codings are to be decided again.",
)
@click.option(
    "--widened",
    metavar="CODE",
    multiple=True,
    help="A code that means more now: finished transcripts are to be read again.",
)
@click.option(
    "--clarified",
    metavar="CODE",
    multiple=True,
    help="A code that means what it meant: nothing is due.",
)
@coder_option
def load(
    project: str,
    file: Path,
    coder: str | None,
    *,
    overwrite: bool,
    **said: tuple[str, ...],
) -> None:
    """Put a codebook or a crosswalk into a project, or bring its own up to the file.

    A code that is missing from the file is taken out of use and keeps its codings. What was changed
    in the project since the codebook's version is shown and asked about before it is lost; so is a
    change of a codebook that is frozen.

    Where the file defines a code anew that is in use, it is asked whether the code means less now,
    or more, or what it meant; the options say so for the CODE with that key in the file. Where
    nobody can be asked, it means what it meant, and that is said.
    """
    from kodeverk.service.codebook_differences import in_words
    from kodeverk.service.codebooks import is_crosswalk, load_codebook, load_crosswalk
    from kodeverk.service.loading import lost_by_loading
    from kodeverk.service.phrases import number_of, some_of

    with opened(project) as into:
        author = author_in(into, coder)
        if is_crosswalk(file):
            if any(said.values()):
                raise click.UsageError("a crosswalk defines no codes that could mean less or more")
            say(number_of(load_crosswalk(into, author, file), "link"))
            return
        if (lost := lost_by_loading(into, file)) is not None:
            for difference in lost.differences:
                note(f"  {in_words(difference)}")
            agree(lost.question, yes=overwrite)
        meanings, unsaid = _meanings(into, file, said)
        loaded = load_codebook(into, author, file, meanings)
    say(
        f"{loaded.codebook} {loaded.version}: {number_of(loaded.added, 'code')} added, "
        f"{loaded.changed} changed, {loaded.deactivated} taken out of use"
    )
    for old, new in loaded.joined:
        say(f"{old} is {new} now, with its codings")
    if unsaid:
        note(
            f"note: defined anew, and taken to mean what it meant: {some_of(unsaid, 40)}. Where "
            "that is not so, load the file again with --narrowed CODE or --widened CODE"
        )


def _meanings(
    project: "Project", file: Path, said: Mapping[str, Sequence[str]]
) -> tuple[dict[str, "Meaning"], list[str]]:
    """Return what the codes a file defines anew mean now, as said or asked, and those not asked.

    Raises UsageError where a code is said to mean two things.
    """
    from kodeverk.cli.code import asked_meaning
    from kodeverk.service.codebook_differences import in_words
    from kodeverk.service.loading import defined_anew
    from kodeverk.service.redefining import MEANINGS

    meanings: dict[str, Meaning] = {}
    for meaning in MEANINGS:
        for key in said[meaning]:
            if meanings.setdefault(key, meaning) != meaning:
                raise click.UsageError(f"{key} is said to be both {meanings[key]} and {meaning}")
    unsaid = []
    for key, differences in defined_anew(project, file).items():
        if key in meanings:
            continue
        if not on_terminal():
            unsaid.append(key)
            continue
        for difference in differences:
            note(f"  {in_words(difference)}")
        meanings[key] = asked_meaning(key)
    return meanings, unsaid


codebook.add_command(export_command("codebook"), "export")


@codebook.command
@project_argument
@click.argument("file", metavar="[FILE]", type=click.Path(path_type=Path), required=False)
@_key_option
@click.option("--from", "old", metavar="VERSION", help="The earlier version; the last by default.")
@click.option("--to", "new", metavar="VERSION", help="The later version; the codebook of now.")
def diff(
    project: str, file: Path | None, key: str | None, old: str | None, new: str | None
) -> None:
    """Show how the codebook in FILE differs from the project's, or one version from another.

    Without a FILE: what has been changed in the project since the codebook's version.
    """
    from kodeverk.service import codebooks, freezing
    from kodeverk.service.codebook_differences import in_words

    with opened(project) as read:
        if file is not None:
            if old or new or key:
                raise click.UsageError("a FILE is compared with the project as it is now")
            differences = codebooks.compare_with_file(read, file)
        else:
            before = old or freezing.last_version(read, key)
            differences = freezing.compare_versions(read, key, before, new)
    for difference in differences:
        say(in_words(difference))
    if not differences:
        note("note: no difference")


@codebook.command
@project_argument
@_key_option
@click.option(
    "--version", "label", metavar="LABEL", default="", help="What it is called; the next number."
)
@coder_option
def freeze(project: str, key: str | None, label: str, coder: str | None) -> None:
    """Freeze a codebook as a version; until it is opened again, new codes are proposed."""
    from kodeverk.service.freezing import freeze as freeze_

    with opened(project) as into:
        label = freeze_(into, author_in(into, coder), key, label)
    say(f"frozen as {label}")


@codebook.command
@project_argument
@_key_option
@coder_option
def reopen(project: str, key: str | None, coder: str | None) -> None:
    """Open a frozen codebook for changes."""
    from kodeverk.service.freezing import reopen as reopen_

    with opened(project) as into:
        label = reopen_(into, author_in(into, coder), key)
    say(f"open for changes after {label}")


@codebook.command
@project_argument
@_key_option
@json_option
def versions(project: str, key: str | None, *, as_json: bool) -> None:
    """List the versions of a codebook, and what was changed since the last one."""
    from kodeverk.service.codebook_differences import in_words
    from kodeverk.service.freezing import history
    from kodeverk.service.phrases import local_time, number_of

    with opened(project) as read:
        past = history(read, key)
    if as_json:
        edits = None if past.edited is None else [in_words(one) for one in past.edited]
        versions = [asdict(row) for row in past.versions]
        fields = {"codebook": past.codebook, "frozen": past.frozen, "edited": edits}
        say_json({**fields, "versions": versions})
        return
    if past.versions:
        say_table(
            ("version", "codes", "made", "by", ""),
            [
                (
                    row.label,
                    row.codes,
                    "-" if row.at is None else local_time(row.at),
                    row.author,
                    "current" if row.is_current else "",
                )
                for row in past.versions
            ],
        )
    else:
        say(f"{past.codebook} has no version yet: kodeverk codebook freeze PROJECT makes one")
    if past.edited is None:
        note("note: an earlier Kodeverk loaded it and did not keep its words, to compare with now")
    elif past.edited:
        say(f"changed since: {number_of(len(past.edited), 'difference')}")
    say("frozen" if past.frozen else "open for changes")


def _tree(book: "Codebook", width: int) -> Iterator[str]:
    """Yield a codebook as lines: each code under its theme, with its definition."""
    language = book.language
    title = book.title.get(language) or book.key
    yield f"{book.key} {book.version}: {title}"
    depth: dict[str, int] = {}
    for code in book.codes:
        level = depth[code.id] = depth.get(code.parent or "", 0) + 1
        former = [old for old, new in book.formerly.items() if new == code.key]
        yield from _entry(code, former, language, "  " * level, width)
    for facet in book.facets:
        values = ", ".join(value.id for value in facet.values)
        must = ", required" if facet.required else ""
        yield f"  facet {facet.key} ({'one' if facet.single else 'several'}{must}): {values}"


def _entry(
    code: "Code", former: Sequence[str], language: str, indent: str, width: int
) -> Iterator[str]:
    name = code.name.get(language) or next(iter(code.name.values()), "")
    key = f" [{code.hotkey}]" if code.hotkey else ""
    counted = "" if code.counted else " (not counted)"
    active = "" if code.active else " (out of use)"
    was = f" (formerly {', '.join(map(visible, former))})" if former else ""
    yield f"{indent}{visible(code.key)}{key}  {visible(name)}{counted}{active}{was}"
    definition = code.definition.get(language) or next(iter(code.definition.values()), "")
    yield from textwrap.wrap(
        visible(" ".join(definition.split())),
        max(20, width),
        initial_indent=f"{indent}    ",
        subsequent_indent=f"{indent}    ",
    )
