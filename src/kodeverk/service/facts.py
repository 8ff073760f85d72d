"""What was said of a transcript: its name, place and day, who its speakers are, its variables."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from kodeverk.analysis.municipalities import today
from kodeverk.errors import BadInput
from kodeverk.formats.register import load_register
from kodeverk.model.records import Informant, Speaker, Transcript
from kodeverk.model.text import folded_label
from kodeverk.store import queries
from kodeverk.store.engine import Connection

ConsentTo = Literal["takes_part", "quotation", "archiving"]
CONSENT_TO: tuple[ConsentTo, ...] = get_args(ConsentTo)
VariableOf = Literal["variable", "informant_variable", "municipality_variable"]
VARIABLE_OF: tuple[VariableOf, ...] = get_args(VariableOf)
FactKind = (
    Literal["name", "municipality", "date", "role", "informant", "speaks_for", "label"]
    | VariableOf
    | ConsentTo
)
FactValue = str | int | float | bool | None
"""A fact's value: a municipality as its number, a day as YYYY-MM-DD, a speaker as their label."""

Statements = Mapping["Fact", FactValue]
"""What somebody says of a transcript: nothing, or an empty text, takes away what is known."""


class Fact(NamedTuple):
    """Something that is said of a transcript, and of whom: a label, a pseudonym, a variable.

    A variable of an informant or a municipality is of that pseudonym or number, and has a `name`.
    """

    kind: FactKind
    of: str = ""
    name: str = ""

    def __str__(self) -> str:
        """Return what people call the fact: `role of V`, `variable kjønn`."""
        if self.kind == "variable":
            return f"variable {self.of}"
        if self.kind == "informant_variable":
            return f"variable {self.name} of {self.of}"
        if self.kind == "municipality_variable":
            place = load_register().number_and_name(self.of) if self.of else "the municipality"
            return f"variable {self.name} of {place}"
        if self.kind == "speaks_for":
            return f"whose words {self.of} says"
        shown = {"takes_part": "consent to taking part"}
        shown |= {"quotation": "consent to quotation", "archiving": "consent to archiving"}
        named = shown.get(self.kind, self.kind)
        return f"{named} of {self.of or '(unnamed)'}" if self.kind in _OF_SOMEBODY else named


_OF_SOMEBODY = ("role", "informant", "label", *CONSENT_TO)


class Correction(NamedTuple):
    """A fact, its value before and after; of a fact that was kept, `after` was said in vain."""

    fact: Fact
    before: FactValue
    after: FactValue

    @property
    def changed(self) -> str:
        """What the fact was and is, in words."""
        return f"{self.fact}: {_shown(self.fact, self.before)} → {_shown(self.fact, self.after)}"

    @property
    def kept(self) -> str:
        """What was kept although something else was said, in words."""
        said = _shown(self.fact, self.after)
        return f"kept {self.fact}: {_shown(self.fact, self.before)} ({said} was said)"


def _shown(fact: Fact, value: FactValue) -> str:
    """Return a value as people read it: a municipality with its name."""
    if value is None:
        return "none"
    return (
        load_register().number_and_name(str(value)) if fact.kind == "municipality" else str(value)
    )


NOTHING: Mapping[str, FactValue] = {
    "role": "unknown",
    **dict.fromkeys(CONSENT_TO, "not asked"),
}
"""Kind -> the value that says nothing; None for all others."""


class Unfit(BadInput):
    """A value that cannot be said of a transcript; `fact` is the fact it was given for."""

    def __init__(self, fact: Fact, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.fact = fact


class Description(NamedTuple):
    """A transcript with its speakers, and every fact there is, with its value.

    `informants` are those of the whole project, by pseudonym. `places` are the numbers under which
    something is said of its municipality: today's first.
    """

    transcript: Transcript
    speakers: tuple[Speaker, ...]
    informants: Mapping[str, Informant]
    facts: Mapping[Fact, FactValue]
    places: tuple[str, ...] = ()

    def value(self, fact: Fact) -> FactValue:
        """Return the value of a fact, also of an informant from other transcripts."""
        if fact not in self.facts and fact.kind in CONSENT_TO:
            informant = self.informants.get(fact.of)
            return getattr(informant, fact.kind, NOTHING[fact.kind])
        return self.facts.get(fact, NOTHING.get(fact.kind))

    def speaker(self, fact: Fact, label: str) -> Speaker:
        """Return the speaker under a label, in any case. Raises Unfit when there is none."""
        wanted = folded_label(label)
        for known in self.speakers:
            if folded_label(known.label) == wanted:
                return known
        labels = ", ".join(speaker.label or "(unnamed)" for speaker in self.speakers)
        raise Unfit(
            fact,
            f"{self.transcript.name} has no speaker labelled {label!r}",
            f"Its labels are: {labels or 'none'}.",
        )


def describe_transcript(connection: Connection, transcript: Transcript) -> Description:
    """Return everything that is said of a transcript, also what is known of nothing yet."""
    speakers = tuple(queries.speakers(connection, transcript.id))
    labels = {speaker.id: speaker.label for speaker in speakers}
    people = {informant.id: informant for informant in queries.informants(connection)}
    facts: dict[Fact, FactValue] = {
        Fact("name"): transcript.name,
        Fact("municipality"): transcript.municipality,
        Fact("date"): transcript.date,
    }
    for speaker in speakers:
        informant = people.get(speaker.informant or "")
        facts[Fact("label", speaker.label)] = speaker.label
        facts[Fact("role", speaker.label)] = speaker.role
        facts[Fact("informant", speaker.label)] = informant.name if informant else None
        facts[Fact("speaks_for", speaker.label)] = labels.get(speaker.speaks_for or "")
        if informant is not None:
            facts[Fact("takes_part", informant.name)] = informant.takes_part
            facts[Fact("quotation", informant.name)] = informant.quotation
            facts[Fact("archiving", informant.name)] = informant.archiving
    for variable in queries.variables(connection, transcript.id):
        facts[Fact("variable", variable.name)] = variable.value
    spoken = {speaker.informant for speaker in speakers}
    for informant in people.values():
        if informant.id in spoken:
            for variable in queries.variables(connection, informant.id):
                about = Fact("informant_variable", informant.name, variable.name)
                facts[about] = variable.value
    places = numbers_of(transcript.municipality)
    for number in places:
        for variable in queries.variables(connection, number):
            facts[Fact("municipality_variable", number, variable.name)] = variable.value
    by_name = {person.name: person for person in people.values()}
    return Description(transcript, speakers, by_name, facts, places)


def numbers_of(municipality: str | None) -> tuple[str, ...]:
    """Return today's number of a municipality, and the one it had, where that is another."""
    if municipality is None:
        return ()
    now = today(load_register(), municipality).now
    return (*dict.fromkeys([now.number if now else municipality, municipality]),)
