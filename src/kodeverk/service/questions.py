"""What a person should be asked of a file before it is imported."""

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.analysis.recognition.doubts.doubt import Doubt, LineAnswer, LineMeaning, SaidBy
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.model.records import Role
from kodeverk.model.source import Source
from kodeverk.model.text import folded_label
from kodeverk.service.import_choices import Choices
from kodeverk.service.phrases import some_of
from kodeverk.service.roles import interpreters_of_nobody

_SURE = 0.6
"""From 0 to 1: how sure a reading must be for nobody to be asked whether it is right."""
TABLES = ("csv", "tsv", "xlsx", "ods")
"""The formats of tables, which may be of anything."""
_MOST_ROWS = 0.5
"""The share of paragraphs that may be whole rows in a table whose columns are known."""


_MOST_SHOWN = 40
"""So many signs of a line show which it is."""


class FileQuestion(NamedTuple):
    """What a person should look at in a file, and what answers it, if anything but the file does.

    `option` is the one of the command line; `key` names the binding of the import screen, which is
    of the speaker under `label` where there is one. `line`, from 1, is where it can be seen; where
    an answer is what the line is, `means` are the answers, for `likewise` so many further lines
    too. What `may_wait` keeps no file from being imported with others.
    """

    text: str
    option: str = ""
    key: str = ""
    label: str | None = None
    line: int | None = None
    means: tuple[LineAnswer, ...] = ()
    likewise: int = 0
    may_wait: bool = False

    @property
    def told(self) -> str:
        """The question in words, with the option that answers it."""
        if not self.option:
            return self.text
        other = ""
        if self.key == "import.ignore" and self.means:
            # That a label is a speaker's is said of its line.
            other = f", or --line {self.line}=speaker"
        elif {"said", "outside"} == {*self.means}:
            other = ", by:LABEL, or from:LABEL with what follows, if somebody else says it"
        return f"{self.text} (say {self.option}{other})"


__all__ = [
    "LOOKS_OTHERWISE",
    "TABLES",
    "FileQuestion",
    "LineAnswer",
    "LineMeaning",
    "SaidBy",
    "doubted",
    "nobody_named",
    "questions",
    "somebody_may_speak",
    "unsettled",
    "whose",
]

LOOKS_OTHERWISE = FileQuestion("does not look like a transcript")


def questions(
    reading: Recognition,
    choices: Choices,
    roles: Mapping[str, Role],
    interpreted: Mapping[str, str],
    alike: Sequence[tuple[str, str]],
) -> Iterator[FileQuestion]:
    """Yield what a person is asked before the file is imported with others.

    `alike` are the pairs of labels that may be one person's: who has the first has no role of its
    own till that is known.
    """
    if choices.convention is None and not reading.speakers:
        yield _which_convention("nobody is named as speaking")
    elif choices.convention is None and reading.confidence < _SURE:
        yield _which_convention(f"how speakers are named is not certain ({reading.confidence:.2f})")
    given = {*map(folded_label, (*choices.roles, *(variant for variant, _ in alike)))}
    unsure = [
        label
        for label, role in roles.items()
        if role == "unknown" and label and folded_label(label) not in given
    ]
    if unsure:
        yield FileQuestion(
            f"role unknown: {some_of(unsure)}", "--role LABEL=ROLE", "import.role", unsure[0]
        )
    for label, why in interpreters_of_nobody(roles, interpreted):
        option = f"--speaks-for {shlex.quote(label)}=LABEL"
        yield FileQuestion(why, option, "import.speaks-for", label)
    for variant, main in alike:
        join = shlex.quote(f"{variant}={main}")
        yield FileQuestion(
            f"{variant!r} and {main!r} may be one person", f"--join {join}", "import.join", variant
        )


def doubted(of_text: str, reading: Recognition) -> Iterator[FileQuestion]:
    """Yield the doubts of a reading of a text with what settles each, and where it can be seen.

    A doubt about a label names the line in which that speaks first, and shows it.
    """
    first: dict[str, Block] = {}
    for block in reading.blocks:
        if block.label is not None:
            first.setdefault(block.label, block)
    for doubt in reading.doubts:
        line, text = doubt.line, doubt.text
        speaks = None if doubt.label is None else first.get(doubt.label)
        if line is None and speaks is not None:
            line = of_text.count("\n", 0, speaks.label_start) + 1
            words = of_text[speaks.label_start : speaks.label_start + 4 * _MOST_SHOWN]
            shown = " ".join(words.split("\n", 1)[0].split())[:_MOST_SHOWN].rstrip()
            text = f"line {line}, “{shown}”: {text}"
        question = _answered(doubt, text, reading)
        # What nobody is named for falsifies nobody's figures.
        may_wait = doubt.may_wait or doubt.remedy == "by" or not question.option
        yield question._replace(line=line, may_wait=may_wait)


def unsettled(
    doubts: Iterable[FileQuestion],
    choices: Choices,
    decided: Collection[str],
    roles: Mapping[str, Role],
) -> Iterator[FileQuestion]:
    """Yield the doubts of a file that nobody has settled yet.

    Of labels that are `decided` upon it is known whether they speak, or asked whose they are, and
    from `roles` whether somebody answers. Who has chosen a convention is still told what is odd
    about it, and asked no more.
    """
    all_ask = {*roles.values()} == {"interviewer"}
    given = {*map(folded_label, choices.roles)}
    for doubt in doubts:
        if doubt.key == "import.convention" and choices.convention is not None:
            yield doubt._replace(may_wait=True)
        elif doubt.key == "import.role":
            # Who asks and is no interviewer by the label is asked about till somebody says who.
            asker = doubt.label or ""
            is_other = asker and roles.get(asker) != "interviewer"
            if all_ask or (is_other and folded_label(asker) not in given):
                yield doubt
        elif doubt.key != "import.ignore" or doubt.label not in decided:
            yield doubt


def whose(reading: Recognition) -> tuple[SaidBy, ...]:
    """Return whose a line may be: a speaker's, an interviewer's who has no label, or nobody's."""
    labels = [*reading.speakers]
    if "interviewer" not in reading.roles.values():
        labels.append("Interviewer")
    return (*map(SaidBy, labels), SaidBy(None))


def _answered(doubt: Doubt, text: str, reading: Recognition) -> FileQuestion:
    if doubt.remedy == "ignore" and doubt.label is not None:
        return _is_it_speaker(text, doubt.label)
    if doubt.remedy == "role":
        return FileQuestion(text, "--role LABEL=ROLE", "import.role", doubt.label)
    if doubt.remedy == "convention":
        return _which_convention(text, doubt.convention)
    if doubt.remedy == "by":
        means: tuple[LineAnswer, ...] = whose(reading)
        first = "by:LABEL"
    elif taken := _line_means(doubt):
        means, first = taken, taken[0]
    else:
        return FileQuestion(text)
    option, likewise = f"--line {doubt.line}={first}", len(doubt.likewise)
    return FileQuestion(
        text, option, "import.line", line=doubt.line, means=means, likewise=likewise
    )


def _line_means(doubt: Doubt) -> tuple[LineMeaning, ...]:
    """Return what the line of a doubt may be: what it was not taken for, or as it was taken."""
    if doubt.remedy == "speaker":
        return "speaker", "said"
    if doubt.remedy == "end":
        return "end", "said"
    if doubt.remedy == "outside":
        return ("said", "outside") if doubt.label is None else ("outside", "speaker")
    if doubt.remedy == "said":
        return ("said", "outside" if doubt.label is None else "speaker")
    return ()


def _is_it_speaker(text: str, label: str) -> FileQuestion:
    option = f"--ignore {shlex.quote(label)}"
    return FileQuestion(text, option, "import.ignore", label, means=("speaker",))


def _which_convention(text: str, convention: str | None = None) -> FileQuestion:
    name = "NAME" if convention is None else shlex.quote(convention)
    return FileQuestion(text, f"--convention {name}", "import.convention")


def nobody_named(source: Source, reading: Recognition) -> Iterator[str]:
    """Yield what becomes of a file in which nobody is named."""
    if not reading.speakers:
        each = "cue" if source.has_cues else "paragraph or block under a time"
        yield f"nobody is named as speaking: each {each} is a turn, its role unknown"


def somebody_may_speak(source: Source, reading: Recognition) -> bool:
    """Tell whether a table or JSON, which may be of anything, looks like a transcript."""
    if source.format in TABLES:
        # Rows are kept whole where nobody can tell which column holds what was said.
        rows = sum(paragraph.row for paragraph in source.paragraphs)
        return rows <= _MOST_ROWS * len(source.paragraphs)
    if source.format == "json":
        timed = any(paragraph.milliseconds is not None for paragraph in source.paragraphs)
        return timed or bool(reading.speakers)
    return True
