"""Coders who each ran `init` and `import` alone, and say by a table what is one."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kodeverk.cli.commands import kodeverk
from tests.cli.command_line import TALK, Run, write_codings

TEXTS = {
    "Kari": TALK.encode(),
    "Jonas": TALK.replace("rolig", "veldig rolig").replace("\n", "\r\n").encode("cp1252"),
    "Amina": TALK.replace("samme uke", "samme måned").encode("utf-16"),
}


def call(*arguments: object) -> int:
    """Call the command line with no settings."""
    environment = {"KODEVERK_CONFIG": "nowhere.toml"}
    return CliRunner(env=environment).invoke(kodeverk, [*map(str, arguments)]).exit_code


@pytest.fixture
def apart(made_apart: dict[str, Path], tmp_path: Path) -> dict[str, Path]:
    """Copies of the three projects, by coder."""
    copies = {coder: tmp_path / coder / path.name for coder, path in made_apart.items()}
    for coder, copy in copies.items():
        copy.parent.mkdir()
        shutil.copy(made_apart[coder], copy)
    return copies


@pytest.fixture(scope="module")
def made_apart(codebook: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three projects, each made by its coder alone, with a code of their own; Kari's twice."""
    projects = {}
    for coder, text in TEXTS.items():
        folder = tmp_path_factory.mktemp(coder)
        (folder / f"samtale {coder}.txt").write_bytes(text)
        path = folder / "study.kodeverk"
        own = ("--coder", coder if coder != "Jonas" else "Kari Nordmann")
        assert call("init", path, "--codebook", codebook, *own) == 0
        assert call("import", path, folder / f"samtale {coder}.txt", *own) == 0
        name = "Venter på tolk" if coder == "Kari" else "venter-på tolk"
        assert call("code", "add", path, name, "--under", "REL", *own) == 0
        start = (
            text.decode({"Jonas": "cp1252", "Amina": "utf-16"}.get(coder, "utf-8"))
            .replace("\r\n", "\n")
            .index("hun forklarte")
        )
        rows = [
            {
                "transcript": f"samtale {coder}",
                "start": start,
                "end": start + 13,
                "code": "REL-TILLIT",
                "coder": own[1],
                "quote": "hun forklarte",
            }
        ]
        table = write_codings(folder / "codings.csv", rows)
        assert call("import-codings", path, table, "--new-coders", *own) == 0
        projects[coder] = path
    return projects


def mapping_of(run: Run, into: Path, others: list[Path], table: Path, answer: str = "yes") -> Path:
    """Let a merge write the mapping, and answer all of it."""
    assert run("merge", into, *others, "--dry-run", "--mapping", table).code == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "join": answer} for row in rows)
    return table


def content(run: Run, project: Path) -> str:
    done = json.loads(run("verify", project, "--json").out)
    assert done["ok"], done
    return str(done["content_hash"])


def test_a_mapping_that_is_written_by_a_trial_says_what_may_be_one_and_what_joining_would_do(
    run: Run, apart: dict[str, Path], tmp_path: Path
) -> None:
    into, *others = apart.values()
    before = into.read_bytes()
    done = run("merge", into, *others, "--dry-run", "--mapping", tmp_path / "one.csv")
    assert done.code == 0, done.err
    assert "to be answered with yes or no" in done.err
    with (tmp_path / "one.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    kinds = [row["kind"] for row in rows]
    assert (kinds.count("coder"), kinds.count("transcript")) == (1, 2)
    assert kinds.count("code") == 2
    assert all(row["does"] for row in rows)
    assert into.read_bytes() == before
    again = run("merge", into, *others, "--mapping", tmp_path / "one.csv", "--json")
    assert json.loads(again.out)["joined"] == []


def test_what_is_answered_yes_is_joined_with_the_merge_and_parted_by_undo(
    run: Run, apart: dict[str, Path], tmp_path: Path
) -> None:
    into, *others = apart.values()
    table = mapping_of(run, into, others, tmp_path / "one.csv")
    told = run("merge", into, *others, "--mapping", table)
    assert told.code == 0, told.err
    assert "joined the transcript samtale" in told.out
    told = run("versions", into, "samtale Kari")
    assert told.out.count("samtale ") == 3
    counted = json.loads(run("frequencies", into, "--basis", "all", "--json").out)["rows"]
    (row,) = (one for one in counted if one["code"] == "REL-TILLIT" and one["role"] == "all")
    assert (row["codings"], row["transcripts"]) == (2, 1)
    again = json.loads(run("merge", into, *others, "--mapping", table, "--json").out)
    assert (again["joined"], again["proposals"]) == ([], [])
    assert run("undo", into, "--yes").code == 0
    assert content(run, into)
    assert "samtale Jonas" in run("status", into).out


def test_what_a_colleague_who_began_apart_has_mailed_is_joined_as_answered(
    run: Run, apart: dict[str, Path], tmp_path: Path
) -> None:
    into, other, _ = apart.values()
    mailed, table = tmp_path / "mailed.changes", tmp_path / "one.csv"
    assert run("send", other, mailed, "--coder", "Kari Nordmann").code == 0
    assert run("receive", into, mailed, "--dry-run", "--mapping", table).code == 0
    table.write_text(table.read_text(encoding="utf-8").replace("\n,", "\nja,"), encoding="utf-8")
    told = run("receive", into, mailed, "--mapping", table)
    assert told.code == 0, told.err
    assert "joined the transcript samtale Jonas into samtale Kari" in told.out
    whose = [line for line in told.out.splitlines() if line.startswith("from ")]
    assert [line.partition(":")[0] for line in whose] == ["from Kari Nordmann"]
    refused = run("merge", into, mailed)
    assert refused.code == 1
    assert "kodeverk receive" in refused.err


def test_what_is_answered_no_stays_two(run: Run, apart: dict[str, Path], tmp_path: Path) -> None:
    into, *others = apart.values()
    table = mapping_of(run, into, others, tmp_path / "one.csv", "nei")
    done = json.loads(run("merge", into, *others, "--mapping", table, "--json").out)
    assert done["joined"] == []
    assert done["added"]["transcripts"] == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("perhaps,transcript,{a},{b}", "join is 'perhaps'"),
        ("yes,theme,{a},{b}", "the kind is 'theme'"),
        ("yes,transcript,samtale,{b}", "is no id"),
        ("yes,transcript,{a},{a}", "both are"),
        ("yes,transcript,{ghost},{b}", "there is no transcript"),
        ("yes,code,{a},{b}", "there is no code"),
    ],
)
def test_a_mapping_that_cannot_be_followed_names_its_line_and_nothing_is_merged(
    run: Run, apart: dict[str, Path], tmp_path: Path, row: str, said: str
) -> None:
    into, other, _ = apart.values()
    table = mapping_of(run, into, [other], tmp_path / "one.csv")
    with table.open(encoding="utf-8", newline="") as file:
        known = next(one for one in csv.DictReader(file) if one["kind"] == "transcript")
    ids = {"a": known["goes"], "b": known["into"], "ghost": "00000000-0000-4000-8000-000000000000"}
    table.write_text(f"join,kind,goes,into\n{row.format(**ids)}\n", encoding="utf-8")
    before = into.read_bytes()
    refused = run("merge", into, other, "--mapping", table)
    assert refused.code == 1
    assert "one.csv:2: " in refused.err
    assert said in refused.err
    assert into.read_bytes() == before


def test_a_mapping_that_is_there_is_never_written_over(
    run: Run, apart: dict[str, Path], tmp_path: Path
) -> None:
    into, other, _ = apart.values()
    table = mapping_of(run, into, [other], tmp_path / "one.csv")
    answered = table.read_bytes()
    tried = run("merge", into, other, "--dry-run", "--mapping", table)
    assert "would join" in tried.out
    assert table.read_bytes() == answered
    assert run("merge", into, other, "--mapping", tmp_path / "none.csv").code == 1


def test_what_was_said_to_be_two_is_asked_about_once_in_all_copies_until_that_is_taken_back(
    run: Run, apart: dict[str, Path], tmp_path: Path
) -> None:
    into, theirs, _ = apart.values()
    table = mapping_of(run, into, [theirs], tmp_path / "two.csv", "no")
    merge = ("merge", into, theirs, "--mapping", table, "--json")
    done = json.loads(run(*merge).out)
    assert (done["joined"], done["proposals"], len(done["told_apart"])) == ([], [], 3)
    before = content(run, into)
    assert json.loads(run(*merge).out)["told_apart"] == []
    assert content(run, into) == before
    came = json.loads(run("merge", theirs, into, "--json").out)
    assert came["proposals"] == [], "what was decided came with the merge"
    assert content(run, theirs) == before
    logged = run("log", into).out
    assert "said to be two: the code" in logged
    assert run("undo", into, "--yes").code == 0
    me = ("--coder", "Kari Nordmann", "--json")
    assert run("merge", theirs, into, *me).code == 0
    for copy, other in ((into, theirs), (theirs, into)):
        asked = ("merge", copy, other, "--dry-run", "--mapping", copy.with_name("n.csv"), *me)
        assert len(json.loads(run(*asked).out)["proposals"]) == 3
    again = json.loads(run(*merge).out)
    assert (again["proposals"], len(again["told_apart"])) == ([], 3), "it can be said once more"


def test_what_is_one_already_cannot_be_said_to_be_two(
    run: Run, apart: dict[str, Path], tmp_path: Path
) -> None:
    into, *others = apart.values()
    yes = mapping_of(run, into, others[:1], tmp_path / "yes.csv")
    assert run("merge", into, *others[:1], "--mapping", yes).code == 0
    no = tmp_path / "no.csv"
    no.write_text(yes.read_text(encoding="utf-8").replace("yes,", "no,"), encoding="utf-8")
    refused = run("merge", into, *others, "--mapping", no)
    assert refused.code == 1
    assert "no.csv:2: the" in refused.err
    assert "already" in refused.err
