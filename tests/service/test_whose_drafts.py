"""Whose drafts are whose."""

from pathlib import Path

from kodeverk.config import Settings
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.service.coders import current_coder
from kodeverk.service.coding import write_memo
from kodeverk.service.drafts import draft_of, give_up_draft, keep_draft, kept_drafts
from kodeverk.store.project import Project
from tests.service.trial_project import KARI, transcript_named


def test_whoever_has_written_nothing_yet_finds_their_draft_under_their_name(
    project: Project, tmp_path: Path
) -> None:
    on = ("transcript", transcript_named(project, "advisor").id)
    settings = Settings(tmp_path / "none.toml", "Nora", None, None)
    keep_draft(project, current_coder(project, settings), *on, "halvt")
    again = current_coder(project, settings)
    found = draft_of(project, again, *on)
    assert found is not None
    assert found.text == "halvt"
    assert kept_drafts(project, KARI) == []
    write_memo(project, again, *on, "helt")
    assert kept_drafts(project, current_coder(project, settings)) == []


def test_a_draft_is_given_up_by_its_author_alone(project: Project) -> None:
    on = ("transcript", transcript_named(project, "advisor").id)
    keep_draft(project, KARI, *on, "Karis")
    other = Coder(new_id(), "Nora")
    keep_draft(project, other, *on, "Noras")
    give_up_draft(project, KARI, *on)
    assert [one.text for one in kept_drafts(project, other)] == ["Noras"]
    assert kept_drafts(project, KARI) == []
