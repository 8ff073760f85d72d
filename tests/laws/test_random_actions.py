"""Whatever a coder does, in any order: all of it can be taken back, and done again.

Left out are merging, which is taken back by taking its changes out again (see the laws of merging),
and withdrawing words, the one thing that nobody can take back.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from kodeverk.errors import Question, Refused
from kodeverk.service import undoing
from kodeverk.service.verification import verify
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import Reversal
from tests.laws.coder_actions import CODERS, KEEPING, Act, World, run
from tests.project_content import content_of
from tests.strategies import FULL, examples

CODER = CODERS[0]
WHAT = tuple(what for what in KEEPING if what not in ("merge", "undo", "redo"))
NUMBERS = st.integers(0, 11)


def reverse(project: Project, act: Callable[..., Reversal]) -> Reversal | None:
    """Take the coder's last step back, or do it again, whatever is asked; None: there is none."""
    try:
        try:
            return act(project, CODER)
        except Question as question:
            return act(project, CODER, sure=question.about)
    except Refused:
        return None


class CoderAtWork(RuleBasedStateMachine):
    """One coder in one copy, who does anything that can be taken back."""

    begin_with: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        shared = self.begin_with.parent
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(dir=shared)))
        path = shutil.copyfile(self.begin_with, folder / "copy.kodeverk")
        self.project = self._stack.enter_context(open_project(str(path)))
        self.world = World(folder, [self.project])
        self.begun = content_of(self.project)

    @rule(what=st.sampled_from(WHAT), one=NUMBERS, other=NUMBERS)
    def act(self, what: str, one: int, other: int) -> None:
        run(self.world, [Act(0, what, one, other)], lambda _into, _source: None)

    @rule()
    def undo(self) -> None:
        reverse(self.project, undoing.undo)

    @rule()
    def redo(self) -> None:
        reverse(self.project, undoing.redo)

    @rule()
    def verify(self) -> None:
        assert verify(self.project).problems == ()

    def teardown(self) -> None:
        with self._stack:
            reached, taken_back = content_of(self.project), 0
            while reversal := reverse(self.project, undoing.undo):
                taken_back += 1
                assert reversal.skipped == ()
            assert content_of(self.project) == self.begun
            self.verify()
            for _ in range(taken_back):
                assert reverse(self.project, undoing.redo)
            assert content_of(self.project) == reached
            self.verify()


def test_all_that_a_coder_does_is_taken_back_and_done_again(begun: Path) -> None:
    """A full run takes 10,400 steps. A failing program is not made shorter: that takes minutes."""

    class Coder(CoderAtWork):
        begin_with = begun

    run_state_machine_as_test(
        Coder,
        settings=settings(
            max_examples=examples(6, 260),
            stateful_step_count=40,
            derandomize=not FULL,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
