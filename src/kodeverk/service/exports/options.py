"""What an export can be asked for, and what it says when it is done."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kodeverk.service.scoping import EVERYTHING, Selection


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an export holds and how it is written.

    `counts_only` leaves out single codings and memos, `memos` brings memos, `with_identifying` the
    words marked X-IDENT. `excel` is CSV as spreadsheets want it. `replace` also replaces files that
    no export made. `codebook` is the key of the one to export, where there are several.
    """

    selection: Selection = EVERYTHING
    counts_only: bool = False
    memos: bool = False
    with_identifying: bool = False
    excel: bool = False
    replace: bool = False
    codebook: str | None = None

    @property
    def with_memos(self) -> bool:
        """Whether memos come out."""
        return self.memos and not self.counts_only


PLAIN = ExportOptions()


class Exported(NamedTuple):
    """What an export wrote, and in sentences what it leaves out."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()
