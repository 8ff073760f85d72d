"""Transcript files to sources: which reader a file's content asks for.

A format is one function `read_…(data, name) -> Source`, an entry in `_READERS` and its file name
endings in `_ENDINGS`. Where ending and content disagree the content is believed, with a warning.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts.captions import TIMING, read_srt, read_vtt
from kodeverk.formats.transcripts.package import MOST_BYTES
from kodeverk.formats.transcripts.plain import read_markdown, read_text
from kodeverk.formats.transcripts.word import read_docx
from kodeverk.model.source import Source

_READERS: dict[str, Callable[[bytes, str], Source]] = {
    "docx": read_docx,
    "txt": read_text,
    "md": read_markdown,
    "vtt": read_vtt,
    "srt": read_srt,
}
_ENDINGS = {
    ".docx": "docx",
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".vtt": "vtt",
    ".srt": "srt",
}
_READABLE = ".docx, .txt, .md, .vtt and .srt files can be read."

_SAVE_AS_WORD = "Open it in the program it came from and save it as .docx or .txt."
_SIGNATURES = (
    (b"%PDF", "a PDF", "Ask for the document it was made from, or save its text as .txt."),
    (b"{\\rtf", "an RTF document", _SAVE_AS_WORD),
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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*(?:<!DOCTYPE html|<html[\s>])", re.IGNORECASE)
_VTT = re.compile(r"\s*WEBVTT(?:\s|$)")
_SRT_HEAD = re.compile(rf"\s*\d+[ \t]*\r?[\n\r]{TIMING.pattern}(?:[\r\n]|$)")


def read_transcript(path: Path) -> Source:
    """Return the source of the transcript file at `path`.

    Raises BadInput when it cannot be opened or is nothing that can be read.
    """
    return read_transcript_bytes(transcript_bytes(path), path.name)


def transcript_bytes(path: Path) -> bytes:
    """Return the content of a file that may be a transcript.

    Raises BadInput, naming the file, when it cannot be opened or is too large to be one.
    """
    if path.is_dir():
        raise BadInput(f"{path} is a folder", f"Name the files in it: {path}/*")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(
                f"{path}: {path.stat().st_size / 1e6:,.0f} MB is too large for a transcript",
                "Remove the pictures, or check that it is the right file.",
            )
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}", "Check its name and your access to it."
        ) from error


def read_transcript_bytes(data: bytes, name: str) -> Source:
    """Return the source of a transcript file with this content and file name.

    Raises BadInput, naming the file, when the content is nothing that can be read.
    """
    if not data.strip():
        raise BadInput(f"{name}: the file is empty", "Check that it was saved and copied whole.")
    _refuse_known(data, name)
    ending = Path(name).suffix.lower()
    named = _ENDINGS.get(ending)
    found = _content_format(data, named)
    if found is None:
        raise BadInput(f"{name}: {ending} files cannot be read", _READABLE)
    source = _READERS[found](data, name)
    if named is not None and found != named:
        told = f"the ending says {ending}, the content is {found}; it was read as {found}"
        source = replace(source, warnings=(told, *source.warnings))
    return source


def _content_format(data: bytes, named: str | None) -> str | None:
    """Return the format the content proves, else the one the file's name says."""
    if data.startswith(b"PK"):
        return "docx"
    head = _opening(data)
    if _VTT.match(head):
        return "vtt"
    if named not in ("vtt", "srt") and _SRT_HEAD.match(head):
        return "srt"
    return "txt" if named == "docx" else named


def _opening(data: bytes) -> str:
    """Return the first lines as far as ASCII goes: enough to know a format by."""
    return data[:400].replace(b"\x00", b"").decode("ascii", "ignore")


def _refuse_known(data: bytes, name: str) -> None:
    """Raise BadInput for a content that is known and cannot be read."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadInput(
                f"{name}: the document is locked with a password",
                "Open it in Word, remove the password and save it as .docx.",
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
    if _HTML.match(data[:400]):
        raise BadInput(f"{name}: this is a web page (HTML)", _SAVE_AS_WORD)
