"""What stands below the name of a speaker and says who that is: `Career adviser`."""

from collections import Counter
from collections.abc import Sequence

from kodeverk.analysis.recognition.forms.labels import could_be_label
from kodeverk.analysis.recognition.forms.signs import SENTENCE_ENDS
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.model.source import Source

_LONGEST_NAME = 45
_LONGEST_TITLE = 80
_FEWEST_NAMES = 2
_FEWEST_TIMES = 2
_NEARLY_ALL = 0.8


def titles_of_speakers(source: Source) -> frozenset[int]:
    """Return the numbers of the paragraphs that say who a speaker is, right below each name.

    Below a name there is always the same one, and that of nobody else, and words stand below it.
    """
    lines = [*map(str.strip, map(source.line, range(len(source.paragraphs))))]
    times = Counter(line for line in lines if 0 < len(line) <= _LONGEST_TITLE)
    again = {line for line, count in times.items() if count >= _FEWEST_TIMES}
    if not again:
        return frozenset()
    below: dict[str, str] = {}
    names: dict[str, str] = {}
    found: list[int] = []
    for place, line in enumerate(lines[:-1]):
        title = lines[place + 1]
        if not (line in again and title in again and _may_be_name(line) and _may_be_title(title)):
            continue
        below.setdefault(line, title)
        names.setdefault(title, line)
        found.append(place + 1)
    titled = {
        name: title
        for name, title in below.items()
        if names[title] == name and title not in below and times[name] == times[title]
    }
    titles = {*titled.values()}
    found = [place for place in found if lines[place] in titles]
    are_all = len(found) == sum(times[title] for title in titles)
    are_titles = len(titled) >= _FEWEST_NAMES and are_all and _have_words(lines, found)
    return frozenset(found if are_titles else ())


def _may_be_name(line: str) -> bool:
    words = line.strip("*_: ")
    return len(line) <= _LONGEST_NAME and could_be_label(words) and not words.endswith("?")


def _may_be_title(line: str) -> bool:
    """Tell whether a line may say who somebody is: it is no sentence, no fact and no time."""
    words = line.strip("*_ ()")
    is_ended = words.endswith((*SENTENCE_ENDS, ":"))
    return words[:1].isalpha() and not is_ended and ":" not in words and only_a_time(words) is None


def _have_words(lines: Sequence[str], titles: Sequence[int]) -> bool:
    """Tell whether sentences stand below nearly all titles."""
    said = 0
    for place in titles:
        below = next((line for line in lines[place + 1 :] if line), "")
        said += below.endswith(SENTENCE_ENDS) or len(below) > _LONGEST_TITLE
    return said >= _NEARLY_ALL * len(titles)
