"""Other readings of a text, and labels that a person joins or ignores."""

from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kodeverk.analysis.recognition.decision.blocks import join_turns
from kodeverk.analysis.recognition.relabelled import last_label, with_labels
from kodeverk.analysis.recognition.turns import (
    CONVENTIONS,
    Recognition,
    first_words,
    recognise,
    recognitions,
)
from tests.transcript_files import read_transcript, source_of

TALK = (
    "Notat\nNAV: alltid.\nKari Nord: Hei du?\nOla: Jeg er veileder.\nNAV: de er med.\n(latter)\n"
    "Og skolen.\nNord: Lenge?\nOla: Ti år.\nNAV: alltid.\nNord: Takk.\nNord: Og så?\nOla: Slutt.\n"
)


def said(reading: Recognition, text: str) -> list[tuple[str | None, str]]:
    return [(block.label, text[block.start : block.end]) for block in reading.blocks]


def test_the_first_reading_is_the_one_recognised_and_others_differ() -> None:
    text = source_of(
        "**Kari** 0:03: Hei – du\n**Ola** 0:05: Jeg – ja\n**Kari** 0:09: Å – ja\n"
        "**Ola** 0:10: Nei – da\n"
    )
    found = recognitions(text)
    assert found[0] == recognise(text)
    assert 1 <= len(found) <= 4
    assert len({one.blocks for one in found}) == len(found)
    assert all(one.speakers for one in found)


def test_a_text_of_nobody_has_the_reading_none_first() -> None:
    found = recognitions(source_of("Jeg kom i 2015.\n\nDer begynte vi.\n"))
    assert [one.convention for one in found] == ["none"]


def test_each_reading_is_what_its_convention_gives() -> None:
    text = source_of("Kari\nHei – du\n\nOla\nNei – du\n\nKari\nJo – du\n\nOla\nTja – du\n")
    for one in recognitions(text):
        assert recognise(text, one.convention) == one


def test_joined_labels_are_one_speaker() -> None:
    text = source_of(TALK)
    reading = with_labels(recognise(text), {"kari nord": "Nord"}, ())
    assert reading.speakers == {"NAV": 3, "Nord": 4, "Ola": 3}


def test_who_is_left_alone_by_a_person_is_not_asked_about() -> None:
    text = source_of("Ola: Jeg ringte.\nola nord: Og hun kom.\n" * 4)
    reading = recognise(text)
    for left in (with_labels(reading, {"ola nord": "Ola"}, ()), with_labels(reading, {}, ["Ola"])):
        assert len(left.speakers) == 1
        assert not any("only one speaker" in told for told in left.warnings)
    alone = recognise(source_of("Ola: Jeg ringte.\nHun kom.\n" * 4))
    assert any("only one speaker" in told for told in alone.warnings)


def test_an_ignored_label_and_its_words_belong_to_the_turn_before() -> None:
    text = source_of(TALK)
    reading = with_labels(recognise(text), {}, ["nav"])
    assert said(reading, text.text)[:4] == [
        ("Kari Nord", "Hei du?"),
        ("Ola", "Jeg er veileder.\nNAV: de er med."),
        ("Ola", "Og skolen."),
        ("Nord", "Lenge?"),
    ]
    assert (reading.turns, len(reading.blocks)) == (7, 8)
    assert join_turns(reading.blocks) == reading.blocks


def test_labels_the_reading_does_not_have_change_nothing() -> None:
    reading = recognise(source_of(TALK))
    assert with_labels(reading, {"Per": "Pål"}, ["Espen"]) == reading


def test_ignoring_everybody_leaves_no_turn() -> None:
    reading = recognise(source_of(TALK))
    assert with_labels(reading, {}, reading.speakers).blocks == ()


TIERS = "khs   hei du\nkhs_ort   hei du\na01   ja\na01_ort   ja da\n" * 3


@pytest.mark.parametrize(
    ("ignored", "speakers"),
    [(["khs_ort", "a01_ort"], ["khs", "a01"]), (["khs", "a01"], ["khs_ort", "a01_ort"])],
)
def test_an_ignored_tier_is_dropped_whole(ignored: list[str], speakers: list[str]) -> None:
    text = source_of(TIERS)
    reading = with_labels(recognise(text), {}, ignored)
    assert list(reading.speakers) == speakers
    assert reading.turns == 6
    assert {words for _, words in said(reading, text.text)} == (
        {"hei du", "ja"} if speakers[0] == "khs" else {"hei du", "ja da"}
    )
    assert not any("two tiers" in warning for warning in reading.warnings)


def test_ignoring_both_tiers_of_one_speaker_gives_their_words_to_the_one_before() -> None:
    text = source_of(TIERS)
    reading = with_labels(recognise(text), {}, ["a01", "a01_ort"])
    assert list(reading.speakers) == ["khs", "khs_ort"]
    assert said(reading, text.text)[1] == ("khs_ort", "hei du\na01   ja\na01_ort   ja da")


@pytest.mark.parametrize(
    ("file", "turns"),
    [
        ("LIA_aal_uio_05_et_pu.conv_ara_tj.ort.txt", 172),
        ("CANS_blair_WI_16um-eh-1942-me_me_ir.ort.txt", 155),
    ],
)
def test_a_real_corpus_without_its_second_tier_has_each_utterance_once(
    file: str, turns: int, shared: Path
) -> None:
    reading = recognise(read_transcript(shared / "transcripts" / "tekstlab_no" / file))
    second = [label for label in reading.speakers if label.endswith("_orthography")]
    assert len(second) == 2
    once = with_labels(reading, {}, second)
    assert once.turns == turns
    assert not {*second} & once.speakers.keys()


def test_what_lies_outside_stays_so_when_a_label_behind_it_is_ignored() -> None:
    text = source_of(
        "I: Hva skjedde?\nV: Jeg ringte.\n[pause]\nNAV: kom i morgen.\n[pause]\nSå gikk jeg.\n"
        "I: Og?\nV: Jeg ventet.\nI: Takk.\nV: Bare hyggelig.\n"
    )
    reading = with_labels(recognise(text), {}, ["NAV"])
    turns = join_turns(reading.blocks)
    said = [(turn.label, text.text[turn.start : turn.end]) for turn in turns]
    assert said[1:4] == [("V", "Jeg ringte."), ("V", "NAV: kom i morgen."), ("V", "Så gikk jeg.")]
    assert reading.turns == 6
    assert reading.speakers == {"I": 3, "V": 3}


def test_first_words_are_those_a_speaker_says_first() -> None:
    text = source_of("Kari:\nOla:  Jeg\ner veileder i kommunen.\nKari: Lenge?\nOla: Ti år.\n")
    assert first_words(recognise(text), text.text, 10) == {"Kari": "Lenge?", "Ola": "Jeg er vei"}


LINES = st.lists(
    st.sampled_from(
        [
            "Kari: hei",
            "Ola: ja",
            "NAV: nei",
            "x_ort: hei",
            "x: hei",
            "[0:12] Kari: a",
            "ord",
            "Kari",
        ]
    )
    | st.sampled_from(["", "[0:15] ord", "1. Hva?", "Kari\thei", "(latter)", "Ola – ja"]),
    min_size=1,
    max_size=24,
)
LABELS = st.sampled_from(["Kari", "ola", "NAV", "x", "x_ort", "Q", "A", "Per"])


@given(LINES, st.dictionaries(LABELS, LABELS, max_size=3), st.sets(LABELS, max_size=3))
@example(
    ["Kari: hei", "Kari", "(latter)", "[0:12] Kari: a", "Kari", "Kari: hei", "ord"], {}, {"Kari"}
)
@settings(deadline=None)
def test_choices_about_labels_keep_blocks_in_order_and_in_the_text(
    lines: list[str], joined: dict[str, str], ignored: set[str]
) -> None:
    text = source_of("\n".join(["ord", *lines]))
    nobody = {label.casefold() for label in ignored}
    ends = {label: last_label(label, joined) for label in joined}
    assume(all(end is not None and end.casefold() not in nobody for end in ends.values()))
    for reading in recognitions(text):
        assert reading.convention in CONVENTIONS
        chosen = with_labels(reading, joined, ignored)
        end = 0
        for block in chosen.blocks:
            assert end <= block.label_start <= block.label_end <= block.start <= block.end
            end = block.end
        assert end <= len(text.text)
        begun = sum(not block.resumes for block in chosen.blocks)
        assert chosen.turns == begun or reading.convention == "none"
        assert not any(
            turn.start <= start < turn.end
            for turn in join_turns(chosen.blocks)
            for start in chosen.outside_at
        )
        assert with_labels(chosen, {}, ()).blocks == chosen.blocks


def test_a_question_behind_an_ignored_answer_and_a_note_holds_no_words_of_the_note() -> None:
    lines = ("1. Hva?", "hei", "(latter)", "2. Hva?", "ja", "3. Hva?", "nei")
    text = source_of("\n".join(lines))
    reading = recognise(text, "question and answer")
    chosen = with_labels(reading, {}, ["A"])
    assert not any(
        "latter" in text.text[turn.start : turn.end] for turn in join_turns(chosen.blocks)
    )
