"""What a memo can be written on, and what each of that is called."""

from collections.abc import Iterator
from typing import NamedTuple

from kodeverk.formats.register import load_register
from kodeverk.model.codebook import norwegian_name
from kodeverk.model.records import IN_MUNICIPALITY, Coder, Memo, in_municipality_target
from kodeverk.service.coders import as_joined
from kodeverk.service.drafts import kept_drafts
from kodeverk.service.naming import Naming
from kodeverk.service.scoping import EVERYTHING, Material, material_of, table_place
from kodeverk.store import queries
from kodeverk.store.drafts import WRITTEN, Draft
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project


class MemoTarget(NamedTuple):
    """Something a memo can be on: its kind, its target (None for the project), and its name.

    Kind and target are those of `kodeverk.model.records.Memo`.
    """

    kind: str
    target: str | None
    name: str


PROJECT = MemoTarget("project", None, "the project")


def memo_targets(project: Project) -> tuple[MemoTarget, ...]:
    """Return what of the whole project a memo can be on: itself, places, people, texts, codes."""
    with project.reading() as connection:
        return (*_targets(material_of(connection, EVERYTHING)),)


def _targets(material: Material) -> Iterator[MemoTarget]:
    yield PROJECT
    for number, name in _places(material):
        yield MemoTarget("municipality", number, f"{number} {name}")
    for transcript in material.transcripts.values():
        yield MemoTarget("transcript", transcript.id, transcript.name)
    for informant, name in sorted(material.pseudonyms.items(), key=lambda pair: pair[1]):
        yield MemoTarget("informant", informant, name)
    for code in material.codes.values():
        yield MemoTarget("code", code.id, f"{code.key} {norwegian_name(code.name)}")


def municipality_of_today(number: str) -> MemoTarget:
    """Return the municipality under which a number of any time stands in tables.

    Memos on one place are so on one municipality, whenever the interviews there were made.
    """
    place, _ = table_place(load_register(), number)
    return MemoTarget("municipality", place.number, f"{place.number} {place.name}")


def in_municipalities(project: Project, code: MemoTarget) -> tuple[MemoTarget, ...]:
    """Return a code or theme as a whole, and then what it holds in each municipality there is."""
    with project.reading() as connection:
        places = (*_places(material_of(connection, EVERYTHING)),)
    key = code.name.split()[0]
    return (
        code,
        *(
            MemoTarget(
                IN_MUNICIPALITY,
                in_municipality_target(str(code.target), number),
                f"{key} in {number} {name}",
            )
            for number, name in places
        ),
    )


def _places(material: Material) -> list[tuple[str, str]]:
    """Return number and name of today's municipalities that transcripts are from."""
    register = load_register()
    there = {material.places[transcript] for transcript in material.transcripts}
    return sorted(
        (place.number, place.name) for place in there if place.number in register.municipalities
    )


def own_memo_on(project: Project, author: Coder, kind: str, target: str) -> Memo | None:
    """Return the author's first memo on something, to be written on; None where there is none."""
    with project.reading() as connection:
        return next(
            (
                memo
                for memo in queries.memos(connection, [target])
                if (memo.target_kind, memo.coder) == (kind, author.id)
            ),
            None,
        )


def named_drafts(project: Project, author: Coder) -> tuple[tuple[Draft, str], ...]:
    """Return the author's drafts, the latest first, each with what its memo is on in words."""
    drafts = kept_drafts(project, as_joined(project, author))
    if not drafts:
        return ()
    with project.reading() as connection:
        return tuple((draft, _draft_name(connection, draft)) for draft in drafts)


def _draft_name(connection: Connection, draft: Draft) -> str:
    if draft.about == "project":
        return PROJECT.name
    naming = Naming(connection)
    if draft.about == WRITTEN:
        values = naming.values(draft.target)
        on = str(values.get("target_kind"))
        return PROJECT.name if on == "project" else naming.record(on, str(values.get("target")))
    return naming.record(draft.about, draft.target)
