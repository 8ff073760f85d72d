"""Scope and basis: whose codings of which transcripts count, and which are left out, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from kodeverk.analysis.counting.work import (
    FINISHED,
    NO_SPLITS,
    CodebookVersion,
    CodesRead,
    Splits,
)
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.records import MAIN_ROUND, Assignment, AssignmentState, Code, Coder

Scope = Literal["finished", "started"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

Basis = Literal["final", "all", "coder"]
BASES: tuple[Basis, ...] = get_args(Basis)

_STARTED: tuple[AssignmentState, ...] = ("started", *FINISHED)


@dataclass(frozen=True, slots=True)
class CountedWork:
    """Whose codings count, by transcript, and what is not as it should be when a study is done.

    `counting` has the transcripts in scope. `unfinished` are those that nobody whose codings could
    count has finished; in the scope `started` some of them count nevertheless. `unsettled` are
    those left out because several coders could count and nobody is the main coder, or people named
    different ones.
    """

    counting: dict[str, tuple[Assignment, ...]]
    unfinished: tuple[str, ...]
    unsettled: tuple[str, ...]

    def counts(self, transcript: str, coder: str) -> bool:
        """Tell whether the codings of `coder` in `transcript` count."""
        return any(work.coder == coder for work in self.counting.get(transcript, ()))


def counted_work(
    transcripts: Iterable[str],
    assignments: Iterable[Assignment],
    coders: Mapping[str, Coder],
    mains: Mapping[str, Sequence[str]],
    *,
    round_name: str = MAIN_ROUND,
    scope: Scope = "finished",
    basis: Basis = "final",
    chosen: Sequence[str] = (),
) -> CountedWork:
    """Return whose codings count in each of `transcripts`, by the assignments of one round.

    `mains` has the main coders of transcripts in that round: one each, or those that people named
    when they do not agree; then nobody's codings count. final: the consensus if it has finished,
    else the main coder, or where nobody is, the only one who has finished (in the scope `started`,
    if nobody has, the only one who has started). all: every chosen coder in scope; without a
    choice, every person. coder: the one chosen. `transcripts` without an assignment are not
    started. Raises BadInput for a scope or basis that does not exist, for chosen coders that do not
    suit the basis and for a round without assignments other than `main`; NotFound for a chosen
    coder who is not among `coders`.
    """
    _check(scope, basis, chosen, coders)
    by_transcript = in_round(assignments, round_name)
    counting: dict[str, tuple[Assignment, ...]] = {}
    unfinished: list[str] = []
    unsettled: list[str] = []
    for transcript in transcripts:
        work = by_transcript.get(transcript, [])
        is_settled = True
        if basis == "final":
            candidates, is_settled = _final(work, coders, mains.get(transcript, ()), scope)
        elif chosen:
            candidates = _in_scope(
                [assignment for assignment in work if assignment.coder in chosen], scope
            )
        else:
            candidates = _in_scope(
                [assignment for assignment in work if _is_person(assignment, coders)], scope
            )
        if not _in_scope(candidates, "finished"):
            unfinished.append(transcript)
        if candidates and is_settled:
            counting[transcript] = tuple(candidates)
        elif candidates:
            unsettled.append(transcript)
    return CountedWork(counting, tuple(unfinished), tuple(unsettled))


def not_coded(
    counted: CountedWork,
    versions: Iterable[CodebookVersion],
    codes: Iterable[Code],
    splits: Splits = NO_SPLITS,
) -> frozenset[tuple[str, str]]:
    """Return the (transcript, code) in scope that nobody who counts has read for (`CodesRead.by`).

    Raises Damaged for a version that is not among `versions`.
    """
    read = CodesRead(versions, codes, splits)
    return frozenset(
        (transcript, code)
        for transcript, works in counted.counting.items()
        for code in read.everything.difference(*map(read.by, works))
    )


def _check(scope: str, basis: str, chosen: Sequence[str], coders: Mapping[str, Coder]) -> None:
    if scope not in SCOPES:
        raise BadInput(f"there is no scope '{scope}'", f"Use one of: {', '.join(SCOPES)}.")
    if basis not in BASES:
        raise BadInput(f"there is no basis '{basis}'", f"Use one of: {', '.join(BASES)}.")
    for coder in chosen:
        if coder not in coders:
            raise NotFound(
                f"there is no coder {coder} in the project",
                "See who codes: kodeverk status PROJECT",
            )
    if basis == "final" and chosen:
        raise BadInput(
            "the basis 'final' chooses the coder of each transcript itself",
            "Leave the coders out, or use the basis 'coder' or 'all'.",
        )
    if basis == "coder" and len(chosen) != 1:
        raise BadInput(
            f"the basis 'coder' takes one coder, not {len(chosen)}", "Name exactly one coder."
        )
    if len({coders[coder].kind for coder in chosen}) > 1:
        names = ", ".join(coders[coder].name for coder in chosen)
        raise BadInput(
            f"persons and the consensus are counted apart, not together: {names}",
            "Choose persons only, or the consensus only.",
        )


def in_round(assignments: Iterable[Assignment], round_name: str) -> dict[str, list[Assignment]]:
    """Return transcript -> its assignments of one round, in order of coder, of those of all rounds.

    Raises BadInput for a round without any, other than `main`.
    """
    by_transcript: dict[str, list[Assignment]] = {}
    rounds = {MAIN_ROUND}
    for assignment in assignments:
        rounds.add(assignment.round)
        if assignment.round == round_name:
            by_transcript.setdefault(assignment.transcript, []).append(assignment)
    if round_name not in rounds:
        raise BadInput(
            f"there is no round {round_name!r}: nobody is assigned anything in it",
            f"Rounds of this project: {', '.join(sorted(rounds))}.",
        )
    for work in by_transcript.values():
        work.sort(key=lambda assignment: assignment.coder)
    return by_transcript


def is_in_scope(work: Assignment, scope: Scope) -> bool:
    """Tell whether a coder has come so far with a transcript that the work is in scope."""
    return work.state in (FINISHED if scope == "finished" else _STARTED)


def _in_scope(work: Iterable[Assignment], scope: Scope) -> list[Assignment]:
    return [assignment for assignment in work if is_in_scope(assignment, scope)]


def _is_person(assignment: Assignment, coders: Mapping[str, Coder]) -> bool:
    return coders[assignment.coder].kind == "person"


def _final(
    work: Sequence[Assignment], coders: Mapping[str, Coder], named: Sequence[str], scope: Scope
) -> tuple[list[Assignment], bool]:
    """Return the one assignment that counts, several that could, or none; and if it is settled.

    `named` are the main coders that people named.
    """
    persons = [assignment for assignment in work if _is_person(assignment, coders)]
    consensus = [assignment for assignment in work if assignment not in persons]
    if agreed := _in_scope(consensus, "finished"):
        return agreed, len(agreed) == 1
    if len(named) == 1:
        return _in_scope(
            [assignment for assignment in persons if assignment.coder in named], scope
        ), True
    candidates = _in_scope(persons, "finished") or _in_scope(persons, scope)
    return candidates, len(candidates) == 1 and not named
