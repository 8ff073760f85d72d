"""Plain text and Markdown: every line is a paragraph, and Markdown's marks stay in the text."""

from kodeverk.formats.transcripts.assembly import Line, assemble
from kodeverk.formats.transcripts.decode import decode_text
from kodeverk.formats.transcripts.line_numbers import without_line_numbers
from kodeverk.model.source import Source


def read_plain_text(data: bytes, name: str) -> Source:
    """Return the source of a text file; raises BadInput when it is none."""
    return _read(data, name, "txt")


def read_markdown(data: bytes, name: str) -> Source:
    """Return the source of a Markdown file; raises BadInput when it is no text."""
    return _read(data, name, "md")


def _read(data: bytes, name: str, format_name: str) -> Source:
    decoded = decode_text(data, name)
    text = without_line_numbers(decoded.text)
    return assemble([Line(text)], name, format_name, decoded.encoding, decoded.warnings)
