"""Files that fill memory: `python -m benchmarks.bombs [NAME...] [--largest FILE]`.

Each bomb is made, and read by the program in a process of its own. Prints the time of the
processor and the memory of that, the floor (the standard library reading the same bytes) and what
became of it; ends with 1 when one took over 300 MB, or over ten times the floor and longer than the
import of FILE, the largest real transcript, which is measured again beside each.

Then honest files: what a line of the longest text, of a folder with a million lines and of ten
files near the limits costs beside one of the reference corpus, and a coding of half a million
beside one of 40,000, at most 1.5 times as much; and what importing a folder again costs, beside the
first time, whose table gives its files variables.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx

from benchmarks.corpus import REFERENCE, interview
from kodeverk.formats.limits import (
    CELLS,
    CHARACTERS,
    COMMENTS,
    EMPTY_LINES,
    JSON_VALUES,
    LINES,
    NODES,
    PARAGRAPHS,
    PDF_DRAWING,
    PDF_PAGE,
    RTF_WORDS,
    TEXT,
)

MOST_MEMORY = 300
MOST_TIMES = 10
MOST_EACH = 1.5
"""How much more a line or a row of the largest may cost than of what is usual."""
LONGEST = 1_800
MOST_LINES = LINES.most - 1
FILES, LINES_OF_EACH = 200, 5_000
NEAR = 10
MOST_CODINGS = 500_000

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SAID = "<w:p><w:r><w:t>A: hei</w:t></w:r></w:p>"
_TABLE = "transcript,start,end,code,coder,quote\n"

_MEASURED = """
import os, resource, runpy, sys
from pathlib import Path
sys.argv = ["kodeverk", *sys.argv[1:]]
try:
    runpy.run_module("kodeverk", run_name="__main__")
    code = 0
except SystemExit as left:
    code = left.code
used = resource.getrusage(resource.RUSAGE_SELF)
memory = used.ru_maxrss // 1024
if Path("/proc/self/status").exists():
    # `ru_maxrss` has what the benchmark itself held when it began this process.
    lines = Path("/proc/self/status").read_text().splitlines()
    memory = next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))
print("\\nused", used.ru_utime + used.ru_stime, memory, code, file=sys.stderr)
"""

_FLOOR = """
import csv, html.parser, io, json, sys, time, zipfile
from xml.etree import ElementTree
begun = time.process_time()
path = sys.argv[1]
with open(path, "rb") as file:
    data = file.read(200_000_000)
if path.endswith(("docx", "odt")):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name in ("word/document.xml", "content.xml"):
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


def open_document(body: str) -> bytes:
    """Return a text document of OpenDocument with this body."""
    spaces = "urn:oasis:names:tc:opendocument:xmlns:"
    kind, out = "application/vnd.oasis.opendocument.text", BytesIO()
    content = (
        f'<o:document-content xmlns:o="{spaces}office:1.0" xmlns:t="{spaces}text:1.0">'
        f"<o:body><o:text>{body}</o:text></o:body></o:document-content>"
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", kind, zipfile.ZIP_STORED)
        made.writestr("content.xml", content)
    return out.getvalue()


def table(rows: Iterable[str]) -> bytes:
    """Return a table of codings with these rows."""
    return (_TABLE + "".join(f"{row}\n" for row in rows)).encode()


def commented(comments: int) -> bytes:
    """Return a Word document with so many comments on as many words."""
    word, out = docx.Document(), BytesIO()
    for number in range(comments):
        run = word.add_paragraph().add_run(f"A: hei {number}")
        word.add_comment(run, f"se her {number}", "Kari")
    word.save(out)
    return out.getvalue()


def drawing(content: bytes, pages: int = 1) -> bytes:
    """Return a PDF with this drawing on each page."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\nBT /F1 9 Tf\n%sET\nendstream" % (len(content) + 15, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + b"xref\n0 6\n0000000000 65535 f \n" + rows + trailer


_LINES, _PARAGRAPHS = LINES.most - 1, PARAGRAPHS.most - 1
_WORDS, _COLUMNS = RTF_WORDS.most // PARAGRAPHS.most - 2, CELLS.most // PARAGRAPHS.most - 2
_RTF = b"\\pard A: a\\par\n"
_CELLS = b"speaker,text" + b"".join(b",c%d" % column for column in range(_COLUMNS)) + b"\n"
_CUE = b"00:01.000 --> 00:02.000\nA: a\n\n"
_SEGMENT = b'{"text":"a b","start":1,"words":[%s]}' % b",".join(
    [b'{"w":1}'] * (JSON_VALUES.most // PARAGRAPHS.most - 3)
)
_NODES = _SAID.replace("<w:p>", "<w:p>" + "<w:q/>" * (NODES.most // PARAGRAPHS.most - 10))
_DRAWN = b"1 0 0 1 50 700 Tm (A: a b) Tj\n"

_CODINGS = ("import-codings", "{project}", "{file}", "--coder", "Kari")
_CODEBOOK = ("codebook", "load", "{project}", "{file}")
_METADATA = ("import", "{project}", "{other}", "--metadata", "{file}")

BOMBS = (
    Bomb("empty-lines.txt", lambda: b"\n" * 15_000_000 + b"A: hei\n"),
    Bomb("blank-lines.txt", lambda: b" \n" * 900_000 + b"A: hei\n"),
    Bomb("short-lines.txt", lambda: b"A: a\nB: b\n" * 500_000),
    Bomb("one-line.txt", lambda: b"A: " + b"ab " * (TEXT.most // 3 - 2)),
    Bomb("longest-line.txt", lambda: b"A: " + b"ab " * (CHARACTERS.most // 3 - 2)),
    Bomb("marks.txt", lambda: bytes("A: a" + "\u0301\u0316" * (TEXT.most // 4 - 2), "utf-8")),
    Bomb("old-letters.txt", lambda: b"A: " + b"\xe6" * (TEXT.most - 3)),
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
    Bomb("groups.rtf", lambda: b"{\\rtf1 A: a" + b"{a}" * (RTF_WORDS.most + 1) + b"b}"),
    Bomb("braces.rtf", lambda: b"{\\rtf1 A: a" + b"{" * 400_000 + b"b}"),
    Bomb("one-page.pdf", lambda: drawing(_DRAWN * (PDF_PAGE.most // len(_DRAWN) + 1))),
    Bomb("paragraphs.odt", lambda: open_document("<t:p/>" * 400_000)),
    Bomb("most-lines.txt", lambda: b"A: a\nB: b\n" * (_LINES // 2)),
    Bomb("most-empty.txt", lambda: b"\n" * (EMPTY_LINES.most - 1) + b"A: a\n\n" * (_LINES // 4)),
    Bomb("most-words.rtf", lambda: b"{\\rtf1 " + (b"\\q" * _WORDS + _RTF) * _PARAGRAPHS + b"}"),
    Bomb("most-paragraphs.rtf", lambda: b"{\\rtf1 " + _RTF * _PARAGRAPHS + b"}"),
    Bomb("most-cells.csv", lambda: _CELLS + (b"A,a b" + b"," * _COLUMNS + b"\n") * _PARAGRAPHS),
    Bomb("most-rows.csv", lambda: b"speaker,text\n" + b"A,a b\n" * _PARAGRAPHS),
    Bomb("most-cues.vtt", lambda: b"WEBVTT\n\n" + _CUE * _PARAGRAPHS),
    Bomb("most-cues.srt", lambda: (b"1\n" + _CUE.replace(b".", b",")) * _PARAGRAPHS),
    Bomb("most-values.json", lambda: b"[" + b",".join([_SEGMENT] * _PARAGRAPHS) + b"]"),
    Bomb("most-paragraphs.docx", lambda: document(_SAID * _PARAGRAPHS)),
    Bomb("most-nodes.docx", lambda: document(_NODES * _PARAGRAPHS)),
    Bomb("most-paragraphs.odt", lambda: open_document("<t:p>A: hei</t:p>" * _PARAGRAPHS)),
    Bomb("most-nodes.html", lambda: b"<html>" + (b"<p>A: hei" + b"<b></b>" * 15) * _PARAGRAPHS),
    Bomb(
        "most-drawing.pdf",
        lambda: drawing(
            _DRAWN * (PDF_PAGE.most // len(_DRAWN) - 1), PDF_DRAWING.most // PDF_PAGE.most
        ),
    ),
    Bomb("comments.docx", lambda: commented(COMMENTS.most)),
    Bomb(
        "coders.csv",
        lambda: table(f"samtale,3,6,K,Koder {number}," for number in range(100_000)),
        (*_CODINGS, "--new-coders"),
    ),
    Bomb(
        "bad-rows.csv",
        lambda: table(f"samtale,{n},{n + 4},K,Kari,x{n}" for n in range(200_000)),
        _CODINGS,
    ),
    Bomb(
        "unknown-codes.csv",
        lambda: table(f"samtale,3,6,UKJENT-{n},Kari," for n in range(200_000)),
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


def usual_lines() -> list[str]:
    """Return lines of the reference corpus: of all that is said there, in sentences."""
    said: list[str] = []
    for seed in range(20):
        for line in interview(REFERENCE.words, seed).split("\n"):
            speaker, _, words = line.partition(": ")
            said += [f"{speaker}: {sentence}." for sentence in words.split(".") if sentence.strip()]
    return [line[:32] for line in said]


def of_reference(folder: Path) -> Path:
    """Write the interviews of the reference corpus and return their folder."""
    usual = folder / "usual"
    usual.mkdir()
    for seed in range(REFERENCE.transcripts):
        (usual / f"{seed}.txt").write_text(interview(REFERENCE.words, seed))
    return usual


@cache
def usual_cost() -> tuple[float, float]:
    """Return how many seconds an import takes to begin, and then a line of the reference corpus."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        project, alone, usual = folder / "p.kodeverk", folder / "a.txt", of_reference(folder)
        alone.write_text("A: hei\nB: hei hei\n")
        run(folder, "init", str(project))
        start = run(folder, "import", str(project), str(alone)).seconds
        lines = sum(path.read_text().count("\n") for path in usual.iterdir())
        return start, (run(folder, "import", str(project), str(usual)).seconds - start) / lines


def texts(folder: Path, many: int, lines: int) -> tuple[str, float, Outcome]:
    """Return what is measured, how much more a line of so many texts costs, and the outcome."""
    project, files = folder / "p.kodeverk", folder / "files"
    files.mkdir()
    dice, said = random.Random(1), usual_lines()
    for number in range(many):
        (files / f"{number}.txt").write_text("\n".join(dice.choices(said, k=lines)))
    run(folder, "init", str(project))
    start, one = usual_cost()
    outcome = run(folder, "import", str(project), str(files))
    times = (outcome.seconds - start) / (many * lines) / one
    return f"a line of {many} x {lines:,}", times, outcome


def each_line(folder: Path) -> tuple[str, float, Outcome]:
    """Return what is measured, how much more a line of the longest text costs, and its outcome."""
    return texts(folder, 1, MOST_LINES)


def each_of_a_million(folder: Path) -> tuple[str, float, Outcome]:
    """Return the same of a folder with a million lines."""
    return texts(folder, FILES, LINES_OF_EACH)


def each_of_several(folder: Path) -> tuple[str, float, Outcome]:
    """Return the same of several files near the limits, in one command."""
    return texts(folder, NEAR, MOST_LINES)


def each_again(folder: Path) -> tuple[str, float, Outcome]:
    """Return what is measured, how much more a file costs the second time, and that outcome.

    The files have a table that gives each of them variables.
    """
    project, rows, usual = folder / "p.kodeverk", folder / "rows.csv", of_reference(folder)
    told = (f"{path.name},{number},{number % 7},ja" for number, path in enumerate(usual.iterdir()))
    rows.write_text("file,year,branch,again\n" + "".join(f"{row}\n" for row in told))
    run(folder, "init", str(project))
    importing = ("import", str(project), str(usual), "--metadata", str(rows))
    first, again = (run(folder, *importing) for _ in range(2))
    return f"a file of {REFERENCE.transcripts} again", again.seconds / first.seconds, again


def each_coding(folder: Path) -> tuple[str, float, Outcome]:
    """Return what is measured, how much more a coding of very many costs, and its outcome."""
    text, book = folder / "samtale.txt", folder / "bok.csv"
    text.write_text("A: hei hei hei hei\n" * 400)
    book.write_text("key,name_nb\nK,k\n")
    rows = [
        f"samtale,{start},{start + length},K,Kari,"
        for start in range(5_000)
        for length in range(1, 101)
    ]
    taken = []
    for many in (0, 40_000, MOST_CODINGS):
        project, path = folder / f"{many}.kodeverk", folder / f"{many}.csv"
        path.write_bytes(table(rows[:many]))
        run(folder, "init", str(project))
        run(folder, "import", str(project), str(text))
        run(folder, "codebook", "load", str(project), str(book))
        taken.append(run(folder, "import-codings", str(project), str(path), "--coder", "Kari"))
    none, usual, outcome = taken
    one = (usual.seconds - none.seconds) / 40_000
    times = (outcome.seconds - none.seconds) / MOST_CODINGS / one
    return f"a coding of {MOST_CODINGS:,}", times, outcome


HONEST = (each_line, each_of_a_million, each_of_several, each_again, each_coding)


def main() -> int:
    """Read the bombs, print the tables and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--largest", type=Path)
    given = parser.parse_args()
    bad = _bombs(given.names, given.largest)
    print("\n| honest | s | MB | times a usual one | outcome |\n|---|---|---|---|---|", flush=True)
    for measure in HONEST:
        if given.names and measure.__name__ not in given.names:
            continue
        with tempfile.TemporaryDirectory() as made:
            name, times, outcome = measure(Path(made))
        is_bad = outcome.memory > MOST_MEMORY or times > MOST_EACH or outcome.code != "0"
        bad += is_bad
        print(
            f"| {name} | {outcome.seconds:.1f} | {outcome.memory} "
            f"| {times:.2f}{' !' if is_bad else ''} | {outcome.told[:110]} |",
            flush=True,
        )
    print(f"\nover the goal: {bad}")
    return 1 if bad else 0


def _bombs(names: Sequence[str], largest: Path | None) -> int:
    """Read the bombs, print the table and return how many took too much."""
    bad = 0
    print("| bomb | s | MB | floor, s | largest, s | outcome |\n|---|---|---|---|---|---|")
    for bomb in BOMBS:
        if names and bomb.name not in names:
            continue
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            least = float(LONGEST)
            if largest:
                run(folder, "init", str(folder / "l.kodeverk"))
                least = run(folder, "import", str(folder / "l.kodeverk"), str(largest)).seconds
            outcome, lowest = read(bomb, folder)
            told = outcome.told.replace(made, "").replace("|", "/")[:110]
        is_bad = (
            outcome.memory > MOST_MEMORY
            or outcome.seconds > max(MOST_TIMES * lowest, least)
            or outcome.code not in {"0", "1"}
        )
        bad += is_bad
        print(
            f"| {bomb.name} {bomb.command[0]} | {outcome.seconds:.1f}{' !' if is_bad else ''} "
            f"| {outcome.memory} | {lowest:.2f} | {least:.1f} | {told} |",
            flush=True,
        )
    return bad


if __name__ == "__main__":
    sys.exit(main())
