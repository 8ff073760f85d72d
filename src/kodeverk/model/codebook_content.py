"""The content of a version of a codebook as one value, which the journal keeps."""

from collections.abc import Mapping
from typing import Any

from kodeverk.model.change import Value
from kodeverk.model.codebook import SHARED, Codebook
from kodeverk.model.records import Code, Facet, FacetValue

_OF_CODE = ("id", "key", "parent", "position", "full_definition", "use_when", "not_when")
_ALSO_OF_CODE = ("example", "colour", "hotkey", "counted", "active")
_OF_FACET = ("id", "key", "single", "required", "note")


def packed_codebook(book: Codebook) -> Value:
    """Return all that is in a codebook but its key and what the version is called."""
    return {
        "title": dict(book.title),
        "question": dict(book.question),
        "language": book.language,
        "rules": [*book.rules],
        "codes": [_packed_code(code) for code in book.codes],
        "facets": [_packed_facet(facet) for facet in book.facets],
        "formerly": [[old, new] for old, new in sorted(book.formerly.items())],
    }


def unpacked_codebook(content: Any, key: str, version: str) -> Codebook:
    """Return the codebook that `packed_codebook` packed, under the names it had."""
    return Codebook(
        key,
        version,
        content["title"],
        content["question"],
        content["language"],
        tuple(content["rules"]),
        tuple(map(_facet, content["facets"])),
        tuple(_code(code, key) for code in content["codes"]),
        dict(content["formerly"]),
    )


def _packed_code(code: Code) -> Value:
    return {
        **{name: getattr(code, name) for name in (*_OF_CODE, *_ALSO_OF_CODE)},
        "shared": code.codebook == SHARED,
        "name": dict(code.name),
        "definition": dict(code.definition),
    }


def _code(value: Mapping[str, Any], book: str) -> Code:
    plain = {name: value[name] for name in (*_OF_CODE, *_ALSO_OF_CODE)}
    return Code(
        codebook=SHARED if value["shared"] else book,
        name=value["name"],
        definition=value["definition"],
        **plain,
    )


def _packed_facet(facet: Facet) -> Value:
    return {
        **{name: getattr(facet, name) for name in _OF_FACET},
        "name": dict(facet.name),
        "values": packed_values(facet),
        "codes": None if facet.codes is None else [*facet.codes],
    }


def packed_values(facet: Facet) -> list[Value]:
    """Return the values of a facet as the journal keeps them."""
    return [
        {"id": value.id, "name": dict(value.name), "definition": dict(value.definition)}
        for value in facet.values
    ]


def _facet(value: Mapping[str, Any]) -> Facet:
    return Facet(
        **{name: value[name] for name in _OF_FACET},
        name=value["name"],
        values=tuple(FacetValue(**one) for one in value["values"]),
        codes=None if value["codes"] is None else tuple(value["codes"]),
    )
