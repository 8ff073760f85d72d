"""Elements of a page and addresses of links within what is said are told: they count as words."""

import json

import pytest

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes

TALK = (
    ("Kari", "Hva skjedde da dere kom?"),
    ("Amina", "Vi bodde på mottak i to år."),
    ("Kari", "Og etterpå?"),
    ("Amina", "Da fikk vi et hus ved fjorden."),
    ("Kari", "Hvem hjalp dere?"),
    ("Amina", "Naboen, og veilederen vår."),
)


def told(text: str, name: str) -> list[str]:
    """Return the doubts about markup."""
    source = read_transcript_bytes(text.encode(), name)
    return [doubt.text for doubt in recognise(source).doubts if "addresses of links" in doubt.text]


def test_a_whole_interview_within_one_utterance_of_a_page_is_told() -> None:
    page = "<p><strong>KARI</strong></p><p>Og etterpå?</p><p><strong>AMINA</strong></p><p>Ja.</p>"
    entries = [{"speaker": name, "text": words} for name, words in TALK]
    entries[3]["text"] = page
    (doubt,) = told(json.dumps(entries), "samtale.json")
    assert doubt.startswith("line 4: elements of a page")


def test_links_among_the_words_of_a_turn_are_told_once_with_all_lines() -> None:
    lines = [f"{name}: {words} ([kode](koder/hjelp.md))" for name, words in TALK]
    (doubt,) = told("\n\n".join(lines), "samtale.md")
    assert doubt.endswith("likewise in lines 3, 5, 7, 9, 11")


@pytest.mark.parametrize("form", ["{}: {}", "**{}:** {}", "<u>{}:</u> {}", "{}: {} [1] (se <3)"])
def test_labels_in_a_form_of_their_own_and_signs_in_the_words_are_no_markup(form: str) -> None:
    assert not told("\n\n".join(form.format(*turn) for turn in TALK), "samtale.md")
