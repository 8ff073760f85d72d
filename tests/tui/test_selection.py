"""Where the caret goes and what is selected, on the text alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model.records import Turn
from kodeverk.model.sentences import sentences
from kodeverk.model.text import Span, normalise
from kodeverk.tui.graphemes import graphemes
from kodeverk.tui.shown_transcript import ShownSpeaker, ShownTranscript
from kodeverk.tui.widgets.search import find_hits
from kodeverk.tui.widgets.selection import (
    STEPS,
    WHOLES,
    answer_at,
    next_character,
    open_turn,
    previous_character,
    sentence_at,
    snap,
    turn_at,
    whole_selection,
    word_at,
)

SPEAKERS = {
    "I": ShownSpeaker("I", "interviewer"),
    "D": ShownSpeaker("D", "participant"),
    "V": ShownSpeaker("V", "advisor"),
    "T": ShownSpeaker("T", "interpreter", speaks_for="D"),
}


def transcript_of(
    *turns: tuple[str, str], preamble: str = "", time: str = "", end: str = ""
) -> ShownTranscript:
    """A transcript with turns such as ("D", "Ja, det var bra."), one a line."""
    text = preamble
    records: list[Turn] = []
    for speaker, body in turns:
        text += "\n" if records else ""
        label_end = len(text) + len(speaker) + 1
        start = label_end + len(time) + 1
        records.append(Turn(len(text), label_end, start, start + len(body), speaker))
        text += f"{speaker}:{time} {body}"
    return ShownTranscript(text + end, tuple(records), SPEAKERS)


def at(transcript: ShownTranscript, words: str) -> int:
    return transcript.text.index(words)


def shown(transcript: ShownTranscript, span: Span | None) -> str | None:
    return None if span is None else transcript.text[span.start : span.end]


PIECES = (
    "a",
    "ord",
    "å",
    " ",
    "\n",
    ".",
    "? ",
    "Hei",
    "👩\u200d👧",
    "e\u0323\u0302",
    "\u0301",
    "漢",
    "。",
    "？」",
    "؟ ",
    "፧",
)
BODIES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join).map(normalise)


@st.composite
def transcripts(draw: st.DrawFn, times: tuple[str, ...] = ("",)) -> ShownTranscript:
    turns = draw(st.lists(st.tuples(st.sampled_from("IDV"), BODIES.map(str.strip)), max_size=5))
    preamble = draw(BODIES)
    if preamble and draw(st.booleans()):
        preamble += "\n"
    time = draw(st.sampled_from(times))
    end = draw(st.sampled_from(("", "\n", " \n")))
    return transcript_of(*turns, preamble=preamble, time=time, end=end)


def stops(transcript: ShownTranscript) -> list[int]:
    """Every offset where the caret can stand, found the plain way: region by region."""
    text, found = transcript.text, []
    starts = [0, *(label.end for label in transcript.labels)]
    ends = [*(label.start for label in transcript.labels), len(text)]
    for start, end in zip(starts, ends, strict=True):
        if start == end == 0 and transcript.labels:
            continue
        found += [one.start for one in graphemes(text, start, end)]
        if end == len(text) or end == start or text[end - 1] != "\n":
            found.append(end)
    return sorted(set(found))


@given(transcripts())
def test_the_arrows_visit_every_character_once_and_no_label(transcript: ShownTranscript) -> None:
    expected = stops(transcript)
    offset = snap(transcript, 0)
    visited: list[int] = []
    while not visited or visited[-1] != offset:
        visited.append(offset)
        offset = next_character(transcript, offset)
    assert visited == expected
    backwards = [offset]
    while (offset := previous_character(transcript, offset)) != backwards[-1]:
        backwards.append(offset)
    assert backwards == expected[::-1]


def test_a_turn_that_begins_with_a_sign_joined_to_the_blank_before_is_reached_and_left() -> None:
    talk = transcript_of(("I", "Ja?"), ("D", "\u200dBra."), time=" (00:12)")
    answer = at(talk, "Bra")
    assert STEPS["next turn"](talk, at(talk, "Ja?")) == answer
    assert open_turn(talk, at(talk, "Ja?"), 0) == answer
    assert STEPS["next turn"](talk, answer) == len(talk.text)
    assert STEPS["previous turn"](talk, answer) == at(talk, "Ja?")
    assert STEPS["previous turn"](talk, len(talk.text)) == answer


@given(transcripts(("", " (00:12)")), st.data())
def test_every_step_goes_its_way_and_ends_where_the_caret_can_stand(
    transcript: ShownTranscript, data: st.DataObject
) -> None:
    places = stops(transcript)
    offset = data.draw(st.sampled_from(places))
    for name, step in STEPS.items():
        target = step(transcript, offset)
        assert target in places, name
        if name.startswith(("previous", "start")):
            assert target < offset or target == offset == places[0], name
        else:
            assert target > offset or target == offset == len(transcript.text), name


@given(transcripts(), st.data())
def test_whatever_is_selected_holds_words_and_begins_and_ends_where_the_caret_can_stand(
    transcript: ShownTranscript, data: st.DataObject
) -> None:
    places = stops(transcript)
    offset = data.draw(st.sampled_from(places))
    for name, whole in WHOLES.items():
        span = whole(transcript, offset)
        if span is not None:
            assert span.start in places, name
            assert span.end in places, name
            assert transcript.text[span.start : span.end].strip() != "", name


@given(transcripts(), st.data())
def test_a_span_from_elsewhere_is_selected_in_whole_characters(
    transcript: ShownTranscript, data: st.DataObject
) -> None:
    ends = st.integers(0, len(transcript.text))
    start, end = sorted((data.draw(ends), data.draw(ends)))
    settled = whole_selection(transcript, Span(start, end))
    places = stops(transcript)
    assert settled.start in places
    assert settled.end in places
    assert settled.start <= settled.end


@given(BODIES)
def test_sentences_leave_out_nothing_but_blanks(text: str) -> None:
    spans = list(sentences(text, 0, len(text)))
    assert spans == sorted(spans)
    covered = {offset for span in spans for offset in range(span.start, span.end)}
    assert all(one.isspace() for offset, one in enumerate(text) if offset not in covered)


def test_the_word_is_selected_without_its_punctuation() -> None:
    talk = transcript_of(("D", "«NAV-kontoret», sa hun. Lånekassen!"))
    assert shown(talk, word_at(talk, at(talk, "kontoret"))) == "NAV-kontoret"
    assert shown(talk, word_at(talk, at(talk, "kassen"))) == "Lånekassen"
    assert shown(talk, word_at(talk, len(talk.text))) == "Lånekassen"


def test_the_next_word_after_a_turn_is_in_the_next_turn_not_in_its_label() -> None:
    talk = transcript_of(("I", "Hvordan går det?"), ("D", "Bra."))
    assert STEPS["next word"](talk, at(talk, "det?")) == at(talk, "Bra")
    assert STEPS["previous word"](talk, at(talk, "Bra")) == at(talk, "det?")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det gikk bra. Hun ringte!", ["Det gikk bra.", "Hun ringte!"]),
        ("Vi møttes 3. mai. Så ikke mer.", ["Vi møttes 3. mai.", "Så ikke mer."]),
        ("Bruk f.eks. NAV. Ja.", ["Bruk f.eks. NAV.", "Ja."]),
        ("Hun sa «nei.» Så gikk hun.", ["Hun sa «nei.»", "Så gikk hun."]),
        ("Jeg vet ikke … kanskje. Jo", ["Jeg vet ikke … kanskje.", "Jo"]),
        ("en linje som er\nbrukket om", ["en linje som er\nbrukket om"]),
        ("Første linje\nAndre linje", ["Første linje", "Andre linje"]),
        ("avsnitt\n\nnytt avsnitt", ["avsnitt", "nytt avsnitt"]),
        ("Dr. A. Hansen kom. Da", ["Dr. A. Hansen kom.", "Da"]),
    ],
)
def test_sentences_end_where_a_norwegian_reader_would_say(text: str, expected: list[str]) -> None:
    found = [text[span.start : span.end] for span in sentences(text, 0, len(text))]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我每天去。你呢？「好！」他说。", ["我每天去。", "你呢？", "「好！」", "他说。"]),
        ("全部。ok。", ["全部。", "ok。"]),
        ("هل ذهبت؟ نعم۔ حسنا.", ["هل ذهبت؟", "نعم۔", "حسنا."]),
        ("ሰላም። እንዴት ነህ፧ ደህና።", ["ሰላም።", "እንዴት ነህ፧", "ደህና።"]),
        ("मैं गया। वह आई।", ["मैं गया।", "वह आई।"]),
    ],
)
def test_an_answer_in_another_script_is_never_one_long_sentence(
    text: str, expected: list[str]
) -> None:
    found = [text[span.start : span.end] for span in sentences(text, 0, len(text))]
    assert found == expected


def test_selecting_sentence_after_sentence_walks_through_the_turn() -> None:
    talk = transcript_of(("D", "Jeg kom. Jeg så. Jeg ble."))
    first = sentence_at(talk, snap(talk, 0))
    assert first is not None
    second = sentence_at(talk, first.end)
    assert [shown(talk, first), shown(talk, second)] == ["Jeg kom.", "Jeg så."]


def test_the_whole_answer_goes_across_backchannels_but_not_across_a_question() -> None:
    talk = transcript_of(
        ("I", "Hvordan var det å komme hit?"),
        ("D", "Det var vanskelig."),
        ("I", "Mm, ja."),
        ("D", "Men så fikk jeg hjelp."),
        ("I", "Ja, akkurat, skjønner."),
        ("D", "Av veilederen."),
        ("I", "Hva gjorde veilederen for deg?"),
        ("D", "Hun ringte."),
    )
    answer = "Det var vanskelig.\nI: Mm, ja.\nD: Men så fikk jeg hjelp."
    answer += "\nI: Ja, akkurat, skjønner.\nD: Av veilederen."
    for place in ("Det var vanskelig", "Mm", "hjelp", "veilederen."):
        assert shown(talk, answer_at(talk, at(talk, place))) == answer
    assert shown(talk, answer_at(talk, at(talk, "Hun ringte"))) == "Hun ringte."
    question = "Hva gjorde veilederen for deg?"
    assert shown(talk, answer_at(talk, at(talk, question))) == question


def test_another_informants_longer_turn_ends_the_answer() -> None:
    talk = transcript_of(("D", "Jeg mener ja."), ("V", "Det mener ikke jeg."), ("D", "Nei vel."))
    assert shown(talk, answer_at(talk, at(talk, "Jeg mener"))) == "Jeg mener ja."


def test_what_an_interpreter_says_for_a_participant_belongs_to_the_answer() -> None:
    talk = transcript_of(
        ("D", "نعم"), ("T", "Ja, det stemmer nok, sier han."), ("I", "Takk for det her.")
    )
    assert shown(talk, answer_at(talk, at(talk, "stemmer"))) == (
        "نعم\nT: Ja, det stemmer nok, sier han."
    )


def test_the_next_open_turn_skips_questions_and_what_has_been_read() -> None:
    talk = transcript_of(
        ("I", "Spørsmål en"), ("D", "Svar en"), ("I", "Spørsmål to"), ("D", "Svar to"), ("D", "Tre")
    )
    start = snap(talk, 0)
    assert open_turn(talk, start, 0) == at(talk, "Svar en")
    assert open_turn(talk, start, at(talk, "Spørsmål to")) == at(talk, "Svar to")
    assert open_turn(talk, at(talk, "Svar to"), 0) == at(talk, "Tre")
    assert open_turn(talk, at(talk, "Tre"), at(talk, "Svar to") + 5) == at(talk, "to\nD: Tre")
    assert open_turn(talk, start, len(talk.text)) is None


def test_a_turn_is_selected_without_its_label() -> None:
    talk = transcript_of(("I", "Hei."), ("D", "Hei på deg."))
    assert shown(talk, turn_at(talk, at(talk, "deg"))) == "Hei på deg."


def test_search_folds_case_as_norwegians_expect() -> None:
    talk = transcript_of(("D", "Får ÅRET, året og åre. Straße og STRASSE."))
    assert [shown(talk, hit) for hit in find_hits(talk, "året")] == ["ÅRET", "året"]
    assert [shown(talk, hit) for hit in find_hits(talk, "strasse")] == ["Straße", "STRASSE"]
    assert [shown(talk, hit) for hit in find_hits(talk, "FÅR")] == ["Får"]
    assert find_hits(talk, "far") == ()


def test_search_finds_words_that_a_line_break_parts_but_none_in_labels() -> None:
    talk = transcript_of(("D", "lang\nlinje D: her"), ("D", "hei"))
    assert [shown(talk, hit) for hit in find_hits(talk, " Lang  linje ")] == ["lang\nlinje"]
    assert [hit.start for hit in find_hits(talk, "d:")] == [at(talk, "D: her")]
    assert find_hits(talk, "   ") == ()


@given(st.text(alphabet="aßİåÅ ǰ\n", max_size=30).map(normalise), st.data())
def test_every_hit_is_the_text_that_was_looked_for_whatever_folding_does(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    query = text[start : data.draw(st.integers(start, len(text)))]
    hits = find_hits(ShownTranscript(text), query)
    assert (query.strip() == "") == (hits == ())
    for hit in hits:
        found = text[hit.start : hit.end].casefold().split()
        assert " ".join(query.casefold().split()) in " ".join(found)


def test_the_caret_stands_in_an_empty_turn_between_two_labels_as_in_any_other() -> None:
    text = "Ja.\nB:\nB:Bra.\n"
    turns = (Turn(0, 0, 0, 3, "I"), Turn(4, 6, 7, 7, "D"), Turn(7, 9, 9, 13, "D"))
    talk = ShownTranscript(text, turns, SPEAKERS)
    empty, answer = 7, at(talk, "Bra")
    assert snap(talk, 4) == snap(talk, empty) == empty
    assert [next_character(talk, each) for each in (3, empty)] == [empty, answer]
    assert [previous_character(talk, each) for each in (answer, empty)] == [empty, 3]
    assert [STEPS["previous turn"](talk, each) for each in (answer, empty)] == [empty, 0]
    assert [STEPS["next turn"](talk, each) for each in (0, empty)] == [empty, answer]
