"""The command line: `kodeverk COMMAND …`."""

import gc
import os
from importlib import import_module

SELDOM = 3_000
"""New objects between two searches for cycles. Commands make hundreds of thousands of values at
once and hardly a cycle, and Python's own threshold costs them a tenth of their time; a much higher
one would let the trees of Word documents pile up."""


def main() -> None:
    """Run the command the process was started with, and exit with its code."""
    from kodeverk.cli.commands import kodeverk
    from kodeverk.cli.console import prepare_streams

    if "_KODEVERK_COMPLETE" in os.environ:
        # It says how a shell completes, which is asked before any command is loaded.
        import_module("kodeverk.cli.completing")

    gc.set_threshold(SELDOM)
    prepare_streams()
    kodeverk(prog_name="kodeverk")
