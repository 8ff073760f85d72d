"""What a table of metadata, or the options of an import, say of a transcript that is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from kodeverk.errors import BadInput, KodeverkError, NotFound
from kodeverk.formats.metadata import FileFacts, read_metadata, row_of
from kodeverk.model.records import NOT_INFORMANTS, Coder, Speaker, Transcript
from kodeverk.model.text import folded_label, normalise
from kodeverk.service.correcting import Corrected, plan_correction, write_correction
from kodeverk.service.facts import CONSENT_TO, Correction, Fact, FactValue
from kodeverk.service.import_choices import Choices
from kodeverk.service.phrases import number_of
from kodeverk.service.transcripts import distinctions
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

__all__ = ["FileFacts", "RowDone", "correct_from_table", "of_choices", "read_metadata", "row_of"]


@dataclass(frozen=True, slots=True)
class RowDone:
    """What became of one row of a table, which stands at `where`: file and line."""

    where: str
    file: str
    status: Literal["set", "unchanged", "failed"]
    transcript: str | None = None
    changes: tuple[Correction, ...] = ()
    kept: tuple[Correction, ...] = ()
    error: str | None = None
    hint: str | None = None


def correct_from_table(
    project: Project,
    author: Coder,
    facts: Mapping[str, FileFacts],
    *,
    overwrite: bool = False,
    dry_run: bool = False,
) -> list[RowDone]:
    """Set what the rows of a table say of transcripts that are there, as one step.

    What is known already is kept, unless with `overwrite`; a row that cannot be used fails alone.
    """
    results = []
    with project.writing(author, "") as writer:
        transcripts = queries.transcripts(writer.connection)
        files = queries.source_files(writer.connection)
        for file, row in facts.items():
            try:
                known = _meant(writer.connection, file, transcripts, files)
                statements = of_choices(
                    Choices().with_row(row), queries.speakers(writer.connection, known.id)
                )
                planned = plan_correction(writer.connection, known, statements, overwrite=overwrite)
                corrected = (
                    Corrected(known.name, planned.changes, planned.kept)
                    if dry_run
                    else write_correction(writer, planned)
                )
            except KodeverkError as error:
                results.append(
                    RowDone(row.where, file, "failed", error=error.message, hint=error.hint)
                )
            else:
                # A person of this row may be in the next one too.
                writer.flush()
                status: Literal["set", "unchanged"] = "set" if corrected.changes else "unchanged"
                results.append(
                    RowDone(
                        row.where,
                        file,
                        status,
                        known.name,
                        corrected.changes,
                        corrected.kept,
                    )
                )
        count = sum(result.status == "set" for result in results)
        writer.summary = f"set what a table says of {number_of(count, 'transcript')}"
    return results


def of_choices(choices: Choices, speakers: Sequence[Speaker]) -> dict[Fact, FactValue]:
    """Return what was said of a transcript whose speakers these are, by their labels.

    Of labels that it does not have nothing is said, but what its own row of a table says of them.
    """
    labels = {folded_label(speaker.label): speaker.label for speaker in speakers}
    row = choices.row
    statements: dict[Fact, FactValue] = {}
    if choices.municipality:
        statements[Fact("municipality")] = choices.municipality
    if choices.date:
        statements[Fact("date")] = choices.date
    own = _labels_of(row) if row else set()
    for label, role in choices.roles.items():
        statements[Fact("role", label)] = role
    for label, pseudonym in choices.informants.items():
        statements[Fact("informant", label)] = pseudonym
    for label, whose in choices.speaks_for.items():
        if folded_label(whose) in labels or whose in own:
            statements[Fact("speaks_for", label)] = whose
    statements = {
        fact: value
        for fact, value in statements.items()
        if not fact.of or folded_label(fact.of) in labels or fact.of in own
    }
    if row is not None:
        statements |= _consent(row, speakers)
        statements |= {Fact("variable", name): value for name, value in row.variables.items()}
    return statements


def _labels_of(row: FileFacts) -> set[str]:
    return {*row.roles, *row.informants, *row.speaks_for, *row.speaks_for.values()}


def _consent(row: FileFacts, speakers: Iterable[Speaker]) -> dict[Fact, FactValue]:
    """Return the consent of everybody in a file whose words are data, or of those it names."""
    roles = {folded_label(label): role for label, role in row.roles.items()}
    everybody = [
        speaker.label
        for speaker in speakers
        if roles.get(folded_label(speaker.label), speaker.role) not in NOT_INFORMANTS
    ]
    of_each = {label: dict(row.consent) for label in row.informants or everybody}
    for label, consent in row.consent_of.items():
        of_each.setdefault(label, {}).update(consent)
    return {
        Fact(column, label): value
        for label, consent in of_each.items()
        for column in CONSENT_TO
        if (value := consent.get(column))
    }


def _meant(
    connection: Connection,
    file: str,
    transcripts: Sequence[Transcript],
    files: Mapping[str, Sequence[str]],
) -> Transcript:
    """Return the transcript that a row is about: of this name or id, or from this file.

    Raises NotFound for none, BadInput for several, listing them.
    """
    path = PurePosixPath(file.replace("\\", "/"))
    of_file = {
        transcript
        for name, ids in files.items()
        if normalise(name) == path.name
        for transcript in ids
    }
    fitting = [transcript for transcript in transcripts if file in (transcript.name, transcript.id)]
    fitting = fitting or [transcript for transcript in transcripts if transcript.id in of_file]
    fitting = fitting or [transcript for transcript in transcripts if transcript.name == path.stem]
    if not fitting:
        raise NotFound(
            f"there is no transcript from {file}",
            "Write the name of the file, or of the transcript, in the column `file`.",
        )
    if len(fitting) > 1:
        listed = "".join(f"\n  {description}" for description in distinctions(connection, fitting))
        raise BadInput(
            f"{file} fits {number_of(len(fitting), 'transcript')}{listed}",
            "Write the name of the one that is meant in the column `file`.",
        )
    return fitting[0]
