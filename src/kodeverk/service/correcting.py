"""Setting and correcting what was said of a transcript at import, without losing anything."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kodeverk.analysis.municipalities import resolve
from kodeverk.analysis.recognition.roles import interpreted_speaker
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import KodeverkError, StaleWrite
from kodeverk.formats.metadata import COLUMNS, typed
from kodeverk.formats.register import load_register
from kodeverk.model.change import EXISTS
from kodeverk.model.identity import informant_id, unnamed_informant_id, variable_id
from kodeverk.model.records import CONSENTS, NOT_INFORMANTS, ROLES, Coder, Speaker, Transcript
from kodeverk.model.text import folded_label
from kodeverk.service.facts import (
    CONSENT_TO,
    NOTHING,
    Correction,
    Description,
    Fact,
    FactValue,
    Unfit,
    describe_transcript,
)
from kodeverk.service.phrases import shown_name, some_of
from kodeverk.service.previewing import BLACK, day_of
from kodeverk.service.transcripts import transcript_with_id
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

Statements = Mapping[Fact, FactValue]
"""What somebody says of a transcript: nothing, or an empty text, takes away what is known."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What setting facts of a transcript changed, and what it kept although else was said."""

    transcript: str
    changes: tuple[Correction, ...]
    kept: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class CorrectionPlan:
    """What is to be written of a transcript; `same` is what was said and holds already."""

    description: Description | None = None
    changes: tuple[Correction, ...] = ()
    kept: tuple[Correction, ...] = ()
    same: tuple[Correction, ...] = field(default=())


def correct(
    project: Project,
    author: Coder,
    transcript: str,
    statements: Statements,
    *,
    seen: Mapping[Fact, FactValue] | None = None,
) -> Corrected:
    """Set facts of the transcript with this id, as one step; a conflict about one is settled.

    `seen` are the facts as somebody saw them who changes them now. Raises Unfit, naming the fact,
    for what cannot be said, StaleWrite when somebody else has changed one of them meanwhile.
    """
    with project.writing(author, "") as writer:
        known = transcript_with_id(writer.connection, transcript)
        if seen is not None:
            _check_seen(describe_transcript(writer.connection, known).facts, statements, seen)
        corrected = write_correction(
            writer, plan_correction(writer.connection, known, statements, overwrite=True)
        )
        named = some_of([str(change.fact) for change in corrected.changes], 3)
        writer.summary = f"set {named} in {known.name}"
    return corrected


def plan_correction(
    connection: Connection, transcript: Transcript, statements: Statements, *, overwrite: bool
) -> CorrectionPlan:
    """Return what saying this of a transcript does; nothing is written.

    Without `overwrite` what is known already is kept. Raises Unfit for what cannot be said.
    """
    description = describe_transcript(connection, transcript)
    wanted, kept, same = {}, [], []
    for about, value in _understood(
        connection, description, statements, overwrite=overwrite
    ).items():
        before = description.value(about)
        if value == before:
            same.append(Correction(about, before, value))
        elif (
            overwrite
            or before in (None, NOTHING.get(about.kind))
            or _is_one_place(about, before, value)
        ):
            wanted[about] = value
        else:
            kept.append(Correction(about, before, value))
    wanted |= _following(description, wanted)
    changes = [
        Correction(about, description.value(about), value) for about, value in wanted.items()
    ]
    return CorrectionPlan(
        description, tuple(changes), tuple(kept), tuple(same) if overwrite else ()
    )


def _is_one_place(about: Fact, before: FactValue, value: FactValue) -> bool:
    """Tell whether a municipality gets another of its numbers, as another day brings it."""
    known = load_register().municipalities.get(str(before))
    if about.kind != "municipality" or known is None:
        return False
    return value in {municipality.number for municipality in load_register().lineage(known)}


def write_correction(writer: Writer, planned: CorrectionPlan) -> Corrected:
    """Write what was planned as part of the step being written; return what it changed."""
    description = planned.description
    assert description is not None
    changed = []
    for correction in (*planned.changes, *planned.same):
        # What somebody removed is there all the same while codings need it, and can be set.
        if correction.fact.kind in ("name", "municipality", "date"):
            writer.set("transcript", description.transcript.id, EXISTS, True)
        if _write(writer, description, correction):
            changed.append(correction)
    return Corrected(description.transcript.name, tuple(changed), planned.kept)


def _write(writer: Writer, description: Description, correction: Correction) -> bool:
    """Give a fact its new value; tell whether that changed anything."""
    (kind, of), value = correction.fact, correction.after
    if kind in ("name", "municipality", "date"):
        return writer.set("transcript", description.transcript.id, kind, value)
    if kind == "variable":
        variable = variable_id("transcript", description.transcript.id, of)
        if value is None:
            return correction.before is not None and writer.remove("variable", variable)
        subject = {"subject_kind": "transcript", "subject": description.transcript.id}
        return writer.say("variable", variable, {**subject, "name": of, "value": value})
    if kind in CONSENT_TO:
        return writer.set("informant", _informant(description, of), kind, value)
    speaker = description.speaker(correction.fact, of).id
    writer.set("speaker", speaker, EXISTS, True)
    if kind == "informant" and value is not None:
        value = _share_informant(writer, description, str(value))
    if kind == "speaks_for" and value is not None:
        value = description.speaker(correction.fact, str(value)).id
    return writer.set("speaker", speaker, kind, value)


def _unnamed(description: Description, speaker: Speaker) -> str:
    """Return the name of an informant without a pseudonym, as an import gives it."""
    return f"{description.transcript.name}/{speaker.label}"


def _informant(description: Description, pseudonym: str) -> str:
    if known := description.informants.get(pseudonym):
        return known.id
    unnamed = (
        speaker.id
        for speaker in description.speakers
        if pseudonym == _unnamed(description, speaker)
    )
    speaker = next(unnamed, None)
    return informant_id(pseudonym) if speaker is None else unnamed_informant_id(speaker)


def _share_informant(writer: Writer, description: Description, pseudonym: str) -> str:
    identity = _informant(description, pseudonym)
    unasked: dict[str, Any] = dict.fromkeys(CONSENT_TO, "not asked")
    return writer.share("informant", identity, {"name": pseudonym, **unasked})


def _check_seen(facts: Statements, statements: Statements, seen: Statements) -> None:
    for about in statements:
        now = facts.get(about)
        if now != seen.get(about):
            raise StaleWrite(
                f"the {about} has been changed to {now or 'nothing'} meanwhile",
                "Look at it as it is now and do it again if it still should be done.",
            )


# What can be said


def _understood(
    connection: Connection, description: Description, statements: Statements, *, overwrite: bool
) -> dict[Fact, FactValue]:
    """Return what was said in the words of the project. Raises Unfit."""
    understood: dict[Fact, FactValue] = {}
    for about, value in statements.items():
        if about.kind in ("role", "informant", "speaks_for", "label"):
            named = Fact(about.kind, description.speaker(about, about.of).label)
            understood[named] = _of_speaker(description, about, _one_line(value))
    _check_labels(description, understood)
    for about, value in statements.items():
        if about.kind in CONSENT_TO:
            understood |= _consent(description, understood, about, _one_line(value))
    for about, value in statements.items():
        if about.kind == "variable":
            understood |= _variable(description, about, value)
        elif about.kind == "name":
            understood[about] = _name(connection, description, about, _one_line(value))
    return understood | _place_and_day(description, statements, overwrite=overwrite)


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
    kind, whose = about
    people = {
        speaker.label: understood.get(key, description.facts[key])
        for speaker in description.speakers
        if (key := Fact("informant", speaker.label))
    }
    if whose in people.values():
        return {Fact(kind, whose): value}
    speaker = description.speaker(about, whose)
    if pseudonym := people[speaker.label]:
        return {Fact(kind, str(pseudonym)): value}
    role = understood.get(Fact("role", speaker.label), speaker.role)
    if role in NOT_INFORMANTS:
        raise Unfit(about, f"{whose} is {role} and no informant", "Correct the role first.")
    pseudonym = _unnamed(description, speaker)
    return {Fact("informant", speaker.label): pseudonym, Fact(kind, pseudonym): value}


def _variable(description: Description, about: Fact, value: FactValue) -> dict[Fact, FactValue]:
    # The columns of a table are named in small letters.
    name = _one_line(about.of).lower()
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
    return {Fact("variable", name): None if kept == "" else kept}


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


def _following(description: Description, wanted: Statements) -> dict[Fact, FactValue]:
    """Return whose words interpreters say where that follows from other roles. Raises Unfit.

    Who is no interpreter says nobody's words, and nobody says an interviewer's.
    """
    if not any(about.kind in ("role", "speaks_for") for about in wanted):
        return {}
    now = {**description.facts, **wanted}
    roles = {
        speaker.label: str(now[Fact("role", speaker.label)]) for speaker in description.speakers
    }
    following: dict[Fact, FactValue] = {}
    for label, role in roles.items():
        about = Fact("speaks_for", label)
        whose = now[about]
        if whose is None:
            is_new = role == "interpreter" and Fact("role", label) in wanted
            only = interpreted_speaker(roles)
            if is_new and about not in wanted and only is not None:
                following[about] = only
            continue
        wrong = _no_interpretation(label, role, str(whose), roles[str(whose)])
        if wrong and wanted.get(about):
            raise Unfit(about, *wrong)
        if wrong:
            following[about] = None
    return following


def _no_interpretation(label: str, role: str, whose: str, their: str) -> Sequence[str]:
    """Return why a speaker cannot speak for another, and what to do; nothing if they can."""
    if role != "interpreter":
        return f"{label} speaks for {whose} and is no interpreter", "Set the role to interpreter."
    if their in NOT_INFORMANTS:
        return f"{label} speaks for {whose}, who is no informant", "Name whose words these are."
    return ()
