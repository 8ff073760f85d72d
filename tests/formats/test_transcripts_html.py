"""The words that a web page shows, and who says what in the pages of Transcriber."""

from pathlib import Path

import pytest

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.transcript_files import read_transcript


def page(body: str, head: str = "") -> Source:
    data = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()
    return read_transcript_bytes(data, "intervju.html")


def test_block_elements_are_paragraphs_and_breaks_are_lines() -> None:
    source = page(
        "\n <h1>Intervju</h1><p>Kari:\n  Hei&nbsp;<i>på</i> deg.<br>\nMer&#160;&aring; si<br></p>"
        "<div>Ola:<div>ja</div>nei</div>løs tekst<p></p><ul><li>et <li>to</ul>"
    )
    assert source.text == (
        "Intervju\nKari: Hei\u00a0på deg.\nMer\u00a0å si\nOla:\nja\nnei\nløs tekst\net\nto\n"
    )


def test_scripts_styles_heads_and_hidden_elements_are_out() -> None:
    source = page(
        "<script>var a = 'nei';</script><style>p {}</style><!-- nei --><template>nei</template>"
        "<p>Synlig<span style='display: none'>skjult</span><span hidden> </span></p>",
        "<title>Tittelen</title>",
    )
    assert source.text == "Synlig\n"
    assert source.warnings == ("left out: hidden passages (1)",)


def test_insertions_are_in_and_deletions_out() -> None:
    source = page("<p>Jeg <ins>alltid</ins> <del>aldri</del> <s>gikk</s></p>")
    assert source.text == "Jeg alltid gikk\n"
    assert source.warnings == ("tracked changes were read as accepted (2)",)


def test_table_cells_stand_between_tabs() -> None:
    source = page(
        "<table><tr><th>Taler<th>Tekst</tr>"
        "<tr><td> Kari <td><p>Hei.</p><p>Mer.</p></tr>"
        "<tr><td>Ola<td><table><tr><td>a<td>b</table></table><p>Slutt"
    )
    assert source.text == "Taler\tTekst\nKari\tHei.\nMer.\nOla\ta\tb\nSlutt\n"
    rows = [paragraph.row for paragraph in source.paragraphs]
    assert rows == [True, True, False, True, False]


def test_cells_outside_any_row_are_paragraphs() -> None:
    assert page("<table><td>en</td><td>to</td></table>").text.split() == ["en", "to"]


def test_preformatted_text_keeps_its_lines() -> None:
    source = page("<pre>Kari: Hei\n  på\tdeg\n</pre><p>Ola")
    assert source.text == "Kari: Hei\n  på\tdeg\n\nOla\n"


def test_bold_heads_and_numbered_entries_are_marked() -> None:
    source = page(
        "<ol><li><p><b>Kari:</b> Hei</p><p>mer</p></li></ol><ul><li>Ola</li></ul>"
        "<p><span style='font-weight:700'>Per</span> ja</p>"
        "<b style='font-weight: normal'>plain</b>"
    )
    bold = [source.text[one.start : one.bold_to] for one in source.paragraphs]
    assert bold == ["Kari:", "", "", "Per", ""]
    numbered = [paragraph.numbered for paragraph in source.paragraphs]
    assert numbered == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("head", "encoding", "found"),
    [
        ("", "utf-8", "utf-8"),
        ('<meta charset="iso-8859-1">', "utf-8", "utf-8"),
        ('<meta charset="iso-8859-1">', "cp1252", "cp1252"),
        ('<meta http-equiv="ContentType" content="text/html; charset=x-mac">', "cp1252", "cp1252"),
        ('<meta charset="windows-1250">', "cp1250", "windows-1250"),
        ("<meta charset='macintosh'>", "mac-roman", "macintosh"),
        ("<meta charset='unicode_escape'>", "cp1252", "cp1252"),
        ("", "utf-16", "utf-16-le"),
    ],
)
def test_a_page_is_decoded_by_its_bytes_then_by_what_it_says(
    head: str, encoding: str, found: str
) -> None:
    text = "Så på blåbær – ære være" if encoding != "cp1250" else "dvořák śćż"
    data = f"<html><head>{head}</head><p>{text}</p></html>".encode(encoding)
    source = read_transcript_bytes(data, "a.html")
    assert source.text == text + "\n"
    assert source.encoding == found


def test_an_entity_of_xml_is_never_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "haha"><!ENTITY b "&a;&a;">]><html><p>hei &b;</p></html>'
    assert "haha" not in read_transcript_bytes(bomb.encode(), "a.html").text.split(">", 1)[-1]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<html>" + b"<div>" * 5_000 + b"hei", "nests"),
        (b"<html><p>hei " + b"x" * 20_000_000, "20,000,013 bytes of text"),
        (b"<html><img src='x.png'></html>", "not one word"),
    ],
    ids=["deep", "large", "empty"],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_transcript_bytes(data, "a.html")
    assert refused.value.message.startswith("a.html")
    assert told in refused.value.message


TALK = (
    "<html><body><h1></h1>Program of<br>Transcribed by Kari, version 1"
    "<h3><font>(no speaker)</font></h3><ul><li><i>{start}</i></li></ul>"
    "<h3><font>Ola</font></h3><ul><li>ja # <i>[latter]</i></li><li>nei</li></ul>"
    "<h3><font>001 + Ola</font></h3><ul><li><b>1:</b>\nhva da<br>\n<b>2:</b>\n* jo</li>"
    "<li>\n<b>1:</b>\nsånn\n<br>\n<b>2:</b>\n</li></ul></body></html>"
)


def test_each_utterance_of_transcriber_has_its_speaker_also_where_two_talk_at_once() -> None:
    source = read_transcript_bytes(TALK.encode(), "a.html")
    assert source.text == (
        "Program of\nTranscribed by Kari, version 1\n{start}\nOla: ja # [latter]\nOla: nei\n"
        "001: hva da\nOla: * jo\n001: sånn\n"
    )
    said = [(one.voice, one.cue) for one in source.paragraphs[2:]]
    assert said == [(None, 0), ("Ola", 1), ("Ola", 1), ("001", 2), ("Ola", 2), ("001", 2)]


def test_headings_above_lists_are_no_talk_in_another_page() -> None:
    source = read_transcript_bytes(TALK.replace("Transcribed", "Written").encode(), "a.html")
    assert all(one.voice is None for one in source.paragraphs)
    assert "001 + Ola\n1: hva da\n2: * jo\n" in source.text


def test_real_pages_give_every_utterance_of_the_list(shared: Path) -> None:
    folder = shared / "transcripts" / "tekstlab_no"
    for name, utterances, sections in (
        ("NOTA_intervju_001-AMB.html", 179, 81),
        ("BB_d13_AW.html", 410, 262),
        ("CANS_blair_WI_01gm-02gm_eo_ak.conc.ort.html", 360, 228),
    ):
        source = read_transcript(folder / name)
        said = [one for one in source.paragraphs if one.cue is not None]
        assert len(said) == utterances
        assert len({one.cue for one in said}) == sections
        assert source.encoding == "cp1252"
        assert source.warnings == ()


def test_who_speaks_in_an_element_of_its_own_is_not_glued_to_the_next_word() -> None:
    line = '<p><span class="line-speaker">{}</span><span class="said">{}</span></p>'
    page = line.format("Tim", "Who bakes?") + line.format("Ida", "We all do.")
    source = read_transcript_bytes(page.encode(), "talk.html")
    assert source.text == "Tim: Who bakes?\nIda: We all do.\n"


def test_menus_and_the_foot_of_a_page_are_left_out_and_counted() -> None:
    source = page("<nav><a>Home</a></nav><p>Ida: Hei.</p><footer><p>Made by Bo.</p></footer>")
    assert source.text == "Ida: Hei.\n"
    assert source.warnings == ("left out: menus and feet (2)",)


PAGE = (
    "<h2>The ferry</h2>\n<p><b>Kari:</b> And when\ndid it stop?</p>\n<p><b>Ola:</b> Long ago.</p>\n"
)


@pytest.mark.parametrize("name", ["talk.md", "talk.txt"])
def test_a_text_that_is_a_part_of_a_page_is_read_as_one(name: str) -> None:
    source = read_transcript_bytes(PAGE.encode(), name)
    assert source.text == "The ferry\nKari: And when did it stop?\nOla: Long ago.\n"
    assert any("the content is html" in warning for warning in source.warnings)


@pytest.mark.parametrize(
    "text",
    [
        f"# The ferry\n\n{PAGE}",
        f"{PAGE}\n## Further\n\nKari: So.\n",
        '<div align="center">\n<img src="a.png">\n</div>\n\nKari: And when?\n\nOla: Long ago.\n',
    ],
)
def test_elements_within_markdown_make_no_page_of_it(text: str) -> None:
    assert read_transcript_bytes(text.encode(), "talk.md").format == "md"
