"""What was said of labels in earlier imports, in the next file: it holds again, or is asked first.

A label that spoke once in the file it was said of may be a main speaker of another.
"""

import shlex
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kodeverk.analysis.recognition.relabelled import last_label
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.model.text import folded_label
from kodeverk.service.import_choices import Choices, Memory
from kodeverk.service.phrases import number_of
from kodeverk.service.questions import FileQuestion, SaidBy
from kodeverk.service.roles import label_like


class Repeated(NamedTuple):
    """The convention that is chosen for a file again, and which labels are joined or ignored.

    `asked` are the others of which that was said, each with what a person is asked.
    """

    convention: str | None
    joined: Mapping[str, str]
    ignored: Mapping[str, bool]
    asked: Mapping[str, FileQuestion]


def repeated(
    memory: Memory, choices: Choices, recognition: Recognition, file_format: str
) -> Repeated:
    """Return what is remembered for what is recognised in a file.

    What takes the turns of a label holds again where it speaks no more often than in the file that
    was said of; else a person is asked, who answers also by giving it a role. A label is joined
    where both are here: who is meant by one alone cannot be known.
    """
    joins = {folded_label(label): whose for label, whose in memory.joined.items()}
    all_joins = {**memory.joined, **choices.joined}
    leaves = {folded_label(label): is_nobody for label, is_nobody in memory.ignored.items()}
    counts = {folded_label(label): count for label, count in memory.turns.items()}
    named = (answer.label for answer in choices.lines.values() if isinstance(answer, SaidBy))
    said = {*map(folded_label, (*choices.joined, *choices.ignored, *filter(None, named)))}
    have_roles = {*map(folded_label, choices.roles)}
    joined: dict[str, str] = {}
    ignored: dict[str, bool] = {}
    asked: dict[str, FileQuestion] = {}
    speakers = recognition.speakers
    for label, turns in speakers.items():
        key = folded_label(label)
        had = counts.get(key, 0)
        main = label_like(joins.get(key, ""), speakers)
        if key in said:
            continue
        if main is not None and last_label(main, all_joins) is None:
            main = None  # of two that were joined both ways, nobody knows which stays
        if main is not None and (main == label or turns <= had):
            joined[label] = main
        elif main is not None:
            join = f"--join {shlex.quote(f'{label}={main}')}"
            what = f"joined into {main!r}: it is kept apart here"
            asked[label] = _asked(label, turns, had, what, join, "import.join")
        if key in leaves and (not leaves[key] or turns <= had):
            ignored[label] = leaves[key]
        elif key in leaves:
            what = "said to be no speaker: it is taken for one here"
            ignore = f"--ignore {shlex.quote(label)}"
            asked[label] = _asked(label, turns, had, what, ignore, "import.ignore")
    no_speakers = {label for label in speakers if _is_nobody(label, choices, ignored)}
    usual = None if choices.convention else memory.conventions.get(file_format)
    return Repeated(
        usual if usual == recognition.convention else None,
        {label: main for label, main in joined.items() if main not in no_speakers},
        ignored,
        {
            label: question
            for label, question in asked.items()
            if folded_label(label) not in have_roles
        },
    )


def _is_nobody(label: str, choices: Choices, ignored: Mapping[str, bool]) -> bool:
    said = {folded_label(other): is_nobody for other, is_nobody in choices.ignored.items()}
    return said.get(folded_label(label), ignored.get(label, False))


def _asked(label: str, turns: int, had: int, what: str, option: str, key: str) -> FileQuestion:
    text = f"{label!r} has {number_of(turns, 'turn')}, and had {had} where it was {what}"
    return FileQuestion(text, option, key, label)


def repeated_in_words(again: Repeated, speakers: Mapping[str, int]) -> Iterator[str]:
    """Yield what is chosen again, of labels with how many turns they have."""
    if again.convention is not None:
        yield f"the convention {again.convention!r}"
    for label, main in again.joined.items():
        if main != label:
            yield f"{label!r} is joined into {main!r}, {number_of(speakers[label], 'turn')}"
    for label, is_nobody in again.ignored.items():
        if is_nobody:
            yield f"{label!r} is no speaker, {number_of(speakers[label], 'turn')}"
