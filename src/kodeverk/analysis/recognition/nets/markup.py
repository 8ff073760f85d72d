"""Markup within what is said: its names and addresses count as words, and others may speak in."""

import re
from collections.abc import Sequence

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.text.source_text import SourceText

_MARKUP = re.compile(
    r"</(?:p|div|h[1-6]|strong|em|span|ul|ol|li|table|tr|td|blockquote)>|\]\([^()\s]+\)",
    re.IGNORECASE,
)
"""The end of an element of a page, or the address of a link in Markdown."""


def with_markup(text: SourceText, heads: Sequence[Head]) -> list[int]:
    """Return the paragraphs in which markup stands behind a label, among the words."""
    if _MARKUP.search(text.source.text) is None:
        return []
    return [head.first for head in heads if _MARKUP.search(text.said_in(head))]
