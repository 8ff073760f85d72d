"""What stands in turns and may be said by somebody without a label: questions, words of a form."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.heads import ELEMENT, HEADS, Head
from kodeverk.analysis.recognition.decision.unnamed_questions import (
    first_line,
    form_of_words,
    is_a_question,
)
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.paragraph_forms import ParagraphForm, form_of
from kodeverk.analysis.recognition.forms.signs import OPENING_QUOTES, asks_last
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.nets.questions_by_form import are_told_by_form
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.headings import is_marked_or_counted
from kodeverk.analysis.recognition.zones.outside import A_NOTE, HEADINGS, Outside
from kodeverk.analysis.recognition.zones.talk import Talk
from kodeverk.model.records import Role
from kodeverk.model.sentences import sentences

_FEWEST_QUESTIONS = 3
_NEARLY_ALL = 0.8
_MOSTLY = 0.6
_SELDOM = 0.1
_SOMETIMES = 0.2
_QUARTER = 0.25
_SENTENCES_ASKED = 2


def between_turns(talk: Talk, lying_outside: Sequence[Outside]) -> list[int]:
    """Return what stands alone without a label between turns, where nobody who has one asks.

    In an interview somebody does, and may say that. It may be taken for a heading by how it looks.
    Where all that asks without a label has a form of its own, nothing else is looked at.
    """
    if not talk.gaps:
        return []
    text, heads = talk.text, talk.heads
    forms = {form_of(text.source, head.first) for head in heads if not head.label}
    has_own_form = forms.isdisjoint(form_of_words(text, head) for head in heads if head.label)
    turns, asking = Counter[str](), Counter[str]()
    outside = {each.place: each.reason for each in lying_outside}
    below = dict(talk.gaps)
    alone: list[int] = []
    longer = 0
    for head in heads[:-1]:
        places = [place for place in below.get(head, ()) if place not in outside]
        turns[key_of(head.label)] += 1
        last = text.line(places[-1]) if places else text.said_in(head)
        asking[key_of(head.label)] += asks_last(last)
        said = [
            place
            for place in below.get(head, [])[text.is_bare(head) :]
            if only_a_time(text.line(place)) is None
            and (
                place not in outside
                or (outside[place] in HEADINGS and not is_marked_or_counted(text, place))
            )
        ]
        if forms and has_own_form:
            said = [place for place in said if head.label and form_of(text.source, place) in forms]
        first = first_line(text, said[-1], said) if said else head.first
        begins = first > head.last + 1 or text.has_ended(head.last)
        # Right below a note who spoke above it goes on.
        begins = begins and (outside.get(first - 1) != A_NOTE or asks_last(text.line(first)))
        if first in said[:1] and begins and not text.line(first).lstrip()[0].islower():
            alone.append(first)
        else:
            longer += bool(said)
    del turns[""]  # who asks without a label
    ask = any(asking[key] >= _SOMETIMES * count for key, count in turns.items() if count > 1)
    enough = len(alone) >= max(
        _FEWEST_QUESTIONS, _SELDOM * len(heads), _MOSTLY * (len(alone) + longer)
    )
    return alone if enough and len(turns) > 1 and not ask else []


def asked_in_a_group(talk: Talk, roles: Mapping[str, Role], lying_outside: Set[int]) -> list[int]:
    """Return the questions that end turns of who answers, alone there, where another answers next.

    Somebody who has a label asks, and hardly any turn of the others goes on below its label
    otherwise: who asks is not named each time.
    """
    text, heads = talk.text, talk.heads
    turns, asking, going_on = _asked_by(talk, roles, lying_outside)
    answering = {label for label, count in turns.items() if asking[label] < _MOSTLY * count}
    if not 1 < len(answering) < len(turns):
        return []
    following = dict(pairwise(heads))
    ending = [each for each in going_on if each[0] in following and each[0].label in answering]
    found = [
        said[0]
        for head, said in ending
        if following[head].label in answering
        and first_line(text, said[-1], said) == said[0]
        and (said[0] > head.last + 1 or text.has_ended(head.last))
        and asks_last(text.line(said[-1]))
    ]
    return found if len(ending) - len(found) <= _SELDOM * len(heads) else []


def asked_within_answers(
    talk: Talk, roles: Mapping[str, Role], lying_outside: Set[int]
) -> list[int]:
    """Return the questions on lines of their own in what somebody says who asks nothing otherwise.

    Somebody else asks, and it goes on below: an answer to a question whose label is left out.
    """
    text = talk.text
    turns, asking, going_on = _asked_by(talk, roles, lying_outside)
    if are_told_by_form(talk.heads) or not any(
        asking[label] >= _MOSTLY * count for label, count in turns.items() if count > 1
    ):
        return []
    possible = [
        said
        for head, said in going_on
        if head.label and asking[head.label] <= _SELDOM * turns[head.label]
    ]
    found = [
        place
        for said in possible
        for place, after in pairwise(said)
        if _may_be_asked(talk, place)
        and talk.may_begin(after)
        and not is_a_question(text, after)
        and not text.line(after).lstrip()[0].islower()
    ]
    # In long answers somebody wonders now and then. Each question has its answer below it.
    are_many = 2 * len(found) >= _QUARTER * sum(map(len, possible))
    are_in_most = len(found) >= max(_FEWEST_QUESTIONS, _MOSTLY * len(possible))
    return found if are_many or are_in_most else []


def named_as_in_chat(talk: Talk, lying_outside: Set[int]) -> list[int]:
    """Return the lines in turns before which a name stands as in a chat: `<kari> words`."""
    source = talk.text.source
    head_of = HEADS["[name] text"]
    below = (place for _, places in talk.gaps for place in places if place not in lying_outside)
    opened = (place for place in below if source.line(place).lstrip().startswith("<"))
    heads = filter(None, (head_of(source, place) for place in opened))
    return [
        head.first
        for head in heads
        if head.end < head.body < source.paragraphs[head.last].end
        and not ELEMENT.fullmatch(head.label.casefold())
    ]


def _asked_by(
    talk: Talk, roles: Mapping[str, Role], lying_outside: Set[int]
) -> tuple[Counter[str], Counter[str], list[tuple[Head, list[int]]]]:
    """Return the turns of each label, how many ask on its line, and what they go on to say."""
    text, below = talk.text, dict(talk.gaps)
    turns, asking = Counter[str](), Counter[str]()
    going_on: list[tuple[Head, list[int]]] = []
    for head in talk.heads if below else ():
        places = [place for place in below.get(head, ()) if place not in lying_outside]
        own = text.line(places[0]) if places and text.is_bare(head) else text.said_in(head)
        turns[head.label] += 1
        asking[head.label] += roles.get(head.label) == "interviewer" or asks_last(own)
        if said := places[text.is_bare(head) :]:
            going_on.append((head, said))
    del turns[""]
    return turns, asking, going_on


def _may_be_asked(talk: Talk, place: int) -> bool:
    """Tell whether a line is a question of a sentence or two, which quotes nobody."""
    text, paragraph = talk.text, talk.text.source.paragraphs[place]
    if not is_a_question(text, place) or not talk.may_begin(place):
        return False
    asked = sentences(text.source.text, paragraph.start, paragraph.end)
    is_quoted = text.line(place).lstrip().startswith(OPENING_QUOTES)
    return not is_quoted and len([*asked]) <= _SENTENCES_ASKED


def in_another_form(talk: Talk, lying_outside: Set[int]) -> list[int]:
    """Return the sentences that end turns in a form that hardly any words behind a label have.

    They are in italics, in capitals, behind a sign: nothing of that form stands elsewhere. One may
    stand right above the first turn, too.
    """
    text, heads = talk.text, talk.heads
    above = text.spoken[: bisect_left(text.spoken, heads[0].first)][-1:]
    ending = {form_of(text.source, place): [place] for place in above if _is_sentence(text, place)}
    all_of = Counter(ending.keys())
    for head, places in talk.gaps:
        said = [place for place in places[text.is_bare(head) :] if place not in lying_outside]
        if head is heads[-1]:
            break
        forms = [form_of(text.source, place) for place in said]
        all_of.update(forms)
        if forms[-2:-1] != forms[-1:] != [] and _is_sentence(text, said[-1]):
            ending.setdefault(forms[-1], []).append(said[-1])
    own = (
        Counter(form_of_words(text, head) for head in heads) if ending else Counter[ParagraphForm]()
    )
    return sorted(
        place
        for form, places in ending.items()
        for place in places
        if len(places) >= max(_FEWEST_QUESTIONS - (places[0] in above), _NEARLY_ALL * all_of[form])
        and own[form] <= _SELDOM * len(heads)
    )


def _is_sentence(text: SourceText, place: int) -> bool:
    """Tell whether several words end as what is said does."""
    return " " in text.line(place).strip() and text.has_ended(place)
