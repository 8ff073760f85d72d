"""What coders are compared on, and what chance, overlap and absence come to."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.agreement.comparison import ComparedTranscript, Comparison
from kodeverk.analysis.agreement.differences import UNSET, Faceted, FacetPairs, held_against
from kodeverk.analysis.agreement.figures import Figure, Statistic, figures
from kodeverk.analysis.agreement.intervals import Interval, Row, intervals
from kodeverk.analysis.agreement.nominal import OfUnits, Pattern, alpha
from kodeverk.analysis.agreement.passage_figures import Passages, passage_figures
from kodeverk.analysis.agreement.ratings import NO_VALUE, code_ratings, group_ratings
from kodeverk.analysis.agreement.telling import CoderSpan, Telling
from kodeverk.analysis.agreement.units import UNITS, UnitKind, Units
from kodeverk.model.records import Turn
from kodeverk.model.sentences import sentences
from kodeverk.model.text import Span, words

Codings = dict[str, list[tuple[int, int]]]

THOUSAND = "a" * 1000

EXAMPLE: dict[Statistic, float] = {"percent": 0.80, "positive": 0.67, "alpha": 0.55, "cohen": 0.52}
"""The figures of the example in docs/agreement.md."""


def compared(
    text: str, codings: dict[str, Codings], turns: Sequence[Turn] | None = None, name: str = "t"
) -> ComparedTranscript:
    raters = {code: frozenset(codings) for by_code in codings.values() for code in (*by_code, "X")}
    whole = [Turn(0, 0, 0, len(text), "s")]
    return ComparedTranscript(name, text, whole if turns is None else turns, codings, raters)


def figure(
    statistic: Statistic, kind: UnitKind, text: str, *coders: list[tuple[int, int]]
) -> Figure:
    """The figure of a code X of coders with these passages, for all of them together."""
    names = [f"coder {place}" for place in range(len(coders))]
    comparison = Comparison(kind, names)
    codings = {name: {"X": list(spans)} for name, spans in zip(names, coders, strict=True)}
    comparison.add(compared(text, codings), ["X"])
    return figures(comparison, [statistic], ["X"], declared=2, seed=1)[0]


# What other programs get wrong


def test_coding_at_chance_level_is_no_agreement() -> None:
    cohen = figure("cohen", "character", THOUSAND, [(0, 500)], [(250, 750)])
    assert cohen.value == pytest.approx(0.0)


def test_half_of_a_hundred_characters_in_a_thousand_is_what_cohen_says() -> None:
    cohen = figure("cohen", "character", THOUSAND, [(0, 100)], [(50, 150)])
    assert cohen.value == pytest.approx(0.4444, abs=0.0001)


def test_two_overlapping_codings_of_one_coder_agree_with_nobody() -> None:
    cohen = figure("cohen", "character", THOUSAND, [(0, 100), (50, 150)], [])
    assert cohen.value == 0.0


def test_a_span_coded_twice_by_one_coder_is_one_coding() -> None:
    cohen = figure("cohen", "character", THOUSAND, [(0, 100), (0, 100)], [(0, 100)])
    assert cohen.value == 1.0


def test_a_code_that_nobody_gave_has_no_figure_and_is_not_one() -> None:
    for statistic in ("alpha", "positive", "cohen", "scott", "fleiss"):
        assert figure(statistic, "character", THOUSAND, [], []).value is None


def test_a_code_given_to_everything_has_no_alpha() -> None:
    assert figure("alpha", "character", THOUSAND, [(0, 1000)], [(0, 1000)]).value is None


# Units

TALK = "I: Hva skjer? D: Jeg leter etter jobb. Hver dag – og jeg ringer dem. V: Fint."
TURNS = [Turn(14, 16, 17, 68, "D"), Turn(69, 71, 72, 77, "V")]


@pytest.mark.parametrize(
    ("kind", "count"),
    [("turn", 2), ("sentence", 3), ("word", 11), ("character", 56), ("transcript", 1)],
)
def test_units_are_those_of_the_turns_compared(kind: UnitKind, count: int) -> None:
    assert compared(TALK, {}, TURNS).coded(kind).count == count


def test_a_turn_is_coded_where_one_whole_word_of_it_is() -> None:
    units = Units("turn", TALK, TURNS)
    assert units.coded([(17, 20)]) == [Span(0, 1)], "Jeg"
    assert units.coded([(18, 22)]) == [], "eg le: no word is whole"
    assert units.coded([(60, 77)]) == [Span(0, 2)], "over two turns"
    assert units.coded([(0, 13)]) == [], "the interviewer is not compared"


def test_a_sign_between_words_is_nothing_to_code() -> None:
    assert Units("turn", TALK, TURNS).coded([(48, 49)]) == []


spans = st.lists(
    st.tuples(st.integers(0, 77), st.integers(0, 77))
    .map(sorted)
    .map(tuple)
    .filter(lambda span: span[0] < span[1]),
    max_size=6,
)


def _recounted(kind: UnitKind, coded: Sequence[tuple[int, int]]) -> list[bool]:
    """Each unit of the talk, coded or not, counted character by character and word by word."""
    covered = {place for start, end in coded for place in range(start, end)}
    joined = _joined(coded)

    def has_whole_word(start: int, end: int) -> bool:
        return any(
            any(begun <= word.start and word.end <= ended for begun, ended in joined)
            for word in words(TALK, start, end)
        )

    match kind:
        case "character":
            return [place in covered for turn in TURNS for place in range(turn.start, turn.end)]
        case "word":
            listed = [word for turn in TURNS for word in words(TALK, turn.start, turn.end)]
        case "sentence":
            listed = [one for turn in TURNS for one in sentences(TALK, turn.start, turn.end)]
        case "turn":
            listed = [Span(turn.start, turn.end) for turn in TURNS]
        case "transcript":
            return [any(has_whole_word(turn.start, turn.end) for turn in TURNS)]
    return [has_whole_word(*one) for one in listed]


def _joined(coded: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that share a character as one, joined until nothing changes."""
    joined = [*coded]
    while True:
        for one in joined:
            for other in joined:
                if one is not other and one[0] < other[1] and other[0] < one[1]:
                    joined = [each for each in joined if each not in (one, other)]
                    joined.append((min(one[0], other[0]), max(one[1], other[1])))
                    break
            else:
                continue
            break
        else:
            return joined


@given(st.sampled_from(UNITS), st.lists(spans, min_size=2, max_size=3))
def test_what_coders_said_of_units_is_what_a_slow_recount_says(
    kind: UnitKind, by_coder: list[list[tuple[int, int]]]
) -> None:
    names = [str(place) for place in range(len(by_coder))]
    codings = {name: {"X": one} for name, one in zip(names, by_coder, strict=True)}
    units = compared(TALK, codings, TURNS).coded(kind)
    coded = {name: by_code.get("X", ()) for name, by_code in units.by_coder.items()}
    slowly = zip(*(_recounted(kind, one) for one in by_coder), strict=True)
    assert code_ratings(units.count, names, coded) == Counter[Pattern](slowly)


def test_a_coder_who_did_not_rate_is_missing_and_no_zero() -> None:
    ratings = code_ratings(4, ["A", "B", "C"], {"A": [Span(0, 2)], "C": []})
    assert ratings == {(True, None, False): 2, (False, None, False): 2}


def test_codes_of_a_group_are_values_where_they_exclude_each_other() -> None:
    apart = {"A": {"x": [Span(0, 2)], "y": [Span(2, 3)]}, "B": {"x": [Span(1, 4)]}}
    assert group_ratings(5, ["A", "B"], apart) == {
        ("x", NO_VALUE): 1,
        ("x", "x"): 1,
        ("y", "x"): 1,
        (NO_VALUE, "x"): 1,
        (NO_VALUE, NO_VALUE): 1,
    }
    assert group_ratings(5, ["A"], {"A": {"x": [Span(0, 2)], "y": [Span(1, 3)]}}) == "A"


def test_alpha_over_codes_that_exclude_each_other_is_of_which_code_each_word_has() -> None:
    comparison = Comparison("character", ["A", "B"], {"theme": ["X", "Y"]})
    codings = {"A": {"X": [(0, 3)], "Y": [(3, 5)]}, "B": {"X": [(0, 2)], "Y": [(2, 5)]}}
    comparison.add(compared("a" * 10, codings), ["X", "Y"])
    (found,) = figures(comparison, ["alpha-exclusive"], ["X", "Y"], declared=2, seed=1)
    # By hand: X 5, Y 5 and nothing 10 of 20 ratings; one unit in dispute, 2 pairs of 20.
    assert found.value == pytest.approx(1 - 19 * 2 / (400 - 25 - 25 - 100))
    assert (found.code, found.pairs, found.coded, found.units) == ("theme", (5, 0, 0, 5), 5, 10)


def test_alpha_over_codes_that_overlap_is_not_defined_and_names_who_gave_two() -> None:
    comparison = Comparison("character", ["A", "B"], {"theme": ["X", "Y"]})
    codings = {"A": {"X": [(0, 5)], "Y": [(6, 9)]}, "B": {"X": [(0, 5)], "Y": [(4, 9)]}}
    comparison.add(compared("a" * 10, codings), ["X", "Y"])
    (found,) = figures(comparison, ["alpha-exclusive"], ["X", "Y"], declared=2, seed=1)
    assert (found.value, found.interval, found.overlapping) == (None, None, "B")


# Several coders and transcripts


def _of_many(statistics: Sequence[Statistic], seed: int = 1) -> list[Figure]:
    comparison = Comparison("character", ["A", "B", "C"])
    for place in range(8):
        codings = {
            "A": {"X": [(0, 300 + 10 * place)]},
            "B": {"X": [(20 * place, 350)]},
            "C": {"X": [(0, 320)]},
        }
        # A pair takes turns: one of three coders has not read each transcript.
        del codings["ABC"[place % 3]]
        comparison.add(compared(THOUSAND, codings, name=str(place)), ["X"])
    return figures(comparison, statistics, ["X"], declared=2, seed=seed)


def test_three_coders_are_compared_together_and_two_by_two() -> None:
    coders = [one.coders for one in _of_many(["alpha"])]
    assert coders == [("A", "B", "C"), ("A", "B"), ("A", "C"), ("B", "C")]
    assert [one.transcripts for one in _of_many(["alpha"])] == [8, 2, 3, 3]
    assert [one.coders for one in _of_many(["cohen"])] == coders[1:]


def test_an_interval_holds_its_figure_and_is_the_same_every_time() -> None:
    (first, *_), (again, *_) = _of_many(["alpha"]), _of_many(["alpha"])
    assert first == again
    assert first.value is not None
    assert first.interval is not None
    assert first.interval.low < first.value < first.interval.high


def test_an_interval_is_the_same_however_long_the_texts_are() -> None:
    made = alpha(2, (True, False))

    def interval(times: int) -> Interval | None:
        said: list[OfUnits] = [
            {
                (True, True): 20 * times,
                (True, False): (3 + place) * times,
                (False, False): 90 * times,
            }
            for place in range(8)
        ]
        row = Row([made.of(one) for one in said], made.value, None, made.tangent)
        return intervals([row], seed=1)[0]

    assert interval(10**6) == pytest.approx(interval(10**4), abs=1e-5)
    assert interval(10**12) == pytest.approx(interval(10**4), abs=1e-5)


def test_where_nobody_compared_says_a_word_nothing_is_compared() -> None:
    comparison = Comparison("turn", ["A", "B", "C"])
    codings: dict[str, Codings] = {"A": {"X": [(17, 20)]}, "B": {"X": [(17, 20)]}, "C": {}}
    comparison.add(compared(TALK, codings, TURNS), ["X"])
    comparison.add(compared(TALK, codings, [], "only an interviewer"), ["X"])
    assert {
        one.transcripts for one in figures(comparison, ["alpha"], ["X"], declared=1, seed=1)
    } == {1}


def test_few_transcripts_have_no_interval() -> None:
    assert all(one.interval is None for one in _of_many(["alpha"])[1:])


def test_a_code_of_few_units_is_too_rare_to_judge() -> None:
    assert figure("alpha", "character", THOUSAND, [(0, 9)], [(3, 8)]).is_rare
    assert not figure("alpha", "character", THOUSAND, [(0, 9)], [(3, 10)]).is_rare


# In what coders differ


def _held(first: Codings, second: Codings) -> list[tuple[str, str, str, tuple[str, ...]]]:
    transcript = compared(THOUSAND, {"A": first, "B": second})
    return [
        (one.coder, one.code, one.difference, one.instead)
        for one in held_against(transcript, ["x", "y"])
    ]


def test_a_passage_the_other_has_not_just_so_differs_in_borders_code_or_notice() -> None:
    assert _held({"x": [(0, 10)], "y": []}, {"x": [(0, 10)], "y": []}) == [
        ("A", "x", "alike", ()),
        ("B", "x", "alike", ()),
    ]
    assert _held({"x": [(0, 10)], "y": []}, {"x": [(5, 12)], "y": [(0, 10)]}) == [
        ("A", "x", "placing", ()),
        ("B", "x", "placing", ()),
        ("B", "y", "choosing", ("x",)),
    ]
    assert _held({"x": [(0, 10)], "y": []}, {"x": [], "y": [(5, 12)]}) == [
        ("A", "x", "choosing", ("y",)),
        ("B", "y", "choosing", ("x",)),
    ]
    assert _held({"x": [(0, 10)], "y": []}, {"x": [(10, 20)], "y": []}) == [
        ("A", "x", "noticing", ()),
        ("B", "x", "noticing", ()),
    ]


def test_facets_are_compared_where_two_coders_agree_on_the_code() -> None:
    pairs = FacetPairs({"x": ["retning", "fase"]})
    promotes, hinders = (("retning", "fremmer"),), (("retning", "hemmer"),)
    codings: dict[str, dict[str, list[Faceted]]] = {
        "A": {"x": [(Span(0, 10), promotes), (Span(20, 30), promotes), (Span(50, 60), ())]},
        "B": {"x": [(Span(2, 10), promotes), (Span(20, 30), ()), (Span(70, 80), hinders)]},
    }
    for both in codings.values():
        both["x"].append((Span(90, 95), ()))
        both["y"] = [(Span(0, 10), ())]
    pairs.add(codings, dict.fromkeys("xy", frozenset("AB")))
    (found,) = pairs.figures()
    assert (found.facet, found.pairs) == ("retning", 3), "unset is a value, and two stand alone"
    assert pairs.ratings["retning"] == {
        ("fremmer", "fremmer"): 1,
        ("fremmer", UNSET): 1,
        (UNSET, UNSET): 1,
    }


# Passages


def _passages(*coders: Codings) -> Passages:
    names = [f"coder {place}" for place in range(len(coders))]
    passages = Passages(names)
    for number in range(6):
        codings = dict(zip(names, coders, strict=True))
        passages.add(compared(THOUSAND, codings, name=str(number)), ["x", "y", "X"])
    return passages


def test_passages_with_the_same_borders_and_codes_agree_wholly() -> None:
    one: Codings = {"x": [(0, 100), (200, 250)], "y": [(100, 180)]}
    asked: tuple[Statistic, ...] = (
        "alpha-u",
        "u-alpha",
        "u-alpha-coded",
        "cu-alpha",
        "k-u-alpha",
    )
    found = passage_figures(_passages(one, one), asked, {"T": ["x", "y"]}, seed=1)
    assert {(one.statistic, one.code): one.value for one in found} == {
        ("alpha-u", "x"): 1.0,
        ("alpha-u", "y"): 1.0,
        ("u-alpha", "T"): 1.0,
        ("u-alpha-coded", "T"): 1.0,
        ("cu-alpha", "T"): 1.0,
        ("k-u-alpha", "x"): 1.0,
        ("k-u-alpha", "y"): 1.0,
    }
    assert {one.coverage for one in found if one.statistic == "cu-alpha"} == {1.0}


def test_codes_that_overlap_in_one_coder_are_no_values_that_exclude_each_other() -> None:
    overlapping: Codings = {"x": [(0, 100)], "y": [(50, 180)]}
    apart: Codings = {"x": [(0, 100)], "y": [(100, 180)]}
    (found,) = passage_figures(_passages(apart, overlapping), ["u-alpha"], {"T": ["x", "y"]}, 1)
    assert (found.value, found.overlapping) == (None, "coder 1")


def test_the_worked_example_of_the_documentation_is_right() -> None:
    found = {
        name: figure(name, "character", "abcdefghij", [(0, 3)], [(1, 4)]).value for name in EXAMPLE
    }
    assert {name: round(value or 0, 2) for name, value in found.items()} == EXAMPLE


def test_the_most_telling_disagreements_are_of_many_transcripts_other_codes_first() -> None:
    telling = Telling()
    for place in range(3):
        codings = {
            "A": {"X": [(at, at + 5 + place) for at in range(0, 100, 20)], "Y": []},
            "B": {"X": [(0, 6)], "Y": [(20, 25)]},
        }
        telling.add(compared("a" * 100, codings, name=str(place)), ["X", "Y"])
    of_x = telling.of("X")
    assert [(one.difference, one.transcript) for one in of_x] == [
        ("choosing", "2"),
        ("choosing", "1"),
        ("choosing", "0"),
        ("noticing", "2"),
        ("noticing", "2"),
    ]
    assert of_x[0].given == (
        CoderSpan("A", "X", Span(20, 27)),
        CoderSpan("B", "Y", Span(20, 25)),
    )
    assert telling.passages == {("X", "A"): 15, ("X", "B"): 3, ("Y", "B"): 3}
    assert {one.transcript for one in telling.of("X", without={"2"})} == {"0", "1"}
    assert telling.left_out({"2"})
