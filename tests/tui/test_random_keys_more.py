"""Random keys, clicks, drags and sizes on every screen: nothing ends the program, all is on disk.

Left out are choosing files, which would go about on this machine, and replacing names, which nobody
can take back.
"""

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from textual import events
from textual.errors import NoWidget

from kodeverk.errors import Refused
from kodeverk.model.records import Coder, Memo
from kodeverk.service import undoing
from kodeverk.service.verification import verify
from kodeverk.store import steps
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.tui import services
from kodeverk.tui.app import KodeverkApp
from kodeverk.tui.keys import APP_SECTIONS
from kodeverk.tui.screens.coding import CodingScreen
from kodeverk.tui.screens.corrected_file import CorrectedFile
from kodeverk.tui.screens.file_choice import FileChoice
from kodeverk.tui.screens.importing import ImportScreen
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.screens.notice import Notice
from kodeverk.tui.screens.project import ProjectScreen
from kodeverk.tui.screens.pseudonyms import PseudonymScreen
from kodeverk.tui.screens.versions import VersionScreen
from tests.project_content import content_of
from tests.tui.brisk_pilot import BriskPilot
from tests.tui.corrected_project import CORRECTED, codings_in_an_old_text, replace
from tests.tui.keyboard_user import User, at_the_keyboard
from tests.undo_and_redo import undo

EVA = Coder("2d6cf1b6-53b5-4f24-8a13-8a4a6f43a1cc", "Eva")
"""Somebody who has done nothing yet."""

BATCH = 10
STEPS = 250
"""How many steps somebody takes before the program is closed."""
SIZES = [(80, 24), (80, 24), (120, 40), (200, 60), (60, 20), (40, 12)]

FORBIDDEN: dict[type[Mode], set[str]] = {
    ProjectScreen: {"q", "P"},
    ImportScreen: {"a", "f2"},
    VersionScreen: {"c", "f2"},
}
ANYWHERE = (
    *("enter", "escape", "tab", "shift+tab", "space", "backspace", "delete"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *"0123456789abcdefghijklmnopqrstuvwxyz",
)
IN_A_DIALOG = ("enter", "enter", "escape", "down", "up", "ctrl+s", "1", "2", "1", "2")


class Restless:
    """Somebody who presses and clicks at random; `done` is what was done, to tell of a failure."""

    def __init__(self, user: User, chance: random.Random) -> None:
        self.user = user
        self.app: KodeverkApp = user.app
        self.pilot = BriskPilot(user.app)
        self.chance = chance
        self.done: list[str] = []

    @property
    def has_left(self) -> bool:
        """Whether the program has been quit: a click or the list of commands does that too."""
        return self.app._exit or self.app._exception is not None

    async def step(self) -> None:
        screen, chance = self.app.screen, self.chance
        if isinstance(screen, FileChoice | CorrectedFile | PseudonymScreen):
            await self._press(["escape"])
            return
        do = chance.choices(
            (self._keys, self._click, self._drag, self._wheel, self._resize), (24, 6, 3, 2, 1)
        )
        with suppress(NoWidget):  # a screen that is only now coming has nothing to click on
            await do[0]()

    async def rest(self, rounds: int = 1) -> None:
        """Wait until what was asked for is done, in so many rounds also what that leads to."""
        await self.app.key_queue.settled()
        for _ in range(rounds):
            if not self.has_left:
                await self.app.gateway.settled()
                await self.pilot.pause()

    def _known_keys(self) -> Sequence[str]:
        screen = self.app.screen
        if not isinstance(screen, Mode):
            return (*ANYWHERE, *IN_A_DIALOG * 4)
        sections = (*APP_SECTIONS, *screen.SECTIONS)
        bound = [key for part in sections for one in part.keys for key in one.key.split(",")]
        return [
            key for key in (*bound, *bound, *ANYWHERE) if key not in FORBIDDEN.get(type(screen), ())
        ]

    async def _keys(self) -> None:
        """Press a key; one time in five some more behind it, typed ahead."""
        count = self.chance.choice((1, 1, 1, 1, 3))
        await self._press([self.chance.choice(self._known_keys()) for _ in range(count)])

    async def _press(self, keys: Sequence[str]) -> None:
        self.done.append(" ".join(keys))
        await self.pilot.press(*keys)

    def _cell(self) -> tuple[int, int]:
        width, height = self.app.size
        return self.chance.randrange(width), self.chance.randrange(height)

    async def _click(self) -> None:
        cell, times = self._cell(), self.chance.choice((1, 1, 1, 2, 3))
        shift, button = self.chance.random() < 0.2, self.chance.choice((1, 1, 1, 1, 3))
        self.done.append(f"click {cell} ×{times} button {button}{' shift' * shift}")
        await self.pilot.click(offset=cell, times=times, shift=shift, button=button)

    async def _drag(self) -> None:
        way = [self._cell() for _ in range(3)]
        self.done.append(f"drag {way}")
        await self.pilot.mouse_down(offset=way[0])
        for cell in way[1:]:
            await self.pilot.hover(offset=cell)
        await self.pilot.mouse_up(offset=way[-1])

    async def _wheel(self) -> None:
        turned = self.chance.choice((events.MouseScrollUp, events.MouseScrollDown))
        cell = self._cell()
        self.done.append(f"{turned.__name__} {cell}")
        await self.pilot._post_mouse_events([turned] * 2, offset=cell)

    async def _resize(self) -> None:
        size = self.chance.choice(SIZES)
        self.done.append(f"resize {size}")
        await self.pilot.resize_terminal(*size)

    # What must hold whenever the program rests

    def check(self) -> None:
        for screen in self.app.screen_stack:
            assert not isinstance(screen, Notice), (screen._message, screen._hint, screen._details)
        screen = self.app.screen_stack[0]
        if isinstance(screen, CodingScreen) and not self.has_left:
            _check_on_disk(screen, Path(self.app.gateway.location))


def _check_on_disk(screen: CodingScreen, path: Path) -> None:
    """What the coding screen shows is what the project holds."""
    shown = screen.transcript
    with open_project(str(path)) as project:
        fresh = services.load_transcript(project, EVA, shown.record.id).interview
    current = {one.id: one for one in fresh.codings if one.version == shown.version}
    assert {one.id: one for one in shown.codings.values()} == current
    assert {*map(_said, shown.memos)} == {*map(_said, fresh.memos)}
    there = fresh.assignment
    assert shown.read_to == (there.read_to if there else 0)
    assert shown.state == (there.state if there else None)


def _said(memo: Memo) -> tuple[str | None, ...]:
    return memo.id, memo.target_kind, memo.target, memo.text, memo.coder


@pytest.fixture
def worked_in(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with colleagues' codings, of which some wait in a corrected text."""
    codings_in_an_old_text(project)
    replace(project, tmp_path / "a-deltaker.txt", CORRECTED)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return project


def take_all_back(project: Project) -> None:
    """Do again what was taken back of others', and then take back all of one's own."""
    with project.reading() as connection:
        others = [one for one in steps.steps(connection) if one.undone and one.author_id != EVA.id]
    for one in sorted(others, key=lambda one: one.number):
        undoing.reverse_step(project, EVA, one.id, "redo")
    for _ in _own(project):
        pass


def _own(project: Project) -> Iterator[steps.Reversal]:
    while True:
        try:
            yield undo(project, EVA)
        except Refused:
            return


# Textual's own, where a click quits the program.
@pytest.mark.filterwarnings("ignore:coroutine 'Screen._watch_selections' was never awaited")
@pytest.mark.parametrize("seed", range(3, 7))
async def test_random_keys_and_clicks_end_nothing_and_lose_nothing(
    worked_in: Path, seed: int
) -> None:
    """A full run takes 10,000 steps."""
    path = shutil.copyfile(worked_in, worked_in.with_name("copy.kodeverk"))
    with open_project(str(path)) as project:
        begun = content_of(project)
    chance = random.Random(seed)
    taken = 0
    while taken < STEPS:
        async with at_the_keyboard(path, EVA, chance.choice(SIZES)) as user:
            restless = Restless(user, chance)
            try:
                while taken < STEPS and not restless.has_left:
                    for _ in range(BATCH):
                        taken += 1
                        if not restless.has_left:
                            await restless.step()
                            await restless.rest()
                    await restless.rest(rounds=4)
                    restless.check()
            except BaseException:
                print(f"seed {seed}", *restless.done, sep="\n")  # pytest shows it
                raise
    with open_project(str(path)) as project:
        assert verify(project).problems == ()
        take_all_back(project)
        assert verify(project).problems == ()
        assert content_of(project) == begun
