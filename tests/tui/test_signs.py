"""The signs in the margin: who coded, in letters that no two share."""

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.tui.signs import initials

NAMES = st.lists(st.text("KkaåriO n1'", min_size=1).filter(str.strip), max_size=8)


def test_coders_are_told_by_initials_and_by_more_letters_where_these_are_the_same() -> None:
    assert initials({"1": "Kari Nes", "2": "Ola"}) == {"1": "KN", "2": "O"}
    assert initials({"1": "Kari", "2": "Kåre", "3": "Ola"}) == {"1": "Ka", "2": "Kå", "3": "O"}


def test_two_people_of_one_name_are_told_by_a_number() -> None:
    assert initials({"1": "Kari", "2": "Kari"}) == {"1": "Kari1", "2": "Kari2"}


@given(NAMES)
def test_no_two_coders_have_the_same_sign(names: list[str]) -> None:
    coders = {str(number): name for number, name in enumerate(names)}
    signs = initials(coders)
    assert signs.keys() == coders.keys()
    assert len(set(signs.values())) == len(coders)
