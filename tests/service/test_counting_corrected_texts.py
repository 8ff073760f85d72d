"""What figures and exports say of codings whose words were corrected away."""

import csv
from pathlib import Path

from kodeverk.model.text import Span
from kodeverk.service import reviewing
from kodeverk.service.coding import apply_code, finish
from kodeverk.service.counting import frequencies
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.frequency_table import FrequencyTable
from kodeverk.service.import_choices import Choices
from kodeverk.service.importing import look_at
from kodeverk.service.replacing import replace_text
from kodeverk.store.project import Project
from tests.service.trial_project import (
    KARI,
    SHORTENED,
    code_keyed,
    span_of,
    transcript_named,
)


def coded(project: Project, *passages: str) -> None:
    """Put REL-TILLIT on these words of the advisor's interview, and finish it."""
    transcript = transcript_named(project, "advisor").id
    for words in passages:
        span = Span(*span_of(project, "advisor", words))
        assert apply_code(project, KARI, transcript, span, code_keyed(project, "REL-TILLIT"))
    finish(project, KARI, [transcript])


def corrected(project: Project, folder: Path) -> None:
    path = folder / "advisor-corrected.txt"
    path.write_text(SHORTENED, encoding="utf-8")
    (preview,) = look_at(project, [path], Choices())
    replace_text(project, KARI, transcript_named(project, "advisor").id, preview)


def codings_for_all(table: FrequencyTable) -> tuple[int | None, str | None]:
    (row,) = (
        row for row in table.rows if (row.code, row.role) == ("REL-TILLIT", "all") and row.group
    )
    return row.codings, row.reason


def test_a_code_whose_only_coding_waits_is_not_read_as_zero(
    project: Project, tmp_path: Path
) -> None:
    coded(project, "Vi møtes hver uke.")
    assert codings_for_all(frequencies(project)) == (1, None)
    corrected(project, tmp_path)
    table = frequencies(project)
    assert codings_for_all(table) == (None, "..")
    assert (table.left_out.waiting, table.left_out.aside) == (1, 0)


def test_what_a_person_sets_aside_is_read_and_not_found(project: Project, tmp_path: Path) -> None:
    coded(project, "Vi møtes hver uke.")
    corrected(project, tmp_path)
    reviewing.set_aside(project, KARI, [one.id for one in reviewing.list_waiting(project)])
    table = frequencies(project)
    assert codings_for_all(table) == (0, None)
    assert (table.left_out.waiting, table.left_out.aside) == (0, 1)


def test_codings_that_are_surely_placed_count_beside_one_that_waits(
    project: Project, tmp_path: Path
) -> None:
    coded(project, "Jeg stoler på henne", "Vi møtes hver uke.")
    corrected(project, tmp_path)
    table = frequencies(project)
    assert codings_for_all(table) == (1, None)
    assert table.left_out.waiting == 1


def test_an_export_says_how_many_codings_it_does_not_list(project: Project, tmp_path: Path) -> None:
    coded(project, "Jeg stoler på henne", "Vi møtes hver uke.")
    corrected(project, tmp_path)
    told = export_csv(project, tmp_path / "out").notes
    assert told[-1] == "Codings without a sure place in a corrected text, not listed: 1."
    with (tmp_path / "out" / "codings.csv").open(encoding="utf-8", newline="") as file:
        assert [row["quote"] for row in csv.DictReader(file)] == ["Jeg stoler på henne"]
