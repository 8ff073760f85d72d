"""The records of a project and their fields: the words of the field, and every fact about a kind.

Every field in `KINDS` is a field of changes (`kodeverk.model.change`); the store has a column for
each. What anything does with a kind of record follows from this table.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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
CoderKind = Literal["person", "consensus"]
MEMO_TARGETS = ("project", "transcript", "passage", "coding", "code", "municipality")
"""What a memo may be on."""
MAIN_ROUND = "main"

_ID_LENGTH = 36

FACET_PREFIX = "facet."
"""A coding's facet values are fields named `facet.KEY`, each a list of value ids."""

Words = Literal["none", "withdrawn", "left"]
"""Whether what stands in a field may name somebody: `none` are ids, numbers and words of the
program; a name is taken out of what is `withdrawn`; what is `left` keeps it, and is listed as
left: what people call codes, coders and rounds is spoken of in many places."""


Holds = Literal[
    "line",
    "lines",
    "digest",
    "date",
    "municipality",
    "role",
    "colour",
    "hotkey",
    "target",
    "by language",
    "list of lines",
    "list of ids",
    "facet values",
    "value",
    "turns",
    "marks",
    "place",
]
"""What stands in a field that holds neither an id, a number nor one of a few words: one line or
several, a digest in hex or nothing, what a memo is on, or one of the structures that
`kodeverk.model.soundness` knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What is true of a field of a kind of record.

    `words` has no default: a field about which nobody has said whether it may name somebody does
    not import. `refers` is the kind of record (or `text`) whose id stands here, which the database
    holds to; `mentions` the same where it cannot: an id in a list, of a record that comes later,
    or of the kind that stands in the field `KIND_kind` (`any`). A record goes with what a field
    that `belongs` refers to. What is `anchored` holds code-point offsets in a text, or a digest of
    words. Fields that are `naming` tell people which record is meant. A `fact_of_file` is no
    matter of opinion: copies in which it differs are in no conflict.

    What it `holds`, whether that is only `one_of` some words, and whether it is `optional`: null,
    or lacking in a birth. Numbers are counted from 0.
    """

    words: Words
    type: Literal["text", "integer", "boolean", "structure"] = "text"
    refers: str | None = None
    mentions: str | None = None
    belongs: bool = False
    anchored: bool = False
    naming: bool = False
    fact_of_file: bool = False
    holds: Holds = "line"
    one_of: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of record: what many of it are called, and its fields.

    What is `placed` is anchored in one version of a text and has a place in later ones. What is
    `forgettable` can be taken out for good, because somebody's consent is withdrawn.
    """

    plural: str
    fields: Mapping[str, Field]
    placed: bool = False
    forgettable: bool = False


def _id(
    refers: str, *, belongs: bool = False, naming: bool = False, optional: bool = False
) -> Field:
    """Return a field that holds the id of another record."""
    return Field(words="none", refers=refers, belongs=belongs, naming=naming, optional=optional)


def _one_of(*words: str) -> Field:
    """Return a field that holds one of a few words of the program."""
    return Field(words="none", one_of=words)


def _joining(of: str) -> Kind:
    """Return the kind of the facts that two records of a kind are one (`model.joining`)."""
    names = ("first", "second", "stays")
    mentioned = Field(words="none", mentions=of, naming=True)
    return Kind(plural=f"{of}_joinings", fields=dict.fromkeys(names, mentioned))


_TERM = Field(words="none")
"""A word of the program, a number or a code of a register."""

_CALLED = Field(words="left", naming=True)
"""What people call a thing that is spoken of in many places."""

_WRITTEN = Field(words="withdrawn", holds="lines", optional=True)
"""What people write as they like."""

_PLACED = Field(
    words="none",
    type="structure",
    mentions="version",
    anchored=True,
    holds="place",
    optional=True,
)
"""What a person decided about a place in a later version."""

_OF_FILE = Field(words="none", fact_of_file=True, optional=True)

_CONSENT = Field(words="none", one_of=CONSENTS, optional=True)
"""What somebody consented to; births of earlier versions did not say it."""

KINDS: Mapping[str, Kind] = {
    "coder": Kind(plural="coders", fields={"name": _CALLED, "kind": _one_of(*get_args(CoderKind))}),
    "codebook": Kind(
        plural="codebooks",
        fields={
            "key": _CALLED,
            "version": Field(words="none", mentions="codebook_version", optional=True),
            "title": Field(words="left", type="structure", holds="by language"),
            "question": Field(words="left", type="structure", holds="by language"),
            "language": _TERM,
            "rules": Field(words="withdrawn", type="structure", holds="list of lines"),
        },
    ),
    "codebook_version": Kind(
        plural="codebook_versions",
        fields={
            "codebook": _id("codebook"),
            "label": Field(words="left", naming=True),
            "hash": Field(words="none", holds="digest"),
            "codes": Field(words="none", type="structure", mentions="code", holds="list of ids"),
            "facets": Field(words="none", type="structure", mentions="facet", holds="list of ids"),
        },
    ),
    "code": Kind(
        plural="codes",
        fields={
            "codebook": _id("codebook", optional=True),
            "key": _CALLED,
            "name": Field(words="left", type="structure", naming=True, holds="by language"),
            "parent": _id("code", optional=True),
            "position": Field(words="none", type="integer"),
            "definition": Field(
                words="withdrawn", type="structure", holds="by language", optional=True
            ),
            "full_definition": _WRITTEN,
            "use_when": _WRITTEN,
            "not_when": _WRITTEN,
            "example": _WRITTEN,
            "colour": Field(words="none", holds="colour", optional=True),
            "hotkey": Field(words="none", holds="hotkey", optional=True),
            "counted": Field(words="none", type="boolean"),
            "active": Field(words="none", type="boolean"),
        },
    ),
    "facet": Kind(
        plural="facets",
        fields={
            "key": _CALLED,
            "name": Field(words="left", type="structure", naming=True, holds="by language"),
            "values": Field(words="left", type="structure", holds="facet values"),
            "single": Field(words="none", type="boolean"),
            "required": Field(words="none", type="boolean"),
            "codes": Field(words="left", type="structure", holds="list of lines", optional=True),
            "note": _WRITTEN,
        },
    ),
    "link": Kind(
        plural="links",
        fields={
            "source": Field(words="left"),
            "target": Field(words="left"),
            "relation": _TERM,
            "note": _WRITTEN,
        },
    ),
    "transcript": Kind(
        plural="transcripts",
        forgettable=True,
        fields={
            "name": Field(words="withdrawn", naming=True),
            "version": Field(words="none", mentions="version"),
            "municipality": Field(words="none", holds="municipality", optional=True),
            "date": Field(words="none", holds="date", optional=True),
        },
    ),
    "version": Kind(
        plural="versions",
        fields={
            "transcript": _id("transcript", belongs=True, naming=True),
            "text": _id("text"),
            "turns": Field(
                words="none", type="structure", mentions="speaker", anchored=True, holds="turns"
            ),
            "source_file": Field(words="withdrawn", fact_of_file=True, optional=True),
            "sha256": Field(words="none", fact_of_file=True, holds="digest", optional=True),
            "format": _OF_FILE,
            "encoding": _OF_FILE,
            "convention": _OF_FILE,
            "marks": Field(
                words="none",
                type="structure",
                anchored=True,
                fact_of_file=True,
                holds="marks",
                optional=True,
            ),
        },
    ),
    "informant": Kind(
        plural="informants",
        forgettable=True,
        fields={
            "name": Field(words="withdrawn", naming=True),
            "takes_part": _CONSENT,
            "quotation": _CONSENT,
            "archiving": _CONSENT,
        },
    ),
    "speaker": Kind(
        plural="speakers",
        fields={
            "transcript": _id("transcript", belongs=True, naming=True),
            "label": Field(words="withdrawn", naming=True),
            "role": Field(words="left", holds="role"),
            "informant": _id("informant", optional=True),
            "speaks_for": Field(words="none", mentions="speaker", optional=True),
        },
    ),
    "variable": Kind(
        plural="variables",
        fields={
            "subject_kind": _one_of("transcript", "informant", "municipality"),
            "subject": Field(words="none", mentions="any", belongs=True, naming=True),
            "name": _CALLED,
            "value": Field(words="withdrawn", type="structure", holds="value"),
        },
    ),
    "round": Kind(plural="rounds", fields={"name": _CALLED}),
    "assignment": Kind(
        plural="assignments",
        placed=True,
        fields={
            "coder": _id("coder", naming=True),
            "transcript": _id("transcript", belongs=True, naming=True),
            "round": Field(words="left"),
            "read_to": Field(words="none", type="integer", anchored=True),
            "state": _one_of(*get_args(AssignmentState)),
            "codebook_versions": Field(
                words="none", type="structure", mentions="codebook_version", holds="list of ids"
            ),
            "read_version": Field(words="none", mentions="version", optional=True),
        },
    ),
    "main_coder": Kind(
        plural="main_coders",
        fields={
            "transcript": _id("transcript", belongs=True, naming=True),
            "round": Field(words="left"),
            "coder": _id("coder"),
        },
    ),
    "coding": Kind(
        plural="codings",
        placed=True,
        fields={
            "transcript": _id("transcript", belongs=True, naming=True),
            "version": _id("version"),
            "start": Field(words="none", type="integer", anchored=True),
            "end": Field(words="none", type="integer", anchored=True),
            "code": _id("code", naming=True),
            "coder": _id("coder", naming=True),
            "codebook_version": Field(words="none", mentions="codebook_version", optional=True),
            "origin": _one_of(*get_args(Origin)),
            "quote": Field(words="none", anchored=True, holds="digest"),
            "placed": _PLACED,
        },
    ),
    "memo": Kind(
        plural="memos",
        placed=True,
        fields={
            "target_kind": _one_of(*MEMO_TARGETS),
            "target": Field(
                words="none",
                mentions="any",
                belongs=True,
                anchored=True,
                naming=True,
                holds="target",
                optional=True,
            ),
            "type": _one_of(*get_args(MemoType)),
            "text": Field(words="withdrawn", holds="lines"),
            "coder": Field(words="none", mentions="coder", naming=True, optional=True),
            "placed": _PLACED,
        },
    ),
    "setting": Kind(
        plural="settings",
        fields={
            "key": Field(words="withdrawn", naming=True),
            "value": Field(words="withdrawn", type="structure", holds="value"),
            "transcript": _id("transcript", belongs=True),
        },
    ),
    "coder_joining": _joining("coder"),
    "code_joining": _joining("code"),
}
"""Every kind of record, in an order in which a record only refers to earlier kinds and its own."""

FIELDS: Mapping[str, tuple[str, ...]] = {name: (*kind.fields,) for name, kind in KINDS.items()}
"""Kind of record -> its fields."""


def fields_where(holds: Callable[[Field], object]) -> Mapping[str, tuple[str, ...]]:
    """Return kind -> those of its fields of which something holds, for kinds that have any."""
    found = {
        name: tuple(field for field, about in kind.fields.items() if holds(about))
        for name, kind in KINDS.items()
    }
    return {kind: fields for kind, fields in found.items() if fields}


def ids_in(value: Value) -> set[str]:
    """Return the ids in the value of a field that holds some: of a passage, its version's."""
    if isinstance(value, dict):
        return set().union(*map(ids_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(ids_in, value))
    return {value[:_ID_LENGTH]} if isinstance(value, str) else set()


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
    """Who coded: a person, or the consensus.

    `also` are the ids of coders who were joined into this one, and other names it has had.
    """

    id: str
    name: str
    kind: CoderKind = "person"
    also: frozenset[str] = field(default=frozenset(), compare=False)


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
    """One interview, with its current version and where it stands.

    `reads_as` is another id for one that lost words for good: the one its text of now would have.
    """

    id: str
    name: str
    version: str
    municipality: str | None
    date: str | None
    reads_as: str | None = None

    @property
    def exported_id(self) -> str:
        """The id that leaves the project: it tells nothing of words that were withdrawn."""
        return self.reads_as or self.id


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder applied one code to one passage; offsets are in its version's text.

    `one_with` are the ids of equal codings that are seen as one with it
    (`kodeverk.service.same_words`).
    """

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
    one_with: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all records that this coding is."""
        return (self.id, *self.one_with)


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

    `coding` is the one it was written on, as that was made; where it has been removed the memo is
    on its passage. `transcript` is the one it is on or in, if any; `at` when it was first written,
    or came into this file with a transcript, in milliseconds since 1970, None where nobody knows.
    """

    id: str
    target_kind: str
    target: str | None
    type: MemoType
    text: str
    coder: str | None
    at: int | None = None
    transcript: str | None = None
    coding: Coding | None = None


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
    """A dimension with fixed values that a coding can carry; `codes` None means every code.

    `codebooks` are the keys of the codebooks that list it in a project, to whose codes it belongs;
    None where that is not known, as in a codebook's file.
    """

    id: str
    key: str
    name: dict[str, str]
    values: tuple[FacetValue, ...]
    single: bool
    required: bool
    codes: tuple[str, ...] | None
    note: str | None
    codebooks: frozenset[str] | None = field(default=None, compare=False)
