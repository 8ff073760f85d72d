"""The runs of characters that a page of a PDF shows, each at its place."""

import re
from math import hypot, inf
from typing import Any, NamedTuple

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


class Matrix(NamedTuple):
    """A change of coordinates, in the order in which a PDF writes its six numbers."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: "Matrix") -> "Matrix":
        """Return the matrix that applies this one first and `outer` after it."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            *self.moved(outer),
        )

    def moved(self, outer: "Matrix") -> tuple[float, float]:
        """Return where `outer` puts the point that this matrix puts the origin at."""
        return (
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )


_TURNED = {
    90: Matrix(0, -1, 1, 0),
    180: Matrix(-1, 0, 0, -1),
    270: Matrix(0, 1, -1, 0),
}


class TextRun(NamedTuple):
    """Characters as they stand in the file: the place of their left end, in points from below.

    `width` and `height` are in points too; the width is that of the letters without what may be
    put between them.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    bold: bool
    is_turned: bool


class _Window(NamedTuple):
    """The part of a page that is shown: left, low, right and high."""

    left: float = -inf
    low: float = -inf
    right: float = inf
    high: float = inf

    def within(self, other: "_Window") -> "_Window":
        return _Window(
            max(self.left, other.left),
            max(self.low, other.low),
            min(self.right, other.right),
            min(self.high, other.high),
        )

    def shows(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.low <= y <= self.high


def page_runs(page: Any) -> list[TextRun]:
    """Return the runs of characters that a page (pypdf's) shows, in the order of the file.

    What stands outside the page, or outside the window a program draws through, is left out: it is
    shown on the page before or the next. Places are those of the page as it is turned when shown.
    """
    reading = _Reading(page)
    page.extract_text(
        visitor_operand_before=reading.before,
        visitor_operand_after=reading.after,
        visitor_text=reading.text,
    )
    return reading.runs


def _measures(font: Any) -> Any:
    """Return what pypdf knows of the widths of a font's letters.

    Its own layout mode measures with the same class, which it does not offer by a public name; the
    mode itself drops the fonts' faces and text that a page turns.
    """
    from pypdf.generic._font import Font

    return Font.from_font_resource(font)


class _Reading:
    """One pass over the operators of a page."""

    def __init__(self, page: Any) -> None:
        self.runs: list[TextRun] = []
        self._turned = _TURNED.get(page.rotation % 360, Matrix())
        left, low, right, high = map(float, page.mediabox)
        self._window = _Window(min(left, right), min(low, high), max(left, right), max(low, high))
        self._shown = self._window
        self._saved: list[_Window] = []
        self._path: list[tuple[float, float]] = []
        self._clips = False
        self._forms: list[Matrix] = []
        self._fonts: dict[int, Any] = {}

    def before(self, operator: bytes, operands: Any, outer: Any, _inner: Any) -> None:
        """Follow the window through which text is shown, and the forms text is in."""
        if operator == b"Do":
            around = self._forms[-1] if self._forms else Matrix()
            self._forms.append(Matrix(*map(float, outer)).then(around))
        elif self._forms:
            return
        elif operator in (b"Tj", b"TJ", b"'", b'"'):
            self._shown = self._window
        elif operator == b"q":
            self._saved.append(self._window)
        elif operator == b"Q":
            self._window = self._saved.pop() if self._saved else self._window
        elif operator in (b"m", b"l", b"re"):
            self._draw(operands, Matrix(*map(float, outer)))
        elif operator in (b"W", b"W*"):
            self._clips = True
        elif operator in (b"n", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"):
            self._end_path()

    def after(self, operator: bytes, *_: Any) -> None:
        if operator == b"Do" and self._forms:
            self._forms.pop()

    def text(self, text: str, outer: Any, inner: Any, font: Any, size: Any) -> None:
        place = Matrix(*map(float, inner)).then(Matrix(*map(float, outer)))
        if self._forms:
            place = place.then(self._forms[-1])
        elif text.strip():
            # The middle of the letters: a line that a page's end cuts is shown by one page.
            half = float(size) / 2
            if not self._shown.shows(place.e + half * place.c, place.f + half * place.d):
                return
        place = place.then(self._turned)
        face = str(font.get("/BaseFont", "")) if font else ""
        height = abs(float(size)) * hypot(place.c, place.d)
        self.runs.append(
            TextRun(
                text,
                place.e,
                place.f,
                height * self._letters(text, font),
                height,
                _BOLD.search(face) is not None,
                abs(place.b) > abs(place.a),
            )
        )

    def _letters(self, text: str, font: Any) -> float:
        """Return how wide `text` is, in heights of its font."""
        if not font or not text.strip():
            return 0.0
        if id(font) not in self._fonts:
            self._fonts[id(font)] = _measures(font)
        return float(self._fonts[id(font)].get_text_width(text)) / 1000

    def _draw(self, operands: Any, outer: Matrix) -> None:
        numbers = [float(operand) for operand in operands[:4]]
        if len(numbers) < 2:
            return
        x, y = numbers[:2]
        width, height = numbers[2:] if len(numbers) == 4 else (0.0, 0.0)
        for corner in ((x, y), (x + width, y), (x, y + height), (x + width, y + height)):
            self._path.append(Matrix(e=corner[0], f=corner[1]).moved(outer))

    def _end_path(self) -> None:
        if self._clips and self._path:
            across, up = zip(*self._path, strict=True)
            self._window = self._window.within(_Window(min(across), min(up), max(across), max(up)))
        self._path = []
        self._clips = False
