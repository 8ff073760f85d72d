"""Which municipality somebody means, and which of today's an old one is counted as.

A name is matched in every accepted spelling (`kodeverk.model.municipality.folded`), never by
likeness: likeness only suggests. Whatever fits two municipalities, or one that was merged or split
since, is an error that lists them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kodeverk.errors import BadInput, NotFound
from kodeverk.model.municipality import Municipality, Register, folded
from kodeverk.model.text import normalise

_NUMBER_FIRST = re.compile(r"(?:k-)?([0-9]+)(?:[\s.,:/–—-]+(.*)|(?=\()(.*))?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")
_PERIOD = re.compile(r"(?=.*[0-9])([12][0-9]{3})?\s*[-–—]\s*([12][0-9]{3})?")
_PLACE_AFTER = re.compile(r"(.+?)(?:\s*,\s*|\s+(?:i|på)\s+)(.+)", re.IGNORECASE)
_MUNICIPALITY_AFTER = re.compile(r"\s+(?:kommune|herad)$", re.IGNORECASE)
_COUNTY_AFTER = re.compile(r"\s+fylke$", re.IGNORECASE)
_BETWEEN_PARTS = re.compile(r"\s+[-–—]\s+|\s*/\s*")

_LIKENESS = 70
"""The least `rapidfuzz.fuzz.ratio` of a suggestion: one letter wrong in four or more."""

_MOST_SUGGESTED = 5
_MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number is counted as today.

    `now` is None if the number is unknown or its area lies in several of today's municipalities,
    which `candidates` then holds. `sentence` says the mapping or why there is none; it is empty
    for a number in use.
    """

    number: str
    now: Municipality | None
    candidates: tuple[Municipality, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What somebody wrote: a number, a name or both, and what tells it from its namesakes.

    `place` is a county or district; `period` the years of a suffix such as "(-2019)".
    """

    given: str
    number: str
    name: str
    place: str
    period: tuple[str, str] | None


def resolve(register: Register, given: str, on: date | None) -> Municipality:
    """Return the municipality that `given` means, under the number valid on the day `on`.

    Without a day, the number in use today. `given` is a number, a name in any accepted spelling, or
    both; a county or district may follow (`Herøy (Nordland)`, `Nes på Romerike`), or the years of
    validity that statistics print (`Halden (-2019)`).

    Raises BadInput if `given` is empty or `on` is before the register begins, NotFound if nothing
    or more than one thing fits, or if what fits was not valid on the day; the error lists them all.
    """
    _check_known(register, on)
    wanted = _read(given)
    bearers = _bearing(register, wanted)
    if wanted.number:
        return _numbered(register, wanted, bearers, on)
    if not bearers:
        raise _unknown(register, wanted, on)
    return _named(register, wanted, bearers, on)


def today(register: Register, number: str) -> Counted:
    """Return which of today's municipalities `number` is counted as, and the sentence saying so."""
    then = register.municipalities.get(number)
    if then is None:
        since = register.begins.year
        reason = f"{number} has not been the number of a municipality since {since}."
        return Counted(number, None, (), reason)
    candidates = tuple(register.municipalities[now] for now in then.today)
    if then.until is None:
        return Counted(number, then, candidates, "")
    called = _listed([register.number_and_name(candidate.number) for candidate in candidates])
    if len(candidates) == 1:
        mapping = f"{register.number_and_name(number)} is counted as {called}."
        return Counted(number, candidates[0], candidates, mapping)
    split = register.number_and_name(number)
    reason = f"{split} was split into {called} and cannot be counted as one of them."
    return Counted(number, None, candidates, reason)


def suggested(
    register: Register, typed: str, on: date | None, *, whole: bool = False
) -> tuple[Municipality, ...]:
    """Return municipalities of the day `on` that somebody who has typed so much may mean.

    First those that bear or bore the name, then those whose name or number begins with it, then
    what is merely like it; of a name typed as a `whole`, the first alone if there are any. It only
    suggests: `resolve` decides, and raises where this lists several.
    """
    try:
        wanted = _read(typed)
    except BadInput:
        return ()
    begun = folded(wanted.name)
    meant = _bearing(register, replace(wanted, place="", period=None))
    if not (whole and meant):
        if wanted.number:
            numbers = [
                number for number in register.municipalities if number.startswith(wanted.number)
            ]
            meant += [register.municipalities[number] for number in sorted(numbers)]
        if begun:
            names = sorted(name for name in register.bearers if name.startswith(begun))
            bearers = [number for name in names for number in register.bearers[name]]
            meant += [register.municipalities[number] for number in bearers]
            meant += _like(register, begun, on)
    valid = dict.fromkeys(now for named in meant for now in _area(register, named, on))
    return tuple(valid)[:_MOST_LISTED]


def _check_known(register: Register, day: date | None) -> None:
    if day is not None and day < register.begins:
        raise BadInput(
            f"which municipalities there were on {day} is not known:"
            f" the register begins on {register.begins}",
            "Correct the date, or leave the municipality out.",
        )


def _read(given: str) -> _Wanted:
    """Take apart what somebody wrote."""
    given = rest = " ".join(normalise(given).split())
    number = place = ""
    period = None
    if first := _NUMBER_FIRST.fullmatch(rest):
        number, rest = first[1], first[2] or first[3] or ""
    while bracketed := _IN_BRACKETS.search(rest):
        inside, rest = bracketed[1].strip(), rest[: bracketed.start()]
        if period is None and (years := _PERIOD.fullmatch(inside)):
            period = (years[1] or "", years[2] or "")
        elif inside.isdecimal() and not number:
            number = inside
        else:
            place = f"{inside} {place}".strip()
    rest = _MUNICIPALITY_AFTER.sub("", rest)
    if not place and (after := _PLACE_AFTER.fullmatch(rest)):
        rest, place = _MUNICIPALITY_AFTER.sub("", after[1]), after[2]
    if not number and not folded(rest):
        raise BadInput(
            f"“{given}” names no municipality", "Give its number or its name, as 0301 or Oslo."
        )
    return _Wanted(given, number, rest, _COUNTY_AFTER.sub("", place), period)


def _bearing(register: Register, wanted: _Wanted) -> list[Municipality]:
    """Return the municipalities of any time that fit the name, the place and the period."""
    if folded(wanted.name):
        parts = _BETWEEN_PARTS.split(wanted.name)
        bearing = [set(register.bearers.get(folded(part), ())) for part in parts]
        numbers = set.intersection(*bearing) | set(register.bearers.get(folded(wanted.name), ()))
    else:
        numbers = {wanted.number} & register.municipalities.keys()
    return [
        municipality
        for municipality in (register.municipalities[number] for number in sorted(numbers))
        if (not wanted.place or folded(wanted.place) in _places(register, municipality))
        and (wanted.period is None or _valid_in(register, municipality, *wanted.period))
    ]


def _places(register: Register, municipality: Municipality) -> set[str]:
    """Return the folded counties and districts that tell the municipality from its namesakes."""
    lineage = register.lineage(municipality)
    return {
        folded(place)
        for municipality in lineage
        for place in (municipality.county, *municipality.places)
    }


def _valid_in(register: Register, municipality: Municipality, first: str, last: str) -> bool:
    """Tell whether the number was valid when the period ended, or if it is open, when it began."""
    if last:
        end = date(int(last), 12, 31)
        _check_known(register, end)
        return municipality.valid_on(end)
    start = date(int(first), 1, 1) if first else register.begins
    return municipality.valid_on(max(start, register.begins))


def _numbered(
    register: Register, wanted: _Wanted, bearers: Sequence[Municipality], on: date | None
) -> Municipality:
    """Return the municipality of the number wanted, if all else agrees and it is valid that day."""
    numbered = register.municipalities.get(wanted.number)
    if numbered is None:
        raise NotFound(
            f"{wanted.number} is not the number of a municipality",
            _number_meant(register, wanted.number),
        )
    if not set(register.lineage(numbered)) & set(bearers):
        raise NotFound(
            f"“{wanted.given}” contradicts itself: the number is that of {numbered}",
            "Correct the number or what follows it.",
        )
    if numbered.valid_on(on):
        return numbered
    is_not = "is not in use today" if on is None else f"was not in use on {on}"
    area = _listed([str(municipality) for municipality in _area(register, numbered, on)])
    happened = "became" if _is_over(numbered, on) else "was made from"
    raise NotFound(f"{numbered} {is_not}: it {happened} {area}", _choose(on))


def _named(
    register: Register, wanted: _Wanted, bearers: Sequence[Municipality], on: date | None
) -> Municipality:
    """Return the one municipality that day which all `bearers` of the name lead to."""
    same = [valid for bearer in bearers for valid in register.lineage(bearer) if valid.valid_on(on)]
    if not same:
        raise _gone(register, wanted, bearers, on)
    if on is None:
        fitting = [valid for bearer in bearers for valid in _area(register, bearer, None)]
    else:
        fitting = [municipality for municipality in bearers if municipality.valid_on(on)] or same
    fitting = sorted(set(fitting), key=lambda municipality: municipality.number)
    if len(fitting) == 1:
        return fitting[0]
    listed = []
    for candidate in fitting:
        sources = [
            municipality
            for municipality in bearers
            if candidate in _area(register, municipality, on)
        ]
        listed.append(
            f"{candidate}" if candidate in bearers else f"{candidate}, from {sources[-1]}"
        )
    ways = ["the number"]
    if len({valid.county for valid in fitting}) == len(fitting):
        ways.append("the county in brackets")
    if on is None and not set(fitting) <= set(bearers):
        ways.append("the date of the interview")
    raise NotFound(
        f"“{wanted.given}” fits {len(listed)} municipalities: {_listed(listed)}",
        f"Give {_listed(ways, 'or')}.",
    )


def _gone(
    register: Register, wanted: _Wanted, bearers: Sequence[Municipality], on: date | None
) -> NotFound:
    """Return the error for a name that nobody bore that day, saying what was there instead."""
    happened = {}
    for bearer in bearers:
        area = _listed([str(municipality) for municipality in _area(register, bearer, on)])
        is_over = _is_over(bearer, on)
        happened[area] = f"{bearer} {'became' if is_over else 'was made from'} {area}"
    is_none = "is no municipality today" if on is None else f"was no municipality on {on}"
    return NotFound(f"“{wanted.given}” {is_none}: {'; '.join(happened.values())}", _choose(on))


def _unknown(register: Register, wanted: _Wanted, on: date | None) -> NotFound:
    """Return the error for what fits nothing: its namesakes elsewhere, or else near misses."""
    namesakes = _bearing(register, replace(wanted, place="", period=None))
    if namesakes:
        valid = [namesake for namesake in namesakes if namesake.valid_on(on)] or namesakes
        named = _listed([str(namesake) for namesake in valid])
        return NotFound(
            f"“{wanted.given}” fits no municipality: there is {named}",
            "Correct what follows the name, or give the number.",
        )
    nearest = _like(register, wanted.name, on)
    return NotFound(
        f"no municipality is called “{wanted.given}”",
        f"Did you mean {_listed([str(municipality) for municipality in nearest], 'or')}?"
        if nearest
        else "Check the spelling, or give the number. A place that is no Norwegian municipality is "
        "kept as a variable, such as place.",
    )


def _like(register: Register, name: str, on: date | None) -> list[Municipality]:
    """Return those whose name is like `name`, those valid that day first."""
    from rapidfuzz import fuzz, process

    near = process.extract(
        folded(name),
        register.bearers.keys(),
        scorer=fuzz.ratio,
        score_cutoff=_LIKENESS,
        limit=_MOST_SUGGESTED,
    )
    meant = dict.fromkeys(
        next(
            (
                municipality
                for municipality in register.lineage(bearer)
                if municipality.valid_on(on)
            ),
            bearer,
        )
        for likely, _, _ in near
        for bearer in (register.municipalities[number] for number in register.bearers[likely])
    )
    return sorted(meant, key=lambda municipality: not municipality.valid_on(on))[:_MOST_SUGGESTED]


def _area(register: Register, municipality: Municipality, on: date | None) -> list[Municipality]:
    """Return those valid that day that `municipality` became or was made from, or itself."""
    if municipality.valid_on(on):
        return [municipality]
    steps = (
        municipality.became
        if _is_over(municipality, on)
        else register.made_from.get(municipality.number, ())
    )
    reached = dict.fromkeys(
        now for step in steps for now in _area(register, register.municipalities[step], on)
    )
    # Areas joined and split again share a step on the way, but no municipality of today.
    return [now for now in reached if set(now.today) & set(municipality.today)]


def _is_over(municipality: Municipality, on: date | None) -> bool:
    """Tell whether the number went out of use by that day, None meaning today."""
    return municipality.until is not None and (on is None or municipality.until <= on)


def _number_meant(register: Register, number: str) -> str:
    """Return what to do about a number that no municipality has."""
    if padded := register.municipalities.get(number.zfill(4)):
        return f"Numbers have four digits. Did you mean {padded}?"
    if county := register.counties.get(number):
        return f"{number} is the county {county}: give the four digits of a municipality."
    return "Give a municipality's four digits, or its name."


def _choose(on: date | None) -> str:
    """Return what to do when something fits, but not that day."""
    if on is None:
        return "Give the date of the interview, or the number of the one you mean."
    return "Correct the date, or give the number of the one you mean."


def _listed(words: Sequence[str], last: str = "and") -> str:
    """Return the words as a list in a sentence."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
