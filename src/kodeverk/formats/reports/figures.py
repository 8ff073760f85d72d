"""Figures as SVG: pictures of what tables say, with a title and a description for who hears them.

Nothing is told by colour alone: what a shade says stands in it as words. Lengths are in pixels.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from kodeverk.formats.reports.packages import xml_text
from kodeverk.formats.reports.tints import tint

_LIGHT, _DARK = (255, 255, 255), (120, 170, 225)
"""The shades of nothing and of everything: black is read on both."""

_NO_COLOUR = "#999999"
_ROW, _CELL, _LETTER = 22, 76, 7.2
_LANE, _TRACK = 18, 700
_PLOT, _RADIUS = 520, 4


class HeatCell(NamedTuple):
    """A cell of a heat map: what stands in it, and how dark it is, 0 to 1; None is not known."""

    words: str
    shade: float | None


class Lane(NamedTuple):
    """A line of stripes: its name, its colour, and what lies on it: from, to, and what it is."""

    name: str
    colour: str
    stripes: Sequence[tuple[int, int, str]]


class Interval(NamedTuple):
    """A value with what it may lie between, and what is said of it; None where it is not known."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    said: str


def heat_map(
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[HeatCell]]],
) -> str:
    """Return a heat map: a row for each name, its cells under the columns."""
    left = _width_of(name for name, _ in rows)
    head = _width_of(columns)
    drawn = [
        f'<text transform="translate({left + _CELL * (at + 0.5):.0f} {head}) rotate(-60)">'
        f"{_text(name)}</text>"
        for at, name in enumerate(columns)
    ]
    for line, (name, cells) in enumerate(rows):
        top = head + 10 + line * _ROW
        drawn.append(f'<text x="{left - 6}" y="{top + 15}" text-anchor="end">{_text(name)}</text>')
        for at, cell in enumerate(cells):
            place = f'x="{left + at * _CELL}" y="{top}" width="{_CELL}" height="{_ROW}"'
            about = f"<title>{_text(f'{name}, {columns[at]}: {cell.words}')}</title>"
            drawn.append(f'<rect {place} fill="{_shade(cell.shade)}" stroke="#666">{about}</rect>')
            middle = left + (at + 0.5) * _CELL
            drawn.append(
                f'<text x="{middle:.0f}" y="{top + 15}" text-anchor="middle">'
                f"{_text(cell.words)}</text>"
            )
    told = "; ".join(
        f"{name}: "
        + ", ".join(f"{column} {cell.words}" for column, cell in zip(columns, cells, strict=True))
        for name, cells in rows
    )
    width = left + _CELL * len(columns) + head // 2
    return _svg(title, told, width, head + 20 + _ROW * len(rows), drawn)


def stripes(
    title: str, length: int, spoken: Iterable[tuple[int, int]], lanes: Sequence[Lane]
) -> str:
    """Return stripes along a text of `length` characters, a lane below the other.

    What is `spoken` by informants is shaded.
    """
    left = _width_of(lane.name for lane in lanes)
    scale = _TRACK / max(length, 1)
    height = _LANE * max(len(lanes), 1)
    drawn = [
        f'<rect x="{left + start * scale:.1f}" y="0" width="{(end - start) * scale:.1f}" '
        f'height="{height}" fill="#eee"/>'
        for start, end in spoken
    ]
    for line, lane in enumerate(lanes):
        top = line * _LANE
        middle = top + _LANE // 2
        drawn.append(
            f'<line x1="{left}" x2="{left + _TRACK}" y1="{middle}" y2="{middle}" stroke="#bbb"/>'
        )
        drawn.append(
            f'<text x="{left - 6}" y="{top + 13}" text-anchor="end">{_text(lane.name)}</text>'
        )
        drawn += [
            f'<rect x="{left + start * scale:.1f}" y="{top + 3}" '
            f'width="{max((end - start) * scale, 1.5):.1f}" height="{_LANE - 6}" '
            f'fill="{_text(lane.colour or _NO_COLOUR)}" stroke="#333" stroke-width="0.5">'
            f"<title>{_text(what)}</title></rect>"
            for start, end, what in lane.stripes
        ]
    counted = ", ".join(f"{lane.name} {len(lane.stripes)}" for lane in lanes)
    told = f"From the beginning of the interview to its end. Codings: {counted or 'none'}."
    return _svg(title, told, left + _TRACK + 10, height + 4, drawn)


def intervals(
    title: str, points: Sequence[Interval], target: float | None = None, unit: str = "%"
) -> str:
    """Return values of 0 to 100 with their intervals, one below the other, and a line at a target.

    What is not known has its words where the value would be.
    """
    left, scale = _width_of(point.name for point in points), _PLOT / 100
    height = 24 + _ROW * len(points)
    drawn = []
    for mark in range(0, 101, 20):
        x = left + mark * scale
        drawn.append(f'<line x1="{x}" x2="{x}" y1="20" y2="{height}" stroke="#ddd"/>')
        drawn.append(f'<text x="{x}" y="14" text-anchor="middle">{mark} {_text(unit)}</text>')
    if target is not None:
        x = left + target * scale
        drawn.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="20" y2="{height}" stroke="#000" '
            f'stroke-dasharray="4 3"><title>target {target:g} {_text(unit)}</title></line>'
        )
    for line, point in enumerate(points):
        y = 24 + line * _ROW + _ROW // 2
        drawn.append(
            f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{_text(point.name)}</text>'
        )
        if point.low is not None and point.high is not None:
            drawn.append(
                f'<line x1="{left + point.low * scale:.1f}" x2="{left + point.high * scale:.1f}" '
                f'y1="{y}" y2="{y}" stroke="#333" stroke-width="2"/>'
            )
        if point.value is not None:
            drawn.append(
                f'<circle cx="{left + point.value * scale:.1f}" cy="{y}" r="{_RADIUS}">'
                f"<title>{_text(f'{point.name}: {point.said}')}</title></circle>"
            )
        else:
            drawn.append(f'<text x="{left + 6}" y="{y + 4}">{_text(point.said)}</text>')
    told = "; ".join(f"{point.name}: {point.said}" for point in points)
    return _svg(title, told, left + _PLOT + 30, height + 4, drawn)


def _svg(title: str, told: str, width: float, height: float, drawn: Iterable[str]) -> str:
    """Return the whole picture, on white, in a size that can be made smaller."""
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} '
            f'font-family="sans-serif" font-size="12" aria-label="{_text(title)}">',
            f"<title>{_text(title)}</title>",
            f"<desc>{_text(told)}</desc>",
            f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>',
            *drawn,
            "</svg>",
        ]
    )


def _shade(shade: float | None) -> str:
    if shade is None:
        return tint(_NO_COLOUR)
    mixed = (
        round(light + (dark - light) * shade) for light, dark in zip(_LIGHT, _DARK, strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _width_of(names: Iterable[str]) -> int:
    """Return how wide the longest of some names may be, with room around it."""
    return int(max((len(name) for name in names), default=0) * _LETTER) + 16


def _text(words: str) -> str:
    return escape(xml_text(words))
