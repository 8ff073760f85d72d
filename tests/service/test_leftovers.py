"""Names that are left, however they are written, are listed."""

from pathlib import Path

import pytest

from kodeverk.model.records import Coder
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.leftovers import find_leftovers
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project

LINE = {
    "OSLO og oslo": {"OSLO", "oslo"},
    "Oslofolk, OSLOFOLK, oslofolk": {"Oslofolk", "OSLOFOLK", "oslofolk"},
    "fra Storoslo": {"Storoslo"},
    "i Os\u00adlo og OS\u2060LO": {"Os\u00adlo", "OS\u2060LO"},
    "STOR\u00adOSLO": {"STOROSLO"},
    "Kari Nordmannsen og STORKARI NORDMANN": {"Kari Nordmannsen", "STORKARI NORDMANN"},
    "karinordmann": {"karinordmann"},
    "fra Os-\nlofolk": {"Os- lofolk"},
}
ROWS = (["Oslo", "Kari", "Kari Nordmann"], ["Kari Nordmann", "Oslo", "OSLO", "Nordmann", "Kari"])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("remains")
    talk = "".join(f"I: Hva?\nD: {line}\n" for line in LINE)
    (folder / "talk.txt").write_text(talk, encoding="utf-8")
    project = create_project(str(folder / "p.kodeverk"))
    (done,) = import_files(project, Coder("k" * 36, "Kari"), [Path(folder / "talk.txt")], Choices())
    assert done.error is None
    return project


@pytest.mark.parametrize("rows", ROWS)
def test_names_in_other_letters_and_in_longer_words_are_listed_whatever_rows_there_are(
    project: Project, rows: list[str]
) -> None:
    listed = {one.written for one in find_leftovers(project, rows)}
    for expected in LINE.values():
        assert expected <= listed
