"""Fixtures every part of the suite shares."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.strategies import FULL

# Textual reads it when it is first imported; what is drawn depends on no terminal then.
os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"

# How long an example takes says how busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a full run of long property tests take its time."""
    if FULL:
        for item in items:
            item.add_marker(pytest.mark.timeout(0))


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real transcripts is not beside this checkout")
    return folder
