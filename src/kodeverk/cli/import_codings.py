"""`kodeverk import-codings`."""

from pathlib import Path

import click

from kodeverk.cli.console import note, progress, say
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, project_argument


@click.command("import-codings")
@project_argument
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option("--new-coders", is_flag=True, help="Take coders the project has not met as new ones.")
@click.option("--unfinished", is_flag=True, help="Leave the transcripts started, not finished.")
@coder_option
def import_codings(
    project: str, file: Path, new_coders: bool, unfinished: bool, coder: str | None
) -> None:
    """Add codings from a CSV table.

    The columns are those of codings.csv from `kodeverk export csv`; needed are transcript, start,
    end, code and coder. Either every row comes in or none, with the line and reason of each bad
    one.
    """
    from kodeverk.service import codings_import
    from kodeverk.service.wording import number_of

    with opened(project) as into:
        author = author_in(into, coder)
        with progress("codings") as report:
            done = codings_import.import_codings(
                into,
                author,
                file,
                new_coders=new_coders,
                unfinished=unfinished,
                progress=report,
            )
    say(f"{number_of(done.added, 'coding')} added, {done.unchanged} there already")
    if done.differing:
        note(f"note: {done.differing} of these have other facets in {file}; they stay as they are")
    if done.coders:
        say(f"new coders: {', '.join(done.coders)}")
    if done.unread_columns:
        note(f"note: {file}: columns that were not read: {', '.join(done.unread_columns)}")
