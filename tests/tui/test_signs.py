"""The signs in the margin: who coded, in letters that no two share."""

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.tui.signs import initials

NAMES = st.sets(st.text("KkaåriO n", min_size=1).filter(str.strip), max_size=8)


def test_coders_are_told_by_initials_and_by_more_letters_where_these_are_the_same() -> None:
    assert initials(["Kari Nes", "Ola"]) == {"Kari Nes": "KN", "Ola": "O"}
    assert initials(["Kari", "Kåre", "Ola"]) == {"Kari": "Ka", "Kåre": "Kå", "Ola": "O"}


@given(NAMES)
def test_no_two_coders_have_the_same_sign(names: set[str]) -> None:
    signs = initials(names)
    assert signs.keys() == names
    assert len(set(signs.values())) == len(names)
