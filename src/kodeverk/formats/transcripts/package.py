"""Documents that are ZIP archives of XML, opened with care: anybody may have made them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kodeverk.errors import BadInput
from kodeverk.formats.limits import NODES, PARTS, UNPACKED, XML, refuse_over

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svm")
_SAVE_AGAIN = "Open it in the program it came from and save it again."
_SAVE_AS_WORD = "Save the transcript as .docx or .txt."
_DOCTYPE = b"<!DOCTYPE"
_XML = re.compile(rb"[\s\x00\xef\xbb\xbf\xff\xfe]*<")
_ENCODING = re.compile(rb"[\s\xef\xbb\xbf]*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']*)")
_FEWEST_BYTES = 2.5
"""An element takes four bytes at least; an attribute and its value, which are two, five."""
_PLAIN = (b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1")
_SAVE_AS_DOCX = "Open it in Word or LibreOffice and save it as .docx."
_OTHER_WORD = {
    b"ms-word.document.macroEnabled.main": "a Word document with macros (.docm)",
    b"ms-word.template.macroEnabledTemplate.main": "a Word template with macros (.dotm)",
    b"wordprocessingml.template.main": "a Word template (.dotx)",
}
_STRICT = b"purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods"}

# A library takes a file for sound: what a damaged one raises depends on the damage.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,  # lxml's errors of syntax are Python's
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


@contextmanager
def damaged_as_bad_input(name: str, what: str = "the file") -> Iterator[None]:
    """Turn whatever a library raises over a damaged file into BadInput that names it.

    `what` is what was being read, as the message calls it.
    """
    try:
        yield
    except _BROKEN as error:
        raise damaged(name, what, error) from error


def damaged(name: str, what: str, error: Exception, hint: str = _SAVE_AGAIN) -> BadInput:
    """Return the error that tells of damage, with what the library said of it on one line."""
    said = (str(error) or type(error).__name__).split("\n", 1)[0][:200]
    if "Excessive depth" in said or isinstance(error, RecursionError):
        return BadInput(f"{name}: {what} nests deeper than any that a program writes", hint)
    # What is quoted from a damaged file must not reach the terminal as a control.
    said = "".join(sign if sign.isprintable() else "\ufffd" for sign in said)
    return BadInput(f"{name}: {what} is damaged and cannot be read ({said})", hint)


def package_kind(data: bytes, name: str) -> str:
    """Return what an archive is: `docx`, `odt`, `xlsx` or `ods`.

    Raises BadInput when the archive is damaged, locked, far too large when unpacked, or none of
    these; also for Word's templates, documents with macros and Strict Open XML.
    """
    with damaged_as_bad_input(name), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        _check_size(entries, name)
        parts = {entry.filename for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            raise _locked(name)
        if "mimetype" in parts:
            said = read_part(archive, "mimetype")[:200].decode("ascii", "replace").strip()
            if "opendocument." in said:
                _refuse_encrypted(archive, parts, name)
                return _open_document_kind(said.rpartition("opendocument.")[2], name)
        if "xl/workbook.xml" in parts or "xl/workbook.bin" in parts:
            return "xlsx"
        if "ppt/presentation.xml" in parts:
            raise BadInput(f"{name}: this is a presentation", _SAVE_AS_WORD)
        if "[Content_Types].xml" in parts:
            _refuse_other_word(archive, parts, name)
            return "docx"
    raise BadInput(
        f"{name}: this is an archive, not a document",
        "Unpack it and import the transcripts in it.",
    )


def _refuse_other_word(archive: zipfile.ZipFile, parts: set[str], name: str) -> None:
    """Raise BadInput for what Word writes besides ordinary documents, naming it."""
    types = read_part(archive, "[Content_Types].xml")
    for said, what in _OTHER_WORD.items():
        if said in types:
            raise BadInput(f"{name}: this is {what}", _SAVE_AS_DOCX)
    if "_rels/.rels" in parts and _STRICT in read_part(archive, "_rels/.rels"):
        raise BadInput(
            f"{name}: this is a Word document in the form “Strict Open XML”",
            "Open it in Word and save it as an ordinary Word document (.docx).",
        )


def _open_document_kind(said: str, name: str) -> str:
    for known, kind in _OPEN_DOCUMENT.items():
        if said in (known, f"{known}-template"):
            return kind
    raise BadInput(f"{name}: this is an OpenDocument {said}, not a text", _SAVE_AS_WORD)


def _check_size(entries: list[zipfile.ZipInfo], name: str) -> None:
    # No part is unpacked further than its entry announces (`read_part`): the entries are a bound.
    refuse_over(PARTS, len(entries), name)
    refuse_over(UNPACKED, sum(entry.file_size for entry in entries), name)
    xml = sum(entry.file_size for entry in entries if not entry.filename.endswith(_PICTURES))
    refuse_over(XML, xml, name)


def _refuse_encrypted(archive: zipfile.ZipFile, parts: set[str], name: str) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in parts and b"encryption-data" in read_part(archive, manifest):
        raise _locked(name)


def _locked(name: str) -> BadInput:
    return BadInput(
        f"{name}: the document is locked with a password",
        "Open it in the program it came from, remove the password and save it.",
    )


def read_part(archive: zipfile.ZipFile, part: str) -> bytes:
    """Return a part of an archive, unpacked no further than its entry announces.

    `ZipFile.read` unpacks all there is before it looks at what was announced.
    """
    with archive.open(part) as opened:
        return opened.read(archive.getinfo(part).file_size)


def check_parts(data: bytes, name: str) -> None:
    """Raise BadInput when the archive is damaged, or its XML too large or not plain.

    What is not plain declares entities or is in an encoding that no program writes.
    """
    nodes = 0
    with damaged_as_bad_input(name), zipfile.ZipFile(io.BytesIO(data)) as archive:
        # Counting takes long, and few archives are so large that there may be too many.
        size = sum(entry.file_size for entry in archive.infolist())
        may_be_too_many = size > NODES.most * _FEWEST_BYTES
        # Pictures too: who reads the document next unpacks every part, however much is in it, and
        # reads as XML what the archive says is XML.
        for part in archive.namelist():
            content = read_part(archive, part)
            if part.endswith((".xml", ".rels")) or _XML.match(content):
                _refuse_hidden(content, name)
                if may_be_too_many:
                    # An attribute and its value are two.
                    nodes += content.count(b"<") + 2 * content.count(b"=")
                    refuse_over(NODES, nodes, name)


def open_word(data: bytes, name: str) -> Any:
    """Return the main part of a Word document, python-docx's own; no part of it is parsed yet.

    A document has a dozen parts, and most of what they say is not asked for. Raises BadInput when
    the document is damaged or declares entities. The archive is one that `package_kind` has looked
    at.
    """
    check_parts(data, name)
    with damaged_as_bad_input(name, "the Word file"):
        from docx.opc.constants import CONTENT_TYPE
        from docx.opc.exceptions import OpcError
        from docx.opc.package import OpcPackage, Unmarshaller
        from docx.opc.part import Part
        from docx.opc.pkgreader import PackageReader

        def unparsed(place: Any, kind: str, _relation: str, content: bytes, _whole: Any) -> Part:
            # A part that knew its package would keep all of it until cycles are looked for.
            return Part(place, kind, content)

        package = OpcPackage()
        read: Any = PackageReader.from_file
        unite: Any = Unmarshaller.unmarshal
        try:
            unite(read(io.BytesIO(data)), package, unparsed)
            main = package.main_document_part
        except OpcError as error:
            raise damaged(name, "the Word file", error) from error
        if main.content_type != CONTENT_TYPE.WML_DOCUMENT_MAIN:
            raise ValueError(f"its content type is {main.content_type!r}")
        return main


def open_xml(data: bytes, part: str, name: str) -> Any:
    """Return the root element of the archive's part `part`, None when there is no such part.

    Raises BadInput when it is damaged. The archive is one that `package_kind` and `check_parts`
    have looked at.
    """
    from lxml import etree

    with damaged_as_bad_input(name), zipfile.ZipFile(io.BytesIO(data)) as archive:
        if part not in archive.namelist():
            return None
        xml = read_part(archive, part)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(xml, parser)


def _refuse_hidden(xml: bytes, name: str) -> None:
    # No program writes one; only entities that grow or reach outside need it. In UTF-16 every
    # second byte of it is a NUL.
    if _DOCTYPE in xml.replace(b"\0", b""):
        raise BadInput(f"{name}: the document declares XML entities; refused", _SAVE_AGAIN)
    # In another encoding neither declarations nor elements could be seen beforehand.
    said = _ENCODING.match(xml)
    if (xml and not _XML.match(xml)) or (said and said[1].lower() not in _PLAIN):
        raise BadInput(f"{name}: the document is in a strange encoding; refused", _SAVE_AGAIN)
