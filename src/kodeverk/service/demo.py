"""The demonstration: a project from the sample interviews, coded by three, merged and counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kodeverk.errors import BadInput, Refused
from kodeverk.files import check_no_log, left_beside, make_folder, private_folder, refused
from kodeverk.formats.metadata import read_metadata
from kodeverk.formats.tables import read_table
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.service.assigning import set_main
from kodeverk.service.codebooks import load_codebook, load_crosswalk
from kodeverk.service.coders import find_coder
from kodeverk.service.codings_import import import_codings
from kodeverk.service.counting import frequencies
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.frequency_table import FrequencyTable
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project

_WHOLE = "whole"
"""Where a demonstration is that is made, and on its way into a folder that holds other things."""

PROJECT_NAME = "demo.kodeverk"
CODEBOOKS = ("veiledning", "samarbeid", "arbeidsgiver", "samskaping")
CODERS = ("Kari", "Jonas", "Amina")


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demonstration made: the project, its frequencies, and the files exported."""

    project: Path
    table: FrequencyTable
    sqlite: Path
    csv: Path


def make_demo(folder: Path, progress: Callable[[str], None] = lambda _doing: None) -> Demo:
    """Make the sample project in `folder`: import, three coders apart, merge, count, export.

    It is made in a folder of its own and then moved into place, so that a demonstration that was
    interrupted leaves nothing. Raises Refused when the folder holds one already.
    """
    names = (PROJECT_NAME, "frequencies.sqlite", "csv")
    project, sqlite, csv = (folder / name for name in names)
    if folder.is_dir():
        _take_back(folder, names)
    for there in (project, sqlite, csv):
        if there.exists():
            raise Refused(
                f"{there} exists already",
                f"Open the project with: kodeverk open {project}, or name another folder.",
            )
        check_no_log(there)
    with refused(folder):
        make_folder(folder.parent)
        with private_folder(folder / PROJECT_NAME if folder.is_dir() else folder) as beside:
            made = beside / "made"
            made.mkdir(0o700)
            table = _make(made, names, progress)
            _put(made, folder, names)
    return Demo(project, table, sqlite, csv)


def _put(made: Path, folder: Path, names: Sequence[str]) -> None:
    """Move what was made to its folder: as one, or file by file where others are there."""
    if not folder.is_dir():
        for path in made.iterdir():
            if path.name not in names:
                path.unlink()
        made.rename(folder)
        return
    whole = made.rename(made.with_name(_WHOLE))
    for name in reversed(names):
        (whole / name).rename(folder / name)


def _take_back(folder: Path, names: Sequence[str]) -> None:
    """Take out of a folder what a killed demonstration had put there before the project."""
    for left in left_beside(folder / PROJECT_NAME):
        whole = left / _WHOLE
        for name in names:
            is_there = (folder / name).exists() and not (whole / name).exists()
            if is_there and (whole / PROJECT_NAME).exists():
                (folder / name).rename(whole / name)


def _make(
    folder: Path, names: tuple[str, str, str], progress: Callable[[str], None]
) -> FrequencyTable:
    samples = sample_folder("sample_transcripts")
    lead = Coder(new_id(), CODERS[0])
    with create_project(str(folder / names[0])) as project:
        progress("loading the codebooks")
        _load_codebooks(project, lead)
        progress("importing twelve interviews")
        facts = read_metadata(samples / "metadata.csv")
        paths = [samples / name for name in facts]
        for result in import_files(project, lead, paths, Choices(facts=facts)):
            if result.error:
                raise BadInput(f"{result.file}: {result.error}", result.hint or "")
        progress("coding in three copies, one for each coder")
        copies = []
        for name in CODERS:
            copies.append(copy_project(project, folder / f"{name}.kodeverk"))
            _code_apart(copies[-1], samples / f"codings-{name.lower()}.csv", name)
        progress("merging the three copies")
        merge(project, lead, [str(copy) for copy in copies])
        _name_main_coders(project, lead, samples / "main_coders.csv")
        progress("counting and exporting")
        export_sqlite(project, folder / names[1])
        export_csv(project, folder / names[2])
        return frequencies(project)


def _load_codebooks(project: Project, lead: Coder) -> None:
    codebooks = sample_folder("codebooks")
    for name in CODEBOOKS:
        load_codebook(project, lead, codebooks / f"{name}.yaml")
    load_crosswalk(project, lead, codebooks / "crosswalk.yaml")


def sample_folder(name: str) -> Path:
    """Return the folder of sample files, beside the sources or in the installed package."""
    package = Path(__file__).parent.parent
    for folder in (package / "data" / name, package.parent.parent / name):
        if folder.is_dir():
            return folder
    raise BadInput(f"the folder {name} is not installed", "Install Kodeverk again.")


def _code_apart(copy: Path, codings: Path, name: str) -> None:
    with open_project(str(copy)) as project:
        with project.reading() as connection:
            known = queries.coders(connection)
        coder = next((coder for coder in known if coder.name == name), Coder(new_id(), name))
        import_codings(project, coder, codings, new_coders=True)


def _name_main_coders(project: Project, lead: Coder, path: Path) -> None:
    table = read_table(path, ("transcript", "coder"))
    with project.writing(lead, "named the main coders") as writer:
        coders = queries.coders(writer.connection)
        transcripts = {
            transcript.name: transcript.id for transcript in queries.transcripts(writer.connection)
        }
        for _, cells in table.rows:
            coder = find_coder(coders, cells["coder"])
            set_main(writer, coder.id, transcripts[cells["transcript"]])
