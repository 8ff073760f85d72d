"""Codes that people propose while a codebook is frozen, and what becomes of the proposals.

A proposal is a coding of the reserve code for what no code fits, with a name and a theme.
"""

from dataclasses import dataclass

from kodeverk.errors import NotFound, Refused
from kodeverk.model.change import Value
from kodeverk.model.codebook import SHARED
from kodeverk.model.identity import code_id
from kodeverk.model.records import Code, Coder, Coding, Proposal
from kodeverk.model.text import Span, count_words
from kodeverk.service import derived_placements
from kodeverk.service.asked_codings import all_asked
from kodeverk.service.blindness import blindness_of
from kodeverk.service.book_of_project import ELSEWHERE, codes_of, open_book, share_reserve
from kodeverk.service.borders import write_code_of
from kodeverk.service.code_edits import NewCode, write_code
from kodeverk.service.code_wording import check_in_use, checked_name
from kodeverk.service.coding import add_coding, start_work, text_as_read
from kodeverk.service.equal_codings import codings_as_one
from kodeverk.service.phrases import number_of
from kodeverk.service.proposed_names import proposed_name
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project


@dataclass(frozen=True, slots=True)
class ProposedCode:
    """A code that is proposed: its name and theme as most say them, and who proposes it where.

    `own` counts the reader's codings among `codings`; `coders` and `transcripts` are names.
    """

    name: str
    theme: str | None
    codings: int
    own: int
    coders: tuple[str, ...]
    transcripts: tuple[str, ...]


def propose_code(
    project: Project,
    author: Coder,
    transcript: str,
    span: Span,
    proposal: Proposal,
    *,
    version: str | None = None,
) -> Coding:
    """Put a proposal of a code on a passage of the current version; return the coding.

    A coding of the author's for what no code fits, on the same words, becomes the proposal. Raises
    BadInput for a name that is none, and Refused where another code is proposed there already.
    """
    name = checked_name(proposal.name)
    proposal = Proposal(name, proposal.theme)
    code = _elsewhere(project, author)
    with derived_placements.writing(project, author, f"proposed the code {name}") as writer:
        current = text_as_read(writer, transcript, version)
        words = number_of(count_words(current.text[span.start : span.end]), "word")
        writer.summary = f"proposed the code {name} on {words}"
        there = [
            one
            for one in queries.codings(writer.connection, transcript)
            if (one.code, one.coder) == (code.id, author.id) and Span(one.start, one.end) == span
        ]
        start_work(writer, author, transcript)
        if not there:
            identity = add_coding(
                writer, author.id, current, span, code, {}, "manual", proposal=proposal
            )
        else:
            identity = there[0].id
            if there[0].proposal is not None:
                raise Refused(
                    f"{there[0].proposal.name} is proposed on exactly these words already",
                    "Choose other words, or take that proposal off.",
                )
            writer.set("coding", identity, "proposal", {**proposal._asdict()})
        writer.flush()
        (made,) = queries.codings(writer.connection, among=[identity])
    return made


def list_proposals(project: Project, reader: Coder) -> tuple[ProposedCode, ...]:
    """Return the codes that are proposed and that the reader may see, those most often first.

    What has become a code is proposed no longer, though codings wait for their coders.
    """
    with derived_placements.reading(project) as connection:
        blindness = blindness_of(connection, reader)
        names = queries.coder_names(connection)
        transcripts = {one.id: one.name for one in queries.transcripts(connection)}
        groups: dict[str, list[Coding]] = {}
        for coding in _proposing(connection):
            if coding.proposal and not blindness.hides(coding.transcript, coding.coder):
                groups.setdefault(proposed_name(coding.proposal), []).append(coding)
        proposed = []
        for codings in groups.values():
            said = [coding.proposal for coding in codings if coding.proposal]
            most = max(said, key=said.count)
            proposed.append(
                ProposedCode(
                    most.name,
                    most.theme,
                    len(codings),
                    sum(coding.coder == reader.id for coding in codings),
                    (*sorted({names.get(coding.coder, "-") for coding in codings}),),
                    (*sorted({transcripts[coding.transcript] for coding in codings}),),
                )
            )
    return (*sorted(proposed, key=lambda one: (-one.codings, one.name)),)


def accept_proposal(
    project: Project,
    author: Coder,
    named: str,
    *,
    new: NewCode | None = None,
    there: str | None = None,
) -> tuple[Code, int]:
    """Make what is proposed under a name a code; return it, and how many codings have it now.

    `new` says otherwise how it is called and where it stands, `there` is the id of a code that it
    is to be instead. The author's own codings get the code; those of colleagues wait for their
    coder's decision. One step. Raises NotFound where nobody proposes it, Refused for a reserve code
    and for one out of use, and Frozen.
    """
    with derived_placements.writing(project, author, "") as writer:
        connection = writer.connection
        name = proposed_name(Proposal(named, None))
        proposing = [
            coding
            for coding in _proposing(connection)
            if coding.proposal and proposed_name(coding.proposal) == name
        ]
        if not proposing:
            raise NotFound(
                f"nobody proposes the code {named!r}, or it is a code already",
                "See: kodeverk code proposals PROJECT",
            )
        first = proposing[0].proposal
        assert first is not None
        if there is None:
            code = write_code(writer, new or _as_proposed(connection, first))
        else:
            code = codes_of(connection).by_id[there]
            if code.codebook == SHARED:
                raise Refused(f"{code.key} is a reserve code", "Choose another, or make one.")
            check_in_use(code)
            open_book(connection, code.codebook)
        values: dict[str, Value] = {
            "code": proposing[0].code,
            "effect": "split",
            "into": [code.id],
            "proposal": {**first._asdict()},
        }
        writer.born("code_redefinition", values)
        own = [coding for coding in proposing if coding.coder == author.id]
        given = sum(
            write_code_of(writer, author, coding, code) is not None
            for coding in codings_as_one(own, ())
        )
        writer.summary = f"made the proposal {first.name} the code {code.key}"
    return code, given


def _as_proposed(connection: Connection, proposal: Proposal) -> NewCode:
    """Return what a proposal says of the code it would be; a theme that has gone is left out."""
    codes = codes_of(connection).by_id
    stand_in = queries.stand_ins(connection)
    theme = stand_in.get(proposal.theme or "", proposal.theme)
    return NewCode(proposal.name, theme if theme in codes else None)


def _elsewhere(project: Project, author: Coder) -> Code:
    """Return the reserve code for what no code fits.

    Where there is none it is made, as a step of its own: the proposal keeps within its transcript.
    """
    with project.reading() as connection:
        identity = _id_of_elsewhere(connection)
        there = codes_of(connection).by_id.get(identity)
    if there is not None:
        return there
    with project.writing(author, f"added the reserve code {ELSEWHERE}") as writer:
        share_reserve(writer)
        return codes_of(writer.connection).by_id[identity]


def _id_of_elsewhere(connection: Connection) -> str:
    identity = code_id(SHARED, ELSEWHERE)
    return queries.stand_ins(connection).get(identity, identity)


def _proposing(connection: Connection) -> list[Coding]:
    """Return the codings that propose a code and have a place, the earliest first.

    Not those that wait for a decision, because it has become one.
    """
    code = code_id(SHARED, ELSEWHERE)
    waiting = {one.coding for one in all_asked(connection)}
    asked = [
        one.id
        for one in queries.asked_codings(connection, queries.one_with(connection, code))
        if one.proposal is not None and one.id not in waiting
    ]
    return queries.codings(connection, among=sorted(asked)) if asked else []
