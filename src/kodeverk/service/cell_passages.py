"""From a cell of a table of frequencies, or of a case matrix, to the passages that it counts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.service.case_matrix import DIRECTION, CodeRow, MatrixOptions
from kodeverk.service.cross_table import Line
from kodeverk.service.dimensions import Kind, dimensions_of
from kodeverk.service.frequency_table import At
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.scoping import Selection
from kodeverk.service.views import View

_SEVERAL: Mapping[Kind, str] = {"facet": "facets", "variable": "variables"}
"""The dimensions with a name of their own -> what filters by it, as pairs of name and value."""

_FILTERS: Mapping[Kind, Callable[[str], dict[str, Any]]] = {
    "municipality": lambda value: {"municipalities": (value,)},
    "role": lambda value: {"roles": (value,)},
    "transcript": lambda value: {"transcripts": (value,)},
    "coder": lambda value: {"coders": (value,), "basis": "coder"},
    "round": lambda value: {"round_name": value},
}
"""The other dimensions -> what filters by a value of it."""


def passages_of_cell(view: View, line: Line, at: At) -> PassageQuery:
    """Return what asks for the passages of a code or theme in a cell of a table.

    By coder they are the coder's in the scope, whoever's codings count in the end.
    """
    chosen: dict[str, Any] = {
        "roles": view.roles,
        "municipalities": view.municipalities,
        "coders": view.coders,
        "basis": view.basis,
        "round_name": view.round_name,
    }
    for one, value in zip(dimensions_of(view.by), at, strict=True):
        if one.kind in _SEVERAL and value is not None:
            pairs = (*chosen.get(_SEVERAL[one.kind], ()), (one.name, value))
            chosen[_SEVERAL[one.kind]] = pairs
        elif value is not None and not (one.kind == "role" and value == ALL):
            chosen |= _words_of(value) if one.kind == "informant" else _FILTERS[one.kind](value)
    chosen["themes" if line.is_theme else "codes"] = (line.code.key,)
    return PassageQuery(Selection(scope=view.scope, **chosen))


def passages_of_case(options: MatrixOptions, row: CodeRow, municipality: str) -> PassageQuery:
    """Return what asks for the passages of a code, and direction, in a case of a case matrix."""
    chosen: dict[str, Any] = {"municipalities": (municipality,), "codes": ()}
    if row.direction:
        chosen |= {"codes": (row.code,), "facets": ((DIRECTION, row.direction),)}
    else:
        chosen["themes" if row.is_theme else "codes"] = (row.code,)
    if options.role != ALL:
        chosen["roles"] = (options.role,)
    return PassageQuery(replace(options.selection, **chosen))


def _words_of(informant: str) -> dict[str, Any]:
    """Return what chooses the words of somebody by the name under which they are counted."""
    role, comma, transcript = informant.partition(", ")
    if comma:
        return {"roles": (role.rstrip(" 0123456789"),), "transcripts": (transcript,)}
    return {"informants": (informant,)}
