"""Whatever the program makes holds what interviews hold: it is for its owner, or for the team."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.corpus import BOOK
from kodeverk.store.opening import open_project
from tests.cli.command_line import CODINGS, TALK, Run
from tests.earlier_schemas import write_as_of


@pytest.fixture(params=[0o000, 0o022], ids=["umask 000", "umask 022"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder of files that no command makes."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.txt").write_text(TALK, encoding="utf-8")
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    row = ("a", 37, 41, "REL-TILLIT", "Kari", TALK[37:41], "")
    lines = [",".join(CODINGS), ",".join(map(str, row))]
    (folder / "codings.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def make_everything(run: Run, folder: Path, given: Path, *init: object) -> None:
    """Call every command that writes files, with all they write in `folder`."""
    project, other = folder / "study.kodeverk", folder / "copies" / "other.kodeverk"
    other.parent.mkdir(0o700)
    for command in (
        ("init", project, "--codebook", given / "book.yaml", *init),
        ("backup", project, other),
        ("backup", project),
        ("import", other, given / "a.txt", "--as-new"),
        ("import-codings", other, given / "codings.csv", "--new-coders", "--unfinished"),
        ("merge", project, other),
        ("codebook", "export", project, folder / "book.yaml"),
        ("codebook", "export", project, folder / "book.csv"),
        ("export", "sqlite", project, folder / "out.sqlite", "--memos"),
        ("export", "csv", project, folder / "new" / "csv"),
        ("export", "csv", project, folder / "new" / "csv", "--excel"),
        ("pseudonymise", project, "--proposals", folder / "names.csv"),
    ):
        done = run(*command)
        assert done.code == 0, (command, done)
    decided = given / "decided.csv"
    decided.write_text("replace,text,replacement\nyes,møtet,[møte]\n", encoding="utf-8")
    key = folder / "key.csv"
    assert run("pseudonymise", project, "--apply", decided, "--key", key, "--yes").code == 0
    write_as_of("0003", other)
    other.chmod(stat.S_IMODE(project.stat().st_mode))
    assert run("status", other).code == 0
    assert list(other.parent.glob("other-before-0003.kodeverk"))


def modes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): oct(stat.S_IMODE(path.stat().st_mode))
        for path in folder.rglob("*")
    }


def test_every_file_that_is_made_is_for_its_owner_alone(
    run: Run, tmp_path: Path, given: Path, umask: int
) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    make_everything(run, folder, given)
    with open_project(str(folder / "study.kodeverk")) as project, project.reading():
        found = modes(folder)
    wanted = {name: "0o700" if (folder / name).is_dir() else "0o600" for name in found}
    assert found == wanted
    assert {"study.kodeverk-wal", "study.kodeverk-shm", "out.sqlite", "key.csv"} <= {*found}
    assert "study-before-merge-1.kodeverk" in found


def test_what_is_made_from_a_project_for_a_team_is_for_the_team(
    run: Run, tmp_path: Path, given: Path, umask: int
) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    folder.chmod(0o2770)
    make_everything(run, folder, given, "--shared")
    with open_project(str(folder / "study.kodeverk")) as project, project.reading():
        found = modes(folder)
    own = {"key.csv", "names.csv"}
    assert {found.pop(name) for name in own} == {"0o600"}
    assert found.pop("copies") == "0o2700"
    assert found == {name: "0o770" if (folder / name).is_dir() else "0o660" for name in found}


def test_a_folder_that_is_not_for_a_group_is_told(run: Run, tmp_path: Path) -> None:
    done = run("init", tmp_path / "study.kodeverk", "--shared")
    assert done.code == 0
    assert f"the folder {tmp_path} is not for a group" in done.err
    assert stat.S_IMODE((tmp_path / "study.kodeverk").stat().st_mode) == 0o660


def test_settings_are_for_their_owner_alone_and_a_link_to_them_stays_one(
    tmp_path: Path, umask: int
) -> None:
    from kodeverk.config import load_settings, save_identity

    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text('[keys]\n"a" = "b"\n', encoding="utf-8")
    linked = tmp_path / "link.toml"
    linked.symlink_to(elsewhere)
    save_identity(load_settings({"KODEVERK_CONFIG": str(linked)}), "Kari", "1")
    assert linked.is_symlink()
    assert elsewhere.read_text(encoding="utf-8").startswith("[coder]")
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
    new = tmp_path / "config" / "kodeverk" / "config.toml"
    save_identity(load_settings({"KODEVERK_CONFIG": str(new)}), "Kari", "1")
    assert stat.S_IMODE(new.parent.stat().st_mode) == 0o700


def test_what_is_made_of_a_project_that_everybody_can_read_is_not_for_everybody(
    run: Run, tmp_path: Path
) -> None:
    project = tmp_path / "study.kodeverk"
    assert run("init", project).code == 0
    assert "everybody" not in run("status", project).err
    project.chmod(0o664)
    told = run("backup", project, tmp_path / "copy.kodeverk").err
    assert f"note: {project} can be read by everybody on this machine" in told
    assert f"chmod 600 {project}" in told
    assert stat.S_IMODE((tmp_path / "copy.kodeverk").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["out.sqlite", "copy.kodeverk", "book.yaml", "names.csv"])
def test_nothing_is_written_through_a_link_that_lies_there(
    run: Run, tmp_path: Path, name: str
) -> None:
    project = tmp_path / "study.kodeverk"
    target, private = tmp_path / name, tmp_path / "private"
    (tmp_path / "book").write_text(BOOK, encoding="utf-8")
    assert run("init", project, "--codebook", tmp_path / "book").code == 0
    private.write_text("mine", encoding="utf-8")
    target.symlink_to(private)
    run("export", "sqlite", project, target, "--force")
    run("backup", project, target)
    run("codebook", "export", project, target, "--force")
    run("pseudonymise", project, "--proposals", target)
    assert private.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("is_there", [True, False])
def test_no_set_of_tables_is_written_through_a_link(
    run: Run, tmp_path: Path, is_there: bool
) -> None:
    project, folder, link = tmp_path / "study.kodeverk", tmp_path / "private", tmp_path / "csv"
    assert run("init", project).code == 0
    link.symlink_to(folder)
    if is_there:
        folder.mkdir()
    done = run("export", "csv", project, link)
    assert (done.code, f"{link} is a link" in done.err) == (1, True)
    assert not folder.exists() or not any(folder.iterdir())


def test_a_project_is_not_made_through_a_link_that_leads_nowhere(run: Run, tmp_path: Path) -> None:
    link = tmp_path / "study.kodeverk"
    link.symlink_to(tmp_path / "elsewhere")
    assert "exists already" in run("init", link).err
    assert not (tmp_path / "elsewhere").exists()


def test_the_log_of_a_project_is_never_one_that_others_put_there(
    run: Run, tmp_path: Path, umask: int
) -> None:
    project = tmp_path / "study.kodeverk"
    assert run("init", project).code == 0
    log, private = tmp_path / "study.kodeverk-wal", tmp_path / "private"
    log.touch()
    log.chmod(0o666)
    with open_project(str(project)) as opened, opened.reading():
        assert {*modes(tmp_path).values()} == {"0o600"}
    private.write_text("mine", encoding="utf-8")
    log.symlink_to(private)
    assert f"{log} is a link" in run("coders", project, "--add", "Kari").err
    assert private.read_text(encoding="utf-8") == "mine"


KILLED_WHILE_IT_WROTE = """
import os, signal, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("INSERT INTO local VALUES ('of', 'another')")
database.commit()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_program_left_in_a_log_never_comes_into_a_new_file(
    run: Run, tmp_path: Path, given: Path
) -> None:
    project, target = tmp_path / "study.kodeverk", tmp_path / "new"
    assert run("init", project).code == 0
    assert run("init", target).code == 0
    subprocess.run([sys.executable, "-c", KILLED_WHILE_IT_WROTE, str(target)], check=False)
    target.unlink()
    for command in (
        ("init", target),
        ("backup", project, target),
        ("verify", project, "--repair", target),
        ("export", "sqlite", project, target),
    ):
        done = run(*command)
        assert done.code == 1, command
        assert f"{target}-wal lies there" in done.err
    assert not target.exists()
    (tmp_path / "new-wal").rename(tmp_path / "away")
    assert run("init", target).code == 0
    with sqlite3.connect(target) as database:
        assert database.execute("SELECT 1 FROM local WHERE key = 'of'").fetchall() == []


HOLD = """
import sys
from pathlib import Path
from kodeverk.files import private_folder
with private_folder(Path(sys.argv[1])) as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_what_another_command_writes_is_never_removed_as_left_behind(
    run: Run, tmp_path: Path
) -> None:
    project = tmp_path / "study.kodeverk"
    assert run("init", project).code == 0
    beside = str(tmp_path / "study.kodeverk-of-monday")
    command = [sys.executable, "-c", HOLD, beside]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        folder = Path(other.stdout.readline().strip())
        assert run("status", project).code == 0
        assert folder.is_dir()
        other.communicate("")


TOGETHER = """
import sys, time
from pathlib import Path
from kodeverk.errors import Refused
from kodeverk.files import whole_file
for number in range(60):
    print(flush=True)
    sys.stdin.readline()
    try:
        with whole_file(Path(f"{sys.argv[1]}{number}")) as part:
            part.write_text("whole")
    except Refused:
        pass
"""


def test_of_two_who_begin_at_the_same_moment_one_always_writes(tmp_path: Path) -> None:
    target = tmp_path / "file"
    command = [sys.executable, "-c", TOGETHER, str(target)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as one,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other,
    ):
        for _ in range(60):
            for waiting in (one, other):
                assert waiting.stdout is not None
                waiting.stdout.readline()
            for waiting in (one, other):
                assert waiting.stdin is not None
                waiting.stdin.write(b"\n")
                waiting.stdin.flush()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"file{number}" for number in range(60)
    )


def test_two_who_write_the_same_file_at_once_are_told(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "study.kodeverk"
    assert run("init", project).code == 0
    commands = {
        "out.sqlite": ("export", "sqlite", project),
        "csv": ("export", "csv", project),
        "copy.kodeverk": ("backup", project),
        "new.kodeverk": ("init",),
    }
    for name, command in commands.items():
        target = tmp_path / name
        with subprocess.Popen(
            [sys.executable, "-c", HOLD, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as other:
            assert other.stdout is not None
            other.stdout.readline()
            told = run(*command, target)
            other.communicate()
        assert told.code == 1
        assert f"{target} is being written by another program" in told.err
        assert run(*command, target).code == 0
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
