"""All errors are said in one style: what is wrong, and a sentence on what to do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.corpus import BOOK
from kodeverk import errors
from tests.cli.command_line import Run

ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.KodeverkError)
}
COMMANDS = ("kodeverk ", "pip install ")
"""What a hint may end with instead of a full stop: something to type."""


def written(node: ast.expr) -> str | None:
    """Return a text as the source has it, with X for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
        return "".join(map(str, parts))
    return None


def told(package: Path) -> Iterator[tuple[str, str, str | None]]:
    """Yield the place, the message and the hint of every error that is made."""
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in ERRORS and node.args and (message := written(node.args[0])):
                hint = written(node.args[1]) if len(node.args) > 1 else ""
                yield f"{path.relative_to(package)}:{node.lineno}", message, hint


@pytest.fixture
def package(repository: Path) -> Path:
    return repository / "src" / "kodeverk"


def test_a_message_is_no_sentence_and_a_hint_is_one(package: Path) -> None:
    all_told = list(told(package))
    assert len(all_told) > 100
    for place, message, hint in all_told:
        assert not message.endswith("."), f"{place}: {message}"
        assert message[0].islower() or message[0] in "X“", f"{place}: {message}"
        if hint is None or hint == "X":
            continue
        assert hint, f"{place}: {message}: nothing is said of what to do"
        assert hint[0].isupper() or hint[0] in "X.", f"{place}: {hint}"
        ends = hint[-1] == "X" or not hint[-1].isalpha()
        assert ends or any(command in hint for command in COMMANDS), f"{place}: {hint}"


PLURALS = (
    "characters|coders|codes|codings|conflicts|files|lines|links|memos|passages|rows"
    "|speakers|steps|texts|transcripts|turns|words"
)


def test_a_count_of_one_never_stands_beside_a_plural(package: Path) -> None:
    for part in ("cli", "service", "tui"):
        for path in sorted((package / part).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.JoinedStr):
                    continue
                said = written(node)
                if said and re.search(rf"X (?:more |other )?(?:{PLURALS})\b", said):
                    pytest.fail(f"{path.name}:{node.lineno}: {said!r}: say it by number_of")


def test_one_of_each_is_told_in_the_singular(run: Run, tmp_path: Path) -> None:
    one_theme = BOOK.partition("  codes:")[0]
    (tmp_path / "book.yaml").write_text(one_theme, encoding="utf-8")
    (tmp_path / "one.txt").write_text("I: Hei.\nV: Hei, hei.\n", encoding="utf-8")
    said = [
        run("codebook", "check", "book.yaml").out,
        run("init", "p.kodeverk", "--codebook", "book.yaml").out,
        run("import", "p.kodeverk", "one.txt").out,
        run("status", "p.kodeverk").err,
        run("frequencies", "p.kodeverk").out,
    ]
    assert "prove 1.0, 1 code, facets" in said[0]
    assert "prove 1.0: 1 code\n" in said[1]
    assert "0 of 1 transcript finished" in said[3]
    assert run("finish", "p.kodeverk", "one").code == 0
    said.append(run("frequencies", "p.kodeverk").out)
    assert "1 code without a coding is not listed; --code, --csv and --json show it." in said[5]
    assert not [found for one in said for found in re.findall(rf"\b1 (?:{PLURALS})\b", one)]
