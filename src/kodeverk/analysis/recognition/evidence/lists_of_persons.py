"""Lists of persons below a label: `APPEARANCES:`, and a name a line."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.sentences import ENDS

_WORDS_OF_LISTED = 5
_LINES_OF_LIST = 2


def lists_of_persons(text: SourceText, heads: Sequence[Head]) -> set[str]:
    """Return the keys of labels that have only lists of persons behind them: `APPEARANCES:`.

    A list begins with names, one a line, and one of them is of somebody else who has a label.
    Headings right above lists are such labels, too.
    """
    others = {key_of(head.label) for head in heads[-1:]}
    for head in heads[:-1]:
        if (key := key_of(head.label)) not in others and _says_more(text, head):
            others.add(key)
    if others.issuperset(key_of(head.label) for head in heads):
        return set()
    known = {_last_word(head.label) for head in heads}
    lists: set[str] = set()
    for head, after in reversed([*pairwise(heads)]):
        key = key_of(head.label)
        if _says_more(text, head):
            continue
        written = text.source.text[head.body : after.start].splitlines()
        names = (_named_first(line) for line in written if not is_not_said(line))
        first = [*islice(names, _LINES_OF_LIST)]
        surnames: set[str] = set()
        if len(first) == _LINES_OF_LIST and all(first):
            surnames = {_last_word(name) for name in (*first, *names) if name}
        if (surnames - {_last_word(head.label)}) & known or (
            not first and key_of(after.label) in lists
        ):
            lists.add(key)
        elif not first or not first[0]:
            others.add(key)
    return lists - others


def _says_more(text: SourceText, head: Head) -> bool:
    """Tell whether more than names and notes stands behind a label on its line."""
    own = text.said_in(head)
    return bool(own.strip()) and not _named_first(own) and not is_not_said(own)


def _named_first(line: str) -> str:
    """Return the name that a line begins with, up to a comma or colon; empty where it has none."""
    if line.rstrip().endswith(ENDS):
        return ""
    name = re.split(r"[,:;(\t]", line, maxsplit=1)[0].strip()
    words = name.split(None, _WORDS_OF_LISTED)
    is_name = 0 < len(words) <= _WORDS_OF_LISTED and not any(word[0].islower() for word in words)
    return name if is_name else ""


def _last_word(label: str) -> str:
    return key_of(label.rsplit(maxsplit=1)[-1])
