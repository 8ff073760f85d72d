"""`kodeverk agreement`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from click.core import ParameterSource

from kodeverk.cli.console import answer_no, note, say, say_json, say_table
from kodeverk.cli.opening import opened, reader_in
from kodeverk.cli.options import NumberBetween, json_option, project_argument, round_option

if TYPE_CHECKING:
    from kodeverk.service.agreement_table import (
        AgreementRow,
        AgreementTable,
        AsOf,
        Cells,
        Gate,
        Statistic,
        UnitKind,
    )
    from kodeverk.service.projects import Project

UNITS = ("turn", "character", "word", "sentence", "transcript")
STATISTICS = (
    "alpha",
    "positive",
    "percent",
    "cohen",
    "scott",
    "fleiss",
    "ac1",
    "brennan-prediger",
    "holsti",
    "pooled-kappa",
    "alpha-exclusive",
    "alpha-u",
    "u-alpha",
    "u-alpha-coded",
    "cu-alpha",
    "k-u-alpha",
)
_ALPHA = "alpha"
_MOST_PAIRS = 5
_WHY = (
    "NVivo: Cohen's kappa on characters of whole files. What nobody coded counts as agreement, and "
    "longer passages weigh more.",
    "MAXQDA: segments that share 90 % of their words agree; chance is 1 over the number of codes. "
    "Other borders of the same passage are no agreement.",
    "ATLAS.ti: c-alpha-binary on characters of whole files, with intervals of characters, not of "
    "transcripts.",
)


def check_together(context: click.Context) -> None:
    """Raise UsageError for options that do not go together."""
    given = context.params
    if given["strict"] and given["min_alpha"] is None:
        raise click.UsageError("--strict belongs to --min-alpha")
    if given["by"] == "round":
        if context.get_parameter_source("round_name") is not ParameterSource.DEFAULT:
            raise click.UsageError("--by round compares all rounds: leave out --round")
        if given["compare"]:
            raise click.UsageError("--compare is of one round: leave out --by round")
    if given["as_json"] and given["out"] is not None:
        raise click.UsageError("--json and --out exclude each other")


def _names(_context: click.Context, _option: click.Parameter, given: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (given or "").split(",") if name.strip())


@click.command
@project_argument
@round_option
@click.option("--coders", metavar="A,B", callback=_names, help="Only these coders, by comma.")
@click.option("--code", "codes", metavar="C", multiple=True, help="Only this code. Repeatable.")
@click.option(
    "--by",
    type=click.Choice(("round", "municipality", "role")),
    help="Figures for each: of the rounds in order of date, of municipalities and roles with five "
    "double-coded transcripts or more.",
)
@click.option(
    "--unit",
    type=click.Choice(UNITS),
    default="turn",
    show_default=True,
    help="What is coded or not.",
)
@click.option(
    "--statistic",
    "statistics",
    type=click.Choice(STATISTICS),
    metavar="NAME",
    multiple=True,
    help="Another figure than alpha with positive agreement. Repeatable.",
)
@click.option(
    "--as-of",
    type=click.Choice(("release", "now")),
    default="release",
    show_default=True,
    help="The codings as they stood when their coder's work was released, or those of now.",
)
@click.option(
    "--include-interviewer", is_flag=True, help="Compare all turns, not informants' alone."
)
@click.option(
    "--compare",
    is_flag=True,
    help="Beside them what NVivo, MAXQDA and ATLAS.ti would say of the same codings, and why.",
)
@click.option(
    "--min-alpha",
    type=NumberBetween(-1, 1),
    metavar="X",
    help="Exit with 3 where the low end of a code's alpha is below X.",
)
@click.option("--strict", is_flag=True, help="With --min-alpha: codes that cannot be judged fail.")
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write it to FILE, as its ending says: .csv or .xlsx the tables, .docx, .md or .html a "
    "report for a codebook meeting.",
)
@click.option("--force", "replace", is_flag=True, help="Replace FILE if it exists.")
@json_option
@click.pass_context
def agreement(
    context: click.Context,
    project: str,
    round_name: str,
    coders: tuple[str, ...],
    codes: tuple[str, ...],
    by: str | None,
    unit: str,
    statistics: tuple[str, ...],
    as_of: str,
    include_interviewer: bool,
    compare: bool,
    min_alpha: float | None,
    strict: bool,
    out: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Say how far coders agree, code by code.

    Compared are transcripts that two coders or more have finished, turn by turn of informants, by
    the codings each had when the work was released. Each code has Krippendorff's alpha with its 95
    % interval, and positive agreement: of the turns that one coder gave it, the share that the
    other gave it too. docs/agreement.md says what to report.
    """
    from kodeverk.service.agreement import agreement as compare_coders
    from kodeverk.service.agreement_table import AgreementOptions, Gate

    check_together(context)
    asked = statistics or (_ALPHA, "positive")
    if min_alpha is not None and _ALPHA not in asked:
        asked = (_ALPHA, *asked)
    options = AgreementOptions(
        coders,
        codes,
        cast("tuple[Statistic, ...]", asked),
        cast("UnitKind", unit),
        cast("Cells | None", by),
        round_name,
        cast("AsOf", as_of),
        include_interviewer,
        compare,
    )
    with opened(project) as read:
        table = compare_coders(read, options)
        if out is not None:
            _write(read, table, out, replace=replace)
    if as_json:
        say_json(table.as_json())
    elif out is None:
        say_agreement(table)
    if min_alpha is not None:
        # Whoever names a code asks about that one: it has to be judged.
        _answer(Gate(min_alpha, strict or bool(codes)), table)


def _write(read: "Project", table: "AgreementTable", out: Path, *, replace: bool) -> None:
    from kodeverk.service.exports.agreement_export import export_agreement

    made = export_agreement(read, table, out, lambda: reader_in(read), replace=replace)
    for path in made.paths:
        say(str(path))
    for line in made.notes:
        note(f"note: {line}")


def _answer(gate: "Gate", table: "AgreementTable") -> None:
    """Answer no where something falls short, saying what, and name what is not judged."""
    from kodeverk.service.phrases import number_of, some_of

    short = gate.short(table)
    for sentence in short:
        note(sentence)
    used = [row.code for row in gate.unjudged(table) if row.coded and row.code is not None]
    if used and not gate.strict:
        note(f"not judged: {number_of(len(used), 'code')}: {some_of(used)}")
    if short:
        answer_no()


def say_agreement(table: "AgreementTable") -> None:
    """Write the figures of all coders together, group by group, and what they are of."""
    if table.options.by == "round":
        _say_drift(table)
    dates = {each.round: f", {each.first} – {each.last}" for each in table.rounds}
    groups = dict.fromkeys(row.group for row in table.rows)
    for group in groups:
        if group is not None:
            when = dates.get(group, "") if table.options.by == "round" else ""
            say(f"{table.options.by}: {group}{when}")
        rows = [row for row in table.rows if row.group == group]
        if {_ALPHA, "positive"} == {*table.options.statistics}:
            _say_default(table, rows)
        else:
            _say_each(rows)
        say()
    _say_differences(table)
    if table.options.compare:
        _say_elsewhere(table)
    for sentence in table.notes:
        say(sentence)
    if len(table.coders) > 2 and table.rows:
        say("Two coders alone: --coders A,B; --json has all of them.")


def _say_drift(table: "AgreementTable") -> None:
    """Write the first figure of each code round after round, the earliest first."""
    statistic, unit = table.options.statistics[0], table.options.unit
    found = {
        (row.code, row.group): row
        for row in table.rows
        if row.statistic == statistic and row.unit == unit and row.is_together
    }
    codes = dict.fromkeys(code for (code, _), row in found.items() if row.coded)
    rounds = [each.round for each in table.rounds]
    if not codes or len(rounds) < 2:
        return
    say(f"{statistic} by round, in order of date")
    say_table(
        ["code", *rounds],
        [[code or "all", *(_drifting(found.get((code, one))) for one in rounds)] for code in codes],
    )
    say()


def _drifting(row: "AgreementRow | None") -> str:
    if row is None:
        return "-"
    return "too rare" if row.is_rare else _figure(row.value)


def _say_default(table: "AgreementTable", rows: Sequence["AgreementRow"]) -> None:
    """Write a line a code: alpha and its interval, positive agreement, a, b, c, d, transcripts."""
    from kodeverk.service.agreement_table import needs_talk

    unit = table.options.unit
    together = [row for row in rows if row.is_together]
    found: dict[tuple[str | None, str, str], AgreementRow] = {
        (row.code, row.statistic, row.unit): row for row in together
    }
    alphas = [row for row in together if row.statistic == _ALPHA and row.unit == unit]
    listed = [row for row in alphas if row.coded]
    lines = []
    for row in sorted(listed, key=needs_talk):
        positive = found.get((row.code, "positive", unit))
        by_transcript = found.get((row.code, _ALPHA, "transcript"))
        both, first, second, neither = row.pairs
        alone = (first, second) if len(row.coders) == 2 else (first + second,)
        lines.append(
            [
                row.code,
                "too rare" if row.is_rare else _figure(row.value),
                "" if row.is_rare else _interval(row),
                _figure(positive.value) if positive else "",
                both,
                *alone,
                neither,
                row.transcripts,
                _figure(by_transcript.value) if by_transcript and unit != "transcript" else "",
            ]
        )
    if lines:
        say(f"{unit}s that coders gave a code; the code that needs talk most first")
        say_table(
            [
                "code",
                "alpha",
                "95 %",
                "positive",
                "both",
                *_whose(listed),
                "neither",
                "transcripts",
                "by transcript",
            ],
            lines,
        )
    unused = len(alphas) - len(listed)
    if unused:
        from kodeverk.service.phrases import are, number_of

        say(f"{number_of(unused, 'code')} that nobody gave {are(unused)} not listed.")


def _whose(rows: Sequence["AgreementRow"]) -> list[str]:
    """Return the heads of what one coder alone coded: of two coders, each by name."""
    coders = rows[0].coders
    return [f"only {coder}" for coder in coders] if len(coders) == 2 else ["one"]


def _say_differences(table: "AgreementTable") -> None:
    differing = sorted(
        (each for each in table.differences if each.differing),
        key=lambda each: (-each.differing, each.code),
    )
    if not differing:
        return
    say("passages of a coder that another coder has not just so, and in what they differ")
    say_table(
        ["code", "passages", "other borders", "other code", "nothing there"],
        [
            [each.code, each.alike + each.differing, each.placing, each.choosing, each.noticing]
            for each in differing
        ],
    )
    if table.confused:
        often = ", ".join(
            f"{first} and {second} {times}" for first, second, times in table.confused[:_MOST_PAIRS]
        )
        say(f"Given to the same words: {often}.")
    for facet in table.facets:
        from kodeverk.service.phrases import number_of

        over = number_of(facet.pairs, "coding")
        say(f"{facet.facet}: alpha {_figure(facet.value)} over {over} that two coders both made.")
    say()


def _say_elsewhere(table: "AgreementTable") -> None:
    ours = {
        row.code: row
        for row in table.rows
        if row.statistic == _ALPHA and row.unit == table.options.unit and row.group is None
    }
    say("what other programs would say of the same codings")
    say_table(
        ["code", "alpha here", "NVivo", "MAXQDA", "ATLAS.ti"],
        [
            [code, _figure(ours[code].value) if code in ours else "", *map(_figure, of)]
            for code, of in table.elsewhere
        ],
    )
    for sentence in _WHY:
        say(sentence)
    say()


def _say_each(rows: Sequence["AgreementRow"]) -> None:
    say_table(
        ["statistic", "code", "coders", "unit", "value", "95 %", "coded", "transcripts", "note"],
        [
            [
                row.statistic,
                row.code or "all",
                ", ".join(row.coders),
                row.unit,
                _figure(row.value),
                _interval(row),
                row.coded,
                row.transcripts,
                row.note if row.coverage is None else f"of {row.coverage:.0%} of what is coded",
            ]
            for row in rows
            if row.coded
        ],
    )


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"


def _interval(row: "AgreementRow") -> str:
    if row.low is None or row.high is None:
        return "too few" if row.value is not None and row.has_few else ""
    return f"{row.low:.2f} – {row.high:.2f}"
