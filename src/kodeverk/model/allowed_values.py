"""What a field can hold: one change at a time, without a look at any other record.

All of it follows from the table of kinds (`kodeverk.model.kinds.KINDS`). What a change says of
other records, and of the text it lies in, is proved by the store (`kodeverk.store.faults`).
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kodeverk.model.change import BIRTH, EXISTS, Value
from kodeverk.model.identity import ID_PATTERN
from kodeverk.model.kinds import KINDS, ON_ANY, Field
from kodeverk.model.outcomes import NO_FIGURE
from kodeverk.model.records import (
    FACET_PREFIX,
    IN_MUNICIPALITY,
    ON_WORDS,
    Turn,
    passage_target,
    target_passage,
)
from kodeverk.model.text import is_clean, normalise

Check = Callable[[Value], str | None]
"""Gives what is wrong with a value, None where it is as it should be."""

MOST = 2**31 - 1
"""The largest number a field holds: a column of PostgreSQL has no room for more."""

LONGEST_LINE = 10_000
LONGEST_LINES = 1_000_000
"""How many characters a line may have, and what people write as they like."""

_MOST_LISTED = 100_000
_MOST_TURNS = 1_000_000
_MOST_MARKED = 10_000_000
_LATEST = 2**53
"""The largest number of milliseconds in a file: other programs can read it, too."""

_SHOWN = 40
_ANOTHER_TARGET = "its target is not of the kind it is said to be"
_TARGETS = {
    kind: field for kind, field in ON_ANY.items() if KINDS[kind].fields[field].holds == "target"
}
"""Kind -> the field that can say on which passage one is."""

is_id = re.compile(ID_PATTERN).fullmatch
"""Tells whether a string is an id, as `kodeverk.model.identity` writes them."""

is_municipality = re.compile(r"\d{4}", re.ASCII).fullmatch
"""Tells whether a string is written as the number of a municipality."""

is_area = re.compile(r"(?:\d\d){1,2}", re.ASCII).fullmatch
"""Tells whether a string is written as the number of a municipality or of a county."""

_is_digest = re.compile(r"(?:[0-9a-f]{16}|[0-9a-f]{64})?").fullmatch
_is_written_as_date = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII).fullmatch
_is_colour = re.compile(r"#[0-9a-f]{6}").fullmatch
_is_hotkey = re.compile(r"[1-9]").fullmatch
_MARKS = ("bold", "voice", "cue", "time", "numbered", "row", "heading", "look", "in_row")


def value_fault(kind: str, record: str, field: str, value: Value) -> str | None:
    """Return what is wrong with a change that gives `field` of a record this value, in words.

    None where it is what this program may have written. The words hold nothing that people wrote
    but the names of kinds and fields, and those as they may be shown.
    """
    checks = _CHECKS.get(kind)
    if checks is None:
        return f"there is no kind of record that is called {in_quotes(kind)}"
    if not is_id(record):
        return "its id is none"
    if field == BIRTH:
        return _birth_fault(kind, checks, value)
    if field == EXISTS:
        return None if isinstance(value, bool) else "whether it is there is not said"
    return _field_fault(kind, checks, field, value)


def _birth_fault(kind: str, checks: Mapping[str, Check], value: Value) -> str | None:
    if not isinstance(value, dict):
        return "its birth gives it no fields"
    for name, held in value.items():
        # What `_field_fault` does, without a call for each field of all that a merge brings.
        check = checks.get(name)
        if check is None:
            wrong = _field_fault(kind, checks, name, held)
        elif wrong := check(held):
            wrong = f"its {name} {wrong}"
        if wrong:
            return wrong
    if kind in _TARGETS:
        field = _TARGETS[kind]
        written, on = str(value.get(field)), value.get(f"{field}_kind")
        fits = (":" in written) == (on in ON_WORDS) and ("/" in written) == (on == IN_MUNICIPALITY)
        return None if fits else _ANOTHER_TARGET
    return None


def _field_fault(kind: str, checks: Mapping[str, Check], field: str, value: Value) -> str | None:
    check = checks.get(field)
    if check is None and KINDS[kind].faceted and field.startswith(FACET_PREFIX):
        if line_fault(field):
            return "the key of a facet is none"
        check = _facet
    if check is None:
        return f"it has no field that is called {in_quotes(field)}"
    wrong = check(value)
    return f"its {field} {wrong}" if wrong else None


def in_quotes(name: object) -> str:
    """Return a word of somebody else's, in quotes, short and with nothing a terminal obeys."""
    clean = " ".join(normalise(str(name)).split())
    return f"“{clean[:_SHOWN]}{'…' if len(clean) > _SHOWN else ''}”"


def cleaned(kind: str, field: str, value: Value) -> Value:
    """Return what people said of a record as the project keeps it: every string normalised.

    Of what holds one line, line ends become spaces. Ids, numbers and offsets stay as they are.
    """
    about = KINDS[kind].fields.get(field)
    if about is None or about.words == "none":
        return value
    return _cleaned(value, lines=about.holds == "lines" or about.type == "structure")


def _cleaned(value: Value, *, lines: bool) -> Value:
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return value
        clean = normalise(value)
        return clean if lines else clean.replace("\n", " ")
    if isinstance(value, list):
        return [_cleaned(part, lines=lines) for part in value]
    if isinstance(value, dict):
        return {normalise(name): _cleaned(part, lines=lines) for name, part in value.items()}
    return value


def turn_faults(text: str, turns: tuple[Turn, ...]) -> Iterator[str]:
    """Yield what is wrong with the turns of a version with this text: their order, their edges."""
    end = 0
    for turn in turns:
        edges = [end, *turn[:4], len(text)]
        if edges != sorted(edges):
            yield f"the turn at {turn.start} overlaps another or leaves the text"
        end = turn.end


def _is_date(value: str) -> bool:
    try:
        return bool(_is_written_as_date(value) and date.fromisoformat(value))
    except ValueError:
        return False


def is_number(value: Value, most: int = MOST) -> bool:
    """Tell whether a value is a whole number from 0 to `most`."""
    return type(value) is int and 0 <= value <= most


def _number(value: Value) -> str | None:
    return None if is_number(value) else "is no number from 0 up"


def _boolean(value: Value) -> str | None:
    return None if isinstance(value, bool) else "is neither yes nor no"


def _id(value: Value) -> str | None:
    return None if isinstance(value, str) and is_id(value) else "is no id"


def _written(value: Value, longest: int, *, lines: bool) -> str | None:
    if not isinstance(value, str):
        return "is no text"
    if len(value) > longest:
        return f"is longer than {longest:,} characters"
    if value.isascii() and value.isprintable():
        return None
    if not is_clean(value):
        return "holds signs that no project keeps"
    return None if lines or "\n" not in value else "has more than one line"


def line_fault(value: Value) -> str | None:
    """Return what is wrong with what is to be one line of text; None where nothing is."""
    return _written(value, LONGEST_LINE, lines=False)


def _role(value: Value) -> str | None:
    return "is the name of the rows for all roles" if value == "all" else line_fault(value)


def _lines(value: Value) -> str | None:
    return _written(value, LONGEST_LINES, lines=True)


def _like(matches: Callable[[str], object], what: str) -> Check:
    def check(value: Value) -> str | None:
        return None if isinstance(value, str) and matches(value) else f"is no {what}"

    return check


def _one_of(words: tuple[str, ...]) -> Check:
    known = frozenset(words)
    wrong = f"is none of: {', '.join(words)}"

    def check(value: Value) -> str | None:
        return None if isinstance(value, str) and value in known else wrong

    return check


def _listed(check: Check, most: int = _MOST_LISTED) -> Check:
    def check_all(value: Value) -> str | None:
        if not isinstance(value, list) or len(value) > most:
            return "is no list, or too long"
        return next(filter(None, map(check, value)), None)

    return check_all


def _values_of_facet(value: Value) -> str | None:
    if wrong := _listed(_facet_value)(value):
        return wrong
    assert isinstance(value, list)
    ids = [facet_value["id"] for facet_value in value if isinstance(facet_value, dict)]
    return None if all(ids) and len({*map(str, ids)}) == len(ids) else "are not told apart by ids"


_facet_values = _listed(line_fault)


def _facet(value: Value) -> str | None:
    if value is None:
        return None
    # They are kept so in the state, however they came: a list that is another one is none of ours.
    once = not isinstance(value, list) or value == sorted({*map(str, value)})
    return _facet_values(value) or (None if once else "has not each value once, in order")


def _by_language(value: Value) -> str | None:
    if not isinstance(value, dict) or len(value) > _MOST_LISTED:
        return "is not by language"
    return next(
        filter(None, (line_fault(language) or _lines(held) for language, held in value.items())),
        None,
    )


def _facet_value(value: Value) -> str | None:
    if not isinstance(value, dict) or value.keys() != {"id", "name", "definition"}:
        return "has a value without id, name or definition"
    return (
        line_fault(value["id"]) or _by_language(value["name"]) or _by_language(value["definition"])
    )


def _plain(value: Value) -> str | None:
    """Check the value of a variable or a setting."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return None if abs(value) < 2**63 else "is too large a number"
    if isinstance(value, float):
        return None if math.isfinite(value) else "is no number"
    return _lines(value)


def _figure(value: Value) -> str | None:
    """Check a number of a statistic: counted, in percent, or the sign that stands for it."""
    if isinstance(value, str):
        return None if value in NO_FIGURE else f"is none of: {' '.join(NO_FIGURE)}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is no number"
    return None if 0 <= value <= MOST else "is no number from 0 up"


def _target(value: Value) -> str | None:
    if not isinstance(value, str):
        return "is no id"
    if "/" in value:
        code, _, municipality = value.partition("/")
        fits = is_id(code) and is_municipality(municipality)
        return None if fits else "is no code in a municipality"
    if ":" not in value:
        return None if is_id(value) or is_municipality(value) else "is no id"
    try:
        version, span = target_passage(value)
    except ValueError:
        return "is no passage"
    sound = is_id(version) and 0 <= span.start <= span.end <= MOST
    return None if sound and passage_target(version, span) == value else "is no passage"


def _turns(value: Value) -> str | None:
    if not isinstance(value, dict) or value.keys() != {"speakers", "spans"}:
        return "are none"
    speakers, spans = value["speakers"], value["spans"]
    if not isinstance(speakers, list) or any(map(_id, speakers)):
        return "are of nobody"
    if not isinstance(spans, list) or len(spans) > _MOST_TURNS:
        return "are no list, or too many"
    sound = all(_is_turn(span, len(speakers)) for span in spans)
    return None if sound else "have edges, speakers or times that are none"


def _is_turn(span: Value, speakers: int) -> bool:
    if not isinstance(span, list) or len(span) != 6:
        return False
    *edges, place, milliseconds = span
    timed = milliseconds is None or is_number(milliseconds, _LATEST)
    return timed and all(map(is_number, edges)) and is_number(place, speakers - 1)


def _marks(value: Value) -> str | None:
    if not isinstance(value, dict) or not value.keys() <= {*_MARKS}:
        return "are of a kind that is none"
    marked = 0
    for runs in value.values():
        if not isinstance(runs, list):
            return "are no list"
        for run in runs:
            if not isinstance(run, list) or not run or not all(map(_is_mark, run)):
                return "are no numbers"
            marked += len(run)
    return None if marked <= _MOST_MARKED else "are too many"


def _is_mark(value: Value) -> bool:
    return is_number(value, _LATEST)


def _place(value: Value) -> str | None:
    if not isinstance(value, dict) or _id(value.get("version")):
        return "is no decision"
    if value.keys() == {"version", "aside"}:
        return _boolean(value["aside"])
    if value.keys() != {"version", "start", "end"}:
        return "is no decision"
    start, end = value["start"], value["end"]
    if not isinstance(start, int) or not is_number(start) or not isinstance(end, int):
        return "is no decision"
    return None if start <= end <= MOST else "is no decision"


def _optional(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _parts(checks: Mapping[str, Check]) -> Check:
    """Return what checks a structure that has exactly these parts."""

    def check_all(value: Value) -> str | None:
        if not isinstance(value, dict) or value.keys() != checks.keys():
            return "has other parts"
        return next(filter(None, (check(value[name]) for name, check in checks.items())), None)

    return check_all


def _pair(value: Value) -> str | None:
    if not isinstance(value, list) or len(value) != 2:
        return "is no pair"
    return line_fault(value[0]) or line_fault(value[1])


_CODE_TEXTS = ("full_definition", "use_when", "not_when", "example")
_CODE_OF_A_VERSION = _parts(
    {
        "id": _id,
        "parent": _optional(_id),
        "key": line_fault,
        **dict.fromkeys(("name", "definition"), _by_language),
        **dict.fromkeys(("shared", "counted", "active"), _boolean),
        **dict.fromkeys(_CODE_TEXTS, _optional(_lines)),
        "position": _number,
        "colour": _optional(_like(_is_colour, "colour")),
        "hotkey": _optional(_like(_is_hotkey, "digit from 1 to 9")),
    }
)
_FACET_OF_A_VERSION = _parts(
    {
        "id": _id,
        "key": line_fault,
        "name": _by_language,
        "values": _values_of_facet,
        "single": _boolean,
        "required": _boolean,
        "codes": _optional(_listed(_id)),
        "note": _optional(_lines),
    }
)

_HOLDS: Mapping[str, Check] = {
    "line": line_fault,
    "lines": _lines,
    "digest": _like(_is_digest, "digest"),
    "date": _like(_is_date, "date"),
    "role": _role,
    "municipality": _like(is_municipality, "number of a municipality"),
    "colour": _like(_is_colour, "colour"),
    "hotkey": _like(_is_hotkey, "digit from 1 to 9"),
    "target": _target,
    "by language": _by_language,
    "list of lines": _listed(_lines),
    "list of ids": _listed(_id),
    "facet values": _values_of_facet,
    "value": _plain,
    "turns": _turns,
    "marks": _marks,
    "place": _place,
    "foreign id": _id,
    "area": _like(is_area, "number of a municipality or a county"),
    "figure": _figure,
    "proposal": _parts({"name": line_fault, "theme": _optional(_id)}),
    "wording": _parts({"text": _lines, "checked_by": line_fault}),
    "codebook": _parts(
        {
            "title": _by_language,
            "question": _by_language,
            "language": line_fault,
            "rules": _listed(_lines),
            "codes": _listed(_CODE_OF_A_VERSION),
            "facets": _listed(_FACET_OF_A_VERSION),
            "formerly": _listed(_pair),
        }
    ),
}


def _check_of(about: Field) -> Check:
    is_reference = about.refers not in (None, "text") or about.mentions not in (None, "any")
    if about.type == "integer":
        check: Check = _number
    elif about.type == "boolean":
        check = _boolean
    elif about.one_of:
        check = _one_of(about.one_of)
    elif about.refers == "text":
        check = _HOLDS["digest"]
    elif is_reference and about.type == "text":
        check = _id
    else:
        check = _HOLDS[about.holds]
    return _optional(check) if about.optional else check


_CHECKS: Mapping[str, Mapping[str, Check]] = {
    kind: {name: _check_of(field) for name, field in about.fields.items()}
    for kind, about in KINDS.items()
}
