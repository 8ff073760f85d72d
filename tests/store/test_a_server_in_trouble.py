"""A PostgreSQL server that hangs, goes away or is slow: nothing is lost, nor done twice."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from kodeverk.errors import BadInput, BadProject, Busy, KodeverkError, Refused, Unconfirmed
from kodeverk.model.identity import new_id
from kodeverk.service.merging import merge
from kodeverk.service.verification import verify
from kodeverk.store import postgresql, steps
from kodeverk.store.backup import copy_project
from kodeverk.store.derived_files import remembered
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from tests import undo_and_redo
from tests.project_content import content_of
from tests.store.coder_steps import (
    ADA,
    apply_code,
    assert_state_is_the_fold,
    changes,
    founded,
    live,
)
from tests.store.conftest import NewLocation
from tests.store.cut_connection import Wire, wire_to

pytestmark = pytest.mark.filterwarnings(
    # A cursor whose server went away cannot be closed.
    "ignore:Exception ignored in.*ServerCursor:pytest.PytestUnraisableExceptionWarning"
)

DRIVERS_WORDS = ("psycopg", "server closed", "terminating", "SELECT", "sqlalche", "Operational")


@pytest.fixture
def location(new_postgresql: NewLocation) -> str:
    location = new_postgresql()
    with open_project(location) as project:
        founded(project)
    return location


@pytest.fixture
def wire(location: str) -> Iterator[Wire]:
    with wire_to(location) as wire:
        yield wire


def codings_and_steps(location: str) -> tuple[int, int]:
    with open_project(location) as project, project.reading() as connection:
        return len(live(project, "coding")), len(steps.steps(connection))


def a_commit(sent: bytes) -> bool:
    return b"COMMIT\0" in sent


def test_a_commit_whose_answer_is_lost_is_done_and_done_once(location: str, wire: Wire) -> None:
    _, before = codings_and_steps(location)
    with open_project(wire.location) as project:
        wire.after = a_commit
        apply_code(project)
        assert wire.after is None
        assert codings_and_steps(location) == (1, before + 1)
        apply_code(project, start=10, end=18)
        undo_and_redo.undo(project, ADA)
    assert codings_and_steps(location) == (1, before + 3)


def test_a_commit_that_never_arrives_is_told_and_can_be_done_again(
    location: str, wire: Wire
) -> None:
    with open_project(wire.location) as project:
        wire.before = a_commit
        with pytest.raises(Refused, match="lost") as told:
            apply_code(project)
        assert not any(word in told.value.message + told.value.hint for word in DRIVERS_WORDS)
        assert codings_and_steps(location)[0] == 0
        apply_code(project)
    assert codings_and_steps(location)[0] == 1


def test_a_commit_that_the_server_is_still_about_to_do_is_waited_for(
    location: str, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server has the message when somebody already asks what became of it."""
    with psycopg.connect(location) as slow, open_project(location) as project:
        slow.execute("SELECT pg_advisory_xact_lock(%s)", [postgresql._LOCK])
        ((number,),) = slow.execute("SELECT txid_current()").fetchall()
        asked = sa.Connection.exec_driver_sql

        def and_then_commit(
            self: sa.Connection, statement: str, *more: Any
        ) -> sa.CursorResult[Any]:
            if "pg_advisory_xact_lock" in statement:
                slow.pgconn.send_query(b"COMMIT")
            return asked(self, statement, *more)

        monkeypatch.setattr(sa.Connection, "exec_driver_sql", and_then_commit)
        broken = sa.exc.OperationalError("COMMIT", None, psycopg.OperationalError())
        assert postgresql._is_kept(project.engine, number, broken)
        slow.pgconn.get_result()
        slow.pgconn.get_result()


def test_where_the_server_is_gone_nobody_says_whether_it_was_saved(
    location: str, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "BUSY_MILLISECONDS", 1)
    monkeypatch.setattr(postgresql, "_BETWEEN_SECONDS", 0)
    with open_project(wire.location) as project:

        def gone(sent: bytes) -> bool:
            wire.down = wire.down or a_commit(sent)
            return a_commit(sent)

        wire.after = gone
        with pytest.raises(Unconfirmed, match="lost") as told:
            apply_code(project)
        assert "kodeverk log" in told.value.hint
        with pytest.raises(KodeverkError, match=r"no database answers|lost"):
            apply_code(project)
        wire.down = False
        assert codings_and_steps(location)[0] == 1
        apply_code(project, start=10, end=18)
    assert codings_and_steps(location)[0] == 2


def test_a_project_whose_making_got_no_answer_is_made(new_database: NewLocation) -> None:
    location = new_database()
    with wire_to(location) as wire:
        wire.after = a_commit
        create_project(wire.location).close()
        assert wire.after is None
    with open_project(location) as project:
        assert verify(project).ok


def merge_from(project: Project, copy: Path) -> None:
    target = copy.with_name(f"{new_id()}.kodeverk")
    with open_project(str(shutil.copy(copy, target))) as mine:
        merge(mine, ADA, [project.location])


ACTS: dict[str, tuple[int, Callable[[Project, Path], object]]] = {
    "opens it": (5, lambda _project, _: None),
    "codes": (7, lambda project, _: apply_code(project, start=10, end=18)),
    "takes a step back": (13, lambda project, _: undo_and_redo.undo(project, ADA)),
    "merges a copy": (97, lambda project, copy: merge(project, ADA, [str(copy)])),
    "backs it up": (
        41,
        lambda project, copy: copy_project(project, copy.with_name(f"{new_id()}.kodeverk")),
    ),
    "merges it into a file": (23, merge_from),
    "proves it": (101, lambda project, _: verify(project)),
}
"""What is done -> how many messages lie between those it is cut at, and the doing."""


@pytest.mark.filterwarnings("ignore:<psycopg.ServerCursor")
@pytest.mark.parametrize("about", ACTS)
def test_a_connection_that_breaks_anywhere_is_told_in_words_and_leaves_nothing_half(
    about: str, location: str, wire: Wire, tmp_path: Path
) -> None:
    stride, act = ACTS[about]
    with open_project(location) as project:
        apply_code(project)
        copy = copy_project(project, tmp_path / "copy.kodeverk")
        before = content_of(project)
    with open_project(str(copy)) as other:
        apply_code(other, start=20, end=25)

    def done(cut: int) -> str:
        told, first = "", wire.messages
        wire.before = lambda _: wire.messages - first == cut
        try:
            with open_project(wire.location) as project:
                act(project, copy)
        except KodeverkError as error:
            told = f"{error.message} {error.hint}"
        wire.before = None
        return told

    cut, cuts = 0, True
    while cuts:
        cut, first = cut + stride, wire.messages
        told = done(cut)
        assert not any(word in told for word in DRIVERS_WORDS), told
        assert told == "" or "lost" in told or "no database answers" in told, told
        cuts = wire.messages - first >= cut
        with open_project(location) as project:
            assert_state_is_the_fold(project)
            if content_of(project) != before:
                assert told == ""
                (undo_and_redo.redo if about == "takes a step back" else undo_and_redo.undo)(
                    project, ADA
                )
                assert content_of(project) == before
    assert told == ""


@pytest.mark.parametrize("at", ["in the middle", "at the end"])
def test_a_session_that_somebody_ends_is_told_as_lost_and_the_next_step_goes_on(
    at: str, location: str
) -> None:
    def write(project: Project) -> None:
        with project.locked() as connection:
            process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            manager.execute("SELECT pg_terminate_backend(%s)", [process])
            if at == "in the middle":
                connection.exec_driver_sql("SELECT 1")

    with open_project(location) as project, psycopg.connect(location, autocommit=True) as manager:
        with pytest.raises(Refused, match="was lost") as told:
            write(project)
        assert not any(word in told.value.message + told.value.hint for word in DRIVERS_WORDS)
        apply_code(project)
    assert codings_and_steps(location)[0] == 1


@contextmanager
def hung(location: str, statement: str) -> Iterator[int]:
    """A colleague's session that has done something and then nothing; gives its process."""
    with psycopg.connect(location, application_name="psql") as session:
        session.execute(statement)
        yield session.info.backend_pid


HOLDS = {
    "the write lock": f"SELECT pg_advisory_xact_lock({postgresql._LOCK})",
    "a table": "LOCK TABLE change IN ACCESS EXCLUSIVE MODE",
}


@pytest.mark.parametrize("statement", HOLDS.values(), ids=HOLDS)
def test_who_waits_for_a_hung_session_is_told_whose_it_is_and_how_to_end_it(
    statement: str, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "BUSY_MILLISECONDS", 100)
    with hung(location, statement) as process, open_project(location) as project:
        with pytest.raises(Refused, match=f"process {process} of kodeverk, with psql") as told:
            apply_code(project)
        assert f"pg_terminate_backend({process})" in told.value.hint
        assert "pg_stat_activity" in told.value.hint
    with open_project(location) as project:
        apply_code(project)


def test_who_only_reads_is_told_of_a_hung_session_too(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "BUSY_MILLISECONDS", 100)
    with (
        open_project(location) as project,
        hung(location, HOLDS["a table"]) as process,
        pytest.raises(Refused, match=f"process {process} "),
    ):
        changes(project)


@pytest.mark.parametrize("statement", HOLDS.values(), ids=HOLDS)
def test_who_copies_or_exports_is_told_of_a_hung_session_too(
    statement: str, location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "BUSY_MILLISECONDS", 100)
    target = tmp_path / "copy.kodeverk"
    with open_project(location) as project, hung(location, statement) as process:
        with pytest.raises(Busy, match=f"process {process} "), remembered(project, target):
            copy_project(project, target)
        assert not target.exists()


def test_a_server_that_lets_one_in_and_says_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(postgresql._KEPT_ALIVE, "connect_timeout", "2")
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = door.getsockname()[1]
        with pytest.raises(BadProject, match="no database answers at"):
            open_project(f"postgresql://kodeverk@127.0.0.1:{port}/studie")


def fall_silent(project: Project, wire: Wire) -> None:
    with project.locked() as connection:
        wire.silent = True
        connection.exec_driver_sql("SELECT 1")


def test_a_server_that_falls_silent_is_told_and_nothing_is_half(
    location: str, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_SILENT_SECONDS", 0.2)
    with open_project(wire.location) as project:
        apply_code(project)
        with pytest.raises(Refused, match="does not answer any more") as told:
            fall_silent(project, wire)
        assert not any(word in told.value.message + told.value.hint for word in DRIVERS_WORDS)
        wire.silent = False
        apply_code(project, start=10, end=18)
    assert codings_and_steps(location)[0] == 2


def test_a_slow_statement_of_a_server_that_answers_is_waited_for(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_SILENT_SECONDS", 0.1)
    with open_project(location) as project, project.reading() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(1)")


def test_a_project_in_which_nothing_was_done_yet_is_made_by_the_same_command_again(
    new_database: NewLocation,
) -> None:
    def fail(_: Project) -> None:
        raise BadInput("no codebook", "Give another one.")

    location = new_database()
    with pytest.raises(BadInput):
        create_project(location, fail)
    create_project(location, founded).close()
    with open_project(location) as project:
        assert live(project, "transcript")
        assert verify(project).ok
    with pytest.raises(Refused, match="exists already"):
        create_project(location)


def test_one_waits_ten_seconds_for_a_session(location: str) -> None:
    with open_project(location) as project, project.reading() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "10s"
