"""Reports as single files: what is in them is words, whatever it looks like."""

import csv
import html.parser
import stat
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from docx.shared import Mm

from kodeverk.errors import BadInput, Refused
from kodeverk.files import Rights
from kodeverk.formats.reports.endings import PROSE, TABLES, write_document, write_records
from kodeverk.formats.reports.prose import (
    Document,
    Grid,
    Heading,
    Listing,
    Quotation,
    RunningText,
)
from kodeverk.formats.reports.table import Table

RUN = ["=1+1", "+47 22 22 22 22", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
NOT_XML = "før\x0bog\ufffeetter"
MARKED = "<script>alert(1)</script> *a* _b_ [c](d) `e` | f & g"
TABLE: Table[tuple[str, int | None]] = Table("codes", {("key", "number"): lambda row: row})
DOCUMENT = Document(
    f"Æ {MARKED}",
    "nb",
    [
        Heading(1, MARKED),
        Heading(9, "Deep"),
        RunningText(f"# {MARKED}\n1. Second line\n- third", "Lead"),
        Listing([MARKED, "- 2"]),
        Grid(("a", "b|c"), [(MARKED, "x\ny")]),
    ],
)


class Page(html.parser.HTMLParser):
    """The elements and the words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("ending", [*TABLES, *PROSE])
def test_equal_reports_are_equal_bytes_for_their_owner_alone(tmp_path: Path, ending: str) -> None:
    both = []
    for number in range(2):
        path = tmp_path / f"{number}{ending}"
        if ending in TABLES:
            write_records(path, TABLE, [("å", 1)])
        else:
            write_document(path, DOCUMENT)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        both.append(path.read_bytes())
    assert both[0] == both[1]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_report_for_a_group_is_its_group_s(tmp_path: Path) -> None:
    write_document(tmp_path / "a.md", DOCUMENT, Rights(0o640, tmp_path.stat().st_gid))
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640


def test_no_text_of_a_workbook_is_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    texts = [*RUN, "0301", "http://example.org", "{=1}", "", NOT_XML]
    write_records(tmp_path / "a.xlsx", TABLE, [(text, None) for text in texts])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["codes"]
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == ["key", "number"]
    read = [row[0] for row in rows[1:]]
    assert [cell.value or "" for cell in read] == [*texts[:-1], "før\ufffdog\ufffdetter"]
    assert {cell.data_type for cell in read} <= {"s", "n"}
    assert [cell.data_type for cell in read if cell.value] == ["s"] * (len(texts) - 1)
    assert not [cell for cell in read if cell.hyperlink]


def test_a_number_of_a_workbook_is_a_number_and_what_is_unknown_is_empty(tmp_path: Path) -> None:
    write_records(tmp_path / "a.xlsx", TABLE, [("a", 12), ("b", None)])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["codes"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [12, None]


def test_a_long_sentence_in_the_last_column_has_lines_below_each_other(tmp_path: Path) -> None:
    table: Table[tuple[str, str]] = Table("notes", {("key", "value"): lambda row: row})
    write_records(tmp_path / "a.xlsx", table, [("a", "short"), ("b", "long " * 30)])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert b'wrapText="1"' in package.read("xl/styles.xml")
    assert [
        row.get("ht") for row in ElementTree.fromstring(sheet).iter() if row.tag.endswith("row")
    ] == [
        None,
        None,
        "45",
    ]


def test_what_no_workbook_can_hold_is_refused_and_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_records(path, TABLE, [("a", 1)])
    before = path.read_bytes()
    with pytest.raises(BadInput, match="does not fit") as caught:
        write_records(path, TABLE, [("a" * 32_768, 1)])
    assert "CSV" in caught.value.hint
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_table_as_csv_is_read_back(tmp_path: Path) -> None:
    write_records(tmp_path / "a.csv", TABLE, [('a,"b"\nc', 1), ("=1", None)])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["key", "number"], ['a,"b"\nc', "1"], ["=1", ""]]


def test_a_page_has_only_the_elements_it_was_given(tmp_path: Path) -> None:
    write_document(tmp_path / "a.html", DOCUMENT)
    page = Page((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert page.words.count(MARKED) == 6  # the title is there twice
    assert "script" not in page.tags
    assert page.tags.count("h2") == page.tags.count("h6") == 1
    assert page.tags.count("li") == 2
    assert page.tags.count("br") == 3


def test_markdown_has_only_the_marks_it_was_given(tmp_path: Path) -> None:
    write_document(tmp_path / "a.md", DOCUMENT)
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    shown = r"\<script\>alert(1)\</script\> \*a\* \_b\_ \[c\](d) \`e\` \| f \& g"
    assert text == "\n".join(
        [
            f"# Æ {shown}",
            "",
            f"## {shown}",
            "",
            "###### Deep",
            "",
            f"**Lead:** \\# {shown}\\",
            "1\\. Second line\\",
            "\\- third",
            "",
            f"- {shown}",
            "- \\- 2",
            "",
            r"| a | b\|c |",
            "| --- | --- |",
            f"| {shown} | x y |",
            "",
        ]
    )


def test_a_word_document_has_the_words_and_tells_neither_time_nor_author(tmp_path: Path) -> None:
    write_document(
        tmp_path / "a.docx", Document("T", "nb", [*DOCUMENT.blocks, RunningText(NOT_XML)])
    )
    document = docx.Document(str(tmp_path / "a.docx"))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "T",
        MARKED,
        "Deep",
        f"Lead: # {MARKED}\n1. Second line\n- third",
        MARKED,
        "- 2",
        "før\ufffdog\ufffdetter",
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["a", "b|c"],
        [MARKED, "x\ny"],
    ]
    about = document.core_properties
    assert (about.author, about.comments, about.created, about.modified) == ("", "", None, None)
    assert (about.title, about.language) == ("T", "nb")


def test_a_word_document_has_every_block_in_its_order_and_a_page_of_its_own_size(
    tmp_path: Path,
) -> None:
    said = [f"<w:sectPr & {number}" for number in range(300)]
    blocks = [
        Quotation(words, "V1") if number % 2 else RunningText(words)
        for number, words in enumerate(said)
    ]
    write_document(tmp_path / "a.docx", Document("T", "nb", iter(blocks)))
    document = docx.Document(str(tmp_path / "a.docx"))
    written = [paragraph.text.partition("\n")[0] for paragraph in document.paragraphs]
    assert written == ["T", *said]
    (section,) = document.sections
    assert abs((section.page_width or 0) - Mm(210)) < Mm(1)


def test_tables_behind_each_other_in_word_keep_a_head_each(tmp_path: Path) -> None:
    grids = [Grid(("code", place), [("A", "1")]) for place in ("Oslo", "Asker", "Lier")]
    write_document(tmp_path / "a.docx", Document("T", "nb", [*grids, RunningText("Behind.")]))
    body = docx.Document(str(tmp_path / "a.docx")).element.body
    parts = [part.tag.rpartition("}")[2] for part in body]
    assert parts == ["p", "tbl", "p", "tbl", "p", "tbl", "p", "sectPr"], "else they are one table"


@pytest.mark.parametrize("name", ["a", "a.pdf", "a.docx", ".csv"])
def test_an_ending_of_no_table_is_refused_naming_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="ending") as caught:
        write_records(tmp_path / name, TABLE, [])
    assert ".csv, .xlsx" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [*TABLES, *PROSE])
def test_a_report_into_a_folder_that_is_not_there_says_to_make_it(
    tmp_path: Path, ending: str
) -> None:
    path = tmp_path / "no" / f"a{ending}"
    with pytest.raises(Refused, match=r"there is no folder .*no$") as told:
        write_records(path, TABLE, []) if ending in TABLES else write_document(path, DOCUMENT)
    assert told.value.hint == "Make the folder first."
