"""What becomes of a coding that is there: other borders, another code, two codings out of one.

Its anchor stays as it was made. Where its coder moves it is one field of it, so that the borders
that two copies of a project give a coding are in conflict, and never combine.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from kodeverk.errors import BadInput, Refused, StaleWrite
from kodeverk.model.change import Value
from kodeverk.model.codebook import carries
from kodeverk.model.passages import label_spans, passage_to_code
from kodeverk.model.records import FACET_PREFIX, Code, Coder, Coding
from kodeverk.model.text import Span, count_words
from kodeverk.service import derived_placements
from kodeverk.service.coding import (
    add_coding,
    check_own,
    check_span,
    codebook_version_of,
    current_text,
)
from kodeverk.service.phrases import number_of
from kodeverk.store import placements, queries
from kodeverk.store.project import Project
from kodeverk.store.queries import VersionText
from kodeverk.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Recoded:
    """A coding with another code, and the keys of the facets whose values it lost."""

    coding: Coding
    lost: tuple[str, ...]


def move_borders(project: Project, author: Coder, coding: Coding, span: Span) -> Coding:
    """Let a coding of one's own lie on `span` of the text it is shown in; return it as it is then.

    Its id, code, facets and memos stay. Raises BadInput for offsets outside the text, Refused for
    somebody else's coding and where its coder has the code on exactly these words already, and
    StaleWrite where the coding or the text is no longer as it was shown.
    """
    with derived_placements.writing(project, author, "moved the borders of a coding") as writer:
        current = _shown(writer, author, coding)
        check_span(span, current.text)
        if span == (coding.start, coding.end):
            return coding
        key = _key(writer, coding.code)
        _refuse_twice(writer, coding, span, key)
        before = count_words(current.text[coding.start : coding.end])
        now = number_of(count_words(current.text[span.start : span.end]), "word")
        writer.summary = f"{key}: other borders, now {now}, before {before}"
        _place(writer, coding, current, span)
    return replace(coding, version=current.id, start=span.start, end=span.end)


def split_coding(
    project: Project, author: Coder, coding: Coding, offset: int
) -> tuple[Coding, Coding]:
    """Make two codings of one, with the same code and facets, parted at `offset`; return both.

    The first keeps the id and the memos; neither begins or ends with blanks or in a label. Raises
    as `move_borders` does, and BadInput where there are no words on one side.
    """
    with derived_placements.writing(project, author, "split a coding") as writer:
        current = _shown(writer, author, coding)
        inside = min(max(offset, coding.start), coding.end)
        turns = queries.version(writer.connection, current.id).turns
        labels = label_spans(current.text, turns)
        first = passage_to_code(current.text, labels, Span(coding.start, inside))
        second = passage_to_code(current.text, labels, Span(inside, coding.end))
        if first is None or second is None:
            raise BadInput(
                "there are words of the coding on one side only",
                "Split it between two of its words.",
            )
        key = _key(writer, coding.code)
        for part in (first, second):
            _refuse_twice(writer, coding, part, key)
        words = [count_words(current.text[part.start : part.end]) for part in (first, second)]
        writer.summary = f"split {key} into {words[0]} and {number_of(words[1], 'word')}"
        _place(writer, coding, current, first)
        facets: dict[str, list[str]] = {}
        for facet, value in coding.facets:
            facets.setdefault(facet, []).append(value)
        code = _code(writer, coding.code)
        under = coding.codebook_version
        known = queries.decided(writer.connection, coding.id)
        made = add_coding(
            *(writer, author.id, current, second, code, facets, "manual", under),
            decided=known,
            proposal=coding.proposal,
        )
    kept = replace(coding, version=current.id, start=first.start, end=first.end)
    new = replace(kept, id=made, start=second.start, end=second.end, origin="manual", one_with=())
    return kept, new


def change_code(project: Project, author: Coder, coding: Coding, code: Code) -> Recoded | None:
    """Give a coding of one's own another code; None where that lies on the same words already.

    It keeps its words, id and memos, and the values of those facets that the code carries. Raises
    Refused for somebody else's coding, and StaleWrite where it is no longer as it was shown.
    """
    with derived_placements.writing(project, author, "changed the code of a coding") as writer:
        current = _shown(writer, author, coding)
        words = number_of(count_words(current.text[coding.start : coding.end]), "word")
        writer.summary = f"{_key(writer, coding.code)} became {code.key} on {words}"
        return write_code_of(writer, author, coding, code)


def write_code_of(writer: Writer, author: Coder, coding: Coding, code: Code) -> Recoded | None:
    """Give a coding another code in the step being written, as `change_code` does.

    `coding` is as it lies in the text of now.
    """
    connection = writer.connection
    span = Span(coding.start, coding.end)
    if queries.has_coding(connection, coding.transcript, author.id, code.id, span):
        return None
    carried = {facet.key for facet in queries.facets(connection) if carries(code, facet)}
    lost = sorted({facet for facet, _ in coding.facets} - carried)
    under = codebook_version_of(writer, code)
    know_meaning(writer, coding.ids, code)
    for identity in coding.ids:
        writer.set("coding", identity, "code", code.id)
        writer.set("coding", identity, "codebook_version", under)
        for facet in lost:
            writer.set("coding", identity, FACET_PREFIX + facet, [])
    kept = tuple(pair for pair in coding.facets if pair[0] not in lost)
    changed = replace(coding, code=code.id, codebook_version=under, facets=kept, proposal=None)
    return Recoded(changed, tuple(lost))


def know_meaning(writer: Writer, codings: Collection[str], code: Code) -> None:
    """Say of codings, by id, that get a code in the step being written, that its meaning is known.

    They wait for no decision on it, and propose no other code any more.
    """
    known = queries.redefinitions_of(writer.connection, code.id)
    for identity in codings if known else ():
        answered = queries.decided(writer.connection, identity).union(known)
        writer.set("coding", identity, "decided", [*sorted(answered)])
    for identity in sorted(queries.proposing(writer.connection, codings)):
        writer.set("coding", identity, "proposal", None)


def _shown(writer: Writer, author: Coder, coding: Coding) -> VersionText:
    """Return the current text; raise where the coding is another's or not as it was shown."""
    check_own(writer, author, coding)
    current = current_text(writer, coding.transcript)
    place = placements.coding_place(writer.connection, coding.id)
    if place != (coding.version, (coding.start, coding.end)) or coding.version != current.id:
        raise StaleWrite(
            "the coding has been moved or removed meanwhile", "Look at it as it is now."
        )
    return current


def _place(writer: Writer, coding: Coding, current: VersionText, span: Span) -> None:
    for identity in coding.ids:
        place: Value = {"version": current.id, "start": span.start, "end": span.end}
        writer.set("coding", identity, "placed", place)


def _refuse_twice(writer: Writer, coding: Coding, span: Span, key: str) -> None:
    if span == (coding.start, coding.end):
        return
    alike = (coding.transcript, coding.coder, coding.code)
    if queries.has_coding(writer.connection, *alike, span):
        raise Refused(
            f"{key} is on exactly these words already", "Choose other borders, or remove this one."
        )


def _code(writer: Writer, identity: str) -> Code:
    return next(code for code in queries.codes(writer.connection) if code.id == identity)


def _key(writer: Writer, identity: str) -> str:
    return _code(writer, identity).key
