"""The coders of a project: who there is, who is added, what they are called, who is one person."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from kodeverk.config import Settings
from kodeverk.errors import BadInput, Refused
from kodeverk.model.identity import joining_id, new_id
from kodeverk.model.joining import joining, turned_to
from kodeverk.model.records import Coder
from kodeverk.service.coders import (
    checked_name,
    coders_alike,
    expected_coder,
    find_coder,
    known_coders,
    own_identity,
)
from kodeverk.service.like_names import coders_called_alike
from kodeverk.service.told_apart import told_apart
from kodeverk.store import queries
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer


@dataclass(frozen=True, slots=True)
class CoderRow:
    """One person, or the consensus: how many codings, and transcripts in rounds, are theirs.

    `joined` are the ids of coders who were joined into this one.
    """

    id: str
    name: str
    kind: Literal["person", "consensus"]
    codings: int
    assignments: int
    joined: tuple[str, ...]


def list_coders(project: Project) -> tuple[CoderRow, ...]:
    """Return everybody who has made a change or a step in this project, by name."""
    known = known_coders(project)
    with project.reading() as connection:
        joined = queries.stand_ins(connection)
        assignments = Counter(
            assignment.coder for assignment in queries.assignments(connection, round_name=None)
        )
        codings: Counter[str] = Counter()
        for (_, coder), count in queries.coding_counts(connection).items():
            codings[coder] += count
    return tuple(
        CoderRow(
            coder.id,
            coder.name,
            coder.kind,
            codings[coder.id],
            assignments[coder.id],
            tuple(sorted(other for other, chosen in joined.items() if chosen == coder.id)),
        )
        for coder in sorted(known, key=lambda coder: (coder.name, coder.id))
    )


def coders_perhaps_one(project: Project) -> list[dict[str, Any]]:
    """Return the groups of persons who may be one, as a merge tells them.

    A group is left out where people said of each two of it that they are two.
    """
    groups = coders_called_alike(
        sorted(known_coders(project), key=lambda coder: (coder.name, coder.id))
    )
    with project.reading() as connection:
        two = told_apart(connection)
    return [
        group
        for group in groups
        if any(frozenset(pair) not in two for pair in combinations(group["records"], 2))
    ]


def add_coder(
    project: Project, settings: Settings, name: str, author: Coder | None = None
) -> Coder:
    """Make a coder of this name, whoever is called alike: a person has said that they are two.

    It is a step of the `author`; without one, of the coder, who has come by themselves.

    The name that the settings file goes with has the id it has there; where nobody is called alike
    the coder is who is expected under the name, so that whoever comes under it takes up what they
    are given. Raises Refused where the coder of the settings file is there already.
    """
    name = checked_name(name)
    known = known_coders(project)
    expected = expected_coder(name).id
    taken = coders_alike(known, name) or any(expected in (coder.id, *coder.also) for coder in known)
    coder = Coder(own_identity(settings, name) or (new_id() if taken else expected), name)
    with project.writing(author or coder, f"added the coder {name}") as writer:
        if any(known_coder.id == coder.id for known_coder in queries.coders(writer.connection)):
            raise Refused(f"you are the coder {name} already", "See: kodeverk coders PROJECT")
        _share(writer, coder)
    return coder


def settle_coder(project: Project, settings: Settings, name: str, identity: str | None) -> Coder:
    """Return who a person says is meant by the name they go by: a coder by id, or somebody new.

    The answer is kept, so that it need not be asked again, where the settings file has an identity
    for the name, and for somebody new. Raises NotFound for the id of nobody.
    """
    if identity is None:
        return add_coder(project, settings, name)
    chosen = find_coder(known_coders(project), identity)
    own = own_identity(settings, checked_name(name))
    if own is not None and own != chosen.id and own not in chosen.also:
        join_coders(project, chosen, Coder(own, checked_name(name)), chosen)
    return chosen


def rename_coder(project: Project, author: Coder, coder: Coder, name: str) -> None:
    """Give a coder another name; one step.

    Raises BadInput for a name that is none, and Refused when another coder has it, or one alike.
    """
    name = checked_name(name)
    others = [other for other in known_coders(project) if other.id != coder.id]
    taken = [other for other in others if name == other.name]
    if not taken:
        # A name that differs from another's in case or accents alone would be taken for it.
        taken = coders_alike(others, name)
    if taken:
        raise Refused(
            f"there is a coder {taken[0].name} already, {taken[0].id}",
            "If both are one person: kodeverk coders PROJECT --join "
            f"{coder.id}={taken[0].id}; else choose another name.",
        )
    with project.writing(author, f"renamed the coder {coder.name} to {name}") as writer:
        _share(writer, coder)
        writer.set("coder", coder.id, "name", name)


def join_coders(project: Project, author: Coder, goes: Coder, stays: Coder) -> None:
    """Say that two coders are one person, called as the second; one step, undone by parting them.

    Everything of either is that person's from then on. Raises BadInput for one and the same coder,
    and for a person and the consensus.
    """
    if goes.kind != stays.kind:
        raise BadInput(
            f"{goes.name} and {stays.name} cannot be one: a person and the consensus",
            "Join persons only.",
        )
    summary = f"joined the coder {goes.name} into {stays.name}"
    with project.writing(author, summary) as writer:
        if goes.id in queries.one_with(writer.connection, stays.id):
            raise BadInput(
                f"{goes.name} and {stays.name} are one coder already",
                "Name two, by their ids: kodeverk coders PROJECT",
            )
        for coder in (goes, stays):
            _share(writer, coder)
        known = queries.joinings(writer.connection)
        for turned in turned_to([*known, joining(goes.id, stays.id)], stays.id):
            if turned not in known:
                writer.put("coder_joining", joining_id(*turned[:2]), dict(turned._asdict()))


def named_pair(project: Project, first: str, second: str) -> list[tuple[Coder, Coder]]:
    """Return which coders are to be joined into which, for two names or ids.

    One name given twice means all who have it. Raises NotFound for who is not there, and
    UnclearCoder where a name fits several.
    """
    known = known_coders(project)
    if first == second:
        called = [coder for coder in known if coder.name == checked_name(first)]
        called.sort(key=lambda coder: coder.id)
        if len(called) > 1:
            return [(other, called[0]) for other in called[1:]]
    return [(find_coder(known, first), find_coder(known, second))]


def _share(writer: Writer, coder: Coder) -> None:
    writer.share("coder", coder.id, {"name": coder.name, "kind": coder.kind})
