"""Kinds of files that a reader reads in one way: who speaks is found, and nothing is asked."""

import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.analysis.test_turns_never_wrong_in_silence import (
    ANSWERS,
    QUESTIONS,
    said,
    talk,
    utterances,
)
from tests.formats.opendocument_files import odt_bytes
from tests.transcript_files import recognition_of

PERSIAN = ("رضا رضایی", "بهرام محمدی")


def is_clear(text: str) -> bool:
    """Tell whether what `talk` wrote for the people of `PERSIAN` or others is found, unasked."""
    reading = recognition_of(text)
    return not reading.warnings and reading.confidence >= 0.6


@pytest.mark.parametrize("form", ["{name}: {words}\n", "{name}\n{words}\n\n", "{name} > {words}\n"])
def test_names_of_two_words_without_capitals_that_come_back_in_turn_are_certain(form: str) -> None:
    text = talk(form, *PERSIAN)
    assert said(text) == utterances(*PERSIAN)
    assert is_clear(text)


def test_facts_between_turns_are_no_evidence_against_those_who_speak() -> None:
    form = "@{name}: {words}\n"
    again = "مصاحبه, 2\nمحل: احمدی\nمدت: 00:34:56\nتاریخ: 14.12.1995\n\n"
    reading = recognition_of(talk(form, *PERSIAN) + again + talk(form, *PERSIAN))
    assert {*reading.speakers} == {*PERSIAN}
    assert reading.confidence >= 0.6


@pytest.mark.parametrize("sign", [";", ">", "/"])
def test_three_turns_of_each_of_two_people_are_certain_whatever_the_sign(sign: str) -> None:
    lines = talk(f"{{name}} {sign} {{words}}\n").splitlines()[:6]
    assert is_clear("\n".join(lines))


def test_a_label_and_two_times_that_leave_few_words_on_their_line_are_no_fact() -> None:
    form = "[00:00:12 - 00:00:16] {name}: Well, that was long ago\nin any case.\n" + "{words}\n" * 4
    reading = recognition_of(talk(form, "MODÉRATEUR", "RÉPONDANT"))
    assert reading.turns == 8
    assert reading.confidence >= 0.6


def test_i_at_the_head_of_a_line_is_a_word_where_people_say_it() -> None:
    wrapped = "We came by boat, my aunt and\nI Spring was cold when I came, and I was I.\n"
    reading = recognition_of(talk("{name}: {words}\n", "I", "R") + wrapped + "R: Yes.\n")
    assert not any("another form" in told for told in reading.warnings)


@pytest.mark.parametrize("people", [("سلمى", "نادية"), ("Selma", "Nadia")])
def test_a_name_in_the_middle_of_a_sentence_is_no_label_without_its_sign(
    people: tuple[str, str],
) -> None:
    wrapped = f"We came by boat in the spring and met\n{people[0]} Our aunt was there.\n"
    text = talk("{name}: {words}\n", *people)
    assert not recognition_of(text + wrapped + text).warnings
    apart = f"We came by boat in the spring.\n{people[0]} Our aunt was there.\n"
    assert recognition_of(text + apart + text).warnings


@pytest.mark.parametrize("form", ["{name}: {words}\n", "### {name}\n\n{words}\n\n"])
def test_a_name_without_capitals_that_is_also_said_speaks_among_many(form: str) -> None:
    people = ("مریم", "نرگس", "زهرا", "شیرین", "بهرام", "احمد", "حسین", "کاوه")
    about = "و ".join([*people, "مریم ", "نرگس ", *people])
    turns = [form.format(name=name, words=f"{about} {one}.") for one in range(4) for name in people]
    reading = recognition_of("".join(turns), "a.md" if form.startswith("#") else "a.txt")
    assert {*reading.speakers} == {*people}


@pytest.mark.parametrize(
    "legend",
    [
        "Grace = Facilitator, Edith = Participant 1, Martin\n= Participant 2",
        "Facilitator (Grace), Participant 1 (Edith), Participant 2\n     (Martin)",
        "Facilitator = Grace, Participant 1 = Edith, Participant\n2 = Martin",
    ],
)
def test_a_legend_may_be_cut_within_its_last_entry(legend: str) -> None:
    form = "{name}: {words}\n\n"
    reading = recognition_of(f"{legend}\n\n{talk(form, 'Grace', 'Edith')}Martin: {ANSWERS[0]}\n")
    assert reading.roles["Grace"] == "interviewer"
    assert reading.roles["Martin"] == "participant"


@pytest.mark.parametrize("times", ["[00:{:02}:10] {}", "{1} #00:{0:02}:10-0#"])
def test_a_label_with_another_sign_begins_a_turn_where_turns_have_times(times: str) -> None:
    turns = [f"{name}: {words}" for name, words in utterances("Peter", "Joan")]
    turns[3] = turns[3].replace(":", ";", 1)
    reading = recognition_of("\n".join(map(times.format, range(8), turns)))
    assert [block.label for block in reading.blocks] == ["Peter", "Joan"] * 4
    assert all("is in another form than elsewhere" in told for told in reading.warnings)


def test_a_time_in_the_middle_of_a_sentence_begins_no_turn() -> None:
    form = "00:0{}:10 {}: {}\n     and so on.\n"
    turns = [form.format(number, *each) for number, each in enumerate(utterances("Peter", "Joan"))]
    turns[3] = turns[3].replace("came up", "came up at\n     00:03:15 in the morning")
    reading = recognition_of("".join(turns))
    assert [block.label for block in reading.blocks] == ["Peter", "Joan"] * 4


def test_a_time_within_an_answer_begins_no_turn_where_names_stand_apart() -> None:
    text = talk("{name} 00:01:12\n{words}\n\n").replace("for weeks.", "for weeks.\n00:01:20\nYes.")
    assert [label for label, _ in said(text)] == ["Peter", "Joan", "Peter", "Joan", "Joan"] + [
        "Peter",
        "Joan",
    ] * 2


def test_who_only_answers_yes_before_a_time_is_a_speaker() -> None:
    turns = "".join(f"{who}: {words} #00:00:12-0#\n" for who, words in utterances("Ola", "Tom"))
    short = "Paweł: Tak. #00:01:12-0#\nLech: Nie. #00:01:14-0#\n"
    assert {"Paweł", "Lech"} < {*recognition_of(turns + short + turns + short).speakers}


def test_an_aside_behind_a_label_in_brackets_belongs_to_it() -> None:
    people = ("Anna (Interviewer)", "Ida (Respondent)")
    text = talk("{name}: {words}\n", *people).replace(
        "Ida (Respondent): Cold", "Ida (Respondent) (laughs): Cold"
    )
    assert [label for label, _ in said(text)] == [*people] * 4


@pytest.mark.parametrize("form", ["{who}({note}): {words}\n", "{who}（{note}）：{words}\n"])
def test_a_note_in_brackets_behind_a_label_makes_no_other_of_it(form: str) -> None:
    pairs = talk("{name}：{words}\n", "问", "答")
    further = form.format(who="问", note="追问", words="Was it cold?") + "答：It was.\n"
    assert {*recognition_of(pairs + further + pairs + further).speakers} == {"问", "答"}
    others = (form.format(who="答", note=who, words=ANSWERS[0]) for who in "甲乙甲乙")
    several = "".join(f"问：And you?\n{answer}" for answer in others)
    assert len(recognition_of(several).speakers) == 3


def test_what_happened_in_brackets_is_no_speaker_though_it_comes_back() -> None:
    names = ("I", "P1", "P2")
    form = "[{name}]\n{words}\n\n"
    happened = f"[telefonen ringer]\n\n{ANSWERS[1]}\n\n"
    goes_on = f"(telefonen ringer) {ANSWERS[2]}\n\n"
    text = talk(form, "I", "P1") + goes_on + talk(form, "I", "P2") + happened
    assert {*recognition_of(text + talk(form, "P1", "P2") + happened).speakers} == {*names}


def test_initials_that_are_a_word_of_the_language_begin_turns() -> None:
    words = "Et puis nous avons pris le bateau. Jamais vu.\n"
    text = talk("{name} {words}\n", "ET", "JT").replace("for weeks.\n", f"for weeks.\n{words * 12}")
    assert {*recognition_of(text).speakers} == {"ET", "JT"}


def test_a_legend_with_brackets_makes_no_notes_of_the_labels() -> None:
    legend = "(Bea) = Interviewer, (Ida) = Befragte 1, (Tom) = Befragte 2\n"
    people = ["Bea", "Ida", "Bea", "Tom"] * 2
    turns = [f"({who}) {words}\n" for who, words in zip(people, 2 * ANSWERS, strict=True)]
    assert {*recognition_of(legend + "".join(turns)).speakers} == {"Bea", "Ida", "Tom"}


def test_facts_far_below_a_hard_wrapped_talk_are_no_cover() -> None:
    form = "{name} {words} Then we went a long way up the hill to the old\nhouse there.\n\n"
    text = talk(form, "INT01", "P16") + "Place: Arnoux\nDate: 14/10/1999\n\n"
    assert len(said(text + talk(form, "INT01", "P16"))) >= 16


def test_a_sentence_that_comes_back_is_no_head_of_pages() -> None:
    again = "Then the whole of the town went up to the old mill one night with\nBogdan and others."
    lines = "".join(f"We came by boat, number {number}, and\nwent on.\n" for number in range(12))
    turns = [f"{who}: {words}\n{again}\n{lines}\n" for who, words in utterances("Peter", "Joan")]
    turns[4] = turns[4].replace(f"\n{again}", f"\n\n{again}")
    assert all(again in words for _, words in said("".join(turns)))


@pytest.mark.parametrize("title", ["Transcript\n", "INTERVIEW 3\n", "Page\n\n1\nThe town\n\n\n\n"])
@pytest.mark.parametrize("form", ["{name}: {words}\n\n", "{name}\n{words}\n\n"])
@pytest.mark.parametrize("first", ["Peter", "Joan"])
def test_a_title_right_above_the_first_turn_never_takes_it(
    form: str, title: str, first: str
) -> None:
    greeting = form.format(name=first, words="Hello there")
    assert said(title + greeting + talk(form))[0] == (first, "Hello there")


@pytest.mark.parametrize("cover", ["Place: Brest\n", "Place: Brest\nPeter: Peter Hall\n"])
def test_facts_above_the_only_one_with_a_label_are_a_cover(cover: str) -> None:
    asked = "".join(f"Peter: {one}\n{other}\n" for one, other in zip(ANSWERS, ANSWERS, strict=True))
    reading = recognition_of(f"Date: 3 May\n{cover}Mill worker: Joan Croft\n\n{asked * 2}")
    assert {*reading.speakers} == {"Peter"}
    assert any("only one speaker" in told for told in reading.warnings)


def test_a_list_of_speakers_above_the_only_one_with_a_label_is_no_turn() -> None:
    asked = "".join(f"Peter: {one}\n{other}\n" for one, other in zip(ANSWERS, ANSWERS, strict=True))
    assert {*recognition_of(f"Speakers: Peter, Joan\n{asked * 2}").speakers} == {"Peter"}


def test_names_below_each_other_above_the_talk_are_a_list() -> None:
    people = ("S1", "S2", "S1", "S3") * 2
    turns = [f"{who}\n{words}\n\n" for who, words in zip(people, 2 * ANSWERS, strict=True)]
    reading = recognition_of(f"Speakers:\nS1\nS2\nS3\n\n{''.join(turns)}")
    assert [block.label for block in reading.blocks] == [*people]
    assert not reading.warnings


def test_a_bold_question_among_labels_is_nobodys_and_asked() -> None:
    paragraphs = []
    for question, answer in zip(QUESTIONS, ANSWERS, strict=True):
        paragraphs += [f"<p><b>{question}</b></p>", f"<p>Joan: {answer}</p>", "<p>Tom: Yes.</p>"]
    reading = recognition_of("".join(paragraphs), "a.html")
    assert [block.label for block in reading.blocks] == [None, "Joan", "Tom"] * 4
    assert any("who speaks in them is unknown" in told for told in reading.warnings)


def test_a_code_in_small_letters_or_of_who_speaks_once_begins_a_turn() -> None:
    people = ("LD", "RT", "LD", "ON") * 4
    turns = [f"{who} {words}\n" for who, words in zip(people, 4 * ANSWERS, strict=True)]
    turns[2] = turns[2].replace("LD", "ld")
    labels = [block.label for block in recognition_of(f"AO Hello.\n{''.join(turns)}").blocks]
    assert labels == ["AO", *people]


@pytest.mark.parametrize("look", ["style", "italic", "underline"])
@pytest.mark.parametrize("more", ["", "And so it went on until the autumn."])
def test_questions_are_told_by_a_style_or_by_italics_in_word(look: str, more: str) -> None:
    document = docx.Document()
    is_styled = look == "style"
    style = document.styles.add_style("Spørsmål", WD_STYLE_TYPE.PARAGRAPH) if is_styled else None
    for question, answer in zip(QUESTIONS, ANSWERS, strict=True):
        run = document.add_paragraph("", style).add_run(question)
        run.italic, run.underline = look == "italic", look == "underline"
        for words in filter(None, (answer, more)):
            document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    reading = recognise(read_transcript_bytes(file.getvalue(), "a.docx"))
    assert [block.label for block in reading.blocks] == ["Q", "A"] * len(QUESTIONS)


_SLANTED = (
    '<style:style style:name="I" style:family="text"><style:text-properties {}/></style:style>'
)


@pytest.mark.parametrize(
    "kind", ["odt", "rtf", "html", "style.html", "line.odt", "line.rtf", "line.html"]
)
@pytest.mark.parametrize("are_asked", [True, False])
def test_questions_in_italics_are_told_from_italics_that_do_not_ask(
    kind: str, are_asked: bool
) -> None:
    forms = {
        "odt": (
            "<text:p><text:span text:style-name='I'>{}</text:span></text:p>",
            "<text:p>{}</text:p>",
        ),
        "rtf": (r"{{\i {}}}\par ", r"{}\par "),
        "html": ("<p><em>{}</em></p>", "<p>{} <i>Well.</i></p>"),
        "style.html": ('<p style="font-style: italic">{}</p>', "<p>{}</p>"),
        "line.rtf": (r"\ul {}\ulnone\par ", r"{}\par "),
        "line.html": ("<p><u>{}</u></p>", "<p>{}</p>"),
    }
    forms["line.odt"] = forms["odt"]
    asked, plain = forms[kind]
    above = QUESTIONS if are_asked else ANSWERS
    body = "".join(
        asked.format(one) + plain.format(other) for one, other in zip(above, ANSWERS, strict=True)
    )
    if kind.endswith("odt"):
        how = "fo:font-style='italic'" if kind == "odt" else "style:text-underline-style='solid'"
        data = odt_bytes(body, _SLANTED.format(how))
    else:
        data = (rf"{{\rtf1\ansi {body}}}" if kind.endswith("rtf") else body).encode()
    reading = recognise(read_transcript_bytes(data, f"a.{kind}"))
    assert reading.speakers == ({"Q": 4, "A": 4} if are_asked else {})


def test_italics_that_do_not_ask_name_nobody() -> None:
    document = docx.Document()
    for title, words in zip(ANSWERS, ANSWERS, strict=True):
        document.add_paragraph().add_run(title).italic = True
        document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    assert not recognise(read_transcript_bytes(file.getvalue(), "a.docx")).speakers


def test_the_heading_of_a_list_of_the_labels_is_no_turn_of_the_label_like_it() -> None:
    people = ("Interviewer", "Participant")
    text = talk("{name}:\n{words}\n\n", *people)
    reading = recognition_of(f"Participant: Interviewer, Participant\n\n{text}")
    assert reading.blocks[0].label == "Interviewer"


def test_a_year_at_the_head_of_a_line_is_nobody() -> None:
    turns = [
        f"– {words}\n2015 {answer}\n" for words, answer in zip(QUESTIONS, ANSWERS, strict=True)
    ]
    assert not {*recognition_of("".join(turns) * 3).speakers} & {"2015"}


def test_blank_lines_around_pages_are_no_blocks_of_a_talk_named_by_first_words() -> None:
    said_on_a_page = talk("{name} {words}\n", "BM", "JA") * 8
    reading = recognition_of(f"{said_on_a_page}\n" * 16)
    assert {*reading.speakers} == {"BM", "JA"}
    assert len(reading.blocks) == 16 * said_on_a_page.count("\n")


def test_of_two_in_one_line_of_a_legend_each_has_a_role_of_its_own() -> None:
    text = talk("**{name}**\n{words}\n\n", "Vagus", "Fetot")
    reading = recognition_of(f"Forsker (Vagus), Informant (Fetot)\n\n{text * 6}")
    assert reading.roles == {"Vagus": "interviewer", "Fetot": "unknown"}


def paragraphs(text: str) -> str:
    """Return the lines of a text as paragraphs of a page, which has no blank lines."""
    return "".join(f"<p>{line}</p>" for line in text.splitlines() if line)


def test_one_word_alone_below_a_name_is_all_that_is_said() -> None:
    people = ("Inge Jäger", "Bernd Ahrens")
    short = "Inge Jäger\nOké.\nEn dan.\nBernd Ahrens\nZo is het.\n"
    text = (talk("{name}\n{words}\n", *people) + short) * 4
    reading = recognition_of(paragraphs(text), "a.html")
    assert {*reading.speakers} == {*people}


def test_a_list_of_words_above_a_talk_without_blank_lines_is_nobody() -> None:
    people = ("Inge Jäger", "Bernd Ahrens")
    front = "Onderwerpen: haven, werkgever, kachel, sneeuw, school\nTranscript\n"
    text = front + talk("{name}: {words} Dat was het, en daarna bleef alles zo.\n", *people)
    reading = recognition_of(paragraphs(text), "a.html")
    assert {*reading.speakers} == {*people}


def test_who_has_a_role_in_the_legend_speaks_though_the_name_is_a_word_as_well() -> None:
    people = {"عمر": "الباحث", "هدى": "المشاركة 1", "سلمى": "المشاركة 2"}
    words = ["كان", "هناك", "بيت", "قرب", "سلمى", "ثم", "ذهبنا", "إلى", "سلمى", "معا"]
    turned = [" ".join(words[place:] + words[:place]) for place in range(len(words))]
    legend = "".join(f"({name}) = {role}\n" for name, role in people.items())
    order = ["عمر", "هدى"] * 7 + ["سلمى", "عمر", "هدى", "عمر", "سلمى"]
    turns = "".join(f"#{name}: {turned[number % 9]}.\n" for number, name in enumerate(order))
    assert {*recognition_of(f"{legend}\n{turns}").speakers} == {*people}


def test_who_is_listed_among_the_speakers_and_speaks_once_is_not_asked_about() -> None:
    turns = talk("{name}: {words}\n", "GF", "NV") + "FM: And before that?\nGF: Before?\n"
    assert any("'FM' speaks once" in told for told in recognition_of(turns).warnings)
    for front in ("Personar: GF, FM, NV\n\n", "Personar:\nGF\nFM\nNV\n\n"):
        assert not recognition_of(front + turns).warnings


def test_who_opens_a_talk_is_quoted_by_nobody() -> None:
    people = ("Inge", "Bernd")
    opening = "Elke: Hallo, en welkom allemaal.\n"
    text = talk("{name}: {words}\n", *people) + "Elke: Nog één ding.\n"
    text += talk("{name}: {words}\n", *people)
    assert any("always right behind" in told for told in recognition_of(text * 2).warnings)
    assert is_clear(opening + text)


def test_two_words_before_a_colon_are_no_label_where_labels_are_bold_and_alone() -> None:
    said_so = "He often: that was it, no more and no less.\n"
    text = talk("<b>{name}:</b>\n{words}\n", "PT1", "PT2") + said_so
    assert not recognition_of(paragraphs(text), "a.html").warnings


def test_codes_below_blank_lines_begin_turns_however_long_these_are() -> None:
    lines = "verfatier went there with us, and so did my aunt and her\nboys, for we\n" * 2
    more = "had no other way to get across the river then, as I said\nbefore.\n" * 30
    order = [("INT01", "R-21", "INT01", "R-22")[number % 4] for number in range(24)]
    written = "".join(f"{code} We came here.\n{lines}{more}\n" for code in order)
    assert {*recognition_of(written).speakers} == {"INT01", "R-21", "R-22"}


def test_a_title_that_stands_twice_above_a_talk_is_nobody() -> None:
    text = talk("{name} {words}\n\n", "INT01", "P49")
    title = "РАСШИФРОВКА ИНТЕРВЬЮ 18\n\nРасшифровка интервью, 24/01/2003\n\n"
    reading = recognition_of(title + text * 2)
    assert {*reading.speakers} == {"INT01", "P49"}


def test_a_word_like_a_label_alone_below_a_time_begins_no_turn() -> None:
    turns = [
        f"0:{place:02}:10\n{'IR'[place % 2]}\n{sign}lto gave\n{sign}ima two\n{sign}omi.\n\n"
        for place, sign in enumerate("ABCDEFGHKLMN")
    ]
    turns[2] = turns[2].replace("\nI\n", "\nI\nI see.\n")
    turns[5] = turns[5].replace("\nR\n", "\nR\nI Alice then like, and then\n")
    reading = recognition_of("".join(turns))
    assert reading.convention == "time and name"
    assert len(reading.blocks) == len(turns)


@pytest.mark.parametrize("words", ["Denstraahuis – een", "El como – yo trabamun", "He – as he was"])
def test_a_word_before_a_dash_where_the_sentence_goes_on_is_no_label(words: str) -> None:
    text = talk("{name} – {words}\nThat was how it was.\n", "INT", "P04")
    written = f"{text}{words} in the spring – and then we left.\n{text}"
    assert is_clear(written)
    assert {*recognition_of(written).speakers} == {"INT", "P04"}


@pytest.mark.parametrize("facts", ["Occupation: teacher\n", "Zawód: nauczycielka\nWiek: 50\n"])
def test_facts_between_lettered_questions_and_answers_are_no_names_among_them(facts: str) -> None:
    text = talk("{name}. {words}\n\n", "Q", "A")
    reading = recognition_of(f"{text}Interview 2\n{facts}\n{text}")
    assert {*reading.speakers} == {"Q", "A"}


def test_a_letter_that_ends_a_sentence_in_the_next_line_is_no_label_without_its_colon() -> None:
    wrapped = "We went down there in the spring, my aunt and my brother and\nI. What was it like?\n"
    assert is_clear(talk("{name}: {words}\n", "I", "P") * 3 + f"P: {wrapped}")


def test_a_list_of_words_with_a_note_at_its_end_above_a_talk_is_nobody() -> None:
    front = "كلمات مفتاحية: بيت, نهر, مدينة, قرب, معا, [صمت]\n"
    reading = recognition_of(front + talk("{name}: {words}\n", "الباحثة", "المشارك"))
    assert {*reading.speakers} == {"الباحثة", "المشارك"}


def test_dashes_before_questions_and_answers_alike_name_nobody() -> None:
    wrapped = "Det var en lang vinter, og vi bodde\nover smien.\n"
    text = "".join(
        f"– {asked}\n\n– {told}\n{wrapped}\n"
        for asked, told in zip(QUESTIONS * 2, ANSWERS * 2, strict=True)
    )
    assert not recognition_of(text).speakers


def test_within_a_dialogue_of_dashes_no_hard_wrapped_line_is_a_question() -> None:
    wrapped = "Det var en lang vinter, og vi bodde over smien i en liten by ved\nelva. Hva da?\n"
    answers = [f"– {told}\n{wrapped}" for told in ANSWERS * 2]
    text = "".join(
        f"– {asked}\n\n{told}\n" for asked, told in zip(QUESTIONS * 2, answers, strict=True)
    )
    reading = recognition_of(text)
    assert not reading.speakers
    assert not reading.outside


def test_words_before_a_dash_in_another_script_than_the_labels_are_none() -> None:
    words = ["كان", "هناك", "بيت", "قرب", "النهر", "ثم", "ذهبنا", "إلى", "المدينة", "معا"]
    told = [" ".join([*words[place:], "–", *words[:place]]) for place in range(1, 5)]
    lines = [f"Prof. {'AB'[number % 2]} – {told[number % 4]}.\n" for number in range(10)]
    reading = recognition_of("".join([*lines, f"من سكحي – ثم {told[0]}.\n", *lines]))
    assert {*reading.speakers} == {"Prof. A", "Prof. B"}
    assert not any("من سكحي" in (doubt.label or "") for doubt in reading.doubts)


def test_the_first_bold_question_may_invite_above_a_heading_that_comes_again() -> None:
    asked = ["Tell me about the town.", *QUESTIONS[1:], *QUESTIONS]
    parts = [f"**{one}**\n\n{two}\n" for one, two in zip(asked, ANSWERS * 2, strict=True)]
    parts[1] = f"## The winter\n\n{parts[1]}"
    parts[4] = f"## Today\n\n{parts[4]}"
    reading = recognition_of("\n".join(parts), "talk.md")
    assert [block.label for block in reading.blocks] == ["Q", "A"] * 8


def test_times_above_the_labels_of_one_speaker_alone_hide_no_other() -> None:
    turns = talk("<b>{name}</b>\n{words}\nThat was it, then.\n", "Ana", "Fabrice") * 2
    lines = turns.split("<b>Ana</b>\n")
    text = lines[0] + "".join(
        f"{f'(00:0{number}:20)' * (number % 2)}\n<b>Ana</b>\n{turn}"
        for number, turn in enumerate(lines[1:])
    )
    assert {*recognition_of(paragraphs(text), "a.html").speakers} == {"Ana", "Fabrice"}


def test_who_is_listed_as_a_participant_may_ask() -> None:
    timed = [f"00:0{n}\n{name}: {words}\n" for n, (name, words) in enumerate(utterances("I", "P"))]
    reading = recognition_of(f"Participants: I, P\n\n{''.join(timed)}")
    assert reading.roles["I"] == "interviewer"


def test_a_heading_that_comes_back_right_above_labels_is_not_asked_about() -> None:
    text = talk("<b>{name}</b>\n{words}\n", "FORSKARE", "DELTAGARE 3")
    parted = text.replace("<b>FORSKARE", "Arbete\n<b>FORSKARE").replace("Arbete\n", "", 2)
    assert not recognition_of(paragraphs(parted), "a.html").warnings


def test_speakers_with_one_title_and_names_in_brackets_all_speak_however_rarely() -> None:
    names = ("Araştırmacı (Ana)", "Kaynak kişi (Bo)", "Kaynak kişi (Can)", "Kaynak kişi (Ece)")
    order = (0, 1, 2, 1, 0, 2, 1, 2, 0, 3, 2, 0, 3, 1)
    text = "".join(
        f"{names[number]} 00:{place:02}:29\n{ANSWERS[place % 4]}\n"
        for place, number in enumerate(order)
    )
    assert {*recognition_of(text).speakers} == {*names}


@pytest.mark.parametrize(
    "cover",
    [
        "Proyecto: ALFA-3\nInterviewee: 12",
        "Lugar: Sevilla\n\nInterviewer: Rosa Marín\n\nInterviewee: 7\n\nDuración: 40 min",
        "Interviewer: Rosa Marín\nDuración: 40 min\nTranscrito por: K. N.",
        "All names are changed, and nobody was paid for what is told here.\nLugar: Sevilla\n"
        "Interviewee: P7\nInformation about consent\nWhoever takes part may withdraw at any time.",
    ],
)
@pytest.mark.parametrize("names", [("Peter", "Joan"), ("Interviewer", "Joan")])
def test_who_takes_part_among_the_facts_of_a_cover_says_nothing(
    cover: str, names: tuple[str, str]
) -> None:
    text = f"{cover}\n\n{talk('{name}: {words}' + chr(10), *names)}"
    assert said(text) == utterances(*names)
    assert is_clear(text)


def test_a_short_answer_of_somebody_with_a_role_is_no_fact_of_a_cover() -> None:
    text = "Interviewer: How old are you?\nInterviewee: 27\n"
    text += talk("{name}: {words}\n", "Interviewer", "Interviewee")
    assert recognition_of(text).turns == 10


@pytest.mark.parametrize(
    "fact",
    [
        "Palabras clave: el barco, la familia de ella, un invierno, el molino",
        "Transcrito por: Rosa, 2021",
        "Checked by: Ida Lund",
    ],
)
@pytest.mark.parametrize("form", ["{name}: {words}\n", "{name}\n{words}\n", "[{name}] {words}\n"])
def test_a_fact_right_below_the_last_turn_is_said_by_nobody(fact: str, form: str) -> None:
    text = talk(form) + fact
    assert said(text) == utterances("Peter", "Joan")
    assert is_clear(text)


@pytest.mark.parametrize(
    "last", ["My aunt told everybody: you must leave our town", "Joan: the boat, the mill, us, me"]
)
def test_words_below_a_last_turn_that_may_be_said_are_no_fact(last: str) -> None:
    reading = recognition_of(talk("{name}: {words}\n") + last)
    assert all(each.zone == "front" for each in reading.outside)


def test_words_before_a_dash_that_come_back_with_a_comma_in_them_are_no_label() -> None:
    pause = "Well, I do not quite remember – it may have been the spring of that year.\n"
    text = talk("{name} – {words}\n" + pause, "P1", "P2")
    assert recognition_of(text).speakers == {"P1": 4, "P2": 4}


def test_names_with_a_comma_in_them_before_a_dash_are_labels() -> None:
    text = talk("{name} – well {words}\n", "Croft, Joan", "Lund, Ida")
    assert recognition_of(text).speakers == {"Croft, Joan": 4, "Lund, Ida": 4}
