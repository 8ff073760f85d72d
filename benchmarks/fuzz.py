"""Damaged files: `python -m benchmarks.fuzz FOLDER... [--inputs N] [--seed S] [--keep FOLDER]`.

Every file under the folders that a reader claims to read (transcripts, codebooks, tables of
metadata and of codings), and a table of proposals, a key and settings beside them, is damaged in
many ways and read; what comes out must be what was to be read or a clear error. Prints what became
of them, the slowest input and the most memory, and ends with 1 when a reader failed in any other
way. `--keep` writes the inputs that made it fail.
"""

import argparse
import multiprocessing
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from kodeverk.analysis.recognition.turns import recognitions
from kodeverk.config import load_settings
from kodeverk.errors import KodeverkError
from kodeverk.formats.codebooks import read_codebook, read_codebook_table, read_crosswalk
from kodeverk.formats.metadata import read_metadata
from kodeverk.formats.pseudonyms import COLUMNS as PROPOSALS
from kodeverk.formats.pseudonyms import KEY_COLUMNS, read_decisions, read_key
from kodeverk.formats.tables import read_table
from kodeverk.formats.transcripts import may_be_transcript, read_transcript_bytes

LONGEST = 20
"""Seconds of the processor after which a reader is said to hang."""

_EXTREMES = (b"0", b"-1", b"99999999999999999999", b"1e308", b"NaN", b"", b"\x00", b"\xff\xfe")
_NUMBER = re.compile(rb"\d+")
_MARK = re.compile(rb"<[^<>]{1,200}>|[{}\[\]\\]")


CODINGS = ("transcript", "start", "end", "code", "coder")

TRANSCRIPT = "transcript"
READERS: dict[str, Callable[[Path], object]] = {
    "codebook": read_codebook,
    "crosswalk": read_crosswalk,
    "codebook table": read_codebook_table,
    "metadata": read_metadata,
    "codings": lambda path: [*read_table(path, CODINGS).rows],
    "proposals": read_decisions,
    "key": lambda path: read_key(path, "p"),
    "settings": lambda path: load_settings({"KODEVERK_CONFIG": str(path)}),
}
"""What else is read from files: what it is called -> its reader."""

_NAMED = (
    (re.compile(r"crosswalk.*\.ya?ml"), "crosswalk"),
    (re.compile(r".*\.ya?ml"), "codebook"),
    (re.compile(r"codebook.*\.csv"), "codebook table"),
    (re.compile(r"metadata.*\.csv"), "metadata"),
    (re.compile(r"codings.*\.csv"), "codings"),
    (re.compile(r"proposals.*\.csv"), "proposals"),
    (re.compile(r"key.*\.csv"), "key"),
    (re.compile(r".*\.toml"), "settings"),
)
_MADE = {
    "codebook.csv": "key,parent,name_nb,definition_nb,counted\nREL,,Relasjon,Om «tillit»,ja\n"
    'REL-TID,REL,"Tid, og ro","To\nlinjer",nei\nX-IDENT,,Navn,,nei\n',
    "proposals.csv": f"{','.join(PROPOSALS)}\nyes,Kari Nord,[Person A],name,1,2,,,\n"
    'no,Ås,,place,1,1,"hei, du",?,a\n,Per,[Person B],name,2,3,,,\n',
    "key.csv": f"{','.join(KEY_COLUMNS)}\np,2026-01-01,Kari Nord,[Person A],\n"
    'p,2026-01-02,"Ås, sentrum",[Sted],a\n',
    "config.toml": '[coder]\nname = "Kari"\nid = "0b9f0a55-6a07-4a5e-9f0c-3f6a8a4d1c11"\n'
    '[keys]\n"coding.apply" = "x,delete"\n',
}
"""Files that no folder has: name -> content."""


class Outcome(NamedTuple):
    """What became of one damaged input: `read`, `refused` or the traceback of another failure."""

    kind: str
    told: str
    seconds: float
    peak: int


class Hang(BaseException):
    """A reader took longer than it may; no `except Exception` of a library swallows it."""


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with one to four kinds of damage; of an archive mostly one member has it."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        try:
            return _in_archive(data, chance)
        except (zipfile.BadZipFile, RuntimeError, OSError):
            pass
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_DAMAGE)(data, chance)
    return data


def read(data: bytes, name: str, kind_of_file: str = TRANSCRIPT) -> Outcome:
    """Read an input, recognise who speaks in a transcript, and tell what came of that."""
    start = time.process_time()
    try:
        if kind_of_file == TRANSCRIPT:
            _read_transcript(data, name)
        else:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                path.write_bytes(data)
                READERS[kind_of_file](path)
        kind, told = "read", ""
    except KodeverkError as error:
        kind, told = "refused", error.message
        if "\n" in error.message or not error.message:
            kind = f"an error of several lines: {error.message!r}"
    except Hang:
        kind, told = "hang", traceback.format_exc()
    except BaseException:  # noqa: BLE001 - also what derives from no Exception, as a panic does
        kind, told = "failure", traceback.format_exc()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Outcome(kind, told, time.process_time() - start, peak)


def _read_transcript(data: bytes, name: str) -> None:
    source = read_transcript_bytes(data, name)
    _check(source.text, [(one.start, one.end) for one in source.paragraphs])
    for reading in recognitions(source):
        _check(source.text, [(block.start, block.end) for block in reading.blocks])


def others(folders: Iterable[Path], made: Path) -> list[tuple[Path, str]]:
    """Return the files that are no transcripts, with what each is; those no folder has are made."""
    for name, content in _MADE.items():
        (made / name).write_text(content, encoding="utf-8")
    return sorted(
        (path, kind)
        for folder in (*folders, made)
        for path in folder.rglob("*")
        if (kind := next((kind for name, kind in _NAMED if name.fullmatch(path.name)), None))
    )


def seeds(folders: Iterable[Path]) -> list[Path]:
    """Return the files under the folders that a reader claims to read, in order."""
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and may_be_transcript(path) and path.stat().st_size < 3_000_000
    )


def _check(text: str, spans: Sequence[tuple[int, int]]) -> None:
    if not text.endswith("\n"):
        raise AssertionError("the text does not end a line")
    for start, end in spans:
        if not 0 <= start <= end <= len(text):
            raise AssertionError(f"a span [{start}, {end}) is outside the text of {len(text)}")


def _slice(data: bytes, chance: random.Random, most: int = 2000) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, most))


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _slice(data, chance)
    return data[:start] + data[end:]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _slice(data, chance)
    times = chance.choice((1, 2, 50)) if end - start < 500 else 1
    return data[:start] + data[start:end] * times + data[start:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _slice(data, chance)
    rest = data[:start] + data[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _number(data: bytes, chance: random.Random) -> bytes:
    return _exchange(data, _NUMBER, chance.choice(_EXTREMES), chance)


def _mark(data: bytes, chance: random.Random) -> bytes:
    return _exchange(data, _MARK, chance.choice((b"", *_MARK.findall(data)[:50])), chance)


def _exchange(data: bytes, pattern: re.Pattern[bytes], new: bytes, chance: random.Random) -> bytes:
    found = [match.span() for match in pattern.finditer(data[:200_000])]
    if not found:
        return data
    start, end = chance.choice(found)
    return data[:start] + new + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randint(1, 60)) + data[at:]


_DAMAGE: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _cut,
    _end,
    _repeat,
    _move,
    _number,
    _mark,
    _mark,
    _insert,
)


def _in_archive(data: bytes, chance: random.Random) -> bytes:
    """Return the archive with damage in one member, or one member less."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        hit = chance.choice([name for name in names if name.endswith(".xml")] or names)
        lost = chance.random() < 0.05
        for name in names:
            content = old.read(name)
            if name == hit and not lost:
                for _ in range(chance.randint(1, 3)):
                    content = chance.choice(_DAMAGE)(content, chance)
            if name != hit or not lost:
                new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _stop(*_: object) -> None:
    raise Hang


def _one(
    seed: int, files: Sequence[tuple[Path, str]], number: int
) -> tuple[int, Path, str, Outcome]:
    path, kind = files[number % len(files)]
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        data = damaged(path.read_bytes(), random.Random(f"{seed} {number}"))
        outcome = read(data, path.name, kind)
    except Hang:
        outcome = Outcome("hang", "", LONGEST, 0)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return number, path, kind, outcome


def main() -> int:
    """Run, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        files = [(path, TRANSCRIPT) for path in seeds(given.folders)]
        files += others(given.folders, Path(made))
        return _run(given, files)


def _run(given: argparse.Namespace, files: Sequence[tuple[Path, str]]) -> int:
    kinds: Counter[tuple[str, str]] = Counter()
    slowest, largest, bad = (0.0, 0, Path()), (0, 0, Path()), 0
    with multiprocessing.Pool() as pool:
        work = partial(_one, given.seed, files)
        outcomes = pool.imap_unordered(work, range(given.inputs), 20)
        for done, (number, path, file_kind, outcome) in enumerate(outcomes, 1):
            if not done % 1000:
                print(f"{done:,} of {given.inputs:,}; failed {bad}", file=sys.stderr, flush=True)
            shown = path.suffix if file_kind == TRANSCRIPT else file_kind
            kinds[shown, outcome.kind] += 1
            slowest = max(slowest, (outcome.seconds, number, path))
            if outcome.peak > largest[0]:
                largest = outcome.peak, number, path
            if outcome.kind not in {"read", "refused"}:
                bad += 1
                print(f"{path} input {number}: {outcome.kind}\n{outcome.told}", flush=True)
                if given.keep:
                    given.keep.mkdir(parents=True, exist_ok=True)
                    chance = random.Random(f"{given.seed} {number}")
                    kept = given.keep / f"{number}{path.suffix}"
                    kept.write_bytes(damaged(path.read_bytes(), chance))
    print("| file | read | refused | failed |\n|---|---|---|---|")
    for shown in sorted({shown for shown, _ in kinds}):
        all_of = {kind: count for (one, kind), count in kinds.items() if one == shown}
        good = all_of.pop("read", 0), all_of.pop("refused", 0)
        print(f"| {shown} | {good[0]} | {good[1]} | {sum(all_of.values())} |")
    print(
        f"\n{given.inputs:,} inputs from {len(files)} files; the slowest {slowest[0]:.1f} s (input "
        f"{slowest[1]}, {slowest[2].name}); the most memory {largest[0]} MB (input {largest[1]}, "
        f"{largest[2].name}, or one before it in its process); failed {bad}."
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
