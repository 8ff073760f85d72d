"""A project is a set of changes; what it holds is their fold.

A change sets one field of one record, or at a record's birth all of them. It names the changes to
that field it replaces. The heads of a field are the changes no other replaces; the value shown is
the head with the latest stamp; heads with different values are a conflict. Folding is a function of
the set alone: neither order nor repetition matters.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from kodeverk.model.identity import derived_id

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

BIRTH = "*"
"""The field of the change that gives a record all its fields."""

EXISTS = "exists"
"""The field that says whether a record is there; a birth sets it."""

ZERO_CLOCK = 0
"""The clock of a birth that anybody would make alike from the same source."""


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded mutation of one field of one record.

    `clock` is a hybrid logical clock: milliseconds since 1970 times 65,536 plus a counter.
    """

    id: str
    clock: int
    author: str | None
    step: str
    kind: str
    record: str
    field: str
    value: Value
    replaces: tuple[str, ...] = ()

    @property
    def stamp(self) -> tuple[int, str]:
        """What orders changes alike on every machine."""
        return (self.clock, self.id)

    def sets(self, name: str) -> bool:
        """Tell whether this change gives the field `name` a value."""
        if self.field != BIRTH:
            return self.field == name
        return name == EXISTS or (isinstance(self.value, dict) and name in self.value)

    def value_of(self, name: str) -> Value:
        """Return the value this change gives to the field `name`, which it must set."""
        if self.field != BIRTH:
            return self.value
        assert isinstance(self.value, dict)
        return True if name == EXISTS else self.value[name]


@dataclass(frozen=True, slots=True)
class Folded:
    """A record as its changes make it: whether it is there, its fields, and its conflicts."""

    live: bool
    values: dict[str, Value]
    conflicts: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    born: int = ZERO_CLOCK


def canonical(value: Value) -> str:
    """Return `value` as JSON in one fixed spelling."""
    return _CANONICAL.encode(value)


def shared_birth(
    kind: str, record: str, value: dict[str, Value], step: str, source: str | None = None
) -> Change:
    """Return the birth that everybody makes alike from the same source: no author, stamp zero.

    `source` is what only who has the source can work out. With it the id confirms no guess of a
    name among the values, once that is withdrawn.
    """
    of_source = () if source is None else (source,)
    identity = derived_id("birth", record, canonical(value), *of_source)
    return Change(identity, ZERO_CLOCK, None, step, kind, record, BIRTH, value)


def heads(changes: Iterable[Change], name: str) -> tuple[Change, ...]:
    """Return the changes to the field `name` that no other replaces, earliest stamp first."""
    setting = {change.id: change for change in changes if change.sets(name)}
    replaced = {old for change in setting.values() for old in change.replaces}
    return tuple(
        sorted(
            (change for change in setting.values() if change.id not in replaced),
            key=lambda change: change.stamp,
        )
    )


def newborn(value: Value, clock: int) -> Folded:
    """Return the record that a birth with this value and clock makes, where nothing followed."""
    assert isinstance(value, dict)
    return Folded(True, value, {}, clock)


def fold(changes: Iterable[Change]) -> Folded:
    """Return the record that `changes`, all of one record, make together."""
    changes = list(changes)
    if len(changes) == 1 and changes[0].field == BIRTH:
        return newborn(changes[0].value, changes[0].clock)
    names: dict[str, None] = {EXISTS: None}
    for change in changes:
        if change.field != BIRTH:
            names[change.field] = None
        elif isinstance(change.value, dict):
            names.update(dict.fromkeys(change.value))
    values: dict[str, Value] = {}
    conflicts: dict[str, tuple[Change, ...]] = {}
    for name in names:
        tops = heads(changes, name)
        values[name] = tops[-1].value_of(name)
        if len({canonical(head.value_of(name)) for head in tops}) > 1:
            conflicts[name] = tops
    live = values.pop(EXISTS) is True
    born = min((change.clock for change in changes if change.field == BIRTH), default=ZERO_CLOCK)
    return Folded(live, values, conflicts, born)


def content_line(kind: str, record: str, folded: Folded) -> str:
    """Return the line a live record adds to the content hash: values and conflicts, no stamps."""
    disputed: dict[str, Value] = {}
    for name, tops in folded.conflicts.items():
        disputed[name] = [*sorted({canonical(head.value_of(name)) for head in tops})]
    shown: dict[str, Value] = {
        name: value
        for name, value in folded.values.items()
        if value not in (None, []) and name not in folded.conflicts
    }
    return canonical([kind, record, shown, disputed])


def inverse(
    change: Change, history: Iterable[Change], author: str, put_back: Collection[str] = ()
) -> list[tuple[str, Value, tuple[str, ...]]]:
    """Return what takes `change` back: (field, value, replaced ids), given its record's changes.

    Empty when somebody has changed the field since. What `author`, who takes it back, changed
    later and took back already leaves a head with the value of `change` that stands for it; so
    does what others changed and took back, in one of the steps `put_back`.
    A birth is answered by not existing, or where another birth of the same record stands, by what
    that one says; a change of a field by the values it replaced, one for each, so that a conflict
    it settled opens again.
    """
    earlier = {old.id: old for old in history}
    name = EXISTS if change.field == BIRTH else change.field
    tops = heads(earlier.values(), name)
    standing = tuple(
        head.id
        for head in tops
        if head == change
        or (
            (head.author == author or head.step in put_back)
            and canonical(head.value_of(name)) == canonical(change.value_of(name))
            and _comes_after(head, change, earlier)
        )
    )
    if not standing:
        return []
    if change.field == BIRTH and any(head.field == BIRTH and head != change for head in tops):
        return list(_left_to_others(change, earlier))
    if change.field == BIRTH:
        return [(EXISTS, False, tuple(head.id for head in tops))]
    replaced = sorted(
        (earlier[old] for old in change.replaces if old in earlier), key=lambda old: old.stamp
    )
    before: list[Value] = [old.value_of(name) for old in replaced] or [None]
    return [(name, value, standing) for value in before]


def _left_to_others(
    birth: Change, history: dict[str, Change]
) -> Iterator[tuple[str, Value, tuple[str, ...]]]:
    """Yield what lets the other heads of a record's fields stand alone."""
    assert isinstance(birth.value, dict)
    for name in birth.value:
        tops = heads(history.values(), name)
        others = [head for head in tops if head != birth]
        if birth in tops and others:
            yield name, others[-1].value_of(name), (birth.id,)


def _comes_after(later: Change, change: Change, history: dict[str, Change]) -> bool:
    """Tell whether `later` replaces `change`, or a change that comes after it."""
    waiting = [*later.replaces]
    seen: set[str] = set()
    while waiting:
        earlier = waiting.pop()
        if earlier == change.id:
            return True
        if earlier in history and earlier not in seen:
            seen.add(earlier)
            waiting += history[earlier].replaces
    return False
