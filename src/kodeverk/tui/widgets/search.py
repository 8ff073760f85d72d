"""Finding words in one text: case does not matter, white space matches any white space."""

import re

from kodeverk.model.text import Span, normalise
from kodeverk.tui.shown_transcript import ShownTranscript


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


def _is_shown(transcript: ShownTranscript, start: int, end: int) -> bool:
    region = transcript.region_at(start)
    return region.start <= start and end <= region.end
