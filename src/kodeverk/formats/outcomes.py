"""Outcomes in files: tables of SSB and IMDi as they come, and a plain CSV.

Each is read into rows that say which area is meant as the file writes it, and on which line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.formats.csv_rows import UnpairedQuotes, csv_rows
from kodeverk.formats.limits import ROWS, TABLE, bytes_of, refuse_over
from kodeverk.formats.statbank import StatCell, figure_in, json_stat_cells, statbank_cells
from kodeverk.model.outcomes import NO_FIGURE, Figure
from kodeverk.model.records import Sex
from kodeverk.model.text import composed, normalise

SSB, IMDI = "ssb-10824", "imdi-direct"
"""The measures of the two official sources."""
_SSB_SOURCE = "SSB, table 10824: in work or education {after} after the programme"
_IMDI_SOURCE = "IMDi: to work or education directly from the programme"

_YEARS_AFTER = {"ett": 1, "en": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5}
_QUOTED = re.compile(r'"[^"]*"')
_LOOKED_AT = 5
"""So many lines are looked at for what stands between cells."""
_ALL, _IN_WORK_OR_EDUCATION = "arbeidssituasjon i alt", "sysselsatt og"
_SEXES: Mapping[str, Sex] = {
    "": "all",
    "all": "all",
    "begge kjønn": "all",
    "menn": "men",
    "men": "men",
    "kvinner": "women",
    "women": "women",
}


class OutcomeRow(NamedTuple):
    """What a line of a file says of an area in a year; `where` names file and line.

    `area` is as the file writes it: a number, a name, or both. The rest is as in
    `kodeverk.model.outcomes.OutcomeFigures`.
    """

    where: str
    area: str
    year: int
    sex: Sex
    cohort: int | None
    measure: str
    n: Figure | None
    of: Figure | None
    share: Figure | None
    source: str


class OutcomeFile(NamedTuple):
    """The rows of a file, and what of it says nothing of work or education and is not read.

    What `is_official` may have areas that are none today, which are listed and left out; in a table
    of one's own they are an error.
    """

    rows: Sequence[OutcomeRow]
    unread: Sequence[str]
    is_official: bool


Record = Mapping[str, str]


class _Layout(NamedTuple):
    """A table with a line for each area and year: its columns, and what a line says."""

    needed: tuple[str, ...]
    read: tuple[str, ...]
    row: Callable[[str, Record], OutcomeRow]


def read_outcomes(path: Path, measure: str | None = None) -> OutcomeFile:
    """Return what a file says of areas and years.

    It is an export of StatBank (CSV or JSON-stat) of table 10824, a table of SSB or IMDi with a
    line for each municipality or county and year, or a plain CSV (docs/files.md), of which
    `measure` says what it measures where no column does. Raises BadInput, naming file and line.
    """
    text = _text(path)
    if text.lstrip().startswith("{"):
        return _of_statbank(path, json_stat_cells(path, text))
    rows = _rows(path, text)
    header = next((place for place, (_, cells) in enumerate(rows) if _is_header(cells)), None)
    if header is None:
        raise BadInput(f"{path} holds no table", _COLUMNS_ARE)
    line, names = rows[header]
    columns = [name.strip().casefold() for name in names]
    if {"region", "arbeidsmarkedsstatus"} <= {*columns}:
        return _of_statbank(path, statbank_cells(path, columns, rows[header + 1 :]))
    layout = _layout_of(path, line, columns, measure)
    used = {*layout.needed, *layout.read}
    return OutcomeFile(
        [
            layout.row(f"{path}:{number}", record)
            for number, record in _records(path, columns, rows[header + 1 :])
        ],
        [column for column in columns if column and column not in used],
        layout.needed != _OWN,
    )


_OWN = ("municipality", "year")
_COLUMNS_ARE = (
    "Give an export of StatBank table 10824, a table of IMDi, or a CSV with the columns "
    "municipality, year, n, of (or value, in percent)."
)


def _text(path: Path) -> str:
    """Return what is written in a file, in UTF-8 or else Windows-1252."""
    content = bytes_of(path, TABLE)
    if b"\0" in content:
        raise BadInput(f"{path} is no table of text", "Save it as CSV, or as JSON-stat.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    raise BadInput(f"{path} is neither UTF-8 nor Windows-1252", "Save the table as CSV UTF-8.")


def _rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, divided by what stands between their cells."""
    begins = "".join(_QUOTED.sub("", line) for line in text.splitlines()[:_LOOKED_AT])
    rows: list[tuple[int, list[str]]] = []
    try:
        for line, cells in csv_rows(StringIO(text), max(";\t,", key=begins.count)):
            if any(cell.strip() for cell in cells):
                refuse_over(ROWS, len(rows), str(path))
                rows.append((line, cells))
    except UnpairedQuotes as error:
        raise BadInput(
            f"{path}:{error.begins}: {error}", "Save the table as CSV (UTF-8) and try again."
        ) from error
    return rows


def _is_header(cells: Sequence[str]) -> bool:
    return sum(bool(cell.strip()) for cell in cells) > 1


def _records(
    path: Path, columns: Sequence[str], rows: Iterable[tuple[int, list[str]]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line as column -> cell. Raises BadInput for one with more cells than columns."""
    for line, cells in rows:
        if len(cells) > len(columns):
            raise BadInput(
                f"{path}:{line}: {len(cells)} cells where the header has {len(columns)}",
                "A comma or a quotation mark inside a cell needs quotation marks around it.",
            )
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        yield line, dict(zip(columns, map(_clean, padded), strict=True))


def _clean(cell: str) -> str:
    return normalise(cell).strip()


def _layout_of(path: Path, line: int, columns: Sequence[str], measure: str | None) -> _Layout:
    for layout in (
        _Layout(
            ("kommunenummer", "aar", "alle_personer", "arbutd_personer"),
            ("kommune", "avsluttet_aar", "kjonn", "arbutd_prosent"),
            _ssb_row,
        ),
        _Layout(
            ("kommunenummer", "aar", "avsluttet_personer", "arbutd_personer"),
            ("kommune", "kjonn", "arbutd_prosent"),
            _imdi_row,
        ),
        _Layout(
            ("fylke", "aar", "avsluttet_personer", "til_arbeid_personer", "til_utdanning_personer"),
            ("arbutd_prosent",),
            _imdi_county_row,
        ),
    ):
        if {*layout.needed} <= {*columns}:
            return layout
    missing = [name for name in _OWN if name not in columns]
    if missing or not ({"n", "of"} <= {*columns} or "value" in columns):
        missing = missing or ["n, of (or value)"]
        raise BadInput(f"{path}:{line}: no column {', '.join(missing)}", _COLUMNS_ARE)
    called = measure or path.stem
    return _Layout(
        _OWN,
        ("n", "of", "value", "measure", "sex", "cohort", "source"),
        lambda where, record: _plain_row(where, record, called),
    )


def _ssb_row(where: str, record: Record) -> OutcomeRow:
    year = _year(where, record["aar"])
    cohort = _year(where, record["avsluttet_aar"]) if record.get("avsluttet_aar") else year - 1
    return _official_row(
        where,
        record,
        (year, cohort),
        _ssb_measure(year - cohort),
        record["arbutd_personer"],
        record["alle_personer"],
    )


def _imdi_row(where: str, record: Record) -> OutcomeRow:
    year = _year(where, record["aar"])
    return _official_row(
        where,
        record,
        (year, year),
        (IMDI, _IMDI_SOURCE),
        record["arbutd_personer"],
        record["avsluttet_personer"],
    )


def _official_row(
    where: str,
    record: Record,
    years: tuple[int, int],
    measure: tuple[str, str],
    n: str,
    of: str,
) -> OutcomeRow:
    named, source = measure
    return _checked(
        OutcomeRow(
            where,
            f"{record['kommunenummer']} {record.get('kommune', '')}".strip(),
            years[0],
            _sex(where, record.get("kjonn", "")),
            years[1],
            named,
            figure_in(where, n),
            figure_in(where, of),
            figure_in(where, record["arbutd_prosent"]) if "arbutd_prosent" in record else None,
            source,
        )
    )


def _imdi_county_row(where: str, record: Record) -> OutcomeRow:
    year = _year(where, record["aar"])
    parts = [figure_in(where, record[f"til_{way}_personer"]) for way in ("arbeid", "utdanning")]
    signs = [part for part in parts if isinstance(part, str)]
    # A sum is known no better than what it is made of.
    n: Figure = min(signs, key=NO_FIGURE.index) if signs else sum(map(int, parts))
    return _checked(
        OutcomeRow(
            where,
            record["fylke"],
            year,
            "all",
            year,
            IMDI,
            n,
            figure_in(where, record["avsluttet_personer"]),
            figure_in(where, record["arbutd_prosent"]) if "arbutd_prosent" in record else None,
            _IMDI_SOURCE,
        )
    )


def _plain_row(where: str, record: Record, measure: str) -> OutcomeRow:
    def figure(column: str) -> Figure | None:
        return figure_in(where, record[column]) if column in record else None

    measure = record.get("measure") or measure
    return _checked(
        OutcomeRow(
            where,
            record["municipality"],
            _year(where, record["year"]),
            _sex(where, record.get("sex", "")),
            _year(where, record["cohort"]) if record.get("cohort") else None,
            measure,
            figure("n"),
            figure("of"),
            figure("value"),
            record.get("source") or measure,
        )
    )


def _of_statbank(path: Path, cells: Iterable[StatCell]) -> OutcomeFile:
    """Return what table 10824 says of work or education, one row for what its cells say together.

    Counted are persons by the municipality of the programme, not by where they live now.
    """
    found: dict[tuple[str, int, Sex, int, bool], dict[str, tuple[str, Figure]]] = {}
    unread: dict[str, None] = {}
    for cell in cells:
        lacking = [name for name in _DIMENSIONS if name not in cell.labels]
        if lacking:
            raise BadInput(
                f"{cell.where}: nothing says {', '.join(lacking)}",
                "Export table 10824 again, in Norwegian, with all that can be chosen.",
            )
        content = cell.labels["statistikkvariabel"].casefold()
        status = cell.labels["arbeidsmarkedsstatus"].casefold()
        after = _YEARS_AFTER.get(_left(cell.labels).split(" ")[0])
        is_share = "prosent" in content or "andel" in content
        if after is None or "programdeltakelse" not in content:
            unread[cell.labels["statistikkvariabel"] if after else _left(cell.labels)] = None
            continue
        if status != _ALL and not status.startswith(_IN_WORK_OR_EDUCATION):
            unread[cell.labels["arbeidsmarkedsstatus"]] = None
            continue
        year = _year(cell.where, cell.labels["år"])
        sex = _sex(cell.where, cell.labels.get("kjønn", ""))
        key = (cell.labels["region"], year, sex, after, is_share)
        found.setdefault(key, {})["of" if status == _ALL else "n"] = (cell.where, cell.figure)
    if not found:
        raise BadInput(
            f"{path} says of no year who was in work or education, by where they took part",
            "Choose in StatBank, table 10824, persons by residence when they took part.",
        )
    rows = []
    for area, year, sex, after in dict.fromkeys(key[:4] for key in found):
        parts = found.get((area, year, sex, after, False), {})
        shares = found.get((area, year, sex, after, True), {})
        named, source = _ssb_measure(after)
        rows.append(
            _checked(
                OutcomeRow(
                    (parts or shares)[next(iter(parts or shares))][0],
                    area,
                    year,
                    sex,
                    year - after,
                    named,
                    parts["n"][1] if "n" in parts else None,
                    parts["of"][1] if "of" in parts else None,
                    shares["n"][1] if "n" in shares else None,
                    source,
                )
            )
        )
    return OutcomeFile(rows, [label for label in unread if label], is_official=True)


_LEFT = "avsluttet eller avbrutt introduksjonsprogram"
_DIMENSIONS = ("region", _LEFT, "arbeidsmarkedsstatus", "statistikkvariabel", "år")


def _left(labels: Mapping[str, str]) -> str:
    """Return what table 10824 says of how long ago the programme ended: `ett år tidligere`."""
    return labels[_LEFT].casefold()


def _ssb_measure(after: int) -> tuple[str, str]:
    """Return what the measure so many years after is called, and its source in words."""
    if after == 1:
        return SSB, _SSB_SOURCE.format(after="one year")
    return f"{SSB}-{after}-years", _SSB_SOURCE.format(after=f"{after} years")


def _checked(row: OutcomeRow) -> OutcomeRow:
    """Return a row. Raises BadInput where its figures contradict each other."""
    if isinstance(row.n, float) or isinstance(row.of, float):
        raise BadInput(f"{row.where}: a number of persons is not whole", "Correct n and of.")
    if isinstance(row.n, int) and isinstance(row.of, int) and row.n > row.of:
        raise BadInput(f"{row.where}: {row.n} of {row.of} is more than all", "Correct n and of.")
    if isinstance(row.share, int | float) and row.share > 100:
        raise BadInput(f"{row.where}: a share of {row.share} percent", "Give it as 0 to 100.")
    if not row.measure:
        raise BadInput(f"{row.where}: what is measured is not said", "Give it in `measure`.")
    return row


def _year(where: str, cell: str) -> int:
    if len(cell) != 4 or not cell.isascii() or not cell.isdecimal():
        raise BadInput(f"{where}: {cell or 'nothing'!r} is no year", "Give a year as 2022.")
    return int(cell)


def _sex(where: str, cell: str) -> Sex:
    sex = _SEXES.get(cell.casefold())
    if sex is None:
        raise BadInput(f"{where}: {cell!r} is no sex", "It is one of: all, women, men.")
    return sex
