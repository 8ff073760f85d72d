"""What a person should be asked of a file before it is imported."""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kodeverk.analysis.recognition.doubts import tiers
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.model.records import Role
from kodeverk.model.source import Source
from kodeverk.model.text import folded_label
from kodeverk.service.import_choices import Choices
from kodeverk.service.phrases import some_of
from kodeverk.service.roles import interpreters_of_nobody

_SURE = 0.6
"""From 0 to 1: how sure a reading must be for nobody to be asked whether it is right."""
TABLES = ("csv", "tsv", "xlsx", "ods")
"""The formats of tables, which may be of anything."""
_MOST_ROWS = 0.5
"""The share of paragraphs that may be whole rows in a table whose columns are known."""


class FileQuestion(NamedTuple):
    """What a person should be asked of a file, and the option that answers it, if there is one."""

    text: str
    option: str = ""


LOOKS_OTHERWISE = FileQuestion("does not look like a transcript")


def questions(
    reading: Recognition,
    choices: Choices,
    roles: Mapping[str, Role],
    interpreted: Mapping[str, str],
    alike: Iterable[tuple[str, str]],
) -> Iterator[FileQuestion]:
    """Yield what a person should look at; what the reading warns of itself has no option here."""
    if choices.convention is None and not reading.speakers:
        yield FileQuestion("nobody is named as speaking")
    elif choices.convention is None and reading.confidence < _SURE:
        yield FileQuestion(f"how speakers are named is not certain ({reading.confidence:.2f})")
    given = {*map(folded_label, choices.roles)}
    unsure = [
        label
        for label, role in roles.items()
        if role == "unknown" and label and folded_label(label) not in given
    ]
    if unsure:
        yield FileQuestion(f"role unknown: {some_of(unsure)}", "--role LABEL=ROLE")
    for label, why in interpreters_of_nobody(roles, interpreted):
        yield FileQuestion(why, f"--speaks-for {shlex.quote(label)}=LABEL")
    for label, other in tiers(Counter(reading.speakers)):
        yield FileQuestion(
            f"{other!r} says what {label!r} says again", f"--ignore {shlex.quote(other)}"
        )
    for variant, main in alike:
        join = shlex.quote(f"{variant}={main}")
        yield FileQuestion(f"{variant!r} and {main!r} may be one person", f"--join {join}")


def nobody_named(source: Source, reading: Recognition) -> Iterator[str]:
    """Yield what becomes of a file in which nobody is named."""
    if not reading.speakers:
        each = "cue" if source.has_cues else "paragraph"
        yield f"nobody is named as speaking: each {each} is a turn, its role unknown"


def somebody_may_speak(source: Source, reading: Recognition) -> bool:
    """Tell whether a table or JSON, which may be of anything, looks like a transcript."""
    if source.format in TABLES:
        # Rows are kept whole where nobody can tell which column holds what was said.
        rows = sum(paragraph.row for paragraph in source.paragraphs)
        return rows <= _MOST_ROWS * len(source.paragraphs)
    if source.format == "json":
        timed = any(paragraph.milliseconds is not None for paragraph in source.paragraphs)
        return timed or bool(reading.speakers)
    return True
