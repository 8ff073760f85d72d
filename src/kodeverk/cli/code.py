"""`kodeverk code`: changing the codes of a codebook, each change one step."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import click

from kodeverk.cli.code_queues import accept, proposals, waiting
from kodeverk.cli.console import Failure, ask, note, on_terminal, say, say_json
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument

if TYPE_CHECKING:
    from kodeverk.model.records import Code, Coder
    from kodeverk.service.book_of_project import Codes
    from kodeverk.service.projects import Project
    from kodeverk.service.redefining import Meaning

Edit = Callable[["Project", "Coder", "Code", "Codes"], str]
"""Changes a code, or says what changing it would do; returns what was done, in words."""

_code_argument = click.argument("code", metavar="CODE")
_dry_run_option = click.option("--dry-run", is_flag=True, help="Say what it would do; do nothing.")
_language_option = click.option(
    "--language",
    metavar="L",
    help="The language of what is written (nb, nn, en …); the codebook's by default.",
)
_under_option = click.option("--under", metavar="CODE", help="The code or theme it stands under.")


@click.group
def code() -> None:
    """Add, change, join and split codes; see what changed codes ask of coders.

    A CODE is a key, a name or an id; where several codebooks have it, codebook:KEY. Each change
    says first how many codings it touches. While a codebook is frozen its codes cannot be changed.
    """


def _edit(
    project: str,
    coder: str | None,
    named: str,
    edit: Edit,
    *,
    dry_run: bool,
    reaches: bool = True,
    below: bool = False,
) -> None:
    """Change a code after saying what that touches, with `below` also what all under it touch."""
    from kodeverk.service.book_of_project import codes_of
    from kodeverk.service.code_reach import reach_of
    from kodeverk.service.code_wording import find_code

    with opened(project) as into:
        author = author_in(into, coder)
        with into.reading() as connection:
            codes = codes_of(connection)
        chosen = find_code(codes, named)
        if reaches:
            touched = codes.below(chosen.id) if below else [chosen.id]
            note(f"{chosen.key}: {reach_of(into, author, touched).in_words}")
        done = edit(into, author, chosen, codes)
    say(f"would have {done}" if dry_run else done)


@code.command
@project_argument
@click.argument("name", metavar="NAME")
@_under_option
@click.option("--key", metavar="KEY", help="Its key; made from the name by default.")
@click.option("--codebook", "book", metavar="KEY", help="Which one, if several.")
@click.option("--definition", metavar="TEXT", help="What it means.")
@click.option("--use-when", metavar="TEXT", help="When it is used.")
@click.option("--not-when", metavar="TEXT", help="When it is not.")
@click.option("--example", metavar="TEXT", help="Words that have it.")
@_language_option
@_dry_run_option
@coder_option
@json_option
def add(
    project: str,
    name: str,
    under: str | None,
    key: str | None,
    book: str | None,
    language: str | None,
    coder: str | None,
    *,
    dry_run: bool,
    as_json: bool,
    **texts: str | None,
) -> None:
    """Make a code. A project without a codebook begins one with it."""
    from kodeverk.model.codebook import norwegian_name
    from kodeverk.service.book_of_project import codes_of
    from kodeverk.service.code_edits import NewCode, add_code
    from kodeverk.service.code_wording import find_code

    with opened(project) as into:
        author = author_in(into, coder)
        with into.reading() as connection:
            codes = codes_of(connection)
        parent = find_code(codes, under).id if under else None
        given = {field: text for field, text in texts.items() if text is not None}
        new = NewCode(name, parent, key, book, given, language)
        made = add_code(into, author, new, dry_run=dry_run)
    if as_json:
        say_json({"code": made.key, "name": dict(made.name), "codebook": made.codebook})
        return
    say(f"{'would add' if dry_run else 'added'} {made.key}: {norwegian_name(made.name)}")


@code.command
@project_argument
@_code_argument
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--key", metavar="KEY", help="Another key; the one it has stays known.")
@_language_option
@_dry_run_option
@coder_option
def rename(
    project: str,
    code: str,
    name: str | None,
    key: str | None,
    language: str | None,
    coder: str | None,
    *,
    dry_run: bool,
) -> None:
    """Give a code another name, or another key."""
    from kodeverk.service.code_edits import rename_code

    if name is None and key is None:
        raise click.UsageError("give a NAME, or a --key, or both")

    def edit(into: "Project", author: "Coder", chosen: "Code", _codes: "Codes") -> str:
        return rename_code(
            into, author, chosen.id, name, key=key, language=language, dry_run=dry_run
        )

    _edit(project, coder, code, edit, dry_run=dry_run)


@code.command
@project_argument
@_code_argument
@click.option("--definition", metavar="TEXT", help="What it means.")
@click.option("--full-definition", metavar="TEXT", help="What it means, at length.")
@click.option("--use-when", metavar="TEXT", help="When it is used.")
@click.option("--not-when", metavar="TEXT", help="When it is not.")
@click.option("--example", metavar="TEXT", help="Words that have it.")
@click.option(
    "--narrowed",
    "meaning",
    flag_value="narrowed",
    help="It means less now: its codings are to be decided again.",
)
@click.option(
    "--widened",
    "meaning",
    flag_value="widened",
    help="It means more now: finished transcripts are to be read again.",
)
@click.option(
    "--clarified", "meaning", flag_value="clarified", help="It means what it meant: nothing is due."
)
@_language_option
@_dry_run_option
@coder_option
def describe(
    project: str,
    code: str,
    meaning: "Meaning | None",
    language: str | None,
    coder: str | None,
    *,
    dry_run: bool,
    **texts: str | None,
) -> None:
    """Write what a code is; an empty TEXT takes one away.

    Once something is coded or finished, it is asked whether the code means less now, or more, or
    what it meant.
    """
    from kodeverk.service.code_edits import describe_code

    given = {field: text for field, text in texts.items() if text is not None}
    if not given:
        raise click.UsageError("give at least one text, such as --definition TEXT")

    def edit(into: "Project", author: "Coder", chosen: "Code", _codes: "Codes") -> str:
        said = meaning or _meaning(into, author, chosen, given)
        return describe_code(
            into, author, chosen.id, given, said, language=language, dry_run=dry_run
        )

    _edit(project, coder, code, edit, dry_run=dry_run)


def _meaning(
    project: "Project", author: "Coder", chosen: "Code", texts: Collection[str]
) -> "Meaning":
    """Ask what another definition does. Raises Failure where nobody can be asked."""
    from kodeverk.service.code_reach import reach_of
    from kodeverk.service.redefining import may_change_meaning

    reach = reach_of(project, author, [chosen.id])
    if not may_change_meaning(texts, codings=reach.codings, finished=reach.finished):
        return "clarified"
    if not on_terminal():
        raise Failure(
            f"{chosen.key} has been coded with, and nobody can be asked what changes",
            "Say --clarified, --narrowed or --widened.",
        )
    return asked_meaning("It")


def asked_meaning(what: str) -> "Meaning":
    """Ask on a terminal what another definition does to the meaning of a code."""
    from kodeverk.service.redefining import MEANINGS

    meanings = {meaning[0]: meaning for meaning in MEANINGS}
    question = (
        f"{what} is (c)larified, (n)arrowed: codings are decided again, or (w)idened: read again?"
    )
    return meanings[ask(question, [*meanings], "c")]


@code.command
@project_argument
@_code_argument
@click.argument("colour", metavar="COLOUR")
@_dry_run_option
@coder_option
def recolour(project: str, code: str, colour: str, coder: str | None, *, dry_run: bool) -> None:
    """Give a code a COLOUR, #rrggbb; none leaves it to the code above."""
    from kodeverk.service.code_edits import recolour_code

    def edit(into: "Project", author: "Coder", chosen: "Code", _codes: "Codes") -> str:
        given = None if colour == "none" else colour
        return recolour_code(into, author, chosen.id, given, dry_run=dry_run)

    _edit(project, coder, code, edit, dry_run=dry_run, reaches=False)


@code.command
@project_argument
@_code_argument
@click.argument("digit", metavar="DIGIT", type=click.Choice((*"123456789", "none")))
@_dry_run_option
@coder_option
def pin(project: str, code: str, digit: str, coder: str | None, *, dry_run: bool) -> None:
    """Give a code a DIGIT by which it is applied; none takes it away."""
    from kodeverk.service.code_edits import pin_code

    def edit(into: "Project", author: "Coder", chosen: "Code", _codes: "Codes") -> str:
        given = None if digit == "none" else digit
        return pin_code(into, author, chosen.id, given, dry_run=dry_run)

    _edit(project, coder, code, edit, dry_run=dry_run, reaches=False)


@code.command
@project_argument
@_code_argument
@_under_option
@click.option("--top", is_flag=True, help="It becomes a theme.")
@click.option("--before", metavar="CODE", help="The code it stands before; last by default.")
@_dry_run_option
@coder_option
def move(
    project: str,
    code: str,
    under: str | None,
    before: str | None,
    coder: str | None,
    *,
    top: bool,
    dry_run: bool,
) -> None:
    """Let a code stand under another, or at top level, or elsewhere where it stands."""
    from kodeverk.service.code_edits import move_code
    from kodeverk.service.code_wording import find_code

    if top and under:
        raise click.UsageError("--top and --under exclude each other")
    if not (top or under or before):
        raise click.UsageError("say where: --under CODE, --top, --before CODE")

    def edit(into: "Project", author: "Coder", chosen: "Code", codes: "Codes") -> str:
        beside = find_code(codes, before) if before else None
        above = beside.parent if beside is not None else chosen.parent
        if top or under:
            above = find_code(codes, under).id if under else None
        there = beside.id if beside is not None else None
        return move_code(into, author, chosen.id, above, there, dry_run=dry_run)

    _edit(project, coder, code, edit, dry_run=dry_run, below=True)


@code.command
@project_argument
@_code_argument
@click.argument("into", metavar="INTO")
@_dry_run_option
@coder_option
def join(project: str, code: str, into: str, coder: str | None, *, dry_run: bool) -> None:
    """Make CODE one with INTO, whose name stays; all its codings go along.

    Also those that colleagues make with it in other copies. kodeverk undo parts them.
    """
    from kodeverk.service.code_edits import join_codes
    from kodeverk.service.code_wording import find_code

    def edit(project_: "Project", author: "Coder", chosen: "Code", codes: "Codes") -> str:
        stays = find_code(codes, into)
        return join_codes(project_, author, chosen.id, stays.id, dry_run=dry_run)

    _edit(project, coder, code, edit, dry_run=dry_run)


@code.command
@project_argument
@_code_argument
@click.argument("into", metavar="INTO...", nargs=-1, required=True)
@click.option("--keep", is_flag=True, help="It stays in use beside them.")
@_dry_run_option
@coder_option
def split(
    project: str,
    code: str,
    into: tuple[str, ...],
    coder: str | None,
    *,
    keep: bool,
    dry_run: bool,
) -> None:
    """Make several codes of one: each INTO is a code that is there, or the name of a new one.

    Its codings stay on it and are decided again, one by one, each by its coder: see kodeverk code
    waiting.
    """
    from kodeverk.errors import NotFound
    from kodeverk.service.code_edits import split_code
    from kodeverk.service.code_wording import find_code

    def edit(project_: "Project", author: "Coder", chosen: "Code", codes: "Codes") -> str:
        parts = []
        for named in into:
            try:
                parts.append(find_code(codes, named).id)
            except NotFound:
                parts.append(named)
        made = split_code(project_, author, chosen.id, parts, keep=keep, dry_run=dry_run)
        return f"split the code {chosen.key} into {', '.join(part.key for part in made)}"

    _edit(project, coder, code, edit, dry_run=dry_run)


@code.command
@project_argument
@_code_argument
@_dry_run_option
@coder_option
def deactivate(project: str, code: str, coder: str | None, *, dry_run: bool) -> None:
    """Take a code out of use, with all under it; its codings are kept."""
    _use(project, code, coder, active=False, dry_run=dry_run)


@code.command
@project_argument
@_code_argument
@_dry_run_option
@coder_option
def activate(project: str, code: str, coder: str | None, *, dry_run: bool) -> None:
    """Take a code into use again, with those above it."""
    _use(project, code, coder, active=True, dry_run=dry_run)


def _use(project: str, code: str, coder: str | None, *, active: bool, dry_run: bool) -> None:
    from kodeverk.service.code_edits import set_in_use

    def edit(into: "Project", author: "Coder", chosen: "Code", _codes: "Codes") -> str:
        return set_in_use(into, author, chosen.id, active=active, dry_run=dry_run)

    _edit(project, coder, code, edit, dry_run=dry_run, below=not active)


for _command in (proposals, accept, waiting):
    code.add_command(_command)
