"""The same answers as the program's, in plain sqlite3 and the standard library, run beside them.

They read the project's own tables but use none of the program's code. They know no scope, basis,
interpreters, facets or reasons.
"""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID


def all_measures(database: sqlite3.Connection) -> dict[tuple[str, str, str], list[int]]:
    """Return (code, place, role) -> codings, passages, turns, transcripts, speakers, words.

    One pass over all codings in the order of code and transcript; passages joined, words counted by
    slicing; by code, municipality and role and for all informants.
    """
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


def meetings(  # noqa: C901 - one pass, as somebody would write it once
    database: sqlite3.Connection,
) -> dict[tuple[str, str], list[int]]:
    """Return (code, code) -> meetings on the same words, passages of each in one, transcripts.

    One pass over all codings in the order of transcript and coder: those that touch an informant's
    turn are joined into passages, and passages that share a character met in order of start.
    """
    roles = {
        str(UUID(bytes=speaker)): role
        for speaker, role in database.execute("SELECT id, role FROM speaker")
    }
    spoken = {}
    for transcript, packed in database.execute(
        "SELECT t.id, v.turns FROM transcript t JOIN version v ON v.id = t.version"
    ):
        value = json.loads(packed)
        own = [
            (s[2], s[3])
            for s in value["spans"]
            if roles[value["speakers"][s[4]]] not in ("interviewer", "interpreter")
        ]
        spoken[transcript] = ([start for start, _ in own], [end for _, end in own])
    table: dict[tuple[str, str], list[int]] = {}
    among: dict[tuple[str, str], set[str]] = {}
    rows = database.execute(
        'SELECT transcript, coder, code, start, "end" FROM coding WHERE live '
        "ORDER BY transcript, coder, code, start"
    )
    for (transcript, _), group in groupby(rows, key=itemgetter(0, 1)):
        starts, ends = spoken[transcript]
        passages: list[list[Any]] = []
        for _, _, code, start, end in group:
            if bisect_right(ends, start) >= bisect_left(starts, end):
                continue
            if passages and passages[-1][2] == code and start < passages[-1][1]:
                passages[-1][1] = max(end, passages[-1][1])
            else:
                passages.append([start, end, code, len(passages)])
        passages.sort()
        seen: set[tuple[int, str]] = set()
        open_ones: list[list[Any]] = []
        for passage in passages:
            start, _, code, number = passage
            open_ones = [one for one in open_ones if one[1] > start]
            for _, _, other, other_number in open_ones:
                if other == code:
                    continue
                key = (code, other) if code < other else (other, code)
                cell = table.setdefault(key, [0, 0, 0, 0])
                cell[0] += 1
                among.setdefault(key, set()).add(transcript)
                for one, with_code, place in (
                    (number, other, 1 + (code != key[0])),
                    (other_number, code, 1 + (other != key[0])),
                ):
                    if (one, with_code) not in seen:
                        seen.add((one, with_code))
                        cell[place] += 1
            open_ones.append(passage)
    for key, found in among.items():
        table[key][3] = len(found)
    return table
