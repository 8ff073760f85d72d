"""Pseudonyms in a project: proposed, confirmed, replaced for good, and what is left said."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.formats.pseudonyms import Decision, read_decisions, read_key
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import write_memo
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.pseudonymising import (
    plan_replacement,
    proposals,
    pseudonymise,
    save_proposals,
)
from kodeverk.service.verification import verify
from kodeverk.store import queries, steps
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.trial_project import (
    CODEBOOK,
    JONAS,
    KARI,
    code_words,
    text_of,
    transcript_named,
)

FIRST = """\
Intervjuer: Kjenner du Gunnvald Myrstad?

Deltaker: Ja, Gunnvald. Gunnvalds bror bor i Fyresdal. Ring 912 34 567 til Myrstad.

Tindra: Jeg kjenner Gunnvald-folket også.
"""
SECOND = """\
Intervjuer: Hvem er Gunnvald?

Deltaker: Det vet alle i Fyresdal. De på Gunnvaldstunet, skrev gunnvald. Myrstad bygde der.
"""
NAMES = ("Gunnvald", "Myrstad", "Tindra", "912 34 567")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, content in (("first", FIRST), ("second", SECOND), ("book.yaml", CODEBOOK)):
        path = folder / (name if "." in name else f"{name}.txt")
        path.write_text(content, encoding="utf-8")
    with create_project(str(tmp_path / "study.kodeverk")) as made:
        load_codebook(made, KARI, folder / "book.yaml")
        results = import_files(
            made, KARI, [folder / "first.txt", folder / "second.txt"], Choices("Fyresdal")
        )
        assert [result.error for result in results] == [None, None]
        yield made


@pytest.fixture
def key(tmp_path: Path) -> Path:
    folder = tmp_path / "safe"
    folder.mkdir()
    return folder / "key.csv"


def yes(text: str, replacement: str, only: str = "") -> Decision:
    return Decision("table.csv:2", "yes", text, replacement, only)


def all_yes(project: Project, names: tuple[str, ...] = ()) -> list[Decision]:
    return [yes(one.text, one.replacement) for one in proposals(project, names)]


def kept(project: Project) -> str:
    """Everything the project's tables hold, as one string."""
    with project.reading() as connection:
        texts = [one.text for one in queries.kept_texts(connection)]
        strings = [one.value for one in queries.kept_strings(connection)]
    return "\n".join(texts + strings)


def quotes(project: Project) -> list[str]:
    with project.reading() as connection:
        texts = {one.id: one.text for one in queries.current_versions(connection)}
        return [texts[one.version][one.start : one.end] for one in queries.codings(connection)]


def test_names_are_proposed_over_all_transcripts(project: Project) -> None:
    found = {one.text: one for one in proposals(project)}
    assert found.keys() >= {"Gunnvald Myrstad", "Fyresdal", *NAMES}
    assert found["Gunnvald"].transcripts == 2
    assert found["Gunnvald"].replacement == found["Myrstad"].replacement


def test_marked_words_come_first_and_are_gone_once_replaced(project: Project, key: Path) -> None:
    code_words(project, KARI, "bror bor i Fyresdal", "X-IDENT", name="first")
    first = proposals(project)[0]
    assert (first.kind, first.text) == ("marked", "bror bor i Fyresdal")
    pseudonymise(project, KARI, plan_replacement(project, all_yes(project)), key)
    assert not [one for one in proposals(project) if one.kind == "marked"]


def test_what_is_confirmed_is_replaced_and_codings_stay_on_their_words(
    project: Project, key: Path
) -> None:
    code_words(project, KARI, "Gunnvalds bror", name="first")
    code_words(project, KARI, "bor i", "REL-KONTIN", name="first")
    code_words(project, KARI, "Det vet alle", name="second")
    write_memo(project, KARI, "transcript", transcript_named(project, "first").id, "Om Gunnvald.")
    found = {one.text: one.replacement for one in proposals(project)}
    done = pseudonymise(project, KARI, plan_replacement(project, all_yes(project)), key)
    person = found["Gunnvald"]
    assert text_of(project, "first").startswith(f"Intervjuer: Kjenner du {person}?")
    assert sorted(quotes(project)) == sorted([f"{person}s bror", "bor i", "Det vet alle"])
    assert done.transcripts == ("first", "second")
    assert not any(name in kept(project) for name in NAMES)
    assert verify(project).problems == ()


def test_a_second_run_proposes_nothing_that_was_replaced(project: Project, key: Path) -> None:
    pseudonymise(project, KARI, plan_replacement(project, all_yes(project)), key)
    assert proposals(project) == ()


def test_a_name_put_in_for_another_is_listed_with_the_doubt(project: Project, key: Path) -> None:
    pseudonymise(project, KARI, plan_replacement(project, [yes("Gunnvald", "Oddrun")]), key)
    (found,) = [one for one in proposals(project) if one.text == "Oddrun"]
    assert found.doubt == "perhaps a pseudonym already"


def test_the_key_says_what_became_what_and_the_project_does_not(
    project: Project, key: Path
) -> None:
    pseudonymise(project, KARI, plan_replacement(project, [yes("Gunnvald", "[Person Q]")]), key)
    with project.reading() as connection:
        rows = read_key(key, queries.local_value(connection, "project"))
    assert [(row.original, row.replacement) for row in rows] == [("Gunnvald", "[Person Q]")]
    with project.reading() as connection:
        assert steps.steps(connection)[0].summary == "pseudonymised 2 transcripts"


def test_a_key_goes_on_and_gives_known_names_their_pseudonym(project: Project, key: Path) -> None:
    pseudonymise(
        project, KARI, plan_replacement(project, [yes("Gunnvald", "[Person Q]")], ["first"]), key
    )
    shown = {one.text: one.replacement for one in proposals(project, ["second"], key)}
    assert shown["Gunnvald"] == "[Person Q]"
    pseudonymise(project, KARI, plan_replacement(project, [yes("Gunnvald", "[Person Q]")]), key)
    pseudonymise(project, KARI, plan_replacement(project, [yes("Myrstad", "[Person R]")]), key)
    with project.reading() as connection:
        rows = read_key(key, queries.local_value(connection, "project"))
    assert [row.original for row in rows] == ["Gunnvald", "Myrstad"]


def test_a_replacement_that_the_key_contradicts_changes_nothing(
    project: Project, key: Path
) -> None:
    pseudonymise(
        project, KARI, plan_replacement(project, [yes("Gunnvald", "[Person Q]")], ["first"]), key
    )
    written, text = key.read_bytes(), text_of(project, "second")
    with pytest.raises(BadInput, match=r"has the replacement \[Person Q\] in the key"):
        pseudonymise(project, KARI, plan_replacement(project, [yes("Gunnvald", "[Person S]")]), key)
    assert (key.read_bytes(), text_of(project, "second")) == (written, text)


def test_only_the_named_transcripts_are_changed_and_the_rest_is_told(
    project: Project, key: Path
) -> None:
    done = pseudonymise(
        project, KARI, plan_replacement(project, all_yes(project, ("first",)), ["first"]), key
    )
    assert text_of(project, "second") == SECOND
    left = {one.written: one.where for one in done.left}
    assert left["Gunnvald"] == ("the text of second",)
    assert "the municipality of first" in left["Fyresdal"]


def test_only_transcripts_that_hold_a_name_count_as_changed(project: Project, key: Path) -> None:
    planned = plan_replacement(project, [yes("Tindra", "[Person T]")])
    assert planned.scope == "1 transcript"
    assert pseudonymise(project, KARI, planned, key).transcripts == ("first",)
    with project.reading() as connection:
        assert steps.steps(connection)[0].summary == "pseudonymised 1 transcript"


def test_other_letters_and_longer_words_are_told_not_changed(project: Project, key: Path) -> None:
    done = pseudonymise(
        project, KARI, plan_replacement(project, [yes("Gunnvald", "[Person A]")]), key
    )
    assert [(one.written, one.places, one.where) for one in done.left] == [
        ("Gunnvaldstunet", 1, ("the text of second",)),
        ("gunnvald", 1, ("the text of second",)),
    ]
    assert "Gunnvaldstunet, skrev gunnvald" in text_of(project, "second")


def test_a_name_that_a_line_end_breaks_is_told(project: Project, key: Path, tmp_path: Path) -> None:
    wrapped = tmp_path / "wrapped.txt"
    wrapped.write_text(
        "Intervjuer: Det var Gunn-\nvald og Anne-\nLise, ja-\nnei, fra Myr-\n  stadgrenda.\n\n"
        "Deltaker: Ja, Gunn\u00ad\nvalds Anne-Lise.\n",
        encoding="utf-8",
    )
    (imported,) = import_files(project, KARI, [wrapped], Choices())
    assert imported.error is None
    decided = [yes("Gunnvald", "[A]"), yes("Anne-Lise", "[B]"), yes("Myrstad", "[C]")]
    done = pseudonymise(project, KARI, plan_replacement(project, decided), key)
    left = {one.written: (one.original, one.places) for one in done.left if "wrapped" in str(one)}
    assert left == {
        "Gunn- vald": ("Gunnvald", 2),
        "Anne- Lise": ("Anne-Lise", 1),
        "Myr- stadgrenda": ("Myrstad", 1),
    }


def test_a_row_for_one_transcript_leaves_the_others_alone(project: Project, key: Path) -> None:
    rows = [yes("Gunnvald", "[Person A]"), yes("Gunnvald", "[Person B]", "second")]
    pseudonymise(project, KARI, plan_replacement(project, rows), key)
    assert "[Person A]" in text_of(project, "first")
    assert "[Person B]?" in text_of(project, "second")
    assert "[Person A]" not in text_of(project, "second")


def test_what_is_not_answered_is_left_alone_and_counted(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    found = proposals(project)
    save_proposals(project, table, found)
    planned = plan_replacement(project, read_decisions(table))
    assert (planned.replaced, planned.declined, planned.undecided) == ((), 0, len(found))


def test_a_declined_name_is_not_taken_for_a_genitive(project: Project, key: Path) -> None:
    rows = [yes("Gunnvald", "[Person A]"), Decision("t:3", "no", "Gunnvalds", "", "")]
    pseudonymise(project, KARI, plan_replacement(project, rows), key)
    assert "Gunnvalds bror" in text_of(project, "first")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([yes("Gunnvald", "[A]"), yes("Gunnvald", "[B]")], "another replacement than in"),
        ([yes("Gunnvald", "Gunnvald M.")], "the replacement holds a text that is to be replaced"),
        ([yes("Gunnvald", "Oddny"), yes("Tindra", "Gunnvald")], "holds a text that is to be"),
        ([yes("Gunnvald", "[A]", "third")], "'third' is none of the chosen transcripts"),
        ([yes("Oddny", "[A]")], "stands in none of the chosen transcripts"),
        ([yes("myrstad", "[A]")], "stands in none of the chosen transcripts"),
        ([yes("Tindra", "[A]", "second")], "stands in none of the chosen transcripts"),
    ],
)
def test_rows_that_cannot_be_carried_out_are_refused_together(
    project: Project, rows: list[Decision], said: str
) -> None:
    with pytest.raises(BadInput) as caught:
        plan_replacement(project, rows)
    assert said in caught.value.message
    assert "table.csv:2" in caught.value.message
    assert caught.value.hint


def test_a_replacement_that_makes_an_original_with_its_neighbours_is_refused(
    project: Project,
) -> None:
    with pytest.raises(BadInput, match="an original would stand in first again"):
        plan_replacement(project, [yes("du", "[1]"), yes("[1] Gunnvald", "[2]")])


def test_an_unknown_transcript_is_named(project: Project) -> None:
    with pytest.raises(NotFound, match="no transcript 'third'"):
        proposals(project, ["third"])


def test_black_data_is_refused(project: Project, tmp_path: Path) -> None:
    with project.writing(KARI, "marked") as writer:
        subject = transcript_named(project, "second").id
        writer.born(
            "variable",
            {
                "subject_kind": "transcript",
                "subject": subject,
                "name": "data_class",
                "value": "Svart",
            },
        )
    with pytest.raises(Refused, match="marked as black data: second"):
        proposals(project)
    assert proposals(project, ["first"])


def test_a_key_that_cannot_be_written_changes_nothing(project: Project, tmp_path: Path) -> None:
    planned = plan_replacement(project, [yes("Gunnvald", "[Person A]")])
    for wrong in (tmp_path / "nowhere" / "key.csv", tmp_path / "study.kodeverk"):
        with pytest.raises(Refused):
            pseudonymise(project, KARI, planned, wrong)
    assert text_of(project, "first") == FIRST


WORDS = st.sampled_from(
    ["Gunnvald", "Myrstad", "Gunnvalds", "Gunnvald Myrstad", "hun", "Gunnvaldsen", "gunnvald", "på"]
)
SIGNS = st.sampled_from([" ", ", ", ". ", "\n\nDeltaker: ", "-", "_", "\n"])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(WORDS, SIGNS), min_size=1, max_size=30))
def test_no_whole_original_is_left_in_any_text_and_the_rest_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    said = "Deltaker: Gunnvald Myrstad, " + "".join(word + sign for word, sign in parts)
    (folder / "one.txt").write_text(said, encoding="utf-8")
    with create_project(str(folder / "study.kodeverk")) as project:
        import_files(project, JONAS, [folder / "one.txt"], Choices())
        before = text_of(project, "one")
        rows = [yes(name, "§") for name in ("Gunnvald", "Myrstad", "Gunnvald Myrstad")]
        pseudonymise(project, JONAS, plan_replacement(project, rows), folder / "key.csv")
        after = text_of(project, "one")
    whole = re.compile(r"(?<![^\W_])(?:Gunnvald Myrstad|Gunnvald|Myrstad)(?=s?(?![^\W_]))")
    assert after == whole.sub("§", before)
