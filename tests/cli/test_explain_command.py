"""`kodeverk explain`: from a figure to the codings behind it."""

import json
from pathlib import Path

from tests.cli.command_line import Run, longest_answers, write_codings

CODE = ("--code", "REL-TILLIT")


def test_a_figure_is_told_with_its_rules_codings_coders_versions_and_texts(
    run: Run, coded: Path
) -> None:
    told = run("explain", coded, *CODE, "--municipality", "Asker").out
    assert "1. Scope: transcripts finished in the round" in told
    assert "5. Passages are connected groups" in told
    assert "What makes it:" in told
    found = json.loads(run("explain", coded, *CODE, "--municipality", "Asker", "--json").out)
    table = run("frequencies", coded, *CODE, "--municipality", "Asker", "--json").out
    (row,) = [one for one in json.loads(table)["rows"] if one["role"] == "all"]
    assert found["figure"] == str(row["passages"])
    same = ("codings", "passages", "turns", "transcripts", "speakers", "words", "of_speakers")
    assert [found["figures"][name] for name in same] == [row[name] for name in same]
    assert len(found["codings"]) == row["codings"]
    for one in found["codings"]:
        assert one["coder"] == "Kari"
        assert len(one["text_sha256"]) == 64
        assert one["quote"]
    assert found["left_out"] == []


def test_what_is_not_finished_is_left_out_and_the_reason_is_said(
    run: Run, project: Path, tmp_path: Path
) -> None:
    table = write_codings(tmp_path / "k.csv", longest_answers(project, "Kari", "REL-TILLIT"))
    assert run("import-codings", project, table, "--unfinished").code == 0
    assert run("finish", project, "02-asker-deltaker").code == 0
    asker = (*CODE, "--municipality", "Asker")
    found = json.loads(run("explain", project, *asker, "--json").out)
    assert [one["transcript"] for one in found["codings"]] == ["02-asker-deltaker"]
    assert [(one["transcript"], one["reason"]) for one in found["left_out"]] == [
        ("01-asker-veileder", "nobody who counts has finished it in the round main")
    ]
    started = run("explain", project, *asker, "--scope", "started").out
    assert "Left out" not in started


def test_identifying_words_are_in_no_explanation(run: Run, coded: Path) -> None:
    found = json.loads(run("explain", coded, *CODE, "--json").out)
    first = found["codings"][0]
    table = coded.parent / "ident.csv"
    table.write_text(
        "transcript,start,end,code,coder\n"
        f"{first['transcript']},{first['start']},{first['start'] + 6},X-IDENT,Kari\n",
        encoding="utf-8",
    )
    assert run("import-codings", coded, table).code == 0
    again = json.loads(run("explain", coded, *CODE, "--json").out)
    assert again["codings"][0]["quote"].startswith("[…]")
    assert first["quote"] not in run("explain", coded, *CODE).out


def test_a_figure_of_nothing_in_particular_is_an_error(run: Run, made_once: Path) -> None:
    done = run("explain", made_once)
    assert (done.code, "--code C, or --theme T" in done.err) == (1, True)
