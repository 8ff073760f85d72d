"""The CSV export: a folder of tables that are replaced together.

docs/files.md describes every file and column.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadInput, Refused
from kodeverk.files import CHECK_ROOM, OWNER_ONLY, Rights, new_file
from kodeverk.folders import whole_set
from kodeverk.formats.tables import write_table

CODINGS = "codings.csv"
FREQUENCIES = "frequencies.csv"
MEMOS = "memos.csv"
MATRIX = "matrix.csv"
MATRIX_INFORMANTS = "matrix_informants.csv"
INFO = "export_info.csv"
FILES = (CODINGS, MEMOS, FREQUENCIES, MATRIX, MATRIX_INFORMANTS, INFO)
"""The files an export consists of; the last one marks a folder as an export of ours."""


class Sheet(NamedTuple):
    """One file of an export: the names of its columns, and its rows for `formats.tables`."""

    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


def write_csv_report(
    folder: Path,
    sheets: Iterable[tuple[str, Sheet]],
    *,
    excel: bool = False,
    replace: bool = False,
    rights: Rights = OWNER_ONLY,
) -> dict[str, int]:
    """Write the sheets under the names of their files, and return how many rows each has.

    A sheet is asked for when the one before it is written. All are put in place together, as
    `folders.whole_set` does it; after an error what was there stays. Files of an earlier export
    that are not among the sheets are removed. Raises BadInput where nothing can be written, and
    Refused for files that no export of ours made, unless `replace`.
    """
    _check_folder(folder, replace=replace)
    written: dict[str, int] = {}
    try:
        with whole_set(folder, FILES, rights) as made:
            for name, sheet in sheets:
                new_file(made / name)
                written[name] = write_table(made / name, sheet.columns, sheet.rows, excel=excel)
    except OSError as error:
        raise BadInput(
            f"{folder} cannot be written: {error.strerror}",
            CHECK_ROOM,
        ) from error
    return written


def _check_folder(folder: Path, *, replace: bool) -> None:
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
