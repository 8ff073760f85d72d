"""Every way to write the address of a database that is there; no password of it is ever shown."""

import logging
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import psycopg
import pytest
from click.testing import CliRunner
from textual.pilot import Pilot

from kodeverk.cli.commands import kodeverk
from kodeverk.config import Settings
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import create_project, open_project
from kodeverk.tui import services
from kodeverk.tui.app import KodeverkApp
from tests.store.coder_steps import ADA, apply_code, founded, live, transcript_of
from tests.store.conftest import NewLocation
from tests.store.cut_connection import wire_to

SECRET = "hemmelig"


@pytest.fixture
def folder_of_socket(new_database: NewLocation) -> str:
    return parse_qs(urlsplit(new_database()).query)["host"][0]


def test_a_database_of_any_name_is_reached_by_any_way_of_writing_it(
    new_database: NewLocation, tmp_path: Path
) -> None:
    address = new_database()
    socket = parse_qs(urlsplit(address).query)["host"][0]
    name = "100 % Ås/'studie'"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute('CREATE DATABASE "' + name + '"')
    said = quote(name, safe="")
    project = create_project(f"postgresql://kodeverk@/{said}?host={socket}")
    with project:
        assert said in project.name
        assert project.near.name == "100 % Ås_'studie'"
    with wire_to(address) as wire:
        port = urlsplit(wire.location).port
        for way in (
            f"postgres://kodeverk@/{said}?host={socket}",
            f"postgresql://kodeverk@{quote(socket, safe='')}/{said}",
            f"postgresql:///{said}?host={quote(socket, safe='')}&user=kodeverk&connect_timeout=9",
            f"postgresql://kodeverk:{SECRET}%25@/{said}?host={socket}&application_name=kari",
            f"postgresql://kodeverk@127.0.0.1:{port}/{said}?sslmode=disable",
            f"postgresql://kodeverk@127.0.0.1:1,127.0.0.1:{port}/{said}?sslmode=disable",
        ):
            with open_project(way) as opened:
                assert SECRET not in opened.name


@pytest.fixture
def location(new_postgresql: NewLocation) -> str:
    location = new_postgresql()
    with open_project(location) as project:
        founded(project)
        apply_code(project)
    return location


def with_password(location: str) -> str:
    return location.replace("kodeverk@", f"kodeverk:{SECRET}@") + f"&password={SECRET}"


def test_no_command_writes_a_password_anywhere(
    location: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    state_folder: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KODEVERK_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("KODEVERK_CODER", ADA.id)
    monkeypatch.setenv("KODEVERK_DEBUG", "1")
    caplog.set_level(logging.DEBUG)
    address, file = with_password(location), str(tmp_path / "file.kodeverk")
    with open_project(location) as project:
        copy_project(project, Path(file))
    (tmp_path / "new.txt").write_text("I: Hei.\nV: Hei.\n", encoding="utf-8")
    for words in (
        ("verify", address),
        ("status", address, "--json"),
        ("import", address, "new.txt", "--json"),
        ("frequencies", address, "--csv"),
        ("export", "csv", address, "tables"),
        ("export", "sqlite", address, "tables.sqlite"),
        ("backup", address),
        ("merge", file, address, "--json"),
        ("merge", file, address),
        ("log", file, "--json"),
        ("merge", address, file, "--json"),
        ("merge", address, address),
        ("log", address, "--json"),
        ("undo", address, "--yes"),
        ("init", address),
    ):
        done = CliRunner().invoke(kodeverk, [str(one) for one in words])
        refused = words in (("init", address), ("merge", address, address))
        assert done.exit_code == int(refused), (words, done.output)
        assert SECRET not in done.output
    assert SECRET not in caplog.text
    for folder in (tmp_path, state_folder):
        for path in folder.rglob("*"):
            assert not path.is_file() or SECRET.encode() not in path.read_bytes()
    with open_project(file) as project, project.reading() as connection:
        assert "postgresql://" in str(connection.exec_driver_sql("SELECT summary FROM step").all())


async def until(pilot: Pilot[int], fact: Callable[[], object]) -> None:
    while not fact():
        await pilot.pause()


def toasts(app: KodeverkApp) -> str:
    return " ".join(f"{one.title} {one.message}" for one in app._notifications)


async def test_on_the_screen_a_server_that_goes_and_comes_back_is_told_and_coded_on(
    location: str, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "config.toml", "Ada", "Ada", ADA.id)
    with wire_to(location) as wire:
        app = KodeverkApp(with_password(wire.location), settings)
        async with app.run_test(size=(120, 30), notifications=True) as pilot:
            heading = app.screen.query_one("#heading")
            shown = [str(heading.render())]
            await until(pilot, lambda: "finished" in str(heading.render()))
            shown.append(str(heading.render()))
            wire.down = True
            wire.before = lambda _: True
            await pilot.press("enter")
            await until(pilot, lambda: toasts(app))
            shown.append(toasts(app))
            assert "no database answers" in shown[-1] or "was lost" in shown[-1]
            wire.down = False
            await pilot.press("enter")
            await until(pilot, lambda: app.current_mode == "coding")
            shown.append(app.title + str(app.sub_title))
            wire.after = lambda sent: b"COMMIT\0" in sent
            await app.gateway.write(services.mark_read, transcript_of(), 20)
            assert wire.after is None
        with open_project(location) as project:
            assert len(live(project, "assignment")) == 1
    assert SECRET not in "".join(shown)
    assert "psycopg" not in "".join(shown)
