"""Explaining figures: what is listed is what is counted, and what is left out has a reason."""

from pathlib import Path

import pytest

from kodeverk.analysis.counting.scope import Basis, Scope
from kodeverk.errors import BadInput
from kodeverk.model.text import text_hash
from kodeverk.service.counting import frequencies
from kodeverk.service.explaining import explain
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.scoping import Selection
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from tests.analysis.random_study import ANNE, make

CHOICES: list[tuple[Scope, Basis]] = [("finished", "final"), ("started", "all")]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study made at random, with everything that figures depend on."""
    with make(tmp_path_factory.mktemp("study"), 7) as project:
        assert project.path is not None
        return project.path


@pytest.mark.parametrize(("scope", "basis"), CHOICES)
def test_the_codings_listed_are_those_of_the_figure_and_every_other_has_its_reason(
    study: Path, scope: Scope, basis: Basis
) -> None:
    tried = 0
    with open_project(str(study)) as project:
        with project.reading() as connection:
            codes = {code.id: code for code in queries.codes(connection)}
            texts = {
                text_hash(queries.version(connection, one.version).text)
                for one in queries.transcripts(connection)
            }
        table = frequencies(project, scope=scope, basis=basis, themes=True)
        themes = {row.code for row in table.themes}
        for row in [*table.rows, *table.themes]:
            is_theme = row in table.themes
            if row.role not in ("all", "advisor") or (row.code in themes and not is_theme):
                continue
            selection = Selection(
                codes=() if is_theme else (row.code,),
                themes=(row.code,) if is_theme else (),
                municipalities=(row.group,),
                roles=() if row.role == "all" else (row.role,),
                scope=scope,
                basis=basis,
            )
            made = explain(project, ANNE, PassageQuery(selection))
            if made.hidden:
                continue
            tried += bool(row.codings)
            assert tuple(made.figures[5:15]) == tuple(row[5:15])
            if row.reason is None:
                assert len(made.codings) == row.codings
                assert len({one.transcript for one in made.codings}) == row.transcripts
            assert {one.text_sha256 for one in made.codings} <= texts
            both = [one.id for one in made.codings] + [one.id for one in made.left_out]
            assert len(both) == len(set(both))
            assert all(one.reason for one in made.left_out)
    assert tried
    assert codes


def test_a_figure_without_a_code_is_an_error(study: Path) -> None:
    with open_project(str(study)) as project, pytest.raises(BadInput, match="none is named"):
        explain(project, ANNE, PassageQuery(Selection()))
