"""Coding: putting codes on passages, taking them off, facets, memos, and how far is read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kodeverk.errors import BadInput, Refused, StaleWrite
from kodeverk.model.change import Value, canonical
from kodeverk.model.codebook import carries
from kodeverk.model.identity import assignment_id, derived_id
from kodeverk.model.records import (
    AT_WORK,
    FACET_PREFIX,
    MAIN_ROUND,
    NOT_INFORMANTS,
    ON_WORDS,
    Assignment,
    Code,
    Coder,
    Coding,
    Facet,
    Memo,
    MemoType,
    Origin,
    Proposal,
    Speaker,
    Transcript,
    target_passage,
)
from kodeverk.model.text import Span, count_words, normalise, quote_hash
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of, coded_apart, rounds_apart
from kodeverk.service.bookmarks import bookmark_in
from kodeverk.service.drafts import drop_draft
from kodeverk.service.equal_codings import codings_as_one, memos_on_the_first
from kodeverk.service.phrases import number_of
from kodeverk.service.transcripts import transcript_with_id
from kodeverk.store import queries
from kodeverk.store.bookmarks import Bookmark
from kodeverk.store.drafts import WRITTEN
from kodeverk.store.engine import Connection
from kodeverk.store.faults import is_there
from kodeverk.store.moments import Moment, moment
from kodeverk.store.project import Project
from kodeverk.store.queries import Version, VersionText
from kodeverk.store.writer import Writer


@dataclass(frozen=True, slots=True)
class WorkingTranscript:
    """Everything the coding of one transcript needs, as one coder sees it.

    Codings, memos on passages and the read-to mark are at their place in the current version,
    whatever version they were made in; equal codings of one coder are one. `unsure` are the ids of
    those codings and memos whose place waits for a person's word; `to_review` counts all that wait
    and that the coder may see, also what has no place (`service.reviewing.waiting_seen` has them).
    `apart_from` are the colleagues whose work is hidden, by id (`coded_apart`); `bookmark` is
    where the coder left it; `moment` is when it was read (`service.rereading`).
    """

    transcript: Transcript
    version: Version
    speakers: dict[str, Speaker]
    codes: tuple[Code, ...]
    facets: tuple[Facet, ...]
    coders: dict[str, Coder]
    codings: tuple[Coding, ...]
    memos: tuple[Memo, ...]
    assignment: Assignment | None
    unsure: frozenset[str] = frozenset()
    to_review: int = 0
    apart_from: frozenset[str] = frozenset()
    bookmark: Bookmark | None = None
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What is missing before a transcript is finished: unread turns, codings without a facet."""

    unread: tuple[Span, ...]
    lacking: tuple[tuple[Coding, Facet], ...]


def working_transcript(project: Project, transcript: str, coder: Coder) -> WorkingTranscript:
    """Return the transcript with this id and all that its coding screen shows.

    Raises NotFound when it is not there any more.
    """
    with derived_placements.reading(project) as connection:
        known = transcript_with_id(connection, transcript)
        assignments = queries.assignments(connection, transcript, round_name=None)
        waiting = derived_placements.waiting_placements(connection, transcript)
        unsure = frozenset(place.record for place in waiting if place.start is not None)
        codings = codings_as_one(queries.codings(connection, transcript), unsure)
        version = queries.version(connection, known.version)
        return WorkingTranscript(
            known,
            version,
            {speaker.id: speaker for speaker in queries.speakers(connection, transcript)},
            tuple(queries.codes(connection)),
            tuple(queries.facets(connection)),
            {person.id: person for person in queries.coders(connection)},
            tuple(codings),
            memos_on(connection, known, codings),
            main_work(assignments, coder),
            unsure,
            len(blindness_of(connection, coder).places_seen(connection, waiting)) if waiting else 0,
            coded_apart(assignments, coder.id, rounds_apart(connection)),
            bookmark_in(connection, coder, transcript, version),
            moment(connection),
        )


def main_work(assignments: Iterable[Assignment], coder: Coder) -> Assignment | None:
    """Return a coder's work in the main round, of the assignments of a transcript; None if none."""
    return next(
        (work for work in assignments if (work.coder, work.round) == (coder.id, MAIN_ROUND)), None
    )


def memos_on(
    connection: Connection, transcript: Transcript, codings: Sequence[Coding]
) -> tuple[Memo, ...]:
    """Return the memos on a transcript, on its `codings` and on passages of its current text."""
    targets = {coding.id for coding in codings} | {transcript.id}
    memos = memos_on_the_first(queries.memos(connection, transcript=transcript.id), codings)
    here = f"{transcript.version}:"
    return tuple(
        memo
        for memo in memos
        if memo.target in targets
        or (memo.target_kind in ON_WORDS and str(memo.target).startswith(here))
    )


def recent_codes(project: Project, coder: Coder, limit: int = 9) -> list[str]:
    """Return the ids of the codes this coder has used, the latest first."""
    with project.reading() as connection:
        return queries.last_used_codes(connection, coder.id, limit)


def passage_of(memo: Memo) -> Span:
    """Return the passage that a memo with the target kind `passage` is on."""
    return target_passage(str(memo.target))[1]


def apply_code(
    project: Project,
    author: Coder,
    transcript: str,
    span: Span,
    code: Code,
    facets: dict[str, list[str]] | None = None,
    *,
    version: str | None = None,
) -> Coding | None:
    """Put a code on a passage of the current version; return the coding when it is on disk.

    Returns None when this coder has this code on exactly these words already; what a search put
    there is confirmed by that. `facets` maps a
    facet's key to the ids of its values; `version` is the one the offsets were read in. Raises
    BadInput for offsets outside the text and for facets and values there are not, and StaleWrite
    when that version is no longer current.
    """
    with derived_placements.writing(project, author, code.key) as writer:
        current = text_as_read(writer, transcript, version)
        words = count_words(current.text[span.start : span.end])
        writer.summary = f"{code.key} on {number_of(words, 'word')}"
        like = queries.codings_like(writer.connection, transcript, author.id, code.id, span)
        if like:
            confirm(writer, like)
            return None
        start_work(writer, author, transcript)
        chosen = checked_facets(writer, facets or {})
        under = codebook_version_of(writer, code)
        identity = add_coding(writer, author.id, current, span, code, chosen, "manual", under)
    pairs = sorted((facet, value) for facet, values in chosen.items() for value in values)
    return Coding(
        identity, transcript, current.id, *span, code.id, author.id, under, "manual", tuple(pairs)
    )


def confirm(writer: Writer, like: Mapping[str, bool]) -> None:
    """Confirm those of some codings, by id, that wait for that."""
    waiting = [identity for identity, waits in like.items() if waits]
    if waiting and len(waiting) == len(like):
        writer.summary = f"confirmed {number_of(len(waiting), 'coding')}"
        for identity in waiting:
            writer.set("coding", identity, "confirmed", True)


def add_coding(
    writer: Writer,
    coder: str,
    version: VersionText,
    span: Span,
    code: Code,
    facets: dict[str, list[str]],
    origin: Origin,
    codebook_version: str | None = None,
    identity: str | None = None,
    *,
    decided: Collection[str] | None = None,
    proposal: Proposal | None = None,
) -> str:
    """Add a coding to the step being written; return its id. Raises BadInput outside the text.

    `decided` are the ids of the redefinitions of its code that are known, all by default.
    """
    check_span(span, version.text)
    values: dict[str, Value] = {
        "transcript": version.transcript,
        "version": version.id,
        "start": span.start,
        "end": span.end,
        "code": code.id,
        "coder": coder,
        "codebook_version": codebook_version or codebook_version_of(writer, code),
        "origin": origin,
        "quote": quote_hash(version.text[span.start : span.end]),
    }
    known = queries.redefinitions_of(writer.connection, code.id) if decided is None else decided
    if known:
        values["decided"] = [*sorted(known)]
    if proposal is not None:
        values["proposal"] = proposal._asdict()
    for key, chosen in facets.items():
        if chosen:
            values[FACET_PREFIX + key] = [*chosen]
    return writer.born("coding", values, identity)


def check_span(span: Span, text: str) -> None:
    """Raise BadInput unless `span` holds at least one character of `text`."""
    if span.end <= span.start:
        raise BadInput(
            f"the passage {span.start}–{span.end} holds no character",
            "The end is the offset of the first character after the passage.",
        )
    if span.start < 0 or span.end > len(text):
        raise BadInput(
            f"offsets {span.start}–{span.end} are outside the text of "
            f"{number_of(len(text), 'character')}",
            "Offsets are counted in characters from 0; the end is the first one after the passage.",
        )


def remove_codings(project: Project, author: Coder, codings: Sequence[Coding]) -> None:
    """Take codings off, each with its memos; only their own coder may.

    Raises Refused when one of them is somebody else's.
    """
    with derived_placements.writing(
        project, author, f"removed {number_of(len(codings), 'coding')}"
    ) as writer:
        for coding in codings:
            check_own(writer, author, coding)
            for identity in coding.ids:
                writer.remove("coding", identity)
            for memo in queries.memos(writer.connection, coding.ids):
                if memo.coder == author.id:
                    writer.remove("memo", memo.id)


def set_facet(
    project: Project, author: Coder, codings: Sequence[Coding], facet: Facet, values: Sequence[str]
) -> None:
    """Give codings of one's own these values of a facet; no values means unset.

    Raises BadInput for values the facet cannot have, and Refused for somebody else's coding.
    """
    chosen = checked_values(facet, values)
    with derived_placements.writing(
        project, author, f"{facet.key}: {', '.join(chosen) or 'unset'}"
    ) as writer:
        for coding in codings:
            check_own(writer, author, coding)
            for identity in coding.ids:
                writer.set("coding", identity, FACET_PREFIX + facet.key, [*chosen])


def checked_values(facet: Facet, values: Iterable[str]) -> list[str]:
    """Return the ids of a facet's values, sorted, each once.

    Raises BadInput for one the facet has not, and for several where it takes one.
    """
    chosen = sorted(set(values))
    known = [value.id for value in facet.values]
    for value in chosen:
        if value not in known:
            raise BadInput(
                f"{facet.key} has no value {value!r}", f"Its values are: {', '.join(known)}."
            )
    if facet.single and len(chosen) > 1:
        raise BadInput(
            f"{facet.key} takes one value, not {len(chosen)}: {', '.join(chosen)}", "Choose one."
        )
    return chosen


def write_memo(
    project: Project,
    author: Coder,
    target_kind: str,
    target: str | None,
    text: str,
    *,
    memo_type: MemoType | None = None,
    memo: Memo | None = None,
) -> str | None:
    """Write a new memo, or change `memo`; an empty text removes it. Returns its id, if any is left.

    `target_kind` is one of `MEMO_TARGETS`; `target` is the id of what it is on, None for the
    project, or what `passage_target` or `in_municipality_target` gives. The author's draft of the
    memo is kept no longer. `memo_type` stays as it is, or is `free`, where none is given. Raises
    StaleWrite when the memo has been changed since it was read, or what it is to be on is not there
    any more, and Refused for somebody else's memo.
    """
    text = normalise(text).strip()
    with derived_placements.writing(
        project, author, "wrote a memo" if text else "removed a memo"
    ) as writer:
        if memo is None:
            drop_draft(writer.connection, author, target_kind, target or "")
            if not text:
                return None
            if not is_there(writer.connection, target_kind, target):
                raise StaleWrite(
                    f"the {target_kind.replace('-', ' ')} is not in the project any more",
                    "The words are kept as a draft; write the memo on something else.",
                )
            return writer.born(
                "memo",
                {
                    "target_kind": target_kind,
                    "target": target,
                    "type": memo_type or "free",
                    "text": text,
                    "coder": author.id,
                },
            )
        if memo.coder not in (None, author.id):
            raise Refused("this memo is a colleague's", "Write one of your own beside it.")
        drop_draft(writer.connection, author, WRITTEN, memo.id)
        if not text:
            writer.remove("memo", memo.id)
            return None
        writer.set("memo", memo.id, "text", text, expected=memo.text)
        if memo_type is not None:
            writer.set("memo", memo.id, "type", memo_type, expected=memo.type)
        return memo.id


def mark_read(project: Project, author: Coder, transcript: str, offset: int) -> None:
    """Remember that this coder has read the current version up to a code-point offset."""
    with derived_placements.writing(project, author, "read on") as writer:
        current = current_text(writer, transcript)
        start_work(writer, author, transcript)
        writer.summary = f"read to {round(100 * offset / max(1, len(current.text)))} %"
        values: dict[str, Value] = {"read_to": offset, "read_version": current.id}
        set_work(writer, author.id, transcript, values)


def unfinished(project: Project, author: Coder, transcript: str) -> Unfinished:
    """Return what this coder would leave open by finishing the transcript now."""
    return left_open(working_transcript(project, transcript, author), author)


def left_open(seen: WorkingTranscript, author: Coder) -> Unfinished:
    """Return what a coder has left open in a transcript as it was read."""
    read_to = seen.assignment.read_to if seen.assignment else 0
    unread = tuple(
        Span(turn.start, turn.end)
        for turn in seen.version.turns
        if turn.end > read_to and seen.speakers[turn.speaker].role not in NOT_INFORMANTS
    )
    codes = {code.id: code for code in seen.codes}
    lacking = []
    for coding in seen.codings:
        if coding.coder != author.id:
            continue
        has = {facet for facet, _ in coding.facets}
        for facet in seen.facets:
            due = facet.required and carries(codes[coding.code], facet)
            if due and facet.key not in has:
                lacking.append((coding, facet))
    return Unfinished(unread, tuple(lacking))


def finish(
    project: Project, author: Coder, transcripts: Sequence[str], round_name: str | None = None
) -> None:
    """Say that this coder has coded these transcripts to the end, under the codebook of now.

    In the main round and in every other in which they are to code them, or in `round_name` alone.
    Raises BadInput for a round in which this coder has one of them not to code.
    """
    with project.writing(author, f"finished {number_of(len(transcripts), 'transcript')}") as writer:
        for transcript in transcripts:
            set_finished(writer, author.id, transcript, round_name)


def reopen(project: Project, author: Coder, transcript: str, round_name: str = MAIN_ROUND) -> None:
    """Take the word back that a transcript is finished."""
    with project.writing(author, "reopened a transcript") as writer:
        set_work(writer, author.id, transcript, {"state": "started"}, round_name)


def set_finished(
    writer: Writer, coder: str, transcript: str, round_name: str | None = None
) -> None:
    """Make one coder's assignments finished in the step being written, as `finish` says."""
    dealt = _dealt_besides(writer, coder, transcript)
    if round_name not in (None, MAIN_ROUND, *dealt):
        raise BadInput(
            f"you have nothing to finish there in the round {round_name}",
            "See who codes what: kodeverk status PROJECT --round ROUND",
        )
    if round_name is not None:
        dealt = [round_name]
    elif not dealt or _is_at_work(writer, coder, transcript):
        # What is finished in the main round stays as it was then, where another is finished.
        dealt = [MAIN_ROUND, *dealt]
    set_finished_in(writer, coder, transcript, dealt)


def set_finished_in(writer: Writer, coder: str, transcript: str, rounds: Iterable[str]) -> None:
    """Make one coder's assignments in these rounds finished in the step being written.

    The codebook versions of now are added to those it was read under before: a code that has gone
    out of use since stays read for. It is read for all codes as they mean now.
    """
    read_under = {*share_versions_of_now(writer)}
    for known in queries.assignments(writer.connection, transcript):
        if known.coder == coder:
            read_under.update(known.codebook_versions)
    versions = sorted(filter(None, read_under))
    values: dict[str, Value] = {"codebook_versions": [*versions], "state": "finished"}
    if widened := widenings(writer.connection):
        values["read_for"] = [*sorted(widened)]
    for each in rounds:
        set_work(writer, coder, transcript, values, each)


def _is_at_work(writer: Writer, coder: str, transcript: str) -> bool:
    """Tell whether a coder has not finished a transcript in the main round, or never began."""
    works = _works(writer, coder, transcript)
    return {*queries.assignment_states(writer.connection, works).values()} <= {*AT_WORK}


def _dealt_besides(writer: Writer, coder: str, transcript: str) -> list[str]:
    """Return the rounds besides the main one in which a coder is to code a transcript still."""
    own = queries.one_with(writer.connection, coder)
    works = queries.assignments(writer.connection, transcript, round_name=None)
    return [
        work.round
        for work in works
        if work.coder in own and work.state in AT_WORK and work.round != MAIN_ROUND
    ]


def widenings(connection: Connection) -> dict[str, str]:
    """Return what finished transcripts are to be read again for: redefinition -> its code, by id.

    The code is the one that stands for all it is joined with.
    """
    stand_in = queries.stand_ins(connection)
    return {
        one.id: stand_in.get(one.code, one.code)
        for one in queries.redefinitions(connection)
        if one.effect == "widened"
    }


def share_versions_of_now(writer: Writer) -> list[str]:
    """Return the ids of the codebooks' versions of now, for somebody who has read under them.

    Where codes have been added to a codebook since its version, its state of now is kept as one
    that has no name of its own.
    """
    connection = writer.connection
    members = queries.codebook_version_members(connection)
    in_use = queries.codes_in_use(connection)
    versions = []
    for book in queries.codebooks(connection):
        known, facets = members.get(book.current_version or "", (frozenset[str](), ()))
        added = in_use.get(book.id, frozenset()) - known
        if book.current_version is not None:
            versions.append(book.current_version)
        if added:
            values: dict[str, Value] = {
                "codebook": book.id,
                "label": f"{book.version} +{len(added)}".strip(),
                "hash": "",
                "codes": [*sorted(known | added)],
                "facets": [*facets],
            }
            state = derived_id("codebook_state", canonical(values))
            versions.append(writer.share("codebook_version", state, values))
    return versions


def start_work(writer: Writer, author: Coder, transcript: str) -> None:
    """Make the author's assignment started, unless they have begun already."""
    works = _works(writer, author.id, transcript)
    if {*queries.assignment_states(writer.connection, works).values()} <= {"assigned"}:
        set_work(writer, author.id, transcript, {"state": "started"})


def set_work(
    writer: Writer,
    coder: str,
    transcript: str,
    values: Mapping[str, Value],
    round_name: str = MAIN_ROUND,
) -> None:
    """Set fields of one coder's work on a transcript in a round, in the step being written.

    Coders who were joined may have an assignment each: they are one, so all of them are set.
    """
    own = share_assignment(writer, coder, transcript, round_name)
    works = _works(writer, coder, transcript, round_name)
    for assignment in {own, *queries.assignment_states(writer.connection, works)}:
        for field, value in values.items():
            writer.set("assignment", assignment, field, value)


def _works(writer: Writer, coder: str, transcript: str, round_name: str = MAIN_ROUND) -> list[str]:
    """Return the ids that the assignments of a coder in a round have, and of all joined."""
    together = queries.one_with(writer.connection, coder)
    return [assignment_id(identity, transcript, round_name) for identity in together]


def share_assignment(
    writer: Writer, coder: str, transcript: str, round_name: str = MAIN_ROUND
) -> str:
    """Make one coder's assignment if there is none yet; return its id.

    The birth is alike whoever makes it, so that two copies of a project make one assignment.
    """
    return writer.share(
        "assignment",
        assignment_id(coder, transcript, round_name),
        {
            "coder": coder,
            "transcript": transcript,
            "round": round_name,
            "read_to": 0,
            "state": "assigned",
            "codebook_versions": [],
        },
        # Whoever takes a transcript up that was removed and came in again has not read it.
        afresh=True,
    )


def current_text(writer: Writer, transcript: str) -> VersionText:
    """Return a transcript's current text; raise StaleWrite where it is not there any more."""
    current = queries.current_text(writer.connection, transcript)
    if current is None:
        raise StaleWrite(
            "the transcript is no longer in the project", "Choose another; or redo its import."
        )
    return current


def text_as_read(writer: Writer, transcript: str, version: str | None) -> VersionText:
    """Return a transcript's current text; raise StaleWrite where it was read in another version."""
    current = current_text(writer, transcript)
    if version not in (None, current.id):
        raise StaleWrite(
            "the transcript has got a new version meanwhile",
            "Open it again and apply the code to the words as they are now.",
        )
    return current


def checked_facets(writer: Writer, facets: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return facet -> the ids of its values, sorted. Raises BadInput for those there are not."""
    known = {facet.key: facet for facet in queries.facets(writer.connection)} if facets else {}
    for key in facets.keys() - known.keys():
        raise BadInput(f"there is no facet {key!r}", f"There are: {', '.join(known) or 'none'}.")
    return {key: checked_values(known[key], values) for key, values in facets.items()}


def codebook_version_of(writer: Writer, code: Code) -> str | None:
    """Return the id of the version of its codebook under which a code is put on words now."""
    books = queries.codebooks(writer.connection)
    own = [book.current_version for book in books if book.key == code.codebook]
    return (own or [book.current_version for book in books] or [None])[0]


def check_own(writer: Writer, author: Coder, coding: Coding) -> None:
    """Raise Refused unless a coding is the author's own."""
    if coding.coder != author.id:
        names = queries.coder_names(writer.connection)
        raise Refused(
            f"this coding is {names.get(coding.coder, 'a colleague')}'s",
            "Only its own coder changes a coding; put your own beside it.",
        )
