"""What the exports of codings and frequencies have in common: what they read, count and say."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kodeverk import __version__
from kodeverk.analysis.counting.figures import Counts, Denominator, HiddenDenominator
from kodeverk.analysis.counting.rules import RULES
from kodeverk.config import time_of_writing
from kodeverk.errors import BadInput, BadProject, Refused
from kodeverk.files import Rights, make_folder, refused, rights_of
from kodeverk.formats.reports.endings import ending_of, whole_report
from kodeverk.formats.reports.table import Cells, Table, table_of
from kodeverk.formats.tables import write_table
from kodeverk.model.coding_rows import CodingRow, CountedRow
from kodeverk.service import derived_placements
from kodeverk.service.counting import Counting
from kodeverk.service.exports.options import SUPPRESSION, ExportOptions
from kodeverk.service.memos import Memos
from kodeverk.service.omissions import notes
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.publishing import Publication, Withheld, published, regrouped
from kodeverk.service.scoping import Material, Reading, material_of, readings
from kodeverk.store import coding_rows, queries
from kodeverk.store.derived_files import remembered
from kodeverk.store.engine import Connection, check_file
from kodeverk.store.project import Project

BETWEEN = "|"
"""What stands between several names, roles or values in one cell."""


@dataclass(slots=True)
class Content:
    """What an export is made from, as one moment of the project has it.

    An export reads transcript after transcript and has each counted; figures, notes and what is
    said of the export are whole when all transcripts have been counted.
    """

    connection: Connection
    material: Material
    options: ExportOptions
    counting: Counting
    quoting: Quoting
    memos: Memos
    rights: Rights
    lists_memos: bool = True
    log: Path | None = None
    publication: Publication | None = None

    def counts(self) -> Counts:
        """Return what was counted, when all is: of what is published, that which may be.

        What of that is withheld is logged then.
        """
        counts = self.counting.tables()
        if not self.options.publish:
            return counts
        self.publication = published(self.material, counts, self.options.threshold)
        if self.log is not None:
            fill_log(self.log, self.publication.log)
        return self.publication.counts

    def bases(self, counts: Counts) -> list[Denominator | HiddenDenominator]:
        """Return what is in scope in each group and role, also those of which that is withheld."""
        return [*counts.denominators, *(self.publication.hidden if self.publication else ())]

    def logs(self, out: Path) -> tuple[Path, ...]:
        """Return the file beside the export that logs what is withheld, if anything may be."""
        return (log_beside(out),) if self.options.publish else ()

    def readings(self, transcripts: Iterable[str]) -> Iterator[Reading[CodingRow]]:
        """Yield transcripts given by id, with all that is known of their codings."""
        return readings(self.connection, self.material, transcripts, coding_rows.coding_rows)

    def counted_readings(self, transcripts: Iterable[str]) -> Iterator[Reading[CountedRow]]:
        """Yield transcripts given by id, with what counting needs to know of their codings."""
        return readings(self.connection, self.material, transcripts, coding_rows.counted_rows)

    def notes(self) -> tuple[str, ...]:
        """Return in sentences what the export leaves out."""
        options, quoting = self.options, self.quoting
        if self.publication is not None:
            return self.publication.notes
        said = notes(self.material, self.counting.left_out())
        if quoting.placeless:
            sentence = (
                "Codings without a sure place in a corrected text, not listed: "
                f"{quoting.placeless}."
            )
            said = (*said, sentence)
        if quoting.memos_left_out and self.lists_memos:
            why = "--memos lists them beside codings"
            if options.counts_only:
                why = "--counts-only leaves them out"
            elif quoting.memos:
                why = "on transcripts left out"
            said = (*said, f"Memos not listed: {quoting.memos_left_out} ({why}).")
        return said

    def about(self) -> list[tuple[str, str]]:
        """Return what is said of the export itself, by key."""
        material, options, selection = self.material, self.options, self.material.selection
        left_out = self.counting.left_out()
        at_work = {work.coder for works in material.work.counting.values() for work in works}
        if self.publication is not None:
            return self._about_published()
        return [
            ("version", __version__),
            ("time", time_of_writing().isoformat(timespec="seconds")),
            ("project", queries.local_value(self.connection, "project")),
            ("scope", selection.scope),
            ("round", selection.round_name),
            ("basis", selection.basis),
            ("coders", ", ".join(sorted(material.coder_names[coder] for coder in at_work))),
            ("filters", json.dumps(selection.filters, ensure_ascii=False)),
            ("unfinished", str(len(left_out.unfinished))),
            ("unsettled", ", ".join(left_out.unsettled)),
            ("notes", "\n".join(self.notes())),
            ("identifying_words", "included" if options.with_identifying else "withheld"),
            ("memos", "included" if options.with_memos else "left out"),
            ("memos_left_out", str(self.quoting.memos_left_out)),
            ("suppression", "none"),
            ("counting_rules", "\n".join(RULES)),
        ]

    def _about_published(self) -> list[tuple[str, str]]:
        """Return what is said of figures that are published: nothing by which people are found."""
        options, selection = self.options, self.material.selection
        return [
            ("version", __version__),
            ("scope", selection.scope),
            ("round", selection.round_name),
            ("basis", selection.basis),
            ("filters", ", ".join(sorted(selection.filters)) or "none"),
            ("unfinished", str(len(self.counting.left_out().unfinished))),
            ("notes", "\n".join(self.notes())),
            ("suppression", SUPPRESSION.format(threshold=options.threshold)),
            ("counting_rules", "\n".join(RULES)),
        ]


_LOG: Table[Cells] = table_of("withheld", Withheld)


def log_beside(out: Path) -> Path:
    """Return the file beside an export that logs what is withheld from it."""
    return out.with_name(f"{out.name}-withheld.csv")


@contextmanager
def log_to_fill(
    out: Path, options: ExportOptions, rights: Rights, *, replace: bool
) -> Iterator[Path | None]:
    """Give the file to fill with the log of an export, which is put beside it after the export.

    None where nothing is published. Nothing may be written without it. So it raises Refused before
    that, for another file of that name, unless `replace`, and where no log can be written.
    """
    if not options.publish:
        yield None
        return
    file = log_beside(out)
    if file.is_dir():
        raise Refused(f"{file} is a folder, and the log would be there", "Choose another name.")
    if file.exists() and not replace:
        with refused(file), file.open(encoding="utf-8", errors="replace") as there:
            if there.readline().rstrip("\n") != ",".join(_LOG.columns):
                raise Refused(
                    f"{file} exists and is no log of what is withheld",
                    "Choose another name, or replace it with --force.",
                )
    with whole_report(file, rights) as part:
        yield part


def fill_log(part: Path, log: Iterable[Withheld]) -> None:
    """Write what is withheld, and why: that is not to be published."""
    write_table(part, _LOG.columns, _LOG.rows(log))


def about_table(name: str) -> Table[tuple[str, str]]:
    """Return the table of what is said of the export itself."""
    return Table(name, {("key", "value"): lambda pair: pair})


def line_by_line(about: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what is said of an export with a row for each line: a cell of a sheet shows one."""
    for key, value in about:
        for line in value.split("\n"):
            yield key, line


@contextmanager
def export_content(
    project: Project,
    out: Path,
    options: ExportOptions,
    *,
    facets: bool = False,
    lists_memos: bool = True,
) -> Iterator[Content]:
    """Give what an export to `out` is made from; with `facets` their values are counted too.

    An export that has no place for memos `lists_memos` not, and does not speak of them.

    Raises Refused for a project as target, BadInput for filters that exports do not have, and what
    `service.scoping.material_of` raises for the selection.
    """
    _check_out(project, out, options)
    rights = rights_of(project.path)
    with (
        remembered(project, out),
        log_to_fill(out, options, rights, replace=options.replace) as part_of_log,
        derived_placements.reading(project) as connection,
    ):
        material = material_of(connection, options.selection)
        material = regrouped(connection, material, options)
        counting = Counting(
            connection, material, themes=True, facets=material.facets if facets else ()
        )
        quoting = Quoting(
            connection,
            material,
            memos=options.with_memos,
            with_identifying=options.with_identifying,
        )
        memos = Memos(connection, material, quoting, quoting.memos)
        yield Content(
            connection,
            material,
            options,
            counting,
            quoting,
            memos,
            rights,
            lists_memos,
            part_of_log,
        )


def voices_and_origin(passage: Passage) -> Cells:
    """Return the cells of a passage on whose words it is, its origin, and whether it counts.

    They stand under `VOICES_AND_ORIGIN` in every list of codings, and together in many rows.
    """
    return (
        BETWEEN.join(passage.speakers),
        BETWEEN.join(passage.roles),
        passage.origin,
        passage.codebook_version,
        int(passage.counted),
        None if passage.confirmed is None else int(passage.confirmed),
    )


def published_wording(passage: Passage) -> Cells:
    """Return what stands under `WORDING` of a passage: how it is published, and who checked it."""
    return passage.wording or _AS_SAID


WORDING = ("wording", "checked_by")
_AS_SAID = (None, None)

VOICES_AND_ORIGIN = ("speakers", "roles", "origin", "codebook_version", "counted", "confirmed")


def _check_out(project: Project, out: Path, options: ExportOptions) -> None:
    for name in options.selection.filters.keys() - {"municipalities", "coders"}:
        raise BadInput(
            f"an export has all {name}",
            "Narrow it afterwards, or use: kodeverk frequencies, kodeverk passages",
        )
    check_no_project(project, out)


def make_folder_above(project: Project, folder: Path) -> None:
    """Make what is missing above a folder to export to. Raises Refused where it cannot be made."""
    with refused(folder):
        make_folder(folder.absolute().parent, rights_of(project.path))


def check_new(out: Path, *, replace: bool) -> None:
    """Raise Refused for a file that is there, unless it is to be replaced: people write in it."""
    if out.exists() and not replace:
        raise Refused(f"{out} exists already", "Choose another name, or replace it with --force.")


def new_file_ending(project: Project, out: Path, *formats: Iterable[str], replace: bool) -> str:
    """Return the ending of a file to write, which says in which of these formats.

    Raises BadInput for another ending, and Refused for a project and for a file that is there,
    unless it is to be replaced.
    """
    ending = ending_of(out, *formats)
    check_no_project(project, out)
    check_new(out, replace=replace)
    return ending


def check_no_project(project: Project, out: Path) -> None:
    """Raise Refused where a project is what would be replaced."""
    if not out.is_file():
        return
    is_project = project.path is not None and out.samefile(project.path)
    # What `check_file` refuses is no project, and the writer says whether it may be replaced.
    with suppress(BadProject):
        check_file(out)
        is_project = True
    if is_project:
        raise Refused(f"{out} is a project and is never replaced", "Choose another name.")
