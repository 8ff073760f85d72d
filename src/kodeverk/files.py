"""Writing files: whole or not at all, never through what lies there, readable by nobody else."""

import glob
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import Refused

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

CHECK_ROOM = "Check the free space, and your right to write in the folder."
"""What to do where a file cannot be written."""

_OTHERS, _GROUP, _OWNER = 0o007, 0o060, 0o600


class Rights(NamedTuple):
    """Who may read and write a file, as its mode; and its group, where it is for a group."""

    mode: int = _OWNER
    group: int | None = None


OWNER_ONLY = Rights()


def rights_of(path: Path | None) -> Rights:
    """Return the rights of what is made from the file: its owner's, and its group's if it has any.

    What anybody may read, and what is no file, gives the owner's alone.
    """
    original = path.stat() if path and path.exists() else None
    if original is None or original.st_mode & _OTHERS or not original.st_mode & _GROUP:
        return OWNER_ONLY
    return Rights(_OWNER | original.st_mode & _GROUP, original.st_gid)


def shared_rights(folder: Path) -> Rights:
    """Return the rights of a file made in `folder` that its group may read and write."""
    if os.name == "nt":
        return OWNER_ONLY
    return Rights(_OWNER | _GROUP, folder.stat().st_gid if is_for_group(folder) else os.getegid())


def is_for_group(folder: Path) -> bool:
    """Tell whether the folder's group may write there, and what is made there is that group's."""
    return folder.stat().st_mode & 0o2070 == 0o2070


def is_open_to_all(path: Path) -> bool:
    """Tell whether people outside the file's group may read or write it."""
    return os.name != "nt" and path.exists() and bool(path.stat().st_mode & _OTHERS)


@contextmanager
def whole_file(
    target: Path, rights: Rights = OWNER_ONLY, *, replace: bool = True
) -> Iterator[Path]:
    """Give an empty file to fill, which at the end is put in the place of `target`, on disk.

    After an error it is removed, and what was at the target stays. Without `replace` that stays in
    any case: then it raises FileExistsError. Raises Refused while another program writes the same
    and where a database's log lies beside the target, and OSError.
    """
    check_no_log(target)
    with private_folder(target) as folder:
        part = folder / target.name
        new_file(part)
        yield part
        give_file(part, rights)
        sync_file(part)
        check_no_log(target)
        if replace:
            part.replace(target)
        else:
            _put_new(part, target)
        sync_folder(target.parent)


@contextmanager
def refused(target: Path, instead: str = "Choose another name.") -> Iterator[None]:
    """Raise Refused, naming the target, when it is there already or cannot be written.

    `instead` is what to do where it is there.
    """
    try:
        yield
    except FileExistsError as error:
        raise Refused(f"{target} exists already", instead) from error
    except OSError as error:
        folder = target.parent
        if not folder.exists():
            raise Refused(f"there is no folder {folder}", "Make the folder first.") from error
        reason = error.strerror or str(error)
        raise Refused(f"{target} cannot be written: {reason}", CHECK_ROOM) from error


def check_no_log(target: Path) -> None:
    """Raise Refused where a log of another database lies beside the target.

    A killed program leaves it, and it stays when its file is removed. SQLite takes it for that of
    whatever file it finds there, and writes what is in it into that.
    """
    for ending in ("-wal", "-journal"):
        log = target.with_name(f"{target.name}{ending}")
        if os.path.lexists(log) and log.lstat().st_size:
            raise Refused(
                f"{target} cannot be written: {log} lies there, which a program has open or left "
                "when it was killed",
                "Move it away with the file that it belongs to; where there is none any more, "
                "remove it. Or choose another name.",
            )


def new_file(path: Path) -> None:
    """Make an empty file that is for its owner alone. Raises FileExistsError for a link, too."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER))


@contextmanager
def private_folder(target: Path) -> Iterator[Path]:
    """Give a new hidden folder beside `target`, which is for its owner alone and gone at the end.

    Those that killed programs left for the same target are removed. Raises Refused while another
    program has one, and OSError.
    """
    for _ in range(_ATTEMPTS):
        folder, held = _new_folder(target)
        try:
            if _is_alone(target, folder):
                yield folder
                return
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if held is not None:
                os.close(held)
        # Two that begin at the same moment find each other: each looks again, not both at once.
        time.sleep(secrets.randbelow(_PATIENCE_MILLISECONDS) / 1000)
    raise Refused(
        f"{target} is being written by another program", "Wait until it is done and try again."
    )


def make_folder(folder: Path, rights: Rights = OWNER_ONLY) -> None:
    """Make a folder, and those above it that are missing, with the rights of the files in it."""
    if folder.is_dir():
        return
    make_folder(folder.parent, rights)
    with suppress(FileExistsError):
        folder.mkdir(0o700)
        give_folder(folder, rights)


def check_folder(folder: Path) -> None:
    """Raise Refused where nothing can be written in a folder, nor the folder made."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        raise Refused(f"{there} is a file, not a folder", "Choose another folder.")
    if not os.access(there, os.W_OK | os.X_OK):
        raise Refused(f"nothing can be written in {there}", CHECK_ROOM)


def give_folder(folder: Path, rights: Rights) -> None:
    """Give a folder of ours the rights of the files in it: whoever reads may look in."""
    give_file(folder, Rights(0o100 | rights.mode | (rights.mode & 0o040) >> 2, rights.group))


def sync_file(path: Path) -> None:
    """Bring to disk what is in a file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring to disk what the names in a folder stand for, where that can be asked for."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def give_file(path: Path, rights: Rights) -> None:
    """Give a file of ours its rights; those for a group are given to that group or to none."""
    if rights.group is None:
        return  # it was made so
    try:
        if path.stat().st_gid != rights.group:
            os.chown(path, -1, rights.group)
    except PermissionError:
        return
    path.chmod(rights.mode)


def _put_new(part: Path, target: Path) -> None:
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        part.rename(target)


_MARK = 4
_ATTEMPTS, _PATIENCE_MILLISECONDS = 3, 100


def _new_folder(target: Path) -> tuple[Path, int | None]:
    """Make a folder that no other program takes for left behind: it is held until it is closed."""
    while True:
        folder = target.with_name(f".{target.name}-{secrets.token_hex(_MARK)}.part")
        with suppress(FileExistsError):
            folder.mkdir(0o700)
            if fcntl is None:
                return folder, None
            try:
                held = _hold(folder)
            except FileNotFoundError:
                continue
            except OSError:  # a file system on which nothing can be held
                return folder, None
            if held is not None:
                # Before it was held, another program may have removed it as left behind.
                if folder.exists():
                    return folder, held
                os.close(held)


def _hold(folder: Path) -> int | None:
    """Return what holds the folder until it is closed, None if another program holds it."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(opened)
        if isinstance(error, BlockingIOError):
            return None
        raise
    return opened


def left_beside(target: Path) -> Iterator[Path]:
    """Yield the folders in which the target is being made, or was by a program that was killed."""
    for left in target.parent.glob(f".{glob.escape(target.name)}-{'[0-9a-f]' * 2 * _MARK}.part"):
        if left.is_dir() and not left.is_symlink():
            yield left


def remove_left(target: Path) -> None:
    """Remove what killed programs left of making the target, but nothing that one is still at."""
    if fcntl is None:
        return
    for left in left_beside(target):
        with suppress(OSError):
            _is_removed(left)


def _is_alone(target: Path, own: Path) -> bool:
    """Remove what killed programs left; tell whether no other program is at the target."""
    if fcntl is None:
        return True
    for left in left_beside(target):
        if left == own:
            continue
        with suppress(OSError):
            if not _is_removed(left):
                return False
    return True


def _is_removed(left: Path) -> bool:
    """Remove a folder unless another program holds it; tell whether it is gone."""
    held = _hold(left)
    if held is None:
        return False
    shutil.rmtree(left, ignore_errors=True)
    os.close(held)
    return True
