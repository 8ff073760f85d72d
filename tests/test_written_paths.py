"""Paths as they are written: what somebody types or pastes never ends the program."""

from pathlib import Path

import pytest

from kodeverk.errors import Refused
from kodeverk.service.completion import projects_at
from kodeverk.tui.screens.file_choice import pasted_paths, split_path
from kodeverk.written_paths import is_file, path_for_file, path_of

NOBODYS = "~nobody-is-called-so/study.kodeverk"


def test_a_home_is_found_and_one_that_nobody_has_stays_as_it_is_written() -> None:
    assert path_of("~/a.docx") == Path.home() / "a.docx"
    assert path_of(NOBODYS) == Path(NOBODYS)
    assert pasted_paths(NOBODYS) == [Path(NOBODYS)]
    assert split_path(NOBODYS) == (Path("~nobody-is-called-so"), "study.kodeverk")
    assert projects_at(NOBODYS) == []


def test_a_name_that_no_file_can_have_is_no_file_and_refused_for_one() -> None:
    sentence = "words " * 100
    assert not is_file(Path(sentence))
    with pytest.raises(Refused, match="cannot be written"):
        path_for_file(sentence)
