"""Kills: `python -m benchmarks.kills [--kills N] [--seed S] [--only WORD]`.

Every command that writes is killed, just before system calls that change files and at moments of
chance. After each kill everything is as it was or as the command makes it, `verify` finds it sound,
the same command does what it does, and nothing is left over that the project does not know. Prints
what became of each command's kills, and ends with 1 when a kill did any harm.
"""

import argparse
import json
import os
import pkgutil
import random
import re
import shutil
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import kodeverk
from benchmarks.kill_jobs import JOBS, Job, begin, call, in_child, working_in
from benchmarks.ptrace import IS_HERE, Call, traced
from kodeverk.model.change import content_line
from kodeverk.model.kinds import KINDS
from kodeverk.service.verification import verify
from kodeverk.store import journal, queries
from kodeverk.store.derived_files import files_made
from kodeverk.store.opening import open_project
from kodeverk.store.withdrawal.content import withdrawal_lines


class State(NamedTuple):
    """What a folder holds, but for ids and times: visible names -> what is in them."""

    files: dict[str, str]
    hidden: tuple[str, ...]
    unknown: tuple[str, ...]
    """What no command made in the end, and what no project in the folder knows of."""
    unsound: tuple[str, ...]


class Killed(NamedTuple):
    """A kill of a command: where, what it left (`before`, `after` or harm), and the harm."""

    job: str
    where: str
    left: str
    harm: str = ""


def state_of(folder: Path, *, prove: bool = False) -> State:
    """Return what a folder holds, as a child sees it that opens all projects there."""
    seen, wanted = os.pipe()

    def look() -> int:
        with os.fdopen(wanted, "w") as file:
            json.dump(_looked(Path(), prove=prove), file)
        return 0

    child = os.fork()
    if child == 0:
        os.close(seen)
        os._exit(working_in(folder, look))
    os.close(wanted)
    with os.fdopen(seen) as file:
        found = file.read()
    os.waitpid(child, 0)
    files, *rest = json.loads(found or '[{}, [], [], ["nothing here can be looked at"]]')
    return State(files, *(tuple(one) for one in rest))


def _looked(folder: Path, *, prove: bool) -> tuple[dict[str, str], list[str], list[str], list[str]]:
    files: dict[str, str] = {}
    unsound: list[str] = []
    known: set[str] = set()
    hidden: list[str] = []
    paths = sorted(folder.rglob("*"))
    for path in paths:
        if any(part.startswith(".") for part in path.parts):
            hidden.append(str(path))
        elif path.suffix == ".kodeverk":
            with open_project(str(path)) as project:
                if prove:
                    unsound += [f"{path}: {one}" for one in verify(project).problems]
                known.update(map(str, files_made(project)))
                files[str(path)] = _digest(_content(project))
        elif path.is_file() and path.exists() and not path.name.endswith(("-wal", "-shm")):
            files[str(path)] = _digest(_rows(path) if path.suffix == ".sqlite" else _text(path))
    hidden = [one for one in hidden if Path(one).exists()]  # opening a project takes them away
    unknown = [
        one
        for one in (*files, *hidden)
        if known.isdisjoint(map(str, (path := folder.absolute() / one, *path.parents)))
    ]
    return files, hidden, unknown, unsound


def _content(project: Any) -> Iterator[str]:
    with project.reading() as connection:
        for kind in sorted(KINDS):
            for record, folded in journal.read_state(connection, kind):
                yield content_line(kind, record, folded)
        yield f"{len(queries.conflicts(connection))} conflicts"
        yield from withdrawal_lines(connection)


def _text(path: Path) -> Iterator[str]:
    yield from path.read_text(encoding="utf-8", errors="backslashreplace").splitlines()


def _rows(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as connection:
        yield from connection.iterdump()


_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{16,64}\b|\b[0-9a-f]{8}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?")


def _digest(lines: Iterator[str]) -> str:
    """Return a digest of lines that ids, times and their order make no difference to."""
    plain = sorted(_TIME.sub("time", _ID.sub("id", line)) for line in lines)
    return sha256("\n".join(plain).encode()).hexdigest()[:16]


class Campaign:
    """Kills of one command after another, each in a fresh copy of the folder it begins in."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self._begun = folder / "begun"
        self._begun.mkdir()
        begin(self._begun)

    def kills(self, name: str, count: int) -> Iterator[Killed]:
        """Kill a command so many times, at the first call of each kind before all others."""
        job = JOBS[name]
        start = self._folder / "start"
        shutil.rmtree(start, ignore_errors=True)
        shutil.copytree(self._begun, start, symlinks=True)
        for command in job.before:
            if code := in_child(start, partial(call, command)):
                raise SystemExit(f"{name}: what comes before it ended with {code}")
        before = state_of(start, prove=True)
        whole = self._copy(start)
        began = time.monotonic()
        done = traced(lambda: working_in(whole, lambda: call(job.command)))
        seconds = time.monotonic() - began
        if done.code != 0 or not done.calls:
            raise SystemExit(f"{name}: ends with {done.code} where nothing kills it")
        after = state_of(whole)
        places = [*self._places(done.calls, count - count // 5)]
        for at in (*places, *[None] * (count - len(places))):
            work = self._copy(start)
            if at is None:
                where = "at a moment"
                self._kill_at_a_moment(work, job, seconds / 4)
            else:
                where = f"before call {at}: {' '.join(done.calls[at])}"
                traced(partial(working_in, work, partial(call, job.command)), at)
            yield self._judged(name, where, work, before, after)

    def _copy(self, folder: Path) -> Path:
        work = self._folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(folder, work, symlinks=True)
        return work

    def _places(self, calls: Sequence[Call], count: int) -> Iterator[int]:
        first = {call: at for at, call in reversed([*enumerate(calls)])}
        kinds = self._chance.sample([*first.values()], min(len(first), count))
        others = sorted({*range(len(calls))} - {*kinds})
        yield from kinds
        yield from self._chance.sample(others, min(len(others), count - len(kinds)))

    def _kill_at_a_moment(self, work: Path, job: Job, seconds: float) -> None:
        child = os.fork()
        if child == 0:
            os._exit(working_in(work, lambda: call(job.command)))
        time.sleep(self._chance.random() * seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    def _judged(self, name: str, where: str, work: Path, before: State, after: State) -> Killed:
        """Tell what a kill left; the same command then does what it would have done."""
        then = state_of(work, prove=True)
        harm = [*_harm(then, before, after)]
        left = "after" if then.files.items() >= after.files.items() else "before"
        if left == "before" and not harm:
            code = in_child(work, lambda: call(JOBS[name].command))
            then = state_of(work)
            if code:
                harm.append(f"the same command ends with {code} after it")
            elif not then.files.items() >= after.files.items():
                harm.append("the same command does another thing after it")
            harm += _harm(then, after, after)
        if JOBS[name].of_interviews or left == "before":
            harm += (f"{one} is left over" for one in then.hidden if one in then.unknown)
        return Killed(name, where, left, "; ".join(harm))


def _harm(then: State, before: State, after: State) -> Iterator[str]:
    """Yield what is neither as it was before a command nor as it is after, and what lies about."""
    yield from sorted({*then.unsound} - {*before.unsound})
    sets: dict[Path, set[bool]] = {}
    for one in sorted({*then.files, *before.files}):
        held, old, new = (state.files.get(one) for state in (then, before, after))
        if held is None and new is not None:
            yield f"{one} is gone"
        elif old is None and new is None:
            if one in then.unknown:
                yield f"{one} is left over"
        elif held not in (old, new):
            yield f"{one} is neither as it was nor as it is to be"
        if (folder := Path(one).parent) != Path() and old != new:
            sets.setdefault(folder, set()).add(held == new)
    yield from (f"{folder} is half old, half new" for folder, new in sets.items() if len(new) > 1)


def _told(kills: Sequence[Killed]) -> str:
    """Return a table of what became of the kills of each command."""
    lines = [f"{'command':<26} {'kills':>6} {'as it was':>10} {'done':>6} {'harmed':>7}"]
    for name in dict.fromkeys(one.job for one in kills):
        of_job = [one for one in kills if one.job == name]
        left = Counter(one.left for one in of_job)
        harmed = sum(bool(one.harm) for one in of_job)
        numbers = f"{len(of_job):>6} {left['before']:>10} {left['after']:>6} {harmed:>7}"
        lines.append(f"{name:<26} {numbers}")
    calls = {one.where.partition(": ")[2] for one in kills} - {""}
    harmed = sum(bool(one.harm) for one in kills)
    return "\n".join(
        [*lines, f"{len(kills)} kills, {len(calls)} kinds of calls, {harmed} did harm"]
    )


def campaign(kills: int, seed: int, names: Sequence[str] = tuple(JOBS)) -> Iterator[Killed]:
    """Yield what so many kills did, of every command or of those with these names."""
    # What a child does first is done before: it would be what most moments are spent on.
    for module in pkgutil.walk_packages(kodeverk.__path__, "kodeverk."):
        if not module.name.startswith(
            ("kodeverk.tui", "kodeverk.__main__", "kodeverk.store.migrations")
        ):
            import_module(module.name)
    with tempfile.TemporaryDirectory() as name:
        done = Campaign(Path(name), random.Random(seed))
        for number, job in enumerate(names):
            yield from done.kills(
                job, (kills * (number + 1)) // len(names) - kills * number // len(names)
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign as the command line says; return 1 when a kill did harm."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("`")[0])
    parser.add_argument("--kills", type=int, default=1_200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", metavar="WORD", help="commands with this word")
    given = parser.parse_args(arguments)
    if not IS_HERE:
        parser.error("system calls are counted on Linux on x86-64 alone")
    kills = []
    names = [name for name in JOBS if given.only in name]
    for one in campaign(given.kills, given.seed, names):
        kills.append(one)
        if one.harm:
            print(f"{one.job}, {one.where}: {one.harm}", flush=True)
    print(_told(kills))
    return int(any(one.harm for one in kills))


if __name__ == "__main__":
    raise SystemExit(main())
