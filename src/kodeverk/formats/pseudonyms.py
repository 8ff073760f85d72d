"""The table in which a person confirms what is replaced, and the key that leads back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from kodeverk.errors import BadInput, Refused
from kodeverk.files import refused, whole_file
from kodeverk.formats.limits import NAMES
from kodeverk.formats.reports.csv_folder import CODINGS, FREQUENCIES, INFO
from kodeverk.formats.tables import read_table, write_table
from kodeverk.model.text import normalise

COLUMNS = (
    "replace",
    "text",
    "replacement",
    "kind",
    "transcripts",
    "places",
    "contexts",
    "doubt",
    "only",
)
KEY_COLUMNS = ("project", "date", "original", "replacement", "only")

Answer = Literal["yes", "no", ""]
_ANSWERS: dict[str, Answer] = {
    "": "",
    "yes": "yes",
    "y": "yes",
    "ja": "yes",
    "j": "yes",
    "no": "no",
    "n": "no",
    "nei": "no",
}
_EXPORTED = (INFO, CODINGS, FREQUENCIES)
"""What a folder holds that an export was written to."""

_DATABASE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row as a person gave it back: `answer` is empty where nobody has decided yet.

    `only` is the name of the one transcript it is about, empty for all; `where` is file and line.
    """

    where: str
    answer: Answer
    text: str
    replacement: str
    only: str


class KeyRow(NamedTuple):
    """One line of a key: what stood in a project's texts, and what has stood there since a day."""

    project: str
    date: str
    original: str
    replacement: str
    only: str


def write_proposals(path: Path, rows: Iterable[Sequence[object]]) -> int:
    """Write a new table of proposals, rows as `COLUMNS`, that its owner alone can read.

    Return how many there are. Raises Refused when the file is there: it may hold decisions.
    """
    there = "Choose another name, or remove the file first."
    with refused(path, there), whole_file(path, replace=False) as part:
        return write_table(part, COLUMNS, rows)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the rows of a table of proposals. Raises BadInput naming file, line and remedy."""
    table = read_table(path, ("replace", "text", "replacement"), NAMES)
    decisions = []
    for line, cells in table.rows:
        where = f"{path}:{line}"
        answer = _ANSWERS.get(cells["replace"].casefold())
        if answer is None:
            raise BadInput(
                f"{where}: replace is {cells['replace']!r}",
                "Write yes or no, or leave it empty to decide later.",
            )
        words = " ".join(normalise(cells["text"]).split())
        replacement = " ".join(normalise(cells["replacement"]).split())
        if answer == "yes" and not any(sign.isalnum() for sign in words):
            raise BadInput(
                f"{where}: the text holds no letter or digit", "Give the words, or answer no."
            )
        if answer == "yes" and not replacement:
            raise BadInput(
                f"{where}: no replacement", "Give what comes instead, such as [Person A]."
            )
        decisions.append(
            Decision(where, answer, words, replacement, normalise(cells.get("only", "")))
        )
    return tuple(decisions)


def check_key_path(path: Path, project: Path | None) -> None:
    """Raise Refused for a path where a key must not be: the project, an export, no folder, a link.

    A link would be replaced by the key, and what it leads to would not be written.
    """
    if not path.parent.is_dir():
        raise Refused(f"there is no folder {path.parent}", "Make the folder first.")
    if path.is_dir():
        raise Refused(f"{path} is a folder", "Give the name of a file in it.")
    target = path.resolve()
    if path.is_symlink():
        raise Refused(
            f"{path} is a link, and the key would lie in its place",
            f"Give the file itself: {target}",
        )
    if project is not None and target.name.startswith(project.resolve().name):
        raise Refused(
            f"{path} is the project, or would pass for a part of it",
            "The key leads back to the names: give a file of its own, outside the project.",
        )
    for folder in target.parents:
        if any((folder / name).exists() for name in _EXPORTED):
            raise Refused(
                f"{path} is in a folder with an export of a project",
                "The key leads back to the names: keep it where no export is.",
            )


def read_key(path: Path, project: str) -> tuple[KeyRow, ...]:
    """Return the rows of a key, none if the file is not there or empty; `project` is an id.

    Raises Refused when the file is no key, or another project's.
    """
    if not path.exists() or path.stat().st_size == 0:
        return ()
    with path.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise Refused(f"{path} is a database, not a key", "Give a file of its own for the key.")
    table = read_table(path, KEY_COLUMNS, NAMES)
    if table.columns != KEY_COLUMNS:
        raise Refused(
            f"{path} is not a key: its columns are {', '.join(table.columns)}",
            "Give a new file, or the key that was written for this project.",
        )
    for line, cells in table.rows:
        if cells["project"] != project:
            raise Refused(
                f"{path}:{line}: this is the key of another project",
                "Keep one key for each project.",
            )
    return tuple(KeyRow(*(cells[name] for name in KEY_COLUMNS)) for _, cells in table.rows)


def write_key(path: Path, rows: Iterable[KeyRow]) -> None:
    """Write a whole key in place of what was there, readable by its owner alone.

    It is on disk, whole, when this returns; after an error, what was there still is.
    """
    with whole_file(path) as part:
        write_table(part, KEY_COLUMNS, rows)
