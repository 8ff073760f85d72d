"""What stands below labels and is unlike all that is said: credits, captions, notes, narration."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import partial
from itertools import dropwhile, islice, pairwise, takewhile

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.questions_and_answers import ANSWER
from kodeverk.analysis.recognition.forms.fact_lines import fact_label, is_fact_line
from kodeverk.analysis.recognition.forms.labels import is_remark
from kodeverk.analysis.recognition.forms.line_forms import (
    GOES_ON,
    LONGEST_HEADING,
    WRAPPED,
    begins_as_heading,
)
from kodeverk.analysis.recognition.forms.paragraph_forms import LISTED
from kodeverk.analysis.recognition.forms.signs import OPENING_QUOTES, SENTENCE_ENDS, has_case
from kodeverk.analysis.recognition.forms.times import without_end_time
from kodeverk.analysis.recognition.nets.told_of_speakers import (
    telling_of_roles,
    telling_of_speakers,
    titles_once,
)
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.headings import reads_as_said, stands_alone
from kodeverk.analysis.recognition.zones.talk import ENOUGH_TURNS, Talk

_FEW = 0.05
_RARE = 0.04
_MOST_RARE = 2
"""Whoever says more below a label plainly tells something at length."""
_SELDOM = 0.1
_FEWEST_ODD = 3
_FEWEST_TURNS = 4
_ENOUGH_BY_FORM = 10
_MOST_QUOTED = 20
_OF_LISTS = "*•"
_NOTE = re.compile(
    r"\s*(?:(?:\[(?:[x✓✔ ]?|\d{1,3})\]|[¹²³⁰⁴-⁹]{1,3}|[†‡©☐-☒□✓✔✗✘])\s*|[*•]\s+)\w", re.IGNORECASE
)
"""A note below the text, or what is ticked: `[1] Tilda`, `* Tilda`, `☐ calm`. So is no list."""
_SIGNED = re.compile(r"\s*(\*{1,3})[^\W\d_]")
_ITALIC = re.compile(r"\s*([*_])(?!\1)[^*_]+\1\s*")
_NOTE_BEHIND = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_COUNTED = re.compile(r"\s*(\d{1,3})[.)]?\s+\w")
_QUOTED = re.compile(r"\W*?[\"“”„«»'‘’](.{12,}?)[.!?…]?[\"“”„«»'‘’]\W*")
_ABOUT_THE_TALK = re.compile(
    r"(?:.*[^(])?\b(?:https?://|www\.)\S|.*\w@\w+\.\w"
    r"|\W*(?:\w+\W+){0,2}"
    r"(?:interview(?:et|en|er|s)?|intervju(?:et|en|a)?|entrevistas?|entretiens?|intervist[ae]|"
    r"wywiadu?|rozhovoru?|haastattelu|interjú|wawancara|röportajı?|mülakat|интервью|інтерв['’]ю|"
    r"trans(?:cript|kript|crip(?:tion|ción)|crição|krypcja)s?|trascrizione)\b"
    r"|.{0,4}(?:访谈|采访|訪談|採訪|인터뷰|インタビュー|مصاحبه)",
    re.IGNORECASE,
)
"""What hardly anybody says: an address on the net, or a word for the talk itself near the head."""
_WORDS_OF_NAME = 3
_WORDS_OF_TITLE = 3


def unlike_lines(talk: Talk, lying_outside: Set[int]) -> list[int]:
    """Return the paragraphs below labels that may be said by nobody, for what they are.

    They have a look that hardly anything behind a label has, or the sign of a note, or are facts
    whose label comes back; they begin with
    the name of a speaker, of whom they tell, or say who that is, or call somebody the interviewer;
    they are short and end as no sentence does; or they stand behind the last answer of an
    interview, or where hardly any turn has a further paragraph. Of those `lying_outside` none is
    looked at, nor an entry of a list that is led on to, or by letters.
    """
    text, heads = talk.text, talk.heads
    left_out = lying_outside | talk.entries
    below = [
        (head, said)
        for head, places in talk.gaps
        if (said := [at for at in places[text.is_bare(head) :] if at not in left_out])
    ]
    places = [place for _, said in below for place in said]
    unlike = {
        *_looking_otherwise(text, heads, places),
        *_notes(text, places),
        *telling_of_speakers(text, heads, below),
        *telling_of_roles(text, heads, places),
        *_quoted_again(text, places),
        *_facts_again(text, places),
        *_parted_off(talk, places),
        *_about_the_talk(text, places),
    }
    once = {*titles_once(text, heads)} - lying_outside
    if (once or places) and talk.ends_sentences:
        unlike |= once
        titles = {*_unlike_speech(talk, lying_outside)} & {*places}
        # Headings come in several: one or two lines that may break off do, each by itself.
        are_beside = any(place + 1 in titles for place in titles)
        if (
            are_beside
            or len(titles) >= _FEWEST_ODD
            or not all(
                _goes_on_small(line) or reads_as_said(line) for line in map(text.line, titles)
            )
        ):
            unlike |= titles
        unlike.update(_breaking_sentences(text, below))
        unlike.update(_without_stop(talk, below, lying_outside))
    # Who lists something begins a paragraph behind it.
    others = [
        (head, rest)
        for head, said in below
        if (rest := [place for place in said if place not in unlike])
        and talk.entries.isdisjoint(range(head.last, said[0]))
    ]
    return sorted(unlike.union(_further(talk, others)))


def _further(talk: Talk, below: Sequence[tuple[Head, Sequence[int]]]) -> Iterator[int]:
    """Yield the sentences that stand `below` labels, where hardly any turn has a further paragraph.

    Below the last label also what is no sentence; or what stands behind the last answer of an
    interview, where it has more paragraphs than any other turn: somebody speaks next who has not
    before, and somebody else has spoken for the last time.
    """
    text, heads = talk.text, talk.heads
    # Where form alone tells who asks, nothing shows who thanks at the end, and who replies.
    is_thanked = _answers_by_form(heads[-1]) and [len(said) for _, said in below] == [2]
    enough = _ENOUGH_BY_FORM if is_thanked else ENOUGH_TURNS
    if len(heads) < enough or text.source.has_cues:
        return
    numbers = {head: len(said) for head, said in below}
    last = {head.label: number for number, head in enumerate(heads)}
    first = {head.label: number for number, head in reversed([*enumerate(heads)])}
    are_few = len(below) <= max(1, _FEW * len(heads))
    # Where lines end in a PDF a paragraph may seem to.
    are_rare = len(below) <= _RARE * len(heads) and text.source.format != "pdf"
    for head, said in below:
        number = last[head.label]
        # Who asks goes on, whoever answers.
        next_two = range(number + 1, min(number + 3, len(heads)))
        is_end = heads[number] == head and number >= _FEWEST_TURNS
        is_end = is_end and any(first[heads[each].label] == each for each in next_two)
        others = (count for other, count in numbers.items() if other != head)
        is_more = are_few and head is heads[-1]
        if is_more or (is_end and len(said) > max(others, default=0)):
            yield from dropwhile(lambda place: not text.begins_sentence(place), said)
        elif are_rare and len(said) <= _MOST_RARE:
            yield from (place for place in said if _is_sentence(text, place))


def _is_sentence(text: SourceText, place: int) -> bool:
    """Tell whether several words begin and end as a sentence does, and quote nobody."""
    line = text.line(place).strip()
    if any(map(line.__contains__, OPENING_QUOTES)):
        return False
    begins = text.begins_anew(place) and not line[0].islower() and not text.is_listed(place)
    return begins and text.has_ended(place) and (" " in line or not has_case(line))


def _answers_by_form(head: Head) -> bool:
    """Tell whether form alone says that somebody answers here."""
    return head.label == ANSWER and head.start == head.end


def _facts_again(text: SourceText, places: Sequence[int]) -> Iterator[int]:
    """Yield facts whose label comes back, as that of each part of a meeting does."""
    lines = ((place, text.line(place).strip(" *_")) for place in places)
    facts = {place: fact_label(line) for place, line in lines if is_fact_line(line)}
    times = Counter(facts.values())
    yield from (place for place, label in facts.items() if times[label] >= _FEWEST_ODD)


def _parted_off(talk: Talk, places: Sequence[int]) -> Iterator[int]:
    """Yield lines alone between blank ones, without a stop, where hardly a block lacks a label.

    Other lines below labels are hard-wrapped words of blocks, as nobody breaks off between two.
    """
    text = talk.text
    apart = [place for place in places if text.is_blank(place - 1)]
    is_usual = len(apart) > max(1, _FEW * len(talk.heads)) or len(talk.heads) < ENOUGH_TURNS
    for place in () if is_usual or not text.is_wrapped else apart:
        above = text.spoken[bisect_left(text.spoken, place) - 1]
        begins = text.has_ended(above) or not text.line(place).lstrip()[0].islower()
        is_alone = text.is_blank(place + 1) and begins
        if is_alone and not _ends_as_said(text, place):
            yield place


def _quoted_again(text: SourceText, places: Sequence[int]) -> Iterator[int]:
    """Yield what repeats in quotation marks what somebody says, as magazines print it: seldom."""
    found = ((place, _QUOTED.fullmatch(text.line(place))) for place in places)
    # Its first letter may have become a capital.
    quoted = {place: words[1][1:] for place, words in found if words}
    if len(quoted) > max(_MOST_QUOTED, _FEW * len(places)):
        return
    times = Counter(quoted.values())
    for place, words in quoted.items():
        is_long = words.count(" ") >= _WORDS_OF_NAME
        if is_long and text.source.text.count(words) > times[words]:
            yield place


def _about_the_talk(text: SourceText, places: Sequence[int]) -> Sequence[int]:
    """Return the one or two lines that give an address on the net, or begin with the talk."""
    found = [
        place
        for place in places
        if _ABOUT_THE_TALK.match(line := text.line(place))
        and len(line) < LONGEST_HEADING
        and text.begins_anew(place)
        and not line.lstrip()[0].islower()
    ]
    return found if len(found) <= max(2, _FEW * len(places)) else ()


def _breaking_sentences(
    text: SourceText, below: Sequence[tuple[Head, Sequence[int]]]
) -> Iterator[int]:
    """Yield titles with a sentence around them, which goes on below in small letters."""
    for head, said in below:
        for above, place, after in zip([head.last, *said], said, said[1:], strict=False):
            line = text.line(place).strip()
            is_apart = text.is_blank(place - 1) and text.is_blank(place + 1)
            is_title = begins_as_heading(line) and not line.endswith(GOES_ON)
            goes_on = text.line(after).lstrip()[0].islower() and not text.has_ended(above)
            if goes_on and is_title and len(line) < WRAPPED and (is_apart or not text.is_wrapped):
                yield place


def _without_stop(
    talk: Talk, below: Sequence[tuple[Head, Sequence[int]]], lying_outside: Set[int]
) -> list[int]:
    """Return the one or two lines that end as no sentence does, where all else that is said does.

    They are short and no half sentences, and what stands above them has ended; in questions and
    answers that form tells an answer may begin with one.
    """
    text, heads = talk.text, talk.heads
    if len(heads) < ENOUGH_TURNS:
        return []
    by_form = {head for head, _ in talk.gaps if _answers_by_form(head)}
    possible = {head.first for head in by_form}.union(*(said for _, said in below))
    words = {head.last + text.is_bare(head) for head in heads} | possible
    breaking = (place for place in words if not _ends_as_said(text, place))
    broken = [*islice(breaking, _FEWEST_ODD)]
    are_short = all(len(text.line(place).strip()) < WRAPPED for place in broken)
    if len(broken) >= _FEWEST_ODD or not (are_short and possible.issuperset(broken)):
        return []
    above = dict(zip(text.spoken[1:], text.spoken, strict=False))
    return [
        place
        for place in broken
        if _is_no_half(text.line(place).strip())
        and not (LISTED.match(text.line(place)) or text.is_listed(place))
        and (_ends(text, above[place], SENTENCE_ENDS) or above[place] in lying_outside)
    ]


def _is_no_half(line: str) -> bool:
    """Tell whether a line has a number, begins with a sign, or is one longer word."""
    is_word = " " not in line and not reads_as_said(line)
    return is_word or not line[0].isalpha() or any(map(str.isdigit, line))


def _ends(text: SourceText, place: int, signs: tuple[str, ...]) -> bool:
    """Tell whether a line, but for a time behind it, ends in one of the signs."""
    return without_end_time(text.line(place)).rstrip("*_ ").endswith(signs)


def _ends_as_said(text: SourceText, place: int) -> bool:
    """Tell whether a line, but for a note or a time behind it, ends as a sentence, or leads on."""
    words = without_end_time(text.line(place))
    # Few lines end in a bracket, and that is cheaper to see.
    may_be_noted = words.rstrip().endswith((")", "]"))
    words = (_NOTE_BEHIND.sub("", words) if may_be_noted else words).rstrip("*_ ")
    return words.endswith((*GOES_ON, ":", "：")) or not any(map(str.isalnum, words))


def _looking_otherwise(
    text: SourceText, heads: Sequence[Head], places: Sequence[int]
) -> Sequence[int]:
    """Return what has a look that hardly anything behind a label has; a list has one of its own."""
    paragraphs = text.source.paragraphs

    def look(place: int, said: str) -> tuple[int, bool]:
        return paragraphs[place].look, _ITALIC.fullmatch(said) is not None

    looks = {place: look(place, text.line(place)) for place in places}
    marked = [
        place
        for place in places
        if any(looks[place])
        and any(map(str.isalnum, text.line(place)))
        and not text.is_listed(place)
    ]
    if not marked:
        return ()
    last = len(paragraphs) - 1  # below a label there nothing is said
    usual = Counter(
        look(head.last + 1, text.line(head.last + 1))
        if text.is_bare(head) and head.last < last
        else look(head.last, text.said_in(head))
        for head in heads
    )
    odd = [place for place in marked if usual[looks[place]] <= _FEW * len(heads)]
    return odd if len(odd) <= max(_FEWEST_ODD, _SELDOM * len(heads)) else ()


def _notes(text: SourceText, places: Sequence[int]) -> Iterator[int]:
    """Yield the notes, by their signs or by numbers that count up at the end and nowhere else."""
    yield from (
        place
        for place in places
        if (line := text.line(place).strip())
        and line[0].isupper()
        and ":" in line
        and (label := line.partition(":")[0]).count(" ") < _WORDS_OF_NAME
        and is_remark(label)
    )
    yield from (place for place in places if _is_signed(text, place))
    noted = [place for place in places if _NOTE.match(text.line(place))]
    times = Counter(text.line(place).lstrip()[0] for place in noted)
    yield from (
        place
        for place in noted
        if (sign := text.line(place).lstrip()[0]) not in _OF_LISTS or times[sign] == 1
    )
    counted = {
        place: int(number[1]) for place in places if (number := _COUNTED.match(text.line(place)))
    }
    ending = [*takewhile(counted.__contains__, reversed(places))][::-1]
    if len(ending) > 1 and ending[-1] == text.spoken[-1] and text.begins_anew(ending[0]):
        yield from ending if [*counted.values()] == [*range(1, len(ending) + 1)] else ()


def _is_signed(text: SourceText, place: int) -> bool:
    """Tell whether a line begins with stars that a word above ends in, and stands in none."""
    stars = _SIGNED.match(line := text.line(place))
    if stars is None or stars[1] in line[stars.end() :]:
        return False
    at_word = re.compile(rf"\w{re.escape(stars[1])}(?![*\w])")
    return at_word.search(text.source.text, 0, text.source.paragraphs[place].start) is not None


def _unlike_speech(talk: Talk, lying_outside: Set[int]) -> Iterator[int]:
    """Yield short lines that end as no sentence does, where nearly all that is said does.

    They stand alone, or end the file: somebody may list something in between. Below words and above
    a blank line they are of the words.
    """
    text = talk.text
    for head, places in () if talk.breaks_off else talk.gaps:
        ending = [*takewhile(partial(_is_short, text), reversed(places))]
        ends_file = ending if head is talk.heads[-1] else ()
        is_unlike, is_of_words = False, text.is_blank(head.first - 1)
        for above, place in pairwise([head.last, *places]):
            is_of_words &= above == place - 1
            is_alone = (
                is_unlike or place in ends_file or stands_alone(text, place, above, talk.begin)
            )
            has_ended = is_unlike or above in lying_outside or text.has_ended(above)
            # What ends the file below such a line goes on with it: `Related articles`.
            longest = LONGEST_HEADING if place in ends_file else WRAPPED
            is_title = _may_be_title(text, place, longest) or (is_unlike and place in ends_file)
            is_unlike = is_alone and has_ended and not is_of_words and is_title
            if is_unlike:
                yield place


def _is_short(text: SourceText, place: int) -> bool:
    """Tell whether a line is short and ends as no sentence does."""
    return len(text.line(place).strip()) < LONGEST_HEADING and not text.has_ended(place)


def _may_be_title(text: SourceText, place: int, longest: int) -> bool:
    """Tell whether a line ends, begins and goes on as no sentence does, and is no longer."""
    line = text.line(place).strip()
    # Several words in small letters, or some on both sides of a comma, are a half sentence.
    is_half = _goes_on_small(line) and (line.count(" ") >= _WORDS_OF_TITLE or "," in line)
    return (
        len(line) < longest
        and not (
            text.has_ended(place) or line.endswith((*GOES_ON, ":", "：")) or text.goes_on(place)
        )
        and begins_as_heading(line)
        and not is_half
        and not text.source.paragraphs[place].in_row
    )


def _goes_on_small(line: str) -> bool:
    """Tell whether words stand behind the first one, none with a capital or a number."""
    _, *words = line.split()
    return bool(words) and not any(word[0].isupper() or word[0].isdigit() for word in words)
