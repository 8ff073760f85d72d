"""The sixteen colours a terminal has by number, which look different in each: pairs safe in all.

0 to 7 are black, red, green, yellow, blue, magenta, cyan, white; 8 to 15 the same, brighter.
"""

from collections.abc import Iterable
from functools import lru_cache

from kodeverk.tui.contrast import ENOUGH, Rgb, contrast, distance


def _palette(*colours: int) -> tuple[Rgb, ...]:
    return tuple((colour >> 16, colour >> 8 & 255, colour & 255) for colour in colours)


# fmt: off
PALETTES: dict[str, tuple[Rgb, ...]] = {
    "Linux console": _palette(
        0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
        0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
    ),
    "xterm": _palette(
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ),
    "PuTTY": _palette(
        0x000000, 0xBB0000, 0x00BB00, 0xBBBB00, 0x0000BB, 0xBB00BB, 0x00BBBB, 0xBBBBBB,
        0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
    ),
    "Windows": _palette(
        0x0C0C0C, 0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD, 0xCCCCCC,
        0x767676, 0xE74856, 0x16C60C, 0xF9F1A5, 0x3B78FF, 0xB4009E, 0x61D6D6, 0xF2F2F2,
    ),
}
# fmt: on
"""The colours of terminals that do not say that they have more."""

_USUAL = PALETTES["xterm"]
_STANDS_OUT = 120
"""A background so different from the screen's own is told from it in sixteen colours, too."""

_HUES, _CYAN = range(1, 7), 6


def _readable_on(background: int) -> tuple[int, ...]:
    return tuple(
        colour
        for colour in range(16)
        if all(
            contrast(palette[colour], palette[background]) >= ENOUGH
            for palette in PALETTES.values()
        )
    )


@lru_cache(maxsize=1)
def safe_pairs() -> dict[int, tuple[int, ...]]:
    """Return the backgrounds any terminal has, and which colours can be read on each in all."""
    pairs = {background: _readable_on(background) for background in range(8)}
    return {background: colours for background, colours in pairs.items() if colours}


@lru_cache(maxsize=4096)
def nearest_pair(colour: Rgb, background: Rgb, screen: Rgb) -> tuple[int, int]:
    """Return the safe pair nearest to a colour on a background, both by number.

    What stands out from the background of the `screen` does so still.
    """
    pairs = safe_pairs()
    own = _nearest(screen, tuple(pairs))
    ground = _nearest(background, tuple(pairs))
    if ground == own and distance(background, screen) >= _STANDS_OUT:
        hue = _nearest(background, _HUES)
        ground = hue if hue in pairs else _CYAN
    return _nearest(colour, pairs[ground]), ground


def _nearest(colour: Rgb, among: Iterable[int]) -> int:
    return min(among, key=lambda number: distance(_USUAL[number], colour))
