"""Codebooks as YAML files that people edit."""

import io
import re
from pathlib import Path

from kodeverk.errors import Refused
from kodeverk.files import OWNER_ONLY, Rights, refused, whole_file
from kodeverk.formats.codebooks.reading import CODEBOOK_SCHEMA
from kodeverk.model.codebook import SHARED, Codebook, in_tree_order
from kodeverk.model.records import Code, Facet

_TEXTS = ("full_definition", "use_when", "not_when", "example", "colour", "hotkey")
_WIDTH = 100
_SPACE_AT_LINE_END = re.compile(" +$", re.MULTILINE)
_LINES = re.compile(r"(\S([^\t\n]*\S)?\n+)+\S([^\t\n]*\S)?")


def write_codebook(codebook: Codebook, path: Path, rights: Rights = OWNER_ONLY) -> None:
    """Write `codebook` as YAML that `read_codebook` gives back equal, replacing the file whole.

    Raises Refused if a code could not be written because what it stands under is not in the
    codebook, and BadInput if the file cannot be written.
    """
    from ruamel.yaml import YAML

    refuse_to_lose_codes(codebook)
    yaml = YAML()
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    text = io.StringIO()
    yaml.dump(_readable(_file(codebook)), text)
    # Where it folds a line, the library leaves the space; it means nothing there.
    replace_file(path, _SPACE_AT_LINE_END.sub("", text.getvalue()), rights)


def refuse_to_lose_codes(codebook: Codebook) -> None:
    """Raise Refused if a code is under no theme, so that a tree of the codes would lack it."""
    placed = {code.id for code in in_tree_order(codebook.codes)}
    for code in codebook.codes:
        if code.id not in placed:
            raise Refused(
                f"{code.key} of codebook {codebook.key} stands under no theme",
                "Move it to a theme first.",
            )


def replace_file(path: Path, text: str, rights: Rights = OWNER_ONLY) -> None:
    """Put `text` (UTF-8) in the place of the file, which is never seen half written.

    Raises BadInput if that cannot be done.
    """
    with refused(path), whole_file(path, rights) as part:
        part.write_bytes(text.encode())


def _readable(value: object) -> object:
    """Return `value` with texts of several lines to be written as such."""
    from ruamel.yaml.scalarstring import LiteralScalarString

    match value:
        case dict():
            return {name: _readable(part) for name, part in value.items()}
        case list():
            return [_readable(part) for part in value]
        case str() if _LINES.fullmatch(value):
            return LiteralScalarString(value)
        case _:
            return value


def _file(codebook: Codebook) -> dict[str, object]:
    former: dict[str, list[str]] = {}
    for old, new in codebook.formerly.items():
        former.setdefault(new, []).append(old)
    keys = {code.id: code.key for code in codebook.codes}
    below: dict[str | None, list[dict[str, object]]] = {}
    reserve: list[dict[str, object]] = []
    for code in reversed(codebook.codes):
        fields = _code(code, former.get(code.key, []), below.pop(code.id, []))
        siblings = reserve if code.codebook == SHARED else below.setdefault(code.parent, [])
        siblings.insert(0, fields)
    written: dict[str, object] = {
        "schema": CODEBOOK_SCHEMA,
        "codebook": {
            "id": codebook.key,
            "version": codebook.version,
            "title": codebook.title,
            "question": codebook.question,
            "language": codebook.language,
        },
        "rules": list(codebook.rules),
        "facets": [_facet(facet, keys) for facet in codebook.facets],
        "reserve": reserve,
        "themes": below.get(None, []),
    }
    return written


def _code(code: Code, formerly: list[str], codes: list[dict[str, object]]) -> dict[str, object]:
    fields: dict[str, object] = {"id": code.key}
    if formerly:
        fields["formerly"] = formerly
    fields["name"] = code.name
    if code.definition:
        fields["definition"] = code.definition
    for name in _TEXTS:
        text = getattr(code, name)
        if text is not None:
            fields[name] = text
    if not code.counted:
        fields["counted"] = False
    if not code.active:
        fields["active"] = False
    if codes:
        fields["codes"] = codes
    return fields


def _facet(facet: Facet, keys: dict[str, str]) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": facet.key,
        "name": facet.name,
        "single": facet.single,
        "required": facet.required,
    }
    if facet.codes is not None:
        fields["codes"] = [keys[code] for code in facet.codes]
    if facet.note is not None:
        fields["note"] = facet.note
    values: list[dict[str, object]] = []
    for value in facet.values:
        written: dict[str, object] = {"id": value.id, **value.name}
        if value.definition:
            written["definition"] = value.definition
        values.append(written)
    fields["values"] = values
    return fields
