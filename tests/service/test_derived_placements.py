"""What is coded stays where its words are, whatever is done with the text."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.errors import BadInput, Refused, StaleWrite
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder, passage_target
from kodeverk.model.text import Span, words
from kodeverk.service import derived_placements, reviewing
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import (
    apply_code,
    mark_read,
    remove_codings,
    set_facet,
    working_transcript,
    write_memo,
)
from kodeverk.service.importing import Choices, import_files, look_at
from kodeverk.service.previewing import Preview
from kodeverk.service.replacing import replace_text
from kodeverk.service.verification import verify
from kodeverk.store import journal, placements, queries
from kodeverk.store.backup import copy_project
from kodeverk.store.merging import unite
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.placements import Placement
from kodeverk.store.project import Project
from kodeverk.store.writer import log_step
from tests.project_content import content_of
from tests.service.trial_project import AMINA, CODEBOOK, JONAS, KARI, code_keyed
from tests.store.random_programs import Action
from tests.undo_and_redo import redo, undo

CODERS = (KARI, JONAS, AMINA)
FOUNDER = Coder(new_id(), "Liv")
"""Who imported the interview: the others cannot undo it."""

TEXTS = (
    "Intervjuer: Hvordan gikk det med kurset?\n\nKari: Jeg stoler på henne, og hun på meg. Vi "
    "møtes hver uke.\n\nIntervjuer: Og så?\n\nKari: Så ringer hun når det blåser på Værøy.\n",
    "Intervjuer: Hvordan gikk det med kurset?\n\nKari: Jeg stoler på henne, og hun stoler på meg. "
    "Vi møttes hver uke.\n\nIntervjuer: Og så?\n\nKari: Så ringer hun når det blåser på Værøy.\n",
    "Intervjuer: Hvordan gikk det med kurset?\n\nIntervjuer: Og så?\n\nKari: Så ringer hun når det "
    "blåser på Værøy. Men aldri om natten, da sover alle.\n",
    "Intervjuer: Og så?\n\nKari: Så ringte hun fra Røst.\n\nIntervjuer: Hvordan gikk det med "
    "kurset?\n\nKari: Jeg stoler på henne, og hun på meg. Vi møtes hver uke.\n",
    "Intervjuer: Noe helt annet.\n\nKari: Ja.\n",
)
"""An interview, and corrected texts of it: slightly, with a loss, turned round, another one."""

Corrected = Callable[[int], Preview]
"""Gives the preview of one of these texts."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a codebook and the interview, from which copies go apart."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / "book.yaml").write_text(CODEBOOK, encoding="utf-8")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    with create_project(str(folder / "begun.kodeverk")) as project:
        load_codebook(project, FOUNDER, folder / "book.yaml")
        import_files(project, FOUNDER, [folder / "0.txt"], Choices())
        for number, coder in enumerate(CODERS):
            for place in range(3):
                do(project, coder, Action(number, "code", number + 2 * place, 4 - place))
            do(project, coder, Action(number, "memo", number, 3))
            do(project, coder, Action(number, "read", number + 2, 3))
    return folder / "begun.kodeverk"


@pytest.fixture(scope="module")
def corrected(begun: Path) -> Corrected:
    with open_project(str(begun)) as project:
        paths = [begun.with_name(f"{number}.txt") for number in range(len(TEXTS))]
        previews = look_at(project, paths, Choices())
    return lambda number: previews[number % len(previews)]


@pytest.fixture
def project(begun: Path, tmp_path: Path) -> Iterator[Project]:
    with open_project(str(shutil.copy(begun, tmp_path / "study.kodeverk"))) as opened:
        yield opened


def programs(size: int, *what: str) -> st.SearchStrategy[list[Action]]:
    choices = st.integers(0, 9)
    action = st.builds(Action, st.integers(0, 2), st.sampled_from(what), choices, choices)
    return st.lists(action, min_size=size // 3, max_size=size)


ALONE = ("code", "code", "replace", "replace", "memo", "note", "read", "remove", "facet")
DECIDING = ("accept", "move", "aside")
BACK_AND_FORTH = ("undo", "redo")


def transcript_in(project: Project) -> str:
    with project.reading() as connection:
        return queries.transcripts(connection)[0].id


def passage(project: Project, one: int, other: int) -> Span:
    """Some words of the current text."""
    text = working_transcript(project, transcript_in(project), KARI).version.text
    spans = list(words(text))
    first = spans[one * 3 % len(spans)]
    return Span(first.start, spans[min(len(spans) - 1, one * 3 % len(spans) + other)].end)


def run(copies: Sequence[Project], program: Sequence[Action], corrected: Corrected) -> None:
    """Let coder 0 work in copy 0 and so on; with one copy all work in that one."""
    for action in program:
        project = copies[action.who % len(copies)]
        if action.what == "merge":
            source = copies[action.other % len(copies)]
            if source is not project:
                united(project, source, CODERS[action.who])
        else:
            with suppress(StaleWrite, Refused, BadInput):
                if action.what in DECIDING:
                    decide(project, CODERS[action.who], action)
                else:
                    do(project, CODERS[action.who], action, corrected)


def do(project: Project, coder: Coder, action: Action, corrected: Corrected | None = None) -> None:
    what, one, other = action[1:]
    seen = working_transcript(project, transcript_in(project), coder)
    if what == "code":
        words_there = passage(project, one, other)
        apply_code(
            project, coder, seen.transcript.id, words_there, code_keyed(project, "REL-TILLIT")
        )
    elif what == "replace" and corrected:
        replace_text(project, coder, seen.transcript.id, corrected(one))
    elif what == "memo":
        target = passage_target(seen.version.id, passage(project, one, other))
        write_memo(project, coder, "passage", target, "Et notat")
    elif what == "note" and seen.codings:
        on = seen.codings[one % len(seen.codings)]
        write_memo(project, coder, "coding", on.id, "Uenig")
    elif what == "read":
        mark_read(project, coder, seen.transcript.id, passage(project, one, other).end)
    elif what in ("undo", "redo"):
        {"undo": undo, "redo": redo}[what](project, coder)
    elif own := [coding for coding in seen.codings if coding.coder == coder.id]:
        chosen = [own[one % len(own)]]
        if what == "remove":
            remove_codings(project, coder, chosen)
        elif what == "facet":
            set_facet(project, coder, chosen, seen.facets[0], ["hemmer"])


def decide(project: Project, coder: Coder, action: Action) -> None:
    what, one, other = action[1:]
    waiting = [that.id for that in reviewing.list_waiting(project, aside=True)]
    placed = sorted(place.record for place in places(project) if place.kind != "assignment")
    if what == "accept" and waiting:
        reviewing.accept(project, coder, [waiting[one % len(waiting)]])
    elif what == "aside" and waiting:
        reviewing.set_aside(project, coder, [waiting[one % len(waiting)]])
    elif what == "move" and placed:
        reviewing.move(project, coder, placed[one % len(placed)], passage(project, one, other))


def united(into: Project, source: Project, coder: Coder) -> None:
    with into.locked() as connection, source.reading() as read:
        union = unite(connection, read)
        log_step(
            connection,
            identity=new_id(),
            author=coder,
            act="merge",
            target=None,
            summary="merged",
            first=union.first,
            last=union.last,
        )


@contextmanager
def apart(begun: Path, copies: int) -> Iterator[list[Project]]:
    with tempfile.TemporaryDirectory(dir=begun.parent) as folder, ExitStack() as stack:
        paths = [Path(folder) / f"{number}.kodeverk" for number in range(copies)]
        for path in paths:
            shutil.copy(begun, path)
        yield [stack.enter_context(open_project(str(path))) for path in paths]


def places(project: Project) -> set[Placement]:
    """All placements of the project, up to date."""
    with derived_placements.reading(project) as connection:
        return {
            place
            for transcript in placements.replaced_transcripts(connection)
            for place in placements.kept(connection, transcript).values()
        }


def assert_no_coding_has_disappeared(project: Project) -> None:
    """Every live coding is placed surely, or in the review list, or set aside by a person."""
    placed = {place.record: place for place in places(project) if place.kind == "coding"}
    listed = {one.id: one for one in reviewing.list_waiting(project, aside=True)}
    with derived_placements.reading(project) as connection:
        current = {one.id: one.version for one in queries.transcripts(connection)}
        texts = {one: queries.version(connection, one).text for one in current.values()}
        shown = {coding.id: coding for coding in queries.codings(connection)}
        alive = dict(journal.read_state(connection, "coding"))
        assert list(derived_placements.placement_problems(connection)) == []
    assert shown.keys() <= alive.keys()
    for coding, folded in alive.items():
        version = current[str(folded.values["transcript"])]
        if folded.values["version"] == version:
            assert coding not in placed
            assert (shown[coding].start, shown[coding].end) == (
                folded.values["start"],
                folded.values["end"],
            )
            continue
        place = placed[coding]
        assert place.version == version
        if place.start is None:
            assert coding not in shown
            assert listed[coding].state in ("gone", "aside")
        else:
            assert place.end is not None
            assert 0 <= place.start < place.end <= len(texts[version])
            assert shown[coding].version == version
            assert (coding in listed) == (place.confidence < SURE)
        if coding in listed and listed[coding].state == "aside":
            decision = folded.values["placed"]
            assert isinstance(decision, dict)
            assert decision["aside"] is True
    assert placed.keys() <= alive.keys()
    assert verify(project).problems == ()


LAWS = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAWS
@given(program=programs(20, *ALONE, *DECIDING, *BACK_AND_FORTH))
def test_no_coding_disappears_whatever_coders_do_in_one_project(
    begun: Path, corrected: Corrected, program: list[Action]
) -> None:
    with apart(begun, 1) as copies:
        run(copies, program, corrected)
        assert_no_coding_has_disappeared(copies[0])


@LAWS
@given(program=programs(24, *ALONE, *DECIDING, *BACK_AND_FORTH, "merge", "merge"))
def test_merging_in_all_orders_gives_one_content_and_the_same_places(
    begun: Path, corrected: Corrected, program: list[Action]
) -> None:
    with apart(begun, 3) as copies, ExitStack() as stack:
        run(copies, program, corrected)
        results = []
        for number, order in enumerate(itertools.permutations(copies)):
            file = copy_project(
                order[0], Path(order[0].location).with_name(f"merged{number}.kodeverk")
            )
            result = stack.enter_context(open_project(str(file)))
            for other in order[1:]:
                united(result, other, KARI)
            results.append(result)
        assert len({content_of(result) for result in results}) == 1
        assert len({frozenset(places(result)) for result in results}) == 1
        assert_no_coding_has_disappeared(results[0])
