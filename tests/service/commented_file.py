"""A Word file with comments, of which one names codes."""

from pathlib import Path

import docx


def commented(path: Path) -> Path:
    document = docx.Document()
    for line in ("Intervjuer: Hei?", "Veileder: Jeg stoler på henne.", "Intervjuer: Og?"):
        document.add_paragraph(line)
    document.add_paragraph("Veileder: Så ringer hun. Hun ringer alltid.")
    said = document.paragraphs[1].runs[0]
    document.add_comment([said], text="Fint sitat", author="Ola Berg", initials="OB")
    called = document.paragraphs[3].runs[0]
    document.add_comment([called], text="rel-kontin; Tillit", author="Ola Berg", initials="OB")
    document.save(str(path))
    return path
