"""The cover page of a transcript: facts, persons and a legend before the talk begins."""

from collections.abc import Sequence

from kodeverk.analysis.recognition.conventions import HEADS, Head
from kodeverk.analysis.recognition.labels import SENTENCE_ENDS, is_fact, is_fact_line, key_of, style
from kodeverk.analysis.recognition.legend import is_legend_line, rejoined
from kodeverk.model.source import Source

_MOST_PARAGRAPHS = 60
_LONG = 250
_OFTEN = 2
_LONGEST_TITLE = 60
_MOST_TITLES = 2
_WORDS_OF_ENTRY = 3
_INITIALS = 3
"""Up to so many characters a label is an abbreviation, and a name initials."""


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
        line = _line(source, place).rstrip()
        if paragraph.cue is not None or len(line) > _LONG:
            break
        if head is None and after and line.endswith(SENTENCE_ENDS) and len(line) > _LONGEST_TITLE:
            break
        if head is not None:
            key = key_of(head.label)
            is_known = is_fact(head.label)
            if key in seen or (not is_known and _is_talk(source, head)):
                break
            seen.add(key)
            if is_known:
                after = place + 1
    after = _behind_block(source, after) if after else _behind_facts(source, spoken)
    return _behind_named_persons(source, spoken, after)


def _behind_facts(source: Source, spoken: Sequence[int]) -> int:
    """Return the number of the first paragraph behind facts in any language at the head of a file.

    Two at least, by their form alone: each label stands once, and no sentence behind it. Others
    below come back.
    """
    after = facts = 0
    for place in spoken[:_MOST_PARAGRAPHS]:
        line = _line(source, place)
        label = line.partition(":")[0].strip()
        if not is_fact_line(line) or style(label) in ("role", "code") or _comes_back(source, label):
            if facts or len(line) > _LONGEST_TITLE:
                break
            continue  # a title above the facts
        facts += 1
        after = place + 1
    below = (_labelled(source, place) for place in spoken if place >= after)
    comes_back = any(head is not None and _comes_back(source, head.label) for head in below)
    return after if facts > 1 and comes_back else 0


def _comes_back(source: Source, label: str) -> bool:
    return f"\n{source.text}".count(f"\n{label}") > 1


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
            return after
        place += 1
    # What runs to the end of the file is no block of facts above a talk.
    return place if place < len(paragraphs) else after


def _behind_named_persons(source: Source, spoken: Sequence[int], after: int) -> int:
    persons: list[Head] = []
    titles = 0
    for place in (place for place in spoken if place >= after):
        if place < after:
            continue
        line = _line(source, place)
        if is_legend_line(line, source.text):
            after = place + 1
            continue
        below = "" if place + 1 >= len(source.paragraphs) else _line(source, place + 1)
        whole, *others = rejoined((line, below))
        if not others and is_legend_line(whole, source.text):
            after = place + 2
            continue
        head = _labelled(source, place)
        if head is not None and after == place and _goes_on_with_legend(source, place):
            after = place + 1
        elif head is not None and _introduces(source, head):
            persons.append(head)
        elif head is not None or len(line) > _LONGEST_TITLE or titles == _MOST_TITLES:
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
    return persons[-1].last + 1 if persons and len(later) > 1 else after


def _goes_on_with_legend(source: Source, place: int) -> bool:
    """Tell whether a line below a legend is another entry, whose words name no known role."""
    label, _, words = _line(source, place).partition(":")
    is_known = is_legend_line(_line(source, place - 1), source.text) if place else False
    return is_known and _comes_back(source, label.strip()) and len(words.split()) <= _WORDS_OF_ENTRY


def _line(source: Source, place: int) -> str:
    return source.text[source.paragraphs[place].start : source.paragraphs[place].end]


def _labelled(source: Source, place: int) -> Head | None:
    return HEADS["name: text"](source, place) or HEADS["name<TAB>text"](source, place)


def _value(source: Source, head: Head) -> str:
    return source.text[head.body : source.paragraphs[head.last].end].strip()


def _is_talk(source: Source, head: Head) -> bool:
    """Tell whether a label begins a turn: with a sentence behind it, or alone and again."""
    is_alone = head.body == source.paragraphs[head.last].end
    return _is_sentence(source, head) or (is_alone and source.text.count(f"{head.label}:") > _OFTEN)


def _is_sentence(source: Source, head: Head) -> bool:
    value = _value(source, head)
    return value.endswith(("?", "!")) or (value.endswith(".") and len(value.split(None, 4)) > 3)


def _introduces(source: Source, head: Head) -> bool:
    """Tell whether a label and what stands behind it say who somebody is, and are no answer.

    `Intervjuer: Kari Nord`, `Intervjuer: KN`, and in a legend `V: veileder`.
    """
    value = _value(source, head)
    words = value.split(None, 5)  # with more it is an answer, however long
    is_name = all(word[0].isupper() and word[-1].isalnum() for word in words)
    is_initials = len(words) == 1 and len(value) <= _INITIALS and value.isupper()
    return style(head.label) == "role" and is_name and (2 <= len(words) <= 4 or is_initials)
