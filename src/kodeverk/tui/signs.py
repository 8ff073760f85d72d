"""What one or a few cells in the margin say of a coding: its direction, and who made it."""

from collections import Counter
from collections.abc import Mapping

from kodeverk.model.codebook import carries
from kodeverk.model.directions import SIGNS
from kodeverk.model.records import Code, Coding, Facet

NOT_SAID = "!"
"""A direction that is required and not said yet."""


def direction_sign(coding: Coding, code: Code, direction: Facet | None) -> str:
    """Return the sign of a coding's direction, `NOT_SAID` where one is required and missing."""
    if direction is None:
        return ""
    said = [value for key, value in coding.facets if key == direction.key]
    if not said:
        return NOT_SAID if lacks(coding, code, direction) else ""
    return SIGNS.get(said[0], "")


def lacks(coding: Coding, code: Code, facet: Facet) -> bool:
    """Tell whether a coding has no value of a facet that its code requires one of."""
    given = any(key == facet.key for key, _ in coding.facets)
    return facet.required and not given and carries(code, facet)


def initials(names: Mapping[str, str]) -> dict[str, str]:
    """Return a short sign for each coder of `names` (id -> name), none like another.

    `Kari Nes` is `KN`, `Kari` is `K`; those that would have the same are told by more of their
    letters, people of one name by a number.
    """
    signs = {
        coder: "".join(word[0] for word in name.split()).upper() for coder, name in names.items()
    }
    for length in range(2, max(map(len, names.values()), default=0) + 1):
        for coder in _alike(signs):
            signs[coder] = names[coder][:length]
    for number, coder in enumerate(sorted(_alike(signs)), 1):
        signs[coder] += str(number)
    while clashing := _alike(signs):
        signs[max(clashing)] += "'"
    return signs


def _alike(signs: Mapping[str, str]) -> list[str]:
    shown = Counter(signs.values())
    return [coder for coder, sign in signs.items() if shown[sign] > 1]
