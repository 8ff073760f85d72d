"""Starting the program: what it loads, how it answers, what it says of itself."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kodeverk import __version__
from kodeverk.cli.commands import COMMANDS, kodeverk
from kodeverk.config import load_settings
from kodeverk.model.records import Coder
from kodeverk.store import steps
from kodeverk.store.opening import open_project
from tests.cli.command_line import Run, every_command, process
from tests.written_files import fingerprint


def test_help_loads_neither_the_terminal_ui_nor_the_database_nor_any_command() -> None:
    code = (
        "import sys, json\n"
        "from kodeverk.cli import main\n"
        "sys.argv = ['kodeverk', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    loaded = set(json.loads(done.stderr))
    assert "Usage:" in done.stdout
    heavy = {"textual", "rich", "sqlalchemy", "alembic", "rapidfuzz", "docx", "ruamel", "sqlite3"}
    assert not loaded & heavy
    ours = {name for name in loaded if name.startswith("kodeverk.")}
    assert ours == {
        "kodeverk.cli",
        "kodeverk.cli.commands",
        "kodeverk.cli.console",
        "kodeverk.cli.layout",
        "kodeverk.errors",
        "kodeverk.model",
        "kodeverk.model.text",
    }


def test_help_lists_every_command_with_the_first_line_of_its_own_help(run: Run) -> None:
    shown = " ".join(run("--help").out.split())
    for name, (_, line) in COMMANDS.items():
        assert f"{name} {line}" in shown
        command = kodeverk.get_command(click.Context(kodeverk), name)
        assert command is not None
        assert command.name == name
        assert command.get_short_help_str(200) == line


@pytest.mark.parametrize("words", [words for words, _ in every_command()])
def test_every_command_explains_itself_and_each_of_its_options(words: str, run: Run) -> None:
    done = run(*words.split(), "--help")
    assert done.code == 0
    command = dict(every_command())[words]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{words} {parameter.opts}"
            assert parameter.opts[0] in done.out


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"kodeverk {__version__}\n"


def test_a_mistyped_command_is_wrong_use_and_the_right_one_is_suggested(run: Run) -> None:
    done = run("exprot", "sqlite")
    assert done.code == 2
    assert "export" in done.err
    assert done.out == ""


def test_a_missing_argument_is_wrong_use(run: Run) -> None:
    assert run("verify").code == 2
    assert run("import", "study.kodeverk").code == 2


def test_open_says_that_it_needs_a_terminal(run: Run, project: Path) -> None:
    done = run("open", project)
    assert done.code == 1
    assert done.err.startswith("error: the terminal UI needs a terminal")
    assert done.out == ""


def test_a_name_nobody_chose_is_used_with_a_note_on_how_to_say_another(
    run: Run, tmp_path: Path, codebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KODEVERK_CODER")
    monkeypatch.setenv("LOGNAME", "ingrid")
    done = run("init", tmp_path / "a.kodeverk", "--codebook", codebook)
    assert done.code == 0
    assert done.err.count("\n") == 1
    assert "coding as ingrid" in done.err
    assert "--coder NAME" in done.err
    named = run("undo", tmp_path / "a.kodeverk", "--coder", "ingrid", "--yes")
    assert (named.code, named.err) == (0, "")


def test_on_a_terminal_who_codes_is_asked_once(
    tmp_path: Path, codebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KODEVERK_CODER")
    monkeypatch.setattr("kodeverk.cli.opening.on_terminal", lambda: True)
    first, second = tmp_path / "a.kodeverk", tmp_path / "b.kodeverk"
    asked = CliRunner().invoke(
        kodeverk, ["init", str(first), "--codebook", str(codebook)], input="\nIngrid\n"
    )
    assert asked.exit_code == 0, asked.output
    assert asked.stderr.count("Who codes?") == 2  # an empty name is none
    again = CliRunner().invoke(kodeverk, ["init", str(second), "--codebook", str(codebook)])
    assert (again.exit_code, again.stderr) == (0, "")
    own = load_settings({"KODEVERK_CONFIG": str(tmp_path / "config.toml")})
    assert own.own_name == "Ingrid"
    for path in (first, second):
        with open_project(str(path)) as project, project.reading() as connection:
            assert steps.authors(connection) == [Coder(own.own_id or "", "Ingrid")]


def test_output_that_nobody_reads_any_more_ends_quietly(project: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kodeverk", "codebook", "show", str(project)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        said = started.stderr.read()
    assert said == b""


def test_what_the_terminal_cannot_show_does_not_end_the_command(project: Path) -> None:
    done = process("log", project, PYTHONIOENCODING="iso-8859-1")
    assert done.code == 0
    assert done.err == ""
    assert "-----" in done.out
    assert "\\u2500" not in done.out
    strange = process("log", project.parent / "🜁.kodeverk", PYTHONIOENCODING="iso-8859-1")
    assert "\\U0001f701" in strange.err


def test_a_fault_of_the_program_is_told_by_its_place_without_what_it_says(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_connection: object) -> None:
        raise ValueError(
            "words of an interview \x1b]0;title\x07 postgresql://kari:hemmelig@server/s"
        )

    monkeypatch.setattr("kodeverk.store.queries.codes", fail)
    done = run("codebook", "export", project, "out.yaml")
    assert done.code == 1
    assert done.err.startswith("error: a fault in Kodeverk itself: ValueError in kodeverk/")
    assert done.err.count("\n") == 2
    assert "Traceback" not in done.err
    monkeypatch.setenv("KODEVERK_DEBUG", "1")
    shown = run("codebook", "export", project, "out.yaml").err
    assert "Traceback" in shown
    assert "\x1b" not in shown
    assert "hemmelig" not in shown


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe to wait on")
def test_ctrl_c_changes_nothing_and_says_so(project: Path, tmp_path: Path) -> None:
    before = fingerprint(project)
    pipe = tmp_path / "slow.txt"
    os.mkfifo(pipe)
    program = (
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from kodeverk.cli import main\n"
        "main()\n"
    )
    with (
        subprocess.Popen(
            [sys.executable, "-c", program, "import", str(project), str(pipe)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as started,
        pipe.open("w"),
    ):  # waits until the program reads
        started.send_signal(signal.SIGINT)
        out, err = started.communicate()
    assert (started.returncode, out) == (130, "")
    assert err.splitlines()[0] == "error: cancelled"
    assert "whole or not at all" in err
    assert fingerprint(project) == before
