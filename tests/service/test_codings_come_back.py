"""What an export wrote of codings comes back: also what the codebook of now has no more."""

from pathlib import Path

from kodeverk.model.text import Span
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import add_coding
from kodeverk.service.codings_import import CodingsImported, import_codings
from kodeverk.service.counting import frequencies
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.scoping import Selection
from kodeverk.store import queries
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.known_study import BOOK, apply, import_interviews, make_study, remember
from tests.service.listed_passages import list_passages
from tests.service.trial_project import KARI, code_keyed, rows_of, transcript_named
from tests.written_files import csv_rows

NARROWER = (
    BOOK.replace("version: '1'", "version: '3'")
    .replace("  - {id: sist, nb: Sist, en: Last, definition: Mot slutten.}\n", "")
    .partition("- id: MET\n")[0]
)
EVERYTHING = ExportOptions(Selection(scope="started"), memos=True)


def load(project: Project, folder: Path, book: str) -> None:
    (folder / "narrower.yaml").write_text(book, encoding="utf-8")
    load_codebook(project, KARI, folder / "narrower.yaml")


def on_the_same_words(project: Project, facets: dict[str, list[str]]) -> str:
    """Put a second coding where Kari has one, as a corrected text may do."""
    with project.writing(KARI, "once more") as writer:
        found = next(
            one
            for one in queries.codings(writer.connection)
            if one.transcript == transcript_named(project, "oslo").id
        )
        version = queries.version(writer.connection, found.version)
        return add_coding(
            writer,
            KARI.id,
            version,
            Span(found.start, found.end),
            code_keyed(project, "REL-TID"),
            facets,
            "manual",
        )


def test_codes_out_of_use_and_values_that_left_the_codebook_come_back(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        apply(project, KARI, "oslo", "knapp", "MET-PLAN", {"fase": ["sist"]})
        load(project, tmp_path, NARROWER)
        export_csv(project, tmp_path / "csv", EVERYTHING)
        before, there = rows_of(project), len(csv_rows(tmp_path / "csv" / "codings.csv"))
        again = import_codings(project, KARI, tmp_path / "csv" / "codings.csv")
        assert again == CodingsImported(0, there, 0, (), ())
    (tmp_path / "other").mkdir()
    with create_project(str(tmp_path / "other" / "copy.kodeverk")) as copy:
        import_interviews(copy, tmp_path / "other")
        load(copy, tmp_path, NARROWER)
        came = import_codings(copy, KARI, tmp_path / "csv" / "codings.csv", new_coders=True)
        assert (came.added, came.outdated) == (there, ("MET-PLAN", "fase=sist"))
        assert rows_of(copy) == before


def test_two_codings_of_one_coder_and_code_on_the_same_words_are_one_everywhere(
    tmp_path: Path,
) -> None:
    with make_study(tmp_path / "own") as project:
        before = frequencies(project, themes=True)
        first = next(
            one for one in list_passages(project, Selection()) if one.code.key == "REL-TID"
        )
        second = on_the_same_words(project, {"retning": ["fremmer"], "fase": ["sist"]})
        oslo = next(
            one for one in list_passages(project, Selection()) if one.transcript.name == "oslo"
        )
        remember(project, KARI, oslo.id, "Den første.")
        remember(project, KARI, second, "Den andre.")
        after = frequencies(project, themes=True)
        assert (after.rows, after.themes) == (before.rows, before.themes)
        export_csv(project, tmp_path / "csv", EVERYTHING)
        export_sqlite(project, tmp_path / "out.sqlite", EVERYTHING)
        rows = [
            one for one in csv_rows(tmp_path / "csv" / "codings.csv") if one["quote"] == oslo.quote
        ]
        assert [(one["id"], one["memo"]) for one in rows] == [
            (oslo.id, "Den første.\n\nDen andre.")
        ]
        assert (rows[0]["retning"], rows[0]["fase"]) == ("fremmer", "sist")
        again = import_codings(project, KARI, tmp_path / "csv" / "codings.csv")
        assert (again.added, again.differing) == (0, 0)
        assert first.id != second


def test_a_coding_that_stands_for_two_comes_back_with_both_values_of_a_facet_that_takes_one(
    tmp_path: Path,
) -> None:
    with make_study(tmp_path / "own") as project:
        on_the_same_words(project, {"retning": ["fremmer"]})
        on_the_same_words(project, {"retning": ["hemmer"]})
        export_csv(project, tmp_path / "csv", EVERYTHING)
    (tmp_path / "other").mkdir()
    with create_project(str(tmp_path / "other" / "copy.kodeverk")) as copy:
        import_interviews(copy, tmp_path / "other")
        came = import_codings(copy, KARI, tmp_path / "csv" / "codings.csv", new_coders=True)
        assert came.added == len(csv_rows(tmp_path / "csv" / "codings.csv"))
        oslo = next(
            one for one in list_passages(copy, Selection()) if one.transcript.name == "oslo"
        )
    assert oslo.facets == (("retning", "fremmer"), ("retning", "hemmer"))
