"""The project that everybody in the laws begins with."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import kodeverk.store.opening
from kodeverk.store.engine import connect
from tests.laws.coder_actions import begin
from tests.memory_folder import memory_folder

_STATEMENTS: dict[str, Any] = {}


def _connect(location: str) -> sa.Engine:
    """Return the engine of a project, which knows the statements that others have built.

    Half of the time goes into building the same statements for every copy.
    """
    engine = connect(location)
    engine.dialect = _STATEMENTS.setdefault("dialect", engine.dialect)
    engine._compiled_cache = _STATEMENTS.setdefault("cache", engine._compiled_cache)
    return engine


@pytest.fixture(scope="module")
def begun() -> Iterator[Path]:
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory(dir=memory_folder()) as folder,
    ):
        patch.setattr(kodeverk.store.opening, "connect", _connect)
        path = Path(folder) / "begun.kodeverk"
        begin(path)
        yield path
