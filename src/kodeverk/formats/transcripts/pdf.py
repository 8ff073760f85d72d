"""The text of a PDF: runs of characters at places on pages, put back into lines and paragraphs."""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from kodeverk.errors import BadInput
from kodeverk.formats.limits import CHARACTERS, PDF_DRAWING, PDF_PAGE, PDF_PAGES, refuse_over
from kodeverk.formats.transcripts.assembly import assemble
from kodeverk.formats.transcripts.line_numbers import said_in_numbered
from kodeverk.formats.transcripts.package import damaged, damaged_as_bad_input
from kodeverk.formats.transcripts.pdf_fonts import PdfFont
from kodeverk.formats.transcripts.pdf_furniture import without_furniture
from kodeverk.formats.transcripts.pdf_lines import paragraphs
from kodeverk.formats.transcripts.pdf_pages import pages_named, rows_in_order
from kodeverk.formats.transcripts.pdf_rows import PageRow
from kodeverk.formats.transcripts.pdf_runs import PageDrawing, page_drawing
from kodeverk.formats.transcripts.pdf_sound import READ_PICTURES, refuse_unsound
from kodeverk.formats.transcripts.pdf_tables import over_pages
from kodeverk.model.source import Source

_ASK = "Ask for the document it was made from, or save its text as .txt."
_UNLOCK = "Open it, save or print it as a PDF without protection, and import that."
_LOST = re.compile(r"impossible to decode|exceeded|skip", re.IGNORECASE)


def read_pdf(data: bytes, name: str) -> Source:
    """Return the source of a PDF with text.

    What stands on one height is one line, further to the right behind a TAB; a table that is drawn
    is read row by row and cell by cell. Lines are joined to paragraphs where the pages set
    paragraphs apart, else each is a paragraph. Page numbers and lines that come back at the head or
    foot of pages are left out, and named in a warning.
    Raises BadInput when the file is damaged, locked, or holds pictures of text; when its letters
    are not those it shows, or nothing tells in which order its lines are read.
    """
    with _listening() as log, damaged_as_bad_input(name, "the PDF"):
        pages, fonts, warnings = _drawings(data, name)
    if log.lost:
        warnings.append(f"parts of the PDF could not be read ({len(log.lost)})")
    rows, of_columns = rows_in_order(pages, name)
    blank = [number for number, page in enumerate(rows, 1) if not page]
    if len(blank) == len(rows):
        raise BadInput(f"{name}: there is no text in this PDF, only pictures of it", READ_PICTURES)
    if blank:
        warnings.append(f"no text on {pages_named(blank)}: blank, or a picture")
    warnings += of_columns
    warnings += refuse_unsound([[row.text for row in page] for page in rows], fonts, name)
    kept, furniture = without_furniture(rows)
    whole, heads = over_pages(_without_numbers(kept))
    warnings += [
        f"left out: {shown!r} at the head or foot of pages ({times})"
        for shown, times in [*furniture, *heads]
    ]
    return assemble(paragraphs(whole), name, "pdf", None, warnings)


def _without_numbers(pages: Sequence[Sequence[PageRow]]) -> list[list[PageRow]]:
    """Return the rows of pages without the numbers of their lines; a table's rows have none."""
    rows = [row for page in pages for row in page]
    said = said_in_numbered(["-" if row.is_of_table else row.text for row in rows])
    kept = iter(
        row.within(*said[place]) if place in said else row for place, row in enumerate(rows)
    )
    return [[row for row in islice(kept, len(page)) if row.text] for page in pages]


class _Log(logging.Handler):
    """What pypdf puts up with, so that it is told where text was lost and not printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lost: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if _LOST.search(message):
            self.lost.add(message)


@contextmanager
def _listening() -> Iterator[_Log]:
    logger = logging.getLogger("pypdf")
    log = _Log()
    propagates = logger.propagate
    logger.addHandler(log)
    logger.propagate = False
    try:
        yield log
    finally:
        logger.propagate = propagates
        logger.removeHandler(log)


def _drawings(data: bytes, name: str) -> tuple[list[PageDrawing], list[PdfFont], list[str]]:
    """Return what each page shows, the fonts, and warnings."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        # Many a PDF is locked against changes only: an empty password opens it.
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(f"{name}: the PDF is locked with a password", _UNLOCK)
        refuse_over(PDF_PAGES, len(reader.pages), name)
        pages = list(reader.pages)
        remarks = sum(map(_remarks, pages))
        warnings = [f"left out: comments on pages ({remarks})"] if remarks else []
        fonts: dict[int, PdfFont] = {}
        return list(_of_pages(pages, fonts, name)), list(fonts.values()), warnings
    except (DependencyError, FileNotDecryptedError) as error:
        raise BadInput(
            f"{name}: the PDF is locked in a way that cannot be read", _UNLOCK
        ) from error
    except PyPdfError as error:
        raise damaged(name, "the PDF", error, _ASK) from error


def _of_pages(pages: list[Any], fonts: dict[int, PdfFont], name: str) -> Iterator[PageDrawing]:
    drawn = characters = 0
    # Unpacking tells at once what is too much, reading takes long: first all pages are unpacked.
    for page in pages:
        contents = page.get_contents()
        here = 0 if contents is None else len(contents.get_data())
        refuse_over(PDF_PAGE, here, name)
        drawn += here
        refuse_over(PDF_DRAWING, drawn, name)

    def count(more: int) -> None:
        nonlocal drawn
        drawn += more
        refuse_over(PDF_DRAWING, drawn, name)

    for page in pages:
        drawing = page_drawing(page, count, fonts)
        characters += sum(len(run.text) for run in drawing.runs)
        refuse_over(CHARACTERS, characters, name)
        yield drawing


def _remarks(page: Any) -> int:
    """Return how many comments with words a page carries."""
    annotations = page.annotations or []
    return sum(bool(each.get_object().get("/Contents")) for each in annotations)
