"""Which labels of a convention are speakers, and which convention a file follows.

Repetition and alternation decide: the labels of an interview come back, those of a cover page and
the words before a colon in a sentence do not.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.candidates import Candidate
from kodeverk.analysis.recognition.conventions.head_times import (
    with_colons_behind,
    with_times_behind,
)
from kodeverk.analysis.recognition.conventions.heads import HEADS, SIGNS, Head, places_of
from kodeverk.analysis.recognition.conventions.layouts import LAYOUTS
from kodeverk.analysis.recognition.evidence.facts import (
    are_labels_of_face_sheets,
    facts_of_interviews,
    is_speech,
    lists_of_persons,
    printed_again,
)
from kodeverk.analysis.recognition.evidence.marks import with_usual_marks
from kodeverk.analysis.recognition.evidence.possible_labels import (
    clauses,
    doubted_heads,
    may_be_label,
    noted_in_brackets,
    remark_heads,
    without_cover,
    without_lists_again,
    without_pauses,
    without_quoted,
    without_too_many,
)
from kodeverk.analysis.recognition.evidence.question_labels import (
    are_of_questions,
    as_one_who_asks,
    count_entries,
    lettered_entries,
    number_questions,
    without_running_numbers,
)
from kodeverk.analysis.recognition.evidence.scores import OFFERED, PRIORS, WITH_TIMES, score_of
from kodeverk.analysis.recognition.evidence.speakers import (
    beginnings_of,
    first_word_speakers,
    speakers_among,
)
from kodeverk.analysis.recognition.evidence.testimony import (
    asked_and_answered,
    examinations,
    with_testimony,
)
from kodeverk.analysis.recognition.forms.labels import ANSWER_WORDS, key_of, style
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.text.legend import legend, with_short_forms
from kodeverk.analysis.recognition.text.legend_entries import rejoined
from kodeverk.analysis.recognition.text.source_text import SourceText

_COLON = "name: text"
_NEARLY_ALL = 0.9
_MORE = 1.2
_ABOUT_AS_WELL = 0.1
_FAR_MORE = 4
_LIKELY = 0.6
_ENOUGH_TO_SEE = 60
_WITH_SIGNS = ("name: text", "name; text", "name - text", "name<TAB>text")
_MORE_LABELS = 2
_BRACKET_AND_COLON = ("]:", "):")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
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
        may_be_more = _FAR_MORE * len(leading.heads) <= len(text.spoken)
        # Times may stand above some of many labels alone.
        is_part = leading.convention in WITH_TIMES and (may_be_more or convention == _COLON)
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
    are_far_more = len(places) >= _FAR_MORE * len(of_other)
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
    is_one_of_them = other.convention in WITH_TIMES and len(speakers_of_other) == 1 < len(speakers)
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
    if convention in WITH_TIMES and not text.may_have_times:
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
    few, many = without_too_many(followed)
    counts = Counter(head.label for head in few)
    usual: dict[str, str] = {}
    for label, _ in counts.most_common():
        usual.setdefault(key_of(label), label)
    noted = noted_in_brackets(text, few) if convention == "[name] text" else set()
    possible = [
        head
        for head in few
        if head.label not in noted
        and may_be_label(text, convention, head, usual[key_of(head.label)], counts[head.label])
    ]
    letters = asked_and_answered(text) if convention == _COLON else {}
    possible = without_quoted(
        text, convention, without_pauses(text, convention, possible), len(letters)
    )
    entries = [] if layout else lettered_entries(text, possible)
    possible = [head for head in possible if head not in entries] if entries else possible
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
    heads = without_cover(text, [head for head in marked if key_of(head.label) in speakers])
    heads = without_lists_again(text, heads)
    others = [head for head in possible if key_of(head.label) not in speakers]
    if convention == _COLON:
        heads = with_testimony(text, heads, named, letters)
    score = 0.0
    if heads and (convention in LAYOUTS or not _are_no_labels(text, convention, heads, others)):
        most = OFFERED if _count_or_head(text, convention, heads) else PRIORS[convention]
        score = min(most, score_of(text, convention, heads, [*others, *many], len(begin)))
    # What is said behind each letter may be said by several.
    may_be_said = (head for head in entries if is_speech(text.source, head))
    doubted = sorted(
        (
            *doubted_heads(text, convention, heads, others),
            *many,
            *remark_heads(text, few),
            *may_be_said,
        ),
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
    is_table = convention in LAYOUTS or convention == "name<TAB>text"
    return are_labels_of_face_sheets(text, heads) or (not is_table and count_entries(text, heads))


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
    for convention in ("name on a line", *WITH_TIMES):
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
    written = text.source.text
    # One sign is looked for in far less time than two.
    if convention == _COLON and not any(
        sign[0] in written and sign in written for sign in _BRACKET_AND_COLON
    ):
        return []
    known = places_of(heads)
    candidate = weigh(text, other)
    others = {*candidate.heads, *candidate.doubted}
    return [
        head
        for head in sorted(others - clauses(text, heads, others), key=lambda head: head.start)
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
    """Tell whether labels stand in tables most rows of which have other words there: heads.

    A table above the first label may hold facts.
    """
    talk = text.spoken[bisect_left(text.spoken, heads[0].first) :]
    rows = [place for place in talk if text.source.paragraphs[place].row]
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
