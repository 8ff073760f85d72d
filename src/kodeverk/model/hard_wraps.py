"""Lines that only the width of a page has broken, shown as one paragraph.

The text itself stays as it is: a space is shown where a line break stands, so that every offset
is the same in both.
"""

from collections.abc import Iterator, Sequence

from kodeverk.model.records import Turn

_WIDTHS = range(40, 121)
"""How long the longest line may be in a text that was broken at the width of a page."""

_ENOUGH = 3
_NEARLY = 0.8
"""So much of the width a line fills with the next word, for the letters of print differ in width;
and such a share of the breaks in a text must be made by the width."""


def joined_lines(text: str, turns: Sequence[Turn]) -> str:
    """Return `text`, of the same length, with spaces for the line breaks that a width made.

    A break inside a turn is one when the next line's first word had no room on its line, in a text
    where nearly all breaks inside turns are such. Blank lines, and breaks between turns, stay.
    """
    breaks = [line_break for turn in turns for line_break in _breaks(text, turn)]
    width = max((length for _, length, _ in breaks), default=0)
    made = [at for at, _, needed in breaks if needed > _NEARLY * width]
    if width not in _WIDTHS or len(made) < max(_ENOUGH, _NEARLY * len(breaks)):
        return text
    shown = list(text)
    for at in made:
        shown[at] = " "
    return "".join(shown)


def _breaks(text: str, turn: Turn) -> Iterator[tuple[int, int, int]]:
    """Yield each break between two lines of a turn that hold words: where it is, how long the line
    is, and how long it would be with the next one's first word.
    """
    at = text.find("\n", turn.start, turn.end)
    while at >= 0:
        line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
        following = text[at + 1 : turn.end].split("\n", 1)[0].split(None, 1)
        if line and following:
            yield at, len(line), len(line) + 1 + len(following[0])
        at = text.find("\n", at + 1, turn.end)
