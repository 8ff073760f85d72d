"""Directions: the one facet whose values have keys and signs of their own."""

from collections.abc import Mapping

DIRECTION = "retning"
"""The key of the facet."""

SIGNS: Mapping[str, str] = {
    "fremmer": "+",
    "hemmer": "−",
    "ambivalent": "±",
    "beskrivende": "·",
}
"""The sign of each of its values, a cell wide."""
