"""Projects for the benchmarks: a codebook, transcripts as files, a table of codings."""

import csv
from pathlib import Path

from benchmarks.corpus import Size, codings, interview
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.importing import Choices, import_files
from kodeverk.store import queries
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project

LEAD = Coder(new_id(), "Kari")


def write_codebook(path: Path, codes: int) -> list[str]:
    """Write a codebook of `codes` codes under ten themes; return their keys."""
    lines = [
        "schema: kodeverk-kodebok/1",
        "codebook: {id: bench, version: '1', title: {nb: Bench, en: Bench}, language: nb}",
        "facets:",
        "- id: retning",
        "  name: {nb: Retning, en: Direction}",
        "  values:",
    ]
    lines += [
        f"  - {{id: {value}, nb: {value}, en: {value}, definition: {value}}}"
        for value in ("fremmer", "hemmer", "ambivalent", "beskrivende")
    ]
    lines += ["  single: true", "  required: false", "themes:"]
    keys = []
    for theme in range(10):
        lines += [
            f"- id: T{theme}",
            f"  name: {{nb: Tema {theme}, en: Theme {theme}}}",
            "  definition: Et tema.",
            "  codes:",
        ]
        for number in range(codes // 10):
            keys.append(f"T{theme}-K{number}")
            lines += [
                f"  - id: {keys[-1]}",
                f"    name: {{nb: Kode {theme} {number}, en: Code {theme} {number}}}",
                "    definition: {nb: En kode., en: A code.}",
            ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return keys


def write_interviews(folder: Path, size: Size) -> list[Path]:
    """Write the interviews as text files with a metadata table; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "municipality", "date"))
        for number in range(size.transcripts):
            path = folder / f"intervju-{number:05}.txt"
            path.write_text(interview(size.words, number), encoding="utf-8")
            place = size.municipalities[number % len(size.municipalities)]
            writer.writerow((path.name, place, "2024-05-01"))
            paths.append(path)
    return paths


def write_docx(paths: list[Path], folder: Path) -> list[Path]:
    """Write the same interviews as Word documents."""
    import docx

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path in paths:
        document = docx.Document()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line:
                document.add_paragraph(line)
        written.append(folder / f"{path.stem}.docx")
        document.save(str(written[-1]))
    return written


def new_project(path: Path, codebook: Path) -> Project:
    """Make a project with the codebook."""
    project = create_project(str(path))
    load_codebook(project, LEAD, codebook)
    return project


def import_all(project: Project, paths: list[Path], facts_path: Path | None) -> None:
    """Import files with the places of the metadata table."""
    from kodeverk.formats.metadata import read_metadata

    facts = read_metadata(facts_path) if facts_path else {}
    results = import_files(project, LEAD, paths, Choices(facts=facts))
    failed = [result.error for result in results if result.error]
    assert not failed, failed[:3]


def write_codings(project: Project, path: Path, size: Size, keys: list[str]) -> None:
    """Write a table of codings over the project's texts."""
    with project.reading() as connection:
        names = {one.id: one.name for one in queries.transcripts(connection)}
        texts = {names[one.transcript]: one.text for one in queries.current_versions(connection)}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("transcript", "start", "end", "code", "coder", "retning"))
        for row in codings(size, texts, keys):
            writer.writerow((row.transcript, row.start, row.end, row.code, row.coder, row.retning))
