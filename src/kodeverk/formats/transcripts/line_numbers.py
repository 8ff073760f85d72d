"""The numbers of the lines of a numbered transcript, as courts and conversation analysts write it.

They count lines of the page and are no words of anybody's, so a text is kept without them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from kodeverk.model.text import normalise

_NUMBERED = re.compile(r"[ \t]*(\d{1,5})[.:]?(?:[ \t]+|$)(.*)")
_FEWEST = 8
_FEWEST_ON_PAGE = 5
"""Numbers that begin anew sooner may be two who speak in turn."""
_FEW_DIGITS = 0.1
"""Of most texts it is soon seen that their lines have no numbers."""
_NEARLY_ALL = 0.9
_MOST = 0.6
_MOST_BEGIN_TURNS = 0.9
_LABELLED = re.compile(r"[^\s:].{0,40}?(?::(?:\s|$)|\t)")


def without_line_numbers(text: str) -> str:
    """Return `text` without the numbers of its lines; as it is when they are not numbered."""
    begins = [line.lstrip()[:1] for line in text.split("\n")]
    if sum(map(str.isdigit, begins)) < max(_FEWEST, _FEW_DIGITS * len(begins)):
        return text
    lines = normalise(text).split("\n")
    unnumbered = unnumbered_lines(lines)
    if not unnumbered:
        return text
    return "\n".join(unnumbered.get(place, line) for place, line in enumerate(lines))


def unnumbered_lines(lines: Sequence[str]) -> dict[int, str]:
    """Return the place of each numbered line -> the line without its number; none if few have one.

    From the first to the last of them most lines with words begin with a number, which counts up by
    one or begins anew at 1. Where nearly all of them name a speaker too, the numbers are of turns
    and stay; so does the number of a page, which is out of turn.
    """
    numbered = {
        place: match
        for place, line in enumerate(lines)
        if (match := _NUMBERED.fullmatch(line)) is not None
    }
    in_turn = [*_in_turn({place: int(match[1]) for place, match in numbered.items()})]
    most = max((int(numbered[place][1]) for place in in_turn), default=0)
    if len(in_turn) < max(_FEWEST, _NEARLY_ALL * len(numbered)) or most < _FEWEST_ON_PAGE:
        return {}
    written = sum(bool(line.strip()) for line in lines[in_turn[0] : in_turn[-1] + 1])
    turns = sum(_LABELLED.match(numbered[place][2]) is not None for place in in_turn)
    if len(in_turn) < _MOST * written or turns >= _MOST_BEGIN_TURNS * len(in_turn):
        return {}
    return {place: numbered[place][2] for place in in_turn}


def _in_turn(numbers: Mapping[int, int]) -> Iterator[int]:
    """Yield the places of the `numbers` that count up by one, or begin anew at 1."""
    before: int | None = None
    following = [*numbers.values(), None][1:]
    for (place, number), after in zip(numbers.items(), following, strict=True):
        # The number of a page stands between two that follow each other.
        is_between = before is not None and after == before + 1 and number != before + 1
        if is_between:
            continue
        if before is None or number == before + 1 or (number == 1 and before > 1):
            yield place
        before = number
