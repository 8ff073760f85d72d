from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.service.coding import finish, remove_codings, set_facet, write_memo
from kodeverk.service.verification import Verdict, verify
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of, path_of
from tests.raw_database import raw_database
from tests.service.trial_project import (
    JONAS,
    KARI,
    code_words,
    transcript_named,
)
from tests.undo_and_redo import redo, undo


@pytest.fixture
def coded(project: Project) -> Path:
    """The file of a project with codings, a facet, a memo and a removed coding; closed."""
    transcript = transcript_named(project, "advisor").id
    with project.reading() as connection:
        facet = queries.facets(connection)[0]
    made = [
        code_words(project, coder, words)
        for coder, words in ((KARI, "stoler på"), (JONAS, "hver uke"), (KARI, "ringer hun"))
    ]
    set_facet(project, KARI, [made[0]], facet, ["fremmer"])
    write_memo(project, KARI, "coding", made[0].id, "Et notat")
    remove_codings(project, KARI, [made[2]])
    finish(project, KARI, [transcript])
    project.close()
    return path_of(project)


def tampered(path: Path, *statements: str) -> Verdict:
    """Change the file behind the program's back and verify it."""
    with closing(raw_database(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        before = connection.total_changes
        for statement in statements:
            connection.execute(statement)
        assert connection.total_changes > before
        connection.commit()
    with open_project(str(path)) as project:
        return verify(project)


def test_a_healthy_project_is_sound_whatever_was_done_in_it(coded: Path) -> None:
    with open_project(str(coded)) as project:
        assert verify(project) == Verdict(True, content_of(project), ())
        for _ in range(4):
            undo(project, KARI)
            assert verify(project).ok
        for _ in range(4):
            redo(project, KARI)
            assert verify(project).ok


def test_an_empty_project_is_sound(tmp_path: Path) -> None:
    from kodeverk.store.opening import create_project

    with create_project(str(tmp_path / "empty.kodeverk")) as project:
        assert verify(project).ok


TAMPERINGS = {
    "a text that lost a word": (
        ["UPDATE text SET text = replace(text, 'henne', 'ham')"],
        ["advisor: the text is not the one that was imported", "not those once coded"],
    ),
    "a text that is gone": (["DELETE FROM text"], ["a version refers to a text"]),
    "a text of bytes": (["UPDATE text SET text = CAST(text AS BLOB)"], ["cannot be read"]),
    "an offset moved in the state": (
        ["UPDATE coding SET start = start + 1 WHERE live"],
        ["differs from what its changes make of it", "not those once coded"],
    ),
    "an offset moved in the state and in the journal": (
        [
            "UPDATE coding SET start = start + 1 WHERE live",
            "UPDATE change SET value = compacted(json_set(spelled_out(value), '$.start',"
            " json_extract(spelled_out(value), '$.start') + 1))"
            " WHERE kind = 'coding' AND field = '*'",
        ],
        ["advisor: the words at", "are not those once coded"],
    ),
    "an offset behind the end": (
        ['UPDATE coding SET "end" = 99999 WHERE live'],
        ["lies outside the text"],
    ),
    "the digest of the quote": (
        ["UPDATE coding SET quote = '0000000000000000' WHERE live"],
        ["differs from what its changes", "are not those once coded"],
    ),
    "a code given another name": (
        ["UPDATE code SET name = '{\"nb\":\"Mistillit\"}' WHERE key = 'REL-TILLIT'"],
        ["the code ", "differs from what its changes make of it"],
    ),
    "a code whose name is no structure": (
        ["UPDATE code SET name = 'Tillit' WHERE key = 'REL-TILLIT'"],
        ["cannot be read"],
    ),
    "a coding given to somebody else": (
        ["UPDATE coding SET coder = (SELECT id FROM coder WHERE name = 'Jonas')"],
        ["the coding ", "differs from what its changes make of it"],
    ),
    "a direction taken off": (
        ["UPDATE coding SET facets = NULL"],
        ["the coding ", "differs from what its changes make of it"],
    ),
    "a direction that is no list": (
        ["UPDATE change SET value = '\"fremmer\"' WHERE field = 'facet.retning'"],
        ["the coding ", "differs from what its changes make of it"],
    ),
    "a direction that is a number": (
        ["UPDATE change SET value = '[1]' WHERE field = 'facet.retning'"],
        ["the coding ", "differs from what its changes make of it"],
    ),
    "a removed coding put back": (
        ["UPDATE coding SET live = 1, present = 1 WHERE NOT live"],
        ["differs from what its changes make of it"],
    ),
    "a coding hidden": (["UPDATE coding SET live = 0"], ["exist but are not shown"]),
    "a coding deleted from the state": (
        ["DELETE FROM coding"],
        ["the coding ", "in the state or in the journal, not in both"],
    ),
    "the birth of a coding deleted": (
        ["DELETE FROM change WHERE kind = 'coding' AND field = '*'"],
        ["in the file cannot be read"],
    ),
    "a later change deleted": (
        ["DELETE FROM change WHERE kind = 'coding' AND field <> '*'"],
        ["the coding ", "differs from what its changes make of it"],
    ),
    "a memo rewritten in the journal": (
        [
            "UPDATE change SET value = compacted(replace(spelled_out(value), 'notat', 'ord'))"
            " WHERE kind = 'memo'"
        ],
        ["the memo ", "differs from what its changes make of it"],
    ),
    "a change that is no value": (
        ["UPDATE change SET value = '{' WHERE kind = 'memo'"],
        ["cannot be read"],
    ),
    "a turn that leaves the text": (
        ["UPDATE version SET turns = json_set(turns, '$.spans[0][3]', 99999)"],
        ["differs from what its changes make of it", "the turn at"],
    ),
    "turns that are gone": (
        ["UPDATE version SET turns = NULL"],
        ["differs from what its changes make of it"],
    ),
    "an id kept as text": (
        ["UPDATE memo SET id = id_as_text(id)"],
        ["the memo “b'", "its id is none", "not in both"],
    ),
    "one id kept as text and as bytes": (
        [
            "CREATE TABLE other AS SELECT * FROM coding",
            "UPDATE other SET id = id_as_text(id)",
            "INSERT INTO coding SELECT * FROM other",
            "DROP TABLE other",
        ],
        ["the coding “b'", "its id is none"],
    ),
    "a conflict of one id kept as text and as bytes": (
        [
            "INSERT INTO conflict SELECT 'memo', id_as_text(id), 'text' FROM memo"
            " UNION ALL SELECT 'memo', id, 'text' FROM memo"
        ],
        ["are not those that its changes make"],
    ),
    "the maker of a step kept as text": (
        ["INSERT INTO maker SELECT id_as_text(id), author, at FROM step"],
        ["the step “b'", "nobody made it"],
    ),
    "a change kept as it is spelled": (
        ["UPDATE change SET value = spelled_out(value) WHERE kind = 'memo'"],
        ["the memo ", "holds bytes or numbers in place of text"],
    ),
    "a coder deleted": (["DELETE FROM coder WHERE name = 'Jonas'"], ["not in both", "that is not"]),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_was_changed_behind_the_programs_back_is_found_and_said_in_words(
    coded: Path, what: str
) -> None:
    statements, words = TAMPERINGS[what]
    verdict = tampered(coded, *statements)
    assert not verdict.ok
    for expected in words:
        assert any(expected in problem for problem in verdict.problems), verdict.problems
    assert len(set(verdict.problems)) == len(verdict.problems)


def test_damaged_pages_are_a_problem_and_no_crash(coded: Path) -> None:
    content = bytearray(coded.read_bytes())
    first = content.index(b"Hvordan") // 4096 * 4096
    content[first : first + 4096] = b"\xaa" * 4096
    coded.write_bytes(content)
    with open_project(str(coded)) as project:
        verdict = verify(project)
    assert not verdict.ok
    assert any("damaged" in problem for problem in verdict.problems)


def test_verifying_writes_nothing(coded: Path) -> None:
    before = coded.read_bytes()
    with open_project(str(coded)) as project:
        verify(project)
    assert coded.read_bytes() == before
