"""`kodeverk import`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli.console import failed, note, problem, progress, say_json, say_table
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument
from kodeverk.model.text import normalise

if TYPE_CHECKING:
    from kodeverk.model.municipality import Municipality
    from kodeverk.service.importing import FileResult

_COLUMNS = ("file", "status", "turns", "words", "speakers", "municipality", "warnings")


@click.command("import")
@project_argument
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--municipality", metavar="X", help="Where: a name or a number (0301), for all files."
)
@click.option("--date", "day", metavar="D", help="When: YYYY-MM-DD or D.M.YYYY, for all files.")
@click.option(
    "--role",
    "roles",
    metavar="LABEL=ROLE",
    multiple=True,
    help="What the speaker under a label is, such as V=advisor. May be repeated.",
)
@click.option(
    "--metadata",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="A table with a row for each file: municipality, date, roles, informants, variables.",
)
@click.option("--convention", metavar="NAME", help="How the files name who speaks, if not seen.")
@click.option("--dry-run", is_flag=True, help="Show what would be imported and write nothing.")
@coder_option
@json_option
def import_(
    project: str,
    files: tuple[Path, ...],
    municipality: str | None,
    day: str | None,
    roles: tuple[str, ...],
    metadata: Path | None,
    convention: str | None,
    dry_run: bool,
    coder: str | None,
    as_json: bool,
) -> None:
    """Add transcripts to a project.

    Reads .docx, .txt, .md, .vtt and .srt files. A file that cannot be used is named with its
    reason; the others are imported, and the exit code is 1. A text that is there already is left
    as it is.
    """
    from kodeverk.formats.metadata import read_metadata
    from kodeverk.service.importing import Choices, import_files

    facts = read_metadata(metadata) if metadata is not None else {}
    choices = Choices(municipality, day, _pairs(roles), facts, convention)
    with opened(project) as into:
        author = author_in(into, coder)
        with progress("reading") as report:
            results = import_files(into, author, files, choices, dry_run=dry_run, progress=report)
    if unused := sorted(facts.keys() - {normalise(path.name) for path in files}):
        note(f"note: {metadata}: rows of files that were not given: {', '.join(unused)}")
    if as_json:
        say_json({"transcripts": list(map(_fields, files, results))})
    else:
        say_table(_COLUMNS, list(map(_row, files, results)))
        for path, result in zip(files, results, strict=True):
            for warning in result.warnings:
                note(f"note: {path}: {warning}")
        _tell_sums(results)
    _tell_failures(files, results)


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """Return label -> role of options written LABEL=ROLE."""
    pairs: dict[str, str] = {}
    for option in given:
        label, sign, role = (part.strip() for part in option.rpartition("="))
        if not (label and sign and role):
            raise click.BadParameter(
                f"{option!r} is not LABEL=ROLE, such as V=advisor", param_hint="--role"
            )
        if pairs.setdefault(label, role) != role:
            raise click.BadParameter(f"{label} is given two roles", param_hint="--role")
    return pairs


def _fields(path: Path, result: "FileResult") -> dict[str, object]:
    fields = asdict(result)
    place = result.municipality
    fields["municipality"] = None if place is None else {"number": place.number, "name": place.name}
    return {**fields, "file": str(path)}


def _row(path: Path, result: "FileResult") -> tuple[str | int, ...]:
    speakers = ", ".join(
        f"{speaker.label or '(unnamed)'} {speaker.role} {speaker.turns}"
        for speaker in result.speakers
    )
    warnings = len(result.warnings) or ""
    place = _place(result.municipality)
    return path.name, result.status, result.turns, result.words, speakers, place, warnings


def _place(municipality: "Municipality | None") -> str:
    return "-" if municipality is None else f"{municipality.number} {municipality.name}"


def _tell_failures(files: Sequence[Path], results: Sequence["FileResult"]) -> None:
    """Name each file that failed, with its reason, and end the command if there are any."""
    bad = [(path, one) for path, one in zip(files, results, strict=True) if one.status == "failed"]
    for place, (path, one) in enumerate(bad, 1):
        reason = (one.error or "").removeprefix(f"{one.file}: ")
        named = reason if str(path) in reason else f"{path}: {reason}"
        # What to do about several files in a row is said once, after the last of them.
        again = place < len(bad) and bad[place][1].hint == one.hint
        problem(named, "" if again else one.hint or "")
    if bad:
        failed()


def _tell_sums(results: Sequence["FileResult"]) -> None:
    """Say how many files became what, where there are too many to see it at a glance."""
    if len(results) > 1:
        sums = Counter(one.status for one in results)
        note("files: " + ", ".join(f"{count} {status}" for status, count in sums.items()))
