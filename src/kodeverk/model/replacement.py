"""Replacing names in a text: where each original stands as whole words, and what comes instead.

Offsets are code points, half-open `[start, end)`, in the text before the edits.

A word is a run of letters and digits. Signs nobody can see inside it (soft hyphen, word joiner,
zero-width joiners, marks of direction, variation selectors, tags) and how its letters are composed
make no other word of it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kodeverk.model.text import INVISIBLE, seen

_LETTER = r"[^\W_\u115f\u1160\u3164\uffa0]"
"""A letter or digit; to Unicode the fillers of Hangul are letters too, which nobody sees."""

_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
WORD = re.compile(rf"{_LETTER}+(?:[{INVISIBLE}{_COMBINING}]+{_LETTER}+)*[{_COMBINING}]*")
"""A word of a text: letters and digits, and what is invisible or combining between them."""

HOLE = "\0"
"""Stands in a text for each character of a word that is known by a number only (`Hole`)."""

_SIMPLE = re.compile(f"{_LETTER}+")
_ODD = re.compile(rf"[{INVISIBLE}{_COMBINING}]")
_NEXT = re.compile(f"{HOLE}|{WORD.pattern}")
_SPACE = re.compile(r"\s+")
BREAK = re.compile(r"[^\S\n\t]*[\n\t]\s*")
"""White space that may part turns or cells: an edit never removes it."""

Key = str | int
"""A word as `plain` gives it, or the number that stands for one."""


class Edit(NamedTuple):
    """The characters `[start, end)` of a text give way to `replacement`."""

    start: int
    end: int
    replacement: str


class Hole(NamedTuple):
    """A word `[start, end)` of a text that is known by a number only; `HOLE` fills it."""

    start: int
    end: int
    key: int


class Pattern(NamedTuple):
    """What is looked for: words, and the signs before, between and after them, one more.

    With `genitive` an s may follow the last word.
    """

    keys: tuple[Key, ...]
    signs: tuple[str, ...]
    genitive: bool = True


def plain(words: str) -> str:
    """Return words as they are compared: composed, one space for any white space, nothing unseen.

    White space at the ends stays.
    """
    if words.isascii():
        return words if words.isalnum() else _SPACE.sub(" ", words)
    return _SPACE.sub(" ", unicodedata.normalize("NFC", seen(words)))


def pattern_of(original: str) -> Pattern:
    """Return what finds an original. Raises ValueError for one without a letter or digit."""
    keys, signs, end = [], [], 0
    for word in WORD.finditer(original):
        keys.append(plain(word[0]))
        signs.append(plain(original[end : word.start()]))
        end = word.end()
    if not keys:
        raise ValueError("an original without a letter or digit")
    tail = plain(original[end:])
    return Pattern((*keys,), (*signs, tail), not tail and keys[-1][-1].isalpha())


class Search:
    """Finds every whole-word occurrence of some patterns in texts.

    `known` maps words, as `plain` gives them, to the number by which patterns know them.
    """

    def __init__(self, patterns: Iterable[Pattern], known: Mapping[str, int] | None = None) -> None:
        self._known = known or {}
        self._first: dict[Key, list[Pattern]] = {}
        for pattern in patterns:
            self._first.setdefault(pattern.keys[0], []).append(pattern)
        names = {key for key in self._first if isinstance(key, str)} | self._known.keys()
        self._may_begin = {name + ending for name in names for ending in ("", "s", "S")}

    def matches(
        self, text: str, holes: Sequence[Hole] = (), *, held: bool = True
    ) -> Iterator[tuple[int, int, Pattern]]:
        """Yield (start, end, pattern) of each; with `held` false those that begin with a hole.

        Holes may overlap: each is a way to read what stood there.
        """
        starting: dict[int, list[Hole]] = {}
        for hole in holes:
            starting.setdefault(hole.start, []).append(hole)
        for start in sorted(starting):
            for key in dict.fromkeys(hole.key for hole in starting[start]):
                for pattern in self._first.get(key, ()):
                    yield from self._match(text, starting, pattern, start)
        if not held:
            return
        odd = _ODD.search(text) is not None
        for word in (WORD if odd else _SIMPLE).finditer(text):
            if word[0] in self._may_begin or (odd and _ODD.search(word[0])):
                for pattern in self._beginning(word[0]):
                    yield from self._match(text, starting, pattern, word.start())

    def _beginning(self, word: str) -> list[Pattern]:
        """Return the patterns that may begin with a word, as it is written."""
        whole, stem = self._keys(word)
        patterns = [*self._first.get(whole, ())]
        if stem is not None:
            patterns += [pattern for pattern in self._first.get(stem, ()) if len(pattern.keys) == 1]
        return patterns

    def _keys(self, word: str) -> tuple[Key, Key | None]:
        """Return the key of a word, and of what is before a genitive s, if it may be one."""
        said = plain(word)
        stem = said[:-1] if said[-1] in "sS" and len(said) > 1 else None
        whole = self._known.get(said, said)
        return whole, stem if stem is None else self._known.get(stem, stem)

    def _match(
        self, text: str, holes: Mapping[int, Sequence[Hole]], pattern: Pattern, position: int
    ) -> Iterator[tuple[int, int, Pattern]]:
        before, after = pattern.signs[0], pattern.signs[-1]
        start = position - len(before)
        if start < 0 or not text.startswith(before, start):
            return
        ends = {position}
        for number, key in enumerate(pattern.keys):
            ends = {
                end
                for begin in ends
                for end in self._ends(text, holes, pattern, number, key, begin)
            }
        for end in ends:
            if text.startswith(after, end):
                yield start, end + len(after), pattern

    def _ends(
        self,
        text: str,
        holes: Mapping[int, Sequence[Hole]],
        pattern: Pattern,
        number: int,
        key: Key,
        begin: int,
    ) -> Iterator[int]:
        """Yield where word `number` of a pattern may end, if it is the first word after `begin`."""
        match = _NEXT.search(text, begin)
        if match is None or (
            number and plain(text[begin : match.start()]) != pattern.signs[number]
        ):
            return
        last = number == len(pattern.keys) - 1
        if match[0] == HOLE:
            for hole in holes.get(match.start(), ()):
                alone = last and not pattern.genitive and text[hole.end : hole.end + 1].isalnum()
                if hole.key == key and not alone:
                    yield hole.end
            return
        whole, stem = self._keys(match[0])
        if whole == key:
            yield match.end()
        elif last and pattern.genitive and stem == key:
            yield match.end() - 1


def finder(replacements: Mapping[str, str]) -> Callable[[str], tuple[Edit, ...]]:
    """Return what finds, in any text, the edits that replace every whole-word occurrence.

    `replacements` maps originals, normalised and each with a letter or digit in it, to what comes
    instead; one that maps to itself is protected. Case counts. White space in an original stands
    for any white space; where that holds a line break or a TAB, the words on either side are
    replaced apart. Underscore and hyphen end a word; a genitive s does too, and stays. Where two
    originals overlap, the longer one covers the shorter, and both replace what each has for itself.
    The edits are in order and do not overlap.
    """
    shows = {pattern_of(original): shown for original, shown in replacements.items()}
    search = Search(shows)

    def edits(text: str) -> tuple[Edit, ...]:
        edits = [Edit(start, end, shows[original]) for start, end, original in search.matches(text)]
        return tuple(edit for edit in apart(text, edits) if text[edit.start : edit.end] != edit[2])

    return edits


def with_replacements(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` after `edits`, which are in order and do not overlap."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.replacement)
        position = edit.end
    return "".join((*parts, text[position:]))


def apart(text: str, matches: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits that matches make together, in order and without overlap.

    The longer covers the shorter, of equal ones the first counts; those that overlap become one
    that says what both do. None holds a line break or a TAB.
    """
    for whole, end, replacement in _joined(matches):
        start = whole
        while gap := BREAK.search(text, start, end):
            if start < gap.start():
                yield Edit(start, gap.start(), replacement)
            start = gap.end()
        if start < end:
            yield Edit(start, end, replacement)


def _joined(matches: Iterable[Edit]) -> Iterator[Edit]:
    current: Edit | None = None
    for match in sorted(matches, key=lambda edit: (edit.start, -edit.end)):
        if current is None or match.start >= current.end:
            if current is not None:
                yield current
            current = match
        elif match.end > current.end:
            said = dict.fromkeys((current.replacement, match.replacement))
            current = Edit(current.start, match.end, " ".join(said))
    if current is not None:
        yield current
