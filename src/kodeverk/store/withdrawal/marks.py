"""What people said: the marks of withdrawals, a set that only grows and that every merge unites."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import Value, canonical
from kodeverk.model.identity import derived_id, unnamed_informant_id
from kodeverk.store.batches import batches
from kodeverk.store.schema import trace, withdrawal
from kodeverk.store.withdrawal.traces import pairs_of, read_noted

_TRACED = sa.select(trace.c.body).where(trace.c.body == sa.bindparam("one"))

Kind = Literal["words", "transcript", "informant"]


class WithdrawalMark(NamedTuple):
    """One mark, with what was said as canonical JSON.

    The kind `words` says how words are to read that stand in a body (`kodeverk.store.withdrawal.
    bodies`), the `target`: `start` and `end` there, in the offsets it had at first; what it
    `shows` instead; `of` which transcripts that was said, and whether of the `strings` of the
    journal too; `signs` around the words and between them, one more than there are words, and
    whether a `genitive` s may follow. `clock` is that of the withdrawal, `root` that of the first
    one of these words, where they only get another pseudonym. Signs are null in marks of before
    they were kept. The other kinds say that a transcript or an informant is forgotten, `clock` as
    before; of a transcript it says which informants speak `elsewhere`; of an informant which
    transcripts with this person in them `stays`, and for which other speakers (a transcript's id ->
    theirs), and by which changes of whose words are whose, which had been replaced then, nobody's
    words are theirs (`replaced`).
    """

    kind: Kind
    target: str
    value: str

    @property
    def id(self) -> str:
        """The same on every machine."""
        return derived_id("withdrawal", *self)


def mark(kind: Kind, target: str, **said: Value) -> WithdrawalMark:
    """Return a mark."""
    return WithdrawalMark(kind, target, canonical(said))


@dataclass(frozen=True)
class WordsSaid:
    """A mark of words, read: see `WithdrawalMark`."""

    body: str
    start: int
    end: int
    shows: str
    clock: int
    root: int
    of: frozenset[str]
    strings: bool
    signs: tuple[str, ...] | None
    genitive: bool

    @property
    def mark(self) -> WithdrawalMark:
        """The mark that says these words."""
        return mark(
            "words",
            self.body,
            start=self.start,
            end=self.end,
            shows=self.shows,
            clock=self.clock,
            root=self.root,
            of=[*sorted(self.of)],
            strings=self.strings,
            signs=None if self.signs is None else [*self.signs],
            genitive=self.genitive,
        )

    @cached_property
    def rank(self) -> tuple[int, int, str]:
        """What decides between marks of the same words: the first withdrawal, as last renamed."""
        return (-self.root, self.clock, self.shows)


def words_marks(marks: Iterable[WithdrawalMark]) -> list[WordsSaid]:
    """Return what the marks of words say, those that are to be followed first."""
    said_words = []
    for mark in marks:
        if mark.kind == "words":
            fields = json.loads(mark.value)
            fields["of"] = frozenset(fields["of"])
            fields["signs"] = None if fields["signs"] is None else (*fields["signs"],)
            said_words.append(WordsSaid(mark.target, **fields))
    return sorted(
        said_words, key=lambda words: (words.rank, words.body, words.start, words.end), reverse=True
    )


def as_renamed(marks: Iterable[WithdrawalMark]) -> dict[WithdrawalMark, WithdrawalMark]:
    """Return marks whose pseudonym was replaced since, in all that they speak of -> with the last.

    The pseudonym of before may have been a name by mistake: then it is a withdrawn word too.
    """
    all_words = words_marks(marks)
    if all(words.clock == words.root for words in all_words):
        return {}
    places: dict[tuple[str, int, int, int], list[WordsSaid]] = {}
    for words in all_words:
        places.setdefault((words.body, words.start, words.end, words.root), []).append(words)
    later: dict[tuple[int, str], set[tuple[int, str, frozenset[str], bool]]] = {}
    for of_place in places.values():
        for words in of_place:
            followers = later.setdefault((words.root, words.shows), set())
            followers.update(
                (more.clock, more.shows, more.of, more.strings)
                for more in of_place
                if more.clock > words.clock
            )
    renamed = {}
    for words in all_words:
        names = [
            (clock, shows)
            for clock, shows, of, strings in later[words.root, words.shows]
            if clock > words.clock and of >= words.of and strings >= words.strings
        ]
        if names:
            clock, shows = max(names)
            renamed[words.mark] = replace(words, clock=clock, shows=shows).mark
    return renamed


def targets(marks: Iterable[WithdrawalMark], kind: Kind) -> frozenset[str]:
    """Return what the marks of a kind are about."""
    return frozenset(mark.target for mark in marks if mark.kind == kind)


def read_marks(connection: sa.Connection) -> set[WithdrawalMark]:
    """Return every mark in the project."""
    columns = (withdrawal.c.kind, withdrawal.c.target, withdrawal.c.value)
    return {WithdrawalMark(*row) for row in connection.execute(sa.select(*columns))}


def unsearched(connection: sa.Connection) -> list[WordsSaid]:
    """Return the marks for whose words something in the project could not be searched."""
    ids = read_noted(connection, "unsearched")
    if not ids:
        return []
    return [words for words in words_marks(read_marks(connection)) if words.mark.id in ids]


def write_marks(
    connection: sa.Connection, before: Collection[WithdrawalMark], after: Collection[WithdrawalMark]
) -> None:
    """Keep the marks `after`, where those `before` are kept."""
    for some in batches(sorted(mark.id for mark in {*before} - {*after})):
        connection.execute(sa.delete(withdrawal).where(withdrawal.c.id.in_(some)))
    marks = {*after} - {*before}
    for rows in batches({"id": mark.id, **mark._asdict()} for mark in sorted(marks)):
        connection.execute(sa.insert(withdrawal), rows)


def gone_along(
    marks: Iterable[WithdrawalMark], spoke: Collection[tuple[str, str]]
) -> frozenset[str]:
    """Return the informants who go with forgotten interviews; `spoke` says who is in which.

    Somebody stays when all who forgot the interview knew that they speak elsewhere too.
    """
    gone: set[str] = set()
    for mark in marks:
        elsewhere = json.loads(mark.value).get("elsewhere") if mark.kind == "transcript" else None
        if elsewhere is not None:
            theirs = {informant for transcript, informant in spoke if transcript == mark.target}
            gone |= theirs.difference(elsewhere)
    return frozenset(gone)


def forgotten_records(connection: sa.Connection) -> frozenset[str]:
    """Return the ids of the transcripts and informants that are forgotten for good."""
    columns = (withdrawal.c.kind, withdrawal.c.target, withdrawal.c.value)
    rows = connection.execute(sa.select(*columns).where(withdrawal.c.kind != "words"))
    marks = [WithdrawalMark(*row) for row in rows]
    spoke = pairs_of(read_noted(connection, "spoke"))
    speakers = (speaker for speaker, _ in pairs_of(read_noted(connection, "speaker")))
    return frozenset(mark.target for mark in marks).union(
        read_noted(connection, "transcript"),
        gone_along(marks, spoke),
        map(unnamed_informant_id, speakers),
    )


def is_withdrawn(connection: sa.Connection, digest: str) -> bool:
    """Tell whether words of the text with this hash were withdrawn."""
    return connection.scalar(_TRACED, {"one": digest}) is not None
