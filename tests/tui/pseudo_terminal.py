"""A real pseudo-terminal with the program in it, and what the project holds meanwhile."""

import fcntl
import os
import re
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from kodeverk.model.records import unpack_facets
from kodeverk.store.column_types import teach_ids

DEADLINE_SECONDS = 30.0
POLL_SECONDS = 0.01

# A session's first process has to take the terminal for itself; a shell does it for its children.
# What runs the tests may ignore hang-ups, and children inherit that.
# Root may write everywhere; without CAP_DAC_OVERRIDE (1) a read-only file is so for root, too.
_START = """
import ctypes, fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
if os.geteuid() == 0 and sys.platform == "linux":
    PR_CAPBSET_DROP = 24
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, 1, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-m", "kodeverk", *sys.argv[1:]])
"""
_UNSAID = ("NO_COLOR", "COLUMNS", "LINES")
"""What the program is not told of the terminal that runs the tests: the window says its size."""

_CONTROL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")


class Terminal:
    """`kodeverk` with these arguments in a window; keys are bytes."""

    def __init__(
        self,
        *arguments: object,
        environment: dict[str, str],
        size: tuple[int, int] = (80, 24),
    ) -> None:
        self._window, inside = os.openpty()
        self.resize(*size)
        kept = {name: value for name, value in os.environ.items() if name not in _UNSAID}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, *map(str, arguments)],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
            env={**kept, "TERM": "xterm-256color", **environment},
        )
        os.close(inside)
        self._written = bytearray()
        self._news = threading.Condition()
        self._open = True
        self._leaving = threading.Event()
        self._reader = threading.Thread(target=self._drain, daemon=True)
        self._reader.start()

    def _drain(self) -> None:
        """Take what the program writes, for ever: it must never wait for its terminal."""
        while not self._leaving.is_set():
            # A read that waits would hold the window open after it is closed.
            if not select.select([self._window], [], [], POLL_SECONDS)[0]:
                continue
            try:
                read = os.read(self._window, 65536)
            except OSError:  # nobody has the other end any more
                read = b""
            with self._news:
                self._written += read
                self._news.notify_all()
            if not read:
                return

    def send(self, keys: str | bytes) -> None:
        """Press keys, all in one write."""
        os.write(self._window, keys if isinstance(keys, bytes) else keys.encode())

    def mark(self) -> int:
        """Return a place in what has been written, to look for words behind it."""
        with self._news:
            return len(self._written)

    def raw(self, since: int = 0) -> str:
        """Return what has been written since a mark."""
        with self._news:
            return self._written[since:].decode("utf-8", "replace")

    def shown(self, since: int = 0) -> str:
        """Return what has been written since a mark, without the codes that move and colour."""
        return _CONTROL.sub("", self.raw(since)).replace("\xa0", " ")

    def wait_for(self, words: str, since: int = 0) -> None:
        """Return when these words have been written since a mark."""
        self.wait_until(lambda: words in self.shown(since), f"{words!r} on the screen")

    def wait_until(self, fact: Callable[[], bool], what: str) -> None:
        """Return when `fact` holds; fail, with the last of the screen, when it never does."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not fact():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {what}: {self.shown()[-1500:]!r}")
            with self._news:
                self._news.wait(POLL_SECONDS)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size; the kernel tells the program with SIGWINCH."""
        fcntl.ioctl(self._window, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def kill(self) -> None:
        """End the program between two instructions, and take the last it has written."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.ended()
        self._reader.join(DEADLINE_SECONDS)

    def hang_up(self) -> None:
        """Close the window, with the program in it: the kernel sends SIGHUP."""
        self._leaving.set()
        self._reader.join(DEADLINE_SECONDS)
        os.close(self._window)
        self._open = False

    def ended(self) -> int:
        """Wait for the program's end; return its exit code, negative for a signal."""
        return self.process.wait(DEADLINE_SECONDS)

    def close(self) -> None:
        """Leave neither process, thread nor file behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._reader.join(DEADLINE_SECONDS)
        if self._open:
            os.close(self._window)


@contextmanager
def terminal(
    *arguments: object,
    environment: dict[str, str],
    size: tuple[int, int] = (80, 24),
) -> Iterator[Terminal]:
    """Run the program in a window, which is closed at the end, whatever happens."""
    opened = Terminal(*arguments, environment=environment, size=size)
    try:
        yield opened
    finally:
        opened.close()


class Stored(NamedTuple):
    """A coding as its row says: offsets, the code's key, its facets."""

    start: int
    end: int
    code: str
    facets: tuple[tuple[str, str], ...]


class Project(NamedTuple):
    """What the database held at one moment."""

    codings: dict[str, Stored]
    memos: dict[str, str]
    read_to: int
    state: str | None

    def quotes(self, text: str) -> list[tuple[str, str]]:
        """Return the codings as (code's key, words), in the order of the text."""
        found = sorted(self.codings.values())
        return [(one.code, text[one.start : one.end]) for one in found]


def on_disk(path: Path) -> Project:
    """Read the database with a connection of its own, which cannot write."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as read:
        teach_ids(read)
        read.execute("BEGIN")
        facets = {
            coding: unpack_facets(packed)
            for coding, packed in read.execute("SELECT id_as_text(id), facets FROM coding")
        }
        codings = {
            identity: Stored(start, end, code, facets[identity])
            for identity, start, end, code in read.execute(
                'SELECT id_as_text(coding.id), start, "end", code.key FROM coding '
                "JOIN code ON code.id = coding.code WHERE coding.live"
            )
        }
        memos = dict(read.execute("SELECT id_as_text(id), text FROM memo WHERE live").fetchall())
        work = read.execute("SELECT read_to, state FROM assignment WHERE live").fetchall()
        assert len(work) <= 1
        read_to, state = work[0] if work else (0, None)
        return Project(codings, memos, read_to, state)
