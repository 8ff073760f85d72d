"""The words on the page of a Word document, each once, and none that are not on it."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import docx
import pytest

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.formats.word_files import NAMES, para, repacked, run, with_parts, word_bytes
from tests.transcript_files import read_transcript


def word(body: str) -> Source:
    return read_transcript_bytes(word_bytes(body), "intervju.docx")


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
    assert [paragraph.row for paragraph in source.paragraphs] == [True, False, True]


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


def test_hidden_text_and_codes_of_fields_are_out_and_counted() -> None:
    source = word(
        para(
            run("Synlig")
            + run("skjult", "<w:vanish/>")
            + "<w:r><w:instrText>HYPERLINK</w:instrText></w:r>"
        )
    )
    assert source.text == "Synlig\n"
    assert source.warnings == ("left out: hidden passages (1)",)


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


def comment(key: int, text: str, author: str = "Kari") -> str:
    paragraph = f'<w:p w14:paraId="0000000{key}"><w:r><w:t>{text}</w:t></w:r></w:p>'
    return f'<w:comment w:id="{key}" w:author="{author}">{paragraph}</w:comment>'


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def commented(body: str, *comments: str, **parts: str) -> Source:
    xml = f"<w:comments {NAMES} {W14}>{''.join(comments)}</w:comments>"
    data = with_parts(word_bytes(body), comments=xml, **parts)
    return read_transcript_bytes(data, "a.docx")


def passages(source: Source) -> list[tuple[str, str]]:
    return [(source.text[one.start : one.end], one.text) for one in source.comments]


def begin(key: int) -> str:
    return f'<w:commentRangeStart w:id="{key}"/>'


def end(key: int) -> str:
    return f'<w:commentRangeEnd w:id="{key}"/><w:r><w:commentReference w:id="{key}"/></w:r>'


def test_a_comment_stands_on_its_words_and_not_in_the_text() -> None:
    source = commented(
        para(run("Vi ") + begin(1) + run("planla ", "<w:b/>") + end(1) + run("møtet")),
        comment(1, "Uklart"),
    )
    assert source.text == "Vi planla møtet\n"
    assert passages(source) == [("planla", "Uklart")]
    assert source.comments[0].author == "Kari"
    assert source.warnings == ()


def test_a_comment_may_reach_over_paragraphs_and_cells() -> None:
    row = f"<w:tr><w:tc>{para(begin(1) + run('Ola'))}</w:tc><w:tc>{para(run('ja') + end(1))}</w:tc>"
    source = commented(
        para(run("a ") + begin(2) + run("b")) + f"<w:tbl>{row}</w:tr></w:tbl>" + para(end(2)),
        comment(1, "i raden"),
        comment(2, "over alt"),
    )
    assert source.text == "a b\nOla\tja\n"
    assert passages(source) == [("b\nOla\tja", "over alt"), ("Ola\tja", "i raden")]


def test_a_reply_is_a_comment_of_its_own_on_the_passage_it_answers() -> None:
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000001"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/></w15:commentsEx>'
    )
    source = commented(
        para(run("Vi ") + begin(1) + run("planla") + end(1)),
        comment(1, "Hva?"),
        comment(2, "Møtet", "Ola"),
        commentsExtended=extended,
    )
    assert passages(source) == [("planla", "Hva?"), ("planla", "Møtet")]
    assert [one.author for one in source.comments] == ["Kari", "Ola"]


def test_a_comment_on_no_words_stands_on_the_word_beside_it() -> None:
    deleted = "<w:del><w:r><w:delText>borte</w:delText></w:r></w:del>"
    source = commented(
        para(begin(1) + deleted + end(1) + run("Vi planla"))
        + para(run("møtet") + begin(2) + end(2)),
        comment(1, "slettet"),
        comment(2, "et punkt"),
    )
    assert passages(source) == [("Vi", "slettet"), ("møtet", "et punkt")]


def test_a_comment_that_stands_nowhere_is_told() -> None:
    source = commented(para(run("Vi planla")), comment(1, "uten sted"))
    assert source.comments == ()
    assert source.warnings == ("left out: comments that stand on no words of the text (1)",)


def test_a_note_is_read_once_after_its_paragraph() -> None:
    itself = '<w:footnoteReference w:id="2"/>'
    separator = f'<w:footnote w:type="separator" w:id="-1">{para(run("strek"))}</w:footnote>'
    note = f'<w:footnote w:id="2">{para(run("Noten") + itself)}</w:footnote>'
    notes = f"<w:footnotes {NAMES}>{separator}{note}</w:footnotes>"
    body = para(run("En") + f"<w:r>{itself}</w:r>" * 2) + para(run("To"))
    data = with_parts(word_bytes(body), footnotes=notes)
    source = read_transcript_bytes(data, "a.docx")
    assert source.text == "En\nNoten\nTo\n"
    assert source.warnings == ("footnotes were read into the text, each behind its paragraph (1)",)


def test_entries_of_numbered_lists_are_marked_and_bullets_are_not() -> None:
    def entry(style: str, text: str) -> str:
        return para(f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' + run(text))

    def direct(number: int, text: str) -> str:
        place = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return para(f"<w:pPr>{place}</w:pPr>" + run(text))

    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/>'
        f'</w:lvl></w:abstractNum><w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
        for key, form in ((1, "decimal"), (2, "upperLetter"), (3, "bullet"))
    )
    numbering = f"<w:numbering {NAMES}>{levels}</w:numbering>"
    styles = (
        f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="ListNumber"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Question"><w:basedOn w:val="ListNumber"/>'
        "<w:rPr><w:b/></w:rPr></w:style></w:styles>"
    )
    body = (
        entry("ListNumber", "en")
        + entry("Question", "to")
        + direct(2, "tre")
        + direct(3, "fire")
        + direct(0, "fem")
    )
    data = repacked(word_bytes(body), "word/styles.xml", styles.encode())
    source = read_transcript_bytes(
        repacked(data, "word/numbering.xml", numbering.encode()), "a.docx"
    )
    assert [paragraph.numbered for paragraph in source.paragraphs] == [
        True,
        True,
        True,
        False,
        False,
    ]
    bold = [paragraph.bold_to - paragraph.start for paragraph in source.paragraphs]
    assert bold == [0, 2, 0, 0, 0]


def test_headers_with_words_are_counted_as_left_out() -> None:
    document = docx.Document()
    document.add_paragraph("Hei")
    document.sections[0].header.paragraphs[0].text = "Intervju 3"
    document.sections[0].footer.paragraphs[0].text = "12"
    stream = io.BytesIO()
    document.save(stream)
    source = read_transcript_bytes(stream.getvalue(), "a.docx")
    assert source.text == "Hei\n"
    assert source.warnings == ("left out: headers and footers (1)",)


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


@pytest.mark.parametrize("part", ["word/document.xml", "word/media/image1.png"])
def test_a_part_that_is_larger_than_it_announces_is_damage_and_fills_no_memory(part: str) -> None:
    data = bytearray(repacked(word_bytes(para(run("x"))), part, b" " * 60_000_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        local = archive.getinfo(part).header_offset
    central = data.rindex(part.encode()) - 46
    for size_at in (local + 22, central + 24):
        data[size_at : size_at + 4] = (100_000).to_bytes(4, "little")
    tracemalloc.start()
    try:
        with pytest.raises(BadInput, match="damaged"):
            read_transcript_bytes(bytes(data), "a.docx")
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_would_unpack_to_far_too_much_is_refused_unopened() -> None:
    data = repacked(word_bytes(para(run("x"))), "word/media/image1.xml", b"0" * 30_000_000)
    with pytest.raises(BadInput, match=r"too large: 30,\d+,\d+ bytes of XML"):
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
    assert david.warnings == ()
    assert [comment.author for comment in david.comments].count("Lee J Pretlove") == 4
    assert len(david.comments) == 9
    first, answer = david.comments[:2]
    assert david.text[first.start : first.end] == "and analysis"
    assert (answer.start, answer.end) == (first.start, first.end)
    assert answer.text == "You said “and analysis”"


def test_what_is_bold_stays_bold_behind_a_line_break_and_the_plain_line_below_it_is_plain() -> None:
    line = "<w:r><w:br/></w:r>"
    source = word(
        para(line + run("Hva", "<w:b/>") + line + run("da?", "<w:b/>") + line + run("Ja"))
    )
    bold = [source.text[one.start : one.bold_to] for one in source.paragraphs]
    assert bold == ["", "Hva", "da?", ""]
