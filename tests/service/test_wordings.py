"""Published wordings: beside the words as they were said, with who has checked them."""

from pathlib import Path

import pytest

from kodeverk.errors import BadInput, NotFound
from kodeverk.formats.pseudonyms import Decision
from kodeverk.model.records import Coding, Wording
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.pseudonymising import plan_replacement, pseudonymise
from kodeverk.service.scoping import Selection
from kodeverk.service.verification import verify
from kodeverk.service.wordings import (
    NewWording,
    checked_wording,
    list_wordings,
    set_wordings,
    wordings_of_table,
)
from kodeverk.store import queries
from kodeverk.store.project import Project
from tests.service.trial_project import JONAS, KARI, code_words
from tests.undo_and_redo import redo, undo
from tests.written_files import csv_rows, sqlite_rows

STARTED = ExportOptions(Selection(scope="started", basis="all"))
WORDING = Wording("Hun har tillit til veilederen.", "Jonas")


def coded(project: Project, words: str, key: str = "REL-TILLIT") -> str:
    code_words(project, KARI, words, key)
    with project.reading() as connection:
        texts = {one.id: one.text for one in queries.current_versions(connection)}
        (found,) = [
            one.id
            for one in queries.codings(connection)
            if texts[one.version][one.start : one.end] == words
        ]
    return found


def known(project: Project, coding: str) -> Coding:
    with project.reading() as connection:
        (found,) = queries.codings(connection, among=[coding])
    return found


def test_a_wording_stands_beside_the_words_and_says_who_checked_it(
    project: Project, tmp_path: Path
) -> None:
    coding = coded(project, "Jeg stoler på henne")
    assert set_wordings(project, JONAS, [NewWording(coding[:8], WORDING)]) == 1
    assert set_wordings(project, JONAS, [NewWording(coding, WORDING)]) == 0
    (listed,) = list_wordings(project, KARI)
    assert (listed.quote, listed.wording) == ("Jeg stoler på henne", WORDING)
    export_csv(project, tmp_path / "csv", STARTED)
    (row,) = csv_rows(tmp_path / "csv" / "codings.csv")
    assert (row["quote"], row["wording"], row["checked_by"]) == ("Jeg stoler på henne", *WORDING)
    export_sqlite(project, tmp_path / "out.sqlite", STARTED)
    stored = sqlite_rows(tmp_path / "out.sqlite", "SELECT quote, wording, checked_by FROM coding")
    assert stored == [("Jeg stoler på henne", *WORDING)]
    assert verify(project).problems == ()


def test_a_wording_is_taken_back_and_given_again_by_undo(project: Project) -> None:
    coding = coded(project, "Jeg stoler på henne")
    set_wordings(project, KARI, [NewWording(coding, WORDING)])
    undo(project, KARI)
    assert known(project, coding).wording is None
    redo(project, KARI)
    assert known(project, coding).wording == WORDING
    set_wordings(project, KARI, [NewWording(coding, None)])
    assert known(project, coding).wording is None


def test_a_name_leaves_a_wording_when_it_is_withdrawn(project: Project, tmp_path: Path) -> None:
    coding = coded(project, "Jeg stoler på henne")
    set_wordings(project, KARI, [NewWording(coding, Wording("Hun fra Værøy stoler.", "Ola"))])
    decisions = [Decision("table.csv:2", "yes", "Værøy", "[sted]", "")]
    pseudonymise(project, KARI, plan_replacement(project, decisions), tmp_path / "key.csv")
    assert known(project, coding).wording == Wording("Hun fra [sted] stoler.", "Ola")
    assert verify(project).problems == ()


def test_marked_words_leave_with_no_wording(project: Project, tmp_path: Path) -> None:
    coding = coded(project, "Jeg stoler på henne")
    coded(project, "Værøy", "X-IDENT")
    set_wordings(project, KARI, [NewWording(coding, Wording("Hun på Værøy stoler.", "Værøy"))])
    (listed,) = list_wordings(project, KARI)
    assert listed.wording == Wording("Hun på […] stoler.", "[…]")
    export_csv(project, tmp_path / "csv", STARTED)
    assert "Værøy" not in (tmp_path / "csv" / "codings.csv").read_text(encoding="utf-8")


def test_wordings_come_from_a_table_all_or_none(project: Project, tmp_path: Path) -> None:
    coding = coded(project, "Jeg stoler på henne")
    table = tmp_path / "passages.csv"
    table.write_text(
        f"id,text,wording,checked_by\n{coding},Jeg stoler,{WORDING.text},Jonas\nabc,,,\n",
        encoding="utf-8",
    )
    set_wordings(project, KARI, wordings_of_table(table))
    assert known(project, coding).wording == WORDING
    table.write_text(f"id,wording,checked_by\n{coding},Nytt,Bo\nffff,Annet,Bo\n", encoding="utf-8")
    with pytest.raises(NotFound, match=r"passages\.csv:3"):
        set_wordings(project, KARI, wordings_of_table(table))
    assert known(project, coding).wording == WORDING
    table.write_text(f"id,wording,checked_by\n{coding},Nytt,\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"passages\.csv:2: nobody has checked"):
        wordings_of_table(table)


def test_a_wording_that_nobody_checked_is_refused() -> None:
    with pytest.raises(BadInput, match="nobody has checked"):
        checked_wording("Ord", "  ")
    with pytest.raises(BadInput, match="no words"):
        checked_wording(" ", "Bo")
