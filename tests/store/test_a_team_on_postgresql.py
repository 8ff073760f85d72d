"""The use cases over a PostgreSQL project: what they give is what they give over a file."""

import json
from pathlib import Path

import pytest

from kodeverk.formats.metadata import read_metadata
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.codings_import import import_codings
from kodeverk.service.counting import frequencies
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.service.verification import verify
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.store.coder_steps import ADA, apply_code, founded
from tests.store.conftest import NewLocation
from tests.undo_and_redo import undo

LEAD = Coder(new_id(), "Lead")


@pytest.fixture
def samples(repository: Path) -> Path:
    return repository / "sample_transcripts"


def begun(location: str, repository: Path, samples: Path) -> Project:
    project = open_project(location)
    load_codebook(project, LEAD, repository / "codebooks" / "veiledning.yaml")
    facts = read_metadata(samples / "metadata.csv")
    results = import_files(project, LEAD, [samples / name for name in facts], Choices(facts=facts))
    assert {result.status for result in results} == {"imported"}
    return project


def test_copies_made_of_it_are_coded_apart_merged_counted_and_undone_as_with_a_file(
    new_postgresql: NewLocation,
    new_sqlite: NewLocation,
    repository: Path,
    samples: Path,
    tmp_path: Path,
    state_folder: Path,
) -> None:
    with (
        begun(new_postgresql(), repository, samples) as server,
        open_project(str(copy_project(server, tmp_path / "file.kodeverk"))) as file,
    ):
        begun_with = verify(server)
        assert begun_with.ok
        assert verify(file).content_hash == begun_with.content_hash
        copies = []
        for name in ("kari", "jonas", "amina"):
            copies.append(copy_project(server, tmp_path / f"{name}.kodeverk"))
            with open_project(str(copies[-1])) as copy:
                coder = Coder(new_id(), name.capitalize())
                import_codings(copy, coder, samples / f"codings-{name}.csv")
        for project in (server, file):
            report = merge(project, LEAD, [str(copy) for copy in copies])
            assert report.added["codings"] == 451
            assert report.backup is not None
            assert report.backup.parent == (tmp_path if project is file else state_folder)
            assert report.backup.stat().st_mode & 0o777 == 0o600
            assert verify(project).ok
        assert verify(server).content_hash == verify(file).content_hash
        on_server, in_file = (
            json.dumps(frequencies(project, basis="all").as_json()) for project in (server, file)
        )
        assert on_server == in_file
        undo(server, LEAD)
        assert verify(server).content_hash == begun_with.content_hash


def test_a_backup_of_a_database_holds_what_that_holds_and_its_log(
    new_postgresql: NewLocation, tmp_path: Path
) -> None:
    with open_project(new_postgresql()) as server:
        founded(server)
        apply_code(server)
        before = content_of(server)
        apply_code(server, start=10, end=18)
        copy = copy_project(server, tmp_path / "copy.kodeverk")
        with open_project(str(copy)) as file:
            assert content_of(file) == content_of(server)
            assert verify(file).ok
            undo(file, ADA)
            assert content_of(file) == before
