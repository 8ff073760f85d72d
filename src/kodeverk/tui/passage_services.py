"""What the passages screen calls, as those of `kodeverk.tui.services`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.model.records import Coder, Memo, Wording
    from kodeverk.service.exports.options import Exported
    from kodeverk.service.finding import FoundPassages, Place
    from kodeverk.service.found_figures import PassageGroup
    from kodeverk.service.passage_changes import Change, Effect
    from kodeverk.service.passage_query import Grouping, PassageQuery
    from kodeverk.service.projects import Project
    from kodeverk.service.quoting import Quoted
    from kodeverk.service.surroundings import Context
    from kodeverk.service.written_query import QueryNames


def query_names(project: Project, _coder: Coder) -> QueryNames:
    """Return what can be written in a query."""
    from kodeverk.service.written_query import query_names

    return query_names(project)


def find(project: Project, coder: Coder, query: PassageQuery, by: Grouping) -> FoundPassages:
    """Return the passages wanted, as places."""
    from kodeverk.service.finding import find_passages

    return find_passages(project, coder, query, by)


def first(
    project: Project,
    coder: Coder,
    query: PassageQuery,
    by: Grouping,
    most: int,
    context: Context,
) -> tuple[FoundPassages, tuple[Quoted, ...]]:
    """Return the first of the passages wanted, so many or a few more, with their words."""
    from kodeverk.service.finding import find_passages

    found = find_passages(project, coder, query, by, most)
    return found, quoted(project, coder, found, found.places[:most], context)


def count(
    project: Project, coder: Coder, found: FoundPassages
) -> tuple[tuple[PassageGroup, ...], PassageGroup]:
    """Return what passages come to, by group and altogether."""
    from kodeverk.service.found_figures import count_passages

    return count_passages(project, coder, found)


def quoted(
    project: Project,
    coder: Coder,
    found: FoundPassages,
    places: Sequence[Place],
    context: Context,
) -> tuple[Quoted, ...]:
    """Return the words of passages; nothing is withheld of what its coders work with."""
    from kodeverk.service.quoting import quote_places

    return tuple(quote_places(project, coder, found, places, context, with_identifying=True))


def effect(project: Project, coder: Coder, places: Sequence[Place], change: Change) -> Effect:
    """Return what a change would make of passages."""
    from kodeverk.service.passage_changes import effect_of

    return effect_of(project, coder, places, change)


def change(project: Project, coder: Coder, places: Sequence[Place], change: Change) -> Effect:
    """Change passages as one step; return what it made of them."""
    from kodeverk.service.passage_changes import change_passages

    return change_passages(project, coder, places, change)


def own_memo(project: Project, coder: Coder, kind: str, target: str) -> Memo | None:
    """Return the coder's memo on something, if there is one."""
    from kodeverk.service.memo_targets import own_memo_on

    return own_memo_on(project, coder, kind, target)


def export(
    project: Project,
    coder: Coder,
    found: FoundPassages,
    context: Context,
    out: Path,
    *,
    replace: bool = False,
) -> Exported:
    """Write what is listed to a file, as its ending says; identifying words are withheld.

    Raises StaleWrite where other passages would be listed by now.
    """
    from kodeverk.errors import StaleWrite
    from kodeverk.service.exports.found_passages import export_passages, list_with_counts
    from kodeverk.service.finding import find_passages

    if find_passages(project, coder, found.query, found.by).places != found.places:
        raise StaleWrite(
            "other passages would be listed by now", "List them again, then write them."
        )

    listed = list_with_counts(project, coder, found, context)
    return export_passages(project, coder, listed, out, replace=replace)


def wording_of(project: Project, _coder: Coder, coding: str) -> Wording | None:
    """Return how the words of a coding are published, if that is said."""
    from kodeverk.service.wordings import wording_of

    return wording_of(project, coding)


def set_wording(project: Project, coder: Coder, coding: str, wording: Wording | None) -> None:
    """Set how the words of a coding are published; None takes that away."""
    from kodeverk.service.wordings import NewWording, set_wordings

    set_wordings(project, coder, [NewWording(coding, wording)])
