"""Labels that may be no speakers', or those of others than who asks and who answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.forms.signs import SENTENCE_ENDS
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.sentences import ASKING

_NEARLY_ALL = 0.9
_SELDOM = 0.25
_SMALL = 0.2
_ASKS = 0.6
_FEWEST = 3


def other_askers(
    turns: Sequence[tuple[str, str]], roles: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return each interviewer who hardly asks, with somebody else who mostly does.

    `turns` are the labels, each with the end of what is said; `roles` are those of the labels.
    """
    counts = Counter(label for label, _ in turns)
    asking = Counter(label for label, end in turns if end.endswith(ASKING))
    shares = {label: asking[label] / count for label, count in counts.items() if count > 1}
    asker = max(shares, key=lambda label: shares[label], default=None)
    if asker is None or roles[asker] == "interviewer" or shares[asker] < _ASKS:
        return []
    return [
        (label, asker)
        for label, share in shares.items()
        if roles[label] == "interviewer" and share <= _SELDOM
    ]


def asked_again(
    turns: Sequence[tuple[str, str]], roles: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return each interviewer who asks, with somebody of no known role who does right behind.

    `Q: Your work?` above `Steven: So what is it you do?` may be a heading.
    """
    counts = Counter(label for label, _ in turns)
    asking = [(label, end.endswith(ASKING)) for label, end in turns]
    alone = Counter(label for label, asks in asking if asks)
    again = Counter((one, other) for (one, _), (other, asks) in pairwise(asking) if asks)
    return [
        (label, other)
        for (label, other), count in again.items()
        if (roles[label], roles[other]) == ("interviewer", "unknown")
        and len(counts) > 2
        and min(count, alone[label]) >= max(_FEWEST, _ASKS * counts[label])
    ]


def nobody_answers(
    turns: Sequence[tuple[str, str]], *, are_names: bool, are_rows: bool = False
) -> bool:
    """Tell whether none of those who have labels asks what another one answers.

    `turns` are the labels, each with the end of what is said. Nearly all ask, as in a guide. Or
    hardly one does, and each label stands behind the same one again and again, as in a form that is
    filled in, or as the headings of each section do: not all `are_names`, but
    where they `are_rows` of three or more in which hardly a sentence ends.
    """
    labels = {label for label, _ in turns}
    if len(labels) < 2 or len(turns) < 2 * len(labels):
        return False
    asking = sum(end.endswith(ASKING) for _, end in turns)
    if asking >= _NEARLY_ALL * len(turns):
        return True
    ended = sum(end.rstrip().endswith(SENTENCE_ENDS) for _, end in turns)
    is_form = are_rows and len(labels) > 2 and ended <= _SELDOM * len(turns)
    if (are_names and not is_form) or asking > _SELDOM * len(turns):
        return False
    steps = Counter((one, other) for (one, _), (other, _) in pairwise(turns) if one != other)
    usual = {label: count for (label, _), count in reversed(steps.most_common())}
    return sum(usual.values()) >= _NEARLY_ALL * steps.total()


def labels_above_facts(text: SourceText, heads: Sequence[Head]) -> list[str]:
    """Return the labels that always stand alone above one line that ends as no sentence does.

    Nearly all other labels have words behind them: `Name:`, below it `Tora Lund`, may be a fact.
    """
    bare = {head for head in heads if text.is_bare(head)}
    if not 0 < len(bare) <= _SELDOM * len(heads):
        return []
    above: Counter[str] = Counter()
    for head, after in pairwise(heads):
        below = [place for place in range(head.last + 1, after.first) if not text.is_blank(place)]
        if head in bare and below and not text.line(below[0]).rstrip().endswith(SENTENCE_ENDS):
            above[head.label] += len(below) == 1 or text.is_blank(below[0] + 1)
    counts = Counter(head.label for head in heads[:-1])
    return [label for label, count in above.items() if 1 < count == counts[label]]


def labels_of_narration(text: SourceText, heads: Sequence[Head]) -> list[str]:
    """Return the labels behind which a writer tells what somebody said: `Kari: summarised …`.

    What stands there always begins in a small letter, as hardly anything behind other labels does.
    """
    counts = Counter(head.label for head in heads)
    small = Counter(head.label for head in heads if text.begins_small(head))
    are_seldom = small.total() <= _SMALL * len(heads)
    return [label for label, count in small.items() if are_seldom and count == counts[label]]
