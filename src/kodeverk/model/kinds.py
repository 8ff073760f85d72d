"""The table of kinds: what is true of every kind of record and of each of its fields.

Every field in `KINDS` is a field of changes (`kodeverk.model.change`); the store has a column for
each. What anything does with a kind of record follows from this table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from kodeverk.model.change import Value
from kodeverk.model.records import (
    CONSENTS,
    MEMO_TARGETS,
    AssignmentState,
    CoderKind,
    MemoType,
    Origin,
    Outcome,
    Redefining,
    Sex,
)

_ID_LENGTH = 36

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
    "foreign id",
    "proposal",
    "wording",
    "codebook",
    "area",
    "figure",
]
"""What stands in a field that holds neither an id, a number nor one of a few words: one line or
several, a digest in hex or nothing, what a memo is on, an id of another program, or one of the
structures that `kodeverk.model.allowed_values` knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What is true of a field of a kind of record.

    `words` has no default: a field about which nobody has said whether it may name somebody does
    not import. `refers` is the kind of record (or `text`) whose id stands here, which the database
    holds to; `mentions` the same where it cannot: an id in a list, of a record that comes later,
    or of the kind that stands in the field `KIND_kind` (`any`). A record goes with what a field
    that `belongs` refers to. What is `anchored` holds code-point offsets in a text, or a digest of
    words. Fields that are `naming` tell people which record is meant. A `fact_of_file` is no
    matter of opinion: copies in which it differs are in no conflict. To change one that is `common`
    reaches beyond its transcript, as everybody's work there hangs on it. While a record is there,
    what a field of it that `keeps` names stays too, though somebody has removed it.

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
    common: bool = False
    keeps: bool = False
    holds: Holds = "line"
    one_of: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of record: what many of it are called, and its fields.

    What is `placed` is anchored in one version of a text and has a place in later ones. What is
    `forgettable` can be taken out for good, because somebody's consent is withdrawn. What `stays`
    is not a transcript's alone, though it came with one: it is left when that is removed. A record
    of a kind that `joins` another says that two records of that are one. What is `faceted` has a
    field for each facet too (`records.FACET_PREFIX`). What is `implied` a step says by the way: who
    its author is, and on what they have begun. What is `common` is everybody's who works on a
    transcript: making or removing it reaches beyond that. While one that `keeps` is there, all that
    it refers to stays too, though somebody has removed it. What is said `once` of a transcript
    holds of all that are one with it as it is said of the one that stands for them.
    """

    plural: str
    fields: Mapping[str, Field]
    placed: bool = False
    forgettable: bool = False
    stays: bool = False
    joins: str | None = None
    faceted: bool = False
    implied: bool = False
    common: bool = False
    keeps: bool = False
    once: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether a person decides on the place of one where the program is not sure."""
        return "placed" in self.fields


def _id(
    refers: str, *, belongs: bool = False, naming: bool = False, optional: bool = False
) -> Field:
    """Return a field that holds the id of another record."""
    return Field(words="none", refers=refers, belongs=belongs, naming=naming, optional=optional)


def _whose(*, common: bool = False) -> Field:
    """Return a field that holds the id of the coder whose a record is."""
    return Field(words="none", refers="coder", naming=not common, common=common, keeps=True)


def _one_of(*words: str) -> Field:
    """Return a field that holds one of a few words of the program."""
    return Field(words="none", one_of=words)


def _joining(of: str) -> Kind:
    """Return the kind of the facts that two records of a kind are one (`model.joining`)."""
    names = ("first", "second", "stays")
    mentioned = Field(words="none", mentions=of, naming=True)
    return Kind(plural=f"{of}_joinings", fields=dict.fromkeys(names, mentioned), joins=of)


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
"""What a person decided about its place: where its coder moved its borders, or where in a later
version it lies."""

_OF_FILE = Field(words="none", fact_of_file=True, optional=True)

_CONSENT = Field(words="none", one_of=CONSENTS, optional=True)
"""What somebody consented to; births of earlier versions did not say it."""

_FOREIGN = Field(words="none", fact_of_file=True, holds="foreign id", optional=True)
"""The id (GUID) a record had in the file for exchange from which it came, such as REFI-QDA."""

_PROPOSAL = Field(words="left", type="structure", holds="proposal", optional=True)
"""A code that somebody proposes: its name, and the theme it would stand under."""

_FIGURE = Field(words="none", type="structure", holds="figure", optional=True)
"""A number of a statistic, or the sign that stands for it; null where the source has no such."""

_ANSWERED = Field(words="none", type="structure", holds="list of ids", optional=True)
"""The redefinitions of codes that its coder knew of, by id. That one is named here is no reason to
keep it: without it there is nothing to answer."""

KINDS: Mapping[str, Kind] = {
    "coder": Kind(
        plural="coders",
        implied=True,
        fields={
            "name": _CALLED,
            "kind": _one_of(*get_args(CoderKind)),
            "foreign_id": _FOREIGN,
        },
    ),
    "codebook": Kind(
        plural="codebooks",
        fields={
            "key": _CALLED,
            "version": Field(words="none", mentions="codebook_version", optional=True),
            "title": Field(words="left", type="structure", holds="by language"),
            "question": Field(words="left", type="structure", holds="by language"),
            "language": _TERM,
            "rules": Field(words="withdrawn", type="structure", holds="list of lines"),
            "frozen": Field(words="none", type="boolean", optional=True),
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
            "content": Field(words="withdrawn", type="structure", holds="codebook", optional=True),
        },
    ),
    "code": Kind(
        plural="codes",
        keeps=True,
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
            "formerly": Field(words="left", type="structure", holds="list of lines", optional=True),
            "foreign_id": _FOREIGN,
        },
    ),
    "code_redefinition": Kind(
        plural="code_redefinitions",
        fields={
            "code": _id("code", naming=True),
            "effect": _one_of(*get_args(Redefining)),
            "into": Field(words="none", type="structure", mentions="code", holds="list of ids"),
            "proposal": _PROPOSAL,
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
            "source": _CALLED,
            "target": _CALLED,
            "relation": _TERM,
            "note": _WRITTEN,
        },
    ),
    "transcript": Kind(
        plural="transcripts",
        common=True,
        forgettable=True,
        fields={
            "name": Field(words="withdrawn", naming=True),
            "version": Field(words="none", mentions="version", common=True),
            "municipality": Field(words="none", holds="municipality", optional=True),
            "date": Field(words="none", holds="date", optional=True),
            "foreign_id": _FOREIGN,
        },
    ),
    "version": Kind(
        plural="versions",
        common=True,
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
        stays=True,
        fields={
            "name": Field(words="withdrawn", naming=True),
            "takes_part": _CONSENT,
            "quotation": _CONSENT,
            "archiving": _CONSENT,
            "foreign_id": _FOREIGN,
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
        once=True,
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
        implied=True,
        placed=True,
        fields={
            "coder": _whose(),
            "transcript": _id("transcript", belongs=True, naming=True),
            "round": Field(words="left"),
            "read_to": Field(words="none", type="integer", anchored=True),
            "state": _one_of(*get_args(AssignmentState)),
            "codebook_versions": Field(
                words="none", type="structure", mentions="codebook_version", holds="list of ids"
            ),
            "read_version": Field(words="none", mentions="version", optional=True),
            "read_for": _ANSWERED,
        },
    ),
    "main_coder": Kind(
        plural="main_coders",
        once=True,
        common=True,
        fields={
            "transcript": _id("transcript", belongs=True, naming=True),
            "round": Field(words="left"),
            "coder": _whose(common=True),
        },
    ),
    "coding": Kind(
        plural="codings",
        placed=True,
        faceted=True,
        keeps=True,
        fields={
            "transcript": _id("transcript", belongs=True, naming=True),
            "version": _id("version"),
            "start": Field(words="none", type="integer", anchored=True),
            "end": Field(words="none", type="integer", anchored=True),
            "code": _id("code", naming=True),
            "coder": _id("coder", naming=True),
            "codebook_version": Field(words="none", mentions="codebook_version", optional=True),
            "origin": _one_of(*get_args(Origin)),
            "confirmed": Field(words="none", type="boolean", optional=True),
            "quote": Field(words="none", anchored=True, holds="digest"),
            "placed": _PLACED,
            "proposal": _PROPOSAL,
            "decided": _ANSWERED,
            # One field: what one person wrote is never said to be checked by another.
            "wording": Field(words="withdrawn", type="structure", holds="wording", optional=True),
            "foreign_id": _FOREIGN,
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
            "coder": Field(words="none", mentions="coder", naming=True, keeps=True, optional=True),
            "placed": _PLACED,
            "foreign_id": _FOREIGN,
        },
    ),
    "decision": Kind(
        plural="decisions",
        fields={
            "transcript": _id("transcript", belongs=True, naming=True),
            "code": _id("code", naming=True),
            "item": Field(words="none", holds="digest"),
            # A coding that was taken off since need not stay for having been decided of.
            "codings": Field(words="none", type="structure", holds="list of ids"),
            "outcome": _one_of(*get_args(Outcome)),
            "deciders": Field(words="withdrawn", optional=True),
            "reason": _WRITTEN,
        },
    ),
    "setting": Kind(
        plural="settings",
        once=True,
        stays=True,
        fields={
            "key": Field(words="withdrawn", naming=True),
            "value": Field(words="withdrawn", type="structure", holds="value"),
            "transcript": _id("transcript", belongs=True, optional=True),
        },
    ),
    "outcome": Kind(
        plural="outcomes",
        fields={
            "measure": _CALLED,
            "area": Field(words="none", holds="area", naming=True),
            "year": Field(words="none", type="integer", naming=True),
            "sex": Field(words="none", one_of=get_args(Sex), naming=True),
            "cohort": Field(words="none", type="integer", optional=True),
            "n": _FIGURE,
            "of": _FIGURE,
            "share": _FIGURE,
            "source": Field(words="left"),
        },
    ),
    "coder_joining": _joining("coder"),
    "code_joining": _joining("code"),
    "transcript_joining": _joining("transcript"),
}
"""Every kind of record, in an order in which a record only refers to earlier kinds and its own."""

FIELDS: Mapping[str, tuple[str, ...]] = {name: (*kind.fields,) for name, kind in KINDS.items()}
"""Kind of record -> its fields."""


def fields_where(holds: Callable[[Field], object]) -> Mapping[str, tuple[str, ...]]:
    """Return kind -> those of its fields for which `holds` is true, for kinds that have any."""
    chosen = {
        name: tuple(field for field, about in kind.fields.items() if holds(about))
        for name, kind in KINDS.items()
    }
    return {kind: fields for kind, fields in chosen.items() if fields}


PARTS: tuple[str, ...] = tuple(
    kind
    for kind in fields_where(lambda field: field.belongs and field.refers == "transcript")
    if not (KINDS[kind].stays or KINDS[kind].is_decided)
)
"""The kinds of what is known of one transcript, which their field `transcript` names: they go and
come back with it. What coders made of its words does so on its own account."""

OF_TRANSCRIPT: Mapping[str, tuple[str, ...]] = {
    kind: tuple(
        name
        for name, field in about.fields.items()
        if field.refers == "transcript" or (field.belongs and field.mentions == "any")
    )
    for kind, about in KINDS.items()
    if any(
        field.refers == "transcript" or (field.belongs and field.mentions == "any")
        for field in about.fields.values()
    )
}
"""The kinds of what can be of a transcript -> the fields in which its id can stand."""

FORGETTABLE: tuple[str, ...] = tuple(kind for kind, about in KINDS.items() if about.forgettable)
"""The kinds of what can be taken out for good."""

ON_ANY: Mapping[str, str] = {
    kind: name
    for kind, about in KINDS.items()
    for name, field in about.fields.items()
    if field.belongs and field.mentions == "any"
}
"""The kinds of what is on a record of any kind -> the field with its id. The field `FIELD_kind`
beside it says of what kind that is."""

KEEPERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    kept: keepers
    for kept in KINDS
    if (
        keepers := tuple(
            (kind, name)
            for kind, about in KINDS.items()
            for name, field in about.fields.items()
            if (about.keeps and field.refers == kept)
            or (field.keeps and kept in (field.refers, field.mentions))
        )
    )
}
"""The kinds that others keep -> the kinds and the fields of those that do."""


def ids_in(value: Value) -> set[str]:
    """Return the ids in the value of a field that holds some: of a passage, its version's."""
    if isinstance(value, dict):
        return set().union(*map(ids_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(ids_in, value))
    return {value[:_ID_LENGTH]} if isinstance(value, str) else set()
