"""The tables of reports, read back out of web pages, Word documents and Markdown."""

import html.parser
import re
from pathlib import Path
from typing import NamedTuple

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph


class ReadTable(NamedTuple):
    """A table under its nearest heading: its head and its rows."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


class _Page(html.parser.HTMLParser):
    """The tables of a page, but for those that say once more what a picture shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[ReadTable] = []
        self._heading = self._words = ""
        self._rows: list[list[str]] = []
        self._aside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            self._aside = True
        elif tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        if tag in ("h2", "h3", "h4", "th", "td"):
            self._words = ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "h3", "h4"):
            self._heading = self._words
        elif tag in ("th", "td"):
            self._rows[-1].append(self._words)
        elif tag == "table" and not self._aside:
            self.found.append(ReadTable(self._heading, tuple(map(tuple, self._rows))))
        elif tag == "details":
            self._aside = False


def tables_of(path: Path) -> list[ReadTable]:
    """Return the tables of a report, in their order, as its ending says."""
    if path.suffix == ".docx":
        return _of_document(path)
    text = path.read_text(encoding="utf-8")
    return _Page(text).found if path.suffix == ".html" else _of_markdown(text)


def _of_document(path: Path) -> list[ReadTable]:
    found, heading = [], ""
    for part in docx.Document(str(path)).iter_inner_content():
        if isinstance(part, Table):
            rows = tuple(tuple(cell.text for cell in row.cells) for row in part.rows)
            found.append(ReadTable(heading, rows))
        elif isinstance(part, Paragraph) and ((part.style and part.style.name) or "").startswith(
            "Heading"
        ):
            heading = part.text
    return found


def _of_markdown(text: str) -> list[ReadTable]:
    found, heading = [], ""
    for block in text.split("\n\n"):
        if block.startswith("##"):
            heading = _plain(block.lstrip("#").strip())
        elif block.startswith("| "):
            head, _, *body = block.strip().split("\n")
            rows = tuple(
                tuple(_plain(cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1])
                for line in (head, *body)
            )
            found.append(ReadTable(heading, rows))
    return found


def _plain(words: str) -> str:
    return re.sub(r"\\(.)", r"\1", words)
