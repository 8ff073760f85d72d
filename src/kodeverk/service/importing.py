"""Import: files read, turns recognised, places and roles found, and then all kept in one step."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kodeverk.analysis.municipalities import resolve
from kodeverk.analysis.turns import Reading, join_turns, recognise
from kodeverk.errors import BadInput, KodeverkError
from kodeverk.formats.metadata import FileFacts
from kodeverk.formats.register import load_register
from kodeverk.formats.transcripts import read_transcript_bytes, transcript_bytes
from kodeverk.model.identity import (
    informant_id,
    speaker_id,
    transcript_id,
    variable_id,
    version_id,
)
from kodeverk.model.municipality import Municipality
from kodeverk.model.records import NOT_INFORMANTS, Coder, Role, Turn, pack_turns
from kodeverk.model.source import Source
from kodeverk.model.text import count_words, normalise, text_hash
from kodeverk.service.voices import (
    check_labels,
    folded_label,
    interpreted_speakers,
    interpreters_of_nobody,
    label_like,
    speaker_roles,
)
from kodeverk.service.wording import number_of
from kodeverk.store import queries
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

Status = Literal["imported", "unchanged", "would import", "failed"]
UNNAMED = ""
"""The label of the speaker of turns that name nobody."""

_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user said of all files: a row of `facts` for one file goes before it."""

    municipality: str | None = None
    date: str | None = None
    roles: dict[str, Role] = field(default_factory=dict)
    facts: dict[str, FileFacts] = field(default_factory=dict)
    convention: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerFound:
    """A speaker of a file: label, role, and how many labelled blocks or cues are theirs."""

    label: str
    role: Role
    turns: int


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `turns` counts labelled blocks, or cues where there are cues."""

    file: str
    status: Status
    transcript: str | None = None
    convention: str | None = None
    confidence: float | None = None
    encoding: str | None = None
    turns: int = 0
    words: int = 0
    speakers: tuple[SpeakerFound, ...] = ()
    municipality: Municipality | None = None
    warnings: tuple[str, ...] = ()
    error: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file read and understood, before the project is asked whether it has it."""

    path: Path
    sha256: str
    source: Source
    reading: Reading
    roles: dict[str, Role]
    municipality: Municipality | None
    date: str | None
    facts: FileFacts | None
    result: FileResult


def import_files(
    project: Project,
    author: Coder,
    paths: Sequence[Path],
    choices: Choices,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[FileResult]:
    """Read transcript files into the project, as one step; return what became of each.

    A file that cannot be used fails alone, with its reason. A text that is there already, under
    whatever name, is `unchanged`. Raises BadInput for choices that fit none of the files.
    """
    prepared: list[_Prepared | FileResult] = []
    for number, path in enumerate(paths):
        progress(number, len(paths))
        prepared.append(_prepare(path, choices))
    _check_choices(choices, paths, prepared)
    good = [one for one in prepared if isinstance(one, _Prepared)]
    if dry_run or not good:
        with project.reading() as connection:
            known = _Known(connection)
            results = [known.judge(one) for one in prepared]
            progress(len(paths), len(paths))
            return [
                replace(one, status="would import") if one.status == "imported" else one
                for one in results
            ]
    with project.writing(author, f"imported {number_of(len(good), 'file')}") as writer:
        known = _Known(writer.connection)
        results = []
        for one in prepared:
            result = known.judge(one)
            if result.status == "imported" and isinstance(one, _Prepared):
                assert result.transcript is not None
                _write(writer, one, result.transcript)
            results.append(result)
    progress(len(paths), len(paths))
    return results


class _Known:
    """The texts and names the project has, growing as files are judged."""

    def __init__(self, connection: Any) -> None:
        self._by_hash = queries.known_texts(connection)
        self._names = {one.name for one in self._by_hash.values()}

    def judge(self, one: _Prepared | FileResult) -> FileResult:
        """Return the result of one file, with the name its transcript gets."""
        if isinstance(one, FileResult):
            return one
        digest = text_hash(one.source.text)
        there = self._by_hash.get(digest)
        number = one.municipality.number if one.municipality else None
        if there is not None:
            differing = [
                f"{what} {now or 'none'} there, {given} given"
                for what, now, given in (
                    ("municipality", there.municipality, number),
                    ("date", there.date, one.date),
                )
                if given is not None and given != now
            ]
            if differing:
                return replace(
                    one.result,
                    status="failed",
                    transcript=there.name,
                    error=f"this text is in the project as {there.name}: {', '.join(differing)}",
                    hint="Nothing is overwritten. Correct the one that is wrong.",
                )
            return replace(
                one.result,
                status="unchanged",
                transcript=there.name,
                warnings=(*one.result.warnings, f"the text is there already, as {there.name}"),
            )
        name = _free(_clean(one.path.stem) or "transcript", self._names)
        self._names.add(name)
        self._by_hash[digest] = queries.KnownText(name, number, one.date)
        return replace(one.result, transcript=name)


def _prepare(path: Path, choices: Choices) -> _Prepared | FileResult:
    name = _clean(path.name)
    try:
        data = transcript_bytes(path)
        # A name from a Mac may be written in decomposed letters; the table's cells are composed.
        facts = choices.facts.get(normalise(path.name))
        source = read_transcript_bytes(data, name)
        reading = recognise(source, choices.convention)
        given = {**choices.roles, **(facts.roles if facts else {})}
        roles = speaker_roles((block.label or UNNAMED for block in reading.blocks), given)
        day = _day((facts.date if facts else None) or choices.date)
        place = (facts.municipality if facts else None) or choices.municipality
        municipality = resolve(load_register(), place, day) if place else None
    except KodeverkError as error:
        return FileResult(name, "failed", error=error.message, hint=error.hint)
    warnings = [*source.warnings, *reading.warnings]
    if unsure := [label for label, role in roles.items() if role == "unknown" and label]:
        warnings.append(f"role unknown: {', '.join(unsure)} (say --role LABEL=ROLE)")
    warnings += interpreters_of_nobody(roles, facts)
    if not reading.speakers:
        each = "cue" if source.has_cues else "paragraph"
        warnings.append(f"nobody is named as speaking: each {each} is a turn, its role unknown")
    if choices.facts and facts is None:
        warnings.append("no row in the metadata table")
    counts = reading.speakers
    result = FileResult(
        name,
        "imported",
        convention=reading.convention,
        confidence=reading.confidence,
        encoding=source.encoding,
        turns=reading.turns,
        words=sum(count_words(source.text[one.start : one.end]) for one in reading.blocks),
        speakers=tuple(SpeakerFound(label, roles[label], counts[label]) for label in counts),
        municipality=municipality,
        warnings=tuple(warnings),
    )
    digest = hashlib.sha256(data).hexdigest()
    return _Prepared(
        path,
        digest,
        source,
        reading,
        roles,
        municipality,
        day.isoformat() if day else None,
        facts,
        result,
    )


def _write(writer: Writer, one: _Prepared, name: str) -> None:
    """Keep one file's transcript, version, speakers, informants and variables."""
    text = one.source.text
    digest = writer.put_text(text)
    transcript = transcript_id(digest)
    version = version_id(transcript, digest)
    writer.put(
        "transcript",
        transcript,
        {
            "name": name,
            "version": version,
            "municipality": one.municipality.number if one.municipality else None,
            "date": one.date,
        },
    )
    turns = [
        Turn(*block[1:5], speaker_id(transcript, block.label or UNNAMED), block.milliseconds)
        for block in join_turns(one.reading.blocks)
    ]
    writer.put(
        "version",
        version,
        {
            "transcript": transcript,
            "text": digest,
            "turns": pack_turns(turns),
            "source_file": _clean(one.path.name),
            "sha256": one.sha256,
            "format": one.source.format,
            "encoding": one.source.encoding,
            "convention": one.reading.convention,
        },
    )
    informants = _write_informants(writer, one, name)
    interpreted = interpreted_speakers(one.roles, one.facts)
    for label, role in one.roles.items():
        speaks_for = interpreted.get(label)
        writer.put(
            "speaker",
            speaker_id(transcript, label),
            {
                "transcript": transcript,
                "label": label,
                "role": role,
                "informant": informants.get(label),
                "speaks_for": None if speaks_for is None else speaker_id(transcript, speaks_for),
            },
        )
    for variable, value in (one.facts.variables if one.facts else {}).items():
        writer.put(
            "variable",
            variable_id("transcript", transcript, variable),
            {"subject_kind": "transcript", "subject": transcript, "name": variable, "value": value},
        )


def _write_informants(writer: Writer, one: _Prepared, name: str) -> dict[str, str]:
    """Keep the informants the table names, and the consent it gives; return label -> informant.

    Consent without a pseudonym is kept under the transcript's name and the label.
    """
    facts = one.facts
    if facts is None or not (facts.informants or facts.consent):
        return {}
    people = dict(facts.informants)
    if not people:
        people = {
            label: f"{name}/{label}"
            for label, role in one.roles.items()
            if role not in NOT_INFORMANTS
        }
    found: dict[str, str] = {}
    for label, pseudonym in people.items():
        key = label_like(label, one.roles)
        found[key] = informant_id(pseudonym)
        consent = {
            column: facts.consent.get(column, "not asked")
            for column in ("takes_part", "quotation", "archiving")
        }
        writer.put("informant", found[key], {"name": pseudonym, **consent})
    return found


def _check_choices(
    choices: Choices, paths: Sequence[Path], prepared: Iterable[_Prepared | FileResult]
) -> None:
    """Raise BadInput for a label that no file has, a table row without a file, one name twice."""
    good = [one for one in prepared if isinstance(one, _Prepared)]
    labels = {folded_label(label): label for one in good for label in one.roles}
    for label in choices.roles:
        if good and folded_label(label) not in labels:
            known = ", ".join(filter(None, labels.values())) or "none"
            raise BadInput(
                f"no file has a speaker labelled {label!r}", f"Labels in the files: {known}."
            )
    for one in good:
        if one.facts is not None:
            check_labels(one.path.name, one.roles, one.facts)
    twice = [name for name, times in Counter(path.name for path in paths).items() if times > 1]
    if choices.facts and twice:
        raise BadInput(f"two files are named {twice[0]}", "With --metadata the names must differ.")


def _clean(name: str) -> str:
    """Return a file's name as it may be shown: one line, no controls."""
    return " ".join(normalise(name.encode(errors="replace").decode()).split())


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free = f"{name} ({number})"
        number += 1
    return free


def _day(given: str | None) -> date | None:
    """Return the date written as YYYY-MM-DD or D.M.YYYY. Raises BadInput for anything else."""
    if given is None:
        return None
    for form in _DATES:
        if found := form.fullmatch(given.strip()):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
    raise BadInput(f"{given!r} is not a date", "Write it as YYYY-MM-DD, for example 2018-03-14.")
