"""A fact on a line of its own, a label and a few words: `Date: 3 May`, `- Alder: 40`."""

import re

from kodeverk.analysis.recognition.forms.labels import could_be_label, key_of
from kodeverk.analysis.recognition.forms.signs import (
    at_colon,
    ends_sentence,
    without_bullet,
    words_seen,
)
from kodeverk.model.sentences import ENDS

_WORDS_OF_FACT_LINE = 6
_LONGEST_FACT_LINE = 160
_WORDS_OF_ITEM = 4
_FEWEST_ITEMS = 4
_IN_SHORT = re.compile(r"\s\([A-Z]{2,5}\)\s*$")
"""Behind a name: `Presenter: Kari Nord (KN)`."""
_FURTHER_FACT = re.compile(r"\s+(?:[-–—,;|]\s*)?[^\W\d_]+:\s")


def is_fact_line(line: str) -> bool:
    """Tell whether a line is a label and a few words that are no sentence: `Date: 3 May`."""
    if len(line) > _LONGEST_FACT_LINE:
        return False
    label, _, value = at_colon(line)
    value = _IN_SHORT.sub("", value)
    return (
        bool(value.strip())
        and any(map(str.isalpha, label))
        and could_be_label(label.strip())
        and words_seen(value) <= _WORDS_OF_FACT_LINE
        and not ends_sentence(value)
    )


def first_fact(value: str) -> str:
    """Return what of a value stands before a further fact: `Kari Nord` of `Kari Nord Age: 40`."""
    return _FURTHER_FACT.split(value, maxsplit=1)[0]


def fact_label(line: str) -> str:
    """Return the key of the label of a fact."""
    return key_of(re.split(r"[:：\t]", without_bullet(line), maxsplit=1)[0])


def tells_fact(line: str) -> bool:
    """Tell whether a line is a label and a list of short items, or names: `Checked by: Ida, 2021`.

    No sentence goes on in such words, wherever they stand.
    """
    label, _, value = at_colon(line)
    are_names = is_fact_line(line) and not any(word[0].islower() for word in value.split())
    return are_names or (could_be_label(label.strip()) and enumerates(value))


def enumerates(words: str) -> bool:
    """Tell whether words are a list, as of what a talk is about: four items at least, all short."""
    items = listed(words)
    are_short = all(len(item.split()) <= _WORDS_OF_ITEM for item in items)
    return len(items) >= _FEWEST_ITEMS and are_short and not items[-1].endswith(ENDS)


def listed(words: str) -> list[str]:
    """Return the items of a list in words, by the signs between them."""
    return re.split(r"[,;/&،、，]\s*", " ".join(words.split()))
