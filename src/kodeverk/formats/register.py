"""The register of municipalities that comes with the package."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from kodeverk.formats.csv_rows import csv_rows
from kodeverk.model.municipality import Municipality, Register, make_register

_BEGINS = date(2008, 1, 1)


@cache
def load_register() -> Register:
    """Return the register in `kodeverk/data`: every municipality's number since 2008."""
    counties = dict(_rows("counties.csv"))
    others: dict[tuple[str, str], list[str]] = defaultdict(list)
    for number, kind, alias in _rows("municipality_aliases.csv"):
        others[number, kind].append(alias)
    return make_register(
        _BEGINS,
        counties,
        (
            Municipality(
                number=number,
                name=name,
                official=official or name,
                county=counties[number[:2]],
                since=_day(since),
                until=_day(until),
                became=tuple(became.split()),
                today=tuple(today.split()) or (number,),
                aliases=tuple(others.get((number, "name"), ())),
                places=tuple(others.get((number, "place"), ())),
            )
            for number, name, official, since, until, became, today in _rows("municipalities.csv")
        ),
    )


def _rows(name: str) -> Iterator[list[str]]:
    """Return the rows of a file of package data, without its header."""
    text = (files("kodeverk") / "data" / name).read_text(encoding="utf-8")
    rows = (cells for _, cells in csv_rows(text.splitlines(keepends=True)))
    next(rows)
    return rows


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
