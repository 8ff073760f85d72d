"""`kodeverk forget`."""

from shlex import quote
from typing import TYPE_CHECKING

import click

from kodeverk.cli import completing
from kodeverk.cli.console import confirm, note, say, say_json
from kodeverk.cli.opening import author_in, note_unclean, opened
from kodeverk.cli.options import coder_option, json_option, project_argument

if TYPE_CHECKING:
    from kodeverk.service.forgetting import ForgettingReport


@click.command
@project_argument
@click.argument(
    "name", metavar="TRANSCRIPT|INFORMANT", shell_complete=completing.transcripts_and_informants
)
@click.option("--dry-run", is_flag=True, help="Say what would go and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@coder_option
@json_option
def forget(
    project: str, name: str, dry_run: bool, yes: bool, coder: str | None, as_json: bool
) -> None:
    """Remove an interview, or a person, whose consent is withdrawn.

    There is no undo, and it never comes back by merging. Of a person, the interviews go in which
    nobody else is an informant; in others what they said shows as […], and codings of nothing else
    go. What others say about them stays: see kodeverk pseudonymise.
    """
    from kodeverk.service import forgetting

    with opened(project) as into:
        author = author_in(into, coder)
        planned = forgetting.forget(into, author, name, dry_run=True)
        if not as_json or not (dry_run or yes):
            _tell(planned, to_stderr=as_json)
        done = planned
        if not dry_run:
            if planned.is_trial and not yes:
                note(
                    f"note: nobody has coded {name}, and nothing is said of consent: what was only "
                    "tried is taken out by kodeverk remove, and its file can come in again"
                )
            confirm(f"Forget {name} for good", f"forgetting {name}", yes=yes)
            done = forgetting.forget(into, author, name)
    if as_json:
        say_json(
            {
                "transcripts": list(done.transcripts),
                "informants": list(done.informants),
                "withdrawn_in": list(done.withdrawn_in),
                "removed": dict(done.removed),
                "made": [str(path) for path in done.made],
                "left": list(done.left),
                "earlier": list(done.earlier),
                "quoting": list(done.quoting),
                "dry_run": done.dry_run,
            }
        )
    for path in done.made:
        note(f"note: made before, and still holding it: {path}")
    note("note: copies that others have forget it when this one is merged into them")
    if dry_run:
        note("note: nothing was written")
    elif not as_json:
        say("forgotten")
    note_unclean(into)


def _tell(planned: "ForgettingReport", *, to_stderr: bool) -> None:
    """Write what goes."""
    tell = note if to_stderr else say
    for what, names in (
        ("transcript", planned.transcripts),
        ("informant", planned.informants),
    ):
        for name in names:
            tell(f"forgets the {what} {name}")
    for name in planned.withdrawn_in:
        tell(f"shows […] for what they said in {name}")
    for name in planned.left:
        tell(
            f"left: lines they said stand in another text of {name} where they are not the speaker "
            f"(kodeverk turns PROJECT {name} recognises the speakers anew)"
        )
    for name in planned.earlier:
        tell(
            f"left: the informant {name}, whom the speaker was said to be before and who speaks "
            f"nowhere (kodeverk forget PROJECT {quote(name)})"
        )
    if planned.quoting:
        tell(
            f"left: the codebook quotes it at {', '.join(planned.quoting)}, and so does its log "
            "(kodeverk pseudonymise PROJECT --proposals takes a row with the words)"
        )
    if planned.removed:
        counts = (f"{kind.replace('_', ' ')} {count}" for kind, count in planned.removed.items())
        tell(f"removes: {', '.join(counts)}")
