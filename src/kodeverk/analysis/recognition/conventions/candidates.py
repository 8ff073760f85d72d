"""A convention as a file follows it: what the evidence gives and the decision takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kodeverk.analysis.recognition.conventions.heads import Head


@dataclass(frozen=True, slots=True)
class Candidate:
    """One convention as a file follows it: its speakers' heads, and how well, at most the prior.

    `doubted` are heads that look like a speaker's and were not taken for one, `unnamed` those of
    rows in which the place for the speaker is empty. `stated` is who labels are, as the file says.
    """

    convention: str
    heads: tuple[Head, ...]
    score: float
    doubted: tuple[Head, ...] = ()
    unnamed: tuple[Head, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)

    def placed(self, places: Sequence[int]) -> "Candidate":
        """Return the same candidate with the numbers in `places` that its paragraphs have there."""
        heads, doubted, unnamed = (
            tuple(placed(heads, places)) for heads in (self.heads, self.doubted, self.unnamed)
        )
        return replace(self, heads=heads, doubted=doubted, unnamed=unnamed)


def placed(heads: Iterable[Head], places: Sequence[int]) -> Iterator[Head]:
    """Yield the same heads with the numbers in `places` that their paragraphs have there."""
    for head in heads:
        yield head._replace(first=places[head.first], last=places[head.last])
