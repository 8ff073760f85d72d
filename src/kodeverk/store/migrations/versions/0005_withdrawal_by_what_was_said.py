"""Withdrawals are kept as what people said, with numbers where words were.

What is out stays out. Of words withdrawn before, it is not known where one ends and the next
begins: each stretch is one piece, and its mark gets the signs between its words from a copy that
still has them. All of it follows from the marks alone, so that copies that are brought up to date
apart agree.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

from kodeverk.model.change import Value, canonical
from kodeverk.model.identity import derived_id

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_withdrawal = sa.table("withdrawal", *map(sa.column, ("id", "kind", "target", "value")))
_trace = sa.table("trace", *map(sa.column, ("body", "pieces", "covers", "reads")))
_local = sa.table("local", *map(sa.column, ("key", "value")))
_change = sa.table("change", *map(sa.column, ("id", "kind", "record", "field", "value")))
_version = sa.table(
    "version", *map(sa.column, ("id", "transcript", "text", *("source_file", "sha256")))
)
_OF_FILE = ("source_file", "sha256")
_DIGEST = "withdrawn:"


class _Cover(NamedTuple):
    start: int
    end: int
    shows: str
    clock: int
    gone: bool


def upgrade() -> None:
    """Make the table of traces, and write the marks of before anew."""
    op.create_table(
        "trace",
        sa.Column("body", TEXT, nullable=False),
        sa.Column("pieces", TEXT, nullable=False),
        sa.Column("covers", TEXT, nullable=False),
        sa.Column("reads", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("body"),
        comment="Where withdrawn words stood, as numbers, and what shows instead of them",
    )
    connection = op.get_bind()
    old = connection.execute(sa.select(_withdrawal)).all()
    if old:
        _anew(connection, [(row.kind, row.target, json.loads(row.value)) for row in old])


class _Old(NamedTuple):
    """The marks of before: by body what is covered, with where the words came from, and named."""

    edits: dict[str, list[tuple[_Cover, Any]]]
    names: dict[str, list[_Cover]]
    gone_texts: set[str]
    silent: set[str]
    """Changes that gave the label of a speaker who is forgotten."""


def _read(marks: Iterable[tuple[str, str, Any]]) -> _Old:
    old = _Old({}, {}, set(), set())
    for kind, target, said in marks:
        if kind == "text" and "edits" not in said:
            old.gone_texts.add(target)
        if kind not in {"text", "change"}:
            continue
        then = (said.get("clock", 0), bool(said.get("gone")))
        for *place, start, end, shows, source in said.get("edits", ()):
            cover = _Cover(start, end, shows, *then)
            old.edits.setdefault(_body(target, place), []).append((cover, source))
            if then[1] and place and place[0] == "label":
                old.silent.add(target)
        for *place, start, end, shows in said.get("names", ()):
            cover = _Cover(start, end, shows, *then)
            old.names.setdefault(_body(target, place), []).append(cover)
    return old


def _anew(connection: sa.Connection, marks: list[tuple[str, str, Any]]) -> None:
    old = _read(marks)
    digests = {
        row.key.removeprefix(_DIGEST): row.value
        for row in connection.execute(sa.select(_local))
        if row.key.startswith(_DIGEST)
    }
    owners: dict[str, set[str]] = {}
    for row in connection.execute(sa.select(_version.c.text, _version.c.transcript)):
        owners.setdefault(row.text, set()).add(row.transcript)
    connection.execute(sa.delete(_withdrawal).where(_withdrawal.c.kind.in_(("text", "change"))))
    connection.execute(sa.delete(_local).where(_local.c.key.startswith(_DIGEST, autoescape=True)))
    for body in sorted(old.edits.keys() | old.names.keys()):
        covers = _united(_as_named(old.edits.get(body, ()), old.names))
        said_of = {(one.start, one.end): (one, False) for one in covers if not one.gone}
        for name in sorted(old.names.get(body, ())):
            span = (name.start, name.end)
            said_of[span] = (said_of.get(span, (name, True))[0], True)
        pieces: list[list[Any]] = [[one.start, one.end, None] for one in covers if one.gone]
        sources = {(one.start, one.end): it for one, it in old.edits.get(body, ()) if it}
        for span, (one, strings) in said_of.items():
            place = sources.get(span) or (body, *span)
            pieces.append([*span, int(derived_id("class", *place).replace("-", "")[:12], 16)])
            _keep_mark(connection, body, one, sorted(owners.get(body, ())), strings=strings)
        shown = [[one.start, one.end, one.shows, one.gone] for one in covers]
        _keep_trace(connection, body, pieces, shown, digests.get(body))
    for body in sorted(old.gone_texts - old.edits.keys() - old.names.keys()):
        _keep_trace(connection, body)
    speakers = sa.select(_change.c.record).where(_change.c.id.in_(sorted(old.silent)))
    for speaker in connection.scalars(speakers.distinct()).all():
        _keep_trace(connection, f"speaker/{speaker}")
    _forget_files(connection, digests.keys())


def _keep_mark(
    connection: sa.Connection, body: str, cover: _Cover, owners: list[str], *, strings: bool
) -> None:
    said: dict[str, Value] = {
        "start": cover.start,
        "end": cover.end,
        "shows": cover.shows,
        "clock": cover.clock,
        "root": cover.clock,
        "of": [*owners],
        "strings": strings,
        "signs": None,
        "genitive": True,
    }
    value = canonical(said)
    identity = derived_id("withdrawal", "words", body, value)
    row = {"id": identity, "kind": "words", "target": body, "value": value}
    connection.execute(sa.insert(_withdrawal), row)


def _keep_trace(
    connection: sa.Connection,
    body: str,
    pieces: Iterable[list[Any]] = (),
    covers: Iterable[list[Any]] = (),
    reads: str | None = None,
) -> None:
    row = {"pieces": canonical([*pieces]), "covers": canonical([*covers])}
    connection.execute(sa.insert(_trace), {"body": body, "reads": reads, **row})


def _body(target: str, place: list[Any]) -> str:
    return "/".join(map(str, (target, *place)))


def _as_named(
    edits: Iterable[tuple[_Cover, Any]], names: dict[str, list[_Cover]]
) -> Iterator[_Cover]:
    """Yield what is covered, each as what was said last where its words come from."""
    for cover, source in edits:
        shows = cover
        if source is not None:
            text, start, end = source
            for name in names.get(text, ()):
                if name.start <= start and end <= name.end and name.clock > shows.clock:
                    shows = shows._replace(shows=name.shows, clock=name.clock)
        yield shows


def _united(covers: Iterable[_Cover]) -> list[_Cover]:
    joined: list[_Cover] = []
    for cover in sorted(covers):
        if joined and cover.start < joined[-1].end:
            last = joined[-1]
            wins = max(last, cover, key=lambda one: (one.gone, one.clock, one.shows))
            joined[-1] = wins._replace(start=last.start, end=max(last.end, cover.end))
        else:
            joined.append(cover)
    return joined


def _forget_files(connection: sa.Connection, texts: Iterable[str]) -> None:
    """Let versions of withdrawn texts no longer say which file they are from."""
    withdrawn = set(texts)
    rows = connection.execute(sa.select(_version.c.id, _version.c.text)).all()
    versions = sorted(row.id for row in rows if row.text in withdrawn)
    for one in versions:
        chosen = sa.select(_change).where(_change.c.record == one)
        for row in connection.execute(chosen).all():
            value = json.loads(row.value)
            if row.field == "*":
                value |= {name: "" for name in _OF_FILE if value.get(name)}
            elif row.field in _OF_FILE:
                value = value and ""
            connection.execute(
                sa.update(_change).where(_change.c.id == row.id).values(value=canonical(value))
            )
        for name in _OF_FILE:
            column = _version.c[name]
            connection.execute(
                sa.update(_version)
                .where(_version.c.id == one, column.is_not(None), column != "")
                .values({name: ""})
            )
