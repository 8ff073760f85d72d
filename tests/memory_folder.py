"""Where files are written without waiting for a disk, which is no subject of the tests."""

import os
import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30


def memory_folder() -> Path | None:
    """Return a folder in memory, if there is one with room; None for the usual temporary one."""
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        return _MEMORY
    return None
