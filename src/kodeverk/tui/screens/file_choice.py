"""Which files: a path to type or paste, and the folder it leads to as a list."""

import os
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import unquote, urlsplit

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Button, Input

from kodeverk.model.text import visible
from kodeverk.service.import_options import folder_entries
from kodeverk.tui.screens.typed_choice import TypedChoice
from kodeverk.tui.widgets.key_hint import key_hint
from kodeverk.written_paths import is_file, path_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: a file, a folder to go into, all its files, or those below it too."""

    kind: Literal["file", "folder", "all", "below"]
    path: Path
    name: str


class PathField(Input):
    """A field that tells of several paths pasted at once; one alone it takes as typed."""

    class PathsPasted(Message):
        """Paths have been pasted or dropped."""

        def __init__(self, paths: list[Path]) -> None:
            super().__init__()
            self.paths = paths

    def on_paste(self, event: events.Paste) -> None:
        """Tell of the paths that are pasted; what is no file is pasted as it is."""
        paths = pasted_paths(event.text)
        if len(paths) > 1 or any(is_file(path) for path in paths):
            event.prevent_default()
            event.stop()
            self.post_message(self.PathsPasted(paths))


class FileChoice(TypedChoice[Entry, list[Path]]):
    """Gives the paths of files and folders, or None when it was closed without.

    `files_in` gives the folders and the files of a folder among which one chooses.
    """

    CLOSING = "Enter opens or marks · Tab completes · F2 adds · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, priority=True),
        Binding("f2", "add", show=False),
    ]

    def __init__(
        self,
        folder: Path,
        question: str = "Which files?",
        files_in: Callable[[Path], tuple[Sequence[Path], Sequence[Path]]] = folder_entries,
    ) -> None:
        super().__init__(question, f"{folder}{os.sep}", "The path of a file or a folder")
        self._marked: dict[Path, None] = {}
        self._files_in = files_in

    @staticmethod
    def new_field(typed: str, placeholder: str) -> Input:
        """Return the field one types or pastes in."""
        return PathField(typed, placeholder=placeholder, select_on_focus=False)

    def buttons(self) -> ComposeResult:
        """Return a button for what F2 does."""
        yield Button("Add", variant="primary", compact=True)

    async def fitting(self, typed: str) -> Sequence[Entry]:
        """Return what the folder holds by what is typed behind its name: first what begins so."""
        folder, begun = split_path(typed)
        folders, files = self._files_in(folder)
        entries = [Entry("folder", path, f"{path.name}{os.sep}") for path in folders]
        entries += [Entry("file", path, path.name) for path in files]
        if begun:
            wanted = begun.casefold()
            holding = [entry for entry in entries if wanted in entry.name.casefold()]
            return sorted(holding, key=lambda entry: not _begins(entry, begun))
        here = f"all files here: {len(files)}"
        all_files = [Entry("all", folder, here)] if files else []
        below = [Entry("below", folder, "all files here and in the folders below")]
        parent = Entry("folder", folder.parent, f"..{os.sep}")
        goes_below = folders and self._files_in is folder_entries
        return [*all_files, parent, *(below if goes_below else []), *entries]

    def shown(self, line: Entry) -> str:
        """Return the name, marked files with a cross."""
        name = visible(line.name)
        if line.kind != "file":
            return f"    {name}"
        return f"[{'x' if line.path in self._marked else ' '}] {name}"

    async def take(self, line: Entry | None) -> None:
        """Go into a folder, mark a file or take the mark off, or give the files of a folder."""
        if line is None:
            self.hint.update(key_hint("There is nothing of this name here · Esc closes"))
        elif line.kind == "all":
            self.dismiss([*self._marked, *self._files_in(line.path)[1]])
        elif line.kind == "below":
            self.dismiss([*self._marked, line.path])
        elif line.kind == "folder":
            self._type(line.path, os.sep)
        else:
            if line.path in self._marked:
                del self._marked[line.path]
            else:
                self._marked[line.path] = None
            place = self.lines.highlighted
            await self.show_fitting()
            self.lines.highlighted = place
            self.hint.update(key_hint(f"{len(self._marked)} marked · {self.CLOSING}"))

    def action_complete(self) -> None:
        """Type on as far as all lines that begin so agree."""
        folder, begun = split_path(self.field.value)
        names = [entry.name for entry in self._fitting if begun and _begins(entry, begun)]
        # All names lie between the first and the last in order, and begin as these two do.
        first, last = min(names, default=""), max(names, default="")
        agreed = first
        while not last.startswith(agreed):
            agreed = agreed[:-1]
        if len(agreed) > len(begun):
            self._type(folder / agreed, os.sep if agreed.endswith(os.sep) else "")

    async def action_add(self) -> None:
        """Give what is marked, or else the highlighted file or all files of the folder."""
        place = self.lines.highlighted
        entry = self._fitting[place] if place is not None and self._fitting else None
        if self._marked:
            self.dismiss([*self._marked])
        elif entry is None or entry.kind == "folder":
            self.hint.update(
                key_hint("Mark a file first: Enter marks it, or opens a folder · Esc closes")
            )
        elif entry.kind == "file":
            self.dismiss([entry.path])
        else:
            await self.take(entry)

    async def on_button_pressed(self) -> None:
        """Give what is marked, as F2 does."""
        await self.action_add()

    def on_path_field_paths_pasted(self, event: PathField.PathsPasted) -> None:
        """Give the paths that were pasted, with what is marked."""
        self.dismiss([*self._marked, *event.paths])

    def _type(self, path: Path, ending: str) -> None:
        self.field.value = f"{str(path).rstrip(os.sep)}{ending}"
        self.field.cursor_position = len(self.field.value)


def pasted_paths(text: str) -> list[Path]:
    """Return the paths in what a file manager or a terminal pastes.

    One a line, or several on a line with quotes or backslashes, as a shell writes them; also as
    addresses (`file:///…`).
    """
    paths: list[Path] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("file://"):
            paths.append(Path(unquote(urlsplit(line).path)))
            continue
        whole = path_of(line)
        try:
            words = [line] if whole.exists() else shlex.split(line, posix=os.name == "posix")
        except (ValueError, OSError):
            words = [line]
        paths += [path_of(word.strip("\"'")) for word in words]
    return paths


def _begins(entry: Entry, begun: str) -> bool:
    return entry.name.casefold().startswith(begun.casefold())


def split_path(typed: str) -> tuple[Path, str]:
    """Return the folder that is typed, and what is typed behind it.

    A whole path (`/data/a.docx`, `~/a.docx`) may be typed behind the one that stands there.
    """
    for beginning in (os.sep, f"~{os.sep}"):
        before, again, path = typed.rpartition(f"{os.sep}{beginning}")
        if again and before:
            typed = f"{beginning}{path}"
    before, separator, begun = typed.rpartition(os.sep)
    return path_of(f"{before}{separator}" or "."), begun
