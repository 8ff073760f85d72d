"""What a person should look at before trusting a reading: each doubt is one line in words."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from kodeverk.analysis.evidence import Candidate, Text
from kodeverk.analysis.labels import LONGEST, style
from kodeverk.analysis.layouts import ANSWER, QUESTION
from kodeverk.analysis.nameless import Nameless

_MOST = 5
_LONGEST_SHOWN = 30
_FEWEST_DASHES = 4
_SHORT = 4
"""Among so few turns it is nothing to notice that somebody speaks once."""
_SHORTEST = 3
"""So long must a label be to be found without a sign behind it."""
_HEAD_OF_LINE = re.compile(rf"[^\w\n]{{0,6}}(?P<words>[^\n]{{0,{LONGEST + 4}}})")
_AFTER_LABEL = re.compile(r"[^\S\n]*$|[^\S\n]+[-–—][^\S\n]|[^\S\n]*[:;\t)\]]")
_BEFORE_CAPITAL = re.compile(r"[^\S\n]+(?=[^\W\d_a-zæøå])")
_WITHIN = re.compile(rf"(?<=[.?!…])[^\S\n](?=(?P<label>[^\n:：]{{1,{LONGEST}}})[:：]\s)")
_DASH = re.compile(r"\s*[-–—]\s*[^\W\d_]")


def not_taken(chosen: Candidate) -> list[str]:
    """Tell which labels look like a speaker's and were not taken for one."""
    if chosen.convention == "first word":
        return []
    told = [
        f"line {head.first + 1}: {head.label!r} is not taken for a speaker"
        for head in chosen.doubted[:_MOST]
    ]
    more = len(chosen.doubted) - len(told)
    return [*told, f"{more} more such labels are not taken for speakers"] if more else told


def in_other_forms(text: Text, chosen: Candidate) -> list[str]:
    """Tell when known labels also stand where the convention does not look for them.

    A sign may be missing, as in `Veileder Jeg tror`. Two people may have typed one file, `Kari: …`
    to its middle and `Kari – …` behind it; a line end may be missing before a label.
    """
    source = text.source
    labels = {head.label for head in chosen.heads}
    heads = {place for head in chosen.heads for place in range(head.first, head.last + 1)}
    begins = [
        source.paragraphs[place].start
        for place in text.spoken
        if place >= text.cover and place not in heads
    ]
    found = [start for start in begins if _begins_with_one_of(labels, source.text, start)]
    found += [one.start("label") for one in _WITHIN.finditer(source.text) if one["label"] in labels]
    if not found:
        return []
    first = min(found)
    line = source.text.count("\n", 0, first) + 1
    return [
        f"known labels in another form or within a line, which begin no turn: {len(found)}, "
        f"the first in line {line}: {_shown(source.text, first)!r}"
    ]


def of_nameless(text: Text, nameless: Nameless) -> list[str]:
    """Tell how many utterances name nobody, and what was made of them."""
    if not nameless.heads:
        return []
    unit = "cues" if text.source.has_cues else "utterances"
    first = nameless.heads[0]
    told = f"{unit} that name nobody: {len(nameless.heads)}, the first in line {first.first + 1}"
    if nameless.go_on:
        return [f"{told}; names mark changes of speaker, so the one before is taken to go on"]
    return [f"{told}; who speaks in them is unknown"]


def of_form(chosen: Candidate) -> list[str]:
    """Tell when the speakers have no names but what form and place say."""
    if chosen.convention != "question and answer":
        return []
    return [
        f"nobody is named: {QUESTION} is who asks the numbered or bold questions, {ANSWER} whoever "
        "answers; questions within an answer are in it"
    ]


def of_labels(blocks: Iterable[tuple[str | None, int | None]]) -> list[str]:
    """Tell what is odd about the labels of a reading's blocks, given with their times, in order.

    A name that stands once, without a time, may be one that somebody quotes.
    """
    told = [*blocks]
    counts = Counter(label for label, _ in told if label is not None)
    timed = {label for label, time in told if time is not None}
    doubts = [
        f"{label!r} and {other!r} seem to be two tiers of the same words: each would count twice"
        for label, other in tiers(counts)
    ]
    doubts += [
        f"{label!r} speaks once: is it a speaker, or words of the one before?"
        for label, count in counts.items()
        if count == 1
        and len(told) > _SHORT
        and label not in timed
        and style(label) in ("name", "capitals")
    ]
    if len(counts) == 1:
        doubts.append(f"only one speaker is named: {next(iter(counts))}")
    return doubts


def tiers(counts: Counter[str]) -> list[tuple[str, str]]:
    """Return the pairs of labels under which a corpus prints each utterance twice.

    They are named `khs` and `khs_…`, and come equally often.
    """
    return [
        (label, other)
        for other in counts
        for end in (sign.start() for sign in re.finditer("_", other))
        if (label := other[:end]) in counts and counts[label] == counts[other] > 1
    ]


def of_spellings(spellings: Sequence[Sequence[str]]) -> list[str]:
    """Tell which spellings, the usual one first, were taken for one label."""
    return [
        f"{', '.join(map(repr, one))} are taken for one speaker, {one[0]!r}"
        for one in spellings
        if len(one) > 1
    ]


def of_nobody(text: Text, leading: Candidate) -> list[str]:
    """Tell what hints at speakers in a file in which none are recognised."""
    labels = dict.fromkeys(head.label for head in leading.heads)
    if labels:
        shown = ", ".join(map(repr, list(labels)[:_MOST]))
        return [
            f"no speakers are recognised; if {shown} name them, import with the convention "
            f"{leading.convention!r}"
        ]
    dashes = sum(_DASH.match(text.line(place)) is not None for place in text.spoken)
    if dashes >= max(_FEWEST_DASHES, 0.6 * len(text.spoken)):
        return [
            "lines begin with a dash as in a dialogue: where the speaker changes can be seen, "
            "who speaks cannot; write a name before each, or give all turns one role"
        ]
    return []


def _begins_with_one_of(labels: Collection[str], text: str, start: int) -> bool:
    """Tell whether a line begins with a label and a sign, or a label and a word in capitals."""
    found = _HEAD_OF_LINE.match(text, start)
    assert found
    words = found["words"]
    if any(words[: sign.start()] in labels for sign in _AFTER_LABEL.finditer(words)):
        return True
    return any(
        words[: space.start()] in labels for space in _BEFORE_CAPITAL.finditer(words, _SHORTEST)
    )


def _shown(text: str, start: int) -> str:
    return text[start:].split("\n", 1)[0].strip()[:_LONGEST_SHOWN]
