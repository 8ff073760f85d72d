"""Names that may mean the same: spelt alike, but for a hyphen, a space or a slip of the pen."""

from collections.abc import Sequence

from kodeverk.model.municipality import folded

_LIKE = 0.85
_SHORTEST = 6
"""How like two names are, of 1, that may be one; and how long both are at least: in short names
one letter tells two apart."""


def like_names(names: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of pairs of names that may mean the same, in their order.

    Equal but for case, accents, spaces and hyphens (`Tillits-forhold`, `tillitsforhold`); nearly
    equal, as by a slip; or all words of one are in the other (`Kari`, `Kari Nordmann`).
    """
    from rapidfuzz.distance import OSA

    spelt = [folded(name) or name for name in names]
    joined = ["".join(filter(str.isalnum, name)) or name for name in spelt]
    words = [frozenset(name.casefold().split()) for name in names]
    pairs = []
    for first in range(len(names)):
        for second in range(first + 1, len(names)):
            one, other = joined[first], joined[second]
            nearly = (
                min(len(one), len(other)) >= _SHORTEST
                and OSA.normalized_similarity(one, other, score_cutoff=_LIKE) > 0
            )
            if (
                one == other
                or nearly
                or words[first] < words[second]
                or words[second] < words[first]
            ):
                pairs.append((first, second))
    return pairs
