"""Counting a handful of transcripts in one call, with codings whose fields have names."""

from typing import NamedTuple

from kodeverk.analysis.counting.frequencies import Count
from kodeverk.analysis.counting.transcripts import Facets


class CountedCoding(NamedTuple):
    code: str
    start: int
    end: int
    facets: Facets = ()


def count(transcripts, codes, **choices):
    counting = Count(codes, **choices)
    for transcript in transcripts:
        counting.add(transcript)
    return counting.tables()
