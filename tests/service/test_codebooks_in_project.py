from collections.abc import Iterator
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, NotFound
from kodeverk.formats.codebooks import read_codebook, read_codebook_table, write_codebook_table
from kodeverk.model.text import Span
from kodeverk.service.codebooks import (
    compare_with_file,
    find_codebook,
    is_crosswalk,
    load_codebook,
    load_codebooks,
    load_crosswalk,
    project_codebooks,
)
from kodeverk.service.coding import apply_code
from kodeverk.service.merging import merge
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from kodeverk.store.steps import steps
from tests.project_content import content_of
from tests.service.trial_project import (
    CODEBOOK,
    JONAS,
    KARI,
    code_keyed,
    code_words,
    rows_of,
    transcript_named,
)
from tests.undo_and_redo import undo

NAMES = ("veiledning", "samarbeid", "arbeidsgiver", "samskaping")
KONTIN = """\
  - id: REL-KONTIN
    name: {nb: Kontinuitet, en: Continuity}
    definition: {nb: Samme person., en: Same person.}
"""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    with create_project(str(tmp_path / "empty.kodeverk")) as made:
        yield made


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def keys_of(project: Project) -> dict[str, bool]:
    """Return the key of every code -> whether it is in use."""
    with project.reading() as connection:
        return {one.key: one.active for one in queries.codes(connection)}


def refused(project: Project, *paths: Path) -> BadInput:
    """Load codebooks that cannot be loaded; the project must be as it was."""
    before = content_of(project)
    with pytest.raises(BadInput) as caught:
        load_codebooks(project, KARI, paths)
    assert content_of(project) == before
    assert caught.value.hint
    return caught.value


def test_the_codebooks_of_the_study_load_together_and_read_back_equal(
    empty: Project, repository: Path
) -> None:
    files = {name: repository / "codebooks" / f"{name}.yaml" for name in NAMES}
    done = load_codebooks(empty, KARI, [*files.values()])
    assert [one.codebook for one in done] == [*NAMES]
    books = {book.key: book for book in project_codebooks(empty)}
    assert books == {name: read_codebook(path) for name, path in files.items()}
    assert all(compare_with_file(empty, path) == () for path in files.values())
    assert sum(one.added for one in done) == len(keys_of(empty))
    assert load_crosswalk(empty, KARI, repository / "codebooks" / "crosswalk.yaml") > 0
    assert verify(empty).ok


def test_one_after_the_other_gives_the_same_project_as_all_together(
    tmp_path: Path, repository: Path
) -> None:
    found = set()
    for name, order in (("together", None), ("apart", NAMES), ("turned", NAMES[::-1])):
        with create_project(str(tmp_path / f"{name}.kodeverk")) as project:
            paths = [repository / "codebooks" / f"{one}.yaml" for one in order or NAMES]
            for some in [paths] if order is None else [[path] for path in paths]:
                load_codebooks(project, KARI, some)
            found.add(content_of(project))
    assert len(found) == 1


def test_loading_a_codebook_again_changes_nothing_and_is_no_step(
    project: Project, files: dict[str, Path]
) -> None:
    before = content_of(project)
    with project.reading() as connection:
        made = steps(connection)
    again = load_codebook(project, JONAS, files["book.yaml"])
    assert (again.added, again.changed, again.deactivated) == (0, 0, 0)
    assert content_of(project) == before
    with project.reading() as connection:
        assert steps(connection) == made


def test_a_newer_version_adds_changes_and_takes_out_of_use_and_codings_stay(
    project: Project, files: dict[str, Path]
) -> None:
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    code_words(project, KARI, "stoler på")
    before = rows_of(project)
    newer = written(
        files["book.yaml"].parent,
        "newer",
        CODEBOOK.replace("version: '1'", "version: '2'")
        .replace("nb: Tillit", "nb: Gjensidig tillit")
        .replace("REL-KONTIN", "REL-NY"),
    )
    assert {one.change for one in compare_with_file(project, newer)} == {
        "added",
        "removed",
        "changed",
    }
    done = load_codebook(project, KARI, newer)
    assert (done.version, done.added, done.changed, done.deactivated) == ("2", 1, 1, 1)
    keys = {"REL": True, "REL-TILLIT": True, "REL-NY": True, "REL-KONTIN": False, "X-IDENT": True}
    assert keys_of(project) == keys
    assert rows_of(project) == before
    assert project_codebooks(project) == [read_codebook(newer)]
    assert compare_with_file(project, newer) == ()
    older = load_codebook(project, KARI, files["book.yaml"])
    assert (older.added, older.deactivated) == (0, 1)
    assert keys_of(project)["REL-KONTIN"]


def test_a_code_renamed_in_the_file_takes_its_codings_along_however_often(
    project: Project, files: dict[str, Path]
) -> None:
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    for old, new in (("REL-KONTIN", "REL-VARIG"), ("REL-VARIG", "REL-STAY"), ("REL-STAY", "A-B")):
        formerly = KONTIN.replace("REL-KONTIN", new) + f"    formerly: [{old}]\n"
        path = written(files["book.yaml"].parent, new, CODEBOOK.replace(KONTIN, formerly))
        done = load_codebook(project, KARI, path)
        assert (done.added, done.deactivated) == (0, 0)
        assert {one.code for one in rows_of(project)} == {new}
        assert compare_with_file(project, path) == ()
        before = content_of(project)
        load_codebook(project, KARI, path)
        assert content_of(project) == before
    plain = written(
        files["book.yaml"].parent,
        "plain",
        CODEBOOK.replace(KONTIN, KONTIN.replace("REL-KONTIN", "A-B")),
    )
    assert load_codebook(project, KARI, plain).added == 0
    assert verify(project).ok


def test_a_new_code_under_the_key_that_a_renamed_one_had_first_is_refused(
    project: Project, files: dict[str, Path]
) -> None:
    folder = files["book.yaml"].parent
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    renamed = KONTIN.replace("REL-KONTIN", "REL-VARIG")
    load_codebook(
        project,
        KARI,
        written(folder, "2", CODEBOOK.replace(KONTIN, renamed + "    formerly: [REL-KONTIN]\n")),
    )
    both = written(folder, "3", CODEBOOK.replace(KONTIN, renamed + KONTIN))
    error = refused(project, both)
    assert "REL-KONTIN" in error.message
    assert "REL-VARIG" in error.message
    assert {one.code for one in rows_of(project)} == {"REL-VARIG"}


def test_a_code_that_the_file_has_out_of_use_is_out_of_use_in_the_project(
    project: Project, files: dict[str, Path]
) -> None:
    path = written(
        files["book.yaml"].parent, "off", CODEBOOK.replace(KONTIN, KONTIN + "    active: false\n")
    )
    load_codebook(project, KARI, path)
    assert keys_of(project)["REL-KONTIN"] is False
    assert project_codebooks(project) == [read_codebook(path)]


def test_a_key_that_another_codebook_has_is_refused_naming_both(
    project: Project, files: dict[str, Path]
) -> None:
    other = written(files["book.yaml"].parent, "other", CODEBOOK.replace("id: prove", "id: andre"))
    error = refused(project, other)
    assert str(other) in error.message
    assert "prove" in error.message
    assert "andre" in error.message
    assert "REL" in error.message
    refused(project, files["book.yaml"], other)


def test_one_codebook_given_twice_is_refused_naming_both_files(
    empty: Project, files: dict[str, Path]
) -> None:
    copy = written(files["book.yaml"].parent, "copy", CODEBOOK)
    error = refused(empty, files["book.yaml"], copy)
    assert str(copy) in error.message
    assert str(files["book.yaml"]) in error.message


def test_a_shared_facet_changes_in_all_codebooks_together_or_in_none(
    project: Project, files: dict[str, Path]
) -> None:
    folder = files["book.yaml"].parent
    other = CODEBOOK.replace("id: prove", "id: andre").replace("REL", "AND")
    changed = "  - {id: ambivalent, nb: Begge deler, en: Both, definition: Både og.}\n  single"
    load_codebook(project, KARI, written(folder, "other", other))
    first = written(folder, "first", CODEBOOK.replace("  single", changed))
    second = written(folder, "second", other.replace("  single", changed))
    error = refused(project, first)
    assert "facet retning" in error.message
    assert "values" in error.message
    assert "together" in error.hint
    load_codebooks(project, KARI, [first, second])
    assert all(len(book.facets[0].values) == 3 for book in project_codebooks(project))


def test_a_file_with_an_error_leaves_the_project_and_the_other_files_alone(
    empty: Project, files: dict[str, Path]
) -> None:
    bad = written(files["book.yaml"].parent, "bad", CODEBOOK.replace("definition:", "defintion:"))
    error = refused(empty, files["book.yaml"], bad)
    assert f"{bad}:" in error.message
    assert project_codebooks(empty) == []


def test_a_crosswalk_needs_its_codebooks_and_says_which(empty: Project, repository: Path) -> None:
    crosswalk = repository / "codebooks" / "crosswalk.yaml"
    assert is_crosswalk(crosswalk)
    load_codebook(empty, KARI, repository / "codebooks" / "veiledning.yaml")
    before = content_of(empty)
    with pytest.raises(BadInput) as caught:
        load_crosswalk(empty, KARI, crosswalk)
    assert str(crosswalk) in caught.value.message
    assert "Load the codebook" in caught.value.hint
    assert content_of(empty) == before


def test_a_crosswalk_loaded_again_is_no_change_and_a_newer_note_is_one(
    empty: Project, repository: Path, tmp_path: Path
) -> None:
    load_codebooks(empty, KARI, [repository / "codebooks" / f"{name}.yaml" for name in NAMES])
    crosswalk = repository / "codebooks" / "crosswalk.yaml"
    links = load_crosswalk(empty, KARI, crosswalk)
    before = content_of(empty)
    assert load_crosswalk(empty, KARI, crosswalk) == links
    assert content_of(empty) == before
    text = crosswalk.read_text(encoding="utf-8")
    newer = written(tmp_path, "newer", text.replace("note: ", "note: Nå ", 1))
    assert "note: Nå " in newer.read_text(encoding="utf-8")
    load_crosswalk(empty, KARI, newer)
    assert content_of(empty) != before


def test_undo_gives_the_codebook_back_as_it_was(project: Project, files: dict[str, Path]) -> None:
    before = content_of(project)
    load_codebook(
        project,
        KARI,
        written(
            files["book.yaml"].parent,
            "newer",
            CODEBOOK.replace("version: '1'", "version: '2'").replace("REL-KONTIN", "REL-NY"),
        ),
    )
    undo(project, KARI)
    assert content_of(project) == before
    assert project_codebooks(project) == [read_codebook(files["book.yaml"])]


def test_undoing_the_first_load_keeps_the_codes_that_codings_need(
    empty: Project, files: dict[str, Path]
) -> None:
    from kodeverk.service.importing import Choices, import_files

    import_files(empty, JONAS, [files["advisor.txt"]], Choices())
    load_codebook(empty, KARI, files["book.yaml"])
    transcript = transcript_named(empty, "advisor").id
    apply_code(empty, JONAS, transcript, Span(30, 35), code_keyed(empty, "REL-TILLIT"))
    assert undo(empty, KARI).skipped
    assert {one.code for one in rows_of(empty)} == {"REL-TILLIT"}
    assert verify(empty).ok


def test_two_people_who_load_the_same_files_make_the_same_project(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    newer = written(
        files["book.yaml"].parent, "newer", CODEBOOK.replace("nb: Tillit", "nb: Stor tillit")
    )
    with (
        create_project(str(tmp_path / "mine.kodeverk")) as mine,
        create_project(str(tmp_path / "theirs.kodeverk")) as theirs,
    ):
        for project, coder in ((mine, KARI), (theirs, JONAS)):
            load_codebook(project, coder, files["book.yaml"])
            load_codebook(project, coder, newer)
            project.rest()
        report = merge(mine, KARI, [theirs.location])
        assert report.conflicts == ()
        assert merge(theirs, JONAS, [mine.location]).conflicts == ()
        assert content_of(mine) == content_of(theirs)
        assert project_codebooks(mine) == [read_codebook(newer)]


def test_codebooks_that_clash_only_after_a_merge_keep_their_own_keys(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    folder = files["book.yaml"].parent
    other = written(folder, "other", CODEBOOK.replace("id: prove", "id: andre"))
    formerly = KONTIN.replace("REL-KONTIN", "REL-VARIG") + "    formerly: [REL-KONTIN]\n"
    renamed = written(folder, "renamed", CODEBOOK.replace(KONTIN, formerly))
    with (
        create_project(str(tmp_path / "mine.kodeverk")) as mine,
        create_project(str(tmp_path / "theirs.kodeverk")) as theirs,
    ):
        load_codebook(mine, KARI, files["book.yaml"])
        load_codebook(mine, KARI, renamed)
        load_codebook(theirs, JONAS, other)
        theirs.rest()
        merge(mine, KARI, [theirs.location])
        assert {"prove:REL-TILLIT", "andre:REL-TILLIT", "REL-VARIG"} <= keys_of(mine).keys()
        found = {book.key: book for book in project_codebooks(mine)}
        assert found["andre"] == read_codebook(other)
        assert compare_with_file(mine, renamed) == ()
        apart = written(
            folder, "apart", renamed.read_text(encoding="utf-8").replace("REL-TILLIT", "REL-X")
        )
        load_codebook(mine, KARI, apart)
        assert {"REL-X", "andre:REL", "prove:REL"} <= keys_of(mine).keys()
        assert "prove:REL-TILLIT" not in {
            f"{book.key}:{code.key}" for book in project_codebooks(mine) for code in book.codes
        }
        third = written(folder, "third", CODEBOOK.replace("id: prove", "id: tredje"))
        assert "tredje" in refused(mine, third).message


def test_a_codebook_is_found_by_key_and_alone_without_one(
    project: Project, files: dict[str, Path]
) -> None:
    assert find_codebook(project, None).key == "prove"
    assert find_codebook(project, "prove") == read_codebook(files["book.yaml"])
    with pytest.raises(NotFound, match="'nei'") as caught:
        find_codebook(project, "nei")
    assert "prove" in caught.value.hint
    other = CODEBOOK.replace("id: prove", "id: andre").replace("REL", "AND")
    load_codebook(project, KARI, written(files["book.yaml"].parent, "other", other))
    with pytest.raises(NotFound, match="several codebooks: andre, prove"):
        find_codebook(project, None)


def test_a_codebook_kept_in_a_spreadsheet_loads_like_its_file(
    empty: Project, files: dict[str, Path], tmp_path: Path
) -> None:
    table = tmp_path / "prove.csv"
    write_codebook_table(read_codebook(files["book.yaml"]), table)
    load_codebook(empty, KARI, table)
    (found,) = project_codebooks(empty)
    assert found == read_codebook_table(table)
    assert [one.key for one in found.codes] == ["REL", "REL-TILLIT", "REL-KONTIN", "X-IDENT"]


def test_a_facet_named_like_a_column_of_exported_tables_is_refused(
    project: Project, files: dict[str, Path]
) -> None:
    clashing = files["book.yaml"].with_name("clashing.yaml")
    text = files["book.yaml"].read_text(encoding="utf-8").replace("id: retning", "id: memo")
    clashing.write_text(text, encoding="utf-8")
    before = verify(project).content_hash
    with pytest.raises(BadInput, match="cannot be called memo"):
        load_codebook(project, KARI, clashing)
    assert verify(project).content_hash == before
