"""The log: every step made in a project's file, as people and scripts are told it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kodeverk.model.records import Coder
from kodeverk.service.blindness import blindness_of
from kodeverk.service.phrases import days_in_words
from kodeverk.store import queries, steps
from kodeverk.store.project import Project
from kodeverk.store.steps import LogLine, Step

_AT_ONCE = 500
"""How many lines are read from the database together where few of them may fit."""

_MOST_LOOKED_AT = 5_000
"""After how many lines that do not fit a page ends, so that whoever asked can say how far it is."""

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Log:
    """The steps, latest first, and the names of the transcripts that some keep within, by id."""

    steps: tuple[Step, ...]
    transcripts: dict[str, str]


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which lines are wanted: of one transcript, by id; of one's own; with all of these words.

    The words are in folded case, and stand in a line's step, transcript, coder, day or number.
    """

    transcript: str | None = None
    mine: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines of the log, latest first, and the number before which to read on.

    That is None where the log begins.
    """

    lines: tuple[LogLine, ...]
    before: int | None


def read_log(project: Project, reader: Coder | None = None) -> Log:
    """Return the log of a project's file as `reader` sees it.

    What a colleague did where the reader codes blind is not told; without a reader, everything is.
    """
    with project.reading() as connection:
        lines = steps.steps(connection)
        if reader is not None:
            lines = [*map(blindness_of(connection, reader).seen, lines)]
        return Log(
            tuple(lines),
            {transcript.id: transcript.name for transcript in queries.transcripts(connection)},
        )


def log_page(
    project: Project, reader: Coder, wanted: LogFilter, most: int, before: int | None = None
) -> LogPage:
    """Return the latest lines that are wanted, of those `before` a number, at most `most`.

    There may be fewer, though the log goes on: a page looks at so many lines and no more. What a
    colleague did where the reader codes blind is not told.
    """
    with project.reading() as connection:
        fits, blindness = _fitting(wanted.words), blindness_of(connection, reader)
        authors = queries.one_with(connection, reader.id) if wanted.mine else ()
        found, looked_at = list[LogLine](), 0
        at_once = _AT_ONCE if wanted.words else most
        while True:
            lines = steps.log_lines(
                connection, at_once, before=before, transcript=wanted.transcript, authors=authors
            )
            for each in lines:
                line = each._replace(step=blindness.seen(each.step))
                before = line.step.number
                if fits(line):
                    found.append(line)
                if len(found) == most:
                    return LogPage(tuple(found), before)
            if len(lines) < at_once:
                return LogPage(tuple(found), None)
            looked_at += len(lines)
            if looked_at >= _MOST_LOOKED_AT:
                return LogPage(tuple(found), before)


def _fitting(words: tuple[str, ...]) -> Callable[[LogLine], bool]:
    """Return what tells whether a line has all these words."""

    def fits(line: LogLine) -> bool:
        step = line.step
        shown = (step.summary, line.where or "", step.author, act_in_words(line), f"{step.number}")
        said = " ".join(shown).casefold()
        lacking = [word for word in words if word not in said]
        # To say which day it was takes longer than all else.
        if not all(map(_DIGIT.search, lacking)):
            return False
        return not lacking or all(word in " ".join(days_in_words(step.at)) for word in lacking)

    return fits


def act_in_words(line: LogLine) -> str:
    """Return what a line is: `do`, `merge`, `undo 12`."""
    return line.step.act if line.of is None else f"{line.step.act} {line.of}"
