"""The mapping of a merge: the table in which a person says what is one of what may be."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kodeverk.formats.mapping import Pairing, read_mapping, write_mapping
from kodeverk.service.perhaps_one import JOINED, PerhapsOne

Answers = Sequence[Pairing] | None
"""The pairs that a person said are one, or two; none where nobody has answered yet, None without a
mapping.
"""


def save_mapping(path: Path, listed: Iterable[PerhapsOne]) -> int:
    """Write what may be one as a new table to be answered; return how many rows it has."""
    return write_mapping(
        path,
        (
            ("", one.kind, one.goes, one.into, one.goes_name, one.into_name, one.does)
            for one in listed
        ),
    )


def mapping_read(path: Path) -> tuple[Pairing, ...]:
    """Return the pairs that a table answers. Raises BadInput naming file and line."""
    return read_mapping(path, JOINED)
