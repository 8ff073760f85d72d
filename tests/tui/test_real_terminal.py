"""The program in a real terminal: bytes in, bytes out, and what is on disk after every key."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from kodeverk.model.records import NOT_INFORMANTS, Turn
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import create_project, open_project
from tests.tui.keyboard_user import KARI

pytest.importorskip("pty", reason="this system has no pseudo-terminals")

from tests.tui.pseudo_terminal import Project, Stored, Terminal, on_disk, terminal

INTERVIEW = "05-volda-rettleiar"
F2 = "\x1bOQ"
ESCAPE = "\x1b[27u"
"""As newer terminals send it: the old way, one byte, is told from other keys by time alone."""
ENTER = "\r"
DIRECTIONS = {"f": "fremmer", "d": "hemmer", "i": "ambivalent", "E": "beskrivende"}
SEED = 1
APPLIED = re.compile(r"\b[A-Z]+-[A-Z]+ on \d+ word")
"""What the status line says of a coding; only when it is on disk."""
PICKED = ("REL-KONTIN", "MET-KRAV", "ARB-KVALIF", "SPR-TOLK")


@dataclass(frozen=True, slots=True)
class Material:
    """The project nobody has coded in, and what its one interview says."""

    path: Path
    text: str
    answers: tuple[Turn, ...]
    pinned: dict[str, str]


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Material:
    path = tmp_path_factory.mktemp("terminal") / "studie.kodeverk"
    source = repository / "sample_transcripts" / f"{INTERVIEW}.docx"
    with create_project(str(path)) as project:
        load_codebook(project, KARI, repository / "codebooks" / "veiledning.yaml")
        (result,) = import_files(project, KARI, [source], Choices(municipality="1577"))
        assert (result.status, result.words) == ("imported", 2052)
        with project.reading() as connection:
            (transcript,) = queries.transcripts(connection)
            version = queries.version(connection, transcript.version)
            roles = {one.id: one.role for one in queries.speakers(connection, transcript.id)}
            codes = queries.codes(connection)
    answers = tuple(turn for turn in version.turns if roles[turn.speaker] not in NOT_INFORMANTS)
    pinned = {code.hotkey: code.key for code in codes if code.hotkey}
    assert {code.key for code in codes} >= set(PICKED)
    return Material(path, version.text, answers, pinned)


@pytest.fixture
def project(material: Material, tmp_path: Path) -> Path:
    return Path(shutil.copy(material.path, tmp_path))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"KODEVERK_CONFIG": str(tmp_path / "config.toml"), "KODEVERK_CODER": "Kari"}


def open_interview(window: Terminal) -> None:
    window.wait_for(INTERVIEW)
    before = window.mark()
    window.send(ENTER)
    window.wait_for(" % · ", before)


def assert_sound(path: Path) -> None:
    with open_project(str(path)) as project:
        assert verify(project).problems == ()


@dataclass
class Sitting:
    """Kari at work: the window, and everything the project has held, step by step."""

    path: Path
    environment: dict[str, str]
    chance: random.Random
    window: Terminal
    history: list[Project]
    recent: list[str] = field(default_factory=list)
    last_code: str = ""
    kills: list[str] = field(default_factory=list)

    @property
    def now(self) -> Project:
        return self.history[-1]

    def log_bytes(self) -> int:
        """Return how long the database's write-ahead log is: the first thing a write changes."""
        log = Path(f"{self.path}-wal")
        return log.stat().st_size if log.exists() else 0

    def step(self, keys: str, moment: str = "") -> bool:
        """Press keys that make one step and see it on disk; with a `moment`, end the program then.

        Gives whether the step was made, which is for the program to say when it was ended.
        """
        logged = self.log_bytes()
        before = self.window.mark()
        enough = before + self.chance.randrange(3000)
        self.window.send(keys)

        def reached() -> bool:
            if moment == "at a key" and self.window.mark() >= enough:
                return True
            if moment == "in a write" and self.log_bytes() != logged:
                return True
            return on_disk(self.path) != self.now

        self.window.wait_until(reached, f"the step of {keys!r}")
        if moment:
            self.window.kill()
            self.kills.append(moment)
        found = on_disk(self.path)
        made = found != self.now
        assert made or not APPLIED.search(self.window.shown(before))
        if made:
            self.history.append(found)
        return made

    def begin_again(self) -> None:
        """Open the project after a kill; what it held is there, and the last step can go and come.

        Nothing but the last step goes with it.
        """
        assert_sound(self.path)
        assert on_disk(self.path) == self.now
        self.window.close()
        self.window = Terminal("open", self.path, environment=self.environment)
        open_interview(self.window)
        by_time = [self.now.codings[one].code for one in sorted(self.now.codings, reverse=True)]
        self.recent = list(dict.fromkeys(by_time))[:9]
        self.last_code = self.recent[0] if self.recent else ""
        if len(self.history) > 1:
            self.window.send("u")
            self.window.wait_until(lambda: on_disk(self.path) == self.history[-2], "the undo")
            self.window.send("U")
            self.window.wait_until(lambda: on_disk(self.path) == self.now, "the redo")

    def code(self, select: str, apply: str, expected: str, moment: str = "") -> Stored:
        """Go to the next open turn, select, apply; give the coding that then is on disk."""
        before = self.now.codings
        shown = self.window.mark()
        made = self.step(f"e{select}{apply}", moment)
        if moment:
            self.begin_again()
            if made:
                self.window.send(f"e{select}")
            else:
                assert self.step(f"e{select}{apply}")
        else:
            self.window.wait_until(
                lambda: APPLIED.search(self.window.shown(shown)) is not None, "what was applied"
            )
        (new,) = self.now.codings.keys() - before.keys()
        assert {one: self.now.codings[one] for one in before} == before
        coding = self.now.codings[new]
        assert (coding.code, coding.facets) == (expected, ())
        self.last_code = expected
        if expected not in self.recent and len(self.recent) < 9:
            self.recent.append(expected)
        return coding

    def direct(self, key: str) -> None:
        """Give the coding of the last step a direction."""
        before = self.now.codings
        assert self.step(key)
        changed = [one for one in before if self.now.codings[one] != before[one]]
        assert [self.now.codings[one].facets for one in changed] == [
            (("retning", DIRECTIONS[key]),)
        ]


def ways(material: Material, sitting: Sitting) -> Iterator[tuple[str, str, str]]:
    """Yield (keys that select, keys that apply, the code's key), for ever, each way in its turn."""
    picked = cycle(PICKED)
    digits = cycle(sorted(material.pinned))
    for way in cycle(("digit", "picker", "repeat", "words", "turn", "recent", "picker", "digit")):
        digit = next(digits)
        if way == "picker":
            key = next(picked)
            yield "a", f"c{key.lower()}{ENTER}", key
        elif way == "repeat" and sitting.last_code:
            yield "s", ".", sitting.last_code
        elif way == "recent" and sitting.recent:
            place = sitting.chance.randrange(len(sitting.recent))
            yield "A", f",{place + 1}", sitting.recent[place]
        elif way == "words":
            yield "vwwwWv", digit, material.pinned[digit]
        elif way == "turn":
            yield "A", digit, material.pinned[digit]
        else:
            yield "s", digit, material.pinned[digit]


def assert_words_of_the_answer(material: Material, select: str, coding: Stored) -> None:
    """What was selected is what was coded, worked out from the turns alone."""
    answer = next(one for one in material.answers if one.start == coding.start)
    words = material.text[coding.start : coding.end]
    body = material.text[answer.start : answer.end].strip()
    if select == "A":
        assert words == body
    elif select == "a":
        assert words.startswith(body)
        assert coding.end in {one.end for one in material.answers}
    elif select == "s":
        assert words[-1] in ".?!»]…"
        assert body.startswith(words)
    else:
        assert words == " ".join(body.split()[:4]).rstrip(".,?!")


def test_an_interview_of_2000_words_is_coded_to_the_end_through_kills_and_loses_nothing(
    material: Material, project: Path, environment: dict[str, str]
) -> None:
    chance = random.Random(SEED)
    moments = ["when it shows", "at a key", "in a write", "at a key", "in a write"]
    killed_at = dict(zip(chance.sample(range(2, 24), len(moments)), moments, strict=True))
    window = Terminal("open", project, environment=environment)
    sitting = Sitting(project, environment, chance, window, [])
    try:
        open_interview(window)
        sitting.history.append(on_disk(project))
        code_every_answer(material, sitting, killed_at)
        finish(sitting)
    finally:
        sitting.window.close()
    assert sorted(sitting.kills) == sorted(moments)
    done = on_disk(project)
    assert len(done.codings) >= 25
    assert done.codings == sitting.now.codings
    assert (done.state, len(done.memos)) == ("finished", 3)
    assert all(coding.facets for coding in done.codings.values())
    verified = subprocess.run(
        [sys.executable, "-m", "kodeverk", "verify", project], capture_output=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, b"")


def code_every_answer(material: Material, sitting: Sitting, killed_at: dict[int, str]) -> None:
    """From the first open turn to the last: code, direction, now and then a memo, read to here."""
    way = ways(material, sitting)
    number = 0
    while any(answer.end > sitting.now.read_to for answer in material.answers):
        select, apply, key = next(way)
        coding = sitting.code(select, apply, key, killed_at.get(number, ""))
        assert_words_of_the_answer(material, select, coding)
        if number != 7:  # what the finish will ask about
            sitting.direct(sitting.chance.choice("fdiE"))
        if number in {3, 12, 20}:
            before = sitting.window.mark()
            sitting.window.send("m")
            sitting.window.wait_for(f"Memo on {key}", before)
            assert sitting.step(f"Nr. {number}: sjå òg på ærlegdom{F2}")
            assert f"Nr. {number}: sjå òg på ærlegdom" in sitting.now.memos.values()
        read_to = sitting.now.read_to
        assert sitting.step("AR" if select not in "aA" else "R")
        assert sitting.now.read_to > max(read_to, coding.start)
        number += 1


def finish(sitting: Sitting) -> None:
    """Finish by the dialog: see to what it names first, then answer it; and leave."""
    window = sitting.window
    before = window.mark()
    window.send("e")
    window.wait_for("Every turn has been read", before)
    window.send("F")
    window.wait_for("1 required facet", before)
    window.send(ENTER)
    sitting.direct("f")
    before = window.mark()
    window.send("F")
    window.wait_for("Everything has been read", before)
    assert sitting.step(ENTER)
    assert sitting.now.state == "finished"
    window.send("q")
    window.wait_for("finished 1 of 1", before)
    window.send("q")
    assert window.ended() == 0
    window.wait_until(lambda: "\x1b[?1049l" in window.raw(before), "the terminal as it was")


def test_keys_that_arrive_all_at_once_are_done_in_their_order(
    material: Material, project: Path, environment: dict[str, str]
) -> None:
    keys = [f"eA{number % 9 + 1}{'fdiE'[number % 4]}" for number in range(len(material.answers))]
    with terminal("open", project, environment=environment) as window:
        open_interview(window)
        pasted = f"m\x1b[200~lim\ninn\x1b[201~ æøå{F2}"
        window.send("R".join(keys) + pasted + "RF" + ENTER)
        window.wait_until(lambda: on_disk(project).state == "finished", "the finish")
    held = on_disk(project)
    assert held.quotes(material.text) == [
        (material.pinned[str(number % 9 + 1)], material.text[answer.start : answer.end].strip())
        for number, answer in enumerate(material.answers)
    ]
    assert [one.facets for one in sorted(held.codings.values())] == [
        (("retning", DIRECTIONS["fdiE"[number % 4]]),) for number in range(len(keys))
    ]
    assert list(held.memos.values()) == ["lim\ninn æøå"]


@pytest.mark.parametrize("early", ["u", "g", ":", "?"])
def test_keys_pressed_before_the_project_is_open_do_no_harm(
    project: Path, environment: dict[str, str], early: str
) -> None:
    # Ola has no step to take back, should the key come late.
    environment = {**environment, "KODEVERK_CODER": "Ola"}
    with terminal("open", project, environment=environment) as window:
        window.wait_until(lambda: "\x1b[?1049h" in window.raw(), "the screen")
        window.send(early)
        window.wait_until(Path(f"{project}-wal").exists, "the opening")
        window.send(ESCAPE)
        window.wait_for("finished 0 of 1")
        open_interview(window)
        window.send("qq")
        assert window.ended() == 0


def test_a_terminal_closed_in_the_middle_keeps_every_coding(
    project: Path, environment: dict[str, str]
) -> None:
    with terminal("open", project, environment=environment) as window:
        open_interview(window)
        window.send("es1")
        window.wait_until(lambda: len(on_disk(project).codings) == 1, "the coding")
        window.send("2")
        window.wait_until(lambda: len(on_disk(project).codings) == 2, "the second coding")
        before = on_disk(project)
        window.hang_up()
        window.ended()
    assert on_disk(project) == before
    assert_sound(project)


LEFT_THE_FULL_SCREEN = "\x1b[?1049l"


def test_a_program_that_is_asked_to_end_keeps_every_coding_and_gives_the_terminal_back(
    project: Path, environment: dict[str, str]
) -> None:
    with terminal("open", project, environment=environment) as window:
        open_interview(window)
        window.send("es1")
        window.wait_until(lambda: len(on_disk(project).codings) == 1, "the coding")
        before = on_disk(project)
        os.kill(window.process.pid, signal.SIGTERM)
        window.ended()
        assert LEFT_THE_FULL_SCREEN in window.raw()
    assert on_disk(project) == before
    assert_sound(project)


def painted(window: Terminal, before: int) -> bool:
    """Tell whether the program has written anything since a mark."""
    return window.mark() > before


def test_a_window_that_changes_its_size_keeps_the_selection_and_the_place(
    project: Path, environment: dict[str, str], material: Material
) -> None:
    with terminal("open", project, environment=environment) as window:
        open_interview(window)
        window.send("eees")
        sentence = "Vi er fire."
        for columns, rows in ((132, 43), (40, 12), (80, 24)):
            before = window.mark()
            window.resize(columns, rows)
            window.wait_until(partial(painted, window, before), f"a frame {columns} wide")
        window.send("1")
        window.wait_until(lambda: len(on_disk(project).codings) == 1, "the coding")
        assert on_disk(project).quotes(material.text) == [("REL-TILLIT", sentence)]
        window.send("q")
        window.wait_for("finished 0 of 1")
        window.send("q")
        assert window.ended() == 0


@pytest.mark.skipif(
    os.geteuid() == 0 and sys.platform != "linux", reason="root may write everywhere here"
)
def test_a_read_only_project_can_be_read_and_says_why_a_coding_is_not_kept(
    material: Material, environment: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory(prefix="kodeverk-test-") as folder:
        placed = Path(shutil.copy(material.path, folder))
        placed.chmod(0o444)
        Path(folder).chmod(0o555)
        try:
            with terminal("open", placed, environment=environment) as window:
                open_interview(window)
                before = window.mark()
                window.send("es1")
                window.wait_for("read-only", before)
                assert "REL-TILLIT on" not in window.shown(before)
                window.send("qq")
                assert window.ended() == 0
        finally:
            Path(folder).chmod(0o755)
        assert placed.read_bytes() == material.path.read_bytes()


def test_a_file_that_is_no_project_is_named_and_the_exit_code_says_so(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    path = tmp_path / "notat.kodeverk"
    path.write_text("ikkje eit prosjekt", encoding="utf-8")
    with terminal("open", path, environment=environment) as window:
        window.wait_for("is encrypted, damaged or not")
        window.send(ENTER)
        assert window.ended() == 1
    assert path.read_text(encoding="utf-8") == "ikkje eit prosjekt"


@pytest.mark.parametrize("taken", ["removed", "replaced"])
def test_a_project_file_taken_away_in_the_middle_is_told_before_anything_is_lost(
    material: Material, project: Path, environment: dict[str, str], taken: str
) -> None:
    with terminal("open", project, environment=environment) as window:
        open_interview(window)
        if taken == "removed":
            project.unlink()
        else:
            Path(shutil.copy(material.path, project.with_name("new.kodeverk"))).replace(project)
        before = window.mark()
        window.send("es1")
        window.wait_for(f"was {taken}", before)
        assert not APPLIED.search(window.shown(before))
