"""Files in which some lines name their speaker in another form than the others do."""

import pytest

from kodeverk.analysis.recognition.lines import with_lines
from kodeverk.analysis.recognition.turns import recognise
from tests.transcript_files import recognition_of, source_of

ASKED = "Barve solin tokke murda, fenal?"
ANSWERED = "Ombre kilta varsen dolu. Peska rinto galve."
TURNS = 24


def talk(usual: str, other: str, *, every: int) -> str:
    """Return a talk of two, each turn `every` so many in the `other` form, the rest as `usual`."""
    return "".join(
        (other if number % every == 1 else usual).format(
            name=("Vanja", "Tormod")[number % 2],
            time=f"00:{number:02}:30",
            words=(ASKED, ANSWERED)[number % 2],
        )
        + "\n"
        for number in range(TURNS)
    )


def said(text: str) -> list[tuple[str | None, str]]:
    source = source_of(text)
    return [
        (block.label, source.text[block.start : block.end]) for block in recognition_of(text).blocks
    ]


EACH = [("Vanja", ASKED), ("Tormod", ANSWERED)] * (TURNS // 2)


@pytest.mark.parametrize("every", [2, 3, TURNS])
@pytest.mark.parametrize(
    "other",
    [
        "{name} {time}: {words}",
        "{name} - {time}: {words}",
        "{name} [@{time}]: {words}",
        "{name}: [{time}] {words}",
        "{name} [laughs]: {words}",
    ],
)
def test_a_time_or_note_beside_some_labels_is_never_a_word_nor_hides_who_speaks(
    other: str, every: int
) -> None:
    text = talk("{name}: {words}", other, every=every)
    assert said(text) == EACH
    assert said(talk(other, "{name}: {words}", every=every)) == EACH
    assert recognition_of(text).warnings == ()


@pytest.mark.parametrize("every", [2, 3, TURNS])
@pytest.mark.parametrize("note", ["[laughs]", "[ler]"])
def test_a_note_within_a_bold_label_is_no_part_of_it(note: str, every: int) -> None:
    text = talk("**{name}** {words}", f"**{{name}} {note}** {{words}}", every=every)
    reading = recognition_of(text, "talk.md")
    assert [(block.label, text[block.start : block.end]) for block in reading.blocks] == EACH
    assert reading.warnings == ()


def test_a_label_in_doubled_marks_of_bold_begins_a_turn_and_words_behind_stars_do_not() -> None:
    text = talk("{name}: {words}", "{name}: {words}", every=2).splitlines()
    doubled = [
        line.replace("Vanja:", "****Vanja:****") if not n % 4 else line
        for n, line in enumerate(text)
    ]
    assert said("\n".join(f"{n} {line}" for n, line in enumerate(doubled, 1))) == EACH
    crossed = [f"{line}\n**** barve: solin." if n == 6 else line for n, line in enumerate(text)]
    assert [who for who, _ in said("\n".join(crossed))] == [who for who, _ in EACH]


OTHER_FORMS = [
    "{name} = {words}",
    "{name}> {words}",
    "{name} | {words}",
    '"{name}": {words}',
    "«{name}» {words}",
    "({name}): {words}",
    "[{name}] {words}",
    "{{{name}}} {words}",
    "{name}\t{words}",
    "{name}.: {words}",
]


@pytest.mark.parametrize("other", OTHER_FORMS)
def test_one_known_label_in_another_form_begins_a_turn_and_is_told(other: str) -> None:
    text = talk("{name}: {words}", other, every=TURNS)
    (told,) = recognition_of(text).doubts
    assert said(text) == EACH
    assert told.line == 2
    assert told.remedy == "said"


@pytest.mark.parametrize("other", OTHER_FORMS)
def test_many_known_labels_in_another_form_are_never_lost_in_silence(other: str) -> None:
    text = talk("{name}: {words}", other, every=3)
    assert said(text) == EACH or any(doubt.line for doubt in recognition_of(text).doubts)


@pytest.mark.parametrize(
    "line", ["(a) barve solin", "a) barve solin", "Vanja barve solin", '"Vanja" barve solin']
)
def test_what_is_said_with_a_letter_or_a_name_at_its_head_begins_no_turn(line: str) -> None:
    text = talk("{name}: {words}", "{name}: {words}", every=2).replace("Tormod", "A")
    before, behind = text.split(ANSWERED, 1)
    reading = recognition_of(f"{before}{ANSWERED}\n{line}.{behind}")
    assert reading.turns == TURNS
    assert all("said by who speaks above it" in told for told in reading.warnings)


def test_a_number_right_behind_a_colon_is_what_the_label_says() -> None:
    lines = talk("{name}:{words}", "{name}:{words}", every=2).splitlines()
    lines[8] = lines[8].replace("Vanja:", "Vanja:1990 ")
    text = "\n".join(lines)
    (told,) = recognition_of(text).doubts
    assert [words for _, words in said(text)][8] == f"1990 {ASKED}"
    assert told.line == 9


def test_a_clock_time_at_the_head_of_a_line_is_no_label_with_a_number() -> None:
    text = "1: Barve solin tokke.\n2: Murda fenal.\n" * 12
    reading = recognition_of(text.replace("fenal.\n", "fenal.\n1:30 kilta.\n", 2))
    assert (reading.turns, reading.warnings) == (TURNS, recognition_of(text).warnings)


@pytest.mark.parametrize("place", ["  Vanja: ", ". Vanja : ", ".  Vanja: "])
def test_a_known_label_within_a_line_is_asked_about_with_wide_space_or_some_behind_it(
    place: str,
) -> None:
    text = talk("{name}: {words}", "{name}: {words}", every=2)
    (asked,) = recognition_of(text.replace(". Peska", f"{place}Peska", 1)).doubts
    assert (asked.line, asked.label, asked.remedy) == (2, "Vanja", "speaker")


def test_a_full_stop_in_the_brackets_behind_a_name_leaves_it_a_label() -> None:
    text = talk("{name}: {words}", "{name}: {words}", every=2)
    text = text.replace("Tormod", "TORMOD").replace("Vanja", "VANJA")
    text = text.replace("TORMOD", "ALF TORMOD (FYLKESLEGE I NORDL.)", 1)
    assert "ALF TORMOD (FYLKESLEGE I NORDL.)" in recognition_of(text).speakers


@pytest.mark.parametrize("time", ["{time}", "[{time}]", "({time})"])
def test_a_time_behind_nearly_all_that_is_said_is_never_a_word_of_it(time: str) -> None:
    form = "{name}: {words} " + time
    reading = recognition_of(talk(form, "{name}: {words}", every=12))
    assert said(talk(form, "{name}: {words}", every=12)) == EACH
    assert sum(block.milliseconds is not None for block in reading.blocks) == TURNS - 2


def test_a_time_that_a_few_say_last_stays_what_they_say() -> None:
    text = talk("{name}: {words}", "{name}: {words} {time}", every=3)
    assert sum(words.endswith(":30") for _, words in said(text)) == TURNS // 3


def test_a_second_speaker_within_each_line_is_asked_about_though_no_line_begins_so() -> None:
    lines = [f"Intervjuer: {ASKED} Tormod: {ANSWERED}" for _ in range(TURNS)]
    (asked, _) = recognition_of("\n".join(lines)).doubts
    assert (asked.line, asked.label) == (1, "Tormod")
    source = source_of("\n".join(lines))
    answered = with_lines(source, recognise(source), {1: "speaker"})
    assert [*answered.speakers.values()] == [TURNS, TURNS]


@pytest.mark.parametrize("within", ["Kelda", "Note", "Og so"])
def test_words_before_a_colon_within_lines_are_not_asked_about(within: str) -> None:
    seldom = f"Vanja: {ASKED}\nTormod: {ANSWERED} {within}: {ANSWERED.lower()}\n"
    others = f"Vanja: {ASKED}\nTormod: Og kelda, {ANSWERED.lower()} So og dar.\n"
    assert recognition_of(seldom * 4 + others * 6).doubts == ()


def test_a_plain_label_in_the_form_of_bold_ones_is_asked_about() -> None:
    bold = f"**(Vanja):** {ASKED}\n\n**(Tormod):** {ANSWERED}\n\n" * 8
    plain = f"(Ingjerd): {ASKED}\n\n**(Tormod):** {ANSWERED}\n\n"
    doubts = recognition_of(bold + plain * 2, "talk.md").doubts
    assert [(doubt.line, doubt.label) for doubt in doubts] == [(33, "Ingjerd"), (37, "Ingjerd")]


@pytest.mark.parametrize(
    "form",
    [
        "`{name}:` {words}",
        "`{name}`: {words}",
        "`{name}` {words}",
        "`[{name}]` {words}",
        "[{time}] `[{name}]`: {words}",
        "`[{time}]` **{name}:** {words}",
        "`{time}` {name}: {words}",
        "<u>{name}:</u> {words}",
        '<span class="who">{name}</span>: {words}',
    ],
)
def test_labels_and_times_in_code_or_elements_are_those_of_turns(form: str) -> None:
    text = talk(f"{form}\n", f"{form}\n", every=2)
    assert [label for label, _ in said(text)] == [label for label, _ in EACH]
    assert [words for _, words in said(text)] == [words for _, words in EACH]


@pytest.mark.parametrize("sign", [":", "____:", "…:", ">>"])
def test_a_sign_where_the_label_was_left_out_never_gives_the_words_to_the_one_before(
    sign: str,
) -> None:
    turns = f"Vanja: {ASKED}\nTormod: {ANSWERED}\n" * 6
    text = f"{turns}{sign} {ANSWERED}\n{turns}"
    assert (None, ANSWERED) in said(text)
    (asked,) = recognition_of(text).doubts
    assert "name nobody: 1, the first in line 13" in asked.text


def test_labels_in_letters_of_two_scripts_that_look_alike_are_one_speaker_and_told() -> None:
    ours = f"A: {ASKED}\nB: {ANSWERED}\n" * 6
    text = ours + ours.replace("A: ", "\u0410: ").replace("B: ", "\u0412: ")
    assert recognition_of(text).speakers == {"A": 12, "B": 12}
    assert len(recognition_of(text).doubts) == 2


def test_a_slip_of_the_sign_behind_a_label_in_cyrillic_begins_a_turn() -> None:
    turns = f"Участница 1: {ASKED}\nСоня: {ANSWERED}\n" * 8
    text = f"{turns}Участница 1; {ANSWERED}\n{turns}"
    assert ("Участница 1", ANSWERED) in said(text)


def test_labels_behind_a_note_and_in_brackets_before_a_colon_are_asked_about() -> None:
    talk = "HOLM: We have two boats.\nBRATT: And one oar.\n" * 6
    odd = "(APPLAUSE) HOLM: Thank you.\n(UNKNOWN): Louder!\n[UNKNOWN]: Louder!\n"
    lines = {doubt.line for doubt in recognition_of(talk + odd + talk).doubts}
    assert {13, 14, 15} <= lines


def test_a_note_in_brackets_before_other_words_is_not_asked_about() -> None:
    talk = "HOLM: We have two boats.\nBRATT: And one oar.\n" * 6
    odd = "(laughs) Then we said: no.\n[A PAUSE] We went on.\n"
    assert not any(doubt.label for doubt in recognition_of(talk + odd + talk).doubts)


def test_labels_stand_in_the_brackets_of_any_script() -> None:
    for opening, closing in ("【】", "［］", "（）", "〔〕"):
        asked = (
            f"{opening}采访人{closing}你在那里做什么？\n{opening}受访人{closing}我在那里工作。\n"
        )
        assert recognition_of(asked * 5).speakers == {"采访人": 5, "受访人": 5}


def test_any_words_in_brackets_before_a_time_are_labels_if_they_come_back() -> None:
    talk = "[nora brenk]  10:0{n}:05\nうんうん。\n\n[大久保 吉徳] 10:0{n}:15\nはい。\n\n"
    text = "".join(talk.format(n=n) for n in range(8))
    assert recognition_of(text).speakers == {"nora brenk": 8, "大久保 吉徳": 8}


def test_a_name_in_brackets_in_small_letters_is_the_one_in_capitals() -> None:
    talk = "[Fatma Yilmaz] We have two boats.\n[Ida Berg] And one oar, or none.\n" * 4
    odd = "[fatma yilmaz] Who mends them?\n[they laugh] We do.\n"
    assert recognition_of(f"{talk}{odd}{talk}").speakers == {"Fatma Yilmaz": 9, "Ida Berg": 8}


def test_a_first_turn_with_a_time_below_facts_is_no_fact() -> None:
    facts = "Place: Volda\nInterviewer: Marit Berg\n"
    talk = "".join(
        f"Moderator   00:0{n}:08\nWho mends them?\nVeileder   00:0{n}:28\nWe do.\n"
        for n in range(8)
    )
    assert recognition_of(facts + talk).speakers == {"Moderator": 8, "Veileder": 8}


def test_initials_that_are_a_remark_elsewhere_speak_behind_a_time() -> None:
    talk = "00:00:0{} JL\nWho mends the nets?\n\n00:00:1{} NB\nMy uncle does, in winter.\n\n"
    reading = recognition_of("".join(talk.format(turn, turn) for turn in range(4)))
    assert reading.speakers == {"JL": 4, "NB": 4}
    noted = "JL: Who mends the nets?\nKB: My uncle does.\nNB: He is old now.\n"
    assert [*recognition_of(4 * noted).speakers] == ["JL", "KB"]


def asked_in(text: str, name: str = "intervju.txt") -> list[int]:
    """Return the lines of labels in another form that are asked about, or told."""
    doubts = recognition_of(text, name).doubts
    return [doubt.line for doubt in doubts if "in another form" in doubt.text and doubt.line]


@pytest.mark.parametrize("slip", ["01:03 Bo", "*1:40 = Bo: It was cold."])
def test_a_known_label_behind_a_time_where_others_have_none_is_asked_about(slip: str) -> None:
    talk = "Ida: Who mends the nets?\nBo: My uncle does, in winter.\n"
    assert asked_in(f"{3 * talk}{slip}\n{3 * talk}") == [7]
    assert asked_in(f"{3 * talk}01:03 was when Bo came.\n{3 * talk}") == []


def test_labels_in_bold_within_a_paragraph_are_asked_about() -> None:
    talk = "**Ida:** Who mends the nets?\n\n**Bo:** My uncle does, in winter.\n\n"
    within = "**Ida:** Who mends the sails? **Bo:** Nobody does it now.\n\n"
    assert asked_in(f"{3 * talk}{within}{talk}", "talk.md") == [13]


def test_a_heading_in_markdown_is_one_however_long() -> None:
    talk = "**Ida:**\nI came by boat.\n\n**Bo:**\nI came on foot.\n\n"
    heading = "### Would the boat still be of use to you if there were a bridge over the whole "
    heading += "of the sound, and a road behind it?"
    reading = recognition_of(f"{talk}{heading}\n\n{talk}", "talk.md")
    assert [outside.reason for outside in reading.outside] == ["a heading"]


FORMS = ("{} – {}", "{} - {}", "{}\t{}", "[{}] {}", "({}) {}", "{}; {}")


def in_form(form: str, line: str = "\n") -> str:
    """Return a talk in which `line` stands between a question and the label of its answer."""
    said = [("When does the ferry leave?", "At six."), ("Who waits for it?", "My aunt, mostly.")]
    turns = [form.format("Ida", q) + line + form.format("Bo", a) for q, a in said]
    return "\n".join(turns)


@pytest.mark.parametrize("form", FORMS)
def test_a_label_behind_a_sentence_in_the_form_of_all_others_is_asked_about(form: str) -> None:
    talk = "\n".join([in_form(form)] * 3)
    reading = recognition_of(f"{talk}\n{in_form(form, ' ').splitlines()[0]}\n{talk}")
    assert [doubt.line for doubt in reading.doubts] == [13]
    said = recognition_of(f"{talk}\n{form.format('Ida', 'Bo said so. Bo is right.')}\n{talk}")
    assert said.doubts == ()


@pytest.mark.parametrize("form", [form for form in FORMS if form[0] == "{"])
def test_a_note_behind_a_label_never_gives_its_words_to_who_spoke_before(form: str) -> None:
    talk = "\n".join([in_form(form)] * 3)
    reading = recognition_of(f"{talk}\n{form.format('Ida [laughs]', 'And then?')}\n{talk}")
    assert reading.speakers["Ida"] == 13
    (told,) = reading.doubts
    assert (told.line, told.label) == (13, "Ida")


@pytest.mark.parametrize("head", ["{}", "{} 00:17", "**{}**"])
def test_a_note_behind_a_label_alone_on_its_line_hides_nobody(head: str) -> None:
    turns = [f"{head.format(who)}\nSo it was, that year.\n" for who in ("Ida", "Bo") * 6]
    turns[4] = turns[4].replace("Ida", "Ida [laughs]")
    reading = recognition_of("\n".join(turns), "talk.md")
    assert reading.speakers == {"Ida": 6, "Bo": 6}


def test_a_name_with_a_bracket_alone_on_a_line_is_said_where_labels_have_colons() -> None:
    turns = [f"{who}: So it was, that year.\n" for who in ("Ida", "Bo") * 6]
    turns[4] += "Ida (my aunt)\n"
    assert recognition_of("\n".join(turns)).speakers == {"Ida": 6, "Bo": 6}


def test_a_bracket_within_a_label_behind_a_time_in_brackets_stays_whole() -> None:
    people = "Deltakere:\nModerator (Dag)\nRespondent (Bo)\n\n"
    talk = "".join(
        f"[0{n}:20] Moderator (Dag): Hvordan var det?\n[0{n}:25] Respondent (Bo): Kaldt.\n"
        for n in range(3)
    )
    reading = recognition_of(people + talk + people + talk)
    assert {block.label for block in reading.blocks} == {"Moderator (Dag)", "Respondent (Bo)"}


@pytest.mark.parametrize("words", ["Sorven tal kimra", "Sorven og hele kimra"])
def test_several_words_in_the_form_of_all_labels_are_never_said_in_silence(words: str) -> None:
    lines = [f"**{('Vanja', 'Tormod')[turn % 2]}:** {ANSWERED}" for turn in range(TURNS)]
    among = [*lines[:9], f"**{words}:** {ANSWERED}", *lines[9:]]
    reading = recognise(source_of("\n\n".join(among), "talk.md"))
    assert any(f"{words!r} is not taken for a speaker" in told for told in reading.warnings)
    plain = [*lines[:9], f"{words}: {ANSWERED}", *lines[9:]]
    reading = recognise(source_of("\n\n".join(plain), "talk.md"))
    assert not any("is not taken for a speaker" in told for told in reading.warnings)


@pytest.mark.parametrize("name", ["Guide (Ella)", "Guide"])
def test_a_label_with_brackets_of_its_own_begins_a_turn_before_another_sign(name: str) -> None:
    turns = f"{name}: {ASKED}\n\nOrm (Bo): {ANSWERED}\n\n" * 12
    slip = f"{name}; {ASKED}\n\nOrm (Bo) [laughs]; {ANSWERED}\n\n"
    assert recognition_of(turns + slip + turns).speakers == {name: 25, "Orm (Bo)": 25}


def test_small_letters_of_another_script_are_no_name_in_capitals() -> None:
    words = "Вже от рано ще в, тоді там, коли одна річ: на вулиці."
    text = f"0:00:09 A\n{words}\n\n0:00:25 B\n{words}\n\n" * 4
    assert {
        block.label for block in recognition_of(text).blocks if block.start == block.end
    } == set()
    assert recognition_of(text).joined_turns == 8


@pytest.mark.parametrize("note", ["[grater]", "(گریه می‌کند)"])
def test_a_note_alone_in_small_letters_between_two_who_take_turns_never_speaks(note: str) -> None:
    turns = f"[VT]\n{ASKED}\n[TM]\n{ANSWERED}\n"
    noted = f"[VT]\n{ASKED}\n[TM]\n{ANSWERED}\n{note}\n{ANSWERED}\n"
    assert recognition_of((turns + noted) * 4).speakers == {"VT": 8, "TM": 8}


def test_somebody_in_small_letters_between_two_turns_of_another_speaks() -> None:
    turns = f"[VT]\n{ASKED}\n[TM]\n{ANSWERED}\n"
    meanwhile = f"[guvo]\n{ANSWERED}\n[TM]\n{ANSWERED}\n"
    reading = recognition_of((turns + meanwhile) * 4)
    assert reading.speakers == {"VT": 4, "TM": 8, "guvo": 4}


@pytest.mark.parametrize(("apart", "is_asked"), [("\n", True), (" ", False)])
def test_a_full_name_without_its_sign_below_half_a_sentence_is_asked_about(
    apart: str, is_asked: bool
) -> None:
    turns = "زهرا نوری: کی بود آن سال؟\nمریم نوری: ما همه آنجا بودیم.\n" * 6
    half = f"زهرا نوری: ما همه آن سال با هم{apart}مریم نوری آنها بودند آنجا.\n"
    warnings = recognition_of(turns + half + turns).warnings
    assert any("مریم نوری" in told and "line 14" in told for told in warnings) is is_asked


@pytest.mark.parametrize("other", ["guvo_", "guvo[m]", "guvo_ri"])
def test_the_signs_in_the_name_of_who_writes_in_a_chat_hide_no_turn(other: str) -> None:
    text = f"10:01 < vt> {ASKED}\n10:02 < {other}> {ANSWERED}\n10:02 < tm> {ANSWERED}\n" * 5
    assert {*recognition_of(text).speakers.values()} == {5}
    assert recognition_of(text).joined_turns == 15


def test_a_dash_without_a_space_behind_a_counted_label_begins_a_turn_like_the_others() -> None:
    turns = f"Question- {ASKED}\nReply 1- {ANSWERED}\nReply 2-{ANSWERED}\n" * 5
    assert recognition_of(turns).speakers == {"Question": 5, "Reply 1": 5, "Reply 2": 5}
    slip = f"Vanja: {ASKED}\n\nP2-{ANSWERED}\n\n"
    talk = f"Vanja: {ASKED}\n\nP2: {ANSWERED}\n\n" * 12
    assert recognition_of(talk + slip + talk).speakers == {"Vanja": 25, "P2": 25}


def test_a_dash_within_a_word_ends_no_label() -> None:
    talk = f"Anne: {ASKED}\n\nTor: {ANSWERED}\n\nAnne-Tora {ANSWERED.lower()}\n\n" * 6
    assert recognition_of(talk).speakers == {"Anne": 6, "Tor": 6}


@pytest.mark.parametrize("colon", ["：", "∶"])
def test_a_label_within_a_line_is_asked_about_where_no_spaces_part_sentences(colon: str) -> None:
    turns = "甲：你们那年在哪里？\n\n乙：我们都在那边。\n\n" * 6
    joined = f"甲：后来怎么样呢？乙{colon}后来我们都走了。\n\n"
    warnings = recognition_of(turns + joined + turns).warnings
    assert any("line 25" in told and "'乙'" in told for told in warnings)
    assert recognition_of(turns + "甲：他说：我们走吧。\n\n" + turns).speakers == {
        "甲": 13,
        "乙": 12,
    }


@pytest.mark.parametrize(("slip", "is_asked"), [("TK you go on", True), ("Tk you go on", False)])
def test_initials_without_their_sign_before_small_letters_are_asked_about(
    slip: str, is_asked: bool
) -> None:
    turns = f"VT: {ASKED}\n\nTK: {ANSWERED}\n\n" * 6
    warnings = recognition_of(f"{turns}VT: {ASKED}\n\n{slip} with the nets.\n\n{turns}").warnings
    assert any("'TK'" in told and "in another form" in told for told in warnings) is is_asked


@pytest.mark.parametrize(
    ("slip", "is_asked"),
    [
        ("P2 It may be so.", True),
        ("VT Murda fenal.", True),
        ("P2 was there.", False),
        ("VT is here.", False),
    ],
)
def test_a_code_that_others_talk_about_is_asked_about_without_its_colon_before_a_capital(
    slip: str, is_asked: bool
) -> None:
    turns = f"VT: {ASKED}\n\nP1: I agree with P2.\n\nP2: Thank you, VT.\n\n" * 6
    assert bool(asked_in(f"{turns}P1: {ANSWERED}\n\n{slip}\n\n{turns}")) is is_asked


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [("<guvo> rinto galve", True), ("<b>Rinto</b>", False), ("<br> Rinto: galve", False)],
)
def test_a_line_with_a_name_as_in_a_chat_within_a_turn_is_asked_about(
    line: str, is_asked: bool
) -> None:
    turns = f"Vanja: {ASKED}\n\nTormod: {ANSWERED}\n\n" * 4
    warnings = recognition_of(f"{turns}{line}\n\n{turns}").warnings
    assert any("line 17" in told and "without a label" in told for told in warnings) is is_asked


@pytest.mark.parametrize("attributes", ["{: .green}", '{: .green title="who"}', "{:#who}"])
@pytest.mark.parametrize("behind", ["\n\n", " "])
def test_attributes_behind_a_bold_label_are_none_of_its_words(attributes: str, behind: str) -> None:
    marked, plain = (
        "".join(
            f"**{name}:**{attribute}{behind}Murda fenal {number}.\n\n"
            for number in range(4)
            for name in ("Vanja", "Tormod")
        )
        for attribute in (attributes, "")
    )
    one, other = (recognition_of(text, "talk.md") for text in (marked, plain))
    assert one.speakers == other.speakers == {"Vanja": 4, "Tormod": 4}
    said = [
        [text[block.start : block.end] for block in reading.blocks]
        for text, reading in ((marked, one), (plain, other))
    ]
    assert said[0] == said[1]


@pytest.mark.parametrize(("sign", "speaks"), [(":", True), (";", False)])
def test_a_name_before_a_narrow_colon_speaks_where_all_others_have_wide_ones(
    sign: str, speaks: bool
) -> None:
    pair = f"### Vanja：\n\n{ASKED}\n\n### Tormod：\n\n{ANSWERED}\n\n"
    late = f"### Sunniva{sign}\n\n{ANSWERED}\n\n"
    reading = recognition_of((pair * 4 + late) * 2 + pair)
    assert ("Sunniva" in reading.speakers) == speaks
