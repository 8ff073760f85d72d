"""Setting and correcting what was said of a transcript at import, without losing anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kodeverk.errors import StaleWrite
from kodeverk.formats.register import load_register
from kodeverk.model.change import EXISTS
from kodeverk.model.identity import informant_id, unnamed_informant_id, variable_id
from kodeverk.model.records import Coder, Transcript
from kodeverk.service.facts import (
    CONSENT_TO,
    NOTHING,
    VARIABLE_OF,
    Correction,
    Description,
    Fact,
    FactValue,
    Statements,
    describe_transcript,
)
from kodeverk.service.phrases import some_of
from kodeverk.service.transcripts import transcript_with_id
from kodeverk.service.understanding import following, understood, unnamed_informant
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer


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
    for about, value in understood(
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
    wanted |= following(description, wanted)
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
    (kind, of, _), value = correction.fact, correction.after
    if kind in ("name", "municipality", "date"):
        return writer.set("transcript", description.transcript.id, kind, value)
    if kind in VARIABLE_OF:
        return _write_variable(writer, description, correction)
    if kind in CONSENT_TO:
        return writer.set("informant", _informant(description, of), kind, value)
    speaker = description.speaker(correction.fact, of).id
    writer.set("speaker", speaker, EXISTS, True)
    if kind == "informant" and value is not None:
        value = _share_informant(writer, description, str(value))
    if kind == "speaks_for" and value is not None:
        value = description.speaker(correction.fact, str(value)).id
    return writer.set("speaker", speaker, kind, value)


def _write_variable(writer: Writer, description: Description, correction: Correction) -> bool:
    kind, of, name = correction.fact
    subjects = {
        "variable": ("transcript", description.transcript.id, of),
        "informant_variable": ("informant", _informant(description, of), name),
        "municipality_variable": ("municipality", of, name),
    }
    subject_kind, subject, called = subjects[kind]
    variable = variable_id(subject_kind, subject, called)
    if correction.after is None:
        return correction.before is not None and writer.remove("variable", variable)
    of_whom = {"subject_kind": subject_kind, "subject": subject}
    return writer.say("variable", variable, {**of_whom, "name": called, "value": correction.after})


def _informant(description: Description, pseudonym: str) -> str:
    if known := description.informants.get(pseudonym):
        return known.id
    unnamed = (
        speaker.id
        for speaker in description.speakers
        if pseudonym == unnamed_informant(description, speaker)
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
