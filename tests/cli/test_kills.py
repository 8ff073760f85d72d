"""Killed just before any call that changes files: all is there or none, and nothing in the way."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from benchmarks.corpus import BOOK
from benchmarks.kills import campaign
from benchmarks.ptrace import IS_HERE
from tests.cli.command_line import TALK, Run

KILL = """
import json, os, shutil, signal, sys
from pathlib import Path
from click.testing import CliRunner
import kodeverk.cli.init, kodeverk.cli.export
import kodeverk.service.exports.csv_export, kodeverk.service.exports.database_export
import kodeverk.service.codebooks, kodeverk.store.migrate
from kodeverk.cli.commands import kodeverk

CHANGES = {"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod", "os.chown",
    "shutil.rmtree", "sqlite3.connect", "ctypes.dlsym", "fcntl.flock"}

def changes(event, arguments):
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
    return event in CHANGES

def call(arguments, at=None):
    child = os.fork()
    if child == 0:
        left = at
        def count(event, given):
            nonlocal left
            if left is not None and changes(event, given):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
        done = CliRunner().invoke(kodeverk, arguments)
        sys.stderr.write("" if done.exit_code == 0 else done.output)
        sys.stderr.flush()
        os._exit(done.exit_code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)

folder, arguments = Path(sys.argv[1]), sys.argv[2:]
for at in range(1_000):
    work = Path(f"{folder}-{at}")
    shutil.copytree(folder, work, symlinks=True)
    os.chdir(work)
    killed = call(arguments, at) == -signal.SIGKILL
    before = {str(path): path.stat().st_size for path in Path().rglob("*")}
    again = call(arguments)
    after = sorted(map(str, Path().rglob("*")))
    print(json.dumps([killed, before, again, after]), flush=True)
    if not killed:
        break
    shutil.rmtree(work)
"""


def kills(folder: Path, *arguments: str) -> Iterator[tuple[dict[str, int], int, list[str]]]:
    """Yield what there is after each kill, how the same command ends after it, and what is then."""
    done = subprocess.run(
        [sys.executable, "-c", KILL, str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) > 5
    assert not lines.pop()[0]
    for killed, before, again, after in lines:
        assert killed
        yield before, again, after


def hidden(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(".")]


def test_a_project_is_made_with_its_codebook_or_not_at_all(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    outcomes = set()
    for before, again, after in kills(folder, "init", "p.kodeverk", "--codebook", "book.yaml"):
        made = "p.kodeverk" in before
        # What is there was whole: the name is then taken by the project that was asked for.
        assert again == made
        outcomes.add(made)
        visible = {name for name in after if not name.startswith(".")}
        assert visible == {"book.yaml", "p.kodeverk"}
        assert made or not hidden(after)
    assert outcomes == {False, True}


@pytest.mark.parametrize("earlier", [True, False])
def test_a_set_of_tables_is_the_old_one_or_the_new_one(
    run: Run, tmp_path: Path, earlier: bool
) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "a.txt").write_text(TALK, encoding="utf-8")
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    project = folder / "p.kodeverk"
    assert run("init", project, "--codebook", folder / "book.yaml").code == 0
    assert run("import", project, folder / "a.txt").code == 0
    old: dict[str, int] = {}
    if earlier:
        assert run("export", "csv", project, folder / "csv", "--counts-only", "--excel").code == 0
        (folder / "csv" / "notes.txt").write_text("mine", encoding="utf-8")
        old = sizes(folder)
    assert run("export", "csv", project, tmp_path / "new").code == 0
    new = {path.name: path.stat().st_size for path in (tmp_path / "new").iterdir()}
    outcomes = set()
    for before, again, after in kills(folder, "export", "csv", "p.kodeverk", "csv"):
        there = {
            name.removeprefix("csv/"): size for name, size in before.items() if "csv/" in name[:4]
        }
        kept = there.pop("notes.txt", None)
        assert kept == (4 if earlier else None)
        assert there in (old, new)
        outcomes.add(there == new)
        assert again == 0
        assert not hidden(after)
        assert {*new} <= {name.removeprefix("csv/") for name in after}
    assert outcomes == {False, True}


def sizes(folder: Path) -> dict[str, int]:
    return {
        path.name: path.stat().st_size
        for path in (folder / "csv").iterdir()
        if path.name != "notes.txt"
    }


def test_opening_a_project_removes_what_its_killed_making_left(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "p.kodeverk"
    assert run("init", project).code == 0
    left = tmp_path / ".p.kodeverk-0123abcd.part"
    left.mkdir()
    (left / "p.kodeverk").hardlink_to(project)
    assert run("status", project).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["p.kodeverk"]


@pytest.mark.skipif(not IS_HERE, reason="system calls are counted on Linux on x86-64 alone")
def test_no_kill_of_what_takes_many_steps_does_harm() -> None:
    merges = ("merge with a mapping", "merge withdrawals", "receive")
    kills = [*campaign(10, 1, ("import a folder", *merges, "pseudonymise"))]
    assert len(kills) == 10
    assert [one for one in kills if one.harm] == []
