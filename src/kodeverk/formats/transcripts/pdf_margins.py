"""What a PDF shows in the margins of its pages: codes and comments beside the words, no words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kodeverk.formats.transcripts.pdf_runs import TextRun

_SMALL = 0.8
"""Notes are at most so many times as high as the letters of the text."""
_APART = 0.7
"""They are so many times the height of these to the left or to the right of all lines."""
_OFF = 0.1
"""So many times that height above or below each line, they stand beside none ..."""
_MOST, _FEWEST = 0.5, 3
"""... as at least this share of them do, and so many: a label stands beside its words."""
_MOST_AGAIN, _FEWEST_LABELLED = 0.5, 4
"""Where more of them say the same as others they may be labels, unless so many lines have some."""
_LABEL = re.compile(r"[\d\s.)]*([^\W\d][^:]{0,30}):")

Runs = list[TextRun]


class _Text(NamedTuple):
    """Where the lines of the text are: how high their letters, and from where to where."""

    height: float
    left: float
    right: float

    def is_beside(self, run: TextRun) -> bool:
        """Tell whether small letters are in a margin."""
        gap = _APART * self.height
        is_outside = run.end < self.left - gap or run.x > self.right + gap
        return is_outside and run.height <= _SMALL * self.height


def without_margins(pages: Sequence[Sequence[Runs]]) -> tuple[list[list[Runs]], list[str]]:
    """Return the lines of pages without the notes in their margins, and what to warn of.

    Programs for analysis print codes beside the words, and word processors comments: in smaller
    letters, wherever there is room, so that most are at the height of no line. Labels and times of
    what is said are at the height of its first line.
    """
    text = _text(pages)
    if text is None:
        return [[*lines] for lines in pages], []
    notes = [note for lines in pages for note in _notes(lines, text)]
    told = [words for words, _ in notes]
    off = sum(is_off for _, is_off in notes)
    may_be_labels = len(told) - len({*told}) > _MOST_AGAIN * len(told)
    if off < max(_FEWEST, _MOST * len(notes)) or (may_be_labels and not _has_labels(pages, text)):
        return [[*lines] for lines in pages], []
    kept = [
        [inside for line in lines if (inside := [run for run in line if not text.is_beside(run)])]
        for lines in pages
    ]
    return kept, [f"left out: {told[0]!r} and what else stands in the margin ({len(told)})"]


def _text(pages: Sequence[Sequence[Runs]]) -> _Text | None:
    """Return where the lines of the text are: in the letters, and from the place, of most.

    None where no letters are small beside these.
    """
    heights: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            for run in line:
                heights[round(run.height, 1)] += len(run.text.strip())
    if not heights:
        return None
    height = heights.most_common(1)[0][0]
    if min(heights) > _SMALL * height:
        return None
    begun: Counter[int] = Counter()
    ends: dict[int, float] = {}
    for lines in pages:
        for line in lines:
            inside = [run for run in line if run.height > _SMALL * height and run.text.strip()]
            words = [run for run in inside if not run.text.strip().isdecimal()]
            if words:
                left = round(words[0].x)
                begun[left] += 1
                ends[left] = max(ends.get(left, 0.0), *(run.end for run in inside))
    if not begun:
        return None
    left = begun.most_common(1)[0][0]
    return _Text(height, left, ends[left])


def _has_labels(pages: Sequence[Sequence[Runs]], text: _Text) -> bool:
    """Tell whether lines between the margins begin with labels that come back."""
    labels: Counter[str] = Counter()
    for lines in pages:
        for line in lines:
            words = "".join(run.text for run in line if not text.is_beside(run))
            if label := _LABEL.match(words):
                labels[label[1]] += 1
    return sum(times for times in labels.values() if times > 1) >= _FEWEST_LABELLED


def _notes(lines: Sequence[Runs], text: _Text) -> Iterator[tuple[str, bool]]:
    """Yield the notes beside the lines of a page, and of each whether it is beside no line."""
    heights = [
        run.y for line in lines for run in line if not text.is_beside(run) and run.text.strip()
    ]
    for line in lines:
        note = [run for run in line if text.is_beside(run)]
        words = "".join(run.text for run in note).strip()
        is_between = bool(heights) and min(heights) <= line[0].y <= max(heights)
        if is_between and any(map(str.isalpha, words)):
            is_off = all(abs(note[0].y - y) > _OFF * text.height for y in heights)
            yield " ".join(words.split()), is_off
