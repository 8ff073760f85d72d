"""A table of frequencies: its rows, what stands beside them, and what of it a measure shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from kodeverk.analysis.counting.scope import Basis, Scope
from kodeverk.model.records import Role
from kodeverk.service.dimensions import Dimension
from kodeverk.service.omissions import Omissions
from kodeverk.service.phrases import share_in_words

Measure = Literal[
    "informants", "passages", "codings", "turns", "transcripts", "words", "per-1000", "speakers"
]
MEASURES: tuple[Measure, ...] = get_args(Measure)
"""What a cell can show. `informants` and `speakers` are n of N; `per-1000` are passages per 1,000
words of these."""

NOT_APPLICABLE = "."

At = tuple[str | None, ...]
"""Where a row is in each dimension of its table; None is all of the dimension."""


class FrequencyRow(NamedTuple):
    """The measures of one code in one group and role; None, with a reason, where not known.

    `code` is the code's key, `group` what the table compares: a number, a name or a value.
    `of_speakers` persons of the role were read for the code, who say `of_words` words there;
    `left_out` transcripts were not. `at` has its value in each dimension of the table.
    """

    code: str
    code_name: str
    group: str
    group_name: str
    role: Role
    codings: int | None
    passages: int | None
    turns: int | None
    transcripts: int | None
    speakers: int | None
    words: int | None
    of_speakers: int | None
    reason: str | None
    left_out: int
    of_words: int | None
    at: At

    @property
    def per_1000(self) -> float | None:
        """Passages per 1,000 words of those in scope; None where there are none."""
        if self.passages is None or not self.of_words:
            return None
        return 1000 * self.passages / self.of_words

    def share(self) -> str:
        """Return `7 of 12`; with a percentage where there are enough for one to mean something."""
        if self.speakers is None or self.of_speakers is None:
            return self.reason or ""
        return share_in_words(self.speakers, self.of_speakers)

    def figure(self, measure: Measure) -> str:
        """Return what a measure shows: a share, a number, or the reason why there is none."""
        if self.reason is not None:
            return self.reason
        if measure in ("informants", "speakers"):
            return self.share()
        if measure == "per-1000":
            return NOT_APPLICABLE if self.per_1000 is None else f"{self.per_1000:.1f}"
        return str(getattr(self, measure))

    def cell(self, measure: Measure) -> str:
        """Return `7 of 12 · 31`: what compares, and beside it how much there is."""
        if self.reason is not None or measure in ("informants", "speakers"):
            return self.share()
        return f"{self.share()} · {self.figure(measure)}"

    def size(self, measure: Measure) -> float | None:
        """Return how much a measure is, to sort and to shade by: of informants their share."""
        if self.reason is not None:
            return None
        if measure in ("informants", "speakers"):
            return (self.speakers or 0) / self.of_speakers if self.of_speakers else 0.0
        if measure == "per-1000":
            return self.per_1000
        return float(getattr(self, measure))


class TableCode(NamedTuple):
    """A code as a table lists it: its key and name, codebook, its theme's key, how deep it is."""

    key: str
    name: str
    codebook: str
    theme: str
    depth: int


class Base(NamedTuple):
    """What is in scope in one group and role, coded or not: what the figures there are of."""

    at: At
    role: Role
    transcripts: int
    speakers: int
    turns: int
    words: int
    left_out: int


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """Frequencies of codes by group and role, with all that must stand beside them.

    `codes` are all in the order of the codebooks; rows are in that order, then in that of the
    groups, and `themes` are rows for the union of each theme's codes. `totals` and `theme_totals`
    are the margins, where they are asked for: counted, not summed, and none over coders or rounds.
    `values` are those of each dimension in their order, with the names to show. `notes` say in
    sentences what was left out and how numbers were mapped.
    """

    dimensions: tuple[Dimension, ...]
    codes: tuple[TableCode, ...]
    rows: tuple[FrequencyRow, ...]
    themes: tuple[FrequencyRow, ...]
    totals: tuple[FrequencyRow, ...]
    theme_totals: tuple[FrequencyRow, ...]
    bases: tuple[Base, ...]
    values: tuple[Mapping[str, str], ...]
    scope: Scope
    basis: Basis
    round_name: str
    filters: dict[str, list[str]]
    rules: tuple[str, ...]
    left_out: Omissions
    notes: tuple[str, ...]

    @property
    def by(self) -> str:
        """The dimensions as they are written."""
        return ",".join(one.written for one in self.dimensions)

    @property
    def compares_roles(self) -> bool:
        """Whether roles stand beside each other in it."""
        return any(one.kind == "role" for one in self.dimensions)

    def about(self) -> list[str]:
        """Return what must stand beside every figure: scope, basis, filters, what is left out."""
        chosen = [f"{name} {', '.join(values)}" for name, values in self.filters.items() if values]
        return [
            f"Scope: {self.scope}, round {self.round_name}. Basis: {self.basis}. "
            + (f"Only: {'; '.join(chosen)}." if chosen else "No filter."),
            *self.notes,
        ]

    def as_json(self) -> dict[str, Any]:
        """Return the table for `--json`, each row's value under the name of its dimension."""
        named = next((one.name for one in self.dimensions if one.kind == "variable"), None)
        return {
            "rows": self._rows_as_json(self.rows),
            "themes": self._rows_as_json(self.themes),
            "totals": self._rows_as_json(self.totals),
            "theme_totals": self._rows_as_json(self.theme_totals),
            "denominators": [self._base_as_json(base) for base in self.bases],
            "by": self.by,
            "variable": named,
            "scope": self.scope,
            "basis": self.basis,
            "round": self.round_name,
            "filters": self.filters,
            "unfinished": [*self.left_out.unfinished],
            "unsettled": [*self.left_out.unsettled],
            "notes": [*self.notes],
            "rules": [*self.rules],
        }

    def _rows_as_json(self, rows: Iterable[FrequencyRow]) -> list[dict[str, Any]]:
        shown = []
        for row in rows:
            own: dict[str, Any] = row._asdict()
            for name in ("group", "group_name", "at"):
                del own[name]
            shown.append({**own, "per_1000": row.per_1000, **self._at_as_json(row.at)})
        return shown

    def _base_as_json(self, base: Base) -> dict[str, Any]:
        own: dict[str, Any] = base._asdict()
        del own["at"]
        return {**self._at_as_json(base.at), **own}

    def _at_as_json(self, at: At) -> dict[str, str | None]:
        """Return the value in each dimension by its name; null is all of it."""
        shown: dict[str, str | None] = {}
        for one, value, names in zip(self.dimensions, at, self.values, strict=True):
            if one.kind != "role":
                shown[one.written] = value
            if one.kind == "municipality":
                shown["municipality_name"] = None if value is None else names[value]
        return shown
