"""Many files looked at at once give what each gives by itself, whatever becomes of a process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SETTING = """
import multiprocessing, os, signal, sys, threading
from pathlib import Path
from kodeverk.service.import_choices import Choices, Memory
from kodeverk.service.looking import look_at_each
from kodeverk.service.previewing import look

os.cpu_count = lambda: 3
files = [(path, Choices()) for path in sorted(Path(sys.argv[1]).iterdir())]
each = [look(path, choices, Memory()) for path, choices in files]
previews = look_at_each(files, Memory())
"""

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="files are looked at one after the other there"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of interviews, of which one cannot be read."""
    for number in range(20):
        said = f"Intervjuer: Hva skjedde i {number}?\nAmina: Vi dro til skolen.\n" * 200
        (tmp_path / f"{number:02}.txt").write_text(said, encoding="utf-8")
    (tmp_path / "08.txt").write_bytes(b"\x00\x01\x02")
    return tmp_path


def printed(script: str, folder: Path) -> list[str]:
    """Return what a program of its own prints; it ends when all processes it began have ended."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", SETTING + script, str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_files_looked_at_at_once_give_what_each_gives_by_itself(folder: Path) -> None:
    script = """
first = next(previews)
print(len(multiprocessing.active_children()))
print([first, *previews] == each, len(multiprocessing.active_children()))
"""
    assert printed(script, folder) == ["3", "True", "0"]


def test_no_file_is_lost_where_a_process_is_killed(folder: Path) -> None:
    script = """
first = next(previews)
for worker in multiprocessing.active_children():
    worker.kill()
print([first, *previews] == each)
"""
    assert printed(script, folder) == ["True"]


def test_no_process_goes_on_where_the_program_is_killed_or_stops_half_way(folder: Path) -> None:
    kill = "next(previews); print('killed', flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    assert printed(kill, folder) == ["killed"]
    stop = "next(previews); previews.close(); print(len(multiprocessing.active_children()))"
    assert printed(stop, folder) == ["0"]


def test_a_program_with_threads_looks_at_one_file_after_the_other(folder: Path) -> None:
    script = """
done = threading.Event()
threading.Thread(target=done.wait).start()
first = next(previews)
print(len(multiprocessing.active_children()), [first, *previews] == each)
done.set()
"""
    assert printed(script, folder) == ["0", "True"]
