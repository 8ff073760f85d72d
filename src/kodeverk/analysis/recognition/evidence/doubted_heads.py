"""Which heads look as speakers' labels do and are not taken for one: somebody must say so."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.evidence.facts import is_fact_beside, is_speech
from kodeverk.analysis.recognition.evidence.marks import signs_around
from kodeverk.analysis.recognition.evidence.possible_labels import has_more_pauses
from kodeverk.analysis.recognition.evidence.speakers import is_a_noun, is_in_full, within_sentences
from kodeverk.analysis.recognition.forms.labels import (
    gives_example,
    is_phrase,
    is_remark,
    key_of,
    style,
)
from kodeverk.analysis.recognition.forms.numbers import begins_entry
from kodeverk.analysis.recognition.forms.signs import OPENING_QUOTES
from kodeverk.analysis.recognition.text.source_text import SourceText

_NEARLY_ALL = 0.9
_FEWEST = 3
_FEWEST_LETTERS = 4


def doubted_heads(
    text: SourceText, convention: str, heads: Sequence[Head], others: Sequence[Head]
) -> list[Head]:
    """Return those of the `others` that look like the labels of `heads`: perhaps they are some."""
    if not heads or not others:
        return [*others]
    forms = {signs_around(text, head) for head in heads}
    spoken = Counter(head.label for head in heads)
    looks = {(head.bold, text.is_bare(head)) for head in heads}
    are_apart = sum(text.stands_apart(head.first) for head in heads) > _NEARLY_ALL * len(heads)
    most_spaces = 1 if convention == "name: text" else 0
    are_small = any(head.label[0].islower() for head in heads)
    are_timed = all(head.milliseconds is not None for head in heads) and not text.has_cues
    # A quotation, or small letters, go on behind a word of a sentence.
    within = {
        head
        for head in within_sentences(text, [*heads, *others])
        if text.begins_small(head) or text.source.text.startswith(OPENING_QUOTES, head.body)
    }
    # A time marks a label, and a note has no words right below it.
    timed = {
        head
        for head in (others if are_timed else ())
        if head.milliseconds is not None and not text.is_blank(head.last + 1)
    }
    alike = [
        head
        for head in others
        if (signs_around(text, head) in forms or is_in_full(head.label, spoken))
        and (
            are_small or not head.label[0].islower() or style(head.label) == "code" or head in timed
        )
        and (not are_apart or text.stands_apart(head.first))
        and not (head.label.endswith(".") and text.is_bare(head))
        and (head not in within or style(head.label) in ("role", "code"))
        and not is_fact_beside(text, heads, head)
        and not _leads_to_list(text, head)
    ]
    counts = Counter(key_of(head.label) for head in alike if head.start > heads[0].start)
    # Who pauses at dashes all along also does behind the first word of a sentence.
    are_pauses = convention == "name - text" and has_more_pauses(
        text, len(heads) + len(alike), len(alike)
    )

    def begins_sentence(head: Head) -> bool:
        # Two words that are not bold or alone on their line, as labels are, need be no label; any
        # that are bold as all labels are may be one.
        is_alike = (head.bold, text.is_bare(head)) in looks
        is_paused = are_pauses and is_a_noun(text, head.label, len(alike))
        if head in timed or _names_two(head.label, spoken):
            return False
        is_free = is_phrase(head.label, most_spaces if is_alike else 0) or gives_example(head.label)
        return is_paused or (is_free and not (is_alike and head.bold))

    return [head for head in alike if counts[key_of(head.label)] > 1 or not begins_sentence(head)]


def _leads_to_list(text: SourceText, head: Head) -> bool:
    """Tell whether a head is several words alone on their line, an entry of a list below them."""
    if not (text.is_bare(head) and style(head.label) == "plain" and " " in head.label):
        return False
    number = bisect_right(text.spoken, head.last)
    return number < len(text.spoken) and begins_entry(text.source, text.spoken[number])


def _names_two(words: str, labels: Iterable[str]) -> bool:
    """Tell whether words begin as two of the labels do: `Teachers and pupils` of `Teacher`."""
    known = [label.casefold() for label in labels if len(label) >= _FEWEST_LETTERS]
    return sum(f" {each}" in f" {words.casefold()}" for each in known) > 1


def remark_heads(text: SourceText, heads: Sequence[Head]) -> list[Head]:
    """Return the heads of what opens a remark, where sentences stand behind it again and again."""
    opening = [head for head in heads if is_remark(head.label) and is_speech(text.source, head)]
    counts = Counter(key_of(head.label) for head in opening)
    return [head for head in opening if counts[key_of(head.label)] >= _FEWEST]
