"""`kodeverk recognise`."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodeverk.cli.console import failed, problem, say, say_json_list, say_table
from kodeverk.cli.import_results import tell_left_out
from kodeverk.cli.layout import shortened
from kodeverk.cli.options import json_option, transcript_files_argument
from kodeverk.errors import BadInput

if TYPE_CHECKING:
    from kodeverk.service.recognised_files import (
        ReadParagraph,
        RecognisedFile,
        RecognisedSpeaker,
    )

_SPEAKERS = ("speaker", "role", "said by", "turns", "words")
_PARAGRAPHS = ("line", "zone", "speaker, or why outside", "words")
_LONGEST_WHO = 28
_LONGEST_WORDS = 32
"""With these two, a zone and a line of five digits, a row has 80 cells."""


@click.command
@transcript_files_argument
@click.option("--convention", metavar="NAME", help="How the files name who speaks, if not seen.")
@click.option("--encoding", metavar="NAME", help="How the letters of text files are encoded.")
@click.option("--inferred", is_flag=True, help="Show only the lines that are inferred.")
@json_option
def recognise(
    files: tuple[Path, ...],
    convention: str | None,
    encoding: str | None,
    *,
    inferred: bool,
    as_json: bool,
) -> None:
    """Show who speaks in transcript files, paragraph by paragraph, and why.

    No project is needed, and nothing is written. Of each file: how it names who speaks, and how
    sure that is; the other ways to read it; the speakers with turns, words and role; what to check;
    and of each paragraph who speaks in it, or what shows that it is outside the interview. A line
    with ~ is inferred from what stands around it, for no label of its own says who says it; a file
    without one, and with nothing to check, is certain. A folder stands for the files in it, as for
    kodeverk import. A file that cannot be read is named with its reason; the others are shown, and
    the exit code is 1.
    """
    from kodeverk.service.import_options import transcript_files
    from kodeverk.service.recognised_files import recognised_files

    paths, left_out = transcript_files(files)
    unnamed = {path for path in paths if path not in files}
    bad: list[RecognisedFile] = []
    others: dict[Path, tuple[str, str]] = {}

    def left() -> Mapping[str, object]:
        reasons = {path: error or None for path, (error, _) in others.items()}
        return {
            "left_out": [
                {"file": str(path), "reason": reasons.get(path)} for path in [*left_out, *reasons]
            ]
        }

    files_read = recognised_files(
        paths, convention=convention, encoding=encoding, from_folders=unnamed
    )
    all_shown = _transcripts(files_read, unnamed, bad, others)
    first = next(all_shown, None)
    if first is not None and as_json:
        fields = partial(_fields, only_inferred=inferred)
        say_json_list("files", map(fields, chain([first], all_shown)), left)
    elif first is not None:
        for file in chain([first], all_shown):
            if not file.error:
                _tell(file, only_inferred=inferred)
    tell_left_out(left_out, [(path, *told) for path, told in others.items()])
    if first is None:
        raise BadInput(
            "there is no transcript in what was named",
            "Name the folder the interviews are in, or a file itself to see it all the same.",
        )
    for file in bad:
        reason = file.error or ""
        is_named = str(file.path) in reason
        short = reason.removeprefix(f"{file.path.name}: ")
        problem(reason if is_named else f"{file.path}: {short}", file.hint or "")
    if bad:
        failed()


def _transcripts(
    files: Iterable["RecognisedFile"],
    unnamed: Container[Path],
    bad: list["RecognisedFile"],
    others: dict[Path, tuple[str, str]],
) -> Iterator["RecognisedFile"]:
    """Yield the files but for the `unnamed` that are no transcripts, which go to `others`.

    What cannot be read is in `bad` as well.
    """
    for file in files:
        if file.path in unnamed and not file.is_transcript:
            others[file.path] = (file.error or "", file.hint or "")
            continue
        if file.error:
            bad.append(file)
        yield file


def _tell(file: "RecognisedFile", *, only_inferred: bool) -> None:
    from kodeverk.service.phrases import (
        certainty_in_words,
        number_of,
        outside_in_words,
        survey_in_words,
        survey_lines,
    )

    say(str(file.path))
    if file.encoding:
        say(f"  encoding: {file.encoding}")
    if file.survey is not None:
        say(f"  a survey: {survey_in_words(file.survey)}")
        for line in survey_lines(file.survey):
            say(f"  {line}")
        _tell_doubts(file)
        say(f"  each respondent is shown under their own name, such as {file.path}/R12")
        say()
        return
    say(f"  named as in: {file.convention} ({file.confidence:.2f})")
    inferred = _shown(file, only_inferred=True)
    say(f"  {certainty_in_words(is_certain=file.is_certain, inferred=len(inferred))}")
    for reading in file.readings:
        if reading.convention != file.convention:
            turns = number_of(reading.joined_turns, "turn")
            names = ", ".join(reading.speakers) or "nobody"
            say(f"  or as in: {reading.convention} ({reading.confidence:.2f}, {turns} of {names})")
    say(f"  {number_of(file.joined_turns, 'turn')}, {number_of(file.words, 'word')}")
    if zones := [paragraph.zone for paragraph in file.paragraphs if paragraph.is_outside]:
        say(f"  outside the interview: {outside_in_words(zones)}")
    _tell_doubts(file)
    if file.speakers:
        say()
        say_table(_SPEAKERS, [*map(_speaker_row, file.speakers)])
    say()
    if only_inferred:
        for each in inferred:
            words = " ".join(file.text[each.start : each.end].split())
            say(f"line {each.line}, {each.label or each.zone}, {each.reason}: {words}")
    else:
        say_table(_PARAGRAPHS, [*_rows(file)])
    say()


def _shown(file: "RecognisedFile", *, only_inferred: bool) -> list["ReadParagraph"]:
    return [each for each in file.paragraphs if each.is_inferred or not only_inferred]


def _tell_doubts(file: "RecognisedFile") -> None:
    for doubt in file.doubts:
        say(f"  please check: {doubt.told}")


def _speaker_row(speaker: "RecognisedSpeaker") -> Sequence[str | int]:
    said_by = f"the {speaker.said_by}" if speaker.said_by else "-"
    if speaker.said_by == "file" and speaker.stated:
        said_by += f" (“{shortened(speaker.stated)}”)"
    return speaker.label, speaker.role, said_by, speaker.joined_turns, speaker.words


def _rows(file: "RecognisedFile") -> Iterator[Sequence[str | int]]:
    from kodeverk.cells import cut

    for paragraph in file.paragraphs:
        words = " ".join(file.text[paragraph.start : paragraph.end].split())
        who = cut(_who(paragraph), _LONGEST_WHO)
        yield paragraph.line, paragraph.zone, who, cut(words, _LONGEST_WORDS)


def _who(paragraph: "ReadParagraph") -> str:
    mark = "~" if paragraph.is_inferred else ""
    if paragraph.is_outside:
        return f"{mark}{paragraph.reason}"
    if paragraph.label is None:
        return f"{mark}(names nobody)"
    return f"{mark}{paragraph.label}{'' if paragraph.begins_turn else ' …'}"


def _fields(file: "RecognisedFile", *, only_inferred: bool) -> dict[str, Any]:
    """Return what is recognised in a file as `--json` tells it."""
    return {
        "file": str(file.path),
        "format": file.format,
        "encoding": file.encoding,
        "convention": file.convention,
        "confidence": file.confidence,
        "is_certain": file.is_certain,
        "turns": file.turns,
        "joined_turns": file.joined_turns,
        "words": file.words,
        "is_transcript": file.is_transcript,
        "readings": [reading._asdict() for reading in file.readings],
        "speakers": [asdict(speaker) for speaker in file.speakers],
        "doubts": [
            {"text": doubt.text, "line": doubt.line, "option": doubt.option or None}
            for doubt in file.doubts
        ],
        "paragraphs": [
            {
                "line": paragraph.line,
                "zone": paragraph.zone,
                "speaker": paragraph.label,
                "reason": paragraph.reason,
                "is_inferred": paragraph.is_inferred,
                "start": paragraph.start,
                "end": paragraph.end,
                "text": file.text[paragraph.start : paragraph.end],
            }
            for paragraph in _shown(file, only_inferred=only_inferred)
        ],
        "survey": None if file.survey is None else file.survey._asdict(),
        "error": file.error,
        "hint": file.hint,
    }
