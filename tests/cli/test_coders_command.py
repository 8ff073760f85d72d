"""Who codes, on the command line: no name locks anybody out or adds anybody in silence."""

import json
from pathlib import Path

import pytest

from kodeverk.cli import opening
from kodeverk.model.identity import new_id
from tests.cli.command_line import Run, longest_answers


@pytest.fixture
def pilot(project: Path, tmp_path: Path) -> Path:
    """The codings of a pilot project: those of a Kari who has another id there."""
    other = new_id()
    rows = longest_answers(project, "Kari", "REL-TILLIT")
    lines = [
        f"{row['transcript']},{row['start']},{row['end']},REL-TILLIT,Kari,{other}" for row in rows
    ]
    table = tmp_path / "pilot.csv"
    table.write_text(
        "\n".join(("transcript,start,end,code,coder,coder_id", *lines)), encoding="utf-8"
    )
    return table


def test_ones_own_codings_of_another_project_lock_nobody_out(
    run: Run, project: Path, pilot: Path
) -> None:
    first = run("import-codings", project, pilot, "--new-coders")
    assert first.code == 0
    assert "is you" in first.err
    assert run("undo", project, "--yes").code == 0
    assert run("import-codings", project, pilot, "--new-coders").code == 0
    name = longest_answers(project, "Kari", "REL-TILLIT")[0]["transcript"]
    assert run("finish", project, name).code == 0
    (row,) = json.loads(run("coders", project, "--json").out)["coders"]
    assert (row["name"], row["joined"]) == ("Kari", [])
    assert row["codings"] > 0


def test_where_a_name_fits_two_the_error_says_how_to_join_them_and_that_works(
    run: Run, project: Path, pilot: Path
) -> None:
    assert run("import-codings", project, pilot, "--new-coders", "--coder", "Jonas").code == 1
    added = run("coders", project, "--add", "Kari", "--coder", "Jonas")
    assert added.code == 0
    stuck = run("undo", project)
    assert stuck.code == 1
    rows = json.loads(run("coders", project, "--json").out)["coders"]
    ids = [row["id"] for row in rows if row["name"] == "Kari"]
    assert len(ids) == 2
    assert all(one in stuck.err for one in ids)
    reading = run("memos", project)
    assert reading.code == 1
    assert any(f"KODEVERK_CODER={one}" in reading.err for one in ids)
    command = stuck.err.rpartition("kodeverk coders PROJECT ")[2].split()
    assert run("coders", project, *command).code == 0
    assert run("undo", project).code == 0
    assert "joined" in run("log", project, "--coder", ids[0]).out
    # Undoing has parted them.
    assert run("coders", project, "--join", "Kari=Kari").code == 0
    again = run("coders", project, "--join", "Kari=Kari")
    assert again.code == 1
    assert "one coder already" in again.err
    assert (
        run("finish", project, longest_answers(project, "Kari", "REL")[0]["transcript"]).code == 0
    )


def test_a_name_like_one_that_is_there_is_an_error_that_names_what_answers_it(
    run: Run, project: Path, pilot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KODEVERK_CODER", "kari")
    for command in (("finish", project, "01"), ("undo", project), ("backup", project)):
        done = run(*command)
        if done.code:
            assert "'kari'" in done.err
            assert "--coder" in done.err
            assert "--add 'kari'" in done.err
    monkeypatch.setenv("KODEVERK_CODER", "Kari")
    done = run("assign", project, "--coders", "KARI,Jonas")
    assert done.code == 1
    assert "in --coders" in done.err
    done = run("import-codings", project, pilot, "--new-coders", "--coder", "Jonas")
    assert done.code == 1
    assert "--same Kari=" in done.err
    answer = done.err.partition("--same ")[2].split(";")[0]
    done = run("import-codings", project, pilot, "--coder", "Jonas", "--same", answer)
    assert done.code == 0
    assert [row["name"] for row in json.loads(run("coders", project, "--json").out)["coders"]] == [
        "Jonas",
        "Kari",
    ]


def test_on_a_terminal_one_says_who_is_meant(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "on_terminal", lambda: True)
    answers = iter([1, 1, 2])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    dealt = run("assign", project, "--coders", "KARI,Jonas", "--coder", "kari")
    assert dealt.code == 0
    assert "Kari, " in dealt.err
    assert "KARI" not in dealt.out
    added = run("assign", project, "--coders", "jonas", "--round", "pilot")
    assert added.code == 0
    names = [row["name"] for row in json.loads(run("coders", project, "--json").out)["coders"]]
    assert names == ["Jonas", "Kari", "jonas"]


def test_a_coder_is_renamed_and_the_list_says_so(run: Run, project: Path) -> None:
    done = run("coders", project, "--rename", "Kari=Kari Nordmann")
    assert done.code == 0
    assert "Kari Nordmann" in done.out
    assert run("undo", project).code == 0
    refused = run("coders", project, "--rename", "Nora=Kari")
    assert refused.code == 1
    assert "there is no coder 'Nora'" in refused.err


def test_a_name_with_the_sign_of_the_option_in_it_is_given_and_taken_away(
    run: Run, project: Path
) -> None:
    assert run("coders", project, "--rename", "Kari==x", "--coder", "Jonas").code == 0
    assert names(run, project) == ["=x", "Jonas"]
    assert run("coders", project, "--rename", "=x=Kari", "--coder", "Jonas").code == 0
    assert run("coders", project, "--add", "a=b", "--add", "a").code == 0
    joined = run("coders", project, "--join", "a=b=Kari")
    assert "a=b" in joined.err
    assert names(run, project) == ["Jonas", "Kari", "a"]
    assert run("coders", project, "--rename", "Kari=").code == 2


def test_two_of_one_name_are_told_as_perhaps_one_wherever_coders_are_listed(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = longest_answers(project, "Kari", "REL")[0]["transcript"]
    monkeypatch.delenv("KODEVERK_CODER")
    ids = [new_id(), new_id()]
    for own in ids:
        settings = tmp_path / f"{own}.toml"
        settings.write_text(f'[coder]\nname = "Nora"\nid = "{own}"\n', encoding="utf-8")
        monkeypatch.setenv("KODEVERK_CONFIG", str(settings))
        assert "perhaps one" not in run("coders", project).err
        assert run("finish", project, name).code == 0
    first, second = sorted(ids)
    for command in ("coders", "status"):
        told = run(command, project)
        assert told.code == 0
        assert f"perhaps one: the coders Nora and Nora ({first}, {second})" in told.err
        assert f"kodeverk coders PROJECT --join {second}={first}" in told.err
        (proposal,) = json.loads(run(command, project, "--json").out)["proposals"]
        assert proposal == {"kind": "coder", "records": [first, second], "names": ["Nora"] * 2}
    assert run("coders", project, "--join", f"{second}={first}").code == 0
    assert "perhaps one" not in run("coders", project).err
    assert "perhaps one" not in run("status", project).err


def names(run: Run, project: Path) -> list[str]:
    return [row["name"] for row in json.loads(run("coders", project, "--json").out)["coders"]]


def test_a_colleague_who_is_added_never_takes_that_back_with_their_first_undo(
    run: Run, project: Path
) -> None:
    assert run("coders", project, "--add", "Jonas", "--coder", "Kari").code == 0
    assert run("assign", project, "--coders", "Kari,Jonas", "--double", "100%").code == 0
    assert run("undo", project, "--coder", "Jonas").code == 1
    steps = json.loads(run("log", project, "--json").out)["steps"]
    number = next(one["number"] for one in steps if one["summary"] == "added the coder Jonas")
    refused = run("undo", project, number, "--coder", "Kari", "--yes")
    assert "later steps build on it" in refused.err
    for command in ("status", "release", "frequencies", "coders"):
        assert "KeyError" not in run(command, project).err
    assert set(names(run, project)) == {"Kari", "Jonas"}


def test_an_account_of_the_machine_is_never_taken_for_a_person_without_a_word(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = longest_answers(project, "Kari", "REL")[0]["transcript"]
    monkeypatch.delenv("KODEVERK_CODER")
    monkeypatch.setenv("KODEVERK_CONFIG", str(tmp_path / "none.toml"))
    for account, is_told in (("root", True), ("ubuntu", True), ("nora", False)):
        monkeypatch.setenv("LOGNAME", account)
        said = run("finish", project, name).err
        assert f"coding as {account}, the name you are logged in under" in said
        assert ("an account of the machine and no person's name" in said) is is_told
        assert "--coder NAME" in said
