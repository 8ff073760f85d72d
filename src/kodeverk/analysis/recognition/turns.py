"""Who says what in a transcript: turns found by one convention a file, its text unchanged."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import dropwhile, pairwise
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.candidates import Candidate
from kodeverk.analysis.recognition.conventions.head_times import with_times_above
from kodeverk.analysis.recognition.conventions.heads import HEADS, Head
from kodeverk.analysis.recognition.conventions.layouts import (
    BEHIND,
    LAYOUTS,
    QUESTIONS,
    question_and_answer,
)
from kodeverk.analysis.recognition.decision.blocks import (
    Block,
    begun,
    blocks_of,
    join_turns,
    resuming,
    timed_behind,
    trimmed,
)
from kodeverk.analysis.recognition.decision.known_labels import labels_elsewhere
from kodeverk.analysis.recognition.decision.nameless_turns import (
    Nameless,
    nameless,
    timed_utterances,
)
from kodeverk.analysis.recognition.decision.stray_heads import heads_in_full, stray_heads
from kodeverk.analysis.recognition.doubts import label_doubts, line_doubts
from kodeverk.analysis.recognition.doubts.doubt import Doubt
from kodeverk.analysis.recognition.evidence.facts import (
    is_speech,
    labels_above_facts,
    labels_of_narration,
    nobody_answers,
    other_askers,
)
from kodeverk.analysis.recognition.evidence.scores import OFFERED, PRIORS
from kodeverk.analysis.recognition.evidence.speakers import are_names
from kodeverk.analysis.recognition.evidence.weighing import best, other_labels, weigh
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.nets.coming_back import possible_furniture
from kodeverk.analysis.recognition.nets.coverage import (
    asked_of_nobody,
    possible_talk,
    possible_translation,
    possible_words,
    possible_words_behind,
)
from kodeverk.analysis.recognition.nets.echoes import echoes
from kodeverk.analysis.recognition.nets.last_turn import possible_headings, unlike_turns
from kodeverk.analysis.recognition.nets.narration import (
    possible_facts,
    possible_notes,
    possible_persons,
)
from kodeverk.analysis.recognition.nets.several_interviews import other_people
from kodeverk.analysis.recognition.nets.unlike_lines import unlike_lines
from kodeverk.analysis.recognition.nets.unseen_turns import (
    asked_in_a_group,
    below_heading,
    between_turns,
    cues_of_two,
    in_another_form,
    possible_end,
    possible_turns,
)
from kodeverk.analysis.recognition.text.cover import behind_rules
from kodeverk.analysis.recognition.text.legend import stated_roles
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.counting_lines import possible_page_numbers
from kodeverk.analysis.recognition.zones.outside import Outside, Zone, outside
from kodeverk.analysis.recognition.zones.talk import Talk
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
_SURE = 0.6
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


def _places(paragraphs: Iterable[Outside], zone: Zone | None = None) -> set[int]:
    return {paragraph.place for paragraph in paragraphs if zone in (None, paragraph.zone)}


def doubts_of_labels(blocks: Iterable[Block], stated: Mapping[str, str]) -> list[Doubt]:
    """Return what is odd about the labels of blocks; `stated` is who they are, as the file says."""
    labels = ((block.label, block.milliseconds) for block in blocks if not block.resumes)
    return label_doubts.of_labels(labels, stated)


def _echoes(source: Source, blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Return the pairs of labels that repeat each other, and are no tiers of a corpus.

    Who interprets says again what others say.
    """
    counts = Counter(block.label for block in blocks if block.label)
    two_tiers = {*label_doubts.tiers(counts)}
    repeaters = {label for label in counts if guess_role(label) == "interpreter"}
    said = [
        (block.label, source.text[block.start : block.end])
        for block in blocks
        if block.label not in repeaters
    ]
    return [pair for pair in echoes(said) if not {pair, pair[::-1]} & two_tiers]


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


class _Turns(NamedTuple):
    """The turns that a candidate makes: `strays` and what is `nameless` are among their heads."""

    talk: Talk
    outside: list[Outside]
    nameless: Nameless
    strays: list[Head]


def _turns(text: SourceText, chosen: Candidate) -> _Turns:
    others = nameless(text, chosen)
    talk = Talk(text, chosen.heads)
    if text.has_cues:
        heads = sorted((*chosen.heads, *others.heads), key=lambda head: head.body)
        return _Turns(Talk(text, heads), [], others, [])
    lying_outside = outside(talk)
    places, back = _places(lying_outside), _places(lying_outside, "back")
    of_nobody = () if others.go_on else others.heads
    said = (head for head in of_nobody if head.first not in back)
    in_full = heads_in_full(text, chosen.heads, places)
    heads = sorted((*chosen.heads, *said, *in_full), key=lambda head: head.body)
    strays = stray_heads(text, heads, places)
    named = back.union(head.first for head in strays)
    others = others._replace(heads=tuple(each for each in others.heads if each.first not in named))
    heads = [head for head in heads if head.label or head.first not in named]
    heads = sorted((*heads, *strays), key=lambda head: head.body)
    if len(heads) > len(chosen.heads):
        talk = Talk(text, heads)
        lying_outside = outside(talk)
    return _Turns(talk, lying_outside, others, strays)


def _labelled(text: SourceText, chosen: Candidate) -> Recognition:
    chosen = replace(chosen, heads=with_times_above(text.source, chosen.heads))
    spellings = _spellings(chosen.heads)
    talk, lying_outside, others, strays = _turns(text, chosen)
    heads, has_cues = talk.heads, text.has_cues
    usual = {key: labels[0] for key, labels in spellings.items()}
    places = _places(lying_outside)
    outside_at = tuple(text.source.paragraphs[place].start for place, _, _ in lying_outside)
    blocks = (*resuming(blocks_of(text, heads, usual, places, go_on=others.go_on), outside_at),)
    blocks = timed_behind(text.source, blocks)
    # Of a first word in a line nobody would think that it is a label.
    doubted = () if chosen.convention == "first word" else chosen.doubted
    if not has_cues:
        doubted = (*doubted, *other_labels(text, chosen.convention, heads))
    # What stands outside once, or right above labels, is a heading; others may be somebody, as
    # may what has a time, and words right below.
    again = Counter(head.label for head in doubted)
    begin, below = {head.first for head in heads}, dict(pairwise(text.spoken))
    doubted = tuple(
        head
        for head in doubted
        if head.first not in places
        or (again[head.label] > 1 and below.get(head.last) not in begin)
        or (head.milliseconds is not None and not text.is_blank(head.last + 1))
    )
    told = label_doubts.of_spellings([*spellings.values()]) + label_doubts.not_taken(text, doubted)
    elsewhere = [] if text.source.are_closed else labels_elsewhere(talk, places)
    told += label_doubts.in_other_forms(text, elsewhere)
    doubted = (*doubted, *elsewhere)
    if has_cues:
        told += label_doubts.of_cues_of_two(text, cues_of_two(text, heads))
    else:
        told += label_doubts.of_strays(text, strays)
        slips = {head.first for head in elsewhere}
        within = sorted({*possible_turns(talk, places)} - slips)
        told += _doubts_of_lines(
            talk, replace(chosen, doubted=tuple(doubted)), lying_outside, within, blocks[-1].end
        )
    told += [
        *label_doubts.of_nameless(text, others),
        *label_doubts.of_form(chosen),
        *line_doubts.of_numbers(
            text, ((block.start, block.end) for block in blocks if not block.resumes)
        ),
    ]
    if chosen.convention in (QUESTIONS, "table column"):
        told_already = places | {head.first for head in others.heads}
        told += [
            *line_doubts.of_rows(text, heads, told_already),
            *line_doubts.of_unanswered(text, heads),
        ]
    if chosen.convention == "table column":
        told += line_doubts.of_asides(text, chosen.heads)
    stated = {usual[key_of(label)]: words for label, words in chosen.stated.items()}
    told += doubts_of_labels(blocks, stated) + _without_answers(text, chosen, blocks, stated)
    repeated = _echoes(text.source, blocks)
    narrated = label_doubts.of_narration(labels_of_narration(text, chosen.heads), told)
    told += narrated + label_doubts.of_echoes(repeated)
    if chosen.score < _SURE:
        told.append(
            Doubt(
                f"it is not certain that speakers are named as in {chosen.convention!r}: check "
                "them",
                "convention",
                chosen.heads[0].first + 1,
            )
        )
    return Recognition(
        chosen.convention,
        round(min(1.0, chosen.score), 2),
        blocks,
        begun(blocks),
        tuple(told),
        tuple(lying_outside),
        stated,
        outside_at,
        doubted,
        tuple(repeated),
    )


def _doubts_of_lines(
    talk: Talk,
    chosen: Candidate,
    lying_outside: Sequence[Outside],
    within: Collection[int],
    end: int,
) -> list[Doubt]:
    """Return the doubts about what is talk, whether all of a turn is said, and by whom.

    The last turn ends at `end`; `within` are the paragraphs with which somebody else may begin: who
    answers the last question writes no report.
    """
    text, heads = talk.text, talk.heads
    places = _places(lying_outside)
    last = max(place for place in text.spoken if place not in places)
    report = [place for place in unlike_turns(talk, end, places) if place not in within]
    roles = stated_roles({head.label for head in heads}, chosen.stated)
    may_be_behind = chosen.convention == QUESTIONS or all(map(text.is_bare, heads))
    ending = weigh(text, BEHIND).heads if may_be_behind else ()
    without_label = {*in_another_form(talk, places)}
    without_label.update(asked_in_a_group(talk, roles, places))
    if "interviewer" not in roles.values():
        without_label.update(between_turns(talk, lying_outside))
    unlabelled = sorted(without_label.difference(within))
    answers = below_heading(talk, lying_outside)
    labelled = {head.first for head in chosen.doubted}
    asked = {
        *within,
        *unlabelled,
        *answers,
        *labelled,
        *range(min(report, default=last + 1), last + 1),
    }
    unlike = [place for place in unlike_lines(talk, places) if place not in asked]
    titles = [place for place in possible_words(text, lying_outside) if place not in unlabelled]
    outside_said = [*possible_talk(text, chosen.convention, heads, places)]
    is_behind = outside_said and outside_said[-1] > heads[-1].first
    return [
        *line_doubts.of_talk_outside(text, outside_said),
        *line_doubts.of_back(text, () if is_behind else possible_words_behind(text, lying_outside)),
        *line_doubts.of_last_turn(text, report, last),
        *line_doubts.of_turns_within(text, within),
        *line_doubts.of_unlabelled(text, unlabelled),
        *line_doubts.of_answers(text, answers),
        *line_doubts.of_notes(text, possible_notes(talk, places)),
        *line_doubts.of_notes(text, possible_facts(talk, places)),
        *line_doubts.of_notes(text, unlike),
        *label_doubts.of_other_people(text, other_people(text, heads, places)),
        *line_doubts.of_persons(text, possible_persons(text, heads, places)),
        *line_doubts.of_titles(text, titles),
        *line_doubts.of_brackets(text, possible_translation(text, lying_outside)),
        *line_doubts.of_numbers_alone(text, possible_page_numbers(talk, places)),
        *line_doubts.of_furniture(text, possible_furniture(talk, places)),
        *line_doubts.of_end(text, possible_end(text, heads, places)),
        *line_doubts.of_heading(text, possible_headings(talk, places)),
        *label_doubts.of_labels_below(text, heads, ending),
        *label_doubts.of_facts(labels_above_facts(text, chosen.heads)),
    ]


def _without_answers(
    text: SourceText, chosen: Candidate, blocks: Iterable[Block], stated: Mapping[str, str]
) -> list[Doubt]:
    """Return the doubt about labels none of which asks what another answers, nor says it asks.

    Or about an interviewer by the label who hardly asks, where another does.
    """
    said = [
        (block.label, text.source.text[max(0, block.end - 2) : block.end])
        for block in blocks
        if block.label is not None and not block.resumes
    ]
    roles = stated_roles({label for label, _ in said}, stated)
    if "interviewer" in roles.values():
        return label_doubts.of_other_askers(other_askers(said, roles))
    no_answers = nobody_answers(said, are_names=are_names(text, chosen.heads))
    return label_doubts.of_no_answers(text, chosen.heads) if no_answers else []


def _spellings(heads: Iterable[Head]) -> dict[str, list[str]]:
    """Return the spellings of the label with each key, the usual one first."""
    counts: dict[str, Counter[str]] = {}
    for label, count in Counter(head.label for head in heads).items():
        counts.setdefault(key_of(label), Counter())[" ".join(label.split())] += count
    return {
        key: [label for label, _ in label_counts.most_common()]
        for key, label_counts in counts.items()
    }
