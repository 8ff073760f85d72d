"""Forgetting interviews and people whose consent is withdrawn."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kodeverk.analysis.counting.passages import WITHHELD
from kodeverk.errors import NotFound
from kodeverk.model.kinds import FORGETTABLE, KINDS
from kodeverk.model.records import Code, Coder
from kodeverk.service.removing import is_trial
from kodeverk.store import queries
from kodeverk.store.derived_files import files_made, forget_named
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.withdrawal import acts
from kodeverk.store.withdrawal.people import said_of_speakers

_QUOTE = re.compile('[“«"]([^”»"]+)[”»"]')

_SAYS_SOMETHING = 4
"""How many words a line has that is hardly said by two people."""


@dataclass(frozen=True, slots=True)
class ForgettingReport:
    """What forgetting did, or with `dry_run` would do.

    `transcripts` and `informants` are forgotten whole, by name; in `withdrawn_in` what somebody
    said shows as `[…]`. `removed` counts what goes, by kind in the plural. `made` are backups and
    exports made before, which still hold it. `is_trial` tells that nobody has coded the transcript
    or said anything of consent. In a text of the transcripts `left`, by name, lines that the person
    said stand under another speaker or none, and stay; so do the people `earlier`, by name, whom
    the person's speakers were said to be before, and who speak nowhere now. The texts of the codes
    `quoting`, by key, quote what goes, and stay.
    """

    transcripts: tuple[str, ...]
    informants: tuple[str, ...]
    withdrawn_in: tuple[str, ...]
    removed: Mapping[str, int]
    made: tuple[Path, ...]
    dry_run: bool
    is_trial: bool = False
    left: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()


def forget(
    project: Project, author: Coder, name: str, *, dry_run: bool = False
) -> ForgettingReport:
    """Remove the transcript or informant with this name or id for good; say what went.

    With `dry_run` nothing is written. There is no undo, and what is forgotten never comes back
    with a merge. Raises NotFound for a name that is nobody's, or that fits more than one.
    """
    with project.reading() as connection:
        names = _names(connection)
        kind, record = _record_named(names, name)
        trial = kind == "transcript" and is_trial(connection, record)
        under_others = _said_under_others(connection, record) if kind == "informant" else set()
        earlier = _said_to_be_before(connection, record) if kind == "informant" else set()
        quoting = _quoting(connection, kind, record)
    chosen = {what: [record] if what == kind else [] for what in FORGETTABLE}
    # First all copies are listed, for people: the project then forgets the paths with the name.
    copies = files_made(project)
    if not dry_run:
        forget_named(project, [names[kind, record]])
    withdrawn = acts.forget_people(
        project, author, chosen["transcript"], chosen["informant"], dry_run=dry_run
    )
    gone = {
        what: tuple(sorted(names[what, record] for record in withdrawn.gone.get(what, ())))
        for what in FORGETTABLE
    }
    informants = gone["informant"]
    if not dry_run:
        forget_named(project, [name for of_kind in gone.values() for name in of_kind])
    return ForgettingReport(
        gone["transcript"],
        informants,
        tuple(sorted(names["transcript", transcript] for transcript in withdrawn.transcripts)),
        {KINDS[kind].plural: len(ids) for kind, ids in withdrawn.gone.items()},
        copies,
        dry_run,
        trial,
        tuple(
            sorted(names["transcript", other] for other in under_others & {*withdrawn.transcripts})
        ),
        tuple(sorted({names["informant", person] for person in earlier}.difference(informants))),
        quoting,
    )


def _quoting(connection: Connection, kind: str, record: str) -> tuple[str, ...]:
    """Return the codes, by key, whose texts quote an interview or a person."""
    theirs = {
        speaker.id: speaker.transcript
        for speaker in queries.speakers(connection)
        if record in (speaker.transcript, speaker.informant)
    }
    transcripts = {record} if kind == "transcript" else {*theirs.values()}
    said = [
        " ".join(version.text[turn.start : turn.end].split())
        for transcript in transcripts
        for version in queries.versions(connection, transcript)
        for turn in version.turns
        if turn.speaker in theirs
    ]
    return tuple(
        code.key
        for code in queries.codes(connection)
        if any(quote in words for quote in _quotes(code) for words in said)
    )


def _quotes(code: Code) -> Iterator[str]:
    """Yield what the texts of a code quote, piece by piece between `[…]`."""
    texts = (code.full_definition, code.use_when, code.not_when, code.example)
    for text in (*code.definition.values(), *filter(None, texts)):
        for quote in _QUOTE.findall(text):
            for piece in quote.split(WITHHELD):
                words = piece.split()
                if len(words) >= _SAYS_SOMETHING:
                    yield " ".join(words)


def _said_to_be_before(connection: Connection, informant: str) -> set[str]:
    """Return the informants whom a person's speakers were said to be, and who speak nowhere now."""
    speakers = queries.speakers(connection)
    theirs = {speaker.id for speaker in speakers if speaker.informant == informant}
    present = {person.id for person in queries.informants(connection)}
    before = {
        person for _, who, person in said_of_speakers(connection, "informant") if who in theirs
    }
    return (before & present).difference(speaker.informant for speaker in speakers)


def _said_under_others(connection: Connection, informant: str) -> set[str]:
    """Return the transcripts with a version where lines a person said in another are not theirs."""
    spoken = [speaker for speaker in queries.speakers(connection) if speaker.informant == informant]
    theirs = {speaker.id for speaker in spoken}
    transcripts = set()
    for transcript in {speaker.transcript for speaker in spoken}:
        own_lines: set[str] = set()
        other_lines: set[str] = set()
        for version in queries.versions(connection, transcript):
            edges = [0]
            for turn in version.turns:
                if turn.speaker in theirs:
                    own_lines.update(_lines(version.text[turn.start : turn.end]))
                    edges += [turn.start, turn.end]
            edges.append(len(version.text))
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                other_lines.update(_lines(version.text[start:end]))
        # What was recognised as a speaker's label in one text may stand before the line in another.
        if any(line.endswith(own_line) for line in other_lines for own_line in own_lines):
            transcripts.add(transcript)
    return transcripts


def _lines(words: str) -> Iterator[str]:
    """Yield the lines that say something: a `Ja.` is anybody's."""
    return (line.strip() for line in words.split("\n") if len(line.split()) >= _SAYS_SOMETHING)


def _names(connection: Connection) -> dict[tuple[str, str], str]:
    """Return (kind, id) -> name of all that can be forgotten, removed ones too."""
    named: dict[tuple[str, str], str] = {}
    for kind in FORGETTABLE:
        named |= queries.names_of(connection, kind)
    shown = {
        ("transcript", transcript.id): transcript.name
        for transcript in queries.transcripts(connection)
    }
    return named | shown


def _record_named(names: Mapping[tuple[str, str], str], name: str) -> tuple[str, str]:
    fitting = [key for key, known in names.items() if name in (known, key[1])]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        listed = "; ".join(f"the {kind} {record}" for kind, record in fitting)
        raise NotFound(f"{name!r} fits several: {listed}", "Give the id instead of the name.")
    known = ", ".join(sorted(names.values())[:8])
    raise NotFound(
        f"there is no transcript or informant {name!r}",
        f"There are: {known}." if known else "The project has none.",
    )
