"""`kodeverk consensus`."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli import completing
from kodeverk.cli.console import agree, say, say_json, say_table
from kodeverk.cli.layout import shortened
from kodeverk.cli.opening import author_in, opened, reader_in
from kodeverk.cli.options import coder_option, json_option, project_argument
from kodeverk.errors import Question

if TYPE_CHECKING:
    from kodeverk.service.consensus import ItemOfConsensus, Standing


@click.command
@project_argument
@click.argument("transcript", required=False, shell_complete=completing.transcripts)
@click.option(
    "--round",
    "round_name",
    metavar="ROUND",
    help="What was finished in this round. Otherwise in the main one, else in the latest.",
)
@click.option("--begin", is_flag=True, help="Write what the coders agree on.")
@click.option(
    "--queue",
    "out",
    metavar="OUT.csv",
    type=click.Path(path_type=Path),
    help="Write what is open to a new table, to be decided in a meeting.",
)
@click.option(
    "--decide",
    "table",
    metavar="IN.csv",
    type=click.Path(path_type=Path),
    help="Take the decisions of this table: a coder's name, both, neither, or START-END.",
)
@click.option(
    "--yes", is_flag=True, help="Do not ask about words that go into the codebook as examples."
)
@coder_option
@json_option
def consensus(
    project: str,
    transcript: str | None,
    out: Path | None,
    table: Path | None,
    coder: str | None,
    round_name: str | None,
    *,
    begin: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Settle what the coders of a transcript code differently, without changing their codings.

    Without a transcript: how far the consensus on each is that two coders have finished. With one:
    what is open. That is of a round: the main one, or where no two have finished it there, the
    latest. The consensus begins with what agrees: the same code, half of each coding in common. It
    is complete when nothing is open, and then counts in the place of the main coder's codings in
    every round that the same coders finished.
    """
    from kodeverk.service import consensus as service
    from kodeverk.service import consensus_table as tables

    if transcript is None and (begin or out or table):
        raise click.UsageError("--begin, --queue and --decide are of one transcript: name it")
    if out and (begin or table):
        raise click.UsageError("--queue writes what is open; do the other thing first")
    with opened(project) as into:
        if transcript is None:
            found = service.standings(into, reader_in(into, coder), round_name)
            _say_standings(found, round_name, as_json=as_json)
            return
        if begin or table:
            author = author_in(into, coder)
            choices = tables.choices_in(table) if table else ()
            decide = partial(
                service.decide, into, author, transcript, choices, round_name=round_name
            )
            try:
                standing = decide()
            except Question as question:
                agree(question, yes=yes)
                standing = decide(sure=question.about)
            if as_json:
                say_json(_as_json(standing))
            else:
                say(_in_words(standing))
            return
        items = service.queue(into, reader_in(into, coder), transcript, round_name)
        if out:
            count = tables.write_queue(out, items)
            from kodeverk.service.phrases import number_of

            say(f"{out}: {number_of(count, 'open item')}")
        elif as_json:
            say_json({"items": [tables.item_as_json(item) for item in items]})
        else:
            _say_items(items)


def _as_json(standing: "Standing") -> dict[str, object]:
    values = standing._asdict()
    called = {"round": values.pop("round_name"), "complete": values.pop("is_complete")}
    return {**values, **called, "coders": [*standing.coders]}


def _say_standings(found: list["Standing"], round_name: str | None, *, as_json: bool) -> None:
    if as_json:
        say_json({"transcripts": [_as_json(one) for one in found]})
    elif not found:
        where = f" in the round {round_name}" if round_name else ""
        say(f"no transcript is finished by two coders or more{where}")
    else:
        say_table(
            ["transcript", "round", "coders", "agreed", "decided", "open", "consensus"],
            [
                [
                    one.name,
                    one.round_name,
                    ", ".join(one.coders),
                    one.agreed,
                    one.decided,
                    one.open,
                    "complete" if one.is_complete else "begun" if one.begun else "",
                ]
                for one in found
            ],
        )


def _in_words(standing: "Standing") -> str:
    if standing.is_complete:
        return f"{standing.name}: the consensus is complete"
    return (
        f"{standing.name}: agreed {standing.agreed}, decided {standing.decided}, "
        f"open {standing.open}"
    )


def _say_items(items: list["ItemOfConsensus"]) -> None:
    waiting = [item for item in items if item.state in ("open", "reopened")]
    if not waiting:
        say("nothing is open")
        return
    for item in waiting:
        again = (
            " (decided before, and changed or decided otherwise since)"
            if item.state == "reopened"
            else ""
        )
        say(f"{item.id}  {item.code.key}  {item.span.start}–{item.span.end}{again}")
        for coder, passages in item.by_coder.items():
            for passage in passages:
                words = shortened(" ".join(passage.quote.split()))
                say(f"    {coder} {passage.span.start}–{passage.span.end}: {words}")
