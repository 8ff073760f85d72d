"""What the screens call, each by `Gateway.ask` or `Gateway.write`: one function a service.

Each is given the open project and who codes in it, and loads its service when it is first called:
by then the screen is painted, and it is the gateway's thread that waits for the database library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kodeverk.tui.review import Review

if TYPE_CHECKING:
    from kodeverk.config import Settings
    from kodeverk.model.municipality import Municipality
    from kodeverk.model.records import Code, Coder, Coding, Facet
    from kodeverk.model.source import Source
    from kodeverk.model.text import Span
    from kodeverk.service.agreement_table import AgreementOptions, AgreementTable
    from kodeverk.service.borders import Recoded
    from kodeverk.service.coder_list import CoderRow
    from kodeverk.service.coding import Unfinished, WorkingTranscript
    from kodeverk.service.conflicts import ConflictList
    from kodeverk.service.copied_words import Copied
    from kodeverk.service.correcting import Corrected
    from kodeverk.service.exports.options import Exported
    from kodeverk.service.facts import Description, Statements
    from kodeverk.service.import_choices import Choices, Memory
    from kodeverk.service.import_results import FileResult
    from kodeverk.service.log import LogPage
    from kodeverk.service.overview import Length, OverviewRow
    from kodeverk.service.previewing import Preview
    from kodeverk.service.projects import Act, Project, Reversal
    from kodeverk.service.pseudonymising import Proposal, Pseudonymised, ReplacementPlan
    from kodeverk.service.removing import Removal
    from kodeverk.service.replacing import Replacement
    from kodeverk.service.reviewing import ToReview
    from kodeverk.service.step_effects import Effects
    from kodeverk.service.versions import Comparison, VersionRow

Answer = Literal["yes", "no", ""]
"""What is said of a proposed pseudonym; empty where nobody has decided yet."""

# Before a project is open: called by `Gateway.run`


def shown_address(location: str) -> str:
    """Return a project's path or address as it may be shown: without a password."""
    from kodeverk.service.addresses import shown_address

    return shown_address(location)


def introduce(settings: Settings, name: str) -> Settings:
    """Keep who the user is in the settings file. Raises BadInput for an empty name."""
    from kodeverk.service.coders import introduce

    return introduce(settings, name)


def open_as_coder(
    location: str, settings: Settings, person: tuple[str, str | None] | None, introduced: bool
) -> tuple[Project, Coder]:
    """Open a project and find out who codes.

    Where that raises UnclearCoder, `person` is the name and the id of who the user says it is, None
    for somebody new. `introduced` where the name has only just been given.
    """
    from kodeverk.errors import KodeverkError
    from kodeverk.service.coder_list import settle_coder
    from kodeverk.service.coders import current_coder
    from kodeverk.service.damage import failure_as_damage, open_or_advise

    project = open_or_advise(location)
    try:
        with failure_as_damage(project):
            if person is not None:
                return project, settle_coder(project, settings, *person)
            return project, current_coder(project, settings, introduced=introduced)
    except KodeverkError:
        project.close()
        raise


def coders_of(location: str) -> tuple[CoderRow, ...]:
    """Return who there is in a project, while it is not yet known who codes."""
    from kodeverk.service.coder_list import list_coders
    from kodeverk.service.damage import open_or_advise

    with open_or_advise(location) as project:
        return list_coders(project)


def failure_as_damage(project: Project) -> AbstractContextManager[None]:
    """Raise Damaged in place of what fails within, where that is because the file is damaged."""
    from kodeverk.service.damage import failure_as_damage

    return failure_as_damage(project)


# The project


@dataclass(frozen=True, slots=True)
class ProjectList:
    """What the project screen lists, how many conflicts are open, and as whom the user codes.

    Two coders may have been joined since the project was opened. `last` is the id of the transcript
    the coder was in last, `drafts` how many memos of theirs are typed and not written. Who codes
    what is as in `round_name`, one of `rounds`, of which `main` comes first.
    """

    coder: Coder
    rows: tuple[OverviewRow, ...]
    conflicts: int
    last: str | None
    drafts: int
    rounds: tuple[str, ...]
    round_name: str


def project_list(project: Project, coder: Coder, round_name: str) -> ProjectList:
    """Return what the project screen shows: of a round, or of the main one if that has gone."""
    from kodeverk.service.assigning import coders_and_rounds
    from kodeverk.service.bookmarks import last_transcript
    from kodeverk.service.coders import as_joined
    from kodeverk.service.conflicts import count_conflicts
    from kodeverk.service.drafts import kept_drafts
    from kodeverk.service.overview import overview

    coder = as_joined(project, coder)
    _, rounds = coders_and_rounds(project, coder)
    shown = round_name if round_name in rounds else rounds[0]
    return ProjectList(
        coder,
        overview(project, coder, shown),
        count_conflicts(project, coder),
        last_transcript(project, coder),
        len(kept_drafts(project, coder)),
        rounds,
        shown,
    )


def lengths(project: Project, _coder: Coder, transcripts: Sequence[str]) -> dict[str, Length]:
    """Return the lengths of some transcripts, by id."""
    from kodeverk.service.overview import lengths

    return lengths(project, transcripts)


def overview(project: Project, coder: Coder) -> tuple[OverviewRow, ...]:
    """Return the transcripts as the project screen lists them."""
    from kodeverk.service.overview import overview

    return overview(project, coder)


def reverse(
    project: Project,
    coder: Coder,
    act: Act,
    transcript: str | None = None,
    placements: bool = False,
    sure: str | None = None,
) -> Reversal:
    """Take back the coder's last step, of all, in one transcript or about placements.

    Or do the step undone last there again. Raises Question for one that reaches beyond a
    transcript, until `sure` names it.
    """
    from kodeverk.service.projects import Within
    from kodeverk.service.undoing import redo, undo

    go = undo if act == "undo" else redo
    return go(project, coder, within=Within(transcript, placements), sure=sure)


def log_page(
    project: Project,
    coder: Coder,
    transcript: str | None,
    mine: bool,
    words: tuple[str, ...],
    most: int,
    before: int | None,
) -> LogPage:
    """Return some lines of the log: of a transcript, of the coder's own, with all these words."""
    from kodeverk.service.log import LogFilter, log_page

    return log_page(project, coder, LogFilter(transcript, mine, words), most, before)


def step_effects(project: Project, coder: Coder, step: str) -> Effects:
    """Return what taking the step with this id back, or doing it again, would change."""
    from kodeverk.service.step_effects import foresee

    return foresee(project, coder, step)


def reverse_step(project: Project, coder: Coder, step: str, act: Act) -> Reversal:
    """Take the step with this id back, or do it again, its effects having been seen."""
    from kodeverk.service.undoing import reverse_step

    return reverse_step(project, coder, step, act)


def removal(project: Project, _coder: Coder, transcript: str) -> Removal:
    """Return what would go with the transcript with this id."""
    from kodeverk.service.removing import removal

    return removal(project, transcript)


def remove(project: Project, coder: Coder, transcript: str) -> Removal:
    """Take the transcript with this id out of the project."""
    from kodeverk.service.removing import remove

    return remove(project, coder, transcript)


def transcript_facts(project: Project, _coder: Coder, transcript: str) -> Description:
    """Return all that is said of the transcript with this id."""
    from kodeverk.service.facts import describe_transcript
    from kodeverk.service.transcripts import transcript_with_id

    with project.reading() as connection:
        return describe_transcript(connection, transcript_with_id(connection, transcript))


def correct(project: Project, coder: Coder, seen: Description, statements: Statements) -> Corrected:
    """Set facts of a transcript, as somebody has `seen` it. Raises Unfit for what cannot be."""
    from kodeverk.service.correcting import correct

    return correct(project, coder, seen.transcript.id, statements, seen=seen.facts)


def agreement(project: Project, _coder: Coder, *, options: AgreementOptions) -> AgreementTable:
    """Return how far coders agree."""
    from kodeverk.service.agreement import agreement as compare

    return compare(project, options)


def export_agreement(
    project: Project, coder: Coder, *, options: AgreementOptions, out: Path, replace: bool
) -> Exported:
    """Write figures of agreement or a report on them, as the ending of `out` says."""
    from kodeverk.service.agreement import agreement as compare
    from kodeverk.service.exports.agreement_export import export_agreement as export

    return export(project, compare(project, options), out, lambda: coder, replace=replace)


def conflicts(project: Project, coder: Coder) -> ConflictList:
    """Return the open conflicts that the coder may see."""
    from kodeverk.service.conflicts import conflicts_seen

    return conflicts_seen(project, coder)


def settle_conflict(project: Project, coder: Coder, conflict: str, number: int) -> str:
    """Let one of a conflict's values hold; return in words what holds now."""
    from kodeverk.service.conflicts import settle_conflicts

    (holds,) = settle_conflicts(project, coder, {conflict: number})
    return holds


# Coding one transcript


@dataclass(frozen=True, slots=True)
class LoadedTranscript:
    """A transcript with all that is on it, read at one moment.

    `passages` are the spans of the memos on passages, by memo; `recent` the ids of the codes the
    coder used last.
    """

    interview: WorkingTranscript
    passages: dict[str, Span]
    recent: tuple[str, ...]


def load_transcript(project: Project, coder: Coder, transcript: str) -> LoadedTranscript:
    """Return a transcript with all that its coding screen shows."""
    from kodeverk.service import coding

    interview = coding.working_transcript(project, transcript, coder)
    recent = coding.recent_codes(project, coder)
    return LoadedTranscript(interview, _passages(interview), tuple(recent))


def load_again(project: Project, coder: Coder, before: LoadedTranscript) -> LoadedTranscript:
    """Return a transcript as it is now, given what `load_transcript` returned before."""
    from kodeverk.service import rereading

    interview = rereading.read_again(project, coder, before.interview)
    return LoadedTranscript(interview, _passages(interview), before.recent)


def _passages(interview: WorkingTranscript) -> dict[str, Span]:
    from kodeverk.model.records import ON_WORDS
    from kodeverk.service.coding import passage_of

    on_passages = (memo for memo in interview.memos if memo.target_kind in ON_WORDS)
    return {memo.id: passage_of(memo) for memo in on_passages}


def keep_bookmark(
    project: Project, coder: Coder, transcript: str, version: str, caret: int, top: int
) -> None:
    """Keep where the coder's caret and window are in a transcript, so that it is opened there."""
    from kodeverk.service.bookmarks import keep_bookmark
    from kodeverk.service.projects import Bookmark

    keep_bookmark(project, coder, transcript, Bookmark(version, caret, top))


def apply_code(
    project: Project,
    coder: Coder,
    transcript: str,
    version: str,
    passage: Span,
    code: Code,
    facets: dict[str, list[str]],
) -> Coding | None:
    """Put a code on a passage; return the coding on disk, or None if it was there already."""
    from kodeverk.service.coding import apply_code

    return apply_code(project, coder, transcript, passage, code, facets, version=version)


def remove_coding(project: Project, coder: Coder, coding: Coding) -> None:
    """Take a coding of one's own off."""
    from kodeverk.service.coding import remove_codings

    remove_codings(project, coder, [coding])


def set_facet(
    project: Project, coder: Coder, coding: Coding, facet: Facet, values: Sequence[str]
) -> None:
    """Give a coding of one's own these values of a facet."""
    from kodeverk.service.coding import set_facet

    set_facet(project, coder, [coding], facet, values)


def move_borders(project: Project, coder: Coder, coding: Coding, span: Span) -> Coding:
    """Let a coding of one's own lie on other words; return it as it is then."""
    from kodeverk.service.borders import move_borders

    return move_borders(project, coder, coding, span)


def split_coding(
    project: Project, coder: Coder, coding: Coding, offset: int
) -> tuple[Coding, Coding]:
    """Make two codings of one's own out of one; return both."""
    from kodeverk.service.borders import split_coding

    return split_coding(project, coder, coding, offset)


def change_code(project: Project, coder: Coder, coding: Coding, code: Code) -> Recoded | None:
    """Give a coding of one's own another code; None where that lies on its words already."""
    from kodeverk.service.borders import change_code

    return change_code(project, coder, coding, code)


def mark_read(project: Project, coder: Coder, transcript: str, offset: int) -> None:
    """Remember that the coder has read up to a code-point offset."""
    from kodeverk.service.coding import mark_read

    mark_read(project, coder, transcript, offset)


def unfinished(project: Project, coder: Coder, before: LoadedTranscript) -> Unfinished:
    """Return what finishing a transcript now would leave open, given it as it was read before."""
    from kodeverk.service import coding, rereading

    return coding.left_open(rereading.read_again(project, coder, before.interview), coder)


def finish(project: Project, coder: Coder, transcript: str) -> None:
    """Say that the coder has coded the transcript to the end."""
    from kodeverk.service.coding import finish

    finish(project, coder, [transcript])


def reopen(project: Project, coder: Coder, transcript: str) -> None:
    """Take back that the transcript is finished."""
    from kodeverk.service.coding import reopen

    reopen(project, coder, transcript)


def copied_words(
    project: Project, _coder: Coder, transcript: str, version: str, passage: Span
) -> Copied:
    """Return a passage as a quotation. Raises Refused for words that are not to be quoted."""
    from kodeverk.service.copied_words import copied_words

    return copied_words(project, transcript, version, passage)


# Importing


def preview_files(
    project: Project,
    _coder: Coder,
    paths: Sequence[Path],
    memory: Memory | None,
    progress: Callable[[int, int], None],
) -> tuple[list[Preview], list[Path]]:
    """Return the previews of files and of those in folders, and what of the folders is left out."""
    from kodeverk.service.import_choices import Choices
    from kodeverk.service.import_options import transcript_files
    from kodeverk.service.importing import look_at

    files, left_out = transcript_files(paths)
    return look_at(project, files, Choices(), memory=memory, progress=progress), left_out


def preview_respondents(
    project: Project,
    _coder: Coder,
    sheet: Preview,
    memory: Memory | None,
    progress: Callable[[int, int], None],
) -> list[Preview]:
    """Return the previews of a survey's respondents, with what was chosen for their sheet."""
    from kodeverk.service.importing import look_at
    from kodeverk.service.surveys import respondents_of

    choices = replace(sheet.choices, survey=True)
    people = respondents_of(sheet.path, choices.encoding)
    return look_at(project, people, choices, memory=memory, progress=progress)


def preview_again(
    project: Project,
    _coder: Coder,
    previews: Sequence[tuple[Preview, Choices | None]],
    memory: Memory | None,
) -> list[Preview]:
    """Return the previews of the same files with other choices, as the project is now."""
    from kodeverk.service.importing import choose_again

    return choose_again(project, previews, memory)


def import_previews(
    project: Project,
    coder: Coder,
    previews: Sequence[Preview],
    progress: Callable[[int, int], None],
) -> list[FileResult]:
    """Write what was previewed as one step, and what was chosen for the next files."""
    from kodeverk.service.import_choices import Memory
    from kodeverk.service.importing import keep_previews, memory_of

    memory = Memory()
    for preview in previews:
        memory = memory.and_then(memory_of(preview.choices, [preview]))
    return keep_previews(project, coder, previews, memory, progress=progress)


def conventions(_project: Project, _coder: Coder, source: Source) -> tuple[str, ...]:
    """Return the conventions a file may follow, the best first, and last that nobody is named."""
    from kodeverk.service.import_options import conventions

    return conventions(source)


def municipalities(
    _project: Project, _coder: Coder, typed: str, day: str | None
) -> tuple[Municipality, ...]:
    """Return the municipalities that somebody who has typed so much may mean."""
    from kodeverk.service.import_options import municipalities

    return municipalities(typed, day)


# Corrected texts


def versions(project: Project, _coder: Coder, transcript: str) -> tuple[VersionRow, ...]:
    """Return the versions of the text of the transcript with this id."""
    from kodeverk.service.versions import list_versions

    return list_versions(project, transcript)


def comparison(project: Project, _coder: Coder, transcript: str, old: int, new: int) -> Comparison:
    """Return what differs between two versions of a text, by their numbers."""
    from kodeverk.service.versions import comparison

    return comparison(project, transcript, old, new)


def preview_replacement(
    project: Project, coder: Coder, transcript: str, path: Path
) -> tuple[Preview, Replacement]:
    """Return the preview of a corrected file, and what it would do to what was coded."""
    from kodeverk.service.import_choices import Choices
    from kodeverk.service.importing import look_at
    from kodeverk.service.replacing import replace_text

    (preview,) = look_at(project, [path], Choices())
    return preview, replace_text(project, coder, transcript, preview, dry_run=True)


def replace_text(project: Project, coder: Coder, transcript: str, preview: Preview) -> Replacement:
    """Make the text of a file the new version of the transcript with this id."""
    from kodeverk.service.replacing import replace_text

    return replace_text(project, coder, transcript, preview)


def review(
    project: Project,
    coder: Coder,
    wanted: Callable[[Sequence[ToReview]], Sequence[str | None]],
    with_aside: bool,
    place: int = 0,
) -> Review:
    """Return the placements that wait for a person, at the first of the `wanted` that is there.

    Without one of these, at `place`.
    """
    from kodeverk.service.reviewing import waiting_seen

    seen = waiting_seen(project, coder, aside=with_aside)
    review = Review(seen.waiting, place, hidden=seen.hidden)
    return _with_texts(project, review.at(wanted(seen.waiting)))


def review_on(project: Project, coder: Coder, before: Review, with_aside: bool) -> Review:
    """Return the placements that wait when what was shown is decided, at the one behind it.

    Only the transcript in which that lies is read anew.
    """
    from kodeverk.service.reviewing import waiting_seen

    assert before.chosen is not None
    transcript = before.chosen.transcript
    seen = waiting_seen(project, coder, transcript, aside=with_aside)
    left = before.left(transcript, seen.waiting)
    return _with_texts(project, left.at(before.order[1:]))


def review_at(project: Project, _coder: Coder, before: Review, place: int) -> Review:
    """Return the same placements, at another place."""
    return _with_texts(project, replace(before, place=place))


def _with_texts(project: Project, review: Review) -> Review:
    """Return a review with the text its passage comes from, and the one its place is in."""
    from kodeverk.service.placement_texts import texts_of_placement

    chosen = review.chosen
    return replace(review, texts=texts_of_placement(project, chosen) if chosen else None)


def accept_placements(project: Project, coder: Coder, records: Sequence[str], version: str) -> None:
    """Say that codings and memos lie where they were placed in a version that was looked at."""
    from kodeverk.service.reviewing import accept

    accept(project, coder, records, version=version)


def move_placement(
    project: Project, coder: Coder, record: str, passage: Span, version: str
) -> None:
    """Say where in a version that was looked at a coding or a memo lies."""
    from kodeverk.service.reviewing import move

    move(project, coder, record, passage, version=version)


def set_placement_aside(project: Project, coder: Coder, record: str, version: str) -> None:
    """Say that a coding or a memo has no place in a version that was looked at."""
    from kodeverk.service.reviewing import set_aside

    set_aside(project, coder, [record], version=version)


# Pseudonyms


def proposals(project: Project, _coder: Coder) -> tuple[Proposal, ...]:
    """Return what may identify somebody in the transcripts."""
    from kodeverk.service.pseudonymising import proposals

    return proposals(project)


def added_proposal(project: Project, _coder: Coder, written: str, taken: Sequence[str]) -> Proposal:
    """Return the proposal for a name that no rule found. Raises BadInput where it is nowhere."""
    from kodeverk.service.pseudonymising import added_proposal

    return added_proposal(project, written, taken)


def pseudonym_plan(
    project: Project, _coder: Coder, answers: Sequence[tuple[Answer, str, str]]
) -> ReplacementPlan:
    """Return what carrying out answers would do: each with a text and its replacement."""
    from kodeverk.service.pseudonymising import decisions_from, plan_replacement

    return plan_replacement(project, decisions_from(answers))


def pseudonymise(project: Project, coder: Coder, plan: ReplacementPlan, key: Path) -> Pseudonymised:
    """Replace for good what a plan says, writing the key first; return what is left."""
    from kodeverk.service.pseudonymising import pseudonymise

    return pseudonymise(project, coder, plan, key)
