"""The list of the project screen: its lines and their order, what is chosen, and what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kodeverk.cells import in_columns
from kodeverk.model.records import AT_WORK
from kodeverk.service.phrases import number_of, some_of
from kodeverk.tui.filters import Filter

if TYPE_CHECKING:
    from kodeverk.service.overview import Length, OverviewRow
    from kodeverk.tui.services import ProjectList

FILTERED_BY = ("municipality", "role", "my state", "with", "main coder", "waits for")
"""What transcripts are chosen by, in the order in which that is offered."""

_WIDE = 105
"""From so many cells on there is room for turns and roles."""

_STATES = ("started", "assigned", None, "finished", "released")


def _by_length(row: OverviewRow, lengths: Mapping[str, Length]) -> int:
    return -lengths[row.id].words if row.id in lengths else 0


SORTS: Mapping[str, Callable[[OverviewRow, Mapping[str, Length]], Any]] = {
    "municipality": lambda *_: 0,
    "name": lambda row, _: row.name.casefold(),
    "date": lambda row, _: row.date or "",
    "length": _by_length,
    "my state": lambda row, _: _STATES.index(row.state),
}
"""How the list is sorted -> by what; by municipality it comes, and has their headings."""


def in_order(
    rows: Sequence[OverviewRow], by: str, lengths: Mapping[str, Length]
) -> list[OverviewRow]:
    """Return the transcripts sorted; the longest first by length, what waits for me by state."""
    return sorted(rows, key=lambda row: SORTS[by](row, lengths))


def properties(row: OverviewRow) -> tuple[Filter, ...]:
    """Return what a transcript can be chosen by."""
    found = [Filter("municipality", place_of(row))]
    found += [Filter("role", role) for role in row.roles]
    found.append(Filter("my state", row.state or "not assigned to me"))
    found += [Filter("with", name) for name in row.others]
    found.append(Filter("main coder", row.main or "nobody"))
    if row.to_review:
        found.append(Filter("waits for", "review"))
    return (*found,)


def searched(row: OverviewRow) -> str:
    """Return all that words are looked for in, in folded case."""
    people = (part for voice in row.voices for part in (*voice[:2], voice.pseudonym or ""))
    shown = (row.name, place_of(row), row.then, row.date, row.state or "not begun", *row.others)
    return " ".join(filter(None, (*shown, *people))).casefold()


def place_of(row: OverviewRow) -> str:
    """Return the municipality of today that a transcript stands under."""
    return f"{row.place.number} {row.place.name}" if row.then else "no municipality"


def heading_of(rows: Sequence[OverviewRow]) -> str:
    """Return what stands over the transcripts of one municipality; its numbers of then beside."""
    then = sorted({row.then for row in rows if row.then and row.then != row.place.number})
    numbers = f" ({', '.join(then)} then)" if then else ""
    double = sum(row.is_double for row in rows)
    coded_twice = f"{double} of {len(rows)} coded by two" if double else ""
    return "  ".join(filter(None, [f"{place_of(rows[0])}{numbers}", coded_twice]))


def columns(width: int, *, waits: bool) -> str:
    """Return the heads of the columns."""
    heads = ("transcript", "date", " words", "turns", "roles", "my state", "read", "mine")
    return _cells(width, *heads, "review" if waits else None, "with")


def line(row: OverviewRow, width: int, length: Length | None, *, waits: bool, grouped: bool) -> str:
    """Return a transcript's line; `length` is None while it is not counted yet."""
    return _cells(
        width,
        row.name if grouped else f"{row.name} · {row.place.name}",
        row.date or "",
        f"{length.words:>6}" if length else "",
        f"{length.turns:>5}" if length else "",
        ", ".join(role for role in row.roles if role != "interviewer"),
        row.state or "–",
        f"{row.read_percent:>3} %" if row.state else "",
        f"{row.codings:>4}" if row.state else "",
        (f"{row.to_review:>6}" if row.to_review else "") if waits else None,
        ", ".join(row.others),
    )


def _cells(width: int, name: str, *others: str | None) -> str:
    """Return a line: its name, its roles and its last column share what the others leave.

    Of the others, those that are None have no column.
    """
    date, words, turns, roles, state, read, mine, review, colleagues = others
    is_wide = width >= _WIDE
    fixed = [10, 6, *([5] if is_wide else []), 9, 5, 4, *([6] if review is not None else [])]
    rest = width - 2 - sum(fixed) - len(fixed) - (3 if is_wide else 2)
    first = rest * 2 // 5 if is_wide else rest * 2 // 3
    second = rest * 3 // 10 if is_wide else 0
    parts = [
        (name, first),
        (date, 10),
        (words, 6),
        (turns if is_wide else None, 5),
        (roles if is_wide else None, second),
        (state, 9),
        (read, 5),
        (mine, 4),
        (review, 6),
        (colleagues, rest - first - second),
    ]
    present = [(text, cells) for text, cells in parts if text is not None]
    return "  " + in_columns(*zip(*present, strict=True))


def about(row: OverviewRow, length: Length | None) -> str:
    """Return in two lines what columns may have cut: where and how long, who speaks and codes."""
    then = f" ({row.then} then)" if row.then and row.then != row.place.number else ""
    long = ""
    if length is not None:
        long = f"{number_of(length.words, 'word')} in {number_of(length.turns, 'turn')}"
    where = [row.name, f"{place_of(row)}{then}", row.date or "no date", long]
    return f"{' · '.join(filter(None, where))}\n{' · '.join(filter(None, _people(row)))}"


def _people(row: OverviewRow) -> Iterator[str]:
    yield ", ".join(
        f"{voice.label or '(unnamed)'} {voice.role}"
        + (f" ({voice.pseudonym})" if voice.pseudonym else "")
        for voice in row.voices
    )
    yield f"main coder {row.main}" if row.main and row.shares else ""
    yield ", ".join(
        f"{share.coder} {share.state}"
        + (f" {share.read_percent} %" if share.state in AT_WORK and share.read_percent else "")
        for share in row.shares
    )


def next_steps(seen: ProjectList, key_of: Callable[[str], str]) -> str:
    """Return in one line what waits for the coder, each with its key; what is due first, first."""
    rows = seen.rows
    waiting = sum(row.to_review for row in rows)
    begun = [row.name for row in rows if row.state == "started"]
    dealt = [row.name for row in rows if row.state == "assigned"]
    nobodys = [row for row in rows if row.state is None and not row.shares]
    releasable = sum(row.is_releasable for row in rows)
    due = [
        (seen.conflicts, number_of(seen.conflicts, "conflict"), "conflicts"),
        (waiting, f"{number_of(waiting, 'placement')} wait", "review"),
        (seen.drafts, f"{number_of(seen.drafts, 'memo')} not written", "memos"),
        (len(begun), f"go on with {some_of(begun, 2)}", "open"),
        (len(dealt), f"not begun: {some_of(dealt, 2)}", "open"),
        (len(nobodys), f"{number_of(len(nobodys), 'transcript')} nobody codes", "assign"),
        (releasable, f"{releasable} to release", "release"),
    ]
    said = [f"{words}: {key_of(f'project.{name}')}" for count, words, name in due if count]
    return f"Next: {' · '.join(said)}" if said else ""
