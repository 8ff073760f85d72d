"""Paths as people write them: `~` is a home, and some are none that a file can have."""

from pathlib import Path

from kodeverk.errors import Refused


def path_of(written: str) -> Path:
    """Return the path that is written; a home that nobody has stays as it is written."""
    try:
        return Path(written).expanduser()
    except RuntimeError:
        return Path(written)


def path_for_file(written: str) -> Path:
    """Return the path that is written, for a file. Raises Refused where it cannot be looked at."""
    path = path_of(written)
    try:
        path.exists()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(
            f"{written} cannot be written: {reason}", "Choose another name or folder."
        ) from error
    return path


def is_file(path: Path) -> bool:
    """Tell whether there is a file; what can be the path of none is none."""
    try:
        return path.is_file()
    except OSError:
        return False
