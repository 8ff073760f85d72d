"""How much a file from outside may hold: more than the longest interview or largest table has.

What is over a limit is refused before memory is filled with it. docs/files.md lists the limits.
"""

import os
import time
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadInput


class Limit(NamedTuple):
    """The most there may be of something, what that is called, and what to do with more."""

    most: int
    what: str
    remedy: str


_DIVIDE = "Check that it is the right file; if it holds many interviews, divide it."
_TEXT_ALONE = "Remove the pictures, or save the text alone in a new document."
_SPLIT = "Check that it is the right file, or split the table."
_CODEBOOK = "Check that it is the right file: a codebook has some hundred codes."

FILE = Limit(100_000_000, "bytes", "Remove the pictures, or check that it is the right file.")
TEXT = Limit(12_000_000, "bytes of text", _DIVIDE)
CHARACTERS = Limit(3_000_000, "characters", _DIVIDE)
LINES = Limit(80_000, "lines", _DIVIDE)
"""Twice those of a day's talk in a text file whose lines are broken to a width."""
PARAGRAPHS = Limit(30_000, "paragraphs with words", _DIVIDE)
"""Twice the turns of a day's talk; in a text file every line is a paragraph, and LINES holds."""
CAPTION_LINES = Limit(150_000, "lines", _DIVIDE)
"""Five for each cue."""
EMPTY_LINES = Limit(30_000, "empty lines beyond those with words", "Remove the empty lines.")
COMMENTS = Limit(1_000, "comments", "Check that it is the right file, or remove comments.")

UNPACKED = Limit(100_000_000, "bytes unpacked", _TEXT_ALONE)
PARTS = Limit(10_000, "parts in the archive", _TEXT_ALONE)
XML = Limit(25_000_000, "bytes of XML", _TEXT_ALONE)
NODES = Limit(1_000_000, "elements and attributes", _TEXT_ALONE)
"""Of a document in XML or HTML; each takes a hundred bytes or two of memory, however short."""

JSON = Limit(
    10_000_000, "bytes of JSON", "Export it without a time for every word, or as .vtt or .srt."
)
JSON_VALUES = Limit(
    500_000, "lists and objects", "Export it without a time for every word, or as .vtt or .srt."
)
RTF = Limit(50_000_000, "bytes of RTF", "Remove the pictures, or save it as .docx.")
RTF_WORDS = Limit(1_200_000, "control words and groups", "Save it as .docx or .txt.")
"""Forty for each paragraph, as Word writes them."""
PDF_PAGES = Limit(1_000, "pages", "Ask for the document it was made from, or its text as .txt.")
PDF_DRAWING = Limit(
    10_000_000,
    "bytes of drawing on its pages",
    "Ask for the document it was made from, or its text as .txt.",
)
PDF_PAGE = Limit(
    2_000_000,
    "bytes of drawing on one page",
    "Ask for the document it was made from, or its text as .txt.",
)
CELLS = Limit(
    450_000, "cells", "Check that it is the right file; save the transcript alone in a new table."
)

TABLE = Limit(100_000_000, "bytes", _SPLIT)
TABLE_LINE = Limit(10_000_000, "bytes on one line", _SPLIT)
ROWS = Limit(500_000, "rows", _SPLIT)
COLUMNS = Limit(200, "columns", _SPLIT)
FILES_TOLD = Limit(5_000, "rows", "Check that it is the right file: it has a row for each file.")
NAMES = Limit(100_000, "rows", _SPLIT)
BAD_ROWS = Limit(10_000, "rows that cannot be used", "Mend these rows.")
"""After so many the others are not looked at."""
NEW_CODERS = Limit(
    200, "new coders", "Check the columns coder and coder_id: a study has a handful of coders."
)

CODEBOOK = Limit(1_000_000, "bytes", _CODEBOOK)
CODEBOOK_LINES = Limit(20_000, "lines", _CODEBOOK)
CODEBOOK_MARKS = Limit(20_000, "brackets and commas", _CODEBOOK)
CODEBOOK_ROWS = Limit(5_000, "codes", _CODEBOOK)

SECONDS_FOR_A_WRITER = 10
"""So long a pipe is waited for that nobody has opened to write to."""


def refuse_over(limit: Limit, size: int, name: str) -> None:
    """Raise BadInput, naming the file, what was found, what is possible and what to do."""
    if size > limit.most:
        raise BadInput(
            f"{name}: too large: {_shown(size)} {limit.what}, "
            f"and at most {_shown(limit.most)} can be read",
            limit.remedy,
        )


def bytes_of(path: Path, limit: Limit) -> bytes:
    """Return what is in a file, a pipe or a device, which may have no end.

    Raises BadInput, naming the file, when it cannot be read, holds more than the limit, or is a
    pipe that nobody writes to.
    """
    try:
        if path.is_fifo():
            data = _through_pipe(path, limit.most + 1)
        else:
            if path.is_file():
                refuse_over(limit, path.stat().st_size, str(path))
            with path.open("rb") as file:
                data = file.read(limit.most + 1)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}", "Check its name and your access to it."
        ) from error
    if len(data) > limit.most:
        raise BadInput(
            f"{path}: too large: more than {_shown(limit.most)} {limit.what}", limit.remedy
        )
    return data


def _through_pipe(path: Path, most: int) -> bytes:
    """Return what somebody writes to a pipe. Opening a pipe waits, without end, for a writer."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as pipe:
        until = time.monotonic() + SECONDS_FOR_A_WRITER
        try:
            while not (first := os.read(handle, 1 << 16)):
                if time.monotonic() > until:
                    raise BadInput(
                        f"{path} is a pipe that nobody writes to",
                        "Name a file, or start first what is to write to it.",
                    )
                # A pipe that nobody writes to reads as empty, and nothing tells when that changes.
                time.sleep(0.05)
        except BlockingIOError:
            first = b""  # somebody has it open, and has not written yet
        os.set_blocking(handle, True)
        return first + pipe.read(most - len(first))


def _shown(number: int) -> str:
    return f"{number:,}"
