"""Labels where the convention looks for none: known ones with any sign behind them, or in a line.

Within lines also others that come back: a file may have two speakers a line.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from kodeverk.analysis.recognition.conventions.heads import Head, places_of
from kodeverk.analysis.recognition.evidence.possible_labels import clauses
from kodeverk.analysis.recognition.forms.labels import (
    LONGEST,
    could_be_label,
    has_letters_and_digits,
    is_backchannel,
    is_phrase,
    is_remark,
    key_of,
    names_fact,
    style,
)
from kodeverk.analysis.recognition.forms.times import clock_pattern
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.talk import Talk
from kodeverk.model.sentences import CLOSING, ENDS
from kodeverk.model.text import seen

_SHORTEST = 3
"""So long must a label be to be found without a sign behind it, where it may be a word."""
_SELDOM = 3
"""A short label that is said more often is a word as well."""
_FEWEST_WITHIN = 3
_OFTEN = 0.05
"""So often, of all turns, comes back within lines what may be a label known from nowhere else."""
_FIRST_RUN = re.compile(r"[^\W_]{1,2}")
_OPENING = re.compile(r"[^\w\n+]{0,6}")
_NOTE = r"(?:\[[^\[\]\n]{1,40}\]|\([^()\n]{1,40}\))"
_TIME = r"\d{1,3}(?::\d\d){1,2}[^\w\n]{1,4}"
_NOTE_AT_HEAD = re.compile(rf"[^\w\n(\[+]{{0,3}}(?:{_NOTE}[^\S\n]+|{_TIME})")
_TIME_AT_HEAD = re.compile(_TIME)
_MARKS = re.compile(r"[*_]{0,3}")
_SIGN = re.compile(
    rf"[^\S\n]*(?:{_NOTE}[^\S\n]*)?(?P<sign>(?:[:;：]+|[\])}}](?:[^\S\n]*[:;：])?"
    r"|[\"”»](?:[^\S\n]*[:;：]|(?=[^\S\n]+[^\W\d_a-zæøå]))"
    r"|[-=]?>|[=|]|\.|[-–—](?!$)|[\[(<{#]\d{1,3}:\d\d[^\])>}#\n]*[\])>}#])(?=\s|$)"
    r"|\.(?=[^\W\d_]{2})|\t|(?<![\W\d_]\d):(?=\d)|[：∶]|(?<=\d)[-–—](?=[^\W\d_]))"
)
"""What may stand between a label and what is said: `Kari = words`, `"Kari": words`, a time.

A note may stand before it: `Kari [laughs] – words`. Behind a number a dash needs no space, for no
word goes on there: `P2-Yes`.
Before a number a colon needs no space behind it, but in a time: `Kari:1990`.
"""
_NOTE_BEHIND = re.compile(
    rf"(?P<label>[^\n\[(*]{{1,{LONGEST}}}?)[*_]{{0,3}}[^\S\n]*{_NOTE}[*_]{{0,3}}"
    rf"[^\S\n]*(?:{clock_pattern('time')})?[^\S\n]*(?=\n|$)"
)
"""What stands alone on a line with a note, and perhaps its time: `Kari [laughs] 00:17`."""
_OPENS = {")": "(", "]": "[", "}": "{", '"': '"', "”": "“”„", "»": "«»"}
_BEFORE_CAPITAL = re.compile(r"[^\S\n]+(?=[^\W\d_a-zæøå]|…|\.{3})")
"""What begins so may be said by another than goes on above: `Kari Jeg tror`, `Kari …tror`."""
_LETTER = re.compile(r"\W*(?P<letter>[^\W\d_])\.(?=\s|[^\W\d_]{2})")
_WHITE = re.compile(r"[^\S\n]*")
_WIDE_COLONS = "：∶"
"""Behind these no space stands, nor behind the stop before them."""
_ENDED = re.compile(
    rf"[{''.join(ENDS)}]{CLOSING}[^\S\n]+|[^\S\n]{{2,}}|(?P<opens>[/(\[{{<|]+)[^\S\n]?"
    rf"|[。！？]{CLOSING}"
)
_CLOSING = str.maketrans("([{<", ")]}>")
_HEAD_OF_LINE = re.compile(
    rf"[^\w\n+]{{0,6}}(?P<words>(?=\+?(?P<first>[^\W_]{{1,2}}))[^\n]{{1,{LONGEST + 4}}})"
)


class KnownLabels:
    """The labels of a file, to be found with any sign behind them; `with_stops` with a full stop.

    A word or a letter in brackets is no label in another case: `(a) first` is none of `A`. Where
    they stand alone on their lines (`are_bare`), a note alone may stand behind them.
    """

    def __init__(
        self, labels: Collection[str], with_stops: Collection[str] = (), *, are_bare: bool = False
    ) -> None:
        self._are_bare = are_bare
        self._labels = {key_of(label): label for label in labels if label}
        self._with_stops = {key_of(label) for label in with_stops}
        self._firsts = {key_of(key[0]) for key in self._labels}

    def label(self, written: str) -> str | None:
        """Return the label that is `written`, None when it is none; `Kari?` may be Kari."""
        return self._labels.get(key_of(written.rstrip("? ")))

    def at(self, text: str, start: int, end: int) -> tuple[str, int] | None:
        """Return the label at the head of a line `text[start:end]`, and where its sign ends.

        A note in brackets or a time may stand before the label: `(APPLAUSE) KARI: words`.
        """
        note = _NOTE_AT_HEAD.match(text, start, end)
        return self._at(text, start, end) or (note and self._at(text, note.end(), end))

    def _at(self, text: str, start: int, end: int) -> tuple[str, int] | None:
        opening = _OPENING.match(text, start, end)
        begin = start if opening is None else opening.end()
        if key_of(text[begin : begin + 1]) not in self._firsts:
            return None
        for sign in _SIGN.finditer(text, begin, min(end, begin + 2 * LONGEST)):
            # What is in brackets may be a note, or of the label.
            for written in (text[begin : sign.start()], text[begin : sign.start("sign")]):
                label = self.label(written)
                if label and self._may_end(sign["sign"], text[start:begin], written, label):
                    return label, sign.end()
        noted = _NOTE_BEHIND.match(text, begin, end) if self._are_bare else None
        label = self.label(noted["label"]) if noted else None
        return (label, noted.end()) if noted and label else None

    def _may_end(self, sign: str, opening: str, written: str, label: str) -> bool:
        """Tell whether a label may be `written` so, between an `opening` and a sign."""
        if sign == ".":
            return key_of(label) in self._with_stops
        if sign[0] not in _OPENS:
            return len(written) > 1 or written == label
        is_opened = opening.rstrip().endswith((*_OPENS[sign[0]],))
        return is_opened and written[0].islower() == label[0].islower()


def labels_elsewhere(talk: Talk, outside: Collection[int]) -> list[Head]:
    """Return the heads of known labels that stand where the convention does not look for them.

    A sign may be missing, as in `Veileder Jeg tror`, `KN you think`. Two people may have typed one
    file, `Kari: …` to its middle and `Kari – …` behind it; a line may go on with a label.
    """
    text, heads_of_turns, source = talk.text, talk.heads, talk.text.source
    counts = Counter(head.label for head in heads_of_turns)
    labels = counts.keys()
    heads = places_of(heads_of_turns)
    # `I Oslo …` begins with a word, and `I know …` too.
    capitals = {label for label in labels if label.isupper() and not text.words[label.lower()]}
    initials = {label for label in capitals if text.words[label] <= counts[label] + _SELDOM}
    # Who is talked about, too, has a code that is no word: `P2 It may be`, `I think P2 was`.
    coded = {label for label in labels if has_letters_and_digits(label)}
    coded |= {label for label in capitals if len(label) > 1}
    no_words = initials | coded | {label for label in labels if len(label) >= _SHORTEST}
    are_bare = all(map(text.is_bare, heads_of_turns))
    known = KnownLabels(labels, no_words | _lettered(text, labels), are_bare=are_bare)
    firsts = {word[0] for label in labels if (word := _FIRST_RUN.search(label))}
    found = []

    def may_begin(place: int) -> bool:
        # In the middle of a wrapped sentence a letter ends it, nor does a name begin to speak.
        return not text.is_wrapped or talk.may_begin(place)

    for place in text.spoken:
        start, end = source.paragraphs[place][:2]
        if place in heads or place in outside or place in text.lettered:
            continue
        if at := known.at(source.text, start, end):
            label, behind = at
            if source.text[behind - 1] != "." or may_begin(place):
                found.append(_head(source.text, label, start, behind, place))
            continue
        begin, words = _words_at(source.text, _behind_time(source.text, start), firsts)
        bare = words.rstrip() if words.rstrip() in labels else None
        may_be_labelled = bool(words) and may_begin(place)
        name = bare or (_label_without(no_words, initials, words) if may_be_labelled else None)
        if name:
            behind = _end_of(source.text, name, begin)
            found.append(_head(source.text, name, start, behind, place))
    ends = [*(head.start for head in heads_of_turns[1:]), len(source.text)]
    within = []
    for head, until in zip(heads_of_turns, ends, strict=True):
        for name, start, end, closed in _within_lines(source.text, head.body, until):
            place = head.last + source.text.count("\n", source.paragraphs[head.last].start, start)
            if place not in outside:
                within.append(_head(source.text, name, start, end, place)._replace(until=closed))
    within += (each for each in _in_their_form(text, heads_of_turns) if each.first not in outside)
    told = clauses(text, heads_of_turns, within)
    among = [head for head in within if head not in told]
    names = labels | _coming_back(text, among, len(heads_of_turns))
    found += [head for head in within if head.label in names]
    return sorted(found, key=lambda head: head.start)


def _coming_back(text: SourceText, within: Sequence[Head], turns: int) -> set[str]:
    """Return the labels of heads within lines that come back often enough to be a speaker's.

    They are a role, or a name: no word that is said in small letters too.
    """
    counts = Counter(head.label for head in within)
    return {
        label
        for label, count in counts.items()
        if count >= max(_FEWEST_WITHIN, _OFTEN * turns)
        and could_be_label(label)
        and not (names_fact(label) or is_remark(label) or is_backchannel(label) or is_phrase(label))
        and (style(label) == "role" or not any(text.words[word.lower()] for word in label.split()))
    }


def _lettered(text: SourceText, labels: Collection[str]) -> set[str]:
    """Return the labels of one letter, if lines begin with letters and full stops behind them.

    Such letters do not count up, `a.`, `b.`, `c.`, as the entries of a list do.
    """
    of_one_letter = {label for label in labels if len(label) == 1}
    if not of_one_letter:
        return set()
    matches = (_LETTER.match(text.line(place)) for place in text.spoken)
    letters = [match["letter"].casefold() for match in matches if match]
    are_entries = all(
        letter == "a" or (before and ord(letter) == ord(before) + 1)
        for before, letter in pairwise(["", *letters])
    )
    return set() if are_entries else of_one_letter


def _head(text: str, label: str, start: int, end: int, place: int) -> Head:
    """Return the head `[start, end)` with a label, in the line of a paragraph."""
    white = _WHITE.match(text, end)
    return Head(label, start, end, end if white is None else white.end(), place, place)


def _end_of(text: str, label: str, start: int) -> int:
    """Return where a label ends that begins at `start`, perhaps with signs in it nobody sees."""
    end = start + len(label)
    while seen(text[start:end]) != label:
        end += 1
    return end


def _behind_time(text: str, start: int) -> int:
    """Return where a line that begins at `start` goes on behind the time at its head, if any."""
    time = _TIME_AT_HEAD.match(text, start) if text[start : start + 1].isdigit() else None
    return start if time is None else time.end()


def _words_at(text: str, start: int, firsts: Collection[str]) -> tuple[int, str]:
    """Return where the words of a line begin, behind signs, and the first of them.

    None if no label begins so: `firsts` are the first two letters or digits of labels, and most
    lines are told by them. Signs that nobody sees are left out, as they are in labels.
    """
    head = _HEAD_OF_LINE.match(text, start)
    if head is None or head["first"] not in firsts:
        return start, ""
    return head.start("words"), seen(head["words"])


def _label_without(no_words: Collection[str], initials: Collection[str], words: str) -> str | None:
    """Return the label that is no word, with a capital letter behind it, that words begin with.

    Initials are told from words before small letters, too: `KN you can do that`.
    """
    first = words.split(None, 1)[0]
    if len(first) > 1 and first in initials:
        return first
    begins = (
        words[: space.start()]
        for space in _BEFORE_CAPITAL.finditer(words)
        if not words[space.end()].islower()
    )
    return next((label for label in begins if label in no_words), None)


def _within_lines(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, int | None]]:
    """Yield what may be labels with a colon in `text[start:end]`, their spans, and where it closes.

    They stand behind a sentence, wide white space, or a sign that opens what another says meanwhile
    and closes on its line: `//Kari: yes//`, `(Kari: yes)`.
    """
    for sign in f":{_WIDE_COLONS}":
        colon = text.find(sign, start, end)
        while colon >= 0:
            behind = _behind_marks(text, colon + 1)
            if sign in _WIDE_COLONS or text[behind : behind + 1].isspace():
                for ended in _ENDED.finditer(text, max(0, colon - LONGEST - 2), colon):
                    label = seen(text[ended.end() : colon]).strip("*_-–—> \t\xa0")
                    if ended.end() >= start and label:
                        yield label, ended.end(), behind, _closed(text, ended["opens"], colon)
            colon = text.find(sign, colon + 1, end)


def _in_their_form(text: SourceText, heads: Sequence[Head]) -> Iterator[Head]:
    """Yield known labels that stand behind a sentence within a line as others head theirs.

    They are in brackets, or a dash or a TAB stands behind them: `[Kari] words`, `Kari – words`.
    """
    source = text.source
    named = [head for head in heads if head.label]
    around = (source.text[head.start : head.body].partition(head.label)[::2] for head in named)
    forms = Counter(around)
    opens, closes = max(forms, key=forms.__getitem__, default=("", ""))
    sign = (opens + closes).strip(" ")
    if not sign or ":" in sign or len(sign) > len("[]"):
        return
    labels = "|".join(map(re.escape, {head.label for head in named}))
    form = rf"{re.escape(opens)}(?P<label>{labels}){re.escape(closes)}"
    for match in re.finditer(rf"(?<=[{''.join(ENDS)}])[^\S\n]+{form}", source.text):
        start = match.start("label") - len(opens)
        place = bisect_right(source.paragraphs, start, key=attrgetter("start")) - 1
        if source.paragraphs[place].start < start:
            yield _head(source.text, match["label"], start, match.end(), place)


def _behind_marks(text: str, start: int) -> int:
    """Return where the marks of bold or italics in Markdown at `start` end."""
    marks = _MARKS.match(text, start)
    return start if marks is None else marks.end()


def _closed(text: str, opening: str | None, start: int) -> int | None:
    """Return where what is opened by a sign before `start` closes on its line, None if nowhere."""
    if opening is None:
        return None
    line_end = text.find("\n", start)
    closed = text.find(opening.translate(_CLOSING), start, line_end)
    return None if closed < 0 else closed
