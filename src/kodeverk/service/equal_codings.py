"""Codings of one coder and code on exactly the same words: seen as one, kept as they are.

Codes or coders that were joined, a corrected text or a merge of two copies can put them there.
"""

from collections.abc import Container, Iterable
from dataclasses import replace

from kodeverk.model.records import Coding, Memo


def as_one(codings: Iterable[Coding], apart: Container[str]) -> list[Coding]:
    """Return codings in their order, those that are equal as the first of them.

    It has the facet values of all and names the others. Those in `apart`, by id, stay themselves.
    """
    together: dict[tuple[str, ...] | tuple[str, int, int, str, str], Coding] = {}
    for one in codings:
        place = (one.version, one.start, one.end, one.code, one.coder)
        key = (one.id,) if one.id in apart else place
        first = together.setdefault(key, one)
        if first is not one:
            together[key] = replace(
                first,
                facets=(*sorted({*first.facets, *one.facets}),),
                one_with=(*first.one_with, one.id),
            )
    return [*together.values()]


def on_the_first(memos: Iterable[Memo], codings: Iterable[Coding]) -> list[Memo]:
    """Return memos, those on codings that are one as memos on the first of them."""
    first = {other: one.id for one in codings for other in one.one_with}
    return [
        replace(memo, target=first[memo.target]) if memo.target in first else memo for memo in memos
    ]
