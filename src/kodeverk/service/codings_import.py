"""Codings from a table: all of them, or none and every reason why."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kodeverk.analysis.nearest import nearest
from kodeverk.errors import BadInput, KodeverkError
from kodeverk.formats.tables import Table, read_table
from kodeverk.model.identity import new_id
from kodeverk.model.records import Code, Coder, Facet
from kodeverk.model.text import Span, normalise
from kodeverk.service.coders import checked_name, find_coder
from kodeverk.service.coding import (
    add_coding,
    check_span,
    set_finished,
    share_assignment,
)
from kodeverk.store import queries
from kodeverk.store.project import Project
from kodeverk.store.queries import Version
from kodeverk.store.writer import Writer

REQUIRED = ("transcript", "start", "end", "code", "coder")
DERIVED = (
    "transcript_id",
    "municipality",
    "municipality_name",
    "county",
    "date",
    "code_name",
    "theme",
    "codebook",
    "speakers",
    "roles",
    "origin",
    "codebook_version",
    "counted",
    "created_at",
)
"""Columns of an export that follow from others and are not read back."""

OWN = ("id", "coder_id", "quote", "memo")
_SHOWN_PROBLEMS = 20
_MASK = "[…]"


@dataclass(frozen=True, slots=True)
class CodingsImported:
    """What came in: new codings, those that were there already, new coders, columns left unread."""

    added: int
    unchanged: int
    coders: tuple[str, ...]
    unread_columns: tuple[str, ...]


def import_codings(
    project: Project,
    author: Coder,
    path: Path,
    *,
    new_coders: bool = False,
    unfinished: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> CodingsImported:
    """Read codings from a CSV file into the project, as one step.

    Raises BadInput naming file, line and reason for each bad row, with nothing imported.
    """
    table = read_table(path, REQUIRED)
    with project.writing(author, f"imported codings from {path.name}") as writer:
        return _Import(writer, table, new_coders=new_coders).run(unfinished, progress)


@dataclass(frozen=True, slots=True)
class _Row:
    version: Version
    span: Span
    code: Code
    coder: Coder
    facets: dict[str, list[str]]


@dataclass(slots=True)
class _Import:
    writer: Writer
    table: Table
    new_coders: bool
    versions: dict[str, Version] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    facets: dict[str, Facet] = field(default_factory=dict)
    coders: list[Coder] = field(default_factory=list)
    made: list[Coder] = field(default_factory=list)
    named: dict[tuple[str, str], Coder] = field(default_factory=dict)

    def run(self, unfinished: bool, progress: Callable[[int, int], None]) -> CodingsImported:
        self._look_around()
        connection = self.writer.connection
        there = {
            (span.transcript, span.start, span.end, span.code, span.coder)
            for span in queries.coding_spans(connection)
        }
        ids = queries.coding_ids(connection)
        current = {book.key: book.current_version for book in queries.codebooks(connection)}
        any_version = next(iter(current.values()), None)
        problems: list[str] = []
        added = unchanged = 0
        worked: dict[tuple[str, str], None] = {}
        for number, (line, cells) in enumerate(self.table.rows):
            if number % 1000 == 0:
                progress(number, len(self.table.rows))
            try:
                row = self._row(cells)
            except KodeverkError as error:
                problems.append(f"line {line}: {error.message}. {error.hint}".strip())
                continue
            worked[row.coder.id, row.version.transcript] = None
            key = (row.version.transcript, *row.span, row.code.id, row.coder.id)
            if key in there:
                unchanged += 1
                continue
            there.add(key)
            given = cells.get("id") or None
            identity = add_coding(
                self.writer,
                row.coder.id,
                row.version,
                row.span,
                row.code,
                row.facets,
                "imported",
                current.get(row.code.codebook) or any_version,
                given if given not in ids else None,
            )
            ids.add(identity)
            self._memo(identity, cells.get("memo", ""), row.coder)
            added += 1
        if problems:
            raise self._refusal(problems)
        for coder, transcript in worked:
            if unfinished:
                assignment = share_assignment(self.writer, coder, transcript)
                self.writer.set("assignment", assignment, "state", "started")
            else:
                set_finished(self.writer, coder, transcript)
        progress(len(self.table.rows), len(self.table.rows))
        known = {*REQUIRED, *DERIVED, *OWN, *self.facets}
        return CodingsImported(
            added,
            unchanged,
            tuple(coder.name for coder in self.made),
            tuple(name for name in self.table.columns if name not in known),
        )

    def _look_around(self) -> None:
        connection = self.writer.connection
        for transcript in queries.transcripts(connection):
            self.names[transcript.name] = self.names[transcript.id] = transcript.id
        self.codes = {code.key: code for code in queries.codes(connection) if code.active}
        self.facets = {facet.key: facet for facet in queries.facets(connection)}
        self.coders = queries.coders(connection)
        if self.writer.author.name not in {coder.name for coder in self.coders}:
            self.coders.append(self.writer.author)

    def _row(self, cells: dict[str, str]) -> _Row:
        version = self._version(cells["transcript"])
        span = Span(_offset(cells, "start"), _offset(cells, "end"))
        check_span(span, version.text)
        _check_quote(version.text, span, cells.get("quote", ""))
        return _Row(
            version,
            span,
            self._code(cells["code"]),
            self._coder(cells["coder"], cells.get("coder_id", "")),
            {key: self._values(facet, cells.get(key, "")) for key, facet in self.facets.items()},
        )

    def _version(self, name: str) -> Version:
        identity = self.names.get(name)
        if identity is None:
            near = nearest(name, self.names)
            raise BadInput(
                f"there is no transcript {name!r}", f"Did you mean {near[0]}?" if near else ""
            )
        if identity not in self.versions:
            found = queries.current_versions(self.writer.connection, [identity])
            self.versions[identity] = next(found)
        return self.versions[identity]

    def _code(self, key: str) -> Code:
        if key not in self.codes:
            near = nearest(key, self.codes)
            raise BadInput(
                f"the code {key!r} is not in the codebook",
                f"Did you mean {near[0]}?" if near else "Load its codebook first.",
            )
        return self.codes[key]

    def _coder(self, name: str, identity: str) -> Coder:
        if (name, identity) not in self.named:
            self.named[name, identity] = self._find_coder(name, identity)
        return self.named[name, identity]

    def _find_coder(self, name: str, identity: str) -> Coder:
        known = [*self.coders, *self.made]
        for coder in known:
            if identity and coder.id == identity:
                return coder
        name = checked_name(name)
        if not self.new_coders or any(name in (coder.name, coder.id) for coder in known):
            try:
                return find_coder(known, name)
            except KodeverkError as error:
                raise BadInput(error.message, f"{error.hint} New ones: --new-coders.") from error
        coder = Coder(identity or new_id(), name)
        self.writer.share("coder", coder.id, {"name": coder.name, "kind": coder.kind})
        self.made.append(coder)
        return coder

    def _values(self, facet: Facet, cell: str) -> list[str]:
        values = [part.strip() for part in cell.split("|") if part.strip()]
        known = [value.id for value in facet.values]
        for value in values:
            if value not in known:
                raise BadInput(
                    f"{facet.key} has no value {value!r}", f"Its values are: {', '.join(known)}."
                )
        if facet.single and len(values) > 1:
            raise BadInput(f"{facet.key} takes one value, not {len(values)}", "Choose one.")
        return values

    def _memo(self, coding: str, text: str, coder: Coder) -> None:
        if text:
            self.writer.born(
                "memo",
                {
                    "target_kind": "coding",
                    "target": coding,
                    "type": "free",
                    "text": normalise(text),
                    "coder": coder.id,
                },
            )

    def _refusal(self, problems: list[str]) -> BadInput:
        rest = len(problems) - _SHOWN_PROBLEMS
        listed = [f"\n  {self.table.path}: {problem}" for problem in problems[:_SHOWN_PROBLEMS]]
        more = f"\n  and {rest} more" if rest > 0 else ""
        return BadInput(
            f"{self.table.path}: {len(problems)} of {len(self.table.rows)} rows cannot be used; "
            f"nothing was imported{''.join(listed)}{more}",
            "Mend these rows and import the file again.",
        )


def _offset(cells: dict[str, str], column: str) -> int:
    try:
        return int(cells[column])
    except ValueError as error:
        raise BadInput(
            f"{column} is {cells[column]!r}, not a number", "Offsets are whole numbers."
        ) from error


def _check_quote(text: str, span: Span, quote: str) -> None:
    """Raise BadInput unless the quote, as far as it is not masked, stands at the span."""
    if not quote:
        return
    wanted = " ".join(normalise(quote).split())
    found = " ".join(text[span.start : span.end].split())
    if found == wanted:
        return
    if _MASK in wanted:
        pattern = r".+".join(re.escape(part) for part in wanted.split(_MASK))
        if re.fullmatch(pattern, found):
            return
    elsewhere = text.find(normalise(quote))
    hint = "Check the offsets, and that the transcript is the version the codings were made on."
    if elsewhere >= 0:
        hint = f"These words stand at {elsewhere}–{elsewhere + len(normalise(quote))}."
    raise BadInput(f"the quote is {quote[:40]!r}, but the text there is {found[:40]!r}", hint)
