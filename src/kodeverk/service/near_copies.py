"""Transcripts that may be one interview, brought in apart by two people."""

from collections.abc import Collection
from typing import Any

from kodeverk.analysis.alignment.likeness import (
    BEGINNING,
    NEARLY,
    Sketches,
    same_words,
    sketch,
    words_of,
)
from kodeverk.store import queries
from kodeverk.store.engine import Connection


def near_copies(connection: Connection, came: Collection[str]) -> list[dict[str, Any]]:
    """Return the pairs of a transcript that `came` and another with its name or nearly its words.

    Each as a merge tells it: `records` (ids), `names`, and `percent`, the share of words in common.
    """
    if not came:
        return []
    names = {transcript.id: transcript.name for transcript in queries.transcripts(connection)}
    given = queries.names_of(connection, "transcript")
    sketches: Sketches[str] = Sketches()
    kept = {}
    for identity, beginning, length in queries.beginnings(connection, BEGINNING):
        kept[identity] = sketch(beginning, length)
        sketches.add(identity, kept[identity])
    pairs: set[tuple[str, str]] = set()
    for new in came:
        if new in kept:
            same = [two for two in names if given["transcript", two] == given["transcript", new]]
            like = {*sketches.like(kept[new]), *same} - {new}
            # The one that was there is named first.
            pairs |= {(min(new, two), max(new, two)) if two in came else (two, new) for two in like}
    proposals = []
    for first, second in sorted(pairs, key=lambda pair: (names[pair[0]], names[pair[1]])):
        texts = [queries.current_text(connection, transcript) for transcript in (first, second)]
        share = same_words(*(words_of(current.text if current else "") for current in texts))
        if share >= NEARLY or given["transcript", first] == given["transcript", second]:
            proposals.append(
                {
                    "kind": "transcript",
                    "records": [first, second],
                    "names": [names[first], names[second]],
                    "percent": int(100 * share),
                }
            )
    return proposals
