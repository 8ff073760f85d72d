"""What two people said differently: merged, listed in words with whose it is, settled, undone."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus import BOOK
from kodeverk.config import load_settings
from kodeverk.model.records import passage_target
from kodeverk.model.text import Span
from kodeverk.service.coders import current_coder
from kodeverk.service.coding import write_memo
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from tests.cli.command_line import TALK, Run


@pytest.fixture
def two(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """Kari and Jonas import one interview apart: another role, place and encoding."""
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    made = []
    for coder, role, place, encoding in (
        ("Kari", "participant", "Volda", "utf-8"),
        ("Jonas", "advisor", "Asker", "utf-16"),
    ):
        folder = tmp_path / coder
        folder.mkdir()
        (folder / "a.txt").write_text(TALK, encoding=encoding)
        project = folder / "p.kodeverk"
        assert run("init", project, "--codebook", "book.yaml", "--coder", coder).code == 0
        about = ("--role", f"V={role}", "--municipality", place, "--coder", coder)
        assert run("import", project, folder / "a.txt", *about).code == 0
        made.append(project)
    return made[0], made[1]


def listed(run: Run, project: Path) -> dict[str, dict[str, Any]]:
    """The open conflicts by what they are about."""
    done = run("conflicts", project, "--json")
    assert done.code == 0, done.err
    return {one["about"]: one for one in json.loads(done.out)["conflicts"]}


def test_a_merge_says_whose_each_value_is_and_facts_about_a_file_are_no_conflict(
    run: Run, two: tuple[Path, Path]
) -> None:
    mine, theirs = two
    told = run("merge", mine, theirs)
    assert told.code == 0
    lines = [line for line in told.out.splitlines() if line.startswith("conflict: ")]
    for about, one, other in (
        ("municipality of the transcript a", "1577 Volda (Kari)", "3203 Asker (Jonas)"),
        ("role of the speaker a, V", "participant (Kari)", "advisor (Jonas)"),
        ("value of the setting import.role:V", "participant (Kari)", "advisor (Jonas)"),
    ):
        (line,) = [line for line in lines if line.startswith(f"conflict: {about}: ")]
        assert one in line
        assert other in line
    assert len(lines) == 3
    assert "3 conflicts open (kodeverk conflicts)" in told.out
    assert "3 conflicts open" in run("status", mine).err
    assert "3 conflicts open" in run("verify", mine).err
    assert run("merge", theirs, mine, "--coder", "Jonas").code == 0
    both = [json.loads(run("verify", one, "--json").out) for one in two]
    assert both[0] == both[1]
    assert (both[0]["ok"], both[0]["conflicts"]) == (True, 3)


def test_a_conflict_is_listed_at_any_time_settled_and_opened_again(
    run: Run, two: tuple[Path, Path]
) -> None:
    mine, theirs = two
    run("merge", mine, theirs)
    before = json.loads(run("verify", mine, "--json").out)["content_hash"]
    place = listed(run, mine)["municipality of the transcript a"]
    said = {value["author"]: value for value in place["values"]}
    assert said["Kari"]["name"] == "1577 Volda"
    assert said["Jonas"]["name"] == "3203 Asker"
    assert all(value["at"] > 1_700_000_000_000 for value in said.values())
    assert [value["shown"] for value in place["values"]] == [False, True]
    other = place["values"][0]
    done = run("conflicts", mine, "--settle", f"{place['id']}=1")
    assert done.code == 0
    assert f"settled municipality of the transcript a: {other['name']}" in done.out
    assert len(listed(run, mine)) == 2
    assert other["name"] in run("status", mine).out
    assert run("undo", mine).code == 0
    assert len(listed(run, mine)) == 3
    assert listed(run, mine)["municipality of the transcript a"]["values"] == place["values"]
    assert json.loads(run("verify", mine, "--json").out)["content_hash"] == before
    assert run("redo", mine).code == 0
    run("merge", theirs, mine, "--coder", "Jonas")
    assert "municipality of the transcript a" not in listed(run, theirs)


def test_what_cannot_be_settled_is_said_and_nothing_changes(
    run: Run, two: tuple[Path, Path]
) -> None:
    mine, theirs = two
    run("merge", mine, theirs)
    place = listed(run, mine)["municipality of the transcript a"]
    for answer, code, reason in (
        (f"{place['id']}=3", 1, "has the values 1 to 2, not 3"),
        ("ffffffffffff=1", 1, "there is no open conflict"),
        (f"{place['id']}=Volda", 2, "has no number of a value"),
        (f"{place['id']}", 2, "is not ID=NUMBER"),
    ):
        refused = run("conflicts", mine, "--settle", answer)
        assert refused.code == code
        assert reason in refused.err
    assert len(listed(run, mine)) == 3


def test_a_project_without_conflicts_says_so(run: Run, two: tuple[Path, Path]) -> None:
    mine, _ = two
    assert "there is no open conflict" in run("conflicts", mine).err
    assert "conflict" not in run("status", mine).err
    assert "conflict" not in run("verify", mine).err


def test_two_later_versions_of_one_codebook_are_one_conflict_of_two_labels(
    run: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, _ = two
    theirs = tmp_path / "q.kodeverk"
    run("backup", mine, theirs)
    for project, coder, label in ((mine, "Kari", "1.1"), (theirs, "Bo", "1.2")):
        book = tmp_path / f"{label}.yaml"
        book.write_text(BOOK.replace("1.0", label), encoding="utf-8")
        assert run("codebook", "load", project, book, "--coder", coder).code == 0
    told = run("merge", mine, theirs)
    assert told.code == 0
    said = "conflict: version of the codebook prove: 1.1 (Kari) or 1.2 (Bo)"
    assert [line for line in told.out.splitlines() if "conflict" in line] == [
        said,
        "1 conflict open (kodeverk conflicts)",
    ]
    (found,) = listed(run, mine).values()
    assert [value["name"] for value in found["values"]] == ["1.1", "1.2"]
    for label in ("1.1", "1.2"):
        assert run("codebook", "load", mine, tmp_path / f"{label}.yaml").code == 0
        assert f"prove {label}" in run("codebook", "show", mine).out
        assert listed(run, mine) == {}


def test_two_versions_of_a_codebook_with_one_label_never_look_the_same(
    run: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, _ = two
    theirs = tmp_path / "q.kodeverk"
    run("backup", mine, theirs)
    for project, key in ((mine, "REL-A"), (theirs, "REL-B")):
        book = tmp_path / f"{key}.yaml"
        more = f"  - id: {key}\n    name: {{nb: Ny, en: New}}\n"
        book.write_text(BOOK.replace("1.0", "1.1").rstrip() + f"\n{more}", encoding="utf-8")
        assert run("codebook", "load", project, book, "--coder", "Kari").code == 0
    told = run("merge", mine, theirs)
    assert "version of the codebook prove: 1.1 with REL-A (Kari) or 1.1 with REL-B" in told.out


def test_two_people_who_deal_out_apart_are_in_conflict_and_nobody_counts_until_it_is_settled(
    run: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, _ = two
    theirs = tmp_path / "q.kodeverk"
    run("backup", mine, theirs)
    for project, coder, end in ((mine, "Anne", 49), (theirs, "Bo", 46)):
        table = tmp_path / f"{coder}.csv"
        table.write_text(
            f"transcript,start,end,code,coder\na,42,{end},REL-TILLIT,{coder}\n", encoding="utf-8"
        )
        assert run("assign", project, "--coders", coder, "--coder", coder).code == 0
        assert run("import-codings", project, table, "--coder", coder).code == 0
    told = run("merge", mine, theirs, "--coder", "Anne")
    assert "conflict: main coder of a: Anne (Anne) or Bo (Bo)" in told.out
    assert run("status", mine).out.count("main?") == 2

    def counted(*more: str) -> dict[str, object]:
        done = run("frequencies", mine, "--code", "REL-TILLIT", "--role", "all", "--json", *more)
        row: dict[str, object]
        (row,) = json.loads(done.out)["rows"]
        return row

    again = run("assign", mine, "--coders", "Anne", "--coder", "Anne")
    assert "people named different main coders of a (kodeverk conflicts)" in again.err
    assert (counted()["codings"], counted()["reason"]) == (None, "..")
    assert counted("--basis", "all")["codings"] == 2
    (found,) = listed(run, mine).values()
    number = [value["name"] for value in found["values"]].index("Anne") + 1
    assert run("conflicts", mine, "--settle", f"{found['id'][:6]}={number}").code == 0
    assert counted()["codings"] == 1
    assert "main?" not in run("status", mine).out


def test_who_sets_the_thing_again_settles_it(run: Run, two: tuple[Path, Path]) -> None:
    mine, theirs = two
    run("merge", mine, theirs)
    assert run("set", mine, "a", "--role", "V=participant", "--municipality", "Volda").code == 0
    assert list(listed(run, mine)) == ["value of the setting import.role:V"]
    assert "1577 Volda" in run("status", mine).out


def test_a_conflict_says_of_what_a_variable_and_on_what_a_memo_is(
    run: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, _ = two
    passage = passage_target(version_of(mine), Span(42, 49))
    with open_project(str(mine)) as project:
        kari = current_coder(project, load_settings({"KODEVERK_CODER": "Kari"}))
        memo = write_memo(project, kari, "passage", passage, "først")
    theirs = tmp_path / "q.kodeverk"
    run("backup", mine, theirs)
    assert memo is not None
    for path, coder, value in ((mine, "Kari", 3), (theirs, "Bo", 4)):
        said = run("set", path, "a", "--variable", f"alder={value}", "--coder", coder)
        assert said.code == 0, said.err
        with open_project(str(path)) as opened, opened.writing(kari, "wrote") as writer:
            writer.set("memo", memo, "text", f"nr. {value}")
    run("merge", mine, theirs)
    assert list(listed(run, mine)) == [
        "value of the variable a, alder",
        "text of the memo a, 42–49, Kari",
    ]


def version_of(path: Path) -> str:
    with open_project(str(path)) as project, project.reading() as connection:
        (transcript,) = queries.transcripts(connection)
        return transcript.version


def test_two_codebooks_with_a_key_in_common_are_both_loaded_anew_after_a_merge(
    run: Run, tmp_path: Path
) -> None:
    projects = []
    for coder, key in (("Kari", "prove"), ("Bo", "annen")):
        book = tmp_path / f"{key}.yaml"
        book.write_text(BOOK.replace("id: prove", f"id: {key}"), encoding="utf-8")
        projects.append(tmp_path / f"{coder}.kodeverk")
        assert run("init", projects[-1], "--codebook", book, "--coder", coder).code == 0
    refused = run("codebook", "load", projects[0], tmp_path / "annen.yaml")
    assert refused.code == 1
    assert "is in both" in refused.err
    assert run("merge", *projects).code == 0
    for key in ("prove", "annen"):
        book = tmp_path / f"{key}.yaml"
        book.write_text(book.read_text("utf-8").replace("nb: Tillit", "nb: Tiltro"), "utf-8")
        done = run("codebook", "load", projects[0], book)
        assert done.code == 0, done.err
        assert "0 codes added, 1 changed" in done.out
        shown = run("codebook", "show", projects[0], "--codebook", key).out
        assert "REL-TILLIT  Tiltro" in shown
    assert json.loads(run("verify", projects[0], "--json").out)["ok"]
