"""`kodeverk explain`."""

from typing import TYPE_CHECKING, Any, Literal

import click

from kodeverk.cli.console import say, say_json, terminal_width
from kodeverk.cli.frequencies import MEASURES
from kodeverk.cli.layout import wrapped
from kodeverk.cli.opening import opened, reader_in
from kodeverk.cli.options import (
    basis_option,
    coders_option,
    json_option,
    project_argument,
    round_option,
    scope_option,
    with_options,
)
from kodeverk.cli.passages import ABOUT_SPEAKERS, OF_CODINGS
from kodeverk.model.text import visible

if TYPE_CHECKING:
    from kodeverk.service.explaining import Explanation
    from kodeverk.service.frequency_table import Measure


@click.command
@project_argument
@with_options(
    *OF_CODINGS,
    *ABOUT_SPEAKERS,
    coders_option,
    scope_option,
    basis_option,
    round_option,
    click.option(
        "--measure",
        type=click.Choice(MEASURES),
        default="passages",
        show_default=True,
        help="Which figure to explain.",
    ),
    json_option,
)
def explain(
    project: str,
    basis: Literal["final", "all", "coder"],
    measure: "Measure",
    as_json: bool,
    **given: Any,
) -> None:
    """Say what a figure is made of: its rules, every coding behind it, and what is left out.

    The filters choose the figure: a code or a theme, and where and whose. Each coding is told with
    its place, its coder, the version of the codebook, and the SHA-256 of the text it lies in.
    """
    from kodeverk.service.explaining import explain
    from kodeverk.service.passage_query import PassageQuery
    from kodeverk.service.scoping import Selection

    query = PassageQuery(Selection(basis=basis, **given))
    with opened(project) as read:
        made = explain(read, reader_in(read), query, measure)
    if as_json:
        say_json(made.as_json())
    else:
        _tell(made)


def _tell(made: "Explanation") -> None:
    from kodeverk.service.phrases import number_of

    row, selection = made.figures, made.query.selection
    chosen = (f"{name} {', '.join(values)}" for name, values in made.query.filters.items())
    say(visible("; ".join(chosen)))
    say(f"{made.measure}: {made.figure}")
    if row.reason is None:
        say(
            f"informants {row.share()} · passages {row.passages} · codings {row.codings} · turns "
            f"{row.turns} · transcripts {row.transcripts} · words {row.words} · per 1,000 words "
            f"{row.figure('per-1000')} (of {number_of(row.of_words or 0, 'word')})"
        )
    say(f"Scope: {selection.scope}, round {selection.round_name}. Basis: {selection.basis}.")
    for sentence in made.notes:
        say(visible(sentence))
    say()
    say("How it is counted")
    width = (terminal_width() or 100) - 4
    for rule in made.rules:
        for line in wrapped(rule, width):
            say(f"  {line}")
    say()
    say(f"What makes it: {number_of(len(made.codings), 'coding')}")
    for one in made.codings:
        who = f"{', '.join(one.speakers) or 'nobody'} ({', '.join(one.roles)})"
        version = one.codebook_version or "no version"
        say(visible(f"  {one.transcript} {one.start}–{one.end} · {one.code} · {who} · {one.coder}"))
        say(visible(f"    codebook {version} · {one.origin} · text {one.text_sha256}"))
        for line in wrapped(visible(" ".join(one.quote.split())), width):
            say(f"    {line}")
    if made.left_out:
        say()
        say(f"Left out: {number_of(len(made.left_out), 'coding')}")
    for other in made.left_out:
        say(visible(f"  {other.transcript} · {other.code} · {other.coder}: {other.reason}"))
