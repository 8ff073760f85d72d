"""Cells behind the words of a table without headings: a code, a time, what kind of utterance."""

from collections import Counter
from collections.abc import Sequence

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.text.source_text import SourceText

_SIGNS = "|;\t"
_FEWEST = 16
_NEARLY_ALL = 0.9
_FEW = 0.2


def further_cells(text: SourceText, heads: Sequence[Head]) -> list[int]:
    """Return the lines in which something stands behind the words, and comes back all the time.

    What parts it from them is the sign that parts labels from words in nearly all turns.
    """
    sign = text.source.text[heads[0].start : heads[0].body].rstrip(" ")[-1:]
    if len(heads) < _FEWEST or not sign or sign not in _SIGNS:
        return []
    cells = {head.first: text.said_in(head).rpartition(sign) for head in heads}
    behind = Counter(last.strip() for words, _, last in cells.values() if words.strip())
    are_few = len(behind) <= _FEW * len(heads)
    if not are_few or behind.total() - behind[""] < _NEARLY_ALL * len(heads):
        return []
    return [place for place, (words, _, last) in cells.items() if words.strip() and last.strip()]
