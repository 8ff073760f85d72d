"""Prose as one HTML page that loads nothing."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from kodeverk.formats.reports.prose import Block, Document, Grid, Heading, Listing, RunningText

_STYLE = (
    "body{max-width:45em;margin:2em auto;padding:0 1em;font:1rem/1.5 sans-serif}"
    "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.2em .5em;text-align:left}"
)


def write_web_page(path: Path, document: Document) -> None:
    """Write the document as HTML in UTF-8; all its words are escaped, and it runs no script."""
    title = _text(document.title)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_text(document.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        *map(_block, document.blocks),
        "</body>",
        "</html>",
    ]
    path.write_bytes(("\n".join(lines) + "\n").encode())


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            tag = f"h{min(level + 1, 6)}"
            return f"<{tag}>{_text(text)}</{tag}>"
        case RunningText(text, lead):
            before = f"<strong>{_text(lead)}:</strong> " if lead else ""
            return f"<p>{before}{_text(text)}</p>"
        case Listing(items):
            return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in items)}</ul>"
        case Grid(columns, rows):
            head = _row("th", columns)
            return f"<table>{head}{''.join(_row('td', cells) for cells in rows)}</table>"


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br>")
