"""The command line: `kodeverk COMMAND …`."""

import gc

SELDOM = 3_000
"""New objects between two searches for cycles. Commands make hundreds of thousands of values at
once and hardly a cycle, and Python's own threshold costs them a tenth of their time; a much higher
one would let the trees of Word documents pile up."""


def main() -> None:
    """Run the command the process was started with, and exit with its code."""
    from kodeverk.cli.commands import kodeverk
    from kodeverk.cli.console import prepare_streams

    gc.set_threshold(SELDOM)
    prepare_streams()
    kodeverk(prog_name="kodeverk")
