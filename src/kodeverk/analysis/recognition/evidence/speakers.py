"""Which of the labels that come back, or stand once, are speakers."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Self

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.evidence.facts import ends_below, facts_among, is_fact_beside
from kodeverk.analysis.recognition.evidence.marks import signs_around
from kodeverk.analysis.recognition.evidence.persons import alike_labels
from kodeverk.analysis.recognition.forms.fact_lines import is_fact_line
from kodeverk.analysis.recognition.forms.labels import (
    Style,
    counted_persons,
    has_letters_and_digits,
    key_of,
    style,
)
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.forms.signs import has_case
from kodeverk.analysis.recognition.text.legend import legend
from kodeverk.analysis.recognition.text.legend_entries import rejoined
from kodeverk.analysis.recognition.text.source_text import SourceText

_WORD = re.compile(r"\w(?:[\w.'’-]*\w)?")
_LINK = re.compile(r"<?(?:https?://|www\.)\S+")
_NEARLY_ALL = 0.9
_SHORT = 3
"""Up to so many letters a word before a number is a code, and no heading."""
_FEW = 12
"""Up to so many heads a file is short: a label that occurs once is no exception in it."""
_SEVERAL = 3
_FEW_BARE = 0.2
_WORDS_WITHOUT_CASE = 2
"""Where there are no capitals, a name is told from other words by being no longer."""
_FULL_LINE = 45
_MOSTLY = 0.7
_FAR_MORE = 3
_OFTEN = 10


def speakers_among(text: SourceText, convention: str, heads: list[Head]) -> set[str]:
    """Return the keys of the labels that are speakers."""
    counts = Counter(key_of(head.label) for head in heads)
    spelled = Counter(head.label for head in heads).most_common()
    spelling = {key_of(label): label for label, _ in reversed(spelled)}
    accepted = _coming_back(text, convention, heads, counts, spelling)
    speaking = accepted - _always_hollow(text, heads)
    within = _always_within_sentences(text, heads, spelling)
    speaking -= _said_below(text, heads, speaking) | within
    speaking |= _introduced(text, spelling)
    again = {key for key, count in counts.items() if count > 1}
    if len(again) == len(counts):
        return speaking
    single = {key_of(head.label): head for head in heads}
    others = _Others.of([single[key] for key in accepted])
    once = [head for key, head in single.items() if key not in again | within]
    return speaking | _single_speakers(text, convention, heads, once, speaking, others)


def _coming_back(
    text: SourceText,
    convention: str,
    heads: list[Head],
    counts: Counter[str],
    spelling: Mapping[str, str],
) -> set[str]:
    """Return the keys of the labels that come back and are speakers, by their looks and number.

    `counts` are those of the keys, `spelling` how each is written.
    """
    repeated = {key: _looks(spelling[key], count) for key, count in counts.items() if count > 1}
    total = len(heads)
    accepted = {key for key, looks in repeated.items() if looks in ("role", "code", "capitals")}
    facts = facts_among(text, heads, repeated.keys() - accepted)
    total -= sum(counts[key] for key in facts)
    if accepted:
        # Beside other speakers, what comes back with several numbers counts persons: `Kişi 2`.
        accepted |= counted_persons(counts) & repeated.keys() - facts
    names = {key for key, looks in repeated.items() if looks == "name"} - facts
    nouns = {key for key in names if is_a_noun(text, spelling[key], counts[key])}
    accepted |= names - nouns
    # Liv and Stein are names too: among other speakers, or where every paragraph has a speaker.
    if nouns and (accepted or total > 0.6 * len(text.spoken)):
        # Without capitals who is spoken of often is no noun, if marked as a label is.
        named = {key_of(head.label) for head in heads if signs_around(text, head)}
        accepted |= {
            key
            for key in nouns
            if counts[key] > total / 7 or (key in named and not has_case(spelling[key]))
        }
    else:
        # So is who alone has a label, though others speak of an owner as well.
        accepted |= {key for key in nouns if counts[key] > max(total / 2, _SEVERAL)}
    everywhere = len(accepted) < 2 and total > 0.6 * len(text.spoken)
    for key, looks in repeated.items():
        is_phrase = " " in spelling[key]
        if looks != "plain" or key in facts:
            continue
        is_usual = counts[key] > total / 3
        if is_usual or (counts[key] > total / 5 and (everywhere or not is_phrase)):
            accepted.add(key)
    often = {key for key, count in counts.items() if count >= _SEVERAL and key not in facts}
    if accepted and sum(counts[key] for key in often) > _MOSTLY * total:
        # Where most of what has the form comes back often, it is labels, whatever it looks like.
        # Not what is far rarer than the others: a note of what happened may come back, too.
        fewest = total / (_FAR_MORE * len(often))
        accepted |= {key for key in often if counts[key] >= fewest}
    # `Speaker (Kari)` beside `Speaker (Ola)`.
    titles = {title for key in accepted if (title := _title(spelling[key]))}
    accepted |= {key for key in repeated.keys() - facts if _title(spelling[key]) in titles}
    if convention == "name<TAB>text" and sum(counts[key] for key in accepted) > _NEARLY_ALL * total:
        # Where words in a column of their own are nearly all labels, the others that come back are.
        accepted |= repeated.keys()
    return accepted


def _title(label: str) -> str:
    """Return what stands before a name in brackets, as in `Speaker (Kari)`; nothing for others."""
    title, bracket, _ = label.partition(" (")
    return key_of(title) if bracket and label.endswith(")") else ""


def _introduced(text: SourceText, spelling: Mapping[str, str]) -> set[str]:
    """Return the keys of labels, of a key -> how it is written, that a legend gives a role."""
    front = text.spoken[: bisect_left(text.spoken, text.cover)]
    told = legend(rejoined(map(text.line, (*front, *text.legend_below))), spelling.values())
    return {key_of(label) for label, words in told.items() if guess_role(words) != "unknown"}


def _single_speakers(
    text: SourceText,
    convention: str,
    heads: list[Head],
    once: Sequence[Head],
    speaking: Collection[str],
    others: "_Others",
) -> set[str]:
    """Return the keys of the labels that stand `once` and are speakers, beside those `speaking`."""
    hollow = _hollow(text, heads) | _bare(text, heads)
    talk = [head for head in heads if key_of(head.label) in speaking]
    counts = Counter(head.label for head in talk)
    forms = {signs_around(text, head) for head in talk}
    # Above the only one who speaks again and again, what stands once is a fact.
    is_alone = len(speaking) == 1 and len(heads) > _FEW
    return {
        key_of(head.label)
        for head in once
        if key_of(head.label) not in hollow
        and not (is_alone and head.start < talk[0].start and style(head.label) in ("name", "plain"))
        and (
            (is_in_full(head.label, counts) and _speaks(text, talk, head))
            or (
                (not forms or signs_around(text, head) in forms)
                and not (talk and is_fact_beside(text, talk, head))
                and _is_single_speaker(text, convention, head, others, len(heads))
            )
        )
    }


def _speaks(text: SourceText, talk: Sequence[Head], head: Head) -> bool:
    """Tell whether a label is no fact beside the talk, or has a sentence below, as all labels."""
    are_alone = all(map(text.is_bare, (head, *talk)))
    return not is_fact_beside(text, talk, head) or (are_alone and ends_below(text, head))


class _Others(NamedTuple):
    """What the labels that come back look like."""

    shapes: frozenset[str]
    has_capitals: bool
    all_capitals: bool
    are_bold: bool

    @classmethod
    def of(cls, heads: Sequence[Head]) -> Self:
        labels = [head.label for head in heads]
        return cls(
            frozenset(map(_shape, labels)),
            any(style(label) == "capitals" for label in labels),
            bool(labels) and all(map(str.isupper, labels)),
            2 * sum(head.bold for head in heads) >= len(heads),
        )


def _hollow(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of labels with nothing said behind them: headings above labels or facts.

    Nor does anybody say a link and nothing else.
    """
    linked = {key_of(head.label) for head in heads if _LINK.fullmatch(text.said_in(head).strip())}
    return linked | {
        key_of(head.label)
        for head, after in pairwise(heads)
        if not text.source.text[head.body : after.start].strip()
        or not _is_said_between(text, head, after)
    }


def _always_hollow(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of labels behind which nothing is ever said: headings above other labels."""
    said = {
        key_of(head.label)
        for head, after in pairwise([*heads, None])
        if head and (after is None or _is_said_between(text, head, after))
    }
    return {key_of(head.label) for head in heads} - said


def _said_below(text: SourceText, heads: list[Head], speaking: Collection[str]) -> set[str]:
    """Return the keys of labels that only ever stand right below those of who is `speaking`.

    Alone on their lines, as those are: they are all that is said.
    """
    below = {
        after
        for head, after in pairwise(heads)
        if key_of(head.label) in speaking
        and text.is_bare(head)
        and text.is_bare(after)
        and not text.source.text[head.body : after.start].strip()
    }
    return {key_of(head.label) for head in below} - {
        key_of(head.label) for head in heads if head not in below
    }


def _always_within_sentences(
    text: SourceText, heads: Sequence[Head], spelling: Mapping[str, str]
) -> set[str]:
    """Return the keys of labels that only ever stand where a sentence goes on in the next line."""
    going_on = within_sentences(text, heads)
    within = {key_of(head.label) for head in going_on} - {
        key_of(head.label) for head in heads if head not in going_on
    }
    return {key for key in within if style(spelling[key]) in ("name", "plain")}


def within_sentences(text: SourceText, heads: Sequence[Head]) -> Collection[Head]:
    """Return the heads above which a sentence goes on, where most stand below what has ended.

    `And I asked` above `Mother: …`: the next word had no room in a hard-wrapped line. Roles and
    codes may interrupt.
    """
    if not text.is_wrapped:
        return ()
    going_on = {
        head
        for head in heads
        if len(text.line(head.first - 1)) > _FULL_LINE
        and not text.stands_apart(head.first)
        and not text.has_ended(head.first - 1)
    }
    return () if 3 * len(going_on) > len(heads) else going_on


def _is_said_between(text: SourceText, head: Head, after: Head) -> bool:
    """Tell whether more than facts stands between two heads."""
    if not text.is_bare(head):
        return True
    lines = [text.line(place) for place in range(head.last + 1, after.first)]
    return any(line.strip() and not is_fact_line(line) for line in lines)


def _bare(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of labels alone on their line, where nearly all have words behind them."""
    bare = [head for head in heads if text.is_bare(head)]
    return {key_of(head.label) for head in bare} if len(bare) <= _FEW_BARE * len(heads) else set()


def _is_single_speaker(
    text: SourceText, convention: str, head: Head, others: _Others, total: int
) -> bool:
    """Tell whether a label that occurs once is a speaker, beside the `others` that come back."""
    label = head.label
    looks = _looks(label, 1)
    if looks == "role":
        # `Interviewer's notes` stand alone on a line too, in capitals as no other label.
        is_title = any(word[0].islower() for word in label.split()[1:])
        is_title = is_title or (label.isupper() and " " in label and not others.all_capitals)
        return not (convention == "name on a line" and is_title)
    is_counted = has_letters_and_digits(label) and _shape(label) in others.shapes
    if convention == "name on a line" and not (is_counted or (head.bold and others.are_bold)):
        return False
    if is_counted or (looks == "plain" and has_letters_and_digits(label)):
        return is_counted
    if looks == "code" and not label.isdigit():
        # `Salme 23` and `Tema 2` are a word and a number as well.
        is_short = sum(map(str.isalpha, label)) <= _SHORT
        is_short = is_short and not (others.all_capitals and label.islower())
        return _shape(label) in others.shapes or (is_short and total <= _FEW)
    if looks == "capitals":
        return total <= _FEW or others.has_capitals
    return looks == "name" and not others.all_capitals and not is_a_noun(text, label, 1)


def is_in_full(label: str, counts: Mapping[str, int]) -> bool:
    """Tell whether a label is a name of which a label that speaks is a part or the initials."""
    return style(label) == "name" and any(
        len(other) < len(label) and alike_labels({label: 1, other: count})
        for other, count in counts.items()
    )


def _looks(label: str, count: int) -> Style:
    """Return how a label that stands `count` times looks.

    Without capitals what is longer than names are, and does not come back often, is words.
    """
    looks = style(label)
    is_long = len(label.split()) > _WORDS_WITHOUT_CASE and not has_case(label)
    return "plain" if looks == "name" and is_long and count < _SEVERAL else looks


def is_a_noun(text: SourceText, label: str, count: int) -> bool:
    """Tell whether all of a label's words are also written in small letters: no name is.

    Where there are no capitals, whether they are far more frequent than the label, of `count`.
    """
    words = _WORD.findall(label)
    capitalised = [word for word in words if word[0].isupper()]
    if not has_case(label):
        most = max(_OFTEN, _FAR_MORE * count)
        return all(text.words[word] > most for word in words if word.isalpha())
    return all(text.words[word.lower()] for word in capitalised)


def are_names(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether labels may all be names: none is several words also written in small letters.

    Nor do three or more, all of several words, stand alone on their lines.
    """
    counts = Counter(head.label for head in heads)
    long = {label for label in counts if " " in label}
    looks = {label: style(label) for label in long}
    if len(counts) > 2 and len(long) == len(counts) and all(map(text.is_bare, heads)):
        return {*looks.values()} <= {"role", "code"}
    return not any(
        look == "plain" or (look == "name" and is_a_noun(text, label, counts[label]))
        for label, look in looks.items()
    )


def _shape(label: str) -> str:
    return "X" if len(label) == 1 and label.isupper() else re.sub(r"\d{1,3}", "0", label)
