"""Outcomes pooled, with intervals, and beside codes: figures worked out by hand."""

import math
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodeverk.analysis.outcomes import (
    Exploration,
    Interval,
    Part,
    adjusted,
    contrasts,
    kendall_tau,
    pooled,
    rank_correlations,
    standing,
    wilson,
)
from tests.strategies import examples


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [
        # Worked out with the formula of 1927 and z = 1.959964.
        (0, 10, 0.0, 0.2775328),
        (10, 10, 0.7224672, 1.0),
        (5, 10, 0.2365931, 0.7634069),
        (22, 30, 0.5555204, 0.8581734),
        (1, 1, 0.2065493, 1.0),
    ],
)
def test_an_interval_of_few_is_wide(n: int, of: int, low: float, high: float) -> None:
    assert wilson(n, of) == pytest.approx((low, high), abs=1e-6)


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_is_in_its_interval(share: tuple[int, int]) -> None:
    n, of = share
    low, high = wilson(n, of)
    assert 0 <= low <= n / of <= high <= 1


def test_it_cannot_be_told_where_the_interval_holds_the_target() -> None:
    assert standing(Interval(0.56, 0.86), 0.55) == "above"
    assert standing(Interval(0.40, 0.54), 0.55) == "below"
    assert standing(Interval(0.55, 0.90), 0.55) == "cannot tell"
    assert standing(None, 0.55) == "cannot tell"


def test_years_that_are_suppressed_are_left_out_and_named() -> None:
    found = pooled(
        {2019: [Part(10, 20)], 2020: [Part(":", 9)], 2021: [Part(4, 10)]}, range(2019, 2023)
    )
    assert (found.n, found.of, found.years) == (14, 30, (2019, 2021))
    assert found.without == ((2020, ":"), (2022, ".."))


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([Part(":", ":")], ":"),
        ([Part("..", "..")], ".."),
        ([Part(".", ".")], "."),
        ([], ".."),
        ([Part(4, 9), Part(":", ":")], ":"),
        ([Part(0, 0)], "."),
    ],
)
def test_where_no_year_is_left_the_reason_stands_and_no_0(parts: list[Part], reason: str) -> None:
    found = pooled({2020: parts}, [2020])
    assert (found.share, found.reason) == (None, reason)


def test_a_part_in_which_nobody_left_the_programme_adds_nothing() -> None:
    assert pooled({2020: [Part(4, 9), Part(".", ".")]}, [2020]).share == 4 / 9


def test_shares_alone_are_averaged_over_years_and_never_over_municipalities() -> None:
    alone = [Part(None, None, 60)]
    assert pooled({2019: alone, 2020: [Part(None, None, 50.0)]}, [2019, 2020]).share == 0.55
    assert pooled({2019: alone * 2}, [2019]).reason == ".."


def test_a_ranking_with_ties_has_kendalls_tau_b() -> None:
    # 10 pairs: 8 alike, 1 the other way, 1 tied in the second.
    assert kendall_tau([1, 2, 3, 4, 5], [1, 3, 2, 4, 4]) == pytest.approx(7 / math.sqrt(10 * 9))
    assert kendall_tau([1, 2, 3], [3, 2, 1]) == -1
    assert kendall_tau([1, 2, 3], [2, 2, 2]) is None


def test_chances_are_adjusted_for_how_many_were_tried_after_holm() -> None:
    tried = [Exploration(0.1, chance, None, 9) for chance in (0.01, 0.04, 0.03)]
    tried.append(Exploration(None, None, None, 9))
    assert [each.adjusted for each in adjusted(tried)] == [
        pytest.approx(0.03),
        pytest.approx(0.06),
        pytest.approx(0.06),
        None,
    ]


def test_a_contrast_of_few_goes_through_all_divisions() -> None:
    shares = {"a": 1.0, "b": 0.8, "c": 0.1, "d": 0.0, "e": 0.2}
    (found,) = contrasts([shares], ["a", "b"], ["c", "d", "e"], seed=1)
    assert found.value == pytest.approx(0.8)
    assert found.chance == pytest.approx(1 / 10), "of the ten divisions only this one"


def test_a_contrast_of_one_group_is_undefined_and_what_is_not_read_is_left_out() -> None:
    (found,) = contrasts([{"a": 1.0}], ["a", "b"], ["c"], seed=1)
    assert found == Exploration(None, None, None, 1)


def test_the_chance_of_a_ranking_is_that_of_all_orders() -> None:
    outcome = {"a": 0.9, "b": 0.7, "c": 0.4, "d": 0.2}
    (found,) = rank_correlations([{"a": 1.0, "b": 0.9, "c": 0.5, "d": 0.0}], outcome, seed=1)
    assert found.value == 1
    taus = [kendall_tau([4, 3, 2, 1], order) for order in permutations([4, 3, 2, 1])]
    assert found.chance == sum(abs(tau or 0) == 1 for tau in taus) / 24


def test_the_same_seed_draws_the_same_and_no_chance_is_0() -> None:
    shares = [{str(place): place / 20 for place in range(20)}]
    above, below = ([str(place) for place in places] for places in (range(10, 20), range(10)))
    outcome = {str(place): place / 20 for place in range(20)}
    first = contrasts(shares, above, below, 7), rank_correlations(shares, outcome, 7)
    assert first == (contrasts(shares, above, below, 7), rank_correlations(shares, outcome, 7))
    assert all(one.chance == pytest.approx(1 / 5000) for (one,) in first)


@pytest.mark.outside
@settings(max_examples=examples(100, 1000), deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=20),
    st.integers(1, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    st.lists(st.floats(0, 1), min_size=1, max_size=20),
)
def test_figures_are_those_of_large_libraries(
    pairs: list[tuple[int, int]], share: tuple[int, int], chances: list[float]
) -> None:
    stats = pytest.importorskip("scipy.stats")
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    several = pytest.importorskip("statsmodels.stats.multitest")
    first, second = zip(*pairs, strict=True)
    tau, theirs = kendall_tau(first, second), stats.kendalltau(first, second).statistic
    assert (tau is None and math.isnan(theirs)) or tau == pytest.approx(theirs)
    interval = proportion.proportion_confint(*share, method="wilson")
    assert wilson(*share) == pytest.approx(interval, abs=1e-9)
    ours = [each.adjusted for each in adjusted([Exploration(0, p, None, 9) for p in chances])]
    assert ours == pytest.approx(list(several.multipletests(chances, method="holm")[1]))
