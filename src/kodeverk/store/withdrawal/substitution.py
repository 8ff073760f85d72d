"""Substitution: what shows under more covers comes in place of what a project keeps.

The same is done to a project in place and, in a merge, to what comes out of another copy before any
of it goes in.
"""

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from kodeverk.model.change import BIRTH, Value, canonical
from kodeverk.model.identity import transcript_id
from kodeverk.model.kinds import fields_where
from kodeverk.model.mask import GONE, Cover, Shift, as_shown, covered, lacking, to_shown
from kodeverk.model.records import (
    ON_WORDS,
    Turn,
    pack_turns,
    passage_target,
    target_passage,
    unpack_turns,
)
from kodeverk.model.text import Span, quote_hash
from kodeverk.store import journal, placements
from kodeverk.store.bookmarks import drop_bookmarks
from kodeverk.store.drafts import follow, without_in_drafts
from kodeverk.store.needed_records import keep_needed
from kodeverk.store.schema import change, state, text
from kodeverk.store.withdrawal.bodies import BodyPlace, body_place, strings_of, with_strings
from kodeverk.store.withdrawal.dependents import Record, dependents
from kodeverk.store.withdrawal.log import without_in_log
from kodeverk.store.withdrawal.people import ForgottenPeople
from kodeverk.store.withdrawal.reach import Side
from kodeverk.store.withdrawal.traces import forgotten_speakers

_WITH_OFFSETS = frozenset(fields_where(lambda field: field.anchored))
"""The kinds of records that hold offsets in a text."""

_OF_FILE = ("source_file", "sha256")
"""What a version says of its file: name and SHA-256, which may tell what was withdrawn."""

_NAMES = fields_where(
    lambda field: field.words == "withdrawn" and (field.naming or field.fact_of_file)
)
"""Kind -> the fields that tell what an interview or a person is called."""

_LENGTHS = ("bold", "voice")
"""The marks of a source that are lengths from the head of a paragraph."""


Covers = tuple[Cover, ...]


@dataclass(slots=True)
class Substitution:
    """What becomes of one project's texts and changes when it learns what else is withdrawn.

    `strings` has, by change and place, the covers of before and after. `texts` are the words of
    texts that read otherwise, by hash, `reworded` the versions of those texts, and `transcripts`
    what they are versions of. `gone` are the records that are no longer there; `anchored` says in
    which version the offsets of a record are whose change does not; `nameless` are the versions
    that are not to say which file they are from.
    """

    people: ForgottenPeople
    strings: dict[str, dict[BodyPlace, tuple[Covers, Covers]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    reworded: dict[str, "_Reworded"] = field(default_factory=dict)
    transcripts: set[str] = field(default_factory=set)
    gone: set[Record] = field(default_factory=set)
    anchored: dict[str, str] = field(default_factory=dict)
    nameless: set[str] = field(default_factory=set)

    def value(self, row: Mapping[Any, Any]) -> str | None:
        """Return the value of a row of the journal as it reads now; None: it is not there."""
        kind, record, name = row["kind"], row["record"], row["field"]
        if (kind, record) in self.gone:
            return None
        raw: str = row["value"]
        covers = self.strings.get(row["id"], {})
        offsets = bool(self.reworded) and kind in _WITH_OFFSETS
        joined = bool(self.people.gone) and kind == "speaker"
        nameless = record in self.nameless
        if not (covers or offsets or joined or nameless):
            return raw
        value = json.loads(raw)
        fields: dict[str, Value] = dict(value) if name == BIRTH else {name: value}
        if covers:
            fields |= _covered(covers, fields)
        if joined and str(fields.get("informant")) in self.people.gone:
            fields["informant"] = None
        if nameless:
            fields |= {name: "" for name in _OF_FILE if fields.get(name)}
        if offsets:
            fields |= self._moved(kind, record, fields)
        return canonical(fields if name == BIRTH else fields[name])

    def _moved(self, kind: str, record: str, fields: dict[str, Value]) -> dict[str, Value]:
        """Return the fields that hold offsets in a text that reads otherwise, in those of now."""
        changed: dict[str, Value] = {}
        own = record if kind == "version" else fields.get("version") or self.anchored.get(record)
        text_now = self.reworded.get(str(own))
        if text_now is not None:
            changed |= text_now.moved(fields)
        if kind == "memo" and (passage := _passage(fields.get("target"))):
            version, span = passage
            if version in self.reworded:
                moved = self.reworded[version].shift.span(*span)
                changed["target"] = passage_target(version, moved)
        decided = fields.get("placed")
        if isinstance(decided, dict) and "start" in decided:
            into = self.reworded.get(str(decided["version"]))
            if into is not None:
                changed["placed"] = decided | into.moved(decided)
        return changed

    def target_now(self, about: str, target: str) -> str | None:
        """Return what a memo that is being written is on now; None where nothing of it is left."""
        if about not in ON_WORDS:
            return None if (about, target) in self.gone else target
        version, span = target_passage(target)
        if ("version", version) in self.gone:
            return None
        if version not in self.reworded:
            return target
        text_now = self.reworded[version]
        moved = text_now.shift.span(*span)
        left = text_now.after[slice(*moved)].replace(GONE, "").strip()
        return passage_target(version, Span(*moved)) if left else None


@dataclass(frozen=True, slots=True)
class _Reworded:
    """A text before and after, and where positions of it have gone."""

    before: str
    after: str
    shift: Shift

    def moved(self, fields: Mapping[str, Any]) -> dict[str, Value]:
        """Return those of the fields that hold offsets in this text, moved."""
        moved: dict[str, Value] = {}
        if "start" in fields and "end" in fields:
            start, end = self.shift.span(fields["start"], fields["end"])
            moved |= {"start": start, "end": end}
            if "quote" in fields:
                moved["quote"] = quote_hash(self.after[start:end])
        elif "start" in fields:
            moved["start"] = self.shift.start(fields["start"])
        elif "end" in fields:
            moved["end"] = self.shift.end(fields["end"])
        if "read_to" in fields:
            moved["read_to"] = self.shift.end(fields["read_to"])
        if fields.get("turns"):
            moved["turns"] = pack_turns(list(self._turns(unpack_turns(fields["turns"]))))
        if fields.get("marks"):
            moved["marks"] = self._marks(fields["marks"])
        return moved

    def _turns(self, turns: Iterable[Turn]) -> Iterator[Turn]:
        """Yield the turns; one that began inside what is covered begins after it."""
        least = 0
        for turn in turns:
            label = self.shift.span(turn.label_start, turn.label_end)
            body = self.shift.span(turn.start, turn.end)
            edges = []
            for edge in (*label, *body):
                least = max(least, edge)
                edges.append(least)
            yield Turn(edges[0], edges[1], edges[2], edges[3], turn.speaker, turn.milliseconds)

    def _marks(self, marks: dict[str, list[list[int]]]) -> Value:
        """Return a source's marks: those that measure the head of a paragraph, measured anew."""
        lines = [0, *(line_end.end() for line_end in re.finditer("\n", self.before))]
        moved: dict[str, Value] = {}
        for kind, runs in marks.items():
            measured: list[Value] = []
            for first, *lengths in runs:
                run: list[Value] = [first]
                for line, length in zip(lines[first:], lengths, strict=False):
                    run.append(
                        self.shift.end(line + length) - self.shift.start(line)
                        if kind in _LENGTHS
                        else length
                    )
                measured.append(run)
            moved[kind] = measured
        return moved


def substitution(side: Side, people: ForgottenPeople) -> Substitution:
    """Return what becomes of a project that shows what it holds under the covers of its side.

    Raises LookupError when the project lacks a text that one of its versions has.
    """
    substituted = Substitution(people)
    for body, after in side.covers.items():
        before = side.trace(body).covers
        if (place := body_place(body)) and before != after:
            substituted.strings.setdefault(place[0], {})[place[1]] = (before, after)
    connection, version = side.connection, state["version"]
    removed: dict[str, tuple[str, Covers]] = {}
    for row in connection.execute(sa.select(version.c.id, version.c.transcript, version.c.text)):
        after = side.covers.get(row.text, ())
        if after:
            substituted.nameless.add(row.id)
        covers = lacking(side.trace(row.text).covers, after)
        if not covers or row.transcript in people.transcripts:
            continue
        words = connection.scalar(sa.select(text.c.text).where(text.c.hash == row.text))
        if words is None:
            raise LookupError(f"the text {row.text} is not there")
        substituted.texts[row.text] = covered(words, covers)
        substituted.reworded[row.id] = _Reworded(
            words, substituted.texts[row.text], to_shown(covers)
        )
        substituted.transcripts.add(row.transcript)
        if any(cover.gone for cover in covers):
            gone = (cover for cover in after if cover.gone)
            removed[row.id] = (words, (*as_shown(side.trace(row.text).covers, gone),))
    if substituted.reworded:
        substituted.anchored = _anchored(connection)
    newly = people.speakers.keys() - forgotten_speakers(side.traces).keys()
    substituted.gone = dependents(connection, people.transcripts, people.gone, removed, newly)
    substituted.gone |= _remembered(connection, substituted.strings)
    return substituted


def _remembered(
    connection: sa.Connection, strings: Mapping[str, Mapping[BodyPlace, tuple[Covers, Covers]]]
) -> set[Record]:
    """Return the remembered choices whose keys lose words: their ids are made of these words."""
    ids = [
        record
        for record, places in strings.items()
        if any(place.field == "key" for place in places)
    ]
    rows = sa.select(change.c.record).where(change.c.kind == "setting", change.c.id.in_(ids))
    return {("setting", record) for record in connection.scalars(rows)}


def substitute(connection: sa.Connection, change_of: Substitution) -> int:
    """Rewrite the project in place; return how many changes read otherwise or are gone.

    The connection holds the write lock. What the records make of it is folded anew.
    """
    called = dict.fromkeys(_called(connection, change_of), GONE)
    rows = connection.execute(
        sa.select(change.c.id, change.c.kind, change.c.record, change.c.field, change.c.value)
    )
    updates, deletions = [], []
    touched: dict[Record, None] = {}
    for row in rows.mappings():
        value = change_of.value(row)
        if value is None:
            deletions.append({"one": row["id"]})
        elif value != row["value"]:
            updates.append({"one": row["id"], "new": value})
            touched[row["kind"], row["record"]] = None
    this = change.c.id == sa.bindparam("one")
    if updates:
        connection.execute(sa.update(change).where(this).values(value=sa.bindparam("new")), updates)
    if deletions:
        connection.execute(sa.delete(change).where(this), deletions)
    for digest, words in change_of.texts.items():
        connection.execute(sa.update(text).where(text.c.hash == digest).values(text=words))
    gone_texts = _unused(connection, change_of)
    without_in_log(connection, called)
    without_in_drafts(connection, called)
    follow(connection, change_of.target_now)
    drop_bookmarks(connection)
    journal.refold(connection, [*sorted(change_of.gone), *touched])
    keep_needed(connection)
    for digest in gone_texts:
        connection.execute(sa.delete(text).where(text.c.hash == digest))
    for kind, record in change_of.gone:
        if kind == "transcript":
            placements.drop_transcript(connection, record)
    placements.derive_anew(connection, change_of.transcripts)
    return len(updates) + len(deletions)


def _unused(connection: sa.Connection, change_of: Substitution) -> list[str]:
    """Return the texts that only versions have that are gone."""
    version = state["version"]
    rows = connection.execute(sa.select(version.c.id, version.c.text)).all()
    needed = {row.text for row in rows if ("version", row.id) not in change_of.gone}
    return [row.text for row in rows if row.text is not None and row.text not in needed]


def _called(connection: sa.Connection, change_of: Substitution) -> set[str]:
    """Return what interviews and people that are gone were ever called, and nobody else was.

    So is the label of somebody whose words are forgotten in an interview that stays.
    """
    called: dict[bool, set[str]] = {True: set(), False: set()}
    fields = {BIRTH, *(name for names in _NAMES.values() for name in names)}
    rows = sa.select(change).where(change.c.kind.in_(_NAMES), change.c.field.in_(fields))
    for row in connection.execute(rows):
        covers = change_of.strings.get(row.id, {})
        is_gone = (row.kind, row.record) in change_of.gone
        for name in _NAMES[row.kind]:
            value = journal.value_of(row, name)
            if isinstance(value, str) and any(map(str.isalnum, value)):
                _, after = covers.get(BodyPlace(name, 0), ((), ()))
                called[is_gone or any(cover.gone for cover in after)].add(value)
    return called[True] - called[False]


def _covered(
    places: Mapping[BodyPlace, tuple[Covers, Covers]], fields: Mapping[str, Value]
) -> dict[str, Value]:
    """Return the fields some of whose words are withdrawn, without them."""
    reworded = {}
    for name in {place.field for place in places} & fields.keys():
        numbered = (BodyPlace(name, number) for number in itertools.count())
        reworded[name] = with_strings(
            fields[name],
            (
                covered(words, lacking(*places.get(place, ((), ()))))
                for place, words in zip(numbered, strings_of(fields[name]), strict=False)
            ),
        )
    return reworded


def _anchored(connection: sa.Connection) -> dict[str, str]:
    """Return coding, assignment -> the version in which its offsets are."""
    coding, assignment, version = state["coding"], state["assignment"], state["version"]
    versions = {
        row.id: row.version for row in connection.execute(sa.select(coding.c.id, coding.c.version))
    }
    first = {
        row.transcript: row.id
        for row in connection.execute(sa.select(version))
        if transcript_id(row.text) == row.transcript
    }
    for row in connection.execute(sa.select(assignment)):
        versions[row.id] = row.read_version or first.get(row.transcript, "")
    return versions


def _passage(target: Value | None) -> tuple[str, Span] | None:
    """Return the version and the offsets a memo's target names, None where it is no passage."""
    if not isinstance(target, str) or ":" not in target:
        return None
    try:
        return target_passage(target)
    except ValueError:
        return None
