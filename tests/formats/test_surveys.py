"""Surveys: which tables are one, which of their columns are what, and what each person answered."""

import io
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.formats.transcripts.surveys import respondent_source, survey_of
from kodeverk.model.source import Source
from kodeverk.model.survey import Survey
from kodeverk.model.text import normalise, words
from tests.survey_sheets import BEST, BETTER, HEADS, PEOPLE, Rows, as_csv, as_workbook


def survey_in(data: bytes, name: str) -> Survey:
    survey = read_transcript_bytes(data, name).survey
    assert survey is not None
    return survey


def survey(*people: Sequence[str], heads: Sequence[str] = HEADS) -> Survey:
    found = survey_of([heads, *people])
    assert found is not None
    return found


def answers(found: Survey, key: str) -> Source:
    return respondent_source(found, key, Source("", (), "csv", "utf-8"), f"svar.csv/{key}")


def as_spreadsheet(rows: Rows) -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    body = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            + "".join(f"<text:p>{line}</text:p>" for line in cell.split("\n"))
            + "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("svar.csv", as_csv([HEADS, *PEOPLE]).encode()),
        ("svar.csv", as_csv([HEADS, *PEOPLE], ",").encode("utf-8-sig")),
        ("svar.tsv", as_csv([HEADS, *PEOPLE], "\t").encode()),
        ("svar.csv", as_csv([HEADS, *PEOPLE]).encode("cp1252")),
        ("svar.xlsx", as_workbook([HEADS, *PEOPLE])),
        ("svar.ods", as_spreadsheet([HEADS, *PEOPLE])),
    ],
)
def test_every_kind_of_sheet_says_the_same_of_its_columns_and_people(
    name: str, data: bytes
) -> None:
    found = survey_in(data, name)
    form = found.form
    assert form.is_plain
    assert form.questions == (BEST, BETTER)
    assert (form.identity, form.municipality, form.date) == ("ID", "Kommune", None)
    assert form.closed == ("alder",)
    assert form.left_out == ("E-post",)
    assert form.doubts == ("left out: respondents who answered no open question (1)",)
    assert [*found.respondents] == ["R1", "R2", "R3", "R4"]
    assert found.respondents["R2"].variables == {"alder": "40"}
    assert found.respondents["R2"].municipality == "Bergen"
    assert found.respondents["R4"].answers == ((BEST, "=SUM(A1:A9)"),)


def test_a_text_opens_with_the_id_outside_the_interview_and_each_question_is_a_turn() -> None:
    source = answers(survey(*PEOPLE), "R1")
    assert source.text == (
        f"R1\nInterviewer: {BEST}\nRespondent: Nei\nInterviewer: {BETTER}\nRespondent: Vet ikke\n"
    )
    blocks = recognise(source).blocks
    assert [block.label for block in blocks] == ["Interviewer", "Respondent"] * 2
    assert blocks[0].label_start == len("R1\n")


def test_equal_answers_of_two_people_are_two_texts() -> None:
    found = survey(*PEOPLE)
    assert found.respondents["R1"].answers == found.respondents["R3"].answers
    assert answers(found, "R1").text != answers(found, "R3").text


def test_a_question_that_nobody_answered_is_not_asked_and_signs_alone_are_an_answer() -> None:
    found = survey(("R1", "", "", "Fint", "-", ""), *PEOPLE[1:])
    assert found.respondents["R1"].answers == ((BEST, "Fint"), (BETTER, "-"))
    assert found.respondents["R4"].answers == ((BEST, "=SUM(A1:A9)"),)


def test_people_without_ids_are_called_by_their_rows_which_is_said() -> None:
    found = survey(*(person[1:] for person in PEOPLE), heads=HEADS[1:])
    assert [*found.respondents] == ["row 2", "row 3", "row 4", "row 5"]
    assert found.form.identity is None
    assert "no column says who the respondents are" in found.form.doubts[0]
    assert all(person.is_unnamed for person in found.respondents.values())


def test_ids_that_are_there_twice_or_missing_are_told_apart_by_rows_which_is_said() -> None:
    found = survey(
        ("R1", *PEOPLE[0][1:]),
        ("", *PEOPLE[1][1:]),
        ("R1", *PEOPLE[2][1:]),
        ("R1 (row 4)", *PEOPLE[3][1:]),
        ("row 3", *PEOPLE[3][1:]),
    )
    assert len(found.respondents) == found.form.respondents == 5
    assert [*found.respondents][:3] == ["R1 (row 2)", "row 3", "R1 (row 4)"]
    assert [person.row for person in found.respondents.values()] == [2, 3, 4, 5, 6]
    assert "respondents without an id, called by their rows: 1" in found.form.doubts
    assert any("told apart by their rows: 'R1'" in doubt for doubt in found.form.doubts)


@pytest.mark.parametrize(
    ("identity", "key"),
    [
        ("å/b", "å-b"),
        ("../../etc", "-..-etc"),
        ("..", "row 2"),
        ("=1+1", "=1+1"),
        ("0017", "0017"),
        ("R_2qgbEu23HZIOAqU", "R_2qgbEu23HZIOAqU"),
        ("پاسخ ۱", "پاسخ ۱"),
    ],
)
def test_an_id_of_any_signs_is_one_name(identity: str, key: str) -> None:
    assert next(iter(survey((identity, *PEOPLE[0][1:]), *PEOPLE[1:]).respondents)) == key


def test_a_sheet_of_closed_questions_alone_is_no_survey() -> None:
    rows = [
        ["ID", "Fornøyd?", "Alder"],
        *([f"R{n}", "ja" if n % 2 else "nei", "30"] for n in range(20)),
    ]
    assert survey_of(rows) is None


def test_one_person_alone_is_a_survey_only_when_somebody_says_so() -> None:
    assert not survey(PEOPLE[1]).form.is_plain


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Tid", "Taler", "Hva"],
            *(
                [
                    f"00:00:{n:02}",
                    "IA"[n % 2],
                    f"Dette er ytring nummer {n} i en lang samtale om tid.",
                ]
                for n in range(30)
            ),
        ],
        [
            ["Speaker", "What was said?", "Kode"],
            *(
                [
                    "IA"[n % 2],
                    f"This is a long utterance, number {n}, said in one talk by somebody.",
                    "K",
                ]
                for n in range(30)
            ),
        ],
        [
            ["Deltaker", "Tekst"],
            *(
                [f"D{n % 3}", f"Vi var på kurset i uke {n}, og det var greit nok."]
                for n in range(30)
            ),
        ],
    ],
)
def test_a_table_of_who_says_what_never_is_a_survey(rows: Rows) -> None:
    assert survey_of(rows) is None


def test_codes_in_the_first_row_and_questions_in_the_second_are_one_heading() -> None:
    """As Qualtrics saves them."""
    heads = ["ResponseId", "Q1", "Q2", "Q3"]
    asked = ["Response ID", "Hva var bra?", "Hva var dårlig?", "Hva nå?"]
    names = ['{"ImportId":"_recordId"}', *(f'{{"ImportId":"QID{n}"}}' for n in (1, 2, 3))]
    people = [
        [f"R_{n}", f"Alt var bra dag {n}", f"Lite var ille dag {n}", f"Videre til {n}"]
        for n in range(9)
    ]
    for rows in ([heads, asked, names, *people], [heads, asked, *people]):
        found = survey_of(rows)
        assert found is not None
        assert found.form.is_plain
        assert found.form.questions == tuple(asked[1:])
        assert found.form.identity == "Response ID"
        assert len(found.respondents) == 9


def test_the_row_of_questions_above_ids_of_columns_is_no_respondent_though_few_questions_ask() -> (
    None
):
    heads = ["StartDate", "ResponseId", "Q1", "Q3"]
    asked = ["Start Date", "Response ID", "Hva gjør du?", "Skriv hvorfor"]
    names = [f'{{"ImportId": "QID{n}"}}' for n in range(4)]
    people = [
        [
            f"2021-05-0{n} 10:00:00",
            f"R_{n}",
            f"Jeg syr sko av skinn nummer {n}",
            f"Det er {n} ganger",
        ]
        for n in range(1, 9)
    ]
    found = survey_of([heads, asked, names, *people])
    assert found is not None
    assert found.form.is_plain
    assert len(found.respondents) == 8
    assert found.form.identity == "Response ID"
    assert "Hva gjør du?" in found.form.questions


def test_scales_beside_one_comment_are_plainly_a_survey() -> None:
    heads = ["ID", "Q1", "Q2", "Q3", "Q4", "Kommentar"]
    people = [
        [
            str(n),
            *(str(1 + (n + scale) % 5) for scale in range(4)),
            f"Det gikk fint dag {n} for oss i alle fall",
        ]
        for n in range(1, 20)
    ]
    found = survey_of([heads, *people])
    assert found is not None
    assert found.form.is_plain


def test_a_column_of_merged_cells_is_told() -> None:
    people = [
        (person[0], "" if n % 2 else person[1], *person[2:]) for n, person in enumerate(PEOPLE[:4])
    ]
    (told,) = survey(*people).form.doubts
    assert told.startswith("'Kommune' is filled in one row of several each (2 of 4)")
    assert not survey(*PEOPLE[:4]).form.doubts


def test_cells_beyond_the_headings_are_said_to_be_left_out() -> None:
    found = survey(*PEOPLE[:4], (*PEOPLE[0], "og mer"))
    assert any(
        "rows with more cells than there are headings (1)" in doubt for doubt in found.form.doubts
    )


def test_names_and_addresses_are_left_out_and_named() -> None:
    heads = (*HEADS[:5], "What is your full name?", "Telefon")
    people = [(*person[:5], f"Kari Nordmann {n}", f"9000000{n}") for n, person in enumerate(PEOPLE)]
    assert survey(*people, heads=heads).form.left_out == ("What is your full name?", "Telefon")


def test_two_closed_columns_of_one_name_are_two_variables_and_columns_of_this_program_none() -> (
    None
):
    heads = (*HEADS[:5], "Grad", "grad", "Roles")
    people = [(*person[:5], "1", "2", "x") for person in PEOPLE]
    form = survey(*people, heads=heads).form
    assert form.closed == ("alder", "grad", "grad (2)")
    assert form.left_out == ("Roles",)


def test_long_answers_of_several_lines_do_not_hide_what_separates_the_cells() -> None:
    story = "Først var det greit.\n\nSå ble det verre, og ingen, absolutt ingen, sa noe.\n" * 12
    rows = [
        HEADS,
        *((f"R{n}", "Oslo", str(30 + n % 3), f"{story}{n}", f"Mer {n}", "") for n in range(40)),
    ]
    found = survey_in(as_csv(rows, ",").encode(), "svar.csv")
    assert len(found.respondents) == 40


def test_nobody_is_in_a_sheet_under_a_name_that_it_has_not() -> None:
    with pytest.raises(BadInput, match="no respondent 'R9'"):
        answers(survey(*PEOPLE), "R9")


_CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=8))
@example([("", "", "0\n:")])
@example([("", "", "</0>")])
@example([("", "", "0\nAAAA")])
def test_whatever_people_answer_nobody_is_lost_and_every_answer_is_a_turn(
    cells: list[tuple[str, str, str]],
) -> None:
    people = [
        (normalise(identity), "Oslo", "30", normalise(best), normalise(better), "")
        for identity, best, better in cells
    ]
    # These answer freely, so that the two columns are open questions whatever the others write.
    sure = [
        (
            f"S{n}",
            "Oslo",
            "30",
            f"Jeg lærte mye av det som ble sagt i uke {n} og etter",
            f"Gi oss mer tid enn {n} timer hver uke",
            "",
        )
        for n in range(40)
    ]
    found = survey_of([HEADS, *sure, *people])
    assert found is not None
    speak = [
        person
        for person in people
        if any(next(words(answer.strip()), None) is not None for answer in person[3:5])
    ]
    assert len(found.respondents) == len(sure) + len(speak)
    texts = set()
    for key, person in found.respondents.items():
        assert "/" not in key
        source = answers(found, key)
        texts.add(source.text)
        blocks = recognise(source).blocks
        assert [block.label for block in blocks] == ["Interviewer", "Respondent"] * len(
            person.answers
        )
        said = [source.text[block.start : block.end] for block in blocks]
        assert said[0::2] == [question for question, _ in person.answers]
        for told, (_, answer) in zip(said[1::2], person.answers, strict=True):
            assert told.split() == normalise(answer).split()
    assert len(texts) == len(found.respondents)
