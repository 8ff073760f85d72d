"""`kodeverk assign`."""

import re
from collections.abc import Mapping
from dataclasses import asdict

import click

from kodeverk.cli.console import note, say_json, say_table
from kodeverk.cli.opening import asking_who, author_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument, round_option

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
        found = _PERCENT.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r} is not a percentage; write it as 20%", param, ctx)
        return float(found[1].replace(",", ".")) / 100


@click.command
@project_argument
@round_option
@click.option("--coders", metavar="A,B,C", help="Who codes; otherwise everybody in the project.")
@click.option("--double", type=Share(), default="0%", metavar="20%", help="Share coded by two.")
@click.option(
    "--stratify", metavar="LIST", help="Even shares within each municipality,role (one or both)."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The deal follows from it.")
@coder_option
@json_option
def assign(
    project: str,
    round_name: str,
    coders: str | None,
    double: float,
    stratify: str | None,
    seed: int,
    coder: str | None,
    as_json: bool,
) -> None:
    """Deal the transcripts out to the coders.

    Every transcript without a main coder in the round gets one; assignments there are stay.
    """
    from kodeverk.service import assigning

    with opened(project) as into:
        author = author_in(into, coder)

        def work(who: Mapping[str, str]) -> list[assigning.Assigned]:
            return assigning.assign(
                into,
                author,
                [who.get(name, name) for name in _listed(coders)],
                double=double,
                stratify=_listed(stratify),
                seed=seed,
                round_name=round_name,
            )

        dealt = asking_who(into, "{id} in --coders", work, {})
    if as_json:
        say_json({"assigned": [asdict(one) for one in dealt], "round": round_name})
        return
    if not dealt:
        note("note: every transcript has a main coder already; nothing was assigned")
        return
    rows = [(one.transcript, one.main, ", ".join(one.others)) for one in dealt]
    say_table(("transcript", "main coder", "also coded by"), rows)


def _listed(given: str | None) -> list[str]:
    """Return the names in a list written with commas."""
    return [name.strip() for name in (given or "").split(",") if name.strip()]
