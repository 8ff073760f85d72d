"""What was printed on every page of the document that a text was made from.

Headers, footers and page numbers stand among what was said, often in the middle of a sentence. They
are known by what nobody says: numbers that count up a page at a time, and lines that come back a
page at a time, beside those numbers or across sentences.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from statistics import median

from kodeverk.analysis.recognition.forms.labels import could_be_label, is_backchannel, style
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.analysis.recognition.forms.paragraph_forms import is_marked_heading
from kodeverk.analysis.recognition.forms.signs import DIGITS, numbers_alike
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.text.counted_pages import counted_pages
from kodeverk.analysis.recognition.text.printed_lines import (
    ACROSS,
    BESIDE,
    ENDED,
    EVEN,
    EXACT,
    FEWEST_LINES,
    MOST_LINES,
    WORDS,
    PrintedLines,
    are_even,
)
from kodeverk.model.columns import IN_DOCUMENTS
from kodeverk.model.sentences import ASKING
from kodeverk.model.source import Source

_MOST_PAGES = 0.4
"""Furniture is on at least this share of the pages: every second, and not on a title page."""
_OFTEN_ACROSS = 0.25
"""At least this share of what only comes back, and counts nothing, stands in a sentence ..."""
_STRAYS = 0.1
"""At most this share of the lines that say the same as a header stand elsewhere."""
_SHORT_TITLE = 45
_BY_NO_CHANCE = 4
"""Nobody says the same so often where pages end."""

_GAP = re.compile(r"\t|\s{2,}")
_BETWEEN_DASHES = re.compile(r"([-–—])\s?\d{1,4}\s?\1")


def page_furniture(source: Source) -> frozenset[int]:
    """Return the numbers of the paragraphs that are headers, footers or page numbers.

    A text is only taken to have pages where something counts or divides them: numbers that grow by
    one a page (`3`, `Page 3 of 20`, also on every second page) or stand between dashes, or a line
    that comes back evenly from the beginning to the end of the text and across sentences. Furniture
    is what does that and what stands beside it at the same distance; and the head of a table, where
    it is repeated. What a speaker says is none, however often it comes back, nor is a speaker's
    label. Neither the file's cues are, nor rows of a sheet that names its speakers.
    """
    if source.has_cues or any(paragraph.voice for paragraph in source.paragraphs):
        return frozenset()
    printed = PrintedLines(source)
    counted = counted_pages(printed)
    dashed = {n for n, line in enumerate(printed.lines) if _BETWEEN_DASHES.fullmatch(line.text)}
    dividing = _dividing(printed)
    anchors = counted or dividing or dashed
    alone = _alone(printed)
    anchors = alone if anchors <= alone else anchors
    found = anchors | dashed | dividing | _beside(printed, anchors) | _table_heads(printed)
    if source.has_pages:
        found |= _at_ends_of_pages(printed)
    return frozenset(printed.lines[number].place for number in found)


def _alone(printed: PrintedLines) -> set[int]:
    """Return the lines that are numbers alone between blank lines, perhaps beside a title.

    What stands right above them comes back.

    They count up, from 1, or from 2 on a second page, each a page's fewest lines further on.
    """
    found: set[int] = set()
    expected = {"1", "2"}
    depth = 0
    for number, line in enumerate(printed.lines):
        if line.text not in expected or line.depth - depth < FEWEST_LINES:
            continue
        before = printed.lines[number - 1].place if number else -1
        after = printed.lines[number + 1] if number + 1 < len(printed.lines) else None
        is_below = before == line.place - 1
        if after is None or (is_below and printed.text(number - 1) not in printed.same):
            continue
        is_titled = after.place == line.place + 1
        if is_titled:
            below = (
                printed.lines[number + 2].place
                if number + 2 < len(printed.lines)
                else after.place + 2
            )
            if (
                below == after.place + 1
                or after.text.endswith(ENDED)
                or len(after.text) > _SHORT_TITLE
            ):
                continue
            found.add(number + 1)
        found.add(number)
        expected, depth = {str(int(line.text) + 1)}, line.depth
    return found


def _dividing(printed: PrintedLines) -> set[int]:
    """Return the numbers of the lines that come back evenly, all through, across sentences."""
    found: set[int] = set()
    for text, numbers in printed.same.items():
        if len(numbers) < 3 or _may_name(text):
            continue
        if len(WORDS.findall(text)) < 3 or text[0].islower() or text.endswith("."):
            continue
        if not _may_be_printed(printed, text, numbers):
            continue
        if len(text) > _SHORT_TITLE and _goes_on(printed, numbers):
            continue
        if _divide(printed, numbers):
            found.update(numbers)
    # On even pages there may stand something else.
    return found.union(
        *(other for other in printed.same.values() if _alternate(printed, found, other))
    )


def _divide(printed: PrintedLines, numbers: Sequence[int]) -> bool:
    """Tell whether lines that say the same stand where pages end: evenly and across sentences.

    Where all pages are about as long, few have to be across one, or none.
    """
    first, last = (printed.lines[number].depth for number in (numbers[0], numbers[-1]))
    lengths = printed.distances(numbers)
    # Before the first and behind the last there is a page at the most, or two.
    margin = 2 * EVEN[1] * median(lengths)
    is_all_through = first <= margin and printed.lines[-1].depth - last <= margin
    # The last page may be shorter.
    are_pages = min(lengths[:-1]) >= FEWEST_LINES and median(lengths) <= MOST_LINES
    if not is_all_through or not are_pages or not are_even(lengths):
        return False
    across = printed.across(numbers)
    may_be_label = could_be_label(printed.text(numbers[0]))
    if _are_exact(lengths) and all(printed.stands_apart(number) for number in numbers):
        return across >= ACROSS or (len(numbers) > 3 and not may_be_label)
    is_exact = len(numbers) > 7 and are_even(lengths, EXACT) and not may_be_label
    return len(numbers) > 3 and (is_exact or across >= _OFTEN_ACROSS)


def _are_exact(lengths: Sequence[float]) -> bool:
    """Tell whether all pages are about as long as the usual one."""
    low, high = (share * median(lengths) for share in EXACT)
    return all(low <= length <= high for length in lengths)


def _alternate(printed: PrintedLines, found: Set[int], numbers: Sequence[int]) -> bool:
    """Tell whether lines that say the same stand apart, each in the middle between two `found`."""
    if len(numbers) < 3 or abs(len(numbers) - len(found)) > 1 or numbers[0] in found:
        return False
    both = sorted((*found, *numbers))
    lengths = printed.distances(both)
    return (
        all((one in found) != (later in found) for one, later in pairwise(both))
        and _are_exact(lengths)
        and printed.have_blanks_around(numbers)
    )


def _goes_on(printed: PrintedLines, numbers: Sequence[int]) -> bool:
    """Tell whether most of the lines go on in small letters right below, and interrupt nothing."""
    goes_on = sum(
        number + 1 < len(printed.lines)
        and printed.lines[number + 1].place == printed.lines[number].place + 1
        and not printed.text(number + 1)[0].isupper()
        for number in numbers
    )
    share = goes_on / len(numbers)
    return share > 0.5 and printed.across(numbers) < share / 2


def _beside(printed: PrintedLines, anchors: Set[int]) -> set[int]:
    """Return the numbers of the lines that come back beside `anchors`, always at one distance."""
    if not anchors:
        return set()
    # The text begins and ends as a page does.
    ends = anchors | {-1, len(printed.lines)}
    pages = len(anchors)
    found: set[int] = set()
    for text, numbers in printed.same.items():
        times = len(numbers)
        is_too_few = times < 3 and (times < pages or len(WORDS.findall(text)) < 2)
        if times < _MOST_PAGES * pages or is_too_few or (times < 4 and text.endswith(".")):
            continue
        if numbers[0] in anchors or not _may_be_printed(printed, text, numbers):
            continue
        at = max(
            sum(number + distance in ends for number in numbers)
            for distance in range(-BESIDE, BESIDE + 1)
        )
        # The title may stand on the first page too, wherever it likes; what is on all pages does on
        # those above the first that counts.
        times -= sum(number < min(anchors) - BESIDE for number in numbers) if at > 3 else 0
        strays = max(times > 3, _STRAYS * times)
        if _may_name(text):
            strays = 0 if printed.have_blanks_around(numbers) else -1
        if at > 1 and times - at <= strays:
            found.update(numbers)
    return found


def _at_ends_of_pages(printed: PrintedLines) -> set[int]:
    """Return the lines that come back at the heads or feet of pages which the file itself parts.

    They stand at one distance from the end of a page, hardly elsewhere, and count up with the
    pages, or say the same: on many of them, or in the middle of a sentence.
    """
    pages = printed.pages()
    everywhere = Counter(numbers_alike(line.text) for line in printed.lines)
    found: set[int] = set()
    for at in (*range(BESIDE), *range(-BESIDE, 0)):
        alike: dict[str, dict[int, int]] = {}
        for page, lines in enumerate(pages):
            if len(lines) > 2 * BESIDE:
                alike.setdefault(numbers_alike(printed.text(lines[at])), {})[lines[at]] = page
        for form, numbers in alike.items():
            strays = everywhere[form] - len(numbers)
            if (
                len(numbers) >= max(2, _MOST_PAGES * len(pages))
                and strays <= _STRAYS * len(numbers)
                and not _may_name(form)
                and _are_of_pages(printed, numbers)
                and _may_be_printed(printed, printed.text(min(numbers)), [*numbers])
            ):
                found.update(numbers)
    return found


def _are_of_pages(printed: PrintedLines, page_of: Mapping[int, int]) -> bool:
    """Tell whether lines alike count their pages, or say the same, and surely by no chance."""
    texts = [printed.text(number) for number in page_of]
    columns = zip(*(map(int, DIGITS.findall(text)) for text in texts), strict=True)
    pages = page_of.values()
    counting = (
        {number - page for number, page in zip(column, pages, strict=True)} for column in columns
    )
    if any(len(differences) == 1 for differences in counting):
        return True
    return len({*texts}) == 1 and (len(texts) >= _BY_NO_CHANCE or printed.across(page_of) > 0)


def _may_be_printed(printed: PrintedLines, text: str, numbers: Sequence[int]) -> bool:
    """Tell whether a line that comes back may be a page's: nobody says it, and none has a label.

    A heading that the file marks is none: the label of who asks may be, evenly all along.
    """
    if (
        text.rstrip("*_").endswith((":", "!", ",", *ASKING))
        or only_a_time(text) is not None
        or is_not_said(text)
        or is_marked_heading(printed.source, printed.lines[numbers[0]].place)
    ):
        return False
    if is_backchannel(text):
        return False
    # A line of what is said, hard-wrapped, may come back too: it seldom stands apart.
    apart = sum(printed.stands_apart(number) for number in numbers)
    if len(text) > _SHORT_TITLE and apart < len(numbers) / 2:
        return False
    return not printed.is_labelled(numbers[0])


def _may_name(text: str) -> bool:
    """Tell whether a line may be a role or a code alone, which names who speaks."""
    return style(text) in ("role", "code") and len(text.split()) < 3


def _table_heads(printed: PrintedLines) -> set[int]:
    """Return the numbers of the heads of a table that are repeated."""
    found: set[int] = set()
    for numbers in printed.same.values():
        paragraph = printed.source.paragraphs[printed.lines[numbers[0]].place]
        cells = _GAP.split(printed.source.text[paragraph.start : paragraph.end].strip())
        if len(cells) > 1 and IN_DOCUMENTS.is_header(cells):
            found.update(numbers)
    return found
