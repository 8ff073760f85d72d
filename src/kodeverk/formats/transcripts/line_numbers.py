"""The numbers of the lines of a numbered transcript, as courts and conversation analysts write it.

They count lines of the page and are no words of anybody's, so a text is kept without them.
"""

import re
from itertools import pairwise

from kodeverk.model.text import normalise

_NUMBERED = re.compile(r"[ \t]*(\d{1,5})[.:]?(?:[ \t]+|$)(.*)")
_FEWEST = 8
_BEGINNING = 4_000
"""Of so many characters it is seen in most texts that their lines have no numbers."""
_NEARLY_ALL = 0.9
_MOST = 0.6
_MOST_BEGIN_TURNS = 0.9
_LABELLED = re.compile(r"[^\s:].{0,40}?:(?:\s|$)")


def without_line_numbers(text: str) -> str:
    """Return `text` without the numbers of its lines; as it is when they are not numbered.

    Most lines with words begin with a number, which counts up by one or begins anew at 1.
    Where nearly all of them name a speaker too, the numbers are of turns and stay.
    """
    begins = [line.lstrip()[:1] for line in text[:_BEGINNING].split("\n") if line.strip()]
    if sum(map(str.isdigit, begins)) < _MOST * len(begins):
        return text
    lines = normalise(text).split("\n")
    matches = [_NUMBERED.fullmatch(line) for line in lines]
    written = sum(bool(line.strip()) for line in lines)
    numbered = [match for match in matches if match is not None]
    if len(numbered) < max(_FEWEST, _MOST * written):
        return text
    numbers = [int(match[1]) for match in numbered]
    in_turn = sum(after in (before + 1, 1) for before, after in pairwise(numbers))
    turns = sum(_LABELLED.match(match[2]) is not None for match in numbered)
    if in_turn < _NEARLY_ALL * (len(numbers) - 1) or turns >= _MOST_BEGIN_TURNS * len(numbered):
        return text
    return "\n".join(
        line if match is None else match[2] for line, match in zip(lines, matches, strict=True)
    )
