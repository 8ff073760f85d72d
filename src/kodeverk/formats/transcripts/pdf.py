"""The text of a PDF: runs of characters at places on pages, put back into lines and paragraphs."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unicodedata import category

from kodeverk.errors import BadInput
from kodeverk.formats.limits import CHARACTERS, PDF_DRAWING, PDF_PAGE, PDF_PAGES, refuse_over
from kodeverk.formats.transcripts.assembly import assemble
from kodeverk.formats.transcripts.package import damaged, damaged_as_bad_input
from kodeverk.formats.transcripts.pdf_lines import PageRow, paragraphs, rows_of, without_furniture
from kodeverk.formats.transcripts.pdf_runs import TextRun, page_runs
from kodeverk.model.source import Source

_ASK = "Ask for the document it was made from, or save its text as .txt."
_UNLOCK = "Open it, save or print it as a PDF without protection, and import that."
_READ_PICTURES = "Let a program for text recognition (OCR) read it first, or type it."
_LOST = re.compile(r"impossible to decode|exceeded|skip", re.IGNORECASE)
_MOST_TOLD = 10
_MOST_UNKNOWN = 0.3


def read_pdf(data: bytes, name: str) -> Source:
    """Return the source of a PDF with text.

    What stands on one height is one line, further to the right behind a TAB. Lines are joined to
    paragraphs where the pages set paragraphs apart, else each is a paragraph. Page numbers and
    lines that come back at the head or foot of most pages are left out, and named in a warning.
    Raises BadInput when the file is damaged, locked, or holds pictures of text.
    """
    with _listening() as log, damaged_as_bad_input(name, "the PDF"):
        pages, warnings = _runs(data, name)
    if log.lost:
        warnings.append(f"parts of the PDF could not be read ({len(log.lost)})")
    rows = [rows_of(runs) for runs in pages]
    blank = [number for number, page in enumerate(rows, 1) if not page]
    if len(blank) == len(rows):
        raise BadInput(f"{name}: there is no text in this PDF, only pictures of it", _READ_PICTURES)
    if blank:
        numbers = ", ".join(map(str, blank[:_MOST_TOLD]))
        more = len(blank) - _MOST_TOLD
        also = f" and {more} more" if more > 0 else ""
        warnings.append(f"no text on page {numbers}{also}: blank, or a picture")
    _refuse_unreadable(rows, name)
    kept, furniture = without_furniture(rows)
    warnings += [
        f"left out: {shown!r} at the head or foot of pages ({times})" for shown, times in furniture
    ]
    return assemble(paragraphs(kept), name, "pdf", None, warnings)


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


def _runs(data: bytes, name: str) -> tuple[list[list[TextRun]], list[str]]:
    """Return each page's runs of characters in the order of the file, and what to warn of."""
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
        return list(_of_pages(pages, name)), warnings
    except (DependencyError, FileNotDecryptedError) as error:
        raise BadInput(
            f"{name}: the PDF is locked in a way that cannot be read", _UNLOCK
        ) from error
    except PyPdfError as error:
        raise damaged(name, "the PDF", error, _ASK) from error


def _of_pages(pages: list[Any], name: str) -> Iterator[list[TextRun]]:
    drawn = characters = 0
    # Unpacking tells at once what is too much, reading takes long: first all pages are unpacked.
    for page in pages:
        contents = page.get_contents()
        here = 0 if contents is None else len(contents.get_data())
        refuse_over(PDF_PAGE, here, name)
        drawn += here
        refuse_over(PDF_DRAWING, drawn, name)
    for page in pages:
        runs = page_runs(page)
        characters += sum(len(run.text) for run in runs)
        refuse_over(CHARACTERS, characters, name)
        yield runs


def _remarks(page: Any) -> int:
    """Return how many comments with words a page carries."""
    annotations = page.annotations or []
    return sum(bool(each.get_object().get("/Contents")) for each in annotations)


def _refuse_unreadable(rows: list[list[PageRow]], name: str) -> None:
    """Raise BadInput when the fonts do not say which letters their shapes are."""
    signs = [sign for page in rows for row in page for sign in row.text if not sign.isspace()]
    unknown = sum(sign == "\ufffd" or category(sign) in ("Cc", "Cn", "Co") for sign in signs)
    if unknown > _MOST_UNKNOWN * len(signs):
        raise BadInput(
            f"{name}: the fonts of this PDF do not say which letters they show", _READ_PICTURES
        )
