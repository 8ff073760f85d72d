"""Codes and keys: the rules that hold whether they come from YAML or from a table."""

import re
from collections.abc import Iterable, Mapping

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
    need,
    optional_text,
    quoted,
    refuse_unknown,
    suggestion,
)
from kodeverk.model.code_keys import LONGEST_KEY, is_key
from kodeverk.model.codebook import IDENTIFYING, RESERVE_PREFIX, SHARED
from kodeverk.model.identity import code_id
from kodeverk.model.records import Code

CODE_FIELDS = (
    "id",
    "name",
    "definition",
    "full_definition",
    "use_when",
    "not_when",
    "example",
    "colour",
    "hotkey",
    "counted",
    "active",
    "formerly",
    "codes",
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_HOTKEY = re.compile(r"[1-9]")


def as_key(part: Part, what: str) -> str:
    """Return a key: letters, digits, hyphens, full stops and underscores, at most 40.

    Raises BadInput for anything else.
    """
    key = as_line(part, what)
    if len(key) <= LONGEST_KEY and is_key(key):
        return key
    raise bad(
        part.at,
        f"{quoted(key)} cannot be {what}",
        "Use letters, digits and hyphens, no spaces, at most 40, such as REL-TILLIT.",
    )


def code(fields: Fields, codebook: str, language: str, parent: str | None, position: int) -> Code:
    """Return the code that `fields` describe.

    `codebook` is the codebook's key, `SHARED` for a reserve code; `parent` is the id of the code
    above. Raises BadInput for an unknown field and for every value that cannot be.
    """
    key = as_key(need(fields, "id", "this code"), "a code's key")
    refuse_unknown(fields, key, CODE_FIELDS)
    reserve = codebook == SHARED
    if key.startswith(RESERVE_PREFIX) != reserve:
        raise bad(
            fields.parts["id"].at,
            f"{key} is {'' if reserve else 'not '}a reserve code",
            f"Reserve codes stand under `reserve:`, and only their keys begin with "
            f"{RESERVE_PREFIX}.",
        )
    counted = flag(fields, "counted", key, absent=not reserve)
    if reserve and counted:
        raise bad(
            fields.parts["counted"].at,
            f"{key} is a reserve code and can never be counted",
            "Write `counted: false`, or make it a code of a theme.",
        )
    definition = fields.get("definition")
    return Code(
        id=code_id(codebook, key),
        codebook=codebook,
        key=key,
        name=names(need(fields, "name", key), key, language),
        parent=parent,
        position=position,
        definition={}
        if definition is None
        else by_language(definition, f"definition of {key}", language),
        full_definition=optional_text(fields, "full_definition", key),
        use_when=optional_text(fields, "use_when", key),
        not_when=optional_text(fields, "not_when", key),
        example=_example(fields, key),
        colour=_colour(fields, key),
        hotkey=_hotkey(fields, key),
        counted=counted,
        active=flag(fields, "active", key, absent=True),
    )


def names(part: Part, key: str, language: str) -> dict[str, str]:
    """Return the names of `key` by language, each one line, one of them in `language`.

    Raises BadInput if there is none in `language`.
    """
    translations = by_language(part, f"name of {key}", language)
    for where, name in translations.items():
        if "\n" in name or "\t" in name:
            raise bad(part.at, f"name of {key} in {where} must be one line", "Shorten it.")
    if language not in translations:
        raise bad(part.at, f"{key} has no name in {language}", f"Add `{language}:` to its name.")
    return translations


def refuse_duplicates(keys: Iterable[tuple[str, FilePlace]], what: str) -> None:
    """Raise BadInput at a key that came before, also if it differs in capital letters only."""
    first: dict[str, tuple[str, FilePlace]] = {}
    for key, at in keys:
        earlier, where = first.setdefault(key.casefold(), (key, at))
        if where != at:
            shown = key if earlier == key else f"{key} (as {earlier})"
            raise bad(
                at, f"{what} {shown} is already in line {where.line}", "Give one another key."
            )


def former_keys(fields: Fields, key: str) -> list[tuple[str, FilePlace]]:
    """Return the keys that the code had before, with their places."""
    part = fields.get("formerly")
    if part is None:
        return []
    former = [
        (as_key(entry, "a code's key"), entry.at)
        for entry in as_listing(part, f"formerly of {key}")
    ]
    for old, at in former:
        if old == IDENTIFYING:
            raise bad(
                at,
                f"{IDENTIFYING} cannot become {key}: what it marks would be in every export",
                f"Keep {IDENTIFYING} under `reserve:`.",
            )
    return former


def id_of(part: Part, ids: Mapping[str, str], what: str) -> str:
    """Return the id of the code whose key `part` is, `ids` being all keys with their ids.

    Raises BadInput if there is no such code.
    """
    key = as_line(part, what)
    if key in ids:
        return ids[key]
    raise bad(part.at, f"{what}: there is no code {quoted(key)}", suggestion(key, ids))


def _example(fields: Fields, key: str) -> str | None:
    part = fields.get("example")
    if part is None or isinstance(part, TextPart):
        return optional_text(fields, "example", key)
    example = as_fields(part, f"example of {key}")
    refuse_unknown(example, f"example of {key}", ("text", "speaker"))
    text = as_text(need(example, "text", f"example of {key}"), f"example of {key}")
    speaker = optional_text(example, "speaker", f"the example of {key}")
    return text if speaker is None else f"{text} ({speaker})"


def _colour(fields: Fields, key: str) -> str | None:
    given = fields.parts.get("colour")
    if isinstance(given, TextPart) and given.plain and not given.text:
        raise bad(
            given.at,
            f"colour of {key} is empty",
            'Put the colour in quotes, such as "#4dd0c0": a bare # begins a comment.',
        )
    part = fields.get("colour")
    if part is None:
        return None
    colour = as_line(part, f"colour of {key}")
    if not _COLOUR.fullmatch(colour):
        raise bad(
            part.at, f"{quoted(colour)} is no colour", 'Write it as "#rrggbb", such as "#4dd0c0".'
        )
    return colour.lower()


def _hotkey(fields: Fields, key: str) -> str | None:
    part = fields.get("hotkey")
    if part is None:
        return None
    hotkey = as_line(part, f"hotkey of {key}")
    if not _HOTKEY.fullmatch(hotkey):
        raise bad(part.at, f"{quoted(hotkey)} cannot be a hotkey", "Use a digit from 1 to 9.")
    return hotkey
