"""`kodeverk passages` and `kodeverk search`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from kodeverk.cli import completing
from kodeverk.cli.console import note, say, say_json_list, terminal_width
from kodeverk.cli.layout import wrapped
from kodeverk.cli.opening import opened, reader_in
from kodeverk.cli.options import (
    coders_option,
    file_options,
    json_option,
    municipalities_option,
    near_option,
    project_argument,
    round_option,
    with_options,
)
from kodeverk.model.text import visible

if TYPE_CHECKING:
    from kodeverk.service.exports.found_passages import ListedPassages
    from kodeverk.service.passage_query import Grouping, PassageQuery
    from kodeverk.service.quoting import Quoted

_GROUPINGS = ("municipality", "role", "informant", "transcript")
_HOWS = ("exact", "forms", "typos")

Pairs = tuple[tuple[str, str], ...]


def _pairs(_ctx: click.Context, option: click.Parameter, given: Sequence[str]) -> Pairs:
    pairs = []
    for pair in given:
        name, _, value = pair.partition("=")
        if not (name.strip() and value.strip()):
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE", param=option)
        pairs.append((name.strip(), value.strip()))
    return tuple(pairs)


def several(name: str, parameter: str, metavar: str, help_: str, **more: Any) -> Any:
    """Return an option that may be given several times."""
    return click.option(
        name, parameter, metavar=metavar, multiple=True, help=f"{help_} Repeatable.", **more
    )


OF_CODINGS = (
    several("--code", "codes", "C", "Only this code."),
    several("--theme", "themes", "T", "Only this theme: its codes and itself."),
    several(
        "--facet",
        "facets",
        "NAME=VALUE",
        "Only with this value of a facet, such as retning=hemmer, or unset.",
        callback=_pairs,
    ),
)
"""The options of which codings a command is."""

ABOUT_SPEAKERS = (
    municipalities_option,
    several("--role", "roles", "R", "Only what this role says."),
    several("--informant", "informants", "P", "Only what this informant says."),
    several(
        "--variable",
        "variables",
        "NAME=VALUE",
        "Only where the informant, the transcript or the municipality has this value.",
        callback=_pairs,
    ),
    several(
        "--transcript",
        "transcripts",
        "T",
        "Only in this transcript.",
        shell_complete=completing.transcripts,
    ),
)
_SHOWN = (
    click.option(
        "--by",
        type=click.Choice(_GROUPINGS),
        default="municipality",
        show_default=True,
        help="What to group by.",
    ),
    click.option(
        "--context",
        "words_around",
        type=click.IntRange(0),
        metavar="N",
        default=10,
        show_default=True,
        help="How many words before and after.",
    ),
    click.option(
        "--turns",
        "turns_around",
        type=click.IntRange(0),
        metavar="N",
        help="Whole turns as context: its own, and N before and after.",
    ),
    click.option(
        "--with-identifying", is_flag=True, help="With the words marked X-IDENT, not […] for them."
    ),
    *file_options(".docx, .md, .html, .csv or .xlsx"),
    json_option,
)
_HOW = click.option(
    "--how",
    type=click.Choice(_HOWS),
    default="exact",
    show_default=True,
    help="The words as written (* is any letters), all forms of them, or with typing errors.",
)


@click.command
@project_argument
@with_options(
    *OF_CODINGS,
    *ABOUT_SPEAKERS,
    coders_option,
    click.option("--words", metavar="WORDS", default="", help="Only where these words stand."),
    _HOW,
    click.option("--with", "beside", metavar="C", default="", help="Only near this code, too."),
    near_option(),
    click.option("--by-any", is_flag=True, help="Near a coding of --with of any coder who counts."),
    click.option(
        "--unconfirmed",
        is_flag=True,
        help="Only what a search coded and nobody has confirmed.",
    ),
    click.option(
        "--scope",
        type=click.Choice(("finished", "started")),
        help="Which transcripts count: those coded to the end (as a rule), or also those begun "
        "(with --unconfirmed).",
    ),
    click.option(
        "--basis",
        type=click.Choice(("final", "all", "coder")),
        help="Whose codings: the consensus or main coder (as a rule), every coder (with --coder or "
        "--unconfirmed), or the one of --coder.",
    ),
    round_option,
    *_SHOWN,
)
def passages(
    project: str,
    scope: Literal["finished", "started"] | None,
    basis: Literal["final", "all", "coder"] | None,
    **given: Any,
) -> None:
    """List every passage of codes, with its context, by municipality, role or informant.

    The figures beside each group are those of `kodeverk frequencies` for the same choice. Who codes
    a transcript apart from colleagues does not see theirs before having finished it.
    """
    from kodeverk.service.passage_query import PassageQuery
    from kodeverk.service.scoping import Selection

    shown = _shown(given)
    unconfirmed = given.pop("unconfirmed")
    query = PassageQuery(
        words=given.pop("words"),
        how=given.pop("how"),
        beside=given.pop("beside"),
        near=given.pop("near"),
        by_any=given.pop("by_any"),
        unconfirmed=unconfirmed,
        selection=Selection(
            scope=scope or ("started" if unconfirmed else "finished"),
            basis=basis or ("all" if given["coders"] or unconfirmed else "final"),
            **given,
        ),
    )
    _list(project, query, **shown)


@click.command
@project_argument
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@with_options(_HOW, *ABOUT_SPEAKERS, *_SHOWN)
def search(project: str, words: tuple[str, ...], how: Any, **given: Any) -> None:
    """Search for words in all transcripts.

    Words of speakers' labels are not searched. `*` stands for any letters of a word: tillit*.
    """
    from kodeverk.service.passage_query import PassageQuery
    from kodeverk.service.scoping import Selection

    shown = _shown(given)
    query = PassageQuery(Selection(**given), " ".join(words), how, anywhere=True)
    _list(project, query, **shown)


def _shown(given: dict[str, Any]) -> dict[str, Any]:
    """Take out of what was given how it is to be shown."""
    names = ("by", "words_around", "turns_around", "with_identifying", "out", "replace", "as_json")
    return {name: given.pop(name) for name in names}


def _list(
    project: str,
    query: "PassageQuery",
    *,
    by: "Grouping",
    words_around: int,
    turns_around: int | None,
    with_identifying: bool,
    out: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    from kodeverk.service.exports.found_passages import as_json as passage_as_json
    from kodeverk.service.exports.found_passages import export_passages, list_with_counts
    from kodeverk.service.finding import find_passages
    from kodeverk.service.quoting import quote_places
    from kodeverk.service.surroundings import Context

    if as_json and out is not None:
        raise click.UsageError("--json and --out exclude each other")
    context = Context(words_around, turns_around)
    with opened(project) as read:
        reader = reader_in(read)
        found = find_passages(read, reader, query, by)
        listed = list_with_counts(read, reader, found, context, with_identifying=with_identifying)
        if out is not None:
            for path in export_passages(read, reader, listed, out, replace=replace).paths:
                say(str(path))
            for sentence in found.notes:
                note(f"note: {sentence}")
        else:
            quoted = quote_places(
                read, reader, found, found.places, context, with_identifying=with_identifying
            )
            if as_json:
                say_json_list("passages", map(passage_as_json, quoted), listed.as_json)
                return
            _tell(listed, quoted)


def _tell(listed: "ListedPassages", quoted: "Iterator[Quoted]") -> None:
    """Write passages by group: where each is from, its words between what is around, its memo."""
    from kodeverk.service.exports.found_passages import grouped, in_words, said_of

    figures = {group.group: group for group in listed.groups}
    for key, passages in grouped(quoted):
        group = figures[key]
        say(visible(f"{group.name}: {in_words(group)}"))
        say()
        for one in passages:
            say(visible(f"  {said_of(one)}  {one.place.start}–{one.place.end}"))
            around = " ".join(f"{one.before}[{one.text}]{one.after}".split())
            for line in wrapped(visible(around), (terminal_width() or 100) - 6):
                say(f"    {line}")
            for line in one.memo.splitlines():
                say(f"    memo: {visible(line)}")
            say()
    for name, value in listed.about():
        say(visible(f"{name}: {value}"))
