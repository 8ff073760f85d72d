"""`kodeverk import`: every choice has an option, and looking first shows what to choose."""

import json
from pathlib import Path

import pytest

from kodeverk.store import queries
from kodeverk.store.opening import open_project
from tests.cli.command_line import Run
from tests.written_files import fingerprint

TALK = "I: Hvordan går det?\nV: Jeg stoler på henne.\nI: Og?\nV: Hun ringer tilbake.\n" * 3
NAMES = (
    "Kari Nordmann: Ja, det går bra.\nNordmann: Og videre også.\n"
    "Ola Hansen: Det er fint.\nKari Nordmann: Takk.\nOla Hansen: Bra.\n"
) * 3


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "samtale.txt"
    path.write_text(f"Intervju 4\n\n{TALK}", encoding="utf-8")
    return path


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "navn.txt"
    path.write_text(NAMES, encoding="utf-8")
    return path


def speakers(project: Path, name: str) -> dict[str, str]:
    with open_project(str(project)) as opened, opened.reading() as connection:
        found = next(one for one in queries.transcripts(connection) if one.name == name)
        return {one.label: one.role for one in queries.speakers(connection, found.id)}


def test_a_dry_run_shows_speakers_first_words_doubts_and_what_is_in_no_turn(
    run: Run, project: Path, talk: Path
) -> None:
    before = fingerprint(project)
    done = run("import", project, talk, "--dry-run")
    assert done.code == 0
    assert "named as in: name: text" in done.out
    assert "V: unknown, 6 turns: “Jeg stoler på henne.”" in done.out
    assert "please check: role unknown: V" in done.out
    assert "  outside the interview: 1 line (1 front)\n" in done.out
    assert "line 1, before the first speaker: Intervju 4" in done.out
    assert fingerprint(project) == before


def test_scripts_get_all_of_it_and_the_old_keys_as_they_were(
    run: Run, project: Path, talk: Path
) -> None:
    done = run("import", project, talk, "--dry-run", "--json", "--municipality", "Herøy")
    assert done.code == 1
    (told,) = json.loads(done.out)["transcripts"]
    assert set(told) >= {
        "file", "status", "transcript", "convention", "confidence", "encoding", "turns", "words",
        "speakers", "municipality", "warnings", "error",
    }  # fmt: skip
    assert (told["status"], told["municipality"]) == ("failed", None)
    assert [one["county"] for one in told["candidates"]] == ["Møre og Romsdal", "Nordland"]
    assert told["speakers"][1] == {
        "label": "V",
        "role": "unknown",
        "turns": 6,
        "first_words": "Jeg stoler på henne.",
        "informant": None,
        "speaks_for": None,
        "remembered": False,
    }
    assert told["readings"][0]["convention"] == "name: text"
    assert told["skipped"] == [
        {"line": 1, "text": "Intervju 4", "zone": "front", "reason": "before the first speaker"}
    ]
    assert told["asks"] == ["role unknown: V"]


def test_a_file_in_letters_that_cannot_be_told_names_the_option_and_says_what_was_taken(
    run: Run, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "moskva.txt"
    path.write_bytes("В: Как давно вы здесь?\nО: Уже третий год.\n".encode("cp1251") * 4)
    refused = run("import", project, path)
    assert (refused.code, refused.out.count("failed")) == (1, 1)
    assert "perhaps --encoding cp1251 (“В: Как давно …”)" in refused.err
    looked = run("import", project, path, "--encoding", "windows-1251", "--dry-run")
    assert "  encoding: cp1251\n" in looked.out
    imported = run("import", project, path, "--encoding", "windows-1251")
    head, *_, row = imported.out.splitlines()
    assert head.split()[-1] == "encoding"
    assert row.split()[-1] == "cp1251"
    told = json.loads(run("import", project, path, "--encoding", "cp1251", "--json").out)
    assert told["transcripts"][0]["encoding"] == "cp1251"
    assert told["transcripts"][0]["status"] == "unchanged"


def test_the_usual_letters_need_no_column(run: Run, project: Path, talk: Path) -> None:
    assert "encoding" not in run("import", project, talk).out


def test_one_heroy_is_told_from_the_other_wherever_a_place_is_shown(
    run: Run, project: Path, talk: Path
) -> None:
    done = run("import", project, talk, "--municipality", "1818")
    assert "1818 Herøy (Nordland)" in done.out
    assert "1818 Herøy (Nordland)" in run("status", project).out
    moved = run("set", project, talk.stem, "--municipality", "1515")
    assert "1818 Herøy (Nordland)" in moved.out
    assert "1515 Herøy (Møre og Romsdal)" in moved.out


def test_labels_are_joined_and_ignored_and_it_is_remembered(
    run: Run, project: Path, names: Path, tmp_path: Path
) -> None:
    asked = run("import", project, names, "--dry-run")
    assert "'Nordmann' and 'Kari Nordmann' may be one person" in asked.out
    done = run(
        "import", project, names, "--join", "Nordmann=Kari Nordmann", "--ignore", "Ola Hansen",
        "--role", "Kari Nordmann=advisor",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert speakers(project, "navn") == {"Kari Nordmann": "advisor"}
    other = tmp_path / "flere.txt"
    other.write_text(NAMES.replace("fint", "flott"), encoding="utf-8")
    told = json.loads(run("import", project, other, "--dry-run", "--json").out)["transcripts"][0]
    assert [(one["label"], one["role"], one["remembered"]) for one in told["speakers"]] == [
        ("Kari Nordmann", "advisor", True)
    ]
    assert len(told["remembered"]) == 2
    done = run("import", project, other, "--as-new")
    assert "remembered from an earlier import: 'Ola Hansen' is no speaker, " in done.err
    other.write_text(NAMES.replace("fint", "dårlig"), encoding="utf-8")
    fresh = run("import", project, other, "--dry-run", "--json", "--forget-choices", "--as-new")
    (forgotten,) = json.loads(fresh.out)["transcripts"]
    assert len(forgotten["speakers"]) == 3


def test_labels_copied_from_the_file_fit_with_the_signs_that_nobody_sees_in_them(
    run: Run, project: Path, tmp_path: Path
) -> None:
    asks, answers, once = "مصاحبه\u200cگر", "علی\u200cرضا", "نیک\u200cنام"
    lines = [f"{asks}: چطور بود؟\n{answers}: خوب بود.\n" for _ in range(4)]
    talk = tmp_path / "farsi.txt"
    talk.write_text("".join(lines) + f"{once}: بله.\n", encoding="utf-8")
    done = run(
        "import", project, talk,
        "--role", f"{answers}=participant", "--role", f"{asks}=interviewer",
        "--join", f"{once}={answers}",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert sorted(speakers(project, "farsi").values()) == ["interviewer", "participant"]


def test_a_line_that_is_said_to_be_two_things_is_refused(
    run: Run, project: Path, talk: Path
) -> None:
    refused = run("import", project, talk, "--line", "6=said", "--line", "6=end")
    assert refused.code == 2
    assert "line 6 is given twice" in refused.err


@pytest.mark.parametrize(
    "option",
    [
        ("--join", "Q=V"),
        ("--ignore", "Q"),
        ("--informant", "Q=P1"),
        ("--speaks-for", "Q=V"),
        ("--role", "Q=advisor"),
    ],
)
def test_a_choice_that_fits_no_file_ends_the_command_and_writes_nothing(
    run: Run, project: Path, talk: Path, option: tuple[str, str]
) -> None:
    before = fingerprint(project)
    done = run("import", project, talk, *option)
    assert done.code == 1
    assert done.err.startswith("error: no file has a speaker labelled 'Q'\nhint: ")
    assert fingerprint(project) == before


@pytest.mark.parametrize("option", ["--join", "--informant", "--speaks-for"])
def test_a_pair_that_is_none_is_wrong_use(run: Run, project: Path, talk: Path, option: str) -> None:
    assert run("import", project, talk, option, "V").code == 2
    assert run("import", project, talk, option, "V=A", option, "V=B").code == 2


def test_an_encoding_there_is_not_is_told_with_those_there_are(
    run: Run, project: Path, talk: Path
) -> None:
    done = run("import", project, talk, "--encoding", "klingon")
    assert done.code == 1
    assert "cp1252" in done.err


def test_a_folder_stands_for_its_files_and_what_is_left_out_is_named(
    run: Run, project: Path, talk: Path, names: Path
) -> None:
    folder = talk.parent / "innsamlet"
    (folder / "mer").mkdir(parents=True)
    talk.rename(folder / "samtale.txt")
    names.rename(folder / "mer" / "navn.txt")
    (folder / "~$samtale.docx").write_text("lock", encoding="utf-8")
    (folder / "opptak.mp3").write_bytes(b"ID3")
    done = run("import", project, folder)
    assert done.code == 0, done.err
    assert "opptak.mp3" in done.err
    assert "~$" not in done.err
    assert set(speakers(project, "samtale")) == {"I", "V"}
    assert "Ola Hansen" in speakers(project, "navn")
    bare = talk.parent / "tom"
    bare.mkdir()
    assert "without a file that can be read" in run("import", project, bare).err


def test_a_corrected_file_replaces_the_text_of_a_transcript(
    run: Run, project: Path, talk: Path
) -> None:
    assert run("import", project, talk, "--role", "V=advisor").code == 0
    corrected = talk.parent / "rettet.txt"
    corrected.write_text(
        talk.read_text(encoding="utf-8").replace("ringer tilbake", "ringer alltid tilbake"),
        encoding="utf-8",
    )
    before = fingerprint(project)
    looked = run("import", project, corrected, "--replaces", "samtale", "--dry-run", "--json")
    assert looked.code == 0, looked.err
    assert json.loads(looked.out)["transcripts"][0]["status"] == "would import"
    assert fingerprint(project) == before
    done = run("import", project, corrected, "--replaces", "samtale", "--json")
    assert done.code == 0, done.err
    answer = json.loads(done.out)
    assert answer["transcripts"][0]["transcript"] == "samtale"
    assert answer["replaced"]["status"] == "replaced"
    assert speakers(project, "samtale") == {"I": "interviewer", "V": "advisor"}
    with open_project(str(project)) as opened, opened.reading() as connection:
        found = next(one for one in queries.transcripts(connection) if one.name == "samtale")
        assert "alltid" in queries.version(connection, found.version).text


def test_replacing_takes_one_file_and_nothing_that_is_not_of_the_text(
    run: Run, project: Path, talk: Path, names: Path
) -> None:
    assert run("import", project, talk, names, "--replaces", "x").code == 2
    assert run("import", project, talk, "--replaces", "x", "--municipality", "Oslo").code == 2
    nobody = run("import", project, talk, "--replaces", "no such transcript")
    assert nobody.code == 1
    assert "there is no transcript" in nobody.err
