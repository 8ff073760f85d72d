"""JSON of speech recognisers: a list of segments with their times, text and perhaps speakers."""

import json
import math
from collections import ChainMap, Counter
from collections.abc import Iterable
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
    voice_of,
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
_TEXT = ("text", "transcript", "body", "content", "utterance")
_START = ("start", "start_time", "startTime", "begin", "time")
_END = ("end", "end_time", "endTime")
_SPEAKER = ("speaker", "speaker_label", "speaker_name", "speakerName", "speaker_id", "name")
_EXPECTED = (
    "A transcript in JSON is a list of segments, or has one under the key "
    f"{', '.join(map(repr, _SEGMENTS))}; each segment has a text and a start."
)


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
    value = _opened(value)
    segments = _segments(value)
    if segments is None:
        return _without_segments(value, name, decoded.encoding, decoded.warnings)
    read = [[piece for piece in _read(segment) if piece.text] for segment in segments]
    spoken = [piece for said in read for piece in said]
    voices = {piece.voice for piece in spoken}
    empty = sum(not said for said in read) - names_voices(segments[0], voices)
    names = names_of(value, voices)
    spoken = [piece._replace(voice=names.get(piece.voice, piece.voice)) for piece in spoken]
    warnings = list(decoded.warnings)
    if empty:
        warnings.append(f"left out: segments without text ({empty})")
    warnings += _missing(value, spoken)
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
    try:
        return json.loads(normalise(text), strict=False)
    except json.JSONDecodeError as error:
        raise BadInput(
            f"{name}, line {error.lineno}: this is not JSON: {error.msg}",
            "Check that the file was saved and copied whole.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise BadInput(
            f"{name}: this JSON is nested too deeply or holds a number too long to read", _EXPECTED
        ) from error


def _segments(value: Any) -> list[Any] | None:
    """Return the list of segments, under whatever name the recogniser puts it."""
    if isinstance(value, list):
        return value if any(map(_is_segment, value)) else segments_of_pairs(value) or None
    if not isinstance(value, dict):
        return None
    for key in _SEGMENTS:
        segments = value.get(key)
        if isinstance(segments, list) and any(map(_is_segment, segments)):
            return segments
    of_pairs = [*filter(None, map(segments_of_pairs, (value, *lists_in(value))))]
    return of_pairs[0] if len(of_pairs) == 1 else None


def _opened(value: Any) -> Any:
    """Return an object with what lies in the only one within it that has segments; else itself.

    It may lie at any depth: `{"interview": {"turns": […]}}`. Of several none is taken.
    """
    paths = [[value]] if isinstance(value, dict) else []
    while paths:
        having = [path for path in paths if _segments(path[-1]) is not None]
        if having:
            return {**ChainMap(*reversed(having[0]))} if len(having) == 1 else value
        paths = [
            [*path, inner]
            for path in paths
            for inner in path[-1].values()
            if isinstance(inner, dict)
        ]
    return value


def _is_segment(value: Any) -> bool:
    return isinstance(value, dict) and (
        isinstance(first(value, _TEXT), str)
        or any(isinstance(value.get(key), list) for key in ("elements", "words"))
    )


def _read(segment: Any) -> list[_Segment]:
    """Return what a segment says: one piece, or where only its words name speakers one for each."""
    if not isinstance(segment, dict):
        return []
    text = line_of(first(segment, _TEXT)) or _of_elements(segment)
    whole = _Segment(text, voice_of(first(segment, _SPEAKER)), *_times(segment))
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
        voice = voice_of(first(word, _SPEAKER))
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
