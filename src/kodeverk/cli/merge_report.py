"""The report of a merge, in words and as JSON: what came in, and what asks for a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kodeverk.cli.conflicts import conflict_as_json
from kodeverk.cli.console import note, say, say_json
from kodeverk.cli.layout import (
    conflicts_line,
    perhaps_one_lines,
    shortened,
    unsearched_line,
    waiting_line,
)

if TYPE_CHECKING:
    from kodeverk.service.conflicts import Disagreement
    from kodeverk.service.merging import MergeReport
    from kodeverk.service.perhaps_one import PerhapsOne


def tell_report(report: "MergeReport", *, dry_run: bool, as_json: bool) -> None:
    """Write what a merge did, or would do."""
    from kodeverk.model.kinds import KINDS

    if not as_json:
        _tell(report, dry_run)
        return
    added = {about.plural: report.added.get(about.plural, 0) for about in KINDS.values()}
    say_json(
        {
            "added": added,
            "from_whom": [{"coder": whose, "what": what} for whose, what in report.from_whom],
            "conflicts": [*map(conflict_as_json, report.conflicts)],
            "open_conflicts": report.open_conflicts,
            "proposals": [*map(_as_json, report.proposals)],
            "joined": list(report.joined),
            "told_apart": list(report.told_apart),
            "changed_frozen": {key: list(told) for key, told in report.changed_frozen.items()},
            "unplaced": list(report.unplaced),
            "memos": list(report.memos),
            "removed": list(report.removed),
            "withdrawn": list(report.withdrawn),
            "people": list(report.people),
            "unsearched": list(report.unsearched),
            "backup": None if report.backup is None else str(report.backup),
            "to_review": dict(report.to_review),
            "dry_run": dry_run,
        }
    )


def _tell(report: "MergeReport", dry_run: bool) -> None:
    """Write the report in words."""
    verb, kinds = "would add" if dry_run else "added", report.added_in_words
    said = ", ".join(kinds) or "nothing"
    changed = "; what was there was changed" if report.backup and not kinds else ""
    say(f"{verb} {said}{changed}")
    for whose, what in report.from_whom:
        say(f"from {whose}: {what}")
    _tell_conflicts(report.conflicts)
    _tell_decided(report, dry_run)
    _tell_changed_frozen(report.changed_frozen)
    _tell_proposals(report.proposals)
    _tell_removed(report.removed)
    _tell_unplaced(report.unplaced)
    for memo in report.memos:
        words = shortened(" ".join(memo["text"].split()))
        say(
            f"kept on its passage: {memo['author']}'s memo on {memo['coder']}'s {memo['code']} on "
            f"{memo['transcript']} {memo['start']}–{memo['end']}: “{words}”"
        )
    if report.open_conflicts:
        say(conflicts_line(report.open_conflicts))
    if report.to_review:
        say(waiting_line(report.to_review))
    if dry_run:
        note("note: nothing was written")
    _tell_withdrawn(report, "there" if dry_run else "there, so also here")
    if report.unsearched:
        say(unsearched_line(report.unsearched))
    if report.backup is not None:
        note(f"note: the project as it was before: {report.backup}")
        if report.withdrawn or report.people:
            note("note: it still holds what is withdrawn: delete it when the merge is as it should")


def _tell_decided(report: "MergeReport", dry_run: bool) -> None:
    for joined in report.joined:
        say(f"{'would join' if dry_run else 'joined'} {joined}")
    for apart in report.told_apart:
        say(f"{'would be said' if dry_run else 'said'} to be two, and not asked again: {apart}")


def _tell_conflicts(conflicts: Sequence["Disagreement"]) -> None:
    """Write what is said differently, each value with whose it is."""
    for conflict in conflicts:
        values = " or ".join(
            f"{shortened(choice.words)} ({choice.author})" for choice in conflict.choices
        )
        say(f"conflict: {conflict.about}: {values}")


def _tell_withdrawn(report: "MergeReport", where: str) -> None:
    for name in report.withdrawn:
        say(f"withdrawn {where}: words of {name}")
    for name in report.people:
        say(f"forgotten {where}: {name}")


def _as_json(one: "PerhapsOne") -> dict[str, Any]:
    """Return what may be one under the keys that scripts rely on."""
    return {
        "kind": one.kind,
        "records": [one.into, one.goes],
        "names": [one.into_name, one.goes_name],
        "goes": one.goes,
        "into": one.into,
        "does": one.does,
        **({} if one.percent is None else {"percent": one.percent}),
    }


def _tell_changed_frozen(changed: Mapping[str, Sequence[str]]) -> None:
    for book, differences in changed.items():
        say(f"changed by a colleague, though frozen here: the codebook {book}")
        for difference in differences:
            say(f"  {difference}")


def _tell_proposals(proposals: Sequence["PerhapsOne"]) -> None:
    """Write which records may be one, and how to say so."""
    for one in proposals:
        line, *remedies = perhaps_one_lines(_as_json(one))
        say(line)
        say(f"  if they are: {one.does}")
        for remedy in remedies:
            note(remedy)
    if proposals:
        note(
            "note: to answer them all: the same command with --dry-run --mapping NEW.csv writes a "
            "table, and with --mapping NEW.csv joins what is answered yes and asks no more about "
            "what is answered no"
        )


def _tell_removed(removed: Sequence[Mapping[str, Any]]) -> None:
    """Write which transcripts and memos are not in the result."""
    for record in removed:
        what = f"the transcript {record['transcript']}"
        if record["kind"] == "memo":
            words = shortened(" ".join(record["text"].split()))
            what = f"{record['author']}'s memo on {record['transcript']}, “{words}”"
        say(f"not in the result: {what}: {record['reason']}")


def _tell_unplaced(unplaced: Sequence[dict[str, Any]]) -> None:
    """Write which codings are not in the result; of what may not be told, how many."""
    from kodeverk.service.merging import HIDDEN, WITHDRAWN
    from kodeverk.service.phrases import number_of

    untold = Counter(
        (lost["coder"], lost["reason"])
        for lost in unplaced
        if lost["reason"] in (HIDDEN, WITHDRAWN)
    )
    for (coder, reason), count in untold.items():
        say(f"not in the result: {number_of(count, 'coding')} of {coder}'s: {reason}")
    for lost in unplaced:
        if lost["reason"] not in (HIDDEN, WITHDRAWN):
            say(
                f"not in the result: {lost['coder']}'s {lost['code']} on {lost['transcript']} "
                f"{lost['start']}–{lost['end']}: {lost['reason']}"
            )
