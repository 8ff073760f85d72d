"""Published examples of agreement statistics come out as published."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kodeverk.analysis.agreement.nominal import (
    Nominal,
    Pattern,
    ac1,
    alpha,
    brennan_prediger,
    cohen,
    cohen_chance,
    fleiss,
    percent,
    pooled_kappa,
    positive_agreement,
    scott,
)
from kodeverk.analysis.agreement.unitizing import (
    Unitizing,
    alpha_u,
    alpha_u_expected,
    alpha_u_observed,
    gaps_between,
)

_NOT_ASKED_FOR = ("masi", "gamma", "ordinal", "interval", "ratio", "bootstrap")


def _oracles() -> list[dict[str, Any]]:
    path = Path(__file__).resolve().parents[2].parent / "shared" / "oracles" / "agreement.json"
    if not path.exists():
        return []
    listed: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    named = {entry["name"]: entry["data"] for entry in listed}
    for entry in listed:
        if "see" in entry["data"]:
            entry["data"] = {**named[entry["data"]["see"]], **entry["data"]}
    return [
        entry for entry in listed if not any(word in entry["statistic"] for word in _NOT_ASKED_FOR)
    ]


ORACLES = _oracles()

CHANCE_CORRECTED: Mapping[str, Callable[[int, Sequence[Any]], Nominal]] = {
    "krippendorff_alpha_nominal": alpha,
    "percent_agreement": percent,
    "observed_agreement": percent,
    "fleiss_kappa": fleiss,
    "fleiss_kappa_missing": fleiss,
    "gwet_ac1": ac1,
    "brennan_prediger": lambda coders, values: brennan_prediger(coders, values, len(values)),
    "cohen_kappa": lambda _, values: cohen(values),
    "scott_pi": lambda _, values: scott(values),
}


def _ratings(data: Mapping[str, Any]) -> Counter[Pattern]:
    if "table" in data:
        return Counter(
            {
                (first, second): count
                for first, row in enumerate(data["table"])
                for second, count in enumerate(row)
            }
        )
    if "pairs" in data:
        return Counter({tuple(pair): count for pair, count in data["pairs"].items()})
    if "units" in data:
        return Counter(map(tuple, data["units"]))
    if "both" in data:
        one_only = data.get("one_only", 0)
        return Counter(
            {
                (True, True): data["both"],
                (True, False): data.get("a_only", one_only),
                (False, True): data.get("b_only", 0),
                (False, False): data["neither"],
            }
        )
    coders = data["coders"]
    by_coder = list(coders.values()) if isinstance(coders, dict) else coders
    return Counter(zip(*by_coder, strict=True))


def _of(statistic: Callable[[int, Sequence[Any]], Nominal], ratings: Counter[Pattern]) -> Any:
    values = list({value: 0 for pattern in ratings for value in pattern if value is not None})
    made = statistic(len(next(iter(ratings))), values)
    return made.value(made.of(ratings))


def _passages(data: Mapping[str, Any], code: str) -> tuple[int, list[list[tuple[int, int]]]]:
    begin, end = data["continuum"]
    by_coder = [
        [(start - begin, stop - begin) for start, stop, value in units if value == code]
        for units in data["coders"].values()
    ]
    return end - begin, by_coder


def _unitized(data: Mapping[str, Any]) -> tuple[Unitizing, Sequence[int]]:
    if "L" in data:
        by_coder = [[tuple(unit) for unit in units] for units in data["coders"].values()]
        length = data["L"]
    else:
        by_coder = [
            [(place, place + 1, str(value)) for place, value in enumerate(values)]
            for values in data["coders"]
        ]
        length = len(by_coder[0])
    family = Unitizing(len(by_coder), sorted({unit[2] for units in by_coder for unit in units}))
    return family, family.sums(length, by_coder)


def _unitizing(name: str, data: Mapping[str, Any], value: str) -> Any:
    if name.startswith("alphaU"):
        asked = {"code": alpha_u, "Do": alpha_u_observed, "De": alpha_u_expected}
        return asked[name.rpartition("_")[2]]([_passages(data, data["code"])])
    family, sums = _unitized(data)
    return {
        "u_alpha_2016": lambda: family.u_alpha(sums),
        "bar_u_alpha_2016": lambda: family.u_alpha_coded(sums),
        "ku_alpha_2016": lambda: family.k_u_alpha(sums, value),
        "ku_coverage": lambda: family.coverage(sums, value),
    }[name]()


def _expected_agreement(data: Mapping[str, Any]) -> float:
    if "table" in data:
        return cohen_chance(data["table"]).expected
    # Fleiss' chance is what his kappa leaves of the observed agreement.
    observed, kappa = _of(percent, _ratings(data)), _of(fleiss, _ratings(data))
    chance: float = (observed - kappa) / (1 - kappa)
    return chance


def _of_category(data: Mapping[str, Any]) -> Any:
    ratings: Counter[Pattern] = Counter()
    for pattern, count in _ratings(data).items():
        ratings[tuple(given == data["category"] for given in pattern)] += count
    return _of(fleiss, ratings)


def _holsti(data: Mapping[str, Any]) -> float | None:
    return positive_agreement((data["M"], data["N1"] - data["M"], data["N2"] - data["M"], 0))


_OTHERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "expected_agreement": _expected_agreement,
    "fleiss_kappa_category": _of_category,
    "holsti": _holsti,
    "pooled_kappa": lambda data: pooled_kappa(data["tables_abcd"]),
    "cohen_kappa_chars": lambda data: _of(CHANCE_CORRECTED["cohen_kappa"], _ratings(data)),
}


def _computed(oracle: Mapping[str, Any]) -> Any:
    name, _, value = oracle["statistic"].rstrip("]").partition("[")
    data = oracle["data"]
    if name in _OTHERS:
        return _OTHERS[name](data)
    if name in CHANCE_CORRECTED:
        return _of(CHANCE_CORRECTED[name], _ratings(data))
    return _unitizing(name, data, value)


@pytest.mark.skipif(not ORACLES, reason="the shared oracles are not there")
@pytest.mark.parametrize(
    "oracle",
    [one for one in ORACLES if one["statistic"] != "alphaU_delta"],
    ids=lambda oracle: oracle["name"],
)
def test_published_examples_come_out_as_published(oracle: dict[str, Any]) -> None:
    assert _computed(oracle) == pytest.approx(oracle["expected"], abs=oracle["tolerance"])
    if "computed_exact" in oracle:
        assert _computed(oracle) == pytest.approx(oracle["computed_exact"], abs=1e-9)


@pytest.mark.skipif(not ORACLES, reason="the shared oracles are not there")
@pytest.mark.parametrize(
    "oracle",
    [one for one in ORACLES if one["statistic"] == "alphaU_delta"],
    ids=lambda oracle: oracle["name"],
)
def test_two_passages_differ_as_published(oracle: dict[str, Any]) -> None:
    begin, length, valued, other, other_length, other_valued = oracle["data"]["b1,l1,v1,b2,l2,v2"]
    passages = [
        [(start, start + size)] if is_unit else []
        for start, size, is_unit in ((begin, length, valued), (other, other_length, other_valued))
    ]
    # Both orders of two coders are in the sum.
    assert alpha_u_observed([(1000, passages)]) == 2 * oracle["expected"] / (2 * 1000**2)


def test_gaps_are_what_lies_between_passages_and_at_the_ends() -> None:
    assert gaps_between(20, [(2, 5), (5, 9), (12, 20)]) == [2, 3]
    assert gaps_between(20, []) == [20]
