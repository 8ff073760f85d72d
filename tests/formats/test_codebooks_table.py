"""Codebooks that people keep in a spreadsheet."""

from pathlib import Path

import pytest

from kodeverk.errors import BadInput
from kodeverk.formats.codebooks import read_codebook, read_codebook_table, write_codebook_table
from kodeverk.model.codebook import SHARED
from kodeverk.service.codebooks import codebook_in, is_crosswalk

HEADER = "key;parent;name_nb;name_en;colour;hotkey;counted\n"


def write(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path = tmp_path / "Min kodebok (2).csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_table_saved_by_a_norwegian_spreadsheet_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        HEADER.replace("\n", "\r\n")
        + 'REL-TILLIT;REL;"Tillit; og ""ro""";Trust;;1;SANN\r\n'
        + "REL;;Relasjon;;#F17BA8;;\r\n"
        + ";;;;;;\r\n"
        + "X-IDENT;;Identifiserende;;;;USANN\r\n",
    )
    book = read_codebook_table(path)
    theme, trust, reserve = book.codes
    assert (book.key, book.title) == ("min-kodebok-2", {"nb": "Min kodebok (2)"})
    assert (theme.key, theme.parent, theme.colour) == ("REL", None, "#f17ba8")
    assert (trust.parent, trust.hotkey, trust.counted) == (theme.id, "1", True)
    assert trust.name == {"nb": 'Tillit; og "ro"', "en": "Trust"}
    assert (reserve.codebook, reserve.counted) == (SHARED, False)


@pytest.mark.parametrize("name", ["veiledning", "samarbeid", "arbeidsgiver", "samskaping"])
def test_the_codes_of_the_study_go_into_a_table_and_back(
    repository: Path, tmp_path: Path, name: str
) -> None:
    book = read_codebook(repository / "codebooks" / f"{name}.yaml")
    path = tmp_path / f"{name}.csv"
    write_codebook_table(book, path)
    assert read_codebook_table(path).codes == book.codes
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["kodebok.xlsx", "kodebok.csv"])
def test_a_table_is_known_by_what_it_holds_and_not_by_its_name(
    repository: Path, tmp_path: Path, name: str
) -> None:
    book = read_codebook(repository / "codebooks" / "veiledning.yaml")
    path = tmp_path / name
    write_codebook_table(book, path)
    for called in (name, "kodebok.txt", "kodebok"):
        path = path.rename(tmp_path / called)
        assert codebook_in(path).key == "kodebok"
        assert [code.key for code in codebook_in(path).codes] == [code.key for code in book.codes]
        assert not is_crosswalk(path)


def test_the_sheet_with_the_codes_is_read_and_what_is_wrong_names_its_row(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "kodebok.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["Les meg"])
    sheet = workbook.create_sheet("koder")
    for row in (["key", "parent", "name_nb", "counted"], ["REL", None, "Relasjon", True]):
        sheet.append(row)
    workbook.save(path)
    (code,) = codebook_in(path).codes
    assert (code.key, code.name, code.counted) == ("REL", {"nb": "Relasjon"}, True)
    sheet.append(["REL-A", "RELL", "A", False])
    workbook.save(path)
    with pytest.raises(
        BadInput, match=r"kodebok\.xlsx:3: parent of REL-A: there is no code 'RELL'"
    ):
        codebook_in(path)


def test_a_document_of_words_is_no_codebook_and_that_is_said(
    repository: Path, tmp_path: Path
) -> None:
    path = tmp_path / "kodebok.yaml"
    path.write_bytes((repository / "sample_transcripts" / "01-asker-veileder.docx").read_bytes())
    with pytest.raises(BadInput, match="a docx file is no codebook") as caught:
        codebook_in(path)
    assert "CSV, XLSX" in caught.value.hint


@pytest.mark.parametrize(
    ("rows", "where", "hint"),
    [
        ("REL;;Relasjon\nREL-A;RELL;A\n", ":3: parent of REL-A: there is no code 'RELL'", "REL?"),
        ("REL;;\n", ":2: REL has no name", "name"),
        (";;Relasjon\n", ":2: this row has no key", "key"),
        ("REL;;Relasjon\nrel;;Igjen\n", ":3: code rel (as REL) is already in line 2", "key"),
        ('REL;;"To\nlinjer"\n', ":2: name of REL in nb must be one line", "hort"),
        ("A;B;a\nB;A;b\n", ":2: A stands under itself", "parent"),
        ("A;A;a\n", ":2: A stands under itself", "parent"),
        ("A;;a;;;;kanskje\n", ":2: counted is 'kanskje'", "true"),
        ("A;;a;;blå\n", ":2: 'blå' is no colour", "#"),
        ("A;;a;;;0\n", ":2: '0' cannot be a hotkey", "1 to 9"),
        ("A;;a;b;;1;ja;for mye\n", ":2: 8 cells under 7 columns", "quotes"),
        ("A;;a\nX-B;A;b\n", ":3: X-B under A: reserve codes stand alone", "parent"),
        ("X-A;;a\nB;X-A;b\n", ":3: B under X-A: reserve codes stand alone", "parent"),
        ("X-A;;a;;;;ja\n", ":2: X-A is a reserve code and can never be counted", "false"),
        ('A;;"a\n', ":2: not a CSV table", "quotes"),
        ("", ": no codes in the table", "row"),
    ],
)
def test_a_mistake_in_a_row_is_named_with_its_line(
    tmp_path: Path, rows: str, where: str, hint: str
) -> None:
    path = write(tmp_path, HEADER + rows)
    with pytest.raises(BadInput) as error:
        read_codebook_table(path)
    assert error.value.message.startswith(f"{path}{where}")
    assert hint in error.value.hint


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = write(tmp_path, 'key,name_nb,use_when\nA,a,"to\nlinjer"\n\nB,,\n')
    with pytest.raises(BadInput) as error:
        read_codebook_table(path)
    assert error.value.message == f"{path}:5: B has no name"


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("key;navn\n", "the column 'navn' is unknown"),
        ("key;key;name_nb\n", "the column key is there twice"),
        ("name_nb;name_en\n", "there is no column key"),
        ("key;parent\n", "there is no column name_nb"),
    ],
)
def test_a_wrong_header_is_named(tmp_path: Path, header: str, what: str) -> None:
    path = write(tmp_path, header + "A;B\n")
    with pytest.raises(BadInput) as error:
        read_codebook_table(path)
    assert error.value.message == f"{path}:1: {what}"
    assert error.value.hint


def test_a_table_that_is_not_utf_8_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "A;;på\n", "cp1252")
    with pytest.raises(BadInput) as error:
        read_codebook_table(path)
    assert error.value.message == f"{path}:2:5: not UTF-8"
    assert "CSV UTF-8" in error.value.hint
