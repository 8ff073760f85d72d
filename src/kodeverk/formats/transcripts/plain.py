"""Plain text and Markdown: every line is a paragraph, and Markdown's marks stay in the text.

But for those of its tables, in any text: their rows are as rows are everywhere, with TAB between
the cells.
"""

import re
from itertools import takewhile

from kodeverk.formats.transcripts.assembly import Line, assemble
from kodeverk.formats.transcripts.decode import decode_text
from kodeverk.formats.transcripts.line_numbers import without_line_numbers
from kodeverk.model.source import Source
from kodeverk.model.text import normalise, page_starts

_PART_OF_RULE = re.compile(":?-+:?")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


def read_plain_text(data: bytes, name: str) -> Source:
    """Return the source of a text file; raises BadInput when it is none."""
    return _read(data, name, "txt")


def read_markdown(data: bytes, name: str) -> Source:
    """Return the source of a Markdown file; raises BadInput when it is no text."""
    return _read(data, name, "md")


def _read(data: bytes, name: str, format_name: str) -> Source:
    decoded = decode_text(data, name)
    text = without_line_numbers(decoded.text)
    lines = _with_rows(text) if "|" in text else [Line(text)]
    pages = page_starts(decoded.text)
    return assemble(lines, name, format_name, decoded.encoding, decoded.warnings, page_starts=pages)


def _with_rows(text: str) -> list[Line]:
    """Return a text, the lines of its tables in Markdown as rows.

    A table is a line of headings, right below it a rule of as many parts, and the lines that go on
    with cells.
    """
    lines = normalise(text).split("\n")
    rows: set[int] = set()
    for place, line in enumerate(lines[1:], 1):
        rule = _cells(line) if "|" in line else []
        is_rule = bool(rule) and all(map(_PART_OF_RULE.fullmatch, rule))
        if is_rule and len(_cells(lines[place - 1])) == len(rule):
            below = range(place + 1, len(lines))
            rows |= {place - 1, *takewhile(lambda row: "|" in lines[row], below)}
    if not rows:
        return [Line(text)]
    return [
        Line("\t".join(_cells(line)), row=True) if place in rows else Line(line)
        for place, line in enumerate(lines)
    ]


def _cells(line: str) -> list[str]:
    """Return the cells of a line, without the signs around them."""
    words = line.strip().removeprefix("|")
    words = words[:-1] if words.endswith("|") and not words.endswith(r"\|") else words
    return [cell.strip().replace(r"\|", "|") for cell in _BETWEEN_CELLS.split(words)]
