"""How codebooks differ, in words."""

import json

from kodeverk.model.codebook import Difference

_LONGEST = 60


def in_words(difference: Difference) -> str:
    """Return a difference on one line."""
    what = f"{difference.kind} {difference.key}"
    match difference.change:
        case "renamed" | "joined":
            return f"{what}: {difference.change}, was {difference.old}"
        case "changed":
            before, after = _shown(difference.old), _shown(difference.new)
            return f"{what}: {difference.field}: {before} → {after}"
        case _:
            return f"{what}: {difference.change}"


def _shown(value: object) -> str:
    """Return a value on at most 60 characters: text as it is, the rest as JSON."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
