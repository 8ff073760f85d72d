"""Which transcript a name means, also after a merge brought another of that name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.errors import NotFound
from kodeverk.model.records import Coder
from kodeverk.service.coding import finish
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.verification import verify
from kodeverk.store.project import Project
from tests.service.trial_project import JONAS, KARI

TALK = "I: Hvordan gikk det {}?\n\nV: Vi hadde god tid den dagen, og hun forklarte alt {}.\n"


def brought(project: Project, coder: Coder, path: Path, word: str) -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_text(TALK.format(word, word), encoding="utf-8")
    import_files(project, coder, [path], Choices("Voss"))
    return find_transcript(project, path.stem).id


def test_after_a_merge_everybody_calls_two_transcripts_of_one_name_alike(
    make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    kari, jonas = make_project("kari"), make_project("jonas")
    hers = brought(kari, KARI, tmp_path / "k" / "a.txt", "rolig")
    his = brought(jonas, JONAS, tmp_path / "j" / "a.txt", "stille")
    merge(kari, KARI, [jonas.location])
    merge(jonas, JONAS, [kari.location])
    first, second = sorted([hers, his])
    for project in (kari, jonas):
        assert find_transcript(project, "a").id == first
        assert find_transcript(project, "a (2)").id == second
    assert verify(kari).content_hash == verify(jonas).content_hash


def test_a_suffix_never_makes_the_name_of_another(
    make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    kari, jonas = make_project("kari"), make_project("jonas")
    hers = brought(kari, KARI, tmp_path / "k" / "a.txt", "rolig")
    third = brought(kari, KARI, tmp_path / "k" / "a (2).txt", "langsomt og godt nok igjen")
    his = brought(jonas, JONAS, tmp_path / "j" / "a.txt", "stille")
    merge(kari, KARI, [jonas.location])
    assert find_transcript(kari, "a (2)").id == third
    assert {find_transcript(kari, name).id for name in ("a", "a (3)")} == {hers, his}


def test_the_beginning_of_two_names_is_refused_with_what_tells_them_apart(
    project: Project, tmp_path: Path
) -> None:
    one = brought(project, KARI, tmp_path / "k" / "voss-1.txt", "rolig")
    other = brought(project, KARI, tmp_path / "k" / "voss-2.txt", "langsomt og godt nok igjen")
    finish(project, KARI, [one])
    with pytest.raises(NotFound) as refused:
        find_transcript(project, "voss")
    assert "'voss' fits 2 transcripts" in refused.value.message
    assert f"voss-1: 4621 Voss, not coded, {one}" in refused.value.message
    assert f"voss-2: 4621 Voss, not coded, {other}" in refused.value.message


def test_a_name_nobody_has_suggests_one_that_is_like_it(project: Project) -> None:
    with pytest.raises(NotFound) as refused:
        find_transcript(project, "adviser")
    assert refused.value.hint == "There are: advisor."
