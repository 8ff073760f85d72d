"""What changed codes ask of those who coded before: codings to decide again, interviews to read.

Nothing of it is kept as a list. A coding waits while its coder does not know of a change of its
code (`decided`), a finished interview while it was not read for a code that was widened
(`read_for`): so also what a colleague coded in another copy, before hearing of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kodeverk.analysis.counting.work import FINISHED
from kodeverk.errors import StaleWrite
from kodeverk.model.records import Code, Coder, CodeRedefinition, Coding, Transcript
from kodeverk.model.text import count_words
from kodeverk.service import derived_placements
from kodeverk.service.asked_codings import Asked, all_asked
from kodeverk.service.book_of_project import codes_of
from kodeverk.service.borders import write_code_of
from kodeverk.service.coding import current_text, set_work, widenings
from kodeverk.service.equal_codings import codings_as_one
from kodeverk.service.phrases import number_of
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

REMOVE: Literal["remove"] = "remove"
"""The decision to take a coding off."""

_CONTEXT = 400
"""Characters of the interview that are given before and after a coding's words."""


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A coding of one's own to decide again: its words, why, and the codes it may get.

    `code` is what it has now; `choices` are other codes, in the order of the codebook. `before` and
    `after` are the words around it.
    """

    coding: Coding
    transcript: Transcript
    code: Code
    why: tuple[CodeRedefinition, ...]
    choices: tuple[Code, ...]
    before: str
    words: str
    after: str

    @property
    def reason(self) -> str:
        """Why it waits, in words."""
        said = []
        for one in self.why:
            into = ", ".join(code.key for code in self.choices if code.id in one.into)
            if one.proposal is not None:
                said.append(f"your proposal {one.proposal.name} is the code {into} now")
            elif one.effect == "split":
                said.append(f"{self.code.key} was split into {into}")
            else:
                said.append(f"{self.code.key} was narrowed")
        return "; ".join(said)


@dataclass(frozen=True, slots=True)
class ToRead:
    """A transcript that one has finished, and the codes that it is to be read for again."""

    transcript: Transcript
    codes: tuple[Code, ...]


def to_decide(project: Project, coder: Coder, code: str | None = None) -> tuple[ToDecide, ...]:
    """Return the coder's codings that wait, of one code or of all, by code, transcript and place.

    One without a place in the current text waits until it has one.
    """
    with derived_placements.reading(project) as connection:
        asked = {
            one.coding: one for one in all_asked(connection, coder.id) if code in (None, one.code)
        }
        if not asked:
            return ()
        codes = codes_of(connection).by_id
        order = {identity: place for place, identity in enumerate(codes)}
        transcripts = {one.id: one for one in queries.transcripts(connection)}
        waiting = []
        for transcript in sorted(
            {one.transcript for one in asked.values()} & transcripts.keys(),
            key=lambda one: transcripts[one].name,
        ):
            here = [one for one in asked.values() if one.transcript == transcript]
            found = queries.codings(connection, among=[one.coding for one in here])
            placed = [one for one in found if one.version == transcripts[transcript].version]
            text = queries.version(connection, transcripts[transcript].version).text
            waiting += [
                _in_full(coding, transcripts[transcript], asked[coding.id], codes, text)
                for coding in codings_as_one(placed, ())
            ]
    return tuple(sorted(waiting, key=lambda one: order[one.code.id]))


def _in_full(
    coding: Coding, transcript: Transcript, asked: Asked, codes: dict[str, Code], text: str
) -> ToDecide:
    named = {into for one in asked.redefinitions for into in one.into} - {coding.code}
    start, end = coding.start, coding.end
    return ToDecide(
        coding,
        transcript,
        codes[coding.code],
        asked.redefinitions,
        tuple(code for code in codes.values() if code.id in named),
        text[max(0, start - _CONTEXT) : start],
        text[start:end],
        text[end : end + _CONTEXT],
    )


def decide(project: Project, author: Coder, asked: ToDecide, choice: str | None) -> None:
    """Decide on a coding of one's own: it stays (None), gets another code, by id, or goes.

    Where the other code is on its words already, this coding goes. One step. Raises StaleWrite
    where it is no longer as it was shown.
    """
    with derived_placements.writing(project, author, "decided") as writer:
        current = current_text(writer, asked.coding.transcript)
        shown = queries.codings(writer.connection, among=[*asked.coding.ids])
        places = {(one.version, one.start, one.end, one.code, one.coder) for one in shown}
        one = asked.coding
        if (
            places != {(one.version, one.start, one.end, one.code, author.id)}
            or one.version != current.id
        ):
            raise StaleWrite(
                "the coding has been changed or removed meanwhile", "Look at it as it is now."
            )
        words = number_of(count_words(asked.words), "word")
        writer.summary = f"kept {asked.code.key} on {words}"
        for identity in one.ids:
            known = queries.decided(writer.connection, identity)
            answered = known.union(redefinition.id for redefinition in asked.why)
            writer.set("coding", identity, "decided", [*sorted(answered)])
        writer.flush()
        if choice == REMOVE:
            _take_off(writer, one)
            writer.summary = f"took {asked.code.key} off {words}"
        elif choice is not None:
            code = codes_of(writer.connection).by_id[choice]
            if write_code_of(writer, author, one, code) is None:
                _take_off(writer, one)
            writer.summary = f"{asked.code.key} became {code.key} on {words}"


def _take_off(writer: Writer, coding: Coding) -> None:
    """Let a coding go; its memos are on its passage then."""
    for identity in coding.ids:
        writer.remove("coding", identity)


def to_read_again(project: Project, coder: Coder) -> tuple[ToRead, ...]:
    """Return the transcripts that the coder has finished and is to read again, by name."""
    with project.reading() as connection:
        lacking = transcripts_to_read(connection, coder)
        if not lacking:
            return ()
        codes = codes_of(connection).by_id
        transcripts = {one.id: one for one in queries.transcripts(connection)}
    return tuple(
        ToRead(transcripts[one], tuple(code for code in codes.values() if code.id in new))
        for one, new in sorted(lacking.items(), key=lambda item: transcripts[item[0]].name)
    )


def transcripts_to_read(connection: Connection, coder: Coder) -> dict[str, set[str]]:
    """Return the transcripts to read again -> the codes they are to be read for, by ids."""
    widened = widenings(connection)
    lacking: dict[str, set[str]] = {}
    there = {one.id for one in queries.transcripts(connection)} if widened else set()
    for work in queries.finished_work(connection, FINISHED, coder.id) if widened else ():
        new = {widened[one] for one in widened.keys() - work.read_for}
        if new and work.transcript in there:
            lacking.setdefault(work.transcript, set()).update(new)
    return lacking


def have_read_again(project: Project, author: Coder, transcripts: Sequence[str]) -> None:
    """Say that the author has read these transcripts, by id, again for all that was widened."""
    with project.writing(author, "") as writer:
        widened = [*sorted(widenings(writer.connection))]
        for transcript in transcripts:
            set_work(writer, author.id, transcript, {"read_for": [*widened]})
        writer.summary = f"read {number_of(len(transcripts), 'transcript')} again"
