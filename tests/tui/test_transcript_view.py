"""The transcript on the screen, with real keys and a real mouse."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.events import MouseScrollDown
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Static

from kodeverk.model.records import Turn
from kodeverk.model.text import Span
from kodeverk.tui.shown_transcript import ShownCoding, ShownSpeaker, ShownTranscript
from kodeverk.tui.widgets.painting import Picture
from kodeverk.tui.widgets.transcript import TranscriptView
from kodeverk.tui.widgets.transcript_keys import KEYS
from tests.tui.keyboard_user import AssertScreen

SPEAKERS = {
    "V": ShownSpeaker("Intervjuer", "interviewer"),
    "D": ShownSpeaker("Deltaker 12", "participant"),
}
TURNS = (
    ("V", "Hvordan har veiledningen vært for deg i introduksjonsprogrammet så langt?"),
    ("D", "Jeg har vært her i to år. I begynnelsen var det vanskelig, for jeg kjente ingen og "
          "forsto ikke hva NAV ville med meg. Veilederen ringte hver uke, og det hjalp."),
    ("V", "Mm."),
    ("D", "Så fikk jeg praksis i en barnehage 👩\u200d👧, og der lærte jeg språket.\n"
          "Etterpå søkte jeg jobb selv."),
    ("V", "Hva kunne kommunen ha gjort annerledes, tenker du?"),
    ("D", "Begynt før."),
)  # fmt: skip


def transcript_of(*turns: tuple[str, str], preamble: str = "") -> ShownTranscript:
    text, records = preamble, []
    for speaker, body in turns:
        label = SPEAKERS[speaker].label + ":"
        start = len(text) + len(label) + 1
        records.append(Turn(len(text), start - 1, start, start + len(body), speaker))
        text += f"{label} {body}\n"
    return ShownTranscript(text, tuple(records), SPEAKERS)


TRANSCRIPT = transcript_of(*TURNS, preamble="Intervju 4, Herøy\n\n")
TEXT = TRANSCRIPT.text


def at(words: str) -> int:
    return TEXT.index(words)


def coding(name: str, words: str, key: str, colour: str | None = "#5dade2") -> ShownCoding:
    return ShownCoding(name, at(words), at(words) + len(words), key, colour)


CODINGS = (
    coding("c1", "I begynnelsen var det vanskelig, for jeg kjente ingen", "REL-TILLIT"),
    coding("c2", "NAV ville med meg. Veilederen ringte", "NAV-ROLLE", "green"),
    coding("c3", "Veilederen", "X-IDENT", None),
    coding("c4", TURNS[1][1] + "\nIntervjuer: Mm.\n", "STOTTE-LANGVARIG", "no such colour"),
)


class Host(App[None]):
    CSS = "TranscriptView { width: 1fr; } #side { width: 0; }"

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield TranscriptView()
            yield Static("", id="side")

    def on_mount(self) -> None:
        self.query_one(TranscriptView).focus()

    def on_transcript_view_selection_changed(self, event: TranscriptView.SelectionChanged) -> None:
        self.heard.append(event)

    def on_transcript_view_coding_highlighted(
        self, event: TranscriptView.CodingHighlighted
    ) -> None:
        self.heard.append(event)

    def on_transcript_view_hit_reached(self, event: TranscriptView.HitReached) -> None:
        self.heard.append(event)

    def on_transcript_view_nothing_found(self, event: TranscriptView.NothingFound) -> None:
        self.heard.append(event)

    def on_transcript_view_borders_moved(self, event: TranscriptView.BordersMoved) -> None:
        self.heard.append(event)

    def on_transcript_view_turn_ended(self, event: TranscriptView.TurnEnded) -> None:
        self.heard.append(event)


@asynccontextmanager
async def shown(
    transcript: ShownTranscript = TRANSCRIPT, size: tuple[int, int] = (80, 24), **what: Any
) -> AsyncIterator[tuple[Host, TranscriptView, Pilot[None]]]:
    app = Host()
    async with app.run_test(size=size) as pilot:
        view = app.query_one(TranscriptView)
        view.show(transcript, **what)
        await pilot.pause()
        yield app, view, pilot


def selected(view: TranscriptView) -> str:
    return view.transcript.text[slice(*view.selection)]


def highlighted(view: TranscriptView) -> str | None:
    return view.highlighted and view.highlighted.id


def picture_of(view: TranscriptView) -> Picture:
    assert view._picture is not None
    return view._picture


def cell_of(view: TranscriptView, offset: int) -> tuple[int, int]:
    """Where on the screen an offset is drawn."""
    picture = picture_of(view)
    row, column = picture.layout.column_of(offset)
    return picture.columns.text_from + column, row - view.scroll_offset.y


async def click(pilot: Pilot[None], view: TranscriptView, offset: int, **how: Any) -> None:
    await pilot.click(TranscriptView, offset=cell_of(view, offset), **how)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 20)])
async def test_a_transcript_shows_speakers_text_codings_and_what_has_been_read(
    size: tuple[int, int], assert_screen: AssertScreen
) -> None:
    async with shown(codings=CODINGS, size=size, read_to=at("NAV ville")) as (app, _, pilot):
        await pilot.press("a")
        assert_screen(app, f"transcript-{size[0]}x{size[1]}")


async def test_nothing_is_shown_before_there_is_a_text_or_a_width() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.query_one(TranscriptView)
        assert view.render_line(0).text.strip() == ""
        view.styles.display = "none"
        await pilot.pause()
        view.show(TRANSCRIPT, caret=at("Begynt"))
        assert view.render_line(0).text.strip() == ""
        view.styles.display = "block"
        await pilot.pause()
        assert view.caret == at("Begynt")


async def test_the_caret_moves_by_characters_and_never_into_a_label() -> None:
    async with shown(caret=at("langt?") + 6) as (_, view, pilot):
        await pilot.press("right")
        assert view.caret == at("Jeg har vært")
        await pilot.press("left", "left")
        assert TEXT[view.caret :].startswith("?\n")


async def test_an_emoji_of_several_code_points_is_one_step() -> None:
    async with shown(caret=at("👩")) as (_, view, pilot):
        await pilot.press("shift+right")
        assert selected(view) == "👩\u200d👧"


async def test_shift_and_arrows_select_and_a_movement_clears() -> None:
    async with shown(caret=at("Veilederen")) as (app, view, pilot):
        await pilot.press(*["shift+right"] * 10)
        assert selected(view) == "Veilederen"
        last = app.heard[-1]
        assert isinstance(last, TranscriptView.SelectionChanged)
        assert (last.start, last.end, last.caret) == (*view.selection, at("Veilederen") + 10)
        await pilot.press("right")
        assert selected(view) == ""


async def test_words_sentences_turns_and_answers_are_selected_by_a_letter() -> None:
    async with shown(caret=at("kjente")) as (_, view, pilot):
        for key, words in {
            "o": "kjente",
            "s": "I begynnelsen var det vanskelig, for jeg kjente ingen og forsto ikke hva NAV "
            "ville med meg.",
            "A": TURNS[1][1],
            "a": TEXT[at("Jeg har vært") : at("Etterpå")] + "Etterpå søkte jeg jobb selv.",
        }.items():
            view.select(at("kjente"), at("kjente"))
            await pilot.press(key)
            assert selected(view) == words


async def test_capital_letters_extend_by_word_and_sentence() -> None:
    async with shown(caret=at("NAV ville")) as (_, view, pilot):
        await pilot.press("W", "W")
        assert selected(view) == "NAV ville"
        await pilot.press("S")
        assert selected(view) == "NAV ville med meg."
        await pilot.press("S")
        assert selected(view).endswith("det hjalp.")


async def test_s_again_takes_the_next_sentence_too_and_stops_where_the_turn_ends() -> None:
    async with shown(caret=at("kjente")) as (app, view, pilot):
        await pilot.press("s", "s")
        assert selected(view) == TEXT[at("I begynnelsen") : at("hjalp.") + 6]
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.heard[-1], TranscriptView.TurnEnded)
        assert selected(view).endswith("hjalp.")
        await pilot.press("s")
        assert selected(view).endswith("Mm.")


async def test_held_selection_grows_with_every_movement_until_it_is_let_go() -> None:
    async with shown(caret=at("Jeg har")) as (_, view, pilot):
        await pilot.press("v", "w", "w")
        assert selected(view) == "Jeg har "
        await pilot.press("t")
        assert view.selection == (at("Jeg har"), at("Mm."))
        view.clear_selection()
        assert not view.extending
        assert selected(view) == ""
        await pilot.press("w")
        assert selected(view) == ""


async def test_up_and_down_keep_their_column_across_short_rows() -> None:
    async with shown(caret=at("praksis i en")) as (_, view, pilot):
        x, y = cell_of(view, view.caret)
        await pilot.press("up")
        assert cell_of(view, view.caret) == (cell_of(view, at("Mm.") + 3)[0], y - 1)
        await pilot.press("down")
        assert cell_of(view, view.caret) == (x, y)
        assert view.caret == at("praksis i en")


async def test_e_goes_to_the_next_turn_of_an_informant_that_is_not_read() -> None:
    async with shown(read_to=at("Hva kunne")) as (app, view, pilot):
        await pilot.press("e")
        assert view.caret == at("Begynt før")
        view.read_to = len(TEXT)
        await pilot.press("e")
        assert view.caret == at("Begynt før")
        await pilot.pause()
        assert isinstance(app.heard[-1], TranscriptView.NothingFound)
        assert app.heard[-1].wanted == "open turn"


async def test_k_goes_from_coding_to_coding_and_selects_the_passage() -> None:
    async with shown(codings=CODINGS) as (app, view, pilot):
        found = []
        for _ in CODINGS:
            await pilot.press("k")
            found.append((highlighted(view), selected(view)))
        assert [name for name, _ in found] == ["c4", "c1", "c2", "c3"]
        assert found[1][1] == "I begynnelsen var det vanskelig, for jeg kjente ingen"
        await pilot.press("k")
        await pilot.pause()
        assert isinstance(app.heard[-1], TranscriptView.NothingFound)
        await pilot.press("K")
        assert highlighted(view) == "c2"
        await pilot.press("right")
        await pilot.pause()
        assert view.highlighted is None
        highlights = [one.coding for one in app.heard if hasattr(one, "coding")]
        assert highlights == ["c4", "c1", "c2", "c3", "c2", None]


async def test_y_cycles_through_the_codings_at_the_caret_and_keeps_the_selection() -> None:
    async with shown(codings=CODINGS, caret=at("Veilederen") + 2) as (_, view, pilot):
        assert [one.id for one in view.codings_here()] == ["c4", "c2", "c3"]
        seen = []
        for _ in range(4):
            await pilot.press("y")
            seen.append(highlighted(view))
        assert seen == ["c4", "c2", "c3", "c4"]
        assert view.caret == at("Veilederen") + 2


async def test_a_new_coding_appears_and_the_selection_stays(
    assert_screen: AssertScreen,
) -> None:
    async with shown(caret=at("praksis")) as (app, view, pilot):
        await pilot.press("o")
        view.set_codings([coding("n", "praksis", "TILTAK-PRAKSIS")])
        await pilot.pause()
        assert selected(view) == "praksis"
        assert_screen(app, "transcript-new-coding")


async def test_a_highlighted_coding_that_is_removed_is_no_longer_highlighted() -> None:
    async with shown(codings=CODINGS) as (app, view, pilot):
        await pilot.press("k")
        view.set_codings(CODINGS[:-1])
        await pilot.pause()
        assert view.highlighted is None
        heard = app.heard[-1]
        assert isinstance(heard, TranscriptView.CodingHighlighted)
        assert heard.coding is None


async def test_search_goes_round_and_says_which_hit_it_is_at() -> None:
    async with shown() as (app, view, pilot):
        assert view.find("VEILED") == 2
        await pilot.press("n")
        assert (selected(view), view.caret) == ("veiled", at("veiledningen") + 6)
        await pilot.press("n", "n")
        await pilot.pause()
        assert view.selection.start == at("veiledningen")
        reached = [one for one in app.heard if isinstance(one, TranscriptView.HitReached)]
        assert [(one.number, one.total) for one in reached] == [(1, 2), (2, 2), (1, 2)]
        await pilot.press("N")
        assert selected(view) == "Veiled"
        assert view.find("") == 0
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(app.heard[-1], TranscriptView.NothingFound)


async def test_a_click_places_the_caret_and_a_shift_click_extends() -> None:
    async with shown() as (_, view, pilot):
        await click(pilot, view, at("vanskelig"))
        assert view.selection == (at("vanskelig"), at("vanskelig"))
        await click(pilot, view, at("kjente"), shift=True)
        assert selected(view) == "vanskelig, for jeg "


async def test_dragging_selects_across_rows() -> None:
    async with shown() as (_, view, pilot):
        start, end = at("to år"), at("hver uke")
        await pilot.mouse_down(TranscriptView, offset=cell_of(view, start))
        await pilot.hover(TranscriptView, offset=cell_of(view, at("kjente")))
        await pilot.hover(TranscriptView, offset=cell_of(view, end))
        assert view.app.mouse_captured is view
        await pilot.mouse_up(TranscriptView, offset=cell_of(view, end))
        assert view.app.mouse_captured is None
        assert view.selection == (start, end + 1)
        await pilot.hover(TranscriptView, offset=(20, 1))
        assert view.selection == (start, end + 1)


@pytest.mark.parametrize(
    ("pressed", "over", "words"),
    [
        ("vanskelig", (8,), "vanskelig"),
        ("vanskelig", (8, 3), "vans"),
        ("vanskelig, for", (13, -2), "t v"),
        ("lærte jeg", (8, -2), "r l"),
        ("👩\u200d👧, og", (3,), "👩\u200d👧,"),
        ("barnehage 👩\u200d👧", (10,), "barnehage 👩\u200d👧"),
    ],
)
async def test_a_drag_takes_the_letters_under_the_pointer_at_both_its_ends(
    pressed: str, over: tuple[int] | tuple[int, int], words: str
) -> None:
    async with shown() as (_, view, pilot):
        await pilot.mouse_down(TranscriptView, offset=cell_of(view, at(pressed)))
        for distance in over:
            await pilot.hover(TranscriptView, offset=cell_of(view, at(pressed) + distance))
        await pilot.mouse_up(TranscriptView, offset=cell_of(view, at(pressed) + over[-1]))
        assert selected(view) == words


async def test_a_drag_past_the_last_letter_of_a_line_ends_there() -> None:
    async with shown() as (_, view, pilot):
        _, y = cell_of(view, at("Begynt"))
        for x in (cell_of(view, at("før."))[0] + 4, 70):
            await pilot.mouse_down(TranscriptView, offset=cell_of(view, at("før.")))
            await pilot.hover(TranscriptView, offset=(x, y))
            await pilot.mouse_up(TranscriptView, offset=(x, y))
            assert selected(view) == "før."


async def test_extending_by_a_sentence_stops_before_the_next_speaker_and_says_who() -> None:
    async with shown() as (app, view, pilot):
        await click(pilot, view, at("og det hjalp"))
        await pilot.press("S")
        assert selected(view) == "og det hjalp."
        for _ in range(2):
            await pilot.press("S")
            await pilot.pause()
            assert isinstance(app.heard[-1], TranscriptView.TurnEnded)
            assert app.heard[-1].speaker == "Intervjuer"
            assert selected(view) == "og det hjalp."
            await pilot.press("shift+left", "shift+right")
        await pilot.press("S", "S")
        assert selected(view).endswith("Mm.")


async def test_a_double_click_selects_the_word_and_a_triple_click_the_sentence() -> None:
    async with shown() as (_, view, pilot):
        await click(pilot, view, at("vanskelig") + 3, times=2)
        assert selected(view) == "vanskelig"
        await click(pilot, view, at("Etterpå") + 3, times=3)
        assert selected(view) == "Etterpå søkte jeg jobb selv."


async def test_a_click_on_the_speaker_selects_the_turn_and_on_a_stripe_its_coding() -> None:
    async with shown(codings=CODINGS) as (_, view, pilot):
        _, y = cell_of(view, at("Jeg har vært"))
        await pilot.click(TranscriptView, offset=(2, y))
        assert selected(view) == TURNS[1][1]
        _, y = cell_of(view, at("NAV ville"))
        columns = picture_of(view).columns
        await pilot.click(TranscriptView, offset=(columns.lanes_from, y))
        assert highlighted(view) == "c4"
        first, _ = picture_of(view).layout.column_of(at("I begynnelsen"))
        await pilot.click(TranscriptView, offset=(columns.lanes_from + columns.lanes + 2, first))
        assert highlighted(view) == "c1"


LONG = transcript_of(*TURNS * 30)


async def test_dragging_below_the_window_scrolls_on() -> None:
    async with shown(LONG, size=(80, 24)) as (_, view, pilot):
        await pilot.mouse_down(TranscriptView, offset=(20, 5))
        await pilot.hover(TranscriptView, offset=(20, 23))
        held = view.selection
        for _ in range(3):
            view._drag._scroll_on()
        assert view.scroll_offset.y >= 3
        assert view.selection.start == held.start
        assert view.selection.end > held.end
        await pilot.mouse_up(TranscriptView, offset=(20, 23))
        assert view._drag._timer is None


async def test_the_wheel_scrolls_and_the_next_movement_comes_back_to_the_caret() -> None:
    async with shown(LONG) as (_, view, pilot):
        await pilot._post_mouse_events([MouseScrollDown], TranscriptView, offset=(20, 10), button=0)
        await pilot.pause()
        assert view.scroll_offset.y > 0
        assert view.caret == LONG.turns[0].start
        await pilot.press("right")
        assert view.scroll_offset.y == 0


async def test_pages_overlap_by_a_row_and_the_ends_are_one_key_away() -> None:
    async with shown(LONG) as (_, view, pilot):
        await pilot.press("pagedown")
        assert view.scroll_offset.y == 23
        await pilot.press("Z")
        assert view.scroll_offset.y == 0
        await pilot.press("G")
        assert view.caret == len(LONG.text)
        assert view.scroll_offset.y == view.max_scroll_y
        await pilot.press("g")
        assert (view.caret, view.scroll_offset.y) == (LONG.turns[0].start, 0)


async def test_resizing_back_and_forth_keeps_the_first_visible_character() -> None:
    async with shown(LONG, size=(120, 24)) as (_, view, pilot):
        view.scroll_to(y=101, animate=False)
        await pilot.pause()
        top = picture_of(view).layout.starts[101]
        for width in (80, 61, 97, 80):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            layout, row = picture_of(view).layout, view.scroll_offset.y
            assert layout.starts[row] <= top < max(layout.ends[row], top + 1)
            assert layout.row_of(top) == row
        await pilot.resize_terminal(120, 24)
        await pilot.pause()
        assert view.scroll_offset.y == 101


def is_caret_in_sight(view: TranscriptView) -> bool:
    row = picture_of(view).layout.row_of(view.caret) - view.scroll_offset.y
    return 0 <= row < view.size.height


async def test_resizing_keeps_the_caret_in_sight_and_back_again_the_first_visible_character() -> (
    None
):
    async with shown(LONG, size=(120, 40)) as (_, view, pilot):
        await pilot.press("pagedown", "pagedown", "end", *["down"] * 12)
        top = view.scroll_offset.y
        for width, height in ((60, 40), (60, 12), (80, 24), (61, 9), (200, 60), (60, 14)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert is_caret_in_sight(view), (width, height)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert view.scroll_offset.y == top


async def test_resizing_never_comes_back_to_a_caret_that_was_scrolled_away_from() -> None:
    async with shown(LONG, size=(120, 24)) as (_, view, pilot):
        view.scroll_to(y=101, animate=False)
        await pilot.pause()
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert not is_caret_in_sight(view)


async def test_the_caret_is_where_the_screen_is_asked_to_begin() -> None:
    place = LONG.turns[100].start
    async with shown(LONG, caret=place) as (_, view, _pilot):
        row = picture_of(view).layout.row_of(place)
        assert view.scroll_offset.y <= row < view.scroll_offset.y + 24
        assert view.caret == place


async def test_a_movement_paints_only_the_rows_it_touches() -> None:
    async with shown(LONG, size=(120, 40)) as (_, view, pilot):
        await pilot.press("right")
        painted = set(view._strips.keys())
        await pilot.press("right")
        fresh = {key[0] for key in set(view._strips.keys()) - painted}
        assert fresh == {picture_of(view).layout.row_of(view.caret)}


async def test_what_lies_outside_the_interview_is_dimmed_also_within_an_answer() -> None:
    text = "Intervju 4\nDeltaker 12: Vi hadde tid.\n[telefonen ringer]\nOg ro.\nSlutt\n"
    said, goes_on = text.index("Vi hadde"), text.index("Og ro")
    label = text.index("Deltaker")
    turns = (
        Turn(label, said - 1, said, text.index("\n["), "D"),
        Turn(goes_on, goes_on, goes_on, text.index("\nSlutt"), "D"),
    )
    async with shown(ShownTranscript(text, turns, SPEAKERS)) as (_, view, _):
        muted = view.get_component_rich_style("transcript-view--dim").color
        outside = {
            words: styles_of(view, text.index(words)).color == muted
            for words in ("ntervju 4", "hadde", "[telefonen", "ro.", "Slutt")
        }
        assert outside == {
            "ntervju 4": True, "hadde": False, "[telefonen": True, "ro.": False, "Slutt": True,
        }  # fmt: skip


def styles_of(view: TranscriptView, offset: int) -> Style:
    x, y = cell_of(view, offset)
    (segment,) = view.render_line(y).crop(x, x + 1)
    assert segment.style is not None
    return segment.style


async def test_coded_text_is_underlined_and_overlaps_are_bold() -> None:
    async with shown(codings=CODINGS) as (_, view, _pilot):
        assert not styles_of(view, at("Hvordan")).underline
        assert styles_of(view, at("Jeg har vært")).underline
        assert not styles_of(view, at("Jeg har vært")).bold
        assert styles_of(view, at("vanskelig")).bold
        assert styles_of(view, at("Intervju 4")) != styles_of(view, at("Hvordan"))


async def test_another_theme_changes_the_colours_at_once() -> None:
    async with shown(codings=CODINGS, caret=at("hver uke")) as (app, view, pilot):
        await pilot.press("o")
        # The selection has the same colour on light and dark.
        places = [at("Jeg har vært"), at("hver uke"), at("kommunen"), at("Intervju 4")]
        dark = [styles_of(view, place) for place in places]
        app.theme = "textual-light"
        await pilot.pause()
        light = [styles_of(view, place) for place in places]
        changed = [before != after for before, after in zip(dark, light, strict=True)]
        assert changed == [True, False, True, True]
        fresh = Host()
        fresh.theme = "textual-light"
        async with fresh.run_test(size=(80, 24)) as other:
            same = fresh.query_one(TranscriptView)
            same.show(TRANSCRIPT, CODINGS, caret=at("hver uke"))
            await other.press("o")
            assert [styles_of(same, place) for place in places] == light


async def test_without_colours_the_caret_the_coded_text_and_the_selection_still_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(codings=CODINGS, caret=at("hver uke")) as (app, view, pilot):
        await pilot.press("o")
        assert app.no_color
        strips = app.screen._compositor.render_strips()
        looks = {}
        for name, offset in {
            "selected": at("hver uke"),
            "coded": at("Jeg har vært"),
            "plain": at("kommunen"),
            "caret": view.caret,
        }.items():
            x, y = cell_of(view, offset)
            (segment,) = strips[y].crop(x, x + 1)
            assert segment.style is not None
            looks[name] = (segment.style.underline, segment.style.reverse, segment.style.bgcolor)
        assert len(set(looks.values())) == 4


async def test_the_speaker_of_a_long_turn_stays_visible_at_the_top() -> None:
    transcript = transcript_of(("D", "Ord etter ord. " * 200))
    async with shown(transcript) as (_, view, pilot):
        await pilot.press("pagedown")
        assert view.render_line(0).text[1:].startswith("Deltaker 12 ")
        assert not view.render_line(1).text[1:13].strip()


async def test_a_label_too_long_for_the_gutter_keeps_its_beginning_and_its_number() -> None:
    told_apart = {"D": ShownSpeaker("Deltaker i gruppe 12", "participant")}
    transcript = replace(transcript_of(("D", "Ord.")), speakers=told_apart)
    async with shown(transcript) as (_, view, _pilot):
        assert view.render_line(0).text[1:].startswith("Deltaker …12 Ord.")


async def test_an_empty_text_can_be_shown_and_moved_in() -> None:
    async with shown(ShownTranscript("")) as (_, view, pilot):
        for binding in KEYS:
            for key in binding.key.split(","):
                await pilot.press(key)
        assert view.selection == Span(0, 0)


async def test_every_key_works_anywhere_in_the_text() -> None:
    async with shown(codings=CODINGS, caret=at("hver uke")) as (_, view, pilot):
        view.find("jeg")
        for binding in KEYS:
            for key in binding.key.split(","):
                await pilot.press(key)
                assert 0 <= view.selection.start <= view.selection.end <= len(TEXT)


ARROWS = {shift + key for shift in ("", "shift+") for key in ("left", "right", "up", "down")}
SIGNS = {"space", "number_sign", "less_than_sign", "greater_than_sign"}
# Holding the selection (v) and paging or going to the row's ends does the same.
HAVE_A_TWIN = {
    f"transcript.extend-{what}" for what in ("page", "page-back", "row-start", "row-end")
}


def test_keys_are_ones_any_terminal_sends_and_leave_the_coding_screens_free() -> None:
    free = {*"123456789cmrxuUfR.,/?Fq", "enter", "escape", "tab"}
    keys = [key for binding in KEYS for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))
    assert not free & set(keys)
    assert all("alt+" not in key and "ctrl+shift" not in key for key in keys)
    for binding in KEYS:
        keys = binding.key.split(",")
        plain = [key for key in keys if len(key) == 1 or key in ARROWS | SIGNS]
        assert plain or binding.id in HAVE_A_TWIN, binding.id
    ids = [binding.id for binding in KEYS]
    assert len(ids) == len(set(ids))
