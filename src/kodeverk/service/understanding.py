"""What somebody says of a transcript, understood: in the words of the project, and allowed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from kodeverk.analysis.municipalities import resolve
from kodeverk.analysis.recognition.forms.roles import interpreted_speaker
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import KodeverkError
from kodeverk.formats.metadata import COLUMNS, typed
from kodeverk.formats.register import load_register
from kodeverk.model.records import CONSENTS, NOT_INFORMANTS, ROLES, Speaker
from kodeverk.model.text import folded_label
from kodeverk.service.facts import (
    CONSENT_TO,
    Description,
    Fact,
    FactValue,
    Statements,
    Unfit,
    numbers_of,
)
from kodeverk.service.phrases import shown_name
from kodeverk.service.previewing import BLACK, day_of
from kodeverk.store import queries
from kodeverk.store.engine import Connection


def understood(
    connection: Connection, description: Description, statements: Statements, *, overwrite: bool
) -> dict[Fact, FactValue]:
    """Return what was said in the words of the project. Raises Unfit."""
    said: dict[Fact, FactValue] = {}
    for about, value in statements.items():
        if about.kind in ("role", "informant", "speaks_for", "label"):
            named = Fact(about.kind, description.speaker(about, about.of).label)
            said[named] = _of_speaker(description, about, _one_line(value))
    _check_labels(description, said)
    for about, value in statements.items():
        if about.kind in CONSENT_TO:
            said |= _consent(description, said, about, _one_line(value))
    place_and_day = _place_and_day(description, statements, overwrite=overwrite)
    for about, value in statements.items():
        if about.kind == "variable":
            name, kept = _variable(description, about, about.of, value)
            said[Fact("variable", name)] = kept
        elif about.kind == "informant_variable":
            name, kept = _variable(description, about, about.name, value)
            whose, pseudonyms = _whose(description, said, about)
            said |= {**pseudonyms, Fact("informant_variable", whose, name): kept}
        elif about.kind == "municipality_variable":
            name, kept = _variable(description, about, about.name, value)
            place = about.of or _place(description, place_and_day, about)
            said[Fact("municipality_variable", place, name)] = kept
        elif about.kind == "name":
            said[about] = _name(connection, description, about, _one_line(value))
    return said | place_and_day


def _check_labels(description: Description, understood: Statements) -> None:
    """Raise Unfit where two speakers would have one label."""
    taken: set[str] = set()
    fields = [Fact("label", speaker.label) for speaker in description.speakers]
    # Those that stay as they are come first: the error is at one that was given.
    for about in sorted(fields, key=lambda fact: fact in understood):
        label = folded_label(str(understood.get(about, about.of)))
        if about in understood and label in taken:
            raise Unfit(
                about,
                f"another speaker is labelled {understood[about]!r}",
                "To join two labels: kodeverk turns PROJECT TRANSCRIPT --join "
                f"{about.of}={understood[about]}",
            )
        taken.add(label)


def _one_line(value: FactValue) -> str:
    return "" if value is None else shown_name(str(value))


def _of_speaker(description: Description, about: Fact, value: str) -> FactValue:
    """Return the role, pseudonym or label of a speaker, or the label of whom they speak for."""
    if about.kind == "role":
        if value and value not in ROLES:
            near = nearest(value, ROLES)
            raise Unfit(
                about,
                f"there is no role {value!r}",
                f"Did you mean {near[0]}?" if near else f"Roles are: {', '.join(ROLES)}.",
            )
        return value or "unknown"
    if about.kind == "speaks_for":
        return description.speaker(about, value).label if value else None
    if not value.isprintable():
        raise Unfit(about, f"the {about} has signs that cannot be shown", "Write it anew.")
    if about.kind == "label" and not value:
        raise Unfit(about, "a speaker needs a label", "Give one, or leave the old one.")
    return value or None


def _consent(
    description: Description, understood: Mapping[Fact, FactValue], about: Fact, value: str
) -> dict[Fact, FactValue]:
    """Return a consent by its informant's pseudonym, and that of an informant who had none."""
    value = value or "not asked"
    if value not in CONSENTS:
        raise Unfit(about, f"{about} is {value!r}", f"It is one of: {', '.join(CONSENTS)}.")
    whose, pseudonyms = _whose(description, understood, about)
    return {**pseudonyms, Fact(about.kind, whose): value}


def _whose(
    description: Description, understood: Mapping[Fact, FactValue], about: Fact
) -> tuple[str, dict[Fact, FactValue]]:
    """Return the pseudonym of whom a fact is of, by that or by label; and who gets one for it."""
    whose = about.of
    people = {
        speaker.label: understood.get(key, description.facts[key])
        for speaker in description.speakers
        if (key := Fact("informant", speaker.label))
    }
    if whose in people.values():
        return whose, {}
    speaker = description.speaker(about, whose)
    if pseudonym := people[speaker.label]:
        return str(pseudonym), {}
    role = understood.get(Fact("role", speaker.label), speaker.role)
    if role in NOT_INFORMANTS:
        raise Unfit(about, f"{whose} is {role} and no informant", "Correct the role first.")
    pseudonym = unnamed_informant(description, speaker)
    return pseudonym, {Fact("informant", speaker.label): pseudonym}


def _place(description: Description, understood: Statements, about: Fact) -> str:
    """Return today's number of the municipality that the transcript is in, or will be."""
    where = Fact("municipality")
    number = understood.get(where, description.facts[where])
    if number is None:
        raise Unfit(
            about,
            f"{description.transcript.name} has no municipality to say a variable of",
            "Say first which it is.",
        )
    return numbers_of(str(number))[0]


def _variable(
    description: Description, about: Fact, named: str, value: FactValue
) -> tuple[str, FactValue]:
    """Return the name of a variable and its value, as they are kept."""
    # The columns of a table are named in small letters.
    name = _one_line(named).lower()
    if not name or not name.isprintable():
        raise Unfit(about, "a variable needs a name", "Write it as NAME=VALUE.")
    if name in COLUMNS:
        raise Unfit(about, f"{name} is not the name of a variable", "It has a place of its own.")
    kept: FactValue = typed(_one_line(value)) if isinstance(value, str) else value
    if name == "data_class" and str(kept).casefold() in BLACK:
        raise Unfit(
            about,
            "black data does not belong in a project",
            f"Take it out and keep it where it may be: kodeverk remove PROJECT "
            f"{description.transcript.name!r}",
        )
    return name, None if kept == "" else kept


def _name(connection: Connection, description: Description, about: Fact, value: str) -> str:
    if not value or not value.isprintable():
        raise Unfit(about, "a transcript needs a name", "Give it with letters that can be shown.")
    if value in {
        name
        for transcript in queries.transcripts(connection)
        if transcript.id != description.transcript.id
        for name in (transcript.name, transcript.id)
    }:
        raise Unfit(about, f"another transcript is named {value!r}", "Choose another name.")
    return value


def _place_and_day(
    description: Description, statements: Statements, *, overwrite: bool
) -> dict[Fact, FactValue]:
    """Return the day that was said, and the number that the municipality has on the day there is.

    Stored is the number of the interview's day: another day may bring another number.
    """
    place, day = Fact("municipality"), Fact("date")
    understood: dict[Fact, FactValue] = {}
    if day in statements:
        with _telling(day):
            on = day_of(_one_line(statements[day]) or None)
        understood[day] = on.isoformat() if on else None
    now = description.facts[day]
    if day in understood and (overwrite or not now):
        now = understood[day]
    on = date.fromisoformat(str(now)) if now else None
    if place in statements:
        given = _one_line(statements[place])
        with _telling(place):
            understood[place] = resolve(load_register(), given, on).number if given else None
    elif now != description.facts[day] and (number := description.facts[place]):
        register = load_register()
        known = register.municipalities.get(str(number))
        same = (
            [municipality for municipality in register.lineage(known) if municipality.valid_on(on)]
            if known
            else []
        )
        if len(same) == 1:
            understood[place] = same[0].number
        elif known:
            with _telling(day):
                understood[place] = resolve(register, str(number), on).number
    return understood


@contextmanager
def _telling(about: Fact) -> Iterator[None]:
    """Turn an error raised within into Unfit, which names the fact."""
    try:
        yield
    except KodeverkError as error:
        raise Unfit(about, error.message, error.hint) from error


def following(description: Description, wanted: Statements) -> dict[Fact, FactValue]:
    """Return whose words interpreters say where that follows from other roles. Raises Unfit.

    Who is no interpreter says nobody's words, and nobody says an interviewer's.
    """
    if not any(about.kind in ("role", "speaks_for") for about in wanted):
        return {}
    now = {**description.facts, **wanted}
    roles = {
        speaker.label: str(now[Fact("role", speaker.label)]) for speaker in description.speakers
    }
    implied: dict[Fact, FactValue] = {}
    for label, role in roles.items():
        about = Fact("speaks_for", label)
        whose = now[about]
        if whose is None:
            is_new = role == "interpreter" and Fact("role", label) in wanted
            only = interpreted_speaker(roles)
            if is_new and about not in wanted and only is not None:
                implied[about] = only
            continue
        wrong = _no_interpretation(label, role, str(whose), roles[str(whose)])
        if wrong and wanted.get(about):
            raise Unfit(about, *wrong)
        if wrong:
            implied[about] = None
    return implied


def _no_interpretation(label: str, role: str, whose: str, their: str) -> Sequence[str]:
    """Return why a speaker cannot speak for another, and what to do; nothing if they can."""
    if role != "interpreter":
        return f"{label} speaks for {whose} and is no interpreter", "Set the role to interpreter."
    if their in NOT_INFORMANTS:
        return f"{label} speaks for {whose}, who is no informant", "Name whose words these are."
    return ()


def unnamed_informant(description: Description, speaker: Speaker) -> str:
    """Return the name of an informant without a pseudonym, as an import gives it."""
    return f"{description.transcript.name}/{speaker.label}"
