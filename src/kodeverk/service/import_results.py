"""What becomes of a file that was to be imported, as scripts and people are told it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kodeverk.analysis.turns import Reading, readings
from kodeverk.model.municipality import Municipality
from kodeverk.model.text import count_words
from kodeverk.service.previewing import Preview, SpeakerFound
from kodeverk.service.voices import folded_label
from kodeverk.service.wording import some_of

Status = Literal["imported", "unchanged", "would import", "failed"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `turns` counts labelled blocks, or cues where there are cues.

    `readings` (all ways to read it, best first) and `skipped` (lines in no turn: number and words)
    are there when the file was only looked at. `comments` counts those in its margin, whatever
    became of them. `is_transcript` is False for a file in which nobody seems to speak.
    """

    file: str
    status: Status
    transcript: str | None = None
    convention: str | None = None
    confidence: float | None = None
    format: str | None = None
    encoding: str | None = None
    turns: int = 0
    words: int = 0
    speakers: tuple[SpeakerFound, ...] = ()
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
    readings: tuple[Reading, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()
    is_transcript: bool = True


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
        *preview.warnings,
        *(f"{ask.text} (say {ask.option})" for ask in preview.asks if ask.option),
    )
    asks = tuple(ask.text for ask in preview.asks)
    status: Status = "imported"
    if preview.error or preview.clash:
        status = "failed"
    elif preview.is_there:
        status = "unchanged"
        warnings, asks = tuple(_left_as_it_is(preview)), ()
    hint = "Nothing is overwritten. Correct the one that is wrong." if preview.clash else None
    return FileResult(
        preview.file,
        status,
        preview.transcript,
        reading.convention,
        reading.confidence,
        source.format,
        source.encoding,
        reading.turns,
        sum(count_words(source.text[one.start : one.end]) for one in reading.blocks),
        preview.speakers,
        preview.alike,
        preview.municipality,
        preview.candidates,
        preview.date,
        len(source.comments),
        preview.remembered,
        asks,
        warnings,
        preview.error or preview.clash,
        preview.hint or hint,
        is_transcript=preview.is_transcript,
    )


def _left_as_it_is(preview: Preview) -> Iterator[str]:
    """Yield what to know of a file whose text is there: nothing that it says or that is said of it
    comes in.
    """
    yield f"the text is there already, as {preview.transcript}"
    if preview.source is not None and preview.source.comments:
        yield f"its comments are not imported again: {len(preview.source.comments)}"
    choices = preview.choices
    said = {
        *map(folded_label, (*choices.roles, *choices.joined, *choices.ignored)),
        *map(folded_label, (*choices.informants, *choices.speaks_for)),
    }
    labels = preview.found.speakers if preview.found else {}
    if named := [label for label in labels if folded_label(label) in said]:
        yield f"what was said of {some_of(named)} changes nothing there"


def looked_at(preview: Preview) -> FileResult:
    """Return what would become of a file, with what a person looks at before deciding."""
    result = result_of(preview)
    if preview.source is None:
        return result
    status: Status = "would import" if result.status == "imported" else result.status
    return replace(
        result, status=status, readings=readings(preview.source), skipped=preview.skipped
    )
