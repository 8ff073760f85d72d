"""Questions with answers where nobody is named: before or behind a talk, or in a text of nobody."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.questions import told_sentences
from kodeverk.analysis.recognition.decision.nameless_turns import timed_utterances
from kodeverk.analysis.recognition.decision.unnamed_questions import is_a_question
from kodeverk.analysis.recognition.forms.labels import is_numbered_question
from kodeverk.analysis.recognition.forms.line_forms import WRAPPED
from kodeverk.analysis.recognition.forms.paragraph_forms import sign_before
from kodeverk.analysis.recognition.forms.signs import asks
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.sentences import QUESTION_MARKS

_FEWEST_QUESTIONS = 3
_MOSTLY = 0.6
_OFTEN_ASKED = 6
_SELDOM_ASKED = 0.05
_AROUND_NUMBER = " #*_:：.\t"
_MARKS = "".join(QUESTION_MARKS)
_ROW_ASKS = re.compile(rf"\|?[^|\t{_MARKS}]*[{_MARKS}][^|\t]*[|\t].*\w")


def asked_of_nobody(text: SourceText) -> Iterator[int]:
    """Yield the first question, where questions make up most of a text with their answers.

    An answer stands below its question, or below its number alone, or in a further cell of its row.
    Or the first of several that stand by themselves all through a text of longer answers, or of
    several sentences in bold, or numbered ones, with others below: what asks may have no question
    mark. Nothing asks in cues and under times, each an utterance of its own.
    """
    rows = [place for place in text.spoken if _ROW_ASKS.match(text.line(place))]
    if len(rows) >= max(_FEWEST_QUESTIONS, _MOSTLY * len(text.spoken)):
        yield rows[0]
        return
    if text.has_cues or timed_utterances(text):
        return
    for asked in (asked_among(text, text.spoken), _asked_throughout(text), _counted(text)):
        if asked is not None:
            yield asked
            break
    else:
        below = dict(pairwise(text.spoken))
        for told in told_sentences(text.source, text.spoken):
            begin = {each.place for each in told}
            answered = sum(below.get(each.last, each.place) not in begin for each in told)
            if answered >= max(_FEWEST_QUESTIONS, _MOSTLY * len(told)):
                yield told[0].place
                break


def asked_among(text: SourceText, places: Sequence[int]) -> int | None:
    """Return the first of several questions that make up most of `places` with their answers."""
    places = [place for place in places if any(map(str.isalnum, text.line(place)))]
    asking = [asks(text.line(place)) for place in places]
    answered = [
        number for number in range(len(places) - 1) if asking[number] and not asking[number + 1]
    ]
    if len(answered) < _FEWEST_QUESTIONS:
        return None
    from_first = len(places) - answered[0]
    return places[answered[0]] if 2 * len(answered) >= _MOSTLY * from_first else None


def _asked_throughout(text: SourceText) -> int | None:
    """Return the first of the questions that stand by themselves, where hardly a page has none.

    In a dialogue of dashes, who asks is told already by where the dashes stand.
    """
    asking = [
        is_a_question(text, place) and not sign_before(text.line(place)) for place in text.spoken
    ]
    fewest = max(_OFTEN_ASKED, _SELDOM_ASKED * len(text.spoken))
    return first_answered(asking, text.spoken, fewest)


def _counted(text: SourceText) -> int | None:
    """Return the first of the numbers that stand for questions, alone on a line: `Question 1`."""
    lines = (text.line(place).strip(_AROUND_NUMBER) for place in text.spoken)
    counted = [len(line) <= WRAPPED and is_numbered_question(line) for line in lines]
    return first_answered(counted, text.spoken, _FEWEST_QUESTIONS)


def first_answered(asking: Sequence[bool], places: Sequence[int], fewest: float) -> int | None:
    """Return the first of `places` that asks and has other words below, as most that ask do."""
    answered = [
        place
        for (one, other), place in zip(pairwise(asking), places, strict=False)
        if one and not other
    ]
    return answered[0] if len(answered) >= max(fewest, _MOSTLY * sum(asking)) else None
