"""The lines of the agreement screen: figures, figures round by round, codes confused, facets."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from kodeverk.service.agreement_table import AgreementRow, AgreementTable, needs_talk
from kodeverk.service.phrases import number_of

View = Literal["figures", "rounds", "confused", "facets"]
"""What the screen lists."""

VIEWS: tuple[View, ...] = get_args(View)

IN_WORDS: Mapping[View, str] = {
    "figures": "How far coders agree, code by code",
    "rounds": "The same round by round, in order of date",
    "confused": "Which two codes were given to the same words",
    "facets": "Facets, where coders agree on the code",
}

_BARS = ((90, 21), (0, 11))
"""On a list of so many cells a bar takes so many: an odd number, for 0 is in the middle."""

_BESIDE = (9, 12, 8, 5, 5, 7)
"""The cells of a figure, its interval, positive agreement, both, one and neither."""

_ROUND = 12
_SHORTEST = 14


class Line(NamedTuple):
    """A line: its id, its cells, the query for the passages it is of, and what there is to say.

    The query is empty where it is of all codes.
    """

    id: str
    cells: Sequence[str]
    query: str
    about: Sequence[str]


class Listed(NamedTuple):
    """The lines of a view, with the heads of their columns and how many cells each takes.

    `noun` is what one of them is.
    """

    noun: str
    heads: Sequence[str]
    sizes: Sequence[int]
    lines: Sequence[Line]


def listed(table: AgreementTable, view: View, width: int) -> Listed:
    """Return the lines of a view of so many cells."""
    match view:
        case "figures":
            return _figures(table, width)
        case "rounds":
            return _rounds(table, width)
        case "confused":
            return _confused(table, width)
        case _:
            return _facets(table, width)


def _figures(table: AgreementTable, width: int) -> Listed:
    """Return a line a code, what needs talk most first, what is too rare to judge last."""
    statistic = table.options.statistics[0]
    positive = {
        (row.code, row.coders): row.value for row in table.rows if row.statistic == "positive"
    }
    bar = next(cells for least, cells in _BARS if width >= least)
    first = width - sum(_BESIDE) - bar - len(_BESIDE) - 1
    scale = f"−1{'0'.center(bar - 4)} 1"
    heads = ("code", statistic, scale, "95 %", "positive", "both", "one", "neither")
    rows = sorted((row for row in table.of(statistic) if row.coded), key=needs_talk)
    lines = []
    for row in rows:
        both, one, other, neither = row.pairs
        whose = "" if row.is_together else f" {'–'.join(row.coders)}"
        key = row.code or "all codes"
        figure = (
            ("too rare", "", "") if row.is_rare else (figure_of(row), _bar(row, bar), _ends(row))
        )
        beside = positive.get((row.code, row.coders), ...)
        cells = (
            f"{key}{whose}",
            *figure,
            "" if beside is ... else in_figures(beside),
            *map(str, (both, one + other, neither)),
        )
        query = _of_code(row.code) if row.code else ""
        lines.append(Line(f"{key}{whose}", cells, query, _about(table, row)))
    return Listed("code", heads, (first, _BESIDE[0], bar, *_BESIDE[1:]), lines)


def _about(table: AgreementTable, row: AgreementRow) -> list[str]:
    """Return what there is to say of a figure, and in what coders differ on its code."""
    over = number_of(row.transcripts, "transcript")
    said = [f"{row.code or 'all codes'}: {row.statistic} {in_figures(row.value)} over {over}"]
    if row.coverage is not None:
        said.append(f"of {row.coverage:.0%} of what is coded")
    if row.note:
        said.append(row.note)
    said += [
        f"of {number_of(each.alike + each.differing, 'passage')}: alike {each.alike} · other "
        f"borders {each.placing} · another code {each.choosing} · nothing there {each.noticing}"
        for each in table.differences
        if each.code == row.code
    ]
    instead = [
        f"{first if second == row.code else second} {times}"
        for first, second, times in table.confused
        if row.code in (first, second)
    ]
    if instead:
        said.append(f"given to the same words instead: {', '.join(instead)}")
    return said


def _rounds(table: AgreementTable, width: int) -> Listed:
    """Return a line a code with its figure in each round: the latest rounds that have room."""
    statistic = table.options.statistics[0]
    found = {(row.code, row.group): row for row in table.of(statistic) if row.is_together}
    most = max((width - _SHORTEST - 9) // (_ROUND + 1), 1)
    rounds = table.rounds[-most:]
    codes = dict.fromkeys(code for (code, _), row in found.items() if row.coded)
    lines = []
    for code in codes:
        of_code = [found.get((code, one.round)) for one in table.rounds]
        judged = [row.value for row in of_code if row and row.value is not None and row.is_judged]
        change = f"{judged[-1] - judged[0]:+.2f}" if len(judged) > 1 else ""
        shown = ["-" if row is None else figure_of(row) for row in of_code[-most:]]
        about = [
            f"{one.round}, {one.first} – {one.last}: "
            f"{'not compared' if row is None else _in_words(row)}"
            for one, row in zip(table.rounds, of_code, strict=True)
        ]
        key = code or "all codes"
        query = _of_code(code) if code else ""
        lines.append(Line(key, (key, *shown, change), query, [f"{key}: {statistic}", *about]))
    first = max(width - len(rounds) * (_ROUND + 1) - 9, _SHORTEST)
    return Listed(
        "code",
        ("code", *(one.round for one in rounds), "change"),
        (first, *[_ROUND] * len(rounds), 8),
        lines,
    )


def _confused(table: AgreementTable, width: int) -> Listed:
    """Return a line for each two codes, those given to the same words most often first."""
    first = max((width - 10) // 2, _SHORTEST)
    return Listed(
        "pair",
        ("one coder gave", "another only", "passages"),
        (first, first, 8),
        [
            Line(
                f"{one} {other}",
                (one, other, str(times)),
                f"{_of_code(one)} with:{_quoted(other)} by:any",
                [
                    f"{number_of(times, 'passage')} on which one coder gave {one} and another "
                    f"{other} instead, or the other way round",
                    "Where one coder gave both, nobody is confused: those are not counted.",
                ],
            )
            for one, other, times in table.confused
        ],
    )


def _facets(table: AgreementTable, width: int) -> Listed:
    """Return a line a facet: alpha over the codings on which two coders agree."""
    return Listed(
        "facet",
        ("facet", "alpha", "codings"),
        (max(width - 20, _SHORTEST), 9, 8),
        [
            Line(
                each.facet,
                (each.facet, in_figures(each.value), str(each.pairs)),
                " ".join(f"{_quoted(each.facet)}:{_quoted(value)}" for value in each.values),
                [
                    f"{each.facet}: alpha {in_figures(each.value)} over "
                    f"{number_of(each.pairs, 'coding')} that two coders both made, on some of the "
                    "same words",
                    f"values given: {', '.join(each.values)} (unset is one of them)",
                ],
            )
            for each in table.facets
        ],
    )


def _of_code(code: str) -> str:
    return f"code:{_quoted(code)}"


def _quoted(word: str) -> str:
    return f'"{word}"' if any(sign in word for sign in ' :="') else word


def _in_words(row: AgreementRow) -> str:
    said = f"{in_figures(row.value)} over {number_of(row.transcripts, 'transcript')}"
    ends = f" ({_ends(row)})" if row.low is not None else ""
    return f"{said}{ends}{f', {row.note}' if row.note else ''}"


def figure_of(row: AgreementRow) -> str:
    """Return a figure as it is shown, or that it is too rare to judge."""
    return "too rare" if row.is_rare else in_figures(row.value)


def in_figures(value: float | None) -> str:
    """Return a value as it is shown."""
    return "undefined" if value is None else f"{value:.2f}"


def _ends(row: AgreementRow) -> str:
    return "" if row.low is None else f"{row.low:.2f} – {row.high:.2f}"


def _bar(row: AgreementRow, cells: int) -> str:
    """Return a value with its interval between −1 and 1, told by signs alone."""

    def place(value: float) -> int:
        return round((min(max(value, -1.0), 1.0) + 1) / 2 * (cells - 1))

    bar = ["·"] * cells
    bar[cells // 2] = "|"
    if row.low is not None and row.high is not None:
        for at in range(place(row.low), place(row.high) + 1):
            bar[at] = "─"
    if row.value is not None:
        bar[place(row.value)] = "●"
    return "".join(bar)
