"""A passage among what stands around it, in as many lines as there are: nothing of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.cells import cells_of
from kodeverk.tui.passage_lines import around_in_lines, around_in_one_line

TEXTS = st.text(st.sampled_from("aå漢 \n\t👩.e\u0301"), max_size=40)
WORDS = st.text(st.sampled_from("aå漢 .x"), min_size=1, max_size=30).filter(str.strip)


def own(line: list[tuple[str, bool]]) -> str:
    return "".join(text for text, is_own in line if is_own)


@given(TEXTS, WORDS, TEXTS, st.integers(12, 60))
def test_one_line_is_never_wider_than_it_may_be(
    before: str, words: str, after: str, width: int
) -> None:
    line = around_in_one_line(before, words, after, width)
    assert sum(cells_of(text) for text, _ in line) <= width
    assert own(line).strip()


@given(TEXTS, WORDS, TEXTS, st.integers(12, 60), st.integers(1, 6))
def test_no_line_is_too_wide_and_the_passage_begins_in_sight(
    before: str, words: str, after: str, width: int, most: int
) -> None:
    lines = around_in_lines(before, words, after, width, most)
    assert len(lines) <= most
    assert all(sum(cells_of(text) for text, _ in line) <= width for line in lines)
    assert any(is_own for line in lines for _, is_own in line)


@given(TEXTS, WORDS, TEXTS, st.integers(12, 60))
def test_with_lines_enough_every_word_is_there_and_the_passages_own_are_known(
    before: str, words: str, after: str, width: int
) -> None:
    lines = around_in_lines(before, words, after, width, 200)
    shown = "".join(text for line in lines for text, _ in line)
    assert "".join(shown.split()) == "".join(f"{before}{words}{after}".split())
    assert "".join("".join(map(own, lines)).split()) == "".join(words.split())


def test_the_passage_stands_among_what_is_before_and_after_it() -> None:
    line = around_in_one_line("en to tre fire ", "FEM", " seks sju åtte ni", 20)
    assert line == [("…ire ", False), ("FEM", True), (" seks sju å…", False)]
