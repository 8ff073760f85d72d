"""One job of the benchmark in a process of its own: prints its seconds and its memory as JSON.

    python -m benchmarks.jobs JOB FOLDER

FOLDER is what `benchmarks.run` prepared. A job does its work once and is repeated by the caller.
"""

import csv
import gc
import json
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kodeverk.cli import SELDOM

Job = Callable[[Path, Path], float]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _project(folder: Path, scratch: Path, name: str = "coded") -> Path:
    return Path(shutil.copy(folder / f"{name}.kodeverk", scratch / f"{name}.kodeverk"))


def import_texts(folder: Path, scratch: Path) -> float:
    """200 text files into an empty project."""
    from benchmarks.prepare import import_all, new_project

    project = new_project(scratch / "p.kodeverk", folder / "codebook.yaml")
    paths = sorted((folder / "texts").glob("*.txt"))
    with project:
        return _timed(lambda: import_all(project, paths, folder / "texts" / "metadata.csv"))


def import_docx(folder: Path, scratch: Path) -> float:
    """200 Word documents into an empty project."""
    from benchmarks.prepare import import_all, new_project

    project = new_project(scratch / "p.kodeverk", folder / "codebook.yaml")
    paths = sorted((folder / "docx").glob("*.docx"))
    with project:
        return _timed(lambda: import_all(project, paths, None))


def texts_into_a_table(folder: Path, scratch: Path) -> float:
    """The same files read and put into one plain table."""

    def work() -> None:
        with sqlite3.connect(scratch / "floor.sqlite") as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("CREATE TABLE text(name TEXT PRIMARY KEY, text TEXT)")
            database.executemany(
                "INSERT INTO text VALUES (?, ?)",
                (
                    (path.name, path.read_text(encoding="utf-8"))
                    for path in sorted((folder / "texts").glob("*.txt"))
                ),
            )

    return _timed(work)


def import_codings(folder: Path, scratch: Path) -> float:
    """40,000 codings from CSV."""
    from kodeverk.cli.opening import opened
    from kodeverk.model.identity import new_id
    from kodeverk.model.records import Coder
    from kodeverk.service.codings_import import import_codings as run

    path = _project(folder, scratch, "empty")
    with opened(str(path)) as project:
        lead = Coder(new_id(), "Lead")
        return _timed(lambda: run(project, lead, folder / "codings.csv", new_coders=True))


def codings_into_a_table(folder: Path, scratch: Path) -> float:
    """The same rows into one plain table."""

    def work() -> None:
        with sqlite3.connect(scratch / "floor.sqlite") as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute(
                "CREATE TABLE coding(transcript, start INTEGER, end INTEGER, code, coder, retning)"
            )
            with (folder / "codings.csv").open(encoding="utf-8", newline="") as file:
                rows = csv.reader(file)
                next(rows)
                database.executemany("INSERT INTO coding VALUES (?, ?, ?, ?, ?, ?)", rows)

    return _timed(work)


def frequencies(folder: Path, scratch: Path) -> float:
    """Code × municipality × role, all measures."""
    from kodeverk.cli.opening import opened
    from kodeverk.service.counting import frequencies as run

    with opened(str(_project(folder, scratch))) as project:
        return _timed(lambda: run(project, basis="all"))


def frequencies_same_answer(folder: Path, scratch: Path) -> float:
    """The same answer in plain sqlite3 and the standard library: every measure, all and by role."""
    from benchmarks.floor import all_measures

    with sqlite3.connect(_project(folder, scratch)) as database:
        return _timed(lambda: all_measures(database))


def cooccurrence(folder: Path, scratch: Path) -> float:
    """60 × 60 codes on the same words, each coder's passages by themselves."""
    from kodeverk.cli.opening import opened
    from kodeverk.model.identity import new_id
    from kodeverk.model.records import Coder
    from kodeverk.service.matrices.making import matrix
    from kodeverk.service.matrices.table import MatrixOptions
    from kodeverk.service.scoping import Selection

    options = MatrixOptions("cooccurrence", Selection(basis="all"))
    with opened(str(_project(folder, scratch))) as project:
        return _timed(lambda: matrix(project, Coder(new_id(), "Lead"), options))


def cooccurrence_same_answer(folder: Path, scratch: Path) -> float:
    """The same answer in plain sqlite3 and the standard library."""
    from benchmarks.floor import meetings

    with sqlite3.connect(_project(folder, scratch)) as database:
        return _timed(lambda: meetings(database))


def agreement(folder: Path, scratch: Path) -> float:
    """Alpha of 60 codes for all coders and each two, each with an interval of 1,000 draws."""
    from kodeverk.cli.opening import opened
    from kodeverk.service.agreement import agreement as run
    from kodeverk.service.agreement_table import AgreementOptions

    with opened(str(_project(folder, scratch))) as project:
        return _timed(lambda: run(project, AgreementOptions()))


def codings_csv(folder: Path, scratch: Path) -> float:
    """All codings with all that is known of them to `codings.csv`, as the CSV export writes it."""
    from kodeverk.cli.opening import opened
    from kodeverk.formats.tables import TableFile
    from kodeverk.service import derived_placements
    from kodeverk.service.exports.csv_export import codings_table
    from kodeverk.service.passages import Quoting, in_scope
    from kodeverk.service.scoping import Selection, material_of, readings
    from kodeverk.store.coding_rows import coding_rows

    def work() -> None:
        with derived_placements.reading(project) as connection:
            found = material_of(connection, Selection(basis="all"))
            quoting = Quoting(connection, found, memos=False, with_identifying=False)
            read = readings(connection, found, in_scope(found), coding_rows)
            table = codings_table(found)
            with TableFile(scratch / "codings.csv", table.columns) as file:
                for reading in read:
                    file.add(table.rows(quoting.passages(reading)))

    with opened(str(_project(folder, scratch))) as project:
        return _timed(work)


def export_csv(folder: Path, scratch: Path) -> float:
    """The CSV export: all codings, all frequencies and their matrices."""
    from kodeverk.cli.opening import opened
    from kodeverk.service.exports.csv_export import export_csv as run
    from kodeverk.service.exports.options import ExportOptions
    from kodeverk.service.scoping import Selection

    with opened(str(_project(folder, scratch))) as project:
        return _timed(lambda: run(project, scratch / "csv", ExportOptions(Selection(basis="all"))))


def joined_rows_to_csv(folder: Path, scratch: Path) -> float:
    """All codings with their quotes to one CSV file, in plain sqlite3."""
    with sqlite3.connect(_project(folder, scratch)) as database:

        def work() -> None:
            texts = dict(
                database.execute(
                    "SELECT version.id, text.text FROM version "
                    "JOIN text ON text.hash = version.text"
                )
            )
            with (scratch / "floor.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                for row in database.execute(
                    'SELECT id, transcript, version, start, "end", code, coder FROM coding '
                    "ORDER BY transcript, start"
                ):
                    writer.writerow((*row, texts[row[2]][row[3] : row[4]]))

        return _timed(work)


def export_sqlite(folder: Path, scratch: Path) -> float:
    """The full SQLite export."""
    from kodeverk.cli.opening import opened
    from kodeverk.service.exports.database_export import export_sqlite as run
    from kodeverk.service.exports.options import ExportOptions
    from kodeverk.service.scoping import Selection

    with opened(str(_project(folder, scratch))) as project:
        return _timed(
            lambda: run(project, scratch / "out.sqlite", ExportOptions(Selection(basis="all")))
        )


def merge(folder: Path, scratch: Path) -> float:
    """A second coder's copy with 13,300 codings into a project."""
    from kodeverk.cli.opening import opened
    from kodeverk.model.identity import new_id
    from kodeverk.model.records import Coder
    from kodeverk.service.merging import merge as run

    path = _project(folder, scratch, "one")
    other = _project(folder, scratch, "two")
    with opened(str(path)) as project:
        return _timed(lambda: run(project, Coder(new_id(), "Lead"), [str(other)]))


def apply_code(folder: Path, scratch: Path) -> float:
    """One code on a passage, durable: the median of 200."""
    from kodeverk.cli.opening import opened
    from kodeverk.model.identity import new_id
    from kodeverk.model.records import Coder
    from kodeverk.model.text import Span
    from kodeverk.service.coding import apply_code as run
    from kodeverk.store import queries

    with opened(str(_project(folder, scratch))) as project:
        with project.reading() as connection:
            transcript = queries.transcripts(connection)[0].id
            code = next(code for code in queries.codes(connection) if code.parent)
            length = len(next(iter(queries.current_versions(connection, [transcript]))).text)
        lead = Coder(new_id(), "Lead")
        starts = [number * (length - 100) // 200 for number in range(200)]
        times = sorted(
            _timed(partial(run, project, lead, transcript, Span(at, at + 80), code))
            for at in starts
        )
        return times[len(times) // 2]


def durable_row(_folder: Path, scratch: Path) -> float:
    """One row into a plain table with an index, durable: the median of 200."""
    with sqlite3.connect(scratch / "floor.sqlite") as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE coding(id INTEGER PRIMARY KEY, a, b, c, d)")
        database.execute("CREATE INDEX at ON coding(a)")
        database.commit()

        def work() -> None:
            database.execute("INSERT INTO coding(a, b, c, d) VALUES (1, 2, 'x', 'y')")
            database.commit()

        times = sorted(_timed(work) for _ in range(200))
        return times[len(times) // 2]


def verify(folder: Path, scratch: Path) -> float:
    """Proof of the whole project."""
    from kodeverk.cli.opening import opened
    from kodeverk.service.verification import verify as run

    with opened(str(_project(folder, scratch))) as project:
        return _timed(lambda: run(project))


def open_transcript(folder: Path, scratch: Path) -> float:
    """What the coding screen asks for when a transcript is opened: the median of twenty."""
    from kodeverk.cli.opening import opened
    from kodeverk.model.identity import new_id
    from kodeverk.model.records import Coder
    from kodeverk.service.coding import working_transcript
    from kodeverk.store import queries

    with opened(str(_project(folder, scratch))) as project:
        with project.reading() as connection:
            transcripts = [one.id for one in queries.transcripts(connection)[:20]]
        lead = Coder(new_id(), "Lead")
        times = sorted(
            _timed(partial(working_transcript, project, one, lead)) for one in transcripts
        )
        return times[len(times) // 2]


def overview(folder: Path, scratch: Path) -> float:
    """What the project screen asks for: the list of all transcripts."""
    from kodeverk.cli.opening import opened
    from kodeverk.model.identity import new_id
    from kodeverk.model.records import Coder
    from kodeverk.service.overview import overview as run

    with opened(str(_project(folder, scratch))) as project:
        return _timed(lambda: run(project, Coder(new_id(), "Lead")))


JOBS: dict[str, Job] = {
    job.__name__: job
    for job in (
        import_texts,
        texts_into_a_table,
        import_docx,
        import_codings,
        codings_into_a_table,
        frequencies,
        frequencies_same_answer,
        cooccurrence,
        cooccurrence_same_answer,
        codings_csv,
        export_csv,
        joined_rows_to_csv,
        export_sqlite,
        merge,
        apply_code,
        durable_row,
        verify,
        agreement,
        open_transcript,
        overview,
    )
}


def main() -> None:
    """Run the job named on the command line, as the command line would."""
    gc.set_threshold(SELDOM)
    name, folder = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        seconds = JOBS[name](folder, Path(scratch))
    print(json.dumps({"seconds": seconds, "megabytes": _peak()}))


def _peak() -> float:
    """Return this process's peak memory in megabytes.

    From /proc where there is one: elsewhere the figure may be that of the process that started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
