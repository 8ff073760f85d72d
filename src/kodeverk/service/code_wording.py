"""What people say of a code as a codebook keeps it: which is meant, names, keys, texts, colours."""

import re
from collections.abc import Mapping, Sequence

from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.model.code_keys import LONGEST_KEY, is_key, made_key
from kodeverk.model.codebook import RESERVE_PREFIX, SHARED, norwegian_name
from kodeverk.model.municipality import folded
from kodeverk.model.records import Code
from kodeverk.model.text import normalise
from kodeverk.service.book_of_project import Codes
from kodeverk.store import queries
from kodeverk.store.engine import Connection

TEXTS = ("definition", "full_definition", "use_when", "not_when", "example")
"""The fields that say what a code is."""


def find_code(codes: Codes, named: str) -> Code:
    """Return the code with this key, name or id, or written `codebook:KEY`; else who had it.

    Raises NotFound, with suggestions, for what fits none or several.
    """
    if named in codes.by_id:
        return codes.by_id[named]
    clean = " ".join(normalise(named).split()).casefold()
    called: dict[str, list[Code]] = {}
    for code in codes.by_id.values():
        own = code.key.rpartition(":")[2]
        for written in {code.key, own, f"{code.codebook}:{own}"}:
            called.setdefault(written.casefold(), []).append(code)
    fitting = (
        called.get(clean)
        or [
            code
            for code in codes.by_id.values()
            if clean in {name.casefold() for name in code.name.values()}
        ]
        or [
            code
            for code in codes.by_id.values()
            if clean in {former.casefold() for former in code.formerly}
        ]
    )
    if len(fitting) > 1:
        listed = ", ".join(f"{code.codebook}:{code.key.rpartition(':')[2]}" for code in fitting)
        raise NotFound(f"{named!r} fits several codes", f"Say which: {listed}.")
    if not fitting:
        known = {code.key.casefold(): code.key for code in codes.by_id.values()}
        near = [known[key] for key in nearest(clean, known)]
        raise NotFound(
            f"there is no code {named!r}",
            f"Did you mean {' or '.join(near)}?" if near else "See: kodeverk codebook show PROJECT",
        )
    return fitting[0]


def checked_name(name: str) -> str:
    """Return a code's name as one line. Raises BadInput for none."""
    clean = " ".join(normalise(name).split())
    if not clean or not clean.isprintable():
        raise BadInput("a code needs a name", "Write one line of letters.")
    return clean


def checked_colour(colour: str | None) -> str | None:
    """Return a colour in small letters. Raises BadInput for what is none."""
    if colour is None or re.fullmatch("#[0-9a-fA-F]{6}", colour):
        return colour and colour.lower()
    raise BadInput(f"{colour!r} is no colour", "Write it as #rrggbb, such as #4dd0c0.")


def checked_texts(texts: Mapping[str, str]) -> dict[str, str | None]:
    """Return texts of a code as they are kept, None for empty ones. Raises BadInput for others."""
    for field in texts:
        if field not in TEXTS:
            raise BadInput(f"a code has no {field!r}", f"It has: {', '.join(TEXTS)}.")
    return {field: normalise(text).strip() or None for field, text in texts.items()}


def check_new_name(siblings: Sequence[Code], name: str) -> None:
    """Raise Refused where a code beside it is called alike."""
    for code in siblings:
        if any(folded(name) == folded(known) and folded(name) for known in code.name.values()):
            in_use = "" if code.active else ", out of use"
            raise Refused(
                f"there is {code.key} already, called {norwegian_name(code.name)}{in_use}",
                "Use that one, or choose another name.",
            )


def check_in_use(code: Code) -> None:
    """Raise Refused for a code out of use: what stands under it or goes into it is in use."""
    if not code.active:
        raise Refused(
            f"{code.key} is out of use", "Put it into use again first, or choose another."
        )


def check_same_book(code: Code, other: Code, what: str) -> None:
    """Raise Refused unless another code is an ordinary one of the same codebook."""
    if other.codebook == SHARED:
        raise Refused(f"{code.key} cannot {what} {other.key}, a reserve code", "Choose another.")
    if other.codebook != code.codebook:
        raise Refused(
            f"{code.key} cannot {what} {other.key}: that is of the codebook {other.codebook}",
            "Choose one of its own codebook.",
        )


def given_key(connection: Connection, codes: Codes, key: str, besides: Code | None = None) -> str:
    """Return a key that somebody gives a code, perhaps one `besides` that it has or had itself.

    Raises BadInput for what is no key, and Refused where another code has it or had it.
    """
    if len(key) > LONGEST_KEY or not is_key(key) or key.upper().startswith(RESERVE_PREFIX):
        raise BadInput(
            f"{key!r} cannot be the key of a code",
            "Use letters, digits and hyphens, no spaces, at most 40, such as REL-TILLIT.",
        )
    own = set[str]()
    if besides is not None:
        former = queries.former_keys(connection).get(besides.id, ())
        own = {one.casefold() for one in (besides.key, besides.key.rpartition(":")[2], *former)}
    known = {one.casefold(): one for one in _taken(connection, codes)}
    if key.casefold() in known.keys() - own:
        there = known[key.casefold()]
        raise Refused(f"a code has the key {there} already, or had it", "Choose another key.")
    return key


def key_for(
    connection: Connection, codes: Codes, codebook: str, parent: Code | None, name: str
) -> str:
    """Return a key made from a name, after that of the code above if keys of the book are so."""
    own = {one.id: one.key.rpartition(":")[2] for one in codes.by_id.values()}
    under = [one for one in codes.by_id.values() if one.codebook == codebook and one.parent]
    after = [own[one.id].startswith(f"{own[str(one.parent)]}-") for one in under]
    prefix = own[parent.id] if parent is not None and (not after or any(after)) else ""
    return made_key(name, prefix, _taken(connection, codes))


def _taken(connection: Connection, codes: Codes) -> set[str]:
    """Return all keys that codes have or had."""
    had = {key for _, key in queries.code_keys(connection)}
    former = queries.former_keys(connection).values()
    return codes.keys(had.union(*former))
