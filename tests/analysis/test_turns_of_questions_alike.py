"""Questions without a number or a name, told by how they look: headings, lists, bold."""

import io
from collections.abc import Sequence

import docx

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.analysis.recognition.zones.outside import Zone
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.transcript_files import source_of

ASKED = (
    "How did you come to the town?",
    "Who helped you find work?",
    "What was the first winter like?",
    "What would you change today?",
)
TOLD = (
    "We came by boat in the spring and my aunt met us at the harbour",
    "A neighbour knew the foreman at the mill and he took me on",
    "Cold and long with the snow up to the windows for weeks",
    "I would have learned the language first before anything else",
)


def said(source: Source) -> list[tuple[str | None, str]]:
    blocks = recognise(source).blocks
    return [(block.label, source.text[block.start : block.end]) for block in blocks]


def in_markdown(form: str) -> Source:
    pairs = enumerate(zip(ASKED, TOLD, strict=True), 1)
    text = (form.format(number, asked=asked, told=told) for number, (asked, told) in pairs)
    return source_of("".join(text), "i.md")


def zones(source: Source) -> dict[int, Zone]:
    return {each.place + 1: each.zone for each in recognise(source).outside}


def labels(source: Source) -> list[str | None]:
    return [label for label, _ in said(source)]


def test_questions_in_a_list_are_answered_by_what_stands_below_them() -> None:
    for form in ("+ {asked}\n\n    *{told}*\n\n", "- {asked}\n{told}\n"):
        assert labels(in_markdown(form)) == 4 * ["Q", "A"]


def test_a_bold_question_in_an_entry_of_a_list_is_answered_behind_it() -> None:
    source = in_markdown("* **{asked}** {told}\n")
    assert said(source)[1] == ("A", TOLD[0])
    assert labels(source) == 4 * ["Q", "A"]


def test_a_list_that_asks_a_few_things_among_others_names_nobody() -> None:
    entries = "".join(f"- {each}\n- so we said\n- and did\n" for each in TOLD)
    text = f"The mill\n\n{entries}- Who came?\n- my aunt\n- Why?\n- the snow\n- When?\n- in May\n"
    assert {*labels(source_of(text, "i.md"))} == {None}


def test_the_time_above_a_question_never_answers_the_one_before() -> None:
    source = in_markdown("[00:04:31]\n**Frage {}: {asked}**\n* {told}\n\n")
    assert labels(source) == 4 * ["Q", "A"]
    assert said(source)[1][1].endswith(TOLD[0])
    assert "00:04" not in "".join(words for _, words in said(source))


HEADINGS = (
    "# Talk with A. Moe\n\n## Answers\n\n### The boat\n\n- {0}\n\n### How was it?\n\n- {1}\n\n"
    "### Work and home\n\n- {2}\n\n### What else?\n\n- {3}\n\n### Other things?\n\n- {1}\n\n"
    "### Closing\n\n- {0}\n"
).format(*TOLD)


def test_a_heading_between_those_that_ask_is_a_question_and_others_are_asked_about() -> None:
    source = source_of(HEADINGS, "i.md")
    assert labels(source) == 4 * ["Q", "A"]
    told = [doubt for doubt in recognise(source).doubts if "outside the interview" in doubt.text]
    assert [doubt.line for doubt in told] == [5, 25]


def test_a_summary_below_a_heading_of_another_level_is_never_an_answer() -> None:
    form = "**{asked}**\n\n* {told}\n\n"
    questions = in_markdown(form).text
    source = source_of(f"### Two:\n{questions}## Points (summary)\n* boat\n* snow\n", "i.md")
    assert labels(source) == 4 * ["Q", "A"]
    assert zones(source)[1] == "front"
    assert zones(source)[len(source.text.splitlines())] == "back"


def test_a_title_in_bold_above_an_article_is_no_question() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("The name is Moe. Richard Moe.").bold = True
    for told in TOLD:
        document.add_paragraph(f"{told}.")
    document.add_paragraph().add_run("Q&A").bold = True
    for asked, told in zip(ASKED, TOLD, strict=True):
        document.add_paragraph().add_run(asked).bold = True
        document.add_paragraph(f"{told}.")
    data = io.BytesIO()
    document.save(data)
    source = read_transcript_bytes(data.getvalue(), "i.docx")
    assert said(source)[0] == ("Q", ASKED[0])
    assert {*zones(source).values()} == {"front"}


def in_rows(*rows: tuple[str, ...]) -> Source:
    document = docx.Document()
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    data = io.BytesIO()
    document.save(data)
    return read_transcript_bytes(data.getvalue(), "i.docx")


ROWS = [*zip(ASKED, TOLD, strict=True)]


def test_a_row_of_a_table_is_a_question_and_its_answer_and_the_head_of_the_table_no_speaker() -> (
    None
):
    head = ("Questions", "Answers")
    source = in_rows(head, *ROWS, ("Respondent", "W2"), head, *ROWS)
    assert said(source)[0] == ("Q", ASKED[0])
    assert said(source)[1] == ("A", TOLD[0])
    assert labels(source) == 8 * ["Q", "A"]


def test_answers_of_several_people_in_one_row_are_never_one_persons_unasked() -> None:
    rows = [
        (asked, told, other) for asked, told, other in zip(ASKED, TOLD, TOLD[::-1], strict=True)
    ]
    source = in_rows(("QUESTION", "RESPONDENT 1", "RESPONDENT 2"), *rows)
    told = [doubt for doubt in recognise(source).doubts if "2 cells" in doubt.text]
    assert [doubt.line for doubt in told] == [2]


def test_the_rows_of_an_agenda_never_speak() -> None:
    agenda = [("Introduction", "1 min"), ("Closing", "5 min")]
    source = in_rows(*agenda, *ROWS, *agenda, *ROWS)
    assert {*labels(source)} == {"Q", "A"}


def test_questions_whose_answers_stand_elsewhere_are_asked_about() -> None:
    text = "".join(f"Question {number}: {asked}\n" for number, asked in enumerate(ASKED, 1))
    text += "".join(f"{told}.\nQuestion {number}: Why?\n" for number, told in enumerate(TOLD, 5))
    reading = recognise(source_of(text + "Because.\n"))
    assert [doubt.line for doubt in reading.doubts if "below each other" in doubt.text] == [1]


def test_bold_questions_between_bold_names_are_nobodys_and_asked_about() -> None:
    document = docx.Document()
    for number, (asked, told) in enumerate(zip(ASKED, TOLD, strict=True)):
        document.add_paragraph().add_run(asked).bold = True
        document.add_paragraph().add_run(("ANNA", "IDA")[number % 2]).bold = True
        document.add_paragraph(f"{told}.")
    data = io.BytesIO()
    document.save(data)
    source = read_transcript_bytes(data.getvalue(), "i.docx")
    assert labels(source) == [None, "ANNA", None, "IDA", None, "ANNA", None, "IDA"]
    assert any("name nobody: 4" in doubt.text for doubt in recognise(source).doubts)


def test_what_is_called_an_answer_in_bold_is_no_heading() -> None:
    document = docx.Document()
    for number, (asked, told) in enumerate(zip(ASKED, TOLD, strict=True), 1):
        document.add_paragraph(f"Q{number}: {asked}")
        document.add_paragraph("Yes")
        document.add_paragraph("No")
        document.add_paragraph().add_run(f"Answer: {told}").bold = number == 2
    data = io.BytesIO()
    document.save(data)
    source = read_transcript_bytes(data.getvalue(), "i.docx")
    assert not recognise(source).outside
    assert said(source)[3][1].endswith(TOLD[1])


def test_who_asks_many_people_with_a_number_each_speaks_and_so_do_they() -> None:
    talk = "{{000}}: {}\n{{{number}}}: {}\n"
    pairs = zip(ASKED, TOLD, strict=True)
    pieces = "".join(talk.format(asked, told, number="{number}") for asked, told in pairs)
    source = source_of("".join(pieces.replace("{number}", str(100 + n)) for n in range(15)))
    assert set(labels(source)) == {"000", *(str(100 + n) for n in range(15))}


def test_a_dialogue_of_dashes_over_several_lines_names_nobody() -> None:
    pairs = zip(ASKED, TOLD, strict=True)
    source = source_of("".join(f"– {asked}\n– {told}\n  and so on.\n" for asked, told in pairs))
    assert {*labels(source)} == {None}


def test_a_second_interview_behind_a_rule_whose_questions_have_no_number_is_asked_about() -> None:
    pairs = [*zip(ASKED, TOLD, strict=True)]
    first = "".join(f"{n}. {asked}\n{told}.\n\n" for n, (asked, told) in enumerate(pairs, 1))
    others = ("By train", "Nobody at all", "Short but wet", "Very little")
    second = "".join(
        f"·\n“{asked}”\n{other}, as I said.\nThen {told.lower()}.\n\n"
        for (asked, told), other in zip(pairs, others, strict=True)
    )
    text = f"{first}--------------------\n\nInterview 2\n\n{second}"
    told = [doubt for doubt in recognise(source_of(text)).doubts if "outside" in doubt.text]
    assert [doubt.line for doubt in told] == [text[: text.index("“")].count("\n") + 1]


def test_what_stands_in_italics_above_bold_questions_is_front_matter_with_its_picture() -> None:
    lead = "*We met in the harbour, where the old boats are.*\n\n{% photo src='a.jpg' %}\n\n"
    talk = in_markdown("**{asked}**\n\n{told}.\n\n").text
    source = source_of(lead + talk, "i.md")
    assert labels(source) == 4 * ["Q", "A"]
    assert zones(source) == {1: "front", 3: "front"}


def test_a_first_question_in_italics_above_bold_ones_is_asked() -> None:
    talk = in_markdown("**{asked}**\n\n{told}.\n\n").text
    source = source_of(f"*Who are you?*\n\nThe smith.\n\n{talk}", "i.md")
    assert labels(source) == 5 * ["Q", "A"]


def test_a_first_question_without_a_question_mark_in_the_form_of_the_others_is_asked() -> None:
    talk = in_markdown("**{asked}**\n\n{told}.\n\n").text
    source = source_of(f"**Tell me who you are.**\n\nThe smith.\n\n{talk}", "i.md")
    assert labels(source) == 5 * ["Q", "A"]


def test_headings_ask_with_the_question_mark_of_their_script() -> None:
    headings = "".join(
        f"## Q{number} 你在那里做什么{end}\n\n我在那里工作。\n\n"
        for number, end in enumerate("？？。？", 1)
    )
    assert labels(source_of(headings, "i.md")) == 4 * ["Q", "A"]


def in_another_look(answer: Sequence[str]) -> Source:
    """Return an interview whose second question has another style, and what answers it."""
    document = docx.Document()
    for number, (asked, told) in enumerate(zip(ASKED, TOLD, strict=True)):
        document.add_paragraph(f"-{asked}", style="Caption" if number == 1 else "Quote")
        for each in answer if number == 1 else [told]:
            document.add_paragraph(each)
    data = io.BytesIO()
    document.save(data)
    return read_transcript_bytes(data.getvalue(), "talk.docx")


def test_a_question_in_another_look_behind_the_sign_of_all_others_is_asked() -> None:
    source = in_another_look(["Part 1: The mill", "Part 2: The harbour", "Part 3: The snow"])
    assert labels(source) == 4 * ["Q", "A"]
    assert zones(source) == {}


def test_what_asks_behind_that_sign_beside_a_list_with_it_stays_in_the_answer() -> None:
    source = in_another_look(["-the mill", "-the harbour", TOLD[1]])
    assert labels(source) == 3 * ["Q", "A"]


def test_a_section_counted_on_below_other_words_than_the_first_stays_a_heading() -> None:
    source = in_another_look(["Part 1: The mill", TOLD[1], "Part 2: The harbour"])
    assert [*zones(source)] == [6]
