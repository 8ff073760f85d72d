"""Killed, out of space, not allowed to write: what was committed is there, and nothing half."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kodeverk.errors import BadProject, Refused
from kodeverk.service.verification import verify
from kodeverk.store.backup import copy_project
from kodeverk.store.copying import copy_file
from kodeverk.store.opening import open_project
from kodeverk.store.private_copy import private_copy
from kodeverk.store.project import Project
from tests.earlier_schemas import write_as_of
from tests.project_content import content_of
from tests.store.coder_steps import (
    ADA,
    BO,
    apply_code,
    assert_state_is_the_fold,
    bytes_of,
    founded,
    live,
    transcript_of,
)

ANOTHER_ACCOUNT = 65534
"""An account without rights, for when the tests run as root and no folder is closed to them."""

WRITE_WITHOUT_END = """
import sys
from kodeverk.model.records import Coder
from kodeverk.store.opening import open_project

location, coder, values = sys.argv[1], Coder(sys.argv[2], "Bo"), eval(sys.argv[3])
with open_project(location) as project:
    while True:
        with project.writing(coder, "apply code") as writer:
            made = [writer.born("coding", {**values, "coder": coder.id}) for _ in range(3)]
        print(*made, flush=True)
"""

WRITE_TOO_MUCH = """
import resource, sys
from pathlib import Path
from kodeverk.errors import Refused
from kodeverk.model.records import Coder
from kodeverk.store.opening import open_project

location, coder = sys.argv[1], Coder(sys.argv[2], "Bo")
size = Path(location).stat().st_size
with open_project(location) as project:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    for content in ("x" * 30_000_000, "y" * size):
        try:
            with project.writing(coder, "too much") as writer:
                writer.put_text(content)
                writer.born("memo", {"target_kind": "project", "type": "free", "text": content})
        except Refused as refused:
            print(refused.message)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with project.writing(coder, "enough") as writer:
        writer.born("memo", {"target_kind": "project", "type": "free", "text": "plass igjen"})
"""

MAKE_WITHOUT_SPACE = """
import resource, sys
from kodeverk.errors import Refused
from kodeverk.store.opening import create_project
import kodeverk.store.migrate

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    create_project(sys.argv[1])
except Refused as refused:
    print(refused.message)
"""

AS_ANOTHER_ACCOUNT = """
import os, sys
from kodeverk.errors import Refused
from kodeverk.model.records import Coder
from kodeverk.store.private_copy import private_copy
from kodeverk.store.journal import content_hash
from kodeverk.store.merging import unite
from kodeverk.store.opening import create_project, open_project
import kodeverk.store.migrate, sqlalchemy.dialects.sqlite.pysqlite

if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(sys.argv[3]))
    os.setuid(int(sys.argv[3]))
"""

WRITE_WHERE_ONE_MAY_NOT = (
    AS_ANOTHER_ACCOUNT
    + """
location, coder = sys.argv[1], Coder(sys.argv[2], "Bo")
try:
    with open_project(location) as project:
        with project.writing(coder, "not allowed") as writer:
            writer.born("memo", {"target_kind": "project", "type": "free", "text": "x"})
except Refused as refused:
    print(refused.message)
try:
    create_project(location + "2")
except Refused as refused:
    print(refused.message)
"""
)

READ = (
    AS_ANOTHER_ACCOUNT
    + """
with open_project(sys.argv[1]) as project, project.reading() as connection:
    print(content_hash(connection))
"""
)

MERGE_FROM = (
    AS_ANOTHER_ACCOUNT
    + """
with open_project(sys.argv[1]) as target:
    with target.locked() as into, private_copy(sys.argv[2], target) as copy:
        with copy.reading() as read:
            unite(into, read)
            print(content_hash(read))
"""
)


def run(script: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_every_coding_that_was_committed_survives_a_kill_in_the_middle_of_writing(
    project: Project,
) -> None:
    founded(project)
    (version,) = live(project, "version")
    values = {"transcript": transcript_of(), "version": version, "start": 0, "end": 8}
    values |= {"code": next(iter(live(project, "code"))), "origin": "manual", "quote": "0" * 16}
    command = [sys.executable, "-c", WRITE_WITHOUT_END, project.location, BO.id, repr(values)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        committed = [writer.stdout.readline() for _ in range(20)]
        writer.kill()
        committed += writer.stdout.readlines()
    made = {coding for line in committed if line.endswith("\n") for coding in line.split()}
    assert len(made) >= 60
    with open_project(project.location) as again:
        there = live(again, "coding")
        assert made <= there
        assert len(there) % 3 == 0
        assert_state_is_the_fold(again)
        assert apply_code(again, ADA) in live(again, "coding")


def test_a_full_disk_is_said_and_leaves_the_project_as_it_was(file: Path) -> None:
    with open_project(str(file)) as project:
        founded(project, BO)
        before = content_of(project)
    said = run(WRITE_TOO_MUCH, str(file), BO.id)
    assert len(said) == 2
    assert all("disk is full" in line for line in said)
    with open_project(str(file)) as project:
        assert len(live(project, "memo")) == 1
        (memo,) = live(project, "memo")
        with project.writing(BO, "remove memo") as writer:
            writer.remove("memo", memo)
        assert content_of(project) == before
        assert_state_is_the_fold(project)


@pytest.mark.parametrize("room", [0, 20_000, 100_000])
def test_a_project_that_finds_no_room_is_not_left_half_made(tmp_path: Path, room: int) -> None:
    said = run(MAKE_WITHOUT_SPACE, str(tmp_path / "ny.kodeverk"), str(room))
    assert len(said) == 1
    assert list(tmp_path.iterdir()) == []


def test_in_a_read_only_folder_one_can_read_and_writing_is_refused(
    file: Path, open_folder: Path
) -> None:
    with open_project(str(file)) as project:
        founded(project)
        expected = content_of(project)
        placed = copy_project(project, open_folder / "studie.kodeverk")
    before = bytes_of(open_folder)
    placed.chmod(0o444)
    open_folder.chmod(0o555)
    assert run(READ, str(placed), "", str(ANOTHER_ACCOUNT)) == [expected]
    said = run(WRITE_WHERE_ONE_MAY_NOT, str(placed), ADA.id, str(ANOTHER_ACCOUNT))
    assert len(said) == 2
    assert all(str(placed) in line for line in said)
    assert bytes_of(open_folder) == before


READ_WHILE_IT_IS_WRITTEN = (
    AS_ANOTHER_ACCOUNT
    + """
try:
    with open_project(sys.argv[1]) as project:
        with project.reading() as connection:
            print(content_hash(connection), flush=True)
        input()
        with project.reading() as connection:
            print(content_hash(connection))
except Refused as refused:
    print(refused.message)
"""
)


def test_who_may_only_read_sees_what_the_log_holds_or_is_told(
    file: Path, open_folder: Path
) -> None:
    with open_project(str(file)) as project:
        founded(project)
        placed = copy_project(project, open_folder / "studie.kodeverk")
        before = content_of(project)
    placed.chmod(0o644)
    command = [sys.executable, "-c", READ_WHILE_IT_IS_WRITTEN, str(placed), "", "65534"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as one:
        assert one.stdout is not None
        assert one.stdout.readline().strip() == before
        with open_project(str(placed)) as project:
            apply_code(project, ADA)
            said, _ = one.communicate("\n")
            assert "was written by somebody else" in said
            assert run(READ, str(placed), "", str(ANOTHER_ACCOUNT)) == [content_of(project)]
            for name in ("studie.kodeverk", "studie.kodeverk-wal"):
                shutil.copy(open_folder / name, open_folder / f"killed-{name}")
    placed = open_folder / "killed-studie.kodeverk"
    (said,) = run(WRITE_WHERE_ONE_MAY_NOT, str(placed), ADA.id, str(ANOTHER_ACCOUNT))[:1]
    assert "lies in a log beside it" in said


def test_a_link_to_a_project_never_shows_an_older_state_in_silence(
    file: Path, open_folder: Path
) -> None:
    with open_project(str(file)) as project:
        founded(project)
        placed = copy_project(project, open_folder / "studie.kodeverk")
    placed.chmod(0o644)
    link = open_folder / "elsewhere" / "link.kodeverk"
    link.parent.mkdir()
    link.symlink_to(placed)
    with open_project(str(placed)) as project:
        apply_code(project, ADA)
        assert run(READ, str(link), "", str(ANOTHER_ACCOUNT)) == [content_of(project)]


COPY_SLOWLY = """
import os, sys, time
with open(sys.argv[2], "wb") as there:
    there.write(open(sys.argv[1], "rb").read())
    print(flush=True)
    while True:
        os.utime(there.fileno())
        time.sleep(0.001)
"""


def test_a_file_that_is_being_written_is_not_copied(file: Path, open_folder: Path) -> None:
    with open_project(str(file)) as project:
        founded(project)
    # A copy within memory is done before the other program is heard of again.
    there, target = open_folder / "there.kodeverk", open_folder / "target.kodeverk"
    command = [sys.executable, "-c", COPY_SLOWLY, str(file), str(there)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(Refused, match="being written by another program"):
            copy_file(there, target)
        writer.kill()
    assert not target.exists()
    copy_file(there, target)
    with open_project(str(there)) as project, open_project(str(target)) as copy:
        assert content_of(copy) == content_of(project)


def test_a_file_without_its_end_is_not_copied(file: Path, tmp_path: Path) -> None:
    with open_project(str(file)) as project:
        founded(project)
    whole = file.read_bytes()
    for part in range(1, 8):
        file.write_bytes(whole[: len(whole) * part // 8])
        with pytest.raises(BadProject, match="not all of it is there yet"):
            copy_file(file, tmp_path / "target.kodeverk")
        assert not (tmp_path / "target.kodeverk").exists()


def test_a_file_that_has_its_length_but_not_yet_its_end_is_not_merged(
    file: Path, tmp_path: Path
) -> None:
    target = tmp_path / "target.kodeverk"
    with open_project(str(file)) as project:
        founded(project)
        copy_project(project, target)
    whole = file.read_bytes()
    for part in (2, 3, 5, 7):
        there = len(whole) * part // 8
        file.write_bytes(whole[:there] + bytes(len(whole) - there))
        with (
            open_project(str(target)) as mine,
            mine.locked(),
            pytest.raises(BadProject, match="not all of it is there yet"),
            private_copy(str(file), mine),
        ):
            pass


COPY_AGAIN_AND_AGAIN = """
import sys
from pathlib import Path
from kodeverk.store.copying import copy_file

for number in range(20):
    copy_file(Path(sys.argv[1]), Path(f"{sys.argv[2]}-{number}"))
"""


def test_copies_made_while_a_project_is_opened_written_and_closed_are_whole(
    file: Path, tmp_path: Path
) -> None:
    with open_project(str(file)) as project:
        founded(project)
    command = [sys.executable, "-c", COPY_AGAIN_AND_AGAIN, str(file), str(tmp_path / "copy")]
    with subprocess.Popen(command) as copies:
        start = 0
        while copies.poll() is None:
            with open_project(str(file)) as project:
                for _ in range(5):
                    start += 1
                    apply_code(project, ADA, start % 40, start % 40 + 1 + start // 40)
    assert copies.returncode == 0
    made = sorted(tmp_path.glob("copy-*"))
    assert len(made) == 20
    for path in made:
        with open_project(str(path)) as project:
            assert verify(project).problems == ()


def test_an_older_project_that_may_not_be_written_says_so_and_stays_as_it_is(
    file: Path, open_folder: Path
) -> None:
    write_as_of("0002", file)
    placed = Path(shutil.copy(file, open_folder / "studie.kodeverk"))
    before = bytes_of(open_folder)
    placed.chmod(0o444)
    open_folder.chmod(0o555)
    said, _ = run(WRITE_WHERE_ONE_MAY_NOT, str(placed), ADA.id, str(ANOTHER_ACCOUNT))
    assert "made by an earlier Kodeverk" in said
    assert "may not be written" in said
    assert bytes_of(open_folder) == before


def test_a_project_in_a_read_only_folder_can_be_merged_from(file: Path, open_folder: Path) -> None:
    with open_project(str(file)) as project:
        founded(project)
        expected = content_of(project)
        placed = copy_project(project, open_folder / "studie.kodeverk")
        target = open_folder / "mine" / "min.kodeverk"
        target.parent.mkdir()
        copy_project(project, target)
    for path in (target.parent, target):
        path.chmod(0o777)
    placed.chmod(0o444)
    open_folder.chmod(0o555)
    assert run(MERGE_FROM, str(target), str(placed), str(ANOTHER_ACCOUNT)) == [expected]
    assert {found.name for found in open_folder.iterdir()} == {"mine", "studie.kodeverk"}


def test_a_project_moved_away_under_an_open_program_is_not_made_anew(
    file: Path, tmp_path: Path
) -> None:
    with open_project(str(file)) as project:
        founded(project)
        before = content_of(project)
    moved = Path(file).rename(tmp_path / "flyttet.kodeverk")
    with open_project(str(moved)) as project:
        assert content_of(project) == before
    assert [found.name for found in tmp_path.iterdir()] == ["flyttet.kodeverk"]
