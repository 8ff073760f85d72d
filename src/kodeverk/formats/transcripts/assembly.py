"""Lines that a format's reader found, put together into a source."""

from collections.abc import Iterable
from dataclasses import dataclass

from kodeverk.errors import BadInput
from kodeverk.model.source import Paragraph, Source
from kodeverk.model.text import normalise, words


@dataclass(frozen=True, slots=True)
class Line:
    """Raw text of a reader, not yet normalised; every line end in it starts a new paragraph.

    `bold` is how many code points at its head are bold; voice, cue and time are those of a
    `Paragraph`.
    """

    text: str
    bold: int = 0
    voice: str | None = None
    cue: int | None = None
    milliseconds: int | None = None


def assemble(
    lines: Iterable[Line],
    name: str,
    format_name: str,
    encoding: str | None = None,
    warnings: Iterable[str] = (),
) -> Source:
    """Return the source that `lines` make in order; `name` is the file's, for the error.

    Each line is normalised by itself: LF stands between them, and nothing composes across it.
    Blank paragraphs at the end are dropped, so that a blank line more makes no other transcript.
    Raises BadInput when there is no word in them.
    """
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    start = 0
    for line in lines:
        text = normalise(line.text)
        bold = _bold_length(line, text)
        for piece in text.split("\n"):
            end = start + len(piece)
            paragraphs.append(
                Paragraph(
                    start,
                    end,
                    start + min(bold, len(piece)),
                    line.voice,
                    line.cue,
                    line.milliseconds,
                )
            )
            parts.append(piece)
            start = end + 1
            bold = 0
    while parts and not parts[-1].strip():
        parts.pop()
    del paragraphs[len(parts) :]
    text = "\n".join(parts) + "\n"
    if next(words(text), None) is None:
        raise BadInput(
            f"{name}: there is not one word in this file",
            "Check that it is the right file and that its text is not a picture.",
        )
    return Source(text, tuple(paragraphs), format_name, encoding, tuple(warnings))


def _bold_length(line: Line, text: str) -> int:
    if not line.bold:
        return 0
    head = normalise(line.text[: line.bold])
    # A mark that composes across the border of bold and plain leaves no clear border.
    return len(head) if text.startswith(head) else 0
