"""The numbers of the lines of a numbered transcript, as courts and conversation analysts write it.

They count lines of the page and are no words of anybody's, so a text is kept without them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kodeverk.model.text import normalise

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
    unnumbered = unnumbered_lines(lines) or _unnumbered_at_right(lines)
    if not unnumbered:
        return text
    return "\n".join(unnumbered.get(place, line) for place, line in enumerate(lines))


def unnumbered_lines(lines: Sequence[str]) -> dict[int, str]:
    """Return the place of each numbered line -> the line without its number; none if few have one.

    From the first to the last of them most lines with words begin with a number, which counts up by
    one or begins anew at 1; or every fifth or tenth does, and counts the lines between. Where
    nearly all of them name a speaker too, the numbers are of turns and stay; so does the number of
    a page, which is out of turn.
    """
    matches = {
        place: match
        for place, line in enumerate(lines)
        if (match := _NUMBERED.fullmatch(line)) is not None
    }
    of_lines = _of_lines(lines, {place: int(match[1]) for place, match in matches.items()})
    turns = sum(_LABELLED.match(matches[place][2]) is not None for place in of_lines)
    if turns >= _MOST_BEGIN_TURNS * len(of_lines):
        return {}
    return {place: matches[place][2] for place in of_lines}


def _unnumbered_at_right(lines: Sequence[str]) -> dict[int, str]:
    """Return the same of lines that have their numbers behind them, and a gap between."""
    words: dict[int, str] = {}
    numbers: dict[int, int] = {}
    for place, line in enumerate(lines):
        written = line.rstrip()
        before = written.rstrip(_DIGITS)
        said, number = before.rstrip(), written[len(before) :]
        gap = before[len(said) :]
        if said and 0 < len(number) <= _MOST_DIGITS and (len(gap) > 1 or gap == "\t"):
            words[place], numbers[place] = said, int(number)
    return {place: words[place] for place in _of_lines(lines, numbers)}


def _of_lines(lines: Sequence[str], numbers: Mapping[int, int]) -> Sequence[int]:
    """Return the places of the `numbers` that count lines, none where they count something else."""
    for step in _STEPS:
        counting = {place: number for place, number in numbers.items() if number % step == 0}
        in_turn = [*_in_turn(counting, step)]
        fewest = _FEWEST if step == 1 else _FEWEST_IN_STEPS
        most = max((counting[place] for place in in_turn), default=0)
        if len(in_turn) < max(fewest, _NEARLY_ALL * len(counting)) or most < _FEWEST_ON_PAGE:
            continue
        written = sum(bool(line.strip()) for line in lines[in_turn[0] : in_turn[-1] + 1])
        if step == 1 and len(in_turn) >= _MOST * written:
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
