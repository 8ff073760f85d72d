"""The dimensions of a table: what `--by` names, one or two, and the groups they make together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Literal, NamedTuple, get_args

from kodeverk.errors import BadInput

Kind = Literal[
    "municipality", "role", "informant", "facet", "coder", "round", "transcript", "variable"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

_NAMED: tuple[Kind, ...] = ("facet", "variable")
_APART: tuple[Kind, ...] = ("coder", "round")
"""Of these there is no total: they may be of the same words."""

_BETWEEN = re.compile(rf",(?=\s*(?:{'|'.join(KINDS)})\s*(?:[:,]|$))")

EVERY = "\x1e"
"""The part of a group that takes in all values of a dimension; no text holds this character."""

_JOIN = "\x1f"


class Dimension(NamedTuple):
    """What a table compares: a kind, and of facets and variables which, as it was `written`."""

    kind: Kind
    name: str
    written: str

    @property
    def has_total(self) -> bool:
        """Whether all its values together come to something."""
        return self.kind not in _APART


def dimensions_of(by: str, variable: str | None = None) -> tuple[Dimension, ...]:
    """Return what `by` names: `municipality`, `facet:retning,role`, at most two.

    `variable` names the one of a bare `variable`. Raises BadInput for what there is not, and where
    a variable's name is missing or has no place.
    """
    chosen = tuple(_dimension(written.strip(), variable) for written in _BETWEEN.split(by))
    if (variable is not None) != any(one.written == "variable" for one in chosen):
        raise BadInput(
            "a variable's name and counting by variable belong together",
            "Give both --by variable and --variable NAME, or --by variable:NAME.",
        )
    if len(chosen) > 2:
        raise BadInput("a table has at most two dimensions", "Leave one out: --by A,B.")
    if len({(one.kind, one.name) for one in chosen}) < len(chosen):
        raise BadInput(f"{chosen[0].written} is there twice", "Name two different dimensions.")
    return chosen


def kinds_in(by: str) -> list[str]:
    """Return what `by` says of each of its dimensions before a colon, known or not."""
    return [written.partition(":")[0].strip() for written in _BETWEEN.split(by)]


def named(by: str, variable: str | None) -> str:
    """Return `by` with the name of a bare `variable` in it."""
    if variable is None:
        return by
    parts = (one.strip() for one in _BETWEEN.split(by))
    return ",".join(f"variable:{variable}" if one == "variable" else one for one in parts)


def _dimension(written: str, variable: str | None) -> Dimension:
    kind, _, name = written.partition(":")
    if written == "variable" and variable is not None:
        return Dimension("variable", variable, written)
    for known in KINDS:
        if kind.strip() == known and bool(name.strip()) == (known in _NAMED):
            return Dimension(known, name.strip(), written)
    if kind in _NAMED:
        raise BadInput(
            f"which {kind} is not said",
            f"Name it: --by {kind}:NAME, or --by variable with its name in --variable."
            if kind == "variable"
            else f"Name it: --by {kind}:NAME.",
        )
    shown = [f"{one}:NAME" if one in _NAMED else one for one in KINDS]
    raise BadInput(
        f"cannot count by {written!r}", f"Count by one of: {', '.join(shown)}; or two: A,B."
    )


def joined(parts: Sequence[str]) -> str:
    """Return the group whose values in each dimension are `parts`; `parts_of` gives them again."""
    return _JOIN.join(parts)


def parts_of(group: str) -> list[str]:
    """Return the value of a group in each of its dimensions."""
    return group.split(_JOIN)


def margins_of(dimensions: Sequence[Dimension], group: str) -> Iterator[str]:
    """Yield the groups that take in a group, with every value of one dimension or of both."""
    parts = parts_of(group)
    wider: Iterable[tuple[str, ...]] = product(
        *(
            (part, EVERY) if one.has_total and part != EVERY else (part,)
            for one, part in zip(dimensions, parts, strict=True)
        )
    )
    yield from (joined(one) for one in wider if one != tuple(parts))
