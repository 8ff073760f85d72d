"""How many keys a coding takes: `python -m benchmarks.coding_keys` codes the sample interviews.

A script sits at the real app and makes the sample codings, one interview and coder at a time, in
the order of the text, by a written rule; every key is counted, and at the end the project must hold
exactly these codings, with their directions.

The rule. Digits are set once, to the nine codes that the coder uses most in the interview. For each
coding:

1. Words. Those that are selected already need no key. An answer of up to 40 words that `e` leads
   to is coded from there. Otherwise pages are turned until its beginning is in sight; `Space` shows
   letters on sentences, `0` on clauses, and the first and the last unit of the passage
   are typed; `S` goes on to the end of a sentence that is out of sight or further on than its last
   clause. What no letter reaches is selected by words and characters.
2. Code. The last code again is `.`, a pinned code its digit, a recent one `,` and its place;
   otherwise `Enter`, as few letters as bring the code to the first place, and `Enter`. Where it
   overlaps a coding with the same code, `End Enter` says that it is another one.
3. Direction: its key.

    --size 80x24      of another size than 120x40
    --show            each coding with the keys it took
"""

import argparse
import asyncio
import csv
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from kodeverk.model.records import Code
    from kodeverk.tui.app import KodeverkApp
    from kodeverk.tui.code_search import IndexedCode
    from kodeverk.tui.screens.coding import CodingScreen
    from kodeverk.tui.widgets.jump_marks import Mark

SAMPLES = Path(__file__).parents[1] / "sample_transcripts"
CODEBOOK = Path(__file__).parents[1] / "codebooks" / "veiledning.yaml"
GOALS = {"02-asker-deltaker": 5.5, "06-volda-deltakar": 5.5, "05-volda-rettleiar": 7.0}
DIRECTIONS = {"fremmer": "f", "hemmer": "d", "ambivalent": "i", "beskrivende": "E"}
SIGNS = {
    " ": "space",
    "-": "minus",
    ".": "full_stop",
    ",": "comma",
    "<": "less_than_sign",
    ">": "greater_than_sign",
}


class Target(NamedTuple):
    """A sample coding: code points `[start, end)`, the code's key and the direction, if any."""

    transcript: str
    coder: str
    start: int
    end: int
    code: str
    direction: str


@dataclass(slots=True)
class Tally:
    """The keys pressed for one interview: for words, for codes, for directions."""

    targets: int
    words: int = 0
    code: int = 0
    direction: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take the keys of another coder in."""
        self.targets += other.targets
        self.words += other.words
        self.code += other.code
        self.direction += other.direction

    def row(self, transcript: str, coder: str, goal: str) -> str:
        """Return the row of the table: means of keys a coding."""
        parts = (self.words, self.code, self.direction, self.words + self.code + self.direction)
        means = " | ".join(f"{part / self.targets:.1f}" for part in parts)
        return f"| {transcript} | {coder} | {self.targets} | {means} | {goal} |"


def targets() -> list[Target]:
    """Return the sample codings of the three interviews, in the order they are made."""
    rows = []
    for path in sorted(SAMPLES.glob("codings-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [
                Target(
                    row["transcript"],
                    row["coder"],
                    int(row["start"]),
                    int(row["end"]),
                    row["code"],
                    row["retning"],
                )
                for row in csv.DictReader(file)
                if row["transcript"] in GOALS
            ]
    order = list(GOALS)
    return sorted(
        rows, key=lambda row: (order.index(row.transcript), row.coder, row.start, -row.end)
    )


def pins(made: Sequence[Target]) -> dict[str, str]:
    """Return code -> digit: the nine codes used most, the earliest first among equals."""
    used = Counter(target.code for target in made)
    return {code: str(digit) for digit, (code, _) in enumerate(used.most_common(9), 1)}


def with_pins(codebook: str, digits: Mapping[str, str]) -> str:
    """Return a codebook's text with these codes on digits, and no others."""
    lines = []
    for line in codebook.splitlines():
        if re.match(r" +hotkey:", line):
            continue
        lines.append(line)
        code = re.match(r"( +)- id: (\S+)$", line)
        if code and code[2] in digits:
            lines.append(f"{code[1]}  hotkey: '{digits[code[2]]}'")
    return "\n".join(lines) + "\n"


def make_project(path: Path, made: Sequence[Target]) -> None:
    """Make a project with the interview of these codings, and their codes on digits."""
    from kodeverk.formats.metadata import read_metadata
    from kodeverk.model.identity import new_id
    from kodeverk.model.records import Coder
    from kodeverk.service.codebooks import load_codebook
    from kodeverk.service.importing import Choices, import_files
    from kodeverk.store.opening import create_project

    lead = Coder(new_id(), "Lead")
    (file,) = SAMPLES.glob(f"{made[0].transcript}.*")
    facts = {file.name: read_metadata(SAMPLES / "metadata.csv")[file.name]}
    codebook = path.with_suffix(".yaml")
    pinned = with_pins(CODEBOOK.read_text(encoding="utf-8"), pins(made))
    codebook.write_text(pinned, encoding="utf-8")
    with create_project(str(path)) as project:
        load_codebook(project, lead, codebook)
        (result,) = import_files(project, lead, [file], Choices(facts=facts))
    assert result.status == "imported", result


class Coder:
    """Somebody who codes one interview by the rule, in the app at the coding screen."""

    def __init__(self, app: "KodeverkApp", pilot: "Pilot[int]", tally: Tally) -> None:
        self._app = app
        self._pilot = pilot
        self._tally = tally

    @property
    def _index(self) -> "Sequence[IndexedCode]":
        from kodeverk.tui.code_search import code_index

        return code_index(self.screen.transcript.codes)

    @property
    def screen(self) -> "CodingScreen":
        """The coding screen."""
        from kodeverk.tui.screens.coding import CodingScreen

        assert isinstance(self._app.screen, CodingScreen), self._app.screen
        return self._app.screen

    async def press(self, *keys: str) -> int:
        """Press keys, wait until they are done, and return how many they were."""
        await self._pilot.press(*(SIGNS.get(key, key) for key in keys))
        await self._app.key_queue.settled()
        for _ in range(3):
            await self._app.gateway.settled()
            await self._pilot.pause()
        return len(keys)

    async def make(self, target: Target) -> None:
        """Make a coding."""
        words = await self._select(target)
        code = await self._apply(target)
        direction = await self.press(DIRECTIONS[target.direction]) if target.direction else 0
        self._tally.words += words
        self._tally.code += code
        self._tally.direction += direction
        self._tally.lines.append(f"{words} + {code} + {direction}  {target.code}")

    # Words

    async def _select(self, target: Target) -> int:
        view = self.screen.view
        span = (target.start, target.end)
        if view.selection == span:
            return 0
        return await self._by_answers(target) or await self._by_letters(target)

    async def _by_answers(self, target: Target) -> int:
        """Go to the answer that is the passage, if one or two keys do; return them, or 0.

        An answer of up to 40 words is coded from where `e` leads, a longer one selected by `a`.
        """
        from kodeverk.tui.widgets.selection import answer_at, open_turn, turn_at

        view = self.screen.view
        to = view.caret
        for times in (1, 2):
            following = open_turn(view.transcript, to, view.read_to)
            if following is None:
                return 0
            to = following
            is_short = self.screen.transcript.words(target.start, target.end) <= 40
            if turn_at(view.transcript, to) == (target.start, target.end) and is_short:
                return await self.press(*"e" * times)
            if answer_at(view.transcript, to) == (target.start, target.end) and times == 1:
                return await self.press("e", "a")
        return 0

    async def _by_letters(self, target: Target) -> int:
        keys = await self._bring_in_sight(target)
        is_of_sentences = self._is_of_sentences(target)
        keys += await self.press("space" if is_of_sentences else "0")
        first, last = self._letters(target, exactly=is_of_sentences)
        if first is None:
            # So many clauses are in sight that no letter is left: from its sentence on there is.
            keys += await self.press("space" if is_of_sentences else "escape", "space")
            sentence, _ = self._letters(target)
            assert sentence is not None, target
            keys += await self.press(sentence.letter, "left", "0")
            first, last = self._letters(target)
        assert first is not None, target
        keys += await self.press(first.letter)
        if last is not None and last.unit != first.unit:
            keys += await self.press(last.letter)
        return keys + await self._by_hand(target)

    def _is_of_sentences(self, target: Target) -> bool:
        """Tell whether a passage begins and ends with sentences, as somebody who reads it sees."""
        from kodeverk.tui.widgets.selection import sentence_at

        text = self.screen.view.transcript
        first, last = sentence_at(text, target.start), sentence_at(text, target.end - 1)
        return (first and first.start, last and last.end) == (target.start, target.end)

    def _letters(
        self, target: Target, *, exactly: bool = False
    ) -> "tuple[Mark | None, Mark | None]":
        """Return the letters where a passage begins and ends; None in place of none.

        Unless `exactly`, those nearest to where it does, within it if there is something within.
        What ends out of sight has a beginning alone.
        """
        jump = self.screen.view._jump
        assert jump is not None
        start, end = target.start, target.end
        first = [mark for mark in jump.marks if mark.unit.start == start]
        last = [mark for mark in jump.marks if mark.unit.end == end]
        if exactly:
            is_whole = first and (last or end > self._sight()[1])
            return (first[0], last[0] if last else None) if is_whole else (None, None)
        touched = [mark for mark in jump.marks if mark.unit.start < end and start < mark.unit.end]
        touched.sort(key=lambda mark: mark.unit)
        if not touched:
            return None, None
        return (*first, *touched)[0], (*last, *reversed(touched))[0]

    async def _bring_in_sight(self, target: Target) -> int:
        """Turn pages until the passage's beginning is in the window."""
        keys = 0
        while not (sight := self._sight())[0] <= target.start < sight[1]:
            keys += await self.press("z" if target.start >= sight[1] else "Z")
            if self._sight() == sight:
                break
        return keys

    def _sight(self) -> tuple[int, int]:
        """Return the offsets of the text in the window."""
        view = self.screen.view
        assert view._picture is not None
        layout, top = view._picture.layout, view.scroll_offset.y
        last = min(top + view.scrollable_content_region.height, len(layout)) - 1
        return layout.starts[top], layout.ends[last]

    async def _by_hand(self, target: Target) -> int:
        """Move the borders of what is selected: by sentences, by words, the end by characters."""
        from kodeverk.tui.widgets.selection import sentence_end

        view = self.screen.view
        keys = 0
        while view.selection.start != target.start and keys < 100:
            keys += await self.press(">" if view.selection.start < target.start else "<")
        while view.selection.end != target.end and keys < 100:
            reached, short = view.selection.end, target.end - view.selection.end
            by = ("W", "B") if abs(short) > 2 else ("shift+right", "shift+left")
            key = by[short < 0]
            if short > 0 and sentence_end(view.transcript, reached) <= target.end:
                key = "S"
            if view._jump is not None and view._jump.at(key) is not None:
                keys += await self.press("space")  # else the key would be the letter it shows
            keys += await self.press(key)
        return keys

    # Codes

    async def _apply(self, target: Target) -> int:
        from kodeverk.tui.screens.menu import Menu

        code = next(each.code for each in self._index if each.code.key == target.code)
        keys = await self.press(*self._keys_of(code))
        if isinstance(self._app.screen, Menu):
            keys += await self.press("end", "enter")
        made = [
            coding
            for coding in self.screen.transcript.codings.values()
            if (coding.start, coding.end, coding.code) == (target.start, target.end, code.id)
        ]
        assert made, (target, self.screen.fact, self.screen.view.selection)
        return keys

    def _keys_of(self, code: "Code") -> Sequence[str]:
        shown = self.screen.transcript
        if shown.codings and shown.last_code == code:
            return "."
        if code.hotkey:
            return code.hotkey
        if code in shown.recent:
            return (",", str(shown.recent.index(code) + 1))
        return ("enter", *self._query(code), "enter")

    def _query(self, code: "Code") -> str:
        """Return as few letters as bring a code to the first place of the picker."""
        from kodeverk.model.codebook import norwegian_name
        from kodeverk.tui.code_search import rank

        parts = code.key.split("-")
        texts = (code.key, *parts, "".join(part[0] for part in parts), norwegian_name(code.name))
        words = [text.lower() for text in (*texts, *norwegian_name(code.name).split())]
        for length in range(1, 20):
            for word in words:
                query = word[:length]
                if query.strip() == query and rank(query, self._index)[0] == code:
                    return query
        raise AssertionError(code.key)


async def code_interview(made: Sequence[Target], size: tuple[int, int], folder: Path) -> Tally:
    """Code an interview in the app; return the tally. The project must hold just these codings."""
    from kodeverk.config import Settings
    from kodeverk.store import queries
    from kodeverk.store.opening import open_project
    from kodeverk.tui.app import KodeverkApp

    project = folder / "keys.kodeverk"
    make_project(project, made)
    tally = Tally(len(made))
    app = KodeverkApp(str(project), Settings(folder / "unused.toml", made[0].coder))
    async with app.run_test(size=size) as pilot:
        while not app.gateway.is_open or getattr(app.focused, "highlighted", None) is None:
            await pilot.pause()
        coder = Coder(app, pilot, tally)
        await coder.press("enter")
        for target in made:
            await coder.make(target)
    with open_project(str(project)) as opened, opened.reading() as connection:
        keys = {code.id: code.key for code in queries.codes(connection)}
        held = queries.codings(connection)
    wanted = [(each.start, each.end, each.code, each.direction) for each in made]
    made_of = [
        (coding.start, coding.end, keys[coding.code], dict(coding.facets).get("retning", ""))
        for coding in held
    ]
    assert sorted(wanted) == sorted(made_of), {*wanted} ^ {*made_of}
    return tally


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Counts the keys that a coding takes.")
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    width, height = map(int, chosen.size.split("x"))
    print("| interview | coder | codings | words | code | direction | keys a coding | goal |")
    print("|---|---|---|---|---|---|---|---|")
    for transcript, group in groupby(targets(), key=attrgetter("transcript")):
        tallies = []
        for coder, some in groupby(group, key=attrgetter("coder")):
            with tempfile.TemporaryDirectory() as folder:
                tally = asyncio.run(code_interview([*some], (width, height), Path(folder)))
            tallies.append(tally)
            print(tally.row(transcript, coder, ""))
            if chosen.show:
                print("\n".join(tally.lines))
        together = Tally(0)
        for tally in tallies:
            together.add(tally)
        print(together.row(transcript, "all", f"≤ {GOALS[transcript]}"))


if __name__ == "__main__":
    main()
