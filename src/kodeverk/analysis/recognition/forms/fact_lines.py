"""A fact on a line of its own, a label and a few words: `Date: 3 May`, `- Alder: 40`."""

import re

from kodeverk.analysis.recognition.forms.labels import could_be_label, key_of
from kodeverk.analysis.recognition.forms.signs import (
    at_colon,
    ends_sentence,
    without_bullet,
    words_seen,
)

_WORDS_OF_FACT_LINE = 6
_LONGEST_FACT_LINE = 160
_FURTHER_FACT = re.compile(r"\s+(?:[-–—,;|]\s*)?[^\W\d_]+:\s")


def is_fact_line(line: str) -> bool:
    """Tell whether a line is a label and a few words that are no sentence: `Date: 3 May`."""
    if len(line) > _LONGEST_FACT_LINE:
        return False
    label, _, value = at_colon(line)
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
