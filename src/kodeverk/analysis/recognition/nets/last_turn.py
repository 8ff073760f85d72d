"""Where a last turn may become what nobody says: a report, or notes below a heading."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from itertools import dropwhile, islice, pairwise, takewhile
from statistics import median

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.line_forms import LONGEST_HEADING, WRAPPED
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.headings import leads_on
from kodeverk.analysis.recognition.zones.talk import Talk

_LINK = re.compile(r"\b(?:https?://|www\.)\S")
_FOOT_NOTE = re.compile(r"\s*(?P<sign>[*†‡]{1,3}|[\[(]\d{1,3}[\])])\s+[^\W\d_]")
_FEWEST_NOTES = 2
_TIMES_THE_MEDIAN = 10
_TIMES_THE_LONGEST = 2.5
_TIMES_A_PARAGRAPH = 1.5
_FAR_LONGER = 1.3
_SELDOM = 0.1
_MANY_BLOCKS = 3
_MOSTLY = 0.8
_LONG_PARAGRAPH = 300
_FEWEST_TURNS = 3
_FEWEST_COMPARED = 10
_LONG = 1_500
"""So many characters must a last turn have to be asked about: less is no report."""


def _has_more_blocks(
    text: SourceText, heads: Sequence[Head], lying_outside: Collection[int]
) -> bool:
    """Tell whether there are more paragraphs below the last head than below any other.

    Far more of them are long, or stand below a blank line.
    """

    def blocks(head: Head, until: int) -> tuple[int, int]:
        below = [
            place
            for place in range(head.last + 1, until)
            if not text.is_blank(place) and place not in lying_outside
        ]
        long = sum(
            text.is_blank(place - 1) or len(text.line(place)) > LONGEST_HEADING for place in below
        )
        return long, len(below)

    long, number = blocks(heads[-1], len(text.source.paragraphs))
    others = (blocks(head, after.first) for head, after in pairwise(heads))
    return long > _MANY_BLOCKS and all(
        long - _MANY_BLOCKS > long_too and number > number_too for long_too, number_too in others
    )


def _is_parted(talk: Talk, first: Head, lying_outside: Set[int]) -> bool:
    """Tell whether a blank line stands between words below the last head alone, from `first` on."""
    text = talk.text
    parted = {
        head
        for head, places in talk.gaps
        if head.first >= first.first
        and any(
            below - above > 1
            and not lying_outside & {above, below}
            and all(map(text.is_blank, range(above + 1, below)))
            for above, below in pairwise([*([] if text.is_bare(head) else [head.last]), *places])
        )
    }
    return parted == {talk.heads[-1]}


def _longer_paragraphs(
    text: SourceText, heads: Sequence[Head], lying_outside: Collection[int]
) -> list[int]:
    """Return the last paragraphs below the last head that are all longer than most others.

    None where they are few, or the speaker's turns mostly have so many paragraphs as the last.
    """
    last, speaker = heads[-1].last, key_of(heads[-1].label)
    said = [
        place
        for place in text.spoken
        if place >= heads[0].first and place != last and place not in lying_outside
    ]
    usual = _usual(len(text.line(place)) for place in said if place < last)
    below = said[bisect_right(said, last) :]
    numbers = (
        bisect_left(said, after.first) - bisect_right(said, head.last)
        for head, after in pairwise(heads)
        if key_of(head.label) == speaker
    )
    longer = takewhile(
        lambda place: len(text.line(place)) > max(_LONG_PARAGRAPH, usual),
        reversed(below[text.is_bare(heads[-1]) :]),
    )
    found = [*longer][::-1]
    are_more = len(below) > max(_usual(numbers), text.is_bare(heads[-1]))
    return found if are_more and len(found) >= _MANY_BLOCKS else []


def _outgrown(talk: Talk, lying_outside: Set[int]) -> list[int]:
    """Return the last paragraph, if it is long, below the last head, and far longer than others.

    None where something lies outside behind it: the file says itself where the talk ends.
    """
    text, heads = talk.text, talk.heads
    *others, last = (
        place for place in text.spoken if place >= heads[0].first and place not in lying_outside
    )
    first = bisect_right(text.spoken, heads[-1].last) + text.is_bare(heads[-1])
    length = len(text.line(last))
    is_below = last in text.spoken[first:]
    ends_file = all(map(text.is_blank, range(last + 1, len(text.source.paragraphs))))
    if not (is_below and ends_file and length > _LONG_PARAGRAPH) or len(heads) < _FEWEST_COMPARED:
        return []
    longest = max(len(text.line(place)) for place in others)
    return [last] if length > _TIMES_A_PARAGRAPH * longest else []


def _usual(numbers: Iterable[int]) -> int:
    """Return what most of the numbers are no larger than; 0 for none."""
    ordered = sorted(numbers)
    return ordered[int(_MOSTLY * len(ordered))] if ordered else 0


def possible_headings(talk: Talk, lying_outside: Collection[int]) -> Iterator[int]:
    """Yield the first line alone below the last head that ends in a colon and has more below it.

    It may be a heading above notes, or said. Without blank lines around it, it leads on, and is
    said where it stands right below its turn, others being apart, or where others lead on as well.
    """
    text, heads = talk.text, talk.heads
    below = [
        place for place in text.spoken if place > heads[-1].last and place not in lying_outside
    ]
    for place in below[text.is_bare(heads[-1]) : -1]:
        if not text.line(place).rstrip().endswith(":") or len(text.line(place)) >= WRAPPED:
            continue
        is_apart = text.is_blank(place - 1)
        if (is_apart and text.is_blank(place + 1)) or (
            text.has_ended(place - 1)
            and leads_on(text, place)
            and not _leads_on_within(talk, is_apart=is_apart)
        ):
            yield place
            return


def _leads_on_within(talk: Talk, *, is_apart: bool) -> bool:
    """Tell whether a line that leads on is of its turn: it alone is not apart, or others do so."""
    text, heads = talk.text, talk.heads
    if not is_apart and all(text.stands_apart(head.first) for head in heads):
        return True
    others = (place for head, places in talk.gaps if head is not heads[-1] for place in places)
    return any(leads_on(text, place) for place in others)


def unlike_turns(talk: Talk, end: int, lying_outside: Set[int]) -> Iterator[int]:
    """Yield where the last turn may become a report: the number of a paragraph below it.

    It is ten times as long as its speaker's others, or far longer than anybody's, or alone has a
    blank line in it, or nothing behind its label, or ends in more and longer paragraphs than most,
    or in one far longer than any other, or in a link, or in notes to words above. Who speaks once
    before all others may be none. `end` is where the last turn's words end; of the paragraphs
    `lying_outside` none is looked at, nor an entry of a list that is led on to.
    """
    text, counts = talk.text, Counter(key_of(head.label) for head in talk.heads)
    again = [*dropwhile(lambda head: counts[key_of(head.label)] == 1, talk.heads)]
    heads = again if len(again) > _FEWEST_TURNS else talk.heads
    if len(heads) <= _FEWEST_TURNS or text.spoken[-1] <= heads[-1].last:
        return
    if _is_left_empty(text, heads):
        behind = (place for place in text.spoken if place > heads[-1].last)
        yield from islice((place for place in behind if place not in lying_outside), 1)
        return
    lying_outside = lying_outside | talk.entries
    lengths: dict[str, list[int]] = {}
    for head, after in pairwise(heads):
        lengths.setdefault(key_of(head.label), []).append(after.start - head.body)
    last = heads[-1]
    own = lengths.get(key_of(last.label), [])
    length, longest = end - last.body, max(map(max, lengths.values()))
    is_longest = length > _TIMES_THE_LONGEST * longest
    if len(own) >= _FEWEST_TURNS and length > _TIMES_THE_MEDIAN * median(own):
        is_longest = length > _FAR_LONGER * longest
    if (notes := _foot_notes(text, last)) and notes[0] not in lying_outside:
        yield notes[0]
    elif longer := (
        _longer_paragraphs(text, heads, lying_outside) or _outgrown(talk, lying_outside)
    ):
        yield next((place for place in longer if text.is_blank(place - 1)), longer[0])
    elif (
        (is_longest and length > _LONG)
        or _has_more_blocks(text, heads, lying_outside)
        or _is_parted(talk, heads[0], lying_outside)
    ):
        below = [place for place in text.spoken if place > last.last and place not in lying_outside]
        said_below = below[text.is_bare(last) :]
        apart = [place for place in said_below if text.is_blank(place - 1)]
        begin = [place for place in said_below if _begins_paragraph(text, place)]
        yield from (apart or begin or below)[:1]
    else:
        yield from _linked(text, heads, lying_outside)


def _is_left_empty(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether the last label stands alone, as no other does, above a blank line and words."""
    *others, last = heads
    is_empty = text.is_bare(last) and text.is_blank(last.last + 1)
    return is_empty and not any(map(text.is_bare, others))


def _foot_notes(text: SourceText, last: Head) -> list[int]:
    """Return the sentences below the last head that begin with a sign that words above end in.

    Several begin so, `* Not found.` or `[2] Not found.`, and none of them stands above it.
    """
    noted = [
        (place, note["sign"])
        for place in text.spoken
        if (note := _FOOT_NOTE.match(text.line(place)))
    ]
    above = text.source.text[: text.source.paragraphs[last.last].end]
    are_at_end = all(place > last.last for place, _ in noted)
    if len(noted) < _FEWEST_NOTES or not are_at_end:
        return []
    referred = sum(re.search(rf"\w\S?{re.escape(sign)}", above) is not None for _, sign in noted)
    return [place for place, _ in noted] if referred > _MOSTLY * len(noted) else []


def _linked(
    text: SourceText, heads: Sequence[Head], lying_outside: Collection[int]
) -> Sequence[int]:
    """Return the last line, below the last head and a blank one, if it has a link as few have."""
    said = [
        place for place in text.spoken if place >= heads[0].first and place not in lying_outside
    ]
    last = said[-1]
    is_apart = last > heads[-1].last and text.is_blank(last - 1)
    if not is_apart or _LINK.search(text.line(last)) is None:
        return ()
    linked = sum(_LINK.search(text.line(place)) is not None for place in said)
    return [last] if linked <= max(1, _SELDOM * len(said)) else ()


def _begins_paragraph(text: SourceText, place: int) -> bool:
    """Tell whether a line begins a paragraph: where lines are hard-wrapped, below one cut short."""
    is_cut = len(text.line(place - 1)) < WRAPPED and text.has_ended(place - 1)
    return is_cut or not text.is_wrapped
