"""`kodeverk import`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodeverk.cli.console import failed, note, problem, progress, say, say_json, say_table
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, pairs_option, project_argument
from kodeverk.model.text import normalise

if TYPE_CHECKING:
    from kodeverk.model.municipality import Municipality
    from kodeverk.model.records import Coder
    from kodeverk.service.import_choices import Choices
    from kodeverk.service.import_results import FileResult
    from kodeverk.service.replacing import Replacement
    from kodeverk.store.project import Project

_COLUMNS = ("file", "status", "turns", "words", "speakers", "municipality", "warnings")
_MOST_SKIPPED = 5
_SHOWN = 60


@click.command("import")
@project_argument
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--municipality", metavar="X", help="Where: a name or a number (0301), for all files."
)
@click.option("--date", "day", metavar="D", help="When: YYYY-MM-DD or D.M.YYYY, for all files.")
@pairs_option(
    "--role", "LABEL=ROLE", "What the speaker under a label is, such as V=advisor. Repeatable."
)
@pairs_option(
    "--join", "VARIANT=LABEL", "Two labels are one person, such as Int=Intervjuer. Repeatable."
)
@click.option(
    "--ignore",
    "ignored",
    metavar="LABEL",
    multiple=True,
    help="A label that is no speaker. Repeatable.",
)
@pairs_option(
    "--informant", "LABEL=PSEUDONYM", "Who the speaker is, also in other files. Repeatable."
)
@pairs_option("--speaks-for", "INTERPRETER=LABEL", "Whose words an interpreter says. Repeatable.")
@click.option("--convention", metavar="NAME", help="How the files name who speaks, if not seen.")
@click.option("--encoding", metavar="NAME", help="How the letters of text files are encoded.")
@click.option(
    "--comments",
    type=click.Choice(("memos", "codings", "none")),
    default="memos",
    show_default=True,
    help="What comments in the margin become; codings where they name codes, else memos.",
)
@click.option(
    "--metadata",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="A table with a row for each file: municipality, date, roles, informants, variables.",
)
@click.option(
    "--replaces", metavar="T", help="The one file is the corrected text of this transcript."
)
@click.option("--forget-choices", is_flag=True, help="Forget what was chosen in earlier imports.")
@click.option("--dry-run", is_flag=True, help="Show what would be imported and write nothing.")
@coder_option
@json_option
def import_(
    project: str,
    files: tuple[Path, ...],
    day: str | None,
    role: dict[str, str],
    join: dict[str, str],
    ignored: tuple[str, ...],
    informant: dict[str, str],
    metadata: Path | None,
    replaces: str | None,
    coder: str | None,
    *,
    forget_choices: bool,
    dry_run: bool,
    as_json: bool,
    **others: Any,
) -> None:
    """Add transcripts to a project.

    A folder stands for the files in it that can be read. A file that cannot be used is named with
    its reason; the others are imported, and the exit code is 1. A text that is there already is
    left as it is. Roles, joined and ignored labels and the convention are remembered for the next
    files.
    """
    from kodeverk.formats.metadata import read_metadata
    from kodeverk.formats.transcripts.folders import transcript_files
    from kodeverk.service.importing import Choices, import_files
    from kodeverk.service.wording import some_of

    facts = read_metadata(metadata) if metadata is not None else {}
    paths, left_out = transcript_files(files)
    paths = [path for path in paths if metadata is None or path.resolve() != metadata.resolve()]
    choices = Choices(
        date=day,
        roles=role,
        facts=facts,
        joined=join,
        ignored=dict.fromkeys(ignored, True),
        informants=informant,
        **others,
    )
    if replaces is not None:
        _check_replacing(paths, choices, forget_choices=forget_choices)
    replacement = None
    with opened(project) as into:
        author = author_in(into, coder)
        with progress("reading") as report:
            if replaces is not None:
                result, replacement = _replace(
                    into, author, paths[0], choices, replaces, dry_run=dry_run
                )
                results = [result]
            else:
                results = import_files(
                    into,
                    author,
                    paths,
                    choices,
                    dry_run=dry_run,
                    forget_choices=forget_choices,
                    progress=report,
                )
    if unused := sorted(facts.keys() - {normalise(path.name) for path in paths}):
        note(f"note: {metadata}: rows of files that were not given: {', '.join(unused)}")
    if left_out:
        named = some_of([path.name for path in left_out])
        note(f"note: left out, for their names say nothing that can be read: {named}")
    if as_json:
        replaced = {} if replacement is None else {"replaced": asdict(replacement)}
        say_json({"transcripts": list(map(_fields, paths, results)), **replaced})
    else:
        for path, result in zip(paths, results, strict=True):
            if dry_run and result.convention is not None:
                _tell_details(path, result)
        say_table(_COLUMNS, list(map(_row, paths, results)))
        for path, result in zip(paths, results, strict=True):
            for warning in result.warnings:
                note(f"note: {path}: {warning}")
        _tell_sums(results)
    _tell_failures(paths, results)


def _check_replacing(paths: Sequence[Path], choices: "Choices", *, forget_choices: bool) -> None:
    """Refuse more than one file, and choices that belong to the transcript and not to its text."""
    if len(paths) != 1:
        raise click.UsageError("--replaces takes exactly one file")
    for option, given in (
        ("--municipality", choices.municipality),
        ("--date", choices.date),
        ("--informant", choices.informants),
        ("--metadata", choices.facts),
        ("--comments", choices.comments != "memos"),
        ("--forget-choices", forget_choices),
    ):
        if given:
            raise click.UsageError(f"--replaces changes the text alone: leave {option} out")


def _replace(
    project: "Project",
    author: "Coder",
    path: Path,
    choices: "Choices",
    transcript: str,
    *,
    dry_run: bool,
) -> "tuple[FileResult, Replacement]":
    """Make a file the new version of a transcript; say what became of what was coded in it."""
    from kodeverk.service.coding import find_transcript
    from kodeverk.service.import_results import looked_at
    from kodeverk.service.importing import check_choices, look_at
    from kodeverk.service.replacing import replace_text

    (preview,) = look_at(project, [path], choices)
    check_choices(choices, [preview])
    known = find_transcript(project, transcript)
    done = replace_text(project, author, known.id, preview, dry_run=dry_run)
    became = "would be replaced" if dry_run and done.status != "unchanged" else done.status
    codings, memos = done.codings, done.memos
    told = [f"codings placed {codings.sure}, to review {codings.unsure}, gone {codings.gone}"]
    told += [f"memos placed {memos.sure}, to review {memos.unsure}, gone {memos.gone}"]
    told += [f"{old} is {new} now" for old, new in done.matched]
    told += [f"new speaker {label}" for label in done.new_speakers]
    note(f"{known.name}: {became}; {'; '.join(told)}")
    if preview.source is not None and preview.source.comments:
        note(f"note: {path}: {len(preview.source.comments)} comments are not imported again")
    if done.to_review:
        note(f"Look at them with: kodeverk place PROJECT {known.name}")
    result = looked_at(replace(preview, clash=None, is_there=done.status == "unchanged"))
    status = result.status if dry_run or done.status == "unchanged" else "imported"
    return replace(result, status=status, transcript=known.name, warnings=done.warnings), done


def _fields(path: Path, result: "FileResult") -> dict[str, object]:
    fields = asdict(result)
    place = result.municipality
    fields["municipality"] = None if place is None else {"number": place.number, "name": place.name}
    fields["candidates"] = [
        {"number": one.number, "name": one.name, "county": one.county} for one in result.candidates
    ]
    fields["readings"] = [
        {
            "convention": one.convention,
            "confidence": one.confidence,
            "turns": one.turns,
            "speakers": one.speakers,
        }
        for one in result.readings
    ]
    fields["skipped"] = [{"line": line, "text": words} for line, words in result.skipped]
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


def _tell_details(path: Path, result: "FileResult") -> None:
    """Show of a file that was only looked at what a person looks at before deciding."""
    say(f"{path}")
    from kodeverk.service.wording import number_of

    others = "; ".join(
        f"{one.convention} ({one.confidence:.2f}, {one.turns} turns of "
        f"{', '.join(one.speakers) or 'nobody'})"
        for one in result.readings
        if one.convention != result.convention
    )
    say(f"  named as in: {result.convention} ({result.confidence:.2f})")
    if others:
        say(f"  or as in: {others}")
    if result.encoding:
        say(f"  encoding: {result.encoding}")
    for speaker in result.speakers:
        facts = [speaker.role + (" (remembered)" if speaker.remembered else "")]
        facts += [f"informant {speaker.informant}"] if speaker.informant else []
        facts += [f"speaks for {speaker.speaks_for}"] if speaker.speaks_for else []
        facts.append(number_of(speaker.turns, "turn"))
        say(f"  {speaker.label}: {', '.join(facts)}: “{speaker.first_words}”")
    for told in result.remembered:
        say(f"  remembered: {told}")
    if result.comments:
        say(f"  comments: {result.comments}")
    for question in result.asks:
        say(f"  please check: {question}")
    for line, words in result.skipped[:_MOST_SKIPPED]:
        say(f"  in no turn, line {line}: {_cut(words)}")
    if (more := len(result.skipped) - _MOST_SKIPPED) > 0:
        say(f"  in no turn: {more} more lines")
    say()


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


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
