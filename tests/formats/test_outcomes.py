"""Outcomes in files: what is suppressed, missing or not applicable is never 0 and never blank."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.errors import BadInput
from kodeverk.formats.outcomes import OutcomeFile, OutcomeRow, read_outcomes
from kodeverk.formats.statbank import figure_in
from kodeverk.model.outcomes import Figure

LEFT = "avsluttet eller avbrutt introduksjonsprogram"
COUNTED = "Personer, etter bosted ved programdeltakelse"


def kinds(figures: list[Figure | None]) -> dict[str, int]:
    """How many figures are numbers, and how many are which sign."""
    return dict(Counter(figure if isinstance(figure, str) else "number" for figure in figures))


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "outcome.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize(
    ("name", "rows", "n", "of"),
    [
        (
            "outcomes_ssb10824_kommune_2011_2014.csv",
            5154,
            {"number": 3260, ":": 1894},
            {"number": 3975, ":": 1179},
        ),
        (
            "outcomes_imdi_direkte_kommune_2014.csv",
            1287,
            {"number": 139, ":": 629, ".": 516, "..": 3},
            {"number": 292, ":": 476, ".": 516, "..": 3},
        ),
        ("outcomes_imdi_direkte_fylke_2016.csv", 20, {"number": 20}, {"number": 20}),
        (
            "fixture_statbank_10824_layout_latin1.csv",
            24,
            {"number": 16, ":": 8},
            {"number": 21, ":": 3},
        ),
    ],
)
def test_the_real_files_have_so_many_figures_and_so_many_without_one(
    shared: Path, name: str, rows: int, n: dict[str, int], of: dict[str, int]
) -> None:
    read = read_outcomes(shared / "registers" / name)
    assert len(read.rows) == rows
    assert kinds([row.n for row in read.rows]) == n
    assert kinds([row.of for row in read.rows]) == of


def statbank(*lines: str, columns: str = f'"{COUNTED} 2013";"{COUNTED} 2014"') -> str:
    head = f'"region";"kjønn";"{LEFT}";"arbeidsmarkedsstatus";{columns}'
    return '"10824: Tidligere deltakere, etter region"\r\n\r\n' + "\r\n".join([head, *lines])


ASKER = '"0220 Asker (-2019)";"Begge kjønn";"Ett år tidligere";'
AS_COLUMNS = statbank(
    f'{ASKER}"Arbeidssituasjon i alt";:;26',
    f'{ASKER}"Sysselsatt og / eller under utdanning, i alt";:;16',
    f'{ASKER}"Annen eller ukjent status, i alt";0;:',
    '"Fotnote: tall under 3 er prikket"',
)
AS_ROWS = statbank(
    f'{ASKER}"Arbeidssituasjon i alt";"2013";:',
    f'{ASKER}"Arbeidssituasjon i alt";"2014";26',
    f'{ASKER}"Sysselsatt og / eller under utdanning, i alt";"2013";:',
    f'{ASKER}"Sysselsatt og / eller under utdanning, i alt";"2014";16',
    columns=f'"år";"{COUNTED}"',
)


def said(read: OutcomeFile) -> list[tuple[str, int, int | None, Figure | None, Figure | None]]:
    return [(row.area, row.year, row.cohort, row.n, row.of) for row in read.rows]


@pytest.mark.parametrize("text", [AS_COLUMNS, AS_ROWS, AS_COLUMNS.replace(";", "\t")])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_years_of_a_statbank_table_are_columns_or_rows(
    tmp_path: Path, text: str, encoding: str
) -> None:
    read = read_outcomes(written(tmp_path, text, encoding))
    assert said(read) == [
        ("0220 Asker (-2019)", 2013, 2012, ":", ":"),
        ("0220 Asker (-2019)", 2014, 2013, 16, 26),
    ]
    assert {row.measure for row in read.rows} == {"ssb-10824"}


def test_people_by_where_they_live_now_are_not_taken_for_those_of_the_programme(
    tmp_path: Path,
) -> None:
    elsewhere = AS_COLUMNS.replace("bosted ved programdeltakelse", "bosted nå")
    with pytest.raises(BadInput, match="by where they took part"):
        read_outcomes(written(tmp_path, elsewhere))


def json_stat() -> dict[str, object]:
    return {
        "version": "2.0",
        "class": "dataset",
        "id": ["Region", "Avslutt", "Status", "ContentsCode", "Tid"],
        "size": [1, 1, 2, 1, 2],
        "dimension": {
            "Region": {
                "label": "region",
                "category": {"index": {"0220": 0}, "label": {"0220": "Asker (-2019)"}},
            },
            "Avslutt": {
                "label": LEFT,
                "category": {"index": {"1": 0}, "label": {"1": "Ett år tidligere"}},
            },
            "Status": {
                "label": "arbeidsmarkedsstatus",
                "category": {
                    "index": {"00": 0, "01": 1},
                    "label": {
                        "00": "Arbeidssituasjon i alt",
                        "01": "Sysselsatt og / eller under utdanning, i alt",
                    },
                },
            },
            "ContentsCode": {
                "label": "statistikkvariabel",
                "category": {"index": ["P"], "label": {"P": COUNTED}},
            },
            "Tid": {"label": "år", "category": {"index": ["2013", "2014"]}},
        },
        "value": [None, 26, None, 16],
        "status": {"0": ":"},
    }


def test_json_stat_says_the_same_and_its_signs_stay(tmp_path: Path) -> None:
    read = read_outcomes(written(tmp_path, json.dumps(json_stat())))
    assert said(read) == [
        ("0220 Asker (-2019)", 2013, 2012, "..", ":"),
        ("0220 Asker (-2019)", 2014, 2013, 16, 26),
    ]


@pytest.mark.parametrize(
    "change", [{"value": [1]}, {"size": [1]}, {"id": 3}, {"value": ["a"] * 4}, {"dimension": {}}]
)
def test_json_that_is_no_json_stat_is_told(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="no JSON-stat"):
        read_outcomes(written(tmp_path, json.dumps(json_stat() | change)))


def test_a_plain_table_keeps_every_sign_and_its_measure_is_that_of_its_name(
    tmp_path: Path,
) -> None:
    text = "municipality;year;n;of\n0301;2022;1 204;2 000\n0301;2021;:;40\n0301;2020;;.\n"
    rows = read_outcomes(written(tmp_path, text)).rows
    assert [(row.n, row.of) for row in rows] == [(1204, 2000), (":", 40), ("..", ".")]
    assert {row.measure for row in rows} == {"outcome"}
    assert read_outcomes(written(tmp_path, text), "work").rows[0].measure == "work"


def test_a_plain_table_may_have_shares_alone(tmp_path: Path) -> None:
    (row,) = read_outcomes(written(tmp_path, "municipality,year,value\nOslo,2022,61.5\n")).rows
    assert (row.n, row.of, row.share) == (None, None, 61.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("municipality,year,n,of\n0301,2022,5,4\n", r"outcome.csv:2: 5 of 4 is more than all"),
        ("municipality,year,n,of\n0301,22,4,5\n", r"outcome.csv:2: '22' is no year"),
        ("municipality,year,n,of\n0301,2022,four,5\n", r"outcome.csv:2: 'four' is no figure"),
        ("municipality,year,n,of\n0301,2022,-4,5\n", r"outcome.csv:2: '-4' is no figure"),
        ("municipality,year,n,of\n0301,2022,4.5,5\n", r"outcome.csv:2: .* not whole"),
        ("municipality,year,n,of\n0301,2022,4,5,6\n", r"outcome.csv:2: 5 cells"),
        ("municipality,year,value\n0301,2022,101\n", r"outcome.csv:2: a share of 101"),
        ("municipality,year,n\n0301,2022,4\n", r"outcome.csv:1: no column n, of"),
        ("place,year,n,of\n", r"outcome.csv:1: no column municipality"),
        ("", "holds no table"),
        ('municipality,year,n,of\n0301,2022,"4,5\n', r"outcome.csv:2"),
        (statbank(f'{ASKER}"Arbeidssituasjon i alt";1'), r"outcome.csv:4: 5 cells"),
        ("\0", "no table of text"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read_outcomes(written(tmp_path, text))


@given(st.integers(0, 999_999), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_thousands_may_have_any_space_between_them(number: int, space: str) -> None:
    assert figure_in("", f" {number:,} ".replace(",", space)) == number


@pytest.mark.parametrize(
    ("cell", "figure"),
    [(":", ":"), ("..", ".."), (".", "."), ("...", ".."), ("", ".."), ("-", 0), ("55,6", 55.6)],
)
def test_signs_stay_signs_and_only_a_dash_is_none(cell: str, figure: Figure) -> None:
    assert figure_in("", cell) == figure


def test_a_sum_is_known_no_better_than_its_parts(tmp_path: Path) -> None:
    text = (
        "fylke;aar;avsluttet_personer;arbutd_prosent;til_arbeid_personer;til_utdanning_personer\n"
        "Troms;2016;20;58;:;9\n"
    )
    (row,) = read_outcomes(written(tmp_path, text)).rows
    assert isinstance(row, OutcomeRow)
    assert row.n == ":"
