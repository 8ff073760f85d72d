"""What the status line says can be read, however little room there is."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.cells import cells_of
from kodeverk.tui.widgets.status_line import status_in
from tests.tui.keyboard_user import at_the_keyboard, screen_text

WORDS = st.text("ab 漢", max_size=90).map(str.strip)


@given(st.integers(1, 200), WORDS, st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3))
def test_a_fact_is_never_cut_to_nothing_and_the_line_never_too_long(
    width: int, fact: str, elsewhere: list[str], held: list[str]
) -> None:
    line = status_in(width, fact, elsewhere, held)
    assert cells_of(line) == width
    if width >= cells_of(fact):
        assert line.startswith(fact[:11])


def test_what_is_held_gives_way_last() -> None:
    held = ["fase: oppstart", "HOLD"]
    line = status_in(60, "REL-TILLIT on 12 words, and more", ["12 words selected"], held)
    assert line == "REL-TILLIT on 12 words, and more       fase: oppstart · HOLD"
    line = status_in(48, "REL-TILLIT on 12 words, and more", ["12 words selected"], held)
    assert line == "REL-TILLIT on 12 words, …  fase: oppstart · HOLD"
    line = status_in(40, "REL-TILLIT on 12 words, and more", ["12 words selected"], held)
    assert line == "REL-TILLIT on 12 words,…  fase: oppstar…"


async def test_a_fact_is_never_only_dots_on_a_small_screen_nor_after_it_has_grown(
    project: Path,
) -> None:
    async with at_the_keyboard(project, size=(60, 20)) as user:
        await user.press("enter", "e", "1")
        assert user.status.startswith("REL-TILLIT on "), user.status
        await user.press("O")
        await user.pilot.pause()
        assert user.status.startswith("END of REL-TILLIT, "), user.status
        assert len(user.status) == user.coding.status.size.width
        await user.pilot.resize_terminal(120, 20)
        await user.rest()
        assert user.status.endswith("Esc leaves"), user.status
        assert user.status.strip() in screen_text(user.app)
