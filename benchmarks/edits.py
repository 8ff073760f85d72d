"""Seeded corrections of a text in which it is known what became of every word.

What people do to a transcript after it was coded: mend spelling, put pseudonyms for names, strike
words out, put words in, add, strike out and move whole paragraphs.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.corpus import SMALL, STEMS
from kodeverk.model.text import Span

PSEUDONYMS = ("[Person A]", "[Person B]", "[kommune 1]", "[sted]", "Person A", "N.N.")
MOVED = 0.02
"""The share of the paragraphs that stand elsewhere afterwards, at every rate of edits."""

UTTERANCE = 12
"""A paragraph of so many words, spaces and signs is something somebody said."""

_PIECE = re.compile(r"\w+(?:[-'’]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Edited:
    """A corrected text and, for every word of the old one, its span in old and new (None: gone)."""

    old: str
    new: str
    words: tuple[Span, ...]
    became: tuple[Span | None, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A coding `[start, end)` of an old text and where it is in the new one.

    `place` is None if nothing is left of it, or, with `torn`, if its words no longer stand
    together: others of the old text are between them, or their order has changed.
    """

    start: int
    end: int
    place: Span | None
    torn: bool = False


def edit(old: str, rate: float, seed: int) -> Edited:
    """Return `old` with about `rate` of its words edited, of which 55 % are misspelt.

    Of the others 20 % become a pseudonym (every third together with the word after it), 12 % go,
    13 % get one to six words put in after them. A quarter of `rate` of the paragraphs get a new one
    before them, an eighth of `rate` go, and `MOVED` of them stand elsewhere.
    """
    dice = random.Random(seed)
    pieces = [Span(*found.span()) for found in _PIECE.finditer(old)]
    became: list[Span | None] = [None] * len(pieces)
    out: list[str] = []
    length = 0

    def put(text: str) -> Span:
        nonlocal length
        out.append(text)
        length += len(text)
        return Span(length - len(text), length)

    for paragraph in _rearranged(_paragraphs(old, pieces), rate, dice):
        if isinstance(paragraph, str):
            put(paragraph)
            continue
        joined = -1
        for place in paragraph:
            if place <= joined:
                continue
            word, after = old[pieces[place].start : pieces[place].end], ""
            if word[0].isalnum() and dice.random() < rate:
                word, after = _corrected(word, dice)
            became[place] = put(word) if word else None
            put(after)
            if word in PSEUDONYMS and dice.random() < 1 / 3 and place + 2 in paragraph:
                space, name = (old[start:end] for start, end in pieces[place + 1 : place + 3])
                if space == " " and name.isalnum():
                    joined = place + 2
                    became[joined] = became[place]
    words = [place for place, span in enumerate(pieces) if old[span.start].isalnum()]
    return Edited(
        old,
        "".join(out),
        tuple(pieces[place] for place in words),
        tuple(became[place] for place in words),
    )


def _paragraphs(text: str, pieces: list[Span]) -> list[range]:
    """Return the paragraphs as ranges of places in `pieces`; the last piece of each holds an LF."""
    ends = [
        place + 1 for place, span in enumerate(pieces) if "\n" in text[span.start : span.end]
    ] + [len(pieces)]
    return [range(first, last) for first, last in zip([0, *ends], ends, strict=False)]


def _rearranged(paragraphs: list[range], rate: float, dice: random.Random) -> Iterator[range | str]:
    """Yield `paragraphs` as they stand afterwards, new ones as their text.

    What is moved has at least `UTTERANCE` pieces: nobody moves a label alone. What has no LF at its
    end, the last, stays last.
    """
    order = list(paragraphs[:-1])
    for _ in range(max(1, round(len(order) * MOVED))):
        utterances = [place for place, part in enumerate(order) if len(part) >= UTTERANCE]
        if utterances:
            taken = order.pop(dice.choice(utterances))
            order.insert(dice.randint(0, len(order)), taken)
    for paragraph in [*order, paragraphs[-1]]:
        if dice.random() < rate / 4:
            said = dice.choices(SMALL + STEMS, k=dice.randint(10, 80))
            yield f"Intervjuer: {' '.join(said)}.\n"
        if dice.random() >= rate / 8:
            yield paragraph


def _corrected(word: str, dice: random.Random) -> tuple[str, str]:
    """Return what becomes of `word`, nothing if it goes, and what is put in after it."""
    kind = dice.random()
    if kind < 0.55:
        return _misspelt(word, dice), ""
    if kind < 0.75:
        return dice.choice(PSEUDONYMS), ""
    if kind < 0.87:
        return "", ""
    return word, f" {' '.join(dice.choices(SMALL, k=dice.randint(1, 6)))}"


def _misspelt(word: str, dice: random.Random) -> str:
    place = dice.randrange(len(word))
    letter = dice.choice("aeiørnst")
    return dice.choice(
        (
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1 :] or word,
        )
    )


def coded(edited: Edited, count: int, mean: float, seed: int) -> list[Known]:
    """Return `count` codings of whole words, about `mean` words long, with where they are now."""
    dice = random.Random(seed)
    landed = {span.start: place for place, span in enumerate(edited.became) if span}
    order = [landed[start] for start in sorted(landed)]
    rank = {place: number for number, place in enumerate(order)}
    made = []
    for _ in range(count):
        first = dice.randrange(len(edited.words))
        last = min(len(edited.words) - 1, first + int(dice.expovariate(1 / mean)))
        start, end = edited.words[first].start, edited.words[last].end
        left = [span for span in edited.became[first : last + 1] if span]
        if not left:
            made.append(Known(start, end, None))
            continue
        ranks = [rank[landed[span.start]] for span in left]
        torn = ranks != sorted(ranks) or len(set(ranks)) <= ranks[-1] - ranks[0]
        place = None if torn else Span(left[0].start, left[-1].end)
        made.append(Known(start, end, place, torn))
    return made
