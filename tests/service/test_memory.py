"""What an import holds in memory does not grow with what the files or tables hold.

Counted are the bytes that Python gives out, which are nearly the same on every machine.
"""

import gc
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from benchmarks.corpus import BOOK
from kodeverk.service import importing
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.codings_import import import_codings
from kodeverk.service.importing import Choices, import_files
from kodeverk.store import queries, writer
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.test_near_copies import interview
from tests.service.trial_project import KARI

FEW, MANY = 3, 23
CODINGS = 300
A_CODING = 300
"""So many bytes of memory a coding would take that is held until the last is read."""
WORDS = 3_000


def held_meanwhile(work: Callable[[Callable[[int, int], None]], object]) -> list[int]:
    """Return how many bytes more were held, each time a file or a row was about to be read."""
    held = []

    def look(_done: int, _total: int) -> None:
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        work(look)
        return held
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
                max(
                    held_meanwhile(
                        lambda progress, project=project, paths=paths: import_files(  # type: ignore[misc]
                            project, KARI, paths, Choices(), dry_run=dry_run, progress=progress
                        )
                    )
                )
            )
    _, few, many = held  # what is loaded once is loaded with the first
    assert many - few < (MANY - FEW) * size, (held, size)


def test_the_codings_of_one_transcript_are_in_memory_at_a_time(
    empty: Callable[[str], Project],
    files: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "_MOST_GATHERED", 50)
    book, table = tmp_path / "book.yaml", tmp_path / "codings.csv"
    book.write_text(BOOK, encoding="utf-8")
    # Each row is of another transcript than the one before.
    rows = [
        f"{path.stem},{start},{start + 9},REL-TILLIT,Kari\n"
        for start in range(CODINGS)
        for path in files
    ]
    table.write_text("transcript,start,end,code,coder\n" + "".join(rows), encoding="utf-8")
    with empty("codings") as project:
        load_codebook(project, KARI, book)
        import_files(project, KARI, files, Choices())
        work = partial(import_codings, project, KARI, table)
        held = held_meanwhile(lambda progress: work(progress=progress))
        with project.reading() as connection:
            assert len([*queries.coding_ids(connection)]) == len(rows)
    of_some = held[3:]  # what is loaded once is loaded with the first
    assert max(of_some) - min(of_some) < len(rows) * A_CODING // 4, held
