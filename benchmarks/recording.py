"""A short session with the coding screen, recorded: an asciinema cast and a moving picture (SVG).

`python -m benchmarks.recording CAST SVG` makes both from the real app on the demonstration project,
driven by keys. Pauses are written down, not measured: each run gives the same files.
"""

import argparse
import asyncio
import io
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from benchmarks.pictures import LOOKS, TERMINAL, at_a_terminal
from kodeverk.cells import cells_of
from kodeverk.service.demo import CODERS, make_demo
from kodeverk.tui.themes import DARK, OWN_THEMES
from tests.tui.keyboard_user import User

SIZE = (110, 30)


class Scene(NamedTuple):
    """Keys, pressed one after another with `pause` seconds behind each, and then `rest` more."""

    keys: Sequence[str]
    pause: float = 0.5
    rest: float = 1.0


def typed(words: str, rest: float = 1.0) -> Scene:
    """Return the scene in which words are typed."""
    names = {" ": "space", "-": "minus", ".": "full_stop"}
    return Scene([names.get(sign, sign) for sign in words], 0.1, rest)


SESSION = (
    Scene([], rest=1.5),
    Scene(["slash"], rest=0.3),
    typed("09-her"),
    Scene(["enter", "enter"], rest=2.0),
    Scene(["e", "e"], rest=1.0),
    Scene(["space"], rest=2.0),
    Scene(["a", "b"], rest=1.5),
    Scene(["2"], rest=2.0),
    Scene(["d"], rest=2.0),
    Scene(["m"], rest=0.5),
    typed("Nitten deltakere og ingen kollega", rest=1.5),
    Scene(["ctrl+s"], rest=2.0),
    Scene(["e", "s", "enter"], rest=1.0),
    typed("tilgj", rest=1.5),
    Scene(["enter"], rest=1.5),
    Scene(["d"], rest=2.0),
    Scene(["u"], rest=1.5),
    Scene(["f"], rest=2.5),
)
"""Open, go by letters, a code, its direction, a memo; another code, a wrong direction undone."""

COUNTED = "kodeverk frequencies demo.kodeverk"
COUNTED_SECONDS = 6


class Frame(NamedTuple):
    """The rows of the screen, and from when on they are shown, in seconds."""

    at: float
    rows: tuple[Strip, ...]


def rows_of(user: User) -> tuple[Strip, ...]:
    """Return the screen as it is."""
    width, height = user.app.size
    update = user.app.screen._compositor.render_update(
        full=True, screen_stack=user.app._background_screens
    )
    console = Console(width=width, height=height, file=io.StringIO(), legacy_windows=False)
    assert update is not None
    segments = [one for one in console.render(update) if not one.control]
    lines = Segment.split_and_crop_lines(segments, width, include_new_lines=False)
    return tuple(Strip(line).simplify() for line in lines)[:height]


async def record(project: Path) -> list[Frame]:
    """Return the frames of the session; where the last is, the first begins again."""
    frames: list[Frame] = []
    at = 0.0
    async with at_a_terminal(project, CODERS[0], SIZE, LOOKS["dark"]) as user:
        for scene in SESSION:
            for key in scene.keys:
                await user.press(key)
                frames.append(Frame(at, rows_of(user)))
                at = round(at + scene.pause, 2)
            if not scene.keys:
                frames.append(Frame(at, rows_of(user)))
            at = round(at + scene.rest, 2)
    frames.append(Frame(at, counted(project)))
    frames.append(Frame(at + COUNTED_SECONDS, frames[-1].rows))
    return frames


def counted(project: Path) -> tuple[Strip, ...]:
    """Return the screen of a shell where the codes have been counted."""
    width, height = SIZE
    done = subprocess.run(
        [sys.executable, "-m", *COUNTED.split()],
        cwd=project.parent,
        env={**os.environ, "COLUMNS": str(width), "NO_COLOR": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    lines = [f"$ {COUNTED}", *done.stdout.splitlines()][:height]
    lines += [""] * (height - len(lines))
    theme = OWN_THEMES[DARK]
    style = Style(color=theme.foreground, bgcolor=theme.surface)
    return tuple(Strip([Segment(line, style)]).adjust_cell_length(width, style) for line in lines)


def cast(frames: Sequence[Frame]) -> str:
    """Return an asciinema cast (version 2): of each frame the rows that differ from before."""
    width, height = SIZE
    header = {"version": 2, "width": width, "height": height, "title": "Kodeverk"}
    lines = [json.dumps(header)]
    shown: tuple[Strip, ...] = ()
    for frame in frames:
        changed = [
            f"\x1b[{place + 1};1H{_ansi(row)}"
            for place, row in enumerate(frame.rows)
            if not shown or shown[place] != row
        ]
        begin = "" if shown else "\x1b[?25l\x1b[2J"
        lines.append(json.dumps([frame.at, "o", begin + "".join(changed)], ensure_ascii=False))
        shown = frame.rows
    return "\n".join(lines) + "\n"


def _ansi(row: Strip) -> str:
    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="truecolor", width=SIZE[0]
    )
    return row.render(console)


Span = tuple[float, float]
"""From when to when, in seconds."""

CELL_WIDTH, CELL_HEIGHT = 8.4, 18
"""How many units of the picture a cell of the terminal has."""


def moving_picture(frames: Sequence[Frame]) -> str:
    """Return an SVG that shows the frames again and again, each row for as long as it stays.

    Where somebody wants no movement it shows the first.
    """
    width, height = round(SIZE[0] * CELL_WIDTH), SIZE[1] * CELL_HEIGHT
    end, screen = frames[-1].at, _hex(_ground(frames))
    styles: dict[str, str] = {}
    names: dict[tuple[Span, ...], str] = {}
    body = []
    for place in range(SIZE[1]):
        drawn: dict[str, list[Span]] = {}
        for span, row in _stays(frames, place):
            drawn.setdefault("".join(_drawn(row, styles, screen)), []).append(span)
        for row_drawn, spans in drawn.items():
            name = names.setdefault(tuple(spans), f"t{len(names)}")
            y = place * CELL_HEIGHT
            body.append(f'<g class="{name}" transform="translate(0 {y})">{row_drawn}</g>')
    rules = [f".{name}{{{rule}}}" for rule, name in styles.items()]
    for shown, name in names.items():
        if shown == ((0, end),):
            continue
        steps = {0.0: "hidden"}
        for span in shown:
            first, last = (round(100 * at / end, 2) for at in span)
            steps |= {first: "visible", last: "hidden"}
        keyframes = "".join(f"{at:g}%{{visibility:{what}}}" for at, what in steps.items())
        still = "" if shown[0][0] == 0 else "visibility:hidden;"
        rules.append(f".{name}{{{still}animation:{name} {end:g}s step-end infinite}}")
        rules.append(f"@keyframes {name}{{{keyframes}}}")
    rules.append("@media (prefers-reduced-motion:reduce){g{animation:none!important}}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n'
        "<title>An interview is coded in Kodeverk</title>\n<style>\n"
        "text{font:14px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}\n"
        + "\n".join(rules)
        + "\n</style>\n"
        + f'<rect width="{width}" height="{height}" fill="{screen}"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _stays(frames: Sequence[Frame], place: int) -> Iterator[tuple[Span, Strip]]:
    """Yield from when to when a place of the screen has a row, and that row."""
    begin = 0.0
    for frame, following in pairwise(frames):
        row = frame.rows[place]
        if following is frames[-1] or following.rows[place] != row:
            yield (begin, following.at), row
            begin = following.at


def _ground(frames: Sequence[Frame]) -> Color | None:
    used = Counter(one.style.bgcolor for row in frames[0].rows for one in row if one.style)
    return used.most_common(1)[0][0]


def _hex(colour: Color | None, *, foreground: bool = False) -> str:
    shown = (colour or Color.default()).get_truecolor(TERMINAL, foreground=foreground)
    return shown.hex


def _drawn(row: Strip, styles: dict[str, str], screen: str) -> Iterator[str]:
    """Yield what is behind the words of a row where it is not as the `screen`, and the words."""
    at = 0
    words = []
    for text, of_text, _ in row:
        style = of_text or Style()
        colour, ground = _hex(style.color, foreground=True), _hex(style.bgcolor)
        if style.reverse:
            colour, ground = ground, colour
        cells = cells_of(text)
        if ground != screen:
            x, wide = _units(at), _units(cells)
            name = styles.setdefault(f"fill:{ground}", f"s{len(styles)}")
            yield f'<rect class="{name}" x="{x}" width="{wide}" height="{CELL_HEIGHT}"/>'
        shown = text if style.underline else text.strip()
        if text.strip():
            rule = f"fill:{colour}"
            rule += ";font-weight:bold" if style.bold else ""
            rule += ";font-style:italic" if style.italic else ""
            rule += ";text-decoration:underline" if style.underline else ""
            name = styles.setdefault(rule, f"s{len(styles)}")
            before = 0 if style.underline else cells_of(text) - cells_of(text.lstrip())
            x, wide = _units(at + before), _units(cells_of(shown))
            said = escape(shown, quote=False).replace(" ", "\xa0")
            words.append(f'<text class="{name}" x="{x}" y="13.5" textLength="{wide}">{said}</text>')
        at += cells
    yield from words


def _units(cells: int) -> str:
    return f"{cells * CELL_WIDTH:.1f}".removesuffix(".0")


def recording() -> tuple[str, str]:
    """Return the session as a cast and as a moving picture."""
    with tempfile.TemporaryDirectory() as name:
        project = make_demo(Path(name) / "demo").project
        frames = asyncio.run(record(project))
    return cast(frames), moving_picture(frames)


def main() -> None:
    """Write both."""
    parser = argparse.ArgumentParser(description="Records a short session.")
    parser.add_argument("cast", type=Path)
    parser.add_argument("svg", type=Path)
    chosen = parser.parse_args()
    for path, made in zip((chosen.cast, chosen.svg), recording(), strict=True):
        path.write_text(made, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
