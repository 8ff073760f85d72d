"""What a transcript says itself of its labels: `I: Interviewer`, `(R1) = Respondent 1`.

A legend stands before the talk or ends the file. It gives labels their roles, and joins the long
form of a label (`Interviewer (I):`) with the short one; it is no turn.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from kodeverk.analysis.recognition.forms.fact_lines import is_fact_line
from kodeverk.analysis.recognition.forms.labels import (
    ANSWER_WORDS,
    could_be_label,
    is_backchannel,
    is_initials,
    is_numbered_question,
    is_phrase,
    key_of,
    style,
)
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.forms.signs import has_case, unmarked
from kodeverk.analysis.recognition.text.legend_entries import LONGEST_LEGEND, Entry, entries
from kodeverk.model.sentences import ENDS
from kodeverk.model.text import seen

LONGEST_SHORT = 3
"""So many characters has a short label at most: `I`, `KN`, `R12`."""
_WORDS_OF_ROLE = 3
_FEWEST_FACTS = 2
_FEWEST_TOLD = 2
_FARTHEST_ROLE = 4
_MOST_NAMES = 4
_MOST_LINES = 20
_PARTS = re.compile(r"\s*[,;()\[\]]\s*|\s[-–—]\s")
_TIMED = re.compile(r"\d:\d\d")
_LISTED = re.compile(r"[,;|/،]")
_WORDS = re.compile(r"[^\s-]+")
_APPOSED = re.compile(r"\W*(?P<name>[^\W_][^,:;=()]*?)\s*[,،、，]\s*(?P<role>[^,:;=()]+?)\s*")
SURNAME = re.compile(r"\b[^\W\d_][\w'’-]*\s(?:[^\W\d_]\.\s?)+(?P<surname>[^\W\d_][\w'’-]+)")
"""A first name, an initial and a surname: `Orra E. Leader`."""
_WORD = re.compile(r"[\w-]+")
_ANSWERS = ANSWER_WORDS - {"a"}
"""What is answered names nobody: `Answer: I am an adviser`."""
_BETWEEN_FACTS = re.compile(r"(?:(?:[.,;]|\s*\||\s[-–—/])\s+|\s{2,})(?=[^\W\d_][^:,;|]{0,40}:\s)")
_STOPPED = re.compile(r"\.\s+[^\W\d_][^:.,;|]*:\s")
_UNSEEN = r"[\u00ad\u200b-\u200f\u2060]*"
# Several entries of a legend on one line, `Researcher (I), Informant (B)`, are no label.
_WITH_SHORT = re.compile(
    r"(?P<one>(?:(?!\)[,;]).)+?)\s*[(（\[](?P<other>[^()（）\[\]]{1,40})[)）\]]"
)


def legend(lines: Iterable[str], labels: Collection[str]) -> dict[str, str]:
    """Return label -> the words in which `lines` outside the talk say who that is.

    `labels` are those of the talk, as they are written there. `I: Interviewer`, `I = Interviewer`,
    `Interviewer (I)`, `Interviewer: I`, one a line or several with commas between. Of those who are
    only listed, two at least, there are no words: `Speakers: I, B`. Of a surname the words are the
    name it stands in.
    """
    # What a label has in brackets behind a name is no part of that.
    known = {key_of(label.partition(" (")[0]): label for label in labels}
    known |= {key_of(label): label for label in labels}
    told: list[tuple[str, str]] = []
    listed: dict[str, str] = {}
    for line in (_without_title(line, known) for line in lines):
        names = [key_of(name) for name in _LISTED.split(line.partition(":")[2] or line)]
        if known.keys() >= {*names}:
            listed |= {known[name]: "" for name in names}
            if len(names) > 1:
                continue  # `Participants` in front of them is the role of none
        if (name := SURNAME.search(line)) and (label := known.get(key_of(name["surname"]))):
            told.append((label, name[0]))
        for entry in (*entries(line), *_in_apposition(line)):
            label, words = _told(entry, known)
            if label is not None and key_of(words) not in known:
                told.append((label, _who(words)))
        told += _told_in_prose(line, known)
    # An age, or a fact of one letter (`Sex: M`), says less than a speaker's word does.
    said = dict(reversed(told)) | dict(pair for pair in reversed(told) if style(pair[1]) == "role")
    return listed | said if len(listed) > 1 else said


def _without_title(line: str, known: Collection[str]) -> str:
    """Return what stands behind `Participants:` where several persons do: it is the role of none.

    They are labels, `known` by their keys, or have something in brackets each.
    """
    persons = line.partition(":")[2].strip(" *_")
    if ":" in persons or "=" in persons:
        return line
    names = _PARTS.split(persons)
    # The last one may stand behind `and`.
    keys = {*map(key_of, names), *(key_of(name.rpartition(" ")[2]) for name in names)}
    are_several = len(keys & {*known}) > 1 or persons.count("(") > 1
    return persons if are_several else line


def _in_apposition(line: str) -> Iterator[Entry]:
    """Yield the entry of a line that is a name, a comma, and a role: `- Ida, informant`."""
    match = _APPOSED.fullmatch(line) if len(line) <= LONGEST_LEGEND else None
    if match is not None and style(match["role"]) == "role":
        yield Entry(match["name"], match["role"], "", bracketed=True)


def _told_in_prose(line: str, known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the labels of a sentence, each with its role: `MK stands for moderator, P5 for pupil`.

    Labels, as they are written, and words of speakers take turns in it, two of each at least, with
    a few words between a label and its role.
    """
    words = _WORD.findall(line)
    labels = {*known.values()}
    found = [
        (number, word in labels)
        for number, word in enumerate(words)
        if word in labels or (len(word) > LONGEST_SHORT and style(word) == "role")
    ]
    pairs = [*zip(found[::2], found[1::2], strict=False)]
    if len(pairs) < _FEWEST_TOLD or len(found) > 2 * len(pairs):
        return []
    is_label_first = found[0][1]
    told: list[tuple[str, str]] = []
    for (one, is_label), (other, is_other_label) in pairs:
        if is_label == is_other_label or is_label != is_label_first or other - one > _FARTHEST_ROLE:
            return []
        label, role = (words[one], words[other]) if is_label else (words[other], words[one])
        # A letter alone may be a word (`I`): it stands for one that begins with it.
        if len(label) == 1 and has_case(label) and not role.casefold().startswith(label.casefold()):
            return []
        told.append((label, role))
    return told


def _told(entry: Entry, known: Mapping[str, str]) -> tuple[str | None, str]:
    """Return of which label an entry tells, of `known` by key, and what; None where of none."""
    ways = _ways(entry)
    for short, words in ways:
        if label := known.get(key_of(short)):
            return label, words
    for name, words in ways:
        # Of `Interviewer: I`, and of `I: Interviewer`, the words are what says more.
        if guess_role(words) != "unknown" and (label := _label_of(name, known)):
            return label, words
    return None, ""


def _ways(entry: Entry) -> list[tuple[str, str]]:
    """Return the label of an entry and what is said of it, whichever of the two is the label.

    `Participants: Kari, Ida` lists several and tells of none.
    """
    is_list = entry.more.startswith((",", ";")) and not entry.bracketed
    ways = [(entry.one, entry.other + entry.more), (entry.other, entry.one + entry.more)]
    return ways[:1] if is_list else ways


def _who(words: str) -> str:
    """Return who somebody is: of a long explanation the first part that names a speaker."""
    if len(words.split()) <= _WORDS_OF_ROLE:
        return words
    parts = (part for part in _PARTS.split(words) if style(part) == "role")
    return next(parts, words)


def legend_lines(lines: Iterable[str], text: str) -> int:
    """Return how many of `lines`, from the first on, are one legend of a talk in `text` below them.

    Each is an entry or several: a label and a few words that say who that is, of each label once.
    The first names a role, or one of several on its line does, or one of them who asks, and that
    none whose label says so; else two and more say who somebody is as only a legend does
    (`legend_told`).
    """
    lines = [*islice(lines, _MOST_LINES)]
    first = _labels_told(lines[0], text)
    # A legend may stand above each interview, with further entries in words of no list.
    often = _times(lines[0], text)
    told: dict[str, str] = {}
    count = 0
    for number, line in enumerate(lines):
        is_first = number == 0 and often == 1
        way = dict(first if is_first else _labels_told(line, text, often=often))
        is_told_again = {*map(key_of, way)} & {*map(key_of, told)}
        if not way or is_told_again or not all(map(_is_brief, way.values())):
            break
        told |= way
        count += 1
    roles = [guess_role(words) for words in told.values()]
    asks = "interviewer" in roles and not any(
        guess_role(label) == "interviewer" and role == "unknown"
        for label, role in zip(told, roles, strict=True)
    )
    names_first = any(role != "unknown" for role in roles[:1])
    # Of several on one line one is enough, as of `I: Interwiever, B: Befragter`.
    names_one = len(first) > 1 and any(style(words) == "role" for _, words in first)
    is_legend = asks or names_first or names_one
    # What stands alone and comes back may be a label in full: `Interviewer (I)`.
    is_legend = is_legend and (bool(first) or count > 1)
    return max(count if is_legend else 0, len(legend_told(lines, text)) if first else 0)


def is_entry(line: str, text: str) -> bool:
    """Tell whether a line above the talk tells in a few words who labels are, however often."""
    way = _labels_told(line, text, often=_times(line, text))
    return bool(way) and all(_is_brief(words) for _, words in way)


def _is_brief(words: str) -> bool:
    """Tell whether words may say who somebody is: they are few, and no reply such as `Mm-hmm`."""
    return len(words.split()) <= _WORDS_OF_ROLE and not is_backchannel(words)


def legend_told(lines: Iterable[str], text: str) -> list[list[tuple[str, str]]]:
    """Return what each of `lines` tells of labels, from the first on, where these are one legend.

    It tells of two labels at least, of each once, who they are: a name in full or a speaker's word,
    with whatever explains it, and one of them a speaker's word; or short labels all names in full.
    """
    told = [*_telling(lines, text)]
    words = [words for way in told for _, words in way]
    are_short = all(len(key_of(label)) <= LONGEST_SHORT for way in told for label, _ in way)
    is_legend = any(style(each) == "role" for each in words) or (are_short and _are_names(words))
    return told if is_legend and len(words) > 1 else []


def _are_names(words: Collection[str]) -> bool:
    """Tell whether all are names in full, of different people: two who greet say the same."""
    firsts = {each.partition(" ")[0] for each in words}
    are_full = all(" " in each and style(each) == "name" for each in words)
    return are_full and len(firsts) == len(words)


def tells_who(line: str, text: str) -> bool:
    """Tell whether a line is an entry of a legend, however much it explains, or several facts."""
    told = any(style(words) == "role" for way in _telling([line], text) for _, words in way)
    return told or tells_several(line, text)


def tells_several(line: str, text: str) -> bool:
    """Tell whether a line is several facts: `Moderator: Silje. Observatør: Tom.`

    One of their labels is a role's word with a name behind it, or no line of `text` begins with it.
    With full stops between there are names behind all, and none is an answer or half a sentence.
    """
    if line.count(":") < _FEWEST_FACTS:
        return False
    facts = [fact.partition(":") for fact in _BETWEEN_FACTS.split(unmarked(line).rstrip(" .;,"))]
    if len(facts) < _FEWEST_FACTS or not all(is_fact_line(":".join(fact[::2])) for fact in facts):
        return False
    are_names = [is_name(value) for _, _, value in facts]
    labels = [label.strip() for label, _, _ in facts]
    are_roles = [style(label) == "role" for label in labels]
    if _STOPPED.search(line):
        is_said = any(label.casefold() in _ANSWERS or is_phrase(label) for label in labels)
        return all(are_names) and any(are_roles) and not is_said
    return any(
        is_named if is_role else not begins_turns(label, text)
        for label, is_named, is_role in zip(labels, are_names, are_roles, strict=True)
    )


def is_name(value: str) -> bool:
    """Tell whether a value may be a name: a few words, none in small letters or said in reply."""
    words = value.split(None, _MOST_NAMES)
    are_names = all(
        word[0].isalpha() and not word[0].islower() and word[-1].isalnum() for word in words
    )
    return 0 < len(words) <= _MOST_NAMES and are_names and not is_backchannel(value)


def _telling(lines: Iterable[str], text: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the labels of each line with who they are, up to the first line that tells none."""
    known: set[str] = set()
    for line in islice(lines, _MOST_LINES):
        way = _labels_told(line, text)
        keys = {key_of(label) for label, _ in way}
        if not keys or keys & known or not all(_says_who(words) for _, words in way):
            return
        known |= keys
        yield [(label, _who(words)) for label, words in way]


def _says_who(words: str) -> bool:
    """Tell whether words say who somebody is: `Ida` alone may be an answer, and so may `Job`."""
    first, *_ = _PARTS.split(words)
    is_name = style(first) == "name" and " " in first and not is_backchannel(first)
    is_person = is_name or is_initials(first) or style(first) == "code"
    return len(first.split()) <= _WORDS_OF_ROLE and (is_person or style(_who(words)) == "role")


def _times(line: str, text: str) -> int:
    """Return how often a line stands in a text."""
    return f"\n{text}\n".count(f"\n{line}\n")


def _times_in_any_case(line: str, text: str) -> int:
    lines = lines_beginning(line, text)
    return sum(other.casefold() == line.casefold() for other in lines)


def _labels_told(line: str, text: str, often: int = 1) -> list[tuple[str, str]]:
    """Return the labels of a legend's line, each with the words of it; none of any other line.

    `often` is how many times the legend stands in the text.
    """
    # With a full stop behind it an entry is no longer than a label and who that is.
    is_short = line.rstrip().endswith(".") and len(line.split()) <= _WORDS_OF_ROLE
    if (line.rstrip().endswith(ENDS) and not is_short) or _TIMED.search(line):
        return []  # a sentence, or a turn with its time
    told: list[tuple[str, str]] = []
    for entry in entries(line):
        ways = [way for way in _ways(entry) if _is_label(way[0], text)]
        # What begins no other line than the legend's own says who the other is.
        speaking = (way for way in ways if begins_turns(way[0], text, often))
        way = next(speaking, ways[0] if ways else None)
        if way is None or is_numbered_question(way[1]):
            return []
        if way[0].casefold() in _ANSWERS and style(way[1]) != "role":
            return []
        is_sure = style(way[1]) == "role" and not entry.bracketed
        if not is_sure and _times_in_any_case(line, text) > often:
            return []  # an answer or a label; a legend above each interview says who it is
        told.append(way)
    return told


def _is_label(words: str, text: str) -> bool:
    return (
        any(map(str.isalpha, words))
        and could_be_label(words)
        and (words.isupper() or not is_backchannel(words))
        and begins_turns(words, text)
    )


def begins_turns(label: str, text: str, often: int = 1) -> bool:
    """Tell whether lines of `text` begin with a label, more of them than `often`."""
    return len([*islice(lines_beginning(label, text), often + 1)]) > often


def lines_beginning(label: str, text: str) -> Iterator[str]:
    """Yield the lines of `text` that begin with a label, in any case, and what may follow one."""
    if label not in text:
        text = seen(text)  # joiners may stand within words
    if label in text:
        # A line end is found in far less time than the beginning of a line.
        # Signs need no look at their case, which takes long to make.
        begins = (
            rf"\n(?:[^\w\n]|\d)*(?i:{re.escape(label)}){_UNSEEN}(?:$|[\s:：;=|/~*_\])}}>.–—-].*)"
        )
        found = re.finditer(begins, f"\n{text}", re.MULTILINE)
        yield from (line[0][1:] for line in found)


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
