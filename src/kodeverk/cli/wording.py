"""`kodeverk wording`."""

from pathlib import Path

import click

from kodeverk.cli.console import note, say, say_json
from kodeverk.cli.layout import shortened
from kodeverk.cli.opening import author_in, opened, reader_in
from kodeverk.cli.options import coder_option, json_option, project_argument
from kodeverk.service.phrases import number_of


@click.command
@project_argument
@click.argument("coding", metavar="CODING", required=False)
@click.option("--text", metavar="WORDS", help="How the words of CODING are published.")
@click.option("--checked-by", metavar="NAME", help="Who has checked that against the original.")
@click.option("--remove", is_flag=True, help="Publish CODING as it was said, if at all.")
@click.option(
    "--table",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="Those in the columns id, wording and checked_by of a table.",
)
@coder_option
@json_option
def wording(
    project: str,
    coding: str | None,
    text: str | None,
    checked_by: str | None,
    table: Path | None,
    coder: str | None,
    *,
    remove: bool,
    as_json: bool,
) -> None:
    """Say how the words of codings are published; list those of which that is said.

    CODING is the id of a coding, or its beginning. The words themselves stay as they are: the
    published wording stands beside them, marked, with who checked it. Of informants who consented
    to paraphrase, reports show no other words.
    """
    from kodeverk.service.wordings import (
        NewWording,
        checked_wording,
        list_wordings,
        set_wordings,
        wordings_of_table,
    )

    if table is not None and (coding or text or checked_by or remove):
        raise click.UsageError("--table says it of all its rows: give nothing else")
    if bool(coding) != (text is not None or remove):
        raise click.UsageError("say how CODING is published with --text, or take it away: --remove")
    if (text is None) != (checked_by is None) or (remove and text is not None):
        raise click.UsageError("--text and --checked-by belong together, and not with --remove")
    new: tuple[NewWording, ...] = ()
    if table is not None:
        new = wordings_of_table(table)
    elif coding is not None:
        said = None if text is None else checked_wording(text, checked_by or "")
        new = (NewWording(coding, said),)
    with opened(project) as into:
        if new:
            changed = set_wordings(into, author_in(into, coder), new)
            note(f"changed: {number_of(changed, 'coding')}")
        listed = list_wordings(into, reader_in(into, coder))
    if as_json:
        say_json(
            {
                "wordings": [
                    {
                        "id": one.id,
                        "transcript": one.transcript.name,
                        "code": one.code.key,
                        "coder": one.coder.name,
                        "quote": one.quote,
                        **(one.wording._asdict() if one.wording else {}),
                    }
                    for one in listed
                ]
            }
        )
        return
    for one in listed:
        say(f"{one.id}  {one.transcript.name}  {one.code.key}  {one.coder.name}")
        say(f"  said       {shortened(' '.join(one.quote.split()))}")
        if one.wording:
            say(f"  published  {' '.join(one.wording.text.split())}")
            say(f"  checked by {one.wording.checked_by}")
    say(number_of(len(listed), "published wording") if listed else "no published wordings")
