"""A transcript with what its coders and the consensus have in it, item by item."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kodeverk.analysis.agreement.consensus import HeldCoding, Item, items_of
from kodeverk.analysis.counting.passages import mask
from kodeverk.analysis.counting.transcripts import Facets
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.errors import NotFound, Refused
from kodeverk.model.coding_rows import HERE, CodingRow
from kodeverk.model.identity import consensus_id
from kodeverk.model.records import (
    MAIN_ROUND,
    Assignment,
    AssignmentState,
    Code,
    Coder,
    Decision,
    Turn,
    unpack_facets,
)
from kodeverk.model.text import Span
from kodeverk.service.blindness import blindness_of
from kodeverk.service.consensus_items import (
    decided_otherwise,
    held_by_nobody,
    holds,
    item_digest,
)
from kodeverk.service.passages import Quoting
from kodeverk.service.scoping import Material, Reading, Selection, material_of, readings
from kodeverk.service.surroundings import Context, Surroundings
from kodeverk.service.withholding import shown_voices
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.releases import fields_set, releases

CONSENSUS = Coder(consensus_id(), "Consensus", "consensus")

_AROUND = Context(30)

State = Literal["agreed", "decided", "open", "reopened"]
"""Whether the coders agree, decided, have to decide, or have to again: somebody has changed a
coding of it since, or decided otherwise in a copy, or finished later and does not agree."""


OPEN: tuple[State, ...] = ("open", "reopened")


class CoderPassage(NamedTuple):
    """A coding of a coder as it is shown: its words, facet values in words, and memos."""

    span: Span
    quote: str
    facets: str
    memo: str


class SettledTogether(NamedTuple):
    """Who settles a transcript: those who have finished it in a round, two or more, by id.

    `rounds` are all in which just they have.
    """

    round_name: str
    coders: frozenset[str]
    rounds: tuple[str, ...]


class ItemOfConsensus(NamedTuple):
    """Codings of one code that lie together, and what is said of them.

    `id` is a digest of them as they are now. `quote` and what stands before and after it have `[…]`
    for identifying words, as the quotes by coder have. `decision` is what was decided, of these or
    of what they were before.
    """

    id: str
    transcript: str
    transcript_name: str
    code: Code
    span: Span
    quote: str
    before: str
    after: str
    by_coder: Mapping[str, tuple[CoderPassage, ...]]
    state: State
    decision: Decision | None


class OpenTranscript:
    """A transcript with what its coders and the consensus have in it; `rows` are its codings.

    `coders` are those who have finished it in the round, by name, `rounds` all in which just they
    have. `identifying`, `hide` and `voices` are what of it may be shown.
    """

    def __init__(
        self,
        connection: Connection,
        material: Material,
        reading: Reading[CodingRow],
        together: SettledTogether,
    ) -> None:
        self._connection = connection
        self._material = material
        self._reading = reading
        self.identity, self.name = reading.transcript.id, reading.transcript.name
        self.round_name, self.rounds = together.round_name, together.rounds
        self.coders = sorted(together.coders, key=lambda coder: material.coder_names[coder])
        self.rows = [row for row in reading.codings if row[3] == CONSENSUS.id and row[4] == HERE]
        self._decisions = {
            (one.code, one.item): one for one in queries.decisions(connection, self.identity)
        }
        masking = Quoting(connection, material, memos=False, with_identifying=False).masking(
            reading
        )
        self.identifying, self.hide = masking
        self.voices = shown_voices(
            reading.version.turns, material.speakers, material.pseudonyms, masking
        )
        self._surroundings = Surroundings(
            reading.version.text,
            reading.version.turns,
            {speaker: str(voice.group) for speaker, voice in self.voices.items()},
            masking.identifying,
        )
        self._memos: dict[str, list[str]] = {}
        for memo in queries.memos(connection, [row[6] for row in reading.codings]):
            self._memos.setdefault(str(memo.target), []).append(memo.text)
        self._otherwise = decided_otherwise(connection, self.identity, reading.version.id)
        self._items = dict(self._with_digests())

    @property
    def text(self) -> str:
        """The text of now."""
        return self._reading.version.text

    @property
    def turns(self) -> Sequence[Turn]:
        """The turns of the text of now."""
        return self._reading.version.turns

    @property
    def coder_names(self) -> tuple[str, ...]:
        """What the coders are called, in their order."""
        return tuple(self._material.coder_names[coder] for coder in self.coders)

    def state_in(self, round_name: str) -> AssignmentState:
        """Return how far the consensus is in a round, as it was when somebody last decided."""
        states = (
            work.state
            for work in self._material.assignments
            if work.coder == CONSENSUS.id
            and (work.transcript, work.round) == (self.identity, round_name)
        )
        return next(states, "assigned")

    def items(self) -> list[ItemOfConsensus]:
        """Return the items with what is said of them."""
        return [self._item(digest, item) for digest, item in self._items.items()]

    def held(self, item: ItemOfConsensus) -> Item:
        """Return the codings that an item is made of."""
        return self._items[item.id]

    def places(self) -> list[tuple[str, Span]]:
        """Return the code of each item, by id, and its words."""
        return [(item.code, item.span) for item in self._items.values()]

    def is_written(self, item: ItemOfConsensus) -> bool:
        """Tell whether there is a decision on just these codings."""
        return (item.code.id, item.id) in self._decisions

    def codings_of_consensus(self, item: ItemOfConsensus) -> list[str]:
        """Return the codings that the consensus has of the item's code on its words."""
        return self._all_alike(self._of_consensus(item))

    def held_by_nobody(self) -> list[str]:
        """Return the codings of the consensus on what no coder has any more."""
        return self._all_alike(held_by_nobody(self._reading.codings))

    def passages_of_consensus(self, item: ItemOfConsensus) -> list[tuple[Span, Facets]]:
        """Return the words of the codings that the consensus has there, each with facet values."""
        return [(Span(row[1], row[2]), unpack_facets(row[5])) for row in self._of_consensus(item)]

    def coder_named(self, name: str) -> str:
        """Return the coder of the transcript with a name. Raises NotFound for another's."""
        names = {self._material.coder_names[coder].casefold(): coder for coder in self.coders}
        if name.casefold() not in names:
            listed = ", ".join(self.coder_names)
            raise NotFound(f"{name!r} has not coded {self.name}", f"Its coders are: {listed}.")
        return names[name.casefold()]

    def _all_alike(self, rows: Iterable[CodingRow]) -> list[str]:
        return [one for row in rows for one in self._reading.same.get(row[6], (row[6],))]

    def _of_consensus(self, item: ItemOfConsensus) -> list[CodingRow]:
        return [
            row
            for row in self.rows
            if row[0] == item.code.id and row[1] < item.span.end and item.span.start < row[2]
        ]

    def _with_digests(self) -> Iterator[tuple[str, Item]]:
        material, codings = self._material, dict[str, list[HeldCoding]]()
        for row in self._reading.codings:
            code, start, end, coder, where, facets, identity = row[:7]
            if where == HERE and coder in self.coders and material.codes[code].counted:
                held = HeldCoding(identity, coder, Span(start, end), unpack_facets(facets))
                codings.setdefault(code, []).append(held)
        version = self._reading.version
        items = list(items_of(version.text, version.turns, self.coders, codings))
        changes = fields_set(self._connection, [held.id for item in items for held in item.codings])
        for item in items:
            yield item_digest((held.id for held in item.codings), changes), item

    def _item(self, digest: str, item: Item) -> ItemOfConsensus:
        decision = self._decisions.get((item.code, digest))
        state: State = "open"
        if decision is not None:
            state = "agreed" if decision.outcome == "agreed" else "decided"
        elif item.agreed is not None:
            state = "agreed"
        if decision is None:
            ids = {held.id for held in item.codings}
            earlier = [one for one in self._decisions.values() if ids & set(one.codings)]
            if earlier and (item.agreed is None or earlier[-1].outcome != "agreed"):
                decision, state = earlier[-1], "reopened"
        elif decision.id in self._otherwise or not holds(
            decision.outcome, is_agreed=item.agreed is not None
        ):
            state = "reopened"
        by_coder: dict[str, list[CoderPassage]] = {}
        for held in item.codings:
            name = self._material.coder_names[held.coder]
            passage = CoderPassage(
                held.span,
                self._quote(held.span),
                " · ".join(value for _, value in held.facets),
                self.hide("\n\n".join(self._memos.get(held.id, ()))),
            )
            by_coder.setdefault(name, []).append(passage)
        return ItemOfConsensus(
            digest,
            self.identity,
            self.name,
            self._material.codes[item.code],
            item.span,
            self._quote(item.span),
            *self._surroundings.of(item.span, _AROUND),
            {name: tuple(quotes) for name, quotes in by_coder.items()},
            state,
            decision,
        )

    def _quote(self, span: Span) -> str:
        return mask(self._reading.version.text, span.start, span.end, self.identifying)


def opened(
    connection: Connection, reader: Coder, transcript: str, round_name: str | None = None
) -> OpenTranscript:
    """Return a transcript, by id, as those have coded it who finished it in a round.

    Without a round, in the one that `together_in` gives. Raises Refused where fewer than two coders
    have finished it or the reader codes it apart, and BadInput for a round that there is not.
    """
    material = material_in(connection, round_name)
    known = queries.transcript_by_id(connection, transcript)
    name = known.name if known else transcript
    if transcript in blindness_of(connection, reader, material.assignments).transcripts:
        raise Refused(
            f"{name} is coded apart, and you have not finished it",
            "Finish it first: the consensus shows what the others coded.",
        )
    together = together_in(connection, material, round_name).get(transcript)
    if together is None:
        where = f" in the round {round_name}" if round_name else ""
        raise Refused(
            f"{name} is not finished by two coders or more{where}",
            "See who codes what: kodeverk status PROJECT",
        )
    (reading,) = readings(connection, material, [transcript], coding_rows.coding_rows)
    return OpenTranscript(connection, material, reading, together)


def material_in(connection: Connection, round_name: str | None) -> Material:
    """Return the whole project; raise BadInput for a round that there is not."""
    asked = MAIN_ROUND if round_name is None else round_name
    return material_of(connection, Selection(basis="all", round_name=asked))


def together_in(
    connection: Connection, material: Material, round_name: str | None
) -> dict[str, SettledTogether]:
    """Return, by id, the transcripts that two persons or more have finished in a round, and who.

    Without a round, in the main one; else in the one that two or more have finished last.
    """
    finished: dict[str, dict[str, list[Assignment]]] = {}
    for work in material.assignments:
        if work.state in FINISHED and work.coder != CONSENSUS.id:
            finished.setdefault(work.transcript, {}).setdefault(work.round, []).append(work)
    found = {}
    for transcript in material.transcripts:
        by_round = {
            name: frozenset(work.coder for work in works)
            for name, works in sorted(finished.get(transcript, {}).items())
            if len(works) > 1
        }
        if not by_round or round_name not in (None, *by_round):
            continue
        chosen = MAIN_ROUND if round_name is None else round_name
        if chosen not in by_round:
            chosen = _latest(connection, {name: finished[transcript][name] for name in by_round})
        coders = by_round[chosen]
        rounds = tuple(name for name, others in by_round.items() if others == coders)
        found[transcript] = SettledTogether(chosen, coders, rounds)
    return found


def _latest(connection: Connection, rounds: Mapping[str, Sequence[Assignment]]) -> str:
    """Return the round whose last work was released, or finished where nobody did, the latest."""
    said = releases(connection, [work.id for works in rounds.values() for work in works])
    return max(rounds, key=lambda name: max(said[work.id].clock for work in rounds[name]))


def comparable(
    connection: Connection,
    material: Material,
    round_name: str | None,
    hidden: Container[str],
) -> Iterator[OpenTranscript]:
    """Yield the transcripts that `together_in` gives, but for those `hidden`."""
    found = together_in(connection, material, round_name)
    wanted = [transcript for transcript in found if transcript not in hidden]
    for reading in readings(connection, material, wanted, coding_rows.coding_rows):
        yield OpenTranscript(connection, material, reading, found[reading.transcript.id])
