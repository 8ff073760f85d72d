"""What the user has set: from flags, the environment and a TOML file; passed in, never global."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kodeverk.errors import BadInput
from kodeverk.files import make_folder, whole_file


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's own settings.

    `coder` is the name or id of who codes now, None when nobody has said so. `own_name` and
    `own_id` are the identity the settings file keeps, the same person in every project. `keys`
    are the keys of the terminal UI the user has chosen: a binding's id -> keys, as written.
    """

    path: Path
    coder: str | None = None
    own_name: str | None = None
    own_id: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)


def settings_path(environment: Mapping[str, str]) -> Path:
    """Return where the settings file is, whether or not it exists."""
    if given := environment.get("KODEVERK_CONFIG"):
        return Path(given)
    if os.name == "nt":
        base = Path(environment.get("APPDATA") or Path.home())
    else:
        base = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "kodeverk" / "config.toml"


def state_folder(environment: Mapping[str, str]) -> Path:
    """Return the user's own folder for what the program keeps for a while, there or not."""
    if os.name == "nt":
        base = Path(environment.get("LOCALAPPDATA") or Path.home())
    else:
        base = Path(environment.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "kodeverk"


def load_settings(environment: Mapping[str, str], coder: str | None = None) -> Settings:
    """Return the settings: the flag before `KODEVERK_CODER` before the file.

    Raises BadInput, naming the file, when it is not TOML, and for a key that is not a text.
    """
    path = settings_path(environment)
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {error}", "Mend the file, or remove it to begin anew.") from error
    except OSError:
        # A settings file that is not there or cannot be read is no reason not to open a project.
        written = {}
    own, keys = _table(path, written, "coder"), _table(path, written, "keys")
    name, identity = own.get("name"), own.get("id")
    own_name = name if isinstance(name, str) else None
    return Settings(
        path,
        coder or environment.get("KODEVERK_CODER") or own_name,
        own_name,
        identity if isinstance(identity, str) else None,
        dict(_keys(path, keys)),
    )


def save_identity(settings: Settings, name: str, identity: str) -> Settings:
    """Write who the user is to the settings file, keep the rest of it, return the new settings.

    Raises BadInput when the file cannot be written.
    """
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    own = f'[coder]\nname = "{quoted}"\nid = "{identity}"\n'
    path = settings.path
    try:
        make_folder(path.parent)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        rest = _CODER_TABLE.sub("", f"{before}\n").strip()
        after = f"{own}\n{rest}\n" if rest else own
        wanted = {**(_read(before) or {}), "coder": {"name": name, "id": identity}}
        if _read(after) != wanted:
            raise BadInput(
                f"{path} says who codes in a way this program does not change",
                f"Write it there as a table: [coder] name = {name!r} id = {identity!r}",
            )
        # Where the user's settings are a link to a file elsewhere, they stay one.
        with whole_file(path.resolve()) as part:
            part.write_text(after, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else error
        raise BadInput(
            f"{path} cannot be written: {what}",
            "Say who codes with --coder NAME or KODEVERK_CODER instead.",
        ) from error
    return replace(settings, coder=name, own_name=name, own_id=identity)


_CODER_TABLE = re.compile(
    r"^\[coder\][^\n]*\n(?:(?!\[)[^\n]*\n)*?(?=(?:[ \t]*(?:#[^\n]*)?\n)*(?:\[|\Z))", re.MULTILINE
)
"""The table `coder`, up to the next table and the comments above it."""


def _read(written: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(written)
    except tomllib.TOMLDecodeError:
        return None


def _table(path: Path, written: Mapping[str, object], name: str) -> dict[str, object]:
    table = written.get(name, {})
    if not isinstance(table, dict):
        raise BadInput(f"{path}: {name} is not a table", f"Write it under a line [{name}].")
    return table


def _keys(path: Path, table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield (id, keys); an id written without quotes has made a table of each part of it."""
    for part, value in table.items():
        if isinstance(value, dict):
            yield from _keys(path, value, f"{above}{part}.")
        elif isinstance(value, str):
            yield above + part, value
        else:
            raise BadInput(
                f"{path}: the keys of {above}{part} are not a text",
                f'Write them in quotes: "{above}{part}" = "x,delete"',
            )
