"""Transcript files to sources: which reader a file's content asks for.

A format is one function `read_…(data, name) -> Source` and its entry in `_FORMATS`. Where ending
and content disagree the content is believed, with a warning; `_content_format` has the proofs.
"""

import codecs
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from string import whitespace
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.formats.limits import CHARACTERS, FILE, TEXT, bytes_of, refuse_over
from kodeverk.formats.transcripts.captions import TIMING, read_srt, read_vtt
from kodeverk.formats.transcripts.decode import ENCODINGS, decode_as
from kodeverk.formats.transcripts.html import read_html
from kodeverk.formats.transcripts.opendocument import read_odt
from kodeverk.formats.transcripts.package import package_kind
from kodeverk.formats.transcripts.pdf import read_pdf
from kodeverk.formats.transcripts.plain import read_markdown, read_plain_text
from kodeverk.formats.transcripts.rtf import read_rtf
from kodeverk.formats.transcripts.sheets import (
    is_table_of_talk,
    read_csv,
    read_ods,
    read_tsv,
    read_xlsx,
)
from kodeverk.formats.transcripts.whisper import read_json
from kodeverk.formats.transcripts.word import read_docx
from kodeverk.model.source import Source

__all__ = [
    "ENCODINGS",
    "may_be_table",
    "may_be_transcript",
    "read_transcript_bytes",
    "transcript_bytes",
]


class _Format(NamedTuple):
    """A format: what reads it, and the endings of its files' names.

    `is_text` where it is text, in an encoding that can be chosen; what is no text may be one all
    the same that is named so, and is read as the format `misnamed` then.
    """

    read: Callable[[bytes, str], Source]
    endings: tuple[str, ...]
    is_text: bool = True
    misnamed: str | None = None


def _package(read: Callable[[bytes, str], Source], *endings: str, misnamed: str = "txt") -> _Format:
    """Return a format that is no text."""
    return _Format(read, endings, False, misnamed)


_FORMATS: dict[str, _Format] = {
    "docx": _package(read_docx, ".docx"),
    "odt": _package(read_odt, ".odt"),
    "rtf": _package(read_rtf, ".rtf"),
    "html": _Format(read_html, (".html", ".htm", ".xhtml")),
    "pdf": _package(read_pdf, ".pdf"),
    "txt": _Format(read_plain_text, (".txt", ".text")),
    "md": _Format(read_markdown, (".md", ".markdown")),
    "vtt": _Format(read_vtt, (".vtt",)),
    "srt": _Format(read_srt, (".srt",)),
    "csv": _Format(read_csv, (".csv",)),
    "tsv": _Format(read_tsv, (".tsv", ".tab")),
    "xlsx": _package(read_xlsx, ".xlsx", ".xlsm", misnamed="csv"),
    "ods": _package(read_ods, ".ods", misnamed="csv"),
    "json": _Format(read_json, (".json", ".otr")),
}
_ENDINGS = {ending: name for name, about in _FORMATS.items() for ending in about.endings}
_REFUSED = frozenset((".doc", ".docm", ".dotx", ".dotm", ".dot", ".xls", ".xlsb"))
"""Endings of transcripts that must be saved as something else first, which reading them tells."""

_READABLE = f"{', '.join(_ENDINGS)} files can be read."
_SIGNATURES = (
    (b"RIFF", "a sound or video recording", "Import the transcript of it."),
    (b"ID3", "a sound recording", "Import the transcript of it."),
    (b"OggS", "a sound recording", "Import the transcript of it."),
    (b"fLaC", "a sound recording", "Import the transcript of it."),
    (b"\x89PNG", "a picture", "Import the transcript as text."),
    (b"\xff\xd8\xff", "a picture", "Import the transcript as text."),
    (b"GIF8", "a picture", "Import the transcript as text."),
    (b"SQLite format 3\x00", "a database", "A project is opened with: kodeverk open PROJECT."),
    (b"\x1f\x8b", "a packed file", "Unpack it first."),
    (b"7z\xbc\xaf", "a packed file", "Unpack it first."),
)
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = re.compile(rb"[\s\x00]*%PDF-")
_RTF = re.compile(rb"\s*\{\\rtf")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(
    r"\s*<(?:h[1-6]|p|div|ul|ol|dl|table|section|article|main|head|body)[\s>]", re.IGNORECASE
)
_ELEMENT_ENDS = re.compile(rb"</(?:h[1-6]|p|li|d[td]|t[dh])>", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^(?:#{1,6}\s|[-*+]\s|\*\*|\d+\.\s|```)", re.MULTILINE)
_OFTEN = 0.1
"""So often, of all lines, an element ends in a page without a head of its own."""
_VTT = re.compile(r"\s*WEBVTT(?:\s|$)")
_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"\w[^"\n]*"\s*:')
_CLOSED = re.compile(r"^[\]}]+\s*$", re.MULTILINE)
_MORE_JSON = re.compile(r"\s*(?:$|[{,\]}]|\[\s*[\[{\"])")
_SRT_HEAD = re.compile(rf"\s*\d+[ \t]*\r?[\n\r]{TIMING.pattern}(?:[\r\n]|$)")


def transcript_bytes(path: Path) -> bytes:
    """Return the content of a file that may be a transcript.

    Raises BadInput, naming the file, when it cannot be opened or is too large to be one.
    """
    if path.is_dir():
        raise BadInput(f"{path} is a folder", f"Name the files in it: {path}/*")
    return bytes_of(path, FILE)


def read_transcript_bytes(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Return the source of a transcript file with this content and file name.

    `encoding`, one of ENCODINGS, is what a text file is in; it is guessed when not given. Raises
    BadInput, naming the file, when the content is nothing that can be read, not in that encoding,
    or in none that could be chosen.
    """
    if not data.strip():
        raise BadInput(f"{name}: the file is empty", "Check that it was saved and copied whole.")
    _refuse_known(data, name)
    ending = Path(name).suffix.lower()
    named = _ENDINGS.get(ending)
    proved = _content_format(data, named, name)
    if proved is None:
        kind = f"{ending} files" if ending else "files without an ending"
        raise BadInput(f"{name}: {kind} cannot be read", _READABLE)
    if _FORMATS[proved].is_text:
        refuse_over(TEXT, len(data), name)
    if encoding is None:
        source = _FORMATS[proved].read(data, name)
    else:
        source = _read_as(data, name, proved, encoding)
    refuse_over(CHARACTERS, len(source.text), name)
    if named is not None and proved != named:
        warning = f"the ending says {ending}, the content is {proved}; it was read as {proved}"
        source = replace(source, warnings=(warning, *source.warnings))
    return source


def may_be_transcript(path: Path) -> bool:
    """Tell whether a file's name says that it may be a transcript, also one that is refused."""
    ending = path.suffix.lower()
    return ending in _ENDINGS or ending in _REFUSED


def may_be_table(path: Path) -> bool:
    """Tell whether a file's name says that it is a table, which may be a survey."""
    return _ENDINGS.get(path.suffix.lower()) in ("csv", "tsv", "xlsx", "ods")


def _read_as(data: bytes, name: str, format_name: str, encoding: str) -> Source:
    if not _FORMATS[format_name].is_text:
        raise BadInput(
            f"{name}: a {format_name} file says itself what its letters are;"
            " no encoding can be chosen",
            "Leave the encoding out.",
        )
    decoded = decode_as(data, encoding, name)
    # A byte order mark tells every reader of text what to read it in.
    source = _FORMATS[format_name].read(codecs.BOM_UTF8 + decoded.text.encode(), name)
    return replace(source, encoding=decoded.encoding)


def _content_format(data: bytes, named: str | None, name: str) -> str | None:
    """Return the format the content proves, else the one the file's name says."""
    if data.startswith(_ARCHIVES):
        return package_kind(data, name)
    head = _opening(data)
    proofs = {
        "pdf": _PDF.match(data),
        "rtf": _RTF.match(data),
        "html": _HTML.match(head) or (named in ("txt", "md") and _is_part_of_page(head, data)),
        "vtt": _VTT.match(head),
        "srt": named != "vtt" and _SRT_HEAD.match(head),
        "json": _JSON.match(head) and not (named in ("txt", "md") and _goes_on_as_text(data)),
        "tsv": named == "txt" and b"\t" in data and is_table_of_talk(_first_lines(data)),
    }
    proved = next((format_name for format_name, proof in proofs.items() if proof), None)
    return proved or (named and (_FORMATS[named].misnamed or named))


def _is_part_of_page(head: str, data: bytes) -> bool:
    """Tell whether a text is HTML from its first line on: elements, and no line in Markdown."""
    if _BLOCK.match(head) is None:
        return False
    ends = len(_ELEMENT_ENDS.findall(data))
    return ends > 1 and ends >= _OFTEN * data.count(b"\n") and _MARKDOWN.search(data) is None


def _goes_on_as_text(data: bytes) -> bool:
    """Tell whether words stand behind the first value of JSON: it is front matter above a talk.

    Where the value is not whole it ends with a line that closes it.
    """
    text = data.decode("utf-8", "replace").lstrip(f"\ufeff{whitespace}")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        closed = _CLOSED.search(text)
        end = closed.end() if closed else len(text)
    return _MORE_JSON.match(text, end) is None


def _opening(data: bytes) -> str:
    """Return the first lines as far as ASCII goes: enough to know a format by."""
    return data[:400].replace(b"\x00", b"").decode("ascii", "ignore")


def _first_lines(data: bytes) -> str:
    """Return whole lines of a text file, enough to know a table by; letters may be wrong."""
    lines = data[:20_000].replace(b"\x00", b"").decode("utf-8", "replace").splitlines()
    return "\n".join(lines[: -1 if len(data) > 20_000 else None])


def _refuse_known(data: bytes, name: str) -> None:
    """Raise BadInput for a content that is known and cannot be read."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadInput(
                f"{name}: the document is locked with a password",
                "Open it in the program it came from, remove the password and save it.",
            )
        if "Workbook".encode("utf-16-le") in data:
            raise BadInput(
                f"{name}: this is a workbook of an old Office version (.xls)",
                "Open it in Excel or LibreOffice and save it as .xlsx.",
            )
        raise BadInput(
            f"{name}: this is a document of an old Office version (.doc)",
            "Open it in Word or LibreOffice and save it as .docx.",
        )
    for signature, kind, hint in _SIGNATURES:
        if data.startswith(signature):
            raise BadInput(f"{name}: this is {kind}, not a transcript that can be read", hint)
    if data[4:8] == b"ftyp":
        raise BadInput(f"{name}: this is a recording", "Import the transcript of it.")
