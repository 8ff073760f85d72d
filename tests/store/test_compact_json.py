"""The journal's JSON and ids on disk: whatever is kept comes back, and files keep their meaning."""

import json
import sqlite3
from contextlib import closing
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from kodeverk.model.change import Value, canonical
from kodeverk.model.identity import id_from_bytes, id_to_bytes
from kodeverk.store.column_types import Id
from kodeverk.store.compact_json import compacted, spelled_out
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.schema import metadata
from kodeverk.store.steps import steps, steps_named
from tests.store.coder_steps import ADA, apply_code, founded
from tests.store.conftest import NewLocation
from tests.undo_and_redo import undo

IDS = st.uuids().map(str)
ALMOST_IDS = IDS.flatmap(
    lambda one: st.sampled_from((one.upper(), f'"{one}"', f'x"{one}', one[1:]))
)
NAMES = st.sampled_from(("code", "coder", "end", "origin", "quote", "start", "version", "å"))
STRINGS = IDS | ALMOST_IDS | NAMES | st.text() | st.just("imported")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | STRINGS,
    lambda values: st.lists(values) | st.dictionaries(NAMES | st.text(), values),
)


@given(VALUES)
def test_whatever_json_is_kept_comes_back_as_it_was(value: Value) -> None:
    assert spelled_out(compacted(canonical(value))) == canonical(value)


@given(st.binary())
def test_bytes_that_keep_no_json_are_refused_or_are_some_text(packed: bytes) -> None:
    try:
        spelled_out(packed)
    except ValueError:
        return


def test_words_that_people_write_stand_on_disk_as_they_are() -> None:
    value: Value = {"text": 'Hun er «trygg», sa "Ærlig" Åse', "coder": str(UUID(int=7))}
    assert 'Hun er «trygg», sa \\"Ærlig\\" Åse'.encode() in compacted(canonical(value))


def test_what_files_hold_is_read_by_every_later_version() -> None:
    first, second = (str(UUID(int=number)) for number in (1, 2))
    value: Value = {
        "code": first,
        "codebook_version": second,
        "coder": first,
        "end": 7,
        "origin": "manual",
        "quote": "00ff00ff00ff00ff",
        "start": 3,
        "transcript": second,
        "version": first,
    }
    kept = (
        b"\x01\x00\x02\x00\x03\x00\x047\x06\x0700ff00ff00ff00ff\x083\x09\x00\x0a\x00}\xff"
        + b"".join(UUID(one).bytes for one in (first, second, first, second, first))
    )
    assert compacted(canonical(value)) == kept
    assert json.loads(spelled_out(kept)) == value
    assert compacted('{"origin":"imported","x":1}') == b'{"origin":"imported","x":1}'
    assert compacted('{"a":1,"origin":"imported"}') == b'{"a":1\x05}'


def test_a_few_bytes_never_become_more_than_a_change_may_have() -> None:
    with pytest.raises(ValueError, match="longer"):
        spelled_out(b"\x02" * 6_000_000)
    assert len(spelled_out(b"a" * 6_000_000)) == 6_000_000


@pytest.mark.parametrize("control", ["\x00", "\x05", "\x1f"])
def test_what_no_json_holds_is_not_kept_as_json(control: str) -> None:
    with pytest.raises(ValueError, match="control"):
        compacted(f'{{"a":"{control}"}}')


@given(IDS)
def test_an_id_takes_sixteen_bytes_and_comes_back(identity: str) -> None:
    assert len(id_to_bytes(identity)) == 16
    assert id_from_bytes(id_to_bytes(identity)) == identity


@pytest.mark.parametrize(
    "held", ["x", b"short", 7, None, "00000000-0000-4000-8000-00000000000a", b"\xff" * 17]
)
def test_what_a_file_of_others_has_in_place_of_an_id_is_never_taken_for_one(held: object) -> None:
    read = Id().result_processor(sqlite.dialect(), None)(held)
    assert not (isinstance(read, str) and len(read) == 36)


def test_in_a_file_no_id_is_text(new_sqlite: NewLocation) -> None:
    file = new_sqlite()
    with open_project(file) as project:
        founded(project)
        apply_code(project, ADA, 0, 3)
        undo(project, ADA)
    with closing(sqlite3.connect(file)) as database:
        for table in metadata.sorted_tables:
            for column in table.c:
                if isinstance(column.type, Id):
                    kept = f'SELECT DISTINCT typeof("{column.name}"), length("{column.name}")'
                    found = {*database.execute(f"{kept} FROM {table.name}")}
                    assert found <= {("blob", 16), ("null", None)}, column


def test_a_line_of_the_log_is_found_by_the_beginning_of_its_id(project: Project) -> None:
    founded(project)
    apply_code(project, ADA, 0, 3)
    with project.reading() as connection:
        log = steps(connection)
        for line in log:
            for length in (36, 35, 24, 23):
                assert line.id in {one.id for one in steps_named(connection, line.id[:length])}
            assert [one.id for one in steps_named(connection, line.id.upper())] == [line.id]
        assert steps_named(connection, "notat") == []
        assert steps_named(connection, f"{log[0].id}0") == []
        assert steps_named(connection, "%") == []
        assert steps_named(connection, "") == []
