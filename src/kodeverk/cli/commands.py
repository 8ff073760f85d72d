"""Every command by name, loaded only when it is asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

import click

from kodeverk import __version__
from kodeverk.cli.console import answering_errors

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo:demo", "Make a sample project with three coders' codings, and open it."),
    "init": ("init:init", "Make an empty project."),
    "import": ("importing:import_", "Add transcripts to a project."),
    "recognise": (
        "recognise:recognise",
        "Show who speaks in transcript files, paragraph by paragraph, and why.",
    ),
    "turns": ("turns:turns", "Show who speaks in a transcript, and read it in another way."),
    "versions": (
        "versions:versions",
        "List the versions of a transcript's text, or compare two of them.",
    ),
    "set": (
        "set:set_",
        "Set or correct what was said of a transcript at import, or what the project allows.",
    ),
    "remove": (
        "remove:remove",
        "Take a transcript out of the project, so that it can come in again.",
    ),
    "place": (
        "place:place",
        "List the codings and memos whose place in a corrected text waits for a person; decide.",
    ),
    "open": ("open:open_", "Code, in the terminal."),
    "codebook": (
        "codebook:codebook",
        "Show, check, load, export, compare and freeze codebooks.",
    ),
    "code": (
        "code:code",
        "Add, change, join and split codes; see what changed codes ask of coders.",
    ),
    "assign": ("assign:assign", "Deal the transcripts out to the coders."),
    "coders": (
        "coders:coders",
        "List the coders; rename them, and join those who are one person.",
    ),
    "status": ("status:status", "Show how far each coder has come with each transcript."),
    "finish": ("finish:finish", "Say that transcripts are coded to the end."),
    "release": (
        "release:release",
        "Release finished transcripts, so that their coders may see and compare what they coded.",
    ),
    "import-codings": ("import_codings:import_codings", "Add codings from a CSV table."),
    "frequencies": ("frequencies:frequencies", "Count codes by municipality, role and more."),
    "explain": (
        "explain:explain",
        "Say what a figure is made of: its rules, every coding behind it, and what is left out.",
    ),
    "matrix": (
        "matrix:matrix",
        "Show codes by codes, facets, informants or themes; saturation; measures proposed.",
    ),
    "outcomes": (
        "outcomes:outcomes",
        "Load outcomes of municipalities; set them beside codes.",
    ),
    "crosswalk": (
        "crosswalk:crosswalk",
        "Show codes of two codebooks side by side, by their links; they are never counted "
        "together.",
    ),
    "agreement": ("agreement:agreement", "Say how far coders agree, code by code."),
    "consensus": (
        "consensus:consensus",
        "Settle what the coders of a transcript code differently, without changing their codings.",
    ),
    "passages": (
        "passages:passages",
        "List every passage of codes, with its context, by municipality, role or informant.",
    ),
    "search": ("passages:search", "Search for words in all transcripts."),
    "wording": (
        "wording:wording",
        "Say how the words of codings are published; list those of which that is said.",
    ),
    "memos": (
        "memos:memos",
        "List the memos with what they are on, from one coding to the whole project.",
    ),
    "export": (
        "export:export",
        "Write codings and frequencies as files for other programs.",
    ),
    "report": (
        "report:report",
        "Make the files that REPORT.toml says: tables, exports, figures, each with its options.",
    ),
    "archive": (
        "archive:archive",
        "Write what a repository takes: texts with consent, codebooks, codings, agreement, log.",
    ),
    "print": (
        "print:print_",
        "Print a coded interview with its codes in the margin, as a document or a page.",
    ),
    "merge": ("merge:merge", "Add colleagues' copies of a project to this one."),
    "send": (
        "send:send",
        "Write what has changed as a small file, for colleagues who mail their work.",
    ),
    "receive": ("receive:receive", "Add what a colleague has sent to the project."),
    "conflicts": (
        "conflicts:conflicts",
        "List what people said differently of one thing; settle it.",
    ),
    "pseudonymise": (
        "pseudonymise:pseudonymise",
        "Replace names and other identifying words for good.",
    ),
    "forget": (
        "forget:forget",
        "Remove an interview, or a person, whose consent is withdrawn.",
    ),
    "undo": ("undo:undo", "Take back your last step, or any step of the log."),
    "redo": ("undo:redo", "Do your last undone step again."),
    "log": ("log:log", "List the steps made in this file, latest first."),
    "verify": ("verify:verify", "Prove that a project is whole and every quote is its words."),
    "backup": ("backup:backup", "Copy a project whole, also while it is in use."),
    "completion": (
        "completion:completion",
        "Write the script by which a shell completes commands, options, projects and transcripts.",
    ),
}
"""Name -> where the command is, below this package, and the first line of its help.

The lines stand here so that `kodeverk --help` loads no command.
"""


class LoadedWhenAsked(click.Group):
    """A group whose commands are those of `COMMANDS`, each imported when it is run."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names in the order in which a project is worked on."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of this name, or None."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command = getattr(import_module(f"kodeverk.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        """Return the names that begin so, and options; no command is imported for it."""
        from click.shell_completion import CompletionItem

        named = [
            CompletionItem(name, help=line)
            for name, (_, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return named + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command the arguments begin with; suggest names when there is none."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names with their first lines, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whatever goes wrong is told in words and in the exit code."""
        with answering_errors():
            return super().invoke(ctx)


@click.command(
    cls=LoadedWhenAsked,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="PROJECT is a file NAME.kodeverk or an address postgresql://… "
    "Exit codes: 0 done, 1 failed, 2 wrong use, 3 the answer is no.",
)
@click.version_option(__version__, message="kodeverk %(version)s")
def kodeverk() -> None:
    """Qualitative coding of interviews in the terminal: code, merge, agree, count."""
