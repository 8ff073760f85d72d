"""`kodeverk assign`."""

import re
from collections.abc import Mapping
from dataclasses import asdict

import click

from kodeverk.cli.console import Failure, is_sure, note, on_terminal, say_json, say_table
from kodeverk.cli.opening import asking_who, author_in, opened
from kodeverk.cli.options import (
    coder_option,
    json_option,
    pairs_option,
    project_argument,
    round_option,
)

_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")


class Share(click.ParamType[float]):
    """A share written in percent, `20%`, as a number between 0 and 1."""

    name = "percent"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the share. A number without the sign could mean either and is refused."""
        if isinstance(value, float):
            return value
        percentage = _PERCENT.fullmatch(str(value).strip())
        if percentage is None:
            self.fail(f"{value!r} is not a percentage; write it as 20%", param, ctx)
        return float(percentage[1].replace(",", ".")) / 100


@click.command
@project_argument
@round_option
@click.option("--coders", metavar="A,B,C", help="Who codes; otherwise everybody in the project.")
@click.option("--double", type=Share(), default="0%", metavar="20%", help="Share coded by two.")
@click.option(
    "--stratify", metavar="LIST", help="Even shares within each municipality,role (one or both)."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The deal follows from it.")
@click.option(
    "--again/--keep",
    default=None,
    help="Deal anew, or leave, what main coders not among A,B,C have not finished.",
)
@pairs_option(
    "--main",
    "T=CODER",
    "Make this coder the main coder of a transcript, whoever it was. Repeatable.",
)
@coder_option
@json_option
def assign(
    project: str,
    round_name: str,
    coders: str | None,
    double: float,
    stratify: str | None,
    seed: int,
    again: bool | None,
    main: dict[str, str],
    coder: str | None,
    as_json: bool,
) -> None:
    """Deal the transcripts out to the coders.

    Every transcript without a main coder in the round gets one; assignments there are stay. Where a
    main coder is none of A,B,C and has not finished, you are asked whether to deal the transcript
    anew. With --main nothing is dealt: it says whose codings count from now on, and CODER is one
    the project has (kodeverk coders).
    """
    from kodeverk.service import assigning
    from kodeverk.service.dealing import Assigned
    from kodeverk.service.transcripts import find_transcript

    names = _listed(coders)
    if main and (names or double or stratify or again is not None):
        raise click.UsageError("--main names main coders and deals nothing: give it alone.")
    with opened(project) as into:
        author = author_in(into, coder)

        def work(who: Mapping[str, str]) -> list[Assigned]:
            if main:
                chosen = {
                    find_transcript(into, transcript).id: who.get(name, name)
                    for transcript, name in main.items()
                }
                return assigning.name_main_coder(into, author, chosen, round_name)
            people = [who.get(name, name) for name in names]
            left = assigning.left_behind(into, author, people, round_name)
            return assigning.assign(
                into,
                author,
                people,
                double=double,
                stratify=_listed(stratify),
                seed=seed,
                round_name=round_name,
                again=_deal_again(left, again),
            )

        disputed = assigning.disputed_transcripts(into, round_name)
        dealt = asking_who(into, "{id} in --main" if main else "{id} in --coders", work, {})
    if as_json:
        say_json({"assigned": [asdict(assigned) for assigned in dealt], "round": round_name})
        return
    if not dealt:
        note("note: every transcript has a main coder already; nothing was assigned")
        if disputed:
            listed = ", ".join(disputed)
            note(f"note: people named different main coders of {listed} (kodeverk conflicts)")
        return
    columns = ["transcript", "main coder", "also coded by"]
    rows = [[assigned.transcript, assigned.main, ", ".join(assigned.others)] for assigned in dealt]
    if any(assigned.instead_of for assigned in dealt):
        columns.append("instead of")
        for row, assigned in zip(rows, dealt, strict=True):
            row.append(assigned.instead_of or "")
    say_table(columns, rows)


def _deal_again(left: Mapping[str, str], again: bool | None) -> bool:
    """Return whether to deal anew what main coders leave behind, asking if nobody has said it."""
    if again is not None or not left:
        return bool(again)
    from kodeverk.service.phrases import some_of

    listed = some_of([f"{name} ({coder})" for name, coder in left.items()])
    if not on_terminal():
        raise Failure(
            f"other coders are the main coders of what they have not finished: {listed}",
            "Say --again to deal that anew, or --keep to leave it to them.",
        )
    return is_sure(f"Not finished by their main coders: {listed}. Deal them anew?")


def _listed(given: str | None) -> list[str]:
    """Return the names in a list written with commas."""
    return [name.strip() for name in (given or "").split(",") if name.strip()]
