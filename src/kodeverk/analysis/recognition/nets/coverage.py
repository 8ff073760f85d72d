"""Whether what stands before and behind a talk may be talk that was not seen as such."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from kodeverk.analysis.recognition.conventions.heads import HEADS, Head
from kodeverk.analysis.recognition.conventions.layouts import LAYOUTS
from kodeverk.analysis.recognition.conventions.questions_and_answers import QUESTION
from kodeverk.analysis.recognition.evidence.facts import is_speech
from kodeverk.analysis.recognition.evidence.scores import PRIORS
from kodeverk.analysis.recognition.evidence.weighing import weigh
from kodeverk.analysis.recognition.forms.labels import key_of, style
from kodeverk.analysis.recognition.forms.line_forms import WRAPPED
from kodeverk.analysis.recognition.forms.paragraph_forms import form_of
from kodeverk.analysis.recognition.forms.signs import asks, asks_last
from kodeverk.analysis.recognition.nets.asked_of_nobody import asked_among, first_answered
from kodeverk.analysis.recognition.nets.questions_by_form import form_of_questions
from kodeverk.analysis.recognition.text.legend import tells_who
from kodeverk.analysis.recognition.text.legend_entries import rejoined
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.source import Source

_GREETED = (",", "!", "，", "！")
_PRESENTED = re.compile(
    r"\b(?:my name(?:\s|['’]s)|meu nome|me chamo|mi nombre|me llamo|je m['’]appelle|mon nom"
    r"|ich hei(?:ß|ss)e|mein name|mi chiamo|mio nome|jeg heter|jeg hedder|mitt? navn"
    r"|jag heter|mitt namn|ik heet|mijn naam|меня зовут|мене звати|nazywam się)\b|我叫",
    re.IGNORECASE,
)
"""Nobody but who speaks says what his own name is."""
_FEWEST_QUESTIONS = 3
_FAR_LONGER = 3
_FEWEST_LINES = 8
_OFTEN = 3
_LIKELY = 0.6
"""So likely is a convention that two people who speak three times by it may have done so."""
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
        asked = None if is_letter else asked_among(text, places)
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


def _length(text: SourceText, places: Iterable[int]) -> int:
    return sum(len(text.line(place)) for place in places)


def _told(text: SourceText, heads: Sequence[Head], places: Sequence[int]) -> int | None:
    """Return the first of `places` that somebody may tell, as a host does before he asks.

    There are several sentences below no heading, or far more than a letter below one; or a long
    paragraph right above the talk, that asks or in which somebody without a label speaks. Or right
    above questions told by form one greets, or says who he is: `Dear Ida,`, `My name is`; or one
    without a label is answered there, as in the talk.
    """
    for is_told, group in groupby(places, lambda place: _is_prose(text, place)):
        told = [*group] if is_told else []
        ended = sum(map(text.has_ended, told))
        is_headed = told[:1] != places[:1]
        if ended >= _FEWEST_SENTENCES and _length(text, told) > _LONGEST_LETTER * is_headed:
            return told[0]
    are_unlabelled = not all(head.label for head in heads)
    asking = [asks_last(text.line(at)) for at in places[-3:]]
    if are_unlabelled and asking[-2:] == [True, False] and not any(asking[:-2]):
        return places[-2]
    last = text.line(places[-1])
    is_long = _is_prose(text, places[-1]) and len(last) > WRAPPED
    may_be_said = asks_last(last) or are_unlabelled
    is_title = text.source.paragraphs[places[-1]].heading or last.lstrip().startswith("#")
    may_greet = heads[0].label == QUESTION and not is_title
    greets = may_greet and (last.rstrip().endswith(_GREETED) or _PRESENTED.search(last))
    return places[-1] if greets or (is_long and may_be_said) else None


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
    whatever form; or with one, right above the talk, where a code may be any (`_coded`).
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
    if is_said:
        return first - 1
    return _coded(text, head_of, places) if head_of and places[-1] < first else None


def _coded(
    text: SourceText, head_of: Callable[[Source, int], Head | None], places: Sequence[int]
) -> int | None:
    """Return the first of `places` with a code as its label, be it none of the talk's below it.

    Prose alone stands between, as in a first turn: `B:` may be a slip for `BC:`.
    """
    said = [*takewhile(lambda place: _is_prose(text, place), reversed(places))]
    heads = filter(None, (head_of(text.source, place) for place in reversed(said)))
    coded = (head for head in heads if style(head.label) == "code")
    return next((head.first for head in coded if is_speech(text.source, head)), None)


def _labelled_otherwise(text: SourceText, convention: str, places: Sequence[int]) -> int | None:
    """Return the first of `places` where another convention names several who come back.

    Or where somebody with a label asks, and another answers, above questions told by form.
    """
    if convention in LAYOUTS and (asked := _asked_by_name(text, places)) is not None:
        return asked
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


def _asked_by_name(text: SourceText, places: Sequence[int]) -> int | None:
    """Return the first of `places` where somebody asks and another answers: `Kari: Shall we?`."""
    named = (HEADS["name: text"](text.source, place) for place in places)
    said = [head for head in named if head and is_speech(text.source, head)]
    for one, other in pairwise(said):
        is_asked = asks(text.source.text[one.body : other.start])
        if is_asked and one.label != other.label and not _tells_who(text, one.first):
            return one.first
    return None


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


def _asked_again(text: SourceText, places: Sequence[int]) -> int | None:
    """Return the first of several questions among `places` that mostly have other words below.

    Those of a guide or of a report stand below each other, or are few.
    """
    asking = [asks_last(text.line(place)) for place in places]
    return first_answered(asking, places, _FEWEST_QUESTIONS)
