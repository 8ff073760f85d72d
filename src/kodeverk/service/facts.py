"""What was said of a transcript: its name, place and day, who its speakers are, its variables."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from kodeverk.errors import BadInput
from kodeverk.formats.metadata import CONSENT_COLUMNS
from kodeverk.model.records import Informant, Speaker, Transcript
from kodeverk.service.voices import folded_label
from kodeverk.store import queries

Consent = Literal["takes_part", "quotation", "archiving"]
Kind = (
    Literal["name", "municipality", "date", "role", "informant", "speaks_for", "variable", "label"]
    | Consent
)
Value = str | int | float | bool | None
"""A fact's value: a municipality as its number, a day as YYYY-MM-DD, a speaker as their label."""


class Field(NamedTuple):
    """Something that is said of a transcript, and of whom: a label, a pseudonym, a variable."""

    kind: Kind
    of: str = ""

    def __str__(self) -> str:
        """Return what people call it: `role of V`, `variable kjønn`."""
        if self.kind == "variable":
            return f"variable {self.of}"
        shown = {"speaks_for": "whose words", "takes_part": "consent to taking part"}
        shown |= {"quotation": "consent to quotation", "archiving": "consent to archiving"}
        named = shown.get(self.kind, self.kind)
        return f"{named} of {self.of or '(unnamed)'}" if self.kind in _OF_SOMEBODY else named


_OF_SOMEBODY = ("role", "informant", "speaks_for", "label", *CONSENT_COLUMNS)

NOTHING: Mapping[str, Value] = {
    "role": "unknown",
    **dict.fromkeys(CONSENT_COLUMNS, "not asked"),
}
"""Kind -> the value that says nothing; None for all others."""


class Unfit(BadInput):
    """A value that cannot be said of a transcript; `field` is where it was given."""

    def __init__(self, field: Field, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.field = field


class Described(NamedTuple):
    """A transcript with its speakers, and every fact there is: a field -> its value.

    `informants` are those of the whole project, by pseudonym.
    """

    transcript: Transcript
    speakers: tuple[Speaker, ...]
    informants: Mapping[str, Informant]
    facts: Mapping[Field, Value]

    def value(self, field: Field) -> Value:
        """Return the value of a fact, also of an informant from other transcripts."""
        if field not in self.facts and field.kind in CONSENT_COLUMNS:
            informant = self.informants.get(field.of)
            return getattr(informant, field.kind, NOTHING[field.kind])
        return self.facts.get(field, NOTHING.get(field.kind))

    def speaker(self, field: Field, label: str) -> Speaker:
        """Return the speaker under a label, in any case. Raises Unfit when there is none."""
        wanted = folded_label(label)
        for one in self.speakers:
            if folded_label(one.label) == wanted:
                return one
        labels = ", ".join(one.label or "(unnamed)" for one in self.speakers)
        raise Unfit(
            field,
            f"{self.transcript.name} has no speaker labelled {label!r}",
            f"Its labels are: {labels or 'none'}.",
        )


def described(connection: Any, transcript: Transcript) -> Described:
    """Return everything that is said of a transcript, also what is known of nothing yet."""
    speakers = tuple(queries.speakers(connection, transcript.id))
    labels = {one.id: one.label for one in speakers}
    people = {one.id: one for one in queries.informants(connection)}
    facts: dict[Field, Value] = {
        Field("name"): transcript.name,
        Field("municipality"): transcript.municipality,
        Field("date"): transcript.date,
    }
    for one in speakers:
        informant = people.get(one.informant or "")
        facts[Field("label", one.label)] = one.label
        facts[Field("role", one.label)] = one.role
        facts[Field("informant", one.label)] = informant.name if informant else None
        facts[Field("speaks_for", one.label)] = labels.get(one.speaks_for or "")
        if informant is not None:
            facts[Field("takes_part", informant.name)] = informant.takes_part
            facts[Field("quotation", informant.name)] = informant.quotation
            facts[Field("archiving", informant.name)] = informant.archiving
    for variable in queries.variables(connection, transcript.id):
        facts[Field("variable", variable.name)] = variable.value
    return Described(transcript, speakers, {one.name: one for one in people.values()}, facts)
