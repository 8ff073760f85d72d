from pathlib import Path
from typing import Any

import pytest

from kodeverk.errors import BadInput, Refused, StaleWrite
from kodeverk.model.records import Assignment, Coder, Coding
from kodeverk.model.text import Span
from kodeverk.service.coding import (
    WorkingTranscript,
    add_coding,
    apply_code,
    current_text,
    finish,
    mark_read,
    remove_codings,
    reopen,
    set_facet,
    unfinished,
    working_transcript,
    write_memo,
)
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.verification import verify
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from tests.service.trial_project import JONAS, KARI, code_keyed, span_of, transcript_named
from tests.undo_and_redo import redo, undo


def seen(project: Project, name: str = "advisor", coder: Coder = KARI) -> WorkingTranscript:
    return working_transcript(project, transcript_named(project, name).id, coder)


def try_to_apply(
    project: Project,
    words: str,
    key: str = "REL-TILLIT",
    coder: Coder = KARI,
    name: str = "advisor",
    **choices: Any,
) -> Coding | None:
    transcript = transcript_named(project, name)
    span = Span(*span_of(project, name, words))
    return apply_code(project, coder, transcript.id, span, code_keyed(project, key), **choices)


def apply(project: Project, words: str, **choices: Any) -> Coding:
    made = try_to_apply(project, words, **choices)
    assert made is not None
    return made


def work_of(project: Project) -> Assignment:
    work = seen(project).assignment
    assert work is not None
    return work


def test_a_code_lands_on_exactly_the_words_whatever_characters_stand_before(
    project: Project,
) -> None:
    coding = apply(project, "Blåbærsyltetøy")
    text = seen(project).version.text
    assert text[coding.start : coding.end] == "Blåbærsyltetøy"
    assert seen(project).codings == (coding,)
    assert verify(project).ok


def test_the_same_code_on_the_same_words_by_the_same_coder_is_there_once(project: Project) -> None:
    assert try_to_apply(project, "stoler på") is not None
    assert try_to_apply(project, "stoler på") is None
    assert try_to_apply(project, "stoler på", coder=JONAS) is not None
    assert try_to_apply(project, "stoler på", key="REL-KONTIN") is not None
    assert len(seen(project).codings) == 3


@pytest.mark.parametrize("span", [(0, 0), (5, 4), (-1, 3), (0, 10_000), (10_000, 10_001)])
def test_offsets_outside_the_text_are_refused_and_change_nothing(
    project: Project, span: tuple[int, int]
) -> None:
    before = verify(project).content_hash
    with pytest.raises(BadInput, match=r"outside the text|holds no character"):
        apply_code(
            project,
            KARI,
            transcript_named(project, "advisor").id,
            Span(*span),
            code_keyed(project, "REL-TILLIT"),
        )
    assert verify(project).content_hash == before


def test_a_colleagues_coding_cannot_be_removed_or_given_a_direction(project: Project) -> None:
    theirs = apply(project, "stoler på", coder=JONAS)
    with pytest.raises(Refused, match="Jonas"):
        remove_codings(project, KARI, [theirs])
    with pytest.raises(Refused, match="Jonas"):
        set_facet(project, KARI, [theirs], seen(project).facets[0], ["fremmer"])
    assert seen(project).codings == (theirs,)


def test_a_direction_is_set_changed_unset_and_undone(project: Project) -> None:
    coding = apply(project, "stoler på", facets={"retning": ["fremmer"]})
    assert coding.facets == (("retning", "fremmer"),)
    facet = seen(project).facets[0]
    set_facet(project, KARI, [coding], facet, ["hemmer"])
    assert seen(project).codings[0].facets == (("retning", "hemmer"),)
    set_facet(project, KARI, [coding], facet, [])
    assert seen(project).codings[0].facets == ()
    undo(project, KARI)
    undo(project, KARI)
    assert seen(project).codings[0].facets == (("retning", "fremmer"),)
    with pytest.raises(BadInput, match="no value 'god'"):
        set_facet(project, KARI, [coding], facet, ["god"])


def test_removing_a_coding_takes_its_memo_along_and_undo_brings_both_back(project: Project) -> None:
    coding = apply(project, "stoler på")
    write_memo(project, KARI, "coding", coding.id, "Tydelig tillit.")
    remove_codings(project, KARI, [coding])
    assert seen(project).codings == ()
    assert seen(project).memos == ()
    undo(project, KARI)
    assert seen(project).codings == (coding,)
    assert [memo.text for memo in seen(project).memos] == ["Tydelig tillit."]


def test_a_memo_that_somebody_changed_meanwhile_is_not_overwritten(project: Project) -> None:
    transcript = transcript_named(project, "advisor").id
    write_memo(project, KARI, "transcript", transcript, "Først")
    read = seen(project).memos[0]
    write_memo(project, KARI, "transcript", transcript, "Sist", memo=read)
    with pytest.raises(StaleWrite, match="Kari"):
        write_memo(project, KARI, "transcript", transcript, "Midt imellom", memo=read)
    assert seen(project).memos[0].text == "Sist"


def test_an_emptied_memo_is_gone_and_an_empty_one_is_never_made(project: Project) -> None:
    transcript = transcript_named(project, "advisor").id
    assert write_memo(project, KARI, "transcript", transcript, "  \n ") is None
    write_memo(project, KARI, "transcript", transcript, "Noe")
    write_memo(project, KARI, "transcript", transcript, "", memo=seen(project).memos[0])
    assert seen(project).memos == ()


def test_undo_takes_back_only_my_own_steps_and_works_after_reopening(project: Project) -> None:
    first = apply(project, "stoler på")
    theirs = apply(project, "møtes hver uke", coder=JONAS)
    project.close()
    with open_project(project.location) as again:
        undo(again, KARI)
        assert seen(again).codings == (theirs,)
        redo(again, KARI)
        assert set(seen(again).codings) == {first, theirs}


def test_reading_starts_the_work_and_finishing_lists_what_is_unread(project: Project) -> None:
    transcript = transcript_named(project, "advisor").id
    assert seen(project).assignment is None
    open_turns = unfinished(project, KARI, transcript).unread
    assert len(open_turns) == 2  # the interviewer's turns need no reading
    mark_read(project, KARI, transcript, open_turns[0].end)
    assert work_of(project).state == "started"
    assert unfinished(project, KARI, transcript).unread == open_turns[1:]
    finish(project, KARI, [transcript])
    assert work_of(project).state == "finished"
    assert len(work_of(project).codebook_versions) == 1
    apply(project, "stoler på")
    assert work_of(project).state == "finished"
    reopen(project, KARI, transcript)
    assert work_of(project).state == "started"


def test_a_required_facet_that_is_missing_is_listed_before_finishing(
    project: Project, files: dict[str, Path]
) -> None:
    from kodeverk.service.codebooks import load_codebook

    apply(project, "stoler på")
    demanding = files["book.yaml"].with_name("demanding.yaml")
    demanding.write_text(
        files["book.yaml"].read_text(encoding="utf-8").replace("required: false", "required: true"),
        encoding="utf-8",
    )
    load_codebook(project, KARI, demanding)
    lacking = unfinished(project, KARI, transcript_named(project, "advisor").id).lacking
    assert [facet.key for _, facet in lacking] == ["retning"]


def test_a_transcript_is_found_by_name_by_beginning_and_by_id_or_the_names_are_listed(
    project: Project,
) -> None:
    from kodeverk.errors import NotFound

    advisor = transcript_named(project, "advisor")
    assert find_transcript(project, "advisor") == advisor
    assert find_transcript(project, "adv") == advisor
    assert find_transcript(project, advisor.id) == advisor
    with pytest.raises(NotFound) as caught:
        find_transcript(project, "nobody")
    assert "advisor" in caught.value.hint


def test_no_name_is_no_beginning_even_of_the_only_transcript(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    from kodeverk.errors import NotFound

    with create_project(str(tmp_path / "one.kodeverk")) as project:
        import_files(project, KARI, [files["advisor.txt"]], Choices())
        with pytest.raises(NotFound):
            find_transcript(project, "")


def test_coding_by_hand_what_a_search_coded_confirms_it(project: Project) -> None:
    transcript = transcript_named(project, "advisor")
    span = Span(*span_of(project, "advisor", "stoler på"))
    code = code_keyed(project, "REL-TILLIT")
    with project.writing(KARI, "search") as writer:
        current = current_text(writer, transcript.id)
        add_coding(writer, KARI.id, current, span, code, {}, "auto")
    assert [one.waits_to_be_confirmed for one in seen(project).codings] == [True]
    assert try_to_apply(project, "stoler på") is None
    assert [one.waits_to_be_confirmed for one in seen(project).codings] == [False]
    undo(project, KARI)
    assert [one.waits_to_be_confirmed for one in seen(project).codings] == [True]
