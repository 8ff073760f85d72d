"""Ways of writing who speaks that other houses have: courts, archives, podcasts."""

import pytest

from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes

WAYS = {
    "the number of a turn in brackets": "[T{n:03}] {name}: ",
    "the number of a turn in parentheses": "({n}) {name}: ",
    "the number of a turn behind a paragraph sign": "§{n} {name}: ",
    "a full stop and a hyphen": "{name}.- ",
    "a full stop and a dash": "{name}. — ",
    "an arrow": "{name} -> ",
    "an upright line": "{name} | ",
    "a colon and a dash": "{name}:- ",
    "a time and a dash": "00:0{n}:05 — {name}: ",
    "seconds of three digits": "[00:00:00{n}.50 --> 00:00:00{n}.90] [{name}]  ",
}
SAID = ("Hva gjorde dere da?", "Vi ventet på svar.", "Hvor lenge?", "I tre måneder.") * 2


def read(text: str, name: str = "samtale.txt") -> Recognition:
    return recognise(read_transcript_bytes(text.encode(), name))


def labels(reading: Recognition) -> list[str | None]:
    return [block.label for block in reading.blocks]


@pytest.mark.parametrize("way", WAYS)
def test_a_label_is_found_however_it_is_set_off(way: str) -> None:
    names = ("INTERVJUER", "MARIA") * 4
    text = "".join(
        f"{WAYS[way].format(n=number, name=name)}{said}\n"
        for number, (name, said) in enumerate(zip(names, SAID, strict=True))
    )
    source = read_transcript_bytes(text.encode(), "samtale.txt")
    reading = recognise(source)
    assert reading.speakers == {"INTERVJUER": 4, "MARIA": 4}
    assert tuple(source.text[each.start : each.end] for each in reading.blocks) == SAID


def test_labels_that_count_all_turns_are_two_speakers() -> None:
    text = "".join(f"{'IR'[n % 2]}{n + 1}: {said}\n" for n, said in enumerate(SAID))
    assert read(text).speakers == {"I": 4, "R": 4}


def test_those_who_answer_may_be_called_he_and_she() -> None:
    text = "".join(f"int: {SAID[0]}\nhun: {SAID[1]}\nhan: {SAID[3]}\n" for _ in range(4))
    assert read(text).speakers == {"int": 4, "hun": 4, "han": 4}


def test_officers_of_a_court_among_questions_and_answers_are_asked_about() -> None:
    talk = "Q.   Where were you that night?\nA.   At home with my sister.\n" * 4
    court = "THE COURT:  Overruled. You may answer.\n"
    assert any("'THE COURT'" in doubt for doubt in read(talk + court + talk).warnings)


def test_a_pause_in_seconds_is_no_time_of_a_turn() -> None:
    text = "".join(f"P : (4.7s) {SAID[0]}\nE : {SAID[1]}\n" for _ in range(4))
    source = read_transcript_bytes(text.encode(), "klasse.txt")
    first = recognise(source).blocks[0]
    assert source.text[first.start : first.end].startswith("(4.7s)")
    assert first.milliseconds is None


@pytest.mark.parametrize(
    "mark", ["**Break:** \\[01:33\\] to \\[03:00\\]", "**Outro:** \\[56:37\\]"]
)
def test_a_break_between_turns_is_said_by_nobody(mark: str) -> None:
    talk = "".join(f"**Ann Lee:** {SAID[0]}\n\n**Bo Sand:** {SAID[1]}\n\n" for _ in range(3))
    reading = read(f"{talk}{mark}\n\n{talk}", "episode.md")
    assert reading.speakers == {"Ann Lee": 6, "Bo Sand": 6}
    assert [each.zone for each in reading.outside] == ["interlude"]


def test_the_end_of_a_recording_behind_its_time_is_said_by_nobody() -> None:
    talk = "".join(f"Frank: {SAID[1]}\nInterviewer: {SAID[0]}\n" for _ in range(3))
    reading = read(f"{talk}[00:38:33] [END OF AUDIO]\n")
    assert [each.zone for each in reading.outside] == ["back"]


def test_questions_in_capitals_are_questions() -> None:
    text = "".join(f"{SAID[0].upper()}\n{SAID[1]}\n\n" for _ in range(4))
    assert labels(read(text)) == ["Q", "A"] * 4


def test_a_clause_before_a_wide_colon_is_no_label() -> None:
    talk = "问：请问这有什么用？\n答：很有用。\n" * 4
    assert [*read(f"{talk}给定一个规范，一份实现是正确的：这很好。\n").speakers] == ["问", "答"]


def test_a_small_letter_for_a_capital_is_asked_about() -> None:
    text = "".join(f"I: {SAID[0]}\nB: {SAID[1]}\n" for _ in range(4)) + f"l: {SAID[2]}\n"
    assert any("'l'" in doubt for doubt in read(text).warnings)


def test_numbered_questions_above_answers_called_so_are_questions() -> None:
    text = "".join(f"{n}. {SAID[0]}\nSvar: {SAID[1]}\n" for n in range(1, 6))
    assert labels(read(text)) == ["Q", "A"] * 5


def paged(lines: list[str], every: int) -> str:
    """Return lines with a page's number and head behind every so many, as in text out of a PDF."""
    pages = []
    for number, line in enumerate(lines):
        if number and number % every == 0:
            pages += ["", str(number // every), "Intervju 14", ""]
        pages.append(line)
    return "\n".join(pages) + "\n"


@pytest.mark.parametrize(
    ("turn", "first"),
    [
        ("{name}\n00:0{n}:10\n{said}\n", "MARIA"),
        ("00:0{n}:10 --> 00:0{n}:19\n{name}\n{said}\n", "MARIA"),
        ("Question {n}: Hva gjorde dere da, og\nhvor lenge var det?\n\n{said}\n", "Q"),
    ],
)
def test_a_label_or_a_question_may_stand_on_two_pages(turn: str, first: str) -> None:
    talk = "".join(
        turn.format(name="MARIA" if n % 2 else "OLA", n=n % 10, said=f"Det var {n} av dem, og\nså.")
        + "\n"
        for n in range(1, 10)
    )
    whole = read(talk)
    assert whole.speakers[first] >= 5
    for every in (12, 13, 14):
        parted = read(paged(talk.split("\n"), every))
        assert parted.speakers == whole.speakers


def test_pages_answer_nothing_where_only_who_asks_is_named() -> None:
    talk = "".join(
        f"Moderator: Hva gjorde dere da, og\nhvor lenge var det? {n}\n\nDet var {n} av dem.\n\n"
        for n in range(1, 20)
    )
    for every in (12, 13, 14):
        parted = read_transcript_bytes(paged(talk.split("\n"), every).encode(), "samtale.txt")
        answers = [block for block in recognise(parted).blocks if block.label is None]
        assert [parted.text[block.start : block.end] for block in answers] == [
            f"Det var {n} av dem." for n in range(1, 20)
        ]


def test_a_note_in_brackets_that_also_stands_within_a_line_names_nobody() -> None:
    said = "[itkee] Niin se oli. Ja sitten [itkee] hän tuli.\n"
    text = "".join(f"[ANNA] Mitä?\n[LIISA] En tiedä.\n{said}" for _ in range(4))
    assert read(text).speakers == {"ANNA": 4, "LIISA": 4}


def test_facts_that_come_back_behind_the_talk_name_nobody() -> None:
    facts = "Lieu: Lyon\nDurée: 40 min\nSexe: femme\n"
    talk = "Anne: Où étiez-vous alors?\nLuc: Nous étions à la maison.\n" * 4
    text = f"{facts}\n{talk}\nFIN DE L'ENTRETIEN\n\n{facts}"
    assert read(text).speakers == {"Anne": 4, "Luc": 4}


def test_who_is_named_on_the_cover_by_initials_does_not_speak_there() -> None:
    cover = "Sted: Bø\nYrke: lege\nIntervjuer: M.N.\nFlyktning: F.O.\n\n"
    talk = "M.N.: Hva gjorde du da?\nF.O.: Jeg ventet på svar.\n" * 4
    assert read(cover + talk).speakers == {"M.N.": 4, "F.O.": 4}


def test_initials_are_labels_though_they_spell_a_word() -> None:
    text = "".join(f"(SE) {SAID[0]}\n(E.E.) {SAID[1]}\n" for _ in range(4))
    assert read(text).speakers == {"SE": 4, "E.E.": 4}


def test_a_short_label_with_a_full_stop_may_stand_above_a_time() -> None:
    talk = "".join(
        f"{name}.\n00:0{n}:10\n{said}\n\n"
        for n, (name, said) in enumerate(zip(("Int", "Resp") * 4, SAID, strict=True))
    )
    assert read(talk).speakers == {"Int.": 4, "Resp.": 4}


def test_a_turkish_label_in_capitals_is_the_same_label() -> None:
    talk = f"Araştırmacı: {SAID[0]}\nKatılımcı: {SAID[1]}\n" * 4
    assert len(read(f"{talk}KATILIMCI: {SAID[1]}\n").speakers) == 2


def test_the_last_line_of_a_turn_with_the_time_behind_it_is_said() -> None:
    turn = "{name}: Vi var hjemme hos søsteren min hele kvelden, og så\nkom Kari #00:0{n}:10-0#\n\n"
    text = "".join(turn.format(name="IR"[n % 2], n=n) for n in range(8))
    assert not read(text).outside


def test_a_word_of_one_letter_that_sentences_go_on_behind_is_no_label() -> None:
    said = "В мне это. Он в доме, и я в саду.\n"
    text = "".join(f"MA Кто там был?\nNE Это была Анна.\n{said}" for _ in range(6))
    assert read(text).speakers == {"MA": 6, "NE": 6}


@pytest.mark.parametrize("way", ["[{time}] {name}: {said}\n", "{name} {time}\n{said}\n\n"])
def test_a_time_may_be_written_with_letters(way: str) -> None:
    text = "".join(
        way.format(time=f"0h0{n}m44s", name="IR"[n % 2], said=said) for n, said in enumerate(SAID)
    )
    blocks = read(text).blocks
    assert [block.milliseconds for block in blocks] == [60_000 * n + 44_000 for n in range(8)]


def test_what_stands_between_rules_at_the_head_of_a_file_names_nobody() -> None:
    head = "---\ntitle: Samtale\nguest: Kari\nspeakers:\n  - Kari\n  - Ola\n---\n\n"
    talk = f"Kari: {SAID[0]}\nOla: {SAID[1]}\n" * 4
    assert read(head + talk, "samtale.md").speakers == {"Kari": 4, "Ola": 4}


def test_several_people_may_be_introduced_on_one_line() -> None:
    head = "Moderator: Silje. Observatør: Tom.\n\n"
    talk = f"Moderator: {SAID[0]}\nDeltaker 1: {SAID[1]}\n" * 4
    assert read(head + talk).speakers == {"Moderator": 4, "Deltaker 1": 4}


@pytest.mark.parametrize("question", ["## {}", "*{}*", "_{}_", "***{}***"])
def test_a_question_may_be_a_heading_or_in_italics_in_markdown(question: str) -> None:
    said = SAID[1:] + SAID[:1]
    talk = "".join(
        f"{question.format('Hva gjorde dere da?')}\n\nVi ventet, og {each.lower()}\n\n"
        for each in said
    )
    assert read(f"# Et intervju\n\n{talk}", "samtale.md").speakers == {"Q": 8, "A": 8}


def test_two_words_without_capitals_before_a_dash_are_asked_about() -> None:
    talk = "".join(f"{name} – كان هناك بيت كبير.\n" for name in ("ليلى", "كريم", "هدى", "يوسف") * 3)
    reading = read(f"{talk}هي عاول – كان و.\n{talk}")
    assert any("'هي عاول'" in doubt for doubt in reading.warnings)


def test_of_questions_that_a_word_counts_one_with_a_mark_is_enough() -> None:
    told = ("Fortell om skolen.", "Beskriv en dag.", "Hva hjalp?", "Si mer.", "Fortell om nå.")
    text = "".join(f"Spørsmål {n}: {each}\nVi ventet.\n" for n, each in enumerate(told, 1))
    assert read(text).speakers == {"Q": 5, "A": 5}


def test_a_label_that_lost_its_sign_is_asked_about_where_it_is_no_word() -> None:
    talk = f"KN: {SAID[0]}\nOB: {SAID[1]}\n" * 4
    assert any("“KN Hva" in doubt for doubt in read(f"{talk}KN Hva så?\n{talk}").warnings)


@pytest.mark.parametrize("names", [("itaru", "大久保 吉徳"), ("Ola Nord",)])
def test_a_name_in_brackets_and_a_time_above_all_words_is_a_speaker(names: tuple[str, ...]) -> None:
    text = "".join(f"[{names[n % len(names)]}] 22:10:{n + 10}\n{SAID[n]}\n\n" for n in range(8))
    reading = read(text)
    assert {*reading.speakers} == {*names}
    assert reading.confidence > 0.8


def test_a_name_in_brackets_without_times_that_go_up_is_not_sure() -> None:
    text = "".join(f"[Ola Nord] 22:{40 - n}:10\n{SAID[n]}\n\n" for n in range(8))
    assert read(text).speakers == {}


def test_the_record_of_a_hearing_has_titles_and_names_before_full_stops() -> None:
    names = ("The Chairman", "Mr. Nord", "Ms. Lie of Berg", "Secretary Dahl")
    cover = "                    ELLA C. BERG, Bergen\n                    OLE T. DAHL, Oslo\n\n"
    talk = "".join(
        f"    {names[n % 4]}. {SAID[n % 8]} U.S. aid was late, and all who\nwere there waited.\n"
        for n in range(16)
    )
    reading = read(cover + talk)
    assert reading.speakers == dict.fromkeys(names, 4)
    assert [each.place for each in reading.outside] == [0, 1]


def rev(names: str) -> str:
    """Return turns of these people, one a letter, as Rev.com writes them; a point names nobody."""
    people = {"A": "Ann Lee", "B": "Bo Sand", "C": "Cy Dahl"}
    return "".join(
        f"{people[name]} ({n:02}:00):\n\n{SAID[n % 8]}\n\n"
        if name in people
        else f"({n:02}:00)\n{SAID[n % 8]}\n\n"
        for n, name in enumerate(names)
    )


def test_a_time_without_a_name_goes_on_where_names_mark_changes_of_speaker() -> None:
    reading = read(rev("A.BAB." * 6))
    assert reading.speakers == {"Ann Lee": 12, "Bo Sand": 12}
    assert None not in labels(reading)


def test_a_time_without_a_name_between_turns_of_one_speaker_is_somebody_elses() -> None:
    reading = read(rev("A.BABAB.BA" * 6))
    assert labels(reading).count(None) == 12
    assert any("who speaks in them is unknown" in doubt.text for doubt in reading.doubts)


def test_a_note_with_its_time_among_names_with_theirs_is_not_said() -> None:
    talk = "".join(f"[{'AB'[n % 2]}nn] 22:10:{n + 10}\n{SAID[n]}\n\n" for n in range(8))
    reading = read(f"{talk}[laughs] 22:10:30\n\n{talk.replace('22:', '23:')}")
    assert reading.speakers == {"Ann": 8, "Bnn": 8}
    assert [each.reason for each in reading.outside] == ["a note of what happened"]


def test_of_two_times_of_f4_behind_a_turn_none_is_said() -> None:
    talk = "".join(
        f"{'AB'[n % 2]}nn: {SAID[n]} #00:0{n}:12-0#\n\n#00:0{n}:14-0#\n\n" for n in range(8)
    )
    source = read_transcript_bytes(talk.encode(), "samtale.txt")
    said = [source.text[block.start : block.end] for block in recognise(source).blocks]
    assert "#" not in "".join(said)
    assert said[0] == SAID[0]


def test_a_name_in_small_letters_above_words_and_once_is_asked_about() -> None:
    talk = "".join(f"[{'AB'[n % 2]}nn] 22:10:{n + 10}\n{SAID[n]}\n\n" for n in range(8))
    once = "[guest one] 22:10:30\nNei, det var det ikke.\n\n"
    reading = read(f"{talk}{once}{talk.replace('22:', '23:')}")
    assert any(doubt.line == 25 and "guest one" in doubt.text for doubt in reading.doubts)
