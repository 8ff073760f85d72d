"""Which heads of a convention may be speakers', by what they and the text around show."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.evidence.facts import is_factual, is_speech
from kodeverk.analysis.recognition.evidence.marks import signs_around
from kodeverk.analysis.recognition.evidence.scores import WITH_TIMES
from kodeverk.analysis.recognition.forms.labels import (
    is_backchannel,
    is_clause,
    is_event,
    is_initials,
    is_remark,
    key_of,
    names_fact,
    style,
)
from kodeverk.analysis.recognition.forms.notes import is_notice
from kodeverk.analysis.recognition.forms.paragraph_forms import is_marked_heading
from kodeverk.analysis.recognition.forms.signs import (
    CLOSING_QUOTES,
    OPENING_QUOTES,
    has_case,
    numbers_alike,
)
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.columns import IN_DOCUMENTS
from kodeverk.model.text import seen

_NEARLY_ALL = 0.9
_FEWEST = 3
_SELDOM = 0.2
_FEWEST_COUNTED = 3
_MORE = 1.2
_FAR_MORE = 4
_MOST_IN_FORM = 0.6
_BRACKETED = re.compile(
    r"[\[(<{【〔［（]\s?([^\[\](){}<>【】〔〕［］（）\n]{1,80}?)\s?[\])>}】〕］）]"
)
_LISTED = re.compile(r"[,;|/،]")
_COMMA = re.compile(r"[^\W\d_], [^\W\d_]")
_PAUSE = re.compile(r"\s[-–—]\s")
_KEPT = 4096
_MOST_LABELS = 1000


def without_cover(text: SourceText, heads: list[Head]) -> tuple[Head, ...]:
    """Return the heads without the first ones that nothing is said behind: a list of speakers.

    Nor is the first one that has the labels themselves behind it: `Participants: Anna, Ida`.
    Nor is the first one of the talk that has a blank line below it, as no other has: a name on the
    cover. Nor are titles, or what a section parts off.
    """
    silent = takewhile(
        lambda pair: not text.source.text[pair[0].body : pair[1].start].strip(), pairwise(heads)
    )
    talk = heads[sum(1 for _ in silent) :]
    if talk and _lists(text, talk[0], {key_of(head.label) for head in talk[1:]}):
        talk = talk[1:]
    talk = talk[_titles(text, talk) :]
    talk = talk[_is_parted_off(text, talk) :]
    above_blank = [text.is_bare(head) and text.is_blank(head.last + 1) for head in talk]
    is_on_cover = len(talk) > _FEWEST and above_blank[0] and not any(above_blank[1:])
    return tuple(talk[1:] if is_on_cover and all(map(text.is_bare, talk)) else talk)


def _is_parted_off(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether the first head stands above a heading, in another spelling and form.

    `KARI NORD: An interview by Ola Lie` says what the file is, where `Kari Nord:` stands alone.
    """
    if len(heads) < 2 * _FEWEST or text.is_bare(heads[0]):
        return False
    first, *others = heads
    alone = sum(map(text.is_bare, others))
    is_unlike = alone >= _NEARLY_ALL * len(others) and all(
        head.label != first.label for head in others
    )
    between = range(first.last + 1, others[0].first)
    return is_unlike and any(is_marked_heading(text.source, place) for place in between)


def _titles(text: SourceText, heads: Sequence[Head]) -> int:
    """Return how many heads are titles: the first ones, of a label that then never comes back.

    No sentence stands behind it.
    """
    first = [*takewhile(lambda head: key_of(head.label) == key_of(heads[0].label), heads)]
    rest = heads[len(first) :]
    comes_back = any(key_of(head.label) == key_of(heads[0].label) for head in rest)
    are_titles = len(first) > 1 and all(is_factual(text, head) for head in first)
    return len(first) if are_titles and not comes_back and len(rest) > _FEWEST else 0


def _lists(text: SourceText, head: Head, labels: Collection[str]) -> bool:
    """Tell whether there is nothing behind a head but several labels, by their keys."""
    listed = _LISTED.split(text.said_in(head))
    return len(listed) > 1 and all(key_of(one.strip(" .")) in labels for one in listed)


def without_pauses(text: SourceText, convention: str, heads: list[Head]) -> list[Head]:
    """Return the heads without rare words before a dash behind which a sentence goes on.

    They look like no label that comes back, and behind them are small letters, as behind none of
    these; or their script has no capitals, and far more dashes stand within what is said. Words
    with a comma in them may come back, too.
    """
    if convention != "name - text":
        return heads
    counts = Counter(key_of(head.label) for head in heads)
    often = [
        head
        for head in heads
        if counts[key_of(head.label)] >= _FEWEST
        and not (_COMMA.search(head.label) and text.begins_small(head))
    ]
    if not often:
        return heads
    looks = {(style(head.label), has_case(head.label)) for head in often}
    rare = {head for head in heads if (style(head.label), has_case(head.label)) not in looks} - {
        *often
    }
    are_small = not any(text.begins_small(head) for head in often)
    are_paused = has_more_pauses(text, len(heads), len(rare))
    return [
        head
        for head in heads
        if head not in rare
        or not (
            (are_small and text.begins_small(head)) or (are_paused and not has_case(head.label))
        )
    ]


def has_more_pauses(text: SourceText, labels: int, rare: int) -> bool:
    """Tell whether far more dashes than `rare` ones are none behind `labels`: pauses, all along."""
    return len(_PAUSE.findall(text.source.text)) - labels > _FAR_MORE * rare


def noted_in_brackets(text: SourceText, heads: Sequence[Head]) -> set[str]:
    """Return what is in brackets and is a note of what happened: `[ler]`.

    It also stands within lines; or never in the brackets, or alone on its line, as most labels do;
    or it is in small letters without a time, as most labels are not: several words, or one between
    two others each time, who so take turns. Or it is what marks a part of the text, and stands
    once: `<part1>words`; or several count, `[Tape 2, side A]`.
    """
    counts = Counter(head.label for head in heads)
    # A legend has the labels in brackets, too, and so has that of another interview.
    talk = next((head.start for head in heads if head.first >= text.cover), 0)
    within = Counter(seen(words).strip() for words in _BRACKETED.findall(text.source.text, talk))
    sheets = "\n".join(text.line(at) for at in text.face_sheets if at >= text.cover)
    within -= Counter(seen(words).strip() for words in _BRACKETED.findall(sheets))
    as_most = _written_as_most(text, heads)
    small = {label for label in counts if label == label.lower()}
    are_small = 2 * sum(counts[label] for label in small) > len(heads)
    timed = {
        head.label
        for head in heads
        if head.label in small and only_a_time(text.said_in(head)) is not None
    }
    capitalised = {key_of(label) for label in counts.keys() - small}
    triples = zip(heads, heads[1:], heads[2:], strict=False)
    beside_one = {head.label for above, head, below in triples if above.label == below.label}
    alike = Counter(map(_key, counts))
    counting = {form for form, times in alike.items() if form and times >= _FEWEST_COUNTED}
    return {
        label
        for label in counts
        if style(label) != "role"
        and (
            label not in as_most
            or within[label] > _MORE * counts[label]
            or (
                (" " in label or (label.isalpha() and label not in beside_one))
                and label in small
                and label not in timed
                and key_of(label) not in capitalised
                and not are_small
            )
        )
    } | {
        head.label
        for head in heads
        if counts[head.label] == 1
        and (
            _is_element(text, head)
            or (_key(head.label) in counting and style(head.label) != "role")
        )
    }


def _written_as_most(text: SourceText, heads: Sequence[Head]) -> set[str]:
    """Return the labels that once at least have the signs and the place on a line of most.

    All are, where no form is that of most.
    """
    forms = [(signs_around(text, head), text.is_bare(head)) for head in heads]
    usual, count = Counter(forms).most_common(1)[0] if heads else (None, 0)
    are_any = count < _MOST_IN_FORM * len(heads)
    return {head.label for head, form in zip(heads, forms, strict=True) if are_any or form == usual}


def _key(label: str) -> str:
    """Return a label of several words, its numbers as if they were all one; nothing of a word."""
    return numbers_alike(label) if label.count(" ") > 1 else ""


def _is_element(text: SourceText, head: Head) -> bool:
    """Tell whether words stand right behind a label, as those of an element do: `<part1>words`."""
    return head.end == head.body < text.source.paragraphs[head.last].end


def may_be_label(text: SourceText, convention: str, head: Head, usual: str, count: int) -> bool:
    """Tell whether a label behind the cover page may be a speaker's.

    It stands there `count` times, and is mostly spelled as `usual`.
    """
    if not head.label or head.first < text.cover or head.first in text.about_the_talk:
        return False
    # `Han` and `hun` may be who answers, if they come back.
    is_pronoun = convention == "name: text" and count >= _FEWEST and head.label.isalpha()
    # `Dato` is a name, too, where sentences stand behind it again and again, and `NB` beside times.
    is_timed = convention in WITH_TIMES and is_initials(usual)
    are_sentences = count >= _FEWEST and names_fact(usual) and is_speech(text.source, head)
    speaks = is_timed or are_sentences
    if _is_no_name(usual) and not speaks and not (is_pronoun and is_backchannel(head.label)):
        return False
    cells = text.line(head.first).split("\t") if convention == "name<TAB>text" else []
    return not (cells and IN_DOCUMENTS.is_header(cells))


def without_lists_again(text: SourceText, heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """Return the heads without lists of who takes part, as one stands above the talk too.

    They stand alone on their lines, right below each other, and nothing is said below them.
    """
    bare = [head for head in heads if text.is_bare(head)]
    if len(bare) < len(heads) or not heads:
        return heads
    front = {text.line(place) for place in text.spoken[: bisect_left(text.spoken, heads[0].first)]}
    listed: set[Head] = set()
    run: list[Head] = []
    for head, after in pairwise(heads):
        run.append(head)
        if after.first > head.last + 1:
            below = text.spoken[bisect_right(text.spoken, head.last)]
            silent = run if below == after.first else run[:-1]
            if len(silent) > 1 and text.line(silent[0].first) in front:
                listed.update(silent)
            run = []
    return tuple(head for head in heads if head not in listed)


def without_quoted(
    text: SourceText, convention: str, heads: list[Head], asked_and_answered: int
) -> list[Head]:
    """Return the heads without words behind which others are quoted: `They told me: "…"`.

    They are two at least, the last in small letters, and always before a quote, as no label is, or
    before a colon and small letters, as hardly any is; or any words but a role's or a code that
    always stand before a quote and nothing else. Nobody quotes a time. Where they are most labels,
    all that is said is in quotation marks, but for turns that are `asked_and_answered` otherwise.
    """
    quoted = {head for head in heads if text.source.text.startswith(OPENING_QUOTES, head.body)}
    if convention == "name: text":
        quoted |= clauses(text, heads, heads)
    # A sentence goes on in small letters on both sides of the colon.
    quoted |= {head for head in heads if head.label[:1].islower() and text.begins_small(head)}
    if not quoted or 2 * len(quoted) > len(heads) + asked_and_answered:
        return heads
    spoken = {key_of(head.label) for head in heads if head not in quoted}
    return [
        head
        for head in heads
        if head not in quoted
        or head.milliseconds is not None
        or key_of(head.label) in spoken
        or not (
            (" " in head.label and head.label.split()[-1].islower())
            or (style(head.label) in ("name", "plain") and _is_quotation(text, head))
        )
    ]


def clauses(text: SourceText, talk: Sequence[Head], heads: Iterable[Head]) -> set[Head]:
    """Return which of `heads` are words of a sentence that goes on behind them in a small letter.

    Hardly anything begins so behind the labels of a `talk`.
    """
    found = {head for head in heads if is_clause(head.label) and text.begins_small(head)}
    are_small = found and sum(map(text.begins_small, talk)) > _SELDOM * len(talk)
    return set() if are_small else found


def _is_quotation(text: SourceText, head: Head) -> bool:
    """Tell whether all that stands behind a label on its line is one quotation, or begins one."""
    said = text.said_in(head).rstrip(" .")
    closed = sum(map(said.count, CLOSING_QUOTES))
    return said.endswith(CLOSING_QUOTES) or (text.is_wrapped and closed <= 1)


def without_too_many(heads: list[Head]) -> tuple[list[Head], list[Head]]:
    """Return the heads that may be speakers', and those whose labels are far too many for that.

    Among very many labels only those that come back may be speakers, and not if they are still very
    many. Looking at each of them would take long.
    """
    if len(heads) <= _MOST_LABELS:
        return heads, []
    counts = Counter(head.label for head in heads)
    if len(counts) <= _MOST_LABELS:
        return heads, []
    again = {label for label, count in counts.items() if count > 1 or not label}
    if len(again) > _MOST_LABELS:
        return [], heads
    kept: list[Head] = []
    left: list[Head] = []
    for head in heads:
        (kept if head.label in again else left).append(head)
    return kept, left


@lru_cache(maxsize=_KEPT)
def _is_no_name(label: str) -> bool:
    if names_fact(label) or is_remark(label) or is_event(label) or is_notice(label):
        return True
    return is_backchannel(label) and not is_initials(label)
