"""The README's commands are those that are tried, and its tour works as it is written."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.command_line import Run


@pytest.fixture
def clone(repository: Path, tmp_path: Path) -> Path:
    """A folder with what the tour uses of the repository, in which the test works."""
    for name in ("codebooks", "sample_transcripts"):
        shutil.copytree(repository / name, tmp_path / name)
    return tmp_path


def typed(tour: str) -> list[str]:
    """Return the lines of the tour as they are typed into a shell."""
    blocks = re.findall(r"```sh\n(.*?)```", tour, re.DOTALL)
    return "".join(blocks).replace("\\\n", " ").splitlines()


def shown(tour: str) -> list[re.Pattern[str]]:
    """Return the lines the tour shows of what the program says; `…` stands for anything."""
    blocks = re.findall(r"```text\n(.*?)```", tour, re.DOTALL)
    return [
        re.compile(".*".join(map(re.escape, line.split("…"))))
        for line in "".join(blocks).splitlines()
    ]


def expanded(words: list[str]) -> list[str]:
    """Return the words with names of files in place of the patterns."""
    found = [sorted(map(str, Path().glob(word))) if "*" in word else [word] for word in words]
    return [word for each in found for word in each]


def test_two_commands_show_the_program_and_test_it_as_is_done_before_a_change_lands(
    repository: Path,
) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    show, test = typed(readme.partition("## Two commands")[2].partition("\n## ")[0])
    assert show == (
        "python3 -m venv .venv && .venv/bin/python -m pip install -q . && .venv/bin/kodeverk demo"
    )
    made, _, tested = test.replace(".venv/bin/", "").partition(" && ")
    assert made == "python3 -m venv .venv"
    assert tested in (repository / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_tour_of_the_readme_runs_from_the_first_line_to_the_last(
    run: Run, repository: Path, clone: Path
) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    tour = readme.partition("## Ten minutes")[2].partition("\n## ")[0]
    said: list[str] = []
    for line in typed(tour):
        program, *words = shlex.split(line, comments=True)
        if program == "kodeverk":
            done = run(*expanded(words))
            assert done.code == 0, (words, done.err)
            assert "error" not in done.err
            said += [*done.out.splitlines(), *done.err.splitlines()]
        elif program != "export":
            subprocess.run(["sh", "-c", line], check=True)
        if words[0] == "status":
            assert "12 of 12 transcripts finished" in done.err
            shutil.copy("study.kodeverk", "merged.kodeverk")
    assert len(said) > 100
    for pattern in shown(tour):
        assert any(map(pattern.fullmatch, said)), pattern.pattern
    counted = json.loads(run("frequencies", "study.kodeverk", "--json").out)
    assert counted["scope"] == "finished"
    assert any(row["passages"] for row in counted["rows"])
    # The one coding that the corrected text leaves waiting is not read as 0.
    unknown = {(row["code"], row["municipality"]) for row in counted["rows"] if row["reason"]}
    assert len(unknown) == 1
    assert (clone / "frequencies.sqlite").stat().st_size > 0
    assert (clone / "tables" / "matrix_informants.csv").stat().st_size > 0
    assert b"Samira" not in (clone / "study.kodeverk").read_bytes()
    assert "Samira" in (clone / "safe" / "key.csv").read_text(encoding="utf-8")
    assert run("undo", "study.kodeverk").code == 1
    assert run("undo", "merged.kodeverk", "--yes").out.startswith("undid: merged")
    again = run("redo", "merged.kodeverk")
    assert again.code == 1
    assert "done again by merging" in again.err
