"""What one or a few cells in the margin say of a coding: its direction, and who made it."""

from collections.abc import Iterable, Mapping

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


def initials(names: Iterable[str]) -> dict[str, str]:
    """Return a short sign for each name, none like another: `Kari Nes` is `KN`, `Kari` is `K`.

    Names that would have the same are told by more of their letters.
    """
    known = sorted(set(names))
    signs = {name: "".join(word[0] for word in name.split()).upper() for name in known}
    length = 1
    while clashing := _alike(signs):
        length += 1
        for name in clashing:
            signs[name] = name[:length] if length < len(name) else name
    return signs


def _alike(signs: Mapping[str, str]) -> list[str]:
    shown = list(signs.values())
    return [name for name, sign in signs.items() if shown.count(sign) > 1]
