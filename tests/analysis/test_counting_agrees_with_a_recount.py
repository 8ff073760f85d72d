from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kodeverk.analysis.counting.passages import connected_spans
from kodeverk.analysis.counting.shapes import SPACE, WORD, shape
from kodeverk.analysis.counting.transcripts import CountedTranscript, voices_of
from kodeverk.model.records import Code, Facet, FacetValue, Speaker, Turn
from kodeverk.model.text import words
from tests.analysis import recount
from tests.analysis.counted_transcripts import CountedCoding, code, count

ALPHABET = "ab1Å .,-–_…\"'(\n\t\u00a0\u0301é😀㐀\u3000\u2009٣²ⅷ"
texts = st.text(ALPHABET, max_size=25)
GROUPS = ["0301", "-", "1818"]
ROLES = ["interviewer", "interpreter", "advisor", "participant", "naboen"]


CODES = (
    code("T", book="b"),
    code("T-A", "T", book="b"),
    code("T-A-B", "T-A", book="b"),
    code("T-C", "T", book="b"),
    code("U", book="other"),
    code("U-D", "T", book="other"),
    code("X", book=""),
    code("X-E", "X", book=""),
    code("G", "gone", book="b"),
)
FACETS = (
    Facet("f", "retning", {}, tuple(FacetValue(v, {}, {}) for v in "+-"), True, False, None, None),
    Facet(
        "h", "sted", {}, (FacetValue("ute", {}, {}),), True, False, None, None, frozenset({"other"})
    ),
    Facet("g", "fase", {}, (FacetValue("1", {}, {}),), False, False, ("T-A", "X"), None),
)
FACETS_GIVEN = st.lists(
    st.sampled_from([("retning", "+"), ("retning", "-"), ("fase", "1"), ("fase", "old")]),
    max_size=2,
).map(tuple)


@st.composite
def transcripts(draw: st.DrawFn, number: int) -> CountedTranscript:
    identity = f"t{number}"
    speakers: dict[str, Speaker] = {}
    for place in range(draw(st.integers(1, 4))):
        speaker = f"{identity}-{place}"
        speakers[speaker] = Speaker(
            speaker,
            identity,
            str(place),
            draw(st.sampled_from(ROLES)),
            draw(st.sampled_from([None, None, "anna", "bo"])),
            draw(st.sampled_from([None, *speakers])),
        )
    text = draw(texts)
    turns: list[Turn] = []
    for _ in range(draw(st.integers(0, 5))):
        label, body, after = draw(texts), draw(texts), draw(st.sampled_from(["\n", "", " "]))
        at = len(text) + len(label)
        speaker = draw(st.sampled_from(sorted(speakers)))
        turns.append(Turn(len(text), at, at, at + len(body), speaker))
        text += label + body + after
    whole = draw(st.sampled_from([None, *GROUPS]))
    groups = {
        speaker: whole if whole is not None else draw(st.sampled_from([None, *GROUPS]))
        for speaker in speakers
    }
    speaking = {turn.speaker for turn in turns}
    voices = voices_of(speaking, speakers, lambda speaker: groups[speaker.id])
    coded = draw(st.sampled_from([True, True, True, False]))
    codings: list[CountedCoding] = []
    if text and coded:
        for _ in range(draw(st.integers(0, 8))):
            start = draw(st.integers(0, len(text) - 1))
            codings.append(
                CountedCoding(
                    draw(st.sampled_from(CODES)).id,
                    start,
                    draw(st.integers(start + 1, len(text))),
                    draw(FACETS_GIVEN),
                )
            )
    waiting = draw(st.lists(st.tuples(st.sampled_from([c.id for c in CODES]), FACETS_GIVEN)))
    return CountedTranscript(
        identity, text, turns, voices, tuple(codings), whole, coded, waiting if coded else ()
    )


corpora = st.integers(0, 4).flatmap(lambda n: st.tuples(*(transcripts(i) for i in range(n))))
codebooks = st.tuples(*(st.tuples(st.booleans(), st.booleans()) for _ in CODES)).map(
    lambda flags: tuple(
        replace(one, counted=not uncounted or one.key == "T-A", active=active)
        for one, (uncounted, active) in zip(CODES, flags, strict=True)
    )
)
pairs = st.frozensets(
    st.tuples(st.sampled_from(["t0", "t1", "t2", "t3"]), st.sampled_from([c.id for c in CODES])),
    max_size=6,
)


def keyed(
    rows: Sequence[tuple[object, ...]], width: int
) -> dict[tuple[object, ...], tuple[object, ...]]:
    found = {tuple(row)[:width]: tuple(row)[width:] for row in rows}
    assert len(found) == len(rows)
    return found


@settings(max_examples=400, deadline=None)
@given(corpora, codebooks, pairs)
def test_every_row_and_denominator_agrees_with_a_slow_and_plain_recount(
    corpus: tuple[CountedTranscript, ...],
    codes: tuple[Code, ...],
    not_coded: frozenset[tuple[str, str]],
) -> None:
    counts = count(corpus, codes, not_coded=not_coded, facets=FACETS, themes=True)
    assert keyed(counts.codes, 3) == recount.code_rows(corpus, codes, not_coded)
    assert keyed(counts.themes, 3) == recount.theme_rows(corpus, codes, not_coded)
    assert keyed(counts.facets, 5) == recount.facet_rows(corpus, codes, not_coded, FACETS)
    assert keyed(counts.denominators, 2) == recount.denominators(corpus)
    assert (counts.untouching, counts.elsewhere, counts.unread) == recount.outside(
        corpus, codes, not_coded
    )


@settings(max_examples=40, deadline=None)
@given(corpora, codebooks, pairs)
def test_margins_and_the_facets_of_themes_agree_with_the_recount(
    corpus: tuple[CountedTranscript, ...],
    codes: tuple[Code, ...],
    not_coded: frozenset[tuple[str, str]],
) -> None:
    def margins(group: str) -> tuple[str, ...]:
        return {"every": (), "east": ("every",), "1818": ("every",)}.get(group, ("east", "every"))

    counts = count(
        corpus,
        codes,
        not_coded=not_coded,
        facets=FACETS,
        themes=True,
        theme_facets=True,
        margins=margins,
    )
    alone = count(corpus, codes, not_coded=not_coded, facets=FACETS, themes=True, theme_facets=True)
    of_margins = {"east", "every"}
    assert {row for row in counts.codes if row.group not in of_margins} == {*alone.codes}
    assert keyed(alone.theme_facets, 5) == recount.theme_facet_rows(
        corpus, codes, not_coded, FACETS
    )
    for margin in sorted(of_margins):
        wider = recount.within(corpus, margin, margins)

        def own(rows: Sequence[tuple[object, ...]], at: int, margin: str = margin) -> list[Any]:
            return [row for row in rows if row[at] == margin]

        assert keyed(own(counts.codes, 1), 3) == recount.code_rows(wider, codes, not_coded)
        assert keyed(own(counts.themes, 1), 3) == recount.theme_rows(wider, codes, not_coded)
        assert keyed(own(counts.denominators, 0), 2) == recount.denominators(wider)
        assert keyed(own(counts.theme_facets, 1), 5) == recount.theme_facet_rows(
            wider, codes, not_coded, FACETS
        )


@settings(max_examples=50, deadline=None)
@given(corpora, st.randoms(use_true_random=False))
def test_the_order_in_which_transcripts_and_codings_come_changes_nothing(
    corpus: tuple[CountedTranscript, ...], random: Random
) -> None:
    mixed = [
        replace(one, codings=tuple(random.sample(one.codings, len(one.codings)))) for one in corpus
    ]
    random.shuffle(mixed)
    straight = count(corpus, CODES, facets=FACETS, themes=True)
    assert count(mixed, CODES, facets=FACETS, themes=True) == straight


@settings(deadline=None)
@given(st.lists(st.text(st.one_of(st.characters(), st.sampled_from(ALPHABET)), max_size=60)))
def test_the_fast_way_to_count_words_finds_the_words_that_words_are(bodies: list[str]) -> None:
    row = shape(bodies)
    place = 1
    for body in bodies:
        begin = [place + word.start for word in words(body)]
        assert [
            at for at in range(place, place + len(body)) if row[at - 1 : at + 1] == WORD
        ] == begin
        assert row.count(WORD, place - 1, place + len(body)) == len(begin)
        assert [row[place + at :][:1] == SPACE for at in range(len(body))] == [
            character.isspace() for character in body
        ]
        place += len(body) + 1


spans = st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda at: (at[0], at[0] + at[1]))


@given(st.lists(spans, max_size=12))
def test_passages_hold_every_character_once_and_are_as_many_as_groups_that_share_one(
    some: list[tuple[int, int]],
) -> None:
    found = list(connected_spans(some))
    assert recount.characters(found) == recount.characters(some)
    assert len(found) == recount.count_groups([span for span in some if span[0] < span[1]])
    assert found == sorted(found)
    assert all(one.end <= two.start for one, two in pairwise(found))
