"""`kodeverk import`."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodeverk.cli.console import ask, note, on_terminal, progress, say_json
from kodeverk.cli.import_results import (
    result_fields,
    tell_details,
    tell_failures,
    tell_left_out,
    tell_of_table,
    tell_results,
    tell_survey,
)
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import (
    coder_option,
    ignore_option,
    join_option,
    json_option,
    line_option,
    pairs_option,
    project_argument,
    transcript_files_argument,
)
from kodeverk.errors import BadInput

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.model.survey import SurveyForm
    from kodeverk.service.import_choices import Choices
    from kodeverk.service.import_results import FileResult
    from kodeverk.service.previewing import Preview
    from kodeverk.service.projects import Project
    from kodeverk.service.replacing import Replacement


@click.command("import")
@project_argument
@transcript_files_argument
@click.option(
    "--municipality", metavar="X", help="Where: a name or a number (0301), for all files."
)
@click.option("--date", "day", metavar="D", help="When: YYYY-MM-DD or D.M.YYYY, for all files.")
@pairs_option(
    "--role", "LABEL=ROLE", "What the speaker under a label is, such as V=advisor. Repeatable."
)
@join_option
@ignore_option
@line_option
@pairs_option(
    "--informant", "LABEL=PSEUDONYM", "Who the speaker is, also in other files. Repeatable."
)
@pairs_option("--speaks-for", "INTERPRETER=LABEL", "Whose words an interpreter says. Repeatable.")
@click.option("--convention", metavar="NAME", help="How the files name who speaks, if not seen.")
@click.option("--encoding", metavar="NAME", help="How the letters of text files are encoded.")
@click.option(
    "--comments",
    type=click.Choice(("memos", "codings", "none")),
    default="memos",
    show_default=True,
    help="What comments in the margin become; codings where they name codes, else memos.",
)
@click.option(
    "--metadata",
    type=click.Path(path_type=Path, readable=False),
    metavar="CSV",
    help="A table with a row for each file: municipality, date, roles, informants, variables.",
)
@click.option(
    "--replaces", metavar="T", help="The one file is the corrected text of this transcript."
)
@click.option(
    "--as-new",
    is_flag=True,
    help="Nearly, or earlier, the text of a transcript is another interview.",
)
@click.option(
    "--survey/--no-survey",
    default=None,
    help="A sheet of respondents and questions is a transcript a respondent, or a table.",
)
@click.option("--forget-choices", is_flag=True, help="Forget what was chosen in earlier imports.")
@click.option("--dry-run", is_flag=True, help="Show what would be imported and write nothing.")
@coder_option
@json_option
def import_(
    project: str,
    files: tuple[Path, ...],
    day: str | None,
    role: dict[str, str],
    join: dict[str, str],
    ignored: tuple[str, ...],
    informant: dict[str, str],
    metadata: Path | None,
    replaces: str | None,
    coder: str | None,
    *,
    forget_choices: bool,
    dry_run: bool,
    as_json: bool,
    **others: Any,
) -> None:
    """Add transcripts to a project.

    A folder stands for the files in it that may be transcripts; what is something else is left out
    and named. A file that cannot be used is named with its reason; the others are imported, and the
    exit code is 1. A text that is there already is left as it is, but what was not known of its
    transcript is filled in. A file of the same name or nearly the same words as a transcript, and a
    sheet that looks like a survey, is asked about, or left out where nobody can be asked. Roles,
    joined and ignored labels and the convention are remembered for the next files.
    """
    from kodeverk.service.import_options import transcript_files
    from kodeverk.service.importing import Choices, import_files
    from kodeverk.service.metadata import read_metadata, row_of

    facts = read_metadata(metadata) if metadata is not None else {}
    paths, left_out = transcript_files(files)
    paths = [path for path in paths if metadata is None or path.resolve() != metadata.resolve()]
    unnamed = {path for path in paths if path not in files and row_of(facts, path) is None}
    if others["lines"] and len(paths) != 1:
        raise click.UsageError("--line is of one file, and goes with exactly one")
    can_ask = on_terminal() and not (as_json or dry_run)
    choices = Choices(
        date=day,
        roles=role,
        facts=facts,
        joined=join,
        ignored=dict.fromkeys(ignored, True),
        informants=informant,
        **others,
    )
    if replaces is not None:
        _check_replacing(paths, choices, forget_choices=forget_choices)
    paths, choices, forms = _with_surveys(paths, choices, unnamed, can_ask=can_ask and not replaces)
    if others["lines"] and len(paths) != 1:
        raise click.UsageError("--line is of one text, and a survey has one for each respondent")
    replacement = None
    answers = _Answers()
    with opened(project) as into:
        author = author_in(into, coder)
        with progress("reading") as report:
            if replaces is not None:
                result, replacement = _replace(
                    into, author, paths[0], choices, replaces, dry_run=dry_run
                )
                results = [result]
            else:
                results = import_files(
                    into,
                    author,
                    paths,
                    choices,
                    from_folders=unnamed,
                    dry_run=dry_run,
                    forget_choices=forget_choices,
                    is_another=answers.is_another if can_ask else None,
                    progress=report,
                )
                results = [
                    _replace(into, author, path, choices.of(path), answers.replacing[path])[0]
                    if path in answers.replacing
                    else result
                    for path, result in zip(paths, results, strict=True)
                ]
    kept = [*zip(paths, results, strict=True)]
    others_found = [
        (path, result) for path, result in kept if path in unnamed and not result.is_transcript
    ]
    kept = [result for result in kept if result not in others_found]
    if metadata is not None:
        tell_of_table(metadata, facts, paths, kept)
    tell_left_out(
        left_out, [(path, result.error or "", result.hint or "") for path, result in others_found]
    )
    if not kept:
        raise BadInput(
            "there is no transcript in what was named",
            "Name the folder the interviews are in, or a file itself to import it all the same.",
        )
    asked = {path: result.survey for path, result in kept if result.survey is not None}
    if as_json:
        replaced = {} if replacement is None else {"replaced": asdict(replacement)}
        reasons = {path: result.error for path, result in others_found}
        say_json(
            {
                "transcripts": [result_fields(path, result) for path, result in kept],
                "surveys": [
                    {"file": str(path), **form._asdict()}
                    for path, form in {**forms, **asked}.items()
                ],
                "left_out": [
                    {"file": str(path), "reason": reasons.get(path)}
                    for path in [*left_out, *reasons]
                ],
                **replaced,
            }
        )
    else:
        for path, form in asked.items():
            tell_survey(path, form)
        if dry_run:
            _tell_all_details(kept)
        tell_results(kept)
    tell_failures(kept)


def _tell_all_details(kept: "Sequence[tuple[Path, FileResult]]") -> None:
    """Show files that were only looked at; of a sheet's respondents the first shows the others."""
    sheets: set[Path] = set()
    for path, result in kept:
        is_told = result.respondent is not None and path.parent in sheets
        is_new = result.convention is not None and result.status != "unchanged"
        if is_new and result.survey is None and not is_told:
            tell_details(path, result)
            sheets.add(path.parent)


def _with_surveys(
    paths: list[Path], choices: "Choices", unnamed: Collection[Path], *, can_ask: bool
) -> "tuple[list[Path], Choices, dict[Path, SurveyForm]]":
    """Return the files with the respondents of surveys for their sheets, and what those hold.

    Where nobody has said what a sheet is that looks like a survey, somebody is asked if they can
    be. Of a folder only such sheets are surveys. What each becomes is said before it is. Raises
    BadInput when somebody says that there are surveys, and no file is a sheet.
    """
    from kodeverk.service.import_options import may_be_table
    from kodeverk.service.surveys import respondents_of, survey_in

    if choices.survey is False or not (choices.survey or can_ask):
        return paths, choices, {}
    if choices.survey and not any(map(may_be_table, (*paths, *(path.parent for path in paths)))):
        raise BadInput(
            "none of the files is a sheet, and so no survey",
            "Leave --survey out, or save its answers as .csv, .tsv, .xlsx or .ods, one a row.",
        )
    meant: list[Path] = []
    forms, said = {}, {}
    for path in paths:
        encoding = choices.of(path).encoding
        survey = survey_in(path, encoding)
        if survey is None or not (survey.form.is_plain or (choices.survey and path not in unnamed)):
            meant.append(path)
            continue
        tell_survey(path, survey.form)
        answer = "r"
        if choices.survey is None:
            answer = ask(
                "A transcript for each respondent (r), one of the table as it is (t), "
                "or leave it out (l)",
                ("r", "t", "l"),
                otherwise="l",
            )
        if answer == "t":
            said[path] = False
        if answer == "r":
            forms[path] = survey.form
        if answer != "l":
            meant += respondents_of(path, encoding) if answer == "r" else [path]
    return meant, replace(choices, surveys=said), forms


class _Answers:
    """What somebody says of files that are nearly there: other interviews, or texts of those."""

    def __init__(self) -> None:
        self.replacing: dict[Path, str] = {}

    def is_another(self, preview: "Preview") -> bool:
        """Ask what a file is, and tell whether it is another interview."""
        assert preview.near is not None
        note("")  # below the bar that tells how many files have been read
        note(f"{preview.path}: perhaps it is there: {preview.near}")
        answer = ask(
            f"A corrected text of {preview.near.name} (c), another interview (i), "
            "or leave it out (l)",
            ("c", "i", "l"),
            otherwise="l",
        )
        if answer == "c":
            self.replacing[preview.path] = preview.near.id
        return answer == "i"


def _check_replacing(paths: Sequence[Path], choices: "Choices", *, forget_choices: bool) -> None:
    """Refuse more than one file, and choices that belong to the transcript and not to its text."""
    if len(paths) != 1:
        raise click.UsageError("--replaces takes exactly one file")
    for option, given in (
        ("--municipality", choices.municipality),
        ("--date", choices.date),
        ("--informant", choices.informants),
        ("--metadata", choices.facts),
        ("--comments", choices.comments != "memos"),
        ("--as-new", choices.as_new),
        ("--survey", choices.survey),
        ("--forget-choices", forget_choices),
    ):
        if given:
            raise click.UsageError(
                f"--replaces changes the text alone: leave {option} out; "
                "what is said of the transcript is set by kodeverk set"
            )


def _replace(
    project: "Project",
    author: "Coder",
    path: Path,
    choices: "Choices",
    transcript: str,
    *,
    dry_run: bool = False,
) -> "tuple[FileResult, Replacement]":
    """Make a file the new version of a transcript; say what became of what was coded in it."""
    from kodeverk.service.import_results import as_text_of, looked_at
    from kodeverk.service.importing import check_choices, look_at
    from kodeverk.service.replacing import replace_text
    from kodeverk.service.transcripts import find_transcript

    (preview,) = look_at(project, [path], choices)
    check_choices(choices, [preview])
    known = find_transcript(project, transcript)
    done = replace_text(project, author, known.id, preview, dry_run=dry_run)
    parts = [f"would be {done.status}" if dry_run and done.status == "replaced" else done.status]
    if done.status != "unchanged":
        codings, memos = done.codings, done.memos
        parts.append(
            f"codings placed {codings.sure}, to review {codings.unsure}, gone {codings.gone}"
        )
        parts.append(f"memos placed {memos.sure}, to review {memos.unsure}, gone {memos.gone}")
    parts += [f"{old} is {new} now" for old, new in done.matched]
    parts += [f"new speaker {label}" for label in done.new_speakers]
    note(f"{known.name}: {'; '.join(parts)}")
    if done.comments:
        note(f"note: {path}: its comments are not imported again: {done.comments}")
    if done.to_review:
        note(f"Look at them with: kodeverk place PROJECT {known.name}")
    result = looked_at(replace(preview, near=None, clash=None, is_there=done.status == "unchanged"))
    status = result.status if dry_run or done.status == "unchanged" else "imported"
    # What the file alone would say of a speaker under another label is not what they are here.
    speakers = tuple(
        replace(speaker, role=done.roles.get(speaker.label, speaker.role))
        for speaker in result.speakers
    )
    asks = (ask.text for ask in preview.asks if "--role" not in ask.option)
    return replace(
        as_text_of(result, known),
        status=status,
        speakers=speakers,
        asks=tuple(asks),
        warnings=done.warnings,
    ), done
