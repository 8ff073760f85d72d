"""Which lines between turns nobody says: headings, page numbers, times, rules, notes in brackets.

Only what is certain by its form is told here; what is doubtful is asked about (`line_doubts`).
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, count, pairwise, takewhile
from operator import itemgetter

from kodeverk.analysis.recognition.conventions.heads import Head, places_of
from kodeverk.analysis.recognition.evidence.testimony import examinations
from kodeverk.analysis.recognition.forms.fact_lines import is_fact_line, tells_fact
from kodeverk.analysis.recognition.forms.labels import ANSWER_WORDS, key_of
from kodeverk.analysis.recognition.forms.line_forms import (
    ABOVE_FACTS,
    GOES_ON,
    LONGEST_HEADING,
    MARKDOWN_HEADING,
    RULE,
    WORDS_OF_NOTES,
    WRAPPED,
    Form,
    begins_as_heading,
    certain_form,
    form_below,
    is_footnote,
    opens_notes,
)
from kodeverk.analysis.recognition.forms.notes import (
    LONGEST_NOTICE,
    is_bracketed,
    is_not_said,
    is_notice,
)
from kodeverk.analysis.recognition.forms.signs import (
    COLONS,
    SENTENCE_ENDS,
    at_colon,
    ends_sentence,
    is_in_capitals,
    numbers_alike,
)
from kodeverk.analysis.recognition.forms.times import end_stamp, without_end_time
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.counting_lines import (
    CountingNumbers,
    numbered_headings,
    page_numbers,
)
from kodeverk.analysis.recognition.zones.front_again import FrontAgain
from kodeverk.analysis.recognition.zones.headings import (
    ENTRIES,
    heading_form,
    leads_on,
    reads_as_said,
    stands_alone,
)
from kodeverk.analysis.recognition.zones.talk import Talk

_ROOM = 55
"""What has no more characters than that, with the line above, would have stood in that line."""
_OPENED = re.compile(r"[\s*_]{0,3}[(\[]")
_MOST_LINES = 16
"""A note in brackets has no more."""
_SIGNED = re.compile(r",\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$")
"""Who has written or read a transcript, and when, ends it: `Proofread by Kari Nord, 3.5.2020`."""
_PARTED = 0.8
"""Blank lines part turns where at least this share of them stands below one."""
_WITHIN_CELLS: Collection[Form] = ("note", "time", "end")
"""What is not said though it stands in the cell of a speaker."""


class Interludes:
    """What shows of the lines between the turns of a talk that they are not said."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.text = talk.text
        self.heads = talk.heads
        self._again = FrontAgain(talk)
        self._numbers = CountingNumbers(talk.text)

    def forms(self, head: Head, places: Sequence[int], *, is_last: bool) -> dict[int, Form]:
        """Return place -> what shows that it is not said, of the paragraphs below `head`."""
        forms: dict[int, Form] = {}
        is_bare = self.text.is_bare(head)
        for above, place in pairwise([head.last, *places]):
            form = self._form(place, above, forms.get(above), is_last=is_last)
            is_end = form == "end" and self.text.line(place).lstrip()[0] not in "(["
            is_answer = form in ("time", "page number", "title") or is_end
            if is_answer and above == head.last and is_bare:
                continue  # somebody says what the clock is, or how many, or that it is the end
            if form is not None:
                forms[place] = form
        if is_last:
            forms.update(self._facts_at_end(places, forms))
            forms.update(dict.fromkeys(self.text.legend_below, "legend"))
        else:
            again = self._again.above_label(places, forms)
            forms.update(dict.fromkeys(again, "front again"))
            forms.update(self._above_label(head, places, forms))
        wrapped = (place - 1 for place in places[1:] if forms.get(place) == "heading")
        forms |= dict.fromkeys(filter(self._wraps, wrapped), "heading")
        cell = self._cell_of(head)
        return {
            place: form
            for place, form in forms.items()
            if place not in cell or form in _WITHIN_CELLS
        }

    def _wraps(self, place: int) -> bool:
        """Tell whether a heading in capitals goes on in the next line."""
        lines = self.text.line(place), self.text.line(place + 1)
        return len(lines[0]) > WRAPPED and all(map(is_in_capitals, lines))

    def _cell_of(self, head: Head) -> Collection[int]:
        """Return the further paragraphs of the cell that holds what a speaker in another says."""
        source = self.text.source
        is_of_cell = "\t" in source.text[head.start : head.body] or (
            source.paragraphs[head.first].voice is not None
        )
        below = range(head.last + 1, len(source.paragraphs)) if is_of_cell else range(0)
        return [*takewhile(lambda place: source.paragraphs[place].in_row, below)]

    def _facts_at_end(self, places: Sequence[int], forms: Mapping[int, Form]) -> dict[int, Form]:
        """Return the facts that end the file: two lines at least, below a blank one or the end.

        Or one, by lists and names, where all that is said ends as sentences do.
        """
        lines = {place: self.text.line(place).strip() for place in reversed(places)}
        ending = takewhile(lambda line: is_fact_line(line[1]) or tells_fact(line[1]), lines.items())
        facts: dict[int, Form] = {place: "facts" for place, _ in ending}
        if not facts:
            return {}
        above = min(facts) - 1
        if len(facts) > 1 and (self.text.is_blank(above) or forms.get(above) == "end"):
            return facts
        are_told = all(place not in forms and self._tells_fact(lines[place]) for place in facts)
        return facts if are_told and self.talk.ends_sentences and self.text.has_ended(above) else {}

    def _tells_fact(self, words: str) -> bool:
        label = at_colon(words)[0].strip()
        is_known = key_of(label) in self.talk.labels or label.casefold() in ANSWER_WORDS
        return not is_known and tells_fact(words)

    def _form(
        self, place: int, above: int, form_above: Form | None, *, is_last: bool
    ) -> Form | None:
        words = self.text.line(place).strip()
        if known := self._known(place, words):
            return known
        if place in self.talk.entries or self._may_be_said(words):
            form: Form = "note" if is_notice(words) else "heading"
            if form == "heading" and not self._is_marked(place):
                return None
            is_label = key_of(words.strip("#: ")) in self.talk.labels
            return None if is_label or self._begins_with_label(words) else form
        return (
            self._certain(place, words)
            or ("page number" if place in self._page_numbers else None)
            or self._below(place, above, form_above, words)
            or (self._beginning_back_matter(place, above, words) if is_last else None)
            or (self._heading(place, above, words) if place in self._again.places else None)
            or ("page number" if self._numbers.is_of_page(place) else None)
        )

    def _known(self, place: int, words: str) -> Form | None:
        """Return what a line is, however long, by what stands elsewhere in the file."""
        is_footnote_here = is_footnote(words, self.text.source.text)
        return (
            ("examiner" if place in self._examinations else None)
            or ("heading" if place in self._over_labels or place in self._beside_labels else None)
            or ("face sheet" if place in self.text.face_sheets else None)
            or ("note" if place in self._notes else None)
            or ("heading" if self._heads_table(place, words) else None)
            or ("footnote" if is_footnote_here and not self._begins_with_label(words) else None)
        )

    @cached_property
    def _notes(self) -> Collection[int]:
        """The lines of brackets that stand for themselves, and are more than a short note.

        They are no longer than a notice, or square: nobody says several sentences in those.
        """
        notes: set[int] = set()
        for head, places in self.talk.gaps:
            for place in places[self.text.is_bare(head) :]:
                lines = bracket_at(self.text, place)
                words = "\n".join(map(self.text.line, lines))
                is_sure = len(words) <= LONGEST_NOTICE or words.lstrip("*_ \t").startswith("[")
                is_long = len(lines) > 1 or not is_not_said(words)
                if is_sure and is_long and not self._begins_with_label(words):
                    notes.update(lines)
        return notes

    @cached_property
    def _page_numbers(self) -> Collection[int]:
        return page_numbers(self.talk)

    @cached_property
    def _numbered_headings(self) -> Collection[int]:
        return numbered_headings(self.talk)

    def _heads_table(self, place: int, words: str) -> bool:
        """Tell whether a line is the first row of a table, few words a cell; all turns are rows."""
        paragraphs = self.text.source.paragraphs
        is_first = paragraphs[place].row and not paragraphs[place - 1].row
        return (
            is_first
            and self.talk.are_rows
            and all(
                0 < len(cell.split()) <= WORDS_OF_NOTES
                and not cell.rstrip().endswith(SENTENCE_ENDS)
                for cell in words.split("\t")
            )
        )

    def _may_be_said(self, words: str) -> bool:
        if RULE.fullmatch(words):
            return False
        is_long = len(words) > LONGEST_HEADING and not is_not_said(words)
        if is_long or key_of(words.rstrip(":")) in self.talk.labels:
            return True
        label, colon, _ = at_colon(words.strip("*_"))
        if end_stamp(words) is not None or (colon and label.casefold() in ANSWER_WORDS):
            return True  # only what is said has its time behind it, or is called an answer
        return self._begins_with_label(words)

    def _begins_with_label(self, words: str) -> bool:
        """Tell whether a line begins with a known label and a sign that stands behind labels."""
        return bool(self._signs) and self._labelled.match(words) is not None

    @cached_property
    def _over_labels(self) -> Collection[int]:
        """The labels alone on lines right above other labels, of several: whom a part is about."""
        if all(map(self.text.is_bare, self.heads)):
            return ()
        last = [places[-1] for head, places in self.talk.gaps if head is not self.heads[-1]]
        keys = {place: key_of(self.text.line(place)) for place in last}
        alone = {place: key for place, key in keys.items() if key in self.talk.labels}
        return () if len({*alone.values()}) < ENTRIES else alone.keys()

    @cached_property
    def _beside_labels(self) -> Collection[int]:
        """The same line above nearly all labels, whatever is said: of the program that wrote it."""
        ends = (places[-1] for head, places in self.talk.gaps if head is not self.heads[-1])
        last = {place: self.text.line(place) for place in ends}
        line, times = max(Counter(last.values()).items(), key=itemgetter(1), default=("", 0))
        if times < max(ENTRIES, _PARTED * len(self.heads)) or ends_sentence(line):
            return ()
        same = [place for place, words in last.items() if words == line]
        above = {self.text.line(place - 1) for place in same}
        return same if any(map(str.isalnum, line)) and 2 * len(above) > times else ()

    @cached_property
    def _examinations(self) -> Collection[int]:
        return examinations(self.text).keys()

    @cached_property
    def _signs(self) -> str:
        behind = {self.text.source.text[head.end - 1] for head in self.heads if head.label}
        # Behind a label alone on its line a note may stand.
        notes = "([" if all(map(self.text.is_bare, self.heads)) else ""
        return notes + "".join(sign for sign in behind if not (sign.isalnum() or sign.isspace()))

    @cached_property
    def _labelled(self) -> re.Pattern[str]:
        labels = "|".join(map(re.escape, {head.label for head in self.heads if head.label}))
        return re.compile(rf"\W*(?:{labels})\s?[{re.escape(self._signs)}]")

    def _certain(self, place: int, words: str) -> Form | None:
        if self._is_marked(place):
            return "heading"
        form = certain_form(words)
        if form == "end" and words[0].islower() and self.text.goes_on(place - 1):
            return None  # hard-wrapped words of a sentence: `and that was` above `the end.`
        # `Discussion:` may be above a report.
        may_be_said = (form == "note" and not is_notice(words)) or (
            form == "end" and words[0] in "(["
        )
        is_said = may_be_said and (words.endswith(":") or self._ends_wrapped(place))
        return None if is_said else form

    def _is_marked(self, place: int) -> bool:
        """Tell whether the file says itself that a line is a heading."""
        is_markdown = self.text.source.format == "md"
        return self.text.source.paragraphs[place].heading or (
            is_markdown and MARKDOWN_HEADING.match(self.text.line(place).strip()) is not None
        )

    def _ends_wrapped(self, place: int) -> bool:
        """Tell whether a line may be the end of hard-wrapped ones: of a question with a note."""
        if self.text.stands_apart(place) or self.text.source.paragraphs[place - 1].row:
            return False
        above, words = (self.text.line(each).strip() for each in (place - 1, place))
        is_bracket = words[0] == "["  # which nobody puts behind a question of his own
        if self.text.has_ended(place - 1) and (is_bracket or len(above) + len(words) < _ROOM):
            return False
        if self.text.line(place)[0].isspace():
            return True
        is_below_full_line = len(self.text.line(place - 1)) > WRAPPED
        return self.text.is_wrapped and is_below_full_line and self.text.is_blank(place + 1)

    def _below(self, place: int, above: int, form_above: Form | None, words: str) -> Form | None:
        if place - 1 in self.text.furniture:
            form = form_below("page number", words, is_next=True)
            return None if form == "page number" and reads_as_said(words) else form
        if form_above in ABOVE_FACTS and self.talk.is_fact(place):
            return "fact"
        return form_above and form_below(form_above, words, is_next=above == place - 1)

    def _beginning_back_matter(self, place: int, above: int, words: str) -> Form | None:
        if (
            _SIGNED.search(words)
            and place == self.text.spoken[-1]
            and self._has_ended_above(place, above)
        ):
            return "note"
        heading = self._heading(place, above, words)
        if heading and not leads_on(self.text, place):
            is_short = words.endswith(COLONS) and words.count(" ") < WORDS_OF_NOTES
            return "heading" if is_short else heading
        is_note = words.endswith(":") and certain_form(words) == "note"
        return "notes" if is_note or opens_notes(words) else None

    def _has_ended_above(self, place: int, above: int) -> bool:
        """Tell whether what stands `above` a paragraph has ended: it goes on from there nowhere."""
        has_ended = self.text.has_ended(above)
        return has_ended or above < place - 1 or not self.text.is_wrapped

    def _above_label(
        self, head: Head, places: Sequence[int], forms: Mapping[int, Form]
    ) -> dict[int, Form]:
        """Return what shows of the last of `places`, above a label, that they are not said."""
        found: dict[int, Form] = {}
        facts: dict[int, Form] = {}
        below: Form | None = None
        # What stands right below a paragraph, and apart from the label, is of that paragraph.
        is_apart = self.text.is_blank(places[-1] + 1)
        for above, place in reversed([*pairwise([head.last, *places])]):
            is_of_it = is_apart and above == place - 1
            is_answer = above == head.last and self.text.is_bare(head)
            form = forms.get(place)
            if form is None and not is_answer:
                form = self._form_above_label(place, above, below, is_of_it=is_of_it)
            if form is None:
                break
            is_beside = below == "fact" and place + 1 in found
            is_known = place in forms or is_beside or place in self._again.places
            if form == "fact" and not is_known:
                facts[place] = form  # it is one if what stands above it shows that
                continue
            found |= {place: form, **facts}
            facts, below = {}, form
        return found

    def _form_above_label(
        self, place: int, above: int, below: Form | None, *, is_of_it: bool
    ) -> Form | None:
        """Return what shows that a line is not said that stands above a label, or a line outside.

        `is_of_it` tells that a fact would be of the paragraph `above`; the line `below` has a form.
        """
        words = self.text.line(place).strip()
        if self._may_be_said(words) or place in self.talk.entries:
            return None
        if self._numbers.heads_section(words) or place in self._numbered_headings:
            return "heading"
        heading = self._heading(place, above, words)
        may_be_fact = is_of_it or heading is None or place in self._again.places
        if heading != "heading" and may_be_fact and self.talk.is_fact(place):
            return "fact"
        if heading is not None:
            return heading
        is_above_facts = below in ("fact", "face sheet") and not self._opens_file(place + 1)
        return "heading" if is_above_facts and self._may_be_title(place, above, words) else None

    def _opens_file(self, place: int) -> bool:
        """Tell whether the next line with words, from here on, is the file's first line again."""
        spoken = self.text.spoken
        line, first = self.text.line(spoken[bisect_left(spoken, place)]), self.text.line(spoken[0])
        return numbers_alike(line) == numbers_alike(first)

    def _may_be_title(self, place: int, above: int, words: str) -> bool:
        """Tell whether a line may stand above facts: short, where all above it has ended.

        What pages have printed above the facts is their title.
        """
        if place + 1 in self.text.furniture:
            return False
        is_apart = above < place - 1 or self.text.has_ended(above)
        is_short = len(words) < WRAPPED and not words.endswith(GOES_ON)
        return is_apart and is_short and begins_as_heading(words)

    @cached_property
    def _has_headings(self) -> bool:
        """Whether the file says itself which lines between the turns are headings."""
        named = places_of(self.heads)
        paragraphs = self.text.source.paragraphs
        behind = range(self.heads[0].first, len(paragraphs))
        return any(paragraphs[place].heading for place in behind if place not in named)

    @cached_property
    def _of_labels(self) -> Collection[int]:
        """The lines between which and the label above no line is blank, where one parts turns."""
        parted = [head for head in self.heads if self.text.is_blank(head.first - 1)]
        if len(parted) < _PARTED * len(self.heads):
            return ()
        blocks = (
            takewhile(lambda place: not self.text.is_blank(place), count(head.last + 1))
            for head in parted
        )
        return {place for block in blocks for place in block}

    def _heading(self, place: int, above: int, words: str) -> Form | None:
        """Return that a line is a heading, or one by its look alone."""
        is_behind = place > self.heads[-1].last
        is_of_label = place in self._of_labels and (
            reads_as_said(words) or words.rsplit(maxsplit=1)[-1][0].islower()
        )
        is_unlike = (
            self.talk.ends_sentences
            and not self._has_headings
            and stands_alone(self.text, place, above, self.talk.begin)
            and not is_of_label
            and (is_behind or not (reads_as_said(words) and self.talk.breaks_off))
        )
        return heading_form(self.text, place, without_end_time(words), is_unlike)


def bracket_at(text: SourceText, place: int) -> range:
    """Return the lines, right below each other, of a bracket from end to end that opens a line.

    Empty where none does, or what stands above it goes on there.
    """
    is_opened = _OPENED.match(text.line(place)) is not None
    if not is_opened or (not text.has_ended(place - 1) and text.goes_on(place - 1)):
        return range(0)
    lines = takewhile(lambda place: not text.is_blank(place), range(place, place + _MOST_LINES))
    joined = accumulate(map(text.line, lines), lambda one, other: f"{one}\n{other}")
    ends = (place + number for number, words in enumerate(joined, 1) if is_bracketed(words))
    return range(place, next(ends, place))
