"""The tables of a report: the names of their columns, and what stands under each of a record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Generic, NamedTuple, Protocol, TypeVar

Record = TypeVar("Record")

Cell = str | int | float | None
Cells = tuple[Cell, ...]

Shown = Mapping[str | tuple[str, ...], Callable[[Record], Cell | Cells]]
"""Column -> what stands under it. Several columns in a tuple have so many cells, in a tuple: what
stands together in many rows is made and written in a fraction of the time."""


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """A table by name, each row of which shows a record: in a file or sheet, or in a database."""

    name: str
    shown: Shown[Record]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(
            chain.from_iterable([name] if isinstance(name, str) else name for name in self.shown)
        )

    def rows(self, records: Iterable[Record]) -> Iterator[tuple[Cell | Cells, ...]]:
        """Yield the rows as `formats.tables` takes them: cells that stand together in a tuple."""
        under = tuple(self.shown.values())
        for record in records:
            yield tuple([cell(record) for cell in under])

    def flat_rows(self, records: Iterable[Record]) -> Iterator[Cells]:
        """Yield the rows with a cell under each column."""
        under = tuple(self.shown.values())
        for record in records:
            cells: list[Cell] = []
            for part in under:
                cell = part(record)
                if isinstance(cell, tuple):
                    cells += cell
                else:
                    cells.append(cell)
            yield tuple(cells)


def table_of(name: str, kind: type[NamedTuple]) -> Table[tuple[Cell, ...]]:
    """Return the table whose columns are the fields of a named tuple, and its rows such tuples."""
    fields: tuple[str, ...] = kind._fields
    return Table(name, {fields: lambda record: record})


class Tables(Protocol):
    """A file or a set of files that is being written table by table."""

    def add(self, table: Table[Record], records: Iterable[Record]) -> None:
        """Write rows of a table, below those that are there."""
