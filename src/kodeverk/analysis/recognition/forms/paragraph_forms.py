"""What marks a paragraph as another than plain ones: its form, and whether it is a heading."""

import re
from typing import NamedTuple

from kodeverk.analysis.recognition.forms.signs import is_in_capitals
from kodeverk.model.source import Source

_HEADING = re.compile(r"(?P<level>#{1,6})\s+\S")
_MARKED_BOLD = re.compile(
    r"\s*(?:[-–—•*+]\s+)?(?:(?P<mark>\*{1,3}|_{1,3})[^\s*_].*?(?P=mark)|\*\*\s[^\s*].*?\s\*\*)\s*"
)
_WRAPPED_BOLD = re.compile(
    r"[ \t]*(?:[-–—•*+]\s+)?(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])(?:[^*_\n]|\n(?=\S)){1,900}(?<!\s)"
    r"(?P=mark)(?=[ \t]*$)",
    re.MULTILINE,
)
"""What is bold over several lines, to the end of the last."""
LISTED = re.compile(r"\s*(?P<sign>[-–—•*+])\s+\S")
"""An entry of a list: a sign, and words behind it."""
_SIGN = re.compile(r"\s*([^\w\s.…¿¡\"“”„«»'‘’(\[{<*_#])(?!\1)")
"""A sign before what somebody says: a dash, a bullet, an arrow. Several are a rule."""


class ParagraphForm(NamedTuple):
    """What marks a paragraph: Markdown's signs, its look, bold, capitals, a sign before it.

    `bold` is `head` where only its beginning is bold.
    """

    marks: str
    look: int
    bold: str
    in_capitals: bool
    sign: str


PLAIN = ParagraphForm("", 0, "", in_capitals=False, sign="")


def form_of(source: Source, place: int) -> ParagraphForm:
    """Return what marks a paragraph as another than plain ones."""
    line = source.line(place)
    paragraph = source.paragraphs[place]
    marked = marked_bold(source, place)
    marks = marked[0] if marked else "#" * heading_level(source, place)
    is_all = paragraph.bold_to >= paragraph.start + len(line.rstrip())
    bold = "all" if is_all else "head" if paragraph.bold_to > paragraph.start else ""
    return ParagraphForm(marks, paragraph.look, bold, is_in_capitals(line), sign_before(line))


def marked_bold(source: Source, place: int) -> tuple[str, int] | None:
    """Return Markdown's signs of what is bold at the head of a paragraph, and where that ends.

    It may be with a later one of hard-wrapped lines.
    """
    start = source.paragraphs[place].start
    if marked := _MARKED_BOLD.match(source.line(place)):
        return marked["mark"] or "", start + marked.end()
    wrapped = _WRAPPED_BOLD.match(source.text, start)
    return (wrapped["mark"], wrapped.end()) if wrapped else None


def sign_before(line: str) -> str:
    """Return the sign before what somebody says on a line, or nothing."""
    sign = _SIGN.match(line)
    return sign[1] if sign else ""


def is_bold(source: Source, place: int) -> bool:
    """Tell whether all words of a paragraph are bold, as the format or Markdown's signs say."""
    paragraph = source.paragraphs[place]
    is_marked = _MARKED_BOLD.fullmatch(source.line(place)) is not None
    return not source.is_blank(place) and (is_marked or paragraph.bold_to >= paragraph.end)


def is_marked_heading(source: Source, place: int) -> bool:
    """Tell whether the format itself says that a paragraph is a heading."""
    return source.paragraphs[place].heading or heading_level(source, place) > 0


def heading_level(source: Source, place: int) -> int:
    """Return how many `#` stand before a heading in Markdown; 0 where there is none."""
    heading = _HEADING.match(source.line(place)) if source.format == "md" else None
    return len(heading["level"]) if heading else 0


def level_of(source: Source, place: int) -> tuple[int, int]:
    """Return what tells headings of one level from others: their `#` or their style."""
    return heading_level(source, place), source.paragraphs[place].look
