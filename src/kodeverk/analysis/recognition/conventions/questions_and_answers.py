"""Questions and their answers where nobody is named: the heads of both, told by form."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, pairwise

from kodeverk.analysis.recognition.conventions.asked import (
    FEWEST_ASK,
    Asked,
    asked_from,
    fewest_ask,
    until_next,
)
from kodeverk.analysis.recognition.conventions.heads import Head, before_spaces
from kodeverk.analysis.recognition.conventions.marked_questions import until_next_section
from kodeverk.analysis.recognition.conventions.questions import (
    asked_by_turns,
    behind_counting_cell,
    of_cell,
    told_questions,
)
from kodeverk.analysis.recognition.forms.labels import ANSWER_WORDS, says_question
from kodeverk.analysis.recognition.forms.line_forms import RULE
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.analysis.recognition.forms.numbers import counted_word, number_at
from kodeverk.analysis.recognition.forms.paragraph_forms import is_marked_heading, sign_before
from kodeverk.analysis.recognition.forms.signs import COLONS, asks, asks_last
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.model.sentences import ASKING, ENDS
from kodeverk.model.source import Source

QUESTION, ANSWER = "Q", "A"
"""The labels of who asks and who answers where the file names neither."""

_ANSWERED = re.compile(
    r"\s*[*_]{0,3}(?:R\s?[/=]|(?P<word>[^\W\d_]\w{0,13}?)[.\s]?\d{0,3}[*_]{0,3}[.):：])[*_]{0,3}\s*"
)
"""What stands before an answer: `R/` (respuesta), or a word, in which it may have a number."""
_SENTENCE_END = re.compile(r"[.?!…]\s+(?=\S)")
_FEWEST_QUESTIONS = 3
_MOST_ANSWERED = 0.6
_NEARLY_ALL = 0.8


def question_and_answer(
    source: Source, spoken: Sequence[int], *, is_said: bool = False
) -> list[Head]:
    """Return the heads of questions told by a number or their look, and of the answers below them.

    Nobody is named, so they are labelled QUESTION and ANSWER. A number alone does not make a
    question: most of them must ask, where nobody has said so, and have an answer. Where somebody
    has, it is enough that every other paragraph asks.
    """
    by_turns = [asked_by_turns(source, spoken)] if is_said else []
    for asked in chain(told_questions(source, spoken), by_turns):
        heads = _asked_and_answered(source, asked, {*spoken}, is_said=is_said)
        if further := _asked_further(source, heads) or _with_their_sign(source, heads):
            both = sorted([*asked, *further])
            heads = _asked_and_answered(source, both, {*spoken}, is_said=is_said)
        if heads:
            return heads
    return []


def _asked_and_answered(
    source: Source, asked: Sequence[Asked], spoken: Collection[int], *, is_said: bool
) -> list[Head]:
    asked = [of_cell(source, each) for each in _without_headings(source, asked)]
    if len(asked) < _FEWEST_QUESTIONS:
        return []
    untils = [until for _, until in until_next(source, [each.place for each in asked])]
    untils = [until_next_section(source, *each) for each in zip(asked, untils, strict=True)]
    answers = [
        _answer(source, question, until, spoken)
        for question, until in zip(asked, untils, strict=True)
    ]
    label = _label_of_answers(source, answers, untils)
    if label is not None and label not in ANSWER_WORDS and not counted_word(source):
        return []
    if label is not None:
        # A question may have more paragraphs than one; where answers have a label it ends there.
        answers = [
            (answer and _labelled_answer(source, label, range(answer.first, until)))
            or _labelled_within(source, label, range(question.place, until))
            or answer
            for question, answer, until in zip(asked, answers, untils, strict=True)
        ]
        asked = [
            Asked(question.place, answer.first, answer.start)
            if answer and answer.start < question.end
            else question
            for question, answer in zip(asked, answers, strict=True)
        ]
    heads: list[Head] = []
    asking = 0
    for question, answer in zip(asked, answers, strict=True):
        start = source.paragraphs[question.place].start
        ends = question.end if label is None or answer is None else answer.start
        asking += asks(source.text[start:ends])
        heads.append(_question(source, question))
        if answer is not None:
            heads.append(_without_label(source, answer) if label else answer)
    answered = sum(answer is not None for answer in answers)
    # Where a word counts them, one of them shows that they ask; none need where it says so, as
    # `Question 3:` does before sentences, or each answer has the number of its question.
    word = counted_word(source)
    are_sentences = fewest_ask(source, asked) == 1
    fewest = 1 if word else fewest_ask(source, asked)
    if are_sentences and says_question(word):
        fewest = 0
    if label is not None and _are_paired(source, asked, answers):
        fewest = 0
    enough = (is_said or asking >= fewest) and answered >= _MOST_ANSWERED * len(asked)
    is_told = enough and not _is_guide(source, heads) and not _is_dialogue(source, asked, spoken)
    return heads if is_told else []


def _without_headings(source: Source, asked: Sequence[Asked]) -> Sequence[Asked]:
    """Return the questions without headings that do not ask, where most are no headings."""
    headings = [each for each in asked if is_marked_heading(source, each.place)]
    if 2 * len(headings) >= len(asked):
        return asked
    silent = {each for each in headings if not asks(source.line(each.last))}
    return [each for each in asked if each not in silent]


def _asked_further(source: Source, heads: Sequence[Head]) -> list[Asked]:
    """Return what asks within answers right above a further one with their label: `Answer: Ida.`"""
    untils = [*(head.first for head in heads[1:]), len(source.paragraphs)]
    asked: list[Asked] = []
    for head, until in zip(heads, untils, strict=False):
        label = _meant(source, head.first) if head.label == ANSWER else ""
        below = [place for place in range(head.last + 1, until) if not source.is_blank(place)]
        asked += [
            asked_from(source, above, above)
            for above, place in pairwise(below if label else ())
            if _meant(source, place) == label
            and asks_last(source.line(above))
            and not _meant(source, above)
        ]
    return asked


def _with_their_sign(source: Source, heads: Sequence[Head]) -> list[Asked]:
    """Return what asks within answers behind the sign of all questions, in another look than they.

    Nothing else that is answered has that sign, so that nobody lists with it.
    """
    firsts = {head.first for head in heads if head.label == QUESTION}
    signs = {sign_before(source.line(place)) for place in firsts}
    if len(signs) != 1 or "" in signs:
        return []
    marked = [
        place
        for place in range(heads[0].first, len(source.paragraphs))
        if place not in firsts and sign_before(source.line(place)) in signs
    ]
    are_asked = all(asks_last(source.line(place)) for place in marked)
    return [asked_from(source, place, place) for place in marked] if are_asked else []


def _question(source: Source, asked: Asked) -> Head:
    """Return the head of a question, with its number if a word counts it."""
    start = source.paragraphs[asked.place].start
    number = number_at(source, asked.place)
    body = number.end if number and number.word else behind_counting_cell(source, asked.place)
    end = before_spaces(source.text, start, body)
    # What may be meant, in brackets at the end of a question, is no note, nor is what is asked
    # again in another language a heading, nor the second line of what is bold another question.
    is_closed = (
        asked.last == asked.place
        or source.paragraphs[asked.last].bold_to == asked.end
        or is_not_said(source.line(asked.last))
        or not source.line(asked.last - 1).strip()
    )
    last, stop = (asked.last, asked.end) if is_closed else (asked.place, None)
    return Head(QUESTION, start, end, body, asked.place, last, until=stop)


def _is_dialogue(source: Source, asked: Sequence[Asked], spoken: Collection[int]) -> bool:
    """Tell whether what is said below the questions begins with one sign, and asks and answers.

    Then these are headings: `Interview 2. A guest` above `➔ And then?` and `➔ Nothing.`
    """
    headed = {each.place for each in asked}
    below = [place for place in sorted(spoken) if place > asked[0].place and place not in headed]
    if not any(source.is_blank(place - 1) for place in headed):
        # What was taken for questions stands within blocks, of which the first line has the sign.
        below = [place for place in below if source.is_blank(place - 1)] or below
    signs = Counter(filter(None, (sign_before(source.line(place)) for place in below)))
    if not signs:
        return False
    sign, count = signs.most_common(1)[0]
    begin = {place for place in below if sign_before(source.line(place)) == sign}
    asking = sum(
        asks("".join(map(source.line, range(place, until))))
        for place, until in until_next(source, sorted(begin | headed))
        if place in begin
    )
    are_headed = all(sign_before(source.line(place)) != sign for place in headed)
    return are_headed and count >= FEWEST_ASK * len(below) and asking >= FEWEST_ASK * count


def _are_paired(source: Source, asked: Sequence[Asked], answers: Sequence[Head | None]) -> bool:
    """Tell whether each answer has the number of its question behind a word: `Q3` and `A3`."""
    pairs = [
        (number_at(source, question.place), number_at(source, answer.first))
        for question, answer in zip(asked, answers, strict=True)
        if answer is not None
    ]
    return all(
        one and other and one.number == other.number and one.word != other.word != ""
        for one, other in pairs
    )


def _answer(source: Source, asked: Asked, until: int, spoken: Collection[int]) -> Head | None:
    """Return the head of the first words behind a question, up to paragraph number `until`.

    A note of what happened, or a time, is the answer only where nothing else is; nowhere is a rule,
    or a heading that the file says is one.
    """
    note: Head | None = None
    for place in range(asked.last, until):
        paragraph = source.paragraphs[place]
        start = max(paragraph.start, asked.end) if place == asked.last else paragraph.start
        words = source.text[start : paragraph.end]
        if place not in spoken or not words.strip() or RULE.fullmatch(words):
            continue
        if place > asked.last and is_marked_heading(source, place):
            continue
        head = Head(ANSWER, start, start, start, place, place)
        if not is_not_said(words) and only_a_time(words) is None:
            return head
        note = note or head
    return note


def _label_of_answers(
    source: Source, answers: Sequence[Head | None], untils: Sequence[int]
) -> str | None:
    """Return the word before the colon of nearly all answers, in small letters and without numbers.

    None where they have none; the most frequent of several. One that means an answer may stand
    below the first paragraph too, for a question may go on there, up to the paragraphs `untils`.
    """
    given = [
        (answer, until) for answer, until in zip(answers, untils, strict=True) if answer is not None
    ]
    labels = Counter(
        _word(match) for answer, _ in given if (match := _ANSWERED.match(source.text, answer.body))
    )
    if labels.total() < _NEARLY_ALL * len(given):
        labels = Counter(
            word
            for answer, until in given
            for word in {_meant(source, place) for place in range(answer.first, until)} - {""}
        )
    label, number = labels.most_common(1)[0] if labels else ("", 0)
    return label if number and labels.total() >= _NEARLY_ALL * len(given) else None


def _word(answered: re.Match[str]) -> str:
    """Return the word that labels an answer, in small letters: that of an answer for `R/`."""
    return (answered["word"] or "answer").casefold()


def _meant(source: Source, place: int) -> str:
    """Return the word at the head of a paragraph that labels an answer, in small letters, or ""."""
    named = _ANSWERED.match(source.text, *source.paragraphs[place][:2])
    word = _word(named) if named else ""
    return word if named and _counts_or_leads(named[0]) and word in ANSWER_WORDS else ""


def _counts_or_leads(label: str) -> bool:
    """Tell whether what stands before an answer has a number, or a sign that leads to it."""
    return any(sign.isdigit() or sign in (*COLONS, "/", "=") for sign in label)


def _labelled_answer(source: Source, label: str, places: Iterable[int]) -> Head | None:
    """Return the head of the first of some paragraphs that begins with the label of answers."""
    for place in places:
        start, end = source.paragraphs[place][:2]
        named = _ANSWERED.match(source.text, start, end)
        if named is not None and _word(named) == label:
            return Head(ANSWER, start, start, start, place, place)
    return None


def _labelled_within(source: Source, label: str, places: Iterable[int]) -> Head | None:
    """Return the head of the first answer behind the end of a sentence: `… it? Answer 5) Yes.`"""
    for place in places:
        start, end = source.paragraphs[place][:2]
        for sentence in _SENTENCE_END.finditer(source.text, start, end):
            begun = sentence.end()
            named = _ANSWERED.match(source.text, begun, end)
            if named and _word(named) == label and _counts_or_leads(named[0]):
                return Head(ANSWER, begun, begun, begun, place, place)
    return None


def _without_label(source: Source, answer: Head) -> Head:
    """Return the head of an answer with the `Answer:` at its beginning."""
    named = _ANSWERED.match(source.text, answer.body)
    body = named.end() if named else answer.body
    return answer._replace(end=before_spaces(source.text, answer.start, body), body=body)


def _is_guide(source: Source, heads: Sequence[Head]) -> bool:
    """Tell whether what stands below the questions asks too: nobody has answered yet."""
    answers = [head for head in heads if head.label == ANSWER]
    asking = sum(
        _mostly_asks(source.text[head.body : source.paragraphs[head.last].end]) for head in answers
    )
    return asking > len(answers) / 2


def _mostly_asks(words: str) -> bool:
    """Tell whether as many sentences ask as do not: an answer may ask something in passing."""
    return asks(words) and 2 * sum(map(words.count, ASKING)) >= sum(map(words.count, ENDS))
