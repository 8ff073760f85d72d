"""Who speaks in a file to import: the roles, and whose words an interpreter says."""

from collections.abc import Iterable, Mapping

from kodeverk.analysis.nearest import nearest
from kodeverk.analysis.roles import guess_role, interpreted_speaker
from kodeverk.errors import BadInput
from kodeverk.formats.metadata import FileFacts
from kodeverk.model.records import NOT_INFORMANTS, ROLES, Role


def speaker_roles(labels: Iterable[str], given: Mapping[str, Role]) -> dict[str, Role]:
    """Return label -> role for the speakers of a file, as given or else guessed.

    Raises BadInput for a role that does not exist.
    """
    for role in given.values():
        if role not in ROLES:
            near = nearest(role, ROLES)
            raise BadInput(
                f"there is no role {role!r}",
                f"Did you mean {near[0]}?" if near else f"Roles are: {', '.join(ROLES)}.",
            )
    wanted = {folded_label(label): role for label, role in given.items()}
    return {
        label: wanted.get(folded_label(label)) or (guess_role(label) if label else "unknown")
        for label in dict.fromkeys(labels)
    }


def interpreted_speakers(roles: dict[str, Role], facts: FileFacts | None) -> dict[str, str]:
    """Return interpreter -> the speaker whose words they say, by label: as told, or the only one.

    A choice for a label that is no interpreter's has been refused before.
    """
    told = facts.speaks_for if facts else {}
    chosen = {label_like(label, roles): label_like(whose, roles) for label, whose in told.items()}
    only = interpreted_speaker(roles)
    return {
        label: whose
        for label, role in roles.items()
        if role == "interpreter" and (whose := chosen.get(label, only)) is not None
    }


def interpreters_of_nobody(roles: dict[str, Role], facts: FileFacts | None) -> list[str]:
    """Return a warning for each interpreter of whom nobody can tell whose words they say."""
    told = {*map(folded_label, facts.speaks_for)} if facts else set()
    participants = sum(role == "participant" for role in roles.values())
    if participants == 1:
        return []
    return [
        f"{label} interprets, and {participants or 'no'} speakers are participants: the words "
        f"count for nobody (say for whom in --metadata, column speaks_for: {label}=LABEL)"
        for label, role in roles.items()
        if role == "interpreter" and folded_label(label) not in told
    ]


def check_labels(name: str, roles: dict[str, Role], facts: FileFacts) -> None:
    """Raise BadInput for a label that a table gives the file `name` and that is not or cannot be.

    `roles` has the file's labels.
    """
    pairs = facts.speaks_for.items()
    for label in [*facts.roles, *facts.informants, *(label for pair in pairs for label in pair)]:
        if folded_label(label) not in map(folded_label, roles):
            raise BadInput(
                f"{facts.where}: {name} has no speaker labelled {label!r}",
                f"Its labels are: {', '.join(filter(None, roles)) or 'none'}.",
            )
    for label, whose in pairs:
        if roles[label_like(label, roles)] != "interpreter":
            raise BadInput(
                f"{facts.where}: {label} speaks for {whose} and is no interpreter",
                f"Give the role in the column roles: {label}=interpreter.",
            )
        if roles[label_like(whose, roles)] in NOT_INFORMANTS:
            raise BadInput(
                f"{facts.where}: {label} speaks for {whose}, who is no informant",
                "Name the speaker whose words are interpreted.",
            )


def label_like(label: str, roles: dict[str, Role]) -> str:
    """Return the label in `roles` that `label` means; there must be one."""
    return next(known for known in roles if folded_label(known) == folded_label(label))


def folded_label(label: str) -> str:
    """Return what labels share that differ only in case and white space."""
    return " ".join(label.split()).casefold()
