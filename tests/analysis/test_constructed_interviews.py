"""The truth of constructed interviews fits their text, and a seed always makes the same file."""

import random
from pathlib import Path

import pytest

from benchmarks.interviews.building import Interview, Paragraph, interview
from benchmarks.interviews.conventions import CONVENTIONS
from benchmarks.interviews.files import file_of
from benchmarks.interviews.judging import judge
from benchmarks.interviews.plans import DIMENSIONS, draw
from benchmarks.recognition import looked_at, tasks
from kodeverk.formats.transcripts import read_transcript_bytes

SMALL = {"turns": 12, "paragraphs": 1}


def of_convention(name: str, seed: int = 1) -> Interview:
    return interview(f"test {seed}", {"convention": name, **SMALL})


@pytest.mark.parametrize("name", CONVENTIONS)
def test_what_is_said_lies_in_its_paragraph_and_all_turns_say_something(name: str) -> None:
    for seed in range(2):
        made = of_convention(name, seed)
        said = ["" for _ in made.turns]
        for one in made.paragraphs:
            if one.turn is None:
                assert one.zone in ("front", "interview", "interlude", "back")
                assert not one.text or one.zone != "interview"
                continue
            assert one.zone == "interview"
            assert 0 <= one.said <= one.until <= len(one.text)
            said[one.turn] += one.text[one.said : one.until]
        assert all(words.strip(" *") for words in said)
        assert not any("*" in words for words in said)
        zones = [one.zone for one in made.paragraphs]
        assert zones == sorted(zones, key=["front", "interview", "interlude", "back"].index) or (
            "interlude" in zones
        )


def test_the_label_stands_before_what_is_said() -> None:
    for name, about in CONVENTIONS.items():
        made = of_convention(name)
        if not about.named or made.plan.slip != "none" or about.formats[0] in ("vtt", "json"):
            continue
        heads = ["" for _ in made.turns]
        for one in made.paragraphs:
            if one.turn is not None:
                heads[one.turn] += one.text[: one.said]
        for turn, head in zip(made.turns, heads, strict=True):
            assert not turn.labels or turn.labels[0] in head


def test_a_seed_makes_the_same_bytes() -> None:
    for seed in range(20):
        first, again = (file_of(interview(f"same {seed}", SMALL), "a") for _ in range(2))
        assert first.name == again.name
        assert first.content == again.content


@pytest.mark.parametrize("file_format", DIMENSIONS["format"])
def test_the_words_of_a_file_are_those_of_its_truth(file_format: str) -> None:
    made = next(
        made
        for seed in range(400)
        if (plan := draw(random.Random(f"words {seed}"), {"format": file_format, **SMALL})).format
        == file_format
        and (made := interview(f"words {seed}", {"format": file_format, **SMALL})).plan == plan
    )
    file = file_of(made, "interview")
    source = read_transcript_bytes(file.content, file.name)
    if file_format in ("csv", "tsv", "xlsx", "json"):
        for one in made.paragraphs:
            assert " ".join(one.text[one.said : one.until].split()) in " ".join(source.text.split())
    else:
        assert source.text.split() == made.text.split()


def test_a_kept_dimension_is_kept_and_the_cells_are_of_the_grid() -> None:
    made = list(tasks(120, 3, {"turns": 12, "back": "notes"}))
    assert [task.cell is None for task in made] == [True] * 70 + [False] * 50
    for task in made[::10]:
        plan = draw(random.Random(task.seed), task.fixed)
        assert (plan.turns, plan.back) == (12, "notes")
        assert task.cell is None or plan.convention == task.cell[0]


def test_a_plain_interview_is_read_right(tmp_path: Path) -> None:
    kept = {"convention": "name: text", "format": "txt", "language": "en", "cast": "I and R"}
    around = {"front": "none", "back": "none", "interlude": "none", "slip": "none"}
    made = interview("plain", {**SMALL, **kept, **around, "times": "none", "speakers": 2})
    judgement = judge(made, looked_at(made, tmp_path, "a"))
    assert judgement.turns_right
    assert judgement.outcome == ("asked" if judgement.kinds else "right")


def test_a_report_read_as_words_of_the_last_speaker_is_wrong_in_silence(tmp_path: Path) -> None:
    kept = {"convention": "name: text", "format": "txt", "language": "en", "cast": "I and R"}
    around = {"front": "none", "back": "none", "interlude": "none", "slip": "none"}
    made = interview("plain", {**SMALL, **kept, **around, "times": "none", "speakers": 2})
    report = Paragraph("She was tired and went home.", "back")
    said = [one for one in made.paragraphs if one.text]  # a blank line would be asked about
    changed = made._replace(paragraphs=(*said, report))
    judgement = judge(changed, looked_at(changed, tmp_path, "a"))
    assert (judgement.outcome, judgement.kinds) == ("wrong", ("back said by somebody",))
    assert judgement.lines["back said by somebody"] == (len(changed.paragraphs),)
