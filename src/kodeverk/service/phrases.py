"""Numbers and times in words, for summaries and messages."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice

from kodeverk.model.kinds import KINDS
from kodeverk.model.survey import SurveyForm
from kodeverk.model.text import normalise

_OUTSIDE = ("front", "interlude", "back")


def number_of(count: int, noun: str) -> str:
    """Return `1 file` or `12 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def number_of_records(count: int, kind: str) -> str:
    """Return `1 code` or `12 codebook versions`, by the kind of the records."""
    return f"{count} {(kind if count == 1 else KINDS[kind].plural).replace('_', ' ')}"


def shown_name(name: str) -> str:
    """Return a file's name as it may be shown: one line, no controls."""
    return " ".join(normalise(name.encode(errors="replace").decode()).split())


def survey_in_words(form: SurveyForm) -> str:
    """Return how many answered how many questions: `40 respondents, 3 open questions`."""
    people, asked = form.respondents, len(form.questions)
    return f"{number_of(people, 'respondent')}, {number_of(asked, 'open question')}"


def survey_lines(form: SurveyForm) -> Iterator[str]:
    """Yield, line by line, what becomes of a survey and of each of its columns."""
    called = "by their rows" if form.identity is None else f"after the column {form.identity!r}"
    yield f"transcripts: {form.respondents}, one a respondent, called {called}"
    for question in form.questions:
        yield f"question: {question}"
    if form.closed:
        yield f"variables: {', '.join(form.closed)}"
    if form.municipality is not None:
        yield f"municipality: {form.municipality}"
    if form.date is not None:
        yield f"date: {form.date}"
    if form.left_out:
        yield f"left out: {', '.join(form.left_out)}"
    for doubt in form.doubts:
        yield f"please check: {doubt}"


def outside_in_words(zones: Iterable[str]) -> str:
    """Return how many lines lie outside an interview, by zone: `3 lines (2 front, 1 back)`."""
    counts = Counter(zones)
    each = ", ".join(f"{counts[zone]} {zone}" for zone in _OUTSIDE if counts[zone])
    return f"{number_of(counts.total(), 'line')} ({each})"


def certainty_in_words(*, is_certain: bool, inferred: int) -> str:
    """Return whether the file itself says what each line is, or how many lines are inferred."""
    if is_certain:
        return "certain: the file says of each line what it is"
    lines = f"{number_of(inferred, 'line')} inferred" if inferred else "something to check"
    return f"not certain: {lines}"


def are(count: int) -> str:
    """Return the verb for so many: `is` or `are`."""
    return "is" if count == 1 else "are"


def local_time(at: int) -> str:
    """Return a time in milliseconds since 1970 as `2026-11-28 07:03`, where the user is."""
    return f"{datetime.fromtimestamp(at / 1000).astimezone():%Y-%m-%d %H:%M}"


def days_in_words(at: int) -> tuple[str, str]:
    """Return the day of a time in milliseconds since 1970 in two spellings, where the user is.

    They are `2026-11-28` and `28.11.2026`.
    """
    day = datetime.fromtimestamp(at / 1000).astimezone()
    return f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}"


def short_local_time(at: int) -> str:
    """Return a time in milliseconds since 1970 as `28.11. 07:03`, where the user is."""
    return f"{datetime.fromtimestamp(at / 1000).astimezone():%d.%m. %H:%M}"


@lru_cache(maxsize=4096)
def time_in_files(second: int) -> str:
    """Return a time in seconds since 1970 as files have it: ISO 8601, UTC."""
    return datetime.fromtimestamp(second, UTC).isoformat()


def some_of(names: Collection[object], most: int = 8) -> str:
    """Return `names` with commas between them; of more than `most`, these and how many more."""
    more = len(names) - most
    listed = ", ".join(map(str, islice(names, most)))
    return f"{listed} and {more} more" if more > 0 else listed


def ends_of(words: str, most: int = 40) -> str:
    """Return how a passage begins and ends, in one line of about so many characters."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most // 2]}…{line[-most // 2 :]}"


PERCENT_FROM = 20
"""Of fewer a percentage means nothing."""


def share_in_words(some: int, of: int) -> str:
    """Return `7 of 12`, with a percentage only where there are enough for one to mean something."""
    return f"{some} of {of}" + (f" ({100 * some / of:.0f} %)" if of >= PERCENT_FROM else "")
