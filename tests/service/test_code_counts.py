"""The counts beside the codes are those of every table, whatever is selected."""

from pathlib import Path

import pytest

from kodeverk.analysis.counting.scope import Basis, Scope
from kodeverk.service.code_reach import BEGUN, code_counts
from kodeverk.service.counting import frequencies
from kodeverk.service.scoping import EVERYTHING, Selection
from kodeverk.store import queries
from tests.analysis.random_study import make
from tests.strategies import examples

SELECTIONS: tuple[tuple[Scope, Basis], ...] = (
    ("finished", "final"),
    ("started", "final"),
    ("finished", "all"),
    ("started", "all"),
)


def test_the_screen_counts_what_is_begun_or_what_is_final() -> None:
    assert (BEGUN.scope, BEGUN.basis) == ("started", "all")
    assert (EVERYTHING.scope, EVERYTHING.basis) == ("finished", "final")


@pytest.mark.parametrize("seed", range(examples(6, 200)))
def test_every_count_beside_a_code_is_that_of_the_tables(tmp_path: Path, seed: int) -> None:
    with make(tmp_path, seed) as project:
        with project.reading() as connection:
            keys = {code.id: code.key for code in queries.codes(connection)}
        for scope, basis in SELECTIONS:
            counts = code_counts(project, Selection(scope=scope, basis=basis))
            table = frequencies(project, by="role", scope=scope, basis=basis, themes=True)
            for shown, rows in ((counts.codes, table.rows), (counts.themes, table.themes)):
                told = {
                    row.code: (row.codings, row.speakers, row.of_speakers, row.transcripts)
                    for row in rows
                    if row.role == "all"
                }
                assert {keys[code]: count[:4] for code, count in shown.items()} == told
                assert all(count.unread >= 0 for count in shown.values())
            places = frequencies(project, scope=scope, basis=basis).rows
            for code, count in counts.codes.items():
                here = [row for row in places if (row.code, row.role) == (keys[code], "all")]
                if count.codings is not None:
                    assert count.codings == sum(row.codings or 0 for row in here)
