"""Who codes: the current coder, and coders by name."""

import getpass
from collections.abc import Iterable
from uuid import UUID

from kodeverk.config import Settings, save_identity
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.identity import derived_id, new_id
from kodeverk.model.records import Coder
from kodeverk.model.text import normalise
from kodeverk.store import queries, steps
from kodeverk.store.project import Project


def current_coder(project: Project, settings: Settings) -> Coder:
    """Return who writes now; a coder the project has not met gets an id with the first change.

    Where nobody has said who it is, the name is the one the user is logged in under. The identity
    of the settings file is one person everywhere: it is not another coder of the same name, but it
    is the coder who was expected under that name (`expected_coder`).
    Raises NotFound when a name fits two coders, listing both, or is the id of nobody, and BadInput
    when the settings file has an id that is none.
    """
    name = checked_name(settings.coder or login_name())
    own = _own_identity(settings, name)
    with project.reading() as connection:
        known = queries.coders(connection)
        met = {coder.id for coder in known}
        known += [coder for coder in steps.authors(connection) if coder.id not in met]
    fitting = _fitting(known, name)
    if own is not None:
        mine = (own, expected_coder(name).id)
        fitting = sorted(
            (one for one in fitting if one.id in mine), key=lambda one: mine.index(one.id)
        )[:1]
    if len(fitting) > 1:
        raise _ambiguous(name, fitting)
    if fitting:
        return fitting[0]
    if is_identity(name):
        raise NotFound(f"there is no coder with the id {name}", _known_names(known))
    return Coder(own or new_id(), name)


def introduce(settings: Settings, name: str) -> Settings:
    """Keep who the user is in the settings file, and return the new settings.

    Raises BadInput for an empty name, and when the file cannot be written.
    """
    return save_identity(settings, checked_name(name), settings.own_id or new_id())


def expected_coder(name: str) -> Coder:
    """Return the coder who is given work under a name before having written anything.

    The id follows from the name, so that whoever comes under it takes the work up, in every copy.
    """
    clean = checked_name(name)
    return Coder(derived_id("coder", clean), clean)


def find_coder(known: Iterable[Coder], name: str) -> Coder:
    """Return the coder with this name or id. Raises NotFound for none, or listing several."""
    known = list(known)
    fitting = _fitting(known, name)
    if len(fitting) > 1:
        raise _ambiguous(name, fitting)
    if not fitting:
        raise NotFound(f"there is no coder {name!r}", _known_names(known))
    return fitting[0]


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


def login_name() -> str:
    """Return the name the user is logged in under, or `coder` where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "coder"


def _own_identity(settings: Settings, name: str) -> str | None:
    """Return the id of the settings file where `name` is the name it goes with."""
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


def _fitting(known: Iterable[Coder], name: str) -> list[Coder]:
    clean = " ".join(normalise(name).split())
    return [coder for coder in known if clean in (coder.id, coder.name)]


def _known_names(known: Iterable[Coder]) -> str:
    return f"Coders in the project: {', '.join(coder.name for coder in known) or 'nobody yet'}."


def _ambiguous(name: str, fitting: list[Coder]) -> NotFound:
    listed = "; ".join(f"{coder.name} {coder.id}" for coder in fitting)
    return NotFound(f"{name!r} fits several coders: {listed}", "Give the id instead of the name.")
