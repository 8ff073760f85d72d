"""Three copies of a project, which go apart and are merged."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kodeverk.store.backup import copy_project
from kodeverk.store.merging import Union, unite
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.store.coder_steps import CODERS


@contextmanager
def apart_from(begun: Path) -> Iterator["Copies"]:
    """Three copies of the project."""
    with tempfile.TemporaryDirectory(dir=Path(begun).parent) as folder, ExitStack() as stack:
        copies = Copies(Path(folder), stack)
        with open_project(str(begun)) as project:
            copies.made = [copies.of(project) for _ in CODERS]
        yield copies


class Copies:
    """The three copies, and a way to make more of any project."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._stack = stack
        self._names = (folder / f"{number}.kodeverk" for number in itertools.count())
        self.made: list[Project] = []

    def of(self, project: Project) -> Project:
        copy = copy_project(project, next(self._names))
        return self._stack.enter_context(open_project(str(copy)))

    def merged(self, first: Project, *others: Project) -> Project:
        result = self.of(first)
        for other in others:
            united(result, other)
        return result


def united(into: Project, source: Project) -> Union:
    with into.locked() as connection, source.reading() as read:
        return unite(connection, read)
