"""Projects begun apart: transcripts that are one interview become one, with versions."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, Refused
from kodeverk.formats.mapping import Pairing
from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import apply_code, finish, working_transcript, write_memo
from kodeverk.service.counting import frequencies
from kodeverk.service.forgetting import forget
from kodeverk.service.importing import Choices, import_files, look_at
from kodeverk.service.merging import merge
from kodeverk.service.perhaps_one import join_records
from kodeverk.service.replacing import replace_text
from kodeverk.service.sending import take_in_files
from kodeverk.service.undoing import reverse_step
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import steps
from tests.project_content import content_of, path_of
from tests.service.trial_project import AMINA, JONAS, KARI, code_keyed
from tests.undo_and_redo import redo, undo

TALK = """\
I: Hvordan gikk det på møtet?
V: Vi hadde god tid den dagen, og hun forklarte alt rolig.
I: Hva skjedde etterpå?
V: Hun ringte tilbake samme uke. Det var på Sæter.
"""
FILES = {
    "kari": TALK.encode(),
    "jonas": TALK.replace("rolig", "veldig rolig").replace("\n", "\r\n").encode("cp1252"),
    "amina": TALK.replace("samme uke", "samme måned").encode("utf-16"),
}
CODERS = {"kari": KARI, "jonas": JONAS, "amina": AMINA}
CODED = {"kari": "god tid", "jonas": "veldig rolig", "amina": "Hun ringte tilbake"}


def coded(project: Project, coder: Coder, words: str) -> None:
    with project.reading() as connection:
        (transcript,) = queries.transcripts(connection)
        start = queries.version(connection, transcript.version).text.index(words)
    span = Span(start, start + len(words))
    apply_code(project, coder, transcript.id, span, code_keyed(project, "REL-TILLIT"))
    write_memo(project, coder, "transcript", transcript.id, f"{coder.name} om samtalen")
    finish(project, coder, [transcript.id])


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A folder with three projects, each begun and coded by its coder alone."""
    folder = tmp_path_factory.mktemp("apart")
    for name, content in FILES.items():
        (folder / name).mkdir()
        file = folder / name / f"intervju-{name}.txt"
        file.write_bytes(content)
        with create_project(str(folder / f"{name}.kodeverk")) as project:
            load_codebook(project, CODERS[name], repository / "codebooks" / "veiledning.yaml")
            (result,) = import_files(project, CODERS[name], [file], Choices())
            assert result.status == "imported"
            coded(project, CODERS[name], CODED[name])
    return folder


@pytest.fixture
def folder(apart: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(apart, tmp_path / "work"))


@pytest.fixture
def opened(folder: Path) -> Iterator[dict[str, Project]]:
    projects = {name: open_project(str(folder / f"{name}.kodeverk")) for name in FILES}
    yield projects
    for project in projects.values():
        project.close()


def join_transcripts(project: Project, coder: Coder, goes: str, into: str) -> None:
    join_records(project, coder, [Pairing("transcript", goes, into)])


def named(project: Project) -> dict[str, str]:
    with project.reading() as connection:
        return {one.name: one.id for one in queries.transcripts(connection)}


def all_in_one(project: Project) -> None:
    ids = named(project)
    for name in ("jonas", "amina"):
        join_transcripts(project, KARI, ids[f"intervju-{name}"], ids["intervju-kari"])


def shown(project: Project) -> dict[str, str]:
    """Return coder -> the words that are coded in the text that is shown."""
    (transcript,) = named(project).values()
    working = working_transcript(project, transcript, KARI)
    text = working.version.text
    names = {one.id: one.name for one in working.coders.values()}
    return {names[one.coder]: text[one.start : one.end] for one in working.codings}


def test_transcripts_begun_apart_become_one_with_versions_and_everybodys_codings_placed(
    opened: dict[str, Project], folder: Path
) -> None:
    project = opened["kari"]
    report = merge(project, KARI, [str(folder / "jonas.kodeverk"), str(folder / "amina.kodeverk")])
    proposed = [one.goes_name for one in report.proposals if one.kind == "transcript"]
    assert sorted(proposed) == ["intervju-amina", "intervju-jonas"]
    assert len(named(project)) == 3
    all_in_one(project)
    assert [*named(project)] == ["intervju-kari"]
    (transcript,) = named(project).values()
    with project.reading() as connection:
        assert len([*queries.versions(connection, transcript)]) == 3
        memos = {memo.text for memo in queries.memos(connection) if memo.transcript == transcript}
        labels = {one.label for one in queries.speakers(connection, transcript)}
    assert memos == {f"{one.name} om samtalen" for one in CODERS.values()}
    assert labels == {"I", "V"}
    assert shown(project) == {
        KARI.name: "god tid",
        JONAS.name: "rolig",
        AMINA.name: "Hun ringte tilbake",
    }
    assert verify(project).problems == ()


def test_figures_count_one_transcript_that_several_have_finished(
    opened: dict[str, Project], folder: Path
) -> None:
    project = opened["kari"]
    merge(project, KARI, [str(folder / "jonas.kodeverk"), str(folder / "amina.kodeverk")])
    all_in_one(project)
    counted = frequencies(project, basis="all")
    (row,) = (one for one in counted.rows if one.code == "REL-TILLIT" and one.role == "all")
    assert (row.codings, row.transcripts) == (3, 1)


def test_joining_is_undone_by_parting_and_done_again(
    opened: dict[str, Project], folder: Path
) -> None:
    project = opened["kari"]
    merge(project, KARI, [str(folder / "jonas.kodeverk")])
    before = content_of(project)
    ids = named(project)
    join_transcripts(project, KARI, ids["intervju-jonas"], ids["intervju-kari"])
    after = content_of(project)
    undo(project, KARI)
    assert content_of(project) == before
    assert named(project) == ids
    redo(project, KARI)
    assert content_of(project) == after
    assert verify(project).problems == ()


def test_a_coding_does_not_come_back_into_a_text_that_was_parted_from_its_transcript(
    opened: dict[str, Project], folder: Path
) -> None:
    project = opened["kari"]
    merge(project, KARI, [str(folder / "jonas.kodeverk")])
    ids = named(project)
    join_transcripts(project, KARI, ids["intervju-jonas"], ids["intervju-kari"])
    (text,) = look_at(project, [folder / "jonas" / "intervju-jonas.txt"], Choices())
    assert replace_text(project, KARI, ids["intervju-kari"], text).status == "went back"
    words = code_keyed(project, "REL-KONTIN")
    apply_code(project, KARI, ids["intervju-kari"], Span(3, 10), words)
    with project.reading() as connection:
        made = next(iter(steps(connection)))
    for _ in range(3):
        undo(project, KARI)
    assert named(project) == ids
    assert verify(project).problems == ()
    again = reverse_step(project, KARI, made.id, "redo")
    assert again.skipped == ("the coding stays away: its text is of another transcript by now",)
    assert verify(project).problems == ()


def test_what_a_colleague_codes_later_in_their_own_project_follows(
    opened: dict[str, Project], folder: Path
) -> None:
    project = opened["kari"]
    merge(project, KARI, [str(folder / "jonas.kodeverk")])
    ids = named(project)
    join_transcripts(project, KARI, ids["intervju-jonas"], ids["intervju-kari"])
    coded(opened["jonas"], JONAS, "samme uke")
    report = merge(project, KARI, [str(folder / "jonas.kodeverk")])
    assert report.proposals == ()
    with project.reading() as connection:
        codings = queries.codings(connection, ids["intervju-kari"])
    assert len(codings) == 3
    assert verify(project).problems == ()


def test_six_orders_of_merging_come_to_one_content_with_what_one_of_them_decided(
    folder: Path, tmp_path: Path
) -> None:
    decided = Path(shutil.copy(folder / "kari.kodeverk", tmp_path / "decided.kodeverk"))
    with open_project(str(decided)) as project:
        merge(project, KARI, [str(folder / f"{name}.kodeverk") for name in ("jonas", "amina")])
        all_in_one(project)
        whole = content_of(project)
    plain, joined = set(), set()
    for order in itertools.permutations(FILES):
        first, *others = (folder / f"{name}.kodeverk" for name in order)
        path = Path(shutil.copy(first, tmp_path / f"{'-'.join(order)}.kodeverk"))
        with open_project(str(path)) as project:
            merge(project, KARI, [*map(str, others)])
            plain.add(content_of(project))
            merge(project, KARI, [str(decided)])
            joined.add(content_of(project))
            assert verify(project).problems == ()
    assert len(plain) == 1
    assert joined == {whole}


def test_an_interview_that_is_forgotten_goes_with_all_that_were_joined_in_every_copy(
    opened: dict[str, Project], folder: Path
) -> None:
    project = opened["kari"]
    merge(project, KARI, [str(folder / "jonas.kodeverk")])
    ids = named(project)
    join_transcripts(project, KARI, ids["intervju-jonas"], ids["intervju-kari"])
    forget(project, KARI, "intervju-kari")
    assert named(project) == {}
    project.rest()
    merge(opened["jonas"], JONAS, [str(path_of(project))])
    assert named(opened["jonas"]) == {}
    for one in (project, opened["jonas"]):
        assert verify(one).problems == ()


def test_what_was_known_of_one_of_them_alone_is_known_of_the_interview(
    opened: dict[str, Project], folder: Path
) -> None:
    from kodeverk.service.correcting import correct
    from kodeverk.service.facts import Fact

    correct(
        opened["jonas"],
        JONAS,
        named(opened["jonas"])["intervju-jonas"],
        {Fact("municipality"): "Asker", Fact("variable", "år"): 3},
    )
    project = opened["kari"]
    merge(project, KARI, [str(folder / "jonas.kodeverk")])
    ids = named(project)
    join_transcripts(project, KARI, ids["intervju-jonas"], ids["intervju-kari"])
    with project.reading() as connection:
        (transcript,) = queries.transcripts(connection)
        variables = {one.name: one.value for one in queries.variables(connection, transcript.id)}
    assert (transcript.municipality, variables) == ("3203", {"år": 3})


def test_a_transcript_is_never_joined_with_itself(opened: dict[str, Project]) -> None:
    (one,) = named(opened["kari"]).values()
    with pytest.raises(BadInput):
        join_transcripts(opened["kari"], KARI, one, one)


def test_a_merge_that_is_cancelled_between_two_files_leaves_nothing(
    opened: dict[str, Project], folder: Path
) -> None:
    project, told = opened["kari"], list[tuple[int, int]]()
    before = content_of(project)

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done == 1:
            raise Refused("the merge was cancelled", "Nothing of it was written.")

    files = [folder / f"{name}.kodeverk" for name in ("jonas", "amina")]
    with pytest.raises(Refused, match="cancelled"):
        take_in_files(project, KARI, files, progress, pairings=())
    assert told == [(0, 2), (1, 2)]
    assert content_of(project) == before
    assert [*folder.glob("*before-merge*")] == []
