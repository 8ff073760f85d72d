"""What taking a step back, or doing it again, would change: each record in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kodeverk.errors import Refused
from kodeverk.model.change import EXISTS, Value
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import FACET_PREFIX, Coder
from kodeverk.service.blindness import blindness_of
from kodeverk.service.naming import ANSWERS, NOTHING, Naming
from kodeverk.service.told_apart import two_of
from kodeverk.service.undoing import built_on, check_whose, line_in_words, step_with_id
from kodeverk.store import placements
from kodeverk.store.engine import Connection
from kodeverk.store.later_steps import MERGED
from kodeverk.store.project import Project
from kodeverk.store.steps import Act, Answer, Step, answers_to, check_not_withdrawn, reached

_MOST_TOLD = 100
"""How many records are told; of an import there are thousands."""

_EXCERPT = 60
"""How many characters of words stand for them."""

_WHERE = {"version", "start", "end", "quote"}
"""The fields that say which words a coding is on: they are told as these words."""

_WITH_OTHERS = {"read_version"}
"""The fields that change with others, which say it."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What taking a step back, or doing it again, would do.

    `changes` are its records in words, `more` how many others there are, and `stays` says what has
    been changed since and would stay. Where it cannot be done, `hindered` says why and `advice`
    what to do, and `builders` are the later steps that build on it, earliest first.
    """

    step: Step
    act: Act
    changes: tuple[str, ...] = ()
    more: int = 0
    stays: tuple[str, ...] = ()
    hindered: str = ""
    advice: str = ""
    builders: tuple[str, ...] = ()


def foresee(project: Project, author: Coder, identity: str) -> Effects:
    """Return what it would do to take back the step with this id, or to do it again.

    Of an undo or redo it is the step that was of. Nothing is written. Raises NotFound when it is
    no longer in the log.
    """
    with project.reading() as connection:
        about = step_with_id(connection, identity)
        act: Act = "redo" if about.undone else "undo"
        blindness = blindness_of(connection, author)
        seen = blindness.seen(about)
        try:
            check_not_withdrawn(connection, seen)
            check_whose(connection, about, author)
        except Refused as refused:
            return Effects(seen, act, hindered=refused.message, advice=refused.hint)
        if act == "undo" and (later := built_on(connection, about, author)):
            return Effects(
                seen,
                act,
                hindered="Later steps build on it:",
                advice=MERGED if about.act == "merge" else "Take those back first, the last first.",
                builders=tuple(map(line_in_words, later)),
            )
        if about.act == "merge":
            counts, _ = reached(connection, about)
            brought = tuple(_counted(kind, counts[kind]) for kind in KINDS if kind in counts)
            return Effects(seen, act, brought)
        answers, stays = answers_to(connection, author, about)
        names = _Names(connection)
        by_record: dict[tuple[str, str], list[Answer]] = {}
        for answer in reversed(answers):
            by_record.setdefault((answer.kind, answer.record), []).append(answer)
        told, more = list[str](), 0
        for (kind, record), given in by_record.items():
            if KINDS[kind].implied and any(answer.field == EXISTS for answer in given):
                continue  # that its author is known, and has begun
            if len(told) < _MOST_TOLD and not blindness.hides_record(connection, kind, record):
                told.append("; ".join(_Told(names, kind, record).becomes(given)))
            else:
                more += 1
        return Effects(seen, act, tuple(filter(None, told)), more, stays)


def _counted(kind: str, count: int) -> str:
    noun = kind if count == 1 else KINDS[kind].plural
    return f"as before the merge: {count} {_words(noun)}"


class _Told:
    """One record as people are told of it."""

    def __init__(self, names: "_Names", kind: str, record: str) -> None:
        self._names = names
        self._naming = names.naming
        self._kind = kind
        self._record = record
        self._now = self._naming.values(record)

    def becomes(self, given: Sequence[Answer]) -> Iterator[str]:
        """Yield in words what becomes of the record."""
        after: dict[str, list[Value]] = {}
        for answer in given:
            after.setdefault(answer.field, []).append(answer.value)
        if EXISTS in after:
            verb = "comes back" if after[EXISTS][-1] is True else "goes"
            yield f"{self._called} {verb}"
            return
        if self._kind == "coding" and _WHERE & after.keys():
            then = self._now | {field: values[-1] for field, values in after.items()}
            yield f"{self._called} is on {self._quote(then)}"
        for field, values in after.items():
            if field in (_WHERE if self._kind == "coding" else _WITH_OTHERS):
                continue
            if field in ANSWERS:
                fewer = len(str(values[-1] or "")) < len(str(self._now.get(field) or ""))
                yield f"{self._called} {'waits again' if fewer else 'waits no longer'}"
                continue
            then_said = " or ".join(self._value(field, value) for value in values)
            about = _words(field.removeprefix(FACET_PREFIX))
            yield f"{about} of {self._called}: {self._value(field, self._now.get(field))} → " + (
                then_said
            )

    @cached_property
    def _called(self) -> str:
        """What people call the record: codings and memos by words, others by name."""
        now, naming = self._now, self._naming
        if self._kind == "coding":
            code = naming.record("code", str(now.get("code")))
            return f"{code} of {naming.coder(str(now.get('coder')))} on {self._quote(now)}"
        if self._kind == "memo":
            return f"the memo {_excerpt(str(now.get('text')))}"
        if self._kind == "main_coder":
            who = naming.coder(str(now.get("coder")))
            return f"{who} as {naming.field(self._kind, 'coder', self._record)}"
        if self._kind == "assignment":
            whose = naming.coder(str(now.get("coder")))
            return f"{whose}'s work on {naming.record('transcript', str(now.get('transcript')))}"
        if self._kind == "setting" and (two := two_of(str(now.get("key")))) is not None:
            names = " and ".join(naming.record(two.kind, one) for one in two[1:])
            return f"that the {two.kind}s {names} are two"
        return f"the {_words(self._kind)} {naming.record(self._kind, self._record)}"

    def _value(self, field: str, value: Value) -> str:
        if field == "read_to" and isinstance(value, int):
            version = str(self._now.get("read_version") or self._current_version())
            length = len(self._names.text(version))
            return f"{round(100 * value / length)} %" if length else "the beginning"
        if field == "placed" and isinstance(value, Mapping) and "start" in value:
            return self._quote(value)
        if isinstance(value, str) and field == "text":
            return _excerpt(value)
        return self._naming.value(self._kind, field, value, self._now)

    def _current_version(self) -> Value:
        return self._naming.values(str(self._now.get("transcript"))).get("version")

    def _quote(self, place: Mapping[str, Value]) -> str:
        start, end = place.get("start"), place.get("end")
        if not (isinstance(start, int) and isinstance(end, int)):
            return NOTHING
        return _excerpt(self._names.text(str(place.get("version")))[start:end])


class _Names:
    """What the records of one step have in common: names, and the texts they are on."""

    def __init__(self, connection: Connection) -> None:
        self.naming = Naming(connection)
        self._connection = connection
        self._texts: dict[str, str] = {}

    def text(self, version: str) -> str:
        """Return the text of a version, empty where there is none."""
        if version not in self._texts:
            self._texts |= {version: "", **placements.texts(self._connection, {version})}
        return self._texts[version]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _excerpt(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line if len(line) <= _EXCERPT else f'{line[: _EXCERPT - 1]}…'}”"
