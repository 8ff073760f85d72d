"""What becomes of a file that was to be imported, as scripts and people are told it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from shlex import quote
from typing import Literal, NamedTuple

from kodeverk.analysis.recognition.turns import recognitions
from kodeverk.formats.register import load_register
from kodeverk.model.municipality import Municipality
from kodeverk.model.records import Transcript
from kodeverk.model.source import Source
from kodeverk.model.survey import SurveyForm
from kodeverk.model.text import count_words, folded_label
from kodeverk.service.facts import Correction
from kodeverk.service.phrases import some_of, survey_in_words
from kodeverk.service.previewing import FileSpeaker, NearCopy, OutsideLine, Preview

FileStatus = Literal[
    "imported", "unchanged", "updated", "would import", "would update", "asked", "failed"
]


class FileReading(NamedTuple):
    """A way to read a file: `turns` counts its blocks, `speakers` those of each label."""

    convention: str
    confidence: float
    turns: int
    joined_turns: int
    speakers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `turns` counts labelled blocks, or cues where there are cues.

    `readings` (all ways to read it, best first) and `skipped` (the lines outside the interview) are
    there when the file was only looked at. `inferred` are the numbers of the lines of which a file
    that comes in does not say what they are; `is_certain` is None for others. `comments` counts
    those in its margin, whatever became of them. `is_transcript` is False for a file in which
    nobody seems to speak. Of a text that is there, place, day and speakers are those of its
    transcript; `updated` is one of which something was not known, `changes` what that was and
    `kept` what stays although else was said. `near` is the transcript of which somebody must say
    whether this is another text of it. A transcript gets `joined_turns`. `respondent` is whose
    answers in a survey these are; `survey` what a sheet holds of which somebody must say whether it
    is one.
    """

    file: str
    status: FileStatus
    transcript: str | None = None
    convention: str | None = None
    confidence: float | None = None
    format: str | None = None
    encoding: str | None = None
    turns: int = 0
    words: int = 0
    speakers: tuple[FileSpeaker, ...] = ()
    alike: tuple[tuple[str, str], ...] = ()
    municipality: Municipality | None = None
    candidates: tuple[Municipality, ...] = ()
    date: str | None = None
    comments: int = 0
    remembered: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str | None = None
    hint: str | None = None
    readings: tuple[FileReading, ...] = ()
    skipped: tuple[OutsideLine, ...] = ()
    inferred: tuple[int, ...] = ()
    is_certain: bool | None = None
    is_transcript: bool = True
    changes: tuple[Correction, ...] = ()
    kept: tuple[Correction, ...] = ()
    near: NearCopy | None = None
    joined_turns: int = 0
    respondent: str | None = None
    survey: SurveyForm | None = None


def result_of(preview: Preview) -> FileResult:
    """Return what became of a file that was to be kept."""
    source, reading = preview.source, preview.reading
    if source is None or reading is None:
        return FileResult(
            preview.file,
            "failed",
            error=preview.error,
            hint=preview.hint,
            is_transcript=preview.is_transcript,
        )
    warnings = (
        *(f"remembered from an earlier import: {choice}" for choice in preview.remembered),
        *(ask.told for ask in (*preview.notes, *preview.asks)),
    )
    asks = tuple(ask.text for ask in preview.asks)
    status: FileStatus = "imported"
    if preview.error or preview.clash:
        status = "failed"
    elif preview.is_there:
        status = "updated" if preview.fills else "unchanged"
        warnings, asks = tuple(_left_as_it_is(preview)), ()
    elif preview.is_asked:
        status = "asked"
    error, hint = preview.error or preview.clash, preview.hint or preview.remedy
    if status == "asked" and preview.survey is not None and preview.asks_of_survey:
        error = f"it looks like a survey: {survey_in_words(preview.survey)}"
        hint = "A transcript for each respondent: --survey. The table as it is: --no-survey."
        # What the table alone would be read as is no matter before.
        warnings = asks = ()
    elif preview.near is not None and status == "asked":
        error = f"perhaps it is there: {preview.near}"
        hint = (
            f"A corrected text of it: --replaces {quote(preview.near.name)}. "
            "Another interview: --as-new."
        )
    there = preview.there
    comes_in = status == "imported"
    inferred = tuple(paragraph.line for paragraph in preview.inferred) if comes_in else ()
    return FileResult(
        preview.file,
        status,
        preview.transcript,
        reading.convention,
        reading.confidence,
        source.format,
        source.encoding,
        there.turns if there and there.read_otherwise else reading.turns,
        there.words
        if there
        else sum(count_words(source.text[block.start : block.end]) for block in reading.blocks),
        there.speakers if there else preview.speakers,
        preview.alike,
        there.municipality if there else preview.municipality,
        preview.candidates,
        there.date if there else preview.date,
        len(source.comments),
        preview.remembered,
        asks,
        warnings,
        error,
        hint,
        is_transcript=preview.is_transcript,
        changes=there.changes if there and status == "updated" else (),
        kept=there.kept if there else (),
        near=preview.near if status == "asked" and not preview.asks_of_survey else None,
        joined_turns=there.turns if there else reading.joined_turns,
        respondent=preview.respondent,
        survey=preview.survey if status == "asked" and preview.asks_of_survey else None,
        inferred=inferred,
        is_certain=preview.is_plain and not inferred if comes_in else None,
    )


def _left_as_it_is(preview: Preview) -> Iterator[str]:
    """Yield what to know of a file whose text is there: nothing that it says comes in."""
    if preview.there is None:
        yield (
            f"the text is there already, as an earlier text of {preview.transcript}: nothing is "
            "set (another interview: --as-new)"
        )
    else:
        yield f"the text is there already, as {preview.transcript}"
    if preview.source is not None and preview.source.comments:
        yield f"its comments are not imported again: {len(preview.source.comments)}"
    if preview.there is not None:
        yield from (f"set {change.changed}" for change in preview.there.changes if preview.fills)
        yield from (correction.kept for correction in preview.there.kept)
    choices = preview.choices
    is_otherwise = preview.there is not None and preview.there.read_otherwise
    if choices.lines or (is_otherwise and choices.convention):
        yield "how it is read here changes no turn there: see kodeverk turns"
    said = {*map(folded_label, (*choices.joined, *choices.ignored))}
    labels = preview.recognised.speakers if preview.recognised else {}
    if named := [label for label in labels if folded_label(label) in said]:
        yield f"what was said of {some_of(named)} changes no turn there: see kodeverk turns"


def looked_at(preview: Preview) -> FileResult:
    """Return what would become of a file, with what a person looks at before deciding."""
    result = result_of(preview)
    if preview.source is None:
        return result
    would: dict[FileStatus, FileStatus] = {"imported": "would import", "updated": "would update"}
    status = would.get(result.status, result.status)
    readings = readings_of(preview.source)
    return replace(result, status=status, readings=readings, skipped=preview.outside)


def readings_of(source: Source) -> tuple[FileReading, ...]:
    """Return the ways to read a file, the best first."""
    return tuple(
        FileReading(
            reading.convention,
            reading.confidence,
            reading.turns,
            reading.joined_turns,
            reading.speakers,
        )
        for reading in recognitions(source)
    )


def as_text_of(result: FileResult, transcript: Transcript) -> FileResult:
    """Return the result of a file that is a new text of this transcript: its are place and day."""
    return replace(
        result,
        transcript=transcript.name,
        municipality=load_register().municipalities.get(transcript.municipality or ""),
        date=transcript.date,
    )
