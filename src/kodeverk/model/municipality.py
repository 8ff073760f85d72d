"""Municipalities: numbers with the days they were valid, and what they became.

A number is a string of four digits (`0301`); its first two digits are the county's. A municipality
that changed its number is two municipalities here, joined by a lineage when nothing else changed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t"})
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """Return what all accepted spellings of a name have in common.

    Case, hyphens, spaces and the accents of letters are dropped; å, aa and a are one, as are ø, oe
    and o, and æ and ae. No two municipalities with different Norwegian names become equal by it.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return _NEITHER_LETTER_NOR_DIGIT.sub("", plain).replace("aa", "a").replace("oe", "o")


class Municipality(NamedTuple):
    """A municipality under one number.

    `name` is the Norwegian name, `official` all parallel names joined by " - ". Valid is the
    half-open range of days `[since, until)`; `since` None means since before the register begins,
    `until` None that the number is in use. `became` are the numbers that followed on `until`;
    `today` the numbers its area is counted in now, itself if in use; more than one after a split.
    `aliases` are other names, `places` what people put after the name to tell it from another.
    """

    number: str
    name: str
    official: str
    county: str
    since: date | None
    until: date | None
    became: tuple[str, ...]
    today: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def county_number(self) -> str:
        """The two digits of the county the municipality lay in under this number."""
        return self.number[:2]

    def valid_on(self, day: date | None) -> bool:
        """Tell whether the number was valid on `day`; None asks whether it is in use."""
        if day is None:
            return self.until is None
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)

    def __str__(self) -> str:
        facts = [] if self.county == self.name else [self.county]
        if self.until is not None:
            facts.append(f"until {self.until.year - 1}")
        return f"{self.number} {self.name}" + (f" ({', '.join(facts)})" if facts else "")


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """Every municipality since `begins`, by number, and the ways to find one.

    `counties` maps a county's number to its name, `bearers` a folded name to the numbers that have
    borne it, `made_from` a number to those it replaced on its first day, `lineages` a number to all
    numbers of the same municipality, oldest first, between which nothing else changed.
    """

    begins: date
    counties: Mapping[str, str]
    municipalities: Mapping[str, Municipality]
    bearers: Mapping[str, tuple[str, ...]]
    made_from: Mapping[str, tuple[str, ...]]
    lineages: Mapping[str, tuple[str, ...]]

    def lineage(self, municipality: Municipality) -> tuple[Municipality, ...]:
        """Return the municipality under all its numbers, oldest first."""
        return tuple(self.municipalities[number] for number in self.lineages[municipality.number])

    def unique_name(self, number: str) -> str:
        """Return the name that tables show for a number, which no other of them shows.

        A name that several have has the county after it, `Herøy (Nordland)`, or where that is one
        county the number. Tables show numbers in use, and those of what was split.
        """
        municipality = self.municipalities[number]
        namesakes = [
            other
            for bearer in self.bearers[folded(municipality.name)]
            if (other := self.municipalities[bearer]).name == municipality.name
            and municipality.today != (bearer,)
            and bearer != number
            and (other.until is None or len(other.today) > 1)
        ]
        if not namesakes:
            return municipality.name
        alone = all(other.county != municipality.county for other in namesakes)
        return f"{municipality.name} ({municipality.county if alone else number})"

    def number_and_name(self, number: str) -> str:
        """Return what people read for a number: `0301 Oslo`, `1818 Herøy (Nordland)`.

        One that the register does not know stands alone.
        """
        if number not in self.municipalities:
            return number
        return f"{number} {self.unique_name(number)}".removesuffix(f" ({number})")


def make_register(
    begins: date, counties: Mapping[str, str], municipalities: Iterable[Municipality]
) -> Register:
    """Return the register of `municipalities`, with names, origins and lineages worked out."""
    by_number = {municipality.number: municipality for municipality in municipalities}
    named: dict[str, set[str]] = {}
    made_from: dict[str, tuple[str, ...]] = {}
    for number, municipality in by_number.items():
        for name in (municipality.official, *municipality.aliases):
            named.setdefault(name, set()).add(number)
        for later in municipality.became:
            # A number that was there before has swallowed this one, not followed it.
            if by_number[later].since == municipality.until:
                made_from[later] = (*made_from.get(later, ()), number)
    bearers: dict[str, set[str]] = {}
    for name, numbers in named.items():
        for part in (name, *name.split(" - ")):
            bearers.setdefault(folded(part), set()).update(numbers)
    return Register(
        begins,
        counties,
        by_number,
        {name: tuple(sorted(numbers)) for name, numbers in bearers.items()},
        made_from,
        _lineages(by_number, made_from),
    )


def _lineages(
    municipalities: Mapping[str, Municipality], made_from: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the lineage of each number: a chain of steps from one number to one new number."""
    followed = {
        earlier[0]: number
        for number, earlier in made_from.items()
        if len(earlier) == 1 and len(municipalities[earlier[0]].became) == 1
    }
    lineages: dict[str, tuple[str, ...]] = {}
    for first in municipalities.keys() - followed.values():
        chain = [first]
        while chain[-1] in followed:
            chain.append(followed[chain[-1]])
        lineages.update(dict.fromkeys(chain, tuple(chain)))
    return lineages
