"""What a person should look at about the lines of a reading: are they said, and by whom?"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice, pairwise

from kodeverk.analysis.recognition.conventions.candidates import Candidate
from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.questions_and_answers import ANSWER, QUESTION
from kodeverk.analysis.recognition.doubts.doubt import (
    LONGEST_SHOWN,
    MOST,
    Doubt,
    more_lines,
    of_all,
    of_each,
    of_places,
    opening,
    where,
)
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.nets.coming_back import ComingBack
from kodeverk.analysis.recognition.text.source_text import SourceText

_FEWEST_CHANGES = 4
_MOSTLY = 0.6
_TWENTIETH = 20
_FEWEST_ROWS = 4
_COUNTED = r"[^\w\s]*\d+(?:(?:[^\w\s]+|[hms])\d+\S*|\s?min[^\w\s]*)"
"""Two numbers with signs between them, or minutes: `00.01.02`, `12'30`, `3 min`."""
_NUMBERS_BEFORE = re.compile(rf"{_COUNTED}\s+\S")
_NUMBERS_BEHIND = re.compile(rf"(?<!\S){_COUNTED}$")
_DASH = re.compile(r"\s*[-–—]\s*[^\W\d_]")
_CHANGE = ">>"
"""Behind it somebody else speaks, in subtitles."""


def of_last_turn(text: SourceText, places: Iterable[int], last: int) -> list[Doubt]:
    """Tell where a last turn that is unlike the others may become a report, up to its `last` line.

    That is the number of a paragraph.
    """
    asked = f"the last turn is unlike the others from here to line {last + 1}: "
    asked += "is {} said, or a report?"
    return of_places(text, places, asked, "end")


def of_talk_outside(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell where what stands before or behind the talk may be talk as well."""
    asked = "is what stands outside the interview from {} on talk as well?"
    return of_places(text, places, asked, "convention")


def of_turns_within(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell where somebody else may begin to speak within what one speaker is taken to say."""
    asked = "does somebody else speak from {} on? If so, say who; if not, it is said"
    return of_each(text, [*places], asked, "said")


def of_unlabelled(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell what somebody without a label may say: all of it once, with its lines."""
    asked = "does somebody without a label say {}? If so, say who; if not, who speaks "
    asked += "above it does, or it is outside the interview"
    return of_all(text, places, asked, "said")


def of_end(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell where what was taken for questions may be headings above what nobody says."""
    asked = "is {} asked, or does the interview end above it?"
    return of_places(text, places, asked, "end")


def of_persons(text: SourceText, heads: Iterable[Head]) -> list[Doubt]:
    """Tell which first turn may say who takes part in the talk below it."""
    asked = "is {} said, or does it say who takes part?"
    return [
        doubt._replace(label=head.label)
        for head in heads
        for doubt in of_places(text, [head.first], asked, "outside")
    ]


def of_legend(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell once which lines at the head of the talk may say who speaks below a heading."""
    asked = "is {} said, or is it a legend that says who takes part?"
    return of_all(text, places, asked, "outside")


def of_heading(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell which line in the last turn may be a heading above what nobody says."""
    return of_places(text, places, "is {} said, or a heading above what is not?", "end")


def of_answers(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell what stands below headings, and may be none of the answers above them."""
    asked = "is {}, below a heading, said by who answers above it, or outside the interview?"
    return of_all(text, places, asked, "said")


def of_notes(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell once what within turns may be a note, told by a writer, or unlike what is said."""
    asked = "is {} said by who speaks above it, or outside the interview?"
    return of_all(text, [*places], asked, "said")


def of_titles(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell which lines between turns were taken for headings by their look alone."""
    return of_each(text, places, "{} is taken for a heading: is it said?", "outside")


def of_brackets(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell once what in brackets was taken for notes, and has so many words that it may be said."""
    return of_all(text, places, "{} is taken for a note of what happened: is it said?", "outside")


def of_back(text: SourceText, begun: Iterable[tuple[int, int]]) -> list[Doubt]:
    """Tell where back matter begins by its look alone, and how many words lie outside with it."""
    asked = "{} is taken for a heading behind the talk: is it said, and what stands below it?"
    return [
        doubt
        for place, words in begun
        for doubt in of_places(text, [place], f"{asked} Words left out: {words}", "outside")
    ]


def of_numbers_alone(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell which numbers alone on a line within turns may be those of pages."""
    return of_all(text, [*places], "is {} said, or the number of a page?", "outside")


def of_furniture(text: SourceText, found: Iterable[ComingBack]) -> list[Doubt]:
    """Tell which words within turns come back as the heads and feet of pages do."""
    doubts: list[Doubt] = []
    for words in found:
        asked = f"{{}} stands {words.times} times, about a page apart: is it said, or the head or "
        asked += "foot of a page?"
        if words.alone:
            doubts += of_all(text, words.places, asked, "outside", words.words)
        else:
            asked += " Then take it out of what is said in the file"
            doubts += of_all(text, words.places, asked, "file", words.words)
    return doubts


def of_rows(text: SourceText, heads: Sequence[Head], outside: Collection[int]) -> list[Doubt]:
    """Tell where a row of a table may hold more than one person's words, and what is below rows.

    That is not what is `outside`, the numbers of paragraphs, nor further paragraphs of the last
    cell.
    """
    paragraphs = text.source.paragraphs
    ends = [*(head.first for head in heads[1:]), len(paragraphs)]
    several: dict[Head, int] = {}
    below: list[int] = []
    for head, end in zip(heads, ends, strict=True):
        row = paragraphs[head.first]
        if not row.row or (head.label in (QUESTION, ANSWER) and head.start == row.start):
            continue
        said = text.source.text[head.body : row.end if head.until is None else head.until]
        filled = sum(bool(cell.strip()) for cell in said.split("\t"))
        if filled > 1:
            several[head] = filled
        below += (
            place
            for place in range(head.last + 1, end)
            if place not in outside
            and not text.is_blank(place)
            and only_a_time(text.line(place)) is None
            and (not paragraphs[place].in_row or "\t" in text.line(place))
        )
    asked = "is {}, below a row of the table, said by who speaks in it, or outside the interview?"
    return [
        Doubt(
            f"{where(text, head)}: what is said stands in {filled} cells: does one person say all "
            f"of it? Else correct the file{more_lines(other.first for other in several)}",
            "file",
            head.first + 1,
        )
        for head, filled in islice(several.items(), 1)
    ] + of_all(text, below, asked, "said")


def of_asides(text: SourceText, heads: Sequence[Head]) -> list[Doubt]:
    """Tell what stands in cells behind what is said, below the heading of something else."""
    paragraphs = text.source.paragraphs
    asides = (
        (head, words)
        for head in heads
        if head.until is not None
        and (words := text.source.text[head.until : paragraphs[head.last].end].strip())
        and key_of(words) != key_of(head.label)
    )
    return [
        Doubt(
            f"{where(text, head)}: {opening(words, 0)!r} stands below a heading of something else "
            "than what is said: nobody says it, nor what else is in that column",
            "file",
            head.first + 1,
            may_wait=True,
        )
        for head, words in islice(asides, 1)
    ]


def of_unanswered(text: SourceText, heads: Sequence[Head]) -> list[Doubt]:
    """Tell where questions stand below each other without answers, which may stand elsewhere."""
    asked = [head for head, after in pairwise(heads) if head.label == after.label == QUESTION]
    runs = [head for head, after in pairwise(asked) if head.last + 1 >= after.first]
    return [
        Doubt(
            f"{where(text, head)}: several questions stand below each other without an answer: do "
            "their answers stand elsewhere? Then put them below their questions in the file",
            "file",
            head.first + 1,
        )
        for head in runs[:1]
    ]


def of_nobody(text: SourceText, leading: Candidate) -> list[Doubt]:
    """Tell what hints at speakers in a file in which none are recognised."""
    labels = Counter(head.label for head in leading.heads)
    # A word that is no label stands before a sign once in a while.
    come_back = sum(count > 1 for count in labels.values()) > 1
    if come_back or len(leading.heads) > len(text.spoken) / _TWENTIETH:
        shown = ", ".join(map(repr, list(labels)[:MOST]))
        return [
            Doubt(
                f"no speakers are recognised; if {shown} name them, import with the convention "
                f"{leading.convention!r}",
                "convention",
                leading.heads[0].first + 1,
                convention=leading.convention,
            )
        ]
    rows = sum("\t" in text.line(place) for place in text.spoken)
    if rows >= max(_FEWEST_ROWS, 0.8 * len(text.spoken)):
        return [
            Doubt(
                "the lines are rows of a table of which no column names a few speakers who come "
                "back: is it a transcript? If so, give the columns headings such as Speaker and "
                "Text",
                "file",
                text.spoken[0] + 1,
            )
        ]
    dashes = [place for place in text.spoken if _DASH.match(text.line(place)) is not None]
    changes = [place for place in text.spoken if _CHANGE in text.line(place)]
    # A line may begin with a dash for other reasons, a cue where another speaks in it.
    fewest = 0 if text.has_cues else _MOSTLY * len(text.spoken)
    if len(dashes) >= max(_FEWEST_CHANGES, fewest):
        changes = dashes
    if len(changes) >= max(_FEWEST_CHANGES, len(text.spoken) / _TWENTIETH):
        sign = "a dash" if changes is dashes else repr(_CHANGE)
        return [
            Doubt(
                f"lines begin with {sign} as in a dialogue: where the speaker changes can be seen, "
                "who speaks cannot; write a name before each, or give all turns one role",
                "file",
                changes[0] + 1,
            )
        ]
    return []


def of_numbers(text: SourceText, spans: Iterable[tuple[int, int]]) -> list[Doubt]:
    """Tell where nearly all that is said, in these spans, begins or ends with numbers: no words."""
    words = text.source.text
    said = [*spans]

    def begins(at: int, _end: int) -> bool:
        return _NUMBERS_BEFORE.match(words, at, at + LONGEST_SHOWN) is not None

    def ends(at: int, end: int) -> bool:
        return _NUMBERS_BEHIND.search(words, max(at, end - LONGEST_SHOWN), end) is not None

    asked = (
        "nearly all that is said {} with numbers, as {{}} does: are they times, or counted? Then "
    )
    asked += "write them as 00:01:02 in the file, or leave them out"
    return [
        doubt
        for side, is_numbered in (("begins", begins), ("ends", ends))
        if (first := _first_of_nearly_all(said, is_numbered)) is not None
        for doubt in of_places(text, [words.count("\n", 0, first)], asked.format(side), "file")
    ]


def _first_of_nearly_all(
    said: Sequence[tuple[int, int]], fits: Callable[[int, int], bool]
) -> int | None:
    """Return where the first of the spans that fit begins; None where not nearly all do."""
    first: int | None = None
    fitting, least = len(said), max(_FEWEST_ROWS, 0.8 * len(said))
    for at, end in said:
        if not fits(at, end):
            fitting -= 1
        elif first is None:
            first = at
        if fitting < least:
            return None
    return first


def of_questions(text: SourceText, places: Iterable[int], convention: str | None) -> list[Doubt]:
    """Tell where questions with answers begin that nothing tells from other lines.

    But for their form, where a `convention` reads them so.
    """
    asked = "is {} asked, and what follows answered? Then "
    asked += "read it so, or name" if convention else "name"
    asked += " who asks and who answers in the file"
    doubts = of_places(text, places, asked, "convention" if convention else "file")
    return [doubt._replace(convention=convention) for doubt in doubts]


def of_markup(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell of elements of a page and addresses of links, which count as said."""
    asked = "elements of a page or addresses of links stand in what is said, in {}"
    why = "they count as words, and others may speak in them: take them out of the file"
    return of_all(text, places, f"{asked}: {why}", "file")


def of_cells(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell what stands behind the words in a further cell, which counts as said."""
    asked = "what stands behind the words of {} in a cell of its own is among a few that come back"
    return of_all(text, places, f"{asked}: is it said? Else leave it out of the file", "file")
