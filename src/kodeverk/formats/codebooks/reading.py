"""Codebooks and crosswalks from YAML files."""

import re
from pathlib import Path
from typing import cast

from kodeverk.formats.codebooks.codes import (
    as_key,
    code,
    former_keys,
    id_of,
    names,
    refuse_duplicates,
)
from kodeverk.formats.codebooks.parts import (
    Fields,
    FilePlace,
    Part,
    TextPart,
    as_fields,
    as_line,
    as_listing,
    as_text,
    bad,
    by_language,
    flag,
    is_language,
    need,
    optional_text,
    quoted,
    refuse_unknown,
    suggestion,
)
from kodeverk.formats.codebooks.source import read_yaml
from kodeverk.model.codebook import (
    RELATIONS,
    SHARED,
    Codebook,
    CodeReference,
    Crosswalk,
    Link,
    Relation,
    link_id,
)
from kodeverk.model.identity import facet_id
from kodeverk.model.records import Code, Facet, FacetValue

CODEBOOK_SCHEMA = "kodeverk-kodebok/1"
CODEBOOK_DRAFT_SCHEMA = "kodeverk-kodebok/0.1"
CROSSWALK_SCHEMA = "kodeverk-kryssvisning/1"
CROSSWALK_DRAFT_SCHEMA = "kodeverk-kryssvisning/0.1"

_FILE_FIELDS = ("schema", "codebook", "rules", "facets", "reserve", "themes")
_CODEBOOK_FIELDS = ("id", "version", "title", "question", "language")
_DRAFT_NOTES = ("unit", "examples", "structure")
"""Texts that drafts keep beside the rules; a coder reads them as rules. Their `status` says
no more than their version."""
_FACET_FIELDS = ("id", "name", "values", "single", "required", "codes", "note")
_CROSSWALK_FIELDS = (
    "schema",
    "version",
    "relations",
    "rule",
    "links",
    "deliberately_unlinked",
    "unlinked",
)
_LINK_FIELDS = ("from", "to", "relation", "note")
_CODEBOOK_KEY = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_IN_CSV_LISTS = re.compile("[,;=]")


def read_codebook(path: Path) -> Codebook:
    """Return the codebook in a YAML 1.2 file.

    Raises BadInput, its message `FILE:LINE:COLUMN: what`, for everything in the file that is not
    understood or contradicts itself; nothing is skipped.
    """
    top = _top(read_yaml(path), (CODEBOOK_SCHEMA, CODEBOOK_DRAFT_SCHEMA), _FILE_FIELDS)
    draft = as_line(top.parts["schema"], "schema") == CODEBOOK_DRAFT_SCHEMA
    about = as_fields(need(top, "codebook", "the file"), "codebook")
    also = (*_DRAFT_NOTES, "status") if draft else ()
    refuse_unknown(about, "codebook", (*_CODEBOOK_FIELDS, *also))
    key = _codebook_key(need(about, "id", "codebook"))
    language = _language(about)
    rules = [as_text(about.parts[name], name) for name in also[:-1] if about.get(name)]
    rules += (as_text(rule, "a rule") for rule in _entries(top, "rules"))
    codes, places, formerly = _codes(top, key, language)
    ids = {code.key: code.id for code in codes}
    refuse_duplicates(places, "code")
    facets = [
        (_facet(as_fields(part, "a facet"), ids, language), part)
        for part in _entries(top, "facets")
    ]
    refuse_duplicates(((facet.key, part.at) for facet, part in facets), "facet")
    return Codebook(
        key=key,
        version=as_line(need(about, "version", "codebook"), "version"),
        title=names(need(about, "title", "codebook"), "title", language),
        question=_texts(about, "question", language),
        language=language,
        rules=tuple(rules),
        facets=tuple(facet for facet, _ in facets),
        codes=codes,
        formerly=_formerly(formerly, ids),
    )


def read_crosswalk(path: Path) -> Crosswalk:
    """Return the crosswalk in a YAML 1.2 file.

    That the codes exist can only be told beside the codebooks. Raises BadInput as `read_codebook`
    does, also for a code that is linked to its own codebook, or listed as linked and unlinked.
    """
    top = _top(read_yaml(path), (CROSSWALK_SCHEMA, CROSSWALK_DRAFT_SCHEMA), _CROSSWALK_FIELDS)
    draft = as_line(top.parts["schema"], "schema") == CROSSWALK_DRAFT_SCHEMA
    if draft and top.get("version") is None:
        version = "0.1"
    else:
        version = as_line(need(top, "version", "the file"), "version")
    relations = as_fields(need(top, "relations", "the file"), "relations")
    refuse_unknown(relations, "relations", RELATIONS)
    links = [_link(as_fields(part, "a link")) for part in _entries(top, "links")]
    refuse_duplicates(((f"{link.source} – {link.target}", at) for link, at in links), "link")
    unlinked = {name: _references(top, name) for name in ("deliberately_unlinked", "unlinked")}
    linked = {str(end) for link, _ in links for end in (link.source, link.target)}
    listed = [(str(code), at) for codes in unlinked.values() for code, at in codes]
    refuse_duplicates(listed, "code")
    for name, at in listed:
        if name in linked:
            raise bad(at, f"{name} is linked above", "Remove it here, or remove the link.")
    for name in relations.parts:
        by_language(need(relations, name, "relations"), name, "nb")
    optional_text(top, "rule", "the crosswalk")
    return Crosswalk(
        version=version,
        links=tuple(link for link, _ in links),
        deliberately_unlinked=tuple(code for code, _ in unlinked["deliberately_unlinked"]),
        unlinked=tuple(code for code, _ in unlinked["unlinked"]),
    )


def _top(part: Part, schemas: tuple[str, str], known: tuple[str, ...]) -> Fields:
    top = as_fields(part, "the file")
    begin = f"Begin the file with `schema: {schemas[0]}`."
    given = top.get("schema")
    if given is None:
        raise bad(top.at, "the file has no schema", begin)
    schema = as_line(given, "schema")
    if schema not in schemas:
        hint = {
            CODEBOOK_SCHEMA: "This is a codebook.",
            CODEBOOK_DRAFT_SCHEMA: "This is a codebook.",
            CROSSWALK_SCHEMA: "This is a crosswalk.",
            CROSSWALK_DRAFT_SCHEMA: "This is a crosswalk.",
        }.get(schema, begin)
        raise bad(given.at, f"the schema is {quoted(schema)}, not {quoted(schemas[0])}", hint)
    refuse_unknown(top, "the file", known)
    return top


def _entries(fields: Fields, name: str) -> tuple[Part, ...]:
    part = fields.get(name)
    return () if part is None else as_listing(part, name)


def _texts(fields: Fields, name: str, language: str) -> dict[str, str]:
    part = fields.get(name)
    return {} if part is None else by_language(part, name, language)


def _codebook_key(part: Part) -> str:
    key = as_line(part, "the codebook's id")
    if len(key) <= 40 and _CODEBOOK_KEY.fullmatch(key):
        return key
    raise bad(
        part.at,
        f"{quoted(key)} cannot be a codebook's id",
        "Use letters, digits and hyphens, no spaces, at most 40, such as veiledning.",
    )


def _language(about: Fields) -> str:
    part = about.get("language")
    if part is None:
        return "nb"
    language = as_line(part, "language")
    if not is_language(language):
        raise bad(
            part.at,
            f"{quoted(language)} is no language code",
            "Use two or three small letters, such as nb, nn or en.",
        )
    return language


def _codes(
    top: Fields, key: str, language: str
) -> tuple[tuple[Code, ...], list[tuple[str, FilePlace]], list[tuple[str, str, FilePlace]]]:
    """Return the codes in tree order, the places of their keys, and (former, new key, place)."""
    codes: list[Code] = []
    places: list[tuple[str, FilePlace]] = []
    formerly: list[tuple[str, str, FilePlace]] = []

    def add(part: Part, codebook: str, parent: str | None, position: int) -> None:
        fields = as_fields(part, "a code")
        made = code(fields, codebook, language, parent, position)
        codes.append(made)
        places.append((made.key, fields.parts["id"].at))
        formerly.extend((old, made.key, at) for old, at in former_keys(fields, made.key))
        if codebook == SHARED and "codes" in fields.parts:
            raise bad(
                fields.places["codes"],
                f"{made.key} is a reserve code and can have no codes under it",
                "Move them to a theme.",
            )
        for place, child in enumerate(_entries(fields, "codes")):
            add(child, codebook, made.id, place)

    for position, theme in enumerate(_entries(top, "themes")):
        add(theme, key, None, position)
    for position, reserve in enumerate(_entries(top, "reserve")):
        add(reserve, SHARED, None, position)
    if not codes:
        raise bad(top.at, "the codebook has no codes", "Add themes with codes under `themes:`.")
    return tuple(codes), places, formerly


def _formerly(former: list[tuple[str, str, FilePlace]], ids: dict[str, str]) -> dict[str, str]:
    renamed: dict[str, str] = {}
    for old, new, at in former:
        if old in ids:
            raise bad(
                at,
                f"{new} was formerly {old}, but {old} is still a code",
                "Remove one of the two.",
            )
        if old in renamed:
            raise bad(
                at, f"{old} is already the former key of {renamed[old]}", "Remove one of the two."
            )
        renamed[old] = new
    return renamed


def _facet(fields: Fields, ids: dict[str, str], language: str) -> Facet:
    key = as_key(need(fields, "id", "this facet"), "a facet's key")
    what = f"facet {key}"
    refuse_unknown(fields, what, _FACET_FIELDS)
    values = as_listing(need(fields, "values", what), f"values of {what}")
    if not values:
        raise bad(fields.places["values"], f"{what} has no values", "List at least one.")
    placed = [(_facet_value(value, what, language), value.at) for value in values]
    refuse_duplicates(((value.id, at) for value, at in placed), f"value of {what}")
    codes = fields.get("codes")
    return Facet(
        id=facet_id(key),
        key=key,
        name=names(need(fields, "name", what), key, language),
        values=tuple(value for value, _ in placed),
        single=flag(fields, "single", what, absent=True),
        required=flag(fields, "required", what, absent=False),
        codes=None
        if codes is None
        else tuple(id_of(entry, ids, what) for entry in as_listing(codes, f"codes of {what}")),
        note=optional_text(fields, "note", what),
    )


def _facet_value(part: Part, what: str, language: str) -> FacetValue:
    if isinstance(part, TextPart):
        word = _value_id(part, what)
        return FacetValue(word, {language: word}, {})
    fields = as_fields(part, f"a value of {what}")
    value = _value_id(need(fields, "id", f"this value of {what}"), what)
    spoken = {
        name: given for name, given in fields.parts.items() if name != "id" and is_language(name)
    }
    refuse_unknown(fields, f"value {value} of {what}", ("id", "nb", "en", "definition", *spoken))
    name = Fields(fields.at, spoken, {word: fields.places[word] for word in spoken})
    return FacetValue(
        value, names(name, f"value {value}", language), _texts(fields, "definition", language)
    )


def _value_id(part: Part, what: str) -> str:
    value = as_line(part, f"a value of {what}")
    if _IN_CSV_LISTS.search(value):
        raise bad(
            part.at,
            f"{quoted(value)} cannot be the id of a value of {what}",
            "Use no comma, semicolon or equals sign: the id stands in lists.",
        )
    return value


def _link(fields: Fields) -> tuple[Link, FilePlace]:
    refuse_unknown(fields, "a link", _LINK_FIELDS)
    source, target = (_reference(need(fields, name, "this link")) for name in ("from", "to"))
    what = f"{source} – {target}"
    if source.codebook == target.codebook:
        raise bad(
            fields.at,
            f"{what}: both codes are in one codebook",
            "Link codes of different codebooks.",
        )
    given = need(fields, "relation", what)
    relation = as_line(given, f"relation of {what}")
    if relation not in RELATIONS:
        raise bad(given.at, f"{quoted(relation)} is no relation", suggestion(relation, RELATIONS))
    note = optional_text(fields, "note", what)
    identity = link_id(source, target)
    return Link(identity, source, target, cast("Relation", relation), note), fields.at


def _references(fields: Fields, name: str) -> list[tuple[CodeReference, FilePlace]]:
    return [(_reference(part), part.at) for part in _entries(fields, name)]


def _reference(part: Part) -> CodeReference:
    written = as_line(part, "a code")
    codebook, colon, key = written.partition(":")
    if not colon:
        raise bad(
            part.at,
            f"{quoted(written)} does not say which codebook",
            "Write codebook:KEY, such as veiledning:REL-TILLIT.",
        )
    codebook = _codebook_key(TextPart(part.at, codebook))
    return CodeReference(codebook, as_key(TextPart(part.at, key.strip()), "a code's key"))
