"""One coder's work on one transcript: which of its codings count, and which codes it was read for.

What unites the coders of a transcript in one figure, and what compares them, both begin here.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from kodeverk.analysis.counting.transcripts import Facets, PlainCoding
from kodeverk.errors import Damaged
from kodeverk.model.coding_rows import ASIDE, HERE, UNCONFIRMED, CodingRow, CountedRow
from kodeverk.model.records import Assignment, AssignmentState, Code, unpack_facets

FINISHED: tuple[AssignmentState, ...] = ("finished", "released")
"""What is released was finished before."""

Row = CountedRow | CodingRow


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """A frozen state of a codebook: its id, the codebook's id and the ids of the codes in it."""

    id: str
    codebook: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Splits:
    """What was made of codes: who has read for one has read for its parts, once all is decided.

    `parts` are the codes that were split, by id and the earliest first, each with the codes made of
    it. `undecided` are transcript, coder and the code, where codings wait for that.
    """

    parts: tuple[tuple[str, frozenset[str]], ...] = ()
    undecided: frozenset[tuple[str, str, str]] = frozenset()


NO_SPLITS = Splits()


@dataclass(frozen=True, slots=True)
class CoderCodings:
    """A coder's codings of one transcript, by whether they count, and why not.

    `unconfirmed` are those that a search made and nobody has confirmed: they are in no comparison
    of coders and not in what a study comes to in the end. `waiting` are the code and facet values
    of those that would count and wait for their place in the current text. The others are numbers:
    of reserve codes, and set `aside` by a person.
    """

    counted: list[PlainCoding]
    unconfirmed: list[PlainCoding]
    waiting: list[tuple[str, Facets]]
    reserve: int
    aside: int


def by_coder(rows: Sequence[CountedRow] | Sequence[CodingRow]) -> dict[str, list[Row]]:
    """Return the codings of a transcript by coder, each coder's in the order given."""
    codings: dict[str, list[Row]] = {}
    for row in rows:
        codings.setdefault(row[3], []).append(row)
    return codings


def coder_codings(rows: Sequence[Row], reserve: Container[str]) -> CoderCodings:
    """Return which of one coder's codings of a transcript count; `reserve` are codes that do not.

    A reserve code is in no figure wherever its coding is; of the others only those count that have
    a sure place in the current text.
    """
    counted: list[PlainCoding] = [
        (row[0], row[1], row[2], () if row[5] is None else unpack_facets(row[5]))
        for row in rows
        if row[4] == HERE and row[0] not in reserve
    ]
    unconfirmed: list[PlainCoding] = []
    waiting: list[tuple[str, Facets]] = []
    of_reserve = aside = 0
    for row in rows if len(counted) < len(rows) else ():
        if row[0] in reserve:
            of_reserve += 1
        elif row[4] == ASIDE:
            aside += 1
        elif row[4] == UNCONFIRMED:
            unconfirmed.append((row[0], row[1], row[2], unpack_facets(row[5])))
        elif row[4] != HERE:
            waiting.append((row[0], unpack_facets(row[5])))
    return CoderCodings(counted, unconfirmed, waiting, of_reserve, aside)


class CodesRead:
    """Which codes a coder has read a transcript for, by the codebook versions it was read under."""

    def __init__(
        self,
        versions: Iterable[CodebookVersion],
        codes: Iterable[Code],
        splits: Splits = NO_SPLITS,
    ) -> None:
        self._splits = splits
        self._versions = {version.id: version for version in versions}
        frozen = {version.codebook for version in self._versions.values()}
        codes = list(codes)
        self.everything = frozenset(code.id for code in codes)
        self._never_frozen = frozenset(code.id for code in codes if code.codebook not in frozen)
        self._read: dict[tuple[str, ...], frozenset[str]] = {}

    def by(self, work: Assignment) -> frozenset[str]:
        """Return the ids of the codes that this work read its transcript for.

        Those of every version it was read under, and what they were split into since: none where it
        was finished before there was a codebook. Nothing can be said against codes of a codebook
        that was never frozen, nor of work that was begun and never finished: it goes on under the
        codebook of now. Raises Damaged for a version that there is not.
        """
        if work.state not in FINISHED and not work.codebook_versions:
            return self.everything
        under = work.codebook_versions
        if under not in self._read:
            self._read[under] = self._never_frozen.union(*map(self._codes_of, under))
        read = self._read[under]
        for code, parts in self._splits.parts:
            asked = (work.transcript, work.coder, code)
            if code in read and asked not in self._splits.undecided:
                read |= parts
        return read

    def _codes_of(self, version: str) -> frozenset[str]:
        if version not in self._versions:
            raise Damaged(
                f"a transcript was read under the codebook version {version}, which is not in the "
                "project",
                "Check the project: kodeverk verify PROJECT",
            )
        return self._versions[version].codes
