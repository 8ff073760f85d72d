"""The text of a Word document as a reader of the page sees it, all tracked changes accepted.

The XML tree is walked element by element: python-docx's paragraphs lose content controls,
insertions and moved text.
"""

from collections.abc import Iterator
from typing import Any

from kodeverk.formats.transcripts.package import damaged_as_bad_input, open_word
from kodeverk.formats.transcripts.page import Page
from kodeverk.formats.transcripts.symbols import TOLD_SYMBOL, UNKNOWN_SYMBOL, symbol_of
from kodeverk.formats.transcripts.word_parts import (
    PLAIN,
    Style,
    Styles,
    W,
    comments_of,
    count_running_heads,
    is_in_outline,
    is_on,
    list_place,
    notes_of,
    numbered_levels,
    root_of,
)
from kodeverk.model.source import Source

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_PARAGRAPH, _TABLE, _RUN, _BOX = W + "p", W + "tbl", W + "r", W + "txbxContent"
_PROPERTIES, _VALUE = W + "rPr", W + "val"
_BOLD, _STYLE, _HIDDEN = W + "b", W + "rStyle", W + "vanish"
_ITALIC = (W + "i", W + "u")
_ROW, _CELL = W + "tr", W + "tc"
_SYMBOL = W + "sym"
_TEXT = {W + "t", _MATH + "t"}
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_ALTERNATIVES, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_REMOVED = {W + "del", W + "moveFrom"}
_ADDED = {W + "ins", W + "moveTo"}
_BORDERS = {W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_COUNTED = {W + "altChunk": "embedded documents", W + "subDoc": "embedded documents"}
# Properties and codes of fields: words in them are not on the page. `rt` repeats its base.
_UNSEEN = {
    *(W + tag for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx")),
    *(W + tag for tag in ("trPr", "tcPr", "sectPr", "customXmlPr", "smartTagPr", "rubyPr", "rt")),
    *(W + tag for tag in ("instrText", "delInstrText", "delText", "fldChar")),
    _MATH + "ctrlPr",
}


def read_docx(data: bytes, name: str) -> Source:
    """Return the source of a Word document.

    Insertions and moved text are in, deletions out; each text box, footnote and endnote once,
    after its paragraph; a table row is one paragraph with TAB between the cells, more paragraphs of
    a cell follow on their own. Comments, and the replies to them, are comments of the source.
    Headers, footers and hidden text are out, and counted in the warnings.
    Raises BadInput when the file cannot be read.
    """
    main = open_word(data, name)
    with damaged_as_bad_input(name, "the Word file"):
        walk = _Walk(main, name)
        walk.blocks(root_of(main))
        walk.read_comments()
        return walk.page.source("docx")


class _Walk:
    """One pass over the tree of a document's main part."""

    def __init__(self, main: Any, name: str) -> None:
        self.page = Page(name)
        self._main = main
        self._styles = Styles(main)
        self._numbered = numbered_levels(main)
        self._notes: dict[str, dict[str, Any]] = {}
        for _ in range(count_running_heads(main)):
            self.page.count_left_out("headers and footers")

    def blocks(self, parent: Any) -> None:
        """Read the paragraphs and tables in `parent`, whatever they are wrapped in."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                self.paragraph(child)
            elif child.tag == _TABLE:
                for row in self.inside(child, _ROW):
                    self.row(row)
            else:
                for wrapper in self.to_read(child):
                    self.blocks(wrapper)

    def paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(W + "pPr")
        named, style = None, PLAIN
        heading = False
        listed = "", "0"
        if properties is not None:
            named = properties.find(W + "pStyle")
            style = self.style(named)
            own_outline = is_in_outline(properties)
            heading = style.heading if own_outline is None else own_outline
            number, level = list_place(properties)
            listed = (number, level) if number else (style.list_number, style.level)
        self.inline(paragraph, bool(style.bold))
        # A removed paragraph mark joins the paragraph with the next.
        if not _mark_is_removed(properties):
            written = "" if named is None else named.get(_VALUE, "")
            look = written, listed[1] if listed[0].strip("0") else ""
            self.page.close(listed in self._numbered, heading, look if any(look) else None)

    def style(self, named: Any) -> Style:
        return PLAIN if named is None else self._styles.named(named.get(_VALUE, ""))

    def inline(self, parent: Any, bold: bool, italic: bool = False) -> None:
        """Read what stands on the line in `parent`, whatever it is wrapped in.

        `bold` tells whether it is bold where it does not say so itself.
        """
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self.run(child, bold)
            elif tag in _TEXT:
                self.page.add(child.text or "", bold, italic)
            elif tag in _SIGNS:
                self.page.add(_SIGNS[tag], bold, italic)
            elif tag == _SYMBOL:
                self.symbol(child, bold)
            elif tag == _BOX:
                self.beside(child)
            else:
                for wrapper in self.to_read(child):
                    self.inline(wrapper, bold, italic)

    def to_read(self, wrapper: Any) -> Iterator[Any]:
        """Yield `wrapper`, or the one of its versions to read; nothing if it is not in the text."""
        tag = wrapper.tag
        if tag in _BORDERS:
            self.page.mark(wrapper.get(W + "id", ""))
        elif tag in _NOTES:
            self.note(_NOTES[tag], wrapper.get(W + "id", ""))
        elif tag in _COUNTED:
            self.page.count_left_out(_COUNTED[tag])
        elif tag in _REMOVED:
            self.page.changes += 1
        elif tag == _ALTERNATIVES:
            yield from _alternatives(wrapper)
        elif tag not in _UNSEEN and isinstance(tag, str):
            self.page.changes += tag in _ADDED
            yield wrapper

    def run(self, run: Any, bold: bool) -> None:
        """Read a run, unless it is hidden."""
        is_italic = False
        for child in run:
            if child.tag == _PROPERTIES:
                # One pass over the properties: every run of a document has them.
                said = None
                for each in child:
                    tag = each.tag
                    if tag == _BOLD:
                        said = is_on(each)
                    elif tag in _ITALIC:
                        is_italic = is_italic or is_on(each)
                    elif tag == _STYLE:
                        styled = self.style(each).bold
                        said = styled if said is None else said
                    elif tag == _HIDDEN and is_on(each):
                        self.page.count_left_out("hidden passages")
                        return
                bold = bold if said is None else said
            elif child.tag in _TEXT:
                self.page.add(child.text or "", bold, is_italic)
            else:
                self.inline((child,), bold, is_italic)

    def symbol(self, sign: Any, bold: bool) -> None:
        symbol = symbol_of(int(sign.get(W + "char", "0"), 16))
        if symbol == UNKNOWN_SYMBOL:
            self.page.count_left_out(TOLD_SYMBOL)
        self.page.add(symbol, bold)

    def beside(self, element: Any) -> None:
        """Read what stands beside the paragraph and comes after it in the text."""
        self.page.begin_beside()
        self.blocks(element)
        self.page.follow(self.page.end_beside())

    def note(self, kind: str, key: str) -> None:
        """Read a footnote or endnote, once however often it is referred to."""
        if kind not in self._notes:
            self._notes[kind] = notes_of(self._main, kind)
        note = self._notes[kind].pop(key, None)
        if note is not None:
            self.page.count_read(kind)
            self.beside(note)

    def row(self, row: Any) -> None:
        """Read a table row: what its cells hold, joined by TAB."""
        if row.find(f"{W}trPr/{W}del") is not None:
            self.page.changes += 1
            return
        self.page.begin_row()
        for cell in self.inside(row, _CELL):
            self.blocks(cell)
            self.page.end_cell()
        self.page.end_row()

    def inside(self, parent: Any, wanted: str) -> Iterator[Any]:
        """Yield the rows of a table or the cells of a row, whatever they are wrapped in."""
        for child in parent:
            if child.tag == wanted:
                yield child
            elif child.tag in _BORDERS:
                self.page.mark(child.get(W + "id", ""))
            elif isinstance(child.tag, str) and child.tag not in _UNSEEN | _REMOVED:
                yield from self.inside(child, wanted)

    def read_comments(self) -> None:
        """Read what the comments say; a reply without a passage is on the passage it answers."""
        comments, answers = comments_of(self._main)
        for key, comment in comments.items():
            self.page.begin_beside()
            self.blocks(comment)
            author = comment.get(W + "author", "")
            self.page.comment(key, author, self.page.end_beside(), answers.get(key))


def _alternatives(element: Any) -> Iterator[Any]:
    """Yield the one version of a drawing to read: the same text box stands in both."""
    choice = element.find(_CHOICE)
    fallback = element.find(_FALLBACK)
    if choice is not None and (fallback is None or next(choice.iter(*_TEXT), None) is not None):
        yield choice
    elif fallback is not None:
        yield fallback


def _mark_is_removed(properties: Any) -> bool:
    mark = None if properties is None else properties.find(_PROPERTIES)
    return mark is not None and any(child.tag in _REMOVED for child in mark)
