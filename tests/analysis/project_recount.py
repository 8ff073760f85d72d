"""The figures of a whole project counted once more, from its records and docs/counting.md alone."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from kodeverk.analysis.counting.scope import Basis, Scope
from kodeverk.analysis.counting.transcripts import CountedTranscript, Voice
from kodeverk.model.records import Assignment, Coding, Speaker
from kodeverk.service import derived_placements
from kodeverk.store import coding_rows, queries
from kodeverk.store.project import Project
from tests.analysis import recount
from tests.analysis.counted_transcripts import CountedCoding

TODAY = {"0220": "3203"}
NAMES = {
    "0301": "Oslo",
    "3203": "Asker",
    "1818": "Herøy (Nordland)",
    "1507": "Ålesund (1507)",
    "-": "no municipality",
}


FileRows = dict[
    tuple[str, ...],
    tuple[
        recount.Figure,
        recount.Figure,
        recount.Figure,
        recount.Figure,
        recount.Figure,
        recount.Figure,
        recount.Figure,
        str | None,
        int,
    ],
]
"""The rows as files have them: without how many words they are of."""


class Recounted(NamedTuple):
    """Every row of figures by municipality, by the codes' keys."""

    codes: FileRows
    themes: FileRows
    facets: FileRows
    denominators: dict[tuple[str, ...], tuple[int, int, int, int, int]]
    outside: tuple[int, int, int]


def waits(coding: Coding) -> bool:
    """Tell whether a search made a coding and nobody has said that it is right."""
    return coding.origin == "auto" and not coding.confirmed


class Records:
    """What a project holds, as lists and dictionaries."""

    def __init__(self, project: Project) -> None:
        with derived_placements.reading(project) as connection:
            self.transcripts = {one.id: one for one in queries.transcripts(connection)}
            self.versions = {one.transcript: one for one in queries.current_versions(connection)}
            self.speakers = {one.id: one for one in queries.speakers(connection)}
            self.pseudonyms = {one.id: one.name for one in queries.informants(connection)}
            self.codes = queries.codes(connection)
            self.facets = queries.facets(connection)
            self.read_for = {one.id: one for one in coding_rows.codebook_versions(connection)}
            self.work = queries.assignments(connection)
            self.mains = queries.main_coders(connection, "main")
            self.coders = {one.id: one for one in queries.coders(connection)}
            self.variables = queries.variables(connection)
            placed = queries.codings(connection)
            waiting = {
                one.record
                for transcript in self.transcripts
                for one in derived_placements.waiting_placements(connection, transcript)
            }
            everything = queries.codings_as_made(connection, sorted(queries.coding_ids(connection)))
        self.placed = [one for one in placed if one.id not in waiting]
        self.waiting = [one for one in everything if one.id in waiting]

    def place(self, transcript: str) -> str:
        number = self.transcripts[transcript].municipality
        return "-" if number is None else TODAY.get(number, number)

    def settled(
        self, scope: Scope = "finished", basis: Basis = "final"
    ) -> tuple[dict[str, list[Assignment]], set[str]]:
        """Whose work counts in each transcript, and the transcripts that are unsettled."""
        counting: dict[str, list[Assignment]] = {}
        unsettled: set[str] = set()
        reached = {"finished", "released"} | ({"started"} if scope == "started" else set())
        for transcript in self.transcripts:
            work = [one for one in self.work if one.transcript == transcript]
            persons = [one for one in work if self.coders[one.coder].kind == "person"]
            done = [one for one in persons if one.state in ("finished", "released")]
            mains = self.mains.get(transcript, ())
            agreed = [
                one for one in work if one not in persons and one.state in ("finished", "released")
            ]
            if basis == "all":
                found = [one for one in persons if one.state in reached]
            elif agreed:
                found = agreed
            elif mains:
                found = [one for one in persons if one.coder in mains and one.state in reached]
            else:
                found = done or [one for one in persons if one.state in reached]
            if basis == "final" and len(found) > 1:
                unsettled.add(transcript)
            elif found:
                counting[transcript] = found
        return counting, unsettled

    def unread(self, counting: Mapping[str, Sequence[Assignment]]) -> set[tuple[str, str]]:
        """The (transcript, code) that nobody who counts has read for."""
        frozen = {one.codebook for one in self.read_for.values()}
        found: set[tuple[str, str]] = set()
        for transcript, work in counting.items():
            if any(one.state == "started" and not one.codebook_versions for one in work):
                continue
            read = {
                code
                for one in work
                for version in one.codebook_versions
                for code in self.read_for[version].codes
            }
            found |= {
                (transcript, code.id)
                for code in self.codes
                if code.codebook in frozen and code.id not in read
            }
        return found

    def voice(self, speaker: str, group_of: Callable[[Speaker], str | None]) -> Voice:
        one = self.speakers[speaker]
        if one.role == "interpreter" and one.speaks_for is not None:
            one = self.speakers[one.speaks_for]
        return Voice(one.role, one.informant or one.id, group_of(one))

    def codings_of(
        self, transcript: str, coders: Collection[str], basis: Basis
    ) -> list[CountedCoding]:
        """The codings that count, those of one coder and code on the same words as one."""
        sure = {
            (one.coder, one.code, one.start, one.end)
            for one in self.placed
            if one.transcript == transcript and (basis != "final" or not waits(one))
        }
        together: dict[tuple[str, str, int, int], set[tuple[str, str]]] = {}
        for one in self.placed:
            if one.transcript == transcript and one.coder in coders:
                key = (one.coder, one.code, one.start, one.end)
                together.setdefault(key, set()).update(one.facets)
        reserve = {code.id for code in self.codes if not code.counted}
        return [
            CountedCoding(code, start, end, tuple(sorted(facets)))
            for (coder, code, start, end), facets in together.items()
            if code not in reserve and (coder, code, start, end) in sure
        ]

    def as_counted(
        self,
        counting: Mapping[str, Sequence[Assignment]],
        group: Callable[[str], str | None] | None = None,
        group_of: Callable[[str], Callable[[Speaker], str | None]] | None = None,
        basis: Basis = "final",
    ) -> list[CountedTranscript]:
        """The transcripts as the recount takes them."""
        found = []
        for transcript in self.transcripts:
            version = self.versions[transcript]
            own = self.place(transcript) if group is None else group(transcript)
            coders = {one.coder for one in counting.get(transcript, ())}
            of = group_of(transcript) if group_of else partial(self._group_of_all, own)
            found.append(
                CountedTranscript(
                    id=transcript,
                    text=version.text,
                    turns=version.turns,
                    voices={turn.speaker: self.voice(turn.speaker, of) for turn in version.turns},
                    codings=self.codings_of(transcript, coders, basis),
                    waiting=[
                        (one.code, one.facets)
                        for one in self.waiting
                        if one.transcript == transcript and one.coder in coders
                    ],
                    group=own,
                    coded=transcript in counting,
                )
            )
        return found

    @staticmethod
    def _group_of_all(group: str | None, _: Speaker) -> str | None:
        return group

    def by_variable(
        self, name: str
    ) -> tuple[Callable[[str], None], Callable[[str], Callable[[Speaker], str | None]]]:
        """What groups by a variable: nobody's own group, and the group of each speaker."""
        values: dict[tuple[str, str | None], str] = {
            (one.subject_kind, one.subject): str(one.value)
            for one in self.variables
            if one.name == name
        }
        of_informants = {kind for kind, _ in values} == {"informant"}

        def group_of(transcript: str) -> Callable[[Speaker], str | None]:
            then = self.transcripts[transcript].municipality
            shared = values.get(("transcript", transcript)) or values.get(
                ("municipality", then), values.get(("municipality", self.place(transcript)), "-")
            )

            def of(speaker: Speaker) -> str | None:
                if of_informants and speaker.role in ("interviewer", "interpreter"):
                    return None
                return values.get(("informant", speaker.informant), shared)

            return of

        return (lambda _: None), group_of

    def tables(self, scope: Scope = "finished", basis: Basis = "final") -> Recounted:
        """Every row of figures by municipality: codes, themes, facets and denominators, by key."""
        counting, _ = self.settled(scope, basis)
        counted, unread = self.as_counted(counting, basis=basis), self.unread(counting)
        keys = {code.id: code.key for code in self.codes}

        def keyed(rows: recount.Rows) -> FileRows:
            return {(keys[code], *key): figures[:-1] for (code, *key), figures in rows.items()}

        return Recounted(
            codes=keyed(recount.code_rows(counted, self.codes, unread)),
            themes=keyed(recount.theme_rows(counted, self.codes, unread)),
            facets=keyed(recount.facet_rows(counted, self.codes, unread, self.facets)),
            denominators=recount.denominators(counted),
            outside=recount.outside(counted, self.codes, unread),
        )
