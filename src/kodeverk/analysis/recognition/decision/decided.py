"""The turns that a candidate makes, and the labels beside them that may be speakers' too."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.candidates import Candidate
from kodeverk.analysis.recognition.conventions.head_times import with_times_above
from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.decision.known_labels import labels_elsewhere
from kodeverk.analysis.recognition.decision.nameless_turns import Nameless, nameless
from kodeverk.analysis.recognition.decision.stray_heads import heads_in_full, stray_heads
from kodeverk.analysis.recognition.evidence.weighing import other_labels
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.outside import Outside, outside, places_in
from kodeverk.analysis.recognition.zones.talk import Talk


class Decision(NamedTuple):
    """The turns that a candidate makes of a text, and what else in it looks like a label.

    `strays` and what is `nameless` are among the heads of the `talk`; `doubted` are labels of the
    convention that were not taken for speakers', `elsewhere` known ones where it looks for none.
    """

    chosen: Candidate
    talk: Talk
    outside: Sequence[Outside]
    nameless: Nameless
    strays: Sequence[Head] = ()
    doubted: Sequence[Head] = ()
    elsewhere: Sequence[Head] = ()

    @property
    def places(self) -> set[int]:
        """The numbers of the paragraphs outside the interview."""
        return places_in(self.outside)

    @property
    def spellings(self) -> dict[str, list[str]]:
        """The spellings of the label with each key, the usual one first."""
        counts: dict[str, Counter[str]] = {}
        for label, count in Counter(head.label for head in self.chosen.heads).items():
            counts.setdefault(key_of(label), Counter())[" ".join(label.split())] += count
        return {
            key: [label for label, _ in label_counts.most_common()]
            for key, label_counts in counts.items()
        }


def decided(text: SourceText, chosen: Candidate) -> Decision:
    """Return the turns that `chosen` makes of a text."""
    chosen = replace(chosen, heads=with_times_above(text.source, chosen.heads))
    decision = _turns(text, chosen)
    doubted = _doubted(text, decision)
    elsewhere = [] if text.source.are_closed else labels_elsewhere(decision.talk, decision.places)
    return decision._replace(doubted=doubted, elsewhere=elsewhere)


def _turns(text: SourceText, chosen: Candidate) -> Decision:
    others = nameless(text, chosen)
    if text.has_cues:
        heads = sorted((*chosen.heads, *others.heads), key=lambda head: head.body)
        return Decision(chosen, Talk(text, heads), (), others)
    talk = Talk(text, chosen.heads)
    lying_outside = outside(talk)
    places, back = places_in(lying_outside), places_in(lying_outside, "back")
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
    return Decision(chosen, talk, lying_outside, others, strays)


def _doubted(text: SourceText, decision: Decision) -> Sequence[Head]:
    """Return the labels that are not taken for speakers' and may be.

    What stands outside once, or right above labels, is a heading; others may be somebody, as may
    what has a time, and words right below. Of a first word in a line nobody would think that it is
    a label.
    """
    chosen, heads, places = decision.chosen, decision.talk.heads, decision.places
    doubted = () if chosen.convention == "first word" else chosen.doubted
    if not text.has_cues:
        doubted = (*doubted, *other_labels(text, chosen.convention, heads))
    again = Counter(head.label for head in doubted)
    begin, below = {head.first for head in heads}, dict(pairwise(text.spoken))
    return [
        head
        for head in doubted
        if head.first not in places
        or (again[head.label] > 1 and below.get(head.last) not in begin)
        or (head.milliseconds is not None and not text.is_blank(head.last + 1))
    ]
