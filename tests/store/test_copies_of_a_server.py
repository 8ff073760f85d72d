"""What is copied beside a PostgreSQL project: for its owner alone, never among what others see."""

import fcntl
import os
import tempfile
from pathlib import Path

import pytest

from kodeverk.errors import BadProject
from kodeverk.service.merging import merge
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.private_copy import private_copy
from tests.project_content import content_of
from tests.store.coder_steps import ADA, apply_code, founded
from tests.store.conftest import NewLocation


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder and that for temporary files, in which nothing is to be found after."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def colleague(new_postgresql: NewLocation, tmp_path: Path) -> tuple[str, Path]:
    """A project on a server, and a colleague's copy of it with a coding more."""
    location = new_postgresql()
    with open_project(location) as project:
        founded(project)
        copy = copy_project(project, tmp_path / "copy.kodeverk")
    with open_project(str(copy)) as other:
        apply_code(other, ADA)
    return location, copy


def modes(folder: Path) -> dict[str, int]:
    """Every file and folder in a folder, and itself, with its rights."""
    found = {str(one.relative_to(folder)): one.lstat().st_mode for one in folder.rglob("*")}
    return {name: mode & 0o777 for name, mode in found.items()}


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_what_is_merged_into_it_lies_with_its_owner_alone_and_is_gone_after(
    umask: int, colleague: tuple[str, Path], state_folder: Path, elsewhere: Path
) -> None:
    location, copy = colleague
    before = os.umask(umask)
    try:
        with (
            open_project(location) as project,
            project.locked(),
            private_copy(str(copy), project) as read,
        ):
            content_of(read)
            assert state_folder.stat().st_mode & 0o777 == 0o700
            found = modes(state_folder)
            assert read.path is not None
            assert read.path.is_relative_to(state_folder)
        assert set(found.values()) == {0o600, 0o700}
        assert len(found) > 1
        assert modes(state_folder) == {}
    finally:
        os.umask(before)
    assert modes(elsewhere) == {}


def test_a_merge_keeps_its_backup_where_only_its_owner_finds_it_and_nothing_else(
    colleague: tuple[str, Path], state_folder: Path, elsewhere: Path
) -> None:
    location, copy = colleague
    with open_project(location) as project:
        report = merge(project, ADA, [str(copy)])
        assert report.backup is not None
        assert modes(state_folder) == {report.backup.name: 0o600}
        merge(project, ADA, [str(copy)])  # nothing comes
        assert modes(state_folder) == {report.backup.name: 0o600}
        copy.write_bytes(copy.read_bytes()[:5000])
        with pytest.raises(BadProject):
            merge(project, ADA, [str(copy)])
        assert modes(state_folder) == {report.backup.name: 0o600}
    assert modes(elsewhere) == {}


def test_merging_from_a_server_copies_nothing_anywhere(
    colleague: tuple[str, Path], state_folder: Path, elsewhere: Path, new_sqlite: NewLocation
) -> None:
    location, _ = colleague
    with open_project(new_sqlite()) as project:
        merge(project, ADA, [location])
        assert project.path is not None
        assert not [*project.path.parent.glob(f".{project.path.name}*")]
    assert modes(elsewhere) == {}
    assert not state_folder.exists() or modes(state_folder) == {}


def test_what_a_killed_merge_left_is_gone_with_the_next_opening_but_for_one_at_work(
    colleague: tuple[str, Path], state_folder: Path
) -> None:
    location, copy = colleague
    with open_project(location) as project:
        left = [
            project.merged.with_name(f".{project.merged.name}-{sign * 8}.part") for sign in "ab"
        ]
    for folder in left:
        folder.mkdir(0o700, parents=True)
        (folder / "copy.kodeverk").write_bytes(copy.read_bytes())
    held = os.open(left[0], os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    open_project(location).close()
    assert [*state_folder.iterdir()] == [left[0]]
    os.close(held)
    open_project(location).close()
    assert [*state_folder.iterdir()] == []
