"""Codebooks in a project: loading, reading back, comparing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodeverk.errors import BadInput, NotFound
from kodeverk.formats.codebooks import (
    is_table,
    is_workbook,
    read_codebook,
    read_codebook_table,
    read_crosswalk,
)
from kodeverk.formats.codebooks.reading import CROSSWALK_SCHEMA
from kodeverk.formats.codebooks.source import read_codebook_text
from kodeverk.formats.codings import EXPORT_COLUMNS
from kodeverk.model.change import Value
from kodeverk.model.codebook import (
    SHARED,
    Codebook,
    Difference,
    clashes,
    codebook_hash,
    diff,
    in_tree_order,
)
from kodeverk.model.codebook_content import packed_codebook, packed_values
from kodeverk.model.identity import code_id, codebook_id, derived_id, joining_id
from kodeverk.model.records import Code, Coder, Facet
from kodeverk.service.codebook_plan import joined_keys, own_keyed, planned
from kodeverk.service.phrases import some_of
from kodeverk.service.redefining import Meaning, redefine
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

__all__ = [
    "CodebookLoad",
    "codebook_in",
    "codebooks_now",
    "compare_with_file",
    "find_codebook",
    "is_crosswalk",
    "load_codebook",
    "load_codebooks",
    "load_crosswalk",
    "project_codebooks",
    "read_crosswalk",
]

UNNAMED_VERSION = "0.1"
"""What a codebook that was begun in the program and never frozen says of its version."""


@dataclass(frozen=True, slots=True)
class CodebookLoad:
    """What loading a codebook did: how many codes are new, changed, taken out of use.

    `joined` are the keys of codes of the project that are one with a code of another key now, each
    with that key: renamed where nothing else is.
    """

    codebook: str
    version: str
    added: int
    changed: int
    deactivated: int
    joined: tuple[tuple[str, str], ...] = ()


def codebook_in(path: Path) -> Codebook:
    """Return the codebook in a YAML file, or in a table: CSV, XLSX or ODS, whatever it is called.

    Raises BadInput, naming file and line, for anything in it that is not understood.
    """
    return read_codebook_table(path) if is_table(path) else read_codebook(path)


def is_crosswalk(path: Path) -> bool:
    """Tell whether a file says that it is a crosswalk. Raises BadInput when it cannot be read."""
    if is_workbook(path):
        return False
    name = CROSSWALK_SCHEMA.partition("/")[0]
    return any(
        line.startswith("schema:") and name in line
        for line in read_codebook_text(path).splitlines()
    )


def load_codebook(
    project: Project, author: Coder, path: Path, meanings: Mapping[str, Meaning] | None = None
) -> CodebookLoad:
    """Put the codebook in a file into the project, or bring the project's up to it; one step.

    A code that is no longer in the file is deactivated and keeps its codings. One whose key stands
    under `formerly` of another is one with it, with all its codings, also those that colleagues
    make on it in other copies. `meanings` says by key what is asked of what was coded with a code
    that the file defines anew. Raises BadInput when the codebook cannot stand beside the others in
    the project, and when two of its codes are one in the project; NotFound for the meaning of a
    code that is not in the file.
    """
    return load_codebooks(project, author, [path], meanings)[0]


def load_codebooks(
    project: Project,
    author: Coder,
    paths: Sequence[Path],
    meanings: Mapping[str, Meaning] | None = None,
) -> list[CodebookLoad]:
    """Load several codebooks in one step, so that what they share can change in all of them.

    Raises as `load_codebook` does, and BadInput when two of the files are the same codebook.
    """
    meanings = meanings or {}
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
    known = project_codebooks(project)
    # What a merge has brought together stands together: its keys are told apart.
    merged = {
        (clash.kind, clash.key, frozenset((clash.first, clash.second))) for clash in clashes(known)
    }
    others = [book for book in known if book.key not in given]
    for clash in clashes([*others, *given.values()]):
        at = files.get(clash.second) or files.get(clash.first)
        same = (clash.kind, clash.key, frozenset((clash.first, clash.second)))
        if clash.warning or at is None or (same in merged and not clash.fields):
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
    keys = {code.key for book in given.values() for code in book.codes}
    if strange := sorted({*meanings} - keys):
        raise NotFound(
            f"{some_of([*map(str, paths)])}: there is no code {some_of(strange)}",
            f"Say the key of a code that is there: {some_of(sorted(keys))}.",
        )
    named = ", ".join(f"{book.key} {book.version}" for book in given.values())
    with project.writing(author, f"loaded codebook {named}") as writer:
        return [_load(writer, codebook, meanings) for codebook in given.values()]


def load_crosswalk(project: Project, author: Coder, path: Path) -> int:
    """Put a crosswalk's links into the project and return how many there are.

    Raises BadInput when a link names a code the project has not.
    """
    crosswalk = read_crosswalk(path)
    with project.reading() as connection:
        known = {(code.codebook, code.key): code.id for code in own_keyed(connection)}
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
        return codebooks_now(connection)


def codebooks_now(connection: Connection) -> list[Codebook]:
    """Return the codebooks as they are now, also what was edited since their last version."""
    books = queries.codebooks(connection)
    codes = own_keyed(connection)
    facets = {facet.id: facet for facet in queries.facets(connection)}
    details = queries.codebook_details(connection)
    listed = queries.codebook_version_members(connection)
    former = joined_keys(connection)
    with_codes = []
    for book in books:
        members = listed.get(book.current_version or "", (frozenset(), ()))
        mine = [
            code
            for code in codes
            if code.id in members[0] or (code.codebook == book.key and code.active)
        ]
        question, language, rules = details[book.id]
        kept = {code.key for code in mine}
        formerly = {
            key: code.key for code in mine for key in former.get(code.id, ()) if key not in kept
        }
        with_codes.append(
            Codebook(
                book.key,
                book.version or UNNAMED_VERSION,
                book.title,
                question,
                language,
                rules,
                tuple(facets[facet] for facet in members[1] if facet in facets),
                in_tree_order(mine),
                formerly,
            )
        )
    return with_codes


def find_codebook(project: Project, key: str | None) -> Codebook:
    """Return the codebook with this key, or the only one. Raises NotFound."""
    books = project_codebooks(project)
    if not books:
        raise NotFound(
            "the project has no codebook yet",
            "Load one: kodeverk codebook load PROJECT FILE; or begin one with its first code: "
            "kodeverk code add PROJECT NAME",
        )
    keys = ", ".join(book.key for book in books)
    if key is None and len(books) > 1:
        raise NotFound(f"the project has several codebooks: {keys}", "Say which one.")
    for book in books:
        if key in (None, book.key):
            return book
    raise NotFound(f"there is no codebook {key!r} in the project", f"There are: {keys}.")


def compare_with_file(project: Project, path: Path) -> tuple[Difference, ...]:
    """Return how the codebook in a file differs from the project's: what loading it would do.

    Former keys are a difference only where something in the project has them. Raises BadInput
    where two of its codes are one in the project.
    """
    new = codebook_in(path)
    old = find_codebook(project, new.key)
    with project.reading() as connection:
        plan = planned(connection, new)
    # What is out of use and is in the file, itself or under `formerly`, comes into use again.
    listed = {code.id for code in old.codes}
    again = [plan.known[code] for code in plan.goes_into if code not in listed]
    there = listed | {code.id for code in again}
    again = [code if code.parent in there else replace(code, parent=None) for code in again]
    differences = diff(
        replace(old, codes=in_tree_order([*old.codes, *again])),
        replace(new, formerly=plan.renamed(new)),
    )
    return tuple(difference for difference in differences if difference.field != "formerly")


def _load(writer: Writer, codebook: Codebook, meanings: Mapping[str, Meaning]) -> CodebookLoad:
    book = codebook_id(codebook.key)
    plan = planned(writer.connection, codebook)
    version = version_of(book, codebook)
    writer.put(
        "codebook",
        book,
        {
            "key": codebook.key,
            "version": version,
            "title": dict(codebook.title),
            "question": dict(codebook.question),
            "language": codebook.language,
            "rules": list(codebook.rules),
        },
    )
    added = changed = 0
    there = {*plan.goes_into.values()}
    for facet in codebook.facets:
        writer.put("facet", facet.id, _facet_values(facet))
    for code in codebook.codes:
        stands = plan.stands.get(code.id, code.id)
        parent = plan.stands.get(code.parent or "", code.parent)
        differs = writer.put("code", stands, code_values(replace(code, parent=parent), book))
        if stands != code.id:
            writer.share("code", code.id, code_values(code, book))
        if (meaning := meanings.get(code.key, "clarified")) != "clarified":
            redefine(writer, stands, meaning)
        added += differs and code.id not in there
        changed += differs and code.id in there
    for joining in plan.joinings:
        writer.put("code_joining", joining_id(*joining[:2]), dict(joining._asdict()))
    gone = plan.gone(codebook)
    for code in gone:
        writer.set("code", code.id, "active", False)
    share_version(writer, book, codebook)
    return CodebookLoad(
        codebook.key,
        codebook.version,
        added,
        changed,
        len(gone),
        (*plan.renamed(codebook).items(),),
    )


def version_of(book: str, codebook: Codebook) -> str:
    """Return the id of the version that a codebook, which has the id `book`, is.

    Whoever has the same codebook has the same version; codes made in the program are nobody else's.
    """
    facets = [facet.id for facet in codebook.facets]
    own = sorted(code.id for code in codebook.codes if code.id != code_id(code.codebook, code.key))
    digest = codebook_hash(codebook)
    return derived_id("codebook_version", book, codebook.version, digest, *facets, *own)


def share_version(writer: Writer, book: str, codebook: Codebook) -> str:
    """Keep a codebook as it is as a version in the step being written; return its id."""
    return writer.share(
        "codebook_version",
        version_of(book, codebook),
        {
            "codebook": book,
            "label": codebook.version,
            "hash": codebook_hash(codebook),
            "codes": [*sorted(code.id for code in codebook.codes)],
            "facets": [facet.id for facet in codebook.facets],
            "content": packed_codebook(codebook),
        },
    )


def code_values(code: Code, book: str) -> dict[str, Value]:
    """Return the fields of a code as its codebook, which has the id `book`, gives it."""
    return {
        "codebook": None if code.codebook == SHARED else book,
        "key": code.key,
        "name": dict(code.name),
        "parent": code.parent,
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


def _facet_values(facet: Facet) -> dict[str, Value]:
    return {
        "key": facet.key,
        "name": dict(facet.name),
        "values": packed_values(facet),
        "single": facet.single,
        "required": facet.required,
        "codes": None if facet.codes is None else [*facet.codes],
        "note": facet.note,
    }
