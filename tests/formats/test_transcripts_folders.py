"""Files and folders somebody names: which transcripts they mean, and what is left out."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts.folders import folder_entries, transcript_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.docx", "sub/c.vtt", "x.mp3", ".hidden/d.txt", "~$a.docx", ".e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    return tmp_path


def test_a_folder_means_what_can_be_read_in_it_and_below_and_the_rest_is_named(
    folder: Path,
) -> None:
    files, left_out = transcript_files([folder])
    assert [path.relative_to(folder).as_posix() for path in files] == [
        "a.docx",
        "b.txt",
        "sub/c.vtt",
    ]
    assert [path.name for path in left_out] == ["x.mp3"]


def test_a_file_that_is_named_is_meant_whatever_it_is_called_and_only_once(folder: Path) -> None:
    named = [folder / "x.mp3", folder / "b.txt", folder, folder / "gone.txt"]
    files, _ = transcript_files(named)
    assert [path.name for path in files] == ["x.mp3", "b.txt", "a.docx", "c.vtt", "gone.txt"]


def test_documents_that_must_be_saved_otherwise_first_are_meant_too(tmp_path: Path) -> None:
    (tmp_path / "gammel.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert transcript_files([tmp_path]) == ([tmp_path / "gammel.doc"], [])
    assert folder_entries(tmp_path) == ([], [tmp_path / "gammel.doc"])


def test_links_that_lead_nowhere_are_meant_and_linked_folders_left_out(folder: Path) -> None:
    try:
        (folder / "lost.txt").symlink_to(folder / "gone.txt")
        (folder / "loop").symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("needs symbolic links")
    files, left_out = transcript_files([folder])
    assert folder / "lost.txt" in files
    assert sorted(path.name for path in left_out) == ["loop", "x.mp3"]


def test_a_folder_that_cannot_be_looked_into_is_an_error_and_never_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refusing(path: str) -> Any:
        if Path(path).name == "sub":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(BadInput, match="sub cannot be looked into: Permission denied"):
        transcript_files([folder])


def test_a_folder_without_transcripts_is_an_error_that_names_it(folder: Path) -> None:
    bare = folder / "bare"
    bare.mkdir()
    with pytest.raises(BadInput, match="bare"):
        transcript_files([bare])


def test_the_entries_of_a_folder_are_folders_and_files_that_can_be_read(folder: Path) -> None:
    folders, files = folder_entries(folder)
    assert [path.name for path in folders] == ["sub"]
    assert [path.name for path in files] == ["a.docx", "b.txt"]
    assert folder_entries(folder / "not there") == ([], [])
