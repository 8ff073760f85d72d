"""The text of a Word document as a reader of the page sees it, all tracked changes accepted.

The XML tree is walked element by element: python-docx's paragraphs lose content controls,
insertions and moved text.
"""

from collections.abc import Iterator
from typing import Any

from kodeverk.formats.transcripts.assembly import Line, assemble
from kodeverk.formats.transcripts.package import open_document
from kodeverk.model.source import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_PARAGRAPH, _TABLE, _RUN, _BOX = _W + "p", _W + "tbl", _W + "r", _W + "txbxContent"
_PROPERTIES, _VALUE = _W + "rPr", _W + "val"
_BOLD, _STYLE, _HIDDEN = _W + "b", _W + "rStyle", _W + "vanish"
_ROW, _CELL = _W + "tr", _W + "tc"
_SYMBOL = _W + "sym"
_TEXT = {_W + "t", _MATH + "t"}
_SIGNS = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}
_ALTERNATIVES, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_REMOVED = {_W + "del", _W + "moveFrom"}
_ADDED = {_W + "ins", _W + "moveTo"}
_COUNTED = {
    _W + "commentReference": "comments",
    _W + "footnoteReference": "footnotes",
    _W + "endnoteReference": "endnotes",
    _W + "altChunk": "embedded documents",
    _W + "subDoc": "embedded documents",
}
# Properties and codes of fields: words in them are not on the page. `rt` repeats its base.
_UNSEEN = {
    *(_W + tag for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx")),
    *(_W + tag for tag in ("trPr", "tcPr", "sectPr", "customXmlPr", "smartTagPr", "rubyPr", "rt")),
    *(_W + tag for tag in ("instrText", "delInstrText", "delText", "fldChar")),
    _MATH + "ctrlPr",
}

# What Word's autocorrection makes of -->, :) and bullets: characters of its symbol fonts.
_SYMBOLS = {
    "4A": "☺",
    "4B": "😐",
    "4C": "☹",
    "A7": "▪",
    "B7": "•",
    "DF": "←",
    "E0": "→",
    "E7": "⇐",
    "E8": "⇒",
    "F3": "⇔",
    "FC": "✓",
}
_UNKNOWN_SYMBOL = "\ufffd"


def read_docx(data: bytes, name: str) -> Source:
    """Return the source of a Word document.

    Insertions and moved text are in, deletions out; each text box once, after its paragraph; a
    table row is one paragraph with TAB between the cells, more paragraphs of a cell follow on their
    own. Comments, notes, headers, footers and hidden text are out, and counted in the warnings.
    Raises BadInput when the file cannot be read.
    """
    walk = _Walk()
    walk.blocks(open_document(data, name))
    walk.close_paragraph()
    return assemble(walk.lines, name, "docx", None, walk.warnings())


class _Walk:
    """One pass over the tree: the lines so far and the paragraph being put together."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.left_out: dict[str, int] = {}
        self.changes = 0
        self._pieces: list[str] = []
        self._bold = 0
        self._bold_goes_on = True
        self._boxes: list[Any] = []

    def blocks(self, parent: Any) -> None:
        """Read the paragraphs and tables in `parent`, whatever they are wrapped in."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                self.inline(child, bold=False)
                # A removed paragraph mark joins the paragraph with the next.
                if not _mark_is_removed(child):
                    self.close_paragraph()
            elif child.tag == _TABLE:
                for row in _inside(child, _ROW):
                    self.row(row)
            else:
                for wrapper in self.to_read(child):
                    self.blocks(wrapper)

    def inline(self, parent: Any, bold: bool) -> None:
        """Read what stands on the line in `parent`, whatever it is wrapped in."""
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self.run(child)
            elif tag in _TEXT:
                self.add(child.text or "", bold)
            elif tag in _SIGNS:
                self.add(_SIGNS[tag], bold)
            elif tag == _SYMBOL:
                self.symbol(child, bold)
            elif tag == _BOX:
                self._boxes.append(child)
            else:
                for wrapper in self.to_read(child):
                    self.inline(wrapper, bold)

    def to_read(self, wrapper: Any) -> Iterator[Any]:
        """Yield `wrapper`, or the one of its versions to read; nothing if it is not in the text."""
        tag = wrapper.tag
        if tag in _COUNTED:
            self.count(_COUNTED[tag])
        elif tag in _REMOVED:
            self.changes += 1
        elif tag == _ALTERNATIVES:
            yield from _alternatives(wrapper)
        elif tag not in _UNSEEN and isinstance(tag, str):
            self.changes += tag in _ADDED
            yield wrapper

    def run(self, run: Any) -> None:
        """Read a run, unless it is hidden."""
        bold = False
        for child in run:
            if child.tag == _PROPERTIES:
                # One pass over the properties: every run of a document has them.
                for each in child:
                    tag = each.tag
                    if tag == _BOLD:
                        bold = _is_on(each)
                    elif tag == _STYLE:
                        bold = bold or each.get(_VALUE) in ("Strong", "Sterk")
                    elif tag == _HIDDEN and _is_on(each):
                        self.count("hidden passages")
                        return
            elif child.tag in _TEXT:
                self.add(child.text or "", bold)
            else:
                self.inline((child,), bold)

    def add(self, text: str, bold: bool) -> None:
        self._pieces.append(text)
        if self._bold_goes_on:
            if bold:
                self._bold += len(text)
            elif text:
                self._bold_goes_on = False

    def symbol(self, sign: Any, bold: bool) -> None:
        code = (sign.get(_W + "char") or "").upper()
        symbol = _SYMBOLS.get(code[-2:], _UNKNOWN_SYMBOL)
        if symbol == _UNKNOWN_SYMBOL:
            self.count("symbols of a special font, shown as \ufffd")
        self.add(symbol, bold)

    def close_paragraph(self) -> None:
        """End the paragraph being read; the text boxes anchored in it follow."""
        if self._pieces or not self._boxes:
            self.lines.append(Line("".join(self._pieces), self._bold))
        boxes, self._boxes = self._boxes, []
        self._pieces, self._bold, self._bold_goes_on = [], 0, True
        for box in boxes:
            self.blocks(box)

    def row(self, row: Any) -> None:
        """Read a table row: what its cells hold, joined by TAB."""
        if row.find(f"{_W}trPr/{_W}del") is not None:
            self.changes += 1
            return
        outside = self.lines
        cells: list[str] = []
        bold = 0
        for cell in _inside(row, _CELL):
            self.lines = []
            self.blocks(cell)
            if self._pieces:
                self.close_paragraph()
            if not cells and self.lines:
                bold = self.lines[0].bold
            cells.append("\n".join(line.text for line in self.lines).rstrip("\n"))
        self.lines = outside
        self.lines.append(Line("\t".join(cells), bold))

    def count(self, what: str) -> None:
        self.left_out[what] = self.left_out.get(what, 0) + 1

    def warnings(self) -> list[str]:
        """Return what a person should know of the words that are not in the text."""
        told = [f"left out: {what} ({times})" for what, times in self.left_out.items()]
        if self.changes:
            told.append(f"tracked changes were read as accepted ({self.changes})")
        return told


def _inside(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, whatever they are wrapped in."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN | _REMOVED:
            yield from _inside(child, wanted)


def _alternatives(element: Any) -> Iterator[Any]:
    """Yield the one version of a drawing to read: the same text box stands in both."""
    choice = element.find(_CHOICE)
    fallback = element.find(_FALLBACK)
    if choice is not None and (fallback is None or next(choice.iter(*_TEXT), None) is not None):
        yield choice
    elif fallback is not None:
        yield fallback


def _mark_is_removed(paragraph: Any) -> bool:
    properties = paragraph.find(_W + "pPr")
    mark = None if properties is None else properties.find(_PROPERTIES)
    return mark is not None and any(child.tag in _REMOVED for child in mark)


def _is_on(switch: Any) -> bool:
    return switch.get(_VALUE) not in ("0", "false", "off", "none")
