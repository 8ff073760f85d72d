"""Merging copies in which people were withdrawn: one content in every order, and no name in it."""

import itertools
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodeverk.errors import NotFound
from kodeverk.model.identity import informant_id, transcript_id
from kodeverk.model.records import Coder, passage_target
from kodeverk.model.text import Span, quote_hash, text_hash, words
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.withdrawal.acts import forget_people, withdraw_text
from kodeverk.store.withdrawal.marks import read_marks
from tests.project_content import content_of
from tests.store.coder_steps import (
    CARI,
    CODERS,
    TIME,
    TRUST,
    assert_state_is_the_fold,
    live,
    load_codebook,
)
from tests.store.conftest import NewLocation
from tests.store.invented_names import (
    KARI,
    OLA,
    PSEUDONYMS,
    interview,
    keep_interview,
    keep_text,
    names_in_tables,
    write_memo,
)
from tests.store.random_programs import Action
from tests.store.three_copies import apart_from, united
from tests.strategies import examples

MORE = (" for alt", " igjen")
FIRST, SECOND = (transcript_id(text_hash(interview(more))) for more in MORE)
OTHERS = {name: shows.replace("Person ", "P-") for name, shows in PSEUDONYMS.items()}
DICTIONARIES = (PSEUDONYMS, OTHERS, {OLA: "[Person B]"})


@pytest.fixture(scope="module")
def begun(new_sqlite: NewLocation) -> Path:
    """A project with two interviews full of names, from which copies go apart."""
    path = Path(new_sqlite())
    with open_project(str(path)) as project:
        load_codebook(project, CARI)
        for more in MORE:
            keep_interview(project, CARI, more)
    return path


def _marked(project: Project) -> bool:
    with project.reading() as connection:
        return bool(read_marks(connection))


def _code(project: Project, coder: Coder, one: int, other: int) -> None:
    with project.reading() as connection:
        versions = sorted(queries.current_versions(connection), key=lambda one: one.id)
    if not versions:
        return
    version = versions[one % len(versions)]
    found = list(words(version.text))
    first = other * 3 % len(found)
    start, end = found[first].start, found[min(first + one, len(found) - 1)].end
    with project.writing(coder, "code") as writer:
        writer.born(
            "coding",
            {
                "transcript": version.transcript,
                "version": version.id,
                "start": start,
                "end": end,
                "code": (TRUST, TIME)[one % 2],
                "coder": coder.id,
                "origin": "manual",
                "quote": quote_hash(version.text[start:end]),
            },
        )


def _memo(project: Project, coder: Coder, one: int, other: int) -> None:
    said = f"{KARI} sa det til {OLA}s bror" if one % 2 else f"Om {OLA}"
    if _marked(project):
        said = "Uten navn"
    with project.reading() as connection:
        passages = [
            passage_target(version.id, Span(other, other + 4))
            for version in queries.current_versions(connection)
        ]
    targets: list[tuple[str, str | None]] = [("project", None)]
    targets += [("coding", coding) for coding in sorted(live(project, "coding"))[:2]]
    targets += [("transcript", one) for one in sorted(live(project, "transcript"))]
    targets += [("passage", passage) for passage in sorted(passages)]
    write_memo(project, coder, said, *targets[other % len(targets)])


def _correct(project: Project, coder: Coder, one: int, other: int) -> None:
    if not _marked(project):
        changed = interview(MORE[0]).replace("Det var", f"{OLA}, det {other % 2} var")
        keep_text(project, coder, FIRST, changed)


def _withdraw(project: Project, coder: Coder, one: int, other: int) -> None:
    replaced = DICTIONARIES[other % 3]
    chosen = dict.fromkeys(live(project, "transcript"), replaced)
    withdraw_text(project, coder, chosen, replaced, "pseudonymised")


def _forget(project: Project, coder: Coder, one: int, other: int) -> None:
    person = informant_id(f"P{MORE[1]}")
    with suppress(NotFound):
        forget_people(project, coder, *(([SECOND], []) if one % 2 else ([], [person])))


ACTIONS = {
    "code": _code,
    "memo": _memo,
    "correct": _correct,
    "withdraw": _withdraw,
    "forget": _forget,
}


def run(copies: Sequence[Project], program: Sequence[Action]) -> None:
    for action in program:
        project, coder = copies[action.who], CODERS[action.who]
        if action.what != "merge":
            ACTIONS[action.what](project, coder, action.one, action.other)
        elif (source := copies[action.other % 3]) is not project:
            united(project, source)


choices = st.integers(0, 5)
KINDS = ("code", "code", "memo", "memo", "correct", "withdraw", "withdraw", "forget", "merge")
three_coders = st.lists(
    st.builds(Action, st.integers(0, 2), st.sampled_from(KINDS), choices, choices),
    min_size=3,
    max_size=12,
)
LAWS = settings(
    max_examples=examples(8, 40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@LAWS
@given(program=three_coders)
def test_copies_with_withdrawals_merge_to_one_content_in_every_order(
    begun: Path, program: list[Action]
) -> None:
    with apart_from(begun) as copies:
        run(copies.made, program)
        orders = [copies.merged(*order) for order in itertools.permutations(copies.made)]
        assert len({content_of(project) for project in orders}) == 1
        if any(action.what == "withdraw" and action.other % 3 < 2 for action in program):
            assert names_in_tables(orders[0]) == []
        for project in orders[:2]:
            assert_state_is_the_fold(project)
            assert verify(project).problems == ()
            assert content_of(copies.merged(project, copies.made[0])) == content_of(project)
