"""A source with what all conventions ask of it, each worked out once."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from kodeverk.analysis.recognition.conventions.candidates import Candidate
from kodeverk.analysis.recognition.conventions.heads import FARTHEST, Head
from kodeverk.analysis.recognition.forms.fact_lines import is_fact_line
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.analysis.recognition.forms.numbers import lettered_lists, number_at
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.forms.signs import SENTENCE_ENDS, without_bullet
from kodeverk.analysis.recognition.forms.times import end_stamp, may_have_times, only_a_time
from kodeverk.analysis.recognition.text.cover import cover_end, persons_among_facts
from kodeverk.analysis.recognition.text.face_sheets import face_sheets
from kodeverk.analysis.recognition.text.legend import legend_told, tells_several
from kodeverk.analysis.recognition.text.page_furniture import page_furniture
from kodeverk.analysis.recognition.text.titles_of_speakers import titles_of_speakers
from kodeverk.analysis.recognition.text.unpaged import unpaged
from kodeverk.model.source import Source

_WORD = re.compile(r"\w+(?:[.'’-]+\w+)*")
_ENDS = (*SENTENCE_ENDS, "–", "—")
"""Who is interrupted, too, has ended."""
_LEGEND_WITHIN = 200
"""So many lines from the head of a file, or from the talk, a legend may stand."""
_FEWEST_LINES = 3
_ENOUGH_LINES = 5
"""Of fewer lines all must end as sentences do."""
_LONGEST_HEADING = 45
_MOST_END = 0.8
_MOST_READ = 2_000_000
_WIDEST = 85
_FEW_WIDER = 0.05
_WORDS_OF_TITLE = 3


class SourceText:
    """A source with what all conventions ask of it.

    `furniture` are the numbers of the paragraphs that are the pages' or say who speaks (`titles`),
    `spoken` of all other paragraphs with words. `places` are the numbers that the paragraphs have
    in the file.
    """

    def __init__(self, source: Source, places: Sequence[int] | None = None) -> None:
        self.source = source
        lines = [*map(source.line, range(len(source.paragraphs)))]
        self.line = lines.__getitem__
        self.has_cues = source.has_cues
        self.is_unpaged = places is not None
        self.places = range(len(source.paragraphs)) if places is None else places
        self.titles = titles_of_speakers(source) if places is None else frozenset[int]()
        self.furniture = page_furniture(source) if places is None else frozenset[int]()
        if self.titles:
            names = {place - 1 for place in self.titles}
            self.furniture = self.furniture - names | self.titles
        self._worded = {place for place, line in enumerate(lines) if line and not line.isspace()}
        self.spoken = sorted(self._worded - self.furniture)
        self.weighed: dict[str, Candidate] = {}
        self._apart: dict[int, bool] = {}

    @cached_property
    def without_pages(self) -> "SourceText":
        """The same text without what was printed on its pages; itself where nothing was."""
        if self.is_unpaged or not (self.furniture or self.source.has_pages):
            return self
        places = unpaged(self.source, self.furniture)
        paragraphs = [self.source.paragraphs[place] for place in places]
        return SourceText(replace(self.source, paragraphs=paragraphs), places)

    def is_blank(self, place: int) -> bool:
        """Tell whether paragraph number `place` has no words, or is none of the file's."""
        return place not in self._worded

    def is_bare(self, head: Head) -> bool:
        """Tell whether a label stands alone on its line, the words below it."""
        return head.body == self.source.paragraphs[head.last].end

    def said_in(self, head: Head) -> str:
        """Return what stands behind a label on its line."""
        return self.source.text[head.body : self.source.paragraphs[head.last].end]

    def begins_small(self, head: Head) -> bool:
        """Tell whether what stands behind a label begins in a small letter."""
        return self.source.text[head.body : head.body + 1].islower()

    def is_fact(self, place: int, *, is_row: bool = False) -> bool:
        """Tell whether a paragraph is a fact or several, also as an entry of a list, or a row."""
        words = without_bullet(self.line(place))
        words = words.replace("\t", ": ", 1) if is_row else words
        return is_fact_line(words) or tells_several(words, self.source.text)

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word occurs, as it is written, in as much as is said in two days."""
        return Counter(_WORD.findall(self.source.text, 0, _MOST_READ))

    @cached_property
    def lettered(self) -> frozenset[int]:
        """The numbers of the paragraphs that are entries of lists by letters."""
        lists = lettered_lists(self.source, self.spoken)
        return frozenset(place for entries in lists for place in entries)

    @cached_property
    def may_have_times(self) -> bool:
        """Whether there may be a time as far into a line as heads reach."""
        # Blank lines between them, so that no time begins in one and ends in the next.
        heads = (self.line(place).lstrip()[:FARTHEST] for place in self.spoken)
        return may_have_times("\n\n".join(heads))

    @cached_property
    def _texts(self) -> Sequence[int]:
        """The numbers of the paragraphs `spoken` that are more than a time."""
        return [place for place in self.spoken if only_a_time(self.line(place)) is None]

    def ends_sentences(self, heads: Sequence[Head]) -> bool:
        """Tell whether nearly all that is said before the next labels ends as sentences do.

        Short lines by themselves may be headings.
        """
        above = (bisect_left(self._texts, head.first) for head in heads[1:])
        lines = [line for number in above if number and (line := self._end(number - 1, heads))]
        # What comes back and ends as no sentence does is the head of a page; nor is a time said.
        ends = [
            line.rstrip("*_ ").endswith(_ENDS)
            for line, times in Counter(lines).items()
            if any(map(str.isalpha, line))
            and not is_fact_line(line)
            and (times == 1 or line.rstrip("*_ ").endswith(_ENDS))
        ]
        ended = sum(ends)
        least = len(ends) if len(ends) < _ENOUGH_LINES else _MOST_END * len(ends)
        return len(ends) >= _FEWEST_LINES and ended >= least

    def _end(self, number: int, heads: Sequence[Head]) -> str:
        """Return what text number `number` ends with; nothing where it may be a heading."""
        place = self._texts[number]
        line = self.line(place)
        if len(line) <= _LONGEST_HEADING and not line.rstrip("*_ ").endswith(SENTENCE_ENDS):
            above = self.line(place - 1).rstrip()
            has_ended = above.endswith(SENTENCE_ENDS) or end_stamp(above) is not None
            goes_on = not self.is_blank(place - 1) and not has_ended
            at = bisect_right(heads, place, key=lambda head: head.first)
            if not goes_on and not (at and heads[at - 1].first == place):
                return ""
        stamp = end_stamp(line)
        return line if stamp is None else line[: stamp.start()]

    def has_ended(self, place: int) -> bool:
        """Tell whether a paragraph ends as what is said does, or with its time."""
        line = self.line(place)
        return line.rstrip().endswith(_ENDS) or end_stamp(line) is not None

    def stands_apart(self, place: int) -> bool:
        """Tell whether a paragraph stands below a blank line, a time or a note."""
        is_apart = self._apart.get(place)
        if is_apart is None:
            is_apart = self._apart[place] = (
                self.is_blank(place - 1)
                or place - 1 in self.furniture
                or only_a_time(self.line(place - 1)) is not None
                or is_not_said(self.line(place - 1))
            )
        return is_apart

    def begins_anew(self, place: int) -> bool:
        """Tell whether a paragraph stands below a blank line, or below what has ended."""
        return self.is_blank(place - 1) or self.has_ended(place - 1)

    def begins_sentence(self, place: int) -> bool:
        """Tell whether a paragraph goes on with no sentence, and is no entry of a list."""
        begins = self.begins_anew(place) and self.line(place).lstrip()[0].isupper()
        return begins and not self.is_listed(place)

    def is_listed(self, place: int) -> bool:
        """Tell whether a paragraph is an entry of a list, or of a table."""
        paragraph = self.source.paragraphs[place]
        is_entry = paragraph.numbered or paragraph.row or paragraph.in_row
        return is_entry or number_at(self.source, place) is not None

    @cached_property
    def is_wrapped(self) -> bool:
        """Whether lines may be hard-wrapped: hardly any is wider than such lines are."""
        wider = sum(len(self.line(place)) > _WIDEST for place in self.spoken)
        return wider <= _FEW_WIDER * len(self.spoken)

    def may_be_legend(self, first: int) -> Sequence[int]:
        """Return the paragraphs in which a legend may stand, above a talk that begins at `first`.

        It heads the file, or stands right above the talk; or it ends the file.
        """
        front = self.spoken[: bisect_left(self.spoken, first)]
        near = front if len(front) <= 2 * _LEGEND_WITHIN else front[:_LEGEND_WITHIN]
        above = front[max(len(near), len(front) - _LEGEND_WITHIN) :]
        return (*near, *above, *self.legend_below)

    @cached_property
    def legend_below(self) -> Sequence[int]:
        """The numbers of the paragraphs of a legend that ends the file, with a title above it.

        It stands below a blank line or a title, or tells who asks: nobody says so of himself.
        """
        told: list[list[tuple[str, str]]] = []
        last = every = len(self.spoken)
        # Below it there may stand that the interview has ended.
        for last in (every, every - 1) if every and not self.has_cues else ():
            told = legend_told(map(self.line, reversed(self.spoken[:last])), self.source.text)
            if told or ":" in self.line(self.spoken[-1]):
                break
        above = last - len(told) - 1
        if not told or above < len(told):
            return ()
        first, title = self.spoken[above + 1], self.spoken[above]
        is_titled = title == first - 1 and self._is_title(title)
        asks = any(guess_role(words) == "interviewer" for way in told for _, words in way)
        is_apart = is_titled or asks or self.is_blank(first - 1)
        return self.spoken[above + (not is_titled) :] if is_apart else ()

    def _is_title(self, place: int) -> bool:
        """Tell whether a paragraph is a heading, or below a blank line few words with a colon."""
        line = self.line(place).rstrip()
        is_bare = line.endswith(":") and len(line.split()) <= _WORDS_OF_TITLE
        return self.source.paragraphs[place].heading or (is_bare and self.is_blank(place - 1))

    @cached_property
    def _full(self) -> int:
        """How long the longest of hard-wrapped lines is."""
        lengths = (len(self.line(place).rstrip()) for place in self.spoken)
        return max((length for length in lengths if length <= _WIDEST), default=0)

    def goes_on(self, place: int) -> bool:
        """Tell whether the line right below goes on with what a paragraph says.

        It begins with a small letter, or with a word that a hard-wrapped line had no room for.
        """
        if self.is_blank(place + 1):
            return False
        below = self.line(place + 1).split(None, 1)[0]
        has_room = len(self.line(place).rstrip()) + 1 + len(below) <= self._full
        return below[0].islower() or (self.is_wrapped and not has_room)

    def ends_page(self, place: int) -> bool:
        """Tell whether a paragraph stands last on a page, and not on the last one."""
        if place == self.spoken[-1]:
            return False
        for below in range(place + 1, self.spoken[-1]):
            if below in self.furniture or self.source.paragraphs[below].begins_page:
                return True
            if not self.is_blank(below):
                break
        return False

    @cached_property
    def cover(self) -> int:
        """The number of the first paragraph behind the cover page, 0 when there is none."""
        return cover_end(self.source, self.spoken, self._persons)

    @cached_property
    def _persons(self) -> frozenset[int]:
        return persons_among_facts(self.source, self.spoken)

    @cached_property
    def face_sheets(self) -> frozenset[int]:
        """The numbers of the paragraphs with the facts above each of several interviews."""
        return face_sheets(self.source, self.spoken, self.cover)

    @cached_property
    def about_the_talk(self) -> frozenset[int]:
        """The numbers of the paragraphs that say who takes part in what talk, and are none of it.

        They are among facts above it, above each of several interviews, or a legend below.
        """
        return self.face_sheets | self._persons | {*self.legend_below}
