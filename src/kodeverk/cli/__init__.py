"""The command line: `kodeverk COMMAND …`."""

import gc

SELDOM = 50_000
"""New objects between two searches for cycles. Commands make hundreds of thousands of values at
once and hardly a cycle; Python's own threshold costs them an eighth of their time."""


def main() -> None:
    """Run the command the process was started with, and exit with its code."""
    from kodeverk.cli.commands import kodeverk
    from kodeverk.cli.console import prepare_streams

    gc.set_threshold(SELDOM)
    prepare_streams()
    kodeverk(prog_name="kodeverk")
