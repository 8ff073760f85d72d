"""Damaged files, a few of each kind; `python -m benchmarks.fuzz` reads many more."""

import random
from pathlib import Path

import pytest

from benchmarks.fuzz import READERS, damaged, others, read, seeds

SAMPLES = Path(__file__).parents[2] / "sample_transcripts"
_OF_EACH = 12


def _read_damaged(path: Path, number: int) -> None:
    data = damaged(path.read_bytes(), random.Random(f"{path.name} {number}"))
    outcome = read(data, path.name)
    assert outcome.kind in {"read", "refused"}, (path, number, outcome.told)


@pytest.mark.parametrize("ending", [".docx", ".txt", ".vtt"])
def test_a_damaged_sample_is_read_or_refused_with_a_clear_error(ending: str) -> None:
    paths = [path for path in seeds([SAMPLES]) if path.suffix == ending]
    assert paths
    for number in range(_OF_EACH):
        _read_damaged(paths[number % len(paths)], number)


def test_damaged_real_files_are_read_or_refused_with_a_clear_error(shared: Path) -> None:
    paths = [path for path in seeds([shared / "transcripts"]) if path.stat().st_size < 300_000]
    assert len({path.suffix for path in paths}) > 10
    for path in paths:
        for number in range(3):
            _read_damaged(path, number)


def test_damaged_codebooks_tables_and_settings_are_read_or_refused_too(tmp_path: Path) -> None:
    files = others([SAMPLES, SAMPLES.parent / "codebooks"], tmp_path)
    assert {kind for _, kind in files} == {*READERS}
    for path, kind in files:
        assert read(path.read_bytes(), path.name, kind).kind == "read", path
        for number in range(2 if path.stat().st_size > 20_000 else _OF_EACH):
            data = damaged(path.read_bytes(), random.Random(f"{path.name} {number}"))
            outcome = read(data, path.name, kind)
            assert outcome.kind in {"read", "refused"}, (path, number, outcome.told)


def test_the_end_of_a_file_may_be_missing_anywhere() -> None:
    whole = (SAMPLES / "metadata.csv").read_bytes()
    for end in range(0, len(whole), 97):
        assert read(whole[:end], "cut.csv").kind in {"read", "refused"}
