"""A memo can be on anything a study has, and comes out of every list and export of memos."""

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.errors import NotFound, StaleWrite
from kodeverk.formats.tables import read_table
from kodeverk.model.identity import new_id
from kodeverk.model.records import (
    IN_MUNICIPALITY,
    MEMO_TARGETS,
    Coder,
    MemoType,
    in_municipality_target,
    passage_target,
)
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import reopen, working_transcript, write_memo
from kodeverk.service.drafts import keep_draft, kept_drafts
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.interview import PrintOptions, print_interview
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.forgetting import forget
from kodeverk.service.importing import Choices, look_at
from kodeverk.service.memos import MemoFilter, PlacedMemo, diary_of, list_memos, on_what
from kodeverk.service.merging import merge
from kodeverk.service.replacing import replace_text
from kodeverk.service.scoping import Selection
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.known_study import BOOK, SAME_PERSON, TEXTS, apply, make_study
from tests.service.trial_project import JONAS, KARI, code_keyed, span_of, transcript_named
from tests.undo_and_redo import redo, undo

READER = Coder(new_id(), "Veilederen")
BERGEN = "4601"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with make_study(tmp_path / "own") as project:
        yield project


def informant(project: Project) -> str:
    with project.reading() as connection:
        people = queries.informants(connection)
    return next(one.id for one in people if one.name == SAME_PERSON)


def turn(project: Project, name: str, words: str) -> str:
    """The target of a memo on the turn in which these words are."""
    transcript = transcript_named(project, name)
    at = span_of(project, name, words)[0]
    with project.reading() as connection:
        version = queries.version(connection, transcript.version)
    spoken = next(one for one in version.turns if one.start <= at < one.end)
    return passage_target(version.id, Span(spoken.start, spoken.end))


def on_everything(project: Project) -> dict[str, str | None]:
    """What there is to write a memo on: its kind -> one of it."""
    transcript = transcript_named(project, "asker-1")
    words = Span(*span_of(project, "asker-1", "Hun ringer"))
    code = code_keyed(project, "REL-TILLIT").id
    return {
        "project": None,
        "municipality": "3203",
        "transcript": transcript.id,
        "informant": informant(project),
        "code": code_keyed(project, "REL").id,
        IN_MUNICIPALITY: in_municipality_target(code, BERGEN),
        "turn": turn(project, "asker-1", "Jeg stoler"),
        "passage": passage_target(transcript.version, words),
        "coding": apply(project, KARI, "asker-1", "ringer", "REL-TID"),
    }


def write_everywhere(project: Project) -> None:
    targets = on_everything(project)
    assert targets.keys() == {*MEMO_TARGETS}
    for kind, target in targets.items():
        write_memo(project, KARI, kind, target, f"Om {kind}.")


def told(project: Project, **chosen: tuple[str, ...]) -> set[str]:
    return {one.text for one in list_memos(project, READER, MemoFilter(**chosen)).memos}


def named(project: Project, text: str) -> PlacedMemo:
    return next(one for one in list_memos(project, READER).memos if one.text == text)


def test_a_memo_on_anything_says_what_it_is_on_and_can_be_taken_back(study: Project) -> None:
    targets = on_everything(study)
    before = content_of(study)
    for kind, target in targets.items():
        write_memo(study, KARI, kind, target, f"Om {kind}.")
    assert verify(study).ok
    said = {one.about: on_what(one) for one in list_memos(study, READER).memos}
    assert said == {
        "project": "on the project",
        "municipality": "on the municipality 3203 Asker",
        "transcript": "on the transcript",
        "informant": f"on the informant {SAME_PERSON}",
        "code": "on the code REL",
        IN_MUNICIPALITY: "on REL-TILLIT in 4601 Bergen",
        "turn": "on the turn",
        "passage": "on the passage",
        "coding": "on Kari's REL-TID",
    }
    assert named(study, "Om turn.").quote == "Jeg stoler på henne. Hun ringer tilbake."
    after = content_of(study)
    for _ in targets:
        undo(study, KARI)
    assert content_of(study) == before
    for _ in targets:
        redo(study, KARI)
    assert content_of(study) == after
    assert verify(study).ok


def test_memos_are_found_by_what_they_are_on_by_code_by_municipality_and_by_words(
    study: Project,
) -> None:
    write_everywhere(study)
    assert told(study, about=("turn", "project")) == {"Om turn.", "Om project."}
    assert told(study, codes=("REL-TID",)) == {"Om coding."}
    of_theme = {"Om code.", "Om code-in-municipality.", "Om coding."}
    assert told(study, codes=("REL",)) == of_theme
    assert told(study, municipalities=("Bergen",)) == {"Om code-in-municipality."}
    in_asker = {"Om municipality.", "Om transcript.", "Om turn.", "Om passage.", "Om coding."}
    assert told(study, municipalities=("Asker",)) == told(study, municipalities=("0220",))
    assert told(study, municipalities=("3203",)) == in_asker
    assert told(study, municipalities=("Drammen",)) == set()
    assert told(study, words=("om", "TURN")) == {"Om turn."}
    found = list_memos(study, READER, MemoFilter(about=("turn",)))
    assert (len(found.memos), found.of) == (1, len(MEMO_TARGETS))
    for wrong in (MemoFilter(codes=("TULL",)), MemoFilter(municipalities=("sheffield",))):
        with pytest.raises(NotFound):
            list_memos(study, READER, wrong)


def test_the_exports_have_memos_on_everything(study: Project, tmp_path: Path) -> None:
    write_everywhere(study)
    options = ExportOptions(memos=True)
    export_csv(study, tmp_path / "csv", options)
    rows = [cells for _, cells in read_table(tmp_path / "csv" / "memos.csv", ()).rows]
    assert {row["about"] for row in rows} == {*MEMO_TARGETS}
    export_sqlite(study, tmp_path / "out.sqlite", options)
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        names = "about, municipality, code, informant"
        found = database.execute(f"SELECT {names} FROM memo WHERE transcript IS NULL").fetchall()
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        (left_out,) = database.execute(
            "SELECT value FROM export_info WHERE key = 'memos_left_out'"
        ).fetchone()
    assert {*found} == {
        ("project", None, None, None),
        ("municipality", "3203", None, None),
        ("informant", None, None, SAME_PERSON),
        ("code", None, "REL", None),
        (IN_MUNICIPALITY, BERGEN, "REL-TILLIT", None),
    }
    assert left_out == "0"
    of_oslo = ExportOptions(Selection(municipalities=("Oslo",)), memos=True)
    export_csv(study, tmp_path / "oslo", of_oslo)
    rows = [cells for _, cells in read_table(tmp_path / "oslo" / "memos.csv", ()).rows]
    assert {row["about"] for row in rows} == {"project", "code"}


def test_every_list_and_export_has_as_many_memos_as_the_screen(
    study: Project, tmp_path: Path
) -> None:
    write_everywhere(study)
    write_memo(study, JONAS, "turn", turn(study, "uferdig", "Jeg stoler"), "Ikke ferdig.")
    listed = {one.id for one in list_memos(study, KARI).memos}
    export_csv(study, tmp_path / "csv", ExportOptions(Selection(scope="started"), memos=True))
    table = read_table(tmp_path / "csv" / "memos.csv", ())
    assert {cells["id"] for _, cells in table.rows} == listed
    for place in ("3203", BERGEN, "0301"):
        chosen = list_memos(study, KARI, MemoFilter(municipalities=(place,))).memos
        counted = [cells for _, cells in table.rows if cells["municipality"] == place]
        assert {one.id for one in chosen} == {cells["id"] for cells in counted}


def test_a_printed_interview_has_the_memos_on_its_turns(study: Project, tmp_path: Path) -> None:
    write_everywhere(study)
    for ending in ("md", "docx", "html"):
        out = tmp_path / f"asker-1.{ending}"
        print_interview(study, "asker-1", out, KARI, PrintOptions(memos=True))
        said = out.read_text("utf-8") if ending != "docx" else _words_of(out)
        assert all(words in said for words in ("Om turn.", "Om passage.", "Om transcript."))


def _words_of(document: Path) -> str:
    with zipfile.ZipFile(document) as package:
        return package.read("word/document.xml").decode()


def test_a_memo_on_a_turn_goes_along_with_its_words_into_a_corrected_text(
    study: Project, tmp_path: Path
) -> None:
    write_memo(study, KARI, "turn", turn(study, "asker-1", "Jeg stoler"), "Om svaret.")
    path = tmp_path / "asker-1.txt"
    path.write_text("Notat: opptak 2\n\n" + TEXTS["asker-1"].replace("Vi stoler", "Vi som stoler"))
    (preview,) = look_at(study, [path], Choices())
    replace_text(study, KARI, transcript_named(study, "asker-1").id, preview)
    assert verify(study).ok
    memo = named(study, "Om svaret.")
    assert memo.quote == "Jeg stoler på henne. Hun ringer tilbake."
    seen = working_transcript(study, transcript_named(study, "asker-1").id, KARI)
    assert [one.text for one in seen.memos] == ["Om svaret."]


def test_a_memo_on_a_code_in_a_municipality_goes_along_when_the_code_is_joined(
    study: Project, tmp_path: Path
) -> None:
    write_everywhere(study)
    target = in_municipality_target(code_keyed(study, "REL-TID").id, BERGEN)
    joined = BOOK.replace("version: '1'", "version: '3'").replace(
        "  - id: REL-TILLIT\n    name: {nb: Tillit, en: Trust}\n"
        "    definition: {nb: Å stole på., en: Trusting.}\n",
        "",
    )
    joined = joined.replace("  - id: REL-TID\n", "  - id: REL-TID\n    formerly: [REL-TILLIT]\n")
    (tmp_path / "joined.yaml").write_text(joined, encoding="utf-8")
    load_codebook(study, KARI, tmp_path / "joined.yaml")
    memo = named(study, "Om code-in-municipality.")
    assert (memo.code, memo.memo.target) == ("REL-TID", target)
    with study.reading() as connection:
        (found,) = queries.memos(connection, [target])
    assert found.text == "Om code-in-municipality."


def test_memos_on_what_is_forgotten_go_with_it_written_or_not(study: Project) -> None:
    write_everywhere(study)
    keep_draft(study, KARI, "turn", turn(study, "asker-1", "Jeg stoler"), "halvt")
    keep_draft(study, KARI, "informant", informant(study), "halvt")
    forget(study, KARI, "asker-1")
    forget(study, KARI, "asker-2")
    left = {"Om project.", "Om municipality.", "Om code.", "Om code-in-municipality."}
    assert told(study) == left
    assert kept_drafts(study, KARI) == []
    assert verify(study).ok


def test_copies_with_memos_on_everything_merge_in_either_direction(
    study: Project, tmp_path: Path
) -> None:
    copy_project(study, tmp_path / "other.kodeverk")
    with open_project(str(tmp_path / "other.kodeverk")) as other:
        write_everywhere(other)
        write_memo(study, JONAS, "informant", informant(study), "Jonas også.")
        merge(study, JONAS, [str(tmp_path / "other.kodeverk")])
        assert told(study) == {f"Om {kind}." for kind in MEMO_TARGETS} | {"Jonas også."}
        assert verify(study).ok


def test_what_a_colleague_writes_on_who_speaks_and_on_their_municipality_is_hidden_while_blind(
    study: Project,
) -> None:
    write_everywhere(study)
    target = in_municipality_target(code_keyed(study, "REL").id, "0301")
    write_memo(study, KARI, IN_MUNICIPALITY, target, "Om Oslo.")
    assign(study, KARI, ["Kari", "Jonas"])
    reopen(study, JONAS, transcript_named(study, "asker-1").id)
    found = list_memos(study, JONAS)
    texts = {one.text for one in found.memos}
    assert {"Om project.", "Om code.", "Om Oslo."} <= texts
    assert not texts & {"Om informant.", "Om municipality.", "Om turn.", "Om transcript."}
    assert found.of == len(found.memos)


def test_what_a_memo_is_to_be_on_has_to_be_there_and_what_was_typed_stays(study: Project) -> None:
    keep_draft(study, KARI, "informant", new_id(), "halvt")
    for kind, target in (("informant", new_id()), ("turn", "0301"), (IN_MUNICIPALITY, "tull/0301")):
        with pytest.raises(StaleWrite):
            write_memo(study, KARI, kind, target, "Om ingen.")
    assert [draft.text for draft in kept_drafts(study, KARI)] == ["halvt"]


def test_the_diary_has_the_method_memos_by_date(study: Project) -> None:
    kinds: tuple[MemoType, ...] = ("method", "case", "method")
    for number, kind in enumerate(kinds):
        write_memo(study, KARI, "project", None, f"Dag {number}.", memo_type=kind)
    memo = named(study, "Dag 1.").memo
    write_memo(study, KARI, "project", None, "Dag 1.", memo_type="method", memo=memo)
    days = diary_of(list_memos(study, READER).memos)
    assert [one.text for one in days] == ["Dag 0.", "Dag 1.", "Dag 2."]
