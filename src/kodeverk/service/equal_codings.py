"""Codings of one coder and code on the same words: in reports and on screen they are one coding.

A corrected text, joined codes and two machines of one person put them there. The records stay.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, TypeVar

from kodeverk.model.change import Value
from kodeverk.model.coding_rows import HERE
from kodeverk.model.records import FACET_PREFIX, Coding, Memo, pack_facets, unpack_facets

Row = TypeVar("Row", bound=tuple[Any, ...])
"""A `CountedRow` or a `CodingRow` of `kodeverk.store.coding_rows`."""

_WORDS = itemgetter(0, 1, 2, 3)
"""Code, start, end and coder of a row."""

_PLACE, _FACETS = 4, 5
_IDENTITY, _MADE = 6, 9
"""Where a `CodingRow` has its id and the clock of when it was made."""


def as_one(rows: Sequence[Row]) -> tuple[Sequence[Row], dict[str, tuple[str, ...]]]:
    """Return the codings of a transcript with those on the same words as one, in the same order.

    The earliest stands for all and has the facet values of all; only where each waits to be
    confirmed does it. With them, by the id of each that
    stands for others, the ids of all it stands for, itself first; rows without ids have none.
    """
    if len(set(map(_WORDS, rows))) == len(rows):
        return rows, {}
    together: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        # Where one waits its offsets are those of another text.
        key = _WORDS(row) if row[_PLACE] >= HERE else (id(row),)
        together.setdefault(key, []).append(row)
    codings: list[Row] = []
    ids: dict[str, tuple[str, ...]] = {}
    for alike in together.values():
        if len(alike) > 1 and len(alike[0]) > _MADE:
            alike.sort(key=itemgetter(_MADE, _IDENTITY))
            ids[alike[0][_IDENTITY]] = tuple(row[_IDENTITY] for row in alike)
        codings.append(alike[0] if len(alike) == 1 else _with_what_all_have(alike))
    return codings, ids


def _with_what_all_have(alike: Sequence[Row]) -> Row:
    first = alike[0]
    given: dict[str, list[Value]] = {}
    for row in alike:
        for key, value in unpack_facets(row[_FACETS]):
            given.setdefault(FACET_PREFIX + key, []).append(value)
    place = min(row[_PLACE] for row in alike)
    made: Any = (*first[:_PLACE], place, pack_facets(given), *first[_FACETS + 1 :])
    joined: Row = made
    return joined


def codings_as_one(codings: Iterable[Coding], apart: Container[str]) -> list[Coding]:
    """Return codings in their order, those that are equal as the first of them.

    The first has the facet values and a wording of all and names the others; only where each waits
    to be confirmed does it. Codings in `apart`, by id, stay.
    """
    together: dict[tuple[str, ...] | tuple[str, int, int, str, str], Coding] = {}
    for coding in codings:
        place = (coding.version, coding.start, coding.end, coding.code, coding.coder)
        key = (coding.id,) if coding.id in apart else place
        first = together.setdefault(key, coding)
        if first is not coding:
            together[key] = replace(
                first,
                facets=(*sorted({*first.facets, *coding.facets}),),
                one_with=(*first.one_with, coding.id),
                confirmed=first.confirmed or not coding.waits_to_be_confirmed,
                wording=first.wording or coding.wording,
            )
    return [*together.values()]


def memos_on_the_first(memos: Iterable[Memo], codings: Iterable[Coding]) -> list[Memo]:
    """Return memos, those on codings that are one as memos on the first of them."""
    first = {other: coding.id for coding in codings for other in coding.one_with}
    return [
        replace(memo, target=first[memo.target]) if memo.target in first else memo for memo in memos
    ]
