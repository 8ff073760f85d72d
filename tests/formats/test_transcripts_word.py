"""The words on the page of a Word document, each once, and none that are not on it."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript, read_transcript_bytes
from kodeverk.model.source import Source

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def word_bytes(body: str) -> bytes:
    document = docx.Document()
    inside = document.element.body
    for child in list(inside):
        inside.remove(child)
    for child in list(parse_xml(f"<w:body {NAMES}>{body}</w:body>")):
        inside.append(child)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(body: str) -> Source:
    return read_transcript_bytes(word_bytes(body), "intervju.docx")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def test_text_in_content_controls_links_and_smart_tags_is_read() -> None:
    source = word(
        para(
            run("Vi ")
            + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('planla ')}</w:sdtContent></w:sdt>"
            + f"<w:hyperlink>{run('møtet ')}</w:hyperlink>"
            + f"<w:smartTag>{run('i Oslo')}</w:smartTag>"
            + f'<w:fldSimple w:instr="PAGE">{run(" nå")}</w:fldSimple>'
        )
        + f"<w:sdt><w:sdtContent>{para(run('Eget avsnitt'))}</w:sdtContent></w:sdt>"
    )
    assert source.text == "Vi planla møtet i Oslo nå\nEget avsnitt\n"


def test_insertions_and_moves_are_in_once_and_deletions_out() -> None:
    source = word(
        para(
            run("Jeg ")
            + f"<w:ins>{run('alltid ')}</w:ins>"
            + "<w:del><w:r><w:delText>aldri </w:delText></w:r></w:del>"
            + f"<w:moveFrom>{run('flyttet ')}</w:moveFrom>"
            + run("gikk ")
            + f"<w:moveTo>{run('flyttet')}</w:moveTo>"
        )
    )
    assert source.text == "Jeg alltid gikk flyttet\n"
    assert source.warnings == ("tracked changes were read as accepted (4)",)


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert word(para(mark + run("en ")) + para(run("to"))).text == "en to\n"


def test_table_cells_stand_between_tabs_and_deleted_rows_are_out() -> None:
    def row(*cells: str, properties: str = "") -> str:
        inside = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"

    inner = f"<w:tbl>{row(para(run('a')), para(run('b')))}</w:tbl>"
    source = word(
        "<w:tbl>"
        + row(para(run("Kari")), para(run("Hei.")) + para(run("Mer.")))
        + row(para(run("borte")), para(""), properties="<w:del/>")
        + row(para(run("Ola")), inner + para(""))
        + "</w:tbl>"
    )
    assert source.text == "Kari\tHei.\nMer.\nOla\ta\tb\n"


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    box = f"<w:txbxContent>{para(run('I boksen'))}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert word(para(run("Før") + drawing) + para(run("Etter"))).text == "Før\nI boksen\nEtter\n"


def test_signs_stand_for_what_they_look_like() -> None:
    source = word(
        para(
            run("a")
            + "<w:r><w:tab/><w:t>e</w:t><w:noBreakHyphen/><w:t>post</w:t><w:br/><w:t>ny</w:t>"
            + '<w:sym w:font="Wingdings" w:char="F04A"/><w:softHyphen/></w:r>'
        )
    )
    assert source.text == "a\te-post\nny☺\n"


def test_comments_notes_and_hidden_text_are_out_and_counted() -> None:
    source = word(
        para(
            run("Synlig")
            + run("skjult", "<w:vanish/>")
            + '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
            + "<w:r><w:instrText>HYPERLINK</w:instrText></w:r>"
        )
    )
    assert source.text == "Synlig\n"
    told = " ".join(source.warnings)
    assert "comments (1)" in told
    assert "footnotes (1)" in told
    assert "hidden passages (1)" in told


def test_the_bold_head_of_a_paragraph_is_marked() -> None:
    source = word(
        para(run("Ka", "<w:b/>") + run("ri", '<w:b w:val="1"/>') + run(" Hei"))
        + para(run("Ola ", '<w:b w:val="0"/>') + run("Hei", "<w:b/>"))
    )
    kari, ola = source.paragraphs
    assert source.text[kari.start : kari.bold_to] == "Kari"
    assert ola.bold_to == ola.start


def test_letters_composed_over_a_border_of_runs_are_normalised() -> None:
    source = word(para(run("a", "<w:b/>") + run("\u030a ja")))
    assert source.text == "å ja\n"


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, content)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_expanded(encoding: str) -> None:
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        f"<w:document {NAMES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    data = repacked(word_bytes(para(run("x"))), "word/document.xml", bomb.encode(encoding))
    with pytest.raises(BadInput, match="entities"):
        read_transcript_bytes(data, "a.docx")


def test_a_file_that_would_unpack_to_far_too_much_is_refused_unopened() -> None:
    data = repacked(word_bytes(para(run("x"))), "word/media/image1.xml", b"0" * 30_000_000)
    with pytest.raises(BadInput, match="would unpack"):
        read_transcript_bytes(data, "a.docx")


def test_broken_xml_in_a_sound_archive_is_told_as_damaged() -> None:
    data = repacked(word_bytes(para(run("x"))), "word/document.xml", b"<w:document><")
    with pytest.raises(BadInput, match="damaged"):
        read_transcript_bytes(data, "a.docx")


def test_real_word_files_give_every_word_on_their_pages(shared: Path) -> None:
    folder = shared / "transcripts"
    ana = read_transcript(folder / "sheffield_orda" / "Ana.docx")
    assert sum(not character.isspace() for character in ana.text) == 39_326
    moved = read_transcript(folder / "pandoc_docx" / "track_changes_move.docx")
    assert moved.text.split("\n\n") == [
        "Here is some text.",
        "Here is the text to be moved.",
        "Here is some more text.\n",
    ]
    inserted = read_transcript(folder / "pandoc_docx" / "track_changes_insertion.docx")
    assert inserted.text == "This is a text with two exciting insertions.\n"
    david = read_transcript(folder / "sheffield_orda" / "David.docx")
    assert david.warnings == ("left out: comments (9)",)
