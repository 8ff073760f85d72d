"""The numbers of the lines of a numbered transcript, as courts and conversation analysts write it.

They count lines of the page and are no words of anybody's, so a text is kept without them.
"""

import re
from collections.abc import Iterator, Mapping

from kodeverk.model.text import normalise

_NUMBERED = re.compile(r"[ \t]*(\d{1,5})[.:]?(?:[ \t]+|$)(.*)")
_FEWEST = 8
_FEW_DIGITS = 0.1
"""Of most texts it is soon seen that their lines have no numbers."""
_NEARLY_ALL = 0.9
_MOST = 0.6
_MOST_BEGIN_TURNS = 0.9
_LABELLED = re.compile(r"[^\s:].{0,40}?:(?:\s|$)")


def without_line_numbers(text: str) -> str:
    """Return `text` without the numbers of its lines; as it is when they are not numbered.

    From the first to the last of them most lines with words begin with a number, which counts up by
    one or begins anew at 1. Where nearly all of them name a speaker too, the numbers are of turns
    and stay; so does the number of a page, which is out of turn.
    """
    begins = [line.lstrip()[:1] for line in text.split("\n")]
    if sum(map(str.isdigit, begins)) < max(_FEWEST, _FEW_DIGITS * len(begins)):
        return text
    lines = normalise(text).split("\n")
    numbered = {
        place: match
        for place, line in enumerate(lines)
        if (match := _NUMBERED.fullmatch(line)) is not None
    }
    in_turn = [*_in_turn({place: int(match[1]) for place, match in numbered.items()})]
    if len(in_turn) < max(_FEWEST, _NEARLY_ALL * len(numbered)):
        return text
    written = sum(bool(line.strip()) for line in lines[in_turn[0] : in_turn[-1] + 1])
    turns = sum(_LABELLED.match(numbered[place][2]) is not None for place in in_turn)
    if len(in_turn) < _MOST * written or turns >= _MOST_BEGIN_TURNS * len(in_turn):
        return text
    for place in in_turn:
        lines[place] = numbered[place][2]
    return "\n".join(lines)


def _in_turn(numbers: Mapping[int, int]) -> Iterator[int]:
    """Yield the places of the `numbers` that count up by one, or begin anew at 1."""
    before: int | None = None
    following = [*numbers.values(), None][1:]
    for (place, number), after in zip(numbers.items(), following, strict=True):
        # The number of a page stands between two that follow each other.
        is_between = before is not None and after == before + 1 and number != before + 1
        if is_between:
            continue
        if before is None or number in (before + 1, 1):
            yield place
        before = number
