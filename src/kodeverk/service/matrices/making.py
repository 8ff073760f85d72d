"""The one way to a matrix of any kind."""

from collections.abc import Callable, Mapping

from kodeverk.model.records import Coder
from kodeverk.service import derived_placements
from kodeverk.service.matrices.cooccurrence import cooccurrence
from kodeverk.service.matrices.crosswalk import crosswalk
from kodeverk.service.matrices.facets import facets
from kodeverk.service.matrices.framework import framework
from kodeverk.service.matrices.informants import informants
from kodeverk.service.matrices.measures import measures
from kodeverk.service.matrices.saturation import saturation
from kodeverk.service.matrices.table import Matrix, MatrixKind, MatrixOptions
from kodeverk.service.scoping import Material, material_of
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

_OF_FIGURES: Mapping[MatrixKind, Callable[[Connection, Material, MatrixOptions], Matrix]] = {
    "cooccurrence": cooccurrence,
    "facets": facets,
    "informants": informants,
    "saturation": saturation,
    "crosswalk": crosswalk,
}
_WITH_WORDS: Mapping[MatrixKind, Callable[[Project, Coder, MatrixOptions], Matrix]] = {
    "framework": framework,
    "measures": measures,
}


def matrix(project: Project, reader: Coder, options: MatrixOptions) -> Matrix:
    """Return the matrix asked for; of words that stand in it, those that `reader` may see.

    Raises NotFound, with suggestions, for a filter that fits nothing, BadInput for choices that do
    not suit each other, and Refused where identifying words could slip through.
    """
    if options.kind in _WITH_WORDS:
        return _WITH_WORDS[options.kind](project, reader, options)
    with derived_placements.reading(project) as connection:
        material = material_of(connection, options.selection)
        return _OF_FIGURES[options.kind](connection, material, options)
