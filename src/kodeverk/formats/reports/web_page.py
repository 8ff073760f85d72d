"""Prose as one HTML page that loads nothing."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from kodeverk.formats.reports.prose import (
    Annotated,
    Beside,
    Block,
    Document,
    Grid,
    Heading,
    Listing,
    MarginNote,
    RunningText,
    Stretch,
)
from kodeverk.formats.reports.tints import tint

_STYLE = (
    "body{max-width:45em;margin:2em auto;padding:0 1em;font:1rem/1.5 sans-serif}"
    "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.2em .5em;text-align:left}"
)
_MARGIN_STYLE = (
    "@page{size:A4;margin:2cm}@media print{body{font-size:10pt;margin:0;max-width:none;padding:0}}"
    ".row{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,1fr);column-gap:1em}"
    ".row p{margin:.4em 0;overflow-wrap:break-word}"
    ".row aside{margin:.4em 0;padding-left:.6em;border-left:1px solid #999;font-size:.8em;"
    "overflow-wrap:break-word}"
    ".row aside div{border-left:.3em solid #999;padding-left:.3em;margin-bottom:.2em}"
    ".aside{color:#666;font-style:italic}"
    "mark{color:inherit;background:#eee;text-decoration:underline;"
    "-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    "mark.several{text-decoration-style:double}sup{font-size:.7em;line-height:0}"
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
        f"<style>{_STYLE}{_MARGIN_STYLE if _has_margin(document) else ''}</style>",
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

        case Annotated(rows):
            return "\n".join(map(_beside, rows))


def _has_margin(document: Document) -> bool:
    return any(isinstance(block, Annotated) for block in document.blocks)


def _beside(row: Beside) -> str:
    lead = f"<strong>{_text(row.lead)}</strong> " if row.lead else ""
    words = "".join(map(_stretch, row.stretches))
    notes = "".join(map(_note, row.notes))
    shown = ' class="aside"' if row.is_aside else ""
    return f'<div class="row"><p{shown}>{lead}{words}</p><aside>{notes}</aside></div>'


def _stretch(stretch: Stretch) -> str:
    words = _text(stretch.words)
    if stretch.is_sign:
        return f"<sup>{words}</sup>"
    if not stretch.marks:
        return words
    several = ' class="several"' if stretch.marks > 1 else ""
    colour = f' style="background:{tint(stretch.colour)}"' if stretch.colour else ""
    return f"<mark{several}{colour}>{words}</mark>"


def _note(note: MarginNote) -> str:
    colour = f' style="border-color:{_text(note.colour)}"' if note.colour else ""
    more = f"<br>{_text(note.more)}" if note.more else ""
    return f"<div{colour}><sup>{_text(note.sign)}</sup> {_text(note.text)}{more}</div>"


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br>")
