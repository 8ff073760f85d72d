"""The trial project of these tests: what is in its files, and ways to point into it."""

from pathlib import Path
from typing import NamedTuple

from kodeverk.model.identity import new_id
from kodeverk.model.records import Code, Coder, Coding, Speaker, Transcript
from kodeverk.model.text import Span
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import apply_code
from kodeverk.service.import_choices import Choices, Memory, recall
from kodeverk.service.importing import import_files
from kodeverk.store import queries
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project

KARI = Coder(new_id(), "Kari")
JONAS = Coder(new_id(), "Jonas")
AMINA = Coder(new_id(), "Amina")

CODEBOOK = """\
schema: kodeverk-kodebok/1
codebook:
  id: prove
  version: '1'
  title: {nb: Prøve, en: Trial}
  language: nb
facets:
- id: retning
  name: {nb: Retning, en: Direction}
  values:
  - {id: fremmer, nb: Fremmer, en: Promotes, definition: Det hjelper.}
  - {id: hemmer, nb: Hemmer, en: Hinders, definition: Det hindrer.}
  single: true
  required: false
reserve:
- id: X-IDENT
  name: {nb: Identifiserende, en: Identifying}
  definition: Må skjules.
  counted: false
themes:
- id: REL
  name: {nb: Relasjon, en: Relationship}
  definition: Forholdet.
  codes:
  - id: REL-TILLIT
    name: {nb: Tillit, en: Trust}
    definition: {nb: Å stole på., en: Trusting.}
  - id: REL-KONTIN
    name: {nb: Kontinuitet, en: Continuity}
    definition: {nb: Samme person., en: Same person.}
"""

ADVISOR = """\
Intervjuer: Hvordan går det?

Veileder: Jeg stoler på henne, og hun på meg. Vi møtes hver uke.

Intervjuer: Og så?

Veileder: Så ringer hun når det blåser på Værøy. 👩‍👩‍👧 Blåbærsyltetøy.
"""

PARTICIPANT = """\
Intervjuer: Fortell.

Deltaker: Hun ringer tilbake. Da turte jeg å si det.
"""

SHORTENED = ADVISOR.replace(" Vi møtes hver uke.", "")
"""The advisor's interview without a sentence that may be coded."""


def write_files(folder: Path) -> dict[str, Path]:
    """Write the files of the project into a new folder; return them by their names."""
    folder.mkdir()
    contents = {"advisor.txt": ADVISOR, "participant.txt": PARTICIPANT, "book.yaml": CODEBOOK}
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return {name: folder / name for name in contents}


def make_trial(path: Path, files: dict[str, Path]) -> Project:
    """Make the project of its files; return it open."""
    project = create_project(str(path))
    load_codebook(project, KARI, files["book.yaml"])
    interviews = [files["advisor.txt"], files["participant.txt"]]
    results = import_files(project, KARI, interviews, Choices("Asker"))
    assert [result.status for result in results] == ["imported", "imported"]
    return project


def transcript_named(project: Project, name: str) -> Transcript:
    with project.reading() as connection:
        return next(one for one in queries.transcripts(connection) if one.name == name)


def code_keyed(project: Project, key: str) -> Code:
    with project.reading() as connection:
        return next(one for one in queries.codes(connection) if one.key == key)


def text_of(project: Project, name: str) -> str:
    transcript = transcript_named(project, name)
    with project.reading() as connection:
        return queries.version(connection, transcript.version).text


def span_of(project: Project, name: str, words: str) -> tuple[int, int]:
    start = text_of(project, name).index(words)
    return start, start + len(words)


class Row(NamedTuple):
    """A coding as people see it."""

    transcript: str
    start: int
    end: int
    code: str
    coder: str
    facets: tuple[tuple[str, str], ...]
    memos: tuple[str, ...]


def rows_of(project: Project) -> set[Row]:
    with project.reading() as connection:
        names = {one.id: one.name for one in queries.transcripts(connection)}
        keys = {one.id: one.key for one in queries.codes(connection)}
        coders = {one.id: one.name for one in queries.coders(connection)}
        memos: dict[str | None, tuple[str, ...]] = {}
        for memo in queries.memos(connection):
            memos[memo.target] = (*memos.get(memo.target, ()), memo.text)
        return {
            Row(
                names[one.transcript],
                one.start,
                one.end,
                keys[one.code],
                coders[one.coder],
                one.facets,
                memos.get(one.id, ()),
            )
            for one in queries.codings(connection)
        }


def states_of(project: Project) -> dict[tuple[str, str], str]:
    """Return (transcript, coder) -> the state of the assignment, by name."""
    with project.reading() as connection:
        names = {one.id: one.name for one in queries.transcripts(connection)}
        coders = {one.id: one.name for one in queries.coders(connection)}
        return {
            (names[one.transcript], coders[one.coder]): one.state
            for one in queries.assignments(connection)
        }


def coder_names(project: Project) -> list[str]:
    with project.reading() as connection:
        return [coder.name for coder in queries.coders(connection)]


def speakers_of(project: Project, name: str) -> dict[str, Speaker]:
    """Return label -> speaker of a transcript."""
    with project.reading() as connection:
        found = queries.speakers(connection, transcript_named(project, name).id)
    return {one.label: one for one in found}


def memory_in(project: Project) -> Memory:
    with project.reading() as connection:
        return recall(connection)


def apply_to_words(
    project: Project, coder: Coder, words: str, key: str = "REL-TILLIT", name: str = "advisor"
) -> Coding | None:
    """Code words of a transcript by its name; None where the coder has that code on them."""
    transcript = transcript_named(project, name).id
    span = Span(*span_of(project, name, words))
    return apply_code(project, coder, transcript, span, code_keyed(project, key))


def code_words(
    project: Project, coder: Coder, words: str, key: str = "REL-TILLIT", name: str = "advisor"
) -> Coding:
    made = apply_to_words(project, coder, words, key, name)
    assert made is not None
    return made
