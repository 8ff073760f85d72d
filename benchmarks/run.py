"""The benchmark: `python -m benchmarks.run [--large]` writes benchmarks/results.md.

Every job runs in a process of its own, its floor beside it, nine times in turn; the table gives
medians and the ratio of the medians. With `--large` the corpus is 10,000 transcripts and two
million codings (hours to prepare), and only the count runs.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import LARGE, REFERENCE, Size

ROUNDS = 9
TABLE = (
    ("import 200 text transcripts", "import_texts", "import_texts_floor", 2.0),
    ("import 200 docx", "import_docx", "import_texts_floor", 6.0),
    ("import-codings, 40,000", "import_codings", "import_codings_floor", 3.0),
    ("apply a code, durable (median of 200)", "apply_code", "apply_code_floor", 0.015),
    ("code × municipality × role, all measures", "frequencies", "frequencies_same_answer", 0.3),
    ("the same, beside counts alone in SQL", "frequencies", "frequencies_floor", 0.3),
    ("40,000 codings to CSV", "codings_csv", "export_csv_floor", 0.5),
    ("the whole CSV export, frequencies counted", "export_csv", "export_csv_floor", None),
    ("full SQLite export", "export_sqlite", "export_csv_floor", 1.5),
    ("merge a second coder's 13,300 codings", "merge", "import_codings_floor", 2.0),
    ("verify", "verify", None, None),
)

AT_PACE = {
    "python -c pass": 0.0124,
    "an empty app": 0.11,
    "import_texts_floor": 0.0734,
    "import_codings_floor": 0.0644,
    "apply_code_floor": 0.00026,
    "frequencies_same_answer": 0.39,
    "frequencies_floor": 0.0286,
    "export_csv_floor": 0.27,
}
"""Seconds of the floors where the seconds to reach hold: on a machine on which counting codings
alone takes 0.03 s. Their quotient is the ratio to reach on any machine."""


def prepare(folder: Path, size: Size, *, only_count: bool = False) -> float:
    """Make the projects and files the jobs use; return the bytes on disk a coding takes."""
    from benchmarks.prepare import (
        import_all,
        new_project,
        write_codebook,
        write_codings,
        write_docx,
        write_interviews,
    )
    from kodeverk.store.backup import back_up

    keys = write_codebook(folder / "codebook.yaml", size.codes)
    paths = write_interviews(folder / "texts", size)
    with new_project(folder / "empty.kodeverk", folder / "codebook.yaml") as project:
        import_all(project, paths, folder / "texts" / "metadata.csv")
        write_codings(project, folder / "codings.csv", size, keys)
        for name in ("coded",) if only_count else ("coded", "one", "two"):
            back_up(project, folder / f"{name}.kodeverk")
    _import(folder, "coded", "codings")
    if not only_count:
        write_docx(paths, folder / "docx")
        _split(folder)
        _import(folder, "one", "codings-Kari")
        _import(folder, "two", "codings-Jonas")
    grown = (folder / "coded.kodeverk").stat().st_size - (folder / "empty.kodeverk").stat().st_size
    return grown / size.codings


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


def measure(job: str, folder: Path) -> tuple[float, float]:
    """Return one run's seconds and its peak memory in megabytes."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.jobs", job, str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    result = json.loads(done.stdout)
    return result["seconds"], result["megabytes"]


def whole_process(command: list[str]) -> float:
    """Return the seconds a command takes as a process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def rows(folder: Path) -> list[str]:
    """Return the lines of the table, measuring each."""
    lines = []
    ours, theirs = [], []
    for _ in range(ROUNDS * 2):
        ours.append(whole_process([sys.executable, "-m", "kodeverk", "--help"]))
        theirs.append(whole_process([sys.executable, "-c", "pass"]))
    lines.append(
        _line(
            "`kodeverk --help`, whole process",
            ours,
            theirs,
            0.15,
            0.15 / AT_PACE["python -c pass"],
            None,
        )
    )
    lines += screen_rows(folder)
    for shown, job, floor, reach in TABLE:
        mine, beside, peaks = [], [], []
        for _ in range(ROUNDS):
            seconds, peak = measure(job, folder)
            mine.append(seconds)
            peaks.append(peak)
            if floor is not None:
                beside.append(measure(floor, folder)[0])
        to_reach = reach / AT_PACE[floor] if reach and floor else None
        lines.append(_line(shown, mine, beside, reach, to_reach, max(peaks)))
        print(lines[-1], flush=True)
    return lines


def screen_rows(folder: Path) -> list[str]:
    """Return the lines of the terminal UI: first paint beside an empty app's, key to frame."""

    def ask(*arguments: str) -> dict[str, float]:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.screen", *arguments],
            check=True,
            capture_output=True,
            text=True,
        )
        answer: dict[str, float] = json.loads(done.stdout)
        return answer

    ours, empty = [], []
    for _ in range(ROUNDS):
        ours.append(ask("paint", str(folder / "coded.kodeverk"))["seconds"])
        empty.append(ask("empty")["seconds"])
    coded = str(folder / "coded.kodeverk")
    keys, caret, applied = ask("keys"), ask("caret", coded), ask("apply", coded)

    def frame(shown: str, seconds: float, reach: float) -> str:
        return _line(shown, [seconds], empty, reach, reach / AT_PACE["an empty app"], None)

    name = "key → frame, 50,000 words, 5,000 codings"
    return [
        _line("first paint, beside an empty Textual app", ours, empty, None, 1.5, None),
        frame(f"{name}, median", keys["median"], 0.004),
        frame(f"{name}, 95 of 100", keys["p95"], 0.016),
        frame("key → frame in the coding screen, median", caret["median"], 0.004),
        frame("the same, 95 of 100", caret["p95"], 0.016),
        frame("apply a code, durable, on screen", applied["median"], 0.015),
    ]


def _line(
    shown: str,
    mine: list[float],
    beside: list[float],
    reach: float | None,
    ratio: float | None,
    peak: float | None,
) -> str:
    middle = statistics.median(mine)
    floor = statistics.median(beside) if beside else None
    cells = (
        shown,
        _seconds(middle),
        "" if reach is None else f"≤ {_seconds(reach)}",
        "" if floor is None else _seconds(floor),
        "" if floor is None else f"{middle / floor:.2g}",
        "" if ratio is None else f"≤ {ratio:.2g}",
        "" if peak is None else f"{peak:.0f} MB",
    )
    return f"| {' | '.join(cells)} |"


def _seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s"


def main() -> None:
    """Prepare, measure, write the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--large", action="store_true")
    chosen = options.parse_args()
    # An installed program is compiled once, not at every start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    out = Path(__file__).parent / ("results-large.md" if chosen.large else "results.md")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = LARGE if chosen.large else REFERENCE
        bytes_each = prepare(folder, size, only_count=chosen.large)
        if chosen.large:
            mine, peak = measure("frequencies", folder)
            floor, _ = measure("frequencies_same_answer", folder)
            table = [_line("code × municipality × role", [mine], [floor], None, 2.0, peak)]
        else:
            table = rows(folder)
    flag = " --large" if chosen.large else ""
    text = [
        "# Measured",
        "",
        f"`python -m benchmarks.run{flag}` on Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}. "
        f"{size.transcripts:,} transcripts of {size.words:,} words, {size.codes} codes, "
        f"{size.codings:,} codings, 3 coders, {len(size.municipalities)} municipalities. Medians; "
        "the ratio is to the floor run in turn with it: the same in plain sqlite3 and the standard "
        "library, for the screen the first paint of an empty Textual app. Memory is the peak of "
        "the whole process.",
        "",
        "The seconds to reach hold on a machine on which counting codings alone takes 0.03 s; the "
        "ratios to reach are those seconds divided by what the floors take there, and hold on any.",
        "",
        "| job | median | to reach | floor | ratio | to reach | memory |",
        "|---|---|---|---|---|---|---|",
        *table,
        "",
        f"On disk a coding takes {bytes_each:,.0f} bytes.",
    ]
    out.write_text("\n".join(text) + "\n", encoding="utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    main()
