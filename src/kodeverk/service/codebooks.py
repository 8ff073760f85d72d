"""Codebooks in a project: loading, reading back, comparing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kodeverk.errors import BadInput, NotFound
from kodeverk.formats.codebooks import read_codebook, read_codebook_table, read_crosswalk
from kodeverk.formats.codebooks.reading import CROSSWALK_SCHEMA
from kodeverk.formats.codebooks.source import read_text
from kodeverk.model.change import Value
from kodeverk.model.codebook import (
    Codebook,
    Difference,
    clashes,
    codebook_hash,
    diff,
    in_tree_order,
)
from kodeverk.model.identity import codebook_id, derived_id
from kodeverk.model.records import Code, Coder, Facet
from kodeverk.service.codings_import import EXPORT_COLUMNS
from kodeverk.store import queries
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a codebook did: how many codes are new, changed, taken out of use."""

    codebook: str
    version: str
    added: int
    changed: int
    deactivated: int


def codebook_in(path: Path) -> Codebook:
    """Return the codebook in a YAML file, or in a table where the name ends in .csv.

    Raises BadInput, naming file and line, for anything in it that is not understood.
    """
    return read_codebook_table(path) if path.suffix.lower() == ".csv" else read_codebook(path)


def is_crosswalk(path: Path) -> bool:
    """Tell whether a file says that it is a crosswalk. Raises BadInput when it is no text."""
    name = CROSSWALK_SCHEMA.partition("/")[0]
    return any(line.startswith("schema:") and name in line for line in read_text(path).splitlines())


def load_codebook(project: Project, author: Coder, path: Path) -> Loaded:
    """Put the codebook in a file into the project, or bring the project's up to it; one step.

    A code that is no longer in the file is deactivated and keeps its codings; one under `formerly`
    keeps its identity under the new key. Raises BadInput when the codebook cannot stand beside the
    others in the project.
    """
    return load_codebooks(project, author, [path])[0]


def load_codebooks(project: Project, author: Coder, paths: Sequence[Path]) -> list[Loaded]:
    """Load several codebooks in one step, so that what they share can change in all of them.

    Raises BadInput as `load_codebook` does, and when two of the files are the same codebook.
    """
    given: dict[str, Codebook] = {}
    files: dict[str, Path] = {}
    for path in paths:
        codebook = codebook_in(path)
        if codebook.key in given:
            raise BadInput(
                f"{files[codebook.key]} and {path} are both the codebook {codebook.key}",
                "Load one of them.",
            )
        given[codebook.key], files[codebook.key] = codebook, path
    others = [book for book in project_codebooks(project) if book.key not in given]
    for clash in clashes([*others, *given.values()]):
        at = files.get(clash.second) or files.get(clash.first)
        if clash.warning or at is None:
            continue
        fields = f" (they differ in {', '.join(clash.fields)})" if clash.fields else ""
        raise BadInput(
            f"{at}: the {clash.kind} {clash.key} is in both {clash.first} and "
            f"{clash.second}{fields}",
            "Make the two equal and load both codebooks together."
            if clash.fields
            else "Rename one of them.",
        )
    _check_facet_keys(given, files)
    named = ", ".join(f"{book.key} {book.version}" for book in given.values())
    with project.writing(author, f"loaded codebook {named}") as writer:
        return [_load(writer, codebook) for codebook in given.values()]


def load_crosswalk(project: Project, author: Coder, path: Path) -> int:
    """Put a crosswalk's links into the project and return how many there are.

    Raises BadInput when a link names a code the project has not.
    """
    crosswalk = read_crosswalk(path)
    with project.reading() as connection:
        known = {(code.codebook, code.key): code.id for code in _own_keyed(connection)}
    with project.writing(author, f"loaded crosswalk {crosswalk.version}") as writer:
        for link in crosswalk.links:
            ends = [known.get((end.codebook, end.key)) for end in (link.source, link.target)]
            if None in ends:
                lacking = link.source if ends[0] is None else link.target
                raise BadInput(
                    f"{path}: the code {lacking} is not in the project",
                    f"Load the codebook {lacking.codebook} first.",
                )
            writer.put(
                "link",
                link.id,
                {
                    "source": ends[0],
                    "target": ends[1],
                    "relation": link.relation,
                    "note": link.note,
                },
            )
    return len(crosswalk.links)


def _check_facet_keys(given: dict[str, Codebook], files: dict[str, Path]) -> None:
    """Raise BadInput for a facet that would be a second column of one name in exported tables."""
    for codebook in given.values():
        for facet in codebook.facets:
            if facet.key in EXPORT_COLUMNS:
                raise BadInput(
                    f"{files[codebook.key]}: a facet cannot be called {facet.key}",
                    "Exported tables have a column of that name; give the facet another.",
                )


def project_codebooks(project: Project) -> list[Codebook]:
    """Return the codebooks in the project as values, without what is no longer in them."""
    with project.reading() as connection:
        books = queries.codebooks(connection)
        codes = _own_keyed(connection)
        facets = {facet.id: facet for facet in queries.facets(connection)}
        details = queries.codebook_details(connection)
        listed = queries.codebook_version_members(connection)
    found = []
    for book in books:
        members = listed.get(book.current_version or "", (frozenset(), ()))
        mine = [
            code
            for code in codes
            if code.id in members[0] or (code.codebook == book.key and code.active)
        ]
        question, language, rules = details[book.id]
        found.append(
            Codebook(
                book.key,
                book.version,
                book.title,
                question,
                language,
                rules,
                tuple(facets[facet] for facet in members[1] if facet in facets),
                in_tree_order(mine),
            )
        )
    return found


def find_codebook(project: Project, key: str | None) -> Codebook:
    """Return the codebook with this key, or the only one. Raises NotFound."""
    books = project_codebooks(project)
    if not books:
        raise NotFound(
            "the project has no codebook yet", "Load one: kodeverk codebook load PROJECT FILE"
        )
    keys = ", ".join(book.key for book in books)
    if key is None and len(books) > 1:
        raise NotFound(f"the project has several codebooks: {keys}", "Say which one.")
    for book in books:
        if key in (None, book.key):
            return book
    raise NotFound(f"there is no codebook {key!r} in the project", f"There are: {keys}.")


def compare_with_file(project: Project, path: Path) -> tuple[Difference, ...]:
    """Return how the codebook in a file differs from the project's.

    Former keys are no difference: a project knows a code by its id, under whatever key.
    """
    new = codebook_in(path)
    found = diff(find_codebook(project, new.key), new)
    return tuple(one for one in found if one.field != "formerly")


def _load(writer: Writer, codebook: Codebook) -> Loaded:
    book = codebook_id(codebook.key)
    digest = codebook_hash(codebook)
    facets = [facet.id for facet in codebook.facets]
    version = derived_id("codebook_version", book, codebook.version, digest, *facets)
    known = {code.id: code for code in _own_keyed(writer.connection)}
    renamed = _renamed(codebook, known)
    _refuse_old_keys(codebook, known, renamed)
    writer.put(
        "codebook",
        book,
        {
            "key": codebook.key,
            "version": codebook.version,
            "title": dict(codebook.title),
            "question": dict(codebook.question),
            "language": codebook.language,
            "rules": list(codebook.rules),
            "current": version,
        },
    )
    added = changed = 0
    for facet in codebook.facets:
        writer.put("facet", facet.id, _facet_values(facet, renamed))
    for code in codebook.codes:
        identity = renamed.get(code.id, code.id)
        values = _code_values(code, None if code.codebook == "" else book, renamed)
        is_new = identity not in known
        differs = writer.put("code", identity, values)
        added += is_new and differs
        changed += differs and not is_new
    kept = {renamed.get(code.id, code.id) for code in codebook.codes}
    gone = [
        code
        for code in known.values()
        if code.codebook == codebook.key and code.id not in kept and code.active
    ]
    for code in gone:
        writer.set("code", code.id, "active", False)
    writer.share(
        "codebook_version",
        version,
        {
            "codebook": book,
            "label": codebook.version,
            "hash": digest,
            "codes": [*sorted(kept)],
            "facets": [*facets],
        },
    )
    return Loaded(codebook.key, codebook.version, added, changed, len(gone))


def _renamed(codebook: Codebook, known: dict[str, Code]) -> dict[str, str]:
    """Return the id a code has in its file -> the id it had under its former key."""
    by_key = {code.key: code.id for code in known.values() if code.codebook == codebook.key}
    by_new_key = {code.key: code.id for code in codebook.codes}
    found = {
        by_new_key[new]: by_key[old]
        for old, new in codebook.formerly.items()
        if old in by_key and new in by_new_key and new not in by_key
    }
    # A code that was renamed before keeps that identity.
    for key, identity in by_new_key.items():
        if key in by_key and by_key[key] != identity:
            found[identity] = by_key[key]
    return found


def _refuse_old_keys(codebook: Codebook, known: dict[str, Code], renamed: dict[str, str]) -> None:
    """Raise BadInput if two codes of the codebook would be one record: one has the other's old key.

    A code from a file has an id made of the first key it had.
    """
    keys: dict[str, str] = {}
    for code in codebook.codes:
        identity = renamed.get(code.id, code.id)
        other = keys.setdefault(identity, code.key)
        if other != code.key:
            old = next(one for one in (code, *codebook.codes) if one.id == identity).key
            now = other if old == code.key else code.key
            raise BadInput(
                f"the codebook {codebook.key} has a new code {old}, but that was once the key of "
                f"{now}, which is {known[identity].key} in the project",
                f"Give the new code a key that none has had, or put {old} under formerly of {now}.",
            )


def _own_keyed(connection: Any) -> list[Code]:
    """Return the codes with the keys of their own codebooks, also where another has the same."""
    return [
        replace(code, key=code.key.removeprefix(f"{code.codebook}:"))
        for code in queries.codes(connection)
    ]


def _code_values(code: Code, book: str | None, renamed: dict[str, str]) -> dict[str, Value]:
    return {
        "codebook": book,
        "key": code.key,
        "name": dict(code.name),
        "parent": renamed.get(code.parent, code.parent) if code.parent else None,
        "position": code.position,
        "definition": dict(code.definition),
        "full_definition": code.full_definition,
        "use_when": code.use_when,
        "not_when": code.not_when,
        "example": code.example,
        "colour": code.colour,
        "hotkey": code.hotkey,
        "counted": code.counted,
        "active": code.active,
    }


def _facet_values(facet: Facet, renamed: dict[str, str]) -> dict[str, Value]:
    values: list[Value] = [
        {"id": value.id, "name": dict(value.name), "definition": dict(value.definition)}
        for value in facet.values
    ]
    return {
        "key": facet.key,
        "name": dict(facet.name),
        "values": values,
        "single": facet.single,
        "required": facet.required,
        "codes": None if facet.codes is None else [renamed.get(code, code) for code in facet.codes],
        "note": facet.note,
    }
