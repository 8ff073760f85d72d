"""What marks reach: derived anew from all that is known, in one project or in two that merge.

Each side looks for the words by itself. Where a trace of the other says that a word stood which
this side still holds, the two are tied for the length of the merge: so its own texts and strings
are reached, also those the other has never seen. What somebody wrote after the words were out of
their copy is not reached: nobody can tell that it is the same word.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from kodeverk.model.identity import transcript_id
from kodeverk.model.mask import GONE, Cover, united
from kodeverk.model.replacement import WORD, Edit, Key, Pattern, Search, apart, plain
from kodeverk.store.batches import batches
from kodeverk.store.schema import state, text
from kodeverk.store.withdrawal.bodies import (
    Skeleton,
    body_place,
    is_covered,
    pieces_of,
    signs_around,
    skeleton,
    string_bodies,
    tokens,
    with_pieces,
)
from kodeverk.store.withdrawal.marks import (
    WithdrawalMark,
    WordsSaid,
    as_renamed,
    read_marks,
    words_marks,
)
from kodeverk.store.withdrawal.people import ForgottenPeople, Knowing, forgotten, lost_pieces
from kodeverk.store.withdrawal.traces import (
    NOTHING,
    Noted,
    Piece,
    Trace,
    Traces,
    forgotten_speakers,
    new_class,
    note_of,
    noted,
    read_traces,
)


@dataclass(slots=True)
class Side:
    """One of the projects that come to agree: what it keeps, and which words it knows by class."""

    connection: sa.Connection
    marks: set[WithdrawalMark]
    traces: Traces
    unsearched: frozenset[str]
    """The ids of marks for whose words something here could not be searched."""
    texts: dict[str, set[str]]
    """The hash of every text that is there -> the transcripts that have it."""
    known: dict[str, int] = field(default_factory=dict)
    covers: dict[str, tuple[Cover, ...]] = field(default_factory=dict)
    """What shows of each body in the end, once `reached_by` has said it."""
    asked: object = None
    """What it was searched for last."""
    replaced: dict[str, str] = field(default_factory=dict)
    """An original this side knew before -> what comes instead in strings."""

    def trace(self, body: str) -> Trace:
        """Return what is kept of the words taken out of a body."""
        return self.traces.get(body, NOTHING)

    def bodies(self, chosen: Collection[str] | None = None) -> Iterator[tuple[str, Skeleton]]:
        """Yield (body, skeleton) of everything here, or of those chosen that are here."""
        for body, words in self.words(chosen):
            its_trace = self.trace(body)
            yield body, skeleton(words, its_trace.covers, its_trace.pieces)

    def words(self, chosen: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
        """Yield (body, what it shows) of everything here, or of those chosen that are here."""
        hashes = sorted(self.texts if chosen is None else self.texts.keys() & set(chosen))
        for some in batches(hashes):
            rows = sa.select(text.c.hash, text.c.text).where(text.c.hash.in_(some))
            for row in self.connection.execute(rows.execution_options(yield_per=20)):
                yield row.hash, row.text
        if chosen is None:
            yield from string_bodies(self.connection)
            return
        changes = sorted({place[0] for body in chosen if (place := body_place(body))})
        for some in batches(changes):
            for body, words in string_bodies(self.connection, some):
                if body in chosen:
                    yield body, words


@dataclass(frozen=True, slots=True)
class Reached:
    """What marks reach in all sides together: whom they forget, and what is out of each body.

    `unsearched` are the pseudonyms of words that a side could not be searched for, now or earlier:
    it did not know them as withdrawn, and had them nowhere where others say that they stood. If
    they are in what it brought, nobody could tell.
    """

    marks: frozenset[WithdrawalMark]
    forgotten: ForgottenPeople
    pieces: Mapping[str, frozenset[Piece]]
    unsearched: frozenset[str]


def side_of(connection: sa.Connection) -> Side:
    """Return a project as one side."""
    version = state["version"]
    texts: dict[str, set[str]] = {
        digest: set() for digest in connection.scalars(sa.select(text.c.hash))
    }
    for row in connection.execute(sa.select(version.c.text, version.c.transcript)):
        texts.setdefault(row.text, set()).add(row.transcript)
    traces = read_traces(connection)
    return Side(connection, read_marks(connection), traces, noted(traces, "unsearched"), texts)


def reached_by(sides: Sequence[Side], marks: Collection[WithdrawalMark]) -> Reached:
    """Return what all `marks` reach in the sides together; each gets its `covers`."""
    renamed = as_renamed(marks)
    marks = {renamed.get(mark, mark) for mark in marks}
    ids = {before.id: after.id for before, after in renamed.items()}
    for side in sides:
        side.marks = {renamed.get(mark, mark) for mark in side.marks}
        side.unsearched = frozenset(ids.get(lacking, lacking) for lacking in side.unsearched)
    people = forgotten([Knowing(side.connection, side.marks, side.traces) for side in sides], marks)
    union = _Union(sides, marks)
    for side in sides:
        # What came under the label of somebody who was forgotten here already is somebody's since.
        newly = people.speakers.keys() - forgotten_speakers(side.traces).keys()
        for body, piece in lost_pieces(side.connection, side.traces, people, newly):
            union.add(body, [piece])
    for speaker, informants in people.speakers.items():
        union.note("speaker", (f"{speaker}/{informant}" for informant in informants))
    union.note("transcript", people.transcripts)
    union.note("spoke", (f"{transcript}/{informant}" for transcript, informant in people.spoke))
    union.derive()
    union.note("unsearched", (words_mark.mark.id for words_mark in union.unsearched))
    return Reached(
        frozenset(union.marks),
        people,
        {body: frozenset(union.first(pieces)) for body, pieces in union.pieces.items()},
        frozenset(words_mark.shows for words_mark in union.unsearched),
    )


class _Union:
    """The traces of all sides together, growing until nothing more is reached."""

    def __init__(self, sides: Sequence[Side], marks: Collection[WithdrawalMark]) -> None:
        self.sides = sides
        self.marks = set(marks)
        self.words_marks = words_marks(marks)
        self.pieces: dict[str, set[Piece]] = {}
        self.scope: dict[str, set[str]] = {}
        self._older: dict[int, int] = {}
        self._grown = False
        self.unsearched: set[WordsSaid] = set()
        for side in sides:
            told_anew = {note_of("unsearched", mark) for mark in noted(side.traces, "unsearched")}
            for body in side.traces.keys() - told_anew:
                self.add(body, side.traces[body].pieces)
            for digest, transcripts in side.texts.items():
                self.scope.setdefault(digest, {transcript_id(digest)}).update(transcripts)

    def note(self, what: Noted, ids: Iterable[str]) -> None:
        """Note this of everything with these ids."""
        for identity in ids:
            self.pieces.setdefault(note_of(what, identity), set())

    def add(self, body: str, pieces: Iterable[Piece]) -> None:
        """Add pieces; classes of the same word of a body become one."""
        of_body = self.pieces.setdefault(body, set())
        more = [piece for piece in pieces if piece not in of_body]
        if not more:
            return
        self._grown = True
        classes = {piece[:2]: piece.what for piece in of_body if isinstance(piece.what, int)}
        for piece in more:
            of_body.add(piece)
            if isinstance(piece.what, int):
                self.unite(piece.what, classes.setdefault(piece[:2], piece.what))

    def class_of(self, member: int) -> int:
        """Return the least of the classes that are one with this."""
        while member in self._older:
            member = self._older[member]
        return member

    def unite(self, one: int, other: object) -> None:
        """Let two classes be one."""
        assert isinstance(other, int)
        least, more = sorted((self.class_of(one), self.class_of(other)))
        if least != more:
            self._older[more] = least
            self._grown = True

    def first(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Yield the pieces with the classes that stand for all that are one with theirs."""
        for piece in pieces:
            yield (
                piece._replace(what=self.class_of(piece.what))
                if isinstance(piece.what, int)
                else piece
            )

    def derive(self) -> None:
        """Reach everything, and say what shows of it on each side."""
        while True:
            self._grown = False
            for side in self.sides:
                self._tie(side)
            patterns = self._patterns()
            for side in self.sides:
                self._lend(side, patterns)
            for side in self.sides:
                self._search(side, patterns)
            if not self._grown:
                break
        for side in self.sides:
            self._cover(side, patterns)
            side.replaced = dict(self._originals(side, patterns))
            self.unsearched |= set(self._unsearched(side, patterns))

    def _tie(self, side: Side) -> None:
        """Learn which words a side holds where others took them out, or marks say they stand."""
        places: dict[str, list[WordsSaid]] = {}
        for words_mark in self.words_marks:
            places.setdefault(words_mark.body, []).append(words_mark)
        differing = {
            body for body, pieces in self.pieces.items() if pieces - side.trace(body).pieces
        }
        for body, held in side.bodies(differing | places.keys()):
            covers = side.trace(body).covers
            for piece in self.pieces.get(body, ()):
                word = held.text[piece.start : piece.end]
                is_held = isinstance(piece.what, int) and not is_covered(piece, covers)
                if is_held and WORD.fullmatch(word):
                    self._know(side, plain(word), piece.what)
            for words_mark in places.get(body, ()):
                self._read(side, held, words_mark)

    def _know(self, side: Side, word: str, its_class: Any) -> None:
        self.unite(its_class, side.known.setdefault(word, its_class))

    def _read(self, side: Side, held: Skeleton, words_mark: WordsSaid) -> None:
        """Give the words of a mark's place that a side still holds their classes."""
        words = tokens(held, words_mark.start, words_mark.end, side.known)
        for token in words:
            if isinstance(token.key, str):
                self._know(side, token.key, new_class())
        self.add(words_mark.body, pieces_of(held, words_mark.start, words_mark.end, side.known))
        if words_mark.signs is None and words:
            signs = signs_around(held.text, words, words_mark.start, words_mark.end)
            if (whole := replace(words_mark, signs=signs)) not in self.words_marks:
                self.words_marks.append(whole)
                self.marks.add(whole.mark)

    def _patterns(self) -> dict[Pattern, list[WordsSaid]]:
        """Return what to look for: words by their classes -> the marks, the first to follow."""
        patterns: dict[Pattern, list[WordsSaid]] = {}
        pieces: dict[str, list[Piece]] = {}
        for words_mark in self.words_marks:
            if words_mark.signs is None:
                continue
            if words_mark.body not in pieces:
                known = self.first(self.pieces.get(words_mark.body, ()))
                pieces[words_mark.body] = sorted(
                    piece for piece in known if isinstance(piece.what, int)
                )
            of_body = pieces[words_mark.body]
            within = slice(
                bisect_left(of_body, (words_mark.start,)), bisect_left(of_body, (words_mark.end,))
            )
            inside = [piece for piece in of_body[within] if piece.end <= words_mark.end]
            begin, end = (
                words_mark.start + len(words_mark.signs[0]),
                words_mark.end - len(words_mark.signs[-1]),
            )
            for keys in _chains(inside, begin, end, len(words_mark.signs) - 1):
                listed = patterns.setdefault(
                    Pattern(keys, words_mark.signs, words_mark.genitive), []
                )
                listed.append(words_mark)
        return patterns

    def _lend(self, side: Side, patterns: Mapping[Pattern, Sequence[WordsSaid]]) -> None:
        """Let a side know the words it could not be searched for, where another side has them."""
        if not side.unsearched:
            return
        lacking = {
            key
            for pattern, listed in patterns.items()
            if any(words_mark.mark.id in side.unsearched for words_mark in listed)
            for key in pattern.keys
        }
        for other in self.sides:
            for word, its_class in [*other.known.items()]:
                if other is not side and self.class_of(its_class) in lacking:
                    self._know(side, word, its_class)

    def _search(self, side: Side, patterns: Mapping[Pattern, Sequence[WordsSaid]]) -> None:
        """Take out of a side's bodies the words it holds that marks reach."""
        if not side.known:
            return
        known = {word: self.class_of(its_class) for word, its_class in side.known.items()}
        asked = (known, frozenset(patterns), len(self.words_marks))
        if side.asked == asked:
            return
        side.asked = asked
        search = Search(patterns, known)
        for body, held in side.bodies():
            holes = tuple(hole._replace(key=self.class_of(hole.key)) for hole in held.holes)
            pieces = {
                piece
                for start, end, pattern in search.matches(held.text, holes)
                if any(self._reaches(words_mark, body) for words_mark in patterns[pattern])
                for piece in pieces_of(held, start, end, known)
            }
            if pieces:
                self.add(body, pieces)

    def _reaches(self, words_mark: WordsSaid, body: str) -> bool:
        """Tell whether a mark was said of a body."""
        if body in self.scope:
            return not words_mark.of.isdisjoint(self.scope[body])
        return words_mark.strings

    def _unsearched(
        self, side: Side, patterns: Mapping[Pattern, Sequence[WordsSaid]]
    ) -> Iterator[WordsSaid]:
        """Yield the marks for whose words a side could not be searched, now or earlier.

        It can be where it holds the words, and was where marks of its own say the same, or each of
        the words, of as much.
        That they are out of some place of it tells nothing: a longer name may have gone there.
        """
        known = {self.class_of(its_class) for its_class in side.known.values()}
        keys: dict[WordsSaid, list[tuple[Key, ...]]] = {}
        own: dict[tuple[Key, ...], list[WordsSaid]] = {}
        for pattern, listed in patterns.items():
            for words_mark in listed:
                keys.setdefault(words_mark, []).append(pattern.keys)
                if words_mark.mark in side.marks and words_mark.mark.id not in side.unsearched:
                    own.setdefault(pattern.keys, []).append(words_mark)
        transcripts = {owner for owners in side.texts.values() for owner in owners}

        def went(these: tuple[Key, ...], words_mark: WordsSaid) -> bool:
            return any(
                mine.strings >= words_mark.strings and mine.of >= words_mark.of & transcripts
                for mine in own.get(these, ())
            )

        for words_mark in self.words_marks:
            if words_mark.mark in side.marks:
                if words_mark.mark.id not in side.unsearched:
                    continue
            elif not self._concerns(words_mark, side):
                continue
            if not any(
                went(these, words_mark)
                or all(key in known or went((key,), words_mark) for key in these)
                for these in keys.get(words_mark, ())
            ):
                yield words_mark

    def _concerns(self, words_mark: WordsSaid, side: Side) -> bool:
        """Tell whether a mark was said of anything that a side has."""
        return words_mark.strings or any(
            not words_mark.of.isdisjoint(self.scope[text]) for text in side.texts
        )

    def _originals(
        self, side: Side, patterns: Mapping[Pattern, Sequence[WordsSaid]]
    ) -> Iterator[tuple[str, str]]:
        """Yield what marks take out of strings, as far as a side knows it, and what shows."""
        words: dict[Key, str] = {self.class_of(its): word for word, its in side.known.items()}
        for (keys, signs, _), listed in patterns.items():
            spoken = [words_mark for words_mark in listed if words_mark.strings]
            if spoken and all(key in words for key in keys):
                best = max(spoken, key=lambda words_mark: words_mark.rank)
                inside = (sign + words[key] for sign, key in zip(signs, keys, strict=False))
                yield "".join((*inside, signs[-1])), best.shows

    def _cover(self, side: Side, patterns: Mapping[Pattern, Sequence[WordsSaid]]) -> None:
        """Say what shows of every body of a side that something was taken out of."""
        search = Search(patterns)
        places: dict[str, list[WordsSaid]] = {}
        for words_mark in self.words_marks:
            places.setdefault(words_mark.body, []).append(words_mark)
        bodies = [body for body, pieces in self.pieces.items() if pieces]
        for body, held in side.bodies(bodies):
            pieces = [*self.first(self.pieces[body])]
            whole = with_pieces(held.text, pieces)
            best: dict[tuple[int, int], WordsSaid] = {}
            reached = [
                (start, end, words_mark)
                for start, end, pattern in search.matches(whole.text, whole.holes, held=False)
                for words_mark in patterns[pattern]
                if self._reaches(words_mark, body)
            ]
            reached += [
                (words_mark.start, words_mark.end, words_mark)
                for words_mark in places.get(body, ())
                if self._reaches(words_mark, body) or not (words_mark.of or words_mark.strings)
            ]
            for start, end, words_mark in reached:
                if (start, end) not in best or best[start, end].rank < words_mark.rank:
                    best[start, end] = words_mark
            edits = [Edit(*span, words_mark.shows) for span, words_mark in best.items()]
            covers = [Cover(*edit) for edit in apart(whole.text, edits)]
            covers += [Cover(a, b, GONE, gone=True) for a, b, what in pieces if what is None]
            covers = [*united(covers)]
            covers += [
                Cover(piece.start, piece.end, GONE)
                for piece in pieces
                if isinstance(piece.what, int) and not is_covered(piece, covers)
            ]
            before = side.trace(body).covers
            covers = [*united(covers)]
            covers += [cover for cover in before if not is_covered(Piece(*cover[:3]), covers)]
            side.covers[body] = united(covers)


def _chains(pieces: Sequence[Piece], begin: int, end: int, words: int) -> Iterator[tuple[int, ...]]:
    """Yield the classes of each series of so many words from exactly `begin` to `end`."""
    for piece in pieces:
        if piece.start != begin or not isinstance(piece.what, int):
            continue
        if words == 1 and piece.end == end:
            yield (piece.what,)
        elif words > 1:
            for start in sorted({later.start for later in pieces if later.start >= piece.end}):
                for rest in _chains(pieces, start, end, words - 1):
                    yield (piece.what, *rest)
