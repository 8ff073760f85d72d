"""Whatever the theme and the terminal: no line is drawn whose words cannot be read."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Literal

from rich.color import Color as RichColor
from rich.color import ColorSystem, ColorType
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

from kodeverk.tui.contrast import ENOUGH, Rgb, contrast, distance, readable
from kodeverk.tui.sixteen_colours import nearest_pair
from kodeverk.tui.themes import MONOCHROME

Colours = Literal["all", "256", "16", "none"]
"""The colours there are to draw with: all, the 256 or 16 by number, the terminal's own two."""

FRAMES = frozenset(" ▁▂▃▄▅▆▇█▉▊▋▍▎▏▐▔▕▀▛▜▙▟▖▗▘▝▚▞")
"""Of these, frames and scroll bars are made: surfaces, nothing to be read."""

_STANDS_OUT = 100
"""Without colours, what is on a background so different from the screen's own is reversed."""


def colours_of(app: App[Any]) -> Colours:
    """Return the colours an app has: by its terminal, its theme, and `NO_COLOR`."""
    if app.no_color or app.theme == MONOCHROME:
        return "none"
    if app.native_ansi_color or app.console.color_system not in ("truecolor", "256"):
        return "16"
    return "256" if app.console.color_system == "256" else "all"


def legible_filter(app: App[Any]) -> LineFilter:
    """Return the filter for the theme an app has now."""
    surface = Color.parse(app.theme_variables["surface"])
    defaults = app.ansi_theme
    screen = (
        RichColor.default() if surface.ansi is not None or surface.a == 0 else surface.rich_color
    )
    return LegibleFilter(
        colours_of(app), screen.get_truecolor(defaults, foreground=False), defaults
    )


class LegibleFilter(LineFilter):
    """Gives words a contrast of at least `ENOUGH` to what is behind them, as the terminal shows it.

    `screen` is the background that most of the screen has; `defaults` says what the terminal's own
    two colours are likely to be.
    """

    def __init__(self, colours: Colours, screen: Rgb, defaults: TerminalTheme) -> None:
        super().__init__()
        # A method's own cache would keep the filters of all themes there have been.
        restyled: dict[Colours, Callable[[Style], Style]] = {
            "all": partial(_contrasted, defaults, ColorSystem.TRUECOLOR),
            "256": partial(_contrasted, defaults, ColorSystem.EIGHT_BIT),
            "16": partial(_in_sixteen, defaults, screen),
            "none": partial(_uncoloured, defaults, screen),
        }
        self._restyled = lru_cache(maxsize=4096)(restyled[colours])
        self._keeps_frames = colours in ("all", "256")

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments in colours that can be read."""
        return [
            segment
            if segment.style is None or (self._keeps_frames and _is_frame(segment))
            else Segment(segment.text, self._restyled(segment.style), segment.control)
            for segment in segments
        ]


def _is_frame(segment: Segment) -> bool:
    style = segment.style
    return FRAMES.issuperset(segment.text) and not (
        style is not None and (style.underline or style.strike)
    )


def _contrasted(defaults: TerminalTheme, system: ColorSystem, style: Style) -> Style:
    if _is_default(style.color) and _is_default(style.bgcolor):
        return style

    def shown(colour: Rgb) -> Rgb:
        return RichColor.from_rgb(*colour).downgrade(system).get_truecolor(defaults)

    colour, background = _of(style, defaults)
    behind = shown(background)
    if not style.dim and contrast(shown(colour), behind) >= ENOUGH:
        return style
    chosen = RichColor.from_rgb(*readable(colour, behind, shown))
    return style + Style(color=chosen, dim=False)


def _in_sixteen(defaults: TerminalTheme, screen: Rgb, style: Style) -> Style:
    if _is_default(style.color) and _is_default(style.bgcolor):
        return style
    colour, background = nearest_pair(*_of(style, defaults), screen)
    behind = style.bgcolor if _is_default(style.bgcolor) else RichColor.from_ansi(background)
    return style + Style(color=RichColor.from_ansi(colour), bgcolor=behind, dim=False)


def _uncoloured(defaults: TerminalTheme, screen: Rgb, style: Style) -> Style:
    _, background = _of(style, defaults)
    stands_out = distance(background, screen) >= _STANDS_OUT
    own = RichColor.default()
    return style + Style(
        color=own, bgcolor=own, dim=False, reverse=stands_out != bool(style.reverse)
    )


def _of(style: Style, defaults: TerminalTheme) -> tuple[Rgb, Rgb]:
    """Return the colours of words and of what is behind them."""
    colour = style.color or RichColor.default()
    background = style.bgcolor or RichColor.default()
    return (
        colour.get_truecolor(defaults, foreground=True),
        background.get_truecolor(defaults, foreground=False),
    )


def _is_default(colour: RichColor | None) -> bool:
    return colour is None or colour.type == ColorType.DEFAULT
