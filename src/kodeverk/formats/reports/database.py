"""Tables as an SQLite database: frequencies, what they are of, and the codings behind them.

docs/files.md describes every table and column.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kodeverk.errors import BadInput, KodeverkError, Refused
from kodeverk.files import CHECK_ROOM, OWNER_ONLY, Rights, refused, whole_file
from kodeverk.formats.reports.table import Record, Table
from kodeverk.sqlite import open_sqlite

_MEASURES = """
    codings INTEGER, passages INTEGER, turns INTEGER, transcripts INTEGER, speakers INTEGER,
    words INTEGER, reason TEXT, of_speakers INTEGER, left_out INTEGER NOT NULL,
    is_all INTEGER NOT NULL"""

_KNOWN = """
    CHECK ((codings IS NULL) = (reason IS NOT NULL)),
    CHECK ((of_speakers IS NULL) = (reason IS NOT NULL)),"""

_BASE = """
    transcripts INTEGER, speakers INTEGER, turns INTEGER, words INTEGER"""

_BASE_KNOWN = """
    reason TEXT, CHECK ((speakers IS NULL) = (reason IS NOT NULL))"""

MEMO = "memo"
"""The table with memos, which stands in a report only where they are asked for."""

TEXT, TURN = "text", "turn"
"""The tables with whole texts and their turns, which stand only where they are asked for."""

TABLES = {
    "municipality": f"""
    number TEXT PRIMARY KEY, name TEXT NOT NULL, county_number TEXT, county TEXT,
    {_BASE},{_BASE_KNOWN}""",
    "municipality_role": f"""
    municipality TEXT NOT NULL REFERENCES municipality (number), role TEXT NOT NULL,{_BASE},
    left_out INTEGER NOT NULL, is_all INTEGER NOT NULL,{_BASE_KNOWN},
    PRIMARY KEY (municipality, role)""",
    "code": """
    code TEXT PRIMARY KEY, codebook TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT,
    parent TEXT REFERENCES code (code), theme TEXT NOT NULL REFERENCES code (code),
    position INTEGER NOT NULL, definition TEXT,
    active INTEGER NOT NULL, in_figures INTEGER NOT NULL, "order" INTEGER NOT NULL""",
    "code_frequency": f"""
    municipality TEXT NOT NULL, code TEXT NOT NULL REFERENCES code (code),
    role TEXT NOT NULL,{_MEASURES}, level TEXT NOT NULL,{_KNOWN}
    PRIMARY KEY (municipality, code, role),
    FOREIGN KEY (municipality, role) REFERENCES municipality_role (municipality, role)""",
    "code_base": """
    municipality TEXT NOT NULL, code TEXT NOT NULL, role TEXT NOT NULL,
    speakers INTEGER NOT NULL,
    PRIMARY KEY (municipality, code, role),
    FOREIGN KEY (municipality, code, role) REFERENCES code_frequency (municipality, code, role)""",
    "theme_frequency": f"""
    municipality TEXT NOT NULL, theme TEXT NOT NULL REFERENCES code (code),
    role TEXT NOT NULL,{_MEASURES},{_KNOWN}
    PRIMARY KEY (municipality, theme, role),
    FOREIGN KEY (municipality, role) REFERENCES municipality_role (municipality, role)""",
    "theme_base": """
    municipality TEXT NOT NULL, theme TEXT NOT NULL, role TEXT NOT NULL,
    speakers INTEGER NOT NULL,
    PRIMARY KEY (municipality, theme, role),
    FOREIGN KEY (municipality, theme, role)
        REFERENCES theme_frequency (municipality, theme, role)""",
    "facet_frequency": f"""
    municipality TEXT NOT NULL, code TEXT NOT NULL, role TEXT NOT NULL, facet TEXT NOT NULL,
    value TEXT NOT NULL,{_MEASURES},{_KNOWN}
    PRIMARY KEY (municipality, code, role, facet, value),
    FOREIGN KEY (municipality, code, role) REFERENCES code_frequency (municipality, code, role)""",
    "transcript": """
    transcript TEXT PRIMARY KEY,
    municipality TEXT NOT NULL REFERENCES municipality (number), municipality_then TEXT,
    interview_date TEXT, source_file TEXT NOT NULL, sha256 TEXT NOT NULL,
    turns INTEGER NOT NULL, words INTEGER NOT NULL, state TEXT NOT NULL,
    counted INTEGER NOT NULL""",
    "not_read": """
    transcript TEXT NOT NULL REFERENCES transcript (transcript),
    code TEXT NOT NULL REFERENCES code (code), level TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (transcript, code, level, role)""",
    "speaker": """
    speaker TEXT PRIMARY KEY, transcript TEXT NOT NULL REFERENCES transcript (transcript),
    municipality TEXT NOT NULL REFERENCES municipality (number), name TEXT NOT NULL,
    person TEXT NOT NULL, role TEXT NOT NULL, is_informant INTEGER NOT NULL,
    speaks_for TEXT, turns INTEGER NOT NULL, words INTEGER NOT NULL, counted INTEGER NOT NULL""",
    TEXT: """
    transcript TEXT PRIMARY KEY REFERENCES transcript (transcript), text TEXT NOT NULL""",
    TURN: """
    transcript TEXT NOT NULL REFERENCES transcript (transcript), turn INTEGER NOT NULL,
    speaker TEXT NOT NULL REFERENCES speaker (speaker),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (transcript, turn)""",
    "coding": """
    id TEXT PRIMARY KEY, transcript TEXT NOT NULL REFERENCES transcript (transcript),
    municipality TEXT NOT NULL REFERENCES municipality (number),
    code TEXT NOT NULL REFERENCES code (code), coder TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, memo TEXT,
    speakers TEXT NOT NULL, roles TEXT NOT NULL, origin TEXT NOT NULL,
    codebook_version TEXT NOT NULL, counted INTEGER NOT NULL, confirmed INTEGER,
    created_at TEXT NOT NULL, wording TEXT, checked_by TEXT""",
    "coding_facet": """
    coding TEXT NOT NULL REFERENCES coding (id), facet TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (coding, facet, value)""",
    "coding_speaker": """
    coding TEXT NOT NULL REFERENCES coding (id),
    speaker TEXT NOT NULL REFERENCES speaker (speaker), words INTEGER NOT NULL""",
    MEMO: """
    id TEXT PRIMARY KEY, about TEXT NOT NULL,
    transcript TEXT REFERENCES transcript (transcript),
    municipality TEXT, start INTEGER, "end" INTEGER, quote TEXT,
    coding TEXT, code TEXT, coder TEXT, informant TEXT, author TEXT, type TEXT NOT NULL,
    memo TEXT NOT NULL, created_at TEXT""",
    "variable": """
    kind TEXT NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL, value NOT NULL, number REAL,
    PRIMARY KEY (kind, subject, name)""",
    "export_info": """
    key TEXT PRIMARY KEY, value TEXT NOT NULL""",
}
"""Table -> its columns and keys. Parents stand before their children."""

OF_TRANSCRIPTS = ("transcript", "not_read", "variable")
"""The tables that tell of single interviews and people: what is published lacks them."""

QUOTING = ("speaker", "coding", "coding_facet", "coding_speaker")
"""The tables that are about single codings and who says them."""

# Their keys, a code and a municipality, are most of a row: an index beside the rows would hold
# all of it once more.
_KEYED = (
    "municipality_role",
    "code_frequency",
    "code_base",
    "theme_frequency",
    "theme_base",
    "facet_frequency",
    "not_read",
    "coding_facet",
)

_FIGURES = "codings, passages, turns, transcripts, speakers, of_speakers, words, reason, left_out"

# A theme stands with the union of its codes: its own codings alone would look like silence.
_OF_CODES_AND_THEMES = f"""(
    SELECT municipality, code, role, {_FIGURES}, is_all, 'code' AS level
    FROM code_frequency WHERE level = 'code'
    UNION ALL
    SELECT municipality, theme, role, {_FIGURES}, is_all, 'theme' AS level
    FROM theme_frequency
)"""  # noqa: S608 - our own names

_VIEWS = (
    f"""CREATE VIEW frequency_by_municipality AS
SELECT figures.municipality, municipality.name AS municipality_name, municipality.county,
    figures.code, code.name AS code_name, code.theme, code.codebook, figures.role,
    figures.codings, figures.passages, figures.turns, figures.transcripts, figures.speakers,
    figures.of_speakers, figures.words, figures.reason, figures.left_out, figures.level,
    figures.is_all
FROM {_OF_CODES_AND_THEMES} AS figures
JOIN municipality ON municipality.number = figures.municipality
JOIN code ON code.code = figures.code""",  # noqa: S608 - our own names
    f"""CREATE VIEW start_here AS
SELECT code.theme, code.code, code.name AS code_name,
    figures.municipality, municipality.name AS municipality_name,
    coalesce(figures.speakers || ' of ' || figures.of_speakers, figures.reason)
        AS informants_who_have_it,
    coalesce(figures.passages, figures.reason) AS passages,
    figures.speakers, figures.of_speakers, figures.passages AS passage_count, figures.reason,
    figures.left_out, figures.level
FROM {_OF_CODES_AND_THEMES} AS figures
JOIN municipality ON municipality.number = figures.municipality
JOIN code ON code.code = figures.code
WHERE figures.is_all
ORDER BY code."order", figures.municipality""",  # noqa: S608 - our own names
)


class Database:
    """The database being written, its tables those of `TABLES`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, table: Table[Record], records: Iterable[Record]) -> None:
        """Write rows of a table; tables may come in any order."""
        names = table.columns
        columns = ", ".join(f'"{name}"' for name in names)
        places = ", ".join("?" * len(names))
        insert = f"INSERT INTO {table.name} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
        self._connection.executemany(insert, table.flat_rows(records))


@contextmanager
def new_database(
    target: Path,
    *,
    without: Collection[str] = (),
    replace: bool = False,
    rights: Rights = OWNER_ONLY,
) -> Iterator[Database]:
    """Give what writes tables into an SQLite database at `target`, which lacks those of `without`.

    It is made beside the target and moved into place when it is whole; until then, and after an
    error, what was there stays. Raises BadInput where nothing can be written, Refused for a file
    that is no export of ours, unless `replace`, and KodeverkError for a row that refers to nothing.
    """
    check_database_place(target, replace=replace)
    with (
        _explaining(target),
        refused(target),
        whole_file(target, rights) as part,
        closing(open_sqlite(part)) as connection,
    ):
        _begin(connection, without)
        yield Database(connection)
        _end(connection)


@contextmanager
def _explaining(target: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BadInput(f"{target} cannot be written: {error}", CHECK_ROOM) from error


def is_report(path: Path) -> bool:
    """Tell whether a file is an SQLite export of ours."""
    try:
        with closing(open_sqlite(path, "ro")) as connection:
            info = connection.execute("SELECT 1 FROM export_info WHERE key = 'counting_rules'")
            return info.fetchone() is not None
    except sqlite3.Error:
        return False


def check_database_place(target: Path, *, replace: bool) -> None:
    """Raise what `new_database` does for what is at the target."""
    if not target.parent.is_dir():
        raise BadInput(f"there is no folder {target.parent}", "Make the folder first.")
    if target.is_dir():
        raise BadInput(f"{target} is a folder", "Give the name of a file, such as OUT.sqlite.")
    if target.exists() and not replace and not is_report(target):
        raise Refused(
            f"{target} exists and is not an export of this program",
            "Choose another name, or replace it with --force.",
        )


def _begin(connection: sqlite3.Connection, without: Collection[str]) -> None:
    # Nobody sees the file before it is whole, so that neither a journal nor waiting for the disk
    # makes it safer.
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    for name, columns in TABLES.items():
        if name not in without:
            rowid = " WITHOUT ROWID" if name in _KEYED else ""
            connection.execute(f"CREATE TABLE {name} ({columns}\n){rowid}")
    for view in _VIEWS:
        connection.execute(view)


def _end(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise KodeverkError(
            f"a row of the table {broken[0]} refers to a missing {broken[2]}; nothing was written",
            "Check the project: kodeverk verify PROJECT",
        )
    connection.execute("COMMIT")
