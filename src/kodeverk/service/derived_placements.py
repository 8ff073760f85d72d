"""Placements derived: where what was coded in an earlier version of a text lies in the current one.

An anchor stays as its coder made it. Its place in the current version follows from the texts and
from what people decided, so every copy of a project derives the same.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from kodeverk.analysis.alignment.texts import SURE, Alignment, align
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Coder
from kodeverk.store import placements
from kodeverk.store.engine import Connection, can_write
from kodeverk.store.placements import Anchor, Placement
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer


class AnchoredWords(NamedTuple):
    """The words a record is placed from: a span in a version."""

    version: str
    start: int
    end: int


@contextmanager
def reading(project: Project) -> Iterator[Connection]:
    """Give a connection as `Project.reading` does, with every placement up to date."""
    while True:
        with project.reading() as connection:
            if not placements.incomplete(connection):
                yield connection
                return
            if project.path is not None and not can_write(project.path):
                placements.keep_in_memory(connection)
                try:
                    refresh(connection)
                    yield connection
                finally:
                    project.take_back(connection)
                return
        with project.locked() as connection:
            refresh(connection)


@contextmanager
def writing(project: Project, author: Coder, summary: str) -> Iterator[Writer]:
    """Give a writer as `Project.writing` does; placements are up to date before and after."""
    with project.locked() as connection:
        refresh(connection)
        writer = Writer(connection, author, summary)
        yield writer
        writer.finish()
        refresh(connection)


def refresh(connection: Connection) -> None:
    """Derive the placements that are lacking, in a transaction that writes."""
    for transcript in placements.incomplete(connection):
        current = placements.current_version(connection, transcript)
        if current is None:
            placements.drop_transcript(connection, transcript)
            continue
        anchors = {
            (anchor.kind, anchor.record): anchor
            for anchor in placements.anchors(connection, transcript, current)
        }
        kept = placements.kept(connection, transcript)
        right = {
            key
            for key, placement in kept.items()
            if key in anchors and placement.version == current
        }
        gone = [placement for key, placement in kept.items() if key not in right]
        lacking = [anchor for key, anchor in anchors.items() if key not in right]
        new = list(derived(connection, current, lacking))
        placements.keep_placements(connection, transcript, current, gone, new)


def waiting_placements(connection: Connection, transcript: str) -> list[Placement]:
    """Return the places of codings and memos of one transcript that wait for a person's word."""
    return [
        placement
        for placement in placements.kept(connection, transcript).values()
        if KINDS[placement.kind].is_decided and placement.confidence < SURE
    ]


def placement_problems(connection: Connection) -> Iterator[str]:
    """Yield every placement that is not what a fresh derivation gives."""
    incomplete = set(placements.incomplete(connection))
    for transcript in placements.replaced_transcripts(connection):
        current = placements.current_version(connection, transcript)
        if current is None:
            continue
        anchors = placements.anchors(connection, transcript, current)
        fresh = {
            (placement.kind, placement.record): placement
            for placement in derived(connection, current, anchors)
        }
        kept = placements.kept(connection, transcript)
        if transcript in incomplete:
            kept = {
                key: placement for key, placement in kept.items() if placement.version == current
            }
            fresh = {key: placement for key, placement in fresh.items() if key in kept}
        for key in sorted(fresh.keys() | kept.keys()):
            if fresh.get(key) != kept.get(key):
                yield f"the place kept of the {' '.join(key)} is not the one that is derived"


def anchored_words(anchor: Anchor, texts: Mapping[str, str]) -> AnchoredWords:
    """Return the words a record is placed from: those a person placed it on, else its anchor."""
    match anchor.decision:
        case {"version": str(version), "start": int(start), "end": int(end)}:
            if 0 <= start < end <= len(texts.get(version, "")):
                return AnchoredWords(version, start, end)
    return AnchoredWords(anchor.version, anchor.start, anchor.end)


def is_aside(anchor: Anchor) -> bool:
    """Tell whether a person set a record aside, in this version of the text or another."""
    return anchor.decision is not None and anchor.decision.get("aside") is True


def texts_of(connection: Connection, current: str, anchors: Iterable[Anchor]) -> dict[str, str]:
    """Return version -> text of the current version and of all that `anchors` are placed from."""
    versions = {current}
    for anchor in anchors:
        versions.add(anchor.version)
        if anchor.decision is not None:
            versions.add(str(anchor.decision.get("version")))
    return placements.texts(connection, versions)


def derived(
    connection: Connection, current: str, anchors: Collection[Anchor]
) -> Iterator[Placement]:
    """Yield where each of the anchors lies in the version that is `current`."""
    texts = texts_of(connection, current, anchors)
    for anchor in anchors:
        place = _place(anchor, current, texts) or (None, None, float(is_aside(anchor)))
        yield Placement(anchor.kind, anchor.record, current, *place)


def _place(anchor: Anchor, current: str, texts: Mapping[str, str]) -> tuple[int, int, float] | None:
    """Return start, end and confidence in the current version; None: nowhere."""
    if is_aside(anchor):
        return None
    version, start, end = anchored_words(anchor, texts)
    if version == current:
        return start, end, 1.0
    if version not in texts:
        return None
    alignment = aligned(texts[version], texts[current])
    if anchor.kind == "assignment":
        point = alignment.offset(start)
        return point, point, 1.0
    place = alignment.place(start, end)
    return None if place is None else (place.start, place.end, place.confidence)


@lru_cache(maxsize=4)
def aligned(old: str, new: str) -> Alignment:
    """Align two texts; coding a corrected text asks for the same two again and again."""
    return align(old, new)
