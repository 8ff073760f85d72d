"""Memos that are being written: kept in this file alone, and rid of what is withdrawn."""

from collections.abc import Callable

from kodeverk.model.identity import transcript_id
from kodeverk.model.records import Coder, target_passage
from kodeverk.model.text import text_hash
from kodeverk.store import queries
from kodeverk.store.drafts import WRITTEN, Draft, delete_draft, drafts_of, replace_draft
from kodeverk.store.project import Project
from kodeverk.store.withdrawal.acts import forget_people, withdraw_text
from tests.project_content import content_of
from tests.store.coder_steps import ADA, BO, TRUST, changes, load_codebook, merge
from tests.store.invented_names import (
    KARI,
    PSEUDONYMS,
    code_words,
    interview,
    keep_interview,
    passage,
    write_memo,
)

TEXT = interview()
TRANSCRIPT = transcript_id(text_hash(TEXT))
LEFT = "Så fant jeg jobb"


def fill(project: Project) -> tuple[str, str]:
    """An interview full of names with a coding and a memo on it; their ids."""
    load_codebook(project, ADA)
    keep_interview(project, ADA)
    coding = code_words(project, ADA, TRUST, LEFT, TEXT)
    return coding, write_memo(project, ADA, "Uten navn", "coding", coding)


def put(project: Project, *kept: Draft) -> None:
    with project.locked() as connection:
        for one in kept:
            replace_draft(connection, one)


def of(project: Project, coder: Coder = ADA) -> list[Draft]:
    with project.reading() as connection:
        return drafts_of(connection, [coder.id])


def test_a_draft_is_kept_per_coder_and_memo_until_it_is_dropped(project: Project) -> None:
    fill(project)
    before = content_of(project), changes(project)
    mine = Draft(ADA.id, "transcript", TRANSCRIPT, "Uferdi", 1)
    put(project, mine, mine._replace(coder=BO.id, text="Bos"), mine._replace(about=WRITTEN, at=3))
    put(project, mine._replace(text="Uferdig", at=2))
    assert [(one.about, one.text) for one in of(project)] == [
        (WRITTEN, "Uferdi"),
        ("transcript", "Uferdig"),
    ]
    assert [one.text for one in of(project, BO)] == ["Bos"]
    with project.locked() as connection:
        delete_draft(connection, ADA.id, "transcript", TRANSCRIPT)
    assert [one.about for one in of(project)] == [WRITTEN]
    assert (content_of(project), changes(project)) == before


def test_drafts_are_never_merged(fresh: Callable[[], Project]) -> None:
    one, other = fresh(), fresh()
    fill(other)
    put(other, Draft(BO.id, "transcript", TRANSCRIPT, "Uferdig", 1))
    merge(one, other, ADA)
    assert of(one, BO) == []


def test_names_that_are_replaced_go_out_of_drafts_which_stay_on_their_words(
    project: Project,
) -> None:
    fill(project)
    put(
        project,
        Draft(ADA.id, "passage", passage(TEXT, LEFT), f"Om {KARI}.", 2),
        Draft(BO.id, "transcript", TRANSCRIPT, f"{KARI} igjen", 1),
    )
    withdraw_text(project, ADA, {TRANSCRIPT: PSEUDONYMS}, PSEUDONYMS, "pseudonymised")
    (mine,), (theirs,) = of(project), of(project, BO)
    assert (mine.text, theirs.text) == (f"Om {PSEUDONYMS[KARI]}.", f"{PSEUDONYMS[KARI]} igjen")
    version, span = target_passage(mine.target)
    with project.reading() as connection:
        text = queries.version(connection, version).text
    assert text[span.start : span.end] == LEFT


def test_drafts_go_with_an_interview_that_is_forgotten(project: Project) -> None:
    coding, memo = fill(project)
    gone = (
        ("transcript", TRANSCRIPT),
        ("coding", coding),
        ("passage", passage(TEXT, LEFT)),
        (WRITTEN, memo),
    )
    put(project, *(Draft(ADA.id, *what, "Uferdig", 1) for what in gone))
    put(project, Draft(ADA.id, "project", "", "Om studien", 1))
    forget_people(project, ADA, [TRANSCRIPT], [])
    assert [one.about for one in of(project)] == ["project"]
