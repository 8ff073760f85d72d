"""The bytes of a codebook file as text, and YAML as pieces with places."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kodeverk.formats.codebooks.parts import (
    Fields,
    FilePlace,
    ListPart,
    Part,
    TextPart,
    bad,
    quoted,
)
from kodeverk.formats.limits import (
    CODEBOOK,
    CODEBOOK_LINES,
    CODEBOOK_MARKS,
    bytes_of,
    refuse_over,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruamel.yaml.events import Event

_DEEPEST = 64
_NO_CHARACTER = re.compile(r"\\U(?!0010|000[0-9a-fA-F])[0-9a-fA-F]{8}")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_codebook_text(path: Path) -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark.

    Raises BadInput if the file cannot be read, is larger than a codebook can be, or is not UTF-8.
    """
    content = bytes_of(path, CODEBOOK)
    refuse_over(CODEBOOK_LINES, content.count(b"\n"), str(path))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        raise bad(
            _place_after(before, str(path)),
            "not UTF-8",
            "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8) and try again.",
        ) from error


def read_yaml(path: Path) -> Part:
    """Return what a YAML 1.2 file says.

    Plain words stay words (`no`, `1.10`). Raises BadInput, with line and column, for what is not
    valid YAML and for what a codebook has no use for: aliases, types, several parts in one file.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    text, file = read_codebook_text(path), str(path)
    refuse_over(CODEBOOK_MARKS, sum(map(text.count, "[]{},")), file)
    if control := _FORBIDDEN.search(text):
        raise bad(
            _place_after(text[: control.start()], file),
            f"a control character (U+{ord(control.group()):04X}) stands here",
            "Delete it.",
        )
    try:
        return _single_part(YAML(typ="safe", pure=True).parse(text), file)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = FilePlace(file, mark.line + 1, mark.column + 1) if mark else FilePlace(file, 1)
        problem = " ".join(filter(None, (error.context, error.problem)))
        for end in (repr("\0"), repr("<stream end>")):
            problem = problem.replace(end, "the end of the file")
        raise bad(at, f"not valid YAML: {problem}", _yaml_hint(text, at)) from error
    except (YAMLError, ValueError, OverflowError) as error:
        # The library lets numbers beyond Unicode through to Python.
        escape = _NO_CHARACTER.search(text)
        at = _place_after(text[: escape.start()], file) if escape else FilePlace(file, 1)
        raise bad(at, f"not valid YAML: {error}", "Write the character itself.") from error


def _place_after(text: str, file: str) -> FilePlace:
    last = text.rfind("\n")
    return FilePlace(file, text.count("\n") + 1, len(text) - last)


def _yaml_hint(text: str, at: FilePlace) -> str:
    lines = text.splitlines()
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    if "\t" in line[: (at.column or 1)]:
        return "Indent with spaces: YAML allows no tabs there."
    if ": " in line or line.rstrip().endswith(":"):
        return "Check the indentation; put a text that has a colon followed by a space in quotes."
    return "Check the indentation and the quotes on this line and the one before."


def _single_part(events: "Iterator[Event]", file: str) -> Part:
    from ruamel.yaml.events import DocumentStartEvent, StreamEndEvent

    next(events)
    start = next(events)
    if isinstance(start, StreamEndEvent):
        raise bad(FilePlace(file, 1), "the file is empty", "Begin it with a `schema:` line.")
    part = _part(next(events), events, file, 1)
    for event in events:
        if isinstance(event, DocumentStartEvent):
            raise bad(
                _place(event, file),
                "a second part begins here",
                "Keep one codebook in a file: remove the line ---.",
            )
    return part


def _part(event: "Event", events: "Iterator[Event]", file: str, depth: int) -> Part:
    from ruamel.yaml.events import (
        AliasEvent,
        CollectionStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
    )

    at = _place(event, file)
    assert isinstance(event, AliasEvent | ScalarEvent | CollectionStartEvent)
    if isinstance(event, AliasEvent) or event.anchor is not None:
        mark = "*" if isinstance(event, AliasEvent) else "&"
        raise bad(
            at,
            f"{mark}{event.anchor} refers to another place in the file",
            f"Write it out; put a text that begins with {mark} in quotes.",
        )
    if event.ctag is not None:
        raise bad(at, "a type mark (!) stands here", "Remove it; put a text with ! in quotes.")
    if depth > _DEEPEST:
        raise bad(at, f"more than {_DEEPEST} levels deep", "Check the brackets and indentation.")
    if isinstance(event, ScalarEvent):
        return TextPart(at, event.value, plain=event.style in (None, ""))
    if isinstance(event, SequenceStartEvent):
        entries: list[Part] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            entries.append(_part(event, events, file, depth + 1))
        return ListPart(at, tuple(entries))
    return _fields(at, events, depth)


def _fields(at: FilePlace, events: "Iterator[Event]", depth: int) -> Fields:
    from ruamel.yaml.events import MappingEndEvent

    parts: dict[str, Part] = {}
    places: dict[str, FilePlace] = {}
    while not isinstance(event := next(events), MappingEndEvent):
        name = _part(event, events, at.file, depth + 1)
        if not isinstance(name, TextPart):
            raise bad(name.at, "a field's name must be a word", "Write `name: value`.")
        if name.text in parts:
            raise bad(
                name.at,
                f"{quoted(name.text)} is given twice, first in line {places[name.text].line}",
                "Keep one of the two.",
            )
        part = _part(next(events), events, at.file, depth + 1)
        if isinstance(part, TextPart) and not part.text:
            # An empty value has the place of whatever comes next, perhaps lines below.
            part = replace(part, at=name.at)
        places[name.text], parts[name.text] = name.at, part
    return Fields(at, parts, places)


def _place(event: "Event", file: str) -> FilePlace:
    return FilePlace(file, event.start_mark.line + 1, event.start_mark.column + 1)
