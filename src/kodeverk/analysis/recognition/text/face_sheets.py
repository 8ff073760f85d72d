"""Face sheets: the same facts above each of several interviews of a file."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.forms.labels import could_be_label, key_of, names_fact
from kodeverk.analysis.recognition.forms.signs import (
    CLOSING_QUOTES,
    at_colon,
    numbers_alike,
    words_seen,
)
from kodeverk.analysis.recognition.forms.times import end_stamp
from kodeverk.analysis.recognition.text.legend import is_entry, tells_several
from kodeverk.model.sentences import ASKING, ENDS
from kodeverk.model.source import Source

_FEWEST_FACTS = 2

_FEWEST_OF_SHEET = 3
_LONGEST_FACT = 160
_WORDS_OF_FACT = 10
_WORDS_OF_LONG_FACT = 40
_BEHIND_SENTENCE = "".join(CLOSING_QUOTES) + " "


def face_sheets(source: Source, spoken: Sequence[int], cover: int) -> frozenset[int]:
    """Return the numbers of the paragraphs with the facts above each of several interviews.

    They have the same labels, or say what the cover page does that ends at `cover`, if with other
    numbers. Several lines that come back, and never below each other, are labels in full:
    `Kari (Interviewer)`.
    """
    on_cover = {source.line(place) for place in spoken if place < cover}
    told = {
        numbers_alike(line)
        for line in on_cover
        if is_entry(line, source.text) or tells_several(line, source.text)
    }
    below = spoken[bisect_left(spoken, cover) :] if told else ()
    lines = [numbers_alike(source.line(place)) for place in below]
    are_beside = any(one in told and other in told for one, other in pairwise(lines))
    are_labels = len(told.intersection(lines)) > 1 and not are_beside
    again = (
        () if are_labels else (at for at, line in zip(below, lines, strict=True) if line in told)
    )
    return _with_the_same_labels(source, spoken).union(again)


def _with_the_same_labels(source: Source, spoken: Sequence[int]) -> frozenset[int]:
    """Return the numbers of the paragraphs with facts of the same labels above each interview.

    Three labels at least, right below each other, that come back together, two of them nowhere
    else, or words for facts; none below a question, but in a table, or apart from it where nothing
    is asked above the first of them, or where these open the file. So is the line above in the same
    form whose label stands once: `Interview 2: a guest`. Where they are most of what stands below
    the first of them, they are what is said.
    """
    lines = {place: _with_colon(source, place) for place in spoken}
    keys = {place: key for place, line in lines.items() if (key := _key_of_fact(line))}
    if not keys:
        return frozenset()
    counts = Counter(_key_before_colon(line) for line in lines.values() if at_colon(line)[1])
    keys = _with_long_facts(source, keys, counts)
    named = [(frozenset(keys[place] for place in run), run) for run in _runs(keys)]
    times = Counter(labels for labels, _ in named if len(labels) >= _FEWEST_OF_SHEET)
    again = [(labels, run) for labels, run in named if times[labels] > 1]
    first, *others = (len(run) for _, run in again) if again else (0,)
    if not others or 2 * sum(others) > len(spoken) - first:
        return frozenset()
    sheets: set[int] = set()
    is_asked = any(_asks(source.line(place)) for place in spoken if place < again[0][1][0])
    open_file = again[0][1][0] == spoken[0]
    for labels, run in again:
        above = spoken[max(0, bisect_left(spoken, run[0]) - 1)]
        is_row = source.paragraphs[run[0]].row and not source.paragraphs[above].row
        may_answer = not is_row and (is_asked or (above == run[0] - 1 and not open_file))
        apart = sum(counts[each] > times[labels] and not names_fact(each) for each in labels)
        if apart <= len(labels) - _FEWEST_FACTS and not (may_answer and _asks(source.line(above))):
            sheets.update(run)
            often = counts[keys.get(above, "")]
            is_beside = above == run[0] - 1
            sheets.update([above] if often == 1 or (is_beside and 0 < often < len(again)) else [])
    return frozenset(sheets)


def _runs(keys: Mapping[int, str]) -> list[list[int]]:
    """Return the facts right below each other, none of a run with the label of another.

    What counts interviews above them is a title. `keys` are those of the labels by place.
    """
    runs: list[list[int]] = []
    for place, key in keys.items():
        goes_on = runs and place == runs[-1][-1] + 1
        if goes_on and key not in [keys[other] for other in runs[-1]]:
            runs[-1].append(place)
        else:
            runs.append([place])
    sheets_with = Counter(keys[at] for run in runs if len(run) >= _FEWEST_OF_SHEET for at in run)
    for run in runs:
        while len(run) > 1 and sheets_with[keys[run[0]]] < sheets_with[keys[run[1]]]:
            del run[0]
    return runs


def _asks(line: str) -> bool:
    return line.rstrip().endswith(ASKING)


def _with_colon(source: Source, place: int) -> str:
    """Return a line, with a colon between the cells of a row of two."""
    line = source.line(place)
    is_pair = source.paragraphs[place].row and line.count("\t") == 1
    return line.replace("\t", ": ") if is_pair else line


def _with_long_facts(
    source: Source, keys: Mapping[int, str], counts: Mapping[str, int]
) -> dict[int, str]:
    """Return the facts with those right below and above them that are longer: a title, an office.

    Their labels come back, no oftener than those of the facts. `keys` are those of the labels by
    place, `counts` how often each stands before a colon.
    """
    long = dict(keys)
    for step, places in ((1, sorted(keys)), (-1, sorted(keys, reverse=True))):
        for fact in places:
            place = fact + step
            while 0 <= place < len(source.paragraphs) and place not in long:
                line = source.line(place).rstrip()
                is_said = _asks(line) or end_stamp(line) is not None
                key = "" if is_said else _key_of_label(line, _WORDS_OF_LONG_FACT)
                if not 1 < counts.get(key, 0) <= counts[keys[fact]]:
                    break
                # A degree, and who somebody is, may end in a full stop.
                is_short = bool(_key_of_label(line, _WORDS_OF_FACT))
                if line.endswith(ENDS) and not (is_short or counts[key] == counts[keys[fact]]):
                    break
                long[place] = key
                place += step
    return dict(sorted(long.items()))


def _key_of_fact(line: str) -> str:
    """Return the key of the label of a line with few words behind it and no end of a sentence.

    A sentence may be quoted.
    """
    if len(line) > _LONGEST_FACT or line.rstrip(_BEHIND_SENTENCE).endswith(ENDS):
        return ""
    return _key_of_label(line, _WORDS_OF_FACT)


def _key_of_label(line: str, most_words: int) -> str:
    label, colon, value = at_colon(line.replace("**", ""))
    may_be_label = could_be_label(label.strip()) and not label.isdecimal()  # as of a time
    may_be_fact = colon and may_be_label and 0 < words_seen(value) <= most_words
    return _key_before_colon(line) if may_be_fact else ""


def _key_before_colon(line: str) -> str:
    return key_of(at_colon(line)[0].replace("*", ""))
