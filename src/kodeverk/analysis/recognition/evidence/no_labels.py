"""What comes back and labels nobody: entries of a list, first words before colons, cells."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.heads import HEADS, Head
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.text.source_text import SourceText

_NEARLY_ALL = 0.9
_ENOUGH_TO_SEE = 60
WITH_SIGNS = ("name: text", "name; text", "name - text", "name<TAB>text")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_MOST_SPEAKERS = 200
_MOST_IN_A_TABLE = 40
_MOST_NUMBERS = 12
_MOST_ONCE = 12
"""With more labels, numbers as labels, or labels that occur once, it is a list and no talk."""


def are_before_colons(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether most lines of `heads` begin with more words and a colon, or another sign.

    What stands before a slash, as transcribers write for a pause, comes back if it is a label.
    """
    few = heads[:_ENOUGH_TO_SEE]
    for convention in WITH_SIGNS:
        others = [HEADS[convention](text.source, head.first) for head in few]
        again = Counter(other.label for other in others if other is not None)
        longer = sum(
            other is not None
            and (convention != "name<TAB>text" or other.label != head.label)
            and (convention != "name; text" or again[other.label] > 1)
            for head, other in zip(few, others, strict=True)
        )
        if longer > len(few) / 2:
            return True
    return False


def is_a_list(text: SourceText, convention: str, heads: Sequence[Head]) -> bool:
    """Tell whether labels are entries of a list or ids: of a talk, few people speak often."""
    counts = Counter(key_of(head.label) for head in heads)
    letters = sorted(key for key in counts if len(key) == 1)
    if convention == "name; text" and letters == [*counts] == [*_ALPHABET[: len(letters)]]:
        return all(text.source.text[head.end - 1] in ".)" for head in heads)
    once = sum(count == 1 for count in counts.values())
    numbers = sum(map(str.isdigit, counts))
    most = _MOST_IN_A_TABLE if convention == "name<TAB>text" else _MOST_SPEAKERS
    # Who asks many people, each once perhaps, speaks every other time.
    keys = [key_of(head.label) for head in heads]
    asker, _ = counts.most_common(1)[0]
    in_turn = sum((one == asker) != (other == asker) for one, other in pairwise(keys))
    is_asked = in_turn >= _NEARLY_ALL * (len(keys) - 1)
    return (
        len(counts) > most
        or (numbers > _MOST_NUMBERS and not is_asked)
        or (once > _MOST_ONCE and once > len(heads) / 3 and not is_asked)
    )


def are_in_few_rows(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether labels stand in tables most rows of which have other words there: heads.

    A table above the first label may hold facts.
    """
    talk = text.spoken[bisect_left(text.spoken, heads[0].first) :]
    rows = [place for place in talk if text.source.paragraphs[place].row]
    filled = sum(not text.line(place).startswith("\t") for place in rows)
    labelled = sum(text.source.paragraphs[head.first].row for head in heads)
    return labelled >= _NEARLY_ALL * len(heads) and labelled < filled / 2


def stand_below_words(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether all labels stand right below words and apart from those below: they end them."""
    return all(
        not text.is_blank(head.first - 1) and text.is_bare(head) and text.is_blank(head.last + 1)
        for head in heads
    )
