"""Names in interviews: capitals that no beginning of a sentence explains, and who is one person."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kodeverk.analysis.identifying.ordinary_words import (
    ABBREVIATIONS,
    ARTICLES,
    KNOWN_NAMES,
    PARTICLES,
    SENTENCE_WORDS,
)
from kodeverk.analysis.recognition.forms.labels import is_event, names_fact, style
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.model.municipality import folded

_LONGEST_SHOWN = 60
_KEPT = 4096
"""The same runs of words come again and again, so what they hold is kept for a while."""
_OFTEN = 25
"""So many times more often in small letters, a word with a capital is a slip of the typist."""

_CAPITALS = "".join(sign for sign in map(chr, range(0x10000)) if sign.isupper())
_APOSTROPHES = "'’ʼ`´"
_PART = rf"[{_CAPITALS}][^\W\d_]*(?:[{_APOSTROPHES}][^\W\d_]+)*"
_ONE = rf"(?:(?:{'|'.join(PARTICLES)}|[dO])[-{_APOSTROPHES}])?{_PART}(?:[-‐‑]{_PART})*"
_BETWEEN = rf"[ \u00a0](?:(?:{'|'.join(PARTICLES)})[ \u00a0]){{0,2}}"
_SEQUENCE = re.compile(
    rf"(?<![^\W_])(?:{_ONE}|[{_CAPITALS}]\.)(?:{_BETWEEN}(?:{_ONE}|[{_CAPITALS}]\.))*"
)
_WORD = re.compile(rf"[^\W\d_]+(?:[-{_APOSTROPHES}][^\W\d_]+)*")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]$")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_OWNED = re.compile(r"[ \u00a0](?:sin|sitt|sine|si)\b")
_SITE = re.compile(
    r"[ \u00a0](?:sk[ou]le|barnehage|mottak|sykehus|sjukehus|videregående|vidaregåande|ungdoms"
    r"|kirke|kyrkje|senter|kommun|fylke|school|hospital|municipality)"
)
_WAYS = ("til", "fra", "frå", "ved", "mot", "rundt", "nær", "to", "from", "near")
_STREET_NAME = re.compile(r"(?:gata|gaten|vegen|veien|gate)$", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:^|[^\w.])((?:\w+\.)*\w+)\.[ \u00a0]?$")


@dataclass(slots=True)
class WrittenName:
    """What is known of one name as it is written, over all transcripts.

    `within` counts places inside a sentence, `opening` at the head of one, where every word has a
    capital; `located` those after `i` or `in` or before `skole` and the like, `reached` those
    after `til` or `fra`; `articled` those after `a`, `the` or `en`; `stopped` those a comma or full
    stop follows, where a genitive does not stand. `named` tells a speaker's label, an informant or
    a marked passage.
    """

    within: int = 0
    opening: int = 0
    located: int = 0
    reached: int = 0
    articled: int = 0
    stopped: int = 0
    named: bool = False

    @property
    def places(self) -> int:
        """In how many places the name stands whole."""
        return self.within + self.opening


@dataclass(frozen=True, slots=True)
class _Place:
    words: tuple[str, ...]
    opening: bool
    located: bool
    reached: bool
    articled: bool
    stopped: bool


@dataclass(slots=True)
class Names:
    """Names gathered from texts, and the words those texts write in small letters."""

    small: Counter[str] = field(default_factory=Counter)
    _places: list[_Place] = field(default_factory=list)
    _named: list[tuple[str, ...]] = field(default_factory=list)

    def read(self, text: str) -> None:
        """Gather names from a text in which what is to be left out is blanked by line breaks."""
        self.small.update(word for word in _WORD.findall(text) if word.islower())
        for sequence in _SEQUENCE.finditer(text):
            opening = _opens_sentence(text, sequence.start())
            before = _WORD_BEFORE.search(text, max(0, sequence.start() - 12), sequence.start())
            after = text[sequence.end() : sequence.end() + 16]
            lead = before[1].casefold() if before else ""
            located = bool(_SITE.match(after)) or (lead in ("i", "in") and not _OWNED.match(after))
            runs = _runs(sequence[0])
            for number, words in enumerate(runs):
                first, last = number == 0, number == len(runs) - 1
                self._places.append(
                    _Place(
                        words,
                        opening and first,
                        located and last,
                        lead in _WAYS and first,
                        lead in ARTICLES and first,
                        last and after[:1] in (*".,!?;:\n", ""),
                    )
                )

    def name(self, words: str) -> None:
        """Gather from a speaker's label, an informant's name or a marked passage."""
        if style(words) == "code" or names_fact(words) or is_event(words):
            return
        for sequence in _SEQUENCE.finditer(words):
            name_words = [
                word for word in re.split(r"[ \u00a0]", sequence[0]) if not _is_role(word)
            ]
            if name_words and any(len(word) > 2 for word in name_words):
                self._named.append(tuple(name_words))

    def in_small_letters(self, word: str) -> int:
        """Return how often a word stands in small letters, or what it is the plural of."""
        small = word.casefold()
        return max(self.small[small], self.small[small[:-1]] if small.endswith("s") else 0)

    def are_words(self, name: str, places: int) -> bool:
        """Tell whether each word of a name is an ordinary one, more often so than here."""
        return all(
            _ordinary([word]) or self.in_small_letters(word) > places for word in name.split()
        )

    def written_names(self) -> dict[str, WrittenName]:
        """Return every name as it is written -> what is known of it."""
        inside: Counter[str] = Counter()
        for place in self._places:
            inside.update(place.words[1:] if place.opening else place.words)
        named = {word for words in self._named for word in words}
        full = set(named)
        for place in self._places:
            if not place.opening and len(place.words) > 1 and not _ordinary(place.words):
                full.update(place.words)
                if not _ordinary(place.words[1:]):
                    named.add(place.words[0])
        names: dict[str, WrittenName] = {}
        for place in self._places:
            words, opening = place.words, place.opening
            if opening and len(words) > 1 and self._begins(words[0], inside):
                words, opening = _without_particles(words[1:]), False
            known = names.setdefault(" ".join(words), WrittenName())
            known.opening += opening
            known.within += not opening
            known.located += place.located
            known.reached += place.reached
            known.articled += place.articled and not opening
            known.stopped += place.stopped
        for words in self._named:
            names.setdefault(" ".join(words), WrittenName()).named = True
        return {
            name: known
            for name, known in names.items()
            if known.named or self._is_name(name, known, named, full)
        }

    def _begins(self, word: str, inside: Counter[str]) -> bool:
        """Tell whether a word at the head of a sentence only begins it, before a name."""
        small = word.casefold()
        if small in SENTENCE_WORDS or small in KNOWN_NAMES:
            return True
        return self.small[small] > 0 and not inside[word]

    def _is_name(
        self, name: str, known: WrittenName, named: Collection[str], full: Collection[str]
    ) -> bool:
        """Tell whether `name` is one: `full` has the words of labels and of full names.

        `named` has of full names the first words alone, the surest names of persons.
        """
        words = name.split()
        small = name.casefold()
        if len(words) > 1:
            return not _ordinary(words)
        if len(name) < 2 or small in KNOWN_NAMES or is_event(name):
            return False
        if small in SENTENCE_WORDS:
            return name in named and known.within > 0
        if name in full:
            return True
        if known.within:
            return known.within * _OFTEN >= self.small[small]
        return known.opening > 1 and not self.small[small]


def without_genitives(names: Mapping[str, WrittenName]) -> dict[str, WrittenName]:
    """Return `names` without those that are another one's genitive and nothing else.

    What a comma or full stop follows (`Jonas.`) is a name of its own, also beside `Jona`.
    """
    return {
        name: known
        for name, known in names.items()
        if known.named or known.stopped or genitive_of(name, names) is None
    }


def genitive_of(name: str, names: Collection[str]) -> str | None:
    """Return the name that `name` is, or may be, the genitive of: `Karis` of `Kari`."""
    stem = name[:-1]
    return stem if name[-1:] in ("s", "S") and stem in names else None


def is_place(known: WrittenName) -> bool:
    """Tell whether a name stands after `i` or `in` often enough to be a place."""
    return known.located * 3 >= max(1, known.within)


def is_articled(known: WrittenName) -> bool:
    """Tell whether a name mostly stands after an article, as what names a thing does."""
    return 0 < known.within < 2 * known.articled


def is_street(name: str) -> bool:
    """Tell whether a name ends as streets do."""
    return _STREET_NAME.search(name) is not None


@dataclass(frozen=True, slots=True)
class Person:
    """The ways one person's name is written, the fullest first, and what is doubtful of each."""

    names: tuple[str, ...]
    doubts: Mapping[str, str]


def people(names: Mapping[str, WrittenName]) -> tuple[Person, ...]:
    """Return who is one person, those named most often first.

    A first or last name joins the only full name it is in; where there are several it stays apart,
    with a doubt. Capitals and accents do not matter. A rare name that differs by one letter from a
    frequent one joins it, with a doubt: it may be misspelt.
    """
    groups: dict[str, list[str]] = {}
    doubts: dict[str, str] = {}
    spelt: dict[str, str] = {}
    ordered = sorted(names, key=lambda name: (-len(name.split()), -names[name].places, name))
    fullest: dict[str, str] = {}
    longer: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in ordered:
        same = spelt.setdefault(folded(name), name)
        words = tuple(map(folded, name.split()))
        holders = list(dict.fromkeys(fullest[holder] for holder in _holding(words, longer)))
        if len(words) > 1:
            for word in words:
                longer.setdefault(word, {})[name] = words
        if same != name:
            home = fullest[same]
        elif len(holders) == 1:
            home = holders[0]
        else:
            home = name
            if holders:
                doubts[name] = f"may be {_either(holders)}"
        fullest[name] = home
        groups.setdefault(home, []).append(name)
    for name, meant in _misspelt(names, groups):
        for misspelling in groups.pop(name):
            doubts.setdefault(misspelling, f"perhaps {meant} misspelt")
            groups[fullest[meant]].append(misspelling)
    counted = sorted(
        groups.values(), key=lambda group: (-sum(names[name].places for name in group), group[0])
    )
    return tuple(
        Person(tuple(group), {name: doubts[name] for name in group if name in doubts})
        for group in counted
    )


def _holding(
    words: Sequence[str], longer: Mapping[str, Mapping[str, Sequence[str]]]
) -> Iterator[str]:
    """Yield the longer names that all of `words` are in, in their order.

    `longer` maps a word to the names it is in, and these to all their words.
    """
    for name, others in longer.get(words[0], {}).items():
        rest = iter(others)
        if len(others) > len(words) and all(word in rest for word in words):
            yield name


def _misspelt(
    names: Mapping[str, WrittenName], groups: Mapping[str, Sequence[str]]
) -> list[tuple[str, str]]:
    """Return (rare name, frequent one) for those that differ by one letter or two exchanged."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    places = {
        fullest: sum(names[each].places for each in group) for fullest, group in groups.items()
    }
    written = [name for group in groups.values() for name in group]
    home = {name: fullest for fullest, group in groups.items() for name in group}
    pairs: list[tuple[str, str]] = []
    gone: set[str] = set()
    for name in sorted(groups, key=lambda group: (places[group], group)):
        if len(name) < 5 or names[name].named:
            continue
        near = process.extract(name, written, scorer=OSA.distance, score_cutoff=1, limit=8)
        for meant, distance, _ in near:
            other = home[meant]
            slip = distance and meant[0] == name[0] and genitive_of(name, names) != meant
            if slip and other not in (name, *gone) and places[name] * 3 <= places[other]:
                pairs.append((name, meant))
                gone.add(name)
                break
    return pairs


@lru_cache(maxsize=_KEPT)
def _runs(sequence: str) -> tuple[tuple[str, ...], ...]:
    """Return the names in a run of words with capitals, broken at acronyms, letters, genitives."""
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    for written in (*re.split(r"[ \u00a0]", sequence), ""):
        word = _POSSESSIVE.sub("", written)
        small = written.islower() or (written.endswith(".") and len(written) == 2)
        if written and (_is_name_shaped(word) or small):
            run.append(word)
        ends = not written or not (_is_name_shaped(word) or small) or word != written
        if ends:
            while run and (run[-1].islower() or run[-1].endswith(".")):
                run.pop()
            if any(not word.islower() and not word.endswith(".") for word in run):
                runs.append(_without_particles(tuple(run)))
            run = []
    return tuple(runs)


def _is_name_shaped(word: str) -> bool:
    head = re.split(rf"[-‐‑{_APOSTROPHES}]", word)
    if len(head[0]) == 1 and head[0].isupper():
        return len(head) > 1 and head[1][:1].isupper() and len(head[1]) > 1
    return not word.islower() and not word[:2].isupper()


def _without_particles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return `words` from the first one with a capital on."""
    first = next(place for place, word in enumerate(words) if not word.islower())
    return words[first:]


def _ordinary(words: Iterable[str]) -> bool:
    """Tell whether all of `words` are such as begin sentences or name nobody."""
    small = {word.casefold() for word in words}
    return small <= SENTENCE_WORDS | KNOWN_NAMES


def _is_role(word: str) -> bool:
    small = word.casefold()
    return (
        guess_role(word) != "unknown"
        or style(word) in ("role", "code")
        or small in SENTENCE_WORDS
        or small in KNOWN_NAMES
        or is_event(word)
    )


def _opens_sentence(text: str, start: int) -> bool:
    """Tell whether a capital at `start` may be there only because a sentence begins."""
    before = text[max(0, start - 24) : start].rstrip(" \u00a0")
    if not before:
        return True
    if before[-1] == ".":
        shortened = _ABBREVIATION.search(before)
        return shortened is None or shortened[1].casefold() not in ABBREVIATIONS
    return not (before[-1].isalnum() or before[-1] in ",&/+%'’")


def _either(names: Iterable[str]) -> str:
    shown = " or ".join(names)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[: _LONGEST_SHOWN - 1]}…"
