"""Who says what in a transcript: turns found by one convention a file, its text unchanged."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import dropwhile

from kodeverk.analysis.recognition.conventions.candidates import Candidate
from kodeverk.analysis.recognition.conventions.heads import HEADS, Head
from kodeverk.analysis.recognition.conventions.layouts import LAYOUTS, QUESTIONS
from kodeverk.analysis.recognition.conventions.questions_and_answers import question_and_answer
from kodeverk.analysis.recognition.decision.blocks import (
    Block,
    begun,
    blocks_of,
    join_turns,
    resuming,
    timed_behind,
    trimmed,
)
from kodeverk.analysis.recognition.decision.decided import decided
from kodeverk.analysis.recognition.decision.nameless_turns import timed_utterances
from kodeverk.analysis.recognition.doubts import label_doubts, line_doubts
from kodeverk.analysis.recognition.doubts.doubt import Doubt
from kodeverk.analysis.recognition.doubts.gathered import doubts_of
from kodeverk.analysis.recognition.doubts.labels_of_blocks import tiers
from kodeverk.analysis.recognition.evidence.facts import is_speech
from kodeverk.analysis.recognition.evidence.scores import OFFERED, PRIORS
from kodeverk.analysis.recognition.evidence.weighing import best, weigh
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.nets.asked_of_nobody import asked_of_nobody
from kodeverk.analysis.recognition.nets.echoes import echoes
from kodeverk.analysis.recognition.text.cover import behind_rules
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.text.stated_roles import stated_roles
from kodeverk.analysis.recognition.zones.outside import Outside
from kodeverk.errors import BadInput
from kodeverk.model.packed import Packed
from kodeverk.model.records import Role
from kodeverk.model.source import Source

NONE = "none"
COLON = "name: text"
CONVENTIONS = (*HEADS, *LAYOUTS, NONE)
"""The names of the conventions; `none`: nobody is named."""

_OF_CUES = ("voice", "name: text", "[name] text", "name - text", "name; text", "first word")
_THRESHOLD = 0.4
_MOSTLY = 0.6
_MOST_READINGS = 4


@dataclass(frozen=True)
class Recognition:
    """What recognition made of a source: the convention, 0 to 1 how sure, and the blocks in order.

    `doubts` are what a person should look at. `outside` are the paragraphs that lie outside the
    interview, in order: they are in no block; `outside_at` is where they begin. `stated` is who
    labels are, as the file says. `turns` counts labelled blocks, or cues where the file has cues.
    `doubted` are the heads that look like a speaker's and were not taken for one; `echoes` are the
    pairs of labels that say most words twice: two microphones of one room.
    """

    convention: str
    confidence: float
    blocks: Sequence[Block]
    turns: int
    doubts: tuple[Doubt, ...] = ()
    outside: tuple[Outside, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)
    outside_at: tuple[int, ...] = ()
    doubted: tuple[Head, ...] = ()
    echoes: tuple[tuple[str, str], ...] = ()

    @cached_property
    def speakers(self) -> dict[str, int]:
        """The labels in order of appearance, each with its number of blocks that resume none."""
        begun = (block.label for block in self.blocks if not block.resumes)
        return dict(Counter(label for label in begun if label is not None))

    @property
    def warnings(self) -> tuple[str, ...]:
        """The doubts, in words."""
        return tuple(doubt.text for doubt in self.doubts)

    @cached_property
    def roles(self) -> dict[str, Role]:
        """The role of each label, as it says itself or the file says of it."""
        return stated_roles([*self.speakers], self.stated)

    @property
    def joined_turns(self) -> int:
        """How many turns a transcript gets: `join_turns` makes them of the blocks."""
        return len(join_turns(self.blocks))

    def packed(self) -> "Recognition":
        """Return the same recognition, its blocks packed while it waits."""
        return self._of_same_speakers(Packed(Block, self.blocks))

    def without_blocks(self) -> "Recognition":
        """Return the same recognition, of which no more is asked than its speakers."""
        return self._of_same_speakers(())

    def _of_same_speakers(self, blocks: Sequence[Block]) -> "Recognition":
        same = replace(self, blocks=blocks)
        same.__dict__["speakers"] = self.speakers  # counted already
        return same


def recognise(source: Source, convention: str | None = None) -> Recognition:
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
    text = SourceText(source)
    if convention == NONE:
        return _unlabelled(text, 1.0)
    if convention is None:
        return _best_reading(text, best(text, _possible(text)))
    chosen = weigh(text, convention)
    if convention == QUESTIONS and not chosen.heads:
        chosen = _said_to_ask(text)
    if chosen.heads:
        return _labelled(text, chosen)
    doubt = Doubt(f"no speaker is named as in {convention!r}", "convention")
    return replace(_unlabelled(text, 0.0), doubts=(doubt,))


def recognitions(source: Source) -> tuple[Recognition, ...]:
    """Return the ways in which `source` may be read: what `recognise` finds, then the next best.

    At most four, all but the first with speakers, no two with the same blocks. It weighs every
    convention, which `recognise` does not need to.
    """
    text = SourceText(source)
    possible = _possible(text)
    weighed = [weigh(text, name) for name in PRIORS if name in possible]
    ranked = sorted(weighed, key=lambda candidate: -candidate.score)
    recognised = [_best_reading(text, best(text, possible))]
    if recognised[0].convention == NONE and not text.has_cues:
        ranked.append(_said_to_ask(text))
    for candidate in ranked:
        if candidate.score > 0 and len(recognised) < _MOST_READINGS:
            other = _labelled(text, candidate)
            if all(_spoken(other) != _spoken(reading) for reading in recognised):
                recognised.append(other)
    return tuple(recognised)


def first_words(reading: Recognition, text: str, most: int) -> dict[str, str]:
    """Return label -> the first words, at most `most` characters, that its speaker says.

    White space in them is single spaces; a speaker who says nothing has none.
    """
    first = dict.fromkeys(reading.speakers, "")
    silent = len(first)
    for block in reading.blocks:
        if block.label is not None and block.start < block.end and not first[block.label]:
            words = " ".join(text[block.start : min(block.end, block.start + 4 * most)].split())
            first[block.label] = words[:most].rstrip()
            silent -= 1
        if not silent:
            break
    return first


def _possible(text: SourceText) -> Collection[str]:
    return _OF_CUES if text.has_cues else CONVENTIONS


def _spoken(reading: Recognition) -> list[tuple[str | None, int, int]]:
    return [(block.label, block.start, block.end) for block in reading.blocks]


def _best_reading(text: SourceText, leading: Candidate) -> Recognition:
    if leading.score >= _THRESHOLD:
        return _labelled(text, leading)
    told = line_doubts.of_nobody(text, leading)
    if not told and (asked := [*asked_of_nobody(text)]):
        reads_so = {head.first for head in _said_to_ask(text).heads}.issuperset(asked)
        told = line_doubts.of_questions(text, asked, QUESTIONS if reads_so else None)
    once = () if told or text.has_cues else _speaking_once(text)
    told += label_doubts.not_taken(text, once)
    reading = _unlabelled(text, 1.0 - leading.score)
    told += line_doubts.of_numbers(text, ((block.start, block.end) for block in reading.blocks))
    return replace(reading, doubts=tuple(told), doubted=once)


def _said_to_ask(text: SourceText) -> Candidate:
    """Return the questions and answers of a text where somebody says so: none of them need ask."""
    read = text.without_pages
    heads = question_and_answer(read.source, read.spoken, is_said=True)
    return Candidate(QUESTIONS, (*heads,), OFFERED if heads else 0.0).placed(read.places)


def _speaking_once(text: SourceText) -> tuple[Head, ...]:
    """Return the heads of labels before colons that begin most paragraphs, and come back nowhere.

    They may name who speaks, or what an entry of a list is about: somebody must say so.
    """
    candidate = weigh(text, COLON)
    heads = sorted((*candidate.heads, *candidate.doubted), key=lambda head: head.start)
    speaking = sum(is_speech(text.source, head) for head in heads)
    return tuple(heads) if speaking > _MOSTLY * len(text.spoken) else ()


def _unlabelled(text: SourceText, confidence: float) -> Recognition:
    # What Markdown has between two rules at its head is about the file.
    behind = behind_rules(text.source, text.spoken) if text.source.format == "md" else 0
    if not text.has_cues and (heads := timed_utterances(text)):
        heads = [head for head in heads if head.first >= behind]
        timed = blocks_of(text, heads, {}, text.furniture, go_on=False)
        blocks = tuple(block for block in timed if block.start < block.end)
        return Recognition(NONE, round(confidence, 2), blocks, 0)
    said = [text.source.paragraphs[place] for place in text.spoken if place >= behind]
    if text.has_cues:
        # What stands before the first cue is about the file.
        said = [*dropwhile(lambda paragraph: paragraph.cue is None, said)]
    blocks = tuple(
        Block(None, at.start, at.start, *trimmed(text.source, at.start, at.end), at.milliseconds)
        for at in said
    )
    turns = len(blocks) if text.has_cues else 0
    return Recognition(NONE, round(confidence, 2), blocks, turns)


def _labelled(text: SourceText, chosen: Candidate) -> Recognition:
    decision = decided(text, chosen)
    chosen, talk, lying_outside = decision.chosen, decision.talk, decision.outside
    usual = {key: labels[0] for key, labels in decision.spellings.items()}
    outside_at = tuple(text.source.paragraphs[place].start for place, _, _ in lying_outside)
    go_on = decision.nameless.go_on
    blocks = blocks_of(text, talk.heads, usual, decision.places, go_on=go_on)
    blocks = timed_behind(text.source, [*resuming(blocks, outside_at)])
    stated = {usual[key_of(label)]: words for label, words in chosen.stated.items()}
    repeated = _echoes(text.source, blocks)
    return Recognition(
        chosen.convention,
        round(min(1.0, chosen.score), 2),
        blocks,
        begun(blocks),
        tuple(doubts_of(text, decision, blocks, stated, repeated)),
        tuple(lying_outside),
        stated,
        outside_at,
        (*decision.doubted, *decision.elsewhere),
        tuple(repeated),
    )


def _echoes(source: Source, blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Return the pairs of labels that repeat each other, and are no tiers of a corpus.

    Who interprets says again what others say.
    """
    counts = Counter(block.label for block in blocks if block.label)
    two_tiers = {*tiers(counts)}
    repeaters = {label for label in counts if guess_role(label) == "interpreter"}
    said = [
        (block.label, source.text[block.start : block.end])
        for block in blocks
        if block.label not in repeaters
    ]
    return [pair for pair in echoes(said) if not {pair, pair[::-1]} & two_tiers]
