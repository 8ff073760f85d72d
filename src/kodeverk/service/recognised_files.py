"""What is recognised in transcript files, without a project: nothing is read of one, or written."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.paragraphs import ReadParagraph
from kodeverk.analysis.recognition.zones.outside import Zone
from kodeverk.model.records import Role
from kodeverk.model.survey import SurveyForm
from kodeverk.model.text import count_words
from kodeverk.service.import_choices import Choices, Memory
from kodeverk.service.import_results import FileReading, readings_of
from kodeverk.service.previewing import Preview, look
from kodeverk.service.questions import FileQuestion

__all__ = ["ReadParagraph", "RecognisedFile", "RecognisedSpeaker", "Zone", "recognised_files"]


@dataclass(frozen=True, slots=True)
class RecognisedSpeaker:
    """Who speaks in a file: the label, the role, and how much is said.

    `said_by` is who says the role: the `label`, or the `file`, in the words `stated`; None for a
    role that is unknown. `turns` counts labelled blocks, or cues; `joined_turns` are those a
    transcript gets.
    """

    label: str
    role: Role
    said_by: str | None
    stated: str | None
    turns: int
    joined_turns: int
    words: int
    first_words: str


@dataclass(frozen=True, slots=True)
class RecognisedFile:
    """What is recognised in the file at `path`; `error` and `hint` tell why nothing is.

    `readings` are the ways to read it, the one taken first where it is among them. `doubts` are
    what a person should look at; where there are none but of roles and nothing is inferred, the
    reading `is_certain`. `paragraphs` are those with words, which stand in `text`. A sheet
    that plainly is a `survey` has none: it is asked whether it is one.
    """

    path: Path
    format: str | None = None
    encoding: str | None = None
    convention: str | None = None
    confidence: float | None = None
    is_certain: bool = False
    turns: int = 0
    joined_turns: int = 0
    words: int = 0
    readings: tuple[FileReading, ...] = ()
    speakers: tuple[RecognisedSpeaker, ...] = ()
    doubts: tuple[FileQuestion, ...] = ()
    text: str = ""
    paragraphs: tuple[ReadParagraph, ...] = ()
    is_transcript: bool = True
    survey: SurveyForm | None = None
    error: str | None = None
    hint: str | None = None


def recognised_files(
    paths: Sequence[Path],
    *,
    convention: str | None = None,
    encoding: str | None = None,
    from_folders: Collection[Path] = (),
) -> Iterator[RecognisedFile]:
    """Yield what is recognised in each file, one after the other.

    A file that cannot be read has an error, and so has one `from_folders`, which nobody named, that
    looks like no transcript.
    """
    choices = Choices(convention=convention, encoding=encoding)
    for path in paths:
        file = _recognised(look(path, choices, Memory()))
        if path in from_folders and not (file.is_transcript or file.error):
            file = replace(
                file,
                error="does not look like a transcript",
                hint="Name the file itself to see it all the same.",
            )
        yield file


def _recognised(preview: Preview) -> RecognisedFile:
    source, reading = preview.source, preview.reading
    if source is None or reading is None or preview.error:
        return RecognisedFile(
            preview.path,
            is_transcript=preview.is_transcript,
            error=preview.error,
            hint=preview.hint,
        )
    if preview.asks_of_survey:
        return RecognisedFile(
            preview.path,
            format=source.format,
            encoding=source.encoding,
            doubts=(
                FileQuestion("it looks like a survey", "--survey or --no-survey at import"),
                *map(FileQuestion, source.warnings),
            ),
            survey=preview.survey,
        )
    words: Counter[str | None] = Counter()
    for block in reading.blocks:
        words[block.label] += count_words(source.text[block.start : block.end])
    return RecognisedFile(
        preview.path,
        source.format,
        source.encoding,
        reading.convention,
        reading.confidence,
        preview.is_certain,
        reading.turns,
        reading.joined_turns,
        words.total(),
        readings_of(source),
        tuple(_speakers(preview, reading.stated, words)),
        (*preview.asks, *preview.notes),
        source.text,
        preview.paragraphs,
        preview.is_transcript,
    )


def _speakers(
    preview: Preview, stated: Mapping[str, str], words: Mapping[str | None, int]
) -> Iterator[RecognisedSpeaker]:
    for speaker in preview.speakers:
        said_by = None
        if speaker.role != "unknown":
            of_file = guess_role(stated.get(speaker.label, ""))
            said_by = "label" if of_file == "unknown" else "file"
        yield RecognisedSpeaker(
            speaker.label,
            speaker.role,
            said_by,
            stated.get(speaker.label),
            speaker.turns,
            speaker.joined_turns,
            words[speaker.label],
            speaker.first_words,
        )
