"""`kodeverk status`."""

from dataclasses import asdict
from itertools import chain

import click

from kodeverk.cli.console import note, say_json, say_table
from kodeverk.cli.layout import conflicts_line, perhaps_one_lines, waiting_line
from kodeverk.cli.opening import opened
from kodeverk.cli.options import json_option, project_argument, round_option

_COLUMNS = ("transcript", "municipality", "coder", "state", "read %", "codings", "main")


@click.command
@project_argument
@round_option
@json_option
def status(project: str, round_name: str, as_json: bool) -> None:
    """Show how far each coder has come with each transcript."""
    from kodeverk.service import assigning, coder_list, conflicts, reviewing
    from kodeverk.service.import_options import municipality_in_words
    from kodeverk.service.phrases import number_of, some_of

    with opened(project) as read:
        rows = assigning.status(read, round_name)
        unfinished, unsettled = assigning.uncounted(read, round_name)
        to_review = reviewing.waiting_counts(read)
        open_conflicts = conflicts.count_conflicts(read)
        proposals = coder_list.coders_perhaps_one(read)
    if as_json:
        rows_told = [asdict(row) for row in rows]
        counts = {"to_review": to_review, "conflicts": open_conflicts, "proposals": proposals}
        say_json({"rows": rows_told, "round": round_name, **counts})
        return
    say_table(
        _COLUMNS,
        [
            (
                row.transcript,
                municipality_in_words(row.municipality) if row.municipality else "-",
                row.coder or "-",
                row.state or "not assigned",
                row.read_percent,
                row.codings,
                ("main?" if row.disputed else "main") if row.main else "",
            )
            for row in rows
        ],
    )
    total = len({row.transcript for row in rows})
    note(
        f"{total - len(unfinished) - len(unsettled)} of {number_of(total, 'transcript')} finished "
        f"in round {round_name} by the coder whose codings count"
    )
    if unsettled:
        note(
            f"finished by several coders of whom none is main, and not counted: "
            f"{some_of(unsettled)} (kodeverk assign PROJECT --main TRANSCRIPT=CODER)"
        )
    if to_review:
        note(waiting_line(to_review))
    if open_conflicts:
        note(conflicts_line(open_conflicts))
    for line in chain.from_iterable(map(perhaps_one_lines, proposals)):
        note(line)
