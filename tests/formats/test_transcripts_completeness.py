"""Every word that a second, independent reader finds is in the transcript just as often.

Both ways round: a word more in the transcript is as wrong as a word less. The second readers are
libraries that this program does not use, or a few crude lines of the standard library. What they
are known to see differently is taken out here, each with its reason.
"""

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path

import docx
import mammoth
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTTextLine
from striprtf.striprtf import rtf_to_text

from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.text import normalise
from tests.formats.opendocument_files import odt_bytes
from tests.formats.pdf_files import lines, pdf
from tests.formats.word_files import NAMES, para, run, with_parts, word_bytes

WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(normalise(text)))


class Shown(HTMLParser):
    """The text of a page for the eye, every element's words apart from the next but inline ones."""

    INLINE: tuple[str, ...] = (
        "a",
        "b",
        "i",
        "em",
        "strong",
        "font",
        "span",
        "sup",
        "sub",
        "u",
        "s",
        "ins",
    )
    UNSEEN: tuple[str, ...] = ("script", "style", "title", "template")

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in self.UNSEEN
        self.text += "" if tag in self.INLINE else "\n"

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in self.UNSEEN
        self.text += "" if tag in self.INLINE else "\n"

    def handle_data(self, data: str) -> None:
        self.text += "" if self.unseen else data


def shown(page: str) -> str:
    parser = Shown()
    parser.feed(page)
    parser.close()
    return parser.text


def by_mammoth(data: bytes) -> str:
    """Read Word with mammoth; its numbers of notes and its arrows back from them are its own."""
    page = mammoth.convert_to_html(io.BytesIO(data)).value
    page = re.sub(r'<sup><a href="#(?:foot|end)note-\d+".*?</a></sup>', "", page)
    return shown(re.sub(r'<a href="#(?:foot|end)note-ref-\d+">↑</a>', "", page))


def by_tags_of_open_document(data: bytes) -> str:
    """Read an OpenDocument text as text between tags, with what is a comment, deleted, or a
    citation of a note taken out as whole elements.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        content = packed.read("content.xml").decode("utf-8")
    body = content[content.index("<office:text") :]
    for element in ("office:annotation", "text:tracked-changes", "text:note-citation"):
        body = re.sub(rf"<{element}[ >].*?</{element}>", "", body, flags=re.DOTALL)
    body = re.sub(r"<text:s(?: [^>]*)?/>|<text:tab/>|<text:line-break/>", " ", body)
    body = re.sub(r"</(?:text:p|text:h)>|<text:note>|<draw:text-box>", "\n", body)
    return html.unescape(re.sub(r"<[^>]+>", "", body))


def by_striprtf(data: bytes) -> str:
    text: str = rtf_to_text(data.decode("latin-1"))  # type: ignore[no-untyped-call]  # has no types
    return text.replace("|", "\t")


def by_pdfminer(data: bytes) -> str:
    """Read a PDF with pdfminer.six.

    Programs that print a long view leave outside a page what other pages show, so lines whose
    middle stands outside it are taken out.
    """
    found: list[str] = []

    def collect(element: object, high: float) -> None:
        if isinstance(element, LTTextLine):
            if 0 <= (element.y0 + element.y1) / 2 <= high:
                found.append(element.get_text())
        elif isinstance(element, Iterable):
            for each in element:
                collect(each, high)

    for page in extract_pages(io.BytesIO(data), laparams=LAParams(boxes_flow=None)):
        collect(page, page.height)
    return "\n".join(found)


def by_html_parser(data: bytes) -> str:
    return shown(data.decode("utf-8"))


def same_words(
    data: bytes, name: str, second: Callable[[bytes], str], *, not_ours: str = ""
) -> None:
    """Compare the words of both readers; `not_ours` are those that only the second is to find."""
    ours = words(read_transcript_bytes(data, name).text)
    theirs = words(second(data))
    assert ours - theirs == Counter()
    assert theirs - ours == words(not_ours)


DOCUMENTS = (
    "sheffield_orda/Ana.docx",
    "sheffield_orda/David.docx",
    "sheffield_orda/Penni.docx",
    "textreadr/Yasmine_Interview_Transcript.docx",
    "textreadr/pres.deb1.docx",
    "textreadr/trans1.docx",
    "textreadr/trans2.docx",
    "textreadr/trans3.docx",
    "qualcoder_examples/ID1.docx",
    "pandoc_docx/comments.docx",
    "pandoc_docx/tables.docx",
    "pandoc_docx/track_changes_deletion.docx",
    "pandoc_docx/track_changes_insertion.docx",
    "pandoc_docx/track_changes_move.docx",
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_word_files_have_the_words_mammoth_finds(name: str, shared: Path) -> None:
    same_words((shared / "transcripts" / name).read_bytes(), name, by_mammoth)


@pytest.mark.parametrize("name", ["textreadr/trans8.odt", "qualcoder_examples/ID2.odt"])
def test_open_documents_have_the_words_between_their_tags(name: str, shared: Path) -> None:
    same_words((shared / "transcripts" / name).read_bytes(), name, by_tags_of_open_document)


def test_the_rtf_file_has_the_words_striprtf_finds(shared: Path) -> None:
    name = "textreadr/trans7.rtf"
    same_words((shared / "transcripts" / name).read_bytes(), name, by_striprtf)


FURNITURE = {
    # MAXQDA prints "1/5" on each page. It shows the text through a window in the page; beyond the
    # window's ends stand three numbers and a line that the page before or the next one shows.
    "pdpilot/P1.pdf": "1/5 2/5 3/5 4/5 5/5 24 45 92 that and I thought it was useful. And then I "
    "was able to drill down a little bit more by highlighting those and seeing what",
    "pdpilot/coded-segments.pdf": "",
}


@pytest.mark.parametrize("name", FURNITURE)
def test_pdf_files_have_the_words_pdfminer_finds(name: str, shared: Path) -> None:
    data = (shared / "transcripts" / name).read_bytes()
    same_words(data, name, by_pdfminer, not_ours=FURNITURE[name])


class Utterances(Shown):
    """The words of a talk: its headings name the speakers, and bold marks say which of them."""

    UNSEEN = (*Shown.UNSEEN, "h3", "b")


@pytest.mark.parametrize(
    "name",
    [
        "NOTA_intervju_001-AMB.html",
        "BB_d13_AW.html",
        "CANS_blair_WI_01gm-02gm_eo_ak.conc.ort.html",
    ],
)
def test_pages_of_transcriber_have_the_words_the_standard_library_finds(
    name: str, shared: Path
) -> None:
    data = (shared / "transcripts" / "tekstlab_no" / name).read_bytes()
    source = read_transcript_bytes(data, name)
    # The name at the head of each paragraph comes from a heading or a mark.
    said = [
        source.text[one.start + (len(one.voice) + 1 if one.voice else 0) : one.end]
        for one in source.paragraphs
    ]
    theirs = Utterances()
    theirs.feed(data.decode("latin-1"))
    assert words("\n".join(said)) == words(theirs.text)


def everything_in_word() -> bytes:
    document = docx.Document()
    document.add_heading("Intervju med Åse", 1)
    document.add_paragraph("Første spørsmål", style="List Number")
    document.add_paragraph("et punkt", style="List Bullet")
    paragraph = document.add_paragraph("Kari: ")
    paragraph.add_run("Hei på").bold = True
    run = paragraph.add_run(" deg\tog\nså")
    document.add_comment(run, "Dette er en kommentar", "Ola")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Taler", "Tekst", "Ola", "ja\nnei"), strict=True):
        cell.text = text
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text = "indre"
    inner.cell(0, 1).text = "tabell"
    document.sections[0].header.paragraphs[0].text = "topptekst"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_word_file_of_everything_has_the_words_mammoth_finds() -> None:
    same_words(everything_in_word(), "a.docx", by_mammoth)


def test_word_files_with_changes_controls_boxes_and_notes_have_the_words_mammoth_finds() -> None:
    box = f"<w:txbxContent>{para(run('boksen'))}</w:txbxContent>"
    body = para(
        run("Vi ")
        + f"<w:ins>{run('alltid ')}</w:ins>"
        + "<w:del><w:r><w:delText>aldri </w:delText></w:r></w:del>"
        + f"<w:sdt><w:sdtContent>{run('planla ')}</w:sdtContent></w:sdt>"
        + f"<w:hyperlink>{run('lenken')}</w:hyperlink>"
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    ) + para(
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:id="2">{para(run("Noten"))}</w:footnote></w:footnotes>'
    )
    same_words(with_parts(word_bytes(body), footnotes=notes), "a.docx", by_mammoth)


def test_an_open_document_of_everything_has_the_words_between_its_tags() -> None:
    box = "<draw:frame><draw:text-box><text:p>I boksen</text:p></draw:text-box></draw:frame>"
    cells = "".join(
        f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in "ab"
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>borte</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:h>Intervju</text:h><text:p>Vi <text:span>plan</text:span>la<text:s/>m&#248;tet"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Noten"
        "</text:p></text:note-body></text:note> n&amp;å<office:annotation><dc:creator>Kari"
        f"</dc:creator><text:p>Hva?</text:p></office:annotation>{box}</text:p>"
        "<text:list><text:list-item><text:p>punkt</text:p></text:list-item></text:list>"
        f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    )
    same_words(odt_bytes(body), "a.odt", by_tags_of_open_document)


def test_an_rtf_file_of_everything_has_the_words_striprtf_finds() -> None:
    # striprtf has no words of notes and text boxes, keeps deleted ones and adds the addresses of
    # links: those have their own tests.
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}{\info{\title Nei}}{\header topp}"
        rb"{\b Kari:}\tab Bl\'e5b\'e6r og bl\u229?b\u230?r\par"
        rb"\trowd\cellx1\cellx2\pard\intbl a\cell b\cell\row\pard{\pict 00ff}"
        rb"Slutt \emdash  ja\line nei\par}"
    )
    same_words(data, "a.rtf", by_striprtf)


def test_a_web_page_of_everything_has_the_words_the_standard_library_finds() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Tittel</title><style>p {}</style></head><body>"
        "<h1>Intervju</h1><script>nei()</script><p>K<b>ar</b>i: <i>Hei</i><br>p&aring; &#248;ya</p>"
        "<ul><li>et<li>to</ul><table><tr><td>a<td>b<tr><td>c</table><pre>fast\n  tekst</pre>"
        "l&oslash;s<div>i <span>en</span><div>boks</div></div><!-- borte -->&nbsp;slutt"
    )
    same_words(page.encode(), "a.html", by_html_parser)


def test_a_pdf_file_of_everything_has_the_words_pdfminer_finds() -> None:
    pages = [
        [
            *lines("*Kari:", "Hei på deg, hvordan går det?", "Ola: fint – og du?"),
            (150, 650, "00:01"),
            (300, 650, "Tekst i (en) kolonne"),
            (290, 30, f"Side {page + 1} av 4"),
        ]
        for page in range(4)
    ]
    numbers = " ".join(f"Side {page + 1} av 4" for page in range(4))
    same_words(pdf(pages), "a.pdf", by_pdfminer, not_ours=numbers)
