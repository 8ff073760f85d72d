"""Prose as a Word document."""

import io
import zipfile
from pathlib import Path
from typing import Any

from kodeverk.formats.reports.packages import EARLIEST, xml_text
from kodeverk.formats.reports.prose import Block, Document, Grid, Heading, Listing, RunningText

_TIMES = ("created", "modified", "lastPrinted")
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


def write_word_document(path: Path, document: Document) -> None:
    """Write the document as DOCX; the same document gives the same bytes.

    It says nothing of when it was written and by whom.
    """
    import docx

    made = docx.Document()
    about = made.core_properties
    about.title, about.language = xml_text(document.title), document.language
    about.author = about.comments = ""
    for element in list(about._element):
        if element.tag.rpartition("}")[2] in _TIMES:
            about._element.remove(element)
    made.add_heading(xml_text(document.title), level=0)
    for block in document.blocks:
        _add(made, block)
    saved = io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(path, "w") as package:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, EARLIEST)
            package.writestr(entry, parts.read(part), zipfile.ZIP_DEFLATED)


def _add(made: Any, block: Block) -> None:
    match block:
        case Heading(level, text):
            made.add_heading(xml_text(text), level=min(level, 9))
        case RunningText(text, lead):
            paragraph = made.add_paragraph()
            if lead:
                paragraph.add_run(f"{xml_text(lead)}: ").bold = True
            paragraph.add_run(xml_text(text))
        case Listing(items):
            for item in items:
                made.add_paragraph(xml_text(item), style="List Bullet")
        case Grid(columns, rows):
            table = made.add_table(rows=1, cols=len(columns), style="Table Grid")
            for number, row in enumerate((columns, *rows)):
                cells = table.add_row().cells if number else table.rows[0].cells
                for cell, text in zip(cells, row, strict=True):
                    cell.text = xml_text(text)
