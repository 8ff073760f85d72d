"""Finding passages across interviews: of codes, by speakers, with words; and words anywhere.

What is found are places, light enough for tens of thousands; `service.quoting` gives their words.
What they come to by group is counted as every frequency is.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.figures import UNSET
from kodeverk.analysis.counting.transcripts import ALL, Voice, voices_of
from kodeverk.analysis.searching.nearness import near
from kodeverk.analysis.searching.words import WordSearch
from kodeverk.model.codebook import SHARED
from kodeverk.model.coding_rows import ASIDE, HERE, UNCONFIRMED, CodingRow
from kodeverk.model.passages import label_spans
from kodeverk.model.records import NOT_INFORMANTS, ROLES, Coder, Speaker, Transcript, unpack_facets
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.equal_codings import as_one
from kodeverk.service.omissions import Begun, Omissions, notes
from kodeverk.service.passage_query import Grouping, PassageQuery, wanted_in
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import NO_MUNICIPALITY, Material, TableMunicipality, material_of
from kodeverk.service.withholding import heard
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.queries import Version

NOBODY = "-"
"""The group of passages that touch nobody's turn, or only turns of who is in no group."""

_ORDER = itemgetter(1, 2, 0, 3, 6)
"""Start, end, code, coder and id of a row."""

_OF_TRANSCRIPTS = ("municipality", "transcript")
"""What all passages of a transcript are in one group by."""

WANTED = "wanted"
"""Under this all that is found is counted, whatever its codes."""


class Place(NamedTuple):
    """Where a passage is, `[start, end)` in a version of a text, in one of the groups it is in.

    One of a coding has its id, code and coder; words that are only found have none.
    """

    transcript: str
    start: int
    end: int
    group: str
    version: str
    coding: str | None
    code: str | None
    coder: str | None


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """Places by group, transcript and start, in what material, and what was left out of it.

    In so many transcripts as are `hidden` the reader must not see colleagues' codings yet; how many
    there are of a code would tell what is there. `group_names` are all groups in their order, by
    their keys. Where it `is_whole`, that is all there is.
    """

    query: PassageQuery
    by: Grouping
    material: Material
    places: tuple[Place, ...]
    group_names: dict[str, str]
    hidden: int
    notes: tuple[str, ...]
    is_whole: bool = True


def find_passages(
    project: Project,
    reader: Coder,
    query: PassageQuery,
    by: Grouping = "municipality",
    enough: int | None = None,
) -> FoundPassages:
    """Return the passages wanted, as `reader` may see them.

    Where groups follow the transcripts, what is found may end with the transcript in which there
    are `enough`: they are the first of all, and the figures of what was left out are not yet known.
    Raises NotFound, with suggestions, for a filter that fits nothing, and BadInput for filters that
    do not suit each other.
    """
    with derived_placements.reading(project) as connection:
        finding = Finding(connection, material_of(connection, query.selection), reader, query, by)
        places: list[Place] = []
        is_whole = True
        for here in finding.matching():
            places += finding.places(here)
            if enough is not None and len(places) >= enough and by in _OF_TRANSCRIPTS:
                is_whole = False
                break
        names = finding.group_names()
        order = {group: number for number, group in enumerate(names)}
        places.sort(key=lambda place: order[place.group])
        used = {place.group for place in places}
        return FoundPassages(
            query,
            by,
            finding.material,
            tuple(places),
            {group: name for group, name in names.items() if group in used},
            finding.hidden,
            finding.notes(),
            is_whole,
        )


class Here(NamedTuple):
    """What of a transcript is wanted: its codings, those that wait for their place, and who counts.

    `version` is there where it had to be looked at.
    """

    transcript: Transcript
    version: Version | None
    codings: Sequence[CodingRow]
    waiting: Sequence[CodingRow]
    is_coded: bool


class Finding:
    """Passages being found, one transcript after another, and perhaps counted."""

    def __init__(
        self,
        connection: Connection,
        material: Material,
        reader: Coder,
        query: PassageQuery,
        by: Grouping,
    ) -> None:
        self.material, self.hidden, self.query, self.by = material, 0, query, by
        self.wanted = wanted_in(connection, material, query, by)
        self._connection = connection
        self.blindness = blindness_of(connection, reader, material.assignments)
        self._search = WordSearch(query.words, query.how) if query.words or query.anywhere else None
        selection = query.selection
        self._chooses_voices = bool(selection.roles or selection.informants or selection.variables)
        self._names: dict[str, str] = {}
        self.reserve = {code.id for code in material.codes.values() if not code.counted}
        self._waits = self._aside = self._unconfirmed = self._of_reserve = 0

    @property
    def of_several_codebooks(self) -> bool:
        """Whether codes of two codebooks are wanted, which are never counted together."""
        wanted = self.wanted.codes or ()
        return len({self.material.codes[code].codebook for code in wanted} - {SHARED}) > 1

    # What is wanted

    def matching(self, *, all_of_them: bool = False) -> Iterator[Here]:
        """Yield, by name, the transcripts in which something is wanted, or all of them."""
        of_codings = self._of_words if self.query.anywhere else self._of_codings()
        for transcript in self._in_order():
            here = of_codings(transcript)
            if all_of_them or here.codings:
                if here.version is None and (all_of_them or self._needs_voices):
                    here = here._replace(version=self._version(transcript))
                yield here

    def _in_order(self) -> Sequence[Transcript]:
        """Return the transcripts in the order of their groups, and there by name."""
        named = [*self.material.transcripts.values()]
        if self.by == "municipality":
            named.sort(key=lambda one: self.material.places[one.id].number)
        return named

    @property
    def _needs_voices(self) -> bool:
        return self.by in ("role", "informant") or self._chooses_voices

    def _of_words(self, transcript: Transcript) -> Here:
        """Return the words looked for as if they were codings: where somebody says them, or not."""
        assert self._search is not None
        current = queries.current_text(self._connection, transcript.id)
        hits = [] if current is None else [*self._search.find(current.text)]
        version = self._version(transcript) if hits else None
        if version is not None:
            hits = _said(version, hits)
        rows = [(WANTED, *hit, "", HERE, None, "", None, "", 0) for hit in hits]
        return Here(transcript, version, rows, (), is_coded=True)

    def _of_codings(self) -> Callable[[Transcript], Here]:
        """Return what gives the codings wanted of one transcript."""
        wanted, beside = self.wanted.codes, self.wanted.beside
        among = None if wanted is None else wanted | beside
        read = coding_rows.coding_rows(self._connection, SURE, among)

        def of_transcript(transcript: Transcript) -> Here:
            works = self.material.work.counting.get(transcript.id, ())
            all_coders = {work.coder for work in works}
            coders = {one for one in all_coders if not self.blindness.hides(transcript.id, one)}
            rows = read(transcript.id, transcript.version) if works else ()
            rows = [row for row in as_one(rows)[0] if row[3] in all_coders]
            first = [row for row in rows if wanted is None or row[0] in wanted]
            self.hidden += coders < all_coders
            first = [row for row in first if row[3] in coders and self.has_facets(row)]
            here = [row for row in first if self._is_shown(row)]
            version = None
            if here and (self._search is not None or beside):
                version = self._version(transcript)
                others = [row for row in rows if row[0] in beside and row[3] in coders]
                here = [*self._fitting(version, here, others)]
            self._note_left_out(first)
            waiting = [row for row in first if row[4] < HERE and row[4] != ASIDE]
            here.sort(key=_ORDER)
            return Here(transcript, version, here, waiting, bool(coders))

        return of_transcript

    def _is_shown(self, row: CodingRow) -> bool:
        if self.query.unconfirmed:
            return row[4] == UNCONFIRMED
        return row[4] == HERE or (row[4] == UNCONFIRMED and self.query.selection.basis != "final")

    def _note_left_out(self, rows: Sequence[CodingRow]) -> None:
        for row in rows:
            self._of_reserve += row[0] in self.reserve
            self._aside += row[4] == ASIDE
            self._waits += row[4] < HERE and row[4] != ASIDE
            self._unconfirmed += row[4] == UNCONFIRMED and not self._is_shown(row)

    def has_facets(self, row: CodingRow) -> bool:
        """Tell whether a coding carries the facet values that are wanted."""
        if not self.wanted.facets:
            return True
        own: dict[str, set[str]] = {}
        for facet, value in unpack_facets(row[5]):
            own.setdefault(facet, set()).add(value)
        return all(own.get(facet, {UNSET}) & values for facet, values in self.wanted.facets.items())

    def _fitting(
        self, version: Version, rows: Sequence[CodingRow], others: Sequence[CodingRow]
    ) -> Iterator[CodingRow]:
        """Yield the codings that hold the words looked for and are near those beside."""
        query = self.query
        hits = None
        if self._search is not None:
            hits = _said(version, self._search.find(version.text))
        is_near = near(version.text, version.turns, query.near)
        placed = [row for row in others if self._is_shown(row)]
        for row in rows:
            span = Span(row[1], row[2])
            if hits is not None and not any(
                span.start <= hit.start and hit.end <= span.end for hit in hits
            ):
                continue
            if self.wanted.beside and not any(
                (query.by_any or other[3] == row[3]) and is_near(span, Span(other[1], other[2]))
                for other in placed
            ):
                continue
            yield row

    def _version(self, transcript: Transcript) -> Version:
        return queries.version(self._connection, transcript.version)

    # Whose words

    def voices(
        self, here: Here, version: Version, group: Callable[[Speaker], str | None]
    ) -> dict[str, Voice]:
        """Return the voices of a transcript; those that are not wanted are in no group."""
        selection = self.query.selection

        def group_of(speaker: Speaker) -> str | None:
            wanted = (
                (not selection.roles or speaker.role in selection.roles)
                and (not self.wanted.informants or speaker.informant in self.wanted.informants)
                and all(
                    of[here.transcript.id](speaker) in values for of, values in self.wanted.valued
                )
            )
            return group(speaker) if wanted else None

        speaking = {turn.speaker for turn in version.turns}
        return voices_of(speaking, self.material.speakers, group_of)

    def informant(self, speaker: Speaker) -> str | None:
        """Return the key of somebody whose words are data, or who was asked for."""
        if speaker.role in NOT_INFORMANTS and not self._chooses_voices:
            return None
        key = speaker.informant or speaker.id
        transcript = self.material.transcripts[speaker.transcript].name
        name = self.material.pseudonyms.get(key, f"{speaker.label}, {transcript}")
        self._names.setdefault(key, name)
        return key

    # What is listed

    def places(self, here: Here) -> Iterator[Place]:
        """Yield where the passages wanted in a transcript are, once for each of their groups."""
        transcript = here.transcript
        group = {
            "municipality": self.material.places[transcript.id].number,
            "transcript": transcript.name,
        }.get(self.by)
        heard_in = None
        if here.version is not None and self._needs_voices:
            by_voice = {
                "role": lambda speaker: speaker.role,
                "informant": self.informant,
            }.get(self.by, lambda _: ALL)
            voices = self.voices(here, here.version, by_voice)
            heard_in = heard(here.version.turns, voices)
        for row in here.codings:
            groups: Sequence[str] = () if group is None else (group,)
            if heard_in is not None:
                named, _ = heard_in(row[1], row[2])
                if self._chooses_voices and not named:
                    continue
                groups = groups or named or (NOBODY,)
            of_coding = (row[6], row[0], row[3]) if row[6] else (None, None, None)
            for one in groups:
                yield Place(transcript.id, row[1], row[2], one, transcript.version, *of_coding)

    def group_names(self) -> dict[str, str]:
        """Return every group there may be -> its name, in the order in which they are listed."""
        material = self.material
        if self.by == "municipality":
            names = {place.number: _place_name(place) for place in material.places.values()}
            return dict(sorted(names.items()))
        if self.by == "transcript":
            return {one.name: one.name for one in material.transcripts.values()}
        if self.by == "role":
            roles = {speaker.role for speaker in material.speakers.values()}
            return {role: role for role in sorted(roles, key=_role_order)} | {NOBODY: "nobody"}
        named = sorted(self._names.items(), key=lambda pair: pair[1])
        return dict(named) | {NOBODY: "no informant"}

    def notes(self) -> tuple[str, ...]:
        """Return in sentences what was left out."""
        work, material = self.material.work, self.material
        if self.query.anywhere:
            return material.sentences
        left_out = Omissions(
            material.names(work.unfinished),
            material.names(work.unsettled),
            Begun((), 0),
            {},
            0,
            self._unconfirmed,
            self._waits,
            self._aside,
            0,
            0,
            0,
        )
        said = notes(material, left_out)
        if self._of_reserve:
            said = (*said, f"Codings of reserve codes, in no figure: {self._of_reserve}.")
        if self.of_several_codebooks:
            said = (
                *said,
                "The codes are of several codebooks, and counts are never summed over codebooks: "
                "kodeverk frequencies and kodeverk crosswalk have each code's own.",
            )
        if self.hidden:
            said = (
                *said,
                f"Colleagues' codings in {number_of(self.hidden, 'transcript')} that you code "
                "apart are not shown before you have finished there.",
            )
        return said


def _place_name(place: TableMunicipality) -> str:
    return place.name if place.number == NO_MUNICIPALITY else f"{place.number} {place.name}"


def _role_order(role: str) -> tuple[int, str]:
    return (ROLES.index(role) if role in ROLES else len(ROLES), role)


def _said(version: Version, hits: Iterable[Span]) -> list[Span]:
    """Return those hits that no label has a share in, and that no turn ends within."""
    turns = version.turns
    labels = label_spans(version.text, turns)
    starts = [turn.start for turn in turns]
    ends = [turn.end for turn in turns]
    label_ends = [label.end for label in labels]
    said = []
    for hit in hits:
        first = bisect_right(label_ends, hit.start)
        if first < len(labels) and labels[first].start < hit.end:
            continue
        turn = bisect_right(ends, hit.start)
        if (
            turn < len(turns)
            and starts[turn] < hit.end
            and not (starts[turn] <= hit.start and hit.end <= ends[turn])
        ):
            continue
        said.append(hit)
    return said
