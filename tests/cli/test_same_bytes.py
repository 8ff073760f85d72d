"""With SOURCE_DATE_EPOCH set, the same state of a project gives the same bytes in every export."""

from pathlib import Path

import pytest

from tests.cli.command_line import Run, longest_answers, write_codings

FILES = {kind: f"out.{kind}" for kind in ("csv", "sqlite", "xlsx", "docx", "html", "svg")}
FILES["markdown"] = "out.md"


@pytest.fixture
def small(run: Run, interviews: list[Path], codebook: Path, tmp_path: Path) -> Path:
    """A project with two interviews, coded to the end."""
    project = tmp_path / "small.kodeverk"
    assert run("init", project, "--codebook", codebook).code == 0
    assert run("import", project, *interviews[:2]).code == 0
    table = write_codings(tmp_path / "kari.csv", longest_answers(project, "Kari", "REL-TILLIT"))
    assert run("import-codings", project, table).code == 0
    return project


def written(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_state_gives_the_same_bytes_in_every_format(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for kind, file in FILES.items():
            done = run("export", kind, small, tmp_path / name / file)
            assert done.code == 0, (kind, done.err)
    one, two = written(tmp_path / "one"), written(tmp_path / "two")
    assert {name.partition("/")[0] for name in one} == {*FILES.values()}
    assert one == two
    assert b"2023-11-14T22:13:20+00:00" in one["out.csv/export_info.csv"]


def test_a_time_that_is_none_is_an_error(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    done = run("export", "csv", small, tmp_path / "csv")
    assert (done.code, "SOURCE_DATE_EPOCH is no number" in done.err) == (1, True)
