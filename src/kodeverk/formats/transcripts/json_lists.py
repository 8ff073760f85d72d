"""Lists in JSON that hold a transcript and are no segments: pairs, rows of a table, texts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from kodeverk.formats.transcripts.json_speakers import line_of

_LABELLED = re.compile(r"([^\W_][^:：]{0,40})[:：]\s*\S")
_NEARLY_ALL = 0.8


def held_in(value: Any) -> list[Any]:
    """Return the lists and objects right in one."""
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for each in held if isinstance(each, dict | list)]


def lists_in(value: dict[str, Any]) -> list[list[Any]]:
    """Return the lists right in an object that hold anything."""
    return [each for each in held_in(value) if isinstance(each, list) and each]


def lists_within(value: Any) -> list[list[Any]]:
    """Return all lists in a value that hold anything, those at the top first."""
    found: list[list[Any]] = []
    level = [value]
    while level:
        found += [each for each in level if isinstance(each, list) and each]
        level = [inner for each in level for inner in held_in(each)]
    return found


def segments_of_pairs(value: Any) -> Sequence[Any]:
    """Return the segments of those who speak, each in a pair with what they say; or nothing.

    The pairs are a list, or each is the one of a recording. One may be an object: `{"Kari": "…"}`;
    where what they say is no list of segments, they come back.
    """
    pairs = [*value.values()] if isinstance(value, dict) else value
    if not isinstance(pairs, list):
        return []
    if all(map(_is_pair, pairs)):
        return [{"speaker": who, **segment} for who, said in pairs for segment in said]
    texts = [next(iter(each.items())) if _is_single(each) else each for each in pairs]
    are_texts = all(
        isinstance(each, list | tuple) and [*map(type, each)] == [str, str] for each in texts
    )
    speakers = {who for who, _ in texts} if are_texts else {}
    come_back = 1 < len(speakers) <= len(texts) / 2
    return [{"speaker": who, "text": said} for who, said in texts] if come_back else []


def rows_of(value: list[Any]) -> list[list[str]]:
    """Return a list of objects as the rows of a table below their keys; nothing for another."""
    if not all(isinstance(each, dict) for each in value):
        return []
    simple = (key for each in value for key, held in each.items() if not _is_more(held))
    keys = [*dict.fromkeys(simple)]
    return [keys, *([_cell(each.get(key)) for key in keys] for each in value)]


def labelled_lines(lists: Iterable[list[Any]]) -> list[str]:
    """Return the texts of a list that nearly all begin with a label which comes back, or nothing.

    Of several such lists it is the one that holds what the others do.
    """
    found = [lines for each in lists if _are_labelled(lines := [*map(line_of, each)])]
    longest = max(found, key=len, default=[])
    return longest if all({*longest}.issuperset(lines) for lines in found) else []


def _are_labelled(lines: list[str]) -> bool:
    labels = Counter(label[1] for line in lines if (label := _LABELLED.match(line)))
    again = sum(count for count in labels.values() if count > 1)
    return bool(lines) and again >= _NEARLY_ALL * len(lines)


def _is_pair(value: Any) -> bool:
    """Tell whether a list is somebody's name and objects with what that person says."""
    return (
        isinstance(value, list)
        and [*map(type, value)] == [str, list]
        and all(isinstance(segment, dict) for segment in value[1])
    )


def _is_single(value: Any) -> bool:
    return isinstance(value, dict) and len(value) == 1


def _is_more(value: Any) -> bool:
    return isinstance(value, dict | list)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return line_of(value)
    return "" if value is None or _is_more(value) else str(value)
