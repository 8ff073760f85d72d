import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodeverk.errors import BadInput
from kodeverk.formats import transcripts
from kodeverk.formats.metadata import read_metadata
from kodeverk.model.source import Source
from kodeverk.service.import_results import FileResult
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.project import Project
from tests.service.trial_project import ADVISOR, KARI, speakers_of, text_of, transcript_named
from tests.undo_and_redo import undo


def import_texts(
    project: Project,
    folder: Path,
    texts: Mapping[str, str | bytes],
    choices: Choices | None = None,
    **more: Any,
) -> list[FileResult]:
    paths = []
    for name, content in texts.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return import_files(project, KARI, paths, choices or Choices(), **more)


TALK = "Intervjuer: Hei {}?\n\nVeileder: Ja, {}.\n\nIntervjuer: Og?\n\nVeileder: Nei.\n"


def test_one_bad_file_in_fifty_leaves_forty_nine_imported_and_is_named(
    project: Project, tmp_path: Path
) -> None:
    texts: dict[str, str | bytes] = {f"nr {n}.txt": TALK.format(n, n) for n in range(49)}
    texts["broken.txt"] = bytes(range(256)) * 20
    results = import_texts(project, tmp_path, texts)
    assert [result.status for result in results].count("imported") == 49
    failed = [result for result in results if result.status == "failed"]
    assert [result.file for result in failed] == ["broken.txt"]
    assert failed[0].error
    assert failed[0].hint
    undo(project, KARI)
    with project.reading() as connection:
        assert len(queries.transcripts(connection)) == 2


def test_a_file_over_which_the_program_itself_fails_leaves_the_others_imported(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(data: bytes, name: str) -> Source:
        raise StopIteration

    known = transcripts._FORMATS["md"]
    monkeypatch.setitem(transcripts._FORMATS, "md", known._replace(read=fail))
    texts = {"a.txt": TALK.format(1, 1), "b.md": TALK.format(2, 2), "c.txt": TALK.format(3, 3)}
    results = import_texts(project, tmp_path, texts)
    assert [result.status for result in results] == ["imported", "failed", "imported"]
    assert results[1].error
    assert results[1].error.startswith("b.md: a fault in Kodeverk itself: StopIteration")


def test_the_same_text_under_another_name_is_unchanged_and_the_transcript_is_named(
    project: Project, tmp_path: Path
) -> None:
    before = verify(project).content_hash
    (again,) = import_texts(project, tmp_path, {"copy.txt": ADVISOR.replace("\n", "\r\n")})
    assert (again.status, again.transcript) == ("unchanged", "advisor")
    assert verify(project).content_hash == before


def test_the_same_text_with_another_municipality_is_an_error_never_an_overwrite(
    project: Project, tmp_path: Path
) -> None:
    (again,) = import_texts(project, tmp_path, {"copy.txt": ADVISOR}, Choices("Trondheim"))
    assert again.status == "failed"
    assert "advisor" in (again.error or "")
    assert "5001" in (again.error or "")
    assert again.hint is not None
    assert again.hint.endswith("kodeverk set PROJECT advisor --municipality 5001")
    assert transcript_named(project, "advisor").municipality == "3203"


def test_two_files_with_one_text_in_one_import_are_one_transcript(
    project: Project, tmp_path: Path
) -> None:
    first, second = import_texts(
        project, tmp_path, {"a.txt": TALK.format(1, 1), "b.txt": TALK.format(1, 1)}
    )
    assert (first.status, second.status) == ("imported", "unchanged")
    assert second.transcript == "a"


def test_two_texts_with_one_name_are_told_apart(project: Project, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    texts: dict[str, str | bytes] = {"advisor.txt": TALK.format(1, 2)}
    (other,) = import_texts(project, tmp_path / "x", texts, Choices(as_new=True))
    assert (other.status, other.transcript) == ("imported", "advisor (2)")


def test_heroy_is_asked_about_with_both_and_never_chosen(project: Project, tmp_path: Path) -> None:
    (result,) = import_texts(project, tmp_path, {"h.txt": TALK.format(1, 2)}, Choices("Herøy"))
    assert result.status == "failed"
    assert "1515" in (result.error or "")
    assert "1818" in (result.error or "")


def test_the_number_of_the_interviews_own_year_is_kept(project: Project, tmp_path: Path) -> None:
    (result,) = import_texts(
        project, tmp_path, {"s.txt": TALK.format(1, 2)}, Choices("Stange", "2017-11-08")
    )
    assert result.municipality is not None
    assert result.municipality.number == "0417"
    assert transcript_named(project, "s").date == "2017-11-08"


def test_a_dry_run_says_what_would_come_and_writes_nothing(
    project: Project, tmp_path: Path
) -> None:
    before = verify(project).content_hash
    (result,) = import_texts(project, tmp_path, {"d.txt": TALK.format(1, 2)}, dry_run=True)
    assert result.status == "would import"
    assert [(one.label, one.role, one.turns) for one in result.speakers] == [
        ("Intervjuer", "interviewer", 2),
        ("Veileder", "advisor", 2),
    ]
    assert verify(project).content_hash == before


def test_a_role_for_a_label_no_file_has_is_an_error_that_lists_the_labels(
    project: Project, tmp_path: Path
) -> None:
    with pytest.raises(BadInput) as caught:
        import_texts(
            project, tmp_path, {"d.txt": TALK.format(1, 2)}, Choices(roles={"Ola": "interpreter"})
        )
    assert "Veileder" in caught.value.hint


def test_a_role_that_does_not_exist_fails_the_file_with_a_suggestion(
    project: Project, tmp_path: Path
) -> None:
    (result,) = import_texts(
        project, tmp_path, {"d.txt": TALK.format(1, 2)}, Choices(roles={"Veileder": "adviser"})
    )
    assert result.status == "failed"
    assert "advisor" in (result.hint or "")


def test_an_interpreter_speaks_for_the_only_participant(project: Project, tmp_path: Path) -> None:
    talk = "Intervjuer: Hei?\n\nDeltaker: Ja.\n\nTolk: Jeg kom i fjor.\n\nDeltaker: Takk.\n\n"
    import_texts(project, tmp_path, {"t.txt": talk * 3})
    with project.reading() as connection:
        speakers = {
            one.label: one
            for one in queries.speakers(connection, transcript_named(project, "t").id)
        }
    assert speakers["Tolk"].speaks_for == speakers["Deltaker"].id


TWO = "Forsker: Hei?\n\nMann: Ja.\n\nKone: Jo.\n\nTolk: Vi kom i fjor.\n\n" * 3
ROLES_OF_TWO = "Mann=participant;Kone=participant"


def test_an_interpreter_of_two_participants_is_asked_about_and_never_chosen(
    project: Project, tmp_path: Path
) -> None:
    roles = {"Mann": "participant", "Kone": "participant"}
    (result,) = import_texts(project, tmp_path, {"to.txt": TWO}, Choices(roles=roles))
    assert [
        told for told in result.warnings if "Tolk interprets, and there are 2 participants" in told
    ]
    assert speakers_of(project, "to")["Tolk"].speaks_for is None


def test_the_metadata_table_says_for_whom_an_interpreter_speaks(
    project: Project, tmp_path: Path
) -> None:
    (result,) = import_texts(project, tmp_path, {"to.txt": TWO}, told(tmp_path, "Tolk=Kone"))
    assert result.warnings == ()
    speakers = speakers_of(project, "to")
    assert speakers["Tolk"].speaks_for == speakers["Kone"].id


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("Tolk=Datter", "no speaker labelled 'Datter'"),
        ("Mann=Kone", "Mann speaks for Kone and is no interpreter"),
        ("Tolk=Forsker", "Forsker, who is no informant"),
    ],
)
def test_an_interpreter_speaks_for_nobody_who_cannot_be(
    project: Project, tmp_path: Path, pair: str, said: str
) -> None:
    (result,) = import_texts(project, tmp_path, {"to.txt": TWO}, told(tmp_path, pair))
    assert result.status == "failed"
    assert said in (result.error or "")
    assert "metadata.csv:2" in (result.error or "")


def test_a_file_name_in_decomposed_letters_finds_its_row(project: Project, tmp_path: Path) -> None:
    choices = told(tmp_path, "Tolk=Kone", name="tolk på norsk.txt")
    (result,) = import_texts(project, tmp_path, {"tolk pa\u030a norsk.txt": TWO}, choices)
    assert "no row in the metadata table" not in result.warnings


def told(folder: Path, pair: str, name: str = "to.txt") -> Choices:
    table = folder / "metadata.csv"
    table.write_text(f"file,roles,speaks_for\n{name},{ROLES_OF_TWO},{pair}\n", "utf-8")
    return Choices(facts=read_metadata(table))


def test_the_metadata_table_gives_place_date_roles_informants_consent_and_variables(
    project: Project, tmp_path: Path
) -> None:
    table = tmp_path / "metadata.csv"
    table.write_text(
        "file,municipality,date,roles,informants,quotation,sex,years\n"
        'm.txt,Volda,22.5.2018,Veileder=leader,Veileder=VOL-1,paraphrase,k,"1,5"\n',
        encoding="utf-8",
    )
    (result,) = import_texts(
        project, tmp_path, {"m.txt": TALK.format(1, 2)}, Choices(facts=read_metadata(table))
    )
    assert result.municipality is not None
    assert result.municipality.number == "1519"
    with project.reading() as connection:
        transcript = transcript_named(project, "m")
        assert transcript.date == "2018-05-22"
        (person,) = queries.informants(connection)
        assert (person.name, person.quotation, person.archiving) == (
            "VOL-1",
            "paraphrase",
            "not asked",
        )
        roles = {
            one.label: (one.role, one.informant)
            for one in queries.speakers(connection, transcript.id)
        }
        assert roles["Veileder"] == ("leader", person.id)
        values = {one.name: one.value for one in queries.variables(connection)}
        assert values == {"sex": "k", "years": 1.5}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("m.txt,,,,,perhaps", "metadata.csv:2"),
        ("m.txt,,,Veileder,,", "metadata.csv:2"),
        (",,,,,", None),
        ("m.txt,,,,,yes\nm.txt,,,,,yes", "metadata.csv:3"),
        ("m.txt,,,,,yes,more", "metadata.csv:2"),
    ],
)
def test_a_bad_row_in_the_metadata_names_file_and_line(
    tmp_path: Path, row: str, said: str | None
) -> None:
    table = tmp_path / "metadata.csv"
    table.write_text(f"file,municipality,date,roles,informants,quotation\n{row}\n", "utf-8")
    if said is None:
        assert read_metadata(table) == {}
    else:
        with pytest.raises(BadInput, match=said):
            read_metadata(table)


def test_importing_again_after_undo_brings_the_transcript_back_with_its_new_facts(
    project: Project, tmp_path: Path
) -> None:
    import_texts(project, tmp_path, {"n.txt": TALK.format(1, 2)}, Choices("Asker"))
    undo(project, KARI)
    (again,) = import_texts(project, tmp_path, {"n.txt": TALK.format(1, 2)}, Choices("Volda"))
    assert again.status == "imported"
    assert transcript_named(project, "n").municipality == "1577"
    assert verify(project).ok


@pytest.mark.parametrize(
    "name", ["with space.txt", "quo'te\".txt", "$(touch gotcha).txt", "line\nbreak.txt", "æøå.txt"]
)
def test_no_file_name_does_harm_and_each_is_one_line_in_the_project(
    project: Project, tmp_path: Path, name: str
) -> None:
    (result,) = import_texts(project, tmp_path, {name: TALK.format(1, 2)})
    assert result.status == "imported"
    assert result.transcript is not None
    assert "\n" not in result.transcript
    assert not (tmp_path / "gotcha").exists()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_imported_whole_or_refused_with_a_reason(
    project: Project, tmp_path: Path, content: str
) -> None:
    (result,) = import_texts(project, tmp_path, {"any.txt": content})
    if result.status == "failed":
        assert result.error
    else:
        assert result.status in {"imported", "unchanged"}
        assert result.transcript is not None
        kept = text_of(project, result.transcript)
        assert json.loads(json.dumps(kept)) == kept
        assert not any(character in kept for character in "\r\x00\x1b\u200b")
        undo(project, KARI)


def test_every_real_file_is_imported_or_refused_without_a_traceback(
    project: Project, shared: Path
) -> None:
    paths = sorted(path for path in (shared / "transcripts").rglob("*") if path.is_file())
    results = import_files(project, KARI, paths, Choices())
    assert {result.status for result in results} <= {"imported", "unchanged", "failed", "asked"}
    assert all(result.error and result.hint for result in results if result.status == "failed")
    readable = {".docx", ".txt", ".md", ".vtt", ".srt"}
    failed = [
        result.file
        for path, result in zip(paths, results, strict=True)
        if result.status == "failed" and path.suffix in readable
    ]
    assert failed == []
    assert verify(project).ok


def test_the_re_encoded_copies_of_one_text_are_recognised_as_one(
    project: Project, shared: Path
) -> None:
    folder = shared / "transcripts" / "derived_encodings"
    paths = sorted(path for path in folder.iterdir() if "double-encoded" not in path.name)
    results = import_files(project, KARI, paths, Choices())
    assert [result.status for result in results].count("imported") == 1
    assert [result.status for result in results].count("unchanged") == len(paths) - 1
