"""The benchmark: `python -m benchmarks.run` writes benchmarks/results.md.

Every job runs in a process of its own, its floor beside it, in turn; the table gives medians. The
ratio of a job to its floor is what is to be reached: it holds on any machine. Seconds are printed
and say how fast this machine was. A row within a tenth of its goal is reached.

    --transcripts N   of another size than 200 transcripts
    --growth          each job at 50, 200 and 800 transcripts, beside itself: results-growth.md
    --many            coding and opening at 100 and 4,000 short transcripts: results-many.md
    --large           counting alone, at 10,000 transcripts (hours to prepare): results-large.md
    --rounds N        how often each job runs
"""

import argparse
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import LARGE, REFERENCE, Size, size_of

GROWTH = (50, 200, 800)
MANY = (100, 4_000)
SHORT = 400
"""Words of a transcript where it is their number that matters."""

MEGABYTES = 150
BYTES_A_CODING = 750


class Measured(NamedTuple):
    """One run: its seconds, and the peak memory of its process in megabytes."""

    seconds: float
    megabytes: float = 0


Measure = Callable[[Path], Measured]
"""Runs what is measured once, on the folder that was prepared."""


class Row(NamedTuple):
    """A row of the table: a job, its floor, and which ratio of their medians is to be reached."""

    shown: str
    job: Measure
    floor: Measure
    reach: float | None


def process(*command: str) -> Measure:
    """Return what runs Python with a command line and measures the whole process."""

    def run(_folder: Path) -> Measured:
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        return Measured(time.perf_counter() - start)

    return run


def job(name: str) -> Measure:
    """Return what runs a job of `benchmarks.jobs` in a process of its own."""
    return lambda folder: _told("benchmarks.jobs", name, str(folder))


def screen(name: str, figure: str = "seconds") -> Measure:
    """Return what runs a job of `benchmarks.screen`, and gives one of its figures."""
    return lambda folder: _told("benchmarks.screen", name, str(folder), figure=figure)


def passages(name: str) -> Measure:
    """Return what runs a job of `benchmarks.passages_screen`, and gives its median."""
    return lambda folder: _told("benchmarks.passages_screen", name, str(folder), figure="median")


def _told(module: str, *arguments: str, figure: str = "seconds") -> Measured:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], check=True, capture_output=True, text=True
    )
    told = json.loads(done.stdout)
    return Measured(told[figure], told.get("megabytes", 0))


TABLE = (
    Row("`kodeverk --help`", process("-m", "kodeverk", "--help"), process("-c", "pass"), 5),
    Row("first paint, beside an empty Textual app", screen("paint"), screen("empty"), 1.3),
    Row(
        "a key that moves → frame, 50,000 words, 5,000 codings, beside a bare scroll view",
        screen("keys", "median"),
        screen("bare", "median"),
        3,
    ),
    Row(
        "the same, the slowest of twenty beside its like",
        screen("keys", "p95"),
        screen("bare", "p95"),
        None,
    ),
    Row(
        "a key that moves → frame, in the coding screen",
        screen("caret", "median"),
        screen("bare", "median"),
        3,
    ),
    Row("the code picker → frame", screen("pick", "median"), screen("bare", "median"), 3),
    Row("undo, durable → frame", screen("undo", "median"), screen("bare", "median"), 3),
    Row(
        "finish: what is left open → frame", screen("finish", "median"), screen("bare", "median"), 3
    ),
    Row(
        "open that transcript from the project screen, beside an empty app's first paint",
        screen("open", "median"),
        screen("empty"),
        3,
    ),
    Row("apply a code, durable, on screen", screen("apply", "median"), job("durable_row"), 10),
    Row(
        "the first passages of a code, beside an empty app's first paint",
        passages("code"),
        screen("empty"),
        3,
    ),
    Row(
        "the first hits of words in all interviews, beside an empty app's first paint",
        passages("words"),
        screen("empty"),
        3,
    ),
    Row(
        "a key that moves among 40,000 passages → frame, beside a bare scroll view",
        passages("scroll"),
        screen("bare", "median"),
        3,
    ),
    Row("import 200 texts", job("import_texts"), job("texts_into_a_table"), 12),
    Row("import 200 docx", job("import_docx"), job("texts_into_a_table"), 30),
    Row("import-codings", job("import_codings"), job("codings_into_a_table"), 20),
    Row("apply a code, durable (median of 200)", job("apply_code"), job("durable_row"), None),
    Row(
        "code × municipality × role, all measures",
        job("frequencies"),
        job("frequencies_same_answer"),
        0.5,
    ),
    Row("60 × 60 co-occurrence", job("cooccurrence"), job("cooccurrence_same_answer"), 1),
    Row(
        "agreement, all pairs, 1,000 draws, beside counting",
        job("agreement"),
        job("frequencies_same_answer"),
        6,
    ),
    Row("codings.csv", job("codings_csv"), job("joined_rows_to_csv"), 1.2),
    Row("the whole CSV export", job("export_csv"), job("joined_rows_to_csv"), None),
    Row("the whole SQLite export", job("export_sqlite"), job("joined_rows_to_csv"), 3.5),
    Row("merge a second coder's codings", job("merge"), job("codings_into_a_table"), 10),
    Row("verify, beside import-codings", job("verify"), job("import_codings"), 1),
)

GROWING = (
    "import_texts",
    "import_codings",
    "frequencies",
    "cooccurrence",
    "codings_csv",
    "export_csv",
    "export_sqlite",
    "merge",
    "verify",
)
MAY_GROW = 4.4
"""What a job may take of the time it took on a quarter of the corpus."""

OF_ONE = ("apply_code", "open_transcript", "overview")
"""What people do with one transcript, and the list of all."""

MAY_GROW_AMONG_MANY = 1.2

LONG = Size(1, 50_000, 60, 5_000, REFERENCE.municipalities)
"""One interview as long as any, coded by three."""


def prepare(
    folder: Path, size: Size, *, only_count: bool = False, for_growth: bool = False
) -> float:
    """Make the projects and files the jobs use; return the bytes on disk a coding takes."""
    from benchmarks.prepare import write_docx

    copies = ("coded",) if only_count else ("coded", "one", "two")
    paths = _make(folder, size, "empty", "texts", "codings", copies)
    _import(folder, "coded", "codings")
    if not for_growth:
        _make_long(folder)
    if not only_count:
        if not for_growth:
            write_docx(paths, folder / "docx")
        _split(folder)
        _import(folder, "one", "codings-Kari")
        _import(folder, "two", "codings-Jonas")
    grown = (folder / "coded.kodeverk").stat().st_size - (folder / "empty.kodeverk").stat().st_size
    return grown / size.codings


def _make_long(folder: Path) -> None:
    """Make the project of one long interview that the coding screen is measured with."""
    _make(folder, LONG, "long", "long", "long")
    _import(folder, "long", "long")


def _make(
    folder: Path, size: Size, name: str, texts: str, table: str, copies: Sequence[str] = ()
) -> list[Path]:
    """Make a project of a size with `copies` of it, and its table of codings; return its files."""
    from benchmarks.prepare import (
        import_all,
        new_project,
        write_codebook,
        write_codings,
        write_interviews,
    )
    from kodeverk.store.backup import copy_project

    keys = write_codebook(folder / "codebook.yaml", size.codes)
    paths = write_interviews(folder / texts, size)
    with new_project(folder / f"{name}.kodeverk", folder / "codebook.yaml") as project:
        import_all(project, paths, folder / texts / "metadata.csv")
        write_codings(project, folder / f"{table}.csv", size, keys)
        for copy in copies:
            copy_project(project, folder / f"{copy}.kodeverk")
    return paths


def _import(folder: Path, name: str, table: str) -> None:
    from kodeverk.model.identity import new_id
    from kodeverk.model.records import Coder
    from kodeverk.service.codings_import import import_codings
    from kodeverk.store.opening import open_project

    with open_project(str(folder / f"{name}.kodeverk")) as project:
        lead = Coder(new_id(), "Lead")
        import_codings(project, lead, folder / f"{table}.csv", new_coders=True)


def _split(folder: Path) -> None:
    """Write each coder's rows into a table of their own."""
    header, *rows = (folder / "codings.csv").read_text(encoding="utf-8").splitlines()
    place = header.split(",").index("coder")
    for coder in {row.split(",")[place] for row in rows}:
        own = [row for row in rows if row.split(",")[place] == coder]
        path = folder / f"codings-{coder}.csv"
        path.write_text("\n".join([header, *own]) + "\n", encoding="utf-8")


def table(folder: Path, rows: Iterable[Row], rounds: int) -> tuple[list[str], float]:
    """Return the lines of the table, measuring each row, and the peak of all jobs' memory."""
    lines = ["| job | median | floor | ratio | reach |", "|---|---|---|---|---|"]
    peak = 0.0
    for row in rows:
        runs = [(row.job(folder), row.floor(folder)) for _ in range(rounds)]
        mine = statistics.median(one.seconds for one, _ in runs)
        floor = statistics.median(one.seconds for _, one in runs)
        peak = max(peak, *(one.megabytes for one, _ in runs))
        lines.append(_line(row.shown, shown_time(mine), shown_time(floor), mine / floor, row.reach))
        print(lines[-1], flush=True)
    return lines, peak


def growth(
    folders: Sequence[Path], names: Iterable[str], rounds: int, reach: float, labels: Sequence[str]
) -> tuple[list[str], float]:
    """Return a table of jobs on each folder, and how much longer each takes than on the one before.

    Returns the peak memory on the largest, too.
    """
    lines = [
        f"| job | {' | '.join(labels)} | {' | '.join('factor' for _ in labels[1:])} | reach |",
        f"|---|{'---|' * (2 * len(labels))}",
    ]
    peak = 0.0
    for name in names:
        runs = [[job(name)(folder) for folder in folders] for _ in range(rounds)]
        medians = [
            statistics.median(one.seconds for one in each) for each in zip(*runs, strict=True)
        ]
        peak = max(peak, *(run[-1].megabytes for run in runs))
        factors = [f"{after / before:.2g}" for before, after in itertools.pairwise(medians)]
        cells = (f"`{name}`", *map(shown_time, medians), *factors, f"≤ {reach:g}")
        lines.append(f"| {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    return lines, peak


def _line(shown: str, mine: str, floor: str, ratio: float, reach: float | None) -> str:
    return (
        f"| {shown} | {mine} | {floor} | {ratio:.2g} | {'' if reach is None else f'≤ {reach:g}'} |"
    )


def shown_time(seconds: float) -> str:
    """Return a time as tables have it."""
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


def main() -> None:
    """Prepare, measure, write the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = options.add_mutually_exclusive_group()
    for name in ("growth", "many", "large"):
        what.add_argument(f"--{name}", action="store_const", const=name, dest="what")
    options.add_argument("--transcripts", type=int, default=200)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--words", type=int, default=8_000)
    chosen = options.parse_args()
    # An installed program is compiled once, not at every start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        lines = measured(Path(name), chosen)
    flags = " ".join(sys.argv[1:])
    text = [
        "# Measured",
        "",
        f"`{f'python -m benchmarks.run {flags}'.strip()}` on Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}. Medians of "
        f"{chosen.rounds} runs, each beside its floor.",
        "",
        *lines,
    ]
    kind = f"-{chosen.what}" if chosen.what else ""
    out = Path(__file__).parent / f"results{kind}.md"
    out.write_text("\n".join(text) + "\n", encoding="utf-8")
    print("\n".join(text))


def measured(folder: Path, chosen: argparse.Namespace) -> list[str]:
    """Return the lines of what the command line chose."""
    match chosen.what:
        case "growth" | "many":
            grows = chosen.what == "growth"
            counts = GROWTH if grows else MANY
            folders = [folder / str(count) for count in counts]
            for count, place in zip(counts, folders, strict=True):
                place.mkdir()
                prepare(place, size_of(count, chosen.words if grows else SHORT), for_growth=True)
            names, reach = (GROWING, MAY_GROW) if grows else (OF_ONE, MAY_GROW_AMONG_MANY)
            labels = [f"{count:,}" for count in counts]
            lines, peak = growth(folders, names, chosen.rounds, reach, labels)
            return [*lines, "", f"The largest takes {peak:.0f} MB at its peak."]
        case "large":
            prepare(folder, LARGE, only_count=True)
            counting = Row(
                "code × municipality × role",
                job("frequencies"),
                job("frequencies_same_answer"),
                0.5,
            )
            return table(folder, [counting], chosen.rounds)[0]
        case _:
            size = size_of(chosen.transcripts, chosen.words)
            bytes_each = prepare(folder, size)
            lines, peak = table(folder, TABLE, chosen.rounds)
            return [
                f"{size.transcripts:,} transcripts of {size.words:,} words, {size.codes} codes, "
                f"{size.codings:,} codings, 3 coders, {len(size.municipalities)} municipalities.",
                "",
                *lines,
                "",
                f"Peak memory of a job: {peak:.0f} MB (≤ {MEGABYTES}). On disk a coding takes "
                f"{bytes_each:,.0f} bytes (≤ {BYTES_A_CODING}).",
            ]


if __name__ == "__main__":
    main()
