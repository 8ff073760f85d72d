"""How well text can be told from what is behind it (WCAG 2), and colours that are far enough apart.

A colour is its red, green and blue, 0 to 255.
"""

from collections.abc import Callable
from functools import lru_cache

Rgb = tuple[int, int, int]

ENOUGH = 4.5
"""The contrast that WCAG 2 asks of text (1.4.3, level AA)."""

_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_STEPS = 24
"""In how many steps a colour can go to white or to black."""


@lru_cache(maxsize=4096)
def luminance(colour: Rgb) -> float:
    """Return the relative luminance of WCAG 2: 0 for black, 1 for white."""
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of WCAG 2, the same in either order: 1 for equal colours, at most 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Rgb, background: Rgb, shown: Callable[[Rgb], Rgb] = lambda it: it) -> Rgb:
    """Return the colour nearest to `colour`, towards white or black, that can be read.

    `shown` is what the terminal makes of a colour. The colour stays on its side of the background,
    lighter or darker, where there is room; black or white can be read on any background.
    """
    lighter = luminance(colour) >= luminance(background)
    ways = (_WHITE, _BLACK) if lighter else (_BLACK, _WHITE)
    for extreme in ways:
        for step in range(_STEPS + 1):
            mixed = mix(colour, extreme, step / _STEPS)
            if contrast(shown(mixed), background) >= ENOUGH:
                return mixed
    raise AssertionError(f"neither white nor black can be read on {background}")


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Return a colour between two: the first for a share of 0, the other for 1."""
    red, green, blue = (
        round(first + (second - first) * share) for first, second in zip(one, other, strict=True)
    )
    return red, green, blue


def distance(one: Rgb, other: Rgb) -> float:
    """Return how different two colours are, roughly as an eye sees it: at most 765."""
    red = (one[0] + other[0]) / 2
    reds, greens, blues = ((first - second) ** 2 for first, second in zip(one, other, strict=True))
    squared = (2 + red / 256) * reds + 4 * greens + (2 + (255 - red) / 256) * blues
    return float(squared**0.5)


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
