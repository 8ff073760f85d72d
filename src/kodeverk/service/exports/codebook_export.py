"""A codebook as a file: itself, a table of its codes, or a text to read."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kodeverk.errors import Refused
from kodeverk.files import rights_of
from kodeverk.formats.codebooks import write_codebook, write_codebook_table
from kodeverk.formats.reports.endings import PROSE, TABLES, write_document
from kodeverk.formats.reports.prose import Block, Document, Grid, Heading, Listing, RunningText
from kodeverk.model.code_keys import is_key
from kodeverk.model.codebook import Codebook
from kodeverk.model.records import Code, Facet
from kodeverk.service.codebooks import find_codebook
from kodeverk.service.exports.content import new_file_ending
from kodeverk.service.exports.options import PLAIN, Exported, ExportOptions
from kodeverk.store.project import Project

WHOLE = (".yaml", ".yml")
"""The endings of a codebook that can be loaded again with all that is in it."""


def export_codebook(project: Project, file: Path, options: ExportOptions = PLAIN) -> Exported:
    """Write a codebook to `file`, as what its ending says.

    Raises BadInput for another ending and where it cannot be written, Refused for a file that is
    there, unless `options.replace`, and for codes of one key in a file that is to be loaded again,
    and NotFound where there is no such codebook.
    """
    ending = new_file_ending(project, file, WHOLE, TABLES, PROSE, replace=options.replace)
    book, rights = find_codebook(project, options.codebook), rights_of(project.path)
    if ending in WHOLE or ending in TABLES:
        _check_keys(book)
    if ending in WHOLE:
        write_codebook(book, file, rights)
    elif ending in TABLES:
        write_codebook_table(book, file, rights)
        return Exported((file,), ("a table has the codes only, not rules, facets and former keys",))
    else:
        write_document(file, codebook_document(book), rights)
    return Exported((file,))


def _check_keys(book: Codebook) -> None:
    """Raise Refused where codes have one key, as a merge can bring it: no file can say that."""
    for code in book.codes:
        if not is_key(code.key):
            raise Refused(
                f"another code of {book.key} has the key of {code.key}",
                f"Give it a key of its own: kodeverk code rename PROJECT '{code.key}' --key KEY; "
                "or join the two.",
            )


def codebook_document(book: Codebook) -> Document:
    """Return a codebook as a text for people who code, in the language it is written in."""
    return Document(_in(book.language, book.title) or book.key, book.language, [*_blocks(book)])


def _blocks(book: Codebook) -> Iterator[Block]:
    yield RunningText(f"{book.key} {book.version}", "Codebook")
    if question := _in(book.language, book.question):
        yield RunningText(question, "Question")
    if book.rules:
        yield Heading(1, "Rules")
        yield Listing(book.rules)
    former: dict[str, list[str]] = {}
    for old, new in book.formerly.items():
        former.setdefault(new, []).append(old)
    yield Heading(1, "Codes")
    levels: dict[str, int] = {}
    for code in book.codes:
        level = levels[code.id] = levels.get(code.parent or "", 1) + 1
        yield Heading(level, f"{code.key} {_in(book.language, code.name)}")
        yield from _code(code, book.language, former.get(code.key, []))
    keys = {code.id: code.key for code in book.codes}
    if book.facets:
        yield Heading(1, "Facets")
    for facet in book.facets:
        yield from _facet(facet, book.language, keys)


def _code(code: Code, language: str, former: list[str]) -> Iterator[Block]:
    if definition := _in(language, code.definition):
        yield RunningText(definition)
    for lead, text in (
        ("In full", code.full_definition),
        ("Use when", code.use_when),
        ("Not when", code.not_when),
        ("Example", code.example),
        ("Formerly", ", ".join(former)),
    ):
        if text:
            yield RunningText(text, lead)
    if not code.counted:
        yield RunningText("Not counted.")
    if not code.active:
        yield RunningText("Out of use.")


def _facet(facet: Facet, language: str, keys: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(2, f"{facet.key} {_in(language, facet.name)}")
    how = "one value" if facet.single else "one value or several"
    yield RunningText(f"{how}, {'required' if facet.required else 'may be left out'}", "Carries")
    if facet.codes is not None:
        yield RunningText(", ".join(keys[code] for code in facet.codes if code in keys), "For")
    if facet.note:
        yield RunningText(facet.note)
    yield Grid(
        ("value", "name", "definition"),
        [
            (value.id, _in(language, value.name), _in(language, value.definition))
            for value in facet.values
        ],
    )


def _in(language: str, words: Mapping[str, str]) -> str:
    """Return what is written in a language, else in the first there is, else nothing."""
    return words.get(language) or next(iter(words.values()), "")
