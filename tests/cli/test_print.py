"""`kodeverk print`: a coded interview with its codes in the margin."""

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_UNDERLINE
from lxml import html

from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.coders import find_coder, known_coders
from kodeverk.service.coding import apply_code, write_memo
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from tests.cli.command_line import Run

TALK = """\
Intervju i Oslo
I: Hvordan gikk det på møtet?
V: Vi hadde god tid den dagen, og hun forklarte alt <rolig>.
I: Hva skjedde etterpå?
V: Hun ringte tilbake samme uke fra Værøy.
"""


@pytest.fixture
def coded(tmp_path: Path, run: Run, codebook: Path) -> Path:
    """A project in which Kari and Ola have coded one interview, with a memo."""
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    assert run("init", "p.kodeverk", "--codebook", codebook).code == 0
    done = run("import", "p.kodeverk", "a.txt", "--municipality", "0301", "--role", "V=advisor")
    assert done.code == 0, done.err
    path = tmp_path / "p.kodeverk"
    kari = coder(path, "Kari")
    put(path, kari, "god tid den dagen, og hun", "REL-TILLIT", "fremmer")
    put(path, kari, "og hun forklarte alt", "REL-KONTIN", "hemmer", memo="Hvem er hun?")
    put(path, Coder("1c6cf1b6-53b5-4f24-8a13-8a4a6f43a1bb", "Ola"), "samme uke", "REL-TILGJ")
    return path


def coder(path: Path, name: str) -> Coder:
    with open_project(str(path)) as project:
        return find_coder(known_coders(project), name)


def put(path: Path, who: Coder, words: str, key: str, direction: str = "", memo: str = "") -> None:
    with open_project(str(path)) as project:
        transcript = find_transcript(project, "a")
        with project.reading() as connection:
            text = queries.version(connection, transcript.version).text
            code = next(one for one in queries.codes(connection) if one.key == key)
        start = text.index(words)
        facets = {"retning": [direction]} if direction else {}
        span = Span(start, start + len(words))
        coding = apply_code(project, who, transcript.id, span, code, facets)
        assert coding is not None
        if memo:
            write_memo(project, who, "coding", coding.id, memo)


def rows_of(file: Path) -> list[tuple[str, str]]:
    """The paragraphs of a document with what stands beside each."""
    (table, *_) = docx.Document(str(file)).tables
    return [
        (line.cells[0].text, "\n".join(one.text for one in line.cells[1].paragraphs))
        for line in table.rows
    ]


def test_the_document_has_the_words_with_the_codes_beside_them(
    coded: Path, run: Run, tmp_path: Path
) -> None:
    done = run("print", coded, "a", "a.docx")
    assert (done.code, done.out) == (0, "a.docx\n"), done.err
    assert "Memos not printed: 1" in done.err
    rows = rows_of(tmp_path / "a.docx")
    assert rows[0] == ("Intervju i Oslo", "")
    assert rows[2] == (
        "2 V: Vi hadde 1›god tid den dagen, 2›og hun‹1 forklarte alt‹2 <rolig>.",
        "1 REL-TILLIT +\n2 REL-KONTIN −",
    )
    assert rows[4] == ("4 V: Hun ringte tilbake samme uke fra Værøy.", "")
    document = docx.Document(str(tmp_path / "a.docx"))
    said = "\n".join(one.text for one in document.paragraphs)
    assert "Municipality: 0301 Oslo" in said
    assert "Speakers: I (interviewer, 2 turns), V (advisor, 2 turns)" in said
    assert "Coded by: Kari, 2 codings" in said
    assert [cell.text for cell in document.tables[1].rows[1].cells][:3] == [
        "REL-TILLIT",
        "Tillit",
        "1",
    ]
    runs = document.tables[0].rows[2].cells[0].paragraphs[0].runs
    lines = {one.text: one.underline for one in runs}
    assert lines["god tid den dagen, "] in (True, WD_UNDERLINE.SINGLE)
    assert lines["og hun"] == WD_UNDERLINE.DOUBLE
    assert lines[" <rolig>."] is None
    shaded = [one.text for one in runs if one._r.xpath("./w:rPr/w:shd")]
    assert shaded == ["god tid den dagen, ", "og hun", " forklarte alt"]
    assert document.tables[0].rows[0].cells[0].paragraphs[0].runs[0].italic
    width, height = document.sections[0].page_width, document.sections[0].page_height
    assert width is not None
    assert height is not None
    assert (round(width.mm), round(height.mm)) == (210, 297)


@pytest.mark.parametrize("out", ["a.docx", "a.html", "a.md"])
def test_words_of_who_is_not_to_be_quoted_are_never_printed_without_saying_so(
    coded: Path, run: Run, tmp_path: Path, out: str
) -> None:
    assert "consent to quotation" not in run("print", coded, "a", f"before-{out}").err
    assert run("set", coded, "a", "--informant", "V=VOSS-1").code == 0
    assert run("set", coded, "a", "--consent", "VOSS-1=quotation:no").code == 0
    done = run("print", coded, "a", out)
    note = (
        "Without consent to quotation: VOSS-1. This page has their words; it is for the team's own"
        " work and not for publication."
    )
    assert done.code == 0
    assert f"note: {note}" in done.err
    if out.endswith(".docx"):
        first = docx.Document(str(tmp_path / out)).paragraphs[1].text
        assert first == f"Not for publication: {note}"
    else:
        said = (tmp_path / out).read_text(encoding="utf-8").replace("\\", "")
        assert "Without consent to quotation" in said
        assert said.index("Without consent to quotation") < said.index("Coded by")


def test_the_page_says_the_same_and_runs_nothing(coded: Path, run: Run, tmp_path: Path) -> None:
    assert run("print", coded, "a", "a.html", "--memos", "--basis", "all").code == 0
    page = html.fromstring((tmp_path / "a.html").read_text(encoding="utf-8"))
    rows = page.find_class("row")
    assert [mark.text_content() for mark in rows[2].iter("mark")] == [
        "god tid den dagen, ",
        "og hun",
        " forklarte alt",
    ]
    assert [mark.get("class") for mark in rows[2].iter("mark")] == [None, "several", None]
    beside = [note.text_content() for note in rows[2].find_class("notes")[0]]
    assert beside == ["1 REL-TILLIT + · Kari", "2 REL-KONTIN − · KariHvem er hun?"]
    assert "3 REL-TILGJ · Ola" in rows[4].text_content()
    assert rows[0].find("p").get("class") == "aside"
    assert not list(page.iter("script"))
    style = next(page.iter("style")).text_content()
    assert "@page{size:A4" in style


def test_identifying_words_are_withheld_unless_they_are_asked_for(
    coded: Path, run: Run, tmp_path: Path
) -> None:
    put(coded, coder(coded, "Ola"), "Værøy", "X-IDENT")
    for ending in ("docx", "html", "md"):
        assert run("print", coded, "a", f"a.{ending}").code == 0
    assert rows_of(tmp_path / "a.docx")[4][0] == "4 V: Hun ringte tilbake samme uke fra […]."
    assert "Værøy" not in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Værøy" not in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert run("print", coded, "a", "b.docx", "--with-identifying").code == 0
    assert "Værøy" in rows_of(tmp_path / "b.docx")[4][0]


def test_colleagues_codings_are_printed_by_name_and_not_before_one_may_see_them(
    coded: Path, run: Run, tmp_path: Path
) -> None:
    assert run("print", coded, "a", "ola.docx", "--coder", "Ola").code == 0
    assert [beside for _, beside in rows_of(tmp_path / "ola.docx") if beside] == ["1 REL-TILGJ"]
    with open_project(str(coded)) as project:
        assign(project, coder(coded, "Kari"), ["Kari", "Ola"], double=1.0)
    for asked in (("--coder", "Ola"), ("--basis", "all")):
        done = run("print", coded, "a", "blind.docx", *asked)
        assert done.code == 1
        assert "theirs are hidden until you have finished" in done.err
    assert not (tmp_path / "blind.docx").exists()
    assert run("print", coded, "a", "mine.docx").code == 0
    assert run("set", coded, "--blind", "no").code == 0
    assert run("print", coded, "a", "all.docx", "--basis", "all").code == 0


def test_what_is_there_stays_and_a_project_is_never_replaced(
    coded: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_text("mine")
    assert "exists already" in run("print", coded, "a", "a.docx").err
    assert (tmp_path / "a.docx").read_text() == "mine"
    assert run("print", coded, "a", "a.docx", "--force").code == 0
    (tmp_path / "p.html").write_bytes(coded.read_bytes())
    assert "never replaced" in run("print", coded, "a", "p.html", "--force").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a", "a.pdf"), "There are: .docx, .md, .html"),
        (("nobody", "a.docx"), "there is no transcript 'nobody'"),
        (("a", "a.docx", "--coder", "Nobody"), "Nobody"),
        (("a", "nowhere/a.docx"), "nowhere"),
    ],
)
def test_what_cannot_be_printed_is_told(
    coded: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = run("print", coded, *arguments)
    assert done.code == 1
    assert said in done.err


def test_equal_interviews_give_equal_files_and_the_project_stays_as_it_is(
    coded: Path, run: Run, tmp_path: Path
) -> None:
    before = run("verify", coded, "--json").out
    assert run("print", coded, "a", "a.docx").code == run("print", coded, "a", "b.docx").code == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert run("verify", coded, "--json").out == before


def test_an_interview_nobody_has_coded_is_printed_all_the_same(
    coded: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "b.txt").write_text(TALK.replace("møtet", "kurset"), encoding="utf-8")
    assert run("import", coded, "b.txt", "--as-new").code == 0
    done = run("print", coded, "b", "b.docx")
    assert "There are no codings of Kari in it" in done.err
    assert len(rows_of(tmp_path / "b.docx")) == 5
    assert (
        "nobody's codings of b count yet"
        in run("print", coded, "b", "c.docx", "--basis", "final").err
    )
