"""The words of found passages, with what stands around them, who says them, and what is noted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.passages import WITHHELD, mask
from kodeverk.analysis.searching.words import WordSearch
from kodeverk.errors import NotFound
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.records import Code, Coder, Role, Transcript
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.equal_codings import as_one
from kodeverk.service.finding import FoundPassages, Place
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.scoping import Material, Reading, TableMunicipality
from kodeverk.service.surroundings import NARROW, Context, Surroundings
from kodeverk.service.transcripts import transcript_with_id
from kodeverk.service.withholding import (
    heard,
    identifying_codes,
    identifying_spans,
    shown_name,
)
from kodeverk.store import coding_rows, queries
from kodeverk.store.project import Project

_STRICTEST = ("no", "paraphrase", "not asked", "yes")
_OF_NO_CODING = (None, None, (), "", "", None, None, "", None)


class Quoted(NamedTuple):
    """A found passage with its words, `[start, end)` in the transcript's current text.

    `before` and `after` are what stands around it, with the names of those who speak there. `[…]`
    stands for identifying words, if they are withheld. `quotation` is the strictest of what its
    speakers consented to: yes, not asked, paraphrase or no; empty where they are no informants.
    What is only said of codings is empty, or None, for words that are only found.
    """

    place: Place
    transcript: Transcript
    municipality: TableMunicipality
    text: str
    before: str
    after: str
    speakers: tuple[str, ...]
    roles: tuple[Role, ...]
    quotation: str
    code: Code | None
    coder: Coder | None
    facets: tuple[tuple[str, str], ...]
    memo: str
    origin: str
    confirmed: bool | None
    counted: bool | None
    codebook_version: str
    created_at: str | None


def quote_places(
    project: Project,
    reader: Coder,
    found: FoundPassages,
    places: Iterable[Place],
    context: Context = NARROW,
    *,
    memos: bool = True,
    with_identifying: bool = False,
) -> Iterator[Quoted]:
    """Yield found passages with their words as `reader` may see them, in the order given.

    Those of one transcript stand together, or are read anew. What is no longer there gives nothing.
    Raises Refused where identifying words of an earlier text could slip through.
    """
    material = found.material
    with derived_placements.reading(project) as connection:
        quoting = Quoting(
            connection,
            material,
            memos=memos,
            with_identifying=with_identifying,
            hides=blindness_of(connection, reader, material.assignments).hides_memo,
        )
        consents = {one.id: one.quotation for one in queries.informants(connection)}
        read = coding_rows.coding_rows(connection, SURE)
        for transcript, run in groupby(places, attrgetter("transcript")):
            try:
                record = transcript_with_id(connection, transcript)
            except NotFound:
                continue
            codings = as_one(read(transcript, record.version))
            reading = Reading(record, queries.version(connection, record.version), *codings)
            yield from _quoted(quoting, reading, [*run], context, material, consents)


def shown_groups(
    project: Project, found: FoundPassages, groups: Mapping[str, str]
) -> dict[str, str]:
    """Return the names of groups, by their keys, as they may be shown outside the project.

    Of who has no pseudonym the label is withheld where it is marked as identifying. Raises Refused
    as `quote_places` does.
    """
    material, names = found.material, dict(groups)
    with derived_placements.reading(project) as connection:
        quoting = Quoting(connection, material, memos=False, with_identifying=False)
        read = coding_rows.coding_rows(connection, SURE)
        for group in names:
            speaker = material.speakers.get(group)
            if found.by == "informant" and speaker is not None:
                record = material.transcripts[speaker.transcript]
                version = queries.version(connection, record.version)
                reading = Reading(record, version, *as_one(read(record.id, record.version)))
                masking = quoting.masking(reading)
                name = shown_name(version.turns, material.pseudonyms, masking)(speaker)
                names[group] = f"{name}, {record.name}"
    return names


def shown_words(project: Project, found: FoundPassages) -> str:
    """Return the words that were looked for as they may be shown outside the project.

    Where they stand in words marked as identifying alone, they say who that is. Raises Refused as
    `quote_places` does.
    """
    query = found.query
    search = WordSearch(query.words, query.how)
    with derived_placements.reading(project) as connection:
        identifying = identifying_codes(connection)
        read = coding_rows.coding_rows(connection, SURE, identifying)
        for transcript in dict.fromkeys(place.transcript for place in found.places):
            record = transcript_with_id(connection, transcript)
            rows = read(transcript, record.version)
            hidden = identifying_spans(record.name, rows, identifying)
            text = queries.version(connection, record.version).text
            if any(mask(text, *hit, hidden) == text[slice(*hit)] for hit in search.find(text)):
                return query.words
    return WITHHELD if found.places else query.words


def _quoted(
    quoting: Quoting,
    reading: Reading[CodingRow],
    places: Sequence[Place],
    context: Context,
    material: Material,
    consents: Mapping[str, str],
) -> Iterator[Quoted]:
    text, turns = reading.version.text, reading.version.turns
    hidden = quoting.masking(reading).identifying
    voices = quoting.voices(reading)
    heard_in = heard(turns, voices)
    by_person = {one: voice._replace(group=voice.informant) for one, voice in voices.items()}
    persons_in = heard(turns, by_person)
    names = {one: voice.group or "" for one, voice in voices.items()}
    around = Surroundings(text, turns, names, hidden)
    ids = {place.coding for place in places if place.coding is not None}
    passages = {one.id: one for one in quoting.passages(reading, ids)} if ids else {}
    for place in places:
        passage = passages.get(place.coding or "")
        if passage is None and (place.coding or place.version != reading.version.id):
            continue
        span = Span(place.start, place.end) if passage is None else Span(passage.start, passage.end)
        speakers, roles = heard_in(*span)
        persons, _ = persons_in(*span)
        before, after = around.of(span, context)
        said = {consents[one] for one in persons if one in consents}
        yield Quoted(
            place._replace(start=span.start, end=span.end),
            reading.transcript,
            material.places[reading.transcript.id],
            mask(text, *span, hidden),
            before,
            after,
            speakers,
            roles,
            next((consent for consent in _STRICTEST if consent in said), ""),
            *(_OF_NO_CODING if passage is None else _of_coding(passage)),
        )


def _of_coding(passage: Passage) -> tuple[Any, ...]:
    return (
        passage.code,
        passage.coder,
        passage.facets,
        passage.memo,
        passage.origin,
        passage.confirmed,
        passage.counted,
        passage.codebook_version,
        passage.created_at,
    )
