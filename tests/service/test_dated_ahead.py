"""A computer whose clock is wrong: nothing done on it is lost, and it wins over nobody for long."""

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from kodeverk.cli.commands import kodeverk
from kodeverk.errors import BadProject
from kodeverk.model.records import Coder
from kodeverk.service.conflicts import list_conflicts
from kodeverk.service.merging import merge
from kodeverk.service.repairing import write_sound_copy
from kodeverk.service.verification import verify
from kodeverk.store import dating, journal, writer
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.withdrawal.acts import forget_people, withdraw_text
from tests.project_content import content_of
from tests.service.trial_project import (
    JONAS,
    KARI,
    code_keyed,
    code_words,
    rows_of,
    transcript_named,
)

DAYS = 400
NAME = "Værøy"


@contextmanager
def clock_ahead(days: float) -> Iterator[None]:
    """Use a computer whose clock is so many days ahead."""
    clock = SimpleNamespace(
        time_ns=lambda: time.time_ns() + round(days * 86_400e9),
        strftime=time.strftime,
        gmtime=time.gmtime,
    )
    with pytest.MonkeyPatch.context() as patch:
        for module in (writer, dating):
            patch.setattr(module, "time", clock)
        yield


def copied(project: Project, name: str) -> Project:
    assert project.path is not None
    project.rest()
    return open_project(str(shutil.copy(project.path, project.path.with_name(f"{name}.kodeverk"))))


def call_code(project: Project, coder: Coder, name: str) -> None:
    with project.writing(coder, "renamed a code") as writing:
        writing.set("code", code_keyed(project, "REL-TILLIT").id, "name", {"nb": name})


def called(project: Project) -> object:
    return dict(code_keyed(project, "REL-TILLIT").name)["nb"]


def withdraw(project: Project, word: str, shows: str) -> None:
    advisor = transcript_named(project, "advisor").id
    withdraw_text(project, KARI, {advisor: {word: shows}}, {word: shows}, "pseudonymised")


def repaired(project: Project) -> tuple[Project, int]:
    assert project.path is not None
    target = project.path.with_name(f"sound-{project.path.name}")
    lacking, dated_anew = write_sound_copy(project, target)
    assert lacking == ()
    return open_project(str(target)), dated_anew


def raw(project: Project) -> bytes:
    project.rest()
    assert project.path is not None
    return project.path.read_bytes()


@pytest.fixture
def ahead(project: Project) -> Project:
    """A project in which two people coded, disagreed, and withdrew a name twice and an interview,
    all on one computer whose clock was 400 days ahead."""
    with clock_ahead(DAYS):
        theirs = copied(project, "theirs")
        code_words(theirs, JONAS, "Jeg stoler")
        call_code(theirs, JONAS, "Jonas' ord")
        code_words(project, KARI, "Jeg stoler")
        call_code(project, KARI, "Karis ord")
        withdraw(project, NAME, "[Xaver]")
        withdraw(project, "[Xaver]", "[Place A]")
        forget_people(project, KARI, [transcript_named(project, "participant").id], [])
        merge(project, KARI, [theirs.location])
        theirs.close()
    return project


@pytest.mark.parametrize("cut", ["merge", "withdrawal"])
def test_what_is_dated_three_days_ahead_comes_in_and_what_is_dated_later_does_not(
    project: Project, cut: str
) -> None:
    days = dating.DAYS
    for dated, name in ((days - 0.01, "within"), (days + 0.1, "beyond")):
        mine, theirs = copied(project, f"{name}-mine"), copied(project, name)
        with clock_ahead(dated):
            if cut == "withdrawal":
                withdraw(theirs, NAME, "[Place A]")
            else:
                code_words(theirs, JONAS, "Jeg stoler")
        before = content_of(mine)
        if dated < days:
            assert verify(theirs).ok
            merge(mine, KARI, [theirs.location])
            assert content_of(mine) == content_of(theirs)
            assert NAME.encode() not in raw(mine) or cut == "merge"
            code_words(mine, KARI, "hun på meg")
        else:
            with pytest.raises(BadProject) as refused:
                merge(mine, KARI, [theirs.location])
            kind = "withdrawal" if cut == "withdrawal" else "[a-z ]+"
            today = datetime.now(UTC)
            then = datetime.fromtimestamp(time.time() + dated * 86_400, UTC)
            refused.match(f"is dated ahead: the {kind} .*: it is dated {then:%Y-%m-%d}, ")
            refused.match(rf"3 days ahead of the clock of this computer \({today:%Y-%m-%d}\)")
            assert "this computer is wrong" in refused.value.hint
            assert "--repair NEW.kodeverk" in refused.value.hint
            assert content_of(mine) == before


def test_a_computer_whose_clock_has_stopped_long_ago_is_told_that_it_may_be_its_own(
    project: Project,
) -> None:
    theirs = copied(project, "theirs")
    code_words(theirs, JONAS, "Jeg stoler")
    with clock_ahead(-2_000), pytest.raises(BadProject, match="is dated ahead") as refused:
        merge(project, KARI, [theirs.location])
    assert "clock of this computer is wrong, set it right" in refused.value.hint


def test_verify_tells_in_one_line_how_many_are_ahead(ahead: Project) -> None:
    problems = verify(ahead).problems
    assert len([one for one in problems if "ahead" in one]) == len(problems) == 3
    changes, withdrawals, steps = problems
    assert "that are ahead: set the clock right" in changes
    assert withdrawals.startswith("the withdrawal ")
    assert steps.startswith("the step ")


def test_a_sound_copy_has_all_that_was_done_by_a_wrong_clock_in_its_order(
    ahead: Project, make_project: Callable[[str], Project]
) -> None:
    mine = make_project("mine")
    with pytest.raises(BadProject, match="is dated ahead"):
        merge(mine, KARI, [ahead.location])
    expected = (content_of(ahead), rows_of(ahead), called(ahead), list_conflicts(ahead))
    assert len(expected[1]) == 2
    sound, dated_anew = repaired(ahead)
    assert dated_anew > 4
    assert verify(sound).ok
    said = [one.choices for one in list_conflicts(sound)]
    assert [[each.words for each in one] for one in said] == [
        [each.words for each in one.choices] for one in expected[3]
    ]
    assert (content_of(sound), rows_of(sound), called(sound)) == expected[:3]
    assert "[Place A]" in set(_words(sound))
    for withdrawn in (NAME, "Xaver", "turte"):
        assert withdrawn.encode() not in raw(sound)
    # A colleague's copy takes it all, and what is said in it from now on is the last word.
    call_code(mine, JONAS, "før")
    call_code(sound, KARI, "siste ord")
    withdraw(sound, "[Place A]", "[Place B]")
    merge(sound, KARI, [mine.location])
    merge(mine, JONAS, [sound.location])
    assert called(mine) == called(sound) == "siste ord"
    assert content_of(mine) == content_of(sound)
    assert {"[Place B]"} == {*_words(mine)} & {"[Place A]", "[Place B]", "[Xaver]"}
    for one in (mine, sound):
        assert verify(one).ok
        for withdrawn in (NAME, "Xaver", "turte"):
            assert withdrawn.encode() not in raw(one)


def _words(project: Project) -> Iterator[str]:
    with project.reading() as connection:
        for text in connection.exec_driver_sql("SELECT text FROM text").scalars():
            yield from (one for one in ("[Place A]", "[Place B]", "[Xaver]") if one in text)


def test_what_several_have_by_a_wrong_clock_is_one_again_whoever_repairs(ahead: Project) -> None:
    one, other = copied(ahead, "one"), copied(ahead, "other")
    with clock_ahead(DAYS):
        code_words(other, JONAS, "hun på meg")
    sound, _ = repaired(one)
    # It is dated anew where it is by a merge, or by a sound copy of one's own.
    merge(other, JONAS, [sound.location])
    assert not any("coder" in problem for problem in verify(other).problems)
    others, dated_anew = repaired(other)
    assert dated_anew < repaired(ahead)[1]
    apart, _ = repaired(copied(ahead, "apart"))
    code_words(apart, KARI, "hun på meg")
    expected = rows_of(others) | rows_of(apart)
    for into, source in ((sound, others), (sound, apart), (others, apart), (apart, sound)):
        merge(into, KARI, [source.location])
        assert verify(into).ok
    merge(others, KARI, [apart.location])
    assert {content_of(each) for each in (sound, others, apart)} == {content_of(sound)}
    assert rows_of(sound) == expected
    dates = []
    for each in (sound, others, apart):
        with each.reading() as connection:
            dates.append({one.id: one.clock for one in journal.since(connection, 0)})
    assert dates[0] == dates[1] == dates[2]


def test_the_last_time_there_is_is_dated_anew_and_no_time_at_all_is_left_out(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "Jeg stoler")
    code_words(project, KARI, "hun på meg")
    spoilt = copied(project, "spoilt")
    spoilt.close()
    file = tmp_path / "spoilt.kodeverk"
    with closing(sqlite3.connect(file)) as connection, connection:
        chosen = "(SELECT {}(seq) FROM change WHERE kind = 'coding')"
        for clock, which in ((2**63 - 1, "max"), (-1, "min")):
            statement = f"UPDATE change SET clock = ? WHERE seq = {chosen.format(which)}"
            connection.execute(statement, (clock,))
    with open_project(str(file)) as read:
        told = verify(read).problems
        lacking, dated_anew = write_sound_copy(read, tmp_path / "sound.kodeverk")
    assert [one for one in told if "it is dated 6429-10-17, which is" in one]
    assert (dated_anew, len(lacking)) == (1, 1)
    assert "the time of a change of it is none" in lacking[0]
    with open_project(str(tmp_path / "sound.kodeverk")) as sound:
        assert len(rows_of(sound)) == 1
        code_words(sound, KARI, "Jeg stoler")
        merge(project, JONAS, [sound.location])
        assert verify(project).ok


def test_the_command_says_how_many_changes_it_dated_anew(
    ahead: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ahead.rest()
    for options in ((), ("--json",)):
        target = tmp_path / f"sound{len(options)}.kodeverk"
        arguments = ["verify", ahead.location, "--repair", str(target), *options]
        kodeverk.main(arguments, standalone_mode=False)
        said = capsys.readouterr().out
        if options:
            assert json.loads(said)["dated_anew"] > 4
        else:
            assert said.startswith("dated anew in their order, having been dated days ahead: ")
            assert "is written: a sound copy of everything" in said
