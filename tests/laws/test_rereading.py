"""A transcript read again in part is what reading it anew gives, whatever coders do meanwhile."""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.errors import NotFound
from kodeverk.model.text import Span, words
from kodeverk.service import undoing
from kodeverk.service.coding import (
    WorkingTranscript,
    apply_code,
    remove_codings,
    working_transcript,
    write_memo,
)
from kodeverk.service.rereading import read_again
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import Within
from tests.laws.coder_actions import CODERS, EVERYTHING, Act, World, programs, run
from tests.laws.test_laws_of_whole_projects import laws, united

CODER = CODERS[0]
OFTEN = ("code", "take off", "facet", "memo", "read", "undo", "redo")


def transcripts(project: Project) -> list[str]:
    with project.reading() as connection:
        return sorted(one.id for one in queries.transcripts(connection))


def anew(project: Project, transcript: str) -> WorkingTranscript | None:
    try:
        return working_transcript(project, transcript, CODER)
    except NotFound:
        return None


def again(project: Project, before: WorkingTranscript) -> WorkingTranscript | None:
    try:
        return read_again(project, CODER, before)
    except NotFound:
        return None


@laws(ci=20, full=1_000)
@given(programs(2, 14, (*EVERYTHING, *OFTEN * 3)), st.lists(st.booleans(), min_size=14))
def test_what_is_read_again_is_what_reading_anew_gives(
    begun: Path, program: list[Act], looks: list[bool]
) -> None:
    with ExitStack() as stack, tempfile.TemporaryDirectory(dir=begun.parent) as name:
        copies = []
        for number in range(2):
            path = shutil.copyfile(begun, Path(name) / f"{number}.kodeverk")
            copies.append(stack.enter_context(open_project(str(path))))
        project, world = copies[0], World(Path(name), copies)
        seen = [anew(project, transcript) for transcript in transcripts(project)]
        for act, look in zip(program, looks, strict=False):
            run(world, [act], united)
            if look:
                read = [again(project, before) for before in seen if before is not None]
                assert read == [anew(project, one.transcript.id) for one in seen if one is not None]
                seen = [anew(project, transcript) for transcript in transcripts(project)]


def test_an_undo_reads_the_coding_it_was_about_and_keeps_the_text_and_codebook(
    begun: Path, tmp_path: Path
) -> None:
    with open_project(str(shutil.copyfile(begun, tmp_path / "a.kodeverk"))) as project:
        transcript = transcripts(project)[0]
        before = working_transcript(project, transcript, CODER)
        code = next(code for code in before.codes if code.parent)
        first, *_, last = words(before.version.text)
        one = apply_code(project, CODER, transcript, Span(*first), code, {})
        other = apply_code(project, CODER, transcript, Span(*last), code, {})
        assert one
        assert other
        write_memo(project, CODER, "coding", one.id, "Viktig.")
        coded = working_transcript(project, transcript, CODER)
        remove_codings(project, CODER, [one])
        without = read_again(project, CODER, coded)
        assert (without.codings, without.memos) == ((other,), ())
        undoing.undo(project, CODER, within=Within(transcript))
        whole = read_again(project, CODER, without)
        assert (whole.codings, whole.memos) == (coded.codings, coded.memos)
        for read in (without, whole):
            assert read.version is coded.version
            assert read.codes is coded.codes
