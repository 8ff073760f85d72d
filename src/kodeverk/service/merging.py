"""Merging colleagues' copies into a project: the union, and a report of everything it did."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from kodeverk.errors import BadInput, BadProject, Unconfirmed
from kodeverk.files import make_folder
from kodeverk.formats.mapping import Pairing
from kodeverk.model.change import BIRTH
from kodeverk.model.identity import new_id
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Coder
from kodeverk.service import derived_placements, freezing
from kodeverk.service.blindness import Blindness, blindness_of
from kodeverk.service.codebook_differences import in_words
from kodeverk.service.conflicts import Disagreement, conflicts_in_words, seen_by
from kodeverk.service.perhaps_one import (
    PerhapsOne,
    all_perhaps_one,
    join_all,
    tell_all_apart,
)
from kodeverk.service.phrases import number_of_records, some_of
from kodeverk.service.reviewing import count_waiting
from kodeverk.store import merging, queries
from kodeverk.store.address import is_address, shown_address
from kodeverk.store.backup import copy_project
from kodeverk.store.dating import Ahead
from kodeverk.store.derived_files import remembered
from kodeverk.store.engine import Connection
from kodeverk.store.faults import UNREADABLE, Unsound
from kodeverk.store.journal import since
from kodeverk.store.moments import made_after
from kodeverk.store.private_copy import private_copy
from kodeverk.store.project import Project
from kodeverk.store.queries import Conflict
from kodeverk.store.sent_file import is_sent
from kodeverk.store.steps import log_withdrawal
from kodeverk.store.writer import Writer, log_step


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or with `dry_run` would do.

    `added` counts live records by kind in the plural; `conflicts` are those that the merge
    brought, or brought more values to, and `open_conflicts` counts all there are; `proposals`
    are records that may be one and the same; `unplaced` are codings of either side that are not
    in the result, with the reason, and `memos` those on them, which are kept on the passage.
    `removed` are the transcripts and memos of either side that somebody has removed.
    `withdrawn` are the transcripts from which words were taken for good because they are
    withdrawn in another copy, and `people` those who are forgotten there; the backup still has
    them. `unsearched` are pseudonyms of words that could not be looked for in one of the
    copies, which never had a text where they stood. `to_review` counts, by the names of
    transcripts, all codings and memos whose place in a corrected text waits for a person.
    `joined` says which records were joined, as a person had decided, `told_apart` of which somebody
    said that they are two, and `from_whom` what came
    from each coder, in words. `changed_frozen` says in words, by the key of a codebook that was
    frozen here, how it differs now from what it was.
    """

    added: dict[str, int]
    conflicts: tuple[Disagreement, ...]
    proposals: tuple[PerhapsOne, ...]
    unplaced: tuple[dict[str, Any], ...]
    backup: Path | None
    withdrawn: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    unsearched: tuple[str, ...] = ()
    memos: tuple[dict[str, Any], ...] = ()
    to_review: Mapping[str, int] = field(default_factory=dict)
    open_conflicts: int = 0
    removed: tuple[dict[str, Any], ...] = ()
    joined: tuple[str, ...] = ()
    told_apart: tuple[str, ...] = ()
    from_whom: tuple[tuple[str, str], ...] = ()
    changed_frozen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def added_in_words(self) -> list[str]:
        """What was added, kind by kind: `1 coder`, `168 codings`."""
        return [
            number_of_records(count, kind)
            for kind, about in KINDS.items()
            if (count := self.added.get(about.plural))
        ]


WITHDRAWN = "what it is on is withdrawn for good"
"""Why a coding of what somebody has forgotten is not in the result."""

HIDDEN = "removed, and hidden until you have finished the transcript"
"""What is said of a colleague's removed coding to who codes that transcript apart."""


class Incoming(NamedTuple):
    """What comes in: how messages and how the log call it, and what unites it with a project."""

    name: str
    summary: str
    unite: Callable[[Project, Connection], merging.Union]


def merge(
    project: Project,
    author: Coder,
    others: list[str],
    *,
    dry_run: bool = False,
    pairings: Sequence[Pairing] | None = None,
) -> MergeReport:
    """Add everything `others` hold to the project, all in one transaction or not at all.

    What a person has decided (`pairings`) to be one is joined, and what to be two is remembered, as
    a step of its own after the merge; where nobody has decided yet, they are none; None asks only
    about what comes in. The others are never altered. A backup of the project is made first, and
    kept if anything came in: beside the file, or for PostgreSQL as a project file in the user's own
    folder. Raises BadInput when a project is merged into itself and for pairings that are none,
    BadProject when one cannot be read.
    """
    incoming = [copy_of(project, other) for other in others]
    return take_in(project, author, incoming, "merged", dry_run=dry_run, pairings=pairings)


def take_in(
    project: Project,
    author: Coder,
    incoming: Sequence[Incoming],
    done: str,
    *,
    dry_run: bool = False,
    pairings: Sequence[Pairing] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> MergeReport:
    """Add to the project what comes in, as `merge` does; `done` says in the log what was done.

    `progress` is told how many of how many have been united, and may raise what ends it all.
    """
    backup = None if dry_run else _backed_up(project)
    kept = False
    try:
        report, kept = _merge_all(
            project, author, incoming, done, progress, dry_run=dry_run, pairings=pairings
        )
    except Unconfirmed:
        kept = True  # perhaps something came in
        raise
    finally:
        if backup is not None and not kept:
            backup.unlink()
    if kept:
        project.clean()
    return replace(report, backup=backup if kept else None)


def _merge_all(
    project: Project,
    author: Coder,
    incoming: Sequence[Incoming],
    done: str,
    progress: Callable[[int, int], None],
    *,
    dry_run: bool,
    pairings: Sequence[Pairing] | None,
) -> tuple[MergeReport, bool]:
    """Return the report, and whether anything was written."""
    with project.locked() as connection:
        before = queries.conflicts(connection)
        frozen = freezing.frozen_now(connection)
        unions: list[merging.Union] = []
        for one in incoming:
            progress(len(unions), len(incoming))
            unions.append(_unite(project, connection, one))
        came = any(
            union.first <= union.last or union.withdrew or union.dated_anew for union in unions
        )
        came_in = _came(connection, unions)
        if came:
            log_step(
                connection,
                identity=new_id(),
                author=author,
                act="merge",
                target=None,
                summary=f"{done} {', '.join(one.summary for one in incoming)}",
                first=unions[0].first,
                last=unions[-1].last,
            )
        from_whom = tuple(_from_whom(connection, unions))
        joined, apart = _decided(connection, author, pairings or ())
        derived_placements.refresh(connection)
        progress(len(unions), len(incoming))
        report = replace(
            _report(connection, unions, before, author),
            from_whom=from_whom,
            proposals=all_perhaps_one(connection, came_in, all_there=pairings is not None),
            joined=joined,
            told_apart=apart,
            changed_frozen={
                book.key: (*map(in_words, differences),)
                for book in frozen
                if (differences := freezing.changed_since(connection, book))
            },
        )
        kept = (came or bool(joined) or bool(apart)) and not dry_run
        if not kept:
            project.take_back(connection)
        elif report.withdrawn:
            log_withdrawal(connection, author, "withdrew what another copy has withdrawn")
    return report, kept


def _decided(
    connection: Connection, author: Coder, pairings: Sequence[Pairing]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Join what a person has decided to be one, and remember what to be two, as one step.

    Return in words what was joined, and what was told apart.
    """
    if not pairings:
        return (), ()
    derived_placements.refresh(connection)
    writer = Writer(connection, author, "")
    joined, apart = join_all(writer, pairings), tell_all_apart(writer, pairings)
    said = [f"joined {some_of(joined)}"] if joined else []
    said += [f"said to be two: {some_of(apart)}"] if apart else []
    writer.summary = "; ".join(said)
    writer.finish()
    return (*joined,), (*apart,)


def copy_of(project: Project, other: str) -> Incoming:
    """Return another project as what comes in. Raises BadInput where it is the project itself."""
    _check_other(project, other)
    return Incoming(shown_address(other), file_in_log(other), _copied(other))


def _copied(other: str) -> Callable[[Project, Connection], merging.Union]:
    """Return what unites a project with another one, which is read through a private copy."""

    def unite(project: Project, connection: Connection) -> merging.Union:
        with private_copy(other, project) as copy, copy.reading() as source:
            return merging.unite(connection, source)

    return unite


def _unite(project: Project, connection: Connection, one: Incoming) -> merging.Union:
    try:
        return one.unite(project, connection)
    except Unsound as error:
        what = "dated ahead" if isinstance(error, Ahead) else "damaged"
        raise BadProject(f"{one.name} is {what}: {error.message}", error.hint) from error
    except (*UNREADABLE, OverflowError) as error:
        # What is said of it is kept back: it may quote what somebody said.
        raise BadProject(
            f"{one.name} is damaged: it holds what no project has",
            "Ask for a fresh copy of it; see also: kodeverk verify",
        ) from error


def file_in_log(other: str) -> str:
    """Return an address, or only the file's name: a path may say more than is wanted.

    A name that is no Unicode could not be kept in the log.
    """
    name = shown_address(other) if is_address(other) else Path(other).name
    return name.encode(errors="replace").decode()


def _check_other(project: Project, other: str) -> None:
    same = other == project.location
    if project.path is not None and not is_address(other):
        same = Path(other).exists() and project.path.samefile(other)
    if same:
        raise BadInput(
            f"{project.name} cannot be merged into itself", "Name a colleague's copy instead."
        )
    if not is_address(other) and is_sent(Path(other)):
        raise BadInput(
            f"{other} is what somebody has sent, and no whole project",
            "It is added with: kodeverk receive PROJECT FILE",
        )


def _backed_up(project: Project) -> Path:
    target = _backup_name(project)
    make_folder(target.parent)
    if project.path is not None:
        return copy_project(project, target)  # it is known by its name, beside the project
    with remembered(project, target):
        return copy_project(project, target)


def _backup_name(project: Project) -> Path:
    near, number = project.near, 1
    while (name := near.with_name(f"{near.stem}-before-merge-{number}.kodeverk")).exists():
        number += 1
    return name


def _report(
    connection: Connection,
    unions: Sequence[merging.Union],
    before: Collection[Conflict],
    reader: Coder,
) -> MergeReport:
    """Return what all the unions did together, as the project is after the last of them.

    `before` are the conflicts there were already. Of new ones those are told that `reader` may see,
    and of what is not in the result no more than that.
    """
    blindness = blindness_of(connection, reader)
    names = queries.coder_names(connection)
    titles = {
        transcript: name
        for (_, transcript), name in queries.names_of(connection, "transcript").items()
    }
    titles |= {transcript.id: transcript.name for transcript in queries.transcripts(connection)}
    keys = {code.id: code.key for code in queries.codes(connection)}
    joined = queries.stand_ins(connection)
    keys |= {code: keys[chosen] for code, chosen in joined.items() if chosen in keys}
    added: Counter[str] = Counter()
    for union in unions:
        added.update(union.added)
    conflicts = queries.conflicts(connection)
    told, _ = seen_by(connection, (one for one in conflicts if one not in before), reader)
    removed = sorted({coding for union in unions for coding in union.removed})
    unplaced: list[dict[str, Any]] = [
        {
            "coding": lost.coding,
            "transcript": titles.get(lost.transcript, lost.transcript),
            "code": keys.get(lost.code, lost.code),
            "coder": names.get(lost.coder, lost.coder),
            "start": lost.start,
            "end": lost.end,
            "reason": f"removed by {names.get(lost.removed_by or '', 'somebody')}",
        }
        if not blindness.hides(lost.transcript, lost.coder)
        else {
            "coding": lost.coding,
            "transcript": titles.get(lost.transcript, lost.transcript),
            "code": "-",
            "coder": names.get(lost.coder, lost.coder),
            "start": None,
            "end": None,
            "reason": HIDDEN,
        }
        for lost in queries.removed_codings(connection, removed)
    ]
    memos = [
        {
            "memo": memo.id,
            "author": names.get(memo.coder or "", "-"),
            "text": memo.text,
            "coding": lost["coding"],
            "transcript": lost["transcript"],
            "code": lost["code"],
            "coder": lost["coder"],
            "start": lost["start"],
            "end": lost["end"],
        }
        for lost in unplaced
        for memo in queries.memos(connection, [lost["coding"]])
        if lost["reason"] != HIDDEN
    ]
    unplaced += [
        {
            "coding": withheld.coding,
            "transcript": "-",
            "code": keys.get(withheld.code, withheld.code),
            "coder": names.get(withheld.coder, withheld.coder),
            "start": withheld.start,
            "end": withheld.end,
            "reason": WITHDRAWN,
        }
        for withheld in sorted({withheld for union in unions for withheld in union.withheld})
    ]
    return MergeReport(
        {KINDS[kind].plural: count for kind, count in added.items() if count > 0},
        conflicts_in_words(connection, told),
        (),
        tuple(unplaced),
        None,
        tuple(dict.fromkeys(name for union in unions for name in union.withdrawn)),
        tuple(dict.fromkeys(name for union in unions for name in union.people)),
        tuple(sorted({transcript for union in unions for transcript in union.unsearched})),
        memos=tuple(memos),
        to_review=count_waiting(connection),
        open_conflicts=len(conflicts),
        removed=tuple(_removed(connection, unions, titles, names, blindness)),
    )


def _removed(
    connection: Connection,
    unions: Sequence[merging.Union],
    titles: Mapping[str, str],
    names: Mapping[str, str],
    blindness: Blindness,
) -> Iterator[dict[str, Any]]:
    """Yield the transcripts and memos that somebody has removed, as the report has them."""
    gone = sorted({record for union in unions for record in union.removed_beside}, reverse=True)
    by = queries.removed_by(connection, [record for _, record in gone])
    memos = {memo.id: memo for memo in queries.memos(connection, removed=by)} if gone else {}
    for kind, record in gone:
        reason = f"removed by {names.get(by[record] or '', 'somebody')}"
        removed = {
            "kind": kind,
            "id": record,
            "transcript": titles.get(record, record),
            "reason": reason,
        }
        if kind == "memo":
            if (memo := memos.get(record)) is None:
                continue
            removed["transcript"] = titles.get(memo.transcript or "", "-")
            text = "…" if blindness.hides_memo(memo) else memo.text
            removed |= {"author": names.get(memo.coder or "", "-"), "text": text}
        yield removed


def _from_whom(
    connection: Connection, unions: Sequence[merging.Union]
) -> Iterator[tuple[str, str]]:
    """Yield who made what came in, and how much of what that is."""
    names = queries.coder_names(connection)
    joined = queries.stand_ins(connection)
    counts: dict[str, Counter[str]] = {}
    for (author, kind), count in made_after(connection, unions[0].first - 1).items():
        whose = names.get(joined.get(author or "", author or ""), "somebody")
        counts.setdefault(whose, Counter())[kind] += count
    for whose in sorted(counts):
        told = (number_of_records(count, kind) for kind, count in counts[whose].most_common())
        yield whose, ", ".join(told)


def _came(connection: Connection, unions: Sequence[merging.Union]) -> set[str]:
    """Return the transcripts that came in with the unions."""
    if not any(union.added.get("transcript") for union in unions):
        return set()
    return {
        change.record
        for change in since(connection, unions[0].first - 1)
        if change.kind == "transcript" and change.field == BIRTH
    }
