"""Statistics by the sweep equal those of other libraries on the same words, character by character.

The libraries are large: they come with the extra `oracles`, and `-m outside` runs these tests.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kodeverk.analysis.agreement.figures import Statistic
from kodeverk.analysis.agreement.units import Units
from kodeverk.model.records import Turn
from tests.analysis.test_agreement import figure
from tests.strategies import examples

pytestmark = pytest.mark.outside

LENGTH = 200
TEXT = "a" * LENGTH

Spans = list[tuple[int, int]]

_span = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 60)).map(
    lambda made: (made[0], min(LENGTH, made[0] + made[1]))
)
_coder = st.lists(_span, max_size=6)
two = st.lists(_coder, min_size=2, max_size=2)
several = st.lists(_coder, min_size=2, max_size=5)

checked = settings(
    max_examples=examples(100, 1000), suppress_health_check=[HealthCheck.too_slow], deadline=None
)


def expanded(coders: Sequence[Spans]) -> list[list[int]]:
    """What each coder said of each character: 1 where it is coded."""
    return [
        [int(any(start <= place < end for start, end in spans)) for place in range(LENGTH)]
        for spans in coders
    ]


def ours(statistic: Statistic, coders: Sequence[Spans]) -> float:
    """Our figure; examples in which it is not defined are left out."""
    value = figure(statistic, "character", TEXT, *coders).value
    assume(value is not None)
    assert value is not None
    return value


def irr(coders: Sequence[Spans]) -> Any:
    pandas = pytest.importorskip("pandas")
    raw = pytest.importorskip("irrCAC.raw")
    columns = {str(place): values for place, values in enumerate(expanded(coders))}
    return raw.CAC(pandas.DataFrame(columns), categories=[0, 1], digits=13)


def value_of(found: Any) -> float:
    value: float = found["est"]["coefficient_value"]
    return value


@checked
@given(several)
def test_alpha_is_that_of_krippendorff(coders: list[Spans]) -> None:
    library = pytest.importorskip("krippendorff")
    expected = ours("alpha", coders)
    theirs = library.alpha(reliability_data=expanded(coders), level_of_measurement="nominal")
    assert expected == pytest.approx(theirs, abs=1e-9)


@checked
@given(two)
def test_cohen_is_that_of_scikit_learn(coders: list[Spans]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    expected = ours("cohen", coders)
    assert expected == pytest.approx(metrics.cohen_kappa_score(*expanded(coders)), abs=1e-9)


@checked
@given(several)
def test_fleiss_is_that_of_statsmodels(coders: list[Spans]) -> None:
    rater = pytest.importorskip("statsmodels.stats.inter_rater")
    numpy = pytest.importorskip("numpy")
    expected = ours("fleiss", coders)
    coded = numpy.array(expanded(coders)).sum(axis=0)
    table = numpy.stack([len(coders) - coded, coded], axis=1)
    assert expected == pytest.approx(rater.fleiss_kappa(table), abs=1e-9)


@checked
@given(several)
def test_gwet_and_brennan_prediger_are_those_of_irrcac(coders: list[Spans]) -> None:
    expected = ours("ac1", coders), ours("brennan-prediger", coders)
    theirs = irr(coders)
    assert expected[0] == pytest.approx(value_of(theirs.gwet()), abs=1e-9)
    assert expected[1] == pytest.approx(value_of(theirs.bp()), abs=1e-9)


@checked
@given(two)
def test_positive_agreement_is_the_f_score_of_scikit_learn(coders: list[Spans]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    expected = ours("positive", coders)
    assert expected == pytest.approx(metrics.f1_score(*expanded(coders)), abs=1e-9)


def test_the_expansion_is_of_the_same_characters() -> None:
    units = Units("character", TEXT, [Turn(0, 0, 0, LENGTH, "s")])
    assert sum(expanded([[(3, 9), (7, 20)]])[0]) == sum(
        end - start for start, end in units.coded([(3, 20)])
    )
