"""Two facets as one, so that codings are counted by the values they carry of both."""

from collections.abc import Iterable, Set
from itertools import product

from kodeverk.analysis.counting.figures import UNSET
from kodeverk.analysis.counting.transcripts import Facets
from kodeverk.model.codebook import carries
from kodeverk.model.records import Code, Facet, FacetValue
from kodeverk.service.dimensions import joined


def crossed(first: Facet, second: Facet, codes: Iterable[Code]) -> Facet:
    """Return the facet whose values are those of two others together; of codes that carry both."""
    return Facet(
        id=joined([first.id, second.id]),
        key=joined([first.key, second.key]),
        name={},
        values=tuple(
            FacetValue(joined(pair), {}, {})
            for pair in product(
                *([*(value.id for value in one.values), UNSET] for one in (first, second))
            )
        ),
        single=False,
        required=False,
        codes=tuple(
            code.id
            for code in codes
            if code.counted and carries(code, first) and carries(code, second)
        ),
        note=None,
    )


def crossed_values(first: Facet, second: Facet, code: Code, given: Facets) -> Facets:
    """Return the values of the crossed facet that a coding with the values `given` carries."""

    def own(facet: Facet) -> Set[str]:
        values = {value for key, value in given if key == facet.key}
        return values or ({UNSET} if carries(code, facet) else set())

    pairs = sorted(product(own(first), own(second)))
    return tuple((joined([first.key, second.key]), joined(pair)) for pair in pairs)
