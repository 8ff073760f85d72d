"""Where passages of earlier versions of a text lie in the current one: a cache, never a change.

A row of the table `placement` stands for a live coding, passage memo or read-to mark whose anchor
is in another version than its transcript's current one, or that a person has placed in the current
one: its place there. A memo on a coding that has been removed is one on the passage that the coding
had. A row of the kind `transcript` stands for a transcript that has had another text, or in which
somebody has moved a coding; its `version` is the one for which all placements are there, or empty
where they have to be derived.

The journal tells what it writes (`note_written`, `note_cleared`). So a placement that is there is
right, and which transcripts may lack some is known without a search. What derives them is
`kodeverk.service.derived_placements`; a release in which it gives other places empties the table
in a migration, but for the transcripts, whose `version` it empties.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.model.identity import transcript_id
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import ON_WORDS, PASSAGE_SIGN, target_passage
from kodeverk.model.text import Span
from kodeverk.store.batches import batches
from kodeverk.store.column_types import IdAsText, TextAsId, begins_with
from kodeverk.store.schema import placement, state, text

_PLACED = tuple(kind for kind, about in KINDS.items() if about.placed)
_DECIDED = tuple(kind for kind, about in KINDS.items() if about.is_decided)
"""What people may say the place of."""


_TRANSCRIPT = "transcript"
_ID_LENGTH = 36
_AFTER_PASSAGE_SIGN = chr(ord(PASSAGE_SIGN) + 1)

# Made once: every write asks for them, and to build a statement takes longer than to run it.
_REPLACED = sa.select(placement.c.record).where(placement.c.kind == _TRANSCRIPT)
_LACKING = _REPLACED.where(placement.c.version.is_(None))
_AMONG = _REPLACED.where(placement.c.record.in_(sa.bindparam("some", expanding=True)))


class Anchor(NamedTuple):
    """A record whose anchor `[start, end)` is not where it lies in the current version.

    A read-to mark is a point: `start` equals `end`. `decision` is what a person decided about the
    place (the field `placed`), if anything.
    """

    kind: str
    record: str
    version: str
    start: int
    end: int
    decision: Mapping[str, Any] | None = None


class Placement(NamedTuple):
    """Where a record lies in the version `version`; without `start` and `end` nowhere.

    `confidence` says from 0 to 1 how sure that is: what is nowhere has 0 when its words are gone,
    and 1 when a person has set it aside.
    """

    kind: str
    record: str
    version: str
    start: int | None
    end: int | None
    confidence: float


def note_written(
    connection: sa.Connection, kind: str, columns: Mapping[str, Sequence[Any]]
) -> None:
    """Note what state rows of a kind, just written, make of the placements of their transcripts.

    They are given as what they have in each column.
    """
    if kind == "version":
        # A transcript has its id from its first text: what has another text replaces that.
        texts_of = zip(columns["transcript"], columns["text"], strict=True)
        incomplete = {owner for owner, digest in texts_of if transcript_id(digest) != owner}
        _tell(connection, incomplete, None)
    elif kind == "transcript":
        ids = {*columns["id"]}
        _tell(connection, _known(connection, ids) | _with_moved(connection, ids), None)
    elif kind in _PLACED:
        anchored = _anchored(connection, kind, columns)
        known = _known(connection, anchored.keys())
        current = {transcript: current_version(connection, transcript) for transcript in known}
        incomplete = {
            transcript for transcript in known if anchored[transcript] != {current[transcript]}
        }
        _tell(connection, incomplete | _moved(kind, columns), None)


def note_cleared(connection: sa.Connection, kind: str, records: Sequence[str]) -> None:
    """Forget the placements of records of a kind that are about to be written anew, or to go."""
    if kind in _PLACED:
        connection.execute(
            sa.delete(placement).where(placement.c.kind == kind, placement.c.record.in_(records))
        )
    if kind == "coding":
        memo = state["memo"]
        on_them = sa.select(memo.c.id).where(memo.c.target.in_(records))
        connection.execute(
            sa.delete(placement).where(placement.c.kind == "memo", placement.c.record.in_(on_them))
        )


def incomplete(connection: sa.Connection) -> list[str]:
    """Return the transcripts that may lack placements."""
    return sorted(connection.scalars(_LACKING))


def replaced_transcripts(connection: sa.Connection) -> list[str]:
    """Return the transcripts that have had several texts."""
    return sorted(connection.scalars(_REPLACED))


def current_version(connection: sa.Connection, transcript: str) -> str | None:
    """Return the id of a transcript's current version; None when there is no such transcript."""
    table = state["transcript"]
    version: str | None = connection.scalar(
        sa.select(table.c.version).where(table.c.id == transcript)
    )
    return version


def anchors(connection: sa.Connection, transcript: str, current: str) -> list[Anchor]:
    """Return the anchors in other versions of a transcript than in the one that is `current`.

    Those in that version are among them where a person has placed the record elsewhere in it.
    """
    rows_of = _rows_of(transcript)
    table = state["coding"]
    in_other = rows_of["coding"].where(
        sa.or_(table.c.version != current, table.c.placed.is_not(None))
    )
    anchors = [
        Anchor("coding", row.id, row.version, row.start, row.end, _decoded(row.placed))
        for row in connection.execute(in_other)
    ]
    for row in connection.execute(rows_of["memo"]):
        version, (start, end) = row.version, (row.start, row.end)
        if version is None:
            version, (start, end) = target_passage(row.target)
        decision = _decoded(row.placed) or _decoded(row.of_coding)
        anchors.append(Anchor("memo", row.id, version, start, end, decision))
    for row in connection.execute(rows_of["assignment"]):
        # A project of before versions did not say it: then it was read in the first one.
        version = row.read_version or _first_version(connection, transcript) or current
        anchors.append(Anchor("assignment", row.id, version, row.read_to, row.read_to))
    return [anchor for anchor in anchors if anchor.version != current or _is_in(anchor, current)]


def _is_in(anchor: Anchor, version: str) -> bool:
    """Tell whether a person has placed a record in this version of the text."""
    return anchor.decision is not None and anchor.decision.get("version") == version


def kept(connection: sa.Connection, transcript: str) -> dict[tuple[str, str], Placement]:
    """Return (kind, record) -> placement of all that belongs to a transcript, in any version."""
    kept: dict[tuple[str, str], Placement] = {}
    for kind, rows in _rows_of(transcript).items():
        ids = rows.with_only_columns(state[kind].c.id)
        chosen = sa.select(placement).where(placement.c.kind == kind, placement.c.record.in_(ids))
        kept |= {(kind, row.record): Placement._make(row) for row in connection.execute(chosen)}
    return kept


def coding_place(connection: sa.Connection, coding: str) -> tuple[str, Span] | None:
    """Return the version and the passage a live coding has now; None where it has none."""
    table = state["coding"]
    columns = (placed_column("coding", name) for name in ("version", "start", "end"))
    row = connection.execute(
        sa.select(*columns)
        .select_from(with_placement("coding"))
        .where(table.c.id == coding, table.c.live)
    ).first()
    return None if row is None or row[1] is None else (row[0], Span(row[1], row[2]))


def waiting_by_transcript(connection: sa.Connection, sure: float) -> dict[str, int]:
    """Return transcript -> how many codings and memos lie in it with a confidence below `sure`."""
    coding, memo, version = state["coding"], state["memo"], state["version"]
    on = version.c.id == TextAsId(sa.func.substr(memo.c.target, 1, _ID_LENGTH))
    of_memo = sa.func.coalesce(version.c.transcript, coding.c.transcript)
    on_something = with_coding(with_placement("memo")).outerjoin(version, on)
    counts: Counter[str] = Counter()
    for kind, transcript, source in (
        ("coding", coding.c.transcript, with_placement("coding")),
        ("memo", of_memo, on_something),
    ):
        chosen = sa.select(transcript, sa.func.count()).select_from(source)
        doubtful = sa.and_(placement.c.confidence < sure, state[kind].c.live)
        counts.update(dict(connection.execute(chosen.where(doubtful).group_by(transcript)).all()))
    return dict(counts)


def unsure_memos(connection: sa.Connection, sure: float) -> set[str]:
    """Return the memos that lie in a text with a confidence below `sure`, or no longer in it."""
    chosen = sa.select(placement.c.record).where(
        placement.c.kind == "memo",
        sa.or_(placement.c.confidence < sure, placement.c.start.is_(None)),
    )
    return set(connection.scalars(chosen))


def beginning(connection: sa.Connection, identity: str) -> list[Placement]:
    """Return the placements of codings and memos whose id is `identity` or begins so."""
    chosen = sa.select(placement).where(
        placement.c.kind.in_(_DECIDED), begins_with(placement.c.record, identity)
    )
    return [Placement._make(row) for row in connection.execute(chosen)]


def keep_placements(
    connection: sa.Connection,
    transcript: str,
    current: str,
    gone: Sequence[Placement],
    new: Sequence[Placement],
) -> None:
    """Make a transcript's placements complete for its version `current`: some go, new ones come."""
    for kind in _PLACED:
        note_cleared(connection, kind, [place.record for place in gone if place.kind == kind])
    if new:
        connection.execute(sa.insert(placement), [fresh._asdict() for fresh in new])
    _tell(connection, [transcript], current)


def derive_anew(connection: sa.Connection, transcripts: Collection[str]) -> None:
    """Let the placements in these transcripts be derived anew when they are next needed."""
    for transcript in transcripts:
        for place in kept(connection, transcript).values():
            note_cleared(connection, place.kind, [place.record])
    _tell(connection, _known(connection, transcripts), None)


def drop_transcript(connection: sa.Connection, transcript: str) -> None:
    """Know no longer that this transcript has had another text: it is not in the project."""
    connection.execute(sa.delete(placement).where(*_is(transcript)))


def keep_in_memory(connection: sa.Connection) -> None:
    """Let placements be written on a connection to a file that cannot be.

    A temporary table of SQLite goes before the file's table of the same name; it is gone when the
    transaction is rolled back.
    """
    connection.exec_driver_sql("CREATE TEMP TABLE placement AS SELECT * FROM main.placement")


def texts(connection: sa.Connection, versions: Collection[str]) -> dict[str, str]:
    """Return version -> its text, also of versions that were taken back."""
    table = state["version"]
    rows = connection.execute(
        sa.select(table.c.id, text.c.text)
        .join(text, text.c.hash == table.c.text)
        .where(table.c.id.in_(list(versions)))
    )
    return {row.id: row.text for row in rows}


def placed_column(kind: str, field: str) -> sa.ColumnElement[Any]:
    """Return a column of records of a kind in the current version: `version`, `start` or `end`.

    It belongs into a select from `with_placement`; a record that is nowhere has neither
    start nor end.
    """
    table = state[kind]
    return sa.case((placement.c.record.is_(None), table.c[field]), else_=placement.c[field])


def with_placement(kind: str) -> sa.Join:
    """Return the table of a kind, each record beside its placement if it has one."""
    table = state[kind]
    on = sa.and_(placement.c.kind == kind, placement.c.record == table.c.id)
    return table.outerjoin(placement, on)


def with_coding(memos: sa.FromClause) -> sa.Join:
    """Return memos, each beside the coding it was written on, live or removed, if it was on one."""
    memo, coding = state["memo"], state["coding"]
    on = sa.and_(memo.c.target_kind == "coding", coding.c.id == TextAsId(memo.c.target))
    return memos.outerjoin(coding, on)


def is_on_passage(memo: sa.FromClause, version: sa.FromClause) -> sa.ColumnElement[bool]:
    """Return what is true of memos on passages of versions, so that an index finds the memos."""
    target, of = memo.c.target, IdAsText(version.c.id)
    return sa.and_(target >= of + PASSAGE_SIGN, target < of + _AFTER_PASSAGE_SIGN)


def memos_within(transcript: str) -> sa.CompoundSelect[tuple[str]]:
    """Return what selects the ids of memos on passages of any version of a transcript, or on
    codings in it, live or removed."""
    memo, version, coding = state["memo"], state["version"], state["coding"]
    on_passages = sa.select(memo.c.id).join(version, is_on_passage(memo, version))
    on_codings = sa.select(memo.c.id).join(coding, memo.c.target == IdAsText(coding.c.id))
    return sa.union_all(
        on_passages.where(version.c.transcript == transcript),
        on_codings.where(coding.c.transcript == transcript),
    )


def _rows_of(transcript: str) -> dict[str, sa.Select[Any]]:
    """Return what finds a transcript's live codings, its memos on passages, its read-to marks."""
    coding, memo, mark = state["coding"], state["memo"], state["assignment"]
    memos = sa.select(
        memo.c.id,
        memo.c.target,
        memo.c.placed,
        coding.c.version,
        coding.c.start,
        coding.c.end,
        coding.c.placed.label("of_coding"),
    )
    return {
        "coding": sa.select(
            coding.c.id, coding.c.version, coding.c.start, coding.c.end, coding.c.placed
        ).where(coding.c.transcript == transcript, coding.c.live),
        "memo": memos.select_from(with_coding(memo)).where(
            memo.c.live,
            memo.c.id.in_(memos_within(transcript)),
            sa.or_(memo.c.target_kind.in_(ON_WORDS), sa.not_(coding.c.live)),
        ),
        "assignment": sa.select(mark.c.id, mark.c.read_version, mark.c.read_to).where(
            mark.c.transcript == transcript, mark.c.live, mark.c.read_to > 0
        ),
    }


def _moved(kind: str, columns: Mapping[str, Sequence[Any]]) -> set[str]:
    """Return the transcripts of codings among the written rows that a person has placed."""
    if kind != "coding":
        return set()
    placed = zip(columns["transcript"], columns["placed"], strict=True)
    return {transcript for transcript, place in placed if place is not None}


def _with_moved(connection: sa.Connection, transcripts: Collection[str]) -> set[str]:
    """Return those of the transcripts in which a person has placed a coding."""
    table = state["coding"]
    chosen = sa.select(table.c.transcript).distinct().where(table.c.placed.is_not(None))
    moved: set[str] = set()
    for batch in batches(transcripts):
        moved.update(connection.scalars(chosen.where(table.c.transcript.in_(batch))))
    return moved


def _anchored(
    connection: sa.Connection, kind: str, columns: Mapping[str, Sequence[Any]]
) -> dict[str, set[str | None]]:
    """Return transcript -> the versions in which the rows that have been written are anchored."""
    pairs: set[tuple[str, str | None]] = set()
    if kind == "coding":
        # Also of those removed: a memo on one has its place.
        pairs = {*zip(columns["transcript"], columns["version"], strict=True)}
    elif kind == "assignment":
        names = ("transcript", "read_version", "read_to")
        marks = zip(*(columns[name] for name in names), strict=True)
        pairs = {(transcript, version) for transcript, version, read_to in marks if read_to}
    else:
        targets = {*zip(columns["target_kind"], columns["target"], strict=True)}
        # Cut and not read: what merges bring is looked at when it has been folded.
        versions = {str(target)[:_ID_LENGTH] for what, target in targets if what in ON_WORDS}
        table, coding = state["version"], state["coding"]
        for batch in batches(versions):
            chosen = sa.select(table.c.transcript, table.c.id).where(table.c.id.in_(batch))
            pairs.update((row.transcript, row.id) for row in connection.execute(chosen))
        for batch in batches(target for what, target in targets if what == "coding"):
            on = sa.select(coding.c.transcript, coding.c.version).where(coding.c.id.in_(batch))
            removed = connection.execute(on.where(sa.not_(coding.c.live)))
            pairs.update((row.transcript, row.version) for row in removed)
    anchored: dict[str, set[str | None]] = {}
    for transcript, version in pairs:
        anchored.setdefault(transcript, set()).add(version)
    return anchored


def _first_version(connection: sa.Connection, transcript: str) -> str | None:
    table = state["version"]
    rows = connection.execute(
        sa.select(table.c.id, table.c.text).where(table.c.transcript == transcript)
    )
    return next((row.id for row in rows if transcript_id(row.text) == transcript), None)


def _is(transcript: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (placement.c.kind == _TRANSCRIPT, placement.c.record == transcript)


def _known(connection: sa.Connection, transcripts: Collection[str]) -> set[str]:
    """Return those of the transcripts that are known to have had another text."""
    known: set[str] = set()
    for batch in batches(transcripts):
        known.update(connection.scalars(_AMONG, {"some": batch}))
    return known


def _tell(connection: sa.Connection, transcripts: Collection[str], version: str | None) -> None:
    """Say for which version the placements in these transcripts are complete; None: for none."""
    for transcript in transcripts:
        connection.execute(sa.delete(placement).where(*_is(transcript)))
        row = {"kind": _TRANSCRIPT, "record": transcript, "version": version, "confidence": 1.0}
        connection.execute(sa.insert(placement), row)


def _decoded(stored: str | None) -> Mapping[str, Any] | None:
    decision = None if stored is None else json.loads(stored)
    return decision if isinstance(decision, dict) else None
