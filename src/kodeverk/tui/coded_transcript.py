"""A transcript that is open for coding: what the project holds of it, kept in step with the screen.

It changes only after a service has answered, so that what the screen shows is on disk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kodeverk.model.codebook import SHARED, carries, colours, in_book_order, norwegian_name
from kodeverk.model.directions import DIRECTION
from kodeverk.model.hard_wraps import joined_lines
from kodeverk.model.passages import words_within
from kodeverk.model.records import (
    AssignmentState,
    Code,
    Coder,
    Coding,
    Facet,
    Memo,
    Speaker,
    Turn,
)
from kodeverk.model.text import Span
from kodeverk.service.phrases import number_of, some_of
from kodeverk.tui.counted_codings import CountedCodings
from kodeverk.tui.services import LoadedTranscript
from kodeverk.tui.shown_transcript import ShownCoding, ShownSpeaker, ShownTranscript
from kodeverk.tui.signs import direction_sign, initials
from kodeverk.tui.widgets.painting import NOTED

if TYPE_CHECKING:
    from kodeverk.service.coding import WorkingTranscript

_Drawn = tuple[Coding, bool, bool]
"""What a coding's stripe and key are drawn from: whether it has a memo, whether it is unsure."""

RECENT_CODES = 9

_EXCERPT = 40
"""How many characters of a passage stand for it in a title."""
_NAMED = 3
"""How many colleagues are named before the others are only counted."""
_FIRST_WORDS = 18
"""How many characters of a coding's passage tell it from others in the status line."""


class CodedTranscript:
    """One transcript as its coder sees it."""

    def __init__(self, loaded: LoadedTranscript, coder: Coder) -> None:
        self.coder = coder
        self.stays_finished = False
        """Whether the coder has said that codings may change though the transcript is finished."""
        self.codings = CountedCodings()
        self._last_used = loaded.recent
        self.recent: list[Code] = []
        self.last_code: Code | None = None
        self._show_text(loaded.interview)
        self._show_codebook(loaded.interview)
        self._show_people(loaded.interview)
        self.take(loaded)
        known = (
            code for code_id in loaded.recent if (code := self._by_id.get(code_id)) is not None
        )
        self.recent = [code for code in known if code.active][:RECENT_CODES]
        self.last_code = self.recent[0] if self.recent else None

    def take(self, read: LoadedTranscript) -> None:
        """Show the transcript as it has just been read from the project."""
        loaded = read.interview
        if loaded.version is not self._text_of or loaded.speakers is not self._spoken_by:
            self._show_text(loaded)
        if loaded.codes is not self._all_codes:
            self._show_codebook(loaded)
        self.loaded = read
        self._passages = dict(read.passages)
        self.record = loaded.transcript
        self.facets = loaded.facets
        if loaded.coders is not self._all_coders:
            self._show_people(loaded)
        self.codings.become(coding for coding in loaded.codings if coding.version == self.version)
        self._memos = list(loaded.memos)
        self.unsure = loaded.unsure
        self.to_review = loaded.to_review
        self.read_to = loaded.assignment.read_to if loaded.assignment else 0
        self.state: AssignmentState | None = loaded.assignment.state if loaded.assignment else None
        self._apart_from = loaded.apart_from
        self.left_at = loaded.bookmark
        """Where the coder left it, in this version of the text."""

    def _show_text(self, loaded: "WorkingTranscript") -> None:
        self._text_of, self._spoken_by = loaded.version, loaded.speakers
        self.version = loaded.version.id
        self.shown_text = shown_version(loaded.version.text, loaded.version.turns, loaded.speakers)
        self._all_words = self.words(0, len(self.shown_text.text))
        self._read_words = (0, 0)

    def _show_codebook(self, loaded: "WorkingTranscript") -> None:
        self._all_codes = loaded.codes
        self.codes = active_codes(loaded.codes, self._last_used)
        self._by_id: Mapping[str, Code] = {code.id: code for code in loaded.codes}
        self.recent = [self._by_id[code.id] for code in self.recent if code.id in self._by_id]
        self.last_code = self._by_id.get(self.last_code.id) if self.last_code else None
        self.colours = colours(in_book_order(loaded.codes))
        self._drawn: dict[str, tuple[_Drawn, ShownCoding]] = {}

    def _show_people(self, loaded: "WorkingTranscript") -> None:
        self._all_coders = loaded.coders
        self._coders = {coder.id: coder.name for coder in loaded.coders.values()}
        self._initials = initials(self._coders)
        self._drawn = {}

    @property
    def begun(self) -> bool:
        """Whether the coder has begun to work on this transcript."""
        return self.state not in (None, "assigned")

    @property
    def blind(self) -> bool:
        """Whether the coder is not to see colleagues' codings yet: they code this apart."""
        return bool(self._apart_from)

    @property
    def finished(self) -> bool:
        """Whether the coder has finished it, in every round in which it is coded apart too."""
        return self.state == "finished" and not self.blind

    @property
    def memos(self) -> list[Memo]:
        """The memos here that the coder may see: while blind no colleague's, whatever it is on."""
        if not self.blind:
            return self._memos
        return [memo for memo in self._memos if self.is_own_memo(memo)]

    def apart_from(self) -> str:
        """Return the names of the colleagues it is coded apart from."""
        return some_of(sorted(self._name(coder) for coder in self._apart_from), _NAMED)

    # What the services have done

    def add(self, coding: Coding) -> None:
        """Add a coding of the coder's own that has been applied."""
        self.codings.put(coding)
        self.begin()
        self.last_code = self._by_id[coding.code]
        if self.last_code not in self.recent and len(self.recent) < RECENT_CODES:
            self.recent.append(self.last_code)

    def put(self, coding: Coding) -> None:
        """Show a coding of the coder's own as it has been changed; its place is sure now."""
        self.codings.put(coding)
        if coding.id in self.unsure:
            self.unsure -= {coding.id}
            self.to_review -= 1

    def begin(self) -> None:
        """Take note that the first write has started the work on this transcript."""
        if not self.begun:
            self.state = "started"

    def finish(self) -> None:
        """Take note that the coder has finished it, in all rounds."""
        self.state, self._apart_from = "finished", frozenset()

    def drop(self, codings: Iterable[Coding]) -> None:
        """Take away removed codings; colleagues' memos on them are on the passage now."""
        for coding in codings:
            self.codings.drop(coding.id)
            for memo in [other for other in self._memos if other.target == coding.id]:
                self._memos.remove(memo)
                if memo.coder != self.coder.id:
                    kept = replace(memo, target_kind="passage", target=None, coding=coding)
                    self.set_memo(kept, Span(coding.start, coding.end))

    def set_facet(self, codings: Iterable[Coding], facet: Facet, values: Iterable[str]) -> None:
        """Give codings the values of a facet that have been set."""
        chosen = [(facet.key, value) for value in sorted(values)]
        for coding in codings:
            kept = [pair for pair in self.codings[coding.id].facets if pair[0] != facet.key]
            self.codings.put(replace(coding, facets=tuple(sorted([*kept, *chosen]))))

    def set_memo(self, memo: Memo, passage: Span | None) -> None:
        """Put a memo that has been written in its place; one without text is gone."""
        self._memos = [other for other in self._memos if other.id != memo.id]
        if memo.text:
            self._memos.append(memo)
            if passage is not None:
                self._passages[memo.id] = passage

    # What the screen shows

    def shown(self, colleagues: bool) -> list[ShownCoding]:
        """Return the codings for the transcript view.

        Before a key stand a question mark where the place is unsure, an asterisk where there is a
        memo, the sign of the direction, and a colleague's initials.
        """
        noted = {memo.target for memo in self.memos}
        own, unsure, drawn = self.coder.id, self.unsure, self._drawn
        shown = []
        for coding in self.codings.values():
            if not colleagues and coding.coder != own:
                continue
            about = (coding, coding.id in noted, coding.id in unsure)
            before = drawn.get(coding.id)
            # The same value as before spares the view a comparison of thousands.
            if before is None or before[0][0] is not coding or before[0] != about:
                before = drawn[coding.id] = (about, self._shown(*about))
            shown.append(before[1])
        return shown

    def _shown(self, coding: Coding, noted: bool, unsure: bool) -> ShownCoding:
        sign = direction_sign(coding, self.code(coding), self.facet(DIRECTION))
        doubt = "?" if unsure else ""
        by = "" if self.is_own(coding) else f"{self._initials.get(coding.coder, '…')}:"
        key = f"{doubt}{NOTED if noted else ''}{sign}{by}{self.key_of(coding)}"
        return ShownCoding(coding.id, coding.start, coding.end, key, self.colour(coding), sign)

    def heading_facts(self, place: str, waiting: str) -> list[str]:
        """Return which transcript this is and how far its coding has come.

        `place` is its municipality and `waiting` what waits for a person, both in words or empty.
        """
        notes = len(self.on_transcript())
        facts = [
            self.record.name,
            place,
            self.state or "not begun",
            waiting,
            number_of(notes, "memo") if notes else "",
            f"read {self.read_percent()} %",
            number_of(self.own_codings(), "coding"),
            self.coder.name,
            self.record.date or "",
        ]
        return [fact for fact in facts if fact]

    def is_own(self, coding: Coding) -> bool:
        """Tell whether the coder made this coding."""
        return coding.coder == self.coder.id

    def own_across(self, code: Code, passage: Span) -> list[Coding]:
        """Return the coder's own codings with this code that share some words of a passage only."""
        return [
            coding
            for coding in self.codings.values()
            if coding.code == code.id
            and self.is_own(coding)
            and coding.start < passage.end
            and passage.start < coding.end
            and (coding.start, coding.end) != passage
        ]

    def own_like(self, code: Code, passage: Span) -> Coding | None:
        """Return the coder's own coding with this code on exactly this passage, if there is one."""
        return next(
            (
                coding
                for coding in self.codings.values()
                if (coding.start, coding.end, coding.code) == (*passage, code.id)
                and self.is_own(coding)
            ),
            None,
        )

    def whose(self, colleagues: bool, key: str) -> str:
        """Return in words whose codings are shown; `key` shows those of others, if there are any.

        Where everything is the coder's own it need not be said.
        """
        others = len(self.codings) - self.own_codings()
        if colleagues:
            coders = [coder for coder, count in self.codings.of_coder.items() if count]
            names = sorted({self._name(coder) for coder in coders if coder != self.coder.id})
            return f"mine and {others} of {some_of(names, _NAMED)}" if others else "mine"
        if self.blind:
            return "mine, blind"
        return f"mine · {key}: {others} of others" if others else ""

    def own_codings(self) -> int:
        """Return how many codings the coder has here."""
        return self.codings.of_coder[self.coder.id]

    def uses(self, code: Code) -> int:
        """Return how many codings with a code the coder has here."""
        return self.codings.of_code[self.coder.id, code.id]

    def hidden_in_words(self, key: str) -> str:
        """Return what colleagues have coded that somebody without codings here does not see.

        `key` shows it.
        """
        hidden = len(self.codings)
        if not hidden or self.own_codings():
            return ""
        if self.blind:
            # How many there are would tell how much a colleague found here.
            return "codings of colleagues · hidden until you have finished"
        return f"{number_of(hidden, 'coding')} of colleagues · {key} shows them"

    def code(self, coding: Coding) -> Code:
        """Return the code of a coding."""
        return self._by_id[coding.code]

    def code_with(self, identity: str) -> Code:
        """Return the code with this id."""
        return self._by_id[identity]

    def codebook_of(self, code: str) -> str | None:
        """Return the codebook of a code, by id: where there is none, the one that comes first."""
        known = self._by_id.get(code)
        books = (one.codebook for one in self.codes if one.codebook != SHARED)
        return known.codebook if known is not None else next(books, None)

    def key_of(self, coding: Coding) -> str:
        """Return the key of a coding's code."""
        return self._by_id[coding.code].key

    def colour(self, coding: Coding) -> str | None:
        """Return the colour of a coding's code."""
        return self.colours.get(coding.code)

    def who(self, coding: Coding) -> str:
        """Return the name of the coder who made a coding."""
        return self._name(coding.coder)

    def _name(self, coder: str) -> str:
        return self._coders.get(coder, "a colleague")

    def facet(self, key: str) -> Facet | None:
        """Return the facet with this key, if the project has it."""
        return next((facet for facet in self.facets if facet.key == key), None)

    def pinned(self, digit: str) -> Code | None:
        """Return the code whose hotkey is `digit`; with several codebooks the first one's."""
        return next((code for code in self.codes if code.hotkey == digit), None)

    def facets_for(self, code: Code, chosen: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Return those of the chosen facet values that codings of `code` carry."""
        return {
            facet.key: chosen[facet.key]
            for facet in self.facets
            if chosen.get(facet.key) and carries(code, facet)
        }

    def facet_names(self, coding: Coding) -> list[str]:
        """Return the names of a coding's facet values, in the order of the facets."""
        given = set(coding.facets)
        return [
            norwegian_name(value.name)
            for facet in self.facets
            for value in facet.values
            if (facet.key, value.id) in given
        ]

    def noted(self, colleagues: bool) -> list[int]:
        """Return where passages and codings begin that have a memo, for the transcript view."""
        places = (self.place_of(memo) for memo in self.memos if self.sees(memo, colleagues))
        return sorted({place.start for place in places if place is not None})

    def sees(self, memo: Memo, colleagues: bool) -> bool:
        """Tell whether the coder sees a memo: on a colleague's coding only with the coding."""
        coding = memo.coding
        return colleagues or coding is None or self.is_own(coding) or memo.coder == self.coder.id

    def place_of(self, memo: Memo) -> Span | None:
        """Return the passage in this text that a memo or its coding is on, if there is one."""
        coding = self.codings.get(memo.target or "")
        return Span(coding.start, coding.end) if coding else self._passages.get(memo.id)

    def on_transcript(self) -> list[Memo]:
        """Return the memos on the transcript as a whole."""
        return [memo for memo in self.memos if memo.target_kind == "transcript"]

    def about(self, memo: Memo) -> str:
        """Return in words whose a memo is, if not the coder's own, and on which coding."""
        coding = self.codings.get(memo.target or "") or memo.coding
        by = "" if self.is_own_memo(memo) else f"by {self._coders.get(memo.coder or '', '-')}"
        if coding is None:
            return " ".join(filter(None, [by, "on the turn" if memo.target_kind == "turn" else ""]))
        whose = "" if self.is_own(coding) else f"{self.who(coding)}'s "
        was = "was " if coding.id not in self.codings else ""
        return " ".join(filter(None, [by, f"{was}on {whose}{self.key_of(coding)}"]))

    def memo_title(self, memo: Memo) -> str:
        """Return what a memo that is opened stands under."""
        place = self.place_of(memo)
        on = f"“{self.excerpt(place)}”" if place else self.record.name
        return " ".join(filter(None, ["Memo", self.about(memo), "on", on]))

    def memo_on(self, target_kind: str, target: str) -> Memo | None:
        """Return the coder's own memo on a coding or the transcript, if there is one."""
        fitting = (
            memo for memo in self.memos if (memo.target_kind, memo.target) == (target_kind, target)
        )
        return next((memo for memo in fitting if self.is_own_memo(memo)), None)

    def memo_on_words(self, target_kind: str, words: Span) -> Memo | None:
        """Return the coder's own memo on exactly this passage, or turn, if there is one."""
        fitting = (
            memo
            for memo in self.memos
            if memo.target_kind == target_kind and self._passages.get(memo.id) == words
        )
        return next((memo for memo in fitting if self.is_own_memo(memo)), None)

    def is_own_memo(self, memo: Memo) -> bool:
        """Tell whether the coder may change a memo."""
        return memo.coder in (None, self.coder.id)

    def has_memo(self, coding: Coding) -> bool:
        """Tell whether anybody has written a memo on a coding."""
        return any(other.target == coding.id for other in self.memos)

    def memos_here(self, start: int, end: int, colleagues: bool) -> Iterator[Memo]:
        """Yield the memos on passages and codings that touch `[start, end)`."""
        for memo in self.memos:
            place = self.place_of(memo)
            touched = place is not None and place.start < end and start < place.end
            if touched and self.sees(memo, colleagues):
                yield memo

    def memo_behind(self, offset: int, colleagues: bool) -> tuple[Memo, Span] | None:
        """Return the first memo on words that begin behind `offset`, otherwise the first of all."""
        placed = [
            (memo, place)
            for memo in self.memos
            if self.sees(memo, colleagues) and (place := self.place_of(memo)) is not None
        ]
        if not placed:
            return None
        behind = [pair for pair in placed if pair[1].start > offset]
        return min(behind or placed, key=lambda pair: (pair[1], pair[0].id))

    def coding_in_words(self, coding: Coding) -> str:
        """Return which coding is meant: its code's key and its first words."""
        words = self.excerpt(Span(coding.start, coding.end), _FIRST_WORDS)
        return f"{self.key_of(coding)} “{words}”"

    def coding_line(self, coding: Coding) -> str:
        """Return in one line what is to be known of a coding."""
        proposes = f" proposes “{coding.proposal.name}”" if coding.proposal else ""
        parts = [
            f"{self.key_of(coding)}{proposes}",
            *self._doubt(coding.id),
            "" if self.is_own(coding) else f"by {self.who(coding)}",
            *self.facet_names(coding),
            "memo" if self.has_memo(coding) else "",
            self.words_in_words(Span(coding.start, coding.end)),
            norwegian_name(self.code(coding).name),
        ]
        return " · ".join(filter(None, parts))

    def memo_line(self, memo: Memo) -> str:
        """Return in one line whose a memo is, what it is on, and its words."""
        about = " ".join(filter(None, ["memo", self.about(memo)]))
        return " ".join([f"{about}:", *self._doubt(memo.id), *memo.text.split()])

    def _doubt(self, record: str) -> list[str]:
        """Return what is said of a coding or memo whose place in this text is not sure."""
        return ["place unsure?"] if record in self.unsure else []

    def value_names(self, key: str, values: Sequence[str]) -> list[str]:
        """Return the names of values of the facet with this key, of those it has."""
        facet = self.facet(key)
        names = {} if facet is None else {value.id: value.name for value in facet.values}
        return [norwegian_name(names[value]) for value in values if value in names]

    def excerpt(self, passage: Span, most: int = _EXCERPT) -> str:
        """Return how a passage begins, in at most so many characters."""
        words = " ".join(self.shown_text.text[passage.start : passage.end].split())
        return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"

    def words_in_words(self, passage: Span) -> str:
        """Return how many words a passage has, in words."""
        return number_of(self.words(*passage), "word")

    def words(self, start: int, end: int) -> int:
        """Return how many words `[start, end)` holds; speakers' labels are none."""
        return words_within(self.shown_text.text, self.shown_text.labels, Span(start, end))

    def read_percent(self) -> int:
        """Return how many percent of the text's words lie before the read-to mark."""
        if self._read_words[0] != self.read_to:
            self._read_words = (self.read_to, self.words(0, self.read_to))
        return 100 * self._read_words[1] // self._all_words if self._all_words else 0


def shown_version(
    text: str, turns: Sequence[Turn], speakers: Mapping[str, Speaker]
) -> ShownTranscript:
    """Return a version of a text as the transcript view shows it."""
    shown = {
        speaker.id: ShownSpeaker(speaker.label, speaker.role, speaker.speaks_for)
        for speaker in speakers.values()
    }
    return ShownTranscript(joined_lines(text, turns), tuple(turns), shown)


def active_codes(codes: Iterable[Code], last_used: Iterable[str] = ()) -> tuple[Code, ...]:
    """Return the codes in use as their codebooks list them, first the codebook used last."""
    return in_book_order([code for code in codes if code.active], last_used)


def code_in_words(code: Code) -> str:
    """Return a code's key and its name."""
    return f"{code.key} {norwegian_name(code.name)}"
