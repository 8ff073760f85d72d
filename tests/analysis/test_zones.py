"""What lies outside the interview belongs to nobody, and what is said does not lie outside."""

from random import Random
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.transcript_files import recognition_of

ANSWERS = (
    "Jeg kom hit for fire år siden, og da bodde vi på mottak.",
    "Det var mye å sette seg inn i, særlig språket.",
    "Veilederen spurte hva jeg hadde gjort før.",
    "Nei, det husker jeg ikke så godt lenger.",
    "Vi fikk vite om kurset på skolen, tror jeg.",
)
FORMS = {
    "[name] alone": "[{name}]\n{words}",
    "[name] text": "[{name}] {words}",
    "(name) text": "({name}) {words}",
    "name TAB text": "{name}\t{words}",
    "name – text": "{name} – {words}",
    "name: text": "{name}: {words}",
}


def read(text: str, name: str = "intervju.txt") -> tuple[Source, Recognition]:
    source = read_transcript_bytes(text.encode(), name)
    return source, recognise(source)


def outside(text: str, name: str = "intervju.txt") -> list[tuple[str, str]]:
    """Return what lies outside, each line with its zone."""
    source, reading = read(text, name)
    lines = source.text.split("\n")
    return [(each.zone, lines[each.place]) for each in reading.outside]


def talk(turns: int = 8) -> list[str]:
    """Return the lines of an interview whose sentences end as sentences do."""
    lines = []
    for number in range(turns // 2):
        lines.append("Intervjuer: Hva skjedde etter at dere kom til kommunen?")
        lines.append(f"Amina: {ANSWERS[number % len(ANSWERS)]}")
    return lines


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("paragraphs", [0, 3, 6, 20])
def test_paragraphs_without_a_label_are_no_evidence_against_labels(
    form: str, paragraphs: int
) -> None:
    lines: list[str] = []
    for number in range(8):
        label = ("Kari Nord", "Amina")[number % 2]
        words = ("Hva skjedde da?", ANSWERS[number % len(ANSWERS)])[number % 2]
        lines.append(FORMS[form].format(name=label, words=words))
        if number % 2:
            lines += [ANSWERS[(number + more) % len(ANSWERS)] for more in range(paragraphs)]
    _, reading = read("\n".join(lines) + "\n")
    assert reading.speakers == {"Kari Nord": 4, "Amina": 4}
    assert reading.joined_turns == 8


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("## Del 2", "interlude"),
        ("--------", "interlude"),
        ("(telefonen ringer)", "interlude"),
        ("[00:14:03]", "interlude"),
        ("DEL 2. ARBEID", "interlude"),
    ],
)
def test_a_line_between_turns_that_nobody_says_belongs_to_nobody(line: str, zone: str) -> None:
    lines = talk()
    text = "\n".join([*lines[:4], "", line, "", *lines[4:]]) + "\n"
    assert outside(text) == [(zone, line)]
    _, reading = read(text)
    assert reading.joined_turns == 8


def test_a_second_cover_page_between_two_interviews_names_no_speakers() -> None:
    cover = ["=== Intervju 2 ===", "Dato: 3. mai", "Sted: Volda", "Prosjekt: Gode veier"]
    lines = talk(12)
    text = "\n".join([*lines[:6], "", *cover, "", *lines[6:]]) + "\n"
    assert [line for _, line in outside(text)] == cover
    assert [*read(text)[1].speakers] == ["Intervjuer", "Amina"]


def two_interviews(cover: list[str], second: list[str], stop: str) -> str:
    """Return two interviews in one file, each below its cover, whose sentences end in `stop`."""
    said = [line.rstrip("?.") + stop for line in talk(10)]
    first, again = said[:6], said[4:]
    return "\n\n".join([*cover, *first, *second, *again]) + "\n"


@pytest.mark.parametrize("stop", ["", "."])
@pytest.mark.parametrize("sign", ["", "- "])
def test_the_facts_at_the_head_of_a_file_are_facts_above_a_second_interview_too(
    stop: str, sign: str
) -> None:
    first = ["Samtale 1", f"{sign}Dato: 3.5.2021\n{sign}Sted: Volda"]
    second = ["Samtale 2", f"{sign}Dato: 4.6.2021\n{sign}Sted: Molde"]
    _, reading = read(two_interviews(first, second, stop))
    assert [(each.place + 1, each.zone) for each in reading.outside] == [
        *((line, "front") for line in (1, 3, 4)),
        *((line, "interlude") for line in (18, 20, 21)),
    ]
    assert reading.joined_turns == 12


@pytest.mark.parametrize("end", ["", "Date: 4.5.2020\nDuration: 52 min\nPlace: Denholm"])
def test_who_takes_part_is_told_and_said_by_nobody_above_a_second_interview_too(end: str) -> None:
    facts = "Date: {0}.5.2020\nDuration: {0}3 min\nModerator: Carl Denholm\nGuest: Lucy Gard"
    said = [f"{('Moderator', 'Guest')[at % 2]}: {words}" for at, words in enumerate(ANSWERS)]
    talk = "\n\n".join([*said, "Guest: Ja, det stemmer."])
    text = "\n\n".join(
        [facts.format(4), talk, "Transcript 2", facts.format(6), talk, "The end", end]
    )
    assert recognition_of(text).speakers == {"Moderator": 6, "Guest": 6}


def test_persons_above_a_second_interview_are_no_turn_though_the_first_ends_in_a_question() -> None:
    facts = ["Pseudonym: Group {0}", "Place: Denholm", "Date: {0}.5.2020", "Moderator: Lucy Gard"]
    talk = [f"{('Moderator', 'Guest')[at % 2]}: {words}" for at, words in enumerate(ANSWERS)]
    lines = [*facts, *talk, "Guest: Is it not so?", *facts, *talk, "Guest: Yes, it is so."]
    text = "\n".join(line.format(3 + number % 2) for number, line in enumerate(lines))
    assert recognition_of(text).speakers == {"Moderator": 6, "Guest": 6}


def test_words_that_break_off_above_the_title_of_each_next_interview_are_not_lost_in_silence() -> (
    None
):
    words = "".join(ANSWERS).replace(",", "").replace(".", " ").casefold().split()
    dice = Random(7)
    broken = {4: "Og da vi kom", 6: "Så var det jo", 8: "Men hun som ringte"}
    lines: list[str] = []
    for number in range(2, 10):
        for label in ("Moderator", "Guest") * 13:
            lines += [f"**{label}:**", " ".join(dice.sample(words, 9)).capitalize() + "."]
        lines += [broken[number]] if number in broken else []
        lines += [f"## Samtale, {number}", "Sted: Volda", "Dato: 3.5.2021"]
    reading = recognition_of("\n".join([*lines, *lines[:52]]), "talk.md")
    asked = {line for doubt in reading.doubts for line in (doubt.line, *doubt.likewise)}
    silent = {each.place for each in reading.outside if each.place + 1 not in asked}
    assert not silent & {*map(lines.index, broken.values())}


def test_facts_above_a_second_interview_alone_are_asked_about_where_no_sentence_ends() -> None:
    second = ["Samtale med deltaker 2", "Sted: Molde\nAlder: 34"]
    _, reading = read(two_interviews([], second, ""))
    (asked,) = (doubt for doubt in reading.doubts if doubt.remedy == "said")
    assert (asked.line, asked.likewise) == (13, (15, 16))


def test_a_list_right_below_an_answer_is_said() -> None:
    lines = talk(8)
    lines[3] += "\nMandag: norsk\nTirsdag: matte"
    text = "\n\n".join(lines) + "\n"
    assert not outside(text)
    assert not read(text)[1].doubts


def test_rows_of_facts_below_a_heading_between_turns_are_said_by_nobody() -> None:
    said = [f"<p>{line}</p>" for line in talk(12)]
    rows = "<table><tr><td>Dato:</td><td>4.6</td></tr><tr><td>Sted</td><td>Molde</td></tr></table>"
    text = "".join([*said[:6], "<h1>Samtale 2</h1>", rows, *said[6:]])
    assert [line for _, line in outside(text, "intervju.html")] == [
        "Samtale 2",
        "Dato:\t4.6",
        "Sted\tMolde",
    ]


@pytest.mark.parametrize("head", ["Notater", "FELTNOTATER", "Oppsummering:", "Slutt på intervjuet"])
def test_a_report_below_a_heading_is_nobodys_words(head: str) -> None:
    report = "Hun virket sliten, og vi ble avbrutt to ganger. Rommet var lite."
    text = "\n".join([*talk(12), "", head, "", report]) + "\n"
    assert outside(text) == [("back", head), ("back", report)]


def test_a_short_interview_has_back_matter_too() -> None:
    text = "\n".join([*talk(8), "", "Notater", "", "Hun virket glad. Rommet var lite."]) + "\n"
    assert [zone for zone, _ in outside(text)] == ["back", "back"]


def test_a_report_without_a_heading_is_asked_about() -> None:
    report = [" ".join(ANSWERS * 4) for _ in range(4)]
    _, reading = read("\n\n".join([*talk(12), *report]) + "\n")
    assert any("unlike the others" in doubt for doubt in reading.warnings)
    assert "line 25" in " ".join(reading.warnings)


def test_a_last_paragraph_far_longer_than_all_others_is_asked_about() -> None:
    said = [line for turn in talk(12) for line in (turn, *(ANSWERS[:2] if "Amina" in turn else ()))]
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in said)
    source, reading = read(f"{page}<p>{' '.join(ANSWERS * 2)}</p></body></html>", "intervju.html")
    assert [doubt.line for doubt in reading.doubts] == [len(source.paragraphs)]
    assert not read(f"{page}<p>{' '.join(ANSWERS)}</p></body></html>", "intervju.html")[1].doubts


def test_a_last_answer_of_as_many_paragraphs_as_the_others_is_no_report() -> None:
    short, long = (["Vi ventet på svar fra kommunen. " * times] * 3 for times in (6, 12))
    said = [line for turn in talk(12) for line in (turn, *(short if "Amina" in turn else ()))]
    _, reading = read("\n\n".join([*said[:-3], *long]) + "\n")
    assert not reading.warnings
    _, reading = read("\n\n".join([*said, *long]) + "\n")
    assert any("unlike the others" in doubt for doubt in reading.warnings)


def test_a_turn_goes_on_behind_an_interlude() -> None:
    lines = talk()
    text = "\n".join([*lines[:4], "(pause)", "Og så gikk vi hjem.", *lines[4:]]) + "\n"
    source, reading = read(text)
    resumed = [block for block in reading.blocks if block.resumes]
    assert [source.text[block.start : block.end] for block in resumed] == ["Og så gikk vi hjem."]
    assert [block.label for block in resumed] == ["Amina"]
    assert reading.turns == 8


def test_an_hour_that_somebody_names_below_a_label_is_said() -> None:
    lines = ["Intervjuer:", "Når begynte kurset?", "", "Amina:", "08:30", ""] * 4
    source, reading = read("\n".join(lines) + "\n")
    assert [source.text[block.start : block.end] for block in reading.blocks][1::2] == ["08:30"] * 4


@given(st.lists(st.sampled_from(["", "(pause)", "## Del", "---", *ANSWERS]), max_size=12))
def test_no_paragraph_is_both_said_and_outside_and_none_is_neither(between: list[str]) -> None:
    lines = talk()
    source, reading = read("\n".join([*lines[:4], *between, *lines[4:]]) + "\n", "intervju.md")
    lying_outside = {each.place for each in reading.outside}
    for place, paragraph in enumerate(source.paragraphs):
        if not source.text[paragraph.start : paragraph.end].strip():
            continue
        said = any(
            block.start < paragraph.end and paragraph.start < block.end for block in reading.blocks
        )
        assert said != (place in lying_outside)


def test_a_blank_line_that_stands_within_the_last_turn_alone_is_asked_about() -> None:
    talk = "I: Hva skjedde da?\nSå ventet vi.\n\nB: Vi ventet på svar.\nDet kom sent.\n\n" * 4
    reading = read(f"{talk}Samtalen varte lenge, og hun var trøtt etterpå.\n")[1]
    assert any("unlike the others" in doubt for doubt in reading.warnings)
    parted = talk.replace("\nDet kom", "\n\nDet kom")
    reading = read(f"{parted}Samtalen varte lenge, og hun var trøtt etterpå.\n")[1]
    assert not reading.warnings


@pytest.mark.parametrize(("label", "told"), [("Veileder", 1), ("B", 0)])
def test_what_is_parted_below_who_speaks_once_above_the_talk_hides_no_report(
    label: str, told: int
) -> None:
    guide = f"{label}: Hva skal vi spørre om i år?\n\nKurset, og veien videre.\n\n"
    talk = "I: Hva skjedde da?\nSå ventet vi.\n\nB: Vi ventet på svar.\nDet kom sent.\n\n" * 4
    reading = read(f"{guide}{talk}Samtalen varte lenge, og hun var trøtt etterpå.\n")[1]
    assert sum("unlike the others" in doubt for doubt in reading.warnings) == told


def test_a_line_with_a_colon_alone_in_the_last_turn_may_be_a_heading() -> None:
    talk = "I: Hva skjedde da\n\nB: Vi ventet på svar\n\nDet kom sent\n\n" * 4
    reading = read(f"{talk}Oppsummert:\n\nHun var trøtt etterpå\n")[1]
    assert any("'Oppsummert:' said, or a heading" in doubt for doubt in reading.warnings)


def test_paragraphs_far_longer_than_all_others_at_the_end_of_a_page_are_asked_about() -> None:
    said = ("I: Hva skjedde da?", "B: Vi ventet på svar.", "Det kom sent.") * 4
    report = ["Hun fortalte at det hadde tatt lang tid å få svar fra kommunen. " * 6] * 3
    page = "".join(f"<p>{line}</p>" for line in (*said, *report))
    _, reading = read(f"<html><body>{page}</body></html>", "intervju.html")
    assert any("unlike the others" in doubt for doubt in reading.warnings)


_TALK = ["I: Hvordan går det?", "D: Det går bra.", "I: Og hjemme?", "D: Også bra.", "I: Takk."]
_SIGNS = st.text(":.-–—#*_()[]{}<>/\\|'\"«»…!?=+~ 019aAåÅ\t", max_size=6)


@given(st.lists(_SIGNS, max_size=6), st.integers(0, len(_TALK)))
def test_lines_of_nothing_but_signs_are_read_wherever_they_stand(
    signs: list[str], place: int
) -> None:
    lines = [*_TALK[:place], *signs, *_TALK[place:]]
    _, reading = read("\n".join(lines))
    starts = [block.start for block in reading.blocks]
    assert starts == sorted(starts)
    assert all(block.start <= block.end for block in reading.blocks)


def test_the_end_below_a_long_paragraph_is_said_by_nobody_though_no_blank_line_parts_them() -> None:
    long = "Det er det jeg husker best av alt, at vi fikk være sammen hele den første våren der."
    written = [f"<p>{line}</p>" for line in [*talk(), f"Amina: {long} {long}"]]
    ends = ("[SLUTT]", "Transkribert av Kari Nord, 3.5.2020")
    for end in ends:
        last = f"<p>Og så gikk vi videre til det neste kurset, og det –</p><p>{end}</p>"
        assert outside("".join([*written, last]), "intervju.html") in (
            [("back", end)],
            [("interlude", end)],
        )


@pytest.mark.parametrize("above", ["{name}:\n", "[00:{n:02}:10]  {name}\n"])
def test_no_line_of_a_hard_wrapped_last_answer_is_taken_for_a_heading(above: str) -> None:
    for width in range(30, 60):
        last = "Ble det slik da vi til slutt kom hjem igjen om kvelden og alle sov. " * 5
        words = [*ANSWERS, "Og hva mer?", *(f"Nei, {said}" for said in ANSWERS), last]
        turns = (
            above.format(n=n, name="DI"[n % 2]) + fill(said, width) for n, said in enumerate(words)
        )
        _, reading = read("\n".join(turns) + "\n")
        assert reading.outside == ()
        assert reading.turns == len(words)


@pytest.mark.parametrize("sign", ["", "• ", "\ufffd "])
def test_a_list_in_the_last_answer_is_no_heading_and_ends_no_interview(sign: str) -> None:
    entries = [f"{sign}{each}" for each in ("Ropes for the boat", "Nets", "Some of the tar")]
    lines = [*talk(), "Intervjuer: Hva ble igjen?", "Amina: Vi fant igjen dette.", *entries]
    text = "\n".join([*lines, "Og det var alt vi hadde.", ""])
    source, reading = read(text)
    assert reading.outside == ()
    last = reading.blocks[-1]
    assert source.text[last.start : last.end].endswith("Og det var alt vi hadde.")


@pytest.mark.parametrize("sign", ["•", "-", "\ufffd"])
def test_an_entry_of_a_list_alone_between_turns_is_said(sign: str) -> None:
    lines = talk()
    lines.insert(4, f"{sign} en båt til de andre")
    lines.insert(2, f"{sign} Ett hus")
    assert outside("\n".join(lines)) == []


def test_a_heading_right_below_the_last_answer_still_begins_what_is_not_said() -> None:
    text = "\n".join(
        [*talk(), "Etter samtalen", "Amina var trøtt, og vi gikk en tur ned til elva."]
    )
    assert [zone for zone, _ in outside(text)] == ["back", "back"]


def test_facts_right_below_the_talk_and_their_heading_are_said_by_nobody() -> None:
    turns = [f"[00:0{n}:10] {'ID'[n % 2]}: {said}" for n, said in enumerate(ANSWERS)]
    below = ["Nauhoitus loppuu", "Paikka: Oulu", "Kesto: 56 min", "Hanke: 57"]
    page = "".join(f"<p>{line}</p>" for line in [*turns, *below])
    assert [words for _, words in outside(page, "intervju.html")] == below


def numbered(alone: str, *, after: int) -> str:
    lines = talk()
    lines[after:after] = [alone]
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize("number", ["40.", "40"])
def test_a_number_alone_that_nothing_counts_up_to_is_said(number: str) -> None:
    assert outside(numbered(number, after=3)) == []


@pytest.mark.parametrize("sign", [".", "", " -"])
def test_numbers_alone_that_count_are_said_by_nobody(sign: str) -> None:
    lines = talk()
    lines[2:2] = [f"2{sign}"]
    lines[6:6] = [f"3{sign}"]
    assert [line for _, line in outside("\n\n".join(lines) + "\n")] == [f"2{sign}", f"3{sign}"]


@pytest.mark.parametrize(
    "line",
    [
        "![](picture-of-the-form.jpg)",
        "![The form](https://example.org/" + "a" * 120 + ".jpg)",
        '{% photo src="https://example.org/form.jpg" title="The form" %}',
        "🔗 (_we open [the form](https://example.org/" + "a" * 120 + ")_)",
        "(_we go back to [the form](#form)_)",
        "* Applause *",
        "♪ The song goes on ♪",
    ],
)
def test_a_picture_and_a_note_with_a_link_are_said_by_nobody(line: str) -> None:
    lines = talk()
    lines[4:4] = [line]
    assert outside("\n\n".join(lines) + "\n", "talk.md") == [("interlude", line)]


@pytest.mark.parametrize(
    "line",
    [
        "🤔 I was not sure (about the form).",
        "[The form](https://example.org/form)",
        "(" + "I should say that we had been there before, all of us. " * 4 + ")",
    ],
)
def test_an_aside_and_a_link_are_said(line: str) -> None:
    lines = talk()
    lines[4:4] = [line]
    assert outside("\n\n".join(lines) + "\n", "talk.md") == []


def test_a_note_below_a_short_last_line_of_wrapped_words_is_no_end_of_them() -> None:
    talk = "".join(
        f"  Ann: We came here by boat in the spring of the year {year},\n"
        "       and stayed.\n       (the phone rings)\n  Bob: Why was that, do you think?\n"
        for year in range(8)
    )
    _, reading = read(talk)
    assert {each.reason for each in reading.outside} == {"a note of what happened"}
    assert len(reading.outside) == 8


def test_a_note_in_double_brackets_and_a_wrapped_end_of_a_sentence_are_told_apart_from_words() -> (
    None
):
    talk = [f"Ann: When was {n}?\n\nBob: I came by boat {n}.\n\n" for n in "abcdefghij"]
    wrapped = f"Bob: {'We went to the harbour and there the boat was, which was'}\nthe end.\n\n"
    _, reading = read("".join([*talk[:5], "((laughs))\n\n", wrapped, *talk[5:]]))
    assert [each.reason for each in reading.outside] == ["a note of what happened"]


def test_a_sentence_without_its_full_stop_is_asked_about() -> None:
    talk = [f"Ann: When was {n}?\n\nBob: I came by boat {n}.\n\n" for n in "abcdefghij"]
    _, reading = read("".join([*talk[:5], "We have tried to get on with it\n\n", *talk[5:]]))
    (doubt,) = reading.doubts
    assert (
        doubt.text
        == "line 21: 'We have tried to get on with i' is taken for a heading: is it said?"
    )


@pytest.mark.parametrize(("ended", "asked"), [("", 1), (" it.", 0)])
def test_two_words_where_others_break_off_may_be_half_a_sentence_behind_the_talk(
    ended: str, asked: int
) -> None:
    talk = [f"Ann: When was {n}?\nBob: I came by boat {n}.\n" for n in "abcdefghij"]
    broken = f"Bob: And then we{ended}\n"
    behind = "A bit\nWe came by boat and stayed there for the winter.\n"
    _, reading = read("".join([*talk[:5], broken, *talk[5:], behind]))
    doubts = [doubt for doubt in reading.doubts if "'A bit' is taken for a heading" in doubt.text]
    assert len(doubts) == asked


@pytest.mark.parametrize(
    ("heading", "asked"), [("## So thank you very much, Bob!", 1), ("## What we learned", 0)]
)
def test_a_heading_behind_the_talk_that_is_a_sentence_may_be_said(heading: str, asked: int) -> None:
    talk = [f"Ann: When was {n}?\n\nBob: I came by boat {n}.\n\n" for n in "abcdefghij"]
    reading = recognition_of("".join([*talk, f"{heading}\n"]), "talk.md")
    assert len([doubt for doubt in reading.doubts if "behind the talk" in doubt.text]) == asked


def boats(between: str, *, behind: str = "", at: int = 5) -> str:
    """Return a talk of which every turn ends as a sentence does, with lines amid it and behind."""
    turns = [f"Ann: When was {n}?\n\nBob: I came by boat {n}.\n\n" for n in "abcdefghij"]
    return "".join([*turns[:at], between, *turns[at:], behind])


def test_every_line_between_turns_that_its_look_alone_makes_a_heading_is_asked_about() -> None:
    halves = ["We have tried to get on with it", "What? So what? What now", "Why does pausing"]
    talk = boats(f"{halves[0]}\n\n", behind=boats(f"{halves[1]}\n\n"))
    _, reading = read(talk + boats(f"{halves[2]}\n\n"))
    assert [(doubt.line, doubt.remedy) for doubt in reading.doubts] == [
        (21, "outside"),
        (63, "outside"),
        (105, "outside"),
    ]
    many = "".join(boats(f"We have tried number {word} of them\n\n") for word in "klmnopq")
    *_, last = read(many)[1].doubts
    assert last.text.endswith("is taken for a heading: is it said?; likewise in lines 231, 273")


def test_a_line_right_below_an_answer_and_above_a_blank_one_is_said_with_it() -> None:
    turns = [f"Ann: When was {n}?\n\nBob: I came by boat {n}.\n" for n in "abcdefghij"]
    turns[4] += "And we have tried to get on with it\n"
    assert read("\n".join(turns))[1].doubts == ()
    assert outside("\n".join(turns)) == []
    turns[4] = turns[4].replace("And we have tried to get on with it", "The Harbour")
    assert outside("\n".join(turns)) == [("interlude", "The Harbour")]


@pytest.mark.parametrize("half", ["And then I", "Det ville"])
def test_a_half_sentence_among_the_words_below_a_label_is_said_where_blank_lines_part_turns(
    half: str,
) -> None:
    turns = [f"Ann:\nWhen was {n}?\n\nBob:\nI came by boat {n}.\n" for n in "abcdefghij"]
    turns[4] += f"{half}\nThat is how it was.\n"
    turns[9] += f"{half}\nThat is how it was.\n"
    assert read("\n".join(turns))[1].doubts == ()
    assert outside("\n".join(turns)) == []
    together = "".join(turns).replace("\n\n", "\n")
    for boat in "fh":
        together = together.replace(f"{boat}.\n", f"{boat}.\n{half}\nSo it was.\n")
    assert any("outside the interview" in each.text for each in read(together)[1].doubts)


BROKEN = "It was the boats that we always used to wait for on the quay in the long nights, then"


def without_stops(line: str, *, broken: int) -> Recognition:
    """Return how a talk is read in which a line, and longer paragraphs of answers, have no stop."""
    turns = [f"Ann: When was {n}?\nBob: I came by boat {n}.\n" for n in "abcdefghij"]
    for number in range(broken):
        turns[number + 1] += f"{BROKEN} {number}\nThat is how it was.\n"
    turns[0] += f"{BROKEN} it was over.\n" * 2
    turns[6] += f"{line}\n"
    return read("".join(turns))[1]


def test_a_half_sentence_is_said_where_as_many_that_no_heading_can_be_have_no_stop() -> None:
    assert without_stops("We have tried to get on with it", broken=1).doubts == ()
    assert without_stops("We have tried to get on with it", broken=0).doubts


def test_what_its_own_form_makes_a_heading_hides_no_half_sentences() -> None:
    counted = "1. Boats\nAnn: When was that?\n2. Nets\nAnn: When was this?\n-----"
    for line in ("And I have", "We have tried to get on with it"):
        assert without_stops(f"{line}\n{counted}", broken=2).doubts == ()


@pytest.mark.parametrize("title", ["The Harbour", "Work and Pay at Harbour Street"])
def test_a_title_is_never_said_because_somebody_breaks_off(title: str) -> None:
    (heading,) = without_stops(title, broken=3).outside
    assert heading.reason == "a heading by its look alone"


def test_several_lines_in_a_script_without_capitals_are_never_headings_in_silence() -> None:
    lines = ("بودم این مثل بعد بعد است", "آن بود و لکار برای", "هم رانباز دوکار مثل خیلی")
    assert len(read("".join(boats(f"{line}\n\n") for line in lines))[1].doubts) == 3


@pytest.mark.parametrize("words", ["The harbour", "Interview 2", "Closing words"])
def test_a_title_of_few_words_between_turns_is_not_asked_about(words: str) -> None:
    _, reading = read(boats(f"{words}\n\n"))
    assert [each.reason for each in reading.outside] == ["a heading by its look alone"]
    assert reading.doubts == ()


def test_a_title_in_a_block_of_words_is_never_outside_in_silence() -> None:
    turns = [f"Ann: When was {n}?\n\nBob: I came by boat {n}.\n" for n in "abcdefghij"]
    turns[4] += "The Harbour\n"
    (doubt,) = read("\n".join(turns))[1].doubts
    assert (doubt.line, doubt.remedy) == (20, "outside")


def test_words_that_lead_on_to_a_list_in_other_turns_too_head_no_notes() -> None:
    listed = "Three things we had to see to:\n1. The boat.\n2. The nets.\n3. The sail.\n"
    turns = [f"Ann: When was {n}?\nBob: I came by boat {n}.\n" for n in "abcdefghij"]
    assert read("".join([*turns, listed]))[1].doubts
    turns[3] += listed
    assert read("".join([*turns, listed]))[1].doubts == ()


def test_a_foot_that_stands_once_with_the_number_of_its_page_is_asked_about() -> None:
    turns = [f"Ann: When was {n}?\nBob: I came by boat {n}.\n" for n in "abcdefghij"]
    turns[4] += "\nStudy of harbours, all rights reserved\n1\n\n"
    assert any("the number of a page" in doubt.text for doubt in read("".join(turns))[1].doubts)
    turns[4] = turns[4].replace("\nStudy of harbours, all rights reserved\n", "And how many\n")
    assert not any("the number of" in doubt.text for doubt in read("".join(turns))[1].doubts)


@pytest.mark.parametrize("telling", ["Perhaps", "She said", "كانت تقول"])
def test_words_before_a_quotation_are_no_speaker(telling: str) -> None:
    turns = [f"Ann: When was {n}?\nBob: I came by boat {n}.\n" for n in "abcdefghij"]
    turns[1] += f"{telling}: “It was the last boat.”\n"
    turns[4] += f"{telling}: “There was no boat.”\n"
    reading = read("".join(turns))[1]
    assert [*reading.speakers] == ["Ann", "Bob"]
    assert reading.doubts == ()


def test_an_interviewer_whose_question_is_quoted_still_asks() -> None:
    turns = [f"Ann: When was {n}?\nBob: I came by boat {n}.\n" for n in "abcdefghij"]
    turns[4] += "Interviewer: “Is that so?”\n"
    assert "Interviewer" in read("".join(turns))[1].speakers


def test_several_headings_that_do_not_read_as_speech_are_not_asked_about() -> None:
    titles = (
        "The Years in the New Town",
        "Work and Pay at Harbour Street",
        "What Came of the Boats",
    )
    assert read("".join(boats(f"{title}\n\n") for title in titles))[1].doubts == ()


def test_what_stands_behind_a_line_by_its_look_alone_is_asked_about_with_its_words() -> None:
    _, reading = read(boats("", behind="And they never did answer\n\nSo we took the boat home.\n"))
    (doubt,) = reading.doubts
    assert doubt.line == 41
    assert doubt.text == (
        "line 41: 'And they never did answer' is taken for a heading behind the talk: is it said, "
        "and what stands below it? Words left out: 11"
    )
    for heading in ("Summary", "Notes after the talk", "Notater etter samtalen"):
        assert read(boats("", behind=f"{heading}\n\nIt rained on the boats.\n"))[1].doubts == ()


@pytest.mark.parametrize("sign", ["➔", "(Ex.", "«»"])
def test_a_line_that_begins_with_a_sign_is_no_heading_by_its_look(sign: str) -> None:
    source, reading = read(boats(f"{sign} the boat home\n\n"))
    assert not any(sign in source.line(each.place) for each in reading.outside)


CONCLUSION = "The interview took place at the harbour. She spoke freely of it. " * 8


def test_a_conclusion_without_a_heading_is_asked_about_where_no_turn_has_two_paragraphs() -> None:
    long = "I came by boat, and it was a cold day with much wind from the north and no sun. " * 3
    talk = "".join(f"Ann: When was {n}?\nBob: {long}\n" for n in "abcdefghij")
    (doubt,) = read(f"{talk}{CONCLUSION}\n")[1].doubts
    assert (doubt.line, doubt.remedy) == (21, "end")
    (doubt,) = read(f"{talk}{long}\n")[1].doubts
    assert (doubt.line, doubt.remedy) == (21, "said")  # no other turn has a second paragraph
    goes_on = talk.replace("\nAnn", f"\n{long}\nAnn")
    assert read(f"{goes_on}{long}\n")[1].doubts == ()


def test_a_note_in_square_brackets_right_below_a_long_indented_line_is_said_by_nobody() -> None:
    long = "    We came by boat in spring, and it was a cold day with much wind."
    note = "    [Whereupon, at 1:17 p.m., the hearing was adjourned.]"
    talk = "".join(f"Ann: When was {n}?\nBob: I came by boat {n}.\n{long}\n" for n in "abcdef")
    assert ("interlude", note) in outside(f"{talk}{note}\n")


@pytest.mark.parametrize(
    "line",
    [
        "© 2019 Nettarkivet · Kontakt",
        '<div><iframe width="560" src="https://www.example.org/a/film/of/the/ferry"></iframe></div>',
        "![](ferje.jpg){.centered}",
        "This transcript was exported on 3.5.2020 from the archive",
        "KONEC NAHRÁVKY.",
        "Kayıt bitti.",
    ],
)
def test_what_an_archive_or_the_end_says_below_the_talk_is_said_by_nobody(line: str) -> None:
    talk = "".join(f"I: Hvordan var det?\nB: {words}\n" for words in ANSWERS)
    assert [words for _, words in outside(f"{talk}{line}\n")] == [line]


def test_a_heading_with_its_time_is_said_by_nobody_and_a_time_that_is_told_is() -> None:
    talk = "".join(f"I: Hvordan var det?\n\nB: {words}\n\n" for words in ANSWERS)
    heading = "Arbeid og familie (00:12:10)"
    assert ("interlude", heading) in outside(f"{talk}{heading}\n\n{talk}")
    assert outside(f"{talk}Klokka er 12:10\n\n{talk}") == [("interlude", "Klokka er 12:10")]
    assert outside(f"{talk}Det er 12:10 p.m.\n\n{talk}") == []


@pytest.mark.parametrize("mark", ["[1]", "[^1]", "[*]"])
def test_a_footnote_whose_mark_stands_in_the_talk_is_said_by_nobody(mark: str) -> None:
    talk = f"Ida: Who rowed?\nBo: My aunt{mark} did, and her dog sat by.\n" * 3
    reading = recognition_of(f"{talk}{mark} The name is another, and so is that of the dog.\n")
    assert [(each.place, each.zone) for each in reading.outside] == [(6, "back")]
    assert reading.doubts == ()


def test_a_pause_in_square_brackets_is_no_footnote() -> None:
    talk = "Ida: Who rowed?\nBo: My aunt [2] did, and her dog sat by.\n" * 3
    reading = recognition_of(f"{talk}[2] And so did I.\n{talk}")
    assert reading.outside == ()


@pytest.mark.parametrize("mark", ["[ІНТЕРВ'Ю {}, B]", "[Reel {} side one]"])
def test_brackets_that_count_parts_of_a_recording_are_no_speakers(mark: str) -> None:
    talk = "[V.O.]\nWhen was that?\n[E.F.]\nI came by boat.\n{}\nIt was in spring.\n"
    text = "".join(talk.format(mark.format(number)) for number in range(1, 7))
    reading = read(text)[1]
    assert [*reading.speakers] == ["V.O.", "E.F."]
    assert sum("[" in line for _, line in outside(text)) == 6


@pytest.mark.parametrize(
    "credit",
    [
        "Transkribiert von Tora Lund am 3. Mai 2019.",
        "Transcrito por Tora Lund",
        "Transcription par Tora Lund, mai 2019.",
        "Trascritto da Tora Lund.",
        "TRANSCRIBED BY TORA LUND",
    ],
)
def test_who_has_transcribed_is_said_by_nobody_in_whatever_language(credit: str) -> None:
    assert outside("\n".join([*talk(), credit])) == [("interlude", credit)]
    said = "og hadde noe å se på mens vi gikk og ventet på brevet som hun hadde"
    assert outside("\n".join([*talk(), f"Amina: {said}", credit.lower(), "i fjor."])) == []


def test_labels_alone_above_the_parts_that_are_about_them_are_headings() -> None:
    turns = "I: When was that?\n{0}: I came by boat.\nI: And then?\n{0}: Nobody knew.\n"
    whom = ("P104", "P105", "P106", "P107")
    text = "I: We begin.\n" + "".join(f"{each}\n{turns.format(each)}" for each in whom)
    reading = read(text)[1]
    assert reading.speakers == {"I": 9, **dict.fromkeys(whom, 2)}
    assert outside(text) == [("interlude", each) for each in whom]
    assert not any("begin no turn" in doubt.text for doubt in reading.doubts)


def test_short_headings_below_lines_that_end_in_a_time_are_said_by_nobody() -> None:
    said = [f"{line} #00:{n}:10-0#" for n, line in enumerate(talk(20), 10)]
    lines = [*said[:2], "SKOLE", *said[2:4], "NÅ", *said[4:6], "FAMILIE", *said[6:]]
    assert outside("\n".join(lines)) == [("interlude", each) for each in ("SKOLE", "NÅ", "FAMILIE")]


def test_facts_in_a_line_above_another_interview_are_said_by_nobody_with_another_number() -> None:
    facts = "Sted: Nes, Dato: {}.6.2019, Fil: Ny, Varighet: 00:38:41, Utskrift: 20, Språk: {}"
    answer = "Amina: Vi trengte dette:\n1) Barn.\n2) Jobb.\n3) Hus."
    text = "\n".join(
        [facts.format(21, 33), "", *talk(10), answer, "", facts.format(22, 41), "", *talk(10)]
    )
    expected = [("front", facts.format(21, 33)), ("interlude", facts.format(22, 41))]
    assert outside(text) == expected


def test_half_a_sentence_in_a_script_without_capitals_is_asked_about_above_what_ends_the_file() -> (
    None
):
    talk = "".join(f"علي: متى كان ذلك؟\nليلى: كان ذلك قبل {n} سنوات.\n" for n in range(2, 9))
    words = "ثم بعد\nجاءت الحافلة إلى القرية.\nلم يكن هناك أحد.\n"
    (doubt,) = read(talk + words)[1].doubts
    assert doubt.line == 15


@pytest.mark.parametrize(
    "line", ["Стать: жінка   Вік: 33", "Ort: Köln", "Yer: Bursa", "مکان: شیراز"]
)
def test_a_fact_above_each_interview_is_said_by_nobody_in_any_language(line: str) -> None:
    text = "\n".join([line, "", *talk(8), "", line, "", *talk(8)])
    assert outside(text) == [("front", line), ("interlude", line)]


def test_half_a_sentence_above_the_facts_of_another_interview_is_said_where_no_title_stands() -> (
    None
):
    facts = "Sted: Nes, Dato: {}.6.2019, Fil: Ny, Varighet: 00:38:41, Språk: {}"
    half = "Og så var det slik at"
    lines = [facts.format(21, 33), "", *talk(8), half, "", facts.format(22, 41), "", *talk(8)]
    assert half not in [words for _, words in outside("\n".join(lines))]
    titled = "\n".join(["Intervju i Nes", *lines[:10], "", "Intervju i Os", *lines[12:]])
    assert "Intervju i Os" in [words for _, words in outside(titled)]


def test_a_name_and_a_time_right_below_the_facts_above_each_interview_begin_its_first_turn() -> (
    None
):
    facts = ["Varighet: 01:17:00", "Sted: Nes", "Alder: 30", "Dato: 4.6.2019"]
    talk = [f"{('Kari', 'Ida')[n % 2]} (0:0{n}:19)\nDet var i {2000 + n}." for n in range(8)]
    lines = "\n".join([*facts, *talk, *facts, *talk])
    assert outside(lines) == [
        *(("front", each) for each in facts),
        *(("interlude", each) for each in facts),
    ]
    assert read(lines)[1].joined_turns == 16


NUMBERED = [
    line
    for number in range(1, 17, 4)
    for line in (
        f"{number}  I: Hva skjedde etter at dere kom, og hvem var det som hjalp",
        "dere den første tiden?",
        f"{number + 1}",
        f"{number + 2}  Amina: Det var veilederen, og han ringte til skolen for",
        "meg, slik at jeg kunne",
        "begynne.",
        f"{number + 3}",
    )
]


def test_the_numbers_of_empty_paragraphs_between_numbered_labels_are_no_words() -> None:
    source, reading = read("\n".join(NUMBERED))
    assert reading.speakers == {"I": 4, "Amina": 4}
    assert all(
        source.text[block.start : block.end].endswith((".", "?")) for block in reading.blocks
    )
    assert [paragraph.zone for paragraph in reading.outside] == ["interlude"] * 8


def test_a_number_that_somebody_says_between_numbered_labels_stays_said() -> None:
    lines = [line for line in NUMBERED if not line.isdigit()]
    lines.insert(2, "1998")
    _, reading = read("\n".join(lines))
    assert reading.outside == ()
