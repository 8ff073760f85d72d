"""A convention as a file follows it: what the evidence gives and the decision takes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kodeverk.analysis.recognition.conventions.heads import Head


@dataclass(frozen=True)
class Candidate:
    """One convention as a file follows it: its speakers' heads, and how well, at most the prior.

    `unnamed` are heads of rows in which the place for the speaker is empty. What else is asked of
    the candidate that is chosen alone is found when it is.
    """

    convention: str
    heads: tuple[Head, ...]
    score: float
    unnamed: tuple[Head, ...] = ()
    find_doubted: Callable[[], Iterable[Head]] = tuple
    find_stated: Callable[[], Mapping[str, str]] = dict

    @cached_property
    def doubted(self) -> tuple[Head, ...]:
        """The heads that look like a speaker's and were not taken for one, in order."""
        return tuple(sorted(self.find_doubted(), key=lambda head: head.start))

    @cached_property
    def stated(self) -> Mapping[str, str]:
        """Who labels are, as the file says."""
        return self.find_stated()

    def placed(self, places: Sequence[int]) -> "Candidate":
        """Return the same candidate with the numbers in `places` that its paragraphs have there."""
        heads, unnamed = (tuple(placed(heads, places)) for heads in (self.heads, self.unnamed))
        return replace(
            self,
            heads=heads,
            unnamed=unnamed,
            find_doubted=lambda: placed(self.doubted, places),
        )


def placed(heads: Iterable[Head], places: Sequence[int]) -> Iterator[Head]:
    """Yield the same heads with the numbers in `places` that their paragraphs have there."""
    for head in heads:
        yield head._replace(first=places[head.first], last=places[head.last])
