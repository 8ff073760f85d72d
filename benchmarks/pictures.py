"""Pictures of every screen: `python -m benchmarks.pictures FOLDER` writes them as SVG.

The real app is driven by keys on the demonstration project, to which memos, a corrected text,
conflicts and files to import are added. Each screen is drawn in every size and look, and a file's
name says which: `coding-80x24-dark.svg`. Any browser shows them.

    --only coding,log      some screens
    --sizes 80x24          some sizes
    --looks light,dark     some looks
"""

import argparse
import asyncio
import io
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, chdir, contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from textual import constants
from textual.app import App
from textual.widgets import Input, TextArea

from kodeverk.config import Settings
from kodeverk.service.demo import CODERS, make_demo, sample_folder
from kodeverk.tui.sixteen_colours import PALETTES
from kodeverk.tui.themes import DARK, LIGHT, MONOCHROME
from tests.tui.keyboard_user import User, at_the_keyboard

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.store.project import Project

SIZES = ((80, 24), (120, 40), (200, 60))


class Look(NamedTuple):
    """A theme, and the colours that the terminal has, as Textual's TEXTUAL_COLOR_SYSTEM."""

    theme: str
    colours: str = "truecolor"


LOOKS = {
    "dark": Look(DARK),
    "light": Look(LIGHT),
    "monochrome": Look(MONOCHROME),
    "sixteen-dark": Look(DARK, "standard"),
    "sixteen-light": Look(LIGHT, "standard"),
}

_XTERM = PALETTES["xterm"]
TERMINAL = TerminalTheme(_XTERM[0], _XTERM[7], [*_XTERM[:8]], [*_XTERM[8:]])
"""What a terminal makes of its own two and of its sixteen colours."""

_INTERVIEW = "/ '02-asker' enter enter"
_PLACE = f"{_INTERVIEW} F 2 / 'I planen det' enter escape"
_FILES = "i a FILES enter READ"

SCREENS: Mapping[str, str] = {
    "coder-question": "",
    "project": "",
    "project-filter": "/ 'volda'",
    "project-only": "f 'role'",
    "project-sorted": "s s s",
    "deal": "A 1",
    "release": "R",
    "project-remove": "/ '02-asker' enter x",
    "transcript-facts": "e",
    "project-keys": "?",
    "palette": ":",
    "palette-themes": ": 'theme' enter",
    "codebook": "b down",
    "codebook-folded": "b asterisk",
    "codebook-filter": "b / 'kontakt' enter",
    "code-texts": "b down e",
    "code-join": "b down j 'kontin' enter",
    "decide-again": "b down s 'Åpenhet;Løfter' enter 2 w",
    "passages": "p 'code:REL-TILLIT' enter j j space space",
    "passages-wide": "p 'theme:REL role:participant' enter ) b",
    "passages-filter": "p 'code:REL-TILLIT role:'",
    "passages-search": "p 'samtale* how:forms' enter c 'relti' enter",
    "passages-question": "p 'code:REL-TILLIT' enter A x",
    "passages-empty": "p 'blåbærsyltetøy' enter",
    "conflicts": "C",
    "pseudonyms": "P",
    "import": "i",
    "import-files": "i a",
    "import-read": _FILES,
    "import-speaker": f"{_FILES} down down enter",
    "import-prompt": f"{_FILES} d",
    "import-municipality": f"{_FILES} m",
    "pseudonyms-edit": "P e",
    "pseudonyms-add": "P plus 'Volda vgs'",
    "import-no-municipality": f"{_FILES} m 'sheffield'",
    "import-error": f"{_FILES} down down down",
    "versions": "/ '06-volda' enter v",
    "versions-correct": "/ '06-volda' enter v c",
    "placements": "r",
    "memos": "m",
    "frequencies": "n",
    "frequencies-two": "n w down enter",
    "matrix": "t",
    "matrix-framework": "t m 4",
    "crosswalk": "t m 7",
    "agreement": "a",
    "consensus": "c enter",
    "memos-only": "m f 'municipality'",
    "memos-diary": "m d",
    "memos-new": "m n 'rel-t' enter",
    "log": "l",
    "log-step": "l enter",
    "coding": _INTERVIEW,
    "coding-selection": f"{_PLACE} s s",
    "coding-letters": f"{_PLACE} space",
    "coding-made": f"{_PLACE} s s 3",
    "coding-directed": f"{_PLACE} s s 3 f",
    "coding-next": f"{_PLACE} k",
    "coding-borders": f"{_PLACE} s s 3 f O W",
    "coding-overlap": f"{_PLACE} s 4",
    "coding-colleagues": f"{_INTERVIEW} C e e e",
    "coding-search": f"{_INTERVIEW} / 'veileder'",
    "coding-hits": f"{_INTERVIEW} / 'veileder' enter",
    "coding-turn-numbers": f"{_PLACE} #",
    "coding-palette": f"{_INTERVIEW} :",
    "coding-keys": f"{_INTERVIEW} ?",
    "coding-keys-search": f"{_INTERVIEW} ? 'memo'",
    "code-picker": f"{_PLACE} s c",
    "code-picker-search": f"{_PLACE} s c 'til'",
    "recent-codes": f"{_PLACE} s ,",
    "facets": f"{_PLACE} s 3 D",
    "facets-of-new": f"{_PLACE} D",
    "memo": f"{_PLACE} s 3 m 'planen er hennes'",
    "memo-transcript": f"{_INTERVIEW} M",
    "coding-memos": f"{_INTERVIEW} L",
    "coding-log": f"{_PLACE} s 3 f Q",
    "finish": f"{_PLACE} s 3 F",
    "reopen": f"{_INTERVIEW} F",
}
"""Name -> the keys that lead there from the list of transcripts; words in quotes are typed."""

README_KEYS = (
    f"{_INTERVIEW} F 2 / 'I planen det' enter A R n escape D down down enter escape s S 3 f"
)
README_SIZE = (110, 34)
"""Wide enough for what stands beside the text."""


def vector_picture(app: App[Any], title: str = "Kodeverk") -> str:
    """Return the screen as SVG, as a terminal shows it; without what differs between two runs."""
    width, height = app.size
    console = Console(
        width=width,
        height=height,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    stack = app._background_screens
    console.print(app.screen._compositor.render_update(full=True, screen_stack=stack))
    picture = console.export_svg(title=title, theme=TERMINAL)
    # Styles are named after a checksum, and the fonts stand on a server; the reader's own do.
    picture = re.sub(r"terminal-\d+", "terminal", picture)
    picture = re.sub(r"\s*@font-face\s*\{[^}]*\}", "", picture)
    return "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"


@contextmanager
def still_terminal(colours: str) -> Iterator[None]:
    """Let an app that is made meanwhile find a terminal with these colours; no cursor blinks."""
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with (
        patch.object(constants, "COLOR_SYSTEM", colours),
        patch.object(Input, "_toggle_cursor", lambda _: None),
        patch.object(TextArea, "_toggle_cursor_blink_visible", lambda _: None),
        patch.dict(os.environ, environment, clear=True),
    ):
        yield


@asynccontextmanager
async def at_a_terminal(
    project: Path, coder: str | None, size: tuple[int, int], look: Look
) -> AsyncIterator[User]:
    """Open a copy of a project, so that the next picture begins with it as it is."""
    with tempfile.TemporaryDirectory() as name, still_terminal(look.colours):
        copy = Path(name) / "demo.kodeverk"
        shutil.copy(project, copy)
        settings = Settings(Path(name) / "config.toml", coder, theme=look.theme)
        async with at_the_keyboard(copy, size=size, settings=settings) as user:
            if user.app.gateway.is_open:
                user.call_the_project(copy.name)
                await user.press("g")
            yield user


async def press(user: User, keys: str, files: Path | None = None) -> None:
    """Press keys as `SCREENS` writes them; FILES is a folder with files to import."""
    names = {"/": "slash", "?": "question_mark", ":": "colon", ",": "comma", "#": "number_sign"}
    for key in re.findall(r"'[^']*'|\S+", keys):
        if key.startswith("'"):
            await user.type(key[1:-1])
        elif key == "FILES":
            assert files is not None
            user.app.screen.query_one(Input).value = f"{files}{os.sep}"
            await user.rest()
        elif key == "READ":
            while getattr(user.app.screen, "is_busy", False):
                await user.pilot.pause()
            await user.rest()
        else:
            await user.press(names.get(key, key))


def make_project(folder: Path) -> Path:
    """Return the demonstration project with something to see on each screen."""
    from kodeverk.model.records import IN_MUNICIPALITY, in_municipality_target, passage_target
    from kodeverk.model.text import Span
    from kodeverk.service.coders import find_coder
    from kodeverk.service.coding import write_memo
    from kodeverk.service.merging import merge
    from kodeverk.service.transcripts import find_transcript
    from kodeverk.store import queries
    from kodeverk.store.backup import copy_project
    from kodeverk.store.opening import open_project

    path = make_demo(folder / "demo").project
    with open_project(str(path)) as project:
        with project.reading() as connection:
            coders = queries.coders(connection)
        kari, jonas, _ = (find_coder(coders, name) for name in CODERS)
        asker = find_transcript(project, "02-asker-deltaker")
        with project.reading() as connection:
            text = queries.version(connection, asker.version).text
            coding = queries.codings(connection, asker.id)[0]
        start = text.index("Mannen min har en annen veileder")
        passage = passage_target(asker.version, Span(start, start + 32))
        write_memo(project, kari, "passage", passage, "To veiledere i samme familie: følg opp.")
        write_memo(project, jonas, "passage", passage, "Samme kontor, ulik praksis.")
        write_memo(project, kari, "coding", coding.id, "Skifte av veileder er et brudd.")
        write_memo(project, kari, "transcript", asker.id, "Les sammen med 01-asker-veileder.")
        write_memo(project, kari, "project", None, "Piloten er ferdig.", memo_type="method")
        write_memo(project, kari, "municipality", "3203", "To kontorer.", memo_type="case")
        held = in_municipality_target(coding.code, "3203")
        write_memo(project, kari, IN_MUNICIPALITY, held, "Brudd er tema hos begge.")
        _correct(project, kari, folder)
        with open_project(str(copy_project(project, folder / "theirs.kodeverk"))) as theirs:
            _say(theirs, jonas, "volunteer", "4601")
        _say(project, kari, "leader", "0301")
        merge(project, kari, [str(folder / "theirs.kodeverk")])
    return path


def _correct(project: "Project", coder: "Coder", folder: Path) -> None:
    """Replace the text of an interview that is coded by one that differs here and there."""
    from kodeverk.service.importing import Choices, look_at
    from kodeverk.service.replacing import replace_text
    from kodeverk.service.transcripts import find_transcript

    text = (sample_folder("sample_transcripts") / "06-volda-deltakar.txt").read_text("utf-8")
    corrected = folder / "06-volda-rettet.txt"
    turns = text.split("\n\n")
    for place in range(4, len(turns), 4):
        label, _, words = turns[place].partition(": ")
        words = " ".join(word for at, word in enumerate(words.split()) if at % 4)
        turns[place] = f"{label}: {words}"
    corrected.write_text("\n\n".join(turns), encoding="utf-8")
    (preview,) = look_at(project, [corrected], Choices())
    replace_text(project, coder, find_transcript(project, "06-volda-deltakar").id, preview)


def _say(project: "Project", coder: "Coder", role: str, place: str) -> None:
    from kodeverk.service.transcripts import find_transcript
    from kodeverk.store import queries

    transcript = find_transcript(project, "07-stange-veileder").id
    with project.reading() as connection:
        speaker = queries.speakers(connection, transcript)[-1].id
    with project.writing(coder, "said who speaks, and where") as writer:
        writer.set("speaker", speaker, "role", role)
        writer.set("transcript", transcript, "municipality", place)


def make_files(folder: Path) -> Path:
    """Return a folder with files to import: ready ones, and some that ask."""
    folder.mkdir()
    samples = sample_folder("sample_transcripts")
    shutil.copy(samples / "10-heroy-deltaker.txt", folder)
    text = (samples / "07-stange-veileder.txt").read_text("utf-8")
    (folder / "07-stange-rettet.txt").write_text(
        text.replace("kontoret", "huset").replace("Ja, altså, jeg", "Jeg"), "utf-8"
    )
    (folder / "13-moss-deltaker.txt").write_text(
        "INT: Hvordan møter veilederen deg?\n\nA: Hun har tid.\n\nINT: Alltid?\n\n"
        "A: Nesten alltid. Noen ganger ringer hun.\n\nINT: Og kurset?\n\nA: Det gikk for fort.\n",
        "utf-8",
    )
    (folder / "notater.docx").write_bytes(b"not a document")
    (folder / "uten-navn.txt").write_text("Bare en linje uten noen som snakker.\n", "utf-8")
    return folder


async def draw(project: Path, screen: str, size: tuple[int, int], look: Look, files: Path) -> str:
    """Return the picture of a screen."""
    coder = None if screen == "coder-question" else CODERS[0]
    with chdir(files):
        async with at_a_terminal(project, coder, size, look) as user:
            await press(user, SCREENS[screen], files)
            return vector_picture(user.app)


async def readme_picture(project: Path) -> str:
    """Return the picture in README.md, of the demonstration project as it was made."""
    async with at_a_terminal(project, CODERS[0], README_SIZE, LOOKS["dark"]) as user:
        await press(user, README_KEYS)
        return vector_picture(user.app)


async def draw_all(
    folder: Path, screens: Sequence[str], sizes: Sequence[tuple[int, int]], looks: Sequence[str]
) -> None:
    """Write the pictures of screens into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        project = make_project(Path(name))
        files = make_files(Path(name) / "nye")
        for screen, size, look in product(screens, sizes, looks):
            path = folder / f"{screen}-{size[0]}x{size[1]}-{look}.svg"
            drawn = await draw(project, screen, size, LOOKS[look], files)
            path.write_text(drawn, encoding="utf-8", newline="\n")


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description="Draws every screen in every size and look.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default=",".join(SCREENS))
    parser.add_argument("--sizes", default=",".join(f"{width}x{height}" for width, height in SIZES))
    parser.add_argument("--looks", default=",".join(LOOKS))
    chosen = parser.parse_args()
    sizes = [
        (int(width), int(height)) for width, height in re.findall(r"(\d+)x(\d+)", chosen.sizes)
    ]
    asyncio.run(draw_all(chosen.folder, chosen.only.split(","), sizes, chosen.looks.split(",")))


if __name__ == "__main__":
    main()
