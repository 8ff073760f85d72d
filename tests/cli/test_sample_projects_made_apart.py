"""Three coders who each made a project of sample interviews alone, merged in every order."""

import csv
import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kodeverk.config import Settings
from kodeverk.formats.mapping import read_mapping
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.records import Coder
from kodeverk.service.code_edits import NewCode, add_code
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coder_list import add_coder
from kodeverk.service.codings_import import import_codings
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.service.perhaps_one import JOINED, join_records
from kodeverk.store import queries
from kodeverk.store.opening import create_project, open_project
from tests.cli.command_line import Run
from tests.project_content import content_of

INTERVIEWS = ("01-asker-veileder.docx", "02-asker-deltaker.txt", "03-trondheim-veileder.vtt")
OWN_CODES = {"Kari": "Venter på tolk", "Jonas": "venter på tolken", "Amina": "Tolkeventing"}
CODERS = {
    "Kari": Coder("0b6cf1b6-53b5-4f24-8a13-8a4a6f43a1aa", "Kari"),
    "Jonas": Coder("1c6cf1b6-53b5-4f24-8a13-8a4a6f43a1bb", "Jonas"),
    "Amina": Coder("2d6cf1b6-53b5-4f24-8a13-8a4a6f43a1cc", "Amina Hassan"),
}


def as_kept_by(coder: str, path: Path) -> tuple[str, bytes]:
    """Return a sample interview as a coder has it: name and bytes, with a word corrected."""
    data = path.read_bytes()
    if coder == "Jonas" and path.suffix == ".txt":
        corrected = data.decode().replace("moren min", "mora mi")
        return path.name, corrected.replace("\n", "\r\n").encode("cp1252")
    if coder == "Amina" and path.suffix == ".docx":
        text = read_transcript_bytes(data, path.name).text
        corrected = text.replace("jobbet åtte år", "jobbet i åtte år")
        return f"{path.stem}.txt", corrected.replace("\n", "\r").encode("utf-16")
    if coder == "Amina":
        return path.name, data.replace(b"\n", b"\r\n")
    return path.name, data


def own_rows(samples: Path, coder: str, texts: dict[str, str]) -> Iterator[dict[str, object]]:
    """Yield the rows of a coder's sample codings, at their places in the texts the coder has."""
    with (samples / f"codings-{coder.lower()}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start = texts.get(row["transcript"], "").find(row["quote"])
            if start >= 0:
                end = start + len(row["quote"])
                yield {**row, "start": start, "end": end, "coder": CODERS[coder].name}


@pytest.fixture(scope="module")
def apart(
    samples: Path, codebook: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Coder -> the project they made alone, with a code of their own."""
    projects = {}
    for name, coder in CODERS.items():
        folder = tmp_path_factory.mktemp(name)
        texts, paths = {}, []
        for interview in INTERVIEWS:
            called, data = as_kept_by(name, samples / interview)
            (folder / called).write_bytes(data)
            paths.append(folder / called)
            texts[paths[-1].stem] = read_transcript_bytes(data, called).text
        rows = [*own_rows(samples, name, texts)]
        with (folder / "codings.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        projects[name] = folder / "study.kodeverk"
        with create_project(str(projects[name])) as project:
            load_codebook(project, coder, codebook)
            for result in import_files(project, coder, paths, Choices()):
                assert result.error is None
            with project.reading() as connection:
                under = next(one.id for one in queries.codes(connection) if one.key == "REL")
            add_code(project, coder, NewCode(OWN_CODES[name], under))
            if name == "Jonas":
                add_coder(project, Settings(folder / "config.toml"), "Amina", coder)
            import_codings(project, coder, folder / "codings.csv", new_coders=True)
    return projects


def test_the_report_says_what_comes_from_whom_and_what_joining_would_do(
    run: Run, apart: dict[str, Path]
) -> None:
    into, *others = apart.values()
    told = run("merge", into, *others, "--dry-run")
    assert told.code == 0, told.err
    assert "from Amina Hassan: 18 codings" in told.out
    assert "1 transcript" in told.out
    assert (
        "perhaps one: the transcripts 02-asker-deltaker (2) and 02-asker-deltaker, "
        "with 99 % of their words in common\n"
        "  if they are: the text of 02-asker-deltaker becomes a version of 02-asker-deltaker (2); "
        "17 codings go along\n"
    ) in told.out
    assert "perhaps one: the codes REL-VENTER-TOLK and REL-VENTER\n" in told.out
    as_json = json.loads(run("merge", into, *others, "--dry-run", "--json").out)
    assert [one["coder"] for one in as_json["from_whom"]] == ["Amina Hassan", "Jonas"]


def test_six_orders_come_to_one_content_with_and_without_the_decisions_made_once(
    run: Run, apart: dict[str, Path], tmp_path: Path
) -> None:
    into, *others = apart.values()
    table = tmp_path / "one.csv"
    assert run("merge", into, *others, "--dry-run", "--mapping", table).code == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "join": "ja"} for row in rows)
    assert {row["kind"] for row in rows} == {"coder", "code", "transcript"}
    pairings, kari = read_mapping(table, JOINED), CODERS["Kari"]
    plain, decided = set(), set()
    for order in itertools.permutations(apart):
        path = shutil.copy(apart[order[0]], tmp_path / f"{'-'.join(order)}.kodeverk")
        with open_project(str(path)) as project:
            merge(project, kari, [str(apart[name]) for name in order[1:]])
            plain.add(content_of(project))
            join_records(project, kari, pairings)
            decided.add(content_of(project))
            with project.reading() as connection:
                assert len(queries.transcripts(connection)) == len(INTERVIEWS)
    assert (len(plain), len(decided)) == (1, 1)
    assert json.loads(run("verify", path, "--json").out)["ok"]
