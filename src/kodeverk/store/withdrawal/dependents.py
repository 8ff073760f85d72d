"""Which records belong to an interview or a person, and go with them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from kodeverk.model.kinds import KINDS, fields_where
from kodeverk.model.mask import Cover
from kodeverk.model.records import ON_WORDS, target_passage
from kodeverk.model.text import folded_label
from kodeverk.store import journal
from kodeverk.store.schema import change, state
from kodeverk.store.standing import JOINING
from kodeverk.store.withdrawal.people import said_of_speakers

Record = tuple[str, str]
"""A kind and the id of one of that kind."""

_OF_A_TRANSCRIPT = (*fields_where(lambda field: field.belongs and field.refers == "transcript"),)

_JOINED = "import.join"
"""How the key of a remembered choice begins whose value is a label too."""


def dependents(
    connection: sa.Connection,
    transcripts: Collection[str],
    informants: Collection[str],
    gone_words: Mapping[str, tuple[str, Sequence[Cover]]],
    speakers: Collection[str] = (),
) -> set[Record]:
    """Return every record that goes with forgotten transcripts, informants and words.

    `speakers` are forgotten people in interviews of others, whoever knows which informant they are.
    `gone_words` maps a version to its text and to what of it is forgotten, in its offsets: codings
    of nothing else go, and memos on such codings and passages. Removed records are among those
    returned. What is remembered of an interview for the next ones goes with it, and with the
    speaker for whose label it is.
    """
    if not (transcripts or informants or gone_words or speakers):
        return set()
    gone: set[Record] = set()
    for kind, forgotten in (("transcript", transcripts), ("informant", informants)):
        ids = connection.scalars(sa.select(state[kind].c.id))
        gone |= {(kind, record) for record in ids if record in forgotten}
    for kind in _OF_A_TRANSCRIPT:
        table = state[kind]
        rows = connection.execute(sa.select(table.c.id, table.c.transcript))
        gone |= {(kind, row.id) for row in rows if row.transcript in transcripts}
    gone |= _remembered(connection, informants, speakers)
    gone |= _of_gone_words(connection, gone_words)
    subjects = {record for kind, record in gone if KINDS[kind].forgettable}
    table = state["variable"]
    rows = connection.execute(sa.select(table.c.id, table.c.subject))
    gone |= {("variable", row.id) for row in rows if row.subject in subjects}
    table = state[JOINING]
    rows = connection.execute(sa.select(table.c.id, table.c.first, table.c.second))
    gone |= {(JOINING, row.id) for row in rows if {row.first, row.second} & {*transcripts}}
    return gone | _memos(connection, gone, gone_words)


def _remembered(
    connection: sa.Connection, informants: Collection[str], speakers: Collection[str]
) -> set[Record]:
    """Return what is remembered of interviews for the labels of forgotten people in them.

    It was remembered for the label they had then, whatever they are called now, as somebody typed
    it.
    """
    table = state["speaker"]
    theirs = {
        row.id: row.transcript
        for row in connection.execute(sa.select(table))
        if row.id in speakers or row.informant in informants
    }
    labels = {
        (theirs[speaker], folded_label(label))
        for _, speaker, label in said_of_speakers(connection, "label")
        if speaker in theirs
    }
    setting = state["setting"]
    whose = {row.id: row for row in connection.execute(sa.select(setting))}
    about: dict[str, set[tuple[str, str]]] = {}
    rows = connection.execute(sa.select(change).where(change.c.kind == "setting"))
    for row in rows:
        of = whose[row.record]
        what, _, label = str(of.key).partition(":")
        called = [label, str(journal.value_of(row, "value"))] if what == _JOINED else [label]
        theirs_too = {(of.transcript, folded_label(label)) for label in called}
        about.setdefault(row.record, set()).update(theirs_too)
    settings: set[str] = set()
    # A label that was joined to theirs is theirs too.
    while more := {setting for setting in about.keys() - settings if labels & about[setting]}:
        settings |= more
        labels = labels.union(*(about[setting] for setting in more))
    return {("setting", setting) for setting in settings}


def _of_gone_words(
    connection: sa.Connection, gone_words: Mapping[str, tuple[str, Sequence[Cover]]]
) -> set[Record]:
    table = state["coding"]
    rows = connection.execute(
        sa.select(table.c.id, table.c.version, table.c.start, table.c.end).where(
            table.c.version.in_(list(gone_words))
        )
    )
    return {
        ("coding", row.id)
        for row in rows
        if _nothing_left(*gone_words[row.version], row.start, row.end)
    }


def _nothing_left(text: str, covers: Sequence[Cover], start: int, end: int) -> bool:
    """Tell whether nothing but white space of `[start, end)` is left outside the covers."""
    left = []
    for cover in covers:
        if start < cover.start:
            left.append(text[start : min(end, cover.start)])
        start = max(start, cover.end)
    return not "".join([*left, text[start:end]]).strip()


def _memos(
    connection: sa.Connection,
    gone: Collection[Record],
    gone_words: Mapping[str, tuple[str, Sequence[Cover]]],
) -> set[Record]:
    """Return the memos on what is gone."""
    records = {record for _, record in gone}
    table = state["memo"]
    memos = set()
    rows: Sequence[Any] = connection.execute(
        sa.select(table.c.id, table.c.target_kind, table.c.target)
    ).all()
    for row in rows:
        on_gone = row.target in records
        if row.target_kind in ON_WORDS:
            version, span = target_passage(row.target)
            on_gone = version in records or (
                version in gone_words and _nothing_left(*gone_words[version], *span)
            )
        if on_gone:
            memos.add(("memo", row.id))
    return memos
