"""A Word file opened with care: it is a ZIP archive of XML that anybody may have made."""

import io
import zipfile
import zlib
from typing import Any

from kodeverk.errors import BadInput

MOST_BYTES = 200_000_000
"""More than this unpacked is refused."""

MOST_PARTS = 10_000
MOST_RATIO = 200
"""Archives over 20 MB unpacked that are more than this many times their size are refused."""

_SAVE_AGAIN = "Open it in Word and save it as a Word document (.docx)."
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def open_document(data: bytes, name: str) -> Any:
    """Return the root element of the Word file's main document, python-docx's own.

    Raises BadInput when the archive is damaged, locked, far too large when unpacked, declares
    entities, or holds something other than a Word document.
    """
    _check_archive(data, name)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        return docx.Document(io.BytesIO(data)).element
    # python-docx takes a package for sound: what a damaged one raises depends on the damage.
    except (
        OpcError,
        etree.LxmlError,
        zipfile.BadZipFile,
        zlib.error,
        ArithmeticError,
        AssertionError,
        AttributeError,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        raise BadInput(
            f"{name}: the Word file is damaged or of a kind that cannot be read ({error})",
            _SAVE_AGAIN,
        ) from error


def _check_archive(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_size(parts, len(data), name)
            _check_kind(archive, {part.filename for part in parts}, name)
            if any(part.flag_bits & 1 for part in parts):
                raise BadInput(f"{name}: the file is locked with a password", "Unlock it first.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_declarations(archive.read(part), name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise BadInput(f"{name}: the file is damaged ({error})", _SAVE_AGAIN) from error


def _check_size(parts: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    # zipfile never unpacks more of a part than its entry announces, so the entries are a bound.
    unpacked = sum(part.file_size for part in parts)
    absurd = unpacked > 20_000_000 and unpacked > MOST_RATIO * packed
    if unpacked > MOST_BYTES or absurd or len(parts) > MOST_PARTS:
        raise BadInput(
            f"{name}: would unpack to {unpacked / 1e6:,.0f} MB in {len(parts)} parts; refused",
            "Remove the pictures, or save the text alone in a new Word document.",
        )


def _check_kind(archive: zipfile.ZipFile, parts: set[str], name: str) -> None:
    if "mimetype" in parts and b"opendocument" in archive.read("mimetype")[:200]:
        raise BadInput(f"{name}: this is an OpenDocument file", "Save it as .docx.")
    if "xl/workbook.xml" in parts:
        raise BadInput(f"{name}: this is a spreadsheet", "Save the transcript as .docx or .txt.")
    if "ppt/presentation.xml" in parts:
        raise BadInput(f"{name}: this is a presentation", "Save the transcript as .docx or .txt.")
    if "[Content_Types].xml" not in parts:
        raise BadInput(
            f"{name}: this is an archive, not a Word document",
            "Unpack it and import the transcripts in it.",
        )


def _check_declarations(xml: bytes, name: str) -> None:
    # Word never writes one; only entities that grow or reach outside need it.
    if any(doctype in xml for doctype in _DOCTYPES):
        raise BadInput(f"{name}: the Word file declares XML entities; refused", _SAVE_AGAIN)
