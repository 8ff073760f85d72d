"""The table that says of many transcript files at once where, when and with whom they were made."""

from dataclasses import dataclass, field
from pathlib import Path

from kodeverk.errors import BadInput
from kodeverk.formats.tables import read_table
from kodeverk.model.records import CONSENTS

CONSENT_COLUMNS = ("takes_part", "quotation", "archiving")
COLUMNS = (
    "file",
    "municipality",
    "date",
    "roles",
    "informants",
    "speaks_for",
    "join",
    "ignore",
    "convention",
    "encoding",
    *CONSENT_COLUMNS,
)
"""The columns that say something of their own; every other one is a variable."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One row: what is known of one file. Every column that is not one of ours is a variable.

    `roles` and `informants` map a speaker's label to a role and to a pseudonym, `speaks_for` an
    interpreter's label to that of the speaker whose words the interpreter says, `joined` a label to
    the one that stands for the same person; `ignored` are labels of nobody who speaks.
    """

    where: str
    municipality: str | None
    date: str | None
    roles: dict[str, str]
    informants: dict[str, str]
    consent: dict[str, str]
    variables: dict[str, str | int | float]
    speaks_for: dict[str, str] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    convention: str | None = None
    encoding: str | None = None


def read_metadata(path: Path) -> dict[str, FileFacts]:
    """Return file name -> what the table says of it. Raises BadInput naming file and line."""
    table = read_table(path, ("file",))
    found: dict[str, FileFacts] = {}
    for line, cells in table.rows:
        where = f"{path}:{line}"
        name = cells["file"]
        if not name:
            raise BadInput(f"{where}: no file name", "Give the file's name in the column `file`.")
        if name in found:
            raise BadInput(f"{where}: {name} is there twice", "Keep one row for each file.")
        consent = {column: cells[column] for column in CONSENT_COLUMNS if cells.get(column)}
        for column, value in consent.items():
            if value not in CONSENTS:
                raise BadInput(
                    f"{where}: {column} is {value!r}", f"It is one of: {', '.join(CONSENTS)}."
                )
        found[name] = FileFacts(
            where,
            cells.get("municipality") or None,
            cells.get("date") or None,
            _pairs(cells.get("roles", ""), where, "roles"),
            _pairs(cells.get("informants", ""), where, "informants"),
            consent,
            {
                column: _typed(cell)
                for column, cell in cells.items()
                if column and column not in COLUMNS and cell
            },
            _pairs(cells.get("speaks_for", ""), where, "speaks_for"),
            _pairs(cells.get("join", ""), where, "join"),
            tuple(filter(None, map(str.strip, cells.get("ignore", "").split(";")))),
            cells.get("convention") or None,
            cells.get("encoding") or None,
        )
    return found


def _pairs(cell: str, where: str, column: str) -> dict[str, str]:
    """Return the pairs in `LABEL=VALUE;LABEL=VALUE`."""
    pairs: dict[str, str] = {}
    for part in filter(None, map(str.strip, cell.split(";"))):
        label, sign, value = part.rpartition("=")
        if not sign or not label.strip() or not value.strip():
            raise BadInput(
                f"{where}: {column} holds {part!r}", "Write LABEL=VALUE, with ; between several."
            )
        pairs[label.strip()] = value.strip()
    return pairs


def _typed(cell: str) -> str | int | float:
    """Return a number for what is plainly one (`1,7` too); `0301` and the like stay text."""
    if cell.removeprefix("-").isdecimal() and str(int(cell)) == cell:
        return int(cell)
    whole, sign, rest = cell.replace(",", ".", 1).partition(".")
    if sign and rest.isdecimal() and whole.removeprefix("-").isdecimal() and whole[:2] != "00":
        return float(f"{whole}.{rest}")
    return cell
