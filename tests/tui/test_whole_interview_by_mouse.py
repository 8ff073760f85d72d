"""An interview coded from beginning to end by mouse events alone: no key is pressed."""

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.widget import Widget
from textual.widgets import OptionList

from benchmarks.coding_keys import SAMPLES, Target, make_project, targets
from kodeverk.cells import cells_of
from kodeverk.model.codebook import norwegian_name
from kodeverk.tui.screens.code_picker import CodePicker
from kodeverk.tui.screens.coding import CodingScreen
from kodeverk.tui.screens.facet_chooser import FacetChooser
from kodeverk.tui.screens.finish_question import FinishQuestion
from kodeverk.tui.screens.project import ProjectScreen
from tests.tui.brisk_pilot import BriskPilot
from tests.tui.keyboard_user import KARI, Held, User, at_the_keyboard, held, screen_text
from tests.tui.test_transcript_view import picture_of

NAME = "02-asker-deltaker"
MADE = [one for one in targets() if (one.transcript, one.coder) == (NAME, "Kari")]
WIDE, NARROW = (120, 40), (80, 24)


def phases() -> dict[tuple[int, int, str], str]:
    """(start, end, code) -> in which phase the sample coding says that it was, where it says so."""
    with (SAMPLES / "codings-kari.csv").open(encoding="utf-8", newline="") as file:
        return {
            (int(row["start"]), int(row["end"]), row["code"]): row["fase"]
            for row in csv.DictReader(file)
            if row["transcript"] == NAME and row["fase"]
        }


class Mouse:
    """Somebody with a mouse and no keyboard; each call returns when what was asked for is done."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.pilot = BriskPilot(user.app)

    async def rest(self) -> None:
        """Wait until everything asked for has been done and shown."""
        for _ in range(3):
            await self.user.app.gateway.settled()
            await self.pilot.pause()

    async def click(self, words: str, within: Widget | None = None) -> None:
        """Click where the words stand on the screen, or on a part of it."""
        screen = self.pilot.app.screen
        region = screen.region if within is None else within.region
        for y, line in enumerate(screen_text(self.pilot.app).splitlines()):
            at = line.find(words)
            x = cells_of(line[:at])
            if at >= 0 and region.contains(x, y):
                await self.pilot.click(offset=(x, y))
                await self.rest()
                return
        raise AssertionError(f"{words!r} is not on the screen:\n{screen_text(self.pilot.app)}")

    async def wheel(self, over: Widget, *, up: bool) -> None:
        """Turn the wheel by a notch."""
        turned = events.MouseScrollUp if up else events.MouseScrollDown
        await self.pilot._post_mouse_events([turned], over, offset=(1, 1))

    async def reveal(self, place: int, over: Widget, *, rows: int) -> int:
        """Turn the wheel until the row `place` of a list is in sight; return where it is there."""
        while not 0 <= (y := place - round(over.scroll_offset.y)) < rows:
            before = over.scroll_offset
            await self.wheel(over, up=y < 0)
            assert over.scroll_offset != before, (place, before)
        return y

    async def click_row(self, lines: OptionList, place: int) -> None:
        """Click on a line of a list, by the wheel if need be."""
        y = await self.reveal(place, lines, rows=lines.scrollable_content_region.height)
        await self.pilot.click(lines, offset=(4, lines.gutter.top + y))
        await self.rest()

    # The coding screen

    async def point_at(self, offset: int) -> tuple[int, int]:
        """Bring a character of the transcript in sight; return the cell where it is drawn.

        Not in the last row, where a drag scrolls on.
        """
        view = self.user.coding.view
        picture = picture_of(view)
        row, column = picture.layout.column_of(offset)
        y = await self.reveal(row, view, rows=view.scrollable_content_region.height - 1)
        return view.gutter.left + picture.columns.text_from + column, view.gutter.top + y

    async def drag_over(self, start: int, end: int) -> None:
        """Select the words `[start, end)`.

        Where the selected coding has a border there, a drag would move that: a click lets go of it.
        """
        view = self.user.coding.view
        await self.point_at(end - 1)
        x, y = await self.point_at(start)
        selected = view.highlighted
        if selected is not None and (selected.start == start or selected.end == start + 1):
            await self.pilot.click(view, offset=(x, y))
        await self.pilot.mouse_down(view, offset=(x, y))
        x, y = await self.point_at(end - 1)
        await self.pilot.hover(view, offset=(x, y))
        await self.pilot.mouse_up(view, offset=(x, y))
        assert view.selection == (start, end)

    async def apply(self, code: str, *, from_picker: bool) -> None:
        """Apply a code: a pinned one by its digit, another from the codebook or the picker."""
        screen = self.user.coding
        codes = screen.transcript.codes
        place, found = next((n, one) for n, one in enumerate(codes) if one.key == code)
        if found.hotkey:
            await self.click(f"{found.hotkey} {code}", screen.side.pins)
        elif from_picker:
            await self.click("all codes", screen.side.pins)
            picker = self.pilot.app.screen
            assert isinstance(picker, CodePicker)
            await self.click_row(picker.lines, place)
        else:
            book = screen.side.codebook
            y = await self.reveal(place, book, rows=book.size.height)
            await self.pilot.click(book, offset=(4, y))
            await self.rest()

    async def make(self, target: Target, phase: str | None, *, from_picker: bool) -> None:
        """Make a coding with its direction and phase."""
        screen = self.user.coding
        await self.drag_over(target.start, target.end)
        await self.apply(target.code, from_picker=from_picker)
        if target.direction:
            await self.click(target.direction, screen.key_line)
        if phase is not None:
            await self.click("Facets", screen.key_line)
            chooser = self.pilot.app.screen
            assert isinstance(chooser, FacetChooser)
            (facet,) = (one for one in screen.transcript.facets if one.key == "fase")
            (name,) = (norwegian_name(one.name) for one in facet.values if one.id == phase)
            await self.click(name, chooser.lines)
            await self.click("Esc is done")


@asynccontextmanager
async def with_a_mouse(folder: Path, size: tuple[int, int]) -> AsyncIterator[Mouse]:
    """Open the sample interview from the project screen."""
    make_project(folder / "studie.kodeverk", MADE)
    async with at_the_keyboard(folder / "studie.kodeverk", KARI, size) as user:
        mouse = Mouse(user)
        assert isinstance(user.app.screen, ProjectScreen)
        await mouse.click(NAME)
        assert isinstance(user.app.screen, CodingScreen)
        yield mouse


def said(project: Held) -> list[tuple[int, int, str, dict[str, str]]]:
    return sorted(
        (one.start, one.end, project.codes[one.code].key, dict(one.facets))
        for one in project.codings
    )


def wanted(made: list[Target]) -> list[tuple[int, int, str, dict[str, str]]]:
    found, in_phase = [], phases()
    for one in made:
        facets = {"retning": one.direction, "fase": in_phase.get(one[2:5], "")}
        found.append((*one[2:5], {key: value for key, value in facets.items() if value}))
    return sorted(found)


async def test_a_whole_interview_is_coded_by_mouse_alone(tmp_path: Path) -> None:
    in_phase = phases()
    async with with_a_mouse(tmp_path, WIDE) as mouse:
        for number, one in enumerate(MADE):
            phase = in_phase.get(one[2:5])
            await mouse.make(one, phase, from_picker=number % 2 == 0)
        screen = mouse.user.coding
        await mouse.pilot.click(screen.view, offset=await mouse.point_at(0))
        await mouse.click("Finish", screen.key_line)
        assert isinstance(mouse.pilot.app.screen, FinishQuestion)
        await mouse.click("Finish anyway")
        await mouse.click("Back", screen.key_line)
        assert isinstance(mouse.pilot.app.screen, ProjectScreen)
    there = held(tmp_path / "studie.kodeverk", NAME)
    assert there.assignments[KARI.id].state == "finished"
    assert said(there) == wanted(MADE)


async def test_on_a_small_screen_a_coding_is_made_by_mouse_alone(tmp_path: Path) -> None:
    """There is no panel beside the text: the codes stand below it."""
    async with with_a_mouse(tmp_path, NARROW) as mouse:
        await mouse.make(MADE[0], None, from_picker=False)
        await mouse.click("Back")
    assert said(held(tmp_path / "studie.kodeverk", NAME)) == wanted(MADE[:1])
