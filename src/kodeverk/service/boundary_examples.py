"""Boundary examples: words that coders decided of, in the codebook as an example of a code.

A codebook is shared with more people than interviews are. So nothing is written unseen: whoever
writes it says yes to the words as they will stand there, with `[…]` for identifying ones.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from kodeverk.analysis.counting.passages import mask
from kodeverk.errors import Question, Refused, StaleWrite
from kodeverk.model.records import Code, Coder, Outcome
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.book_of_project import codes_of, open_book
from kodeverk.service.code_wording import checked_texts
from kodeverk.service.consensus_transcript import OpenTranscript, opened
from kodeverk.service.copied_words import check_consent, without_labels
from kodeverk.service.phrases import number_of
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

_NOT = {"nb": "Ikke", "nn": "Ikkje", "en": "Not"}
"""What stands before words that do not have the code."""

SHARED_WORDS = (
    "They are words of an interview, and a codebook is shared. There they stay, also in its log, "
    "when the interview is forgotten."
)


class BoundaryExample(NamedTuple):
    """A line that an example of a code gets: the words, and why it was decided so.

    `said` is what is to be known of the consent of who said them.
    """

    code: Code
    line: str
    said: str


def example_of(
    connection: Connection,
    of: OpenTranscript,
    code: Code,
    passages: Sequence[Span],
    outcome: Outcome,
    reason: str,
) -> BoundaryExample | None:
    """Return what the words of a decision would be as a boundary example; None where it is one.

    Raises Refused where their speaker's consent speaks against it, and Frozen.
    """
    quoted = " […] ".join(
        " ".join(" ".join(mask(of.text, *piece, of.identifying).split()) for piece in pieces)
        for span in passages
        if (pieces := [*without_labels(of.turns, span)])
    )
    details = queries.codebook_details(connection)
    (book,) = [one for one in queries.codebooks(connection) if one.key == code.codebook]
    language = details[book.id][1]
    sign = f"{_NOT.get(language, _NOT['en'])}: " if outcome == "neither" else ""
    why = f" – {' '.join(of.hide(reason).split())}" if reason else ""
    line = f"{sign}“{quoted}”{why}"
    if line in (code.example or "").splitlines():
        return None
    open_book(connection, code.codebook)
    informants = {one.id: one for one in queries.informants(connection)}
    spoken = {
        of.voices[turn.speaker].informant
        for turn in of.turns
        for span in passages
        if turn.start < span.end and span.start < turn.end
    }
    said = check_consent([informants[one] for one in spoken if one in informants])
    return BoundaryExample(code, line, said.removeprefix("; "))


def decided_example(
    project: Project, reader: Coder, transcript: str, item: str, round_name: str | None = None
) -> BoundaryExample:
    """Return what a decided item, by its id, would be as a boundary example of its code.

    Raises Refused for one that is not decided or is one already, what `example_of` raises and what
    `consensus.queue` does.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.reading(project) as connection:
        of = opened(connection, reader, identity, round_name)
        return _decided_example(connection, of, item)


def write_decided_example(
    project: Project,
    author: Coder,
    transcript: str,
    item: str,
    seen: str,
    round_name: str | None = None,
) -> str:
    """Write a decided item as a boundary example of its code; return the code's key. One step.

    `seen` is the line as it was shown. Raises what `decided_example` does, and StaleWrite where
    another line would be written by now.
    """
    identity = find_transcript(project, transcript).id
    with derived_placements.writing(project, author, "") as writer:
        connection = writer.connection
        of = opened(connection, author, identity, round_name)
        example = _decided_example(connection, of, item)
        if example.line != seen:
            raise StaleWrite("it would read otherwise by now", "Look at it again.")
        write_example(writer, example)
        writer.summary = f"wrote a boundary example of {example.code.key} into the codebook"
    return example.code.key


def write_example(writer: Writer, example: BoundaryExample) -> None:
    """Add a line to the example of a code."""
    code = codes_of(writer.connection).by_id[example.code.id]
    lines = dict.fromkeys([*(code.example or "").splitlines(), example.line])
    text = "\n".join(lines)
    writer.set("code", code.id, "example", checked_texts({"example": text})["example"])
    writer.flush()


def check_seen(examples: Sequence[BoundaryExample], sure: str | None) -> None:
    """Raise Question unless somebody is `sure` of just these examples."""
    lines = [
        f"{one.code.key}: {one.line}{f' ({one.said})' if one.said else ''}" for one in examples
    ]
    about = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    if lines and sure != about:
        what = number_of(len(lines), "boundary example")
        shown = "\n  ".join(lines)
        raise Question(
            f"{what} would go into the codebook:\n  {shown}",
            f"{what} for the codebook:\n  {shown}\n{SHARED_WORDS} Write them?",
            about,
        )


def _decided_example(connection: Connection, of: OpenTranscript, item: str) -> BoundaryExample:
    found = next((one for one in of.items() if one.id == item), None)
    decision = None if found is None or found.state != "decided" else found.decision
    if found is None or decision is None:
        raise Refused("this is not decided", "Decide it first.")
    own = {*of.codings_of_consensus(found)}
    passages = [Span(row[1], row[2]) for row in of.rows if row[6] in own]
    example = example_of(
        connection,
        of,
        found.code,
        sorted(passages) or [found.span],
        decision.outcome,
        decision.reason,
    )
    if example is None:
        raise Refused(
            f"these words stand in the example of {found.code.key} already",
            "Nothing is to be done.",
        )
    return example
