from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model.joining import Joining, groups, joining, stand_ins_among, turned_to

RECORDS = "abcdefg"
pairs = st.tuples(st.sampled_from(RECORDS), st.sampled_from(RECORDS)).filter(
    lambda pair: pair[0] != pair[1]
)
facts = st.dictionaries(
    st.frozensets(st.sampled_from(RECORDS), min_size=2, max_size=2), st.booleans(), max_size=9
).map(
    lambda kept: [
        joining(*(sorted(pair) if up else sorted(pair)[::-1])) for pair, up in kept.items()
    ]
)


def test_the_one_whose_name_stays_stands_for_both_whichever_is_named_first() -> None:
    assert joining("b", "a") == joining("b", "a")
    assert stand_ins_among([joining("b", "a")], {"a", "b"}) == {"b": "a"}
    assert stand_ins_among([joining("a", "b")], {"a", "b"}) == {"a": "b"}


def test_the_last_of_a_chain_stands_for_all_of_it() -> None:
    chain = [joining("a", "n"), joining("n", "m"), joining("b", "n")]
    assert stand_ins_among(chain, {*"abnm"}) == {"a": "m", "b": "m", "n": "m"}


def test_only_what_is_there_stands_for_others() -> None:
    assert stand_ins_among([joining("a", "n"), joining("b", "n")], {"a", "b"}) == {
        "b": "a",
        "n": "a",
    }


@given(facts, st.randoms(use_true_random=False), st.frozensets(st.sampled_from(RECORDS)))
def test_who_stands_for_whom_is_a_function_of_the_set_and_one_of_each_group(
    known: list[Joining], dice: Random, there: frozenset[str]
) -> None:
    found = stand_ins_among(known, there)
    turned = [*known]
    dice.shuffle(turned)
    assert stand_ins_among(turned, there) == found
    for group in groups(known):
        chosen = {found.get(one, one) for one in group}
        assert len(chosen) == 1
        assert chosen <= group
        assert chosen <= there or not group & there
    assert {one for group in groups(known) for one in group} >= found.keys()


@given(facts, st.sampled_from(RECORDS))
def test_joinings_can_be_turned_to_any_record_of_a_group(known: list[Joining], record: str) -> None:
    turned = turned_to(known, record)
    assert [one[:2] for one in turned] == [
        one[:2]
        for one in known
        if any(record in group and one.first in group for group in groups(known))
    ]
    assert all(chosen == record for chosen in stand_ins_among(turned, {*RECORDS}).values())
