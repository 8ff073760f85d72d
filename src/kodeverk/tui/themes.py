"""Kodeverk's own themes, and which theme the terminal UI begins with."""

import os
from collections.abc import Mapping

from textual.theme import Theme

DARK, LIGHT, MONOCHROME = "kodeverk-dark", "kodeverk-light", "kodeverk-monochrome"

OWN_THEMES: Mapping[str, Theme] = {
    theme.name: theme
    for theme in (
        Theme(
            DARK,
            primary="#8fb4e3",
            secondary="#b79be8",
            warning="#f2b84b",
            error="#f07178",
            success="#54b87c",
            accent="#e8a868",
            foreground="#e4e6ea",
            background="#15171c",
            surface="#1b1e24",
            panel="#262a33",
        ),
        Theme(
            LIGHT,
            primary="#2b5c9e",
            secondary="#6d4398",
            warning="#ffbf47",
            error="#b3261e",
            success="#3aa85a",
            accent="#9a5800",
            foreground="#1d2026",
            background="#f4f2ec",
            surface="#fcfbf8",
            panel="#e9e6dd",
            dark=False,
        ),
        Theme(
            MONOCHROME,
            primary="#ffffff",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#000000",
        ),
    )
}
"""Each is tried with all colours, with 256 and with 16; the last has the terminal's own two."""


def first_theme(chosen: str | None, known: Mapping[str, Theme]) -> str:
    """Return the theme to begin with: without colours where NO_COLOR is set, otherwise the chosen.

    Of TEXTUAL_THEME, which may list several, it is the first that is known.
    """
    if "NO_COLOR" in os.environ:
        return MONOCHROME
    wished = [chosen or "", *os.environ.get("TEXTUAL_THEME", "").split(",")]
    return next((name for name in map(str.strip, wished) if name in known), DARK)
