"""The transcript files that somebody means by naming files and folders."""

from collections.abc import Iterable
from pathlib import Path

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import can_be_read


def transcript_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files named, each once, and the files of the folders named that are left out.

    A folder stands for the files in it and in its folders whose names say that they can be read, in
    the order of their paths; hidden ones and the lock files of Word and LibreOffice are passed over
    and not even named. Raises BadInput for a folder without any.
    """
    files: dict[Path, None] = {}
    left_out: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        within = [one for one in sorted(path.rglob("*")) if _is_shown(one, path) and one.is_file()]
        readable = [one for one in within if can_be_read(one)]
        if not readable:
            raise BadInput(
                f"{path} is a folder without a file that can be read",
                "Name the files, or the folder they are in.",
            )
        files.update(dict.fromkeys(readable))
        left_out += [one for one in within if not can_be_read(one)]
    return [*files], left_out


def _is_shown(path: Path, folder: Path) -> bool:
    return not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def folder_entries(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the folders in a folder, and the files whose names say that they can be read.

    Hidden ones are left out, and all of a folder that cannot be looked into.
    """
    try:
        shown = sorted(one for one in folder.iterdir() if _is_shown(one, folder))
        folders = [one for one in shown if one.is_dir()]
    except OSError:
        return [], []
    return folders, [one for one in shown if one not in folders and can_be_read(one)]
