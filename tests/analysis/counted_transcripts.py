"""Counting a handful of transcripts in one call, with codings whose fields have names."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from kodeverk.analysis.counting.figures import Counts
from kodeverk.analysis.counting.frequencies import Count
from kodeverk.analysis.counting.transcripts import CountedTranscript, Facets
from kodeverk.model.records import Code


class CountedCoding(NamedTuple):
    code: str
    start: int
    end: int
    facets: Facets = ()


def count(
    transcripts: Iterable[CountedTranscript], codes: Sequence[Code], **choices: Any
) -> Counts:
    counting = Count(codes, **choices)
    for transcript in transcripts:
        counting.add(transcript)
    return counting.tables()


def code(
    key: str,
    parent: str | None = None,
    *,
    book: str = "veiledning",
    counted: bool = True,
    active: bool = True,
) -> Code:
    """Return a code whose id is its key."""
    return Code(
        id=key,
        codebook=book,
        key=key,
        name={},
        parent=parent,
        position=0,
        definition={},
        full_definition=None,
        use_when=None,
        not_when=None,
        example=None,
        colour=None,
        hotkey=None,
        counted=counted,
        active=active,
    )
