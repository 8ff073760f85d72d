"""`kodeverk passages` and `kodeverk search`: lists, figures, files."""

import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.cli.command_line import Run, write_codings
from tests.written_files import csv_rows

AGREED = (
    *("transcript", "municipality", "start", "end", "text", "before", "after", "speakers"),
    *("roles", "code", "coder", "facets", "memo"),
)


def listed(run: Run, *arguments: object) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.code == 0, done.err
    answer: dict[str, Any] = json.loads(done.out)
    return answer


def test_passages_have_the_agreed_keys_and_the_figures_of_the_frequencies(
    coded: Path, run: Run
) -> None:
    answer = listed(run, "passages", coded, "--code", "REL-TILLIT", "--role", "participant")
    assert len(answer["passages"]) > 3
    for one in answer["passages"]:
        assert {*AGREED} <= one.keys()
        assert (one["code"], one["coder"]) == ("REL-TILLIT", "Kari")
        assert "participant" in one["roles"]
    rows = listed(run, "frequencies", coded, "--code", "REL-TILLIT", "--role", "participant")[
        "rows"
    ]
    names = ("codings", "passages", "turns", "transcripts", "speakers", "words", "of_speakers")
    assert {group["group"]: [group[name] for name in names] for group in answer["groups"]} == {
        row["municipality"]: [row[name] for name in names] for row in rows
    }
    assert answer["filters"] == {"roles": ["participant"], "codes": ["REL-TILLIT"]}
    assert (answer["scope"], answer["basis"], answer["by"]) == ("finished", "final", "municipality")
    assert len(answer["rules"]) > 10


def test_a_coder_is_enough_to_choose_everybodys_codings_of_that_one(coded: Path, run: Run) -> None:
    answer = listed(run, "passages", coded, "--coder", "Kari")
    assert (answer["basis"], len(answer["passages"]) > 0) == ("all", True)


def test_what_waits_to_be_confirmed_is_listed_wherever_it_counts_in_no_final_figure(
    coded: Path, run: Run
) -> None:
    answer = listed(run, "passages", coded, "--unconfirmed")
    assert (answer["scope"], answer["basis"]) == ("started", "all")
    answer = listed(run, "passages", coded, "--unconfirmed", "--scope", "finished")
    assert (answer["scope"], answer["basis"]) == ("finished", "all")


def test_a_search_finds_words_in_what_is_said_and_says_who_of_how_many(
    coded: Path, run: Run
) -> None:
    answer = listed(run, "search", coded, "ringer", "--context", "3")
    assert {one["text"].casefold() for one in answer["passages"]} == {"ringer"}
    assert all(one["code"] is None and one["memo"] == "" for one in answer["passages"])
    total = answer["total"]
    assert 0 < total["speakers"] <= total["of_speakers"]
    assert total["listed"] == len(answer["passages"])
    more = listed(run, "search", coded, "ringer", "--how", "forms")["passages"]
    assert len(more) > len(answer["passages"])


def test_the_list_shows_the_words_between_what_stands_around_them(coded: Path, run: Run) -> None:
    done = run("search", coded, "ringer", "--context", "2")
    assert done.code == 0
    assert "[ringer]" in done.out
    assert "informants" in done.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--code", "REL-TILLT"], 1),
        (["--facet", "retning"], 2),
        (["--near", "far"], 2),
        (["--near", "turn"], 1),
        (["--by-any"], 1),
        (["--how", "forms"], 1),
        (["--by", "coder"], 2),
        (["--out", "passages.pdf"], 1),
        (["--out", "passages.csv", "--json"], 2),
        (["--variable", "shoe=42"], 1),
    ],
)
def test_what_cannot_be_asked_for_is_an_error(
    coded: Path, run: Run, arguments: list[str], code: int
) -> None:
    assert run("passages", coded, *arguments).code == code


def test_what_is_listed_is_written_as_a_text_or_a_table_with_filters_counts_and_rules(
    coded: Path, run: Run, tmp_path: Path
) -> None:
    chosen = ("passages", coded, "--code", "REL-TILLIT", "--municipality", "Asker")
    shown = listed(run, *chosen)["passages"]
    for ending in ("docx", "md", "html", "csv", "xlsx"):
        done = run(*chosen, "--out", tmp_path / f"tillit.{ending}")
        assert done.code == 0, done.err
    table = csv_rows(tmp_path / "tillit.csv")
    assert [row["text"] for row in table] == [one["text"] for one in shown]
    about = {row["key"]: row["value"] for row in csv_rows(tmp_path / "tillit-about.csv")}
    assert about["codes"] == "REL-TILLIT"
    assert "counting_rules" in about
    groups = csv_rows(tmp_path / "tillit-groups.csv")
    assert groups[0]["name"] == "3203 Asker"
    book = openpyxl.load_workbook(tmp_path / "tillit.xlsx")
    assert book.sheetnames == ["passages", "groups", "about"]
    document = docx.Document(str(tmp_path / "tillit.docx"))
    words = "\n".join(
        cell.text for one in document.tables for row in one.rows for cell in row.cells
    )
    for one in shown:
        assert "".join(one["text"].split()) in "".join(words.split())
    assert "Kari" in words
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Basis: final" in said
    assert "3203 Asker" in said
    again = run(*chosen, "--out", tmp_path / "tillit.docx")
    assert (again.code, "exists already" in again.err) == (1, True)
    assert run(*chosen, "--out", tmp_path / "tillit.docx", "--force").code == 0


def test_who_wants_no_words_quoted_is_marked_in_what_is_written(
    coded: Path, run: Run, tmp_path: Path
) -> None:
    chosen = ("passages", coded, "--code", "REL-TILLIT", "--role", "participant")
    first = listed(run, *chosen, "--municipality", "Asker")["passages"][0]
    (speaker,) = first["speakers"][:1]
    run("set", coded, first["transcript"], "--consent", f"{speaker}=quotation:no")
    assert listed(run, *chosen, "--municipality", "Asker")["passages"][0]["quotation"] == "no"
    run(*chosen, "--out", tmp_path / "out.md")
    assert "not to be quoted" in (tmp_path / "out.md").read_text(encoding="utf-8")
    assert "Not for publication" in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_identifying_words_are_in_no_list_and_no_file(
    coded: Path, run: Run, tmp_path: Path
) -> None:
    one = listed(run, "search", coded, "ringer")["passages"][0]
    place = {name: one[name] for name in ("transcript", "start", "end")}
    row = {**place, "code": "X-IDENT", "coder": "Kari", "quote": one["text"], "retning": ""}
    table = write_codings(tmp_path / "ident.csv", [row])
    assert run("import-codings", coded, table).code == 0
    hits = listed(run, "search", coded, "ringer")["passages"]
    assert "[…]" in [found["text"] for found in hits]
    shown = listed(run, "search", coded, "ringer", "--with-identifying")["passages"]
    assert "[…]" not in [found["text"] for found in shown]


@pytest.mark.parametrize("ending", ["md", "html", "csv"])
def test_words_that_were_looked_for_tell_no_file_who_is_withheld(
    coded: Path, run: Run, tmp_path: Path, ending: str
) -> None:
    words = "Selam"
    (one,) = listed(run, "search", coded, words)["passages"]
    place = {name: one[name] for name in ("transcript", "start", "end")}
    row = {**place, "code": "X-IDENT", "coder": "Kari", "quote": one["text"], "retning": ""}
    assert run("import-codings", coded, write_codings(tmp_path / "ident.csv", [row])).code == 0
    out = tmp_path / "written" / f"out.{ending}"
    out.parent.mkdir()
    assert run("search", coded, words, "--out", out).code == 0
    assert not any(words in path.read_text(encoding="utf-8") for path in out.parent.iterdir())
    assert listed(run, "search", coded, words)["filters"]["words"] == ["[…]"]
    assert listed(run, "search", coded, "ringer")["filters"]["words"] == ["ringer"]
