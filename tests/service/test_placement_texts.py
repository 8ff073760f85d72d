"""What a person sees of a placement that waits: both texts, and where to look in the new one."""

from pathlib import Path

import pytest

from kodeverk.model.records import passage_target
from kodeverk.model.text import Span
from kodeverk.service.coding import write_memo
from kodeverk.service.importing import Choices, look_at
from kodeverk.service.overview import overview
from kodeverk.service.placement_texts import texts_of_placement
from kodeverk.service.replacing import replace_text
from kodeverk.service.reviewing import accept, list_waiting, set_aside
from kodeverk.store.project import Project
from tests.service.trial_project import (
    ADVISOR,
    JONAS,
    KARI,
    code_words,
    span_of,
    transcript_named,
)

CHANGED = ADVISOR.replace("på henne, og hun på meg. Vi møtes", "aldri på noen der, det gjør vi")


def replace(project: Project, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    (preview,) = look_at(project, [path], Choices())
    replace_text(project, KARI, transcript_named(project, "advisor").id, preview)


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    return tmp_path / "advisor-corrected.txt"


def test_a_placed_passage_is_looked_for_where_it_begins(project: Project, corrected: Path) -> None:
    code_words(project, KARI, "Jeg stoler på henne, og hun på meg. Vi møtes hver uke.")
    replace(project, corrected, CHANGED)
    (one,) = list_waiting(project)
    sides = texts_of_placement(project, one)
    assert (sides.old.text, sides.new.text) == (ADVISOR, CHANGED)
    assert one.new is not None
    assert sides.near == one.new.start
    turns = [*sides.old.turns, *sides.new.turns]
    assert {sides.speakers[turn.speaker].label for turn in turns} == {"Intervjuer", "Veileder"}


def test_a_passage_that_is_gone_is_looked_for_at_the_words_that_followed_it(
    project: Project, corrected: Path
) -> None:
    code_words(project, KARI, "Vi møtes hver uke.")
    replace(project, corrected, ADVISOR.replace(" Vi møtes hver uke.", ""))
    (one,) = list_waiting(project)
    sides = texts_of_placement(project, one)
    assert sides.new.text[sides.near :].startswith("Intervjuer: Og så?")


def test_a_passage_at_the_end_that_is_gone_is_looked_for_at_the_end(
    project: Project, corrected: Path
) -> None:
    code_words(project, KARI, "Blåbærsyltetøy.")
    replace(project, corrected, ADVISOR.replace(" Blåbærsyltetøy.", ""))
    (one,) = list_waiting(project)
    sides = texts_of_placement(project, one)
    assert sides.near == len(sides.new.text)


def test_the_overview_counts_codings_and_memos_that_wait_until_somebody_decides(
    project: Project, corrected: Path
) -> None:
    code_words(project, KARI, "Jeg stoler på henne, og hun på meg. Vi møtes hver uke.")
    known = transcript_named(project, "advisor")
    target = passage_target(known.version, Span(*span_of(project, "advisor", "Blåbærsyltetøy.")))
    write_memo(project, KARI, "passage", target, "hva er dette?")
    replace(project, corrected, CHANGED.replace(" Blåbærsyltetøy.", ""))

    def counts() -> dict[str, int]:
        return {row.name: row.to_review for row in overview(project, JONAS) if row.to_review}

    assert counts() == {"advisor": 2}
    coding, memo = list_waiting(project)
    accept(project, KARI, [coding.id])
    assert counts() == {"advisor": 1}
    set_aside(project, KARI, [memo.id])
    assert counts() == {}
