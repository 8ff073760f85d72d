"""What one person does at one transcript costs the same in a small project and in a large one.

Counted in steps of SQLite's virtual machine, which are the same on every machine.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from kodeverk.model.change import Value
from kodeverk.model.identity import speaker_id, transcript_id, version_id
from kodeverk.model.records import Transcript, passage_target
from kodeverk.model.text import Span, quote_hash
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import apply_code, mark_read, working_transcript, write_memo
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.undoing import undo
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.known_study import BOOK
from tests.service.trial_project import KARI, code_keyed

FEW, MANY = 10, 200
_EVERY = 10
"""After how many steps SQLite says that it goes on."""


def make_project(path: Path, transcripts: int) -> Project:
    """Make a project of so many coded interviews of few words."""
    project = create_project(str(path))
    book = path.with_suffix(".yaml")
    book.write_text(BOOK, encoding="utf-8")
    load_codebook(project, KARI, book)
    code = code_keyed(project, "REL-TID")
    with project.writing(KARI, "import") as writer:
        for number in range(transcripts):
            text = f"Veileder: Samtale {number} om tid til hverandre.\n"
            digest = writer.put_text(text)
            one = transcript_id(digest)
            current = version_id(one, digest)
            writer.born("transcript", {"name": f"t{number}", "version": current}, one)
            turns: Value = {"speakers": [], "spans": []}
            writer.born("version", {"transcript": one, "text": digest, "turns": turns}, current)
            person = speaker_id(current, (0, 8))
            values: dict[str, Value] = {
                "transcript": one,
                "label": "Veileder",
                "role": "advisor",
            }
            writer.born("speaker", values, person)
            values = {"subject_kind": "transcript", "subject": one, "name": "år", "value": 2}
            writer.born("variable", values)
            coded: dict[str, Value] = {
                "transcript": one,
                "version": current,
                "start": 10,
                "end": 17,
                "code": code.id,
                "coder": KARI.id,
                "codebook_version": None,
                "origin": "manual",
                "quote": quote_hash(text[10:17]),
            }
            writer.born("coding", coded)
            values = {"target_kind": "passage", "target": passage_target(current, Span(0, 3))}
            writer.born("memo", {**values, "type": "free", "text": "x", "coder": KARI.id})
    return project


Act = Callable[[Project, Transcript, int], object]


def steps_of(project: Project, act: Act) -> int:
    """Return how many steps of its virtual machine SQLite takes for an act on one transcript."""
    transcript = find_transcript(project, f"t{FEW // 2}")
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    def watch(connection: sa.PoolProxiedConnection, *_: object) -> None:
        connection.set_progress_handler(count, _EVERY)

    act(project, transcript, 0)
    sa.event.listen(project.engine, "checkout", watch)
    act(project, transcript, 1)
    sa.event.remove(project.engine, "checkout", watch)
    return counted * _EVERY


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Project]]:
    folder = tmp_path_factory.mktemp("growth")
    made = [make_project(folder / f"{size}.kodeverk", size) for size in (FEW, MANY)]
    yield made
    for project in made:
        project.close()


def mark_read_and_undo(project: Project, transcript: Transcript, number: int) -> None:
    mark_read(project, KARI, transcript.id, number + 11)
    undo(project, KARI)


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(
            lambda project, transcript, number: apply_code(
                project,
                KARI,
                transcript.id,
                Span(number, number + 5),
                code_keyed(project, "REL-TID"),
            ),
            id="apply a code",
        ),
        pytest.param(
            lambda project, transcript, number: write_memo(
                project, KARI, "transcript", transcript.id, f"memo {number}"
            ),
            id="write a memo",
        ),
        pytest.param(
            lambda project, transcript, number: mark_read(project, KARI, transcript.id, number + 1),
            id="mark as read",
        ),
        pytest.param(
            lambda project, transcript, _: working_transcript(project, transcript.id, KARI),
            id="open",
        ),
        pytest.param(mark_read_and_undo, id="undo"),
    ],
)
def test_the_work_for_one_transcript_does_not_grow_with_the_project(
    projects: list[Project], act: Act
) -> None:
    few, many = (steps_of(project, act) for project in projects)
    assert few > 0
    assert many <= few * 1.1 + 2 * _EVERY
