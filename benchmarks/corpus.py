"""The seeded corpus of the benchmarks: Norwegian-like interviews and codings, always the same."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

BOOK = """\
schema: kodeverk-kodebok/1
codebook: {id: prove, version: '1.0', title: {nb: Prøve, en: Trial}, language: nb}
themes:
- id: REL
  name: {nb: Relasjon, en: Relationship}
  codes:
  - {id: REL-TILLIT, name: {nb: Tillit, en: Trust}}
"""
"""A codebook with one code."""

STEMS = (
    "kommun skol barn lær arbeid møt samtal tjenest støtt hjelp vei plan mål ansvar praksis "
    "leder tid vedtak erfaring familie hjem trygg faglig tiltak kart vurder oppfølg fortell "
    "føl mener forstå hus sykehus lege rutine kultur språk norsk brev melding svar spørsmål "
    "uke måned jobb kurs tolk gruppe "
).split()
ENDINGS = (
    "",
    "e",
    "en",
    "et",
    "er",
    "ene",
    "a",
    "te",
    "ing",
    "ingen",
    "lig",
    "lige",
    "het",
    "ende",
)
SMALL = (
    "og i jeg det at en et den til er som på de med han av ikke der så var meg men ett har om "
    "vi min hadde hun nå over da ved fra du ut dem opp kan hvor eller hva skal selv her alle "
    "vil bli kunne inn når være noe ville dere bare enn fordi før mange også slik både "
).split()
MUNICIPALITIES = (
    "0301 1103 1106 1508 1577 1804 1818 3101 3103 3201 3203 3224 3301 3411 3413 3907 4204 "
    "4601 5001 5501 "
).split()
CODERS = ("Kari", "Jonas", "Amina")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    transcripts: int
    words: int
    codes: int
    codings: int
    municipalities: tuple[str, ...]


def size_of(transcripts: int, words: int = 8_000) -> Size:
    """Return the size of a corpus of so many transcripts, with 200 codings in 8,000 words."""
    return Size(transcripts, words, 60, transcripts * words // 40, tuple(MUNICIPALITIES))


REFERENCE = size_of(200)
LARGE = size_of(10_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One coding as a table has it: name of the transcript, code-point offsets, code, coder."""

    transcript: str
    start: int
    end: int
    code: str
    coder: str
    retning: str


def vocabulary(seed: int = 1, size: int = 6_000) -> list[str]:
    """Return `size` words in a fixed order."""
    dice = random.Random(seed)
    words: dict[str, None] = {}
    while len(words) < size:
        compound = dice.choice(STEMS) if dice.random() < 0.6 else ""
        words[dice.choice(STEMS) + compound + dice.choice(ENDINGS)] = None
    return sorted(words)


def interview(words: int, seed: int) -> str:
    """Return one interview of about `words` words: `Intervjuer: …` and `Deltaker: …` in turn."""
    dice = random.Random(seed)
    listed = vocabulary()
    weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(listed))))
    rare = iter(dice.choices(listed, cum_weights=weights, k=words))
    common = iter(dice.choices(SMALL, k=words))
    answer = "Veileder" if seed % 2 else "Deltaker"
    paragraphs = []
    left = words
    for speaker in itertools.cycle(("Intervjuer", answer)):
        length = min(
            left, dice.randint(8, 30) if speaker == "Intervjuer" else dice.randint(40, 260)
        )
        said = [next(common) if dice.random() < 0.78 else next(rare) for _ in range(length)]
        for place in range(0, length, 11):
            said[place] = said[place].capitalize()
            if place:
                said[place - 1] += "."
        paragraphs.append(f"{speaker}: {' '.join(said)}.")
        left -= length
        if left <= 0:
            return "\n\n".join(paragraphs) + "\n"
    raise AssertionError("unreachable")


def codings(size: Size, texts: dict[str, str], codes: list[str], seed: int = 2) -> Iterator[Row]:
    """Yield `size.codings` codings over the texts: mean length 250 characters, coders in turn.

    No coder has one code twice on one span.
    """
    dice = random.Random(seed)
    names = sorted(texts)
    seen: set[tuple[object, ...]] = set()
    directions = ("fremmer", "hemmer", "ambivalent", "beskrivende", "")
    while len(seen) < size.codings:
        name = names[len(seen) % len(names)]
        length = len(texts[name])
        start = dice.randrange(length - 10)
        end = min(length, start + max(5, int(dice.expovariate(1 / 250))))
        row = Row(
            name, start, end, dice.choice(codes), dice.choice(CODERS), dice.choice(directions)
        )
        key = (name, start, end, row.code, row.coder)
        if key not in seen:
            seen.add(key)
            yield row
