"""Where passages of a text are in its corrected version, whatever was done to it."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.alignment.texts import SURE, Placed, align

TURNS = (
    "I: Hva skjedde etter at vedtaket kom?\n"
    "V: Vi ringte til Kari Nordmann hver eneste uke, og til slutt fikk hun praksisplass.\n"
    "I: Hvordan fant dere plassen?\n"
    "V: Det var læreren hennes som kjente en arbeidsgiver i nabokommunen, egentlig tilfeldig.\n"
    "I: Og etterpå?\n"
    "V: Etterpå ble det fast jobb, men bussen går jo ikke dit om morgenen.\n"
)

PIECES = (
    "ja",
    "nei",
    "det",
    "Kari",
    "[Person A]",
    "N.N.",
    "e-post",
    ".",
    ",",
    "[",
    " ",
    "\n",
    "😀",
)
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.text(max_size=40),
)


@st.composite
def corrected(draw: st.DrawFn) -> tuple[str, str]:
    """A text and what somebody made of it: pieces put in, taken out and changed, or all of it."""
    old = draw(texts)
    if draw(st.booleans()):
        return old, draw(texts)
    new = old
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(new)))
        end = draw(st.integers(start, len(new)))
        new = new[:start] + draw(st.sampled_from(("", *PIECES, old))) + new[end:]
    return old, new


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[int, int]:
    start = draw(st.integers(0, len(text)))
    return start, draw(st.integers(start, len(text)))


def place(old: str, new: str, quote: str) -> tuple[str, bool] | None:
    """Place the only `quote` of `old`; return the words there and whether they are sure."""
    assert old.count(quote) == 1
    start = old.index(quote)
    placed = align(old, new).place(start, start + len(quote))
    if placed is None:
        return None
    return new[placed.start : placed.end], placed.confidence >= SURE


def placed(old: str, new: str, quote: str) -> tuple[str, bool]:
    """Place a quote that is still there."""
    found = place(old, new, quote)
    assert found is not None
    return found


@given(st.data(), corrected())
def test_every_span_is_placed_inside_the_new_text_or_known_to_be_gone(
    data: st.DataObject, pair: tuple[str, str]
) -> None:
    old, new = pair
    alignment = align(old, new)
    for _ in range(5):
        placed = alignment.place(*data.draw(spans(old)))
        if placed is not None:
            assert 0 <= placed.start <= placed.end <= len(new)
            assert 0 <= placed.confidence <= 1


@given(corrected())
def test_points_keep_their_order_and_the_ends_stay_the_ends(pair: tuple[str, str]) -> None:
    old, new = pair
    alignment = align(old, new)
    found = [alignment.offset(position) for position in range(len(old) + 1)]
    assert found[0] == 0
    assert found[-1] == (len(new) if old else 0)
    assert all(one <= other for one, other in pairwise(found))


@given(st.data(), texts)
def test_in_an_unchanged_text_everything_stays_where_it_is_and_is_certain(
    data: st.DataObject, text: str
) -> None:
    alignment = align(text, text)
    start, end = data.draw(spans(text))
    assert alignment.place(start, end) == Placed(start, end, 1.0)
    assert alignment.offset(start) == start


@given(st.data(), corrected())
def test_a_version_without_changes_between_two_versions_changes_no_placement(
    data: st.DataObject, pair: tuple[str, str]
) -> None:
    old, new = pair
    start, end = data.draw(spans(old))
    placed = align(old, new).place(start, end)
    if placed is not None:
        same = align(new, new).place(placed.start, placed.end)
        assert same is not None
        assert (same.start, same.end) == (placed.start, placed.end)


words = st.lists(
    st.text("abcdefghij", min_size=4, max_size=8), min_size=1, max_size=12, unique=True
)


@given(st.data(), words, st.text("klmnopq .\n", max_size=60), st.text("rstuvwxyz .\n", max_size=60))
def test_words_that_nobody_touched_are_placed_to_the_character(
    data: st.DataObject, kept: list[str], old_rest: str, new_rest: str
) -> None:
    kept_text = " ".join(kept) + "\n"
    alignment = align(kept_text + old_rest, kept_text + new_rest)
    start, end = data.draw(spans(" ".join(kept)).filter(lambda span: span[0] < span[1]))
    placed = alignment.place(start, end)
    assert placed is not None
    assert (placed.start, placed.end) == (start, end)


@given(texts, texts)
def test_aligning_is_the_same_every_time(old: str, new: str) -> None:
    assert align(old, new) == align(old, new)


def test_a_coded_name_is_on_its_pseudonym() -> None:
    new = TURNS.replace("Kari Nordmann", "[Person A]")
    assert place(TURNS, new, "Kari Nordmann") == ("[Person A]", True)


def test_a_passage_that_begins_and_ends_with_misspelt_words_keeps_them_whole() -> None:
    new = TURNS.replace("læreren", "lærern").replace("nabokommunen", "nabo-kommunen")
    found = place(TURNS, new, "læreren hennes som kjente en arbeidsgiver i nabokommunen")
    assert found == ("lærern hennes som kjente en arbeidsgiver i nabo-kommunen", True)


def test_a_passage_whose_first_word_is_gone_does_not_begin_with_the_comma_after_it() -> None:
    new = TURNS.replace("eneste uke, og", ", og")
    found = place(TURNS, new, "uke, og til slutt fikk hun praksisplass")
    assert found == ("og til slutt fikk hun praksisplass", True)


def test_words_put_in_just_before_and_after_a_passage_are_not_in_it() -> None:
    new = TURNS.replace("fast jobb", "ganske så fast jobb i fylket")
    assert place(TURNS, new, "fast jobb") == ("fast jobb", True)


def test_words_put_in_within_a_passage_are_in_it() -> None:
    new = TURNS.replace("fast jobb", "fast og god jobb")
    assert place(TURNS, new, "ble det fast jobb") == ("ble det fast og god jobb", True)


def test_white_space_at_the_edges_of_a_passage_stays_in_it_where_it_is_unchanged() -> None:
    new = TURNS.replace("Hva", "Hvad")
    assert place(TURNS, new, " fast jobb, ") == (" fast jobb, ", True)


def test_half_a_word_stays_half_a_word_where_the_word_is_unchanged() -> None:
    new = TURNS.replace("Hva", "Hvad")
    assert place(TURNS, new, "kommunen, egentlig til") == ("kommunen, egentlig til", True)


def test_a_passage_after_a_new_turn_with_the_same_label_does_not_swallow_it() -> None:
    turn = "V: Etterpå ble det fast jobb, men bussen går jo ikke dit om morgenen.\n"
    new = TURNS.replace(turn, "V: Hun fikk også hjelp av broren sin i starten.\nI: Ja.\n" + turn)
    assert place(TURNS, new, turn.strip()) == (turn.strip(), True)


def test_a_passage_whose_words_were_all_struck_out_is_gone() -> None:
    gone = (
        "V: Det var læreren hennes som kjente en arbeidsgiver i nabokommunen, egentlig tilfeldig.\n"
    )
    assert place(TURNS, TURNS.replace(gone, ""), gone.strip()) is None


def test_a_passage_with_much_put_into_its_midst_waits_for_a_person() -> None:
    new = TURNS.replace("fast jobb", "fast, det vil si etter mange lange runder med kommunen, jobb")
    words, sure = placed(TURNS, new, "det fast jobb")
    assert words == "det fast, det vil si etter mange lange runder med kommunen, jobb"
    assert not sure


def test_of_a_passage_of_which_little_is_left_nobody_is_sure() -> None:
    old = TURNS.replace("hver eneste uke, og til slutt fikk hun", "fordi at da")
    words, sure = placed(TURNS, old, "hver eneste uke, og til slutt fikk hun praksisplass")
    assert words.endswith("praksisplass")
    assert not sure


class TestMoved:
    lines = TURNS.splitlines(keepends=True)
    said = "læreren hennes som kjente en arbeidsgiver i nabokommunen"

    def test_a_moved_turn_is_found_where_it_stands_now(self) -> None:
        new = "".join([*self.lines[2:4], *self.lines[:2], *self.lines[4:]])
        assert place(TURNS, new, self.said) == (self.said, True)

    def test_a_moved_turn_is_less_certain_than_one_that_stayed(self) -> None:
        new = "".join([*self.lines[2:4], *self.lines[:2], *self.lines[4:]])
        alignment = align(TURNS, new)
        lines = (self.lines[1], self.lines[3], self.lines[5])
        starts = [TURNS.index(line) for line in lines]
        placed = [
            alignment.place(start, start + len(line) - 1)
            for start, line in zip(starts, lines, strict=True)
        ]
        confidences = {one.confidence for one in placed if one is not None}
        assert None not in placed
        assert min(confidences) < max(confidences) == 1

    def test_a_moved_and_corrected_turn_is_found(self) -> None:
        corrected = self.lines[3].replace("hennes", "sin").replace("arbeidsgiver", "arbeidsgjevar")
        new = "".join([corrected, *self.lines[:3], *self.lines[4:]])
        words, _ = placed(TURNS, new, self.said)
        assert words == "læreren sin som kjente en arbeidsgjevar i nabokommunen"

    def test_what_is_gone_is_not_found_where_another_turn_that_begins_alike_was_moved(
        self, repository: Path
    ) -> None:
        path = repository / "sample_transcripts" / "02-asker-deltaker.txt"
        old = path.read_text(encoding="utf-8")
        turns = old.replace("\n\n", "\n\0").split("\0")
        gone, moved = (
            slice(at, at + 2)
            for asked in ("Har du hatt praksis", "Har du brukt tolk")
            for at, turn in enumerate(turns)
            if asked in turn
        )
        left = [*turns[: gone.start], *turns[gone.stop : moved.start], *turns[moved.stop :]]
        new = "".join([*left[:5], *turns[moved], *left[5:]])
        answer = turns[moved][1].strip()
        assert place(old, new, answer) == (answer, True)
        start = old.index("To ganger. Den første")
        assert align(old, new).place(start, start + 136) is None

    def test_words_that_stand_in_two_other_places_now_wait_for_a_person(self) -> None:
        new = "".join([self.lines[3], *self.lines[:3], *self.lines[4:], "V: Ja.\n", self.lines[3]])
        alignment = align(TURNS + "V: Ja.\n", new)
        start = TURNS.index(self.said)
        placed = alignment.place(start, start + len(self.said))
        assert placed is not None
        assert new[placed.start : placed.end] == self.said

    def test_a_passage_torn_apart_by_a_move_waits_for_a_person(self) -> None:
        quote = TURNS[TURNS.index("fikk hun praksisplass") : TURNS.index(", egentlig")]
        new = "".join([self.lines[3], *self.lines[:3], *self.lines[4:]])
        _, sure = placed(TURNS, new, quote)
        assert not sure

    def test_a_passage_into_which_another_was_moved_waits_for_a_person(self) -> None:
        quote = TURNS[TURNS.index("Hva skjedde") : TURNS.index("praksisplass")]
        new = "".join([self.lines[0], self.lines[3], self.lines[1], self.lines[2], *self.lines[4:]])
        _, sure = placed(TURNS, new, quote)
        assert not sure


def test_new_speaker_labels_and_line_breaks_move_no_passage() -> None:
    new = TURNS.replace("V: ", "Veileder: ").replace("I: ", "\nIntervjuer:\n").replace(", ", ",\n")
    for quote in ("hver eneste uke", "tilfeldig", "Hvordan fant dere plassen?", "fast jobb"):
        assert place(TURNS, new, quote) == (quote, True)


def test_what_was_read_stays_read_and_a_turn_put_in_at_the_mark_is_unread() -> None:
    mark = TURNS.index("I: Og etterpå?")
    alignment = align(TURNS, TURNS[:mark] + "I: Hvem var det?\nV: En snekker.\n" + TURNS[mark:])
    assert alignment.offset(mark) == mark
    assert alignment.offset(mark + 3) == mark + 3 + len("I: Hvem var det?\nV: En snekker.\n")


def test_an_empty_text_becomes_or_comes_from_any_other() -> None:
    assert align("", "Ja.").offset(0) == 0
    assert align("Ja.", "").place(0, 3) is None
    assert align("Ja.", "").offset(2) == 0


@pytest.mark.parametrize(
    "made",
    [
        "'ja ' * 20000, 'ja ' * 10000",
        "'ja ' * 20000, 'nei ' * 20000",
        "'ja ' * 9999 + 'nei ' * 9999, 'nei ' * 9999 + 'ja ' * 9999",
        "' '.join(f'a{n}' for n in range(20000)), ' '.join(f'b{n}' for n in range(20000))",
        "' '.join(f'a{n}' for n in range(20000)), ' '.join(f'a{n}' for n in range(20000, 0, -1))",
        "'a' * 100000, 'b' * 100000",
        "'!?' * 10000, '?!.' * 10000",
    ],
)
def test_strange_texts_take_neither_much_time_nor_much_memory(made: str) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("the system does not tell a process's own peak of memory")
    program = (
        "import re, time; from pathlib import Path; "
        "from kodeverk.analysis.alignment.texts import align; "
        f"pair = ({made}); begun = time.process_time(); align(*pair).place(7, 9000); "
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]; "
        "print(time.process_time() - begun, int(peak) / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 10
    assert megabytes < 200
