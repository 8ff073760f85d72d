"""Files and addresses that are no sound project: one clear message, and nothing is touched."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.errors import BadProject, Damaged, KodeverkError, Refused
from kodeverk.model.identity import id_to_bytes
from kodeverk.service.merging import merge as merge_copies
from kodeverk.sqlite import APPLICATION_ID
from kodeverk.store import queries
from kodeverk.store.address import shown_address
from kodeverk.store.coding_rows import coding_rows
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.private_copy import private_copy
from tests.project_content import content_of
from tests.store.coder_steps import ADA, apply_code, born_coding, bytes_of, founded, merge
from tests.store.conftest import NewLocation


def sql(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def cut(file: Path, share: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])


def overwrite(file: Path, start: int, noise: bytes) -> None:
    whole = bytearray(file.read_bytes())
    whole[start : start + len(noise)] = noise
    file.write_bytes(whole)


def foreign(file: Path, *statements: str) -> None:
    file.unlink()
    sql(file, "CREATE TABLE notes (text)", "INSERT INTO notes VALUES ('hei')", *statements)


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


NOISE = random.Random(1).randbytes(20_000)
SPOILERS: dict[str, Callable[[Path], object]] = {
    "it is missing": lambda file: file.unlink(),
    "it is a folder": folder,
    "it is a pipe in which nobody writes": pipe,
    "it is empty": lambda file: file.write_bytes(b""),
    "it is noise": lambda file: file.write_bytes(NOISE),
    "it is a text": lambda file: file.write_text("Veileder: Hei.\n" * 20),
    "it is somebody else's database": foreign,
    "it is a database that claims to be a project": lambda file: foreign(
        file, f"PRAGMA application_id={APPLICATION_ID}"
    ),
    "its header is encrypted": lambda file: overwrite(file, 0, NOISE[:100]),
    "its schema is damaged": lambda file: overwrite(file, 100, NOISE[:3900]),
    "only its header is left": lambda file: file.write_bytes(file.read_bytes()[:100]),
    "half of it is missing": lambda file: cut(file, 0.5),
    "its last page is missing": lambda file: file.write_bytes(file.read_bytes()[:-4096]),
    "it has a trigger": lambda file: sql(
        file, "CREATE TRIGGER t AFTER INSERT ON coding BEGIN DELETE FROM coding; END"
    ),
    "it has a view": lambda file: sql(file, "CREATE VIEW v AS SELECT 1"),
    "a view stands for a table": lambda file: sql(
        file, "DROP TABLE memo", "CREATE VIEW memo AS SELECT 1 AS id"
    ),
    "it has a table of its own": lambda file: sql(file, "CREATE TABLE mine (a)"),
    "it has a virtual table": lambda file: sql(file, "CREATE VIRTUAL TABLE f USING fts5(a)"),
    "it has no version": lambda file: sql(file, "DROP TABLE alembic_version"),
    "its version is empty": lambda file: sql(file, "DELETE FROM alembic_version"),
    "it is of a newer schema": lambda file: sql(
        file, "UPDATE alembic_version SET version_num = '9'"
    ),
}


@pytest.mark.parametrize("spoil", SPOILERS.values(), ids=SPOILERS)
def test_what_is_no_sound_project_is_refused_in_one_line_and_left_as_it_is(
    spoil: Callable[[Path], object], file: Path, tmp_path: Path
) -> None:
    with open_project(str(file)) as project:
        founded(project)
    spoil(file)
    before = bytes_of(tmp_path) if file.is_file() else None
    with pytest.raises(BadProject) as refused:
        open_project(str(file)).close()
    assert refused.value.message.count("\n") == 0
    assert str(file) in refused.value.message
    assert refused.value.hint
    if before is not None:
        assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("spoil", SPOILERS.values(), ids=SPOILERS)
def test_merging_what_is_no_sound_project_leaves_both_sides_as_they_are(
    spoil: Callable[[Path], object], file: Path, tmp_path: Path, new_sqlite: NewLocation
) -> None:
    spoil(file)
    before = bytes_of(tmp_path) if file.is_file() else None
    target = Path(new_sqlite())
    with open_project(str(target)) as project:
        untouched = content_of(project)

        def read_it() -> None:
            with project.locked(), private_copy(str(file), project):
                pass

        with pytest.raises(BadProject) as refused:
            read_it()
        assert content_of(project) == untouched
    assert refused.value.message.count("\n") == 0
    assert not list(target.parent.glob(f".{target.name}*"))
    if before is not None:
        assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_page_is_a_clear_message_or_does_no_harm(file: Path, seed: int) -> None:
    with open_project(str(file)) as project:
        founded(project)
        apply_code(project)
        sound = content_of(project)
    places = random.Random(seed)
    for _ in range(4):
        page = places.randrange(1, file.stat().st_size // 4096)
        overwrite(file, page * 4096, places.randbytes(200))
    said = None
    try:
        with open_project(str(file)) as project:
            assert content_of(project) == sound
    except KodeverkError as error:
        said = error
    assert said is None or (said.hint and "\n" not in said.message)


def test_reading_many_codings_past_a_damaged_page_is_a_clear_message(
    file: Path, tmp_path: Path
) -> None:
    with open_project(str(file)) as project:
        transcript = founded(project)
        with project.writing(ADA, "apply codes") as writer:
            for start in range(400):
                born_coding(writer, start, start + 3)
    whole, leaf = file.read_bytes(), b"\x0a"
    pages = [
        at
        for at in range(0, len(whole), 4096)
        if whole[at : at + 1] == leaf and whole[at : at + 4096].count(id_to_bytes(transcript)) > 5
    ]
    assert len(pages) > 20
    said = []
    for number, at in enumerate(pages):
        damaged = tmp_path / f"{number}.kodeverk"
        damaged.write_bytes(whole[:at] + b"\xff" * 4096 + whole[at + 4096 :])
        try:
            with open_project(str(damaged)) as project, project.reading() as connection:
                (version,) = queries.current_versions(connection, [transcript])
                read = coding_rows(connection, SURE)
                assert len(read(transcript, version.id)) == 400
        except BadProject as error:
            said.append(error.hint)
    assert len(said) > 5
    assert all(said)


def test_a_newer_project_says_so_and_how_to_update(file: Path) -> None:
    SPOILERS["it is of a newer schema"](file)
    with pytest.raises(BadProject, match="newer") as refused:
        open_project(str(file))
    assert "upgrade" in refused.value.hint


@pytest.mark.parametrize("version", [None, "0000", "0003x", ""])
def test_a_project_of_no_version_there_ever_was_is_called_damaged(
    file: Path, version: str | None
) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DELETE FROM alembic_version")
        if version is not None:
            database.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    with pytest.raises(Damaged, match="is damaged"):
        open_project(str(file))


def test_a_table_that_a_project_lacks_is_named(file: Path) -> None:
    sql(file, "DROP TABLE memo")
    with (
        pytest.raises(Damaged, match=r"is damaged: it has no table memo$"),
        open_project(str(file)) as project,
        project.reading() as connection,
    ):
        queries.memos(connection)


def test_a_newer_project_with_tables_of_its_own_is_not_called_damaged(file: Path) -> None:
    sql(file, "CREATE TABLE agreement (a)", "UPDATE alembic_version SET version_num = '9'")
    with pytest.raises(BadProject, match="newer"):
        open_project(str(file))


def test_making_a_project_overwrites_nothing(file: Path, tmp_path: Path) -> None:
    before = bytes_of(tmp_path)
    with pytest.raises(Refused, match="exists"):
        create_project(str(file))
    with pytest.raises(BadProject, match="no folder"):
        create_project(str(tmp_path / "ingen" / "ny.kodeverk"))
    assert bytes_of(tmp_path) == before


def test_making_a_project_in_a_database_that_has_one_is_refused(
    new_postgresql: NewLocation,
) -> None:
    location = new_postgresql()
    with open_project(location) as project:
        founded(project)
        before = content_of(project)
        with pytest.raises(Refused, match="exists"):
            create_project(location)
        assert content_of(project) == before


def test_making_a_project_among_somebody_elses_tables_is_refused(new_database: NewLocation) -> None:
    location = new_database()
    engine = sa.create_engine(location)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE text (a int)")
    engine.dispose()
    with pytest.raises(Refused, match="tables"):
        create_project(location)


def test_a_database_without_a_project_says_so(new_database: NewLocation) -> None:
    with pytest.raises(BadProject, match="not a Kodeverk project"):
        open_project(new_database())


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada:hemmelig@127.0.0.1:1/studie",
        "postgres://ada:hemmelig@127.0.0.1:1/studie",
        "postgresql://ada@127.0.0.1:1/studie?password=hemmelig",
        "postgresql://ada:hemmelig@[::1/studie",
        "postgresql://ada:hemmelig@127.0.0.1:port/studie",
    ],
)
def test_a_password_is_never_shown(address: str) -> None:
    for way in (open_project, create_project):
        with pytest.raises(KodeverkError) as refused:
            way(address)
        assert "hemmelig" not in refused.value.message + refused.value.hint
        assert "\n" not in refused.value.message
        assert refused.value.hint


def test_an_address_is_shown_without_its_password_and_a_path_as_it_is() -> None:
    shown = shown_address("postgresql://ada:hemme%40lig@db.uio.no:5433/studie?sslmode=require")
    assert "hemme" not in shown
    for part in ("ada", "db.uio.no", "5433", "studie", "sslmode=require"):
        assert part in shown
    assert shown_address("mappe/studie.kodeverk") == "mappe/studie.kodeverk"


def test_names_that_trouble_addresses_and_settings_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "100% Åse's «studie» #1?mode=ro&x.kodeverk"
    with create_project(str(path)) as project:
        founded(project)
        apply_code(project, ADA)
        expected = content_of(project)
    with open_project(str(path)) as project, create_project(str(tmp_path / "[ny]")) as target:
        assert content_of(project) == expected
        merge(target, project, ADA)
        assert content_of(target) == expected
    assert {found.name for found in tmp_path.iterdir()} == {path.name, "[ny]"}


@pytest.mark.parametrize(
    "change",
    [
        ('"start":', '"start":-9'),
        ('"end":', '"end":9'),
        ('"end":', '"end":99999999999999999999'),
    ],
)
def test_a_coding_that_lies_in_no_text_never_comes_in_by_a_merge(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    refused_alike(
        tmp_path,
        f"UPDATE change SET value = replace(value, '{change[0]}', '{change[1]}')"
        " WHERE kind = 'coding' AND field = '*'",
    )


def test_no_time_of_a_copy_makes_a_project_that_nobody_can_write_in(tmp_path: Path) -> None:
    refused_alike(
        tmp_path, f"UPDATE change SET clock = {2**63 - 1} WHERE kind = 'coding'", "dated ahead"
    )


def refused_alike(folder: Path, statement: str, what: str = "damaged") -> None:
    """A copy with a coding more and then this done to it is refused; the project can be used."""
    with create_project(str(folder / "mine.kodeverk")) as mine:
        founded(mine)
    theirs = folder / "theirs.kodeverk"
    shutil.copy(folder / "mine.kodeverk", theirs)
    with open_project(str(theirs)) as other:
        apply_code(other, ADA)
    sql(theirs, statement)
    with open_project(str(folder / "mine.kodeverk")) as mine:
        before = content_of(mine)
        with pytest.raises(BadProject, match=what):
            merge_copies(mine, ADA, [str(theirs)])
        assert content_of(mine) == before
        apply_code(mine, ADA)
