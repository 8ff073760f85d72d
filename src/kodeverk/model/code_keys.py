"""Keys of codes: what one may be, and one made from a name."""

import re
from collections.abc import Collection

from kodeverk.model.codebook import RESERVE_PREFIX
from kodeverk.model.text import normalise

LONGEST_KEY = 40
"""How many characters a key may have."""

is_key = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?").fullmatch
"""Tells whether a string is written as a key is."""

_ENOUGH = 12
"""How long the part of a key that is made from a name is: it stands in the margin."""

_SHORT = 3
"""Words as long as `til` and `the` tell nothing in a key, but as its first."""

_WORD = re.compile(r"[^\W_]+")


def made_key(name: str, prefix: str, taken: Collection[str]) -> str:
    """Return a key for a code called `name`, in capital letters, after the key of its theme.

    The words of the name as far as there is room, the first in any case, no short ones; with a
    number where the key is `taken`. The prefix is empty for a code that is to have none.
    """
    words = _WORD.findall(normalise(name).upper()) or ["KODE"]
    own = words[0][:_ENOUGH]
    for word in words[1:]:
        if len(word) <= _SHORT:
            continue
        if len(own) + len(word) >= _ENOUGH:
            break
        own = f"{own}-{word}"
    begun = f"{prefix}-{own}" if prefix else own
    if begun.startswith(RESERVE_PREFIX):
        begun = begun.replace("-", "", 1)
    known = {key.casefold() for key in taken}
    key, number = begun[:LONGEST_KEY].rstrip("-"), 2
    # So as not to begin as reserve codes do.
    sign = "" if f"{begun}-" == RESERVE_PREFIX else "-"
    while key.casefold() in known:
        key = f"{begun[: LONGEST_KEY - 4]}{sign}{number}"
        number += 1
    return key
