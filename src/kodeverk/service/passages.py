"""Passages with what is known of them: quotes that may be shown, whose words, which code, by whom.

Identifying words never leave by this way unless they are asked for.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from kodeverk.analysis.counting.passages import WITHHELD, mask
from kodeverk.analysis.counting.passages import connected_spans as merged
from kodeverk.analysis.counting.scope import not_coded
from kodeverk.analysis.counting.transcripts import Voice, voices_of
from kodeverk.errors import Refused
from kodeverk.model.codebook import IDENTIFYING
from kodeverk.model.coding_rows import HERE, WAITING, CodingRow
from kodeverk.model.records import (
    Code,
    Coder,
    Memo,
    Role,
    Speaker,
    Transcript,
    Turn,
    unpack_facets,
)
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.phrases import are, number_of, time_in_files
from kodeverk.service.scoping import (
    Material,
    Reading,
    Selection,
    TableMunicipality,
    check_roles,
    chosen_codes,
    material_of,
    readings,
)
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

_PLACE = itemgetter(1, 2, 0, 3, 6)
"""Start, end, code, coder and id of a `CodingRow`."""

_EDGES = re.compile(r"^\W+|\W+$")


class Passage(NamedTuple):
    """One coding with its words; offsets in the transcript's current text, `[start, end)`.

    `quote`, `memo` and `speakers` have `[…]` for identifying words. `speakers` are pseudonyms,
    or labels where there is none, of those whose turns the coding touches, and `roles` theirs, as
    they count: an interpreter who speaks for somebody is that person. `counted` tells whether it
    is in the frequencies on the basis chosen.
    """

    id: str
    transcript: Transcript
    place: TableMunicipality
    code: Code
    coder: Coder
    start: int
    end: int
    quote: str
    memo: str
    facets: tuple[tuple[str, str], ...]
    speakers: tuple[str, ...]
    roles: tuple[Role, ...]
    origin: str
    codebook_version: str
    counted: bool
    created_at: str


def list_passages(
    project: Project,
    selection: Selection,
    *,
    memos: bool = False,
    with_identifying: bool = False,
) -> Iterator[Passage]:
    """Yield the codings of the transcripts in scope, by transcript, start and end.

    Memos are given only with `memos`. Where coders are chosen, only their codings are. Raises
    NotFound, with suggestions, for a filter that fits nothing, and Refused where identifying words
    could slip through.
    """
    with derived_placements.reading(project) as connection:
        material = material_of(connection, selection)
        wanted = chosen_codes(material.codes.values(), selection.codes)
        check_roles(
            selection.roles,
            (
                speaker.role
                for speaker in material.speakers.values()
                if speaker.transcript in material.transcripts and speaker.speaks_for is None
            ),
        )
        quoting = Quoting(connection, material, memos=memos, with_identifying=with_identifying)
        for reading in readings(connection, material, in_scope(material), coding_rows.coding_rows):
            for passage in quoting.passages(reading):
                if (
                    (not wanted or passage.code.id in wanted)
                    and (not material.coders or passage.coder.id in material.coders)
                    and (not selection.roles or set(passage.roles) & set(selection.roles))
                ):
                    yield passage


def in_scope(material: Material) -> list[str]:
    """Return the transcripts whose codings are reported, by name, also those that are unsettled."""
    taken = {*material.work.counting, *material.work.unsettled}
    return [transcript for transcript in material.transcripts if transcript in taken]


class Masking(NamedTuple):
    """What is withheld of a transcript: the identifying spans, merged and in order, in its text.

    `hide` puts `[…]` for their words wherever else they are written.
    """

    identifying: Sequence[Span]
    hide: Callable[[str], str]


class Quoting:
    """What all transcripts of a report have in common, so that each passage is made quickly.

    `placeless` is how many codings had no sure place in the text of now and gave no passage;
    `memos` are all of the project, if they are asked for, and `memos_left_out` says how many of
    those there are have not been given out.
    """

    def __init__(
        self, connection: Connection, material: Material, *, memos: bool, with_identifying: bool
    ) -> None:
        self._material = material
        self._with_identifying = with_identifying
        self.placeless = 0
        self._unread = not_coded(material.work, material.versions, material.codes.values())
        self._identifying = identifying_codes(connection)
        self.memos = tuple(queries.memos(connection)) if memos else ()
        self.memos_left_out = queries.memo_count(connection)
        self._memos: dict[str, list[Memo]] = {}
        for memo in self.memos:
            if memo.target_kind == "coding" and memo.target is not None:
                self._memos.setdefault(memo.target, []).append(memo)

    def passages(self, reading: Reading[CodingRow]) -> Iterator[Passage]:
        """Yield the passages of one transcript by start, end, code and coder.

        Raises Refused where words marked as identifying in an earlier version of the text could
        not be withheld.
        """
        material, transcript = self._material, reading.transcript
        text = reading.version.text
        masking = self.masking(reading)
        identifying, hide = masking
        hidden_from = [span.start for span in identifying]
        hidden_to = [span.end for span in identifying]
        voices = _heard(reading.version.turns, _named(material, reading, masking))
        counting = {work.coder for work in material.work.counting.get(transcript.id, ())}
        counted = {
            code.id
            for code in material.codes.values()
            if code.counted and (transcript.id, code.id) not in self._unread
        }
        place = material.places[transcript.id]
        for row in sorted(reading.codings, key=_PLACE):
            code, start, end, coder, where, facets, identity, codebook, origin, clock = row
            if where != HERE:
                self.placeless += 1
                continue
            quote = text[start:end]
            first = bisect_right(hidden_to, start)
            if first < len(hidden_from) and hidden_from[first] < end:
                quote = mask(text, start, end, identifying)
            names, roles = voices(start, end)
            yield Passage(
                identity,
                transcript,
                place,
                material.codes[code],
                material.people[coder],
                start,
                end,
                quote,
                hide(self._memo(reading.same.get(identity, (identity,)), coder))
                if self._memos
                else "",
                unpack_facets(facets),
                names,
                roles,
                origin,
                material.version_labels.get(codebook or "", ""),
                coder in counting and code in counted,
                time_in_files((clock >> 16) // 1000),
            )

    def masking(self, reading: Reading[CodingRow]) -> Masking:
        """Return what is withheld of one transcript. Raises Refused as `list_passages` does."""
        identifying = self._hidden(reading)
        return Masking(identifying, _hiding_repeats(reading.version.text, identifying))

    def voices(self, reading: Reading[CodingRow]) -> dict[str, Voice]:
        """Return who everybody who speaks in a transcript counts as, by speaker.

        Their groups are the names that may be shown. Raises Refused as `list_passages` does.
        """
        return _named(self._material, reading, self.masking(reading))

    def _hidden(self, reading: Reading[CodingRow]) -> list[Span]:
        """Return the spans that are not to be shown, merged and in order."""
        if self._with_identifying:
            return []
        marks = [row for row in reading.codings if row[0] in self._identifying]
        earlier = sum(row[4] == WAITING for row in marks)
        if earlier:
            raise Refused(
                f"{reading.transcript.name}: {number_of(earlier, 'passage')} marked {IDENTIFYING} "
                f"{are(earlier)} in an "
                "earlier version of the text and cannot be found for certain in this one",
                "Say where they are, or that they are gone: kodeverk place PROJECT",
            )
        return list(merged((row[1], row[2]) for row in marks if row[4] == HERE))

    def _memo(self, codings: Iterable[str], coder: str) -> str:
        names = self._material.coder_names
        return "\n\n".join(
            memo.text
            if memo.coder in (None, coder)
            else f"{names.get(memo.coder or '', '-')}: {memo.text}"
            for coding in codings
            for memo in self._memos.get(coding, ())
        )


def identifying_codes(connection: Connection) -> frozenset[str]:
    """Return the codes whose passages are withheld, also codes that such a code was joined into."""
    keyed = [
        code
        for (_, key), codes in queries.code_keys(connection).items()
        for code in codes
        if key == IDENTIFYING
    ]
    return queries.stood_for(keyed, queries.stand_ins(connection))


def _named(material: Material, reading: Reading[CodingRow], masking: Masking) -> dict[str, Voice]:
    """Return who everybody counts as; their groups are the names that may be shown."""
    withheld = _labels_in(reading.version.turns, masking.identifying)

    def name(speaker: Speaker) -> str:
        if speaker.informant in material.pseudonyms:
            return material.pseudonyms[speaker.informant]
        return WITHHELD if speaker.id in withheld else masking.hide(speaker.label)

    return voices_of({turn.speaker for turn in reading.version.turns}, material.speakers, name)


def _heard(
    turns: Sequence[Turn], voices: Mapping[str, Voice]
) -> Callable[[int, int], tuple[tuple[str, ...], tuple[Role, ...]]]:
    """Return what tells the names and roles of those whose turns a span touches."""
    starts, ends = [turn.start for turn in turns], [turn.end for turn in turns]
    names = [voices[turn.speaker].group or "" for turn in turns]
    roles = [voices[turn.speaker].role for turn in turns]

    def heard(start: int, end: int) -> tuple[tuple[str, ...], tuple[Role, ...]]:
        first = bisect_right(ends, start)
        after = bisect_left(starts, end, first)
        spoken_by = dict.fromkeys(filter(None, names[first:after]))
        return tuple(spoken_by), tuple(dict.fromkeys(roles[first:after]))

    return heard


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
    names = {
        r"\s+".join(map(re.escape, words))
        for start, end in identifying
        if (words := _EDGES.sub("", text[start:end]).split())
    }
    if not names:
        return lambda written: written
    longest_first = "|".join(sorted(names, key=len, reverse=True))
    repeated = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)
    return lambda written: repeated.sub(WITHHELD, written)
