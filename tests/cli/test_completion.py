"""What a shell completes, in a real Bash and as the program answers the others."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import TALK, Run

BASH = shutil.which("bash")


@pytest.fixture
def study(tmp_path: Path, run: Run) -> Path:
    """A project with three transcripts, one of them called as nobody should be."""
    assert run("init", "study.kodeverk").code == 0
    for number, name in enumerate(("oslo-1", "oslo 2", "$(touch x)")):
        (tmp_path / f"{number}.txt").write_text(TALK.replace("møtet", f"møte {number}"))
        assert run("import", "study.kodeverk", f"{number}.txt", "--as-new").code == 0
        assert run("set", "study.kodeverk", f"{number}", "--name", name).code == 0
    return tmp_path / "study.kodeverk"


def answered(shell: str, words: str, place: int) -> list[str]:
    """The lines that the program gives a shell which asks what can stand at a place."""
    done = subprocess.run(
        [sys.executable, "-m", "kodeverk"],
        env={
            **os.environ,
            "_KODEVERK_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": words.rsplit(maxsplit=1)[-1] if shell == "fish" else str(place),
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def completed(folder: Path, *words: str) -> list[str]:
    """What Bash puts on the line in place of the last word."""
    (folder / "bin").mkdir(exist_ok=True)
    program = folder / "bin" / "kodeverk"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kodeverk "$@"\n')
    program.chmod(0o755)
    on_line = " ".join(map(shlex.quote, words))
    script = f"""
        PATH={shlex.quote(str(folder / "bin"))}:$PATH
        source <(kodeverk completion bash)
        COMP_WORDS=({on_line}) COMP_CWORD={len(words) - 1}
        _kodeverk_completion kodeverk
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert BASH is not None
    done = subprocess.run(
        [BASH, "--norc", "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


@pytest.mark.skipif(BASH is None, reason="there is no Bash here")
def test_bash_completes_commands_options_projects_and_transcripts(
    study: Path, tmp_path: Path
) -> None:
    assert completed(tmp_path, "kodeverk", "im") == ["import", "import-codings"]
    assert completed(tmp_path, "kodeverk", "export", "s") == ["sqlite", "svg"]
    assert completed(tmp_path, "kodeverk", "frequencies", "p", "--scope", "f") == ["finished"]
    assert completed(tmp_path, "kodeverk", "versions", "st") == ["study.kodeverk"]
    assert completed(tmp_path, "kodeverk", "versions", "./st") == ["./study.kodeverk"]
    assert completed(tmp_path, "kodeverk", "versions", "study.kodeverk", "oslo") == [
        "oslo\\ 2",
        "oslo-1",
    ]


@pytest.mark.skipif(BASH is None, reason="there is no Bash here")
def test_a_name_in_a_project_never_becomes_a_command(study: Path, tmp_path: Path) -> None:
    (name,) = completed(tmp_path, "kodeverk", "versions", "study.kodeverk", "'$'")
    assert name == r"\$\(touch\ x\)"
    done = subprocess.run(
        [str(BASH), "-c", f"printf %s {name}"], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "$(touch x)"
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script_and_its_answers(study: Path, run: Run, shell: str) -> None:
    assert "_KODEVERK_COMPLETE=" in run("completion", shell).out
    said = answered(shell, "kodeverk versions study.kodeverk oslo", 3)
    assert any("oslo-1" in line for line in said)
    assert any("oslo 2" in line or "oslo\\ 2" in line for line in said)


def test_to_complete_leaves_the_project_and_its_folder_as_they_are(study: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in study.parent.iterdir()}
    assert answered("bash", "kodeverk forget study.kodeverk o", 3) != []
    assert {path: path.stat().st_mtime_ns for path in study.parent.iterdir()} == before


@pytest.mark.parametrize("project", ["no.kodeverk", "0.txt", ".", "postgresql://nobody@nowhere/x"])
def test_what_is_no_project_at_hand_completes_nothing(study: Path, project: str) -> None:
    assert answered("bash", f"kodeverk versions {project} o", 3) == [""]


def test_without_a_project_in_the_folder_the_shell_looks_itself(tmp_path: Path) -> None:
    assert answered("bash", "kodeverk open sub", 2) == ["file,sub"]


def test_another_shell_is_wrong_use(run: Run) -> None:
    assert run("completion", "tcsh").code == 2
