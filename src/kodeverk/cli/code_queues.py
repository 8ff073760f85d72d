"""`kodeverk code proposals`, `accept` and `waiting`: what people propose, and are asked."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from kodeverk.cli.console import note, say, say_json, say_table
from kodeverk.cli.layout import shortened
from kodeverk.cli.opening import author_in, opened, reader_in
from kodeverk.cli.options import coder_option, json_option, project_argument
from kodeverk.errors import NotFound

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.deciding import ToDecide
    from kodeverk.service.projects import Project


@click.command
@project_argument
@coder_option
@json_option
def proposals(project: str, coder: str | None, *, as_json: bool) -> None:
    """List the codes that people propose, those most often first."""
    from kodeverk.service.book_of_project import codes_of
    from kodeverk.service.proposing import list_proposals

    with opened(project) as read:
        proposed = list_proposals(read, reader_in(read, coder))
        with read.reading() as connection:
            codes = codes_of(connection).by_id
    themes = [codes[one.theme].key if one.theme in codes else None for one in proposed]
    if as_json:
        fields = [
            asdict(one) | {"theme": theme} for one, theme in zip(proposed, themes, strict=True)
        ]
        say_json({"proposals": fields})
        return
    if not proposed:
        say("nobody proposes a code")
        return
    say_table(
        ("proposed", "theme", "codings", "yours", "transcripts", "coders"),
        [
            (
                one.name,
                theme or "-",
                one.codings,
                one.own,
                len(one.transcripts),
                ", ".join(one.coders),
            )
            for one, theme in zip(proposed, themes, strict=True)
        ],
    )


@click.command
@project_argument
@click.argument("name", metavar="NAME")
@click.option("--as", "called", metavar="NAME", help="The code is called so instead.")
@click.option("--under", metavar="CODE", help="The code or theme it stands under.")
@click.option("--key", metavar="KEY", help="Its key; made from the name by default.")
@click.option("--codebook", "book", metavar="KEY", help="Of which codebook, if it has no theme.")
@click.option("--code", "there", metavar="CODE", help="It is this code, which is there already.")
@coder_option
def accept(
    project: str,
    name: str,
    called: str | None,
    under: str | None,
    key: str | None,
    book: str | None,
    there: str | None,
    coder: str | None,
) -> None:
    """Make what is proposed under NAME a code, and give it to your own codings that propose it.

    Those of colleagues wait for their coder's decision.
    """
    from kodeverk.service.book_of_project import codes_of
    from kodeverk.service.code_edits import NewCode
    from kodeverk.service.code_wording import find_code
    from kodeverk.service.phrases import number_of
    from kodeverk.service.proposed_names import same_name
    from kodeverk.service.proposing import accept_proposal, list_proposals

    if there and (called or under or key or book):
        raise click.UsageError("--code excludes --as, --under, --key and --codebook")
    with opened(project) as into:
        author = author_in(into, coder)
        with into.reading() as connection:
            codes = codes_of(connection)
        chosen = find_code(codes, there).id if there else None
        new = None
        if called or under or key or book:
            said = [one for one in list_proposals(into, author) if same_name(one.name, name)]
            theme = said[0].theme if said and said[0].theme in codes.by_id else None
            parent = find_code(codes, under).id if under else theme
            new = NewCode(called or (said[0].name if said else name), parent, key, book)
        code, given = accept_proposal(into, author, name, new=new, there=chosen)
    say(f"{name} is the code {code.key} now, on {number_of(given, 'coding')} of yours")


@click.command
@project_argument
@click.argument("code", metavar="[CODE]", required=False)
@click.option(
    "--keep", "kept", metavar="ID", multiple=True, help="The coding stays as it is. Repeatable."
)
@click.option(
    "--give",
    "given",
    metavar="ID CODE",
    type=(str, str),
    multiple=True,
    help="The coding gets this code. Repeatable.",
)
@click.option(
    "--remove", "removed", metavar="ID", multiple=True, help="The coding goes. Repeatable."
)
@coder_option
@json_option
def waiting(
    project: str,
    code: str | None,
    kept: tuple[str, ...],
    given: tuple[tuple[str, str], ...],
    removed: tuple[str, ...],
    coder: str | None,
    *,
    as_json: bool,
) -> None:
    """List your codings to decide again, and transcripts to read again; decide.

    An ID may be shortened to its beginning. Each decision is a step of its own. A transcript that
    was read again is told so by kodeverk finish.
    """
    from kodeverk.service import deciding
    from kodeverk.service.book_of_project import codes_of
    from kodeverk.service.code_wording import find_code

    with opened(project) as into:
        deciders = bool(kept or given or removed)
        reader = author_in(into, coder) if deciders else reader_in(into, coder)
        with into.reading() as connection:
            codes = codes_of(connection)
        chosen = find_code(codes, code).id if code else None
        decisions = [
            *((one, None) for one in kept),
            *((one, find_code(codes, named).id) for one, named in given),
            *((one, deciding.REMOVE) for one in removed),
        ]
        _decide(into, reader, decisions)
        codings = deciding.to_decide(into, reader, chosen)
        transcripts = deciding.to_read_again(into, reader)
    if as_json:
        reading = [
            {"transcript": one.transcript.name, "codes": [code.key for code in one.codes]}
            for one in transcripts
        ]
        say_json({"codings": list(map(_fields, codings)), "transcripts": reading})
        return
    for one in codings:
        place = f"{one.transcript.name}, {one.coding.start}–{one.coding.end}"
        say(f"{one.coding.id[-12:]}  {one.code.key}  {place}")
        say(f"    {shortened(one.words)}")
        say(f"    {one.reason}", dim=True)
    for again in transcripts:
        keys = ", ".join(code.key for code in again.codes)
        say(f"{again.transcript.name}: to be read again for {keys}")
    if not codings and not transcripts:
        say("nothing waits for you")
    elif codings:
        note("note: decide with --keep ID, --give ID CODE, --remove ID; or on the codebook screen")


def _decide(project: "Project", author: "Coder", decisions: list[tuple[str, str | None]]) -> None:
    from kodeverk.service import deciding

    there = deciding.to_decide(project, author) if decisions else ()
    for named, choice in decisions:
        fitting = [
            one for one in there if one.coding.id.startswith(named) or one.coding.id.endswith(named)
        ]
        if len(fitting) != 1:
            how = "fits several codings" if fitting else "is no coding of yours that waits"
            raise NotFound(f"{named!r} {how}", "See: kodeverk code waiting PROJECT")
        deciding.decide(project, author, fitting[0], choice)


def _fields(one: "ToDecide") -> dict[str, Any]:
    return {
        "id": one.coding.id,
        "transcript": one.transcript.name,
        "start": one.coding.start,
        "end": one.coding.end,
        "text": one.words,
        "before": one.before,
        "after": one.after,
        "code": one.code.key,
        "why": [redefinition.effect for redefinition in one.why],
        "choices": [code.key for code in one.choices],
    }
