"""The pictures in README.md and the manual are the program as it is, at the demonstration."""

import os
import re
from pathlib import Path

from benchmarks.pictures import readme_picture
from benchmarks.recording import recording
from kodeverk.service.demo import make_demo

UPDATE = "KODEVERK_UPDATE_SNAPSHOTS"
LARGEST = 400_000
"""How many bytes a moving picture may have."""


def check_current(path: Path, made: str) -> None:
    """Compare a file with what it should be; with KODEVERK_UPDATE_SNAPSHOTS=1 write it."""
    if os.environ.get(UPDATE) == "1":
        path.write_text(made, encoding="utf-8", newline="\n")
    assert path.exists(), f"there is no {path.name}; run with {UPDATE}=1 and look at it"
    current = made == path.read_text(encoding="utf-8")  # their difference is not for reading
    assert current, f"the screen has changed; run with {UPDATE}=1 and look at docs/{path.name}"


def loads_from_afar(picture: str) -> bool:
    return re.search(r"url\((?!#)|href|@import", picture) is not None


async def test_the_picture_in_the_readme_is_the_screen_as_it_is(
    tmp_path: Path, repository: Path
) -> None:
    shown = await readme_picture(make_demo(tmp_path / "demo").project)
    words = shown.replace("&#160;", " ")
    for part in ("02-asker-deltaker", "IND-PLAN “I planen det står…” became fremmer"):
        assert part in words
    assert not loads_from_afar(shown)
    check_current(repository / "docs" / "coding-screen.svg", shown)
    assert "](docs/coding-screen.svg)" in (repository / "README.md").read_text(encoding="utf-8")


def test_the_recorded_session_is_the_program_as_it_is(repository: Path) -> None:
    cast, moving = recording()
    assert "The memo was written" in cast
    assert not loads_from_afar(moving)
    assert len(moving.encode()) < LARGEST
    check_current(repository / "docs" / "coding-session.cast", cast)
    check_current(repository / "docs" / "coding-session.svg", moving)
    manual = (repository / "docs" / "manual.md").read_text(encoding="utf-8")
    assert "](coding-session.svg)" in manual
