"""The numbers of the lines of a numbered transcript, as courts and conversation analysts write it.

They count lines of the page and are no words of anybody's, so a text is kept without them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kodeverk.model.text import Span, normalise

_NUMBERED = re.compile(r"[ \t]*(\d{1,5})[.:)]?(?:[ \t]+|$)(.*)")
_DIGITS = "0123456789"
_MOST_DIGITS = 5
_STEPS = (1, 5, 10)
"""Each line may be numbered, or every fifth, or every tenth."""
_FEWEST = 8
_FEWEST_IN_STEPS = 4
_FEWEST_ON_PAGE = 5
"""Numbers that begin anew sooner may be two who speak in turn."""
_FEW_DIGITS = 0.04
"""Of most texts it is soon seen that their lines have no numbers."""
_NEARLY_ALL = 0.9
_MOST = 0.6
_MOST_BEGIN_TURNS = 0.9
_LABELLED = re.compile(r"[^\s:].{0,40}?(?::(?:\s|$)|\t)")


def without_line_numbers(text: str) -> str:
    """Return `text` without the numbers of its lines; as it is when they are not numbered."""
    written = [line.strip() for line in text.split("\n")]
    fewest = max(_FEWEST_IN_STEPS, _FEW_DIGITS * len(written))
    begin, end = (sum(map(str.isdigit, (line[at] for line in written if line))) for at in (0, -1))
    if max(begin, end) < fewest:
        return text
    lines = normalise(text).split("\n")
    said = said_in_numbered(lines)
    if not said:
        return text
    for place, (start, end) in said.items():
        lines[place] = lines[place][start:end]
    return "\n".join(lines)


def said_in_numbered(lines: Sequence[str]) -> dict[int, Span]:
    """Return the place of each numbered line -> the span of the line that is not its number.

    None where few have one. From the first to the last of them most lines with words begin with a
    number, or end with one, which counts up by one or begins anew at 1; or every fifth or tenth
    does, and counts the lines between. Where nearly all of them name a speaker behind their number,
    the numbers are of turns and stay; so does the number of a page, which is out of turn.
    """
    return _numbered_at_left(lines) or _numbered_at_right(lines)


def _numbered_at_left(lines: Sequence[str]) -> dict[int, Span]:
    matches = {
        place: match
        for place, line in enumerate(lines)
        if (match := _NUMBERED.fullmatch(line)) is not None
    }
    # What stands below the words is said: `45 minutes`, with the number of another line above.
    words = Counter(match.start(2) for match in matches.values() if match[2])
    column = max(words, key=lambda each: words[each], default=0)
    # The number of a page stands alone, and in another column than those before words.
    ends = {match.end(1) for match in matches.values() if match[2]}
    matches = {
        place: match
        for place, match in matches.items()
        if match.start(1) < column and (match[2] or match.end(1) in ends)
    }
    of_lines = _of_lines(lines, {place: int(match[1]) for place, match in matches.items()})
    turns = sum(_LABELLED.match(matches[place][2]) is not None for place in of_lines)
    if turns >= _MOST_BEGIN_TURNS * len(of_lines):
        return {}
    numbered = {place: Span(*matches[place].span(2)) for place in of_lines}
    # Where every fifth line has its number, the others begin with as much white space.
    between = {
        place: Span(column, len(line))
        for place, line in enumerate(lines)
        if numbered and place not in numbered and not line[:column].strip() and line.strip()
    }
    return numbered | between


def _numbered_at_right(lines: Sequence[str]) -> dict[int, Span]:
    """Return the same of lines with numbers behind them: with a gap between, or nearly all."""
    said: dict[int, Span] = {}
    numbers: dict[int, int] = {}
    wide: dict[int, int] = {}
    for place, line in enumerate(lines):
        written = line.rstrip()
        before = written.rstrip(_DIGITS)
        words, number = before.rstrip(), written[len(before) :]
        gap = before[len(words) :]
        if words and gap and 0 < len(number) <= _MOST_DIGITS:
            said[place], numbers[place] = Span(0, len(words)), int(number)
            if len(gap) > 1 or gap == "\t":
                wide[place] = int(number)
    # The gap is narrow where a line is full.
    of_lines = _of_lines(lines, numbers, _NEARLY_ALL) or _of_lines(lines, wide)
    return {place: said[place] for place in of_lines}


def _of_lines(
    lines: Sequence[str], numbers: Mapping[int, int], least: float = _MOST
) -> Sequence[int]:
    """Return the places of the `numbers` that count lines, none where they count something else.

    `least` is the share of lines that are numbered, where all are to be.
    """
    for step in _STEPS:
        counting = {place: number for place, number in numbers.items() if number % step == 0}
        in_turn = [*_in_turn(counting, step)]
        fewest = _FEWEST if step == 1 else _FEWEST_IN_STEPS
        most = max((counting[place] for place in in_turn), default=0)
        if len(in_turn) < max(fewest, _NEARLY_ALL * len(counting)) or most < _FEWEST_ON_PAGE:
            continue
        if 2 * len(counting) < len(numbers):
            continue  # the lines between have numbers too
        written = sum(bool(line.strip()) for line in lines[in_turn[0] : in_turn[-1] + 1])
        if step == 1 and len(in_turn) >= least * written:
            return in_turn
        if step > 1 and _count_between(lines, counting, in_turn, step):
            return in_turn
    return ()


def _count_between(
    lines: Sequence[str], numbers: Mapping[int, int], places: Sequence[int], step: int
) -> bool:
    """Tell whether nearly all numbers are as many lines behind the one before as they count up."""
    pairs = [
        (above, place)
        for above, place in pairwise(places)
        if numbers[place] == numbers[above] + step
    ]
    right = sum(
        step in (place - above, sum(bool(line.strip()) for line in lines[above:place]))
        for above, place in pairs
    )
    return right >= max(_FEWEST_IN_STEPS - 1, _NEARLY_ALL * len(pairs))


def _in_turn(numbers: Mapping[int, int], step: int) -> Iterator[int]:
    """Yield the places of the `numbers` that count up by `step`, or begin anew at it."""
    before: int | None = None
    following = [*numbers.values(), None][1:]
    for (place, number), after in zip(numbers.items(), following, strict=True):
        # The number of a page stands between two that follow each other.
        is_between = before is not None and after == before + step and number != before + step
        if is_between:
            continue
        if before is None or number == before + step or (number == step and before > step):
            yield place
        before = number
