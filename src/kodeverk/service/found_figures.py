"""What found passages come to, by group and altogether: counted as every frequency is."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kodeverk.analysis.counting.figures import CodeFrequency
from kodeverk.analysis.counting.frequencies import Count
from kodeverk.analysis.counting.scope import not_coded
from kodeverk.analysis.counting.transcripts import ALL, CountedTranscript, Facets, PlainCoding
from kodeverk.model.records import Code, Coder
from kodeverk.service import derived_placements
from kodeverk.service.finding import WANTED, Finding, FoundPassages, Here
from kodeverk.service.passage_query import codes_needed
from kodeverk.store.project import Project

NOT_APPLICABLE = "."
"""The reason of figures that there cannot be: of reserve codes, of what nobody has confirmed."""

_NO_FIGURES = (None, None, None, None, None, None, None)


class PassageGroup(NamedTuple):
    """A group of what is listed and what it comes to: how many passages by the counting rules, and
    how many informants have it, of how many.

    `listed` is how many lines the group has. The figures are None, with a reason, where they are
    not known, or where what is listed is in no figure.
    """

    group: str
    name: str
    listed: int
    codings: int | None
    passages: int | None
    turns: int | None
    transcripts: int | None
    speakers: int | None
    words: int | None
    of_speakers: int | None
    reason: str | None
    left_out: int
    of_words: int | None


def count_passages(
    project: Project, reader: Coder, found: FoundPassages
) -> tuple[tuple[PassageGroup, ...], PassageGroup]:
    """Return what was found counted by group, and all of it together, in the group `all`.

    Groups that were looked through and have nothing are among them.
    """
    with derived_placements.reading(project) as connection:
        finding = Finding(connection, found.material, reader, found.query, found.by)
        count = _FoundCount(finding)
        for here in finding.matching(all_of_them=True):
            count.add(here)
        listed = Counter(place.group for place in found.places)
        total = len({place._replace(group="") for place in found.places})
        return tuple(count.counted(listed)), count.counted_together(total)


class _FoundCount:
    """What is found being counted, by group and altogether."""

    def __init__(self, finding: Finding) -> None:
        self._finding, self._by = finding, finding.by
        self._material, self._query = finding.material, finding.query
        self._counts = self._new_count(), self._new_count()

    def _new_count(self) -> Count:
        needed = codes_needed(self._material, self._finding.wanted.codes)
        unread = set()
        if needed and not self._query.anywhere:
            pairs = not_coded(
                self._material.work,
                self._material.versions,
                self._material.codes.values(),
                self._material.splits,
            )
            unread = {(transcript, WANTED) for transcript, code in pairs if code in needed}
        return Count([_code_of_all()], not_coded=unread)

    def add(self, here: Here) -> None:
        """Count what is wanted in a transcript, by group and altogether."""
        assert here.version is not None
        transcript, version = here.transcript, here.version
        codings: list[PlainCoding] = [
            (WANTED, row[1], row[2], ())
            for row in here.codings
            if row[0] not in self._finding.reserve
        ]
        waiting: list[tuple[str, Facets]] = [
            (WANTED, ()) for row in here.waiting if row[0] not in self._finding.reserve
        ]
        number = self._material.places[transcript.id].number
        own = {"municipality": number, "transcript": transcript.name, "role": ALL}.get(self._by)
        group_of = self._finding.informant if own is None else lambda _: own
        # Where values and persons are chosen, a transcript without any of them is not looked at.
        selection = self._query.selection
        is_whole = not (selection.variables or selection.informants)
        for count, group, of in (
            (self._counts[0], own if is_whole else None, group_of),
            (self._counts[1], ALL if is_whole else None, lambda _: ALL),
        ):
            count.add(
                CountedTranscript(
                    transcript.id,
                    version.text,
                    version.turns,
                    self._finding.voices(here, version, of),
                    codings if here.is_coded else (),
                    group,
                    here.is_coded,
                    waiting if here.is_coded else (),
                )
            )

    def counted(self, listed: Mapping[str, int]) -> Iterator[PassageGroup]:
        """Yield the groups of what was counted, with what they come to."""
        names = self._finding.group_names()
        by_role = self._by == "role"
        rows = {
            row.role if by_role else row.group: row
            for row in self._counts[0].tables().codes
            if by_role or row.role == self._shown_role
        }
        for group in names:
            if group in rows or listed.get(group):
                figures = rows.get(group)
                yield self._as_group(group, names[group], listed.get(group, 0), figures)

    def counted_together(self, listed: int) -> PassageGroup:
        """Return what all that was counted comes to."""
        rows = {row.role: row for row in self._counts[1].tables().codes}
        return self._as_group(ALL, "all", listed, rows.get(self._shown_role))

    @property
    def _shown_role(self) -> str:
        roles = self._query.selection.roles
        return roles[0] if len(roles) == 1 else ALL

    def _as_group(
        self, group: str, name: str, listed: int, row: CodeFrequency | None
    ) -> PassageGroup:
        in_no_figure = (
            self._query.unconfirmed
            or self._finding.of_several_codebooks
            or (
                self._finding.wanted.codes is not None
                and self._finding.wanted.codes <= self._finding.reserve
            )
        )
        if row is None or in_no_figure:
            return PassageGroup(group, name, listed, *_NO_FIGURES, NOT_APPLICABLE, 0, None)
        return PassageGroup(group, name, listed, *row[3:])


def _code_of_all() -> Code:
    """Return the code under which all that is wanted is counted."""
    return Code(WANTED, "", WANTED, {}, None, 0, {}, None, None, None, None, None, None, True, True)
