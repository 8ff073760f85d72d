"""Replacing names in a text: where each original stands as whole words, and what comes instead.

Offsets are code points, half-open `[start, end)`, in the text before the edits.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"[^\S\n\t]*[\n\t]\s*")
"""White space that may part turns or cells: an edit never removes it."""

_GENITIVES = ("", "s", "S")


class Edit(NamedTuple):
    """The characters `[start, end)` of a text give way to `replacement`."""

    start: int
    end: int
    replacement: str


class _Original(NamedTuple):
    """What is looked for: a pattern, where its first word begins in it, what comes instead."""

    pattern: re.Pattern[str]
    lead: int
    replacement: str


def finder(replacements: Mapping[str, str]) -> Callable[[str], tuple[Edit, ...]]:
    """Return what finds, in any text, the edits that replace every whole-word occurrence.

    `replacements` maps originals, normalised and each with a letter or digit in it, to what comes
    instead; one that maps to itself is protected. Case counts. White space in an original stands
    for any white space; where that holds a line break or a TAB, the words on either side are
    replaced apart. Underscore and hyphen end a word; a genitive s does too, and stays. Where two
    originals overlap, the longer one covers the shorter, and both replace what each has for itself.
    The edits are in order and do not overlap.
    """
    by_word: dict[str, list[_Original]] = {}
    for original, replacement in replacements.items():
        first = _WORD.search(original)
        if first is None:
            raise ValueError("an original without a letter or digit")
        found = _Original(_pattern(original), first.start(), replacement)
        whole = first.end() == len(original)
        for ending in _GENITIVES if whole else ("",):
            by_word.setdefault(first[0] + ending, []).append(found)

    def edits(text: str) -> tuple[Edit, ...]:
        matches = []
        for word in _WORD.finditer(text):
            for pattern, lead, replacement in by_word.get(word[0], ()):
                match = pattern.match(text, word.start() - lead) if word.start() >= lead else None
                if match:
                    matches.append(Edit(*match.span(), replacement))
        return tuple(_changing(text, matches))

    return edits


def reworded(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` after `edits`, which are in order and do not overlap."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.replacement)
        position = edit.end
    return "".join((*parts, text[position:]))


def _pattern(original: str) -> re.Pattern[str]:
    written = r"\s+".join(map(re.escape, _SPACE.split(original)))
    if original[-1].isalpha():
        written += r"(?=[sS]?(?![^\W_]))"
    elif original[-1].isalnum():
        written += r"(?![^\W_])"
    return re.compile(written)


def _changing(text: str, matches: list[Edit]) -> Iterator[Edit]:
    """Yield the edits that overlapping matches make together, without those that change nothing."""
    for whole, end, replacement in _joined(matches):
        start = whole
        while gap := _BREAK.search(text, start, end):
            yield Edit(start, gap.start(), replacement)
            start = gap.end()
        if text[start:end] != replacement:
            yield Edit(start, end, replacement)


def _joined(matches: list[Edit]) -> Iterator[Edit]:
    matches.sort(key=lambda edit: (edit.start, -edit.end))
    current: Edit | None = None
    for match in matches:
        if current is None or match.start >= current.end:
            if current is not None:
                yield current
            current = match
        elif match.end > current.end:
            said = dict.fromkeys((current.replacement, match.replacement))
            current = Edit(current.start, match.end, " ".join(said))
    if current is not None:
        yield current
