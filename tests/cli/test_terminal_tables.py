"""Tables in a terminal: no wider than it is, and nothing in them that it obeys."""

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.cells import cells_of, cut
from kodeverk.cli.layout import blocks, shortened, table_lines, wrapped
from kodeverk.model.text import visible

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.text())
def test_nothing_shown_moves_the_cursor_or_turns_the_line_around(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert len(shown.splitlines()) <= 1
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) <= 0x9F for sign in shown)
    assert not any(0x202A <= ord(sign) <= 0x202E for sign in shown)


def test_ordinary_text_is_shown_as_it_is() -> None:
    for text in (
        "Herøy i Møre og Romsdal",
        "Sámi: Guovdageaidnu",
        "سلام",
        "面接",
        "e\u0301",
        "👩‍👧",
    ):
        assert visible(text) == text
    assert visible("two\nlines\x1b[2J") == "two\\nlines\\x1b[2J"


@given(words, st.integers(1, 40))
def test_what_is_cut_fits_and_is_marked(text: str, width: int) -> None:
    kept = cut(text, width)
    assert cells_of(kept) <= width
    assert kept == text or kept.endswith("…")


@given(words, st.integers(2, 40))
def test_what_is_folded_fits_and_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(
    st.lists(st.tuples(words, st.integers(0, 10**6), words), min_size=1, max_size=8),
    st.integers(34, 120),
)
def test_a_table_of_any_texts_fits_the_terminal_and_keeps_its_numbers(
    rows: list[tuple[str, int, str]], width: int
) -> None:
    lines = table_lines(("name", "number", "warnings"), rows, width)
    assert all(cells_of(line) <= width for line in lines)
    text = "\n".join(lines)
    assert all(str(row[1]) in text for row in rows)


def test_a_table_that_goes_to_a_file_is_whole() -> None:
    long = "x" * 400
    assert table_lines(("name",), [(long,)])[-1] == long


def test_numbers_stand_under_each_other_to_the_right() -> None:
    assert table_lines(("code", "words"), [("A", 7), ("BB", 1200)]) == [
        "code  words",
        "────  ─────",
        "A         7",
        "BB     1200",
    ]


@given(st.integers(1, 20), st.lists(st.integers(1, 18), max_size=40), st.integers(40, 200))
def test_a_wide_table_is_cut_into_blocks_that_fit_and_lose_no_column(
    first: int, widths: list[int], width: int
) -> None:
    found = blocks(first, widths, width)
    assert [place for block in found for place in block] == list(range(len(widths)))
    for block in found:
        assert first + sum(2 + widths[place] for place in block) <= width


def test_long_values_of_changes_are_shortened() -> None:
    assert shortened("kort") == "kort"
    assert shortened({"nb": "Tillit"}) == '{"nb": "Tillit"}'
    assert len(shortened("a" * 100)) == 60
