"""The one place that writes to stdout and stderr and decides the exit code.

What a command found goes to stdout, what else there is to say to stderr.
"""

import codecs
import errno
import json
import os
import re
import shutil
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import IO, Any, NoReturn

import click

from kodeverk.cli.layout import Cell, table_lines
from kodeverk.errors import BadAddress, KodeverkError, Question, program_fault
from kodeverk.model.text import OBEYED, visible

FAILED = 1
ANSWER_IS_NO = 3
_BAR = 30
_PLAINER = str.maketrans(
    {"─": "-", "–": "-", "·": "|", "→": "->", "…": "...", "“": '"', "”": '"', "█": "#", "░": "."}
)
_OBEYED_IN_LINES = re.compile(rf"(?![\n\t]){OBEYED.pattern}")
_PASSWORD = re.compile(r"(:/+[^\s/:@]*:)[^\s@]*(?=@)|(password=)[^\s&]+", re.IGNORECASE)
_REPORT = "Please report this line. KODEVERK_DEBUG=1 shows more, perhaps words of an interview too."


class Failure(click.ClickException):
    """What ends a command: shown on stderr as what is wrong and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def show(self, _file: IO[Any] | None = None) -> None:
        """Write the message to stderr."""
        problem(self.message, self.hint)


class WronglyUsed(Failure):
    """The end of a command that was given something in a form it does not take."""

    exit_code = 2


class Cancelled(Failure):
    """The end of a command that somebody stopped by Ctrl+C."""

    exit_code = 130


def prepare_streams() -> None:
    """Let a terminal that cannot show a character show a plainer one, or its number."""
    codecs.register_error("plainer", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="plainer")


def _plainer(error: UnicodeError) -> tuple[str | bytes, int]:
    """Stand in for what an encoding does not have, as `codecs.register_error` asks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    shown = lacking.translate(_PLAINER).encode("ascii", "backslashreplace").decode("ascii")
    return shown, error.end


def say(line: str = "", *, dim: bool = False) -> None:
    """Write a line of the answer to stdout, on a terminal perhaps dimmed."""
    shown = visible(line)
    click.echo(click.style(shown, dim=True) if dim and not os.environ.get("NO_COLOR") else shown)


def note(line: str) -> None:
    """Write a line about the answer to stderr."""
    click.echo(visible(line), err=True)


def busy(doing: str) -> None:
    """Write to stderr what is being done, if somebody may be waiting at a terminal."""
    if sys.stderr.isatty():
        note(f"{doing} …")


def problem(message: str, hint: str = "") -> None:
    """Write to stderr what is wrong, and what to do about it.

    Lines after the first that begin with two spaces are a list; other line breaks are written out.
    """
    first, *listed = without_password(message).replace("\n  ", "\0").split("\0")
    click.echo(f"error: {visible(first)}", err=True)
    for line in listed:
        click.echo(f"  {visible(line)}", err=True)
    if hint:
        click.echo(f"hint: {visible(without_password(hint))}", err=True)


def without_password(message: str) -> str:
    """Return a message without the passwords of addresses in it, wherever they came from."""
    return _PASSWORD.sub(r"\1***", message)


def _visible_lines(text: str) -> str:
    return _OBEYED_IN_LINES.sub(lambda obeyed: visible(obeyed.group()), text)


def say_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a table to stdout, folded to the width of the terminal when that is one."""
    for line in table_lines(columns, rows, terminal_width()):
        click.echo(line)


def say_json(value: object) -> None:
    """Write `value` to stdout as JSON in UTF-8, whatever the terminal's encoding.

    What is no Unicode, as in the name of a file, is written as JSON writes it: escaped. So is, on
    a terminal, what that would obey.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if sys.stdout.isatty():
        text = _OBEYED_IN_LINES.sub(lambda obeyed: f"\\u{ord(obeyed.group()):04x}", text)
    click.echo(text.encode("utf-8", "backslashreplace"))


def say_json_list(
    name: str, values: Iterable[object], others: Callable[[], Mapping[str, object]]
) -> None:
    """Write an object to stdout as `say_json` does, first a list that may be long, as it comes.

    What else is in the object is asked for when the list has come to its end.
    """
    click.echo(f'{{"{name}": [', nl=False)
    for number, value in enumerate(values):
        click.echo(",\n" if number else "\n", nl=False)
        say_json(value)
    click.echo("]", nl=False)
    for key, value in others().items():
        click.echo(f",\n{json.dumps(key)}: ", nl=False)
        say_json(value)
    click.echo("}")


def say_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table to stdout as CSV (RFC 4180, LF) in UTF-8.

    On a terminal what that would obey is written out, and a note says so.
    """
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    table = text.getvalue()
    shown = _visible_lines(table)
    obeyed = sys.stdout.isatty() and shown != table
    click.echo((shown if obeyed else table).encode("utf-8", "backslashreplace"), nl=False)
    if obeyed:
        note("note: what the terminal would obey is written out; in a file it stands as it is")


def terminal_width() -> int | None:
    """Return how many cells a line on stdout may have, None where it is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def on_terminal() -> bool:
    """Tell whether somebody sits at a terminal, both reading and writing."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, answers: Sequence[str], otherwise: str) -> str:
    """Ask for one of several answers on a terminal; `otherwise` is what Enter gives."""
    choice = click.Choice(answers)
    answer = click.prompt(
        visible(question), type=choice, default=otherwise, show_choices=False, err=True
    )
    return str(answer)


def is_sure(question: str) -> bool:
    """Ask for a yes or a no on a terminal."""
    return click.confirm(visible(question.removesuffix("?")), err=True)


def insist(question: str) -> None:
    """Ask for a yes on a terminal. Raises Abort for a no."""
    if not is_sure(question):
        raise click.Abort


def confirm(question: str, what: str, *, yes: bool) -> None:
    """Ask for a yes to what cannot be undone, unless it was given already.

    `what` names it in the error. Raises Failure where nobody can be asked, and Abort for a no.
    """
    if yes:
        return
    if not on_terminal():
        raise Failure(
            f"{what} cannot be undone, and nobody can be asked here",
            "Look at it with --dry-run, then say --yes.",
        )
    insist(f"{question}? There is no undo")


def agree(question: Question, *, yes: bool) -> None:
    """Ask for the yes that something needs, unless it was given already.

    Raises Failure where nobody can be asked, and Abort for a no.
    """
    if yes:
        return
    if not on_terminal():
        raise Failure(f"{question.message}, and nobody can be asked here", question.hint)
    insist(question.question)


def answer_no() -> NoReturn:
    """End the command: it ran, and the answer is no."""
    raise click.exceptions.Exit(ANSWER_IS_NO)


def failed() -> NoReturn:
    """End the command as failed, when what failed has been told already."""
    raise click.exceptions.Exit(FAILED)


@contextmanager
def progress(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Give what reports how many of how many are done: a bar on stderr, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return

    columns = shutil.get_terminal_size().columns
    room = max(1, min(_BAR, columns - len(doing) - 16))

    def report(done: int, total: int) -> None:
        filled = room * done // max(1, total)
        bar = "█" * filled + "░" * (room - filled)
        click.echo(f"\r{doing} {bar} {done}/{total} ", err=True, nl=False)

    try:
        yield report
    finally:
        blank = " " * min(columns - 1, len(doing) + room + 24)
        click.echo(f"\r{blank}\r", err=True, nl=False)


@contextmanager
def answering_errors() -> Iterator[None]:
    """Turn what ends a command into words on stderr and an exit code."""
    try:
        yield
    except (click.exceptions.Exit, click.Abort):
        raise
    except click.ClickException as error:
        raise _quoted(error) from None
    except KodeverkError as error:
        kind = WronglyUsed if isinstance(error, BadAddress) else Failure
        raise kind(error.message, error.hint) from error
    except KeyboardInterrupt as error:
        raise Cancelled(
            "cancelled", "A step is saved whole or not at all. See: kodeverk log PROJECT"
        ) from error
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # whoever read the output has gone, as `head` does: click ends without a word
        raise Failure(
            _refused(error), "Check the name, the space and your rights there."
        ) from error
    except Exception as error:
        if os.environ.get("KODEVERK_DEBUG"):
            click.echo(_visible_lines(without_password(traceback.format_exc())), err=True)
        raise Failure(program_fault(error), _REPORT) from error


def _quoted(error: click.ClickException) -> click.ClickException:
    """Return a wrong use as it may be shown: it quotes names of files, and addresses perhaps."""
    said = error.format_message()
    shown = _visible_lines(without_password(said))
    return click.UsageError(shown, getattr(error, "ctx", None)) if shown != said else error


def _refused(error: OSError) -> str:
    named = f"{error.filename}: " if error.filename else ""
    return f"{named}{error.strerror or error}"
