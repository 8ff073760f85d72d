"""Exports while they are written: beside the place they are for, under hidden names."""

import glob
from pathlib import Path

from kodeverk.model.identity import new_id

_MARK = 8


def unfinished(target: Path) -> Path:
    """Return a new hidden name beside `target`, of those that `remove_unfinished` removes."""
    return target.with_name(f".{target.name}-{new_id()[-_MARK:]}")


def remove_unfinished(target: Path) -> None:
    """Remove what exports to `target` left there that were killed: it holds interviews' words."""
    for left in target.parent.glob(f".{glob.escape(target.name)}-{'[0-9a-f]' * _MARK}"):
        left.unlink(missing_ok=True)
