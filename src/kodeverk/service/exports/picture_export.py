"""The pictures of a study as SVG files, with a table of what each of them shows."""

import re
from collections.abc import Iterable
from pathlib import Path

from kodeverk.errors import BadInput, Refused
from kodeverk.files import new_file, refused
from kodeverk.folders import whole_set
from kodeverk.formats.tables import read_table, write_table
from kodeverk.service.exports.content import export_content, make_folder_above
from kodeverk.service.exports.options import PLAIN, Exported, ExportOptions
from kodeverk.service.exports.pictures import Picture, Pictures, outcome_pictures
from kodeverk.service.passages import in_scope
from kodeverk.store.project import Project

LIST = "figures.csv"
"""The file that lists the others, and marks a folder as one of ours."""

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST = 100


def export_svg(project: Project, folder: Path, options: ExportOptions = PLAIN) -> Exported:
    """Write the pictures into `folder` as SVG files, and `figures.csv` with what each shows.

    Pictures of an earlier export are replaced and taken away, other files stay. What is published
    has no stripes: they are of one interview. Raises Refused for
    a file that no export of ours made, unless `options.replace`, and what
    `service.scoping.material_of` raises for the selection.
    """
    options = options.as_counts()
    make_folder_above(project, folder)
    check_picture_place(folder)
    earlier = _earlier(folder)
    with export_content(project, folder, options, lists_memos=False) as made_from:
        pictures, listed = (
            Pictures(made_from.material, outcome_pictures(project, options)),
            set() if options.publish else {*in_scope(made_from.material)},
        )
        for reading in made_from.readings(made_from.counting.transcripts):
            made_from.counting.add(reading)
            if reading.transcript.id in listed:
                counted = (one for one in made_from.quoting.passages(reading) if one.counted)
                pictures.add(reading, counted)
        named = _named(pictures.all(made_from.counts()))
        _check_free(folder, named, earlier, options)
        about = [(name, picture.figure.caption) for name, picture in named.items()]
        about += [("", f"{key}: {value}") for key, value in made_from.about()]
        names = [*dict.fromkeys((*earlier, *named)), LIST]
        with refused(folder), whole_set(folder, names, made_from.rights) as made:
            for name, picture in named.items():
                new_file(made / name)
                (made / name).write_text(picture.figure.svg + "\n", encoding="utf-8", newline="\n")
            new_file(made / LIST)
            write_table(made / LIST, ("file", "shows"), about)
        paths = (*(folder / name for name in named), folder / LIST, *made_from.logs(folder))
        return Exported(paths, made_from.notes())


def _named(pictures: Iterable[Picture]) -> dict[str, Picture]:
    """Return the pictures by the names of their files, none twice."""
    named: dict[str, Picture] = {}
    for picture in pictures:
        stem = _NOT_IN_NAMES.sub("-", picture.name)[:_LONGEST].strip("-.")
        name, number = f"{stem}.svg", 1
        while name.casefold() in map(str.casefold, named):
            number += 1
            name = f"{stem}-{number}.svg"
        named[name] = picture
    return named


def _earlier(folder: Path) -> list[str]:
    """Return the names of the pictures an earlier export has put into the folder."""
    if not (folder / LIST).is_file():
        return []
    rows = read_table(folder / LIST, ("file", "shows")).rows
    return [name for _, cells in rows if (name := cells["file"]) and Path(name).name == name]


def check_picture_place(folder: Path) -> None:
    """Raise Refused for a link, and BadInput for a file, in the place of the folder."""
    if folder.is_symlink():
        raise Refused(
            f"{folder} is a link, and nothing is written through one",
            f"Give the folder itself: {folder.resolve()}",
        )
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file", "Give the name of a folder.")


def _check_free(
    folder: Path, named: Iterable[str], earlier: Iterable[str], options: ExportOptions
) -> None:
    ours = {*earlier}
    for name in named:
        if name not in ours and (folder / name).exists() and not options.replace:
            raise Refused(
                f"{folder / name} exists and was not made by an export of this program",
                "Choose another folder, or replace it with --force.",
            )
