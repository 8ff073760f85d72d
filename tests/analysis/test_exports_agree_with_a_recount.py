"""Every export of projects with every feature: each number is that of a slow, plain recount."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from kodeverk.analysis.counting.scope import Basis, Scope
from kodeverk.errors import NotFound
from kodeverk.service.counting import frequencies
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.exports.study_report import export_docx, export_html, export_markdown
from kodeverk.service.exports.workbook_export import export_xlsx
from kodeverk.service.scoping import Selection
from tests.analysis.project_recount import NAMES, Records, Recounted, waits
from tests.analysis.random_study import make
from tests.analysis.recount import code_rows
from tests.report_tables import tables_of
from tests.strategies import examples
from tests.written_files import csv_rows, sqlite_rows, xlsx_rows

SEEDS = range(examples(ci=3, full=120))
MEASURES = ("codings", "passages", "turns", "transcripts", "speakers", "words", "of_speakers")
REPORTS = {".html": export_html, ".docx": export_docx, ".md": export_markdown}
CHOICES: list[tuple[Scope, Basis]] = [
    ("finished", "final"),
    ("started", "final"),
    ("started", "all"),
]


def stored(path: Path, name: str, *key: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    columns = ", ".join((*MEASURES, "reason", "left_out"))
    found = sqlite_rows(path, f"SELECT {', '.join(key)}, {columns} FROM {name}")
    return {row[: len(key)]: row[len(key) :] for row in found}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_of_every_export_is_that_of_the_recount(tmp_path: Path, seed: int) -> None:
    scope, basis = CHOICES[seed % len(CHOICES)]
    options = ExportOptions(Selection(scope=scope, basis=basis))
    with make(tmp_path, seed) as project:
        records = Records(project)
        right = records.tables(scope, basis)
        export_sqlite(project, tmp_path / "out.sqlite", options)
        export_csv(project, tmp_path / "csv", options)
        export_xlsx(project, tmp_path / "out.xlsx", options)
        for ending, write in REPORTS.items():
            write(project, tmp_path / f"out{ending}", options)
        left_out = frequencies(project, scope=scope, basis=basis).left_out
    check_sqlite(tmp_path / "out.sqlite", right)
    check_csv(tmp_path / "csv", right)
    check_xlsx(tmp_path / "out.xlsx", tmp_path / "csv", right)
    check_reports(tmp_path, right)
    check_codings(tmp_path, records, scope, basis)
    assert (left_out.untouching, left_out.elsewhere, left_out.unread) == right.outside


def check_sqlite(out: Path, right: Recounted) -> None:
    assert stored(out, "code_frequency", "code", "municipality", "role") == right.codes
    assert stored(out, "theme_frequency", "theme", "municipality", "role") == right.themes
    by_value = ("code", "municipality", "role", "facet", "value")
    assert stored(out, "facet_frequency", *by_value) == right.facets
    of_themes = {key for key in right.codes if key in right.themes}
    levels = sqlite_rows(out, "SELECT code, municipality, role, level FROM code_frequency")
    assert {row[:3] for row in levels if row[3] != "code"} == of_themes
    bases = "SELECT municipality, role, transcripts, speakers, turns, words, left_out"
    found = sqlite_rows(out, f"{bases} FROM municipality_role")
    assert {row[:2]: row[2:] for row in found} == right.denominators
    whole = sqlite_rows(
        out, "SELECT number, name, transcripts, speakers, turns, words FROM municipality"
    )
    assert {(row[0], "all"): row[2:] for row in whole} == {
        key: figures[:-1] for key, figures in right.denominators.items() if key[1] == "all"
    }
    assert {row[0]: row[1] for row in whole} == {row[0]: NAMES[row[0]] for row in whole}
    view = stored(out, "frequency_by_municipality", "code", "municipality", "role")
    assert view == right.codes | right.themes
    first = sqlite_rows(
        out, "SELECT code, municipality, speakers, of_speakers, passage_count FROM start_here"
    )
    assert {row[:2]: row[2:] for row in first} == {
        key[:2]: (figures[4], figures[6], figures[1])
        for key, figures in (right.codes | right.themes).items()
        if key[2] == "all"
    }
    for name, figures in (("code", right.codes), ("theme", right.themes)):
        base = sqlite_rows(out, f"SELECT {name}, municipality, role, speakers FROM {name}_base")
        assert {row[:3]: row[3] for row in base} == {
            key: row[6]
            for key, row in figures.items()
            if row[6] not in (None, right.denominators[key[1:]][1])
        }


def check_csv(folder: Path, right: Recounted) -> None:
    def shown(figures: Iterable[object], reason: str | None) -> tuple[str | None, ...]:
        return tuple(reason if one is None else str(one) for one in figures)

    whole = right.codes | right.themes
    found = csv_rows(folder / "frequencies.csv")
    columns = (*MEASURES, "reason", "left_out")
    assert {
        (row["code"], row["municipality"], row["role"]): tuple(row[name] for name in columns)
        for row in found
    } == {key: (*shown(row[:7], row[7]), row[7] or "", str(row[8])) for key, row in whole.items()}
    assert {row["municipality"]: row["municipality_name"] for row in found}.items() <= NAMES.items()
    for name, shows in (
        ("matrix.csv", {"": 1}),
        ("matrix_informants.csv", {" n": 4, " of": 6}),
    ):
        cells = {
            (row["code"], heading): cell
            for row in csv_rows(folder / name)
            for heading, cell in row.items()
            if heading not in ("code", "code_name")
        }
        assert cells == {
            (code, f"{place} {NAMES[place]}{about}"): shown([figures[at]], figures[7])[0]
            for (code, place, role), figures in whole.items()
            if role == "all"
            for about, at in shows.items()
        }


def check_xlsx(out: Path, tables: Path, right: Recounted) -> None:
    def shown(figures: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(figures[7] if one is None else one for one in figures[:7])

    columns = (*MEASURES, "reason", "left_out")
    for sheet, key, rows in (
        ("frequencies", ("code", "municipality", "role"), right.codes | right.themes),
        ("facet_frequency", ("code", "municipality", "role", "facet", "value"), right.facets),
    ):
        found = {
            tuple(row[name] for name in key): tuple(row[name] for name in columns)
            for row in xlsx_rows(out, sheet)
        }
        assert found == {key: (*shown(row), row[7], row[8]) for key, row in rows.items()}
    for sheet in ("codings", "matrix", "matrix_informants"):
        written = [
            {name: "" if cell is None else str(cell) for name, cell in row.items()}
            for row in xlsx_rows(out, sheet)
        ]
        assert written == csv_rows(tables / f"{sheet}.csv")
    bases = ("transcripts", "speakers", "turns", "words", "left_out")
    assert {
        (row["municipality"], row["role"]): tuple(row[name] for name in bases)
        for row in xlsx_rows(out, "municipality_role")
    } == right.denominators


def check_reports(folder: Path, right: Recounted) -> None:
    (first, *others), *more = (tables_of(folder / f"out{ending}") for ending in REPORTS)
    assert [[first, *others]] * len(more) == more
    assert {row[0].split()[0]: row[1:] for row in first.rows[1:]} == {
        place: tuple(map(str, figures[:-1]))
        for (place, role), figures in right.denominators.items()
        if role == "all"
    }
    whole, own = dict[tuple[str, str, str], str](), dict[tuple[str, str, str], list[str]]()
    for table in others:
        head, *rows = table.rows
        for row in rows:
            if head[0] == "code":
                places = (name.split()[0] for name in head[1:])
                whole |= {
                    (row[0], place, "all"): cell
                    for place, cell in zip(places, row[1:], strict=True)
                }
            else:
                own[table.heading.split()[0], row[0].split()[0], "all"] = [*row[1:]]

    def share(row: tuple[Any, ...]) -> str:
        percent = f" ({100 * row[4] / row[6]:.0f} %)" if row[6] and row[6] >= 20 else ""
        return f"{row[4]} of {row[6]}{percent}"

    figures = {key: row for key, row in (right.codes | right.themes).items() if key[2] == "all"}
    assert whole == {key: row[7] or f"{share(row)} · {row[1]}" for key, row in figures.items()}
    assert own == {
        key: [row[7]] * 3 if row[7] else [share(row), str(row[1]), str(row[0])]
        for key, row in right.codes.items()
        if key in own
    }


def check_codings(folder: Path, records: Records, scope: Scope, basis: Basis) -> None:
    """The lists of codings: each once, at its place, and counted where the figures count it."""
    counting, unsettled = records.settled(scope, basis)
    unread = records.unread(counting)
    codes = {code.id: code for code in records.codes}
    right: dict[tuple[str, int, int, str, str], tuple[int, set[tuple[str, str]]]] = {}
    for one in records.placed:
        if one.transcript in counting or one.transcript in unsettled:
            counts = any(work.coder == one.coder for work in counting.get(one.transcript, ()))
            counts = counts and codes[one.code].counted
            counts = counts and (one.transcript, one.code) not in unread
            transcript = records.transcripts[one.transcript].name
            key = (transcript, one.start, one.end, codes[one.code].key, one.coder)
            counts = counts and (basis != "final" or not waits(one))
            before, given = right.get(key, (0, set()))
            right[key] = (int(counts) or before, given | {*one.facets})
    facets = [facet.key for facet in records.facets]
    listed = csv_rows(folder / "csv" / "codings.csv")
    assert {
        (row["transcript"], int(row["start"]), int(row["end"]), row["code"], row["coder_id"]): (
            int(row["counted"]),
            {(key, value) for key in facets for value in row[key].split("|") if value},
        )
        for row in listed
    } == right
    assert len(listed) == len(right)
    stored = sqlite_rows(folder / "out.sqlite", 'SELECT id, start, "end", counted FROM coding')
    assert sorted(stored) == sorted(
        (row["id"], int(row["start"]), int(row["end"]), int(row["counted"])) for row in listed
    )
    values = sqlite_rows(folder / "out.sqlite", "SELECT coding, facet, value FROM coding_facet")
    assert {*values} == {
        (row["id"], key, value)
        for row in listed
        for key in facets
        for value in row[key].split("|")
        if value
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_frequencies_by_variable_are_those_of_the_recount(tmp_path: Path, seed: int) -> None:
    name = ("inne", "sex")[seed % 2]
    with make(tmp_path, 1000 + seed) as project:
        records = Records(project)
        if name not in {one.name for one in records.variables}:
            with pytest.raises(NotFound):
                frequencies(project, by="variable", variable=name)
            return
        found = frequencies(project, by="variable", variable=name)
    counting, _ = records.settled()
    counted = records.as_counted(counting, *records.by_variable(name))
    unread = records.unread(counting)
    right = code_rows(counted, records.codes, unread)
    keys = {code.id: code.key for code in records.codes}
    assert {(row.code, row.group, row.role): row[5:15] for row in found.rows} == {
        (keys[code], group, role): figures for (code, group, role), figures in right.items()
    }
