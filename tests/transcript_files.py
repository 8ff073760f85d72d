"""A transcript file read as an import reads it, from its path alone."""

from pathlib import Path

from kodeverk.formats.transcripts import read_transcript_bytes, transcript_bytes
from kodeverk.model.source import Source


def read_transcript(path: Path) -> Source:
    return read_transcript_bytes(transcript_bytes(path), path.name)
