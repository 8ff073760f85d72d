"""Codings from a table: all of them, or none and every reason why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import BadInput, KodeverkError, NotFound, UnclearCoder
from kodeverk.formats.codings import DERIVED, OWN, REQUIRED
from kodeverk.formats.limits import BAD_ROWS, NEW_CODERS, refuse_over
from kodeverk.formats.tables import CsvTable, read_table
from kodeverk.model.identity import new_id
from kodeverk.model.records import Code, Coder, Facet
from kodeverk.model.text import Span, normalise
from kodeverk.service import derived_placements
from kodeverk.service.coders import checked_name, coder_named, find_coder, is_identity
from kodeverk.service.coding import (
    add_coding,
    check_span,
    checked_values,
    set_finished,
    start_work,
)
from kodeverk.service.codings_cells import check_quote, identity_in, offset_in
from kodeverk.service.phrases import number_of, some_of
from kodeverk.store import queries
from kodeverk.store.project import Project
from kodeverk.store.queries import Version
from kodeverk.store.writer import Writer

NOBODY: Mapping[str, str] = {}
_SHOWN_PROBLEMS = 100
"""So many different problems are looked at closely and named; the rows with more are counted."""


@dataclass(frozen=True, slots=True)
class CodingsImported:
    """What came in: new codings, those that were there already, new coders, columns left unread.

    `differing` counts those of the unchanged that have other facets in the table; they stay as
    they are. `own` are ids under which the table has the one who imports it. `outdated` names what
    new codings have that the codebook has no more: codes out of use, and values of facets as
    `facet=value`.
    """

    added: int
    unchanged: int
    differing: int
    coders: tuple[str, ...]
    unread_columns: tuple[str, ...]
    own: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()


def import_codings(
    project: Project,
    author: Coder,
    path: Path,
    *,
    new_coders: bool = False,
    unfinished: bool = False,
    who: Mapping[str, str] = NOBODY,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> CodingsImported:
    """Read codings from a CSV file into the project, as one step.

    A row with an id comes from an export: it may have what the codebook has no more, a code out of
    use or a value that has left it, and several values of a facet that takes one.

    `who` says who is meant by coders' names in the table: a name -> a name or id in the project.
    Raises BadInput naming file, line and reason for each bad row, and UnclearCoder for a name that
    differs from one in the project in case or accents only, or comes with another id than that one
    has; with nothing imported.
    """
    table = read_table(path, REQUIRED)
    name = path.name.encode(errors="replace").decode()
    with derived_placements.writing(project, author, f"imported codings from {name}") as writer:
        return _Import(writer, table, who, new_coders=new_coders).run(unfinished, progress)


class _Key(NamedTuple):
    """What makes a coding the same coding as another at the same place of a transcript."""

    code: str
    coder: str


def _place(start: int, end: int) -> int:
    """Return the place of a passage as one number: there is one for every coding.

    Passages are numbered by where they end and then by where they begin, so that places near each
    other do not meet in a dictionary.
    """
    return end * (end - 1) // 2 + start


@dataclass(frozen=True, slots=True)
class _Row:
    version: Version
    span: Span
    code: Code
    coder: Coder
    facets: dict[str, list[str]]
    identity: str | None
    memo: str


@dataclass(slots=True)
class _Import:
    writer: Writer
    table: CsvTable
    who: Mapping[str, str]
    new_coders: bool
    version: Version | None = None
    """The text of the transcript whose rows are read: they come together, in whatever order."""
    names: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    codebook_versions: dict[str, str | None] = field(default_factory=dict)
    redefinitions: dict[str, list[str]] = field(default_factory=dict)
    facets: dict[str, Facet] = field(default_factory=dict)
    values: dict[tuple[str, str, bool], list[str]] = field(default_factory=dict)
    coders: list[Coder] = field(default_factory=list)
    made: list[Coder] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    named: dict[tuple[str, str], Coder] = field(default_factory=dict)
    there: dict[_Key, dict[int, tuple[str, ...]]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    facets_there: dict[str, tuple[tuple[str, str], ...]] | None = None
    finished: set[tuple[str, str]] = field(default_factory=set)
    came: dict[_Key, dict[int, tuple[Any, ...]]] = field(default_factory=dict)
    """The new codings of the transcript: at each place the line, the memo, and each facet's values.
    """
    worked: dict[tuple[str, str], Coder] = field(default_factory=dict)
    outdated: set[str] = field(default_factory=set)
    unread: tuple[str, ...] = ()
    filled: set[str] = field(default_factory=set)
    suggests: bool = True
    meant: dict[str, str] = field(default_factory=dict)
    added: int = 0
    unchanged: int = 0
    differing: int = 0

    def run(self, unfinished: bool, progress: Callable[[int, int], None]) -> CodingsImported:
        self._look_around()
        self._read(progress)
        for (coder, transcript), worker in self.worked.items():
            if unfinished:
                start_work(self.writer, worker, transcript)
            else:
                set_finished(self.writer, coder, transcript)
        progress(self.table.size, self.table.size)
        return CodingsImported(
            self.added,
            self.unchanged,
            self.differing,
            tuple(coder.name for coder in self.made),
            tuple(name for name in self.unread if name in self.filled),
            tuple(self.own),
            tuple(sorted(self.outdated)),
        )

    def _read(self, progress: Callable[[int, int], None]) -> None:
        """Take all rows; raises BadInput naming what is wrong with some."""
        size = self.table.size
        problems: dict[str, list[int]] = {}
        bad = 0
        for number, (line, cells) in enumerate(self.table.grouped("transcript", self.names.get)):
            if number % 1000 == 0:
                progress(number, size)
            self.filled.update(name for name in self.unread if cells[name])
            try:
                row = self._row(cells)
                if self.suggests:
                    self._take(line, row)
            except KodeverkError as error:
                if isinstance(error, UnclearCoder):
                    error = self._unclear(error)
                bad += 1
                reason = f"{error.message}. {error.hint}".strip()
                if reason in problems or len(problems) < _SHOWN_PROBLEMS:
                    problems.setdefault(reason, []).append(line)
                # Of what is only counted nothing is looked for that could have been meant.
                self.suggests = len(problems) < _SHOWN_PROBLEMS
            refuse_over(NEW_CODERS, len(self.made), str(self.table.path))
            if bad == BAD_ROWS.most:
                break
        if bad:
            raise self._refusal(problems, bad)

    def _look_around(self) -> None:
        connection = self.writer.connection
        for transcript in queries.transcripts(connection):
            for name in (transcript.name, transcript.id, transcript.exported_id):
                self.names[name] = transcript.id
        self.codes = self._codes()
        books = queries.codebooks(connection)
        self.codebook_versions = {book.key: book.current_version for book in books}
        # A table's columns are in lower case.
        self.facets = {
            facet.key.lower(): facet
            for facet in queries.facets(connection)
            if facet.key.lower() in self.table.columns
        }
        known = {*REQUIRED, *DERIVED, *OWN, *self.facets}
        self.unread = tuple(name for name in self.table.columns if name not in known)
        self.coders = queries.coders(connection)
        if self.writer.author.id not in {coder.id for coder in self.coders}:
            self.coders.append(self.writer.author)
        if "id" in self.table.columns:
            self.ids.update(queries.coding_ids(connection))
        self.finished = {
            (assignment.coder, assignment.transcript)
            for assignment in queries.assignments(connection)
            if assignment.state in {"finished", "released"}
        }

    def _codes(self) -> dict[str, Code]:
        """Return the codes by key, also by the keys of codes that were joined into them."""
        connection = self.writer.connection
        codes = {code.id: code for code in queries.codes(connection)}
        stand_in = queries.stand_ins(connection)
        former = {
            key: codes[stand_in[code]]
            for (_, key), ids in queries.code_keys(connection).items()
            for code in ids
            if stand_in.get(code) in codes
        }
        return former | {code.key: code for code in codes.values()}

    def _take(self, line: int, row: _Row) -> None:
        """Add a row's coding unless it is there already."""
        work = (row.coder.id, row.version.transcript)
        key = _Key(row.code.id, row.coder.id)
        place = _place(*row.span)
        if there := self.there.get(key, {}).get(place):
            self.unchanged += 1
            self.differing += self._differs(there, row.facets)
            # A finished transcript that gets nothing new has not been read again.
            if work not in self.finished:
                self.worked[work] = row.coder
            return
        came = self.came.setdefault(key, {})
        said = (row.memo, *row.facets.values())
        if place in came:
            first, *earlier = came[place]
            if said != tuple(earlier):
                raise BadInput(
                    f"line {first} has the same coding with other facets or another memo",
                    "Keep one of them.",
                )
            self.unchanged += 1
            return
        if not row.code.active and row.identity is None:
            raise BadInput(
                f"the code {row.code.key} is out of use", "Its codebook does not have it any more."
            )
        self._note_outdated(row)
        came[place] = (line, *said)
        self.added += 1
        self.worked[work] = row.coder
        identity = add_coding(
            self.writer,
            row.coder.id,
            row.version,
            row.span,
            row.code,
            row.facets,
            "imported",
            self.codebook_versions.get(row.code.codebook)
            or next(iter(self.codebook_versions.values()), None),
            None if row.identity in self.ids else row.identity,
            decided=self._known_of(row.code.id),
        )
        if row.identity is not None:
            self.ids.add(identity)
        if row.memo:
            self.writer.born(
                "memo",
                {
                    "target_kind": "coding",
                    "target": identity,
                    "type": "free",
                    "text": row.memo,
                    "coder": row.coder.id,
                },
            )

    def _known_of(self, code: str) -> list[str]:
        """Return the redefinitions of a code: a coding made now is made with its meaning of now."""
        if code not in self.redefinitions:
            self.redefinitions[code] = queries.redefinitions_of(self.writer.connection, code)
        return self.redefinitions[code]

    def _note_outdated(self, row: _Row) -> None:
        """Note what a new coding has that the codebook has no more."""
        if row.identity is None:
            return
        if not row.code.active:
            self.outdated.add(row.code.key)
        for facet in self.facets.values():
            known = {value.id for value in facet.values}
            given = set(row.facets[facet.key])
            self.outdated |= {f"{facet.key}={value}" for value in given - known}

    def _differs(self, codings: Iterable[str], facets: dict[str, list[str]]) -> bool:
        """Tell whether equal codings, one for every report, have other facet values than given."""
        if not facets:
            return False
        if self.facets_there is None:
            transcript = self.version.transcript if self.version else None
            self.facets_there = queries.facet_values(self.writer.connection, transcript)
        kept: dict[str, set[str]] = {key: set() for key in facets}
        for coding in codings:
            for key, value in self.facets_there.get(coding, ()):
                if key in kept:
                    kept[key].add(value)
        return kept != {key: {*values} for key, values in facets.items()}

    def _row(self, cells: dict[str, str]) -> _Row:
        version = self._version(cells["transcript"])
        span = Span(offset_in(cells, "start"), offset_in(cells, "end"))
        check_span(span, version.text)
        check_quote(version.text, span, cells.get("quote", ""), suggests=self.suggests)
        identity = identity_in(cells.get("id", ""))
        return _Row(
            version,
            span,
            self._code(cells["code"]),
            self._coder(cells["coder"], cells.get("coder_id", "")),
            {
                facet.key: self._values(facet, cells[column], identity is not None)
                for column, facet in self.facets.items()
            },
            identity,
            normalise(cells.get("memo", "")),
        )

    def _version(self, name: str) -> Version:
        identity = self.names.get(name)
        if identity is None:
            raise BadInput(f"there is no transcript {name!r}", self._meant(name, self.names))
        if self.version is None or self.version.transcript != identity:
            self.version = self._begin(identity)
        return self.version

    def _begin(self, transcript: str) -> Version:
        """Go on to the rows of another transcript; return its current version."""
        connection = self.writer.connection
        self.came.clear()
        self.there.clear()
        self.facets_there = None
        for span in queries.coding_spans(connection, transcript):
            at = self.there.setdefault(_Key(span.code, span.coder), {})
            place = _place(span.start, span.end)
            at[place] = (*at.get(place, ()), span.id)
        return next(queries.current_versions(connection, [transcript]))

    def _code(self, key: str) -> Code:
        if key not in self.codes:
            raise BadInput(
                f"the code {key!r} is not in the codebook",
                self._meant(key, self.codes) or "Load its codebook first.",
            )
        return self.codes[key]

    def _meant(self, given: str, options: Iterable[str]) -> str:
        """Return a question after what may have been meant, as long as problems are named."""
        if given not in self.meant and self.suggests:
            near = nearest(given, options)
            self.meant[given] = f"Did you mean {near[0]}?" if near else ""
        return self.meant.get(given, "")

    def _values(self, facet: Facet, cell: str, exported: bool) -> list[str]:
        if (facet.key, cell, exported) not in self.values:
            given = sorted({*filter(None, map(str.strip, cell.split("|")))})
            self.values[facet.key, cell, exported] = (
                given if exported else checked_values(facet, given)
            )
        return self.values[facet.key, cell, exported]

    def _coder(self, name: str, identity: str) -> Coder:
        if (name, identity) not in self.named:
            self.named[name, identity] = self._find_coder(name, identity)
        return self.named[name, identity]

    def _find_coder(self, name: str, identity: str) -> Coder:
        known = [*self.coders, *self.made]
        for coder in known:
            if identity and (coder.id == identity or identity in coder.also):
                return coder
        name = checked_name(name)
        if name in self.who:
            return find_coder(known, self.who[name])
        named = self._called(name, identity) if identity else coder_named(known, name)
        if named is None and (is_identity(name) or not self.new_coders):
            try:
                named = find_coder(known, name)
            except NotFound as error:
                raise BadInput(error.message, f"{error.hint} New ones: --new-coders.") from error
        if named is not None:
            return named
        coder = Coder(identity or new_id(), name)
        self.writer.share("coder", coder.id, {"name": coder.name, "kind": coder.kind})
        self.made.append(coder)
        return coder

    def _called(self, name: str, identity: str) -> Coder | None:
        """Return the coder of this name, whom the table has under an id that nobody has here.

        Somebody who takes their own codings into another project is one person in both. Those whom
        the table itself tells apart are two.
        """
        by_name = "leave the column coder_id out to go by the name."
        if not is_identity(identity):
            raise BadInput(f"the coder_id {identity!r} is no id", f"Mend it, or {by_name}")
        if not self.new_coders:
            raise BadInput(
                f"there is no coder {name} with the id {identity}",
                f"New ones: --new-coders; or {by_name}",
            )
        if name == self.writer.author.name:
            self.own.append(identity)
            return self.writer.author
        if (coder := coder_named(self.coders, name)) is not None:
            raise UnclearCoder(name, ((coder.name, coder.id),), alike=True)
        return None

    @staticmethod
    def _unclear(unclear: UnclearCoder) -> UnclearCoder:
        """Return what is wrong with a row whose coder fits several; raise what is to be asked."""
        if unclear.alike:
            raise unclear
        return UnclearCoder(unclear.name, unclear.fitting, answer="--same {name}={id}")

    def _refusal(self, problems: dict[str, list[int]], bad: int) -> BadInput:
        """Return what says which lines cannot be used for which reason, and of how many `bad`."""
        path = self.table.path
        in_order = sorted((sorted(lines), reason) for reason, lines in problems.items())
        reasons = [
            f"\n  {path}: {'line' if len(lines) == 1 else 'lines'} {some_of(lines)}: {reason}"
            for lines, reason in in_order
        ]
        rest = bad - sum(map(len, problems.values()))
        more = f"\n  and {rest} more" if rest else ""
        least = "at least " if bad == BAD_ROWS.most else ""
        return BadInput(
            f"{path}: {least}{bad} of {number_of(self.table.size, 'row')} cannot be used; "
            f"nothing was imported{''.join(reasons)}{more}",
            "Mend these rows and import the file again.",
        )
