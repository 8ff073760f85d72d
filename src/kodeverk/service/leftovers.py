"""Where originals are left in a project after they were replaced: for a person to judge."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from kodeverk.formats.register import load_register
from kodeverk.model.replacement import finder, plain
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

_OWNER = re.compile(r'"transcript":"([^"]+)"')
_JOINTS = {ord(sign): " " for sign in "_-."}
"""What stands between the words of a name in the name of a file, as a space does in a text."""

_LONG_ENOUGH = 3
"""A shorter original stands in too many other words."""
_LINE_END = re.compile(r"(?<=[^\W_])[-\u00ad\u2010][^\S\n]*\n\s*(?=[^\W_])")
"""What breaks a word at the end of a line."""
_JOINT = "\u2064"
"""Stands for the end of a line in a word: nobody sees it, and `plain` takes it out."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """An original that is left, as it is `written`: whole, in other letters, or in a compound.

    `where` says in words in what it stands, `places` how often in all.
    """

    original: str
    written: str
    places: int
    where: tuple[str, ...]


def find_leftovers(project: Project, originals: Sequence[str]) -> tuple[Leftover, ...]:
    """Return where `originals` are left in what the project keeps, each way of writing by itself.

    Found are whole words in any letters, also joined as in the name of a file (`Kari_Nordmann`),
    longer words that hold an original (`Oslofolk`), in any letters too, both also where a hyphen
    breaks them at the end of a line (`Nord- mann`), and municipalities that transcripts belong to.
    """
    if not originals:
        return ()
    occurrences: dict[tuple[str, str], dict[str, int]] = {}
    with project.reading() as connection:
        find = _Finder(originals)
        for where, words in _kept(connection):
            for original, written in find.occurrences(words):
                there = occurrences.setdefault((original, written), {})
                there[where] = there.get(where, 0) + 1
    return tuple(
        Leftover(original, written, sum(there.values()), tuple(there))
        for (original, written), there in sorted(occurrences.items())
    )


class _Finder:
    """What finds originals in any string."""

    def __init__(self, originals: Sequence[str]) -> None:
        by_small = {original.lower().translate(_JOINTS): original for original in originals}
        self._originals = list(by_small.values())
        self._find = finder({small: f"#{at}" for at, small in enumerate(by_small)})
        self._held = {
            small: original for small, original in by_small.items() if len(original) >= _LONG_ENOUGH
        }

    def occurrences(self, words: str) -> Iterator[tuple[str, str]]:
        """Yield (original, as it is written) for each place."""
        yield from self._places(_LINE_END.sub("|", words))
        if not _LINE_END.search(words):
            return
        # The hyphen is the line's alone (`Nord-`, `mann`) or the name's (`Anne-`, `Lise`).
        for joint in (_JOINT, f"-{_JOINT}"):
            for original, written in self._places(_LINE_END.sub(joint, words)):
                if _JOINT in written:
                    yield original, written.replace(joint, "- ")

    def _places(self, words: str) -> Iterator[tuple[str, str]]:
        """Yield (original, as it is written) for each place in a line; a joint is nothing there."""
        small = words.lower()
        # Some capitals are two letters when small; then places cannot be compared.
        alike = len(small) == len(words)
        for start, end, said in self._find(small.translate(_JOINTS)):
            for number in said.split():
                original = self._originals[int(number[1:])]
                written = (words if alike else small)[start:end]
                exact = alike or _JOINT in written
                yield original, " ".join(written.split()) if exact else original
        yield from self._longer_words(words)

    def _longer_words(self, words: str) -> Iterator[tuple[str, str]]:
        """Yield (original, longer words that hold it); with joints in the line, only across one."""
        pieces = [plain(piece) for piece in words.split(_JOINT)]
        shown = "".join(pieces)
        small = shown.lower()
        shown = shown if len(shown) == len(small) else small
        small = small.translate(_JOINTS)
        joints = [*accumulate(map(len, pieces))][:-1]
        longer: dict[tuple[int, int], str] = {}
        for held in self._held:
            at = small.find(held)
            while at >= 0:
                end = at + len(held)
                across = [joint for joint in joints if at < joint < end]
                whole = _around(small, at, end)
                # A genitive is listed as the name itself.
                if whole not in ((at, end), (at, end + (small[end : end + 1] == "s"))) and (
                    across or not joints
                ):
                    longer[whole] = max(longer.get(whole, ""), held, key=len)
                at = small.find(held, end)
        for (start, end), held in longer.items():
            across = [joint for joint in joints if start < joint < end]
            edges = [start, *across, end]
            yield self._held[held], _JOINT.join(shown[a:b] for a, b in pairwise(edges))


def _around(words: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words begin and end that hold `[start, end)`."""
    while start and _in_word(words[start - 1]):
        start -= 1
    while end < len(words) and _in_word(words[end]):
        end += 1
    return start, end


def _in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.combining(sign) > 0


def _kept(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield (where, in words; the string) for everything a project keeps."""
    names = {transcript.id: transcript.name for transcript in queries.transcripts(connection)}
    keys = {code.id: code.key for code in queries.codes(connection)}
    for text in queries.kept_texts(connection):
        which = "the text" if text.current else "an earlier version"
        yield f"{which} of {names.get(text.transcript, 'a removed transcript')}", text.text
    for string in queries.kept_strings(connection):
        if string.kind == "log":
            yield "the log", string.value
        elif string.record in keys:
            yield f"the code {keys[string.record]}", string.value
        else:
            owner = _OWNER.search(string.value)
            name = names.get(owner[1] if owner else string.record)
            kind = f"a {string.kind.replace('_', ' ')}"
            yield (f"what is kept of {name}" if name else kind), string.value
    register = load_register()
    for transcript in queries.transcripts(connection):
        if place := register.municipalities.get(transcript.municipality or ""):
            yield f"the municipality of {transcript.name}", place.name
