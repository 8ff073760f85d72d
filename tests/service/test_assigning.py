from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodeverk.config import Settings
from kodeverk.errors import BadInput, KodeverkError, NotFound
from kodeverk.model.identity import new_id
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign, foresee_deal, name_main_coder, status
from kodeverk.service.coder_list import add_coder
from kodeverk.service.coders import current_coder, expected_coder
from kodeverk.service.coding import apply_code, finish, mark_read
from kodeverk.service.conflicts import list_conflicts
from kodeverk.service.dealing import Assigned, Dealing
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.merging import unite
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.trial_project import (
    JONAS,
    KARI,
    code_keyed,
    coder_names,
    states_of,
    text_of,
    transcript_named,
)
from tests.undo_and_redo import redo, undo

PLACES = ("Asker", "Volda", "Stange")
THREE = ("Kari", "Jonas", "Amina")


def interviews(project: Project, folder: Path, count: int, start: int = 0) -> None:
    """Import `count` interviews: three municipalities, every other with a participant."""
    for place_number, place in enumerate(PLACES):
        paths = []
        for number in range(start + place_number, start + count, len(PLACES)):
            role = "Deltaker" if number % 2 else "Veileder"
            path = folder / f"{number:03}.txt"
            path.write_text(
                f"Intervjuer: Hei {number}?\n\n{role}: Ja {number}.\n\nIntervjuer: Og?\n\n"
                f"{role}: Nei.\n",
                encoding="utf-8",
            )
            paths.append(path)
        results = import_files(project, KARI, paths, Choices(place))
        assert all(result.status == "imported" for result in results)


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Project]:
    """A project of sixty interviews."""
    with create_project(str(tmp_path / "many.kodeverk")) as project:
        (tmp_path / "files").mkdir()
        interviews(project, tmp_path / "files", 60)
        yield project


def loads(dealt: Iterable[Assigned]) -> Counter[str]:
    return Counter(one.main for one in dealt)


def uneven(counts: Counter[str], people: Sequence[str] = THREE) -> int:
    return max(counts[one] for one in people) - min(counts[one] for one in people)


def test_every_transcript_gets_one_main_coder_and_each_coder_as_many(many: Project) -> None:
    dealt = assign(many, KARI, THREE)
    assert len({one.transcript for one in dealt}) == len(dealt) == 60
    assert set(loads(dealt).values()) == {20}
    with many.reading() as connection:
        mains = queries.main_coders(connection)
    assert [len(named) for named in mains.values()] == [1] * 60
    assert set(states_of(many).values()) == {"assigned"}
    assert coder_names(many) == ["Amina", "Jonas", "Kari"]


def test_one_seed_gives_one_deal_and_another_seed_another(many: Project) -> None:
    first = assign(many, KARI, THREE, seed=7, double=0.2, stratify=["role"])
    undo(many, KARI)
    again = assign(many, KARI, THREE, seed=7, double=0.2, stratify=["role"])
    undo(many, KARI)
    other = assign(many, KARI, THREE, seed=8, double=0.2, stratify=["role"])
    assert first == again
    assert first != other


@pytest.mark.parametrize("stratify", [["municipality"], ["role"], ["municipality", "role"]])
def test_coders_and_double_coding_are_spread_over_every_stratum(
    many: Project, stratify: list[str]
) -> None:
    dealt = assign(many, KARI, THREE, double=0.3, stratify=stratify)
    assert set(loads(dealt).values()) == {20}
    strata: dict[str, Callable[[str], int]] = {
        "municipality": lambda name: int(name) % len(PLACES),
        "role": lambda name: int(name) % 2,
    }
    groups: dict[tuple[int, ...], list[Assigned]] = {}
    for one in dealt:
        groups.setdefault(tuple(strata[name](one.transcript) for name in stratify), []).append(one)
    assert len(groups) > 1
    for group in groups.values():
        assert uneven(loads(group)) <= 1
        share = sum(bool(one.others) for one in group)
        assert abs(share - 0.3 * len(group)) <= 1


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(["0%", "10%", "20%", "33%", "50%", "100%"]), st.integers(2, 5), st.integers()
)
def test_the_share_coded_twice_is_kept_and_second_coders_differ_and_are_even(
    many: Project, percent: str, people: int, seed: int
) -> None:
    names = ["Kari", "Jonas", "Amina", "Nora", "Ola"][:people]
    double = int(percent[:-1]) / 100
    dealt = assign(many, KARI, names, double=double, seed=seed)
    try:
        twice = [one for one in dealt if one.others]
        assert len(twice) == round(double * 60)
        assert all(one.main not in one.others and len(one.others) == 1 for one in twice)
        pairs = Counter(frozenset((one.main, *one.others)) for one in twice)
        possible = people * (people - 1) // 2
        assert max(pairs.values(), default=0) <= len(twice) / possible + 2
        work = loads(dealt) + Counter(other for one in twice for other in one.others)
        assert uneven(work, names) <= 2
    finally:
        undo(many, KARI)


def test_assignments_there_are_stay_and_new_interviews_are_shared_by_all(
    many: Project, tmp_path: Path
) -> None:
    assign(many, KARI, ["Kari", "Jonas"])
    before = states_of(many)
    assert assign(many, KARI, THREE) == []
    assert states_of(many) == before
    interviews(many, tmp_path / "files", 30, start=60)
    dealt = assign(many, KARI, THREE)
    assert loads(dealt) == dict.fromkeys(THREE, 10)
    assert before.items() <= states_of(many).items()


def test_interviews_that_come_one_at_a_time_are_dealt_evenly_too(
    many: Project, tmp_path: Path
) -> None:
    assign(many, KARI, THREE)
    counts: Counter[str] = Counter()
    for number in range(6):
        interviews(many, tmp_path / "files", 1, start=60 + number)
        counts.update(loads(assign(many, KARI, THREE)))
    assert counts == dict.fromkeys(THREE, 2)


def test_an_interview_somebody_has_begun_becomes_theirs(many: Project) -> None:
    transcript = transcript_named(many, "007").id
    mark_read(many, JONAS, transcript, 5)
    dealt = {one.transcript: one for one in assign(many, KARI, THREE, seed=3)}
    assert dealt["007"].main == "Jonas"
    assert states_of(many)["007", "Jonas"] == "started"
    assert uneven(loads(dealt.values())) <= 1


def test_without_names_everybody_in_the_project_codes(many: Project) -> None:
    transcript = transcript_named(many, "000").id
    for coder in (KARI, JONAS):
        finish(many, coder, [transcript])
    assert uneven(loads(assign(many, KARI, [], double=0.5)), ("Kari", "Jonas")) <= 2


def test_rounds_are_dealt_apart(many: Project) -> None:
    assign(many, KARI, ["Kari"])
    pilot = assign(many, KARI, ["Jonas"], round_name="pilot")
    assert loads(pilot) == {"Jonas": 60}
    assert {row.coder for row in status(many)} == {"Kari"}
    assert {row.coder for row in status(many, "pilot")} == {"Jonas"}


def test_a_name_given_twice_is_one_coder_and_the_author_is_not_made_again(many: Project) -> None:
    dealt = assign(many, JONAS, ["Jonas", " Jonas ", "Nora", "Nora"])
    assert loads(dealt) == {"Jonas": 30, "Nora": 30}
    assert coder_names(many) == ["Jonas", "Kari", "Nora"]
    with many.reading() as connection:
        assert JONAS in queries.coders(connection)


@pytest.mark.parametrize(
    ("coders", "choices", "error", "reason"),
    [
        (["Kari"], {"double": 0.2}, BadInput, "needs two"),
        (["Kari", "Kari "], {"double": 0.2}, BadInput, "needs two"),
        ([], {"double": 0.2}, BadInput, "needs two"),
        (THREE, {"double": 1.2}, BadInput, "120%"),
        (THREE, {"double": -0.1}, BadInput, "-10%"),
        (THREE, {"stratify": ["age"]}, BadInput, "'age'"),
        (["  "], {}, BadInput, "needs a name"),
        (["6f0c2f3e-6a0e-4f4e-9f53-1a2b3c4d5e6f"], {}, NotFound, "no coder"),
    ],
)
def test_what_cannot_be_dealt_is_an_error_and_changes_nothing(
    many: Project,
    coders: Sequence[str],
    choices: dict[str, Any],
    error: type[KodeverkError],
    reason: str,
) -> None:
    before = content_of(many)
    with pytest.raises(error, match=reason) as caught:
        assign(many, KARI, coders, **choices)
    assert caught.value.hint
    assert content_of(many) == before


def test_a_project_without_coders_asks_for_names(tmp_path: Path) -> None:
    with (
        create_project(str(tmp_path / "empty.kodeverk")) as project,
        pytest.raises(NotFound, match="no coders"),
    ):
        assign(project, KARI, [])


def own(name: str) -> Settings:
    """Settings of somebody who has an identity of their own."""
    return Settings(Path("config.toml"), name, name, new_id())


def test_who_was_given_work_before_coming_is_that_coder_in_every_session(many: Project) -> None:
    assign(many, KARI, THREE)
    jonas = own("Jonas")
    first = current_coder(many, jonas)
    assert ("000", "Jonas") in states_of(many) or ("001", "Jonas") in states_of(many)
    for _session in range(3):
        now = current_coder(many, jonas)
        assert now == first
        mark_read(many, now, transcript_named(many, "000").id, 3)
    assert coder_names(many) == ["Amina", "Jonas", "Kari"]


def test_who_was_added_and_named_main_coder_before_coming_is_that_coder(many: Project) -> None:
    added = add_coder(many, own("Kari"), "Nora")
    name_main_coder(many, KARI, {transcript_named(many, "000").id: "Nora"})
    assert current_coder(many, own("Nora")) == added
    assert main_of(many, "000") == ["Nora"]


def test_who_has_coded_before_is_given_work_under_the_same_identity(many: Project) -> None:
    amina = own("Amina")
    before = current_coder(many, amina)
    assert before.id == amina.own_id
    mark_read(many, before, transcript_named(many, "000").id, 3)
    assign(many, KARI, THREE)
    assert current_coder(many, amina) == before
    assert coder_names(many) == ["Amina", "Jonas", "Kari"]


def test_two_copies_that_expect_the_same_coder_make_one_of_them(
    many: Project, tmp_path: Path
) -> None:
    with open_project(str(copy_project(many, tmp_path / "copy.kodeverk"))) as copy:
        assign(copy, JONAS, ["Nora"], round_name="pilot")
    assign(many, KARI, ["Nora"])
    merge(many, KARI, [copy.location])
    assert coder_names(many) == ["Jonas", "Kari", "Nora"]


def test_undo_takes_all_assignments_and_the_coders_nobody_met_back(many: Project) -> None:
    before = content_of(many)
    assign(many, KARI, THREE, double=0.2)
    undo(many, KARI)
    assert content_of(many) == before


def test_work_that_a_colleague_has_begun_is_never_lost_with_the_deal_that_is_taken_back(
    many: Project,
) -> None:
    assign(many, KARI, ["Kari", "Amina"], double=1.0)
    amina = current_coder(many, own("Amina"))
    begun, finished = (transcript_named(many, name).id for name in ("000", "001"))
    mark_read(many, amina, begun, 3)
    finish(many, amina, [finished])
    reversal = undo(many, KARI)
    assert "the assignment stays: its coder has begun" in reversal.skipped
    with many.reading() as connection:
        left = {(one.transcript, one.coder, one.state) for one in queries.assignments(connection)}
    assert left == {(begun, amina.id, "started"), (finished, amina.id, "finished")}
    assert verify(many).ok


def test_the_status_has_a_row_for_each_coder_of_each_transcript_and_one_for_nobodys(
    project: Project,
) -> None:
    advisor = transcript_named(project, "advisor").id
    length = len(text_of(project, "advisor"))
    assert [(row.transcript, row.coder, row.state) for row in status(project)] == [
        ("advisor", None, None),
        ("participant", None, None),
    ]
    apply_code(project, KARI, advisor, Span(30, 35), code_keyed(project, "REL-TILLIT"))
    mark_read(project, KARI, advisor, length // 2)
    assign(project, KARI, ["Kari", "Jonas"], double=1)
    finish(project, expected_coder("Jonas"), [advisor])
    rows = {(row.transcript, row.coder): row for row in status(project)}
    assert len(rows) == 4
    mine, theirs = rows["advisor", "Kari"], rows["advisor", "Jonas"]
    assert (mine.state, mine.codings, mine.main, mine.read_percent) == ("started", 1, True, 50)
    assert (theirs.state, theirs.codings, theirs.main) == ("finished", 0, False)
    assert {row.municipality for row in rows.values()} == {"3203"}


def test_taking_my_word_on_the_main_coder_back_leaves_a_colleagues(
    many: Project, tmp_path: Path
) -> None:
    transcript = transcript_named(many, "007").id
    with open_project(str(copy_project(many, tmp_path / "copy.kodeverk"))) as copy:
        add_coder(copy, Settings(tmp_path / "none.toml"), "Nora")
        name_main_coder(copy, JONAS, {transcript: "Nora"})
    add_coder(many, Settings(tmp_path / "none.toml"), "Amina")
    name_main_coder(many, KARI, {transcript: "Amina"})
    with (
        open_project(str(tmp_path / "copy.kodeverk")) as copy,
        many.locked() as into,
        copy.reading() as read,
    ):
        unite(into, read)  # no step of Kari's: the next one she takes back is her own
    assert [one.about for one in list_conflicts(many)] == ["main coder of 007"]
    undo(many, KARI)
    assert list_conflicts(many) == ()
    assert main_of(many, "007") == ["Nora"]
    redo(many, KARI)
    assert sorted(main_of(many, "007")) == ["Amina", "Nora"]
    assert verify(many).ok


def main_of(project: Project, name: str) -> list[str]:
    return [str(row.coder) for row in status(project) if row.transcript == name and row.main]


def test_a_deal_that_is_foreseen_is_the_one_that_is_dealt_and_writes_nothing(
    project: Project,
) -> None:
    before = content_of(project)
    chosen = Dealing(["Kari", "Ny"], 0.5, ("municipality",), 3, "pilot", again=False)
    foreseen = foresee_deal(project, KARI, chosen)
    assert content_of(project) == before
    assert foreseen == assign(
        project,
        KARI,
        ["Kari", "Ny"],
        double=0.5,
        stratify=["municipality"],
        seed=3,
        round_name="pilot",
    )
    with pytest.raises(BadInput):
        foresee_deal(project, KARI, chosen._replace(double=2))
