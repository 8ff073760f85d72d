"""Verifying that a project holds what its changes say, and that every quote is its words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kodeverk.errors import Damaged, KodeverkError
from kodeverk.model.allowed_values import turn_faults
from kodeverk.model.text import normalise, quote_hash, text_hash
from kodeverk.service import derived_placements
from kodeverk.store import dating, faults, integrity, journal, queries
from kodeverk.store.engine import Connection
from kodeverk.store.local_faults import file_faults
from kodeverk.store.project import Project
from kodeverk.store.withdrawal import proof
from kodeverk.store.withdrawal.mark_faults import withdrawal_faults
from kodeverk.store.withdrawal.marks import unsearched


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a project is sound, its content hash, and every problem in words.

    Open conflicts are no problem; `conflicts` counts them. Neither is what a merge could not look
    for: `unsearched` are the pseudonyms of withdrawn words that may be left in what it brought.
    """

    ok: bool
    content_hash: str
    problems: tuple[str, ...]
    conflicts: int = 0
    unsearched: tuple[str, ...] = ()


def verify(project: Project) -> Verdict:
    """Return whether the database is whole, its state is the fold of its changes, the texts are
    what their hashes say, every coding's quote equals the text at its span, and every place in a
    corrected text is the one that is derived.

    The content hash is empty where the file is too damaged to be read through.
    """
    problems: list[str] = []
    digest, conflicts = "", 0
    left: set[str] = set()
    try:
        with project.reading() as connection:
            for check in (
                integrity.database_problems,
                _unsound,
                integrity.state_problems,
                proof.withdrawal_problems,
                lambda connection: _text_problems(connection, look_inside=bool(problems)),
                derived_placements.placement_problems,
            ):
                with _unreadable_as_problem(problems):
                    problems.extend(check(connection))
            with _unreadable_as_problem(problems):
                digest = journal.content_hash(connection)
                conflicts = len(queries.conflicts(connection))
                left = {words_mark.shows for words_mark in unsearched(connection)}
    except KodeverkError as error:
        if type(error) not in (KodeverkError, Damaged):
            raise
        problems.append(error.message)
    listed = tuple(dict.fromkeys(problems))
    return Verdict(not problems, digest, listed, conflicts, tuple(sorted(left)))


@contextmanager
def _unreadable_as_problem(problems: list[str]) -> Iterator[None]:
    """Add to `problems` what ends a check: a value that nothing this program writes looks like."""
    try:
        yield
    except (*faults.UNREADABLE, ArithmeticError) as error:
        problems.append(f"something in the file cannot be read: {type(error).__name__}")


def _unsound(connection: Connection) -> Iterator[str]:
    """Yield what no project holds: what a merge would refuse."""
    for check in (dating.clock_faults, faults.all_faults, withdrawal_faults, file_faults):
        for fault in check(connection):
            yield faults.fault_in_words(connection, fault)


def _text_problems(connection: Connection, *, look_inside: bool) -> Iterator[str]:
    """Yield what is wrong with the texts, and with their turns and quotes.

    What lies inside a text is looked at where something was wrong before: then `faults` has not
    looked at all records.
    """
    names = {transcript.id: transcript.name for transcript in queries.transcripts(connection)}
    spans = integrity.quotes(connection) if look_inside else {}
    for version in integrity.hashed_versions(connection):
        name = names.get(version.transcript, version.transcript)
        text = version.text
        if text_hash(text) != version.hash:
            yield f"{name}: the text is not the one that was imported"
        if normalise(text) != text:
            yield f"{name}: the text is not normalised"
        if not look_inside:
            continue
        for what in turn_faults(text, version.turns):
            yield f"{name}: {what}"
        for quote in spans.get(version.id, ()):
            if not 0 <= quote.start < quote.end <= len(text):
                yield f"{name}: a coding at {quote.start}–{quote.end} lies outside the text"
            elif quote_hash(text[quote.start : quote.end]) != quote.digest:
                yield f"{name}: the words at {quote.start}–{quote.end} are not those once coded"
