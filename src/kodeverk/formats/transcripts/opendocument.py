"""The text of an OpenDocument text (.odt), all tracked changes accepted."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from kodeverk.formats.transcripts.package import check_parts, damaged_as_bad_input, open_xml
from kodeverk.formats.transcripts.page import Page
from kodeverk.model.source import Source

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_HEADING = _TEXT + "h"
_PARAGRAPHS = {_TEXT + "p", _HEADING}
_LISTS, _ENTRIES = _TEXT + "list", {_TEXT + "list-item", _TEXT + "list-header"}
_ROW, _CELLS = _TABLE + "table-row", {_TABLE + "table-cell", _TABLE + "covered-table-cell"}
_COVERED = _TABLE + "covered-table-cell"
_SIGNS = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_SPACES, _COUNT, _MOST_SPACES = _TEXT + "s", _TEXT + "c", 1000
_NOTE, _NOTE_BODY = _TEXT + "note", _TEXT + "note-body"
_ANNOTATION, _ANNOTATION_END = _OFFICE + "annotation", _OFFICE + "annotation-end"
_NAME = _OFFICE + "name"
_CHANGES, _CHANGED = _TEXT + "tracked-changes", {_TEXT + "insertion", _TEXT + "deletion"}
_HIDDEN = {_TEXT + "hidden-text", _TEXT + "hidden-paragraph"}
# Shapes hold paragraphs of their own, which stand beside the one they are anchored in.
_SHAPES = {
    _DRAW + tag
    for tag in ("text-box", "custom-shape", "rect", "ellipse", "circle", "line", "polyline")
} | {_DRAW + tag for tag in ("polygon", "path", "regular-polygon", "connector", "caption")}
# What is no text of the page: declarations, sources of indexes, numbers that lists count
# themselves, the reading of a ruby text, descriptions of pictures.
_UNSEEN = {
    *(_TEXT + tag for tag in ("sequence-decls", "variable-decls", "user-field-decls")),
    *(_TEXT + tag for tag in ("dde-connection-decls", "alphabetical-index-auto-mark-file")),
    *(_TEXT + tag for tag in ("number", "note-citation", "ruby-text", "script")),
    *(
        f"{_TEXT}{kind}-source"
        for kind in (
            "table-of-content",
            "illustration-index",
            "table-index",
            "object-index",
            "user-index",
            "alphabetical-index",
        )
    ),
    _TEXT + "bibliography-source",
    _OFFICE + "forms",
    _OFFICE + "scripts",
    _OFFICE + "event-listeners",
    *(space + tag for space in (_SVG, _TABLE) for tag in ("title", "desc")),
    _DRAW + "glue-point",
    _DRAW + "enhanced-geometry",
}
_WHITE = re.compile(r"[ \t\r\n]+")


class _Style(NamedTuple):
    """What a style says, or takes from the style it is based on; underlined counts as italic."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    list_style: str = ""


def read_odt(data: bytes, name: str) -> Source:
    """Return the source of an OpenDocument text.

    Insertions are in, deletions out; each text box, footnote and endnote once, after its paragraph;
    a table row is one paragraph with TAB between the cells, more paragraphs of a cell follow on
    their own. Comments are comments of the source. Headers and footers, hidden text and the
    numbers of lists are out.
    Raises BadInput when the file cannot be read.
    """
    check_parts(data, name)
    content = open_xml(data, "content.xml", name)
    styles = open_xml(data, "styles.xml", name)
    with damaged_as_bad_input(name, "the OpenDocument file"):
        if content is None:
            raise ValueError("it has no content.xml")
        walk = _Walk([each for each in (styles, content) if each is not None], name)
        for _ in range(_running_heads(styles)):
            walk.page.count_left_out("headers and footers")
        for text in content.iter(_OFFICE + "text"):
            walk.blocks(text, "", 0)
            break
    return walk.page.source("odt")


class _Walk:
    """One pass over the tree of a document's content."""

    def __init__(self, roots: list[Any], name: str) -> None:
        self.page = Page(name)
        self._styles = _styles(roots)
        self._numbered = _numbered_levels(roots)
        self._after_space = True
        self._unnamed = 0
        self._replies: set[str] = set()

    def blocks(self, parent: Any, list_style: str, level: int) -> None:
        """Read the paragraphs and tables in `parent`, whatever they are wrapped in.

        `list_style` and `level` are those of the list it is in; level 0 is outside any.
        """
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                self.paragraph(child, list_style, level)
            elif tag == _LISTS:
                own = child.get(_TEXT + "style-name", list_style)
                for entry in child:
                    # A list's header stands above its entries and has no number.
                    if entry.tag in _ENTRIES:
                        is_item = entry.tag == _TEXT + "list-item"
                        self.blocks(entry, own, level + 1 if is_item else 0)
            elif tag == _ROW:
                self.row(child)
            elif not self.is_aside(child) and self.is_read(child):
                self.blocks(child, list_style, level)

    def paragraph(self, paragraph: Any, list_style: str, level: int) -> None:
        style = self.style(paragraph)
        if style.hidden:
            self.page.count_left_out("hidden passages")
            return
        self._after_space = True
        self.inline(paragraph, style.bold, style.italic)
        is_heading = paragraph.tag == _HEADING
        is_numbered = (list_style or style.list_style, level) in self._numbered
        self.page.close(is_numbered, is_heading, level or None)

    def inline(self, parent: Any, bold: bool, italic: bool) -> None:
        """Read what stands on the line in `parent`, whatever it is wrapped in."""
        self.add(parent.text, bold, italic)
        for child in parent:
            tag = child.tag
            if tag in _SIGNS:
                self.page.add(_SIGNS[tag], bold)
                self._after_space = False
            elif tag == _SPACES:
                self.page.add(" " * min(_number(child.get(_COUNT)), _MOST_SPACES), bold)
                self._after_space = False
            elif not self.is_aside(child) and self.is_read(child):
                if tag == _TEXT + "span":
                    style = self.style(child)
                    if style.hidden:
                        self.page.count_left_out("hidden passages")
                    else:
                        self.inline(child, bold or style.bold, italic or style.italic)
                else:
                    self.inline(child, bold, italic)
            self.add(child.tail, bold, italic)

    def add(self, text: str | None, bold: bool, italic: bool) -> None:
        """Add characters of the file: white space in a row is one space, none at the head."""
        if text:
            text = _WHITE.sub(" ", text)
            if self._after_space:
                text = text.removeprefix(" ")
            if text:
                self.page.add(text, bold, italic)
                self._after_space = text[-1] == " "

    def is_aside(self, element: Any) -> bool:
        """Read what is no part of the line, and tell whether `element` was that."""
        tag = element.tag
        if tag == _ANNOTATION:
            self.annotation(element)
        elif tag == _ANNOTATION_END:
            if element.get(_NAME) not in self._replies:
                self.page.mark(element.get(_NAME, ""))
        elif tag == _NOTE:
            self.note(element)
        elif tag in _SHAPES:
            self.beside(element)
        elif tag == _CHANGES:
            self.page.changes += sum(1 for _ in element.iter(*_CHANGED))
        else:
            return False
        return True

    def is_read(self, element: Any) -> bool:
        """Tell whether the words in `element` are on the page."""
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            return False
        is_hidden = element.tag in _HIDDEN and element.get(_TEXT + "is-hidden") == "true"
        if is_hidden or element.get(_TEXT + "display") == "none":
            self.page.count_left_out("hidden passages")
            return False
        return True

    def style(self, element: Any) -> _Style:
        return self._styles.get(element.get(_TEXT + "style-name"), _Style())

    def beside(self, element: Any) -> None:
        """Read what stands beside the paragraph and comes after it in the text."""
        after_space = self._after_space
        self.page.begin_beside()
        self.blocks(element, "", 0)
        self.page.follow(self.page.end_beside())
        self._after_space = after_space

    def note(self, note: Any) -> None:
        kind = "endnotes" if note.get(_TEXT + "note-class") == "endnote" else "footnotes"
        self.page.count_read(kind)
        for body in note.iterchildren(_NOTE_BODY):
            self.beside(body)

    def annotation(self, annotation: Any) -> None:
        """Read a comment: its passage ends at the end that has its name, else it has none.

        A reply stands on the passage of the comment it answers.
        """
        self._unnamed += 1
        key = annotation.get(_NAME) or f"unnamed {self._unnamed}"
        answers = annotation.get(_EXTENDED + "parent-name")
        if answers is None:
            self.page.mark(key)
        else:
            self._replies.add(key)
        after_space = self._after_space
        self.page.begin_beside()
        self.blocks(annotation, "", 0)
        said = self.page.end_beside()
        self._after_space = after_space
        author = annotation.findtext(_DC + "creator") or ""
        self.page.comment(key, author, said, answers)

    def row(self, row: Any) -> None:
        """Read a table row: what its cells hold, joined by TAB."""
        self.page.begin_row()
        for cell in row.iterchildren(*_CELLS):
            # A cell that another one covers is there for its place; its words are not shown.
            if cell.tag != _COVERED:
                self.blocks(cell, "", 0)
            self.page.end_cell()
        self.page.end_row()


def _number(digits: str | None) -> int:
    return int(digits) if digits and digits.isdecimal() and len(digits) < 7 else 1


def _styles(roots: list[Any]) -> Mapping[str, _Style]:
    """Return the named styles of text and paragraphs, each with what it takes from its base."""
    elements = {
        style.get(_STYLE + "name", ""): style
        for root in roots
        for style in root.iter(_STYLE + "style")
        if style.get(_STYLE + "family") in ("text", "paragraph")
    }
    styles: dict[str, _Style] = {}
    for each in elements:
        key = each
        chain: list[str] = []
        while key in elements and key not in styles and key not in chain:
            chain.append(key)
            key = elements[key].get(_STYLE + "parent-style-name", "")
        inherited = styles.get(key, _Style())
        for name in reversed(chain):
            inherited = styles[name] = _style(elements[name], inherited)
    return styles


def _style(element: Any, base: _Style) -> _Style:
    bold, italic, hidden, list_style = base
    for properties in element.iterchildren(_STYLE + "text-properties"):
        weight = properties.get(_FO + "font-weight")
        if weight is not None:
            bold = weight == "bold" or _number(weight) >= 600
        slant = properties.get(_FO + "font-style")
        if slant is not None:
            italic = slant in ("italic", "oblique")
        line = properties.get(_STYLE + "text-underline-style")
        italic = italic or line not in (None, "none")
        display = properties.get(_TEXT + "display")
        if display is not None:
            hidden = display == "none"
    return _Style(bold, italic, hidden, element.get(_STYLE + "list-style-name", list_style))


def _numbered_levels(roots: list[Any]) -> frozenset[tuple[str, int]]:
    """Return the list styles and levels, from 1, whose entries are numbered or lettered."""
    return frozenset(
        (style.get(_STYLE + "name", ""), _number(level.get(_TEXT + "level")))
        for root in roots
        for style in root.iter(_TEXT + "list-style")
        for level in style.iterchildren(_TEXT + "list-level-style-number")
        if level.get(_STYLE + "num-format")
    )


def _running_heads(styles: Any) -> int:
    """Return how many headers and footers have words of their own, not only numbers."""
    if styles is None:
        return 0
    return sum(
        any(character.isalpha() for character in "".join(each.itertext()))
        for each in styles.iter(_STYLE + "header", _STYLE + "footer")
    )
