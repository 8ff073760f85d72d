"""A file as it would come into the project: read, recognised, and as somebody has chosen."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from kodeverk.analysis.municipalities import resolve, suggested
from kodeverk.analysis.recognition.decision.blocks import join_turns
from kodeverk.analysis.recognition.doubts.labels_of_blocks import tiers
from kodeverk.analysis.recognition.evidence.persons import alike_labels
from kodeverk.analysis.recognition.lines import with_lines
from kodeverk.analysis.recognition.paragraphs import ReadParagraph, read_paragraphs
from kodeverk.analysis.recognition.relabelled import with_labels
from kodeverk.analysis.recognition.turns import Recognition, first_words, recognise
from kodeverk.analysis.recognition.zones.outside import Zone
from kodeverk.errors import BadInput, KodeverkError, NoTranscript, program_fault
from kodeverk.formats.metadata import FileFacts
from kodeverk.formats.register import load_register
from kodeverk.model.municipality import Municipality
from kodeverk.model.records import Role
from kodeverk.model.source import Source
from kodeverk.model.survey import SurveyForm
from kodeverk.model.text import folded_label, text_hash
from kodeverk.service.facts import Correction
from kodeverk.service.import_choices import Choices, Memory
from kodeverk.service.phrases import shown_name, survey_in_words
from kodeverk.service.questions import (
    LOOKS_OTHERWISE,
    TABLES,
    FileQuestion,
    doubted,
    nobody_named,
    questions,
    somebody_may_speak,
    unsettled,
)
from kodeverk.service.repeated_choices import repeated, repeated_in_words
from kodeverk.service.roles import (
    check_labels,
    interpreted_speakers,
    label_like,
    speaker_roles,
)
from kodeverk.service.surveys import read_file

Chosen = TypeVar("Chosen")

UNNAMED = ""
"""The label of the speaker of turns that name nobody."""

_REPORT = "Please report this line. The file may be read when it is saved in another format."

BLACK = ("black", "svart")
"""Values of the variable `data_class` that keep a file out."""

_AS_SURE = 0.2
"""How much less sure than the best a reading in a remembered convention may be."""
_FIRST_WORDS = 60
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
)


@dataclass(frozen=True, slots=True)
class FileSpeaker:
    """A speaker of a file: label, role, and how many labelled blocks or cues are theirs.

    `joined_turns` are the turns that a transcript gets of these.
    `informant` is a pseudonym, `speaks_for` the label of whom an interpreter stands for;
    `remembered` tells that the role is the one of earlier imports.
    """

    label: str
    role: Role
    turns: int
    first_words: str = ""
    informant: str | None = None
    speaks_for: str | None = None
    remembered: bool = False
    joined_turns: int = 0


class OutsideLine(NamedTuple):
    """A line outside the interview: its number, from 1, its words, its zone and what shows it."""

    line: int
    text: str
    zone: Zone
    reason: str


class NearCopy(NamedTuple):
    """A transcript that has nearly the words of a file, or its name: by id, and by name.

    `percent` is the share of words in common.
    """

    id: str
    name: str
    percent: int
    is_named_so: bool

    def __str__(self) -> str:
        """Return the near copy in words: `"a" 96 % the same words`."""
        named = ", of the same name" if self.is_named_so else ""
        return f'"{self.name}" {self.percent} % the same words{named}'


@dataclass(frozen=True, slots=True)
class KnownTranscript:
    """What is known of the transcript that has a file's text, with what is filled in now.

    `turns` and `words` are those it has, which may be others than the file is read with now: then
    it is `read_otherwise`. `changes` is what is filled in, `kept` what stays although something
    else was said.
    """

    speakers: tuple[FileSpeaker, ...]
    turns: int
    words: int
    read_otherwise: bool
    municipality: Municipality | None
    date: str | None
    changes: tuple[Correction, ...]
    kept: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would become with the choices made so far; nothing of it is written.

    `source` is None when the file cannot be read, `digest` the hash of its text. `recognised` is
    what its labels show, `reading` the same with labels `joined` into others (label -> the other)
    and `ignored`; `alike` are pairs (variant, main) of labels that are probably one person's.
    `asks` are questions a person should answer first, `notes` what else to look at; with an `error`
    the file cannot be imported as it is. `candidates` are the municipalities somebody may have
    meant. `is_transcript` is False for a table or JSON of something else, in which nobody seems to
    speak.
    `transcript` is the name of the transcript the text will be, or is already when it `is_there`;
    `clash` says what speaks against it in the project, and `remedy` what to do; `there` is what is
    known of the one that has the text, `near` a transcript of which it may be a corrected text.
    A sheet has the form of the `survey` it may be; one that plainly is a survey is asked about
    until somebody says so or not. Of a respondent of a sheet, `respondent` is who it is, or which
    row for one who `is_unnamed`.
    """

    path: Path
    file: str
    choices: Choices
    sha256: str = ""
    source: Source | None = None
    digest: str = ""
    recognised: Recognition | None = None
    reading: Recognition | None = None
    joined: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    speakers: tuple[FileSpeaker, ...] = ()
    interpreted: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[tuple[str, str], ...] = ()
    municipality: Municipality | None = None
    candidates: tuple[Municipality, ...] = ()
    date: str | None = None
    remembered: tuple[str, ...] = ()
    asks: tuple[FileQuestion, ...] = ()
    notes: tuple[FileQuestion, ...] = ()
    error: str | None = None
    hint: str | None = None
    transcript: str | None = None
    is_there: bool = False
    there: KnownTranscript | None = None
    near: NearCopy | None = None
    clash: str | None = None
    remedy: str | None = None
    is_transcript: bool = True
    survey: SurveyForm | None = None
    respondent: str | None = None
    is_unnamed: bool = False

    @property
    def own_name(self) -> str:
        """What the transcript is called after the file, and after the respondent of a sheet."""
        if self.respondent is not None:
            return f"{shown_name(self.path.parent.stem)} {shown_name(self.respondent)}"
        return shown_name(self.path.stem)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The notes, in words."""
        return tuple(note.text for note in self.notes)

    @property
    def paragraphs(self) -> tuple[ReadParagraph, ...]:
        """The paragraphs with words as they are read: the zone of each, who speaks, and why."""
        if self.source is None or self.reading is None:
            return ()
        return tuple(read_paragraphs(self.source, self.reading, self.choices.lines))

    @property
    def outside(self) -> tuple[OutsideLine, ...]:
        """The lines outside the interview."""
        if self.source is None:
            return ()
        text = self.source.text
        return tuple(
            OutsideLine(
                paragraph.line,
                " ".join(text[paragraph.start : paragraph.end].split()),
                paragraph.zone,
                paragraph.reason,
            )
            for paragraph in self.paragraphs
            if paragraph.is_outside
        )

    @property
    def inferred(self) -> tuple[ReadParagraph, ...]:
        """The lines of which nothing in the file itself says what they are."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.is_inferred)

    @property
    def is_plain(self) -> bool:
        """Whether the file is read, nothing is noted of it, and nothing is asked but of roles."""
        of_speakers = ("import.role", "import.speaks-for")
        asks_of_roles = all(ask.key in of_speakers for ask in self.asks)
        return self.reading is not None and asks_of_roles and not self.notes

    @property
    def is_certain(self) -> bool:
        """Whether it is plain, and the file itself says of each line what it is."""
        return self.is_plain and not self.inferred

    @property
    def is_ready(self) -> bool:
        """Whether the file can be imported and would be a new transcript."""
        is_good = self.source is not None and not (self.error or self.clash)
        return is_good and not (self.is_there or self.is_asked)

    @property
    def is_asked(self) -> bool:
        """Whether somebody must say first what the file is: a survey, new, or a text of another."""
        return self.asks_of_survey or (self.near is not None and not self.choices.as_new)

    @property
    def asks_of_survey(self) -> bool:
        """Whether somebody must say first if the sheet is a survey."""
        return self.survey is not None and self.survey.is_plain and self.choices.survey is None

    @property
    def fills(self) -> bool:
        """Whether the text is there, and the file says what was not known of its transcript."""
        return self.there is not None and bool(self.there.changes) and not self.error

    def packed(self) -> "Preview":
        """Return the same preview, packed while others are looked at."""
        if self.source is None or self.recognised is None or self.reading is None:
            return self
        recognised = self.recognised.packed()
        is_one = self.reading is self.recognised
        reading = recognised if is_one else self.reading.packed()
        return replace(self, source=self.source.packed(), recognised=recognised, reading=reading)

    def without_words(self) -> "Preview":
        """Return the preview with its labels and choices and nothing of what is said."""
        if self.source is None or self.recognised is None or self.reading is None:
            return self
        return replace(
            self,
            source=replace(self.source, text="", paragraphs=(), comments=()),
            recognised=self.recognised.without_blocks(),
            reading=self.reading.without_blocks(),
        )


class _Fault(KodeverkError):
    """A fault of the program over one file."""


def look(path: Path, choices: Choices, memory: Memory) -> Preview:
    """Return the preview of the file at `path`; what is wrong with it is in its `error`.

    So is a fault of the program over it: the other files can be read all the same.
    """
    choices = choices.of(path)
    file = shown_name(path.name)
    try:
        return _with_fault(path, file, choices, memory)
    except _Fault as error:
        return Preview(path, file, choices, error=error.message, hint=error.hint)


def _with_fault(path: Path, file: str, choices: Choices, memory: Memory) -> Preview:
    try:
        return _look(path, file, choices, memory)
    except KodeverkError:
        raise
    except Exception as error:
        raise _Fault(f"{file}: {program_fault(error)}", _REPORT) from error


def _look(path: Path, file: str, choices: Choices, memory: Memory) -> Preview:
    row = choices.row
    try:
        _refuse_black(row)
        sha256, source, respondent, own_row, is_unnamed = read_file(path, choices.encoding)
    except KodeverkError as error:
        refusal = _in_table(error, row, row and row.encoding)
        is_transcript = not isinstance(error, NoTranscript)
        return Preview(
            path,
            file,
            choices,
            error=refusal.message,
            hint=refusal.hint,
            is_transcript=is_transcript,
        )
    survey, source = source.survey, replace(source, survey=None)
    if own_row is not None:
        file = f"{shown_name(path.parent.name)}/{file}"
        if choices.row is None or choices.row.where != own_row.where:
            choices = choices.with_row(own_row.completed(choices.row))
        try:
            _refuse_black(choices.row)
        except BadInput as error:
            return Preview(path, file, choices, error=error.message, hint=error.hint)
    form = survey.form if survey is not None else None
    if choices.survey and form is None and respondent is None and source.format in TABLES:
        return Preview(
            path,
            file,
            choices,
            error="no column of this sheet holds what people answered in words of their own",
            hint="Of a survey, check the headings; for an interview leave --survey out.",
        )
    preview = Preview(
        path,
        file,
        choices,
        sha256,
        source,
        text_hash(source.text),
        survey=form,
        respondent=respondent,
        is_unnamed=is_unnamed,
    )
    return _understood(preview, memory)


def choose(preview: Preview, choices: Choices, memory: Memory) -> Preview:
    """Return the preview of the same file with other choices, those for this file alone.

    An encoding in which the file cannot be read is told as an error, and not chosen.
    """
    if preview.source is None or choices.encoding != preview.choices.encoding:
        # Decoding begins with the bytes, which are not kept.
        again = look(preview.path, choices, memory)
        if again.source is None and preview.source is not None:
            return replace(preview, error=again.error, hint=again.hint)
        return again
    before = preview.choices
    is_read_so = (choices.convention, choices.lines) == (before.convention, before.lines)
    # Of what cannot be so all is asked again, lest it be forgotten in silence.
    recognised = preview.recognised if is_read_so and preview.error is None else None
    return _understood(replace(preview, choices=choices, recognised=recognised), memory)


def day_of(given: str | None) -> date | None:
    """Return the date written as YYYY-MM-DD or D.M.YYYY. Raises BadInput for anything else."""
    if given is None:
        return None
    for form in _DATES:
        if day := form.fullmatch(given.strip()):
            try:
                return date(int(day["y"]), int(day["m"]), int(day["d"]))
            except ValueError:
                break
    raise BadInput(f"{given!r} is not a date", "Write it as YYYY-MM-DD, for example 2018-03-14.")


def _refuse_black(row: FileFacts | None) -> None:
    given = row.variables.get("data_class") if row else None
    if row is not None and isinstance(given, str) and given.strip().casefold() in BLACK:
        raise BadInput(
            f"{row.where}: its data_class is {given}: black data does not belong in a project",
            "Keep the file where such data may be; remove what makes it black before importing.",
        )


def _in_table(error: KodeverkError, row: FileFacts | None, given: object) -> KodeverkError:
    """Return the error with the line of the table that has `given` what is wrong."""
    if row is None or not given:
        return error
    return BadInput(f"{row.where}: {error.message}", error.hint)


def _understood(preview: Preview, memory: Memory) -> Preview:
    """Return the preview with all that follows from its source, its choices and what is remembered.

    Of several errors the first is told; what can be understood in spite of it is there.
    """
    source, choices, row = preview.source, preview.choices, preview.choices.row
    assert source is not None
    errors: list[KodeverkError] = []

    @contextmanager
    def telling(given: object) -> Iterator[None]:
        try:
            yield
        except KodeverkError as error:
            errors.append(_in_table(error, row, given))

    recognised: Recognition | None = None
    with telling(row and row.convention):
        recognised = _recognised(preview, memory)
    recognition = recognised or recognise(source)
    if preview.recognised is None and choices.lines:
        with telling(None):
            recognition = with_lines(source, recognition, choices.lines)
    again = repeated(memory, choices, recognition, source.format)
    given = _by_label({**again.joined, **choices.joined}, recognition)
    kept_out = _by_label({**again.ignored, **choices.ignored}, recognition)
    # A label joined to itself is kept apart, one that is ignored or not has been decided upon.
    joined = {
        label: label_like(whose, recognition.speakers) or whose
        for label, whose in given.items()
        if folded_label(whose) != folded_label(label)
    }
    ignored = tuple(label for label, is_nobody in kept_out.items() if is_nobody)
    reading = recognition
    if joined or ignored:
        with telling(row and row.joined):
            reading = with_labels(recognition, joined, ignored)
    labels = list(dict.fromkeys(block.label or UNNAMED for block in reading.blocks))
    roles: dict[str, Role] = dict.fromkeys(labels, "unknown")
    interpreted: dict[str, str] = {}
    if row is not None:
        with telling(row):
            check_labels(preview.file, [*recognition.speakers, *labels], row)
    with telling(row and row.roles):
        stated = {label: reading.roles.get(label, "unknown") for label in labels}
        roles = speaker_roles(stated, choices.roles, memory.roles)
    with telling(row and row.speaks_for):
        interpreted = interpreted_speakers(roles, choices.speaks_for)
    day, municipality = None, None
    candidates: tuple[Municipality, ...] = ()
    with telling(row and row.date):
        day = day_of(choices.date)
    if choices.municipality is not None and (day or choices.date is None):
        with telling(row and row.municipality):
            municipality = resolve(load_register(), choices.municipality, day)
        if municipality is None:
            candidates = suggested(load_register(), choices.municipality, day, whole=True)
    alike = _alike(recognition, {*given, *kept_out, *again.asked})
    # Of who may be somebody else that is asked, and nothing more.
    spoken_for = {*given, *kept_out, *(variant for variant, _ in alike)}
    doubts = [*unsettled(doubted(source.text, reading), choices, spoken_for, roles)]
    is_transcript = (
        preview.asks_of_survey
        or choices.convention is not None
        or somebody_may_speak(source, reading)
    )
    return replace(
        preview,
        recognised=recognition,
        reading=reading,
        joined=joined,
        ignored=ignored,
        roles=roles,
        speakers=_speakers(preview, reading, roles, interpreted, memory),
        interpreted=interpreted,
        alike=alike,
        municipality=municipality,
        candidates=candidates,
        date=day.isoformat() if day else None,
        remembered=(*repeated_in_words(again, recognition.speakers),),
        asks=(
            *([] if is_transcript else [_looks_otherwise(preview)]),
            *questions(reading, choices, roles, interpreted, alike),
            *again.asked.values(),
            *(doubt for doubt in doubts if not doubt.may_wait),
        ),
        notes=(
            *map(FileQuestion, source.warnings),
            *(doubt for doubt in doubts if doubt.may_wait),
            *map(FileQuestion, nobody_named(source, reading)),
        ),
        error=errors[0].message if errors else None,
        hint=errors[0].hint if errors else None,
        is_transcript=is_transcript,
    )


def _looks_otherwise(preview: Preview) -> FileQuestion:
    if preview.survey is None or preview.choices.survey is not None:
        return LOOKS_OTHERWISE
    words = survey_in_words(preview.survey)
    return FileQuestion(f"{LOOKS_OTHERWISE.text}; perhaps a survey: {words}", "--survey")


def _alike(recognition: Recognition, decided: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of labels that may be one person's, where neither has been decided upon.

    Who prints each utterance twice, under two labels, is not to have them joined.
    """
    twice = {frozenset(pair) for pair in tiers(Counter(recognition.speakers))}
    return tuple(
        pair
        for pair in alike_labels(recognition.speakers)
        if not {*pair} & {*decided} and frozenset(pair) not in twice
    )


def _recognised(preview: Preview, memory: Memory) -> Recognition:
    """Return the reading in the convention chosen, else remembered if it fits, else the best."""
    source, convention = preview.source, preview.choices.convention
    assert source is not None
    if preview.recognised is not None:
        return preview.recognised
    if convention is not None:
        return recognise(source, convention)
    best = recognise(source)
    usual = memory.conventions.get(source.format)
    if usual is None or usual == best.convention:
        return best
    as_usual = recognise(source, usual)
    fits = not best.speakers or as_usual.confidence >= best.confidence - _AS_SURE
    return as_usual if as_usual.speakers and fits else best


def _by_label(given: Mapping[str, Chosen], recognition: Recognition) -> dict[str, Chosen]:
    """Return what is given for labels of a recognition, by the label as it stands there."""
    wanted = {folded_label(label): value for label, value in given.items()}
    return {
        label: wanted[folded_label(label)]
        for label in recognition.speakers
        if folded_label(label) in wanted
    }


def _speakers(
    preview: Preview,
    reading: Recognition,
    roles: Mapping[str, Role],
    interpreted: Mapping[str, str],
    memory: Memory,
) -> tuple[FileSpeaker, ...]:
    source, choices = preview.source, preview.choices
    assert source is not None
    counts = reading.speakers
    joined = Counter(block.label for block in join_turns(reading.blocks))
    first = first_words(reading, source.text, _FIRST_WORDS)
    informants = {folded_label(label): name for label, name in choices.informants.items()}
    given = {*map(folded_label, choices.roles)}
    known = {*map(folded_label, memory.roles)} - given
    return tuple(
        FileSpeaker(
            label,
            roles[label],
            turns,
            first[label],
            informants.get(folded_label(label)),
            interpreted.get(label),
            folded_label(label) in known and reading.roles[label] == "unknown",
            joined[label],
        )
        for label, turns in counts.items()
    )
