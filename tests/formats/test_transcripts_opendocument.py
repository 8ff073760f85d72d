"""The words on the page of an OpenDocument text, each once, and none that are not on it."""

import io
import zipfile
from pathlib import Path

import pytest

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.formats.opendocument_files import SPACES, odt_bytes
from tests.transcript_files import read_transcript


def odt(body: str, automatic: str = "", **more: str) -> Source:
    return read_transcript_bytes(odt_bytes(body, automatic, **more), "intervju.odt")


def para(inside: str, style: str = "P1") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def test_white_space_of_the_file_is_one_space_and_signs_are_what_they_look_like() -> None:
    source = odt(
        para(" \n Vi  <text:span> planla</text:span>\n møtet<text:s text:c='3'/>nå <text:tab/>ja")
        + "<text:h>Slutt<text:line-break/>her</text:h>"
    )
    assert source.text == "Vi planla møtet   nå \tja\nSlutt\nher\n"


def test_insertions_are_in_and_deletions_out() -> None:
    regions = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>borte</text:p>"
        "</text:deletion></text:changed-region><text:changed-region><text:insertion>"
        "<office:change-info/></text:insertion></text:changed-region></text:tracked-changes>"
    )
    source = odt(regions + para("Jeg <text:change/><text:change-start/>alltid<text:change-end/>"))
    assert source.text == "Jeg alltid\n"
    assert source.warnings == ("tracked changes were read as accepted (2)",)


def test_notes_and_text_boxes_are_read_once_after_their_paragraph() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{para('Noten')}</text:note-body></text:note>"
    )
    box = f"<draw:frame><draw:text-box>{para('I boksen')}</draw:text-box></draw:frame>"
    picture = "<draw:frame><draw:image/><svg:title>Et bilde</svg:title></draw:frame>"
    source = odt(para(f"En{note} to{box}{picture}") + para("Etter"))
    assert source.text == "En to\nNoten\nI boksen\nEtter\n"
    assert source.warnings == ("footnotes were read into the text, each behind its paragraph (1)",)


def test_table_cells_stand_between_tabs() -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    inner = f"<table:table>{row(para('a'), para('b'))}</table:table>"
    source = odt(
        "<table:table><table:table-header-rows>"
        + row(para("Kari"), para("Hei.") + para("Mer."))
        + "</table:table-header-rows>"
        + row(para("Ola"), inner)
        + "<table:table-row><table:covered-table-cell/><table:table-cell>"
        + f"{para('c')}</table:table-cell></table:table-row></table:table>"
    )
    assert source.text == "Kari\tHei.\nMer.\nOla\ta\tb\n\tc\n"
    assert [paragraph.row for paragraph in source.paragraphs] == [True, False, True, True]


def test_entries_of_numbered_lists_are_marked_and_bullets_are_not() -> None:
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
        'style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>'
    )
    source = odt(
        '<text:list text:style-name="L1"><text:list-item><text:number>1.</text:number>'
        + para("en")
        + f"<text:list><text:list-item>{para('punkt')}</text:list-item></text:list>"
        + "</text:list-item></text:list>"
        + para("fritt"),
        styles,
    )
    assert source.text == "en\npunkt\nfritt\n"
    assert [paragraph.numbered for paragraph in source.paragraphs] == [True, False, False]


def test_the_bold_head_of_a_paragraph_is_marked_and_hidden_text_is_out() -> None:
    styles = (
        '<style:style style:name="T0" style:family="text"><style:text-properties '
        'fo:font-weight="bold"/></style:style>'
        '<style:style style:name="T1" style:family="text" style:parent-style-name="T0"/>'
        '<style:style style:name="T2" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
    )
    source = odt(
        para(
            '<text:span text:style-name="T1">Kari</text:span> Hei'
            '<text:span text:style-name="T2">skjult</text:span>'
        ),
        styles,
    )
    assert source.text == "Kari Hei\n"
    assert source.paragraphs[0].bold_to == 4
    assert source.warnings == ("left out: hidden passages (1)",)


def annotation(name: str, author: str, text: str, more: str = "") -> str:
    return (
        f'<office:annotation office:name="{name}" {more}><dc:creator>{author}</dc:creator>'
        f"<dc:date>2024-01-01</dc:date>{para(text)}</office:annotation>"
    )


def test_comments_stand_on_their_words_and_replies_on_the_passage_they_answer() -> None:
    source = odt(
        para(f"Vi {annotation('a', 'Kari', 'Hva?')}planla")
        + para(f'møtet<office:annotation-end office:name="a"/> nå{annotation("b", "Ola", "Når?")}')
        + para(annotation("c", "Ola", "Dette", 'loext:parent-name="a"') + "Slutt")
    )
    assert source.text == "Vi planla\nmøtet nå\nSlutt\n"
    found = [(source.text[one.start : one.end], one.author, one.text) for one in source.comments]
    assert found == [
        ("planla\nmøtet", "Kari", "Hva?"),
        ("planla\nmøtet", "Ola", "Dette"),
        ("nå", "Ola", "Når?"),
    ]


def test_headers_with_words_are_counted_as_left_out() -> None:
    styles = (
        f"<office:document-styles {SPACES}><style:header><text:p>Intervju 3</text:p></style:header>"
        "<style:footer><text:p>12</text:p></style:footer></office:document-styles>"
    )
    source = odt(para("Hei"), styles=styles)
    assert source.text == "Hei\n"
    assert source.warnings == ("left out: headers and footers (1)",)


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(BadInput, match="entities"):
        read_transcript_bytes(odt_bytes(para("&b;"), head=bomb), "a.odt")


def test_spaces_without_measure_are_refused() -> None:
    with pytest.raises(BadInput, match=r"too large: 3,000,\d+ characters"):
        odt(para("hei" + "<text:s text:c='1000'/>" * 5_001))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (odt_bytes(para("<text:span>" * 400 + "hei" + "</text:span>" * 400)), "nests deeper"),
        (odt_bytes("<text:p>hei"), "damaged"),
        (odt_bytes(para("hei"))[:-60], "damaged"),
        (odt_bytes(para(" ")), "not one word"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_transcript_bytes(data, "a.odt")
    assert refused.value.message.startswith("a.odt")
    assert told in refused.value.message


def test_a_locked_document_is_told_as_locked() -> None:
    stream = io.BytesIO(odt_bytes(para("hei")))
    with zipfile.ZipFile(stream, "a") as packed:
        packed.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(BadInput, match="password"):
        read_transcript_bytes(stream.getvalue(), "a.odt")


def test_a_real_file_has_the_text_of_the_same_talk_in_rtf(shared: Path) -> None:
    folder = shared / "transcripts" / "textreadr"
    text = read_transcript(folder / "trans8.odt").text
    assert text.split() == read_transcript(folder / "trans7.rtf").text.split()
