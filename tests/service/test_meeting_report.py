"""A report for a codebook meeting shows what coders differ on, and never who somebody is."""

from pathlib import Path

import pytest

from kodeverk.errors import BadInput, Refused
from kodeverk.formats.reports.prose import Annotated, Document, Grid, Heading, Listing, RunningText
from kodeverk.model.records import Coder, Proposal
from kodeverk.model.text import Span
from kodeverk.service.agreement import agreement
from kodeverk.service.agreement_table import AgreementOptions
from kodeverk.service.assigning import assign
from kodeverk.service.coding import finish, write_memo
from kodeverk.service.exports.agreement_export import export_agreement
from kodeverk.service.exports.meeting_report import MeetingReport, meeting_report
from kodeverk.service.proposing import propose_code
from kodeverk.service.releasing import release
from kodeverk.store.project import Project
from tests.service.trial_project import (
    JONAS,
    KARI,
    code_words,
    span_of,
    transcript_named,
)

AMINA = Coder("00000000-0000-4000-8000-0000000000aa", "Amina", "person")


@pytest.fixture
def apart(project: Project) -> Project:
    """Jonas gave another code to what Kari coded, and she says why; the place is marked."""
    mine = code_words(project, KARI, "Så ringer hun når det blåser på Værøy.", "REL-TILLIT")
    code_words(project, JONAS, "ringer hun når det blåser på Værøy", "REL-KONTIN")
    write_memo(project, KARI, "coding", mine.id, "Hun bor på Værøy og ringer selv.")
    identity = transcript_named(project, "advisor").id
    for coder in (KARI, JONAS):
        finish(project, coder, [identity])
    release(project, KARI, [identity])
    code_words(project, KARI, "Værøy", "X-IDENT")
    return project


def report_of(project: Project, reader: Coder = KARI) -> MeetingReport:
    return meeting_report(project, reader, agreement(project, AgreementOptions()))


def words_of(document: Document) -> str:
    """All words of a document."""
    said: list[str] = [document.title]
    for block in document.blocks:
        match block:
            case Heading(_, text):
                said.append(text)
            case RunningText(text, lead):
                said.append(f"{lead}: {text}")
            case Listing(items):
                said += items
            case Grid(columns, rows):
                said += [*columns, *(cell for row in rows for cell in row)]
            case Annotated(rows):
                for row in rows:
                    said.append("".join(stretch.words for stretch in row.stretches))
                    said += [f"{note.text} {note.more}" for note in row.notes]
    return "\n".join(said)


def test_both_coders_words_stand_in_their_context_with_the_memo(apart: Project) -> None:
    said = words_of(report_of(apart).document)
    assert "1. advisor: another code on the same words" in said
    assert "1›Så 2›ringer hun når det blåser på […]‹2.‹1" in said
    assert "Kari REL-TILLIT Hun bor på […] og ringer selv." in said
    assert "Jonas REL-KONTIN" in said
    assert "Given by: Kari 1 passage" in said


def test_a_name_marked_only_after_release_is_withheld_all_the_same(apart: Project) -> None:
    assert "Værøy" not in words_of(report_of(apart).document)


def test_what_waits_for_the_meeting_is_in_it(apart: Project) -> None:
    identity = transcript_named(apart, "participant").id
    span = Span(*span_of(apart, "participant", "Hun ringer tilbake"))
    propose_code(apart, JONAS, identity, span, Proposal("Ringer tilbake", None))
    said = words_of(report_of(apart).document)
    assert "Ringer tilbake" in said
    assert "REL-KONTIN 1, REL-TILLIT 1" in said, "open in the consensus"
    assert "There are none." in said, "of conflicts"


def test_who_still_codes_a_transcript_apart_is_not_shown_its_words(apart: Project) -> None:
    with apart.writing(KARI, "Amina codes, too") as writer:
        writer.share("coder", AMINA.id, {"name": AMINA.name, "kind": "person"})
    assign(apart, KARI, ["Amina", "Kari"], round_name="third", double=1.0)
    report = report_of(apart, AMINA)
    assert "blåser" not in words_of(report.document)
    assert "you code apart" in report.notes[0]
    assert "blåser" in words_of(report_of(apart, JONAS).document)


@pytest.mark.parametrize("ending", ["docx", "md", "html"])
def test_the_form_is_what_the_ending_says(apart: Project, tmp_path: Path, ending: str) -> None:
    table = agreement(apart, AgreementOptions(statistics=("percent",)))
    out = tmp_path / f"meeting.{ending}"
    assert export_agreement(apart, table, out, lambda: KARI).paths == (out,)
    assert out.stat().st_size > 0
    with pytest.raises(Refused, match="exists already"):
        export_agreement(apart, table, out, lambda: KARI)
    with pytest.raises(BadInput, match="ending"):
        export_agreement(apart, table, tmp_path / "meeting.pdf", lambda: KARI)
