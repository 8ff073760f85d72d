"""The table that says of many transcript files at once where, when and with whom they were made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kodeverk.errors import BadInput
from kodeverk.formats.limits import FILES_TOLD
from kodeverk.formats.tables import read_table
from kodeverk.model.records import CONSENTS
from kodeverk.model.text import normalise

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

_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One row: what is known of one file. Every column that is not one of ours is a variable.

    `roles` and `informants` map a speaker's label to a role and to a pseudonym, `speaks_for` an
    interpreter's label to that of the speaker whose words the interpreter says, `joined` a label to
    the one that stands for the same person; `ignored` are labels of nobody who speaks. `consent`
    is that of all informants of the file, `consent_of` that of single ones by label.
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
    consent_of: dict[str, dict[str, str]] = field(default_factory=dict)

    def completed(self, said: "FileFacts | None") -> "FileFacts":
        """Return what another row says of the same file, and what only this one does."""
        if said is None:
            return self
        return replace(
            said,
            where=self.where,
            municipality=said.municipality or self.municipality,
            date=said.date or self.date,
            variables={**self.variables, **said.variables},
        )


def read_metadata(path: Path) -> dict[str, FileFacts]:
    """Return file name -> what the table says of it. Raises BadInput naming file and line.

    The name may have folders before it, with `/` between them, that tell two files of one name
    apart.
    """
    table = read_table(path, ("file",), FILES_TOLD)
    facts: dict[str, FileFacts] = {}
    for line, cells in table.rows:
        where = f"{path}:{line}"
        name = cells["file"].replace("\\", "/").removeprefix("./")
        if not name:
            raise BadInput(f"{where}: no file name", "Give the file's name in the column `file`.")
        if name in facts:
            raise BadInput(f"{where}: {name} is there twice", "Keep one row for each file.")
        consent, of_each = _consent(cells, where)
        facts[name] = FileFacts(
            where,
            cells.get("municipality") or None,
            cells.get("date") or None,
            _pairs(cells.get("roles", ""), where, "roles"),
            _pairs(cells.get("informants", ""), where, "informants"),
            consent,
            {
                column: typed(cell)
                for column, cell in cells.items()
                if column and column not in COLUMNS and cell
            },
            _pairs(cells.get("speaks_for", ""), where, "speaks_for"),
            _pairs(cells.get("join", ""), where, "join"),
            tuple(filter(None, map(str.strip, cells.get("ignore", "").split(";")))),
            cells.get("convention") or None,
            cells.get("encoding") or None,
            of_each,
        )
    return facts


def row_of(facts: Mapping[str, FileFacts], path: Path) -> FileFacts | None:
    """Return the row of a table for the file at `path`: that of its name with most folders.

    What is said of a survey's sheet is said of each of its respondents, `answers.csv/R12`.
    """
    # A name from a Mac may be written in decomposed letters; the table's cells are composed.
    parts = [normalise(part) for part in path.absolute().parts]
    names = ("/".join(parts[place:]) for place in range(len(parts)))
    own = next((facts[name] for name in names if name in facts), None)
    is_respondent = own is None and bool(facts) and path.parent.is_file()
    return row_of(facts, path.parent) if is_respondent else own


def _consent(
    cells: Mapping[str, str], where: str
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return what is said of all informants, column -> value, and by label of single ones."""
    of_all: dict[str, str] = {}
    of_each: dict[str, dict[str, str]] = {}
    for column in CONSENT_COLUMNS:
        cell = cells.get(column, "")
        single = _pairs(cell, where, column) if "=" in cell else {}
        for label, value in single.items():
            of_each.setdefault(label, {})[column] = value
        if cell and not single:
            of_all[column] = cell
        for value in single.values() or filter(None, [cell]):
            if value not in CONSENTS:
                raise BadInput(
                    f"{where}: {column} is {value!r}", f"It is one of: {', '.join(CONSENTS)}."
                )
    return of_all, of_each


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


def typed(cell: str) -> str | int | float:
    """Return a number for what is plainly one (`1,7` too); `0301` and the like stay text.

    So does what has more digits than a number keeps.
    """
    whole, sign, rest = cell.replace(",", ".", 1).partition(".")
    if len(whole) > _MOST_DIGITS:
        return cell
    if cell.removeprefix("-").isdecimal() and str(int(cell)) == cell:
        return int(cell)
    if sign and rest.isdecimal() and whole.removeprefix("-").isdecimal() and whole[:2] != "00":
        return float(f"{whole}.{rest}")
    return cell
