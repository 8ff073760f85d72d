"""What a person withdraws: words, interviews and people. It becomes marks, which are enforced."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from kodeverk.errors import BadInput, NotFound
from kodeverk.model.change import Value
from kodeverk.model.mask import from_shown
from kodeverk.model.records import Coder
from kodeverk.model.replacement import Key, Search, pattern_of
from kodeverk.model.text import Span
from kodeverk.store.drafts import without_in_drafts
from kodeverk.store.project import Project
from kodeverk.store.schema import state
from kodeverk.store.steps import log_withdrawal
from kodeverk.store.withdrawal.bodies import (
    Skeleton,
    signs_around,
    skeleton,
    tokens,
)
from kodeverk.store.withdrawal.enforcement import carry_out, enforcement, keep_traces
from kodeverk.store.withdrawal.freed_pages import note_withdrawal
from kodeverk.store.withdrawal.log import without_in_log
from kodeverk.store.withdrawal.marks import (
    WithdrawalMark,
    WordsSaid,
    mark,
    read_marks,
    unsearched,
    words_marks,
)
from kodeverk.store.withdrawal.people import others_beside, replaced_changes, speaking_elsewhere
from kodeverk.store.withdrawal.reach import Side, side_of
from kodeverk.store.withdrawal.traces import drop_traces, note_of, read_traces
from kodeverk.store.writer import next_clock, set_clock


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal did: in which transcripts, and how many texts and changes it rewrote.

    `gone` are the ids of the records that are no longer there, by kind. Where what was freed on
    disk could not be emptied, `Project.unclean` says why.
    """

    transcripts: tuple[str, ...]
    texts: int
    values: int
    gone: Mapping[str, tuple[str, ...]]


def withdraw_text(
    project: Project,
    author: Coder,
    chosen: Mapping[str, Mapping[str, str]],
    everywhere: Mapping[str, str],
    summary: str,
    searched: Collection[tuple[str, str]] = (),
) -> Withdrawn:
    """Replace words for good: in the texts of chosen transcripts, and wherever else they are kept.

    `chosen` maps a transcript's id to what is replaced in its text, in all its versions (an
    original -> what comes instead, which is not empty); `everywhere` is what is replaced in all
    that is not the text of a transcript: memos, labels, names, file names, variables, settings, the
    log. `kodeverk.model.replacement.finder` reads both. `summary` goes into the log
    and holds no original. `searched` are the originals and their pseudonyms for which everything is
    thus searched, also where a merge could not. Raises NotFound for a transcript that is not there,
    and BadInput for a replacement that is empty or longer than a line: passages and paragraphs
    would get lost.
    """
    for replacements in (everywhere, *chosen.values()):
        if any(not shows.strip() or "\n" in shows for shows in replacements.values()):
            raise BadInput(
                "something is to be replaced by nothing, or by more than one line",
                "Give each a replacement, such as [Person A].",
            )

    def marks(connection: sa.Connection, clock: int) -> set[WithdrawalMark]:
        _check_there(connection, "transcript", [*chosen])
        drop_traces(connection, _found_now(unsearched(connection), searched))
        return _words(side_of(connection), clock, chosen, everywhere)

    return _carry_out(project, author, summary, marks, everywhere)


def forget_people(
    project: Project,
    author: Coder,
    transcripts: Sequence[str],
    informants: Sequence[str],
    *,
    dry_run: bool = False,
) -> Withdrawn:
    """Remove interviews and people for good, by their ids.

    A transcript goes with its versions, speakers, codings, memos, variables and assignments; an
    informant who speaks in no other goes with it. Where an informant is not the only one in an
    interview, what they said there shows as `[…]` and codings of nothing else go. With `dry_run`
    nothing is written. Raises NotFound for what is not there.
    """

    def marks(connection: sa.Connection, clock: int) -> set[WithdrawalMark]:
        for kind, ids in (("transcript", transcripts), ("informant", informants)):
            _check_there(connection, kind, ids)
        # Who says that a person is to be forgotten is told which interviews go whole, and says so.
        others = others_beside(connection, read_traces(connection), informants)
        stays: Value = {
            transcript: [*sorted(speakers)] for transcript, speakers in others.items() if speakers
        }
        whole = {transcript for transcript, speakers in others.items() if not speakers}
        replaced: Value = {
            field: [*sorted(changes)] for field, changes in replaced_changes(connection).items()
        }
        of_people = {
            mark("informant", informant, clock=clock, stays=stays, replaced=replaced)
            for informant in informants
        }
        interviews = whole.union(transcripts)
        elsewhere: Value = [*sorted(speaking_elsewhere(connection, interviews))]
        return of_people | {
            mark("transcript", transcript, elsewhere=elsewhere) for transcript in interviews
        }

    what = " and ".join(
        f"{len(ids)} {kind}{'' if len(ids) == 1 else 's'}"
        for kind, ids in (("transcript", transcripts), ("informant", informants))
        if ids
    )
    return _carry_out(project, author, f"forgot {what}", marks, {}, dry_run=dry_run)


def _carry_out(
    project: Project,
    author: Coder,
    summary: str,
    marks_of: Callable[[sa.Connection, int], set[WithdrawalMark]],
    in_log: Mapping[str, str],
    *,
    dry_run: bool = False,
) -> Withdrawn:
    """Add marks to the project and rewrite it as they say, as one step that cannot be undone."""
    with project.locked() as connection:
        clock = next_clock(connection)
        before = read_marks(connection)
        enforced = enforcement([connection], before | marks_of(connection, clock))
        (change_of,) = enforced.substitutions
        gone: dict[str, tuple[str, ...]] = {}
        for kind, record in sorted(change_of.gone):
            gone[kind] = (*gone.get(kind, ()), record)
        values = carry_out(enforced, before)
        keep_traces(enforced)
        without_in_log(connection, in_log)
        without_in_drafts(connection, in_log)
        log_withdrawal(connection, author, summary)
        set_clock(connection, clock)
        note_withdrawal(connection, clock)
        withdrawn = Withdrawn(
            tuple(sorted(change_of.transcripts)), len(change_of.texts), values, gone
        )
        if dry_run:
            project.take_back(connection)
            return withdrawn
    project.clean()
    return withdrawn


def _found_now(lacking: Collection[WordsSaid], searched: Collection[tuple[str, str]]) -> list[str]:
    """Return the notes of words that everything was searched for, of those that it was not.

    Two people may have given two names one pseudonym. Of a name that is out its length is known.
    """
    lengths = {(shows, len(original)) for original, shows in searched}
    known = {
        (words_mark.shows, words_mark.clock)
        for words_mark in lacking
        if (words_mark.shows, words_mark.end - words_mark.start) in lengths
    }
    return [
        note_of("unsearched", words_mark.mark.id)
        for words_mark in lacking
        if (words_mark.shows, words_mark.clock) in known
    ]


def _check_there(connection: sa.Connection, kind: str, ids: Sequence[str]) -> None:
    table = state[kind]
    known = set(connection.scalars(sa.select(table.c.id).where(table.c.id.in_(ids))))
    if lacking := set(ids) - known:
        raise NotFound(
            f"there is no {kind} {min(lacking)}", "Somebody may have removed it: look again."
        )


Named = tuple[tuple[Key, ...], tuple[str, ...], bool]
"""The words of a name, known or not, the signs around them, and whether an s may follow."""


@dataclass(slots=True)
class _Spoken:
    """Of what a name is to read otherwise."""

    of: set[str] = field(default_factory=set)
    strings: bool = False


def _words(
    here: Side,
    clock: int,
    chosen: Mapping[str, Mapping[str, str]],
    everywhere: Mapping[str, str],
) -> set[WithdrawalMark]:
    """Return the marks for words that are to be replaced, one for each place where they stand.

    What shows is looked through, so that a pseudonym can be replaced too: that is said of the words
    it stands for. Any of the places may be forgotten in another copy; the others still tell there
    which words are meant.
    """
    spoken_words: dict[tuple[Named, str, str, Span], _Spoken] = {}
    roots = _roots(here)
    of_text = {
        digest: [owner for owner in sorted(owners) if owner in chosen]
        for digest, owners in here.texts.items()
    }
    looks = {transcript: _Look(replacements) for transcript, replacements in chosen.items()}
    outside = _Look(everywhere)
    for body, words in here.words():
        kept = here.trace(body)
        for owner in of_text.get(body, [""]):
            look = looks[owner] if owner else outside
            matches = [*look.matches(words)]
            if not matches:
                continue
            held = skeleton(words, kept.covers, kept.pieces)
            root = from_shown(kept.covers)
            for start, end, original in matches:
                span = root.span(start, end)
                named = _named(held, *span, genitive=look.genitive[original])
                if named is None:
                    continue
                for shows, owners, strings in _said_of(owner, original, chosen, everywhere):
                    spoken = spoken_words.setdefault((named, shows, body, span), _Spoken())
                    spoken.of |= owners
                    spoken.strings |= strings
    marks = set()
    for ((keys, signs, genitive), shows, body, span), spoken in spoken_words.items():
        known = all(isinstance(key, int) for key in keys)
        words_mark = WordsSaid(
            body,
            *span,
            shows,
            clock,
            roots.get(keys, clock) if known else clock,
            frozenset(spoken.of),
            spoken.strings,
            signs,
            genitive,
        )
        marks.add(words_mark.mark)
    return marks


def _roots(here: Side) -> dict[tuple[Key, ...], int]:
    """Return words that are out, by their classes -> the clock at which they went first."""
    roots: dict[tuple[Key, ...], int] = {}
    places: dict[str, list[WordsSaid]] = {}
    for words_mark in words_marks(here.marks):
        places.setdefault(words_mark.body, []).append(words_mark)
    for body, held in here.bodies(places.keys()):
        for words_mark in places[body]:
            keys = tuple(token.key for token in tokens(held, words_mark.start, words_mark.end, {}))
            roots[keys] = min(words_mark.root, roots.get(keys, words_mark.root))
    return roots


def _said_of(
    owner: str,
    original: str,
    chosen: Mapping[str, Mapping[str, str]],
    everywhere: Mapping[str, str],
) -> Iterator[tuple[str, set[str], bool]]:
    """Yield what shows instead of an original, of which transcripts that is said, and of strings.

    It stands in the text of `owner`, or in a string; said is it of all the same.
    """
    shows = chosen[owner][original] if owner else None
    if shows is not None:
        of = {transcript for transcript, given in chosen.items() if given.get(original) == shows}
        yield shows, of, everywhere.get(original) == shows
    if original in everywhere and everywhere[original] != shows:
        yield everywhere[original], set(), True


class _Look:
    """What finds originals in what shows of a body."""

    def __init__(self, replacements: Mapping[str, str]) -> None:
        taken = {original: shows for original, shows in replacements.items() if original != shows}
        kept = replacements.keys() - taken.keys()
        self._originals = {pattern_of(original): original for original in taken}
        self.genitive = {
            original: pattern.genitive and not kept & {f"{original}s", f"{original}S"}
            for pattern, original in self._originals.items()
        }
        self._originals = {
            pattern._replace(genitive=self.genitive[original]): original
            for pattern, original in self._originals.items()
        }
        self._search = Search(self._originals)

    def matches(self, words: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, original) of every place."""
        for start, end, pattern in self._search.matches(words):
            yield start, end, self._originals[pattern]


def _named(held: Skeleton, start: int, end: int, *, genitive: bool) -> Named | None:
    """Return the words that stand in `[start, end)` of a body; None where there are none."""
    words = tokens(held, start, end, {})
    if not words:
        return None
    signs = signs_around(held.text, words, start, end)
    return tuple(token.key for token in words), signs, genitive and not signs[-1]
