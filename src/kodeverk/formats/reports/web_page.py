"""Prose as one HTML page that loads nothing."""

from collections.abc import Sequence
from html import escape
from itertools import chain
from pathlib import Path

from kodeverk.formats.reports.prose import (
    PUBLISHED,
    Annotated,
    Beside,
    Block,
    Document,
    Figure,
    Grid,
    Heading,
    Listing,
    MarginNote,
    Quotation,
    RunningText,
    Stretch,
    checked,
)
from kodeverk.formats.reports.tints import tint

_STYLE = (
    "body{max-width:45em;margin:2em auto;padding:0 1em;font:1rem/1.5 sans-serif;"
    "overflow-wrap:break-word}"
    ".table{overflow-x:auto;padding-right:1px}"
    "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.2em .5em;text-align:left}"
    "blockquote{margin:1em 0 1em 1em;padding-left:1em;border-left:3px solid #999}"
    "blockquote p{margin:.2em 0}blockquote footer{color:#555}"
    "figure{margin:1em 0;overflow-x:auto}figure svg{max-width:100%;height:auto}"
    "@page{size:A4;margin:2cm}@media print{body{font-size:10pt;margin:0;max-width:none;padding:0}"
    ".table,figure{overflow:visible}blockquote,figure,tr{break-inside:avoid}"
    "h2,h3,h4{break-after:avoid}"
    "svg{max-height:23cm;-webkit-print-color-adjust:exact;print-color-adjust:exact}}"
)
_MARGIN_STYLE = (
    ".row{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,1fr);column-gap:1em}"
    ".row p{margin:.4em 0;overflow-wrap:break-word}"
    ".notes{margin:.4em 0;padding-left:.6em;border-left:1px solid #999;font-size:.8em;"
    "overflow-wrap:break-word}"
    ".notes div{border-left:.3em solid #999;padding-left:.3em;margin-bottom:.2em}"
    ".aside{color:#666;font-style:italic}"
    "mark{color:inherit;background:#eee;text-decoration:underline;"
    "-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    "mark.several{text-decoration-style:double}sup{font-size:.7em;line-height:0}"
)


def write_web_page(path: Path, document: Document) -> None:
    """Write the document as HTML in UTF-8; all its words are escaped, and it runs no script."""
    title = _text(document.title)
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{_text(document.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title>",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}{_MARGIN_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{title}</h1>",
    ]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in chain(head, map(_block, document.blocks), ("</main>", "</body>", "</html>")):
            file.write(f"{line}\n")


def _block(block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
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
            return _grid(columns, rows)
        case Quotation():
            return _quotation(block)
        case Figure(svg, caption, table):
            told = f"<figcaption>{_text(caption)}</figcaption>"
            same = f"<details><summary>The same as a table</summary>{_grid(*table)}</details>"
            return f"<figure>{svg}{told}</figure>\n{same}"
        case Annotated(rows):
            return "\n".join(map(_beside, rows))


def _grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table, the first cell of a row its heading; wide ones can be moved by keys."""
    head = "".join(f'<th scope="col">{_text(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{_text(first)}</th>'
        f"{''.join(f'<td>{_text(cell)}</td>' for cell in rest)}</tr>"
        for first, *rest in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    told = f'tabindex="0" role="group" aria-label="By {_text(columns[0])}"'
    return f'<div class="table" {told}>{table}</div>'


def _quotation(quotation: Quotation) -> str:
    words, source, wording, _ = quotation
    lines = [f'<p lang="nb">{_text(line)}</p>' for line in words.splitlines()]
    if wording:
        told = f'<strong>{PUBLISHED}:</strong> <span lang="nb">{_text(wording)}</span>'
        lines.append(f"<p>{told}{_text(checked(quotation))}</p>")
    return f"<blockquote>{''.join(lines)}<footer>— {_text(source)}</footer></blockquote>"


def _beside(row: Beside) -> str:
    lead = f"<strong>{_text(row.lead)}</strong> " if row.lead else ""
    words = "".join(map(_stretch, row.stretches))
    notes = "".join(map(_note, row.notes))
    shown = ' class="aside"' if row.is_aside else ""
    beside = f'<div class="notes" role="note">{notes}</div>'
    return f'<div class="row"><p{shown}>{lead}{words}</p>{beside}</div>'


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


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br>")
