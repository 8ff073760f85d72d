"""The transcript files that somebody means by naming files and folders."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import may_be_transcript


def transcript_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files named, each once, and what is left out of the folders named.

    A folder stands for the files in it and in its folders that may be transcripts by their names,
    in the order of their paths; hidden ones and the lock files of Word and LibreOffice are passed
    over and not even named, links to other folders are left out. Raises BadInput for a folder
    without any, and for one that cannot be looked into.
    """
    files: dict[Path, None] = {}
    left_out: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        within = sorted(_within(path))
        meant = [path for path in within if may_be_transcript(path) and not path.is_dir()]
        if not meant:
            raise BadInput(
                f"{path} is a folder without a file that can be read",
                "Name the files, or the folder they are in.",
            )
        files.update(dict.fromkeys(meant))
        left_out += [path for path in within if path.is_dir() or not may_be_transcript(path)]
    return [*files], left_out


def folder_entries(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the folders in a folder, and the files in it that may be transcripts by their names.

    Hidden ones are left out, and all of a folder that cannot be looked into.
    """
    try:
        shown = sorted(path for path in folder.iterdir() if _is_shown(path.name))
        folders = [path for path in shown if path.is_dir()]
    except OSError:
        return [], []
    return folders, [path for path in shown if path not in folders and may_be_transcript(path)]


def _within(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and below, links that lead nowhere too, and links to folders."""
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = filter(_is_shown, folders)
        for name in (*folders, *filter(_is_shown, names)):
            path = Path(parent, name)
            if path.is_symlink() or path.is_file():
                yield path


def _is_shown(name: str) -> bool:
    return not name.startswith((".", "~$"))


def _refuse(error: OSError) -> NoReturn:
    raise BadInput(
        f"{error.filename} cannot be looked into: {error.strerror}",
        "Check your access to it, or name the files and the other folders.",
    ) from error
