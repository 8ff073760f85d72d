"""What the user has set: from flags, the environment and a TOML file; passed in, never global."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kodeverk.errors import BadInput


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's own settings.

    `coder` is the name or id of who codes now, None when nobody has said so. `own_name` and
    `own_id` are the identity the settings file keeps, the same person in every project.
    """

    path: Path
    coder: str | None = None
    own_name: str | None = None
    own_id: str | None = None


def settings_path(environment: Mapping[str, str]) -> Path:
    """Return where the settings file is, whether or not it exists."""
    if given := environment.get("KODEVERK_CONFIG"):
        return Path(given)
    if os.name == "nt":
        base = Path(environment.get("APPDATA") or Path.home())
    else:
        base = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "kodeverk" / "config.toml"


def load_settings(environment: Mapping[str, str], coder: str | None = None) -> Settings:
    """Return the settings: the flag before `KODEVERK_CODER` before the file.

    Raises BadInput, naming the file, when it is not TOML.
    """
    path = settings_path(environment)
    own: dict[str, object] = {}
    try:
        with path.open("rb") as file:
            found = tomllib.load(file).get("coder", {})
        if isinstance(found, dict):
            own = found
    except FileNotFoundError:
        pass
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {error}", "Mend the file, or remove it to begin anew.") from error
    except OSError:
        # A settings file that cannot be read is no reason not to open a project.
        pass
    name, identity = own.get("name"), own.get("id")
    own_name = name if isinstance(name, str) else None
    return Settings(
        path,
        coder or environment.get("KODEVERK_CODER") or own_name,
        own_name,
        identity if isinstance(identity, str) else None,
    )


def save_identity(settings: Settings, name: str, identity: str) -> Settings:
    """Write who the user is to the settings file and return the new settings.

    Raises BadInput when the file cannot be written.
    """
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    try:
        settings.path.parent.mkdir(parents=True, exist_ok=True)
        settings.path.write_text(
            f'[coder]\nname = "{quoted}"\nid = "{identity}"\n', encoding="utf-8"
        )
    except OSError as error:
        raise BadInput(
            f"{settings.path} cannot be written: {error.strerror}",
            "Say who codes with --coder NAME or KODEVERK_CODER instead.",
        ) from error
    return Settings(settings.path, name, name, identity)
