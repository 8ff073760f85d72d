"""What somebody can choose among before files are imported: files, conventions, places, encodings.

Nothing here opens a project.
"""

from datetime import date

from kodeverk.analysis.municipalities import suggested
from kodeverk.analysis.recognition.turns import NONE, recognitions
from kodeverk.formats.register import load_register
from kodeverk.formats.transcripts import may_be_table
from kodeverk.formats.transcripts.decode import ENCODINGS
from kodeverk.formats.transcripts.folders import folder_entries, transcript_files
from kodeverk.model.municipality import Municipality
from kodeverk.model.source import Source

__all__ = [
    "ENCODINGS",
    "conventions",
    "folder_entries",
    "may_be_table",
    "municipalities",
    "municipality_in_words",
    "transcript_files",
]


def conventions(source: Source) -> tuple[str, ...]:
    """Return the conventions a file may follow, the best first, and last that nobody is named."""
    return tuple(
        dict.fromkeys([*(recognition.convention for recognition in recognitions(source)), NONE])
    )


def municipalities(typed: str, day: str | None) -> tuple[Municipality, ...]:
    """Return the municipalities that somebody who has typed so much may mean, on an ISO day."""
    return suggested(load_register(), typed, date.fromisoformat(day) if day else None)


def municipality_in_words(number: str) -> str:
    """Return a municipality's number, name and what it became, as people are told it."""
    return load_register().number_and_name(number)
