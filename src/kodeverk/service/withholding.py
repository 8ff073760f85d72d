"""What of a transcript may be shown outside the project: identifying words are withheld."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kodeverk.analysis.counting.passages import WITHHELD, connected_spans
from kodeverk.analysis.counting.transcripts import Voice, voices_of
from kodeverk.errors import Refused
from kodeverk.model.codebook import IDENTIFYING
from kodeverk.model.coding_rows import HERE, WAITING, CodingRow
from kodeverk.model.records import Role, Speaker, Turn
from kodeverk.model.text import Span
from kodeverk.service.phrases import are, number_of
from kodeverk.store import queries
from kodeverk.store.engine import Connection

BLACK = "\u2588"
"""What stands in a whole text for each character that is withheld: offsets stay true."""

_EDGES = re.compile(r"^\W+|\W+$")
_NO_BREAK = re.compile(r"[^\n]")


class Masking(NamedTuple):
    """What is withheld of a transcript: the identifying spans, merged and in order, in its text.

    `hide` puts `[…]` for their words wherever else they are written.
    """

    identifying: Sequence[Span]
    hide: Callable[[str], str]


def identifying_codes(connection: Connection) -> frozenset[str]:
    """Return the codes whose passages are withheld, also codes that such a code was joined into."""
    keyed = [
        code
        for (_, key), codes in queries.code_keys(connection).items()
        for code in codes
        if key == IDENTIFYING
    ]
    return queries.stood_for(keyed, queries.stand_ins(connection))


def identifying_spans(
    name: str, codings: Iterable[CodingRow], identifying: Collection[str]
) -> list[Span]:
    """Return the spans of a transcript's codings with identifying codes, merged and in order.

    Raises Refused, with the transcript's `name`, where words that were marked in an earlier version
    of the text could not be withheld.
    """
    marks = [row for row in codings if row[0] in identifying]
    earlier = sum(row[4] == WAITING for row in marks)
    if earlier:
        raise Refused(
            f"{name}: {number_of(earlier, 'passage')} marked {IDENTIFYING} {are(earlier)} in an "
            "earlier version of the text and cannot be found for certain in this one",
            "Say where they are, or that they are gone: kodeverk place PROJECT",
        )
    return list(connected_spans((row[1], row[2]) for row in marks if row[4] >= HERE))


def masking_of(text: str, identifying: Sequence[Span]) -> Masking:
    """Return what is withheld of a text where these spans of it identify somebody."""
    return Masking(identifying, _hiding_repeats(text, identifying))


def blacked_out(
    text: str,
    turns: Sequence[Turn],
    speakers: Mapping[str, Speaker],
    pseudonyms: Mapping[str, str],
    identifying: Sequence[Span],
) -> str:
    """Return a whole text with a black character for each one that is withheld.

    These are the identifying spans, the same words wherever else they stand, and the labels of
    speakers who have a pseudonym. Line breaks stay.
    """
    labels = [
        Span(turn.label_start, turn.label_end)
        for turn in turns
        if speakers[turn.speaker].informant in pseudonyms
    ]
    repeated = _repeated(text, identifying)
    again = [] if repeated is None else [Span(*one.span()) for one in repeated.finditer(text)]
    pieces, position = list[str](), 0
    for start, end in connected_spans((*identifying, *again, *labels)):
        pieces += (text[position:start], _NO_BREAK.sub(BLACK, text[start:end]))
        position = end
    return "".join((*pieces, text[position:]))


def shown_voices(
    turns: Sequence[Turn],
    speakers: Mapping[str, Speaker],
    pseudonyms: Mapping[str, str],
    masking: Masking,
) -> dict[str, Voice]:
    """Return who everybody who speaks in a text counts as; their groups are names to be shown."""
    name = shown_name(turns, pseudonyms, masking)
    return voices_of({turn.speaker for turn in turns}, speakers, name)


def shown_name(
    turns: Sequence[Turn], pseudonyms: Mapping[str, str], masking: Masking
) -> Callable[[Speaker], str]:
    """Return what gives a speaker's name as it may be shown: the pseudonym, without one the label.

    `pseudonyms` are those of informants, by id.
    """
    withheld = _labels_in(turns, masking.identifying)

    def name(speaker: Speaker) -> str:
        if speaker.informant is not None and speaker.informant in pseudonyms:
            return pseudonyms[speaker.informant]
        return WITHHELD if speaker.id in withheld else masking.hide(speaker.label)

    return name


def heard(
    turns: Sequence[Turn], voices: Mapping[str, Voice]
) -> Callable[[int, int], tuple[tuple[str, ...], tuple[Role, ...]]]:
    """Return what tells the names and roles of those whose turns a span touches."""
    starts, ends = [turn.start for turn in turns], [turn.end for turn in turns]
    names = [voices[turn.speaker].group or "" for turn in turns]
    roles = [voices[turn.speaker].role for turn in turns]

    def heard_in(start: int, end: int) -> tuple[tuple[str, ...], tuple[Role, ...]]:
        first = bisect_right(ends, start)
        after = bisect_left(starts, end, first)
        spoken_by = dict.fromkeys(filter(None, names[first:after]))
        return tuple(spoken_by), tuple(dict.fromkeys(roles[first:after]))

    return heard_in


def _labels_in(turns: Sequence[Turn], spans: Iterable[Span]) -> set[str]:
    """Return the speakers whose labels share a character with one of the spans."""
    label_ends = [turn.label_end for turn in turns]
    speakers = set()
    for span in spans:
        for turn in turns[bisect_right(label_ends, span.start) :]:
            if turn.label_start >= span.end:
                break
            speakers.add(turn.speaker)
    return speakers


def _hiding_repeats(text: str, identifying: Iterable[Span]) -> Callable[[str], str]:
    """Return what puts `[…]` for the identifying words of a text wherever else they are written."""
    repeated = _repeated(text, identifying)
    if repeated is None:
        return lambda written: written
    return lambda written: repeated.sub(WITHHELD, written)


def _repeated(text: str, identifying: Iterable[Span]) -> re.Pattern[str] | None:
    """Return what finds the identifying words of a text wherever they are written, if any."""
    names = {
        r"\s+".join(map(re.escape, words))
        for start, end in identifying
        if (words := _EDGES.sub("", text[start:end]).split())
    }
    if not names:
        return None
    longest_first = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)
