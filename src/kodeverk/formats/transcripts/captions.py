"""Cues of WebVTT and SubRip files: one paragraph a cue, its time a mark, its voice a label.

One tolerant parser reads both. The libraries lose text without a word on real files: webvtt-py
0.5 drops `<[?]>` and the second voice of a cue, leaves entities encoded, and finds no cue at all
under times with a comma; srt 3.5 takes `00:03,000` for three minutes.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kodeverk.errors import BadInput
from kodeverk.formats.limits import CAPTION_LINES, refuse_over
from kodeverk.formats.transcripts.assembly import Line, assemble
from kodeverk.formats.transcripts.clock import cell_milliseconds
from kodeverk.formats.transcripts.decode import decode_text
from kodeverk.model.clock import TIME
from kodeverk.model.source import Source
from kodeverk.model.text import normalise

TIMING = re.compile(rf"\s*({TIME})\s*-->\s*{TIME}(?:\s.*)?")
"""A line that gives a cue's times; group 1 is its start."""

_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s.*)?")
_NUMBER = re.compile(r"\d+")
_NAME = r"(?:[^\W\d_][^\n\"<>:：.?!…,;]{0,58}|[^\W\d_])"
_IDENTIFIED = re.compile(rf'(?:\d+\s*[-–:.]?\s+)?"?({_NAME}?)"?(?:\s*\(\d+\))?')
"""What may tell a cue, above its times: a number, who speaks, and a number of theirs."""
_NAMED = re.compile(rf"({_NAME})\n+(?=.)")
"""A name on the first line of a cue, what is said below it."""
# What may stand in angle brackets; anything else, such as <[?]>, is what the transcriber wrote.
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|s|em|strong|lang|ruby|rt|font|span)(?:[.\s][^<>]*)?/?>"
    r"|<(?:\d+:)?\d+:\d+[.,]\d+>|<br\s*/?>|\{\\an?\d+\}",
    re.IGNORECASE,
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s+([^<>]*))?>|</v>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")

_FEWEST_CUES = 4
_NEARLY_ALL = 0.8
_SOME = 0.3
_LONGEST_REPEATED = 60
"""So many words at most a cue repeats: two or three lines."""


def read_vtt(data: bytes, name: str) -> Source:
    """Return the source of a WebVTT file; raises BadInput when there is no cue in it."""
    return _read(data, name, "vtt")


def read_srt(data: bytes, name: str) -> Source:
    """Return the source of a SubRip file; raises BadInput when there is no cue in it."""
    return _read(data, name, "srt")


def _read(data: bytes, name: str, format_name: str) -> Source:
    decoded = decode_text(data, name)
    text = normalise(decoded.text)
    refuse_over(CAPTION_LINES, text.count("\n"), name)
    rows = text.split("\n")
    timings = [place for place, row in enumerate(rows) if _is_timing(row)]
    if not timings:
        raise BadInput(
            f"{name}: there is no cue in this file: no line such as 00:01:02.000 --> 00:01:04.000",
            "If it is plain text, give it the ending .txt.",
        )
    heads = [_head(rows, place) for place in timings]
    warnings = list(decoded.warnings)
    before = [row for row in rows[: heads[0]] if row.strip()]
    lines: list[Line] = []
    if format_name == "srt" and before:
        warnings.append(f"lines before the first cue were kept ({len(before)})")
        lines.extend(Line(row) for row in before)
    payloads = [
        _payload(rows[place + 1 : until], format_name)
        for place, until in zip(timings, [*heads[1:], len(rows)], strict=True)
    ]
    if untimed := sum("\n\n" in payload for payload in payloads):
        warnings.append(
            "words behind a blank line belong to the cue above them, for they have no time "
            f"({untimed}): look whether somebody says them"
        )
        payloads = [payload.replace("\n\n", "\n") for payload in payloads]
    above = [_IDENTIFIED.fullmatch(rows[head].strip()) for head in heads]
    if names := _names(above):
        payloads = [f"<v {name}>{said}" for name, said in zip(names, payloads, strict=True)]
    elif names := _names(map(_NAMED.match, payloads)):
        payloads = [
            f"<v {name}>{said[len(name) :]}" for name, said in zip(names, payloads, strict=True)
        ]
    cues = [[*_voices(payload)] for payload in payloads]
    if empty := sum(not said for said in cues):
        warnings.append(f"left out: cues without text ({empty})")
    if repeated := _repeated(cues):
        warnings.append(
            "these captions scroll: left out are the words that a cue has again from the one "
            f"before ({sum(repeated)})"
        )
        cues = [_behind(said, number) for said, number in zip(cues, repeated, strict=True)]
    for cue, (place, said) in enumerate(zip(timings, cues, strict=True)):
        timing = TIMING.fullmatch(rows[place])
        assert timing
        milliseconds = cell_milliseconds(timing[1])
        lines += [Line(_labelled(voice, text), 0, voice, cue, milliseconds) for voice, text in said]
    return assemble(lines, name, format_name, decoded.encoding, warnings)


def _repeated(cues: Sequence[Sequence[tuple[str | None, str]]]) -> list[int]:
    """Return how many words at the head of each cue are those that the one before ends with.

    Nothing where hardly all cues begin so, as captions do that scroll up, or grow word by word; or
    where they say nothing new, as a recogniser does that hears the same again and again.
    """
    repeated: list[int] = []
    new = 0
    before: list[str] = []
    for said in cues:
        words = said[0][1].split() if len(said) == 1 else []
        repeated.append(_overlap(before, words))
        new += 0 < repeated[-1] < len(words)
        before = words or before
    again = sum(map(bool, repeated))
    scroll = len(cues) > _FEWEST_CUES and again >= _NEARLY_ALL * (len(cues) - 1)
    return repeated if scroll and new >= _SOME * again else []


def _overlap(before: Sequence[str], words: Sequence[str]) -> int:
    """Return how many of the last words `before` the first of `words` are."""
    for start in range(max(0, len(before) - _LONGEST_REPEATED), len(before)):
        if words[:1] == [before[start]] and before[start:] == words[: len(before) - start]:
            return len(before) - start
    return 0


def _behind(said: list[tuple[str | None, str]], number: int) -> list[tuple[str | None, str]]:
    """Return what is said in a cue without its first `number` words."""
    if not number:
        return said
    [(voice, text)] = said
    new = " ".join(text.split()[number:])
    return [(voice, new)] if new else []


def _is_timing(row: str) -> bool:
    # Few rows have the arrow, and looking for it is much cheaper than matching.
    return "-->" in row and TIMING.fullmatch(row) is not None


def _head(rows: list[str], timing: int) -> int:
    """Return the row at which the cue with its times in row `timing` begins: its id, if it has one.

    A line before the times is the id when a blank line (or nothing) stands before it, and a bare
    number also when the blank line was lost.
    """
    above = timing - 1
    if above < 0 or not rows[above].strip() or _is_timing(rows[above]):
        return timing
    if above == 0 and rows[0].startswith("WEBVTT"):
        return timing
    opens = above == 0 or not rows[above - 1].strip()
    number = _NUMBER.fullmatch(rows[above].strip())
    follows_text = above >= 1 and not _is_timing(rows[above - 1])
    return above if opens or (number and follows_text) else timing


def _payload(rows: list[str], format_name: str) -> str:
    """Return the lines of a cue, without the notes and styles that follow it in WebVTT.

    Of blank lines within it one stays.
    """
    kept: list[str] = []
    inside_block = False
    for place, row in enumerate(rows):
        blank_before = place == 0 or not rows[place - 1].strip()
        if format_name == "vtt" and place and blank_before and _BLOCK.fullmatch(row):
            inside_block = True
        if not row.strip():
            inside_block = False
        elif not inside_block:
            kept += [""] * (blank_before and bool(kept))
            kept.append(row.strip())
    return "\n".join(kept)


def _names(found: Iterable[re.Match[str] | None]) -> list[str]:
    """Return who speaks in each cue where nearly all cues tell, and few names come back; else none.

    Cues that do not tell have an empty name.
    """
    names = [match[1].strip() if match else "" for match in found]
    counts = Counter(filter(None, names))
    told = counts.total() >= max(_FEWEST_CUES, _NEARLY_ALL * len(names))
    are_few = len(counts) <= max(2, counts.total() / 4)
    return names if told and are_few else []


def _voices(payload: str) -> Iterator[tuple[str | None, str]]:
    """Yield what each voice of a cue says; text without a voice has None."""
    voice: str | None = None
    start = 0
    for tag in _VOICE.finditer(payload):
        if text := _plain(payload[start : tag.start()]):
            yield voice, text
        voice = _plain(tag[1] or "") or None
        start = tag.end()
    if text := _plain(payload[start:]):
        yield voice, text


def _plain(text: str) -> str:
    without = _ENTITY.sub(lambda entity: html.unescape(entity[0]), _TAG.sub("", text))
    # An entity may stand for a line end; a cue is one paragraph.
    return " ".join(normalise(without).split("\n")).strip()


def _labelled(voice: str | None, text: str) -> str:
    return text if voice is None else f"{voice}: {text}"
