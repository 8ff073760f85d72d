"""What Statistics Norway's StatBank exports: CSV and JSON-stat, as labelled cells."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from kodeverk.errors import BadInput
from kodeverk.formats.limits import JSON, refuse_over
from kodeverk.model.outcomes import MISSING, NO_FIGURE, Figure
from kodeverk.model.text import normalise

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_CONTENT_AND_YEAR = re.compile(r"(.*\S)\s+([0-9]{4})")
_CONTENT, _YEAR = "statistikkvariabel", "år"
_DIMENSIONS = (
    "region",
    "kjønn",
    "avsluttet eller avbrutt introduksjonsprogram",
    "arbeidsmarkedsstatus",
    _CONTENT,
    _YEAR,
)
_MOST_DIGITS = 9


class StatCell(NamedTuple):
    """A figure of a table with the label it has in each dimension, by the dimension's name."""

    where: str
    labels: Mapping[str, str]
    figure: Figure


def figure_in(where: str, cell: str) -> Figure:
    """Return the number in a cell, or the sign that stands for it; `-` is none, an empty cell `..`.

    Thousands may have spaces between them, decimals a comma. Raises BadInput for anything else.
    """
    plain = _SPACES.sub("", cell)
    if plain in ("", "..."):
        return MISSING
    for sign in NO_FIGURE:
        if plain == sign:
            return sign
    if plain in ("-", "–"):
        return 0
    if not _NUMBER.fullmatch(plain) or len(plain) > _MOST_DIGITS:
        raise BadInput(
            f"{where}: {cell!r} is no figure",
            "Give a number, : for suppressed, .. for missing or . for not applicable.",
        )
    number = float(plain.replace(",", "."))
    return int(number) if "." not in plain and "," not in plain else number


def statbank_cells(
    path: Path, columns: Sequence[str], rows: Iterable[tuple[int, list[str]]]
) -> Iterator[StatCell]:
    """Yield the cells of a CSV export; years and contents are columns or stand in rows.

    Lines of one cell are notes under the table. Raises BadInput for a line that lacks cells.
    """
    dimensions = {place: name for place, name in enumerate(columns) if name in _DIMENSIONS}
    for line, cells in rows:
        if sum(bool(cell.strip()) for cell in cells) == 1:
            continue
        if len(cells) != len(columns):
            raise BadInput(
                f"{path}:{line}: {len(cells)} cells where the header has {len(columns)}",
                "Export the table again.",
            )
        shared = {name: normalise(cells[place]).strip() for place, name in dimensions.items()}
        for place, name in enumerate(columns):
            if place in dimensions:
                continue
            where = f"{path}:{line}"
            dated = _CONTENT_AND_YEAR.fullmatch(name)
            labels = {_CONTENT: dated[1], _YEAR: dated[2]} if dated else {}
            if not dated:
                labels = {_YEAR: name} if _is_year(name) else {_CONTENT: name}
            yield StatCell(where, {**labels, **shared}, figure_in(where, cells[place]))


def json_stat_cells(path: Path, text: str) -> Iterator[StatCell]:
    """Yield the cells of a JSON-stat 2 dataset. Raises BadInput for anything else."""
    refuse_over(JSON, len(text), str(path))
    try:
        dataset: Any = json.loads(text)
        yield from _cells(path, dataset)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput(
            f"{path} is no JSON-stat dataset", "Export the table again, as JSON-stat version 2."
        ) from error


def _cells(path: Path, dataset: Any) -> Iterator[StatCell]:
    names: list[str] = dataset["id"]
    sizes: list[int] = dataset["size"]
    dimensions = []
    for name, size in zip(names, sizes, strict=True):
        about = dataset["dimension"][name]
        categories = about["category"]
        labels: Mapping[str, str] = categories.get("label", {})
        index = categories.get("index", [*labels])
        keys = sorted(index, key=index.__getitem__) if isinstance(index, dict) else index
        if len(keys) != size:
            raise ValueError("a dimension has another size")
        called = str(about.get("label", name)).casefold()
        is_region = called == "region"
        # A region is told by its number, which its label lacks.
        shown = [
            f"{key} {labels.get(key, '')}" if is_region else labels.get(key, key) for key in keys
        ]
        dimensions.append((called, [normalise(str(label)).strip() for label in shown]))
    values, status = dataset["value"], dataset.get("status", {})
    count = math.prod(sizes)
    if isinstance(values, list) and len(values) != count:
        raise ValueError("there are more or fewer values than the dimensions have")
    refuse_over(JSON, count, str(path))
    for place, labels_there in enumerate(product(*(labels for _, labels in dimensions))):
        value, sign = _at(values, place), status if isinstance(status, str) else _at(status, place)
        named = {name: label for (name, _), label in zip(dimensions, labels_there, strict=True)}
        where = f"{path}: {', '.join(labels_there)}"
        yield StatCell(where, named, _figure(where, value, sign))


def _at(values: Any, place: int) -> Any:
    """Return what a list, or a mapping of those that are there, has at a place."""
    if isinstance(values, dict):
        return values.get(str(place))
    return values[place] if place < len(values) else None


def _figure(where: str, value: Any, sign: Any) -> Figure:
    if value is None:
        return figure_in(where, str(sign)) if sign in NO_FIGURE else MISSING
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a value is no number")
    return figure_in(where, f"{value:g}" if isinstance(value, float) else str(value))


def _is_year(name: str) -> bool:
    return len(name) == 4 and name.isdecimal()
