"""The counting rules once more, slowly and plainly: sets of characters and loops over words."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kodeverk.analysis.counting.transcripts import CountedTranscript, Facets
from kodeverk.model.records import Code, Facet
from kodeverk.model.text import words
from tests.analysis.counted_transcripts import CountedCoding

NO_FIGURES = (None, None, None, None, None, None, None)

Figure = int | None
Row = tuple[Figure, Figure, Figure, Figure, Figure, Figure, Figure, str | None, int, Figure]
"""The seven measures, the reason, how many transcripts are left out, and of how many words."""
Rows = dict[tuple[str, ...], Row]
Select = Callable[[CountedTranscript], list[CountedCoding]]
Tell = Callable[[CountedTranscript], bool]


class Said(NamedTuple):
    start: int
    end: int
    role: str
    informant: str
    group: str | None


def codings_of(transcript: CountedTranscript) -> list[CountedCoding]:
    return [CountedCoding(*coding) for coding in transcript.codings]


def turns_of(transcript: CountedTranscript) -> list[Said]:
    return [Said(t.start, t.end, *transcript.voices[t.speaker]) for t in transcript.turns]


def is_informant(turn: Said) -> bool:
    return turn.role not in ("interviewer", "interpreter")


def characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {offset for start, end in spans for offset in range(start, end)}


def belongs(turn: Said, group: str, role: str) -> bool:
    if turn.group != group:
        return False
    return is_informant(turn) if role == "all" else turn.role == role


def spoken_turns(transcript: CountedTranscript) -> list[Said]:
    """The turns of those who say at least one word in the transcript."""
    turns = turns_of(transcript)
    saying = {
        (turn.role, turn.informant, turn.group)
        for turn in turns
        if any(words(transcript.text, turn.start, turn.end))
    }
    return [turn for turn in turns if (turn.role, turn.informant, turn.group) in saying]


def has(transcript: CountedTranscript, group: str, role: str) -> bool:
    if role == "all" and transcript.group == group:
        return True
    return any(belongs(turn, group, role) for turn in spoken_turns(transcript))


def where(transcripts: Sequence[CountedTranscript]) -> set[tuple[str, str]]:
    """All groups and roles there are, with or without a transcript in scope."""
    spoken = [
        (turn.group, turn)
        for t in transcripts
        for turn in spoken_turns(t)
        if turn.group is not None
    ]
    return (
        {(t.group, "all") for t in transcripts if t.group is not None}
        | {(group, "all") for group, turn in spoken if is_informant(turn)}
        | {(group, turn.role) for group, turn in spoken}
    )


def count_groups(spans: Iterable[tuple[int, int]]) -> int:
    """How many groups are left when spans that share a character are joined until none do."""
    groups = [characters([span]) for span in spans]
    joined = True
    while joined:
        joined = False
        for one in groups:
            other = next((two for two in groups if two is not one and two & one), None)
            if other is not None:
                groups = [group for group in groups if group is not one and group is not other]
                groups.append(one | other)
                joined = True
                break
    return len(groups)


def only_waits(
    transcript: CountedTranscript, select: Select, waits: Tell, group: str, role: str
) -> bool:
    """Whether something waits and nothing that counts touches a turn of the group and role."""
    spoken = characters(
        (turn.start, turn.end) for turn in turns_of(transcript) if belongs(turn, group, role)
    )
    return waits(transcript) and not any(
        characters([(c.start, c.end)]) & spoken for c in select(transcript)
    )


def figures(
    transcripts: Sequence[CountedTranscript],
    read: Tell,
    select: Select,
    group: str,
    role: str,
    *waiting: tuple[Select, Tell],
) -> Row:
    """What `Row` has.

    `read(transcript)` tells whether it was read, `select(transcript)` gives the codings to count;
    `waiting` are pairs of what selects codings and what tells whether one of that kind waits.
    """
    present = [t for t in transcripts if has(t, group, role)]
    eligible = [
        t
        for t in present
        if t.coded
        and read(t)
        and not any(only_waits(t, some, waits, group, role) for some, waits in waiting)
    ]
    left_out = len(present) - len(eligible)
    if not eligible:
        return (*NO_FIGURES, "..", left_out, None)
    codings = passages = turns = word_count = of_transcripts = of_words = 0
    people: set[str] = set()
    everybody: set[str] = set()
    for t in eligible:
        own = [turn for turn in spoken_turns(t) if belongs(turn, group, role)]
        everybody |= {turn.informant for turn in own}
        of_words += sum(len(list(words(t.text, turn.start, turn.end))) for turn in own)
    for t in (t for t in transcripts if t.coded and read(t)):
        own = [turn for turn in turns_of(t) if belongs(turn, group, role)]
        spoken = characters((turn.start, turn.end) for turn in own)
        spans = [(c.start, c.end) for c in select(t) if characters([(c.start, c.end)]) & spoken]
        codings += len(spans)
        passages += count_groups(spans)
        of_transcripts += bool(spans)
        covered = characters(spans)
        for turn in own:
            found = sum(
                any(offset in covered for offset in range(*word))
                for word in words(t.text, turn.start, turn.end)
            )
            word_count += found
            if found:
                turns += 1
                people.add(turn.informant)
    return (
        codings,
        passages,
        turns,
        of_transcripts,
        len(people),
        word_count,
        len(everybody),
        None,
        left_out,
        of_words,
    )


def theme(code: Code, by_id: Mapping[str, Code]) -> Code:
    parent = by_id.get(code.parent or "")
    if parent is None or parent.codebook != code.codebook:
        return code
    return theme(parent, by_id)


def shown_codes(transcripts: Sequence[CountedTranscript], codes: Sequence[Code]) -> list[Code]:
    used = {c.code for t in transcripts for c in codings_of(t)}
    return [code for code in codes if code.counted and (code.active or code.id in used)]


def readable(
    transcripts: Sequence[CountedTranscript],
    codes: Sequence[Code],
    not_coded: Collection[tuple[str, str]],
) -> frozenset[tuple[str, str]]:
    """The (transcript, code) not read for, with those whose every coding of a code waits."""
    counted = {code.id for code in codes if code.counted}
    only_waiting = {
        (t.id, code)
        for t in transcripts
        for code, _ in t.waiting
        if code in counted and code not in {c.code for c in codings_of(t)}
    }
    return frozenset(not_coded) | only_waiting


def code_rows(
    transcripts: Sequence[CountedTranscript],
    codes: Sequence[Code],
    not_coded: Collection[tuple[str, str]],
) -> Rows:
    unread = readable(transcripts, codes, not_coded)
    rows: Rows = {}
    for code in shown_codes(transcripts, codes):

        def read(t: CountedTranscript, code: Code = code) -> bool:
            return (t.id, code.id) not in unread

        def select(t: CountedTranscript, code: Code = code) -> list[CountedCoding]:
            return [c for c in codings_of(t) if c.code == code.id]

        def waits(t: CountedTranscript, code: Code = code) -> bool:
            return any(one == code.id for one, _ in t.waiting)

        for group, role in where(transcripts):
            rows[code.id, group, role] = figures(
                transcripts,
                read,
                select,
                group,
                role,
                (select, waits),
            )
    return rows


def theme_rows(
    transcripts: Sequence[CountedTranscript],
    codes: Sequence[Code],
    not_coded: Collection[tuple[str, str]],
) -> Rows:
    unread = readable(transcripts, codes, not_coded)
    by_id = {code.id: code for code in codes}
    rows: Rows = {}
    tops = {theme(code, by_id).id for code in shown_codes(transcripts, codes)}
    for top in (code for code in codes if code.id in tops and code.counted):
        members = [code for code in codes if code.counted and theme(code, by_id) is top]
        needed = [code for code in members if code.active and code is not top] or [top]
        keys = {code.id for code in members}

        def read(t: CountedTranscript, needed: list[Code] = needed) -> bool:
            return all((t.id, code.id) not in unread for code in needed)

        def select(t: CountedTranscript, keys: set[str] = keys) -> list[CountedCoding]:
            return [c for c in codings_of(t) if c.code in keys and (t.id, c.code) not in unread]

        def waits(t: CountedTranscript, keys: set[str] = keys) -> bool:
            return any(one in keys for one, _ in t.waiting)

        for group, role in where(transcripts):
            rows[top.id, group, role] = figures(
                transcripts,
                read,
                select,
                group,
                role,
                (select, waits),
            )
    return rows


def can_carry(code: Code, facet: Facet) -> bool:
    if facet.codes is not None:
        return code.id in facet.codes
    return facet.codebooks is None or code.codebook in facet.codebooks


def facet_rows(  # noqa: C901 - four loops, plainly
    transcripts: Sequence[CountedTranscript],
    codes: Sequence[Code],
    not_coded: Collection[tuple[str, str]],
    facets: Sequence[Facet],
) -> Rows:
    unread = readable(transcripts, codes, not_coded)
    rows: Rows = {}
    for code in shown_codes(transcripts, codes):

        def read(t: CountedTranscript, code: Code = code) -> bool:
            return (t.id, code.id) not in unread

        def own(t: CountedTranscript, code: Code = code) -> list[CountedCoding]:
            return [c for c in codings_of(t) if c.code == code.id]

        def waits(t: CountedTranscript, code: Code = code) -> bool:
            return any(one == code.id for one, _ in t.waiting)

        for facet in facets:

            def values_of(given: Facets, code: Code = code, facet: Facet = facet) -> set[str]:
                values = {value for key, value in given if key == facet.key}
                return values or ({"unset"} if can_carry(code, facet) else set())

            values = {
                value
                for t in transcripts
                if (t.id, code.id) not in unread
                for c in own(t)
                for value in values_of(c.facets)
            }
            if can_carry(code, facet):
                values |= {value.id for value in facet.values} | {"unset"}
            for value in values:

                def select(
                    t: CountedTranscript,
                    own: Select = own,
                    value: str = value,
                    values_of: Callable[[Facets], set[str]] = values_of,
                ) -> list[CountedCoding]:
                    return [c for c in own(t) if value in values_of(c.facets)]

                def value_waits(
                    t: CountedTranscript,
                    code: Code = code,
                    value: str = value,
                    values_of: Callable[[Facets], set[str]] = values_of,
                ) -> bool:
                    return any(
                        one == code.id and value in values_of(given) for one, given in t.waiting
                    )

                for group, role in where(transcripts):
                    rows[code.id, group, role, facet.key, value] = figures(
                        transcripts,
                        read,
                        select,
                        group,
                        role,
                        (own, waits),
                        (select, value_waits),
                    )
    return rows


def values_shown(
    transcripts: Sequence[CountedTranscript],
    code: Code,
    facet: Facet,
    unread: Collection[tuple[str, str]],
) -> set[str]:
    """The values of a facet that a code has rows for."""
    carried = can_carry(code, facet)
    found = {value.id for value in facet.values} | {"unset"} if carried else set()
    for t in transcripts:
        for c in codings_of(t) if (t.id, code.id) not in unread else ():
            if c.code == code.id:
                found |= values_carried(code, facet, c.facets)
    return found


def values_carried(code: Code, facet: Facet, given: Facets) -> set[str]:
    values = {value for key, value in given if key == facet.key}
    return values or ({"unset"} if can_carry(code, facet) else set())


def theme_facet_rows(
    transcripts: Sequence[CountedTranscript],
    codes: Sequence[Code],
    not_coded: Collection[tuple[str, str]],
    facets: Sequence[Facet],
) -> Rows:
    unread = readable(transcripts, codes, not_coded)
    by_id = {code.id: code for code in codes}
    shown = shown_codes(transcripts, codes)
    rows: Rows = {}
    tops = {theme(code, by_id).id for code in shown}
    for top in (code for code in codes if code.id in tops and code.counted):
        members = [code for code in codes if code.counted and theme(code, by_id) is top]
        needed = [code for code in members if code.active and code is not top] or [top]
        keys = {code.id for code in members}

        def read(t: CountedTranscript, needed: list[Code] = needed) -> bool:
            return all((t.id, code.id) not in unread for code in needed)

        def own(t: CountedTranscript, keys: set[str] = keys) -> list[CountedCoding]:
            return [c for c in codings_of(t) if c.code in keys and (t.id, c.code) not in unread]

        def waits(t: CountedTranscript, keys: set[str] = keys) -> bool:
            return any(one in keys for one, _ in t.waiting)

        for facet in facets:
            values = {
                value
                for code in members
                if code in shown
                for value in values_shown(transcripts, code, facet, unread)
            }
            for value in values:

                def select(
                    t: CountedTranscript,
                    own: Select = own,
                    facet: Facet = facet,
                    value: str = value,
                ) -> list[CountedCoding]:
                    return [
                        c for c in own(t) if value in values_carried(by_id[c.code], facet, c.facets)
                    ]

                def value_waits(
                    t: CountedTranscript,
                    keys: set[str] = keys,
                    facet: Facet = facet,
                    value: str = value,
                ) -> bool:
                    return any(
                        one in keys and value in values_carried(by_id[one], facet, given)
                        for one, given in t.waiting
                    )

                for group, role in where(transcripts):
                    rows[top.id, group, role, facet.key, value] = figures(
                        transcripts, read, select, group, role, (own, waits), (select, value_waits)
                    )
    return rows


def within(
    transcripts: Sequence[CountedTranscript], margin: str, margins: Callable[[str], Iterable[str]]
) -> list[CountedTranscript]:
    """The transcripts with a margin as the group of all who are in it, and nobody else in one."""

    def wider(group: str | None) -> str | None:
        return margin if group is not None and margin in (group, *margins(group)) else None

    return [
        replace(
            t,
            group=wider(t.group),
            voices={who: one._replace(group=wider(one.group)) for who, one in t.voices.items()},
        )
        for t in transcripts
    ]


def denominators(
    transcripts: Sequence[CountedTranscript],
) -> dict[tuple[str, ...], tuple[int, int, int, int, int]]:
    rows: dict[tuple[str, ...], tuple[int, int, int, int, int]] = {}
    for group, role in where(transcripts):
        present = [t for t in transcripts if has(t, group, role)]
        coded = [t for t in present if t.coded]
        own = [(t, turn) for t in coded for turn in spoken_turns(t) if belongs(turn, group, role)]
        rows[group, role] = (
            len(coded),
            len({turn.informant for _, turn in own}),
            len(own),
            sum(len(list(words(t.text, turn.start, turn.end))) for t, turn in own),
            len(present) - len(coded),
        )
    return rows


def outside(
    transcripts: Sequence[CountedTranscript],
    codes: Sequence[Code],
    not_coded: Collection[tuple[str, str]],
) -> tuple[int, int, int]:
    """How many codings touch no turn, only turns that no group has, or were not to be read for."""
    counted = {code.id for code in codes if code.counted}
    untouching = elsewhere = unread = 0
    for t in transcripts:
        spoken = characters((turn.start, turn.end) for turn in turns_of(t))
        of_groups = characters(
            (turn.start, turn.end) for turn in turns_of(t) if turn.group is not None
        )
        for c in (c for c in codings_of(t) if c.code in counted):
            place = characters([(c.start, c.end)])
            if (t.id, c.code) in not_coded:
                unread += 1
            elif not place & spoken:
                untouching += 1
            elif not place & of_groups:
                elsewhere += 1
    return untouching, elsewhere, unread
