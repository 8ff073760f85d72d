"""Known labels where no turn begins: in another form at the head of a line, or within one."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from kodeverk.analysis.recognition.conventions import Head
from kodeverk.analysis.recognition.labels import LONGEST, seen
from kodeverk.analysis.recognition.source_text import SourceText

_SHORTEST = 3
"""So long must a label be to be found without a sign behind it, where it may be a word."""
_SELDOM = 3
"""A short label that is said more often is a word as well."""
_NEARLY_ALL = 0.8
_FIRST_RUN = re.compile(r"[^\W_]{1,2}")
_AFTER_LABEL = re.compile(r"[^\S\n]*$|[^\S\n]+[-–—][^\S\n]|[^\S\n]*[:;\t)\]]|\.[^\S\n]")
_BEFORE_CAPITAL = re.compile(r"[^\S\n]+(?=[^\W\d_a-zæøå])")
_ENDED = re.compile(r"[.?!…][^\S\n]")
_HEAD_OF_LINE = re.compile(
    rf"[^\w\n+]{{0,6}}(?P<words>(?=\+?(?P<first>[^\W_]{{1,2}}))[^\n]{{1,{LONGEST + 4}}})"
)


def labels_elsewhere(
    text: SourceText, heads_of_turns: Sequence[Head], outside: Collection[int]
) -> list[int]:
    """Return where known labels stand where the convention does not look for them.

    A sign may be missing, as in `Veileder Jeg tror`. Two people may have typed one file, `Kari: …`
    to its middle and `Kari – …` behind it; a line end may be missing before a label.
    """
    source = text.source
    counts = Counter(head.label for head in heads_of_turns)
    labels = counts.keys()
    heads = {place for head in heads_of_turns for place in range(head.first, head.last + 1)}
    # `I Oslo …` begins with a word, and `I know …` too.
    no_words = {
        label
        for label, count in counts.items()
        if len(label) >= _SHORTEST
        or (
            label.isupper()
            and not text.words[label.lower()]
            and text.words[label] <= count + _SELDOM
        )
    }
    firsts = {word[0] for label in labels if (word := _FIRST_RUN.search(label))}
    are_apart = sum(text.stands_apart(head.first) for head in heads_of_turns)
    are_apart = are_apart >= _NEARLY_ALL * len(heads_of_turns)
    lines = []
    for place in text.spoken:
        start = source.paragraphs[place].start
        if place in heads or place in outside:
            continue
        if words := _words_at(source.text, start, firsts):
            # Without a sign a name in the middle of a sentence is none who speaks.
            may_begin = text.stands_apart(place) or (not are_apart and text.has_ended(place - 1))
            if _begins_with_sign(labels, no_words, words) or (
                may_begin and _begins_without(no_words, words)
            ):
                lines.append(start)
    ends = [*(head.start for head in heads_of_turns[1:]), len(source.text)]
    for head, end in zip(heads_of_turns, ends, strict=True):
        lines += _within_lines(source.text, labels, head.body, end)
    return sorted(lines)


def _words_at(text: str, start: int, firsts: Collection[str]) -> str:
    """Return the first words of a line, without signs before them; none if no label begins so.

    `firsts` are the first two letters or digits of labels: most lines are told by them. Signs that
    nobody sees are left out, as they are in labels.
    """
    head = _HEAD_OF_LINE.match(text, start)
    return seen(head["words"]) if head and head["first"] in firsts else ""


def _begins_with_sign(labels: Collection[str], no_words: Collection[str], words: str) -> bool:
    """Tell whether words begin with a label and a sign; behind a word a full stop is none."""
    return any(
        words[: sign.start()] in (no_words if sign[0].startswith(".") else labels)
        for sign in _AFTER_LABEL.finditer(words)
    )


def _begins_without(no_words: Collection[str], words: str) -> bool:
    """Tell whether words begin with a label that is no word, and a capital letter behind it."""
    return any(
        words[: space.start()] in no_words and not words[space.end()].islower()
        for space in _BEFORE_CAPITAL.finditer(words)
    )


def _within_lines(text: str, labels: Collection[str], start: int, end: int) -> Iterator[int]:
    """Yield where in `text[start:end]` a sentence ends and a label with a colon follows in line."""
    for sign in ":：":
        colon = text.find(sign, start, end)
        while colon >= 0:
            if text[colon + 1 : colon + 2].isspace():
                for ended in _ENDED.finditer(text, max(0, colon - LONGEST - 2), colon):
                    if ended.end() >= start and seen(text[ended.end() : colon]) in labels:
                        yield ended.end()
            colon = text.find(sign, colon + 1, end)
