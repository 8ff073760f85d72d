"""What stands around the talk of a constructed interview, and between its turns: nobody says it."""

import random
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.interviews.casts import Person
from benchmarks.interviews.spoken import Language


class Matter(NamedTuple):
    """A paragraph that nobody says: perhaps a heading, or a row of a table with `cells`."""

    text: str
    heading: bool = False
    cells: tuple[str, ...] = ()


BLANK = Matter("")
_Front = Callable[[random.Random, Language, Sequence[Person]], list[Matter]]


def clock(seconds: int) -> str:
    """Return a time as `00:01:02`."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _date(dice: random.Random) -> str:
    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(1994, 2025)
    form = dice.choice(("{d}.{m}.{y}", "{d:02}/{m:02}/{y}", "{y}-{m:02}-{d:02}"))
    return form.format(d=day, m=month, y=year)


def _prose(dice: random.Random, language: Language, sentences: int) -> str:
    made = []
    for _ in range(sentences):
        sentence = dice.choice(language.sentences)
        made.append(sentence if sentence.endswith(".") else sentence.rstrip(".!?؟– ") + ".")
    return " ".join(made)


def _values(dice: random.Random, language: Language) -> list[tuple[str, str]]:
    date, place, duration, *others = language.words["facts"]
    made = [
        (date, _date(dice)),
        (place, dice.choice(language.surnames)),
        (duration, dice.choice((f"{dice.randint(20, 95)} min", clock(dice.randint(900, 6000))))),
    ]
    dice.shuffle(others)
    for fact in others[: dice.randint(0, 5)]:
        value = dice.choice(
            (
                _prose(dice, language, 1).split()[0].strip(".,،"),
                str(dice.randint(18, 80)),
                dice.choice(language.words["interview"]).split()[0] + f" {dice.randint(1, 40)}",
                f"{dice.choice(language.names)} {dice.choice(language.surnames)}",
            )
        )
        made.append((fact, value))
    dice.shuffle(made)
    return made


def _title(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    name = dice.choice(language.words["interview"])
    lines = [Matter(f"{name} {dice.randint(1, 40)}", heading=True)]
    if dice.random() < 0.5:
        lines.append(Matter(dice.choice((_date(dice), f"{name}, {_date(dice)}"))))
    return lines


def _facts(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    return [Matter(f"{fact}: {value}") for fact, value in _values(dice, language)]


def _facts_by_tab(
    dice: random.Random, language: Language, people: Sequence[Person]
) -> list[Matter]:
    return [Matter(f"{fact}:\t{value}") for fact, value in _values(dice, language)]


def _facts_in_table(
    dice: random.Random, language: Language, people: Sequence[Person]
) -> list[Matter]:
    return [
        Matter(f"{fact}\t{value}", cells=(fact, value)) for fact, value in _values(dice, language)
    ]


def _persons(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    """Return facts among which people are named: `Interviewer: Kari Nord`."""
    lines = [f"{fact}: {value}" for fact, value in _values(dice, language)[:3]]
    told = people[:1] if len(people) > 3 else people
    lines += [f"{person.title}: {person.name}" for person in told]
    return [Matter(line) for line in lines]


def _legend(form: str) -> _Front:
    def legend(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
        entries = [form.format(label=person.label, title=person.title) for person in people]
        if dice.random() < 0.5 and len(entries) < 5:
            return [Matter(", ".join(entries))]
        return [Matter(language.words["legend"][0], heading=True), *map(Matter, entries)]

    return legend


def _legend_below(above: _Front) -> _Front:
    def legend(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
        entries = [Matter(f"{person.label}: {person.title}") for person in people]
        return [*above(dice, language, people), *entries]

    return legend


def _legend_apart(
    dice: random.Random, language: Language, people: Sequence[Person]
) -> list[Matter]:
    """Return a legend with a blank line between its entries."""
    lines = [Matter(language.words["legend"][0], heading=True)]
    for person in people:
        lines += [Matter(f"{person.label}: {person.title}"), BLANK]
    return lines[:-1]


def _ages(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    """Return who takes part, each with an age, and a blank line."""
    heading = Matter(dice.choice(language.words["speakers"]), heading=True)
    sign = dice.choice(("- ", "– ", ""))
    lines = [Matter(f"{sign}{person.label}, {dice.randint(19, 74)}") for person in people]
    return [heading, *lines, BLANK]


def _facts_on_a_line(
    dice: random.Random, language: Language, people: Sequence[Person]
) -> list[Matter]:
    between = dice.choice((" | ", ", ", "; ", "   "))
    values = _values(dice, language)
    return [Matter(between.join(f"{fact}: {value}" for fact, value in values))]


def _consent(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    heading = Matter(dice.choice(language.words["consent"]), heading=True)
    return [heading, *(Matter(_prose(dice, language, 3)) for _ in range(dice.randint(1, 3)))]


def _summary(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    heading = Matter(dice.choice(language.words["summary"]), heading=True)
    return [heading, *(Matter(_prose(dice, language, 5)) for _ in range(dice.randint(1, 4)))]


def _keywords(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    stems = [word.strip(".,!?").lower() for word in _prose(dice, language, 2).split()][:6]
    word = dice.choice(language.words["keywords"])
    if dice.random() < 0.5:
        return [Matter(f"{word}: {', '.join(stems)}")]
    return [Matter(word, heading=True), *(Matter(f"- {stem}") for stem in stems)]


def _speakers(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    word = dice.choice(language.words["speakers"])
    if dice.random() < 0.4:
        return [Matter(f"{word}: {', '.join(person.label for person in people)}")]
    return [Matter(f"{word}:"), *(Matter(person.label) for person in people)]


def _symbols(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    events = list(language.words["events"][:4])
    signs = ("(.)", "[ ]", "(( ))", "...")
    lines = [Matter(f"{sign} = {event}") for sign, event in zip(signs, events, strict=False)]
    return [Matter(language.words["legend"][-1], heading=True), *lines]


def _cover(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    parts = [_title, _persons, dice.choice((_summary, _consent)), _keywords]
    lines: list[Matter] = []
    for part in parts:
        lines += [*part(dice, language, people), BLANK]
    return [*lines, Matter(language.words["interview"][1], heading=True)]


def _start(dice: random.Random, language: Language, people: Sequence[Person]) -> list[Matter]:
    word = language.words["interview"][0]
    return [Matter(dice.choice((f"[{word.upper()} 1, A]", f"[{word} {clock(0)}]", clock(0))))]


FRONTS: dict[str, _Front] = {
    "none": lambda dice, language, people: [],
    "title": _title,
    "start line": _start,
    "facts": _facts,
    "facts by tab": _facts_by_tab,
    "facts in a table": _facts_in_table,
    "facts and persons": _persons,
    "legend I: …": _legend("{label}: {title}"),
    "legend I = …": _legend("{label} = {title}"),
    "legend (I) = …": _legend("({label}) = {title}"),
    "legend … (I)": _legend("{title} ({label})"),
    "legend … = I": _legend("{title} = {label}"),
    "legend below facts": _legend_below(_facts),
    "legend below facts on a line": _legend_below(_facts_on_a_line),
    "legend below persons": _legend_below(_ages),
    "legend apart": _legend_apart,
    "facts on a line": _facts_on_a_line,
    "consent": _consent,
    "summary": _summary,
    "keywords": _keywords,
    "speakers": _speakers,
    "signs": _symbols,
    "cover page": _cover,
}

PRINTED = (
    "consent",
    "signs",
    "speakers",
    *(front for front in FRONTS if front.startswith("legend ")),
)
"""What stands in the same words above each interview of a file."""


def again(dice: random.Random, front: Sequence[Matter]) -> list[Matter]:
    """Return front matter of a like interview: the same with other numbers, but in labels."""

    def of_another(text: str) -> str:
        label, sign, value = text.rpartition(": ")
        return label + sign + re.sub(r"\d", lambda _: str(dice.randint(1, 9)), value)

    return [
        line._replace(text=of_another(line.text), cells=tuple(map(of_another, line.cells)))
        for line in front
    ]


def _end(dice: random.Random, language: Language) -> list[Matter]:
    return [Matter(dice.choice(language.words["end"]))]


def _credit(dice: random.Random, language: Language) -> list[Matter]:
    name = f"{dice.choice(language.names)} {dice.choice(language.surnames)}"
    line = f"{dice.choice(language.words['credit'])} {name}, {_date(dice)}"
    url = "Transcribed by https://otter.ai"
    return [Matter(dice.choice((line, line, line, url)))]


def _notes(dice: random.Random, language: Language) -> list[Matter]:
    heading = Matter(dice.choice(language.words["notes"]), heading=True)
    return [heading, *(Matter(_prose(dice, language, 3)) for _ in range(dice.randint(1, 3)))]


def _report(dice: random.Random, language: Language) -> list[Matter]:
    heading = Matter(dice.choice(language.words["report"]), heading=True)
    return [heading, *(Matter(_prose(dice, language, 9)) for _ in range(dice.randint(3, 8)))]


def _conclusion(dice: random.Random, language: Language) -> list[Matter]:
    return [
        Matter(language.words["report"][-1], heading=True),
        Matter(_prose(dice, language, 14)),
    ]


def _facts_below(dice: random.Random, language: Language) -> list[Matter]:
    return [*_end(dice, language), BLANK, *_facts(dice, language, ())]


def _untitled(dice: random.Random, language: Language) -> list[Matter]:
    return [Matter(_prose(dice, language, 9)) for _ in range(dice.randint(3, 6))]


BACKS: dict[str, Callable[[random.Random, Language], list[Matter]]] = {
    "none": lambda dice, language: [],
    "end line": _end,
    "credit": _credit,
    "notes": _notes,
    "report": _report,
    "conclusion": _conclusion,
    "end and notes": lambda dice, language: [
        *_end(dice, language),
        BLANK,
        *_notes(dice, language),
    ],
    "end and facts": _facts_below,
    "report without a heading": _untitled,
    "conclusion without a heading": lambda dice, language: [Matter(_prose(dice, language, 12))],
}


def _heading(dice: random.Random, language: Language, number: int, seconds: int) -> Matter:
    return Matter(dice.choice(language.words["headings"]), heading=True)


def _section(dice: random.Random, language: Language, number: int, seconds: int) -> Matter:
    return Matter(f"{number}. {dice.choice(language.words['headings'])}", heading=True)


def _time_line(dice: random.Random, language: Language, number: int, seconds: int) -> Matter:
    return Matter(dice.choice(("[{}]", "{}", "({})")).format(clock(seconds)))


def _note(dice: random.Random, language: Language, number: int, seconds: int) -> Matter:
    event = dice.choice(language.words["events"])
    return Matter(
        dice.choice(("[{}]", "({})", "[{}]", "[{} " + clock(seconds) + "]")).format(event)
    )


def foot(dice: random.Random, language: Language) -> str:
    """Return what stands at the foot of each page: a sentence or two, longer than any head."""
    return _prose(dice, language, 2) + " " + language.words["interview"][-1]


def _rule(dice: random.Random, language: Language, number: int, seconds: int) -> Matter:
    return Matter(("* * *", "-----", "_______")[number % 3])


def _tape(dice: random.Random, language: Language, number: int, seconds: int) -> Matter:
    return Matter(f"[{language.words['interview'][0].upper()} {number}, B]")


def _second_cover(
    dice: random.Random, language: Language, number: int, seconds: int
) -> list[Matter]:
    title = Matter(f"{language.words['interview'][0]}, {number + 1}", heading=True)
    return [title, *_facts(dice, language, ())[:3]]


_Interlude = Callable[[random.Random, Language, int, int], Matter | list[Matter]]
INTERLUDES: dict[str, _Interlude | None] = {
    "none": None,
    "headings": _heading,
    "numbered headings": _section,
    "time lines": _time_line,
    "notes in brackets": _note,
    "rules": _rule,
    "tape marks": _tape,
    "another cover": _second_cover,
    "another interview": None,
    "page heads": None,
    "long feet": None,
}
"""What stands between turns; another interview's front matter, and the lines at the heads and feet
of pages, are put in by place."""
WITHIN_ANSWERS = ("time lines", "notes in brackets", "tape marks")
