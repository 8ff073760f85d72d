"""Folders in which an open project is not safe: synchronised ones, and those on a network."""

import os
import re
from pathlib import Path

_SYNCHRONISED = re.compile(
    r"(?:Dropbox|OneDrive|Nextcloud|ownCloud|Google ?Drive|iCloud ?Drive|com~apple~CloudDocs|"
    r"CloudStorage|Seafile|pCloud ?Drive|Jottacloud|Tresorit|Proton ?Drive|Syncthing)\b",
    re.IGNORECASE,
)
"""How the folders begin that programs for synchronising make."""

_MARKS = (".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".nextcloudsync.log")
"""What such programs leave in a folder that has a name of its own."""

_NETWORK = re.compile(r"nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|davfs\w*|fuse\.(?:sshfs|rclone)")
"""File systems of other machines, as Linux names them."""

_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE_DRIVE = 4


def unsafe_place(path: Path) -> str | None:
    """Return what is unsafe about the folder of a project's file, None where nothing is known.

    A synchronised folder is known by its name or by what its program leaves there; a network folder
    by its mount on Linux and by its drive on Windows.
    """
    folder = path.resolve().parent
    for parent in (folder, *folder.parents):
        if _SYNCHRONISED.match(parent.name) or any((parent / mark).exists() for mark in _MARKS):
            return f"the synchronised folder {parent}"
    kind = _remote_drive(folder) if os.name == "nt" else _network_mount(folder)
    return f"a network folder ({kind})" if kind else None


def _network_mount(folder: Path) -> str | None:
    """Return the file system's kind if the folder is mounted from another machine."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    kinds: dict[Path, str] = {}
    for line in lines:
        mount, _, origin = line.partition(" - ")
        kinds[Path(re.sub(r"\\(\d{3})", _octal, mount.split()[4]))] = origin.split()[0]
    kind = next((kinds[place] for place in (folder, *folder.parents) if place in kinds), "")
    return kind if _NETWORK.fullmatch(kind) else None


def _octal(match: re.Match[str]) -> str:
    """Return the character that the table of mounts writes as a number, such as a space."""
    return chr(int(match[1], 8))


def _remote_drive(folder: Path) -> str | None:
    """Return the drive or share on Windows if it is another machine's."""
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(folder.drive + os.sep)  # type: ignore[attr-defined]
    return folder.drive if kind == _REMOTE_DRIVE else None
