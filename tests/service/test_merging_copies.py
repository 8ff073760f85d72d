import itertools
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, BadProject, KodeverkError, Refused
from kodeverk.formats.metadata import read_metadata
from kodeverk.formats.tables import read_table
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder, Coding, Memo
from kodeverk.service import undoing
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import remove_codings, set_facet, write_memo
from kodeverk.service.codings_import import import_codings
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import MergeReport, merge
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import steps
from tests.project_content import content_of, path_of
from tests.service.trial_project import (
    AMINA,
    JONAS,
    KARI,
    code_words,
    coder_names,
    rows_of,
    span_of,
    transcript_named,
)
from tests.undo_and_redo import undo
from tests.written_files import fingerprint

NAMES = ("kari", "jonas", "amina")
CODERS = {"kari": KARI, "jonas": JONAS, "amina": AMINA}


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """Return a folder with the study before coding, and the copies the three coders coded in."""
    folder = tmp_path_factory.mktemp("apart")
    samples = repository / "sample_transcripts"
    facts = read_metadata(samples / "metadata.csv")
    with create_project(str(folder / "study.kodeverk")) as study:
        load_codebook(study, KARI, repository / "codebooks" / "veiledning.yaml")
        paths = [samples / name for name in facts]
        results = import_files(study, KARI, paths, Choices(facts=facts))
        assert {result.status for result in results} == {"imported"}
        for name, coder in CODERS.items():
            with open_project(str(copy_project(study, folder / f"{name}.kodeverk"))) as copy:
                import_codings(copy, coder, samples / f"codings-{name}.csv")
    return folder


def copy_of(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


def beside(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()}


@pytest.fixture
def copies(
    make_project: Callable[[str], Project], tmp_path: Path
) -> Iterator[tuple[Project, Project]]:
    """Kari's project with one coding, and the copy she gave to Jonas."""
    mine = make_project("mine")
    code_words(mine, KARI, "stoler på")
    theirs = open_project(str(copy_project(mine, tmp_path / "theirs.kodeverk")))
    yield mine, theirs
    theirs.close()


def united(
    project: Project, other: Project, coder: Coder = KARI, *, dry_run: bool = False
) -> MergeReport:
    other.rest()
    return merge(project, coder, [other.location], dry_run=dry_run)


def failed(project: Project, *others: str | Path) -> KodeverkError:
    """Merge what cannot be merged; the project must be as it was, with nothing left beside it."""
    project.rest()
    before = (fingerprint(path_of(project)), beside(path_of(project)) - SIDE_FILES)
    with pytest.raises(KodeverkError) as caught:
        merge(project, KARI, [str(other) for other in others])
    project.rest()
    assert (fingerprint(path_of(project)), beside(path_of(project)) - SIDE_FILES) == before
    assert "\n" not in caught.value.message
    assert caught.value.hint
    return caught.value


SIDE_FILES = {
    "mine.kodeverk-wal",
    "mine.kodeverk-shm",
    "project.kodeverk-wal",
    "project.kodeverk-shm",
}


def test_three_coders_copies_merged_in_any_order_give_one_project_with_every_coding(
    apart: Path, tmp_path: Path, repository: Path
) -> None:
    wanted = set()
    for name in NAMES:
        table = read_table(repository / "sample_transcripts" / f"codings-{name}.csv", ())
        wanted |= {
            (
                cells["transcript"],
                int(cells["start"]),
                int(cells["end"]),
                cells["code"],
                cells["coder"],
            )
            for _, cells in table.rows
        }
    hashes = set()
    for number, order in enumerate(itertools.permutations(NAMES)):
        path = copy_of(apart / "study.kodeverk", tmp_path / f"{number}.kodeverk")
        with open_project(str(path)) as project:
            others = [str(apart / f"{name}.kodeverk") for name in order]
            report = merge(project, KARI, others)
            assert {row[:5] for row in rows_of(project)} == wanted
            assert report.added["codings"] == len(wanted)
            assert (report.conflicts, report.proposals, report.unplaced) == ((), (), ())
            verdict = verify(project)
            assert verdict.ok
            hashes.add(verdict.content_hash)
    assert len(hashes) == 1


def test_copies_merged_into_one_another_give_the_same_as_all_into_one(
    apart: Path, tmp_path: Path
) -> None:
    hashes = set()
    for order in itertools.permutations(NAMES):
        first, *others = order
        path = copy_of(apart / f"{first}.kodeverk", tmp_path / f"{'-'.join(order)}.kodeverk")
        with open_project(str(path)) as project:
            for name in others:
                merge(project, CODERS[first], [str(apart / f"{name}.kodeverk")])
            hashes.add(content_of(project))
    assert len(hashes) == 1


def test_every_coding_stays_its_own_coders(apart: Path, tmp_path: Path) -> None:
    path = copy_of(apart / "kari.kodeverk", tmp_path / "all.kodeverk")
    with open_project(str(path)) as project:
        mine = rows_of(project)
        merge(project, KARI, [str(apart / f"{name}.kodeverk") for name in ("jonas", "amina")])
        everything = rows_of(project)
        assert mine < everything
        for name in NAMES:
            with open_project(str(apart / f"{name}.kodeverk")) as copy:
                theirs = rows_of(copy)
            assert {row.coder for row in theirs} == {name.capitalize()}
            assert {row for row in everything if row.coder == name.capitalize()} == theirs


def test_a_dry_run_tells_everything_and_leaves_the_file_byte_for_byte(
    apart: Path, tmp_path: Path
) -> None:
    path = copy_of(apart / "kari.kodeverk", tmp_path / "kari.kodeverk")
    before = fingerprint(path)
    with open_project(str(path)) as project:
        told = merge(project, KARI, [str(apart / "jonas.kodeverk")], dry_run=True)
    assert fingerprint(path) == before
    assert beside(path) == {"kari.kodeverk"}
    assert told.backup is None
    with open_project(str(path)) as project:
        done = merge(project, KARI, [str(apart / "jonas.kodeverk")])
    assert done.added == told.added
    assert done.added["codings"] > 0


def test_merging_again_adds_nothing_logs_nothing_and_leaves_no_backup_behind(
    copies: tuple[Project, Project],
) -> None:
    mine, theirs = copies
    code_words(theirs, JONAS, "hver uke")
    first = united(mine, theirs)
    assert first.added == {"codings": 1, "coders": 1, "assignments": 1}
    assert first.backup is not None
    with open_project(str(first.backup)) as backup:
        assert {row.coder for row in rows_of(backup)} == {"Kari"}
    before = (content_of(mine), beside(path_of(mine)))
    with mine.reading() as connection:
        log = steps(connection)
    again = united(mine, theirs)
    assert (again.added, again.conflicts, again.unplaced) == ({}, (), ())
    assert again.backup is None
    assert (content_of(mine), beside(path_of(mine))) == before
    with mine.reading() as connection:
        assert steps(connection) == log


def test_a_merge_that_changes_only_a_field_keeps_its_backup(
    copies: tuple[Project, Project],
) -> None:
    mine, theirs = copies
    (coding,) = codings_of(theirs)
    with theirs.reading() as connection:
        facet = queries.facets(connection)[0]
    set_facet(theirs, KARI, [coding], facet, ["hemmer"])
    report = united(mine, theirs)
    assert report.added == {}
    assert report.backup is not None
    assert report.backup.exists()
    assert codings_of(mine)[0].facets == (("retning", "hemmer"),)


def codings_of(project: Project) -> list[Coding]:
    with project.reading() as connection:
        return queries.codings(connection)


def test_the_copy_that_is_merged_is_never_altered(copies: tuple[Project, Project]) -> None:
    mine, theirs = copies
    code_words(theirs, JONAS, "hver uke")
    theirs.close()
    before = fingerprint(path_of(theirs))
    merge(mine, KARI, [theirs.location])
    assert fingerprint(path_of(theirs)) == before
    assert not Path(f"{path_of(theirs)}-wal").exists()


@pytest.mark.parametrize("remover", ["mine", "theirs"])
def test_a_coding_removed_on_one_side_is_reported_with_who_removed_it(
    copies: tuple[Project, Project], remover: str
) -> None:
    mine, theirs = copies
    remove_codings({"mine": mine, "theirs": theirs}[remover], KARI, codings_of(mine))
    code_words(theirs, JONAS, "hver uke")
    report = united(mine, theirs)
    (lost,) = report.unplaced
    assert (lost["transcript"], lost["code"], lost["coder"]) == ("advisor", "REL-TILLIT", "Kari")
    assert (lost["start"], lost["end"]) == span_of(mine, "advisor", "stoler på")
    assert lost["reason"] == "removed by Kari"
    assert {row.coder for row in rows_of(mine)} == {"Jonas"}


def test_a_coding_removed_in_one_copy_and_brought_back_in_the_next_is_not_reported_lost(
    copies: tuple[Project, Project], tmp_path: Path
) -> None:
    mine, theirs = copies
    remove_codings(theirs, KARI, codings_of(theirs))
    theirs.rest()
    later = copy_project(theirs, tmp_path / "later.kodeverk")
    with open_project(str(later)) as project:
        undo(project, KARI)
    report = merge(mine, KARI, [theirs.location, str(later)])
    assert report.unplaced == ()
    assert {row.coder for row in rows_of(mine)} == {"Kari"}


def test_two_coders_with_one_name_stay_two_and_are_proposed(
    copies: tuple[Project, Project],
) -> None:
    mine, theirs = copies
    code_words(mine, Coder(new_id(), "default"), "stoler på")
    code_words(theirs, Coder(new_id(), "default"), "hver uke")
    report = united(mine, theirs)
    assert coder_names(mine) == ["Kari", "default", "default"]
    (proposal,) = report.proposals
    assert proposal.kind == "coder"
    assert (proposal.goes_name, proposal.into_name) == ("default", "default")
    records = {proposal.goes, proposal.into}
    assert len(records) == 2
    with mine.reading() as connection:
        by = {one.coder for one in queries.codings(connection)}
    assert records < by


def test_two_values_for_one_field_are_a_conflict_that_names_field_values_and_authors(
    copies: tuple[Project, Project], files: dict[str, Path]
) -> None:
    mine, theirs = copies
    for project, coder, name in ((mine, KARI, "Tiltro"), (theirs, JONAS, "Fortrolighet")):
        path = files["book.yaml"].with_name(f"{name}.yaml")
        text = files["book.yaml"].read_text(encoding="utf-8")
        path.write_text(text.replace("nb: Tillit", f"nb: {name}"), encoding="utf-8")
        load_codebook(project, coder, path)
    report = united(mine, theirs)
    (conflict,) = [one for one in report.conflicts if one.kind == "code"]
    assert (conflict.name, conflict.field) == ("REL-TILLIT", "name")
    assert {(one.author, one.words) for one in conflict.choices} == {
        ("Kari", "Tiltro / Trust"),
        ("Jonas", "Fortrolighet / Trust"),
    }
    assert {one.name for one in report.conflicts} == {"REL-TILLIT", "prove"}


def test_a_conflict_over_a_coding_says_which_coding_it_is(copies: tuple[Project, Project]) -> None:
    mine, theirs = copies
    with mine.reading() as connection:
        facet = queries.facets(connection)[0]
    for project, value in ((mine, "fremmer"), (theirs, "hemmer")):
        set_facet(project, KARI, codings_of(project), facet, [value])
    (conflict,) = united(mine, theirs).conflicts
    start, end = span_of(mine, "advisor", "stoler på")
    assert conflict.name == f"advisor, REL-TILLIT, Kari, {start}–{end}"
    assert conflict.about == f"retning of the coding {conflict.name}"


def test_a_conflict_of_three_copies_is_told_once_with_all_three_values(
    project: Project, tmp_path: Path
) -> None:
    transcript = transcript_named(project, "advisor").id
    write_memo(project, KARI, "transcript", transcript, "Først")
    (memo,) = memos_of(project)
    others = []
    for name, text in (("x", "Andre"), ("y", "Tredje")):
        with open_project(str(copy_project(project, tmp_path / f"{name}.kodeverk"))) as copy:
            write_memo(copy, KARI, "transcript", transcript, text, memo=memo)
            others.append(copy.location)
    write_memo(project, KARI, "transcript", transcript, "Fjerde", memo=memo)
    (conflict,) = merge(project, KARI, others).conflicts
    assert {one.value for one in conflict.choices} == {"Andre", "Tredje", "Fjerde"}
    assert verify(project).ok


def memos_of(project: Project) -> list[Memo]:
    with project.reading() as connection:
        return queries.memos(connection)


def test_a_colleagues_memo_and_coding_are_added_beside_mine(
    copies: tuple[Project, Project],
) -> None:
    mine, theirs = copies
    transcript = transcript_named(mine, "advisor").id
    write_memo(mine, KARI, "transcript", transcript, "Mitt")
    write_memo(theirs, JONAS, "transcript", transcript, "Ditt")
    code_words(theirs, JONAS, "stoler på")
    united(mine, theirs)
    assert {memo.text for memo in memos_of(mine)} == {"Mitt", "Ditt"}
    assert {(row.code, row.coder) for row in rows_of(mine)} == {
        ("REL-TILLIT", "Kari"),
        ("REL-TILLIT", "Jonas"),
    }


def test_a_project_is_not_merged_into_itself_under_whatever_name(
    project: Project, tmp_path: Path
) -> None:
    link = tmp_path / "link.kodeverk"
    link.symlink_to(path_of(project))
    for name in (
        path_of(project),
        link,
        path_of(project).parent / "files" / ".." / path_of(project).name,
    ):
        error = failed(project, name)
        assert isinstance(error, BadInput)
        assert "into itself" in error.message


def test_a_file_that_is_missing_or_no_project_is_named_and_nothing_changes(
    project: Project, tmp_path: Path
) -> None:
    text = tmp_path / "text.kodeverk"
    text.write_text("Hei\n" * 100, encoding="utf-8")
    database = tmp_path / "other.kodeverk"
    with sqlite3.connect(database) as other:
        other.execute("CREATE TABLE coding (id)")
    other.close()
    for bad in (tmp_path / "missing.kodeverk", text, database, tmp_path / "files"):
        error = failed(project, bad)
        assert isinstance(error, BadProject)
        assert str(bad) in error.message


def broken(copy: Path, statement: str) -> Path:
    with sqlite3.connect(copy) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(statement)
    connection.close()
    return copy


def half(copy: Path) -> Path:
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])
    return copy


def scribbled(copy: Path) -> Path:
    content = bytearray(copy.read_bytes())
    content[-20_000:] = b"\xaa" * 20_000
    copy.write_bytes(content)
    return copy


DAMAGES: dict[str, Callable[[Path], Path]] = {
    "cut short": half,
    "scribbled over": scribbled,
    "newer": lambda copy: broken(copy, "UPDATE alembic_version SET version_num = '9999'"),
    "with a trigger": lambda copy: broken(
        copy, "CREATE TRIGGER t AFTER INSERT ON step BEGIN DELETE FROM coding; END"
    ),
    "with a value of another kind": lambda copy: broken(
        copy, "UPDATE change SET value = '{', id = 'x' || id WHERE kind = 'coding'"
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_newer_copy_changes_nothing_also_when_a_good_one_came_before(
    copies: tuple[Project, Project], tmp_path: Path, damage: str
) -> None:
    mine, theirs = copies
    code_words(theirs, JONAS, "hver uke")
    theirs.rest()
    bad = DAMAGES[damage](copy_of(path_of(theirs), tmp_path / "bad.kodeverk"))
    error = failed(mine, path_of(theirs), bad)
    assert isinstance(error, BadProject)
    failed(mine, bad)
    assert {row.coder for row in rows_of(mine)} == {"Kari"}
    united(mine, theirs)
    assert {row.coder for row in rows_of(mine)} == {"Kari", "Jonas"}


def test_undoing_a_merge_of_two_files_is_one_step(
    copies: tuple[Project, Project], tmp_path: Path
) -> None:
    mine, theirs = copies
    third = copy_project(mine, tmp_path / "third.kodeverk")
    with open_project(str(third)) as project:
        code_words(project, AMINA, "ringer hun")
    code_words(theirs, JONAS, "hver uke")
    theirs.rest()
    before = content_of(mine)
    report = merge(mine, KARI, [theirs.location, str(third)])
    assert report.added["codings"] == 2
    assert {row.coder for row in rows_of(mine)} == {"Kari", "Jonas", "Amina"}
    undo(mine, KARI)
    assert content_of(mine) == before
    assert verify(mine).ok
    assert merge(mine, KARI, [theirs.location, str(third)]).added == report.added


def test_a_merge_somebody_has_built_on_is_not_undone(copies: tuple[Project, Project]) -> None:
    mine, theirs = copies
    theirs_coding = code_words(theirs, JONAS, "hver uke")
    united(mine, theirs)
    write_memo(mine, KARI, "coding", theirs_coding.id, "Enig.")
    with mine.reading() as connection:
        (merged,) = [one for one in steps(connection) if one.act == "merge"]
    with pytest.raises(Refused, match="cannot be undone") as caught:
        undoing.undo(mine, KARI, str(merged.number), sure=merged.id)
    assert "backup" in caught.value.hint
    assert {row.coder for row in rows_of(mine)} == {"Kari", "Jonas"}


def test_a_merge_is_undone_after_what_was_built_on_it(copies: tuple[Project, Project]) -> None:
    mine, theirs = copies
    theirs_coding = code_words(theirs, JONAS, "hver uke")
    theirs.rest()
    before = content_of(mine)
    united(mine, theirs)
    for _ in range(2):
        write_memo(mine, KARI, "coding", theirs_coding.id, "Enig.")
        undo(mine, KARI)
    undo(mine, KARI)
    assert content_of(mine) == before
    assert verify(mine).ok
    united(mine, theirs)
    assert {row.coder for row in rows_of(mine)} == {"Kari", "Jonas"}


@pytest.mark.parametrize(
    "name", ["with space.kodeverk", 'it\'s "quoted".kodeverk', "50%#?&;[a-z]*.kodeverk", "æøå"]
)
def test_files_of_any_name_are_merged(apart: Path, tmp_path: Path, name: str) -> None:
    mine = copy_of(apart / "kari.kodeverk", tmp_path / f"mine {name}")
    theirs = copy_of(apart / "jonas.kodeverk", tmp_path / name)
    with open_project(str(mine)) as project:
        assert merge(project, KARI, [str(theirs)]).added["codings"] > 0
        assert {row.coder for row in rows_of(project)} == {"Kari", "Jonas"}


def test_what_an_interrupted_merge_left_behind_is_removed_by_the_next(
    copies: tuple[Project, Project],
) -> None:
    mine, theirs = copies
    leftover = path_of(mine).with_name(f".{path_of(mine).name}-merge-0123abcd.part")
    leftover.mkdir()
    (leftover / "copy.kodeverk").write_bytes(b"half of it")
    code_words(theirs, JONAS, "hver uke")
    united(mine, theirs)
    assert not leftover.exists()
    assert not [name for name in beside(path_of(mine)) if name.startswith(".")]
