"""JSON of speech recognisers: a list of segments with their times, text and perhaps speakers."""

import json
from collections import ChainMap, Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from kodeverk.errors import BadInput, NoTranscript
from kodeverk.formats.limits import JSON, JSON_VALUES, refuse_over
from kodeverk.formats.transcripts.assembly import Line, assemble
from kodeverk.formats.transcripts.clock import in_milliseconds, unit
from kodeverk.formats.transcripts.decode import decode_text
from kodeverk.formats.transcripts.json_lists import (
    held_in,
    labelled_lines,
    lists_in,
    lists_within,
    rows_of,
    segments_of_pairs,
)
from kodeverk.formats.transcripts.json_segments import (
    Segment,
    Voices,
    contradicts_itself,
    in_segments,
    is_doubted,
    is_segment,
    names_speaker,
    read_segment,
    texts_beside,
    voices_of,
    with_voices,
)
from kodeverk.formats.transcripts.json_speakers import first, line_of, names_of, names_voices
from kodeverk.formats.transcripts.otranscribe import is_otranscribe, otranscribe_source
from kodeverk.formats.transcripts.sheets import rows_of_talk
from kodeverk.model.source import Source
from kodeverk.model.text import normalise

_MOST_BESIDE = 3
_SEGMENTS = (
    "segments",
    "utterances",
    "audiosegments",
    "transcription",
    "chunks",
    "monologues",
    "transcript",
    "turns",
    "dialogue",
    "conversation",
    "recognizedphrases",
    "phrases",
    "results",
    "words",
)
"""Where recognisers put what is said, also where they name nobody."""
_NEARLY_ALL = 0.8
_EXPECTED = (
    "A transcript in JSON is a list of segments, or has one under a key such as 'segments', "
    "'utterances' or 'results'; each segment has a text or words, and a speaker or a start."
)


class _Talk(NamedTuple):
    """A talk's segments, and the object or list that says who speaks in them."""

    about: Any
    segments: Sequence[Any]


def read_json(data: bytes, name: str) -> Source:
    """Return the source of a recogniser's JSON, or of an oTranscribe file.

    Each segment is a cue, and of words alone what each speaker says in turn. Raises BadInput when
    it is no JSON, and NoTranscript when it is one of something else.
    """
    refuse_over(JSON, len(data), name)
    decoded = decode_text(data, name)
    refuse_over(JSON_VALUES, decoded.text.count("{") + decoded.text.count("["), name)
    value = _parsed(decoded.text, name)
    if is_otranscribe(value):
        return otranscribe_source(value["text"], name, decoded.encoding, decoded.warnings)
    talks = _talks(value, Voices())
    if not any(_names_speakers(talk.segments) for talk in talks):
        voices = voices_of(lists_within(value))
        talks = (voices.starts and _talks(value, voices)) or talks
    if not talks:
        return _without_segments(value, name, decoded.encoding, decoded.warnings)
    spoken: list[Segment] = []
    warnings = list(decoded.warnings)
    if len(talks) > 1:
        warnings.append(
            f"there are {len(talks)} talks in this file, and they are read one after the other: "
            "where they are several interviews, save each as a file of its own"
        )
    empty = 0
    for talk in talks:
        read = [[piece for piece in read_segment(each) if piece.text] for each in talk.segments]
        said = [piece for pieces in read for piece in pieces]
        speaking = {piece.voice for piece in said}
        empty += sum(not pieces for pieces in read) - names_voices(talk.segments[0], speaking)
        names = names_of(talk.about, speaking)
        spoken += [piece._replace(voice=names.get(piece.voice, piece.voice)) for piece in said]
    if empty:
        warnings.append(f"left out: segments without text ({empty})")
    if contradicting := sum(contradicts_itself(each) for talk in talks for each in talk.segments):
        warnings.append(
            f"segments name another speaker beside their own ({contradicting} of {len(spoken)}): "
            "their own is taken, look who says them"
        )
    beside = Counter(key for talk in talks for each in talk.segments for key in texts_beside(each))
    warnings += [
        f"left out: {key!r} beside what {count} of {len(spoken)} segments say"
        for key, count in beside.most_common(_MOST_BESIDE)
    ]
    if doubted := sum(is_doubted(each) for talk in talks for each in talk.segments):
        warnings.append(
            f"the file doubts {doubted} of {len(spoken)} segments itself: look who says them"
        )
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


def _segments(value: Any, voices: Voices) -> Sequence[Any] | None:
    """Return the segments that a list is, or that an object holds under whatever name.

    Where people are named counts before where nobody is; under a name that no recogniser gives
    them the only list counts in which they are.
    """
    keyed = [first(value, (key,)) for key in _SEGMENTS] if isinstance(value, dict) else [value]
    usual = _with_voices(keyed, voices)
    for segments in usual:
        if _names_speakers(segments):
            return segments
    lists = lists_in(value) if isinstance(value, dict) else []
    named = [each for each in _with_voices(lists, voices) if _names_speakers(each)]
    found = [*filter(None, map(segments_of_pairs, (value, *lists)))] or named
    return found[0] if len(found) == 1 else next(iter(usual), None)


def _with_voices(lists: Iterable[Any], voices: Voices) -> list[Sequence[Any]]:
    """Return those of some values that are lists of segments, with who says them."""
    of_segments = (each for each in lists if isinstance(each, list) and any(map(is_segment, each)))
    return [with_voices(in_segments(each), voices) for each in of_segments]


def _talks(value: Any, voices: Voices) -> list[_Talk]:
    """Return the talks in a value, each with what its own object says, and those around it.

    One may lie at any depth: `{"interview": {"turns": […]}}`. Several lie side by side, as a list
    of conversations does; then people are named in each, and no two say the same.
    """
    paths = [[value]]
    while paths:
        read = [(path, _segments(path[-1], voices)) for path in paths]
        having = [(path, segments) for path, segments in read if segments is not None]
        if len(having) > 1 or any(
            isinstance(each, list) for path, _ in having for each in path[:-1]
        ):
            having = [(path, segments) for path, segments in having if _names_speakers(segments)]
        talks = [_Talk(_about(path), segments) for path, segments in having]
        if talks:
            return talks if len(talks) == 1 or _are_different(talks) else []
        paths = [[*path, inner] for path in paths for inner in held_in(path[-1])]
    return []


def _about(path: list[Any]) -> Any:
    """Return a list, or an object with what those around it say."""
    objects = [each for each in path if isinstance(each, dict)]
    return {**ChainMap(*reversed(objects))} if isinstance(path[-1], dict) else path[-1]


def _are_different(talks: Iterable[_Talk]) -> bool:
    """Tell whether no two talks have the same words, as words and sentences of one have."""
    said = [
        " ".join(piece.text for each in talk.segments for piece in read_segment(each))
        for talk in talks
    ]
    return len({*said}) == len(said)


def _names_speakers(segments: Sequence[Any]) -> bool:
    """Tell whether nearly all of a list are segments with somebody who says them."""
    named = sum(map(names_speaker, segments))
    return named >= _NEARLY_ALL * len(segments)


def _missing(value: Any, spoken: list[Segment]) -> list[str]:
    """Return a warning when the whole text that stands beside the segments has more words."""
    whole = line_of(value.get("text")) if isinstance(value, dict) else ""
    more = len(whole.split()) - sum(len(segment.text.split()) for segment in spoken)
    if more <= 0:
        return []
    return [f"left out: words of the whole text that are in no segment ({more})"]


def _without_segments(value: Any, name: str, encoding: str, warnings: tuple[str, ...]) -> Source:
    lists = lists_within(value)
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
