"""The tour of the README works as it is written."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from command_line import Run


@pytest.fixture
def clone(repository: Path, tmp_path: Path) -> Path:
    """A folder with what the tour uses of the repository, in which the test works."""
    for name in ("codebooks", "sample_transcripts"):
        shutil.copytree(repository / name, tmp_path / name)
    return tmp_path


def typed(readme: str) -> list[list[str]]:
    """Return the commands of the tour, word by word as a shell gives them to the program."""
    tour = readme.partition("## Ten minutes")[2].partition("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", tour, re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [
        words[1:] for line in lines if (words := shlex.split(line, comments=True))[0] != "export"
    ]


def expanded(words: list[str]) -> list[str]:
    """Return the words with names of files in place of the patterns."""
    found = [sorted(map(str, Path().glob(word))) if "*" in word else [word] for word in words]
    return [word for each in found for word in each]


def test_the_tour_of_the_readme_runs_from_the_first_line_to_the_last(
    run: Run, repository: Path, clone: Path
) -> None:
    commands = typed((repository / "README.md").read_text(encoding="utf-8"))
    assert len(commands) > 15
    for words in commands:
        done = run(*expanded(words))
        assert done.code == 0, (words, done.err)
        assert "error" not in done.err
    assert "12 of 12 transcripts finished" in run("status", "study.kodeverk").err
    counted = json.loads(run("frequencies", "study.kodeverk", "--json").out)
    assert counted["scope"] == "finished"
    assert any(row["passages"] for row in counted["rows"])
    assert all(row["reason"] is None for row in counted["rows"])
    assert (clone / "frequencies.sqlite").stat().st_size > 0
    assert (clone / "tables" / "matrix_informants.csv").stat().st_size > 0
    assert run("undo", "study.kodeverk").out.startswith("undid: merged")
    again = run("redo", "study.kodeverk")
    assert again.code == 1
    assert "done again by merging" in again.err
