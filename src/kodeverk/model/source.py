"""What a transcript file gives: its text and its format's marks, before any turn is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a source's text: code-point offsets `[start, end)`, its LF not included.

    `bold_to` is where the bold run at its head ends (`start` when there is none), `voice` the
    speaker a cue names, whose name then stands at the head as `Name: `, `cue` the number of the cue
    from 0, `milliseconds` the time at which it begins. `numbered` tells an entry of a numbered
    list, whose number may be no part of the text, `row` a row of a table: its cells are separated
    by TAB.
    """

    start: int
    end: int
    bold_to: int
    voice: str | None = None
    cue: int | None = None
    milliseconds: int | None = None
    numbered: bool = False
    row: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote in the margin of a source, on the words `[start, end)` of its text."""

    start: int
    end: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript file as it was read; it depends on the file's bytes and name alone.

    `text` is normalised (`kodeverk.model.text.normalise`), labels and preamble included, every
    paragraph ended by LF; `paragraphs` cover it in order. `format` is the format the content proved
    to have (`docx`, `txt`, …), `encoding` that of a text file, `warnings` what a person should
    know: what was left out, what was guessed. `comments` stand in the order of their passages and
    are no part of the text.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    format: str
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def has_cues(self) -> bool:
        """Tell whether the file is made of timed cues."""
        return any(paragraph.cue is not None for paragraph in self.paragraphs)
