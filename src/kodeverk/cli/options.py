"""Arguments and options that several commands have."""

import click

project_argument = click.argument("project", metavar="PROJECT")

coder_option = click.option(
    "--coder",
    metavar="NAME",
    help="Who does it: a coder's name or id. Otherwise KODEVERK_CODER or the settings file says.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON to stdout.")

round_option = click.option(
    "--round",
    "round_name",
    metavar="ROUND",
    default="main",
    show_default=True,
    help="The part of the coding it is about.",
)

municipalities_option = click.option(
    "--municipality",
    "municipalities",
    metavar="M",
    multiple=True,
    help="Only this municipality, by name or number. Repeatable.",
)

coders_option = click.option(
    "--coder",
    "coders",
    metavar="NAME",
    multiple=True,
    help="Whose codings, with --basis coder (one) or all (any number).",
)

scope_option = click.option(
    "--scope",
    type=click.Choice(("finished", "started")),
    default="finished",
    show_default=True,
    help="Which transcripts count: those coded to the end, or also those begun.",
)
basis_option = click.option(
    "--basis",
    type=click.Choice(("final", "all", "coder")),
    default="final",
    show_default=True,
    help="Whose codings count: the consensus or main coder, every coder, or the one of --coder.",
)
