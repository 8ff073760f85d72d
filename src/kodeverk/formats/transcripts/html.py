"""The text of a web page, and of the pages that the program Transcriber makes of a talk."""

import re
from collections.abc import Iterator
from typing import Any

from kodeverk.errors import BadInput
from kodeverk.formats.limits import NODES, refuse_over
from kodeverk.formats.transcripts.assembly import Line
from kodeverk.formats.transcripts.decode import Decoded, decode_text
from kodeverk.formats.transcripts.package import damaged_as_bad_input
from kodeverk.formats.transcripts.page import Page
from kodeverk.model.source import Source
from kodeverk.model.text import normalise

_SAVE_AGAIN = "Save its text as .txt or .docx."


def _named(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


_BLOCKS = _named(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol optgroup "
    "option p pre section select summary table tbody tfoot thead ul"
)
_UNSEEN = _named(
    "head title script style template noscript noframes iframe object svg canvas audio video "
    "datalist rp rt"
)
_OF_THE_PAGE = _named("nav footer")
"""What a page has around its text: menus, and who made it."""
_HEADINGS = _named("h1 h2 h3 h4 h5 h6")
_BOLD = _HEADINGS | _named("b strong th")
_ITALIC = _named("i em cite u")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(\w+)", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n]+")

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{3,30})|<\?xml[^>]{0,80}encoding=[\"']([\w.-]+)",
    re.IGNORECASE,
)
# What browsers read under these names is the code page of Windows.
_WINDOWS = _named("iso-8859-1 iso8859-1 latin-1 latin1 us-ascii ascii")
_ENCODING = re.compile(
    r"(?:iso-?8859-|windows-|cp-?|koi8-|latin-?|mac|big5|gb|euc-|shift_?jis|us-ascii|ascii|utf-)\S*"
)

_TRANSCRIBED = re.compile(r"\bTranscribed\s+by\b")
_NOBODY = "(no speaker)"
_SPEAKER = re.compile(r"(?<![^\W_])speaker(?![^\W_])", re.IGNORECASE)
_TOGETHER = " + "
_SIDE = re.compile(r"\s*(\d{1,2}):\s*")


def read_html(data: bytes, name: str) -> Source:
    """Return the source of a web page.

    Block elements are paragraphs, `<br>` a line, a table row a paragraph with TAB between the
    cells; scripts, styles, hidden elements, menus and the foot of the page are out. In a page of
    Transcriber each utterance is a paragraph with its speaker as voice and `Name: ` at its head,
    and its section's number as cue; where several talk at once each gets their own words.
    Raises BadInput when the file cannot be read.
    """
    decoded = _decoded(data, name)
    refuse_over(NODES, decoded.text.count("<") + 2 * decoded.text.count("="), name)
    with damaged_as_bad_input(name, "the web page"):
        root = _tree(decoded.text, name)
        utterances = _transcriber(root)
        walk = _Walk(name)
        walk.read(root)
        walk.page.follow(utterances)
    for warning in decoded.warnings:
        walk.page.warn(warning)
    return walk.page.source("html", decoded.encoding)


def _decoded(data: bytes, name: str) -> Decoded:
    """Decode as UTF-8 or with a mark where the bytes prove it, else as the page says, else guess.

    A page that says it is Latin-1 may have been saved as UTF-8 since, so the bytes come first.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        said = _CHARSET.search(data[:4096])
        encoding = (said[1] or said[2]).decode("ascii").lower() if said else ""
        if encoding in _WINDOWS:
            encoding = "windows-1252"
        if _ENCODING.fullmatch(encoding) and b"\x00" not in data:
            try:
                return Decoded(data.decode(encoding), _familiar(encoding))
            except (LookupError, ValueError):
                pass
    return decode_text(data, name)


def _familiar(encoding: str) -> str:
    return "cp1252" if encoding == "windows-1252" else encoding


def _tree(text: str, name: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = etree.fromstring(normalise(text).encode(), parser)
    if root is None:
        raise BadInput(f"{name}: there is nothing in this web page", _SAVE_AGAIN)
    # The parser puts up with everything but what it cannot read on behind.
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise BadInput(f"{name}: the web page nests without end; refused", _SAVE_AGAIN)
    return root


class _Walk:
    """One pass over the elements of a page, without recursion: pages nest without measure."""

    def __init__(self, name: str) -> None:
        self.page = Page(name)
        self._bold: list[bool] = [False]
        self._italic: list[bool] = [False]
        self._preformatted = 0
        self._space = False
        self._breaks = 0
        self._entries: list[bool] = []
        """For each list entry being read, whether a number is still to be shown."""

    def read(self, root: Any) -> None:
        from lxml import etree

        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "start":
                if self.is_read(element):
                    self.begin(element)
                else:
                    self._bold.append(self._bold[-1])
                    self._italic.append(self._italic[-1])
                    events.skip_subtree()
            else:
                self._bold.pop()
                self._italic.pop()
                if self.is_shown(element):
                    self.end(element.tag)
                    if sign := _sign_behind(element):
                        self.page.add(sign, self._bold[-1])
                self.add(element.tail)

    def is_shown(self, element: Any) -> bool:
        tag = element.tag
        return (
            tag not in _UNSEEN
            and tag not in _OF_THE_PAGE
            and tag != "del"
            and element.get("hidden") is None
            and _HIDDEN.search(element.get("style", "")) is None
        )

    def is_read(self, element: Any) -> bool:
        """Tell whether the words in `element` are read; count it where they are not."""
        if element.tag in ("del", "ins"):
            self.page.changes += 1
        shown = self.is_shown(element)
        is_hidden = not shown and element.tag not in _UNSEEN and element.tag != "del"
        if is_hidden and any(text.strip() for text in element.itertext()):
            is_of_page = element.tag in _OF_THE_PAGE
            self.page.count_left_out("menus and feet" if is_of_page else "hidden passages")
        return shown

    def begin(self, element: Any) -> None:
        tag = element.tag
        style = element.get("style", "")
        weight = _WEIGHT.search(style)
        slant = _SLANT.search(style)
        if weight:
            self._bold.append(weight[1].lower() in _named("bold bolder 600 700 800 900"))
        else:
            self._bold.append(tag in _BOLD or self._bold[-1])
        if slant:
            self._italic.append(slant[1].lower() in _named("italic oblique"))
        else:
            self._italic.append(tag in _ITALIC or self._italic[-1])
        if tag in _BLOCKS:
            self.close()
        if tag == "pre":
            self._preformatted += 1
        elif tag == "li":
            parent = element.getparent()
            self._entries.append(parent is not None and parent.tag == "ol")
        elif tag == "tr":
            self.close()
            self.page.begin_row()
        elif tag == "br":
            self._breaks += 1
        self.add(element.text)

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.close(heading=tag in _HEADINGS)
        if tag == "pre":
            self._preformatted -= 1
        elif tag == "li":
            self._entries.pop()
        elif tag in ("td", "th"):
            self.close()
            if self.page.in_row:
                self.page.end_cell()
        elif tag == "tr":
            self.close()
            self.page.end_row()

    def close(self, heading: bool = False) -> None:
        """End the paragraph, if there is anything in it; space and breaks at its end are none."""
        self._space = False
        self._breaks = 0
        if self.page.is_begun:
            self.page.close(bool(self._entries) and self._entries[-1], heading)
            if self._entries:
                self._entries[-1] = False

    def add(self, text: str | None) -> None:
        """Add characters of the page: white space in a row is one space, none at a line's end."""
        if not text:
            return
        bold, italic = self._bold[-1], self._italic[-1]
        if self._preformatted:
            self.page.add(text, bold, italic)
            return
        if _WHITE.match(text):
            self._space = True
        body = _WHITE.sub(" ", text).strip(" ")
        if body:
            if self._breaks and self.page.is_begun:
                self.page.add("\n" * self._breaks, bold)
            elif self._space and self.page.is_begun:
                self.page.add(" ", bold)
            self.page.add(body, bold, italic)
            self._breaks = 0
            self._space = text[-1] in " \t\n"


def _sign_behind(element: Any) -> str:
    """Return what parts the words behind an element that says who speaks, without a space, from it.

    Its style does so: `<span class="speaker">Kari</span><span>Hei.</span>`, and `<cite>Kari:</cite>
    <time>0:04</time>` in the transcripts of podcasts.
    """
    following = element.getnext()
    is_span = element.tag == "span" and _SPEAKER.search(element.get("class", "")) is not None
    if not (is_span or element.tag == "cite") or element.tail or following is None:
        return ""
    label = "".join(element.itertext()).rstrip()
    if following.tag in _BLOCKS or not "".join(following.itertext())[:1].isalnum():
        return ""
    return ": " if label[-1:].isalnum() else " " if label.endswith(":") else ""


def _transcriber(root: Any) -> list[Line]:
    """Take the sections of a talk out of a page of Transcriber and return their utterances.

    Such a page says who transcribed it and is, from its first `<h3>` on, speakers as headings and
    their utterances as lists. Any other page stays as it is, and nothing is returned.
    """
    first = root.find(".//h3")
    if first is None:
        return []
    sections = [first, *first.itersiblings()]
    before = " ".join(text for each in first.itersiblings(preceding=True) for text in _texts(each))
    opening = (first.getparent().text or "") + before
    if [each.tag for each in sections] != ["h3", "ul"] * (len(sections) // 2):
        return []
    if not _TRANSCRIBED.search(opening):
        return []
    lines: list[Line] = []
    for number, (heading, talk) in enumerate(zip(sections[::2], sections[1::2], strict=True)):
        title = _joined(heading.itertext())
        for entry in talk:
            lines += _utterances(title, entry, number)
    for each in sections:
        each.getparent().remove(each)
    return lines


def _texts(element: Any) -> Iterator[str]:
    yield from element.itertext()
    yield element.tail or ""


def _joined(texts: Iterator[str] | list[str]) -> str:
    return _WHITE.sub(" ", "".join(texts)).strip()


def _utterances(title: str, entry: Any, section: int) -> Iterator[Line]:
    """Yield what each speaker says in an entry of a section; who says nothing is left out."""
    names = title.split(_TOGETHER)
    voice = title
    said: list[str] = [entry.text or ""]
    for child in entry:
        side = _SIDE.fullmatch(child.text or "") if child.tag == "b" and len(names) > 1 else None
        if side is None:
            said += child.itertext()
        else:
            yield from _utterance(voice, said, section)
            place = int(side[1]) - 1
            voice = names[place] if 0 <= place < len(names) else title
            said = []
        said.append(child.tail or "")
    yield from _utterance(voice, said, section)


def _utterance(voice: str, said: list[str], section: int) -> Iterator[Line]:
    text = _joined(said)
    if text and voice == _NOBODY:
        yield Line(text, cue=section)
    elif text:
        yield Line(f"{voice}: {text}", voice=voice, cue=section)
