"""What the shell completes, and how Bash does."""

import re
from typing import Any

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

COMPLETE_VARIABLE = "_KODEVERK_COMPLETE"
"""The environment variable by which a shell asks."""

_PLAIN = re.compile(r"[^\w@%+=:,./~-]")
"""What a shell would take for more than a letter of a name."""


class QuotingBash(BashComplete):
    """Completion in Bash, which quotes nothing itself: a name stays one word, and only a word.

    A name such as `$(…)`, in a project that came by mail, would be a command otherwise.
    """

    source_template = BashComplete.source_template.replace("read type value", "read -r type value")

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return a completion with a backslash before all that is no plain letter."""
        if item.type == "plain":
            item = CompletionItem(_PLAIN.sub(r"\\\g<0>", item.value))
        return super().format_completion(item)


add_completion_class(QuotingBash)


def projects(
    _context: click.Context, _parameter: click.Parameter, begin: str
) -> list[CompletionItem[str]]:
    """Return the project files that may be meant; where there is none, let the shell look."""
    from kodeverk.service.completion import projects_at

    found = projects_at(begin)
    return [*map(CompletionItem, found)] if found else [CompletionItem(begin, type="file")]


def transcripts(context: click.Context, _parameter: click.Parameter, begin: str) -> list[str]:
    """Return the transcripts of the project on the line that may be meant."""
    from kodeverk.service.completion import names_in

    return names_in(context.params.get("project") or "", ("transcript",), begin)


def transcripts_and_informants(
    context: click.Context, _parameter: click.Parameter, begin: str
) -> list[str]:
    """Return the transcripts and informants of the project on the line that may be meant."""
    from kodeverk.service.completion import names_in

    return names_in(context.params.get("project") or "", ("transcript", "informant"), begin)
