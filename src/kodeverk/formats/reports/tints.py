"""Colours behind words: light enough to read black on them, also when printed."""

_SHARE = 0.25
"""How much of a colour is left in its tint; the rest is white."""


def tint(colour: str) -> str:
    """Return the tint of a colour (`#rrggbb`)."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * _SHARE):02x}" for part in parts)
