"""The consensus of a transcript's coders: what they agree on, and what they decide of the rest.

It belongs to the coder of the kind consensus, one in all projects, and never changes what the
coders coded themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.model.identity import decision_id
from kodeverk.model.records import Coder, Decision, Outcome
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.boundary_examples import (
    BoundaryExample,
    check_seen,
    example_of,
    write_example,
)
from kodeverk.service.coding import (
    add_coding,
    check_span,
    current_text,
    set_finished,
    set_work,
    share_assignment,
)
from kodeverk.service.consensus_transcript import (
    CONSENSUS,
    OPEN,
    ItemOfConsensus,
    OpenTranscript,
    comparable,
    opened,
)
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import Selection, material_of
from kodeverk.service.transcripts import find_transcript
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

__all__ = [
    "CONSENSUS",
    "Choice",
    "ItemOfConsensus",
    "Order",
    "Standing",
    "decide",
    "in_order",
    "note_reason",
    "queue",
    "span_of_words",
    "standings",
    "whole_queue",
]

Order = Literal["code", "size", "transcript"]
"""What a queue is in the order of."""

_NEAR = 3000
"""So many characters before and after an item words are looked for."""


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

    `item` is its id or the beginning of that; `to_codebook` tells whether its words are to be a
    boundary example of the code; `where` says where the choice was written, if in a file.
    """

    item: str
    outcome: Outcome
    coder: str = ""
    span: Span | None = None
    deciders: str = ""
    reason: str = ""
    to_codebook: bool = False
    where: str = ""


def standings(project: Project, reader: Coder) -> list[Standing]:
    """Return how far the consensus is on each transcript that two coders or more have finished.

    Transcripts that the reader codes apart and has not finished are not among them.
    """
    return whole_queue(project, reader)[0]


def whole_queue(project: Project, reader: Coder) -> tuple[list[Standing], list[ItemOfConsensus]]:
    """Return what `standings` does, and the items of all transcripts that are no matter of course.

    Those on which the coders agree are not among them.
    """
    with derived_placements.reading(project) as connection:
        material = material_of(connection, Selection(basis="all"))
        hidden = blindness_of(connection, reader, material.assignments).transcripts
        found, queued = [], []
        for reading in comparable(connection, material, hidden):
            of = OpenTranscript(connection, material, reading)
            items = of.items()
            queued += [item for item in items if item.state != "agreed"]
            states = [item.state for item in items]
            waiting = Counter(item.code.key for item in items if item.state in OPEN)
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
        return found, in_order(queued, "code")


_Key = Callable[[ItemOfConsensus], tuple[object, ...]]

_ORDERS: Mapping[Order, _Key] = {
    "code": lambda item: (item.code.key, item.span.start - item.span.end),
    "size": lambda item: (item.span.start - item.span.end,),
    "transcript": lambda _: (),
}


def in_order(items: Iterable[ItemOfConsensus], order: Order) -> list[ItemOfConsensus]:
    """Return items, what is open first: by code and size, by size, or by transcript and place."""
    return sorted(
        items,
        key=lambda item: (
            item.state not in OPEN,
            *_ORDERS[order](item),
            item.transcript_name,
            item.span,
            item.code.key,
        ),
    )


def queue(project: Project, reader: Coder, transcript: str) -> list[ItemOfConsensus]:
    """Return the items of a transcript, what is open first: by code, the longest first.

    `transcript` is its name or id. Raises NotFound where there is none, and Refused where fewer
    than two coders have finished it or the reader codes it apart.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.reading(project) as connection:
        return in_order(opened(connection, reader, identity).items(), "code")


def decide(
    project: Project,
    author: Coder,
    transcript: str,
    choices: Sequence[Choice] = (),
    *,
    sure: str | None = None,
) -> Standing:
    """Write what the coders agree on, and these decisions, as one step; return how far it is then.

    The consensus is finished when nothing is open any more. Raises Question before words go into
    the codebook, unless somebody is `sure` of that, Refused for words whose speaker does not
    consent and for a frozen codebook, what `queue` does, NotFound for an item or a coder there is
    not, and BadInput for words outside the text or two choices for one item.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.writing(project, author, "") as writer:
        of = opened(writer.connection, author, identity)
        writer.summary = f"consensus on {of.name}" + (
            f": {number_of(len(choices), 'decision')}" if choices else ""
        )
        writer.share("coder", CONSENSUS.id, {"name": CONSENSUS.name, "kind": CONSENSUS.kind})
        share_assignment(writer, CONSENSUS.id, identity)
        items = {item.id: item for item in of.items()}
        chosen = _chosen(items, choices)
        examples = [
            _example(writer.connection, of, items[item], choice)
            for item, choice in chosen.items()
            if choice.to_codebook
        ]
        check_seen(examples, sure)
        for example in examples:
            write_example(writer, example)
        for item in items.values():
            choice = chosen.get(item.id)
            if choice is not None or (item.state == "agreed" and not of.is_written(item)):
                _write(writer, of, item, choice or Choice(item.id, "agreed"))
        left = sum(item.state in OPEN and item.id not in chosen for item in items.values())
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
        of = opened(connection, reader, identity)
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


def _write(writer: Writer, of: OpenTranscript, item: ItemOfConsensus, choice: Choice) -> None:
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


def _example(
    connection: Connection, of: OpenTranscript, item: ItemOfConsensus, choice: Choice
) -> BoundaryExample:
    passages = [span for span, _ in _decided(of, item, choice)]
    for span in passages:
        check_span(span, of.text)
    try:
        return example_of(
            connection,
            of,
            item.code,
            sorted(passages) or [item.span],
            choice.outcome,
            choice.reason,
        )
    except Refused as error:
        raise Refused(f"{choice.where}{error.message}", error.hint) from error


def _decided(
    of: OpenTranscript, item: ItemOfConsensus, choice: Choice
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
            wanted = (
                of.coder_named(choice.coder, choice.where) if choice.outcome == "accepted" else None
            )
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
