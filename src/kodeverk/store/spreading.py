"""From words that are withdrawn to everything else they have to be taken out of."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import BIRTH
from kodeverk.model.identity import transcript_id
from kodeverk.model.mask import Cover, beneath, covered, lacking, shown
from kodeverk.model.records import fields_where
from kodeverk.model.rewording import Edit, finder, reworded
from kodeverk.store.marks import Mark, Masks, Place, mark, packed, strings_of
from kodeverk.store.schema import change, state, step, text

FREE_TEXT = fields_where(lambda field: field.words == "withdrawn")
"""The fields that names are taken out of."""

Replacements = Mapping[str, str]
"""An original -> what comes instead."""


Source = tuple[str, int, int]
"""A text and where something stands in it, in the offsets it had at first."""


class Name(NamedTuple):
    """What comes instead of an original, since when, and where it stands: text, start, end."""

    clock: int
    replacement: str
    source: Source | None


Names = Mapping[str, Name]
"""An original -> what is known of it."""


def text_marks(
    connection: sa.Connection,
    had: Masks,
    clock: int,
    chosen: Mapping[str, Replacements],
    everywhere: Replacements,
) -> tuple[set[Mark], Names]:
    """Return the marks that replace words in every version of the chosen transcripts.

    Beside them all of `everywhere`, with the places where other copies can read it.
    """
    found = set()
    places: dict[str, Source] = {}
    for transcript, replacements in sorted(chosen.items()):
        find = finder(replacements)
        first: dict[str, Source] = {}
        for digest, words in _texts_of(connection, transcript):
            edits = find(words)
            if not edits:
                continue
            root = beneath(had.texts.get(digest, ()))
            covers = [
                (*root.span(start, end), shows, first.get(_plain(words[start:end])))
                for start, end, shows in edits
            ]
            there = {
                original: (digest, *root.span(start, end))
                for original, start, end in _standing(words, edits, everywhere)
            }
            names = [(*place[1:], everywhere[original]) for original, place in there.items()]
            found.add(mark("text", digest, clock=clock, edits=packed(covers), names=packed(names)))
            first = there | first
        places = first | places
    return found, {
        original: Name(clock, shows, places.get(original)) for original, shows in everywhere.items()
    }


def string_marks(
    connection: sa.Connection, had: Masks, has: Masks, names: Names, *, naming: bool
) -> set[Mark]:
    """Return the marks that replace names in the strings of the journal.

    The project shows what it holds under `had`, and will under `has`. With `naming` the marks say
    of originals that stand in no text where they stood.
    """
    if not names:
        return set()
    find = finder({original: name.replacement for original, name in names.items()})
    found = set()
    for row in _free_text(connection):
        edits: dict[int, list[tuple[object, ...]]] = {}
        standing: list[tuple[object, ...]] = []
        for place, words in strings_in(row):
            before = had.of_change(row["id"]).get(place, ())
            after = has.of_change(row["id"]).get(place, ())
            for name, original, *said in _found(words, before, after, find, names):
                edits.setdefault(name.clock, []).append((*place, *said, name.source))
                if naming and name.source is None and original in names:
                    standing.append((*place, *said))
        for clock, listed in edits.items():
            stood = packed(standing)
            found.add(mark("change", row["id"], clock=clock, edits=packed(listed), names=stood))
    return found


def spread(
    connection: sa.Connection, had: Masks, has: Masks, new: Collection[Mark]
) -> tuple[set[Mark], Replacements]:
    """Return the further marks that follow from the `new` ones for what only this project has.

    That is later versions of the texts, memos, labels, names. What to replace in them, returned
    too, is read from where the marks say that it stood. The project shows what it holds under
    `had`, and will under `has`.
    """
    everywhere, in_transcript = read_names(connection, had, new)
    marked = {one.target for one in new}
    found = set()
    for transcript, names in in_transcript.items():
        find = finder({original: name.replacement for original, name in names.items()})
        for digest, words in _texts_of(connection, transcript):
            if digest in marked:
                continue
            before, after = had.texts.get(digest, ()), has.texts.get(digest, ())
            edits: dict[int, list[tuple[object, ...]]] = {}
            for name, _, *said in _found(words, before, after, find, names):
                edits.setdefault(name.clock, []).append((*said, name.source))
            for clock, listed in edits.items():
                found.add(mark("text", digest, clock=clock, edits=packed(listed)))
    found |= string_marks(connection, had, has, everywhere, naming=False)
    return found, {original: name.replacement for original, name in everywhere.items()}


def read_names(
    connection: sa.Connection, had: Masks, new: Iterable[Mark]
) -> tuple[Names, Mapping[str, Names]]:
    """Return the originals that stand where the `new` marks say, as far as they still do.

    First all of them, then for each transcript those that stand in its texts.
    """
    everywhere: dict[str, Name] = {}
    of_text: dict[str, dict[str, Name]] = {}
    for one in sorted(new):
        said = one.said
        if not said.get("names"):
            continue
        held = _held(connection, had, one)
        for *place, start, end, replacement in said["names"]:
            words, covers = held.get(tuple(place), ("", ()))
            if any(cover.start < end and start < cover.end for cover in covers):
                continue
            original = _plain(words[slice(*shown(covers).span(start, end))])
            if not any(map(str.isalnum, original)):
                continue
            source = (one.target, start, end) if one.kind == "text" else None
            name = Name(said["clock"], replacement, source)
            everywhere[original] = _latest(name, everywhere.get(original))
            if source:
                there = of_text.setdefault(one.target, {})
                there[original] = _latest(name, there.get(original))
    in_transcript: dict[str, dict[str, Name]] = {}
    version = state["version"]
    for row in connection.execute(sa.select(version.c.transcript, version.c.text)):
        for original, name in of_text.get(row.text, {}).items():
            there = in_transcript.setdefault(row.transcript, {})
            there[original] = _latest(name, there.get(original))
    return everywhere, in_transcript


def _latest(name: Name, known: Name | None) -> Name:
    """Return which of two is to be followed: the later, and rather one that stands in a text."""
    if known is None:
        return name
    return max(name, known, key=lambda one: (one.clock, one.source or (), one.replacement))


def _found(
    words: str,
    before: Sequence[Cover],
    after: Sequence[Cover],
    find: Callable[[str], Sequence[Edit]],
    names: Names,
) -> Iterator[tuple[Name, str, int, int, str]]:
    """Yield the names that are left of words once they show `after`, now that they show `before`.

    Each with the original, where it is in the words as they were at first, and what comes instead.
    Where several are replaced together, or one in parts, they count as of the latest withdrawal.
    """
    now = covered(words, lacking(before, after))
    root = beneath(after)
    for start, end, replacement in find(now):
        original = _plain(now[start:end])
        latest = max(name.clock for name in names.values())
        name = names.get(original) or Name(latest, replacement, None)
        yield name, original, *root.span(start, end), replacement


def without_in_log(connection: sa.Connection, replacements: Replacements) -> None:
    """Replace words in the lines of this file's log of steps."""
    if not replacements:
        return
    find = finder(replacements)
    for row in connection.execute(sa.select(step.c.id, step.c.summary)).all():
        if edits := find(row.summary):
            said = reworded(row.summary, edits)
            connection.execute(sa.update(step).where(step.c.id == row.id).values(summary=said))


def _held(
    connection: sa.Connection, had: Masks, one: Mark
) -> dict[tuple[object, ...], tuple[str, tuple[Cover, ...]]]:
    """Return place -> what the project shows there of what a mark is about, and its covers."""
    if one.kind == "text":
        words = connection.scalar(sa.select(text.c.text).where(text.c.hash == one.target))
        return {} if words is None else {(): (words, had.texts.get(one.target, ()))}
    found = (
        connection.execute(sa.select(change).where(change.c.id == one.target)).mappings().first()
    )
    covers = had.of_change(one.target)
    return {
        tuple(place): (words, covers.get(place, ()))
        for place, words in (strings_in(found) if found else ())
    }


def strings_in(row: Mapping[Any, Any]) -> Iterator[tuple[Place, str]]:
    """Yield the strings in which people write what they like, of a row of the journal."""
    value = json.loads(row["value"])
    fields = value if row["field"] == BIRTH else {row["field"]: value}
    for name in FREE_TEXT.get(row["kind"], ()):
        for number, words in enumerate(strings_of(fields.get(name))):
            yield Place(name, number), words


def _free_text(connection: sa.Connection) -> Iterator[Mapping[Any, Any]]:
    """Yield the changes that may hold what people wrote."""
    rows = connection.execute(
        sa.select(change.c.id, change.c.kind, change.c.record, change.c.field, change.c.value)
        .where(change.c.kind.in_(list(FREE_TEXT)))
        .order_by(change.c.id)
        .execution_options(yield_per=1000)
    )
    yield from rows.mappings()


def _texts_of(connection: sa.Connection, transcript: str) -> list[tuple[str, str]]:
    """Return the hash and the words of every text a transcript has had, the first one first."""
    version = state["version"]
    rows = connection.execute(
        sa.select(text.c.hash, text.c.text)
        .join(version, version.c.text == text.c.hash)
        .where(version.c.transcript == transcript)
        .distinct()
    )
    return sorted(
        ((row.hash, row.text) for row in rows),
        key=lambda one: (transcript_id(one[0]) != transcript, one[0]),
    )


def _standing(
    words: str, edits: Sequence[Edit], originals: Iterable[str]
) -> Iterator[tuple[str, int, int]]:
    """Yield where each original stands among what the edits of a text take away, once each.

    Rather alone than in a longer one; what is replaced line by line is found whole.
    """
    areas: list[tuple[int, int]] = []
    for edit in edits:
        if areas and not words[areas[-1][1] : edit.start].strip():
            areas[-1] = (areas[-1][0], edit.end)
        else:
            areas.append((edit.start, edit.end))
    different = {words[start:end]: start for start, end in reversed(areas)}
    shortest = sorted(different, key=lambda area: (len(area), different[area]))
    for original in originals:
        first = original.split()[0]
        pattern = re.compile(r"\s+".join(map(re.escape, original.split())))
        for area in shortest:
            if first in area and (match := pattern.search(area)):
                yield original, different[area] + match.start(), different[area] + match.end()
                break


def _plain(words: str) -> str:
    """Return words with one space for any white space between them."""
    return " ".join(words.split())
