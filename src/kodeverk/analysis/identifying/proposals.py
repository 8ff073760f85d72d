"""What in a set of transcripts may identify somebody, and what could stand there instead.

Nothing here decides: a person confirms each proposal, and what no rule finds stays unfound.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Literal

from kodeverk.analysis.identifying.identifiers import IdentifierKind, identifiers
from kodeverk.analysis.identifying.names import (
    Names,
    WrittenName,
    genitive_of,
    is_articled,
    is_place,
    is_street,
    people,
    without_genitives,
)
from kodeverk.analysis.identifying.ordinary_words import (
    COUNTRIES,
    GIVEN_NAMES,
    MONTHS_OR_NAMES,
    NATIONALITIES,
    TITLES,
)
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.model.municipality import Register, folded
from kodeverk.model.replacement import finder
from kodeverk.model.text import Span

IdentifyingKind = (
    Literal["marked", "person", "municipality", "county", "place", "perhaps a word"]
    | IdentifierKind
)
IDENTIFYING_KINDS: tuple[IdentifyingKind, ...] = (
    "marked",
    "identity number",
    "phone",
    "e-mail",
    "address",
    "web address",
    "person",
    "municipality",
    "county",
    "place",
    "perhaps a word",
)
"""The order in which proposals are listed."""

_WORD_SO_OFTEN = 2
"""What stands more than so many times as often in small letters is a word before it is a name."""

MOST_CONTEXTS = 3
_AROUND = 36
_ALONE: dict[IdentifyingKind, str] = {
    "identity number": "[fødselsnummer]",
    "phone": "[telefon]",
    "e-mail": "[e-post]",
    "web address": "[nettadresse]",
    "address": "[adresse]",
}
_NUMBERED: dict[IdentifyingKind, str] = {
    "marked": "opplysning",
    "municipality": "kommune",
    "county": "fylke",
    "place": "sted",
}
_REPLACEMENT = re.compile(
    r"\[(?:Person [A-Z]{1,3}|(?:kommune|fylke|sted|opplysning) \d+"
    r"|fødselsnummer|telefon|e-post|nettadresse|adresse)\]"
)
_LISTED = (
    (COUNTRIES, "a country"),
    (NATIONALITIES, "a nationality or a language"),
    (TITLES, "a title"),
    (MONTHS_OR_NAMES, "also a month"),
)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BREAK = re.compile(r"[\n\t]")
_KOMMUNE = re.compile(r"[ \u00a0](kommune|kommun|municipality)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Searched:
    """A transcript to be searched: its text, where labels stand in it, and its X-IDENT passages."""

    transcript: str
    text: str
    labels: tuple[Span, ...] = ()
    marked: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the project knows already.

    `informants` are their names, `codes` the keys and names of codes, `pseudonyms` what a key says
    (original -> replacement), `put_in` the replacements that stand in texts already.
    """

    informants: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    put_in: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way of writing something that may identify, to be confirmed by a person.

    `places` counts its occurrences as whole words where no longer proposal covers them, in
    `transcripts` transcripts; `contexts` are up to three of them. Proposals of one person share
    their `replacement`. `doubt` says why it may be something else, empty where nothing is known.
    """

    text: str
    replacement: str
    kind: IdentifyingKind
    transcripts: int
    places: int
    contexts: tuple[str, ...]
    doubt: str


def propose(
    searched: Sequence[Searched], register: Register, known: Known | None = None
) -> tuple[Proposal, ...]:
    """Return what may identify somebody, open X-IDENT passages first, then kind by kind.

    A replacement that stands in a text already is not proposed again, and numbers and letters go
    on after those that are in use. The same texts always give the same proposals.
    """
    return _Search(searched, register, known or Known()).proposals()


def open_passages(searched: Searched) -> Iterator[str]:
    """Yield the open X-IDENT passages of a text, each in whole words and on one line, labels apart.

    Replacements of the proposed shapes are none.
    """
    shown = _blanked(searched.text, own_replacements(searched.text))
    unlabelled = _blanked(shown, searched.labels)
    for start, end in searched.marked:
        in_label = any(label.start <= start and end <= label.end for label in searched.labels)
        words_of = shown if in_label else unlabelled
        position = start
        for part in _BREAK.split(words_of[start:end]):
            words = _whole_words(words_of, position, position + len(part))
            position += len(part) + 1
            if words:
                yield words


def own_replacements(text: str) -> Iterator[Span]:
    """Yield where replacements of the proposed shapes stand in a text."""
    return (Span(*match.span()) for match in _REPLACEMENT.finditer(text))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A proposal in the making; what is the `same` of one kind gets the same replacement."""

    kind: IdentifyingKind
    same: str
    doubts: tuple[str, ...] = ()


class _Search:
    """One search: the transcripts it goes through, and the proposals drafted so far."""

    def __init__(self, searched: Sequence[Searched], register: Register, known: Known) -> None:
        self.searched = searched
        self.register = register
        self.known = known
        self.drafts: dict[str, _Draft] = {}
        self.names = Names()
        self.counties = {
            folded(part)
            for name in register.counties.values()
            for part in (name, *name.split(" - "))
        }
        self.pseudonyms = {
            folded(pseudonym) for pseudonym in (*known.pseudonyms.values(), *known.put_in)
        }
        self.informants = {folded(informant) for informant in known.informants}
        self.codes = {folded(code): code for code in known.codes}

    def proposals(self) -> tuple[Proposal, ...]:
        marked = dict.fromkeys(chain.from_iterable(map(open_passages, self.searched)))
        for searched in self.searched:
            self._read(searched)
        for name in (*self.known.informants, *marked):
            self.names.name(name)
        self._draft_names(without_genitives(self.names.written_names()))
        for words in marked:
            self.drafts.setdefault(words, _Draft("marked", words))
        return tuple(self._counted(self._replacements(), marked))

    def _read(self, searched: Searched) -> None:
        hidden = [*searched.labels, *own_replacements(searched.text)]
        for identifier in identifiers(_blanked(searched.text, hidden)):
            words = searched.text[identifier.start : identifier.end]
            doubts = (identifier.doubt,) if identifier.doubt else ()
            self.drafts.setdefault(words, _Draft(identifier.kind, words, doubts))
            hidden.append(Span(identifier.start, identifier.end))
        self.names.read(_blanked(searched.text, hidden))
        for label in sorted({searched.text[span.start : span.end] for span in searched.labels}):
            if not _REPLACEMENT.search(label):
                self.names.name(label)

    def _draft_names(self, names: dict[str, WrittenName]) -> None:
        persons: dict[str, WrittenName] = {}
        surnames = {word for name in names for word in name.split()[1:]}
        full = {
            word
            for name, written in names.items()
            if " " in name and not self.names.are_words(name, written.places)
            for word in name.split()
        }
        for name, written in names.items():
            kind, same = self._kind(name, written, surnames, full)
            if kind == "person":
                persons[name] = written
            else:
                self.drafts[name] = _Draft(kind, same, tuple(self._doubts(name, written, kind)))
        for person in people(persons):
            for name in person.names:
                doubts = [*self._doubts(name, persons[name], "person")]
                if name in person.doubts:
                    doubts.append(person.doubts[name])
                if stem := genitive_of(name, names):
                    doubts.append(f"or the genitive of {stem}")
                self.drafts[name] = _Draft("person", person.names[0], tuple(doubts))

    def _kind(
        self, name: str, written: WrittenName, surnames: set[str], full: set[str]
    ) -> tuple[IdentifyingKind, str]:
        """Return the kind of a name, and what other ways of writing the same thing share."""
        place = folded(_KOMMUNE.sub("", name))
        numbers = self.register.bearers.get(place, ())
        listed = bool(numbers) or place in self.counties
        kind: IdentifyingKind = "person"
        if is_street(name):
            kind = "address"
        elif listed and (written.located or name not in surnames):
            kind = "municipality" if numbers else "county"
        elif _KOMMUNE.search(name) or name.casefold() in COUNTRIES or is_place(written):
            kind = "place"
        if kind == "person" and self._is_word(name, written, full):
            return "perhaps a word", name
        if kind == "person" or (written.named and not written.within):
            return "person", name
        return kind, "|".join(sorted({self.register.lineages[n][-1] for n in numbers})) or place

    def _is_word(self, name: str, written: WrittenName, full: Collection[str]) -> bool:
        """Tell whether a name is likelier a word: by the texts, by where it stands, or by its kind.

        It is proposed all the same, after the others: Hans and Even are such words. A word of a
        `full` name is one only where it is far more often written in small letters.
        """
        if written.named:
            return False
        small = self.names.in_small_letters(name)
        if " " in name:
            return self.names.are_words(name, written.places)
        is_role = name.casefold() in TITLES or guess_role(name) != "unknown"
        if small > _WORD_SO_OFTEN * written.places or is_role:
            return True
        if name in full or name.casefold() in GIVEN_NAMES:
            return False
        is_listed = name.casefold() in NATIONALITIES | MONTHS_OR_NAMES
        is_common = small >= written.places or is_articled(written)
        return is_listed or is_common or not written.within

    def _doubts(self, name: str, written: WrittenName, kind: IdentifyingKind) -> Iterator[str]:
        key = folded(name)
        if key in self.pseudonyms or key in self.informants:
            yield "perhaps a pseudonym already"
        if key in self.codes:
            yield f"also a code: {self.codes[key]}"
        if kind == "person" and (key in self.register.bearers or key in self.counties):
            yield "also a municipality or county"
        shown_place = written.located or written.reached or _KOMMUNE.search(name)
        if kind == "municipality" and not shown_place:
            yield "may be a person's name"
        yield from (said for listed, said in _LISTED if name.casefold() in listed)
        if kind == "perhaps a word" and is_articled(written):
            yield "mostly after an article"
        if small := self.names.small[name.casefold()]:
            times = "once" if small == 1 else f"{small} times"
            yield f"also an ordinary word: {times} in small letters"
        if not written.within and not written.named:
            yield "only where sentences begin"

    def _replacements(self) -> dict[str, str]:
        """Return text -> replacement: that of an earlier run, or the next free one."""
        earlier = self.known.pseudonyms
        used = {*earlier.values(), *self.known.put_in}
        for searched in self.searched:
            used.update(searched.text[start:end] for start, end in own_replacements(searched.text))
        letters = (shown for shown in map(_lettered, count()) if shown not in used)
        numbers = {
            kind: (shown for shown in map(f"[{word} {{}}]".format, count(1)) if shown not in used)
            for kind, word in _NUMBERED.items()
        }
        given = {
            (draft.kind, draft.same): earlier[text]
            for text, draft in self.drafts.items()
            if text in earlier
        }
        # What may be a word takes no letter from a person.
        for draft in sorted(self.drafts.values(), key=lambda draft: draft.kind == "perhaps a word"):
            if (draft.kind, draft.same) not in given:
                given[draft.kind, draft.same] = _ALONE.get(draft.kind) or next(
                    numbers.get(draft.kind, letters)
                )
        return {
            text: earlier.get(text, given[draft.kind, draft.same])
            for text, draft in self.drafts.items()
        }

    def _counted(self, replacements: dict[str, str], marked: Collection[str]) -> Iterator[Proposal]:
        """Yield the proposals with their places, those that stand nowhere left out."""
        there = _occurrences(self.searched, [*self.drafts])
        listed = [
            Proposal(
                text,
                replacements[text],
                "marked" if text in marked else draft.kind,
                there[text].transcripts,
                there[text].places,
                (*there[text].contexts,),
                "; ".join(draft.doubts),
            )
            for text, draft in self.drafts.items()
            if there[text].places or folded(text) in self.informants
        ]
        # What is one person stays together, the one most often named first.
        order = {text: place for place, text in enumerate(marked)}
        yield from sorted(
            listed,
            key=lambda proposal: (
                IDENTIFYING_KINDS.index(proposal.kind),
                order.get(proposal.text, 0),
            ),
        )


def proposal_of(searched: Sequence[Searched], text: str, taken: Collection[str]) -> Proposal:
    """Return the proposal for a name that somebody adds; `taken` are replacements in use.

    It has no place where the name stands nowhere as a whole word.
    """
    there = _occurrences(searched, [text])[text]
    used = {*taken}
    for one in searched:
        used.update(one.text[start:end] for start, end in own_replacements(one.text))
    replacement = next(shown for shown in map(_lettered, count()) if shown not in used)
    contexts = (*there.contexts,)
    return Proposal(text, replacement, "person", there.transcripts, there.places, contexts, "")


@dataclass(slots=True)
class _Occurrences:
    """In how many places of how many transcripts a text stands, and what stands around some."""

    places: int = 0
    transcripts: int = 0
    contexts: list[str] = field(default_factory=list)


def _occurrences(searched: Sequence[Searched], texts: Sequence[str]) -> Mapping[str, _Occurrences]:
    """Return where each of some texts stands as whole words and no longer one covers it."""
    find = finder({text: f"#{number}" for number, text in enumerate(texts)})
    there = {text: _Occurrences() for text in texts}
    for one in searched:
        here: set[str] = set()
        for start, end, said in find(one.text):
            for number in said.split():
                text = texts[int(number[1:])]
                there[text].places += 1
                if len(there[text].contexts) < MOST_CONTEXTS:
                    there[text].contexts.append(_context(one.text, start, end))
                here.add(text)
        for text in here:
            there[text].transcripts += 1
    return there


def _lettered(number: int) -> str:
    """Return `[Person A]` for 0, `[Person AA]` for 26."""
    letters = ""
    while number >= 0:
        number, rest = divmod(number, 26)
        letters = chr(ord("A") + rest) + letters
        number -= 1
    return f"[Person {letters}]"


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with line breaks in place of all characters of `spans`."""
    parts: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end > position:
            parts += (text[position : max(start, position)], "\n" * (end - max(start, position)))
            position = end
    return "".join((*parts, text[position:]))


def _whole_words(text: str, start: int, end: int) -> str:
    """Return the words that `text[start:end]` touches, whole, without signs around them."""
    while text[start : start + 1].isalnum() and text[start - 1 : start].isalnum():
        start -= 1
    while text[end - 1 : end].isalnum() and text[end : end + 1].isalnum():
        end += 1
    return _EDGES.sub("", text[start:end])


def _context(text: str, start: int, end: int) -> str:
    """Return what stands around `text[start:end]`, on one line."""
    begins, ends = max(0, start - _AROUND), min(len(text), end + _AROUND)
    shown = " ".join(text[begins:ends].split())
    return f"{'…' if begins else ''}{shown}{'…' if ends < len(text) else ''}"
