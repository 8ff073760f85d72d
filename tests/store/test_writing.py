"""Writing: a step is on disk whole or not at all, and nobody is overwritten unawares."""

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from kodeverk.errors import KodeverkError, StaleWrite
from kodeverk.model.records import Coder
from kodeverk.store import journal, queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import steps
from tests.project_content import content_of
from tests.store.coder_steps import (
    ADA,
    BO,
    DIRECTION,
    TIME,
    TRUST,
    apply_code,
    assert_state_is_the_fold,
    born_coding,
    changes,
    founded,
    import_interview,
    live,
    remove,
    set_field,
    transcript_of,
    value,
)


def test_what_was_coded_is_there_when_the_project_is_opened_again(project: Project) -> None:
    transcript = founded(project)
    coding = apply_code(project, ADA, 10, 18)
    set_field(project, ADA, "coding", coding, DIRECTION, ["fremmer", "hemmer"])
    before = content_of(project)
    with open_project(project.location) as again, again.reading() as connection:
        (found,) = queries.codings(connection, transcript)
        assert (found.id, found.start, found.end, found.code) == (coding, 10, 18, TRUST)
        assert found.coder == ADA.id
        assert found.facets == (("retning", "fremmer"), ("retning", "hemmer"))
        assert journal.content_hash(connection) == before
    assert_state_is_the_fold(project)


def test_a_step_that_fails_half_way_leaves_nothing(project: Project) -> None:
    founded(project)
    before, known = content_of(project), changes(project)

    def fail_half_way() -> None:
        with project.writing(ADA, "half") as writer:
            writer.put_text("en ny tekst")
            born_coding(writer, 0, 8)
            writer.set("code", TRUST, "definition", {"nb": "ny"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert content_of(project) == before
    assert changes(project) == known
    with project.reading() as connection:
        assert len(steps(connection)) == 2
    apply_code(project)
    assert_state_is_the_fold(project)


def test_a_step_the_database_refuses_at_the_end_leaves_nothing_and_the_next_one_is_written(
    project: Project,
) -> None:
    founded(project)
    before = content_of(project)
    with pytest.raises(KodeverkError) as refused, project.writing(ADA, "no such code") as writer:
        born_coding(writer, 0, 8, code="no-such-code")
    assert "\n" not in refused.value.message
    assert content_of(project) == before
    coding = apply_code(project)
    assert live(project, "coding") == {coding}


def test_a_step_that_changes_nothing_is_not_logged(project: Project) -> None:
    founded(project)
    with project.reading() as connection:
        before = steps(connection)
    with project.writing(ADA, "nothing"):
        pass
    assert set_field(project, ADA, "code", TRUST, "active", True) is False
    import_interview(project, ADA)
    with project.reading() as connection:
        assert steps(connection) == before


def test_the_log_names_who_did_what_latest_first(project: Project) -> None:
    founded(project, ADA)
    apply_code(project, BO)
    with project.reading() as connection:
        log = steps(connection)
    assert [(step.author, step.summary) for step in log] == [
        ("Bo", "apply code"),
        ("Ada", "import 0"),
        ("Ada", "load codebook"),
    ]
    assert log[0].changes == 2  # the coding, and Bo who is new here


def test_the_second_writer_waits_for_the_first_and_builds_on_what_it_wrote(
    project: Project,
) -> None:
    founded(project)
    written = threading.Event()
    seen = []

    def second() -> None:
        with open_project(project.location) as other, other.writing(BO, "second") as writer:
            seen.append(writer.set("code", TRUST, "active", False))
        written.set()

    with project.writing(ADA, "first") as writer:
        writer.set("code", TRUST, "active", False)
        thread = threading.Thread(target=second)
        thread.start()
        assert not written.wait(0.2)
    thread.join()
    assert written.is_set()
    assert seen == [False]
    assert_state_is_the_fold(project)


def test_a_reader_sees_one_state_throughout_while_somebody_writes(project: Project) -> None:
    founded(project)
    with project.reading() as connection:
        before = journal.content_hash(connection)
        with open_project(project.location) as other:
            apply_code(other)
        assert journal.content_hash(connection) == before
        assert queries.codings(connection) == []
    assert len(live(project, "coding")) == 1


def test_another_session_sees_what_came_since_in_the_order_it_came(project: Project) -> None:
    founded(project)
    with project.reading() as connection:
        known = connection.scalar(sa.text('SELECT max(seq) FROM "change"'))
    made = [apply_code(project, coder) for coder in (ADA, BO, ADA)]
    with open_project(project.location) as other, other.reading() as connection:
        since = list(journal.since(connection, known))
    assert [change.record for change in since if change.kind == "coding"] == made
    assert [change.stamp for change in since if change.kind == "coding"] == sorted(
        change.stamp for change in since if change.kind == "coding"
    )


def test_a_stale_write_is_refused_and_says_who_and_what(project: Project) -> None:
    founded(project)
    set_field(project, BO, "code", TRUST, "definition", {"nb": "Bos ord"})
    with pytest.raises(StaleWrite) as stale, project.writing(ADA, "define") as writer:
        writer.set("code", TRUST, "definition", {"nb": "Adas ord"}, expected=None)
    assert "Bo " in stale.value.message
    assert "definition" in stale.value.message
    assert "Bos ord" in stale.value.message
    assert stale.value.hint
    assert value(project, "code", TRUST, "definition") == {"nb": "Bos ord"}


def test_a_write_that_read_the_present_value_is_taken(project: Project) -> None:
    founded(project)
    set_field(project, BO, "code", TRUST, "definition", {"nb": "Bos ord"})
    with project.writing(ADA, "define") as writer:
        assert writer.set(
            "code", TRUST, "definition", {"nb": "Adas ord"}, expected={"nb": "Bos ord"}
        )
    assert value(project, "code", TRUST, "definition") == {"nb": "Adas ord"}


def test_a_write_that_expects_a_value_nobody_set_is_stale(project: Project) -> None:
    founded(project)
    coding = apply_code(project)
    with pytest.raises(StaleWrite) as stale, project.writing(ADA, "facet") as writer:
        writer.set("coding", coding, DIRECTION, ["hemmer"], expected=["fremmer"])
    assert "retning" in stale.value.message


def test_a_write_to_a_record_that_is_not_in_the_project_is_stale(project: Project) -> None:
    founded(project)
    before = content_of(project)
    with pytest.raises(StaleWrite, match="coding"), project.writing(ADA, "facet") as writer:
        writer.set("coding", "gone", DIRECTION, ["hemmer"])
    assert content_of(project) == before


def test_true_does_not_pass_for_one(project: Project) -> None:
    with project.writing(ADA, "variable") as writer:
        record = writer.born(
            "variable",
            {"subject_kind": "municipality", "subject": "0301", "name": "nav", "value": 1},
        )
    assert set_field(project, ADA, "variable", record, "value", True)
    with project.reading() as connection:
        (found,) = queries.variables(connection)
    assert found.value is True


def test_setting_a_field_twice_in_a_step_leaves_one_change_and_the_last_value(
    project: Project,
) -> None:
    founded(project)
    known = changes(project)
    with project.writing(ADA, "twice") as writer:
        writer.set("code", TRUST, "position", 7)
        writer.set("code", TRUST, "position", 8)
    assert len(changes(project) - known) == 1
    assert value(project, "code", TRUST, "position") == 8
    assert_state_is_the_fold(project)


def test_a_record_made_and_set_in_one_step_is_there_with_both(project: Project) -> None:
    founded(project)
    with project.writing(ADA, "code with facet") as writer:
        coding = born_coding(writer, 0, 8)
        writer.set("coding", coding, DIRECTION, ["hemmer"])
    assert value(project, "coding", coding, DIRECTION) == ["hemmer"]
    assert_state_is_the_fold(project)


def test_a_record_made_and_removed_in_one_step_is_not_there(project: Project) -> None:
    founded(project)
    with project.writing(ADA, "second thoughts") as writer:
        coding = born_coding(writer, 0, 8)
        writer.remove("coding", coding)
    assert live(project, "coding") == set()
    assert_state_is_the_fold(project)


def test_a_text_is_kept_once(project: Project) -> None:
    with project.writing(ADA, "texts") as writer:
        assert writer.put_text("samme ord") == writer.put_text("samme ord")
    with project.reading() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM text")) == 1


def test_whoever_writes_is_a_coder_of_the_project(project: Project) -> None:
    import_interview(project, Coder("00000000-0000-4000-8000-0000000000ff", "Øyvind"))
    with project.reading() as connection:
        assert [coder.name for coder in queries.coders(connection)] == ["Øyvind"]


def test_the_same_import_on_two_machines_is_the_same_change(fresh: Callable[[], Project]) -> None:
    mine, theirs = fresh(), fresh()
    founded(mine, ADA)
    founded(theirs, BO)
    of_coders = {ADA.id, BO.id}
    with mine.reading() as one, theirs.reading() as other:
        my_births = {c.id for c in journal.since(one, 0) if c.record not in of_coders}
        their_births = {c.id for c in journal.since(other, 0) if c.record not in of_coders}
    assert my_births == their_births


def test_importing_again_what_was_removed_brings_it_back(project: Project) -> None:
    transcript = founded(project)
    before = content_of(project)
    assert remove(project, ADA, "transcript", transcript)
    assert live(project, "transcript") == set()
    assert not remove(project, ADA, "transcript", transcript)
    import_interview(project, ADA)
    assert content_of(project) == before


def test_the_content_hash_ignores_ids_of_changes_stamps_and_the_file(
    fresh: Callable[[], Project],
) -> None:
    """Two files in which the same things were done by the same people, one of them in detours."""
    one, other = fresh(), fresh()
    for project in (one, other):
        founded(project)
    set_field(other, BO, "code", TRUST, "position", 99)
    for project in (one, other):
        set_field(project, BO, "code", TRUST, "position", 5)
    assert changes(one) != changes(other)
    assert content_of(one) == content_of(other)
    with other.locked() as connection:
        connection.execute(sa.text("UPDATE local SET value = 'another' WHERE key = 'file'"))
    assert content_of(one) == content_of(other)
    set_field(other, BO, "code", TRUST, "position", 6)
    assert content_of(one) != content_of(other)


def test_a_removed_transcript_that_codings_need_stays_until_they_go(project: Project) -> None:
    transcript = founded(project)
    coding = apply_code(project, BO)
    remove(project, ADA, "transcript", transcript)
    assert live(project, "transcript") == {transcript}
    assert len(live(project, "version")) == len(live(project, "speaker")) == 1
    assert_state_is_the_fold(project)
    remove(project, BO, "coding", coding)
    assert live(project, "transcript") == set()
    assert_state_is_the_fold(project)


def test_a_removed_version_that_codings_stand_in_stays(project: Project) -> None:
    founded(project)
    apply_code(project, BO)
    (version,) = live(project, "version")
    remove(project, ADA, "version", version)
    assert live(project, "version") == {version}
    assert_state_is_the_fold(project)


def test_removed_themes_stay_as_long_as_a_code_deep_in_them_is_in_use(project: Project) -> None:
    founded(project)
    coding = apply_code(project, BO, code=TRUST)
    other = apply_code(project, BO, code=TIME)
    with project.writing(ADA, "remove the codebook") as writer:
        for code in live(project, "code"):
            writer.remove("code", code)
        for book in live(project, "codebook"):
            writer.remove("codebook", book)
    assert len(live(project, "code")) == 4
    assert len(live(project, "codebook")) == 1
    apply_code(project, ADA)  # any later step must leave them standing
    assert_state_is_the_fold(project)
    remove(project, BO, "coding", other)
    assert live(project, "code") == live(project, "code") - {TIME}
    assert len(live(project, "code")) == 3
    assert coding in live(project, "coding")


def test_a_coder_who_was_removed_stays_while_codings_are_theirs(project: Project) -> None:
    founded(project)
    apply_code(project, BO)
    remove(project, ADA, "coder", BO.id)
    assert BO.id in live(project, "coder")
    assert_state_is_the_fold(project)


def test_names_are_sorted_by_code_point(project: Project) -> None:
    names = ["Å", "Z", "a", "Bodø", "ærfugl", "Ørsta", "É", "🙂", "Aas"]
    for number, name in enumerate(names):
        import_interview(project, ADA, number, name)
    with project.reading() as connection:
        rows = connection.execute(sa.text("SELECT name FROM transcript ORDER BY name")).scalars()
        assert list(rows) == sorted(names)
        assert [found.name for found in queries.transcripts(connection)] == sorted(names)


def test_turns_and_text_come_back_as_they_were(project: Project) -> None:
    transcript = founded(project)
    with project.reading() as connection:
        (version,) = queries.current_versions(connection, [transcript])
    (turn,) = version.turns
    assert version.text[turn.label_start : turn.label_end] == "Deltaker: "
    assert version.text[turn.start : turn.end] == "Veilederen så meg på Ås."
    assert transcript == transcript_of(0)
