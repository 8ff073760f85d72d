"""The runs of characters that a page of a PDF shows, and the lines it draws, each at its place."""

from collections.abc import Callable, Iterable, Sequence
from math import hypot, inf
from typing import Any, NamedTuple

from kodeverk.formats.transcripts.pdf_fonts import PdfFont

_MOST_FORMS = 12
"""Forms stand in each other at most so deep."""
_STROKED = frozenset((b"B", b"B*", b"b", b"b*", b"S", b"s"))
_PAINTED = _STROKED | frozenset((b"n", b"f", b"F", b"f*"))
_THIN, _LONG = 2.5, 8.0
"""What is at most so thin and at least so long, in points, is a line and no area."""
_MOST_RULES = 20_000
"""A page with more is a picture."""
_SHOWS_TEXT = (b"Tj", b"TJ", b"'", b'"', b"Do")
_SETTINGS = {
    b"TL": "leading",
    b"Tc": "between_letters",
    b"Tw": "between_words",
    b"Tz": "percent",
    b"Ts": "rise",
}
_SAME = 0.15
"""Bold is drawn by showing letters twice, at most so many times their height apart."""
_GAP, _BACK = 0.1, 0.3
"""What one operator shows is parted where it moves on, or back, by more than so many times the size
of the letters: there may be a space, or another column."""
_LEVEL = 0.2
"""Text that rises or falls by more than so many times its length is turned."""


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
    """Characters shown at once: the place of their left end, in points from below.

    `width` and `height` are in points too. `goes_on` tells that the file shows them in one with the
    run before.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    bold: bool
    is_turned: bool
    goes_on: bool = False

    @property
    def end(self) -> float:
        """Where it ends on the right, without blanks."""
        return self.x + self.width * len(self.text.rstrip()) / len(self.text)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its small letters."""
        return self.x + self.width / 2, self.y + self.height / 4


class Rule(NamedTuple):
    """A line that is drawn level or upright, from its left low end to its right high one."""

    left: float
    low: float
    right: float
    high: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from the left to the right."""
        return self.right - self.left > self.high - self.low


class PageDrawing(NamedTuple):
    """What a page shows, in the order of the file."""

    runs: list[TextRun]
    rules: list[Rule]


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


def page_drawing(page: Any, drawn: Callable[[int], None], fonts: dict[int, PdfFont]) -> PageDrawing:
    """Return the runs of characters and the lines that a page (pypdf's) shows.

    What stands outside the page, or outside the window a program draws through, is left out: it is
    shown on the page before or the next. Places are those of the page as it is turned when shown.
    `drawn` is told how many bytes of drawing each form on the page has, and may raise. `fonts` are
    those met so far, which grow.
    """
    contents = page.get_contents()
    if contents is None:
        return PageDrawing([], [])
    reading = _Reading(page, drawn, fonts)
    reading.read(contents, page.get("/Resources"), _State(Matrix(), reading.page_window))
    return PageDrawing(reading.runs, reading.rules[:_MOST_RULES])


class _State:
    """What a stream of operators has set: where and how the next letters are shown."""

    def __init__(self, outer: Matrix, window: _Window) -> None:
        self.outer = outer
        self.window = window
        self.font: PdfFont | None = None
        self.size = 1.0
        self.between_letters = 0.0
        self.between_words = 0.0
        self.percent = 100.0
        self.leading = 0.0
        self.rise = 0.0

    def copy(self) -> "_State":
        other = _State(self.outer, self.window)
        other.__dict__.update(self.__dict__)
        return other


class _Reading:
    """One pass over the operators of a page and of the forms on it."""

    def __init__(self, page: Any, drawn: Callable[[int], None], fonts: dict[int, PdfFont]) -> None:
        self.runs: list[TextRun] = []
        self.rules: list[Rule] = []
        left, low, right, high = map(float, page.mediabox)
        self.page_window = _Window(
            min(left, right), min(low, high), max(left, right), max(low, high)
        )
        self._pdf = page.pdf
        self._drawn = drawn
        self._turned = _TURNED.get(page.rotation % 360, Matrix())
        self._fonts = fonts
        self._within: list[int] = []
        # The corners of each part of the path that is being drawn, as the page has them.
        self._path: list[list[tuple[float, float]]] = []
        self._clips = False
        self._line = Matrix()
        self._across = 0.0

    def read(self, stream: Any, resources: Any, state: _State) -> None:
        """Follow the operators of a stream."""
        from pypdf.generic import ContentStream

        resources = _object(resources) or {}
        saved: list[_State] = []
        for operands, operator in ContentStream(stream, self._pdf, "bytes").operations:
            if operator == b"q":
                saved.append(state.copy())
            elif operator == b"Q":
                state = saved.pop() if saved else state
            elif operator == b"Do":
                self._form(operands, resources, state)
            elif operator == b"Tf" and len(operands) > 1:
                state.font = self._font(resources, operands[0])
                state.size = _number(operands[1])
            elif operator in _PAINTED:
                self._end_path(operator, state)
            else:
                self._follow(operator, operands, state)

    def _follow(self, operator: bytes, operands: Any, state: _State) -> None:
        if operator == b"TJ":
            self._show(operands[0] if operands else (), state)
        elif operator == b"Tj":
            self._show(operands, state)
        elif operator in (b"'", b'"'):
            if operator == b'"' and len(operands) > 2:
                state.between_words, state.between_letters = map(_number, operands[:2])
            self._next_line(0, -state.leading)
            self._show(operands[-1:], state)
        elif operator == b"T*":
            self._next_line(0, -state.leading)
        elif operator == b"BT":
            self._line, self._across = Matrix(), 0.0
        elif operator in (b"m", b"l", b"re"):
            self._draw(operator, operands, state)
        elif operator in (b"W", b"W*"):
            self._clips = True
        elif isinstance(operands, list):
            numbers = [_number(operand) for operand in operands]
            self._set(operator, numbers, state)

    def _set(self, operator: bytes, numbers: list[float], state: _State) -> None:
        if operator == b"cm" and len(numbers) == 6:
            state.outer = Matrix(*numbers).then(state.outer)
        elif operator == b"Tm" and len(numbers) == 6:
            self._line, self._across = Matrix(*numbers), 0.0
        elif operator in (b"Td", b"TD") and len(numbers) == 2:
            if operator == b"TD":
                state.leading = -numbers[1]
            self._next_line(*numbers)
        elif operator in _SETTINGS and len(numbers) == 1:
            setattr(state, _SETTINGS[operator], numbers[0])

    def _next_line(self, across: float, up: float) -> None:
        self._line, self._across = Matrix(e=across, f=up).then(self._line), 0.0

    def _show(self, shown: Iterable[Any], state: _State) -> None:
        """Add the runs of what one operator shows; gaps part them that may stand between words."""
        font, size, stretched = state.font, state.size, state.percent / 100
        if font is None:
            return
        place = Matrix(e=self._across, f=state.rise).then(self._line).then(state.outer)
        seen = place.then(self._turned)
        stretch = hypot(seen.a, seen.b)
        # The middle of the letters: a line that a page's end cuts is shown by one page.
        up, right = size / 2 * place.d, size / 2 * place.c
        text, begins, across = "", 0.0, 0.0
        goes_on = False

        def end() -> None:
            nonlocal goes_on
            x, y = place.e + begins * place.a, place.f + begins * place.b
            if text and state.window.shows(x + right, y + up):
                self._add(
                    TextRun(
                        text,
                        seen.e + begins * seen.a,
                        seen.f + begins * seen.b,
                        (across - begins) * stretch,
                        abs(size) * hypot(seen.c, seen.d),
                        font.is_bold,
                        seen.a <= 0 or abs(seen.b) > _LEVEL * seen.a,
                        goes_on,
                    )
                )
                goes_on = True

        for piece in shown:
            if isinstance(piece, (int, float)):
                moved = -float(piece) / 1000 * size * stretched
                if not -_BACK * size < moved < _GAP * size:
                    end()
                    text, begins = "", across + moved
                across += moved
                continue
            for letter in font.letters(_bytes(piece)):
                text += letter.text
                width = letter.width * size + state.between_letters
                width += state.between_words if letter.is_space else 0.0
                across += width * stretched
        end()
        self._across += across

    def _add(self, run: TextRun) -> None:
        """Add a run, or where these letters were just shown at this place, let them be bold."""
        for place in range(max(0, len(self.runs) - 3), len(self.runs)):
            other = self.runs[place]
            if other.text == run.text and run.text.strip():
                near = _SAME * run.height
                if abs(other.x - run.x) < near and abs(other.y - run.y) < near:
                    self.runs[place] = other._replace(bold=True)
                    return
        self.runs.append(run)

    def _font(self, resources: Any, name: Any) -> PdfFont | None:
        font = _object((_object(resources.get("/Font")) or {}).get(name))
        if font is None:
            return None
        if id(font) not in self._fonts:
            self._fonts[id(font)] = PdfFont(font)
        return self._fonts[id(font)]

    def _form(self, operands: Any, resources: Any, state: _State) -> None:
        forms = _object(resources.get("/XObject")) or {}
        form = _object(forms.get(operands[0])) if operands else None
        if form is None or form.get("/Subtype") != "/Form" or id(form) in self._within:
            return
        data = form.get_data()
        if len(self._within) == _MOST_FORMS or not any(sign in data for sign in _SHOWS_TEXT):
            return
        self._drawn(len(data))
        inner = state.copy()
        matrix = form.get("/Matrix")
        if matrix is not None and len(matrix) == 6:
            inner.outer = Matrix(*map(_number, matrix)).then(state.outer)
        line, across, path = self._line, self._across, self._path
        self._within.append(id(form))
        self.read(form, form.get("/Resources", resources), inner)
        self._within.pop()
        self._line, self._across, self._path = line, across, path

    def _draw(self, operator: bytes, operands: Any, state: _State) -> None:
        numbers = [_number(operand) for operand in operands[:4]]
        if len(numbers) < 2:
            return
        x, y = numbers[:2]
        width, height = numbers[2:] if len(numbers) == 4 else (0.0, 0.0)
        if operator != b"l" or not self._path:
            self._path.append([])
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        for across, up in corners if operator == b"re" else corners[:1]:
            self._path[-1].append(Matrix(e=across, f=up).moved(state.outer))

    def _end_path(self, operator: bytes, state: _State) -> None:
        if self._clips and self._path:
            across, up = zip(*(corner for part in self._path for corner in part), strict=True)
            shown = _Window(min(across), min(up), max(across), max(up))
            state.window = state.window.within(shown)
        if operator != b"n" and len(self.rules) < _MOST_RULES:
            for part in self._path:
                self._add_rules(part, operator in _STROKED)
        self._path = []
        self._clips = False

    def _add_rules(self, part: Sequence[tuple[float, float]], is_stroked: bool) -> None:
        """Add a part of a path that is a line, or the sides of a box that are drawn."""
        seen = [Matrix(e=x, f=y).moved(self._turned) for x, y in part]
        across, up = zip(*seen, strict=True)
        left, low, right, high = min(across), min(up), max(across), max(up)
        wide, tall = right - left, high - low
        if min(wide, tall) <= _THIN:
            if max(wide, tall) >= _LONG:
                self.rules.append(Rule(left, low, right, high))
        elif is_stroked and all(x in (left, right) and y in (low, high) for x, y in seen):
            self.rules += [
                Rule(left, low, right, low),
                Rule(left, high, right, high),
                Rule(left, low, left, high),
                Rule(right, low, right, high),
            ]


def _object(value: Any) -> Any:
    """Return what an entry of a dictionary refers to; None where there is nothing."""
    return None if value is None else value.get_object()


def _number(operand: Any) -> float:
    return float(operand) if isinstance(operand, (int, float)) else 0.0


def _bytes(piece: Any) -> bytes:
    if isinstance(piece, bytes):
        return piece
    return getattr(piece, "original_bytes", b"")
