"""What stands within a turn and may be said by nobody: long notes, and what a writer tells."""

import re
from collections.abc import Iterator, Sequence, Set

from kodeverk.analysis.recognition.conventions import Head
from kodeverk.analysis.recognition.source_text import SourceText
from kodeverk.analysis.recognition.zones import LONGEST_HEADING, gaps

_NEARLY_ALL = 0.8
_FEWEST = 4
_BRACKETED = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])[\s.]*")
_OPEN = ('"', "“", "”", "„", "«", "»", "‚", "‘", "「", "『")
_CLOSE = (*_OPEN, "’", "」", "』")
_QUOTED = re.compile(f"[{''.join(_CLOSE)}]")


def possible_notes(
    text: SourceText, heads: Sequence[Head], lying_outside: Set[int]
) -> Iterator[int]:
    """Yield the paragraphs below a label that may be outside the interview.

    A bracket from end to end too long to be a note for certain; or, where nearly all that labels
    stand before is in quotation marks, what has none. Of those `lying_outside` none is looked at.
    """
    are_quoted = _are_quoted(text, heads)
    # A sign at the head is much cheaper to see than a bracket that does not close.
    if not are_quoted and "\n(" not in text.source.text and "\n[" not in text.source.text:
        return
    for head, places in gaps(text, heads):
        for place in places[text.is_bare(head) :]:
            line = text.line(place)
            is_note = (
                len(line) > LONGEST_HEADING
                and line.lstrip()[0] in "(["
                and _BRACKETED.fullmatch(line) is not None
            )
            is_told = are_quoted and _QUOTED.search(line) is None
            if (is_note or is_told) and place not in lying_outside:
                yield place


def _are_quoted(text: SourceText, heads: Sequence[Head]) -> bool:
    opened = [head for head in heads if text.source.text.startswith(_OPEN, head.body)]
    if len(opened) < max(_FEWEST, _NEARLY_ALL * len(heads)):
        return False
    closed = sum(text.said_in(head).rstrip(" .,*_").endswith(_CLOSE) for head in opened)
    return closed >= _NEARLY_ALL * len(heads)
