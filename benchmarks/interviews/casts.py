"""Who speaks in a constructed interview, how they are labelled, and what a label says of a role."""

import random
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.interviews.spoken import Language, invented_name

UNKNOWN = frozenset({"unknown"})
ASKS = frozenset({"interviewer"})
MAY_ASK = frozenset({"interviewer", "unknown"})
ANSWERS = frozenset({"participant", "unknown"})
"""`Respondent` is no role of this program's own: that it takes part may be said, or left open."""
_INTERPRETERS = {
    "en": "Interpreter",
    "nb": "Tolk",
    "nn": "Tolk",
    "sv": "Tolk",
    "de": "Dolmetscherin",
    "nl": "Tolk",
    "fr": "Interprète",
    "es": "Intérprete",
    "pl": "Tłumacz",
    "fi": "Tulkki",
    "tr": "Tercüman",
    "ru": "Переводчик",
    "uk": "Перекладачка",
    "ar": "المترجم",
    "fa": "مترجم",
}
_OWN_ROLES = {
    "Veileder": "advisor",
    "Rettleiar": "advisor",
    "Flyktning": "participant",
    "Deltaker": "participant",
    "Deltakar": "participant",
}


class Person(NamedTuple):
    """A speaker: the label, the roles a careful reader may give it, and what a legend calls it.

    `asks` tells whether they are the interviewer or the moderator, `name` what they are called in
    full.
    """

    label: str
    roles: frozenset[str]
    title: str
    name: str
    asks: bool


def _names(dice: random.Random, language: Language, number: int) -> list[str]:
    return [f"{one} {dice.choice(language.surnames)}" for one in _firsts(dice, language, number)]


def _firsts(dice: random.Random, language: Language, number: int) -> list[str]:
    names = language.names
    dice.shuffle(names)
    names = names[:number]
    while len(names) < number:
        if (name := invented_name(dice)) not in names:
            names.append(name)
    return names


def _titles(dice: random.Random, language: Language) -> tuple[str, str]:
    return dice.choice(language.words["interviewer"][:-1]), dice.choice(language.words["other"])


def _numbered(dice: random.Random, stem: str, number: int) -> list[str]:
    if number == 1:
        return [dice.choice((stem, stem, stem, f"{stem} 1", f"{stem} {dice.randint(2, 30)}"))]
    return [f"{stem} {place}" for place in range(1, number + 1)]


def _role_words(dice: random.Random, language: Language, number: int) -> list[str]:
    asking, answering = _titles(dice, language)
    return [asking, *_numbered(dice, answering, number - 1)]


def _capitals(dice: random.Random, language: Language, number: int) -> list[str]:
    return [label.upper() for label in _role_words(dice, language, number)]


def _letters(dice: random.Random, language: Language, number: int) -> list[str]:
    answering = {"de": "B", "nl": "R", "nb": "D", "nn": "D"}.get(language.key, "R")
    answering = dice.choice((answering, "P", "R"))
    if number == 2:
        return ["I", dice.choice((answering, answering, f"{answering}1"))]
    return ["I", *(f"{answering}{place}" for place in range(1, number))]


def _informants(dice: random.Random, language: Language, number: int) -> list[str]:
    """Return letters of which `I` is no interviewer: `F` (*forsker*) and `E` (*enquêteur*) ask."""
    one = dice.choice("FE")
    return [one, "I"] if number == 2 else [one, *(f"I{place}" for place in range(1, number))]


def _moderated(dice: random.Random, language: Language, number: int) -> list[str]:
    stem = dice.choice(("P", "TN", "R", "F", "S"))
    return ["M", *(f"{stem}{place}" for place in range(1, number))]


def _alphabet(dice: random.Random, language: Language, number: int) -> list[str]:
    return list("ABCDEFGHIJKLMN"[:number])


def _abbreviated(dice: random.Random, language: Language, number: int) -> list[str]:
    one = dice.choice(("Int", "INT", "Int."))
    other = {"INT": dice.choice(("RES", "PAR"))}.get(one, dice.choice(("Res", "Resp", "Inf")))
    other += "." if one.endswith(".") else ""
    if number == 2:
        return [one, other]
    return [one, *(f"{other.strip('.')}{place}" for place in range(1, number))]


def _ids(dice: random.Random, language: Language, number: int) -> list[str]:
    form = dice.choice(("ID_{:03}", "P{:02}", "R-{:02}", "FG1_P{}", "TN{:02}", "S{:03}"))
    first = dice.randint(1, 60)
    return [
        dice.choice(("INT01", "I-1", "INT")),
        *(form.format(first + place) for place in range(number - 1)),
    ]


def _voices(dice: random.Random, language: Language, number: int) -> list[str]:
    form, first = dice.choice((("Speaker {}", 1), ("SPEAKER_{:02}", 0), ("S{}", 1)))
    return [form.format(first + place) for place in range(number)]


def _interpreted(dice: random.Random, language: Language, number: int) -> list[str]:
    asking, answering = _titles(dice, language)
    return [asking, answering, _INTERPRETERS[language.key]]


def _sexes(dice: random.Random, language: Language, number: int) -> list[str]:
    form = dice.choice(("Male {}", "Female {}"))
    others = ["Female", "Male"] if number == 2 else [form.format(n) for n in range(1, number)]
    return [dice.choice(language.words["interviewer"][:1]), *others][:number]


def _initials(dice: random.Random, language: Language, number: int) -> list[str]:
    found: list[str] = []
    while len(found) < number:
        initials = "".join(dice.choice("ABDEFGHJKLMNOPRSTVW") for _ in range(2))
        if initials not in (*found, "NB", "PS", "OK", "AM", "PM"):
            found.append(initials)
    dots = dice.random() < 0.15
    return [f"{one[0]}.{one[1]}." if dots else one for one in found]


def _first_names(dice: random.Random, language: Language, number: int) -> list[str]:
    return _firsts(dice, language, number)


def _asked_by_role(dice: random.Random, language: Language, number: int) -> list[str]:
    return [_titles(dice, language)[0], *_firsts(dice, language, number - 1)]


def _invented(dice: random.Random, language: Language, number: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < number:
        found[invented_name(dice)] = None
    return list(found)


def _with_title(dice: random.Random, language: Language, number: int) -> list[str]:
    surnames = language.surnames
    dice.shuffle(surnames)
    form = dice.choice(("Dr. {}", "Ms {}", "Mr. {}", "Prof. {}"))
    return [form.format(surnames[place % len(surnames)]) for place in range(min(number, 5))]


def _role_and_name(dice: random.Random, language: Language, number: int) -> list[str]:
    asking, answering = _titles(dice, language)
    names = _firsts(dice, language, number)
    titles = [asking] + [answering] * (number - 1)
    form = dice.choice(("{title} ({name})", "{name} ({title})"))
    return [form.format(title=title, name=name) for title, name in zip(titles, names, strict=True)]


def _questions(dice: random.Random, language: Language, number: int) -> list[str]:
    question, answer = language.words["question"][0], language.words["answer"][0]
    if language.from_right or dice.random() < 0.3:
        return [question, answer]
    is_told = question[0] != answer[0] and dice.random() < 0.6
    return [question[0], answer[0]] if is_told else ["Q", "A"]


CASTS: dict[str, Callable[[random.Random, Language, int], list[str]]] = {
    "role words": _role_words,
    "role words in capitals": _capitals,
    "I and R": _letters,
    "M and P1": _moderated,
    "F and I": _informants,
    "A, B, C": _alphabet,
    "Int and Res": _abbreviated,
    "ids": _ids,
    "voices": _voices,
    "sexes": _sexes,
    "with an interpreter": _interpreted,
    "initials": _initials,
    "first names": _first_names,
    "role and first names": _asked_by_role,
    "full names": _names,
    "invented names": _invented,
    "titles": _with_title,
    "role and name": _role_and_name,
    "Q and A": _questions,
}
"""How people may be labelled, whatever the language."""

ONE_WORD = ("I and R", "M and P1", "F and I", "A, B, C", "ids", "initials")
"""Labels that no word of a sentence looks like."""
ABBREVIATED = (*ONE_WORD, "Int and Res", "voices", "first names", "invented names", "Q and A")
"""Labels that a legend would explain."""
NAMED = (
    "first names",
    "invented names",
    "full names",
    "initials",
    "role and first names",
    "titles",
)
"""Labels by which a person named on the cover page is known again."""
PLAIN = ("role words", "role words in capitals", "Int and Res", "first names", "invented names")


_WITH_ROLES = (
    "role words",
    "role words in capitals",
    "role and name",
    "with an interpreter",
    "I and R",
    "Int and Res",
    "ids",
    "Q and A",
    "sexes",
    "role and first names",
)
"""Labels that say who asks."""


def cast(dice: random.Random, language: Language, kind: str, number: int) -> tuple[Person, ...]:
    """Return so many people (a few kinds have fewer), the one who asks first."""
    labels = CASTS[kind](dice, language, number)
    if kind == "invented names":
        names = [f"{label} {dice.choice(language.surnames)}" for label in labels]
    else:
        names = (
            labels if kind in ("full names", "initials") else _names_under(dice, language, labels)
        )
    asking, answering = _titles(dice, language)
    titles = [asking, *_numbered_titles(answering, len(labels) - 1)]
    if kind.startswith("role words"):
        titles = labels  # `Interviewer: Kari Nord` on the cover, `Interviewer: …` in the talk
    elif {*titles} & {*labels}:
        # Nobody is called what somebody else's label is.
        titles = [asking, *_numbered_titles(language.words["other"][0], len(labels) - 1)]
    return tuple(
        Person(label, _roles(kind, place, label), titles[place], names[place], place == 0)
        for place, label in enumerate(labels)
    )


def _names_under(dice: random.Random, language: Language, labels: Sequence[str]) -> list[str]:
    """Return a name for each label, whose first name or surname is the one in the label, if any.

    Nobody else has a name that is a label: a cover page would give it to the wrong person.
    """
    words = [re.findall(r"\w+", label) for label in labels]
    taken = {word for each in words for word in each}
    firsts = [name for name in language.names if name not in taken]
    surnames = [name for name in language.surnames if name not in taken]
    dice.shuffle(firsts)
    names = []
    for each in words:
        first = next((word for word in each if word in language.names), "")
        surname = next((word for word in each if word in language.surnames), "")
        first = first or (firsts.pop() if firsts else invented_name(dice))
        names.append(f"{first} {surname or dice.choice(surnames)}")
    return names


def _numbered_titles(title: str, number: int) -> Sequence[str]:
    return [title] if number == 1 else [f"{title} {place}" for place in range(1, number + 1)]


def _roles(kind: str, place: int, label: str) -> frozenset[str]:
    """Return the roles that a careful reader may give the speaker with this place in a cast."""
    if kind == "with an interpreter" and place == 2:
        return frozenset({"interpreter"})
    if place == 0:
        is_letter = kind == "M and P1" or (kind == "Q and A" and len(label) == 1 and label != "Q")
        return MAY_ASK if is_letter else ASKS if kind in _WITH_ROLES else UNKNOWN
    if kind in ("sexes", "role and first names"):
        return UNKNOWN
    return _role_told(label) if kind in _WITH_ROLES or kind == "M and P1" else UNKNOWN


def with_roles_told(people: Sequence[Person]) -> tuple[Person, ...]:
    """Return the people as a legend tells them: who asks is the interviewer, whatever the label."""
    return tuple(
        person._replace(roles=ASKS if person.asks else _role_told(person.title))
        for person in people
    )


def with_roles_on_the_cover(people: Sequence[Person]) -> tuple[Person, ...]:
    """Return the people as a cover page with their names tells them, which need not be believed."""
    return tuple(
        person._replace(roles=told.roles | UNKNOWN)
        for person, told in zip(people, with_roles_told(people), strict=True)
    )


def _role_told(title: str) -> frozenset[str]:
    """Return the roles that the word for somebody who answers may stand for."""
    own = [role for word, role in _OWN_ROLES.items() if word.upper() in title.upper()]
    return frozenset(own) if own else ANSWERS
