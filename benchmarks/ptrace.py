"""A child process stopped just before each system call that changes files (Linux on x86-64)."""

import ctypes
import os
import platform
import re
import signal
from collections.abc import Callable
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

IS_HERE = platform.system() == "Linux" and platform.machine() == "x86_64"
"""Whether this machine can do it."""

_TRACEME, _SYSCALL, _SETOPTIONS, _CALL = 0, 24, 0x4200, 0x420E
_GOOD, _EXITKILL = 1, 1 << 20
_STOPPED = signal.SIGTRAP | 0x80
_ENTRY = 1
_WRITES = os.O_WRONLY | os.O_RDWR

_OPENS = {2: ("open", 1), 257: ("openat", 2)}
"""Number of a call -> its name, and which argument says what it is opened for."""

_ON_FILES = {
    1: "write",
    18: "pwrite",
    20: "writev",
    40: "sendfile",
    74: "fsync",
    75: "fdatasync",
    77: "ftruncate",
    91: "fchmod",
    93: "fchown",
    285: "fallocate",
    296: "pwritev",
    326: "copy_file_range",
}
"""Number of a call -> its name, where the first argument is an open file."""

_ON_NAMES = {
    76: "truncate",
    82: "rename",
    83: "mkdir",
    84: "rmdir",
    85: "creat",
    86: "link",
    87: "unlink",
    88: "symlink",
    90: "chmod",
    92: "chown",
    258: "mkdirat",
    260: "fchownat",
    263: "unlinkat",
    264: "renameat",
    265: "linkat",
    266: "symlinkat",
    268: "fchmodat",
    316: "renameat2",
    452: "fchmodat2",
}


class Call(NamedTuple):
    """A call that changes files: its name, and of an open file the kind of its name."""

    name: str
    on: str = ""


class Traced(NamedTuple):
    """What a child did: every call that changes files, and how it ended (as a shell says it)."""

    calls: tuple[Call, ...]
    code: int


def traced(run: Callable[[], int], at: int | None = None) -> Traced:
    """Run in a child, killed just before its call number `at` (from 0) that changes files.

    Returns the calls before that, and the exit code: -9 for one that was killed. Raises OSError
    where this machine does not let a process be traced.
    """
    child = os.fork()
    if child == 0:
        _ptrace(_TRACEME, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(run())
    os.waitpid(child, 0)
    _ptrace(_SETOPTIONS, child, 0, _GOOD | _EXITKILL)
    calls: list[Call] = []
    pending = 0
    while True:
        _ptrace(_SYSCALL, child, 0, pending)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return Traced(tuple(calls), os.waitstatus_to_exitcode(status))
        stopped = os.WSTOPSIG(status)
        pending = 0 if stopped == _STOPPED else stopped
        call = _changing(child) if stopped == _STOPPED else None
        if call is not None and len(calls) == at:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            return Traced(tuple(calls), os.waitstatus_to_exitcode(status))
        if call is not None:
            calls.append(call)


def _changing(child: int) -> Call | None:
    """Return the call before which a child has stopped, if that changes files."""
    said = ctypes.create_string_buffer(88)
    _ptrace(_CALL, child, len(said), ctypes.addressof(said))
    if said.raw[0] != _ENTRY:
        return None
    number, *arguments = unpack_from("<7Q", said.raw, 24)
    if number in _OPENS:
        name, which = _OPENS[number]
        return Call(name) if arguments[which] & _WRITES else None
    if number in _ON_NAMES:
        return Call(_ON_NAMES[number])
    if number not in _ON_FILES or (number == 1 and arguments[0] in (1, 2)):
        return None
    return Call(_ON_FILES[number], _kind_of(child, arguments[0]))


def _kind_of(child: int, descriptor: int) -> str:
    """Return what the name of an open file ends with."""
    try:
        name = Path(f"/proc/{child}/fd/{descriptor}").readlink().name
    except OSError:
        return ""
    return re.sub(r"^.*?(\.\w+)?(-\w+)?( \(deleted\))?$", r"\1\2", name)


def _ptrace(request: int, child: int, address: int = 0, data: int = 0) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    libc.ptrace.restype = ctypes.c_long
    if libc.ptrace(request, child, address, data) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
