"""Merging colleagues' copies into a project: the union, and a report of everything it did."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kodeverk.errors import BadInput
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.store import merging, queries
from kodeverk.store.backup import back_up, private_copy
from kodeverk.store.engine import is_address, shown_address
from kodeverk.store.journal import disputed
from kodeverk.store.project import Project
from kodeverk.store.writer import log_step


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or with `dry_run` would do.

    `added` counts live records by kind in the plural; `conflicts` are fields two people gave
    different values; `proposals` are records that may be one and the same; `unplaced` are codings
    of either side that are not in the result, with the reason.
    """

    added: dict[str, int]
    conflicts: tuple[dict[str, Any], ...]
    proposals: tuple[dict[str, Any], ...]
    unplaced: tuple[dict[str, Any], ...]
    backup: Path | None


PLURALS = {
    "coder": "coders",
    "codebook": "codebooks",
    "codebook_version": "codebook_versions",
    "code": "codes",
    "facet": "facets",
    "link": "links",
    "transcript": "transcripts",
    "version": "versions",
    "speaker": "speakers",
    "informant": "informants",
    "variable": "variables",
    "round": "rounds",
    "assignment": "assignments",
    "coding": "codings",
    "memo": "memos",
    "setting": "settings",
}


def merge(
    project: Project, author: Coder, others: list[str], *, dry_run: bool = False
) -> MergeReport:
    """Add everything `others` hold to the project, all in one transaction or not at all.

    The others are never altered. A backup of the project is made beside it first.
    Raises BadInput when a project is merged into itself, BadProject when one cannot be read.
    """
    for other in others:
        _check_other(project, other)
    backup = None
    if not dry_run and project.path is not None:
        backup = back_up(project, _backup_name(project.path))
    try:
        reports = _merge_all(project, author, others, backup, dry_run=dry_run)
    except BaseException:
        if backup is not None:
            backup.unlink()
        raise
    if backup is not None and not any(report.added or report.conflicts for report in reports):
        backup.unlink()
        backup = None
    return _together(reports, backup)


def _merge_all(
    project: Project, author: Coder, others: list[str], backup: Path | None, *, dry_run: bool
) -> list[MergeReport]:
    reports: list[MergeReport] = []
    with project.locked() as connection:
        first, last = 1, 0
        for other in others:
            with private_copy(other, project) as copy, copy.reading() as source:
                union = merging.unite(connection, source)
            first, last = (first if reports else union.first), union.last
            reports.append(_report(connection, union, backup))
        if dry_run:
            project.take_back(connection)
        elif last >= first:
            log_step(
                connection,
                identity=new_id(),
                author=author,
                act="merge",
                target=None,
                summary=f"merged {', '.join(map(_shown, others))}",
                first=first,
                last=last,
            )
    return reports


def _shown(other: str) -> str:
    """Return a project's address, or only its file's name: a path may say more than is wanted.

    A name that is no Unicode could not be kept in the log.
    """
    name = shown_address(other) if is_address(other) else Path(other).name
    return name.encode(errors="replace").decode()


def _check_other(project: Project, other: str) -> None:
    same = other == project.location
    if project.path is not None and not is_address(other):
        same = project.path.resolve() == Path(other).resolve()
    if same:
        raise BadInput(
            f"{project.name} cannot be merged into itself", "Name a colleague's copy instead."
        )


def _backup_name(path: Path) -> Path:
    number = 1
    while (name := path.with_name(f"{path.stem}-before-merge-{number}.kodeverk")).exists():
        number += 1
    return name


def _report(connection: Any, union: merging.Union, backup: Path | None) -> MergeReport:
    names = {coder.id: coder.name for coder in queries.coders(connection)}
    titles = {one.id: one.name for one in queries.transcripts(connection)}
    keys = {code.id: code.key for code in queries.codes(connection)}
    conflicts = [
        {
            "kind": kind,
            "record": record,
            "name": titles.get(record) or keys.get(record) or names.get(record) or record,
            "field": field,
            "values": [
                {"value": head.value_of(field), "author": names.get(head.author or "", "-")}
                for head in disputed(connection, record, field)
            ],
        }
        for kind, record, field in union.conflicts
    ]
    unplaced = [
        {
            "coding": lost.coding,
            "transcript": titles.get(lost.transcript, lost.transcript),
            "code": keys.get(lost.code, lost.code),
            "coder": names.get(lost.coder, lost.coder),
            "start": lost.start,
            "end": lost.end,
            "reason": f"removed by {names.get(lost.removed_by or '', 'somebody')}",
        }
        for lost in queries.removed_codings(connection, union.removed)
    ]
    return MergeReport(
        {PLURALS[kind]: count for kind, count in union.added.items()},
        tuple(conflicts),
        tuple(_proposals(connection)),
        tuple(unplaced),
        backup,
    )


def _proposals(connection: Any) -> list[dict[str, Any]]:
    """Return pairs of coders and of codes that may be one: only a person can say so."""
    found: list[dict[str, Any]] = []
    coders = queries.coders(connection)
    codes = [code for code in queries.codes(connection) if code.active and code.counted]
    for kind, named in (
        ("coder", [(coder.id, coder.name) for coder in coders]),
        ("code", [(code.id, code.name.get("nb") or code.key) for code in codes]),
    ):
        folded: dict[str, list[tuple[str, str]]] = {}
        for identity, name in named:
            folded.setdefault("".join(filter(str.isalnum, name.casefold())), []).append(
                (identity, name)
            )
        found += [
            {"kind": kind, "records": [one for one, _ in alike], "names": [n for _, n in alike]}
            for alike in folded.values()
            if len(alike) > 1
        ]
    return found


def _together(reports: list[MergeReport], backup: Path | None) -> MergeReport:
    added: dict[str, int] = {}
    for report in reports:
        for kind, count in report.added.items():
            added[kind] = added.get(kind, 0) + count
    return MergeReport(
        added,
        tuple(conflict for report in reports for conflict in report.conflicts),
        reports[-1].proposals if reports else (),
        tuple(lost for report in reports for lost in report.unplaced),
        backup,
    )
