"""An id that anybody can work out from a name would confirm a guess of it after it is withdrawn."""

from pathlib import Path

import sqlalchemy as sa

from kodeverk.formats.pseudonyms import Decision
from kodeverk.model.change import BIRTH, shared_birth
from kodeverk.model.identity import derived_id, setting_id, transcript_id
from kodeverk.model.text import normalise, text_hash
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.pseudonymising import plan_replacement, pseudonymise
from kodeverk.service.verification import verify
from kodeverk.store import journal
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from kodeverk.store.schema import change, state
from tests.service.trial_project import KARI

WORDS = "Intervjuer: Hvem er du?\n\nSamira: Jeg er Samira.\n"


def test_no_id_that_an_import_makes_follows_from_a_name_and_what_the_project_keeps(
    tmp_path: Path,
) -> None:
    file = tmp_path / "Samira.txt"
    file.write_text(WORDS, encoding="utf-8")
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        import_files(project, KARI, [file], Choices("Asker"))
        with project.reading() as connection:
            changes = list(journal.since(connection, 0))
            ids = {one for row in connection.execute(sa.select(change)) for one in row[1:8]}
    assert {one.kind for one in changes} >= {"transcript", "version", "speaker"}
    transcript = transcript_id(text_hash(normalise(WORDS)))
    assert derived_id("speaker", transcript, "Samira") not in ids
    for one in changes:
        if one.field == BIRTH and one.kind in {"transcript", "version", "speaker"}:
            assert isinstance(one.value, dict)
            guessed = shared_birth(one.kind, one.record, dict(one.value), one.step)
            assert guessed.id not in ids


def test_two_people_who_import_the_same_file_make_the_same_records(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.txt").write_text(WORDS, encoding="utf-8")
        with create_project(str(folder / "p.kodeverk")) as project:
            import_files(project, KARI, [folder / "a.txt"], Choices("Asker"))
            with project.reading() as connection:
                born = [one for one in journal.since(connection, 0) if one.kind != "setting"]
        made.append({(one.id, one.record) for one in born if one.kind != "coder"})
    assert made[0] == made[1]


def test_a_choice_remembered_for_a_name_goes_with_the_name(tmp_path: Path) -> None:
    file = tmp_path / "intervju.txt"
    file.write_text(WORDS, encoding="utf-8")
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        import_files(project, KARI, [file], Choices("Asker", roles={"Samira": "participant"}))
        assert [key for key in _keys(project) if "Samira" in key]
        planned = plan_replacement(project, [Decision("x:1", "yes", "Samira", "[Person A]", "")])
        pseudonymise(project, KARI, planned, tmp_path / "key.csv")
        assert not [key for key in _keys(project) if "Samira" in key or "Person" in key]
        with project.reading() as connection:
            records = set(connection.scalars(sa.select(change.c.record)))
        assert setting_id(transcript_id(text_hash(WORDS)), "import.role:Samira") not in records
        assert verify(project).problems == ()


def _keys(project: Project) -> list[str]:
    with project.reading() as connection:
        return list(connection.scalars(sa.select(state["setting"].c.key)))
