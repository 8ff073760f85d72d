"""Prose as a Word document."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kodeverk.formats.reports.packages import EARLIEST, xml_text
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
    Stretch,
    checked,
)
from kodeverk.formats.reports.tints import tint

_BODY = "word/document.xml"
_START, _END = b"<w:body>", b"<w:sectPr"
"""What stands before the paragraphs of a document, and behind them."""

_BETWEEN_TABLES = b"<w:p/>"

_TIMES = ("created", "modified", "lastPrinted")
_PAGE_MARGIN = 20
"""What is left white at both sides of an A4 page, in millimetres."""

_TEXT_WIDTH, _NOTES_WIDTH = 122, 48
"""How wide, in millimetres, a text and the notes beside it are."""

_QUOTATION_INDENT = 8

_DIM = "666666"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


def write_word_document(path: Path, document: Document) -> None:
    """Write the document as DOCX; the same document gives the same bytes.

    It says nothing of when it was written and by whom.
    """
    import docx
    from docx.shared import Mm

    made = docx.Document()
    about = made.core_properties
    about.title, about.language = xml_text(document.title), document.language
    about.author = about.comments = ""
    for element in list(about._element):
        if element.tag.rpartition("}")[2] in _TIMES:
            about._element.remove(element)
    made.add_heading(xml_text(document.title), level=0)
    (section,) = made.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_PAGE_MARGIN)
    saved = io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(path, "w") as package:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            whole = parts.read(part)
            with package.open(entry, "w") as file:
                file.writelines(
                    _with_blocks(made, whole, document.blocks)
                    if part.filename == _BODY
                    else [whole]
                )


def _with_blocks(made: Any, whole: bytes, blocks: Iterable[Block]) -> Iterator[bytes]:
    """Yield the XML of a document, with blocks behind what it holds: one of them at a time.

    A report holds tens of thousands of quotations; all at once they would fill the memory.
    """
    from docx.oxml.ns import qn
    from lxml import etree

    body, end = made.element.body, whole.rindex(_END)
    table, is_after_table = qn("w:tbl"), False
    yield whole[:end]
    for block in blocks:
        body.clear_content()
        _add(made, block)
        *added, _ = body
        if added:
            # Two tables with nothing between are one, and have the head of the first on each page.
            if is_after_table and added[0].tag == table:
                yield _BETWEEN_TABLES
            is_after_table = added[-1].tag == table
        alone = etree.tostring(made.element, encoding="UTF-8")
        yield alone[alone.index(_START) + len(_START) : alone.rindex(_END)]
    yield whole[end:]


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
            _add_grid(made, columns, rows)
        case Quotation():
            _add_quotation(made, block)
        case Figure(_, caption, table):
            made.add_paragraph(xml_text(caption))
            _add_grid(made, *table)
        case Annotated(rows):
            _add_annotated(made, rows)


def _add_grid(made: Any, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Add a table whose first row is its head, also on each page it goes on to."""
    from docx.oxml import OxmlElement

    table = made.add_table(rows=len(rows) + 1, cols=len(columns), style="Table Grid")
    # The cells of a row at once: one by one each looks through all that are there.
    for line, row in zip(table.rows, (columns, *rows), strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = xml_text(text)
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in head.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _add_quotation(made: Any, quotation: Quotation) -> None:
    from docx.shared import Mm

    def indented() -> Any:
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(_QUOTATION_INDENT)
        return paragraph

    paragraph = indented()
    lines = [xml_text(line) for line in quotation.words.splitlines()]
    if lines:
        paragraph.add_run("\n".join(lines)).italic = True
    if quotation.wording:
        if lines:
            paragraph = indented()
        paragraph.add_run(f"{PUBLISHED}: ").bold = True
        paragraph.add_run(xml_text(f"{quotation.wording}{checked(quotation)}"))
    paragraph.add_run(f"\n— {xml_text(quotation.source)}")


def _add_annotated(made: Any, rows: Sequence[Beside]) -> None:
    """Add a table of two columns without lines: the text, and the notes beside it."""
    from docx.shared import Mm, Pt

    if not rows:
        return
    table = made.add_table(rows=len(rows), cols=2)
    table.autofit = False
    widths = (Mm(_TEXT_WIDTH), Mm(_NOTES_WIDTH))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for line, row in zip(table.rows, rows, strict=True):
        text, margin = line.cells
        text.width, margin.width = widths
        (paragraph,) = text.paragraphs
        paragraph.paragraph_format.space_after = Pt(4)
        if row.lead:
            paragraph.add_run(f"{xml_text(row.lead)} ").bold = True
        for stretch in row.stretches:
            _add_stretch(paragraph, stretch, is_aside=row.is_aside)
        for number, note in enumerate(row.notes):
            said = margin.add_paragraph() if number else margin.paragraphs[0]
            said.paragraph_format.space_after = Pt(2)
            sign = said.add_run(xml_text(note.sign))
            sign.font.superscript = True
            about = said.add_run(f" {xml_text(note.text)}")
            if note.colour:
                _shade(about, tint(note.colour))
            if note.more:
                said.add_run(f"\n{xml_text(note.more)}").italic = True
            for run in said.runs:
                run.font.size = Pt(8)


def _add_stretch(paragraph: Any, stretch: Stretch, *, is_aside: bool) -> None:
    from docx.enum.text import WD_UNDERLINE
    from docx.shared import RGBColor

    run = paragraph.add_run(xml_text(stretch.words))
    if stretch.is_sign:
        run.font.superscript = True
        return
    if is_aside:
        run.italic = True
        run.font.color.rgb = RGBColor.from_string(_DIM)
    if stretch.marks:
        run.underline = WD_UNDERLINE.DOUBLE if stretch.marks > 1 else WD_UNDERLINE.SINGLE
    if stretch.colour:
        _shade(run, tint(stretch.colour))


def _shade(run: Any, colour: str) -> None:
    """Put a colour (`#rrggbb`) behind the words of a run."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour.removeprefix("#"))):
        shade.set(qn(f"w:{name}"), value)
    # Where the schema wants it: behind size and underline, before what stands the words up.
    later = ("w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang")
    run._r.get_or_add_rPr().insert_element_before(shade, *later)
