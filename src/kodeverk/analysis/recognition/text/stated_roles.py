"""The roles of labels: what a transcript states of each, or the label says itself."""

import re
from collections.abc import Collection, Mapping

from kodeverk.analysis.recognition.forms.labels import key_of, style
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.text.legend import LONGEST_SHORT, SURNAME
from kodeverk.model.records import Role

_ASKERS = {"f", "e"}
"""Who asks in Norwegian (*forsker*), Spanish and French (*entrevistador*, *enquêteur*)."""
_NUMBER = re.compile(r"[\s._]*\d+$")


def stated_roles(labels: Collection[str], stated: Mapping[str, str]) -> dict[str, Role]:
    """Return the role of each label, as `stated` says of it or it says itself; `unknown` else.

    `I` is no interviewer where it stands for somebody else (`I = Informant`), where several are
    counted (`I1`, `I2`), beside another letter of who asks, nor among letters in the order of the
    alphabet.
    """
    codes = [code for label in labels if len(code := _NUMBER.sub("", label.casefold())) == 1]
    of_asker = codes.count("i") == 1 and not _ASKERS & {*codes}
    letters = {label.casefold() for label in labels if len(label) == 1}
    no_roles = {code for code in codes if _counts(code, letters) or (code == "i" and not of_asker)}
    return {label: _role(label, stated.get(label, ""), no_roles) for label in labels}


def _role(label: str, words: str, no_roles: Collection[str]) -> Role:
    """Return the role in the words of a label, else in the label; `unknown` where they differ."""
    if SURNAME.fullmatch(words):
        return "unknown"  # `LEADER` is no leader where `ORRA E. LEADER` is interviewed
    role, own = guess_role(words), guess_role(label)
    if role == "unknown" and not (words and _stands_for(label, words)):
        return "unknown" if _NUMBER.sub("", label.casefold()) in no_roles else own
    # A letter may stand for any word, and is said what it stands for.
    is_word = len(key_of(label)) > LONGEST_SHORT
    return "unknown" if is_word and own not in ("unknown", role) else role


def _stands_for(label: str, words: str) -> bool:
    """Tell whether a short label stands for words that name no role, as `I` for `Informant`."""
    is_short = len(key_of(label)) <= LONGEST_SHORT
    return is_short and (style(words) == "role" or key_of(words).startswith(key_of(label)))


def _counts(label: str, letters: Collection[str]) -> bool:
    """Tell whether a letter counts persons: `A`, `B` and `C` are among them, or it is in a row."""
    rows = ((1, 2), (-1, 1), (-2, -1))
    return {*"abc"} <= {*letters} or any(
        all(chr(ord(label) + step) in letters for step in row) for row in rows
    )
