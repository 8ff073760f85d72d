"""A passage as lines of a list: where it is from, and its words among those around them."""

from collections.abc import Iterator, Sequence

from kodeverk.cells import cells_of, cut, fitted
from kodeverk.model.text import visible

Piece = tuple[str, bool]
"""Some characters of a line, and whether they are the passage's own."""

_CUT = "…"


def around_in_one_line(before: str, words: str, after: str, width: int) -> list[Piece]:
    """Return a passage in one line of at most so many cells, with as much around it as fits.

    A third of what is left stands before it. What is cut off is marked.
    """
    before, words, after = map(_one_line, (before, words, after))
    if cells_of(words) >= width:
        return [(cut(words, width), True)]
    room = width - cells_of(words)
    head = _end_of(before, room // 3 if cells_of(after) > room - room // 3 else room // 2)
    return [
        (head, False),
        (words, True),
        (cut(after, room - cells_of(head)), False),
    ]


def around_in_lines(
    before: str, words: str, after: str, width: int, most: int
) -> list[list[Piece]]:
    """Return a passage with what stands around it in at most so many lines of so many cells.

    Where that is not enough, lines are taken away at both ends so that the passage begins in sight.
    """
    if most == 1:
        return [around_in_one_line(before, words, after, width)]
    lines = [*_wrapped([(before, False), (words, True), (after, False)], width)]
    first = next((at for at, line in enumerate(lines) if any(own for _, own in line)), 0)
    last = max((at for at, line in enumerate(lines) if any(own for _, own in line)), default=0)
    spare = max(most - (last - first + 1), 0)
    top = max(min(first - spare // 2, len(lines) - most), 0)
    shown = lines[top : top + most]
    if top and shown:
        shown[0] = _begun(shown[0])
    if top + most < len(lines) and shown:
        shown[-1] = _ended(shown[-1], width)
    return shown


def _wrapped(pieces: Sequence[Piece], width: int) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    used = 0
    for word, own in _words(pieces):
        rest = word
        if used and used + cells_of(rest) > width:
            yield line
            line, used, rest = [], 0, word.lstrip()
        while cells_of(rest) > width:
            head = fitted(rest, width).rstrip()
            yield [*line, (head, own)]
            line, used, rest = [], 0, rest[max(len(head), 1) :]
        if rest:
            line.append((rest, own))
            used += cells_of(rest)
    if line:
        yield line


def _words(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield words, each with the blank before it; parts of one word that differ stay apart."""
    for text, own in pieces:
        shown = visible(text.replace("\t", " ").replace("\n", " "))
        blank = ""
        for run in _runs(shown):
            if run.isspace():
                blank = " "
            else:
                yield (blank + run, own)
                blank = ""
        if blank:
            yield (blank, own)


def _runs(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and text[end].isspace() == text[at].isspace():
            end += 1
        yield text[at:end]
        at = end


def _one_line(text: str) -> str:
    """Return a text with one blank for each run of blanks, also at its ends."""
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return head + visible(" ".join(text.split())) + tail


def _end_of(text: str, room: int) -> str:
    """Return the end of a text in at most so many cells, marked where it is cut off."""
    if cells_of(text) <= room:
        return text
    kept = text
    while kept and cells_of(kept) > room - 1:
        kept = kept[max((cells_of(kept) - room) // 2, 1) :]
    return f"{_CUT}{kept}" if room else ""


def _begun(line: Sequence[Piece]) -> list[Piece]:
    (first, own), *others = line
    return [(f"{_CUT}{first[1:]}", own), *others]


def _ended(line: Sequence[Piece], width: int) -> list[Piece]:
    *others, (last, own) = line
    room = width - sum(cells_of(text) for text, _ in others)
    return [*others, (cut(f"{last} {_CUT}", room), own)]
