"""`kodeverk completion`."""

import click
from click.shell_completion import get_completion_class

from kodeverk.cli.completing import COMPLETE_VARIABLE


@click.command
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")), metavar="bash|zsh|fish")
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Write the script by which a shell completes commands, options, projects and transcripts.

    docs/commands.md says where each shell wants it.
    """
    root = context.find_root()
    complete = get_completion_class(shell)
    assert complete is not None
    click.echo(complete(root.command, {}, "kodeverk", COMPLETE_VARIABLE).source(), nl=False)
