"""The text of an RTF document, all tracked changes accepted.

Written out here because the one small library for it, striprtf, leaves footnotes and text boxes
out, deleted words in, adds the addresses of links, and cannot tell a cell from a `|`.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from kodeverk.errors import BadInput
from kodeverk.formats.limits import RTF, RTF_WORDS, refuse_over
from kodeverk.formats.transcripts.page import Page
from kodeverk.formats.transcripts.rtf_letters import Letters
from kodeverk.formats.transcripts.rtf_words import (
    BESIDE,
    CAPTURED,
    CODE_PAGES,
    MARKED_AND_READ,
    PROPERTIES_OF_FORMULAS,
    RUNNING,
    SIGNS,
    SYMBOL_SIGNS,
    UNSEEN,
)
from kodeverk.formats.transcripts.symbols import TOLD_SYMBOL
from kodeverk.model.source import Source

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,9})?[ ]?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])"
    r"|([^\\{}\r\n]+)|[\r\n]+",
)
_DEEPEST = 2_000
_SAVE_AS_WORD = "Open it in the program it came from and save it as .docx or .txt."


class _Group(NamedTuple):
    """What holds within a pair of braces; the inner one begins with what holds outside.

    `kind` is the destination its words go to, "" for the text; `opened` tells that the destination
    was begun by this very group and ends with it.
    """

    kind: str = ""
    opened: bool = False
    unseen: bool = False
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    removed: bool = False
    in_table: bool = False
    font: int = -1
    fallbacks: int = 1


def read_rtf(data: bytes, name: str) -> Source:
    """Return the source of an RTF document.

    Insertions are in, deletions out; each text box, footnote and endnote once, after its paragraph;
    a table row is one paragraph with TAB between the cells, more paragraphs of a cell follow on
    their own. Comments are comments of the source. Headers, footers, hidden text, pictures and the
    numbers of lists are out.
    Raises BadInput when the file cannot be read.
    """
    refuse_over(RTF, len(data), name)
    refuse_over(RTF_WORDS, data.count(b"\\") + data.count(b"{"), name)
    reader = _Reader(name)
    reader.read(data.decode("latin-1"))
    return reader.page.source("rtf")


class _Reader:
    """One pass over the tokens of a file."""

    def __init__(self, name: str) -> None:
        self.page = Page(name)
        self._name = name
        self._group = _Group()
        self._outer: list[_Group] = []
        self._letters = Letters()
        self._default_font = -1
        self._captured: list[str] = []
        self._skip = 0
        self._starred = False
        self._row_defined = False
        self._cell_between = False
        self._numbered = False
        self._author = ""
        self._comments = 0
        self._passage = ""
        self._words: dict[str, Callable[[int | None], None]] = {
            "par": lambda _: self.end_paragraph(),
            "sect": lambda _: self.end_section(),
            "cell": lambda _: self.end_cell(),
            "row": lambda _: self.end_row(),
            "nestcell": lambda _: self.end_nested_cell(),
            "nestrow": lambda _: self.end_nested_row(),
            "trowd": lambda _: self.define_row(),
            "intbl": lambda _: self.set(in_table=True),
            "pard": lambda _: self.set(in_table=False),
            "plain": lambda _: self.set(
                bold=False,
                italic=False,
                hidden=False,
                removed=False,
                font=self._default_font,
            ),
            "b": lambda value: self.set(bold=value != 0),
            **dict.fromkeys(("i", "ul"), lambda value: self.set(italic=value != 0)),
            "ulnone": lambda _: self.set(italic=False),
            "v": lambda value: self.set(hidden=value != 0),
            "deleted": self.remove,
            "mvf": self.remove,
            "revised": self.insert,
            "mvt": self.insert,
            "uc": lambda value: self.set(fallbacks=min(max(value or 0, 0), 20)),
            "u": self.unicode,
            "f": self.font,
            "fcharset": self.charset,
            "ansicpg": self._letters.name_code_page,
            "deff": self.default_font,
            "ftnalt": lambda _: None,
        }
        self._met = {"fonttbl", *UNSEEN, *BESIDE, *SIGNS, *CODE_PAGES, *self._words}

    def read(self, text: str) -> None:
        at = 0
        while at < len(text):
            token = _TOKEN.match(text, at)
            if token is None:  # a backslash at the very end
                break
            at = token.end()
            word, value, byte, symbol, brace, plain = token.groups()
            if word == "bin":
                at += max(0, int(value or 0))
            elif word is not None:
                self.word(word, None if value is None else int(value))
            elif plain is not None:
                self.put(plain.encode("latin-1"))
            elif brace == "}":
                self.shut()
                if not self._outer:
                    return
            else:
                self.sign(byte, symbol, brace)
        raise BadInput(f"{self._name}: the file ends in the middle; it is cut off", _SAVE_AS_WORD)

    def sign(self, byte: str | None, symbol: str | None, brace: str | None) -> None:
        if byte is not None:
            self.put(bytes.fromhex(byte))
        elif symbol is not None:
            self.symbol(symbol)
        elif brace is not None:
            self.open()

    def open(self) -> None:
        self._skip = 0
        self._starred = False
        self._outer.append(self._group)
        if len(self._outer) > _DEEPEST:
            raise BadInput(f"{self._name}: the RTF file nests without end; refused", _SAVE_AS_WORD)
        self._group = self._group._replace(opened=False)

    def shut(self) -> None:
        self._skip = 0
        self._starred = False
        self.flush()
        closing = self._group
        if closing.opened:
            self.end_destination(closing.kind)
        self._group = self._outer.pop() if self._outer else _Group()

    def set(self, **changed: Any) -> None:
        """Let something else hold from here to the end of the group."""
        group = self._group
        if any(getattr(group, name) != value for name, value in changed.items()):
            self.flush()
            self._group = group._replace(**changed)

    def word(self, word: str, value: int | None) -> None:
        """Read a control word."""
        starred, self._starred = self._starred, False
        # Not every writer gives \\u a character to stand for it, so only signs are taken for one.
        if self._skip and word in SIGNS:
            self._skip -= 1
            return
        self._skip = 0
        if not starred and word not in self._met and word[0] != "m":
            return  # nearly all of Word's: how the page looks
        if self._begins_destination(word, starred):
            self.begin_destination(word)
        elif word in SIGNS:
            self._letters.sign(SIGNS[word], self._group.font)
        elif word in CODE_PAGES and len(self._outer) == 1:
            self._letters.code_page = CODE_PAGES[word]
        elif word in self._words:
            self._words[word](value)

    def symbol(self, symbol: str) -> None:
        """Read a backslash and a sign."""
        if symbol == "*":
            self._starred = True
        elif self._skip:
            self._skip -= 1
        elif symbol in "\r\n":
            self.end_paragraph()
        elif symbol in SYMBOL_SIGNS:
            self._letters.sign(SYMBOL_SIGNS[symbol], self._group.font)

    # --- destinations

    def _begins_destination(self, word: str, starred: bool) -> bool:
        return (
            starred
            or word in UNSEEN
            or word in BESIDE
            or word == "fonttbl"
            or PROPERTIES_OF_FORMULAS.fullmatch(word) is not None
        )

    def begin_destination(self, word: str) -> None:
        self.flush()
        if word == "ud":
            self._group = self._group._replace(unseen=False)
        elif word in CAPTURED and not (self._group.unseen and word != "atnauthor"):
            self._captured = []
            self._group = self._group._replace(kind=word, opened=True, unseen=False)
        elif word in BESIDE and not self._group.unseen:
            self.begin_beside(word)
        elif word not in MARKED_AND_READ or word in BESIDE:
            if RUNNING.fullmatch(word):
                self._captured = []
            self._group = self._group._replace(kind=word, opened=True, unseen=True)

    def begin_beside(self, word: str) -> None:
        if word == "annotation":
            self._comments += 1
            self._passage = f"comment {self._comments}"
        self.page.begin_beside()
        self._group = self._group._replace(
            kind=word, opened=True, bold=False, italic=False, hidden=False, in_table=False
        )

    def end_destination(self, kind: str) -> None:
        group = self._group
        said = "".join(self._captured)
        if kind == "annotation" and not group.unseen:
            lines = self.page.end_beside()
            self.page.comment(self._passage, self._author, lines)
            self.page.mark(self._passage)
            self._author = ""
        elif kind in BESIDE and not group.unseen:
            if kind == "footnote":
                self.page.count_read("footnotes and endnotes")
            self.page.follow(self.page.end_beside())
        elif kind == "atnauthor":
            self._author = said
        elif kind in ("atrfstart", "atrfend"):
            self.page.mark(f"passage {said.strip()}")
        elif kind == "atnref":
            self._passage = f"passage {said.strip()}"
        elif kind in ("listtext", "pntext"):
            self._numbered = any(sign.isalnum() for sign in said)
        elif RUNNING.fullmatch(kind) and any(sign.isalpha() for sign in said):
            self.page.count_left_out("headers and footers")

    # --- characters

    def put(self, data: bytes) -> None:
        """Read characters in the encoding of their font."""
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        self._letters.put(data)

    def unicode(self, value: int | None) -> None:
        """Read one UTF-16 unit; the characters that stand for it elsewhere follow."""
        self._letters.unit((value or 0) & 0xFFFF, self._group.font)
        self._skip = self._group.fallbacks

    def flush(self) -> None:
        """Hand the characters read so far on to where they belong."""
        group = self._group
        text, unknown = self._letters.take(group.font)
        if not text:
            return
        for _ in range(0 if group.unseen else unknown):
            self.page.count_left_out(TOLD_SYMBOL)
        if group.kind in CAPTURED or (group.kind and RUNNING.fullmatch(group.kind)):
            self._captured.append(text)
        elif not (group.unseen or group.removed):
            if group.hidden:
                self.page.count_left_out("hidden passages")
            else:
                self.meet_table()
                if self._cell_between:
                    self.page.add("\t")
                    self._cell_between = False
                self.page.add(text, group.bold, group.italic)

    def font(self, value: int | None) -> None:
        self.set(font=-1 if value is None else value)

    def charset(self, value: int | None) -> None:
        if value is not None and self._group.kind == "fonttbl":
            self._letters.charsets[self._group.font] = value

    def default_font(self, value: int | None) -> None:
        self._default_font = -1 if value is None else value
        self.set(font=self._default_font)

    def remove(self, value: int | None) -> None:
        self.set(removed=value != 0)
        self.page.changes += value != 0

    def insert(self, value: int | None) -> None:
        self.flush()
        self.page.changes += value != 0

    # --- paragraphs and tables

    @property
    def _is_text(self) -> bool:
        return not self._group.unseen and self._group.kind not in CAPTURED

    def meet_table(self) -> None:
        """Begin or end a row where the paragraph is in a table, or no longer is."""
        belongs = self._group.in_table or (self._row_defined and self._group.kind not in BESIDE)
        if belongs and not self.page.in_row:
            self.page.begin_row()
        elif self.page.in_row and not belongs:
            self.page.end_row()

    def end_paragraph(self) -> None:
        self.flush()
        # A removed paragraph mark joins the paragraph with the next.
        if self._is_text and not self._group.removed:
            self.meet_table()
            self.page.close(self._numbered)
            self._numbered = False

    def end_section(self) -> None:
        self.flush()
        if self._is_text and self.page.is_begun:
            self.end_paragraph()

    def define_row(self) -> None:
        self.flush()
        if self._is_text and not self.page.in_row:
            self._row_defined = True

    def end_cell(self) -> None:
        self.flush()
        if self._is_text:
            self._row_defined = True
            self.meet_table()
            if not self.page.in_row:
                self.page.begin_row()
            self.page.end_cell()
            self._numbered = False

    def end_row(self) -> None:
        self.flush()
        if self._is_text:
            self._row_defined = False
            if self.page.in_row:
                self.page.end_row()

    def end_nested_cell(self) -> None:
        self.flush()
        if self._is_text:
            self._cell_between = True

    def end_nested_row(self) -> None:
        self.flush()
        self._cell_between = False
        if self._is_text and self.page.is_begun:
            self.page.close()
