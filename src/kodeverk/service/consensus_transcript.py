"""A transcript with what its coders and the consensus have in it, item by item."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kodeverk.analysis.agreement.consensus import HeldCoding, Item, items_of
from kodeverk.analysis.counting.passages import mask
from kodeverk.analysis.counting.transcripts import Facets
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.errors import NotFound, Refused
from kodeverk.model.coding_rows import HERE, CodingRow
from kodeverk.model.identity import consensus_id
from kodeverk.model.records import MAIN_ROUND, Code, Coder, Decision, Turn, unpack_facets
from kodeverk.model.text import Span
from kodeverk.service.blindness import blindness_of
from kodeverk.service.consensus_items import decided_otherwise, item_digest
from kodeverk.service.passages import Quoting
from kodeverk.service.scoping import Material, Reading, Selection, material_of, readings
from kodeverk.service.surroundings import Context, Surroundings
from kodeverk.service.withholding import shown_voices
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.releases import histories_of

CONSENSUS = Coder(consensus_id(), "Consensus", "consensus")

_AROUND = Context(30)

State = Literal["agreed", "decided", "open", "reopened"]
"""Whether the coders agree, decided, have to decide, or have to again: somebody has changed a
coding of it since, or decided otherwise in a copy."""


OPEN: tuple[State, ...] = ("open", "reopened")


class CoderPassage(NamedTuple):
    """A coding of a coder as it is shown: its words, facet values in words, and memos."""

    span: Span
    quote: str
    facets: str
    memo: str


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

    `identifying`, `hide` and `voices` are what of it may be shown.
    """

    def __init__(
        self, connection: Connection, material: Material, reading: Reading[CodingRow]
    ) -> None:
        self._connection = connection
        self._material = material
        self._reading = reading
        self.identity, self.name = reading.transcript.id, reading.transcript.name
        works = material.work.counting[self.identity]
        self.coders = sorted(
            {work.coder for work in works}, key=lambda coder: material.coder_names[coder]
        )
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
    def has_begun(self) -> bool:
        """Whether anything has been written of the consensus."""
        return bool(self._decisions)

    @property
    def is_finished(self) -> bool:
        """Whether the consensus was complete when somebody last decided."""
        return any(
            work.coder == CONSENSUS.id
            and work.transcript == self.identity
            and work.round == MAIN_ROUND
            and work.state in FINISHED
            for work in self._material.assignments
        )

    def items(self) -> list[ItemOfConsensus]:
        """Return the items with what is said of them."""
        return [self._item(digest, item) for digest, item in self._items.items()]

    def held(self, item: ItemOfConsensus) -> Item:
        """Return the codings that an item is made of."""
        return self._items[item.id]

    def is_written(self, item: ItemOfConsensus) -> bool:
        """Tell whether there is a decision on just these codings."""
        return (item.code.id, item.id) in self._decisions

    def codings_of_consensus(self, item: ItemOfConsensus) -> list[str]:
        """Return the codings that the consensus has of the item's code on its words."""
        return [
            identity
            for row in self._of_consensus(item)
            for identity in self._reading.same.get(row[6], (row[6],))
        ]

    def passages_of_consensus(self, item: ItemOfConsensus) -> list[tuple[Span, Facets]]:
        """Return the words of the codings that the consensus has there, each with facet values."""
        return [(Span(row[1], row[2]), unpack_facets(row[5])) for row in self._of_consensus(item)]

    def coder_named(self, name: str) -> str:
        """Return the coder of the transcript with a name. Raises NotFound for another's."""
        names = {self._material.coder_names[coder].casefold(): coder for coder in self.coders}
        if name.casefold() not in names:
            listed = ", ".join(self._material.coder_names[coder] for coder in self.coders)
            raise NotFound(f"{name!r} has not coded {self.name}", f"Its coders are: {listed}.")
        return names[name.casefold()]

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
        histories = histories_of(
            self._connection, [held.id for item in items for held in item.codings]
        )
        for item in items:
            yield item_digest((held.id for held in item.codings), histories), item

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
        elif decision.id in self._otherwise:
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


def opened(connection: Connection, reader: Coder, transcript: str) -> OpenTranscript:
    """Return a transcript, by id.

    Raises Refused where fewer than two coders have finished it or the reader codes it apart.
    """
    material = material_of(connection, Selection(basis="all"))
    known = queries.transcript_by_id(connection, transcript)
    name = known.name if known else transcript
    if transcript in blindness_of(connection, reader, material.assignments).transcripts:
        raise Refused(
            f"{name} is coded apart, and you have not finished it",
            "Finish it first: the consensus shows what the others coded.",
        )
    for reading in comparable(connection, material, among=[transcript]):
        return OpenTranscript(connection, material, reading)
    raise Refused(
        f"{name} is not finished by two coders or more",
        "See who codes what: kodeverk status PROJECT",
    )


def comparable(
    connection: Connection,
    material: Material,
    hidden: Iterable[str] = (),
    among: Iterable[str] | None = None,
) -> Iterator[Reading[CodingRow]]:
    """Yield the transcripts that two persons or more have finished."""
    finished: dict[str, set[str]] = {}
    for work in material.work.counting.items():
        transcript, works = work
        finished[transcript] = {
            each.coder for each in works if each.state in FINISHED and each.coder != CONSENSUS.id
        }
    wanted = [
        transcript
        for transcript in material.transcripts
        if len(finished.get(transcript, ())) > 1
        and transcript not in set(hidden)
        and (among is None or transcript in set(among))
    ]
    return readings(connection, material, wanted, coding_rows.coding_rows)
