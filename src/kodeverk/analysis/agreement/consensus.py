"""What coders agree on of a transcript, and what they have to talk about.

An item are the codings of one code, of several coders, that share characters in one row. Offsets
are code points in the text, spans half-open.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kodeverk.analysis.counting.passages import connected_spans
from kodeverk.analysis.counting.transcripts import Facets
from kodeverk.model.records import Turn
from kodeverk.model.sentences import sentences
from kodeverk.model.text import Span

_HALF = 0.5


class HeldCoding(NamedTuple):
    """A coding of a coder: its id, its words and its facet values."""

    id: str
    coder: str
    span: Span
    facets: Facets


class Item(NamedTuple):
    """The codings of one code that lie together: `span` is all they reach over.

    `agreed` are the words that the consensus has where the coders agree, else None; `facets` the
    values that all of the codings have.
    """

    code: str
    span: Span
    codings: tuple[HeldCoding, ...]
    agreed: Span | None
    facets: Facets


def items_of(
    text: str,
    turns: Sequence[Turn],
    coders: Sequence[str],
    codings: Mapping[str, Sequence[HeldCoding]],
) -> Iterator[Item]:
    """Yield the items of a transcript, code by code, in order.

    `codings` has the codings of each code. Where `coders_agree` the consensus has what all of them
    reach over, less what is no whole sentence at its ends.
    """
    for code, of_code in codings.items():
        for span in connected_spans(held.span for held in of_code):
            here = tuple(held for held in of_code if span.start <= held.span.start < span.end)
            is_agreed = coders_agree(coders, [(held.coder, held.span) for held in here])
            agreed = whole_sentences(text, turns, span) if is_agreed else None
            shared = set.intersection(*(set(held.facets) for held in here))
            yield Item(code, span, here, agreed, tuple(sorted(shared)))


def coders_agree(coders: Iterable[str], codings: Sequence[tuple[str, Span]]) -> bool:
    """Tell whether coders agree on codings of one code, of coders, that lie together.

    Each of `coders` has one passage there, and each two passages have half of either in common.
    """
    passages = [[*connected_spans(span for of, span in codings if of == one)] for one in coders]
    return all(len(of) == 1 for of in passages) and all(
        _half_in_common(one, other) for (one,) in passages for (other,) in passages
    )


def whole_sentences(text: str, turns: Sequence[Turn], span: Span) -> Span:
    """Return a span from its first whole sentence to its last; itself where it holds none."""
    whole = [
        sentence
        for turn in turns
        if turn.start < span.end and span.start < turn.end
        for sentence in sentences(text, turn.start, turn.end)
        if span.start <= sentence.start and sentence.end <= span.end
    ]
    return Span(whole[0].start, whole[-1].end) if whole else span


def _half_in_common(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _HALF * max(one.end - one.start, other.end - other.start)
