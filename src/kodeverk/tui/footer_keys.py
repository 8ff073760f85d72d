"""Which keys the last line of the coding screen offers, by what they would be about."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from kodeverk.model.records import Facet

State = Literal["borders", "lacking", "coding", "selection", "nothing"]
"""What is at hand: a border that is being moved; otherwise what is selected: a coding that lacks a
required direction, another coding, words, nothing."""


class Offered(NamedTuple):
    """A key by its binding's id, with a word for what it does; in `haste` where it is required."""

    id: str
    word: str
    haste: bool = False


Group = tuple[Offered, ...]

LAST: Group = (Offered("coding.help", "Help"), Offered("coding.leave", "Back"))
"""What stands at the right end, and never gives way."""

_CODE = (Offered("coding.pick", "Code"), Offered("coding.repeat", "Repeat"))
_UNDO = Offered("coding.undo", "Undo")
_REMOVE = Offered("coding.remove", "Remove")
_MEMO = Offered("coding.memo", "Memo")
_OF_CODING: Group = (
    Offered("coding.borders", "Borders"),
    Offered("coding.another-code", "Other code"),
    Offered("coding.split", "Split"),
    Offered("coding.facets", "Facets"),
)
_GROUPS: dict[State, tuple[Group, ...]] = {
    "borders": ((Offered("coding.borders", "The other border"),),),
    "lacking": ((_REMOVE, _UNDO), _CODE, (_MEMO, *_OF_CODING)),
    "coding": (_CODE, (_UNDO, _REMOVE, _MEMO), _OF_CODING),
    "selection": (
        (*_CODE, Offered("coding.recent", "Recent")),
        (
            Offered("transcript.select-sentence", "Longer"),
            _MEMO,
            Offered("coding.copy", "Copy"),
        ),
        (_UNDO, Offered("coding.read", "Read")),
    ),
    "nothing": (
        (Offered("transcript.jump", "Letters"), Offered("transcript.open-turn", "Turn")),
        _CODE,
        (
            _UNDO,
            Offered("coding.finish", "Finish"),
            Offered("coding.search", "Search"),
            Offered("coding.read", "Read"),
        ),
        (
            Offered("transcript.select-sentence", "Sentence"),
            Offered("coding.memos", "Memos"),
            Offered("coding.log", "Log"),
        ),
    ),
}


def groups_for(state: State, direction: Facet | None) -> tuple[Group, ...]:
    """Return the keys that matter, grouped, those that matter most first.

    `direction` is the facet that the selected coding can be given with keys of their own, if any:
    its values come first where one is lacking, in haste, otherwise last.
    """
    if direction is None:
        return _GROUPS[state]
    values = tuple(
        Offered(f"coding.{value.id}", value.id, haste=state == "lacking")
        for value in direction.values
        if value.id in WITH_KEYS
    )
    groups = _GROUPS[state]
    return (values, *groups) if state == "lacking" else (*groups, values)


WITH_KEYS = ("fremmer", "hemmer", "ambivalent", "beskrivende")
"""The directions that have keys."""


def that_fit(
    groups: Sequence[Sequence[Offered]], sizes: dict[Offered, int], cells: int, gap: int
) -> list[list[Offered]]:
    """Return as many of the keys as fit whole into so many cells, from the first on.

    `sizes` has the cells of each, with the blank behind it; between groups are `gap` cells more.
    """
    fitting: list[list[Offered]] = []
    for group in groups:
        fitting.append([])
        cells -= gap if len(fitting) > 1 else 0
        for offered in group:
            cells -= sizes[offered]
            if cells < 0:
                return [some for some in fitting if some]
            fitting[-1].append(offered)
    return fitting
