"""The records of a project and their fields: the words of the field, once.

Every field below is a field of changes (`kodeverk.model.change`); the store has a column for each.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from kodeverk.model.change import Value, canonical
from kodeverk.model.text import Span

Role = str
"""What a speaker is: one of `ROLES`, or a role the project added."""

ROLES = (
    "interviewer",
    "advisor",
    "participant",
    "interpreter",
    "employer",
    "volunteer",
    "leader",
    "teacher",
    "other",
    "unknown",
)
NOT_INFORMANTS = ("interviewer", "interpreter")
"""Roles whose own words are not data."""

Consent = Literal["yes", "paraphrase", "no", "not asked"]
CONSENTS: tuple[str, ...] = get_args(Consent)

AssignmentState = Literal["assigned", "started", "finished", "released"]
Origin = Literal["manual", "auto", "imported"]
MemoType = Literal["method", "case", "code", "free"]
MAIN_ROUND = "main"

FACET_PREFIX = "facet."
"""A coding's facet values are fields named `facet.KEY`, each a list of value ids."""

FIELDS: dict[str, tuple[str, ...]] = {
    "coder": ("name", "kind"),
    "codebook": ("key", "version", "title", "question", "language", "rules", "current"),
    "codebook_version": ("codebook", "label", "hash", "codes", "facets"),
    "code": (
        "codebook",
        "key",
        "name",
        "parent",
        "position",
        "definition",
        "full_definition",
        "use_when",
        "not_when",
        "example",
        "colour",
        "hotkey",
        "counted",
        "active",
    ),
    "facet": ("key", "name", "values", "single", "required", "codes", "note"),
    "link": ("source", "target", "relation", "note"),
    "transcript": ("name", "version", "municipality", "date"),
    "version": (
        "transcript",
        "text",
        "turns",
        "source_file",
        "sha256",
        "format",
        "encoding",
        "convention",
        "marks",
    ),
    "speaker": ("transcript", "label", "role", "informant", "speaks_for"),
    "informant": ("name", "takes_part", "quotation", "archiving"),
    "variable": ("subject_kind", "subject", "name", "value"),
    "round": ("name",),
    "assignment": (
        "coder",
        "transcript",
        "round",
        "read_to",
        "state",
        "main",
        "codebook_versions",
        "read_version",
    ),
    "coding": (
        "transcript",
        "version",
        "start",
        "end",
        "code",
        "coder",
        "codebook_version",
        "origin",
        "quote",
        "placed",
    ),
    "memo": ("target_kind", "target", "type", "text", "coder", "placed"),
    "setting": ("key", "value"),
}
"""Kind of record -> its fields, in an order in which a record only refers to earlier kinds, but
for `transcript.version` and `code.parent`."""


class Turn(NamedTuple):
    """One speaker's uninterrupted utterance: label span and body span over a version's text.

    An unlabelled turn has an empty label span at its start; `milliseconds` is its time mark.
    """

    label_start: int
    label_end: int
    start: int
    end: int
    speaker: str
    milliseconds: int | None = None


def pack_turns(turns: Sequence[Turn]) -> Value:
    """Return `turns` as the value of a version's field `turns`."""
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    place = {speaker: index for index, speaker in enumerate(speakers)}
    return {
        "speakers": list(speakers),
        "spans": [[*turn[:4], place[turn.speaker], turn.milliseconds] for turn in turns],
    }


def unpack_turns(value: Value) -> tuple[Turn, ...]:
    """Return the turns of a version's field `turns`."""
    if not isinstance(value, dict):
        return ()
    speakers: Any = value["speakers"]
    spans: Any = value["spans"]
    return tuple(Turn(a, b, c, d, speakers[place], ms) for a, b, c, d, place, ms in spans)


def pack_facets(values: Mapping[str, Value]) -> str | None:
    """Return the facet values among a coding's fields as JSON, None when it has none.

    Each value once and in order; what is no list of value ids is left out.
    """
    given: dict[str, Value] = {
        field.removeprefix(FACET_PREFIX): [*sorted({str(one) for one in listed})]
        for field, listed in values.items()
        if field.startswith(FACET_PREFIX)
        and isinstance(listed, list)
        and listed
        and all(isinstance(one, str) for one in listed)
    }
    return canonical(given) if given else None


def facet_fields(packed: str | None) -> dict[str, Value]:
    """Return the fields of a coding that `pack_facets` packed."""
    given: dict[str, Value] = json.loads(packed or "{}")
    return {FACET_PREFIX + key: listed for key, listed in given.items()}


@lru_cache(maxsize=1024)
def unpack_facets(packed: str | None) -> tuple[tuple[str, str], ...]:
    """Return the (facet key, value id) pairs of what `pack_facets` gave, by key."""
    given: dict[str, list[str]] = json.loads(packed or "{}")
    return tuple((key, value) for key, values in given.items() for value in values)


def passage_target(version: str, span: Span) -> str:
    """Return what the memo on a passage has as its target: the version and the offsets in it."""
    return f"{version}:{span.start}-{span.end}"


def target_passage(target: str) -> tuple[str, Span]:
    """Return the version and the passage that a memo with this target is on.

    Raises ValueError for anything `passage_target` does not give.
    """
    version, _, offsets = target.rpartition(":")
    start, _, end = offsets.partition("-")
    return version, Span(int(start), int(end))


@dataclass(frozen=True, slots=True)
class Coder:
    """Who coded: a person, or the consensus."""

    id: str
    name: str
    kind: Literal["person", "consensus"] = "person"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person who speaks in a transcript under a label."""

    id: str
    transcript: str
    label: str
    role: Role
    informant: str | None
    speaks_for: str | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One interview, with its current version and where it stands."""

    id: str
    name: str
    version: str
    municipality: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder applied one code to one passage; offsets are in its version's text."""

    id: str
    transcript: str
    version: str
    start: int
    end: int
    code: str
    coder: str
    codebook_version: str | None
    origin: Origin
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """One coder's work on one transcript in one round; `read_to` is a code-point offset.

    `codebook_versions` are those it was finished under.
    """

    id: str
    coder: str
    transcript: str
    round: str
    read_to: int
    state: AssignmentState
    main: bool
    codebook_versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Informant:
    """A person whose words are data, under a pseudonym, and what they consented to."""

    id: str
    name: str
    takes_part: Consent
    quotation: Consent
    archiving: Consent


@dataclass(frozen=True, slots=True)
class Variable:
    """A typed value on a transcript, an informant or a municipality (its number)."""

    subject_kind: str
    subject: str
    name: str
    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on a record of kind `target_kind`, on a passage or on the project.

    One whose coding has been removed is on the passage of that coding, which is `removed`. `born`
    is the clock of `kodeverk.model.change.Change` at which it was written first.
    """

    id: str
    target_kind: str
    target: str | None
    type: MemoType
    text: str
    coder: str | None
    born: int = 0
    removed: Coding | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A code, or with no parent a theme; `name`, `definition` map a language to text."""

    id: str
    codebook: str
    key: str
    name: dict[str, str]
    parent: str | None
    position: int
    definition: dict[str, str]
    full_definition: str | None
    use_when: str | None
    not_when: str | None
    example: str | None
    colour: str | None
    hotkey: str | None
    counted: bool
    active: bool


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet."""

    id: str
    name: dict[str, str]
    definition: dict[str, str]


@dataclass(frozen=True, slots=True)
class Facet:
    """A dimension with fixed values that a coding can carry; `codes` None means every code."""

    id: str
    key: str
    name: dict[str, str]
    values: tuple[FacetValue, ...]
    single: bool
    required: bool
    codes: tuple[str, ...] | None
    note: str | None
