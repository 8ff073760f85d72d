"""The SQLite export: frequencies, what they are of, and the codings behind them."""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from kodeverk.analysis.counting.figures import (
    CodeFrequency,
    Counts,
    Denominator,
    FacetFrequency,
    HiddenDenominator,
    NotRead,
)
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.counting.words import SpokenWords
from kodeverk.formats.reports.database import (
    MEMO,
    OF_TRANSCRIPTS,
    QUOTING,
    TEXT,
    TURN,
    Database,
    new_database,
)
from kodeverk.formats.reports.table import Cell, Cells, Shown, Table, table_of
from kodeverk.model.codebook import norwegian_name
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.outcomes import SUPPRESSED
from kodeverk.model.records import Code, Variable
from kodeverk.model.text import text_hash
from kodeverk.service.exports.content import (
    VOICES_AND_ORIGIN,
    WORDING,
    Content,
    about_table,
    export_content,
    published_wording,
    voices_and_origin,
)
from kodeverk.service.exports.memo_table import WORDS
from kodeverk.service.exports.options import PLAIN, Exported, ExportOptions
from kodeverk.service.exports.speakers import (
    CodingSpeakerRow,
    SpeakerRow,
    TurnRow,
    coding_speaker_rows,
    speaker_rows,
    turn_rows,
)
from kodeverk.service.memos import PlacedMemo
from kodeverk.service.passages import Passage, in_scope
from kodeverk.service.scoping import Material, Reading, TableMunicipality
from kodeverk.store import coding_rows, queries
from kodeverk.store.project import Project

OF_CODES, OWN_CODINGS = "code", "theme: own codings"
"""What a row of `code_frequency` is about."""

_MEASURES = (
    "codings",
    "passages",
    "turns",
    "transcripts",
    "speakers",
    "words",
    "reason",
    "of_speakers",
    "left_out",
)


def export_sqlite(project: Project, out: Path, options: ExportOptions = PLAIN) -> Exported:
    """Write frequencies by municipality, code and role, and the codings, as an SQLite database.

    The tables and views are those of docs/files.md. What was at `out` stays until the new file is
    whole. Raises Refused for a project or any other file that is no export, BadInput where nothing
    can be written, and what `service.scoping.material_of` raises for the selection.
    """
    options = options.as_counts()
    without = {
        *(QUOTING if options.counts_only else ()),
        *(() if options.with_memos else (MEMO,)),
        *(() if options.with_texts else (TEXT, TURN)),
    }
    if options.publish:
        without |= {*OF_TRANSCRIPTS}
    with export_content(project, out, options, facets=True) as made_from:
        material = made_from.material
        with new_database(
            out, without=without, replace=options.replace, rights=made_from.rights
        ) as file:
            write_transcripts(file, made_from)
            write_figures(file, made_from, made_from.counts())
            if options.with_memos:
                file.add(memos, [*made_from.memos.others()])
            if not options.publish:
                variables = _variables(material, queries.variables(made_from.connection))
                file.add(table_of("variable", VariableRow), variables)
            file.add(about_table("export_info"), made_from.about())
        return Exported((out, *made_from.logs(out)), made_from.notes())


class Read(NamedTuple):
    """A transcript as it was read: its words, and how far the work on it is."""

    reading: Reading[CodingRow]
    spoken: SpokenWords
    state: str


def write_transcripts(file: Database, made_from: Content) -> None:
    """Write transcript after transcript with the codings in it, and have each counted."""
    material, options, quoting = made_from.material, made_from.options, made_from.quoting
    listed = set() if options.counts_only else set(in_scope(material))
    states = _states(material)
    transcripts, codings = transcript_table(material), coding_table(material, memos=options.memos)
    for reading in made_from.readings(material.transcripts):
        made_from.counting.add(reading)
        transcript = reading.transcript.id
        spoken = SpokenWords(reading.version.text, reading.version.turns)
        state = states.get(transcript, "not assigned")
        if not options.publish:
            file.add(transcripts, [Read(reading, spoken, state)])
        if transcript in listed:
            file.add(speakers, speaker_rows(material, quoting, reading, spoken))
            if options.with_texts:
                file.add(texts, [(reading.transcript.name, quoting.whole_text(reading))])
                file.add(turns, turn_rows(material, reading))
            passages = [*quoting.passages(reading)]
            file.add(codings, passages)
            facets = (
                CodingFacet(passage.id, *pair) for passage in passages for pair in passage.facets
            )
            file.add(coding_facets, facets)
            file.add(coding_speakers, coding_speaker_rows(material, reading, passages, spoken))
            if options.with_memos:
                file.add(memos, [*made_from.memos.of(reading)])


def write_figures(file: Database, made_from: Content, counts: Counts) -> None:
    """Write what was counted: frequencies, what they are of, and the codes."""
    material = made_from.material
    keys = {code.id: code.key for code in material.codes.values()}
    themes = {row.code for row in counts.themes}
    in_figures = {row.code for row in counts.codes}
    whole = {base.group: base for base in counts.denominators if base.role == ALL}
    places = sorted({material.places[transcript] for transcript in material.transcripts})
    file.add(municipality_table(whole), places)
    file.add(base_by_role(), made_from.bases(counts))
    codes = enumerate(listed_codes(made_from))
    file.add(code_table(material, in_figures), codes)
    levels = {code: OWN_CODINGS if code in themes else OF_CODES for code in in_figures}
    file.add(
        frequency_table("code_frequency", "code", keys, {"level": lambda row: levels[row.code]}),
        counts.codes,
    )
    file.add(base_table("code_base", "code", keys), _bases(counts.codes, counts.denominators))
    file.add(frequency_table("theme_frequency", "theme", keys), counts.themes)
    file.add(base_table("theme_base", "theme", keys), _bases(counts.themes, counts.denominators))
    file.add(facet_table(keys), counts.facets)
    for level, not_read in (("code", counts.codes_not_read), ("theme", counts.themes_not_read)):
        if not_read:
            file.add(not_read_table(material, keys, level), not_read)


class CodingFacet(NamedTuple):
    """A value of a facet that a coding carries."""

    coding: str
    facet: str
    value: str


class VariableRow(NamedTuple):
    """The value of a variable, and the same as a number where it is one."""

    kind: str
    subject: str
    name: str
    value: str | int | float | bool
    number: float | None


texts: Table[tuple[str, str]] = Table(TEXT, {("transcript", "text"): lambda row: row})
turns = table_of(TURN, TurnRow)
speakers = table_of("speaker", SpeakerRow)
coding_facets = table_of("coding_facet", CodingFacet)
coding_speakers = table_of("coding_speaker", CodingSpeakerRow)

memos: Table[PlacedMemo] = Table(
    MEMO,
    {
        ("id", "about"): attrgetter("id", "about"),
        "transcript": lambda memo: memo.transcript.name if memo.transcript else None,
        "municipality": lambda memo: memo.place.number if memo.place else None,
        **WORDS,
    },
)

_IN_SCOPE = ("transcripts", "speakers", "turns", "words")


def base_by_role(withheld: Cell = None) -> Table[Denominator | HiddenDenominator]:
    """Return the table of what is in scope by role; `withheld` stands where that is not told."""
    in_scope_there = attrgetter(*_IN_SCOPE)
    return Table(
        "municipality_role",
        {
            "municipality": attrgetter("group"),
            "role": attrgetter("role"),
            _IN_SCOPE: lambda base: (
                (withheld,) * len(_IN_SCOPE)
                if isinstance(base, HiddenDenominator)
                else in_scope_there(base)
            ),
            "left_out": attrgetter("left_out"),
            "is_all": lambda base: base.role == ALL,
            "reason": lambda base: base.reason if isinstance(base, HiddenDenominator) else None,
        },
    )


def transcript_table(material: Material) -> Table[Read]:
    """Return the table of the transcripts chosen."""

    def counted(read: Read) -> bool:
        return read.reading.transcript.id in material.work.counting

    return Table(
        "transcript",
        {
            "transcript": attrgetter("reading.transcript.name"),
            "municipality": lambda read: material.places[read.reading.transcript.id].number,
            "municipality_then": attrgetter("reading.transcript.municipality"),
            "interview_date": attrgetter("reading.transcript.date"),
            "source_file": attrgetter("reading.version.source_file"),
            "sha256": lambda read: (
                read.reading.version.sha256 or text_hash(read.reading.version.text)
            ),
            "turns": lambda read: len(read.reading.version.turns),
            "words": lambda read: sum(read.spoken.counts),
            "state": attrgetter("state"),
            "counted": counted,
        },
    )


def coding_table(material: Material, *, memos: bool) -> Table[Passage]:
    """Return the table of codings; their memos stay empty unless they are asked for."""
    return Table(
        "coding",
        {
            ("id", "transcript", "municipality", "code"): attrgetter(
                "id", "transcript.name", "place.number", "code.key"
            ),
            "coder": lambda passage: material.coder_names[passage.coder.id],
            ("start", "end", "quote"): attrgetter("start", "end", "quote"),
            "memo": lambda passage: passage.memo if memos else None,
            VOICES_AND_ORIGIN: voices_and_origin,
            "created_at": attrgetter("created_at"),
            WORDING: published_wording,
        },
    )


def municipality_table(
    whole: Mapping[str, Denominator], withheld: Cell = None
) -> Table[TableMunicipality]:
    """Return the table of municipalities, with what is in scope there of all informants.

    `withheld` stands where that is not told.
    """
    in_scope_there = attrgetter(*_IN_SCOPE)

    def base(place: TableMunicipality) -> Cells:
        """What is in scope, or why it is not told."""
        if place.number not in whole:
            return *((withheld,) * len(_IN_SCOPE)), SUPPRESSED
        return *in_scope_there(whole[place.number]), None

    return Table(
        "municipality",
        {
            ("number", "name", "county_number", "county"): attrgetter(
                "number", "name", "county_number", "county"
            ),
            (*_IN_SCOPE, "reason"): base,
        },
    )


def code_table(material: Material, in_figures: set[str]) -> Table[tuple[int, Code]]:
    """Return the table of codes with their place in the order of the codebooks."""

    def parent(placed: tuple[int, Code]) -> str | None:
        above = material.codes.get(placed[1].parent or "")
        return None if above is None else above.key

    return Table(
        "code",
        {
            "code": lambda placed: placed[1].key,
            "codebook": lambda placed: placed[1].codebook,
            "name": lambda placed: norwegian_name(placed[1].name),
            "name_en": lambda placed: placed[1].name.get("en"),
            "parent": parent,
            "theme": lambda placed: material.codes[material.themes[placed[1].id]].key,
            "position": lambda placed: placed[1].position,
            "definition": lambda placed: norwegian_name(placed[1].definition) or None,
            "active": lambda placed: placed[1].active,
            "in_figures": lambda placed: placed[1].id in in_figures,
            "order": lambda placed: placed[0],
        },
    )


def frequency_table(
    name: str, about: str, keys: Mapping[str, str], more: Shown[CodeFrequency] | None = None
) -> Table[CodeFrequency]:
    """Return a table of figures by municipality, role, and the codes or themes under `about`."""
    return Table(
        name,
        {
            "municipality": attrgetter("group"),
            about: lambda row: keys[row.code],
            "role": attrgetter("role"),
            _MEASURES: attrgetter(*_MEASURES),
            "is_all": lambda row: row.role == ALL,
            **(more or {}),
        },
    )


def facet_table(keys: Mapping[str, str]) -> Table[FacetFrequency]:
    """Return the table of figures by municipality, code, role and facet value."""
    return Table(
        "facet_frequency",
        {
            "municipality": attrgetter("group"),
            "code": lambda row: keys[row.code],
            ("role", "facet", "value"): attrgetter("role", "facet", "value"),
            _MEASURES: attrgetter(*_MEASURES),
            "is_all": lambda row: row.role == ALL,
        },
    )


def base_table(name: str, about: str, keys: Mapping[str, str]) -> Table[CodeFrequency]:
    """Return a table of how many speakers were read for a code or theme."""
    return Table(
        name,
        {
            "municipality": attrgetter("group"),
            about: lambda row: keys[row.code],
            "role": attrgetter("role"),
            "speakers": attrgetter("of_speakers"),
        },
    )


def not_read_table(material: Material, keys: Mapping[str, str], level: str) -> Table[NotRead]:
    """Return the table of transcripts that were not read for a code, or at `level` theme."""
    return Table(
        "not_read",
        {
            "transcript": lambda lacking: material.transcripts[lacking.transcript].name,
            "code": lambda lacking: keys[lacking.code],
            "level": lambda _: level,
            "role": attrgetter("role"),
        },
    )


def _bases(rows: Iterable[CodeFrequency], bases: Iterable[Denominator]) -> Iterator[CodeFrequency]:
    """Yield the rows of codes that were read with other speakers than everybody in scope."""
    everybody = {(base.group, base.role): base.speakers for base in bases}
    for row in rows:
        if row.of_speakers not in {None, everybody.get((row.group, row.role))}:
            yield row


def listed_codes(made_from: Content) -> list[Code]:
    """Return the codes in use or used, and those above them, in the order of the codebooks."""
    material = made_from.material
    listed = {code.id for code in material.codes.values() if code.active}
    waiting = [*listed, *coding_rows.used_codes(made_from.connection)]
    while waiting:
        code = material.codes[waiting.pop()]
        listed.add(code.id)
        if code.parent in material.codes and code.parent not in listed:
            waiting.append(code.parent)
    return [code for code in material.codes.values() if code.id in listed]


def _states(material: Material) -> dict[str, str]:
    """Return how far each transcript is: the work that counts, else what there is of work."""
    states: dict[str, str] = {}
    for work in material.assignments:
        if work.round == material.selection.round_name:
            begun = work.state != "assigned" or states.get(work.transcript) == "started"
            states[work.transcript] = "started" if begun else "assigned"
    states |= {transcript: works[0].state for transcript, works in material.work.counting.items()}
    return states | dict.fromkeys(material.work.unsettled, "unsettled")


def _variables(material: Material, variables: Iterable[Variable]) -> Iterator[VariableRow]:
    """Yield the values of variables of transcripts, informants and municipalities in the export."""
    subjects = {
        ("transcript", transcript.id): transcript.name
        for transcript in material.transcripts.values()
    }
    for speaker in material.speakers.values():
        if speaker.transcript in material.transcripts and speaker.informant in material.pseudonyms:
            name = material.pseudonyms[speaker.informant]
            subjects["informant", speaker.informant] = name
    for transcript in material.transcripts.values():
        for number in (transcript.municipality, material.places[transcript.id].number):
            if number is not None:
                subjects["municipality", number] = number
    for variable in variables:
        subject = subjects.get((variable.subject_kind, variable.subject))
        if subject is not None:
            value = variable.value
            as_number = None if isinstance(value, str) else float(value)
            yield VariableRow(variable.subject_kind, subject, variable.name, value, as_number)
