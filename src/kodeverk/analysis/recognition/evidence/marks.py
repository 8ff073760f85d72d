"""What stands around labels: bold, lists, brackets, blank lines and times.

A mark that nearly all labels that speak share leaves out what never has it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import chain, compress, takewhile

from kodeverk.analysis.recognition.conventions.heads import Head, is_titled
from kodeverk.analysis.recognition.evidence.facts import is_factual, is_speech
from kodeverk.analysis.recognition.forms.fact_lines import is_fact_line
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.signs import at_colon
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.text import seen

_NEARLY_ALL = 0.9
_MOST_MARKED = 0.8
_ENOUGH_TURNS = 8
_FEWEST_QUESTIONS = 2
_KEPT = 4096


def signs_around(text: SourceText, head: Head) -> str:
    """Return the signs that stand around a label, but for emphasis: `[]`, `:`, `-`.

    A bracket within one is of who speaks: `<kari[m]> words`. A wide colon is the same as another.
    """
    return _signs(text.source.text[head.start : head.end], head.label)


@lru_cache(maxsize=_KEPT)
def _signs(written: str, label: str) -> str:
    rest = seen(written).replace(label, "", 1)
    signs = (sign for sign in rest if not (sign.isalnum() or sign.isspace() or sign in "*_"))
    return "".join(signs).replace("<[]>", "<>").replace("：", ":")


def with_usual_marks(text: SourceText, heads: list[Head]) -> list[Head]:
    """Leave out the labels that never look like nearly all others.

    They are bold, or none is, timed, in a list or in none, or stand below a blank line; before a
    full stop they have titles.
    """
    repeated = _repeated(heads)
    sample = [head for head in heads if key_of(head.label) in repeated]
    speaking = [head for head in sample if not is_factual(text, head)]
    if len(speaking) < len(sample) / 2:
        speaking = sample
    if not speaking:
        return heads
    for is_marked in _marks_of(text, speaking):
        if sum(map(is_marked, speaking)) >= _MOST_MARKED * len(speaking):
            asking = _asking_in_bold(text, heads) if is_marked is _is_plain else ()
            heads = _of_marked(heads, [*map(is_marked, heads)], asking)
    if len(speaking) >= _ENOUGH_TURNS:
        heads = _looking_as_most(text, heads, speaking, repeated)
    return _below_what_parts(text, heads, speaking)


def _looking_as_most(
    text: SourceText, heads: list[Head], speaking: Sequence[Head], repeated: Collection[str]
) -> list[Head]:
    """Return the heads that stand and are signed as most of those `speaking` once at least.

    `repeated` are the keys of the labels that come back.
    """
    for looks in (SourceText.is_bare, _has_words_below, signs_around):
        looking = [looks(text, head) for head in heads]
        of_speaking = looking if speaking == heads else [looks(text, head) for head in speaking]
        usual, count = Counter(of_speaking).most_common(1)[0]
        are_usual = [each == usual for each in looking]
        if all(are_usual):
            continue
        if count >= _MOST_MARKED * len(speaking):
            heads = _of_marked(heads, are_usual)
        if looks is signs_around and count >= _NEARLY_ALL * len(speaking):
            # Another spelling in another form is a word of the talk: `i.` among `I;`.
            spellings = {head.label for head in heads if signs_around(text, head) == usual}
            apart = sum(text.stands_apart(head.first) for head in speaking)
            are_not_apart = apart < _NEARLY_ALL * len(speaking)
            heads = [
                head
                for head in heads
                if signs_around(text, head) == usual
                or (
                    head.label in spellings
                    and (are_not_apart or text.stands_apart(head.first))
                    and not _is_on_sheet(text, head, repeated)
                )
            ]
    return heads


def _below_what_parts(text: SourceText, heads: list[Head], speaking: Sequence[Head]) -> list[Head]:
    """Return the heads below a blank line, or a time, once at least, where nearly all are.

    A title may stand right above the first turn, but no list of those who speak.
    """
    for is_above in (_stands_apart, _time_above):
        if sum(is_above(text, head) for head in speaking) < _NEARLY_ALL * len(speaking):
            continue
        are_marked = [is_above(text, head) for head in heads]
        first = heads[are_marked.index(True)].start
        begin = {head.first for head in heads}
        heads = [
            head
            for head in _of_marked(heads, are_marked)
            if head.start >= first
            or (
                _has_words_below(text, head)
                and not (text.is_bare(head) and head.last + 1 in begin)
                and not _is_among_facts(text, head)
            )
        ]
    return heads


def _marks_of(text: SourceText, heads: Sequence[Head]) -> Sequence[Callable[[Head], bool]]:
    """Return what labels may be marked by; before a full stop, `Mr. Nord.`, by their titles too."""
    marks = (_is_bold, _is_plain, _is_timed, _is_unlisted, _is_listed)
    stopped = sum(signs_around(text, head) == "." for head in heads)
    return (*marks, _is_titled) if stopped >= _MOST_MARKED * len(heads) else marks


def _of_marked(
    heads: list[Head], are_marked: Sequence[bool], asking: Collection[str] = ()
) -> list[Head]:
    """Return the heads whose label is marked at least once, or has its key among `asking`."""
    if all(are_marked):
        return heads
    marked = {key_of(head.label) for head in compress(heads, are_marked)}.union(asking)
    return [head for head in heads if key_of(head.label) in marked]


def _asking_in_bold(text: SourceText, heads: Sequence[Head]) -> set[str]:
    """Return the keys of labels that come back where all that is said behind them is bold too."""
    asking = Counter(
        key_of(head.label)
        for head in heads
        if head.bold and _is_wholly_bold(text, head) and is_speech(text.source, head)
    )
    return {key for key, count in asking.items() if count >= _FEWEST_QUESTIONS}


def _is_wholly_bold(text: SourceText, head: Head) -> bool:
    """Tell whether all that stands behind a label on its line is bold."""
    paragraph = text.source.paragraphs[head.last]
    is_marked = text.said_in(head).rstrip().endswith(("**", "__"))
    return paragraph.bold_to >= paragraph.end or is_marked


def _is_among_facts(text: SourceText, head: Head) -> bool:
    """Tell whether a head is a fact by its form, and right above or below it there is another."""
    beside = (head.first - 1, head.last + 1)
    return is_factual(text, head) and any(
        not text.is_blank(place) and is_fact_line(text.line(place)) for place in beside
    )


def _is_on_sheet(text: SourceText, head: Head, labels: Collection[str]) -> bool:
    """Tell whether a head is a fact right beside others, one of them of none of the `labels`."""
    above, below = range(head.first)[::-1], range(head.last + 1, len(text.source.paragraphs))
    beside = (takewhile(lambda at: is_fact_line(text.line(at)), each) for each in (above, below))
    keys = (key_of(at_colon(text.line(place))[0]) for place in chain(*beside))
    return is_factual(text, head) and any(key not in labels for key in keys)


def _stands_apart(text: SourceText, head: Head) -> bool:
    return text.stands_apart(head.first)


def _has_words_below(text: SourceText, head: Head) -> bool:
    """Tell whether words stand behind a label, or right below one alone on its line."""
    return not text.is_bare(head) or not text.is_blank(head.last + 1)


def _time_above(text: SourceText, head: Head) -> bool:
    above = head.first - 1
    return not text.is_blank(above) and only_a_time(text.line(above)) is not None


def _is_bold(head: Head) -> bool:
    return head.bold


def _is_plain(head: Head) -> bool:
    return not head.bold


def _is_timed(head: Head) -> bool:
    return head.milliseconds is not None


def _is_titled(head: Head) -> bool:
    return is_titled(head.label)


def _is_unlisted(head: Head) -> bool:
    return not head.listed


def _is_listed(head: Head) -> bool:
    return head.listed


def _repeated(heads: Sequence[Head]) -> set[str]:
    counts = Counter(key_of(head.label) for head in heads)
    return {key for key, count in counts.items() if count > 1}
