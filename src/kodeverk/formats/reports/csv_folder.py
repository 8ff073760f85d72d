"""Tables as a folder of CSV files that are replaced together.

docs/files.md describes every file and column.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kodeverk.errors import BadInput, Refused
from kodeverk.files import OWNER_ONLY, Rights, new_file, refused
from kodeverk.folders import whole_set
from kodeverk.formats.reports.table import Record, Table
from kodeverk.formats.tables import TableFile

CODINGS = "codings.csv"
FREQUENCIES = "frequencies.csv"
MEMOS = "memos.csv"
MATRIX = "matrix.csv"
MATRIX_INFORMANTS = "matrix_informants.csv"
INFO = "export_info.csv"
TEXTS, TURNS = "texts.csv", "turns.csv"
FILES = (CODINGS, MEMOS, TEXTS, TURNS, FREQUENCIES, MATRIX, MATRIX_INFORMANTS, INFO)
"""The files an export consists of; the last one marks a folder as an export of ours."""


class CsvFolder:
    """The files being written, each under the name of its table."""

    def __init__(self, folder: Path, stack: ExitStack, *, excel: bool) -> None:
        self._folder = folder
        self._stack = stack
        self._excel = excel
        self._files: dict[str, TableFile] = {}

    def add(self, table: Table[Record], records: Iterable[Record]) -> None:
        """Write rows of a table, below those that are there."""
        file = self._files.get(table.name)
        if file is None:
            path = self._folder / table.name
            new_file(path)
            file = self._stack.enter_context(TableFile(path, table.columns, excel=self._excel))
            self._files[table.name] = file
        file.add(table.rows(records))


@contextmanager
def new_csv_folder(
    folder: Path, *, excel: bool = False, replace: bool = False, rights: Rights = OWNER_ONLY
) -> Iterator[CsvFolder]:
    """Give a writer of tables into `folder`, each table to the file named after it.

    All are put in place together, as `folders.whole_set` does it; after an error what was there
    stays. Files of an earlier export that are not written are removed. Raises BadInput where
    nothing can be written, and Refused for files that no export of ours made, unless `replace`.
    """
    check_csv_place(folder, replace=replace)
    with refused(folder), whole_set(folder, FILES, rights) as made, ExitStack() as stack:
        yield CsvFolder(made, stack, excel=excel)


def check_csv_place(folder: Path, *, replace: bool) -> None:
    """Raise what `new_csv_folder` does for what is in the folder."""
    if folder.is_symlink():
        raise Refused(
            f"{folder} is a link, and nothing is written through one",
            f"Give the folder itself: {folder.resolve()}",
        )
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file", "Give the name of a folder.")
    if replace or (folder / INFO).exists():
        return
    for name in FILES:
        if (folder / name).exists():
            raise Refused(
                f"{folder / name} exists and was not made by an export of this program",
                "Choose another folder, or replace it with --force.",
            )
