"""Found passages as a file: a table, or a text to read, with filters, counts and rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from kodeverk.analysis.counting.rules import RULES
from kodeverk.files import rights_of
from kodeverk.formats.reports.endings import (
    PROSE,
    TABLES,
    write_document,
    write_tables,
)
from kodeverk.formats.reports.prose import (
    Annotated,
    Beside,
    Block,
    Document,
    Grid,
    Heading,
    Listing,
    MarginNote,
    RunningText,
    Stretch,
)
from kodeverk.formats.reports.table import Table, table_of
from kodeverk.model.codebook import IDENTIFYING, colours, norwegian_name
from kodeverk.model.directions import DIRECTION, SIGNS
from kodeverk.model.records import Coder
from kodeverk.service.copied_words import NOT_TO_QUOTE
from kodeverk.service.exports.content import BETWEEN, about_table, line_by_line, new_file_ending
from kodeverk.service.exports.margins import BEGINS, ENDS
from kodeverk.service.exports.options import Exported
from kodeverk.service.finding import FoundPassages
from kodeverk.service.found_figures import PassageGroup, count_passages
from kodeverk.service.quoting import Quoted, quote_places, shown_groups, shown_words
from kodeverk.service.scoping import NO_MUNICIPALITY
from kodeverk.service.surroundings import NARROW, Context
from kodeverk.store.derived_files import remembered
from kodeverk.store.project import Project

_LANGUAGE = "nb"


@dataclass(frozen=True, slots=True)
class ListedPassages:
    """Found passages as they are shown: what was found, what it comes to, and how it is quoted."""

    found: FoundPassages
    groups: tuple[PassageGroup, ...]
    total: PassageGroup
    context: Context = NARROW
    with_identifying: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return all but the passages for `--json`."""
        query = self.found.query
        return {
            "by": self.found.by,
            "groups": [group._asdict() for group in self.groups],
            "total": self.total._asdict(),
            "filters": query.filters,
            "scope": None if query.anywhere else query.selection.scope,
            "basis": None if query.anywhere else query.selection.basis,
            "round": None if query.anywhere else query.selection.round_name,
            "hidden": self.found.hidden,
            "notes": [*self.found.notes],
            "rules": [*RULES],
        }

    def about(self) -> list[tuple[str, str]]:
        """Return in words what is listed: filters, scope, basis, counts, and what is left out."""
        selection, query = self.found.query.selection, self.found.query
        said = [(name, ", ".join(values)) for name, values in query.filters.items()]
        if not query.anywhere:
            said += [
                ("scope", selection.scope),
                ("round", selection.round_name),
                ("basis", selection.basis),
            ]
        said += [("by", self.found.by), ("counts", in_words(self.total))]
        said += [("note", sentence) for sentence in self.found.notes]
        withheld = "included" if self.with_identifying else f"withheld: words marked {IDENTIFYING}"
        return [*said, ("identifying_words", withheld)]


def in_words(group: PassageGroup) -> str:
    """Return what a group comes to: `31 listed · 29 passages · informants 7 of 12`."""
    listed = f"{group.listed} listed"
    if group.reason is not None:
        return f"{listed} · {group.reason}"
    return (
        f"{listed} · passages {group.passages} · transcripts {group.transcripts} · "
        f"informants {group.speakers} of {group.of_speakers}"
    )


def list_with_counts(
    project: Project,
    reader: Coder,
    found: FoundPassages,
    context: Context = NARROW,
    *,
    with_identifying: bool = False,
) -> ListedPassages:
    """Return found passages with what they come to. Raises Refused as `quote_places` does."""
    groups, total = count_passages(project, reader, found)
    if not with_identifying:
        named = found.group_names | {one.group: one.name for one in groups}
        names = shown_groups(project, found, named)
        query = found.query
        if query.words:
            query = replace(query, words=shown_words(project, found))
        found = replace(found, group_names=names, query=query)
        groups = tuple(one._replace(name=names[one.group]) for one in groups)
    return ListedPassages(found, groups, total, context, with_identifying)


def export_passages(
    project: Project, reader: Coder, listed: ListedPassages, out: Path, *, replace: bool = False
) -> Exported:
    """Write what is listed, as what the ending says: a table or a text.

    A CSV table has its counts and what is said of it in files beside it, `NAME-groups.csv` and
    `NAME-about.csv`. Raises BadInput for another ending, Refused for a file that is there unless
    `replace`, and where identifying words could slip through.
    """
    ending = new_file_ending(project, out, TABLES, PROSE, replace=replace)
    with remembered(project, out):
        rights = rights_of(project.path)
        quoted = _quoted(project, reader, listed)
        if ending in PROSE:
            shown = [*quoted]
            write_document(out, _document(listed, shown), rights)
            unquotable = sum(one.quotation in NOT_TO_QUOTE for one in shown)
        else:
            tables: list[tuple[Table[Any], Iterable[Any]]] = [
                (passage_table("passages"), quoted),
                (table_of("groups", PassageGroup), listed.groups),
                (
                    about_table("about"),
                    line_by_line([*listed.about(), ("counting_rules", "\n".join(RULES))]),
                ),
            ]
            paths = write_tables(out, tables, rights, replace=replace)
            return Exported(paths, listed.found.notes)
    note = f"passages of who did not consent to quotation, marked as such: {unquotable}"
    return Exported((out,), (*listed.found.notes, *([note] if unquotable else [])))


def _quoted(project: Project, reader: Coder, listed: ListedPassages) -> Iterator[Quoted]:
    return quote_places(
        project,
        reader,
        listed.found,
        listed.found.places,
        listed.context,
        with_identifying=listed.with_identifying,
    )


def passage_table(name: str) -> Table[Quoted]:
    """Return the table of passages, whose columns are the keys of `kodeverk passages --json`."""
    return Table(name, {_COLUMNS: lambda one: tuple(_cells(one))})


def as_json(one: Quoted) -> dict[str, Any]:
    """Return a passage for `--json`."""
    values: dict[str, list[str]] = {}
    for facet, value in one.facets:
        values.setdefault(facet, []).append(value)
    return {
        **dict(zip(_COLUMNS, _cells(one), strict=True)),
        "speakers": [*one.speakers],
        "roles": [*one.roles],
        "facets": values,
    }


_COLUMNS = (
    *("id", "transcript", "municipality", "municipality_name", "group", "start", "end"),
    *("text", "before", "after", "speakers", "roles", "quotation", "code", "coder", "facets"),
    *("memo", "origin", "confirmed", "counted", "codebook_version", "created_at"),
)


def _cells(one: Quoted) -> Iterator[Any]:
    place = one.municipality
    nowhere = place.number == NO_MUNICIPALITY
    yield from (one.place.coding, one.transcript.name)
    yield from (None, None) if nowhere else (place.number, place.name)
    yield from (one.place.group, one.place.start, one.place.end, one.text, one.before, one.after)
    yield from (BETWEEN.join(one.speakers), BETWEEN.join(one.roles), one.quotation or None)
    yield one.code.key if one.code else None
    yield one.coder.name if one.coder else None
    yield BETWEEN.join(map("=".join, one.facets))
    yield from (one.memo, one.origin or None, one.confirmed, one.counted)
    yield from (one.codebook_version or None, one.created_at)


def _document(listed: ListedPassages, shown: Sequence[Quoted]) -> Document:
    query = listed.found.query
    asked = [*query.selection.codes, *query.selection.themes]
    title = " · ".join([*asked, *([f"“{query.words}”"] if query.words else [])]) or "Passages"
    return Document(title, _LANGUAGE, [*_blocks(listed, shown)])


def _blocks(listed: ListedPassages, shown: Sequence[Quoted]) -> Iterator[Block]:
    for key, value in listed.about():
        yield RunningText(value, key.replace("_", " ").capitalize())
    unquotable = sorted(
        {name for one in shown if one.quotation in NOT_TO_QUOTE for name in one.speakers}
    )
    if unquotable:
        yield RunningText(
            f"Among the speakers are some without consent to quotation: {', '.join(unquotable)}. "
            "Their passages are marked; they are for the team's own work.",
            "Not for publication",
        )
    yield Grid(
        (listed.found.by, "listed", "passages", "transcripts", "informants"),
        [_grid_row(group) for group in (*listed.groups, listed.total)],
    )
    codes = listed.found.material.codes
    tints = colours(tuple(codes.values()))
    names = {group.group: group for group in listed.groups}
    number = 0
    for group, passages in groupby(shown, attrgetter("place.group")):
        yield Heading(1, f"{listed.found.group_names[group]}: {in_words(names[group])}")
        rows = []
        for one in passages:
            number += 1
            rows.append(_row(number, one, tints.get(one.code.id, "") if one.code else ""))
        yield Annotated(rows)
    used = dict.fromkeys(one.code.id for one in shown if one.code)
    if used:
        yield Heading(1, "Codes")
        yield Grid(
            ("code", "name", "definition"),
            [
                (code.key, norwegian_name(code.name), norwegian_name(code.definition))
                for code in map(codes.__getitem__, used)
            ],
        )
    yield Heading(1, "How it is counted")
    yield Listing(RULES)


def _grid_row(group: PassageGroup) -> tuple[str, ...]:
    if group.reason is not None:
        return (group.name, str(group.listed), *[group.reason] * 3)
    informants = f"{group.speakers} of {group.of_speakers}"
    return (
        group.name,
        str(group.listed),
        str(group.passages),
        str(group.transcripts),
        informants,
    )


def _row(number: int, one: Quoted, colour: str) -> Beside:
    """Return a passage with what stands around it, and beside it where it is from and its code."""
    stretches = [
        Stretch(one.before),
        Stretch(f"{number}{BEGINS}", is_sign=True),
        Stretch(one.text, 1, colour),
        Stretch(ENDS, is_sign=True),
        Stretch(one.after),
    ]
    return Beside("", stretches, [MarginNote(str(number), said_of(one), colour, _more(one))])


def said_of(one: Quoted) -> str:
    """Return in a line where a passage is from, who says it, its code and direction, its coder."""
    signs = [SIGNS.get(value, value) for facet, value in one.facets if facet == DIRECTION]
    others = [f"{facet} {value}" for facet, value in one.facets if facet != DIRECTION]
    code = " ".join([one.code.key, *signs]) if one.code else ""
    return " · ".join(
        filter(
            None,
            [
                one.transcript.name,
                ", ".join(one.speakers),
                ", ".join(one.roles),
                code,
                *others,
                one.coder.name if one.coder else "",
                "unconfirmed" if one.confirmed is False else "",
            ],
        )
    )


def _more(one: Quoted) -> str:
    """Return what else the margin says: that it is not to be quoted, and the memo."""
    against = NOT_TO_QUOTE.get(one.quotation)
    said = "" if against is None else f"not to be quoted: {against}"
    return "\n".join(filter(None, [said, one.memo]))


def grouped(shown: Iterable[Quoted]) -> Iterator[tuple[str, Iterator[Quoted]]]:
    """Yield the passages by group, as they are listed."""
    return groupby(shown, attrgetter("place.group"))
