"""Transcripts kept as tables: columns are found, and nothing that is said is lost."""

import csv
import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from kodeverk.model.text import normalise
from tests.formats.damaged_bytes import CHANGES, check_spans, damage
from tests.transcript_files import read_transcript

TALK = [
    ("00:00:01", "Intervjuer", "Hvordan fant du veien hit i dag?"),
    ("00:00:09", "Deltaker", "Jeg tok bussen, og så gikk jeg."),
    ("00:00:15", "Intervjuer", "Var det langt å gå?"),
    ("00:00:21", "Deltaker", "Nei, ti minutter; det regnet ikke."),
]
SAID = "".join(f"{speaker}: {words}\n" for _, speaker, words in TALK)

Rows = Sequence[Sequence[object]]


def written(rows: Rows, delimiter: str = ",", quoting: Literal[0, 1, 3] = csv.QUOTE_MINIMAL) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=quoting, escapechar=None).writerows(rows)
    return file.getvalue()


def read(text: str, name: str = "intervju.csv") -> Source:
    return read_transcript_bytes(text.encode(), name)


def workbook(*sheets: tuple[str, Rows]) -> bytes:
    book = openpyxl.Workbook()
    for place, (title, rows) in enumerate(sheets):
        sheet = book.create_sheet(title, place)
        for row in rows:
            sheet.append(list(row))
    book.remove(book["Sheet"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def open_document(body: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


def binary_workbook() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01")
    return file.getvalue()


def ods_row(*cells: str, repeated: int = 1) -> str:
    inside = "".join(
        f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


def voices(source: Source) -> list[str | None]:
    return [paragraph.voice for paragraph in source.paragraphs]


def times(source: Source) -> list[int | None]:
    return [paragraph.milliseconds for paragraph in source.paragraphs]


@pytest.mark.parametrize(
    "header",
    [
        ("Tid", "Taler", "Tekst"),
        ("TIMECODE", "SPEAKER", "TRANSCRIPT"),
        ("Zeit", "Sprecher:in", "Inhalt"),
        ("Start time", "Speaker name", "Utterance"),
        ("tid (mm:ss)", "Hvem", "Hva ble sagt"),
        ("Timestamp", "Name", "Transcription"),
        ("Tidskode", "Snakker", "Ytring"),
        ("Start", "Rolle", "Replikk"),
        (),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("name", ["intervju.csv", "intervju.tsv"])
def test_columns_are_known_by_their_names_or_by_what_is_in_them(
    header: tuple[str, ...], delimiter: str, name: str
) -> None:
    source = read(written([header, *TALK] if header else TALK, delimiter), name)
    assert source.text == SAID
    assert voices(source) == ["Intervjuer", "Deltaker"] * 2
    assert times(source) == [1_000, 9_000, 15_000, 21_000]
    assert [paragraph.cue for paragraph in source.paragraphs] == [0, 1, 2, 3]
    assert len(source.warnings) == (0 if header else 1)


LONG_TALK = [
    (
        speaker,
        f"{n // 3:02}:{n % 3 * 17 + 2:02}",
        f"{n // 3:02}:{n % 3 * 17 + 15:02}",
        f"{words} {n}",
    )
    for n, (_, speaker, words) in enumerate(TALK * 3)
]
LONG_SAID = "".join(f"{speaker}: {words}\n" for speaker, _, _, words in LONG_TALK)
HEADINGS = [
    ("Taler", "Start", "Stopp", "Tekst"),
    ("Hablante", "Inicio", "Fin", "Texto"),
    ("Intervenant", "Heure de début", "Heure de fin", "Verbatim"),
    ("Mówca", "Początek", "Koniec", "Wypowiedź"),
    ("Говорящий", "Начало", "Конец", "Текст"),
    ("说话人", "开始", "结束", "内容"),
    ("المتحدث", "البداية", "النهاية", "النص"),
    ("Hadlaha", "Bilow", "Dhammaad", "Qoraal"),
    ("Frobnicator", "Start", "Stop", "Text"),
    ("Speaker", "Blub", "Stop", "Text"),
    ("Speaker", "Start", "Blub", "Text"),
    ("Speaker", "Start", "Stop", "Xyzzy"),
    ("", "Start", "Stop", "Text"),
    ("Speaker", "", "Stop", "Text"),
    ("Speaker", "Start", "Stop", ""),
    ("", "Начало", "Конец", "Текст"),
]


@pytest.mark.parametrize("header", HEADINGS, ids=" ".join)
@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "ods"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 1, 0, 3), (3, 0, 1, 2)])
def test_speaker_start_and_stop_are_known_in_any_language_and_by_what_is_below_a_strange_word(
    header: tuple[str, ...], kind: str, order: tuple[int, ...]
) -> None:
    rows = [tuple(row[place] for place in order) for row in (header, *LONG_TALK)]
    if kind == "xlsx":
        data = workbook(("Ark1", rows))
    elif kind == "ods":
        body = "".join(ods_row(*row) for row in rows)
        data = open_document(f'<table:table table:name="Ark1">{body}</table:table>')
    else:
        data = written(rows, "\t" if kind == "tsv" else ",").encode()
    source = read_transcript_bytes(data, f"intervju.{kind}")
    assert source.text == LONG_SAID
    assert times(source)[:4] == [2_000, 19_000, 36_000, 62_000]


@pytest.mark.parametrize(
    "header", [("name", "role", "commentFull"), ("speaker", "place", "words"), ("Hvem", "a", "b")]
)
def test_one_known_word_above_the_speakers_makes_the_first_row_the_header(
    header: tuple[str, ...],
) -> None:
    talk = [
        (name, place, words)
        for name, place, (_, _, words) in zip(
            ("Moe", "Ran", "Moe", "Ran"), ("by", "by", "land", "by"), TALK, strict=True
        )
    ]
    source = read_transcript_bytes(written([header, *talk]).encode(), "talk.csv")
    assert source.text == "".join(f"{name}: {words}\n" for name, _, words in talk)


@pytest.mark.parametrize("header", [HEADINGS[4], HEADINGS[9]], ids=" ".join)
@pytest.mark.parametrize(
    ("written_as", "each"), [("{:.2f}", 1), ("{:.0f}", 1), ("{:.0f}", 1000)], ids=str
)
def test_times_below_strange_words_may_be_numbers_that_follow_each_other(
    header: tuple[str, ...], written_as: str, each: int
) -> None:
    rows = [("Nr", *header, "Confidence")]
    for n, (speaker, _, _, words) in enumerate(LONG_TALK):
        start, stop = (written_as.format(seconds * each) for seconds in (n * 7 + 1, n * 7 + 6))
        rows.append((str(n + 1), speaker, start, stop, words, f"0.{90 - n}"))
    source = read(written(rows, ";"))
    assert source.text == LONG_SAID
    assert times(source)[:3] == [1_000, 8_000, 15_000]
    assert any("'Nr', 'Confidence'" in warning for warning in source.warnings)


@pytest.mark.parametrize("header", [HEADINGS[4], HEADINGS[9], HEADINGS[14]], ids=" ".join)
def test_titles_above_strange_words_and_more_columns_are_no_talk(header: tuple[str, ...]) -> None:
    rows = [("Prosjekt X",), ("Sted: Oslo", "Dato: 3. mai"), (), ("Linje", *header, "Merknad")]
    rows += [(f"L{n}", *row, "ler" if n == 3 else "") for n, row in enumerate(LONG_TALK)]
    source = read(written(rows))
    assert source.text == f"Prosjekt X\nSted: Oslo\tDato: 3. mai\n{LONG_SAID}"
    assert recognise(source).speakers == {"Intervjuer": 6, "Deltaker": 6}


MENDED = [
    ["I", "Who mended the nets?"],
    ["P", "My uncle did."],
    ["I", "And the boats?"],
    ["P", "Nobody I know."],
] * 2


@pytest.mark.parametrize(
    "titles",
    [
        [["Kto", "Wypowiedź"]],
        [["Interview 7", ""], ["Puhuja", "Puhe"]],
        [["I", "Anna Berg"], ["P", "Karen Holt"], ["Date", "3 May 2019"]],
    ],
)
def test_rows_above_a_talk_that_strange_words_or_none_head_are_no_talk(titles: Rows) -> None:
    for name in ("talk.csv", "talk.xlsx"):
        source = (
            read(written([*titles, *MENDED]))
            if name == "talk.csv"
            else read_transcript_bytes(workbook(("talk", [*titles, *MENDED])), name)
        )
        assert voices(source) == [None] * len(titles) + ["I", "P"] * 4
        reading = recognise(source)
        assert [each.zone for each in reading.outside] == ["front"] * len(titles)
        assert reading.doubts == ()


def test_who_speaks_first_and_once_speaks_be_it_a_sentence_a_time_or_where_none_ends() -> None:
    first = ["Host", "Welcome to the mill."]
    assert voices(read(written([first, *MENDED])))[0] == "Host"
    timed = [[f"00:00:0{n}", *row] for n, row in enumerate([["Host", "Welcome"], *MENDED])]
    assert voices(read(written(timed)))[0] == "Host"
    unended = [[label, said.rstrip(".?")] for label, said in [first, *MENDED]]
    assert voices(read(written(unended)))[0] == "Host"


def test_people_who_are_numbered_are_known_by_times_beside_them() -> None:
    rows = [(str(n % 2 + 1), *row[1:]) for n, row in enumerate(LONG_TALK)]
    source = read(written([("Frobnicator", "Начало", "Конец", "Текст"), *rows]))
    assert set(voices(source)) == {"1", "2"}
    assert any("speaker from 'Frobnicator'" in warning for warning in source.warnings)


def test_numbers_that_do_not_follow_each_other_are_no_times() -> None:
    rows = [("Who", "Alder", "Poeng", "Text")]
    rows += [
        (row[0], str(20 + n * 7 % 30), str(n * 5 % 11), row[3]) for n, row in enumerate(LONG_TALK)
    ]
    source = read(written(rows))
    assert source.text == LONG_SAID
    assert not source.has_cues


def test_columns_stand_in_any_order() -> None:
    rows = [("Tekst", "Slutt", "Taler", "Start")]
    rows += [(words, "00:59", speaker, time) for time, speaker, words in TALK]
    source = read(written(rows))
    assert source.text == SAID
    assert times(source) == [1_000, 9_000, 15_000, 21_000]
    assert source.warnings == ()


def test_a_table_of_speakers_and_words_alone_has_turns_and_no_cues() -> None:
    source = read(written([row[1:] for row in TALK]))
    assert source.text == SAID
    assert not source.has_cues
    assert recognise(source).speakers == {"Intervjuer": 2, "Deltaker": 2}


def test_columns_that_are_left_out_are_named() -> None:
    rows = [("Nr", "Taler", "Tekst", "Notat")]
    rows += [(str(nr), speaker, words, "ler") for nr, (_, speaker, words) in enumerate(TALK, 1)]
    source = read(written(rows))
    assert source.text == SAID
    assert source.warnings == (
        "left out: columns that are neither time, speaker nor text: 'Nr', 'Notat'",
    )


def test_what_stands_above_the_header_is_kept() -> None:
    rows = [("Intervju 4", ""), ("Dato", "3. mai 2026"), (), ("Hvem", "Tekst")]
    source = read(written([*rows, *(row[1:] for row in TALK)], ";"))
    assert source.text == f"Intervju 4\nDato\t3. mai 2026\n{SAID}"


def test_a_table_whose_columns_cannot_be_told_keeps_its_rows_and_says_so() -> None:
    rows = [("HELLO", "god dag", "salaam"), ("BYE", "ha det bra", "khoda hafez")]
    source = read(written(rows, "\t"), "fraser.tsv")
    assert source.text == "HELLO\tgod dag\tsalaam\nBYE\tha det bra\tkhoda hafez\n"
    assert all(paragraph.row for paragraph in source.paragraphs)
    assert "cannot be told which column" in source.warnings[0]


def test_words_of_two_people_in_two_columns_are_not_mixed_up() -> None:
    rows = [("Tid", "Intervjuer", "Deltaker")]
    rows += [("00:01", "Hva gjør du om dagen nå?", "Jeg går på norskkurs hver dag.")] * 3
    source = read(written(rows))
    assert "Hva gjør du om dagen nå?\tJeg går på norskkurs hver dag." in source.text
    assert voices(source) == [None] * 4


def test_a_column_in_order_names_no_speakers_and_what_both_columns_say_is_kept() -> None:
    rows = [("Tema", "Du", "Jeg")]
    rows += [
        (part, f"Hva gjør du om dagen nå i {month}?", f"Jeg går på kurs og venter på {month}.")
        for part in ("reisen", "kurset")
        for month in ("mai", "juni", "juli")
    ]
    source = read(written(rows))
    assert voices(source) == [None] * 7
    assert "kurset\tHva gjør du om dagen nå i mai?\tJeg går på kurs" in source.text


@pytest.mark.parametrize("times", [[], ["Tid"]], ids=["no times", "times"])
def test_each_speaker_may_have_a_column(times: list[str]) -> None:
    said = [(at, n, words) for n, (at, _, words) in enumerate(TALK * 3)]
    rows = [(*times, "Intervjuer", "Deltaker")]
    for at, n, words in said:
        cells = (words, "") if n % 2 == 0 else ("", words)
        rows.append((*([at] if times else []), *cells))
    source = read(written(rows))
    blocks = recognise(source).blocks
    assert [block.label for block in blocks] == ["Intervjuer", "Deltaker"] * 6
    assert [source.text[block.start : block.end] for block in blocks] == [
        words for *_, words in said
    ]


@pytest.mark.parametrize(
    "header", [("Taler", "Original", "Oversettelse"), ("Speaker", "Translation", "Original text")]
)
def test_of_an_original_and_its_translation_the_original_is_read(header: tuple[str, ...]) -> None:
    source = read(
        written(
            [
                header,
                *(
                    (
                        who,
                        *(
                            (words, words[::-1])
                            if header[1] == "Original"
                            else (words[::-1], words)
                        ),
                    )
                    for _, who, words in TALK
                ),
            ]
        )
    )
    assert source.text == SAID
    (left_out,) = source.warnings
    assert left_out.endswith(repr(header[2] if header[1] == "Original" else header[1]))


def test_numbers_are_never_taken_for_speakers_without_being_named_so() -> None:
    rows = [(n % 2, f"Nå sier noen noe langt her, nummer {n}.") for n in range(8)]
    assert set(voices(read(written(rows)))) == {None}
    named = read(written([("Speaker", "Text"), *rows]))
    assert set(voices(named)) == {"0", "1"}


def test_a_row_with_a_time_and_no_speaker_is_nobodys() -> None:
    rows = [("Tid", "Taler", "Tekst"), *TALK[:2], ("00:30", "", "Hei, er det noen her?"), TALK[2]]
    source = read(written(rows))
    assert voices(source) == ["Intervjuer", "Deltaker", None, "Intervjuer"]
    labels = [block.label for block in recognise(source).blocks]
    assert labels == ["Intervjuer", "Deltaker", None, "Intervjuer"]


def test_rows_without_a_speaker_or_time_go_on_with_the_turn() -> None:
    rows = [("Taler", "Tekst"), *(row[1:] for row in TALK), ("", "Men det var kaldt.")]
    reading = recognise(read(written(rows)))
    assert reading.speakers == {"Intervjuer": 2, "Deltaker": 2}
    source = read(written(rows))
    assert source.text[reading.blocks[-1].start : reading.blocks[-1].end].endswith("kaldt.")


def test_rows_in_which_nothing_is_said_are_counted_and_events_are_kept() -> None:
    rows = [("Taler", "Tekst"), *(row[1:] for row in TALK), ("Deltaker", ""), ("[Pause]", "")]
    source = read(written(rows))
    assert source.text == f"{SAID}[Pause]\n"
    assert source.warnings == ("left out: rows in which nothing is said (1)",)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (("0", "7680", "15920"), [0, 7_680, 15_920]),
        (("0", "8", "16"), [0, 8_000, 16_000]),
        (("0.0", "7.68", "15.92"), [0, 7_680, 15_920]),
        (("0,0", "7,68", "15,92"), [0, 7_680, 15_920]),
        (("0:00.0", "0:07.6", "1:15.9"), [0, 7_600, 75_900]),
        (("#00:00:00-0#", "#00:00:07-6#", "#00:01:15-9#"), [0, 7_600, 75_900]),
        (("00:00:00:00", "00:00:07:12", "00:01:15:24"), [0, 7_000, 75_000]),
        (("0:00.0 - 0:07.6", "0:07.6 - 1:15.9", "1:15.9 - 1:20.0"), [0, 7_600, 75_900]),
        (("0", "7", "99999999999999999999999"), [0, 7, None]),
    ],
)
def test_times_in_any_writing_become_milliseconds(
    starts: tuple[str, ...], expected: list[int | None]
) -> None:
    words = "vi snakket lenge om hva som skjedde den gangen da"
    source = read(written([("start", "text"), *((start, words) for start in starts)], ";"))
    assert times(source) == expected


@pytest.mark.parametrize(("header", "each"), [("start (s)", 1000), ("start_ms", 1)])
def test_a_unit_that_the_header_names_is_believed(header: str, each: int) -> None:
    rows = [(header, "text"), ("0", "ja"), ("5", "nei, det vet jeg ikke noe om, dessverre")]
    assert times(read(written(rows))) == [0, 5 * each]


def test_tab_separated_words_with_quotation_marks_are_as_they_were_said() -> None:
    lines = 'start\tend\ttext\n0\t1000\t"Ja" sa hun\n1000\t2000\t"nei" og "jo"\n2000\t3000\the"i\n'
    assert read(lines, "a.tsv").text == '"Ja" sa hun\n"nei" og "jo"\nhe"i\n'


def test_quoted_cells_hold_separators_line_ends_and_quotation_marks() -> None:
    rows = [("Taler", "Tekst"), ("A", 'Hun sa: "ja, kom".\nSå gikk vi.'), ("B", "Nei; aldri.")]
    for delimiter in ",;\t":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL):
            source = read(written(rows, delimiter, quoting))
            assert source.text == 'A: Hun sa: "ja, kom".\nSå gikk vi.\nB: Nei; aldri.\n'
            assert voices(source) == ["A", None, "B"]


def test_a_comma_in_unquoted_words_cuts_nothing_off() -> None:
    text = "Tid,Taler,Tekst\n00:01,A,Ja, det var fint, synes jeg\n00:04,B,Enig\n00:07,A,Bra\n"
    source = read(text)
    assert source.text.startswith("A: Ja, det var fint, synes jeg\n")
    assert source.warnings == ()


def test_a_row_that_is_too_long_elsewhere_is_told() -> None:
    text = "Taler,Tekst,Notat\nA,Ja, det var fint,ler\nB,Enig i det,\nA,Bra at du sier det,\n"
    assert any("row 2" in warning for warning in read(text).warnings)


def test_quotation_marks_that_do_not_pair_lose_nothing() -> None:
    source = read('Taler,Tekst\nA,"Ja sa hun\nB,Nei sa han\nA,Så\n')
    assert source.text == 'A: "Ja sa hun\nB: Nei sa han\nA: Så\n'


def test_plain_text_named_like_a_table_is_read_as_text() -> None:
    text = "Kari: Hei.\nOla: Hei, hei, du.\nKari: Skal vi begynne?\nOla: Ja.\n"
    source = read(text)
    assert source.text == text
    assert recognise(source).speakers == {"Kari": 2, "Ola": 2}


def test_a_sample_that_ends_within_a_long_cell_does_not_hide_the_columns() -> None:
    story = "Først var det greit.\n\nSå ble det verre, og ingen, absolutt ingen, sa noe.\n" * 12
    rows = [(str(n), "AB"[n % 2], f"{story}{n}") for n in range(40)]
    source = read(written([("Nr", "Taler", "Tekst"), *rows]))
    assert [*recognise(source).speakers] == ["A", "B"]
    assert source.text.count("A: Først") == 20


def test_a_separator_that_the_first_line_tells_is_used() -> None:
    assert read("sep=|\nTaler|Tekst\nA|Hei, du; ja\nB|Hallo\n").text == "A: Hei, du; ja\nB: Hallo\n"


def test_times_in_excel_are_what_the_cell_shows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Tid", "Taler", "Tekst"])
    for value, shown in [
        (datetime.time(0, 5, 32), "h:mm:ss"),
        (datetime.time(6, 10), "hh:mm"),
        (datetime.timedelta(hours=1, minutes=2, seconds=3.25), "[h]:mm:ss.000"),
        (datetime.timedelta(minutes=70), "[mm]:ss"),
        ("01:10:05", "General"),
    ]:
        sheet.append([value, "A", "Ja, det stemmer."])
        sheet.cell(sheet.max_row, 1).number_format = shown
    file = io.BytesIO()
    book.save(file)
    source = read_transcript_bytes(file.getvalue(), "a.xlsx")
    assert times(source) == [332_000, 370_000, 3_723_250, 4_200_000, 4_205_000]


def test_numbers_dates_and_line_ends_in_excel_are_what_the_cell_shows() -> None:
    rows: list[list[object]] = [
        ["Taler", "Tekst"],
        ["A", 3],
        ["B", 2.5],
        ["A", datetime.date(2026, 5, 4)],
    ]
    rows += [["B", "en\nto"], ["A", True]]
    source = read_transcript_bytes(workbook(("Ark1", rows)), "a.xlsx")
    assert source.text == "A: 3\nB: 2.5\nA: 2026-05-04\nB: en\nto\nA: TRUE\n"


def test_a_workbook_whose_styles_are_broken_or_gone_is_still_read() -> None:
    whole = workbook(("Intervju", [("Tid", "Taler", "Tekst"), *TALK]))
    for styles in (b"<styleSheet><cellXfs/></styleSheet>", None):
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(file, "w") as new:
            for part in old.namelist():
                content = old.read(part).replace(b'<c r="', b'<c s="99" r="')
                if part == "xl/styles.xml":
                    content = styles or b""
                if content:
                    new.writestr(part, content)
        assert read_transcript_bytes(file.getvalue(), "a.xlsx").text == SAID


def test_runs_and_escapes_of_a_string_are_read_once_and_its_reading_aid_is_not() -> None:
    whole = workbook(("Intervju", [("Taler", "Tekst"), ("A", "ORD"), ("B", "Ja.")]))
    runs = "<r><t>to </t></r><r><t>ord_x000D_</t></r><rPh><t>lyd</t></rPh>"
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<t>ORD</t>", runs.encode()))
    assert read_transcript_bytes(file.getvalue(), "a.xlsx").text == "A: to ord\nB: Ja.\n"


def test_the_sheet_that_looks_like_a_transcript_is_read_and_the_others_named() -> None:
    notes = [["Huskeliste"], ["Husk å ringe tilbake til alle som ikke svarte på brevet i vår."] * 9]
    data = workbook(("Notater", notes), ("Intervju", [("Tid", "Taler", "Tekst"), *TALK]))
    source = read_transcript_bytes(data, "a.xlsx")
    assert source.text == SAID
    (warning,) = source.warnings
    assert warning.startswith("read from the sheet 'Intervju'; left out: 'Notater'. To import ")


def test_comments_on_cells_are_counted() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for _, speaker, words in TALK:
        sheet.append([speaker, words])
    sheet["B2"].comment = openpyxl.comments.Comment("sjekk dette", "Ola")
    file = io.BytesIO()
    book.save(file)
    warnings = read_transcript_bytes(file.getvalue(), "a.xlsx").warnings
    assert "left out: comments on cells (1)" in warnings


def test_an_open_document_sheet_gives_what_its_cells_show() -> None:
    note = "<office:annotation><text:p>sjekk</text:p></office:annotation>"
    body = (
        '<table:table table:name="Ark 1">'
        + ods_row("Tid", "Taler", "Tekst")
        + ods_row("00:05", "A", 'en<text:s text:c="2"/>to<text:line-break/>tre')
        + ods_row("00:09", "B", f"{note}fire<text:tab/><text:span>fem</text:span>")
        + '<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    source = read_transcript_bytes(open_document(body), "a.ods")
    assert source.text == "A: en  to tre\nB: fire\tfem\n"
    assert times(source) == [5_000, 9_000]
    assert source.warnings == ("left out: comments on cells (1)",)


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (workbook(("Tomt", [])), "a.xlsx", "nothing in the cells"),
        (workbook(("Ark1", TALK))[:-300], "a.xlsx", "damaged"),
        (open_document("<table:table><table:table-row>"), "a.ods", "damaged"),
        (
            open_document(f"<table:table>{ods_row('x', 'y', repeated=10**9)}</table:table>"),
            "a.ods",
            "3,000,000,000 cells, and at most 450,000",
        ),
        (b"a,b\n" * 300_000, "a.csv", "600,000 cells"),
        (binary_workbook(), "a.xlsb", ".xlsb"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "a.xls", ".xls"),
    ],
    ids=["empty", "cut", "broken", "bomb", "long", "binary", "old"],
)
def test_a_workbook_that_cannot_be_read_is_refused_with_a_hint(
    data: bytes, name: str, told: str
) -> None:
    data = data.replace(b"\xd0\xcf\x11\xe0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1)
    with pytest.raises(BadInput) as refused:
        read_transcript_bytes(data, name)
    assert refused.value.message.startswith(name)
    assert told in refused.value.message
    assert refused.value.hint


def test_a_cell_far_away_takes_no_memory() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for _, speaker, words in TALK:
        sheet.append([speaker, words])
    sheet["XFD900000"] = "langt borte"
    file = io.BytesIO()
    book.save(file)
    source = read_transcript_bytes(file.getvalue(), "a.xlsx")
    assert source.text == SAID
    assert any("column XFD" in warning for warning in source.warnings)


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6)
)


@given(TABLES, st.sampled_from(",;\t"))
@example([["0", '"']], "\t")
def test_every_word_of_a_table_is_in_the_text_or_its_column_is_named(
    rows: list[list[str]], delimiter: str
) -> None:
    try:
        source = read(written(rows, delimiter, csv.QUOTE_ALL))
    except BadInput:
        return
    wanted = sorted(word for row in rows for cell in row for word in normalise(cell).split())
    if not any("left out" in warning for warning in source.warnings) and not any(voices(source)):
        assert sorted(source.text.split()) == wanted


@given(
    st.lists(
        st.tuples(st.sampled_from(["Kari", "Ola N.", "I2"]), CELLS.filter(str.strip)), min_size=1
    ),
    st.sampled_from(",;\t"),
)
def test_what_is_said_in_named_columns_comes_out_as_it_went_in(
    talk: list[tuple[str, str]], delimiter: str
) -> None:
    try:
        source = read(written([("Taler", "Tekst"), *talk], delimiter, csv.QUOTE_ALL))
    except BadInput:
        return
    said = [line for line in source.text.split("\n") if line]
    expected = [f"{speaker}: {normalise(words).strip()}" for speaker, words in talk]
    assert [line.strip() for line in said] == [line for line in expected if not line.endswith(": ")]


WORKBOOK = workbook(("Intervju", [("Tid", "Taler", "Tekst"), *TALK]))
OPEN = open_document(f"<table:table>{''.join(ods_row(*row) for row in TALK)}</table:table>")


@pytest.mark.parametrize(
    ("data", "name", "part"),
    [
        (written(TALK, ";").encode("cp1252"), "a.csv", None),
        (written(TALK, "\t").encode("utf-16"), "a.tsv", None),
        (WORKBOOK, "a.xlsx", None),
        (WORKBOOK, "a.xlsx", "xl/worksheets/sheet1.xml"),
        (WORKBOOK, "a.xlsx", "xl/sharedStrings.xml"),
        (WORKBOOK, "a.xlsx", "xl/styles.xml"),
        (WORKBOOK, "a.xlsx", "xl/workbook.xml"),
        (WORKBOOK, "a.xlsx", "xl/_rels/workbook.xml.rels"),
        (OPEN, "a.ods", None),
        (OPEN, "a.ods", "content.xml"),
    ],
)
@given(changes=CHANGES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_damaged_table_gives_a_source_or_is_refused(
    data: bytes, name: str, part: str | None, changes: list[tuple[int, int, str]]
) -> None:
    if part is None:
        damaged = damage(data, changes)
    else:
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(file, "w") as packed:
            for each in whole.namelist():
                content = whole.read(each)
                packed.writestr(each, damage(content, changes) if each == part else content)
        damaged = file.getvalue()
    try:
        source = read_transcript_bytes(damaged, name)
    except BadInput as refused:
        if not refused.hint:
            raise
        return
    check_spans(source)


@pytest.mark.parametrize("file", ["transcript_de.csv", "transcript_de.ods"])
def test_a_real_table_named_csv_is_tab_separated(shared: Path, file: str) -> None:
    source = read_transcript(shared / "transcripts" / "ohd" / file)
    assert voices(source)[:15] == ["INT"] * 4 + ["AB"] * 11
    assert times(source)[:2] == [5_000, 11_150]
    assert source.text.startswith("INT: Heute ist Montag der 5. Oktober 2020,")


def test_a_real_workbook_gives_turns_and_events(shared: Path) -> None:
    source = read_transcript(shared / "transcripts" / "textreadr" / "trans4.xlsx")
    assert recognise(source).speakers == {
        "Researcher 2": 1,
        "Teacher 4": 2,
        "Multiple Students": 1,
    }
    assert "\n[Cross Talk 3:00]\n" in source.text


def test_a_recognisers_table_and_its_captions_hold_the_same_cues(shared: Path) -> None:
    folder = shared / "transcripts" / "hitsave"
    sources = [
        read_transcript(folder / f"Keitai update Spring 2025.{ending}")
        for ending in ("vtt", "srt", "tsv", "json")
    ]
    assert len({source.text for source in sources}) == 1
    assert len({tuple(times(source)) for source in sources}) == 1


@pytest.mark.parametrize("folder", ["uptake", "inception_tsv", "refugee_phrasebook"])
def test_tables_that_are_no_transcripts_are_read_with_a_warning(shared: Path, folder: str) -> None:
    for file in sorted((shared / "transcripts" / folder).iterdir()):
        source = read_transcript(file)
        assert voices(source) == [None] * len(source.paragraphs)
        assert "cannot be told which column" in source.warnings[-1]


UTTERANCES = (
    "The ferry leaves.",
    "Nobody waits.",
    "My aunt always does, she says.",
    "It is warm now.",
)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (
            "speaker\tstart\tlink\ttext\n",
            "{who}\t{start}.5\thttps://example.org/{start}\t {words}\n",
        ),
        ("", "{start}.000000\t{end}.000000\t{words}\n"),  # labels of a sound editor
        ("", "{who}\t00:00:0{start}.000\t00:00:0{end}.500\t{words}\n"),
    ],
)
def test_a_text_file_that_is_a_table_of_talk_is_read_by_its_columns(head: str, row: str) -> None:
    rows = [
        row.format(who="KO"[n % 2], start=n, end=n + 1, words=words)
        for n, words in enumerate(UTTERANCES)
    ]
    source = read_transcript_bytes((head + "".join(rows)).encode(), "a.txt")
    assert source.format == "tsv"
    assert [at.milliseconds is not None for at in source.paragraphs] == [True] * 4
    said = source.text.replace("K: ", "").replace("O: ", "")
    assert said.splitlines() == [*UTTERANCES]
    assert "it was read as tsv" in source.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "00:01\tK\tThe ferry leaves.\n00:02\tO\tNobody waits.\n" * 3,
        "speaker\ttext\nK\tThe ferry leaves.\nO\tNobody waits.\n",
        "1\tK\tThe ferry leaves.\n2\tO\tNobody waits.\n3\tK\tMy aunt does.\n4\tO\tYes.\n",
        "speaker\tstart\ttext\n\nThis is how I write it down.\n\nK: The ferry leaves.\n",
    ],
)
def test_other_text_files_with_tabs_stay_as_they_are(text: str) -> None:
    source = read_transcript_bytes(text.encode(), "a.txt")
    assert (source.format, source.text) == ("txt", text)
