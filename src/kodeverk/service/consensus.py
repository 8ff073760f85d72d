"""The consensus of a transcript's coders: what they agree on, and what they decide of the rest.

It belongs to the coder of the kind consensus, one in all projects, and never changes what the
coders coded themselves.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kodeverk.analysis.agreement.consensus import HeldCoding, Item, items_of
from kodeverk.analysis.counting.passages import mask
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.model.coding_rows import HERE, CodingRow
from kodeverk.model.identity import consensus_id, decision_id
from kodeverk.model.records import Code, Coder, Decision, Outcome, unpack_facets
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.coding import (
    add_coding,
    check_span,
    current_text,
    set_finished,
    set_work,
    share_assignment,
)
from kodeverk.service.consensus_items import item_digest
from kodeverk.service.passages import Quoting
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import Material, Reading, Selection, material_of, readings
from kodeverk.service.surroundings import Context, Surroundings
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.withholding import shown_voices
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.releases import histories_of
from kodeverk.store.writer import Writer

CONSENSUS = Coder(consensus_id(), "Consensus", "consensus")

_AROUND = Context(30)
_NEAR = 3000
"""So many characters before and after an item words are looked for."""

State = Literal["agreed", "decided", "open", "reopened"]
"""Whether the coders agree, decided, have to decide, or have to again: somebody has changed a
coding of it since."""


_OPEN: tuple[State, ...] = ("open", "reopened")


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
    code: Code
    span: Span
    quote: str
    before: str
    after: str
    by_coder: Mapping[str, tuple[CoderPassage, ...]]
    state: State
    decision: Decision | None


class Standing(NamedTuple):
    """How far the consensus on a transcript is; `begun` tells whether it has codings at all.

    `open_by_code` has the keys of the codes with open items, and how many each has.
    """

    transcript: str
    name: str
    coders: tuple[str, ...]
    agreed: int
    decided: int
    open: int
    begun: bool
    open_by_code: Mapping[str, int]

    @property
    def is_complete(self) -> bool:
        """Whether all is agreed on or decided."""
        return self.begun and not self.open


@dataclass(frozen=True, slots=True)
class Choice:
    """What coders decided of an item: `accepted` with the coder's name, `span` with the words.

    `item` is its id or the beginning of that; `where` says where the choice was written, if in a
    file.
    """

    item: str
    outcome: Outcome
    coder: str = ""
    span: Span | None = None
    deciders: str = ""
    reason: str = ""
    where: str = ""


def standings(project: Project, reader: Coder) -> list[Standing]:
    """Return how far the consensus is on each transcript that two coders or more have finished.

    Transcripts that the reader codes apart and has not finished are not among them.
    """
    with derived_placements.reading(project) as connection:
        material = material_of(connection, Selection(basis="all"))
        hidden = blindness_of(connection, reader, material.assignments).transcripts
        found = []
        for reading in _readings(connection, material, hidden):
            of = _Transcript(connection, material, reading)
            items = of.items()
            states = [item.state for item in items]
            waiting = Counter(item.code.key for item in items if item.state in _OPEN)
            found.append(
                Standing(
                    reading.transcript.id,
                    reading.transcript.name,
                    tuple(material.coder_names[coder] for coder in of.coders),
                    states.count("agreed"),
                    states.count("decided"),
                    waiting.total(),
                    of.has_begun,
                    dict(waiting),
                )
            )
        return found


def queue(project: Project, reader: Coder, transcript: str) -> list[ItemOfConsensus]:
    """Return the items of a transcript, what is open first: by code, the longest first.

    `transcript` is its name or id. Raises NotFound where there is none, and Refused where fewer
    than two coders have finished it or the reader codes it apart.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.reading(project) as connection:
        of = _opened(connection, reader, identity)
        return sorted(
            of.items(),
            key=lambda item: (
                item.state not in _OPEN,
                item.code.key,
                item.span.start - item.span.end,
                item.span,
            ),
        )


def decide(
    project: Project, author: Coder, transcript: str, choices: Sequence[Choice] = ()
) -> Standing:
    """Write what the coders agree on, and these decisions, as one step; return how far it is then.

    The consensus is finished when nothing is open any more. Raises what `queue` does, NotFound for
    an item or a coder there is not, and BadInput for words outside the text or two choices for one
    item.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.writing(project, author, "") as writer:
        of = _opened(writer.connection, author, identity)
        writer.summary = f"consensus on {of.name}" + (
            f": {number_of(len(choices), 'decision')}" if choices else ""
        )
        writer.share("coder", CONSENSUS.id, {"name": CONSENSUS.name, "kind": CONSENSUS.kind})
        share_assignment(writer, CONSENSUS.id, identity)
        items = {item.id: item for item in of.items()}
        chosen = _chosen(items, choices)
        for item in items.values():
            choice = chosen.get(item.id)
            if choice is not None or (item.state == "agreed" and not of.is_written(item)):
                _write(writer, of, item, choice or Choice(item.id, "agreed"))
        left = sum(item.state in _OPEN and item.id not in chosen for item in items.values())
        if left:
            set_work(writer, CONSENSUS.id, identity, {"state": "started"})
        else:
            set_finished(writer, CONSENSUS.id, identity)
    return next(one for one in standings(project, author) if one.transcript == identity)


def note_reason(project: Project, author: Coder, decision: Decision, reason: str) -> None:
    """Write why something was decided, as one step."""
    with project.writing(author, "why a decision of the consensus was made") as writer:
        writer.set("decision", decision.id, "reason", reason or None)


def span_of_words(project: Project, reader: Coder, transcript: str, item: str, typed: str) -> Span:
    """Return the words near an item that somebody typed: all of them, or `first … last`.

    Raises NotFound where they are not near it, and what `queue` raises.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.reading(project) as connection:
        of = _opened(connection, reader, identity)
        spans = [one.span for one in of.items() if one.id == item]
        text = of.text
    first, _, last = (part.strip() for part in typed.replace("...", "…").partition("…"))
    begun = max(spans[0].start - _NEAR, 0) if spans else 0
    reach = spans[0].end + _NEAR if spans else len(text)
    start = text.find(first, begun, reach)
    end = text.find(last, start, reach) + len(last) if last else start + len(first)
    if not first or start < 0 or end < start + len(first):
        raise NotFound(
            f"{typed!r} does not stand near these codings",
            "Type the words as they stand, or the first ones … the last ones.",
        )
    return Span(start, end)


def _write(writer: Writer, of: "_Transcript", item: ItemOfConsensus, choice: Choice) -> None:
    """Let the consensus have what was decided of an item, and nothing else of its code there."""
    for coding in of.codings_of_consensus(item):
        writer.remove("coding", coding)
    text = current_text(writer, of.identity)
    for span, facets in _decided(of, item, choice):
        check_span(span, text.text)
        add_coding(writer, CONSENSUS.id, text, span, item.code, facets, "manual")
    held = of.held(item)
    writer.say(
        "decision",
        decision_id(of.identity, item.code.id, item.id),
        {
            "transcript": of.identity,
            "code": item.code.id,
            "item": item.id,
            "codings": [coding.id for coding in held.codings],
            "outcome": choice.outcome,
            "deciders": choice.deciders or None,
            "reason": choice.reason or None,
        },
    )


def _decided(
    of: "_Transcript", item: ItemOfConsensus, choice: Choice
) -> Iterator[tuple[Span, dict[str, list[str]]]]:
    """Yield the passages of the consensus, each with its facet values."""
    held = of.held(item)
    shared: dict[str, list[str]] = {}
    for facet, value in held.facets:
        shared.setdefault(facet, []).append(value)
    match choice.outcome:
        case "agreed":
            assert held.agreed is not None
            yield held.agreed, shared
        case "span":
            if choice.span is None:
                raise BadInput(
                    f"{choice.where}no words are given", "Give the offsets of the words: START-END."
                )
            yield choice.span, shared
        case "accepted" | "both":
            wanted = of.coder_named(choice) if choice.outcome == "accepted" else None
            seen: set[Span] = set()
            for coding in held.codings:
                if wanted in (None, coding.coder) and coding.span not in seen:
                    seen.add(coding.span)
                    facets: dict[str, list[str]] = {}
                    for facet, value in coding.facets:
                        facets.setdefault(facet, []).append(value)
                    yield coding.span, facets
            if not seen:
                raise BadInput(
                    f"{choice.where}{choice.coder} has no coding there",
                    "Name a coder who has one, or decide otherwise.",
                )


def _chosen(items: Mapping[str, ItemOfConsensus], choices: Iterable[Choice]) -> dict[str, Choice]:
    chosen: dict[str, Choice] = {}
    for choice in choices:
        fitting = [item for item in items if choice.item and item.startswith(choice.item)]
        if len(fitting) != 1:
            raise NotFound(
                f"{choice.where}there is no item {choice.item!r} now"
                if not fitting
                else f"{choice.where}{choice.item!r} is the beginning of several items",
                "List the items of now: kodeverk consensus PROJECT TRANSCRIPT",
            )
        if fitting[0] in chosen:
            raise BadInput(
                f"{choice.where}the item {choice.item} is decided twice", "Decide it once."
            )
        chosen[fitting[0]] = choice
    return chosen


def _opened(connection: Connection, reader: Coder, transcript: str) -> "_Transcript":
    material = material_of(connection, Selection(basis="all"))
    known = queries.transcript_by_id(connection, transcript)
    name = known.name if known else transcript
    if transcript in blindness_of(connection, reader, material.assignments).transcripts:
        raise Refused(
            f"{name} is coded apart, and you have not finished it",
            "Finish it first: the consensus shows what the others coded.",
        )
    for reading in _readings(connection, material, among=[transcript]):
        return _Transcript(connection, material, reading)
    raise Refused(
        f"{name} is not finished by two coders or more",
        "See who codes what: kodeverk status PROJECT",
    )


def _readings(
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


class _Transcript:
    """A transcript with what its coders and the consensus have in it."""

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
        self._own = [row for row in reading.codings if row[3] == CONSENSUS.id and row[4] == HERE]
        self._decisions = {
            (one.code, one.item): one for one in queries.decisions(connection, self.identity)
        }
        masking = Quoting(connection, material, memos=False, with_identifying=False).masking(
            reading
        )
        self._identifying, self._hide = masking
        voices = shown_voices(
            reading.version.turns, material.speakers, material.pseudonyms, masking
        )
        self._surroundings = Surroundings(
            reading.version.text,
            reading.version.turns,
            {speaker: str(voice.group) for speaker, voice in voices.items()},
            masking.identifying,
        )
        self._memos: dict[str, list[str]] = {}
        for memo in queries.memos(connection, [row[6] for row in reading.codings]):
            self._memos.setdefault(str(memo.target), []).append(memo.text)
        self._items = dict(self._with_digests())

    @property
    def text(self) -> str:
        """The text of now."""
        return self._reading.version.text

    @property
    def has_begun(self) -> bool:
        """Whether anything has been written of the consensus."""
        return bool(self._decisions)

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
            for row in self._own
            if row[0] == item.code.id and row[1] < item.span.end and item.span.start < row[2]
            for identity in self._reading.same.get(row[6], (row[6],))
        ]

    def coder_named(self, choice: Choice) -> str:
        """Return the coder of the transcript who has the name of a choice."""
        names = {self._material.coder_names[coder].casefold(): coder for coder in self.coders}
        if choice.coder.casefold() not in names:
            listed = ", ".join(self._material.coder_names[coder] for coder in self.coders)
            raise NotFound(
                f"{choice.where}{choice.coder!r} has not coded {self.name}",
                f"Its coders are: {listed}.",
            )
        return names[choice.coder.casefold()]

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
        by_coder: dict[str, list[CoderPassage]] = {}
        for held in item.codings:
            name = self._material.coder_names[held.coder]
            passage = CoderPassage(
                held.span,
                self._quote(held.span),
                " · ".join(value for _, value in held.facets),
                self._hide("\n\n".join(self._memos.get(held.id, ()))),
            )
            by_coder.setdefault(name, []).append(passage)
        return ItemOfConsensus(
            digest,
            self._material.codes[item.code],
            item.span,
            self._quote(item.span),
            *self._surroundings.of(item.span, _AROUND),
            {name: tuple(quotes) for name, quotes in by_coder.items()},
            state,
            decision,
        )

    def _quote(self, span: Span) -> str:
        return mask(self._reading.version.text, span.start, span.end, self._identifying)
