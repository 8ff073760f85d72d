"""Who codes: the current coder, and coders by name."""

import getpass
import shlex
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from kodeverk.analysis.suggestions import nearest
from kodeverk.config import Settings, save_identity
from kodeverk.errors import BadInput, NotFound, UnclearCoder
from kodeverk.model.identity import derived_id, new_id
from kodeverk.model.municipality import folded
from kodeverk.model.records import Coder
from kodeverk.model.text import normalise
from kodeverk.store import queries, steps
from kodeverk.store.project import Project

_ACCOUNTS = frozenset(
    (
        *("root", "toor", "admin", "administrator", "sysadmin", "system", "daemon", "nobody"),
        *("user", "guest", "test", "default", "coder", "owner", "service", "www-data", "postgres"),
        *(
            "ubuntu",
            "debian",
            "fedora",
            "centos",
            "pi",
            "vagrant",
            "docker",
            "ec2-user",
            "azureuser",
        ),
    )
)
"""Accounts that several machines have: under these nobody can be told from anybody else."""


def current_coder(project: Project, settings: Settings, *, introduced: bool = False) -> Coder:
    """Return who writes now; a coder the project has not met gets an id with the first change.

    Where nobody has said who it is, the name is the one the user is logged in under. The identity
    of the settings file is one person everywhere: it is not another coder of the same name, but it
    is the coder who was expected under that name (`expected_coder`). With `introduced` that person
    has only just said the name, and may be a coder of the same name who is there.
    Raises UnclearCoder when a name fits two coders, or none exactly but is like that of one;
    NotFound for the id of nobody, and BadInput when the settings file has an id that is none.
    """
    name = checked_name(settings.coder or login_name())
    own = own_identity(settings, name)
    known = known_coders(project)
    if own is None:
        named = coder_named(known, name)
        if named is None and is_identity(name):
            raise no_coder(known, name)
        return named or Coder(new_id(), name)
    for identity in (own, expected_coder(name).id):
        for coder in known:
            if identity == coder.id or identity in coder.also:
                return coder
    # Two people of one name who have an identity each are two, unless they say otherwise.
    alike = [coder for coder in coders_alike(known, name) if introduced or coder.name != name]
    if alike:
        raise UnclearCoder(name, _names_and_ids(alike), alike=True)
    return Coder(own, name)


def introduce(settings: Settings, name: str) -> Settings:
    """Keep who the user is in the settings file, and return the new settings.

    Raises BadInput for an empty name and for one that is no person's, and when the file cannot be
    written.
    """
    clean = checked_name(name)
    if is_account(clean):
        raise BadInput(
            f"{clean} is an account of the machine, and no person's name",
            "Everything you do carries the name given here, also in your colleagues' copies: "
            "give your own.",
        )
    return save_identity(settings, clean, settings.own_id or new_id())


def as_joined(project: Project, coder: Coder) -> Coder:
    """Return who a coder is now: somebody may have joined them with another meanwhile."""
    with project.reading() as connection:
        known = queries.coders(connection)
    return next(
        (by_now for by_now in known if coder.id == by_now.id or coder.id in by_now.also), coder
    )


def expected_coder(name: str) -> Coder:
    """Return the coder who is given work under a name before having written anything.

    The id follows from the name, so that whoever comes under it takes the work up, in every copy.
    """
    clean = checked_name(name)
    return Coder(derived_id("coder", clean), clean)


def known_coders(project: Project) -> list[Coder]:
    """Return everybody who has made a change or a step, with the names they had in this file."""
    with project.reading() as connection:
        known = {coder.id: coder for coder in queries.coders(connection)}
        home = {
            identity: coder.id for coder in known.values() for identity in (coder.id, *coder.also)
        }
        for author in steps.authors(connection):
            if (there := known.get(home.get(author.id, author.id))) is None:
                known[author.id] = author
            elif author.name != there.name:
                known[there.id] = replace(there, also=there.also | {author.name})
    return [*known.values()]


def coder_named(known: Iterable[Coder], name: str) -> Coder | None:
    """Return the coder who has this name or id, or had it; None where nobody is like that.

    Raises UnclearCoder where a person has to say who is meant: for a name that fits several, or
    differs from that of one in case, spaces, hyphens or accents only.
    """
    known = list(known)
    clean = " ".join(normalise(name).split())
    fitting = [coder for coder in known if clean in (coder.id, coder.name)]
    fitting = fitting or [coder for coder in known if clean in coder.also]
    if len(fitting) > 1:
        raise UnclearCoder(clean, _names_and_ids(fitting))
    if fitting:
        return fitting[0]
    if alike := coders_alike(known, clean):
        raise UnclearCoder(clean, _names_and_ids(alike), alike=True)
    return None


def find_coder(known: Iterable[Coder], name: str) -> Coder:
    """Return the coder with this name or id. Raises NotFound for none, or listing several."""
    known = list(known)
    named = coder_named(known, name)
    if named is None:
        raise no_coder(known, name)
    return named


def no_coder(known: Iterable[Coder], name: str, new: str = "") -> NotFound:
    """Return what says that nobody has this name, who may be meant, and who there is.

    `new` is the command that makes a coder `{name}`, where somebody new may be meant.
    """
    names = list(dict.fromkeys(coder.name for coder in known))
    near = nearest(name, names)
    hints = [f"Did you mean {' or '.join(near)}?"] if near else []
    hints.append(f"Coders in the project: {', '.join(names) or 'nobody yet'}.")
    if new:
        hints.append(f"Somebody new is made by: {new.format(name=shlex.quote(name))}")
    return NotFound(f"there is no coder {name!r}", " ".join(hints))


def checked_name(name: str) -> str:
    """Return a coder's name, composed, without white space around it.

    Raises BadInput when nothing is left, and for bytes that are no letters in the terminal's
    encoding: another name would be kept in silence.
    """
    if any("\ud800" <= sign <= "\udfff" for sign in name):
        raise BadInput(
            f"the coder's name {name!r} is not readable in the encoding of this terminal",
            "Set the terminal to UTF-8, or give the coder's id.",
        )
    clean = " ".join(normalise(name).split())
    if not clean or not clean.isprintable():
        raise BadInput("a coder needs a name", "Give it with --coder NAME.")
    return clean


def is_identity(text: str) -> bool:
    """Tell whether `text` is written as an id that this program gives."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def is_account(name: str) -> bool:
    """Tell whether a name is that of an account that machines have, and nobody's own."""
    return name.casefold() in _ACCOUNTS


def login_name() -> str:
    """Return the name the user is logged in under, or `coder` where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "coder"


def own_identity(settings: Settings, name: str) -> str | None:
    """Return the id of the settings file where `name` is the name it goes with.

    Raises BadInput when it is no id.
    """
    if settings.own_id is None or not settings.own_name:
        return None
    if checked_name(settings.own_name) != name:
        return None
    if not is_identity(settings.own_id):
        raise BadInput(
            f"{settings.path}: the coder's id {settings.own_id!r} is no id",
            "Remove that line to get one, or put the one back that you had.",
        )
    return settings.own_id


def coders_alike(known: Iterable[Coder], name: str) -> list[Coder]:
    """Return the coders whose names differ from `name` in case, spaces and accents at most."""
    same = folded(name)
    return [coder for coder in known if same and folded(coder.name) == same]


def _names_and_ids(coders: Iterable[Coder]) -> tuple[tuple[str, str], ...]:
    return tuple((coder.name, coder.id) for coder in coders)
