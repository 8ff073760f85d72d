"""The keys a user has chosen instead of the default ones, checked before anything is shown."""

import string
from collections.abc import Mapping

from textual.keys import Keys, _character_to_key

from kodeverk.config import Settings
from kodeverk.errors import BadInput
from kodeverk.tui.keys import ALL_SECTIONS, SCREENS

_NAMED = {key.value for key in Keys} | {_character_to_key(sign) for sign in string.punctuation}
_HELD = {"ctrl", "shift", "alt"}


def keymap(settings: Settings) -> dict[str, str]:
    """Return a binding's id -> its keys as Textual names them, for those the user has chosen.

    Raises BadInput, naming the settings file and the id, for an id there is not, a key no terminal
    sends, and a key that would do two things on one screen.
    """
    known = [str(binding.id) for section in ALL_SECTIONS for binding in section.keys]
    chosen = {}
    for name, keys in settings.keys.items():
        if name not in known:
            part = name.partition(".")[0]
            near = [known_name for known_name in known if known_name.partition(".")[0] == part]
            raise BadInput(
                f"{settings.path}: [keys] names {name!r}, and there is no such action",
                f"There are: {', '.join(near or known)}.",
            )
        chosen[name] = ",".join(_named(settings, name, key) for key in keys.split(","))
    _refuse_clashes(settings, chosen)
    return chosen


def _named(settings: Settings, name: str, written: str) -> str:
    *held, last = written.strip().split("+") if len(written.strip()) > 1 else [written.strip()]
    key = _character_to_key(last) if len(last) == 1 else last
    known = key in _NAMED or (len(last) == 1 and last.isalnum())
    if not known or not set(held) <= _HELD or ("shift" in held and len(last) == 1):
        raise BadInput(
            f"{settings.path}: {name} has a key there is not: {written.strip()!r}",
            "Write a letter (R is shift and r), a digit, a sign, or a name such as f4, delete, "
            "shift+left, ctrl+s, comma; several with a comma between them.",
        )
    return "+".join([*held, key])


def _refuse_clashes(settings: Settings, chosen: Mapping[str, str]) -> None:
    for sections in SCREENS:
        does: dict[str, str] = {}
        for binding in (binding for section in sections for binding in section.keys):
            name = str(binding.id)
            for key in dict.fromkeys(chosen.get(name, binding.key).split(",")):
                other = does.setdefault(key, name)
                if other != name:
                    mine, theirs = (name, other) if name in chosen else (other, name)
                    raise BadInput(
                        f"{settings.path}: {mine} has the key {key!r}, which {theirs} has too",
                        f"Choose another, or give {theirs} other keys under [keys] as well.",
                    )
