"""JSON of speech recognisers: a list of segments with their times, text and perhaps speakers."""

import json
import math
from collections import ChainMap, Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from kodeverk.errors import BadInput, NoTranscript
from kodeverk.formats.limits import JSON, JSON_VALUES, refuse_over
from kodeverk.formats.transcripts.assembly import Line, assemble
from kodeverk.formats.transcripts.clock import cell_milliseconds, in_milliseconds, unit
from kodeverk.formats.transcripts.decode import decode_text
from kodeverk.formats.transcripts.json_lists import (
    labelled_lines,
    lists_in,
    rows_of,
    segments_of_pairs,
)
from kodeverk.formats.transcripts.json_speakers import (
    first,
    line_of,
    names_of,
    names_voices,
    said_by,
)
from kodeverk.formats.transcripts.otranscribe import is_otranscribe, otranscribe_source
from kodeverk.formats.transcripts.sheets import rows_of_talk
from kodeverk.model.source import Source
from kodeverk.model.text import normalise

_SEGMENTS = (
    "segments",
    "utterances",
    "audio_segments",
    "transcription",
    "chunks",
    "monologues",
    "transcript",
    "turns",
    "dialogue",
    "conversation",
)
_TEXT = ("text", "transcript", "body", "content", "utterance", "message")
_PARTS = (*_TEXT, "parts")
"""Where the text of a message stands, or of a part of one."""
_START = ("start", "start_time", "startTime", "begin", "time")
_END = ("end", "end_time", "endTime")
_IN_PIECES = ("elements", "words")
_NEARLY_ALL = 0.8
_EXPECTED = (
    "A transcript in JSON is a list of segments, or has one under the key "
    f"{', '.join(map(repr, _SEGMENTS))}; each segment has a text and a start."
)


class _Talk(NamedTuple):
    """A talk's segments, and the object or list that says who speaks in them."""

    about: Any
    segments: list[Any]


class _Segment(NamedTuple):
    """What is said in one segment, and by whom if that is known; times in the file's own unit."""

    text: str
    voice: str | None
    start: float | None
    end: float | None
    milliseconds: int | None


def read_json(data: bytes, name: str) -> Source:
    """Return the source of a recogniser's JSON, or of an oTranscribe file.

    Whisper, WhisperX, faster-whisper, whisper.cpp; AssemblyAI, Deepgram, Amazon Transcribe and Rev
    where they give utterances. Each segment is a cue. Raises BadInput when it is no JSON, and
    NoTranscript when it is one of something else.
    """
    refuse_over(JSON, len(data), name)
    decoded = decode_text(data, name)
    refuse_over(JSON_VALUES, decoded.text.count("{") + decoded.text.count("["), name)
    value = _parsed(decoded.text, name)
    if is_otranscribe(value):
        return otranscribe_source(value["text"], name, decoded.encoding, decoded.warnings)
    talks = _talks(value)
    if not talks:
        return _without_segments(value, name, decoded.encoding, decoded.warnings)
    spoken: list[_Segment] = []
    warnings = list(decoded.warnings)
    if len(talks) > 1:
        warnings.append(
            f"there are {len(talks)} talks in this file, and they are read one after the other: "
            "where they are several interviews, save each as a file of its own"
        )
    empty = 0
    for talk in talks:
        read = [[piece for piece in _read(segment) if piece.text] for segment in talk.segments]
        said = [piece for pieces in read for piece in pieces]
        voices = {piece.voice for piece in said}
        empty += sum(not pieces for pieces in read) - names_voices(talk.segments[0], voices)
        names = names_of(talk.about, voices)
        spoken += [piece._replace(voice=names.get(piece.voice, piece.voice)) for piece in said]
    if empty:
        warnings.append(f"left out: segments without text ({empty})")
    warnings += _missing(talks[0].about, spoken)
    each = unit(
        [segment.start for segment in spoken if segment.start is not None],
        [segment.end for segment in spoken if segment.end is not None],
        sum(len(segment.text.split()) for segment in spoken),
    )
    lines = (
        Line(
            f"{segment.voice}: {segment.text}" if segment.voice else segment.text,
            0,
            segment.voice,
            cue,
            segment.milliseconds if segment.start is None else in_milliseconds(segment.start, each),
        )
        for cue, segment in enumerate(spoken)
    )
    return assemble(lines, name, "json", decoded.encoding, warnings)


def _parsed(text: str, name: str) -> Any:
    """Return the value of JSON, or a list of the values that stand a line each."""
    text = normalise(text)
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if values := _in_lines(text):
            return values
        raise BadInput(
            f"{name}, line {error.lineno}: this is not JSON: {error.msg}",
            "Check that the file was saved and copied whole.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise BadInput(
            f"{name}: this JSON is nested too deeply or holds a number too long to read", _EXPECTED
        ) from error


def _in_lines(text: str) -> list[Any]:
    with suppress(ValueError, RecursionError):
        return [json.loads(line, strict=False) for line in text.split("\n") if line.strip()]
    return []


def _segments(value: Any) -> list[Any] | None:
    """Return the list of segments, under whatever name the recogniser puts it.

    Under any other the only list counts in which people are named by whom things are said.
    """
    if isinstance(value, list):
        return value if any(map(_is_segment, value)) else segments_of_pairs(value) or None
    if not isinstance(value, dict):
        return None
    for key in _SEGMENTS:
        segments = value.get(key)
        if isinstance(segments, list) and any(map(_is_segment, segments)):
            return segments
    of_pairs = [*filter(None, map(segments_of_pairs, (value, *lists_in(value))))]
    found = of_pairs or [each for each in lists_in(value) if _names_speakers(each)]
    return found[0] if len(found) == 1 else None


def _talks(value: Any) -> list[_Talk]:
    """Return the talks in a value, each with what its own object says, and those around it.

    One may lie at any depth: `{"interview": {"turns": […]}}`. Several lie side by side, as a list
    of conversations does; then people are named in each, and no two say the same.
    """
    paths = [[value]]
    while paths:
        having = [path for path in paths if _segments(path[-1]) is not None]
        if len(having) > 1 or any(isinstance(each, list) for path in having for each in path[:-1]):
            having = [path for path in having if _names_speakers(_segments(path[-1]) or [])]
        talks = [_Talk(_about(path), _segments(path[-1]) or []) for path in having]
        if talks:
            return talks if len(talks) == 1 or _are_different(talks) else []
        paths = [[*path, inner] for path in paths for inner in _held(path[-1])]
    return []


def _held(value: Any) -> list[Any]:
    """Return the lists and objects in one."""
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for each in held if isinstance(each, dict | list)]


def _about(path: list[Any]) -> Any:
    """Return a list, or an object with what those around it say."""
    objects = [each for each in path if isinstance(each, dict)]
    return {**ChainMap(*reversed(objects))} if isinstance(path[-1], dict) else path[-1]


def _are_different(talks: Iterable[_Talk]) -> bool:
    """Tell whether no two talks have the same words, as words and sentences of one have."""
    said = [
        " ".join(piece.text for each in talk.segments for piece in _read(each)) for talk in talks
    ]
    return len({*said}) == len(said)


def _names_speakers(segments: list[Any]) -> bool:
    """Tell whether nearly all of a list are segments with somebody who says them."""
    named = sum(_is_segment(each) and said_by(each) is not None for each in segments)
    return named >= _NEARLY_ALL * len(segments)


def _is_segment(value: Any) -> bool:
    return isinstance(value, dict) and (
        bool(_text_of(value)) or any(isinstance(value.get(key), list) for key in _IN_PIECES)
    )


def _text_of(segment: Mapping[str, Any]) -> str:
    """Return the text of a segment; of a message whose author is named, that of its parts."""
    text = first(segment, _TEXT)
    return line_of(text) if isinstance(text, str) or said_by(segment) is None else _joined(text)


def _joined(text: Any) -> str:
    """Return the text of a part of a message, or of all in a list."""
    if isinstance(text, list):
        return " ".join(filter(None, map(_joined, text)))
    if isinstance(text, dict):
        return "" if said_by(text) else _joined(first(text, _PARTS))
    return line_of(text)


def _read(segment: Any) -> list[_Segment]:
    """Return what a segment says: one piece, or where only its words name speakers one for each."""
    if not isinstance(segment, dict):
        return []
    text = _text_of(segment) or _of_elements(segment)
    whole = _Segment(text, said_by(segment), *_times(segment))
    words = segment.get("words")
    if (text and whole.voice is not None) or not isinstance(words, list):
        return [whole]
    pieces = _by_speaker(word for word in words if isinstance(word, dict))
    joined = " ".join(piece.text for piece in pieces)
    if whole.voice is not None or not pieces:
        return [whole._replace(text=text or joined)]
    if text in (joined, ""):
        return [pieces[0]._replace(start=whole.start, milliseconds=whole.milliseconds), *pieces[1:]]
    # The words are not those of the text: who says most of them is taken to say it.
    voices = Counter(piece.voice for piece in pieces for _ in piece.text.split())
    return [whole._replace(voice=voices.most_common(1)[0][0])]


def _by_speaker(words: Iterable[dict[str, Any]]) -> list[_Segment]:
    """Return what each speaker says in turn; a word without a speaker is the last one's."""
    pieces: list[_Segment] = []
    said_in: list[list[str]] = []
    for word in words:
        said = line_of(first(word, ("punctuated_word", "word", "text")))
        voice = said_by(word)
        if not said:
            continue
        if pieces and voice in (None, pieces[-1].voice):
            said_in[-1].append(said)
        else:
            pieces.append(_Segment("", voice, *_times(word)))
            said_in.append([said])
    return [
        piece._replace(text=" ".join(said)) for piece, said in zip(pieces, said_in, strict=True)
    ]


def _of_elements(segment: dict[str, Any]) -> str:
    """Return the text of a segment of Rev's, whose words and signs are elements."""
    elements = segment.get("elements")
    if not isinstance(elements, list):
        return ""
    values = (element.get("value") for element in elements if isinstance(element, dict))
    return line_of("".join(value for value in values if isinstance(value, str)))


def _times(segment: dict[str, Any]) -> tuple[float | None, float | None, int | None]:
    """Return start and end in the file's unit, and the start in milliseconds where it is told."""
    start, end = first(segment, _START), first(segment, _END)
    offsets, pair = segment.get("offsets"), segment.get("timestamp")
    if isinstance(offsets, dict) and (from_start := _number(offsets.get("from"))) is not None:
        return None, None, in_milliseconds(from_start, 1)
    if start is None and isinstance(pair, list) and len(pair) == 2:
        start, end = pair
    elements = segment.get("elements")
    if start is None and isinstance(elements, list):
        times = (element.get("ts") for element in elements if isinstance(element, dict))
        start = next((time for time in times if time is not None), None)
    milliseconds = cell_milliseconds(start) if isinstance(start, str) else None
    return _number(start), _number(end), milliseconds


def _number(value: Any) -> float | None:
    """Return a number, also one in quotation marks; None for what is none or no finite one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (OverflowError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _missing(value: Any, spoken: list[_Segment]) -> list[str]:
    """Return a warning when the whole text that stands beside the segments has more words."""
    whole = line_of(value.get("text")) if isinstance(value, dict) else ""
    more = len(whole.split()) - sum(len(segment.text.split()) for segment in spoken)
    if more <= 0:
        return []
    return [f"left out: words of the whole text that are in no segment ({more})"]


def _without_segments(value: Any, name: str, encoding: str, warnings: tuple[str, ...]) -> Source:
    lists = lists_in(value)
    tables = [rows_of_talk(rows_of(each), name, "json", encoding, warnings) for each in lists]
    if len(sources := [*filter(None, tables)]) == 1:
        return sources[0]
    if labelled := labelled_lines(lists):
        return assemble(map(Line, labelled), name, "json", encoding, warnings)
    text = first(value, ("text", "transcript")) if isinstance(value, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise NoTranscript(f"{name}: no transcript is found in this JSON", _EXPECTED)
    warning = "there are no segments in this file, so no times and no speakers; its text was read"
    return assemble([Line(text)], name, "json", encoding, (*warnings, warning))
