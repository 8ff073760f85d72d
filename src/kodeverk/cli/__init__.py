"""The command line: `kodeverk COMMAND …`."""


def main() -> None:
    """Run the command the process was started with, and exit with its code."""
    from kodeverk.cli.commands import kodeverk
    from kodeverk.cli.console import prepare_streams

    prepare_streams()
    kodeverk(prog_name="kodeverk")
