"""Prose as Markdown (CommonMark, with the tables of GitHub)."""

import re
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
    Quotation,
    RunningText,
    checked,
)

_MARKS = re.compile(r"[\\`*_{}\[\]<>|~&#!$]")
_AT_LINE_START = re.compile(r"^( *)([-+=]|\d+[.)](?=\s|$))", re.MULTILINE)


def write_markdown(path: Path, document: Document) -> None:
    """Write the document as UTF-8 with LF. No sign in its words is taken for a mark or for HTML."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"# {_line(document.title)}\n")
        for block in document.blocks:
            file.write(f"\n{_block(block)}\n")


def _block(block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Heading(level, text):
            return f"{'#' * min(level + 1, 6)} {_line(text)}"
        case RunningText(text, lead):
            said = _escaped(text).replace("\n", "\\\n")
            return f"**{_line(lead)}:** {said}" if lead else said
        case Listing(items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Grid(columns, rows):
            head, *body = ([_line(cell) for cell in row] for row in (columns, *rows))
            lines = (head, ["---"] * len(columns), *body)
            return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        case Quotation():
            return _quotation(block)
        case Figure(_, caption, table):
            return f"{_block(RunningText(caption))}\n\n{_block(table)}"
        case Annotated(rows):
            return "\n\n".join(map(_beside, rows))


def _quotation(quotation: Quotation) -> str:
    words, source, wording, _ = quotation
    lines = [f"> {_line(line)}" for line in words.splitlines()]
    if wording:
        told = f"**{PUBLISHED}:** {_line(f'{wording}{checked(quotation)}')}"
        lines += [*([">"] if lines else []), f"> {told}"]
    return "  \n".join([*lines, f"> — {_line(source)}"])


def _beside(row: Beside) -> str:
    """Return a paragraph, and its notes as a quotation below it."""
    lead = f"**{_line(row.lead)}** " if row.lead else ""
    words = _line("".join(stretch.words for stretch in row.stretches))
    said = f"{lead}{f'*{words}*' if row.is_aside else words}"
    notes = [
        f"> {_line(note.sign)} {_line(note.text)}{f': {_line(note.more)}' if note.more else ''}"
        for note in row.notes
    ]
    return "\n\n".join([said, "  \n".join(notes)] if notes else [said])


def _line(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    """Return the words so that nothing of them is a mark, and no line is empty or indented."""
    lines = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    marked = _MARKS.sub(lambda sign: f"\\{sign[0]}", lines)
    return _AT_LINE_START.sub(_literal, marked)


def _literal(begins: re.Match[str]) -> str:
    indent, mark = begins.groups()
    return f"{indent}{mark[:-1]}\\{mark[-1]}"
