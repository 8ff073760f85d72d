"""Who speaks in constructed interviews: `python -m benchmarks.recognition [--files N] [--seed S]`.

Each file is made, read and recognised as `kodeverk import --dry-run` does, and what it finds is
compared with the truth. Half of the files are drawn freely, half fill cells of the grid with 50
each. A file whose truth is that somebody must be asked is counted by itself.

`--only KEY=VALUE` keeps a dimension at a value, `--show N` prints the first N failures with what
was read, `--keep DIR` writes the files, `--write FILE` the table in Markdown.
"""

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.interviews.building import Interview, interview
from benchmarks.interviews.files import file_of
from benchmarks.interviews.judging import Judgement, judge, lines_of
from benchmarks.interviews.plans import CELL, DIMENSIONS, Plan, draw
from kodeverk.service.import_choices import Choices, Memory
from kodeverk.service.previewing import Preview, look

CELL_FILES = 50
_ATTEMPTS = 2000
_CHUNK = 20
_BINS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
_SHOWN_LINES = 14
_WORST = 25

Fixed = Mapping[str, str | int]


class Task(NamedTuple):
    """A file to make: its seed, the dimensions kept at a value, and the cell it is in, if any."""

    number: int
    seed: str
    fixed: Fixed
    cell: tuple[str | int, ...] | None


class Result(NamedTuple):
    """What became of a file."""

    task: Task
    plan: Plan
    is_asked: bool
    judgement: Judgement


def tasks(files: int, seed: int, only: Fixed) -> Iterator[Task]:
    """Yield the files of a run: half drawn freely, half in cells of CELL_FILES."""
    free = files - files // 2 // CELL_FILES * CELL_FILES
    for number in range(files):
        if number < free:
            yield Task(number, _fitting(f"{seed}:{number}", only), only, None)
            continue
        key = _fitting(f"{seed}:cell:{(number - free) // CELL_FILES}", only)
        cell = draw(random.Random(key), only)
        values = tuple(getattr(cell, dimension) for dimension in CELL)
        fixed = {**dict(zip(CELL, values, strict=True)), **only}
        yield Task(number, _fitting(f"{seed}:{number}", fixed), fixed, values)


def _fitting(key: str, fixed: Fixed) -> str:
    """Return the first seed after `key` whose plan has the values of `fixed`."""
    for attempt in range(_ATTEMPTS):
        seed = f"{key}:{attempt}"
        plan = draw(random.Random(seed), fixed)
        if all(getattr(plan, dimension) == value for dimension, value in fixed.items()):
            return seed
    values = ", ".join(f"{dimension}={value}" for dimension, value in fixed.items())
    sys.exit(f"no file has all of: {values}")


def looked_at(made: Interview, folder: Path, name: str) -> Preview:
    """Return what an import says of an interview, written to `folder`."""
    file = file_of(made, name)
    path = folder / file.name
    path.write_bytes(file.content)
    try:
        return look(path, Choices(), Memory())
    finally:
        path.unlink()


def measure(task: Task) -> Result:
    """Return what becomes of one file."""
    made = interview(task.seed, task.fixed)
    with tempfile.TemporaryDirectory() as folder:
        preview = looked_at(made, Path(folder), "interview")
    return Result(task, made.plan, made.is_asked, judge(made, preview))


def main() -> int:
    """Run the measurement; 0 whatever it finds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recognition")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--kind", default="", help="show only failures of which this is told")
    parser.add_argument("--keep", type=Path, metavar="DIR")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", type=Path, metavar="FILE")
    given = parser.parse_args()
    only = dict(map(_only, given.only))
    todo = tasks(given.files, given.seed, only)
    begun = time.monotonic()
    results: list[Result] = []
    shown = 0
    with multiprocessing.Pool(given.jobs) as pool:
        for result in pool.imap(measure, todo, _CHUNK):
            results.append(result)
            if given.keep:
                _keep(given.keep, result)
            bad = result.judgement.outcome != ("asked" if result.is_asked else "right")
            if bad and shown < given.show and given.kind in str(result.judgement.kinds):
                shown += 1
                _show(result)
    seconds = time.monotonic() - begun
    lines = [*report(results, seed=given.seed)]
    print("\n".join(lines))
    print(f"\n{len(results)} files in {seconds:.0f} s")
    if given.write:
        given.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _only(given: str) -> tuple[str, str | int]:
    key, _, value = given.partition("=")
    values = DIMENSIONS.get(key)
    if values is None:
        sys.exit(f"there is no dimension {key!r}; there are: {', '.join(DIMENSIONS)}")
    for possible in values:
        if str(possible) == value:
            return key, possible
    sys.exit(f"{key} is one of: {' | '.join(map(str, values))}")


def report(results: Sequence[Result], seed: int) -> Iterator[str]:
    """Yield the lines of the table in Markdown."""
    clear = [result for result in results if not result.is_asked]
    asked = [result for result in results if result.is_asked]
    yield f"# Who speaks in {len(results)} constructed interviews (seed {seed})"
    yield ""
    yield "| | files | right % | asked % | wrong in silence % |"
    yield "|---|---|---|---|---|"
    yield _row("all that a reader reads in one way", clear)
    if asked:
        yield _row("those of which a person must be asked", asked)
    for dimension in DIMENSIONS:
        groups: dict[str | int, list[Result]] = defaultdict(list)
        for result in clear:
            groups[getattr(result.plan, dimension)].append(result)
        yield ""
        yield f"| {dimension} | files | right % | asked % | wrong in silence % |"
        yield "|---|---|---|---|---|"
        for value in DIMENSIONS[dimension]:
            if groups[value]:
                yield _row(f"`{value}`", groups[value])
    yield from _kinds(clear)
    yield from _cells(clear)
    yield from _calibration(clear)


def _row(name: str, results: Sequence[Result]) -> str:
    counts = Counter(result.judgement.outcome for result in results)
    if not results:
        return f"| {name} | 0 | | | |"
    shares = (100 * counts[outcome] / len(results) for outcome in ("right", "asked", "wrong"))
    return f"| {name} | {len(results)} | " + " | ".join(f"{share:.1f}" for share in shares) + " |"


def _kinds(results: Sequence[Result]) -> Iterator[str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        for kind in result.judgement.kinds:
            counts[kind][result.judgement.outcome] += 1
    yield ""
    yield "| what is not as in truth | files | of these asked | wrong in silence | most often in |"
    yield "|---|---|---|---|---|"
    for kind, outcomes in sorted(counts.items(), key=lambda item: -item[1].total()):
        most = Counter(
            result.plan.convention for result in results if kind in result.judgement.kinds
        ).most_common(3)
        shown = ", ".join(f"`{value}` {count}" for value, count in most)
        numbers = (outcomes.total(), outcomes["asked"], outcomes["wrong"])
        yield f"| {kind} | {' | '.join(map(str, numbers))} | {shown} |"


def _cells(results: Sequence[Result]) -> Iterator[str]:
    cells: dict[tuple[str | int, ...], list[Result]] = defaultdict(list)
    for result in results:
        if result.task.cell:
            cells[result.task.cell].append(result)
    if not cells:
        return

    def badness(of_cell: Sequence[Result]) -> tuple[float, float]:
        counts = Counter(result.judgement.outcome for result in of_cell)
        return counts["right"] / len(of_cell), -counts["wrong"] / len(of_cell)

    good = sum(
        badness(of_cell)[0] >= 0.95 and badness(of_cell)[1] == 0 for of_cell in cells.values()
    )
    yield ""
    yield (
        f"{good} of {len(cells)} cells of the grid have at least 95 % right and none wrong in "
        "silence. The worst:"
    )
    yield ""
    yield f"| {' · '.join(CELL)} | files | right % | asked % | wrong in silence % |"
    yield "|---|---|---|---|---|"
    for cell, of_cell in sorted(cells.items(), key=lambda item: badness(item[1]))[:_WORST]:
        if badness(of_cell) != (1.0, 0.0):
            yield _row(" · ".join(map(str, cell)), of_cell)


def _calibration(results: Sequence[Result]) -> Iterator[str]:
    yield ""
    yield "| confidence | files | turns right % |"
    yield "|---|---|---|"
    for low, high in zip(_BINS, (*_BINS[1:], 2.0), strict=True):
        within = [result for result in results if low <= result.judgement.confidence < high]
        if within:
            right = sum(result.judgement.turns_right for result in within)
            name = f"{low:.2f} to {high:.2f}" if high <= 1 else "1.00"
            yield f"| {name} | {len(within)} | {100 * right / len(within):.1f} |"
    for name, shown in (
        ("asks nothing", [result for result in results if result.judgement.asks_nothing]),
        ("shown as certain", [result for result in results if result.judgement.is_certain]),
    ):
        if shown:
            right = sum(result.judgement.outcome == "right" for result in shown)
            yield f"| {name} | {len(shown)} | {100 * right / len(shown):.1f} |"


def _keep(folder: Path, result: Result) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    made = interview(result.task.seed, result.task.fixed)
    file = file_of(made, f"{result.task.number:05}-{result.judgement.outcome}")
    (folder / file.name).write_bytes(file.content)
    truth = "\n".join(_truth(made, range(len(made.paragraphs))))
    (folder / f"{file.name}.truth").write_text(f"{made.plan}\n{truth}\n", encoding="utf-8")


def _truth(made: Interview, places: Iterable[int]) -> Iterator[str]:
    for place in places:
        one = made.paragraphs[place]
        whose = one.zone if one.turn is None else "/".join(made.turns[one.turn].labels) or "nobody"
        yield f"{place + 1:4} {whose[:16]:16} | {one.text}"


def _show(result: Result) -> None:
    """Print a failure: what the file is, what is wrong, the truth and what was read."""
    made = interview(result.task.seed, result.task.fixed)
    with tempfile.TemporaryDirectory() as folder:
        preview = looked_at(made, Path(folder), "interview")
    judgement = result.judgement
    print(f"== {result.task.number} {judgement.outcome}: {'; '.join(judgement.kinds)}")
    print("  ", ", ".join(f"{key}={value}" for key, value in made.plan._asdict().items()))
    print("   a person must be asked" if made.is_asked else "", made.odd)
    if preview.reading is None or preview.source is None:
        print(f"   refused: {preview.error}")
        return
    reading = preview.reading
    print(f"   read as {reading.convention!r} ({reading.confidence}), roles {dict(preview.roles)}")
    for doubt in (*preview.warnings, *(ask.text for ask in preview.asks)):
        print(f"   ! {doubt[:200]}")
    read = [*lines_of(preview)]
    wrong = {line for lines in judgement.lines.values() for line in list(lines)[:3]}
    near = {line + beside for line in wrong for beside in (-2, -1, 0, 1, 2)} or {*range(1, 9)}
    told = iter(place for place, one in enumerate(made.paragraphs) if one.text.strip())
    places = [next(told, 0) if text.strip() else None for _, text in read]
    print("   line  truth           read            text")
    for line in sorted(near)[: 2 * _SHOWN_LINES]:
        if not 0 < line <= len(read):
            continue
        whose, text = read[line - 1]
        place = places[line - 1]
        truth = "" if place is None else next(_truth(made, [place])).split("|")[0][5:].strip()
        mark = ">" if line in wrong else " "
        print(f"  {mark}{line:5} {truth[:15]:15} {whose[:15]:15} {text[:90]}")
    print(flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
