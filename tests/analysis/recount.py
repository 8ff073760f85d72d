"""The counting rules once more, slowly and plainly: sets of characters and loops over words."""

from typing import NamedTuple

from kodeverk.model.text import words

NO_FIGURES = (None,) * 7


class Said(NamedTuple):
    start: int
    end: int
    role: str
    informant: str
    group: str | None


def turns_of(transcript):
    return [Said(t.start, t.end, *transcript.voices[t.speaker]) for t in transcript.turns]


def is_informant(turn):
    return turn.role not in ("interviewer", "interpreter")


def characters(spans):
    return {offset for start, end in spans for offset in range(start, end)}


def belongs(turn, group, role):
    if turn.group != group:
        return False
    return is_informant(turn) if role == "all" else turn.role == role


def has(transcript, group, role):
    if role == "all":
        return transcript.group == group or any(
            turn.group == group for turn in turns_of(transcript)
        )
    return any(belongs(turn, group, role) for turn in turns_of(transcript))


def where(transcripts):
    """All groups and roles there are, with or without a transcript in scope."""
    groups = {t.group for t in transcripts} | {
        turn.group for t in transcripts for turn in turns_of(t)
    }
    roles = {(turn.group, turn.role) for t in transcripts for turn in turns_of(t)}
    return {(group, "all") for group in groups if group is not None} | {
        (group, role) for group, role in roles if group is not None
    }


def count_groups(spans):
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


def figures(transcripts, read, select, group, role):
    """The seven measures, the reason and how many transcripts are left out.

    `read(transcript)` tells whether it was read, `select(transcript)` gives the codings to count.
    """
    present = [t for t in transcripts if has(t, group, role)]
    eligible = [t for t in present if t.coded and read(t)]
    left_out = len(present) - len(eligible)
    if not eligible:
        return (*NO_FIGURES, "..", left_out)
    codings = passages = turns = word_count = of_transcripts = 0
    people, everybody = set(), set()
    for t in eligible:
        own = [turn for turn in turns_of(t) if belongs(turn, group, role)]
        everybody |= {turn.informant for turn in own}
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
    )


def theme(code, by_id):
    parent = by_id.get(code.parent)
    if parent is None or parent.codebook != code.codebook:
        return code
    return theme(parent, by_id)


def shown_codes(transcripts, codes):
    used = {c.code for t in transcripts for c in t.codings}
    return [code for code in codes if code.counted and (code.active or code.id in used)]


def code_rows(transcripts, codes, not_coded):
    return {
        (code.id, group, role): figures(
            transcripts,
            lambda t, code=code: (t.id, code.id) not in not_coded,
            lambda t, code=code: [c for c in t.codings if c.code == code.id],
            group,
            role,
        )
        for code in shown_codes(transcripts, codes)
        for group, role in where(transcripts)
    }


def theme_rows(transcripts, codes, not_coded):
    by_id = {code.id: code for code in codes}
    rows = {}
    tops = {theme(code, by_id).id for code in shown_codes(transcripts, codes)}
    for top in (code for code in codes if code.id in tops and code.counted):
        members = [code for code in codes if code.counted and theme(code, by_id) is top]
        needed = [code for code in members if code.active and code is not top] or [top]
        for group, role in where(transcripts):
            rows[top.id, group, role] = figures(
                transcripts,
                lambda t, needed=needed: all((t.id, code.id) not in not_coded for code in needed),
                lambda t, members=members: [
                    c
                    for c in t.codings
                    if c.code in {code.id for code in members} and (t.id, c.code) not in not_coded
                ],
                group,
                role,
            )
    return rows


def facet_rows(transcripts, codes, not_coded, facets):
    rows = {}
    for code in shown_codes(transcripts, codes):
        for facet in facets:
            carries = facet.codes is None or code.id in facet.codes

            def values_of(coding, facet=facet, carries=carries):
                values = {value for key, value in coding.facets if key == facet.key}
                return values or ({"unset"} if carries else set())

            own = [
                c
                for t in transcripts
                for c in t.codings
                if c.code == code.id and (t.id, code.id) not in not_coded
            ]
            values = {value for c in own for value in values_of(c)}
            if carries:
                values |= {value.id for value in facet.values} | {"unset"}
            for value in values:
                for group, role in where(transcripts):
                    rows[code.id, group, role, facet.key, value] = figures(
                        transcripts,
                        lambda t, code=code: (t.id, code.id) not in not_coded,
                        lambda t, code=code, value=value, values_of=values_of: [
                            c for c in t.codings if c.code == code.id and value in values_of(c)
                        ],
                        group,
                        role,
                    )
    return rows


def denominators(transcripts):
    rows = {}
    for group, role in where(transcripts):
        present = [t for t in transcripts if t.coded and has(t, group, role)]
        own = [(t, turn) for t in present for turn in turns_of(t) if belongs(turn, group, role)]
        rows[group, role] = (
            len(present),
            len({turn.informant for _, turn in own}),
            len(own),
            sum(len(list(words(t.text, turn.start, turn.end))) for t, turn in own),
        )
    return rows


def outside(transcripts, codes, not_coded):
    """How many codings touch no turn of the table, and how many were not to be read for."""
    counted = {code.id for code in codes if code.counted}
    untouching = unread = 0
    for t in transcripts:
        spoken = characters(
            (turn.start, turn.end) for turn in turns_of(t) if turn.group is not None
        )
        for c in t.codings:
            if c.code in counted:
                if (t.id, c.code) in not_coded:
                    unread += 1
                elif not characters([(c.start, c.end)]) & spoken:
                    untouching += 1
    return untouching, unread
