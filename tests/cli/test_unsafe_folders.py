"""A project where other machines may write it is warned of, and works all the same."""

import shutil
from pathlib import Path

import pytest

from kodeverk.store import unsafe_folders
from tests.cli.command_line import Run


@pytest.mark.parametrize(
    "folder", ["Dropbox", "OneDrive - Universitetet i Oslo", "Nextcloud/felles", "Google Drive"]
)
def test_a_project_in_a_synchronised_folder_is_warned_of_on_stderr(
    folder: str, run: Run, project: Path, tmp_path: Path
) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)
    there = shutil.copy(project, place / "study.kodeverk")
    done = run("verify", there)
    assert done.code == 0
    assert done.err.startswith(f"note: {there} is in the synchronised folder {tmp_path}")
    assert "kodeverk backup" in done.err
    assert "synchronised" in run("init", place / "new.kodeverk").err


def test_a_synchronised_folder_is_known_by_what_its_program_leaves(
    run: Run, project: Path, tmp_path: Path
) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert "synchronised" in run("log", project).err


def test_other_folders_are_not_warned_of(run: Run, project: Path, tmp_path: Path) -> None:
    for name in ("Dropboxes", "my OneDrive notes", "drive"):
        (tmp_path / name).mkdir()
        there = shutil.copy(project, tmp_path / name / "study.kodeverk")
        assert run("verify", there).err == ""


@pytest.mark.parametrize(
    ("kind", "told"),
    [("nfs4", "nfs4"), ("cifs", "cifs"), ("fuse.sshfs", "sshfs"), ("ext4", ""), ("tmpfs", "")],
)
def test_a_network_folder_is_known_by_its_mount(
    kind: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "felles mappe"
    shared.mkdir()
    mounts = tmp_path / "mountinfo"
    where = str(shared.resolve()).replace(" ", "\\040")
    mounts.write_text(
        f"22 1 8:1 / / rw shared:1 - ext4 /dev/root rw\n"
        f"40 22 0:50 / {where} rw,relatime shared:9 - {kind} server:/study rw\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(unsafe_folders, "_MOUNTS", mounts)
    found = unsafe_folders.unsafe_place(shared / "study.kodeverk")
    assert (told in found and "network" in found) if told and found else found is None
    assert unsafe_folders.unsafe_place(tmp_path / "study.kodeverk") is None
