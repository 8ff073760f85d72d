"""Whether a file can be made of what it is asked for: told before anything of it is made."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.formats.reports.csv_folder import check_csv_place
from kodeverk.formats.reports.database import check_database_place
from kodeverk.formats.reports.endings import PROSE, TABLES
from kodeverk.service.case_matrix import MatrixOptions, asked_outcomes
from kodeverk.service.codebooks import find_codebook
from kodeverk.service.coders import find_coder
from kodeverk.service.counting import countable
from kodeverk.service.dimensions import dimensions_of
from kodeverk.service.exports.archive import chosen_for_archive, files_of_earlier
from kodeverk.service.exports.codebook_export import WHOLE
from kodeverk.service.exports.content import check_new, check_no_project, new_file_ending
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.exports.picture_export import check_picture_place
from kodeverk.service.exports.registry import EXPORTS
from kodeverk.service.grouping import units
from kodeverk.service.matrices.crosswalk import check_books
from kodeverk.service.outcomes import outcomes_of
from kodeverk.service.passage_query import PassageQuery, wanted_in
from kodeverk.service.publishing import regrouped
from kodeverk.service.scoping import Material, Selection, material_of
from kodeverk.service.table_layout import compared_facets
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.views import find_view
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

_OF_WORK = frozenset({"coders", "scope", "basis", "round_name"})
"""What of a selection says whose codings count; a command that has no scope means another thing."""


def check_asked(
    project: Project, command: str, asked: Mapping[str, Any], said: Collection[str]
) -> None:
    """Raise what `kodeverk COMMAND` would of what it is asked for.

    `asked` are its options and arguments by name, `said` those that were given, not left to their
    default. What comes of the words of interviews alone is known only when they are read.
    """
    if asked.get("view") is not None:
        kept = find_view(project, asked["view"]).choice
        asked = {**asked, **{name: kept[name] for name in kept if name not in said}}
    if command == "outcomes show":
        outcomes_of(project, asked["measure"], asked["municipality"])
    else:
        _check_named(project, command, asked)


def check_output(project: Project, out: Path, *, replace: bool) -> None:
    """Raise Refused where what a command says would be kept in a project, or in place of a file."""
    check_no_project(project, out)
    check_new(out, replace=replace)


def _check_named(project: Project, command: str, asked: Mapping[str, Any]) -> None:
    """Raise NotFound and BadInput for names of what there is not, or what it is not for."""
    if "transcript" in asked:
        find_transcript(project, asked["transcript"])
    if command == "codebook export":
        find_codebook(project, asked["codebook"])
    with project.reading() as connection:
        if command == "archive":
            chosen_for_archive(connection)
        if "scope" not in asked:
            people = queries.coders(connection)
            for name in asked.get("coders") or ():
                find_coder(people, name)
        material = material_of(connection, _selection(asked))
        wanted_in(connection, material, PassageQuery(material.selection), "municipality")
        if command in _COUNTING:
            countable(material)
            _COUNTING[command](connection, material, asked)
        elif "publish" in asked:
            _check_publishing(connection, material, _options(asked))


def _selection(asked: Mapping[str, Any]) -> Selection:
    known = {field.name for field in fields(Selection)}
    if "scope" not in asked:
        known -= _OF_WORK
    chosen = {name: asked[name] for name in known & asked.keys() if asked[name]}
    if asked.get("role", ALL) != ALL:
        chosen["roles"] = (asked["role"],)
    return Selection(**chosen)


def _options(asked: Mapping[str, Any]) -> ExportOptions:
    known = {field.name for field in fields(ExportOptions)}
    return ExportOptions(**{name: asked[name] for name in known & asked.keys()})


def _check_dimensions(connection: Connection, material: Material, asked: Mapping[str, Any]) -> None:
    dimensions = dimensions_of(asked["by"], asked["variable"])
    compared_facets(material, dimensions)
    for _ in units(connection, material, dimensions):
        break


def _check_crosswalk(_: Connection, material: Material, asked: Mapping[str, Any]) -> None:
    check_books(material, asked["books"])


def _check_outcomes(connection: Connection, material: Material, asked: Mapping[str, Any]) -> None:
    publishing = _options(asked)
    asked_outcomes(
        connection,
        MatrixOptions(
            measure=asked["measure"],
            years=asked["years"],
            exploratory=asked["exploratory"],
            publishing=publishing,
        ),
    )
    _check_publishing(connection, material, publishing)


def _check_publishing(connection: Connection, material: Material, options: ExportOptions) -> None:
    options.check()
    regrouped(connection, material, options)


_COUNTING: Mapping[str, Callable[[Connection, Material, Mapping[str, Any]], None]] = {
    "frequencies": _check_dimensions,
    "matrix": lambda _connection, _material, _asked: None,
    "crosswalk": _check_crosswalk,
    "outcomes matrix": _check_outcomes,
}
"""Command that counts codes -> what checks the rest of what it is asked for."""

_FOLDERS: Mapping[str, Callable[[Path], object]] = {
    "export svg": check_picture_place,
    "archive": files_of_earlier,
}
"""Command -> what checks the folder that it writes, whatever it may replace."""


def check_place(project: Project, command: str, asked: Mapping[str, Any], out: Path) -> None:
    """Raise what a command would for what is in the place of its file, and for its ending."""
    replace = asked.get("replace", False)
    if command in _FOLDERS:
        _FOLDERS[command](out)
    elif command == "export csv":
        check_csv_place(out, replace=replace)
    elif command == "export sqlite":
        check_no_project(project, out)
        if out.parent.is_dir():
            check_database_place(out, replace=replace)
    elif command == "print":
        new_file_ending(project, out, PROSE, replace=replace)
    elif command == "codebook export":
        new_file_ending(project, out, WHOLE, TABLES, PROSE, replace=replace)
    elif command.removeprefix("export ") in EXPORTS:
        check_output(project, out, replace=replace)
    else:
        new_file_ending(project, out, TABLES, PROSE, replace=replace)
