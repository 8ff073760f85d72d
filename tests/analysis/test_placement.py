"""Codings on corrected texts of which it is known what became of every word."""

import pytest

from benchmarks.corpus import interview
from benchmarks.edits import edit
from benchmarks.placement import Case, Figures, cases, figures
from kodeverk.analysis.alignment.texts import align


@pytest.fixture(scope="module", params=[0.01, 0.05, 0.2], ids=["1%", "5%", "20%"])
def measured(request: pytest.FixtureRequest) -> tuple[float, Figures]:
    """The rate of edits and the figures of 1,800 codings on three corrected interviews."""
    found: list[Case] = []
    for seed in (41, 42, 43):
        edited = edit(interview(4_000, seed), request.param, seed)
        found += cases(edited, align(edited.old, edited.new), seed)
    return request.param, figures(found)


def test_codings_are_placed_to_the_character(measured: tuple[float, Figures]) -> None:
    rate, percent = measured
    assert percent.exact >= {0.01: 99.5, 0.05: 97.5, 0.2: 92}[rate]


def test_hardly_any_coding_is_on_the_wrong_words_without_waiting_for_a_person(
    measured: tuple[float, Figures],
) -> None:
    rate, percent = measured
    assert percent.wrong <= {0.01: 0.1, 0.05: 0.5, 0.2: 1}[rate]


def test_few_codings_whose_words_still_stand_together_wait_for_a_person(
    measured: tuple[float, Figures],
) -> None:
    rate, percent = measured
    assert percent.flagged <= {0.01: 1, 0.05: 3, 0.2: 10}[rate]


def test_codings_whose_words_are_gone_or_torn_apart_wait_for_a_person(
    measured: tuple[float, Figures],
) -> None:
    _, percent = measured
    assert percent.found >= 95


def test_the_edits_say_truly_what_became_of_every_word() -> None:
    edited = edit(interview(2_000, 5), 0.2, 5)
    kept = [
        (old, new)
        for old, new in zip(edited.words, edited.became, strict=True)
        if new and edited.old[old.start : old.end] == edited.new[new.start : new.end]
    ]
    assert 0.7 < len(kept) / len(edited.words) < 0.85
    assert edited.new != edited.old
