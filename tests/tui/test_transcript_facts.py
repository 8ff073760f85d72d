"""The dialog on the project screen that corrects what is said of a transcript."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kodeverk.service.correcting import correct
from kodeverk.service.facts import Fact, FactValue, describe_transcript
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.transcript_facts import TranscriptFacts
from tests.tui.keyboard_user import KARI, User, at_the_keyboard, held, screen_text


def facts(path: Path, name: str = "a-deltaker") -> Mapping[Fact, FactValue]:
    with open_project(str(path)) as project, project.reading() as connection:
        known = next(one for one in queries.transcripts(connection) if one.name == name)
        return describe_transcript(connection, known).facts


def form(user: User) -> TranscriptFacts:
    screen = user.app.screen
    assert isinstance(screen, TranscriptFacts)
    return screen


def wrong(user: User) -> list[str]:
    rows = form(user)._rows.values()
    return [str(row.wrong.render()) for row in rows if row.wrong.display]


async def fill(user: User, fact: Fact, value: str) -> None:
    """Write something in a field, in place of what is there."""
    field = form(user)._rows[fact].field
    form(user).set_focus(field)
    await user.press("end", "ctrl+u")
    await user.type(value)
    assert field.value == value


async def test_what_is_changed_in_the_form_is_one_step_and_undone_in_one(project: Path) -> None:
    before = facts(project)
    async with at_the_keyboard(project, size=(80, 24)) as user:
        await user.press("e")
        await fill(user, Fact("municipality"), "Bergen")
        await fill(user, Fact("date"), "2020-01-02")
        await fill(user, Fact("role", "D"), "advisor")
        await fill(user, Fact("informant", "D"), "OSLO-D1")
        await fill(user, Fact("variable"), "alder = 41")
        await user.press("f2")
        assert "a-deltaker: role of D: participant → advisor" in user.status
        now = facts(project)
        assert now[Fact("municipality")] == "4601"
        assert now[Fact("informant", "D")] == "OSLO-D1"
        assert now[Fact("variable", "alder")] == 41
        await user.press("u")
    assert facts(project) == before


async def test_what_cannot_be_said_is_told_at_its_field_and_nothing_is_written(
    project: Path,
) -> None:
    before = facts(project)
    async with at_the_keyboard(project) as user:
        await user.press("e")
        await fill(user, Fact("name"), "oslo")
        await fill(user, Fact("municipality"), "Hvorsomhelst")
        await user.press("ctrl+s")
        (told,) = wrong(user)
        assert "Hvorsomhelst" in told
        assert user.app.screen.focused is form(user)._rows[Fact("municipality")].field
        assert facts(project) == before
        await fill(user, Fact("municipality"), "Bergen")
        await user.press("ctrl+s")
    assert facts(project, "oslo")[Fact("municipality")] == "4601"


async def test_an_arrow_goes_to_the_next_field_and_what_is_typed_never_into_the_one_before(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("e", "down")
        await user.type("Bergen")
        await user.press("down", "up", "f2")
    assert facts(project)[Fact("municipality")] == "4601"


async def test_several_variables_are_added_and_a_wrong_one_is_told_at_its_field(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("e")
        await fill(user, Fact("variable"), "alder = 41")
        await user.press("enter")
        await user.type("date = 3")
        await user.press("enter")
        await user.type("sted = Sheffield")
        await user.press("f2")
        assert form(user)._more[0].wrong.display
        assert not form(user)._rows[Fact("variable")].wrong.display
        form(user).set_focus(form(user)._more[0].field)
        await user.press("end", "ctrl+u", "f2")
    now = facts(project)
    assert (now[Fact("variable", "alder")], now[Fact("variable", "sted")]) == (41, "Sheffield")


async def test_variables_of_informants_and_of_the_municipality_are_seen_and_corrected(
    project: Path,
) -> None:
    async with at_the_keyboard(project, size=(80, 24)) as user:
        await user.press("e")
        await fill(user, Fact("informant", "D"), "ASKER-D1")
        await fill(user, Fact("informant_variable", "D"), "alder = 41")
        await user.press("enter")
        await user.type("kjønn = kvinne")
        await fill(user, Fact("municipality_variable", "0301"), "inside_nav = ja")
        assert "holds for every transcript there" in screen_text(user.app)
        await user.press("f2")
        age = Fact("informant_variable", "ASKER-D1", "alder")
        place = Fact("municipality_variable", "0301", "inside_nav")
        assert (facts(project)[age], facts(project)[place]) == (41, "ja")
        await user.press("e")
        assert form(user)._rows[place].field.value == "ja"
        await fill(user, age, "42")
        await fill(user, place, "")
        assert "variable inside_nav of 0301 Oslo" in screen_text(user.app)
        await fill(user, Fact("informant_variable", "ASKER-D1"), "date = 3")
        await user.press("f2")
        assert len(wrong(user)) == 1
        await fill(user, Fact("informant_variable", "ASKER-D1"), "")
        await user.press("f2")
    now = facts(project)
    assert (now[age], place in now) == (42, False)


@pytest.mark.parametrize("second", ["inside NAV", "alder = 42"])
async def test_a_variable_without_a_value_or_said_twice_is_never_dropped_in_silence(
    project: Path, second: str
) -> None:
    before = facts(project)
    async with at_the_keyboard(project) as user:
        await user.press("e")
        await fill(user, Fact("variable"), "alder = 41")
        await user.press("enter")
        await user.type(second)
        await user.press("f2")
        told = [row for row in (*form(user)._rows.values(), *form(user)._more) if row.wrong.display]
        assert len(told) == 1
        assert facts(project) == before


async def test_consent_of_somebody_without_a_pseudonym_is_said_with_it(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("e")
        await fill(user, Fact("informant", "D"), "OSLO-D1")
        await fill(user, Fact("quotation", "D"), "yes")
        assert "One of: yes, paraphrase, no, not asked" in screen_text(user.app)
        await user.press("f2")
    now = facts(project)
    assert (now[Fact("informant", "D")], now[Fact("quotation", "OSLO-D1")]) == ("OSLO-D1", "yes")


async def test_changes_are_dropped_only_when_asked_twice(project: Path) -> None:
    before = facts(project)
    async with at_the_keyboard(project) as user:
        await user.press("e", "escape")
        assert user.project
        await user.press("e")
        await fill(user, Fact("date"), "2020-01-02")
        await user.press("escape")
        assert "Not kept yet" in str(form(user).hint.render())
        await user.press("escape")
        assert user.project
    assert facts(project) == before


async def test_what_somebody_changed_meanwhile_is_not_overwritten(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("e")
        with open_project(str(project)) as other:
            known = find_transcript(other, "a-deltaker").id
            correct(other, KARI, known, {Fact("date"): "2020-01-02"})
        await fill(user, Fact("date"), "2021-01-02")
        await user.press("f2")
        assert "changed to 2020-01-02 meanwhile" in str(form(user).hint.render())
    assert facts(project)[Fact("date")] == "2020-01-02"


async def test_a_transcript_is_taken_out_after_a_question_that_names_its_codings(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "q", "x")
        assert "Its codings go with it: Kari 1" in str(
            user.app.screen.query(".title").first().render()
        )
        await user.press("escape")
        assert len(held(project).codings) == 1
        await user.press("x", "1")
        assert "Removed a-deltaker; u brings it back" in user.status
        await user.press("u", "2")
    assert len(held(project).codings) == 1
