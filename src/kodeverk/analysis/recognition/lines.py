"""What somebody says of single lines: whose turn begins there or does not, and where the talk ends.

It settles doubts that are about one place of a file.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from operator import attrgetter
from typing import NoReturn

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.decision.blocks import (
    Block,
    are_parted,
    begun,
    resuming,
    trimmed,
)
from kodeverk.analysis.recognition.doubts.doubt import (
    LINE_MEANINGS,
    Doubt,
    LineAnswer,
    LineMeaning,
    SaidBy,
)
from kodeverk.analysis.recognition.doubts.labels_of_blocks import doubts_of_labels
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.relabelled import given_to_before
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.analysis.recognition.zones.outside import Outside, is_behind
from kodeverk.errors import BadInput
from kodeverk.model.source import Source


def with_lines(
    source: Source, reading: Recognition, lines: Mapping[int, LineAnswer]
) -> Recognition:
    """Return `reading` with what lines of `source`, numbered from 1, are said to be.

    `speaker`: the label that was doubted there is a speaker's, there and wherever else it was
    doubted. `said`: what is taken for a label there is not, or what is taken for a heading or a
    note; it belongs to the turn before, with what is outside for standing behind it. `outside`:
    nobody says it. `end`: the interview ends above. `SaidBy`: whose it is, the whole turn whose
    label stands there, else the line alone. What is as it was taken is a doubt less. What is said
    of a line holds for those that its doubt is about likewise. Raises BadInput for a line of which
    that cannot be said, and for a label that the file does not have and that names no role.
    """
    speak: set[str] = set()
    said = _for_all_alike(lines, reading.doubts)
    # Many may be one answer: those below each other begin their turns at once.
    for is_speaker, together in groupby(said, lambda each: each[1] == "speaker"):
        if is_speaker:
            labels, reading = _speaking(source, reading, [line for line, _ in together])
            speak |= labels
        else:
            for line, meaning in together:
                if isinstance(meaning, SaidBy):
                    reading = _said_by(source, reading, line, meaning.label)
                else:
                    reading = _as_said(source, reading, line, meaning)
    told = [
        doubt
        for doubt in reading.doubts
        if doubt.line not in lines
        and (key_of(doubt.label or "") not in speak or doubt.remedy == "convention")
    ]
    return replace(reading, doubts=tuple(told))


def _speaking(
    source: Source, reading: Recognition, lines: Collection[int]
) -> tuple[set[str], Recognition]:
    """Return the labels of lines that are speakers', and a reading in which they are."""
    doubted: dict[int, set[str]] = {}
    for head in reading.doubted:
        for line in range(head.first + 1, head.last + 2):
            doubted.setdefault(line, set()).add(key_of(head.label))
    speak: set[str] = set()
    for line in lines:
        label = None if line in doubted else _label_doubted_at(source, reading, line)
        if label is None and line not in doubted:
            _refuse(line, "no label stands there that is not taken for a speaker, or doubted")
        speak |= doubted.get(line) or {key_of(label or "")}
    heads = [head for head in reading.doubted if key_of(head.label) in speak]
    return speak, _with_blocks(reading, _begun_at(source, reading, heads))


def _as_said(source: Source, reading: Recognition, line: int, meaning: LineMeaning) -> Recognition:
    """Return a reading in which a line is said and begins no turn, lies outside, or ends it."""
    if meaning == "end":
        return _ended(source, reading, line)
    if meaning == "outside":
        return _left_out(source, reading, line)
    if outside := _outside_from(reading, line):
        return _taken_in(source, reading, outside)
    doubts = [doubt for doubt in reading.doubts if line in (doubt.line, *doubt.likewise)]
    if any(doubt.remedy in LINE_MEANINGS for doubt in doubts) and not any(map(_of_turn, doubts)):
        return reading  # it was taken so, whether a turn begins there or not
    place = _beginning_in(source, reading.blocks, line)
    if place:
        return _with_blocks(reading, [*_said(reading, place)])
    if not doubts:
        _refuse(line, "no turn begins there that could belong to the one before")
    return reading


def _said_by(source: Source, reading: Recognition, line: int, label: str | None) -> Recognition:
    """Return a reading in which a line is said by who has `label`, or by nobody who is named."""
    speaker = None if label is None else _known_label(reading, line, label)
    start, end = trimmed(source, *_span_of(source, line))
    if start == end:
        _refuse(line, "it is empty")
    blocks = reading.blocks
    turn = _begun_with(blocks, start, end)
    if turn is not None:
        told = blocks[turn]._replace(label=speaker)
        return _with_blocks(
            reading, [*blocks[:turn], told, *_resumed_by(speaker, blocks[turn + 1 :])]
        )
    place = bisect_right(blocks, start, key=attrgetter("label_start"))
    before, after = [*blocks[:place]], [*blocks[place:]]
    if before and start < before[-1].end:
        around = before.pop()
        if around.label == speaker:
            return reading
        above = around._replace(end=trimmed(source, around.start, start)[1])
        before += [above] if above.label_start < max(above.label_end, above.end) else []
        at, until = trimmed(source, end, max(end, around.end))
        after[:0] = [Block(around.label, at, at, at, until)] if at < until else []
    inside = (each for each in reading.outside if each.place != line - 1)
    reading = _with_outside(source, reading, inside)
    near = [*before[-1:], Block(speaker, start, start, start, end)]
    near += [block._replace(resumes=False) for block in after[:1]]
    if speaker is not None:
        near = _run_together(near, reading.outside_at)
    return _with_blocks(reading, [*before[:-1], *near, *after[1:]])


def _run_together(blocks: Iterable[Block], outside_at: Sequence[int]) -> list[Block]:
    """Return the blocks, as one where a speaker goes on without a label or interlude between."""
    together: list[Block] = []
    for block in blocks:
        before = together[-1] if together else None
        goes_on = before and before.label == block.label and not _is_labelled(block)
        if before and goes_on and not are_parted(before, block, outside_at):
            together[-1] = before._replace(end=block.end)
        else:
            together.append(block)
    return together


def _begun_with(blocks: Sequence[Block], start: int, end: int) -> int | None:
    """Return the number of the block whose label, or first words below it, stand in a line.

    So of a turn of nobody, though no label tells where that begins.
    """
    return next(
        (
            n
            for n, block in enumerate(blocks)
            if (_is_labelled(block) or block.label is None)
            and (start <= block.label_start < end or block.start == start)
        ),
        None,
    )


def _known_label(reading: Recognition, line: int, label: str) -> str:
    """Return the label as the file writes it; what names a role need not stand in the file.

    Raises BadInput for any other that the file does not have: it may be a slip.
    """
    labels = [*(head.label for head in reading.doubted), *reading.speakers]
    known = {key_of(each): each for each in labels}
    if key_of(label) in known:
        return known[key_of(label)]
    if guess_role(label) == "unknown":
        raise BadInput(
            f"line {line}: no speaker is labelled {label!r}",
            f"The labels are: {', '.join(known.values()) or 'none'}. Who has none can be called by "
            "a role, such as Interviewer.",
        )
    return " ".join(label.split())


def _of_turn(doubt: Doubt) -> bool:
    """Tell whether it is doubted that the turn which begins in a line is one."""
    return doubt.label is not None and doubt.remedy in ("said", "outside")


def _for_all_alike(
    lines: Mapping[int, LineAnswer], doubts: Iterable[Doubt]
) -> list[tuple[int, LineAnswer]]:
    """Return what lines are said to be in order, with those that doubts are about likewise."""
    alike = {
        line: lines[doubt.line]
        for doubt in doubts
        if doubt.line is not None and doubt.line in lines
        for line in doubt.likewise
    }
    return sorted({**alike, **lines}.items())


def _refuse(line: int, why: str) -> NoReturn:
    raise BadInput(f"line {line}: {why}", "See its lines: kodeverk recognise FILE")


def _with_blocks(reading: Recognition, blocks: Sequence[Block]) -> Recognition:
    blocks = [*resuming(blocks, reading.outside_at)]
    before = doubts_of_labels(reading.blocks, reading.stated)
    kept = [doubt for doubt in reading.doubts if doubt not in before]
    told: tuple[Doubt, ...] = (*kept, *doubts_of_labels(blocks, reading.stated))
    turns = reading.turns - begun(reading.blocks) + begun(blocks)
    return replace(reading, blocks=tuple(blocks), turns=turns, doubts=told)


def _label_doubted_at(source: Source, reading: Recognition, line: int) -> str | None:
    """Return the label of the turn that begins in `line`, where it is doubted that it speaks."""
    block = _beginning_in(source, reading.blocks, line)
    label = None if block is None else reading.blocks[block].label
    is_doubted = any(
        doubt.line == line or (doubt.remedy == "ignore" and doubt.label == label)
        for doubt in reading.doubts
    )
    return label if is_doubted else None


def _beginning_in(source: Source, blocks: Sequence[Block], line: int) -> int | None:
    """Return the number of the block that begins a turn in `line`."""
    start, end = _span_of(source, line)
    return next(
        (
            n
            for n, block in enumerate(blocks)
            if not block.resumes and start <= block.label_start < max(end, 1)
        ),
        None,
    )


def _begun_at(source: Source, reading: Recognition, heads: Collection[Head]) -> list[Block]:
    """Return the blocks of a reading with a turn begun at each of these heads."""
    known = {key_of(label): label for label in reading.speakers}
    blocks = [*reading.blocks]
    for head in heads:
        label = known.setdefault(key_of(head.label), " ".join(head.label.split()))
        place = bisect_right(blocks, head.start, key=attrgetter("start")) - 1
        if place < 0 or head.start >= blocks[place].end:
            continue
        block = blocks[place]
        before = block._replace(end=trimmed(source, block.start, head.start)[1])
        body = trimmed(source, head.body, head.until or block.end)
        turn = Block(label, head.start, head.end, *body, head.milliseconds)
        is_left = before.label_start < max(before.label_end, before.end)
        after = [*_resumed_by(label, blocks[place + 1 :])]
        if head.until is not None:
            after = [*_going_on(source, block, head.until), *blocks[place + 1 :]]
        blocks[place:] = [*([before] if is_left else []), turn, *after]
    return blocks


def _going_on(source: Source, block: Block, until: int) -> list[Block]:
    """Return the rest of a block behind what another says in it, which closes at `until`."""
    start = until
    while start < block.end and not source.text[start].isalnum():
        start += 1
    is_left = start < block.end
    return [Block(block.label, start, start, start, block.end, resumes=True)] if is_left else []


def _resumed_by(label: str | None, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks behind a turn of `label`: those that go on with it are its speaker's."""
    goes_on = True
    for block in blocks:
        goes_on = goes_on and block.resumes
        yield block._replace(label=label) if goes_on else block


def _said(reading: Recognition, place: int) -> Iterator[Block]:
    """Yield the blocks of a reading without the turn that the one at `place` begins."""
    blocks = reading.blocks
    before = given_to_before(reading, blocks[place - 1], blocks[place])
    yield from blocks[: place - 1]
    yield from before
    yield from _resumed_by(before[-1].label, blocks[place + 1 :])


def _outside_from(reading: Recognition, line: int) -> list[int]:
    """Return the paragraph in `line` if it lies outside between turns, or behind them.

    Behind it, what lies outside for what stands above it alone goes with it.
    """
    places = [each.place for each in reading.outside]
    number = bisect_left(places, line - 1)
    if places[number : number + 1] != [line - 1] or reading.outside[number].zone == "front":
        return []
    goes_with = takewhile(is_behind, reading.outside[number + 1 :])
    return [line - 1, *(each.place for each in goes_with)]


def _taken_in(source: Source, reading: Recognition, places: Sequence[int]) -> Recognition:
    """Return a reading in which paragraphs outside are said by who has spoken before them."""
    start, _ = trimmed(source, *_span_of(source, places[0] + 1))
    _, end = trimmed(source, *_span_of(source, places[-1] + 1))
    place = bisect_right([block.label_start for block in reading.blocks], start)
    *before, current = reading.blocks[:place]
    after = reading.blocks[place:]
    reading = _with_outside(
        source, reading, (each for each in reading.outside if each.place not in places)
    )
    going_on = [*takewhile(lambda block: block.resumes, after)]
    taken = Block(current.label, start, start, start, end, resumes=True)
    # What was outside alone parts no turn any more.
    together = _run_together([current, taken, *going_on], reading.outside_at)
    return _with_blocks(reading, [*before, *together, *after[len(going_on) :]])


def _left_out(source: Source, reading: Recognition, line: int) -> Recognition:
    """Return a reading in which nobody says a line; what a turn has below it stays said.

    Where it is doubted that a turn begins there, that belongs to the turn before.
    """
    if any(each.place == line - 1 for each in reading.outside):
        return reading
    start, end = _span_of(source, line)
    is_doubted = any(doubt.line == line for doubt in reading.doubts)
    turn = _beginning_in(source, reading.blocks, line)
    if is_doubted and turn and _is_labelled(reading.blocks[turn]):
        reading = _with_blocks(reading, [*_said(reading, turn)])
    blocks: list[Block] = []
    is_gone = False
    for block in reading.blocks:
        if max(block.label_end, block.end) <= start or block.label_start >= end:
            blocks.append(block._replace(resumes=block.resumes and not is_gone))
            is_gone = False
            continue
        is_begun = block.label_start < start
        if is_begun:
            blocks.append(block._replace(end=trimmed(source, block.start, start)[1]))
        at, until = trimmed(source, max(end, block.start), max(end, block.end))
        if at < until:
            resumes = is_begun and block.label is not None
            blocks.append(Block(block.label, at, at, at, until, resumes=resumes))
        is_gone = not is_begun and at == until
    if blocks == [*reading.blocks] and not is_doubted:
        _refuse(line, "nobody says it")
    lies_outside = Outside(line - 1, "interlude", "outside, as somebody says")
    reading = _with_outside(source, reading, sorted((*reading.outside, lies_outside)))
    return _with_blocks(reading, blocks)


def _is_labelled(block: Block) -> bool:
    return block.label_start < block.label_end


def _span_of(source: Source, line: int) -> tuple[int, int]:
    if not 0 < line <= len(source.paragraphs):
        _refuse(line, "the file does not have so many")
    paragraph = source.paragraphs[line - 1]
    return paragraph.start, paragraph.end


def _with_outside(source: Source, reading: Recognition, outside: Iterable[Outside]) -> Recognition:
    outside = (*outside,)
    starts = tuple(source.paragraphs[each.place].start for each in outside)
    return replace(reading, outside=outside, outside_at=starts)


def _ended(source: Source, reading: Recognition, line: int) -> Recognition:
    """Return a reading of which all from `line` on lies outside the interview."""
    paragraphs = source.paragraphs
    if not 0 < line <= len(paragraphs) or not reading.blocks:
        _refuse(line, "the file does not have so many")
    end = paragraphs[line - 1].start
    if reading.blocks[0].label_start >= end:
        _refuse(line, "nobody has spoken before it")
    blocks = [block for block in reading.blocks if block.label_start < end]
    last = blocks[-1]
    if last.end > end:
        blocks[-1] = last._replace(end=max(last.start, trimmed(source, last.start, end)[1]))
    outside = [paragraph for paragraph in reading.outside if paragraph.place < line - 1]
    outside += [
        Outside(place, "back", "behind the end, as somebody says")
        for place in range(line - 1, len(paragraphs))
        if source.line(place).strip()
    ]
    ended = _with_outside(source, _with_blocks(reading, blocks), outside)
    told = (doubt for doubt in ended.doubts if doubt.line is None or doubt.line < line)
    return replace(
        ended,
        doubts=tuple(told),
        doubted=tuple(head for head in reading.doubted if head.last < line - 1),
    )
