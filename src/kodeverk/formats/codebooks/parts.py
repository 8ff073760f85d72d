"""What a codebook file says, piece by piece, each with its place in the file.

YAML and tables are both read into these pieces, so that a code is checked by the same rules and an
error names a place whatever the file's form.
"""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.model.text import normalise

_NULLS = ("", "~", "null", "Null", "NULL")
_FLAGS = {"true": True, "false": False}
_SHOWN = 60
_LISTED = 16


class FilePlace(NamedTuple):
    """Where something stands in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int | None = None

    def __str__(self) -> str:
        """Return the place as editors understand it."""
        column = "" if self.column is None else f":{self.column}"
        return f"{self.file}:{self.line}{column}"


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of text; `plain` if it was written without quotes."""

    at: FilePlace
    text: str
    plain: bool = False

    @property
    def null(self) -> bool:
        """Whether it is YAML's way of saying that there is nothing."""
        return self.plain and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class ListPart:
    """A list of pieces."""

    at: FilePlace
    entries: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Named pieces, each name once; `places` says where the names stand."""

    at: FilePlace
    parts: dict[str, "Part"]
    places: dict[str, FilePlace]

    def get(self, name: str) -> "Part | None":
        """Return the piece called `name`, or None if it is absent or null."""
        part = self.parts.get(name)
        return None if isinstance(part, TextPart) and part.null else part


Part = TextPart | ListPart | Fields


def bad(at: FilePlace, what: str, hint: str) -> BadInput:
    """Return the error that says what is wrong at a place."""
    return BadInput(f"{at}: {what}", hint)


def quoted(text: str) -> str:
    """Return `text` in quotes for a message: one line, not long, nothing a terminal obeys."""
    shown = " ".join(normalise(text).split())
    return f"'{shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + '…'}'"


def suggestion(word: str, known: Collection[str]) -> str:
    """Return a hint at what `word` was meant to be."""
    by_small = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_small, n=1)
    if near:
        return f"Did you mean {by_small[near[0]]}?"
    return f"Known here: {', '.join(known)}." if len(known) <= _LISTED else "Check the spelling."


def as_fields(part: Part, what: str) -> Fields:
    """Return `part` if it has named fields.

    Raises BadInput if it is a text or a list.
    """
    if isinstance(part, Fields):
        return part
    raise bad(
        part.at,
        f"{what} must have named fields, but is {_form(part)}",
        "Write `name: value` lines, indented under it.",
    )


def refuse_unknown(fields: Fields, what: str, known: Collection[str]) -> None:
    """Raise BadInput at the first field that is not `known`."""
    for name, at in fields.places.items():
        if name not in known:
            raise bad(at, f"{what} has no field {quoted(name)}", suggestion(name, known))


def need(fields: Fields, name: str, what: str) -> Part:
    """Return the piece called `name`.

    Raises BadInput if it is absent or null.
    """
    part = fields.get(name)
    if part is None:
        at = fields.places.get(name, fields.at)
        given = fields.parts.get(name)
        hint = f"Add `{name}:` with a value."
        if isinstance(given, TextPart) and given.text:
            hint = f"In YAML {given.text} means nothing; put it in quotes if it is the word."
        raise bad(at, f"{what} has no {name}", hint)
    return part


def as_listing(part: Part, what: str) -> tuple[Part, ...]:
    """Return the entries of `part`.

    Raises BadInput if it is not a list.
    """
    if isinstance(part, ListPart):
        return part.entries
    raise bad(
        part.at, f"{what} must be a list, but is {_form(part)}", "Begin each entry with `- `."
    )


def as_text(part: Part, what: str) -> str:
    """Return the text of `part`, normalised, without white space around it.

    Raises BadInput if it is a list, has fields, or is empty.
    """
    if not isinstance(part, TextPart):
        raise bad(
            part.at,
            f"{what} must be a text, but is {_form(part)}",
            "Write the text after the colon; put it in quotes if it begins with [ or {.",
        )
    text = normalise(part.text).strip()
    if part.null or not text:
        raise bad(part.at, f"{what} is empty", "Write a text, or leave the line out.")
    return text


def as_line(part: Part, what: str) -> str:
    """Return the text of `part`, which must be one line.

    Raises BadInput as `as_text` does, and for a line break or a tab inside the text.
    """
    text = as_text(part, what)
    if "\n" in text or "\t" in text:
        raise bad(part.at, f"{what} must be one line without tabs", "Write it on one line.")
    return text


def optional_text(fields: Fields, name: str, what: str) -> str | None:
    """Return the text of the field `name`, or None if it is absent or null."""
    part = fields.get(name)
    return None if part is None else as_text(part, f"{name} of {what}")


def flag(fields: Fields, name: str, what: str, absent: bool) -> bool:
    """Return the truth of the field `name`, `absent` if it is not there.

    Raises BadInput if it is not `true` or `false`.
    """
    part = fields.get(name)
    if part is None:
        return absent
    if isinstance(part, TextPart) and part.text in _FLAGS:
        return _FLAGS[part.text]
    raise bad(part.at, f"{name} of {what} must be true or false", "Write `true` or `false`.")


def by_language(part: Part, what: str, language: str) -> dict[str, str]:
    """Return texts by language; a plain text is in `language`.

    Raises BadInput if a field is not a language code (two or three small letters).
    """
    if isinstance(part, TextPart):
        return {language: as_text(part, what)}
    fields = as_fields(part, what)
    texts: dict[str, str] = {}
    for name, at in fields.places.items():
        if not is_language(name):
            raise bad(
                at,
                f"{what} has no field {quoted(name)}",
                "Give it by language, such as `nb:` and `en:`.",
            )
        given = fields.get(name)
        if given is not None:
            texts[name] = as_text(given, f"{what} in {name}")
    return texts


def is_language(name: str) -> bool:
    """Tell whether `name` looks like a language code: two or three letters from a to z."""
    return len(name) in (2, 3) and name.isascii() and name.islower() and name.isalpha()


def _form(part: Part) -> str:
    match part:
        case TextPart():
            return "empty" if part.null else "a text"
        case ListPart():
            return "a list"
        case Fields():
            return "a set of fields"
