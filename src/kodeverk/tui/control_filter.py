"""The last door to the terminal: no line that is drawn holds anything the terminal would obey."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from kodeverk.model.text import OBEYED


class ControlFilter(LineFilter):
    """Takes out of every line what a terminal obeys: it has no width, so nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments, the same ones where they hold nothing that a terminal obeys."""
        return [
            Segment(OBEYED.sub("", segment.text), segment.style, segment.control)
            if OBEYED.search(segment.text)
            else segment
            for segment in segments
        ]
