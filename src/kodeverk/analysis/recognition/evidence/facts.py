"""Facts about an interview, which look like labels: `Datum: 3. mai` beside `Ort: Köln`."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from itertools import pairwise, takewhile

from kodeverk.analysis.recognition.conventions.heads import Head, places_of
from kodeverk.analysis.recognition.forms.fact_lines import (
    enumerates,
    first_fact,
    is_fact_line,
    listed,
)
from kodeverk.analysis.recognition.forms.labels import key_of, style
from kodeverk.analysis.recognition.forms.signs import (
    SENTENCE_ENDS,
    at_colon,
    ends_sentence,
    numbers_alike,
    words_seen,
)
from kodeverk.analysis.recognition.forms.times import end_stamp
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.sentences import ASKING, ENDS
from kodeverk.model.source import Source

_WORDS_OF_SPEECH = 8
_WORDS_OF_NAME = 4
_WORDS_OF_SUMMARY = 25
_LONGEST_FACT = 200
_FULL_LINE = 45
_WORDS_OF_LISTED = 5
_QUANTITY = re.compile(r"\s*\d+([.,:]\d+)?\s+[^\W\d_]+\.?\s*")
_LINES_OF_LIST = 2
_MOST_LISTED = 100
_MOST_TOLD = 3
_SELDOM = 0.25
_NEARLY_ALL = 0.9
_MOSTLY = 0.8
_TWO = 2
"""Of more labels than two the last may begin the talk below a sheet, as that of its first turn."""


def facts_among(text: SourceText, heads: Sequence[Head], names: Set[str]) -> set[str]:
    """Return the keys among `names` that come back but say nothing, beside others that do.

    The facts about an interview may stand above it and again below it, or above each of several
    interviews: then nearly always beside each other. Who nearly always stands right below somebody
    who speaks answers after them, be it in a word.
    """
    if not names:
        return set()
    keys = [key_of(head.label) for head in heads]
    counts = Counter(keys)
    begin = {head.first for head in heads}
    speaking = {
        key
        for key, head in zip(keys, heads, strict=True)
        if is_speech(text.source, head) or _goes_on(text, head, begin)
    }
    # One that stands once may be a heading: `Interviewer's notes`.
    coded = {
        key
        for key, head in zip(keys, heads, strict=True)
        if counts[key] > 1 and style(head.label) in ("role", "code")
    }
    if len(speaking) < 2 and not speaking & coded:
        return set()
    while answering := _answering(heads, counts, names - speaking, speaking):
        speaking |= answering
    silent = names - speaking
    alone = Counter(
        key
        for key, head in zip(keys, heads, strict=True)
        if key in silent and not _is_beside_fact(text, head, speaking)
    )
    return {
        key for key in silent if counts[key] <= _MOST_TOLD or alone[key] <= _SELDOM * counts[key]
    }


def _answering(
    heads: Sequence[Head], counts: Mapping[str, int], silent: Set[str], speaking: Set[str]
) -> set[str]:
    """Return the keys among the `silent` that again and again stand right below `speaking` ones."""
    below = Counter(
        key_of(head.label)
        for above, head in pairwise(heads)
        if above.last + 1 == head.first and key_of(above.label) in speaking
    )
    return {key for key in silent if below[key] > max(_MOST_TOLD, (1 - _SELDOM) * counts[key])}


def _goes_on(text: SourceText, head: Head, begin: Collection[int]) -> bool:
    """Tell whether a line goes on right below a head's, which is no fact, nor one of `begin`."""
    below = head.last + 1
    return not (text.is_blank(below) or below in begin or is_fact_line(text.line(below)))


def _is_full(text: SourceText, head: Head) -> bool:
    """Tell whether a head's line is a full one of hard-wrapped lines, and goes on right below."""
    is_long = text.is_wrapped and len(text.line(head.last)) > _FULL_LINE
    return is_long and _goes_on(text, head, ())


def ends_below(text: SourceText, head: Head) -> bool:
    """Tell whether the line right below a head ends as a sentence does, or is a long one."""
    below = head.last + 1
    line = "" if text.is_blank(below) else text.line(below).rstrip()
    return line.endswith(SENTENCE_ENDS) or len(line) > _FULL_LINE


def is_fact_beside(text: SourceText, talk: Sequence[Head], head: Head) -> bool:
    """Tell whether a head is a fact about the talk beside it, as `Datum: 3. mai` is.

    Between the turns of `talk` facts stand beside each other, as on a second cover page. Behind the
    talk they are only told where all that is said ends as sentences do.
    """
    is_before = head.start < talk[0].start
    is_phrase = is_before and head.label.count(" ") > 1
    is_full = _is_full(text, head) and all(other.first != head.last + 1 for other in talk)
    # Below a label with a time, as all have, a sentence is said.
    is_timed = all(other.milliseconds is not None for other in (head, *talk))
    if (
        is_full
        or (is_timed and ends_below(text, head))
        or is_speech(text.source, head)
        or (style(head.label) in ("role", "code") and not is_phrase)
    ):
        return is_before and (
            _names_and_more(text, head)
            or enumerates(text.said_in(head))
            or _lists(text, head, {key_of(other.label) for other in talk})
        )
    if is_before:
        return True
    if head.start > talk[-1].start and text.ends_sentences(talk):
        return True
    has_colon = bool(at_colon(text.source.text[head.start : head.body])[1])
    return has_colon and _is_beside_fact(text, head, {key_of(other.label) for other in talk})


def _lists(text: SourceText, head: Head, labels: Collection[str]) -> bool:
    """Tell whether labels stand behind a label, as in `Speakers: A, B`."""
    below = range(head.last + 1, head.last + 1 + _MOST_LISTED)
    block = [text.line(place) for place in takewhile(lambda place: not text.is_blank(place), below)]
    own = text.said_in(head)
    ways = [block] if text.is_bare(head) else [listed(own), listed(" ".join([own, *block]))]
    # Of those who are listed some may have no label in the talk.
    is_enough = any if is_fact_line(text.line(head.last)) else all
    return any(
        len(named) > 1 and is_enough(key_of(name) in labels for name in named if name.strip())
        for named in ways
    )


def facts_of_interviews(text: SourceText, heads: Sequence[Head]) -> set[str]:
    """Return the keys of labels that only stand above each of several interviews, as facts do.

    Two or more of them right below each other, with a few words in capitals behind each: names.
    Below them is a blank line or a list, and text without a label. Or there is a quantity behind
    each: `Closing: 5 min`.
    """
    runs: list[list[Head]] = []
    for head in heads:
        end = text.source.paragraphs[runs[-1][-1].last].end if runs else 0
        if runs and not text.source.text[end : head.start].strip():
            runs[-1].append(head)
        else:
            runs.append([head])
    begins = [run[0].first for run in runs] + [len(text.source.paragraphs)]
    facts: Counter[str] = Counter()
    for run, after in zip(runs, begins[1:], strict=True):
        below = bisect_right(text.spoken, run[-1].last)
        lines = bisect_left(text.spoken, after) - below
        keys = {key_of(head.label) for head in run}
        next_line = run[-1].last + 1
        is_parted = text.is_blank(next_line) or text.source.paragraphs[next_line].numbered
        are_apart = lines >= _LINES_OF_LIST and is_parted
        are_quantities = all(_QUANTITY.fullmatch(text.said_in(head)) for head in run)
        are_names = are_apart and all(_names(text, head) for head in run)
        if 1 < len(run) == len(keys) and (are_names or are_quantities):
            facts.update(keys)
    counts = Counter(key_of(head.label) for head in heads)
    return {key for key, count in facts.items() if count == counts[key] > 1}


def printed_again(text: SourceText, heads: Sequence[Head]) -> set[str]:
    """Return the keys of rare labels below which the same stands each time, as consent does.

    They come back as often as another interview of the file begins. Who asks may ask the same. Of
    many words the numbers may differ, and the first label of a file need not be so rare. A few
    words are no reply where a label differs from one of those in its last sign, as it counts.
    """
    counts = Counter(key_of(head.label) for head in heads)
    most = len(heads) * _SELDOM / len(counts) if counts else 0
    first = heads and key_of(heads[0].label)
    rare = {key for key, count in counts.items() if 1 < count < most}
    rare |= {key for key, count in counts.items() if key == first and 1 < count <= _MOST_TOLD}
    if not rare:
        return set()
    said: dict[str, set[str]] = {}
    begin = [*(head.start for head in heads), None]
    for head, end in zip(heads, begin[1:], strict=True):
        if (key := key_of(head.label)) in rare:
            said.setdefault(key, set()).add(text.source.text[head.body : end].strip())
    same = {key: next(iter(words)) for key, words in said.items() if len(words) == 1}
    again = {
        key
        for key, words in same.items()
        if counts[key] < most and words_seen(words) > _WORDS_OF_NAME and not words.endswith(ASKING)
    }
    again |= {
        key
        for key, words in said.items()
        if len({*map(numbers_alike, words)}) == 1 and words_seen(min(words)) > _WORDS_OF_SUMMARY
    }
    stems = {key[:-1] for key in again if len(key) > 2}
    return again | {key for key, words in same.items() if key[:-1] in stems and words}


def _names(text: SourceText, head: Head) -> bool:
    """Tell whether a name, or a few other words in capitals, are all that stands behind a label."""
    words = text.said_in(head).split()
    are_few = 0 < len(words) <= _WORDS_OF_LISTED and words[-1][-1] not in "?!…,"
    return are_few and not any(word[0].islower() for word in words)


def _names_and_more(text: SourceText, head: Head) -> bool:
    """Tell whether a name and a further fact stand behind a label: `Kari Nord Position: boss`."""
    own = text.said_in(head).strip()
    name = first_fact(own)
    return name != own and 0 < len(name.split()) <= _WORDS_OF_NAME


def _is_beside_fact(text: SourceText, head: Head, labels: Collection[str]) -> bool:
    """Tell whether right above or below a head there is a fact, whose label is none of `labels`."""
    return any(
        not text.is_blank(place)
        and is_fact_line(text.line(place))
        and key_of(at_colon(text.line(place))[0]) not in labels
        for place in (head.first - 1, head.last + 1)
    )


def are_factual(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether hardly a sentence ends in the lines of labels: they are facts about the talk.

    Nor between most of them; or there, and nowhere else, is all that is said.
    """
    if sum(is_factual(text, head) for head in heads) < _NEARLY_ALL * len(heads):
        return False
    between = [text.source.text[head.body : after.start] for head, after in pairwise(heads)]
    said = [
        sum(line.rstrip().endswith(SENTENCE_ENDS) for line in words.split("\n"))
        for words in between
    ]
    return sum(map(bool, said)) < len(between) / 2 or sum(said) > len(heads)


def are_labels_of_face_sheets(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether nearly all labels head interviews, each the same facts: place, name, occupation.

    They stand below each other with a few words behind, in the same order each time. What is said
    has no label, or that of the last one below two facts and more, none of them a role or a code.
    """
    named = places_of(heads)
    unnamed = [place for place in text.spoken if place > heads[0].first and place not in named]
    runs: list[dict[str, Head]] = []
    above = -1
    for head in heads:
        key, before = key_of(head.label), bisect_left(unnamed, head.first)
        if before > above or key in runs[-1]:
            runs.append({})
        runs[-1][key], above = head, before
    is_below = len(unnamed) >= len(heads)
    if not is_below and max(map(len, runs)) <= _TWO:
        return False
    sheets: Counter[tuple[str, ...]] = Counter()
    talks = 0
    for run in runs:
        *facts, last = run.values()
        if facts and all(
            is_factual(text, head) and "?" not in text.said_in(head) for head in facts
        ):
            sheets[(*run,)] += 1
            talks += is_speech(text.source, last)
    if not sheets:
        return False
    usual, times = sheets.most_common(1)[0]
    are_coded = any(style(label) in ("role", "code") for label in usual)
    if 2 * talks > times:
        is_below = len(usual) > _TWO and not are_coded
    return is_below and times > 1 and times * len(usual) >= _MOSTLY * len(heads)


def is_factual(text: SourceText, head: Head) -> bool:
    """Tell whether a few words stand behind a label on its line, and are no sentence."""
    return not (text.is_bare(head) or is_speech(text.source, head) or _is_full(text, head))


def is_speech(source: Source, head: Head) -> bool:
    """Tell whether what stands behind a label is said, by its form: a sentence, or many words.

    Or it has f4's time behind it. A fact about the interview is neither: `Datum: 3. mai`, nor is a
    list that ends in a bracket.
    """
    end = source.paragraphs[head.last].end
    if end - head.body > _LONGEST_FACT:
        return True
    value = source.text[head.body : end].rstrip().rstrip("*_")
    return (
        value.endswith(ENDS)
        or (ends_sentence(value) and not enumerates(value))
        or end_stamp(value) is not None
        or words_seen(value) > _WORDS_OF_SPEECH
    )
