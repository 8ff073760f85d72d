"""Where sentences end, in the scripts that interviews are written in."""

import re
import unicodedata
from collections.abc import Iterator

from kodeverk.model.text import Span

CLOSING = r"[»”\"'’)\]」』）】》〉］]*"
"""What can stand behind the sign that ends a sentence or a clause, as a pattern."""

QUESTION_MARKS = ("?", "？", "؟", "፧")
ASKING = (*QUESTION_MARKS, "か。")
"""What a question ends in: a sign, or in Japanese a word."""
_FULL_WIDTH = "。｡！？．"
_BEFORE_BLANKS = ".!?…؟۔।॥።፧"
ENDS = (*_BEFORE_BLANKS, *_FULL_WIDTH)
"""The signs that end a sentence, question marks among them."""

_SENTENCE_END = re.compile(
    rf"(?:[{_FULL_WIDTH}]+{CLOSING})+|[{_BEFORE_BLANKS}]+{CLOSING}(?=\s)|\n+"
)
_SHORTENED = re.compile(
    r"\b(?:[A-ZÆØÅ]|(?i:f\.eks|bl\.a|ca|kl|nr|jf|evt|pkt|mht|inkl|maks|tlf|dr|prof|e\.g|i\.e))$"
)


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of `text[start:end]` without the blanks between them.

    A sentence ends at `.`, `!`, `?` or `…`, or such a sign of another script, before a blank, or at
    a line's end; not before a small letter (a line broken in the middle of a sentence, "3. mai"),
    nor behind a common shortening. A full-width sign ends one whatever follows.
    """
    begun = start
    for ending in _SENTENCE_END.finditer(text, start, end):
        mark = ending.group()
        following = text[ending.end() : min(ending.end() + 20, end)].lstrip(" \t")[:1]
        if mark[0] in _FULL_WIDTH:
            if ending.end() < end and _joins(text[ending.end()]):
                continue
        elif following.islower() and mark[:2] != "\n\n":
            continue
        if mark == "." and _SHORTENED.search(text, max(begun, ending.start() - 8), ending.start()):
            continue
        if sentence := trimmed(text, begun, ending.end()):
            yield sentence
        begun = ending.end()
    if sentence := trimmed(text, begun, end):
        yield sentence


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without the blanks around it, or None if there is nothing else."""
    shown = text[start:end]
    if not shown.strip():
        return None
    begin = end - len(shown.lstrip())
    # A blank that carries a mark is no blank.
    begin -= begin > start and _joins(text[begin])
    return Span(begin, start + len(shown.rstrip()))


def _joins(sign: str) -> bool:
    """Tell whether a sign is drawn on the one before it."""
    return unicodedata.category(sign) in ("Mn", "Me", "Cf")
