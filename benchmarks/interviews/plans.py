"""What a constructed interview is like: one value for each dimension, drawn at random."""

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from benchmarks.interviews.casts import ABBREVIATED, CASTS
from benchmarks.interviews.conventions import CONVENTIONS, NOBODY, TIMES, Convention
from benchmarks.interviews.matter import BACKS, FRONTS, INTERLUDES
from benchmarks.interviews.spoken import LANGUAGES

PARAGRAPHS = (0, 1, 3, 6, 10, 20)
SPEAKERS = (2, 3, 4, 6, 8, 12)
TURNS = (6, 12, 20, 40, 80, 160, 300, 600)
LAYOUTS = ("plain", "spaced", "wrapped", "hanging", "numbered lines")
SLIPS = (
    "none",
    "case",
    "no space",
    "space before the sign",
    "invisible signs",
    "another sign",
    "no sign",
    "short form",
    "misspelt",
    "number twice",
    "in full at first",
    "aside in the label",
)
ANSWERS = ("sentences", "half sentences", "lists", "quotations")
"""What answers hold beside sentences: such as break off, reasons in a list, and what was said."""
ASKED_SLIPS = ("short form", "misspelt", "number twice", "no sign")
"""Slips of which a person must say whose words they are, or that they are a label at all."""


class Plan(NamedTuple):
    """A value for each dimension."""

    convention: str
    format: str
    language: str
    cast: str
    speakers: int
    turns: int
    paragraphs: int
    front: str
    back: str
    interlude: str
    slip: str
    times: str
    layout: str
    answers: str


DIMENSIONS: Mapping[str, Sequence[str | int]] = {
    "convention": tuple(CONVENTIONS),
    "format": tuple(dict.fromkeys(one for each in CONVENTIONS.values() for one in each.formats)),
    "language": LANGUAGES,
    "cast": tuple(CASTS),
    "speakers": SPEAKERS,
    "turns": TURNS,
    "paragraphs": PARAGRAPHS,
    "front": tuple(FRONTS),
    "back": tuple(BACKS),
    "interlude": tuple(INTERLUDES),
    "slip": SLIPS,
    "times": tuple(TIMES),
    "layout": LAYOUTS,
    "answers": ANSWERS,
}
"""The dimensions and their values."""
CELL = ("convention", "paragraphs", "speakers", "turns", "front", "back")
"""The dimensions that make a cell of the grid."""

TABLES = ("csv", "tsv", "xlsx", "vtt", "srt", "json")
"""Formats in which nothing stands around the talk."""
_PDF_LANGUAGES = ("en", "nb", "nn", "sv", "de", "nl", "fr", "es")
"""Languages whose names can be written in the letters that every PDF has."""
_TEXT = 0.7
"""The share of texts among the files of a convention that has other formats too."""


def draw(dice: random.Random, fixed: Mapping[str, str | int]) -> Plan:
    """Return a plan with the values of `fixed`, the others drawn among those that fit.

    A value of `fixed` that cannot be had with those drawn before it is replaced by one that can.
    """

    def choose(
        dimension: str, possible: Sequence[str | int], weights: Sequence[float] | None = None
    ) -> str:
        wanted = fixed.get(dimension)
        # The die is cast in any case, so that a value kept does not change the others.
        drawn = dice.choices(possible, weights)[0]
        return str(wanted if wanted in possible else drawn)

    convention = choose("convention", [*CONVENTIONS])
    about = CONVENTIONS[convention]
    text_share = max(1.0, (len(about.formats) - 1) * _TEXT / (1 - _TEXT))
    file_format = choose(
        "format", about.formats, [text_share if one == "txt" else 1 for one in about.formats]
    )
    turns = int(choose("turns", TURNS, (6, 20, 28, 22, 15, 7, 2, 1)))
    most = max(2, min(about.most, turns // 3))
    numbers = [number for number in SPEAKERS if number <= most]
    speakers = int(choose("speakers", numbers, (55, 12, 12, 8, 7, 6)[: len(numbers)]))
    languages = _PDF_LANGUAGES if file_format == "pdf" else LANGUAGES
    spoken = choose("language", languages, [3 if one == "en" else 1 for one in languages])
    fronts, backs = _around(convention, file_format)
    casts = _casts(about, file_format, speakers, spoken)
    if str(fixed.get("front", "")).startswith("legend"):
        casts = [kind for kind in casts if kind in ABBREVIATED] or casts
    cast = choose("cast", casts)
    slips = _slips(convention, about, turns)
    slips = [slip for slip in slips if slip != "in full at first" or cast in ABBREVIATED]
    if cast not in ABBREVIATED:
        fronts = [one for one in fronts if not one.startswith("legend")]
    paragraphs = (30, 25, 18, 12, 9, 6) if turns < 160 else (30, 25, 18, 12, 6, 1)
    in_cells = file_format in TABLES or convention.startswith("table")
    answers = ANSWERS[:1] if in_cells or convention in NOBODY else _answers(about)
    front = choose("front", fronts, [6, *[1] * (len(fronts) - 1)])
    interludes = _interludes(convention, file_format, front)
    return Plan(
        convention,
        file_format,
        spoken,
        cast,
        speakers,
        turns,
        0 if in_cells else int(choose("paragraphs", PARAGRAPHS, paragraphs)),
        front,
        choose("back", backs, [4, *[1] * (len(backs) - 1)]),
        choose("interlude", interludes, [6, *[1] * (len(interludes) - 1)]),
        choose("slip", slips, [20, *[1] * (len(slips) - 1)]),
        choose("times", [*TIMES], [7, *[1] * (len(TIMES) - 1)]) if about.times else "none",
        choose("layout", _layouts(about, file_format)),
        choose("answers", answers, [9, *[1] * (len(answers) - 1)]),
    )


def _casts(about: Convention, file_format: str, speakers: int, spoken: str) -> list[str]:
    """Return the kinds of labels that so many speakers of a language may have."""
    no_letters = ("invented names",) if file_format == "pdf" else ()
    no_capitals = ("Int and Res", "role words in capitals") if spoken in ("ar", "fa") else ()
    few = ("titles", "role and name")
    fitting = [
        kind
        for kind in about.casts
        if kind not in (*no_capitals, *no_letters)
        and (speakers == 2 if kind == "Q and A" else True)
        and (speakers == 3 if kind == "with an interpreter" else True)
        and (spoken == "en" if kind == "sexes" else True)
        and (speakers > 2 if kind == "M and P1" else True)
        and (speakers <= 5 if kind in few else True)
    ]
    return fitting or [about.casts[0]]


def _around(convention: str, file_format: str) -> tuple[list[str], list[str]]:
    """Return what may stand before and behind the talk."""
    if file_format in TABLES or convention in NOBODY:
        return ["none"], ["none"]
    if CONVENTIONS[convention].named:
        return [*FRONTS], [*BACKS]
    # Who has no label is in no legend.
    return [one for one in FRONTS if not one.startswith(("legend", "speakers"))], [*BACKS]


def _interludes(convention: str, file_format: str, front: str) -> list[str]:
    if file_format in TABLES or convention in NOBODY:
        return ["none"]
    of_pages = {"page heads": ("txt", "pdf"), "long feet": ("txt",)}
    fitting = [one for one in INTERLUDES if file_format in of_pages.get(one, (file_format,))]
    if front == "none":
        fitting.remove("another interview")
    if not CONVENTIONS[convention].named or convention.startswith("n"):
        # Numbers are of questions or of turns.
        fitting.remove("numbered headings")
    return fitting


def _slips(convention: str, about: Convention, turns: int) -> list[str]:
    if turns < 12 or not about.named or about.formats[0] in TABLES:
        return ["none"]
    if "**" in about.form or "|" in about.form or convention.startswith(("name<TAB>", "table")):
        return ["none", "case"]
    if about.form == "{name}: {words}":
        return [*SLIPS]
    if "name: text" in convention:
        return ["none", "case", "invisible signs", "in full at first"]
    return ["none", "case", "invisible signs"]


def _answers(about: Convention) -> Sequence[str]:
    """Return what answers may hold: no list where numbers or dashes begin turns."""
    begins_turns = about.form[0] in "-–*>+" or "{n}" in about.form
    return [one for one in ANSWERS if one != "lists" or not begins_turns]


def _layouts(about: Convention, file_format: str) -> list[str]:
    fitting = [*LAYOUTS] if file_format == "txt" else [*LAYOUTS[:2]]
    if about.form not in ("{name}: {words}", "{name}. {words}", "{name}:\t{words}"):
        fitting = [one for one in fitting if one != "numbered lines"]
    return [one for one in fitting if one != "plain"] if about.gaps else fitting
