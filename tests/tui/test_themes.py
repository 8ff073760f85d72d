"""Themes: whichever is chosen, and whatever the terminal has of colours, words can be read."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual import constants
from textual.theme import BUILTIN_THEMES

from kodeverk.config import Settings
from kodeverk.model.codebook import PALETTE
from kodeverk.tui.contrast import ENOUGH, Rgb, contrast
from kodeverk.tui.legible_filter import FRAMES
from kodeverk.tui.shown_transcript import ShownCoding
from kodeverk.tui.sixteen_colours import PALETTES
from kodeverk.tui.themes import DARK, LIGHT, MONOCHROME, OWN_THEMES
from tests.tui.keyboard_user import KARI, User, at_the_keyboard

CODE_COLOURS = (*PALETTE, "#a8a8a8", "#ff5c5c", "#e8e8e8", "#ffffff", "#000000", "#ffff00", None)


async def show_everything(user: User) -> None:
    """Open a transcript with a coding of each colour, hits, a selection and the caret."""
    await user.press("enter", "slash")
    await user.type("han")
    await user.press("enter")
    view = user.coding.view
    text = view.transcript.text
    step = len(text) // len(CODE_COLOURS)
    view.set_codings(
        ShownCoding(str(place), place * step, place * step + 3 * step, f"KEY-{place}", colour)
        for place, colour in enumerate(CODE_COLOURS)
    )
    await user.rest()


def drawn(user: User) -> Iterator[Segment]:
    for strip in user.app.screen._compositor.render_strips():
        yield from strip


def words(user: User) -> Iterator[tuple[str, Style]]:
    """What is to be read on the screen, with its style."""
    for text, style, _ in drawn(user):
        if not FRAMES.issuperset(text):
            assert style is not None
            yield text, style


def colours_of(style: Style, system: ColorSystem, palette: tuple[Rgb, ...]) -> tuple[Rgb, Rgb]:
    """The colours as a terminal shows them."""

    def seen(colour: Color | None) -> Rgb:
        assert colour is not None
        shown = colour.downgrade(system)
        if system is ColorSystem.STANDARD:
            assert shown.number is not None
            return palette[shown.number]
        return shown.get_truecolor()

    return seen(style.color), seen(style.bgcolor)


def unreadable(user: User, system: ColorSystem, palette: tuple[Rgb, ...] = ()) -> list[str]:
    """What cannot be read on the screen, with the contrast it has."""
    return [
        f"{text!r}: {ratio:.2f} {style}"
        for text, style in words(user)
        if (ratio := contrast(*colours_of(style, system, palette))) < ENOUGH
    ]


def is_selected(user: User, text: str) -> bool:
    """Tell whether these are the first words of the selection, which begins with a capital."""
    return text[0] == "H" and user.selected.startswith(text)


COLOURED = sorted(
    name for name in {**BUILTIN_THEMES, **OWN_THEMES} if name != MONOCHROME and "ansi" not in name
)


@pytest.mark.parametrize("screen", ["coding", "picker", "project", "import"])
async def test_every_theme_can_be_read_with_every_code_colour(project: Path, screen: str) -> None:
    async with at_the_keyboard(project) as user:
        if screen in ("coding", "picker"):
            await show_everything(user)
            await user.press(*({"picker": ["c"]}.get(screen, [])))
        elif screen == "import":
            await user.press("i")
        for theme in COLOURED:
            user.app.theme = theme
            await user.rest()
            assert unreadable(user, ColorSystem.TRUECOLOR) == [], theme
            assert "".join(text for text, _ in words(user)).strip()


@pytest.mark.parametrize("theme", [DARK, LIGHT, "nord", "textual-light"])
@pytest.mark.parametrize("system", ["256", "standard"])
async def test_a_terminal_with_few_colours_can_be_read(
    project: Path, monkeypatch: pytest.MonkeyPatch, system: str, theme: str
) -> None:
    monkeypatch.setattr(constants, "COLOR_SYSTEM", system)
    settings = Settings(project.with_name("config.toml"), "Kari", "Kari", KARI.id, theme=theme)
    async with at_the_keyboard(project, settings=settings) as user:
        await show_everything(user)
        if system == "256":
            assert unreadable(user, ColorSystem.EIGHT_BIT) == []
        else:
            for palette in PALETTES.values():
                assert unreadable(user, ColorSystem.STANDARD, palette) == []
        grounds = {style.bgcolor for text, style in words(user) if is_selected(user, text)}
        others = {style.bgcolor for text, style in words(user) if text.strip() == "I"}
        if theme in OWN_THEMES:
            hits = {style.bgcolor for text, style in words(user) if text in ("han", "h")}
            assert hits
            assert not grounds & hits, "the selection cannot be told from the hits"
        assert grounds
        assert not grounds & others, "the selection cannot be told from the rest"


@pytest.mark.parametrize("how", ["NO_COLOR", MONOCHROME])
async def test_without_colours_only_the_terminals_own_are_drawn(
    project: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    settings = Settings(project.with_name("config.toml"), "Kari", "Kari", KARI.id)
    async with at_the_keyboard(project, settings=settings) as user:
        if how == MONOCHROME:
            user.app.theme = MONOCHROME
        await show_everything(user)
        for segment in drawn(user):
            style = segment.style
            assert style is not None
            for colour in (style.color, style.bgcolor):
                assert colour is None or colour.is_default, segment
        reversed_words = {text for text, style in words(user) if style.reverse}
        assert any(is_selected(user, text) for text in reversed_words)
        assert any("a-deltaker" in text for text in reversed_words), "the heading stands out"
        assert any(style.underline for _, style in words(user)), "coded words are underlined"


async def test_the_chosen_theme_is_there_again_the_next_time(project: Path) -> None:
    path = project.with_name("config.toml")
    path.write_text("# mine\n[screen]\nmeasure = 70 # narrow\n", encoding="utf-8")
    settings = Settings(path, "Kari", "Kari", KARI.id)
    async with at_the_keyboard(project, settings=settings) as user:
        assert user.app.theme == DARK
        await user.press("colon")
        await user.type("theme")
        await user.press("enter")
        await user.type("kodeverk-light")
        await user.press("enter")
        assert user.app.theme == LIGHT
    assert "# mine" in path.read_text(encoding="utf-8")
    assert "measure = 70 # narrow" in path.read_text(encoding="utf-8")
    kept = tomllib.loads(path.read_text(encoding="utf-8"))["screen"]
    assert kept == {"measure": 70, "theme": LIGHT}
    again = Settings(path, "Kari", "Kari", KARI.id, theme=kept["theme"])
    async with at_the_keyboard(project, settings=again) as user:
        assert user.app.theme == LIGHT
        assert not user.app.current_theme.dark


async def test_a_theme_that_is_not_there_is_named(project: Path) -> None:
    settings = Settings(project.with_name("c.toml"), "Kari", "Kari", KARI.id, theme="solar")
    async with at_the_keyboard(project, settings=settings) as user:
        assert user.app.theme == DARK
        assert any("There is no theme solar" in toast for toast in user.toasts)
