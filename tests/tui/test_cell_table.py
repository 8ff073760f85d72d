"""A table of cells: gone about in by arrows and mouse, its first column always in sight."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from kodeverk.tui.widgets.cell_table import Cell, CellTable, Column, TableRow, shade_of
from tests.tui.keyboard_user import screen_text

COLUMNS = [Column(f"c{number}", f"column {number}") for number in range(12)]
ROWS = [
    TableRow(
        f"r{row}",
        f"REL-KODE-{row:02}",
        [Cell(f"{row} of {column + row}", (row + column) % 5) for column in range(12)],
    )
    for row in range(40)
]


class Shown(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.table = CellTable()
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.show("code", COLUMNS, ROWS)
        self.table.focus()

    def on_cell_table_opened(self, told: CellTable.Opened) -> None:
        self.told.append(told)

    def on_cell_table_head_clicked(self, told: CellTable.HeadClicked) -> None:
        self.told.append(told)


@asynccontextmanager
async def shown() -> AsyncIterator[tuple[Shown, Pilot[None]]]:
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        yield app, pilot


async def test_the_first_column_and_the_headings_stay_wherever_one_goes() -> None:
    async with shown() as (app, pilot):
        lines = screen_text(app).splitlines()
        assert lines[0].split()[0] == "code"
        assert lines[0].endswith("›")
        assert "column 11" not in lines[0]
        await pilot.press("end", "end")
        lines = screen_text(app).splitlines()
        assert app.table.at == ("r39", "c11")
        assert "‹" in lines[0]
        assert "column 11" in lines[0]
        assert lines[-1].strip().startswith("REL-KODE-39")
        assert "39 of 50" in lines[-1]
        await pilot.press("home", "home")
        assert app.table.at == ("r0", "c0")
        assert "‹" not in screen_text(app)


async def test_no_arrow_leads_out_of_the_table() -> None:
    async with shown() as (app, pilot):
        await pilot.press("left", "up")
        assert app.table.at == ("r0", "c0")
        await pilot.press("right", "down", "down", "l", "j")
        assert app.table.at == ("r3", "c2")
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert app.table.at == ("r39", "c2")


async def test_a_click_goes_to_a_cell_and_a_second_one_opens_it() -> None:
    async with shown() as (app, pilot):
        lines = screen_text(app).splitlines()
        at = lines[3].index("2 of 3")
        await pilot.click(app.table, offset=(at, 3))
        assert app.table.at == ("r2", "c1")
        assert app.told == []
        await pilot.click(app.table, offset=(at, 3))
        assert [type(one) for one in app.told] == [CellTable.Opened]
        await pilot.click(app.table, offset=(lines[0].index("column 1") + 1, 0))
        (_, head) = app.told
        assert isinstance(head, CellTable.HeadClicked)
        assert head.column == "c1"


async def test_the_cell_is_kept_when_what_is_shown_changes() -> None:
    async with shown() as (app, pilot):
        await pilot.press("right", "down", "down")
        app.table.show("code", COLUMNS[::-1], ROWS[::-1])
        assert app.table.at == ("r2", "c1")
        app.table.show("code", COLUMNS, ROWS[5:])
        assert app.table.at == ("r5", "c1")
        app.table.show("code", [], [])
        assert app.table.at is None
        await pilot.press("down", "end", "pageup")
        assert app.table.texts == [["code"]]


async def test_heat_is_told_without_colours() -> None:
    assert [shade_of(value, 8) for value in (0, 0.1, 2, 4, 6, 8, 9)] == [0, 1, 1, 2, 3, 4, 4]
    assert shade_of(0, 0) == 0
    async with shown() as (app, _):
        line = screen_text(app).splitlines()[1]
        assert [sign for sign in line if sign in "░▒▓█"] == [*"░▒▓█"]
