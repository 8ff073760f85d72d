"""What an export can be asked for, and what it says when it is done."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.service.scoping import EVERYTHING, Selection

THRESHOLD = 5
"""Figures of fewer informants are withheld from what is published, unless another is given."""

LEAST_THRESHOLD = 3
"""The least threshold that protects anybody."""

SUPPRESSION = (
    "A figure of n of N informants is withheld (:) if n is from 1 to below {threshold}, or N is "
    "below {threshold}; so are others that would tell it. All measures of a figure are withheld "
    "together. Roles are told together where one has fewer than {threshold} informants."
)
"""What is withheld, by a threshold."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an export holds and how it is written.

    `counts_only` leaves out single codings and memos, `memos` brings memos, `with_identifying` the
    words marked X-IDENT. `excel` is CSV as spreadsheets want it. `replace` also replaces files that
    no export made. `codebook` is the key of the one to export, where there are several. `texts`
    brings whole texts with their turns. `publish` withholds figures of fewer than `threshold`
    informants; `group` is a variable whose values stand in place of municipalities, and `labels`
    puts labels there.
    """

    selection: Selection = EVERYTHING
    counts_only: bool = False
    memos: bool = False
    with_identifying: bool = False
    excel: bool = False
    replace: bool = False
    codebook: str | None = None
    texts: bool = False
    publish: bool = False
    threshold: int = THRESHOLD
    group: str | None = None
    labels: bool = False

    def as_counts(self) -> "ExportOptions":
        """Return them for an export of figures: what is published of those has no single coding.

        Raises what `check` does.
        """
        self.check()
        return replace(self, counts_only=True) if self.publish else self

    def check(self) -> None:
        """Raise BadInput for choices of publishing without it, and for what is never published.

        No threshold below `LEAST_THRESHOLD` is one.
        """
        if not self.publish:
            if self.group is not None or self.labels or self.threshold != THRESHOLD:
                raise BadInput(
                    "groups, labels and thresholds belong to --publish",
                    "Say --publish too, or leave them out.",
                )
        elif self.threshold < LEAST_THRESHOLD:
            raise BadInput(
                f"a threshold of {self.threshold} protects nobody",
                f"Say {LEAST_THRESHOLD} or more.",
            )
        elif self.memos or self.texts or self.with_identifying:
            raise BadInput(
                "what is published has neither memos nor texts nor identifying words",
                "Leave out --memos, --with-texts and --with-identifying.",
            )

    @property
    def hides_places(self) -> bool:
        """Whether something else stands in place of municipalities."""
        return self.labels or self.group is not None

    @property
    def with_texts(self) -> bool:
        """Whether whole texts come out."""
        return self.texts and not self.counts_only

    @property
    def with_memos(self) -> bool:
        """Whether memos come out."""
        return self.memos and not self.counts_only


PLAIN = ExportOptions()


class Exported(NamedTuple):
    """What an export wrote, and in sentences what it leaves out."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()
