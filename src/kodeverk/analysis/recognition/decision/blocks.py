"""What is said, in blocks: who says it, from where to where, and which blocks are one turn."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.times import (
    LONGEST_TIME,
    end_stamp,
    end_times,
    milliseconds,
)
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.source import Source


class Block(NamedTuple):
    """One labelled block of a transcript, or of nobody a cue, a block under a time or a paragraph.

    Code-point offsets, half-open: `[label_start, label_end)` is the label with its time and signs,
    empty where the speaker goes on unnamed; `[start, end)` what was said. `label` is None when
    nobody is named. `resumes` tells that the speaker goes on behind an interlude.
    """

    label: str | None
    label_start: int
    label_end: int
    start: int
    end: int
    milliseconds: int | None = None
    resumes: bool = False


def blocks_of(
    text: SourceText,
    heads: Sequence[Head],
    usual: Mapping[str, str],
    outside: Collection[int],
    *,
    go_on: bool,
) -> tuple[Block, ...]:
    """Return a block for each head: it runs over the paragraphs up to the next head.

    A head that names nobody goes on with the speaker before it, or has none. Paragraphs `outside`
    the interview end a block; its speaker goes on behind them.
    """
    source = text.source
    following = [head.first for head in heads[1:]] + [len(source.paragraphs)]
    blocks: list[Block] = []
    speaker: str | None = None
    for head, until in zip(heads, following, strict=True):
        if head.label:
            speaker = usual[key_of(head.label)]
        elif not go_on:
            speaker = None
        said = [_said(source, head, piece) for piece in _pieces(source, head, until, outside)]
        if len(said) > 1:
            # Where a note stands right below a label alone, the words below it are the first.
            said = [each for each in said if each[0] < each[1]] or said[:1]
        start, end, stamped = said[0]
        time = stamped if head.milliseconds is None else head.milliseconds
        blocks.append(Block(speaker, head.start, head.end, start, end, time))
        blocks += [
            Block(speaker, start, start, start, end, stamped, resumes=True)
            for start, end, stamped in said[1:]
        ]
    return tuple(blocks)


def timed_behind(source: Source, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without the times behind nearly all of them: those are their times."""
    times = end_times([source.text[max(at.start, at.end - LONGEST_TIME) : at.end] for at in blocks])
    return tuple(
        block
        if time is None
        else block._replace(
            end=block.end - len(time[0]),
            milliseconds=milliseconds(time["time"])
            if block.milliseconds is None
            else block.milliseconds,
        )
        for block, time in zip(blocks, times, strict=True)
    )


def _said(source: Source, head: Head, piece: tuple[int, int]) -> tuple[int, int, int | None]:
    """Return the span of what is said in a piece, and the milliseconds of f4's time behind it.

    Of several times, where one more stands alone below, it is the first.
    """
    text = source.text
    start, end = trimmed(source, *piece)
    if text.endswith(">", start, end):
        start, end = trimmed(source, start, _before_closing(text, head, start, end))
    time = None
    while text.endswith("#", start, end) and (stamp := end_stamp(text[start:end])):
        end, time = start + stamp.start(), milliseconds(stamp["time"])
    return (start, end, time) if start < end else (piece[0], piece[0], time)


def _before_closing(text: str, head: Head, start: int, end: int) -> int:
    """Return where a piece ends before the head's label closes it, as `</Kari>` does: no word."""
    opening = text.rfind("</", start, end)
    is_label = opening >= 0 and key_of(text[opening + 2 : end - 1]) == key_of(head.label)
    return opening if is_label else end


def _pieces(
    source: Source, head: Head, until: int, outside: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yield the spans of what is said behind `head`, before paragraph `until`.

    It is in pieces where paragraphs `outside` the interview stand in it; the first may be empty.
    """
    start: int | None = head.body
    end = source.paragraphs[head.last].end if head.until is None else head.until
    for place in range(head.last + 1, until):
        paragraph = source.paragraphs[place]
        if paragraph.start == paragraph.end:
            continue
        if place not in outside:
            start = paragraph.start if start is None else start
            end = paragraph.end
        elif start is not None:
            yield start, end
            start = None
    if start is not None:
        yield start, end


def trimmed(source: Source, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends; an empty one stays at `start`."""
    text = source.text
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        # The numbers themselves: of a long text new ones would be a tenth of what its turns take.
        return start, end
    words = text[start:end]
    said = words.strip()
    if not said:
        return start, start
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def resuming(blocks: Iterable[Block], outside_at: Sequence[int]) -> Iterator[Block]:
    """Yield the blocks; one resumes where its speaker goes on, unnamed, behind what is outside."""
    before: Block | None = None
    for block in blocks:
        goes_on = before is not None and block.label == before.label is not None
        is_unnamed = block.label_start == block.label_end
        if before and goes_on and is_unnamed and are_parted(before, block, outside_at):
            yield block._replace(resumes=True)
        else:
            yield block
        before = block


def are_parted(before: Block, block: Block, outside_at: Sequence[int]) -> bool:
    """Tell whether something outside the interview stands between two blocks."""
    place = bisect_left(outside_at, before.end)
    return any(at < block.label_start for at in outside_at[place : place + 1])


def begun(blocks: Iterable[Block]) -> int:
    """Return how many blocks begin something: the others go on behind what is outside."""
    return sum(not block.resumes for block in blocks)


def join_turns(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the turns that `blocks` make: what a speaker goes on to say unnamed joins the turn.

    The joined body runs from the first block's start to the last one's end. Where a label stands
    between two blocks of one speaker they stay two turns: a body holds no label, for a label counts
    in no words. Nor does it hold an interlude. Blocks of nobody stay apart.
    """
    turns: list[Block] = []
    for block in blocks:
        before = turns[-1] if turns else None
        unnamed = block.label_start == block.label_end
        goes_on = unnamed and not block.resumes and block.label is not None
        if before and goes_on and block.label == before.label:
            turns[-1] = before._replace(end=block.end)
        else:
            turns.append(block)
    return tuple(turns)


def first_labels(blocks: Iterable[Block]) -> dict[str | None, tuple[int, int]]:
    """Return label -> the span of its first place, in the order in which labels come up."""
    labels: dict[str | None, tuple[int, int]] = {}
    for block in blocks:
        labels.setdefault(block.label, (block.label_start, block.label_end))
    return labels
