"""Coders are compared by what each had coded apart, of a code that meant the same to both."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.model.records import Coder, Coding
from kodeverk.model.text import Span
from kodeverk.service.agreement import agreement
from kodeverk.service.agreement_table import (
    AgreementOptions,
    AgreementRow,
    AgreementTable,
    CodeDifferences,
    Gate,
)
from kodeverk.service.assigning import assign
from kodeverk.service.borders import move_borders
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import (
    add_coding,
    apply_code,
    current_text,
    finish,
    remove_codings,
    reopen,
)
from kodeverk.service.consensus import Choice, decide, queue, standings
from kodeverk.service.releasing import release
from kodeverk.store import queries
from kodeverk.store.project import Project
from tests.service.trial_project import (
    CODEBOOK,
    JONAS,
    KARI,
    code_keyed,
    span_of,
    transcript_named,
)

TRUST = "Jeg stoler på henne"


def code_words(project: Project, coder: Coder, words: str, code: str = "REL-TILLIT") -> None:
    transcript = transcript_named(project, "advisor")
    span = Span(*span_of(project, "advisor", words))
    apply_code(project, coder, transcript.id, span, code_keyed(project, code))


def finish_advisor(project: Project, *coders: Coder) -> str:
    identity = transcript_named(project, "advisor").id
    for coder in coders:
        finish(project, coder, [identity])
    return identity


def codings_of(project: Project, coder: Coder) -> list[Coding]:
    with project.reading() as connection:
        return [one for one in queries.codings(connection) if one.coder == coder.id]


def compared(project: Project, code: str = "REL-TILLIT", **options: object) -> AgreementRow:
    """The positive agreement of a code."""
    chosen = AgreementOptions(codes=(code,), **options)  # type: ignore[arg-type]
    table = agreement(project, chosen)
    (row,) = [row for row in table.rows if row.statistic == "positive"]
    return row


def notes_of(project: Project, **options: object) -> Sequence[str]:
    return agreement(project, AgreementOptions(**options)).notes  # type: ignore[arg-type]


@pytest.fixture
def apart(project: Project) -> Project:
    """Kari and Jonas have both given the first answer the code, and finished."""
    code_words(project, KARI, TRUST)
    code_words(project, JONAS, "hun på meg")
    finish_advisor(project, KARI, JONAS)
    return project


def test_two_coders_agree_on_a_turn_whatever_words_of_it_they_coded(apart: Project) -> None:
    row = compared(apart)
    assert (row.value, row.pairs, row.transcripts) == (1.0, (1, 0, 0, 1), 1)
    assert row.coders == ("Jonas", "Kari")


def test_what_only_one_coder_has_finished_is_not_compared(project: Project) -> None:
    code_words(project, KARI, TRUST)
    code_words(project, JONAS, TRUST)
    finish_advisor(project, KARI)
    table = agreement(project, AgreementOptions())
    assert table.rows == ()
    assert table.notes[0].startswith("No transcript is finished by two of the coders compared")


def test_codings_are_compared_as_they_stood_at_release(apart: Project) -> None:
    identity = transcript_named(apart, "advisor").id
    release(apart, KARI, [identity])
    remove_codings(apart, JONAS, codings_of(apart, JONAS))
    code_words(apart, JONAS, "Så ringer hun")
    assert compared(apart).pairs == (1, 0, 0, 1)
    assert compared(apart, as_of="now").pairs == (0, 1, 1, 0)
    assert "2 codings changed since" in " ".join(notes_of(apart))


def test_borders_moved_after_release_are_where_they_were(apart: Project) -> None:
    identity = transcript_named(apart, "advisor").id
    release(apart, KARI, [identity])
    (coding,) = codings_of(apart, JONAS)
    elsewhere = Span(*span_of(apart, "advisor", "Så ringer hun"))
    move_borders(apart, JONAS, coding, elsewhere)
    assert compared(apart).pairs == (1, 0, 0, 1)
    assert compared(apart, as_of="now").pairs == (0, 1, 1, 0)


def test_work_that_is_opened_and_finished_again_counts_as_it_was_finished_last(
    apart: Project,
) -> None:
    identity = transcript_named(apart, "advisor").id
    reopen(apart, JONAS, identity)
    remove_codings(apart, JONAS, codings_of(apart, JONAS))
    finish_advisor(apart, JONAS)
    assert compared(apart).pairs == (0, 0, 1, 1)


def test_a_code_that_meant_different_things_is_not_compared(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, TRUST)
    finish_advisor(project, KARI)
    narrower = CODEBOOK.replace("Å stole på.", "Å stole på rett ut.")
    (tmp_path / "narrower.yaml").write_text(narrower.replace("'1'", "'2'"), encoding="utf-8")
    load_codebook(project, KARI, tmp_path / "narrower.yaml")
    code_words(project, JONAS, TRUST)
    code_words(project, JONAS, TRUST, "REL-KONTIN")
    finish_advisor(project, JONAS)
    table = agreement(project, AgreementOptions())
    assert "REL-TILLIT" not in {row.code for row in table.rows}
    assert "REL-KONTIN" in {row.code for row in table.rows}
    assert "REL-TILLIT meant different things to its coders in 1 transcript" in " ".join(
        table.notes
    )


def test_the_interviewers_turns_are_compared_only_on_request(project: Project) -> None:
    for coder in (KARI, JONAS):
        code_words(project, coder, "Hvordan går det?")
        code_words(project, coder, TRUST)
    finish_advisor(project, KARI, JONAS)
    assert compared(project).pairs == (1, 0, 0, 1)
    assert compared(project, include_interviewer=True).pairs == (2, 0, 0, 2)


def test_one_coder_alone_is_compared_with_nobody(apart: Project) -> None:
    for alone in (("Kari",), ("Kari", "Kari")):
        with pytest.raises(Refused, match="one coder alone"):
            agreement(apart, AgreementOptions(coders=alone))
    with pytest.raises(NotFound):
        agreement(apart, AgreementOptions(coders=("Kari", "Ola")))


def test_asking_for_one_code_changes_nothing_of_what_is_said_of_it(project: Project) -> None:
    code_words(project, KARI, TRUST)
    code_words(project, JONAS, TRUST, "REL-KONTIN")
    code_words(project, KARI, "Vi møtes hver uke.", "REL-KONTIN")
    code_words(project, JONAS, "Vi møtes hver uke.", "REL-KONTIN")
    code_words(project, KARI, "Så ringer hun")
    code_words(project, JONAS, "Så ringer hun")
    finish_advisor(project, KARI, JONAS)
    asked = AgreementOptions(
        statistics=("alpha", "u-alpha", "k-u-alpha", "alpha-exclusive"), unit="word"
    )
    whole = agreement(project, asked)
    alone = agreement(project, replace(asked, codes=("REL-TILLIT",)))
    of_theme = {"u-alpha", "alpha-exclusive"}
    told = [row for row in whole.rows if row.code == "REL-TILLIT" or row.statistic in of_theme]
    assert [row for row in alone.rows if row.value is not None] == [
        row for row in told if row.value is not None
    ]
    assert {row.statistic for row in alone.rows if row.value is not None} >= of_theme | {
        "k-u-alpha"
    }
    (differences,) = alone.differences
    assert differences in whole.differences
    assert (differences.choosing, differences.noticing) == (1, 0), "Jonas chose another code"
    assert alone.confused == whole.confused == (("REL-KONTIN", "REL-TILLIT", 2),)


def test_a_reserve_code_is_in_no_figure(apart: Project) -> None:
    with pytest.raises(Refused, match="X-IDENT is a reserve code"):
        agreement(apart, AgreementOptions(codes=("X-IDENT",)))
    code_words(apart, KARI, "Værøy", "X-IDENT")
    assert "X-IDENT" not in {row.code for row in agreement(apart, AgreementOptions()).rows}


def test_a_gate_is_passed_only_by_codes_that_are_judged(apart: Project) -> None:
    table = agreement(apart, AgreementOptions())
    assert Gate(0.5).short(table) == ["no code could be judged"]
    one = agreement(apart, AgreementOptions(codes=("REL-TILLIT",)))
    assert "REL-TILLIT: cannot be judged" in Gate(0.5, strict=True).short(one)[0]
    assert len(Gate(0.5, strict=True).short(table)) > 2


def test_a_strict_gate_does_not_ask_for_a_theme_that_nobody_gave_to_words(apart: Project) -> None:
    def named(table: AgreementTable) -> bool:
        told = Gate(0.5, strict=True).short(table)
        return any(sentence.startswith("REL:") for sentence in told)

    assert not named(agreement(apart, AgreementOptions()))
    assert named(agreement(apart, AgreementOptions(codes=("REL",)))), "it was asked for"
    for coder in (KARI, JONAS):
        code_words(apart, coder, "ringer", "REL")
    assert named(agreement(apart, AgreementOptions(as_of="now"))), "it was given"


def test_rounds_stand_in_order_of_date_each_with_its_own_coders_and_codings(
    apart: Project,
) -> None:
    identity = transcript_named(apart, "advisor").id
    release(apart, KARI, [identity])
    assign(apart, KARI, ["Kari", "Jonas"], round_name="again", double=1.0)
    remove_codings(apart, JONAS, codings_of(apart, JONAS))
    finish_advisor(apart, KARI, JONAS)
    table = agreement(apart, AgreementOptions(codes=("REL-TILLIT",), by="round"))
    positive = [row for row in table.rows if row.statistic == "positive"]
    assert [(row.group, row.pairs) for row in positive] == [
        ("main", (1, 0, 0, 1)),
        ("again", (0, 0, 1, 1)),
    ]
    assert [one.round for one in table.rounds] == ["main", "again"]
    assert any("in the round again" in note for note in table.notes)
    alone = agreement(apart, AgreementOptions(codes=("REL-TILLIT",), round_name="main"))
    assert alone.differences == (CodeDifferences("REL-TILLIT", 0, 0, 0, 2),)
    assert table.differences == (CodeDifferences("REL-TILLIT", 0, 0, 0, 1),), "told once"
    assert "told of each transcript once" in " ".join(table.notes)


def test_a_passage_over_turns_of_several_roles_differs_once(apart: Project) -> None:
    span = Span(
        span_of(apart, "advisor", "Hvordan går det?")[0], span_of(apart, "advisor", TRUST)[1]
    )
    identity = transcript_named(apart, "advisor").id
    apply_code(apart, KARI, identity, span, code_keyed(apart, "REL-KONTIN"))
    options = AgreementOptions(
        codes=("REL-KONTIN",), by="role", include_interviewer=True, as_of="now"
    )
    assert agreement(apart, options).differences == (CodeDifferences("REL-KONTIN", 0, 0, 0, 1),)


def test_work_is_finished_in_the_round_that_is_named_and_in_no_other(project: Project) -> None:
    for coder in (KARI, JONAS):
        code_words(project, coder, TRUST)
    assign(project, KARI, ["Kari", "Jonas"], round_name="pilot", double=1.0)
    identity = transcript_named(project, "advisor").id
    for coder in (KARI, JONAS):
        finish(project, coder, [identity], "pilot")
    table = agreement(project, AgreementOptions(by="round"))
    assert [one.round for one in table.rounds] == ["pilot"]
    with pytest.raises(BadInput, match="nothing to finish there in the round pilot"):
        finish(project, KARI, [identity], "pilot")


def test_the_consensus_is_in_no_figure(apart: Project) -> None:
    before = agreement(apart, AgreementOptions())
    items = queue(apart, KARI, "advisor")
    decide(apart, KARI, "advisor", [Choice(one.id, "both") for one in items])
    assert standings(apart, KARI)[0].is_complete
    after = agreement(apart, AgreementOptions())
    assert (after.rows, after.coders) == (before.rows, before.coders)


def test_what_a_search_coded_and_nobody_confirmed_is_in_no_figure(project: Project) -> None:
    code_words(project, KARI, TRUST)
    with project.writing(JONAS, "a search") as writer:
        text = current_text(writer, transcript_named(project, "advisor").id)
        writer.share("coder", JONAS.id, {"name": JONAS.name, "kind": "person"})
        span = Span(*span_of(project, "advisor", TRUST))
        add_coding(writer, JONAS.id, text, span, code_keyed(project, "REL-TILLIT"), {}, "auto")
    finish_advisor(project, KARI, JONAS)
    assert compared(project).pairs == (0, 0, 1, 1)
    assert any("a search made and nobody had confirmed" in note for note in notes_of(project))
