"""Surveys: a sheet of respondents and open questions stands for an interview with each of them.

A respondent is addressed as if the sheet were a folder: `answers.csv/R12`.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadInput, KodeverkError
from kodeverk.formats.metadata import FileFacts, typed
from kodeverk.formats.transcripts import may_be_table, read_transcript_bytes, transcript_bytes
from kodeverk.formats.transcripts.surveys import respondent_source
from kodeverk.model.source import Source
from kodeverk.model.survey import Survey
from kodeverk.service.phrases import shown_name


class FileRead(NamedTuple):
    """A file as it was read: the hash of its bytes, and its source.

    Of one `respondent` of a sheet, `row` is what the other columns say; one who `is_unnamed` has
    no id there.
    """

    sha256: str
    source: Source
    respondent: str | None = None
    row: FileFacts | None = None
    is_unnamed: bool = False


def read_file(path: Path, encoding: str | None) -> FileRead:
    """Return the transcript file at `path`, or the respondent of a sheet.

    Raises BadInput when it cannot be read, and when the sheet has no such respondent.
    """
    sheet = path.parent
    if not sheet.is_file():
        return (
            _sheet(path, _changed(path), encoding) if may_be_table(path) else _read(path, encoding)
        )
    whole = _sheet(sheet, _changed(sheet), encoding)
    key = path.name
    name = f"{shown_name(sheet.name)}/{shown_name(key)}"
    survey = whole.source.survey
    if survey is None:
        raise BadInput(f"{name}: {sheet.name} is no sheet of respondents", "Name the file itself.")
    source = respondent_source(survey, key, whole.source, name)
    is_unnamed = survey.respondents[key].is_unnamed
    return FileRead(whole.sha256, source, key, _facts(survey, key, sheet), is_unnamed)


def survey_in(path: Path, encoding: str | None) -> Survey | None:
    """Return the survey that a file is or may be, None when it is none or cannot be read."""
    if not may_be_table(path):
        return None
    try:
        return _sheet(path, _changed(path), encoding).source.survey
    except KodeverkError:
        return None


def respondents_of(sheet: Path, encoding: str | None) -> list[Path]:
    """Return what stands for the respondents of a sheet among the files to import."""
    survey = survey_in(sheet, encoding)
    return [] if survey is None else [sheet / key for key in survey.respondents]


def _read(path: Path, encoding: str | None) -> FileRead:
    data = transcript_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    return FileRead(digest, read_transcript_bytes(data, shown_name(path.name), encoding))


@lru_cache(maxsize=1)
def _sheet(path: Path, _changed: tuple[int, int], encoding: str | None) -> FileRead:
    """Return a sheet, whose respondents are read one after another."""
    return _read(path, encoding)


def _changed(path: Path) -> tuple[int, int]:
    try:
        about = path.stat()
    except OSError:
        return 0, 0
    return about.st_mtime_ns, about.st_size


def _facts(survey: Survey, key: str, sheet: Path) -> FileFacts:
    """Return what the columns beside the open questions say of a respondent."""
    respondent = survey.respondents[key]
    return FileFacts(
        f"{sheet}, row {respondent.row}",
        respondent.municipality,
        respondent.date,
        {},
        {},
        {},
        {name: typed(value) for name, value in respondent.variables.items()},
    )
