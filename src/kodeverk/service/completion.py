"""What a shell can complete: projects in a folder, and names in a project."""

import os
from collections.abc import Sequence
from typing import Literal

from kodeverk.service.addresses import is_address
from kodeverk.store.names_at_hand import names_at_hand
from kodeverk.written_paths import path_of

_ENDING = ".kodeverk"


def projects_at(written: str) -> list[str]:
    """Return the project files whose path begins as is `written`, as they would be written."""
    if is_address(written):
        return []
    folder, begin = os.path.split(written)
    try:
        there = sorted(entry.name for entry in path_of(folder).iterdir())
    except OSError:
        return []
    return [
        os.path.join(folder, name)  # noqa: PTH118 - as it is written: `~/` and `./` stay
        for name in there
        if name.endswith(_ENDING) and name.startswith(begin) and name.isprintable()
    ]


def names_in(
    location: str, kinds: Sequence[Literal["transcript", "informant"]], begin: str
) -> list[str]:
    """Return names in the project at a path that begin so; none where it is on a server."""
    if is_address(location):
        return []
    return names_at_hand(path_of(location), kinds, begin)
