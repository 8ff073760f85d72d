"""What is in sight while coding: the coding at the caret whole, codes with counts, signs, memos."""

import tomllib
from pathlib import Path

import pytest

from kodeverk.config import Settings
from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.menu import Menu
from tests.tui.keyboard_user import KARI, OLA, User, at_the_keyboard, held, plain, screen_text

WIDE = (160, 45)


def text_width(user: User) -> int:
    """The longest line of the text, in cells."""
    picture = user.coding.view._picture
    assert picture is not None
    return picture.columns.text


async def test_a_wide_screen_shows_the_coding_at_the_caret_whole(project: Path) -> None:
    async with at_the_keyboard(project, size=WIDE) as user:
        await user.press("enter", "e", "s")
        assert user.coding.side.coding.rows == ["no coding at the caret"]
        await user.press("1", "m")
        await user.type("se her")
        await user.press("ctrl+s")
        whole = " ".join(user.coding.side.coding.rows)
        code = user.coding.transcript.pinned("1")
        assert code is not None
        assert code.not_when
        assert whole.startswith("REL-TILLIT Tillit by Kari · 6 words")
        for part in ("! not said yet", "Memo: se her", f"Not when: {code.not_when}"):
            assert part in whole
        await user.press("f")
        whole = " ".join(user.coding.side.coding.rows)
        assert "fremmer" in whole
        assert "not said yet" not in whole
        await user.press("j")
        assert user.coding.side.coding.rows == ["no coding at the caret"]


async def test_what_stands_beside_the_text_is_broken_at_the_width_it_has_now(
    project: Path,
) -> None:
    async with at_the_keyboard(project, size=(150, 34)) as user:
        await user.press("enter", "e", "s", "1")
        coding, side = user.coding, user.coding.side
        for measure in (80, 110, 70):
            # As where the side is filled before it is laid out at its new width.
            side.fit(coding.transcript, coding.size.width, measure)
            coding._fill_side()
            await user.rest()
            width = side.pins.content_size.width
            rows = plain(side.pins.render()).splitlines()
            assert max(map(len, rows)) <= width
            assert len(rows[0]) + len("  3 IND-PLAN") > width, "there was room for another"
            width = side.coding.scrollable_content_region.width
            assert width - 15 < max(map(len, side.coding.rows)) <= width


async def test_what_the_side_has_no_room_for_is_read_with_arrows(project: Path) -> None:
    async with at_the_keyboard(project, size=(110, 24)) as user:
        await user.press("enter", "e", "s", "2")
        panel = user.coding.side.coding
        last = panel.rows[-1]
        assert last not in screen_text(user.app)
        await user.press("tab", "tab")
        assert panel.has_focus
        await user.press(*["down"] * len(panel.rows))
        assert last in screen_text(user.app)


async def test_a_narrow_screen_shows_the_list_and_nothing_more(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1")
        assert not user.coding.side.coding.display
        assert not user.coding.side.codebook.display
        assert any("REL-TILLIT" in line for line in user.here)


async def test_the_codebook_beside_the_text_counts_and_a_click_applies_a_code(
    project: Path,
) -> None:
    async with at_the_keyboard(project, size=WIDE) as user:
        await user.press("enter", "e", "s", "1")
        codebook = user.coding.side.codebook
        place = next(p for p, row in enumerate(codebook.rows) if "REL-TILLIT" in row)
        assert codebook.rows[place].startswith("1 REL-TILLIT")
        assert codebook.rows[place].endswith(" 1")
        other = place + 1
        key = codebook.rows[other].split()[0]
        clicked = await user.pilot.click("#codebook", offset=(4, other - codebook.scroll_offset.y))
        assert clicked
        await user.rest()
        assert codebook.rows[other].endswith(" 1")
    assert {said[0] for said in held(project).said()} == {"REL-TILLIT", key}


async def test_lines_are_at_most_eighty_columns_and_the_chosen_length_is_kept(
    project: Path,
) -> None:
    settings = Settings(project.with_name("config.toml"), "Kari", "Kari", KARI.id)
    async with at_the_keyboard(project, size=(180, 60), settings=settings) as user:
        await user.press("enter")
        assert text_width(user) == 80
        wide = user.coding.side.size.width
        await user.press("left_parenthesis", "left_parenthesis")
        assert text_width(user) == 72
        assert user.coding.side.size.width == wide + 8
        assert "72 columns" in user.status
        await user.press("right_parenthesis")
        assert text_width(user) == 76
    kept = tomllib.loads(settings.path.read_text(encoding="utf-8"))["screen"]["measure"]
    again = Settings(settings.path, "Kari", "Kari", KARI.id, measure=kept)
    async with at_the_keyboard(project, size=(200, 60), settings=again) as user:
        await user.press("enter")
        assert text_width(user) == 76


@pytest.mark.parametrize(
    ("keys", "sign"), [("", "!"), ("f", "+"), ("d", "−"), ("i", "±"), ("E", "·")]
)
async def test_the_margin_shows_a_direction_as_a_sign(project: Path, keys: str, sign: str) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", *keys)
        row = next(line for line in screen_text(user.app).splitlines() if "Han har" in line)
        margin = row.split("fordi")[1].split()
        assert margin == [sign, f"{sign}REL-TILLIT"]


async def test_colleagues_codings_have_their_initials(project: Path) -> None:
    with open_project(str(project)) as opened:
        with opened.reading() as connection:
            found = next(one for one in queries.transcripts(connection) if one.name == "a-deltaker")
            codes = {code.key: code for code in queries.codes(connection)}
            text = queries.version(connection, found.version).text
        start = text.index("Han har")
        span = Span(start, start + 20)
        apply_code(opened, OLA, found.id, span, codes["REL-TILLIT"])
    async with at_the_keyboard(project, size=(100, 30)) as user:
        await user.press("enter", "e")
        assert "O:REL" not in screen_text(user.app)
        await user.press("C")
        assert "!O:REL-TIL" in screen_text(user.app)


async def test_more_codings_than_lanes_are_counted_and_a_click_lists_them(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2", "3", "4", "5")
        view = user.coding.view
        picture = view._picture
        assert picture is not None
        row = next(y for y, line in enumerate(screen_text(user.app).splitlines()) if "+2" in line)
        x = picture.columns.lanes_from + picture.columns.lanes
        await user.pilot.click("TranscriptView", offset=(x, row - view.region.y))
        await user.rest()
        assert isinstance(user.app.screen, Menu)
        assert "5 codings lie in this row" in screen_text(user.app)
        await user.press("4")
        assert view.highlighted is not None
        assert user.here[3].startswith("▸")


async def test_a_key_goes_from_memo_to_memo_and_round_again(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "semicolon")
        assert "There is no memo in the text: m writes one" in user.status
        await user.press("e", "s", "1", "m")
        await user.type("en kode")
        await user.press("ctrl+s", "j", "j", "s", "m")
        await user.type("noen ord")
        await user.press("ctrl+s", "G", "semicolon")
        assert "en kode" in user.status
        assert any(line.startswith("▸ REL-TILLIT") for line in user.here)
        assert user.selected.startswith("Han har alltid tid")
        await user.press("semicolon")
        assert "noen ord" in user.status
        assert any("noen ord" in line for line in user.here)
        await user.press("semicolon")
        assert "en kode" in user.status
