"""Arguments and options that several commands have."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodeverk.cli.completing import projects

if TYPE_CHECKING:
    from kodeverk.service.questions import LineAnswer, LineMeaning


class NumberBetween(click.FloatRange):
    """A number from one to another. `nan` is none: nothing would ever be below it."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number. Raises BadParameter."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is no number from {self.min:g} to {self.max:g}.", param, ctx)
        return number


def with_options(*options: Callable[..., Any]) -> Callable[..., Any]:
    """Return what gives a command several options, in their order."""

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


transcript_files_argument = click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    # A file that cannot be read fails alone, and says so like any other.
    type=click.Path(path_type=Path, readable=False),
)
"""The transcript files, or folders of them, that a command reads."""
project_argument = click.argument("project", metavar="PROJECT", shell_complete=projects)

coder_option = click.option(
    "--coder",
    metavar="NAME",
    help="Who does it: a coder's name or id. Otherwise KODEVERK_CODER or the settings file says.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON to stdout.")

round_option = click.option(
    "--round",
    "round_name",
    metavar="ROUND",
    default="main",
    show_default=True,
    help="The part of the coding it is about.",
)

municipalities_option = click.option(
    "--municipality",
    "municipalities",
    metavar="M",
    multiple=True,
    help="Only this municipality, by name or number. Repeatable.",
)

coders_option = click.option(
    "--coder",
    "coders",
    metavar="NAME",
    multiple=True,
    help="Whose codings, with --basis coder (one) or all (any number).",
)

publishing_options = (
    click.option(
        "--publish", is_flag=True, help="Withhold small figures and what would tell them."
    ),
    click.option(
        "--threshold",
        type=click.IntRange(3),
        default=5,
        show_default=True,
        metavar="N",
        help="With --publish: fewer informants than N are withheld.",
    ),
    click.option(
        "--group",
        metavar="VARIABLE",
        help="With --publish: values of this variable in place of municipalities.",
    ),
    click.option(
        "--municipality-labels",
        "labels",
        is_flag=True,
        help="With --publish: M1, M2 … in place of municipalities.",
    ),
)
"""How what is written may be published."""


def file_options(endings: str = ".csv, .xlsx, .docx, .md or .html") -> Sequence[Callable[..., Any]]:
    """Return the options for the file that something is written to, with one of the `endings`."""
    return (
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=f"Write it to FILE, as its ending says: {endings}.",
        ),
        click.option("--force", "replace", is_flag=True, help="Replace FILE if it exists."),
    )


scope_option = click.option(
    "--scope",
    type=click.Choice(("finished", "started")),
    default="finished",
    show_default=True,
    help="Which transcripts count: those coded to the end, or also those begun.",
)
basis_option = click.option(
    "--basis",
    type=click.Choice(("final", "all", "coder")),
    default="final",
    show_default=True,
    help="Whose codings count: the consensus or main coder, every coder, or the one of --coder.",
)


def _near(_ctx: click.Context, option: click.Parameter, given: str) -> int | str:
    """Return `words`, `turn`, or the number of `N` or `words:N`."""
    if given in ("words", "turn"):
        return given
    number = given.removeprefix("words:")
    if number.isdecimal():
        return int(number)
    raise click.BadParameter(f"{given!r} is not words, turn or a number", param=option)


def near_option(of: str = "") -> Callable[..., Any]:
    """Return the option that says how near passages are; `of` begins its help."""
    return click.option(
        "--near",
        metavar="words|turn|N",
        default="words",
        show_default=True,
        callback=_near,
        help=f"{of}How near: on some of the same words, in the same turn, or with at most N words "
        "between.",
    )


def pairs_option(
    name: str, metavar: str, help_: str, *, may_be_empty: bool = False
) -> Callable[..., Any]:
    """Return an option that may be given several times, each LEFT=RIGHT, as a mapping.

    RIGHT is nothing only where it `may_be_empty`.
    """

    def mapped(
        _ctx: click.Context, option: click.Parameter, given: Sequence[str]
    ) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for pair in given:
            left, sign, right = (part.strip() for part in pair.rpartition("="))
            if not (left and sign and (right or may_be_empty)):
                raise click.BadParameter(f"{pair!r} is not {metavar}", param=option)
            if pairs.setdefault(left, right) != right:
                raise click.BadParameter(f"{left} is given twice", param=option)
        return pairs

    return click.option(name, metavar=metavar, multiple=True, callback=mapped, help=help_)


join_option = pairs_option(
    "--join", "VARIANT=LABEL", "Two labels are one person, such as Int=Intervjuer. Repeatable."
)


def _lines(
    _ctx: click.Context, option: click.Parameter, given: Sequence[str]
) -> "dict[int, LineAnswer]":
    lines: dict[int, LineAnswer] = {}
    for said in given:
        number, _, what = (part.strip() for part in said.partition("="))
        answer = _line_answer(what)
        if not number.isdecimal() or len(number) > _MOST_DIGITS or answer is None:
            known = "|".join((*_MEANINGS, f"{_BY}LABEL", f"{_FROM}LABEL"))
            raise click.BadParameter(f"{said!r} is not N={known}", param=option)
        if lines.setdefault(int(number), answer) != answer:
            raise click.BadParameter(f"line {number} is given twice", param=option)
    return lines


def _line_answer(what: str) -> "LineAnswer | None":
    for meaning in _MEANINGS:
        if what == meaning:
            return meaning
    if not what.startswith((_BY, _FROM)):
        return None
    from kodeverk.service.questions import SaidBy

    label = what.partition(":")[2].strip() or None
    return SaidBy(label, goes_on=what.startswith(_FROM))


_MEANINGS: "tuple[LineMeaning, ...]" = ("speaker", "said", "outside", "end")
_MOST_DIGITS = 9
_BY, _FROM = "by:", "from:"

line_option = click.option(
    "--line",
    "lines",
    metavar="N=WHAT",
    multiple=True,
    callback=_lines,
    help="Of line N of one text: its label is a speaker's (speaker), it is said and begins no "
    "turn (said), it lies outside the interview (outside), the interview ends above it (end), or "
    "whose it is (by:LABEL, or by: for somebody who is not named; from:LABEL with what follows in "
    "the turn). Repeatable.",
)
ignore_option = click.option(
    "--ignore",
    "ignored",
    metavar="LABEL",
    multiple=True,
    help="A label that is no speaker, or a tier that repeats another. Repeatable.",
)
