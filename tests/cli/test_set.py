"""`kodeverk set` on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.command_line import TALK, Run


@pytest.fixture
def small(tmp_path: Path, run: Run) -> Path:
    """A project with one interview of which nothing is known."""
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    assert run("init", "p.kodeverk").code == 0
    assert run("import", "p.kodeverk", "a.txt").code == 0
    return tmp_path / "p.kodeverk"


def test_what_was_forgotten_is_set_told_and_taken_back(small: Path, run: Run) -> None:
    done = run(
        *("set", small, "a", "--municipality", "Voss", "--date", "2020-01-02"),
        *("--role", "V=advisor", "--informant", "V=VOSS-V1", "--variable", "kjønn=kvinne"),
        *("--consent", "VOSS-V1=quotation:yes,archiving:no", "--speaker", "V=Veileder"),
    )
    assert done.code == 0, done.err
    assert "a: municipality: none → 4621 Voss\n" in done.out
    assert "a: consent to archiving of VOSS-V1: not asked → no\n" in done.out
    assert "4621 Voss" in run("status", small).out
    assert run("undo", small).code == 0
    assert "4621 Voss" not in run("status", small).out
    done = run("set", small, "a", "--name", "voss 1", "--json")
    assert json.loads(done.out) == {
        "transcript": "a",
        "changes": [{"what": "name", "of": "", "before": "a", "after": "voss 1"}],
    }
    assert "unchanged" in run("set", small, "voss", "--municipality", "").out


def test_variables_of_informants_and_municipalities_are_set_told_and_listed_in_exports(
    small: Path, run: Run, tmp_path: Path
) -> None:
    done = run(
        *("set", small, "a", "--municipality", "Voss", "--role", "V=advisor", "--informant"),
        *("V=VOSS-V1", "--informant-variable", "V=utdanning:sosionom: master"),
        *("--municipality-variable", "inside_nav=ja", "--json"),
    )
    assert done.code == 0, done.err
    changes = {change["what"]: change for change in json.loads(done.out)["changes"]}
    assert changes["informant_variable"] == {
        "what": "informant_variable",
        "of": "VOSS-V1",
        "name": "utdanning",
        "before": None,
        "after": "sosionom: master",
    }
    assert changes["municipality_variable"]["of"] == "4621"
    done = run("set", small, "a", "--municipality-variable", "inside_nav=nei")
    assert done.out == "a: variable inside_nav of 4621 Voss: ja → nei\n"
    done = run("set", small, "a", "--informant-variable", "VOSS-V1=utdanning:")
    assert done.out == "a: variable utdanning of VOSS-V1: sosionom: master → none\n"
    assert "inside_nav" in run("log", small).out


def test_a_table_says_of_each_row_what_it_did(small: Path, run: Run, tmp_path: Path) -> None:
    assert run("set", small, "a", "--role", "V=advisor").code == 0
    (tmp_path / "meta.csv").write_text(
        "file,municipality,roles,kjønn,join\na.txt,Voss,V=employer,kvinne,X=V\nb.txt,Voss\n",
        encoding="utf-8",
    )
    done = run("set", small, "--metadata", "meta.csv")
    assert done.code == 1
    assert done.out == (
        "a: set variable kjønn: none → kvinne; set municipality: none → 4621 Voss; "
        "kept role of V: advisor (employer was said)\n"
    )
    assert "meta.csv:3: there is no transcript from b.txt" in done.err
    assert "join say how a file is read and set nothing here" in done.err
    told = json.loads(run("set", small, "--metadata", "meta.csv", "--overwrite", "--json").out)
    assert [one["status"] for one in told["rows"]] == ["set", "failed"]
    assert told["rows"][0]["changes"] == [
        {"what": "role", "of": "V", "before": "advisor", "after": "employer"}
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a",),
        ("--municipality", "Voss"),
        ("a", "--metadata", "meta.csv"),
        ("a", "--municipality", "Voss", "--overwrite"),
        ("a", "--role", "advisor"),
        ("a", "--consent", "V=yes"),
        ("a", "--informant-variable", "V=alder"),
        ("a", "--informant-variable", "alder:41"),
        ("a", "--copy", "no"),
        ("--copy", "no", "--dry-run"),
        ("a", "--blind", "no"),
        ("--copy", "perhaps"),
    ],
)
def test_what_does_not_go_together_is_wrong_use(
    small: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    assert run("set", small, *arguments).code == 2


def test_what_the_project_allows_is_a_step_that_is_told_and_taken_back(
    small: Path, run: Run
) -> None:
    assert run("set", small, "--copy", "no").out == "copy no\n"
    assert run("set", small, "--copy", "no").out == "copy no: unchanged: it is as was said\n"
    assert "said of the project: copy no" in run("log", small).out
    assert run("undo", small).code == 0
    told = json.loads(run("set", small, "--copy", "no", "--json").out)
    assert told["changes"] == {"copy": False}
    assert run("verify", small).code == 0


def test_a_project_says_once_that_its_coders_do_not_code_blind(small: Path, run: Run) -> None:
    assert run("set", small, "--blind", "no").out == "blind no\n"
    assert run("set", small, "--blind", "no", "--copy", "no").out == (
        "copy no\nblind no: unchanged: it is as was said\n"
    )
    assert run("undo", small).code == 0
    assert run("undo", small).code == 0
    assert run("set", small, "--blind", "no").out == "blind no\n"
    assert run("verify", small).code == 0


def test_two_who_allow_different_things_are_in_conflict_and_saying_it_settles_it(
    small: Path, run: Run, tmp_path: Path
) -> None:
    assert run("backup", small, "theirs.kodeverk").code == 0
    assert run("set", small, "--copy", "no", "--coder", "Kari").code == 0
    assert run("set", "theirs.kodeverk", "--copy", "yes", "--coder", "Ola").code == 0
    assert run("merge", small, "theirs.kodeverk", "--coder", "Kari").code == 0
    assert "value of the setting project.copy" in run("conflicts", small).out
    assert run("set", small, "--copy", "yes", "--coder", "Kari").code == 0
    assert "project.copy" not in run("conflicts", small).out
    assert run("verify", small).code == 0


def test_forgetting_the_choices_of_imports_leaves_what_the_project_allows(
    small: Path, run: Run, tmp_path: Path
) -> None:
    assert run("set", small, "--copy", "no").code == 0
    (tmp_path / "b.txt").write_text(TALK.replace("møtet", "kurset"), encoding="utf-8")
    assert run("import", small, "b.txt", "--as-new", "--forget-choices").code == 0
    assert "unchanged" in run("set", small, "--copy", "no").out
