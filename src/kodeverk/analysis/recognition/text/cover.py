"""The cover page of a transcript: facts, persons and a legend before the talk begins."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice, pairwise, takewhile

from kodeverk.analysis.recognition.conventions.head_times import with_times_behind
from kodeverk.analysis.recognition.conventions.heads import HEADS, Head
from kodeverk.analysis.recognition.forms.fact_lines import first_fact, is_fact_line
from kodeverk.analysis.recognition.forms.labels import is_initials, key_of, names_fact, style
from kodeverk.analysis.recognition.forms.signs import at_colon, numbers_alike, unmarked
from kodeverk.analysis.recognition.forms.times import end_stamp, only_a_time
from kodeverk.analysis.recognition.text.legend import (
    begins_turns,
    is_name,
    legend_lines,
    lines_beginning,
    tells_several,
)
from kodeverk.analysis.recognition.text.legend_entries import rejoined
from kodeverk.model.sentences import ENDS
from kodeverk.model.source import Source

_MOST_PARAGRAPHS = 60
_MOST_LINES = 20
_SIGN = re.compile(r"[:：=\t|(\[{>→–—-]")
"""An entry of a legend, or a fact, has one."""
_RULES = ("---", "+++")
_LONG = 250
_OFTEN = 2
_FEWEST_FACTS = 2
_LONGEST_TITLE = 60
_MOST_TITLES = 2
_WORDS_OF_SENTENCE = 3
_FULL_LINE = 45


def cover_end(source: Source, spoken: Sequence[int], persons: Set[int]) -> int:
    """Return the number of the first paragraph behind the cover page, 0 when there is none.

    `spoken` are the numbers of the paragraphs that are not blank, `persons` of those that say who
    takes part (`persons_among_facts`). A cover page is what stands
    before the last fact such as `Dato:` at the head of the file, up to the first long paragraph,
    sentence behind a label, or label that comes back; with what else stands above the next blank
    line under labels that never come back; and behind that, or without it, lines such as
    `Interviewer: Kari Nordmann`, when other labels follow.
    """
    after = 0
    seen: set[str] = set()
    for place in spoken[:_MOST_PARAGRAPHS]:
        paragraph = source.paragraphs[place]
        head = _labelled(source, place)
        line = source.line(place).rstrip()
        if paragraph.cue is not None or len(line) > _LONG or end_stamp(line) is not None:
            break
        if _begins_turn(source, place):
            break
        if head is None and line.endswith(ENDS) and _ends_sentence(source, place):
            break
        if head is not None:
            key = key_of(head.label)
            is_known = names_fact(head.label)
            if key in seen or (not is_known and _is_talk(source, head)):
                break
            seen.add(key)
            if is_known:
                after = place + 1
    after = max(after, behind_rules(source, spoken), _behind_facts(source, spoken))
    return _behind_legends(source, spoken, after, persons)


def persons_among_facts(source: Source, spoken: Sequence[int]) -> frozenset[int]:
    """Return the paragraphs at the head of a file that say who takes part: `Informant: 7`.

    A name or a number stands behind a role's word, whether that speaks below or not. Among them is
    a fact, whose label comes back nowhere, or they are several. One word may be what is said: it is
    a name where its label stands once, too, a fact is below it, or they are parted from the talk.
    """
    found: set[int] = set()
    run: list[Head] = []
    are_below_facts = False
    for place in (*spoken[:_MOST_PARAGRAPHS], None):
        head = None if place is None else _labelled(source, place)
        is_listed = place is not None and head is not None and _is_listed_fact(source, place)
        step = run[1].first - run[0].first if len(run) > 1 else 0
        is_farther = bool(step) and place is not None and place - run[-1].first > step
        is_talk = not is_listed and head is not None and begins_turns(head.label, source.text)
        if run and (is_farther or not is_listed):
            facts = [head.first for head in run if _tells_of_talk(source, head)]
            are_below_facts |= bool(facts)
            last = run[-1].first if is_farther or not is_talk else max(facts, default=-1)
            found.update(_persons(source, run, last, are_below_facts, bool(facts)))
            run = []
        if is_talk:
            break
        if head is not None and is_listed:
            run.append(head)
    return frozenset(found)


def _tells_of_talk(source: Source, head: Head) -> bool:
    is_person = style(head.label) in ("role", "code")
    return not is_person and not begins_turns(head.label, source.text)


def _persons(
    source: Source, run: Sequence[Head], last: int, are_below_facts: bool, are_among_facts: bool
) -> Iterator[int]:
    """Yield the paragraphs of persons in a `run` of lines; up to `last` none of them is said."""
    introduced = {head.first for head in run if _introduces(source, head)}
    named = {
        head.first: not begins_turns(head.label, source.text)
        for head in run
        if style(head.label) == "role" and is_name(_value(source, head))
    }
    persons = introduced | {place for place, speaks_nowhere in named.items() if speaks_nowhere}
    are_several = len({key_of(head.label) for head in run if head.first in persons}) > 1
    if are_among_facts or are_several:
        yield from introduced
    if are_among_facts:
        yield from (place for place in named if place <= last)
    is_parted = run[-1].first == last
    if is_parted or introduced:
        yield from (persons - introduced if are_below_facts or (are_several and is_parted) else ())


def behind_rules(source: Source, spoken: Sequence[int]) -> int:
    """Return the number of the first paragraph behind facts between two rules: YAML or TOML."""
    rule = source.line(spoken[0]).rstrip() if spoken else ""
    if rule not in _RULES:
        return 0
    below = spoken[1:_MOST_PARAGRAPHS]
    return next((place + 1 for place in below if source.line(place).rstrip() == rule), 0)


def _behind_facts(source: Source, spoken: Sequence[int]) -> int:
    """Return the number of the first paragraph behind facts in any language at the head of a file.

    Two at least, by their form alone: no sentence stands behind their labels. Those below come back
    and speak, or there are none of that form.
    """
    facts: list[str] = []
    persons: set[str] = set()
    after = titles = 0
    for place in spoken[:_MOST_PARAGRAPHS]:
        line = unmarked(source.line(place))
        label = at_colon(line)[0].strip()
        if _begins_turn(source, place):
            break
        is_person = style(label) in ("role", "code") and label not in persons
        if is_person and _is_listed_fact(source, place):
            persons.add(label)
            continue
        if not _is_listed_fact(source, place) or _speaks(source, label):
            titles += 1
            if facts or titles > _MOST_TITLES or not _may_be_title(source, line, place):
                break
            continue
        facts.append(label)
        after = place + 1
    if len(facts) < _FEWEST_FACTS:
        return 0
    below = (_labelled(source, place) for place in spoken if place >= after)
    named = (head for head in islice(below, _MOST_PARAGRAPHS) if head is not None)
    labels = {head.label for head in named if head.label}
    begin = [label for label in labels if begins_turns(label, source.text)]
    speaking = sum(_speaks(source, label) for label in begin)
    # Where one alone speaks, what comes back below is no fact, but somebody's short answers.
    again = facts if speaking else (*begin, *facts)
    is_talk = speaking > 1 or not any(begins_turns(label, source.text) for label in again)
    return after if is_talk and after <= spoken[-1] else 0


def _behind_legends(source: Source, spoken: Sequence[int], after: int, persons: Set[int]) -> int:
    """Return the number of the paragraph behind the last legend above the talk, else `after`.

    One that says again what another said, be it with other numbers, stands above another interview.
    """
    above = spoken[:_MOST_PARAGRAPHS]
    number = 0
    told: set[str] = set()
    while number < len(above):
        place = above[number]
        if count := _lines_of_legend(source, spoken[number : number + _MOST_LINES]):
            words = numbers_alike(source.line(place))
            if words in told:
                break
            told.add(words)
            number += count
            after = max(after, spoken[number - 1] + 1)
            continue
        head = _labelled(source, place)
        is_label = head is not None and begins_turns(head.label, source.text)
        if head is not None and not _value(source, head):
            is_label = _is_talk(source, head)
        line = source.line(place).rstrip()
        # A fact comes back above another interview, as several on a line do.
        is_one_fact = head is not None and names_fact(head.label)
        are_facts = line.count(": ") > _FEWEST_FACTS and not line.endswith(ENDS)
        is_label = is_label and not (is_one_fact or are_facts)
        if place >= after and place not in persons and (is_label or _begins_turn(source, place)):
            break
        number += 1
    return after


def _lines_of_legend(source: Source, spoken: Sequence[int]) -> int:
    """Return how many of the paragraphs `spoken`, from the first on, are one legend.

    They stand right below each other, or each below a blank line.
    """
    if _SIGN.search(source.line(spoken[0])) is None:
        return 0
    step = spoken[1] - spoken[0] if len(spoken) > 1 else 1
    steps = takewhile(lambda pair: pair[1] - pair[0] == step, pairwise(spoken))
    lines = [source.line(place) for place in (spoken[0], *(below for _, below in steps))]
    if count := legend_lines(lines, source.text):
        return count
    if tells_several(lines[0], source.text):
        return 1
    whole, *others = rejoined(lines[:2])
    return len(lines[:2]) if not others and legend_lines([whole], source.text) else 0


def _is_listed_fact(source: Source, place: int) -> bool:
    line = unmarked(source.line(place))
    return is_fact_line(line if at_colon(line)[1] else line.replace("\t", ": ", 1))


def _speaks(source: Source, label: str) -> bool:
    """Tell whether more than a few words stand behind a label anywhere; facts may come back.

    A sentence that begins with the same word is not behind it; alone on one line it is a heading.
    """
    goes_on = re.compile(rf"\W*{re.escape(label)} [^\W\d_]")
    lines = [*lines_beginning(label, source.text)]
    alone = [line for line in lines if not any(map(str.isalnum, line.partition(label)[2]))]
    return len(alone) > 1 or any(
        line not in alone and not is_fact_line(line) and goes_on.match(line) is None
        for line in lines
    )


def _may_be_title(source: Source, line: str, place: int) -> bool:
    """Tell whether a line may stand above facts or a legend: short, or a label that stands once."""
    head = _labelled(source, place)
    is_bare = head is not None and not _value(source, head)
    return len(line) <= _LONGEST_TITLE and (
        head is None or (is_bare and not begins_turns(head.label, source.text))
    )


def _ends_sentence(source: Source, place: int) -> bool:
    """Tell whether a line ends a sentence of some words, begun in it or in a full line above."""
    above = source.line(place - 1) if place else ""
    return len(source.line(place).split()) > _WORDS_OF_SENTENCE or len(above) > _FULL_LINE


def _labelled(source: Source, place: int) -> Head | None:
    return HEADS["name: text"](source, place) or HEADS["name<TAB>text"](source, place)


def _begins_turn(source: Source, place: int) -> bool:
    """Tell whether a label that comes back stands beside a time, in brackets, or before a sign."""
    ways = ("time and name", "name and time", "[name] text")
    heads = [HEADS[way](source, place) for way in ways]
    named = HEADS["name: text"](source, place)
    timed = with_times_behind(source, [named]) if named is not None else []
    heads += [head for head in timed if head.milliseconds is not None]
    signed = HEADS["name; text"](source, place) or HEADS["name - text"](source, place)
    if signed is not None and source.text[signed.end - 1] in ".>-–—":
        heads.append(signed)
    return any(head is not None and begins_turns(head.label, source.text) for head in heads)


def _value(source: Source, head: Head) -> str:
    return source.text[head.body : source.paragraphs[head.last].end].strip()


def _is_talk(source: Source, head: Head) -> bool:
    """Tell whether a label begins a turn: with a sentence behind it, or alone and again."""
    is_alone = head.body == source.paragraphs[head.last].end
    if is_alone:
        return source.text.count(f"{head.label}:") > _OFTEN
    if end_stamp(source.line(head.last)) is not None:
        return True
    is_short = _value(source, head).endswith(".") and not is_initials(_value(source, head))
    return _is_sentence(source, head) or (is_short and begins_turns(head.label, source.text))


def _is_sentence(source: Source, head: Head) -> bool:
    value = _value(source, head)
    return value.endswith(("?", "!")) or (value.endswith(".") and len(value.split(None, 4)) > 3)


def _introduces(source: Source, head: Head) -> bool:
    """Tell whether a role's word and what stands behind it say who takes part, and are no answer.

    `Intervjuer: Kari Nord`, `Intervjuer: KN`, `Informant: 7`.
    """
    if style(head.label) != "role" or only_a_time(_value(source, head)) is not None:
        return False
    value = first_fact(_value(source, head))
    words = value.split(None, 5)  # with more it is an answer, however long
    are_names = all(not word[0].islower() and word[-1].isalnum() for word in words)
    is_code = len(words) == 1 and value[-1].isdigit()
    return (are_names and 2 <= len(words) <= 4) or is_initials(value) or is_code
