"""The cover page of a transcript: facts, persons and a legend before the talk begins."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from kodeverk.analysis.recognition.conventions import HEADS, Head, with_times_behind
from kodeverk.analysis.recognition.labels import (
    could_be_label,
    first_fact,
    is_fact,
    is_fact_line,
    is_initials,
    key_of,
    style,
)
from kodeverk.analysis.recognition.legend import (
    begins_turns,
    is_further_entry,
    is_legend_line,
    legend_told,
    lines_beginning,
)
from kodeverk.analysis.recognition.legend_entries import rejoined
from kodeverk.analysis.recognition.times import end_stamp, only_a_time
from kodeverk.model.sentences import ASKING, ENDS
from kodeverk.model.source import Source

_MOST_PARAGRAPHS = 60
_RULE = "---"
_LONG = 250
_OFTEN = 2
_FEWEST_FACTS = 2
_FEWEST_OF_SHEET = 3
_LONGEST_FACT = 160
_WORDS_OF_FACT = 10
_LONGEST_TITLE = 60
_MOST_TITLES = 2
_MOST_NAMES = 4
_WORDS_OF_SENTENCE = 3
_FULL_LINE = 45


def cover_end(source: Source, spoken: Sequence[int]) -> int:
    """Return the number of the first paragraph behind the cover page, 0 when there is none.

    `spoken` are the numbers of the paragraphs that are not blank. A cover page is what stands
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
            is_known = is_fact(head.label)
            if key in seen or (not is_known and _is_talk(source, head)):
                break
            seen.add(key)
            if is_known:
                after = place + 1
    after = max(
        _behind_rules(source, spoken), _behind_block(source, after), _behind_facts(source, spoken)
    )
    return _behind_named_persons(source, spoken, after)


def face_sheets(source: Source, spoken: Sequence[int]) -> frozenset[int]:
    """Return the numbers of the paragraphs with the same facts above each of several interviews.

    Three labels at least, right below each other, that come back together, two of them nowhere
    else; none below a question. So is the line above in the same form whose label stands once:
    `Interview 2: a guest`. Where they are most of a text, they are what is said.
    """
    keys = {place: key for place in spoken if (key := _key_of_fact(source.line(place)))}
    runs: list[list[int]] = []
    for place, key in keys.items():
        goes_on = runs and place == runs[-1][-1] + 1
        if goes_on and key not in [keys[other] for other in runs[-1]]:
            runs[-1].append(place)
        else:
            runs.append([place])
    named = [(frozenset(keys[place] for place in run), run) for run in runs]
    times = Counter(labels for labels, _ in named if len(labels) >= _FEWEST_OF_SHEET)
    again = [(labels, run) for labels, run in named if times[labels] > 1]
    if not again or 2 * sum(len(run) for _, run in again) > len(spoken):
        return frozenset()
    lines = map(source.line, spoken)
    counts = Counter(_key_before_colon(line) for line in lines if ":" in line)
    sheets: set[int] = set()
    for labels, run in again:
        above = spoken[max(0, bisect_left(spoken, run[0]) - 1)]
        asks_above = source.line(above).rstrip().endswith(ASKING)
        apart = sum(counts[label] > times[labels] for label in labels)
        if apart <= len(labels) - _FEWEST_FACTS and not asks_above:
            sheets.update(run)
            sheets.update([above] if counts[keys.get(above, "")] == 1 else [])
    return frozenset(sheets)


def persons_among_facts(source: Source, spoken: Sequence[int]) -> frozenset[int]:
    """Return the paragraphs at the head of a file that say who takes part: `Informant: 7`.

    A name or a number stands behind a role's word, whether that speaks below or not. Right above
    or below them, or others of them, is a fact, whose label comes back nowhere.
    """
    found: set[int] = set()
    persons: list[int] = []
    facts = 0
    for place in (*spoken[:_MOST_PARAGRAPHS], None):
        line = "" if place is None else source.line(place)
        head = None if place is None or not is_fact_line(line) else _labelled(source, place)
        if place is not None and head is not None and _introduces(source, head, ()):
            persons.append(place)
        elif head is not None and not begins_turns(head.label, source.text):
            facts += style(head.label) not in ("role", "code")
        else:
            found.update(persons if facts else ())
            persons, facts = [], 0
            head = None if place is None else _labelled(source, place)
            if head is not None and begins_turns(head.label, source.text):
                break
    return frozenset(found)


def _key_of_fact(line: str) -> str:
    """Return the key of the label of a line with few words behind it and no end of a sentence."""
    if ":" not in line or len(line) > _LONGEST_FACT or line.rstrip().endswith(ENDS):
        return ""
    label, _, value = line.replace("**", "").partition(":")
    is_fact = could_be_label(label.strip()) and 0 < len(value.split()) <= _WORDS_OF_FACT
    return _key_before_colon(line) if is_fact else ""


def _key_before_colon(line: str) -> str:
    return key_of(line.partition(":")[0].replace("*", ""))


def _behind_rules(source: Source, spoken: Sequence[int]) -> int:
    """Return the number of the first paragraph behind facts between two lines of `---`: YAML."""
    if not spoken or source.line(spoken[0]).rstrip() != _RULE:
        return 0
    below = spoken[1:_MOST_PARAGRAPHS]
    return next((place + 1 for place in below if source.line(place).rstrip() == _RULE), 0)


def _behind_facts(source: Source, spoken: Sequence[int]) -> int:
    """Return the number of the first paragraph behind facts in any language at the head of a file.

    Two at least, by their form alone: no sentence stands behind their labels. Those below come back
    and speak, or there are none of that form.
    """
    facts: list[str] = []
    after = titles = 0
    for place in spoken[:_MOST_PARAGRAPHS]:
        line = source.line(place)
        label = line.partition(":")[0].strip()
        if _begins_turn(source, place):
            break
        if not is_fact_line(line) or style(label) in ("role", "code") or _speaks(source, label):
            titles += 1
            if facts or titles > _MOST_TITLES or not _may_be_title(source, line, place):
                break
            continue
        facts.append(label)
        after = place + 1
    if len(facts) < _FEWEST_FACTS:
        return 0
    below = (_labelled(source, place) for place in spoken if place >= after)
    labels = {head.label for head in islice(below, _MOST_PARAGRAPHS) if head is not None}
    begin = [label for label in labels if begins_turns(label, source.text)]
    speaking = sum(_speaks(source, label) for label in begin)
    # Where one alone speaks, what comes back below is no fact, but somebody's short answers.
    again = facts if speaking else (*begin, *facts)
    is_talk = speaking > 1 or not any(begins_turns(label, source.text) for label in again)
    return after if is_talk and after <= spoken[-1] else 0


def _behind_block(source: Source, after: int) -> int:
    """Return the number of the blank paragraph that ends the facts before `after`, if any."""
    paragraphs = source.paragraphs
    place = after
    while 0 < place < len(paragraphs) and paragraphs[place].start < paragraphs[place].end:
        if place - after > _MOST_PARAGRAPHS:
            return after
        head = _labelled(source, place)
        is_fact_too = (
            head is not None
            and style(head.label) in ("name", "plain")
            and not _is_sentence(source, head)
            and source.text.count(f"\n{head.label}") == 1
        )
        if not is_fact_too:
            # Of who takes part there may be lines among the facts.
            is_person = head is not None and style(head.label) in ("role", "code")
            return place if is_person else after
        place += 1
    # What runs to the end of the file is no block of facts above a talk.
    return place if place < len(paragraphs) else after


def _behind_named_persons(source: Source, spoken: Sequence[int], after: int) -> int:
    persons: list[Head] = []
    titles, below_legend = 0, -1
    for number, place in enumerate(spoken):
        if place < after:
            continue
        line = source.line(place)
        if behind := _behind_legend(source, spoken[number:]):
            after = below_legend = behind
            continue
        head = _labelled(source, place)
        if place == below_legend and is_further_entry(line, source.text):
            after = below_legend = place + 1
        elif head is not None and _introduces(source, head, persons):
            persons.append(head)
        elif titles == _MOST_TITLES or not _may_be_title(source, line, place):
            break
        else:
            titles += 1
    labels = {key_of(head.label) for head in persons}
    if len(labels) < len(persons) or (len(persons) < 2 and not after):
        return after
    later = {
        key_of(head.label)
        for place in spoken
        if persons and place > persons[-1].last
        if (head := _labelled(source, place)) is not None
    }
    if not persons or (len(later) < 2 and not (after and labels - later)):
        return after
    return persons[-1].last + 1


def _behind_legend(source: Source, spoken: Sequence[int]) -> int:
    """Return the number of the paragraph behind the legend that begins at the first of `spoken`.

    0 where none does.
    """
    place = spoken[0]
    line = source.line(place)
    if told := legend_told(map(source.line, spoken), source.text):
        return spoken[len(told) - 1] + 1
    if is_legend_line(line, source.text) or _names_several(line):
        return place + 1
    below = "" if place + 1 >= len(source.paragraphs) else source.line(place + 1)
    whole, *others = rejoined((line, below))
    return place + 2 if not others and is_legend_line(whole, source.text) else 0


def _names_several(line: str) -> bool:
    """Tell whether a line says who several people are: `Moderator: Silje. Observatør: Tom.`"""
    pairs = [pair.partition(":") for pair in re.split(r"[.;,]\s+(?=[^:]+:)", line.rstrip(" .;,"))]
    has_role = any(style(label.strip()) == "role" for label, _, _ in pairs)
    return (
        has_role
        and len(pairs) > 1
        and all(
            colon
            and could_be_label(label.strip())
            and 0 < len(name.split()) <= _MOST_NAMES
            and not any(word[0].islower() for word in name.split())
            for label, colon, name in pairs
        )
    )


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
    """Tell whether a label that comes back stands beside a time, or before a sign of speech."""
    heads = [HEADS["time and name"](source, place), HEADS["name and time"](source, place)]
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


def _introduces(source: Source, head: Head, persons: Sequence[Head]) -> bool:
    """Tell whether a label and what stands behind it say who somebody is, and are no answer.

    `Intervjuer: Kari Nord`, `Intervjuer: KN`, and in a legend `V: veileder`. Right below the last
    of other `persons` the label may be any, and what is said of it too, where that is all.
    """
    if only_a_time(_value(source, head)) is not None:
        return False
    is_below = bool(persons) and head.first == persons[-1].last + 1
    if is_below and not _speaks(source, head.label):
        return True
    value = first_fact(_value(source, head))
    words = value.split(None, 5)  # with more it is an answer, however long
    is_name = all(not word[0].islower() and word[-1].isalnum() for word in words)
    is_code = len(words) == 1 and value[-1].isdigit()
    is_person = (is_name and 2 <= len(words) <= 4) or is_initials(value) or is_code
    return is_person and (is_below or style(head.label) == "role")
