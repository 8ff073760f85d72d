"""Coders and codes that may be one, as they are called alike: only a person can say so."""

from collections.abc import Iterable
from typing import Any

from kodeverk.model.municipality import folded
from kodeverk.model.records import Coder


def coders_called_alike(coders: Iterable[Coder]) -> list[dict[str, Any]]:
    """Return the persons among `coders` whose names are equal but for case, spaces and accents.

    Each group as a merge tells it: `kind`, `records` (ids) and `names`.
    """
    return called_alike(
        "coder", [(coder.id, coder.name) for coder in coders if coder.kind == "person"]
    )


def called_alike(kind: str, named: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the records of a kind, given as id and name, that are called alike."""
    spelt: dict[str, list[tuple[str, str]]] = {}
    for identity, name in named:
        spelt.setdefault(folded(name) or name, []).append((identity, name))
    return [
        {
            "kind": kind,
            "records": [record for record, _ in alike],
            "names": [name for _, name in alike],
        }
        for alike in spelt.values()
        if len(alike) > 1
    ]
