"""`kodeverk import-codings`."""

from collections.abc import Mapping
from pathlib import Path

import click

from kodeverk.cli.console import note, progress, say
from kodeverk.cli.opening import asking_who, author_in, opened
from kodeverk.cli.options import coder_option, pairs_option, project_argument


@click.command("import-codings")
@project_argument
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option("--new-coders", is_flag=True, help="Take coders the project has not met as new ones.")
@pairs_option(
    "--same",
    "GIVEN=KNOWN",
    "The coder called GIVEN in the table is KNOWN in the project, by name or id. Repeatable.",
)
@click.option("--unfinished", is_flag=True, help="Leave the transcripts started, not finished.")
@coder_option
def import_codings(
    project: str,
    file: Path,
    same: dict[str, str],
    coder: str | None,
    *,
    new_coders: bool,
    unfinished: bool,
) -> None:
    """Add codings from a CSV table.

    The columns are those of codings.csv from `kodeverk export csv`; needed are transcript, start,
    end, code and coder. Either every row comes in or none, with the line and reason of each bad
    one. Your own name is you, also where the table has another id for it; a name that differs from
    a coder's in case, spaces or accents only is asked about.
    """
    from kodeverk.service import codings_import
    from kodeverk.service.phrases import number_of

    with opened(project) as into:
        author = author_in(into, coder)

        def work(who: Mapping[str, str]) -> codings_import.CodingsImported:
            with progress("codings") as report:
                return codings_import.import_codings(
                    into,
                    author,
                    file,
                    new_coders=new_coders,
                    unfinished=unfinished,
                    who=who,
                    progress=report,
                )

        done = asking_who(into, "--same {name}={id}", work, same)
    say(f"{number_of(done.added, 'coding')} added, {done.unchanged} there already")
    if done.differing:
        only_one = done.differing == 1
        have, stay = ("has", "it stays as it is") if only_one else ("have", "they stay as they are")
        note(f"note: {done.differing} of these {have} other facets in {file}; {stay}")
    for identity in done.own:
        note(f"note: {author.name} in {file}, {identity} there, is you")
    if done.coders:
        say(f"new coders: {', '.join(done.coders)}")
    if done.outdated:
        note(f"note: with what the codebook has no more: {', '.join(done.outdated)}")
    if done.unread_columns:
        note(f"note: {file}: columns that were not read: {', '.join(done.unread_columns)}")
