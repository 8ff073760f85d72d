"""What somebody says of single lines: whose turn begins there or does not, and where the talk ends.

It settles doubts that are about one place of a file.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import groupby, takewhile
from operator import attrgetter

from kodeverk.analysis.recognition.changed_turns import (
    ChangedTurns,
    is_labelled,
    refuse,
    run_together,
)
from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.decision.blocks import Block, trimmed
from kodeverk.analysis.recognition.doubts.doubt import LINE_MEANINGS, Doubt, LineAnswer, SaidBy
from kodeverk.analysis.recognition.forms.labels import LONGEST, key_of
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
    label stands there, else the line, alone or with what follows in the turn. What is as it was
    taken is a doubt less. What is said of a line holds for those that its doubt is about likewise.
    Raises BadInput for a line of which that cannot be said, and for a label that the file does not
    have and that names no role.
    """
    turns = ChangedTurns(source, reading)
    speak: set[str] = set()
    doubted = _by_line(reading.doubts)
    said = _for_all_alike(lines, reading.doubts)
    speakers = _named_speakers(reading, lines)
    ends = min((line for line, answer in lines.items() if answer == "end"), default=None)
    if ends is not None and max(lines) > ends:
        refuse(max(lines), f"the interview ends above line {ends}")
    # Many may be one answer: those below each other begin their turns at once.
    for is_speaker, together in groupby(said, lambda each: each[1] == "speaker"):
        if is_speaker:
            speak |= _speaking(turns, reading, [line for line, _ in together])
            continue
        for line, answer in together:
            doubts = doubted.get(line, ())
            if isinstance(answer, SaidBy):
                _said_by(turns, line, speakers[answer], goes_on=answer.goes_on)
            elif answer == "end":
                _end_at(turns, line)
            elif answer == "outside":
                _leave_out(turns, line, is_doubted=any(doubt.line == line for doubt in doubts))
            else:
                _said(turns, line, doubts)
    named = {key_of(label) for label in speakers.values() if label is not None}
    changed = turns.of(reading)
    told = (
        doubt
        for doubt in changed.doubts
        if doubt.line not in lines
        and (ends is None or doubt.line is None or doubt.line < ends)
        and (key_of(doubt.label or "") not in speak or doubt.remedy == "convention")
        and (key_of(doubt.label or "") not in named or doubt.remedy != "ignore")
    )
    heads = (head for head in reading.doubted if ends is None or head.last < ends - 1)
    return replace(changed, doubts=tuple(told), doubted=tuple(heads))


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


def _by_line(doubts: Iterable[Doubt]) -> dict[int, list[Doubt]]:
    """Return line -> the doubts about it, also those about other lines first."""
    by_line: dict[int, list[Doubt]] = {}
    for doubt in doubts:
        for line in (doubt.line, *doubt.likewise):
            if line is not None:
                by_line.setdefault(line, []).append(doubt)
    return by_line


def _speaking(turns: ChangedTurns, reading: Recognition, lines: Collection[int]) -> set[str]:
    """Begin turns where the labels of lines stand, which are speakers'; return the labels."""
    doubted: dict[int, set[str]] = {}
    for head in reading.doubted:
        for line in range(head.first + 1, head.last + 2):
            doubted.setdefault(line, set()).add(key_of(head.label))
    speak: set[str] = set()
    for line in lines:
        label = None if line in doubted else _label_doubted_at(turns, reading, line)
        if label is None and line not in doubted:
            refuse(line, "no label stands there that is not taken for a speaker, or doubted")
        speak |= doubted.get(line) or {key_of(label or "")}
    labels = {key_of(block.label): block.label for block in turns.blocks if block.label}
    for head in reading.doubted:
        if key_of(head.label) in speak:
            label = labels.setdefault(key_of(head.label), " ".join(head.label.split()))
            _begin(turns, head, label)
    return speak


def _label_doubted_at(turns: ChangedTurns, reading: Recognition, line: int) -> str | None:
    """Return the label of the turn that begins in `line`, where it is doubted that it speaks."""
    block = turns.beginning_in(line)
    label = None if block is None else turns.blocks[block].label
    is_doubted = any(
        doubt.line == line or (doubt.remedy == "ignore" and doubt.label == label)
        for doubt in reading.doubts
    )
    return label if is_doubted else None


def _begin(turns: ChangedTurns, head: Head, label: str) -> None:
    """Begin a turn at a head that stands within another's words."""
    source = turns.source
    place = bisect_right(turns.blocks, head.start, key=attrgetter("start")) - 1
    if place < 0 or head.start >= turns.blocks[place].end:
        return
    block = turns.blocks[place]
    before, _ = turns.parts_of(block, head.start, head.start)
    body = trimmed(source, head.body, head.until or block.end)
    turn = Block(label, head.start, head.end, *body, head.milliseconds)
    after = turns.resumed_by(label, place + 1) if head.until is None else []
    until = place + 1 + len(after)
    if head.until is not None:
        after = _going_on(source, block, head.until)
    turns.put(place, until, [*before, turn, *after])


def _going_on(source: Source, block: Block, until: int) -> list[Block]:
    """Return the rest of a block behind what another says in it, which closes at `until`."""
    start = until
    while start < block.end and not source.text[start].isalnum():
        start += 1
    is_left = start < block.end
    return [Block(block.label, start, start, start, block.end, resumes=True)] if is_left else []


def _said(turns: ChangedTurns, line: int, doubts: Collection[Doubt]) -> None:
    """Let a line be said that begins no turn: it belongs to the turn before."""
    if outside := _outside_from(turns, line):
        _take_in(turns, outside)
        return
    if any(doubt.remedy in LINE_MEANINGS for doubt in doubts) and not any(map(_of_turn, doubts)):
        return  # it was taken so, whether a turn begins there or not
    place = turns.beginning_in(line)
    if place:
        _give_to_before(turns, place)
    elif not doubts:
        refuse(line, "no turn begins there that could belong to the one before")


def _of_turn(doubt: Doubt) -> bool:
    """Tell whether it is doubted that the turn which begins in a line is one."""
    return doubt.label is not None and doubt.remedy in ("said", "outside")


def _give_to_before(turns: ChangedTurns, place: int) -> None:
    """Let the turn that the block at `place` begins be words of the turn before."""
    before = given_to_before(turns.blocks[place - 1], turns.blocks[place], turns.outside_at)
    resumed = turns.resumed_by(before[-1].label, place + 1)
    turns.put(place - 1, place + 1 + len(resumed), [*before, *resumed])


def _outside_from(turns: ChangedTurns, line: int) -> list[int]:
    """Return the paragraph in `line` if it lies outside between turns, or behind them.

    Behind it, what lies outside for what stands above it alone goes with it.
    """
    number = turns.number_outside(line - 1)
    if number is None or turns.outside[number].zone == "front":
        return []
    goes_with = takewhile(is_behind, turns.outside[number + 1 :])
    return [line - 1, *(each.place for each in goes_with)]


def _take_in(turns: ChangedTurns, places: Collection[int]) -> None:
    """Let paragraphs outside be said by who has spoken before them."""
    first, last = min(places), max(places)
    start, _ = turns.words_of(first + 1)
    _, end = turns.words_of(last + 1)
    for place in places:
        turns.take_in(place)
    behind = turns.behind(start)
    if not behind:
        refuse(first + 1, "nobody has spoken before it")
    current = turns.blocks[behind - 1]
    going_on = turns.resumed_by(current.label, behind)
    parts = [current, Block(current.label, start, start, start, end, resumes=True)]
    if start < current.start:
        # It stands between a label alone on its line and the words below it.
        words = current.start
        behind_it = Block(current.label, words, words, words, current.end, resumes=True)
        parts = [current._replace(start=start, end=end), behind_it]
    # What was outside alone parts no turn any more.
    together = run_together([*parts, *going_on], turns.outside_at)
    turns.put(behind - 1, behind + len(going_on), together)


def _said_by(turns: ChangedTurns, line: int, speaker: str | None, *, goes_on: bool) -> None:
    """Let a line be said by a speaker, or by nobody who is named.

    Where that `goes_on`, so is what follows in the turn.
    """
    start, end = turns.words_of(line)
    turn = turns.begun_with(start, end)
    if turn is not None:
        told = turns.blocks[turn]._replace(label=speaker)
        resumed = turns.resumed_by(speaker, turn + 1)
        turns.put(turn, turn + 1 + len(resumed), [told, *resumed])
        return
    place = turns.behind(start)
    if place < len(turns.blocks) and turns.blocks[place].label_start < end:
        # What is said begins behind a time whose label lies outside.
        start = turns.blocks[place].label_start
        place += 1
    before, after = turns.blocks[max(place - 1, 0) : place], turns.blocks[place : place + 1]
    if goes_on:
        after = turns.resumed_by(speaker, place)
    first, until = place - len(before), place + len(after)
    if before and start < before[-1].end:
        around = before.pop()
        if around.label == speaker:
            return
        end = around.end if goes_on else end
        above, below = turns.parts_of(around, start, end)
        before, after = [*before, *above], [*below, *after]
    turns.take_in(line - 1)
    # What goes on with a turn from behind a line of another begins one.
    if after and after[0].label != speaker:
        after[0] = after[0]._replace(resumes=False)
    near = [*before, Block(speaker, start, start, start, end), *after]
    turns.put(first, until, near if speaker is None else run_together(near, turns.outside_at))


def _named_speakers(
    reading: Recognition, lines: Mapping[int, LineAnswer]
) -> dict[LineAnswer, str | None]:
    """Return who is said to say lines, by label as the file writes it.

    What names a role need not stand in the file. Raises BadInput for any other label that the file
    does not have: it may be a slip.
    """
    labels = [*(head.label for head in reading.doubted), *reading.speakers]
    known = {key_of(label): label for label in labels}
    speakers: dict[LineAnswer, str | None] = {}
    for line, answer in lines.items():
        if not isinstance(answer, SaidBy):
            continue
        label = answer.label
        is_known = label is None or key_of(label) in known
        if not is_known and not _names_role(label or ""):
            raise BadInput(
                f"line {line}: no speaker is labelled {label!r}",
                f"The labels are: {', '.join(known.values()) or 'none'}. Who has none can be "
                "called by a role, such as Interviewer.",
            )
        speakers[answer] = label and known.get(key_of(label), " ".join(label.split()))
    return speakers


def _names_role(label: str) -> bool:
    return len(label) <= LONGEST and label.isprintable() and guess_role(label) != "unknown"


def _leave_out(turns: ChangedTurns, line: int, *, is_doubted: bool) -> None:
    """Let nobody say a line; what a turn has below it stays said.

    Where it is doubted that a turn begins there, that belongs to the turn before.
    """
    if turns.number_outside(line - 1) is not None:
        return
    start, end = turns.words_of(line)
    turn = turns.beginning_in(line)
    if is_doubted and turn and is_labelled(turns.blocks[turn]):
        _give_to_before(turns, turn)
    first, until = turns.reached(start, end)
    if first == until and not is_doubted:
        refuse(line, "nobody says it")
    left: list[Block] = []
    for block in turns.blocks[first:until]:
        above, below = turns.parts_of(block, start, end)
        # A label may reach into the line: then nothing outside stands between the two.
        goes_on = bool(above) and block.label is not None
        left += [*above, *(part._replace(resumes=goes_on) for part in below)]
    if not left and first < until < len(turns.blocks):
        # What went on with the turn begins it now.
        left.append(turns.blocks[until]._replace(resumes=False))
        until += 1
    turns.leave_out(Outside(line - 1, "interlude", "outside, as somebody says"))
    turns.put(first, until, left)


def _end_at(turns: ChangedTurns, line: int) -> None:
    """Let all from `line` on lie outside the interview."""
    end, _ = turns.span_of(line)
    if not turns.blocks or turns.blocks[0].label_start >= end:
        refuse(line, "nobody has spoken before it")
    _, until = turns.reached(0, end)
    last = turns.blocks[until - 1]
    if last.end > end:
        last = last._replace(end=max(last.start, trimmed(turns.source, last.start, end)[1]))
    turns.put(until - 1, len(turns.blocks), [last])
    source = turns.source
    for place in range(line - 1, len(source.paragraphs)):
        turns.take_in(place)
        if source.line(place).strip():
            turns.leave_out(Outside(place, "back", "behind the end, as somebody says"))
