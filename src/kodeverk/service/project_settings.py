"""What a project says of how it is used, for everybody who works in it.

Each holds until somebody says no. Who says so is in the log, undo takes it back, and copies
that say different things are in conflict.
"""

from collections.abc import Mapping
from typing import Literal

from kodeverk.model.change import Value
from kodeverk.model.identity import setting_id
from kodeverk.model.records import Coder
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

ProjectSetting = Literal["copy", "blind"]
"""`copy`: whether words may go from the coding screen to the clipboard; `blind`: whether coders who
are dealt the same transcript see each other's codings only when they have finished it."""


def allows(connection: Connection, setting: ProjectSetting) -> bool:
    """Tell whether a setting holds in the project."""
    return queries.setting(connection, _id(setting)) is not False


def set_in_project(
    project: Project, author: Coder, wanted: Mapping[ProjectSetting, bool]
) -> dict[ProjectSetting, bool]:
    """Say, as one step, what the project allows; return what of it was not said before.

    Where two copies said different things, saying it again settles that.
    """
    said = ", ".join(in_words(setting, allowed) for setting, allowed in wanted.items())
    with project.writing(author, f"said of the project: {said}") as writer:
        before = {setting: queries.setting(writer.connection, _id(setting)) for setting in wanted}
        settled = {
            setting
            for setting, allowed in wanted.items()
            if writer.say("setting", _id(setting), _values(setting, allowed))
        }
    return {
        setting: allowed
        for setting, allowed in wanted.items()
        if setting in settled or before[setting] is not allowed
    }


def in_words(setting: ProjectSetting, allowed: bool) -> str:
    """Return what is said of a setting: `copy no`."""
    return f"{setting} {'yes' if allowed else 'no'}"


def _values(setting: ProjectSetting, allowed: bool) -> dict[str, Value]:
    return {"key": _key(setting), "value": allowed, "transcript": None}


def _id(setting: ProjectSetting) -> str:
    return setting_id(None, _key(setting))


def _key(setting: ProjectSetting) -> str:
    return f"project.{setting}"
