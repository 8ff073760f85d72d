"""Changing codes in the project: each change is one step, and takes no coding from anybody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kodeverk.errors import BadInput, KodeverkError, NotFound, Refused, StaleWrite
from kodeverk.formats.codebooks import read_codebook
from kodeverk.model.code_keys import LONGEST_KEY, is_key, made_key
from kodeverk.model.codebook import RESERVE_PREFIX
from kodeverk.model.records import Code
from kodeverk.service import code_edits
from kodeverk.service.book_of_project import codes_of
from kodeverk.service.code_edits import NewCode, add_code, move_code, rename_code, split_code
from kodeverk.service.code_reach import reach_of
from kodeverk.service.code_wording import find_code
from kodeverk.service.codebooks import compare_with_file, load_codebook, project_codebooks
from kodeverk.service.coding import finish
from kodeverk.service.counting import frequencies
from kodeverk.service.exports.codebook_export import export_codebook
from kodeverk.service.merging import merge
from kodeverk.service.scoping import chosen_codes
from kodeverk.service.verification import verify
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from kodeverk.tui.code_search import code_index
from tests.project_content import content_of
from tests.service.trial_project import (
    JONAS,
    KARI,
    apply_to_words,
    code_keyed,
    code_words,
    rows_of,
    transcript_named,
)
from tests.undo_and_redo import redo, undo

Make = Callable[[str], Project]


def code_id_of(project: Project, key: str) -> str:
    return code_keyed(project, key).id


def tree(project: Project) -> list[str]:
    """Return the keys of the only codebook in its order, those under another after a sign."""
    (book,) = project_codebooks(project)
    depth: dict[str | None, int] = {None: -1}
    lines = []
    for code in book.codes:
        depth[code.id] = depth[code.parent] + 1
        lines.append("·" * depth[code.id] + code.key)
    return lines


def test_a_project_without_a_codebook_begins_one_with_its_first_code(tmp_path: Path) -> None:
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        empty = content_of(project)
        theme = add_code(project, KARI, NewCode("Relasjon og tillit"))
        code = add_code(project, KARI, NewCode("Tillit til veileder", theme.id))
        assert tree(project) == ["RELASJON", "·RELASJON-TILLIT"]
        assert code_keyed(project, "X-IDENT").counted is False
        assert code.definition == {}
        undo(project, KARI)
        undo(project, KARI)
        assert content_of(project) == empty
        redo(project, KARI)
        assert tree(project) == ["RELASJON"]
        assert verify(project).ok


def test_two_people_who_begin_a_codebook_apart_have_one_after_a_merge(tmp_path: Path) -> None:
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        path = copy_project(project, tmp_path / "theirs.kodeverk")
        with open_project(str(path)) as theirs:
            add_code(project, KARI, NewCode("Økonomi"))
            add_code(theirs, JONAS, NewCode("Språk"))
            theirs.rest()
            assert merge(project, KARI, [str(path)]).conflicts == ()
        assert sorted(tree(project)) == ["SPRÅK", "ØKONOMI"]


@example(name="X", prefix="")
@given(name=st.text(max_size=60), prefix=st.sampled_from(["", "REL", "X", "Ø" * 40]))
def test_a_key_made_from_any_name_is_a_key_that_nobody_has(name: str, prefix: str) -> None:
    taken: list[str] = []
    for _ in range(3):
        key = made_key(name, prefix, taken)
        assert is_key(key)
        assert len(key) <= LONGEST_KEY
        assert not key.startswith(RESERVE_PREFIX)
        assert key.casefold() not in {one.casefold() for one in taken}
        taken.append(key)


@pytest.mark.parametrize(
    ("name", "prefix", "key"),
    [
        ("Tillit til veileder", "REL", "REL-TILLIT"),
        ("Fast kontaktperson", "REL", "REL-FAST"),
        ("økonomi", "", "ØKONOMI"),
        ("Gå på kurs", "", "GÅ-KURS"),
        ("!!!", "", "KODE"),
    ],
)
def test_a_key_has_the_words_of_the_name_that_tell_it(name: str, prefix: str, key: str) -> None:
    assert made_key(name, prefix, ()) == key


def test_a_code_gets_the_prefix_that_keys_here_have_and_no_name_twice(project: Project) -> None:
    theme = code_id_of(project, "REL")
    made = add_code(project, KARI, NewCode("Åpenhet", theme, texts={"definition": " Å si det. "}))
    assert (made.key, made.definition) == ("REL-ÅPENHET", {"nb": "Å si det."})
    assert tree(project) == ["REL", "·REL-TILLIT", "·REL-KONTIN", "·REL-ÅPENHET", "X-IDENT"]
    for name in ("åpenhet", "Tillit", "Trust"):
        with pytest.raises(Refused, match="already"):
            add_code(project, KARI, NewCode(name, theme))
    with pytest.raises(BadInput, match="needs a name"):
        add_code(project, KARI, NewCode(" \n ", theme))
    for key in ("rel-tillit", "X-NY", "a b"):
        with pytest.raises(KodeverkError, match=r"key"):
            add_code(project, KARI, NewCode("Ny", theme, key))
    with pytest.raises(Refused, match="reserve"):
        add_code(project, KARI, NewCode("Navn", code_id_of(project, "X-IDENT")))


def test_a_renamed_code_keeps_its_codings_and_its_old_key_stays_known(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    code = code_id_of(project, "REL-TILLIT")
    rename_code(project, KARI, code, "Å stole på", key="REL-STOLE")
    assert {row.code for row in rows_of(project)} == {"REL-STOLE"}
    (book,) = project_codebooks(project)
    assert book.formerly == {"REL-TILLIT": "REL-STOLE"}
    export_codebook(project, tmp_path / "ut.yaml")
    assert read_codebook(tmp_path / "ut.yaml").formerly == {"REL-TILLIT": "REL-STOLE"}
    with pytest.raises(Refused, match="or had it"):
        add_code(project, KARI, NewCode("Ny", None, "REL-TILLIT"))
    rename_code(project, KARI, code, key="REL-TILLIT")
    (book,) = project_codebooks(project)
    assert book.formerly == {"REL-STOLE": "REL-TILLIT"}


def test_the_exported_codebook_says_the_same_in_a_project_that_has_never_seen_its_codes(
    project: Project, make_project: Make, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    made = add_code(project, KARI, NewCode("Åpenhet", code_id_of(project, "REL")))
    apply_to_words(project, KARI, "hver uke", made.key)
    rename_code(project, KARI, code_id_of(project, "REL-TILLIT"), key="REL-STOLE")
    export_codebook(project, tmp_path / "ut.yaml")
    assert compare_with_file(project, tmp_path / "ut.yaml") == ()
    before = rows_of(project)
    load_codebook(project, KARI, tmp_path / "ut.yaml")
    assert rows_of(project) == before
    other = make_project("other")
    code_words(other, JONAS, "stoler på")
    load_codebook(other, JONAS, tmp_path / "ut.yaml")
    assert {row.code for row in rows_of(other)} == {"REL-STOLE"}
    other.rest()
    merge(project, KARI, [other.location])
    assert {(row.coder, row.code) for row in rows_of(project)} == {
        ("Kari", "REL-STOLE"),
        ("Kari", "REL-ÅPENHET"),
        ("Jonas", "REL-STOLE"),
    }
    assert verify(project).ok


def test_loading_the_projects_own_file_never_hides_what_colleagues_change_in_their_copies(
    tmp_path: Path,
) -> None:
    project = create_project(str(tmp_path / "own.kodeverk"))
    theme = add_code(project, KARI, NewCode("Relasjon"))
    trust = add_code(project, KARI, NewCode("Tillit", theme.id))
    project.rest()
    copy = open_project(str(copy_project(project, tmp_path / "copy.kodeverk")))
    export_codebook(project, tmp_path / "own.yaml")
    before = project_codebooks(project)
    load_codebook(project, KARI, tmp_path / "own.yaml")
    load_codebook(project, KARI, tmp_path / "own.yaml")
    assert project_codebooks(project) == before
    rename_code(copy, JONAS, trust.id, "Tiltro")
    code_edits.describe_code(copy, JONAS, trust.id, {"definition": "Å stole på."})
    move_code(copy, JONAS, trust.id, None)
    copy.rest()
    merge(project, KARI, [copy.location])
    now = code_keyed(project, trust.key)
    assert (now.name["nb"], now.definition["nb"], now.parent) == ("Tiltro", "Å stole på.", None)
    assert verify(project).ok
    copy.close()
    project.close()


def test_codes_of_one_key_after_a_merge_are_in_no_file_that_cannot_be_loaded(
    tmp_path: Path,
) -> None:
    project = create_project(str(tmp_path / "own.kodeverk"))
    add_code(project, KARI, NewCode("Relasjon"))
    project.rest()
    copy = open_project(str(copy_project(project, tmp_path / "copy.kodeverk")))
    add_code(project, KARI, NewCode("Penger"))
    add_code(copy, JONAS, NewCode("Penger"))
    copy.rest()
    merge(project, KARI, [copy.location])
    file = tmp_path / "own.yaml"
    with pytest.raises(Refused, match=r"the key of PENGER \(2\)") as caught:
        export_codebook(project, file)
    assert "code rename PROJECT 'PENGER (2)' --key" in caught.value.hint
    with project.reading() as connection:
        second = find_code(codes_of(connection), "PENGER (2)")
    rename_code(project, KARI, second.id, key="KRONER")
    export_codebook(project, file)
    assert read_codebook(file).formerly == {}
    copy.close()
    project.close()


def test_a_described_code_says_when_somebody_has_written_meanwhile(project: Project) -> None:
    seen = code_keyed(project, "REL-TILLIT")
    code_edits.describe_code(project, KARI, seen.id, {"use_when": "Åpenhet.", "definition": ""})
    now = code_keyed(project, "REL-TILLIT")
    assert (now.use_when, now.definition) == ("Åpenhet.", {"en": "Trusting."})
    with pytest.raises(StaleWrite, match="use when"):
        code_edits.describe_code(project, JONAS, seen.id, {"use_when": "Løfter."}, seen=seen)
    with pytest.raises(BadInput, match="has no 'colour'"):
        code_edits.describe_code(project, KARI, seen.id, {"colour": "x"})


def test_a_renamed_code_says_when_somebody_has_renamed_it_meanwhile(project: Project) -> None:
    seen = code_keyed(project, "REL-TILLIT")
    rename_code(project, JONAS, seen.id, "Tiltro")
    with pytest.raises(StaleWrite, match="the name of REL-TILLIT has been changed meanwhile"):
        rename_code(project, KARI, seen.id, "Åpenhet", seen=seen)
    assert code_keyed(project, "REL-TILLIT").name["nb"] == "Tiltro"


def test_codes_are_moved_under_others_and_into_any_order_but_not_below_themselves(
    project: Project,
) -> None:
    ids = {key: code_id_of(project, key) for key in ("REL", "REL-TILLIT", "REL-KONTIN", "X-IDENT")}
    move_code(project, KARI, ids["REL-KONTIN"], ids["REL"], ids["REL-TILLIT"])
    assert tree(project)[:3] == ["REL", "·REL-KONTIN", "·REL-TILLIT"]
    move_code(project, KARI, ids["REL-KONTIN"], None, ids["REL"])
    assert tree(project)[:3] == ["REL-KONTIN", "REL", "·REL-TILLIT"]
    move_code(project, KARI, ids["REL-KONTIN"], ids["REL-TILLIT"])
    assert tree(project)[:3] == ["REL", "·REL-TILLIT", "··REL-KONTIN"]
    for parent in ("REL", "REL-TILLIT", "REL-KONTIN"):
        with pytest.raises(Refused, match="below it"):
            move_code(project, KARI, ids["REL"], ids[parent])
    with pytest.raises(Refused, match="reserve"):
        move_code(project, KARI, ids["REL-TILLIT"], ids["X-IDENT"])
    with pytest.raises(NotFound, match="does not stand there"):
        move_code(project, KARI, ids["REL-KONTIN"], ids["REL"], ids["REL"])
    for _ in range(3):
        undo(project, KARI)
    assert tree(project)[:3] == ["REL", "·REL-TILLIT", "·REL-KONTIN"]


def test_joined_codes_take_everybodys_codings_along_and_part_again(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, JONAS, "hver uke", "REL-KONTIN")
    goes, stays = code_id_of(project, "REL-KONTIN"), code_id_of(project, "REL-TILLIT")
    before = (content_of(project), rows_of(project))
    with open_project(str(copy_project(project, tmp_path / "theirs.kodeverk"))) as theirs:
        code_words(theirs, JONAS, "på meg", "REL-KONTIN")
        theirs.rest()
        code_edits.join_codes(project, KARI, goes, stays)
        assert {row.code for row in rows_of(project)} == {"REL-TILLIT"}
        merge(project, KARI, [theirs.location])
        assert {row.code for row in rows_of(project)} == {"REL-TILLIT"}
        assert len(rows_of(project)) == 3
        undo(project, KARI)
    undo(project, KARI)
    assert (content_of(project), rows_of(project)) == before
    for one, other, why in (
        ("REL-TILLIT", "REL-TILLIT", "that code already"),
        ("REL-TILLIT", "X-IDENT", "reserve"),
        ("X-IDENT", "REL-TILLIT", "reserve"),
        ("REL", "REL-TILLIT", "stands under"),
    ):
        with pytest.raises(KodeverkError, match=why):
            code_edits.join_codes(
                project, KARI, code_id_of(project, one), code_id_of(project, other)
            )


def test_a_theme_out_of_use_takes_its_codes_along_and_one_of_them_brings_it_back(
    project: Project,
) -> None:
    code_words(project, KARI, "stoler på")
    before = rows_of(project)
    code_edits.set_in_use(project, KARI, code_id_of(project, "REL"), active=False)
    assert not any(code_keyed(project, key).active for key in ("REL", "REL-TILLIT", "REL-KONTIN"))
    assert rows_of(project) == before
    assert tree(project)[:3] == ["REL", "·REL-TILLIT", "·REL-KONTIN"]
    code_edits.set_in_use(project, KARI, code_id_of(project, "REL-TILLIT"), active=True)
    active = {key: code_keyed(project, key).active for key in ("REL", "REL-TILLIT", "REL-KONTIN")}
    assert active == {"REL": True, "REL-TILLIT": True, "REL-KONTIN": False}


def test_a_pin_is_of_one_code_and_a_colour_is_one(project: Project) -> None:
    one, other = code_id_of(project, "REL-TILLIT"), code_id_of(project, "X-IDENT")
    code_edits.pin_code(project, KARI, one, "3")
    code_edits.pin_code(project, KARI, other, "3")
    assert [code_keyed(project, key).hotkey for key in ("REL-TILLIT", "X-IDENT")] == [None, "3"]
    with pytest.raises(BadInput, match="hotkey"):
        code_edits.pin_code(project, KARI, one, "0")
    code_edits.recolour_code(project, KARI, one, "#ABCDEF")
    assert code_keyed(project, "REL-TILLIT").colour == "#abcdef"
    with pytest.raises(BadInput, match="colour"):
        code_edits.recolour_code(project, KARI, one, "red")


def test_a_rehearsal_says_what_cannot_be_and_keeps_nothing(project: Project) -> None:
    before = content_of(project)
    code = code_id_of(project, "REL-TILLIT")
    done = rename_code(project, KARI, code, "Å stole på", dry_run=True)
    assert "Å stole på" in done
    split_code(project, KARI, code, ["En", "To"], dry_run=True)
    with pytest.raises(Refused):
        move_code(project, KARI, code_id_of(project, "REL"), code, dry_run=True)
    assert content_of(project) == before


def test_what_a_change_touches_is_told_before(project: Project) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, JONAS, "hver uke", "REL-KONTIN")
    code_words(project, KARI, "turte jeg", name="participant")
    both = [code_id_of(project, key) for key in ("REL-TILLIT", "REL-KONTIN")]
    reach = reach_of(project, KARI, both)
    assert reach.in_words == (
        "3 codings (2 yours, 1 of colleagues) of 2 informants in 2 transcripts"
    )
    assert reach_of(project, KARI, both[1:]).in_words == (
        "1 coding (0 yours, 1 of colleagues) of 1 informant in 1 transcript"
    )
    assert reach_of(project, KARI, [code_id_of(project, "REL")]).in_words == "no codings"


def test_an_interview_finished_before_a_code_was_added_is_not_read_for_it(
    project: Project,
) -> None:
    advisor, participant = (transcript_named(project, one).id for one in ("advisor", "participant"))
    finish(project, KARI, [advisor, participant])
    made = add_code(project, KARI, NewCode("Åpenhet", code_id_of(project, "REL")))

    def figures() -> tuple[int | None, int]:
        rows = [row for row in frequencies(project, by="role").rows if row.code == made.key]
        (row,) = [row for row in rows if row.role == "all"]
        return row.codings, row.left_out

    assert figures() == (None, 2)
    finish(project, KARI, [advisor])
    assert figures() == (0, 1)
    finish(project, KARI, [participant])
    assert figures() == (0, 0)
    add_code(project, KARI, NewCode("Ennå en", code_id_of(project, "REL")))
    assert figures() == (0, 0)
    assert verify(project).ok


def test_a_code_is_found_by_key_name_or_id_and_by_nothing_else(project: Project) -> None:
    with project.reading() as connection:
        codes = codes_of(connection)

    def found(named: str) -> Code:
        return find_code(codes, named)

    tillit = found("REL-TILLIT")
    assert found("rel-tillit") == found("prove:REL-TILLIT") == found("tillit") == tillit
    assert found(tillit.id) == tillit
    with pytest.raises(NotFound) as caught:
        found("REL-TILIT")
    assert "REL-TILLIT" in caught.value.hint


def test_nothing_in_use_goes_below_or_into_a_code_out_of_use(project: Project) -> None:
    theme, trust = code_id_of(project, "REL"), code_id_of(project, "REL-TILLIT")
    other = add_code(project, KARI, NewCode("Tid")).id
    code_edits.set_in_use(project, KARI, theme, active=False)
    before = content_of(project)
    with pytest.raises(Refused, match=r"REL is out of use$"):
        add_code(project, KARI, NewCode("Ny", theme))
    with pytest.raises(Refused, match=r"REL is out of use$"):
        move_code(project, KARI, other, theme)
    with pytest.raises(Refused, match=r"REL-TILLIT is out of use$"):
        code_edits.join_codes(project, KARI, other, trust)
    with pytest.raises(Refused, match="REL is out of use already"):
        code_edits.set_in_use(project, KARI, theme, active=False)
    assert content_of(project) == before


def test_a_text_that_is_there_already_is_no_change_of_a_code(project: Project) -> None:
    trust = code_id_of(project, "REL-TILLIT")
    with pytest.raises(Refused, match="described so already"):
        code_edits.describe_code(project, KARI, trust, {"definition": "Å stole på."}, "widened")


def test_a_code_is_found_under_a_key_that_it_had(project: Project) -> None:
    trust, steady = code_id_of(project, "REL-TILLIT"), code_id_of(project, "REL-KONTIN")
    rename_code(project, KARI, trust, key="REL-TRUST")
    code_edits.join_codes(project, KARI, steady, trust)
    with project.reading() as connection:
        codes = codes_of(connection)
    for key in ("REL-TRUST", "REL-TILLIT", "REL-KONTIN"):
        assert find_code(codes, key).id == trust
        assert chosen_codes(codes.by_id.values(), [key]) == {trust}


def test_a_code_is_found_by_every_name_it_had(project: Project) -> None:
    code = code_keyed(project, "REL-KONTIN")
    rename_code(project, KARI, code.id, "Fast kontaktperson")
    rename_code(project, KARI, code.id, "Samme rettleiar")
    now = code_keyed(project, "REL-KONTIN")
    assert {"Kontinuitet", "Fast kontaktperson"} <= set(now.formerly)
    assert "Samme rettleiar" not in now.formerly
    (found,) = [one for one in code_index([now]) if "fast kontaktperson" in one.former]
    assert found.code == now
