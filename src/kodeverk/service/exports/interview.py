"""A coded interview to print: its words turn by turn, and beside them in the margin its codes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kodeverk.errors import Refused
from kodeverk.files import rights_of
from kodeverk.formats.register import load_register
from kodeverk.formats.reports.endings import PROSE, write_document
from kodeverk.formats.reports.prose import Block, Document, Grid, Heading, Listing, RunningText
from kodeverk.model.codebook import IDENTIFYING, colours, norwegian_name
from kodeverk.model.coding_rows import HERE, CodingRow
from kodeverk.model.directions import DIRECTION, SIGNS
from kodeverk.model.records import Coder, Facet
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.coders import find_coder
from kodeverk.service.copied_words import NOT_TO_QUOTE
from kodeverk.service.exports.content import new_file_ending
from kodeverk.service.exports.margins import BEGINS, ENDS, Mark, annotated
from kodeverk.service.exports.options import Exported
from kodeverk.service.facts import describe_transcript
from kodeverk.service.memos import Memos, on_what
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import Material, Reading, Selection, material_of, readings
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.withholding import shown_name, shown_voices
from kodeverk.store import coding_rows, queries
from kodeverk.store.derived_files import remembered
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

Whose = Literal["mine", "final", "all"]
"""Whose codings are printed: one's own, those that count, or everybody's."""


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What a printed interview holds; `coders`, by name, go before `whose`."""

    coders: tuple[str, ...] = ()
    whose: Whose = "mine"
    memos: bool = False
    with_identifying: bool = False
    replace: bool = False


def print_interview(
    project: Project, name: str, out: Path, reader: Coder, options: PrintOptions
) -> Exported:
    """Write the transcript of this name with its codes in the margin, as what the ending says.

    Raises BadInput for another ending, Refused for a file that is there unless `options.replace`,
    where `reader` is not to see colleagues' codings yet, where nobody's codings count, and where
    identifying words could slip through; NotFound for a transcript or coder that is not there.
    """
    new_file_ending(project, out, PROSE, replace=options.replace)
    transcript = find_transcript(project, name).id
    with remembered(project, out):
        with derived_placements.reading(project) as connection:
            interview = _Interview(connection, transcript, reader, options)
            document = Document(interview.reading.transcript.name, "nb", [*interview.blocks()])
            notes = (*interview.notes(),)
        write_document(out, document, rights_of(project.path))
    return Exported((out,), notes)


class _Interview:
    """One transcript, read to be printed for somebody."""

    def __init__(
        self, connection: Connection, transcript: str, reader: Coder, options: PrintOptions
    ) -> None:
        self._options, self._reader = options, reader
        material = self._material = material_of(connection, Selection(scope="started"))
        quoting = Quoting(
            connection, material, memos=options.memos, with_identifying=options.with_identifying
        )
        (self.reading,) = readings(connection, material, [transcript], coding_rows.coding_rows)
        self._coders = _whose(connection, material, self.reading, reader, options)
        self._masking = quoting.masking(self.reading)
        self._passages = [
            passage
            for passage in quoting.passages(self.reading)
            if passage.coder.id in self._coders
        ]
        own = [memo for memo in quoting.memos if memo.coder in {None, *self._coders}]
        self._memos = [*Memos(connection, material, quoting, own).of(self.reading)]
        self._memos_there = sum(
            memo.coder in {None, *self._coders}
            for memo in queries.memos(connection, transcript=transcript)
        )
        self._not_to_quote = self._who_is_not_to_be_quoted(connection)
        self._facts = describe_transcript(connection, self.reading.transcript).facts

    def blocks(self) -> Iterator[Block]:
        """Yield what is said of the transcript, its words with their marks, and the codes used."""
        yield from self._about()
        turns = self.reading.version.turns
        speakers = self._material.speakers
        shown = shown_name(turns, self._material.pseudonyms, self._masking)
        names = {turn.speaker: shown(speakers[turn.speaker]) for turn in turns}
        text, hidden = self.reading.version.text, self._masking.identifying
        yield annotated(text, turns, names, self._marks(), hidden)
        yield from self._legend()

    def notes(self) -> Iterator[str]:
        """Yield in sentences what is left out, and who did not consent to what is there."""
        if self._not_to_quote:
            yield self._not_to_quote
        placeless = sum(row[3] in self._coders and row[4] < HERE for row in self.reading.codings)
        if placeless:
            yield f"Codings without a sure place in the corrected text, not printed: {placeless}."
        if self._memos_there and not self._options.memos:
            yield f"Memos not printed: {self._memos_there} (--memos prints them)."
        if not self._passages:
            yield f"There are no codings of {self._coder_names()} in it."

    def _about(self) -> Iterator[Block]:
        record, material = self.reading.transcript, self._material
        if self._not_to_quote:
            yield RunningText(self._not_to_quote, "Not for publication")
        if record.municipality:
            place = load_register().number_and_name(record.municipality)
            yield RunningText(place, "Municipality")
        if record.date:
            yield RunningText(record.date, "Date")
        turns = self.reading.version.turns
        shown = shown_name(turns, material.pseudonyms, self._masking)
        heard = [material.speakers[turn] for turn in dict.fromkeys(turn.speaker for turn in turns)]
        said_by = Counter(turn.speaker for turn in turns)
        yield RunningText(
            ", ".join(
                f"{shown(one)} ({one.role}, {number_of(said_by[one.id], 'turn')})" for one in heard
            )
            or "nobody is named",
            "Speakers",
        )
        for fact, value in self._facts.items():
            if fact.kind == "variable" and value is not None:
                yield RunningText(self._masking.hide(str(value)), fact.of)
        count = number_of(len(self._passages), "coding")
        yield RunningText(f"{self._coder_names()}, {count}", "Coded by")
        if self._masking.identifying:
            yield RunningText(f"Words marked {IDENTIFYING} are withheld: they show as […].")
        yield RunningText(
            f"A number and {BEGINS} stand where a passage begins, {ENDS} and the number where it "
            "ends; the margin has its code. Words on which several codes are have two lines."
        )
        for memo in self._memos:
            if memo.start is None:
                about = "" if memo.about == "transcript" else f" {on_what(memo)}"
                yield RunningText(memo.text, f"Memo{about} by {memo.author or '-'}")

    def _who_is_not_to_be_quoted(self, connection: Connection) -> str:
        """Return in sentences which of the informants did not consent to quotation, if any."""
        turns, pseudonyms = self.reading.version.turns, self._material.pseudonyms
        voices = shown_voices(turns, self._material.speakers, pseudonyms, self._masking)
        heard = {voice.informant for voice in voices.values()}
        names = sorted(
            pseudonyms[informant.id]
            for informant in queries.informants(connection)
            if informant.id in heard and informant.quotation in NOT_TO_QUOTE
        )
        if not names:
            return ""
        return (
            f"Without consent to quotation: {', '.join(names)}. This page has their words; it is "
            "for the team's own work and not for publication."
        )

    def _marks(self) -> list[Mark]:
        """Return the codings, and the memos on passages, in the order of the text."""
        shown_colours = colours(tuple(self._material.codes.values()))
        several = len(self._coders) > 1
        marks = [
            Mark(
                passage.start,
                passage.end,
                self._in_margin(passage, several=several),
                shown_colours.get(passage.code.id, ""),
                passage.memo,
            )
            for passage in self._passages
        ]
        marks += [
            Mark(memo.start, memo.end, f"memo by {memo.author or '-'}", more=memo.text)
            for memo in self._memos
            if memo.coding is None and memo.start is not None and memo.end is not None
        ]
        return sorted(marks, key=lambda mark: (mark.start, -mark.end))

    def _in_margin(self, passage: Passage, *, several: bool) -> str:
        """Return a code's key with the direction's sign, other facets, and whose it is if asked."""
        signs = [SIGNS.get(value, value) for key, value in passage.facets if key == DIRECTION]
        facets = {facet.key: facet for facet in self._material.facets}
        others = ", ".join(
            _value_name(facets.get(key), value) for key, value in passage.facets if key != DIRECTION
        )
        whose = self._material.coder_names[passage.coder.id] if several else ""
        return " · ".join(filter(None, [" ".join([passage.code.key, *signs]), others, whose]))

    def _legend(self) -> Iterator[Block]:
        used = Counter(passage.code.id for passage in self._passages)
        if not used:
            return
        yield Heading(1, "Codes")
        yield Grid(
            ("code", "name", "codings", "definition"),
            [
                (
                    code.key,
                    norwegian_name(code.name),
                    str(used[code.id]),
                    norwegian_name(code.definition),
                )
                for code in self._material.codes.values()
                if code.id in used
            ],
        )
        given = {value for one in self._passages for key, value in one.facets if key == DIRECTION}
        facet = next((facet for facet in self._material.facets if facet.key == DIRECTION), None)
        if given:
            yield Listing(
                [
                    f"{sign} {_value_name(facet, value)}"
                    for value, sign in SIGNS.items()
                    if value in given
                ]
            )

    def _coder_names(self) -> str:
        names = {self._reader.id: self._reader.name, **self._material.coder_names}
        return ", ".join(sorted(names[coder] for coder in self._coders))


def _value_name(facet: Facet | None, value: str) -> str:
    names = {} if facet is None else {known.id: known.name for known in facet.values}
    return norwegian_name(names[value]) if value in names else value


def _whose(
    connection: Connection,
    material: Material,
    reading: Reading[CodingRow],
    reader: Coder,
    options: PrintOptions,
) -> frozenset[str]:
    """Return the coders, by id, whose codings are printed. Raises Refused and NotFound."""
    transcript = reading.transcript
    if options.coders:
        people = material.people.values()
        chosen = frozenset(find_coder(people, name).id for name in options.coders)
    elif options.whose == "all":
        chosen = frozenset(row[3] for row in reading.codings)
    elif options.whose == "final":
        chosen = frozenset(work.coder for work in material.work.counting.get(transcript.id, ()))
        if not chosen:
            raise Refused(
                f"nobody's codings of {transcript.name} count yet",
                "See whose there are: kodeverk status PROJECT",
            )
    else:
        chosen = frozenset([reader.id])
    blind = blindness_of(connection, reader, material.assignments).transcripts
    if chosen - {reader.id} and transcript.id in blind:
        raise Refused(
            f"you code {transcript.name} apart from colleagues: theirs are hidden until you have "
            "finished",
            "Print your own, or finish first: kodeverk finish PROJECT TRANSCRIPT",
        )
    return chosen or frozenset([reader.id])
