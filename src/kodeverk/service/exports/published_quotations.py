"""Quotations as they may be published: nothing in or beside them tells which interview it is.

Beside one stand the place and the roles only where the figures of them are published. Where they
are withheld, words of several places stand together without either: that there are such words is
told by the sum over the places. Where that must not be published no words are either.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from kodeverk.analysis.counting.figures import Counts
from kodeverk.analysis.counting.passages import WITHHELD as HIDDEN
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.formats.register import load_register
from kodeverk.formats.reports.prose import Quotation
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.municipality import Register
from kodeverk.model.records import NOT_INFORMANTS, Role, Transcript
from kodeverk.service.quotations import Printable, Withheld
from kodeverk.service.scoping import Material, Reading, TableMunicipality

ELSEWHERE = "Where the figure is withheld"
"""What words stand under of places whose figures are withheld."""

_MONTHS = (
    ("januar", "January"),
    ("februar", "February"),
    ("mars", "March"),
    ("april", "April"),
    ("mai", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("august", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("desember", "December"),
)
"""What a month is called in what is said in interviews."""

_SHORTEST_LABEL = 3
"""Shorter labels, such as `I`, are words of every sentence."""


class Quoted(NamedTuple):
    """A passage of a code: where it is from, its words if they may be printed, and who speaks.

    `withheld` is why none of its words are printed.
    """

    place: TableMunicipality
    quotation: Quotation | None
    withheld: Withheld
    roles: tuple[Role, ...]


def published_quotation(one: Printable, conceal: Callable[[str], str]) -> Quotation:
    """Return what may be published of a passage: its published wording, or else its words."""
    if one.wording is not None:
        return Quotation("", "", conceal(" ".join(one.wording.text.split())))
    several = len({spoken.who for spoken in one.said}) > 1
    return Quotation(
        "\n".join(f"– {conceal(s.words)}" if several else conceal(s.words) for s in one.said), ""
    )


def concealing(material: Material, reading: Reading[CodingRow]) -> Callable[[str], str]:
    """Return what puts `[…]` for words by which an interview is found, wherever they stand.

    These are its municipality, then and now, by name and by number; its date; and the labels and
    names of who speaks in it.
    """
    found = [*_of_place(load_register(), reading.transcript)]
    for turn in reading.version.turns:
        speaker = material.speakers[turn.speaker]
        pseudonym = material.pseudonyms.get(speaker.informant or "", "")
        found += [
            name for name in (speaker.label, pseudonym) if len(name.strip()) >= _SHORTEST_LABEL
        ]
    listed = "|".join(re.escape(name) for name in sorted({*found}, key=len, reverse=True))
    if not listed:
        return str
    pattern = re.compile(rf"(?<!\w)(?:{listed})(?:s(?!\w)|(?!\w))")
    return lambda words: pattern.sub(HIDDEN, words)


def _of_place(register: Register, transcript: Transcript) -> Iterator[str]:
    if transcript.date:
        yield from _ways_to_write(date.fromisoformat(transcript.date))
    known = register.municipalities.get(transcript.municipality or "")
    if known is not None:
        for number in (known.number, *known.today):
            there = register.municipalities[number]
            yield from (number, there.name, *there.official.split(" - "), *there.aliases)


def _ways_to_write(day: date) -> Iterator[str]:
    """Yield how people write a date, in numbers and in words, with the year and without."""
    yield day.isoformat()
    for written in (f"{day.day}.{day.month}", f"{day:%d.%m}"):
        yield from (f"{written}.{day.year}", f"{written}.{day:%y}")
    for month in _MONTHS[day.month - 1]:
        for written in (f"{day.day}. {month}", f"{day.day} {month}", f"{month} {day.day}"):
            yield from (written, f"{written} {day.year}", f"{written}, {day.year}")


def by_place(
    code: str, quoted: Iterable[Quoted], counts: Counts, unsummed: frozenset[str]
) -> tuple[dict[str, list[Quotation]], int]:
    """Return the quotations of a code under the names of places, and how many are withheld.

    `counts` are those that are published, `unsummed` the codes of which no sum may be. Those
    withheld here are of who consented; nothing in what is published may say how many there are.
    """
    shown = {
        (row.group, row.role)
        for row in counts.codes
        if row.code == code and row.speakers is not None
    }
    placed: dict[str, list[Quotation]] = {}
    elsewhere: list[Quotation] = []
    withheld = 0
    for place, there in groupby(quoted, attrgetter("place")):
        for one in there:
            if one.quotation is None:
                continue
            if (place.number, ALL) in shown:
                who = dict.fromkeys(
                    role if role in NOT_INFORMANTS or (place.number, role) in shown else "informant"
                    for role in one.roles
                )
                placed.setdefault(place.name, []).append(
                    one.quotation._replace(source=", ".join(who))
                )
            elif code in unsummed:
                withheld += 1
            else:
                elsewhere.append(one.quotation._replace(source="informant"))
    if elsewhere:
        # In the order of their words, which tells of no place.
        placed[ELSEWHERE] = sorted(elsewhere)
    return placed, withheld
