"""Import in doubt: what is no transcript, whose a label is, what is not taken over in silence."""

from pathlib import Path

import pytest

from kodeverk.formats.metadata import read_metadata
from kodeverk.service.import_choices import Choices, Memory, recall
from kodeverk.service.importing import choose_again, import_files, look_at
from kodeverk.service.roles import is_numbered
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.commented_file import commented
from tests.service.trial_project import ADVISOR, KARI, transcript_named
from tests.transcript_files import PHRASES

TALK = "Intervjuer: Hei {0}?\n\nKari: Ja, {0}.\n\nIntervjuer: Og?\n\nKari: Nei.\n\n" * 2
NUMBERED = "SPEAKER_00: Hei {0}?\n\nSPEAKER_01: Ja, {0}.\n\nSPEAKER_00: Og?\n\nSPEAKER_01: Nei.\n\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def facts(folder: Path, columns: str, row: str) -> Choices:
    return Choices(
        facts=read_metadata(write(folder / "metadata.csv", f"file,{columns}\na.txt,{row}\n"))
    )


# What is no transcript


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ordliste.tsv", PHRASES),
        ("ordliste.csv", PHRASES.replace("\t", ";")),
        ("ord.json", '[{"text": "kaffe"}, {"text": "te"}]'),
    ],
)
def test_a_list_of_something_else_asks_and_comes_in_only_when_it_is_named(
    project: Project, tmp_path: Path, name: str, text: str
) -> None:
    path = write(tmp_path / name, text)
    (preview,) = look_at(project, [path], Choices())
    assert preview.asks[0].text == "does not look like a transcript"
    (found,) = import_files(project, KARI, [path], Choices(), from_folders={path})
    assert (found.status, found.is_transcript) == ("failed", False)
    assert "Name the file" in (found.hint or "")
    (named,) = import_files(project, KARI, [path], Choices())
    assert named.status == "imported"


def test_a_convention_that_somebody_chose_settles_what_a_table_is(
    project: Project, tmp_path: Path
) -> None:
    (preview,) = look_at(project, [write(tmp_path / "a.tsv", PHRASES)], Choices())
    (chosen,) = choose_again(project, [(preview, Choices(convention="none"))], None)
    assert chosen.is_transcript
    assert not chosen.asks


def test_times_or_speakers_make_a_transcript_of_a_table_or_json(
    project: Project, tmp_path: Path
) -> None:
    rows = "tid;taler;tekst\n" + "".join(f"0:{n:02};Kari;Det var nr. {n}\n" for n in range(10, 20))
    segments = '{"segments": [{"start": 0.5, "text": "Hei"}, {"start": 2, "text": "på deg"}]}'
    paths = [write(tmp_path / "a.csv", rows), write(tmp_path / "b.json", segments)]
    results = import_files(project, KARI, paths, Choices(), from_folders={*paths})
    assert [one.status for one in results] == ["imported", "imported"]


# Whose label it is


@pytest.mark.parametrize(
    "label",
    ["Speaker 1", "SPEAKER_00", "speaker 2", "S01", "Taler A", "Unknown Speaker", "Person 3"],
)
def test_labels_that_programs_number_are_somebody_else_in_every_file(label: str) -> None:
    assert is_numbered(label)


@pytest.mark.parametrize("label", ["Kari", "V1", "Deltaker 2", "S", "Speaker", "Taleren", "003"])
def test_labels_that_people_give_are_not(label: str) -> None:
    assert not is_numbered(label)


def test_a_numbered_speakers_role_is_kept_for_its_file_and_asked_in_the_next(
    project: Project, tmp_path: Path
) -> None:
    first = write(tmp_path / "a.txt", NUMBERED.format("a"))
    second = write(tmp_path / "b.txt", NUMBERED.format("b"))
    roles = Choices(roles={"SPEAKER_00": "interviewer"})
    (result,) = import_files(project, KARI, [first], roles)
    assert [one.role for one in result.speakers] == ["interviewer", "unknown"]
    with project.reading() as connection:
        assert recall(connection) == Memory()
    (preview,) = look_at(project, [second], Choices(), memory=Memory({"SPEAKER_00": "advisor"}))
    assert preview.roles == {"SPEAKER_00": "unknown", "SPEAKER_01": "unknown"}
    assert any("role unknown: SPEAKER_00" in ask.text for ask in preview.asks)


def test_a_label_is_not_renamed_after_somebody_of_another_file(
    project: Project, tmp_path: Path
) -> None:
    other = TALK.replace("Intervjuer", "Int").replace("Kari", "Ola")
    paths = [write(tmp_path / "a.txt", TALK.format("a")), write(tmp_path / "b.txt", other)]
    joined = Memory(
        joined={"Kari": "Intervjuer", "Int": "Intervjuer"}, turns={"Kari": 99, "Int": 99}
    )
    both, one = look_at(project, paths, Choices(), memory=joined)
    assert both.joined == {"Kari": "Intervjuer"}
    assert one.joined == {}
    assert one.reading is not None
    assert list(one.reading.speakers) == ["Int", "Ola"]


def test_a_second_tier_is_asked_about_and_never_proposed_to_be_joined(
    project: Project, tmp_path: Path
) -> None:
    text = "".join(f"{who} så gikk vi {n}\n" for n in range(9) for who in ("khs", "khs_ort", "int"))
    (preview,) = look_at(project, [write(tmp_path / "a.txt", text)], Choices())
    assert preview.reading is not None
    assert list(preview.reading.speakers) == ["khs", "khs_ort", "int"]
    assert preview.alike == ()
    (asked,) = (ask for ask in preview.asks if "two tiers of the same words" in ask.text)
    assert asked.told.endswith("(say --ignore khs_ort, or --line 2=speaker)")
    for said in (
        Choices(ignored={"khs_ort": True}),
        Choices(ignored={"khs_ort": False}),
        Choices(lines={2: "speaker"}),
    ):
        (chosen,) = choose_again(project, [(preview, said)], None)
        assert not any("two tiers" in ask.text for ask in chosen.asks)


def test_what_cannot_be_so_is_told_until_it_is_taken_back(project: Project, tmp_path: Path) -> None:
    (preview,) = look_at(project, [write(tmp_path / "a.txt", TALK.format("a"))], Choices())
    (refused,) = choose_again(project, [(preview, Choices(lines={2: "speaker"}))], None)
    (again,) = choose_again(
        project, [(refused, Choices(lines={2: "speaker"}, date="2020-01-02"))], None
    )
    assert again.error == refused.error is not None
    (taken_back,) = choose_again(project, [(again, Choices(date="2020-01-02"))], None)
    assert taken_back.error is None


# What the table says


@pytest.mark.parametrize(
    ("columns", "row", "said"),
    [
        ("municipality", "Herøy", "1515 Herøy"),
        ("date", "31.2.2018", "is not a date"),
        ("municipality,date", "Asker,1980-01-01", "register begins"),
        ("convention", "morse", "no convention"),
        ("encoding", "klingon", "no encoding"),
        ("roles", "Kari=boss", "no role"),
        ("roles", "Nobody=advisor", "no speaker labelled 'Nobody'"),
        ("speaks_for", "Kari=Intervjuer", "no interpreter"),
        ("data_class", "black", "black data"),
    ],
)
def test_what_is_wrong_in_the_table_is_told_with_its_line(
    project: Project, tmp_path: Path, columns: str, row: str, said: str
) -> None:
    path = write(tmp_path / "a.txt", TALK.format("a"))
    (result,) = import_files(project, KARI, [path], facts(tmp_path, columns, row))
    assert result.status == "failed"
    assert result.error is not None
    assert result.error.startswith(f"{tmp_path / 'metadata.csv'}:2: ")
    assert said in result.error


def test_what_is_wrong_for_all_files_is_not_blamed_on_the_table(
    project: Project, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.txt", TALK.format("a"))
    table = facts(tmp_path, "sex", "k").facts
    for choices in (
        Choices("Herøy", facts=table),
        Choices(date="i går", facts=table),
        Choices(roles={"Kari": "boss"}, facts=table),
    ):
        (result,) = import_files(project, KARI, [path], choices)
        assert result.status == "failed"
        assert result.error is not None
        assert "metadata.csv" not in result.error


def test_a_municipality_that_is_given_empty_is_an_error_and_not_passed_over(
    project: Project, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.txt", TALK.format("a"))
    (result,) = import_files(project, KARI, [path], Choices(municipality=""))
    assert result.status == "failed"


# What is there already


def test_what_is_said_otherwise_of_a_text_that_is_there_changes_nothing_and_that_is_told(
    project: Project, tmp_path: Path
) -> None:
    before = content_of(project)
    path = write(tmp_path / "kopi.txt", ADVISOR)
    (result,) = import_files(
        project, KARI, [path], Choices(roles={"Veileder": "leader"}), dry_run=True
    )
    assert (result.status, result.asks) == ("unchanged", ())
    assert result.warnings == (
        "the text is there already, as advisor",
        "kept role of Veileder: advisor (leader was said)",
    )
    assert content_of(project) == before


def test_the_comments_of_a_text_that_is_there_are_counted_as_left(
    project: Project, tmp_path: Path
) -> None:
    path = commented(tmp_path / "c.docx")
    import_files(project, KARI, [path], Choices(comments="none"))
    (again,) = import_files(project, KARI, [path], Choices())
    assert "its comments are not imported again: 2" in again.warnings


# Comments that become codings


def test_a_coding_made_of_a_comment_keeps_the_comment_and_who_wrote_it(
    project: Project, tmp_path: Path
) -> None:
    import_files(project, KARI, [commented(tmp_path / "c.docx")], Choices(comments="codings"))
    with project.reading() as connection:
        codings = queries.codings(connection, transcript_named(project, "c").id)
        memos = [one for one in queries.memos(connection) if one.target_kind == "coding"]
    assert {one.target for one in memos} == {one.id for one in codings}
    assert [(one.text, one.coder) for one in memos] == [
        ("Ola Berg: rel-kontin; Tillit", KARI.id)
    ] * 2
    assert verify(project).ok
