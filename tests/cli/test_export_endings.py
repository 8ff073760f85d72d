"""A file of one format is not written under the ending of another."""

from pathlib import Path

import pytest

from tests.cli.command_line import Run


@pytest.mark.parametrize(
    ("kind", "file", "right"),
    [
        ("xlsx", "t.docx", ".xlsx"),
        ("docx", "t.pdf", ".docx"),
        ("markdown", "t", ".md"),
        ("html", "t.md", ".html"),
    ],
)
def test_an_ending_of_another_format_is_refused_with_the_right_one(
    run: Run, tmp_path: Path, kind: str, file: str, right: str
) -> None:
    project = tmp_path / "p.kodeverk"
    assert run("init", project).code == 0
    done = run("export", kind, project, tmp_path / file)
    assert done.code == 1
    assert f"Call it NAME{right}." in done.err
    assert not (tmp_path / file).exists()
    assert run("export", kind, project, tmp_path / f"T{right.upper()}").code == 0
