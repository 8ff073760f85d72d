"""Published wordings in a table: that of passages or codings, with two columns more."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kodeverk.formats.limits import NAMES
from kodeverk.formats.tables import read_table

COLUMNS = ("id", "wording", "checked_by")


class WrittenWording(NamedTuple):
    """A row with a wording; `where` is file and line."""

    where: str
    id: str
    wording: str
    checked_by: str


def read_wordings(path: Path) -> Iterator[WrittenWording]:
    """Yield the rows in which somebody has written a wording.

    Raises BadInput naming file, line and remedy.
    """
    for line, cells in read_table(path, COLUMNS, NAMES).rows:
        if cells["wording"].strip():
            yield WrittenWording(
                f"{path}:{line}", cells["id"].strip(), cells["wording"], cells["checked_by"]
            )
