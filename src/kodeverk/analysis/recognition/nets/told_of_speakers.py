"""What tells of those who speak, and is not said by them: by their names, titles or roles."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.questions_and_answers import ANSWER
from kodeverk.analysis.recognition.forms.labels import INTERVIEWED, key_of, style
from kodeverk.analysis.recognition.forms.line_forms import GOES_ON, WRAPPED
from kodeverk.analysis.recognition.forms.roles import words_for
from kodeverk.analysis.recognition.text.source_text import SourceText

_FEWEST_ODD = 3
_WORDS_OF_NAME = 3

_ASKS_IN_INTERVIEW = re.compile("intervi|intervj|entrevist|enquêt|haastat|интервью|інтерв")


def _inflected(words: Iterable[str]) -> frozenset[str]:
    """Return words as sentences have them: `Interviewer’s`, `informanten`, `L’enquêtée`."""
    return frozenset(
        before + cased + behind
        for word in words
        for cased in (word, word.capitalize())
        for before in ("", "l'", "L'", "l’", "L’")
        for behind in ("", *"snea", "'s", "’s", "en", "ens", "in", "es", "ne", "ene")
    )


_OF_INTERVIEW = _inflected(
    [*INTERVIEWED, *filter(_ASKS_IN_INTERVIEW.search, words_for("interviewer"))]
)
"""Who asks or answers, as nobody is called who takes part; a researcher may be talked about."""
_PARTICIPANT = _inflected(words_for("participant"))


def telling_of_speakers(
    text: SourceText, heads: Sequence[Head], below: Sequence[tuple[Head, Sequence[int]]]
) -> Iterator[int]:
    """Yield what begins with the name of who speaks above, and goes on to tell of him.

    Or with that of the other of two. Of others anybody may tell.
    """
    names = {head.label for head in heads if style(head.label) in ("name", "capitals")}
    for head, said in below:
        known = names & {head.label} if len(names) > 2 else names
        for place in filter(text.begins_sentence, said):
            words = text.line(place).split(None, _WORDS_OF_NAME + 1)[: _WORDS_OF_NAME + 1]
            capital = [*takewhile(lambda word: word[0].isupper(), words)]
            name = " ".join(capital)
            is_told = words[len(capital) : len(capital) + 1] and words[len(capital)][0].islower()
            if is_told and name in known:
                yield place


def titles_once(text: SourceText, heads: Sequence[Head]) -> Iterator[int]:
    """Yield what stands right below a name where it speaks first, and may say who that is.

    It ends as no sentence does, and words stand below it.
    """
    seen_before = set[str]()
    for head, after in pairwise(heads):
        place = head.last + 1
        if after.first - place < 2 or not text.is_bare(head):
            continue
        key = key_of(head.label)
        if key in seen_before:
            continue
        seen_before.add(key)
        line = "" if text.is_blank(place) else text.line(place).strip()
        below = bisect_right(text.spoken, place)
        has_words = below < len(text.spoken) and text.spoken[below] < after.first
        has_words = has_words and not text.goes_on(place)
        if has_words and line[:1].isupper() and len(line) < WRAPPED and not line.endswith(GOES_ON):
            yield place


def telling_of_roles(
    text: SourceText, heads: Sequence[Head], places: Sequence[int]
) -> Iterator[int]:
    """Yield what calls somebody the interviewer or the informant, as nobody who speaks is called.

    A participant may be talked about, and is who answers only at the head of a paragraph. Where it
    is said behind labels too, anybody may say so.
    """
    by_form = [head for head in heads if head.label == ANSWER and head.start == head.end]
    if not (places or by_form):
        return
    names, at_head = text.words.keys() & _OF_INTERVIEW, text.words.keys() & _PARTICIPANT
    labels = Counter(word for head in heads for word in head.label.split())
    if all(text.words[word] <= labels[word] for word in names | at_head):
        return
    said = re.compile(rf"\b(?:{_any_of(names | at_head)})\b")
    labelled = (head for head in heads if head.start < head.end)
    if any(said.search(text.said_in(head)) for head in labelled):
        return
    opening = rf"^\W*(?:\w{{1,4}}\W)?(?:{_any_of(at_head)})\b"
    telling = re.compile(rf"\b(?:{_any_of(names)})\b|{opening}")
    yield from (place for place in places if telling.search(text.line(place)))
    told = [head.first for head in by_form if telling.search(text.said_in(head))]
    yield from told if len(told) <= _FEWEST_ODD else ()


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"
