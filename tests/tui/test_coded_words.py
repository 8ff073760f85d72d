"""What a code goes on: words, never the next speaker's label or the blanks around them."""

from pathlib import Path

from tests.tui.keyboard_user import at_the_keyboard, held


def quotes(project: Path) -> list[str]:
    return [words for _, words, _ in held(project).said()]


ANSWER = (
    "Han har alltid tid til meg. Jeg stoler på ham 👩‍👩‍👧 fordi han ringer."
    " Blåbærsyltetøy på brødet."
)


async def test_a_code_never_goes_on_a_label_or_blanks_at_the_ends_of_what_is_selected(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        for keys, coded in (
            (["v", "t", "1"], ANSWER),
            (["v", "t", "t", "1"], f"{ANSWER}\nI: Mm."),
            (["v", "w", "w", "3"], "Han har"),
            (["v", "j", "1"], "Han har alltid tid til meg."),
            (["v", "p", "1"], ANSWER),
        ):
            await user.press("g", "e", *keys)
            assert quotes(project) == [coded]
            assert user.selected == coded
            await user.press("u")
            assert quotes(project) == []


async def test_a_part_of_a_split_coding_never_ends_in_the_next_speakers_label(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "v", "t", "t", "1", "left", "T", "I")
        assert quotes(project) == [ANSWER, "Mm."], user.status


async def test_a_passage_without_a_word_is_never_coded(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "j", "left", "left", "shift+right", "1")
        assert user.selected == "."
        assert "There are no words here" in user.status
    assert quotes(project) == []


async def test_a_coding_is_never_split_where_one_part_has_no_word(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "j", "J", "s", "1", "left", "I")
        assert "there are words of the coding on one side only" in user.toasts[-1]
    assert quotes(project) == ["Han har alltid tid til meg."]
