"""What coders agree on and decide is the consensus's, and stays apart from what they coded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, NotFound, Question, Refused, StaleWrite
from kodeverk.formats.metadata import read_metadata
from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.boundary_examples import decided_example, write_decided_example
from kodeverk.service.code_edits import join_codes
from kodeverk.service.coding import apply_code, finish, remove_codings, set_work
from kodeverk.service.conflicts import list_conflicts, settle_conflicts
from kodeverk.service.consensus import (
    CONSENSUS,
    Choice,
    ItemOfConsensus,
    Standing,
    decide,
    note_reason,
    queue,
    rounds_to_settle,
    standings,
)
from kodeverk.service.consensus_table import choices_in, write_queue
from kodeverk.service.counting import frequencies
from kodeverk.service.freezing import freeze, reopen
from kodeverk.service.merging import merge
from kodeverk.service.metadata import correct_from_table
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import steps
from tests.service.trial_project import (
    AMINA,
    JONAS,
    KARI,
    code_keyed,
    rows_of,
    span_of,
    transcript_named,
)
from tests.undo_and_redo import undo

TRUST = "Jeg stoler på henne, og hun på meg."


def code_words(project: Project, coder: Coder, words: str, code: str = "REL-TILLIT") -> None:
    transcript = transcript_named(project, "advisor")
    span = Span(*span_of(project, "advisor", words))
    apply_code(project, coder, transcript.id, span, code_keyed(project, code))


@pytest.fixture
def apart(project: Project) -> Project:
    """Kari and Jonas agree on trust, and differ on continuity and on a phone call."""
    code_words(project, KARI, TRUST)
    code_words(project, JONAS, TRUST + " Vi møtes")
    code_words(project, KARI, "Vi møtes hver uke.", "REL-KONTIN")
    code_words(project, JONAS, "Så ringer hun")
    for coder in (KARI, JONAS):
        finish(project, coder, [transcript_named(project, "advisor").id])
    return project


def of_consensus(project: Project) -> set[tuple[str, str]]:
    """The codings of the consensus: code and words."""
    with project.reading() as connection:
        keys = {code.id: code.key for code in queries.codes(connection)}
        text = queries.version(connection, transcript_named(project, "advisor").version).text
        return {
            (keys[one.code], text[one.start : one.end])
            for one in queries.codings(connection)
            if one.coder == CONSENSUS.id
        }


def newest_step(project: Project) -> str:
    with project.reading() as connection:
        return steps(connection)[0].id


def open_items(project: Project) -> list[ItemOfConsensus]:
    return [one for one in queue(project, KARI, "advisor") if one.state in ("open", "reopened")]


def item_of(project: Project, code: str, words: str) -> ItemOfConsensus:
    (item,) = [
        one
        for one in queue(project, KARI, "advisor")
        if one.code.key == code and words in one.quote
    ]
    return item


def standing_of(project: Project) -> Standing:
    (standing,) = standings(project, KARI)
    return standing


def test_what_agrees_is_written_in_whole_sentences_and_the_rest_is_a_queue(apart: Project) -> None:
    standing = decide(apart, KARI, "advisor")
    assert of_consensus(apart) == {("REL-TILLIT", TRUST)}
    assert (standing.agreed, standing.decided, standing.open) == (1, 0, 2)
    assert [one.code.key for one in open_items(apart)] == ["REL-KONTIN", "REL-TILLIT"]


def test_nothing_of_what_the_coders_coded_is_changed(apart: Project) -> None:
    before = {row for row in rows_of(apart) if row.coder != CONSENSUS.name}
    chosen = [Choice(one.id, "neither") for one in open_items(apart)]
    decide(apart, KARI, "advisor", chosen)
    assert {row for row in rows_of(apart) if row.coder != CONSENSUS.name} == before


def test_decisions_complete_it_and_it_counts_then(apart: Project) -> None:
    continuity = item_of(apart, "REL-KONTIN", "Vi møtes")
    call = item_of(apart, "REL-TILLIT", "ringer")
    span = Span(*span_of(apart, "advisor", "ringer hun når det blåser"))
    standing = decide(
        apart,
        KARI,
        "advisor",
        [
            Choice(continuity.id, "accepted", coder="kari", deciders="Kari, Jonas"),
            Choice(call.id, "span", span=span, reason="bare det som skjer"),
        ],
    )
    assert standing.is_complete
    assert of_consensus(apart) == {
        ("REL-TILLIT", TRUST),
        ("REL-KONTIN", "Vi møtes hver uke."),
        ("REL-TILLIT", "ringer hun når det blåser"),
    }
    assert frequencies(apart, codes=["REL-TILLIT"]).rows[0].codings == 2
    (decision,) = [one for one in queue(apart, KARI, "advisor") if one.id == call.id]
    assert decision.decision is not None
    assert decision.decision.reason == "bare det som skjer"
    assert verify(apart).ok


def test_both_gives_the_consensus_the_codings_of_all(project: Project) -> None:
    code_words(project, KARI, "Jeg stoler på henne, og")
    code_words(project, JONAS, "og hun på meg.")
    for coder in (KARI, JONAS):
        finish(project, coder, [transcript_named(project, "advisor").id])
    (item,) = open_items(project)
    decide(project, KARI, "advisor", [Choice(item.id, "both")])
    assert of_consensus(project) == {
        ("REL-TILLIT", "Jeg stoler på henne, og"),
        ("REL-TILLIT", "og hun på meg."),
    }


def test_a_coding_changed_afterwards_reopens_only_its_item(apart: Project) -> None:
    decide(apart, KARI, "advisor", [Choice(one.id, "neither") for one in open_items(apart)])
    assert standing_of(apart).is_complete
    with apart.reading() as connection:
        (call,) = [
            one
            for one in queries.codings(connection)
            if one.coder == JONAS.id and one.start > span_of(apart, "advisor", "Så ringer")[0] - 1
        ]
    remove_codings(apart, JONAS, [call])
    assert standing_of(apart).is_complete, "what is gone needs no decision"
    code_words(apart, JONAS, "Så ringer hun når")
    (again,) = open_items(apart)
    assert "Så ringer" in again.quote
    assert not standing_of(apart).is_complete


def test_a_consensus_that_is_open_again_does_not_count(apart: Project) -> None:
    decide(apart, KARI, "advisor", [Choice(one.id, "neither") for one in open_items(apart)])
    assert frequencies(apart, codes=["REL-TILLIT"]).rows[0].codings == 1
    code_words(apart, KARI, "ringer hun når")
    table = frequencies(apart, codes=["REL-TILLIT"])
    assert "advisor" in table.left_out.unsettled, "two coders, no main coder and no consensus"
    decide(apart, KARI, "advisor", [Choice(one.id, "neither") for one in open_items(apart)])
    assert frequencies(apart, codes=["REL-TILLIT"]).rows[0].codings == 1


def test_a_decision_is_undone_whole(apart: Project) -> None:
    before = verify(apart).content_hash
    decide(apart, KARI, "advisor", [Choice(one.id, "neither") for one in open_items(apart)])
    undo(apart, KARI)
    assert of_consensus(apart) == set()
    assert len(open_items(apart)) == 2
    assert verify(apart).content_hash == before


def test_two_who_decide_apart_are_in_conflict_and_lose_nothing(
    apart: Project, tmp_path: Path
) -> None:
    copy_project(apart, tmp_path / "other.kodeverk")
    item = item_of(apart, "REL-KONTIN", "Vi møtes")
    decide(apart, KARI, "advisor", [Choice(item.id, "neither")])
    with open_project(str(tmp_path / "other.kodeverk")) as other:
        decide(other, JONAS, "advisor", [Choice(item.id, "accepted", coder="Kari")])
    merge(apart, KARI, [str(tmp_path / "other.kodeverk")])
    with apart.reading() as connection:
        conflicts = [one for one in queries.conflicts(connection) if one.kind == "decision"]
    assert {one.field for one in conflicts} == {"outcome"}
    assert ("REL-KONTIN", "Vi møtes hver uke.") in of_consensus(apart)


def decided_apart(project: Project, folder: Path, kari: Choice, jonas: Choice) -> None:
    """Let Kari and Jonas decide in two copies, and all else be decided; merge them."""
    decide(
        project,
        KARI,
        "advisor",
        [Choice(one.id, "neither") for one in open_items(project) if one.id != kari.item],
    )
    copy_project(project, folder / "jonas.kodeverk")
    decide(project, KARI, "advisor", [kari])
    with open_project(str(folder / "jonas.kodeverk")) as other:
        decide(other, JONAS, "advisor", [jonas])
    merge(project, KARI, [str(folder / "jonas.kodeverk")])


def test_what_two_decided_otherwise_apart_is_open_again_and_does_not_count(
    apart: Project, tmp_path: Path
) -> None:
    call = item_of(apart, "REL-TILLIT", "ringer")
    words = [
        Span(*span_of(apart, "advisor", words)) for words in ("Så ringer hun", "ringer hun når")
    ]
    kari, jonas = (Choice(call.id, "span", span=span) for span in words)
    decided_apart(apart, tmp_path, kari, jonas)
    assert [one.state for one in open_items(apart)] == ["reopened"]
    assert not standing_of(apart).is_complete
    table = frequencies(apart, codes=["REL-TILLIT"])
    assert "advisor" in table.left_out.unsettled, "nobody decided on both"
    assert decide(apart, KARI, "advisor", [kari]).is_complete
    assert of_consensus(apart) == {("REL-TILLIT", TRUST), ("REL-TILLIT", "Så ringer hun")}
    assert verify(apart).ok


def test_what_two_decided_alike_apart_stays_decided(apart: Project, tmp_path: Path) -> None:
    call = item_of(apart, "REL-TILLIT", "ringer")
    choice = Choice(call.id, "accepted", "Jonas")
    decided_apart(apart, tmp_path, choice, choice)
    assert standing_of(apart).is_complete
    assert frequencies(apart, codes=["REL-TILLIT"]).rows[0].codings == 2


@pytest.mark.parametrize("holds", ["neither", "accepted"])
def test_settling_a_conflict_of_decisions_leaves_the_codings_of_the_one_that_holds(
    apart: Project, tmp_path: Path, holds: str
) -> None:
    call = item_of(apart, "REL-TILLIT", "ringer")
    decided_apart(apart, tmp_path, Choice(call.id, "neither"), Choice(call.id, "accepted", "Jonas"))
    assert [one.state for one in open_items(apart)] == ["reopened"]
    (conflict,) = list_conflicts(apart)
    place = "–".join(map(str, span_of(apart, "advisor", "Så ringer hun")))
    assert conflict.name == f"advisor, REL-TILLIT, {place}, “Så ringer hun”"
    assert conflict.about == f"outcome of the decision {conflict.name}"
    number = [one.value for one in conflict.choices].index(holds) + 1
    settle_conflicts(apart, KARI, {conflict.id: number})
    assert standing_of(apart).is_complete
    given = {("REL-TILLIT", "Så ringer hun")} if holds == "accepted" else set()
    assert of_consensus(apart) == {("REL-TILLIT", TRUST)} | given
    assert frequencies(apart, codes=["REL-TILLIT"]).rows[0].codings == 1 + len(given)
    assert verify(apart).ok


def test_the_same_can_be_decided_by_a_table(apart: Project, tmp_path: Path) -> None:
    table = tmp_path / "queue.csv"
    assert write_queue(table, queue(apart, KARI, "advisor")) == 2
    lines = table.read_text(encoding="utf-8").splitlines()
    answered = [
        lines[0],
        lines[1][: -len(",,,,")] + ",Kari,alle,,",
        lines[2][: -len(",,,,")] + ",neither,,,",
    ]
    table.write_text("\n".join(answered) + "\n", encoding="utf-8")
    assert decide(apart, KARI, "advisor", choices_in(table)).is_complete
    before = newest_step(apart)
    assert decide(apart, KARI, "advisor", choices_in(table)).is_complete
    assert newest_step(apart) == before, "the same table again changes nothing"


def test_a_table_tells_all_its_bad_rows_and_changes_nothing(apart: Project, tmp_path: Path) -> None:
    kontin, call = item_of(apart, "REL-KONTIN", "Vi"), item_of(apart, "REL-TILLIT", "ringer")
    table = tmp_path / "queue.csv"
    rows = ["item,decision,codebook", f"{kontin.id},Kari,", "zz,both,", f"{call.id},Kari,"]
    rows += [f"{call.id},neither,perhaps", f"{call.id},5-99999,", ",both,"]
    rows.append(f"{call.id},{'9' * 5000}-1,")
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        decide(apart, KARI, "advisor", choices_in(table))
    told, *lines = refused.value.message.split("\n")
    assert told == "6 decisions cannot be used; nothing was decided"
    assert [line.partition("queue.csv:")[2][:18] for line in lines] == [
        "3: there is no ite",
        "4: Kari has no cod",
        "5: the column code",
        "6: offsets 5–99999",
        "7: no item. Take t",
        "8: '99999999999999",
    ]
    assert of_consensus(apart) == set()
    table.write_text("\n".join(rows[:3]) + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"queue.csv:3: there is no item 'zz' now"):
        decide(apart, KARI, "advisor", choices_in(table))


def test_a_table_loaded_again_keeps_why_and_asks_about_no_example_that_stands(
    apart: Project,
) -> None:
    item = item_of(apart, "REL-KONTIN", "Vi møtes")
    choice = Choice(item.id, "accepted", coder="Kari", to_codebook=True, where="q.csv:2: ")
    with pytest.raises(Question) as asked:
        decide(apart, KARI, "advisor", [choice])
    decide(apart, KARI, "advisor", [choice], sure=asked.value.about)
    (decided,) = [one for one in queue(apart, KARI, "advisor") if one.id == item.id]
    assert decided.decision is not None
    note_reason(apart, KARI, decided.decision, "hun kom jo igjen")
    freeze(apart, KARI)
    before = newest_step(apart)
    decide(apart, KARI, "advisor", [choice])
    assert newest_step(apart) == before


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (lambda item: Choice(item, "accepted", coder="Amina"), NotFound),
        (lambda item: Choice(item, "accepted", coder="Jonas"), BadInput),
        (lambda item: Choice(item, "span", span=Span(5, 99_999)), BadInput),
        (lambda item: Choice("nothing", "neither"), NotFound),
    ],
)
def test_what_cannot_be_decided_changes_nothing(
    apart: Project, choice: Callable[[str], Choice], error: type[Exception]
) -> None:
    item = item_of(apart, "REL-KONTIN", "Vi møtes")
    with pytest.raises(error):
        decide(apart, KARI, "advisor", [choice(item.id)])
    assert of_consensus(apart) == set()


def test_what_one_coder_has_finished_has_no_consensus(project: Project) -> None:
    code_words(project, KARI, TRUST)
    finish(project, KARI, [transcript_named(project, "advisor").id])
    assert standings(project, KARI) == []
    with pytest.raises(Refused, match="not finished by two coders"):
        queue(project, KARI, "advisor")


@pytest.fixture
def in_pilot(project: Project) -> Project:
    """Kari and Jonas have finished an interview in the pilot alone, and differ on a phone call."""
    code_words(project, KARI, TRUST)
    code_words(project, JONAS, TRUST)
    code_words(project, JONAS, "Så ringer hun")
    assign(project, KARI, [KARI.name, JONAS.name], double=1.0, round_name="pilot")
    for coder in (KARI, JONAS):
        finish(project, coder, [transcript_named(project, "advisor").id], "pilot")
    return project


def test_what_two_finished_in_another_round_comes_to_consensus_and_counts_there(
    in_pilot: Project,
) -> None:
    standing = standing_of(in_pilot)
    assert (standing.round_name, standing.agreed, standing.open) == ("pilot", 1, 1)
    (call,) = open_items(in_pilot)
    assert decide(in_pilot, KARI, "advisor", [Choice(call.id, "both")]).is_complete
    assert frequencies(in_pilot, codes=["REL-TILLIT"], round_name="pilot").rows[0].codings == 2
    assert "advisor" not in frequencies(in_pilot).left_out.unsettled, "nobody has finished it there"
    code_words(in_pilot, JONAS, "Så ringer hun når")
    table = frequencies(in_pilot, codes=["REL-TILLIT"], round_name="pilot")
    assert "advisor" in table.left_out.unsettled or table.rows[0].codings != 2
    assert not standing_of(in_pilot).is_complete
    assert verify(in_pilot).ok


def test_the_consensus_is_on_the_main_round_else_on_the_latest_else_on_the_one_named(
    in_pilot: Project,
) -> None:
    identity = transcript_named(in_pilot, "advisor").id
    assert rounds_to_settle(in_pilot) == ["pilot"]
    amina = Coder("6f1c9f9e-5a0b-4c0e-8f5e-0d6b8f6a7c11", "Amina")
    for coder in (JONAS, amina):
        with in_pilot.writing(coder, "took part") as writer:
            set_work(writer, coder.id, identity, {"state": "finished"}, "again")
    assert (standing_of(in_pilot).round_name, standing_of(in_pilot).coders) == (
        "again",
        ("Amina", "Jonas"),
    )
    (pilot,) = standings(in_pilot, KARI, "pilot")
    assert pilot.coders == ("Jonas", "Kari")
    for coder in (KARI, JONAS):
        finish(in_pilot, coder, [identity], "main")
    assert standing_of(in_pilot).round_name == "main"
    choices = [Choice(one.id, "neither") for one in open_items(in_pilot)]
    assert decide(in_pilot, KARI, "advisor", choices, round_name="main").is_complete
    (pilot,) = standings(in_pilot, KARI, "pilot")
    assert pilot.is_complete, "the same coders have finished both"
    (again,) = standings(in_pilot, KARI, "again")
    assert not again.begun
    with pytest.raises(BadInput, match="there is no round 'plot'"):
        standings(in_pilot, KARI, "plot")


def test_what_both_coded_alike_later_is_not_complete_before_it_is_written(apart: Project) -> None:
    decide(apart, KARI, "advisor", [Choice(one.id, "neither") for one in open_items(apart)])
    for coder in (KARI, JONAS):
        code_words(apart, coder, "ringer hun når det blåser", "REL-KONTIN")
    assert not standing_of(apart).is_complete
    assert decide(apart, KARI, "advisor").is_complete
    assert ("REL-KONTIN", "ringer hun når det blåser") in of_consensus(apart)


def example_in_codebook(project: Project, code: str = "REL-TILLIT") -> str:
    return code_keyed(project, code).example or ""


def test_a_decision_goes_to_the_codebook_only_after_its_words_were_seen(apart: Project) -> None:
    code_words(apart, KARI, "ringer", "X-IDENT")
    call = item_of(apart, "REL-TILLIT", "[…]")
    choice = Choice(
        call.id, "accepted", coder="Jonas", reason="Hun  ringer\nselv.", to_codebook=True
    )
    with pytest.raises(Question, match=r"“Så \[…\] hun” – Hun \[…\] selv\.") as asked:
        decide(apart, KARI, "advisor", [choice])
    assert of_consensus(apart) == set(), "nothing was written unseen"
    decide(apart, KARI, "advisor", [choice], sure=asked.value.about)
    assert example_in_codebook(apart) == "“Så […] hun” – Hun […] selv."
    undo(apart, KARI)
    assert example_in_codebook(apart) == "", "one step with the decision"


def test_an_item_decided_earlier_goes_to_the_codebook_and_words_without_the_code_say_so(
    apart: Project,
) -> None:
    item = item_of(apart, "REL-KONTIN", "Vi møtes")
    with pytest.raises(Refused, match="not decided"):
        decided_example(apart, KARI, "advisor", item.id)
    decide(apart, KARI, "advisor", [Choice(item.id, "neither", reason="bare en avtale")])
    example = decided_example(apart, KARI, "advisor", item.id)
    assert example.line == "Ikke: “Vi møtes hver uke.” – bare en avtale"
    with pytest.raises(StaleWrite):
        write_decided_example(apart, KARI, "advisor", item.id, "otherwise")
    assert write_decided_example(apart, KARI, "advisor", item.id, example.line) == "REL-KONTIN"
    assert example_in_codebook(apart, "REL-KONTIN") == example.line
    with pytest.raises(Refused, match="already"):
        write_decided_example(apart, KARI, "advisor", item.id, example.line)
    undo(apart, KARI)
    assert example_in_codebook(apart, "REL-KONTIN") == ""


def test_a_frozen_codebook_and_who_is_not_to_be_quoted_get_no_example(
    apart: Project, tmp_path: Path
) -> None:
    item = item_of(apart, "REL-KONTIN", "Vi møtes")
    wanted = Choice(item.id, "accepted", coder="Kari", to_codebook=True, where="q.csv:2: ")
    freeze(apart, KARI)
    with pytest.raises(BadInput, match=r"q\.csv:2: the codebook prove is frozen"):
        decide(apart, KARI, "advisor", [wanted])
    reopen(apart, KARI)
    table = tmp_path / "meta.csv"
    table.write_text("file,informants,quotation\nadvisor,Veileder=VEIL-1,no\n", encoding="utf-8")
    correct_from_table(apart, KARI, read_metadata(table))
    with pytest.raises(BadInput, match="does not want to be quoted"):
        decide(apart, KARI, "advisor", [wanted])
    assert of_consensus(apart) == set()


def decide_all(project: Project) -> None:
    choices = [Choice(one.id, "both") for one in open_items(project)]
    assert decide(project, KARI, "advisor", choices).is_complete
    assert not frequencies(project).left_out.unsettled


def finish_as_amina(project: Project, _folder: Path) -> None:
    finish(project, AMINA, [transcript_named(project, "advisor").id])


def merge_what_jonas_coded_before(project: Project, folder: Path) -> None:
    merge(project, KARI, [str(folder / "before.kodeverk")])


def join_what_was_two(project: Project, _folder: Path) -> None:
    codes = [code_keyed(project, key).id for key in ("REL-KONTIN", "REL-TILLIT")]
    join_codes(project, KARI, *codes)


@pytest.mark.parametrize(
    "happens", [finish_as_amina, merge_what_jonas_coded_before, join_what_was_two]
)
def test_what_nobody_decided_on_lets_no_consensus_count_however_it_came(
    apart: Project, tmp_path: Path, happens: Callable[[Project, Path], None]
) -> None:
    copy_project(apart, tmp_path / "before.kodeverk")
    with open_project(str(tmp_path / "before.kodeverk")) as before:
        code_words(before, JONAS, "det blåser", "REL-KONTIN")
    code_words(apart, AMINA, TRUST)
    decide_all(apart)
    happens(apart, tmp_path)
    assert not standing_of(apart).is_complete
    assert "advisor" in frequencies(apart).left_out.unsettled


def test_what_two_agreed_on_is_to_be_decided_where_a_third_who_finishes_has_it_not(
    apart: Project,
) -> None:
    decide_all(apart)
    finish(apart, AMINA, [transcript_named(apart, "advisor").id])
    (item,) = open_items(apart)
    assert (item.state, [*item.by_coder]) == ("reopened", ["Kari", "Jonas"])
    assert "advisor" in frequencies(apart).left_out.unsettled
    assert decide(apart, KARI, "advisor", [Choice(item.id, "both")]).is_complete
    assert verify(apart).ok


def test_what_no_coder_has_any_more_is_taken_off_the_consensus(apart: Project) -> None:
    decide_all(apart)
    for coder in (KARI, JONAS):
        with apart.reading() as connection:
            codings = queries.codings(connection)
        trust = code_keyed(apart, "REL-TILLIT").id
        own = [one for one in codings if (one.coder, one.code) == (coder.id, trust)]
        remove_codings(apart, coder, own)
    assert not standing_of(apart).is_complete
    assert "advisor" in frequencies(apart).left_out.unsettled
    assert decide(apart, KARI, "advisor").is_complete
    assert of_consensus(apart) == {("REL-KONTIN", "Vi møtes hver uke.")}
    assert "advisor" not in frequencies(apart).left_out.unsettled


def test_who_decides_what_was_decided_since_it_was_shown_is_told(apart: Project) -> None:
    shown = item_of(apart, "REL-KONTIN", "Vi møtes")
    decide(apart, JONAS, "advisor", [Choice(shown.id, "neither", reason="enige om det")])
    with pytest.raises(StaleWrite, match="REL-KONTIN was decided there by somebody else"):
        decide(apart, KARI, "advisor", [Choice(shown.id, "both", seen=shown)])
    shown = item_of(apart, "REL-KONTIN", "Vi møtes")
    assert shown.decision is not None
    assert shown.decision.reason == "enige om det"
    decide(apart, KARI, "advisor", [Choice(shown.id, "both", seen=shown)])
    assert ("REL-KONTIN", "Vi møtes hver uke.") in of_consensus(apart)


def test_other_words_are_some_of_the_item_and_none_of_another(apart: Project) -> None:
    call = item_of(apart, "REL-TILLIT", "ringer")
    trust = item_of(apart, "REL-TILLIT", "stoler")
    away = Span(*span_of(apart, "advisor", "Blåbærsyltetøy"))
    with pytest.raises(BadInput, match=f"are none of REL-TILLIT {call.span.start}-"):
        decide(apart, KARI, "advisor", [Choice(call.id, "span", span=away)])
    across = Span(trust.span.end - 1, call.span.end)
    with pytest.raises(BadInput, match="reach into other codings of REL-TILLIT"):
        decide(apart, KARI, "advisor", [Choice(call.id, "span", span=across)])
    assert of_consensus(apart) == set()


def test_what_two_decided_each_a_part_of_apart_is_complete_when_somebody_says_so(
    apart: Project, tmp_path: Path
) -> None:
    decide(apart, KARI, "advisor")
    copy_project(apart, tmp_path / "jonas.kodeverk")
    mine, theirs = open_items(apart)
    assert not decide(apart, KARI, "advisor", [Choice(mine.id, "both")]).is_complete
    with open_project(str(tmp_path / "jonas.kodeverk")) as other:
        decide(other, JONAS, "advisor", [Choice(theirs.id, "both")])
    merge(apart, KARI, [str(tmp_path / "jonas.kodeverk")])
    assert (standing_of(apart).open, standing_of(apart).is_complete) == (0, False)
    assert "advisor" in frequencies(apart).left_out.unsettled
    assert decide(apart, KARI, "advisor").is_complete
    assert frequencies(apart, codes=["REL-TILLIT"]).rows[0].codings == 2
