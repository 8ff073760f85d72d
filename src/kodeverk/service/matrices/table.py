"""A matrix as a value: rows and columns to look at, and the same as records, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from kodeverk.analysis.counting.rules import RULES
from kodeverk.analysis.searching.nearness import Near
from kodeverk.formats.reports.table import Cell, Cells
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.scoping import EVERYTHING, Selection

MatrixKind = Literal[
    "cooccurrence", "facets", "informants", "framework", "saturation", "measures", "crosswalk"
]
MATRICES: tuple[MatrixKind, ...] = get_args(MatrixKind)[:-1]
"""The kinds that are called matrices; the crosswalk is shown like them."""

FrameworkRows = Literal["municipality", "informant"]
FRAMEWORK_ROWS: tuple[FrameworkRows, ...] = get_args(FrameworkRows)


@dataclass(frozen=True, slots=True)
class MatrixOptions:
    """Which matrix is asked for, of what: of one role's words, or of all informants'.

    Codes that are chosen are the rows, or the columns where rows are people or places; of measures
    they are the codes that propose one. `near` and `across_coders` are for co-occurrence, `by` for
    the framework matrix, `books`, by their keys, for the crosswalk.
    """

    kind: MatrixKind
    selection: Selection = EVERYTHING
    near: Near = "words"
    across_coders: bool = False
    by: FrameworkRows = "municipality"
    books: tuple[str, ...] = ()


class MatrixColumn(NamedTuple):
    """A column by its id, what stands above it, and whether it holds words."""

    id: str
    head: str
    of_words: bool = False


class MatrixCell(NamedTuple):
    """What a cell shows, what a file has of it, and the passages it leads to, if to any.

    What is not known is a reason. `heat` is from 0 to 1.
    """

    text: str
    value: Cell
    heat: float = 0.0
    query: PassageQuery | None = None


class MatrixRow(NamedTuple):
    """A row by its id: what stands before it, and a cell for each column."""

    id: str
    head: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix, and in sentences what its figures count and what it leaves out.

    `corner` stands above the heads of the rows. `records` say what it shows at length, each under
    `fields`; they have also what is not shown because there is nothing in it.
    """

    options: MatrixOptions
    says: str
    corner: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    fields: tuple[str, ...]
    records: tuple[Cells, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the matrix for `--json`: its records, and what they are of."""
        selection = self.options.selection
        return {
            "matrix": self.options.kind,
            "counts": self.says,
            "rows": [dict(zip(self.fields, record, strict=True)) for record in self.records],
            "table": [dict(zip(self.heads, row, strict=True)) for row in self.wide_rows()],
            "scope": selection.scope,
            "basis": selection.basis,
            "round": selection.round_name,
            "filters": selection.filters,
            "notes": [*self.notes],
            "rules": [*RULES],
        }

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands above the columns, that of the rows' heads first."""
        return (self.corner, *(column.head for column in self.columns))

    def wide_rows(self) -> Iterator[Cells]:
        """Yield the rows as files have them: the head, then the value of each cell."""
        for row in self.rows:
            yield (row.head, *(cell.value for cell in row.cells))

    def about(self) -> list[tuple[str, str]]:
        """Return in words what the matrix is of, by key."""
        selection = self.options.selection
        filters = "; ".join(f"{key} {', '.join(of)}" for key, of in selection.filters.items())
        return [
            ("matrix", self.options.kind),
            ("counts", self.says),
            ("scope", selection.scope),
            ("round", selection.round_name),
            ("basis", selection.basis),
            ("filters", filters or "none"),
            *(("note", sentence) for sentence in self.notes),
        ]
