"""`kodeverk report`: a set of files, as a TOML file says it, so that a paper can be made again.

Each file is made by a command with its options: what a command can do, a report can hold.
"""

import difflib
import io
import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import click

from kodeverk.cli import agreement, matrix
from kodeverk.cli.commands import kodeverk
from kodeverk.cli.console import note, say
from kodeverk.errors import BadInput, KodeverkError, NotFound
from kodeverk.files import check_folder, make_folder, refused, whole_file

READING = (
    "agreement",
    "archive",
    "codebook export",
    "crosswalk",
    "explain",
    "export",
    "frequencies",
    "matrix",
    "memos",
    "outcomes matrix",
    "outcomes show",
    "passages",
    "print",
    "search",
    "status",
)
"""The commands that a report may name, or in whose groups these are: none changes a project."""

_KEYS = {"project": str, "folder": str, "options": dict, "file": list}
_STDOUT = {".csv": "--csv", ".json": "--json", ".txt": None}
"""Ending of what a command only writes to stdout -> the option by which it writes that."""

_STDOUT_ALONE = frozenset({".json", ".txt"})
"""What no command writes to a file by itself."""

_HEADER = re.compile(r"^[ \t]*\[\[\s*file\s*\]\]", re.MULTILINE)

_TEMPLATE = """\
# What `kodeverk report {name}` makes, again and again. Lines that begin with # say nothing to it.

# The project, and the folder that the files go to, seen from this file.
project = {project}
folder = "report"

# Options for all commands below that know them, under their names without the two lines.
[options]
scope = "started"      # "finished" counts only what is coded to the end
basis = "final"        # whose codings count: "final", "all" or "coder"
# municipality = ["Oslo", "1818"]

# Each [[file]] is one command and the name of what it makes; more keys are its options:
# kodeverk COMMAND --help lists them. An option without a value is true, one that can be given
# several times takes a list.

[[file]]
command = "export xlsx"
out = "study.xlsx"

[[file]]
command = "export sqlite"
out = "study.sqlite"

[[file]]
command = "export csv"
out = "tables"
# excel = true

[[file]]
command = "export docx"
out = "study.docx"

[[file]]
command = "export html"
out = "study.html"

[[file]]
command = "export svg"
out = "figures"

[[file]]
command = "frequencies"
out = "by-role.csv"
by = "role"

[[file]]
command = "matrix cooccurrence"
out = "cooccurrence.xlsx"

# [[file]]
# command = "agreement"            # needs interviews that two coders have finished
# out = "agreement.xlsx"

# [[file]]
# command = "passages"
# out = "trust.docx"
# code = ["REL-TILLIT"]
"""


_TOGETHER = {"agreement": agreement.check_together, "matrix": matrix.check_together}
"""Command -> what raises UsageError for options of it that do not go together."""


class _Made(NamedTuple):
    """A file of a report: where it is said, the command, its words, and where it goes.

    `asked` are its words as the command called `name` understands them, `said` the names of the
    options among them that were given. What the command writes to stdout is kept where `captured`
    says so.
    """

    where: str
    name: str
    command: click.Command
    words: list[str]
    asked: Mapping[str, Any]
    said: frozenset[str]
    out: Path
    captured: bool


@click.command
@click.argument("report", metavar="REPORT.toml", type=click.Path(path_type=Path))
@click.option("--new", is_flag=True, help="Write a new REPORT.toml with comments, which runs.")
@click.option(
    "--project", metavar="PROJECT", help="With --new: of which project, if several are beside it."
)
@click.option("--force", is_flag=True, help="Replace files that people may have written in.")
def report(report: Path, project: str | None, *, new: bool, force: bool) -> None:
    """Make the files that REPORT.toml says: tables, exports, figures, each with its options.

    All of it is checked before anything is made; each file is made whole. Names are seen from
    REPORT.toml.
    """
    if project is not None and not new:
        raise click.UsageError("--project belongs to --new: a report says itself of which it is")
    if new:
        _write_new(report, project)
        say(str(report))
        return
    files = [*_planned(report, force=force)]
    _check_files(files, force=force)
    for made in files:
        make_folder(made.out.parent)
        try:
            _make(made)
        except KodeverkError as error:
            raise _placed(made.where, error) from error
    note(f"made: {len(files)}")


def _write_new(report: Path, project: str | None) -> None:
    if project is None:
        beside = sorted(report.parent.glob("*.kodeverk"))
        if len(beside) != 1:
            there = ", ".join(one.name for one in beside) or "none"
            raise NotFound(f"which project? Beside {report}: {there}", "Name it with --project.")
        project = beside[0].name
    elif "://" not in project and Path(project).exists():
        project = str(Path(project).resolve())
    text = _TEMPLATE.format(name=report.name, project=_quoted(project))
    with refused(report), whole_file(report, replace=False) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _planned(report: Path, *, force: bool) -> Iterator[_Made]:
    """Yield what a report says, all of it checked. Raises BadInput naming file, line and key."""
    text, said = _said(report)
    where = [text.count("\n", 0, header.start()) + 1 for header in _HEADER.finditer(text)]
    project = said["project"]
    if "://" not in project:
        project = str(report.parent / project)
    folder = report.parent / said.get("folder", ".")
    common = said.get("options", {})
    used: set[str] = set()
    taken: set[Path] = set()
    for number, entry in enumerate(said["file"]):
        at = f"{report}:{where[number]}" if number < len(where) else str(report)
        made = _file(at, entry, common, project, folder, force=force)
        used |= common.keys() & {one.opts[-1][2:] for one in made.command.params}
        place = made.out.resolve()
        if place in taken:
            raise BadInput(f"{at}: {made.out.name} is made twice", "Give one another name.")
        taken.add(place)
        yield made
    for key in common.keys() - used:
        raise BadInput(
            f"{report}: no command here has the option {key!r} of [options]",
            "Take it out, or see: kodeverk COMMAND --help",
        )


def _said(report: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of a report and what it says, under keys that a report can have."""
    try:
        text = report.read_text(encoding="utf-8")
        said = tomllib.loads(text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput(f"{report} cannot be read: {reason}", _BEGIN) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{report} is not TOML: {error}", _BEGIN) from error
    for key, value in said.items():
        if key not in _KEYS:
            raise BadInput(f"{report}: unknown key {key!r}", _there_are(key, _KEYS))
        if not isinstance(value, _KEYS[key]):
            raise BadInput(f"{report}: {key} is no {_TYPES[_KEYS[key]]}", _BEGIN)
    for key in ("project", "file"):
        if not said.get(key):
            raise BadInput(f"{report}: it does not say {key}", _BEGIN)
    return text, said


def _file(
    at: str,
    entry: object,
    common: Mapping[str, Any],
    project: str,
    folder: Path,
    *,
    force: bool,
) -> _Made:
    """Return what one entry says, with those of the common options that its command knows."""
    if not isinstance(entry, dict):
        raise BadInput(f"{at}: a [[file]] is a table", _BEGIN)
    for key in ("command", "out"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise BadInput(f"{at}: it does not say {key}", f'Write: {key} = "…"')
    command, name, more = _command(at, entry["command"])
    out = folder / entry["out"]
    options = {
        option.opts[-1].removeprefix("--"): option
        for option in command.params
        if isinstance(option, click.Option)
    }
    takes_out = any(
        isinstance(one, click.Argument) and isinstance(one.type, click.Path)
        for one in command.params[1:]
    )
    captured = not takes_out and ("out" not in options or out.suffix.lower() in _STDOUT_ALONE)
    words = [project, *more]
    if captured:
        words += _as_written(at, name, out, options)
    else:
        words += [str(out)] if takes_out else ["--out", str(out)]
    given = {key: value for key, value in entry.items() if key not in ("command", "out")}
    _check_keys(at, name, given, options)
    known = {key: value for key, value in common.items() if key in options}
    if force and "force" in options:
        known = {"force": True, **known}
    for key, value in (known | given).items():
        words += _option(at, key, value, options[key])
    asked = _understood(at, name, command, words)
    said = frozenset(str(options[key].name) for key in known | given)
    return _Made(at, name, command, words, asked, said, out, captured)


def _check_keys(
    at: str, name: str, given: Mapping[str, Any], options: Mapping[str, click.Option]
) -> None:
    """Raise BadInput for a key of an entry that is no option, or no option in a report."""
    for key in given.keys() & {"csv", "json"}:
        raise BadInput(f"{at}: {key} is what the ending of out says", f"Write: out = NAME.{key}")
    for key in given.keys() & {"save-view", "drop-view"}:
        raise BadInput(f"{at}: {key} changes the project, and a report does not", "Take it out.")
    for key in given:
        if key not in options:
            raise BadInput(f"{at}: kodeverk {name} has no option {key!r}", _there_are(key, options))


def _understood(
    at: str, name: str, command: click.Command, words: Sequence[str]
) -> Mapping[str, Any]:
    """Return words as a command understands them. Raises, with the place, what it does."""
    try:
        with command.make_context(name, [*words]) as context:
            check = _TOGETHER.get(name)
            if check is not None:
                check(context)
            return context.params
    except click.UsageError as error:
        raise BadInput(f"{at}: {error.format_message()}", f"See: kodeverk {name} --help") from error
    except KodeverkError as error:
        raise _placed(at, error) from error


def _placed(at: str, error: KodeverkError) -> KodeverkError:
    return type(error)(f"{at}: {error.message}", error.hint)


def _check_files(files: Sequence[_Made], *, force: bool) -> None:
    """Raise, with the place, what a command would of what it is asked for and of its file's place.

    Nothing is made before all files are checked.
    """
    from kodeverk.service.damage import open_or_advise
    from kodeverk.service.exports.foreseen import check_asked, check_output, check_place

    with open_or_advise(files[0].words[0]) as project:
        for made in files:
            try:
                check_folder(made.out.parent)
                if made.captured:
                    check_output(project, made.out, replace=force)
                else:
                    check_place(project, made.name, made.asked, made.out)
                check_asked(project, made.name, made.asked, made.said)
            except KodeverkError as error:
                raise _placed(made.where, error) from error


def _command(at: str, written: str) -> tuple[click.Command, str, list[str]]:
    """Return the command that is written, what it is called, and the words after that."""
    try:
        words = shlex.split(written)
    except ValueError as error:
        raise BadInput(f"{at}: command is no words: {error}", "Close the quotation.") from error
    found: click.Command | None = kodeverk
    name: list[str] = []
    while isinstance(found, click.Group) and words:
        found = found.get_command(click.Context(found), words[0])
        name.append(words.pop(0))
    called = " ".join(name)
    is_known = any(called == one or called.startswith(f"{one} ") for one in READING)
    if found is None or isinstance(found, click.Group) or not is_known:
        raise BadInput(
            f"{at}: {written!r} is no command that a report can have",
            f"There are: {', '.join(READING)}.",
        )
    # As words they would pass by what is checked of keys.
    for word in words:
        if word.startswith("-"):
            key = word.lstrip("-").partition("=")[0]
            raise BadInput(
                f"{at}: {word} stands in command, and options are keys of their own",
                f"Write it on a line below: {key} = …",
            )
    return found, called, words


def _as_written(at: str, name: str, out: Path, options: Mapping[str, click.Option]) -> list[str]:
    """Return the option by which a command writes to stdout what the ending says."""
    wanted = _STDOUT.get(out.suffix.lower(), "")
    known = [ending for ending, one in _STDOUT.items() if one is None or one[2:] in options]
    if wanted == "" or (wanted is not None and wanted[2:] not in options):
        raise BadInput(
            f"{at}: kodeverk {name} makes no {out.suffix or 'file without an ending'}",
            f"There are: {', '.join(known)}.",
        )
    return [] if wanted is None else [wanted]


def _option(at: str, key: str, value: Any, option: click.Option) -> list[str]:
    """Return the words of an option with its value or values."""
    if option.is_flag:
        if not isinstance(value, bool):
            raise BadInput(f"{at}: {key} is true or false", f"Write it so: {key} = true.")
        return [f"--{key}"] if value else []
    values = value if isinstance(value, list) else [value]
    if len(values) > 1 and not option.multiple:
        raise BadInput(f"{at}: {key} takes one value", "Give one, not a list.")
    for one in values:
        if isinstance(one, bool | dict | list):
            raise BadInput(f"{at}: {key} has no value that can be written so", "Give words.")
    return [word for one in values for word in (f"--{key}", str(one))]


def _make(made: _Made) -> None:
    """Run the command of one file."""
    kept = io.BytesIO()
    written = io.TextIOWrapper(kept, encoding="utf-8", newline="")
    context = made.command.make_context(made.command.name, [*made.words])
    if not made.captured:
        with context:
            made.command.invoke(context)
        return
    with context, redirect_stdout(written):
        made.command.invoke(context)
    written.flush()
    with refused(made.out), whole_file(made.out) as part:
        part.write_bytes(kept.getvalue())
    say(str(made.out))


_TYPES = {str: "text", dict: "table", list: "list of tables"}
_BEGIN = "Write one that runs, and change it: kodeverk report --new NEW.toml"


def _there_are(given: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(given, known, 1)
    return f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(known))}."
