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
