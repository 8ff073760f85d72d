"""`kodeverk set`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodeverk.cli import completing
from kodeverk.cli.console import failed, note, problem, say, say_json
from kodeverk.cli.import_results import corrections_as_json
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, pairs_option, project_argument

if TYPE_CHECKING:
    from kodeverk.service.facts import FactValue, Statements
    from kodeverk.service.metadata import RowDone
    from kodeverk.service.project_settings import ProjectSetting

_CONSENT = "P=quotation:yes"
_VARIABLE = "P=NAME:VALUE"


def _pairs(name: str, metavar: str, help_: str) -> Callable[..., Any]:
    return pairs_option(name, metavar, help_, may_be_empty=True)


def _consents(
    _ctx: click.Context, option: click.Parameter, given: Sequence[str]
) -> dict[tuple[str, str], str]:
    """Return (consent, whose) -> value of `P=quotation:yes,archiving:no`; `P=` for all three."""
    from kodeverk.service.facts import CONSENT_TO

    consents: dict[tuple[str, str], str] = {}
    for pair in given:
        whose, sign, said = (part.strip() for part in pair.rpartition("="))
        if not (whose and sign):
            raise click.BadParameter(f"{pair!r} is not like {_CONSENT}", param=option)
        if not said:
            consents |= {(column, whose): "" for column in CONSENT_TO}
        for part in filter(None, said.split(",")):
            column, colon, value = (word.strip() for word in part.partition(":"))
            if column not in CONSENT_TO or not colon:
                listed = ", ".join(CONSENT_TO)
                raise click.BadParameter(
                    f"{pair!r} is not like {_CONSENT}; consent is to: {listed}", param=option
                )
            consents[column, whose] = value
    return consents


def _informant_variables(
    _ctx: click.Context, option: click.Parameter, given: Sequence[str]
) -> dict[tuple[str, str], str]:
    """Return (whose, name) -> value of `P=NAME:VALUE`."""
    variables: dict[tuple[str, str], str] = {}
    for pair in given:
        named, colon, value = (part.strip() for part in pair.partition(":"))
        whose, _, name = (part.strip() for part in named.rpartition("="))
        if not (whose and name and colon):
            raise click.BadParameter(f"{pair!r} is not like {_VARIABLE}", param=option)
        if variables.setdefault((whose, name), value) != value:
            raise click.BadParameter(f"{name} of {whose} is given twice", param=option)
    return variables


def _of_project(name: str, help_: str) -> Callable[..., Any]:
    """Return the option for what a project allows or does not."""
    return click.option(name, type=click.Choice(("yes", "no")), help=help_)


@click.command("set")
@project_argument
@click.argument("transcript", required=False, shell_complete=completing.transcripts)
@click.option("--name", metavar="N", help="What the transcript is called.")
@click.option("--municipality", metavar="X", help="Where: a name or a number (0301).")
@click.option("--date", "day", metavar="D", help="When: YYYY-MM-DD or D.M.YYYY.")
@_pairs("--role", "LABEL=ROLE", "What the speaker under a label is. Repeatable.")
@_pairs("--speaker", "LABEL=NEW", "Another label; the text stays as it is. Repeatable.")
@_pairs("--informant", "LABEL=PSEUDONYM", "Who the speaker is, also in others. Repeatable.")
@_pairs("--speaks-for", "INTERPRETER=LABEL", "Whose words an interpreter says. Repeatable.")
@_pairs("--variable", "NAME=VALUE", "A variable of the transcript. Repeatable.")
@click.option(
    "--informant-variable",
    metavar=_VARIABLE,
    multiple=True,
    callback=_informant_variables,
    help="A variable of an informant, by pseudonym or label, in all transcripts. Repeatable.",
)
@_pairs(
    "--municipality-variable",
    "NAME=VALUE",
    "A variable of the transcript's municipality, for all transcripts there. Repeatable.",
)
@click.option(
    "--consent",
    metavar=_CONSENT,
    multiple=True,
    callback=_consents,
    help="An informant's consent (takes_part, quotation, archiving: yes, paraphrase, no, "
    "not asked), by pseudonym or label. Repeatable.",
)
@click.option(
    "--metadata",
    type=click.Path(path_type=Path, readable=False),
    metavar="CSV",
    help="A table with a row for each transcript, as kodeverk import --metadata reads it.",
)
@_of_project("--copy", "Of the project: whether words may be copied from the coding screen.")
@_of_project(
    "--blind",
    "Of the project: whether coders who are dealt the same transcript see each other's codings "
    "only when they have finished it, or it is released. Otherwise yes.",
)
@click.option("--overwrite", is_flag=True, help="With --metadata: change what is known already.")
@click.option("--dry-run", is_flag=True, help="With --metadata: say what it would do.")
@coder_option
@json_option
def set_(
    project: str,
    transcript: str | None,
    metadata: Path | None,
    copy: str | None,
    blind: str | None,
    coder: str | None,
    *,
    overwrite: bool,
    dry_run: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Set or correct what was said of a transcript at import, or what the project allows.

    A TRANSCRIPT is a name, the beginning of one, or an id. Nothing after the equals sign, or an
    empty text, takes away what is known. All of it is one step, which kodeverk undo takes back.
    With --metadata a table says it of many: what is empty is filled in, what is known is kept
    unless with --overwrite, and each row is told. What the project allows is said without
    TRANSCRIPT.
    """
    statements = _said(**given)
    said: dict[ProjectSetting, str | None] = {"copy": copy, "blind": blind}
    allowed = {setting: answer == "yes" for setting, answer in said.items() if answer}
    if allowed:
        if transcript is not None or metadata is not None or statements or overwrite or dry_run:
            options = " and ".join(f"--{setting}" for setting in allowed)
            raise click.UsageError(f"{options} of the project stand without a TRANSCRIPT or else")
        _set_project(project, allowed, coder, as_json=as_json)
        return
    if (metadata is None) == (transcript is None) or (metadata is not None and statements):
        raise click.UsageError("name a TRANSCRIPT and what to set, or give --metadata alone")
    if transcript is not None and not statements:
        raise click.UsageError("say what to set, such as --municipality Voss")
    if metadata is None and (overwrite or dry_run):
        raise click.UsageError("--overwrite and --dry-run belong to --metadata")
    if metadata is not None:
        _set_many(project, metadata, coder, overwrite=overwrite, dry_run=dry_run, as_json=as_json)
    elif transcript is not None:
        _set_one(project, transcript, statements, coder, as_json=as_json)


def _said(
    name: str | None,
    municipality: str | None,
    day: str | None,
    role: dict[str, str],
    speaker: dict[str, str],
    informant: dict[str, str],
    speaks_for: dict[str, str],
    variable: dict[str, str],
    informant_variable: dict[tuple[str, str], str],
    municipality_variable: dict[str, str],
    consent: "dict[tuple[Any, str], str]",
) -> "Statements":
    """Return what the options say."""
    from kodeverk.service.facts import Fact

    statements: dict[Fact, FactValue] = {
        Fact("name"): name,
        Fact("municipality"): municipality,
        Fact("date"): day,
    }
    statements = {fact: value for fact, value in statements.items() if value is not None}
    statements |= {Fact("role", label): value for label, value in role.items()}
    statements |= {Fact("label", label): value for label, value in speaker.items()}
    statements |= {Fact("informant", label): value for label, value in informant.items()}
    statements |= {Fact("speaks_for", label): value for label, value in speaks_for.items()}
    statements |= {Fact("variable", name): value for name, value in variable.items()}
    statements |= {
        Fact("informant_variable", *of_whom): value for of_whom, value in informant_variable.items()
    }
    statements |= {
        Fact("municipality_variable", "", name): value
        for name, value in municipality_variable.items()
    }
    return statements | {Fact(*key): value for key, value in consent.items()}


def _set_project(
    project: str, allowed: "dict[ProjectSetting, bool]", coder: str | None, *, as_json: bool
) -> None:
    from kodeverk.service.project_settings import in_words, set_in_project

    with opened(project) as into:
        changed = set_in_project(into, author_in(into, coder), allowed)
    if as_json:
        say_json({"project": project, "changes": changed})
        return
    for setting, holds in allowed.items():
        same = "" if setting in changed else ": unchanged: it is as was said"
        say(f"{in_words(setting, holds)}{same}")


def _set_one(
    project: str, transcript: str, statements: "Statements", coder: str | None, *, as_json: bool
) -> None:
    from kodeverk.service.correcting import correct
    from kodeverk.service.transcripts import find_transcript

    with opened(project) as into:
        author = author_in(into, coder)
        known = find_transcript(into, transcript)
        corrected = correct(into, author, known.id, statements)
    if as_json:
        say_json(
            {"transcript": corrected.transcript, "changes": corrections_as_json(corrected.changes)}
        )
        return
    for change in corrected.changes:
        say(f"{corrected.transcript}: {change.changed}")
    if not corrected.changes:
        say(f"{corrected.transcript}: unchanged: it is as was said")


def _set_many(
    project: str,
    metadata: Path,
    coder: str | None,
    *,
    overwrite: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    from kodeverk.service.metadata import correct_from_table, read_metadata

    facts = read_metadata(metadata)
    with opened(project) as into:
        rows = correct_from_table(
            into, author_in(into, coder), facts, overwrite=overwrite, dry_run=dry_run
        )
    unused = [
        column
        for column, is_filled in (
            ("join", any(row.joined for row in facts.values())),
            ("ignore", any(row.ignored for row in facts.values())),
            ("convention", any(row.convention for row in facts.values())),
        )
        if is_filled
    ]
    if unused:
        note(
            f"note: {metadata}: {', '.join(unused)} say how a file is read and set nothing here: "
            "see kodeverk turns"
        )
    if as_json:
        say_json({"rows": [_row(row) for row in rows], "dry_run": dry_run})
    else:
        for row in rows:
            _tell(row, dry_run=dry_run)
    for row in rows:
        if row.error is not None:
            problem(f"{row.where}: {row.error}", row.hint or "")
    if any(row.kept for row in rows):
        note("note: what is known already was kept; --overwrite changes it")
    if dry_run:
        note("note: nothing was written")
    if any(row.status == "failed" for row in rows):
        failed()


def _tell(row: "RowDone", *, dry_run: bool) -> None:
    """Write what became of one row."""
    if row.status == "failed":
        return
    verb = "would set" if dry_run else "set"
    parts = [f"{verb} {change.changed}" for change in row.changes]
    parts += [correction.kept for correction in row.kept]
    named = row.file if row.transcript is None else row.transcript
    say(f"{named}: {'; '.join(parts) or 'unchanged: it is as was said'}")


def _row(row: "RowDone") -> dict[str, object]:
    return {
        "row": row.where,
        "file": row.file,
        "status": row.status,
        "transcript": row.transcript,
        "changes": corrections_as_json(row.changes),
        "kept": corrections_as_json(row.kept),
        "error": row.error,
        "hint": row.hint,
    }
