"""What was printed on every page of the document that a text was made from.

Headers, footers and page numbers stand among what was said, often in the middle of a sentence. They
are known by what nobody says: numbers that count up a page at a time, and lines that come back a
page at a time, beside those numbers or across sentences.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions import HEADS
from kodeverk.analysis.recognition.labels import (
    could_be_label,
    is_backchannel,
    is_not_said,
    is_numbered_question,
    style,
)
from kodeverk.analysis.recognition.times import only_a_time
from kodeverk.model.columns import IN_DOCUMENTS
from kodeverk.model.sentences import ASKING, ENDS
from kodeverk.model.source import Source
from kodeverk.model.text import seen

_LONGEST = 120
"""What stands at the head or foot of a page has at most so many characters."""
_LINE = 90
"""So many characters are about a line of a page, where a paragraph is not wrapped."""
_FEWEST_LINES = 10
"""A page has at least so many lines."""
_BESIDE = 4
"""Furniture stands at most so many lines away from the number of its page."""
_EVEN = (0.55, 1.7)
"""Pages are between so many times the usual length of one ..."""
_NEARLY_ALL = 0.75
"""... at least this share of them."""
_MOST_PAGES = 0.4
"""Furniture is on at least this share of the pages: every second, and not on a title page."""
_ACROSS = 0.05
"""At least this share of the numbers of pages stand in the middle of a sentence ..."""
_OFTEN_ACROSS = 0.25
"""... and this share of what only comes back, and counts nothing ..."""
_EXACT = (0.88, 1.12)
"""... unless nearly all pages are between so many times as long as the usual one."""
_STRAYS = 0.1
"""At most this share of the lines that say the same as a header stand elsewhere."""
_SHORT_TITLE = 45
_MOST_NUMBERS = 6
_MOST_TIMES = 3
"""A page has one number, which is said a few times as well at most."""
_MOST_HALVES = 20

_DIGITS = re.compile(r"\d+")
_TIED = re.compile(r"\d[:.,]")
_LETTERS = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"\t|\s{2,}")
_BARE = re.compile(r"[-–—|\[(\s]*\d{1,5}[-–—|\])\s]*")
_PAGE = re.compile(
    r"(?<!\w)(?:(?:pages?|pg|side|sider|seite|sidan?|sid|sivu|página|pagina|pág|pag|strona|str|lk|"
    r"стр|страница|сторінка|sayfa|σελίδα|صفح[ةه])\.?\s*#?\s*|(?:pp?|s)(?:\.\s?|\s))(\d+)(?![\w:])|"
    r"第?\s*(\d+)\s*(?:页|頁|ページ|쪽)",
    re.IGNORECASE,
)
_BETWEEN_DASHES = re.compile(r"([-–—])\s?\d{1,4}\s?\1")
_OF_PAGES = r"\s*(?:/|of|av|von|van|de|di|af|sur|z|из)\s*"
_OF = re.compile(rf"(\d+){_OF_PAGES}(\d+)\W*$", re.IGNORECASE)
_REST = re.compile(rf"(?:{_OF_PAGES}\d{{1,4}})?\W*", re.IGNORECASE)
_ENDED = (*ENDS, *':;»”")]*_')


class _Line(NamedTuple):
    """A line with words: its paragraph's number, how many lines of a page stand above, its text.

    The text of what may be furniture has single spaces.
    """

    place: int
    depth: int
    text: str


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
    lines = _lines(source)
    short = _Short.of(lines)
    counted = _counting(source, lines, short)
    dashed = {n for n, line in enumerate(lines) if _BETWEEN_DASHES.fullmatch(line.text)}
    dividing = _dividing(source, lines, short)
    anchors = counted or dividing or dashed
    alone = _alone(lines)
    anchors = alone if anchors <= alone else anchors
    found = (
        anchors
        | dashed
        | dividing
        | _beside(source, lines, short, anchors)
        | _table_heads(source, lines, short)
    )
    return frozenset(lines[number].place for number in found)


def _alone(lines: Sequence[_Line]) -> set[int]:
    """Return the lines that are numbers alone between blank lines, perhaps above a title.

    They count up, from 1, or from 2 on a second page, each a page's fewest lines further on.
    """
    found: set[int] = set()
    expected = {"1", "2"}
    depth = 0
    for number, line in enumerate(lines):
        if line.text not in expected or line.depth - depth < _FEWEST_LINES:
            continue
        before = lines[number - 1].place if number else -1
        after = lines[number + 1] if number + 1 < len(lines) else None
        if before == line.place - 1 or after is None:
            continue
        is_titled = after.place == line.place + 1
        if is_titled:
            below = lines[number + 2].place if number + 2 < len(lines) else after.place + 2
            if (
                below == after.place + 1
                or after.text.endswith(_ENDED)
                or len(after.text) > _SHORT_TITLE
            ):
                continue
            found.add(number + 1)
        found.add(number)
        expected, depth = {str(int(line.text) + 1)}, line.depth
    return found


class _Short(NamedTuple):
    """The numbers of the short lines that say the same, and of those that do but for numbers."""

    same: Mapping[str, Sequence[int]]
    alike: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, lines: Sequence[_Line]) -> "_Short":
        same: dict[str, list[int]] = {}
        alike: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            if len(line.text) <= _LONGEST:
                same.setdefault(line.text, []).append(number)
                if any(map(str.isdigit, line.text)):
                    alike.setdefault(_DIGITS.sub("0", line.text), []).append(number)
        return cls(
            {text: numbers for text, numbers in same.items() if len(numbers) > 1},
            {text: numbers for text, numbers in alike.items() if len(numbers) > 1},
        )

    def comes_back(self, line: _Line) -> bool:
        """Tell whether a line comes back, whatever its numbers."""
        return line.text in self.same or _DIGITS.sub("0", line.text) in self.alike


def _lines(source: Source) -> list[_Line]:
    lines: list[_Line] = []
    depth = 0
    for place, paragraph in enumerate(source.paragraphs):
        text = source.text[paragraph.start : paragraph.end].strip()
        if len(text) <= _LONGEST:
            text = " ".join(seen(text).split())
        if text:
            lines.append(_Line(place, depth, text))
        depth += max(1, -(-len(text) // _LINE))
    return lines


def _counting(source: Source, lines: Sequence[_Line], short: _Short) -> set[int]:
    """Return the numbers of the lines that count the pages."""
    found: set[int] = set()
    halves: list[Mapping[int, int]] = []
    for numbers in short.alike.values():
        first = lines[numbers[0]].text
        if _is_labelled(source, lines, lines[numbers[0]]):
            continue
        if first.endswith((*ASKING, ":")) or is_numbered_question(first) or style(first) == "role":
            continue
        for column in range(min(_MOST_NUMBERS, len(_DIGITS.findall(first)))):
            if _is_part_of_a_time(first, column):
                continue
            values = {
                number: int(_DIGITS.findall(lines[number].text)[column][:9]) for number in numbers
            }
            pages = _named_pages(lines, values, column) or _even_pages(lines, short, values)
            found.update(pages)
            if _is_every_second(values.values()):
                halves.append(values)
    for one, other in combinations(halves[:_MOST_HALVES], 2):
        if len({value % 2 for value in (*one.values(), *other.values())}) == 2:
            found.update(_even_pages(lines, short, dict(sorted((*one.items(), *other.items())))))
    return found


def _is_every_second(values: Collection[int]) -> bool:
    return all(later - one == 2 for one, later in pairwise(values))


def _named_pages(lines: Sequence[_Line], values: Mapping[int, int], column: int) -> Collection[int]:
    """Return the lines that say that they count pages; `values` are what is in their `column`."""
    if _is_called_page(lines[min(values)].text, column):
        chain = _longest_chain(lines, values, 1)
        return chain if len(chain) > 1 else ()
    chain = _longest_chain(lines, values, _FEWEST_LINES)
    pages = _of_pages(lines[chain[-1]].text, column)
    return chain if pages and len(chain) >= max(2, _NEARLY_ALL * pages) else ()


def _even_pages(
    lines: Sequence[_Line], short: _Short, values: Mapping[int, int]
) -> Collection[int]:
    """Return the lines that count something evenly, and across sentences: it is pages."""
    chain = _longest_chain(lines, values, _FEWEST_LINES)
    if len(chain) < 3 or not all(_may_be_numbered(lines[number].text) for number in chain):
        return ()
    wanted = {values[number] for number in chain}
    if sum(value in wanted for value in values.values()) > _MOST_TIMES * len(chain):
        return ()  # `FG1_P54`, `FG1_P55` come back again and again: they are speakers
    chain = _most_even(lines, chain, values, median(_lengths(lines, chain, values)))
    lengths = _lengths(lines, chain, values)
    is_exact = len(chain) > 4 and _is_even(lengths, _EXACT) and not _are_asked(lines, chain)
    if not _is_even(lengths) or not (is_exact or _across(lines, short, chain) >= _ACROSS):
        return ()
    return _with_short_pages(lines, chain, values)


def _may_be_numbered(text: str) -> bool:
    """Tell whether a line is a number alone, or more than a word with one, such as `Tema 3`."""
    words = len(_LETTERS.findall(text)) + len(_DIGITS.findall(text)) - 1
    return words > 1 or _BARE.fullmatch(text) is not None


def _longest_chain(lines: Sequence[_Line], values: Mapping[int, int], fewest: int) -> list[int]:
    """Return the most lines whose values grow by one, or two, in a page or two each.

    `values` are those of lines by their numbers, a page has `fewest` lines.
    """
    last: dict[int, int] = {}
    length: dict[int, int] = {}
    before: dict[int, int] = {}
    for number, value in values.items():
        length[number] = 1
        for step in (1, 2):
            earlier = last.get(value - step)
            if (
                earlier is not None
                and length[earlier] >= length[number]
                and lines[number].depth - lines[earlier].depth >= step * fewest
            ):
                length[number], before[number] = length[earlier] + 1, earlier
        if value not in last or length[last[value]] < length[number]:
            last[value] = number
    at: int | None = max(length, key=lambda number: length[number])
    chain = []
    while at is not None:
        chain.append(at)
        at = before.get(at)
    return chain[::-1]


def _lengths(
    lines: Sequence[_Line], chain: Sequence[int], values: Mapping[int, int]
) -> list[float]:
    """Return how many lines each page between two of the chain has."""
    return [
        (lines[later].depth - lines[one].depth) / (values[later] - values[one])
        for one, later in pairwise(chain)
    ]


def _most_even(
    lines: Sequence[_Line], chain: Sequence[int], values: Mapping[int, int], usual: float
) -> list[int]:
    """Return the chain with those of its values' lines that are nearest to where pages end.

    A number may be said as well.
    """
    wanted = {values[number] for number in chain}
    places: dict[int, list[int]] = {}
    for number, value in values.items():
        if value in wanted:
            places.setdefault(value, []).append(number)
    even = [chain[0]]
    for before, number in pairwise(chain):
        ends = lines[even[-1]].depth + usual * (values[number] - values[before])
        behind = [each for each in places[values[number]] if each > even[-1]]
        even.append(min(behind, key=lambda each: abs(lines[each].depth - ends), default=number))
    return even


def _with_short_pages(
    lines: Sequence[_Line], chain: Sequence[int], values: Mapping[int, int]
) -> list[int]:
    """Return the chain with the numbers of a first and a last page that are shorter."""
    first, last = chain[0], chain[-1]
    above = [number for number in values if number < min(first, _BESIDE)]
    below = [number for number in values if number > max(last, len(lines) - 1 - _BESIDE)]
    return [
        *(number for number in above if values[number] == values[first] - 1),
        *chain,
        *(number for number in below if values[number] == values[last] + 1),
    ]


def _is_part_of_a_time(text: str, column: int) -> bool:
    """Tell whether a number of a line belongs to a time or a date."""
    start, end = _span(text, column)
    return bool(_TIED.fullmatch(text[max(0, start - 2) : start])) or bool(
        _TIED.fullmatch(text[end : end + 2][::-1])
    )


def _span(text: str, column: int) -> tuple[int, int]:
    return [*_DIGITS.finditer(text)][column].span()


def _is_called_page(text: str, column: int) -> bool:
    """Tell whether a number of a line stands beside the word for a page."""
    at = _span(text, column)
    return any(at in (page.span(1), page.span(2)) for page in _PAGE.finditer(text))


def says_page(words: str) -> bool:
    """Tell whether words are the number of a page, called so, and no more."""
    page = _PAGE.search(words)
    if page is None or any(map(str.isalnum, words[: page.start()])):
        return False
    return _REST.fullmatch(words, page.end()) is not None


def _of_pages(text: str, column: int) -> int | None:
    """Return how many pages there are, where a number of a line is said to be one of them."""
    of = _OF.search(text)
    if of is None or of.start(1) != _span(text, column)[0]:
        return None
    page, pages = int(of[1][:9]), int(of[2][:9])
    return pages if 1 < page <= pages else None


def _is_even(lengths: Sequence[float], bounds: tuple[float, float] = _EVEN) -> bool:
    usual = median(lengths)
    low, high = bounds
    fit = sum(low * usual <= length <= high * usual for length in lengths)
    return usual >= _FEWEST_LINES and fit >= _NEARLY_ALL * len(lengths)


def _are_exact(lengths: Sequence[float]) -> bool:
    """Tell whether all pages are about as long as the usual one."""
    low, high = (share * median(lengths) for share in _EXACT)
    return all(low <= length <= high for length in lengths)


def _are_asked(lines: Sequence[_Line], numbers: Sequence[int]) -> bool:
    """Tell whether questions stand under most of the lines: then they number these."""
    below = [lines[number + 1].text for number in numbers if number + 1 < len(lines)]
    return sum(text.endswith(ASKING) for text in below) > len(numbers) / 2


def _across(lines: Sequence[_Line], short: _Short, numbers: Collection[int]) -> float:
    """Return the share of lines that stand in the middle of a sentence."""
    return sum(_is_across(lines, short, number) for number in numbers) / len(numbers)


def _is_across(lines: Sequence[_Line], short: _Short, number: int) -> bool:
    """Tell whether a line and what comes back beside it stand in the middle of a sentence."""
    before = _next_said(lines, short, range(number - 1, max(-1, number - _BESIDE - 2), -1))
    after = _next_said(lines, short, range(number + 1, min(len(lines), number + _BESIDE + 2)))
    if before is None or after is None or before.endswith(_ENDED):
        return False
    return after[0].isalpha() and not after[0].isupper()


def _next_said(lines: Sequence[_Line], short: _Short, numbers: Iterable[int]) -> str | None:
    texts = (lines[number].text for number in numbers if not short.comes_back(lines[number]))
    return next(texts, None)


def _dividing(source: Source, lines: Sequence[_Line], short: _Short) -> set[int]:
    """Return the numbers of the lines that come back evenly, all through, across sentences."""
    found: set[int] = set()
    for text, numbers in short.same.items():
        if len(numbers) < 3 or _may_name(text):
            continue
        if len(_LETTERS.findall(text)) < 3 or text[0].islower() or text.endswith("."):
            continue
        if not _may_be_printed(source, lines, text, numbers):
            continue
        if len(text) > _SHORT_TITLE and _is_wrapped(lines, numbers):
            continue
        if _divide(lines, short, numbers):
            found.update(numbers)
    # On even pages there may stand something else.
    return found.union(*(other for other in short.same.values() if _alternate(lines, found, other)))


def _divide(lines: Sequence[_Line], short: _Short, numbers: Sequence[int]) -> bool:
    """Tell whether lines that say the same stand where pages end: evenly and across sentences.

    Where all pages are about as long, few have to be across one, or none.
    """
    depths = [lines[number].depth for number in numbers]
    lengths = [later - one for one, later in pairwise(depths)]
    # Before the first and behind the last there is a page at the most, or two.
    margin = 2 * _EVEN[1] * median(lengths)
    is_all_through = depths[0] <= margin and lines[-1].depth - depths[-1] <= margin
    if not is_all_through or min(lengths) < _FEWEST_LINES or not _is_even(lengths):
        return False
    across = _across(lines, short, numbers)
    may_be_label = could_be_label(lines[numbers[0]].text)
    if _are_exact(lengths) and all(_stands_apart(lines, number) for number in numbers):
        return across >= _ACROSS or (len(numbers) > 3 and not may_be_label)
    is_exact = len(numbers) > 7 and _is_even(lengths, _EXACT) and not may_be_label
    return len(numbers) > 3 and (is_exact or across >= _OFTEN_ACROSS)


def _alternate(lines: Sequence[_Line], found: Set[int], numbers: Sequence[int]) -> bool:
    """Tell whether lines that say the same stand apart, each in the middle between two `found`."""
    if len(numbers) < 3 or abs(len(numbers) - len(found)) > 1 or numbers[0] in found:
        return False
    both = sorted((*found, *numbers))
    lengths = [lines[later].depth - lines[one].depth for one, later in pairwise(both)]
    return (
        all((one in found) != (later in found) for one, later in pairwise(both))
        and _are_exact(lengths)
        and _have_blanks_around(lines, numbers)
    )


def _is_wrapped(lines: Sequence[_Line], numbers: Sequence[int]) -> bool:
    """Tell whether most of the lines go on in small letters right below."""
    goes_on = sum(
        number + 1 < len(lines)
        and lines[number + 1].place == lines[number].place + 1
        and not lines[number + 1].text[0].isupper()
        for number in numbers
    )
    return goes_on > len(numbers) / 2


def _beside(source: Source, lines: Sequence[_Line], short: _Short, anchors: Set[int]) -> set[int]:
    """Return the numbers of the lines that come back beside `anchors`, always at one distance."""
    if not anchors:
        return set()
    # The text begins and ends as a page does.
    ends = anchors | {-1, len(lines)}
    pages = len(anchors)
    found: set[int] = set()
    for text, numbers in short.same.items():
        times = len(numbers)
        is_too_few = times < 3 and (times < pages or len(_LETTERS.findall(text)) < 2)
        if times < _MOST_PAGES * pages or is_too_few or (times < 4 and text.endswith(".")):
            continue
        if numbers[0] in anchors or not _may_be_printed(source, lines, text, numbers):
            continue
        at = max(
            sum(number + distance in ends for number in numbers)
            for distance in range(-_BESIDE, _BESIDE + 1)
        )
        # The title may stand on the first page too, wherever it likes.
        strays = max(times > 3, _STRAYS * times)
        if _may_name(text):
            strays = 0 if _have_blanks_around(lines, numbers) else -1
        if at > 1 and times - at <= strays:
            found.update(numbers)
    return found


def _may_be_printed(
    source: Source, lines: Sequence[_Line], text: str, numbers: Sequence[int]
) -> bool:
    """Tell whether a line that comes back may be a page's: nobody says it, and none has a label."""
    if (
        text.rstrip("*_").endswith((":", "!", ",", *ASKING))
        or only_a_time(text) is not None
        or is_not_said(text)
    ):
        return False
    if is_backchannel(text):
        return False
    # A line of what is said, hard-wrapped, may come back too: it seldom stands apart.
    apart = sum(_stands_apart(lines, number) for number in numbers)
    if len(text) > _SHORT_TITLE and apart < len(numbers) / 2:
        return False
    return not _is_labelled(source, lines, lines[numbers[0]])


def _may_name(text: str) -> bool:
    """Tell whether a line may be a role or a code alone, which names who speaks."""
    return style(text) in ("role", "code") and len(text.split()) < 3


def _stands_apart(lines: Sequence[_Line], number: int) -> bool:
    """Tell whether a blank line, or an end of the text, is above or below a line."""
    return any(_blanks(lines, number))


def _have_blanks_around(lines: Sequence[_Line], numbers: Iterable[int]) -> bool:
    """Tell whether a blank line, or an end of the text, is above and below all of the lines."""
    return all(all(_blanks(lines, number)) for number in numbers)


def _blanks(lines: Sequence[_Line], number: int) -> tuple[bool, bool]:
    place = lines[number].place
    above = lines[number - 1].place if number else -2
    below = lines[number + 1].place if number + 1 < len(lines) else -2
    return place - 1 != above, place + 1 != below


def _is_labelled(source: Source, lines: Sequence[_Line], line: _Line) -> bool:
    """Tell whether a line begins with a label that stands before other words too, or has a time."""
    if any(
        HEADS[name](source, line.place) is not None for name in ("time and name", "name and time")
    ):
        return True
    labels = [head for name in _LABELLED if (head := HEADS[name](source, line.place)) is not None]
    return any(
        head.milliseconds is not None
        or _begins_another(lines, source.text[head.start : head.end], line.text)
        for head in labels
    )


_LABELLED = ("name: text", "name<TAB>text", "[name] text", "name - text", "name; text")


def _begins_another(lines: Sequence[_Line], label: str, text: str) -> bool:
    """Tell whether the same label stands before other words too."""
    begins = " ".join(label.split())
    form = _DIGITS.sub("0", text)
    return any(
        line.text.startswith(begins) and _DIGITS.sub("0", line.text) != form for line in lines
    )


def _table_heads(source: Source, lines: Sequence[_Line], short: _Short) -> set[int]:
    """Return the numbers of the heads of a table that are repeated."""
    found: set[int] = set()
    for numbers in short.same.values():
        paragraph = source.paragraphs[lines[numbers[0]].place]
        cells = _GAP.split(source.text[paragraph.start : paragraph.end].strip())
        if len(cells) > 1 and IN_DOCUMENTS.is_header(cells):
            found.update(numbers)
    return found
