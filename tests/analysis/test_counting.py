"""Each counting rule by an example small enough to count by hand."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kodeverk.analysis.counting.figures import CodeFrequency, Counts
from kodeverk.analysis.counting.rules import RULES
from kodeverk.analysis.counting.transcripts import CountedTranscript, theme_of, voices_of
from kodeverk.errors import BadInput, BadProject
from kodeverk.model.records import Facet, FacetValue, Role, Speaker, Turn
from tests.analysis.counted_transcripts import CountedCoding, code, count

INTERVIEW = [
    ("I", "interviewer", "Hva skjedde da?"),
    ("V", "advisor", "Vi ringte – og ringte, hver uke."),
    ("D", "participant", "Hun ringte tilbake."),
    ("V", "advisor", "Ja."),
    ("T", "interpreter", "Hun sier takk."),
]


REL, TILLIT, KONTIN = code("REL"), code("REL-TILLIT", "REL"), code("REL-KONTIN", "REL")
RETNING = Facet(
    "retning",
    "retning",
    {},
    (FacetValue("fremmer", {}, {}), FacetValue("hemmer", {}, {})),
    False,
    False,
    None,
    None,
)


Marked = tuple[str, str, *tuple[tuple[str, str], ...]]


def interview(
    said: Sequence[tuple[str, Role, str]] = INTERVIEW,
    *marked: Marked,
    name: str = "t1",
    group: str | None = "0301",
    coded: bool = True,
    **joined: str,
) -> CountedTranscript:
    """One transcript of (label, role, words); `marked` are (code, words to code, facets...).

    `joined` maps a label to an informant, or to `>LABEL` for an interpreter who speaks for LABEL.
    """
    text = ""
    turns: list[Turn] = []
    speakers: dict[str, Speaker] = {}
    for label, role, body in said:
        at = len(text) + len(label) + 2
        turns.append(Turn(len(text), at, at, at + len(body), f"{name}-{label}"))
        text += f"{label}: {body}\n"
        link = joined.get(label)
        speaks_for = f"{name}-{link[1:]}" if link and link.startswith(">") else None
        informant = None if speaks_for else link
        speakers[f"{name}-{label}"] = Speaker(
            f"{name}-{label}", name, label, role, informant, speaks_for
        )
    codings = []
    for key, words, *facets in marked:
        start = text.index(words)
        codings.append(CountedCoding(key, start, start + len(words), tuple(facets)))
    voices = voices_of(speakers, speakers, lambda _: group)
    return CountedTranscript(name, text, turns, voices, codings, group, coded)


def row(
    counts: Counts, key: str = "REL-TILLIT", role: str = "all", group: str = "0301"
) -> CodeFrequency:
    (found,) = [r for r in counts.codes if (r.code, r.group, r.role) == (key, group, role)]
    return found


def test_overlapping_codings_are_one_passage_and_adjacent_ones_are_two() -> None:
    overlapping = interview(
        INTERVIEW, ("REL-TILLIT", "Vi ringte –"), ("REL-TILLIT", "ringte – og ringte")
    )
    assert row(count([overlapping], [TILLIT]))[3:5] == (2, 1)
    adjacent = interview(INTERVIEW, ("REL-TILLIT", "Vi "), ("REL-TILLIT", "ringte – og"))
    assert row(count([adjacent], [TILLIT]))[3:5] == (2, 2)


def test_two_coders_on_the_same_words_make_two_codings_one_passage_and_each_word_once() -> None:
    twice = interview(INTERVIEW, *[("REL-TILLIT", "Hun ringte tilbake.")] * 2)
    found = row(count([twice], [TILLIT]))
    assert (found.codings, found.passages, found.words, found.turns) == (2, 1, 3, 1)


def test_a_word_counts_whole_when_one_of_its_characters_is_covered() -> None:
    part = interview(INTERVIEW, ("REL-TILLIT", "ilb"))
    assert row(count([part], [TILLIT])).words == 1


def test_a_word_two_codings_have_a_part_of_each_counts_once() -> None:
    parts = interview(INTERVIEW, ("REL-TILLIT", "til"), ("REL-TILLIT", "bake"))
    found = row(count([parts], [TILLIT]))
    assert (found.passages, found.words, found.turns) == (2, 1, 1)


def test_a_dash_is_no_word_and_covering_only_it_reaches_no_turn_and_no_speaker() -> None:
    dash = interview(INTERVIEW, ("REL-TILLIT", "–"))
    found = row(count([dash], [TILLIT]))
    assert (found.codings, found.passages, found.transcripts) == (1, 1, 1)
    assert (found.words, found.turns, found.speakers) == (0, 0, 0)


def test_labels_hold_no_words_and_a_coding_of_labels_alone_is_reported_as_untouching() -> None:
    label = interview(INTERVIEW, ("REL-TILLIT", "D:"), ("REL-TILLIT", "uke.\nD: Hun"))
    counts = count([label], [TILLIT])
    assert counts.untouching == 1
    assert row(counts).codings == 1
    assert row(counts).words == 2


def test_a_coding_across_two_roles_counts_in_both_and_once_in_all() -> None:
    across = interview(INTERVIEW, ("REL-TILLIT", "hver uke.\nD: Hun"))
    counts = count([across], [TILLIT])
    assert row(counts, role="advisor")[3:9] == (1, 1, 1, 1, 1, 2)
    assert row(counts, role="participant")[3:9] == (1, 1, 1, 1, 1, 1)
    assert row(counts, role="all")[3:9] == (1, 1, 2, 1, 2, 3)


def test_a_role_groups_passages_on_whole_spans_of_the_codings_that_touch_it() -> None:
    # The middle coding joins the outer two in `all`, but does not touch the advisor's turns.
    said = [
        ("V", "advisor", "aa"),
        ("D", "participant", "bb cc dd"),
        ("V", "advisor", "ee"),
    ]
    joined = interview(
        said,
        ("REL-TILLIT", "aa\nD: bb"),
        ("REL-TILLIT", "b cc d"),
        ("REL-TILLIT", "dd\nV: ee"),
    )
    counts = count([joined], [TILLIT])
    assert row(counts, role="all").passages == 1
    assert row(counts, role="advisor").passages == 2


def test_the_interviewer_has_a_row_and_is_not_in_all() -> None:
    question = interview(INTERVIEW, ("REL-TILLIT", "Hva skjedde"))
    counts = count([question], [TILLIT])
    assert row(counts, role="interviewer")[3:10] == (1, 1, 1, 1, 1, 2, 1)
    assert row(counts, role="all")[3:10] == (0, 0, 0, 0, 0, 0, 2)


def test_an_interpreter_who_speaks_for_nobody_is_not_an_informant() -> None:
    thanks = interview(INTERVIEW, ("REL-TILLIT", "takk"))
    counts = count([thanks], [TILLIT])
    assert row(counts, role="interpreter").words == 1
    assert row(counts, role="all").words == 0


def test_an_interpreters_turn_counts_as_the_participants_it_speaks_for() -> None:
    thanks = interview(INTERVIEW, ("REL-TILLIT", "takk"), ("REL-TILLIT", "tilbake"), T=">D")
    counts = count([thanks], [TILLIT])
    assert {r.role for r in counts.codes} == {"all", "interviewer", "advisor", "participant"}
    found = row(counts, role="participant")
    assert (found.turns, found.speakers, found.of_speakers, found.words) == (2, 1, 1, 2)


def test_joined_speakers_are_one_informant_across_transcripts() -> None:
    said = [("A", "participant", "Jeg stolte på henne.")]
    one = interview(said, ("REL-TILLIT", "stolte"), name="t1", A="Amina")
    two = interview(said, ("REL-TILLIT", "stolte"), name="t2", A="Amina")
    alone = interview(said, name="t3")
    found = row(count([one, two, alone], [TILLIT]))
    assert (found.speakers, found.of_speakers, found.transcripts) == (1, 2, 2)


def test_a_municipality_read_without_finding_the_code_is_an_explicit_zero() -> None:
    found = row(count([interview()], [TILLIT]))
    assert found[3:] == (0, 0, 0, 0, 0, 0, 2, None, 0, 10)


def test_a_municipality_whose_transcripts_are_not_finished_is_not_coded_and_never_zero() -> None:
    counts = count([interview(coded=False)], [TILLIT])
    assert row(counts)[3:] == (None,) * 7 + ("..", 1, None)
    assert all(r.reason == ".." for r in counts.codes)
    assert {d.words for d in counts.denominators} == {0}


def test_a_role_that_speaks_only_in_unfinished_transcripts_is_not_coded() -> None:
    said = [("D", "participant", "Nei.")]
    counts = count([interview(INTERVIEW[:2]), interview(said, name="t2", coded=False)], [TILLIT])
    assert row(counts, role="participant").reason == ".."
    assert row(counts, role="all").reason is None
    assert row(counts, role="all").left_out == 1


def test_a_municipality_without_transcripts_is_absent() -> None:
    counts = count([interview(group="1818")], [TILLIT])
    assert {r.group for r in counts.codes} == {"1818"}


def test_a_group_of_transcripts_without_informants_is_in_scope_with_nobody_in_it() -> None:
    question = interview([("I", "interviewer", "Hallo?")])
    counts = count([question], [TILLIT])
    assert row(counts)[3:10] == (0, 0, 0, 0, 0, 0, 0)
    (everybody, interviewer) = counts.denominators
    assert everybody == ("0301", "all", 1, 0, 0, 0, 0)
    assert interviewer == ("0301", "interviewer", 1, 1, 1, 1, 0)


def test_a_code_a_transcript_was_not_read_for_is_not_coded_and_its_speakers_are_not_in_scope() -> (
    None
):
    read = interview(INTERVIEW, ("REL-TILLIT", "takk"), name="t1")
    unread = interview(INTERVIEW, ("REL-TILLIT", "tilbake"), name="t2")
    counts = count([read, unread], [TILLIT, KONTIN], not_coded=[("t2", "REL-TILLIT")])
    found = row(counts)
    assert (found.codings, found.of_speakers, found.left_out, found.reason) == (0, 2, 1, None)
    assert row(counts, "REL-KONTIN").of_speakers == 4
    assert counts.unread == 1
    only = count([unread], [TILLIT], not_coded=[("t2", "REL-TILLIT")])
    assert row(only)[3:] == (None,) * 7 + ("..", 1, None)


def test_a_theme_counts_the_union_over_its_codes_and_itself_and_never_the_sum() -> None:
    both = interview(
        INTERVIEW,
        ("REL", "Vi ringte"),
        ("REL-TILLIT", "ringte – og"),
        ("REL-KONTIN", "og ringte, hver"),
    )
    counts = count([both], [REL, TILLIT, KONTIN], themes=True)
    (found,) = [r for r in counts.themes if r.role == "all"]
    assert (found.code, found.codings, found.passages, found.words) == ("REL", 3, 1, 5)
    assert row(counts, "REL").words == 2


def test_a_theme_is_not_coded_while_a_code_under_it_has_not_been_read_for() -> None:
    transcript = interview(INTERVIEW, ("REL-KONTIN", "takk"))
    counts = count(
        [transcript], [REL, TILLIT, KONTIN], themes=True, not_coded=[("t1", "REL-TILLIT")]
    )
    assert {r.reason for r in counts.themes} == {".."}
    regrouped = count([transcript], [REL, KONTIN], themes=True, not_coded=[("t1", "REL")])
    assert {r.reason for r in regrouped.themes} == {None}


def test_a_theme_belongs_to_one_codebook() -> None:
    elsewhere = code("SAM-MØTE", "REL", book="samarbeid")
    assert theme_of([REL, TILLIT, elsewhere]) == {
        "REL": "REL",
        "REL-TILLIT": "REL",
        "SAM-MØTE": "SAM-MØTE",
    }


def test_a_code_whose_theme_is_gone_stands_at_the_top() -> None:
    assert theme_of([TILLIT]) == {"REL-TILLIT": "REL-TILLIT"}


def test_codes_that_are_each_others_parents_are_an_error_that_names_them() -> None:
    with pytest.raises(BadProject, match="A is under itself"):
        theme_of([code("A", "B"), code("B", "A")])


def test_facet_values_have_rows_of_their_own_and_so_has_unset() -> None:
    facets = [("retning", "fremmer"), ("retning", "hemmer")]
    coded = interview(
        INTERVIEW, ("REL-TILLIT", "ringte", *facets), ("REL-TILLIT", "tilbake"), ("REL", "takk")
    )
    counts = count([coded], [REL, TILLIT], facets=[RETNING])
    found = {r.value: r.codings for r in counts.facets if r[:3] == ("REL-TILLIT", "0301", "all")}
    assert found == {"fremmer": 1, "hemmer": 1, "unset": 1}


def test_a_facet_value_that_left_the_codebook_still_has_a_row_where_it_is_used() -> None:
    coded = interview(INTERVIEW, ("REL-TILLIT", "ringte", ("retning", "uklart")))
    counts = count([coded], [TILLIT], facets=[RETNING])
    assert [r.codings for r in counts.facets if r.role == "all"] == [0, 0, 0, 1]


def test_reserve_codes_are_in_no_figure() -> None:
    reserve = code("X-IDENT", book="", counted=False)
    child = code("REL-X", "REL", counted=False)
    coded = interview(INTERVIEW, ("X-IDENT", "Hun"), ("REL-X", "ringte"))
    counts = count([coded], [REL, reserve, child], facets=[RETNING], themes=True)
    for rows in (counts.codes, counts.facets, counts.themes):
        assert {r.code for r in rows} == {"REL"}
        assert {r.codings for r in rows} == {0}


def test_a_code_out_of_use_has_rows_only_if_it_was_used() -> None:
    out = code("UTE", active=False)
    assert count([interview()], [out]).codes == ()
    assert row(count([interview(INTERVIEW, ("UTE", "takk"))], [out]), "UTE").codings == 0


def test_groups_may_be_of_informants_and_who_has_none_is_not_in_the_table() -> None:
    transcript = interview()
    by_sex = CountedTranscript(
        "t1",
        transcript.text,
        transcript.turns,
        {
            speaker: voice._replace(
                group={"advisor": "kvinne", "participant": "mann"}.get(voice.role)
            )
            for speaker, voice in transcript.voices.items()
        },
        interview(INTERVIEW, ("REL-TILLIT", "uke.\nD: Hun"), ("REL-TILLIT", "takk")).codings,
    )
    counts = count([by_sex], [TILLIT])
    assert [(r.group, r.role, r.words) for r in counts.codes] == [
        ("kvinne", "all", 1),
        ("kvinne", "advisor", 1),
        ("mann", "all", 1),
        ("mann", "participant", 1),
    ]
    assert (counts.untouching, counts.elsewhere) == (0, 1)


def test_denominators_are_everything_in_scope_by_role_and_for_all_informants() -> None:
    counts = count([interview(), interview(name="t2")], [TILLIT])
    assert counts.denominators == (
        ("0301", "all", 2, 4, 6, 20, 0),
        ("0301", "interviewer", 2, 2, 2, 6, 0),
        ("0301", "advisor", 2, 2, 4, 14, 0),
        ("0301", "participant", 2, 2, 2, 6, 0),
        ("0301", "interpreter", 2, 2, 2, 6, 0),
    )


def test_who_says_no_word_is_nobody_in_the_transcript_and_in_no_denominator() -> None:
    said = [("V", "advisor", "Vi ringte."), ("D", "participant", "[…]"), ("W", "advisor", "– …")]
    counts = count([interview(said, ("REL-TILLIT", "[…]"))], [TILLIT])
    assert counts.denominators == (
        ("0301", "all", 1, 1, 1, 2, 0),
        ("0301", "advisor", 1, 1, 1, 2, 0),
    )
    assert row(counts)[3:10] == (1, 1, 0, 1, 0, 0, 1)


def test_a_role_in_which_a_code_only_waits_for_its_place_is_not_0_but_not_known() -> None:
    transcript = interview(INTERVIEW, ("REL-TILLIT", "Vi ringte"), ("REL-KONTIN", "takk"))
    waiting = replace(transcript, waiting=[("REL-TILLIT", ())])
    counts = count([waiting], [REL, TILLIT, KONTIN], themes=True)
    assert row(counts, role="advisor").codings == 1
    assert row(counts, role="all").codings == 1
    left = {one.role: (one.reason, one.left_out) for one in counts.codes if one.code == TILLIT.id}
    assert left["participant"] == left["interpreter"] == ("..", 1)
    assert row(counts, "REL-KONTIN", "participant").codings == 0
    themes = {one.role: one.codings for one in counts.themes}
    assert (themes["participant"], themes["advisor"], themes["interpreter"]) == (None, 1, 1)
    assert {(one.code, one.role) for one in counts.codes_not_read} == {
        ("REL-TILLIT", role) for role in ("interviewer", "participant", "interpreter")
    }


def test_a_facet_value_that_only_waits_for_its_place_is_not_0_but_not_known() -> None:
    transcript = interview(INTERVIEW, ("REL-TILLIT", "Vi ringte", ("retning", "fremmer")))
    waiting = replace(transcript, waiting=[("REL-TILLIT", (("retning", "hemmer"),))])
    counts = count([waiting], [TILLIT], facets=[RETNING])
    found = {one.value: one.codings for one in counts.facets if one.role == "advisor"}
    assert found == {"fremmer": 1, "hemmer": None, "unset": 0}


def test_a_transcript_in_which_all_codings_of_a_code_wait_is_left_out_for_it_and_its_theme() -> (
    None
):
    transcript = interview(INTERVIEW, ("REL-KONTIN", "Vi ringte"))
    waiting = replace(transcript, waiting=[("REL-TILLIT", ())])
    counts = count([waiting, interview(name="t2")], [REL, TILLIT, KONTIN], themes=True)
    assert (row(counts).codings, row(counts).left_out) == (0, 1)
    assert row(counts, "REL-KONTIN").codings == 1
    assert [(one.codings, one.left_out) for one in counts.themes if one.role == "all"] == [(0, 1)]


def test_a_facet_of_one_codebook_has_rows_for_the_codes_of_that_codebook_only() -> None:
    other = replace(TILLIT, id="X-Y", key="X-Y", codebook="other")
    facet = replace(RETNING, codebooks=frozenset({TILLIT.codebook}))
    counts = count([interview()], [TILLIT, other], facets=[facet])
    assert {one.code for one in counts.facets} == {"REL-TILLIT"}


def test_roles_a_project_added_stand_last_and_one_called_all_is_refused() -> None:
    counts = count([interview([("N", "abbed", "Ja."), ("D", "unknown", "Nei.")])], [TILLIT])
    assert [r.role for r in counts.codes] == ["all", "unknown", "abbed"]
    with pytest.raises(BadInput, match="the role 'all'"):
        interview([("N", "all", "Ja.")])


def test_a_turn_of_nobody_in_the_project_is_an_error() -> None:
    with pytest.raises(BadProject, match="who is not in the project"):
        voices_of(["ukjent"], {}, lambda _: "0301")


@pytest.mark.parametrize(
    ("transcripts", "complaint"),
    [
        ([interview(), interview()], "given twice"),
        ([interview(INTERVIEW, ("REL", "takk"))], "unknown code REL"),
        ([CountedTranscript("t", "ab", (), {}, [CountedCoding("REL-TILLIT", 1, 3)])], "outside"),
        ([CountedTranscript("t", "ab", (), {}, [CountedCoding("REL-TILLIT", 1, 1)])], "outside"),
        (
            [
                CountedTranscript(
                    "t", "ab", (), {}, [CountedCoding("REL-TILLIT", 0, 1)], coded=False
                )
            ],
            "is not coded",
        ),
        (
            [CountedTranscript("t", "ab", interview().turns, interview().voices)],
            "ends after its text",
        ),
        ([CountedTranscript("t", "ab" * 99, interview().turns[::-1], {})], "overlap"),
    ],
)
def test_values_that_do_not_belong_together_are_never_counted(
    transcripts: list[CountedTranscript], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        count(transcripts, [TILLIT])


def test_every_rule_is_numbered_in_order_and_explained_in_the_documentation(
    repository: Path,
) -> None:
    page = (repository / "docs" / "counting.md").read_text(encoding="utf-8")
    for number, rule in enumerate(RULES, 1):
        assert rule.startswith(f"{number}. ")
        assert f"> {rule}\n" in page


def test_the_example_in_the_documentation_counts_as_it_says(repository: Path) -> None:
    example = interview(
        INTERVIEW,
        ("REL-TILLIT", "Vi ringte –"),
        ("REL-TILLIT", "ringte – og ringte"),
        ("REL-TILLIT", "hver uke.\nD: Hun"),
        ("REL-KONTIN", "ringte, hver"),
    )
    counts = count([example], [REL, TILLIT, KONTIN], themes=True)
    page = (repository / "docs" / "counting.md").read_text(encoding="utf-8")
    printed = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in page.splitlines()
        if line.startswith("| REL-") and line.count("|") == 10
    ]
    assert printed == [
        (r.code, r.role, *(str(figure) for figure in r[3:10]))
        for r in counts.codes
        if r.code == "REL-TILLIT" or (r.code == "REL-KONTIN" and r.role == "all")
    ]
    theme = counts.themes[0]
    assert (theme.role, theme.codings, theme.passages, theme.words) == ("all", 4, 1, 7)
    assert "four codings, and one passage of seven words" in page
    for line in INTERVIEW:
        assert f"{line[0]}: {line[2]}\n" in page
