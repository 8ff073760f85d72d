"""The terminal UI: paint first, then open the project, then go from screen to screen."""

import asyncio
import gc
import os
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.notifications import Notify
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from kodeverk.config import Settings, save_theme
from kodeverk.errors import BadAddress, KodeverkError, UnclearCoder
from kodeverk.model.text import visible
from kodeverk.service.phrases import number_of
from kodeverk.tui import memo_services, services
from kodeverk.tui.control_filter import ControlFilter
from kodeverk.tui.gateway import Gateway, UnforeseenError
from kodeverk.tui.key_queue import KeyQueue
from kodeverk.tui.keys import ALL_SECTIONS, APP_KEYS, shown_keys
from kodeverk.tui.legible_filter import colours_of, legible_filter
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.screens.project import ProjectScreen
from kodeverk.tui.themes import OWN_THEMES, first_theme
from kodeverk.tui.user_keys import keymap
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.text import Span
    from kodeverk.tui.screens.codebook import CodebookScreen
    from kodeverk.tui.screens.coding import CodingScreen
    from kodeverk.tui.screens.log import LogScreen
    from kodeverk.tui.screens.memos import MemoScreen
    from kodeverk.tui.screens.passages import PassageScreen
    from kodeverk.tui.screens.placements import PlacementScreen
    from kodeverk.tui.screens.versions import VersionScreen


Answer = TypeVar("Answer")

_SCREENS: Mapping[str, str] = {
    "project": "project:ProjectScreen",
    "coding": "coding:CodingScreen",
    "importing": "importing:ImportScreen",
    "pseudonyms": "pseudonyms:PseudonymScreen",
    "placements": "placements:PlacementScreen",
    "versions": "versions:VersionScreen",
    "merge": "merge:MergeScreen",
    "conflicts": "conflicts:ConflictScreen",
    "matrix": "matrix:MatrixScreen",
    "outcomes": "outcomes:OutcomeScreen",
    "frequencies": "frequencies:FrequencyScreen",
    "agreement": "agreement:AgreementScreen",
    "consensus": "consensus:ConsensusScreen",
    "memos": "memos:MemoScreen",
    "passages": "passages:PassageScreen",
    "log": "log:LogScreen",
    "codebook": "codebook:CodebookScreen",
}
"""The screens one works in: mode -> the module in `tui.screens` and its class."""


def _screen(named: str, workspace: Workspace) -> Mode:
    """Make a screen, when it is gone to first: the first paint does not wait for the others."""
    module, _, name = named.partition(":")
    screen: Mode = getattr(import_module(f"kodeverk.tui.screens.{module}"), name)(workspace)
    return screen


def _rest_the_collector() -> None:
    """Let the garbage collector pass over what stays while a transcript is open.

    It would look at the text, its codings and every loaded library again and again: a tenth of a
    second, in the middle of a movement.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class KodeverkApp(App[int]):
    """One project in the terminal."""

    TITLE = "Kodeverk"
    CSS_PATH = Path(__file__).parent / "styles" / "kodeverk.tcss"
    DEFAULT_MODE = "project"
    BINDINGS: ClassVar[list[BindingType]] = list(APP_KEYS)

    def _first_theme(self) -> str:
        return first_theme(self._chosen_theme, self.available_themes)

    theme: Reactive[str] = Reactive(Initialize(_first_theme))

    def __init__(self, location: str, settings: Settings) -> None:
        # The first styles are made while an app is made: they are to be those of the theme.
        self._chosen_theme = settings.theme
        super().__init__()
        self._take_colours()
        self._control_filter = ControlFilter()
        self._chosen_keys = keymap(settings)
        self.set_keymap(self._chosen_keys)
        self.gateway = Gateway(location, settings)
        self.sticky: dict[str, list[str]] = {}
        self.key_queue = KeyQueue()
        for mode, screen in _SCREENS.items():
            self.add_mode(mode, partial(_screen, screen, self))

    def on_mount(self) -> None:
        """Begin to hand on keys, and open the project when the first screen is painted."""
        self.run_worker(self.key_queue.hand_on(self, super().on_event))
        if not self.is_headless and os.name == "posix":
            # A session that is ended leaves the terminal as it was; everything shown is on disk.
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit)
        self.call_after_refresh(self.run_worker, self._open)
        unknown = self._chosen_theme
        if unknown is not None and unknown not in self.available_themes:
            self.notify(
                f"{self.key_of('app.palette')} and then Theme lists those there are.",
                title=f"There is no theme {unknown}",
                severity="warning",
                markup=False,
            )

    async def on_event(self, event: events.Event) -> None:
        """Let keys and what is pasted wait for their turn; pass everything else on."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if isinstance(event, events.Key) and event.key == "ctrl+j":
                # So the terminal gives an Enter that was typed before the program took it over.
                event = events.Key("enter", "\r")
            if not self._quits_at_once(event):
                self.key_queue.add(event)
        else:
            await super().on_event(event)

    def _quits_at_once(self, event: events.Event) -> bool:
        """Quit where that is asked for before the project is open: it may take long to answer."""
        if not self.key_queue.is_held or not isinstance(event, events.Key):
            return False
        quits = event.key == "ctrl+q" or (
            self.key_queue.is_empty and event.key == self.key_of("project.quit")
        )
        if quits:
            self.exit()
        return quits

    async def _answer(self, dialog: Screen[Answer | None]) -> Answer | None:
        """Return what is answered before the project is open: keys typed from now on go there."""
        self.key_queue.forget()
        self.key_queue.flow()
        answer = await self.push_screen_wait(dialog)
        self.key_queue.hold()
        return answer

    async def _open(self) -> None:
        try:
            introduced = self.gateway.settings.coder is None
            if introduced:
                from kodeverk.tui.screens.coder_question import CoderQuestion

                async def keep(name: str) -> Settings:
                    settings = self.gateway.settings
                    return await self.gateway.run(services.introduce, settings, name)

                settings = await self._answer(CoderQuestion(keep))
                if settings is None:
                    self.exit()
                    return
                self.gateway.settings = settings
            try:
                await self.gateway.open(introduced=introduced)
            except UnclearCoder as unclear:
                identity = await self._ask_who(unclear)
                if identity is None:
                    self.exit()
                    return
                await self.gateway.open((unclear.name, identity or None))
        except KodeverkError as error:
            await self._give_up(error)
            return
        if self._exit:
            return  # who waited has quit meanwhile: the screens are being taken away
        self.screen_stack[0].refresh_bindings()
        # A dialog may have been opened over it meanwhile.
        await cast("ProjectScreen", self.screen_stack[0]).action_reload()
        self.key_queue.flow()
        with self.errors_shown():
            self._tell([*self._warnings(), *await self._drafts()])

    def tell_unclean(self) -> None:
        """Say that words that were withdrawn still lie in the file, and why, if they do."""
        self._tell([*self._unclean()])

    def _tell(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show facts, each a title and what more there is to say of it, as one toast."""
        if facts:
            (title, first), *others = facts
            lines = [first, *(f"{also}. {more}" for also, more in others)]
            self.notify("\n".join(lines), title=title, severity="warning", timeout=20, markup=False)

    def _warnings(self) -> Iterator[tuple[str, str]]:
        """Yield what is to be known of the file that was opened."""
        yield from self._unclean()
        if (kept := self.gateway.older_copy) is not None:
            yield (
                "The project was made by an older version and is brought up to date",
                f"As it was, it is kept in {kept}. Programs of before can no longer open it.",
            )
        if self.gateway.is_open_to_all:
            remedy = f"For you alone: chmod 600 {self.gateway.project_name}"
            yield "Everybody on this machine can read the project", remedy

    def _unclean(self) -> Iterator[tuple[str, str]]:
        if why := self.gateway.unclean:
            yield (
                "Words that were withdrawn still lie in the project's file",
                f"The reason: {why}. Every opening tries again to empty its freed pages; until "
                "then only copies made by kodeverk backup are without them.",
            )

    async def _drafts(self) -> Sequence[tuple[str, str]]:
        """Return what was typed of memos and not written, if anything was."""
        drafts = await self.gateway.ask(memo_services.drafts)
        if not drafts:
            return ()
        title = (
            "A memo was typed and not written"
            if len(drafts) == 1
            else f"{number_of(len(drafts), 'memo')} were typed and not written"
        )
        return [(title, f"{self.key_of('project.memos')} lists what is kept of it.")]

    def on_notify(self, event: Notify) -> None:
        """Let a toast take the place of the last of its kind, an error or a fact."""
        is_error = event.notification.severity == "error"
        for shown in [*self._notifications]:
            if (shown.severity == "error") == is_error and shown is not event.notification:
                self._unnotify(shown)
        self.call_later(self._clear_the_caret)

    def _clear_the_caret(self) -> None:
        screen = self.screen
        if isinstance(screen, Mode):
            screen.clear_the_caret()

    async def _ask_who(self, unclear: UnclearCoder) -> str | None:
        """Return the id of who codes, empty for somebody new, None when one would rather quit."""
        from kodeverk.tui.screens.menu import Menu

        coders = await self.gateway.run(services.coders_of, self.gateway.location)
        codings = {row.id: row.codings for row in coders}
        known = [
            f"{name} · codings: {codings[identity]} · id …{identity[-8:]}"
            for name, identity in unclear.fitting
        ]
        new = [f"somebody else, who is called {unclear.name} too"] if unclear.alike else []
        title = f"Who is {unclear.name}? Two who are one are joined by: kodeverk coders"
        chosen = await self._answer(Menu(title, [*known, *new]))
        if chosen is None:
            return None
        return unclear.fitting[chosen][1] if chosen < len(known) else ""

    async def _give_up(self, error: KodeverkError) -> None:
        from kodeverk.tui.screens.notice import Notice

        details = error.where if isinstance(error, UnforeseenError) else ""
        await self._answer(Notice(error.message, error.hint, details, closes="Quit"))
        self.exit(return_code=2 if isinstance(error, BadAddress) else 1)

    async def open_transcript(
        self,
        transcript: str,
        place: str,
        passage: "Span | None" = None,
        back: str = "project",
    ) -> None:
        """Go to the coding screen with a transcript; `place` is its municipality in words.

        A `passage` of its current text is selected there. It is left to the mode `back`.
        """
        loaded = await self.gateway.ask(services.load_transcript, transcript)
        await self.switch_mode("coding")
        screen = cast("CodingScreen", self.screen)
        screen.open(loaded, place)
        screen.back = back
        if passage is not None:
            screen.view.select(*passage)
        _rest_the_collector()

    async def move_borders(self, coding: str) -> None:
        """Let movements move the borders of a coding on the coding screen, where one is now."""
        screen = cast("CodingScreen", self.screen)
        screen.view.highlight(coding)
        await screen.action_borders()

    async def find_passages(self, typed: str) -> None:
        """Go to the passages that a line as people type it asks for; nothing: ask for a line.

        From there one goes back to this screen. Where that was gone to from the passages, it is no
        longer left to them.
        """
        back = self.current_mode
        if back == "coding" and (coding := cast("CodingScreen", self.screen)).back == "passages":
            coding.back = "project"
        await self.switch_mode("passages")
        await cast("PassageScreen", self.screen).begin(typed, back)

    async def list_memos(self, transcript: str | None = None, name: str = "") -> None:
        """Go to the memos of a transcript, or of all, and back to this screen from there."""
        back = self.current_mode
        await self.switch_mode("memos")
        await cast("MemoScreen", self.screen).begin(transcript, name, back)

    async def show_transcripts(self, words: str) -> None:
        """Go to the project screen, its transcripts narrowed to those that fit some words."""
        await self.switch_mode("project")
        await cast("ProjectScreen", self.screen).show_only(words)

    async def show_log(self, transcript: str | None = None, name: str = "") -> None:
        """Go to the steps made in a transcript, or to all, and back to this screen from there."""
        back = self.current_mode
        await self.switch_mode("log")
        await cast("LogScreen", self.screen).begin(transcript, name, back)

    async def show_codebook(self, code: str | None = None) -> None:
        """Go to the codebook, a code by id highlighted, and back to this screen from there."""
        back = self.current_mode
        await self.switch_mode("codebook")
        await cast("CodebookScreen", self.screen).begin(code, back)

    async def review_placements(self, transcript: str | None, record: str | None = None) -> None:
        """Go to the review of placements, and back to this screen from there.

        It begins with the coding or memo `record`, else with the first that waits in a transcript.
        """
        back = self.current_mode
        await self.switch_mode("placements")
        await cast("PlacementScreen", self.screen).begin(transcript, record, back)

    async def show_versions(self, transcript: str, name: str) -> None:
        """Go to the versions of a transcript's text."""
        await self.switch_mode("versions")
        await cast("VersionScreen", self.screen).open(transcript, name)

    @contextmanager
    def errors_shown(self) -> Iterator[None]:
        """Show what the gateway raises: a toast, or a dialog for what was not foreseen.

        Keys typed ahead are dropped: a direction must not go to the coding there was before.
        """
        try:
            yield
        except UnforeseenError as error:
            from kodeverk.tui.screens.notice import Notice

            self.key_queue.forget()
            self.push_screen(Notice(error.message, error.hint, error.where))
        except KodeverkError as error:
            self.key_queue.forget()
            self.notify(error.hint, title=error.message, severity="error", timeout=12, markup=False)

    def forget_keys(self) -> None:
        """Drop the keys typed ahead: what they were meant for is not what comes."""
        self.key_queue.forget()

    def action_command_palette(self) -> None:
        """Show all commands, to search among."""
        from kodeverk.tui.screens.palette import Palette

        if self.current_mode == "coding" and isinstance(self.screen, Mode):
            self.push_screen(Palette(cast("CodingScreen", self.screen).go_to_turn))
        elif not isinstance(self.screen, Palette):
            self.push_screen(Palette(None))

    async def action_show_keys(self) -> None:
        """Show the keys of this screen, and do what is chosen there."""
        from kodeverk.tui.screens.key_list import KeyList

        screen = self.screen
        if not isinstance(screen, Mode):
            return

        async def do(chosen: tuple[str, str] | None) -> None:
            if chosen is not None:
                namespace, action = chosen
                await self.run_action(action, screen.namespace(namespace))

        await self.push_screen(KeyList(screen.SECTIONS, self.keys_of, screen.description_of), do)

    def keys_of(self, binding: Binding) -> str:
        """Return a binding's keys as people write them: those the user has chosen, if any."""
        return shown_keys(self._chosen_keys.get(str(binding.id), binding.key))

    def key_of(self, name: str) -> str:
        """Return the first key of the binding with this id, as people write it."""
        binding = next(
            binding for section in ALL_SECTIONS for binding in section.keys if binding.id == name
        )
        return self.keys_of(binding).split()[0]

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes to choose from: our own and Textual's."""
        return {**OWN_THEMES, **super().available_themes}

    async def watch_theme(self, theme: str) -> None:
        """Draw in the colours of another theme, and keep which it is."""
        self.get_css_variables()
        self._take_colours()
        if self._chosen_theme != theme:
            self._chosen_theme = theme
            with self.errors_shown():
                settings = self.gateway.settings
                self.gateway.settings = await self.gateway.run(save_theme, settings, theme)

    def _take_colours(self) -> None:
        self._legible = legible_filter(self)
        # Of sixteen colours, none is a darker shade of another.
        self.set_class(colours_of(self) in ("16", "none"), "-few-colours")

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line goes through before it is drawn."""
        return [*super().get_line_filters(), self._legible, self._control_filter]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give the palette everything the keys of a screen do, and the themes."""
        if isinstance(screen, Mode):
            for section in screen.SECTIONS:
                for binding in section.keys:
                    do = partial(
                        self.run_action, binding.action, screen.namespace(section.namespace)
                    )
                    yield SystemCommand(screen.description_of(binding), self.keys_of(binding), do)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand("Quit", "Everything is on disk", self.action_quit)

    def _fatal_error(self) -> None:
        # Textual's own way shows a traceback with local variables: they may hold an interview.
        from rich.text import Text

        error = self._exception
        assert error is not None
        shown = self.gateway.explained(error.error if isinstance(error, WorkerFailed) else error)
        self.panic(Text(f"error: {visible(shown.message)}\nhint: {visible(shown.hint)}"))

    async def on_unmount(self) -> None:
        """Close the project."""
        await self.gateway.close()


def run(location: str, settings: Settings) -> None:
    """Show the project at `location` (a path or an address) until the user quits.

    `settings.coder` None means that nobody has said who codes: the first thing asked.
    Raises SystemExit with 1 when the project could not be opened, with 2 when its address is wrong.
    """
    app = KodeverkApp(location, settings)
    app.run()
    if app.return_code:
        raise SystemExit(app.return_code)
