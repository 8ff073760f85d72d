"""Real transcripts of many origins give the speakers and turns that people counted in them."""

import json
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from kodeverk.analysis.recognition.turns import recognise
from tests.transcript_files import read_transcript

NOT_IN_ORDER = {
    "esukhia/B2+80_otter_ai.srt": "the list is not in order: Wanchen speaks in line 47, "
    "Jamyang first in line 107",
    "tekstlab_no/BB_d13_AW.html": "the list is sorted",
    "tekstlab_no/CANS_blair_WI_01gm-02gm_eo_ak.conc.ort.html": "the list is sorted",
    "tekstlab_no/NOTA_intervju_001-AMB.html": "the list is sorted",
}
"""Files whose list of speakers is right as a set, and why not in order of appearance."""

NOT_JOINED = {
    "esukhia/B2+80_otter_ai.srt": "turns_merged 1 joins all cues, but they name six speakers",
}
"""Files in which the number of changes of speaker is not the one in the list, and why."""

NOBODY = ("", "(no speaker)")
"""How the list writes that nobody is named."""


def entries() -> list[Any]:
    manifest = (
        Path(__file__).resolve().parents[2].parent / "shared" / "transcripts" / "manifest.json"
    )
    if not manifest.is_file():
        return [pytest.param({}, id="no manifest")]
    return [
        pytest.param(entry, id=entry["file"])
        for entry in json.loads(manifest.read_text(encoding="utf-8"))
        if "kind" not in entry and not entry["file"].endswith(".doc")
    ]


@pytest.mark.parametrize("entry", entries())
def test_a_real_file_gives_its_speakers_and_turns_without_any_option(
    entry: dict[str, Any], shared: Path
) -> None:
    file = entry["file"]
    expected = entry["expected"]
    reading = recognise(read_transcript(shared / "transcripts" / file))
    named = [speaker for speaker in expected["speakers"] if speaker not in NOBODY]
    if file in NOT_IN_ORDER:
        assert set(reading.speakers) == set(named)
    else:
        assert list(reading.speakers) == named
    labels = [block.label or "" for block in reading.blocks if not block.resumes]
    if "utterances" in expected:
        # The list counts sections as turns; where two people overlap in one, it has two speakers.
        assert reading.turns == expected["utterances"]
        return
    if expected["turns"] is not None:
        assert reading.turns == expected["turns"]
    if expected["per_speaker"]:
        assert Counter(labels) == expected["per_speaker"]
    if expected["turns_merged"] and file not in NOT_JOINED:
        assert sum(1 for _ in groupby(labels)) == expected["turns_merged"]


def test_a_word_file_and_its_text_file_give_the_same_turns(shared: Path) -> None:
    folder = shared / "transcripts" / "sheffield_orda"
    word, text = (recognise(read_transcript(folder / f"David{end}")) for end in (".docx", ".txt"))
    assert [block.label for block in word.blocks] == [block.label for block in text.blocks]
