"""Who speaks in a file to import: the roles, and whose words an interpreter says."""

import re
from collections.abc import Iterable, Iterator, Mapping

from kodeverk.analysis.recognition.forms.roles import interpreted_speaker
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import BadInput
from kodeverk.formats.metadata import FileFacts
from kodeverk.model.records import NOT_INFORMANTS, ROLES, Role
from kodeverk.model.text import folded_label
from kodeverk.service.phrases import are, number_of

_NUMBERED = re.compile(
    r"(?:(?:unknown|unidentified|ukjent)[ _-]*)?"
    r"(?:(?:speaker|spk|spkr|sprecher|taler|talar|stemme|voice|person)[ _-]*(?:\d+|[a-z])|s\d\d)"
    r"|(?:unknown|unidentified|ukjent)(?: (?:speaker|taler|talar))?"
)


def speaker_roles(
    stated: Mapping[str, Role], given: Mapping[str, Role], remembered: Mapping[str, Role]
) -> dict[str, Role]:
    """Return label -> role for the speakers of a file: as given, as stated, as remembered.

    `stated` has all labels, with what they or the file say. That goes before what another file's
    was: a `Deltaker` who interpreted once does not do so for ever. Raises BadInput for a role that
    does not exist.
    """
    for role in given.values():
        if role not in ROLES:
            near = nearest(role, ROLES)
            raise BadInput(
                f"there is no role {role!r}",
                f"Did you mean {near[0]}?" if near else f"Roles are: {', '.join(ROLES)}.",
            )
    given_by_label = {folded_label(label): role for label, role in given.items()}
    known = {folded_label(label): role for label, role in remembered.items()}
    roles: dict[str, Role] = {}
    for label, guessed in stated.items():
        folded = folded_label(label)
        roles[label] = given_by_label.get(folded) or (
            known.get(folded, guessed) if guessed == "unknown" else guessed
        )
    return roles


def interpreted_speakers(
    roles: Mapping[str, Role], speaks_for: Mapping[str, str]
) -> dict[str, str]:
    """Return interpreter -> the speaker whose words they say, by label: as told, or the only one.

    What is told of labels the file does not have is passed over. Raises BadInput for somebody who
    is no interpreter, and for words that are nobody's data.
    """
    known = {folded_label(label): label for label in roles}
    chosen: dict[str, str] = {}
    for label, whose in speaks_for.items():
        interpreter, speaker = known.get(folded_label(label)), known.get(folded_label(whose))
        if interpreter is None or speaker is None:
            continue
        if roles[interpreter] != "interpreter":
            raise BadInput(
                f"{label} speaks for {whose} and is no interpreter",
                f"Give the role first: {label}=interpreter.",
            )
        if roles[speaker] in NOT_INFORMANTS:
            raise BadInput(
                f"{label} speaks for {whose}, who is no informant",
                "Name the speaker whose words are interpreted.",
            )
        chosen[interpreter] = speaker
    only = interpreted_speaker(roles)
    return {
        label: speaker
        for label, role in roles.items()
        if role == "interpreter" and (speaker := chosen.get(label, only)) is not None
    }


def interpreters_of_nobody(
    roles: Mapping[str, Role], interpreted: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the interpreters of whom nobody can tell whose words they say, each with why."""
    participants = sum(role == "participant" for role in roles.values())
    for label, role in roles.items():
        if role == "interpreter" and label not in interpreted:
            yield (
                label,
                f"{label} interprets, and there {are(participants)} "
                f"{number_of(participants, 'participant')}: the words count for nobody",
            )


def check_labels(name: str, labels: Iterable[str], facts: FileFacts) -> None:
    """Raise BadInput for a label in the row of the file `name` that the file does not have."""
    labels = list(labels)
    known = {*map(folded_label, labels)}
    pairs = facts.speaks_for.items()
    given = (*facts.roles, *facts.informants, *(label for pair in pairs for label in pair))
    for label in (*given, *facts.joined, *facts.ignored):
        if folded_label(label) not in known:
            raise BadInput(
                f"{name} has no speaker labelled {label!r}",
                f"Its labels are: {', '.join(dict.fromkeys(filter(None, labels))) or 'none'}.",
            )


def label_like(label: str, labels: Iterable[str]) -> str | None:
    """Return the one of `labels` that `label` means, if there is one."""
    wanted = folded_label(label)
    return next((known for known in labels if folded_label(known) == wanted), None)


def is_numbered(label: str) -> bool:
    """Tell whether a label is a number that programs give the voices of each recording.

    `Speaker 1` and `SPEAKER_00` are somebody else in every file.
    """
    return _NUMBERED.fullmatch(folded_label(label)) is not None
