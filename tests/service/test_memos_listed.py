"""Memos in lists and exports: every one comes out with what it is on, or is counted as left out."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kodeverk.errors import NotFound
from kodeverk.formats.tables import read_table
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder, passage_target
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.coding import remove_codings, reopen, working_transcript, write_memo
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.memos import MemoFilter, PlacedMemo, list_memos
from kodeverk.service.project_settings import set_in_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.service.known_study import apply, make_study, remember
from tests.service.trial_project import JONAS, KARI, span_of, transcript_named
from tests.undo_and_redo import undo

READER = Coder(new_id(), "Veilederen")
WITH_MEMOS = ExportOptions(memos=True)


def on_words(project: Project, coder: Coder, name: str, words: str, text: str) -> None:
    transcript = transcript_named(project, name)
    target = passage_target(transcript.version, Span(*span_of(project, name, words)))
    write_memo(project, coder, "passage", target, text)


def taken_off(project: Project, name: str, coding: str) -> None:
    seen = working_transcript(project, transcript_named(project, name).id, KARI)
    one = next(one for one in seen.codings if one.id == coding)
    remove_codings(project, KARI, [one])


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study with memos of every sort: on what is finished, unfinished and removed."""
    folder = tmp_path_factory.mktemp("noted")
    with make_study(folder) as project:
        coding = apply(project, KARI, "oslo", "knapp", "MET-PLAN")
        remember(project, KARI, coding, "Se Oslo i fjor.")
        gone = apply(project, KARI, "asker-1", "stoler på Amir Hassan", "MET-PLAN")
        remember(project, JONAS, gone, "Uenig: amir hassan er ikke planen.")
        taken_off(project, "asker-1", gone)
        on_words(project, JONAS, "asker-1", "Hun ringer tilbake", "Som i Oslo.")
        on_words(project, KARI, "uferdig", "Jeg stoler", "Ikke ferdig ennå.")
        whole = transcript_named(project, "oslo").id
        write_memo(project, KARI, "transcript", whole, "Kort intervju.", memo_type="case")
        write_memo(project, KARI, "project", None, "Husk Amir Hassan.", memo_type="method")
        assert project.path is not None
        return project.path


@pytest.fixture
def project(noted: Path) -> Iterator[Project]:
    with open_project(str(noted)) as opened:
        yield opened


def told(one: PlacedMemo) -> tuple[object, ...]:
    name = one.transcript.name if one.transcript else None
    return (name, one.about, one.quote, one.code, one.coder, one.author, one.text)


LISTED = [
    (
        "asker-1",
        "passage",
        "stoler på […]",
        "MET-PLAN",
        "Kari",
        "Jonas",
        "Uenig: […] er ikke planen.",
    ),
    ("asker-1", "passage", "Hun ringer tilbake", None, None, "Jonas", "Som i Oslo."),
    ("oslo", "transcript", None, None, None, "Kari", "Kort intervju."),
    ("oslo", "coding", "knapp", "MET-PLAN", "Kari", "Kari", "Se Oslo i fjor."),
]
UNFINISHED = ("uferdig", "passage", "Jeg stoler", None, None, "Kari", "Ikke ferdig ennå.")
ELSEWHERE = (None, "project", None, None, None, "Kari", "Husk […].")


def test_a_list_has_every_memo_with_what_it_is_on_and_no_identifying_word(project: Project) -> None:
    found = list_memos(project, READER)
    assert [told(one) for one in found.memos] == [*LISTED, UNFINISHED, ELSEWHERE]
    assert found.hidden == 0
    first = found.memos[0]
    assert (first.start, first.end) == span_of(project, "asker-1", "stoler på Amir Hassan")
    assert "Amir Hassan" in str(list_memos(project, READER, with_identifying=True).memos)


def test_a_list_is_narrowed_by_transcript_author_and_type(project: Project) -> None:
    def texts(**chosen: Any) -> list[str]:
        return [one.text for one in list_memos(project, READER, MemoFilter(**chosen)).memos]

    assert texts(transcripts=("oslo",)) == ["Kort intervju.", "Se Oslo i fjor."]
    assert texts(coders=("Jonas",)) == ["Uenig: […] er ikke planen.", "Som i Oslo."]
    assert texts(types=("case", "method")) == ["Kort intervju.", "Husk […]."]
    assert texts(transcripts=("oslo",), types=("method",)) == []
    with pytest.raises(NotFound):
        texts(coders=("Nobody",))


def test_no_memo_of_a_colleague_is_listed_while_the_transcript_is_coded_apart(
    tmp_path: Path,
) -> None:
    with make_study(tmp_path / "own") as project:
        coding = apply(project, KARI, "uavklart", "tid", "MET-PLAN")
        remember(project, KARI, coding, "Om planen.")
        on_words(project, KARI, "uavklart", "god", "Om ordet.")
        assert len(list_memos(project, JONAS).memos) == 2
        assign(project, KARI, ["Kari", "Jonas"])
        reopen(project, JONAS, transcript_named(project, "uavklart").id)
        on_words(project, JONAS, "uavklart", "tid", "Mitt eget.")
        transcript = transcript_named(project, "uavklart").id
        write_memo(project, KARI, "transcript", transcript, "Om det hele.")
        found = list_memos(project, JONAS)
        assert ([one.text for one in found.memos], found.hidden) == (["Mitt eget."], 3)
        assert list_memos(project, KARI).hidden == 0
        set_in_project(project, KARI, {"blind": False})
        assert list_memos(project, JONAS).hidden == 0
        undo(project, KARI)
        assert list_memos(project, JONAS).hidden == 3
        seen = working_transcript(project, transcript_named(project, "uavklart").id, KARI)
        (mine,) = [one for one in seen.codings if one.id == coding]
        remove_codings(project, KARI, [mine])
        assert list_memos(project, JONAS).hidden == 2  # one went with her coding


def test_the_csv_export_has_the_memos_of_what_is_in_scope_and_counts_the_others(
    project: Project, tmp_path: Path
) -> None:
    said = export_csv(project, tmp_path / "csv", WITH_MEMOS).notes
    rows = [cells for _, cells in read_table(tmp_path / "csv" / "memos.csv", ()).rows]
    names = ("transcript", "about", "quote", "code", "coder", "author", "memo")
    assert [tuple(row[name] or None for name in names) for row in rows] == [*LISTED, ELSEWHERE]
    assert rows[2]["transcript_id"] == transcript_named(project, "oslo").id
    assert {row["municipality"] for row in rows} == {"3203", "0301", ""}
    assert all(row["created_at"].startswith("20") for row in rows)
    info = {
        cells["key"]: cells["value"]
        for _, cells in read_table(tmp_path / "csv" / "export_info.csv", ()).rows
    }
    assert (info["memos"], info["memos_left_out"]) == ("included", "1")
    assert "Memos not listed: 1 (on transcripts left out)." in said
    everything = "".join(one.read_text("utf-8") for one in (tmp_path / "csv").iterdir())
    assert "amir" not in everything.casefold()

    export_csv(project, tmp_path / "csv")
    assert not (tmp_path / "csv" / "memos.csv").exists()


def test_the_sqlite_export_has_the_memos_in_a_table(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    export_sqlite(project, out, WITH_MEMOS)
    with closing(sqlite3.connect(out)) as database:
        names = "transcript, about, quote, code, coder, author, memo"
        found = database.execute(f"SELECT {names} FROM memo ORDER BY rowid").fetchall()
        (identity,) = database.execute("SELECT coding FROM memo WHERE about = 'coding'").fetchone()
        assert database.execute("SELECT code FROM coding WHERE id = ?", (identity,)).fetchall() == [
            ("MET-PLAN",)
        ]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert found == [*LISTED, ELSEWHERE]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (ExportOptions(), "--memos lists them beside codings"),
        (ExportOptions(memos=True, counts_only=True), "--counts-only leaves them out"),
    ],
)
def test_an_export_without_memos_says_how_many_it_leaves_out_and_never_to_say_what_was_said(
    project: Project, tmp_path: Path, options: ExportOptions, why: str
) -> None:
    out = tmp_path / "out.sqlite"
    said = export_sqlite(project, out, options).notes
    assert said[-1] == f"Memos not listed: 6 ({why})."
    with closing(sqlite3.connect(out)) as database:
        info = dict(database.execute("SELECT key, value FROM export_info"))
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    assert (info["memos"], info["memos_left_out"]) == ("left out", "6")
    assert "memo" not in tables
