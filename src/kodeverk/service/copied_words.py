"""Words copied out of a transcript with where they are from: what is copied is exported."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.passages import mask
from kodeverk.errors import Refused, StaleWrite
from kodeverk.model.records import Informant, Turn
from kodeverk.model.text import Span, count_words
from kodeverk.service import derived_placements
from kodeverk.service.label_names import without_identifying_labels
from kodeverk.service.phrases import number_of
from kodeverk.service.project_settings import allows
from kodeverk.service.transcripts import transcript_with_id
from kodeverk.service.withholding import (
    heard,
    identifying_codes,
    identifying_spans,
    masking_of,
    shown_voices,
)
from kodeverk.store import coding_rows, queries
from kodeverk.store.project import Project

NOT_TO_QUOTE = {"no": "does not want to be quoted", "paraphrase": "wants no words quoted"}
"""What an informant's consent says against quotation, in words."""


class Copied(NamedTuple):
    """What is copied, and in words how much it is and what is to be known of it."""

    text: str
    said: str


def copied_words(project: Project, transcript: str, version: str, passage: Span) -> Copied:
    """Return a passage as a quotation: its words without labels, who says them, and where.

    Identifying words are `[…]`. Raises Refused where the project or somebody's consent says no,
    where there are no words, and where identifying words could slip through; StaleWrite where the
    text is another by now.
    """
    with derived_placements.reading(project) as connection:
        if not allows(connection, "copy"):
            raise Refused(
                "in this project no words are copied",
                "Whoever may decide that allows it: kodeverk set PROJECT --copy yes",
            )
        record = transcript_with_id(connection, transcript)
        (current,) = queries.current_versions(connection, [transcript])
        if current.id != version:
            raise StaleWrite("the text has been corrected meanwhile", "Open the transcript again.")
        rows = coding_rows.coding_rows(connection, SURE)(transcript, version)
        hidden = identifying_spans(record.name, rows, identifying_codes(connection))
        turns, text = current.turns, current.text
        speakers = {speaker.id: speaker for speaker in queries.speakers(connection, transcript)}
        informants = {informant.id: informant for informant in queries.informants(connection)}
        pseudonyms = without_identifying_labels(
            connection,
            {informant.id: informant.name for informant in informants.values()},
            {transcript: record},
            speakers.values(),
        )
    voices = shown_voices(turns, speakers, pseudonyms, masking_of(text, hidden))
    pieces = [*without_labels(turns, passage)]
    words = "\n".join(
        filter(None, (" ".join(mask(text, *piece, hidden).split()) for piece in pieces))
    )
    if not words:
        raise Refused("there are no words to copy here", "Select some first.")
    touched = {
        number: turn
        for number, turn in enumerate(turns, 1)
        if turn.start < passage.end and passage.start < turn.end
    }
    said_by = [informants.get(voices[turn.speaker].informant) for turn in touched.values()]
    unasked = check_consent([informant for informant in said_by if informant is not None])
    names, _ = heard(turns, voices)(*passage)
    where = _turns_in_words([*touched])
    who = " and ".join(names)
    source = ", ".join(filter(None, [who, record.name, where]))
    of_whom = ", ".join(filter(None, [who, where])) or record.name
    how_many = number_of(count_words(words), "word")
    return Copied(f"“{words}” – {source}", f"{how_many} of {of_whom}{unasked}")


def without_labels(turns: Sequence[Turn], passage: Span) -> Iterator[Span]:
    """Yield what of a passage is no speaker's label, turn by turn."""
    begun = passage.start
    for turn in turns:
        if turn.start > begun and turn.label_start < passage.end:
            if turn.label_start > begun:
                yield Span(begun, turn.label_start)
            begun = min(turn.start, passage.end)
    if begun < passage.end:
        yield Span(begun, passage.end)


def check_consent(informants: Sequence[Informant]) -> str:
    """Return what is to be known of consent. Raises Refused where somebody's speaks against it."""
    for informant in informants:
        if informant.quotation in NOT_TO_QUOTE:
            raise Refused(
                f"{informant.name} {NOT_TO_QUOTE[informant.quotation]}: nothing was copied",
                "The consent is set by: kodeverk set PROJECT TRANSCRIPT --consent P=quotation:yes",
            )
    unasked = dict.fromkeys(one.name for one in informants if one.quotation != "yes")
    return f"; quotation not asked of {' and '.join(unasked)}" if unasked else ""


def _turns_in_words(numbers: Sequence[int]) -> str:
    match numbers:
        case []:
            return ""
        case [number]:
            return f"turn {number}"
    return f"turns {numbers[0]}–{numbers[-1]}"
