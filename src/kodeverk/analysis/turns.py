"""Who says what in a transcript: turns found by one convention a file, its text unchanged."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from kodeverk.analysis.conventions import HEADS, Head
from kodeverk.analysis.evidence import Candidate, Text, best, weigh
from kodeverk.analysis.labels import is_event, key_of
from kodeverk.errors import BadInput
from kodeverk.model.source import Source

NONE = "none"
CONVENTIONS = (*HEADS, NONE)
"""The names of the conventions; `none`: nobody is named."""

_OF_CUES = ("voice", "name: text", "[name] text")
_THRESHOLD = 0.4
_SURE = 0.6
_MOST_DOUBTS = 5
_LONGEST_EVENT = 100
_LONGEST_SHOWN = 30
_AFTER_LABEL = r"(?:[^\S\n]*$|[^\S\n]+[-–—][^\S\n]|[^\S\n]*[:;\t)\]])"
_BRACKETED = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])[\s.]*")
_EVENT_LINE = re.compile(r"\W*([^\W_][^:：\n]{0,30}?)\W*[:：]\W*(?:\d{1,2}:\d{2}(?::\d{2})?\W*)?")


class Block(NamedTuple):
    """One labelled block of a transcript, or one cue, or without speakers one paragraph.

    Code-point offsets, half-open: `[label_start, label_end)` is the label with its time and signs,
    empty where the speaker goes on unnamed; `[start, end)` what was said. `label` is None when
    nobody is named.
    """

    label: str | None
    label_start: int
    label_end: int
    start: int
    end: int
    milliseconds: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What recognition made of a source: the convention, 0 to 1 how sure, and the blocks in order.

    What stands before the first block (a title, a cover page) is no turn. `turns` counts labelled
    blocks, or cues where the file has cues.
    """

    convention: str
    confidence: float
    blocks: tuple[Block, ...]
    turns: int
    warnings: tuple[str, ...] = ()

    @property
    def speakers(self) -> dict[str, int]:
        """The labels in order of appearance, each with its number of blocks."""
        return dict(Counter(block.label for block in self.blocks if block.label is not None))


def recognise(source: Source, convention: str | None = None) -> Reading:
    """Return who says what in `source`.

    One convention holds for the whole file: the one given, a name in CONVENTIONS, else the one the
    file follows best; `none` when none is followed well enough. Raises BadInput for a name that is
    no convention.
    """
    if convention is not None and convention not in CONVENTIONS:
        raise BadInput(
            f"there is no convention {convention!r}",
            f"The conventions are: {', '.join(map(repr, CONVENTIONS))}.",
        )
    text = Text(source)
    if convention == NONE:
        return _unlabelled(text, 1.0)
    if convention is not None:
        chosen = weigh(text, convention)
        if not chosen.heads:
            told = f"no speaker is named as in {convention!r}"
            return replace(_unlabelled(text, 0.0), warnings=(told,))
    else:
        chosen = best(text, _OF_CUES if source.has_cues else HEADS.keys() - {"voice"})
        if chosen.score < _THRESHOLD:
            return replace(_unlabelled(text, 1.0 - chosen.score), warnings=tuple(_missed(chosen)))
    return _labelled(text, chosen)


def join_turns(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the turns that `blocks` make: what a speaker goes on to say unnamed joins the turn.

    The joined body runs from the first block's start to the last one's end. Where a label stands
    between two blocks of one speaker they stay two turns: a body holds no label, for a label counts
    in no words. Blocks of nobody stay apart.
    """
    turns: list[Block] = []
    for block in blocks:
        before = turns[-1] if turns else None
        unnamed = block.label_start == block.label_end
        if before and unnamed and block.label is not None and block.label == before.label:
            turns[-1] = before._replace(end=block.end)
        else:
            turns.append(block)
    return tuple(turns)


def _unlabelled(text: Text, confidence: float) -> Reading:
    paragraphs = text.source.paragraphs
    blocks = tuple(
        Block(None, at.start, at.start, *_trimmed(text.source, at.start, at.end), at.milliseconds)
        for at in (paragraphs[place] for place in text.spoken)
    )
    turns = len(blocks) if text.source.has_cues else 0
    return Reading(NONE, round(confidence, 2), blocks, turns)


def _labelled(text: Text, chosen: Candidate) -> Reading:
    spelling, warnings = _spellings(chosen.heads)
    if text.source.has_cues:
        blocks = _cue_blocks(text, chosen.heads, spelling)
    else:
        blocks = _paragraph_blocks(text, chosen.heads, spelling)
    warnings += _doubts(chosen)
    if not text.source.has_cues:
        warnings += _other_forms(text, chosen)
    warnings += _tiers(blocks)
    if chosen.score < _SURE:
        warnings.append(
            f"it is not certain that speakers are named as in {chosen.convention!r}: check them"
        )
    named = {block.label for block in blocks if block.label is not None}
    if len(named) == 1 and not text.source.has_cues:
        warnings.append(f"only one speaker is named: {named.pop()}")
    return Reading(
        chosen.convention, round(min(1.0, chosen.score), 2), blocks, len(blocks), tuple(warnings)
    )


def _paragraph_blocks(
    text: Text, heads: tuple[Head, ...], spelling: dict[str, str]
) -> tuple[Block, ...]:
    """Return a block for each head: it runs over the paragraphs up to the next head."""
    source = text.source
    following = [head.first for head in heads[1:]] + [len(source.paragraphs)]
    blocks = []
    for head, until in zip(heads, following, strict=True):
        last = until - 1
        while last > head.last and _is_not_said(source, last):
            last -= 1
        start, end = _trimmed(source, head.body, source.paragraphs[last].end)
        label = spelling[key_of(head.label)]
        blocks.append(Block(label, head.start, head.end, start, end, head.milliseconds))
    return tuple(blocks)


def _cue_blocks(text: Text, heads: tuple[Head, ...], spelling: dict[str, str]) -> tuple[Block, ...]:
    """Return a block for each cue; one that names nobody continues the speaker before it."""
    by_place = {head.first: head for head in heads}
    speaker: str | None = None
    blocks = []
    for place in text.spoken:
        paragraph = text.source.paragraphs[place]
        head = by_place.get(place)
        if head is None:
            start, end = _trimmed(text.source, paragraph.start, paragraph.end)
            label_start = label_end = start
        else:
            speaker = spelling[key_of(head.label)]
            label_start, label_end = head.start, head.end
            start, end = _trimmed(text.source, head.body, paragraph.end)
        blocks.append(Block(speaker, label_start, label_end, start, end, paragraph.milliseconds))
    return tuple(blocks)


def _is_not_said(source: Source, place: int) -> bool:
    """Tell whether a paragraph is blank or notes an event: it ends no turn and belongs to none."""
    paragraph = source.paragraphs[place]
    line = source.text[paragraph.start : paragraph.end]
    if not line.strip():
        return True
    if len(line) > _LONGEST_EVENT:
        return False
    if _BRACKETED.fullmatch(line):
        return True
    found = _EVENT_LINE.fullmatch(line)
    return found is not None and is_event(found[1])


def _trimmed(source: Source, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends; an empty one stays at `start`."""
    text = source.text
    words = text[start:end]
    if not words.strip():
        return start, start
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _spellings(heads: tuple[Head, ...]) -> tuple[dict[str, str], list[str]]:
    """Return the label to use for each key: its usual spelling, and a warning where it has more."""
    spellings: dict[str, Counter[str]] = {}
    for head in heads:
        spellings.setdefault(key_of(head.label), Counter())[" ".join(head.label.split())] += 1
    usual = {key: counts.most_common(1)[0][0] for key, counts in spellings.items()}
    warnings = [
        f"{', '.join(map(repr, counts))} are taken for one speaker, {usual[key]!r}"
        for key, counts in spellings.items()
        if len(counts) > 1
    ]
    return usual, warnings


def _doubts(chosen: Candidate) -> list[str]:
    if chosen.convention == "first word":
        return []
    told = [
        f"line {head.first + 1}: {head.label!r} is not taken for a speaker"
        for head in chosen.doubted[:_MOST_DOUBTS]
    ]
    more = len(chosen.doubted) - len(told)
    return [*told, f"{more} more such labels are not taken for speakers"] if more else told


def _other_forms(text: Text, chosen: Candidate) -> list[str]:
    """Return a warning when known labels also stand where the convention does not look for them.

    Two people may have typed one file, `Kari: …` to its middle and `Kari – …` behind it; a line end
    may be missing before a label.
    """
    source = text.source
    labels = "|".join(sorted({re.escape(head.label) for head in chosen.heads}, reverse=True))
    form = re.compile(
        rf"^[^\w\n]{{0,6}}(?:{labels}){_AFTER_LABEL}|(?<=[.?!…][^\S\n])(?:{labels})[:：]\s",
        re.MULTILINE,
    )
    heads = {source.paragraphs[place].start for head in chosen.heads for place in _places(head)}
    begins = source.paragraphs[text.cover].start
    found = [at.start() for at in form.finditer(source.text, begins) if at.start() not in heads]
    if not found:
        return []
    line = source.text.count("\n", 0, found[0]) + 1
    shown = source.text[found[0] :].split("\n", 1)[0].strip()[:_LONGEST_SHOWN]
    return [
        f"known labels in another form or within a line, which begin no turn: {len(found)}, "
        f"the first in line {line}: {shown!r}"
    ]


def _places(head: Head) -> range:
    return range(head.first, head.last + 1)


def _missed(leading: Candidate) -> list[str]:
    """Return a warning when labels were found, but too few to be sure that they are speakers."""
    labels = dict.fromkeys(head.label for head in leading.heads)
    if not labels:
        return []
    shown = ", ".join(map(repr, list(labels)[:_MOST_DOUBTS]))
    return [
        f"no speakers are recognised; if {shown} name them, import with the convention "
        f"{leading.convention!r}"
    ]


def _tiers(blocks: tuple[Block, ...]) -> list[str]:
    """Return a warning when a corpus prints each utterance in two tiers, `khs` and `khs_…`."""
    counts = Counter(block.label for block in blocks if block.label is not None)
    return [
        f"{label!r} and {other!r} seem to be two tiers of the same words: each would count twice"
        for label in counts
        for other in counts
        if other.startswith(f"{label}_") and counts[label] == counts[other] > 1
    ]
