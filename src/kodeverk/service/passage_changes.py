"""Found passages changed together: another code, one more, taken off, confirmed. One step, whole.

Nobody's but one's own codings are changed. What would become of the passages can be asked before.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Literal, NamedTuple

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.errors import BadInput, Refused, StaleWrite
from kodeverk.model.codebook import carries
from kodeverk.model.coding_rows import HERE, UNCONFIRMED, CodingRow
from kodeverk.model.passages import label_spans, passage_to_code
from kodeverk.model.records import FACET_PREFIX, Code, Coder, Origin, Turn, unpack_facets
from kodeverk.model.sentences import sentences
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.borders import know_meaning
from kodeverk.service.coding import add_coding, codebook_version_of, current_text, start_work
from kodeverk.service.equal_codings import as_one
from kodeverk.service.finding import Place
from kodeverk.service.phrases import are, number_of
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.queries import Version
from kodeverk.store.writer import Writer

Act = Literal["recode", "add", "remove", "confirm"]
Extent = Literal["words", "sentence", "turn"]
"""What of a text is coded where words were found: they, their sentence, or the turn they are in."""


class Change(NamedTuple):
    """What shall become of passages; `code` is the one they get.

    Where words were only found, their `extent` is coded; a search that codes all it found at once
    leaves each to be confirmed (`is_search`).
    """

    act: Act
    code: Code | None = None
    extent: Extent = "words"
    is_search: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change makes of passages: how many are changed, in how many transcripts.

    `alike` are left as they have the code already, or nothing to confirm; `others` are colleagues',
    by name, and stay. `finished` transcripts are changed although the coder has finished them.
    `memos` go with what is taken off, and so many codings lose values of the facets in `lost`.
    """

    changed: int
    transcripts: int
    alike: int
    others: Mapping[str, int]
    finished: int
    memos: int
    lost: Mapping[str, int]


class _Target(NamedTuple):
    """A passage to change: the ids of its coding, which are none where words were only found."""

    transcript: str
    span: Span
    ids: tuple[str, ...]
    code: str
    facets: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Plan:
    targets: tuple[_Target, ...]
    effect: Effect


def effect_of(project: Project, author: Coder, places: Sequence[Place], change: Change) -> Effect:
    """Return what a change would make of passages. Raises as `change_passages` does."""
    with derived_placements.reading(project) as connection:
        return _plan(connection, author, places, change).effect


def change_passages(
    project: Project, author: Coder, places: Sequence[Place], change: Change
) -> Effect:
    """Change passages as one step, all of them or none; return what it made of them.

    Raises Refused where none can be changed, and StaleWrite where some have been moved or removed
    since they were found.
    """
    with derived_placements.writing(project, author, change.act) as writer:
        plan = _plan(writer.connection, author, places, change)
        if not plan.targets:
            raise Refused("none of these passages can be changed so", _why(plan.effect, change))
        writer.summary = _in_words(plan.effect, change)
        for _, targets in groupby(plan.targets, attrgetter("transcript")):
            _WRITE[change.act](writer, author, [*targets], change)
        return plan.effect


def _add(writer: Writer, author: Coder, targets: Sequence[_Target], change: Change) -> None:
    """Put the code on passages of one transcript."""
    assert change.code is not None
    transcript = targets[0].transcript
    start_work(writer, author, transcript)
    current = current_text(writer, transcript)
    origin: Origin = "auto" if change.is_search else "manual"
    under = codebook_version_of(writer, change.code)
    for target in targets:
        add_coding(writer, author.id, current, target.span, change.code, {}, origin, under)


def _recode(writer: Writer, _author: Coder, targets: Sequence[_Target], change: Change) -> None:
    assert change.code is not None
    under = codebook_version_of(writer, change.code)
    lost = _not_carried(writer.connection, change.code)
    know_meaning(writer, [one for target in targets for one in target.ids], change.code)
    for target in targets:
        for identity in target.ids:
            writer.set("coding", identity, "code", change.code.id)
            writer.set("coding", identity, "codebook_version", under)
            for facet in sorted(target.facets & lost):
                writer.set("coding", identity, FACET_PREFIX + facet, [])


def _remove(writer: Writer, author: Coder, targets: Sequence[_Target], _change: Change) -> None:
    ids = _ids(targets)
    for memo in queries.memos(writer.connection, ids):
        if memo.coder == author.id:
            writer.remove("memo", memo.id)
    for identity in ids:
        writer.remove("coding", identity)


def _confirm(writer: Writer, _author: Coder, targets: Sequence[_Target], _change: Change) -> None:
    for coding in queries.codings_as_made(writer.connection, _ids(targets)):
        if coding.waits_to_be_confirmed:
            writer.set("coding", coding.id, "confirmed", True)


_WRITE: Mapping[Act, Callable[[Writer, Coder, Sequence[_Target], Change], None]] = {
    "add": _add,
    "recode": _recode,
    "remove": _remove,
    "confirm": _confirm,
}


def _ids(targets: Iterable[_Target]) -> list[str]:
    return [identity for target in targets for identity in target.ids]


def _plan(connection: Connection, author: Coder, places: Sequence[Place], change: Change) -> _Plan:
    if (change.code is None) == (change.act in ("recode", "add")):
        raise BadInput(f"a code and {change.act} do not go together", "Choose a code.")
    names = queries.coder_names(connection)
    others: Counter[str] = Counter()
    targets: list[_Target] = []
    alike = 0
    distinct = {place._replace(group="") for place in places}
    ordered = sorted(distinct, key=lambda place: (place[:3], place.coding or ""))
    codes = {place.code for place in places if place.code is not None}
    read = coding_rows.coding_rows(connection, SURE, codes)
    with_code = coding_rows.coding_rows(connection, SURE, [change.code.id] if change.code else [])
    for transcript, of_transcript in groupby(ordered, attrgetter("transcript")):
        here = [*of_transcript]
        current = queries.current_text(connection, transcript)
        if current is None:
            raise StaleWrite("a transcript has been removed meanwhile", "List them again.")
        taken = _spans_of(with_code(transcript, current.id), author)
        if change.act == "add":
            version = queries.version(connection, current.id)
            found = [*_to_add(version, here, change.extent, taken)]
            targets += found
            alike += len(here) - len(found)
            continue
        there = as_one(read(transcript, current.id))
        for place, target, is_unconfirmed in _codings(transcript, here, *there):
            if place.coder != author.id:
                others[names.get(place.coder or "", "a colleague")] += 1
            elif target.span in taken or (change.act == "confirm" and not is_unconfirmed):
                alike += 1
            else:
                targets.append(target)
                if change.act == "recode":
                    taken.add(target.span)
    return _Plan(tuple(targets), _effect(connection, author, targets, change, alike, dict(others)))


def _codings(
    transcript: str,
    places: Sequence[Place],
    rows: Iterable[CodingRow],
    same: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[Place, _Target, bool]]:
    """Yield the codings of places as they are now, and whether they wait to be confirmed.

    Raises StaleWrite for one that is not as it was found.
    """
    there = {row[6]: row for row in rows}
    for place in places:
        if place.coding is None:
            raise BadInput("words that are only found have no coding to change", "Code them first.")
        row = there.get(place.coding)
        if row is None or row[4] < HERE or row[:3] != (place.code, place.start, place.end):
            raise StaleWrite(
                "some of these passages have been moved, removed or recoded meanwhile",
                "List them again.",
            )
        ids = same.get(row[6], (row[6],))
        facets = frozenset(facet for facet, _ in unpack_facets(row[5]))
        target = _Target(transcript, Span(row[1], row[2]), ids, row[0], facets)
        yield place, target, row[4] == UNCONFIRMED


def _spans_of(rows: Iterable[CodingRow], author: Coder) -> set[Span]:
    """Return the spans of the author's codings."""
    return {Span(row[1], row[2]) for row in rows if row[3] == author.id and row[4] >= HERE}


def _to_add(
    version: Version,
    places: Sequence[Place],
    extent: Extent,
    taken: set[Span],
) -> Iterator[_Target]:
    """Yield what of a text is to be coded that is not `taken`, which grows by that."""
    for place in places:
        span = Span(place.start, place.end)
        if place.version != version.id:
            raise StaleWrite("a text has been corrected meanwhile", "List the passages again.")
        if place.coding is None:
            span = extended(version.text, version.turns, span, extent)
        if span not in taken:
            taken.add(span)
            yield _Target(version.transcript, span, (), "", frozenset())


def extended(text: str, turns: Sequence[Turn], span: Span, extent: Extent) -> Span:
    """Return what is coded where words were found: they, their sentence, or their whole turn."""
    if extent == "words":
        return span
    turn = next((turn for turn in turns if turn.start < span.end and span.start < turn.end), None)
    if turn is None:
        return span
    if extent == "turn":
        return passage_to_code(text, label_spans(text, turns), Span(turn.start, turn.end)) or span
    there = [
        sentence
        for sentence in sentences(text, turn.start, turn.end)
        if sentence.start < span.end and span.start < sentence.end
    ]
    return Span(there[0].start, there[-1].end) if there else span


def _effect(
    connection: Connection,
    author: Coder,
    targets: Sequence[_Target],
    change: Change,
    alike: int,
    others: Mapping[str, int],
) -> Effect:
    touched = {target.transcript for target in targets}
    finished = sum(
        work.coder == author.id and work.state == "finished" and work.transcript in touched
        for work in queries.assignments(connection)
    )
    memos, lost = 0, Counter[str]()
    if change.act == "remove":
        memos = sum(memo.coder == author.id for memo in queries.memos(connection, _ids(targets)))
    elif change.act == "recode" and change.code is not None:
        not_carried = _not_carried(connection, change.code)
        for target in targets:
            lost.update(target.facets & not_carried)
    return Effect(len(targets), len(touched), alike, others, finished, memos, dict(lost))


def _not_carried(connection: Connection, code: Code) -> frozenset[str]:
    return frozenset(facet.key for facet in queries.facets(connection) if not carries(code, facet))


def _in_words(effect: Effect, change: Change) -> str:
    """Return what was done, for the log."""
    where = f"in {number_of(effect.transcripts, 'transcript')}"
    count = effect.changed
    if change.act == "add":
        assert change.code is not None
        how = " by a search" if change.is_search else ""
        return f"{change.code.key} on {number_of(count, 'passage')} {where}{how}"
    codings = number_of(count, "coding")
    if change.act == "recode":
        assert change.code is not None
        return f"{codings} {where} became {change.code.key}"
    done = "removed" if change.act == "remove" else "confirmed"
    return f"{done} {codings} {where}"


def _why(effect: Effect, change: Change) -> str:
    if effect.others:
        return f"They are {' and '.join(effect.others)}'s: only their own coder changes a coding."
    if change.act == "confirm":
        return "None of them waits to be confirmed."
    return "They have the code already." if effect.alike else "Mark some passages first."


def told(effect: Effect, change: Change) -> list[str]:
    """Return in sentences what a change would make of passages, for who is asked about it."""
    said = [f"This changes {number_of(effect.changed, 'passage')} in "
            f"{number_of(effect.transcripts, 'transcript')}, as one step."]  # fmt: skip
    if effect.alike:
        why = "wait for nothing" if change.act == "confirm" else "have the code already"
        said.append(f"{number_of(effect.alike, 'passage')} {why} and {are(effect.alike)} left.")
    said += [
        f"{number_of(count, 'coding')} of {name}, which only {name} changes, {are(count)} left."
        for name, count in effect.others.items()
    ]
    if effect.memos:
        said.append(f"With them go {number_of(effect.memos, 'memo')} of yours.")
    said += [
        f"{number_of(count, 'coding')} will lose {facet}, which the code does not carry."
        for facet, count in effect.lost.items()
    ]
    if effect.finished:
        said.append(
            f"You have finished {effect.finished} of these transcripts; they stay finished."
        )
    if change.is_search:
        said.append("They count in no final figure until you have confirmed them, one by one.")
    return said
