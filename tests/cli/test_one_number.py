"""How many turns and words a transcript has is one number, wherever it is shown."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kodeverk.service.import_choices import Choices, Memory
from kodeverk.service.previewing import look
from kodeverk.tui.import_list import file_facts, file_line
from tests.cli.command_line import Run

WITH_INTERLUDES = """\
Intervju nr. 4 fra Asker

Intervjuer: Hvordan gikk det på møtet?

Veileder: Vi hadde god tid den dagen.

[telefonen ringer]

Og hun forklarte alt rolig.

Side 2 av 3

Så gikk vi videre.

NAV: det ordner seg.

Intervjuer: Hva skjedde etterpå?

Veileder: Hun ringte tilbake samme uke.

Intervjuer: Takk.

Slutt på intervjuet

Det regnet hele dagen.
"""
"""An interview with blocks that go on behind a note and behind the number of a page."""

PLAIN = (
    """\
Kari Nordmann: Hei, hvordan går det?
Ola: Det går fint.
(latter)
Ja, det gjør det.
Nordmann: Og ellers?
Ola: Bra nok.
"""
    * 3
)


class Size(NamedTuple):
    """How much a transcript has, as one place says."""

    turns: int
    words: int


@pytest.fixture
def files(tmp_path: Path, interviews: list[Path]) -> list[Path]:
    own = []
    for name, text in {
        "avbrutt": WITH_INTERLUDES,
        "navn": PLAIN,
        "uten": "Det var en gang.\nSå.\n",
    }.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        own.append(path)
    return [*interviews, *own]


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Path:
    assert run("init", "tall.kodeverk").code == 0
    return tmp_path / "tall.kodeverk"


def size_of(told: dict[str, Any]) -> Size:
    return Size(told["joined_turns"], told["words"])


def in_table(shown: str) -> dict[str, Size]:
    """Return what the table of an import says of each file."""
    rows = re.findall(r"^(\S+)  +(?:would import|imported) +(\d+) +(\d+)", shown, re.MULTILINE)
    return {Path(name).stem: Size(int(turns), int(words)) for name, turns, words in rows}


def exported(run: Run, project: Path, out: Path) -> tuple[dict[str, Size], dict[str, Size]]:
    """Return what an export says of each transcript, and of its speakers together."""
    assert run("export", "sqlite", project, out).code == 0
    with closing(sqlite3.connect(out)) as database:
        whole = database.execute("SELECT transcript, turns, words FROM transcript")
        transcripts = {name: Size(turns, words) for name, turns, words in whole}
        each = database.execute(
            "SELECT transcript, sum(turns), sum(words) FROM speaker GROUP BY transcript"
        )
        return transcripts, {name: Size(turns, words) for name, turns, words in each}


def test_turns_and_words_are_the_same_wherever_they_are_shown(
    run: Run, empty: Path, files: list[Path], tmp_path: Path
) -> None:
    looked = json.loads(run("import", empty, *files, "--dry-run", "--json").out)["transcripts"]
    sizes = {Path(told["file"]).stem: size_of(told) for told in looked}
    assert len(sizes) == 15
    recognised = json.loads(run("recognise", *files, "--json").out)["files"]
    assert {Path(told["file"]).stem: size_of(told) for told in recognised} == sizes
    for told in recognised:
        if told["speakers"]:
            of_speakers = [Size(one["joined_turns"], one["words"]) for one in told["speakers"]]
            total = Size(*map(sum, zip(*of_speakers, strict=True)))
            assert total == size_of(told)
    assert in_table(run("import", empty, *files, "--dry-run").out) == sizes
    for path in files:
        preview = look(path, Choices(), Memory())
        turns = sizes[path.stem].turns
        assert f"{turns} turn" in file_line(preview, 30).plain
        if preview.speakers:
            shown = [fact.line.plain for fact in file_facts(preview) if fact.kind == "speaker"]
            counts = [int(re.findall(r" (\d+)(?: \(.*\))?  “", line)[0]) for line in shown]
            assert sum(counts) == turns
    assert in_table(run("import", empty, *files).out) == sizes
    for name, size in sizes.items():
        (version,) = json.loads(run("versions", empty, name, "--json").out)["versions"]
        assert Size(version["turns"], version["words"]) == size
        assert f"  {size.turns}  " in run("versions", empty, name).out
        ways = json.loads(run("turns", empty, name, "--json").out)["readings"]
        (now,) = (way for way in ways if way["now"])
        assert now["joined_turns"] == size.turns
    assert run("assign", empty, "--coders", "Kari").code == 0
    assert run("finish", empty, *sizes).code == 0
    assert exported(run, empty, tmp_path / "tall.sqlite") == (sizes, sizes)


def test_what_is_joined_and_ignored_counts_the_same_before_and_after(
    run: Run, empty: Path, files: list[Path], tmp_path: Path
) -> None:
    choices = ("--join", "Nordmann=Kari Nordmann", "--ignore", "Ola")
    path = next(path for path in files if path.stem == "navn")
    (told,) = json.loads(run("import", empty, path, "--dry-run", "--json", *choices).out)[
        "transcripts"
    ]
    assert in_table(run("import", empty, path, *choices).out) == {"navn": size_of(told)}
    assert exported(run, empty, tmp_path / "tall.sqlite")[0] == {"navn": size_of(told)}


def test_an_interlude_ends_a_turn_and_counts_in_no_words(
    run: Run, empty: Path, files: list[Path]
) -> None:
    path = next(path for path in files if path.stem == "avbrutt")
    (told,) = json.loads(run("import", empty, path, "--dry-run", "--json").out)["transcripts"]
    said = [
        "Hvordan gikk det på møtet?",
        "Vi hadde god tid den dagen.",
        "Og hun forklarte alt rolig.",
        "Så gikk vi videre.",
        "det ordner seg.",
        "Hva skjedde etterpå?",
        "Hun ringte tilbake samme uke.",
        "Takk.",
    ]
    assert told["words"] == sum(len(words.split()) for words in said)
    # Blocks are what labels begin; the veileder goes on twice, behind a note and a page's number.
    assert (told["turns"], told["joined_turns"]) == (6, 8)
    ignored = run("import", empty, path, "--dry-run", "--json", "--ignore", "NAV")
    (without,) = json.loads(ignored.out)["transcripts"]
    assert without["words"] == told["words"] + 1, "the label is a word of who goes on"
    assert {line["text"] for line in without["skipped"]} == {
        line["text"] for line in told["skipped"]
    }
