"""A damaged project: it is called so, no word of an interview is told, and a sound backup named."""

import random
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.corpus import BOOK
from benchmarks.flips import campaign
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from tests.cli.command_line import Run
from tests.earlier_schemas import write_as_of

LINES = "\n".join(
    f"I: Hvordan gikk kvartalet nummer {number}?\n"
    f"D: Fjellrev {number} bodde hos morfar, og strikkedamene tegnet blekkspruter rolig."
    for number in range(60)
)
COMMANDS: list[list[str | None]] = [
    ["status", None],
    ["log", None],
    ["frequencies", None, "--by", "role"],
    ["memos", None],
    ["coders", None],
    ["place", None],
    ["conflicts", None],
    ["turns", None, "talk"],
    ["versions", None, "talk"],
    ["codebook", "show", None],
    ["pseudonymise", None, "--proposals", "proposals.csv"],
    ["export", "sqlite", None, "out.sqlite"],
    ["export", "csv", None, "out"],
    ["backup", None, "copy.kodeverk"],
    ["verify", None],
    ["verify", None, "--repair", "repaired.kodeverk"],
    ["merge", None, "sound.kodeverk"],
    ["merge", "sound.kodeverk", None],
    ["undo", None, "--yes"],
    ["set", None, "talk", "--date", "2020-02-02"],
    ["forget", None, "talk", "--yes"],
    ["finish", None, "talk"],
]


@pytest.fixture
def sound(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "talk.txt").write_text(LINES, encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    path = tmp_path / "sound.kodeverk"
    assert run("init", path, "--codebook", "book.yaml").code == 0
    assert run("import", path, "talk.txt", "--role", "D=participant").code == 0
    start = LINES.index("Fjellrev 3")
    rows = f"transcript,start,end,code,coder\ntalk,{start},{start + 10},REL-TILLIT,Kari\n"
    (tmp_path / "codings.csv").write_text(rows, encoding="utf-8")
    done = run("import-codings", path, "codings.csv", "--new-coders")
    assert done.code == 0, done.err
    return path


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """The bytes of a file with some flipped, set to nothing, moved, or without its end."""
    found = bytearray(whole)
    match chance.randrange(6):
        case 0:
            page = chance.randrange(1, len(found) // 4096) * 4096
            found[page : page + 4096] = bytes(4096)
        case 1:
            del found[chance.randrange(200, len(found)) :]
        case 2:
            one, other = (chance.randrange(100, len(found) - 600) for _ in range(2))
            found[one : one + 500] = found[other : other + 500]
        case _:
            for _ in range(chance.choice((1, 2, 8))):
                found[chance.randrange(100, len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


@pytest.mark.parametrize("seed", range(12))
def test_no_command_takes_damage_for_a_fault_or_tells_a_word(
    run: Run, sound: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    path, backup = tmp_path / "study.kodeverk", tmp_path / "study-backup-1.kodeverk"
    shutil.copy(sound, backup)
    broken = damaged(sound.read_bytes(), chance)
    for command in chance.sample(COMMANDS, 3):
        path.write_bytes(broken)
        done = run(*(path if one is None else one for one in command))
        assert done.code in (0, 1, 3), (command, done)
        assert "a fault in" not in done.err
        assert not re.search("fjellrev|morfar|strikkedame|blekksprut", done.err.lower()), command
        if f"{path} is damaged" in done.err and command[0] != "merge":
            assert str(backup) in done.err
        for made in ("repaired.kodeverk", "copy.kodeverk"):
            (tmp_path / made).unlink(missing_ok=True)


@pytest.mark.parametrize("where", ["a text", "the journal", "an index"])
def test_a_backup_of_a_damaged_project_says_so_and_names_a_sound_one(
    run: Run, sound: Path, tmp_path: Path, where: str
) -> None:
    assert run("backup", sound, "older.kodeverk").code == 0
    shutil.copy(sound, tmp_path / "broken.kodeverk")
    with closing(sqlite3.connect("broken.kodeverk")) as database, database:
        if where == "a text":
            database.execute("UPDATE text SET text = replace(text, 'morfar', 'mortar')")
        elif where == "the journal":
            database.execute("UPDATE change SET value = '{' WHERE seq = 5")
        else:
            database.execute("PRAGMA writable_schema=ON")
            database.execute(
                "DELETE FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND rowid IN "
                "(SELECT max(rowid) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL)"
            )
    done = run("backup", "broken.kodeverk", "copy.kodeverk")
    assert done.code in (1, 3)
    assert "broken.kodeverk is damaged" in done.err
    assert "older.kodeverk" in done.err
    assert "mortar" not in done.err
    assert (tmp_path / "copy.kodeverk").exists() == (done.code == 3)


@pytest.mark.parametrize("place", [0, 7, 70])
def test_a_project_with_another_beginning_is_damaged_and_its_backup_named(
    run: Run, sound: Path, place: int
) -> None:
    assert run("backup", sound, "sound-backup-1.kodeverk").code == 0
    broken = bytearray(sound.read_bytes())
    broken[place] ^= 4
    sound.write_bytes(broken)
    done = run("status", sound)
    assert done.code == 1
    assert "damaged" in done.err
    assert "sound-backup-1.kodeverk" in done.err


def test_a_backup_that_is_damaged_itself_is_not_named(run: Run, sound: Path) -> None:
    with open_project(str(sound)) as project:
        for number in (1, 2):
            copy_project(project, sound.with_name(f"sound-backup-{number}.kodeverk"))
    for path in (sound, sound.with_name("sound-backup-2.kodeverk")):
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE version SET turns = '[[['")
    done = run("frequencies", sound)
    assert done.code == 1
    assert f"{sound} is damaged" in done.err
    assert "sound-backup-1.kodeverk" in done.err
    assert "sound-backup-2.kodeverk" not in done.err


@pytest.mark.parametrize("older", ["sound", "damaged too"])
def test_a_sound_backup_of_an_earlier_version_is_named_and_stays_as_it_is(
    run: Run, sound: Path, older: str
) -> None:
    backup = sound.with_name("sound-backup-1.kodeverk")
    shutil.copy(sound, backup)
    write_as_of("0003", backup)
    for path in (sound, *([backup] if older != "sound" else ())):
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE text SET text = replace(text, 'morfar', 'mortar')")
            database.execute("UPDATE change SET value = '{' WHERE kind = 'code'")
    before = backup.read_bytes()
    done = run("backup", sound, "copy.kodeverk")
    assert "sound.kodeverk is damaged" in done.err
    assert ("sound-backup-1.kodeverk" in done.err) == (older == "sound")
    assert backup.read_bytes() == before
    assert {*sound.parent.glob("*backup-1*")} == {backup}


def test_a_table_that_the_driver_has_no_words_for_is_damage(run: Run, sound: Path) -> None:
    data = bytearray(sound.read_bytes())
    data[data.rindex(b"CREATE TABLE") + len("CREATE TA")] ^= 0x80
    sound.write_bytes(data)
    for command in ("status", "verify", "log"):
        done = run(command, sound)
        assert done.code == 1
        assert "damaged" in done.err
        assert "fault" not in done.err


def test_damage_is_named_or_refused_or_changes_no_text_no_coding_and_no_figure() -> None:
    outcomes = [*campaign(files=8, seed=3)]
    assert [one for one in outcomes if one.harm] == []
    assert len({one.became for one in outcomes}) > 1
