"""Rows of numbers that wait to be used, in a sixth of the memory of the values themselves."""

import marshal
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar, overload

Row = TypeVar("Row", bound=tuple[Any, ...])

_OPEN = 4
"""So many packs, those used last, are unpacked at a time."""


class Packed(Sequence[Row]):
    """The rows of one kind of named tuple, packed; they are unpacked when they are asked for."""

    def __init__(self, kind: Callable[..., Row], rows: Sequence[Row]) -> None:
        self._kind = kind
        self._length = len(rows)
        self._columns = marshal.dumps([*zip(*rows, strict=True)])

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Row]:
        return iter(_unpacked(self._kind, self._columns))

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        return _unpacked(self._kind, self._columns)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@lru_cache(maxsize=_OPEN)
def _unpacked(kind: Callable[..., Any], columns: bytes) -> tuple[Any, ...]:
    values = marshal.loads(columns)  # noqa: S302 - this process has packed it
    return tuple(map(kind, *values)) if values else ()
