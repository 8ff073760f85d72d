"""Lists of persons: `APPEARANCES:` and a name a line, or their labels once each above a heading."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice, pairwise

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.forms.labels import key_of, style
from kodeverk.analysis.recognition.forms.line_forms import MARKDOWN_HEADING, RULE
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.sentences import ASKING, ENDS

_WORDS_OF_LISTED = 5
_LINES_OF_LIST = 2
_NEARLY_ALL = 0.8
_OF_LEGENDS = {
    *("legend", "legende", "légende", "leyenda", "legenda", "legenden", "key", "abbreviations"),
    *("tegnforklaring", "forkortelser", "abkürzungen", "speakers", "sprecher"),
    *("personen", "personer", "persons", "attendees", "people", "intervenants", "participantes"),
}
"""What stands above a legend; so does a speaker's word, `Participants`."""


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


def without_legend(text: SourceText, heads: list[Head]) -> list[Head]:
    """Return the heads without the first ones that a heading right above says are a legend."""
    entries = entries_once(text, heads)
    title = _title_above(text, heads[0]) if entries else ""
    is_legend = title.casefold() in _OF_LEGENDS or (title.isalpha() and style(title) == "role")
    return heads[len(entries) :] if is_legend else heads


def _title_above(text: SourceText, head: Head) -> str:
    """Return the line above a head, without the signs of a heading."""
    above = bisect_left(text.spoken, head.first) - 1
    return text.line(text.spoken[above]).strip(" #*_:") if above >= 0 else ""


def entries_once(text: SourceText, heads: Sequence[Head]) -> Sequence[Head]:
    """Return the first of `heads` that may be a legend: two at least, each label once.

    They stand in a row above a heading or a rule, a few words behind each, which answer no question
    above them, and nearly all of their labels come back below that.
    """
    entries: list[Head] = []
    keys: set[str] = set()
    for head, after in pairwise(heads):
        if key_of(head.label) in keys or not _says_who(text, head):
            return ()
        entries.append(head)
        keys.add(key_of(head.label))
        number = bisect_right(text.spoken, head.last)
        below = text.spoken[number] if number < len(text.spoken) else after.first
        if below != after.first:
            break
    else:
        return ()
    parts = text.source.paragraphs[below].heading or MARKDOWN_HEADING.match(text.line(below))
    if len(entries) < _LINES_OF_LIST or not (parts or RULE.fullmatch(text.line(below))):
        return ()
    if _title_above(text, heads[0]).endswith(ASKING):
        return ()
    again = keys.intersection(key_of(head.label) for head in heads[len(entries) :])
    return entries if len(again) >= _NEARLY_ALL * len(keys) else ()


def _says_who(text: SourceText, head: Head) -> bool:
    """Tell whether a few words stand behind a label, with what explains them, and no sentence."""
    words = text.said_in(head).strip(" *_\\")
    who = re.split(r"[,;(]", words, maxsplit=1)[0].split()
    return 0 < len(who) <= _WORDS_OF_LISTED and not words.rstrip(")").endswith(ENDS)


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
