"""Questions and answers under oath: `Q.` and `A.` among names, below `BY MR. HALL:`, who asks."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.evidence.facts import is_speech
from kodeverk.analysis.recognition.forms.labels import could_be_label
from kodeverk.analysis.recognition.text.source_text import SourceText

_ANY = re.compile(r"^[ \t]*Q(?:[.:]|[ \t])", re.MULTILINE)
_SAID = re.compile(r"\s*(?P<letter>[QA])(?:[.:]\s+|\t\s*|\s{2,})(?=\S)")
_BY = re.compile(r"\s*(?:[^\W\d_-]*-?EXAMINATION\s+)?B[Yy]\s+(?P<name>[^:\n]{2,60}?)\s*:?\s*")
_FEWEST = 3


def examinations(text: SourceText) -> Mapping[int, str]:
    """Return paragraph -> who it names, of the lines `BY MR. HALL:` right above `Q.` or `A.`."""
    if "Q" not in text.source.text or not _ANY.search(text.source.text):
        return {}
    named: dict[int, str] = {}
    for place, below in pairwise(text.spoken):
        by = _BY.fullmatch(text.line(place))
        if by and could_be_label(by["name"]) and _letter(text, below):
            words = by["name"].split()
            if not any(word[0].islower() for word in words):
                named[place] = " ".join(words)
    return named


def asked_and_answered(text: SourceText) -> dict[int, Head]:
    """Return place -> the head of a line that begins with `Q.` or `A.`, below the cover."""
    return {
        place: head
        for place in text.spoken
        if place >= text.cover and (head := _letter(text, place)) is not None
    }


def with_testimony(
    text: SourceText, heads: Sequence[Head], named: Mapping[int, str], letters: Mapping[int, Head]
) -> tuple[Head, ...]:
    """Return the heads of names with those of `Q.` and `A.` among them, if there are such.

    Those lines are the turns of whom the line above them names: `BY MR. HALL:` holds until another
    asks. `named` are those lines (`examinations`), `letters` those `asked_and_answered`. Where
    several or none are named to answer the answers are A's.
    """
    marked = [head.label for head in letters.values() if text.source.text[head.end - 1] != ":"]
    # Facts about an interview are nobody among whom somebody asks.
    is_talk = any(is_speech(text.source, head) for head in heads if head.first not in letters)
    are_among_names = is_talk and min(marked.count("Q"), marked.count("A")) >= _FEWEST
    if not named and not are_among_names:
        return tuple(heads)
    below = dict(pairwise(text.spoken))
    answering = {name for place, name in named.items() if letters[below[place]].label == "A"}
    names = {"Q": "Q", "A": answering.pop() if len(answering) == 1 else "A"}
    said: list[Head] = []
    for place in text.spoken:
        if place in named and letters[below[place]].label == "Q":
            names["Q"] = named[place]
        elif place in letters:
            said.append(letters[place]._replace(label=names[letters[place].label]))
    others = [head for head in heads if head.first not in letters and head.first not in named]
    return tuple(sorted((*others, *said), key=lambda head: head.start))


def _letter(text: SourceText, place: int) -> Head | None:
    """Return the head of a paragraph that begins with `Q.` or `A.`."""
    if not text.line(place).lstrip().startswith(("Q", "A")):
        return None  # most lines are not, and that is much cheaper to see than no match
    paragraph = text.source.paragraphs[place]
    match = _SAID.match(text.source.text, paragraph.start, paragraph.end)
    if match is None:
        return None
    end = match.end("letter") + (text.source.text[match.end("letter")] in ".:")
    return Head(match["letter"], paragraph.start, end, match.end(), place, place)
