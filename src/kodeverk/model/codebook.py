"""A codebook as its file gives it, and what can be said of one codebook or of several."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from kodeverk.model.change import Value, canonical
from kodeverk.model.identity import code_id, derived_id
from kodeverk.model.records import Code, Facet

RESERVE_PREFIX = "X-"
"""How the keys of reserve codes begin, and no others."""

IDENTIFYING = "X-IDENT"
"""The key of the reserve code for words that identify somebody: they are in no export."""

SHARED = ""
"""The `codebook` of a reserve code: it is the same code whichever codebook lists it."""

ClashKind = Literal["codebook", "code", "facet"]
Where = tuple[ClashKind, str]
"""A kind and the key of one of that kind."""
Fields = dict[str, Value]

Relation = Literal["exact", "close", "broader", "narrower", "related"]
RELATIONS: tuple[str, ...] = get_args(Relation)

PALETTE = (
    "#f17ba8",
    "#fa6a12",
    "#d9b63e",
    "#8b9e63",
    "#c3f74d",
    "#30e893",
    "#02b5cf",
    "#868bff",
    "#98f4f9",
)
"""Colours of themes that have none of their own, by position.

Each has a contrast of at least 5.5:1 with #1e1e1e (WCAG 2.1); the nine are far apart in OKLab, also
as people with red or green blindness see them.
"""

_REFERENCE = re.compile(r"(?:\b([^\W_]+):)?\b([^\W\d_]{1,8})-([^\W_]+(?:[.-][^\W_]+)*)")


@dataclass(frozen=True, slots=True)
class Codebook:
    """A tree of codes with definitions, rules and facets, at one version.

    `codes` stand in the order of the tree: a theme, what is under it, the next theme, and the
    reserve codes last; `position` counts from 0 among the codes of one parent. The ids are the
    same wherever the file is read. Texts have no white space around them. `formerly` maps a key
    that a code had in an earlier version to the key it has now.
    """

    key: str
    version: str
    title: dict[str, str]
    question: dict[str, str]
    language: str
    rules: tuple[str, ...]
    facets: tuple[Facet, ...]
    codes: tuple[Code, ...]
    formerly: dict[str, str] = field(default_factory=dict)


class CodeReference(NamedTuple):
    """A code of a codebook, written `codebook:KEY`."""

    codebook: str
    key: str

    def __str__(self) -> str:
        """Return the reference as people write it."""
        return f"{self.codebook}:{self.key}"

    @property
    def id(self) -> str:
        """The id of the code it refers to."""
        return code_id(self.codebook, self.key)


@dataclass(frozen=True, slots=True)
class Link:
    """What the code `source` is to the code `target` of another codebook."""

    id: str
    source: CodeReference
    target: CodeReference
    relation: Relation
    note: str | None


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Links between the codes of several codebooks, for reading across and never for summing.

    `deliberately_unlinked` are codes that were judged to have no counterpart, `unlinked` those that
    nobody has judged yet. What a file says of its relations and its rule is for its readers.
    """

    version: str
    links: tuple[Link, ...]
    deliberately_unlinked: tuple[CodeReference, ...]
    unlinked: tuple[CodeReference, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which a newer version of a codebook differs from an older one.

    `key` is the key in the newer version, or of what is no longer there in the older; for the
    codebook itself it is the codebook's. Renamed and joined codes have the old key in `old` and
    the new one in `new`; `field` is set where the change is `changed`.
    """

    kind: ClashKind
    key: str
    change: Literal["added", "removed", "renamed", "joined", "changed"]
    field: str | None = None
    old: Value = None
    new: Value = None


@dataclass(frozen=True, slots=True)
class Clash:
    """What keeps two codebooks out of one project, or with `warning` only what to know.

    `first` and `second` are the codebooks' keys; for a hotkey they are the codes, as references.
    `fields` are those in which the two differ, where both mean to be the same record.
    """

    kind: Literal["codebook", "code", "facet", "hotkey"]
    key: str
    first: str
    second: str
    fields: tuple[str, ...] = ()
    warning: bool = False


class MissingReference(NamedTuple):
    """A code that `field` of the code `source` points to and that is in no codebook given."""

    source: CodeReference
    field: str
    target: CodeReference


def link_id(source: CodeReference, target: CodeReference) -> str:
    """Return the id of the link between two codes; two people who link them make one."""
    return derived_id("link", source.id, target.id)


def norwegian_name(names: Mapping[str, str]) -> str:
    """Return the Norwegian name, or where there is none the first one there is."""
    return names.get("nb") or next(iter(names.values()), "")


def shown_language(names: Mapping[str, str]) -> str | None:
    """Return the language of what `norwegian_name` returns; None where there is nothing."""
    return "nb" if names.get("nb") else next(iter(names), None)


def in_tree_order(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Return `codes` as a codebook lists them: depth first, by position, reserve codes last.

    A code whose parent is not among `codes`, or that is its own ancestor, is left out.
    """
    below: dict[str | None, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    for siblings in below.values():
        siblings.sort(key=lambda code: (code.codebook == SHARED, code.position), reverse=True)
    ordered: list[Code] = []
    waiting = below.get(None, [])
    while waiting:
        code = waiting.pop()
        ordered.append(code)
        waiting += below.get(code.id, [])
    return tuple(ordered)


def in_book_order(codes: Iterable[Code], last_used: Iterable[str] = ()) -> tuple[Code, ...]:
    """Return codes as trees, one codebook after another: first that of the codes used last, by id.

    Reserve codes, of no codebook, come last.
    """
    books: dict[str, list[Code]] = {}
    of: dict[str, str] = {}
    for code in codes:
        books.setdefault(code.codebook, []).append(code)
        of[code.id] = code.codebook
    used = [book for code in last_used if (book := of.get(code, SHARED)) != SHARED]
    order = dict.fromkeys([*used[:1], *sorted(books.keys() - {SHARED}), SHARED])
    return tuple(code for book in order for code in in_tree_order(books.get(book, ())))


def colours(codes: Sequence[Code]) -> dict[str, str]:
    """Return the colour (`#rrggbb`) of each code of a codebook, by id.

    A code without one has its parent's; a theme without one has a colour of `PALETTE` by its
    position. `codes` are in the order of the tree.
    """
    shown: dict[str, str] = {}
    for code in codes:
        inherited = shown.get(code.parent) if code.parent else None
        shown[code.id] = code.colour or inherited or PALETTE[code.position % len(PALETTE)]
    return shown


def carries(code: Code, facet: Facet) -> bool:
    """Tell whether codings of `code` carry `facet`.

    A facet for every code is for every counted code of the codebooks that list it.
    """
    if facet.codes is not None:
        return code.id in facet.codes
    return code.counted and (facet.codebooks is None or code.codebook in facet.codebooks)


def codebook_hash(codebook: Codebook) -> str:
    """Return the SHA-256 (hex) of everything in a codebook but what its version is called."""
    described = _described(codebook)
    described["codebook", codebook.key].pop("version")
    lines = sorted(canonical([*where, fields]) for where, fields in described.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def diff(old: Codebook, new: Codebook) -> tuple[Difference, ...]:
    """Return how `new` differs from `old`, a later version of the same codebook.

    Removed, joined and renamed codes come first, then what was added, then changed fields in the
    order of `new`. A position has changed only if codes in both versions stand in another order.
    """
    differences: list[Difference] = []
    before, after = _described(old), _described(new)
    now_called = _now_called(old, new, differences)
    matched: dict[Where, Fields] = {}
    for (kind, key), fields in before.items():
        if kind == "codebook":
            matched[kind, new.key] = fields
        elif kind == "facet" or key in now_called:
            matched[kind, now_called[key] if kind == "code" else key] = fields
    for kind, key in matched:
        if (kind, key) not in after:
            differences.append(Difference("facet", key, "removed"))
    for kind, key in after:
        if (kind, key) not in matched:
            differences.append(Difference(kind, key, "added"))
    _keep_common_order(matched, after, now_called)
    for (kind, key), fields in after.items():
        earlier = matched.get((kind, key), fields)
        differences += (
            Difference(kind, key, "changed", name, earlier[name], value)
            for name, value in fields.items()
            if earlier[name] != value
        )
    return tuple(differences)


def clashes(codebooks: Iterable[Codebook]) -> tuple[Clash, ...]:
    """Return what keeps `codebooks` from being loaded together; hotkeys are only warned about.

    Reserve codes and facets that are equal in several codebooks are one record and no clash.
    """
    clashing: list[Clash] = []
    seen: dict[Where, tuple[str, Fields]] = {}
    hotkeys: dict[str, CodeReference] = {}
    for codebook in codebooks:
        shared = {code.key for code in codebook.codes if code.codebook == SHARED}
        for (kind, key), fields in _described(codebook).items():
            first, known = seen.setdefault((kind, key), (codebook.key, fields))
            if known is fields:
                continue
            may_be_one = kind == "facet" or key in shared
            differing = tuple(name for name in fields if fields[name] != known[name])
            if differing or not may_be_one:
                reason = differing if may_be_one else ()
                clashing.append(Clash(kind, key, first, codebook.key, reason))
        for code in codebook.codes:
            if code.hotkey is None:
                continue
            here = CodeReference(codebook.key, code.key)
            there = hotkeys.setdefault(code.hotkey, here)
            if there != here and not (code.codebook == SHARED and there.key == code.key):
                clashing.append(Clash("hotkey", code.hotkey, str(there), str(here), warning=True))
    return tuple(clashing)


def missing_references(codebooks: Sequence[Codebook]) -> tuple[MissingReference, ...]:
    """Return the codes that definitions, use_when and not_when name and no codebook has.

    A word counts as naming a code where it is written `codebook:KEY`, or where the part before the
    hyphen is the key of a theme in the same codebook (`REL-TILLIT`; not `COVID-19`, `REL-koder`).
    """
    known = {CodeReference(book.key, code.key) for book in codebooks for code in book.codes}
    missing: list[MissingReference] = []
    for book in codebooks:
        themes = {code.key for code in book.codes if code.parent is None} | {RESERVE_PREFIX[:-1]}
        for code in book.codes:
            for name in ("definition", "full_definition", "use_when", "not_when"):
                text = getattr(code, name) or ""
                for part in text.values() if isinstance(text, dict) else (text,):
                    missing += (
                        MissingReference(CodeReference(book.key, code.key), name, target)
                        for target in _references(part, book.key, themes)
                        if target not in known
                    )
    return tuple(missing)


def _references(text: str, codebook: str, themes: set[str]) -> Iterable[CodeReference]:
    for match in _REFERENCE.finditer(text):
        elsewhere, theme, rest = match.groups()
        in_words = theme.isupper() and rest != rest.upper()
        if not in_words and (elsewhere or theme in themes):
            yield CodeReference(elsewhere or codebook, f"{theme}-{rest}")


def _described(codebook: Codebook) -> dict[Where, Fields]:
    """Return the fields of a codebook, its codes and facets, by kind and key, without ids."""
    keys = {code.id: code.key for code in codebook.codes}
    former: dict[str, list[Value]] = {}
    for old, new in sorted(codebook.formerly.items()):
        former.setdefault(new, []).append(old)
    described: dict[Where, Fields] = {
        ("codebook", codebook.key): {
            "version": codebook.version,
            "title": dict(codebook.title),
            "question": dict(codebook.question),
            "language": codebook.language,
            "rules": list(codebook.rules),
        }
    }
    for code in codebook.codes:
        described["code", code.key] = {
            "parent": keys.get(code.parent, code.parent) if code.parent else None,
            "position": code.position,
            "name": dict(code.name),
            "definition": dict(code.definition),
            "full_definition": code.full_definition,
            "use_when": code.use_when,
            "not_when": code.not_when,
            "example": code.example,
            "colour": code.colour,
            "hotkey": code.hotkey,
            "counted": code.counted,
            "active": code.active,
            "formerly": former.get(code.key, []),
        }
    for facet in codebook.facets:
        described["facet", facet.key] = {
            "name": dict(facet.name),
            "values": [
                {"id": value.id, "name": dict(value.name), "definition": dict(value.definition)}
                for value in facet.values
            ],
            "single": facet.single,
            "required": facet.required,
            "codes": None if facet.codes is None else [keys.get(id_, id_) for id_ in facet.codes],
            "note": facet.note,
        }
    return described


def _now_called(old: Codebook, new: Codebook, differences: list[Difference]) -> dict[str, str]:
    """Return old key -> new key of the codes that live on; add what was removed or renamed."""
    kept = {code.key for code in new.codes}
    taken = {code.key for code in old.codes} & kept
    called = {key: key for key in taken}
    for code in old.codes:
        if code.key in called:
            continue
        name = new.formerly.get(code.key)
        if name not in kept or name is None:
            differences.append(Difference("code", code.key, "removed"))
        elif name in taken:
            differences.append(Difference("code", name, "joined", None, code.key, name))
        else:
            taken.add(name)
            called[code.key] = name
            differences.append(Difference("code", name, "renamed", None, code.key, name))
    return called


def _keep_common_order(
    before: dict[Where, Fields], after: dict[Where, Fields], now_called: dict[str, str]
) -> None:
    """Speak of codes by their new keys and of positions among codes both versions have there."""
    for (kind, _), fields in before.items():
        if kind == "code":
            fields["parent"] = _renamed(fields["parent"], now_called)
        elif kind == "facet" and isinstance(fields["codes"], list):
            fields["codes"] = [_renamed(key, now_called) for key in fields["codes"]]
    common = {
        where
        for where in before.keys() & after.keys()
        if where[0] == "code" and before[where]["parent"] == after[where]["parent"]
    }
    for version in (before, after):
        siblings: dict[str, int] = {}
        for where, fields in version.items():
            if where in common:
                parent = str(fields["parent"])
                fields["position"] = siblings[parent] = siblings.get(parent, -1) + 1
            elif where[0] == "code":
                fields["position"] = None


def _renamed(key: Value, now_called: dict[str, str]) -> Value:
    return now_called.get(key, key) if isinstance(key, str) else key
