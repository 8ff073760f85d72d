"""Words looked for in texts: as they are written, in all their forms, or with typing errors.

Offsets are code points. Case never matters. `*` stands for any letters of a word. Several words are
found where they follow each other, whatever signs stand between them.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import takewhile
from typing import Literal, NamedTuple, get_args

from kodeverk.errors import BadInput
from kodeverk.model.text import Span, normalise

How = Literal["exact", "forms", "typos"]
HOWS: tuple[How, ...] = get_args(How)

_LANGUAGES = ("norwegian", "english")
_WORD = re.compile(r"\w+")
_ANY = "*"
_ERRORS = ((8, 2), (4, 1), (0, 0))
"""In a word of so many letters or more, so many may be wrong, lacking, too many or swapped."""


class _Wanted(NamedTuple):
    """A word that is looked for: a pattern of what may be it, and what of that is."""

    pattern: str
    accepts: Callable[[str], bool] | None = None


class WordSearch:
    """Looks for words in one text after another.

    Raises BadInput where nothing is looked for, or in a way there is not.
    """

    def __init__(self, words: str, how: How = "exact") -> None:
        if how not in HOWS:
            raise BadInput(f"no words are looked for as {how!r}", f"Choose: {', '.join(HOWS)}.")
        self._given = _lower(normalise(words)).split()
        if not any(given.strip(_ANY) for given in self._given):
            raise BadInput("there is nothing to look for", "Give a word, or several.")
        self._how = how
        # An open beginning is found from what follows it on, which is quick, and then read back.
        self._opens = not self._given[0].startswith(_ANY)
        self._given[0] = self._given[0].lstrip(_ANY) or r"\w"
        self._vocabulary: set[str] = set()
        self._alike: dict[str, set[str]] = {given: set() for given in self._given}

    def find(self, text: str) -> Iterator[Span]:
        """Yield where the words stand in a text, in order; no two share a character."""
        lowered = _lower(text)
        wanted = [*self._in(lowered)]
        if not all(one.pattern for one in wanted):
            return
        pattern = re.compile(r"\W+".join(f"({one.pattern})" for one in wanted))
        at = 0
        while found := pattern.search(lowered, at):
            start, end = found.span()
            begun = _begun(lowered, start)
            accepted = (begun == start or not self._opens) and all(
                one.accepts is None or one.accepts(word)
                for one, word in zip(wanted, found.groups(), strict=True)
            )
            at = end if accepted else start + 1
            if accepted:
                yield Span(start if self._opens else begun, end)

    def _in(self, lowered: str) -> Iterator[_Wanted]:
        """Yield what to look for in a text; one without a pattern is not in it."""
        if self._how == "typos":
            self._learn(lowered)
        for given in self._given:
            if not _WORD.fullmatch(given) or self._how == "exact":
                yield _Wanted(_as_written(given))
            elif self._how == "forms":
                yield _all_forms(given)
            else:
                here = [word for word in self._alike[given] if word in lowered]
                written = "|".join(map(re.escape, sorted(here, key=len, reverse=True)))
                yield _Wanted(rf"(?:{written})(?!\w)" if here else "")

    def _learn(self, lowered: str) -> None:
        """Take up the words of a text that no earlier one has, and which are like those wanted."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        runs = {*lowered.split()} - self._vocabulary
        self._vocabulary |= runs
        new = {word for run in runs for word in _WORD.findall(run)}
        for given, alike in self._alike.items():
            most = next(errors for letters, errors in _ERRORS if len(given) >= letters)
            close = process.extract(given, new, scorer=OSA.distance, score_cutoff=most, limit=None)
            alike.update(word for word, _, _ in close)


def _as_written(given: str) -> str:
    pattern = r"\w*".join(map(re.escape, given.split(_ANY))) if given != r"\w" else r"\w+"
    return pattern + r"(?!\w)" * (given[-1] == _ANY or _WORD.match(given[-1]) is not None)


@cache
def _all_forms(given: str) -> _Wanted:
    """Return what finds the forms of a word: those that have its stem in one of the languages."""
    stems = [_stem(language, given) for language in _LANGUAGES]
    # A form begins with its stem, but for a letter or two at the end: `happy`, `happier`.
    shared = stems[1][
        : sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*stems, strict=False)))
    ]
    beginning = shared[: max(len(shared) - (stems[1] == shared), 1)]

    def is_form(word: str) -> bool:
        return any(
            _stem(language, word) == stem for language, stem in zip(_LANGUAGES, stems, strict=True)
        )

    return _Wanted(rf"{re.escape(beginning)}\w*", is_form)


@cache
def _stem(language: str, word: str) -> str:
    import snowballstemmer

    stem: str = snowballstemmer.stemmer(language).stemWord(word)
    return stem


def _begun(text: str, start: int) -> int:
    """Return where the word begins that `start` is in."""
    while start and _WORD.match(text[start - 1]):
        start -= 1
    return start


def _lower(text: str) -> str:
    """Return a text in small letters, in which every offset is what it was."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
