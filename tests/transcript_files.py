"""Transcript files read as an import reads them: from a path, or from the text alone."""

from pathlib import Path

from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes, transcript_bytes
from kodeverk.model.source import Source

SAID = (
    "We had a boat in those days.",
    "The nets were mended in spring.",
    "My uncle told me how to do it.",
    "It was colder than it is now.",
    "Nobody asked what it was worth.",
    "There were two houses by the bay.",
)
"""What somebody says, each in words of its own."""

PHRASES = "English\tDari\tPashto\n" + "".join(
    f"Where is number {n}?\tکجاست {n}؟\tچیرته دی {n}؟\n" for n in range(40)
)
"""A table of phrases in three languages, which is no transcript."""


def read_transcript(path: Path) -> Source:
    return read_transcript_bytes(transcript_bytes(path), path.name)


def source_of(text: str, name: str = "intervju.txt") -> Source:
    return read_transcript_bytes(text.encode(), name)


def recognition_of(text: str, name: str = "intervju.txt") -> Recognition:
    """Return who speaks in a text, as an import recognises it."""
    return recognise(source_of(text, name))
