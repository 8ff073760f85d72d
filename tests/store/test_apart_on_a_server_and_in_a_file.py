"""A project on PostgreSQL and one in a file, begun apart: merged and mailed both ways."""

from pathlib import Path

from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import apply_code
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.service.perhaps_one import join_records
from kodeverk.service.sending import receive, send
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.store.conftest import NewLocation

KARI = Coder("0b6cf1b6-53b5-4f24-8a13-8a4a6f43a1aa", "Kari")
OLA = Coder("1c6cf1b6-53b5-4f24-8a13-8a4a6f43a1bb", "Ola")
TALK = "I: Hvordan gikk det?\nV: Vi hadde god tid den dagen, og hun forklarte alt rolig.\n" * 4


def begun(location: str, coder: Coder, file: Path, text: str, codebook: Path) -> Project:
    file.write_text(text, encoding="utf-8", newline="")
    project = open_project(location)
    load_codebook(project, coder, codebook)
    import_files(project, coder, [file], Choices())
    code_words(project, coder, "god tid")
    return project


def code_words(project: Project, coder: Coder, words: str) -> None:
    with project.reading() as connection:
        transcript = queries.transcripts(connection)[0]
        start = queries.version(connection, transcript.version).text.index(words)
        code = next(one for one in queries.codes(connection) if one.key == "REL-TILLIT")
    apply_code(project, coder, transcript.id, Span(start, start + len(words)), code)


def test_they_merge_join_and_mail_each_other_to_one_content(
    new_postgresql: NewLocation,
    new_sqlite: NewLocation,
    repository: Path,
    tmp_path: Path,
    state_folder: Path,
) -> None:
    book = repository / "codebooks" / "veiledning.yaml"
    corrected = TALK.replace("rolig", "helt rolig").replace("\n", "\r\n")
    with (
        begun(new_postgresql(), KARI, tmp_path / "a.txt", TALK, book) as server,
        begun(new_sqlite(), OLA, tmp_path / "b.txt", corrected, book) as file,
    ):
        report = merge(server, KARI, [file.location])
        (one,) = (one for one in report.proposals if one.kind == "transcript")
        join_records(server, KARI, [one.answered(True)])
        merge(file, OLA, [server.location])
        assert content_of(server) == content_of(file)
        with server.reading() as connection:
            (transcript,) = queries.transcripts(connection)
            assert len([*queries.versions(connection, transcript.id)]) == 2
            assert len(queries.codings(connection, transcript.id)) == 2
        for number, (source, into, coder) in enumerate(((file, server, OLA), (server, file, KARI))):
            send(source, coder, tmp_path / f"{number}.all", "beginning")
            receive(into, coder, tmp_path / f"{number}.all")
            code_words(source, coder, ("hun forklarte", "den dagen")[number])
            send(source, coder, tmp_path / f"{number}.part")
            assert receive(into, coder, tmp_path / f"{number}.part").added["codings"] == 1
        assert content_of(server) == content_of(file)
        for project in (server, file):
            assert verify(project).problems == ()
