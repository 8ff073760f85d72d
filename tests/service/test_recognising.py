"""Turns are recognised again over the stored text: other speakers, and no coding moves."""

from pathlib import Path
from typing import Any

import pytest

from kodeverk.errors import BadInput, NotFound
from kodeverk.model.records import Speaker
from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code, mark_read, write_memo
from kodeverk.service.counting import frequencies
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.service.recognising import recognise_again, ways_to_read
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.trial_project import JONAS, KARI, code_keyed, rows_of, span_of, transcript_named
from tests.undo_and_redo import redo, undo

TWO_WAYS = (
    "Kari – Hei: du – og du?\nOla – Jeg er: med\nNord – Takk – da\nOla – Ja – vel\n"
    "Nord – Det – er\nKari Nord – Fint – det\nOla – Ha: det\nKari – Ha det\n"
)
VOICES = (
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Intervjuer> Hva?\n\n"
    "00:02.000 --> 00:03.000\n<v Deltaker> Det: er det.\n\n"
    "00:03.000 --> 00:04.000\nOg mer: mye.\n\n00:04.000 --> 00:05.000\n<v Tolk>Sist.\n"
)


def add(project: Project, folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    (result,) = import_files(project, KARI, [folder / name], Choices())
    assert result.status == "imported"
    return transcript_named(project, Path(name).stem).id


def speakers(project: Project, transcript: str) -> dict[str, Speaker]:
    with project.reading() as connection:
        return {one.label: one for one in queries.speakers(connection, transcript)}


def turns(project: Project, transcript: str) -> list[tuple[str, str, int | None]]:
    """Return label, words and time of each turn."""
    with project.reading() as connection:
        (version,) = queries.current_versions(connection, [transcript])
        labels = {one.id: one.label for one in queries.speakers(connection, transcript)}
    return [
        (labels[one.speaker], version.text[one.start : one.end], one.milliseconds)
        for one in version.turns
    ]


def test_the_readings_are_shown_and_nothing_is_changed(project: Project, tmp_path: Path) -> None:
    transcript = add(project, tmp_path, "to.txt", TWO_WAYS)
    before = content_of(project)
    ways = ways_to_read(project, "to")
    assert ways.readings[0].convention == "name - text"
    assert ways.now == 0
    assert ways.transcript.id == transcript
    assert content_of(project) == before


def test_recognising_again_moves_no_coding_memo_or_read_to_mark(
    project: Project, tmp_path: Path
) -> None:
    transcript = transcript_named(project, "advisor")
    code = code_keyed(project, "REL-TILLIT")
    for coder, words in ((KARI, "Veileder: Jeg stoler"), (JONAS, "hver uke")):
        apply_code(project, coder, transcript.id, Span(*span_of(project, "advisor", words)), code)
    start, end = span_of(project, "advisor", "ringer hun")
    write_memo(project, KARI, "passage", f"{transcript.version}:{start}-{end}", "Et notat")
    mark_read(project, KARI, transcript.id, 40)
    rows = rows_of(project)
    with project.reading() as connection:
        kept = queries.memos(connection), queries.assignments(connection)
    before = content_of(project)
    for convention in ("none", "name on a line"):
        if convention == "none":
            again = recognise_again(project, KARI, "advisor", convention)
            assert again.changed
            assert set(speakers(project, transcript.id)) == {""}
        else:
            with pytest.raises(BadInput, match="no speaker is named as in 'name on a line'"):
                recognise_again(project, KARI, "advisor", convention)
        assert rows_of(project) == rows
        with project.reading() as connection:
            assert (queries.memos(connection), queries.assignments(connection)) == kept
        assert verify(project).ok
    assert content_of(project) != before
    undo(project, KARI)
    assert content_of(project) == before
    assert verify(project).ok
    redo(project, KARI)
    recognise_again(project, KARI, "advisor", "name: text")
    assert [label for label, *_ in turns(project, transcript.id)] == ["Intervjuer", "Veileder"] * 2
    assert content_of(project) == before
    assert verify(project).ok


def test_the_marks_of_the_format_are_there_without_the_file(
    project: Project, tmp_path: Path
) -> None:
    transcript = add(project, tmp_path, "stemmer.vtt", VOICES)
    (tmp_path / "stemmer.vtt").unlink()
    first = turns(project, transcript)
    before = content_of(project)
    assert [label for label, *_ in first] == ["Intervjuer", "Deltaker", "Tolk"]
    again = recognise_again(project, KARI, transcript)
    assert not again.changed
    assert content_of(project) == before
    recognise_again(project, KARI, transcript, "none")
    assert [time for *_, time in turns(project, transcript)] == [1_000, 2_000, 3_000, 4_000]
    recognise_again(project, KARI, transcript, "voice")
    assert turns(project, transcript) == first
    assert content_of(project) == before


def test_a_speaker_who_was_there_keeps_role_and_informant(project: Project, tmp_path: Path) -> None:
    transcript = add(project, tmp_path, "to.txt", TWO_WAYS)
    ola = speakers(project, transcript)["Ola"]
    with project.writing(KARI, "by hand") as writer:
        informant = writer.born("informant", {"name": "OLA-1"})
        writer.set("speaker", ola.id, "role", "advisor")
        writer.set("speaker", ola.id, "informant", informant)
    known = speakers(project, transcript)["Ola"]
    recognise_again(project, KARI, transcript, "none")
    assert "Ola" not in speakers(project, transcript)
    again = recognise_again(
        project, KARI, transcript, "name - text", joined={"nord": "Kari Nord"}, ignored=["Kari"]
    )
    assert again.added == ("Ola", "Kari Nord")
    assert again.gone == ("",)
    assert again.roles["Ola"] == "advisor"
    assert speakers(project, transcript)["Ola"] == known


def test_joined_and_ignored_labels_are_turns_of_others_or_of_nobody(
    project: Project, tmp_path: Path
) -> None:
    transcript = add(project, tmp_path, "to.txt", TWO_WAYS)
    recognise_again(project, KARI, transcript, joined={"Kari": "Nord", "Kari Nord": "Nord"})
    assert [label for label, *_ in turns(project, transcript)] == [
        "Nord", "Ola", "Nord", "Ola", "Nord", "Nord", "Ola", "Nord",
    ]  # fmt: skip
    assert set(speakers(project, transcript)) == {"Nord", "Ola"}
    assert ways_to_read(project, transcript).now is None
    recognise_again(project, KARI, transcript, ignored=["Nord", "Kari"])
    assert turns(project, transcript)[0] == (
        "Ola",
        "Jeg er: med\nNord – Takk – da",
        None,
    )


def test_speakers_recognised_anew_in_two_copies_can_be_counted_whoever_was_last(
    project: Project, tmp_path: Path
) -> None:
    transcript = add(project, tmp_path, "to.txt", TWO_WAYS)
    other = copy_project(project, tmp_path / "other.kodeverk")
    recognise_again(project, KARI, transcript, ignored=["Nord", "Kari"])
    with open_project(str(other)) as theirs:
        recognise_again(theirs, JONAS, transcript, joined={"Ola": "Nord"})
    merge(project, KARI, [str(other)])
    assert verify(project).ok
    assert frequencies(project, scope="started").scope == "started"
    assert {label for label, *_ in turns(project, transcript)} <= {*speakers(project, transcript)}


def test_an_interpreter_who_is_found_speaks_for_the_only_participant(
    project: Project, tmp_path: Path
) -> None:
    transcript = add(project, tmp_path, "stemmer.vtt", VOICES)
    recognise_again(project, KARI, transcript, "none")
    recognise_again(project, KARI, transcript, "voice")
    found = speakers(project, transcript)
    assert found["Tolk"].speaks_for == found["Deltaker"].id


def test_a_dry_run_writes_nothing(project: Project, tmp_path: Path) -> None:
    transcript = add(project, tmp_path, "to.txt", TWO_WAYS)
    before = content_of(project)
    again = recognise_again(project, KARI, transcript, ignored=["Kari"], dry_run=True)
    assert again.changed
    assert "Kari" not in again.reading.speakers
    assert content_of(project) == before


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"convention": "colon"}, "there is no convention 'colon'"),
        ({"joined": {"Per": "Ola"}}, "to: no speaker is labelled 'Per'"),
        ({"joined": {"Ola": "Per"}}, "to: no speaker is labelled 'Per'"),
        ({"ignored": ["Per"]}, "to: no speaker is labelled 'Per'"),
    ],
)
def test_a_choice_that_fits_nothing_is_an_error_and_writes_nothing(
    project: Project, tmp_path: Path, given: dict[str, Any], message: str
) -> None:
    add(project, tmp_path, "to.txt", TWO_WAYS)
    before = content_of(project)
    with pytest.raises(BadInput, match=message):
        recognise_again(project, KARI, "to", **given)
    assert content_of(project) == before


def test_a_transcript_that_is_not_there_is_named(project: Project) -> None:
    with pytest.raises(NotFound, match="there is no transcript 'borte'"):
        recognise_again(project, KARI, "borte", "none")
    with pytest.raises(NotFound, match="there is no transcript 'borte'"):
        ways_to_read(project, "borte")
