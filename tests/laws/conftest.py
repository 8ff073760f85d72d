"""The project that everybody in the laws begins with."""

from pathlib import Path

import pytest

from tests.laws.coder_actions import begin


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("laws") / "begun.kodeverk"
    begin(path)
    return path
