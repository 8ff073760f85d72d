"""Which labels of a convention are speakers, and which convention a file follows.

Repetition and alternation decide: the labels of an interview come back, those of a cover page and
the words before a colon in a sentence do not.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from kodeverk.analysis.recognition.candidates import Candidate
from kodeverk.analysis.recognition.conventions import (
    HEADS,
    SIGNS,
    Head,
    with_colons_behind,
    with_times_behind,
)
from kodeverk.analysis.recognition.facts import (
    are_face_sheets,
    facts_of_interviews,
    is_fact_beside,
    is_factual,
    is_speech,
    lists_of_persons,
    printed_again,
)
from kodeverk.analysis.recognition.labels import (
    ANSWER_WORDS,
    CLOSING_QUOTES,
    OPENING_QUOTES,
    has_case,
    is_backchannel,
    is_event,
    is_fact,
    is_initials,
    is_notice,
    is_phrase,
    is_remark,
    key_of,
    style,
)
from kodeverk.analysis.recognition.layouts import LAYOUTS
from kodeverk.analysis.recognition.legend import legend, with_short_forms
from kodeverk.analysis.recognition.legend_entries import rejoined
from kodeverk.analysis.recognition.marks import signs_around, with_usual_marks
from kodeverk.analysis.recognition.numbers import begins_entry
from kodeverk.analysis.recognition.question_labels import (
    are_of_questions,
    as_one_who_asks,
    count_entries,
    number_questions,
    without_running_numbers,
)
from kodeverk.analysis.recognition.questions import is_marked_heading
from kodeverk.analysis.recognition.roles import guess_role
from kodeverk.analysis.recognition.scores import OFFERED, PRIORS, score_of
from kodeverk.analysis.recognition.source_text import SourceText
from kodeverk.analysis.recognition.speakers import (
    beginnings_of,
    first_word_speakers,
    is_a_noun,
    is_in_full,
    speakers_among,
)
from kodeverk.analysis.recognition.testimony import examinations, with_testimony
from kodeverk.analysis.recognition.times import only_a_time
from kodeverk.model.columns import IN_DOCUMENTS
from kodeverk.model.text import seen

_WITH_TIMES = ("name and time", "time and name")
_COLON = "name: text"
_NEARLY_ALL = 0.9
_FEWEST = 3
_FEWEST_LETTERS = 4
_MORE = 1.2
_ABOUT_AS_WELL = 0.1
_FAR_MORE = 4
_LIKELY = 0.6
_ENOUGH_TO_SEE = 60
_WITH_SIGNS = ("name: text", "name; text", "name - text", "name<TAB>text")
_MORE_LABELS = 2
_BRACKET_AND_COLON = ("]:", "):")
_MOST_IN_FORM = 0.6
_BRACKETED = re.compile(
    r"[\[(<{【〔［（]\s?([^\[\](){}<>【】〔〕［］（）\n]{1,80}?)\s?[\])>}】〕］）]"
)
_LISTED = re.compile(r"[,;|/،]")
_COMMA = re.compile(r"[^\W\d_], [^\W\d_]")
_PAUSE = re.compile(r"\s[-–—]\s")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_KEPT = 4096
_MOST_LABELS = 1000
_MOST_SPEAKERS = 200
_MOST_IN_A_TABLE = 40
_MOST_NUMBERS = 12
_MOST_ONCE = 12
"""With more labels, numbers as labels, or labels that occur once, it is a list and no talk."""


def best(text: SourceText, conventions: Collection[str]) -> Candidate:
    """Return how the file follows the best fitting of `conventions`.

    Of two that fit about as well it is the one with far more turns, as of two with the same
    speakers, where times stand in some labels only, the one that has all of the other's.
    """
    leading = Candidate("", (), 0.0)
    for convention, most in PRIORS.items():
        # No other can have far more turns than there are lines.
        may_be_more = _FAR_MORE * len(leading.heads) < len(text.spoken)
        # Times may stand above some of many labels alone.
        is_part = leading.convention in _WITH_TIMES and (may_be_more or convention == _COLON)
        if leading.score >= most + _ABOUT_AS_WELL * may_be_more and not is_part:
            break
        if convention in conventions:
            candidate = weigh(text, convention)
            is_better = candidate.score > leading.score or _says_more(candidate, leading)
            if is_better or not leading.convention:
                leading = candidate
    return leading


def _says_more(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether a candidate has far more turns than another and fits about as well.

    Or it is likely and has all of the other's labels, which so are some of many, or of those of
    the same speakers.
    """
    places, of_other = ({head.last for head in each.heads} for each in (candidate, other))
    are_far_more = len(places) > _FAR_MORE * len(of_other)
    is_about_as_good = candidate.score > max(0.0, other.score - _ABOUT_AS_WELL)
    if are_far_more and is_about_as_good:
        return True
    speakers, speakers_of_other = (
        {key_of(head.label) for head in each.heads} for each in (candidate, other)
    )
    # Without a sign any line that begins with the same word has the form.
    are_same = candidate.convention == _COLON and speakers == speakers_of_other
    are_same = are_same and len(places) > len(of_other)
    # Times may stand above one speaker's labels alone.
    is_one_of_them = other.convention in _WITH_TIMES and len(speakers_of_other) == 1 < len(speakers)
    is_more = are_far_more or are_same or is_one_of_them
    return candidate.score > _LIKELY and places >= of_other and is_more


def weigh(text: SourceText, convention: str) -> Candidate:
    """Return how the file follows `convention` (a key of HEADS); worked out once a text."""
    candidate = text.weighed.get(convention)
    if candidate is None:
        read = text.without_pages
        if read is text:
            candidate = _weigh(text, convention)
        else:
            candidate = weigh(read, convention).placed(read.places)
        text.weighed[convention] = candidate
    return candidate


def _weigh(text: SourceText, convention: str) -> Candidate:
    if convention in SIGNS and not any(sign in text.source.text for sign in SIGNS[convention]):
        return Candidate(convention, (), 0.0)
    if convention in _WITH_TIMES and not text.may_have_times:
        return Candidate(convention, (), 0.0)
    layout = LAYOUTS.get(convention)
    followed = layout(text.source, text.spoken) if layout else _heads(text, convention)
    if convention == "voice":
        score = PRIORS[convention] if followed else 0.0
        return Candidate(convention, tuple(followed), score, stated=_stated(text, followed))
    named = examinations(text) if convention == _COLON else {}
    if not followed and not named:
        return Candidate(convention, (), 0.0)
    followed = [head for head in followed if head.first not in named]
    few, many = _without_too_many(followed)
    counts = Counter(head.label for head in few)
    usual: dict[str, str] = {}
    for label, _ in counts.most_common():
        usual.setdefault(key_of(label), label)
    noted = _noted(text, few) if convention == "[name] text" else set()
    possible = [
        head
        for head in few
        if head.label not in noted
        and _may_be_label(text, convention, head, usual[key_of(head.label)], counts[head.label])
    ]
    possible = _without_quoted(text, _without_pauses(text, convention, possible))
    possible = as_one_who_asks(text, without_running_numbers(possible))
    possible = with_colons_behind(text.source, with_times_behind(text.source, possible))
    held = with_short_forms(head.label for head in possible)
    # Right below each other labels in full are a legend: nothing is said between them.
    in_full = {head.first for head in possible if head.label in held and text.is_bare(head)}
    possible = [
        head._replace(label=held[head.label][0]) if head.label in held else head
        for head in possible
        if head.first not in in_full or not in_full & {head.first - 1, head.first + 1}
    ]
    # What asks and what answers is told by its form already.
    marked = possible if convention == "question and answer" else with_usual_marks(text, possible)
    begin: set[int] = set()
    if convention == "first word":
        # `Se` at the head of a sentence is no `SE`.
        codes = {key_of(label) for label, count in counts.items() if label.isupper() and count > 1}
        begin = {head.first for head in beginnings_of(text, followed)}
        marked = [
            head
            for head in marked
            if head.first in begin
            and (head.label.isupper() or not (head.label.istitle() and key_of(head.label) in codes))
        ]
        speakers = first_word_speakers(text, marked)
    else:
        told = lists_of_persons(text, marked) | facts_of_interviews(text, marked)
        told |= printed_again(text, marked)
        marked, possible = (
            [head for head in each if key_of(head.label) not in told] for each in (marked, possible)
        )
        speakers = speakers_among(text, convention, marked)
    heads = _without_cover(text, [head for head in marked if key_of(head.label) in speakers])
    heads = _without_lists_again(text, heads)
    others = [head for head in possible if key_of(head.label) not in speakers]
    if convention == _COLON:
        heads = with_testimony(text, heads, named)
    score = 0.0
    if heads and (convention in LAYOUTS or not _are_no_labels(text, convention, heads, others)):
        most = OFFERED if _count_or_head(text, convention, heads) else PRIORS[convention]
        score = min(most, score_of(text, convention, heads, [*others, *many], len(begin)))
    doubted = sorted(
        (*_doubted(text, convention, heads, others), *many, *_remarks(text, few)),
        key=lambda head: head.start,
    )
    unnamed = tuple(head for head in followed if not head.label)
    stated = {label: words for label, words in held.values() if guess_role(words) != "unknown"}
    stated = _stated(text, heads) | stated
    return Candidate(convention, heads, score, tuple(doubted), unnamed, stated)


def _stated(text: SourceText, heads: Sequence[Head]) -> dict[str, str]:
    """Return who labels are, as the file says above the talk or behind it."""
    if not heads:
        return {}
    lines = rejoined(map(text.line, text.may_be_legend(heads[0].first)))
    return legend(lines, {head.label for head in heads if head.label})


def _without_cover(text: SourceText, heads: list[Head]) -> tuple[Head, ...]:
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


def _without_pauses(text: SourceText, convention: str, heads: list[Head]) -> list[Head]:
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
        and not (_COMMA.search(head.label) and _goes_on_small(text, head))
    ]
    if not often:
        return heads
    looks = {(style(head.label), has_case(head.label)) for head in often}
    rare = {head for head in heads if (style(head.label), has_case(head.label)) not in looks} - {
        *often
    }
    are_small = not any(_goes_on_small(text, head) for head in often)
    pauses = len(_PAUSE.findall(text.source.text)) - len(heads)
    are_paused = pauses > _FAR_MORE * len(rare)
    return [
        head
        for head in heads
        if head not in rare
        or not (
            (are_small and _goes_on_small(text, head)) or (are_paused and not has_case(head.label))
        )
    ]


def _goes_on_small(text: SourceText, head: Head) -> bool:
    return text.source.text[head.body : head.body + 1].islower()


def _noted(text: SourceText, heads: Sequence[Head]) -> set[str]:
    """Return what is in brackets and is a note of what happened: `[ler]`.

    It also stands within lines; or never in the brackets, or alone on its line, as most labels do;
    or it is several words in small letters without a time, as most labels are not. Or it is what
    marks a part of the text, and stands once: `<part1>words`.
    """
    counts = Counter(head.label for head in heads)
    # A legend has the labels in brackets, too.
    talk = next((head.start for head in heads if head.first >= text.cover), 0)
    within = Counter(seen(words).strip() for words in _BRACKETED.findall(text.source.text, talk))
    forms = Counter((signs_around(text, head), text.is_bare(head)) for head in heads)
    usual, count = forms.most_common(1)[0] if heads else (None, 0)
    as_most = {
        head.label
        for head in heads
        if count < _MOST_IN_FORM * len(heads)
        or (signs_around(text, head), text.is_bare(head)) == usual
    }
    are_small = 2 * sum(head.label.islower() for head in heads) > len(heads)
    timed = {
        head.label
        for head in heads
        if head.label.islower() and only_a_time(text.said_in(head)) is not None
    }
    capitalised = {key_of(label) for label in counts if not label.islower()}
    return {
        label
        for label in counts
        if style(label) != "role"
        and (
            label not in as_most
            or within[label] > _MORE * counts[label]
            or (
                " " in label
                and label.islower()
                and label not in timed
                and key_of(label) not in capitalised
                and not are_small
            )
        )
    } | {head.label for head in heads if counts[head.label] == 1 and _is_element(text, head)}


def _is_element(text: SourceText, head: Head) -> bool:
    """Tell whether words stand right behind a label, as those of an element do: `<part1>words`."""
    return head.end == head.body < text.source.paragraphs[head.last].end


def _may_be_label(text: SourceText, convention: str, head: Head, usual: str, count: int) -> bool:
    """Tell whether a label behind the cover page may be a speaker's.

    It stands there `count` times, and is mostly spelled as `usual`.
    """
    if not head.label or head.first < text.cover or head.first in text.about_the_talk:
        return False
    # `Han` and `hun` may be who answers, if they come back.
    is_pronoun = convention == "name: text" and count >= _FEWEST and head.label.isalpha()
    # `Dato` is a name, too, where sentences stand behind it again and again, and `NB` beside times.
    is_timed = convention in _WITH_TIMES and is_initials(usual)
    are_sentences = count >= _FEWEST and is_fact(usual) and is_speech(text.source, head)
    speaks = is_timed or are_sentences
    if _is_no_name(usual) and not speaks and not (is_pronoun and is_backchannel(head.label)):
        return False
    cells = text.line(head.first).split("\t") if convention == "name<TAB>text" else []
    return not (cells and IN_DOCUMENTS.is_header(cells))


def _are_no_labels(
    text: SourceText, convention: str, heads: Sequence[Head], others: Sequence[Head]
) -> bool:
    """Tell whether what comes back counts questions, lists something, or is a part of labels."""
    return (
        (convention == "first word" and _are_before_colons(text, heads))
        or (convention == "first word" and _are_alone(text, heads))
        or (convention == "first word" and are_of_questions(heads, _asked_and_answered(text)))
        or _are_answers(text, heads)
        or _stand_below_words(text, heads)
        or number_questions(
            text, convention, sorted((*heads, *others), key=lambda head: head.start)
        )
        or _is_a_list(text, convention, heads)
        or (convention == "name<TAB>text" and _are_first_words(text, heads))
        or (convention == "name<TAB>text" and _are_in_few_rows(text, heads))
        or (convention == "[name] text" and _are_notes(text, heads))
    )


def _count_or_head(text: SourceText, convention: str, heads: Sequence[Head]) -> bool:
    """Tell whether labels count entries, or are facts at the head of each of several interviews."""
    if convention in LAYOUTS:
        return False
    is_table = convention == "name<TAB>text"
    return are_face_sheets(text, heads) or (not is_table and count_entries(text, heads))


def _doubted(
    text: SourceText, convention: str, heads: Sequence[Head], others: Sequence[Head]
) -> list[Head]:
    """Return those of the `others` that look like the labels of `heads`: perhaps they are some."""
    if not heads:
        return [*others]
    forms = {signs_around(text, head) for head in heads}
    spoken = Counter(head.label for head in heads)
    looks = {(head.bold, text.is_bare(head)) for head in heads}
    are_apart = sum(text.stands_apart(head.first) for head in heads) > _NEARLY_ALL * len(heads)
    most_spaces = 1 if convention == "name: text" else 0
    are_small = any(head.label[0].islower() for head in heads)
    are_timed = all(head.milliseconds is not None for head in heads) and not text.has_cues
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
        and not is_fact_beside(text, heads, head)
        and not _leads_to_list(text, head)
    ]
    counts = Counter(key_of(head.label) for head in alike if head.start > heads[0].start)
    # Who pauses at dashes all along also does behind the first word of a sentence.
    are_pauses = convention == "name - text" and (
        len(_PAUSE.findall(text.source.text)) - len(heads) - len(alike) > _FAR_MORE * len(alike)
    )

    def begins_sentence(head: Head) -> bool:
        # Two words that are not bold or alone on their line, as labels are, need be no label.
        is_alike = (head.bold, text.is_bare(head)) in looks
        is_paused = are_pauses and is_a_noun(text, head.label, len(alike))
        if head in timed or _names_two(head.label, spoken):
            return False
        return is_paused or is_phrase(head.label, most_spaces if is_alike else 0)

    return [head for head in alike if counts[key_of(head.label)] > 1 or not begins_sentence(head)]


def _leads_to_list(text: SourceText, head: Head) -> bool:
    """Tell whether a head is several words alone on their line, an entry of a list below them."""
    if not (text.is_bare(head) and style(head.label) == "plain" and " " in head.label):
        return False
    number = bisect_right(text.spoken, head.last)
    return number < len(text.spoken) and begins_entry(text.source, text.spoken[number])


def _without_lists_again(text: SourceText, heads: tuple[Head, ...]) -> tuple[Head, ...]:
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


def _without_quoted(text: SourceText, heads: list[Head]) -> list[Head]:
    """Return the heads without words behind which others are quoted: `They told me: "…"`.

    They are two at least, the last in small letters, and always before a quote, as no label is; or
    any words but a role's or a code that always stand before a quote and nothing else. Nobody
    quotes a time.
    """
    quoted = {head for head in heads if text.source.text.startswith(OPENING_QUOTES, head.body)}
    if not quoted or 2 * len(quoted) > len(heads):
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


def _is_quotation(text: SourceText, head: Head) -> bool:
    """Tell whether all that stands behind a label on its line is one quotation, or begins one."""
    said = text.said_in(head).rstrip(" .")
    closed = sum(map(said.count, CLOSING_QUOTES))
    return said.endswith(CLOSING_QUOTES) or (text.is_wrapped and closed <= 1)


def _names_two(words: str, labels: Iterable[str]) -> bool:
    """Tell whether words begin as two of the labels do: `Teachers and pupils` of `Teacher`."""
    known = [label.casefold() for label in labels if len(label) >= _FEWEST_LETTERS]
    return sum(f" {each}" in f" {words.casefold()}" for each in known) > 1


def _remarks(text: SourceText, heads: Sequence[Head]) -> list[Head]:
    """Return the heads of what opens a remark, where sentences stand behind it again and again."""
    opening = [head for head in heads if is_remark(head.label) and is_speech(text.source, head)]
    counts = Counter(key_of(head.label) for head in opening)
    return [head for head in opening if counts[key_of(head.label)] >= _FEWEST]


def _heads(text: SourceText, convention: str) -> list[Head]:
    """Return the heads of paragraphs, none of which begins within the one before."""
    head_of, source = HEADS[convention], text.source
    heads: list[Head] = []
    behind = 0
    for place in text.spoken:
        if place >= behind and (head := head_of(source, place)) is not None:
            heads.append(head)
            behind = head.last + 1
    return heads


def _without_too_many(heads: list[Head]) -> tuple[list[Head], list[Head]]:
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


def _are_before_colons(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether most lines of `heads` begin with more words and a colon, or another sign.

    What stands before a slash, as transcribers write for a pause, comes back if it is a label.
    """
    few = heads[:_ENOUGH_TO_SEE]
    for convention in _WITH_SIGNS:
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


def _are_alone(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether most lines of `heads` are a longer label, alone or with a time, words below."""
    for convention in ("name on a line", *_WITH_TIMES):
        alone = weigh(text, convention)
        longer = {head.last for head in alone.heads if " " in head.label} if alone.score else set()
        if sum(head.first in longer for head in heads) > len(heads) / 2:
            return True
    return False


def _asked_and_answered(text: SourceText) -> Sequence[Head]:
    return weigh(text, "question and answer").heads


def other_labels(text: SourceText, convention: str, heads: Sequence[Head]) -> list[Head]:
    """Return the roles and names in capitals before a colon among `heads` of another convention.

    Among those before a colon they are in brackets: `(UNKNOWN): words`.
    """
    other = _COLON if convention != _COLON else "[name] text"
    if convention == _COLON and not any(sign in text.source.text for sign in _BRACKET_AND_COLON):
        return []
    known = {place for head in heads for place in range(head.first, head.last + 1)}
    candidate = weigh(text, other)
    return [
        head
        for head in sorted((*candidate.heads, *candidate.doubted), key=lambda head: head.start)
        if head.first > heads[0].first
        and head.first not in known
        and style(head.label) in ("capitals", "role")
        and not {":", "："}.isdisjoint(text.source.text[head.start : head.end])
    ]


def _is_a_list(text: SourceText, convention: str, heads: Sequence[Head]) -> bool:
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


def _are_first_words(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether labels have spaces behind them, and are the first words of nearly all lines."""
    tabs = sum("\t" in text.source.text[head.start : head.body] for head in heads)
    if tabs >= len(heads) / 2:
        return False
    first_words = weigh(text, "first word")
    return first_words.score > 0 and len(first_words.heads) > _MORE * len(heads)


def _are_in_few_rows(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether labels stand in tables most rows of which have other words there: heads."""
    rows = [place for place in text.spoken if text.source.paragraphs[place].row]
    filled = sum(not text.line(place).startswith("\t") for place in rows)
    labelled = sum(text.source.paragraphs[head.first].row for head in heads)
    return labelled >= _NEARLY_ALL * len(heads) and labelled < filled / 2


def _are_notes(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether what stands alone in brackets notes what happened: labels are far more."""
    if not all(map(text.is_bare, heads)) or any(style(head.label) == "role" for head in heads):
        return False
    others = (weigh(text, name) for name in (*_WITH_SIGNS, "question and answer"))
    return any(other.score and len(other.heads) > _MORE_LABELS * len(heads) for other in others)


def _stand_below_words(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether all labels stand right below words and apart from those below: they end them."""
    return all(
        not text.is_blank(head.first - 1) and text.is_bare(head) and text.is_blank(head.last + 1)
        for head in heads
    )


def _are_answers(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether the only label is `Answer`, below questions told by a number or by bold.

    It may be `Answer/notes`.
    """
    labels = {head.label.casefold().partition("/")[0] for head in heads}
    return labels <= ANSWER_WORDS and bool(_asked_and_answered(text))


@lru_cache(maxsize=_KEPT)
def _is_no_name(label: str) -> bool:
    if is_fact(label) or is_remark(label) or is_event(label) or is_notice(label):
        return True
    return is_backchannel(label) and not is_initials(label)
