"""Which labels of a convention are speakers, and which convention a file follows.

Repetition and alternation decide: the labels of an interview come back, those of a cover page and
the words before a colon in a sentence do not.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from kodeverk.analysis.recognition.conventions.candidates import Candidate
from kodeverk.analysis.recognition.conventions.head_times import (
    with_colons_behind,
    with_times_behind,
    without_days,
)
from kodeverk.analysis.recognition.conventions.heads import HEADS, Head, places_of
from kodeverk.analysis.recognition.conventions.layouts import LAYOUTS, QUESTIONS
from kodeverk.analysis.recognition.conventions.patterns import SIGNS
from kodeverk.analysis.recognition.evidence.doubted_heads import doubted_heads, remark_heads
from kodeverk.analysis.recognition.evidence.facts import (
    are_labels_of_face_sheets,
    facts_of_interviews,
    is_speech,
    printed_again,
)
from kodeverk.analysis.recognition.evidence.first_words import (
    beginnings_of,
    first_word_speakers,
    marked_first_words,
)
from kodeverk.analysis.recognition.evidence.lists_of_persons import (
    lists_of_persons,
    without_legend,
)
from kodeverk.analysis.recognition.evidence.marks import with_usual_marks
from kodeverk.analysis.recognition.evidence.no_labels import (
    WITH_SIGNS,
    are_before_colons,
    are_in_few_rows,
    is_a_list,
    stand_below_words,
)
from kodeverk.analysis.recognition.evidence.possible_labels import (
    clauses,
    may_be_label,
    noted_in_brackets,
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
from kodeverk.analysis.recognition.evidence.speakers import speakers_among
from kodeverk.analysis.recognition.evidence.testimony import (
    asked_and_answered,
    examinations,
    with_testimony,
)
from kodeverk.analysis.recognition.forms.labels import ANSWER_WORDS, key_of, style
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.forms.signs import OPENING_QUOTES
from kodeverk.analysis.recognition.text.legend import legend, with_short_forms
from kodeverk.analysis.recognition.text.legend_entries import rejoined
from kodeverk.analysis.recognition.text.source_text import SourceText

_COLON = "name: text"
_MORE = 1.2
_ABOUT_AS_WELL = 0.1
_FAR_MORE = 4
_LIKELY = 0.6
_MORE_LABELS = 2
_BRACKET_AND_COLON = ("]:", "):")


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
            is_better = candidate.score > leading.score and not _says_more(leading, candidate)
            is_better = is_better or _says_more(candidate, leading)
            if is_better or not leading.convention:
                leading = candidate
    return leading


def _says_more(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether a candidate has far more turns than another and fits about as well.

    Or it is likely and has all of the other's labels, which so are some of many, or of those of
    the same speakers.
    """
    are_heads = {head.last for head in other.heads} <= places_of(candidate.heads)
    are_far_more = len(candidate.heads) >= _FAR_MORE * len(other.heads)
    is_about_as_good = candidate.score > max(0.0, other.score - _ABOUT_AS_WELL)
    if are_far_more and is_about_as_good:
        return True
    speakers, speakers_of_other = (
        {key_of(head.label) for head in each.heads} for each in (candidate, other)
    )
    # Without a sign or a time any line that begins with the same word has the form.
    are_same = candidate.convention in (_COLON, *WITH_TIMES) and speakers == speakers_of_other
    are_same = are_same and len(candidate.heads) > len(other.heads)
    # Times may stand above one speaker's labels alone.
    is_one_of_them = other.convention in WITH_TIMES and len(speakers_of_other) == 1 < len(speakers)
    is_more = are_far_more or are_same or is_one_of_them
    return candidate.score > _LIKELY and are_heads and is_more


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
    nobody = Candidate(convention, (), 0.0)
    if not _may_be_followed(text, convention):
        return nobody
    layout = LAYOUTS.get(convention)
    followed = layout(text.source, text.spoken) if layout else _heads(text, convention)
    if convention == "voice":
        score = PRIORS[convention] if followed else 0.0
        return Candidate(
            convention, tuple(followed), score, find_stated=lambda: _stated(text, followed)
        )
    named = examinations(text) if convention == _COLON else {}
    if not followed and not named:
        return nobody
    followed = [head for head in followed if head.first not in named]
    few, many = without_too_many(followed)
    letters = asked_and_answered(text) if convention == _COLON else {}
    possible = _possible(text, convention, few, len(letters))
    entries = [] if layout else lettered_entries(text, possible)
    possible = [head for head in possible if head not in entries] if entries else possible
    possible = as_one_who_asks(text, without_running_numbers(possible))
    possible = with_colons_behind(text.source, with_times_behind(text.source, possible))
    held = with_short_forms(head.label for head in possible)
    possible = _in_short(text, possible, held)
    begin: set[int] = set()
    if convention == "first word":
        begin = {head.first for head in beginnings_of(text, followed)}
        marked = marked_first_words(text, possible, few, begin)
        speakers = first_word_speakers(text, marked)
    else:
        possible, marked = _without_told(text, convention, possible)
        speakers = speakers_among(text, convention, marked)
    heads = without_cover(text, [head for head in marked if key_of(head.label) in speakers])
    heads = without_lists_again(text, heads)
    others = [head for head in possible if key_of(head.label) not in speakers]
    if convention == _COLON:
        heads = with_testimony(text, heads, named, letters)
    score = score_of(text, convention, heads, [*others, *many], len(begin)) if heads else 0.0
    if score and not layout and _are_no_labels(text, convention, heads, others):
        score = 0.0
    if score:
        most = OFFERED if _count_or_head(text, convention, heads) else PRIORS[convention]
        score = min(most, score)
    unnamed = tuple(head for head in followed if not head.label)

    def doubted() -> Iterator[Head]:
        yield from doubted_heads(text, convention, heads, others)
        yield from many
        yield from remark_heads(text, few)
        # What is said behind each letter may be said by several.
        yield from (head for head in entries if is_speech(text.source, head))

    def stated() -> dict[str, str]:
        told = {label: words for label, words in held.values() if guess_role(words) != "unknown"}
        return _stated(text, heads) | told

    return Candidate(convention, heads, score, unnamed, doubted, stated)


def _may_be_followed(text: SourceText, convention: str) -> bool:
    """Tell whether a text has the signs, or the times, that a convention cannot do without."""
    signs = SIGNS.get(convention)
    has_sign = signs is None or any(sign in text.source.text for sign in signs)
    return has_sign and (convention not in WITH_TIMES or text.may_have_times)


def _possible(
    text: SourceText, convention: str, heads: Sequence[Head], asked_and_answered: int
) -> list[Head]:
    """Return the heads that may be speakers', each by itself: no notes, pauses, quotations."""
    counts = Counter(head.label for head in heads)
    usual: dict[str, str] = {}
    for label, _ in counts.most_common():
        usual.setdefault(key_of(label), label)
    noted = noted_in_brackets(text, heads) if convention == "[name] text" else set()
    possible = [
        head
        for head in heads
        if head.label not in noted
        and may_be_label(text, convention, head, usual[key_of(head.label)], counts[head.label])
    ]
    possible = without_pauses(text, convention, possible)
    return without_legend(text, without_quoted(text, convention, possible, asked_and_answered))


def _in_short(
    text: SourceText, heads: Sequence[Head], held: Mapping[str, tuple[str, str]]
) -> list[Head]:
    """Return the heads with the short forms that their labels hold (`with_short_forms`).

    Right below each other labels in full are a legend: nothing is said between them.
    """
    in_full = {head.first for head in heads if head.label in held and text.is_bare(head)}
    return [
        head._replace(label=held[head.label][0]) if head.label in held else head
        for head in heads
        if head.first not in in_full or not in_full & {head.first - 1, head.first + 1}
    ]


def _without_told(
    text: SourceText, convention: str, possible: list[Head]
) -> tuple[list[Head], list[Head]]:
    """Return the heads but for facts, lists of persons and what is printed again, and the marked.

    What asks and what answers is told by its form already.
    """
    by_form = convention == "question and answer"
    marked = possible if by_form else with_usual_marks(text, possible)
    told = lists_of_persons(text, marked) | facts_of_interviews(text, marked)
    told |= printed_again(text, marked)
    others, marked = (
        [head for head in each if key_of(head.label) not in told] for each in (possible, marked)
    )
    return others, marked


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
        (convention == "first word" and are_before_colons(text, heads))
        or (convention == "first word" and _are_alone(text, heads))
        or (convention == "first word" and are_of_questions(heads, _asked_and_answered(text)))
        or _are_answers(text, heads)
        or stand_below_words(text, heads)
        or number_questions(
            text, convention, sorted((*heads, *others), key=lambda head: head.start)
        )
        or is_a_list(text, convention, heads)
        or (convention == "name<TAB>text" and _are_first_words(text, heads))
        or (convention == "name<TAB>text" and are_in_few_rows(text, heads))
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
    return without_days(heads) if convention == "name and time" else heads


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

    Among those before a colon they are in brackets: `(UNKNOWN): words`. Where form tells who asks,
    any name before sentences may be somebody's that comes back.
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
    # What form tells has no label of its own, and may begin with one; a quotation has none.
    said = Counter(
        head.label
        for head in candidate.heads
        if is_speech(text.source, head) and not written.startswith(OPENING_QUOTES, head.body)
    )
    names = {
        label
        for label, count in said.items()
        if convention == QUESTIONS and count > 1 and style(label) == "name"
    }
    others = {*candidate.heads, *candidate.doubted}
    return [
        head
        for head in sorted(others - clauses(text, heads, others), key=lambda head: head.start)
        if head.first > heads[0].first
        and (
            head.label in names
            or (head.first not in known and style(head.label) in ("capitals", "role"))
        )
        and not {":", "："}.isdisjoint(text.source.text[head.start : head.end])
    ]


def _are_first_words(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether labels have spaces behind them, and are the first words of nearly all lines."""
    tabs = sum("\t" in text.source.text[head.start : head.body] for head in heads)
    if tabs >= len(heads) / 2:
        return False
    first_words = weigh(text, "first word")
    return first_words.score > 0 and len(first_words.heads) > _MORE * len(heads)


def _are_notes(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether what stands alone in brackets notes what happened: labels are far more."""
    if not all(map(text.is_bare, heads)) or any(style(head.label) == "role" for head in heads):
        return False
    others = (weigh(text, name) for name in (*WITH_SIGNS, "question and answer"))
    return any(other.score and len(other.heads) > _MORE_LABELS * len(heads) for other in others)


def _are_answers(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether the only label is `Answer`, below questions told by a number or by bold.

    It may be `Answer/notes`.
    """
    labels = {head.label.casefold().partition("/")[0] for head in heads}
    return labels <= ANSWER_WORDS and bool(_asked_and_answered(text))
