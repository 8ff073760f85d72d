"""Names of informants that are labels in a text, where these are marked as identifying."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.passages import connected_spans
from kodeverk.model.coding_rows import HERE
from kodeverk.model.identity import unnamed_informant_id
from kodeverk.model.records import Speaker, Transcript
from kodeverk.service.withholding import identifying_codes, masking_of, shown_name
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection


def without_identifying_labels(
    connection: Connection,
    names: Mapping[str, str],
    transcripts: Mapping[str, Transcript],
    speakers: Iterable[Speaker],
) -> dict[str, str]:
    """Return the names of informants, by id, without labels that are marked as identifying.

    Who has no pseudonym is named `TRANSCRIPT/LABEL`, as soon as something is known of them. Where
    the label, or the same words elsewhere in that text, are marked, the role stands for it.
    """
    unnamed: defaultdict[str, list[Speaker]] = defaultdict(list)
    for speaker in speakers:
        if speaker.informant and speaker.informant == unnamed_informant_id(speaker.id):
            unnamed[speaker.transcript].append(speaker)
    shown = dict(names)
    if not unnamed:
        return shown
    taken = {*names.values()}
    read = coding_rows.coding_rows(connection, SURE, identifying_codes(connection))
    for transcript in sorted(unnamed.keys() & transcripts.keys()):
        record = transcripts[transcript]
        marks = [(row[1], row[2]) for row in read(transcript, record.version) if row[4] >= HERE]
        if not marks:
            continue
        version = queries.version(connection, record.version)
        masking = masking_of(version.text, [*connected_spans(marks)])
        label = shown_name(version.turns, {}, masking)
        for speaker in sorted(unnamed[transcript], key=lambda one: one.id):
            if speaker.informant is not None and label(speaker) != speaker.label:
                shown[speaker.informant] = _free(f"{record.name}/{speaker.role}", taken)
                taken.add(shown[speaker.informant])
    return shown


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free
