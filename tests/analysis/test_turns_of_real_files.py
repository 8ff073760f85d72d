"""Real transcripts of many origins give the speakers and turns that people counted in them."""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from kodeverk.analysis.turns import recognise
from kodeverk.formats.transcripts import read_transcript

READ = (".docx", ".txt", ".md", ".vtt", ".srt")

NOT_IN_ORDER = {
    "esukhia/B2+80_otter_ai.srt": "the list is not in order: Wanchen speaks in line 47, "
    "Jamyang first in line 107",
}
"""Files whose list of speakers is right as a set, and why not in order of appearance."""

NOT_JOINED = {
    "esukhia/B2+80_otter_ai.srt": "turns_merged 1 joins all cues, but they name six speakers",
    "hitsave/Keitai update Spring 2025.vtt": "nobody is named, so nobody can be said to go on",
    "hitsave/Keitai update Spring 2025.srt": "nobody is named, so nobody can be said to go on",
    "hitsave/Goodboy Galaxy - Rik Nicol.srt": "nobody is named, so nobody can be said to go on",
}
"""Files in which the number of changes of speaker is not the one in the list, and why."""


def entries() -> list[Any]:
    manifest = (
        Path(__file__).resolve().parents[2].parent / "shared" / "transcripts" / "manifest.json"
    )
    if not manifest.is_file():
        return [pytest.param({}, id="no manifest")]
    return [
        pytest.param(entry, id=entry["file"])
        for entry in json.loads(manifest.read_text(encoding="utf-8"))
        if entry["file"].endswith(READ)
    ]


@pytest.mark.parametrize("entry", entries())
def test_a_real_file_gives_its_speakers_and_turns_without_any_option(
    entry: dict[str, Any], shared: Path
) -> None:
    file = entry["file"]
    expected = entry["expected"]
    reading = recognise(read_transcript(shared / "transcripts" / file))
    if file in NOT_IN_ORDER:
        assert set(reading.speakers) == set(expected["speakers"])
    else:
        assert list(reading.speakers) == expected["speakers"]
    assert reading.turns == expected["turns"]
    if expected["per_speaker"]:
        assert reading.speakers == expected["per_speaker"]
    changes = sum(1 for label, _ in groupby(block.label for block in reading.blocks) if label)
    if file not in NOT_JOINED:
        assert changes == expected["turns_merged"]


def test_a_word_file_and_its_text_file_give_the_same_turns(shared: Path) -> None:
    folder = shared / "transcripts" / "sheffield_orda"
    word, text = (recognise(read_transcript(folder / f"David{end}")) for end in (".docx", ".txt"))
    assert [block.label for block in word.blocks] == [block.label for block in text.blocks]
