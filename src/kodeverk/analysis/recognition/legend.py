"""What a transcript says itself of its labels: `I: Interviewer`, `(R1) = Respondent 1`.

A legend stands before the talk. It gives labels their roles, and joins the long form of a label
(`Interviewer (I):`) with the short one; it is no turn.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from kodeverk.analysis.recognition.labels import (
    could_be_label,
    is_backchannel,
    is_numbered_question,
    key_of,
    seen,
    style,
)
from kodeverk.analysis.recognition.roles import guess_role
from kodeverk.model.records import Role

_MOST_WORDS = 6
_WORDS_OF_ROLE = 3
_GOES_ON = (",", "=", ":", "(")
_OFTEN = 2
_LONGEST_SHORT = 3
_ENDS = ("?", ".", "!", "؟")
_ENTRY = re.compile(
    r"\s*[-–—•*]?\s*[\[(<{]?(?P<one>[^\W_][^=:：()\[\]<>{}\n]{0,40}?)[\])>}]?\s*"
    r"(?:[=:：\t]|\s[-–—]\s|\()\s*[\[(<{]?(?P<other>[^\W_][^=:：()\[\]<>{}\n]{0,60}?)[\])>}.;,]*\s*"
)
_TITLE = re.compile(r"^\s*[^\W\d_]+:\s+(?=[^:]*=)")
"""`Legend:` before entries on one line."""
_TIMED = re.compile(r"\W*\d{1,3}:\d\d")
_LISTED = re.compile(r"[,;|/،]")
_BETWEEN = re.compile(r"[;,|]\s+|\s{3,}|\t+")
_WORDS = re.compile(r"[^\s-]+")
_UNSEEN = r"[\u00ad\u200b-\u200f\u2060]*"
# Several entries of a legend on one line, `Researcher (I), Informant (B)`, are no label.
_WITH_SHORT = re.compile(r"(?P<one>(?:(?!\)[,;]).)+?)\s*[(\[](?P<other>[^()\[\]]{1,40})[)\]]")


def legend(lines: Iterable[str], labels: Collection[str]) -> dict[str, str]:
    """Return label -> the words in which `lines` before the talk say who that is.

    `labels` are those of the talk, as they are written there. `I: Interviewer`, `I = Interviewer`,
    `Interviewer (I)`, `Interviewer: I`, one a line or several with commas between. Of those who are
    only listed, two at least, there are no words: `Speakers: I, B`.
    """
    known = {key_of(label): label for label in labels}
    said: dict[str, str] = {}
    listed: dict[str, str] = {}
    for line in lines:
        names = [key_of(name) for name in _LISTED.split(line.partition(":")[2] or line)]
        if known.keys() >= {*names}:
            listed |= {known[name]: "" for name in names}
        for one, other in _entries(line):
            for short, words in ((one, other), (other, one)):
                label = known.get(key_of(short))
                # Of `Interviewer: I`, and of `I: Interviewer`, the words are what says more.
                if label is None and guess_role(words) != "unknown":
                    label = _label_of(short, known)
                if label is not None and key_of(words) not in known and label not in said:
                    said[label] = words
    return listed | said if len(listed) > 1 else said


def stated_roles(labels: Iterable[str], stated: Mapping[str, str]) -> dict[str, Role]:
    """Return the role of each label, as `stated` says of it or it says itself; `unknown` else.

    `I` is no interviewer where it stands for somebody else (`I = Informant`), nor among letters in
    the order of the alphabet.
    """
    letters = {label.casefold() for label in labels if len(label) == 1}
    return {label: _role(label, stated.get(label, ""), letters) for label in labels}


def _role(label: str, words: str, letters: Collection[str]) -> Role:
    role = guess_role(words)
    if role == "unknown" and not (words and _stands_for(label, words)):
        role = "unknown" if _counts(label.casefold(), letters) else guess_role(label)
    return role


def _stands_for(label: str, words: str) -> bool:
    """Tell whether a short label stands for words that name no role, as `I` for `Informant`."""
    is_short = len(key_of(label)) <= _LONGEST_SHORT
    return is_short and (style(words) == "role" or key_of(words).startswith(key_of(label)))


def _counts(label: str, letters: Collection[str]) -> bool:
    """Tell whether a letter counts persons: `A`, `B` and `C` are among them, or it is in a row."""
    if len(label) > 1:
        return False
    rows = ((1, 2), (-1, 1), (-2, -1))
    return {*"abc"} <= {*letters} or any(
        all(chr(ord(label) + step) in letters for step in row) for row in rows
    )


def _entries(line: str) -> Iterator[tuple[str, str]]:
    line = _TITLE.sub("", line)
    pieces = [piece for piece in _BETWEEN.split(line) if piece.strip()]
    matches = [_ENTRY.fullmatch(piece) for piece in pieces]
    if not all(matches):
        whole = _ENTRY.fullmatch(line)
        matches = [whole] if whole else []
    for match in matches:
        if match is not None and len(match["other"].split()) <= _MOST_WORDS:
            yield match["one"].strip(), match["other"].strip()


def rejoined(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, one that ends in the middle of an entry with the next one."""
    before = ""
    for line in lines:
        if (before.rstrip().endswith(_GOES_ON) and _ENTRY.search(before)) or _is_cut(before):
            before = f"{before.rstrip()} {line.strip()}"
            continue
        if before:
            yield before
        before = line
    if before:
        yield before


def _is_cut(line: str) -> bool:
    """Tell whether the last of several entries of a line ends within it."""
    *whole, last = (_ENTRY.fullmatch(piece) for piece in _BETWEEN.split(line.strip()))
    return bool(whole) and all(whole) and last is None


def is_legend_line(line: str, text: str) -> bool:
    """Tell whether a line says what labels mean: every entry of it a label and a role's word.

    Lines of `text` begin with the label again and again, and the line itself stands once. A
    question's number is no role: `I: Q1` is asked.
    """
    if not _may_be_entries(line):
        return False
    is_legend = any(
        any(guess_role(words) != "unknown" for _, words in way)
        and not any(is_numbered_question(words) for _, words in way)
        and all(len(words.split()) <= _WORDS_OF_ROLE for _, words in way)
        and _are_labels(way, text)
        for way in _ways(line)
    )
    return is_legend and f"\n{text}\n".count(f"\n{line}\n") <= 1


def is_further_entry(line: str, text: str) -> bool:
    """Tell whether a line below a legend is another of its entries, whose words name no role."""
    return _may_be_entries(line) and any(
        way
        and all(len(words.split()) <= _WORDS_OF_ROLE for _, words in way)
        and _are_labels(way, text)
        for way in _ways(line)
    )


def _may_be_entries(line: str) -> bool:
    """Tell whether a line is no sentence, nor begins with a time."""
    return not line.rstrip().endswith(_ENDS) and _TIMED.match(line) is None


def _ways(line: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the entries of a line, each a label and words, and the other way round."""
    entries = [*_entries(line)]
    return entries, [entry[::-1] for entry in entries]


def _are_labels(way: Iterable[tuple[str, str]], text: str) -> bool:
    return all(
        any(map(str.isalpha, label))
        and could_be_label(label)
        and (label.isupper() or not is_backchannel(label))
        and begins_turns(label, text)
        for label, _ in way
    )


def begins_turns(label: str, text: str) -> bool:
    """Tell whether lines of `text` begin with a label, again and again."""
    return len([*islice(lines_beginning(label, text), _OFTEN)]) == _OFTEN


def lines_beginning(label: str, text: str) -> Iterator[str]:
    """Yield the lines of `text` that begin with a label, in any case, and what may follow one."""
    if label not in text:
        text = seen(text)  # joiners may stand within words
    if label in text:
        begins = rf"^(?:[^\w\n]|\d)*{re.escape(label)}{_UNSEEN}(?:[\s:：;=|/~\])}}>.–—-].*|$)"
        found = re.finditer(begins, text, re.MULTILINE | re.IGNORECASE)
        yield from (line[0] for line in found)


def with_short_forms(labels: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return label -> (the label it holds, its other words): `Interviewer (I)`, `I (laughs)`.

    Or its initials, as `Kari Nord` of `KN`. Only where the one held is a label itself; what stands
    once is none beside a long one that comes back.
    """
    every = [*labels]
    counts = Counter(map(key_of, every))
    written = {key_of(label): label for label in every}
    again = {key: label for key, label in written.items() if counts[key] > 1}
    held: dict[str, tuple[str, str]] = {}
    for key, label in written.items():
        known = again if key in again else written
        if match := _WITH_SHORT.fullmatch(label):
            outside, within = match["one"], match["other"]
            if key_of(outside) in known:
                held[label] = (known[key_of(outside)], within)
            elif key_of(within) in known:
                held[label] = (known[key_of(within)], outside)
        elif (initials := key_of(_initials(label))) in known and initials != key_of(label):
            held[label] = (known[initials], label)
    return held


def _label_of(name: str, known: Mapping[str, str]) -> str | None:
    """Return the label that is a part of a name or its initials: `Nord` or `KN` of `Kari Nord`."""
    if not name.replace(" ", "").isalpha():
        return None  # a list of several
    keys = {key_of(_initials(name)), *map(key_of, name.split())} & known.keys()
    return known[keys.pop()] if len(keys) == 1 else None


def _initials(name: str) -> str:
    """Return the initials of a name of two or three words, none of anything else."""
    words = _WORDS.findall(name)
    is_name = 1 < len(words) <= _WORDS_OF_ROLE and all(word[0].isupper() for word in words)
    return "".join(word[0] for word in words) if is_name else ""
