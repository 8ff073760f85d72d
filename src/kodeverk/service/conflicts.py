"""Conflicts listed in words, and settled by a person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.model.change import Value
from kodeverk.model.records import Coder
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.consensus_items import given_by_others
from kodeverk.service.naming import Naming
from kodeverk.service.phrases import number_of, some_of
from kodeverk.service.readings import reading_in_words, readings_of, settle_readings
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.queries import Conflict

SHORT = 8
"""How many digits of a conflict's id people see and type."""


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """One value of a conflict, in words; `at` is in milliseconds since 1970, None for unknown."""

    value: Value
    words: str
    author: str
    at: int | None
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict in words: what it is about, and what people said of it, the latest last."""

    id: str
    kind: str
    record: str
    field: str
    name: str
    about: str
    choices: tuple[ConflictChoice, ...]


@dataclass(frozen=True, slots=True)
class ConflictList:
    """Open conflicts; `hidden` is how many are about colleagues' work that must not be seen yet."""

    conflicts: tuple[Disagreement, ...]
    hidden: int


def list_conflicts(project: Project) -> tuple[Disagreement, ...]:
    """Return the open conflicts, by kind of record and name."""
    return conflicts_seen(project, None).conflicts


def conflicts_seen(project: Project, reader: Coder | None) -> ConflictList:
    """Return the open conflicts as `reader` may see them, by kind of record and name.

    One about a colleague's coding or memo is hidden from whoever still codes the transcript apart.
    Where nobody knows who reads (None), none is.
    """
    with project.reading() as connection:
        seen, hidden = seen_by(connection, queries.conflicts(connection), reader)
        return ConflictList(conflicts_in_words(connection, seen), len(hidden))


def count_conflicts(project: Project, reader: Coder | None = None) -> int:
    """Return how many conflicts are open that `reader` may see, or how many there are."""
    with project.reading() as connection:
        return len(seen_by(connection, queries.conflicts(connection), reader)[0])


def seen_by(
    connection: Connection, conflicts: Iterable[Conflict], reader: Coder | None
) -> tuple[list[Conflict], list[Conflict]]:
    """Return the conflicts that `reader` may see, and those that are hidden."""
    blindness = None if reader is None else blindness_of(connection, reader)
    seen, hidden = list[Conflict](), list[Conflict]()
    for conflict in conflicts:
        is_hidden = blindness is not None and blindness.hides_record(
            connection, conflict.kind, conflict.record
        )
        (hidden if is_hidden else seen).append(conflict)
    return seen, hidden


def conflicts_in_words(
    connection: Connection, conflicts: Iterable[Conflict]
) -> tuple[Disagreement, ...]:
    """Return conflicts in words."""
    naming = Naming(connection)
    return tuple(_in_words(naming, conflict) for conflict in conflicts)


def settle_conflicts(
    project: Project, author: Coder, answers: Mapping[str, int]
) -> tuple[str, ...]:
    """Settle conflicts as one step: by id, or its beginning, the place of a choice, from 1.

    Return in words what holds now. Settling a move of codes below each other by one of the moves
    lets that one stand, and puts the code that it leads to at top level. Raises NotFound for an id
    that is none or not of one conflict, BadInput for a choice there is not, and Refused for a
    conflict that the author must not see yet.
    """
    with derived_placements.writing(project, author, _summary(len(answers))) as writer:
        conflicts = queries.conflicts(writer.connection)
        _, hidden = seen_by(writer.connection, conflicts, author)
        naming = Naming(writer.connection)
        holds = []
        for given, number in answers.items():
            conflict = _meant(conflicts, given)
            if conflict in hidden:
                raise Refused(
                    "this conflict is about colleagues' work in a transcript you code apart",
                    "Finish the transcript first, or let them settle it.",
                )
            words = _in_words(naming, conflict)
            if not 1 <= number <= len(conflict.said):
                raise BadInput(
                    f"{words.about} has the values 1 to {len(conflict.said)}, not {number}",
                    "See them: kodeverk conflicts PROJECT",
                )
            if conflict.cycle:
                writer.set("code", conflict.cycle[number % len(conflict.cycle)], "parent", None)
            else:
                chosen = conflict.said[number - 1]
                if (conflict.kind, conflict.field) == ("decision", "outcome"):
                    for coding in given_by_others(writer.connection, conflict.record, chosen.value):
                        writer.remove("coding", coding)
                writer.set(conflict.kind, conflict.record, conflict.field, chosen.value)
                if conflict.is_of_readings:
                    settle_readings(writer, conflict, chosen)
            holds.append(f"{words.about}: {words.choices[number - 1].words}")
            if len(answers) == 1:
                writer.summary = f"settled {words.about}"
    return tuple(holds)


def _summary(count: int) -> str:
    return f"settled {number_of(count, 'conflict')}"


def _meant(conflicts: Iterable[Conflict], given: str) -> Conflict:
    fitting = [conflict for conflict in conflicts if given and conflict.id.startswith(given)]
    if len(fitting) != 1:
        raise NotFound(
            f"{given!r} is the beginning of {number_of(len(fitting), 'conflict')}"
            if fitting
            else f"there is no open conflict {given!r}",
            "See them with their ids: kodeverk conflicts PROJECT",
        )
    return fitting[0]


def _in_words(naming: Naming, conflict: Conflict) -> Disagreement:
    names = [naming.record("code", code) for code in conflict.cycle]
    about = naming.field(conflict.kind, conflict.field, conflict.record)
    if names:
        about = f"{' and '.join(sorted(names))}, moved below each other"
    if conflict.is_of_readings:
        about = readings_of(naming, conflict)
    beside = {} if conflict.cycle else naming.values(conflict.record)
    choices = []
    for place, said in enumerate(conflict.said):
        if conflict.is_of_readings:
            words = reading_in_words(naming, conflict.record, said)
        else:
            words = naming.value(conflict.kind, conflict.field, said.value, beside)
        if names:
            words = f"{names[place]} below {words}"
        is_shown = not names and place == len(conflict.said) - 1
        choices.append(
            ConflictChoice(said.value, words, naming.coder(said.author), said.at, is_shown)
        )
    if (conflict.kind, conflict.field) == ("codebook", "version"):
        choices = _versions_apart(naming, choices)
    name = ", ".join(sorted(names)) or naming.record(conflict.kind, conflict.record)
    short = conflict.id[:SHORT]
    return Disagreement(
        short, conflict.kind, conflict.record, conflict.field, name, about, tuple(choices)
    )


def _versions_apart(naming: Naming, choices: list[ConflictChoice]) -> list[ConflictChoice]:
    """Return versions of a codebook, after a label of several the codes in which they differ."""
    labels = Counter(choice.words for choice in choices)
    codes = {choice.value: naming.codes(str(choice.value)) for choice in choices}
    shared = frozenset.intersection(*codes.values())
    return [
        replace(choice, words=f"{choice.words} with {some_of(sorted(own))}")
        if labels[choice.words] > 1 and (own := codes[choice.value] - shared)
        else choice
        for choice in choices
    ]
