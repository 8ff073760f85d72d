"""What `kodeverk import` says of files: what became of them, and what a person should know."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from kodeverk.cli.console import failed, note, problem, say, say_table
from kodeverk.cli.layout import shortened

if TYPE_CHECKING:
    from kodeverk.model.municipality import Municipality
    from kodeverk.model.survey import SurveyForm
    from kodeverk.service.facts import Correction
    from kodeverk.service.import_results import FileResult
    from kodeverk.service.metadata import FileFacts

_COLUMNS = ("file", "status", "turns", "words", "speakers", "municipality", "warnings")
_USUAL = ("utf-8", None)
"""How letters are encoded that need no column to say so."""
_MOST_SKIPPED = 5
_MOST_ALIKE = 3
"""So many files with one warning are named; more than these that failed alike share a line."""


def result_fields(path: Path, result: "FileResult") -> dict[str, object]:
    """Return what became of the file at `path` as `--json` tells it."""
    fields = asdict(result)
    place = result.municipality
    fields["municipality"] = None if place is None else {"number": place.number, "name": place.name}
    fields["candidates"] = [
        {"number": candidate.number, "name": candidate.name, "county": candidate.county}
        for candidate in result.candidates
    ]
    fields["readings"] = [
        {
            "convention": reading.convention,
            "confidence": reading.confidence,
            "turns": reading.turns,
            "speakers": reading.speakers,
        }
        for reading in result.readings
    ]
    fields["changes"], fields["kept"] = (
        corrections_as_json(result.changes),
        corrections_as_json(result.kept),
    )
    near = result.near
    fields["near"] = (
        None if near is None else {"transcript": near.name, "percent": near.percent, "id": near.id}
    )
    for speaker in fields["speakers"]:
        # Scripts have the blocks of each speaker, and the turns of the whole transcript.
        del speaker["joined_turns"]
    # What a sheet holds is told of the sheet, not of each who answered.
    del fields["survey"]
    fields["skipped"] = [line._asdict() for line in result.skipped]
    return {**fields, "file": str(path)}


def corrections_as_json(corrections: "Sequence[Correction]") -> list[dict[str, object]]:
    """Return corrections as `--json` tells them."""
    return [
        {
            "what": correction.fact.kind,
            "of": correction.fact.of,
            **({"name": correction.fact.name} if correction.fact.name else {}),
            "before": correction.before,
            "after": correction.after,
        }
        for correction in corrections
    ]


def _row(name: str, result: "FileResult") -> tuple[str | int, ...]:
    speakers = ", ".join(
        f"{speaker.label or '(unnamed)'} {speaker.role} {speaker.joined_turns}"
        for speaker in result.speakers
    )
    warnings = len(result.warnings) or ""
    place = _place(result.municipality)
    return name, result.status, result.joined_turns, result.words, speakers, place, warnings


def _place(municipality: "Municipality | None") -> str:
    from kodeverk.service.import_options import municipality_in_words

    return "-" if municipality is None else municipality_in_words(municipality.number)


def tell_details(path: Path, result: "FileResult") -> None:
    """Show of a file that was only looked at what a person looks at before deciding."""
    from kodeverk.service.phrases import number_of, outside_in_words

    say(str(path))
    _tell_reading(path, result)
    if result.encoding:
        say(f"  encoding: {result.encoding}")
    for speaker in result.speakers:
        facts = [speaker.role + (" (remembered)" if speaker.remembered else "")]
        facts += [f"informant {speaker.informant}"] if speaker.informant else []
        facts += [f"speaks for {speaker.speaks_for}"] if speaker.speaks_for else []
        facts.append(number_of(speaker.joined_turns, "turn"))
        say(f"  {speaker.label}: {', '.join(facts)}: “{speaker.first_words}”")
    for choice in result.remembered:
        say(f"  remembered: {choice}")
    if result.comments:
        say(f"  comments: {result.comments}")
    for question in result.asks:
        say(f"  please check: {question}")
    if result.skipped:
        outside = outside_in_words(line.zone for line in result.skipped)
        say(f"  outside the interview: {outside}", dim=True)
    for line in result.skipped[:_MOST_SKIPPED]:
        say(f"    line {line.line}, {line.reason}: {shortened(line.text)}", dim=True)
    if len(result.skipped) > _MOST_SKIPPED:
        say(f"    all of them: kodeverk recognise {quote(str(path))}", dim=True)
    say()


def _tell_reading(path: Path, result: "FileResult") -> None:
    """Show how a file names who speaks, how sure that is, and how else it may be read."""
    from kodeverk.service.phrases import certainty_in_words, number_of

    others = "; ".join(
        f"{reading.convention} ({reading.confidence:.2f}, "
        f"{number_of(reading.joined_turns, 'turn')} of {', '.join(reading.speakers) or 'nobody'})"
        for reading in result.readings
        if reading.convention != result.convention
    )
    say(f"  named as in: {result.convention} ({result.confidence:.2f})")
    if result.is_certain is not None:
        inferred = len(result.inferred)
        say(f"  {certainty_in_words(is_certain=result.is_certain, inferred=inferred)}")
    if result.inferred:
        say(f"    which: kodeverk recognise --inferred {quote(str(path))}", dim=True)
    if others:
        say(f"  or as in: {others}")


def tell_survey(path: Path, form: "SurveyForm") -> None:
    """Show what a sheet of respondents becomes, before it does."""
    from kodeverk.service.phrases import survey_in_words, survey_lines

    note(f"{path}: a survey: {survey_in_words(form)}")
    for line in survey_lines(form):
        note(f"  {line}")


def tell_of_table(
    metadata: Path,
    facts: "Mapping[str, FileFacts]",
    paths: Sequence[Path],
    kept: "Sequence[tuple[Path, FileResult]]",
) -> None:
    """Say which files and rows of the table find no counterpart, and what became variables."""
    from kodeverk.service.metadata import row_of
    from kodeverk.service.phrases import some_of

    rows = {path: row_of(facts, path) for path in paths}
    used = {row.where for row in rows.values() if row is not None}
    if unused := sorted(name for name, row in facts.items() if row.where not in used):
        note(f"note: {metadata}: rows of files that were not given: {', '.join(unused)}")
    if without := [str(path) for path, row in rows.items() if row is None]:
        note(f"note: {metadata}: no row for {some_of(without)}")
    named: dict[str, None] = {}
    for path, result in kept:
        row = rows.get(path)
        if row is not None and result.status in ("imported", "would import"):
            named |= dict.fromkeys(row.variables)
        named |= {
            change.fact.of: None for change in result.changes if change.fact.kind == "variable"
        }
    if named:
        note(f"note: {metadata}: columns kept as variables: {', '.join(named)}")


def tell_left_out(left_out: Sequence[Path], others_found: Sequence[tuple[Path, str, str]]) -> None:
    """Name what lies in the folders and is no transcript, and what to do with it instead.

    Files of which that is seen when they are read come with the reason and a hint.
    """
    from kodeverk.service.phrases import some_of

    if left_out:
        note(f"note: left out, of other kinds: {some_of([path.name for path in left_out])}")
    for path, reason, hint in others_found:
        note(f"note: left out: {path}: {reason.removeprefix(f'{path.name}: ')}. {hint}")


def _tell_warnings(kept: "Sequence[tuple[Path, FileResult]]") -> None:
    """Say each warning once, with the files it is of."""
    from kodeverk.service.phrases import some_of

    of: dict[str, list[str]] = {}
    for path, result in kept:
        for warning in result.warnings:
            of.setdefault(warning, []).append(str(path))
    for warning, named in of.items():
        note(f"note: {some_of(named, _MOST_ALIKE)}: {warning}")


def _tell_inferred(results: "Sequence[FileResult]") -> None:
    """Say how many lines of the files are inferred, and what shows them."""
    from kodeverk.service.phrases import number_of

    counts = [len(result.inferred) for result in results if result.inferred]
    if counts:
        where = f"{number_of(sum(counts), 'line')} of {number_of(len(counts), 'file')}"
        note(f"note: inferred, no label of their own: {where} (kodeverk recognise --inferred)")


def tell_results(kept: "Sequence[tuple[Path, FileResult]]") -> None:
    """Show what became of each file, what to know of it, and how many became what."""
    alike = Counter(path.name for path, _ in kept)
    rows: list[tuple[str | int | None, ...]] = [
        _row(path.name if alike[path.name] == 1 else str(path), result) for path, result in kept
    ]
    columns: tuple[str, ...] = _COLUMNS
    if any(result.encoding not in _USUAL for _, result in kept):
        columns = (*_COLUMNS, "encoding")
        rows = [(*row, result.encoding) for row, (_, result) in zip(rows, kept, strict=True)]
    say_table(columns, rows)
    _tell_warnings(kept)
    _tell_inferred([result for _, result in kept])
    if len(kept) > 1:
        sums = Counter(result.status for _, result in kept)
        note("files: " + ", ".join(f"{count} {status}" for status, count in sums.items()))


def tell_failures(kept: "Sequence[tuple[Path, FileResult]]") -> None:
    """Name each file that failed or is asked about, and end the command if there are any.

    Many that failed for one reason are named together.
    """
    from kodeverk.service.phrases import some_of

    of: dict[tuple[str, str], list[str]] = {}
    for path, result in kept:
        if result.status in ("failed", "asked"):
            reason = (result.error or "").removeprefix(f"{result.file}: ")
            of.setdefault((reason, result.hint or ""), []).append(str(path))
    failures: list[tuple[str, str]] = []
    for (reason, hint), named in of.items():
        each = [some_of(named)] if len(named) > _MOST_ALIKE else named
        # The reason names a file that cannot be opened.
        failures += [(reason if name in reason else f"{name}: {reason}", hint) for name in each]
    for place, (message, hint) in enumerate(failures, 1):
        # What to do about several files in a row is said once, after the last of them.
        again = place < len(failures) and failures[place][1] == hint
        problem(message, "" if again else hint)
    if failures:
        failed()
