"""`kodeverk pseudonymise`."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli import completing
from kodeverk.cli.console import (
    busy,
    confirm,
    note,
    say,
    say_json,
    say_table,
)
from kodeverk.cli.opening import author_in, note_unclean, opened
from kodeverk.cli.options import coder_option, json_option, project_argument

if TYPE_CHECKING:
    from kodeverk.service.projects import Project
    from kodeverk.service.pseudonymising import Proposal, Pseudonymised, ReplacementPlan

_SHOWN_PLACES = 4


@click.command
@project_argument
@click.argument(
    "transcripts", metavar="[TRANSCRIPT]...", nargs=-1, shell_complete=completing.transcripts
)
@click.option(
    "--proposals",
    "out",
    metavar="OUT.csv",
    type=click.Path(path_type=Path),
    help="Write the proposals to a new table, to be answered.",
)
@click.option(
    "--apply",
    "table",
    metavar="IN.csv",
    type=click.Path(path_type=Path),
    help="Replace what is answered yes in this table. There is no undo.",
)
@click.option(
    "--key",
    metavar="KEYFILE",
    type=click.Path(path_type=Path),
    help="The file that leads back to the names: written by --apply, never into the project. "
    "Before, it gives known names the pseudonyms they have.",
)
@click.option(
    "--again",
    is_flag=True,
    help="Replace what KEYFILE knows wherever it stands by now, as after a merge.",
)
@click.option(
    "--dry-run", is_flag=True, help="Say what --apply or --again would do, and write nothing."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@coder_option
@json_option
def pseudonymise(
    project: str,
    transcripts: tuple[str, ...],
    out: Path | None,
    table: Path | None,
    key: Path | None,
    again: bool,
    dry_run: bool,
    yes: bool,
    coder: str | None,
    as_json: bool,
) -> None:
    """Replace names and other identifying words for good.

    First it proposes: words marked X-IDENT, names, places, numbers and addresses. Then a person
    answers in the table, and --apply replaces what is answered yes, in the named transcripts or in
    all. Codings stay on their words. What is left of a name elsewhere is listed.
    """
    from kodeverk.service import pseudonymising
    from kodeverk.service.pseudonymising import read_decisions

    replaces = again or table is not None
    _check_steps(out is not None, table is not None, again, bool(transcripts))
    if not replaces and (dry_run or yes):
        raise click.UsageError("--dry-run and --yes belong to --apply and --again")
    if key is None and (again or (replaces and not dry_run)):
        raise click.UsageError("give --key KEYFILE: what leads back to the names")
    with opened(project) as into:
        if not replaces:
            busy("searching")
            proposed = pseudonymising.proposals(into, transcripts, key)
            _give_proposals(into, proposed, out, as_json)
            return
        if table is not None:
            planned = pseudonymising.plan_replacement(into, read_decisions(table), transcripts, key)
        elif key is not None:
            planned = pseudonymising.plan_again(into, key)
        done = _replace(into, planned, coder, dry_run=dry_run, yes=yes, as_json=as_json, key=key)
    if done is None or key is None:
        return
    _tell_done(done, planned, table, key, as_json)
    note_unclean(into)
    if Path(project).absolute().parent == key.absolute().parent:
        note(f"note: {key} lies beside the project: move it to where only you can read it")
    if table is not None:
        note(f"note: {table} holds the originals too: remove it when it is no longer needed")


def _check_steps(proposes: bool, applies: bool, again: bool, some: bool) -> None:
    """Raise a usage error for more than one step at once."""
    if proposes + applies + again > 1:
        raise click.UsageError("--proposals, --apply and --again are steps of their own: give one")
    if again and some:
        raise click.UsageError("--again is for all transcripts: name none")


def _replace(
    into: "Project",
    planned: "ReplacementPlan",
    coder: str | None,
    *,
    dry_run: bool,
    yes: bool,
    as_json: bool,
    key: Path | None,
) -> "Pseudonymised | None":
    """Tell the plan, ask and carry it out; return what was done, None where nothing was."""
    from kodeverk.service import pseudonymising

    if not as_json or not (dry_run or yes):
        _tell_plan(planned, to_stderr=as_json)
    if dry_run or key is None:
        if as_json:
            say_json(_plan_json(planned) | {"dry_run": True})
        note("note: nothing was written")
        return None
    if planned.replaced:
        confirm(
            f"Replace these in {planned.scope}, for good",
            f"replacing words in {planned.scope} of {into.name}",
            yes=yes,
        )
    elif planned.searched:
        note(f"note: nothing that {key} knows is to be replaced in {into.name}")
    else:
        note("note: nothing is answered yes, so nothing was written")
        return None
    return pseudonymising.pseudonymise(into, author_in(into, coder), planned, key)


def _give_proposals(
    project: "Project", proposed: Sequence["Proposal"], out: Path | None, as_json: bool
) -> None:
    from kodeverk.service import pseudonymising
    from kodeverk.service.phrases import number_of

    if out is not None:
        count = pseudonymising.save_proposals(project, out, proposed)
        note(
            f"note: {number_of(count, 'proposal')} in {out}: answer yes or no in its column "
            "`replace` and give it back with --apply. It holds names: keep it as you keep the key"
        )
    if as_json:
        say_json({"proposals": [asdict(proposal) for proposal in proposed]})
    elif out is None:
        if not proposed:
            say("nothing was found")
        for kind, those in pseudonymising.by_kind(proposed).items():
            say(f"{kind}:")
            say_table(
                ("text", "replacement", "transcripts", "places", "doubt"),
                [
                    (
                        proposal.text,
                        proposal.replacement,
                        proposal.transcripts,
                        proposal.places,
                        proposal.doubt,
                    )
                    for proposal in those
                ],
            )
            say()
    if proposed or not as_json:
        note("note: what no rule knows is not found; read the texts too")


def _tell_plan(planned: "ReplacementPlan", *, to_stderr: bool) -> None:
    """Write what is replaced, and what is not."""
    tell = note if to_stderr else say
    for replaced in planned.replaced:
        limited = f" (only in {replaced.only})" if replaced.only else ""
        tell(
            f"{replaced.text} -> {replaced.replacement}{limited}: places {replaced.places}, "
            f"transcripts {len(replaced.transcripts)}"
        )
    left_alone = [
        f"{count} {what}"
        for count, what in (
            (planned.undecided, "not answered"),
            (planned.declined, "answered no"),
        )
        if count
    ]
    if left_alone:
        tell(f"left alone: {', '.join(left_alone)}")


def _tell_done(
    done: "Pseudonymised", planned: "ReplacementPlan", table: Path | None, key: Path, as_json: bool
) -> None:
    """Write what was done and what is left."""
    from kodeverk.service.phrases import number_of

    if as_json:
        say_json(
            _plan_json(planned)
            | {
                "dry_run": False,
                "left": [asdict(leftover) for leftover in done.left],
                "made": [str(path) for path in done.made],
                "key": str(key),
            }
        )
    else:
        say(f"pseudonymised {number_of(len(done.transcripts), 'transcript')}; the key is {key}")
        for leftover in done.left:
            more = len(leftover.where) - _SHOWN_PLACES
            shown = ", ".join(leftover.where[:_SHOWN_PLACES]) + (
                f" and {more} more" if more > 0 else ""
            )
            say(f"left: {leftover.written}, {number_of(leftover.places, 'place')}: {shown}")
    for path in done.made:
        if table is None or path != table.absolute():
            note(f"note: made before, and still holding the originals: {path}")


def _plan_json(planned: "ReplacementPlan") -> dict[str, object]:
    return {
        "transcripts": [transcript.name for transcript in planned.transcripts],
        "replaced": [asdict(replaced) for replaced in planned.replaced],
        "declined": planned.declined,
        "undecided": planned.undecided,
    }
