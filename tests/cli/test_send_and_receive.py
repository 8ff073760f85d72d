"""Coders who mail their work: what is sent, what comes in, and what never may."""

import gzip
import json
import random
import shutil
from pathlib import Path

import pytest

from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.coding import apply_code, set_facet, working_transcript, write_memo
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.schema import SCHEMA_VERSION
from kodeverk.store.sent_file import FIRST_LINE
from tests.cli.command_line import Run, longest_answers
from tests.project_content import content_of
from tests.service.trial_project import JONAS


@pytest.fixture
def copies(project: Path, run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """Kari's project, of which Jonas has a copy: nothing is left to be sent."""
    assert run("send", project, tmp_path / "all.changes").code == 0
    return project, Path(shutil.copy(project, tmp_path / "jonas.kodeverk"))


def kari_in(project: Project) -> Coder:
    with project.reading() as connection:
        (kari,) = (one for one in queries.coders(connection) if one.name == "Kari")
    return kari


def coded_day(path: Path, coder: str = "Kari", codings: int = 60) -> None:
    """Let a coder code so many passages, each a step on the screen."""
    chance = random.Random(5)
    with open_project(str(path)) as project:
        person = kari_in(project) if coder == "Kari" else JONAS
        with project.reading() as connection:
            codes = [one for one in queries.codes(connection) if one.parent and one.counted]
            versions = [*queries.current_versions(connection)][:4]
            before = len(queries.codings(connection))
        for number in range(before, before + codings):
            version = versions[number // 15 % len(versions)]
            turn = max(version.turns, key=lambda one: (one.end - one.start) * chance.random())
            span = Span(turn.start, turn.end)
            code = codes[number % len(codes)]
            apply_code(project, person, version.transcript, span, code, {})


def total(run: Run, path: Path) -> dict[str, int]:
    report = json.loads(
        run("frequencies", path, "--scope", "started", "--basis", "all", "--json").out
    )
    return {row["code"]: row["codings"] for row in report["rows"]}


def same(one: Path, other: Path) -> bool:
    with open_project(str(one)) as first, open_project(str(other)) as second:
        return content_of(first) == content_of(second)


def test_a_days_work_of_sixty_codings_is_a_file_under_thirty_kilobytes(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    coded_day(mine)
    file = tmp_path / "monday.changes"
    sent = run("send", mine, file)
    assert sent.code == 0, sent.err
    assert "not encrypted" in sent.err
    assert file.stat().st_size < 30_000
    assert file.read_bytes().startswith(b"Kodeverk changes 1. Not encrypted")
    received = run("receive", theirs, file, "--json")
    assert received.code == 0, received.err
    assert json.loads(received.out)["added"]["codings"] == 60
    assert same(mine, theirs)


def test_what_since_leaves_out_is_sent_the_next_time(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    coded_day(mine, codings=3)
    later = run("send", mine, tmp_path / "later", "--since", "2999-01-01")
    assert later.code == 0, later.err
    assert "not sent yet; the next send without --since holds them" in later.err
    assert run("send", mine, tmp_path / "monday").code == 0
    received = run("receive", theirs, tmp_path / "monday", "--json")
    assert json.loads(received.out)["added"]["codings"] == 3
    assert same(mine, theirs)
    again = run("send", mine, tmp_path / "tuesday")
    assert "nothing has changed" in again.err, "the mark is where everything has been sent"


def test_what_is_sent_says_what_it_is_and_is_plain_to_read(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    coded_day(copies[0], codings=2)
    done = json.loads(run("send", copies[0], tmp_path / "f", "--json").out)
    packed = (tmp_path / "f").read_bytes().removeprefix(FIRST_LINE)
    header, *lines = map(json.loads, gzip.decompress(packed).decode().splitlines())
    assert header["whole"] is False
    assert len([one for one in lines if one[0] == "change"]) == done["changes"]
    assert (done["texts"], done["whole"]) == (0, False)
    assert done["bytes"] == (tmp_path / "f").stat().st_size


def test_each_file_holds_what_is_new_since_the_last_and_the_log_tells_of_both(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    for day in ("monday", "tuesday"):
        coded_day(mine, codings=3)
        assert run("send", mine, tmp_path / day).code == 0
        assert (
            json.loads(run("receive", theirs, tmp_path / day, "--json").out)["added"]["codings"]
            == 3
        )
    again = run("send", mine, tmp_path / "wednesday")
    assert "nothing has changed" in again.err
    assert run("receive", theirs, tmp_path / "wednesday").out == "added nothing\n"
    assert "sent " in run("log", mine).out
    assert "received tuesday" in run("log", theirs).out
    assert same(mine, theirs)


def test_a_new_interview_travels_with_its_text_and_only_once(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    new = tmp_path / "ny.txt"
    new.write_text("I: Hva nå?\nV: Nå begynner vi på nytt.\n", encoding="utf-8")
    assert run("import", mine, new).code == 0
    assert json.loads(run("send", mine, tmp_path / "one", "--json").out)["texts"] == 1
    coded_day(mine, codings=1)
    assert json.loads(run("send", mine, tmp_path / "two", "--json").out)["texts"] == 0
    for name in ("one", "two"):
        assert run("receive", theirs, tmp_path / name).code == 0
    assert same(mine, theirs)


def test_a_file_that_builds_on_one_that_never_came_is_refused_and_says_since_when_to_send(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    new = tmp_path / "ny.txt"
    new.write_text("I: Hva nå?\nV: Nå begynner vi på nytt.\n", encoding="utf-8")
    assert run("import", mine, new).code == 0
    number = json.loads(run("log", mine, "--json").out)["steps"][0]["number"]
    assert run("send", mine, tmp_path / "lost").code == 0
    assert run("set", mine, "ny", "--municipality", "Asker").code == 0
    assert run("send", mine, tmp_path / "came").code == 0
    before = theirs.read_bytes()
    refused = run("receive", theirs, tmp_path / "came")
    assert refused.code == 1
    assert "builds on changes that this project does not have" in refused.err
    assert f"kodeverk send PROJECT FILE --since {number}" in refused.err
    assert theirs.read_bytes() == before
    assert run("send", mine, tmp_path / "anew", "--since", number).code == 0
    assert run("receive", theirs, tmp_path / "anew").code == 0
    assert same(mine, theirs)


@pytest.mark.parametrize(
    "since",
    ["beginning", "2026-01-01", "2026-01-01T14:00", "1"],
    ids=["all", "day", "time", "step"],
)
def test_since_goes_back_as_far_as_is_asked(
    run: Run, coded: Path, tmp_path: Path, since: str
) -> None:
    assert run("send", coded, tmp_path / "first").code == 0
    assert json.loads(run("send", coded, tmp_path / "again", "--since", since, "--json").out)[
        "texts"
    ] == len(longest_answers(coded, "Kari", "REL-TILLIT"))
    assert run("init", tmp_path / "new.kodeverk").code == 0
    assert run("receive", tmp_path / "new.kodeverk", tmp_path / "again").code == 0
    assert same(coded, tmp_path / "new.kodeverk")


@pytest.mark.parametrize("since", ["yesterday", "999", "-1", "", "2026-13-01"])
def test_since_what_is_no_step_and_no_time_is_an_error(
    run: Run, project: Path, tmp_path: Path, since: str
) -> None:
    refused = run("send", project, tmp_path / "f", "--since", since)
    assert refused.code == 1
    assert not (tmp_path / "f").exists()


def test_sending_never_replaces_a_file(run: Run, project: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("mine", encoding="utf-8")
    assert "exists already" in run("send", project, kept).err
    assert kept.read_text(encoding="utf-8") == "mine"


def test_receiving_is_a_merge_that_can_be_tried_and_taken_back_and_leaves_a_backup(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    coded_day(mine, codings=4)
    assert run("send", mine, tmp_path / "f").code == 0
    before = total(run, theirs)
    tried = run("receive", theirs, tmp_path / "f", "--dry-run")
    assert "would add" in tried.out
    assert total(run, theirs) == before
    done = json.loads(run("receive", theirs, tmp_path / "f", "--json").out)
    assert Path(done["backup"]).exists()
    assert total(run, theirs) == total(run, mine)
    assert run("receive", theirs, tmp_path / "f").out == "added nothing\n"
    assert run("undo", theirs, "--yes").code == 0
    assert total(run, theirs) == before


def test_a_coding_that_somebody_removed_here_is_told_when_its_coder_sends_it_changed(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    coded_day(mine, codings=1)
    assert run("send", mine, tmp_path / "one").code == 0
    assert run("receive", theirs, tmp_path / "one").code == 0
    with open_project(str(theirs)) as project, project.writing(JONAS, "removed it") as writer:
        (coding,) = queries.codings(writer.connection)
        writer.remove("coding", coding.id)
    with open_project(str(mine)) as project:
        with project.reading() as connection:
            facet = next(one for one in queries.facets(connection) if one.key == "retning")
        set_facet(project, kari_in(project), [coding], facet, ["fremmer"])
    assert run("send", mine, tmp_path / "two").code == 0
    told = json.loads(run("receive", theirs, tmp_path / "two", "--json").out)
    assert [(one["coding"], one["reason"]) for one in told["unplaced"]] == [
        (coding.id, "removed by Jonas")
    ]


def test_a_withdrawal_travels_with_the_next_file_whatever_was_sent_before(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    (name,) = [row["transcript"] for row in longest_answers(mine, "Kari", "REL-TILLIT")][:1]
    step = json.loads(run("log", mine, "--json").out)["steps"][0]["number"]
    assert run("forget", mine, name, "--yes").code == 0
    coded_day(mine, codings=1)
    done = json.loads(run("send", mine, tmp_path / "f", "--since", step, "--json").out)
    assert done["whole"]
    told = run("receive", theirs, tmp_path / "f")
    assert f"withdrawn there, so also here: words of {name}" in told.out
    assert same(mine, theirs)


def test_what_is_sent_by_who_does_not_know_of_a_withdrawal_never_brings_the_words_back(
    run: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    name = str(longest_answers(mine, "Kari", "REL-TILLIT")[0]["transcript"])
    assert run("forget", mine, name, "--yes").code == 0
    coded_day(theirs, "Jonas", codings=16)
    assert run("send", theirs, tmp_path / "part").code == 0
    refused = run("receive", mine, tmp_path / "part")
    assert refused.code == 1
    assert "--since beginning" in refused.err
    assert run("send", theirs, tmp_path / "all.again", "--since", "beginning").code == 0
    assert run("receive", mine, tmp_path / "all.again").code == 0
    assert name not in run("status", mine).out


def test_what_a_colleague_sends_stays_hidden_on_screen_before_release(
    run: Run, copies: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = copies
    with open_project(str(mine)) as project:
        kari = kari_in(project)
        with project.writing(kari, "Jonas codes, too") as writer:
            writer.share("coder", JONAS.id, {"name": JONAS.name, "kind": "person"})
        assign(project, kari, [kari.id, JONAS.id], double=1.0)
    coded_day(mine, codings=3)
    with open_project(str(mine)) as project:
        with project.reading() as connection:
            transcript = queries.codings(connection)[0].transcript
        write_memo(project, kari, "transcript", transcript, "Karis helhet.")
    assert run("send", mine, tmp_path / "f").code == 0
    assert run("receive", theirs, tmp_path / "f", "--coder", "Jonas").code == 0
    with open_project(str(theirs)) as project:
        shown = working_transcript(project, transcript, JONAS)
        assert {one.coder for one in shown.codings} == shown.apart_from == {kari.id}
    monkeypatch.setenv("KODEVERK_CODER", "Jonas")
    told = run("memos", theirs)
    assert "Karis helhet" not in told.out + told.err


def packed(header: object, *lines: object) -> bytes:
    text = "".join(f"{json.dumps(one)}\n" for one in (header, *lines))
    return FIRST_LINE + gzip.compress(text.encode())


HEADER = {"schema": SCHEMA_VERSION, "whole": True, "withdrawn": "", "rests_on": {}}
ID = "018bcfe5-6800-7000-8000-000000000001"
CHANGE = ["change", ID, 5, ID, ID, "coder", ID, "*", {"name": "Eva", "kind": "person"}, []]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Kodeverk changes 2. From the future\n",
        FIRST_LINE,
        FIRST_LINE + b"not packed",
        packed(HEADER)[:-9],
        packed([]),
        packed({}),
        packed({**HEADER, "schema": "0001"}),
        packed({**HEADER, "schema": "9999"}),
        packed({**HEADER, "rests_on": {"x": "y"}}),
        packed(HEADER, {}),
        packed(HEADER, []),
        packed(HEADER, ["step", ID]),
        packed(HEADER, ["text", "0" * 64]),
        packed(HEADER, ["text", "0" * 64, 7]),
        packed(HEADER, ["text", "0" * 64, "a"], ["text", "0" * 64, "b"]),
        packed(HEADER, ["maker", ID, ID, "noon"]),
        packed(HEADER, ["mark", "words", "x", "{}"]),
        packed(HEADER, ["mark", "words", [], "{}"]),
        packed(HEADER, ["trace", "x", {}, [], None]),
        packed(HEADER, ["trace", "x", float("nan"), [], None]),
        packed(HEADER, CHANGE[:-1]),
        packed(HEADER, CHANGE, CHANGE),
        packed(HEADER, [*CHANGE[:2], 2**70, *CHANGE[3:]]),
        packed(HEADER, [*CHANGE[:2], -1, *CHANGE[3:]]),
        packed(HEADER, [*CHANGE[:5], "bandit", *CHANGE[6:]]),
        packed(HEADER, [*CHANGE[:8], {"name": "\ud800", "kind": "person"}, []]),
        packed(HEADER, [*CHANGE[:8], {"name": "\x1b[2J", "kind": "person"}, []]),
        packed(HEADER, [*CHANGE[:8], {"name": "Eva"}, []]),
        packed(HEADER, [*CHANGE[:7], "name", "Eva", []]),
        packed(HEADER, [*CHANGE[:9], [ID]]),
        packed({**HEADER, "whole": False, "withdrawn": "0" * 64}, CHANGE),
    ],
)
def test_what_is_no_honest_file_is_refused_in_words_and_changes_nothing(
    run: Run, project: Path, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "f").write_bytes(content)
    before, there = project.read_bytes(), {*tmp_path.iterdir()}
    refused = run("receive", project, tmp_path / "f")
    assert refused.code == 1, refused.out
    assert len(refused.err.strip().splitlines()) <= 3
    assert project.read_bytes() == before
    assert {*tmp_path.iterdir()} == there


def test_a_file_that_unpacks_to_far_more_than_any_project_is_refused(
    run: Run, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "f").write_bytes(FIRST_LINE + gzip.compress(b"[" * 30_000_000))
    refused = run("receive", project, tmp_path / "f")
    assert "holds more than any project sends" in refused.err


def test_a_project_and_a_sent_file_are_not_mixed_up(run: Run, coded: Path, tmp_path: Path) -> None:
    assert run("send", coded, tmp_path / "f").code == 0
    assert "kodeverk merge PROJECT OTHER" in run("receive", coded, coded).err
    assert run("merge", coded, tmp_path / "f").code == 1
    assert "kodeverk send PROJECT FILE" in run("receive", coded, tmp_path / "none").err
    assert run("receive", coded, tmp_path).code == 1
