"""Passages with what is known of them: quotes that may be shown, whose words, which code, by whom.

Identifying words never leave by this way unless they are asked for.
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from kodeverk.analysis.counting.passages import mask
from kodeverk.analysis.counting.scope import not_coded
from kodeverk.analysis.counting.transcripts import Voice
from kodeverk.model.coding_rows import HERE, UNCONFIRMED, CodingRow
from kodeverk.model.records import (
    Code,
    Coder,
    Memo,
    Role,
    Transcript,
    Wording,
    unpack_facets,
)
from kodeverk.service.phrases import time_in_files
from kodeverk.service.scoping import (
    Material,
    Reading,
    TableMunicipality,
)
from kodeverk.service.withholding import (
    Masking,
    blacked_out,
    heard,
    identifying_codes,
    identifying_spans,
    masking_of,
    shown_voices,
)
from kodeverk.store import queries
from kodeverk.store.engine import Connection

_PLACE = itemgetter(1, 2, 0, 3, 6)
"""Start, end, code, coder and id of a `CodingRow`."""


class Passage(NamedTuple):
    """One coding with its words; offsets in the transcript's current text, `[start, end)`.

    `quote`, `memo`, `wording` and `speakers` have `[…]` for identifying words. `speakers` are
    pseudonyms, or labels where there is none, of those whose turns the coding touches, and `roles`
    theirs, as they count: an interpreter who speaks for somebody is that person. `counted` tells
    whether it is in the frequencies on the basis chosen, `confirmed` whether what a search made is
    confirmed; of other codings nothing is said. `wording` is how its words are published.
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
    confirmed: bool | None
    created_at: str
    wording: Wording | None


def in_scope(material: Material) -> list[str]:
    """Return the transcripts whose codings are reported, by name, also those that are unsettled."""
    taken = {*material.work.counting, *material.work.unsettled}
    return [transcript for transcript in material.transcripts if transcript in taken]


class Quoting:
    """What all transcripts of a report have in common, so that each passage is made quickly.

    `placeless` is how many codings had no sure place in the text of now and gave no passage;
    `memos` are all of the project, if they are asked for, and `memos_left_out` says how many of
    those there are have not been given out. Those that it `hides` stand beside no passage.
    """

    def __init__(
        self,
        connection: Connection,
        material: Material,
        *,
        memos: bool,
        with_identifying: bool,
        hides: Callable[[Memo], bool] = lambda _: False,
    ) -> None:
        self._material = material
        self._with_identifying = with_identifying
        self.placeless = 0
        self._unread = not_coded(
            material.work, material.versions, material.codes.values(), material.splits
        )
        self._identifying = identifying_codes(connection)
        self.memos = tuple(queries.memos(connection)) if memos else ()
        self.memos_left_out = queries.memo_count(connection)
        self._wordings = queries.wordings(connection)
        self._memos: dict[str, list[Memo]] = {}
        for memo in self.memos:
            if memo.target_kind == "coding" and memo.target is not None and not hides(memo):
                self._memos.setdefault(memo.target, []).append(memo)

    def passages(
        self, reading: Reading[CodingRow], among: Container[str] | None = None
    ) -> Iterator[Passage]:
        """Yield the passages of one transcript by start, end, code and coder.

        With `among` only those of codings with these ids.

        Raises Refused where words marked as identifying in an earlier version of the text could
        not be withheld.
        """
        material, transcript = self._material, reading.transcript
        text = reading.version.text
        masking = self.masking(reading)
        identifying, hide = masking
        hidden_from = [span.start for span in identifying]
        hidden_to = [span.end for span in identifying]
        voices = heard(reading.version.turns, self._voices(reading, masking))
        counting = {work.coder for work in material.work.counting.get(transcript.id, ())}
        counted = {
            code.id
            for code in material.codes.values()
            if code.counted and (transcript.id, code.id) not in self._unread
        }
        place = material.places[transcript.id]
        for row in sorted(reading.codings, key=_PLACE):
            code, start, end, coder, where, facets, identity, codebook, origin, clock = row
            if where < HERE:
                self.placeless += 1
                continue
            if among is not None and identity not in among:
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
                coder in counting
                and code in counted
                and (where == HERE or material.selection.basis != "final"),
                where != UNCONFIRMED if origin == "auto" else None,
                time_in_files((clock >> 16) // 1000),
                self._wording(reading.same.get(identity, (identity,)), hide)
                if self._wordings
                else None,
            )

    def whole_text(self, reading: Reading[CodingRow]) -> str:
        """Return a transcript's text, as long as it is, black where something is withheld.

        Raises Refused as `passages` does.
        """
        version = reading.version
        if self._with_identifying:
            return version.text
        return blacked_out(
            version.text,
            version.turns,
            self._material.speakers,
            self._material.pseudonyms,
            self.masking(reading).identifying,
        )

    def masking(self, reading: Reading[CodingRow]) -> Masking:
        """Return what is withheld of one transcript. Raises Refused as `passages` does."""
        text = reading.version.text
        if self._with_identifying:
            return masking_of(text, [])
        return masking_of(
            text, identifying_spans(reading.transcript.name, reading.codings, self._identifying)
        )

    def voices(self, reading: Reading[CodingRow]) -> dict[str, Voice]:
        """Return who everybody who speaks in a transcript counts as, by speaker.

        Their groups are the names that may be shown. Raises Refused as `passages` does.
        """
        return self._voices(reading, self.masking(reading))

    def _voices(self, reading: Reading[CodingRow], masking: Masking) -> dict[str, Voice]:
        material = self._material
        return shown_voices(reading.version.turns, material.speakers, material.pseudonyms, masking)

    def _wording(self, codings: Iterable[str], hide: Callable[[str], str]) -> Wording | None:
        for coding in codings:
            if (known := self._wordings.get(coding)) is not None:
                return Wording(hide(known.text), hide(known.checked_by))
        return None

    def _memo(self, codings: Iterable[str], coder: str) -> str:
        names = self._material.coder_names
        return "\n\n".join(
            memo.text
            if memo.coder in (None, coder)
            else f"{names.get(memo.coder or '', '-')}: {memo.text}"
            for coding in codings
            for memo in self._memos.get(coding, ())
        )
