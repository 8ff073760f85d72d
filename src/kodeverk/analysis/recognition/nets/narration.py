"""What stands within a turn and may be said by nobody: notes, facts, and what a writer tells."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from kodeverk.analysis.recognition.conventions.heads import HEADS, Head
from kodeverk.analysis.recognition.evidence.lists_of_persons import entries_once
from kodeverk.analysis.recognition.forms.labels import style
from kodeverk.analysis.recognition.forms.line_forms import WRAPPED
from kodeverk.analysis.recognition.forms.signs import CLOSING_QUOTES, OPENING_QUOTES
from kodeverk.analysis.recognition.text.legend import is_name, tells_several
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.interludes import bracket_at
from kodeverk.analysis.recognition.zones.talk import Talk

_NEARLY_ALL = 0.8
_FEWEST = 4
_FEWEST_FACTS = 2
_MOST_ENTRIES = 20
_MARK = f"[{''.join(CLOSING_QUOTES)}]"
_QUOTED = re.compile(rf"(?<!\w){_MARK}|{_MARK}(?!\w)")
"""A quotation mark; within a word it is an apostrophe."""


def possible_notes(talk: Talk, lying_outside: Set[int]) -> Iterator[int]:
    """Yield the paragraphs below a label that may be outside the interview.

    The first line of a bracket from end to end that is no note for certain; or, where nearly all
    that labels stand before is in quotation marks, what has none. Of those `lying_outside` none is
    looked at.
    """
    if not talk.gaps:
        return
    text = talk.text
    are_quoted = _are_quoted(talk)
    # A sign at the head is much cheaper to see than a bracket that does not close.
    if not are_quoted and "\n(" not in text.source.text and "\n[" not in text.source.text:
        return
    for head, places in talk.gaps:
        told = {*_behind_quotation(text, head, places)} if are_quoted else ()
        for place in places[text.is_bare(head) :]:
            if place not in lying_outside and (place in told or bracket_at(text, place)):
                yield place


def _behind_quotation(text: SourceText, head: Head, places: Sequence[int]) -> Iterator[int]:
    """Yield the paragraphs below a label without quotation marks, and in no quotation begun."""
    goes_on = _opens(text, head) and not _closes(text.said_in(head))
    for place in places:
        line = text.line(place)
        if goes_on or line.startswith(OPENING_QUOTES):
            goes_on = not _closes(line)
        elif _QUOTED.search(line) is None:
            yield place


def possible_facts(talk: Talk, lying_outside: Set[int]) -> Iterator[int]:
    """Yield the facts right above a label that may head another interview, and their title.

    They are two at least, on lines of their own or on one, right above it or between blank lines,
    and what stands above them has ended. Of those `lying_outside` none is looked at.
    """
    text = talk.text
    last = text.spoken[-1]
    for head, places in talk.gaps:
        below = places[text.is_bare(head) :]
        facts = [*takewhile(text.is_fact, reversed(below))]
        are_several = len(facts) >= _FEWEST_FACTS or any(
            tells_several(text.line(each), text.source.text) for each in facts
        )
        if not are_several or facts[0] == last:
            continue
        above = text.spoken[bisect_left(text.spoken, facts[-1]) - 1]
        is_title = len(text.line(above)) < WRAPPED and not text.has_ended(above)
        block = [above, *facts[::-1]] if above in below and is_title else facts[::-1]
        is_apart = text.is_blank(block[0] - 1)
        if is_apart or (text.has_ended(block[0] - 1) and not text.is_blank(block[-1] + 1)):
            yield from (place for place in block if place not in lying_outside)


def possible_persons(
    text: SourceText, heads: Sequence[Head], lying_outside: Set[int]
) -> Iterator[Head]:
    """Yield the heads right below a fact that may say who takes part, each with a role's word.

    The first of `heads` does where one name is behind it and its label comes back below; others,
    below a fact of those `lying_outside`, where it comes back nowhere and no sentence is behind it.
    """
    times = Counter(head.label for head in heads)
    for head in heads:
        is_first = head is heads[0]
        if style(head.label) != "role" or is_first != (times[head.label] > 1):
            continue
        above = bisect_left(text.spoken, head.first) - 1
        if above < 0 or not text.is_fact(text.spoken[above]):
            continue
        is_below = text.spoken[above] in lying_outside and not text.has_ended(head.last)
        if is_name(text.said_in(head)) if is_first else is_below:
            yield head


def possible_legend(
    text: SourceText, convention: str, heads: Sequence[Head], lying_outside: Set[int]
) -> list[int]:
    """Return the paragraphs with which a talk begins and that may be a legend (`entries_once`)."""
    head_of = HEADS.get(convention)
    if head_of is None:
        return []
    first = bisect_left(text.spoken, heads[0].first)
    below = text.spoken[first : first + _MOST_ENTRIES]
    row = [*takewhile(bool, (head_of(text.source, place) for place in below))]
    named = [head for head in row if head is not None]
    behind = named[-1].last if named else -1
    entries = entries_once(text, [*named, *(head for head in heads if head.first > behind)])
    return [head.first for head in entries if head.first not in lying_outside]


def _are_quoted(talk: Talk) -> bool:
    """Tell whether nearly all that labels stand before is in quotation marks, wrapped or not."""
    text, heads = talk.text, talk.heads
    opened = {head for head in heads if _opens(text, head)}
    if len(opened) < max(_FEWEST, _NEARLY_ALL * len(heads)):
        return False
    closed = {head for head in opened if _closes(text.said_in(head))}
    closed |= {head for head, below in talk.gaps if any(map(_closes, map(text.line, below)))}
    return len(opened & closed) >= _NEARLY_ALL * len(heads)


def _opens(text: SourceText, head: Head) -> bool:
    return text.source.text.startswith(OPENING_QUOTES, head.body)


def _closes(words: str) -> bool:
    return words.rstrip(" .,*_").endswith(CLOSING_QUOTES)
