"""The same answer as `frequencies`, in plain sqlite3 and the standard library, run beside it.

It reads the project's own tables but uses none of the program's code: one pass over all codings in
the order of code and transcript; passages joined, words counted by slicing; by code, municipality
and role and for all informants. It knows no scope, basis, interpreters, facets or reasons.
"""

import json
import sqlite3
from bisect import bisect_right
from itertools import groupby
from operator import itemgetter
from uuid import UUID


def all_measures(database: sqlite3.Connection) -> dict[tuple[str, str, str], list[int]]:
    """Return (code, place, role) -> codings, passages, turns, transcripts, speakers, words."""
    roles = {
        str(UUID(bytes=speaker)): role
        for speaker, role in database.execute("SELECT id, role FROM speaker")
    }
    texts, turns, places = {}, {}, {}
    for transcript, place, packed, text in database.execute(
        "SELECT t.id, t.municipality, v.turns, x.text FROM transcript t "
        "JOIN version v ON v.id = t.version JOIN text x ON x.hash = v.text"
    ):
        value = json.loads(packed)
        spans = [(s[2], s[3], value["speakers"][s[4]]) for s in value["spans"]]
        texts[transcript], places[transcript] = text, place
        turns[transcript] = ([start for start, _, _ in spans], spans)
    table: dict[tuple[str, str, str], list[int]] = {}
    persons: dict[tuple[str, str, str], set[str]] = {}
    rows = database.execute(
        'SELECT code, transcript, start, "end" FROM coding WHERE live '
        "ORDER BY code, transcript, start"
    )
    for (code, transcript), group in groupby(rows, key=itemgetter(0, 1)):
        starts, spans = turns[transcript]
        text = texts[transcript]
        last: dict[str, int] = {}
        seen: set[tuple[str, int]] = set()
        reached = 0
        for _, _, start, end in group:
            first = max(0, bisect_right(starts, start) - 1)
            touched: set[str] = set()
            while first < len(spans) and spans[first][0] < end:
                begin, until, speaker = spans[first]
                first += 1
                if until <= start:
                    continue
                role = roles[speaker]
                fresh = text[max(begin, start, reached) : min(until, end)].split()
                for kind in (role,) if role == "interviewer" else (role, "all"):
                    key = (code, places[transcript], kind)
                    cell = table.setdefault(key, [0] * 6)
                    cell[5] += len(fresh)
                    persons.setdefault(key, set()).add(speaker)
                    if (kind, begin) not in seen:
                        seen.add((kind, begin))
                        cell[2] += 1
                    if kind not in touched:
                        touched.add(kind)
                        cell[0] += 1
                        cell[1] += start >= last.get(kind, -1)
                        cell[3] += kind not in last
                        last[kind] = max(end, last.get(kind, -1))
            reached = max(reached, end)
    for key, found in persons.items():
        table[key][4] = len(found)
    return table
