"""Who codes: the current coder, and coders by name."""

import getpass
from collections.abc import Iterable

from kodeverk.config import Settings
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.store import queries, steps
from kodeverk.store.project import Project


def current_coder(project: Project, settings: Settings) -> Coder:
    """Return who writes now; a coder the project has not met gets an id with the first change.

    Where nobody has said who it is, the name is the one the user is logged in under. The identity
    of the settings file is one person everywhere: it is not another coder of the same name, unless
    that one was only assigned work and nobody has written as it yet.
    Raises NotFound, listing both, when a name fits two coders.
    """
    name = checked_name(settings.coder or login_name())
    with project.reading() as connection:
        known = queries.coders(connection)
        met = {coder.id for coder in known}
        known += [coder for coder in steps.authors(connection) if coder.id not in met]
        fitting = _fitting(known, name)
        if settings.own_id is not None and name == settings.own_name:
            if any(coder.id == settings.own_id for coder in fitting):
                return Coder(settings.own_id, name)
            fitting = [one for one in fitting if not queries.has_written(connection, one.id)]
    if len(fitting) > 1:
        raise _ambiguous(name, fitting)
    if fitting:
        return fitting[0]
    own = settings.own_id if name == settings.own_name else None
    return Coder(own or new_id(), name)


def find_coder(known: Iterable[Coder], name: str) -> Coder:
    """Return the coder with this name or id. Raises NotFound for none, or listing several."""
    known = list(known)
    fitting = _fitting(known, name)
    if len(fitting) > 1:
        raise _ambiguous(name, fitting)
    if not fitting:
        names = ", ".join(coder.name for coder in known) or "nobody yet"
        raise NotFound(f"there is no coder {name!r}", f"Coders in the project: {names}.")
    return fitting[0]


def checked_name(name: str) -> str:
    """Return a coder's name without white space around it. Raises BadInput when nothing is left."""
    clean = " ".join(name.split())
    if not clean or not clean.isprintable():
        raise BadInput("a coder needs a name", "Give it with --coder NAME.")
    return clean


def login_name() -> str:
    """Return the name the user is logged in under, or `coder` where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "coder"


def _fitting(known: Iterable[Coder], name: str) -> list[Coder]:
    return [coder for coder in known if name == coder.id or " ".join(name.split()) == coder.name]


def _ambiguous(name: str, fitting: list[Coder]) -> NotFound:
    listed = "; ".join(f"{coder.name} {coder.id}" for coder in fitting)
    return NotFound(f"{name!r} fits several coders: {listed}", "Give the id instead of the name.")
