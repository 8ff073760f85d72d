"""What differs between two versions of a text, in the order of both, for a person to read."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from kodeverk.analysis.alignment.texts import Alignment, align
from kodeverk.model.text import Span

StretchKind = Literal["same", "changed", "inserted", "deleted"]

CONTEXT = 60
"""So many code points before and after a difference show where it is."""


class Stretch(NamedTuple):
    """A stretch of the old text and what is in its place in the new; one of them may be empty."""

    kind: StretchKind
    old: Span
    new: Span


def compare(old: str, new: str) -> tuple[Stretch, ...]:
    """Return the stretches of two texts, in order.

    The old sides put together are the old text and the new sides the new one; both sides of a
    stretch that is the same are equal, and two such stretches are never neighbours. A changed word
    is a stretch of its own. A passage that was moved is deleted at one place and inserted at the
    other.
    """
    stretches: list[Stretch] = []
    for part in _parts(align(old, new)):
        last = stretches[-1] if stretches else None
        if part.kind == "same" and last and last.kind == "same":
            stretches[-1] = _joined(last, part)
        elif part.old.start < part.old.end or part.new.start < part.new.end:
            stretches.append(part)
    return tuple(stretches)


def differences(
    stretches: Sequence[Stretch], old: str, context: int = CONTEXT
) -> Iterator[tuple[Stretch, ...]]:
    """Yield each difference with the same words around it; near differences come together.

    With each go about `context` code points before and after, in whole words; `old` is the old
    text.
    """
    group: list[Stretch] = []
    for stretch in stretches:
        if stretch.kind != "same":
            group.append(stretch)
            continue
        start, end = stretch.old
        space = old.find(" ", min(start + context, end), end)
        head = end if space < 0 else space
        space = old.rfind(" ", start, max(end - context, start))
        tail = start if space < 0 else space + 1
        if group and head >= tail:
            group.append(stretch)
            continue
        if group:
            yield (*group, _cut(stretch, start, head))
        group = [_cut(stretch, tail, end)]
    if any(stretch.kind != "same" for stretch in group):
        yield tuple(group)


def _cut(same: Stretch, start: int, end: int) -> Stretch:
    """Return the part `[start, end)` of the old side of a stretch that is the same."""
    shift = same.new.start - same.old.start
    return Stretch("same", Span(start, end), Span(start + shift, end + shift))


def _joined(one: Stretch, other: Stretch) -> Stretch:
    return Stretch(one.kind, Span(one.old.start, other.old.end), Span(one.new.start, other.new.end))


def _parts(alignment: Alignment) -> Iterator[Stretch]:
    """Yield the words that stand in both texts and what is between them."""
    old, new = alignment.old, alignment.new
    beginning = Stretch("same", Span(0, 0), Span(0, 0))
    ending = Stretch("same", Span(len(old), len(old)), Span(len(new), len(new)))
    for one, other in pairwise([beginning, *_kept(alignment), ending]):
        yield one
        yield from _between(
            old, new, Span(one.old.end, other.old.start), Span(one.new.end, other.new.start)
        )


def _kept(alignment: Alignment) -> Iterator[Stretch]:
    """Yield each word that stands in both texts, or the words that changed as a whole."""
    old, new = alignment.old_words, alignment.new_words
    for run in alignment.runs:
        if run.alike == 1:
            for i, j in zip(range(run.old, run.old_end), range(run.new, run.new_end), strict=True):
                yield Stretch("same", old[i], new[j])
        else:
            yield Stretch(
                "changed",
                Span(old[run.old].start, old[run.old_end - 1].end),
                Span(new[run.new].start, new[run.new_end - 1].end),
            )


def _between(old: str, new: str, gone: Span, added: Span) -> Iterator[Stretch]:
    """Yield what is between two words; white space at its edges that is in both is the same."""
    (i, i_end), (j, j_end) = gone, added
    while i < i_end and j < j_end and old[i].isspace() and old[i] == new[j]:
        i, j = i + 1, j + 1
    yield Stretch("same", Span(gone.start, i), Span(added.start, j))
    while i < i_end and j < j_end and old[i_end - 1].isspace() and old[i_end - 1] == new[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
    kind: StretchKind = "inserted" if i == i_end else "deleted" if j == j_end else "changed"
    yield Stretch(kind, Span(i, i_end), Span(j, j_end))
    yield Stretch("same", Span(i_end, gone.end), Span(j_end, added.end))
