"""Constructed interviews as files of the formats that people have them in."""

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from html import escape
from itertools import groupby
from typing import NamedTuple

import docx
import xlsxwriter

from benchmarks.interviews.building import Interview, Paragraph
from benchmarks.interviews.matter import clock
from benchmarks.interviews.pdf_objects import pdf_of

_HEADINGS = {
    "de": ("Beginn", "Ende", "Sprecher", "Text"),
    "fr": ("Début", "Fin", "Locuteur", "Texte"),
    "es": ("Inicio", "Fin", "Hablante", "Texto"),
    "nb": ("Start", "Slutt", "Taler", "Tekst"),
    "nn": ("Start", "Slutt", "Talar", "Tekst"),
    "sv": ("Start", "Slut", "Talare", "Text"),
    "nl": ("Begin", "Einde", "Spreker", "Tekst"),
    "pl": ("Początek", "Koniec", "Rozmówca", "Tekst"),
    "ru": ("Начало", "Конец", "Говорящий", "Текст"),
}
_ENGLISH = ("Start", "End", "Speaker", "Text")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODT = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
_ODT_STYLES = (
    '<style:style style:name="B" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
_PDF_LINE, _PDF_PAGE = 84, 50
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)


class File(NamedTuple):
    """A file's name and content."""

    name: str
    content: bytes


def file_of(made: Interview, name: str) -> File:
    """Return an interview as a file of its plan's format; `name` is without an ending."""
    return File(f"{name}.{made.plan.format}", _WRITERS[made.plan.format](made))


def _text(made: Interview) -> bytes:
    """Return the text as one of the ways of saving text would have it, told by its length."""
    way = len(made.text) % 10
    text = made.text.replace("\n", "\r\n") if way in (1, 2, 3) else made.text
    return text.encode({3: "utf-8-sig", 4: "utf-8-sig", 5: "utf-16"}.get(way, "utf-8"))


def _blocks(made: Interview) -> Iterable[list[Paragraph]]:
    """Yield paragraphs by themselves, and rows of a table together."""
    for is_table, group in groupby(made.paragraphs, lambda one: len(one.cells)):
        if is_table:
            yield list(group)
        else:
            yield from ([one] for one in group)


@cache
def _empty_word() -> tuple[tuple[str, bytes], ...]:
    stream = io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream) as packed:
        return tuple((part, packed.read(part)) for part in packed.namelist())


def _packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for part, content in parts:
            packed.writestr(zipfile.ZipInfo(part), content)
    return stream.getvalue()


def _word_runs(one: Paragraph) -> str:
    pieces = ((one.text[: one.bold], "<w:rPr><w:b/></w:rPr>"), (one.text[one.bold :], ""))
    made = (
        f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        for text, style in pieces
        if text
    )
    return "".join(made).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')


def _word_paragraph(one: Paragraph) -> str:
    style = "ListNumber" if one.numbered else "Heading2" if one.heading else ""
    about = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{about}{_word_runs(one)}</w:p>"


def _docx(made: Interview) -> bytes:
    body = []
    for block in _blocks(made):
        if not block[0].cells:
            body.append(_word_paragraph(block[0]))
            continue
        body.append("<w:tbl><w:tblPr/><w:tblGrid/>")
        for row in block:
            cells = (
                f'<w:tc><w:p><w:r><w:t xml:space="preserve">{escape(cell)}</w:t></w:r></w:p></w:tc>'
                for cell in row.cells
            )
            body.append(f"<w:tr>{''.join(cells)}</w:tr>")
        body.append("</w:tbl>")
    document = f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>'
    return _packed(
        (part, document.encode() if part == "word/document.xml" else content)
        for part, content in _empty_word()
    )


def _odt(made: Interview) -> bytes:
    body = []
    for block in _blocks(made):
        if block[0].cells:
            rows = (
                "<table:table-row>"
                + "".join(
                    "<table:table-cell><text:p>" + escape(cell) + "</text:p></table:table-cell>"
                    for cell in row.cells
                )
                + "</table:table-row>"
                for row in block
            )
            body.append(f"<table:table>{''.join(rows)}</table:table>")
            continue
        one = block[0]
        bold, rest = escape(one.text[: one.bold]), escape(one.text[one.bold :])
        inside = f'<text:span text:style-name="B">{bold}</text:span>{rest}' if bold else rest
        inside = inside.replace("\t", "<text:tab/>").replace("  ", " <text:s/>")
        name = 'text:h text:outline-level="2"' if one.heading else "text:p"
        body.append(f"<{name}>{inside}</{name.split(' ', 1)[0]}>")
    content = (
        f"<office:document-content {_ODT}><office:automatic-styles>{_ODT_STYLES}"
        f"</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text>"
        "</office:body></office:document-content>"
    )
    return _packed(
        (
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", content.encode()),
        )
    )


def _rtf_words(words: str) -> str:
    made = []
    for sign in words:
        if sign in "\\{}":
            made.append(f"\\{sign}")
        elif sign == "\t":
            made.append("\\tab ")
        elif ord(sign) < 128:
            made.append(sign)
        else:
            made.append(f"\\u{ord(sign) - (65536 if ord(sign) > 32767 else 0)}?")
    return "".join(made)


def _rtf(made: Interview) -> bytes:
    body = "".join(
        (f"{{\\b {_rtf_words(one.text[: one.bold])}}}" if one.bold else "")
        + _rtf_words(one.text[one.bold :])
        + "\\par\n"
        for one in made.paragraphs
    )
    return ("{\\rtf1\\ansi\\uc1{\\fonttbl{\\f0 Arial;}}\\f0 " + body + "}").encode("ascii")


def _html(made: Interview) -> bytes:
    body = []
    for block in _blocks(made):
        if block[0].cells:
            rows = (
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.cells) + "</tr>"
                for row in block
            )
            body.append(f"<table>{''.join(rows)}</table>")
            continue
        one = block[0]
        bold, rest = escape(one.text[: one.bold]), escape(one.text[one.bold :])
        inside = f"<b>{bold}</b>{rest}" if bold else rest
        name = "h2" if one.heading else "p"
        body.append(f"<{name}>{inside}</{name}>" if inside else "")
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>'
    return (head + "\n".join(body) + "</body></html>").encode()


def _pdf(made: Interview) -> bytes:
    """Return a PDF in Helvetica; signs it has not are question marks."""
    lines: list[tuple[str, bool]] = []
    for one in made.paragraphs:
        text = one.text
        while len(text) > _PDF_LINE:
            cut = text.rfind(" ", 0, _PDF_LINE)
            lines.append((text[:cut], False))
            text = text[cut + 1 :]
        lines.append((text, bool(one.bold)))
        if text:
            lines.append(("", False))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    for face in ("Helvetica", "Helvetica-Bold"):
        font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>"
        objects.append(font.encode())
    kids: list[str] = []
    for start in range(0, len(lines), _PDF_PAGE):
        page = [
            (780 - 14 * place, words, bold)
            for place, (words, bold) in enumerate(lines[start : start + _PDF_PAGE])
            if words
        ]
        if made.plan.interlude == "page heads":
            title = f"{made.plan.language.upper()} {len(made.text) % 40}, {made.turns[0].times[0]}"
            page = [(815, title, False), *page, (40, str(len(kids) + 1), False)]
        shown = "\n".join(
            f"BT /F{1 + bold} 11 Tf 1 0 0 1 60 {height} Tm ({_pdf_words(words)}) Tj ET"
            for height, words, bold in page
        ).encode("cp1252", "replace")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(shown), shown))
        objects.append(
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << "
                f"/F1 3 0 R /F2 4 0 R >> >> /Contents {len(objects)} 0 R >>"
            ).encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return pdf_of(objects)


def _pdf_words(words: str) -> str:
    """Return words as a page shows them, without the signs that nobody sees."""
    words = "".join(sign for sign in words if unicodedata.category(sign) != "Cf")
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").replace("\t", "    ")


def _rows(made: Interview) -> list[Sequence[str]]:
    begin, end, speaker, text = _HEADINGS.get(made.plan.language, _ENGLISH)
    heads = [begin, end, speaker, text] if "times" in made.plan.convention else [speaker, text]
    return [heads, *(one.cells for one in made.paragraphs if one.cells)]


def _csv(made: Interview, delimiter: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(_rows(made))
    return stream.getvalue().encode()


def _tsv(made: Interview) -> bytes:
    return _csv(made, "\t")


def _xlsx(made: Interview) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet()
        for number, row in enumerate(_rows(made)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return stream.getvalue()


def _said(one: Paragraph) -> str:
    return one.text[one.said : one.until]


def _cues(made: Interview, sign: str) -> Iterable[str]:
    for number, one in enumerate((one for one in made.paragraphs if one.turn is not None), 1):
        assert one.turn is not None
        turn = made.turns[one.turn]
        begin, end = (clock(seconds) + f"{sign}000" for seconds in turn.times)
        words = _said(one)
        if made.plan.convention == "cue voice":
            words = f"<v {turn.labels[0]}>{escape(words, quote=False)}</v>"
        else:
            words = one.text
        yield f"{number}\n{begin} --> {end}\n{words}\n\n"


def _vtt(made: Interview) -> bytes:
    return ("WEBVTT\n\n" + "".join(_cues(made, "."))).encode()


def _srt(made: Interview) -> bytes:
    return "".join(_cues(made, ",")).encode()


def _json(made: Interview) -> bytes:
    segments = [
        {
            "start": float(made.turns[one.turn].times[0]),
            "end": float(made.turns[one.turn].times[1]),
            "speaker": made.turns[one.turn].labels[0],
            "text": _said(one),
        }
        for one in made.paragraphs
        if one.turn is not None
    ]
    whole: dict[str, object] = {"segments": segments}
    if made.plan.convention == "segments, voices named":
        whole = {"speakers": dict(made.legend), **whole}
    return json.dumps(whole, ensure_ascii=False).encode()


_WRITERS: dict[str, Callable[[Interview], bytes]] = {
    "txt": _text,
    "md": _text,
    "docx": _docx,
    "odt": _odt,
    "rtf": _rtf,
    "html": _html,
    "pdf": _pdf,
    "csv": _csv,
    "tsv": _tsv,
    "xlsx": _xlsx,
    "vtt": _vtt,
    "srt": _srt,
    "json": _json,
}
