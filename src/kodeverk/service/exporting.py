"""Exports: frequencies and the codings behind them, as an SQLite database or as CSV tables."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kodeverk import __version__
from kodeverk.analysis.counting.figures import CodeFrequency, Denominator, FacetFrequency
from kodeverk.analysis.counting.rules import RULES
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.counting.words import SpokenWords
from kodeverk.errors import BadInput, BadProject, Refused
from kodeverk.files import rights_of
from kodeverk.formats.reports.csv_report import CODINGS, INFO, MEMOS, Sheet, write_csv_report
from kodeverk.formats.reports.sqlite_report import MEMO, Row, write_sqlite_report
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.records import Code, Variable
from kodeverk.model.text import text_hash
from kodeverk.service import placing
from kodeverk.service.counting import Counting, norwegian_name
from kodeverk.service.memos import Memos, PlacedMemo
from kodeverk.service.omissions import notes
from kodeverk.service.passages import Passage, Quoting, in_scope
from kodeverk.service.scoping import EVERYTHING, Reading, Scoped, Selection, readings, scoped
from kodeverk.service.sheets import (
    cells_of_voices_and_origin,
    codings_sheet,
    figure_sheets,
    memos_sheet,
)
from kodeverk.service.speakers import coding_speaker_rows, speaker_rows
from kodeverk.store import coding_rows, queries
from kodeverk.store.derived_files import remembered
from kodeverk.store.engine import Connection, check_file
from kodeverk.store.project import Project


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an export holds and how it is written.

    `counts_only` leaves out single codings and memos, `memos` brings memos, `with_identifying` the
    words marked X-IDENT. `excel` is CSV as spreadsheets want it. `replace` also replaces files that
    no export made.
    """

    selection: Selection = EVERYTHING
    counts_only: bool = False
    memos: bool = False
    with_identifying: bool = False
    excel: bool = False
    replace: bool = False

    @property
    def with_memos(self) -> bool:
        """Whether memos come out."""
        return self.memos and not self.counts_only


PLAIN = ExportOptions()

OF_CODES, OWN_CODINGS = "code", "theme: own codings"
"""What a row of `code_frequency` is about."""


def export_sqlite(project: Project, out: Path, options: ExportOptions = PLAIN) -> tuple[str, ...]:
    """Write frequencies by municipality, code and role, and the codings, as an SQLite database.

    The tables and views are those of docs/files.md. What was at `out` stays until the new file is
    whole. Returns in sentences what is left out. Raises Refused for a project or any other file
    that is no export, BadInput where nothing can be written, and what `service.scoping.scoped`
    raises for the selection.
    """
    _check_out(project, out, options)
    with remembered(project, out), placing.reading(project) as connection:
        found = scoped(connection, options.selection)
        counting = Counting(connection, found, themes=True, facets=True)
        quoting = _quoting(connection, found, options)
        write_sqlite_report(
            out,
            _tables(connection, found, options, counting, quoting),
            counts_only=options.counts_only,
            memos=options.with_memos,
            replace=options.replace,
            rights=rights_of(project.path),
        )
        return _notes(found, counting, quoting, options)


def export_csv(project: Project, folder: Path, options: ExportOptions = PLAIN) -> tuple[str, ...]:
    """Write codings, frequencies and matrices as CSV tables in `folder`, made where it is missing.

    Returns and raises what `export_sqlite` does.
    """
    _check_out(project, folder, options)
    with remembered(project, folder), placing.reading(project) as connection:
        found = scoped(connection, options.selection)
        counting = Counting(connection, found, themes=True)
        quoting = _quoting(connection, found, options)
        write_csv_report(
            folder,
            _sheets(connection, found, options, counting, quoting),
            excel=options.excel,
            replace=options.replace,
            rights=rights_of(project.path),
        )
        return _notes(found, counting, quoting, options)


def _check_out(project: Project, out: Path, options: ExportOptions) -> None:
    """Raise Refused for a project as target, and BadInput for filters that exports do not have."""
    for name in ("roles", "codes"):
        if name in options.selection.filters:
            raise BadInput(
                f"an export has all {name}", "Narrow it afterwards, or use: kodeverk frequencies"
            )
    if not out.is_file():
        return
    is_project = project.path is not None and out.samefile(project.path)
    with suppress(BadProject):
        check_file(out)
        is_project = True
    if is_project:
        raise Refused(f"{out} is a project and is never replaced", "Choose another name.")


def _quoting(connection: Connection, found: Scoped, options: ExportOptions) -> Quoting:
    return Quoting(
        connection, found, memos=options.with_memos, with_identifying=options.with_identifying
    )


def _notes(
    found: Scoped, counting: Counting, quoting: Quoting, options: ExportOptions
) -> tuple[str, ...]:
    """Return in sentences what the tables leave out, when they are written."""
    said = notes(found, counting.left_out())
    if quoting.placeless:
        told = f"Codings without a sure place in a corrected text, not listed: {quoting.placeless}."
        said = (*said, told)
    if quoting.memos_left_out:
        why = "--memos lists them beside codings"
        if options.counts_only:
            why = "--counts-only leaves them out"
        elif quoting.memos:
            why = "on transcripts left out"
        said = (*said, f"Memos not listed: {quoting.memos_left_out} ({why}).")
    return said


def _sheets(
    connection: Connection,
    found: Scoped,
    options: ExportOptions,
    counting: Counting,
    quoting: Quoting,
) -> Iterator[tuple[str, Sheet]]:
    """Yield the sheets of the CSV export; what is read for the codings is counted on the way."""
    listed = [] if options.counts_only else in_scope(found)
    if not options.counts_only:
        memos = Memos(connection, found, quoting, quoting.memos)
        placed: list[PlacedMemo] = []
        counted = _counted(readings(connection, found, listed, coding_rows.coding_rows), counting)
        yield CODINGS, codings_sheet(found, quoting, _noted(counted, memos, placed))
        if options.with_memos:
            yield MEMOS, memos_sheet([*placed, *memos.others()])
    others = [one for one in counting.transcripts if one not in {*listed}]
    for reading in readings(connection, found, others, coding_rows.counted_rows):
        counting.add(reading)
    yield from figure_sheets(found, counting.tables())
    yield INFO, Sheet(("key", "value"), _info(connection, found, options, counting, quoting))


def _counted(
    read: Iterable[Reading[CodingRow]], counting: Counting
) -> Iterator[Reading[CodingRow]]:
    for reading in read:
        counting.add(reading)
        yield reading


def _noted(
    read: Iterable[Reading[CodingRow]], memos: Memos, placed: list[PlacedMemo]
) -> Iterator[Reading[CodingRow]]:
    """Yield what is read, and add the memos there to `placed`: texts are read once."""
    for reading in read:
        placed += memos.of(reading)
        yield reading


def _tables(
    connection: Connection,
    found: Scoped,
    options: ExportOptions,
    counting: Counting,
    quoting: Quoting,
) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield the rows of the SQLite export, a table or a transcript at a time.

    What is read for the codings is counted on the way.
    """
    taken = set() if options.counts_only else set(in_scope(found))
    states = _states(found)
    memos = Memos(connection, found, quoting, quoting.memos)
    read = readings(connection, found, found.transcripts, coding_rows.coding_rows)
    for reading in _counted(read, counting):
        transcript = reading.transcript.id
        spoken = SpokenWords(reading.version.text, reading.version.turns)
        state = states.get(transcript, "not assigned")
        yield "transcript", [_transcript(found, reading, spoken, state)]
        if transcript in taken:
            yield "speaker", speaker_rows(found, quoting, reading, spoken)
            passages = list(quoting.passages(reading))
            yield "coding", (_coding(found, one, options) for one in passages)
            yield "coding_facet", ((one.id, *pair) for one in passages for pair in one.facets)
            yield "coding_speaker", coding_speaker_rows(found, reading, passages, spoken)
            if options.with_memos:
                yield MEMO, map(_memo, memos.of(reading))
    yield from _figure_tables(connection, found, counting)
    if options.with_memos:
        yield MEMO, map(_memo, memos.others())
    yield "variable", _variables(found, queries.variables(connection))
    yield "export_info", _info(connection, found, options, counting, quoting)


def _figure_tables(
    connection: Connection, found: Scoped, counting: Counting
) -> Iterator[tuple[str, Iterable[Row]]]:
    counts = counting.tables()
    keys = {code.id: code.key for code in found.codes.values()}
    themes = {row.code for row in counts.themes}
    in_figures = {row.code for row in counts.codes}
    whole = {base.group: base for base in counts.denominators if base.role == ALL}
    places = sorted({found.places[one] for one in found.transcripts})
    yield "municipality", ((*place, *whole[place.number][2:6]) for place in places)
    yield "municipality_role", ((*base, base.role == ALL) for base in counts.denominators)
    yield (
        "code",
        (
            (*_code(found, code), code.active, code.id in in_figures, place)
            for place, code in enumerate(_listed(connection, found))
        ),
    )
    levels = {code: OWN_CODINGS if code in themes else OF_CODES for code in in_figures}
    yield (
        "code_frequency",
        (
            (row.group, keys[row.code], row.role, *_figures(row), levels[row.code])
            for row in counts.codes
        ),
    )
    yield "code_base", _base_rows(counts.codes, counts.denominators, keys)
    yield (
        "theme_frequency",
        ((row.group, keys[row.code], row.role, *_figures(row)) for row in counts.themes),
    )
    yield "theme_base", _base_rows(counts.themes, counts.denominators, keys)
    yield (
        "facet_frequency",
        (
            (row.group, keys[row.code], row.role, row.facet, row.value, *_figures(row))
            for row in counts.facets
        ),
    )
    for level, not_read in (("code", counts.codes_not_read), ("theme", counts.themes_not_read)):
        yield (
            "not_read",
            (
                (found.transcripts[one.transcript].name, keys[one.code], level, one.role)
                for one in not_read
            ),
        )


def _figures(row: CodeFrequency | FacetFrequency) -> Row:
    """Return the cells that every table of figures has after its key: measures, then the rest."""
    # Both kinds of row end alike; there are many, and slices are quicker than names.
    return *row[-9:-3], row[-2], row[-3], row[-1], row.role == ALL


def _base_rows(
    rows: Iterable[CodeFrequency], denominators: Iterable[Denominator], keys: Mapping[str, str]
) -> Iterator[Row]:
    """Yield how many speakers were read for a code where that is not everybody in scope."""
    everybody = {(base.group, base.role): base.speakers for base in denominators}
    for row in rows:
        if row.of_speakers not in {None, everybody[row.group, row.role]}:
            yield row.group, keys[row.code], row.role, row.of_speakers


def _listed(connection: Connection, found: Scoped) -> list[Code]:
    """Return the codes in use or used, and those above them, in the order of the codebooks."""
    listed = {code.id for code in found.codes.values() if code.active}
    waiting = [*listed, *coding_rows.used_codes(connection)]
    while waiting:
        code = found.codes[waiting.pop()]
        listed.add(code.id)
        if code.parent in found.codes and code.parent not in listed:
            waiting.append(code.parent)
    return [code for code in found.codes.values() if code.id in listed]


def _code(found: Scoped, code: Code) -> Row:
    parent = found.codes.get(code.parent or "")
    return (
        code.key,
        code.codebook,
        norwegian_name(code.name),
        code.name.get("en"),
        None if parent is None else parent.key,
        found.codes[found.themes[code.id]].key,
        code.position,
        norwegian_name(code.definition) or None,
    )


def _transcript(found: Scoped, reading: Reading[CodingRow], spoken: SpokenWords, state: str) -> Row:
    transcript, version = reading.transcript, reading.version
    return (
        transcript.name,
        found.places[transcript.id].number,
        transcript.municipality,
        transcript.date,
        version.source_file,
        version.sha256 or text_hash(version.text),
        len(version.turns),
        sum(spoken.counts),
        state,
        transcript.id in found.settled.counting,
    )


def _states(found: Scoped) -> dict[str, str]:
    """Return how far each transcript is: the work that counts, else what there is of work."""
    states: dict[str, str] = {}
    for work in found.assignments:
        if work.round == found.selection.round_name:
            begun = work.state != "assigned" or states.get(work.transcript) == "started"
            states[work.transcript] = "started" if begun else "assigned"
    states |= {one: works[0].state for one, works in found.settled.counting.items()}
    return states | dict.fromkeys(found.settled.unsettled, "unsettled")


def _coding(found: Scoped, one: Passage, options: ExportOptions) -> Row:
    return (
        one.id,
        one.transcript.name,
        one.place.number,
        one.code.key,
        found.coder_names[one.coder.id],
        one.start,
        one.end,
        one.quote,
        one.memo if options.memos else None,
        *cells_of_voices_and_origin(one),
        one.created_at,
    )


def _memo(one: PlacedMemo) -> Row:
    return (
        one.id,
        one.about,
        one.transcript.name if one.transcript else None,
        one.place.number if one.place else None,
        *one.cells,
    )


def _variables(found: Scoped, variables: Iterable[Variable]) -> Iterator[Row]:
    """Yield the values of what was chosen, under the names it has in the other tables."""
    subjects = {("transcript", one.id): one.name for one in found.transcripts.values()}
    for speaker in found.speakers.values():
        if speaker.transcript in found.transcripts and speaker.informant in found.pseudonyms:
            name = found.pseudonyms[speaker.informant]
            subjects["informant", speaker.informant] = name
    for one in found.transcripts.values():
        for number in (one.municipality, found.places[one.id].number):
            if number is not None:
                subjects["municipality", number] = number
    for variable in variables:
        subject = subjects.get((variable.subject_kind, variable.subject))
        if subject is not None:
            value = variable.value
            as_number = None if isinstance(value, str) else float(value)
            yield variable.subject_kind, subject, variable.name, value, as_number


def _info(
    connection: Connection,
    found: Scoped,
    options: ExportOptions,
    counting: Counting,
    quoting: Quoting,
) -> list[tuple[str, str]]:
    selection = found.selection
    left_out = counting.left_out()
    at_work = {work.coder for works in found.settled.counting.values() for work in works}
    return [
        ("version", __version__),
        ("time", datetime.now(UTC).isoformat(timespec="seconds")),
        ("project", queries.local_value(connection, "project")),
        ("scope", selection.scope),
        ("round", selection.round_name),
        ("basis", selection.basis),
        ("coders", ", ".join(sorted(found.coder_names[coder] for coder in at_work))),
        ("filters", json.dumps(selection.filters, ensure_ascii=False)),
        ("unfinished", str(len(left_out.unfinished))),
        ("unsettled", ", ".join(left_out.unsettled)),
        ("notes", "\n".join(_notes(found, counting, quoting, options))),
        ("identifying_words", "included" if options.with_identifying else "withheld"),
        ("memos", "included" if options.with_memos else "left out"),
        ("memos_left_out", str(quoting.memos_left_out)),
        ("suppression", "none"),
        ("counting_rules", "\n".join(RULES)),
    ]
