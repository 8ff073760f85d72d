"""Codes that a codebook makes one: every coding goes along, in every copy, and comes back."""

import itertools
from pathlib import Path

import pytest

from kodeverk.errors import BadInput
from kodeverk.model.identity import joining_id
from kodeverk.model.joining import joining
from kodeverk.model.records import Code, Coder
from kodeverk.service import derived_placements
from kodeverk.service.codebooks import (
    CodebookLoad,
    compare_with_file,
    load_codebook,
    project_codebooks,
)
from kodeverk.service.coding import (
    finish,
    remove_codings,
    working_transcript,
    write_memo,
)
from kodeverk.service.counting import frequencies
from kodeverk.service.merging import merge
from kodeverk.service.scoping import Selection
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.listed_passages import list_passages
from tests.service.trial_project import (
    CODEBOOK,
    JONAS,
    KARI,
    apply_to_words,
    code_keyed,
    code_words,
    rows_of,
    transcript_named,
)
from tests.undo_and_redo import undo

BEGINNING, _, _ = CODEBOOK.partition("  - id: REL-TILLIT")


def book(folder: Path, name: str, *codes: str, version: str = "2") -> Path:
    """Write a codebook whose theme REL has these codes: `KEY` or `KEY < FORMER FORMER`."""
    text = BEGINNING.replace("version: '1'", f"version: '{version}'")
    for code in codes:
        key, _, former = code.partition(" < ")
        text += f"  - id: {key}\n    name: {{nb: {key.lower()}}}\n"
        text += f"    formerly: [{', '.join(former.split())}]\n" if former else ""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def codings(project: Project) -> dict[tuple[str, str], int]:
    """Return (coder, code) -> how many codings there are, by names."""
    found: dict[tuple[str, str], int] = {}
    for row in rows_of(project):
        found[row.coder, row.code] = found.get((row.coder, row.code), 0) + 1
    return found


def loaded(project: Project, path: Path, coder: Coder = KARI) -> CodebookLoad:
    """Load a codebook; what was announced must be what happened."""
    announced = compare_with_file(project, path)
    before = {one.key: one for one in _codes(project)}
    done = load_codebook(project, coder, path)
    after = {one.key: one for one in _codes(project)}
    told = {change: {one.key for one in announced if one.change == change} for change in KINDS}
    assert done.added == len([one for one in announced if (one.kind, one.change) == CODE_ADDED])
    assert done.deactivated == len(told["removed"])
    assert {
        (str(one.old), one.key) for one in announced if one.change in {"renamed", "joined"}
    } == {*done.joined}
    assert {key for key in after if after[key].active} >= told["added"] | told["renamed"]
    assert not before.keys() & told["added"]
    assert compare_with_file(project, path) == ()
    assert verify(project).ok
    return done


KINDS = ("added", "removed", "renamed", "joined", "changed")
CODE_ADDED = ("code", "added")


def _codes(project: Project) -> list[Code]:
    with project.reading() as connection:
        return queries.codes(connection)


def test_codes_joined_into_a_new_one_take_all_their_codings_along_and_undo_parts_them(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    before = (content_of(project), rows_of(project))
    done = loaded(project, book(tmp_path, "2", "REL-NY < REL-TILLIT REL-KONTIN"))
    assert done.joined == (("REL-TILLIT", "REL-NY"), ("REL-KONTIN", "REL-NY"))
    assert (done.added, done.deactivated) == (0, 0)
    assert codings(project) == {("Kari", "REL-NY"): 2}
    (kept,) = project_codebooks(project)
    assert kept.formerly == {"REL-TILLIT": "REL-NY", "REL-KONTIN": "REL-NY"}
    finish(project, KARI, [transcript_named(project, "advisor").id])
    (row,) = [one for one in frequencies(project).rows if (one.code, one.role) == ("REL-NY", "all")]
    assert (row.codings, row.passages) == (2, 2)
    undo(project, KARI)
    undo(project, KARI)
    assert (content_of(project), rows_of(project)) == before


def test_a_code_joined_into_one_that_is_there_goes_along_too(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    loaded(project, book(tmp_path, "2", "REL-TILLIT < REL-KONTIN"))
    assert codings(project) == {("Kari", "REL-TILLIT"): 2}
    assert apply_to_words(project, KARI, "hver uke") is None


def test_an_interview_read_for_a_code_that_was_joined_is_read_for_what_it_went_into(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    transcript = transcript_named(project, "advisor").id
    finish(project, KARI, [transcript, transcript_named(project, "participant").id])
    loaded(project, book(tmp_path, "2", "REL-NY < REL-TILLIT REL-KONTIN", "REL-ENDA"))
    rows = {one.code: one for one in frequencies(project).rows if one.role == "all"}
    assert (rows["REL-NY"].codings, rows["REL-NY"].left_out) == (1, 0)
    assert (rows["REL-ENDA"].codings, rows["REL-ENDA"].reason) == (None, "..")


@pytest.mark.parametrize("turned", [False, True])
def test_what_a_colleague_codes_on_an_old_code_in_a_copy_follows_after_a_merge(
    project: Project, tmp_path: Path, turned: bool
) -> None:
    code_words(project, KARI, "stoler på")
    with open_project(str(copy_project(project, tmp_path / "theirs.kodeverk"))) as theirs:
        loaded(project, book(tmp_path, "2", "REL-NY < REL-TILLIT REL-KONTIN"))
        code_words(project, JONAS, "stoler på", "REL-NY")
        code_words(theirs, JONAS, "hver uke", "REL-KONTIN")
        into, other = (theirs, project) if turned else (project, theirs)
        other.rest()
        assert merge(into, JONAS, [other.location]).conflicts == ()
        assert codings(into) == {("Kari", "REL-NY"): 1, ("Jonas", "REL-NY"): 2}
        assert verify(into).ok


def load_or_refuse(project: Project, path: Path) -> None:
    """Load a codebook that may have two codes for what is one; what is announced is what comes."""
    before = content_of(project)
    try:
        compare_with_file(project, path)
    except BadInput:
        with pytest.raises(BadInput, match="are one code in the project") as caught:
            load_codebook(project, JONAS, path)
        assert "kodeverk log" in caught.value.hint
        assert content_of(project) == before
    else:
        loaded(project, path, JONAS)


VERSIONS = {
    "joined": ("REL-NY < REL-TILLIT REL-KONTIN",),
    "kept apart": ("REL-TILLIT", "REL-KONTIN", "REL-MER"),
    "one into the other": ("REL-TILLIT < REL-KONTIN",),
    "the other way round": ("REL-KONTIN < REL-TILLIT",),
    "renamed": ("REL-NY < REL-TILLIT", "REL-KONTIN"),
}


@pytest.mark.parametrize(("mine", "yours"), [*itertools.combinations(VERSIONS, 2)])
def test_two_people_load_different_versions_of_one_codebook_and_merge(
    project: Project, tmp_path: Path, mine: str, yours: str
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    paths = {name: book(tmp_path, name, *VERSIONS[name], version=name) for name in (mine, yours)}
    copies = [copy_project(project, tmp_path / f"{one}.kodeverk") for one in "ab"]
    for copy, name, coder in zip(copies, (mine, yours), (KARI, JONAS), strict=True):
        with open_project(str(copy)) as one:
            load_codebook(one, coder, paths[name])
            key = VERSIONS[name][0].partition(" ")[0]
            assert code_words(one, coder, "på meg", key) is not None
    found = set()
    for into, other in itertools.permutations(copies):
        with open_project(str(back_up_of(into, tmp_path))) as together:
            merge(together, KARI, [str(other)])
            assert sum(codings(together).values()) == 4
            assert verify(together).ok
            frequencies(together, scope="started")
            found.add((content_of(together), frozenset(rows_of(together))))
            for path in paths.values():
                load_or_refuse(together, path)
    assert len(found) == 1


def back_up_of(path: Path, folder: Path) -> Path:
    with open_project(str(path)) as one:
        return copy_project(one, folder / f"into-{path.name}")


def test_two_codes_that_the_project_holds_for_one_are_refused_with_what_to_do(
    project: Project, tmp_path: Path
) -> None:
    path = book(tmp_path, "1b", "REL-TILLIT", "REL-KONTIN")
    loaded(project, book(tmp_path, "2", "REL-NY < REL-TILLIT REL-KONTIN"))
    before = content_of(project)
    for work in (load_codebook, lambda one, _, file: compare_with_file(one, file)):
        with pytest.raises(BadInput) as caught:
            work(project, KARI, path)
        assert "REL-TILLIT" in caught.value.message
        assert "REL-KONTIN" in caught.value.message
        assert "REL-NY" in caught.value.message
    assert content_of(project) == before


def test_a_code_joined_under_another_theme_goes_there_and_an_old_theme_with_what_is_under_it(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    moved = CODEBOOK.partition("- id: REL\n")[0].replace("version: '1'", "version: '2'") + (
        "- id: NY\n  formerly: [REL]\n  name: {nb: Ny}\n  codes:\n"
        "  - id: NY-TILLIT\n    formerly: [REL-TILLIT, REL-KONTIN]\n    name: {nb: Tillit}\n"
    )
    path = tmp_path / "moved.yaml"
    path.write_text(moved, encoding="utf-8")
    loaded(project, path)
    assert codings(project) == {("Kari", "NY-TILLIT"): 1}


def test_codings_that_joining_puts_on_the_same_words_are_one_with_all_their_memos(
    project: Project, tmp_path: Path
) -> None:
    first = code_words(project, KARI, "stoler på")
    second = code_words(project, KARI, "stoler på", "REL-KONTIN")
    code_words(project, KARI, "stoler på henne", "REL-KONTIN")
    for coding, text in ((first, "om tillit"), (second, "om kontinuitet")):
        write_memo(project, KARI, "coding", coding.id, text)
    before = content_of(project)
    loaded(project, book(tmp_path, "2", "REL-NY < REL-TILLIT REL-KONTIN"))
    transcript = transcript_named(project, "advisor").id
    seen = working_transcript(project, transcript, KARI)
    one, longer = seen.codings
    assert {one.id, *one.one_with} == {first.id, second.id}
    assert longer.one_with == ()
    assert {memo.text for memo in seen.memos if memo.target == one.id} == {
        "om tillit",
        "om kontinuitet",
    }
    with project.reading() as connection:
        assert queries.coding_counts(connection) == {(transcript, KARI.id): 2}
    remove_codings(project, KARI, [one])
    assert [left.id for left in working_transcript(project, transcript, KARI).codings] == [
        longer.id
    ]
    undo(project, KARI)
    undo(project, KARI)
    assert content_of(project) == before
    assert len(working_transcript(project, transcript, KARI).codings) == 3


def test_a_code_that_was_given_another_key_in_the_project_is_the_files_code_of_that_key(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    renamed = code_keyed(project, "REL-KONTIN")
    with project.writing(KARI, "renamed a code") as writer:
        writer.set("code", renamed.id, "key", "REL-VARIG")
    done = loaded(project, book(tmp_path, "2", "REL-TILLIT", "REL-VARIG"))
    assert (done.added, done.deactivated) == (0, 0)
    assert codings(project) == {("Kari", "REL-VARIG"): 1}
    done = loaded(project, book(tmp_path, "3", "REL-TILLIT", "REL-FAST < REL-KONTIN"))
    assert codings(project) == {("Kari", "REL-FAST"): 1}


def test_words_marked_as_identifying_are_never_shown_because_a_copy_joined_the_mark_into_a_code(
    project: Project,
) -> None:
    code_words(project, KARI, "henne", "X-IDENT")
    code_words(project, KARI, "stoler på henne")
    joined = joining(code_keyed(project, "X-IDENT").id, code_keyed(project, "REL-TILLIT").id)
    with derived_placements.writing(project, KARI, "joined") as writer:
        writer.put("code_joining", joining_id(*joined[:2]), dict(joined._asdict()))
    chosen = Selection(scope="started", basis="all")
    assert {one.code.key for one in list_passages(project, chosen)} == {"REL-TILLIT"}
    assert not [one for one in list_passages(project, chosen) if "henne" in one.quote]
