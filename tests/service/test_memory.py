"""What an import holds in memory does not grow with what the files hold.

Counted are the bytes that Python gives out, which are nearly the same on every machine.
"""

import gc
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.service import importing
from kodeverk.service.importing import Choices, import_files
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.test_near_copies import interview
from tests.service.trial_project import KARI

FEW, MANY = 3, 23
WORDS = 3_000


def held_at_most(work: Callable[[Callable[[int, int], None]], object]) -> int:
    """Return how many bytes more were held at a time when a file or a row was about to be read."""
    held = [0]

    def look(_done: int, _total: int) -> None:
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        work(look)
        return max(held)
    finally:
        tracemalloc.stop()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.txt" for number in range(MANY)]
    for number, path in enumerate(paths):
        path.write_text(interview(number, WORDS, "heten"), encoding="utf-8")
    return paths


@pytest.fixture
def empty(tmp_path: Path) -> Callable[[str], Project]:
    return lambda name: create_project(str(tmp_path / f"{name}.kodeverk"))


@pytest.mark.parametrize("dry_run", [False, True])
def test_of_many_files_few_are_in_memory_at_a_time(
    empty: Callable[[str], Project],
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    dry_run: bool,
) -> None:
    size = files[0].stat().st_size
    monkeypatch.setattr(importing, "_MOST_GATHERED", 0)
    held = []
    for paths in (files[:1], files[:FEW], files):
        with empty(f"{len(paths)}") as project:
            held.append(
                held_at_most(
                    lambda progress, project=project, paths=paths: import_files(  # type: ignore[misc]
                        project, KARI, paths, Choices(), dry_run=dry_run, progress=progress
                    )
                )
            )
    _, few, many = held  # what is loaded once is loaded with the first
    assert many - few < (MANY - FEW) * size, (held, size)
