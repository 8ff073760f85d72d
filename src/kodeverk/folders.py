"""Putting a set of files in the place of another set, all of them together."""

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kodeverk.files import (
    OWNER_ONLY,
    Rights,
    give_file,
    give_folder,
    make_folder,
    private_folder,
    sync_file,
    sync_folder,
)

_HERE = -100
_EXCHANGE = 2
"""What the systems call their current folder (AT_FDCWD), and two names that change places."""


@contextmanager
def whole_set(folder: Path, names: Sequence[str], rights: Rights = OWNER_ONLY) -> Iterator[Path]:
    """Give an empty folder to fill with files, which at the end are those of `names` in `folder`.

    `folder` is made where it is missing, other files in it stay. It is built anew beside its place
    and exchanged, so that whoever looks in finds the old set or the new one. Where it cannot be
    (it is in use as the current folder, holds a project or a folder, is somebody else's or a mount,
    has an access list, or the system has no exchange) the files are replaced one after the other,
    the last of `names` first. After an error the old set stays. Raises Refused while another
    program writes it, and OSError.
    """
    folder = folder.resolve()
    make_folder(folder.parent, rights)
    whole = _may_be_exchanged(folder, names)
    with private_folder(folder if whole else folder / "set") as beside:
        made = beside / folder.name
        made.mkdir(0o700)
        yield made
        for path in made.iterdir():
            give_file(path, rights)
            sync_file(path)
        if not (whole and _put_whole(made, folder, names, rights)):
            _put_each(made, folder, names)
        sync_folder(folder)
        sync_folder(folder.parent)


def _may_be_exchanged(folder: Path, names: Sequence[str]) -> bool:
    if not folder.exists():
        return True
    return (
        os.access(folder.parent, os.W_OK)
        and not folder.is_mount()
        and not Path.cwd().is_relative_to(folder)
        and not any(
            path.name.endswith((".kodeverk", "-wal", "-journal"))
            for path in folder.iterdir()
            if path.name not in names
        )
    )


def _put_whole(made: Path, folder: Path, names: Sequence[str], rights: Rights) -> bool:
    """Tell whether it could be done; if not, nothing is changed."""
    if not folder.exists():
        give_folder(made, rights)
        made.rename(folder)
        return True
    written = [path.name for path in made.iterdir()]
    try:
        for path in folder.iterdir():
            if path.name not in names:
                # A second name for it. A folder can have none: others may be at work in it.
                os.link(path, made / path.name, follow_symlinks=False)
        _give_the_same(made, folder)
        _exchange(made, folder)
    except OSError:
        for path in made.iterdir():
            if path.name not in written:
                path.unlink()
        return False
    for path in made.iterdir():
        if path.name not in names and not os.path.lexists(folder / path.name):
            path.rename(folder / path.name)  # it came in the meantime
    return True


def _put_each(made: Path, folder: Path, names: Sequence[str]) -> None:
    written = {path.name for path in made.iterdir()}
    # The last name marks the set as ours: put first and taken away last, it lets whoever was
    # interrupted in between replace what is there.
    for name in reversed(names):
        if name in written:
            (made / name).replace(folder / name)
    for name in names:
        if name not in written:
            (folder / name).unlink(missing_ok=True)


def _give_the_same(made: Path, folder: Path) -> None:
    """Give one folder the rights of another. Raises OSError where it cannot have all of them."""
    original = folder.stat()
    named = os.listxattr(folder) if hasattr(os, "listxattr") else []
    has_access_list = any(name.startswith("system.posix_acl") for name in named)
    if has_access_list or original.st_uid != made.stat().st_uid:
        raise PermissionError(folder)
    if made.stat().st_gid != original.st_gid:
        os.chown(made, -1, original.st_gid)
    made.chmod(original.st_mode & 0o7777)


def _exchange(one: Path, other: Path) -> None:
    """Let two names change places at once. Raises OSError where the system cannot."""
    if os.name == "nt":
        raise OSError("there is no exchange here")
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        done = library.renamex_np(*paths, _EXCHANGE)
    elif hasattr(library, "renameat2"):
        done = library.renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE)
    else:
        raise OSError("there is no exchange here")
    if done:
        raise OSError(ctypes.get_errno(), "exchange")
