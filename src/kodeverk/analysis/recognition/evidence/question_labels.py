"""Labels that count questions, `Q1`, `Spørsmål 3`, and are nobody's name."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.asked import FEWEST_ASK
from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.questions_and_answers import QUESTION
from kodeverk.analysis.recognition.evidence.facts import facts_among, is_speech
from kodeverk.analysis.recognition.forms.labels import (
    ANSWER_WORDS,
    is_numbered_question,
    key_of,
    numbered_word,
    says_question,
)
from kodeverk.analysis.recognition.forms.numbers import count_up
from kodeverk.analysis.recognition.forms.signs import asks
from kodeverk.analysis.recognition.text.source_text import SourceText

_BEFORE_SIGNS = ("name: text", "name - text", "name<TAB>text")
_FEW_COUNTED = 6
_HALF = 0.5
_TWICE = 2
_FEWEST = 3
_MOSTLY = 0.6


def without_running_numbers(heads: list[Head]) -> list[Head]:
    """Return the heads with the words of labels that count all turns: `I1`, `R2`, `I3`, `R4`."""
    numbered = [numbered_word(head.label) for head in heads]
    pairs = [label for label in numbered if label is not None]
    if len(pairs) < max(_FEW_COUNTED, len(heads)) or len({word for word, _ in pairs}) < 2:
        return heads
    if any(later - one != 1 for (_, one), (_, later) in pairwise(pairs)):
        return heads
    return [head._replace(label=word) for head, (word, _) in zip(heads, pairs, strict=True)]


def as_one_who_asks(text: SourceText, heads: list[Head]) -> list[Head]:
    """Return the heads with the words of labels that count questions: `Q1`, `Q2`, `Q3`.

    Beside somebody who speaks as often, and below most of them, they are one speaker; what stands
    on covers does not. Where answers are counted too, or nobody else is named, they are no labels.
    Those who answer may be several: `A1`, `A2`.
    """
    counting = {
        head: label
        for head in heads
        if is_numbered_question(head.label) and (label := numbered_word(head.label))
    }
    words = {word.casefold() for word, _ in counting.values()}
    numbers = [number for _, number in counting.values()]
    if len(words) != 1 or words <= ANSWER_WORDS or not count_up(numbers, may_begin_anew=True):
        return heads
    others = Counter(key_of(head.label) for head in heads if head not in counting)
    often = max(_TWICE, len(counting) * _HALF)
    again = {key for key, count in others.items() if count >= often} - ANSWER_WORDS
    answered = sum(one in counting and other not in counting for one, other in pairwise(heads))
    if answered < len(counting) * _HALF or again == facts_among(text, heads, again):
        return heads
    return [head._replace(label=counting[head][0]) if head in counting else head for head in heads]


def are_of_questions(heads: Sequence[Head], turns: Sequence[Head]) -> bool:
    """Tell whether most of `heads` stand in the questions of `turns` that ask and answer."""
    asked = {
        place
        for one, other in pairwise(turns)
        if one.label == QUESTION
        for place in range(one.first, other.first)
    }
    return sum(head.first in asked for head in heads) > len(heads) / 2


def number_questions(text: SourceText, convention: str, heads: Sequence[Head]) -> bool:
    """Tell whether labels count questions, `Spørsmål 1`, and are not persons'.

    One word is counted up from beginning to end, or in each of several interviews, and asks.
    Answers may have the numbers too. Numbers alone, before colons or dashes or in a cell, count
    questions where most of them ask.
    """
    numbered: dict[str, list[tuple[int, Head]]] = {}
    for head in heads:
        if label := numbered_word(head.label):
            word, number = label
            numbered.setdefault(word.casefold(), []).append((number, head))
        elif head.label.isdecimal() and convention in _BEFORE_SIGNS:
            numbered.setdefault("", []).append((int(head.label), head))
    if not numbered:
        return False
    word, questions = max(numbered.items(), key=lambda item: len(item[1]))
    numbers = [number for number, _ in questions]
    are_told = is_numbered_question(f"{word} 1")
    counts = Counter(numbers)
    times = 1 + sum(later < one for one, later in pairwise(numbers))
    is_counted = count_up(numbers, may_begin_anew=are_told or not word)
    if not is_counted or max(counts.values()) > _TWICE * times:
        return False
    until = dict(pairwise([*(head.start for head in heads), len(text.source.text)]))
    if word:
        questions = [*dict(reversed(questions)).items()]
    asking = sum(asks(text.source.text[head.body : until[head.start]]) for _, head in questions)
    fewest = FEWEST_ASK if word else _HALF
    return asking >= (not says_question(word) if are_told else fewest * len(questions))


def count_entries(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether most labels are numbers, or letters, that count up: entries, and no persons.

    Letters may be persons who speak in turn: up to the same one each time, or in sentences, but not
    from the first letter on anew in each of several parts that end with many another.
    """
    numbers = [int(head.label) for head in heads if head.label.isdecimal()]
    lettered = [head for head in heads if len(head.label) == 1 and head.label.isalpha()]
    letters = [ord(head.label) for head in lettered]
    speaking = sum(is_speech(text.source, head) for head in lettered)
    return _mostly_follow(numbers, heads) or (
        _mostly_follow(letters, heads)
        and len({*_runs(letters)}) > 1
        and (speaking < _HALF * len(lettered) or _letter_parts(letters))
    )


def lettered_entries(text: SourceText, heads: Sequence[Head]) -> list[Head]:
    """Return the heads that are entries of lists by letters, as `A.` may list in answer to `Q.`

    At most one of the letters speaks elsewhere, and more than those in lists do: else they are
    persons who speak in turn.
    """
    entries = [head for head in heads if head.first in text.lettered]
    others = {head.label for head in heads if head.first not in text.lettered}
    are_persons = len(others & {head.label for head in entries}) > 1
    return [] if are_persons or 2 * len(entries) >= len(heads) else entries


def _mostly_follow(numbers: Sequence[int], heads: Sequence[Head]) -> bool:
    """Tell whether three numbers or more, those of most `heads`, mostly follow each other."""
    follow = sum(later == one + 1 for one, later in pairwise(numbers))
    return (
        len({*numbers}) >= _FEWEST
        and len(numbers) > _HALF * len(heads)
        and follow > _MOSTLY * (len(numbers) - 1)
    )


def _letter_parts(letters: Sequence[int]) -> bool:
    """Tell whether letters go up from A in each part, one left out at most, to three other ends."""
    steps = [(one, later) for one, later in pairwise([*letters, letters[0]]) if later <= one]
    rising = (later - one for one, later in pairwise(letters) if later > one)
    return (
        {later for _, later in steps} <= {*map(ord, "aA")}
        and len({one for one, _ in steps}) >= _FEWEST
        and all(step <= _TWICE for step in rising)
    )


def _runs(numbers: Sequence[int]) -> list[int]:
    """Return how long each stretch is in which the numbers follow each other."""
    begins = [0, *(at for at, (one, later) in enumerate(pairwise(numbers), 1) if later != one + 1)]
    return [later - one for one, later in pairwise([*begins, len(numbers)])]
