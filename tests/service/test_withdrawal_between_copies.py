"""What copies of a team withdraw is out in every order of merging, and nothing else is."""

import itertools
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kodeverk.errors import Refused
from kodeverk.formats.metadata import FileFacts
from kodeverk.formats.pseudonyms import Decision, KeyRow, write_key
from kodeverk.model.change import BIRTH, Value
from kodeverk.model.identity import new_id, transcript_id
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Coder
from kodeverk.model.text import text_hash
from kodeverk.service import (
    coding,
    forgetting,
    importing,
    pseudonymising,
    recognising,
    removing,
    replacing,
)
from kodeverk.service.correcting import correct
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.facts import Fact, FactKind
from kodeverk.service.import_choices import Choices
from kodeverk.service.leftovers import find_leftovers
from kodeverk.service.merging import merge
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from kodeverk.store.schema import text as texts
from tests.project_content import bytes_on_disk
from tests.service.trial_project import memory_in

ANNE, BO = (Coder(new_id(), name) for name in ("Anne", "Bo"))

FIRST = (
    "I: Hvordan gikk det?\nD: Jeg snakket med Amina om kurset.\nE: Samira ringte meg hver uke.\n"
)
ROLES = {"I": "interviewer", "D": "participant", "E": "participant"}
OTHER = "I: Hva skjedde?\nD: Det gikk fint på kurset hele året.\n"


def import_text(project: Project, folder: Path, name: str, words: str, **choices: Any) -> None:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    (result,) = importing.import_files(project, ANNE, [path], Choices(**choices))
    assert result.status == "imported", result.error


def replace_text(project: Project, folder: Path, name: str, words: str) -> None:
    path = folder / "ny.txt"
    path.write_text(words, encoding="utf-8")
    preview = importing.look_at(project, [path], Choices())[0]
    replacing.replace_text(project, BO, one_called(project, name), preview)


def pseudonymise(project: Project, folder: Path, **names: str) -> pseudonymising.Pseudonymised:
    decisions = [Decision("x:1", "yes", name, shows, "") for name, shows in names.items()]
    planned = pseudonymising.plan_replacement(project, decisions)
    return pseudonymising.pseudonymise(project, ANNE, planned, folder / f"{new_id()}.csv")


def copy_of(path: Path) -> Path:
    copy = path.with_name(f"{new_id()}.kodeverk")
    shutil.copyfile(path, copy)
    return copy


def merged(order: tuple[Path, ...]) -> Project:
    """Return an open project into which copies were merged in this order."""
    project = open_project(str(copy_of(order[0])))
    for other in order[1:]:
        merge(project, ANNE, [str(other)])
    return project


def words_in(project: Project) -> str:
    with project.reading() as connection:
        return "\n".join(sorted(connection.scalars(sa.select(texts.c.text))))


def assert_one(projects: list[Project]) -> None:
    verdicts = [verify(project) for project in projects]
    assert [one.problems for one in verdicts] == [()] * len(verdicts)
    assert len({one.content_hash for one in verdicts}) == 1


def merged_in_every_order(copies: Sequence[Path]) -> Iterator[Project]:
    """Merge copies in every order to one content, and yield the open project of each order."""
    results = [merged(order) for order in itertools.permutations(copies)]
    assert_one(results)
    for project in results:
        yield project
        project.close()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.kodeverk"
    people = {"D": "P1", "E": "P2"}
    with create_project(str(path)) as project:
        import_text(project, tmp_path, "t.txt", FIRST, roles=ROLES, informants=people)
    return path


def test_names_a_correction_and_a_forgotten_person_meet_in_every_order(
    base: Path, tmp_path: Path
) -> None:
    forgot, corrected, named = (copy_of(base) for _ in range(3))
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "P1")
    with open_project(str(corrected)) as project:
        new = FIRST.replace("hver uke", "hver eneste uke").replace(
            "om kurset", "om kurset og Amina svarte"
        )
        replace_text(project, tmp_path, "t", new)
    with open_project(str(named)) as project:
        pseudonymise(project, tmp_path, Samira="[Person S]", Amina="[Person A]")
    for project in merged_in_every_order([forgot, corrected, named]):
        assert b"Samira" not in bytes_on_disk(project)
        assert b"Amina" not in bytes_on_disk(project)
        assert "E: [Person S] ringte meg hver eneste uke." in words_in(project)
        assert "D: Jeg" not in words_in(project)


def test_forgetting_after_a_wrong_file_was_put_right_takes_no_other_interview(
    base: Path, tmp_path: Path
) -> None:
    anne, bo = copy_of(base), copy_of(base)
    with open_project(str(anne)) as project:
        import_text(project, tmp_path, "x.txt", OTHER, roles={"D": "participant"})
    with open_project(str(bo)) as project:
        replace_text(project, tmp_path, "t", OTHER)
        replace_text(project, tmp_path, "t", FIRST)
        forgetting.forget(project, BO, "t")
    results = [merged(order) for order in ((anne, bo), (bo, anne))]
    assert_one(results)
    for project in results:
        with project.reading() as connection:
            assert [one.name for one in queries.transcripts(connection)] == ["x"]
        assert words_in(project) == OTHER
        project.close()


def test_a_wrong_file_put_right_can_come_in_as_its_own_interview_and_lends_no_facts(
    base: Path, tmp_path: Path
) -> None:
    project = open_project(str(base))
    replace_text(project, tmp_path, "t", OTHER)
    replace_text(project, tmp_path, "t", FIRST)
    path = tmp_path / "u.txt"
    path.write_text(OTHER, encoding="utf-8")
    said = Choices(municipality="Oslo", date="2020-01-02")
    (left,) = importing.import_files(project, ANNE, [path], said)
    assert (left.status, left.changes) == ("unchanged", ())
    assert "--as-new" in left.warnings[0]
    as_new = replace(said, as_new=True, informants={"D": "P5"})
    (own,) = importing.import_files(project, ANNE, [path], as_new)
    assert (own.status, own.transcript) == ("imported", "u")
    (again,) = importing.import_files(project, ANNE, [path], as_new)
    assert (again.status, again.transcript) == ("unchanged", "u")
    with project.reading() as connection:
        shown = {one.name: (one.municipality, one.date) for one in queries.transcripts(connection)}
    assert shown == {"t": (None, None), "u": ("0301", "2020-01-02")}
    forgetting.forget(project, ANNE, "u")
    assert "Amina" in words_in(project)
    assert "hele året" not in words_in(project)
    assert verify(project).problems == ()
    project.close()


def test_somebody_else_speaks_in_a_text_that_one_copy_has_not_seen(tmp_path: Path) -> None:
    path = tmp_path / "base.kodeverk"
    words = "I: Hei du.\nV: Jeg ringte henne ofte.\n"
    with create_project(str(path)) as project:
        roles = {"I": "interviewer", "V": "advisor"}
        import_text(project, tmp_path, "t.txt", words, roles=roles, informants={"V": "P2"})
    a, b = copy_of(path), copy_of(path)
    with open_project(str(b)) as project:
        replace_text(project, tmp_path, "t", f"{words}N: Hansen var der.\n")
        done = forgetting.forget(project, BO, "P2")
        assert (done.transcripts, done.withdrawn_in) == ((), ("t",))
    results = [merged(order) for order in ((a, b), (b, a))]
    assert_one(results)
    for project in results:
        assert words_in(project).count("[…]: […]") == 2
        assert "ringte" not in words_in(project)
        assert "Hansen" in words_in(project)
        project.close()


def test_an_interview_somebody_let_go_is_gone_where_somebody_else_speaks_in_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "base.kodeverk"
    words = "I: Hei du.\nV: Jeg ringte henne ofte.\n"
    with create_project(str(path)) as project:
        roles = {"I": "interviewer", "V": "advisor"}
        import_text(project, tmp_path, "t.txt", words, roles=roles, informants={"V": "P2"})
    a, b, c = (copy_of(path) for _ in range(3))
    with open_project(str(a)) as project:
        assert forgetting.forget(project, ANNE, "P2").transcripts == ("t",)
    with open_project(str(b)) as project:
        replace_text(project, tmp_path, "t", f"{words}N: Hansen var der.\n")
    with open_project(str(c)) as project, project.reading() as connection:
        (one,) = queries.transcripts(connection)
    with open_project(str(c)) as project:
        coding.write_memo(project, BO, "transcript", one.id, "om intervjuet")
    for project in merged_in_every_order([a, b, c]):
        assert words_in(project) == ""


def test_an_interview_goes_with_the_last_for_whom_it_stayed_and_no_later_copy_brings_it_back(
    base: Path, tmp_path: Path
) -> None:
    copies = anne, bo, cato = [copy_of(base) for _ in range(3)]
    with open_project(str(anne)) as project:
        assert forgetting.forget(project, ANNE, "P1").transcripts == ()
    with open_project(str(bo)) as project:
        assert forgetting.forget(project, BO, "P2").transcripts == ()
    with open_project(str(cato)) as project:
        replace_text(project, tmp_path, "t", f"{FIRST}N: Hansen var der.\n")
    for project in merged_in_every_order(copies):
        assert words_in(project) == ""
    both = merged((anne, bo))
    (tmp_path / "t.txt").write_text(FIRST, encoding="utf-8")
    (again,) = importing.import_files(both, ANNE, [tmp_path / "t.txt"], Choices())
    assert again.status != "imported"
    both.close()


def test_an_interview_stays_for_whom_it_was_to_stay_whatever_another_copy_knows(
    base: Path, tmp_path: Path
) -> None:
    anne, bo = copy_of(base), copy_of(base)
    with open_project(str(anne)) as project:
        replace_text(project, tmp_path, "t", f"{FIRST}N: Hansen var.\nD: Ja.\nE: Nei.\nN: Jo.\n")
        assert forgetting.forget(project, ANNE, "P1").transcripts == ()
        assert forgetting.forget(project, ANNE, "P2").transcripts == ()
    for project in merged_in_every_order([anne, bo]):
        assert "N: Hansen var." in words_in(project)
        assert "Amina" not in words_in(project)


def test_an_interview_only_another_copy_has_goes_with_its_one_informant(
    base: Path, tmp_path: Path
) -> None:
    anne, bo = copy_of(base), copy_of(base)
    with open_project(str(anne)) as project:
        forgetting.forget(project, ANNE, "P1")
    with open_project(str(bo)) as project:
        roles = {"I": "interviewer", "D": "participant"}
        import_text(project, tmp_path, "o.txt", OTHER, roles=roles, informants={"D": "P1"})
    for project in merged_in_every_order([anne, bo]):
        assert "kurset hele året" not in words_in(project)
        assert "Hva skjedde" not in words_in(project)
        assert "E: Samira" in words_in(project)


def test_a_role_said_otherwise_lets_no_order_and_no_older_copy_take_an_interview(
    tmp_path: Path,
) -> None:
    first, last = tmp_path / "first.kodeverk", tmp_path / "last.kodeverk"
    roles = {"I": "interviewer", "D": "participant"}
    with create_project(str(first)) as project:
        import_text(project, tmp_path, "o.txt", OTHER, roles=roles, informants={"D": "P1"})
    forgot, older, newer = copy_of(first), copy_of(first), last
    roles["E"] = "interviewer"
    with open_project(str(older)) as project:
        import_text(project, tmp_path, "t.txt", FIRST, roles=roles, informants={"D": "P1"})
    newer.write_bytes(older.read_bytes())
    with open_project(str(newer)) as project:
        with project.reading() as connection:
            (one,) = [one for one in queries.transcripts(connection) if one.name == "t"]
        correct(project, BO, one.id, {Fact("role", "E"): "participant"})
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "P1")
    asked = copy_of(newer)
    with open_project(str(asked)) as project:
        assert forgetting.forget(project, BO, "P1").withdrawn_in == ("t",)
    for copies in ((forgot, older, newer), (forgot, older, asked)):
        results = [merged(order) for order in itertools.permutations(copies)]
        assert_one(results)
        for project in results:
            for copy in copies:
                merge(project, ANNE, [str(copy)])
        assert_one(results)
        for project in results:
            project.close()


def test_speakers_recognised_anew_before_somebody_is_forgotten_say_what_goes_in_every_order(
    base: Path, tmp_path: Path
) -> None:
    copies = anne, bo, _ = [copy_of(base) for _ in range(3)]
    for copy, author in ((anne, ANNE), (bo, BO)):
        with open_project(str(copy)) as project:
            with project.reading() as connection:
                (one,) = queries.transcripts(connection)
            recognising.recognise_again(project, author, one.id, joined={"D": "E"})
    with open_project(str(anne)) as project:
        forgetting.forget(project, ANNE, "P1")
    for project in merged_in_every_order(copies):
        assert "Jeg snakket med Amina om kurset." in words_in(project)


def one_called(project: Project, name: str) -> str:
    """Return the id of the transcript with this name."""
    with project.reading() as connection:
        (one,) = [one for one in queries.transcripts(connection) if one.name == name]
    return one.id


def put_right(path: Path, *facts: tuple[FactKind, str, str], transcript: str = "t") -> None:
    """Correct in a copy what was said of speakers of a transcript."""
    with open_project(str(path)) as project:
        said = {Fact(kind, of): said for kind, of, said in facts}
        correct(project, BO, one_called(project, transcript), said)


def test_who_was_taken_for_somebody_by_mistake_stays_when_that_person_is_forgotten(
    base: Path, tmp_path: Path
) -> None:
    older, forgot = copy_of(base), copy_of(base)
    put_right(forgot, ("informant", "D", "P3"))
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "P1")
    for project in merged_in_every_order([older, forgot]):
        assert "Jeg snakket med Amina om kurset." in words_in(project)


def test_a_link_put_right_elsewhere_changes_in_no_order_whose_words_are_forgotten(
    tmp_path: Path,
) -> None:
    forgot = tmp_path / "forgot.kodeverk"
    people = {"D": "P1", "E": "P2"}
    with create_project(str(forgot)) as project:
        import_text(project, tmp_path, "o.txt", OTHER, informants={"D": "P1"})
    linked = tmp_path / "linked.kodeverk"
    with create_project(str(linked)) as project:
        import_text(project, tmp_path, "t.txt", FIRST, informants=people)
    corrected = copy_of(linked)
    put_right(corrected, ("informant", "D", "P3"))
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "P1")
    for project in merged_in_every_order([forgot, linked, corrected]):
        assert "Samira ringte" in words_in(project)
        assert "Jeg snakket" not in words_in(project)


def test_what_an_interpreter_said_for_somebody_goes_in_no_order_by_a_link_put_right_before(
    tmp_path: Path,
) -> None:
    first = tmp_path / "first.kodeverk"
    roles = {"I": "interpreter", "D": "participant", "E": "participant"}
    with create_project(str(first)) as project:
        people = {"D": "P1", "E": "P2"}
        import_text(project, tmp_path, "t.txt", FIRST, roles=roles, informants=people)
    put_right(first, ("speaks_for", "I", "D"))
    older, right, forgot, forgot_before = (copy_of(first) for _ in range(4))
    for copy in (right, forgot):
        put_right(copy, ("speaks_for", "I", "E"))
    for copy in (forgot, forgot_before):
        with open_project(str(copy)) as project:
            forgetting.forget(project, ANNE, "P1")
    for copies, stays in (((older, forgot), True), ((older, right, forgot_before), False)):
        for project in merged_in_every_order(copies):
            assert ("Hvordan gikk det?" in words_in(project)) == stays
            assert "Jeg snakket" not in words_in(project)


def test_a_person_whom_two_copies_link_otherwise_stays_in_no_order_without_an_interview(
    base: Path,
) -> None:
    forgot, linked, unlinked = (copy_of(base) for _ in range(3))
    put_right(linked, ("informant", "D", "Volda-V1"))
    put_right(unlinked, ("informant", "D", ""))
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "t")
    for project in merged_in_every_order([forgot, linked, unlinked]):
        assert b"Volda-V1" not in bytes_on_disk(project)


def said_of(project: Project) -> dict[str, str]:
    """Return the people of a project -> what they allow of quoting."""
    with project.reading() as connection:
        return {one.name: one.quotation for one in queries.informants(connection)}


@pytest.fixture
def two_interviews(tmp_path: Path) -> Path:
    path = tmp_path / "two.kodeverk"
    with create_project(str(path)) as project:
        import_text(project, tmp_path, "t.txt", FIRST, roles=ROLES, informants={"E": "P2"})
        import_text(project, tmp_path, "u.txt", OTHER, roles={"I": "interviewer"})
    return path


def test_whom_others_link_to_an_interview_goes_with_it_and_in_every_order(
    two_interviews: Path,
) -> None:
    forgot, linked, beside = (copy_of(two_interviews) for _ in range(3))
    put_right(linked, ("informant", "D", "P9"), ("quotation", "P9", "yes"))
    put_right(beside, ("informant", "D", "P9"), transcript="u")
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "t")
    for project in merged_in_every_order([forgot, linked, beside]):
        assert said_of(project) == {}
        with pytest.raises(Refused, match="forgotten for good"):
            correct(project, BO, one_called(project, "u"), {Fact("informant", "D"): "P9"})


def test_who_is_known_to_speak_in_another_interview_stays_in_every_order(
    two_interviews: Path,
) -> None:
    put_right(two_interviews, ("informant", "D", "P9"), ("quotation", "P9", "yes"))
    put_right(two_interviews, ("informant", "D", "P9"), transcript="u")
    forgot, unlinked = copy_of(two_interviews), copy_of(two_interviews)
    put_right(unlinked, ("informant", "D", ""), transcript="u")
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "t")
        assert said_of(project) == {"P9": "yes"}
    for project in merged_in_every_order([forgot, unlinked]):
        assert said_of(project) == {"P9": "yes"}


def test_who_was_said_by_mistake_to_speak_in_another_interview_goes_all_the_same(
    two_interviews: Path,
) -> None:
    put_right(two_interviews, ("informant", "D", "P9"))
    put_right(two_interviews, ("informant", "D", "P9"), transcript="u")
    put_right(two_interviews, ("informant", "D", ""), transcript="u")
    with open_project(str(two_interviews)) as project:
        forgetting.forget(project, ANNE, "t")
        assert said_of(project) == {}
        assert verify(project).problems == ()


def test_two_who_forget_an_interview_and_know_of_others_apart_let_the_same_people_go(
    two_interviews: Path,
) -> None:
    put_right(two_interviews, ("informant", "D", "P9"))
    beside, alone, linked = (copy_of(two_interviews) for _ in range(3))
    put_right(beside, ("informant", "D", "P9"), transcript="u")
    put_right(linked, ("informant", "E", "P8"))
    for copy in (beside, alone):
        with open_project(str(copy)) as project:
            forgetting.forget(project, ANNE, "t")
    for project in merged_in_every_order([beside, alone, linked]):
        assert said_of(project) == {}


def test_a_forgotten_person_leaves_no_name_that_was_made_of_the_label(tmp_path: Path) -> None:
    first = tmp_path / "first.kodeverk"
    with create_project(str(first)) as project:
        facts = FileFacts("t.txt", None, None, {**ROLES}, {}, {"quotation": "yes"}, {})
        import_text(project, tmp_path, "t.txt", FIRST, facts={"t.txt": facts})
        assert said_of(project) == {"t/D": "yes", "t/E": "yes"}
    older, forgot = copy_of(first), copy_of(first)
    put_right(forgot, ("informant", "D", "P9"))
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "P9")
    for project in merged_in_every_order([older, forgot]):
        assert said_of(project) == {"t/E": "yes"}
        assert b"t/D" not in bytes_on_disk(project)


def test_choices_for_labels_go_with_the_interviews_they_were_made_for_in_every_order(
    base: Path, tmp_path: Path
) -> None:
    forgot, again, mistaken = (copy_of(base) for _ in range(3))
    for copy, role in ((forgot, "participant"), (again, "advisor")):
        with open_project(str(copy)) as project:
            import_text(project, tmp_path, "u.txt", OTHER, roles={"D": role})
    with open_project(str(mistaken)) as project:
        replace_text(project, tmp_path, "t", OTHER)
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "u")
    for copies in ([forgot, again], [forgot, again, mistaken]):
        for project in merged_in_every_order(copies):
            assert memory_in(project).roles == {"E": "participant", "D": "participant"}


def test_a_label_a_person_once_had_stays_nowhere_after_they_are_forgotten(tmp_path: Path) -> None:
    first = tmp_path / "first.kodeverk"
    named = FIRST.replace("D:", "Zarathustra:")
    with create_project(str(first)) as project:
        people = {"Zarathustra": "P1", "E": "P2"}
        import_text(
            project,
            tmp_path,
            "t.txt",
            named,
            roles={"Zarathustra": "participant"},
            informants=people,
        )
    forgot, other = copy_of(first), copy_of(first)
    put_right(forgot, ("role", "Zarathustra", "teacher"), ("label", "Zarathustra", "D1"))
    put_right(other, ("role", "Zarathustra", "leader"), ("label", "Zarathustra", "D2"))
    with open_project(str(forgot)) as project:
        forgetting.forget(project, ANNE, "P1")
        assert b"Zarathustra" not in bytes_on_disk(project)
    for project in merged_in_every_order([forgot, other]):
        assert b"Zarathustra" not in bytes_on_disk(project)
        assert memory_in(project).roles == {}


def test_no_spelling_of_a_forgotten_persons_label_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "one.kodeverk"
    named = (FIRST + FIRST).replace("D:", "Zarathustra Alm:") + 2 * "I: Og?\nZ Alm: Det var det.\n"
    with create_project(str(path)) as project:
        import_text(
            project,
            tmp_path,
            "t.txt",
            named,
            roles={"ZARATHUSTRA  alm": "participant", "z alm": "participant", "E": "participant"},
            joined={"z alm": "zarathustra alm"},
            informants={"Zarathustra Alm": "P1", "E": "P2"},
        )
        assert memory_in(project).joined == {"z alm": "zarathustra alm"}
        forgetting.forget(project, ANNE, "P1")
        assert memory_in(project).roles == {"E": "participant"}
        assert memory_in(project).joined == {}
        assert b"alm" not in bytes_on_disk(project).lower()
        assert verify(project).problems == ()


def test_an_earlier_name_of_a_forgotten_interview_stays_in_no_log(base: Path) -> None:
    put_right(base, ("name", "", "Zarathustra"))
    put_right(base, ("date", "", "2020-01-02"), transcript="Zarathustra")
    put_right(base, ("name", "", "u"), transcript="Zarathustra")
    with open_project(str(base)) as project:
        forgetting.forget(project, ANNE, "u")
        assert b"Zarathustra" not in bytes_on_disk(project)


def test_forgetting_a_person_takes_nobody_elses_interview_because_it_was_taken_out(
    base: Path, tmp_path: Path
) -> None:
    anne, bo = copy_of(base), copy_of(base)
    with open_project(str(anne)) as project:
        with project.reading() as connection:
            (one,) = queries.transcripts(connection)
        removing.remove(project, ANNE, one.id)
        done = forgetting.forget(project, ANNE, "P1")
        assert (done.transcripts, done.informants) == ((), ("P1",))
        assert "Amina" not in words_in(project)
        assert "E: Samira ringte" in words_in(project)
    with open_project(str(bo)) as project:
        coding.write_memo(project, BO, "transcript", one.id, "om intervjuet")
    for project in merged_in_every_order([anne, bo]):
        assert "E: Samira ringte" in words_in(project)


@pytest.fixture
def unsearched(base: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Who took a name out, who still has the text it stood in, who never had but wrote the name."""
    path = copy_of(base)
    with open_project(str(path)) as project:
        import_text(project, tmp_path, "x.txt", "I: Hvem?\nD: Zarathustra.\n")
    holds = copy_of(path)
    with open_project(str(path)) as project:
        pseudonymise(project, tmp_path, Zarathustra="[Person Z]")
    wrote = copy_of(base)
    with open_project(str(wrote)) as project:
        coding.write_memo(project, BO, "project", None, "Zarathustra ringte")
    return path, holds, wrote


def key_of(project: Project, folder: Path, original: str) -> Path:
    """Write a key of the project that knows who was called so before `[Person Z]`."""
    key = folder / "key.csv"
    with project.reading() as connection:
        identity = queries.local_value(connection, "project")
    write_key(key, [KeyRow(identity, "2026-01-01", original, "[Person Z]", "")])
    return key


def test_a_name_from_a_text_a_copy_never_had_is_listed_until_it_is_found(
    unsearched: tuple[Path, Path, Path],
) -> None:
    took, holds, wrote = unsearched
    with open_project(str(wrote)) as project:
        assert merge(project, BO, [str(took)]).unsearched == ("[Person Z]",)
        assert verify(project).problems == ()
        assert verify(project).unsearched == ("[Person Z]",)
        (left,) = find_leftovers(project, ["Zarathustra"])
        assert left.places == 1
    into = copy_of(took)
    with open_project(str(into)) as project:
        assert merge(project, ANNE, [str(wrote)]).unsearched == ("[Person Z]",)
        assert verify(project).unsearched == ("[Person Z]",)
    with open_project(str(wrote)) as project:
        assert merge(project, BO, [str(holds)]).unsearched == ()
        assert verify(project).unsearched == ()
        assert b"Zarathustra" not in bytes_on_disk(project)
    in_other_order = merged((holds, unsearched[2], took))
    with open_project(str(wrote)) as project:
        assert_one([project, in_other_order])
    in_other_order.close()


def test_a_name_that_went_only_within_a_longer_one_does_not_count_as_searched(
    base: Path, tmp_path: Path
) -> None:
    with open_project(str(base)) as project:
        replace_text(project, tmp_path, "t", FIRST.replace("Amina", "Samira Vik"))
    forgot, longer, named = (copy_of(base) for _ in range(3))
    with open_project(str(forgot)) as project:
        coding.write_memo(project, BO, "project", None, "Samiras dag")
        forgetting.forget(project, BO, "P2")
    with open_project(str(longer)) as project:
        pseudonymise(project, tmp_path, **{"Samira Vik": "[Person V]"})
    with open_project(str(named)) as project:
        pseudonymise(project, tmp_path, Samira="[Person S]")
    for order in itertools.permutations([forgot, longer, named]):
        with merged(order) as project:
            verdict = verify(project)
            assert verdict.problems == ()
            assert verdict.unsearched == (
                ("[Person S]",) if b"Samira" in bytes_on_disk(project) else ()
            )


def test_whoever_has_the_key_looks_for_what_a_merge_could_not_and_is_not_told_again(
    unsearched: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    took, _, wrote = unsearched
    with open_project(str(wrote)) as project:
        merge(project, BO, [str(took)])
        key = key_of(project, tmp_path, "Zarathustra")
    with open_project(str(wrote)) as project:
        planned = pseudonymising.plan_again(project, key)
        assert [one.text for one in planned.replaced] == ["Zarathustra"]
        assert pseudonymising.pseudonymise(project, BO, planned, key).left == ()
        assert verify(project).unsearched == ()
        assert b"Zarathustra" not in bytes_on_disk(project)
        assert pseudonymising.plan_again(project, key).replaced == ()


def test_a_name_is_listed_although_somebody_looked_for_another_of_the_same_pseudonym(
    unsearched: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    took, _, wrote = unsearched
    with open_project(str(wrote)) as project:
        merge(project, BO, [str(took)])
        key = key_of(project, tmp_path, "Olga")
        pseudonymising.pseudonymise(project, BO, pseudonymising.plan_again(project, key), key)
        assert verify(project).unsearched == ("[Person Z]",)
        pseudonymise(project, tmp_path, Samira="[Person Z]")
        assert verify(project).unsearched == ("[Person Z]",)


def test_looking_again_with_a_key_writes_no_pseudonym_that_was_replaced_since(
    base: Path, tmp_path: Path
) -> None:
    key = tmp_path / "key.csv"
    with open_project(str(base)) as project:
        for name, shows in (("Amina", "Berit Vik"), ("Berit Vik", "[Person A]")):
            planned = pseudonymising.plan_replacement(
                project, [Decision("x:1", "yes", name, shows, "")]
            )
            pseudonymising.pseudonymise(project, ANNE, planned, key)
        before = key.read_bytes()
        import_text(project, tmp_path, "x.txt", "I: Hvem da?\nD: Amina Berit Vik, tror jeg.\n")
        coding.write_memo(project, BO, "project", None, "Amina ringte")
        planned = pseudonymising.plan_again(project, key)
        assert pseudonymising.pseudonymise(project, ANNE, planned, key).left == ()
        assert key.read_bytes() == before
        assert "D: [Person A] [Person A], tror jeg." in words_in(project)
        assert b"Amina" not in bytes_on_disk(project)
        assert b"Berit" not in bytes_on_disk(project)


def test_a_pseudonym_that_was_a_name_and_was_replaced_comes_back_in_no_order(
    base: Path, tmp_path: Path
) -> None:
    named, other = copy_of(base), copy_of(base)
    with open_project(str(named)) as project:
        for original, shows in (("Amina", "[Berit]"), ("[Berit]", "[Person A]")):
            pseudonymise(project, tmp_path, **{original: shows})
        assert b"Berit" not in bytes_on_disk(project)
    with open_project(str(other)) as project:
        replace_text(project, tmp_path, "t", FIRST.replace("om kurset", "om Aminas kurs"))
    for project in merged_in_every_order([named, other]):
        assert "om [Person A]s kurs" in words_in(project)
        assert b"Berit" not in bytes_on_disk(project)


def test_a_name_joined_as_in_the_name_of_a_file_is_listed_as_left(tmp_path: Path) -> None:
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        import_text(project, tmp_path, "Kari_Nordmann.txt", "I: Hvem?\nV: Kari Nordmann.\n")
        (left,) = pseudonymise(project, tmp_path, **{"Kari Nordmann": "[P]"}).left
        assert (left.written, left.places) == ("Kari_Nordmann", 1)
        assert left.where == ("what is kept of Kari_Nordmann",)


INVISIBLE = (
    "I: Hvem?\nV: Samira, Sa\u00admira, Sa\u2060mira og Sa\u200cmira. Kari\nV: Nordmann.\n"
    "V: Sa\u200emira, Sa\u180bmira, Sa\u206amira, Sa\u3164mira og Sa\U000e0061mira.\n"
)


def test_invisible_signs_and_line_breaks_hide_no_name(tmp_path: Path) -> None:
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        import_text(project, tmp_path, "t.txt", INVISIBLE, roles={"V": "advisor"})
        coding.write_memo(project, ANNE, "project", None, "Sa\u00admira og Pa\u030al  Pål")
        done = pseudonymise(project, tmp_path, Samira="[A]", Pål="[B]")
        assert done.left == ()
        assert words_in(project).splitlines()[1] == "V: [A], [A], [A] og [A]. Kari"
        with project.reading() as connection:
            assert [one.text for one in queries.memos(connection)] == ["[A] og [B]  [B]"]
        assert find_leftovers(project, ["Samira", "Pål"]) == ()


def test_what_is_left_is_found_through_invisible_signs(tmp_path: Path) -> None:
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        import_text(project, tmp_path, "t.txt", INVISIBLE, roles={"V": "advisor"})
        assert sum(one.places for one in find_leftovers(project, ["Samira"])) == 9


NAME = "Quirinalda"


def test_a_name_in_any_field_of_any_kind_is_gone_or_listed_as_left(
    base: Path, tmp_path: Path
) -> None:
    with open_project(str(base)) as project:
        with project.reading() as connection:
            there = {
                "transcript": queries.transcripts(connection)[0].id,
                "text": connection.scalar(sa.select(texts.c.hash)),
            }
        with project.writing(ANNE, f"wrote {NAME} everywhere") as writer:
            for kind, about in KINDS.items():
                values: dict[str, Value] = {
                    name: {"nb": f"om {NAME}"} if field.type == "structure" else f"om {NAME}"
                    for name, field in about.fields.items()
                    if field.words != "none"
                }
                referred: dict[str, Value] = {
                    name: there[field.refers]
                    for name, field in about.fields.items()
                    if field.refers in there
                }
                if values:
                    writer.born(kind, values | referred)
        with project.reading() as connection:
            kept = [*queries.kept_strings(connection)]
        named = {(one.kind, name) for one in kept for name in _fields_with(one)}
        said = {
            (kind, name)
            for kind, about in KINDS.items()
            for name, field in about.fields.items()
            if field.words != "none"
        }
        assert named == said
        done = pseudonymise(project, tmp_path, **{NAME: "[Person Q]"})
        with project.reading() as connection:
            kept = [*queries.kept_strings(connection)]
        left = {(one.kind, name) for one in kept for name in _fields_with(one)}
        assert left == {
            (kind, name)
            for kind, about in KINDS.items()
            for name, field in about.fields.items()
            if field.words == "left"
        }
        assert sum(one.places for one in done.left) == len(left)


def _fields_with(one: queries.KeptString) -> list[str]:
    if one.kind == "log" or NAME not in one.value:
        return []
    value = json.loads(one.value)
    if one.field != BIRTH:
        return [one.field]
    return [name for name, words in value.items() if NAME in json.dumps(words)]


def test_exports_have_no_id_and_no_hash_of_the_text_as_it_was(base: Path, tmp_path: Path) -> None:
    digest, identity = text_hash(FIRST), transcript_id(text_hash(FIRST))
    now = text_hash(FIRST.replace("Samira", "[Person S]"))
    with open_project(str(base)) as project:
        coding.write_memo(project, ANNE, "transcript", identity, "om intervjuet")
        coding.finish(project, ANNE, [identity])
        pseudonymise(project, tmp_path, Samira="[Person S]")
        export_csv(project, tmp_path / "out", ExportOptions(memos=True))
        export_sqlite(project, tmp_path / "out" / "p.sqlite", ExportOptions(memos=True))
        with project.reading() as connection:
            speakers = queries.speakers(connection)
            people = [one.id for one in queries.informants(connection)]
    out = b"".join(file.read_bytes() for file in (tmp_path / "out").iterdir())
    assert not [one for one in (*people, *(one.id for one in speakers)) if one.encode() in out]
    assert digest.encode() not in out
    assert identity.encode() not in out
    assert now.encode() in out
    assert transcript_id(now).encode() in out
