"""Whether what stands before and behind a talk may be talk that was not seen as such."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from kodeverk.analysis.recognition.conventions.heads import HEADS, Head
from kodeverk.analysis.recognition.conventions.layouts import LAYOUTS
from kodeverk.analysis.recognition.conventions.questions import asks, asks_last, told_sentences
from kodeverk.analysis.recognition.decision.nameless_turns import timed_utterances
from kodeverk.analysis.recognition.evidence.facts import is_speech, tells_fact
from kodeverk.analysis.recognition.evidence.scores import PRIORS
from kodeverk.analysis.recognition.evidence.weighing import weigh
from kodeverk.analysis.recognition.forms.labels import (
    calls_itself_notes,
    is_numbered_question,
    key_of,
)
from kodeverk.analysis.recognition.forms.line_forms import WRAPPED
from kodeverk.analysis.recognition.forms.paragraph_forms import form_of, sign_before
from kodeverk.analysis.recognition.forms.signs import has_case
from kodeverk.analysis.recognition.nets.unseen_turns import form_of_questions, is_a_question
from kodeverk.analysis.recognition.text.legend import tells_who
from kodeverk.analysis.recognition.text.legend_entries import rejoined
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.headings import reads_as_said
from kodeverk.analysis.recognition.zones.outside import A_NOTE, BY_ITS_LOOK, Outside
from kodeverk.model.sentences import QUESTION_MARKS
from kodeverk.model.text import count_words

_FEWEST_QUESTIONS = 3
_OFTEN_ASKED = 6
_SELDOM_ASKED = 0.05
_MOSTLY = 0.6
_FAR_LONGER = 3
_FEWEST_LINES = 8
_OFTEN = 3
_TITLE_BETWEEN = (BY_ITS_LOOK, "interlude")
_WORDS_OF_TITLE = 4
_SIGNS = 8
"""A title in letters that part no words has at most so many."""
_NUMBERED = re.compile(r"\s*([^\d.,;:!?]{0,30})(\d{1,3})\b")
_AROUND_NUMBER = " #*_:：.\t"
_SHORT = 4
_WORDS_OF_SENTENCE = 6
_MANY_WORDS = 0.15
_LIKELY = 0.6
"""So likely is a convention that two people who speak three times by it may have done so."""
_MARKS = "".join(QUESTION_MARKS)
_ROW_ASKS = re.compile(rf"\|?[^|\t{_MARKS}]*[{_MARKS}][^|\t]*[|\t].*\w")
_LONG = 1_500
"""So many characters must be outside to be asked about for their number alone."""
_FEWEST_SENTENCES = 3
_LONGEST_LETTER = 3_000
"""So many characters below a heading may be a summary, or a letter of consent."""


def possible_talk(
    text: SourceText, convention: str, heads: Sequence[Head], outside: Collection[int]
) -> Iterator[int]:
    """Yield the first paragraph before the talk, and behind it, that may be talk.

    A line with a known label behind which somebody speaks, or with those of another convention;
    questions that are answered; or, above it, all of what is far longer than the talk: a report
    below it may be; or several paragraphs below no heading, or very many below one; or the last
    one, where somebody without a label speaks further down. `outside` are the paragraphs outside
    the interview.
    """
    first, last = heads[0].first, heads[-1].last
    spoken = [place for place in text.spoken if place not in text.face_sheets]
    before = [place for place in spoken if place < first]
    behind = [place for place in spoken if place > last and place in outside]
    labels = {head.label for head in heads}
    for places in filter(None, (before, behind)):
        labelled = _labelled(text, convention, places, labels, first)
        # Above labels a letter of consent has its headings as questions.
        is_letter = places is before and convention not in LAYOUTS
        if labelled is None:
            labelled = _labelled_otherwise(text, convention, places)
        asked = None if is_letter else _asked(text, places)
        if asked is None and places is behind:
            asked = _asked_again(text, places)
        if labelled is not None:
            yield labelled
        elif asked is not None:
            yield asked
        elif (alike := _alike(text, convention, heads, places)) is not None:
            yield alike
        elif places is before:
            length = _length(text, places)
            if length > _LONG and length > _FAR_LONGER * _length(
                text, (place for place in text.spoken if place not in outside)
            ):
                yield places[0]
            elif (told := _told(text, heads, places)) is not None:
                yield told


def possible_words(text: SourceText, outside: Iterable[Outside]) -> list[int]:
    """Return the headings between turns by their look alone that may be said.

    What comes back, or is counted, is a heading, and so are several that do not read as what
    somebody says.
    """
    titles = [each.place for each in outside if (each.reason, each.zone) == _TITLE_BETWEEN]
    if not titles or (
        len(titles) >= _OFTEN and not any(reads_as_said(text.line(place)) for place in titles)
    ):
        return []
    lines = Counter(text.line(place).strip("#*_ \t") for place in text.spoken)
    counted = {(number[1], int(number[2])) for number in map(_NUMBERED.match, lines) if number}
    asked: list[int] = []
    for place in titles:
        line = text.line(place).strip("#*_ \t")
        number = _NUMBERED.match(line)
        beside = {(number[1], int(number[2]) + step) for step in (-1, 1)} if number else set()
        comes_back = lines[line] > 1 or (number and number[1].strip() in lines)
        is_counted = comes_back or beside & counted
        is_of_words = text.is_blank(place + 1) and not text.is_blank(place - 1)
        is_title = _is_title(line) and not is_of_words
        if not (is_title or (is_counted and len(line) > _SHORT)):
            asked.append(place)
    return asked


def possible_translation(text: SourceText, outside: Iterable[Outside]) -> list[int]:
    """Return the long notes in brackets that have too many of all words for what happened.

    Somebody may put in brackets what is said in another language.
    """
    notes = [each.place for each in outside if each.reason == A_NOTE]
    words = {place: count_words(text.line(place)) for place in notes}
    long = [place for place in notes if words[place] >= _WORDS_OF_SENTENCE]
    opened = sum(text.line(place).lstrip("*_ \t").startswith(("(", "[")) for place in long)
    many = _MANY_WORDS * count_words(text.source.text)
    enough = opened >= _FEWEST_SENTENCES and sum(map(words.__getitem__, long)) >= many
    return long if enough else []


def possible_words_behind(
    text: SourceText, outside: Sequence[Outside]
) -> Iterator[tuple[int, int]]:
    """Yield where back matter begins by its look alone, with how many words lie outside from there.

    What does not look as a title does may be said, but for what calls itself notes. In a script
    without capitals two words do not.
    """
    back = [each for each in outside if each.zone == "back"]
    if not back or back[0].reason != BY_ITS_LOOK:
        return
    first = text.line(back[0].place)
    may_be_half = not has_case(first) and " " in first and not tells_fact(first)
    if not calls_itself_notes(first) and (may_be_half or not _is_title(first)):
        yield back[0].place, sum(count_words(text.line(each.place)) for each in back)


def _is_title(line: str) -> bool:
    """Tell whether a line is so few words as most titles are, or a fact, and reads as no speech."""
    words = line.split()
    may_be_one = len(words) > 1 or has_case(line) or len(line) <= _SIGNS
    is_short = len(words) <= _WORDS_OF_TITLE and may_be_one
    return (is_short and not reads_as_said(line)) or tells_fact(line)


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
    for asked in (_asked(text, text.spoken), _asked_throughout(text), _counted(text)):
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


def _length(text: SourceText, places: Iterable[int]) -> int:
    return sum(len(text.line(place)) for place in places)


def _told(text: SourceText, heads: Sequence[Head], places: Sequence[int]) -> int | None:
    """Return the first of `places` that somebody may tell, as a host does before he asks.

    There are several sentences below no heading, or far more than a letter below one; or a
    long paragraph right above the talk, in which somebody without a label speaks.
    """
    for is_told, group in groupby(places, lambda place: _is_prose(text, place)):
        told = [*group] if is_told else []
        ended = sum(map(text.has_ended, told))
        is_headed = told[:1] != places[:1]
        if ended >= _FEWEST_SENTENCES and _length(text, told) > _LONGEST_LETTER * is_headed:
            return told[0]
    is_long = _is_prose(text, places[-1]) and len(text.line(places[-1])) > WRAPPED
    return places[-1] if is_long and not all(head.label for head in heads) else None


def _is_prose(text: SourceText, place: int) -> bool:
    """Tell whether a paragraph is no heading, list, row or legend, by its length or its end."""
    paragraph = text.source.paragraphs[place]
    line = text.line(place)
    is_marked = paragraph.heading or paragraph.row or paragraph.numbered
    is_long = len(line) > WRAPPED or text.has_ended(place)
    may_be_prose = is_long and not is_marked and line.lstrip()[0] not in "#-*•|<"
    return may_be_prose and not _tells_who(text, place)


def _labelled(
    text: SourceText,
    convention: str,
    places: Sequence[int],
    labels: Collection[str],
    first: int,
) -> int | None:
    """Return the first of `places` with a known label and a sentence behind it, and no legend.

    Or the first of those that begin with several known labels and a sign, again and again, in
    whatever form; or with one, right above the talk.
    """
    head_of = HEADS.get(convention)
    for place in places:
        head = head_of(text.source, place) if head_of else None
        is_known = head is not None and head.label in labels and is_speech(text.source, head)
        if is_known and not _tells_who(text, place):
            return place
    begin: dict[str, list[int]] = {}
    known = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    labelled = re.compile(rf"\W*({known})\s?[:.;)\]>–—-]", re.IGNORECASE)
    for place in places:
        match = labelled.match(text.line(place))
        if match and not _tells_who(text, place):
            begin.setdefault(key_of(match[1]), []).append(place)
    again = [of_label for of_label in begin.values() if len(of_label) > 1]
    if len(again) > 1:
        return min(map(min, again))
    is_said = places[-1:] == [first - 1] in begin.values() and text.has_ended(first - 1)
    return first - 1 if is_said else None


def _labelled_otherwise(text: SourceText, convention: str, places: Sequence[int]) -> int | None:
    """Return the first of `places` where another convention names several who come back."""
    if len(places) < _FEWEST_LINES:
        return None
    among = {*places}
    first: list[int] = []
    for name in PRIORS.keys() - LAYOUTS.keys() - {convention}:
        candidate = weigh(text, name)
        heads = [head for head in candidate.heads if head.first in among]
        counts = Counter(key_of(head.label) for head in heads)
        again = [count for count in counts.values() if count >= _OFTEN]
        if candidate.score >= _LIKELY and len(again) > 1:
            first.append(heads[0].first)
    return min(first, default=None)


def _tells_who(text: SourceText, place: int) -> bool:
    """Tell whether an entry of a legend begins in a paragraph."""
    lines = map(text.line, range(place, min(place + 2, len(text.source.paragraphs))))
    return tells_who(next(rejoined(lines)), text.source.text)


def _alike(
    text: SourceText, convention: str, heads: Sequence[Head], places: Sequence[int]
) -> int | None:
    """Return the first of `places` with the heading's level or the sign of questions, and words.

    The words below it are in another form.
    """
    form = form_of_questions(text, heads) if convention in LAYOUTS else None
    if form is None or not (form.sign or form.marks.startswith("#")):
        return None
    for place, below in pairwise(places):
        if form_of(text.source, place) == form != form_of(text.source, below):
            return place
    return None


def _asked(text: SourceText, places: Sequence[int]) -> int | None:
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


def _asked_again(text: SourceText, places: Sequence[int]) -> int | None:
    """Return the first of several questions among `places` that mostly have other words below.

    Those of a guide or of a report stand below each other, or are few.
    """
    asking = [asks_last(text.line(place)) for place in places]
    return _first_answered(asking, places, _FEWEST_QUESTIONS)


def _asked_throughout(text: SourceText) -> int | None:
    """Return the first of the questions that stand by themselves, where hardly a page has none.

    In a dialogue of dashes, who asks is told already by where the dashes stand.
    """
    asking = [
        is_a_question(text, place) and not sign_before(text.line(place)) for place in text.spoken
    ]
    fewest = max(_OFTEN_ASKED, _SELDOM_ASKED * len(text.spoken))
    return _first_answered(asking, text.spoken, fewest)


def _counted(text: SourceText) -> int | None:
    """Return the first of the numbers that stand for questions, alone on a line: `Question 1`."""
    lines = (text.line(place).strip(_AROUND_NUMBER) for place in text.spoken)
    counted = [len(line) <= WRAPPED and is_numbered_question(line) for line in lines]
    return _first_answered(counted, text.spoken, _FEWEST_QUESTIONS)


def _first_answered(asking: Sequence[bool], places: Sequence[int], fewest: float) -> int | None:
    """Return the first of `places` that asks and has other words below, as most that ask do."""
    answered = [
        place
        for (one, other), place in zip(pairwise(asking), places, strict=False)
        if one and not other
    ]
    return answered[0] if len(answered) >= max(fewest, _MOSTLY * sum(asking)) else None
