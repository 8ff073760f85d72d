"""The records of a project as values: coders, transcripts, speakers, codes, codings, memos.

What is true of a kind of record stands in the table of kinds (`kodeverk.model.kinds`).
"""

import json
from collections.abc import Mapping, Sequence
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
AT_WORK: tuple[AssignmentState, ...] = ("assigned", "started")
"""The states in which a coder has not finished a transcript."""
Origin = Literal["manual", "auto", "imported"]
MemoType = Literal["method", "case", "code", "free"]
Outcome = Literal["agreed", "accepted", "both", "span", "neither"]
"""What became of codings that the consensus is to speak on: the coders had agreed; one coder's was
accepted; those of all; others words were coded; none was."""
Sex = Literal["all", "women", "men"]
"""Whom a figure of a statistic is about: participants of both sexes, or of one."""
Redefining = Literal["narrowed", "widened", "split"]
"""What a changed definition does to what was coded: it may hold less, or more, or is several."""
CoderKind = Literal["person", "consensus"]
MEMO_TARGETS = (
    "project",
    "municipality",
    "transcript",
    "informant",
    "code",
    "code-in-municipality",
    "turn",
    "passage",
    "coding",
)
"""What a memo may be on; `code-in-municipality` is what a code, or a theme, holds in one place."""
ON_WORDS = ("passage", "turn")
"""What a memo may be on that is words of a text: it has a place in later versions of it."""
IN_MUNICIPALITY = "code-in-municipality"
TYPICAL_TYPE: Mapping[str, MemoType] = {
    "project": "method",
    "municipality": "case",
    "transcript": "case",
    "informant": "case",
    "code": "code",
    IN_MUNICIPALITY: "code",
}
"""What a memo is on -> what it is at first, where nobody says otherwise; on words it is free."""
MAIN_ROUND = "main"

FACET_PREFIX = "facet."
"""A coding's facet values are fields named `facet.KEY`, each a list of value ids."""


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
    return tuple([Turn(a, b, c, d, speakers[place], ms) for a, b, c, d, place, ms in spans])


def pack_facets(values: Mapping[str, Value]) -> str | None:
    """Return the facet values among a coding's fields as JSON, None when it has none.

    Each value once and in order; what is no list of value ids is left out.
    """
    given = [
        (field, tuple(listed))
        for field, listed in values.items()
        if field.startswith(FACET_PREFIX)
        and isinstance(listed, list)
        and listed
        and all(isinstance(value, str) for value in listed)
    ]
    return _packed(tuple(given)) if given else None


@lru_cache(maxsize=1024)
def _packed(given: tuple[tuple[str, tuple[Value, ...]], ...]) -> str:
    """Return facet fields as `pack_facets` packs them: few ways to pack them come often."""
    return canonical(
        {
            field.removeprefix(FACET_PREFIX): [*sorted({*map(str, listed)})]
            for field, listed in given
        }
    )


@lru_cache(maxsize=1024)
def facet_fields(packed: str | None) -> Mapping[str, Value]:
    """Return the fields of a coding that `pack_facets` packed."""
    given: dict[str, Value] = json.loads(packed or "{}")
    return {FACET_PREFIX + key: listed for key, listed in given.items()}


@lru_cache(maxsize=1024)
def unpack_facets(packed: str | None) -> tuple[tuple[str, str], ...]:
    """Return the (facet key, value id) pairs of what `pack_facets` gave, by key."""
    given: dict[str, list[str]] = json.loads(packed or "{}")
    return tuple((key, value) for key, values in given.items() for value in values)


PASSAGE_SIGN = ":"
"""What stands after the version in the target of a memo on a passage."""


def passage_target(version: str, span: Span) -> str:
    """Return what the memo on a passage has as its target: the version and the offsets in it."""
    return f"{version}{PASSAGE_SIGN}{span.start}-{span.end}"


def target_passage(target: str) -> tuple[str, Span]:
    """Return the version and the passage that a memo with this target is on.

    Raises ValueError for anything `passage_target` does not give.
    """
    version, _, offsets = target.rpartition(PASSAGE_SIGN)
    start, _, end = offsets.partition("-")
    return version, Span(int(start), int(end))


_PLACE_SIGN = "/"
"""What stands after the code in the target of a memo on what it holds in a municipality."""


def in_municipality_target(code: str, municipality: str) -> str:
    """Return the target of a memo on what a code holds in a municipality: its id, its number."""
    return f"{code}{_PLACE_SIGN}{municipality}"


def target_in_municipality(target: str) -> tuple[str, str]:
    """Return the code and the municipality of what `in_municipality_target` gave.

    Raises ValueError for anything else.
    """
    code, municipality = target.split(_PLACE_SIGN)
    return code, municipality


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

    `reads_as` is another id of a transcript that lost words for good: the one its text of now
    would have.
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


class Proposal(NamedTuple):
    """A code that a coding proposes: its name, and the theme it would stand under, by id."""

    name: str
    theme: str | None


class Wording(NamedTuple):
    """How the words of a coding are published: not as they were said; and who checked that."""

    text: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder applied one code to one passage; offsets are in its version's text.

    `one_with` are the ids of equal codings that are seen as one with it
    (`kodeverk.service.equal_codings`). `confirmed` is said only of what a search coded; `proposal`
    is the code that a coding of `X-ANNET` proposes, `wording` how its words are published.
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
    confirmed: bool = False
    proposal: Proposal | None = None
    wording: Wording | None = None

    @property
    def waits_to_be_confirmed(self) -> bool:
        """Whether a search made it and its coder has not yet said that it is right."""
        return self.origin == "auto" and not self.confirmed

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
    """A code, or with no parent a theme; `name`, `definition` map a language to text.

    `formerly` are keys and names that it had in the project, and those of codes that went into it.
    """

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
    formerly: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the coders of a transcript decided of codings of one code that overlap.

    `item` is a digest of the codings as they were then; `codings` are their ids.
    """

    id: str
    transcript: str
    code: str
    item: str
    codings: tuple[str, ...]
    outcome: Outcome
    deciders: str
    reason: str


@dataclass(frozen=True, slots=True)
class CodeRedefinition:
    """A change of a code's meaning that asks something of what was coded before.

    Codings of a code that was narrowed or split are decided again by their coders, with the codes
    `into` as choices; transcripts finished before a code was widened are read again. With a
    `proposal` it is only of the codings that propose it: that has become a code.
    """

    id: str
    code: str
    effect: Redefining
    into: tuple[str, ...]
    proposal: Proposal | None = None


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
