"""The file that carries changes from one project to another: one line that says so, then gzip.

Packed are lines of JSON. The first is an object, the header; each other is a list that begins with
what it is: a `text`, a `maker`, a `mark`, a `trace` or a `change`, and goes on with its columns.
docs/files.md says the same for people.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadProject
from kodeverk.model.allowed_values import is_id
from kodeverk.model.change import Value, canonical
from kodeverk.store.faults import UNREADABLE

_KIND = b"Kodeverk changes "
FIRST_LINE = (
    _KIND + b"1. Not encrypted: whoever has this file can read what is in it. "
    b"To take it in: kodeverk receive PROJECT FILE\n"
)
"""What stands before what is packed, for whoever opens the file."""

_LONGEST_FIRST = 1_000
_LONGEST_LINE = 25_000_000
"""How many bytes a line may have: of a text twice the longest that can be imported."""
_MOST = 1_000_000_000
"""How many bytes may be packed: a hundred times the texts of two hundred interviews."""


class Header(NamedTuple):
    """What a file says of itself.

    `schema` is that of the project it is from; `whole` tells that everything there is in it;
    `withdrawn` is a digest of all that is withdrawn there; `rests_on` names what its changes speak
    of that is not in it (ids of records and of changes), and by which step of the sender's log
    each came.
    """

    schema: str
    whole: bool
    withdrawn: str
    rests_on: dict[str, int]


Line = list[Value]
"""What it is, and its columns."""


def write_lines(path: Path, header: Header, lines: Iterable[Line]) -> None:
    """Write a file of changes."""
    with path.open("wb") as file:
        file.write(FIRST_LINE)
        with gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
            packed.write(f"{canonical({**header._asdict()})}\n".encode())
            for line in lines:
                packed.write(f"{canonical(line)}\n".encode())


def is_sent(path: Path) -> bool:
    """Tell whether a file is one of changes, of this version or another.

    Of what cannot be read it tells no: what is wrong is told where it is opened.
    """
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_KIND)) == _KIND
    except OSError:
        return False


@contextmanager
def reading_lines(path: Path) -> Iterator[tuple[Header, Iterator[Line]]]:
    """Give the header of a file of changes, and its other lines. Raises BadProject for others.

    What is in the lines may be anything that JSON can say.
    """
    if not path.is_file():
        raise BadProject(
            f"there is no file {path}" if not path.exists() else f"{path} is no file",
            "Give the file that a colleague made with: kodeverk send PROJECT FILE",
        )
    try:
        with path.open("rb") as file:
            _check_first(path, file.readline(_LONGEST_FIRST))
            with gzip.GzipFile(fileobj=file, mode="rb") as packed:
                lines = _lines(path, packed)
                yield _header(path, next(lines, None)), map(_line, lines)
    except OSError as error:
        raise BadProject(
            f"{path} cannot be read: {error.strerror}", "Check your right to read the file."
        ) from error


def _check_first(path: Path, first: bytes) -> None:
    if first == FIRST_LINE:
        return
    if first.startswith(_KIND):
        raise BadProject(
            f"{path} was sent by another Kodeverk", "Both of you: take the newest version."
        )
    is_project = first.startswith(b"SQLite format 3")
    raise BadProject(
        f"{path} holds no changes that were sent",
        "It may be a whole project, which is added with: kodeverk merge PROJECT OTHER"
        if is_project
        else "Give the file that a colleague made with: kodeverk send PROJECT FILE",
    )


def _lines(path: Path, packed: gzip.GzipFile) -> Iterator[object]:
    left = _MOST
    while line := _next_line(path, packed):
        left -= len(line)
        if len(line) > _LONGEST_LINE or left < 0:
            raise BadProject(
                f"{path} holds more than any project sends",
                "Ask for a copy of the project instead: kodeverk backup",
            )
        try:
            said = json.loads(line.decode())
        except UNREADABLE as error:  # what is no UTF-8 or no JSON is a ValueError
            raise _damaged(path) from error
        yield said


def _next_line(path: Path, packed: gzip.GzipFile) -> bytes:
    try:
        return packed.readline(_LONGEST_LINE + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise _damaged(path) from error


def _header(path: Path, said: object) -> Header:
    match said:
        case {
            "schema": str(schema),
            "whole": bool(whole),
            "withdrawn": str(withdrawn),
            "rests_on": dict(rests_on),
        } if all(is_id(of) and type(step) is int for of, step in rests_on.items()):
            return Header(schema, whole, withdrawn, rests_on)
    raise _damaged(path)


def _line(said: object) -> Line:
    if not isinstance(said, list) or not said:
        raise ValueError("no list")
    return said


def _damaged(path: Path) -> BadProject:
    return BadProject(
        f"{path} is damaged, or not all of it is there yet",
        "Where it is still being copied, wait until that is done; else ask for it anew.",
    )
