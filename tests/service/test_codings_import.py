import csv
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodeverk.errors import BadInput
from kodeverk.formats.tables import write_table
from kodeverk.model.identity import new_id
from kodeverk.model.text import Span
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import apply_code, finish, reopen
from kodeverk.service.codings_import import import_codings
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.trial_project import (
    AMINA,
    JONAS,
    KARI,
    Row,
    code_keyed,
    coder_names,
    rows_of,
    span_of,
    states_of,
    text_of,
    transcript_named,
)
from tests.undo_and_redo import undo

HEADER = "transcript,start,end,code,coder,quote,retning,memo"
GOOD = "advisor,30,35,REL-TILLIT,Kari,,fremmer,Et notat"


def table(folder: Path, *lines: str, header: str = HEADER, name: str = "codings.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((header, *lines, "")), encoding="utf-8")
    return path


def refusal(project: Project, path: Path, **choices: Any) -> BadInput:
    """Import a table that cannot be used; the project must be as it was."""
    before = content_of(project)
    with pytest.raises(BadInput) as caught:
        import_codings(project, KARI, path, **choices)
    assert content_of(project) == before
    assert str(path) in caught.value.message
    assert caught.value.hint
    return caught.value


def row(
    project: Project,
    words: str,
    code: str = "REL-TILLIT",
    coder: str = "Kari",
    *more: str,
    name: str = "advisor",
) -> str:
    start, end = span_of(project, name, words)
    return ",".join((name, str(start), str(end), code, coder, words, *(more or ("", ""))))


def test_every_row_comes_in_with_its_facets_memo_coder_and_origin(
    project: Project, tmp_path: Path
) -> None:
    path = table(
        tmp_path,
        row(project, "stoler på", "REL-TILLIT", "Kari", "fremmer", "Gjensidig."),
        row(project, "ringer tilbake", "REL-KONTIN", "Jonas", name="participant"),
    )
    done = import_codings(project, KARI, path, new_coders=True)
    assert (done.added, done.unchanged, done.coders) == (2, 0, ("Jonas",))
    assert rows_of(project) == {
        Row(
            "advisor",
            *span_of(project, "advisor", "stoler på"),
            "REL-TILLIT",
            "Kari",
            (("retning", "fremmer"),),
            ("Gjensidig.",),
        ),
        Row(
            "participant",
            *span_of(project, "participant", "ringer tilbake"),
            "REL-KONTIN",
            "Jonas",
            (),
            (),
        ),
    }
    with project.reading() as connection:
        codings = queries.codings(connection)
    assert {coding.origin for coding in codings} == {"imported"}
    assert all(coding.codebook_version for coding in codings)
    assert verify(project).ok


@pytest.mark.parametrize(
    ("line", "reasons"),
    [
        ("adviser,30,35,REL-TILLIT,Kari,,,", ["no transcript 'adviser'", "advisor"]),
        ("advisor,30,35,REL-TILIT,Kari,,,", ["'REL-TILIT'", "REL-TILLIT?"]),
        ("advisor,30,35,rel-tillit,Kari,,,", ["'rel-tillit'", "REL-TILLIT?"]),
        ("advisor,30,35,REL-TILLIT,Karri,,,", ["no coder 'Karri'", "Kari", "--new-coders"]),
        ("advisor,30,35,REL-TILLIT,,,,", ["a coder needs a name"]),
        ("advisor,x,35,REL-TILLIT,Kari,,,", ["start is 'x', not a number"]),
        ("advisor,30,35.0,REL-TILLIT,Kari,,,", ["end is '35.0', not a number"]),
        ("advisor,3_0,35,REL-TILLIT,Kari,,,", ["start is '3_0', not a number"]),
        ("advisor,,35,REL-TILLIT,Kari,,,", ["start is '', not a number"]),
        ("advisor,35,35,REL-TILLIT,Kari,,,", ["35–35 holds no character"]),
        ("advisor,35,30,REL-TILLIT,Kari,,,", ["35–30 holds no character"]),
        ("advisor,30,99999,REL-TILLIT,Kari,,,", ["30–99999 are outside the text"]),
        ("advisor,30,35,REL-TILLIT,Kari,Finnes ikke,,", ["'Finnes ikke'", "Check the offsets"]),
        ("advisor,30,35,REL-TILLIT,Kari,,god,", ["retning has no value 'god'", "fremmer, hemmer"]),
        ("advisor,30,35,REL-TILLIT,Kari,,fremmer|hemmer,", ["retning takes one value, not 2"]),
    ],
)
def test_a_bad_row_is_named_with_file_line_and_reason_and_keeps_the_good_ones_out(
    project: Project, tmp_path: Path, line: str, reasons: list[str]
) -> None:
    path = table(tmp_path, GOOD, line)
    error = refusal(project, path)
    assert "1 of 2 rows" in error.message
    assert "nothing was imported" in error.message
    problem = error.message.splitlines()[1]
    assert f"{path}: line 3:" in problem
    for reason in reasons:
        assert reason in problem


def test_a_wrong_quote_says_where_the_words_nearest_to_the_offsets_stand(
    project: Project, tmp_path: Path
) -> None:
    text = text_of(project, "advisor")
    last = text.rindex("Intervjuer")
    assert text.index("Intervjuer") != last
    path = table(tmp_path, f"advisor,{last + 1},{last + 11},REL-TILLIT,Kari,Intervjuer,,")
    assert f"These words stand at {last}–{last + 10}" in refusal(project, path).message


def test_a_hundred_problems_are_shown_and_the_others_counted(
    project: Project, tmp_path: Path
) -> None:
    path = table(tmp_path, *[f"advisor,x{n},1,REL-TILLIT,Kari,,," for n in range(113)])
    lines = refusal(project, path).message.splitlines()
    assert "113 of 113 rows" in lines[0]
    assert len(lines) == 102
    assert lines[-1].strip() == "and 13 more"


def test_more_new_coders_than_any_study_has_are_refused(project: Project, tmp_path: Path) -> None:
    rows = [f"advisor,30,35,REL-TILLIT,Koder{n} Nord,,," for n in range(201)]
    path = table(tmp_path, *rows)
    with pytest.raises(BadInput, match="too large: 201 new coders, and at most 200") as refused:
        import_codings(project, KARI, path, new_coders=True)
    assert "columns coder and coder_id" in refused.value.hint
    with project.reading() as connection:
        assert not [*queries.coding_ids(connection)]


def test_rows_that_are_bad_for_the_same_reason_are_told_of_together(
    project: Project, tmp_path: Path
) -> None:
    unknown = [f"advisor,{n},{n + 5},REL-UKJENT,Kari,,," for n in range(30)]
    path = table(tmp_path, *unknown[:15], "advisor,x,1,REL-TILLIT,Kari,,,", *unknown[15:])
    first, alike, other = refusal(project, path).message.splitlines()
    assert "31 of 31 rows" in first
    assert f"{path}: lines 2, 3, 4, 5, 6, 7, 8, 9 and 22 more: the code 'REL-UKJENT' is" in alike
    assert f"{path}: line 17: start is 'x', not a number" in other


def test_the_line_of_a_bad_row_is_right_after_cells_that_have_several_lines(
    project: Project, tmp_path: Path
) -> None:
    path = table(
        tmp_path, 'advisor,30,35,REL-TILLIT,Kari,,,"to\nlinjer"', "", "advisor,1,x,REL,Kari,,,"
    )
    assert "line 5:" in refusal(project, path).message


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        (b"", ["is empty", ""]),
        (b"\n\n  \n", ["is empty", ""]),
        (b"transcript,start,end,code\na,1,2,X\n", [":1: no column coder"]),
        (b"transcript,start,end,code,coder,Code\n", [":1: the column code is there twice"]),
        (
            HEADER.encode() + b"\nadvisor,1,2,REL,Kari,a,b,c,d\n",
            [":2: 9 cells where the header has 8"],
        ),
        (HEADER.encode() + b'\nadvisor,1,2,REL,Kari,"a" b,,\n', [":2:"]),
        (HEADER.encode() + b'\nadvisor,1,2,REL,Kari,"never closed,,\n', [":2:"]),
        (HEADER.encode() + b"\nadvisor,1,2,REL,Kari,bl\xe5,,\n", [":2: not UTF-8"]),
        ((HEADER + "\n").encode("utf-16"), [":1: not UTF-8"]),
        (bytes(range(256)) * 30, ["not UTF-8"]),
        (b"\x00" * 500, ["is not a CSV file"]),
    ],
)
def test_a_file_that_is_no_table_of_codings_is_refused_with_its_line(
    project: Project, tmp_path: Path, content: bytes, reasons: list[str]
) -> None:
    path = tmp_path / "codings.csv"
    path.write_bytes(content)
    message = refusal(project, path).message
    assert len(message.splitlines()) == 1
    for reason in reasons:
        assert reason in message


def test_a_file_that_is_not_there_and_a_folder_are_refused(
    project: Project, tmp_path: Path
) -> None:
    refusal(project, tmp_path / "nothing.csv")
    refusal(project, tmp_path)


def test_a_masked_quote_is_accepted_and_a_wrong_one_beside_the_mask_is_not(
    project: Project, tmp_path: Path
) -> None:
    start, end = span_of(project, "advisor", "Så ringer hun når det blåser på Værøy.")
    masked = "Så ringer […] når det blåser på […]."
    import_codings(
        project, KARI, table(tmp_path, f"advisor,{start},{end},REL-TILLIT,Kari,{masked},,")
    )
    for wrong in (
        "Så ringer […] når det regner på […].",
        "[…]Så ringer […]",
        "Så […] ringer […]er",
    ):
        path = table(tmp_path, f"advisor,{start},{end},REL-KONTIN,Kari,{wrong},,")
        assert "the quote is" in refusal(project, path).message


def test_a_quote_of_nothing_but_masks_is_checked_without_delay(
    project: Project, tmp_path: Path
) -> None:
    end = len(text_of(project, "advisor"))
    quote = "[…]" * 60 + "x"
    refusal(project, table(tmp_path, f"advisor,0,{end},REL-TILLIT,Kari,{quote},,"))


def test_a_quote_broken_over_lines_or_in_decomposed_letters_is_the_same_words(
    project: Project, tmp_path: Path
) -> None:
    start, end = span_of(project, "advisor", "det blåser på Værøy")
    quote = unicodedata.normalize("NFD", "det blåser\npå  Værøy")
    assert "å" not in quote
    path = table(tmp_path, f'advisor,{start},{end},REL-TILLIT,Kari,"{quote}",,')
    assert import_codings(project, KARI, path).added == 1


def test_what_is_there_already_is_unchanged_and_the_second_import_is_no_step(
    project: Project, tmp_path: Path
) -> None:
    path = table(tmp_path, GOOD, row(project, "hver uke"))
    import_codings(project, KARI, path)
    before = content_of(project)
    again = import_codings(project, KARI, path)
    assert (again.added, again.unchanged, again.differing) == (0, 2, 0)
    assert content_of(project) == before
    undo(project, KARI)
    assert rows_of(project) == set()


def test_other_facets_for_a_coding_that_is_there_are_counted_and_change_nothing(
    project: Project, tmp_path: Path
) -> None:
    import_codings(project, KARI, table(tmp_path, GOOD, row(project, "hver uke")))
    before = content_of(project)
    path = table(tmp_path, GOOD.replace("fremmer", "hemmer"), row(project, "hver uke"))
    done = import_codings(project, KARI, path)
    assert (done.added, done.unchanged, done.differing) == (0, 2, 1)
    assert content_of(project) == before


def test_the_same_coding_twice_in_a_table_is_one_and_with_other_facets_an_error(
    project: Project, tmp_path: Path
) -> None:
    path = table(tmp_path, GOOD, GOOD.replace("fremmer", "hemmer"))
    assert "line 3: line 2 has the same coding" in refusal(project, path).message
    done = import_codings(project, KARI, table(tmp_path, GOOD, GOOD))
    assert (done.added, done.unchanged) == (1, 1)


def test_new_coders_come_in_only_when_asked_for_and_each_once(
    project: Project, tmp_path: Path
) -> None:
    path = table(
        tmp_path,
        row(project, "stoler på", coder="Nora"),
        row(project, "hver uke", coder="  Nora "),
        row(project, "hver uke", coder="Jonas"),
    )
    assert "3 of 3" in refusal(project, path).message
    done = import_codings(project, KARI, path, new_coders=True)
    assert sorted(done.coders) == ["Jonas", "Nora"]
    assert coder_names(project) == ["Jonas", "Kari", "Nora"]


def test_a_name_that_fits_two_coders_is_an_error_that_lists_both(
    project: Project, tmp_path: Path
) -> None:
    two = [new_id(), new_id()]
    header = "transcript,start,end,code,coder,coder_id"
    path = table(tmp_path, *[f"advisor,1,9,REL-TILLIT,default,{one}" for one in two], header=header)
    import_codings(project, KARI, path, new_coders=True)
    assert coder_names(project) == ["Kari", "default", "default"]
    bad = table(tmp_path, "advisor,2,9,REL-TILLIT,default,", header=header)
    message = refusal(project, bad, new_coders=True).message
    assert all(one in message for one in two)
    chosen = table(tmp_path, f"advisor,2,9,REL-TILLIT,{two[0]},", header=header)
    assert import_codings(project, KARI, chosen).added == 1


def test_ids_of_codings_and_coders_are_kept_so_that_copies_agree(
    make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    first, second = make_project("first"), make_project("second")
    coding, coder = new_id(), new_id()
    path = table(
        tmp_path,
        f"{coding},advisor,30,35,REL-TILLIT,Jonas,{coder}",
        header="id,transcript,start,end,code,coder,coder_id",
    )
    for project in (first, second):
        import_codings(project, KARI, path, new_coders=True)
        with project.reading() as connection:
            assert [one.id for one in queries.codings(connection)] == [coding]
            assert coder in {one.id for one in queries.coders(connection)}


def test_a_coder_of_another_id_is_nobody_in_silence_but_oneself_with_new_coders(
    project: Project, tmp_path: Path
) -> None:
    header = "transcript,start,end,code,coder,coder_id"
    path = table(tmp_path, f"advisor,1,9,REL-TILLIT,Kari,{new_id()}", header=header)
    assert "no coder Kari with the id" in refusal(project, path).message
    done = import_codings(project, KARI, path, new_coders=True)
    assert len(done.own) == 1
    assert coder_names(project) == ["Kari"]


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("id,transcript,start,end,code,coder", "1,advisor,1,9,REL-TILLIT,Kari"),
        ("coder_id,transcript,start,end,code,coder", "1,advisor,1,9,REL-TILLIT,Ola"),
    ],
)
def test_ids_of_other_programs_that_could_meet_others_are_refused(
    project: Project, tmp_path: Path, header: str, line: str
) -> None:
    path = table(tmp_path, line, header=header)
    assert "'1'" in refusal(project, path, new_coders=True).message


def test_an_id_that_a_removed_coding_had_is_not_used_again(
    project: Project, tmp_path: Path
) -> None:
    coding = new_id()
    header = "id,transcript,start,end,code,coder"
    path = table(tmp_path, f"{coding},advisor,30,35,REL-TILLIT,Kari", header=header)
    import_codings(project, KARI, path)
    undo(project, KARI)
    import_codings(project, KARI, path)
    with project.reading() as connection:
        (there,) = queries.codings(connection)
    assert there.id != coding
    assert verify(project).ok


def test_the_transcripts_are_finished_by_it_and_with_unfinished_only_started(
    make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    path = table(tmp_path, GOOD)
    finished, started = make_project("finished"), make_project("started")
    import_codings(finished, KARI, path)
    import_codings(started, KARI, path, unfinished=True)
    assert states_of(finished) == {("advisor", "Kari"): "finished"}
    assert states_of(started) == {("advisor", "Kari"): "started"}
    import_codings(started, KARI, path)
    assert states_of(started) == {("advisor", "Kari"): "finished"}


def test_unfinished_never_takes_back_that_a_transcript_is_finished(
    project: Project, tmp_path: Path
) -> None:
    finish(project, KARI, [transcript_named(project, "advisor").id])
    import_codings(project, KARI, table(tmp_path, GOOD), unfinished=True)
    assert states_of(project) == {("advisor", "Kari"): "finished"}


def test_a_table_with_nothing_new_does_not_count_as_reading_for_a_newer_codebook(
    project: Project, tmp_path: Path, files: dict[str, Path]
) -> None:
    path = table(tmp_path, GOOD)
    import_codings(project, KARI, path)

    def read_under() -> tuple[str, ...]:
        with project.reading() as connection:
            return queries.assignments(connection)[0].codebook_versions

    before = read_under()
    newer = files["book.yaml"].with_name("newer.yaml")
    newer.write_text(
        files["book.yaml"].read_text(encoding="utf-8").replace("version: '1'", "version: '2'"),
        encoding="utf-8",
    )
    load_codebook(project, KARI, newer)
    import_codings(project, KARI, path)
    assert read_under() == before
    reopen(project, KARI, transcript_named(project, "advisor").id)
    import_codings(project, KARI, path)
    assert read_under() != before


def test_a_code_out_of_use_takes_no_new_codings_but_those_it_has_are_unchanged(
    project: Project, tmp_path: Path, files: dict[str, Path]
) -> None:
    old = row(project, "hver uke", "REL-KONTIN")
    import_codings(project, KARI, table(tmp_path, old))
    shorter = files["book.yaml"].with_name("shorter.yaml")
    text = files["book.yaml"].read_text(encoding="utf-8")
    shorter.write_text(text[: text.index("  - id: REL-KONTIN")], encoding="utf-8")
    load_codebook(project, KARI, shorter)
    assert import_codings(project, KARI, table(tmp_path, old)).unchanged == 1
    path = table(tmp_path, row(project, "stoler på", "REL-KONTIN"))
    assert "REL-KONTIN is out of use" in refusal(project, path).message


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_as_spreadsheets_save_it_is_read(
    project: Project, tmp_path: Path, line_end: str
) -> None:
    path = tmp_path / "excel.csv"
    lines = [
        "Transcript ;START;end;Code;Coder;Quote;Retning;Memo;",
        "",
        'advisor; 30 ;35;REL-TILLIT;Kari;;fremmer;\'=SUM(A1), "ja";',
        ";;;;;;;;",
    ]
    path.write_bytes(("\ufeff" + line_end.join(lines)).encode())
    done = import_codings(project, KARI, path)
    assert (done.added, done.unread_columns) == (1, ())
    (there,) = rows_of(project)
    assert there.facets == (("retning", "fremmer"),)
    assert there.memos == ('=SUM(A1), "ja"',)


def test_columns_that_are_not_read_are_named(project: Project, tmp_path: Path) -> None:
    path = table(tmp_path, GOOD + ",1,2", header=HEADER + ",color,theme")
    assert import_codings(project, KARI, path).unread_columns == ("color",)


def test_a_transcript_is_named_by_name_or_id(project: Project, tmp_path: Path) -> None:
    identity = transcript_named(project, "advisor").id
    path = table(tmp_path, GOOD.replace("advisor", identity))
    assert import_codings(project, KARI, path).added == 1


def test_a_coding_of_a_very_long_passage_comes_in_with_its_quote(
    project: Project, tmp_path: Path
) -> None:
    from kodeverk.service.importing import Choices, import_files

    long = tmp_path / "long.txt"
    long.write_text("Veileder: " + "lange ord " * 30_000 + "\n", encoding="utf-8")
    import_files(project, KARI, [long], Choices())
    text = text_of(project, "long").rstrip("\n")
    path = tmp_path / "codings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["transcript", "start", "end", "code", "coder", "quote"])
        writer.writerow(["long", 0, len(text), "REL-TILLIT", "Kari", text])
    assert import_codings(project, KARI, path).added == 1


def test_undo_takes_back_the_codings_memos_coders_and_states_of_the_import(
    project: Project, tmp_path: Path
) -> None:
    before = content_of(project)
    path = table(tmp_path, GOOD, row(project, "stoler på", coder="Nora"), row(project, "hver uke"))
    import_codings(project, KARI, path, new_coders=True)
    assert content_of(project) != before
    undo(project, KARI)
    assert content_of(project) == before


def test_a_table_of_no_rows_adds_nothing(project: Project, tmp_path: Path) -> None:
    before = content_of(project)
    done = import_codings(project, KARI, table(tmp_path))
    assert (done.added, done.unchanged) == (0, 0)
    assert content_of(project) == before


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@pytest.mark.parametrize("excel", [False, True])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_codings_written_as_csv_are_the_same_when_read_back(
    project: Project, tmp_path: Path, excel: bool, data: st.DataObject
) -> None:
    from kodeverk.model.text import normalise

    length = len(text_of(project, "advisor"))
    rows = data.draw(
        st.lists(
            st.builds(
                lambda start, size, code, coder, facet, memo: Row(
                    "advisor",
                    start,
                    min(start + size, length),
                    code,
                    coder,
                    (("retning", facet),) if facet else (),
                    (clean,) if (clean := normalise(memo).strip()) else (),
                ),
                st.integers(0, length - 1),
                st.integers(1, 50),
                st.sampled_from(["REL", "REL-TILLIT", "REL-KONTIN", "X-IDENT"]),
                st.sampled_from(["Kari", "Jonas", "Åse-Berit"]),
                st.sampled_from(["", "fremmer", "hemmer"]),
                TEXTS
                | st.sampled_from(["=1+1", "'=1", "''-x", "'", "-", "a\nb", '"', ";", "a;b,c"]),
            ),
            max_size=12,
            unique_by=lambda one: one[:5],
        )
    )
    text = text_of(project, "advisor")
    path = tmp_path / "round.csv"
    write_table(
        path,
        HEADER.split(","),
        [
            (
                *one[:5],
                text[one.start : one.end],
                "|".join(value for _, value in one.facets),
                "".join(one.memos),
            )
            for one in rows
        ],
        excel=excel,
    )
    done = import_codings(project, KARI, path, new_coders=True)
    assert done.added == len(rows)
    assert rows_of(project) == set(rows)
    assert import_codings(project, KARI, path).unchanged == len(rows)
    if rows:
        undo(project, KARI)
    assert rows_of(project) == set()


def test_a_colleagues_codings_are_imported_beside_mine_and_touch_none(
    project: Project, tmp_path: Path
) -> None:
    transcript = transcript_named(project, "advisor").id
    mine = apply_code(project, JONAS, transcript, Span(30, 35), code_keyed(project, "REL-TILLIT"))
    import_codings(project, AMINA, table(tmp_path, GOOD, GOOD.replace("Kari", "Jonas")))
    with project.reading() as connection:
        assert mine in queries.codings(connection)
    assert {(one.coder, one.facets) for one in rows_of(project)} == {
        ("Jonas", ()),
        ("Kari", (("retning", "fremmer"),)),
    }
