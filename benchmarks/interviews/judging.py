"""What is compared with the truth of a constructed interview, and what counts as asked.

**Right**: every turn has the label, a role and the words of the truth, and no question is put.
**Asked**: else, where each kind of misreading is told by a doubt that names one of its lines, or a
label that is misread; or where the reading is not shown as certain and the right one is among those
offered; or where the file is refused. A role left unknown is asked about. **Wrong**, in silence,
is everything else.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from benchmarks.interviews.building import Interview
from kodeverk.analysis.recognition.decision.blocks import Block, join_turns
from kodeverk.analysis.recognition.turns import Recognition, recognitions
from kodeverk.model.source import Source
from kodeverk.service.previewing import Preview

Outcome = Literal["right", "asked", "wrong"]

CERTAIN = 0.6
"""From here on an import does not ask how speakers are named: `service.questions` has it."""

_TIME = (
    r"[\[(<{#]?(?<![\d:])\d{1,3}(?::\d\d){1,2}(?:[.,]\d{1,3})?(?:\s*(?:-|–|-+>)\s*"
    r"\d{1,3}(?::\d\d){1,2}(?:[.,]\d{1,3})?)?(?:-\d)?[\])>}#]"
)
_TOKEN = re.compile(rf"(?P<time>{_TIME})|(?P<word>[^\W_]+)")
_WORD = re.compile(r"(?P<word>[^\W_]+)")
_LINE = re.compile(r"\blines?\s(\d+(?:(?:,\s|\sand\s|\sto\s)\d+)*)")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)+)'|\"([^\"]+)\"")
_SHOWN = re.compile(rf"{_QUOTED.pattern}|“[^”]*”")
_ASKING = re.compile(r"\?|is unknown;|nobody is named as")
_INVISIBLE = re.compile("[\u00ad\u0307\u200c-\u200f\u2060\\s._:*#@]")


class Judgement(NamedTuple):
    """What became of a file, and the kinds of what is not as in truth, with the lines of each.

    `turns_right` tells whether labels and words are right, whatever the roles and the doubts;
    `asks_nothing` that nothing is doubted but roles; `is_certain` that no line is inferred either.
    """

    outcome: Outcome
    kinds: tuple[str, ...]
    lines: dict[str, tuple[int, ...]]
    confidence: float
    turns_right: bool
    asks_nothing: bool
    is_certain: bool


class _Said(NamedTuple):
    """What somebody says: the labels they may have, and the words."""

    labels: tuple[str, ...]
    words: tuple[str, ...]


class _Wrong(NamedTuple):
    """A kind of misreading: the lines, counted from 1, and the labels that are misread."""

    lines: dict[int, None]
    labels: set[str]


def judge(made: Interview, preview: Preview) -> Judgement:
    """Return what became of an interview in this preview."""
    source, reading = preview.source, preview.reading
    if source is None or reading is None:
        return Judgement("asked", ("refused",), {}, 0.0, False, False, False)
    truth = _truth(made)
    turns_right = _same(truth, _read(source, reading))
    doubts = [warning for warning in preview.warnings if _ASKING.search(_SHOWN.sub("", warning))]
    doubts += [
        ask.text
        for ask in preview.asks
        if not ask.text.startswith("role unknown") and "--speaks-for" not in ask.option
    ]
    if not truth:
        doubts = [doubt for doubt in doubts if "nobody is named" not in doubt]
    uncertain = not reading.speakers or reading.confidence < CERTAIN
    wrong = {} if turns_right else _misread(made, source, reading)
    told = {kind for kind, one in wrong.items() if _is_told(one, doubts)}
    # That nobody is named is always among what may be said of how speakers are.
    if uncertain and wrong and (not truth or _is_offered(truth, source)):
        told = {*wrong}
    roles = _wrong_roles(made, preview) if turns_right else {}
    for kind, labels in roles.items():
        wrong[kind] = _Wrong({}, labels)
        if kind == "role not told" or any(label in doubt for label in labels for doubt in doubts):
            told.add(kind)
    asks_nothing = not doubts and "role not told" not in roles and not uncertain
    surely = (asks_nothing, preview.is_certain)
    lines = {kind: tuple(one.lines) for kind, one in wrong.items()}
    if wrong:
        outcome: Outcome = "asked" if told >= {*wrong} else "wrong"
        return Judgement(outcome, tuple(wrong), lines, reading.confidence, turns_right, *surely)
    unasked = [doubt for doubt in doubts if not _names_slip(made, source, doubt)]
    if made.is_asked:
        outcome = "asked" if len(unasked) < len(doubts) or doubts else "right"
        return Judgement(outcome, (), {}, reading.confidence, True, *surely)
    kinds = tuple(dict.fromkeys(f"doubt: {_form(doubt)}" for doubt in unasked))
    return Judgement(
        "asked" if unasked else "right", kinds, lines, reading.confidence, True, *surely
    )


def lines_of(preview: Preview) -> Iterator[tuple[str, str]]:
    """Yield for each line who says it, or most of it, as read, and its text."""
    source, reading = preview.source, preview.reading
    assert source is not None
    assert reading is not None
    turns = _turns(reading)
    at = 0
    for paragraph in source.paragraphs:
        while at < len(turns) and max(turns[at].end, turns[at].label_end) < paragraph.start:
            at += 1
        text = source.text[paragraph.start : paragraph.end]
        inside = (
            at < len(turns)
            and turns[at].label_start < paragraph.end
            and max(turns[at].end, turns[at].label_end) > paragraph.start
        )
        yield (turns[at].label or "nobody" if inside else "-"), text


def _turns(reading: Recognition) -> Sequence[Block]:
    return join_turns(reading.blocks)


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text; times in brackets are none."""
    if ":" not in text:
        return tuple(_WORD.findall(text))
    return tuple(word for line in text.split("\n") for word, _ in _places(line))


def _places(line: str) -> Iterator[tuple[str, int]]:
    """Yield the words of a line with where they begin; times in brackets are none."""
    pattern = _TOKEN if ":" in line else _WORD
    for token in pattern.finditer(line):
        if token["word"]:
            yield token["word"], token.start()


def _truth(made: Interview) -> list[_Said]:
    """Return what is said, turn by turn, in truth; what nobody says who is named, joined."""
    words: list[list[str]] = [[] for _ in made.turns]
    for one in made.paragraphs:
        if one.turn is not None:
            words[one.turn] += _words(one.text[one.said : one.until])
    turns = zip(made.turns, words, strict=True)
    return _joined(_Said(turn.labels, tuple(said)) for turn, said in turns)


def _read(source: Source, reading: Recognition) -> list[_Said]:
    said: list[_Said] = []
    for block in _turns(reading):
        words = _words(source.text[block.start : block.end])
        labels = () if block.label is None else (block.label,)
        goes_on = block.label_start == block.label_end
        if said and goes_on and labels == said[-1].labels:
            said[-1] = _Said(labels, said[-1].words + words)
        elif labels or words:
            said.append(_Said(labels, words))
    return _joined(said)


def _joined(turns: Iterable[_Said]) -> list[_Said]:
    """Return the turns without those of nobody that stand alone in the file, the others joined."""
    joined: list[_Said] = []
    for turn in turns:
        if joined and not turn.labels and not joined[-1].labels:
            joined[-1] = _Said((), joined[-1].words + turn.words)
        else:
            joined.append(turn)
    if not any(turn.labels for turn in joined):
        return []
    # Whether the number of a question is said with it is nothing to be strict about.
    return [
        turn._replace(words=turn.words[1:]) if turn.words and turn.words[0].isdigit() else turn
        for turn in joined
    ]


def _key(label: str) -> str:
    return _INVISIBLE.sub("", label).casefold().replace("ı", "i")


def _is_label(read: Sequence[str], truth: Sequence[str]) -> bool:
    if not read or not truth:
        return not read and not truth
    return _key(read[0]) in {*map(_key, truth)}


def _same(truth: Sequence[_Said], read: Sequence[_Said]) -> bool:
    """Tell whether all turns are the same, and each person has one label throughout."""
    if len(truth) != len(read):
        return False
    used: dict[tuple[str, ...], set[str]] = {}
    for one, other in zip(truth, read, strict=True):
        if one.words != other.words or not _is_label(other.labels, one.labels):
            return False
        used.setdefault(one.labels, set()).update(map(_key, other.labels))
    return all(len(labels) <= 1 for labels in used.values())


def _is_offered(truth: Sequence[_Said], source: Source) -> bool:
    return any(_same(truth, _read(source, other)) for other in recognitions(source))


def _is_told(wrong: _Wrong, doubts: Iterable[str]) -> bool:
    """Tell whether one of the doubts names a line of a misreading, or a label."""
    for doubt in doubts:
        lines = {
            int(number) for told in _LINE.findall(doubt) for number in re.findall(r"\d+", told)
        }
        quoted = {_key(one or other) for one, other in _QUOTED.findall(doubt)}
        if lines & wrong.lines.keys() or quoted & wrong.labels:
            return True
    return False


def _names_slip(made: Interview, source: Source, doubt: str) -> bool:
    """Tell whether a doubt is about the line or the label in which the typist slipped."""
    if not made.odd:
        return made.plan.slip != "none" and "are taken for one speaker" in doubt
    label = _key(re.split(r"[:;]|- ", made.odd)[0])
    quoted = {_key(one or other) for one, other in _QUOTED.findall(doubt)}
    if label in quoted or any(made.odd[:12] in doubt for _ in (0,)):
        return True
    lines = source.text.split("\n")
    return any(
        made.odd in lines[int(number) - 1]
        for told in _LINE.findall(doubt)
        for number in re.findall(r"\d+", told)
        if int(number) <= len(lines)
    )


def _form(doubt: str) -> str:
    """Return a doubt without what it is about, so that equal ones can be counted."""
    return re.sub(r"\d+(?:\.\d+)?", "N", _SHOWN.sub("…", doubt))[:70]


def _wrong_roles(made: Interview, preview: Preview) -> dict[str, set[str]]:
    allowed: dict[str, frozenset[str]] = {}
    for turn in made.turns:
        for label in turn.labels:
            allowed[_key(label)] = turn.roles
    found: dict[str, set[str]] = {}
    for label, role in preview.roles.items():
        if label and role not in allowed.get(_key(label), frozenset({role})):
            kind = "role not told" if role == "unknown" else "role wrong"
            found.setdefault(kind, set()).add(label)
    return found


def _misread(made: Interview, source: Source, reading: Recognition) -> dict[str, _Wrong]:
    """Return the kinds of misreading, and where they are as far as the words go side by side."""
    true_labels = {_key(label) for turn in made.turns for label in turn.labels}
    false_labels = {*map(_key, reading.speakers)} - true_labels
    if true_labels and not reading.speakers:
        every = dict.fromkeys(range(1, len(source.paragraphs) + 1))
        return {"nobody named": _Wrong(every, true_labels)}
    true_words = [*_true_owners(made)]
    read_words = [*_read_owners(source, reading)]
    if [word for word, *_ in true_words] != [word for word, *_ in read_words]:
        return {"other words in the text": _Wrong(_differing(made, source, reading), false_labels)}
    found: dict[str, _Wrong] = {}
    for kind, line, label in _compared(made, true_words, read_words):
        one = found.setdefault(kind, _Wrong({}, true_labels - {*map(_key, reading.speakers)}))
        one.lines[line] = None
        if label and _key(label) in false_labels:
            one.labels.add(_key(label))
    return found or {"labels not the same throughout": _Wrong({}, true_labels)}


def _compared(
    made: Interview,
    true_words: Iterable[tuple[str, str, int | None]],
    read_words: Iterable[tuple[str, int, int | None, str | None]],
) -> Iterator[tuple[str, int, str | None]]:
    """Yield for each word that is misread what is wrong, its line, and whose it is as read."""
    before: tuple[int | None, int | None] = (None, None)
    for (word, zone, turn), (_, line, place, label) in zip(true_words, read_words, strict=True):
        if zone == "label" and word.isdigit():
            continue
        kind = _kind(made, zone, turn, place, label)
        if not kind and turn is not None and zone == "said":
            if made.turns[turn].labels:
                kind = _border(before, (turn, place))
            before = turn, place
        if kind:
            yield kind, line, label


def _border(before: tuple[int | None, int | None], now: tuple[int | None, int | None]) -> str:
    """Return what is wrong between two words, given with their turns in truth and as read."""
    same, same_as_read = (one == other for one, other in zip(before, now, strict=True))
    if before == (None, None) or same == same_as_read:
        return ""
    return "a turn in two" if same else "two turns in one"


def _kind(
    made: Interview, zone: str, turn: int | None, place: int | None, label: str | None
) -> str:
    if zone in ("front", "interlude", "back"):
        return "" if place is None else f"{zone} said by somebody"
    assert turn is not None
    if zone == "label":
        return "" if place is None else "label among words"
    if place is None:
        return "talk said by nobody"
    if not _is_label((label,) if label else (), made.turns[turn].labels):
        return "other speaker"
    return ""


def _true_owners(made: Interview) -> Iterator[tuple[str, str, int | None]]:
    """Yield each word with its zone, or `label` or `said`, and the number of its turn.

    The numbers of lines are no words of the text.
    """
    are_numbered = made.plan.layout == "numbered lines"
    for one in made.paragraphs:
        for word, start in _places(one.text):
            if one.turn is None:
                yield word, one.zone, None
            elif not (are_numbered and word.isdigit() and not one.text[:start].strip()):
                said = one.said <= start < one.until
                yield word, "said" if said else "label", one.turn


def _read_owners(
    source: Source, reading: Recognition
) -> Iterator[tuple[str, int, int | None, str | None]]:
    """Yield each word with its line, the number of the turn that says it, and whose that is."""
    turns = _turns(reading)
    numbers = [*accumulate(int(not turn.resumes) for turn in turns)]
    at = 0
    for line, paragraph in enumerate(source.paragraphs, 1):
        for word, place in _places(source.text[paragraph.start : paragraph.end]):
            start = paragraph.start + place
            while at < len(turns) and turns[at].end <= start:
                at += 1
            said = at < len(turns) and turns[at].start <= start
            yield word, line, numbers[at] if said else None, turns[at].label if said else None


def _differing(made: Interview, source: Source, reading: Recognition) -> dict[int, None]:
    """Return the lines of the first turns that differ."""
    truth, read = _truth(made), _turns(reading)
    lines: dict[int, None] = {}
    for place, block in enumerate(read):
        words = _words(source.text[block.start : block.end])
        if place >= len(truth) or truth[place].words != words:
            lines[source.text.count("\n", 0, block.start) + 1] = None
        if len(lines) > 3:
            break
    return lines
