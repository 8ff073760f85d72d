"""What somebody says of the files to import: it holds, it is remembered, it never fits nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, Refused
from kodeverk.formats.metadata import read_metadata
from kodeverk.model.records import Memo
from kodeverk.service.coding import passage_of
from kodeverk.service.import_choices import Choices, Memory
from kodeverk.service.importing import choose_again, import_files, keep_previews, look_at, memory_of
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from tests.earlier_schemas import write_as_of
from tests.project_content import content_of
from tests.service.commented_file import commented
from tests.service.trial_project import (
    JONAS,
    KARI,
    code_keyed,
    memory_in,
    rows_of,
    span_of,
    speakers_of,
    text_of,
    transcript_named,
)
from tests.undo_and_redo import undo

TALK = "I: Hei {0}?\n\nV: Ja, {0}.\n\nI: Og?\n\nV: Nei.\n\nI: Hvorfor?\n\nV: Derfor.\n"
VARIANTS = (
    "Intervjuer: Hei?\n\nKari Nordmann: Ja.\n\nIntervjuer: Og?\n\nNordmann: Nei.\n\n"
    "Intervjuer: Hvorfor?\n\nKari Nordmann: Derfor.\n\nRadio: Kaffe ble servert.\n\n"
    "Intervjuer: Takk.\n\nRadio: Vi gikk ut.\n\nKari Nordmann: Takk selv.\n"
)


def write(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


# What is chosen holds


def test_joined_labels_are_one_speaker_and_ignored_ones_none(
    project: Project, tmp_path: Path
) -> None:
    paths = write(tmp_path, a=VARIANTS)
    choices = Choices(
        joined={"Nordmann": "Kari Nordmann"},
        ignored={"radio": True},
        roles={"Kari Nordmann": "advisor"},
    )
    (result,) = import_files(project, KARI, paths, choices)
    assert [(one.label, one.role) for one in result.speakers] == [
        ("Intervjuer", "interviewer"),
        ("Kari Nordmann", "advisor"),
    ]
    assert set(speakers_of(project, "a")) == {"Intervjuer", "Kari Nordmann"}
    assert text_of(project, "a") == VARIANTS
    assert verify(project).ok


def test_labels_that_may_be_one_person_are_proposed_and_never_joined(
    project: Project, tmp_path: Path
) -> None:
    (preview,) = look_at(project, write(tmp_path, a=VARIANTS), Choices())
    assert ("Nordmann", "Kari Nordmann") in preview.alike
    assert preview.reading is not None
    assert "Nordmann" in preview.reading.speakers
    assert any("may be one person" in ask.text for ask in preview.asks)
    apart = Choices(joined={"Nordmann": "Nordmann"})
    (decided,) = choose_again(project, [(preview, apart)], None)
    assert decided.alike == ()
    assert decided.reading is not None
    assert "Nordmann" in decided.reading.speakers


def test_who_may_be_somebody_else_is_asked_about_once(project: Project, tmp_path: Path) -> None:
    talk = "".join(f"Interviewer: What then {n}?\nOla: Nothing {n}.\n" for n in range(5))
    slip = talk.replace("Interviewer: What then 3", "Intreviewer: What then 3")
    other = talk.replace("Interviewer: What then 3", "Deltaker 7: What then 3")
    asked, of_other = (
        [ask.text for ask in preview.asks if "Intreviewer" in ask.text or "Deltaker" in ask.text]
        for preview in look_at(project, write(tmp_path, a=slip, b=other), Choices())
    )
    assert asked == ["'Intreviewer' and 'Interviewer' may be one person"]
    apart = Choices(joined={"Intreviewer": "Intreviewer"}, roles={"Intreviewer": "interviewer"})
    (decided, _) = look_at(project, write(tmp_path, a=slip, b=other), apart)
    assert not any("Intreviewer" in ask.text for ask in decided.asks)
    assert any("speaks once" in text for text in of_other)


def test_a_pseudonym_from_the_command_line_is_one_informant_in_all_files(
    project: Project, tmp_path: Path
) -> None:
    paths = write(tmp_path, a=TALK.format("a"), b=TALK.format("b"))
    import_files(project, KARI, paths, Choices(informants={"v": "ASKER-V1"}))
    with project.reading() as connection:
        (person,) = queries.informants(connection)
    assert person.name == "ASKER-V1"
    assert {speakers_of(project, name)["V"].informant for name in "ab"} == {person.id}


def test_importing_somebody_again_does_not_take_back_what_they_consented_to(
    project: Project, tmp_path: Path
) -> None:
    table = tmp_path / "metadata.csv"
    table.write_text("file,informants,quotation\na.txt,V=ASKER-V1,yes\n", encoding="utf-8")
    first, second = write(tmp_path, a=TALK.format("a"), b=TALK.format("b"))
    import_files(project, KARI, [first], Choices(facts=read_metadata(table)))
    import_files(project, KARI, [second], Choices(informants={"V": "ASKER-V1"}))
    with project.reading() as connection:
        (person,) = queries.informants(connection)
    assert person.quotation == "yes"


def test_whose_words_an_interpreter_says_can_be_told_for_all_files(
    project: Project, tmp_path: Path
) -> None:
    talk = "Forsker: Hei?\n\nMann: Ja.\n\nKone: Jo.\n\nTolk: Vi kom i fjor.\n\n" * 3
    roles = {"Mann": "participant", "Kone": "participant"}
    choices = Choices(roles=roles, speaks_for={"Tolk": "Kone"})
    import_files(project, KARI, write(tmp_path, a=talk), choices)
    speakers = speakers_of(project, "a")
    assert speakers["Tolk"].speaks_for == speakers["Kone"].id


@pytest.mark.parametrize(
    "choices",
    [
        Choices(roles={"Q": "advisor"}),
        Choices(joined={"Q": "V"}),
        Choices(ignored={"Q": True}),
        Choices(informants={"Q": "ASKER-V1"}),
        Choices(speaks_for={"Q": "V"}),
    ],
)
def test_a_choice_that_fits_no_file_is_an_error_that_lists_the_labels(
    project: Project, tmp_path: Path, choices: Choices
) -> None:
    before = content_of(project)
    with pytest.raises(BadInput, match="no file has a speaker labelled 'Q'") as caught:
        import_files(project, KARI, write(tmp_path, a=TALK.format("a")), choices)
    assert "I, V" in caught.value.hint
    assert content_of(project) == before


def test_an_encoding_that_is_chosen_is_used_and_a_wrong_one_fails_the_file(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TALK.format("blåbær på Værøy").encode("mac-roman"))
    (result,) = import_files(project, KARI, [path], Choices(encoding="mac-roman"), dry_run=True)
    assert result.encoding == "mac-roman"
    (wrong,) = import_files(project, KARI, [path], Choices(encoding="klingon"))
    assert wrong.status == "failed"
    assert "klingon" in (wrong.error or "")


def test_an_encoding_that_cannot_be_is_told_and_the_file_stays_as_it_was(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TALK.format("blåbær på Værøy").encode("cp1252"))
    (preview,) = look_at(project, [path], Choices())
    (wrong,) = choose_again(project, [(preview, Choices(encoding="utf-8"))], None)
    assert "utf-8" in (wrong.error or "").lower()
    assert wrong.source is not None
    assert "blåbær på Værøy" in wrong.source.text
    (right,) = choose_again(project, [(wrong, Choices(encoding="latin-1"))], None)
    assert right.error is None
    assert right.source is not None
    assert right.source.encoding == "latin-1"


def test_a_convention_there_is_not_fails_the_file_and_lists_those_there_are(
    project: Project, tmp_path: Path
) -> None:
    (result,) = import_files(
        project, KARI, write(tmp_path, a=TALK.format("a")), Choices(convention="morse")
    )
    assert result.status == "failed"
    assert "name: text" in (result.hint or "")


def test_a_row_of_the_table_goes_before_what_is_said_of_all_files(
    project: Project, tmp_path: Path
) -> None:
    table = tmp_path / "metadata.csv"
    table.write_text(
        "file,roles,join,ignore,convention\n"
        "a.txt,Kari Nordmann=leader,Nordmann=Kari Nordmann,Radio,name: text\n",
        encoding="utf-8",
    )
    paths = write(tmp_path, a=VARIANTS)
    choices = Choices(roles={"Kari Nordmann": "advisor"}, facts=read_metadata(table))
    (result,) = import_files(project, KARI, paths, choices)
    assert {one.label: one.role for one in result.speakers}["Kari Nordmann"] == "leader"
    assert set(speakers_of(project, "a")) == {"Intervjuer", "Kari Nordmann"}
    assert memory_in(project).roles == {"Kari Nordmann": "advisor"}


@pytest.mark.parametrize("written", ["black", "Svart"])
def test_black_data_is_refused_and_not_even_read(
    project: Project, tmp_path: Path, written: str
) -> None:
    table = tmp_path / "metadata.csv"
    table.write_text(f"file,data_class\na.txt,{written}\nb.txt,red\n", encoding="utf-8")
    paths = write(tmp_path, a=TALK.format("a"), b=TALK.format("b"))
    black, red = import_files(project, KARI, paths, Choices(facts=read_metadata(table)))
    assert black.status == "failed"
    assert "does not belong in a project" in (black.error or "")
    assert red.status == "imported"
    with project.reading() as connection:
        assert [(one.name, one.value) for one in queries.variables(connection)] == [
            ("data_class", "red")
        ]


# What is chosen is remembered


def test_choices_are_remembered_shown_and_undone_with_their_import(
    project: Project, tmp_path: Path
) -> None:
    first, second = write(tmp_path, a=VARIANTS, b=VARIANTS.replace("Kaffe", "Te"))
    choices = Choices(
        roles={"Kari Nordmann": "advisor"},
        joined={"Nordmann": "Kari Nordmann"},
        ignored={"Radio": True},
    )
    before = content_of(project)
    import_files(project, KARI, [first], choices)
    (again,) = import_files(project, KARI, [second], Choices(), dry_run=True)
    assert {one.label: (one.role, one.remembered) for one in again.speakers} == {
        "Intervjuer": ("interviewer", False),
        "Kari Nordmann": ("advisor", True),
    }
    assert again.remembered == (
        "'Nordmann' is joined into 'Kari Nordmann', 1 turn",
        "'Radio' is no speaker, 2 turns",
    )
    undo(project, KARI)
    assert content_of(project) == before
    assert memory_in(project) == Memory()


def test_what_an_earlier_version_remembered_is_not_kept_and_nothing_else_is_lost(
    tmp_path: Path,
) -> None:
    path = tmp_path / "p.kodeverk"
    first, second = write(tmp_path, a=VARIANTS, b=VARIANTS.replace("Kaffe", "Te"))
    with create_project(str(path)) as project:
        import_files(project, KARI, [first], Choices(ignored={"Radio": True}))
    write_as_of("0005", path)
    with open_project(str(path)) as project:
        assert memory_in(project) == Memory()
        assert verify(project).problems == ()
        import_files(project, KARI, [second], Choices(ignored={"Radio": True}, as_new=True))
        assert memory_in(project) == Memory(ignored={"Radio": True}, turns={"Radio": 2})
        undo(project, KARI)
        undo(project, KARI)
        assert verify(project).problems == ()


def test_an_explicit_choice_goes_before_what_is_remembered(
    project: Project, tmp_path: Path
) -> None:
    first, second = write(tmp_path, a=TALK.format("a"), b=TALK.format("b"))
    import_files(project, KARI, [first], Choices(roles={"V": "advisor"}))
    (result,) = import_files(project, KARI, [second], Choices(roles={"v": "volunteer"}))
    assert {one.label: one.role for one in result.speakers}["V"] == "volunteer"
    (third,) = look_at(project, write(tmp_path, c=TALK.format("c")), Choices())
    assert third.roles["V"] == "volunteer"


def test_what_a_label_says_of_itself_goes_before_what_another_file_made_of_it(
    project: Project, tmp_path: Path
) -> None:
    talk = "Intervjuer: Hei?\n\nDeltaker: Ja, {}.\n\nIntervjuer: Og?\n\nDeltaker: Nei.\n"
    first, second = write(tmp_path, a=talk.format("a"), b=talk.format("b"))
    import_files(project, KARI, [first], Choices(roles={"Deltaker": "volunteer"}))
    (preview,) = look_at(project, [second], Choices())
    assert preview.roles["Deltaker"] == "participant"


def test_forgetting_takes_the_remembered_choices_away(project: Project, tmp_path: Path) -> None:
    first, second = write(tmp_path, a=TALK.format("a"), b=TALK.format("b"))
    import_files(project, KARI, [first], Choices(roles={"V": "advisor"}))
    (result,) = import_files(project, KARI, [second], Choices(), forget_choices=True)
    assert {one.label: one.role for one in result.speakers}["V"] == "unknown"
    assert memory_in(project) == Memory()
    undo(project, KARI)
    assert memory_in(project).roles == {"V": "advisor"}


def test_a_convention_is_remembered_and_used_only_where_it_finds_speakers(
    project: Project, tmp_path: Path
) -> None:
    lines = "Kari\nHei, hvordan går det?\nOla\nBra, takk, {}.\n"
    first, second, other = write(
        tmp_path, a=lines.format("a") * 4, b=lines.format("b") * 4, c=TALK.format("c")
    )
    import_files(project, KARI, [first], Choices(convention="name on a line"))
    like, unlike = look_at(project, [second, other], Choices())
    assert like.reading is not None
    assert unlike.reading is not None
    assert like.reading.convention == "name on a line"
    assert like.remembered == ("the convention 'name on a line'",)
    assert unlike.reading.convention == "name: text"


QUOTED = "Anna: Hva {0}?\n\nBerit: Det {0}.\n\n"
THREE = "Anna: Hva {0}?\n\nBerit: Det {0}.\n\nKari: Og {0}.\n\nBert: Nei, {0}.\n\n"


def test_what_was_said_of_a_label_that_spoke_once_never_takes_a_main_speaker_away(
    project: Project, tmp_path: Path
) -> None:
    slip = QUOTED.format("nå") + "Kari: Kom hit.\n\nBert: Ja.\n\n"
    first, second, like = write(
        tmp_path,
        a=QUOTED.format("da") * 5 + slip,
        b="".join(THREE.format(word) for word in ("inn", "ut", "opp", "ned")),
        c=QUOTED.format("så") * 5 + slip,
    )
    said = Choices(ignored={"kari": True}, joined={"Bert": "Berit"})
    import_files(project, KARI, [first], said)
    again, here = import_files(project, KARI, [second, like], Choices(as_new=True))
    assert [one.label for one in again.speakers] == ["Anna", "Berit", "Kari", "Bert"]
    assert again.asks[1:] == (
        "'Kari' has 4 turns, and had 1 where it was said to be no speaker: it is taken for one "
        "here",
        "'Bert' has 4 turns, and had 1 where it was joined into 'Berit': it is kept apart here",
    )
    assert "(say --ignore Kari)" in again.warnings[-2]
    assert "(say --join Bert=Berit)" in again.warnings[-1]
    assert [one.label for one in here.speakers] == ["Anna", "Berit"]
    assert here.warnings[:2] == (
        "remembered from an earlier import: 'Bert' is joined into 'Berit', 1 turn",
        "remembered from an earlier import: 'Kari' is no speaker, 1 turn",
    )


def test_labels_joined_in_a_ring_are_refused_and_a_chain_ends_at_its_last(
    project: Project, tmp_path: Path
) -> None:
    paths = write(tmp_path, a="".join(THREE.format(word) for word in ("inn", "ut", "opp")))
    ring = {"Berit": "Anna", "Anna": "berit"}
    (refused,) = import_files(project, KARI, paths, Choices(joined=ring))
    assert refused.status == "failed"
    assert refused.error == "labels are joined in a ring, from 'Anna' into 'Berit' and on"
    (chain,) = look_at(project, paths, Choices(joined={"Anna": "Berit", "Berit": "Kari"}))
    assert [one.label for one in chain.speakers] == ["Kari", "Bert"]


def test_whom_a_label_is_joined_into_cannot_be_no_speaker(project: Project, tmp_path: Path) -> None:
    texts = ["".join(THREE.format(f"{n}{word}") for word in ("inn", "ut", "opp")) for n in "abc"]
    first, second, third = write(tmp_path, a=texts[0], b=texts[1], c=texts[2])
    both = Choices(joined={"Anna": "Berit"}, ignored={"berit": True})
    (refused,) = import_files(project, KARI, [first], both)
    assert refused.error == "'Anna' is joined into 'Berit', which is said to be no speaker"
    import_files(project, KARI, [second], Choices(joined={"Anna": "Berit"}))
    (preview,) = look_at(project, [third], Choices(ignored={"Berit": True}, as_new=True))
    assert (preview.error, preview.joined) == (None, {})


def test_two_that_were_joined_both_ways_in_other_files_never_change_places(
    project: Project, tmp_path: Path
) -> None:
    texts = ["".join(THREE.format(f"{n}{word}") for word in ("inn", "ut", "opp")) for n in "abc"]
    first, second, third = write(tmp_path, a=texts[0], b=texts[1], c=texts[2])
    import_files(project, KARI, [first], Choices(joined={"Anna": "Berit"}))
    (other,) = import_files(project, KARI, [second], Choices(joined={"Berit": "Anna"}, as_new=True))
    assert [one.label for one in other.speakers] == ["Anna", "Kari", "Bert"]
    (preview,) = look_at(project, [third], Choices(as_new=True))
    assert [one.label for one in preview.speakers] == ["Anna", "Berit", "Kari", "Bert"]


def test_whoever_gets_a_role_is_not_asked_about_as_no_speaker(
    project: Project, tmp_path: Path
) -> None:
    first, second = write(
        tmp_path,
        a=QUOTED.format("da") * 5 + "Kari: Kom hit.\n\n" + QUOTED.format("nå"),
        b="".join(THREE.format(word) for word in ("inn", "ut", "opp", "ned")),
    )
    import_files(project, KARI, [first], Choices(ignored={"Kari": True}))
    (preview,) = look_at(project, [second], Choices(roles={"Kari": "participant"}))
    assert preview.roles["Kari"] == "participant"
    assert not any("Kari" in ask.text for ask in preview.asks)


def test_two_copies_that_chose_alike_merge_without_a_conflict(
    make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    from kodeverk.service.merging import merge

    paths = write(tmp_path, a=TALK.format("a"))
    one, two = make_project("one"), make_project("two")
    for project, author in ((one, KARI), (two, JONAS)):
        import_files(project, author, paths, Choices(roles={"V": "advisor"}))
    report = merge(one, KARI, [two.location])
    assert report.conflicts == ()
    assert memory_in(one).roles == {"V": "advisor"}


# Looking, choosing, keeping


def test_nothing_is_written_before_it_is_kept_and_all_of_it_is_one_step(
    project: Project, tmp_path: Path
) -> None:
    before = content_of(project)
    paths = write(tmp_path, a=TALK.format("a"), b=TALK.format("b"))
    previews = look_at(project, paths, Choices())
    chosen = [(one, Choices(roles={"V": "advisor"})) for one in previews]
    previews = choose_again(project, chosen, None)
    assert content_of(project) == before
    keep_previews(project, KARI, previews, memory_of(previews[0].choices, previews))
    assert speakers_of(project, "b")["V"].role == "advisor"
    undo(project, KARI)
    assert content_of(project) == before


def test_an_import_that_is_cancelled_in_its_middle_leaves_nothing(
    project: Project, tmp_path: Path
) -> None:
    texts = {f"nr{n}": TALK.format(n) for n in range(20)}
    previews = look_at(project, write(tmp_path, **texts), Choices())
    before = content_of(project)

    def stop(done: int, _total: int) -> None:
        if done == 12:
            raise Refused("the import was cancelled", "Nothing of it was written.")

    with pytest.raises(Refused):
        keep_previews(project, KARI, previews, Memory(), progress=stop)
    assert content_of(project) == before
    assert verify(project).ok


def test_a_text_that_came_in_meanwhile_is_unchanged_and_not_written_twice(
    project: Project, tmp_path: Path
) -> None:
    paths = write(tmp_path, a=TALK.format("a"))
    previews = look_at(project, paths, Choices())
    import_files(project, JONAS, paths, Choices())
    (result,) = keep_previews(project, KARI, previews, Memory())
    assert result.status == "unchanged"


def test_lines_before_the_first_turn_are_told_with_their_numbers(
    project: Project, tmp_path: Path
) -> None:
    paths = write(tmp_path, a=f"Intervju nr. 4\nKonstruert.\n\n{TALK.format('a')}")
    (preview,) = look_at(project, paths, Choices())
    assert [(line.line, line.text, line.zone) for line in preview.outside] == [
        (1, "Intervju nr. 4", "front"),
        (2, "Konstruert.", "front"),
    ]


def test_an_ambiguous_municipality_lists_those_that_may_be_meant(
    project: Project, tmp_path: Path
) -> None:
    paths = write(tmp_path, a=TALK.format("a"))
    (preview,) = look_at(project, paths, Choices("Herøy"))
    assert [one.number for one in preview.candidates] == ["1515", "1818"]
    assert preview.municipality is None
    assert not preview.is_ready
    (chosen,) = choose_again(project, [(preview, Choices("1818"))], None)
    assert chosen.is_ready
    assert chosen.municipality is not None
    assert chosen.municipality.number == "1818"


# Comments in the margin


def memos_of(project: Project, name: str) -> list[Memo]:
    version = transcript_named(project, name).version
    with project.reading() as connection:
        return [one for one in queries.memos(connection) if str(one.target).startswith(version)]


def test_comments_become_memos_on_their_passages_with_their_authors_names(
    project: Project, tmp_path: Path
) -> None:
    (result,) = import_files(project, KARI, [commented(tmp_path / "c.docx")], Choices())
    assert result.comments == 2
    memos = {one.text: one for one in memos_of(project, "c")}
    assert set(memos) == {"Ola Berg: Fint sitat", "Ola Berg: rel-kontin; Tillit"}
    start, end = passage_of(memos["Ola Berg: Fint sitat"])
    assert "Jeg stoler på henne" in text_of(project, "c")[start:end]
    assert {one.coder for one in memos.values()} == {KARI.id}
    assert verify(project).ok


def test_comments_that_are_codes_become_codings_when_that_is_chosen(
    project: Project, tmp_path: Path
) -> None:
    path = commented(tmp_path / "c.docx")
    import_files(project, KARI, [path], Choices(comments="codings"))
    assert {one.text for one in memos_of(project, "c")} == {"Ola Berg: Fint sitat"}
    rows = [one for one in rows_of(project) if one.transcript == "c"]
    assert {(one.code, one.coder) for one in rows} == {
        ("REL-KONTIN", "Kari"),
        ("REL-TILLIT", "Kari"),
    }
    start, end = span_of(project, "c", "Så ringer hun. Hun ringer alltid.")
    assert all(one.start <= start < end <= one.end for one in rows)
    with project.reading() as connection:
        codings = queries.codings(connection, transcript_named(project, "c").id)
    assert {one.origin for one in codings} == {"imported"}
    assert code_keyed(project, "REL-KONTIN").id in {one.code for one in codings}
    assert verify(project).ok


def test_comments_can_be_left_out(project: Project, tmp_path: Path) -> None:
    path = commented(tmp_path / "c.docx")
    import_files(project, KARI, [path], Choices(comments="none"))
    assert memos_of(project, "c") == []


def test_the_same_comments_imported_twice_are_there_once(project: Project, tmp_path: Path) -> None:
    path = commented(tmp_path / "c.docx")
    import_files(project, KARI, [path], Choices())
    undo(project, KARI)
    import_files(project, KARI, [path], Choices())
    assert len(memos_of(project, "c")) == 2


def test_what_is_told_of_a_file_can_be_written_as_json(project: Project, tmp_path: Path) -> None:
    from dataclasses import asdict

    (result,) = import_files(project, KARI, write(tmp_path, a=VARIANTS), Choices(), dry_run=True)
    fields = asdict(result)
    assert json.loads(json.dumps(fields["speakers"])) == list(fields["speakers"])
