"""The consensus of a transcript's coders: what they agree on, and what they decide of the rest.

It belongs to the coder of the kind consensus, one in all projects, and never changes what the
coders coded themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kodeverk.analysis.counting.transcripts import Facets
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.errors import BadInput, KodeverkError, NotFound, StaleWrite
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
    set_finished_in,
    set_work,
)
from kodeverk.service.consensus_transcript import (
    CONSENSUS,
    OPEN,
    ItemOfConsensus,
    OpenTranscript,
    comparable,
    material_in,
    opened,
    together_in,
)
from kodeverk.service.phrases import number_of
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
    "rounds_to_settle",
    "span_of_words",
    "standings",
    "whole_queue",
]

Order = Literal["code", "size", "transcript"]
"""What a queue is in the order of."""

_NEAR = 3000
"""So many characters before and after an item words are looked for."""


class Standing(NamedTuple):
    """How far the consensus on a transcript is, of what `coders` finished in a round.

    `begun` tells whether anything is written of it, `is_complete` whether all is that there is to
    write. `open_by_code` has the keys of the codes with open items, and how many each has.
    """

    transcript: str
    name: str
    round_name: str
    coders: tuple[str, ...]
    agreed: int
    decided: int
    open: int
    begun: bool
    is_complete: bool
    open_by_code: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """What coders decided of an item: `accepted` with the coder's name, `span` with the words.

    `item` is its id or the beginning of that; `to_codebook` tells whether its words are to be a
    boundary example of the code; `where` says where the choice was written, if in a file; `seen` is
    the item as it was shown, if it was.
    """

    item: str
    outcome: Outcome
    coder: str = ""
    span: Span | None = None
    deciders: str = ""
    reason: str = ""
    to_codebook: bool = False
    where: str = ""
    seen: ItemOfConsensus | None = None


def rounds_to_settle(project: Project) -> list[str]:
    """Return the rounds in which two coders or more have finished a transcript, by name."""
    with project.reading() as connection:
        material = material_in(connection, None)
        names = sorted({work.round for work in material.assignments})
        return [name for name in names if together_in(connection, material, name)]


def standings(project: Project, reader: Coder, round_name: str | None = None) -> list[Standing]:
    """Return how far the consensus is on each transcript that two coders or more have finished.

    That is in the round named; without one, in the main round, else in the one that two have
    finished last. Transcripts that the reader codes apart and has not finished are not among them.
    Raises BadInput for a round that there is not.
    """
    return whole_queue(project, reader, round_name)[0]


def whole_queue(
    project: Project, reader: Coder, round_name: str | None = None
) -> tuple[list[Standing], list[ItemOfConsensus]]:
    """Return what `standings` does, and the items of all transcripts that are no matter of course.

    Those on which the coders agree are not among them.
    """
    with derived_placements.reading(project) as connection:
        material = material_in(connection, round_name)
        hidden = blindness_of(connection, reader, material.assignments).transcripts
        found, queued = [], []
        for of in comparable(connection, material, round_name, hidden):
            items = of.items()
            queued += [item for item in items if item.state != "agreed"]
            found.append(_standing(of, items))
        return found, in_order(queued, "code")


def _standing(of: OpenTranscript, items: Sequence[ItemOfConsensus]) -> Standing:
    states, state = [item.state for item in items], of.state_in(of.round_name)
    waiting = Counter(item.code.key for item in items if item.state in OPEN)
    return Standing(
        of.identity,
        of.name,
        of.round_name,
        of.coder_names,
        states.count("agreed"),
        states.count("decided"),
        waiting.total(),
        state != "assigned",
        state in FINISHED
        and not of.held_by_nobody()
        and all(each.state not in OPEN and of.is_written(each) for each in items),
        dict(waiting),
    )


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


def queue(
    project: Project, reader: Coder, transcript: str, round_name: str | None = None
) -> list[ItemOfConsensus]:
    """Return the items of a transcript, what is open first: by code, the longest first.

    `transcript` is its name or id, the round as for `standings`. Raises NotFound where there is
    none, Refused where fewer than two coders have finished it or the reader codes it apart, and
    BadInput for a round that there is not.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.reading(project) as connection:
        return in_order(opened(connection, reader, identity, round_name).items(), "code")


def decide(
    project: Project,
    author: Coder,
    transcript: str,
    choices: Sequence[Choice | BadInput] = (),
    *,
    round_name: str | None = None,
    sure: str | None = None,
) -> Standing:
    """Write what the coders agree on, and these decisions, as one step; return how far it is then.

    What is decided already is left as it is; what no coder has any more is taken off the consensus.
    It is finished when nothing is open any more, in every round that just these coders have
    finished. Raises Question before words go into the codebook, unless somebody is `sure` of that,
    Refused for words whose speaker does not consent and for a frozen codebook, what `queue` does,
    NotFound for an item or a coder there is not, StaleWrite for an item that was decided since it
    was shown, and BadInput for words that are not the item's and two choices for one item. Of
    choices that were written in a table BadInput names every one that cannot be used, also those
    that could not be read, which stand among them as a BadInput.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.writing(project, author, "") as writer:
        of = opened(writer.connection, author, identity, round_name)
        writer.summary = f"consensus on {of.name}" + (
            f": {number_of(len(choices), 'decision')}" if choices else ""
        )
        writer.share("coder", CONSENSUS.id, {"name": CONSENSUS.name, "kind": CONSENSUS.kind})
        items = {item.id: item for item in of.items()}
        settled = _settled(writer.connection, of, items, choices)
        examples = [one.example for one in settled.values() if one.example is not None]
        check_seen(examples, sure)
        for example in examples:
            write_example(writer, example)
        for item in items.values():
            if item.state == "agreed" and item.id not in settled and not of.is_written(item):
                agreed = Choice(item.id, "agreed")
                settled[item.id] = _Settled(agreed, _passages(of, item, agreed), None)
        gone = of.held_by_nobody()
        for coding in gone:
            writer.remove("coding", coding)
        decided = [_write(writer, of, items[item], one) for item, one in settled.items()]
        left = sum(item.state in OPEN and item.id not in settled for item in items.values())
        if left:
            for name in of.rounds:
                set_work(writer, CONSENSUS.id, identity, {"state": "started"}, name)
        elif gone or any(decided) or not all(of.state_in(name) in FINISHED for name in of.rounds):
            set_finished_in(writer, CONSENSUS.id, identity, of.rounds)
    with derived_placements.reading(project) as connection:
        of = opened(connection, author, identity, round_name)
        return _standing(of, of.items())


def note_reason(project: Project, author: Coder, decision: Decision, reason: str) -> None:
    """Write why something was decided, as one step."""
    with project.writing(author, "why a decision of the consensus was made") as writer:
        writer.set("decision", decision.id, "reason", reason or None)


def span_of_words(
    project: Project,
    reader: Coder,
    transcript: str,
    item: str,
    typed: str,
    round_name: str | None = None,
) -> Span:
    """Return the words near an item that somebody typed: all of them, or `first … last`.

    Raises NotFound where they are not near it, and what `queue` raises.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.reading(project) as connection:
        of = opened(connection, reader, identity, round_name)
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


class _Passage(NamedTuple):
    """Words that the consensus is to have a coding on, and the facet values of that."""

    span: Span
    facets: Facets


class _Settled(NamedTuple):
    """A choice with the passages that it gives the consensus, and its line for the codebook."""

    choice: Choice
    passages: tuple[_Passage, ...]
    example: BoundaryExample | None


def _settled(
    connection: Connection,
    of: OpenTranscript,
    items: Mapping[str, ItemOfConsensus],
    choices: Iterable[Choice | BadInput],
) -> dict[str, _Settled]:
    """Return what each item that was chosen for comes to. Raises as `decide` does."""
    settled: dict[str, _Settled] = {}
    faults = []
    for choice in choices:
        where = ""
        try:
            if isinstance(choice, BadInput):
                raise choice
            where = choice.where
            item = items[_item_meant(items, choice.item)]
            if item.id in settled:
                raise BadInput(f"the item {choice.item} is decided twice", "Decide it once.")
            if choice.seen is not None and choice.seen.decision != item.decision:
                raise StaleWrite(
                    f"{item.code.key} was decided there by somebody else in the meantime",
                    "Look at what was decided, and decide again if it is to be otherwise.",
                )
            passages = _passages(of, item, choice)
            example = _example(connection, of, item, choice, passages)
            settled[item.id] = _Settled(choice, passages, example)
        except KodeverkError as error:
            if isinstance(choice, Choice) and not where:
                raise
            faults.append(BadInput(f"{where}{error.message}", error.hint))
    if len(faults) == 1:
        raise faults[0]
    if faults:
        listed = "".join(f"\n  {one.message}. {one.hint}" for one in faults)
        raise BadInput(
            f"{len(faults)} decisions cannot be used; nothing was decided{listed}",
            "Mend these rows and load the table again.",
        )
    return settled


def _write(writer: Writer, of: OpenTranscript, item: ItemOfConsensus, settled: _Settled) -> bool:
    """Let the consensus have what was decided of an item, and nothing else of its code there.

    Tell whether anything differed. Who decided so before, and why, stays where nobody is named now.
    """
    choice, before = settled.choice, item.decision
    is_same = of.is_written(item) and {*settled.passages} == {
        _Passage(span, facets) for span, facets in of.passages_of_consensus(item)
    }
    if not is_same:
        for coding in of.codings_of_consensus(item):
            writer.remove("coding", coding)
        text = current_text(writer, of.identity)
        for span, facets in settled.passages:
            by_facet: dict[str, list[str]] = {}
            for facet, value in facets:
                by_facet.setdefault(facet, []).append(value)
            add_coding(writer, CONSENSUS.id, text, span, item.code, by_facet, "manual")
    kept = before if is_same and before and before.outcome == choice.outcome else None
    is_said = writer.say(
        "decision",
        decision_id(of.identity, item.code.id, item.id),
        {
            "transcript": of.identity,
            "code": item.code.id,
            "item": item.id,
            "codings": [coding.id for coding in of.held(item).codings],
            "outcome": choice.outcome,
            "deciders": choice.deciders or (kept.deciders if kept else "") or None,
            "reason": choice.reason or (kept.reason if kept else "") or None,
        },
    )
    return is_said or not is_same


def _example(
    connection: Connection,
    of: OpenTranscript,
    item: ItemOfConsensus,
    choice: Choice,
    passages: Iterable[_Passage],
) -> BoundaryExample | None:
    if not choice.to_codebook:
        return None
    spans = sorted(passage.span for passage in passages)
    return example_of(
        connection, of, item.code, spans or [item.span], choice.outcome, choice.reason
    )


def _passages(of: OpenTranscript, item: ItemOfConsensus, choice: Choice) -> tuple[_Passage, ...]:
    """Return the passages of the consensus where this is chosen of an item."""
    held = of.held(item)
    match choice.outcome:
        case "agreed":
            assert held.agreed is not None
            return (_Passage(held.agreed, held.facets),)
        case "neither":
            return ()
        case "span":
            if choice.span is None:
                raise BadInput("no words are given", "Give the offsets of the words: START-END.")
            check_span(choice.span, of.text)
            _check_place(of, item, choice.span)
            return (_Passage(choice.span, held.facets),)
    wanted = of.coder_named(choice.coder) if choice.outcome == "accepted" else None
    found = {
        coding.span: coding.facets
        for coding in reversed(held.codings)
        if wanted in (None, coding.coder)
    }
    if not found:
        raise BadInput(
            f"{choice.coder} has no coding there",
            "Name a coder who has one, or decide otherwise.",
        )
    return tuple(_Passage(*one) for one in sorted(found.items()))


def _check_place(of: OpenTranscript, item: ItemOfConsensus, span: Span) -> None:
    """Raise BadInput for words apart from an item, or among those of another one of its code.

    What the consensus has on the words of an item is what was decided of that, and of no other.
    """
    if span.end <= item.span.start or item.span.end <= span.start:
        raise BadInput(
            f"the words {span.start}-{span.end} are none of {item.code.key} {item.span.start}-"
            f"{item.span.end}",
            "Give words that have some of these among them.",
        )
    for code, other in of.places():
        is_other = code == item.code.id and other != item.span
        if is_other and span.start < other.end and other.start < span.end:
            raise BadInput(
                f"the words {span.start}-{span.end} reach into other codings of {item.code.key}, "
                f"{other.start}-{other.end}",
                "Give words that keep clear of these, which are decided by themselves.",
            )


def _item_meant(items: Iterable[str], given: str) -> str:
    fitting = [item for item in items if given and item.startswith(given)]
    if len(fitting) != 1:
        raise NotFound(
            f"there is no item {given!r} now"
            if not fitting
            else f"{given!r} is the beginning of several items",
            "List the items of now: kodeverk consensus PROJECT TRANSCRIPT",
        )
    return fitting[0]
