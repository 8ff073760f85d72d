"""Fixtures every part of the suite shares."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

import kodeverk.store.opening
from kodeverk.cli import SELDOM
from kodeverk.store.engine import connect
from tests.memory_folder import memory_folder
from tests.strategies import FULL

# Textual reads it when it is first imported; what is drawn depends on no terminal then.
os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"

# Projects wait for the disk at every step, in tests as long as for everything else.
if (_memory := memory_folder()) is not None:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_memory))

# How long an example takes says how busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a full run of long property tests take its time."""
    if FULL:
        for item in items:
            item.add_marker(pytest.mark.timeout(0))


def pytest_collection_finish() -> None:
    """Search for cycles as seldom as the program does, and never in what pytest has loaded."""
    gc.set_threshold(SELDOM)
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def statements_built_once() -> Iterator[None]:
    """Let the engine of every project in a file know the statements that others have built.

    Half of the time of what opens many copies goes into building the same ones for each. They are
    kept for a dialect, and each engine has its own, with who is told of errors there.
    """
    dialect = SQLiteDialect_pysqlite
    statements: Any = LRUCache(2_000)

    def connected(location: str) -> sa.Engine:
        engine = connect(location)
        if type(engine.dialect) is dialect:
            engine._compiled_cache = statements
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kodeverk.store.opening, "connect", connected)
        patch.setattr(dialect, "__hash__", lambda one: hash(type(one)))
        patch.setattr(dialect, "__eq__", lambda one, other: type(one) is type(other))
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real transcripts is not beside this checkout")
    return folder
