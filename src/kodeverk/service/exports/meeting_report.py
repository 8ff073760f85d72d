"""A report to meet over a codebook with: how each code is read apart, and what waits for a word."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kodeverk.analysis.agreement.differences import Difference
from kodeverk.analysis.agreement.telling import Disagreement, Telling
from kodeverk.formats.reports.prose import (
    Annotated,
    Block,
    Document,
    Grid,
    Heading,
    Listing,
    RunningText,
    Stretch,
)
from kodeverk.model.codebook import IDENTIFYING, colours, norwegian_name
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.records import Code, Coder
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.agreement import telling_disagreements
from kodeverk.service.agreement_table import (
    AgreementOptions,
    AgreementRow,
    AgreementTable,
    needs_talk,
)
from kodeverk.service.blindness import blindness_of
from kodeverk.service.conflicts import ConflictList, conflicts_seen
from kodeverk.service.consensus import Standing, standings
from kodeverk.service.copied_words import NOT_TO_QUOTE
from kodeverk.service.exports.margins import BEGINS, ENDS, Mark, annotated
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.phrases import are, number_of
from kodeverk.service.proposing import ProposedCode, list_proposals
from kodeverk.service.scoping import Material, Reading, Selection, material_of, readings
from kodeverk.service.surroundings import Context, Surroundings
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

_CONTEXT = Context(30)

_MORE = Stretch(" … ")

_IN_WORDS: Mapping[Difference, str] = {
    "choosing": "another code on the same words",
    "noticing": "nothing there by the other",
    "placing": "other borders",
}
_OF_CODEBOOK = (
    "code",
    "codebook",
    "codebook_version",
    "code_redefinition",
    "code_joining",
    "facet",
)
"""The kinds of records of which a conflict is a matter of the codebook."""


class MeetingReport(NamedTuple):
    """The report, and in sentences what is left out of it."""

    document: Document
    notes: tuple[str, ...]


def meeting_report(project: Project, reader: Coder, table: AgreementTable) -> MeetingReport:
    """Return figures of agreement as a report for a codebook meeting, as `reader` may see it.

    Passages in transcripts that the reader codes apart and has not finished are left out. Raises
    Refused where identifying words could slip through.
    """
    with derived_placements.reading(project) as connection:
        words = _Words(connection, reader, table.options)
        figures = [*_figures(table, words.codes)]
        sections = [block for code in words.order(table) for block in words.section(code, table)]
        about = [*_about(table, words)]
    document = Document(
        f"Codebook meeting: {project.name}",
        "nb",
        [
            *about,
            *figures,
            Heading(1, "Codes"),
            *sections,
            *_proposals(list_proposals(project, reader)),
            *_conflicts(conflicts_seen(project, reader)),
            *_consensus(standings(project, reader)),
        ],
    )
    return MeetingReport(document, words.notes)


class _Words:
    """The words on which coders differ, quoted as they may be shown."""

    def __init__(self, connection: Connection, reader: Coder, options: AgreementOptions) -> None:
        material = self._material = material_of(connection, Selection(basis="all"))
        self.codes = {code.key: code for code in material.codes.values()}
        self._colours = colours(tuple(material.codes.values()))
        blindness = blindness_of(connection, reader, material.assignments)
        self._telling: Telling = telling_disagreements(connection, options)
        self.notes: tuple[str, ...] = ()
        if self._telling.left_out(blindness.transcripts):
            self.notes = (
                "Passages of transcripts that you code apart and have not finished are left out.",
            )
        chosen = {
            code.id: self._telling.of(code.id, blindness.transcripts)
            for code in material.codes.values()
        }
        wanted: dict[str, list[Disagreement]] = {}
        for disagreements in chosen.values():
            for one in disagreements:
                wanted.setdefault(one.transcript, []).append(one)
        quoting = Quoting(
            connection,
            material,
            memos=True,
            with_identifying=False,
            hides=blindness.hides_memo,
        )
        consents = {
            one.id: one.quotation
            for one in queries.informants(connection)
            if one.quotation in NOT_TO_QUOTE
        }
        self.not_to_quote: set[str] = set()
        self._shown: dict[Disagreement, Annotated] = {}
        for reading in readings(connection, material, wanted, coding_rows.coding_rows):
            quoted = _Quoted(material, quoting, reading, self._colours)
            for one in wanted[reading.transcript.id]:
                self._shown[one] = quoted.shown(one)
                self.not_to_quote |= quoted.heard(one) & consents.keys()
        self._chosen = chosen

    def unquotable(self) -> list[str]:
        """Return the names of informants who are quoted without having consented to it."""
        return sorted(self._material.pseudonyms[one] for one in self.not_to_quote)

    def order(self, table: AgreementTable) -> list[Code]:
        """Return the codes that anybody gave: those of which most is to be talked about first."""
        rows = sorted(
            (row for row in table.of("alpha") if row.coded and row.code is not None), key=needs_talk
        )
        return [self.codes[key] for key in dict.fromkeys(str(row.code) for row in rows)]

    def section(self, code: Code, table: AgreementTable) -> Iterator[Block]:
        """Yield what is to be said of a code."""
        yield Heading(2, f"{code.key} {norwegian_name(code.name)}")
        for lead, text in (
            ("", norwegian_name(code.definition)),
            ("Use when", code.use_when),
            ("Not when", code.not_when),
            ("Example", code.example),
        ):
            if text:
                yield RunningText(text, lead)
        for row in table.rows:
            is_said = row.statistic == "alpha" or not row.is_rare
            is_of_all = row.is_together and row.unit == table.options.unit
            if row.code == code.key and is_said and is_of_all:
                yield RunningText(_in_words(row), row.statistic)
        names = self._material.coder_names
        counts = [
            f"{names[coder]} {number_of(times, 'passage')}"
            for (of, coder), times in sorted(self._telling.passages.items())
            if of == code.id
        ]
        yield RunningText(", ".join(sorted(counts)) or "nobody", "Given by")
        for each in table.differences:
            if each.code == code.key and each.differing:
                yield RunningText(
                    f"of {number_of(each.alike + each.differing, 'passage')} held against another "
                    f"coder's work: other borders {each.placing}, another code {each.choosing}, "
                    f"nothing there {each.noticing}",
                    "Differences",
                )
        for number, one in enumerate(self._chosen.get(code.id, ()), 1):
            transcript = self._material.transcripts[one.transcript]
            yield Heading(3, f"{number}. {transcript.name}: {_IN_WORDS[one.difference]}")
            yield self._shown[one]


class _Quoted:
    """A transcript whose words are quoted; what is marked as identifying is withheld."""

    def __init__(
        self,
        material: Material,
        quoting: Quoting,
        reading: Reading[CodingRow],
        tints: Mapping[str, str],
    ) -> None:
        self._material, self._reading, self._tints = material, reading, tints
        self._hidden = quoting.masking(reading).identifying
        self._voices = quoting.voices(reading)
        self._names = {speaker: voice.group or "" for speaker, voice in self._voices.items()}
        self._passages = [*quoting.passages(reading)]
        self._around = Surroundings(
            reading.version.text, reading.version.turns, self._names, self._hidden
        )

    def heard(self, one: Disagreement) -> set[str]:
        """Return the informants, by id, who speak in what is quoted."""
        around = self._around.around(one.span, _CONTEXT)
        said = {
            self._voices[turn.speaker].informant
            for turn in self._reading.version.turns
            if turn.start < around.end and around.start < turn.end
        }
        return {informant for informant in said if informant is not None}

    def shown(self, one: Disagreement) -> Annotated:
        """Return the words with what stands around them, and beside them who gave which code."""
        reach = Span(
            min(one.span.start, *(given.span.start for given in one.given)),
            max(one.span.end, *(given.span.end for given in one.given)),
        )
        start, end = self._around.around(reach, _CONTEXT)

        def here(offset: int) -> int:
            return min(max(offset, start), end) - start

        turns = self._reading.version.turns
        spoken = [
            turn._replace(
                label_start=here(turn.label_start),
                label_end=here(turn.label_end),
                start=here(turn.start),
                end=here(turn.end),
            )
            for turn in turns
            if turn.label_start < end and start < turn.end
        ]
        first = next((at for at, turn in enumerate(turns, 1) if start < turn.end), 1)
        marks = [
            Mark(
                here(given.span.start),
                here(given.span.end),
                f"{self._material.coder_names[given.coder]} {self._material.codes[given.code].key}",
                self._tints.get(given.code, ""),
                self._memo(given.coder, given.code, given.span),
            )
            for given in sorted(one.given, key=lambda given: given.span)
        ]
        withheld = [
            Span(here(span.start), here(span.end))
            for span in self._hidden
            if span.start < end and start < span.end
        ]
        text = self._reading.version.text[start:end]
        rows = [*annotated(text, spoken, self._names, marks, withheld, first).rows]
        if rows and any(turn.start < start < turn.end for turn in turns):
            rows[0] = rows[0]._replace(stretches=[_MORE, *rows[0].stretches])
        if rows and any(turn.start < end < turn.end for turn in turns):
            rows[-1] = rows[-1]._replace(stretches=[*rows[-1].stretches, _MORE])
        return Annotated(rows)

    def _memo(self, coder: str, code: str, span: Span) -> str:
        """Return what is noted on a coder's codings that make a passage."""
        return "\n\n".join(
            passage.memo
            for passage in self._passages
            if passage.memo and _is_of(passage, coder, code, span)
        )


def _is_of(passage: Passage, coder: str, code: str, span: Span) -> bool:
    is_theirs = passage.coder.id == coder and passage.code.id == code
    return is_theirs and passage.start < span.end and span.start < passage.end


def _about(table: AgreementTable, words: _Words) -> Iterator[Block]:
    """Yield what the report is of, and what is left out."""
    if names := words.unquotable():
        yield RunningText(
            f"Without consent to quotation: {', '.join(names)}. This report has their words; it is "
            "for the team's own work.",
            "Not for publication",
        )
    else:
        yield RunningText("It has words of the interviews.", "For the team's own work")
    yield RunningText(", ".join(table.coders) or "nobody", "Coders")
    if table.options.by != "round":
        yield RunningText(table.options.round_name, "Round")
    yield RunningText(f"{table.options.unit}s", "Compared")
    yield Listing([*table.notes, *words.notes])
    yield RunningText(
        f"Words marked {IDENTIFYING} are withheld: they show as […]. A number and {BEGINS} stand "
        f"where a passage begins, {ENDS} and the number where it ends; the margin has who gave it "
        "which code, and what is noted on it."
    )


def _figures(table: AgreementTable, codes: Mapping[str, Code]) -> Iterator[Block]:
    """Yield a table of figures, what needs talk most first."""
    yield Heading(1, "Figures")
    positive = {(row.code, row.group): row for row in table.of("positive")}
    by = [table.options.by] if table.options.by else []
    rows = []
    for row in sorted((row for row in table.of("alpha") if row.coded), key=needs_talk):
        beside = positive.get((row.code, row.group))
        both, first, second, neither = row.pairs
        code = codes.get(row.code or "")
        rows.append(
            (
                str(row.code),
                norwegian_name(code.name) if code else "",
                *([row.group or ""] if by else []),
                "too rare" if row.is_rare else _figure(row.value),
                _interval(row),
                _figure(beside.value) if beside else "",
                *map(str, (both, first + second, neither, row.transcripts)),
            )
        )
    if not rows:
        yield RunningText("There is nothing to compare.")
        return
    heads = ("code", "name", *by, "alpha", "95 %", "positive", "both", "one", "neither")
    yield Grid((*heads, "transcripts"), rows)
    if table.confused:
        yield RunningText(
            ", ".join(f"{one} and {other} {times}" for one, other, times in table.confused[:10]),
            "Given to the same words",
        )
    for facet in table.facets:
        over = number_of(facet.pairs, "coding")
        yield RunningText(
            f"alpha {_figure(facet.value)} over {over} that two coders both made", facet.facet
        )


def _proposals(proposals: Sequence[ProposedCode]) -> Iterator[Block]:
    yield Heading(1, "Proposed codes")
    if not proposals:
        yield RunningText("Nobody proposes a code.")
        return
    yield Grid(
        ("code", "codings", "proposed by", "transcripts"),
        [
            (one.name, str(one.codings), ", ".join(one.coders), ", ".join(one.transcripts))
            for one in proposals
        ],
    )


def _conflicts(seen: ConflictList) -> Iterator[Block]:
    """Yield the conflicts on codes in words, and how many there are on anything else."""
    yield Heading(1, "Conflicts")
    of_codes = [one for one in seen.conflicts if one.kind in _OF_CODEBOOK]
    for one in of_codes:
        yield RunningText(one.about)
        yield Listing([f"{choice.author}: {choice.words}" for choice in one.choices])
    others = len(seen.conflicts) - len(of_codes)
    if others:
        verb = are(others)
        yield RunningText(
            f"{number_of(others, 'conflict')} {verb} on interviews, codings, memos or people: "
            "kodeverk conflicts PROJECT."
        )
    if not seen.conflicts:
        yield RunningText("There are none.")


def _consensus(found: Sequence[Standing]) -> Iterator[Block]:
    """Yield what waits for a decision: by transcript, and by code."""
    yield Heading(1, "Waiting for a consensus")
    waiting = [one for one in found if one.open]
    if not waiting:
        yield RunningText("Nothing is open.")
        return
    yield Grid(
        ("transcript", "round", "coders", "agreed", "decided", "open", "open by code"),
        [
            (
                one.name,
                one.round_name,
                ", ".join(one.coders),
                *map(str, (one.agreed, one.decided, one.open)),
                ", ".join(f"{key} {times}" for key, times in sorted(one.open_by_code.items())),
            )
            for one in waiting
        ],
    )


def _in_words(row: AgreementRow) -> str:
    """Return a figure in a line: `0.61 (0.45 – 0.74) over 12 transcripts`."""
    group = f"{row.group}: " if row.group else ""
    over = f"over {number_of(row.transcripts, 'transcript')}"
    if row.is_rare:
        return f"{group}{row.note}, {over}"
    note = f" ({row.note})" if row.note else ""
    interval = f" ({_interval(row)})" if row.low is not None else ""
    return f"{group}{_figure(row.value)}{interval} {over}{note}"


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"


def _interval(row: AgreementRow) -> str:
    if row.low is None or row.high is None or row.is_rare:
        return ""
    return f"{row.low:.2f} – {row.high:.2f}"
