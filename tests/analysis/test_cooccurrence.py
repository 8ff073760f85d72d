"""Co-occurrence: the example of docs/counting.md, and a slow and plain recount of anything."""

from functools import partial
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kodeverk.analysis.counting.cooccurrence import Cooccurrence, Meetings
from kodeverk.analysis.counting.transcripts import CountedTranscript, Voice
from kodeverk.analysis.searching.nearness import Near, near
from kodeverk.model.passages import label_spans
from kodeverk.model.records import Code, Turn
from kodeverk.model.text import Span, words
from tests.analysis.counted_transcripts import CountedCoding, code
from tests.analysis.recount import Said, characters, is_informant, turns_of
from tests.analysis.test_counting_agrees_with_a_recount import codebooks, corpora, pairs

TEXT = "I: Hva?\nV: Vi ringte ofte, og de svarte. Så fikk de tid.\nD: Ja, tid nok.\n"
BOOK = (code("A"), code("B"), code("C"), code("X", counted=False))


def example(*codings: tuple[str, str], unit: str = "t", **more: object) -> CountedTranscript:
    turns = [
        Turn(0, 2, 3, 7, "i"),
        Turn(8, 10, 11, TEXT.index("\nD"), "v"),
        Turn(TEXT.index("D:"), TEXT.index("D:") + 2, TEXT.index("Ja"), len(TEXT) - 1, "d"),
    ]
    voices = {
        "i": Voice("interviewer", "i", "all"),
        "v": Voice("advisor", "v", "all"),
        "d": Voice("participant", "d", "all"),
    }
    spans = [
        CountedCoding(key, TEXT.index(words), TEXT.index(words) + len(words))
        for key, words in codings
    ]
    return CountedTranscript(unit, TEXT, turns, voices, spans, "all", **more)  # type: ignore[arg-type]


def met(*counted: CountedTranscript, how: Near = "words", **more: object) -> dict[str, Meetings]:
    counting = Cooccurrence(BOOK, how, **more)  # type: ignore[arg-type]
    for one in counted:
        counting.add(one, one.id)
    return {f"{row.first}{row.second}": row for row in counting.table()}


THE_EXAMPLE = example(
    ("A", "Vi ringte ofte, og de svarte"),
    ("B", "ringte"),
    ("B", "de svarte. Så"),
    ("C", "fikk"),
    ("C", "Ja, tid"),
    ("X", "ringte"),
)


def test_the_example_of_the_documentation() -> None:
    same = met(THE_EXAMPLE)
    assert same["AA"] == Meetings("A", "A", 1, 1, 1, 1, 1, None)
    assert same["BB"] == Meetings("B", "B", 2, 2, 2, 1, 1, None)
    assert same["AB"] == Meetings("A", "B", 2, 1, 2, 1, 1, None)
    assert same["AC"] == Meetings("A", "C", 0, 0, 0, 0, 1, None)
    turn = met(THE_EXAMPLE, how="turn")
    assert turn["AC"][2:5] == (1, 1, 1), "the advisor's turn has both"
    assert turn["BC"][2:5] == (2, 2, 1)
    assert met(THE_EXAMPLE, how=0)["BC"][2:5] == (1, 1, 1), "nothing but a blank is between"
    assert met(THE_EXAMPLE, how=1)["AC"][2:5] == (1, 1, 1), "only Så is between"
    assert met(THE_EXAMPLE, how=4)["BC"][2:5] == (2, 1, 2), "fikk de tid. – no label"
    assert [key for key in same if "X" in key] == []


def test_the_rest_of_a_word_that_a_coding_cuts_is_no_word_between() -> None:
    cut = met(example(("A", "ring"), ("B", "te"), ("C", "arte")), how=0)
    assert cut["AB"].meetings == 1, "one word, and both cover it"
    assert cut["BC"].meetings == 0
    begun = example(("A", "ringt"), ("B", "varte"))
    assert met(begun, how=3)["AB"].meetings == 1, "ofte, og de"
    assert met(begun, how=2)["AB"].meetings == 0


def test_only_what_touches_the_roles_turns_meets() -> None:
    of_role = met(THE_EXAMPLE, how="turn", role="participant")
    assert of_role["CC"].meetings == 1
    assert of_role["AA"] == Meetings("A", "A", 0, 0, 0, 0, 1, None)
    nobody = met(THE_EXAMPLE, role="teacher")
    assert nobody["AB"].reason == ".."


def test_what_was_not_read_or_waits_is_never_0() -> None:
    both = met(THE_EXAMPLE, example(("A", "ringte"), unit="u"), not_coded=[("u", "B")])
    assert both["AB"][2:] == (2, 1, 2, 1, 1, None)
    assert both["AA"][5:7] == (2, 2)
    unread = met(example(("A", "ringte")), not_coded=[("t", "B")])
    assert unread["AB"].reason == ".."
    waits = met(example(("A", "ringte"), ("B", "svarte"), waiting=[("B", ())]))
    assert waits["AB"].reason == ".."
    assert waits["BB"].meetings == 1
    assert waits["AC"].meetings == 0


def test_a_code_out_of_use_has_rows_only_where_it_has_passages() -> None:
    book = (code("A"), code("B", active=False))
    for codings, rows in (([("A", "ringte")], 1), ([("A", "ringte"), ("B", "ringte")], 3)):
        counting = Cooccurrence(book)
        counting.add(example(*codings), "t")
        assert len([*counting.table()]) == rows


def own_turns(counted: CountedTranscript, role: str) -> list[Said]:
    turns = [turn for turn in turns_of(counted) if turn.group is not None]
    return [turn for turn in turns if (is_informant(turn) if role == "all" else turn.role == role)]


def passages_in(counted: CountedTranscript, key: str, spoken: set[int]) -> list[Span]:
    groups: list[set[int]] = []
    for coded, start, end, _ in counted.codings:
        mine = characters([(start, end)])
        if coded == key and mine & spoken:
            joined = [group for group in groups if group & mine]
            groups = [group for group in groups if not group & mine]
            groups.append(mine.union(*joined))
    return [Span(min(group), max(group) + 1) for group in groups]


def recount(
    corpus: tuple[CountedTranscript, ...],
    codes: tuple[Code, ...],
    not_coded: frozenset[tuple[str, str]],
    how: Near,
    role: str,
) -> list[Meetings]:
    """Every two passages of every two codes are asked whether they are near."""
    passages: dict[str, dict[str, list[Span]]] = {}
    for one in corpus:
        own = own_turns(one, role)
        says = any(any(words(one.text, turn.start, turn.end)) for turn in own)
        if one.coded and (role == "all" or says):
            spoken = characters((turn.start, turn.end) for turn in own)
            unread = {key for unit, key in not_coded if unit == one.id}
            unread |= {key for key, _ in one.waiting} - {coding[0] for coding in one.codings}
            passages[one.id] = {
                each.id: passages_in(one, each.id, spoken)
                for each in codes
                if each.counted and each.id not in unread
            }
    used = {key for of in passages.values() for key, spans in of.items() if spans}
    shown = [each for each in codes if each.counted and (each.active or each.id in used)]
    units = [one for one in corpus if one.id in passages]
    pairs_of = [(each.id, each.id) for each in shown]
    pairs_of += [(first.id, second.id) for first, second in combinations(shown, 2)]
    return [recounted(first, second, units, passages, how) for first, second in pairs_of]


def few_between(counted: CountedTranscript, most: int, one: Span, other: Span) -> bool:
    """Words of which no character is in either passage nor before the first or after the last."""
    said = [*counted.text]
    for start, end in label_spans(counted.text, counted.turns):
        said[start:end] = " " * (end - start)
    first, second = sorted((one, other))
    gap = {*range(first.end, second.start)}
    between = [word for word in words("".join(said)) if {*range(*word)} <= gap]
    return second.start < first.end or len(between) <= most


def recounted(
    first: str,
    second: str,
    units: list[CountedTranscript],
    passages: dict[str, dict[str, list[Span]]],
    how: Near,
) -> Meetings:
    figures = [0, 0, 0, 0, 0]
    for one in units:
        if not {first, second} <= passages[one.id].keys():
            continue
        is_near = (
            partial(few_between, one, how)
            if isinstance(how, int)
            else near(one.text, one.turns, how)
        )
        pairs_here = [
            (a, b)
            for a in passages[one.id][first]
            for b in passages[one.id][second]
            if (a == b if first == second else is_near(a, b))
        ]
        if pairs_here or not {first, second} & {key for key, _ in one.waiting}:
            own = len({a for a, _ in pairs_here}), len({b for _, b in pairs_here})
            for place, figure in enumerate((len(pairs_here), *own, bool(pairs_here), 1)):
                figures[place] += figure
    if not figures[4]:
        return Meetings(first, second, None, None, None, None, None, "..")
    meetings, ours, theirs, met_in, read = figures
    return Meetings(first, second, meetings, ours, theirs, met_in, read, None)


@settings(max_examples=60, deadline=None)
@given(
    corpora,
    codebooks,
    pairs,
    st.one_of(st.sampled_from(["words", "turn"]), st.integers(0, 3)),
    st.sampled_from(["all", "advisor", "interviewer"]),
)
def test_every_meeting_agrees_with_a_slow_and_plain_recount(
    corpus: tuple[CountedTranscript, ...],
    codes: tuple[Code, ...],
    not_coded: frozenset[tuple[str, str]],
    how: Near,
    role: str,
) -> None:
    counting = Cooccurrence(codes, how, not_coded=not_coded, role=role)
    for one in corpus:
        counting.add(one, one.id)
    assert [*counting.table()] == recount(corpus, codes, not_coded, how, role)


@settings(max_examples=30, deadline=None)
@given(corpora, codebooks, st.one_of(st.sampled_from(["words", "turn"]), st.integers(0, 3)))
def test_it_is_the_same_from_either_side(
    corpus: tuple[CountedTranscript, ...], codes: tuple[Code, ...], how: Near
) -> None:
    tables = []
    for order in (codes, codes[::-1]):
        counting = Cooccurrence(order, how)
        for one in corpus:
            counting.add(one, one.id)
        tables.append({(row.first, row.second): row for row in counting.table()})
    for (first, second), row in tables[0].items():
        turned = tables[1].get((second, first)) or tables[1][first, second]
        assert turned[2:] == (row[2], row[4], row[3], *row[5:])


@settings(max_examples=20, deadline=None)
@given(corpora, codebooks)
def test_several_coders_of_one_transcript_are_one_transcript(
    corpus: tuple[CountedTranscript, ...], codes: tuple[Code, ...]
) -> None:
    counting = Cooccurrence(codes)
    for one in corpus:
        counting.add(one, "the same")
    for row in counting.table():
        assert row.reason or (row.transcripts or 0) <= 1 == row.of_transcripts
