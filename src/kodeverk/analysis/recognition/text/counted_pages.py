"""The lines that count the pages of the document that a text was made from."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from statistics import median

from kodeverk.analysis.recognition.forms.labels import is_numbered_question, style
from kodeverk.analysis.recognition.forms.page_numbers import NUMBERED_PAGE, OF_PAGES
from kodeverk.analysis.recognition.forms.signs import DIGITS
from kodeverk.analysis.recognition.text.printed_lines import (
    ACROSS,
    BESIDE,
    EXACT,
    FEWEST_LINES,
    NEARLY_ALL,
    WORDS,
    PrintedLines,
    are_even,
)
from kodeverk.model.sentences import ASKING

_MOST_NUMBERS = 6
_MOST_TIMES = 3
"""A page has one number, which is said a few times as well at most."""
_MOST_HALVES = 20

_TIED = re.compile(r"\d[:.,]")
_BARE = re.compile(r"[-–—|\[(\s]*\d{1,5}[-–—|\])\s]*")
_OF = re.compile(rf"(\d+){OF_PAGES}(\d+)\W*$", re.IGNORECASE)


def counted_pages(printed: PrintedLines) -> set[int]:
    """Return the numbers of the lines that count the pages."""
    found: set[int] = set()
    halves: list[Mapping[int, int]] = []
    for numbers in printed.alike.values():
        first = printed.text(numbers[0])
        # A number alone, above a time, is no label of it.
        if _BARE.fullmatch(first) is None and printed.is_labelled(numbers[0]):
            continue
        if first.endswith((*ASKING, ":")) or is_numbered_question(first) or style(first) == "role":
            continue
        for column in range(min(_MOST_NUMBERS, len(DIGITS.findall(first)))):
            if _is_part_of_a_time(first, column):
                continue
            values = {
                number: int(DIGITS.findall(printed.text(number))[column][:9]) for number in numbers
            }
            pages = _named_pages(printed, values, column) or _even_pages(printed, values)
            found.update(pages, _left_out(pages, values))
            if _is_every_second(values.values()):
                halves.append(values)
    for one, other in combinations(halves[:_MOST_HALVES], 2):
        if len({value % 2 for value in (*one.values(), *other.values())}) == 2:
            found.update(_even_pages(printed, dict(sorted((*one.items(), *other.items())))))
    return found


def _is_every_second(values: Collection[int]) -> bool:
    return all(later - one == 2 for one, later in pairwise(values))


def _named_pages(printed: PrintedLines, values: Mapping[int, int], column: int) -> Collection[int]:
    """Return the lines that say that they count pages; `values` are what is in their `column`."""
    if _is_called_page(printed.text(min(values)), column):
        chain = _longest_chain(printed, values, 1)
        return chain if len(chain) > 1 else ()
    chain = _longest_chain(printed, values, FEWEST_LINES)
    pages = _of_pages(printed.text(chain[-1]), column)
    return chain if pages and len(chain) >= max(2, NEARLY_ALL * pages) else ()


def _even_pages(printed: PrintedLines, values: Mapping[int, int]) -> Collection[int]:
    """Return the lines that count something evenly, and across sentences: it is pages."""
    chain = _longest_chain(printed, values, FEWEST_LINES)
    if len(chain) < 3 or not all(_may_be_numbered(printed.text(number)) for number in chain):
        return ()
    wanted = {values[number] for number in chain}
    if sum(value in wanted for value in values.values()) > _MOST_TIMES * len(chain):
        return ()  # `FG1_P54`, `FG1_P55` come back again and again: they are speakers
    chain = _most_even(printed, chain, values, median(_lengths(printed, chain, values)))
    lengths = _lengths(printed, chain, values)
    is_exact = len(chain) > 4 and are_even(lengths, EXACT) and not _are_asked(printed, chain)
    if not are_even(lengths) or not (is_exact or printed.across(chain) >= ACROSS):
        return ()
    return _with_short_pages(printed, chain, values)


def _may_be_numbered(text: str) -> bool:
    """Tell whether a line is a number alone, or more than a word with one, such as `Tema 3`."""
    words = len(WORDS.findall(text)) + len(DIGITS.findall(text)) - 1
    return words > 1 or _BARE.fullmatch(text) is not None


def _longest_chain(printed: PrintedLines, values: Mapping[int, int], fewest: int) -> list[int]:
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
                and printed.lines[number].depth - printed.lines[earlier].depth >= step * fewest
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


def _lengths(printed: PrintedLines, chain: Sequence[int], values: Mapping[int, int]) -> list[float]:
    """Return how many lines each page between two of the chain has."""
    return [
        (printed.lines[later].depth - printed.lines[one].depth) / (values[later] - values[one])
        for one, later in pairwise(chain)
    ]


def _most_even(
    printed: PrintedLines, chain: Sequence[int], values: Mapping[int, int], usual: float
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
        ends = printed.lines[even[-1]].depth + usual * (values[number] - values[before])
        behind = [each for each in places[values[number]] if each > even[-1]]
        even.append(
            min(behind, key=lambda each: abs(printed.lines[each].depth - ends), default=number)
        )
    return even


def _with_short_pages(
    printed: PrintedLines, chain: Sequence[int], values: Mapping[int, int]
) -> list[int]:
    """Return the chain with the numbers of a first and a last page that are shorter."""
    first, last = chain[0], chain[-1]
    above = [number for number in values if number < min(first, BESIDE)]
    below = [number for number in values if number > max(last, len(printed.lines) - 1 - BESIDE)]
    return [
        *(number for number in above if values[number] == values[first] - 1),
        *chain,
        *(number for number in below if values[number] == values[last] + 1),
    ]


def _left_out(pages: Collection[int], values: Mapping[int, int]) -> Iterator[int]:
    """Yield the lines that count a page of a few lines between two of `pages`, and stand there."""
    for one, later in pairwise(sorted(pages)):
        between = [
            number
            for number, value in values.items()
            if one < number < later and values[one] < value < values[later]
        ]
        if len(between) == values[later] - values[one] - 1:
            yield from between


def _is_part_of_a_time(text: str, column: int) -> bool:
    """Tell whether a number of a line belongs to a time or a date."""
    start, end = _span(text, column)
    return bool(_TIED.fullmatch(text[max(0, start - 2) : start])) or bool(
        _TIED.fullmatch(text[end : end + 2][::-1])
    )


def _span(text: str, column: int) -> tuple[int, int]:
    return [*DIGITS.finditer(text)][column].span()


def _is_called_page(text: str, column: int) -> bool:
    """Tell whether a number of a line stands beside the word for a page."""
    at = _span(text, column)
    return any(at in (page.span(1), page.span(2)) for page in NUMBERED_PAGE.finditer(text))


def _of_pages(text: str, column: int) -> int | None:
    """Return how many pages there are, where a number of a line is said to be one of them."""
    of = _OF.search(text)
    if of is None or of.start(1) != _span(text, column)[0]:
        return None
    page, pages = int(of[1][:9]), int(of[2][:9])
    return pages if 1 < page <= pages else None


def _are_asked(printed: PrintedLines, numbers: Sequence[int]) -> bool:
    """Tell whether questions stand under most of the lines: then they number these."""
    below = [printed.text(number + 1) for number in numbers if number + 1 < len(printed.lines)]
    return sum(text.endswith(ASKING) for text in below) > len(numbers) / 2
