"""Files that fill memory: `python -m benchmarks.bombs [NAME...] [--largest FILE]`.

Each bomb is made, and read by the program in a process of its own. Prints the time of the
processor and the memory of that, the floor (the standard library reading the same bytes) and what
became of it; ends with 1 when one took over 300 MB, or over ten times both the floor and the import
of FILE, the largest real transcript.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx

MOST_MEMORY = 300
MOST_TIMES = 10
LONGEST = 120

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SAID = "<w:p><w:r><w:t>A: hei</w:t></w:r></w:p>"
_TABLE = "transcript,start,end,code,coder,quote\n"

_MEASURED = """
import os, resource, runpy, sys
sys.argv = ["kodeverk", *sys.argv[1:]]
try:
    runpy.run_module("kodeverk", run_name="__main__")
    code = 0
except SystemExit as left:
    code = left.code
used = resource.getrusage(resource.RUSAGE_SELF)
print("\\nused", used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, code, file=sys.stderr)
"""

_FLOOR = """
import csv, html.parser, io, json, sys, time, zipfile
from xml.etree import ElementTree
begun = time.process_time()
path = sys.argv[1]
with open(path, "rb") as file:
    data = file.read(200_000_000)
if path.endswith("docx"):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                for _, element in ElementTree.iterparse(io.BytesIO(content)):
                    element.clear()
else:
    text = data.decode(errors="replace")
    if path.endswith("csv"):
        csv.field_size_limit(1 << 30)
        for row in csv.reader(io.StringIO(text)):
            pass
    elif path.endswith("json"):
        try:
            json.loads(text)
        except RecursionError:
            pass
    elif path.endswith("html"):
        html.parser.HTMLParser().feed(text)
    else:
        for line in text.split("\\n"):
            pass
print(time.process_time() - begun)
"""


class Bomb(NamedTuple):
    """A file to make, and the command that reads it; `{project}` and `{file}` stand in it."""

    name: str
    make: Callable[[], bytes]
    command: Sequence[str] = ("import", "{project}", "{file}")


def document(body: str) -> bytes:
    """Return a Word document with this body."""
    sound, out = BytesIO(), BytesIO()
    docx.Document().save(sound)
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = (
                    f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'.encode()
                )
            new.writestr(name, content)
    return out.getvalue()


_CODINGS = ("import-codings", "{project}", "{file}", "--coder", "Kari")
_CODEBOOK = ("codebook", "load", "{project}", "{file}")
_METADATA = ("import", "{project}", "{other}", "--metadata", "{file}")

BOMBS = (
    Bomb("empty-lines.txt", lambda: b"\n" * 15_000_000 + b"A: hei\n"),
    Bomb("blank-lines.txt", lambda: b" \n" * 900_000 + b"A: hei\n"),
    Bomb("one-line.txt", lambda: b"A: " + b"ab " * 6_600_000),
    Bomb("marks.txt", lambda: bytes("A: a" + "\u0301\u0316" * 4_900_000, "utf-8")),
    Bomb("old-letters.txt", lambda: b"A: " + b"\xe6" * 19_000_000),
    Bomb("paragraphs.docx", lambda: document("<w:p/>" * 3_000_000 + _SAID)),
    Bomb("attributes.docx", lambda: document('<w:p w:a="" w:b=""/>' * 300_000 + _SAID)),
    Bomb("breaks.docx", lambda: document(f"<w:p><w:r>{'<w:br/>' * 1_200_000}</w:r></w:p>{_SAID}")),
    Bomb("deep.docx", lambda: document("<w:sdt>" * 200_000 + _SAID + "</w:sdt>" * 200_000)),
    Bomb("cues.vtt", lambda: b"WEBVTT\n\n" + b"00:00 --> 00:01\na\n" * 900_000),
    Bomb("commas.csv", lambda: b"," * 19_000_000 + b"a\n"),
    Bomb("columns.csv", lambda: bytes(b"a," * 100_000 + b"\n") * 6),
    Bomb("deep.json", lambda: b"[" * 9_000_000),
    Bomb("objects.json", lambda: b"[" + b'{"a":1},' * 1_200_000 + b'{"text":"hei"}]'),
    Bomb("deep.html", lambda: b"<html>" + b"<div>" * 400_000),
    Bomb("paragraphs.html", lambda: b"<html>" + b"<p>a" * 4_000_000),
    Bomb("groups.rtf", lambda: b"{\\rtf1 A: a" + b"{a}" * 900_000 + b"b}"),
    Bomb("braces.rtf", lambda: b"{\\rtf1 A: a" + b"{" * 400_000 + b"b}"),
    Bomb(
        "coders.csv",
        lambda: (
            _TABLE + "".join(f"samtale,3,6,K,Koder {number},\n" for number in range(100_000)),
            "utf-8",
        ),
        (*_CODINGS, "--new-coders"),
    ),
    Bomb(
        "bad-rows.csv",
        lambda: bytes(
            _TABLE + "".join(f"samtale,{n},{n + 4},K,Kari,x{n}\n" for n in range(200_000)), "utf-8"
        ),
        _CODINGS,
    ),
    Bomb(
        "unknown-codes.csv",
        lambda: bytes(
            _TABLE + "".join(f"samtale,3,6,UKJENT-{n},Kari,\n" for n in range(200_000)), "utf-8"
        ),
        _CODINGS,
    ),
    Bomb(
        "wide.csv",
        lambda: _TABLE.encode() + b"samtale,3,6,K,Kari" + b"," * 50_000_000,
        _CODINGS,
    ),
    Bomb("header.csv", lambda: b",".join(b"c%d" % n for n in range(200_000)), _CODINGS),
    Bomb("short-rows.csv", lambda: _TABLE.encode() + b"a,b\n" * 5_000_000, _CODINGS),
    Bomb("open-quote.csv", lambda: _TABLE.encode() + b'a,"' + b"b\n" * 30_000_000, _CODINGS),
    Bomb("brackets.yaml", lambda: b"[" * 900_000, _CODEBOOK),
    Bomb("aliases.yaml", lambda: b"a: &a [x]\n" + b"b: [*a, *a]\n" * 19_000, _CODEBOOK),
    Bomb("lines.yaml", lambda: b"\n" * 900_000, _CODEBOOK),
    Bomb(
        "codes.csv",
        lambda: b"key,name_nb\n" + b"".join(b"K%d,n\n" % n for n in range(90_000)),
        _CODEBOOK,
    ),
    Bomb(
        "files.csv",
        lambda: b"file,a\n" + b"".join(b"%d.txt,1\n" % n for n in range(1_000_000)),
        _METADATA,
    ),
    Bomb("/dev/zero", bytes),
    Bomb("/dev/zero", bytes, _CODINGS),
    Bomb("/dev/zero", bytes, _CODEBOOK),
    Bomb("/dev/zero", bytes, _METADATA),
)


class Outcome(NamedTuple):
    """What reading took: seconds of the processor, MB, the exit code and what was said."""

    seconds: float
    memory: int
    code: str
    told: str


def run(folder: Path, *arguments: str) -> Outcome:
    """Run a command of the program in a process of its own, and measure it."""
    told = {**os.environ, "KODEVERK_CODER": "Kari", "KODEVERK_CONFIG": str(folder / "c.toml")}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, *arguments],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            env=told,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(LONGEST, 0, "hang", f"over {LONGEST} s")
    said, _, used = done.stderr.rpartition("\nused ")
    if not used:
        return Outcome(0, 0, "fault", done.stderr[-300:])
    seconds, memory, code = used.split()
    errors = [line for line in said.splitlines() if line.startswith("error: ")]
    return Outcome(float(seconds), int(memory), code, " ".join(errors) or "done")


def floor(path: str) -> float:
    """Return how many seconds of the processor the standard library needs for the same bytes."""
    done = subprocess.run(
        [sys.executable, "-c", _FLOOR, path], capture_output=True, text=True, check=False
    )
    return float(done.stdout or 0)


def read(bomb: Bomb, folder: Path) -> tuple[Outcome, float]:
    """Make a bomb and read it in a new project with one transcript and one code."""
    project, other = folder / "p.kodeverk", folder / "samtale.txt"
    book = folder / "bok.csv"
    other.write_text("A: hei på deg\nB: hei hei\n")
    book.write_text("key,name_nb\nK,k\n")
    for command in (("init",), ("import", other), ("codebook", "load", book)):
        words = [str(word) for word in command]
        place = 2 if words[0] == "codebook" else 1
        run(folder, *words[:place], str(project), *words[place:])
    path = bomb.name
    if not path.startswith("/"):
        path = str(folder / bomb.name)
        Path(path).write_bytes(bomb.make())
    given = {"project": str(project), "file": path, "other": str(other)}
    outcome = run(folder, *(word.format(**given) for word in bomb.command))
    return outcome, floor(path)


def main() -> int:
    """Read the bombs, print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--largest", type=Path)
    given = parser.parse_args()
    least = 0.0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        run(folder, "init", str(folder / "l.kodeverk"))
        if given.largest:
            largest = run(folder, "import", str(folder / "l.kodeverk"), str(given.largest))
            least = largest.seconds
            print(f"the import of {given.largest.name}: {least:.1f} s, {largest.memory} MB\n")
    print("| bomb | s | MB | floor, s | times | outcome |\n|---|---|---|---|---|---|", flush=True)
    bad = 0
    for bomb in BOMBS:
        if given.names and bomb.name not in given.names:
            continue
        with tempfile.TemporaryDirectory() as made:
            outcome, lowest = read(bomb, Path(made))
            told = outcome.told.replace(made, "").replace("|", "/")[:110]
        is_bad = (
            outcome.memory > MOST_MEMORY
            or outcome.seconds > max(MOST_TIMES * lowest, least or LONGEST)
            or outcome.code not in {"0", "1"}
        )
        bad += is_bad
        times = outcome.seconds / max(lowest, least, 0.01)
        print(
            f"| {bomb.name} {bomb.command[0]} | {outcome.seconds:.1f} | {outcome.memory} "
            f"| {lowest:.2f} | {times:.1f}{' !' if is_bad else ''} | {told} |",
            flush=True,
        )
    print(f"\nover the goal: {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
