"""What stands beside the text of a Word document: its styles, lists, notes and comments."""

from collections.abc import Iterator
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

_ID, _VALUE = W + "id", W + "val"
_BODY_TEXT = "9"
"""The level of the outline that is none."""
_UNNUMBERED = {"bullet", "none", "ordinalText", "cardinalText"}


class Style(NamedTuple):
    """What a named style says: bold or not (None: nothing), and the list and level it belongs to.

    A list's number is "" where nothing is said, "0" where the style leaves a list. `heading` tells
    whether paragraphs of the style are in the outline of the document.
    """

    bold: bool | None
    list_number: str
    level: str
    heading: bool


PLAIN = Style(None, "", "0", heading=False)


def _part_of(main: Any, relation: str) -> Any:
    """Return the part that the main part relates to as `relation`, such as `comments`, or None."""
    for each in main.rels.values():
        if not each.is_external and each.reltype.rsplit("/", 1)[-1] == relation:
            return each.target_part
    return None


def root_of(part: Any) -> Any:
    """Return the root element of a part, parsed anew each time."""
    from docx.oxml import parse_xml

    return parse_xml(part.blob)


def is_on(switch: Any) -> bool:
    """Tell whether an element that switches something on or off, such as `w:b`, switches it on."""
    return switch.get(_VALUE) not in ("0", "false", "off", "none")


def list_place(properties: Any) -> tuple[str, str]:
    """Return the number of the list that paragraph properties name, and the level in it."""
    numbering = properties.find(W + "numPr")
    if numbering is None:
        return "", "0"
    number, level = numbering.find(W + "numId"), numbering.find(W + "ilvl")
    return (
        "" if number is None else number.get(_VALUE, ""),
        "0" if level is None else level.get(_VALUE, "0"),
    )


def is_in_outline(properties: Any) -> bool | None:
    """Tell whether paragraph properties make a heading; None when they say nothing."""
    outline = properties.find(W + "outlineLvl")
    return None if outline is None else outline.get(_VALUE, "") != _BODY_TEXT


class Styles:
    """The styles of a document, each worked out when it is first asked for.

    A document has some two hundred and uses a handful.
    """

    def __init__(self, main: Any) -> None:
        self._main = main
        self._elements: dict[str, Any] | None = None
        self._known: dict[str, Style] = {"": PLAIN}

    def named(self, key: str) -> Style:
        """Return the style with this id, with what it takes from its bases; PLAIN for none."""
        if self._elements is None:
            part = _part_of(self._main, "styles")
            styles = [] if part is None else root_of(part).iterchildren(W + "style")
            self._elements = {style.get(W + "styleId", ""): style for style in styles}
        chain: list[str] = []
        while key in self._elements and key not in self._known and key not in chain:
            chain.append(key)
            base = self._elements[key].find(W + "basedOn")
            key = "" if base is None else base.get(_VALUE, "")
        style = self._known.get(key, PLAIN)
        for name in reversed(chain):
            style = self._known[name] = _style(self._elements[name], style)
        return style


def _style(element: Any, base: Style) -> Style:
    bold, number, level, heading = base
    for properties in element:
        if properties.tag == W + "rPr":
            switch = properties.find(W + "b")
            bold = bold if switch is None else is_on(switch)
        elif properties.tag == W + "pPr":
            own_number, own_level = list_place(properties)
            if own_number:
                number, level = own_number, own_level
            own_outline = is_in_outline(properties)
            heading = heading if own_outline is None else own_outline
    return Style(bold, number, level, heading)


def numbered_levels(main: Any) -> frozenset[tuple[str, str]]:
    """Return the lists and levels whose entries are numbered or lettered, not bulleted."""
    part = _part_of(main, "numbering")
    if part is None:
        return frozenset()
    root = root_of(part)
    formats = {
        each.get(W + "abstractNumId"): dict(_formats(each)) for each in root.iter(W + "abstractNum")
    }
    numbered: set[tuple[str, str]] = set()
    for each in root.iter(W + "num"):
        number = each.get(W + "numId")
        abstract = each.find(W + "abstractNumId")
        levels = dict(formats.get(None if abstract is None else abstract.get(_VALUE), {}))
        for override in each.iter(W + "lvlOverride"):
            levels.update(_formats(override))
        numbered.update(
            (number, level) for level, form in levels.items() if form not in _UNNUMBERED
        )
    return frozenset(numbered)


def _formats(parent: Any) -> Iterator[tuple[str, str]]:
    for level in parent.iter(W + "lvl"):
        form = level.find(W + "numFmt")
        if form is not None:
            yield level.get(W + "ilvl", "0"), form.get(_VALUE, "none")


def notes_of(main: Any, relation: str) -> dict[str, Any]:
    """Return the elements of the `footnotes` or `endnotes` by their ids, separators left out."""
    part = _part_of(main, relation)
    if part is None:
        return {}
    return {
        note.get(_ID, ""): note
        for note in root_of(part)
        if isinstance(note.tag, str) and note.get(W + "type", "normal") == "normal"
    }


def comments_of(main: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the comments' elements by their ids, and of each reply the id it answers."""
    part = _part_of(main, "comments")
    if part is None:
        return {}, {}
    comments = {each.get(_ID, ""): each for each in root_of(part).iter(W + "comment")}
    extended = _part_of(main, "commentsExtended")
    if extended is None:
        return comments, {}
    # A comment is known there by the id of its last paragraph.
    by_paragraph = {
        paragraph.get(_W14 + "paraId"): key
        for key, each in comments.items()
        for paragraph in each.iter(W + "p")
    }
    answers: dict[str, str] = {}
    for each in root_of(extended).iter(_W15 + "commentEx"):
        reply = by_paragraph.get(each.get(_W15 + "paraId"))
        answered = by_paragraph.get(each.get(_W15 + "paraIdParent"))
        if reply is not None and answered is not None:
            answers[reply] = answered
    return comments, answers


def count_running_heads(main: Any) -> int:
    """Return how many headers and footers have words of their own, not only numbers."""
    return sum(
        any(character.isalpha() for character in _words(root_of(each.target_part)))
        for each in main.rels.values()
        if not each.is_external and each.reltype.rsplit("/", 1)[-1] in ("header", "footer")
    )


def _words(root: Any) -> str:
    return "".join(text.text or "" for text in root.iter(W + "t"))
