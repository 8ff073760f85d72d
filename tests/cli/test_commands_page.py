"""docs/commands.md says of every command what its help says."""

import re
from pathlib import Path

import click
import pytest

from kodeverk.cli.commands import COMMANDS
from tests.cli.command_line import every_command

CALLED = {
    words: command for words, command in every_command() if not isinstance(command, click.Group)
}


@pytest.fixture(scope="module")
def sections(repository: Path) -> dict[str, str]:
    """What stands under the heading of each command."""
    page = (repository / "docs" / "commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)\n", page, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def written(options: str) -> dict[str, str]:
    """Return the options of a table with what it says of each."""
    return dict(re.findall(r"^\| `(--[a-z-]+)[^`]*` \| (.+) \|$", options, re.MULTILINE))


def plain(words: str) -> str:
    """The words without links and marks, in one line."""
    words = re.sub(r"\[([^]]+)]\([^)]+\)", r"\1", words).replace("docs/", "").replace("`", "")
    return " ".join(words.replace("\\|", "|").split())


def test_every_command_and_no_other_has_a_section_in_the_order_of_the_help(
    sections: dict[str, str],
) -> None:
    documented = [name.removeprefix("kodeverk ") for name in sections if name != "JSON"]
    assert documented == [*CALLED]


@pytest.mark.parametrize("name", CALLED)
def test_a_section_says_what_the_help_says(name: str, sections: dict[str, str]) -> None:
    section, command = sections[f"kodeverk {name}"], CALLED[name]
    options = [one for one in command.params if isinstance(one, click.Option)]
    said = written(section)
    assert set(said) == {one.opts[-1] for one in options}
    for option in options:
        assert plain(said[option.opts[-1]]).startswith(plain(option.help or "")), option.opts[-1]
    (usage,) = re.findall(r"^```\n(kodeverk [^`]+)\n```$", section, re.MULTILINE)
    for argument in command.params:
        if isinstance(argument, click.Argument):
            assert argument.make_metavar(click.Context(command)) in usage
    first, *_ = (command.help or "").split("\n\n")
    assert plain(first) in plain(section)
    if name in COMMANDS:
        assert plain(COMMANDS[name][1]) == plain(first)
