"""What speech recognisers, courts, newsrooms and blogs write: said by who says it, or asked."""

import pytest

from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source


def read(text: str, name: str = "talk.txt") -> tuple[Source, Recognition]:
    source = read_transcript_bytes(text.encode(), name)
    return source, recognise(source)


def said(text: str, name: str = "talk.txt") -> list[tuple[str | None, str]]:
    """Return who says what, block by block."""
    source, reading = read(text, name)
    return [(block.label, source.text[block.start : block.end]) for block in reading.blocks]


def outside(text: str, name: str = "talk.txt") -> list[tuple[str, str]]:
    """Return what lies outside, each line with its zone."""
    source, reading = read(text, name)
    return [(each.zone, source.line(each.place).strip()) for each in reading.outside]


def warns(text: str, words: str, name: str = "talk.txt") -> bool:
    return any(words in warning for warning in read(text, name)[1].warnings)


@pytest.mark.parametrize("line", ["我在IBM工作", "גם ב-NAV היה כך", "GPTとAPIの話"])
def test_letters_without_capitals_beside_an_abbreviation_are_no_heading_in_capitals(
    line: str,
) -> None:
    talk = [f"甲：{number}番目はどうですか？\n乙：いいと思います。" for number in range(6)]
    text = "\n".join([*talk[:3], line, *talk[3:]])
    assert outside(text) == []
    assert any(words.endswith(line) for _, words in said(text))


@pytest.mark.parametrize("line", ["SECCIÓN 1ª", "DEL TO: NAV"])
def test_a_line_in_capitals_is_still_a_heading(line: str) -> None:
    talk = [f"Ana: ¿Y qué pasó en {number}?\nLuis: Nada de particular." for number in range(6)]
    text = "\n\n".join([*talk[:3], line, *talk[3:]])
    assert ("interlude", line) in outside(text)


@pytest.mark.parametrize("label", ["[Berit] (0:10 - 0:12)", "Berit  0:10", "Berit:"])
def test_thanks_below_the_last_label_are_said(label: str) -> None:
    other = label.replace("Berit", "Omar").replace("0:1", "0:2")
    turns = [
        f"{other}\nDet var fint der, og vi ble i {number} år.\n\n{label}\nHva skjedde da?\n"
        for number in range(4, 9)
    ]
    text = "\n".join(
        [*turns, f"{other}\nJeg vet ikke, men det gikk bra.\n", f"{label}\nTakk skal du ha\n"]
    )
    assert said(text)[-1] == ("Berit", "Takk skal du ha")
    assert outside(text) == []


ASKED = ("What is your background?", "What do you build?", "How did you begin?", "And then?")


def blog(*behind: str, form: str = "## {}") -> str:
    """Return a post in Markdown whose questions are headings, with what stands `behind` it."""
    sections = [f"{form.format(asked)}\n\nI mended boats, mostly in the winter." for asked in ASKED]
    return "---\ntitle: Boats\n---\n\n" + "\n\n".join([*sections, *behind]) + "\n"


def test_what_is_read_further_below_the_last_question_of_a_blog_is_nobodys_words() -> None:
    text = blog(
        "## Thank you!", "---", "## References", '*Nord, K. ["Boats of tar."](/tar.pdf)* Oslo.'
    )
    assert ("Q", "## Thank you!") in said(text, "boats.md") or ("back", "---") in outside(
        text, "boats.md"
    )
    assert not any("Nord" in words or words == "---" for _, words in said(text, "boats.md"))
    assert warns(text, "References", "boats.md")


def test_a_question_in_italics_among_headings_that_ask_is_still_a_question() -> None:
    text = blog("*And what is next?*", "More boats, I hope.")
    assert ("Q", "*And what is next?*") in said(text, "boats.md")


def test_headings_of_a_page_that_ask_are_asked_about_where_most_have_no_question_mark() -> None:
    asked = "".join(f"<h2>{words}</h2><p>I mended boats.</p>" for words in ASKED)
    told = "".join(f"<h2>Boats of {place}</h2><p>They are old.</p>" for place in "abcdefghijkl")
    page = f"<html><body><h1>Boats</h1>{asked}{told}</body></html>"
    assert warns(page, "asked, and what follows answered", "page.html")
    quiet = told.replace("<h2>", "<h2>The ", 4)
    assert not warns(f"<html><body>{quiet}</body></html>", "asked, and what", "page.html")


def archived(opening: str) -> str:
    """Return an oral history with what an archive says above its talk, `opening` the first line."""
    turns = [
        f"{who}\n\n{words}\n"
        for _ in range(5)
        for who, words in (("Q:", "And then?"), ("Kari Nord:", "We left in the boat, all of us."))
    ]
    rights = "## Rights\n\nAll rights are the archive's. Ask before you quote from it.\n"
    return "\n".join([f"{opening}\n", rights, "## Interview\n", *turns])


def test_a_name_in_capitals_above_the_rights_of_an_archive_says_nothing() -> None:
    text = archived("KARI NORD: An interview conducted by Ola Lie in 2013.")
    assert said(text, "nord.md")[0] == ("Q", "And then?")
    assert ("front", "KARI NORD: An interview conducted by Ola Lie in 2013.") in outside(
        text, "nord.md"
    )


def test_who_speaks_above_a_section_under_the_same_name_is_still_heard() -> None:
    text = archived("Kari Nord: I am glad that you came.")
    assert said(text, "nord.md")[0] == ("Kari Nord", "I am glad that you came.")


NEWSROOM = [
    "LIE: Now we welcome the mayor of Vik.",
    "{introduced} Good evening. Thank you.",
    "LIE: And what comes first?",
    "NORD: The harbour, before all else.",
]


@pytest.mark.parametrize(
    ("introduced", "speaker"),
    [
        ("KARI NORD, MAYOR OF VIK AND OF THE ISLES:", "NORD"),
        ("AND HE WHO IS NOW, AFTER ALL THOSE YEARS, MAYOR OF VIK:", "LIE"),
        ("We met Nord, the mayor of Vik:", "LIE"),
    ],
)
def test_whom_a_newsroom_introduces_with_an_office_speaks_from_there(
    introduced: str, speaker: str
) -> None:
    later = [line for line in NEWSROOM if "{" not in line]
    lines = [*NEWSROOM, *later * 4]
    text = "\n\n".join(line.format(introduced=introduced) for line in lines)
    who, words = next(each for each in said(text) if "Good evening" in each[1])
    assert who == speaker
    assert words.startswith("Good evening") == (speaker == "NORD")


def numbered(below: tuple[str, ...]) -> str:
    """Return three numbered lines, with `below` each."""
    heads = ("Interview 1. A guest, 19", "Interview 2. A cook, 43", "Interview 3. A guard, 20")
    return "\n".join(line for head in heads for line in (head, *below)) + "\n"


def test_headings_above_talk_whose_every_turn_begins_with_an_arrow_ask_nothing() -> None:
    below = ("➔ How often are you here?", "➔ Rarely.", "➔ And is it of use?", "➔ Yes, I think so.")
    assert {label for label, _ in said(numbered(below))} == {None}
    assert warns(numbered(below), "asked, and what follows answered")


def test_a_list_that_answers_a_numbered_question_is_still_its_answer() -> None:
    text = "\n".join(
        f"Question {number}. What is on {place}?\n• the boats\n• the nets\n• the old men"
        for number, place in enumerate(("the quay", "the isle", "the hill", "the shore"), start=1)
    )
    assert [label for label, _ in said(text)] == ["Q", "A"] * 4


def wrapped(closing: str) -> str:
    """Return a wrapped blog interview whose turns are in quotation marks, with a `closing`."""
    turns = [
        '__Nora__: "What do you look for in a boat\nof that age, and in its owner?"',
        '__Ole__: "I look for tar, mostly, and\nfor somebody who isn\'t in a hurry."',
    ]
    return "\n\n".join([*turns * 4, closing]) + "\n"


def test_what_stands_behind_the_last_quotation_of_wrapped_talk_is_asked_about() -> None:
    text = wrapped("You can hear Ole's talk about old\nboats in the hall, on Sunday.")
    assert warns(text, "You can hear Ole's talk", "post.md")


def test_a_wrapped_quotation_of_several_paragraphs_is_said() -> None:
    text = wrapped('__Nora__: "So that is what I do,\nand like.\n\nBut come and see, all of\nyou."')
    assert not warns(text, "outside the interview", "post.md")


def hearing(*between: str) -> str:
    """Return a hearing in wrapped lines, with lines `between` two turns of it."""
    turns = [
        "    The Chair. We now hear who knows of the harbour, and of\nwhat it has cost us.",
        "    Mr. Moe. It has cost a lot, and nobody asked whether we\nwould have to pay for it.",
    ]
    return "\n".join([*turns * 3, *between, *turns * 3]) + "\n"


def test_a_heading_of_a_hearing_that_is_wrapped_is_nobodys_words() -> None:
    heading = ("STATEMENT OF THE HONORABLE KARI NORD, MINISTER, V.H.", "DEPARTMENT OF HARBOURS")
    assert [line for _, line in outside(hearing(*heading))] == [*heading]


def test_what_somebody_says_above_a_heading_in_capitals_is_said() -> None:
    said_above = "and so we did, until the end of the year."
    assert outside(hearing(said_above, "DEPARTMENT OF HARBOURS")) == [
        ("interlude", "DEPARTMENT OF HARBOURS")
    ]


def test_who_speaks_twice_and_last_of_all_is_heard_beside_many_who_speak_more() -> None:
    turns = [
        f"**I:** And boat {number} on shore {person}?\n**R{person}:** It is {number} years old."
        for person in range(1, 10)
        for number in range(2 if person == 9 else 6)
    ]
    text = "\n".join(turns)
    assert {label for label, _ in said(text, "shores.md")} == {
        "I",
        *(f"R{n}" for n in range(1, 10)),
    }


def test_a_link_behind_a_label_is_said_by_nobody_of_that_name() -> None:
    turns = ["AJ: And what is that?", "MC: It is a net between the harbours, and it is quick."]
    links = "# NETS\n\nNETS: https://nets.example/all"
    text = "\n\n".join([*turns * 4, links, *turns * 4])
    assert {label for label, _ in said(text, "nets.md")} == {"AJ", "MC"}
    assert not warns(text, "NETS", "nets.md")
    named = text.replace("https://nets.example/all", "We are here, too.")
    assert "NETS" in {label for label, _ in said(named, "nets.md")} or warns(
        named, "NETS", "nets.md"
    )


@pytest.mark.parametrize("rule", ["---", "+++"])
@pytest.mark.parametrize("time", ["**[00:{}]**", "**00:{}**", "[00:{}]"])
def test_bold_times_and_the_facts_of_markdown_are_no_words_of_a_talk_without_names(
    rule: str, time: str
) -> None:
    lines = [f"{time.format(second)} We mended boat {second}." for second in range(10, 20)]
    text = "\n\n".join([f"{rule}\nshow: Boats\nnumber: 3\n{rule}", *lines])
    assert said(text, "boats.md") == [
        (None, f"We mended boat {number}.") for number in range(10, 20)
    ]
    assert not warns(text, "begins with numbers", "boats.md")


def test_what_stands_between_rules_further_down_is_still_said() -> None:
    text = "We mended boats.\n\n---\n\nAll of them: old ones.\n\n---\n\nThen it was spring.\n"
    assert any("old ones" in words for _, words in said(text, "boats.md"))


def magazine(answer: str) -> str:
    """Return an interview of a magazine in Markdown: bold questions, each with an `answer`."""
    return "\n\n".join(f"**{asked}**\n\n{answer}" for asked in ASKED) + "\n"


@pytest.mark.parametrize("mark", ["*", "", "_"])
def test_answers_in_italics_below_bold_questions_are_answers(mark: str) -> None:
    answer = (
        f"{mark}I mended boats, mostly in the winter, and sold the best of them in spring.{mark}"
    )
    assert said(magazine(answer), "boats.md") == [
        each for asked in ASKED for each in (("Q", f"**{asked}**"), ("A", answer))
    ]


def test_bold_questions_that_do_not_ask_among_others_are_still_questions() -> None:
    text = magazine("I mended boats.").replace("And then?", "Tell us more.")
    assert [label for label, _ in said(text, "boats.md")] == ["Q", "A"] * len(ASKED)


def chat(name: str) -> str:
    """Return what a program has answered, under its name, and what it was asked, under none."""
    asked = ("Tell me of it.", "Go on.", "More of that.", "And the nets.", "I see.", "Name one.")
    answers = ("Boats lie there.", "They are old.", "We count nine.", "Torn ones.", "Yes.", "Vega.")
    pairs = zip(asked, answers, strict=True)
    return "\n\n".join(f"{one}\n\n{name}\n{other}" for one, other in pairs)


def test_the_one_name_that_stands_alone_above_answers_is_offered() -> None:
    assert warns(chat("Boatbot"), "'Boatbot' name them")
    assert not warns(chat("back to the top of this page"), "name them")


@pytest.mark.parametrize("time", ["05:1{} ", "[05:1{}] "])
def test_who_is_played_once_with_a_time_and_quotation_marks_speaks(time: str) -> None:
    lines = [f"{time.format(n)}Nora Lie: And this is boat {n}, as it lay there." for n in range(6)]
    lines.insert(3, time.format(3) + 'Kari Nord (Mayor): "We want no more of them."')
    assert ("Kari Nord (Mayor)", '"We want no more of them."') in said("\n".join(lines))


@pytest.mark.parametrize(
    "head",
    [
        "{name} — Today at {time} AM",
        "{name} — {day} at {time} AM",
        "{name}Today at {time} AM",
        "{name} 11/{number} {time} AM",
        "{name} heute um {time}",
    ],
)
def test_the_day_before_a_time_is_no_part_of_who_speaks(head: str) -> None:
    assert speakers_below(head, "Tora Lund", "Ivo") == {"Tora Lund": 8, "Ivo": 8}


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("{name} {time}", ("Tora Lund", "Ivo Lund")),
        ("{name} speaker {time}", ("First", "Second")),
        ("{name} {time}", ("Tora – host", "Ivo – guest")),
    ],
)
def test_what_people_are_called_before_a_time_is_no_day(head: str, names: tuple[str, str]) -> None:
    called = head.removesuffix(" {time}")
    assert speakers_below(head, *names) == {called.format(name=name): 8 for name in names}


def speakers_below(head: str, *names: str) -> dict[str, int]:
    """Return who speaks, and how often, in a talk with such heads above what is said."""
    said = ("We came by boat in the spring.", "How did you come to the town?")
    text = "".join(
        head.format(
            name=names[turn % 2],
            time=f"10:{turn + 10}",
            number=turn // 6 + 2,
            day=("Yesterday", "Today")[turn // 8],
        )
        + f"\n{said[turn % 2]}\n\n"
        for turn in range(16)
    )
    return dict(read(text)[1].speakers)


def test_the_same_line_above_each_name_is_of_the_program_and_never_said() -> None:
    said_each = [
        f"{words} {number}" for number in range(3) for words in ("and", "So", "No, we", "I")
    ]
    names = ("Ida Nord", "Unknown Speaker", "Bo Lie") * 4
    turns = [
        f"{name}\n00:0{number // 6}:{number % 6}0\n{words}\nuser picture\n"
        for number, (name, words) in enumerate(zip(names, said_each, strict=True))
    ]
    assert [words for _, words in said("".join(turns))][:-1] == said_each[:-1]
    once = "".join(turns).replace("user picture\n", "", 8)
    assert ("interlude", "user picture") not in outside(once)


def test_a_name_behind_its_word_below_a_heading_is_a_fact_about_that_part() -> None:
    turns = "KN: Shall we take the nets first?\n\nBL: Yes, we should.\n\n" * 4
    text = f"{turns}## The boats\nPresenter: Kari Nord (KN)\n\n{turns}"
    assert ("interlude", "Presenter: Kari Nord (KN)") in outside(text, "talk.md")


def test_a_reply_right_below_words_is_said_though_it_stands_above_the_talk_too() -> None:
    front = "Interview {}\nThe talk about the old ferry\n\n"
    turns = "Ida Nord  0:10\nAnd when did it stop?\n\nBo Lie  0:20\nLong ago.\nRight.\n\n" * 3
    text = f"Right.\n\n{front.format(1)}{turns}{front.format(2)}{turns}"
    assert {zone for zone, line in outside(text) if line == "Right."} == {"front"}
    assert sum("The talk about" in line for _, line in outside(text)) == 2


def copied_from_teams(*utterances: tuple[str, int, str], changes: bool) -> str:
    """Return utterances as Teams shows them, a name line and a time above where others begin."""
    lines: list[str] = []
    for number, (name, second, words) in enumerate(utterances):
        spoken = f"0 minutes {second} seconds"
        if changes and number and name != utterances[number - 1][0]:
            lines += ["", name, f"{spoken}0:{second:02}"]
        lines += [f"{name} {spoken}", words]
    return "\n".join(["0:03", *lines]) + "\n"


@pytest.mark.parametrize("changes", [True, False])
def test_each_name_and_time_of_a_copy_from_teams_begins_a_turn_though_one_speaks_on(
    changes: bool,
) -> None:
    names = 5 * (5 * ["Jo Lind"] + ["Ada Holm"])
    turns = [(name, 3 + at, f"Barve solin {at}.") for at, name in enumerate(names)]
    text = copied_from_teams(*turns, changes=changes)
    assert said(text) == [(name, words) for name, _, words in turns]
    assert outside(text) == [("front", "0:03")]


def test_names_alone_on_lines_speak_where_times_stand_above_a_few_of_them() -> None:
    page = "00:0{}:00\nJo Lind\nBarve solin?\n" + 4 * "Ada Holm\nMurda.\nJo Lind\nFenal?\n"
    talk = "".join(map(page.format, range(4))) + "Ada Holm\nMurda.\n"
    assert read(talk)[1].speakers == {"Jo Lind": 20, "Ada Holm": 17}
