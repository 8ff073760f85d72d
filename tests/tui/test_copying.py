"""Copying words out of the coding screen: with where they are from, and never what is withheld."""

from pathlib import Path

import pytest

from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code
from kodeverk.service.correcting import correct
from kodeverk.service.facts import Fact
from kodeverk.service.project_settings import set_in_project
from kodeverk.service.transcripts import find_transcript
from kodeverk.store.opening import open_project
from tests.tui.keyboard_user import KARI, OLA, User, at_the_keyboard, held
from tests.tui.test_memos_on_screen import span_of


def marked(path: Path, words: str) -> None:
    """Let a colleague mark words as identifying."""
    with open_project(str(path)) as project:
        transcript = find_transcript(project, "a-deltaker").id
        code = next(one for one in held(path).codes.values() if one.key == "X-IDENT")
        apply_code(project, OLA, transcript, span_of(path, words), code)


def said(path: Path, facts: dict[Fact, str]) -> None:
    with open_project(str(path)) as project:
        correct(project, KARI, find_transcript(project, "a-deltaker").id, dict(facts))


async def copied(user: User, span: Span | None, key: str = "Y") -> str:
    """What is on the clipboard when some words are selected and copied."""
    if span is not None:
        user.coding.view.select(*span)
    await user.press(key)
    return user.app.clipboard


@pytest.mark.parametrize("key", ["Y", "ctrl+c"])
async def test_what_is_selected_is_copied_with_who_said_it_and_where(
    project: Path, key: str
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        text = await copied(user, span_of(project, "alltid tid til meg"), key)
        assert text == "“alltid tid til meg” – D, a-deltaker, turn 2"
        assert "Copied 4 words of D, turn 2; the terminal must allow it" in user.status


async def test_labels_are_no_words_and_every_speaker_is_named(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        span = span_of(project, "møter veilederen deg?\nD: Han har alltid")
        text = await copied(user, span)
        assert text == "“møter veilederen deg?\nHan har alltid” – I and D, a-deltaker, turns 1–2"


async def test_with_nothing_selected_it_is_the_selected_coding_or_the_sentence(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e")
        assert (await copied(user, None)).startswith("“Han har alltid tid til meg.” – D")
        assert user.selected == ""
        await user.press("j", "s", "1", "g", "y")
        user.coding.view.select(0, 0)
        await user.press("k")
        assert (await copied(user, None)).startswith("“Jeg stoler på ham")


async def test_identifying_words_are_never_copied(project: Path) -> None:
    marked(project, "Ålesund")
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        text = await copied(user, span_of(project, "et lager i Ålesund."))
        assert text == "“et lager i […].” – D, a-deltaker, turn 4"
        assert (await copied(user, span_of(project, "Ålesund"))).startswith("“[…]” –")
        assert "Ålesund" not in user.status


@pytest.mark.parametrize(
    ("consent", "reason"),
    [("no", "does not want to be quoted"), ("paraphrase", "wants no words quoted")],
)
async def test_who_does_not_want_to_be_quoted_is_not_copied(
    project: Path, consent: str, reason: str
) -> None:
    said(project, {Fact("informant", "D"): "OSLO-D1"})
    said(project, {Fact("quotation", "OSLO-D1"): consent})
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        assert await copied(user, span_of(project, "alltid tid")) == ""
        assert any(f"OSLO-D1 {reason}: nothing was copied" in toast for toast in user.toasts)
        interviewer = await copied(user, span_of(project, "Mm"))
        assert interviewer.startswith("“Mm” – I")


async def test_pseudonyms_stand_for_labels_and_who_was_not_asked_is_told(project: Path) -> None:
    said(project, {Fact("informant", "D"): "OSLO-D1"})
    async with at_the_keyboard(project, size=(120, 30)) as user:
        await user.press("enter")
        text = await copied(user, span_of(project, "alltid tid"))
        assert text == "“alltid tid” – OSLO-D1, a-deltaker, turn 2"
        assert "quotation not asked of OSLO-D1" in user.status
        said(project, {Fact("quotation", "OSLO-D1"): "yes"})
        await copied(user, span_of(project, "alltid tid"))
        assert "asked" not in user.status


async def test_where_the_project_says_no_nothing_is_copied(project: Path) -> None:
    with open_project(str(project)) as opened:
        set_in_project(opened, OLA, {"copy": False})
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        assert await copied(user, span_of(project, "alltid tid")) == ""
        assert any("no words are copied" in toast for toast in user.toasts)
