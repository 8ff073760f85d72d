"""What is odd about the labels of blocks: two tiers of one text, somebody quoted, one alone."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.analysis.recognition.doubts.doubt import Doubt
from kodeverk.analysis.recognition.forms.labels import (
    counted_persons,
    is_organisation,
    lettered_persons,
    style,
)
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.forms.signs import has_case
from kodeverk.analysis.recognition.text.stated_roles import stated_roles

_SHORT = 4
"""Among so few turns it is nothing to notice that somebody speaks once."""
_LONG = 16
_SELDOM = 2
_MOST_QUOTED = 3
"""Among more who come back it is chance, who speaks behind whom."""
_TWENTIETH = 20
_SECOND = re.compile(r"(?<!\d)[\s_.-]?0*[12]$")
"""Behind a label this counts the second of its kind: `int2` beside `int`, while `int7` is odd.

A number typed twice does not: `Speaker2 2`.
"""


def doubts_of_labels(blocks: Iterable[Block], stated: Mapping[str, str]) -> list[Doubt]:
    """Return what is odd about the labels of blocks; `stated` is who they are, as the file says."""
    labels = [(block.label, block.milliseconds) for block in blocks if not block.resumes]
    counts = Counter(label for label, _ in labels if label is not None)
    doubts = [
        Doubt(
            f"{label!r} and {other!r} seem to be two tiers of the same words: each would count "
            "twice",
            "ignore",
            label=other,
        )
        for label, other in tiers(counts)
    ]
    doubts += _maybe_quoted(labels, counts, stated)
    if len(counts) == 1:
        label = next(iter(counts))
        doubts.append(Doubt(f"only one speaker is named: {label}", "convention", label=label))
    elif counts and {*stated_roles(counts, stated).values()} == {"interviewer"}:
        label = next(iter(counts))
        all_ask = f"all who are named ask, as {label!r} does: who answers?"
        doubts.append(Doubt(all_ask, "role", label=label))
    return doubts


def _maybe_quoted(
    blocks: Sequence[tuple[str | None, int | None]],
    counts: Counter[str],
    introduced: Collection[str],
) -> Iterator[Doubt]:
    """Tell which rare labels may be somebody whom a speaker quotes: nobody quotes a time.

    Rare is what comes less often than an equal share, and once or twice, or in every twentieth turn
    at most; an office in every fourth.
    """
    if len(blocks) <= _SHORT:
        return
    again = [label for label, count in counts.items() if count > 1]
    are_many = len(again) > _MOST_QUOTED
    # Beside two who talk at length a third may be a slip: `P70` for `P07`.
    is_third = len(again) == 2 and len(counts) == 3 and len(blocks) >= _LONG
    is_third = is_third and len(counted_persons([*counts])) < len(counts)
    in_full = (" " in label and not _has_number(label) for label in counts)
    are_two = 2 * sum(in_full) > len(counts)
    timed = {label for label, time in blocks if time is not None}
    before: dict[str | None, set[str | None]] = {}
    for (one, _), (other, _) in pairwise([(None, None), *blocks]):
        before.setdefault(other, set()).add(one)
    organisations = {label for label in counts if is_organisation(label)}
    if 2 * sum(counts[label] for label in organisations) >= len(blocks):
        # Where most labels are in capitals, they are not what tells an office.
        organisations = set()
    for label, count in counts.items():
        # What is cut short is whose label it begins, and of two nobody can tell whose.
        is_cut = count == 1 and sum(_is_cut(label, other) for other in counts) > 1
        is_known = label in timed or label in introduced or count * len(counts) >= len(blocks)
        is_known = is_known and not is_cut
        # Two words that nothing shows to be a name are asked about among any number of single ones.
        may_be_words = not are_many or (not are_two and " " in label and not has_case(label))
        # A role, a code or a number that speaks once is no chance either.
        is_odd = count == 1 and (_has_number(label) or style(label) in ("role", "code"))
        is_odd = is_cut or (is_odd and (is_third or not _is_one_of(label, counts)))
        if is_known or not (may_be_words or is_odd):
            continue
        doubt: str | None = None
        if count == 1 and (is_odd or style(label) in ("name", "capitals")):
            doubt = f"{label!r} speaks once: is it a speaker, or words of the one before?"
        elif label in organisations and 4 * count <= len(blocks):
            doubt = f"{label!r} speaks {count} times: is it a speaker, or an office that is quoted?"
        elif (
            count <= max(_SELDOM, len(blocks) // _TWENTIETH)
            and style(label) in ("name", "capitals")
            and len(behind := before.get(label, set())) == 1
            and blocks[0][0] not in behind  # who opens an interview asks
            and not any(label and guess_role(label) == "interviewer" for label in behind)
        ):
            doubt = (
                f"{label!r} speaks {count} times, always right behind {behind.pop()!r}: is it a "
                "speaker, or somebody whom that one quotes?"
            )
        if doubt is not None:
            yield Doubt(doubt, "ignore", label=label)


def _is_cut(label: str, other: str) -> bool:
    """Tell whether a label is another one up to the middle of a word: `Pro` of `Prof. Nord`."""
    rest = other.removeprefix(label)
    return rest not in ("", other) and rest[0].isalpha()


def _is_one_of(label: str, counts: Mapping[str, int]) -> bool:
    """Tell whether a role or a code that speaks once is plainly one of the labels.

    It counts with those that come back, `Speaker 3` beside `Speaker 2`, or `int2` beside `int`, or
    looks as most of many do; or it is a letter beside another, `C`.
    """
    again = [other for other, count in counts.items() if count > 1]
    looks = style(label), _has_number(label)
    alike = sum((style(other), _has_number(other)) == looks for other in again)
    return (
        label in counted_persons((label, *again))
        or label in lettered_persons(counts)
        or _SECOND.sub("", label) in counts.keys() - {label}
        or (len(again) > _MOST_QUOTED and 2 * alike > len(again))
    )


def _has_number(label: str) -> bool:
    return any(map(str.isdigit, label))


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
