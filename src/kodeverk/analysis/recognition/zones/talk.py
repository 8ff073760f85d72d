"""What the labels of a text make of it: turns, and the paragraphs between their heads."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.numbers import counted_on, led_lists
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.headings import breaks_off

ENOUGH_TURNS = 16
"""Of fewer turns nothing shows how many paragraphs they have."""
_NEARLY_ALL = 0.8


@dataclass(frozen=True)
class Talk:
    """A text with the heads of its turns, and what is asked of both in several places."""

    text: SourceText
    heads: Sequence[Head]

    @cached_property
    def gaps(self) -> Sequence[tuple[Head, Sequence[int]]]:
        """The heads with paragraphs with words below them, before the next head, and these."""
        return [*self._gaps()]

    def _gaps(self) -> Iterator[tuple[Head, list[int]]]:
        spoken = self.text.spoken
        until = 0
        for head, after in zip(self.heads, [*self.heads[1:], None], strict=True):
            start = bisect_right(spoken, head.last, until)
            until = len(spoken)
            if after is not None:
                # Most heads stand right below what is said in the line of the one before.
                is_next = start < until and spoken[start] == after.first
                until = start if is_next else bisect_left(spoken, after.first, start)
            if start < until:
                yield head, spoken[start:until]

    @cached_property
    def ends_sentences(self) -> bool:
        """Whether nearly all that is said ends as sentences do."""
        return self.text.ends_sentences(self.heads)

    @cached_property
    def breaks_off(self) -> bool:
        """Whether who speaks breaks off: a line without its stop is no heading for that."""
        return breaks_off(self.text, self.gaps, self.begin)

    @cached_property
    def begin(self) -> Collection[int]:
        """The numbers of the paragraphs with which turns begin."""
        return {head.first for head in self.heads}

    @cached_property
    def are_apart(self) -> bool:
        """Whether nearly all heads stand below a blank line, a time or a note."""
        apart = sum(self.text.stands_apart(head.first) for head in self.heads)
        return apart >= _NEARLY_ALL * len(self.heads)

    def may_begin(self, place: int) -> bool:
        """Tell whether somebody may begin to speak in a paragraph: in no middle of a sentence."""
        text = self.text
        return text.stands_apart(place) or (not self.are_apart and text.has_ended(place - 1))

    @cached_property
    def entries(self) -> Set[int]:
        """The entries of lists by letters, and of those that who speaks leads on to or begins."""
        source = self.text.source
        said = [(head, [head.last, *places]) for head, places in self.gaps]
        led = (entries for _, places in said for entries in led_lists(source, places))
        begun = (counted_on(source, places) for head, places in said if head.start == head.body)
        return self.text.lettered.union(*led, *begun)

    @cached_property
    def labels(self) -> Collection[str]:
        """The keys of the labels."""
        return {key_of(head.label) for head in self.heads}

    @cached_property
    def are_rows(self) -> bool:
        """Whether all turns are rows of a table."""
        paragraphs = self.text.source.paragraphs
        return all(paragraphs[head.first].row for head in self.heads)

    def is_fact(self, place: int) -> bool:
        """Tell whether a line is a fact or several, also as an entry of a list, or a row."""
        is_row = bool(self.text.source.paragraphs[place].row) and not self.are_rows
        return self.text.is_fact(place, is_row=is_row)
