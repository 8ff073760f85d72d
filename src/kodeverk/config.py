"""What the user has set: from flags, the environment and a TOML file; passed in, never global."""

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from kodeverk.errors import BadInput
from kodeverk.files import make_folder, whole_file

Tables = dict[str, object]
"""A settings file: its tables and values by name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's own settings.

    `coder` is the name or id of who codes now, None when nobody has said so. `own_name` and
    `own_id` are the identity the settings file keeps, the same person in every project. `keys`
    are the keys of the terminal UI the user has chosen: a binding's id -> keys, as written.
    `theme` is the name of the colours of the terminal UI, `measure` how many columns a line of a
    transcript takes at most; None where the user has not chosen.
    """

    path: Path
    coder: str | None = None
    own_name: str | None = None
    own_id: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    theme: str | None = None
    measure: int | None = None


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

    Raises BadInput, naming the file, when it is not TOML, and for a value of another type.
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
    screen = _table(path, written, "screen")
    name, identity = own.get("name"), own.get("id")
    own_name = name if isinstance(name, str) else None
    return Settings(
        path,
        coder or environment.get("KODEVERK_CODER") or own_name,
        own_name,
        identity if isinstance(identity, str) else None,
        dict(_keys(path, keys)),
        _theme(path, screen),
        _measure(path, screen),
    )


def save_identity(settings: Settings, name: str, identity: str) -> Settings:
    """Write who the user is to the settings file, keep the rest of it, return the new settings.

    Raises BadInput when the file cannot be written.
    """
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    own = f'[coder]\nname = "{quoted}"\nid = "{identity}"\n'

    def with_identity(before: str) -> str:
        rest = _CODER_TABLE.sub("", f"{before}\n").strip()
        return f"{own}\n{rest}\n" if rest else own

    _rewrite(
        settings.path,
        with_identity,
        lambda tables: {**tables, "coder": {"name": name, "id": identity}},
        "says who codes",
        f"Write it there as a table: [coder] name = {name!r} id = {identity!r}",
        "Say who codes with --coder NAME or KODEVERK_CODER instead.",
    )
    return replace(settings, coder=name, own_name=name, own_id=identity)


def save_theme(settings: Settings, theme: str) -> Settings:
    """Write the chosen colours to the settings file, as `save_identity` does who the user is."""
    _save_screen(settings.path, "theme", theme)
    return replace(settings, theme=theme)


def save_measure(settings: Settings, measure: int) -> Settings:
    """Write the chosen length of lines to the settings file, as `save_identity` does."""
    _save_screen(settings.path, "measure", measure)
    return replace(settings, measure=measure)


def _save_screen(path: Path, key: str, value: str | int) -> None:
    written = f'"{value}"' if isinstance(value, str) else str(value)
    line = re.compile(rf"(?m)^([ \t]*{key}[ \t]*=[ \t]*)(\"[^\"\n]*\"|'[^'\n]*'|[^\s#]+)")

    def with_value(before: str) -> str:
        table = _SCREEN_TABLE.search(before)
        if table is None:
            above = f"{before.rstrip()}\n\n" if before.strip() else ""
            return f"{above}[screen]\n{key} = {written}\n"
        inside = before[table.end() : table.end("rest")]
        if line.search(inside):
            inside = line.sub(lambda found: found[1] + written, inside, count=1)
        else:
            inside = f"\n{key} = {written}{inside}"
        return before[: table.end()] + inside + before[table.end("rest") :]

    _rewrite(
        path,
        with_value,
        lambda tables: {**tables, "screen": {**_table(path, tables, "screen"), key: value}},
        "says how the screen looks",
        f"Write it there as a table: [screen] {key} = {written}",
        "It holds until you quit. Make the file writable to have it kept.",
    )


def _rewrite(
    path: Path,
    change: Callable[[str], str],
    said: Callable[[Tables], Tables],
    about: str,
    by_hand: str,
    otherwise: str,
) -> None:
    """Change the text of the settings file so that it says `said` of what it did before.

    Raises BadInput, with what to do `by_hand` where the file is written in a way that `change`
    does not know, and `otherwise` where it cannot be written.
    """
    try:
        make_folder(path.parent)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = change(before)
        if _read(after) != said(_read(before) or {}):
            raise BadInput(f"{path} {about} in a way this program does not change", by_hand)
        # Where the user's settings are a link to a file elsewhere, they stay one.
        with whole_file(path.resolve()) as part:
            part.write_text(after, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else error
        raise BadInput(f"{path} cannot be written: {what}", otherwise) from error


_CODER_TABLE = re.compile(
    r"^\[coder\][^\n]*\n(?:(?!\[)[^\n]*\n)*?(?=(?:[ \t]*(?:#[^\n]*)?\n)*(?:\[|\Z))", re.MULTILINE
)
"""The table `coder`, up to the next table and the comments above it."""

_SCREEN_TABLE = re.compile(
    r"^\[screen\][^\n]*(?=(?P<rest>(?:\n(?![ \t]*\[)[^\n]*)*))", re.MULTILINE
)
"""The head of the table `screen`; `rest` are its lines."""


def _read(written: str) -> Tables | None:
    try:
        return tomllib.loads(written)
    except tomllib.TOMLDecodeError:
        return None


def _table(path: Path, written: Mapping[str, object], name: str) -> dict[str, object]:
    table = written.get(name, {})
    if not isinstance(table, dict):
        raise BadInput(f"{path}: {name} is not a table", f"Write it under a line [{name}].")
    return table


def _theme(path: Path, screen: Mapping[str, object]) -> str | None:
    theme = screen.get("theme")
    if theme is None or isinstance(theme, str):
        return theme
    raise BadInput(f"{path}: the theme is not a text", 'Write it in quotes: theme = "nord"')


def _measure(path: Path, screen: Mapping[str, object]) -> int | None:
    measure = screen.get("measure")
    if measure is None or (isinstance(measure, int) and not isinstance(measure, bool)):
        return measure
    raise BadInput(f"{path}: the measure is not a number", "Write it so: measure = 72")


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


def time_of_writing() -> datetime:
    """Return the time that files say they were written: now, or what SOURCE_DATE_EPOCH says.

    With that the same state of a project gives the same bytes. Raises BadInput where it is no
    number of seconds.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise BadInput(
            f"the variable SOURCE_DATE_EPOCH is no number of seconds since 1970: {given!r}",
            "Set it to a whole number, or take it away.",
        ) from error
