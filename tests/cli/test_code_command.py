"""Codes on the command line: each change says first what it touches, and is one step."""

import json
from pathlib import Path

import pytest

from kodeverk.model.records import Proposal
from kodeverk.model.text import Span
from kodeverk.service.proposing import propose_code
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from tests.cli.command_line import Ran, Run, longest_answers, write_codings


def keys(run: Run, project: Path) -> list[str]:
    """Return the keys that the shown codebook has, each with its indentation."""
    lines = run("codebook", "show", project).out.splitlines()
    entries = [line for line in lines[1:] if "  " in line.strip()]
    return [line[: len(line) - len(line.lstrip())] + line.split()[0] for line in entries]


def test_a_codebook_is_begun_and_grown_without_a_file(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "new.kodeverk"
    assert run("init", project).code == 0
    empty = run("codebook", "show", project)
    assert empty.code == 1
    assert "kodeverk code add" in empty.err
    assert run("code", "add", project, "Relasjon og tillit").out == (
        "added RELASJON: Relasjon og tillit\n"
    )
    under = ("--under", "relasjon", "--definition", "Å stole på.")
    added = json.loads(run("code", "add", project, "Tillit", *under, "--json").out)
    assert added == {"code": "RELASJON-TILLIT", "name": {"nb": "Tillit"}, "codebook": "kodebok"}
    assert run("code", "add", project, "Språk", "--dry-run").out == "would add SPRÅK: Språk\n"
    assert keys(run, project) == ["  RELASJON", "    RELASJON-TILLIT"]
    assert run("code", "add", project, "Økonomi").code == 0
    assert run("code", "move", project, "ØKONOMI", "--before", "RELASJON").code == 0
    assert run("code", "rename", project, "økonomi", "Penger", "--key", "PENGER").code == 0
    assert keys(run, project) == ["  PENGER", "  RELASJON", "    RELASJON-TILLIT"]
    refused = run("code", "move", project, "RELASJON", "--under", "RELASJON-TILLIT")
    assert (refused.code, "below it" in refused.err) == (1, True)
    assert run("code", "pin", project, "PENGER", "4").out == "pinned the code PENGER to 4\n"
    assert run("code", "recolour", project, "PENGER", "#00FF00").code == 0
    assert run("code", "recolour", project, "PENGER", "green").code == 1
    assert run("verify", project).code == 0


def test_a_change_says_what_it_touches_and_a_dry_run_keeps_nothing(run: Run, coded: Path) -> None:
    before = run("codebook", "show", coded).out
    for command in (
        ("join", coded, "REL-TILLIT", "REL-KONTIN"),
        ("split", coded, "REL-TILLIT", "Åpenhet", "Løfter"),
        ("deactivate", coded, "REL-TILLIT"),
        ("rename", coded, "REL-TILLIT", "Å stole på"),
    ):
        done = run("code", *command, "--dry-run")
        assert done.code == 0, done.err
        assert "REL-TILLIT: 12 codings of 12 informants in 12 transcripts" in done.err
        assert done.out.startswith("would have ")
    assert run("codebook", "show", coded).out == before


def test_another_definition_asks_what_it_means_where_something_is_coded(
    run: Run, coded: Path
) -> None:
    given = ("--definition", "Noe annet.")
    asked = run("code", "describe", coded, "REL-TILLIT", *given)
    assert asked.code == 1
    assert "--clarified, --narrowed or --widened" in asked.err
    assert run("code", "describe", coded, "REL-TILLIT", "--example", "Da turte jeg.").code == 0
    assert run("code", "waiting", coded).out == "nothing waits for you\n"
    done = run("code", "describe", coded, "REL-TILLIT", *given, "--widened")
    assert "widened" in done.out
    waiting = json.loads(run("code", "waiting", coded, "--json").out)
    assert (len(waiting["codings"]), len(waiting["transcripts"])) == (0, 12)
    name = waiting["transcripts"][0]["transcript"]
    assert waiting["transcripts"][0]["codes"] == ["REL-TILLIT"]
    assert run("finish", coded, name).code == 0
    assert run("code", "waiting", coded).out.count("to be read again for REL-TILLIT") == 11


def test_a_split_code_is_worked_off_coding_by_coding(run: Run, coded: Path) -> None:
    assert run("code", "split", coded, "REL-TILLIT", "Åpenhet", "REL-KONTIN").code == 0
    waiting = json.loads(run("code", "waiting", coded, "--json").out)["codings"]
    assert len(waiting) == 12
    assert waiting[0]["why"] == ["split"]
    assert sorted(waiting[0]["choices"]) == ["REL-KONTIN", "REL-ÅPENHET"]
    first, second, third = (one["id"] for one in waiting[:3])
    done = run(
        *("code", "waiting", coded, "--keep", first, "--give", second[-12:], "REL-ÅPENHET"),
        *("--remove", third),
    )
    assert done.code == 0, done.err
    assert done.out.count("was split into") == 9
    assert run("code", "waiting", coded, "--keep", first).code == 1
    assert run("undo", coded).code == 0
    assert run("code", "waiting", coded, "REL-TILLIT").out.count("was split into") == 10


def test_a_codebook_is_frozen_listed_compared_and_opened(
    run: Run, project: Path, codebook: Path, tmp_path: Path
) -> None:
    assert run("codebook", "freeze", project).out == "frozen as 1.0\n"
    assert run("codebook", "show", project).out.splitlines()[0].endswith("(frozen)")
    refused = run("code", "add", project, "Ny", "--under", "REL")
    assert refused.code == 1
    assert "kodeverk codebook reopen" in refused.err
    assert run("codebook", "load", project, codebook).code == 0
    changed = tmp_path / "changed.yaml"
    text = codebook.read_text(encoding="utf-8")
    changed.write_text(text.replace("nb: Tillit\n", "nb: Å stole på\n"), encoding="utf-8")
    refused = run("codebook", "load", project, changed)
    assert refused.code == 1
    assert "--overwrite" in refused.err
    assert "code REL-TILLIT: name" in refused.err
    assert run("codebook", "reopen", project).out == "open for changes after 1.0\n"
    assert run("code", "add", project, "Ny", "--under", "REL").code == 0
    assert run("codebook", "diff", project).out == "code REL-NY: added\n"
    assert run("code", "deactivate", project, "REL-KONTIN").code == 0
    assert "Fast kontaktperson (out of use)" in run("codebook", "show", project).out
    assert run("code", "activate", project, "REL-KONTIN").code == 0
    assert run("codebook", "freeze", project, "--version", "2.0").out == "frozen as 2.0\n"
    assert run("codebook", "diff", project, "--from", "1.0", "--to", "2.0").out == (
        "code REL-NY: added\n"
    )
    listed = json.loads(run("codebook", "versions", project, "--json").out)
    assert [one["label"] for one in listed["versions"]] == ["1.0", "2.0"]
    assert (listed["frozen"], listed["edited"]) == (True, [])
    assert "current" in run("codebook", "versions", project).out
    assert run("codebook", "diff", project, changed, "--from", "1.0").code == 2


def test_a_proposal_becomes_a_code_from_the_command_line(run: Run, coded: Path) -> None:
    row = longest_answers(coded, "Kari", "REL-TILLIT")[0]
    with open_project(str(coded)) as project:
        with project.reading() as connection:
            (transcript,) = [
                one for one in queries.transcripts(connection) if one.name == row["transcript"]
            ]
            kari = next(one for one in queries.coders(connection) if one.name == "Kari")
        span = Span(*(int(str(row[edge])) for edge in ("start", "end")))
        propose_code(project, kari, transcript.id, span, Proposal("Sosial kontroll", None))
    assert "Sosial kontroll" in run("code", "proposals", coded).out
    (told,) = json.loads(run("code", "proposals", coded, "--json").out)["proposals"]
    assert (told["codings"], told["own"], told["coders"]) == (1, 1, ["Kari"])
    wrong = run("code", "accept", coded, "sosial kontroll", "--codebook", "annen")
    assert "no codebook 'annen'" in wrong.err
    done = run("code", "accept", coded, "sosial kontroll", "--under", "REL")
    assert done.out == "sosial kontroll is the code REL-SOSIAL now, on 1 coding of yours\n"
    assert run("code", "proposals", coded).out == "nobody proposes a code\n"
    assert run("code", "accept", coded, "Annet").code == 1


@pytest.mark.parametrize(
    "command",
    [
        ("rename", "REL-TILLIT"),
        ("describe", "REL-TILLIT"),
        ("move", "REL-TILLIT"),
        ("move", "REL-TILLIT", "--top", "--under", "REL"),
        ("accept", "x", "--code", "REL", "--key", "Y"),
    ],
)
def test_half_a_command_is_wrong_use(run: Run, project: Path, command: tuple[str, ...]) -> None:
    assert run("code", command[0], project, *command[1:]).code == 2


def test_codings_read_from_a_table_are_made_with_the_meaning_of_now(
    run: Run, coded: Path, tmp_path: Path
) -> None:
    narrowed = ("--use-when", "Bare åpenhet.", "--narrowed")
    assert run("code", "describe", coded, "REL-KONTIN", *narrowed).code == 0
    table = write_codings(tmp_path / "more.csv", longest_answers(coded, "Kari", "REL-KONTIN"))
    assert run("import-codings", coded, table).code == 0
    assert run("code", "waiting", coded).out == "nothing waits for you\n"


def test_a_file_that_defines_codes_anew_asks_what_they_mean(
    run: Run, coded: Path, codebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "book.yaml"

    def load(who: str, *options: str) -> Ran:
        text = codebook.read_text(encoding="utf-8")
        changed = text.replace("nb: Deltaker eller veileder forteller at den ene", f"nb: {who}", 1)
        assert changed != text
        book.write_text(changed, encoding="utf-8")
        return run("codebook", "load", coded, book, *options)

    done = load("Den ene")
    assert done.code == 0
    assert "taken to mean what it meant: REL-TILLIT." in done.err
    assert run("code", "waiting", coded).out == "nothing waits for you\n"
    assert load("Den ene", "--narrowed", "REL-TILLIT").err == ""
    waiting = json.loads(run("code", "waiting", coded, "--json").out)
    assert {one["code"] for one in waiting["codings"]} == {"REL-TILLIT"}
    strange = load("Den ene", "--widened", "REL-UKJENT")
    assert (strange.code, "there is no code REL-UKJENT" in strange.err) == (1, True)
    both = load("Den ene", "--widened", "REL-TILLIT", "--narrowed", "REL-TILLIT")
    assert (both.code, "both narrowed and widened" in both.err) == (2, True)
    asked: list[str] = []

    def answer(question: str, *_others: object) -> str:
        asked.append(question)
        return "c"

    monkeypatch.setattr("kodeverk.cli.codebook.on_terminal", lambda: True)
    monkeypatch.setattr("kodeverk.cli.code.ask", answer)
    done = load("Noen")
    assert [question.split(" is ")[0] for question in asked] == ["REL-TILLIT"]
    assert "code REL-TILLIT: definition: " in done.err
    assert "taken to mean" not in done.err
