"""A command line to call, and projects to call it on."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kodeverk.cli.commands import kodeverk
from tests.cli.command_line import Ran, Run, longest_answers, write_codings


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of the test's own, with no settings but that Kari codes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KODEVERK_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("KODEVERK_CODER", "Kari")
    monkeypatch.delenv("KODEVERK_DEBUG", raising=False)


@pytest.fixture
def run() -> Run:
    """Call the command line as a shell would."""

    def call(*arguments: object) -> Ran:
        done = CliRunner().invoke(kodeverk, [str(one) for one in arguments])
        return Ran(done.exit_code, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def samples(repository: Path) -> Path:
    return repository / "sample_transcripts"


@pytest.fixture(scope="session")
def interviews(samples: Path) -> list[Path]:
    """The twelve sample interviews."""
    return sorted(one for one in samples.iterdir() if one.suffix in (".txt", ".docx", ".vtt"))


@pytest.fixture(scope="session")
def codebook(repository: Path) -> Path:
    return repository / "codebooks" / "veiledning.yaml"


@pytest.fixture(scope="session")
def made_once(
    tmp_path_factory: pytest.TempPathFactory,
    samples: Path,
    interviews: list[Path],
    codebook: Path,
) -> Path:
    """A project with the codebook and the twelve interviews."""
    path = tmp_path_factory.mktemp("made") / "study.kodeverk"
    runner = CliRunner(env={"KODEVERK_CODER": "Kari", "KODEVERK_CONFIG": "nowhere.toml"})
    for command in (
        ["init", path, "--codebook", codebook],
        ["import", path, *interviews, "--metadata", samples / "metadata.csv"],
    ):
        done = runner.invoke(kodeverk, [str(one) for one in command])
        assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def project(made_once: Path, tmp_path: Path) -> Path:
    """A copy of that project for one test."""
    return Path(shutil.copy(made_once, tmp_path / "study.kodeverk"))


@pytest.fixture
def coded(project: Path, run: Run, tmp_path: Path) -> Path:
    """The project with all interviews coded to the end by Kari."""
    table = write_codings(tmp_path / "kari.csv", longest_answers(project, "Kari", "REL-TILLIT"))
    assert run("import-codings", project, table).code == 0
    return project
