"""`kodeverk matrix`: what is shown, written and refused."""

import csv
import json
from pathlib import Path

import pytest

from kodeverk.cli.matrix import MATRICES
from kodeverk.service.demo import make_demo
from kodeverk.service.matrices.table import MATRICES as KINDS
from tests.cli.command_line import Run


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project with three coders' codings, to be read and not changed."""
    return make_demo(tmp_path_factory.mktemp("demo") / "demo").project


def test_the_command_names_every_kind() -> None:
    assert MATRICES == KINDS


@pytest.mark.parametrize("kind", MATRICES)
def test_each_kind_is_shown_with_what_it_counts_and_as_json(
    kind: str, run: Run, demo: Path
) -> None:
    shown = run("matrix", demo, kind)
    assert shown.code == 0, shown.err
    assert "scope: finished" in shown.out
    assert "basis: final" in shown.out
    answer = json.loads(run("matrix", demo, kind, "--json").out)
    assert answer["matrix"] == kind
    assert answer["counts"] in shown.out
    assert answer["rows"]
    assert answer["table"]
    assert len(answer["rules"]) > 10


def test_a_csv_for_r_has_the_variables_first_and_the_codes_after_them(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    done = run("matrix", demo, "informants", "--out", tmp_path / "i.csv")
    assert done.code == 0, done.err
    assert done.out.split() == [
        str(tmp_path / name) for name in ("i.csv", "i-informants-records.csv", "i-about.csv")
    ]
    with (tmp_path / "i.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:8] == [
        *("informant", "municipality", "municipality_name", "roles", "transcripts"),
        *("inside_nav", "sex", "years_in_programme"),
    ]
    assert {row["REL-TILLIT"] for row in rows} == {"0", "1"}
    again = run("matrix", demo, "informants", "--out", tmp_path / "i.csv")
    assert again.code == 1
    assert "exists already" in again.err


def test_an_option_of_another_kind_is_wrong_use(run: Run, demo: Path, tmp_path: Path) -> None:
    for words in (
        ("facets", "--near", "turn"),
        ("cooccurrence", "--by", "informant"),
        ("framework", "--across-coders"),
        ("cooccurrence", "--near", "soon"),
        ("facets", "--json", "--out", tmp_path / "f.csv"),
        ("themes",),
    ):
        assert run("matrix", demo, *words).code == 2, words
    assert run("matrix", demo, "cooccurrence", "--near", "words:3").code == 0


def test_nothing_finished_says_so_and_how_to_see_what_is_begun(run: Run, project: Path) -> None:
    for kind in MATRICES:
        shown = run("matrix", project, kind)
        assert shown.code == 0, shown.err
        assert "Nothing is in scope yet" in shown.out


def test_the_crosswalk_of_the_sample_project_is_shown_and_written(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    shown = run("crosswalk", demo, "--codebooks", "samskaping,veiledning")
    assert shown.code == 0, shown.err
    assert "samskaping:INV-FAST" in shown.out
    assert "arbeidsgiver" not in shown.out
    answer = json.loads(run("crosswalk", demo, "--json").out)
    assert sum(row["relation"] != "unlinked" for row in answer["rows"]) == 40
    done = run("crosswalk", demo, "--out", tmp_path / "k.md")
    assert done.code == 0, done.err
    assert "veiledning:REL-KONTIN" in (tmp_path / "k.md").read_text(encoding="utf-8")
    assert run("crosswalk", demo, "--codebooks", "samskaping").code == 2
    assert run("crosswalk", demo, "--codebooks", "samskaping,veiledming").code == 1
