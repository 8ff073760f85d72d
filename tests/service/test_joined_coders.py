"""One person is one coder: renamed, joined, one in every figure and list, and parted again."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.config import Settings
from kodeverk.errors import BadInput, Refused, UnclearCoder
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.service.assigning import assign, status
from kodeverk.service.coder_list import (
    add_coder,
    join_coders,
    list_coders,
    named_pair,
    rename_coder,
    settle_coder,
)
from kodeverk.service.coders import current_coder, known_coders
from kodeverk.service.coding import (
    finish,
    mark_read,
    remove_codings,
    reopen,
    working_transcript,
    write_memo,
)
from kodeverk.service.codings_import import import_codings
from kodeverk.service.counting import frequencies
from kodeverk.service.merging import merge
from kodeverk.service.overview import overview
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.trial_project import (
    AMINA,
    JONAS,
    KARI,
    apply_to_words,
    code_words,
    coder_names,
    rows_of,
    span_of,
    states_of,
    transcript_named,
)
from tests.undo_and_redo import undo

OTHER_KARI = Coder(new_id(), "Kari")


def named(name: str, tmp_path: Path, own: str | None = None) -> Settings:
    return Settings(tmp_path / "none.toml", name, name if own else None, own)


def test_what_two_coders_did_is_one_persons_until_their_joining_is_undone(project: Project) -> None:
    mine = code_words(project, KARI, "stoler på")
    code_words(project, OTHER_KARI, "hver uke")
    memo = write_memo(project, KARI, "coding", mine.id, "husk")
    transcript = transcript_named(project, "advisor").id
    finish(project, KARI, [transcript])
    before = content_of(project)
    join_coders(project, JONAS, KARI, OTHER_KARI)
    (row,) = [one for one in list_coders(project) if one.name == "Kari"]
    assert (row.id, row.codings, row.assignments, row.joined) == (OTHER_KARI.id, 2, 1, (KARI.id,))
    assert states_of(project) == {("advisor", "Kari"): "finished"}
    assert [(one.coder, one.codings) for one in status(project) if one.coder] == [("Kari", 2)]
    (own,) = [one for one in overview(project, OTHER_KARI) if one.codings]
    assert (own.state, own.codings, own.others) == ("finished", 2, ())
    table = frequencies(project, by="coder")
    rows = [one for one in table.rows if (one.code, one.role) == ("REL-TILLIT", "all")]
    assert {(one.group, one.codings) for one in rows} == {("Kari", 2)}
    assert frequencies(project).left_out.unsettled == ()
    seen = working_transcript(project, transcript, OTHER_KARI)
    assert {one.coder for one in seen.codings} == {OTHER_KARI.id}
    assert [one.coder for one in seen.memos if one.id == memo] == [OTHER_KARI.id]
    assert verify(project).ok
    undo(project, JONAS)
    undone = content_of(project)
    with project.reading() as connection:
        assert queries.stand_ins(connection) == {}
    assert {one.coder for one in working_transcript(project, transcript, KARI).codings} == {
        KARI.id,
        OTHER_KARI.id,
    }
    assert undone == before


def test_joined_work_is_written_as_one_persons(project: Project) -> None:
    transcript = transcript_named(project, "advisor").id
    code_words(project, OTHER_KARI, "hver uke")
    finish(project, OTHER_KARI, [transcript])
    code_words(project, KARI, "stoler på")
    join_coders(project, KARI, OTHER_KARI, KARI)
    reopen(project, KARI, transcript)
    assert states_of(project) == {("advisor", "Kari"): "started"}
    mark_read(project, KARI, transcript, 20)
    (work,) = [one for one in status(project) if one.coder]
    assert (work.state, work.codings) == ("started", 2)
    assert apply_to_words(project, KARI, "hver uke") is None
    theirs = [one for one in working_transcript(project, transcript, KARI).codings if one.id]
    remove_codings(project, KARI, theirs)
    assert rows_of(project) == set()
    finish(project, KARI, [transcript])
    assert states_of(project) == {("advisor", "Kari"): "finished"}


def test_a_joining_merges_and_a_colleagues_later_codings_follow_in_any_order(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, OTHER_KARI, "hver uke")
    copies = [copy_project(project, tmp_path / f"{name}.kodeverk") for name in "abc"]
    works: tuple[Callable[[Project], object], ...] = (
        lambda one: join_coders(one, JONAS, KARI, OTHER_KARI),
        lambda one: join_coders(one, AMINA, OTHER_KARI, KARI),
        lambda one: code_words(one, KARI, "når det blåser"),
    )
    for copy, work in zip(copies, works, strict=True):
        with open_project(str(copy)) as one:
            work(one)
    found = set()
    for number, order in enumerate(itertools.permutations(copies)):
        with open_project(str(order[0])) as first:
            copy = copy_project(first, tmp_path / f"into-{number}.kodeverk")
        with open_project(str(copy)) as together:
            merge(together, JONAS, [str(other) for other in order[1:]])
            (row,) = [one for one in list_coders(together) if one.name == "Kari"]
            assert row.codings == 3
            assert verify(together).ok
            found.add((content_of(together), row.id))
    assert len(found) == 1


def test_a_coder_is_renamed_and_still_comes_under_the_old_name(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, OTHER_KARI, "stoler på")
    rename_coder(project, KARI, OTHER_KARI, "Kari Nordmann")
    assert coder_names(project) == ["Kari", "Kari Nordmann"]
    with pytest.raises(Refused, match="already") as caught:
        rename_coder(project, KARI, OTHER_KARI, "KARI")
    assert "--join" in caught.value.hint
    rename_coder(project, KARI, KARI, "Kåre")
    assert current_coder(project, named("Kåre", tmp_path)) == Coder(KARI.id, "Kåre")
    found = current_coder(project, named("Kari Nordmann", tmp_path, OTHER_KARI.id))
    assert found == Coder(OTHER_KARI.id, "Kari Nordmann")
    undo(project, KARI)
    assert coder_names(project) == ["Kari", "Kari Nordmann"]


def test_who_comes_under_the_name_that_went_or_its_id_is_the_one_who_stayed(
    project: Project, tmp_path: Path
) -> None:
    nora = Coder(new_id(), "Nora")
    code_words(project, nora, "stoler på")
    join_coders(project, KARI, nora, KARI)
    for name in ("Nora", nora.id, "Kari", KARI.id):
        assert current_coder(project, named(name, tmp_path)) == KARI
    assert current_coder(project, named("Nora", tmp_path, nora.id)) == KARI


@pytest.mark.parametrize("name", ["kari", "KARI", "K ari", "Kári", "Ka-ri"])
def test_a_name_like_one_that_is_there_is_asked_about_and_never_a_new_coder_in_silence(
    project: Project, tmp_path: Path, name: str
) -> None:
    for own in (None, new_id()):
        settings = named(name, tmp_path, own)
        with pytest.raises(UnclearCoder) as caught:
            current_coder(project, settings)
        assert caught.value.fitting == (("Kari", KARI.id),)
        assert f"--add {name!r}" in caught.value.hint
    with pytest.raises(UnclearCoder):
        assign(project, KARI, [name])
    assert coder_names(project) == ["Kari"]
    # The one who is there: kept where there is an identity to keep it for.
    assert settle_coder(project, settings, name, KARI.id) == KARI
    assert current_coder(project, settings) == KARI
    undo(project, KARI)
    # Somebody else.
    other = settle_coder(project, settings, name, None)
    assert (other.id, other.name) == (own, name)
    assert current_coder(project, settings) == other
    assert current_coder(project, named(name, tmp_path)) == other


def test_the_first_opening_asks_about_a_coder_of_the_same_name(
    project: Project, tmp_path: Path
) -> None:
    settings = named("Kari", tmp_path, new_id())
    with pytest.raises(UnclearCoder):
        current_coder(project, settings, introduced=True)
    assert settle_coder(project, settings, "Kari", KARI.id) == KARI
    assert current_coder(project, settings, introduced=True) == KARI


def test_a_name_that_fits_two_is_settled_by_joining_them_under_it(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, OTHER_KARI, "hver uke")
    with pytest.raises(UnclearCoder) as caught:
        current_coder(project, named("Kari", tmp_path))
    assert KARI.id in caught.value.message
    assert OTHER_KARI.id in caught.value.message
    assert "kodeverk coders PROJECT --join" in caught.value.hint
    ((goes, stays),) = named_pair(project, "Kari", "Kari")
    join_coders(project, stays, goes, stays)
    assert current_coder(project, named("Kari", tmp_path)) == stays
    with pytest.raises(BadInput, match="one coder already"):
        join_coders(project, KARI, goes, stays)


def test_a_person_is_never_joined_to_the_consensus(project: Project) -> None:
    consensus = Coder(new_id(), "Consensus", "consensus")
    with pytest.raises(BadInput, match="consensus"):
        join_coders(project, KARI, KARI, consensus)


def test_codings_under_ones_own_name_are_ones_own_whatever_their_id(
    project: Project, tmp_path: Path
) -> None:
    table = tmp_path / "codings.csv"
    start, end = span_of(project, "advisor", "stoler på")
    rows = [f"advisor,{start},{end},REL-TILLIT,Kari,{OTHER_KARI.id}"]
    head = "transcript,start,end,code,coder,coder_id"

    def written(*lines: str) -> Path:
        table.write_text("\n".join((head, *lines)), encoding="utf-8")
        return table

    done = import_codings(project, KARI, written(*rows), new_coders=True)
    assert (done.added, done.coders) == (1, ())
    assert coder_names(project) == ["Kari"]
    # A colleague's name that comes with another id is asked about.
    with pytest.raises(UnclearCoder):
        import_codings(project, JONAS, written(*rows), new_coders=True)
    with pytest.raises(UnclearCoder):
        import_codings(project, JONAS, written(rows[0].replace("Kari", "kari")), new_coders=True)
    again = import_codings(
        project, JONAS, written(rows[0].replace("Kari", "kari")), who={"kari": "Kari"}
    )
    assert (again.added, again.unchanged) == (0, 1)


def test_everybody_is_listed_also_who_has_coded_nothing(project: Project, tmp_path: Path) -> None:
    made = add_coder(project, named("Nora", tmp_path), "Nora")
    rows = {one.name: one for one in list_coders(project)}
    assert (rows["Nora"].id, rows["Nora"].codings) == (made.id, 0)
    assert {one.name for one in known_coders(project)} == {"Kari", "Nora"}
