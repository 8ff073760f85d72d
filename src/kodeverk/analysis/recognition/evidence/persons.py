"""Labels that are probably one person's: proposed to be joined, never joined without a word."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from kodeverk.analysis.recognition.forms.labels import is_initials, style
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.forms.signs import DIGITS

# An underscore belongs to the word: `khs` and `khs_ort` are two tiers of one person's words.
_WORD = re.compile(r"[^\W\d]+")

_ALIKE_SIGNS = str.maketrans("l1|O", "III0")
"""Signs that are read for each other where a text was scanned: `l` and `I`, `O` and `0`."""
_SHORTEST_NAME = 3
_SHORTEST_MISSPELT = 4
_LONG = 9
_FEWEST_LEFT_OUT = 2
_MOST_OF_SOUND = 2
_MOST_LABELS = 80
"""No conversation has more speakers; to compare more with each other would take long."""
_SHORTEST_ROLE = 6
_RARE = 2
"""A misspelt label stands so often at most, and its right spelling at least three times as often.

A name with another letter in place of one stands half as often at most.
"""


def alike_labels(labels: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Return pairs (variant, main) of labels that are probably one person's.

    `labels` are a transcript's, in order of appearance, each with its number of blocks. Alike are a
    part of a name and the whole (`Nordmann`, `Kari Nordmann`), initials (`KN`), a beginning (`Int`,
    `Intervjuer`), a label with and without a number, a rare misspelling, and any of a role's word,
    for that is nobody's name; never labels with different numbers or different roles. The main one
    is the most frequent. Where a label is like two that are not like each other nobody can tell
    which it is, and none of them is proposed.
    """
    if len(labels) > _MOST_LABELS:
        return ()
    linked: dict[str, set[str]] = {label: set() for label in labels}
    one_person = [label for label in labels if not _is_of_two(label, labels)]
    for one, other in combinations(one_person, 2):
        is_misread = one.translate(_ALIKE_SIGNS) == other.translate(_ALIKE_SIGNS)
        if is_misread or _is_one_person(one, other, labels):
            linked[one].add(other)
            linked[other].add(one)
    pairs: list[tuple[str, str]] = []
    seen: set[str] = set()
    for label in labels:
        if label in seen:
            continue
        connected = _connected(label, linked)
        seen |= connected
        # In order of appearance: of labels as long as each other a set has any first.
        group = [label for label in labels if label in connected]
        longest = max(group, key=len)
        if all(label == longest or label in linked[longest] for label in group):
            main = max(group, key=lambda label: labels[label])
            pairs += [(label, main) for label in group if label != main]
    return tuple(pairs)


def _is_of_two(label: str, labels: Collection[str]) -> bool:
    """Tell whether two of the labels stand in one, with a sign or a small word between them."""
    first = [one for one in labels if one != label and label.startswith(one)]
    last = [one for one in labels if one != label and label.endswith(one)]
    between = (label[len(one) : len(label) - len(other)].strip() for one in first for other in last)
    return any(words and not words[0].isupper() for words in between)


def _connected(label: str, linked: Mapping[str, set[str]]) -> set[str]:
    group: set[str] = set()
    waiting = [label]
    while waiting:
        reached = waiting.pop()
        if reached not in group:
            group.add(reached)
            waiting += linked[reached]
    return group


def _is_one_person(one: str, other: str, labels: Mapping[str, int]) -> bool:
    numbers = _numbers(one), _numbers(other)
    one, other = sorted((one, other), key=len)
    roles = guess_role(one), guess_role(other)
    if (roles[0] != roles[1] and "unknown" not in roles) or (
        numbers[0] != numbers[1] and all(numbers)
    ):
        return False
    (short, brief), (long, _) = sorted(
        ((_WORD.findall(label.casefold()), label) for label in (one, other)),
        key=lambda each: len(each[0]),
    )
    if not short or not long:
        return False
    if short == long:
        return numbers[0] == numbers[1] or _is_the_only_number(one, other, labels)
    if numbers[0] != numbers[1]:
        return False
    if len(short) < len(long):
        # `Dr` is the beginning of `Dr. Nordmann`.
        fewest = _SHORTEST_NAME - (short == long[: len(short)])
        is_part = set(short) < set(long) and all(len(word) >= fewest for word in short)
        # `Tolk` is a part of `Deltaker (tolk)` and somebody else.
        is_part = is_part and roles[0] in ("unknown", roles[1])
        return is_part or _are_initials(short, long) or _are_beginnings(brief, long)
    if len(short) == 1:
        # `Q` and `Entrevistador` are two words for who asks, `I` and `Q` two of many letters.
        is_same = roles == ("interviewer", "interviewer") and len(other) > 1
    else:
        # `Ż.Ł-T` and `Żaneta Łucka-Tomczyk`, `Mrs Nord` and `Mrs N`.
        is_cut_short = style(brief) != "role" and _are_cut_short(short, long)
        is_same = is_cut_short or _are_initials(short, long)
    return is_same or _is_beginning(one, other) or _is_misspelt(one, other, labels)


def _numbers(label: str) -> list[int]:
    """Return the numbers in a label: of `P03` as of `P3`, of `Speaker1 1`, typed twice, one."""
    return [*dict.fromkeys(map(int, DIGITS.findall(label)))]


def _are_initials(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether letters are those with which the words of a name begin, in their order.

    Behind the first the letters of names that are not always said may be missing.
    """
    letters, initials = "".join(short), iter([word[0] for word in long])
    return (
        len(letters) > 1
        and (len(short) == 1 or len(letters) == len(short))
        and letters[0] == long[0][0]
        and all(letter in initials for letter in letters)
    )


def _are_cut_short(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether of words some are the same, and of each other one the first letter stands."""
    pairs = [*zip(short, long, strict=False)]
    return any(one == other for one, other in pairs) and all(
        one in (other, other[0]) for one, other in pairs
    )


def _are_beginnings(label: str, words: Sequence[str]) -> bool:
    """Tell whether a label is the first letters of words, two where they are one sound: `WCh`."""
    letters = "".join(f" {sign}" if sign.isupper() else sign for sign in label).casefold().split()
    return (
        len(letters) == len(words)
        and all(map(str.startswith, words, letters))
        and all(len(each) <= _MOST_OF_SOUND for each in letters)
    )


def _is_the_only_number(one: str, other: str, labels: Mapping[str, int]) -> bool:
    """Tell whether `Intervjuer` and `Intervjuer 1` stand beside no `Intervjuer 2`."""
    words = _WORD.findall(one.casefold())
    alike = [label for label in labels if _WORD.findall(label.casefold()) == words]
    return len(alike) == 2 and other in alike


def _is_beginning(one: str, other: str) -> bool:
    """Tell whether the shorter of two words abbreviates the longer: `Int`, `V`, `I`.

    A word with an ending more is another one: `Entrevistado` and `Entrevistadora`.
    """
    short, long = sorted((one.casefold().rstrip("."), other.casefold()), key=len)
    fewest = max(_FEWEST_LEFT_OUT, len(long) / 4)
    if not long.startswith(short) or len(long) - len(short) < fewest or {*" _"} & {*long}:
        return False
    # One letter that has a role abbreviates that role's word, and nobody's name.
    return len(short) > 1 or guess_role(short) in ("unknown", guess_role(long))


def _is_misspelt(one: str, other: str, labels: Mapping[str, int]) -> bool:
    rare, usual = sorted((one, other), key=lambda label: labels[label])
    shortest = min(len(one), len(other))
    are_roles = [style(each) == "role" for each in (one, other)]
    if all(are_roles) and guess_role(one) != guess_role(other):
        return False  # `Interviewee` is no slip of `Interviewer`
    is_slip_of_role = shortest >= _SHORTEST_ROLE and any(are_roles) != all(are_roles)
    is_name = style(one) == style(other) == "name" and len(one) == len(other)
    is_rare = labels[rare] <= _RARE and labels[usual] >= 3 * labels[rare]
    # Two letters of a long name that have changed places are a slip, however often.
    are_swapped = is_name and shortest >= _LONG and sorted(one) == sorted(other)
    is_usual = is_name and labels[usual] >= 2 * labels[rare]
    if not (is_slip_of_role or is_rare or are_swapped or is_usual):
        return False
    if all(is_initials(each.rsplit(maxsplit=1)[-1]) for each in (one, other)):
        return False  # another letter is another person: `R.K.`, `Person C`
    if shortest < _SHORTEST_MISSPELT:
        return False
    from rapidfuzz.distance import OSA

    most = 2 if shortest >= _LONG else 1
    return OSA.distance(one.casefold(), other.casefold(), score_cutoff=most) <= most
