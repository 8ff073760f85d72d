"""The archive: only texts that may be there, no marked name, and nothing half."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kodeverk.cli.commands import kodeverk
from kodeverk.errors import Refused
from kodeverk.formats.codebooks import read_codebook
from kodeverk.formats.pseudonyms import Decision
from kodeverk.service.exports.archive import MANIFEST, archive
from kodeverk.service.exports.options import Exported
from kodeverk.service.pseudonymising import plan_replacement, pseudonymise
from kodeverk.store import queries
from kodeverk.store.project import Project
from tests.service.known_study import make_study
from tests.service.trial_project import KARI
from tests.written_files import csv_rows


@pytest.fixture(scope="module")
def consenting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The study in which one interview may be archived whole, and Oslo's advisor says no."""
    with make_study(tmp_path_factory.mktemp("archived")) as project:
        asker = ("--consent", "ASK-V1=archiving:yes", "--consent", "ASK-D1=archiving:yes")
        for name, given in (
            ("asker-1", ("--informant", "Veileder=ASK-V1", *asker)),
            ("oslo", ("--informant", "Veileder=OSL-V1", "--consent", "OSL-V1=archiving:no")),
        ):
            words = ["set", str(project.path), name, *given, "--coder", KARI.id]
            done = CliRunner().invoke(kodeverk, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
        yield project


@pytest.fixture(scope="module")
def refusal(consenting: Project, tmp_path_factory: pytest.TempPathFactory) -> Refused:
    """What is said while a marked name stands in the interview that may be archived."""
    folder = tmp_path_factory.mktemp("refused")
    with pytest.raises(Refused) as caught:
        archive(consenting, folder / "archive")
    assert list(folder.iterdir()) == []
    return caught.value


@pytest.fixture(scope="module")
def archived(
    consenting: Project, refusal: Refused, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Exported]:
    """The archive, once that name has been replaced."""
    folder = tmp_path_factory.mktemp("out")
    decisions = [Decision("t:2", "yes", "Amir Hassan", "[Person A]", "")]
    pseudonymise(consenting, KARI, plan_replacement(consenting, decisions), folder / "key.csv")
    return folder / "archive", archive(consenting, folder / "archive")


def test_it_refuses_while_a_marked_passage_stands_in_a_text(refusal: Refused) -> None:
    assert "asker-1 (1)" in refusal.message
    assert "pseudonymise" in refusal.hint


def test_only_consented_texts_are_there_and_the_others_have_a_reason(
    archived: tuple[Path, Exported],
) -> None:
    folder, done = archived
    rows = {row["transcript"]: row for row in csv_rows(folder / "transcripts.csv")}
    assert rows["asker-1"]["file"] == "text-asker-1.txt"
    assert sorted(one.name for one in folder.glob("text-*")) == [
        row["file"] for row in rows.values()
    ]
    assert "left out: oslo: consent to archiving: no (1 informant)" in done.notes
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "1 transcript: consent to archiving: no (1 informant)" in readme
    assert "not asked" in readme


def test_what_a_transcript_is_called_that_is_left_out_stands_in_no_file(
    archived: tuple[Path, Exported],
) -> None:
    folder, done = archived
    left_out = {note.split(": ")[1] for note in done.notes if note.startswith("left out")}
    assert left_out >= {"oslo", "uferdig"}
    for path in folder.iterdir():
        words = path.read_text(encoding="utf-8")
        assert not [name for name in left_out if name in words], path


def test_no_name_that_was_marked_is_in_any_file(archived: tuple[Path, Exported]) -> None:
    for path in archived[0].iterdir():
        words = path.read_text(encoding="utf-8")
        assert "Amir" not in words, path
        assert "Hassan" not in words, path


def test_no_file_has_the_id_of_the_project_by_which_labels_of_municipalities_are_found(
    consenting: Project, archived: tuple[Path, Exported]
) -> None:
    with consenting.reading() as connection:
        project_id = queries.local_value(connection, "project")
    assert project_id
    for path in archived[0].iterdir():
        assert project_id not in path.read_text(encoding="utf-8"), path


def test_turns_and_codings_point_into_the_archived_text(archived: tuple[Path, Exported]) -> None:
    folder, _ = archived
    text = (folder / "text-asker-1.txt").read_text(encoding="utf-8")
    codings = csv_rows(folder / "codings.csv")
    assert {row["transcript"] for row in codings} >= {"asker-1"}
    for row in codings:
        if row["transcript"] == "asker-1":
            assert text[int(row["start"]) : int(row["end"])] == row["quote"]
    first = csv_rows(folder / "turns.csv")[0]
    assert text[int(first["start"]) : int(first["end"])] == "Hva skjer her?"


def test_the_manifest_has_every_file_with_its_hash(archived: tuple[Path, Exported]) -> None:
    folder, done = archived
    rows = {row["file"]: row for row in csv_rows(folder / MANIFEST)}
    assert {one.name for one in folder.iterdir()} == {*rows, MANIFEST}
    assert {path.name for path in done.paths} == {*rows, MANIFEST}
    for name, row in rows.items():
        data = (folder / name).read_bytes()
        assert (int(row["bytes"]), row["sha256"]) == (
            len(data),
            hashlib.sha256(data).hexdigest(),
        )


def test_the_codebook_is_there_with_its_versions(archived: tuple[Path, Exported]) -> None:
    books = [read_codebook(path) for path in archived[0].glob("codebook-*.yaml")]
    assert {book.version for book in books} >= {"1", "2"}


def test_the_log_says_who_and_when_and_no_words(archived: tuple[Path, Exported]) -> None:
    rows = csv_rows(archived[0] / "log.csv")
    assert {row["coder"] for row in rows} == {"Kari", "Jonas"}
    assert any("coding 1" in row["changed"] for row in rows)
    assert "summary" not in rows[0]


def test_an_archive_is_replaced_and_other_files_are_not(
    consenting: Project, archived: tuple[Path, Exported], tmp_path: Path
) -> None:
    folder, done = archived
    assert archive(consenting, folder).paths == done.paths
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="no archive of this program"):
        archive(consenting, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_with_a_list_of_its_own_files_loses_none(
    consenting: Project, archived: tuple[Path, Exported], tmp_path: Path
) -> None:
    mine = tmp_path / "thesis.txt"
    mine.write_text("mine", encoding="utf-8")
    hashed = hashlib.sha256(b"mine").hexdigest()
    listed = f"file,bytes,sha256\nthesis.txt,4,{hashed}\n"
    (tmp_path / MANIFEST).write_text(listed, encoding="utf-8")
    with pytest.raises(Refused, match="no archive of this program"):
        archive(consenting, tmp_path)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_what_somebody_wrote_in_an_archive_or_put_beside_is_not_replaced(
    consenting: Project, archived: tuple[Path, Exported], tmp_path: Path
) -> None:
    folder = shutil.copytree(archived[0], tmp_path / "archive")
    readme = folder / "README.md"
    readme.write_text("Kontakt: Kari", encoding="utf-8")
    with pytest.raises(Refused, match=r"changed what was archived: README\.md"):
        archive(consenting, folder)
    assert readme.read_text(encoding="utf-8") == "Kontakt: Kari"
    readme.unlink()
    (folder / "consent.pdf").write_bytes(b"mine")
    archive(consenting, folder)
    assert (folder / "consent.pdf").read_bytes() == b"mine"
    assert readme.read_text(encoding="utf-8").startswith("# Archive")
    lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("text-"))
    (folder / MANIFEST).write_text(kept, encoding="utf-8")
    with pytest.raises(Refused, match=r"no archive of this program made: text-asker-1\.txt"):
        archive(consenting, folder)
