"""Passages: spans that belong together, and what may not be shown of them.

All offsets are code points in one version of a text; spans are half-open `[start, end)`.
"""

from collections.abc import Iterable, Iterator

from kodeverk.model.text import Span

WITHHELD = "[…]"
"""What stands in an exported text for each run of identifying characters."""


def connected_spans(spans: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Yield, in order, the extent of each connected group of `spans`.

    Two spans are connected when they share at least one character; merely adjacent ones are two
    groups. The spans may come in any order; an empty one has no characters and gives nothing.
    """
    ordered = sorted(span for span in spans if span[0] < span[1])
    if not ordered:
        return
    start, end = ordered[0]
    for next_start, next_end in ordered:
        if next_start >= end:
            yield Span(start, end)
            start, end = next_start, next_end
        elif next_end > end:
            end = next_end
    yield Span(start, end)


def mask(text: str, start: int, end: int, identifying: Iterable[tuple[int, int]]) -> str:
    """Return `text[start:end]` with each run of identifying characters replaced by `[…]`.

    `identifying` are the spans of the X-IDENT codings in this text, in any order. Spans that
    overlap or merely touch are one run and make one mark. Every other character is as it was.
    """
    shown: list[str] = []
    position, masked_to = start, -1
    for hidden in connected_spans(identifying):
        hidden_start, hidden_end = max(hidden.start, start), min(hidden.end, end)
        if hidden_start >= hidden_end:
            continue
        if hidden_start != masked_to:
            shown += (text[position:hidden_start], WITHHELD)
        position = masked_to = hidden_end
    shown.append(text[position:end])
    return "".join(shown)
