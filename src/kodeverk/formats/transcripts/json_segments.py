"""What the objects of a talk in JSON say, who says it, and when: segments, or words in them."""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kodeverk.formats.transcripts.clock import cell_milliseconds, in_milliseconds
from kodeverk.formats.transcripts.json_speakers import (
    first,
    line_of,
    said_by,
    speaker_of,
    voice_of,
)
from kodeverk.model.text import normalise

_TEXT = (
    "text",
    "transcript",
    "body",
    "content",
    "utterance",
    "message",
    "sentence",
    "display",
    "displaytext",
    "spokentext",
    "sourcetext",
    "msg",
)
_PARTS = (*_TEXT, "parts")
"""Where the text of a message stands, or of a part of one."""
_WORD = ("punctuatedword", "word", *_TEXT, "value")
_IN_PIECES = ("elements", "words", "timestamps")
_GUESSES = ("alternatives", "nbest")
_START = (
    "start",
    "starttime",
    "startoffset",
    "startms",
    "startat",
    "datastart",
    "begin",
    "offset",
    "offsetmilliseconds",
    "time",
    "timestamp",
    "ts",
)
_END = ("end", "endtime", "endoffset", "endms", "dataend", "endts")
_DOUBTED = ("needsreview", "uncertain", "isuncertain")
_SECONDS = re.compile(r"(?:PT(?:(\d+)H)?(?:(\d+)M)?)?(\d+(?:\.\d+)?)s", re.IGNORECASE)
"""`12.5s`, `PT1M2.5S`."""
_LONGEST_WORD = 8
"""Words are shorter on the average, and hold no white space."""
_FEWEST = 8
_NEARLY_ALL = 0.9
_SPACED = 0.25
_SPACES_OF_TEXT = 4
_ENDS = (".", "?", "!", "…", "。", "؟", "？")
_SIGNS = (*_ENDS, ",", ":", ";", "،", "、")
"""What stands right behind a word."""


class Segment(NamedTuple):
    """What is said in one segment, and by whom if that is known; times in the file's own unit."""

    text: str
    voice: str | None
    start: float | None
    end: float | None
    milliseconds: int | None


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks from when on, where a file says so apart from what is said."""

    starts: Sequence[float] = ()
    names: Sequence[str] = ()

    def at(self, said: Mapping[str, Any]) -> str | None:
        """Return who begins to speak with a word or segment, else in the middle of it."""
        start, end, milliseconds = _times(said)
        start = milliseconds if start is None else start
        if start is None:
            return None
        place = bisect_right(self.starts, start)
        if place and self.starts[place - 1] != start and end is not None:
            place = bisect_right(self.starts, (start + end) / 2)
        return self.names[place - 1] if place else None


def voices_of(lists: Iterable[Sequence[Any]]) -> Voices:
    """Return who speaks when, as the objects tell that have a speaker and a start and no words."""
    told: dict[float, str] = {}
    for each in lists:
        for value in each:
            if isinstance(value, dict) and (voice := speaker_of(value)) and not _word_of(value):
                start, _, milliseconds = _times(value)
                start = first_number(value, ("from",)) if start is None else start
                start = milliseconds if start is None else start
                if start is not None:
                    told[start] = voice
    starts = sorted(told)
    return Voices(starts, [told[start] for start in starts])


def with_voices(segments: Sequence[Any], voices: Voices) -> Sequence[Any]:
    """Return segments with who says them, or each of their words, by when they are said."""
    if not voices.starts:
        return segments
    return [_with_voice(as_said(each), voices) for each in segments if isinstance(each, dict)]


def _with_voice(segment: dict[str, Any], voices: Voices) -> dict[str, Any]:
    words = [*words_in(segment)]
    if words:
        return {**segment, "words": [{**word, "speaker": voices.at(word)} for word in words]}
    return {**segment, "speaker": voices.at(segment)}


def as_said(value: dict[str, Any]) -> dict[str, Any]:
    """Return an object with what the first of its alternatives says in it: others are guesses."""
    guesses = first(value, _GUESSES)
    is_guessed = isinstance(guesses, list) and guesses and isinstance(guesses[0], dict)
    return {**value, **guesses[0]} if is_guessed else value


def is_segment(value: Any) -> bool:
    """Tell whether a value says something: a text, or words; a word alone if it says whose."""
    if not isinstance(value, dict):
        return False
    said = as_said(value)
    is_said = bool(text_of(said)) or isinstance(first(said, _IN_PIECES), list)
    return is_said or (bool(_word_of(said)) and said_by(said) is not None)


def names_speaker(value: Any) -> bool:
    """Tell whether a value is a segment with somebody who says it, or a word in it."""
    if not is_segment(value):
        return False
    said = as_said(value)
    return said_by(said) is not None or any(said_by(word) for word in words_in(said))


def text_of(segment: Mapping[str, Any]) -> str:
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


def words_in(segment: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the words and signs of a segment, each an object, or a list of a word and its times."""
    words = first(segment, _IN_PIECES)
    for word in words if isinstance(words, list) else ():
        if isinstance(word, dict):
            yield as_said(word)
        elif isinstance(word, list) and len(word) == 3 and isinstance(word[0], str):
            yield dict(zip(("word", "start", "end"), word, strict=True))


def _word_of(word: Mapping[str, Any]) -> str:
    said = first(word, _WORD)
    return normalise(said) if isinstance(said, str) else ""


def in_segments(said: Sequence[Any]) -> Sequence[Any]:
    """Return the segments of a list that may hold words alone, or have all words twice.

    A recogniser that tells who speaks at the end says there again all that it has said.
    """
    objects = [as_said(each) for each in said if isinstance(each, dict)]
    lengths = [len(word) for each in objects if (word := _word_of(each).strip())]
    if len(lengths) >= _FEWEST and sum(lengths) < _LONGEST_WORD * len(lengths):
        alone = sum(len(_word_of(each).split()) < 2 for each in objects)
        if alone >= _NEARLY_ALL * len(objects):
            return [{"words": objects}]
    last = [*words_in(objects[-1])] if len(objects) > 1 and said_by(objects[-1]) is None else []
    if any(map(said_by, last)):
        before = [word for each in objects[:-1] for word in words_in(each)]
        begin_alike = [*map(_word_of, before[:_FEWEST])] == [*map(_word_of, last[:_FEWEST])]
        if begin_alike and _NEARLY_ALL * len(before) <= len(last) <= len(before) / _NEARLY_ALL:
            return [{"words": last}]
    return said


def read_segment(value: Any) -> list[Segment]:
    """Return what a segment says: one piece, or where only its words name speakers one for each."""
    if not isinstance(value, dict):
        return []
    segment = as_said(value)
    whole = Segment(text_of(segment), said_by(segment), *_times(segment))
    if whole.text and whole.voice is not None:
        return [whole]
    pieces = [*_by_speaker([*words_in(segment)])]
    if not pieces or (whole.text and not any(piece.voice for piece in pieces)):
        return [whole]
    first_piece = pieces[0]
    if (whole.start, whole.milliseconds) != (None, None):
        first_piece = first_piece._replace(start=whole.start, milliseconds=whole.milliseconds)
    joined = " ".join(piece.text for piece in pieces)
    if whole.voice is not None:
        return [first_piece._replace(text=joined, voice=whole.voice, end=whole.end)]
    if whole.text in (joined, ""):
        return [first_piece, *pieces[1:]]
    # The words are not those of the text: who says most of them is taken to say it.
    voices = Counter(piece.voice for piece in pieces for _ in piece.text.split())
    return [whole._replace(voice=voices.most_common(1)[0][0])]


def contradicts_itself(value: Any) -> bool:
    """Tell whether a segment names another speaker than its own: in its words, or by shares.

    `{"speaker": "A", "speaker_distribution": {"A": 5, "B": 1}}`.
    """
    segment = as_said(value) if isinstance(value, dict) else {}
    voice = said_by(segment)
    if voice is None:
        return False
    held = (each for each in segment.values() if isinstance(each, dict))
    shares = ({voice_of(who): share for who, share in each.items()} for each in held)
    return any(said_by(word) not in (None, voice) for word in words_in(segment)) or any(
        voice in each and any(share for who, share in each.items() if who != voice)
        for each in shares
    )


def texts_beside(value: Any) -> Iterator[str]:
    """Yield the keys under which a segment holds other texts than it says: a summary, a reason."""
    segment = as_said(value) if isinstance(value, dict) else {}
    said = text_of(segment)
    for key, held in segment.items():
        text = line_of(held)
        if said and text.count(" ") >= _SPACES_OF_TEXT and text not in said:
            yield key


def is_doubted(value: Any) -> bool:
    """Tell whether a segment says itself that somebody should look at it: `needs_review`."""
    return isinstance(value, dict) and first(as_said(value), _DOUBTED) is True


def _by_speaker(words: Sequence[Mapping[str, Any]]) -> Iterator[Segment]:
    """Yield what each speaker says in turn, or where nobody is named each sentence.

    A word without a speaker is the last one's.
    """
    said = [_word_of(word) for word in words]
    # Where they hold the white space between them, they stand as they are.
    have_spaces = sum(word != word.strip() for word in said) >= _SPACED * len(said)
    named = any(map(said_by, words))
    spoken: list[str] = []
    whole: Segment | None = None
    for word, text in zip(words, said, strict=True):
        if not text:
            continue
        voice = said_by(word)
        has_ended = not named and bool(spoken) and spoken[-1].rstrip().endswith(_ENDS)
        if whole is not None and (has_ended or voice not in (None, whole.voice)):
            yield whole._replace(text=line_of("".join(spoken)))
            whole = None
        if whole is None:
            if not text.strip():
                continue
            whole, spoken = Segment("", voice, *_times(word)), []
        elif not have_spaces and text not in _SIGNS:
            spoken.append(" ")
        spoken.append(text)
    if whole is not None:
        yield whole._replace(text=line_of("".join(spoken)))


def _times(said: Mapping[str, Any]) -> tuple[float | None, float | None, int | None]:
    """Return start and end in the file's unit, and the start in milliseconds where it is told."""
    start, end = first(said, _START), first(said, _END)
    offsets = said.get("offsets")
    if isinstance(offsets, dict) and (from_start := first_number(offsets, ("from",))) is not None:
        return None, None, in_milliseconds(from_start, 1)
    if isinstance(start, list) and len(start) == 2:
        start, end = start
    return _number(start), _number(end), _milliseconds(start)


def _milliseconds(start: Any) -> int | None:
    """Return the milliseconds of a time that tells its unit: `0:12`, `12.5s`, or seconds."""
    if isinstance(start, dict):
        seconds, nanos = first_number(start, ("seconds",)), first_number(start, ("nanos",))
        is_time = seconds is not None or nanos is not None
        return in_milliseconds((seconds or 0) + (nanos or 0) / 1e9, 1000) if is_time else None
    if not isinstance(start, str):
        return None
    if counted := _SECONDS.fullmatch(start.strip()):
        hours, minutes, rest = counted.groups()
        return in_milliseconds(3600 * int(hours or 0) + 60 * int(minutes or 0) + float(rest), 1000)
    return cell_milliseconds(start)


def first_number(value: Mapping[str, Any], names: tuple[str, ...]) -> float | None:
    """Return the number under the first of the keys `names` that has a value."""
    return _number(first(value, names))


def _number(value: Any) -> float | None:
    """Return a number, also one in quotation marks; None for what is none or no finite one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (OverflowError, ValueError):
        return None
    return number if math.isfinite(number) else None
