"""The labels that speakers have in a text, whatever their records say by now."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kodeverk.model.records import Speaker
from kodeverk.model.text import folded_label
from kodeverk.store import journal
from kodeverk.store.engine import Connection
from kodeverk.store.queries import Version


def as_in_text(
    connection: Connection, version: Version, speakers: Iterable[Speaker]
) -> list[Speaker]:
    """Return speakers under the labels that stand at their turns in a version's text.

    Somebody may have set another label since. Who has no turn there keeps the label of now.
    """
    speakers = list(speakers)
    spoken: dict[str, set[str]] = {}
    for turn in version.turns:
        written = version.text[turn.label_start : turn.label_end]
        spoken.setdefault(turn.speaker, set()).add(folded_label(written))
    past = journal.histories(connection, [speaker.id for speaker in speakers])
    relabelled = []
    for speaker in speakers:
        had = [
            str(change.value_of("label"))
            for change in past.get(speaker.id, [])
            if change.sets("label") and change.value_of("label")
        ]
        label = _written([speaker.label, *had], spoken.get(speaker.id, ()))
        relabelled.append(speaker if label is None else replace(speaker, label=label))
    return relabelled


def _written(labels: Sequence[str], spoken: Iterable[str]) -> str | None:
    """Return the longest of `labels` that stands in one of the label spans, None without any."""
    standing = [
        label
        for label in labels
        if label and any(folded_label(label) in written for written in spoken)
    ]
    return max(standing, key=len, default=None)
