"""Word files made by hand: paragraphs of runs, and parts beside the main one."""

import io
import zipfile

import docx
from docx.oxml import parse_xml

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


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def with_parts(data: bytes, **parts: str) -> bytes:
    """Return the Word file with parts that its main part relates to by their names."""
    relations = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    for name, xml in parts.items():
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        if name == "commentsExtended":
            kind = "http://schemas.microsoft.com/office/2011/relationships"
        relations = relations.replace(
            "</Relationships>",
            f'<Relationship Id="x{name}" Type="{kind}/{name}" Target="{name}.xml"/>'
            "</Relationships>",
        )
        data = repacked(data, f"word/{name}.xml", xml.encode())
    return repacked(data, "word/_rels/document.xml.rels", relations.encode())


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
