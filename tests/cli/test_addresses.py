"""What is given as the address of a database: odd ones are wrong use, and no password is shown."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.command_line import Ran, Run

SECRET = "hemmelig"

ODD = {
    "no database": "postgresql://kari:hemmelig@localhost:1",
    "an empty database": "postgresql://kari:hemmelig@localhost:1/",
    "no database but options": "postgresql://kari@localhost:1?password=hemmelig",
    "another database": "mysql://kari:hemmelig@localhost/study",
    "a driver": "postgresql+psycopg://kari:hemmelig@localhost/study",
    "capitals": "POSTGRESQL://kari:hemmelig@localhost/study",
    "a stroke too few": "postgresql:/kari:hemmelig@localhost/study",
    "no strokes": "postgresql:kari:hemmelig@localhost/study",
    "no scheme": "kari:hemmelig@localhost/study",
    "spaces before it": " postgresql://kari:hemmelig@localhost/study",
    "the other form": "host=localhost dbname=study password=hemmelig",
    "an option that there is not": "postgresql://kari:hemmelig@localhost/study?passwort=hemmelig",
    "an option without a value": "postgresql://kari:hemmelig@localhost/study?hemmelig",
    "a value that there is not": "postgresql://kari:hemmelig@127.0.0.1:1/study?sslmode=never",
    "no number": "postgresql://kari:hemmelig@127.0.0.1:1/study?connect_timeout=hemmelig",
    "a space": "postgresql://kari:hemmelig@localhost/my study",
    "a percent sign": "postgresql://kari:100%hemmelig@localhost/study",
    "an at sign": "postgresql://kari:hem@hemmelig@localhost/study",
    "a stroke": "postgresql://kari:hem/hemmelig@localhost/study",
    "no host after the password": "postgresql://kari:hemmelig/study",
    "half of an address": "postgresql://kari:hemmelig@[::1/study",
    "a port that is none": "postgresql://kari:hemmelig@localhost:hemmelig/study",
    "too high a port": "postgresql://kari:hemmelig@nowhere.invalid:99999/study",
}

UNANSWERED = {
    "nobody there": "postgresql://kari:hemmelig@127.0.0.1:1/study",
    "the short scheme": "postgres://kari:hemmelig@127.0.0.1:1/study",
    "IPv6": "postgresql://kari:hemmelig@[::1]:1/study",
    "a socket": "postgresql:///study?host=/nowhere&password=hemmelig",
    "a socket as a host": "postgresql://kari:hemmelig@%2Fnowhere/study",
    "a password that is written out": "postgresql://kari:%68emmelig@127.0.0.1:1/study",
    "an option that is written out": "postgresql://127.0.0.1:1/study?pass%77ord=hemmelig",
    "a password of a key": "postgresql://127.0.0.1:1/study?sslpassword=hemmelig",
    "several hosts": "postgresql://kari:hemmelig@127.0.0.1:1,[::1]:1/study",
    "signs": "postgresql://kari:hemmelig%25%40@127.0.0.1:1/100%25%20study",
    "signs that need not be written out": "postgresql://kari:?#:hemmelig@127.0.0.1:1/study",
}


@pytest.fixture
def ways(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Iterator[Ran]]:
    """Give a location to every place of the command line that takes one."""
    monkeypatch.setattr("kodeverk.cli.open.on_terminal", lambda: True)
    monkeypatch.setenv("KODEVERK_DEBUG", "1")

    def given(location: str) -> Iterator[Ran]:
        for words in (
            ("verify", location),
            ("verify", location, "--json"),
            ("init", location),
            ("frequencies", location, "--csv"),
            ("backup", location),
            ("merge", project, location),
        ):
            yield run(*words)

    return given


@pytest.mark.parametrize("location", ODD.values(), ids=ODD)
def test_an_odd_address_is_wrong_use_and_told_in_one_line(
    location: str,
    ways: Callable[[str], Iterator[Ran]],
    run: Run,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.DEBUG)
    read_at_once = "127.0.0.1" not in location
    for done in (*ways(location), *([run("open", location)] if read_at_once else [])):
        assert done.code == 2
        lines = done.err.splitlines()
        assert [one.partition(":")[0] for one in lines] == ["error", "hint"], done.err
        assert SECRET not in done.out + done.err
    assert SECRET not in caplog.text
    assert {one.name for one in tmp_path.iterdir()} <= {"study.kodeverk", "config.toml"}


@pytest.mark.parametrize("location", UNANSWERED.values(), ids=UNANSWERED)
def test_where_no_database_answers_no_password_is_shown(
    location: str, ways: Callable[[str], Iterator[Ran]], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for done in ways(location):
        assert done.code == 1
        assert "no database answers at postgres" in done.err
        assert SECRET not in done.out + done.err
        assert "Traceback" not in done.err
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "words",
    [
        ["postgresql://kari:hemmelig@localhost/study"],
        ["verify", "a.kodeverk", "postgresql://kari:hemmelig@localhost/study"],
        ["verify", "a.kodeverk", "--json=postgresql://kari:hemmelig@localhost/study"],
        ["verify", "a.kodeverk", "--postgresql://kari:hemmelig@localhost/study"],
        ["backup", "study.kodeverk", "postgresql://kari:hemmelig@localhost/study"],
        ["frequencies", "a.kodeverk", "--by", "postgresql://kari:hemmelig@localhost/study"],
        ["import", "study.kodeverk", "postgresql://kari:hemmelig@localhost/study"],
        ["finish", "study.kodeverk", "postgresql://kari:hemmelig@localhost/study"],
        ["init", "new.kodeverk", "--codebook", "postgresql://kari:hemmelig@localhost/study"],
    ],
)
def test_an_address_in_the_wrong_place_shows_no_password(
    words: list[str], run: Run, project: Path
) -> None:
    done = run(*words)
    assert done.code in (1, 2)
    assert SECRET not in done.out + done.err


def test_a_file_that_is_called_like_an_address_is_a_file(
    run: Run, project: Path, tmp_path: Path
) -> None:
    odd = project.rename(tmp_path / "kari: a@b.kodeverk")
    assert run("verify", odd.name).code == 0
    assert run("verify", f"./{odd.name}").code == 0
