"""Sending a project's changes as a small file, and receiving what a colleague has sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kodeverk.errors import BadInput, KodeverkError
from kodeverk.files import refused, rights_of, whole_file
from kodeverk.formats.mapping import Pairing
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.service.merging import Incoming, MergeReport, copy_of, file_in_log, take_in
from kodeverk.service.phrases import number_of
from kodeverk.store import journal, sending
from kodeverk.store.derived_files import remembered
from kodeverk.store.engine import Connection, check_file
from kodeverk.store.merging import Union
from kodeverk.store.project import Project
from kodeverk.store.receiving import receive as receive_file
from kodeverk.store.sent_file import is_sent, write_lines
from kodeverk.store.writer import log_step

BEGINNING = "beginning"
"""Since when all that there is is sent."""


@dataclass(frozen=True, slots=True)
class SentChanges:
    """What was sent: how many changes and texts in how many bytes, and whether that is all.

    `unsent` is how many changes from before these no file has been sent with.
    """

    file: Path
    changes: int
    texts: int
    size: int
    whole: bool
    unsent: int


def send(project: Project, author: Coder, target: Path, since: str | None = None) -> SentChanges:
    """Write the changes since a step, a time or the beginning to a file, which must not exist.

    `since` is the number of a step in the log, a time where the user is (`2026-11-29 14:00`), or
    `beginning`; without it, what changed since this project last sent. Where words were withdrawn
    since then all there is is sent. What `since` leaves out and was never sent is still to be sent.
    Raises BadInput for what is none of these.
    """
    with (
        remembered(project, target),
        refused(target, "Choose another name for the file."),
        project.locked() as connection,
    ):
        sent = sending.last_sent(connection)
        after = sent if since is None else _after(connection, since)
        with whole_file(target, rights_of(project.path), replace=False) as part:
            parcel = sending.parcel(connection, after)
            write_lines(part, parcel.header, parcel.lines)
            size = part.stat().st_size
        unsent = sending.changes_between(connection, sent, after)
        first, last = (sent + 1, sent) if unsent else journal.no_changes(connection)
        log_step(
            connection,
            identity=new_id(),
            author=author,
            act=sending.SEND,
            target=None,
            summary=f"sent {number_of(parcel.changes, 'change')} as {file_in_log(str(target))}",
            first=first,
            last=last,
        )
        if not unsent:
            sending.note_sent(connection)
    return SentChanges(target, parcel.changes, parcel.texts, size, parcel.header.whole, unsent)


def receive(
    project: Project,
    author: Coder,
    file: Path,
    *,
    dry_run: bool = False,
    pairings: Sequence[Pairing] | None = None,
) -> MergeReport:
    """Add what a colleague has sent to the project, as a merge does: all of it or nothing.

    Raises as `merge`, and BadProject for a file that rests on changes that are not here.
    """
    incoming = [_sent(file)]
    return take_in(project, author, incoming, "received", dry_run=dry_run, pairings=pairings)


def take_in_files(
    project: Project,
    author: Coder,
    files: Sequence[Path],
    progress: Callable[[int, int], None],
    *,
    pairings: Sequence[Pairing],
    dry_run: bool = False,
) -> MergeReport:
    """Merge colleagues' projects and what they have sent, in one go; raises as both do."""
    incoming = [_sent(file) if is_sent(file) else copy_of(project, str(file)) for file in files]
    return take_in(
        project,
        author,
        incoming,
        "merged",
        dry_run=dry_run,
        pairings=pairings,
        progress=progress,
    )


def copies_in(folder: Path, own: Path | None) -> tuple[list[Path], list[Path]]:
    """Return the folders in a folder, and the projects and sent files there but one's own."""
    try:
        there = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return [], []
    folders = [path for path in there if path.is_dir()]
    is_own = {own and own.resolve()}
    files = [path for path in there if path.is_file() and path.resolve() not in is_own]
    return folders, [path for path in files if _is_copy(path) or is_sent(path)]


def _is_copy(file: Path) -> bool:
    try:
        check_file(file)
    except KodeverkError:
        return False
    return True


def _sent(file: Path) -> Incoming:
    def unite(project: Project, connection: Connection) -> Union:
        return receive_file(connection, project, file)

    return Incoming(str(file), file_in_log(str(file)), unite)


def _after(connection: Connection, since: str) -> int:
    """Return the last change, by `seq`, that is not to be sent."""
    if since == BEGINNING:
        return 0
    if since.isascii() and since.isdigit():
        if int(since) > (last := sending.last_step(connection)):
            raise BadInput(
                f"there is no step {since}: the log ends with {last}", "See: kodeverk log PROJECT"
            )
        return sending.before_step(connection, int(since))
    try:
        at = datetime.fromisoformat(since).astimezone()
    except ValueError as error:
        raise BadInput(
            f"{since!r} is neither a step, a time nor {BEGINNING}",
            "Give the number of a step of the log, or a time such as 2026-11-29 or "
            "2026-11-29T14:00.",
        ) from error
    return sending.before_step(connection, sending.step_at(connection, int(at.timestamp() * 1000)))
