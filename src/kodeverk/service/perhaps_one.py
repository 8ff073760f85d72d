"""Records that may be one, as projects were begun apart: what joining them would do, and joining.

Only a person can say so. What is proposed are codes and coders with like names, and transcripts of
one name or nearly the same words.
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kodeverk.analysis.like_names import like_names
from kodeverk.errors import BadInput
from kodeverk.formats.mapping import Pairing
from kodeverk.model.identity import code_id, joining_id
from kodeverk.model.joining import joining, turned_to
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Code, Coder
from kodeverk.service import derived_placements
from kodeverk.service.joined_facts import fill_facts
from kodeverk.service.near_copies import near_copies
from kodeverk.service.phrases import number_of, some_of
from kodeverk.service.told_apart import tell_apart, told_apart
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

JOINED = tuple(about.joins for about in KINDS.values() if about.joins)
"""The kinds of records that people join."""


@dataclass(frozen=True, slots=True)
class PerhapsOne:
    """Two records of a kind that may be one: the first would go into the second, by ids.

    `does` says what would come of it; `percent` is the share of words that two texts have in
    common.
    """

    kind: str
    goes: str
    into: str
    goes_name: str
    into_name: str
    does: str
    percent: int | None = None

    def answered(self, is_one: bool) -> Pairing:
        """Return what is said by accepting it, or by refusing."""
        return Pairing(self.kind, self.goes, self.into, is_one)


def all_perhaps_one(
    connection: Connection, came: Collection[str], *, all_there: bool = False
) -> tuple[PerhapsOne, ...]:
    """Return what may be one: coders, codes, and the transcripts that `came` beside others.

    With `all_there` they are asked about also where both were there before. What people said are
    two is not asked about again.
    """
    two = told_apart(connection)
    asked = {one.id for one in queries.transcripts(connection)} if all_there else came
    return (
        *_coders(connection, two),
        *_codes(connection, two),
        *_transcripts(connection, near_copies(connection, asked), came, two),
    )


def _each_into_one(
    pairs: Iterable[tuple[str, str]],
    two: Container[frozenset[str]],
    rank: Callable[[str], tuple[Any, ...]],
) -> list[tuple[str, str]]:
    """Return (goes, into) of records that are alike, by ids: each goes into one, the least ranked.

    Pairs that are `two` are left out. So all that are answered yes agree on which of them stays.
    """
    into: dict[str, str] = {}
    for pair in pairs:
        if frozenset(pair) in two:
            continue
        stays, goes = sorted(pair, key=rank)
        into[goes] = min(stays, into.get(goes, stays), key=rank)
    return sorted(into.items(), key=lambda pair: (rank(pair[1]), rank(pair[0])))


def _coders(connection: Connection, two: Container[frozenset[str]]) -> Iterator[PerhapsOne]:
    people = [coder for coder in queries.coders(connection) if coder.kind == "person"]
    alike = like_names([coder.name for coder in people])
    counts = queries.count_codings(connection, "coder") if alike else {}
    names = {coder.id: coder.name for coder in people}
    pairs = ((people[first].id, people[second].id) for first, second in alike)
    for goes, into in _each_into_one(pairs, two, lambda one: (-counts.get(one, 0), one)):
        codings = number_of(counts.get(goes, 0), "coding")
        does = f"{codings} of {names[goes]} ({goes[-4:]}) are {names[into]}'s ({into[-4:]})"
        yield PerhapsOne("coder", goes, into, names[goes], names[into], does)


def _codes(connection: Connection, two: Container[frozenset[str]]) -> Iterator[PerhapsOne]:
    codes = [code for code in queries.codes(connection) if code.active and code.counted]
    names = [code.name.get("nb") or code.key for code in codes]
    by_id = {code.id: code for code in codes}
    pairs = [
        (codes[first].id, codes[second].id)
        for first, second in like_names(names)
        if not (_is_of_file(codes[first]) and _is_of_file(codes[second]))
        and codes[first].codebook == codes[second].codebook
    ]
    counts = queries.count_codings(connection, "code") if pairs else {}

    def rank(one: str) -> tuple[Any, ...]:
        # What a codebook's file has stays, else what is used more.
        return (not _is_of_file(by_id[one]), -counts.get(one, 0), one)

    for goes, into in _each_into_one(pairs, two, rank):
        one, other = by_id[goes].key, by_id[into].key
        does = f"{number_of(counts.get(goes, 0), 'coding')} of {one} count as {other}"
        yield PerhapsOne("code", goes, into, one, other, does)


def _is_of_file(code: Code) -> bool:
    """Tell whether a code came from a codebook's file: two of one file are two."""
    key = code.key.removeprefix(f"{code.codebook}:")
    return code.id in (code_id(code.codebook or "", key), code_id("", key))


def _transcripts(
    connection: Connection,
    near: Sequence[Mapping[str, Any]],
    came: Collection[str],
    two: Container[frozenset[str]],
) -> Iterator[PerhapsOne]:
    counts = queries.count_codings(connection, "transcript") if near else {}
    names: dict[str, str] = {}
    percent: dict[frozenset[str], int] = {}
    for found in near:
        names |= dict(zip(found["records"], found["names"], strict=True))
        percent[frozenset(found["records"])] = found["percent"]

    def rank(one: str) -> tuple[Any, ...]:
        # What was there before stays, else what more is coded in.
        return (one in came, -counts.get(one, 0), one)

    for goes, into in _each_into_one((found["records"] for found in near), two, rank):
        does = (
            f"the text of {names[goes]} becomes a version of {names[into]}; "
            f"{number_of(counts.get(goes, 0), 'coding')} go along"
        )
        share = percent[frozenset((goes, into))]
        yield PerhapsOne("transcript", goes, into, names[goes], names[into], does, share)


def tell_all_apart(writer: Writer, pairings: Sequence[Pairing]) -> list[str]:
    """Say of those that are not one that they are two; return in words of which it is new.

    Raises BadInput, naming the row, for what is not there, and for what is one already.
    """
    done = []
    for pairing in pairings:
        if pairing.is_one:
            continue
        names = _names(writer.connection, pairing)
        joined = queries.stand_ins(writer.connection)
        goes, into = (joined.get(one, one) for one in (pairing.goes, pairing.into))
        if goes == into:
            raise BadInput(
                f"{_row_of(pairing)}the {pairing.kind} {names[0]} is one with {names[1]} already",
                "Undo the step that joined them, or leave the row without an answer.",
            )
        if tell_apart(writer, pairing.kind, goes, into):
            done.append(f"the {pairing.kind}s {names[0]} and {names[1]}")
    return done


def join_all(writer: Writer, pairings: Sequence[Pairing]) -> list[str]:
    """Say of each pairing whose two records are one that they are; return in words what was done.

    Those that are one already are left out. Raises BadInput, naming the row, for what is not there.
    """
    done = []
    for pairing in pairings:
        if not pairing.is_one:
            continue
        writer.flush()
        names = _names(writer.connection, pairing)
        joined = queries.stand_ins(writer.connection)
        goes, into = (joined.get(one, one) for one in (pairing.goes, pairing.into))
        if goes == into:
            continue
        _check(writer.connection, pairing._replace(goes=goes, into=into))
        if pairing.kind == "transcript":
            fill_facts(writer, goes, into)
        known = queries.joinings(writer.connection)
        for turned in turned_to([*known, joining(goes, into)], into):
            if turned not in known:
                identity = joining_id(*turned[:2])
                writer.put(f"{pairing.kind}_joining", identity, dict(turned._asdict()))
        done.append(f"the {pairing.kind} {names[0]} into {names[1]}")
    writer.flush()
    return done


def _row_of(pairing: Pairing) -> str:
    return f"{pairing.where}: " if pairing.where else ""


def _names(connection: Connection, pairing: Pairing) -> tuple[str, str]:
    """Return what the two are called. Raises BadInput where they are not there, or are one."""
    where = _row_of(pairing)
    if pairing.goes == pairing.into:
        raise BadInput(f"{where}both are {pairing.into}", "Name two.")
    called = {**_called(connection, pairing.kind)}
    for one in (pairing.goes, pairing.into):
        if one not in called:
            raise BadInput(
                f"{where}there is no {pairing.kind} {one}",
                "Write the mapping anew, from the projects as they are: "
                "kodeverk merge PROJECT OTHER --dry-run --mapping NEW.csv",
            )
    return called[pairing.goes], called[pairing.into]


def _check(connection: Connection, pairing: Pairing) -> None:
    """Raise BadInput for records, of which no others stand for any, that cannot be one."""
    where = _row_of(pairing)
    if pairing.kind == "coder":
        kinds = {coder.id: coder.kind for coder in queries.coders(connection)}
        if kinds[pairing.goes] != kinds[pairing.into]:
            raise BadInput(f"{where}a person and the consensus cannot be one", "Answer no.")
    if pairing.kind != "code":
        return
    codes = {code.id: code for code in queries.codes(connection)}
    goes, into = codes[pairing.goes], codes[pairing.into]
    if goes.codebook != into.codebook or not (goes.counted and into.counted):
        raise BadInput(
            f"{where}{goes.key} and {into.key} are of two codebooks, or one is a reserve code",
            "Answer no.",
        )
    above = into
    while above.parent is not None and above.parent in codes:
        above = codes[above.parent]
        if above.id == goes.id:
            raise BadInput(
                f"{where}{into.key} stands under {goes.key}", "Move it out first, then join them."
            )


def _called(connection: Connection, kind: str) -> dict[str, str]:
    """Return the records of a kind -> what they are called, those that went into others too."""
    if kind == "coder":
        called = {coder.id: coder.name for coder in queries.coders(connection)}
    elif kind == "code":
        called = {code.id: code.key for code in queries.codes(connection)}
    else:
        called = {one.id: one.name for one in queries.transcripts(connection)}
    joined = queries.stand_ins(connection)
    return called | {goes: called[into] for goes, into in joined.items() if into in called}


def join_records(project: Project, author: Coder, pairings: Sequence[Pairing]) -> tuple[str, ...]:
    """Say that records are one, pair by pair; return in words which. One step, undone by parting.

    The text of a transcript that goes into another is a version of that from then on, and all that
    was coded in it is placed in the text that is shown, also what a merge brings later. What was
    known of it alone is known of the other. Raises as `join_all`.
    """
    with derived_placements.writing(project, author, "joined") as writer:
        done = join_all(writer, pairings)
        writer.summary = f"joined {some_of(done)}"
    return (*done,)
