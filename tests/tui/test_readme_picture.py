"""The picture in the README is the coding screen as it is, on the demonstration project."""

import os
import re
from pathlib import Path

import pytest

from kodeverk.config import Settings
from kodeverk.service.demo import CODERS, make_demo
from tests.tui.keyboard_user import at_the_keyboard

UPDATE = "KODEVERK_UPDATE_SNAPSHOTS"
WIDE_ENOUGH_FOR_THE_SIDE = (110, 34)


def kept(picture: str) -> str:
    """The picture without what differs between two of them, and without what loads from afar.

    Styles are named after a checksum, and the fonts stand on a server; the reader's own do.
    """
    picture = re.sub(r"terminal-\d+", "terminal", picture)
    picture = re.sub(r"\s*@font-face\s*\{[^}]*\}", "", picture)
    return "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"


async def test_the_picture_in_the_readme_is_the_screen_as_it_is(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    project = make_demo(tmp_path / "demo").project
    settings = Settings(tmp_path / "config.toml", CODERS[0])
    async with at_the_keyboard(project, size=WIDE_ENOUGH_FOR_THE_SIDE, settings=settings) as user:
        await user.press("slash")
        await user.type("02-asker")
        await user.press("enter", "enter")
        assert user.heading.startswith("02-asker-deltaker")
        await user.press("F", "2", "slash")
        await user.type("I planen det")
        await user.press("enter", "A", "R", "n", "escape")
        await user.press("D", "down", "down", "enter", "escape")
        await user.press("s", "S", "3", "f")
        assert (
            user.selected
            == "I planen det står «assistent i skole eller SFO». Vi bestemte det sammen."
        )
        assert user.status.startswith("IND-PLAN “I planen det står…” became fremmer")
        shown = kept(user.app.export_screenshot(title="Kodeverk"))
    assert not re.search(r"url\((?!#)|href|@import", shown)
    path = repository / "docs" / "coding-screen.svg"
    if os.environ.get(UPDATE) == "1":
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert path.exists(), f"no picture {path.name}; run with {UPDATE}=1 and look at it"
    current = shown == path.read_text(encoding="utf-8")  # their difference is not for reading
    assert current, f"the screen has changed; run with {UPDATE}=1 and look at docs/{path.name}"
    assert f"](docs/{path.name})" in (repository / "README.md").read_text(encoding="utf-8")
