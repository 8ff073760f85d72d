"""Finding in one text: words, whatever their case and white space; the next of hits or codings."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from kodeverk.model.text import Span, normalise
from kodeverk.tui.shown_transcript import ShownCoding, ShownTranscript


def find_hits(transcript: ShownTranscript, query: str) -> tuple[Span, ...]:
    """Return the spans of the shown text that `query` matches in any case, in order.

    Case is folded, so ÆØÅ and ß match as people expect; the spans are offsets in the text itself
    even where folding changes its length. Speaker labels are not searched.
    """
    wanted = normalise(query).casefold().split()
    if not wanted:
        return ()
    folded, offsets = transcript.folded
    pattern = re.compile(r"\s+".join(map(re.escape, wanted)))
    hits = []
    for hit in pattern.finditer(folded):
        start, end = hit.span()
        if offsets is not None:
            # The last folded character's origin, so that half of a folded ß still gives it whole.
            start, end = offsets[start], offsets[end - 1] + 1
        if _is_shown(transcript, start, end):
            hits.append(Span(start, end))
    return tuple(hits)


def hit_towards(hits: Sequence[Span], selection: Span, direction: int) -> int:
    """Return the number of the next (1) or previous (-1) hit; behind the last comes the first."""
    if direction > 0:
        number = bisect_left(hits, selection.end, key=lambda hit: hit.start)
    else:
        number = bisect_left(hits, selection.start, key=lambda hit: hit.start) - 1
    return number % len(hits)


def coding_towards(
    codings: Sequence[ShownCoding],
    highlighted: ShownCoding | None,
    selection: Span,
    caret: int,
    direction: int,
) -> ShownCoding | None:
    """Return the next (1) or previous (-1) coding, of those in order, None at their end.

    Next is meant from the highlighted one, else from the caret or the selection's start.
    """
    if highlighted is not None:
        place = codings.index(highlighted) + direction
        return codings[place] if place in range(len(codings)) else None
    if direction > 0:
        return next((coding for coding in codings if coding.start >= caret), None)
    return next((coding for coding in reversed(codings) if coding.start < selection.start), None)


def _is_shown(transcript: ShownTranscript, start: int, end: int) -> bool:
    region = transcript.region_at(start)
    return region.start <= start and end <= region.end
