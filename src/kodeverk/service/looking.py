"""Many files looked at: several at once, each by a process of its own, for none needs another."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from kodeverk.service.import_choices import Choices, Memory
from kodeverk.service.previewing import Preview, look

_FEWEST = 8
"""Fewer files are looked at one after the other."""
_MOST = 4
"""Processes: more would wait until what they have looked at is written."""

File = tuple[Path, Choices]


def look_at_each(files: Sequence[File], memory: Memory) -> Iterator[Preview]:
    """Yield the preview of each file with its choices, in their order; of few the text is held.

    Where a process is killed or cannot be begun, what is left is looked at here.
    """
    done = 0
    processes = min(_MOST, os.cpu_count() or 1)
    if processes > 1 and len(files) >= _FEWEST and _may_fork():
        try:
            for preview in _by_processes(files, memory, processes):
                yield preview
                done += 1
        except (EOFError, OSError):
            pass  # the file that was looked at then is the first one below
    for path, choices in files[done:]:
        yield look(path, choices, memory)


def _may_fork() -> bool:
    """Tell whether this process may go on as two: not with threads, of which one may hold a lock.

    On macOS its own libraries have some. A process begun anew would have to read the program first,
    and that takes as long as a hundred files.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return can_fork and threading.active_count() == 1


def _by_processes(files: Sequence[File], memory: Memory, processes: int) -> Iterator[Preview]:
    """Yield the previews, which the processes make in turn, each its own.

    A process waits with the next preview until the one before is taken. Raises EOFError where a
    process is killed.
    """
    context = multiprocessing.get_context("fork")
    receiving: list[Connection] = []
    workers = []
    try:
        for number in range(processes):
            receiver, sender = context.Pipe(duplex=False)
            receiving.append(receiver)
            own = files[number::processes]
            worker = context.Process(
                target=_send, args=(own, memory, sender, receiving), daemon=True
            )
            worker.start()
            workers.append(worker)
            sender.close()
        for number in range(len(files)):
            yield receiving[number % processes].recv()
    finally:
        for receiver in receiving:
            receiver.close()
        for worker in workers:
            worker.terminate()
            worker.join()


def _send(
    files: Sequence[File], memory: Memory, sender: Connection, receiving: Sequence[Connection]
) -> None:
    """Send the preview of each file; end where nobody is there to receive it."""
    # Who interrupts the program means the process that this one works for.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for receiver in receiving:
        receiver.close()
    for path, choices in files:
        try:
            sender.send(look(path, choices, memory))
        except BrokenPipeError:
            return
